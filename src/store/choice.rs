//! What a person chose that outlives a run: the colours of the screen (配色), the name reviews are signed with.

use std::io;
use std::path::Path;

use super::backup::put;
use super::disk::{Disk, How};
use super::file::own_folder;

/// More than any name of colours or of a person has, in bytes.
const MOST: u64 = 256;

/// What is chosen, each kept in a file of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Chosen {
    /// Which colours the screen has.
    Colours,
    /// What a reviewer signs with.
    Reviewer,
}

impl Chosen {
    const fn file(self) -> &'static str {
        match self {
            Self::Colours => "配色.txt",
            Self::Reviewer => "复核人.txt",
        }
    }
}

/// Keeps a choice in the user's own directory, in place of the one before.
///
/// # Errors
/// When the directory cannot be written to.
pub fn keep_choice(disk: &dyn Disk, state: &Path, of: Chosen, choice: &str) -> io::Result<()> {
    own_folder(disk, state)?;
    put(disk, &state.join(of.file()), choice.as_bytes())
}

/// The choice that was kept; `None` without one that can be read.
#[must_use]
pub fn kept_choice(disk: &dyn Disk, state: &Path, of: Chosen) -> Option<String> {
    let file = disk.open(&state.join(of.file()), How::Read).ok()?;
    String::from_utf8(disk.read(&file, MOST).ok()?).ok()
}
