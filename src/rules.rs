//! Cross-checks (勾稽规则): what in the report cannot all be true, or cannot be handed in like this.
//!
//! A rule is one record in one place. It is given the report and what was derived from it, and
//! says what it found: both sides of a contradiction with both places, and no winner; or that it
//! cannot be decided from the file (资料不足), which is neither pass nor fail. Rules do no I/O,
//! know no screen and change nothing: a fix is a value.

mod amounts;
mod base;
mod concern;
mod days;
mod decided;
mod examined;
mod execution;
mod findings;
pub mod handbook;
mod indicators;
mod namesakes;
mod passage;
mod personal;
mod prose;
mod quoted;
mod remedies;
mod replies;
mod results;
mod seen;
mod structure;
mod sums;
mod times;
mod variants;
mod wording;

use std::borrow::Cow;
use std::cmp::Ordering;
use std::ops::Range;
use std::sync::LazyLock;

use rust_decimal::Decimal;

use crate::document::{Document, Edit, FieldPath, Step, Value};
use crate::figures::Figures;
use crate::figures::budget::{Column, Node};
use crate::figures::figure::Ledger;
use crate::figures::live::Names;
use crate::figures::required::Required;
use crate::figures::scheme::Scheme;
use crate::figures::score::{ScoreCard, Subject};
use crate::report::check::{Inspections, Misfit};
use crate::report::fields::{self, Kind, describe, kind_at};
use crate::report::{Indicator, Report, SelfScore};
pub use concern::{rules_of, rules_of_texts};
pub(crate) use decided::{Decision, Decisions, Fate};
pub use examined::Examined;
pub use findings::{Diagnostic, Findings, Lacking, Work};
pub(crate) use passage::is_blank;
pub(crate) use personal::{name_at, private};
pub use quoted::Agreeing;
pub use replies::{Commented, Pending, Reply, Ticked, in_brackets, signed};
pub use seen::{Change, Changed, Seen, Sight};
pub use structure::confirmed;

/// How much a diagnostic weighs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// 错误: the report cannot be handed in like this.
    Error,
    /// 警告: must be answered.
    Warning,
    /// 提示: advice.
    Hint,
}

impl Severity {
    /// All of them, the gravest first.
    pub const ALL: [Self; 3] = [Self::Error, Self::Warning, Self::Hint];

    /// Its place among them.
    #[must_use]
    pub const fn place(self) -> usize {
        match self {
            Self::Error => 0,
            Self::Warning => 1,
            Self::Hint => 2,
        }
    }

    /// The word a person reads.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Error => "错误",
            Self::Warning => "警告",
            Self::Hint => "提示",
        }
    }
}

/// One cross-check.
#[derive(Debug)]
pub struct Rule {
    /// What people call it: a letter for its group, and a number. Never used for another rule.
    pub code: &'static str,
    /// What is wrong when it speaks, in kebab case.
    pub name: &'static str,
    /// The same in a few Chinese words.
    pub title: &'static str,
    /// How much it weighs, unless a finding says otherwise.
    pub severity: Severity,
    /// The rule document, form or practice it rests on.
    pub basis: &'static str,
    /// What it compares, why, and how to answer it.
    pub explain: &'static str,
    /// A small report in which it speaks.
    pub bad: &'static str,
    /// The same put right.
    pub good: &'static str,
    /// How it looks.
    checks: &'static [Check],
}

impl Rule {
    /// Its code as it is shown among keys: those of group F would be taken for one.
    #[must_use]
    pub fn label(&self) -> String {
        if self.code.starts_with('F') {
            format!("规则{}", self.code)
        } else {
            self.code.to_owned()
        }
    }

    /// Its group and number, by which the rules are in order: A2 before A10.
    #[must_use]
    pub fn rank(&self) -> (&'static str, u16) {
        let (group, number) = self.code.split_at_checked(1).unwrap_or_default();
        (group, number.parse().unwrap_or_default())
    }
}

