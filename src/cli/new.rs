//! `jixiao new`: the file to begin a new year's report with, blank or out of last year's.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use super::{complain, print};
use crate::document::{Document, Edit, FieldPath, Value};
use crate::report::next_year::next_year;
use crate::store::{self, File, SaveError, printable};

/// The empty form.
const BLANK: &[u8] = include_bytes!("../../data/blank.yaml");

/// Writes the file; 0 written, 1 not, 2 last year's report is not wholly understood.
pub(super) fn run(out: Option<PathBuf>, from: Option<&Path>) -> ExitCode {
    let (name, bytes) = match from.map(out_of).transpose() {
        Ok(made) => made.unwrap_or_else(|| (PathBuf::from("绩效自评.yaml"), BLANK.to_vec())),
        Err((sentence, status)) => {
            complain(&sentence);
            return status;
        }
    };
    let path = out.unwrap_or(name);
    match File::create(&path, &bytes, &|read| read == bytes) {
        Ok(_) => {
            let path = printable(path.as_os_str());
            let drafts = if from.is_some() {
                "沿用上年的文字已作标记，改写或确认以前一直提示。"
            } else {
                ""
            };
            print(&format!(
                "已新建 {path}。{drafts}请运行 jixiao {path} 填写。\n"
            ))
        }
        Err(error) => {
            complain(&match error {
                SaveError::Exists => format!(
                    "{} 已经有了，没有动它，请在命令后面另写一个文件名。",
                    printable(path.as_os_str())
                ),
                error => error.to_string(),
            });
            ExitCode::FAILURE
        }
    }
}

/// Next year's report out of the one in a file, with a name beside it.
fn out_of(last: &Path) -> Result<(PathBuf, Vec<u8>), (String, ExitCode)> {
    let bytes = store::read(last).map_err(|error| (error.to_string(), ExitCode::FAILURE))?;
    let mut document = Document::read(&bytes);
    let refused = |sentence: String| (sentence, ExitCode::from(2));
    let (year, mut transaction) =
        next_year(&document).map_err(|error| refused(error.to_string()))?;
    transaction.edits.push(Edit::Set {
        path: FieldPath::of(&["上年报告"]),
        value: Value::Text(printable(last.file_name().unwrap_or_default())),
    });
    document
        .edit(transaction)
        .map_err(|error| refused(error.to_string()))?;
    let name = last.with_file_name(format!("绩效自评-{year}.yaml"));
    Ok((name, document.to_bytes()))
}
