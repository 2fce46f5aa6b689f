//! `jixiao new`: the file to begin a new year's report with, blank or out of last year's.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use super::{complain, print};
use crate::store::{SaveError, is_there, printable};
use crate::ui::app::{App, Purpose};
use crate::ui::session::begin::{Beginning, NotBegun, made};

/// Writes the file; 0 written, 1 not, 2 last year's report is not wholly understood.
pub(super) fn run(out: Option<PathBuf>, from: Option<&Path>) -> ExitCode {
    let begun = match Beginning::out_of(from) {
        Ok(begun) => begun,
        Err(error) => {
            complain(&error.to_string());
            return match error {
                NotBegun::Unread(_) => ExitCode::FAILURE,
                NotBegun::Unclear(_) | NotBegun::Unchanged(_) => ExitCode::from(2),
            };
        }
    };
    let path = match out {
        Some(path) => path
            .to_str()
            .map_or_else(|| path.clone(), |it| App::named(Purpose::New, it)),
        None => begun.path.clone(),
    };
    let is_beside = from.and_then(Path::file_name).is_none_or(|last| {
        let beside = path.with_file_name(last);
        is_there(&beside)
    });
    match begun.write(&path) {
        Ok(_) => {
            let path = printable(path.as_os_str());
            let beside = match from {
                Some(last) if !is_beside => {
                    let name = printable(last.file_name().unwrap_or_default());
                    format!("要与上年对照，请把“{name}”也放到它旁边。")
                }
                _ => String::new(),
            };
            let made = made(&path, from);
            print(&format!("{made}{beside}请运行 jixiao {path} 填写。\n"))
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
