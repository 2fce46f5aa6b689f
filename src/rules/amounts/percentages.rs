//! A in the text: a percentage beside the two numbers it comes of, and the number it implies.

mod grown;
mod implied;
mod of_all;

use rust_decimal::Decimal;

use self::grown::{grown, grown_beside, grown_beside_brackets, grown_since, of_sentence_before};
use self::implied::implied;
use self::of_all::shares_of_all;
use super::breakdowns::{end_of_total, opening, parts_of};
use super::verbs::{DOWN, Growth, UP, growth, is_compared, is_prior};
use crate::figures;
use crate::rules::passage::quantity::{Quantity, Unit};
use crate::rules::passage::{
    NEAR, Passage, SEMICOLONS, bare, clause_before, contains_any, ends_with_any, of_another_year,
    untailed, without_ends,
};
use crate::rules::{Check, Finding, Rule, Severity};

pub(in crate::rules::amounts) use self::grown::{
    behind_last, compared_with, now_and_prior, or_all_of_it,
};

pub(in crate::rules) static RULES: &[Rule] = &[
    Rule {
        code: "A10",
        name: "percentage-differs",
        title: "百分比与旁边的两个数不符",
        severity: Severity::Error,
        basis: "报告文字的比率应能由所写的数算出",
        explain: "完成率、占比、增长率旁边写明了两个数，由它们算出的百分比与所写的不同（已留四舍五入的余地）。几项的占比合计100%而由各项的数算不出的，也提示。",
        bad: "整体绩效: {完成情况: 计划培训150人次，实际培训138人次，完成率为95%。}",
        good: "整体绩效: {完成情况: 计划培训150人次，实际培训138人次，完成率为92%。}",
        checks: &[Check::Text(percentages)],
    },
    Rule {
        code: "A11",
        name: "rate-implies-no-whole-target",
        title: "按进度率反推不出整数目标",
        severity: Severity::Warning,
        basis: "家数、个数的目标是整数",
        explain: "完成数除以进度率得到年初目标，完工数除以完工率得到总数。目标和总数应是整数；反推不出整数，说明完成数或百分比写错了。",
        bad: "整体绩效: {完成情况: 全年净增市场主体518家，完成年度目标的63.76%。}",
        good: "整体绩效: {完成情况: 全年净增市场主体522家，完成年度目标的60%。}",
        checks: &[Check::Text(implied)],
    },
];

/// Whether a percentage is of the numbers that stand `before` it: what the words right before it call
/// before they say what it is, 覆盖面提高, 按时办结率, is told of there as well. Of what another thing
/// came to they tell nothing.
fn is_of<'w>(words: &str, kinds: impl Iterator<Item = &'w str>, before: &str) -> bool {
    /// What says when and against what, and what any number may be of.
    const OF_ANY: [&str; 34] = [
        "规模", "本年", "约", "与", "上年", "去年", "同期", "同比", "环比", "相比", "比", "较",
        "全年", "年初", "年", "度", "已", "实际", "总体", "整体", "平均", "总", "净", "预算",
        "决算", "数", "资金", "项目", "支出", "任务", "目标", "计划", "指标", "其",
    ];
    let clause = clause_before(words);
    // What 其中： leads to is of none of the numbers before.
    if words.contains("其中") && !clause.contains("其中") {
        return false;
    }
    let mut kinds = kinds.filter_map(|kind| clause.find(kind));
    let Some(first) = kinds.next() else {
        return true;
    };
    let first = kinds.fold(first, usize::min);
    let subject = clause.get(..first).unwrap_or_default();
    // 不合格率 is told of there as 合格率 is.
    let mut rest = subject.trim().trim_end_matches(['不', '未']);
    while let Some(shorter) = OF_ANY.iter().find_map(|it| rest.strip_prefix(it))
        && !rest.starts_with("项目支出")
    {
        rest = shorter;
    }
    rest.is_empty() || before.contains(rest)
}

/// Whether the words that call a percentage, or a year right before them, say that it is of another year
/// than the numbers before it, or aimed at: 上年执行率90%, 2022年执行率90%, 目标办结率90%.
fn is_of_another(passage: &Passage<'_>, percent: usize, called: &str) -> bool {
    let last = percent.checked_sub(1);
    let last = last.and_then(|last| passage.quantities.get(last));
    let year = passage.year.map(Decimal::from);
    let dated = last.filter(|it| it.unit == Unit::Date && Some(it.value) != year);
    let is_dated = dated.is_some_and(|it| passage.clause_behind(it.span.end).starts_with(called));
    // 目标完成率 is how far the aim was reached.
    let is_aim = called.starts_with("目标") && !called.contains("完成");
    is_dated || is_aim || of_another_year(called)
}

/// Rates that are of two numbers beside them, by what the part is called.
const RATES: [(&str, &[&str]); 24] = [
    ("执行率", &["执行", "支出", "实际"]),
    ("执行进度", &["执行", "支出"]),
    ("支出进度", &["支出"]),
    ("支付率", &["支付", "拨付"]),
    ("控制率", &["支出", "决算"]),
    ("完成率", &["完成", "实际", "实施"]),
    ("完成比例", &["完成", "实际"]),
    ("进度率", &["完成", "净增", "新增", "实现"]),
    ("办结率", &["办结"]),
    ("回复率", &["回复"]),
    ("整改率", &["整改"]),
    ("参保率", &["参保"]),
    ("回收率", &["回收"]),
    ("到位率", &["到位"]),
    ("覆盖率", &["覆盖"]),
    ("签约率", &["签约"]),
    ("接种率", &["接种", "实种"]),
    ("收缴率", &["收缴", "实收"]),
    ("入住率", &["入住"]),
    ("使用率", &["使用"]),
    ("参与率", &["参与", "参加"]),
    ("合格率", &["合格"]),
    ("化解率", &["化解"]),
    ("销号率", &["销号"]),
];

