//! What people have said to the report, and whether it still holds: answers to diagnostics
//! (说明), decisions on personal data (公开处理), a reviewer's ticks (复核) and comments
//! (批注), what is not certain yet (待定), what was taken over from last year (沿用).
//!
//! Each is kept with what it was said about, and with the figures as they were. When one of them
//! moves, it holds no longer: the diagnostic comes back with the old answer beside it.

use std::collections::HashMap;
use std::ops::Range;

use super::decided::{Decisions, Fate};
use super::passage::says_something;
use super::seen::{Change, Changed, Seen, Sight};
use super::{Case, Diagnostic, rule};
use crate::document::FieldPath;
use crate::report::fields;
use crate::report::places::Places;
use crate::report::stamp::says_the_same;

/// What has been said to a diagnostic.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reply {
    /// The entry of 说明 or 公开处理 that says it.
    pub entry: FieldPath,
    /// What it says.
    pub words: String,
    /// Whether it gives a reason, and the figures are still those it was said about.
    pub holds: bool,
}

impl Reply {
    /// What it says, and whether that still holds.
    #[must_use]
    pub fn sentence(&self) -> String {
        let lead = match (self.holds, says_something(&self.words)) {
            (true, _) => "已说明",
            (false, true) => "数字已变，原说明",
            (false, false) => "说明没有写出原因",
        };
        format!("{lead}：{}", self.words)
    }
}

/// A reviewer's tick.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ticked {
    /// The entry of 复核.
    pub entry: FieldPath,
    /// What was seen there then.
    pub was: Seen,
    /// What is seen there now.
    pub now: Seen,
    /// What each field of a section was then, where it is no longer so.
    then: String,
    /// Which of its fields are otherwise now; none where that is not known.
    pub changes: Vec<Change>,
    /// What the reviewer said.
    pub remark: String,
    /// Who that was, and on which day; empty where nobody said.
    pub by: String,
}

impl Ticked {
    /// Whether what was seen is there still.
    #[must_use]
    pub fn holds(&self) -> bool {
        self.was.is_still(&self.now)
    }

    /// Whether a field within what was ticked is otherwise than it was, as far as that is known.
    #[must_use]
    pub fn is_changed_at(&self, path: &FieldPath) -> bool {
        let is_there = |it: &&Change| it.what != Changed::Gone;
        let mut changes = self.changes.iter().filter(is_there).map(|it| &it.path);
        !self.holds()
            && (self.changes.is_empty()
                || changes.any(|it| it.starts_with(path) || path.starts_with(it)))
    }

    /// What was ticked, in words.
    #[must_use]
    pub fn before(&self) -> String {
        match self.was.words() {
            _ if !self.changes.is_empty() => match self.changes.as_slice() {
                [one] => format!("{}{}", one.place, one.what.words()),
                [first, ..] => format!("{}等 {} 处改过", first.place, self.changes.len()),
                [] => String::new(),
            },
            Some(words) => format!("复核时是 {words}"),
            None if self.was.written == self.now.written => "里面算出的数变了".to_owned(),
            None => "复核时是另外的内容".to_owned(),
        }
    }

    /// What is seen there now beside what was ticked, in words.
    #[must_use]
    pub fn moved(&self) -> String {
        /// How many fields are named of a section.
        const MOST: usize = 5;
        if !self.changes.is_empty() {
            let named = self.changes.iter().take(MOST);
            let named = named.map(|it| format!("{}{}", it.place, it.what.words()));
            let named = named.collect::<Vec<_>>().join("；");
            return match self.changes.len() {
                ..=MOST => named,
                all => format!("{named}；等 {all} 处"),
            };
        }
        let now = self.now.words();
        let now = now.map_or_else(String::new, |words| format!("，现在是 {words}"));
        format!("{}{now}", self.before())
    }

    /// Whether it still holds, in words.
    #[must_use]
    pub fn standing(&self) -> String {
        if self.holds() {
            "没有改动".to_owned()
        } else {
            format!("复核后有改动，{}", self.moved())
        }
    }
}

