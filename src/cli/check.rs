//! `jixiao check`: all findings of many files, for people, scripts and SARIF readers.
//!
//! Of a folder all YAML files in it are meant. Files are read and asked by all cores, large ones then by
//! one. What was found in a file is printed in its turn and not kept, so that a folder takes no more
//! memory than a file; only SARIF says first what comes last.

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
use rust_decimal::Decimal;
use serde_json::{Value, json};

use super::{complain, examine, print, print_json, reports_meant, told_of, write_out};
use crate::document::{Document, FieldPath, Lines};
use crate::export::csv;
use crate::figures;
use crate::figures::budget::{self, Fund};
use crate::figures::figure::{Figure, plain};
use crate::figures::rates::{self, Rate};
use crate::figures::score::{Mark, Subject};
use crate::report::check::Filled;
use crate::report::number::{LACKING, Number, shown};
use crate::report::{OtherFund, fields, no_report};
use crate::rules::{Case, Diagnostic, Findings, Lacking, Rule, Severity, handbook, rule, rules};
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

/// Whose report a file is, and what comes out in it: by what one of hundreds is known.
struct Standing {
    unit: String,
    year: Option<String>,
    spent: Told,
    rate: Told,
    total: Told,
    grade: Told,
    /// Those of [`FIGURES`], in its order.
    figures: Vec<Told>,
}

/// A figure, if it is known, and what stands behind it where it is a part or tried out.
struct Told {
    value: Option<String>,
    note: String,
}

impl Told {
    fn of(case: &Case<'_>, figure: Figure) -> Self {
        Self {
            value: case.ledger().value(figure),
            note: case.ledger().note(figure),
        }
    }

    /// A number that is filled in as it is told.
    fn entered(number: Option<Decimal>, shown: fn(Decimal) -> String) -> Self {
        Self {
            value: number.map(shown),
            note: String::new(),
        }
    }

    /// A cell of the base data table, by the name of its row.
    fn base(case: &Case<'_>, row: &str, column: usize) -> Self {
        let mut rows = case.figures.base.iter();
        match rows.position(|it| it.name == row) {
            Some(row) => Self::of(case, Figure::Base(row, column)),
            None => Self::entered(None, shown),
        }
    }

    /// What the funds that have a table of their own come to.
    fn funds(case: &Case<'_>, of: fn(&OtherFund) -> Number) -> Self {
        let funds = Fund::ALL.map(|fund| of(fund.of(case.report)).value());
        Self::entered(figures::sum(funds), shown)
    }

    fn words(&self, unit: &str) -> String {
        match &self.value {
            Some(value) => format!("{value}{unit}{}", self.note),
            None => LACKING.to_owned(),
        }
    }
}

impl Standing {
    fn of(case: &Case<'_>) -> Self {
        let told = |figure| Told::of(case, figure);
        let year = case.report.year();
        Self {
            unit: text::safe(case.report.cover.unit.trim()).into_owned(),
            year: year.map(|year| year.to_string()),
            // The rate beside it is of the same row, whatever the budget has.
            spent: told(Figure::Fund(0, budget::Column::Spent)),
            rate: told(Figure::Signed(Subject::Whole, Mark::Rate)),
            total: told(Figure::Signed(Subject::Whole, Mark::Total)),
            grade: told(Figure::Signed(Subject::Whole, Mark::Grade)),
            figures: FIGURES.iter().map(|(_, of)| of(case)).collect(),
        }
    }

    /// Its figures by their names; null where one is not known.
    fn figures(&self) -> Value {
        let figures = FIGURES.iter().zip(&self.figures);
        let figures = figures.map(|((name, _), it)| ((*name).to_owned(), json!(it.value)));
        figures.collect::<serde_json::Map<String, Value>>().into()
    }

    /// Which of its figures are a part or tried out.
    fn notes(&self) -> String {
        let figures = FIGURES.iter().zip(&self.figures);
        let noted = figures.filter(|(_, it)| it.value.is_some() && !it.note.is_empty());
        let noted: Vec<String> = noted
            .map(|((name, _), it)| format!("{name}{}", it.note))
            .collect();
        noted.join("；")
    }