/// Words that make a number what a part is above or below its whole.
const APART: [&str; 13] = [
    "超额", "超出", "还差", "剩余", "结余", "节约", "未", "尚", "不", "漏", "缺", "正在", "在办",
];

/// Words that make a number the whole of a rate.
const PLANNED: [&str; 15] = [
    "计划", "目标", "任务", "批复", "概算", "预算", "应", "需", "安排", "核定", "下达", "总",
    "发放", "受理", "共",
];

fn percentages(passage: &Passage<'_>) -> Vec<Finding> {
    let quantities = &passage.quantities;
    let mut found = Vec::new();
    for (i, percent) in quantities.iter().enumerate() {
        if percent.unit != Unit::Percent || !percent.is_exact() {
            continue;
        }
        let beside = beside(passage, i);
        let own = beside.as_ref().map_or("", |it| it.own);
        let it = of_two(passage, i, beside.as_ref());
        let Some(it) = it.filter(|it| !it.allows(percent)) else {
            continue;
        };
        let Some((whole, part)) = quantities.get(it.whole).zip(quantities.get(it.part)) else {
            continue;
        };
        if growth(own).is_some()
            && let Some(beside) = &beside
            && let Some(finding) = the_other_way(passage, &beside.like, percent)
        {
            found.push(finding);
            continue;
        }
        found.push(differing(passage, percent, [whole, part], it.value));
    }
    for finding in shares_of_all(passage) {
        if found
            .iter()
            .all(|it| it.places.first() != finding.places.first())
        {
            found.push(finding);
        }
    }
    found
}

/// What a percentage should be by two numbers of its sentence.
fn of_two(passage: &Passage<'_>, percent: usize, beside: Option<&Beside<'_>>) -> Option<Expected> {
    let it = beside.and_then(|it| expected(passage, percent, it));
    it.or_else(|| told_behind(passage, percent))
        .or_else(|| of_what_should_be(passage, percent))
        .or_else(|| of_a_part(passage, percent))
}

/// Whether a percentage is held against two numbers of its sentence.
pub(super) fn is_of_two(passage: &Passage<'_>, percent: usize) -> bool {
    of_two(passage, percent, beside(passage, percent).as_ref()).is_some()
}

/// A rate by the two numbers in the brackets right behind it: 执行率98.33%（预算460万元，支出452.3万元）, 治疗率94.12%（登记374例，治疗352例）.
fn told_behind(passage: &Passage<'_>, percent: usize) -> Option<Expected> {
    if let Some(direction) = growth(passage.phrase(percent)) {
        return grown_beside_brackets(passage, percent, direction);
    }
    let called = untailed(passage.phrase(percent));
    let rate = passage.quantities.get(percent)?;
    let end = passage.sentence_at(rate.span.start).end;
    let behind = passage.between(rate.span.end, end);
    let inside = behind.strip_prefix(['（', '('])?;
    let close = end - inside.len() + inside.find(['）', ')'])?;
    let is_begun = inside.starts_with(passage.phrase(percent + 1));
    let date = passage.quantities.get(percent + 1);
    let first = percent + 1 + usize::from(date.is_some_and(|it| it.unit == Unit::Date));
    let [one, other] = passage.quantities.get(first..first + 2)? else {
        return None;
    };
    let more = passage.quantities.get(first + 2);
    let is_meant = one.is_like(other)
        && [one, other].into_iter().all(Quantity::is_exact)
        && other.span.end <= close
        && more.is_none_or(|it| it.span.start > close)
        && passage.is_right_behind(first + 1)
        && is_begun;
    let names = RATES.iter().find(|(rate, _)| called.ends_with(rate));
    let names = names.map(|(_, names)| *names);
    let [a, b] = [first, first + 1].map(|at| passage.phrase(at));
    let is_part = |words: &str| {
        let is_called = match names {
            Some(names) => contains_any(words, names),
            None => {
                !words.is_empty()
                    && called
                        .strip_suffix('率')
                        .is_some_and(|it| it.ends_with(words))
            }
        };
        is_called && !contains_any(words, &APART)
    };
    let is_whole =
        |words: &str| !is_part(words) && (names.is_none() || contains_any(words, &PLANNED));
    match is_meant {
        true if is_whole(a) && is_part(b) => of_one(passage, first + 1, &[first]),
        true if is_part(a) && is_whole(b) => of_one(passage, first, &[first + 1]),
        _ => None,
    }
}

/// A rate by the number right before it and what that should have been, in the brackets right behind it: 筛查12864人，筛查率99.63%（应筛12912人）.
fn of_what_should_be(passage: &Passage<'_>, percent: usize) -> Option<Expected> {
    let part = percent.checked_sub(1)?;
    let (done, whole) = passage.pair([part, percent + 1])?;
    let rate = passage.quantities.get(percent)?;
    let behind = passage.gap(rate, whole);
    let phrase = passage.phrase(percent + 1);
    let rest = passage.between(whole.span.end, passage.text.len());
    let is_closed = rest.starts_with(['）', ')']);
    let is_meant = behind.strip_prefix(['（', '(']) == Some(phrase)
        && phrase.starts_with('应')
        && is_closed
        && passage.phrase(percent).ends_with('率')
        && passage.is_right_behind(percent)
        && done.is_like(whole)
        && [done, whole].into_iter().all(Quantity::is_exact)
        && !contains_any(passage.phrase(part), &PLANNED);
    is_meant.then(|| of_one(passage, part, &[percent + 1]))?
}

/// What people are beside the kinds that they are counted in.
const ALSO: [&str; 8] = [
    "学历",
    "硕士",
    "博士",
    "本科",
    "研究生",
    "党员",
    "女",
    "职称",
];

