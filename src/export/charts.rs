//! The charts of a report: what the money went to, what was planned beside what was spent, this
//! year beside the last, what each group of indicators earned. Values only; how they are drawn is
//! the writers' affair.

use rust_decimal::Decimal;

use super::tree::{Bar, Block, Chart};
use crate::figures::budget::{Column, Fund, Item, Node};
use crate::figures::figure::Figure;
use crate::figures::score::Subject;
use crate::report::Indicator;
use crate::report::number::percent;
use crate::rules::Case;

/// What the sum of parts may differ by for each of them.
const ROUNDING: Decimal = Decimal::from_parts(1, 0, 0, false, 2);

/// What the budget is shown by: kinds of basic spending, projects, other funds with what they pay.
/// What its parts do not tell all of is shown itself.
fn items(case: &Case<'_>) -> Vec<Item> {
    let budget = &case.figures.budget;
    let spent = |item: Item| budget.node(item)?.value(Column::Spent);
    let told = |whole: Item, parts: Vec<Item>| {
        let sum: Decimal = parts.iter().filter_map(|&part| spent(part)).sum();
        let count = Decimal::from(parts.len());
        let is_told = spent(whole).is_none_or(|all| all - sum <= ROUNDING * count);
        if is_told { parts } else { vec![whole] }
    };
    let kinds = case.report.spending.general.basic.kinds.len();
    let basic = told(Item::Basic, (0..kinds).map(Item::BasicKind).collect());
    let (general, others): (Vec<usize>, Vec<usize>) =
        (0..case.report.projects.len()).partition(|&i| budget.paid_otherwise(i).is_none());
    let general = told(
        Item::Projects,
        general.into_iter().map(Item::Project).collect(),
    );
    let is_of_fund = |i: &usize| matches!(budget.paid_otherwise(*i), Some(Item::Fund(_)));
    let others = others.into_iter().filter(|i| !is_of_fund(i));
    let funds = Fund::ALL.into_iter().map(Item::Fund);
    basic
        .into_iter()
        .chain(general)
        .chain(others.map(Item::Project))
        .chain(funds)
        .collect()
}

/// 支出构成: what each part spent, and its share of all of them.
pub(super) fn shares(case: &Case<'_>) -> Option<Block> {
    let spent = |item: &Item| case.figures.budget.node(*item)?.value(Column::Spent);
    let items: Vec<(Item, Decimal)> = items(case)
        .into_iter()
        .filter_map(|item| Some((item, spent(&item)?)))
        .filter(|(_, value)| *value > Decimal::ZERO)
        .collect();
    let all: Decimal = items.iter().map(|(_, value)| *value).sum();
    let bars = items.into_iter().map(|(item, value)| Bar {
        name: item.name(case.report).to_owned(),
        values: vec![Some(value)],
        note: value.checked_div(all).map(percent).unwrap_or_default(),
    });
    let note = case
        .ledger()
        .note(Figure::Amount(Item::Total, Column::Spent));
    let title = format!("支出构成（万元，占比）{note}");
    chart(&title, &["全年执行数"], bars.collect())
}

/// 计划与执行: what was planned beside what was spent.
pub(super) fn planned(case: &Case<'_>) -> Option<Block> {
    beside(
        case,
        "计划与执行（万元）",
        "年初预算数，没有的为绩效目标计划安排",
        Node::planned,
    )
}

/// 与上年比较: last year's spending beside this year's.
pub(super) fn years(case: &Case<'_>) -> Option<Block> {
    beside(
        case,
        "与上年比较（万元）",
        "上年执行数",
        |node| node.value(Column::Prior),
    )
}

fn beside(
    case: &Case<'_>,
    title: &str,
    other: &str,
    value: impl Fn(&Node) -> Option<Decimal>,
) -> Option<Block> {
    let wholes = [Item::Basic, Item::Projects].into_iter();
    let parts = items(case).into_iter();
    let parts = parts.filter(|item| !matches!(item, Item::Basic | Item::Projects));
    let bars = wholes.chain(parts).filter_map(|item| {
        let node = case.figures.budget.node(item)?;
        let values = vec![node.value(Column::Spent), Some(value(node)?)];
        Some(Bar {
            name: item.name(case.report).to_owned(),
            values,
            note: String::new(),
        })
    });
    chart(title, &["全年执行数", other], bars.collect())
}

/// 得分: what each group of indicators earned of its points.
pub(super) fn scores(case: &Case<'_>, of: Subject, indicators: &[Indicator]) -> Option<Block> {
    let card = case.ledger().card(of)?;
    let mut bars: Vec<Bar> = Vec::new();
    let points = case.scheme.execution(of).points;
    if let (Some(score), false) = (card.execution, points.is_zero()) {
        bars.push(Bar {
            name: "预算执行率".to_owned(),
            values: vec![Some(score), Some(points)],
            note: String::new(),
        });
    }
    let groups = card.earned(indicators, |indicator| &indicator.level1);
    bars.extend(groups.into_iter().map(|group| Bar {
        name: group.name.to_owned(),
        values: vec![group.score, group.points],
        note: String::new(),
    }));
    bars.retain(|bar| bar.values.iter().all(Option::is_some));
    let title = format!("各类指标得分{}", case.ledger().note(Figure::Total(of)));
    chart(&title, &["得分", "分值"], bars)
}

/// A chart, where there is anything to compare.
fn chart(title: &str, series: &[&str], bars: Vec<Bar>) -> Option<Block> {
    (bars.len() > 1).then(|| {
        Block::Chart(Chart {
            title: title.to_owned(),
            series: series.iter().map(|name| (*name).to_owned()).collect(),
            bars,
        })
    })
}
