//! What a developer has to know of a crash, without a word of the report.

use std::io;
use std::path::{Path, PathBuf};

use super::backup::put;
use super::disk::Disk;
use super::file::own_folder;

const NAME: &str = "故障.txt";

/// Writes down a crash in the user's own directory, in place of the one before; tells where.
///
/// # Errors
/// When the directory cannot be written to.
pub fn record_fault(disk: &dyn Disk, state: &Path, told: &str) -> io::Result<PathBuf> {
    own_folder(disk, state)?;
    let path = state.join(NAME);
    put(disk, &path, told.as_bytes())?;
    Ok(path)
}