/// A rate or a share told behind all parts of a total, by the part that it is called after: 1068人，其中集中供养214人，分散供养854人，
/// 集中供养率20.04%. What more is told of a group whose parts are all told is of that: 55人，其中…；硕士16人，占29.09%.
fn of_a_part(passage: &Passage<'_>, percent: usize) -> Option<Expected> {
    /// The longest name of a share that may stand for that of its part.
    const LONGEST: usize = 4;
    let told = passage.quantities.get(percent)?;
    let called = bare(passage.phrase(percent)).trim_end_matches('比');
    let is_share = called.ends_with('占');
    let name = called.strip_suffix(['率', '占'])?;
    let from = passage.sentence_at(told.span.start).start;
    if !passage.between(from, told.span.start).contains("其中") {
        return None;
    }
    let before = passage.quantities.get(..percent)?.iter().enumerate().rev();
    let mut before = before.take_while(|(_, it)| it.span.start >= from);
    let (total, parts, end) = before.find_map(|(total, whole)| {
        let from = end_of_total(passage, total);
        let opening = opening(passage.between(from, told.span.start))?;
        let (parts, end, _) = parts_of(passage, total, from + opening.at, told.span.start);
        let are_exact = parts.iter().all(|it| {
            let part = passage.quantities.get(*it);
            part.is_some_and(Quantity::is_exact)
        });
        (parts.len() > 1 && are_exact && whole.is_exact()).then_some((total, parts, end))
    })?;
    let value = |at: usize| passage.quantities.get(at).map(|it| it.value);
    let sum = figures::sum(parts.iter().map(|it| value(*it)));
    let is_all = sum == value(total);
    let share = |part: usize| of_one(passage, part, &[total]);
    if name.is_empty() {
        let part = percent.checked_sub(1)?;
        let own = passage.quantities.get(part)?;
        let whole = passage.quantities.get(total)?;
        let words = passage.between(end, own.span.start);
        let is_beside = is_all
            && own.is_like(whole)
            && own.is_exact()
            && passage.is_right_behind(percent)
            && words.strip_prefix(['，', '；']) == Some(passage.phrase(part))
            && contains_any(passage.phrase(part), &ALSO);
        return is_beside.then(|| share(part))?;
    }
    let words = passage.between(end, told.span.start);
    let label = |part: &usize| passage.phrase(*part).trim_start_matches("其中");
    // 财政资金占 behind 财政拨款、其他资金; 财政资金执行率 is no share of them.
    let stem = name
        .char_indices()
        .nth(2)
        .map_or(name, |(at, _)| name.split_at(at).0);
    let is_short = is_all && is_share && name.chars().count() <= LONGEST;
    let is_called =
        |part: &&usize| label(part) == name || is_short && label(part).starts_with(stem);
    let mut own = parts.iter().filter(is_called);
    let part = *own.next().filter(|_| own.next().is_none())?;
    // 满意、基本满意、不满意: a rate may be of several, and what is called so may be another part by mistake.
    let mut others = parts.iter().filter(|it| **it != part);
    let may_be_of_several = others.any(|it| label(it).contains(name));
    let mut up_to = Decimal::ZERO;
    let is_of_others = parts.iter().any(|it| {
        let own = value(*it).unwrap_or_default();
        up_to = up_to.saturating_add(own);
        [own, up_to].into_iter().any(|it| {
            let share = it.checked_mul(Decimal::ONE_HUNDRED);
            let share = share
                .zip(value(total))
                .and_then(|(it, all)| it.checked_div(all));
            let by = share.and_then(|it| it.checked_sub(told.value));
            by.is_some_and(|by| is_rounding(by, told.slack, Decimal::ZERO))
        })
    });
    let is_meant = words.strip_prefix(['，', ',']) == Some(passage.phrase(percent));
    (is_meant && !may_be_of_several && !is_of_others).then(|| share(part))?
}

/// What stands before a percentage.
struct Beside<'a> {
    /// The numbers of one kind in its sentence, the nearest first.
    like: Vec<usize>,
    /// The words that call it.
    own: &'a str,
    /// The words up to the nearest number.
    before: &'a str,
}

/// The numbers that a percentage may be of; `None` where none is near enough.
fn beside<'a>(passage: &Passage<'a>, index: usize) -> Option<Beside<'a>> {
    let quantities = &passage.quantities;
    let percent = quantities.get(index)?;
    let sentence = passage.sentence_at(percent.span.start);
    let before = (index.saturating_sub(NEAR)..index).rev();
    let before = before.filter_map(|j| Some((j, quantities.get(j)?)));
    let before = before.take_while(|(_, it)| it.span.start >= sentence.start);
    let is_number =
        |it: &Quantity<'_>| !matches!(it.unit, Unit::Date | Unit::Percent | Unit::Points);
    let (_, part) = before.clone().find(|(_, it)| is_number(it))?;
    let lead = passage.gap(part, percent);
    // Not of these numbers when a sentence lies between.
    if lead.chars().count() > 24 || lead.contains(SEMICOLONS) || !part.is_exact() {
        return None;
    }
    let like = before.filter(|(_, it)| it.is_like(part) && it.is_exact());
    let like = like.map(|(j, _)| j).collect();
    // What another percentage between them is called is not what this one is.
    let last = index.checked_sub(1).and_then(|j| quantities.get(j));
    let last = last.map_or(part.span.end, |it| it.span.end);
    Some(Beside {
        like,
        own: passage.between(last, percent.span.start),
        before: passage.between(sentence.start, part.span.end),
    })
}

