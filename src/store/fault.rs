//! What a developer has to know of a crash, without a word of the report.

use std::io;
use std::path::{Path, PathBuf};

use super::disk::{Disk, How};

const NAME: &str = "故障.txt";

/// Writes down a crash in the user's own directory, in place of the one before; tells where.
///
/// # Errors
/// When the directory cannot be written to.
pub fn record_fault(disk: &dyn Disk, state: &Path, told: &str) -> io::Result<PathBuf> {
    disk.create_folder(state)?;
    disk.seal_folder(state)?;
    let path = state.join(NAME);
    let _ = disk.remove(&path);
    let file = disk.open(&path, How::Private)?;
    disk.write(&file, told.as_bytes())?;
    disk.sync(&file)?;
    Ok(path)
}
