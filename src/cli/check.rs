//! `jixiao check`: all findings of many files, for people, scripts and SARIF readers.
//!
//! Of a folder all YAML files in it are meant. Files are read and asked by all cores, large ones then by
//! one. What was found in a file is printed in its turn and not kept, so that a folder takes no more
//! memory than a file; only SARIF says first what comes last.

mod json;
mod sarif;
mod standing;
mod table;
mod told;

use std::collections::BTreeMap;
use std::io::{self, IsTerminal as _, Write as _};
use std::num::NonZero;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use clap::ValueEnum;
use clap::builder::PossibleValue;
use serde_json::Value;

use self::standing::Standing;
use super::{complain, examine, print, print_json, reports_meant, told_of, write_out};
use crate::document::{Document, FieldPath, Lines};
use crate::export::csv;
use crate::report::check::Filled;
use crate::report::{fields, no_report};
use crate::rules::{Diagnostic, Findings, Lacking, Rule, Severity, handbook, rule, rules};
use crate::store;
use crate::ui::text;

/// How many columns of a line of YAML are printed.
const LONGEST: usize = 76;

/// How the findings are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    Text,
    Csv,
    Json,
    Sarif,
}

impl ValueEnum for Severity {
    fn value_variants<'a>() -> &'a [Self] {
        &Self::ALL
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        let name = match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Hint => "hint",
        };
        Some(PossibleValue::new(name).alias(self.label()))
    }
}

/// The severities that are printed where this is the least.
fn printed(least: Severity) -> impl Iterator<Item = Severity> {
    let all = Severity::ALL.into_iter();
    all.filter(move |severity| *severity <= least)
}

/// A rule named by its code, in either case and as it is shown (规则F8), or by its name.
pub(super) fn named(code: &str) -> Result<&'static Rule, String> {
    rule(code.strip_prefix("规则").unwrap_or(code))
        .ok_or_else(|| format!("没有这条规则，有 {}", codes()))
}

/// The codes there are: A1～A15、B1～B4、B6.
fn codes() -> String {
    let mut runs: Vec<(&Rule, &Rule)> = Vec::new();
    for rule in rules() {
        match runs.last_mut() {
            Some((_, last)) if last.rank() == (rule.rank().0, rule.rank().1 - 1) => *last = rule,
            _ => runs.push((rule, rule)),
        }
    }
    let runs = runs.into_iter().map(|(first, last)| {
        if first.code == last.code {
            first.code.to_owned()
        } else {
            format!("{}～{}", first.code, last.code)
        }
    });
    runs.collect::<Vec<_>>().join("、")
}

/// What is asked for.
#[derive(Debug)]
pub(super) struct Request {
    pub(super) files: Vec<PathBuf>,
    pub(super) format: Format,
    pub(super) rules: Vec<&'static Rule>,
    /// The least severity that is printed.
    pub(super) least: Severity,
    /// Whether each file is told in its line only.
    pub(super) brief: bool,
}

impl Request {
    /// Whether what is not filled in counts: who asks for single rules, or for what is worse than a
    /// hint, asks for nothing else.
    fn asks_all(&self) -> bool {
        self.rules.is_empty() && self.least == Severity::Hint
    }

    /// Whether what a rule says is printed, if it weighs so much.
    fn wants(&self, rule: &Rule, severity: Severity) -> bool {
        let is_asked = || self.rules.iter().any(|it| it.code == rule.code);
        severity <= self.least && (self.rules.is_empty() || is_asked())
    }
}

/// One finding of a file.
struct Found {
    diagnostic: Diagnostic,
    line: usize,
    column: usize,
    /// The line of YAML it stands on.
    source: String,
    /// Line and column of the other sides.
    others: Vec<(usize, usize)>,
}

impl Found {
    /// Whether nothing has been said to it that still holds.
    fn is_open(&self) -> bool {
        self.diagnostic.is_open()
    }

    /// Whether a reason was given for leaving it as it is: how personal data is published is none.
    fn is_explained(&self) -> bool {
        let reply = self.diagnostic.reply.as_ref().filter(|it| it.holds);
        reply.is_some_and(|it| it.entry.first_key() == Some("说明"))
    }
}

