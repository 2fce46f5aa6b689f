//! Of whom, when or in what matter a figure of a text is told: by what leads to it, 五一社区：,
//! 在五一社区，, 春节期间，, （二）综治工作。

use crate::rules::passage::{
    Passage, contains_any, ends_with_any, is_blank, others, parts_clauses,
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
    a == b || !is_part && is_of_all(passage, one) && is_of_all(passage, other)
}

/// Whether the words right before a figure say that it is all there is.
fn is_of_all(passage: &Passage<'_>, index: usize) -> bool {
    contains_any(passage.phrase(index), &["全", "共", "累计", "总"])
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
