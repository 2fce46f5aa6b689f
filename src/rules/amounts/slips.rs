//! A in the text: a number in which two digits stand the wrong way round, as one types it: 3482 for 3842.
//!
//! Any other difference may have its reason, and is told only where the text calls a figure by its name.
//! That one number is another but for two neighbouring digits is hardly ever chance, so that it is enough
//! here that the sentence speaks of the same thing.

use std::ops::Range;

use rust_decimal::Decimal;

use super::{counts, growths};
use crate::document::{FieldPath, Step};
use crate::figures::budget::{Column, Item, Node};
use crate::figures::rates;
use crate::figures::score::{Subject, measured};
use crate::report::Indicator;
use crate::report::fields::project_of;
use crate::report::number::{self, WAN, shown};
use crate::report::numeral::half_width;
use crate::rules::passage::quantity::Unit;
use crate::rules::passage::{LEAST_NAME, Passage, Role, clause_before, contains_any, others};
use crate::rules::prose::{Facts, Prose, Said};
use crate::rules::{Case, Check, Finding, Place, Reads, Rule, Severity, Verdict, quoted};

pub(in crate::rules) static RULES: &[Rule] = &[Rule {
    code: "A21",
    name: "digits-transposed",
    title: "数字的次序疑似颠倒",
    severity: Severity::Warning,
    basis: "报告正文、附表、决算应一致",
    explain: "正文的数与表中的数只是相邻两位的次序不同，如3482与3842、5937.11与5973.11，说的又是同一件事，多半是录入时颠倒了。与同一张自评表的指标、预算的合计和各类、本项目的金额、三公经费，以及由它们算出的增减、结余核对；整体的正文写了项目指标全名的，也与该指标核对。正文的数在表中另有出处的不提示。",
    bad: "项目: [{名称: 甲, 完成情况: 全年出诊3482次。, 指标: [{三级指标: 急救出诊次数, 度量单位: 次, 完成值: 3842}]}]",
    good: "项目: [{名称: 甲, 完成情况: 全年出诊3842次。, 指标: [{三级指标: 急救出诊次数, 度量单位: 次, 完成值: 3842}]}]",
    checks: &[
        Check::Said(Reads::Indicators, of_counts),
        Check::Prose(Reads::Indicators, of_projects),
        Check::Prose(Reads::Figures, of_money),
    ],
}];

/// The fewest digits, without zeros at the end, of which two can hardly be the wrong way round by chance.
const FEWEST: usize = 3;

/// What follows from two figures of the tables.
const GROWTH: &str = "比上年的增减";
const LEFT: &str = "全年预算数与执行数之差";
const LEFT_OF_PLAN: &str = "与预算的差额";
const ADDED: &str = "全年预算数与年初预算数之差";
const FAR: [&str; 4] = [GROWTH, LEFT, LEFT_OF_PLAN, ADDED];

/// The unit of amounts, as all tables have them.
const MONEY: &str = "万元";
const YUAN: &str = "元";

/// A number of a text that is long enough to have been typed with two digits the wrong way round.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::rules) struct Typed {
    /// As it stands there, in its own unit.
    value: Decimal,
    /// What it counts: 万元, 元, % or a measure word.
    unit: String,
    /// What its digits come to, each by itself.
    sum: u32,
    place: Place,
    /// The bytes of its digits.
    digits: Range<usize>,
    /// Its sentence, and where that begins.
    sentence: String,
    from: usize,
}

