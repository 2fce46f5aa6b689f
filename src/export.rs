//! The finished documents, from report and figures: one tree of pages that knows no format, and a
//! writer for each format that walks it.
//!
//! This room makes bytes out of values. It reads no disk and no clock: the same report gives the
//! same bytes. Everything a person entered is text to it, never markup and never a formula.

mod book;
mod charts;
pub(crate) mod csv;
mod docx;
mod formula;
mod html;
pub mod layout;
mod markdown;
mod public;
mod svg;
mod telling;
pub mod tree;
mod xlsx;

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use crate::document::is_hidden;
use crate::report::fields::describe;
use crate::rules::{Case, Decisions, Diagnostic, Findings};

/// What a document is written as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// Word
    Docx,
    /// Excel: a sheet for each attachment.
    Xlsx,
    /// Markdown
    Markdown,
    /// One HTML file that needs no other.
    Html,
    /// One row a figure, for other programs.
    Csv,
}

impl Format {
    /// How its files end.
    #[must_use]
    pub const fn extension(self) -> &'static str {
        match self {
            Self::Docx => "docx",
            Self::Xlsx => "xlsx",
            Self::Markdown => "md",
            Self::Html => "html",
            Self::Csv => "csv",
        }
    }
}

/// Which copy is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Copy {
    /// As it is handed in (上报稿).
    #[default]
    Plain,
    /// For publication (公开版): personal data as decided, nothing else of it.
    Public,
    /// For internal review (内部审核版): with what was found, ticked and remarked at its end.
    Internal,
    /// What was found, ticked and remarked, without the report (审阅清单).
    Review,
}

impl Copy {
    /// What its files have behind the report's name.
    const fn suffix(self) -> &'static str {
        match self {
            Self::Plain => "",
            Self::Public => "-公开版",
            Self::Internal => "-内部审核",
            Self::Review => "-审阅清单",
        }
    }
}

/// What a document of a report's file is called: 自评-公开版.docx.
#[must_use]
pub fn file_name(report: &Path, format: Format, copy: Copy) -> OsString {
    let mut name = report.file_stem().unwrap_or_default().to_owned();
    name.push(format!("{}.{}", copy.suffix(), format.extension()));
    name
}

/// Where a document goes unless told otherwise: beside the report, under its name.
#[must_use]
pub fn beside(report: &Path, to: Format, copy: Copy) -> PathBuf {
    report.with_file_name(file_name(report, to, copy))
}

/// Why a document was not written. Shown as its sentence.
#[derive(Debug, Clone, thiserror::Error)]
pub enum Refused {
    /// Nobody has decided yet what becomes of some personal data.
    #[error("还有{}处个人信息没有决定怎样公开，没有导出：{}。请打开报告，在这些地方按 F9 处理。", .0.len(), .0.join("；"))]
    Undecided(Vec<String>),
    /// There may be personal data where no rule has looked.
    #[error(
        "“{0}”的文字太长，或前面的文字太多，没有核对有没有个人信息，公开版没有导出，请先删减文字，或分开填写。"
    )]
    Unread(String),
    /// Personal data stands in the finished document where no rule found it in the report.
    #[error("公开版里还有{}处个人信息，没有导出：{}。请打开报告，导出公开版时逐处决定遮盖、删除还是保留。", .0.len(), listed(.0))]
    Left(Vec<Leak>),
    /// The container could not be made.
    #[error("文件没有做成，请再试一次；还不行就换一种格式导出。")]
    Container,
}

/// Personal data in the finished copy for publication.
#[derive(Debug, Clone)]
pub struct Leak {
    /// Where it stands, in words.
    pub place: String,
    /// What it is, at the field it was entered in, or at the root where it was entered in none by
    /// itself.
    pub problem: Diagnostic,
}

fn listed(leaks: &[Leak]) -> String {
    let words = leaks.iter().filter_map(|leak| {
        let found = leak.problem.disclosure.as_ref()?;
        Some(format!("{}的{}“{}”", leak.place, found.kind, found.content))
    });
    words.collect::<Vec<_>>().join("；")
}

/// A report as its tree, with personal data as it was decided.
fn public_book(case: &Case<'_>) -> tree::Book {
    let decisions = Decisions::of(case);
    let book = book::book(case, None);
    book.map(&|text| public::masked(&decisions, &legible(text)))
}

/// A report as its tree, with everything private in it: for its author to look at.
#[must_use]
pub fn tree(case: &Case<'_>) -> tree::Book {
    book::book(case, None)
}

/// Writes a report.
///
/// # Errors
/// When the copy for publication holds personal data that nobody has decided on, or a text in which
/// none was looked for.
pub fn write(
    case: &Case<'_>,
    findings: &Findings,
    format: Format,
    copy: Copy,
) -> Result<Vec<u8>, Refused> {
    let public = copy == Copy::Public;
    if public {
        let undecided = public::undecided(case, findings);
        if !undecided.is_empty() {
            return Err(Refused::Undecided(undecided));
        }
        if let Some(path) = findings.unread() {
            return Err(Refused::Unread(describe(case.document, path)));
        }
    }
    let book = || match copy {
        Copy::Plain => Ok(book::book(case, None).map(&legible)),
        Copy::Public => {
            let book = public_book(case);
            refused(public::search(case, findings, &book))?;
            Ok(book)
        }
        Copy::Internal => Ok(book::book(case, Some(findings)).map(&legible)),
        Copy::Review => Ok(book::review(case, findings).map(&legible)),
    };
    match format {
        Format::Docx => docx::write(&book()?).map_err(|_| Refused::Container),
        Format::Xlsx => xlsx::write(&book()?).map_err(|_| Refused::Container),
        Format::Markdown => Ok(markdown::write(&book()?).into_bytes()),
        Format::Html => Ok(html::write(&book()?).into_bytes()),
        Format::Csv => {
            let said = matches!(copy, Copy::Internal | Copy::Review).then_some(findings);
            let mut rows = csv::rows(case, copy != Copy::Review, said);
            for words in rows.iter_mut().flatten() {
                *words = legible(std::mem::take(words));
            }
            if public {
                // What stands in the pages as well is told with its place.
                book()?;
                let decisions = Decisions::of(case);
                for words in rows.iter_mut().flatten() {
                    *words = public::masked(&decisions, words);
                }
                refused(public::search_rows(case, findings, &rows))?;
            }
            Ok(csv::write(rows))
        }
    }
}

fn refused(leaks: Vec<Leak>) -> Result<(), Refused> {
    if leaks.is_empty() {
        Ok(())
    } else {
        Err(Refused::Left(leaks))
    }
}

/// A text without what nobody can see and no document may hold: control characters, what turns the
/// direction of writing, what is no character. A joiner inside an emoji stays.
fn legible(text: String) -> String {
    let odd = |c: char| is_hidden(c) && !matches!(c, '\n' | '\t' | '\u{200D}');
    if text.contains(odd) {
        text.replace(odd, "")
    } else {
        text
    }
}

/// The findings of personal data on which nobody has decided yet.
pub fn undecided(findings: &Findings) -> impl Iterator<Item = &Diagnostic> {
    let open = findings.diagnostics().filter(|it| it.is_open());
    open.filter(|it| it.disclosure.is_some())
}
