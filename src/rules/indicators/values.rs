//! D of one indicator: how its target, its unit and what was done are written, and what they can be.

use rust_decimal::Decimal;

use super::Row;
use super::scores::least_grade;
use crate::document::{Edit, FieldPath, Value};
use crate::figures::budget::{Column, Item, Node};
use crate::figures::score::{Sign, Target, is_in_one_unit, measured};
use crate::report::Indicator;
use crate::report::fields::UNIT;
use crate::report::number::{self, Measure, Number, shown};
use crate::report::numeral::is_digit;
use crate::rules::amounts::told::{expense_beside_budget, in_own_table, rate_of_base_table};
use crate::rules::passage::quantity::{Unit, is_unit};
use crate::rules::passage::{Passage, ends_with_any, untailed};
use crate::rules::prose::MOST_OF_A_TEXT;
use crate::rules::quoted::Named;
use crate::rules::{Case, Finding, Place, Severity, Table, Verdict, set_number};

/// An indicator that is called what the table's own money or the base data table tells, and says otherwise.
pub(super) fn beside_the_money(case: &Case<'_>, row: &Row<'_>) -> Option<Finding> {
    let told = &*row.indicator.actual;
    let actual = measured(told)?;
    let of_table = of_its_money(case, row).map(|it| ("这张表的", it));
    let of_base = || of_base_table(case, row).map(|it| ("基础数据表", it));
    let (of, (what, sign, known)) = of_table.or_else(of_base)?;
    let slack = Decimal::new(1, actual.scale());
    let is_told = |(_, known): &Known| (*known - actual).abs() < slack;
    // What is told to whoever reads it is the first that is known.
    let (path, own) = known.first()?;
    if known.iter().any(is_told) {
        return None;
    }
    let own = format!("{}{sign}", shown(number::rounded(*own)));
    let message = format!("{}完成值{told}与{of}{what}{own}不一致，请核实。", row.who());
    let finding = Finding::new(row.place("完成值", told), message);
    Some(finding.and(Place::new(path.clone()).shows(own)))
}

/// A figure of the tables with its cell.
type Known = (FieldPath, Decimal);

/// What an indicator is called after, its unit, and the figures that may be told by it.
type Called = (&'static str, &'static str, Vec<Known>);

/// What the money of its own table has for an indicator of this name.
fn of_its_money(case: &Case<'_>, row: &Row<'_>) -> Option<Called> {
    const RATES: [&str; 6] = [
        "预算执行率",
        "资金执行率",
        "预算资金执行率",
        "预算支出执行率",
        "支出执行率",
        "项目资金执行率",
    ];
    const COSTS: [&str; 3] = ["项目总成本", "总成本", "项目成本"];
    /// The same where 控制数 comes behind.
    const SPENT: [&str; 3] = ["项目经费", "项目支出", "项目资金"];
    let (budget, node) = (&case.figures.budget, row.table.node?);
    let name = row.name;
    let path = row.table.path.key("资金").key("年度资金总额");
    let path = path.key(Column::Spent.key());
    let known = |values: Vec<Decimal>| values.into_iter().map(|it| (path.clone(), it)).collect();
    // Of all funds or of the general budget, of all or of projects only.
    let of_whole = |items: &'static [Item]| {
        let items = items.iter().filter(|_| row.table.project.is_none());
        let nodes = items.filter_map(|&item| budget.node(item));
        std::iter::once(node).chain(nodes)
    };
    if RATES.contains(&name) && !row.is_process {
        let rates = of_whole(&[Item::General]).filter_map(|node| budget.rate(node).ok());
        let rates = rates.filter_map(|rate| rate.checked_mul(Decimal::ONE_HUNDRED));
        return Some(("执行率", "%", known(rates.collect())));
    }
    // 业务工作经费控制数 of 民政业务工作经费
    let is_of_project = |spent: &str| {
        let project = row
            .table
            .project
            .and_then(|it| case.report.projects.get(it));
        project.is_some_and(|it| Named::is_name(spent) && it.name.trim().ends_with(spent))
    };
    let is_cost = match name.strip_suffix("控制数") {
        Some(spent) => COSTS.contains(&spent) || SPENT.contains(&spent) || is_of_project(spent),
        None => COSTS.contains(&name),
    };
    (is_cost && row.indicator.unit.trim() == "万元").then(|| {
        let all = in_own_table(Item::Projects, case, Column::Spent);
        let all = all.filter(|_| row.table.project.is_none());
        let nodes = of_whole(&[Item::Projects, Item::General]);
        let whole = nodes.filter(|node| node.is_whole(Column::Spent));
        let columns = [Column::Spent, Column::Adjusted, Column::Approved];
        let amounts = whole.flat_map(|node| columns.map(|column| node.value(column)));
        let amounts = std::iter::once(all).chain(amounts);
        ("全年执行数", "万元", known(amounts.flatten().collect()))
    })
}

