//! Room set aside for a full disk (预留空间): a file of the user's own that says nothing. It is given up when
//! a save or a step of the record finds the disk full, so that this one still has room.
//!
//! Where the report lies on another disk than the directory of the user's own, or under quotas and
//! snapshots, that frees nothing, and all is as without it. It is as large as what a step and a save put on
//! the disk before anything goes: the version that the record begins with, the new one and a copy of the old
//! one. Its maker holds it; one that nobody holds was left by a crash, and goes before the next is made.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::disk::{Disk, How};
use super::error::{Note, SaveError, Saved};
use super::file::{File, own_folder};
use super::save::if_known;
use super::temporary::next;

/// How many bytes there are at least: a save and the steps around it.
const LEAST: usize = 64 << 10;
/// How many at most, whatever a save takes.
const MOST: usize = 16 << 20;
const ENDING: &str = "room";

/// What one run has set aside; each clone is of the same.
#[derive(Debug, Clone, Default)]
pub struct Reserve(Arc<Mutex<Option<Room>>>);

#[derive(Debug)]
struct Room {
    disk: Arc<dyn Disk>,
    path: PathBuf,
    file: fs::File,
    size: usize,
}

impl Reserve {
    /// Sets aside in `state` what a step and a save of `len` bytes take, unless there is as much already; nothing
    /// where there is no room or no right. May take as long as the disk does.
    pub fn make(&self, disk: Arc<dyn Disk>, state: &Path, len: usize) {
        let size = len.saturating_mul(3).clamp(LEAST, MOST).next_power_of_two();
        let is_there = self.room().as_ref().is_some_and(|it| it.size >= size);
        if is_there || own_folder(&*disk, state).is_err() {
            return;
        }
        sweep(&*disk, state);
        if let Ok(room) = Room::make(disk, state, size) {
            let before = self.room().replace(room);
            if let Some(before) = before {
                before.give_up();
            }
        }
    }

    /// Frees it; whether there was anything.
    pub fn give_up(&self) -> bool {
        let room = self.room().take();
        room.map(Room::give_up).is_some()
    }

    /// Saves; where the disk is full once more, with the room given up.
    ///
    /// # Errors
    /// As `save` says.
    pub fn spend(
        &self,
        mut save: impl FnMut() -> Result<(File, Saved), SaveError>,
    ) -> Result<(File, Saved), SaveError> {
        match save() {
            Err(SaveError::DiskFull) if self.give_up() => {
                save().map(|(file, saved)| (file, saved.with(Note::Reserve)))
            }
            done => done,
        }
    }

    /// Held for no longer than it takes to look: whoever waits may be drawing.
    fn room(&self) -> MutexGuard<'_, Option<Room>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Room {
    fn make(disk: Arc<dyn Disk>, state: &Path, size: usize) -> io::Result<Self> {
        let name = format!("预留空间-{}-{}.{ENDING}", process::id(), next());
        let path = state.join(name);
        let file = disk.open(&path, How::Log)?;
        let _ = disk.lock(&file);
        let room = Self {
            disk,
            path,
            file,
            size,
        };
        match room.fill() {
            Ok(()) => Ok(room),
            Err(error) => {
                room.give_up();
                Err(error)
            }
        }
    }

    /// On the medium: only there a disk says whether it has room.
    fn fill(&self) -> io::Result<()> {
        self.disk.write(&self.file, &noise(self.size))?;
        if_known(self.disk.sync_data(&self.file)).map(drop)
    }

    fn give_up(self) {
        drop(self.file);
        let _ = self.disk.remove(&self.path);
    }
}

/// Bytes that no disk stores in fewer, as it would zeros.
fn noise(size: usize) -> Vec<u8> {
    let mut state = 0x9e37_79b9_7f4a_7c15_u64;
    let words = std::iter::repeat_with(|| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state.to_le_bytes()
    });
    words.take(size / 8).flatten().collect()
}

/// Removes from a directory what nobody holds of this.
pub(super) fn sweep(disk: &dyn Disk, state: &Path) {
    for path in disk.list(state).unwrap_or_default() {
        if path.extension().is_some_and(|it| it == ENDING) {
            clear(disk, &path);
        }
    }
}

/// Removes a file unless somebody holds it; whether it did.
pub(super) fn clear(disk: &dyn Disk, path: &Path) -> bool {
    let held = || match disk.open(path, How::Hold) {
        Ok(file) => matches!(disk.lock(&file), Ok(false)),
        Err(_) => false,
    };
    !held() && disk.remove(path).is_ok()
}
