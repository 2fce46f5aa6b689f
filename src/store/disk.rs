//! The narrow door to the disk: every call that opening, saving and recording make.
//!
//! One trait, so that a test can fail any single call, and one real implementation. What differs
//! between systems stands at the end of this file and nowhere else. Nothing is decided here: no
//! retry but of what a signal broke off, no sentence, no order of steps.

use std::fmt;
use std::fs;
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::thread;
use std::time::{Duration, SystemTime};

use sha2::{Digest as _, Sha256};

/// The SHA-256 of some bytes, by which a version of the file is known.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Digest([u8; 32]);

impl Digest {
    /// The digest of `bytes`.
    #[must_use]
    pub fn of(bytes: &[u8]) -> Self {
        Self(Sha256::digest(bytes).into())
    }

    /// The first 16 hexadecimal digits: enough to tell one user's files apart.
    #[must_use]
    pub(super) fn short(&self) -> String {
        self.to_string().chars().take(16).collect()
    }
}

impl std::str::FromStr for Digest {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let mut bytes = [0; 32];
        let pairs = text.as_bytes().chunks_exact(2);
        if text.len() != 2 * bytes.len() {
            return Err(());
        }
        for (byte, pair) in bytes.iter_mut().zip(pairs) {
            let pair = str::from_utf8(pair).map_err(|_| ())?;
            *byte = u8::from_str_radix(pair, 16).map_err(|_| ())?;
        }
        Ok(Self(bytes))
    }
}

impl fmt::Display for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// What a disk says of a file without reading it, by which one that was written anew is known as
/// a rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stamp {
    len: u64,
    modified: Option<SystemTime>,
    identity: [u64; 3],
}

impl Stamp {
    /// `metadata` is what a look at `path` told.
    pub(super) fn of(path: &Path, metadata: &fs::Metadata) -> Self {
        Self {
            len: metadata.len(),
            modified: metadata.modified().ok(),
            identity: platform::identity(path, metadata),
        }
    }
}

/// What a file is opened for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum How {
    /// To be read.
    Read,
    /// To be written from its start; it exists and keeps what is not written over.
    Overwrite,
    /// To be made, readable by its owner alone; it must not exist.
    Private,
    /// To be made with the rights every new file gets; it must not exist.
    New,
    /// To be made for appending, readable by its owner alone; it must not exist.
    Log,
    /// To be read and locked; it exists.
    Hold,
}

/// What this room asks of a disk.
pub trait Disk: fmt::Debug + Send + Sync {
    /// The absolute path behind all symbolic links.
    fn resolve(&self, path: &Path) -> io::Result<PathBuf>;
    /// What stands at `path` itself; a link is not followed.
    fn look(&self, path: &Path) -> io::Result<fs::Metadata>;
    /// Opens or makes a file; what is none is an error as for a directory.
    fn open(&self, path: &Path, how: How) -> io::Result<fs::File>;
    /// Reads to the end, but no more than `limit` bytes.
    fn read(&self, file: &fs::File, limit: u64) -> io::Result<Vec<u8>>;
    /// Writes all of `bytes`.
    fn write(&self, file: &fs::File, bytes: &[u8]) -> io::Result<()>;
    /// Cuts or extends the file.
    fn set_len(&self, file: &fs::File, len: u64) -> io::Result<()>;
    /// Locks the file until it is closed, also by the end of the process; `false` if somebody
    /// has it locked. Fails where files cannot be locked.
    fn lock(&self, file: &fs::File) -> io::Result<bool>;
    /// The same for one of several who may all read it.
    fn share(&self, file: &fs::File) -> io::Result<bool>;
    /// Waits until the file is on the medium.
    fn sync(&self, file: &fs::File) -> io::Result<()>;
    /// Waits until what was written to the file is on the medium.
    fn sync_data(&self, file: &fs::File) -> io::Result<()>;
    /// Gives the file the owner, group, mode and attributes of another one, its access list and
    /// security label among them.
    fn dress(&self, file: &fs::File, like: &Path) -> io::Result<()>;
    /// Moves `from` to `to`, replacing what is there.
    fn rename(&self, from: &Path, to: &Path) -> io::Result<()>;
    /// Moves `from` to `to`; fails if there is something at `to`, and where the disk knows no such
    /// move.
    fn rename_new(&self, from: &Path, to: &Path) -> io::Result<()>;
    /// Gives `from` a second name; fails if there is something at `to`.
    fn link(&self, from: &Path, to: &Path) -> io::Result<()>;
    /// Removes a file.
    fn remove(&self, path: &Path) -> io::Result<()>;
    /// The paths of what is in a directory.
    fn list(&self, folder: &Path) -> io::Result<Vec<PathBuf>>;
    /// Makes a directory and those above it for its owner alone; an existing one stays as it is.
    fn create_folder(&self, folder: &Path) -> io::Result<()>;
    /// Shuts an existing directory to all but its owner; fails if it belongs to somebody else.
    fn seal_folder(&self, folder: &Path) -> io::Result<()>;
    /// Waits until the names in a directory are on the medium.
    fn sync_folder(&self, folder: &Path) -> io::Result<()>;
    /// Lets time pass, for whoever holds a file to let go.
    fn wait(&self, time: Duration);
}

