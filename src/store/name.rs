//! File names: what may be shown of them, and the directory of the user's own state.

use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};

use crate::document::is_tricky;

/// A file name or path as it may be shown in a terminal: what could move the cursor, turn the
/// direction of writing or hide is replaced by `�`.
#[must_use]
pub fn printable(name: &OsStr) -> String {
    name.to_string_lossy()
        .chars()
        .map(|c| if is_tricky(c) { '\u{fffd}' } else { c })
        .collect()
}

/// The last part of `path`, made [`printable`].
pub(super) fn shown(path: &Path) -> String {
    printable(path.file_name().unwrap_or(path.as_os_str()))
}

/// The directory that holds `path`.
pub(super) fn folder_of(path: &Path) -> &Path {
    match path.parent() {
        Some(folder) if folder.as_os_str().is_empty() => Path::new("."),
        Some(folder) => folder,
        None => path,
    }
}

/// The directory for recovery journals, from the environment that `variable` looks up:
/// `%LOCALAPPDATA%` on Windows, else `$XDG_STATE_HOME` or `~/.local/state`. `None` if none is set.
#[must_use]
pub fn state_directory(variable: &dyn Fn(&str) -> Option<OsString>) -> Option<PathBuf> {
    let absolute = |key| {
        variable(key)
            .map(PathBuf::from)
            .filter(|path| path.is_absolute())
    };
    let base = if cfg!(windows) {
        absolute("LOCALAPPDATA")
    } else {
        absolute("XDG_STATE_HOME").or_else(|| Some(absolute("HOME")?.join(".local/state")))
    };
    Some(base?.join("jixiao"))
}
