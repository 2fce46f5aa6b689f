//! A in the text: a total and the parts that are named behind it.

mod kinds;
mod totals;

use rust_decimal::Decimal;

use self::kinds::{are_kinds, is_alike, is_list, label, may_overlap};
use self::totals::{Breakdown, breakdowns, parts_of_the_year, sums};
pub(in crate::rules::amounts) use self::totals::{
    end_of_total, is_first_of_its_kind, opening, parts_of,
};
use super::slips::is_slip_of;
use crate::figures;
use crate::report::check::brief;
use crate::rules::passage::quantity::{Quantity, Unit};
use crate::rules::passage::{Passage, written};
use crate::rules::prose::{MOST_OF_A_TEXT, Prose};
use crate::rules::quoted::{self, Mention};
use crate::rules::{Case, Check, Finding, Place, Reads, Rule, Severity, Verdict};

pub(in crate::rules) static RULES: &[Rule] = &[
    Rule {
        code: "A5",
        name: "parts-are-not-the-total",
        title: "分项合计与总数不符",
        severity: Severity::Error,
        basis: "报告文字的数字应能相加核对",
        explain: "“总数…其中…”把总数完整地分成几项，或列出几项后写合计多少，各项之和应等于总数；总数和各项后面写着占比、增减的一样核对。写了“等”“重点”的、互相交叉的（女性、党员）、约数不核对；只列出一部分的，只核对是否大于总数。",
        bad: "整体绩效: {完成情况: 1-12月市场主体净增432家（其中企业净增276家、个体净增256家）。}",
        good: "整体绩效: {完成情况: 1-12月市场主体净增532家（其中企业净增276家、个体净增256家）。}",
        checks: &[Check::Prose(Reads::Figures, beside_tables)],
    },
    Rule {
        code: "A6",
        name: "part-above-the-total",
        title: "其中项大于总数",
        severity: Severity::Error,
        basis: "报告文字的数字应能相加核对",
        explain: "“其中”的一项比总数还大，不是数字写错，就是口径不同。",
        bad: "整体绩效: {完成情况: 全年查处违停1240起，其中占用人行道1420起。}",
        good: "整体绩效: {完成情况: 全年查处违停1420起，其中占用人行道1240起。}",
        checks: &[Check::Text(part_above)],
    },
];

/// A total that is not what its parts come to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::rules) struct Unequal {
    message: String,
    /// Whether the parts are known to be shares of one thing.
    is_sure: bool,
    /// What would be right with two digits the other way round, where nothing else tells of it.
    slips: Vec<(Place, String)>,
    total: Told,
    /// What the parts come to, as the total is written.
    sum: String,
    parts: Vec<Told>,
}

/// A total or a part as the text tells it.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Told {
    /// What it is called.
    label: String,
    value: Decimal,
    place: Place,
    /// How many of its unit one of the digits' ones is worth, and the unit as it is written.
    scale: Decimal,
    unit: String,
    /// The same as an amount that the tables may have.
    mention: Option<Mention>,
}

impl Told {
    fn of(passage: &Passage<'_>, index: usize) -> Option<Self> {
        let quantity = passage.quantities.get(index)?;
        Some(Self {
            label: label(passage, index).to_owned(),
            value: quantity.value,
            place: passage.place(quantity),
            scale: quantity.scale,
            unit: passage.unit_of(quantity).to_owned(),
            mention: quoted::mention(passage, index),
        })
    }
}

/// The totals of a passage that are not what their parts come to.
pub(in crate::rules) fn unequal(passage: &Passage<'_>) -> Vec<Unequal> {
    let others = sums(passage).into_iter().chain(parts_of_the_year(passage));
    let all = breakdowns(passage).into_iter().chain(others);
    let found = all.filter_map(|it| unequal_to_its_parts(passage, it));
    found.take(MOST_OF_A_TEXT).collect()
}

