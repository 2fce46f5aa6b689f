//! How a text says without a number that nothing was deducted from a score: 没有扣分项, 自评得满分.

use std::ops::Range;

use super::comparisons::is_of_another_time;
use crate::rules::passage::quantity::Unit;
use crate::rules::passage::{
    OWN_NAMES, Passage, Role, Word, contains_any, of_another_year, parts_clauses, word,
};

/// What a text says so.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Denied {
    /// 得满分: the whole score is full.
    FullMarks,
    /// 没有扣分项: no indicator lost any; what was not spent may be no such item.
    NoItem,
}

/// Where a passage says so, be it of what it may.
pub(super) fn places(passage: &Passage<'_>) -> Vec<(Denied, Range<usize>)> {
    const SAID: [(Denied, Word); 4] = [
        (Denied::FullMarks, word("得满分")),
        (Denied::NoItem, word("没有扣分")),
        (Denied::NoItem, word("无扣分")),
        (Denied::NoItem, word("未扣分")),
    ];
    const BEHIND: [&str; 6] = ["", "项", "项目", "情况", "事项", "指标"];
    let is_read = !matches!(passage.role, Role::Goal | Role::Name)
        && passage.path.last_key() != Some("偏差原因");
    if !is_read {
        return Vec::new();
    }
    let places = SAID.iter().flat_map(|(said, word)| {
        let places = passage.places(*word);
        places.map(move |at| (*said, at..at + word.text.len()))
    });
    let found = places.filter_map(|(said, span)| {
        let behind = passage.clause_behind(span.end).trim_end();
        let head = passage.between(passage.sentence_at(span.start).start, span.start);
        let is_meant = BEHIND.contains(&behind.trim_start())
            && !of_another_year(head)
            && !is_of_another_time(passage, span.start)
            && !passage.is_to_come(span.start);
        is_meant.then(|| (said, span.start..span.end + behind.len()))
    });
    found.collect()
}

/// What a passage says so first, of the whole or of the project whose text it is.
pub(super) fn denied(passage: &Passage<'_>) -> Option<(Denied, Range<usize>)> {
    /// What a part of the score is of.
    const PARTS: [&str; 12] = [
        "项目",
        "产出",
        "效益",
        "满意度",
        "执行率",
        "投入",
        "过程",
        "决策",
        "管理",
        "成本",
        "其中",
        "除",
    ];
    let places = places(passage).into_iter();
    let of_all = places.filter(|(_, span)| {
        let clause = span.start - passage.clause_before(span.start).len();
        let led = passage.between(passage.sentence_at(span.start).start, clause);
        is_of_all(passage, clause..span.start)
            && !contains_any(led, &PARTS)
            && (led.is_empty() || contains_any(led, &["自评", "总分", "得分"]) || is_when(led))
    });
    of_all.min_by_key(|(_, span)| span.start)
}

/// Whether words say no more than when, or by whom.
fn is_when(words: &str) -> bool {
    let mut clauses = words.split(parts_clauses).map(str::trim);
    clauses.all(super::projects::may_be_whose)
}

/// Whether the words of a clause say that it is of the whole score, or nothing of what it is of: 部门整体自评; 各项指标 are all but
/// the execution rate.
fn is_of_all(passage: &Passage<'_>, clause: Range<usize>) -> bool {
    const WHOSE: [&str; 22] = [
        "部门",
        "整体",
        "支出",
        "绩效",
        "自评",
        "评价",
        "综合",
        "总分",
        "得分",
        "得",
        "均",
        "都",
        "也",
        "本次",
        "本年度",
        "本年",
        "全年",
        "年度",
        "度",
        "为",
        "共",
        "项目",
    ];
    let is_of_project = passage.project.is_some();
    // 2023年自评得满分
    let dates = passage.quantities.iter();
    let mut dates = dates.filter(|it| it.unit == Unit::Date && clause.contains(&it.span.start));
    let from = dates.next_back().map_or(clause.start, |it| it.span.end);
    let mut rest = passage.between(from, clause.end).trim();
    let mut heads = || {
        let mut heads = WHOSE.iter().chain(&OWN_NAMES);
        let head = heads.find_map(|it| rest.strip_prefix(it).map(|behind| (*it, behind)));
        let (head, behind) = head.or_else(|| Some(("本", rest.strip_prefix('本')?)))?;
        // 项目 is one of several, but where its own text speaks of it.
        let is_told = is_of_project || !matches!(head, "项目" | "本");
        rest = behind;
        is_told.then_some(())
    };
    while heads().is_some() {}
    rest.is_empty()
}