/// What a rule looks at.
#[derive(Debug, Clone, Copy)]
enum Check {
    /// The report as a whole, as far as it reads it.
    Report(Reads, fn(&Case<'_>) -> Verdict),
    /// Each self-evaluation table, the department's (P9) and every project's (P10), as far as it
    /// reads it.
    Table(Reads, fn(&Case<'_>, &Table<'_>) -> Verdict),
    /// The same about what was spent of its money, which waits for what of that cannot be read.
    Money(Reads, fn(&Case<'_>, &Table<'_>) -> Verdict),
    /// Each text by itself.
    Text(fn(&passage::Passage<'_>) -> Vec<Finding>),
    /// Each text with the figures it quotes, which may be others after any change.
    Live(fn(&Case<'_>, &passage::Passage<'_>) -> Vec<Finding>),
    /// What was read out of all texts, beside as much of the report as it reads.
    Prose(Reads, fn(&Case<'_>, &prose::Prose) -> Verdict),
    /// What was read out of each text by itself, beside as much of the report as it reads.
    Said(Reads, fn(&Case<'_>, &prose::Said) -> Vec<Finding>),
    /// The amounts of all texts that the tables have as well, beside those.
    Held(fn(&Case<'_>, &[quoted::Held<'_>]) -> Verdict),
    /// All texts beside each other, whatever the figures are.
    Texts(fn(&prose::Prose) -> Vec<Finding>),
}

/// How much of a report a rule reads: it is not asked again when anything else changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Reads {
    /// All that stands in the file.
    Everything,
    /// All but what is told of projects in long texts.
    Figures,
    /// The same without the numbers.
    Words,
    /// The same as [`Self::Figures`] without the money.
    Indicators,
    /// What stands outside the projects but for the money, and how many there are.
    Apart,
}

impl Reads {
    const ALL: [Self; 5] = [
        Self::Everything,
        Self::Figures,
        Self::Words,
        Self::Indicators,
        Self::Apart,
    ];

    /// Whether a change inside `scope` can change what is read.
    fn takes_in(self, scope: &FieldPath) -> bool {
        let kind = kind_at(scope);
        let of_project = match scope.steps() {
            [Step::Key(key), Step::Index(_), field, rest @ ..] if &**key == fields::PROJECTS => {
                Some((field, rest.is_empty()))
            }
            _ => None,
        };
        let is_told = matches!((of_project, kind), (Some((_, true)), Some(Kind::LongText)));
        let is_money = || match (of_project, scope.steps()) {
            (Some((Step::Key(key), _)), _) => &**key == "资金",
            (None, [Step::Key(key), ..]) => {
                &**key == "支出" && matches!(kind, Some(Kind::Number(_)))
            }
            _ => false,
        };
        match self {
            Self::Everything => true,
            Self::Figures => !is_told,
            Self::Words => !is_told && !matches!(kind, Some(Kind::Number(_))),
            Self::Indicators => !is_told && !is_money(),
            Self::Apart => of_project.is_none() && !is_money(),
        }
    }
}

/// What the rules are given.
#[derive(Debug, Clone, Copy)]
pub struct Case<'a> {
    /// The text and its syntax.
    pub document: &'a Document,
    /// What it says.
    pub report: &'a Report,
    /// What follows from it.
    pub figures: &'a Figures,
    /// How it is scored.
    pub scheme: &'a Scheme,
    /// Why it is not scored by the scheme it names.
    pub scheme_trouble: Option<&'a str>,
    /// What does not fit the format.
    pub inspections: &'a Inspections,
    /// The figures a text can quote; none are needed while no text does.
    pub names: &'a Names,
}

/// One self-evaluation table.
#[derive(Debug, Clone)]
pub struct Table<'a> {
    /// Where it stands: 整体绩效, or an entry of 项目.
    pub path: FieldPath,
    /// What it is called in a sentence: 部门整体, or the project's name.
    pub name: &'a str,
    /// The project's place; `None` for the department.
    pub project: Option<usize>,
    /// Its money in the budget; of the department, the whole.
    pub node: Option<&'a Node>,
    /// How it scores.
    pub card: &'a ScoreCard,
    /// What it states of its score.
    pub stated: &'a SelfScore,
    /// Its indicators.
    pub indicators: &'a [Indicator],
    /// What was done, in words.
    pub outcome: &'a str,
    /// Why it was spent otherwise than planned.
    pub note: &'a str,
}

impl Table<'_> {
    /// Whose it is.
    #[must_use]
    pub fn subject(&self) -> Subject {
        self.project.map_or(Subject::Whole, Subject::Project)
    }
}

impl<'a> Case<'a> {
    /// Report, figures and scheme, to be asked about one figure.
    #[must_use]
    pub const fn ledger(&self) -> Ledger<'a> {
        Ledger {
            report: self.report,
            figures: self.figures,
            scheme: self.scheme,
        }
    }

    /// What the report has to hold.
    #[must_use]
    pub const fn required(&self) -> Required<'a> {
        Required {
            document: self.document,
            inspections: self.inspections,
            budget: &self.figures.budget,
        }
    }

    /// Whether anything of what came of the year is filled in: what was spent, an actual value, a score.
    /// Out of last year's report nothing is, and nothing is missing yet.
    fn is_begun(&self) -> bool {
        let report = self.report;
        let tables = report.projects.iter().map(|it| &it.indicators);
        let mut rows = tables.chain([&report.whole.indicators]).flatten();
        let mut nodes = self.figures.budget.nodes().iter();
        rows.any(is_answered) || nodes.any(|node| node.value(Column::Spent).is_some())
    }

    /// That nothing can be decided, where a figure of one of these parts cannot be counted with, so
    /// that their sum is not known: with the first such figure by name.
    fn uncertain(&self, parts: &[FieldPath]) -> Option<Verdict> {
        self.uncertain_by(parts, describe)
    }

    /// The same, with the figure called so.
    fn uncertain_by(
        &self,
        parts: &[FieldPath],
        called: fn(&Document, &FieldPath) -> String,
    ) -> Option<Verdict> {
        let mut mistakes = parts.iter().flat_map(|part| self.inspections.inside(part));
        let mistake = mistakes.find(|it| {
            matches!(it.misfit, Misfit::Unreadable | Misfit::Negative)
                && matches!(kind_at(&it.path), Some(Kind::Number(_)))
        })?;
        let how = match mistake.misfit {
            Misfit::Negative => "小于零",
            _ => "没有读懂",
        };
        let name = called(self.document, &mistake.path);
        Some(Verdict::lacking(format!(
            "无法核对：{name}{how}，改好后再核对"
        )))
    }

    /// The department's table.
    #[must_use]
    pub fn whole(&self) -> Table<'a> {
        let whole = &self.report.whole;
        // What is said of a project's money is said of the department's as well.
        let notes = self
            .report
            .projects
            .iter()
            .map(|project| &project.funds.note);
        let note = std::iter::once(&self.report.spending.general.adjustment).chain(notes);
        let note = note.map(|note| note.trim()).find(|note| !note.is_empty());
        Table {
            path: FieldPath::root().key("整体绩效"),
            name: "部门整体",
            project: None,
            node: self.figures.budget.nodes().first(),
            card: &self.figures.whole,
            stated: &whole.stated,
            indicators: &whole.indicators,
            outcome: &whole.outcome,
            note: note.unwrap_or_default(),
        }
    }