/// What became of one file, without what was found in it.
struct Checked {
    name: String,
    /// Whose it is; `None` where there is no report.
    standing: Option<Standing>,
    /// How many findings are open, by severity.
    open: [usize; 3],
    /// How many have been answered.
    answered: usize,
    /// How many comments there are, and how many of them have no reply.
    comments: (usize, usize),
    /// How many sections are ticked and still as they were then, and how many there are.
    reviewed: (usize, usize),
    /// What is to be told of how it was read.
    told: Vec<String>,
    /// Whether all of it was understood.
    read: bool,
    /// How much of what the form wants is filled in; `None` where there is no report, or not
    /// everything is asked for.
    filled: Option<Filled>,
    /// What is not filled in, until it is printed; nothing where not everything is asked for.
    blank: Vec<String>,
    /// What could not be decided, until it is printed.
    lacking: Vec<Lacking>,
}

impl Checked {
    /// A file of which nothing was read, and why.
    fn unread(name: String, why: &str) -> Self {
        Self {
            told: vec![format!("{name}：没有读出：{why}")],
            name,
            standing: None,
            open: [0; 3],
            answered: 0,
            comments: (0, 0),
            reviewed: (0, 0),
            read: false,
            filled: None,
            blank: Vec::new(),
            lacking: Vec::new(),
        }
    }

    /// Whether there is nothing to be said against it.
    fn is_clean(&self) -> bool {
        let is_filled = |filled: Filled| filled.done == filled.total;
        self.open == [0; 3] && self.filled.is_none_or(is_filled)
    }

    /// How many findings of a severity are open.
    fn count(&self, severity: Severity) -> usize {
        self.open.get(severity.place()).copied().unwrap_or(0)
    }

    /// Why not all of it was read.
    fn why(&self) -> Option<&str> {
        let told = self.told.first().filter(|_| !self.read)?;
        let why = told.strip_prefix(&*self.name);
        Some(why.and_then(|why| why.strip_prefix('：')).unwrap_or(told))
    }
}

/// Prints what a rule is for.
pub(super) fn explain(rule: &Rule) -> ExitCode {
    print(&handbook::entry(rule))
}

/// Checks the files; 0 nothing found, 1 something found, 2 a file was not wholly read.
pub(super) fn run(request: &Request) -> ExitCode {
    let (files, empty) = reports_meant(&request.files);
    let mut report = Report::new(request, files.len());
    all(&files, request, &mut report);
    for folder in request.files.iter().filter(|it| store::is_folder(it)) {
        let papers = store::papers_under(folder);
        if let Some(told) = told::papers(folder, &papers) {
            complain(&told);
        }
    }
    let (checked, printed) = report.end();
    if empty || checked.iter().any(|file| !file.read) {
        ExitCode::from(2)
    } else if printed != ExitCode::SUCCESS || checked.iter().any(|file| !file.is_clean()) {
        ExitCode::FAILURE
    } else {
        ExitCode::SUCCESS
    }
}

/// The files by all cores. What one takes is many times its size, and what a thread has taken it keeps:
/// large ones are checked by one thread, one after the other.
fn all(files: &[PathBuf], request: &Request, report: &mut Report) {
    const WORTH_TELLING: usize = 20;
    const LARGE: u64 = 1024 * 1024;
    let count = files.len();
    // What is printed on a terminal tells by itself how far it is.
    let tells = count >= WORTH_TELLING && io::stderr().is_terminal() && !io::stdout().is_terminal();
    let (large, small): (Vec<_>, Vec<_>) = files
        .iter()
        .enumerate()
        .partition(|(_, path)| store::size(path) > LARGE);
    let report = Mutex::new((report, 0));
    let check = |&(at, path): &(usize, &PathBuf)| {
        let (checked, found) = one(path, request);
        let mut held = report.lock().unwrap_or_else(|held| held.into_inner());
        let (report, done) = &mut *held;
        report.take(at, checked, found);
        *done += 1;
        if tells {
            progress(*done, count);
        }
    };
    let next = AtomicUsize::new(0);
    let work = || {
        while let Some(file) = small.get(next.fetch_add(1, Ordering::Relaxed)) {
            check(file);
        }
    };
    let cores = thread::available_parallelism().map_or(1, NonZero::get);
    thread::scope(|scope| {
        for _ in 1..cores.min(small.len()) {
            scope.spawn(work);
        }
        work();
    });
    large.iter().for_each(check);
}

