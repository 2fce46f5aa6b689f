//! `jixiao export`: the finished documents of a report, each as a new file.

use std::collections::HashMap;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::ValueEnum;
use clap::builder::PossibleValue;

use super::{complain, examine, print, reports_meant, write_bytes};
use crate::export::{self, Copy, Format, beside, file_name};
use crate::report::no_report;
use crate::rules::{Findings, Severity};
use crate::store::{deliver, is_folder, printable};

impl ValueEnum for Format {
    fn value_variants<'a>() -> &'a [Self] {
        &[
            Self::Docx,
            Self::Xlsx,
            Self::Markdown,
            Self::Html,
            Self::Csv,
        ]
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        let value = PossibleValue::new(self.extension());
        Some(match self {
            Self::Docx => value.alias("word"),
            Self::Xlsx => value.alias("excel"),
            Self::Markdown => value.alias("markdown"),
            Self::Html | Self::Csv => value,
        })
    }
}

/// Where a document goes.
enum Out {
    File(PathBuf),
    /// To standard output.
    Printed,
}

impl Out {
    /// What was asked for; else why a document of this format cannot go there.
    fn of(asked: Option<&Path>, report: &Path, to: Format, copy: Copy) -> Result<Self, String> {
        let Some(asked) = asked else {
            return Ok(Self::File(beside(report, to, copy)));
        };
        if asked.as_os_str() == "-" {
            return match to {
                Format::Markdown | Format::Html | Format::Csv => Ok(Self::Printed),
                Format::Docx | Format::Xlsx => {
                    Err("Word 和 Excel 文件不能打印出来，请在 -o 后面写一个文件名。".to_owned())
                }
            };
        }
        if is_folder(asked) {
            return Ok(Self::File(asked.join(file_name(report, to, copy))));
        }
        let name = printable(asked.as_os_str());
        if name.ends_with(std::path::is_separator) {
            return Err(format!(
                "没有“{name}”这个文件夹，没有导出，请先建好文件夹。"
            ));
        }
        let ending = to.extension();
        let is_named_so = |it: &std::ffi::OsStr| it.eq_ignore_ascii_case(ending);
        if asked.extension().is_some_and(is_named_so) {
            return Ok(Self::File(asked.to_owned()));
        }
        // What stands behind a point may be a part of the name: 月湖.2022年.
        let is_ending = asked.extension().is_some_and(|it| {
            let bytes = it.as_encoded_bytes();
            bytes.first().is_some_and(u8::is_ascii_alphabetic) && bytes.is_ascii()
        });
        let better = if is_ending {
            asked.with_extension(ending)
        } else {
            let mut whole = asked.as_os_str().to_owned();
            whole.push(format!(".{ending}"));
            whole.into()
        };
        let better = printable(better.as_os_str());
        Err(format!(
            "“{name}”不以 .{ending} 结尾，没有导出，请写成“{better}”，或换一种格式。"
        ))
    }
}

/// Writes a document of each report; 0 all written, 1 one is not, 2 a report is not wholly understood,
/// or cannot go where it was asked to.
pub(super) fn run(files: &[PathBuf], to: Format, out: Option<&Path>, copy: Copy) -> ExitCode {
    let (files, empty) = reports_meant(files);
    if let (Some(out), true) = (out.filter(|out| !is_folder(out)), files.len() > 1) {
        complain(&format!(
            "{}份报告不能都写成“{}”，没有导出，请在 -o 后面写一个已有的文件夹。",
            files.len(),
            printable(out.as_os_str())
        ));
        return ExitCode::from(2);
    }
    let mut whole = ExitCode::from(if empty { 2 } else { 0 });
    // In one folder the reports of forty units are told apart by the unit where all are called alike.
    let mut names: HashMap<OsString, usize> = HashMap::new();
    for file in files.iter().filter(|_| out.is_some()) {
        *names.entry(file_name(file, to, copy)).or_default() += 1;
    }
    for file in &files {
        let lead = if files.len() > 1 {
            format!("{}：", printable(file.as_os_str()))
        } else {
            String::new()
        };
        let name = file_name(file, to, copy);
        let is_shared = names.get(&name).is_some_and(|count| *count > 1);
        let done = one(file, (to, copy), out, is_shared, &|why| {
            complain(&format!("{lead}{why}"))
        });
        if whole != ExitCode::from(2) && done != ExitCode::SUCCESS {
            whole = done;
        }
    }
    whole
}

/// Writes one document, with the unit before its name where it shares that with others; `tell` is told
/// why not, or what is to be known of it.
fn one(
    file: &Path,
    (to, copy): (Format, Copy),
    out: Option<&Path>,
    is_shared: bool,
    tell: &dyn Fn(&str),
) -> ExitCode {
    let out = match Out::of(out, file, to, copy) {
        Ok(out) => out,
        Err(why) => {
            tell(&why);
            return ExitCode::from(2);
        }
    };
    let examined = match examine(file) {
        Ok(examined) => examined,
        Err(error) => {
            tell(&error.to_string());
            return ExitCode::FAILURE;
        }
    };
    let problems = examined.document().problems();
    let problem = problems.first().map(|it| it.message.clone());
    if let Some(why) = no_report(examined.document()).or(problem) {
        tell(&format!("没有导出：{why}"));
        return ExitCode::from(2);
    }
    let case = examined.case();
    let findings = Findings::compute(&case);
    let bytes = match export::write(&case, &findings, to, copy) {
        Ok(bytes) => bytes,
        Err(refused) => {
            tell(&refused.to_string());
            return ExitCode::FAILURE;
        }
    };
    let open = findings.diagnostics().filter(|it| it.is_open());
    let errors = open.filter(|it| it.severity == Severity::Error).count();
    let filled = case.required().filled(|_| true);
    let left = [
        (errors, "处错误没有处理"),
        (filled.total - filled.done, "项必填没有填"),
    ];
    let left = left.iter().filter(|(count, _)| *count > 0);
    let left: Vec<String> = left.map(|(count, of)| format!("{count}{of}")).collect();
    let warning = match left.as_slice() {
        // What is told of the report is not what is handed in.
        _ if copy == Copy::Review => String::new(),
        [] => String::new(),
        left => format!("报告还有{}，上报前请先运行 jixiao check。", left.join("、")),
    };
    let wanted = match out {
        Out::File(wanted) if is_shared => of_unit(&wanted, &case.report.cover.unit),
        Out::File(wanted) => wanted,
        Out::Printed => {
            if !warning.is_empty() {
                tell(&warning);
            }
            return write_bytes(&bytes);
        }
    };
    match deliver(&wanted, &bytes) {
        Ok(done) => print(&format!(
            "已写入 {}。{}{warning}\n",
            printable(done.path.as_os_str()),
            done.instead.unwrap_or_default()
        )),
        Err(error) => {
            tell(&error.to_string());
            ExitCode::FAILURE
        }
    }
}

/// A file with the unit before its name: 月湖街道办事处-自评.docx.
fn of_unit(wanted: &Path, unit: &str) -> PathBuf {
    let unit: String = unit
        .trim()
        .chars()
        .filter(|c| !r#"/\:*?"<>|"#.contains(*c))
        .collect();
    let mut name = OsString::from(unit);
    if !name.is_empty() {
        name.push("-");
    }
    name.push(wanted.file_name().unwrap_or_default());
    wanted.with_file_name(name)
}