    /// Where what all of it comes to stands, as no amounts are entered for the total: in 一般公共预算, or where other funds
    /// pay too, in the department's table (P9), which does not have the year before.
    fn total_at(&self, column: Column) -> FieldPath {
        use crate::figures::budget::Item;
        let of = |item| self.figures.budget.node(item)?.value(column);
        let is_general = of(Item::General) == of(Item::Total) || column == Column::Prior;
        let whole = self.figures.funds.first().filter(|_| !is_general);
        let path = whole.map_or_else(|| Item::General.path(), |row| row.path());
        path.key(column.key())
    }

    /// The table of the project at a place.
    #[must_use]
    pub fn project(&self, place: usize) -> Option<Table<'a>> {
        use crate::figures::budget::Item;
        let project = self.report.projects.get(place)?;
        Some(Table {
            path: fields::project(place),
            name: Item::Project(place).name(self.report),
            project: Some(place),
            node: self.figures.budget.node(Item::Project(place)),
            card: self.figures.projects.get(place)?,
            stated: &project.stated,
            indicators: &project.indicators,
            outcome: &project.outcome,
            note: &project.funds.note,
        })
    }
}

/// Whether anything of what came of an indicator is filled in.
fn is_answered(indicator: &Indicator) -> bool {
    !indicator.actual.trim().is_empty() || indicator.score.value().is_some()
}

