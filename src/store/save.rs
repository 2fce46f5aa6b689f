//! The order in which a save happens. Each step may fail; no step is taken before the one it
//! relies on is done.
//!
//! A temporary beside the file is made, dressed like it, written, synced, read back and accepted;
//! the old version is kept; it is looked at once more; then the temporary takes the file's name and
//! the directory is synced. Where the file must not or cannot be replaced, it is written in place,
//! and only after a copy of it and the new version are on the medium.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::backup;
use super::disk::{Disk, How, names, patiently};
use super::error::{Doubt, Note, SaveError, Saved};
use super::file::{LARGEST, Links};
use super::name::{folder_of, printable};
use super::temporary::Temporary;
use super::unfinished::{self, Underway};

/// What stands at the place to be saved to.
pub(super) struct Found {
    pub(super) metadata: fs::Metadata,
    pub(super) bytes: Vec<u8>,
}

/// One save: where to, what, and who says that it is a report.
pub(super) struct Save<'a> {
    pub(super) disk: &'a dyn Disk,
    pub(super) target: &'a Path,
    pub(super) state: Option<&'a Path>,
    /// What becomes of other names of what is there.
    pub(super) links: Links,
    pub(super) bytes: &'a [u8],
    pub(super) accept: &'a dyn Fn(&[u8]) -> bool,
}

impl Save<'_> {
    /// Saves where nothing is yet.
    pub(super) fn first(&self) -> Result<Saved, SaveError> {
        let (temporary, file) = Temporary::beside(self.disk, self.target, How::New)?;
        let synced = fill(self.disk, file, self.bytes)?;
        self.accepted(temporary.path())?;
        temporary
            .settle(self.target)
            .map_err(|error| match error.kind() {
                io::ErrorKind::AlreadyExists => SaveError::Exists,
                _ => error.into(),
            })?;
        Ok(self.confirm(synced, None))
    }

    /// Saves over `old`; if it `must` be kept, not before it is.
    pub(super) fn over(&self, old: &Found, must: bool) -> Result<Saved, SaveError> {
        if self.is_linked(old) && self.links == Links::Together {
            return self.in_place(old, Note::Linked);
        }
        let (temporary, file) = match Temporary::beside(self.disk, self.target, How::Private) {
            Err(error) if is_refused(&error) => return self.in_place(old, Note::Folder),
            made => made?,
        };
        if self.disk.dress(&file, self.target).is_err() {
            drop((file, temporary));
            return self.in_place(old, Note::Owner);
        }
        let synced = fill(self.disk, file, self.bytes)?;
        self.accepted(temporary.path())?;
        let note = if old.bytes == self.bytes {
            None
        } else {
            match self.keep(old) {
                Err(error) if must => return Err(error),
                Err(_) => Some(Note::NoBackup),
                Ok(copy) if copy.starts_with(folder_of(self.target).join(backup::FOLDER)) => None,
                Ok(_) => Some(Note::KeptElsewhere),
            }
        };
        self.is_still(old)?;
        match temporary.replace(self.target) {
            Err(error) if is_refused(&error) => self.in_place(old, Note::Refused),
            done => {
                done?;
                unfinished::forget(self.disk, self.target, self.state);
                Ok(self.confirm(synced, note))
            }
        }
    }

    fn is_linked(&self, old: &Found) -> bool {
        names(self.target, &old.metadata) > 1
    }

    /// Writes into the file itself. Should that fail, the old text is put back; should it break
    /// off, whoever opens the file next ends it.
    fn in_place(&self, old: &Found, why: Note) -> Result<Saved, SaveError> {
        if self.is_linked(old) && self.links == Links::Apart {
            return Err(SaveError::Inseparable);
        }
        if !(self.accept)(self.bytes) {
            return Err(SaveError::Rejected);
        }
        let copy = self.keep(old)?;
        let underway = Underway::begin(self.disk, self.target, &copy, (&old.bytes, self.bytes))
            .map_err(uncopied)?;
        let open = || patiently(self.disk, || self.disk.open(self.target, How::Overwrite));
        let overwrite = |file, bytes| overwrite(self.disk, self.target, file, bytes);
        let done = self.is_still(old).and_then(|()| {
            overwrite(open()?, self.bytes).map_err(|error| {
                match open().map(|file| overwrite(file, &old.bytes)) {
                    Ok(Ok(_)) => error,
                    _ => SaveError::Torn {
                        backup: printable(copy.as_os_str()),
                    },
                }
            })
        });
        // What is torn is ended at the next start.
        if !matches!(done, Err(SaveError::Torn { .. })) {
            underway.end();
        }
        Ok(if done? {
            Saved::Noted(why)
        } else {
            Saved::WrittenUnconfirmed(Doubt::Unsupported, Some(why))
        })
    }

    /// Keeps the version to be written over; tells where.
    fn keep(&self, old: &Found) -> Result<PathBuf, SaveError> {
        backup::keep(self.disk, self.target, self.state, &old.bytes).map_err(uncopied)
    }

    /// Looks whether somebody else has saved meanwhile: syncing a slow disk takes seconds. What is
    /// written between this and the next call is lost; no file system has one call for both.
    fn is_still(&self, old: &Found) -> Result<(), SaveError> {
        if read(self.disk, self.target)? == old.bytes {
            Ok(())
        } else {
            Err(SaveError::ChangedOnDisk)
        }
    }

    /// Reads back what was written and shows it to the caller.
    fn accepted(&self, path: &Path) -> Result<(), SaveError> {
        let back = read(self.disk, path)?;
        if back == self.bytes && (self.accept)(&back) {
            Ok(())
        } else {
            Err(SaveError::Rejected)
        }
    }

    /// The last step: only a synced directory makes the new name last.
    fn confirm(&self, synced: bool, note: Option<Note>) -> Saved {
        match if_known(self.disk.sync_folder(folder_of(self.target))) {
            Ok(true) if synced => note.map_or(Saved::Durable, Saved::Noted),
            Ok(_) => Saved::WrittenUnconfirmed(Doubt::Unsupported, note),
            Err(_) => Saved::WrittenUnconfirmed(Doubt::Unconfirmed, note),
        }
    }
}

