//! A save in place that may break off (没写完的保存).
//!
//! A file that is written over is for a moment neither the old nor the new version, and a kill or
//! a power cut leaves it so. Therefore both are on the medium first, in one file beside the copy of
//! the old one that is kept; it goes when the report is written. Whoever opens the report next to fill
//! it in ends what broke off, and keeps what stood there. It is locked as long as its maker lives;
//! where files cannot be locked, nobody knows that, and it is left alone, as is one that is neither
//! ours nor of whom the report belongs to.

use std::ffi::OsString;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::backup;
use super::disk::{Disk, How, is_owned};
use super::file::LARGEST;
use super::name::{folder_of, printable, shortened};
use super::save::{overwrite, read};

/// Behind the name of the report.
const MARK: &str = ".jixiao-unfinished";

/// Both versions of a file while one is written over the other.
pub(super) struct Underway<'a> {
    disk: &'a dyn Disk,
    path: PathBuf,
    /// Holds the lock.
    _file: fs::File,
}

/// What became of a save that broke off. Shown as its sentence.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Unfinished {
    /// It has been ended.
    #[error("上次保存写到一半被打断，刚才已接着写完，写完前的样子留了备份，请核对报告后接着填。")]
    Ended,
    /// The file cannot be written now.
    #[error(
        "上次保存写到一半被打断，报告文件可能不完整，现在又写不进去，改写前后的完整内容都在“{0}”，请交给维护人员。"
    )]
    Left(String),
}

impl<'a> Underway<'a> {
    /// Puts both versions of `target` beside `copy`, which is the old one.
    pub(super) fn begin(
        disk: &'a dyn Disk,
        target: &Path,
        copy: &Path,
        (old, new): (&[u8], &[u8]),
    ) -> io::Result<Self> {
        let path = folder_of(copy).join(name(target));
        let both = [old.len().to_string().as_bytes(), b"\n", old, new].concat();
        let put = backup::put(disk, &path, &both).and_then(|()| disk.open(&path, How::Hold));
        let file = put.inspect_err(|_| {
            let _ = disk.remove(&path);
        })?;
        let _ = disk.lock(&file);
        Ok(Self {
            disk,
            path,
            _file: file,
        })
    }

    /// The file is wholly one version again.
    pub(super) fn end(self) {
        let _ = self.disk.remove(&self.path);
    }
}

/// Ends a save of `target` that broke off; copies of it may be under `state` as well.
pub(super) fn end(disk: &dyn Disk, target: &Path, state: Option<&Path>) -> Option<Unfinished> {
    let mut folders = backup::folders(target, state).into_iter();
    folders.find_map(|folder| end_in(disk, target, state, &folder))
}

/// A version of `target` was saved whole: what broke off before does not matter any more.
pub(super) fn forget(disk: &dyn Disk, target: &Path, state: Option<&Path>) {
    for folder in backup::folders(target, state) {
        let _ = disk.remove(&folder.join(name(target)));
    }
}

/// Whether this is what is left of one, of whatever file.
pub(super) fn is_left(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default();
    name.as_encoded_bytes().ends_with(MARK.as_bytes())
}

fn end_in(
    disk: &dyn Disk,
    target: &Path,
    state: Option<&Path>,
    folder: &Path,
) -> Option<Unfinished> {
    let path = folder.join(name(target));
    let file = disk.open(&path, How::Hold).ok()?;
    if !is_owned(&file, &disk.look(target).ok()?).ok()? || !disk.lock(&file).ok()? {
        return None;
    }
    let now = read(disk, target).ok()?;
    let both = disk.read(&file, 2 * LARGEST + 100).ok()?;
    let ended = match versions(&both) {
        Some((old, new)) if now != old && now != new && is_between(&now, old, new) => {
            let kept = backup::keep(disk, target, state, &now);
            let open = kept.and_then(|_| disk.open(target, How::Overwrite));
            match open.map(|file| overwrite(disk, target, file, new)) {
                Ok(Ok(_)) => Some(Unfinished::Ended),
                _ => return Some(Unfinished::Left(printable(path.as_os_str()))),
            }
        }
        // Not begun, or written, or by somebody else since.
        _ => None,
    };
    let _ = disk.remove(&path);
    ended
}

/// The old and the new version.
fn versions(both: &[u8]) -> Option<(&[u8], &[u8])> {
    let end = both.iter().position(|byte| *byte == b'\n')?;
    let length = str::from_utf8(both.get(..end)?).ok()?.parse().ok()?;
    both.get(end + 1..)?.split_at_checked(length)
}

/// Whether each byte is of one of two versions: what is left where the one was being written over
/// the other. Where the file had grown, a power cut leaves zeros.
fn is_between(now: &[u8], old: &[u8], new: &[u8]) -> bool {
    let shortest = old.len().min(new.len());
    let longest = old.len().max(new.len());
    (shortest..=longest).contains(&now.len())
        && now.iter().enumerate().all(|(at, byte)| {
            let is_of = |version: &[u8]| version.get(at) == Some(byte);
            is_of(new) || is_of(old) || *byte == 0 && at >= old.len()
        })
}

/// `.报告.yaml.jixiao-unfinished`
fn name(target: &Path) -> OsString {
    let mut name = OsString::from(".");
    name.push(shortened(target.file_name().unwrap_or_default()));
    name.push(MARK);
    name
}
