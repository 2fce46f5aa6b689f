//! The recovery record: every step between two saves, on the medium before the next key.
//!
//! One file of JSON lines for each file being edited and each version of it, in the user's own
//! state directory. The first line says which file and version; every other is one [`Entry`],
//! numbered from 1. A line broken off by a full disk or a crash is followed by a line break and
//! written again, so a reader skips what is no JSON and takes each number once.
//!
//! The name holds the digest of the path and that of the bytes, so that the record is found by
//! either: the file may have moved, or have been changed by somebody else. Where it cannot be
//! written, editing goes on; that is said once. Reading it back is not done here yet.

use std::fs;
use std::io;
use std::path::PathBuf;
use std::process;
use std::sync::Arc;

use serde_json::json;

use super::disk::{Digest, Disk, How, Os};
use super::file::File;
use super::temporary::next;
use crate::document::FieldPath;

/// The format of the lines; a reader leaves newer ones alone.
const VERSION: u32 = 1;

/// Whether a step was taken, taken back, or taken again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// The person did it.
    Do,
    /// The person took it back.
    Undo,
    /// The person took it again.
    Redo,
}

impl Kind {
    fn word(self) -> &'static str {
        match self {
            Self::Do => "do",
            Self::Undo => "undo",
            Self::Redo => "redo",
        }
    }
}

/// One step, with all that is needed to take it again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// What the step is called in the undo list.
    pub name: String,
    /// The value it changed.
    pub place: FieldPath,
    /// Whether it was taken, taken back, or taken again.
    pub kind: Kind,
    /// Start and end in bytes, in the text before the step, and what stands there after it.
    pub splices: Vec<(usize, usize, String)>,
    /// The digest of the whole text after it, by which a replay knows that it came out right.
    pub after: Digest,
}

/// Why steps are not being recorded. Shown as its sentence, once.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Unrecorded {
    /// There is no state directory.
    #[error("找不到存放恢复记录的文件夹，意外退出会丢失未保存的修改，请勤保存。")]
    NoFolder,
    /// It cannot be written to.
    #[error("恢复记录写不进磁盘，意外退出会丢失未保存的修改，请勤保存，并检查磁盘空间和权限。")]
    Failed,
}

/// The recovery record of the file being edited. Nothing is on the disk before the first step.
#[derive(Debug)]
pub struct Journal {
    disk: Arc<dyn Disk>,
    folder: Option<PathBuf>,
    /// The name of the record, up to what tells two sessions apart.
    key: String,
    /// What is not on the disk yet: at first the line that says which file it is.
    pending: String,
    steps: u64,
    written: Option<(PathBuf, fs::File)>,
    trouble: Option<Unrecorded>,
}

impl Journal {
    /// The record of `file`, or of a document that has none, whose text is `base` now.
    #[must_use]
    pub fn open(folder: Option<PathBuf>, file: Option<&File>, base: &[u8]) -> Self {
        Self::open_on(Arc::new(Os), folder, file, base)
    }

    /// [`Journal::open`] on a given disk.
    #[must_use]
    pub fn open_on(
        disk: Arc<dyn Disk>,
        folder: Option<PathBuf>,
        file: Option<&File>,
        base: &[u8],
    ) -> Self {
        let mut journal = Self {
            disk,
            folder,
            key: String::new(),
            pending: String::new(),
            steps: 0,
            written: None,
            trouble: None,
        };
        journal.restart(file, base);
        journal
    }

    /// Appends a step and waits until it is on the medium. Says what is wrong when recording
    /// stops, and not again before it worked in between; a step that could not be written is
    /// written together with the next.
    #[must_use = "the person has to know that there is no recovery record"]
    pub fn record(&mut self, entry: &Entry) -> Option<Unrecorded> {
        self.steps += 1;
        let line = json!({
            "n": self.steps,
            "name": entry.name,
            "place": entry.place.to_string(),
            "kind": entry.kind.word(),
            "splices": entry.splices,
            "after": entry.after.to_string(),
        });
        let trouble = match &self.folder {
            None => Some(Unrecorded::NoFolder),
            Some(folder) => {
                let folder = folder.clone();
                self.pending.push_str(&format!("{line}\n"));
                self.flush(folder).err().map(|_| Unrecorded::Failed)
            }
        };
        let told = self.trouble.is_some();
        self.trouble = trouble;
        trouble.filter(|_| !told)
    }

    /// Whether the steps so far are on the medium.
    #[must_use]
    pub fn is_recording(&self) -> bool {
        self.trouble.is_none()
    }

    /// Starts again after a save that is durable: the old record goes, the next step begins one
    /// for the text `base`.
    pub fn restart(&mut self, file: Option<&File>, base: &[u8]) {
        self.discard();
        self.steps = 0;
        let path = file.map(File::target);
        let base_digest = Digest::of(base);
        let encoded = path.map_or(&[][..], |path| path.as_os_str().as_encoded_bytes());
        let key = [Digest::of(encoded).short(), base_digest.short()];
        self.key = key.join("-");
        let header = json!({
            "jixiao": VERSION,
            "path": path.map(|path| path.to_string_lossy()),
            "base": base_digest.to_string(),
            "length": base.len(),
            "pid": process::id(),
        });
        self.pending = format!("{header}\n");
    }

    /// Removes the record, at a clean end. One that is only dropped stays for recovery.
    pub fn finish(mut self) {
        self.discard();
    }

    fn discard(&mut self) {
        if let Some((path, file)) = self.written.take() {
            drop(file);
            let _ = self.disk.remove(&path);
        }
    }

    fn flush(&mut self, folder: PathBuf) -> io::Result<()> {
        let file = match &self.written {
            Some((_, file)) => file,
            None => {
                let made = self.make(folder)?;
                &self.written.insert(made).1
            }
        };
        let done = self
            .disk
            .write(file, self.pending.as_bytes())
            .and_then(|()| self.disk.sync_data(file));
        if done.is_ok() {
            self.pending.clear();
        } else if !self.pending.starts_with('\n') {
            // Ends the line that may have been broken off.
            self.pending.insert(0, '\n');
        }
        done
    }

    /// Makes an empty record, known to be there after a power cut.
    fn make(&self, folder: PathBuf) -> io::Result<(PathBuf, fs::File)> {
        self.disk.create_folder(&folder)?;
        self.disk.seal_folder(&folder)?;
        loop {
            let name = format!("{}-{}-{}.jsonl", self.key, process::id(), next());
            let path = folder.join(name);
            match self.disk.open(&path, How::Log) {
                // Somebody else's, or one that nobody has recovered yet.
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
                Err(error) => return Err(error),
                Ok(file) => {
                    let _ = self.disk.sync_folder(&folder);
                    return Ok((path, file));
                }
            }
        }
    }
}