/// What a rule says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// What it found; nothing means that all is well.
    Found(Vec<Finding>),
    /// 资料不足: why it cannot be decided, in a few words, which are the same for thousands of tables.
    Lacking(Cow<'static, str>),
}

impl Verdict {
    fn lacking(why: impl Into<Cow<'static, str>>) -> Self {
        Self::Lacking(why.into())
    }

    /// What was found where two figures could be held against each other: nothing was where these
    /// agree, and where there are none to compare, this is why.
    fn of_compared(each: impl IntoIterator<Item = Option<Finding>>, why: &'static str) -> Self {
        let mut each = each.into_iter().peekable();
        match each.peek() {
            Some(_) => each.flatten().collect(),
            None => Self::lacking(why),
        }
    }

    /// That what was not read may have what is missed.
    fn not_all_read() -> Self {
        Self::lacking("文件没有全部读懂，改好后再核对")
    }
}

/// How many findings a rule has about the report as a whole, or about one table: that there are
/// more is told in the place of the next one.
const MOST_OF_A_RULE: usize = 500;

impl FromIterator<Finding> for Verdict {
    /// No more is looked for than is told.
    fn from_iter<I: IntoIterator<Item = Finding>>(found: I) -> Self {
        let found = found.into_iter().take(MOST_OF_A_RULE + 1);
        Self::Found(found.collect())
    }
}

impl From<Vec<Finding>> for Verdict {
    fn from(found: Vec<Finding>) -> Self {
        Self::Found(found)
    }
}

impl From<Option<Finding>> for Verdict {
    fn from(found: Option<Finding>) -> Self {
        Self::Found(found.into_iter().collect())
    }
}

impl From<Finding> for Verdict {
    fn from(found: Finding) -> Self {
        Self::Found(vec![found])
    }
}

/// One side of a contradiction.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// The field.
    pub path: FieldPath,
    /// The bytes of its text that are meant, where not all of it is and no live figure stands in it.
    pub span: Option<Range<usize>>,
    /// The figure or the words that stand there.
    pub value: Option<String>,
}

impl Place {
    fn new(path: FieldPath) -> Self {
        Self {
            path,
            span: None,
            value: None,
        }
    }

    fn shows(mut self, value: impl Into<String>) -> Self {
        self.value = Some(value.into());
        self
    }
}

/// Something a rule found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// How much it weighs, where that is not the rule's own.
    pub severity: Option<Severity>,
    /// Where to go, the first place first.
    pub places: Vec<Place>,
    /// One sentence with the figures in it.
    pub message: String,
    /// What can be done about it with one key.
    pub fixes: Vec<Fix>,
    /// The personal data it is about.
    pub disclosure: Option<Disclosure>,
}

/// Personal data, about which it must be decided before the report is published (公开处理).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Disclosure {
    /// The words as they stand in the report.
    pub content: String,
    /// 手机号码, 姓名 and the like.
    pub kind: &'static str,
    /// How it looks when it is hidden; empty where only leaving it out hides it.
    pub masked: String,
}

impl Finding {
    fn new(place: Place, message: impl Into<String>) -> Self {
        Self {
            severity: None,
            places: vec![place],
            message: nested(&message.into()),
            fixes: Vec::new(),
            disclosure: None,
        }
    }

    fn and(mut self, place: Place) -> Self {
        self.places.push(place);
        self
    }

    fn weighing(mut self, severity: Severity) -> Self {
        self.severity = Some(severity);
        self
    }

    fn fix(mut self, title: impl Into<String>, edits: Vec<Edit>) -> Self {
        self.fixes.push(Fix {
            title: title.into(),
            edits,
        });
        self
    }

    /// Offers to put a number into a field.
    fn sets(self, path: FieldPath, value: Decimal) -> Self {
        let value = value.normalize();
        let title = format!("改为 {value}");
        self.fix(title, vec![set_number(path, value)])
    }

    /// Offers to put words into a field.
    fn says(self, path: FieldPath, words: &str) -> Self {
        let value = Value::Text(words.to_owned());
        self.fix(format!("改为 {words}"), vec![Edit::Set { path, value }])
    }

