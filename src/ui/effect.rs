//! What the app asks of the outside, as values. Only `session` carries them out.

use std::path::PathBuf;

use super::app::{Against, Met, Purpose};
use crate::export::{Copy, Format};
use crate::store::{self, Digest, Kind, Links, Step};

/// A side effect (操作的后果).
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Effect {
    /// Write these bytes to the file that is open.
    Save {
        /// The document.
        bytes: Vec<u8>,
        /// Whether to write although the file was changed by another program; what it wrote is
        /// kept as a backup.
        over_changes: bool,
    },
    /// What becomes of the other names of the file that is open.
    DecideOnLinks(Links),
    /// Write these bytes to another file, and go on with that.
    SaveAs {
        /// Where.
        path: PathBuf,
        /// The document.
        bytes: Vec<u8>,
        /// What there is that may be written over.
        over: Over,
    },
    /// Write finished documents beside the report.
    Export {
        /// Which copy.
        copy: Copy,
        /// Each with what it is written as.
        documents: Vec<(Format, Vec<u8>)>,
    },
    /// Read the scoring scheme of this name from beside the report.
    ReadScheme(String),
    /// The file on the disk, which somebody else wrote, is what is gone on with: these bytes. Behind
    /// the steps that took it in.
    Adopt(Vec<u8>),
    /// A transaction was done, undone or redone: for the journal.
    Record {
        /// Which of them.
        kind: Kind,
        /// The step.
        step: Step,
        /// The digest of the document right after it.
        after: Digest,
    },
    /// Show what was changed and when.
    ListChanges,
    /// Show what was remarked, what has changed since it was ticked, and what is left to review.
    ListReview,
    /// Leave this report and open another.
    Open(PathBuf),
    /// Write what a new report begins with, out of last year's or blank, to this file or to one
    /// beside last year's; and leave this report for it.
    Begin {
        /// Last year's report.
        from: Option<PathBuf>,
        /// The new file.
        to: Option<PathBuf>,
    },
    /// Show what is different from this.
    Compare(Against),
    /// Offer the reports there are in a folder, or in that of the report, for a purpose.
    ListFiles(Purpose, Option<PathBuf>),
    /// Take back what an earlier run left that was not saved.
    Recover(usize),
    /// Keep what an earlier run left, but ask no more.
    SetAside(usize),
    /// Hand this text to the system's clipboard.
    Copy(String),
    /// Draw the whole screen anew, whatever is thought to be on it.
    Redraw,
    /// Change the report here, which somebody else has open.
    TakeOver,
    /// Leave.
    Quit,
}

/// What a save under another name may write over; what is in it is kept as a backup.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Over {
    /// Nothing: the name is to be free.
    Nothing,
    /// A file that has no other name.
    File,
    /// A file that may have other names (hard links), and what becomes of them.
    Linked(Links),
}

/// How a save ended; comes back to the app.
#[derive(Debug)]
pub enum Saved {
    /// On disk; the sentence says what else there is to know.
    Done {
        /// The name of the file.
        file: String,
        /// 已保存, or 已写入，未确认落盘.
        message: String,
        /// How it ended on the disk.
        how: store::Saved,
    },
    /// Another program changed the file since it was read. What it wrote was held against the document.
    Changed(Box<Met>),
    /// The file has other names that nobody has decided on: the open one, or the one at this path.
    Linked(Option<PathBuf>),
    /// There is a file where it was to be saved.
    Exists(PathBuf),
    /// The name chosen cannot be taken; another is asked for.
    Refused(String),
    /// Not on disk; the sentence says why and what to do.
    Failed(String),
}