/// The disk of the operating system.
#[derive(Debug, Clone, Copy, Default)]
pub struct Os;

impl Disk for Os {
    fn resolve(&self, path: &Path) -> io::Result<PathBuf> {
        again(|| fs::canonicalize(path))
    }

    fn look(&self, path: &Path) -> io::Result<fs::Metadata> {
        again(|| fs::symlink_metadata(path))
    }

    fn open(&self, path: &Path, how: How) -> io::Result<fs::File> {
        let mut options = fs::OpenOptions::new();
        match how {
            How::Read => options.read(true),
            How::Overwrite => options.write(true),
            // What is only written to cannot be locked everywhere.
            How::New => options.read(true).write(true).create_new(true),
            How::Private => platform::private(options.write(true).create_new(true)),
            // What is only appended to cannot be locked on Windows.
            How::Log => platform::private(options.read(true).append(true).create_new(true)),
            How::Hold => options.read(true).write(true),
        };
        let file = platform::at_once(&mut options).open(path)?;
        // A pipe, a device or a folder where a file should be is read from and written to by nobody.
        if again(|| file.metadata())?.is_file() {
            Ok(file)
        } else {
            Err(io::ErrorKind::IsADirectory.into())
        }
    }

    fn read(&self, file: &fs::File, limit: u64) -> io::Result<Vec<u8>> {
        // Read at once, where its length can be told.
        let len = file.metadata().map_or(0, |it| it.len()).min(limit);
        let mut bytes = Vec::with_capacity(usize::try_from(len).unwrap_or_default());
        file.take(limit).read_to_end(&mut bytes)?;
        Ok(bytes)
    }

    fn write(&self, mut file: &fs::File, bytes: &[u8]) -> io::Result<()> {
        file.write_all(bytes)
    }

    fn set_len(&self, file: &fs::File, len: u64) -> io::Result<()> {
        file.set_len(len)
    }

    fn lock(&self, file: &fs::File) -> io::Result<bool> {
        again(|| is_got(file.try_lock()))
    }

    fn share(&self, file: &fs::File) -> io::Result<bool> {
        again(|| is_got(file.try_lock_shared()))
    }

    fn sync(&self, file: &fs::File) -> io::Result<()> {
        file.sync_all()
    }

    fn sync_data(&self, file: &fs::File) -> io::Result<()> {
        file.sync_data()
    }

    fn dress(&self, file: &fs::File, like: &Path) -> io::Result<()> {
        again(|| {
            let metadata = fs::metadata(like)?;
            platform::keep_owner(file, &metadata)?;
            // Asked first: a disk without modes (FAT) refuses to change what needs no change.
            if file.metadata()?.permissions() != metadata.permissions() {
                file.set_permissions(metadata.permissions())?;
            }
            platform::keep_attributes(file, like)
        })
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        again(|| platform::replace(from, to))
    }

    fn rename_new(&self, from: &Path, to: &Path) -> io::Result<()> {
        again(|| platform::rename_new(from, to))
    }