/// The numbers of a passage that may be so, of the year of the report.
pub(in crate::rules) fn typed(passage: &Passage<'_>) -> Vec<Typed> {
    if passage.role == Role::Name && passage.path.last_key() != Some("说明") {
        return Vec::new();
    }
    let quantities = passage.quantities.iter().enumerate();
    let found = quantities.filter_map(|(i, quantity)| {
        let (unit, one) = match quantity.unit {
            // Few amounts in 元 are told with more behind the point, and whole ones may be of anything.
            Unit::Money if quantity.scale == Decimal::ONE && !quantity.value.fract().is_zero() => {
                (YUAN, Decimal::ONE)
            }
            Unit::Money => (MONEY, WAN),
            Unit::Percent => ("%", Decimal::ONE),
            Unit::Count(unit) => (unit, Decimal::ONE),
            Unit::Points | Unit::Score | Unit::Date | Unit::None => return None,
        };
        let value = quantity.value.checked_div(one)?;
        let is_meant = quantity.is_exact()
            && quantity.scale == one
            && quantity.value > Decimal::ZERO
            && significant(value) >= FEWEST
            && (passage.period(i).is_none() || is_compared(passage.phrase(i)))
            && !passage.is_to_come(quantity.span.start);
        let digits = is_meant.then(|| passage.digits_of(quantity)).flatten()?;
        let sentence = passage.sentence_at(quantity.span.start);
        Some(Typed {
            value,
            unit: unit.to_owned(),
            sum: digits_of(quantity.digits),
            place: passage.place(quantity),
            digits,
            from: sentence.start,
            sentence: passage.between(sentence.start, sentence.end).to_owned(),
        })
    });
    found.collect()
}

/// Whether words say by how much something grew, so that another year in them is not whose number it is.
fn is_compared(phrase: &str) -> bool {
    contains_any(phrase, &growths::AGAINST)
}

/// How many digits a number has, without zeros at its end.
pub(in crate::rules) fn significant(value: Decimal) -> usize {
    let digits = value.normalize().mantissa().unsigned_abs().to_string();
    digits.trim_end_matches('0').len()
}

/// Whether a number is hardly by chance another but for two neighbouring digits.
pub(in crate::rules) fn is_slip_of(typed: Decimal, right: Decimal) -> bool {
    significant(typed) >= FEWEST && is_transposed(typed, right)
}

/// Whether one number becomes the other when two neighbouring digits change places.
fn is_transposed(one: Decimal, other: Decimal) -> bool {
    let scale = one.scale().max(other.scale());
    let whole = |value: Decimal| {
        let power = 10_u128.checked_pow(scale.checked_sub(value.scale())?)?;
        value.mantissa().unsigned_abs().checked_mul(power)
    };
    let (Some(one), Some(other)) = (whole(one), whole(other)) else {
        return false;
    };
    // They are then as far apart as nine times two digits are, which hardly any other pair is.
    let apart = one.abs_diff(other);
    if apart == 0 || apart % 9 != 0 {
        return false;
    }
    let (one, other) = (one.to_string(), other.to_string());
    let pairs = one.bytes().zip(other.bytes()).enumerate();
    let mut differ = pairs.filter(|(_, (a, b))| a != b);
    match (differ.next(), differ.next(), differ.next()) {
        (Some((at, (a, b))), Some((next, (c, d))), None) => {
            one.len() == other.len() && next == at + 1 && (a, b) == (d, c)
        }
        _ => false,
    }
}

/// A figure of the tables that a number may have been meant to be.
#[derive(Clone, Copy)]
struct Figure<'a> {
    value: Decimal,
    /// What its digits come to.
    sum: u32,
    source: Source<'a>,
}

impl<'a> Figure<'a> {
    fn new(value: Decimal, source: Source<'a>) -> Self {
        Self {
            value,
            sum: sum_of_digits(value.mantissa().unsigned_abs()),
            source,
        }
    }
}

/// Where a figure stands, or what it is worked out from.
#[derive(Clone, Copy)]
enum Source<'a> {
    /// A cell of an indicator, the which of its table.
    Indicator(usize, &'a Indicator, &'static str),
    /// What this is of a node, and the column of it that leads there.
    Node(&'a Node, &'static str, Column),
    /// What this is of 三公经费.
    Thrift(&'static str),
}

/// What is counted, which no money is held against.
fn of_counts(case: &Case<'_>, said: &Said) -> Vec<Finding> {
    let found = counts_in(case, &said.facts);
    match found.is_empty() {
        true => found,
        false => untold(case, &Prose::of_one(said), found),
    }
}

