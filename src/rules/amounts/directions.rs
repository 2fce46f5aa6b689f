//! A in the text: whether what is said to have risen did rise, and a rate of nothing.

use rust_decimal::Decimal;

use super::percentages::{Growth, growth, is_compared};
use crate::report::numeral::is_digit;
use crate::rules::passage::quantity::{Quantity, Unit};
use crate::rules::passage::{NEAR, Passage, Word, bare, clause_before, contains_any, word};
use crate::rules::{Check, Finding, Rule, Severity};

pub(in crate::rules) static RULES: &[Rule] = &[
    Rule {
        code: "A12",
        name: "direction-contradicts",
        title: "增减的说法与数字矛盾",
        severity: Severity::Error,
        basis: "报告文字应与数字一致",
        explain: "说增长而数字是负的，或者两年的数字是减少却说增加，或者所写的增减、节约、结余数不是两数之差，年初预算加追加不等于全年预算（已留四舍五入的余地）。",
        bad: "整体绩效: {完成情况: 可防性案件由上年的64起上升至51起。}",
        good: "整体绩效: {完成情况: 可防性案件由上年的64起下降至51起。}",
        checks: &[Check::Text(directions)],
    },
    Rule {
        code: "A13",
        name: "rate-of-nothing",
        title: "年初预算为0却说完成百分之几",
        severity: Severity::Error,
        basis: "比率的分母不能为0",
        explain: "年初预算是0或没有安排，不应表述为完成年初预算的百分之几，请改用全年预算口径。",
        bad: "整体绩效: {完成情况: 专项资金年初预算为0万元，支出20万元，完成年初预算的100%。}",
        good: "整体绩效: {完成情况: 专项资金年初预算为20万元，支出20万元，完成年初预算的100%。}",
        checks: &[Check::Text(of_nothing)],
    },
];

fn directions(passage: &Passage<'_>) -> Vec<Finding> {
    let quantities = &passage.quantities;
    let tells_from = passage.text.contains(['由', '从']);
    let mut found = Vec::new();
    for (i, quantity) in quantities.iter().enumerate() {
        let sentence = passage.sentence_at(quantity.span.start);
        let head = passage.between(sentence.start, quantity.span.start);
        // 增长-12.3%
        if quantity.value < Decimal::ZERO {
            let verbs = [
                "增长", "增加", "上升", "提高", "提升", "下降", "减少", "降低",
            ];
            let bare = head.trim_end_matches(['了', '为', '达', '约']);
            if let Some(verb) = verbs.iter().find(|verb| bare.ends_with(*verb)) {
                let shown = passage.words_of(quantity);
                let message = format!("“{verb}”后面是负数{shown}，说法与数字矛盾，请更正。");
                let at = quantity.span.start - (head.len() - bare.len()) - verb.len();
                found.push(Finding::new(
                    passage.place_at(at..quantity.span.end),
                    message,
                ));
            }
            continue;
        }
        // 比2022年的435.2万元: the year is none of the two.
        let mut behind = quantities.iter().enumerate().skip(i + 1).take(NEAR);
        let Some((next_at, next)) = behind.find(|(_, it)| it.unit != Unit::Date) else {
            continue;
        };
        if next.span.start >= sentence.end || !next.is_like(quantity) {
            continue;
        }
        let (quantity_ok, next_ok) = (quantity.is_exact(), next.is_exact());
        if !quantity_ok || !next_ok || matches!(quantity.unit, Unit::Points) {
            continue;
        }
        if next_at == i + 1 {
            found.extend(left_over(passage, i));
            found.extend(added_to(passage, i));
        }
        let gap = passage.between(quantity.span.end, next.span.start);
        let phrase = passage.phrase(i);
        // 由小学65元、初中85元提高到72元、94元: which is of which is told by their order.
        let is_listed = i
            .checked_sub(1)
            .and_then(|before| quantities.get(before))
            .is_some_and(|it| {
                it.is_like(quantity)
                    && passage
                        .between(it.span.end, quantity.span.start)
                        .starts_with('、')
            });
        let from_to = tells_from
            && !is_listed
            && (phrase.contains(['由', '从']) || clause_before(head).contains(['由', '从']));
        let told = if from_to && gap.chars().count() <= 12 && (gap.ends_with(['至', '到', '为']))
        {
            // 由64起上升至51起; 由200件变为236件，同比下降18%
            let behind = passage.between(next.span.end, sentence.end);
            let behind = behind.split('；').next().unwrap_or_default();
            let direction = growth(gap).or_else(|| {
                let clause = behind.trim_start_matches('，');
                let clause = clause.split(is_digit).next()?;
                let near = clause.chars().count() <= 8;
                gap.contains('变')
                    .then(|| growth(clause).filter(|_| near))?
            });
            direction.map(|direction| (direction, quantity.value, next.value))
        } else if is_compared(gap) {
            // 1660.4万元，较2021年的1725.9万元增加65.5万元
            let behind = passage.between(next.span.end, sentence.end);
            let behind = match behind.strip_prefix("相比") {
                Some(behind) => behind.trim_start_matches('，'),
                None => behind,
            };
            let verb: String = behind.chars().take(4).collect();
            let direct = behind.starts_with(['增', '减', '下', '上', '提', '降']);
            growth(&verb)
                .filter(|_| direct)
                .map(|direction| (direction, next.value, quantity.value))
        } else {
            None
        };
        let Some((direction, before, after)) = told else {
            continue;
        };
        let right = match direction {
            Growth::Up => after >= before,
            Growth::Down => after <= before,
        };
        if right {
            let far = after.checked_sub(before).map(|it| it.abs());
            let by = quantities.get(next_at + 1);
            let told = far
                .zip(by)
                .and_then(|(far, by)| how_far(passage, [quantity, next, by], direction, far));
            found.extend(told);
            continue;
        }
        let (said, is) = match direction {
            Growth::Up => ("增加", "减少"),
            Growth::Down => ("减少", "增加"),
        };
        let a = passage.words_of(quantity);
        let b = passage.words_of(next);
        let message = format!("文中说{said}，而{a}与{b}相比是{is}，说法与数字矛盾，请更正。");
        found.push(Finding::new(passage.place(quantity), message).and(passage.place(next)));
    }
    found
}