    fn link(&self, from: &Path, to: &Path) -> io::Result<()> {
        again(|| fs::hard_link(from, to))
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        again(|| fs::remove_file(path))
    }

    fn list(&self, folder: &Path) -> io::Result<Vec<PathBuf>> {
        again(|| {
            fs::read_dir(folder)?
                .map(|entry| entry.map(|entry| entry.path()))
                .collect()
        })
    }

    fn create_folder(&self, folder: &Path) -> io::Result<()> {
        let mut builder = fs::DirBuilder::new();
        platform::private_folder(&mut builder);
        builder.recursive(true);
        again(|| builder.create(folder))?;
        if self.look(folder)?.is_dir() {
            Ok(())
        } else {
            Err(io::ErrorKind::NotADirectory.into())
        }
    }

    fn seal_folder(&self, folder: &Path) -> io::Result<()> {
        platform::seal(folder)
    }

    fn sync_folder(&self, folder: &Path) -> io::Result<()> {
        platform::folder(&mut fs::OpenOptions::new())
            .open(folder)?
            .sync_all()
    }

    fn wait(&self, time: Duration) {
        thread::sleep(time);
    }
}

/// Calls again what a signal broke off, where std does not.
fn again<T>(mut call: impl FnMut() -> io::Result<T>) -> io::Result<T> {
    loop {
        match call() {
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            done => return done,
        }
    }
}

/// Calls again what fails because another program holds the file: a virus scanner or a sync client
/// does for a moment after each write. Gives up after a second and a half.
pub(super) fn patiently<T>(
    disk: &dyn Disk,
    mut call: impl FnMut() -> io::Result<T>,
) -> io::Result<T> {
    for wait in [50, 100, 200, 400, 800] {
        match call() {
            Err(error) if is_held(&error) => disk.wait(Duration::from_millis(wait)),
            done => return done,
        }
    }
    call()
}

/// Whether a lock that was not waited for was got.
fn is_got(locked: Result<(), fs::TryLockError>) -> io::Result<bool> {
    match locked {
        Ok(()) => Ok(true),
        Err(fs::TryLockError::WouldBlock) => Ok(false),
        Err(fs::TryLockError::Error(error)) => Err(error),
    }
}

/// What an error means that std has no word for, or another one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Trouble {
    /// Another program holds the file just now.
    Held,
    /// The system has no more files or memory to give just now.
    Exhausted,
    /// The disk does not take such a name.
    BadName,
}

impl Trouble {
    pub(super) fn of(error: &io::Error) -> Option<Self> {
        let told = error.raw_os_error().and_then(if cfg!(windows) {
            Self::on_windows
        } else {
            Self::on_unix
        });
        told.or(match error.kind() {
            io::ErrorKind::ExecutableFileBusy | io::ErrorKind::ResourceBusy => Some(Self::Held),
            io::ErrorKind::OutOfMemory => Some(Self::Exhausted),
            io::ErrorKind::InvalidFilename => Some(Self::BadName),
            _ => None,
        })
    }

    /// By the number that Windows gives.
    fn on_windows(code: i32) -> Option<Self> {
        match code {
            // ERROR_ACCESS_DENIED, ERROR_SHARING_VIOLATION, ERROR_LOCK_VIOLATION
            5 | 32 | 33 => Some(Self::Held),
            // ERROR_TOO_MANY_OPEN_FILES, ERROR_NOT_ENOUGH_MEMORY
            4 | 8 => Some(Self::Exhausted),
            // ERROR_INVALID_NAME, ERROR_BAD_PATHNAME
            123 | 161 => Some(Self::BadName),
            _ => None,
        }
    }

    /// By the number that Unix gives.
    fn on_unix(code: i32) -> Option<Self> {
        // ENFILE, EMFILE
        matches!(code, 23 | 24).then_some(Self::Exhausted)
    }
}

/// Whether another program holds the file just now.
pub(super) fn is_held(error: &io::Error) -> bool {
    Trouble::of(error) == Some(Trouble::Held)
}