/// What a percentage should be by what stands before it; `None` where the words do not tell of what it is.
fn expected(passage: &Passage<'_>, percent: usize, beside: &Beside<'_>) -> Option<Expected> {
    let Beside { like, own, before } = beside;
    if let Some(direction) = growth(own) {
        // 比预算减少2万元，下降40%，比上年下降30%: what has its rate already is not told of again.
        let between = passage.quantities.get(like.first()? + 1..percent)?;
        if between.iter().any(|it| it.unit == Unit::Percent) {
            return None;
        }
        let verbs = UP.into_iter().chain(DOWN);
        if !is_of(own, verbs, before) {
            return None;
        }
        let like = since_semicolon(passage, like);
        return match like {
            &[by] => grown_since(passage, [by, of_sentence_before(passage, by)?], direction),
            _ => grown(passage, percent, like, direction)
                .or_else(|| grown_beside(passage, percent, like, direction)),
        };
    }
    if *own == "的" {
        return part_of(passage, percent, like);
    }
    if let Some(plan) = plan_done(own) {
        return done_of(passage, like, plan);
    }
    if let Some(budget) = budget_done(own) {
        return spent_of(passage, like, budget);
    }
    let share_of = own.split_once('占').map(|(called, _)| called);
    let is_of_it = match share_of {
        Some(_) => is_of(own, std::iter::once("占"), before),
        None => is_of(own, RATES.iter().map(|(rate, _)| *rate), before),
    };
    let called = clause_before(share_of.unwrap_or(own));
    if !is_of_it || is_of_another(passage, percent, called) {
        return None;
    }
    match share_of {
        Some(_) => share(passage, like, own),
        None => rate(passage, percent, like, own),
    }
}

/// A percentage with as many decimals as another is told with, or two.
fn as_told(value: Decimal, like: &Quantity<'_>) -> String {
    let decimals = u32::try_from(like.decimals().max(2)).unwrap_or(2);
    let strategy = rust_decimal::RoundingStrategy::MidpointAwayFromZero;
    let value = value.round_dp_with_strategy(decimals, strategy);
    format!("{}%", value.normalize())
}

