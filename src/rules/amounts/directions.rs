//! A in the text: whether what is said to have risen did rise, and a rate of nothing.

use rust_decimal::Decimal;

use super::breakdowns::is_first_of_its_kind;
use super::comparisons;
use super::growths::AGAINST;
use super::percentages::{behind_last, compared_with, now_and_prior, or_all_of_it};
use super::staff;
use super::verbs::{Growth, growth_verb, is_compared};
use crate::document::{Edit, Node};
use crate::figures::figure::Figure;
use crate::figures::live;
use crate::report::number::told;
use crate::report::numeral::is_digit;
use crate::rules::passage::quantity::{Quantity, Unit};
use crate::rules::passage::{
    NEAR, Passage, Word, bare, clause_before, contains_any, ends_with_any, word,
};
use crate::rules::{Case, Check, Finding, Place, Reads, Rule, Severity};

pub(in crate::rules) static RULES: &[Rule] = &[
    Rule {
        code: "A12",
        name: "direction-contradicts",
        title: "增减的说法与数字矛盾",
        severity: Severity::Error,
        basis: "报告文字应与数字一致",
        explain: "说增长而数字是负的，或者两年的数字是减少却说增加，或者说超额完成而比目标还少，或者所写的增减、节约、超支、结余数不是两数之差，年初预算加追加不等于全年预算，年初结转加收入减支出不等于年末结转，人数的增减不等于其间进出的人数（已留四舍五入的余地）；没有写数、只说与上年持平、比上年增减或较预算增减、超支、节约、结余的，看表中的数是不是这样。",
        bad: "整体绩效: {完成情况: 可防性案件由上年的64起上升至51起。}",
        good: "整体绩效: {完成情况: 可防性案件由上年的64起下降至51起。}",
        checks: &[
            Check::Text(directions),
            Check::Text(staff::came_and_went),
            Check::Live(beside_live_changes),
            Check::Prose(Reads::Figures, comparisons::beside_tables),
        ],
    },
    Rule {
        code: "A13",
        name: "rate-of-nothing",
        title: "基数为0却说百分之几",
        severity: Severity::Error,
        basis: "比率的分母不能为0",
        explain: "年初预算是0或没有安排，不应表述为完成年初预算的百分之几，请改用全年预算口径。上年没有的，增加的就是全部，也算不出增长百分之几。",
        bad: "整体绩效: {完成情况: 专项资金年初预算为0万元，支出20万元，完成年初预算的100%。}",
        good: "整体绩效: {完成情况: 专项资金年初预算为20万元，支出20万元，完成年初预算的100%。}",
        checks: &[Check::Text(of_nothing)],
    },
];

/// What a live change is called, beside the way it went, which the number in the text does not say.
fn beside_live_changes(case: &Case<'_>, passage: &Passage<'_>) -> Vec<Finding> {
    if !passage.is_live {
        return Vec::new();
    }
    let node = case.document.node(passage.path);
    let raw = node.and_then(Node::text).unwrap_or_default();
    let found = live::quoted(raw).filter_map(|quote| {
        let Figure::Change(item) = case.names.find(quote.name)? else {
            return None;
        };
        let change = case.figures.budget.node(item)?.change()?;
        let clause = clause_before(raw.get(..quote.span.start)?);
        let said = Growth::by(clause)?;
        let (_, verb) = growth_verb(clause)?;
        if said.signed(change) >= Decimal::ZERO {
            return None;
        }
        let is = said.opposite().verb();
        let name = item.name(case.report);
        let message = format!(
            "文中说{name}“{verb}”，动态数字算出的是{is}{}万元，说法与数字矛盾，请更正。",
            told(change.abs())
        );
        let at = quote.span.start - clause.len() + clause.rfind(verb)?;
        let edit = Edit::Rewrite {
            path: passage.path.clone(),
            range: at..at + verb.len(),
            with: is.to_owned(),
        };
        let finding = Finding::new(Place::new(passage.path.clone()).shows(verb), message);
        Some(finding.fix(format!("改为 {is}"), vec![edit]))
    });
    found.collect()
}