/// What texts on the whole tell that only an indicator of a project has: the sentence has all of its name but
/// for what is counted, and there is one such figure.
fn of_projects(case: &Case<'_>, prose: &Prose) -> Verdict {
    let of_whole = prose
        .with_typed()
        .filter(|it| project_of(&it.path).is_none());
    let told = of_whole.flat_map(|facts| facts.typed.iter().map(move |typed| (typed, facts)));
    let mut told: Vec<(&Typed, &Facts)> = told.filter(|(typed, _)| is_counted(typed)).collect();
    if told.is_empty() {
        return Vec::new().into();
    }
    told.sort_by_key(|(typed, _)| typed.sum);
    let mut meant: Vec<(&Typed, &Facts, Figure<'_>, usize)> = Vec::new();
    for (project, of) in case.report.projects.iter().enumerate() {
        for (at, indicator) in of.indicators.iter().enumerate() {
            for (key, text) in cells(indicator) {
                let sum = digits_of(text);
                let from = told.partition_point(|(typed, _)| typed.sum < sum);
                let alike = told.iter().skip(from);
                for (typed, facts) in alike.take_while(|(typed, _)| typed.sum == sum) {
                    let is_named = || {
                        let name = counts::counted_words(indicator.name.trim(), &typed.unit);
                        name.chars().count() >= LEAST_NAME && typed.sentence.contains(name)
                    };
                    if counts::counted_in(indicator) != typed.unit || !is_named() {
                        continue;
                    }
                    let source = Source::Indicator(at, indicator, key);
                    let figure = measured(text).map(|value| Figure::new(value, source));
                    let figure = figure.filter(|it| is_meant(case, facts, typed, it));
                    meant.extend(figure.map(|it| (*typed, *facts, it, project)));
                }
            }
        }
    }
    let mut found = Vec::new();
    for (i, (typed, facts, figure, project)) in meant.iter().enumerate() {
        let is_same = |(it, ..): &&(&Typed, &Facts, Figure<'_>, usize)| std::ptr::eq(*it, *typed);
        let is_first = !meant.iter().take(i).any(|it| is_same(&it));
        let mut others = meant.iter().filter(is_same);
        let is_one = others.all(|(_, _, it, _)| it.value == figure.value);
        // Its own table comes first.
        let is_told = || {
            let own = counts_in(case, facts);
            own.iter().any(|it| it.places.first() == Some(&typed.place))
        };
        if is_first && is_one && !is_of_tables(case, typed) && !is_told() {
            let list = Subject::Project(*project).path().key("指标");
            found.push(finding(case, typed, figure, &list));
        }
    }
    untold(case, prose, found).into()
}

/// Money and rates, beside the money of the tables as well as the indicators.
fn of_money(case: &Case<'_>, prose: &Prose) -> Verdict {
    let mut found = Vec::new();
    // The texts of one table stand one behind the other.
    let mut own: Option<Own<'_>> = None;
    for facts in prose.with_typed() {
        if !facts.typed.iter().any(is_of_money) {
            continue;
        }
        let project = project_of(&facts.path);
        let own = match &mut own {
            Some(own) if own.project == project => own,
            own => own.insert(Own::with_money(case, project)),
        };
        found.extend(slips_in(case, facts, is_of_money, own));
    }
    untold(case, prose, found).into()
}

/// Amounts in 元 with the digits that their table has in 万元.
pub(in crate::rules) fn of_another_size(case: &Case<'_>, prose: &Prose) -> Verdict {
    /// Fewer digits two amounts may have in common by chance.
    const LEAST: usize = 4;
    let mut found = Vec::new();
    for facts in prose.with_typed() {
        // Beside the same amount in 万元 the text tells it by itself.
        let is_twice = |it: &Typed| {
            let mut others = facts.typed.iter();
            others.any(|other| other.unit == MONEY && other.value == it.value)
        };
        let typed = facts.typed.iter();
        let typed = typed.filter(|it| it.unit == YUAN && significant(it.value) >= LEAST);
        for typed in typed.filter(|it| !is_twice(it) && !is_of_tables(case, it)) {
            let own = Own::with_money(case, project_of(&facts.path));
            let figures = own.money.iter().filter(|it| it.value == typed.value);
            // What was spent is told more often than its budget.
            let is_spent =
                |it: &&Figure<'_>| matches!(it.source, Source::Node(_, _, Column::Spent));
            let Some(figure) = figures.max_by_key(is_spent) else {
                continue;
            };
            let (name, path) = called(case, figure, &own.list);
            let (written, right) = (shown(typed.value), number::told(typed.value));
            let message =
                format!("正文的{right}元与{name}{written}万元数字相同，请核对是否漏写了“万”字。");
            let finding = Finding::new(typed.place.clone(), message);
            let finding = finding.and(Place::new(path).shows(written));
            let digits = Some(typed.digits.clone());
            found.push(finding.rewrites(
                digits,
                &format!("{right}万"),
                format!("正文改为 {right}万元"),
            ));
        }
    }
    untold(case, prose, found).into()
}

/// What is counted in a text, beside the indicators of its own table.
fn counts_in(case: &Case<'_>, facts: &Facts) -> Vec<Finding> {
    if !facts.typed.iter().any(is_counted) {
        return Vec::new();
    }
    let own = Own::of(case, project_of(&facts.path), |unit| !is_money(unit));
    slips_in(case, facts, is_counted, &own)
}

/// Whether a number may be an amount, or a rate of two.
fn is_of_money(typed: &Typed) -> bool {
    is_money(&typed.unit)
}

fn is_money(unit: &str) -> bool {
    matches!(unit, MONEY | YUAN | "%")
}

/// Whether a number is one of things.
fn is_counted(typed: &Typed) -> bool {
    !is_of_money(typed)
}

/// The numbers of a text that may have been meant to be a figure of its table.
fn slips_in(
    case: &Case<'_>,
    facts: &Facts,
    is_meant_here: fn(&Typed) -> bool,
    own: &Own<'_>,
) -> Vec<Finding> {
    let typed = facts.typed.iter().filter(|it| is_meant_here(it));
    let found = typed.filter_map(|typed| {
        let figure = own.figure_like(case, facts, typed)?;
        (!is_of_tables(case, typed)).then(|| finding(case, typed, &figure, &own.list))
    });
    found.collect()
}

/// Whether a number may have been meant to be a figure: most are told apart by what their digits come
/// to, which costs next to nothing.
fn is_meant(case: &Case<'_>, facts: &Facts, typed: &Typed, figure: &Figure<'_>) -> bool {
    typed.sum == figure.sum
        && is_transposed(typed.value, figure.value)
        && is_spoken_of(case, facts, typed, figure)
}

/// Those that are not told by their name anyway.
fn untold(case: &Case<'_>, prose: &Prose, mut found: Vec<Finding>) -> Vec<Finding> {
    if !found.is_empty() {
        let told = said_by_name(case, prose);
        let spans = |it: &Finding| {
            let place = it.places.first();
            place.map(|place| (place.path.clone(), place.span.clone()))
        };
        let told: Vec<_> = told.iter().filter_map(spans).collect();
        found.retain(|it| spans(it).is_none_or(|place| !told.contains(&place)));
    }
    found
}

fn said_by_name(case: &Case<'_>, prose: &Prose) -> Vec<Finding> {
    let checks = [
        growths::beside_tables,
        super::shares::beside_tables,
        super::told::beside_the_whole,
        super::told::expenses_beside_the_table,
        super::told::columns_beside_the_table,
        super::together::beside_the_tables,
    ];
    let held = quoted::beside_tables(case, &quoted::held(case, prose));
    let said = checks.map(|check| check(case, prose)).into_iter();
    let said = said.chain([held]).map(|said| match said {
        Verdict::Found(found) => found,
        Verdict::Lacking(_) => Vec::new(),
    });
    let counted = prose
        .said()
        .flat_map(|it| counts::beside_indicators(case, it));
    said.flatten().chain(counted).collect()
}

/// That a number may have been meant to be a figure; of an indicator, of this `list` of them.
fn finding(case: &Case<'_>, typed: &Typed, figure: &Figure<'_>, list: &FieldPath) -> Finding {
    let unit = &typed.unit;
    let right = figure.value.normalize().to_string();
    let written = typed.place.value.as_deref().unwrap_or_default();
    let (name, path) = called(case, figure, list);
    let message = format!(
        "正文的{written}与{name}{right}{unit}只是相邻两位数字的次序不同，请核对是否写颠倒了。"
    );
    let finding = Finding::new(typed.place.clone(), message).and(Place::new(path).shows(&right));
    let digits = Some(typed.digits.clone());
    finding.rewrites(digits, &right, format!("正文改为 {right}"))
}

/// What a figure is called, and where it stands; of an indicator, of this `list` of them.
fn called(case: &Case<'_>, figure: &Figure<'_>, list: &FieldPath) -> (String, FieldPath) {
    match figure.source {
        Source::Indicator(at, indicator, key) => (
            format!("指标“{}”的{key}", indicator.name.trim()),
            list.index(at).key(key),
        ),
        Source::Node(node, what, column) => (
            format!("{}{what}", node.item.name(case.report)),
            node.item.path().key(column.key()),
        ),
        Source::Thrift(what) => (
            format!("三公经费{what}"),
            FieldPath::of(&["基础数据", "三公经费", "合计", "本年决算数"]),
        ),
    }
}

/// The figures of the table that a text belongs to: that of its project, else the department's.
struct Own<'a> {
    project: Option<usize>,
    /// Where its indicators stand.
    list: FieldPath,
    cells: Vec<Cell<'a>>,
    /// The project's money, or that of the whole.
    money: Vec<Figure<'a>>,
}

/// A value of an indicator that is yet to be read as a number, which costs more than to add up its digits.
struct Cell<'a> {
    sum: u32,
    text: &'a str,
    /// Which of the table it is, and its key.
    at: usize,
    indicator: &'a Indicator,
    key: &'static str,
}