/// Draws the bar over itself, at most a hundred times, and takes it away at the end.
fn progress(done: usize, count: usize) {
    const WIDTH: usize = 30;
    let hundredth = (count / 100).max(1);
    let mut err = io::stderr().lock();
    let _ = if done == count {
        write!(err, "\r\x1b[K")
    } else if done.is_multiple_of(hundredth) {
        let full = WIDTH * done / count.max(1);
        let bar = "█".repeat(full) + &"░".repeat(WIDTH - full);
        write!(err, "\r核对 {bar} {done}/{count}")
    } else {
        Ok(())
    };
    let _ = err.flush();
}

fn one(path: &Path, request: &Request) -> (Checked, Vec<Found>) {
    let name = text::safe(&path.to_string_lossy()).into_owned();
    let examined = match examine(path) {
        Ok(examined) => examined,
        Err(error) => return (Checked::unread(name, &error.to_string()), Vec::new()),
    };
    let document = examined.document();
    if let Some(why) = no_report(document) {
        return (Checked::unread(name, &why), Vec::new());
    }
    let case = examined.case();
    let findings = Findings::compute(&case);
    let mut lacking: Vec<Lacking> = findings
        .lacking()
        .filter(|it| request.wants(it.rule, it.rule.severity))
        .cloned()
        .collect();
    lacking.sort_by_key(|it| it.rule.rank());
    let lines = Lines::of(document.text());
    let mut found: Vec<Found> = findings
        .diagnostics()
        .filter(|it| request.wants(it.rule, it.severity))
        .map(|diagnostic| located(document, &lines, diagnostic))
        .collect();
    found.sort_by_key(|it| (it.diagnostic.severity, it.line, it.column));
    let told = told_of(document).into_iter();
    let mut told: Vec<String> = told.collect();
    if let Some(problem) = document.problems().first() {
        told.retain(|words| *words != problem.message);
        told.insert(0, format!("没有全部读懂：{}", problem.message));
    }
    let told = told
        .iter()
        .map(|words| format!("{name}：{words}"))
        .collect();
    let sections = fields::sections(case.report.projects.len());
    let required = case.required();
    let is_all = request.asks_all();
    let open = Severity::ALL.map(|severity| {
        let open = found.iter().filter(|it| it.is_open());
        open.filter(|it| it.diagnostic.severity == severity).count()
    });
    let checked = Checked {
        read: document.problems().is_empty(),
        answered: found.len() - open.iter().sum::<usize>(),
        comments: (
            findings.comments().len(),
            findings.comments().iter().filter(|it| it.is_open()).count(),
        ),
        reviewed: (findings.reviewed(&sections).count(), sections.len()),
        open,
        standing: Some(Standing::of(&case)),
        filled: is_all.then(|| required.filled(|_| true)),
        // What was not read may be filled in.
        blank: if is_all && !document.is_broken() {
            required.told()
        } else {
            Vec::new()
        },
        name,
        told,
        lacking,
    };
    (checked, found)
}

/// Line and column of a field; of one that is not there, those of what it belongs in.
fn line_column(document: &Document, lines: &Lines<'_>, path: &FieldPath) -> (usize, usize) {
    path.around()
        .filter(|at| !at.steps().is_empty())
        .find_map(|at| document.node(&at))
        .map_or((1, 1), |node| lines.line_column(node.key_start()))
}