/// How many names the file at `path` has (hard links); one where the disk does not tell.
pub(super) fn names(path: &Path, metadata: &fs::Metadata) -> u64 {
    platform::names(path, metadata)
}

/// Whether an open file is our own, or belongs to whom another one does; so wherever the system
/// tells no owners.
pub(super) fn is_owned(file: &fs::File, like: &fs::Metadata) -> io::Result<bool> {
    again(|| platform::is_owned(file, like))
}

#[cfg(unix)]
mod platform {
    use std::fs::{DirBuilder, File, Metadata, OpenOptions, Permissions};
    use std::io;
    use std::os::unix::fs::{DirBuilderExt, MetadataExt, OpenOptionsExt, PermissionsExt, fchown};
    use std::path::Path;

    pub(super) fn private(options: &mut OpenOptions) -> &mut OpenOptions {
        options.mode(0o600)
    }

    /// Does not wait for somebody at the other end of a pipe.
    pub(super) fn at_once(options: &mut OpenOptions) -> &mut OpenOptions {
        options.custom_flags(rustix::fs::OFlags::NONBLOCK.bits().cast_signed())
    }

    pub(super) fn private_folder(builder: &mut DirBuilder) {
        builder.mode(0o700);
    }

    /// Only the owner of a directory may change its mode, so this also tells whose it is.
    pub(super) fn seal(folder: &Path) -> io::Result<()> {
        std::fs::set_permissions(folder, Permissions::from_mode(0o700))
    }

    pub(super) fn folder(options: &mut OpenOptions) -> &mut OpenOptions {
        options.read(true)
    }

    pub(super) fn names(_: &Path, metadata: &Metadata) -> u64 {
        metadata.nlink()
    }

    /// A network disk may give everything in it to one owner, who is not us.
    pub(super) fn is_owned(file: &File, like: &Metadata) -> io::Result<bool> {
        let owner = file.metadata()?.uid();
        Ok(owner == like.uid() || owner == rustix::process::geteuid().as_raw())
    }

    /// Where the disk knows no attributes there are none.
    pub(super) fn keep_attributes(file: &File, like: &Path) -> io::Result<()> {
        use xattr::FileExt as _;
        let names = match xattr::list(like) {
            Err(error) if error.kind() == io::ErrorKind::Unsupported => return Ok(()),
            names => names?,
        };
        for name in names {
            let Some(value) = xattr::get(like, &name)? else {
                continue;
            };
            // A label that the system gives by itself may be right already, and not ours to set.
            if file.get_xattr(&name).ok().flatten().as_ref() != Some(&value) {
                file.set_xattr(&name, &value)?;
            }
        }
        Ok(())
    }

    pub(super) fn replace(from: &Path, to: &Path) -> io::Result<()> {
        std::fs::rename(from, to)
    }

    #[cfg(any(target_os = "linux", target_os = "android", target_vendor = "apple"))]
    pub(super) fn rename_new(from: &Path, to: &Path) -> io::Result<()> {
        use rustix::fs::{CWD, RenameFlags, renameat_with};
        Ok(renameat_with(CWD, from, CWD, to, RenameFlags::NOREPLACE)?)
    }

    #[cfg(not(any(target_os = "linux", target_os = "android", target_vendor = "apple")))]
    pub(super) fn rename_new(_: &Path, _: &Path) -> io::Result<()> {
        Err(io::ErrorKind::Unsupported.into())
    }

    /// Which file it is, and when anything about it changed.
    pub(super) fn identity(_: &Path, metadata: &Metadata) -> [u64; 3] {
        let changed = [metadata.ctime(), metadata.ctime_nsec()].map(i64::cast_unsigned);
        [metadata.ino(), changed[0], changed[1]]
    }

    pub(super) fn keep_owner(file: &File, like: &Metadata) -> io::Result<()> {
        let own = file.metadata()?;
        let changed = |own: u32, like: u32| (own != like).then_some(like);
        match (
            changed(own.uid(), like.uid()),
            changed(own.gid(), like.gid()),
        ) {
            (None, None) => Ok(()),
            (user, group) => fchown(file, user, group),
        }
    }
}

