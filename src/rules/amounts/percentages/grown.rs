//! How far a number grew, in %, by that of the year before or by how much it grew.

use rust_decimal::Decimal;

use super::{Expected, is_of};
use crate::report::numeral::is_digit;
use crate::rules::amounts::verbs::{
    DOWN, Growth, UP, growth, growth_verb, is_compared, is_how_far, is_prior,
};
use crate::rules::passage::quantity::{Quantity, Unit};
use crate::rules::passage::{
    Passage, SEMICOLONS, clause_before, contains_any, ends_with_any, is_blank, is_boundary,
    parts_clauses,
};

/// The number that the one of the next sentence is told of, where that begins with how much it grew and names nothing else:
/// 收、支总计均为1145万元。与上年相比，收、支总计各增加342万元. The sentence has no other.
pub(super) fn of_sentence_before(passage: &Passage<'_>, by: usize) -> Option<usize> {
    const WORDS: [&str; 22] = [
        "与",
        "比",
        "较",
        "上年",
        "去年",
        "上一年",
        "年度",
        "年",
        "度",
        "决算数",
        "决算",
        "相比",
        "同比",
        "收入",
        "支出",
        "收",
        "支",
        "总计",
        "总体",
        "各",
        "均",
        "同期",
    ];
    let own = passage.quantities.get(by)?;
    let sentence = passage.sentence_at(own.span.start);
    let head = passage.between(sentence.start, own.span.start);
    let (_, verb) = growth_verb(head)?;
    let (mut rest, behind) = head.split_once(verb)?;
    let compared = rest;
    while let Some(shorter) = WORDS
        .iter()
        .find_map(|it| rest.strip_prefix(it))
        .or_else(|| rest.strip_prefix(|c: char| is_boundary(c) || is_blank(c) || is_digit(c)))
    {
        rest = shorter;
    }
    let is_meant = rest.is_empty()
        && matches!(behind, "" | "了")
        && (is_prior(compared) || compared.contains(['与', '比', '较']));
    let before = passage.sentence_at(sentence.start.checked_sub(1).filter(|_| is_meant)?);
    let all = passage.quantities.iter().enumerate().take(by);
    let mut like = all.filter(|(_, it)| it.span.start >= before.start && it.is_like(own));
    let (at, first) = like.next_back()?;
    let is_one = first.is_exact() && like.all(|(_, it)| it.value == first.value);
    (is_one && Growth::by(passage.phrase(at)).is_none()).then_some(at)
}

/// How far a number grew against that of the year before, in %; or, where how much it grew stands behind
/// it, of the two: 110万元，比上年增加10万元，增长10%, 110万元，比上年100万元增加10万元，增长10%.
pub(super) fn grown(
    passage: &Passage<'_>,
    percent: usize,
    like: &[usize],
    direction: Growth,
) -> Option<Expected> {
    let is_same = |change: Decimal| change.is_sign_negative() == (direction == Growth::Down);
    let value = |j: usize| passage.quantities.get(j).map(|it| it.value);
    // 由435万元增加到452万元，增加17万元，增长3.91%
    let like = match like {
        [by, now, prior, ..]
            if Growth::by(passage.phrase(*by)).is_some()
                && passage
                    .became(*now)
                    .is_some_and(|(_, first)| first == *prior) =>
        {
            &[*now, *prior]
        }
        _ => like,
    };
    if let &[by, base, ref others @ ..] = like
        && let Some(by_growth) = Growth::by(passage.phrase(by))
        && growth(passage.phrase(base)).is_none()
        && by == base + 1
        && let Some(start) = passage.quantities.get(base).map(|it| it.span.start)
        && let clause = clause_of(passage, base)
        && let Some(from) = clause.find(['较', '比', '与'])
        && is_compared(clause.get(from..)?)
    {
        // What is compared with it stands right before.
        let now = others.first().copied().filter(|now| {
            let end = passage.quantities.get(*now).map_or(0, |it| it.span.end);
            from == 0 && is_compared(passage.between(end, start))
        });
        let now = now.and_then(|last| compared_with(passage, base, last));
        let by_itself = || {
            Expected::of(passage, [by, base], |by, base| by.checked_div(base))
                .filter(|_| is_same(by_growth.signed(Decimal::ONE)))
        };
        let Some(now) = now else {
            return by_itself();
        };
        let of = |now: usize| {
            let is_same = is_same(value(now)?.checked_sub(value(base)?)?);
            is_same.then(|| changed(passage, now, base))?
        };
        let mut all = or_all_of_it(passage, now).skip(1).peekable();
        return match all.peek() {
            None => of(now),
            // Of which it is nobody can tell where it is of neither.
            Some(_) => {
                let told = passage.quantities.get(percent)?;
                let mut all = std::iter::once(now).chain(all).filter_map(of);
                all.find(|it| it.allows(told)).or_else(by_itself)
            }
        };
    }
    let beside = beside_the_only_one(passage, like);
    if let Some((by, now)) = beside
        && let Some(by_growth) = Growth::by(passage.phrase(by))
    {
        return grown_since(passage, [by, now], by_growth).filter(|_| by_growth == direction);
    }
    let (now, prior) = match (beside, like) {
        (Some((base, now)), _) => (now, base),
        (None, &[near, far]) => now_and_prior(passage, [near, far])?,
        (None, &[by, near, far, ..]) => apart_by(passage, [by, near, far], direction)?,
        (None, _) => return None,
    };
    let change = value(now)?.checked_sub(value(prior)?)?;
    // A direction that is wrong is told by `directions`.
    (change.is_zero() || is_same(change)).then(|| changed(passage, now, prior))?
}