/// A finding with the line it stands on.
fn located(document: &Document, lines: &Lines<'_>, diagnostic: &Diagnostic) -> Found {
    let places = diagnostic.places.iter();
    let mut places = places.map(|place| line_column(document, lines, &place.path));
    let (line, column) = places.next().unwrap_or((1, 1));
    // No more than is printed, and one glyph by which it is seen to go on.
    let source: String = lines.line(line).trim().chars().take(LONGEST + 1).collect();
    Found {
        // What it takes to mend it is not printed, and would be most of what thousands of files hold.
        diagnostic: Diagnostic {
            fixes: Vec::new(),
            disclosure: None,
            ..diagnostic.clone()
        },
        line,
        column,
        source: text::safe(&source).into_owned(),
        others: places.collect(),
    }
}

/// What is printed, file by file in the order they were named.
struct Report {
    format: Format,
    least: Severity,
    brief: bool,
    /// Whether what is told of how a file was read comes again in its line, for the same eyes.
    echoes: bool,
    checked: Vec<Checked>,
    /// Files that were done before their turn.
    early: BTreeMap<usize, (Checked, Vec<Found>)>,
    /// The results of SARIF, which stand behind what is known at the end only.
    results: Vec<Value>,
    printed: ExitCode,
}

impl Report {
    fn new(request: &Request, files: usize) -> Self {
        let is_seen = io::stdout().is_terminal() && io::stderr().is_terminal();
        Self {
            format: request.format,
            least: request.least,
            brief: request.brief,
            echoes: request.format == Format::Text && files > 1 && is_seen,
            checked: Vec::new(),
            early: BTreeMap::new(),
            results: Vec::new(),
            printed: ExitCode::SUCCESS,
        }
    }

    /// Takes in what became of the file of this number.
    fn take(&mut self, at: usize, checked: Checked, found: Vec<Found>) {
        self.early.insert(at, (checked, found));
        while let Some((mut checked, found)) = self.early.remove(&self.checked.len()) {
            let echoed = usize::from(self.echoes && !checked.read);
            for words in checked.told.iter().skip(echoed) {
                complain(words);
            }
            match self.format {
                Format::Text if self.brief => {}
                Format::Text => {
                    let open = found.iter().filter(|it| it.is_open());
                    let told = open.chain(found.iter().filter(|it| it.is_explained()));
                    let told: String = told.map(|it| told::finding(&checked.name, it)).collect();
                    self.print(&told);
                    self.print(&checked.unfilled());
                    self.print(&checked.undecided());
                }
                Format::Csv => {
                    let head = self.checked.is_empty().then(|| csv::head(table::names()));
                    self.print(&(head.unwrap_or_default() + &csv::line(checked.row(self.least))));
                }
                Format::Json => {
                    // As one array is printed of which this is an entry.
                    let lead = if self.checked.is_empty() { "[" } else { "," };
                    let entry = format!(
                        "{:#}",
                        json::entry(&checked, &found, self.least, self.brief)
                    );
                    self.print(&format!("{lead}\n  {}", entry.replace('\n', "\n  ")));
                }
                Format::Sarif => {
                    let results = found.iter().map(|it| sarif::result(&checked.name, it));
                    self.results.extend(results);
                }
            }
            (checked.lacking, checked.blank) = (Vec::new(), Vec::new());
            self.checked.push(checked);
        }
    }

    /// Prints what is said of all of them; how printing went.
    fn end(mut self) -> (Vec<Checked>, ExitCode) {
        match self.format {
            Format::Text => self.print(&told::summary(&self.checked, self.least)),
            Format::Csv if self.checked.is_empty() => self.print(&csv::head(table::names())),
            // It is no line of the table.
            Format::Csv => told::noticed(&self.checked)
                .iter()
                .for_each(|words| complain(words)),
            Format::Json if self.checked.is_empty() => self.print("[]\n"),
            Format::Json => self.print("\n]\n"),
            Format::Sarif => {
                let results = std::mem::take(&mut self.results);
                let whole = sarif::whole(&self.checked, results);
                self.print(&format!("{whole:#}\n"));
            }
        }
        (self.checked, self.printed)
    }

    /// Prints on until it fails.
    fn print(&mut self, text: &str) {
        if self.printed == ExitCode::SUCCESS {
            self.printed = match self.format {
                Format::Text => print(text),
                Format::Csv => write_out(text),
                Format::Json | Format::Sarif => print_json(text),
            };
        }
    }
}