/// A reviewer's comment, and what was replied to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Commented {
    /// The entry of 批注.
    pub entry: FieldPath,
    /// What it is about, in words.
    pub place: String,
    /// Where that stands; `None` where it is gone.
    pub path: Option<FieldPath>,
    /// Which finding there, by [`Diagnostic::told_by`]; empty where it is the place as a whole.
    pub finding: String,
    /// What the reviewer said.
    pub content: String,
    /// The reply; empty where there is none yet.
    pub reply: String,
    /// Who replied, and on which day; empty where nobody said.
    pub replied_by: String,
    /// Who did not accept the reply, and on which day; empty where it stands.
    pub reopened: String,
    /// Who the reviewer is, and on which day it was said; empty where nobody said.
    pub by: String,
    /// Whether what stands there has changed since.
    pub moved: bool,
}

impl Commented {
    /// Whether nobody has replied yet, or the reply was not accepted.
    #[must_use]
    pub const fn is_open(&self) -> bool {
        self.reply.is_empty() || !self.reopened.is_empty()
    }

    /// What was replied, by whom, and whether that was accepted; nothing where there is no reply.
    #[must_use]
    pub fn answer(&self) -> String {
        let back = match self.reopened.as_str() {
            _ if self.reply.is_empty() => return String::new(),
            "" => String::new(),
            by => format!("（{by} 没有接受，请再答复）"),
        };
        // What is to be done first: a long answer is cut short in a list.
        format!("{back}{}{}", self.reply, in_brackets(&self.replied_by))
    }

    /// Whether it says something to this finding, that stands where it was written.
    #[must_use]
    pub fn is_about(&self, finding: &Diagnostic) -> bool {
        self.finding.is_empty() || self.finding == finding.told_by()
    }

    /// What is put behind it where what it is about has changed since, or was answered and has not.
    #[must_use]
    pub const fn since(&self) -> &'static str {
        match (self.moved, self.reply.is_empty()) {
            (true, _) => "（此后有改动）",
            (false, true) => "",
            (false, false) => "（此后没有改动）",
        }
    }

    /// What was said, and what became of it.
    #[must_use]
    pub fn sentence(&self) -> String {
        let since = self.since();
        let reply = match self.answer().as_str() {
            "" => "没有答复".to_owned(),
            reply => format!("答复：{reply}"),
        };
        let by = in_brackets(&self.by);
        let content = self.content.replace('\n', " ");
        format!("批注{by}{since}：{content}  {}", reply.replace('\n', " "))
    }
}

/// Who signed, and on which day.
#[must_use]
pub fn signed(name: &str, day: &str) -> String {
    let parts = [name.trim(), day.trim()];
    let parts: Vec<&str> = parts.into_iter().filter(|it| !it.is_empty()).collect();
    parts.join("，")
}

/// A name behind what it is said of; nothing where there is none.
#[must_use]
pub fn in_brackets(name: &str) -> String {
    if name.is_empty() {
        String::new()
    } else {
        format!("（{name}）")
    }
}

/// A field that holds what is not certain yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pending {
    /// The entry of 待定.
    pub entry: FieldPath,
    /// Which field, in words.
    pub place: String,
    /// Where it stands; `None` where it is gone.
    pub path: Option<FieldPath>,
    /// What it waits for.
    pub remark: String,
}

