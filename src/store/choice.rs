//! The one choice that outlives a run: which colours the screen has (配色).

use std::io;
use std::path::Path;

use super::disk::{Disk, How};

const NAME: &str = "配色.txt";
/// More than any name of colours has, in bytes.
const MOST: u64 = 64;

/// Keeps a choice in the user's own directory, in place of the one before.
///
/// # Errors
/// When the directory cannot be written to.
pub fn keep_choice(disk: &dyn Disk, state: &Path, choice: &str) -> io::Result<()> {
    disk.create_folder(state)?;
    disk.seal_folder(state)?;
    let path = state.join(NAME);
    let _ = disk.remove(&path);
    let file = disk.open(&path, How::Private)?;
    disk.write(&file, choice.as_bytes())
}

/// The choice that was kept; `None` without one that can be read.
#[must_use]
pub fn kept_choice(disk: &dyn Disk, state: &Path) -> Option<String> {
    let file = disk.open(&state.join(NAME), How::Read).ok()?;
    String::from_utf8(disk.read(&file, MOST).ok()?).ok()
}