/// That two numbers come to another percentage than is written.
fn differing(
    passage: &Passage<'_>,
    percent: &Quantity<'_>,
    [whole, part]: [&Quantity<'_>; 2],
    value: Decimal,
) -> Finding {
    let right = as_told(value, percent);
    let (a, b) = (passage.words_of(whole), passage.words_of(part));
    let stated = passage.words_of(percent);
    let message = format!("由{a}和{b}算出的百分比应为{right}，报告填列{stated}，请更正计算。");
    let edits = vec![passage.rewrite(percent.span.clone(), &right)];
    Finding::new(passage.place(percent), message)
        .and(passage.place(whole))
        .and(passage.place(part))
        .fix(format!("改为 {right}"), edits)
}

/// That all is right but for the direction: 0.62万元，比上年增加0.23万元，增长27.06% is of 0.85万元, from which
/// it went down.
fn the_other_way(passage: &Passage<'_>, like: &[usize], percent: &Quantity<'_>) -> Option<Finding> {
    let &[near, far] = like else { return None };
    let (by, now) = passage.pair([near, far])?;
    let said = Growth::by(passage.phrase(near)).filter(|_| !is_prior(passage.phrase(far)))?;
    let is = said.opposite();
    let before = now.value.checked_sub(is.signed(by.value))?;
    let rate = by.value.checked_div(before)?;
    let rate = rate.checked_mul(Decimal::ONE_HUNDRED)?;
    let difference = rate.checked_sub(percent.value)?;
    if !is_rounding(difference, percent.slack, Decimal::ZERO) {
        return None;
    }
    let (now_told, by_told) = (passage.words_of(now), passage.words_of(by));
    let message = format!(
        "{now_told}说比上年{}{by_told}，{}却是由{}{}算出的，请核对是增加还是减少。",
        said.verb(),
        passage.words_of(percent),
        passage.written(before, now),
        is.verb(),
    );
    let place = passage.place(by);
    Some(
        Finding::new(place, message)
            .and(passage.place(now))
            .and(passage.place(percent)),
    )
}

/// Whether what is told differs by no more from what it comes to: rounding may have moved it by half
/// of its last digit, its `slack`, and cutting by nearly all of it, both besides the rounding of
/// what it is worked out from.
pub(in crate::rules) fn is_rounding(by: Decimal, slack: Decimal, of_inputs: Decimal) -> bool {
    let times = if by > Decimal::ZERO {
        Decimal::TWO
    } else {
        Decimal::ONE
    };
    let most = slack.checked_mul(times);
    let most = most.and_then(|most| most.checked_add(of_inputs));
    most.is_some_and(|most| by.abs() <= most)
}

/// A percentage by the two numbers it comes of, with their places.
#[derive(Clone, Copy)]
struct Expected {
    value: Decimal,
    /// How far rounding of the two numbers can have moved it.
    room: Decimal,
    whole: usize,
    part: usize,
}

impl Expected {
    /// What is worked out `of` a part and its whole.
    fn of(
        passage: &Passage<'_>,
        [part, whole]: [usize; 2],
        of: impl Fn(Decimal, Decimal) -> Option<Decimal>,
    ) -> Option<Self> {
        let (one, other) = passage.pair([part, whole])?;
        let rate = |by: Decimal, of_by: Decimal| {
            let one = one.value.checked_add(by)?;
            let rate = of(one, other.value.checked_add(of_by)?)?;
            rate.checked_mul(Decimal::ONE_HUNDRED)
        };
        let value = rate(Decimal::ZERO, Decimal::ZERO)?;
        let mut room = Decimal::ZERO;
        for by in [one.slack, -one.slack] {
            for of_by in [other.slack, -other.slack] {
                room = room.max(rate(by, of_by)?.checked_sub(value)?.abs());
            }
        }
        Some(Self {
            value,
            room,
            whole,
            part,
        })
    }

    /// Whether rounding may have made a percentage of it.
    fn allows(&self, percent: &Quantity<'_>) -> bool {
        let difference = self.value.checked_sub(percent.value);
        difference.is_some_and(|it| is_rounding(it, percent.slack, self.room))
    }

    /// The same of what is left of the whole.
    fn of_the_rest(self) -> Option<Self> {
        let value = Decimal::ONE_HUNDRED.checked_sub(self.value)?;
        Some(Self { value, ..self })
    }
}

/// 占: the nearest number over the one that the words name, 占总投资的; where they name none, over the
/// only one it can be a part of.
fn share(passage: &Passage<'_>, like: &[usize], lead: &str) -> Option<Expected> {
    let (&part, others) = like.split_first()?;
    // How much something grew, or was, is no part of it.
    let own = passage.phrase(part);
    if growth(own).is_some() || is_prior(own) {
        return None;
    }
    /// What all that is to be invested is called before it is.
    const ESTIMATED: [&str; 3] = ["概算", "总投资", "计划投资"];
    let (_, whole) = lead.rsplit_once('占')?;
    let name = whole.split_once('的').map_or(whole, |(name, _)| name);
    let phrase = |j: &usize| passage.phrase(*j);
    if !is_any_whole(name) {
        // 占年度计划400万元的80%，其中甲50万元，占年度计划75%: what is planned of a part is told nowhere.
        let is_of_its_own = |whole: usize| {
            let spans = passage.pair([whole, part]);
            let between = spans.map(|(it, own)| passage.gap(it, own));
            contains_any(name, &["计划", "预算", "任务", "目标"])
                && between.is_some_and(|it| it.contains("其中"))
        };
        let named = others.iter().copied().filter(|it| !is_of_its_own(*it));
        // 占藏品总量的 is of 藏品, 占支出总额的 of no 自有收入安排支出.
        let stem = without_ends(name, &["总量", "总数", "总额", "总计"], 2);
        let is_of_money = passage.quantities.get(part)?.unit == Unit::Money;
        let is_all = |called: &str| {
            stem == name || !is_of_money || called == stem || contains_any(called, &["总", "共"])
        };
        let named: Vec<usize> = named
            .filter(|j| {
                let called = bare(phrase(j));
                called.ends_with(stem) && is_all(called)
                    || called.chars().count() > 1 && name.contains(called)
                    || name.contains("总投资") && contains_any(called, &ESTIMATED)
            })
            .collect();
        if named.is_empty()
            && let Some(whole) = named_before(passage, part, name)
        {
            return of_one(passage, part, &[whole]);
        }
        return of_one(passage, part, &named);
    }
    // 投资8.42亿元；总收入1.37亿元，其中税收收入1.21亿元，占88.32%
    let others = match *since_semicolon(passage, like) {
        [_, ref whole]
            if passage
                .pair([*whole, part])
                .is_some_and(|(it, own)| passage.gap(it, own).contains("其中")) =>
        {
            std::slice::from_ref(whole)
        }
        _ => others,
    };
    // What is told with its own share is a part as well: 基本支出60万元，占60%；项目支出40万元，占40%.
    let is_share = |j: &usize| {
        let own = passage.pair([*j, j + 1]);
        let is_told = own.is_some_and(|(it, next)| {
            next.unit == Unit::Percent && passage.gap(it, next).contains('占')
        });
        let is_of_it = || {
            let spans = passage.pair([*j, part]);
            spans.is_some_and(|(it, own)| is_led_to(passage.gap(it, own)))
        };
        is_told || has_its_rate(passage, *j) && !is_of_it()
    };
    let wholes: Vec<usize> = others.iter().copied().filter(|it| !is_share(it)).collect();
    // Two amounts may as well stand side by side: 完成投资30万元，设备购置20万元.
    let is_whole = |j: &usize| {
        let spans = passage.pair([*j, part]);
        let is_counted = spans.is_some_and(|(it, _)| it.unit != Unit::Money);
        let behind = spans.map(|(it, part)| passage.gap(it, part));
        is_counted
            || contains_any(phrase(j), &["总", "共", "合计"])
            || behind.is_some_and(is_led_to)
    };
    // 党员20人，女职工10人，占17.86%: both are of all there are; 女党员 are of 党员.
    let are_side_by_side = |j: &usize| {
        let one = bare(phrase(j)).trim_end_matches('共');
        let spans = passage.pair([*j, part]);
        let is_led = spans.is_some_and(|(it, part)| is_led_to(passage.gap(it, part)));
        [one, own].iter().all(|it| contains_any(it, &ALSO)) && !own.contains(one) && !is_led
    };
    if wholes.iter().any(are_side_by_side) {
        return None;
    }
    wholes
        .iter()
        .all(is_whole)
        .then(|| of_one(passage, part, &wholes))?
}

/// The only number of its paragraph before the sentence of one that is called so, of the year and spent: 政府采购支出总额1486.52万元，
/// 其中…。授予中小企业合同金额1368.20万元，占政府采购支出总额的92.04%.
fn named_before(passage: &Passage<'_>, part: usize, name: &str) -> Option<usize> {
    /// A short name may be of anything.
    const LEAST: usize = 6;
    let own = passage.quantities.get(part)?;
    let end = passage.sentence_at(own.span.start).start;
    let from = passage.between(0, end).rfind('\n').unwrap_or_default();
    let is_told = name.chars().count() >= LEAST && passage.text.contains(name);
    let before = passage.quantities.get(..part).filter(|_| is_told)?;
    let before = before.iter().enumerate().rev().take(NEAR);
    let mut named = before.filter(|(i, it)| {
        from <= it.span.start && it.span.start < end && untailed(passage.phrase(*i)) == name
    });
    let (whole, it) = named.next().filter(|_| named.next().is_none())?;
    let is_of_the_year = passage.period(whole).is_none() && !passage.is_of_budget(whole);
    (it.is_like(own) && it.is_exact() && is_of_the_year).then_some(whole)
}

/// Whether words lead to the parts of what is told before them.
fn is_led_to(words: &str) -> bool {
    contains_any(words, &["其中", "含", "包括"])
}

/// Whether a number has its own rate right behind it, and so is a part of something: 签约118户，签约率93.65%. One of 100% is all
/// there is.
fn has_its_rate(passage: &Passage<'_>, part: usize) -> bool {
    let rate = passage.quantities.get(part + 1);
    let called = passage.phrase(part + 1).strip_suffix('率');
    let is_behind = rate
        .is_some_and(|it| it.unit == Unit::Percent && it.value < Decimal::ONE_HUNDRED)
        && passage.is_right_behind(part + 1);
    called.is_some_and(|it| is_behind && !it.is_empty() && passage.phrase(part).contains(it))
}

/// Whether the words behind 占 name no whole: 占60%, 占比为60%, 占总数的60%.
fn is_any_whole(name: &str) -> bool {
    name.starts_with('比') || matches!(name, "" | "到" | "了" | "总数" | "总额" | "总量" | "其")
}

/// Which budgets a percentage is said to be of, by the words that one of them has: ，完成年初预算的.
pub(super) fn budget_done(own: &str) -> Option<&'static [&'static str]> {
    let words = own
        .trim_start_matches(['，', ',', '、'])
        .strip_suffix('的')?;
    let words = words
        .strip_prefix("完成")
        .or_else(|| words.strip_prefix('为'))?;
    match words.strip_suffix('数').unwrap_or(words) {
        "预算" | "部门预算" => Some(&[]),
        "年初预算" | "年初部门预算" => Some(&["年初"]),
        "全年预算" | "调整预算" | "调整后预算" => Some(&["全年", "调整"]),
        _ => None,
    }
}