/// What the base data table has for an indicator of the department of this name: 三公经费控制率, 三公经费控制数.
fn of_base_table(case: &Case<'_>, row: &Row<'_>) -> Option<Called> {
    let of_whole = || !row.is_process && row.table.project.is_none();
    let is_reached = || measured(&row.indicator.target) == measured(&row.indicator.actual);
    if !of_whole() || is_reached() {
        return None;
    }
    match row.name.strip_suffix("控制数") {
        Some("三公经费") if row.indicator.unit.trim() == "万元" => {
            let [budget, spent] = expense_beside_budget("三公经费", case.report)?;
            Some(("本年决算数", "万元", vec![spent, budget]))
        }
        _ => {
            let mut rates = rate_of_base_table(row.name, case)?;
            let actual = measured(&row.indicator.actual)?;
            rates.sort_by_key(|(_, rate)| rate.saturating_sub(actual).abs());
            Some(("算出的", "%", rates))
        }
    }
}

/// Units of one kind of thing each. What may pass for another stands in both.
const ALIKE: [&[&str]; 7] = [
    &["人", "名", "人次"],
    &["户", "家"],
    &["栋", "套"],
    &["台", "辆", "套"],
    &["场", "次", "场次", "人次", "件", "处"],
    &["平方米", "公里", "%"],
    &["万元", "元"],
];

/// What an indicator counts, by the end of its name, and the unit of that.
const COUNTED: [(&str, &str); 13] = [
    ("人数", "人"),
    ("人次", "人次"),
    ("人次数", "人次"),
    ("户数", "户"),
    ("家数", "家"),
    ("台数", "台"),
    ("栋数", "栋"),
    ("场次", "场次"),
    ("次数", "次"),
    ("面积", "平方米"),
    ("里程", "公里"),
    ("满意度", "%"),
    ("率", "%"),
];

pub(super) fn another_unit(_: &Case<'_>, row: &Row<'_>) -> Option<Finding> {
    /// Rates that are no share of a whole.
    const NO_SHARE: [&str; 4] = ["频率", "效率", "功率", "速率"];
    let unit = row.indicator.unit.trim();
    let name = row.name.trim_end_matches(['）', ')']);
    let (end, own) = COUNTED.iter().find(|(end, _)| name.ends_with(end))?;
    let of_unit = || ALIKE.iter().filter(|kind| kind.contains(&unit));
    let is_known = of_unit().next().is_some();
    if !is_known || of_unit().any(|kind| kind.contains(own)) || ends_with_any(name, &NO_SHARE) {
        return None;
    }
    let message = format!(
        "{}的度量单位是“{unit}”，“{end}”应以“{own}”计，请核对。",
        row.who()
    );
    let finding = Finding::new(row.place(UNIT, unit), message);
    Some(finding.says(row.path.key(UNIT), own))
}

/// What is said of a table whose indicators nobody has begun with: once it is filled in from the
/// budget each of them is still to be, and none is wrong.
pub(super) fn all_empty(table: &Table<'_>) -> Verdict {
    let is_spent =
        |node: &Node| node.is_whole(Column::Spent) && node.value(Column::Spent).is_some();
    let aimed = table.indicators.iter().enumerate();
    let mut aimed = aimed.filter(|(_, it)| !it.target.trim().is_empty());
    let Some((first, _)) = aimed.next().filter(|_| table.node.is_some_and(is_spent)) else {
        return Verdict::lacking("还没有填完成情况的数");
    };
    let message = format!(
        "{}填了执行数，{}条指标的完成值都还没有填，请接着填写。",
        table.name,
        1 + aimed.count()
    );
    let path = table.path.key("指标").index(first).key("完成值");
    let finding = Finding::new(Place::new(path).shows(""), message);
    finding.weighing(Severity::Warning).into()
}

