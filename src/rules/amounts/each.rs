//! A in the text: how many there are, what each gets, and what that comes to.

use rust_decimal::Decimal;

use super::percentages::is_rounding;
use crate::report::number::rounded;
use crate::rules::passage::quantity::{Quantity, Unit};
use crate::rules::passage::{Passage, Word, contains_any, ends_with_any, word};
use crate::rules::{Check, Finding, Rule, Severity};

pub(in crate::rules) static RULES: &[Rule] = &[Rule {
    code: "A19",
    name: "each-does-not-come-to-the-total",
    title: "人数乘人均不等于合计",
    severity: Severity::Warning,
    basis: "报告文字的数字应能相乘核对",
    explain: "写明了多少户（人、个、场、天）、每户（人均、单价、日均）多少、共多少的，前两个数相乘应等于第三个，不论先写哪一个（已留四舍五入的余地）。按每人每年多少钱发放的一样核对；按月、按次发放的，前面并列了几种对象的，不核对。",
    bad: "整体绩效: {完成情况: 慰问困难家庭200户，每户1000元，共30万元。}",
    good: "整体绩效: {完成情况: 慰问困难家庭200户，每户1000元，共20万元。}",
    checks: &[Check::Text(totals)],
}];

/// What each of them gets, by what they are counted in.
const EACH: [(Word, &[&str]); 17] = [
    (word("每户"), &["户"]),
    (word("户均"), &["户"]),
    (word("每人"), &["人", "名", "位", "人次"]),
    (word("人均"), &["人", "名", "位", "人次"]),
    (word("每名"), &["名", "人"]),
    (word("每家"), &["家"]),
    (word("每亩"), &["亩"]),
    (word("每个"), &["个"]),
    (word("每台"), &["台"]),
    (word("每套"), &["套"]),
    (word("每件"), &["件"]),
    (word("每座"), &["座"]),
    (word("每所"), &["所"]),
    (word("每平方米"), &["平方米"]),
    (word("日均"), &["天"]),
    (word("场均"), &["场"]),
    // Of whatever there are so many.
    (word("单价"), &[]),
];

/// What the words for each of them leave behind them, and what those are counted in.
fn each_of(words: &str) -> Option<(&str, &'static [&'static str])> {
    let mut all = EACH.iter();
    all.find_map(|(name, units)| Some((words.strip_prefix(name.text)?, *units)))
}

fn is_counted_in(quantity: &Quantity<'_>, units: &[&str]) -> bool {
    matches!(quantity.unit, Unit::Count(unit) if units.is_empty() || units.contains(&unit))
}

/// Whether words before an amount say that it is what all of those got who are counted behind `whom`: 共, 合计发放, and 发放助学金 behind
/// 资助困难学生. 发放奖学金 is of others.
fn tells_all(words: &str, whom: &str) -> bool {
    const IN_ALL: [&str; 5] = ["共计", "合计", "总计", "共", "计"];
    const GIVEN: [&str; 6] = ["发放", "补助", "补贴", "奖励", "救助", "资助"];
    const MONEY: [&str; 4] = ["资金", "金", "款", "费"];
    let in_all = IN_ALL.iter().find_map(|it| words.strip_prefix(it));
    let Some(rest) = in_all else {
        let given = GIVEN.iter().find_map(|it| words.strip_prefix(it));
        let of_what = given.and_then(|given| {
            let mut money = MONEY.iter();
            money.find_map(|it| given.strip_suffix(it))
        });
        return of_what.is_some_and(|of_what| {
            let mut whom = whom.chars();
            !of_what.is_empty() && of_what.chars().all(|c| whom.any(|it| it == c))
        });
    };
    let given = GIVEN.iter().find_map(|it| rest.strip_prefix(it));
    let what = given.unwrap_or(rest);
    what.is_empty() || what.len() < rest.len() && ends_with_any(what, &MONEY)
}

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