    /// Offers to put words in the place of some in the text of its first place, where it is known
    /// which they are.
    fn rewrites(self, range: Option<Range<usize>>, with: &str, title: impl Into<String>) -> Self {
        let Some((range, place)) = range.zip(self.places.first()) else {
            return self;
        };
        let edit = Edit::Rewrite {
            path: place.path.clone(),
            range,
            with: with.to_owned(),
        };
        self.fix(title, vec![edit])
    }
}

/// A sentence whose quotations within quotations are in single marks (GB/T 15834).
fn nested(sentence: &str) -> String {
    let mut depth = 0_usize;
    let marks = sentence.chars().map(|c| match c {
        '“' => {
            depth += 1;
            if depth > 1 { '‘' } else { c }
        }
        '”' => {
            depth = depth.saturating_sub(1);
            if depth > 0 { '’' } else { c }
        }
        c => c,
    });
    marks.collect()
}

/// An edit that mends something (改为…).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fix {
    /// What it does, in a few words.
    pub title: String,
    /// The changes, one undo step.
    pub edits: Vec<Edit>,
}

fn set_number(path: FieldPath, value: Decimal) -> Edit {
    Edit::Set {
        path,
        value: Value::Number(value.to_string()),
    }
}

/// The rules, in the order of their codes.
pub fn rules() -> impl Iterator<Item = &'static Rule> {
    static RULES: LazyLock<Vec<&'static Rule>> = LazyLock::new(|| {
        let rooms = [
            sums::RULES,
            amounts::breakdowns::RULES,
            amounts::lists::RULES,
            amounts::percentages::RULES,
            amounts::directions::RULES,
            amounts::twice::RULES,
            amounts::slips::RULES,
            quoted::RULES,
            amounts::each::RULES,
            amounts::equations::RULES,
            execution::RULES,
            base::RULES,
            indicators::RULES,
            namesakes::RULES,
            structure::RULES,
            variants::RULES,
            remedies::RULES,
            results::RULES,
            days::RULES,
            times::RULES,
            wording::RULES,
            personal::RULES,
        ];
        let mut rules: Vec<&'static Rule> = rooms.into_iter().flatten().collect();
        rules.sort_by_key(|rule| rule.rank());
        rules
    });
    RULES.iter().copied()
}

/// The rule of a code, in either case: a3 is A3.
#[must_use]
pub fn rule(code: &str) -> Option<&'static Rule> {
    rules().find(|rule| rule.code.eq_ignore_ascii_case(code.trim()) || rule.name == code.trim())
}

/// A difference no larger than what rounding makes, in 万元 or percentage points.
const ROUNDING: Decimal = Decimal::from_parts(1, 0, 0, false, 2);

/// What two figures are apart; `None` where they are the same.
fn apart(a: Decimal, b: Decimal) -> Option<Decimal> {
    a.checked_sub(b).filter(|difference| !difference.is_zero())
}

/// An amount that may be put together, beside another one.
#[derive(Debug, Clone, Copy)]
struct Tally {
    amount: Decimal,
    /// Whether nothing of it is blank: it is no more than so much.
    is_whole: bool,
}

impl Tally {
    const fn whole(amount: Decimal) -> Self {
        Self {
            amount,
            is_whole: true,
        }
    }

    /// What is shown for a node.
    fn of(node: &Node, column: Column) -> Option<Self> {
        let amount = node.value(column)?;
        Some(Self {
            amount,
            is_whole: node.is_whole(column),
        })
    }

    /// What the two are apart, `None` in it where they are the same; `None` where what is blank of the
    /// one may make up for what it is less.
    fn apart(self, other: Self) -> Option<Option<Decimal>> {
        let is_open = match self.amount.cmp(&other.amount) {
            Ordering::Less => !self.is_whole,
            Ordering::Equal => false,
            Ordering::Greater => !other.is_whole,
        };
        (!is_open).then(|| apart(self.amount, other.amount))
    }

    /// Whether it is more than another one, whatever is blank.
    fn exceeds(self, other: Self) -> bool {
        self.amount > other.amount && other.is_whole
    }
}

/// A hint where two figures differ by no more than rounding, else as grave as the rule is.
fn weighed(finding: Finding, difference: Decimal) -> Finding {
    if difference.abs() <= ROUNDING {
        finding.weighing(Severity::Hint)
    } else {
        finding
    }
}