pub(super) fn empty(_: &Case<'_>, row: &Row<'_>) -> Option<Finding> {
    let (target, actual) = (row.indicator.target.trim(), row.indicator.actual.trim());
    let copied = number::without_sign(actual) == Some(target);
    if target.is_empty() || !(actual.is_empty() || copied) {
        return None;
    }
    let message = format!(
        "{}未填写实际完成值（或照抄指标值），请填写具体数据。",
        row.who()
    );
    let finding = Finding::new(row.place("完成值", actual), message);
    // What nobody has filled in yet says nothing against what it was to be.
    Some(if copied {
        finding.and(row.place("指标值", target))
    } else {
        finding
    })
}

pub(super) fn words_for_number(_: &Case<'_>, row: &Row<'_>) -> Option<Finding> {
    let indicator = row.indicator;
    Sign::read(&indicator.sign)?;
    measured(&indicator.target)?;
    let actual = indicator.actual.trim();
    let begins_with_digit = actual
        .trim_start_matches(['约', '近', '超'])
        .starts_with(is_digit);
    let is_sign = number::without_sign(actual).is_some();
    if actual.is_empty() || measured(actual).is_some() || begins_with_digit || is_sign {
        return None;
    }
    let message = format!(
        "{}为定量指标，完成值应填数字，不应填“{actual}”，请改正。",
        row.who()
    );
    Some(
        Finding::new(row.place("完成值", actual), message)
            .and(row.place("指标值", &*indicator.target)),
    )
}

/// A target that the number of what was done cannot be held against: ≥ 约98.
pub(super) fn no_target(row: &Row<'_>) -> Option<Finding> {
    let indicator = row.indicator;
    let is_signed = !indicator.sign.trim().is_empty();
    Sign::read(&indicator.sign).filter(|sign| is_signed && *sign != Sign::Equal)?;
    let target = Some(indicator.target.trim()).filter(|it| !it.is_empty())?;
    let is_read = Target::read(target).is_some();
    if is_read || measured(&indicator.actual).is_none() {
        return None;
    }
    let (who, sign) = (row.who(), indicator.sign.trim());
    let place = row.place("指标值", target);
    let measure = Measure::read(target);
    let value = Some(&measure).filter(|it| it.sign.is_none() && is_unit(&it.unit));
    let value: Option<Decimal> = value.and_then(|it| it.value.parse().ok());
    let finding = match value {
        Some(value) if indicator.unit.trim().is_empty() => {
            let unit = &measure.unit;
            let message = format!(
                "{who}指标值“{target}”带着单位，完成值没有，算不出得分，单位请填到度量单位一栏。"
            );
            let edits = vec![
                set_number(row.path.key("指标值"), value),
                Edit::Set {
                    path: row.path.key(UNIT),
                    value: Value::Text(unit.clone()),
                },
            ];
            Finding::new(place, message).fix(format!("指标值 {value}，度量单位 {unit}"), edits)
        }
        _ => {
            let message =
                format!("{who}“{sign}”后面的指标值“{target}”不是一个数，算不出得分，请只填数字。");
            Finding::new(place, message)
        }
    };
    let finding = finding.and(row.place("完成值", &*indicator.actual));
    Some(finding.weighing(Severity::Warning))
}

