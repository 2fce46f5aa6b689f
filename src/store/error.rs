//! What can come of opening and saving, each told in one sentence: what happened, to what, and
//! what to do next.

use std::fmt;
use std::io;

use super::disk::Trouble;

/// Why a file could not be opened.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum OpenError {
    /// There is no such file.
    #[error("没有找到“{name}”，请检查文件名和所在的文件夹。")]
    NotFound {
        /// The file, as it may be shown.
        name: String,
    },
    /// A symbolic link that leads nowhere or in a circle.
    #[error("“{name}”是一个失效的链接，它指向的文件不存在或绕成了圈，请直接打开原来的文件。")]
    BrokenLink {
        /// The file, as it may be shown.
        name: String,
    },
    /// A symbolic link out of the folder, where only a file beside the report may be named.
    #[error("“{name}”是通往别的文件夹的链接，没有读它，请把那个文件复制到报告旁边。")]
    Elsewhere {
        /// The file, as it may be shown.
        name: String,
    },
    /// A directory, a device, a pipe.
    #[error("“{name}”不是普通文件，没有打开，请选择文件夹里的报告文件。")]
    NotRegular {
        /// The file, as it may be shown.
        name: String,
    },
    /// Larger than [`super::LARGEST`].
    #[error("“{name}”超过 256 MiB，不像是绩效自评报告，没有打开，请检查是否选错了文件。")]
    TooLarge {
        /// The file, as it may be shown.
        name: String,
    },
    /// No right to read it.
    #[error("没有读取“{name}”的权限，请向文件的主人要权限，或复制一份到自己的文件夹再打开。")]
    Denied {
        /// The file, as it may be shown.
        name: String,
    },
    /// Another program holds it.
    #[error("“{name}”正被其他程序占用，请关闭 WPS 等程序后再打开。")]
    Busy {
        /// The file, as it may be shown.
        name: String,
    },
    /// Anything else.
    #[error("读取“{name}”时磁盘出错（代码 {code}），请检查磁盘或网络连接后再打开。")]
    Unreadable {
        /// The file, as it may be shown.
        name: String,
        /// The number the operating system gave, for whoever is asked for help.
        code: i32,
    },
}

impl OpenError {
    pub(super) fn new(name: String, error: &io::Error) -> Self {
        match Trouble::of(error) {
            Some(Trouble::Held) => return Self::Busy { name },
            Some(Trouble::BadName) => return Self::NotFound { name },
            Some(Trouble::Exhausted) | None => {}
        }
        match error.kind() {
            io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => Self::NotFound { name },
            io::ErrorKind::PermissionDenied => Self::Denied { name },
            io::ErrorKind::IsADirectory => Self::NotRegular { name },
            _ => Self::Unreadable {
                name,
                code: code(error),
            },
        }
    }
}

/// What became of the open file outside. Shown as its sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Lost {
    /// Deleted or moved.
    #[error(
        "磁盘上的报告已被删除或移走，这里的内容都在，请按 Ctrl+S 选一个位置保存，原来的位置也行。"
    )]
    Gone,
    /// The folder it lay in is not there any more.
    #[error(
        "报告所在的文件夹已被移走、改名或删除，这里的内容都在，请把文件夹放回原处，或按 Ctrl+S 选一个位置保存。"
    )]
    NoFolder,
    /// A directory or device stands there now.
    #[error("报告的位置上现在不是普通文件，这里的内容都在，请按 Ctrl+S 选一个位置保存。")]
    NotRegular,
    /// It is there, but cannot be read.
    #[error("磁盘上的报告现在读不出来，这里的内容都在，请检查磁盘、网络和权限，或按 F12 另存为。")]
    Unreadable,
}

impl Lost {
    pub(super) const fn of(error: &OpenError) -> Self {
        match error {
            OpenError::NotFound { .. } | OpenError::BrokenLink { .. } => Self::Gone,
            OpenError::NotRegular { .. } => Self::NotRegular,
            OpenError::TooLarge { .. }
            | OpenError::Elsewhere { .. }
            | OpenError::Denied { .. }
            | OpenError::Busy { .. }
            | OpenError::Unreadable { .. } => Self::Unreadable,
        }
    }
}

