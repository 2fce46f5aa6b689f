//! Who has the report open to be changed: `.报告.yaml.jixiao-lock` beside it, where other machines
//! see it too.
//!
//! Whoever has it open holds the lock file shared by the operating system's own lock, which ends
//! with the process however it ends: a lock file that nobody holds is stale, and cleared where it
//! was left by this machine. Across machines that lock is not everywhere passed on; then the
//! person is asked. What stands in the file is only who it is. It is never waited for, and where
//! no lock can be made, work goes on without.

use std::ffi::OsString;
use std::io;
use std::path::{Path, PathBuf};
use std::process;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use serde::{Deserialize, Serialize};

use super::disk::{Disk, How, Os};
use super::error::SaveError;
use super::file::File;
use super::name::{folder_of, printable, shortened};
use super::temporary::{Temporary, boot, host, is_over, next};

/// The format of the file.
const VERSION: u32 = 1;
/// No lock is larger, in bytes.
const LARGEST: u64 = 4096;
/// Behind the name of the report.
const MARK: &str = ".jixiao-lock";

/// Where a person sits (座位): the machine and the window.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Seat {
    /// The name of the machine.
    pub host: String,
    /// The terminal; blank where it has no name.
    pub window: String,
}

impl Seat {
    /// This machine and this terminal, as far as they can be told.
    #[must_use]
    pub fn here() -> Self {
        let window = Os.resolve(Path::new("/proc/self/fd/0")).unwrap_or_default();
        let window = window.strip_prefix("/dev").unwrap_or(Path::new(""));
        Self {
            host: host(),
            window: window.to_string_lossy().into_owned(),
        }
    }
}

/// What stands in the lock file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Holding {
    jixiao: u32,
    #[serde(flatten)]
    seat: Seat,
    pid: u32,
    /// Which run of the machine; earlier versions of the program did not say.
    #[serde(default)]
    boot: String,
    /// Tells apart the locks of one process.
    serial: u64,
    /// When, in seconds since 1970: only to be told, never to be reckoned with.
    since: u64,
}

/// Who has the report open, as it is told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Holder {
    /// 本机的另一个窗口 or 电脑“名”.
    pub place: String,
    /// How long ago it was opened; blank where the clocks disagree.
    pub since: String,
}

impl Holder {
    fn of(holding: &Holding, here: &Seat) -> Self {
        // What the system calls the window tells nobody which it is.
        let place = if holding.seat.host == here.host {
            "本机的另一个窗口".to_owned()
        } else {
            format!("电脑“{}”", printable(holding.seat.host.as_ref()))
        };
        let opened = SystemTime::UNIX_EPOCH.checked_add(Duration::from_secs(holding.since));
        let ago = opened.and_then(|opened| SystemTime::now().duration_since(opened).ok());
        let since = match ago.map(|ago| ago.as_secs() / 60) {
            None => String::new(),
            Some(0) => "刚刚".to_owned(),
            Some(minutes @ 1..60) => format!("{minutes} 分钟前"),
            Some(minutes @ 60..1440) => format!("{} 小时前", minutes / 60),
            Some(minutes) => format!("{} 天前", minutes / 1440),
        };
        Self { place, since }
    }

    fn unknown() -> Self {
        Self {
            place: "另一个窗口".to_owned(),
            since: String::new(),
        }
    }
}

/// What came of asking for the lock.
#[derive(Debug)]
pub enum Claim {
    /// It is ours.
    Ours {
        /// To be kept as long as the report is open.
        lock: Lock,
        /// Whether what stood there before could not be read.
        garbage: bool,
    },
    /// Somebody has the report open.
    Theirs(Holder),
    /// Another machine had it open, and may have no more.
    Doubtful(Holder),
    /// No lock can be made here.
    Impossible,
    /// The disk has no room for one, nor for anything else.
    Full,
}

/// The lock of an open report; gone when it is dropped.
#[derive(Debug)]
pub struct Lock {
    disk: Arc<dyn Disk>,
    path: PathBuf,
    holding: Holding,
    /// Holds the operating system's lock.
    file: Option<std::fs::File>,
}

/// Looks whether a lock is still ours, where that keeps nobody waiting.
#[derive(Debug, Clone)]
pub struct Watch {
    disk: Arc<dyn Disk>,
    path: PathBuf,
    holding: Holding,
}

/// How it stands with a lock.
#[derive(Debug)]
pub enum Standing {
    /// As before.
    Same,
    /// Somebody has taken the report over since.
    Lost(Holder),
    /// It was gone, and here it is again.
    Ours(Lock),
}

/// What is found at the place of a lock.
enum Found {
    Nothing,
    Unreadable,
    /// A folder, a pipe.
    NoFile,
    Garbage(std::fs::File),
    Held(std::fs::File, Holding),
}

impl Lock {
    /// Asks for the lock of `file`, and clears a stale one of this machine.
    #[must_use]
    pub fn claim(file: &File, seat: &Seat) -> Claim {
        Self::claim_on(file.disk(), file.target(), seat)
    }