/// A value with a unit behind it, where the unit has its own cell: no number to be counted with.
pub(super) fn in_another_unit(row: &Row<'_>) -> Option<Finding> {
    let indicator = row.indicator;
    let unit = Some(indicator.unit.trim()).filter(|unit| !unit.is_empty())?;
    row.values().into_iter().find_map(|(key, written)| {
        let measure = Measure::read(written);
        if measure.unit.is_empty() {
            return None;
        }
        let (who, sign) = (row.who(), measure.sign);
        let place = row.place(key, written);
        let own = measure.unit.clone();
        match measure.in_unit(unit) {
            Some(Measure { value, .. }) => {
                let value: Decimal = value.parse().ok()?;
                let message =
                    format!("{who}{key}写成“{written}”，按度量单位“{unit}”应填{value}，请改正。");
                let finding = Finding::new(place, message).weighing(Severity::Warning);
                Some(match sign {
                    Some(_) => finding,
                    None => finding.sets(row.path.key(key), value),
                })
            }
            // 9个点位 may well be 9个.
            None if !is_unit(&own) => None,
            None => {
                let message =
                    format!("{who}{key}写成“{written}”，度量单位却是“{unit}”，请改成同一种单位。");
                let finding = Finding::new(place, message).weighing(Severity::Warning);
                Some(finding.and(row.place(UNIT, unit)))
            }
        }
    })
}

/// A percentage beside a number of something: 100% of 12项.
pub(super) fn percentage_of_a_count(row: &Row<'_>) -> Option<Finding> {
    let indicator = row.indicator;
    Sign::read(&indicator.sign)?;
    let (target, actual) = (indicator.target.trim(), indicator.actual.trim());
    measured(target).and(measured(actual))?;
    if is_in_one_unit(indicator) {
        return None;
    }
    let unit = indicator.unit.trim();
    let message = format!(
        "{}指标值{target}、完成值{actual}，一个是百分比，一个以“{unit}”计，比不出得分，请改成同一种单位。",
        row.who()
    );
    let finding = Finding::new(row.place("完成值", actual), message)
        .and(row.place("指标值", target))
        .and(row.place(UNIT, unit));
    Some(finding.weighing(Severity::Warning))
}

/// A target with the sign in it that has a column of its own: it would be printed twice.
pub(super) fn signed_twice(row: &Row<'_>) -> Option<Finding> {
    let (sign, written) = (row.indicator.sign.trim(), row.indicator.target.trim());
    let measure = Measure::read(written);
    let own = measure.sign?;
    let value = &*measure.value;
    measured(value)?;
    if sign.is_empty() {
        return None;
    }
    let message = format!(
        "{}指标值写成“{written}”，计算符号另有一栏“{sign}”，表里会印成“{sign}{written}”，应填{value}，请改正。",
        row.who()
    );
    let finding = Finding::new(row.place("指标值", written), message)
        .and(row.place("计算符号", sign))
        .weighing(Severity::Warning);
    Some(match Sign::read(sign) == Sign::read(own) {
        true => {
            let path = row.path.key("指标值");
            match value.parse() {
                Ok(number) => finding.sets(path, number),
                Err(_) => finding.says(path, value),
            }
        }
        false => finding,
    })
}

/// What is a share of all there is, by the end of its name: no more than 100 %. What is held against a
/// plan or against another year may be more.
const SHARES: [&str; 36] = [
    "满意度",
    "满意率",
    "合格率",
    "办结率",
    "结案率",
    "及时率",
    "覆盖率",
    "答复率",
    "回复率",
    "准确率",
    "正确率",
    "达标率",
    "知晓率",
    "优良率",
    "优秀率",
    "联系率",
    "公开率",
    "响应率",
    "处置率",
    "解决率",
    "化解率",
    "普及率",
    "录入率",
    "好评率",
    "参与率",
    "出勤率",
    "完好率",
    "成功率",
    "处理率",
    "整改率",
    "公示率",
    "交付率",
    "入住率",
    "建档率",
    "筛查率",
    "调查率",
];

pub(super) fn above_all(_: &Case<'_>, row: &Row<'_>) -> Option<Finding> {
    let indicator = row.indicator;
    let name = indicator.name.trim();
    if !ends_with_any(name, &SHARES) {
        return None;
    }
    row.values().into_iter().find_map(|(key, written)| {
        let written = written.trim();
        let is_percent = is_percent(indicator, written);
        let value =
            measured(written).filter(|value| is_percent && *value > Decimal::ONE_HUNDRED)?;
        let message = format!(
            "{}{key}{}%，“{name}”不会超过100%，请核实。",
            row.who(),
            value.normalize()
        );
        Some(Finding::new(row.place(key, written), message))
    })
}

