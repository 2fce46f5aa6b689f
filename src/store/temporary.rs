//! The file that is written whole before it takes another's name, gone again if it never does.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, SystemTime};

use super::disk::{Digest, Disk, How, Os, patiently};
use super::name::{folder_of, shortened};
use super::save::if_known;

const DAY: Duration = Duration::from_secs(24 * 60 * 60);

/// A file named `.名.jixiao-MACHINE-PID-N.tmp`, removed when dropped.
pub(super) struct Temporary<'a> {
    disk: &'a dyn Disk,
    path: PathBuf,
    serial: u64,
    moved: bool,
}

impl<'a> Temporary<'a> {
    /// Makes an empty one beside `target`.
    pub(super) fn beside(
        disk: &'a dyn Disk,
        target: &Path,
        how: How,
    ) -> io::Result<(Self, fs::File)> {
        let name = shortened(target.file_name().unwrap_or_default());
        let name = name.to_string_lossy();
        let (machine, pid) = (machine(), process::id());
        loop {
            let serial = next();
            let name = format!(".{name}.jixiao-{machine}-{pid}-{serial}.tmp");
            let path = folder_of(target).join(name);
            live().insert(serial);
            match disk.open(&path, how) {
                Ok(file) => {
                    let made = Self {
                        disk,
                        path,
                        serial,
                        moved: false,
                    };
                    return Ok((made, file));
                }
                Err(error) => {
                    live().remove(&serial);
                    // Left by an earlier process that had the same number.
                    if error.kind() != io::ErrorKind::AlreadyExists {
                        return Err(error);
                    }
                }
            }
        }
    }

    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    /// Takes the place of `target`, whatever is there.
    pub(super) fn replace(mut self, target: &Path) -> io::Result<()> {
        patiently(self.disk, || self.disk.rename(&self.path, target))?;
        self.moved = true;
        Ok(())
    }

    /// Takes the name of `target`, where nothing may be yet.
    pub(super) fn settle(mut self, target: &Path) -> io::Result<()> {
        let named = patiently(self.disk, || self.disk.rename_new(&self.path, target));
        if if_known(named)? {
            self.moved = true;
            return Ok(());
        }
        // A disk that knows only the move that replaces (NFS).
        match self.disk.link(&self.path, target) {
            Err(error) if error.kind() != io::ErrorKind::AlreadyExists => {}
            done => return done,
        }
        // Nor does it know hard links: take the name with an empty file, then replace that.
        drop(self.disk.open(target, How::New)?);
        let disk = self.disk;
        self.replace(target).inspect_err(|_| {
            let _ = disk.remove(target);
        })
    }
}

impl Drop for Temporary<'_> {
    fn drop(&mut self) {
        if !self.moved {
            let _ = self.disk.remove(&self.path);
        }
        live().remove(&self.serial);
    }
}

/// The numbers of the temporaries of this process that are being written.
fn live() -> MutexGuard<'static, BTreeSet<u64>> {
    static LIVE: Mutex<BTreeSet<u64>> = Mutex::new(BTreeSet::new());
    LIVE.lock().unwrap_or_else(PoisonError::into_inner)
}

/// A number no other caller in this process gets.
pub(super) fn next() -> u64 {
    static NEXT: AtomicU64 = AtomicU64::new(1);
    NEXT.fetch_add(1, Ordering::Relaxed)
}

/// The name of this machine.
pub(super) fn host() -> String {
    gethostname::gethostname().to_string_lossy().into_owned()
}

/// This machine as the names of its temporaries tell it: short, whatever it is called.
fn machine() -> String {
    let digest = Digest::of(host().as_bytes()).short();
    digest.chars().take(8).collect()
}

/// Removes from `folder` what saves that crashed left behind. What bears the number of this very
/// process and is not being written is a stray as well. Whether a process of another machine lives
/// cannot be told here; only the age of what it made can.
pub(super) fn sweep(disk: &dyn Disk, folder: &Path) {
    let here = machine();
    for path in disk.list(folder).unwrap_or_default() {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let Some((machine, pid, serial)) = owner(&name) else {
            continue;
        };
        let is_near = machine.is_none_or(|machine| machine == here);
        let is_live = pid == process::id() && live().contains(&serial);
        if is_near && !is_live && is_dead(disk, pid) || is_old(disk, &path) {
            let _ = disk.remove(&path);
        }
    }
}

/// The machine and the number of the process that made the temporary of this name, and its own;
/// earlier versions of the program did not say which machine.
fn owner(name: &str) -> Option<(Option<&str>, u32, u64)> {
    let (_, mark) = name
        .strip_prefix('.')?
        .strip_suffix(".tmp")?
        .rsplit_once(".jixiao-")?;
    let (process, serial) = mark.rsplit_once('-')?;
    let (machine, pid) = match process.split_once('-') {
        Some((machine, pid)) => (Some(machine), pid),
        None => (None, process),
    };
    Some((machine, pid.parse().ok()?, serial.parse().ok()?))
}

/// Which run of this machine it is; blank where the system does not tell.
pub(super) fn boot() -> String {
    let told = Os
        .open(Path::new("/proc/sys/kernel/random/boot_id"), How::Read)
        .and_then(|file| Os.read(&file, 64));
    let told = told.unwrap_or_default();
    String::from_utf8_lossy(&told).trim().to_owned()
}

/// Whether the process of this number in that run of the machine has ended, as far as can be told: the
/// next run gives the number to another.
pub(super) fn is_over(disk: &dyn Disk, pid: u32, run: &str) -> bool {
    !run.is_empty() && run != boot() || is_dead(disk, pid)
}

/// Whether the process of this number has ended, as far as can be told; our own is taken for
/// one that had the number before.
fn is_dead(disk: &dyn Disk, pid: u32) -> bool {
    let processes = Path::new("/proc");
    pid == process::id()
        || disk.look(&processes.join("self")).is_ok()
            && disk
                .look(&processes.join(pid.to_string()))
                .is_err_and(|error| error.kind() == io::ErrorKind::NotFound)
}

fn is_old(disk: &dyn Disk, path: &Path) -> bool {
    age(disk, path).is_some_and(|age| age > DAY)
}

/// How long ago a file was written; `None` where the clock says that it was not yet.
pub(super) fn age(disk: &dyn Disk, path: &Path) -> Option<Duration> {
    let written = disk.look(path).ok()?.modified().ok()?;
    SystemTime::now().duration_since(written).ok()
}
