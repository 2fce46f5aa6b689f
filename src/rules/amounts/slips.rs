//! A in the text: a number in which two digits stand the wrong way round, as one types it: 3482 for 3842.
//!
//! Any other difference may have its reason, and is told only where the text calls a figure by its name.
//! That one number is another but for two neighbouring digits is hardly ever chance, so that it is enough
//! here that the sentence speaks of the same thing.

use std::ops::Range;

use rust_decimal::Decimal;

use crate::document::{FieldPath, Node as Held, Step};
use crate::figures::budget::{Column, Item, Node};
use crate::figures::rates;
use crate::figures::score::{Subject, measured};
use crate::report::Indicator;
use crate::report::number::WAN;
use crate::rules::passage::quantity::Unit;
use crate::rules::passage::{Passage, Role, contains_any, speaks_of_another};
use crate::rules::prose::{Prose, Reading};
use crate::rules::{Case, Check, Finding, Place, Reads, Rule, Severity, Verdict, quoted};

pub(in crate::rules) static RULES: &[Rule] = &[Rule {
    code: "A21",
    name: "digits-transposed",
    title: "数字的次序疑似颠倒",
    severity: Severity::Warning,
    basis: "报告正文、附表、决算应一致",
    explain: "正文的数与表中的数只是相邻两位的次序不同，如3482与3842、5937.11与5973.11，说的又是同一件事，多半是录入时颠倒了。与同一张自评表的指标、预算的合计和各类、本项目的金额、三公经费，以及由它们算出的增减、结余核对。正文的数在表中另有出处的不提示。",
    bad: "项目: [{名称: 甲, 完成情况: 全年出诊3482次。, 指标: [{三级指标: 急救出诊次数, 度量单位: 次, 完成值: 3842}]}]",
    good: "项目: [{名称: 甲, 完成情况: 全年出诊3842次。, 指标: [{三级指标: 急救出诊次数, 度量单位: 次, 完成值: 3842}]}]",
    checks: &[Check::Prose(Reads::Figures, transposed)],
}];

/// The fewest digits, without zeros at the end, of which two can hardly be the wrong way round by chance.
const FEWEST: usize = 3;

/// A number of a text that is long enough to have been typed with two digits the wrong way round.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::rules) struct Typed {
    /// As it stands there: in 万元 where it is money of as much, else in its own unit.
    value: Decimal,
    /// What it counts: 万元, % or a measure word.
    unit: String,
    place: Place,
    /// The bytes of its digits, and of its sentence.
    digits: Range<usize>,
    sentence: Range<usize>,
}

/// The numbers of a passage that may be so, of the year of the report.
pub(in crate::rules) fn typed(passage: &Passage<'_>) -> Vec<Typed> {
    if passage.role == Role::Name && passage.path.last_key() != Some("说明") {
        return Vec::new();
    }
    let quantities = passage.quantities.iter().enumerate();
    let found = quantities.filter_map(|(i, quantity)| {
        let unit = match quantity.unit {
            Unit::Money => "万元",
            Unit::Percent => "%",
            Unit::Count(unit) => unit,
            Unit::Points | Unit::Date | Unit::None => return None,
        };
        let one = match quantity.unit {
            Unit::Money => WAN,
            _ => Decimal::ONE,
        };
        let value = quantity.value.checked_div(one)?;
        let is_meant = quantity.is_exact()
            && quantity.scale == one
            && quantity.value > Decimal::ZERO
            && significant(value) >= FEWEST
            && (passage.period(i).is_none() || is_compared(passage.phrase(i)))
            && !passage.is_to_come(quantity.span.start);
        let digits = is_meant.then(|| passage.digits_of(quantity)).flatten()?;
        Some(Typed {
            value,
            unit: unit.to_owned(),
            place: passage.place(quantity),
            digits,
            sentence: passage.sentence_at(quantity.span.start),
        })
    });
    found.collect()
}

/// Whether words say by how much something grew, so that another year in them is not whose number it is.
fn is_compared(phrase: &str) -> bool {
    contains_any(phrase, &quoted::AGAINST)
}