impl<'a> Own<'a> {
    /// Its indicators alone, of those the ones that are counted in what is asked for.
    fn of(case: &Case<'a>, project: Option<usize>, is_asked: impl Fn(&str) -> bool) -> Self {
        let project_of_report = project.filter(|it| *it < case.report.projects.len());
        let subject = project_of_report.map_or(Subject::Whole, Subject::Project);
        let asked = case.ledger().indicators(subject).iter().enumerate();
        let asked = asked.filter(|(_, it)| is_asked(counts::counted_in(it)));
        let cells = asked.flat_map(|(at, indicator)| {
            cells(indicator).map(|(key, text)| Cell {
                sum: digits_of(text),
                text,
                at,
                indicator,
                key,
            })
        });
        Self {
            project,
            list: subject.path().key("指标"),
            cells: cells.collect(),
            money: Vec::new(),
        }
    }

    /// What is counted in money or %, with the project's money, against which alone its texts are held, or
    /// that of the whole.
    fn with_money(case: &Case<'a>, project: Option<usize>) -> Self {
        let node = project.and_then(|it| case.figures.budget.node(Item::Project(it)));
        Self {
            money: match node {
                Some(node) => of_node(node).collect(),
                None => wholes(case),
            },
            ..Self::of(case, project, is_money)
        }
    }