/// 预算为5.5万元，支出决算为4.3万元，完成预算的78.18%: what was spent over the only budget before it that is called so.
fn spent_of(passage: &Passage<'_>, like: &[usize], called: &[&str]) -> Option<Expected> {
    const SPENT: [&str; 5] = ["决算", "支出", "执行", "使用", "支付"];
    let (&part, others) = like.split_first()?;
    let end = passage.quantities.get(part)?.span.start;
    let own = passage.phrase(part);
    let is_spent = ends_with_any(bare(own), &SPENT) && !contains_any(own, &APART);
    let mut budgets = others.iter().copied().take_while(|it| {
        let from = passage.quantities.get(*it).map_or(end, |it| it.span.end);
        let is_budget = untailed(passage.phrase(*it)).ends_with("预算");
        is_budget && !passage.between(from, end).contains(SEMICOLONS)
    });
    let is_called = |it: &usize| {
        let words = passage.phrase(*it);
        called.is_empty() || contains_any(words, called)
    };
    let is_of_it = |it: &usize| is_of(own, SPENT.into_iter(), passage.phrase(*it));
    let whole = budgets.by_ref().next();
    let whole = whole.filter(|it| is_spent && is_called(it) && is_of_it(it))?;
    // 年初预算100万元，全年预算120万元，支出110万元: of which it is the word tells alone.
    let is_alone = !called.is_empty() || budgets.next().is_none();
    is_alone.then(|| of_one(passage, part, &[whole])).flatten()
}

/// Which plan a percentage is said to be of: ，为年度计划的.
fn plan_done(own: &str) -> Option<&'static str> {
    const PLANS: [&str; 3] = ["计划", "目标", "任务"];
    let words = own.trim_start_matches(['，', ',']).strip_suffix('的')?;
    let heads = ["完成", "为"];
    let words = heads.iter().find_map(|it| words.strip_prefix(it))?;
    let words = words.strip_prefix("年度").unwrap_or(words);
    PLANS.into_iter().find(|it| *it == words)
}

/// 计划投资4.2亿元，实际完成投资4.05亿元，为年度计划的96.43%: what was done over the plan right before it.
fn done_of(passage: &Passage<'_>, like: &[usize], plan: &str) -> Option<Expected> {
    let &[part, whole, ..] = like else {
        return None;
    };
    let is_meant = whole + 1 == part
        && passage.is_right_behind(part)
        && passage.phrase(whole).contains(plan)
        && !contains_any(passage.phrase(part), &PLANNED)
        && !contains_any(passage.phrase(part), &APART);
    is_meant.then(|| of_one(passage, part, &[whole]))?
}

/// 完成预算100万元的95%, 占总额100万元的60%: the number before over the one whose part it is; of several the one that the others
/// come to, unless it is of another.
fn part_of(passage: &Passage<'_>, percent: usize, like: &[usize]) -> Option<Expected> {
    const OF: [&str; 3] = ["完成", "占", "达到"];
    let (&whole, parts) = since_semicolon(passage, like).split_first()?;
    let part = match *parts {
        [part] => part,
        _ => {
            let value = |at: &usize| passage.quantities.get(*at).map(|it| it.value);
            let all = figures::sum(parts.iter().map(value))?;
            let is_sum = |at: &&usize| {
                let twice = value(at).and_then(|it| it.checked_mul(Decimal::TWO));
                parts.len() > 2 && twice == Some(all)
            };
            let told = passage.quantities.get(percent)?;
            let is_of_it = |at: &usize| {
                let it = of_one(passage, *at, &[whole]);
                it.is_some_and(|it| it.allows(told))
            };
            let sum = *parts.iter().find(is_sum)?;
            (!parts.iter().any(is_of_it)).then_some(sum)?
        }
    };
    let words = bare(passage.phrase(whole));
    // 会议费完成预算5万元的80%，培训费完成预算4万元的90%: each has its own.
    let end = passage.quantities.get(part)?.span.end;
    let next = passage.quantities.get(part + 1)?;
    let is_whole = next.unit == Unit::Percent && passage.between(end, next.span.start) == "的";
    // 超收3.2万元，完成预算43.2万元的107.41%: how far it is from its whole is no part of it.
    let own = passage.phrase(part);
    let is_apart = growth(own).is_some() || contains_any(own, &APART) || own.contains('超');
    let is_told = OF.iter().any(|it| words.starts_with(it)) && !is_whole && !is_apart;
    is_told.then(|| of_one(passage, part, &[whole])).flatten()
}

