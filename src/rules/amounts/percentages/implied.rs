//! A11: the target that a count and the percentage of it that it is come to.

use rust_decimal::Decimal;

use super::{denies, has_its_rate};
use crate::figures;
use crate::rules::Finding;
use crate::rules::passage::quantity::{Quantity, Unit};
use crate::rules::passage::{
    NEAR, Passage, SEMICOLONS, clause_before, contains_any, nesting_of_brackets,
};

pub(super) fn implied(passage: &Passage<'_>) -> Vec<Finding> {
    let all = 0..passage.quantities.len();
    all.filter_map(|it| of_no_whole_target(passage, it))
        .collect()
}

/// That the count a percentage is of comes to no whole number by it.
fn of_no_whole_target(passage: &Passage<'_>, index: usize) -> Option<Finding> {
    const OF_TARGET: [&str; 7] = [
        "进度率",
        "目标的",
        "任务的",
        "计划的",
        "完成率",
        "任务数的",
        "目标任务的",
    ];
    const PLANNED: [&str; 4] = ["年初目标为", "目标任务为", "计划新增", "目标值"];
    let percent = passage.quantities.get(index)?;
    if percent.unit != Unit::Percent || !percent.is_exact() || percent.decimals() == 0 {
        return None;
    }
    let sentence = passage.sentence_at(percent.span.start);
    let before = passage.quantities.get(index.saturating_sub(NEAR)..index)?;
    let before = before.iter().filter(|it| {
        it.span.start >= sentence.start && !matches!(it.unit, Unit::Date | Unit::None)
    });
    let before: Vec<&Quantity<'_>> = before.collect();
    let lead_from = before.last().map_or(sentence.start, |it| it.span.end);
    let lead = passage.between(lead_from, percent.span.start);
    // 开工小区11个，投资完成率37.44% is of money.
    let is_of_money = contains_any(clause_before(lead), &["投资", "资金", "支付", "预算"]);
    let is_of_target = contains_any(lead, &OF_TARGET);
    let is_of_itself = !is_of_target && is_of_itself(passage, index);
    if !(is_of_target || is_of_itself) || lead.contains(SEMICOLONS) || is_of_money {
        return None;
    }
    // The count is what stands before, outside of brackets; what is inside are its parts.
    let is_inside = |it: &&&Quantity<'_>| {
        let behind = passage.gap(it, percent);
        behind.chars().map(nesting_of_brackets).sum::<i32>() < 0
    };
    let inside = before.iter().rev().take_while(is_inside).count();
    let (outside, parts) = before.split_at_checked(before.len() - inside)?;
    let count = *outside.last()?;
    let is_whole = matches!(count.unit, Unit::Count(_)) && count.slack.is_zero();
    // A target given beside it is held against it by another rule.
    let others = outside.iter().filter(|it| it.is_like(count)).count();
    let head = passage.between(sentence.start, percent.span.start);
    let is_alone = others < 2 || is_of_itself;
    let is_meant = is_whole && count.is_exact() && is_alone && !contains_any(head, &PLANNED);
    if !is_meant || implied_target(count.value, percent).is_some() {
        return None;
    }
    // Parts named beside it, whose sum would fit.
    let parts = parts.iter().filter(|it| it.is_like(count));
    let sum = figures::sum(parts.map(|it| Some(it.value)));
    let sum = sum.filter(|&sum| sum != count.value);
    let fitting = sum.and_then(|sum| Some((sum, implied_target(sum, percent)?)));
    let (told, stated) = (passage.words_of(count), passage.words_of(percent));
    let message = match fitting {
        Some((sum, target)) => format!(
            "按{stated}反推，{told}对应的目标数不是整数，而分项之和{sum}对应目标{target}，请核对{told}是否笔误。"
        ),
        None if is_of_itself => {
            format!("按{stated}反推，{told}对应的总数不是整数，请核对这两个数。")
        }
        None => format!("按{stated}反推，{told}对应的目标数不是整数，请核对完成数和百分比。"),
    };
    let finding = Finding::new(passage.place(count), message).and(passage.place(percent));
    let Some((sum, _)) = fitting else {
        return Some(finding);
    };
    let with = passage.written(sum, count);
    let edits = vec![passage.rewrite(count.span.clone(), &with)];
    Some(finding.fix(format!("改为 {with}"), edits))
}

/// Whether a rate is of the number right before it, by whose words it is called, and no other is told with that: 年底完工24个，完工率85.71%.
fn is_of_itself(passage: &Passage<'_>, rate: usize) -> bool {
    let Some((part, count)) = rate
        .checked_sub(1)
        .and_then(|part| Some((part, passage.quantities.get(part)?)))
    else {
        return false;
    };
    let done = passage.phrase(rate).strip_suffix('率').unwrap_or_default();
    let words = passage.phrase(part);
    let sentence = passage.sentence_at(count.span.start);
    let head = passage.between(sentence.start, count.span.start);
    let from = count.span.start - head.rsplit(SEMICOLONS).next().unwrap_or(head).len();
    let before = passage.quantities.iter().take(part).rev();
    let mut before = before.take_while(|it| it.span.start >= from);
    has_its_rate(passage, part)
        && words.ends_with(done)
        && !denies(words, done)
        && !before.any(|it| it.is_like(count))
}

/// The whole number of which `count` is the percentage, as far as its digits tell, rounded or cut.
fn implied_target(count: Decimal, percent: &Quantity<'_>) -> Option<Decimal> {
    let hundred = count.checked_mul(Decimal::ONE_HUNDRED)?;
    let high = hundred.checked_div(percent.value.checked_sub(percent.slack)?)?;
    let cut = percent.slack.checked_mul(Decimal::TWO)?;
    let low = hundred.checked_div(percent.value.checked_add(cut)?)?;
    let whole = high.floor();
    (whole >= low && whole > Decimal::ZERO).then_some(whole)
}
