//! A finished file that stands for itself: whole under a name of its own, or not at all. Nothing
//! that is there already is touched; where the name is not to be had, the next one is taken.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::disk::{Disk, Os};
use super::error::SaveError;
use super::file::File;
use super::name::shown;

/// How many names are tried.
const MOST: usize = 99;

/// Where a finished file went.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Delivered {
    /// The file.
    pub path: PathBuf,
    /// Why it is not the one asked for, in a sentence; `None` when it is.
    pub instead: Option<String>,
}

/// Why a finished file is not there. Shown as its sentence.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Undelivered {
    /// There is no such directory.
    #[error("“{0}”要放进的文件夹不存在，没有导出，请先建好文件夹，或换一个位置。")]
    NoFolder(String),
    /// The directory takes no new files.
    #[error("“{0}”所在的文件夹不许写入，没有导出，请换到自己的文件夹再导出。")]
    ReadOnly(String),
    /// No room, or the user's share of it is used up.
    #[error("磁盘已满，“{0}”没有导出，没有留下半个文件，请清理出空间后再导出。")]
    DiskFull(String),
    /// Every name tried is taken or held by another program.
    #[error("“{0}”和编了号的同名文件都已经有了或正被别的程序打开，没有导出，请换一个文件名。")]
    Taken(String),
    /// Too long, or with characters that this disk does not take.
    #[error(
        "文件名“{0}”太长，或有这个磁盘不许用的字符，没有导出，请把报告另存为短些的名字再导出。"
    )]
    BadName(String),
    /// Anything else.
    #[error("写“{0}”时磁盘出错，没有导出，没有留下半个文件，请检查磁盘后再导出。")]
    Broken(String),
}

/// Writes a new file at `wanted`, or under the next free name beside it where that one is taken
/// or held by another program.
///
/// # Errors
/// No file of ours is there then, whole or half.
pub fn deliver(wanted: &Path, bytes: &[u8]) -> Result<Delivered, Undelivered> {
    deliver_on(Arc::new(Os), wanted, bytes)
}

/// [`deliver`] on a given disk.
///
/// # Errors
/// As [`deliver`].
pub fn deliver_on(
    disk: Arc<dyn Disk>,
    wanted: &Path,
    bytes: &[u8],
) -> Result<Delivered, Undelivered> {
    let name = shown(wanted);
    let mut held = false;
    for number in 1..=MOST {
        let path = numbered(wanted, number);
        match File::create_on(disk.clone(), &path, bytes, &|read| read == bytes) {
            Ok(_) => {
                let why = if held {
                    "正被别的程序打开"
                } else {
                    "已经有了"
                };
                let instead = (number > 1)
                    .then(|| format!("“{name}”{why}，没有动它，这次另写了“{}”。", shown(&path)));
                return Ok(Delivered { path, instead });
            }
            Err(SaveError::Exists) => {}
            Err(SaveError::Busy) => held = true,
            Err(error) => {
                return Err(match error {
                    SaveError::NoFolder | SaveError::Gone => Undelivered::NoFolder(name),
                    SaveError::ReadOnly => Undelivered::ReadOnly(name),
                    SaveError::DiskFull => Undelivered::DiskFull(name),
                    SaveError::BadName => Undelivered::BadName(name),
                    _ => Undelivered::Broken(name),
                });
            }
        }
    }
    Err(Undelivered::Taken(name))
}

/// 自评.docx, 自评(2).docx, ..
fn numbered(wanted: &Path, number: usize) -> PathBuf {
    if number == 1 {
        return wanted.to_owned();
    }
    let mut name = wanted.file_stem().unwrap_or_default().to_owned();
    name.push(format!("({number})"));
    if let Some(extension) = wanted.extension() {
        name.push(".");
        name.push(extension);
    }
    wanted.with_file_name(name)
}