    /// [`Lock::claim`] on a given disk.
    #[must_use]
    pub fn claim_on(disk: Arc<dyn Disk>, target: &Path, seat: &Seat) -> Claim {
        let path = path_of(target);
        let (found, garbage) = match find(&*disk, &path) {
            Found::Nothing => (None, false),
            // Whoever shut it to us has it.
            Found::Unreadable => return Claim::Theirs(Holder::unknown()),
            Found::NoFile => (None, true),
            Found::Garbage(file) => {
                if matches!(disk.lock(&file), Ok(false)) {
                    return Claim::Theirs(Holder::unknown());
                }
                (Some(file), true)
            }
            Found::Held(file, holding) => {
                let holder = Holder::of(&holding, seat);
                let near = holding.seat.host == seat.host;
                match disk.lock(&file) {
                    Ok(false) => return Claim::Theirs(holder),
                    Err(_) if near && !is_over(&*disk, holding.pid, &holding.boot) => {
                        return Claim::Theirs(holder);
                    }
                    _ if !near => return Claim::Doubtful(holder),
                    _ => {}
                }
                (Some(file), false)
            }
        };
        match Self::make(disk, path, seat, found.is_some() || garbage) {
            Ok(lock) => Claim::Ours { lock, garbage },
            // Somebody was faster.
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
                Claim::Theirs(Holder::unknown())
            }
            Err(error) => match SaveError::from(error) {
                SaveError::DiskFull => Claim::Full,
                _ => Claim::Impossible,
            },
        }
    }

    /// Takes the lock whoever has it; `None` where none can be made.
    #[must_use]
    pub fn take(file: &File, seat: &Seat) -> Option<Self> {
        Self::make(file.disk(), path_of(file.target()), seat, true).ok()
    }

    fn make(disk: Arc<dyn Disk>, path: PathBuf, seat: &Seat, over: bool) -> io::Result<Self> {
        let since = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH);
        let holding = Holding {
            jixiao: VERSION,
            seat: seat.clone(),
            pid: process::id(),
            boot: boot(),
            serial: next(),
            since: since.map(|since| since.as_secs()).unwrap_or_default(),
        };
        let text = serde_json::to_string(&holding)?;
        let (temporary, file) = Temporary::beside(&*disk, &path, How::New)?;
        disk.write(&file, format!("{text}\n").as_bytes())?;
        // Where files cannot be locked, the number of the process has to do.
        let _ = disk.share(&file);
        if over {
            temporary.replace(&path)?;
        } else {
            temporary.settle(&path)?;
        }
        // Where the name came by a link, some disks (FUSE) take what bears it for another file.
        let named = disk.open(&path, How::Hold).ok();
        let held = named.filter(|named| matches!(disk.share(named), Ok(true)));
        Ok(Self {
            disk,
            path,
            holding,
            file: Some(held.unwrap_or(file)),
        })
    }

    /// What can look after it.
    #[must_use]
    pub fn watch(&self) -> Watch {
        Watch {
            disk: self.disk.clone(),
            path: self.path.clone(),
            holding: self.holding.clone(),
        }
    }
}

impl Watch {
    /// Looks how it stands; a lock that was removed is made again.
    #[must_use]
    pub fn look(self) -> Standing {
        match find(&*self.disk, &self.path) {
            Found::Nothing => Lock::make(self.disk, self.path, &self.holding.seat, false)
                .map_or(Standing::Same, Standing::Ours),
            found => self.lost(found).map_or(Standing::Same, Standing::Lost),
        }
    }

    /// Who has taken the report over since.
    #[must_use]
    pub fn lost_to(&self) -> Option<Holder> {
        self.lost(find(&*self.disk, &self.path))
    }

    fn lost(&self, found: Found) -> Option<Holder> {
        match found {
            Found::Held(_, holding) if holding != self.holding => {
                Some(Holder::of(&holding, &self.holding.seat))
            }
            _ => None,
        }
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        if self.file.take().is_some()
            && let Found::Held(file, holding) = find(&*self.disk, &self.path)
            && holding == self.holding
        {
            drop(file);
            let _ = self.disk.remove(&self.path);
        }
    }
}

/// Where the lock of a report is.
fn path_of(target: &Path) -> PathBuf {
    let mut name = OsString::from(".");
    name.push(shortened(target.file_name().unwrap_or_default()));
    name.push(MARK);
    folder_of(target).join(name)
}

fn find(disk: &dyn Disk, path: &Path) -> Found {
    let opened = disk
        .open(path, How::Hold)
        .or_else(|_| disk.open(path, How::Read));
    let file = match opened {
        Ok(file) => file,
        Err(error) => {
            return match error.kind() {
                io::ErrorKind::NotFound => Found::Nothing,
                io::ErrorKind::IsADirectory => Found::NoFile,
                _ => Found::Unreadable,
            };
        }
    };
    let Ok(bytes) = disk.read(&file, LARGEST) else {
        return Found::Unreadable;
    };
    match serde_json::from_slice::<Holding>(&bytes) {
        Ok(holding) if holding.jixiao == VERSION => Found::Held(file, holding),
        _ => Found::Garbage(file),
    }
}

/// Removes from `folder` the locks that nobody holds as far as can be told here: those of this machine,
/// and, whoever made them, those of reports that are gone. Whoever has such a report open all the same
/// makes its lock again.
pub(super) fn sweep_locks(disk: &dyn Disk, folder: &Path) {
    let here = host();
    let all = disk.list(folder).unwrap_or_default();
    for path in &all {
        let name = path.file_name().unwrap_or_default().as_encoded_bytes();
        if !name.starts_with(b".") || !name.ends_with(MARK.as_bytes()) {
            continue;
        }
        let is_gone = || !all.iter().any(|report| path_of(report) == *path);
        let left = match find(disk, path) {
            Found::Held(file, holding) if holding.seat.host == here || is_gone() => Some(file),
            Found::Garbage(file) if is_gone() => Some(file),
            _ => None,
        };
        if left.is_some_and(|file| matches!(disk.lock(&file), Ok(true))) {
            let _ = disk.remove(path);
        }
    }
}