    /// The same in words.
    fn words(&self) -> String {
        let unit = match self.unit.as_str() {
            "" => "没有填单位名称",
            unit => unit,
        };
        let year = self.year.as_ref();
        let year = year.map_or_else(|| "没有填年度".to_owned(), |year| format!("{year}年度"));
        let grade = self.grade.value.as_ref();
        let grade = grade.map_or_else(String::new, |grade| format!(" {grade}"));
        format!(
            "{unit}，{year}，支出 {}，执行率 {}，得分 {}{grade}",
            self.spent.words(" 万元"),
            self.rate.words(""),
            self.total.words("")
        )
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

    /// How it stands with the file, on one line.
    fn summary(&self, least: Severity) -> String {
        let standing = self.standing.as_ref().map(Standing::words);
        let counts = standing.is_some().then(|| {
            let counts = printed(least);
            let counts = counts.map(|it| format!("{} {}", it.label(), self.count(it)));
            let answered = (self.answered > 0).then(|| format!("已说明 {}", self.answered));
            let filled = self.filled.map(|filled| format!("必填已填 {filled}"));
            let comments = match self.comments {
                (0, _) => None,
                (all, 0) => Some(format!("批注 {all}，都已答复")),
                (all, open) => Some(format!("批注 {all}，待答复 {open}")),
            };
            let counts = counts.chain(answered).chain(filled).chain(comments);
            counts.collect::<Vec<_>>().join("，")
        });
        let why = self.why().map(str::to_owned);
        let parts = standing.into_iter().chain(counts).chain(why);
        let parts: Vec<String> = parts.collect();
        format!("{}：{}\n", self.name, parts.join("；"))
    }

    /// The same as a line of a table, under [`names`].
    fn row(&self, least: Severity) -> Vec<String> {
        let standing = self.standing.as_ref();
        let figures = (0..FIGURES.len()).map(|i| {
            let figure = standing.and_then(|it| it.figures.get(i));
            figure.and_then(|it| it.value.clone()).unwrap_or_default()
        });
        let cell = |(_, of): &(&str, Cell)| of(self, least).unwrap_or_default();
        let (whose, stands) = (WHOSE.iter().map(cell), STANDS.iter().map(cell));
        whose.chain(figures).chain(stands).collect()
    }

    /// A count of a report, where there is one.
    fn counted(&self, count: usize) -> Option<String> {
        self.standing.as_ref().map(|_| count.to_string())
    }

    /// How many findings of a severity are open, where it was asked for.
    fn asked(&self, severity: Severity, least: Severity) -> Option<String> {
        let count = self.count(severity);
        (severity <= least).then(|| self.counted(count)).flatten()
    }

    /// Why not all of it was read.
    fn why(&self) -> Option<&str> {
        let told = self.told.first().filter(|_| !self.read)?;
        let why = told.strip_prefix(&*self.name);
        Some(why.and_then(|why| why.strip_prefix('：')).unwrap_or(told))
    }

    /// What is not filled in, a line a section.
    fn unfilled(&self) -> String {
        let Some(filled) = self.filled.filter(|_| !self.blank.is_empty()) else {
            return String::new();
        };
        let lines = self.blank.iter().map(|line| format!("    {line}\n"));
        format!(
            "{}：必填没有填 {} 项\n{}\n",
            self.name,
            filled.total - filled.done,
            lines.collect::<String>()
        )
    }

    /// The rules that could not be decided, by what is lacking, a line each.
    fn undecided(&self) -> String {
        let mut reasons: Vec<(&str, Vec<&str>)> = Vec::new();
        for Lacking { rule, why, .. } in &self.lacking {
            match reasons.iter_mut().find(|(known, _)| known == why) {
                Some((_, codes)) if codes.contains(&rule.code) => {}
                Some((_, codes)) => codes.push(rule.code),
                None => reasons.push((why, vec![rule.code])),
            }
        }
        if reasons.is_empty() {
            return String::new();
        }
        let lines = reasons
            .iter()
            .map(|(why, codes)| format!("    {}：{why}\n", codes.join("、")));
        format!(
            "{}：资料不足，没有核对\n{}\n",
            self.name,
            lines.collect::<String>()
        )
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

/// A figure of a report, by its name in the table of all files.
type Column = (&'static str, fn(&Case<'_>) -> Told);

/// The figures that the table of all files tells of each, called as the forms call them: what whoever gets
/// hundreds of reports holds against each other.
static FIGURES: &[Column] = &[
    ("年初预算数（万元）", |case| {
        Told::of(case, Figure::Fund(0, budget::Column::Approved))
    }),
    ("全年预算数（万元）", |case| {
        Told::of(case, Figure::Fund(0, budget::Column::Adjusted))
    }),
    ("全年执行数（万元）", |case| {
        Told::of(case, Figure::Fund(0, budget::Column::Spent))
    }),
    ("执行率", |case| {
        Told::of(case, Figure::Signed(Subject::Whole, Mark::Rate))
    }),
    ("编制数", |case| {
        Told::entered(rates::quota(case.report).number.value(), plain)
    }),
    ("实际在职人数", |case| {
        Told::entered(rates::employed(case.report).number.value(), plain)
    }),
    ("在职人员控制率", |case| {
        Told::of(case, Figure::Rate(Rate::Staffing))
    }),
    ("三公经费上年决算数（万元）", |case| {
        Told::base(case, "三公经费", 0)
    }),
    ("三公经费本年预算数（万元）", |case| {
        Told::base(case, "三公经费", 1)
    }),
    ("三公经费本年决算数（万元）", |case| {
        Told::base(case, "三公经费", 2)
    }),
    ("年初结转和结余（万元）", |case| {
        Told::funds(case, |fund| fund.opening)
    }),
    ("年末结转和结余（万元）", |case| {
        Told::funds(case, |fund| fund.closing)
    }),
    ("政府采购金额本年预算数（万元）", |case| {
        Told::base(case, "政府采购金额", 1)
    }),
    ("政府采购金额本年决算数（万元）", |case| {
        Told::base(case, "政府采购金额", 2)
    }),
    ("政府采购执行率", |case| {
        Told::of(case, Figure::Rate(Rate::Procurement))
    }),
    ("绩效目标项目个数", |case| {
        Told::entered(case.report.whole.plan.projects.value(), plain)
    }),
    ("绩效目标基本支出计划安排（万元）", |case| {
        Told::entered(case.report.whole.plan.basic.value(), shown)
    }),
    ("绩效目标项目支出计划安排（万元）", |case| {
        Told::entered(case.report.whole.plan.project.value(), shown)
    }),
    ("自评表项目数", |case| {
        Told::of(case, Figure::Projects)
    }),
    ("总分", |case| {
        Told::of(case, Figure::Signed(Subject::Whole, Mark::Total))
    }),
    ("等级", |case| {
        Told::of(case, Figure::Signed(Subject::Whole, Mark::Grade))
    }),
];

/// What a cell of the table of all files holds; `None` where it is not known or not asked for.
type Cell = fn(&Checked, Severity) -> Option<String>;

/// Whose file it is, before its figures.
static WHOSE: [(&str, Cell); 3] = [
    ("文件", |it, _| Some(it.name.clone())),
    ("单位名称", |it, _| {
        Some(it.standing.as_ref()?.unit.clone())
    }),
    ("年度", |it, _| it.standing.as_ref()?.year.clone()),
];

/// How it stands with it, behind its figures.
static STANDS: [(&str, Cell); 12] = [
    ("不全或试算的数", |it, _| {
        Some(it.standing.as_ref()?.notes())
    }),
    ("错误", |it, least| it.asked(Severity::Error, least)),
    ("警告", |it, least| it.asked(Severity::Warning, least)),
    ("提示", |it, least| it.asked(Severity::Hint, least)),
    ("已说明", |it, _| it.counted(it.answered)),
    ("必填已填", |it, _| Some(it.filled?.done.to_string())),
    ("必填应填", |it, _| Some(it.filled?.total.to_string())),
    ("已复核节数", |it, _| it.counted(it.reviewed.0)),
    ("应复核节数", |it, _| it.counted(it.reviewed.1)),
    ("批注", |it, _| it.counted(it.comments.0)),
    ("待答复", |it, _| it.counted(it.comments.1)),
    ("没有读懂", |it, _| it.why().map(str::to_owned)),
];

/// What stands above the table of all files.
fn names() -> impl Iterator<Item = &'static str> {
    let (whose, stands) = (WHOSE.iter(), STANDS.iter());
    let figures = FIGURES.iter().map(|(name, _)| *name);
    whose
        .map(|(name, _)| *name)
        .chain(figures)
        .chain(stands.map(|(name, _)| *name))
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
                    let told: String = told.map(|it| readable(&checked.name, it)).collect();
                    self.print(&told);
                    self.print(&checked.unfilled());
                    self.print(&checked.undecided());
                }
                Format::Csv => {
                    let head = self.checked.is_empty().then(|| csv::head(names()));
                    self.print(&(head.unwrap_or_default() + &csv::line(checked.row(self.least))));
                }
                Format::Json => {
                    // As one array is printed of which this is an entry.
                    let lead = if self.checked.is_empty() { "[" } else { "," };
                    let entry = format!("{:#}", as_json(&checked, &found, self.least, self.brief));
                    self.print(&format!("{lead}\n  {}", entry.replace('\n', "\n  ")));
                }
                Format::Sarif => {
                    let results = found.iter().map(|it| as_result(&checked.name, it));
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
            Format::Text => self.print(&summary(&self.checked, self.least)),
            Format::Csv if self.checked.is_empty() => self.print(&csv::head(names())),
            Format::Csv => {}
            Format::Json if self.checked.is_empty() => self.print("[]\n"),
            Format::Json => self.print("\n]\n"),
            Format::Sarif => {
                let results = std::mem::take(&mut self.results);
                let whole = as_sarif(&self.checked, results);
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

/// A finding, for a person.
fn readable(name: &str, it: &Found) -> String {
    let Diagnostic {
        rule,
        severity,
        message,
        reply,
        ..
    } = &it.diagnostic;
    let (line, column) = (it.line, it.column);
    let answered = if it.is_open() { "" } else { "（已说明）" };
    let source = text::fit(it.source.trim(), LONGEST, text::Align::Left);
    let message = message.replace('\n', " ");
    let mut printed = format!(
        "{name}:{line}:{column}  {}{answered} {}  {}\n    {message}\n    {line} | {}\n",
        severity.label(),
        rule.code,
        rule.title,
        source.trim_end(),
    );
    // What is in the places named, further down.
    for (line, _) in it.others.iter().filter(|(other, _)| *other != line) {
        printed += &format!("    另见第{line}行\n");
    }
    if let Some(reply) = reply {
        let sentence = reply.sentence();
        printed += &format!("    {}\n", sentence.replace('\n', " "));
    }
    printed.push('\n');
    printed
}

/// How it stands with each file and with all, for a person.
fn summary(checked: &[Checked], least: Severity) -> String {
    let counts = printed(least).map(|severity| {
        let count: usize = checked.iter().map(|file| file.count(severity)).sum();
        format!("{}{count}条", severity.label())
    });
    let counts: Vec<String> = counts.collect();
    let answered = match checked.iter().map(|file| file.answered).sum::<usize>() {
        0 => String::new(),
        n => format!("，另有{n}条已说明"),
    };
    let count = |of: fn(&Checked) -> bool| checked.iter().filter(|file| of(file)).count();
    let unread = count(|file| file.standing.is_none());
    let partly = count(|file| file.standing.is_some() && !file.read);
    let unread = [(unread, "没有读出"), (partly, "没有全部读懂")];
    let unread = unread.iter().filter(|(count, _)| *count > 0);
    let unread: Vec<String> = unread.map(|(n, what)| format!("{n}个{what}")).collect();
    let unread = match unread.as_slice() {
        [] => String::new(),
        unread => format!("（{}）", unread.join("，")),
    };
    // Of one that was not read it has been said.
    let is_alone = |file: &&Checked| checked.len() > 1 || file.standing.is_some();
    let lines = checked
        .iter()
        .filter(is_alone)
        .map(|file| file.summary(least));
    let mut printed: String = lines.collect();
    if checked.iter().all(|file| file.standing.is_none()) && !checked.is_empty() {
        return format!("{printed}{}个文件，都没有读出。\n", checked.len());
    }
    printed += &format!(
        "{}个文件{unread}：{}{answered}。\n",
        checked.len(),
        counts.join("，")
    );
    printed += &alike(checked);
    printed += &of_another_year(checked);
    printed
}

/// The files that are of one unit and one year, where they say which: two versions, of which one counts.
fn alike(checked: &[Checked]) -> String {
    let mut of_one: BTreeMap<(&str, &str), Vec<&str>> = BTreeMap::new();
    for file in checked {
        if let Some(Standing { unit, year, .. }) = &file.standing
            && let Some(year) = year
            && !unit.is_empty()
        {
            of_one.entry((unit, year)).or_default().push(&file.name);
        }
    }
    let several = of_one.into_iter().filter(|(_, files)| files.len() > 1);
    let lines = several.map(|((unit, year), files)| {
        format!(
            "{unit}{year}年度有{}份，请核对以哪一份为准：{}\n",
            files.len(),
            files.join("、")
        )
    });
    lines.collect()
}

/// The files of another year than most are of, among which they may have come by mistake; nothing where no
/// year has most of them, as where each year's own are kept together.
fn of_another_year(checked: &[Checked]) -> String {
    let dated = checked.iter().filter_map(|file| {
        let year = file.standing.as_ref()?.year.as_deref()?;
        Some((year, &*file.name))
    });
    let dated: Vec<(&str, &str)> = dated.collect();
    let count = |year: &str| dated.iter().filter(|(of, _)| *of == year).count();
    let mut years = dated.iter().map(|(year, _)| *year);
    let Some(most) = years.find(|year| count(year) * 2 > dated.len()) else {
        return String::new();
    };
    let others = dated.iter().filter(|(year, _)| *year != most);
    let others: Vec<String> = others
        .map(|(year, name)| format!("{name}（{year}年度）"))
        .collect();
    match others.as_slice() {
        [] => String::new(),
        others => format!(
            "有{}份不是{most}年度的，请核对有没有放错：{}\n",
            others.len(),
            others.join("、")
        ),
    }
}

fn as_json(file: &Checked, found: &[Found], least: Severity, brief: bool) -> Value {
    let answered = ("已说明".to_owned(), file.answered.into());
    let counts = printed(least);
    let counts = counts.map(|it| (it.label().to_owned(), file.count(it).into()));
    let counts = counts.chain([answered]);
    let (comments, unanswered) = file.comments;
    let standing = file.standing.as_ref();
    let mut entry = json!({
        "文件": file.name,
        "单位名称": standing.map(|it| &it.unit),
        "年度": standing.map(|it| &it.year),
        "全年执行数": standing.map(|it| &it.spent.value),
        "执行率": standing.map(|it| &it.rate.value),
        "总分": standing.map(|it| &it.total.value),
        "等级": standing.map(|it| &it.grade.value),
        "条数": counts.collect::<serde_json::Map<String, Value>>(),
        "主要数字": standing.map(Standing::figures),
        "复核": { "已复核节数": file.reviewed.0, "应复核节数": file.reviewed.1 },
        "批注": { "条数": comments, "待答复": unanswered },
        "没有读懂": if file.read { &[] } else { file.told.as_slice() },
        "已填": file.filled.map(|it| json!({ "完成": it.done, "应填": it.total })),
    });
    if let Some(all) = entry.as_object_mut().filter(|_| !brief) {
        let found = found.iter().map(as_entry).collect::<Vec<Value>>();
        let lacking = file.lacking.iter().map(as_undecided);
        all.insert("必填没有填".to_owned(), json!(file.blank));
        all.insert("核对".to_owned(), found.into());
        all.insert(
            "没有核对".to_owned(),
            lacking.collect::<Vec<Value>>().into(),
        );
    }
    entry
}

fn as_undecided(it: &Lacking) -> Value {
    json!({
        "规则": it.rule.code,
        "名称": it.rule.name,
        "字段": it.table.as_ref().map(FieldPath::to_string),
        "原因": it.why,
    })
}

fn as_entry(it: &Found) -> Value {
    let places: Vec<Value> = it
        .diagnostic
        .places
        .iter()
        .map(|place| json!({ "字段": place.path.to_string(), "值": place.value }))
        .collect();
    let reply = it.diagnostic.reply.as_ref();
    let reply = reply.map(|reply| json!({ "内容": reply.words, "仍然有效": reply.holds }));
    json!({
        "规则": it.diagnostic.rule.code,
        "名称": it.diagnostic.rule.name,
        "级别": it.diagnostic.severity.label(),
        "行": it.line,
        "列": it.column,
        "内容": it.diagnostic.message,
        "位置": places,
        "说明": reply,
    })
}

const fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Hint => "note",
    }
}

fn as_result(name: &str, it: &Found) -> Value {
    let place = |(line, column)| {
        json!({ "physicalLocation": {
            "artifactLocation": { "uri": uri(name) },
            "region": { "startLine": line, "startColumn": column },
        } })
    };
    let others: Vec<Value> = it.others.iter().copied().map(place).collect();
    let mut result = json!({
        "ruleId": it.diagnostic.rule.code,
        "level": level(it.diagnostic.severity),
        "message": { "text": it.diagnostic.message },
        "locations": [place((it.line, it.column))],
        "relatedLocations": others,
    });
    let reply = it.diagnostic.reply.as_ref().filter(|reply| reply.holds);
    if let (Some(reply), Some(result)) = (reply, result.as_object_mut()) {
        let said = json!([{ "kind": "inSource", "justification": reply.words }]);
        result.insert("suppressions".to_owned(), said);
    }
    result
}

/// SARIF 2.1.0, as code hosts and editors read it.
fn as_sarif(checked: &[Checked], results: Vec<Value>) -> Value {
    let described: Vec<Value> = rules()
        .map(|rule| {
            json!({
                "id": rule.code,
                "name": rule.name,
                "shortDescription": { "text": rule.title },
                "fullDescription": { "text": rule.explain },
                "defaultConfiguration": { "level": level(rule.severity) },
            })
        })
        .collect();
    let unread = checked.iter().filter(|file| !file.read);
    let unread: Vec<Value> = unread
        .flat_map(|file| file.told.iter().map(move |told| (file, told)))
        .map(|(file, told)| {
            json!({
                "level": "error",
                "message": { "text": told },
                "locations": [{ "physicalLocation": {
                    "artifactLocation": { "uri": uri(&file.name) },
                } }],
            })
        })
        .collect();
    json!({
        "version": "2.1.0",
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "runs": [{
            "tool": { "driver": {
                "name": "jixiao",
                "version": env!("CARGO_PKG_VERSION"),
                "rules": described,
            } },
            "invocations": [{
                "executionSuccessful": checked.iter().all(|file| file.read),
                "toolExecutionNotifications": unread,
            }],
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    })
}

/// A path as a URI reference (RFC 3986).
fn uri(path: &str) -> String {
    let mut uri = String::new();
    for byte in path.replace('\\', "/").bytes() {
        if byte.is_ascii_alphanumeric() || b"/-._~".contains(&byte) {
            uri.push(char::from(byte));
        } else {
            uri += &format!("%{byte:02X}");
        }
    }
    uri
}