/// Whether a cell is in percent, by a sign of its own or by the unit.
fn is_percent(indicator: &Indicator, written: &str) -> bool {
    written.trim().ends_with(['%', '％']) || matches!(indicator.unit.trim(), "%" | "％")
}

/// The percentage that is meant by 0.95 where at least half of a hundred was to be reached.
pub(super) fn percentage_meant(indicator: &Indicator) -> Option<Decimal> {
    let Target::At(target) = Target::read(&indicator.target)? else {
        return None;
    };
    let is_rate = is_percent(indicator, &indicator.target);
    let is_high = target >= Decimal::from(50) && target <= Decimal::ONE_HUNDRED;
    let actual = Number::read(indicator.actual.trim()).value()?;
    let is_part = actual >= Decimal::new(5, 1) && actual <= Decimal::ONE;
    (is_rate && is_high && is_part).then(|| actual * Decimal::ONE_HUNDRED)
}

pub(super) fn as_a_fraction(row: &Row<'_>) -> Option<Finding> {
    let indicator = row.indicator;
    let meant = percentage_meant(indicator)?.normalize();
    let written = indicator.actual.trim();
    let message = format!(
        "{}指标值是{}%，完成值写成{written}，多半是{meant}%，请改正。",
        row.who(),
        measured(&indicator.target)?.normalize()
    );
    let path = row.path.key("完成值");
    let finding = Finding::new(row.place("完成值", written), message)
        .and(row.place("指标值", &*indicator.target));
    Some(match is_percent(indicator, "") {
        true => finding.sets(path, meant),
        false => finding.says(path, &format!("{meant}%")),
    })
}

pub(super) fn above_all_in_text(passage: &Passage<'_>) -> Vec<Finding> {
    // 公示率均达到100%
    let name = |i: usize| untailed(passage.phrase(i)).trim_end_matches(['均', '都']);
    let above = passage.quantities.iter().enumerate().filter(|(i, it)| {
        it.unit == Unit::Percent
            && it.value > Decimal::ONE_HUNDRED
            && ends_with_any(name(*i), &SHARES)
    });
    let found = above.take(MOST_OF_A_TEXT).map(|(i, it)| {
        let (name, written) = (name(i), passage.words_of(it));
        let message = format!("“{name}{written}”不会超过100%，请核实。");
        Finding::new(passage.place(it), message)
    });
    found.collect()
}

pub(super) fn vague(case: &Case<'_>, row: &Row<'_>) -> Option<Finding> {
    const WORDS: [&str; 14] = [
        "提高", "提升", "改善", "增强", "加强", "促进", "明显", "显著", "逐步", "持续", "有效",
        "良好", "较好", "优化",
    ];
    let target = row.indicator.target.trim();
    let has_number = target.contains(is_digit);
    let is_vague = WORDS.iter().any(|word| target.contains(word));
    // What the scheme's bands answer is scored by them, once it is answered.
    let is_unanswered = row.indicator.actual.trim().is_empty();
    let is_graded = row.indicator.sign.trim() == "定性"
        && (is_unanswered || case.scheme.answer(row.indicator).is_some())
        || least_grade(target).is_some();
    // A standard to go by: 不发生, 合格, 100%.
    if has_number || !is_vague || target.chars().count() > 12 || is_graded {
        return None;
    }
    let message = format!(
        "{}指标值“{target}”不可衡量，请量化或给出分级标准。",
        row.who()
    );
    Some(Finding::new(row.place("指标值", target), message))
}

pub(super) fn input(_: &Case<'_>, row: &Row<'_>) -> Option<Finding> {
    let indicator = row.indicator;
    let money = matches!(indicator.unit.trim(), "万元" | "元" | "亿元" | "千元");
    if !money || indicator.level2.trim() != "数量指标" {
        return None;
    }
    let message = format!(
        "{}以资金数作为数量指标，不反映产出，请改为产出的数量。",
        row.who()
    );
    Some(Finding::new(
        row.place(UNIT, indicator.unit.trim()),
        message,
    ))
}