/// Why the copy that must come first is not there.
fn uncopied(error: io::Error) -> SaveError {
    match SaveError::from(error) {
        SaveError::DiskFull => SaveError::DiskFull,
        _ => SaveError::NoBackup,
    }
}

/// Writes over all of a file; `false` if this disk knows no syncing.
pub(super) fn overwrite(
    disk: &dyn Disk,
    target: &Path,
    file: fs::File,
    bytes: &[u8],
) -> Result<bool, SaveError> {
    disk.write(&file, bytes)?;
    disk.set_len(&file, bytes.len() as u64)?;
    let synced = if_known(disk.sync(&file))?;
    if read(disk, target)? == bytes {
        Ok(synced)
    } else {
        Err(SaveError::Rejected)
    }
}

/// Writes and syncs; `false` if this disk knows no syncing.
pub(super) fn fill(disk: &dyn Disk, file: fs::File, bytes: &[u8]) -> io::Result<bool> {
    disk.write(&file, bytes)?;
    if_known(disk.sync(&file))
}

/// How a call ended that a disk need not know, as some network disks do not know syncing; `false`
/// if it does not.
pub(super) fn if_known(done: io::Result<()>) -> io::Result<bool> {
    match done.as_ref().map_err(io::Error::kind) {
        Err(io::ErrorKind::Unsupported | io::ErrorKind::InvalidInput) => Ok(false),
        _ => done.map(|()| true),
    }
}

/// All of a file, if it is no larger than we ever write.
pub(super) fn read(disk: &dyn Disk, path: &Path) -> io::Result<Vec<u8>> {
    let file = disk.open(path, How::Read)?;
    disk.read(&file, LARGEST)
}

/// Whether the system forbids replacing the file, so that writing into it is what remains.
fn is_refused(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        io::ErrorKind::PermissionDenied
            | io::ErrorKind::AlreadyExists
            | io::ErrorKind::ExecutableFileBusy
            | io::ErrorKind::ResourceBusy
    )
}
