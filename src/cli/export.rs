//! `jixiao export`: the finished documents of a report, each as a new file.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::ValueEnum;

use super::{complain, examine, print};
use crate::export::{self, Copy, Format};
use crate::rules::{Findings, Severity};
use crate::store::{deliver, printable};
use crate::ui::session::beside;

/// What is written, as it is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum To {
    Docx,
    Xlsx,
    Md,
    Html,
    Csv,
}

impl From<To> for Format {
    fn from(to: To) -> Self {
        match to {
            To::Docx => Self::Docx,
            To::Xlsx => Self::Xlsx,
            To::Md => Self::Markdown,
            To::Html => Self::Html,
            To::Csv => Self::Csv,
        }
    }
}

/// Writes one document; 0 written, 1 not, 2 the report is not wholly understood.
pub(super) fn run(file: &Path, to: Format, out: Option<PathBuf>, copy: Copy) -> ExitCode {
    let examined = match examine(file) {
        Ok(examined) => examined,
        Err(error) => {
            complain(&error.to_string());
            return ExitCode::FAILURE;
        }
    };
    if let Some(problem) = examined.document().problems().first() {
        complain(&problem.message);
        return ExitCode::from(2);
    }
    let case = examined.case();
    let findings = Findings::compute(&case);
    let bytes = match export::write(&case, &findings, to, copy) {
        Ok(bytes) => bytes,
        Err(refused) => {
            complain(&refused.to_string());
            return ExitCode::FAILURE;
        }
    };
    let wanted = out.unwrap_or_else(|| beside(file, to, copy));
    match deliver(&wanted, &bytes) {
        Ok(done) => {
            let open = findings.diagnostics().filter(|it| it.is_open());
            let errors = open.filter(|it| it.severity == Severity::Error).count();
            let warning = match errors {
                0 => String::new(),
                n => format!("报告还有{n}处错误没有处理，上报前请先运行 jixiao check。"),
            };
            print(&format!(
                "已写入 {}。{}{warning}\n",
                printable(done.path.as_os_str()),
                done.instead.unwrap_or_default()
            ))
        }
        Err(error) => {
            complain(&error.to_string());
            ExitCode::FAILURE
        }
    }
}