fn directions(passage: &Passage<'_>) -> Vec<Finding> {
    let quantities = &passage.quantities;
    let mut found = Vec::new();
    for (i, quantity) in quantities.iter().enumerate() {
        if quantity.value < Decimal::ZERO {
            found.extend(grown_below_zero(passage, quantity));
            continue;
        }
        found.extend(two_ways(passage, i));
        // 比2022年的435.2万元: the year is none of the two.
        let mut behind = quantities.iter().enumerate().skip(i + 1).take(NEAR);
        let Some((next_at, next)) = behind.find(|(_, it)| it.unit != Unit::Date) else {
            continue;
        };
        let is_apart = next.span.start >= passage.sentence_at(quantity.span.start).end;
        if is_apart || !next.is_like(quantity) || quantity.unit == Unit::Points {
            continue;
        }
        if !quantity.is_exact() || !next.is_exact() {
            continue;
        }
        if next_at == i + 1 {
            found.extend(left_over(passage, i));
            found.extend(beside_budget(passage, i));
            found.extend(left_undone(passage, i));
            found.extend(beyond_its_aim(passage, i));
            found.extend(added_to(passage, i));
            found.extend(adjusted_by(passage, i));
            found.extend(carried_over(passage, i));
        }
        let gap = behind_last(passage, next_at);
        let of = match is_compared(gap) {
            true => compared_with(passage, next_at, i),
            false => Some(i),
        };
        let Some(of) = of else { continue };
        let all = or_all_of_it(passage, of).map(|of| grown_otherwise(passage, [of, next_at]));
        let all: Option<Vec<Finding>> = all.collect();
        let Some(mut all) = all else { continue };
        // Of which it is nobody can tell where it is of neither.
        if all.len() > 1 {
            all.iter_mut().for_each(|it| it.fixes.clear());
        }
        found.extend(all.pop());
    }
    found
}

/// What is wrong with how a number is said to have become the one behind it, or to be beside that.
fn grown_otherwise(passage: &Passage<'_>, [of, next_at]: [usize; 2]) -> Option<Finding> {
    let (quantity, next) = passage.pair([of, next_at])?;
    let change = change(passage, [of, next_at])?;
    let (before, after) = (change.before, change.after);
    let right = match change.direction {
        Growth::Up => after >= before,
        Growth::Down => after <= before,
    };
    if right {
        let far = after.checked_sub(before)?.abs();
        let by = passage.quantities.get(next_at + 1)?;
        return how_far(passage, [quantity, next, by], change.direction, far);
    }
    let (said, is) = (change.verb, change.direction.opposite().verb());
    let a = passage.words_of(quantity);
    let b = passage.words_of(next);
    let message = format!("文中说“{said}”，而{a}与{b}相比是{is}，说法与数字矛盾，请更正。");
    Some(Finding::new(passage.place(quantity), message).and(passage.place(next)))
}

/// That an amount is said to have gone one way, and the rate of it right behind the other: 比上年增加2万元，下降20%.
fn two_ways(passage: &Passage<'_>, index: usize) -> Option<Finding> {
    let [by, rate] = passage.quantities.get(index..index + 2)? else {
        return None;
    };
    let is_rate_behind = rate.unit == Unit::Percent
        && rate.value > Decimal::ZERO
        && matches!(by.unit, Unit::Money | Unit::Count(_));
    let between = passage.gap(by, rate);
    let words = between
        .strip_prefix(['，', ','])
        .filter(|_| is_rate_behind)?;
    let (direction, verb) = growth_verb(words)?;
    let said = Growth::by(passage.phrase(index))?;
    let (before, behind) = words.split_once(verb)?;
    let is_bare =
        matches!(before, "" | "同比") && matches!(behind, "" | "了" | "幅度" | "幅度为" | "约");
    let message = format!(
        "文中说{}{}，后面却说{verb}{}，说法前后矛盾，请更正。",
        said.verb(),
        passage.words_of(by),
        passage.words_of(rate)
    );
    (direction != said && is_bare)
        .then(|| Finding::new(passage.place(rate), message).and(passage.place(by)))
}

/// That what is below zero is called growth: 增长-12.3%.
fn grown_below_zero(passage: &Passage<'_>, quantity: &Quantity<'_>) -> Option<Finding> {
    const VERBS: [&str; 8] = [
        "增长", "增加", "上升", "提高", "提升", "下降", "减少", "降低",
    ];
    let sentence = passage.sentence_at(quantity.span.start);
    let head = passage.between(sentence.start, quantity.span.start);
    let bare = head.trim_end_matches(['了', '为', '达', '约']);
    // 自然增长 is born less died.
    let is_noun = bare.ends_with("自然增长");
    let verb = VERBS
        .iter()
        .find(|verb| bare.ends_with(*verb) && !is_noun)?;
    let shown = passage.words_of(quantity);
    let message = format!("“{verb}”后面是负数{shown}，说法与数字矛盾，请更正。");
    let at = quantity.span.start - (head.len() - bare.len()) - verb.len();
    Some(Finding::new(
        passage.place_at(at..quantity.span.end),
        message,
    ))
}