    /// The value of an indicator in the same unit, or else the amount, that a number may have been meant to
    /// be.
    fn figure_like(&self, case: &Case<'_>, facts: &Facts, typed: &Typed) -> Option<Figure<'a>> {
        let alike = self.cells.iter().filter(|it| it.sum == typed.sum);
        let alike = alike.filter(|it| counts::counted_in(it.indicator) == typed.unit);
        let mut measured = alike.filter_map(|it| {
            let source = Source::Indicator(it.at, it.indicator, it.key);
            Some(Figure::new(measured(it.text)?, source))
        });
        let is_it = |it: &Figure<'_>| is_meant(case, facts, typed, it);
        measured.find(is_it).or_else(|| {
            let mut money = self.money.iter().filter(|_| typed.unit == MONEY);
            money.find(|it| is_it(it)).copied()
        })
    }
}

/// The values of an indicator with their keys.
fn cells(indicator: &Indicator) -> [(&'static str, &str); 2] {
    [("完成值", &indicator.actual), ("指标值", &indicator.target)]
}

/// What the digits of a whole number come to, each by itself.
fn sum_of_digits(whole: u128) -> u32 {
    // Hardly any is as long, and to divide one costs many times as much.
    let Ok(mut rest) = u64::try_from(whole) else {
        return digits_of(&whole.to_string());
    };
    let mut sum = 0;
    while rest > 0 {
        sum += u32::try_from(rest % 10).unwrap_or_default();
        rest /= 10;
    }
    sum
}

/// What the digits of a number come to, each by itself; zeros at its end are nothing.
fn digits_of(text: &str) -> u32 {
    if text.is_ascii() {
        let digits = text.bytes().filter(u8::is_ascii_digit);
        return digits.map(|digit| u32::from(digit - b'0')).sum();
    }
    let digits = text.chars().map(half_width);
    digits.filter_map(|c| c.to_digit(10)).sum()
}

/// The money of the whole, of its parts but for the projects, and of 三公经费.
fn wholes<'a>(case: &Case<'a>) -> Vec<Figure<'a>> {
    let nodes = case.figures.budget.nodes().iter();
    let nodes = nodes.filter(|node| {
        matches!(
            node.item,
            Item::Total
                | Item::General
                | Item::Basic
                | Item::Projects
                | Item::BasicKind(_)
                | Item::ProjectKind(_)
                | Item::Fund(_)
        )
    });
    let thrift = rates::thrift(case.report);
    let is_whole = !thrift.lacks.contains(&true);
    let apart =
        |one: Option<Decimal>, other: Option<Decimal>| Some(one?.checked_sub(other?)?.abs());
    let values = [
        ("上年决算数", thrift.prior),
        ("本年预算数", thrift.budget),
        ("本年决算数", thrift.spent),
        (GROWTH, apart(thrift.spent, thrift.prior)),
        (LEFT_OF_PLAN, apart(thrift.spent, thrift.budget)),
    ];
    let values = values.into_iter().filter(|_| is_whole);
    let of_thrift =
        values.filter_map(|(what, value)| Some(Figure::new(value?, Source::Thrift(what))));
    nodes.flat_map(of_node).chain(of_thrift).collect()
}

