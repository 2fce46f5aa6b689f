//! 三公经费 and what they are made of in the other two columns of the base data table: what was spent the year before,
//! and what this year's budget has, with how much of that was spent.

use std::ops::Range;

use rust_decimal::Decimal;

use super::known::row_of;
use super::name;
use super::names::{About, MARKED, called, stem};
use crate::document::FieldPath;
use crate::report::number::{self, in_ten_thousands, rounded, shown};
use crate::rules::amounts::changes;
use crate::rules::amounts::percentages::{budget_done, is_rounding};
use crate::rules::passage::quantity::{Quantity, Unit};
use crate::rules::passage::{
    Passage, Role, bare, behind_heads, clause_before, contains_any, is_boundary, parts_clauses,
    words,
};
use crate::rules::prose::Prose;
use crate::rules::times::calendar_year;
use crate::rules::{Case, Finding, Place, Verdict, apart, quoted, weighed};

/// Which figure of an expense is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Of {
    /// 上年决算数, in 万元.
    Prior,
    /// 本年预算数, in 万元.
    Budget,
    /// 本年决算数 ÷ 本年预算数, in %.
    Done,
}

/// A figure of an expense beside what was spent of it this year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::rules) struct InColumn {
    about: About,
    /// What the text calls the expense.
    name: String,
    of: Of,
    value: Decimal,
    slack: Decimal,
    place: Place,
    /// The bytes of its digits, where they are in 万元 or %.
    digits: Option<Range<usize>>,
}

/// An expense, and what the text calls it.
type Expense = (About, String);

/// What may stand between the year before and what was spent then.
const SPENT: [&str; 10] = [
    "",
    "支出",
    "支出数",
    "决算",
    "决算数",
    "支出决算",
    "支出决算数",
    "实际支出",
    "执行数",
    "经费",
];

/// What a passage tells so.
pub(in crate::rules) fn in_columns(passage: &Passage<'_>) -> Vec<InColumn> {
    let is_note = || passage.path.last_key() == Some("说明");
    let is_read = match passage.role {
        Role::Outcome | Role::Other | Role::Outlook => true,
        Role::Name => is_note(),
        Role::Goal => false,
    };
    let is_told = passage.holds_any(words!["三公", "公务", "出国", "公车"]);
    if !is_read || !is_told || passage.project.is_some() || passage.is_of_a_problem() {
        return Vec::new();
    }
    let quantities = passage.quantities.iter().enumerate();
    let found = quantities.filter_map(|(i, quantity)| {
        let is_meant = quantity.is_exact() && !passage.is_to_come(quantity.span.start);
        let ((about, name), of) = match quantity.unit {
            Unit::Money if is_meant => {
                let prior = last_years(passage, quantity).map(|it| (it, Of::Prior));
                prior.or_else(|| Some((budgeted(passage, i)?, Of::Budget)))?
            }
            Unit::Percent if is_meant => (done(passage, i)?, Of::Done),
            _ => return None,
        };
        let in_unit = |value: Decimal| match of {
            Of::Done => Some(value),
            Of::Prior | Of::Budget => in_ten_thousands(value),
        };
        let digits = passage.digits_of(quantity);
        Some(InColumn {
            about,
            name,
            of,
            value: in_unit(quantity.value)?,
            slack: in_unit(quantity.slack)?,
            place: passage.place(quantity),
            digits: digits.filter(|_| of == Of::Done || quantity.scale == number::WAN),
        })
    });
    found.collect()
}

/// Words with the marks in the names of expenses taken out.
pub(in crate::rules::amounts) fn unmarked(words: &str) -> String {
    let words = words.to_owned();
    MARKED
        .iter()
        .fold(words, |words, (mark, plain)| words.replace(mark, plain))
}

/// The expense that words end in the name of, with nothing but heads before it: 2023年三公经费支出.
fn expense(words: &str) -> Option<Expense> {
    let words = words.trim_end_matches(['为', '是', '数']);
    let mut names = behind_heads(words).filter_map(|at| words.get(at..));
    names.find_map(|name| {
        let about = called(stem(name)).filter(|it| it.is_of_thrift())?;
        Some((about, name.to_owned()))
    })
}

/// The expense of an amount that stands right before these words.
fn expense_before(passage: &Passage<'_>, end: usize) -> Option<Expense> {
    let at = passage
        .quantities
        .iter()
        .position(|it| it.span.end == end)?;
    let amount = passage.quantities.get(at)?;
    // 三公经费支出4.3万元，上年支出4.4万元
    let is_of_year =
        amount.unit == Unit::Money && passage.period(at).is_none() && !passage.is_of_budget(at);
    is_of_year.then(|| expense(&name(passage, at)))?
}

/// The expense that an amount is of the year before of: 上年公务接待费1.2万元, 公务接待费1.5万元，较上年的1.2万元, 公务接待费上年
/// 决算数1.2万元.
fn last_years(passage: &Passage<'_>, amount: &Quantity<'_>) -> Option<Expense> {
    const AGAINST: [&str; 7] = ["相比", "低于", "高于", "较", "比", "由", "从"];
    let (sentence, start) = (
        passage.sentence_at(amount.span.start).start,
        amount.span.start,
    );
    let head = passage.between(sentence, start);
    let words = ["上年", "去年"].iter().filter_map(|it| {
        let at = head.rfind(it)?;
        Some(sentence + at..sentence + at + it.len())
    });
    let years = passage.quantities.iter().filter(|it| {
        let is_within = sentence <= it.span.start && it.span.end <= start;
        is_within
            && passage
                .year
                .is_some_and(|own| calendar_year(passage, it) == own.checked_sub(1))
    });
    let years = years.map(|it| it.span.clone());
    let mark = words.chain(years).max_by_key(|it| it.start)?;
    let behind = passage.between(mark.end, start);
    let behind = unmarked(behind.trim_start_matches(['度', '末', '底', '的']));
    let behind = behind.trim_end_matches(['为', '是']);
    let before = passage.between(sentence, mark.start);
    if !SPENT.contains(&behind) {
        // 上年公务接待费1.2万元: nothing before it says whose it is.
        let is_first = before.is_empty() || before.ends_with(is_boundary);
        let is_name = !behind.contains(is_boundary) && is_first;
        return is_name.then(|| expense(behind))?;
    }
    let led = AGAINST.iter().find_map(|it| before.strip_suffix(it));
    let led = led.unwrap_or(before);
    match led.strip_suffix(['，', ',', '（', '(']) {
        Some(rest) => expense_before(passage, sentence + rest.len()),
        None => match expense_before(passage, sentence + led.len()) {
            Some(expense) => Some(expense),
            None => expense(clause_before(&unmarked(led))),
        },
    }
}