/// How a save ended well. Shown as its sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Saved {
    /// 已保存: it survives a power cut from here on.
    Durable,
    /// As durable, but something about it has to be told.
    Noted(Note),
    /// 已写入，未确认落盘: the file is the new one, but the disk did not vouch for it; and what else has to be told.
    WrittenUnconfirmed(Doubt, Option<Note>),
}

impl Saved {
    /// Whether it survives a power cut, as far as the disk says.
    #[must_use]
    pub const fn is_durable(&self) -> bool {
        !matches!(self, Self::WrittenUnconfirmed(..))
    }

    /// Whether something is left for the person to do.
    #[must_use]
    pub const fn asks(&self) -> bool {
        match self {
            Self::Durable => false,
            Self::Noted(note) => note.asks(),
            Self::WrittenUnconfirmed(..) => true,
        }
    }

    /// With something more to be told, unless there is something already that asks for more.
    pub(super) fn with(self, note: Note) -> Self {
        let more = |other: Option<Note>| other.filter(Note::asks).unwrap_or(note);
        match self {
            Self::Durable => Self::Noted(note),
            Self::Noted(other) => Self::Noted(more(Some(other))),
            Self::WrittenUnconfirmed(doubt, other) => {
                Self::WrittenUnconfirmed(doubt, Some(more(other)))
            }
        }
    }
}

impl fmt::Display for Saved {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Durable => f.write_str("已保存。"),
            Self::Noted(note) => match note.asks() {
                true => write!(f, "已保存，但{}。", note.clause()),
                false => write!(f, "已保存，{}，无须处理。", note.clause()),
            },
            Self::WrittenUnconfirmed(doubt, note) => {
                write!(f, "已写入，未确认落盘：{}", doubt.clause())?;
                match note {
                    Some(note) => write!(f, "；另外，{}。", note.clause()),
                    None => f.write_str("。"),
                }
            }
        }
    }
}

/// Why the disk did not vouch for what was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Doubt {
    /// The directory did not reach the medium.
    Unconfirmed,
    /// This kind of disk cannot confirm anything.
    Unsupported,
}

impl Doubt {
    const fn clause(self) -> &'static str {
        match self {
            Self::Unconfirmed => "报告已是新内容，但磁盘没有确认，请稍后再保存一次",
            Self::Unsupported => "报告所在的磁盘不支持确认，请等几秒再拔出磁盘或断开网络",
        }
    }
}

/// What has to be told of a save that went otherwise than usual.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Note {
    /// Written in place, so that the other names of the file go on to be names of it.
    Linked,
    /// Written in place: no new file may be made beside it.
    Folder,
    /// Written in place: a replacement would have lost its owner, rights or labels.
    Owner,
    /// Written in place: the system did not let it be replaced.
    Refused,
    /// Saved, but the version before was not kept.
    NoBackup,
    /// Saved, but the version before had no room beside the report and is kept by the program.
    KeptElsewhere,
    /// Saved in the room that was set aside for a full disk.
    Reserve,
}

impl Note {
    /// Whether something is left for the person to do.
    const fn asks(&self) -> bool {
        matches!(self, Self::NoBackup | Self::KeptElsewhere | Self::Reserve)
    }

    const fn clause(self) -> &'static str {
        match self {
            Self::Linked => "几个文件名（硬链接）现在都是新内容，改写前已留备份",
            Self::Folder => "因为报告所在的文件夹不能新建文件，是在原文件上改写的，改写前已留备份",
            Self::Owner => {
                "因为新文件拿不到原文件的主人、权限或标签，是在原文件上改写的，改写前已留备份"
            }
            Self::Refused => "因为系统不让替换报告文件，是在原文件上改写的，改写前已留备份",
            Self::NoBackup => "上一版没能放进“备份”文件夹，请检查这个文件夹能否写入",
            Self::KeptElsewhere => {
                "报告旁边的“备份”文件夹放不进上一版（多半是磁盘快满了），上一版另外放在本机，请腾出空间后再保存"
            }
            Self::Reserve => {
                "磁盘已满，这次用掉了预留的空间，请尽快清理出空间，不然下次可能存不进去"
            }
        }
    }
}

