//! D of a table: what the points of its indicators come to, and its total and grade.

use rust_decimal::Decimal;

use crate::document::{Edit, FieldPath, Value};
use crate::figures::budget::Item;
use crate::figures::scheme::{BuiltIn, SCHEMES, Scheme};
use crate::figures::score::ScoreCard;
use crate::report::number::shown;
use crate::rules::{Case, Finding, Place, Severity, Table, Verdict, apart, weighed};

pub(super) fn points(case: &Case<'_>, table: &Table<'_>) -> Verdict {
    let (Some(points), Some(all)) = (table.card.points, table.card.full) else {
        return Verdict::lacking("没有分值");
    };
    if all == Decimal::ONE_HUNDRED {
        return Vec::new().into();
    }
    let execution = case.scheme.execution(table.subject()).points;
    // What is still to come can make up for what is missing, not for what is too much.
    let blank = table.card.bare;
    if blank > 0 && all < Decimal::ONE_HUNDRED {
        return waiting_for_points(blank);
    }
    let lacking = lacking_level(case.scheme, table.card);
    let right = match lacking {
        Some(level) => format!("还没有{level}，请接着填写，或调整分值"),
        None => "请调整".to_owned(),
    };
    let message = format!(
        "{}分值合计{}分（预算执行率{}分、指标{}分），应为100分，{right}。",
        table.name,
        shown(all),
        shown(execution),
        shown(points)
    );
    let place = Place::new(table.path.key("指标")).shows(shown(points));
    let finding = Finding::new(place, message);
    match lacking {
        Some(_) => finding.weighing(Severity::Warning).into(),
        None => finding.into(),
    }
}

/// The 一级指标 of a scheme that a table has none of yet while it has points left: it is being filled in, and
/// what it has of the others may not be all either.
fn lacking_level(scheme: &Scheme, card: &ScoreCard) -> Option<&'static str> {
    let has = |level| card.levels.iter().any(|(it, _)| it == level);
    let is_open = !card.has_others && card.full.is_some_and(|all| all < Decimal::ONE_HUNDRED);
    let mut levels = scheme.level_points(true).map(|(level, _)| level);
    levels.find(|level| is_open && !has(*level))
}

fn waiting_for_points(blank: usize) -> Verdict {
    Verdict::lacking(format!("还有 {blank} 项指标没有填分值"))
}