/// That a number is said to have become another.
struct Change {
    direction: Growth,
    verb: &'static str,
    before: Decimal,
    after: Decimal,
}

/// What is told of two numbers of which nothing but other comparisons stands between; `None` where they are not said to
/// be of one thing, or it may be the better for the smaller number.
fn change(passage: &Passage<'_>, [i, next_at]: [usize; 2]) -> Option<Change> {
    let (one, next) = passage.pair([i, next_at])?;
    let sentence = passage.sentence_at(one.span.start);
    let clause = passage.clause_before(one.span.start);
    let gap = behind_last(passage, next_at);
    let behind = passage.between(next.span.end, sentence.end);
    // 由小学65元、初中85元提高到72元、94元: which is of which is told by their order.
    let before = i.checked_sub(1).and_then(|it| passage.quantities.get(it));
    let is_listed = before.filter(|it| it.is_like(one)).is_some_and(|it| {
        let words = passage.gap(it, one);
        words.starts_with('、')
    });
    let from_to = || {
        gap.ends_with(['至', '到', '为'])
            && gap.chars().count() <= 12
            && !is_listed
            && (passage.phrase(i).contains(['由', '从']) || clause.contains(['由', '从']))
    };
    let ((direction, verb), before, after) = if from_to() {
        // 由64起上升至51起; 由200件变为236件，同比下降18%
        let told = growth_verb(gap).or_else(|| {
            let behind = behind.split('；').next()?;
            let clause = behind.trim_start_matches('，').split(is_digit).next()?;
            let is_near = gap.contains('变') && clause.chars().count() <= 8;
            is_near.then(|| growth_verb(clause))?
        });
        let (direction, verb) = told?;
        // 由3个社区扩大到2个街道
        let (from, to) = (gap.split(verb).next()?, passage.tail(next_at));
        if gap.contains(verb) && !(from.starts_with(to) || to.starts_with(from)) {
            return None;
        }
        ((direction, verb), one.value, next.value)
    } else if is_compared(gap) {
        // 1660.4万元，较2021年的1725.9万元增加65.5万元
        let behind = match behind.strip_prefix("相比") {
            Some(behind) => behind.trim_start_matches('，'),
            None => behind,
        };
        let is_direct =
            behind.starts_with(['增', '减', '下', '上', '提', '降', '压', '缩', '扩', '回']);
        let near = behind.char_indices().nth(4).map_or(behind.len(), |it| it.0);
        let told = growth_verb(behind.get(..near)?).filter(|_| is_direct)?;
        (told, next.value, one.value)
    } else {
        let (now, prior, told) = beside_last_year(passage, [i, next_at])?;
        (told, prior, now)
    };
    (!is_by_worth(passage, one, clause, verb)).then_some(Change {
        direction,
        verb,
        before,
        after,
    })
}

