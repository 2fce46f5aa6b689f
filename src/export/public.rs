//! What becomes of personal data in the copy for publication (公开处理).

use std::borrow::Cow;
use std::cmp::Reverse;
use std::collections::HashSet;
use std::ops::Range;

use super::csv::{self, Row};
use super::tree::Book;
use super::{Leak, legible};
use crate::document::FieldPath;
use crate::figures::figure::Origin;
use crate::report::fields::describe;
use crate::report::places::Places;
use crate::rules::{
    Case, Decision, Decisions, Disclosure, Fate, Findings, is_blank, name_at, private,
};

/// Words that only name what follows them; they go with it.
const LABELS: [&str; 20] = [
    "公民身份号码",
    "居民身份证号码",
    "身份证号码",
    "身份证号",
    "身份证",
    "银行卡号",
    "银行账号",
    "卡号",
    "账号",
    "手机号码",
    "手机号",
    "手机",
    "联系电话",
    "电话号码",
    "电话",
    "联系方式",
    "电子邮箱",
    "邮箱",
    "家庭住址",
    "住址",
];

/// What a label of any other name ends with.
const COLONS: [char; 2] = ['：', ':'];

/// What stands between the parts of a sentence.
const PAUSES: [char; 4] = ['，', '、', '；', '。'];

/// The personal data that nobody has decided on yet, each with its place.
pub(super) fn undecided(case: &Case<'_>, findings: &Findings) -> Vec<String> {
    let mut places = Places::of(case.document);
    super::undecided(findings)
        .filter_map(|it| Some((it.path(), it.disclosure.as_ref()?)))
        .map(|(path, it)| {
            let place = places.describe(&path);
            format!("{place}的{}“{}”", it.kind, it.content)
        })
        .collect()
}

/// The last look at a document before it is written: whatever way something private took into it,
/// it stands in one of its words.
pub(super) fn search(case: &Case<'_>, findings: &Findings, book: &Book) -> Vec<Leak> {
    let ledger = case.ledger();
    let kept = Kept::of(case, findings);
    let mut leaks = Vec::new();
    for (words, origin) in book.words() {
        let path = origin.and_then(|origin| ledger.named_by(origin));
        let place = || match (&path, origin) {
            (Some(path), _) => describe(case.document, path),
            (None, Some(Origin::Figure(figure))) => ledger.name(*figure),
            (None, _) => format!("“{}”一处", words.chars().take(20).collect::<String>()),
        };
        leaks.extend(kept.leaks(path.as_ref(), words, place));
    }
    each_once(leaks)
}

/// The same of what is written as rows.
pub(super) fn search_rows(case: &Case<'_>, findings: &Findings, rows: &[Row]) -> Vec<Leak> {
    let kept = Kept::of(case, findings);
    let words = rows
        .iter()
        .flat_map(|row| row.iter().map(move |it| (row, it)));
    let leaks = words.flat_map(|(row, words)| kept.leaks(None, words, || csv::place(row)));
    each_once(leaks.collect())
}

/// The same words are told once, where they were entered: one decision is on them wherever they stand.
fn each_once(mut leaks: Vec<Leak>) -> Vec<Leak> {
    let made_up = |leak: &Leak| leak.problem.path().steps().is_empty();
    leaks.sort_by(|a, b| (made_up(a), &a.place).cmp(&(made_up(b), &b.place)));
    let mut told = HashSet::new();
    leaks.retain(|leak| told.insert(leak.problem.message.clone()));
    leaks
}

/// What was looked at and may stay, as the document has it.
struct Kept {
    decisions: Decisions,
    answered: Vec<String>,
}

impl Kept {
    fn of(case: &Case<'_>, findings: &Findings) -> Self {
        let answered = findings.diagnostics().filter(|it| !it.is_open());
        let answered = answered.filter_map(|it| Some(it.disclosure.as_ref()?.content.trim()));
        Self {
            decisions: Decisions::of(case),
            answered: answered.map(|it| legible(it.to_owned())).collect(),
        }
    }

    fn stays(&self, found: &Disclosure) -> bool {
        match self.decisions.on(found).map(|it| &it.fate) {
            Some(Fate::Kept(_)) => true,
            Some(Fate::Masked(_) | Fate::Deleted) => false,
            None => self.answered.contains(&found.content),
        }
    }