/// Of two numbers and how far they are apart, one behind the other, what it is now and what it was: 年初数9593.10万元，调整后11610.44万元，
/// 净增2017.34万元，增幅21.03%.
fn apart_by(
    passage: &Passage<'_>,
    [by, near, far]: [usize; 3],
    direction: Growth,
) -> Option<(usize, usize)> {
    const CHANGED: [&str; 6] = ["净增", "净减", "增加", "减少", "调增", "调减"];
    let value = |at: usize| passage.quantities.get(at).map(|it| it.value);
    let change = value(near)?.checked_sub(value(far)?)?;
    let is_meant = far + 1 == near
        && near + 1 == by
        && change.abs() == value(by)?
        && passage.is_right_behind(near)
        && passage.is_right_behind(by)
        && CHANGED.contains(&passage.phrase(by));
    let is_first_less = change.is_sign_positive() == (direction == Growth::Up);
    is_meant.then_some(if is_first_less {
        (near, far)
    } else {
        (far, near)
    })
}

/// What a number grew by, told right behind it, in % of what it was, where others stand before it in its sentence: 下达资金12万元，
/// 累计到位66万元，较上年增加4万元，增长6.45%. That of all may be told behind its last part, and so nothing is said where
/// the percentage is that of another of them.
pub(super) fn grown_beside(
    passage: &Passage<'_>,
    percent: usize,
    like: &[usize],
    direction: Growth,
) -> Option<Expected> {
    let (&by, others) = like.split_first()?;
    let &now = others.first()?;
    let told = passage.quantities.get(percent)?;
    let gap = behind_last(passage, by).trim_start_matches(['，', ',']);
    let is_right_behind = by == now + 1 || by == now + 2 && gap.contains('年');
    let is_meant = is_right_behind
        && others.len() > 1
        && gap.starts_with(['较', '比', '与'])
        && !gap.contains(is_boundary)
        && growth(passage.phrase(now)).is_none()
        && !is_of_last_year(passage, now);
    if !is_meant {
        return None;
    }
    let rate = |now: &usize| grown_since(passage, [by, *now], direction);
    let is_of_another = |now| rate(now).is_some_and(|it| it.allows(told));
    let mut others = others.iter();
    let own = others.next().and_then(rate)?;
    (!others.any(is_of_another)).then_some(own)
}