/// 率: the part is called by the rate's own word, or the other number is what was planned.
fn rate(passage: &Passage<'_>, percent: usize, like: &[usize], lead: &str) -> Option<Expected> {
    let like = since_rate(passage, like);
    let (&part, wholes) = like.split_first()?;
    let own = passage.phrase(part);
    let &whole = wholes.first()?;
    if let Some(saved) = saved(passage, [percent, part], wholes, lead) {
        return Some(saved);
    }
    let Some((rate, names)) = RATES.iter().find(|(rate, _)| lead.contains(rate)) else {
        return rate_by_its_verb(passage, [percent, part, whole], lead)
            .filter(|_| wholes.len() == 1);
    };
    let words = passage.phrase(whole);
    // 总分98.79分（满分100分），预算执行率97.9%
    if passage.quantities.get(part)?.unit == Unit::Score {
        return None;
    }
    // 支出9万元，预算10万元，执行率90%; 完成92所，未达到94所的目标，完成率97.87%
    let is_aim = || own == "未达到" && ["的目标", "的计划", "的任务"].contains(&passage.tail(part));
    let is_turned = (contains_any(own, &PLANNED) || is_aim())
        && !contains_any(own, names)
        && contains_any(words, names)
        && !contains_any(words, &PLANNED)
        && part == whole + 1
        && part + 1 == percent
        && passage.is_right_behind(part);
    if is_turned {
        return of_one(passage, whole, &[part]).filter(|_| wholes.len() == 1);
    }
    // 未办结12件，办结86件: neither is the whole.
    if names.iter().any(|name| denies(words, name)) {
        return None;
    }
    // 抽检50批次，不合格1批次，合格率98%
    let is_of_not = names.iter().any(|name| denies(own, name));
    let is_rest = is_of_not && !denies(lead, rate) && !contains_any(words, names);
    // 不合格1批次，不合格率2%
    let is_its_own = is_of_not && denies(lead, rate);
    // 4.62万平方米，较计划的4.5万平方米多完成0.12万平方米，完成率102.67%
    let is_planned_base =
        contains_any(passage.phrase(whole), &PLANNED) && is_compared(behind_last(passage, whole));
    if let Some((base, far)) = passage.pair([whole, part]).filter(|_| is_planned_base)
        && passage.gap(base, far) == own
    {
        let done = compared_with(passage, whole, whole.checked_sub(1)?)?;
        let is_so_far = |at: &usize| {
            let done = passage.quantities.get(*at).map(|it| it.value);
            let apart = done.and_then(|it| it.checked_sub(base.value));
            apart.is_some_and(|it| it.abs() == far.value)
        };
        let done = or_all_of_it(passage, done).find(is_so_far)?;
        return of_one(passage, done, &[whole]);
    }
    // How much something grew, or how far it is from its whole, is no part of it.
    let is_apart = contains_any(own, &APART) || contains_any(passage.tail(part), &APART);
    if growth(own).is_some() || is_apart && !is_rest && !is_its_own {
        return None;
    }
    let (before, behind) = passage.pair([whole, part])?;
    let between = passage.gap(before, behind);
    // What has a rate of its own, ends before the part is told, or was spent on more than the part, is no
    // whole of this one.
    // 公共服务 is no 共.
    let is_planned = contains_any(&words.replace("公共", ""), &PLANNED);
    let is_another = between.contains(['%', '％']) || between.contains("其中");
    if between.contains(SEMICOLONS) || is_another && !is_planned {
        return None;
    }
    // What 、 parts is of one kind: 发放补贴86万元、救助金20万元.
    let is_listed = between.starts_with('、');
    // 完成率100%，合格率96.5%: what has its own rate has none of another name.
    let is_first = part + 1 == percent;
    let is_of_plan = is_planned && !contains_any(own, &PLANNED);
    let fits = contains_any(own, names) || is_first && !is_listed && is_of_plan;
    // What an amount was made, or comes to with others, is the one that counts.
    let is_last = contains_any(words, &["全年预算", "调整后", "调整为", "合计"]);
    let wholes = if is_last { &[whole] } else { wholes };
    let told = passage.quantities.get(percent)?;
    // 受理2316件，其中有效2208件，办结2208件，办结率100%: of any of those before it, the nearest first. 收集186个，现场
    // 解决132个，转办54个，办结51个: with another that is done as well.
    let all = wholes;
    let is_of_another = |whole: &usize| {
        let with_others = || {
            all.iter()
                .filter_map(|it| done_with(passage, [part, *it], *whole))
        };
        let alone = of_one(passage, part, &[*whole]);
        alone
            .into_iter()
            .chain(with_others())
            .any(|it| it.allows(told))
    };
    let is_of_nearest = is_first
        && passage.is_right_behind(part)
        && contains_any(own, names)
        && !contains_any(words, names);
    let wholes = match wholes {
        [_, others @ ..] if is_of_nearest && !others.iter().any(is_of_another) => &[whole],
        _ => wholes,
    };
    let expected = fits.then(|| of_one(passage, part, wholes))??;
    if is_rest {
        return expected.of_the_rest();
    }
    let rest = expected.of_the_rest();
    // What is not done yet may be called otherwise.
    let is_of_rest = rest.is_some_and(|rest| rest.allows(told));
    (!is_of_rest).then_some(expected)
}

