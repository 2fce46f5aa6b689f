//! A in the text: how many people there are after some came and some went.

use rust_decimal::Decimal;

use super::growths::AGAINST;
use super::verbs::Growth;
use crate::rules::Finding;
use crate::rules::passage::quantity::{Quantity, Unit};
use crate::rules::passage::{Passage, Word, words};

/// What is wrong with how many more or fewer people there are than who came and who went make: 比上年减少2人，系年内退休3人、新招录2人;
/// 年初在职60人，年内退休3人、新招录2人，年末在职58人. Where more is told of them, nothing.
pub(super) fn came_and_went(passage: &Passage<'_>) -> Vec<Finding> {
    /// One of these is where two of them are told.
    const MOVES: &[Word] = words![
        "退休", "调出", "辞职", "离职", "死亡", "招录", "新进", "调入", "招聘",
    ];
    if !passage.holds_any(MOVES) {
        return Vec::new();
    }
    let places = 0..passage.quantities.len();
    let found = places.filter_map(|first| {
        let start = passage
            .quantities
            .get(first)
            .filter(|it| is_of_people(it))?;
        match begin_of_year(passage.phrase(first)) {
            Some(whom) => over_the_year(passage, first, start, whom),
            None => since_last_year(passage, first, start),
        }
    });
    found.collect()
}

fn is_of_people(quantity: &Quantity<'_>) -> bool {
    matches!(quantity.unit, Unit::Count("人" | "名")) && quantity.is_exact()
}

/// Who is counted at the beginning of a year: 在职 of 年初在职.
fn begin_of_year(phrase: &str) -> Option<&str> {
    let mut begins = ["年初", "上年末", "上年年末"].iter();
    begins.find_map(|it| phrase.strip_prefix(it))
}

/// Which way words before a number of people say that they went.
fn moved(phrase: &str) -> Option<Growth> {
    const LEADS: [&str; 9] = [
        "系",
        "其中",
        "年内",
        "本年度",
        "本年",
        "当年",
        "因",
        "为",
        "是",
    ];
    const CAME: [&str; 12] = [
        "新招录",
        "招录",
        "新进",
        "调入",
        "招聘",
        "公开招聘",
        "新招聘",
        "接收",
        "转入",
        "考录",
        "选调",
        "新录用",
    ];
    const WENT: [&str; 9] = [
        "退休", "调出", "辞职", "离职", "死亡", "去世", "转出", "辞退", "解聘",
    ];
    let mut words = phrase;
    while let Some(rest) = LEADS.iter().find_map(|it| words.strip_prefix(it)) {
        words = rest;
    }
    let words = words.trim_end_matches("人员").trim_end_matches("职工");
    match (CAME.contains(&words), WENT.contains(&words)) {
        (true, _) => Some(Growth::Up),
        (_, true) => Some(Growth::Down),
        _ => None,
    }
}

/// Those who came and went that are told one behind the other right behind a number, what they make, and where they end.
fn moves<'p, 'a>(
    passage: &'p Passage<'a>,
    first: usize,
) -> Option<(Vec<&'p Quantity<'a>>, Decimal, usize)> {
    let (mut all, mut by) = (Vec::new(), Decimal::ZERO);
    let mut last = passage.quantities.get(first)?;
    let mut at = first + 1;
    while let Some(it) = passage.quantities.get(at) {
        let phrase = passage.phrase(at);
        let gap = passage.gap(last, it);
        let is_next = gap
            .strip_suffix(phrase)
            .is_some_and(|it| matches!(it, "，" | "、" | "：" | "，其中："));
        let Some(direction) = moved(phrase).filter(|_| is_next && is_of_people(it)) else {
            break;
        };
        by = by.checked_add(direction.signed(it.value))?;
        all.push(it);
        last = it;
        at += 1;
    }
    Some((all, by, at))
}

fn over_the_year(
    passage: &Passage<'_>,
    first: usize,
    start: &Quantity<'_>,
    whom: &str,
) -> Option<Finding> {
    let (moves, by, at) = moves(passage, first)?;
    let end = passage.quantities.get(at).filter(|it| is_of_people(it))?;
    let of_end = passage.phrase(at).strip_prefix("年末")?;
    let is_meant =
        moves.len() > 1 && passage.is_right_behind(at) && (of_end.is_empty() || of_end == whom);
    let right = start.value.checked_add(by).filter(|_| is_meant)?;
    (right != end.value).then(|| {
        let message = format!(
            "年初{}加减其间进出的人是{}，文中写年末{}，请核实。",
            passage.words_of(start),
            passage.written(right, end),
            passage.words_of(end)
        );
        let finding = Finding::new(passage.place(end), message).and(passage.place(start));
        moves
            .into_iter()
            .map(|it| passage.place(it))
            .fold(finding, Finding::and)
    })
}

fn since_last_year(passage: &Passage<'_>, first: usize, change: &Quantity<'_>) -> Option<Finding> {
    /// Behind what those are compared with: 比上年60人减少2人.
    const BARE: [&str; 4] = ["增加", "减少", "净增加", "净减少"];
    let phrase = passage.phrase(first);
    let direction = Growth::by(phrase)?;
    let is_change = BARE.contains(&phrase) || AGAINST.iter().any(|it| phrase.starts_with(it));
    let (moves, by, at) =
        moves(passage, first).filter(|(moves, ..)| is_change && moves.len() > 1)?;
    // What else is told in the sentence may have come or gone as well.
    let sentence = passage.sentence_at(change.span.start);
    let last = moves.last()?;
    let behind = passage.between(last.span.end, sentence.end);
    let is_end = behind.is_empty() || behind.starts_with('；');
    let has_more = passage
        .quantities
        .get(at)
        .is_some_and(|it| it.span.start < sentence.end);
    let is_all = is_end || !has_more && behind.starts_with('，');
    let told = direction.signed(change.value);
    (is_all && by != told).then(|| {
        let is = match by.is_sign_negative() {
            true => Growth::Down,
            false => Growth::Up,
        };
        let message = format!(
            "其中进出的人算得{}{}，文中写{}{}，请核实。",
            is.verb(),
            passage.written(by.abs(), change),
            direction.verb(),
            passage.words_of(change)
        );
        let finding = Finding::new(passage.place(change), message);
        moves
            .into_iter()
            .map(|it| passage.place(it))
            .fold(finding, Finding::and)
    })
}