/// How many digits a number has, without zeros at its end.
fn significant(value: Decimal) -> usize {
    let digits = value.normalize().mantissa().unsigned_abs().to_string();
    digits.trim_end_matches('0').len()
}

/// Whether one number becomes the other when two neighbouring digits change places.
fn is_transposed(one: Decimal, other: Decimal) -> bool {
    let scale = one.normalize().scale().max(other.normalize().scale());
    let digits = |value: Decimal| {
        let mut value = value.normalize();
        value.rescale(scale);
        value.mantissa().unsigned_abs().to_string()
    };
    let (one, other) = (digits(one), digits(other));
    let mut differ = one.bytes().zip(other.bytes()).enumerate();
    let mut differ = differ.by_ref().filter(|(_, (a, b))| a != b);
    let pair = (differ.next(), differ.next(), differ.next());
    match pair {
        (Some((at, (a, b))), Some((next, (c, d))), None) => {
            one.len() == other.len() && next == at + 1 && (a, b) == (d, c)
        }
        _ => false,
    }
}

/// A figure of the tables that a number may have been meant to be.
struct Figure<'a> {
    value: Decimal,
    /// What it is called in a sentence, and where it stands or is worked out from.
    name: String,
    path: FieldPath,
    told: Spoken<'a>,
}

/// Which sentences speak of a figure.
#[derive(Clone)]
enum Spoken<'a> {
    /// Those of its own text.
    Here,
    /// All.
    Anywhere,
    /// Those that have one of these words, or stand in a chapter that is called so.
    By(Vec<&'a str>),
}

fn transposed(case: &Case<'_>, prose: &Prose) -> Verdict {
    let mut found = Vec::new();
    let wholes = wholes(case);
    for reading in prose.readings().filter(|it| !it.typed.is_empty()) {
        let own = of_table(case, reading);
        for typed in &reading.typed {
            let money = (typed.unit == "万元").then_some(&wholes);
            let money = money.into_iter().flatten().map(|it| ("万元", it));
            let own = own.iter().map(|(unit, it)| (*unit, it));
            let mut all = own.chain(money).filter(|(unit, _)| *unit == typed.unit);
            let meant = all.find(|(_, figure)| {
                is_transposed(typed.value, figure.value) && is_spoken_of(case, reading, typed, figure)
            });
            if let Some((_, figure)) = meant
                && !is_of_tables(case, typed)
            {
                found.push(finding(typed, figure));
            }
        }
    }
    if !found.is_empty() {
        // What is told by its name is not told again.
        let told = said_by_name(case, prose);
        let spans = |it: &Finding| {
            let place = it.places.first();
            place.map(|place| (place.path.clone(), place.span.clone()))
        };
        let told: Vec<_> = told.iter().filter_map(spans).collect();
        found.retain(|it| spans(it).is_none_or(|place| !told.contains(&place)));
    }
    found.into()
}

fn said_by_name(case: &Case<'_>, prose: &Prose) -> Vec<Finding> {
    let checks = [
        quoted::beside_tables,
        quoted::growth_beside_tables,
        quoted::beside_indicators,
        super::told::beside_the_whole,
        super::told::expenses_beside_the_table,
    ];
    let said = checks.map(|check| match check(case, prose) {
        Verdict::Found(found) => found,
        Verdict::Lacking(_) => Vec::new(),
    });
    said.into_iter().flatten().collect()
}

fn finding(typed: &Typed, figure: &Figure<'_>) -> Finding {
    let unit = &typed.unit;
    let right = figure.value.normalize().to_string();
    let written = typed.place.value.as_deref().unwrap_or_default();
    let message = format!(
        "正文的{written}与{}{right}{unit}只是相邻两位数字的次序不同，请核对是否写颠倒了。",
        figure.name
    );
    let place = Place::new(figure.path.clone()).shows(&right);
    let finding = Finding::new(typed.place.clone(), message).and(place);
    finding.rewrites(
        Some(typed.digits.clone()),
        &right,
        format!("正文改为 {right}"),
    )
}