/// How far a number grew by that of the year before in the brackets right behind: 1286件，较上年下降8.14%（上年1400件）.
pub(super) fn grown_beside_brackets(
    passage: &Passage<'_>,
    percent: usize,
    direction: Growth,
) -> Option<Expected> {
    let told = passage.quantities.get(percent)?;
    let sentence = passage.sentence_at(told.span.start);
    let inside = passage
        .between(told.span.end, sentence.end)
        .strip_prefix(['（', '('])?;
    let open = sentence.end - inside.len();
    let close = open + inside.find(['）', ')'])?;
    let mut within = passage.quantities.iter().enumerate().skip(percent + 1);
    let (prior, base) = within.find(|(_, it)| it.unit != Unit::Date)?;
    let is_only = within.next().is_none_or(|(_, it)| it.span.start > close);
    let before = passage.quantities.get(..percent)?.iter().enumerate().rev();
    let mut before = before.filter(|(_, it)| it.unit != Unit::Date);
    let (now, own) = before.find(|(_, it)| it.span.start >= sentence.start)?;
    let words = passage.gap(own, told).trim_start_matches(['，', ',']);
    let is_meant = own.is_like(base)
        && [own, base].into_iter().all(Quantity::is_exact)
        && base.span.end <= close
        && is_only
        && passage.between(open, base.span.start).chars().count() <= "2022年同期为".chars().count()
        && !words.contains(is_boundary)
        && is_of_last_year(passage, prior)
        && !is_of_last_year(passage, now)
        && Growth::by(words) == Some(direction)
        && growth(passage.phrase(now)).is_none();
    let change = own.value.checked_sub(base.value).filter(|_| is_meant)?;
    // A direction that is wrong is no slip of the percentage.
    let is_same = change.is_sign_negative() == (direction == Growth::Down);
    // 受理1286件，办结1280件，同比下降8.14%（上年1400件）: of what was told first.
    let is_of_another = before
        .take_while(|(_, it)| it.span.start >= sentence.start)
        .filter(|(_, it)| it.is_like(base))
        .any(|(at, _)| changed(passage, at, prior).is_some_and(|it| it.allows(told)));
    (is_same && !is_of_another).then(|| changed(passage, now, prior))?
}

/// What a number grew by, in % of what it was.
pub(super) fn grown_since(
    passage: &Passage<'_>,
    [by, now]: [usize; 2],
    direction: Growth,
) -> Option<Expected> {
    let since = |by: Decimal, now: Decimal| by.checked_div(now.checked_sub(direction.signed(by))?);
    let is_told = Growth::by(passage.phrase(by)) == Some(direction);
    is_told.then(|| Expected::of(passage, [by, now], since))?
}

/// How far one number is from another, in % of that.
fn changed(passage: &Passage<'_>, now: usize, prior: usize) -> Option<Expected> {
    Expected::of(passage, [now, prior], |now, prior| {
        Some(now.checked_sub(prior)?.checked_div(prior)?.abs())
    })
}

/// What the only number of a sentence is compared with, or how much it grew, told last behind it, with that
/// number: 5万元，比预算增加1万元，增长25%，较上年4万元增长25%. That another grew as much says nothing of it,
/// 5万元，其中甲增加1万元.
fn beside_the_only_one(passage: &Passage<'_>, like: &[usize]) -> Option<(usize, usize)> {
    let (&now, others) = like.split_last()?;
    let &near = others.first()?;
    let of_now = passage.phrase(now);
    let is_beside_it = |other: &usize| {
        let gap = behind_last(passage, *other);
        let clause = clause_of(passage, *other);
        let is_told = match Growth::by(passage.phrase(*other)) {
            Some(_) => {
                // 2022年 says no more than when.
                let words: String = clause
                    .chars()
                    .filter(|c| !is_digit(*c) && !is_blank(*c))
                    .collect();
                !words.contains("其中") && is_of(&words, UP.into_iter().chain(DOWN), of_now)
            }
            None => growth(clause).is_none() && is_compared(clause),
        };
        let goes_on = !gap.trim_start_matches(parts_clauses).contains(is_boundary);
        is_told && (goes_on || others.len() == 1 && !gap.contains(SEMICOLONS))
    };
    let clause = clause_of(passage, now);
    let mut compared = clause.match_indices(['较', '比', '与']);
    let is_base = compared.any(|(at, _)| clause.get(at..).is_some_and(is_compared));
    let is_number = growth(of_now).is_none() && !is_of_last_year(passage, now) && !is_base;
    (is_number && others.iter().all(is_beside_it)).then_some((near, now))
}

/// The words before a number, behind the last that is no date: ，较2022年决算数 of 5万元，较2022年决算数4万元.
pub(in crate::rules::amounts) fn behind_last<'a>(passage: &Passage<'a>, index: usize) -> &'a str {
    let Some(own) = passage.quantities.get(index) else {
        return "";
    };
    let mut before = passage.quantities.iter().take(index).rev();
    let last = before.find(|it| it.unit != Unit::Date);
    let from = passage.sentence_at(own.span.start).start;
    passage.between(
        last.map_or(from, |it| it.span.end.max(from)),
        own.span.start,
    )
}