/// Puts beside each diagnostic what was said to it.
pub(super) fn reply(
    case: &Case<'_>,
    places: &mut Places<'_>,
    mut diagnostics: Vec<&mut Diagnostic>,
) {
    let decisions = Decisions::of(case);
    let decided = FieldPath::root().key("公开处理");
    // Those without a reply, by what an answer names.
    let mut open: HashMap<(&str, FieldPath), Vec<usize>> = HashMap::new();
    for (i, diagnostic) in diagnostics.iter_mut().enumerate() {
        let decision = diagnostic.disclosure.as_ref();
        let decision = decision.and_then(|it| decisions.on(it));
        diagnostic.reply = decision.map(|decision| Reply {
            entry: decided.index(decision.entry),
            words: match &decision.fate {
                Fate::Masked(masked) => format!("公开版遮盖为“{masked}”"),
                Fate::Deleted => "公开版删除".to_owned(),
                Fate::Kept(reason) => format!("公开版保留：{reason}"),
            },
            holds: true,
        });
        if diagnostic.reply.is_none() {
            let about = (diagnostic.rule.code, diagnostic.path());
            open.entry(about).or_default().push(i);
        }
    }
    let list = FieldPath::root().key("说明");
    let mut moved = Vec::new();
    for (i, answer) in case.report.answers.iter().enumerate() {
        let said = |holds| Reply {
            entry: list.index(i),
            words: answer.content.trim().to_owned(),
            holds,
        };
        let about = rule(&answer.rule).zip(places.called(answer.place.trim()));
        let Some(about) = about.map(|(rule, path)| (rule.code, path)) else {
            continue;
        };
        let values: Vec<&str> = answer.values.iter().map(|value| value.trim()).collect();
        let among = open.get_mut(&about);
        let exact = among.and_then(|among| {
            let alike = |&i: &usize| {
                let values_of = diagnostics.get(i).map(|it| it.values());
                values_of
                    .is_some_and(|own| own.iter().map(|it| it.trim()).eq(values.iter().copied()))
            };
            let at = among.iter().position(alike)?;
            Some(among.remove(at))
        });
        match exact.and_then(|i| diagnostics.get_mut(i)) {
            Some(diagnostic) => diagnostic.reply = Some(said(says_something(&answer.content))),
            None => moved.push((about, said(false))),
        }
    }
    // What is left was said about figures that have moved.
    for (about, said) in moved {
        let first = open.get_mut(&about).filter(|among| !among.is_empty());
        let first = first.map(|among| among.remove(0));
        if let Some(diagnostic) = first.and_then(|i| diagnostics.get_mut(i)) {
            diagnostic.reply = Some(said);
        }
    }
    reply_alike(diagnostics);
}

/// Puts what was said to a figure beside what else is asked of the very same one: that it differs from
/// the table as well as from another of its text.
fn reply_alike(diagnostics: Vec<&mut Diagnostic>) {
    const SAME_FIGURE: &str = "A14";
    let of_figures = diagnostics
        .into_iter()
        .filter(|it| it.rule.code == SAME_FIGURE);
    let (answered, open): (Vec<_>, Vec<_>) = of_figures.partition(|it| it.reply.is_some());
    let mut said = HashMap::new();
    for it in &answered {
        let reply = it.reply.as_ref().filter(|reply| reply.holds);
        let Some(reply) = reply else { continue };
        said.extend(figures(it).map(|figure| (figure, reply)));
    }
    for diagnostic in open {
        let reply = figures(diagnostic).find_map(|figure| said.get(&figure));
        let reply = reply.map(|reply| (*reply).clone());
        diagnostic.reply = reply;
    }
}

/// The figures of texts that a finding is about.
fn figures(of: &Diagnostic) -> impl Iterator<Item = (&FieldPath, &Range<usize>)> {
    of.places
        .iter()
        .filter_map(|it| Some((&it.path, it.span.as_ref()?)))
}