/// What is wrong with what each is said to get of all that is told in front, with how many there are: 3.5万元，接待38批次、412人次，人均
/// 94.95元; 接待412人次，支出3.5万元，人均94.95元; 开放313天，接待72.46万人次，日均2315人次.
fn apiece(passage: &Passage<'_>, at: usize) -> Option<Finding> {
    const HALF: Decimal = Decimal::from_parts(5, 0, 0, false, 1);
    /// What makes the amount no sum that was handed out.
    const NO_TOTAL: [&str; 10] = [
        "预算", "计划", "每", "均", "月", "标准", "共", "合计", "总计", "收入",
    ];
    let quantities = &passage.quantities;
    let (each, last) = (quantities.get(at)?, quantities.get(at.checked_sub(1)?)?);
    let name = passage.phrase(at);
    let (behind, units) = each_of(name)?;
    let is_total = |it: &Quantity<'_>| it.is_like(each) && !is_counted_in(it, units);
    let from = passage.sentence_at(each.span.start).start;
    let before = quantities.get(..at - 1)?.iter().enumerate().rev();
    let mut before = before.take_while(|(_, it)| it.span.start >= from);
    let is_counted_first = is_total(last);
    let (total_at, count_at) = match is_counted_first {
        true => (at - 1, before.find(|(_, it)| is_counted_in(it, units))?.0),
        false => (before.find(|(_, it)| is_total(it))?.0, at - 1),
    };
    let (total, count) = passage.pair([total_at, count_at])?;
    let [one, other] = match is_counted_first {
        true => [count_at, total_at],
        false => [total_at, count_at],
    };
    let between = quantities.get(one + 1..other)?;
    let words = passage.gap(quantities.get(one)?, quantities.get(other)?);
    let is_apart = words.matches('，').count() == 1
        || is_counted_first && passage.is_in_another_unit(total_at);
    // Where others are counted as well, it is of all of those.
    let mut is_alone = || !is_counted_first || !before.any(|(_, it)| is_counted_in(it, units));
    let (told, whom) = (passage.phrase(total_at), passage.phrase(count_at));
    // 人均救助水平 of 发放临时救助金; 户均增收 is of nothing that is told.
    let of_what = behind.trim_end_matches("水平");
    let is_of_it = of_what.is_empty() || told.contains(of_what) || whom.contains(of_what);
    let is_meant = is_counted_in(count, units)
        && [total, count, each].into_iter().all(Quantity::is_exact)
        && passage.gap(last, each).strip_prefix('，') == Some(name)
        && between
            .iter()
            .all(|it| matches!(it.unit, Unit::Count(_)) && !is_counted_in(it, units))
        && !words.contains(['；', '。', '（'])
        && !words.contains("其中")
        && is_apart
        && is_alone();
    let is_average = name.contains('均')
        && is_of_it
        && !contains_any(told, &NO_TOTAL)
        && !contains_any(behind, &NO_TOTAL);
    let is_given = || {
        let next = quantities.get(at + 1);
        let is_last = next.is_none_or(|next| passage.gap(each, next).contains(['。', '；', '\n']));
        each.unit == Unit::Money
            && !is_counted_first
            && behind.is_empty()
            && is_last
            && tells_all(told, whom)
    };
    if !is_meant || !is_average && !is_given() {
        return None;
    }
    let right = total.value.checked_div(count.value)?;
    let of_count = count.slack.checked_mul(right)?;
    let slack = total
        .slack
        .checked_add(of_count)?
        .checked_div(count.value)?;
    let difference = right.checked_sub(each.value)?;
    // An average of what is counted is rounded as well.
    let of_each = match each.slack.is_zero() {
        true => HALF.checked_mul(each.scale)?,
        false => each.slack,
    };
    if is_rounding(difference, of_each, slack) {
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
    let [one, other, total] = passage.quantities.get(at.checked_sub(1)?..=at + 1)? else {
        return None;
    };
    if total.unit != Unit::Money {
        return None;
    }
    let is_counted_first = one.unit != Unit::Money;
    let (count, each, each_at) = match is_counted_first {
        true => (one, other, at),
        false => (other, one, at - 1),
    };
    let phrase = passage.phrase(each_at);
    let own = ["按照", "按"].iter().find_map(|by| phrase.strip_prefix(by));
    let own = own.filter(|_| !is_counted_first).unwrap_or(phrase);
    let (rest, units) = each_of(own)?;
    // How many there are is told right before what they get, or right behind it.
    let whom = match is_counted_first {
        true => passage.phrase(at - 1),
        false => passage.gap(each, count),
    };
    let is_counted = |it: &Quantity<'_>| is_counted_in(it, units);
    let is_money = |it: &Quantity<'_>| it.unit == Unit::Money && it.is_exact();
    let between = |one: &Quantity<'_>, next: &Quantity<'_>| passage.gap(one, next);
    let is_of_them = is_counted(count)
        && count.is_exact()
        && is_money(each)
        && is_money(total)
        && GETS.contains(&rest)
        && between(other, total).trim_start_matches('，') == passage.phrase(at + 1)
        && tells_all(passage.phrase(at + 1), whom);
    let is_alone = || match is_counted_first {
        true => {
            let last = at.checked_sub(2);
            let last = last.and_then(|last| passage.quantities.get(last));
            let words = between(count, each);
            // 164盏路灯，单价2860元
            let words = words.strip_prefix(passage.tail(at - 1)).unwrap_or(words);
            words.trim_start_matches('，') == phrase
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
    let (rest, units) = each_of(own)?;
    let is_counted = |it: &Quantity<'_>| is_counted_in(it, units);
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
    let slack = slack.checked_add(count.slack.checked_mul(each.value)?)?;
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