/// This year's number, last year's, and how the one is said to differ from the other right behind both:
/// 本年支出80万元，上年支出100万元，增加20万元. No other number of the kind stands before them.
fn beside_last_year(
    passage: &Passage<'_>,
    [i, next_at]: [usize; 2],
) -> Option<(Decimal, Decimal, (Growth, &'static str))> {
    const YEARS: [&str; 6] = ["上年度", "上年", "上一年", "去年", "同期", "的"];
    const AGAINST: [&str; 5] = ["同比", "比", "较", "净", "共"];
    let [one, next, by] = [i, next_at, next_at + 1].map(|it| passage.quantities.get(it));
    let (one, next, by) = (one?, next?, by?);
    let words = passage.gap(next, by);
    let words = words
        .trim_start_matches(['）', ')'])
        .trim_start_matches(['，', ',']);
    let is_like = by.is_like(one) || by.unit == Unit::Percent;
    if !is_like || words.len() > "，较上一年同期下降幅度为".len() {
        return None;
    }
    let direction = Growth::by(words)?;
    let (_, verb) = growth_verb(words)?;
    let without = |mut words, heads: &[&str]| {
        while let Some(rest) = heads.iter().find_map(|it| str::strip_prefix(words, *it)) {
            words = rest;
        }
        words
    };
    let (subject, behind) = words.split_once(verb)?;
    let is_bare = without(without(subject, &AGAINST), &YEARS).is_empty()
        && matches!(behind, "" | "了" | "约" | "率" | "幅度" | "幅度为" | "率为");
    if !is_bare || passage.between(by.span.end, by.span.end + "的".len()) == "的" {
        return None;
    }
    let (now, prior) = now_and_prior(passage, [i, next_at])?;
    // 支出80万元，上年结转100万元: other than what is told of this year.
    let name = without(bare(passage.phrase(prior)), &YEARS);
    if !bare(passage.phrase(now)).ends_with(name) {
        return None;
    }
    let sentence = passage.sentence_at(one.span.start);
    let head = passage.between(sentence.start, one.span.start);
    let from = one.span.start - head.rsplit('；').next()?.len();
    let mut others = passage.quantities.get(..i)?.iter().rev();
    let is_first = others
        .by_ref()
        .take_while(|it| it.span.start >= from)
        .all(|it| !it.is_like(one));
    let (now, prior) = match now == i {
        true => (one, next),
        false => (next, one),
    };
    is_first.then_some((now.value, prior.value, (direction, verb)))
}

/// Whether a verb may say that something got better or worse where its number goes the other way: a place in a list,
/// 由15位上升至8位, or how long something takes, 由10天提高到5天.
fn is_by_worth(passage: &Passage<'_>, one: &Quantity<'_>, clause: &str, verb: &str) -> bool {
    const OF_WORTH: [&str; 7] = ["排名", "位次", "名次", "等级", "精度", "分辨率", "误差"];
    const SPANS: [&str; 3] = ["工作日", "月", "自然日"];
    let improves = verb.contains(['升', '提']);
    let behind = passage.between(one.span.end, passage.text.len());
    let by_unit = match one.unit {
        Unit::Count("位" | "名" | "类") => improves || verb.contains(['降', '落']),
        Unit::Count("天" | "小时" | "分钟") => improves,
        Unit::Count("个") => improves && SPANS.iter().any(|span| behind.starts_with(span)),
        _ => false,
    };
    by_unit || contains_any(clause, &OF_WORTH)
}

/// What is wrong with how much behind two numbers one is said to differ from the other: 108万元，比上年
/// 90万元增加28万元.
fn how_far(
    passage: &Passage<'_>,
    [one, other, by]: [&Quantity<'_>; 3],
    direction: Growth,
    far: Decimal,
) -> Option<Finding> {
    const OTHERS: [&str; 5] = ["目标", "任务", "计划", "预算", "年初"];
    let words = passage.gap(other, by);
    // 由97.8%提高到98.6%，较目标提高3.6个百分点
    let is_told = !contains_any(words, &OTHERS)
        && words.chars().count() <= 6
        && !words.contains(['。', '；'])
        && clause_before(words) == words.trim_start_matches('，')
        && Growth::by(words) == Some(direction);
    is_told.then(|| not_apart(passage, [one, other, by], far))?
}

/// What is wrong with how far something is said to be from its budget: 支出4.6万元，比预算5万元节约0.6万元. Where a number
/// before it is so far from the budget, that is meant.
fn beside_budget(passage: &Passage<'_>, first: usize) -> Option<Finding> {
    const BY: [(&str, Growth); 6] = [
        ("节约", Growth::Down),
        ("节省", Growth::Down),
        ("节支", Growth::Down),
        ("少", Growth::Down),
        ("超支", Growth::Up),
        ("超出", Growth::Up),
    ];
    let [one, budget, by] = passage.quantities.get(first..first + 3)? else {
        return None;
    };
    let gap = passage.gap(one, budget);
    let words = passage.gap(budget, by);
    let words = words.trim_start_matches(['，', ',']).trim_end_matches('了');
    let (_, direction) = BY.iter().find(|(verb, _)| *verb == words)?;
    let is_meant = one.unit == Unit::Money
        && gap.starts_with(['，', ','])
        && is_compared(gap)
        && ends_with_any(gap, &["预算", "预算数"]);
    let far = |of: &Quantity<'_>| Some(direction.signed(of.value.checked_sub(budget.value)?));
    let of = compared_with(passage, first + 1, first).filter(|_| is_meant)?;
    let one = passage.quantities.get(of)?;
    let sentence = passage.sentence_at(one.span.start);
    let before = passage.quantities.get(..of)?.iter().rev();
    let mut before = before.take_while(|it| it.span.start >= sentence.start);
    let is_of_another = before.any(|it| it.is_like(one) && far(it) == Some(by.value));
    let far = far(one).filter(|it| !is_of_another && *it > Decimal::ZERO)?;
    not_apart(passage, [one, budget, by], far)
}

/// What is wrong with how far something is said to be from what was planned: 预算180万元，支出170万元，节约19万元, in one
/// sentence or as the next; 计划检查600家次，实际检查618家次，超额28家次; 年初12家，年末15家，净增4家.
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
    /// What is above its plan, or apart from it, is so of any kind.
    const APART: [(&str, Growth); 9] = [
        ("超支", Growth::Up),
        ("超收", Growth::Up),
        ("超额", Growth::Up),
        ("超出", Growth::Up),
        ("超计划", Growth::Up),
        ("超预算", Growth::Up),
        ("超任务", Growth::Up),
        ("决算数大于预算数", Growth::Up),
        ("决算数小于预算数", Growth::Down),
    ];
    const PLANNED: [&str; 4] = ["预算", "计划", "目标", "任务"];
    const DONE: [&str; 5] = ["实际", "完成", "决算", "支出", "收入"];
    /// From the beginning of the year to its end.
    const IN_THE_YEAR: [(&str, Growth); 4] = [
        ("净增", Growth::Up),
        ("净增加", Growth::Up),
        ("净减", Growth::Down),
        ("净减少", Growth::Down),
    ];
    let [one, other, next] = passage.quantities.get(first..first + 3)? else {
        return None;
    };
    // 预算130万元，支出115万元，执行率88.46%，结余15万元
    let is_rate = |called: &str| called.ends_with('率') || called.starts_with("完成预算的");
    let (told, at) = match next.unit == Unit::Percent && is_rate(passage.phrase(first + 2)) {
        true => (next, first + 3),
        false => (other, first + 2),
    };
    let by = passage.quantities.get(at)?;
    let words = passage.phrase(at);
    let find = |verbs: &[(&str, Growth)]| {
        let verb = verbs.iter().find(|(verb, _)| *verb == words);
        verb.map(|(_, direction)| *direction)
    };
    let is_left = LEFT.contains(&words.trim_start_matches("年末"));
    if !is_left && find(&APART).or_else(|| find(&IN_THE_YEAR)).is_none() {
        return None;
    }
    let [plan, done] = [first, first + 1].map(|at| passage.phrase(at));
    let is_left =
        is_left && plan.contains("预算") && SPENT.contains(&bare(done)) && one.unit == Unit::Money;
    let is_done = || contains_any(done, &DONE) && !contains_any(done, &PLANNED);
    let apart = || find(&APART).filter(|_| contains_any(plan, &PLANNED) && is_done());
    let in_the_year = || {
        let (before, after) = (plan.strip_prefix("年初")?, done.strip_prefix("年末")?);
        let is_of_one = after.is_empty() || after == before;
        find(&IN_THE_YEAR).filter(|_| is_of_one && !before.contains("预算"))
    };
    let direction = match is_left {
        true => Growth::Down,
        false => apart().or_else(in_the_year)?,
    };
    let sentence = passage.sentence_at(one.span.start);
    let last = passage.sentence_at(by.span.start);
    let around = passage.between(sentence.start, last.end);
    let between = passage.gap(one, other);
    let behind = passage.gap(told, by);
    let far = direction.signed(other.value.checked_sub(one.value)?);
    let is_meant = far > Decimal::ZERO
        && !between.contains(['；', '。', '（'])
        && behind.trim_start_matches(['，', '。', '\n']) == words
        && !(is_left && contains_any(around, &NOT_OF_IT));
    is_meant.then(|| not_apart(passage, [one, other, by], far))?
}

/// What is wrong with what is said to be done and not done of so many: 受理326件，结案300件，未结案36件; 送审18.6万元，审定
/// 16.9万元，核减2.7万元. Where a part of another kind is told behind both, they may be less than all.
fn left_undone(passage: &Passage<'_>, first: usize) -> Option<Finding> {
    /// What there was, what came of it, and the rest.
    const OF_ONE: [[&str; 3]; 19] = [
        ["送审", "审定", "核减"],
        ["送审", "审定", "审减"],
        ["编制", "实有", "空编"],
        ["编制", "在编", "空编"],
        ["编制", "在职", "空编"],
        ["批准", "实有", "空编"],
        ["受理", "办结", "正在办理"],
        ["受理", "办结", "在办"],
        ["原值", "累计折旧", "净值"],
        ["资产总", "负债", "净资产"],
        ["总资产", "负债", "净资产"],
        ["收入", "支出", "收支结余"],
        ["收入", "支出", "收支相抵"],
        ["收入", "总支出", "收支结余"],
        ["收入", "总支出", "收支相抵"],
        ["新成立", "注销", "净增"],
        ["新登记", "注销", "净增"],
        ["新增", "注销", "净增"],
        ["新增", "退出", "净增"],
    ];
    const REST: [&str; 4] = ["剩余", "其余", "还剩", "尚余"];
    /// What is done with each of them once.
    const SETTLED: [&str; 10] = [
        "整改", "化解", "办结", "结案", "销号", "调解", "调处", "解决", "处置", "处理",
    ];
    const NOT: [&str; 9] = [
        "尚未", "正在", "还未", "仍未", "未", "待", "不", "没有", "无",
    ];
    /// What makes the first no whole of the others, of which some may be older.
    const NEW: [&str; 9] = [
        "新", "本年", "当年", "上年", "已", "其中", "计划", "目标", "比",
    ];
    let [one, other, next] = passage.quantities.get(first..first + 3)? else {
        return None;
    };
    // 查处1124处，已整改1119处，整改率99.56%，其余5处
    let has_rate = next.unit == Unit::Percent && passage.phrase(first + 2).ends_with('率');
    let at = first + 2 + usize::from(has_rate);
    let rest = passage.quantities.get(at).filter(|it| it.is_like(one))?;
    let [whole, done, left] = [first, first + 1, at].map(|at| passage.phrase(at));
    let done = done.trim_start_matches('已');
    let against = ["较上年", "比上年"].iter();
    let left = against.fold(left, |left, it| left.strip_prefix(it).unwrap_or(left));
    let goes_on = |from: &Quantity<'_>, to: &Quantity<'_>, at: usize| {
        let gap = passage.gap(from, to);
        let gap = gap.strip_prefix(passage.tail(at - 1)).unwrap_or(gap);
        gap.strip_prefix(['，', ',', '、']) == Some(passage.phrase(at))
    };
    let is_behind_rate = || {
        let gap = passage.gap(next, rest);
        passage.is_right_behind(first + 2)
            && REST.contains(&left)
            && gap.strip_prefix(['，', ',', '；']) == Some(left)
    };
    let is_rest_of = |done: &str, left: &str| {
        if REST.contains(&left) {
            // 发现问题86个，立行立改60个，限期整改20个，剩余6个
            return ends_with_any(done, &SETTLED)
                && !done.contains(['年', '月'])
                && is_first_of_its_kind(passage, first);
        }
        let mut not = NOT.iter().filter_map(|not| left.strip_prefix(not));
        not.next().is_some_and(|what| {
            let ends = ["完成", "到位", "完毕"].iter();
            let mut ends = ends.filter_map(|end| done.strip_suffix(end));
            what.chars().count() > 1 && (done == what || ends.any(|it| it == what))
        })
    };
    let known = OF_ONE
        .iter()
        .any(|[a, b, c]| whole.contains(a) && done.starts_with(b) && left.starts_with(c));
    let is_meant = one.is_like(other)
        && [one, other, rest].iter().all(|it| it.is_exact())
        && goes_on(one, other, first + 1)
        && match has_rate {
            true => is_behind_rate(),
            false => goes_on(other, rest, first + 2),
        }
        && (known || is_rest_of(done, left) && !contains_any(whole, &NEW));
    let far = one.value.checked_sub(other.value).filter(|_| is_meant)?;
    // 已整改40项，正在整改12项，无法整改3项
    let more = passage.quantities.get(at + 1);
    let has_more = more.is_some_and(|it| {
        let gap = passage.gap(rest, it);
        it.is_like(rest) && !gap.contains(['；', '。', '\n'])
    });
    if has_more && rest.value <= far {
        return None;
    }
    not_apart(passage, [one, other, rest], far)
}

/// That what was done is said to be more than was aimed at, and is less: 改厕226座，超额完成年度目标任务230座. It may be a part of
/// what was done in all, which stands before it.
fn beyond_its_aim(passage: &Passage<'_>, first: usize) -> Option<Finding> {
    const AIMS: [&str; 6] = ["目标", "任务", "计划", "目标数", "任务数", "计划数"];
    const BEYOND: &str = "超额完成";
    let (done, aim) = passage.pair([first, first + 1])?;
    let words = passage.gap(done, aim).strip_prefix(['，', ','])?;
    let is_told = words.starts_with(BEYOND)
        && ends_with_any(words, &AIMS)
        && words == passage.phrase(first + 1);
    let from = passage.sentence_at(done.span.start).start;
    let before = passage.quantities.get(..=first)?.iter().rev();
    let before = before.take_while(|it| it.span.start >= from);
    let mut like = before.filter(|it| it.is_like(aim));
    if !is_told || like.any(|it| it.value >= aim.value) {
        return None;
    }
    let (done_told, aim_told) = (passage.words_of(done), passage.words_of(aim));
    let message =
        format!("文中说“{BEYOND}”，而{done_told}比{aim_told}少，说法与数字矛盾，请更正。");
    Some(Finding::new(passage.place(done), message).and(passage.place(aim)))
}

/// What a budget is called once it was adjusted.
const IN_ALL: [&str; 5] = ["全年预算", "调整后", "调整为", "年终预算", "调整预算"];

/// What is wrong with what a budget is said to have been adjusted by: 年初预算300万元，全年预算360万元，调增50万元. Where more
/// is told of it, it may be less than all.
fn adjusted_by(passage: &Passage<'_>, first: usize) -> Option<Finding> {
    const BY: [&str; 10] = [
        "调增",
        "调减",
        "净调增",
        "净增加",
        "增加",
        "减少",
        "追加",
        "年中追加",
        "调整增加",
        "调整减少",
    ];
    let [one, whole, by] = passage.quantities.get(first..first + 3)? else {
        return None;
    };
    let own = passage.phrase(first);
    let is_one = |at: usize| BY.contains(&passage.phrase(at)) && passage.is_right_behind(at);
    let sentence = passage.sentence_at(one.span.start);
    let is_meant = one.unit == Unit::Money
        && own.contains("年初")
        && own.contains("预算")
        && contains_any(passage.phrase(first + 1), &IN_ALL)
        && passage.is_right_behind(first + 1)
        && is_one(first + 2)
        && !is_one(first + 3)
        && !contains_any(
            passage.between(sentence.start, sentence.end),
            &["结转", "收回", "其中"],
        );
    let far = whole.value.checked_sub(one.value).filter(|_| is_meant)?;
    not_apart(passage, [one, whole, by], far.abs())
}

/// What is wrong with a budget that something was added to or taken from: 年初预算300万元，追加60万元，全年预算350万元. What was
/// carried over may be in that of the beginning of the year already.
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
    const CARRIED: [&str; 3] = ["上年结转", "上年结转资金", "上年结转结余"];
    const CUT: [&str; 6] = ["调减", "年中调减", "核减", "年中核减", "压减", "年中压减"];
    let one = passage.quantities.get(first)?;
    let own = passage.phrase(first);
    if one.unit != Unit::Money || !own.contains("年初") || !own.contains("预算") {
        return None;
    }
    let (mut sum, mut carried, mut slack) = (one.value, Decimal::ZERO, one.slack);
    let mut terms = passage.words_of(one).to_owned();
    let mut parts = Vec::new();
    let (mut last, mut behind) = (one, passage.quantities.iter().enumerate().skip(first + 1));
    let whole = loop {
        let (at, it) = behind.next()?;
        let phrase = passage.phrase(at);
        let gap = passage.gap(last, it).trim_start_matches(['，', '、']);
        if !it.is_like(one) || !it.is_exact() || gap != phrase {
            return None;
        }
        slack = slack.checked_add(it.slack)?;
        if contains_any(phrase, &IN_ALL) {
            break it;
        }
        let is_carried = CARRIED.contains(&phrase);
        let direction = match CUT.contains(&phrase) {
            true => Growth::Down,
            false if is_carried || ADDED.contains(&phrase) => Growth::Up,
            false => return None,
        };
        if is_carried {
            carried = carried.checked_add(it.value)?;
        }
        sum = sum.checked_add(direction.signed(it.value))?;
        let sign = match direction {
            Growth::Up => "加",
            Growth::Down => "减",
        };
        terms += &format!("{sign}{}", passage.words_of(it));
        parts.push(it);
        last = it;
    };
    // What else was carried over or taken back may be a part of it as well.
    let sentence = passage.sentence_at(one.span.start);
    let is_all = !contains_any(
        passage.between(sentence.start, one.span.start),
        &["结转", "调减", "收回", "压减"],
    );
    let is_right = [sum, sum.checked_sub(carried)?].iter().any(|sum| {
        let far = sum.checked_sub(whole.value);
        far.is_none_or(|it| it.abs() <= slack)
    });
    if parts.is_empty() || !is_all || is_right {
        return None;
    }
    let message = format!(
        "{terms}是{}，文中写{}，请核实。",
        passage.written(sum, whole),
        passage.words_of(whole)
    );
    let finding = Finding::new(passage.place(whole), message).and(passage.place(one));
    let parts = parts.into_iter().map(|it| passage.place(it));
    Some(parts.fold(finding, Finding::and))
}

