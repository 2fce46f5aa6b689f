//! The last good copies: `备份/报告-000007.yaml` beside the file, at most [`COPIES`] of them.
//!
//! The number orders them, not the clock, which may jump. A copy is as private as a draft, and
//! one that is already the newest is not made twice, so that a save tried again and again does
//! not push the older ones out.

use std::ffi::OsString;
use std::io;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use super::disk::{Digest, Disk, How, Os};
use super::name::{folder_of, shortened};
use super::save::{fill, if_known, read};
use super::temporary::{Temporary, sweep};

/// How many copies are kept.
pub const COPIES: usize = 20;

/// The folder they lie in, beside the file.
pub const FOLDER: &str = "备份";

/// Keeps `bytes`, a version of `target`, on the medium: beside it, or else under `state`. A folder that
/// is gone is not made again.
pub(super) fn keep(
    disk: &dyn Disk,
    target: &Path,
    state: Option<&Path>,
    bytes: &[u8],
) -> io::Result<PathBuf> {
    let folder = folder_of(target);
    disk.look(folder)
        .and_then(|_| keep_in(disk, &folder.join(FOLDER), target, bytes))
        .or_else(|error| keep_in(disk, &elsewhere(target, state.ok_or(error)?), target, bytes))
}

/// The version of `target` with this digest, if it is among the copies; the newest are looked at
/// first.
pub(super) fn find(
    disk: &dyn Disk,
    target: &Path,
    state: &Path,
    wanted: Digest,
) -> Option<Vec<u8>> {
    let folders = folders(target, Some(state));
    let copies = |folder: &PathBuf| copies(disk, folder, target).unwrap_or_default();
    let mut newest = folders.iter().flat_map(|it| copies(it).into_iter().rev());
    newest.find_map(|(_, path)| {
        let bytes = read(disk, &path).ok()?;
        (Digest::of(&bytes) == wanted).then_some(bytes)
    })
}

/// The versions of `target` that were kept when it was saved, the latest first, with when that was.
#[must_use]
pub fn kept_versions(target: &Path, state: Option<&Path>) -> Vec<(PathBuf, SystemTime)> {
    let folders = folders(target, state).into_iter();
    let copies = folders.flat_map(|it| copies(&Os, &it, target).unwrap_or_default());
    let timed = copies.filter_map(|(_, path)| {
        let when = Os.look(&path).ok()?.modified().ok()?;
        Some((path, when))
    });
    let mut kept: Vec<_> = timed.collect();
    kept.sort_by(|(a, one), (b, other)| (other, b).cmp(&(one, a)));
    kept
}

/// Where copies of `target` go: beside it, or under `state`.
pub(super) fn folders(target: &Path, state: Option<&Path>) -> Vec<PathBuf> {
    let beside = folder_of(target).join(FOLDER);
    let elsewhere = state.map(|state| elsewhere(target, state));
    [beside].into_iter().chain(elsewhere).collect()
}

/// Writes a file whole in place of what has its name, and keeps both on the medium.
pub(super) fn put(disk: &dyn Disk, path: &Path, bytes: &[u8]) -> io::Result<()> {
    let (temporary, file) = Temporary::beside(disk, path, How::Private)?;
    fill(disk, file, bytes)?;
    temporary.replace(path)?;
    let folder = folder_of(path);
    for folder in [folder, folder_of(folder)] {
        if_known(disk.sync_folder(folder))?;
    }
    Ok(())
}

/// All that lies where copies go under `state`, of whatever file.
pub(super) fn all_elsewhere(disk: &dyn Disk, state: &Path) -> Vec<PathBuf> {
    let list = |folder: &Path| disk.list(folder).unwrap_or_default();
    let folders = list(&state.join(FOLDER)).into_iter();
    folders.flat_map(|folder| list(&folder)).collect()
}

/// Where copies of `target` go under `state`.
fn elsewhere(target: &Path, state: &Path) -> PathBuf {
    let path = Digest::of(target.as_os_str().as_encoded_bytes());
    state.join(FOLDER).join(path.short())
}

/// Removes what broken-off backups of `target` left under `state`.
pub(super) fn sweep_elsewhere(disk: &dyn Disk, target: &Path, state: &Path) {
    sweep(disk, &elsewhere(target, state));
}

/// Removes what broken-off backups of `target` left.
pub(super) fn sweep_beside(disk: &dyn Disk, target: &Path) {
    sweep(disk, &folder_of(target).join(FOLDER));
}

fn keep_in(disk: &dyn Disk, folder: &Path, target: &Path, bytes: &[u8]) -> io::Result<PathBuf> {
    disk.create_folder(folder)?;
    let mut copies = copies(disk, folder, target)?;
    let newest = copies.last();
    if let Some((_, path)) = newest
        && read(disk, path).is_ok_and(|kept| kept == bytes)
    {
        return Ok(path.clone());
    }
    let number = newest.map_or(1, |(number, _)| number.saturating_add(1));
    let path = folder.join(name(target, number));
    put(disk, &path, bytes)?;
    copies.push((number, path.clone()));
    let surplus = copies.len().saturating_sub(COPIES);
    for (_, path) in copies.iter().take(surplus) {
        let _ = disk.remove(path);
    }
    Ok(path)
}

/// The copies of `target` in `folder`, oldest first.
fn copies(disk: &dyn Disk, folder: &Path, target: &Path) -> io::Result<Vec<(u64, PathBuf)>> {
    let mut copies: Vec<_> = disk
        .list(folder)?
        .into_iter()
        .filter_map(|path| Some((number(target, &path)?, path)))
        .collect();
    copies.sort();
    Ok(copies)
}

fn name(target: &Path, number: u64) -> OsString {
    let mut name = shortened(target.file_stem().unwrap_or_default());
    name.push(format!("-{number:06}"));
    if let Some(extension) = target.extension() {
        name.push(".");
        name.push(extension);
    }
    name
}

/// The number of the copy at `path`; `None` if it is no copy of `target`.
fn number(target: &Path, path: &Path) -> Option<u64> {
    let stem = path.file_stem()?.as_encoded_bytes();
    let digits = stem.rsplit(|byte| *byte == b'-').next()?;
    let number = str::from_utf8(digits).ok()?.parse().ok()?;
    (path.file_name()? == name(target, number)).then_some(number)
}