/// What a table has otherwise than a scheme: a first level with the points it has and should have.
type Amiss = (&'static str, Decimal, Decimal);

pub(super) fn levels(case: &Case<'_>) -> Verdict {
    if case.scheme.indicators.levels.iter().next().is_none() {
        return Verdict::lacking("评分方案没有规定一级指标的分值");
    }
    // A sheet of its own has other levels.
    let whole = Some(case.whole()).filter(|_| case.scheme.framework.is_empty());
    let projects = (0..case.report.projects.len()).filter_map(|i| case.project(i));
    let tables = whole.into_iter().chain(projects);
    let tables: Vec<Table<'_>> = tables.filter(|it| it.card.points.is_some()).collect();
    if tables.is_empty() {
        return Verdict::lacking("没有分值");
    }
    let amiss = tables
        .iter()
        .map(|it| (it, levels_amiss(case.scheme, it.card)));
    let amiss: Vec<(&Table<'_>, Vec<Amiss>)> = amiss.filter(|(_, it)| !it.is_empty()).collect();
    let blank = tables.iter().map(|table| table.card.bare).max();
    if let (true, Some(blank @ 1..)) = (amiss.is_empty(), blank) {
        return waiting_for_points(blank);
    }
    if let Some(other) = another_scheme(&tables, &amiss) {
        return other.into();
    }
    let found = amiss.into_iter().flat_map(|(table, amiss)| {
        amiss.into_iter().map(|(level, is, should)| {
            let message = format!(
                "{}{level}分值合计{}分，应为{}分，请调整。",
                table.name,
                shown(is),
                shown(should)
            );
            let place = Place::new(table.path.key("指标"));
            Finding::new(place.shows(format!("{level}{}", shown(is))), message)
        })
    });
    found.collect()
}

/// That the points of all tables are those of another scheme, where one is amiss that has all of its
/// points: a report is scored by one scheme.
fn another_scheme(tables: &[Table<'_>], amiss: &[(&Table<'_>, Vec<Amiss>)]) -> Option<Finding> {
    let (table, parts) = amiss.iter().find(|(table, _)| table.card.bare == 0)?;
    let fits_all = |it: &&BuiltIn| tables.iter().all(|table| fits(it.scheme(), table.card));
    let other = SCHEMES.iter().find(fits_all)?;
    let parts = parts.iter();
    let parts =
        parts.map(|(level, is, should)| format!("{level}{}分应为{}分", shown(*is), shown(*should)));
    let parts = parts.collect::<Vec<_>>().join("、");
    let whose = match tables.len() {
        1 => "各一级指标的分值".to_owned(),
        n => format!("{n}张自评表的分值都"),
    };
    let (code, name) = (other.code, &other.scheme().name);
    let message = format!(
        "{}{parts}；{whose}与评分方案 {code}（{name}）相符，请把评分方案改为 {code}，或调整分值。",
        table.name
    );
    let path = FieldPath::of(&["评分方案"]);
    let finding = Finding::new(Place::new(table.path.key("指标")).shows(parts), message);
    let finding = finding.and(Place::new(path.clone()));
    let value = Value::Text(code.to_owned());
    Some(finding.fix(
        format!("评分方案改为 {code}"),
        vec![Edit::Set { path, value }],
    ))
}

/// Whether the points of a table are those of a scheme: of all 一级指标 there are.
fn fits(scheme: &Scheme, card: &ScoreCard) -> bool {
    let levels = &scheme.indicators.levels;
    let is_known = |level| levels.iter().any(|(known, _)| known == level);
    !card.has_others
        && levels.iter().next().is_some()
        && card.levels.iter().all(|(level, _)| is_known(level))
        && levels_amiss(scheme, card).is_empty()
}

/// The 一级指标 of a table whose points are not those of a scheme. What is blank may make up for what is
/// less.
fn levels_amiss(scheme: &Scheme, card: &ScoreCard) -> Vec<Amiss> {
    let levels = &card.levels;
    let of = |level: &str| {
        levels
            .iter()
            .find_map(|(it, points)| (it == level).then_some(points))
    };
    let should = scheme.level_points(levels.satisfaction.is_some());
    let is_open = card.bare > 0 || lacking_level(scheme, card).is_some();
    let amiss = should.filter_map(|(level, should)| {
        let is = of(level).unwrap_or_default();
        let is_right = is == should || (is_open && is < should);
        (!is_right).then_some((level, is, should))
    });
    amiss.collect()
}

pub(super) fn total(case: &Case<'_>, table: &Table<'_>) -> Verdict {
    let Some(stated) = table.stated.total.value() else {
        return Verdict::lacking("没有填列总分");
    };
    let Some(total) = table.card.total else {
        let own = table.node.map_or(Item::Total, |node| node.item);
        return Verdict::lacking(table.card.missing(case.report, own).unwrap_or_default());
    };
    // What is more than the rate allows is told of as that (B12).
    let sum = table.card.sum.unwrap_or(total);
    let Some(difference) = apart(stated, sum).filter(|_| stated != total) else {
        return Vec::new().into();
    };
    let path = table.path.key("自评").key("总分");
    let most = match table.card.ceiling.filter(|_| total < sum) {
        Some(most) => format!("，执行率偏低，不超过{}分", shown(most)),
        None => String::new(),
    };
    let message = format!(
        "{}总分填列{}分，各项得分合计{}分{most}，请更正。",
        table.name,
        shown(stated),
        shown(sum)
    );
    let finding = Finding::new(Place::new(path.clone()).shows(shown(stated)), message)
        .and(Place::new(table.path.key("指标")).shows(shown(sum)))
        .sets(path, total);
    weighed(finding, difference).into()
}

pub(super) fn second_levels(case: &Case<'_>, table: &Table<'_>) -> Verdict {
    let required = &case.scheme.indicators.required;
    if required.is_empty() {
        return Verdict::lacking("评分方案没有规定二级指标");
    }
    // Without points the table is not set up yet.
    if table.card.points.is_none() {
        return Verdict::lacking("没有分值");
    }
    let has = |level: &str| {
        let mut rows = table.indicators.iter();
        rows.any(|indicator| indicator.level2.trim() == level)
    };
    let cost_of_its_own = table
        .indicators
        .iter()
        .any(|indicator| indicator.level1.trim() == "成本指标");
    let missing: Vec<&str> = required
        .iter()
        .map(String::as_str)
        .filter(|level| !(has(level) || *level == "成本指标" && cost_of_its_own))
        .collect();
    if missing.is_empty() {
        return Vec::new().into();
    }
    let message = format!(
        "{}缺少{}，请补充，不涉及的请注明。",
        table.name,
        missing.join("、")
    );
    Finding::new(
        Place::new(table.path.key("指标")).shows(missing.join("、")),
        message,
    )
    .into()
}

pub(super) fn grade(case: &Case<'_>, table: &Table<'_>) -> Verdict {
    let stated = table.stated.grade.trim();
    if stated.is_empty() {
        return Verdict::lacking("没有填列等级");
    }
    let outcome = table.card.outcome(table.stated, case.scheme);
    let Some(total) = outcome.total else {
        return Verdict::lacking("没有总分");
    };
    if let (None, Some(doubt)) = (table.stated.total.value(), &table.card.doubt) {
        return Verdict::lacking(doubt.clone());
    }
    let Some(right) = outcome.due.filter(|&right| right != stated) else {
        return Vec::new().into();
    };
    let path = table.path.key("自评").key("等级");
    let message = format!(
        "{}总分{}分对应“{right}”，填列“{stated}”，请更正。",
        table.name,
        shown(total)
    );
    Finding::new(Place::new(path.clone()).shows(stated), message)
        .and(Place::new(table.path.key("自评").key("总分")).shows(shown(total)))
        .says(path, right)
        .into()
}

pub(super) fn no_score(case: &Case<'_>) -> Verdict {
    let card = &case.figures.whole;
    let stated = &case.report.whole.stated;
    if card.outcome(stated, case.scheme).total.is_some() {
        return Vec::new().into();
    }
    // Where nothing is said of how it went, nothing is missing yet.
    let whole = &case.report.whole;
    let is_blank = whole.indicators.is_empty() && whole.outcome.trim().is_empty();
    if is_blank || !case.is_begun() {
        return Verdict::lacking("整体绩效还没有填写");
    }
    let path = FieldPath::root().key("整体绩效").key("自评").key("总分");
    let message = "报告未反映整体支出自评得分和等级，请填列，或补齐全年预算数和指标由程序算出。";
    Finding::new(Place::new(path), message).into()
}