#[cfg(windows)]
mod platform {
    use std::fs::{DirBuilder, File, Metadata, OpenOptions};
    use std::io;
    use std::os::windows::fs::OpenOptionsExt;
    use std::path::Path;

    use crate::windows;

    /// Without it Windows opens no directory.
    const FILE_FLAG_BACKUP_SEMANTICS: u32 = 0x0200_0000;

    /// A new file inherits the rights of its directory; std can set no others.
    pub(super) fn private(options: &mut OpenOptions) -> &mut OpenOptions {
        options
    }

    pub(super) fn at_once(options: &mut OpenOptions) -> &mut OpenOptions {
        options
    }

    /// `%LOCALAPPDATA%` is the user's own already.
    pub(super) fn private_folder(_: &mut DirBuilder) {}

    pub(super) fn seal(_: &Path) -> io::Result<()> {
        Ok(())
    }

    /// Flushing a directory needs the right to write to it.
    pub(super) fn folder(options: &mut OpenOptions) -> &mut OpenOptions {
        options
            .read(true)
            .write(true)
            .custom_flags(FILE_FLAG_BACKUP_SEMANTICS)
    }

    /// The look at a path does not tell it, only an open file does.
    pub(super) fn names(path: &Path, _: &Metadata) -> u64 {
        let told = File::open(path).and_then(|file| windows::names(&file));
        told.map_or(1, u64::from)
    }

    pub(super) fn is_owned(_: &File, _: &Metadata) -> io::Result<bool> {
        Ok(true)
    }

    /// The file that is replaced hands on its own.
    pub(super) fn keep_attributes(_: &File, _: &Path) -> io::Result<()> {
        Ok(())
    }

    /// Where there is a file its access list stays. On a disk that cannot do that, where there is none,
    /// and where it was begun and broke off, the new one takes the name as it is.
    pub(super) fn replace(from: &Path, to: &Path) -> io::Result<()> {
        match windows::replace(from, to) {
            Err(error) if !super::is_held(&error) => std::fs::rename(from, to),
            done => done,
        }
    }

    pub(super) fn rename_new(from: &Path, to: &Path) -> io::Result<()> {
        windows::rename_new(from, to)
    }

    /// Which file it is; a look at a path tells no more than size and time.
    pub(super) fn identity(path: &Path, _: &Metadata) -> [u64; 3] {
        let told = File::open(path).and_then(|file| windows::identity(&file));
        let [volume, file] = told.unwrap_or_default();
        [volume, file, 0]
    }

    pub(super) fn keep_owner(_: &File, _: &Metadata) -> io::Result<()> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_call_that_a_signal_broke_off_is_made_until_it_is_done_or_fails() {
        for (end, calls) in [(Ok(7), 4), (Err(io::ErrorKind::StorageFull), 4)] {
            let mut count = 0;
            let done = again(|| {
                count += 1;
                if count < calls {
                    return Err(io::ErrorKind::Interrupted.into());
                }
                end.map_err(io::Error::from)
            });
            assert_eq!((done.map_err(|error| error.kind()), count), (end, calls));
        }
    }

    #[test]
    fn what_windows_says_of_held_files_and_bad_names_is_known_by_its_numbers() {
        let told = |code| Trouble::on_windows(code);
        // As a virus scanner, a sync client and a lock of a part of the file are told.
        assert_eq!([5, 32, 33].map(told), [Some(Trouble::Held); 3]);
        assert_eq!([4, 8].map(told), [Some(Trouble::Exhausted); 2]);
        assert_eq!([123, 161].map(told), [Some(Trouble::BadName); 2]);
        // A missing file, one that is there, a full disk, a file half replaced: std's words or ours
        // further up.
        assert_eq!([2, 3, 80, 112, 183, 1176, 1177].map(told), [None; 7]);
        assert_eq!(Trouble::on_unix(24), Some(Trouble::Exhausted));
        // EIO, EACCES and EPIPE are none of these, though Windows means something else by the numbers.
        assert_eq!([5, 13, 32].map(Trouble::on_unix), [None; 3]);
    }
}