/// What can be held against a text of its own table: the indicators by their units, and of a project its
/// money.
fn of_table<'a>(case: &Case<'a>, reading: &Reading) -> Vec<(&'a str, Figure<'a>)> {
    let owner = match reading.path.steps() {
        [Step::Key(key), Step::Index(project), ..] if &**key == "项目" => Some(*project),
        _ => None,
    };
    let list = match owner {
        Some(project) => FieldPath::root().key("项目").index(project).key("指标"),
        None => FieldPath::of(&["整体绩效", "指标"]),
    };
    let subject = Subject::of_indicator(&list.index(0)).map(|(subject, _)| subject);
    let indicators = subject.map_or(&[][..], |subject| case.ledger().indicators(subject));
    let mut all: Vec<(&str, Figure<'_>)> = Vec::new();
    for (i, indicator) in indicators.iter().enumerate() {
        let values = [("完成值", &indicator.actual), ("指标值", &indicator.target)];
        let of_indicator = values.into_iter().filter_map(|(key, text)| {
            let figure = Figure {
                value: measured(text)?,
                name: format!("指标“{}”的{key}", indicator.name.trim()),
                path: list.index(i).key(key),
                told: Spoken::By(pairs(indicator)),
            };
            Some((quoted::counted_in(indicator), figure))
        });
        all.extend(of_indicator);
    }
    let node = owner.and_then(|it| case.figures.budget.node(Item::Project(it)));
    let money = node.into_iter().flat_map(|node| of_node(case, node, &Spoken::Here));
    all.extend(money.map(|figure| ("万元", figure)));
    all
}

/// The words of two characters in the name of an indicator, but for those in the names of many.
fn pairs(indicator: &Indicator) -> Vec<&str> {
    const OF_MANY: [&str; 32] = [
        "人数", "次数", "数量", "个数", "户数", "天数", "人次", "场次", "批次", "项目", "工作", "完成",
        "全年", "年度", "资金", "经费", "支出", "成本", "预算", "控制", "服务", "群众", "对象", "建设",
        "管理", "街道", "社区", "单位", "及时", "情况", "发放", "开展",
    ];
    let name = indicator.name.trim();
    let starts: Vec<usize> = name.char_indices().map(|(at, _)| at).collect();
    let ends = starts.iter().skip(2).copied().chain([name.len()]);
    let pairs = starts.iter().zip(ends);
    let pairs = pairs.filter_map(|(from, to)| name.get(*from..to));
    let is_own = |pair: &&str| pair.chars().count() == 2 && !OF_MANY.contains(pair);
    pairs.filter(is_own).collect()
}

/// The money of the whole, of its parts but for the projects, and of 三公经费.
fn wholes<'a>(case: &Case<'a>) -> Vec<Figure<'a>> {
    let nodes = case.figures.budget.nodes().iter();
    let mut all: Vec<Figure<'_>> = Vec::new();
    for node in nodes {
        let name = node.item.name(case.report);
        let about = match node.item {
            Item::Total | Item::General => Spoken::Anywhere,
            Item::Basic | Item::Projects | Item::BasicKind(_) | Item::ProjectKind(_)
                if !name.is_empty() =>
            {
                Spoken::By(vec![name])
            }
            Item::Fund(_) => Spoken::By(vec![name.trim_end_matches("预算")]),
            _ => continue,
        };
        all.extend(of_node(case, node, &about));
    }
    let thrift = rates::thrift(case.report);
    let lacks = thrift.lacks.contains(&true);
    let path = FieldPath::of(&["基础数据", "三公经费", "合计", "本年决算数"]);
    let apart = |one: Option<Decimal>, other: Option<Decimal>| Some(one?.checked_sub(other?)?.abs());
    let values = [
        ("三公经费上年决算数", thrift.prior),
        ("三公经费本年预算数", thrift.budget),
        ("三公经费本年决算数", thrift.spent),
        ("三公经费比上年的增减", apart(thrift.spent, thrift.prior)),
        ("三公经费与预算的差额", apart(thrift.spent, thrift.budget)),
    ];
    let figures = values.into_iter().filter_map(|(name, value)| {
        Some(Figure {
            value: value.filter(|_| !lacks)?,
            name: name.to_owned(),
            path: path.clone(),
            told: Spoken::By(vec!["三公"]),
        })
    });
    all.extend(figures);
    all
}

