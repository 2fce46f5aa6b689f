//! The one choice that outlives a run: which colours the screen has (配色).

use std::io;
use std::path::Path;

use super::backup::put;
use super::disk::{Disk, How};
use super::file::own_folder;

const NAME: &str = "配色.txt";
/// More than any name of colours has, in bytes.
const MOST: u64 = 64;

/// Keeps a choice in the user's own directory, in place of the one before.
///
/// # Errors
/// When the directory cannot be written to.
pub fn keep_choice(disk: &dyn Disk, state: &Path, choice: &str) -> io::Result<()> {
    own_folder(disk, state)?;
    put(disk, &state.join(NAME), choice.as_bytes())
}

/// The choice that was kept; `None` without one that can be read.
#[must_use]
pub fn kept_choice(disk: &dyn Disk, state: &Path) -> Option<String> {
    let file = disk.open(&state.join(NAME), How::Read).ok()?;
    String::from_utf8(disk.read(&file, MOST).ok()?).ok()
}