/// How much of what was planned or asked for was saved: 预算180万元，支出170.25万元，节约9.75万元，节约率5.42%.
fn saved(
    passage: &Passage<'_>,
    [percent, part]: [usize; 2],
    wholes: &[usize],
    lead: &str,
) -> Option<Expected> {
    const VERBS: [&str; 4] = ["节约", "审减", "核减", "压减"];
    let called = untailed(clause_before(lead)).strip_suffix('率')?;
    let verb = VERBS.iter().find(|it| called.ends_with(**it))?;
    let value = |at: usize| passage.quantities.get(at).map(|it| it.value);
    let by = value(part).filter(|_| {
        let is_behind = part + 1 == percent && passage.is_right_behind(percent);
        is_behind && passage.phrase(part).contains(verb)
    })?;
    let whole = match *wholes {
        [whole] => Some(whole).filter(|_| contains_any(passage.phrase(whole), &["预算", "送审"])),
        [near, far, ..] => {
            let (near_value, far_value) = (value(near)?, value(far)?);
            let is_apart = near_value.checked_sub(far_value)?.abs() == by;
            is_apart.then_some(if near_value > far_value { near } else { far })
        }
        [] => None,
    };
    of_one(passage, part, &[whole?])
}

/// Whether words say that something is not what it could be called: 不合格, 未办结.
fn denies(words: &str, name: &str) -> bool {
    let mut places = words.match_indices(name);
    places.any(|(at, _)| words.get(..at).is_some_and(|it| it.ends_with(['不', '未'])))
}

/// The nearest of some numbers, the nearest first, as far as they are all of one kind; all of them where no two are.
fn nearest(like: &[usize], is_of_it: impl Fn(usize) -> bool) -> &[usize] {
    let count = like.iter().take_while(|it| is_of_it(**it)).count();
    like.get(..count).filter(|_| count > 1).unwrap_or(like)
}

/// Those that stand behind the last ； before the nearest.
fn since_semicolon<'l>(passage: &Passage<'_>, like: &'l [usize]) -> &'l [usize] {
    let start = |at: usize| passage.quantities.get(at).map(|it| it.span.start);
    let last = like.first().and_then(|it| start(*it)).unwrap_or_default();
    nearest(like, |at| {
        start(at).is_some_and(|from| !passage.between(from, last).contains(SEMICOLONS))
    })
}

/// Those that stand behind the last rate before the nearest: what was told before has its rate already.
fn since_rate<'l>(passage: &Passage<'_>, like: &'l [usize]) -> &'l [usize] {
    let first = like.first().copied().unwrap_or_default();
    let before = passage.quantities.get(..first).unwrap_or_default();
    let last = before.iter().rposition(|it| it.unit == Unit::Percent);
    nearest(like, |at| last.is_none_or(|last| at > last))
}

/// A rate that is called by nothing but what was done with the part right before it: 提出建议7206条，被采纳6680条，采纳率92.7%.
fn rate_by_its_verb(
    passage: &Passage<'_>,
    [percent, part, whole]: [usize; 3],
    lead: &str,
) -> Option<Expected> {
    const VERB: usize = 2;
    let called = bare(clause_before(lead).trim_end_matches(['为', '达', '到']));
    let verb = called.strip_suffix('率')?;
    let (one, other) = passage.pair([part, whole])?;
    let own = passage.phrase(part);
    let told = passage.quantities.get(percent)?;
    // 实施项目9个，已完工7个，项目完工率77.78%
    let done = own.trim_start_matches('已');
    let of_what = verb
        .strip_suffix(done)
        .filter(|_| done.chars().count() == VERB);
    let is_called = verb.chars().count() == VERB && own.contains(verb)
        || own == verb
        || of_what.is_some_and(|it| passage.phrase(whole).contains(it));
    let is_meant = is_called
        && !passage.phrase(whole).contains(verb)
        && !contains_any(own, &APART)
        && growth(own).is_none()
        && part + 1 == percent
        && whole + 1 == part
        && passage.gap(other, one).trim_start_matches(['，', ',']) == own
        && one.value <= other.value;
    // 批捕86人，不捕32人，不捕率27.12%: of both.
    let both = one.value.checked_add(other.value)?;
    let of_both = one
        .value
        .checked_mul(Decimal::ONE_HUNDRED)?
        .checked_div(both)?;
    let is_of_both = is_rounding(of_both.checked_sub(told.value)?, told.slack, Decimal::ZERO);
    (is_meant && !is_of_both).then(|| of_one(passage, part, &[whole]))?
}

/// The part over the one other number there is; where there are more, it cannot be told which is
/// meant.
fn of_one(passage: &Passage<'_>, part: usize, wholes: &[usize]) -> Option<Expected> {
    let &[whole] = wholes else { return None };
    let value = |j: usize| passage.quantities.get(j).map(|it| it.value);
    let (one, other) = (value(part)?, value(whole)?);
    let is_share = one <= other.checked_mul(Decimal::from(3))?;
    is_share.then(|| Expected::of(passage, [part, whole], |one, other| one.checked_div(other)))?
}

/// Two parts over the number that they may both be of.
fn done_with(passage: &Passage<'_>, [part, more]: [usize; 2], whole: usize) -> Option<Expected> {
    let more = passage.quantities.get(more).filter(|_| more != whole)?;
    Expected::of(passage, [part, whole], |one, other| {
        one.checked_add(more.value)?.checked_div(other)
    })
}