/// The amounts of a node, and what follows from two of them.
fn of_node<'a>(case: &Case<'_>, node: &Node, told: &Spoken<'a>) -> Vec<Figure<'a>> {
    let name = node.item.name(case.report);
    let path = |column: Column| node.item.path().key(column.key());
    let columns = Column::ALL.into_iter();
    let amounts = columns.map(|column| (node.value(column), column.key(), path(column)));
    let of = |column: Column| node.value(column);
    let left = || of(Column::Adjusted)?.checked_sub(of(Column::Spent)?);
    let worked_out = [
        (
            node.change().map(|it| it.abs()),
            "比上年的增减",
            path(Column::Prior),
        ),
        (left(), "全年预算数与执行数之差", path(Column::Spent)),
    ];
    let all = amounts.chain(worked_out).filter_map(|(value, what, path)| {
        Some(Figure {
            value: value?,
            name: format!("{name}{what}"),
            path,
            told: told.clone(),
        })
    });
    all.collect()
}

/// Whether the sentence of a number speaks of what a figure is of, and does not tell the figure itself.
fn is_spoken_of(case: &Case<'_>, reading: &Reading, typed: &Typed, figure: &Figure<'_>) -> bool {
    /// What is told of all there is needs more digits than what is called by its name.
    const OF_ALL: usize = 4;
    let text = case.document.node(&reading.path).and_then(Held::text);
    let sentence = text.and_then(|text| text.get(typed.sentence.clone()));
    let steps = reading.path.steps().iter();
    let mut keys = steps.filter_map(|step| match step {
        Step::Key(key) => Some(&**key),
        Step::Index(_) => None,
    });
    let is_about = match &figure.told {
        Spoken::Here => true,
        Spoken::Anywhere => {
            let from = typed.sentence.start;
            let head = text.and_then(|text| text.get(from..typed.digits.start));
            let is_elsewhere =
                |head: &str| speaks_of_another(head) || contains_any(head, &["收入", "税", "投资"]);
            significant(typed.value) >= OF_ALL && !head.is_some_and(is_elsewhere)
        }
        Spoken::By(words) => {
            sentence.is_some_and(|it| contains_any(it, words))
                || keys.any(|key| contains_any(key, words))
        }
    };
    let mut beside = reading.typed.iter().filter(|it| it.sentence == typed.sentence);
    is_about && !beside.any(|it| it.unit == typed.unit && it.value == figure.value)
}

/// Whether a number is one of the tables' as it stands.
fn is_of_tables(case: &Case<'_>, typed: &Typed) -> bool {
    let indicators = case.report.projects.iter().map(|it| &it.indicators);
    let mut indicators = indicators.chain([&case.report.whole.indicators]).flatten();
    let is_it = |text: &str| measured(text) == Some(typed.value);
    if indicators.any(|it| is_it(&it.actual) || is_it(&it.target)) {
        return true;
    }
    let nodes = case.figures.budget.nodes().iter();
    let mut money = nodes.flat_map(|node| of_node(case, node, &Spoken::Here));
    typed.unit == "万元" && money.any(|it| it.value == typed.value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_neighbouring_digits_the_wrong_way_round() {
        let is = |one: &str, other: &str| {
            is_transposed(one.parse().unwrap(), other.parse().unwrap())
        };
        assert!(is("3482", "3842"));
        assert!(is("5887.01", "5887.1"));
        assert!(is("15.1", "11.5"));
        assert!(!is("3842", "3842"));
        assert!(!is("3842", "2843"));
        assert!(!is("3842", "38420"));
        assert!(!is("3942", "3842"));
    }
}