/// What is wrong with how much behind two numbers one is said to differ from the other: 108万元，比上年
/// 90万元增加28万元.
fn how_far(
    passage: &Passage<'_>,
    [one, other, by]: [&Quantity<'_>; 3],
    direction: Growth,
    far: Decimal,
) -> Option<Finding> {
    let words = passage.between(other.span.end, by.span.start);
    let is_told = words.chars().count() <= 6
        && !words.contains(['。', '；'])
        && clause_before(words) == words.trim_start_matches('，')
        && Growth::by(words) == Some(direction);
    is_told.then(|| not_apart(passage, [one, other, by], far))?
}

/// What is wrong with what is said to be left of a budget: 预算180万元，支出170万元，节约19万元, in one
/// sentence or as the next.
fn left_over(passage: &Passage<'_>, first: usize) -> Option<Finding> {
    const LEFT: [&str; 7] = [
        "节约",
        "节约资金",
        "节约支出",
        "结余",
        "结余资金",
        "剩余",
        "剩余资金",
    ];
    const SPENT: [&str; 4] = ["支出", "执行", "支付", "采购"];
    // Of the first budget, of what is left of last year and of what is done with the rest it is
    // not the difference.
    const NOT_OF_IT: [&str; 6] = ["年初", "上年", "收入", "结转", "收回", "盘活"];
    let [one, other, by] = passage.quantities.get(first..first + 3)? else {
        return None;
    };
    let words = passage.phrase(first + 2);
    if !LEFT.contains(&words.trim_start_matches("年末"))
        || !passage.phrase(first).contains("预算")
        || !SPENT.contains(&bare(passage.phrase(first + 1)))
    {
        return None;
    }
    let sentence = passage.sentence_at(one.span.start);
    let last = passage.sentence_at(by.span.start);
    let around = passage.between(sentence.start, last.end);
    let between = passage.between(one.span.end, other.span.start);
    let behind = passage.between(other.span.end, by.span.start);
    let far = one.value.checked_sub(other.value)?;
    let is_meant = one.unit == Unit::Money
        && far > Decimal::ZERO
        && !between.contains(['；', '。', '（'])
        && behind.trim_start_matches(['，', '。', '\n']) == words
        && !contains_any(around, &NOT_OF_IT);
    is_meant.then(|| not_apart(passage, [one, other, by], far))?
}

/// What is wrong with a budget that something was added to: 年初预算300万元，追加60万元，全年预算350万元.
fn added_to(passage: &Passage<'_>, first: usize) -> Option<Finding> {
    const ADDED: [&str; 8] = [
        "追加",
        "全年追加",
        "年中追加",
        "追加预算",
        "年中追加预算",
        "调增",
        "年中调增",
        "调整增加",
    ];
    const IN_ALL: [&str; 5] = ["全年预算", "调整后", "调整为", "年终预算", "调整预算"];
    let [one, by, whole] = passage.quantities.get(first..first + 3)? else {
        return None;
    };
    let parts = |from: &Quantity<'_>, to: &Quantity<'_>, phrase: &str| {
        let between = passage.between(from.span.end, to.span.start);
        between.trim_start_matches(['，', '、']) == phrase
    };
    let (own, added, all) = (first, first + 1, first + 2);
    let is_meant = one.unit == Unit::Money
        && by.is_like(one)
        && whole.is_like(one)
        && whole.is_exact()
        && passage.phrase(own).contains("年初")
        && passage.phrase(own).contains("预算")
        && ADDED.contains(&passage.phrase(added))
        && contains_any(passage.phrase(all), &IN_ALL)
        && parts(one, by, passage.phrase(added))
        && parts(by, whole, passage.phrase(all));
    // What was carried over may be a part of it as well.
    let sentence = passage.sentence_at(one.span.start);
    let is_all = !contains_any(
        passage.between(sentence.start, sentence.end),
        &["结转", "调减", "收回", "压减"],
    );
    let sum = one.value.checked_add(by.value)?;
    let slack = one.slack.checked_add(by.slack)?.checked_add(whole.slack)?;
    if !is_meant || !is_all || sum.checked_sub(whole.value)?.abs() <= slack {
        return None;
    }
    let message = format!(
        "{}加{}是{}，文中写{}，请核实。",
        passage.words_of(one),
        passage.words_of(by),
        passage.written(sum, whole),
        passage.words_of(whole)
    );
    let finding = Finding::new(passage.place(whole), message).and(passage.place(one));
    Some(finding.and(passage.place(by)))
}

/// That two numbers are `far` apart, by more than rounding allows another than is written behind them.
fn not_apart(
    passage: &Passage<'_>,
    [one, other, by]: [&Quantity<'_>; 3],
    far: Decimal,
) -> Option<Finding> {
    let slack = one.slack.checked_add(other.slack)?.checked_add(by.slack)?;
    let is_right = by.value.checked_sub(far)?.abs() <= slack;
    if !by.is_like(one) || !by.is_exact() || is_right {
        return None;
    }
    let right = passage.written(far, by);
    let (a, b) = (passage.words_of(one), passage.words_of(other));
    let told = passage.words_of(by);
    let message = format!("{a}与{b}相差{right}，文中写{told}，请更正。");
    let finding = Finding::new(passage.place(by), message)
        .and(passage.place(one))
        .and(passage.place(other));
    let edits = vec![passage.rewrite(by.span.clone(), &right)];
    Some(finding.fix(format!("改为 {right}"), edits))
}

fn of_nothing(passage: &Passage<'_>) -> Vec<Finding> {
    const OF_NOTHING: Word = word("年初预算");
    if passage.places(OF_NOTHING).is_empty() {
        return Vec::new();
    }
    let quantities = &passage.quantities;
    let found = quantities.iter().enumerate().filter_map(|(i, percent)| {
        if percent.unit != Unit::Percent {
            return None;
        }
        let clause = passage.clause_before(percent.span.start);
        if !contains_any(clause, &["年初预算的", "年初预算数的"]) {
            return None;
        }
        let zero = quantities
            .iter()
            .enumerate()
            .take(i)
            .skip(i.saturating_sub(NEAR))
            .rev()
            .find(|(j, it)| {
                it.unit == Unit::Money
                    && it.value.is_zero()
                    && passage.phrase(*j).contains("年初预算")
            })?;
        let stated = passage.words_of(percent);
        let message =
            format!("年初预算为0，不应表述为完成年初预算的{stated}，请改用全年预算口径。");
        Some(Finding::new(passage.place(percent), message).and(passage.place(zero.1)))
    });
    found.collect()
}