/// Why a save did not happen. Shown as its sentence; the text being edited is never touched.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SaveError {
    /// What is on the disk is not what we read or wrote last.
    #[error("磁盘上的报告已被别处改过，这次没有保存，请看过两边的不同再决定覆盖还是另存为。")]
    ChangedOnDisk,
    /// A first save found something there.
    #[error("这个位置已有同名文件，没有覆盖它，请换一个文件名再保存。")]
    Exists,
    /// The file has other names (hard links), and nobody has said what becomes of them.
    #[error("这个文件还有别的文件名（硬链接），没有写入，请换一个文件名再保存。")]
    Linked,
    /// Its other names were to keep what is there, but it cannot be replaced.
    #[error("系统不让把这个文件名和别的文件名（硬链接）分开，没有保存，请另存为新文件。")]
    Inseparable,
    /// No room, or the user's share of it is used up.
    #[error("磁盘已满，报告没有保存，原文件完好，请清理出空间后再保存，或另存到别的磁盘。")]
    DiskFull,
    /// No right to write.
    #[error("报告文件或所在的文件夹不许写入，没有保存，请另存到自己的文件夹。")]
    ReadOnly,
    /// The file was deleted or moved.
    #[error("磁盘上的报告已被删除或移走，没有保存，请选一个位置另存为。")]
    Gone,
    /// A directory or device stands there now.
    #[error("保存位置上的不是普通文件，没有写入，请选一个位置另存为。")]
    NotRegular,
    /// Another program holds it.
    #[error("报告文件正被其他程序占用，没有保存，请关闭 WPS 等程序后再保存，或另存为。")]
    Busy,
    /// What came back from the disk was not what was written, or not accepted as a report.
    #[error("写到磁盘的报告读回来不对，没有替换原文件，请再保存一次，仍不行就另存到别的磁盘。")]
    Rejected,
    /// The directory for a first save does not exist.
    #[error("保存位置的文件夹不存在，报告没有保存，请先建好文件夹，或换一个位置。")]
    NoFolder,
    /// Too long, or with characters that this disk does not take.
    #[error("文件名太长，或有这个磁盘不许用的字符，没有保存，请换一个短些的文件名。")]
    BadName,
    /// Too many open files, or no memory.
    #[error("系统打开的文件太多或内存不够，没有保存，原文件完好，请关闭几个程序后再保存。")]
    Exhausted,
    /// The copy that must come first could not be made.
    #[error("改写前的备份没有写成，为稳妥没有动报告文件，请另存到别的位置。")]
    NoBackup,
    /// Writing in place broke off and the old text could not be put back.
    #[error("报告文件写到一半磁盘出错，可能已不完整，请马上另存到别的磁盘，旧内容在“{backup}”。")]
    Torn {
        /// Where the whole old version is, as it may be shown.
        backup: String,
    },
    /// Anything else.
    #[error("保存报告时磁盘出错（代码 {code}），没有保存，请检查磁盘后再保存，或另存到别的磁盘。")]
    Other {
        /// The number the operating system gave, for whoever is asked for help.
        code: i32,
    },
}

impl From<io::Error> for SaveError {
    fn from(error: io::Error) -> Self {
        use io::ErrorKind as Kind;
        match Trouble::of(&error) {
            Some(Trouble::Held) => return Self::Busy,
            Some(Trouble::Exhausted) => return Self::Exhausted,
            Some(Trouble::BadName) => return Self::BadName,
            None => {}
        }
        match error.kind() {
            Kind::StorageFull | Kind::QuotaExceeded | Kind::FileTooLarge => Self::DiskFull,
            Kind::PermissionDenied | Kind::ReadOnlyFilesystem => Self::ReadOnly,
            Kind::NotFound | Kind::NotADirectory | Kind::StaleNetworkFileHandle => Self::Gone,
            Kind::IsADirectory => Self::NotRegular,
            _ => Self::Other { code: code(&error) },
        }
    }
}

fn code(error: &io::Error) -> i32 {
    error.raw_os_error().unwrap_or_default()
}
