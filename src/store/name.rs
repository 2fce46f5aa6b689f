//! File names: what may be shown of them, and the directory of the user's own state.

use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};

use super::disk::Digest;
use crate::document::is_tricky;

/// How many bytes of a name are left as they are: of the 255 that a system takes, some are for
/// what is put before and behind it.
const NAME_BYTES: usize = 200;

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

/// The name of a report as the names of what lies beside it are made of it: one that leaves no room
/// for more is its beginning and its digest.
pub(super) fn shortened(name: &OsStr) -> OsString {
    if name.len() <= NAME_BYTES {
        return name.to_owned();
    }
    let digest = Digest::of(name.as_encoded_bytes()).short();
    let room = NAME_BYTES - digest.len() - 1;
    let name = name.to_string_lossy();
    let fits = |(at, c): &(usize, char)| at + c.len_utf8() <= room;
    let beginning: String = name
        .char_indices()
        .take_while(fits)
        .map(|it| it.1)
        .collect();
    format!("{beginning}-{digest}").into()
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