/// The expense that an amount is this year's budget of: 公务接待费预算2万元.
fn budgeted(passage: &Passage<'_>, index: usize) -> Option<Expense> {
    const BUDGET: [&str; 5] = ["年初预算", "本年预算", "全年预算", "预算安排", "预算"];
    let amount = passage.quantities.get(index)?;
    let head = unmarked(passage.clause_before(amount.span.start));
    let words = head.rsplit(parts_clauses).next()?;
    let words = bare(words).trim_end_matches(['为', '是', '数']);
    let of = BUDGET.iter().find_map(|it| words.strip_suffix(it))?;
    // 公务接待费上年决算1.2万元，本年预算2万元
    let own = passage.phrase(index).trim_end_matches(['为', '是', '数']);
    if own == "本年预算" && passage.is_right_behind(index) {
        let before = index.checked_sub(1)?;
        let prior = last_years(passage, passage.quantities.get(before)?);
        return prior.or_else(|| expense(&name(passage, before)));
    }
    // Which of two budgets the table has nobody says.
    let sentence = passage.sentence_at(amount.span.start);
    let sentence = passage.between(sentence.start, sentence.end);
    if sentence.contains("年初预算") && contains_any(sentence, &["全年预算", "调整"]) {
        return None;
    }
    let is_told = called(words).or_else(|| called(stem(words))).is_some();
    let is_meant =
        !is_told && passage.period(index).is_none() && !changes::is_change(passage, index);
    is_meant.then(|| expense(of))?
}

/// The expense that a percentage says how much of its budget was spent on: 公务接待费1.5万元，完成预算的75%.
fn done(passage: &Passage<'_>, index: usize) -> Option<Expense> {
    let rate = passage.quantities.get(index)?;
    let before = passage.quantities.get(index.checked_sub(1)?)?;
    budget_done(passage.gap(before, rate))?;
    // With the budget beside them the two are worked out by themselves.
    let head = passage.between(
        passage.sentence_at(rate.span.start).start,
        before.span.start,
    );
    let is_alone = !head.contains("预算");
    is_alone.then(|| expense_before(passage, before.span.end))?
}

/// The cell of an expense in the base data table.
fn cell_of(key: &str, column: &str) -> FieldPath {
    FieldPath::of(&["基础数据", "三公经费", key, column])
}

impl InColumn {
    fn beside(&self, case: &Case<'_>) -> Option<Finding> {
        let (key, row) = row_of(self.about, case.report)?;
        let (name, written) = (&self.name, self.place.value.as_deref().unwrap_or_default());
        let (column, word, known) = match self.of {
            Of::Prior => ("上年决算数", "上年", row.prior?),
            Of::Budget => ("本年预算数", "预算", row.budget?),
            Of::Done => return self.beside_budget(key, row.spent?, row.budget?),
        };
        let by = apart(self.value, known)?;
        if by.abs() <= quoted::room(self.slack, known) {
            return None;
        }
        let message = format!(
            "“{name}”正文{word}为{written}，基础数据表{column}为{}万元，前后不一致，请核实。",
            shown(known)
        );
        let right = number::told(known);
        let finding = Finding::new(self.place.clone(), message);
        let finding = finding.and(Place::new(cell_of(key, column)).shows(shown(known)));
        let finding = finding.rewrites(self.digits.clone(), &right, format!("正文改为 {right}"));
        Some(weighed(finding, by))
    }

    /// What is wrong with it as how much of the budget was spent.
    fn beside_budget(&self, key: &str, spent: Decimal, budget: Decimal) -> Option<Finding> {
        let done = spent
            .checked_div(budget)?
            .checked_mul(Decimal::ONE_HUNDRED)?;
        if is_rounding(self.value.checked_sub(done)?, self.slack, Decimal::ZERO) {
            return None;
        }
        let right = number::told(rounded(done));
        let (name, written) = (&self.name, self.place.value.as_deref().unwrap_or_default());
        let message = format!(
            "“{name}”正文写完成预算的{written}，按基础数据表本年决算数{}万元、本年预算数{}万元应为{right}%，请核实。",
            shown(spent),
            shown(budget)
        );
        let finding = Finding::new(self.place.clone(), message)
            .and(Place::new(cell_of(key, "本年决算数")).shows(shown(spent)))
            .and(Place::new(cell_of(key, "本年预算数")).shows(shown(budget)));
        Some(finding.rewrites(self.digits.clone(), &right, format!("正文改为 {right}")))
    }
}

/// What the texts tell of the two other columns that these do not have.
pub(in crate::rules) fn columns_beside_the_table(case: &Case<'_>, prose: &Prose) -> Verdict {
    let told = prose.in_columns();
    told.filter_map(|it| it.beside(case)).collect()
}