/// What is wrong with what goes over into the next year: 年初结转20万元，本年收入460万元，本年支出450万元，年末结转30万元.
fn carried_over(passage: &Passage<'_>, first: usize) -> Option<Finding> {
    const BEFORE: [&str; 6] = [
        "年初结转",
        "初结转",
        "上年结转",
        "年初结转和结余",
        "初结转和结余",
        "上年结转和结余",
    ];
    const CAME: [&str; 3] = ["本年收入", "本年收入合计", "收入合计"];
    const WENT: [&str; 3] = ["本年支出", "本年支出合计", "支出合计"];
    const LEFT: [&str; 6] = [
        "年末结转",
        "年末结余",
        "年末结转和结余",
        "年末结转结余",
        "年末结余结转",
        "结转下年",
    ];
    let all = passage.quantities.get(first..first + 4)?;
    let [before, came, went, left] = all else {
        return None;
    };
    let is_called = |at: usize, names: &[&str]| {
        let phrase = passage.phrase(first + at);
        names.contains(&phrase) && (at == 0 || passage.is_right_behind(first + at))
    };
    let is_meant = before.unit == Unit::Money
        && all.iter().all(|it| it.is_like(before) && it.is_exact())
        && is_called(0, &BEFORE)
        && is_called(1, &CAME)
        && is_called(2, &WENT)
        && is_called(3, &LEFT);
    let had = before.value.checked_add(came.value).filter(|_| is_meant)?;
    let far = had.checked_sub(went.value)?;
    let slack = all.iter().map(|it| it.slack).sum::<Decimal>();
    if far.checked_sub(left.value)?.abs() <= slack {
        return None;
    }
    let message = format!(
        "{}加{}减{}是{}，文中写{}，请核实。",
        passage.words_of(before),
        passage.words_of(came),
        passage.words_of(went),
        passage.written(far, left),
        passage.words_of(left)
    );
    let finding = Finding::new(passage.place(left), message);
    let others = [before, came, went].into_iter();
    Some(
        others
            .map(|it| passage.place(it))
            .fold(finding, Finding::and),
    )
}

