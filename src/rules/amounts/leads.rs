//! Of whom, when or in what matter a figure of a text is told: by what leads to it, 五一社区：,
//! 在五一社区，, 春节期间，, （二）综治工作。

use crate::rules::passage::quantity::{Quantity, Unit};
use crate::rules::passage::{
    self, Passage, SEMICOLONS, ends_with_any, is_blank, is_boundary, others, parts_clauses,
};
use crate::rules::wording;

/// What leads to a figure.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Lead<'a> {
    words: &'a str,
    /// Whether it is a place, a body or a time, so that figures behind two of them are of two things;
    /// what is told in two matters may still be one.
    is_part: bool,
}

/// Whether two figures are told of one thing, as far as what leads to them says. What is told of all,
/// 全年, is so in whatever matter.
pub(super) fn are_alike(passage: &Passage<'_>, one: usize, other: usize) -> bool {
    let (a, b) = (lead(passage, one), lead(passage, other));
    let is_part = [a, b].into_iter().flatten().any(|lead| lead.is_part);
    let are_of_all = is_of_all(passage, one) && is_of_all(passage, other);
    (a == b || !is_part && are_of_all)
        && (are_of_all || have_one_head(passage, one, other))
        && !are_of_others(passage, one, other)
        && !are_under_others(passage, one, other)
}

/// Whether each of two figures stands right behind a heading of its own, 城市低保工作。全年发放低保金1286.4万元。农村低保工作。
/// 全年发放低保金626.8万元, or is a part of another total: 下达中央资金2263万元。其中：河流治理1435万元。下达衔接资金791万元。其中：河流治理491万元.
fn are_under_others(passage: &Passage<'_>, one: usize, other: usize) -> bool {
    let differ = |(a, b): (&str, &str)| a != b;
    let headings = heading(passage, one).zip(heading(passage, other));
    let totals = total(passage, one).zip(total(passage, other));
    headings.is_some_and(differ) || totals.is_some_and(|(a, b)| a.value != b.value)
}

/// The sentence right before that of a figure, where it tells of nothing but what that is about; 城市管理提质增效 tells
/// how that is.
fn heading<'a>(passage: &Passage<'a>, index: usize) -> Option<&'a str> {
    const LONGEST: usize = 16;
    const MATTERS: [&str; 7] = ["方面", "工作", "目标", "情况", "任务", "领域", "行业"];
    let own = passage.quantities.get(index)?.span.start;
    let before = passage.sentence_at(own).start.checked_sub(1)?;
    let sentence = passage.sentence_at(before);
    let words = bare(passage.between(sentence.start, sentence.end));
    let mut told = passage.quantities.iter();
    let tells = told.any(|it| it.unit != Unit::Date && sentence.contains(&it.span.start));
    let is_heading = ends_with_any(words, &MATTERS)
        && words.chars().count() <= LONGEST
        && !words.contains(parts_clauses);
    (is_heading && !tells).then_some(words)
}

/// The words behind the number of the sentence right before that of a byte, where that is a heading and nothing
/// more: 1.城市管理.
pub(super) fn numbered_heading<'a>(passage: &Passage<'a>, at: usize) -> Option<&'a str> {
    const LONGEST: usize = 24;
    let before = passage.sentence_at(at).start.checked_sub(1)?;
    let sentence = passage.sentence_at(before);
    let words = passage.between(sentence.start, sentence.end).trim();
    let heading = wording::behind_number(words).trim();
    let is_heading = heading.len() < words.len()
        && heading.chars().count() <= LONGEST
        && !heading.contains(parts_clauses);
    is_heading.then_some(heading)
}

/// The figure of which one is told as a part behind 其中.
fn total<'p, 'a>(passage: &'p Passage<'a>, index: usize) -> Option<&'p Quantity<'a>> {
    let own = passage.quantities.get(index)?;
    let from = passage.led_from(own.span.start);
    let head = passage.between(from, own.span.start);
    let parting = from + head.rfind("其中")?;
    let mut before = passage.quantities.get(..index)?.iter().rev();
    before.find(|it| it.span.end <= parting && it.is_like(own))
}

/// Whether the words right before a figure say that it is all there is.
fn is_of_all(passage: &Passage<'_>, index: usize) -> bool {
    passage.phrase(index).contains('全')
}

/// Whether nothing ends between two figures.
fn goes_on(passage: &Passage<'_>, one: &Quantity<'_>, other: &Quantity<'_>) -> bool {
    let between = passage.gap(one, other);
    !between.contains(['；', ';', '。', '\n'])
}

/// Whether what was done before each of two figures is the same.
fn have_one_head(passage: &Passage<'_>, one: usize, other: usize) -> bool {
    let goes_on = |(one, other): (&Quantity<'_>, &Quantity<'_>)| goes_on(passage, one, other);
    let head = |index, behind| head(passage, index, behind).unwrap_or_default();
    let own = head(other, Some(one));
    let pair = passage.pair([one, other]);
    own == head(one, None) || own.is_empty() && pair.is_some_and(goes_on)
}

