//! File names: what may be shown of them, and the directory of the user's own state.

use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};

use super::disk::Digest;
use super::file::is_there;
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

/// The name of a file that ends as reports do, whose ending an input method may have typed wide or with
/// the full stop: 自评．ｙａｍｌ, 自评。yaml.
#[must_use]
pub fn with_narrow_ending(name: &str) -> Option<String> {
    let narrow: String = name.chars().map(narrowed).collect();
    let narrow = narrow.to_ascii_lowercase();
    let mut endings = [".yaml", ".yml"].into_iter();
    let ending = endings.find(|it| narrow.ends_with(it) && narrow.len() > it.len())?;
    if name.to_ascii_lowercase().ends_with(ending) {
        return Some(name.to_owned());
    }
    let stem = name.chars().count().checked_sub(ending.len())?;
    Some(name.chars().take(stem).chain(ending.chars()).collect())
}

/// A letter, a digit or a point of a file's name as it mostly is, where an input method typed it wide.
fn narrowed(c: char) -> char {
    match c {
        '０'..='９' | 'Ａ'..='Ｚ' | 'ａ'..='ｚ' | '．' => {
            char::from_u32(c as u32 - 0xFEE0).unwrap_or(c)
        }
        '。' | '｡' => '.',
        _ => c,
    }
}

/// The file that a name means: where there is none of that name, the one whose name has the points, digits
/// and letters as they mostly are, or ends as reports do in another way (YAML, yml, nothing at all).
#[must_use]
pub fn meant(path: PathBuf) -> PathBuf {
    let Some(name) = path.to_str().filter(|_| !is_there(&path)) else {
        return path;
    };
    let narrow = PathBuf::from(name.chars().map(narrowed).collect::<String>());
    let ends = with_narrow_ending(&narrow.to_string_lossy()).is_some();
    let other = ["yaml", "yml", "YAML"].map(|ending| match ends {
        true => narrow.with_extension(ending),
        false => PathBuf::from(format!("{}.{ending}", narrow.display())),
    });
    let mut all = std::iter::once(narrow).chain(other);
    all.find(|it| is_there(it)).unwrap_or(path)
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
