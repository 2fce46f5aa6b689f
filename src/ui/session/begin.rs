//! What a report begins with: the empty form, or next year's out of last year's.

use std::path::{Path, PathBuf};

use crate::document::{Edit, EditError, FieldPath, Value};
use crate::report::{
    self,
    next_year::{NoNextYear, next_year},
};
use crate::store::{self, File, OpenError, SaveError, printable};
use crate::ui::action::Action;
use crate::ui::app::NEW_NAME;

/// The empty form.
const BLANK: &[u8] = include_bytes!("../../../data/blank.yaml");

/// A report as it begins, not on the disk yet.
#[derive(Debug)]
pub struct Beginning {
    /// Where it goes unless told otherwise.
    pub path: PathBuf,
    bytes: Vec<u8>,
}

/// Why there is no report to begin with. Shown as its sentence.
#[derive(Debug, thiserror::Error)]
pub enum NotBegun {
    /// Last year's cannot be read.
    #[error(transparent)]
    Unread(#[from] OpenError),
    /// Last year's does not tell enough.
    #[error(transparent)]
    Unclear(#[from] NoNextYear),
    /// Last year's cannot be changed where it would have to be.
    #[error(transparent)]
    Unchanged(#[from] EditError),
}

/// Says that a report was made at `place`, and of one out of `last` year's what is left to be done.
#[must_use]
pub fn made(place: &str, last: Option<&Path>) -> String {
    let drafts = last.map_or_else(String::new, |_| {
        format!(
            "沿用上年的文字已作标记，改写或确认以前一直提示。不再用的指标选中几行，按 {} 一次删去。",
            Action::Remove.key_label()
        )
    });
    format!("已新建 {place}。{drafts}")
}

impl Beginning {
    /// The empty form, or next year's report out of the one in a file, which it names as one that
    /// lies beside it: so it can be taken to another computer with it.
    ///
    /// # Errors
    /// [`NotBegun`] where last year's cannot be read or is not understood.
    pub fn out_of(last: Option<&Path>) -> Result<Self, NotBegun> {
        let Some(last) = last else {
            return Ok(Self {
                path: PathBuf::from(NEW_NAME),
                bytes: BLANK.to_vec(),
            });
        };
        let mut document = report::open(&store::read(last)?);
        let (year, mut transaction) = next_year(&document)?;
        transaction.edits.push(Edit::Set {
            path: FieldPath::of(&["上年报告"]),
            value: Value::Text(printable(last.file_name().unwrap_or_default())),
        });
        document.edit(transaction)?;
        Ok(Self {
            path: last.with_file_name(format!("绩效自评-{year}.yaml")),
            bytes: document.to_bytes(),
        })
    }

    /// Writes it to a file that does not exist yet, and returns it with what is in it.
    ///
    /// # Errors
    /// As [`File::create`].
    pub fn write(self, path: &Path) -> Result<(File, Vec<u8>), SaveError> {
        let (file, _) = File::create(path, &self.bytes, &|read| read == self.bytes)?;
        Ok((file, self.bytes))
    }
}