/// What was done before a figure tells what came of it: 检查加油站12家 of 检查加油站12家，发现隐患9处. Nothing behind
/// another figure of the same name.
fn head<'a>(passage: &Passage<'a>, index: usize, behind: Option<usize>) -> Option<&'a str> {
    let own = passage.quantities.get(index)?.span.start;
    let end = own.checked_sub(passage.phrase(index).len())?;
    let last = behind.and_then(|last| passage.quantities.get(last));
    let from = last.map_or(0, |it| it.span.end);
    let words = passage.between(from.max(passage.sentence_at(own).start), end);
    let words = words.rsplit(SEMICOLONS).next()?;
    let words = passage::without_end_of_year(words);
    // The year of the report is that of all.
    let year = passage.year.map(|year| format!("{year}年"));
    let words = words.trim_end_matches('度');
    let words = year
        .and_then(|year| words.strip_suffix(&*year))
        .unwrap_or(words);
    Some(passage::bare(words.trim_matches(is_boundary)))
}

/// Whether each of two figures is told behind a number of its own: 慰问群众128户，发放慰问金12.8万元；慰问党员28户，
/// 发放慰问金2.8万元, 80至89岁每人每月100元、90至99岁每人每月200元.
fn are_of_others(passage: &Passage<'_>, one: usize, other: usize) -> bool {
    let leading = |index: usize| {
        let own = passage.quantities.get(index)?;
        let before = passage.quantities.get(index.checked_sub(1)?)?;
        (before.unit != Unit::Date && goes_on(passage, before, own)).then_some(before)
    };
    let is_apart = other > one + 1;
    let (a, b) = (leading(one), leading(other).filter(|_| is_apart));
    let differ = |(a, b): (&Quantity<'_>, &Quantity<'_>)| a.value != b.value || a.unit != b.unit;
    // 最高限价126万元，中标价118万元；最高限价86万元，中标价82万元
    let next = passage.phrase(one + 1);
    let goes_on_alike = is_apart && !next.is_empty() && next == passage.phrase(other + 1);
    goes_on_alike || a.zip(b).is_some_and(differ)
}

/// The last that leads to a figure, in its sentence or in those before.
fn lead<'a>(passage: &Passage<'a>, index: usize) -> Option<Lead<'a>> {
    let own = passage.quantities.get(index)?.span.start;
    let start = passage.sentence_at(own).start;
    let head = passage.between(start, own.checked_sub(passage.phrase(index).len())?);
    let mut clauses = head.split_inclusive(parts_clauses).rev();
    clauses.find_map(Lead::of_clause).or_else(|| {
        let before = passage.sentences.iter().rev();
        let before = before.skip_while(|sentence| sentence.start >= start);
        let mut before = before.map(|it| passage.between(it.start, it.end));
        before.find_map(|sentence| {
            let clause = sentence.split_inclusive(parts_clauses).next();
            let lead = clause.and_then(Lead::of_clause);
            let lead = lead.filter(|lead| !(lead.is_part && is_of_all(passage, index)));
            lead.or_else(|| Lead::of_heading(sentence))
        })
    })
}

impl<'a> Lead<'a> {
    /// What a clause with the mark that ends it leads to the clauses behind it.
    fn of_clause(clause: &'a str) -> Option<Self> {
        const MATTERS: [&str; 5] = ["方面", "工作中", "行动中", "活动中", "过程中"];
        let words = bare(clause.trim_end_matches(parts_clauses));
        let is_part = is_part(words) || is_addressed(words);
        let is_lead = is_part || clause.ends_with(['：', ':']) || ends_with_any(words, &MATTERS);
        (is_lead && !words.is_empty()).then_some(Self { words, is_part })
    }

    /// What a sentence leads to those behind it that is no more than a numbered heading.
    fn of_heading(sentence: &'a str) -> Option<Self> {
        const LONGEST: usize = 20;
        let words = bare(sentence);
        let is_heading = words.len() < sentence.trim_start_matches(is_blank).len()
            && words.chars().count() <= LONGEST
            && !words.contains(parts_clauses);
        let is_part = is_part(words);
        is_heading.then_some(Self { words, is_part })
    }
}

/// The words without the number of an item and what only leads to a name before them.
fn bare(words: &str) -> &str {
    let words = wording::behind_number(words.trim_matches(is_blank));
    let words = words.trim_start_matches(is_blank);
    words.strip_prefix('在').unwrap_or(words)
}

/// Whether words name to whom something was done: 对辖区企业, and not 对照指标.
fn is_addressed(words: &str) -> bool {
    const LONGEST: usize = 12;
    let behind = words.strip_prefix(['对', '向']);
    let is_one = |it: &str| !it.starts_with(['照', '标', '此', '比', '上']);
    behind.is_some_and(is_one) && words.chars().count() <= LONGEST
}

/// Whether words name a place, a body or a time, and no more than what it did.
fn is_part(words: &str) -> bool {
    const TIMES: [&str; 8] = [
        "期间", "前夕", "节前", "节后", "当天", "当日", "月份", "季度",
    ];
    /// What begins no name of another, or speaks of what was done with it.
    const NO_NAME: [&str; 22] = [
        "全", "我", "本", "各", "该", "围绕", "联合", "会同", "协同", "组织", "指导", "深入",
        "走进", "推动", "推进", "加强", "依托", "发挥", "帮助", "督促", "开展", "结合",
    ];
    ends_with_any(words, &TIMES)
        || others::is_one(words) && !NO_NAME.iter().any(|it| words.starts_with(it))
}