fn unequal_to_its_parts(passage: &Passage<'_>, mut breakdown: Breakdown) -> Option<Unequal> {
    let total = passage.quantities.get(breakdown.total)?;
    without_parts_of_a_part(passage, &mut breakdown.parts, total);
    let places = &*breakdown.parts;
    let parts = places.iter().filter_map(|&it| passage.quantities.get(it));
    let parts: Vec<&Quantity<'_>> = parts.collect();
    let are_exact = parts.iter().all(|part| part.is_exact());
    // One part above the total is a finding of its own.
    let is_above = parts.iter().any(|part| part.value > total.value);
    if parts.len() < 2 || !are_exact || is_above || total.unit == Unit::Percent {
        return None;
    }
    let sum = figures::sum(parts.iter().map(|part| Some(part.value)))?;
    let difference = sum.checked_sub(total.value)?;
    let allowed = room(total, &parts);
    let more = difference > allowed;
    let less = difference < -allowed;
    // 原值86万元，净值54万元，其中房屋42万元、设备44万元: what they come to is told before.
    let from = passage.led_from(total.span.start);
    let before = passage.quantities.iter().take(breakdown.total).rev();
    let mut before = before.take_while(|it| it.span.start >= from);
    if before.any(|it| it.is_like(total) && is_within(it.value, sum, allowed)) {
        return None;
    }
    let is_money = total.unit == Unit::Money;
    // Two amounts of one total are shares of it.
    let is_pair = parts.len() == 2 && (is_money || is_list(passage, places));
    let apart = breakdown.apart || !may_overlap(passage, places, is_money);
    let is_of_one = breakdown.complete || is_pair || is_alike(passage, places);
    let is_more = more && (is_of_one || breakdown.is_enclosed || are_kinds(passage, places, total));
    let is_told = apart && (is_more || less && breakdown.complete);
    // Two digits the wrong way round are hardly chance, however few of its parts are told.
    let slips = match !is_told && (more || less) {
        true => slips(passage, total, &parts, difference),
        false => Vec::new(),
    };
    if !is_told && slips.is_empty() {
        return None;
    }
    let first = places.first().and_then(|&part| {
        let start = passage.quantities.get(part)?.span.start;
        Some(start - passage.phrase(part).len())
    });
    let from = first.map_or(total.span.start, |first| first.min(total.span.start));
    let words = brief(passage.between(from, breakdown.end));
    let (sum, whole) = (passage.written(sum, total), passage.words_of(total));
    let told = |&part: &usize| Told::of(passage, part);
    Some(Unequal {
        message: format!("“{words}”分项合计{sum}，与总数{whole}不符，请核实。"),
        is_sure: is_of_one || !slips.is_empty(),
        slips,
        total: told(&breakdown.total)?,
        sum,
        parts: places.iter().filter_map(told).collect(),
    })
}

/// Takes out what is told of the part before it: 抽取300件，其中有效回访246件，满意240件，一般5件，不满意1件.
fn without_parts_of_a_part(passage: &Passage<'_>, parts: &mut Vec<usize>, total: &Quantity<'_>) {
    let value = |at: &usize| passage.quantities.get(*at).map(|it| it.value);
    let sum = |parts: &[usize]| figures::sum(parts.iter().map(value));
    if sum(parts) == Some(total.value) {
        return;
    }
    let last = (1..parts.len().saturating_sub(1)).find(|&from| {
        let (before, behind) = parts.split_at(from);
        before.last().and_then(value) == sum(behind)
    });
    parts.truncate(last.unwrap_or(parts.len()));
}

fn is_within(one: Decimal, other: Decimal, room: Decimal) -> bool {
    let apart = one.checked_sub(other);
    apart.is_some_and(|it| it.abs() <= room)
}

