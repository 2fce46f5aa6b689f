//! A in the text: the grade that a text says the department has come to, beside that of its score.

use crate::document::FieldPath;
use crate::rules::passage::{
    Passage, Role, Word, contains_any, is_boundary, of_another_year, words,
};
use crate::rules::prose::Prose;
use crate::rules::{Case, Finding, Place, Verdict};

/// The longest name of a grade, in characters.
const LONGEST: usize = 4;

/// The grades that a passage says the whole has come to: 等级为“良”, up to the next sign. Those of
/// projects, of what is aimed at and of what has other grades are none.
pub(in crate::rules) fn graded(passage: &Passage<'_>) -> Vec<Place> {
    const CALLED: &[Word] = words!["等级", "等次", "自评结论", "自评结果"];
    const OF: [&str; 7] = ["自评", "评价", "评定", "绩效", "考评", "结果", "得分"];
    const LEADS: [&str; 8] = ["评定为", "确定为", "为", "是", "属", "：", ":", "达到"];
    const OPENS: [char; 4] = ['“', '"', '‘', '「'];
    if passage.project.is_some() || matches!(passage.role, Role::Goal | Role::Name) {
        return Vec::new();
    }
    let places = CALLED.iter().flat_map(|called| {
        let places = passage.places(*called);
        places.map(move |at| (at, called.text))
    });
    let found = places.filter_map(|(at, called)| {
        let sentence = passage.sentence_at(at);
        let head = passage.between(sentence.start, at);
        let own = head.rsplit(is_boundary).next().unwrap_or(head);
        let whole = passage.between(sentence.start, sentence.end);
        let is_of_the_whole = contains_any(whole, &OF)
            && (own.is_empty() || OF.iter().any(|it| own.ends_with(it)))
            && !contains_any(head, &["项目", "专项"])
            && !of_another_year(head)
            && !passage.is_to_come(at)
            && (!passage.is_of_a_problem() || head.contains("整体"));
        if !is_of_the_whole {
            return None;
        }
        let from = at + called.len();
        let behind = passage.between(from, sentence.end);
        let lead = LEADS.iter().find(|lead| behind.starts_with(**lead));
        let behind = behind.get(lead.map_or(0, |lead| lead.len())..)?;
        let inner = behind.trim_start_matches(OPENS);
        if lead.is_none() && inner.len() == behind.len() {
            return None;
        }
        let from = sentence.end - inner.len();
        let ends = |c: char| is_boundary(c) || matches!(c, '"' | '’' | '」');
        let grade = inner.split(ends).next().filter(|it| !it.is_empty())?;
        let is_short = grade.chars().count() <= LONGEST;
        is_short.then(|| passage.place_at(from..from + grade.len()))
    });
    found.collect()
}

/// The grades of the texts beside that of the total.
pub(in crate::rules) fn beside_the_whole(case: &Case<'_>, prose: &Prose) -> Verdict {
    let card = &case.figures.whole;
    let outcome = card.outcome(&case.report.whole.stated, case.scheme);
    let known = [outcome.grade, outcome.due, card.grade.as_deref()];
    let Some(right) = known.into_iter().flatten().next() else {
        return Vec::new().into();
    };
    let grades = &case.scheme.grades;
    let found = prose.graded().filter_map(|place| {
        let written = place.value.as_deref().unwrap_or_default();
        // 优秀 is 优 in more words.
        let named = grades.iter().filter(|it| written.starts_with(&*it.name));
        let told = named.max_by_key(|it| it.name.len())?;
        if known.contains(&Some(told.name.as_str())) {
            return None;
        }
        let message = format!("正文等级为“{written}”，表中为“{right}”，前后不一致，请核实。");
        let path = FieldPath::of(&["整体绩效", "自评", "等级"]);
        let finding = Finding::new(place.clone(), message).and(Place::new(path).shows(right));
        Some(finding.rewrites(place.span.clone(), right, format!("正文改为 {right}")))
    });
    found.collect()
}
