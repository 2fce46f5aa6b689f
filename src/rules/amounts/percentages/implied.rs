//! A11: the target that a count and the percentage of it that it is come to.

use rust_decimal::Decimal;

use crate::figures;
use crate::rules::Finding;
use crate::rules::passage::quantity::{Quantity, Unit};
use crate::rules::passage::{
    NEAR, Passage, SEMICOLONS, clause_before, contains_any, nesting_of_brackets,
};

pub(super) fn implied(passage: &Passage<'_>) -> Vec<Finding> {
    let quantities = &passage.quantities;
    let mut found = Vec::new();
    for (i, percent) in quantities.iter().enumerate() {
        let decimals = percent.decimals();
        if percent.unit != Unit::Percent || !percent.is_exact() || decimals == 0 {
            continue;
        }
        let sentence = passage.sentence_at(percent.span.start);
        let before: Vec<(usize, &Quantity<'_>)> = quantities
            .iter()
            .enumerate()
            .take(i)
            .skip(i.saturating_sub(NEAR))
            .filter(|(_, it)| it.span.start >= sentence.start)
            .filter(|(_, it)| !matches!(it.unit, Unit::Date | Unit::None))
            .collect();
        let lead_from = before.last().map_or(sentence.start, |(_, it)| it.span.end);
        let lead = passage.between(lead_from, percent.span.start);
        let of_target = [
            "进度率",
            "目标的",
            "任务的",
            "计划的",
            "完成率",
            "任务数的",
            "目标任务的",
        ];
        // 开工小区11个，投资完成率37.44% is of money.
        let is_of_money = contains_any(clause_before(lead), &["投资", "资金", "支付", "预算"]);
        if !contains_any(lead, &of_target) || lead.contains(SEMICOLONS) || is_of_money {
            continue;
        }
        // The count is what stands before, outside of brackets; what is inside are its parts.
        let mut counted = None;
        let mut parts = Vec::new();
        for (j, it) in before.iter().rev() {
            let behind = passage.gap(it, percent);
            let depth: i32 = behind.chars().map(nesting_of_brackets).sum();
            if depth < 0 {
                parts.push(*j);
            } else {
                counted = Some(*it);
                break;
            }
        }
        let Some(count) = counted else { continue };
        let whole =
            matches!(count.unit, Unit::Count(_)) && count.slack.is_zero() && count.is_exact();
        // A target given beside it is held against it by another rule.
        let others = before
            .iter()
            .filter(|(j, it)| it.is_like(count) && !parts.contains(j))
            .count();
        let planned = contains_any(
            passage.between(sentence.start, percent.span.start),
            &["年初目标为", "目标任务为", "计划新增", "目标值"],
        );
        if !whole || others > 1 || planned || implied_target(count.value, percent).is_some() {
            continue;
        }
        // Parts named beside it, whose sum would fit.
        let sum = figures::sum(parts.iter().map(|&j| {
            quantities
                .get(j)
                .filter(|it| it.is_like(count))
                .map(|it| it.value)
        }));
        let written_count = passage.words_of(count);
        let stated = passage.words_of(percent);
        let other = sum
            .filter(|&sum| sum != count.value)
            .and_then(|sum| Some((sum, implied_target(sum, percent)?)));
        let message = match other {
            Some((sum, target)) => format!(
                "按{stated}反推，{written_count}对应的目标数不是整数，而分项之和{sum}对应目标{target}，请核对{written_count}是否笔误。"
            ),
            None => format!(
                "按{stated}反推，{written_count}对应的目标数不是整数，请核对完成数和百分比。"
            ),
        };
        let mut finding = Finding::new(passage.place(count), message).and(passage.place(percent));
        if let Some((sum, _)) = other {
            let with = passage.written(sum, count);
            finding = finding.fix(
                format!("改为 {with}"),
                vec![passage.rewrite(count.span.clone(), &with)],
            );
        }
        found.push(finding);
    }
    found
}

/// The whole number of which `count` is the percentage, as far as its digits tell.
fn implied_target(count: Decimal, percent: &Quantity<'_>) -> Option<Decimal> {
    let hundred = count.checked_mul(Decimal::ONE_HUNDRED)?;
    let high = hundred.checked_div(percent.value.checked_sub(percent.slack)?)?;
    let low = hundred.checked_div(percent.value.checked_add(percent.slack)?)?;
    let whole = high.floor();
    (whole >= low && whole > Decimal::ZERO).then_some(whole)
}