/// How far rounding may leave a total from the sum of its parts. What was counted is exact, and so is
/// money in whole 元 or 万元; with digits behind the point each may be off by half of the last.
fn room(total: &Quantity<'_>, parts: &[&Quantity<'_>]) -> Decimal {
    let mut all = parts.iter().copied().chain([total]);
    let is_of_one_size = total.unit == Unit::Money && all.clone().all(|it| it.scale == total.scale);
    let room = if !is_of_one_size {
        all.try_fold(Decimal::ZERO, |room, it| room.checked_add(it.slack))
    } else if all.clone().any(|it| it.decimals() > 0) {
        let finest = all.map(|it| it.slack).min();
        finest.and_then(|slack| slack.checked_mul(Decimal::from(parts.len() + 1)))
    } else {
        None
    };
    room.unwrap_or_default()
}

/// What is wrong of such a total: a part that the tables have otherwise; and not what they have so.
fn beside_tables(case: &Case<'_>, prose: &Prose) -> Verdict {
    let told = prose
        .unequal()
        .flat_map(|it| it.parts.iter().chain([&it.total]));
    let mentions: Vec<_> = told.map(|it| it.mention.as_ref()).collect();
    let mut known = quoted::in_tables(case, &mentions).into_iter();
    let found = prose.unequal().map(|it| {
        let finding = Finding::new(it.total.place.clone(), it.message.clone());
        let places = it.parts.iter().map(|part| part.place.clone());
        let mut finding = places.fold(finding, Finding::and);
        for (place, right) in &it.slips {
            let title = format!("{}改为 {right}", place.value.as_deref().unwrap_or_default());
            finding = finding.rewrites(place.span.clone(), right, title);
        }
        for (part, known) in it.parts.iter().zip(known.by_ref()) {
            if let Some(known) = known.filter(|known| *known != part.value) {
                let right = written(known, part.scale, &part.unit);
                let title = format!("{}改为 {right}", part.label);
                finding = finding.rewrites(part.place.span.clone(), &right, title);
            }
        }
        if known.next().flatten() != Some(it.total.value) && it.slips.is_empty() {
            let title = format!("总数改为 {}", it.sum);
            finding = finding.rewrites(it.total.place.span.clone(), &it.sum, title);
        }
        match it.is_sure {
            true => finding,
            false => finding.weighing(Severity::Warning),
        }
    });
    found.collect()
}

/// Which of a total and its parts would make the sum right with two neighbouring digits the other way round, and how
/// that is written.
fn slips(
    passage: &Passage<'_>,
    total: &Quantity<'_>,
    parts: &[&Quantity<'_>],
    by: Decimal,
) -> Vec<(Place, String)> {
    let of_parts = parts.iter().map(|it| (*it, it.value.checked_sub(by)));
    let all = std::iter::once((total, total.value.checked_add(by))).chain(of_parts);
    let found = all.filter_map(|(it, right)| {
        let right = right?;
        let of_digits = |value: Decimal| value.checked_div(it.scale);
        let is_slip = is_slip_of(of_digits(it.value)?, of_digits(right)?);
        is_slip.then(|| (passage.place(it), passage.written(right, it)))
    });
    found.collect()
}

fn part_above(passage: &Passage<'_>) -> Vec<Finding> {
    let all = breakdowns(passage).into_iter().filter(|it| !it.is_bare);
    let found = all.filter_map(|breakdown| {
        let total = passage.quantities.get(breakdown.total)?;
        let parts = breakdown.parts.iter();
        let mut parts = parts.filter_map(|&it| Some((it, passage.quantities.get(it)?)));
        let (part, above) = parts.find(|(_, it)| {
            it.is_exact() && it.value > total.value && total.unit != Unit::Percent
        })?;
        // 净增3个，其中新增5个，退库2个
        if passage.phrase(breakdown.total).contains('净') && !label(passage, part).contains('净')
        {
            return None;
        }
        let message = format!(
            "其中项“{}{}”大于总数{}，列示口径有误，请核实。",
            label(passage, part),
            passage.words_of(above),
            passage.words_of(total)
        );
        Some(Finding::new(passage.place(above), message).and(passage.place(total)))
    });
    found.collect()
}