    /// What of these words is private and may not stay, each with its place.
    fn leaks(
        &self,
        path: Option<&FieldPath>,
        words: &str,
        place: impl Fn() -> String,
    ) -> Vec<Leak> {
        let root = FieldPath::root();
        let path = path.unwrap_or(&root);
        // An amount is shown with two decimals, whatever was typed as one.
        let words = words.strip_suffix(".00").unwrap_or(words);
        let found = private(path, words).into_iter();
        let found = found.filter(|it| it.disclosure.as_ref().is_some_and(|it| !self.stays(it)));
        let names: Vec<_> = self.decisions.iter().filter(|it| it.is_name).collect();
        let hidden = fallen(&names, words).into_iter().map(|(_, it)| it);
        let hidden = hidden.filter(|it| !matches!(it.fate, Fate::Kept(_)));
        let hidden = hidden.filter_map(|it| name_at(path, &it.words));
        let leak = |problem| Leak {
            place: place(),
            problem,
        };
        found.chain(hidden).map(leak).collect()
    }
}

/// A [`legible`] text with personal data as it was decided.
pub(super) fn masked(decisions: &Decisions, text: &str) -> String {
    let (names, others): (Vec<_>, Vec<_>) = decisions.iter().partition(|it| it.is_name);
    // Names are looked for in what is left of the others: one that is hidden stands in none that stays.
    decided(&names, &decided(&others, text))
}

/// A text with what was decided on its words.
fn decided(decisions: &[&Decision], text: &str) -> String {
    let mut out = String::new();
    let (mut at, mut is_gone) = (0, false);
    let go_on = |out: &mut String, behind: &str, is_gone: bool| match is_gone {
        true => join(out, behind),
        false => out.push_str(behind),
    };
    for (place, decision) in fallen(decisions, text) {
        let between = text.get(at..place.start).unwrap_or_default();
        go_on(&mut out, between, is_gone && !between.is_empty());
        at = place.end;
        is_gone = decision.fate == Fate::Deleted;
        match &decision.fate {
            Fate::Deleted => out.truncate(unlabelled(&out).len()),
            Fate::Masked(masked) => out.push_str(masked),
            Fate::Kept(_) => out.push_str(text.get(place).unwrap_or_default()),
        }
    }
    go_on(&mut out, text.get(at..).unwrap_or_default(), is_gone);
    out
}

/// Where decisions fall in a text, in its order. The longest comes first, as 张三丰 before 张三 and 13栋
/// before 3栋: none falls within its words, and on no more of what overlaps it than sticks out.
fn fallen<'a>(decisions: &[&'a Decision], text: &str) -> Vec<(Range<usize>, &'a Decision)> {
    let places = |&it: &&'a Decision| places_of(it, text).into_iter().map(move |at| (at, it));
    let mut places: Vec<_> = decisions.iter().flat_map(places).collect();
    places.sort_by_key(|(place, it)| (Reverse(place.len()), matches!(it.fate, Fate::Kept(_))));
    let mut fallen: Vec<(Range<usize>, &Decision)> = Vec::new();
    for (Range { mut start, mut end }, decision) in places {
        while let Some((taken, _)) = fallen.iter().find(|(it, _)| it.contains(&start)) {
            start = taken.end;
        }
        while let Some((taken, _)) = fallen
            .iter()
            .find(|(it, _)| it.start < end && end <= it.end)
        {
            end = taken.start;
        }
        if start < end {
            fallen.push((start..end, decision));
        }
    }
    fallen.sort_by_key(|(place, _)| place.start);
    fallen
}

/// Where the words of a decision stand in a text.
fn places_of(decision: &Decision, text: &str) -> Vec<Range<usize>> {
    if decision.is_name {
        return places_of_name(&decision.words, text);
    }
    let words = in_lines(&decision.words);
    let found = text.match_indices(&*words);
    found.map(|(at, words)| at..at + words.len()).collect()
}

/// Words as they stand in lines of a page: trimmed, and none of them blank.
fn in_lines(words: &str) -> Cow<'_, str> {
    if words.contains('\n') {
        let lines = words.lines().map(str::trim).filter(|it| !it.is_empty());
        lines.collect::<Vec<_>>().join("\n").into()
    } else {
        words.into()
    }
}

/// Where a name stands in a text, whatever blanks are in it: 张　三.
fn places_of_name(name: &str, text: &str) -> Vec<Range<usize>> {
    let mut chars = name.chars();
    let Some(first) = chars.next() else {
        return Vec::new();
    };
    let starts = text.match_indices(first);
    let places = starts.filter_map(|(start, _)| {
        let mut rest = text.get(start + first.len_utf8()..)?;
        for c in chars.clone() {
            rest = rest.trim_start_matches(is_blank).strip_prefix(c)?;
        }
        Some(start..text.len() - rest.len())
    });
    places.collect()
}