/// Where a clause begins to hold something against what a number in it says, or says how far it is from that: 较预算15万元
/// 节约, 超任务300人, 超额完成任务. One that begins so holds it against anything: 比编制数62人少.
fn comparison_in(clause: &str) -> Option<usize> {
    const BASES: [&str; 7] = ["预算", "决算", "计划", "目标", "任务", "年的", "年同期"];
    const OTHERS: [&str; 7] = ["比例", "比重", "比率", "比较", "较大", "较多", "较好"];
    let is_other = OTHERS.iter().any(|it| clause.starts_with(it));
    if clause.starts_with(['较', '比']) && !is_other {
        return Some(0);
    }
    let mut leads = clause.match_indices(['较', '比', '与', '超']);
    leads.find_map(|(at, _)| {
        let words = clause.get(at..)?;
        (is_prior(words) || contains_any(words, &BASES)).then_some(at)
    })
}

/// What is compared with the number at `base`, by the last number before that: itself, or where that is what something was
/// held against before, or how far from that, the one that stands before all of those: 支出13万元，较预算15万元节约2万元，较
/// 上年14万元减少1万元. 完成目标任务500家 may tell what was done, or no more than what was aimed at where another number stands before
/// it. `None` where that is not told, or the amount of one is not that of all: 人均78元，较上年1.36万元.
pub(in crate::rules::amounts) fn compared_with(
    passage: &Passage<'_>,
    base: usize,
    last: usize,
) -> Option<usize> {
    let other = passage.quantities.get(base)?;
    let from = passage.sentence_at(other.span.start).start;
    let before = passage.quantities.get(..=last)?.iter().enumerate().rev();
    let before = before.take_while(|(_, it)| it.span.start >= from);
    let mut reached = None;
    for (at, one) in before.filter(|(_, it)| it.is_like(other)) {
        if passage
            .between(one.span.end, other.span.start)
            .contains(SEMICOLONS)
        {
            break;
        }
        let clause = passage.clause_before(one.span.start);
        match comparison_in(clause) {
            // It is of what its clause begins with.
            Some(1..) => break,
            Some(0) => continue,
            None => {}
        }
        let own = (one.is_exact() && one.scale == other.scale).then_some(at);
        let is_aim = || ends_with_any(clause, &["目标", "任务", "计划"]);
        if reached.is_some() || !clause.starts_with("完成") || !is_aim() {
            return own;
        }
        reached = own;
    }
    reached
}

/// What a number may be told for that stands behind a list of parts: the last of them, where it is one, and all of what
/// they are of, 会议36次，其中县级4次、部门12次，比上年42次减少6次. That of all is the last.
pub(in crate::rules::amounts) fn or_all_of_it(
    passage: &Passage<'_>,
    part: usize,
) -> impl Iterator<Item = usize> + use<> {
    const LEADS: [&str; 5] = ["其中", "包括", "包含", "含", "："];
    let all = || {
        let own = passage.quantities.get(part)?;
        let from = passage.led_from(own.span.start);
        let head = passage.between(from, own.span.start);
        let led = LEADS.iter().filter_map(|it| head.rfind(it)).max()?;
        let mut before = passage.quantities.get(..part)?.iter();
        let is_all = |it: &Quantity<'_>| {
            it.is_like(own)
                && it.is_exact()
                && it.scale == own.scale
                && (from..=from + led).contains(&it.span.end)
        };
        before.rposition(is_all)
    };
    std::iter::once(part).chain(all())
}

/// The clause of these.
fn clause_of<'a>(passage: &Passage<'a>, index: usize) -> &'a str {
    clause_before(behind_last(passage, index))
}

/// Whether the words before a number, or the year there, say that it is that of the year before.
fn is_of_last_year(passage: &Passage<'_>, index: usize) -> bool {
    let date = index
        .checked_sub(1)
        .and_then(|it| passage.quantities.get(it));
    let year = date.filter(|it| it.unit == Unit::Date).map(|it| it.value);
    let last_year = passage.year.map(|year| Decimal::from(year - 1));
    is_prior(passage.phrase(index)) || year.is_some() && year == last_year
}

/// Which of two numbers is this year's and which that of the year before; `None` where the words do not tell.
pub(in crate::rules::amounts) fn now_and_prior(
    passage: &Passage<'_>,
    [one, other]: [usize; 2],
) -> Option<(usize, usize)> {
    // How much something grew since is neither.
    let is_change =
        |it: usize| Growth::by(passage.phrase(it)).is_some() || is_how_far(clause_of(passage, it));
    if is_change(one) || is_change(other) {
        return None;
    }
    match (
        is_of_last_year(passage, one),
        is_of_last_year(passage, other),
    ) {
        (true, false) => Some((other, one)),
        (false, true) => Some((one, other)),
        _ => None,
    }
}