/// The reviewers' ticks, by what they stand on: those that hold first, and of these the latest.
///
/// What has changed is gathered where it was not in `before`, as long as the same is seen there.
pub(super) fn ticks(
    case: &Case<'_>,
    places: &mut Places<'_>,
    before: &HashMap<FieldPath, Vec<Ticked>>,
) -> HashMap<FieldPath, Vec<Ticked>> {
    let list = FieldPath::root().key("复核");
    let mut on: HashMap<FieldPath, Vec<Ticked>> = HashMap::new();
    if case.report.ticks.is_empty() {
        return on;
    }
    let ticks = case.report.ticks.iter().enumerate();
    let ticks = ticks.filter_map(|(i, tick)| Some((i, tick, places.called(tick.place.trim())?)));
    let ticks: Vec<_> = ticks.collect();
    let on_what: Vec<FieldPath> = ticks.iter().map(|(.., path)| path.clone()).collect();
    let sight = Sight::within(case, &on_what);
    for (i, tick, path) in ticks {
        let mut ticked = Ticked {
            then: String::new(),
            changes: Vec::new(),
            entry: list.index(i),
            was: Seen {
                written: tick.value.trim().to_owned(),
                worked_out: tick.worked_out.trim().to_owned(),
            },
            now: Seen {
                written: places.stamp(&path).to_owned(),
                worked_out: sight.worked_out(&path),
            },
            remark: tick.remark.trim().to_owned(),
            by: signed(&tick.reviewer, &tick.day),
        };
        if says_the_same(&path, &ticked.was.written, &ticked.now.written) {
            ticked.was.written.clone_from(&ticked.now.written);
        }
        if !ticked.holds() && !tick.then.is_empty() {
            ticked.then = (*tick.then).to_owned();
            let mut known = before.get(&path).into_iter().flatten();
            let known = known.find(|it| it.then == ticked.then && it.now == ticked.now);
            match known {
                Some(known) if known.holds() => ticked.was.clone_from(&known.was),
                Some(known) => ticked.changes.clone_from(&known.changes),
                None => match sight.changes(&path, &ticked.then, places) {
                    Some(changes) => ticked.changes = changes,
                    None => ticked.was.clone_from(&ticked.now),
                },
            }
        }
        on.entry(path).or_default().push(ticked);
    }
    for ticks in on.values_mut() {
        ticks.sort_by_key(|it| !it.holds());
    }
    on
}

/// The reviewer's comments, in the order of what they are about; last those whose place is gone.
pub(super) fn comments(case: &Case<'_>, places: &mut Places<'_>) -> Vec<Commented> {
    let list = FieldPath::root().key("批注");
    let comments = case.report.comments.iter().enumerate();
    let mut comments: Vec<Commented> = comments
        .map(|(i, comment)| {
            let path = places.called(comment.place.trim());
            let is_still = |path| says_the_same(path, comment.value.trim(), places.stamp(path));
            let moved = !path.as_ref().is_some_and(is_still);
            Commented {
                entry: list.index(i),
                place: comment.place.trim().to_owned(),
                path,
                finding: comment.finding.trim().to_owned(),
                content: comment.content.trim().to_owned(),
                reply: comment.reply.trim().to_owned(),
                replied_by: signed(&comment.replier, &comment.replied_on),
                reopened: comment.reopened.trim().to_owned(),
                by: signed(&comment.reviewer, &comment.day),
                moved,
            }
        })
        .collect();
    comments.sort_by_cached_key(|it| (it.path.is_none(), it.path.as_ref().map(fields::order)));
    comments
}

/// The fields that hold what is not certain yet, in the order of the file.
pub(super) fn pending(case: &Case<'_>, places: &mut Places<'_>) -> Vec<Pending> {
    let list = FieldPath::root().key("待定");
    let pending = case.report.tentative.iter().enumerate();
    pending
        .map(|(i, it)| Pending {
            entry: list.index(i),
            place: it.place.trim().to_owned(),
            path: places.called(it.place.trim()),
            remark: it.remark.trim().to_owned(),
        })
        .collect()
}

/// The texts that still say what last year's report said (沿用): the entry of each, and the text.
pub(super) fn carried(
    case: &Case<'_>,
    places: &mut Places<'_>,
) -> impl Iterator<Item = (FieldPath, FieldPath)> {
    let list = FieldPath::root().key("沿用");
    let carried = case.report.carried.iter().enumerate();
    carried.filter_map(move |(i, carried)| {
        let path = places.called(carried.place.trim())?;
        let unchanged = places.stamp(&path) == carried.value.trim();
        unchanged.then(|| (list.index(i), path))
    })
}
