//! A in the text: how many there are, what each gets, and what that comes to.

use super::percentages::is_rounding;
use crate::report::number::rounded;
use crate::rules::passage::quantity::{Quantity, Unit};
use crate::rules::passage::{Passage, Word, contains_any, word};
use crate::rules::{Check, Finding, Rule, Severity};

pub(in crate::rules) static RULES: &[Rule] = &[Rule {
    code: "A19",
    name: "each-does-not-come-to-the-total",
    title: "人数乘人均不等于合计",
    severity: Severity::Warning,
    basis: "报告文字的数字应能相乘核对",
    explain: "写明了多少户（人）、每户（人）多少钱、共多少钱的，前两个数相乘应等于第三个，不论先写哪一个（已留四舍五入的余地）。按每人每年多少钱发放的一样核对；按月、按次发放的，前面并列了几种对象的，不核对。",
    bad: "整体绩效: {完成情况: 慰问困难家庭200户，每户1000元，共30万元。}",
    good: "整体绩效: {完成情况: 慰问困难家庭200户，每户1000元，共20万元。}",
    checks: &[Check::Text(totals)],
}];

/// What each of them gets, by what they are counted in.
const EACH: [(Word, &[&str]); 7] = [
    (word("每户"), &["户"]),
    (word("户均"), &["户"]),
    (word("每人"), &["人", "名", "位", "人次"]),
    (word("人均"), &["人", "名", "位", "人次"]),
    (word("每名"), &["名", "人"]),
    (word("每家"), &["家"]),
    (word("每亩"), &["亩"]),
];

fn totals(passage: &Passage<'_>) -> Vec<Finding> {
    if !EACH.iter().any(|(each, _)| passage.may_hold(*each)) {
        return Vec::new();
    }
    let places = 1..passage.quantities.len();
    places
        .filter_map(|i| {
            let told = total(passage, i).or_else(|| apiece(passage, i));
            told.or_else(|| handed_out(passage, i))
        })
        .collect()
}

/// What is wrong with what each is said to get of an amount in front: 3.5万元，接待38批次、412人次，人均94.95元.
fn apiece(passage: &Passage<'_>, at: usize) -> Option<Finding> {
    /// What makes the amount no sum that was handed out.
    const NO_TOTAL: [&str; 9] = [
        "预算", "计划", "每", "均", "月", "标准", "共", "合计", "总计",
    ];
    let quantities = &passage.quantities;
    let (each, count) = (quantities.get(at)?, quantities.get(at.checked_sub(1)?)?);
    let name = passage.phrase(at);
    let mut averages = EACH.iter().filter(|(each, _)| each.text.ends_with('均'));
    let (_, units) = averages.find(|(each, _)| each.text == name)?;
    let is_counted =
        |it: &Quantity<'_>| matches!(it.unit, Unit::Count(unit) if units.contains(&unit));
    let mut before = quantities.get(..at - 1)?.iter().enumerate().rev();
    let (total_at, total) = before.find(|(_, it)| it.unit == Unit::Money)?;
    let between = quantities.get(total_at + 1..at - 1)?;
    let words = passage.gap(total, count);
    let is_meant = is_counted(count)
        && [total, count, each].into_iter().all(Quantity::is_exact)
        && each.unit == Unit::Money
        && passage.gap(count, each) == format!("，{name}")
        && between
            .iter()
            .all(|it| matches!(it.unit, Unit::Count(_)) && !is_counted(it))
        && !words.contains(['；', '。', '（'])
        && words.matches('，').count() == 1
        && !contains_any(passage.phrase(total_at), &NO_TOTAL);
    if !is_meant {
        return None;
    }
    let right = total.value.checked_div(count.value)?;
    let slack = total.slack.checked_div(count.value)?;
    let difference = right.checked_sub(each.value)?;
    if is_rounding(difference, each.slack, slack) {
        return None;
    }
    let right = passage.written(
        rounded(right.checked_div(each.scale)?).checked_mul(each.scale)?,
        each,
    );
    let message = format!(
        "{}、{}算得{name}{right}，文中写{}，请核实。",
        passage.words_of(total),
        passage.words_of(count),
        passage.words_of(each),
    );
    let finding = Finding::new(passage.place(each), message);
    Some(finding.and(passage.place(total)).and(passage.place(count)))
}