/// The text before something that goes, without the label of it.
fn unlabelled(before: &str) -> &str {
    let bare = before.trim_end();
    if let Some(named) = bare.strip_suffix(COLONS) {
        let starts = |c: char| c.is_whitespace() || PAUSES.contains(&c) || "（(".contains(c);
        let from = named
            .char_indices()
            .rfind(|(_, c)| starts(*c))
            .map_or(0, |(at, c)| at + c.len_utf8());
        return before.get(..from).unwrap_or(before);
    }
    let bare = bare.trim_end_matches(['为', '是']);
    let label = LABELS.iter().find_map(|label| bare.strip_suffix(label));
    label.unwrap_or(before)
}

/// Puts together what stood before and behind something that is gone: no empty brackets, no two
/// pauses in a row, no 等 of nobody.
fn join(out: &mut String, behind: &str) {
    let counted = |rest: &&str| rest.starts_with(|c: char| c.is_ascii_digit());
    let mut behind = behind.strip_prefix('等').filter(counted).unwrap_or(behind);
    for (open, close) in [('（', '）'), ('(', ')')] {
        if let Some(rest) = behind.strip_prefix(close)
            && out.ends_with(open)
        {
            out.pop();
            behind = rest;
        }
    }
    if behind.is_empty() || behind.starts_with(PAUSES) || behind.starts_with(['）', '\n']) {
        let bare = out.trim_end_matches(['，', '、', '；']).len();
        out.truncate(bare);
    }
    if out.is_empty() || out.ends_with(PAUSES) || out.ends_with(['\n', '（']) {
        behind = behind.trim_start_matches(PAUSES);
    }
    if out.ends_with(char::is_whitespace) {
        behind = behind.trim_start();
    }
    out.push_str(behind);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decision(words: &str, fate: Fate) -> Decision {
        Decision {
            entry: 0,
            words: words.to_owned(),
            is_name: false,
            fate,
        }
    }

    fn deleted(words: &str) -> Decision {
        decision(words, Fate::Deleted)
    }

    #[test]
    fn what_ends_another_one_is_not_looked_for_in_it() {
        let kept = decision("13栋2单元501室", Fate::Kept("本单位".to_owned()));
        let masked = decision("3栋2单元501室", Fate::Masked("某栋".to_owned()));
        assert_eq!(
            decided(&[&masked, &kept], "13栋2单元501室、3栋2单元501室。"),
            "13栋2单元501室、某栋。"
        );
        let (long, short) = (deleted("wangli@163.com"), deleted("li@163.com"));
        assert_eq!(
            decided(
                &[&short, &long],
                "邮箱：li@163.com、wangli@163.com，电话略。"
            ),
            "电话略。"
        );
        assert_eq!(decided(&[&long, &short], "li@163.comwangli@163.com"), "");
    }

    #[test]
    fn what_is_deleted_takes_its_label_along() {
        for (text, content, left) in [
            ("手机号码：13900001234", "13900001234", ""),
            (
                "填报日期：2023年　　联系电话：13900001234　　单位负责人：",
                "13900001234",
                "填报日期：2023年　　单位负责人：",
            ),
            (
                "有事可来，联系电话13900001234。",
                "13900001234",
                "有事可来。",
            ),
            (
                "张三（电话：13900001234）负责。",
                "13900001234",
                "张三负责。",
            ),
            (
                "其身份证号码为430100198001010019，已核。",
                "430100198001010019",
                "其，已核。",
            ),
            ("赵某、银行卡号6222，已付。", "6222", "赵某，已付。"),
            (
                "家住望月小区3栋2单元501室的老人。",
                "3栋2单元501室",
                "家住望月小区的老人。",
            ),
            (
                "化解赵立群、钱小蓉等6户积案。",
                "赵立群、钱小蓉",
                "化解6户积案。",
            ),
            (
                "邮箱：a@example.com，电话82550135。",
                "a@example.com",
                "电话82550135。",
            ),
            (
                "甲。\n电话：13900001234。\n乙。",
                "13900001234",
                "甲。\n乙。",
            ),
        ] {
            let decision = deleted(content);
            assert_eq!(decided(&[&decision], text), left, "{text}");
        }
    }
}