/// That two numbers are `far` apart, by more than rounding allows another than is written behind them.
fn not_apart(
    passage: &Passage<'_>,
    [one, other, by]: [&Quantity<'_>; 3],
    far: Decimal,
) -> Option<Finding> {
    let slack = one.slack.checked_add(other.slack)?.checked_add(by.slack)?;
    let is_right = by.value.checked_sub(far)?.abs() <= slack;
    let is_in_points = one.unit == Unit::Percent && by.unit == Unit::Points;
    if !(by.is_like(one) || is_in_points) || !by.is_exact() || is_right {
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

/// What is said to have grown by all that it is, and by how many percent: of nothing there is no such.
fn grown_from_nothing(passage: &Passage<'_>) -> impl Iterator<Item = Finding> {
    let triples = passage.quantities.windows(3).enumerate();
    triples.filter_map(|(i, all)| {
        let [now, by, rate] = all else { return None };
        let is_all = rate.unit == Unit::Percent
            && now.value == by.value
            && !now.value.is_zero()
            && now.is_like(by)
            && now.is_exact()
            && by.is_exact();
        let words = is_all.then(|| passage.phrase(i + 1))?;
        let is_meant = AGAINST.iter().any(|it| words.starts_with(it))
            && Growth::by(words) == Some(Growth::Up)
            && Growth::by(passage.phrase(i + 2)) == Some(Growth::Up)
            && passage.is_right_behind(i + 1)
            && passage.is_right_behind(i + 2);
        let (a, stated) = (passage.words_of(by), passage.words_of(rate));
        let message = format!(
            "增加的{a}就是全部，上年为0，算不出增长{stated}，请改为“上年无此项”之类的说法。"
        );
        is_meant.then(|| Finding::new(passage.place(rate), message).and(passage.place(by)))
    })
}

fn of_nothing(passage: &Passage<'_>) -> Vec<Finding> {
    let found = of_no_budget(passage).into_iter();
    found.chain(grown_from_nothing(passage)).collect()
}

fn of_no_budget(passage: &Passage<'_>) -> Vec<Finding> {
    const OF_NOTHING: Word = word("年初预算");
    if passage.places(OF_NOTHING).next().is_none() {
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