/// What is wrong with the amount behind how many there are and what each gets, in whatever order: 200户，
/// 每户1000元，共30万元; 按每户1000元的标准慰问200户，共30万元. Where anything else stands between them, or others
/// are counted beside them, it is of more than that.
fn total(passage: &Passage<'_>, at: usize) -> Option<Finding> {
    const GETS: [&str; 6] = ["", "补助", "补贴", "发放", "奖励", "救助"];
    const IN_ALL: [&str; 6] = ["共", "共计", "合计", "总计", "计", "共发放"];
    let [one, other, total] = passage.quantities.get(at.checked_sub(1)?..=at + 1)? else {
        return None;
    };
    let is_counted_first = one.unit != Unit::Money;
    let (count, each, each_at) = match is_counted_first {
        true => (one, other, at),
        false => (other, one, at - 1),
    };
    let phrase = passage.phrase(each_at);
    let own = ["按照", "按"].iter().find_map(|by| phrase.strip_prefix(by));
    let own = own.filter(|_| !is_counted_first).unwrap_or(phrase);
    let (rest, units) = EACH
        .iter()
        .find_map(|(name, units)| Some((own.strip_prefix(name.text)?, *units)))?;
    let is_counted =
        |it: &Quantity<'_>| matches!(it.unit, Unit::Count(unit) if units.contains(&unit));
    let is_money = |it: &Quantity<'_>| it.unit == Unit::Money && it.is_exact();
    let between = |one: &Quantity<'_>, next: &Quantity<'_>| passage.gap(one, next);
    let is_of_them = is_counted(count)
        && count.is_exact()
        && is_money(each)
        && is_money(total)
        && GETS.contains(&rest)
        && between(other, total).trim_start_matches('，') == passage.phrase(at + 1)
        && IN_ALL.contains(&passage.phrase(at + 1));
    let is_alone = || match is_counted_first {
        true => {
            let last = at.checked_sub(2);
            let last = last.and_then(|last| passage.quantities.get(last));
            between(count, each).trim_start_matches('，') == phrase
                && last.is_none_or(|it| {
                    let words = between(it, count);
                    let phrase = passage.phrase(at - 2);
                    let is_each = EACH.iter().any(|(name, _)| phrase.contains(name.text));
                    !is_each && !words.starts_with(['、', '和', '及']) && it.unit != count.unit
                        || words.contains(['；', '。'])
                })
        }
        false => {
            is_once(between(each, count)) && {
                let from = passage.sentence_at(each.span.start).start;
                let before = passage.quantities.get(..each_at).unwrap_or_default();
                let mut before = before.iter().filter(|it| it.span.start >= from);
                !before.any(|it| is_counted(it) || it.unit == Unit::Money)
            }
        }
    };
    if !is_of_them || !is_alone() {
        return None;
    }
    not_product(passage, [count, each, total], own)
}

/// What is wrong with an amount that was handed out in front of what each gets and how many there are: 发放补助98万元，按每人
/// 每年600元的标准，惠及1640人.
fn handed_out(passage: &Passage<'_>, at: usize) -> Option<Finding> {
    const GIVEN: [&str; 7] = ["发放", "补贴", "补助", "奖励", "慰问", "救助", "直补"];
    let [total, each, count] = passage.quantities.get(at.checked_sub(1)?..=at + 1)? else {
        return None;
    };
    let phrase = passage.phrase(at);
    let own = phrase
        .strip_prefix("按照")
        .or_else(|| phrase.strip_prefix('按'))?;
    let (rest, units) = EACH
        .iter()
        .find_map(|(name, units)| Some((own.strip_prefix(name.text)?, *units)))?;
    let is_counted =
        |it: &Quantity<'_>| matches!(it.unit, Unit::Count(unit) if units.contains(&unit));
    // What else is counted behind them has its part of it as well.
    let others = passage.quantities.get(at + 2);
    let is_alone = others.is_none_or(|it| {
        let words = passage.gap(count, it);
        !is_counted(it) || words.contains(['；', '。'])
    });
    let is_meant = total.unit == Unit::Money
        && each.unit == Unit::Money
        && is_counted(count)
        && [total, each, count].into_iter().all(Quantity::is_exact)
        && matches!(rest, "" | "每年" | "一次性")
        && contains_any(passage.phrase(at - 1), &GIVEN)
        && passage.is_right_behind(at)
        && is_once(passage.gap(each, count))
        && is_alone;
    is_meant.then(|| not_product(passage, [count, each, total], own))?
}

/// That what all get is not what each gets, `own` being its words, times how many there are, by more than rounding allows.
fn not_product(
    passage: &Passage<'_>,
    [count, each, total]: [&Quantity<'_>; 3],
    own: &str,
) -> Option<Finding> {
    let product = count.value.checked_mul(each.value)?;
    let slack = count.value.checked_mul(each.slack)?;
    let slack = slack.checked_add(total.slack)?;
    if product.checked_sub(total.value)?.abs() <= slack {
        return None;
    }
    let message = format!(
        "{}、{own}{}相乘为{}，文中写{}，请核实。",
        passage.words_of(count),
        passage.words_of(each),
        passage.written(product, total),
        passage.words_of(total),
    );
    let finding = Finding::new(passage.place(total), message);
    Some(finding.and(passage.place(count)).and(passage.place(each)))
}

/// Whether words lead from what each gets to how many there are, and say of no more than one time and
/// kind: 的标准慰问老党员.
fn is_once(words: &str) -> bool {
    const MORE: [&str; 16] = [
        "、", "；", "。", "（", "(", "两", "三", "各", "每", "次", "节", "月", "季", "批", "期",
        "其中",
    ];
    words.matches('，').count() <= 1 && !contains_any(words, &MORE)
}