/// The amounts of a node, and what follows from two of them.
fn amounts(node: &Node) -> impl Iterator<Item = (Decimal, &'static str, Column)> {
    let columns = Column::ALL.into_iter();
    let entered = columns.map(|column| (node.value(column), column.key(), column));
    let left = || {
        let budget = node.value(Column::Adjusted)?;
        budget.checked_sub(node.value(Column::Spent)?)
    };
    let change = node.change().map(|it| it.abs());
    let added = || {
        let budget = node.value(Column::Adjusted)?;
        Some(budget.checked_sub(node.value(Column::Approved)?)?.abs())
    };
    let worked_out = [
        (added(), ADDED, Column::Adjusted),
        (change, GROWTH, Column::Prior),
        (left(), LEFT, Column::Spent),
    ];
    entered
        .chain(worked_out)
        .filter_map(|(value, what, column)| Some((value?, what, column)))
}

fn of_node(node: &Node) -> impl Iterator<Item = Figure<'_>> {
    amounts(node).map(|(value, what, column)| Figure::new(value, Source::Node(node, what, column)))
}

/// Whether the sentence of a number speaks of what a figure is of, and does not tell the figure itself.
fn is_spoken_of(case: &Case<'_>, facts: &Facts, typed: &Typed, figure: &Figure<'_>) -> bool {
    /// What is told of all there is needs more digits than what is called by its name.
    const OF_ALL: usize = 4;
    const ELSEWHERE: [&str; 3] = ["收入", "税", "投资"];
    const APART: [&str; 15] = [
        "结余", "结转", "剩余", "节约", "增", "减", "升", "降", "多", "少", "差", "超", "未", "追",
        "调",
    ];
    let sentence = &*typed.sentence;
    let is_named = |name: &str| {
        let has_name = |step: &Step| matches!(step, Step::Key(key) if key.contains(name));
        !name.is_empty() && (sentence.contains(name) || facts.path.steps().iter().any(has_name))
    };
    let head = typed.digits.start.checked_sub(typed.from);
    let head = head.and_then(|end| sentence.get(..end)).unwrap_or_default();
    // What follows from two figures is told by what it is: 结余, 比上年增加.
    let worked_out = match figure.source {
        Source::Node(_, what, _) | Source::Thrift(what) => FAR.contains(&what),
        Source::Indicator(..) => false,
    };
    if worked_out && !contains_any(clause_before(head), &APART) {
        return false;
    }
    let is_about = match figure.source {
        Source::Indicator(_, indicator, _) => contains_any(sentence, &pairs(indicator)),
        Source::Thrift(_) => is_named("三公"),
        Source::Node(node, ..) => match node.item {
            // Those of projects are held against their own texts alone.
            Item::Project(_) => true,
            Item::Total | Item::General => {
                significant(typed.value) >= OF_ALL
                    && !others::NOBODY.speak_of_another(head)
                    && !contains_any(head, &ELSEWHERE)
            }
            item => is_named(item.name(case.report).trim_end_matches("预算")),
        },
    };
    let mut beside = facts.typed.iter().filter(|it| it.from == typed.from);
    is_about && !beside.any(|it| it.unit == typed.unit && it.value == figure.value)
}

/// The words of two characters in the name of an indicator, but for those in the names of many.
fn pairs(indicator: &Indicator) -> Vec<&str> {
    const OF_MANY: [&str; 32] = [
        "人数", "次数", "数量", "个数", "户数", "天数", "人次", "场次", "批次", "项目", "工作",
        "完成", "全年", "年度", "资金", "经费", "支出", "成本", "预算", "控制", "服务", "群众",
        "对象", "建设", "管理", "街道", "社区", "单位", "及时", "情况", "发放", "开展",
    ];
    let name = indicator.name.trim();
    let starts: Vec<usize> = name.char_indices().map(|(at, _)| at).collect();
    let ends = starts.iter().skip(2).copied().chain([name.len()]);
    let pairs = starts.iter().zip(ends);
    let pairs = pairs.filter_map(|(from, to)| name.get(*from..to));
    let is_own = |pair: &&str| pair.chars().count() == 2 && !OF_MANY.contains(pair);
    pairs.filter(is_own).collect()
}

/// Whether a number is one of the tables' as it stands.
fn is_of_tables(case: &Case<'_>, typed: &Typed) -> bool {
    let indicators = case.report.projects.iter().map(|it| &it.indicators);
    let indicators = indicators.chain([&case.report.whole.indicators]).flatten();
    // Many an indicator has its project's amount in 万元.
    let mut indicators =
        indicators.filter(|it| typed.unit != YUAN || counts::counted_in(it) == YUAN);
    // To read a number costs more than to add up its digits.
    let is_it = |text: &str| digits_of(text) == typed.sum && measured(text) == Some(typed.value);
    let mut money = case.figures.budget.nodes().iter().flat_map(amounts);
    indicators.any(|it| is_it(&it.actual) || is_it(&it.target))
        || typed.unit == MONEY && money.any(|(value, ..)| value == typed.value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_neighbouring_digits_the_wrong_way_round() {
        let is =
            |one: &str, other: &str| is_transposed(one.parse().unwrap(), other.parse().unwrap());
        assert!(is("3482", "3842"));
        assert!(is("5887.01", "5887.1"));
        assert!(is("15.1", "11.5"));
        assert!(!is("3842", "3842"));
        assert!(!is("3842", "2843"));
        assert!(!is("3842", "38420"));
        assert!(!is("3942", "3842"));
    }
}
