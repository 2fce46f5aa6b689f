//! Find and replace in everything the report says: names, titles, texts, notes, figures.
//!
//! One window does both. What was looked for stays known, so that the next place is one key away.

use std::collections::BTreeMap;
use std::ops::Range;

use super::listing::around;
use super::popup::PAGE;
use super::{App, Mode, Popup};
use crate::document::{Document, Edit, FieldPath, Transaction, Value};
use crate::figures::live;
use crate::report::check;
use crate::report::fields::{self, Kind, Leaf, NAMES};
use crate::report::number::Number;
use crate::ui::action::{Action, Hint, action_for};
use crate::ui::effect::Effect;
use crate::ui::input::{Key, Press, editor_command};
use crate::ui::search::{Query, Rank, places, without_kind};
use crate::ui::text;
use crate::ui::theme::Tone;
use crate::ui::widgets::editor::{Editor, EditorCommand};

/// How many characters before and behind a match are shown with it.
const AROUND: (usize, usize) = (12, 40);

/// Why a part of a live figure's name is not replaced.
const IN_LIVE: &str = "在动态数字内";

/// Why what is replaced already is not replaced again.
const NEW: &str = "已是新的写法";

/// One place where what is looked for stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Match {
    /// The field.
    pub path: FieldPath,
    /// The field in words, with the line where there are several.
    pub place: String,
    /// What stands before it in its line.
    pub before: String,
    /// The match as it is written.
    pub found: String,
    /// What stands behind it in its line.
    pub after: String,
    /// Why it is not replaced; `None` where it can be.
    pub fixed: Option<&'static str>,
    span: Range<usize>,
}

/// Which line of the window one types in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Line {
    /// 查找
    Sought,
    /// 替换为
    Replacement,
}

/// The window.
#[derive(Debug)]
pub struct Find {
    /// What is looked for.
    pub sought: Editor,
    /// What takes its place.
    pub replacement: Editor,
    /// Which of the two one types in.
    pub line: Line,
    /// Every match, in the order of the report.
    pub matches: Vec<Match>,
    /// The match with the cursor.
    pub selected: usize,
    /// Whether it is open to replace, so that what is sought leads on to what is to stand there.
    replaces: bool,
    /// Why nothing may be replaced.
    barred: Option<&'static str>,
    /// The name that something had until now: while it is sought, the texts are to follow.
    renamed: Option<String>,
    /// Whether names of live figures are replaced too.
    inside_live: bool,
    /// Whether the next F9 deletes what is sought, as was said.
    deletes: bool,
    /// How many were replaced since anything was typed: these are what is taken back first.
    replaced: usize,
}

/// What was looked for last, and the match gone to last with its place among all then.
#[derive(Debug, Default)]
pub(super) struct Sought {
    text: String,
    replacement: String,
    last: Option<(usize, Match)>,
}

impl Sought {
    pub(super) const fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// The place among all matches that comes next.
    fn next(&self, matches: &[Match], forward: bool) -> usize {
        let count = matches.len().max(1);
        match &self.last {
            None if forward => 0,
            None => count - 1,
            Some((at, last)) => {
                let stands = matches
                    .get(*at)
                    .is_some_and(|it| it.path == last.path && it.span == last.span);
                match (forward, stands) {
                    (true, true) => (at + 1) % count,
                    (true, false) => at % count,
                    (false, _) => (at + count - 1) % count,
                }
            }
        }
    }
}

/// Where a text stands in the report that is to be replaced `with` another.
fn matches(document: &Document, sought: &str, with: &str, inside_live: bool) -> Vec<Match> {
    if sought.is_empty() {
        return Vec::new();
    }
    let leaves = fields::leaves(document).into_iter();
    let found: Vec<Match> = leaves
        .filter(|leaf| is_looked_in(&leaf.path))
        .flat_map(|leaf| {
            let text = leaf.node.and_then(|node| node.text()).unwrap_or_default();
            let fixed = fixed(document, &leaf);
            let quoted: Vec<_> = live::quoted(text).map(|quote| quote.span).collect();
            let mut line = TextLine::first_of(text);
            let found = places(text, sought).into_iter().map(|span| {
                let in_braces = quoted
                    .iter()
                    .any(|quote| quote.start < span.end && span.start < quote.end);
                let fixed = match fixed {
                    None if in_braces && !inside_live => Some(IN_LIVE),
                    None if reads(text, &span, sought, with) => Some(NEW),
                    fixed => fixed,
                };
                line = line.of_later(text, span.start);
                matched(document, &leaf, text, (line, span), fixed)
            });
            found.collect::<Vec<_>>()
        })
        .collect();
    if found.is_empty() {
        spelt(document, sought)
    } else {
        found
    }
}

/// Whether people look for words there: what the program has written down beside what they said is its
/// own to read, and what was taken over from last year is kept there word for word.
fn is_looked_in(path: &FieldPath) -> bool {
    const SAID: [&str; 7] = ["内容", "答复", "意见", "理由", "事由", "类别", "改为"];
    !fields::is_by_program(path) || path.last_key().is_some_and(|key| SAID.contains(&key))
}

/// Where a leaf stands, in words: of what was said of a place, what that is.
fn spoken(document: &Document, leaf: &Leaf<'_>) -> String {
    let entry = leaf
        .path
        .parent()
        .filter(|_| fields::is_by_program(&leaf.path));
    let place = entry.and_then(|entry| document.node(&entry.key("位置"))?.text());
    let list = leaf.path.first_key().unwrap_or_default();
    match (place, leaf.path.last_key()) {
        (Some(place), Some("内容")) => format!("{list}（{}）", place.trim()),
        (Some(place), Some(key)) => format!("{list}（{}）的{key}", place.trim()),
        _ => leaf.name.clone(),
    }
}

/// Whether a match is a part of what is to stand there, and does: 管理 in 社会管理.
fn reads(text: &str, span: &Range<usize>, sought: &str, with: &str) -> bool {
    let mut parts = with.match_indices(sought).filter(|_| with != sought);
    parts.any(|(at, _)| {
        let start = span.start.checked_sub(at);
        start.is_some_and(|start| text.get(start..).is_some_and(|it| it.starts_with(with)))
    })
}

/// The names that answer it, where no text holds it: letters are what arrives of a name while no
/// input method is on.
fn spelt(document: &Document, sought: &str) -> Vec<Match> {
    let query = Query::new(sought);
    let plain = without_kind(sought);
    let leaves = fields::leaves(document).into_iter();
    leaves
        .filter_map(|leaf| {
            let text = leaf.node?.text()?;
            let key = leaf.path.last_key()?;
            let is_name = leaf.kind == Kind::Text && NAMES.contains(&key);
            let rank = query.rank(text).filter(|_| !query.is_empty());
            let rank = rank.or_else(|| (plain? == text.trim()).then_some(Rank::Within));
            let rank = rank.filter(|_| is_name)?;
            let fixed = match rank {
                Rank::Whole | Rank::Start | Rank::Word | Rank::Within => "名称写法不同",
                _ => "按拼音找到",
            };
            let whole = (TextLine::first_of(text), 0..text.len());
            Some(matched(document, &leaf, text, whole, Some(fixed)))
        })
        .collect()
}

/// Why no match in a value is replaced.
fn fixed(document: &Document, leaf: &Leaf<'_>) -> Option<&'static str> {
    let by_program = fields::is_by_program(&leaf.path);
    match leaf.kind {
        _ if document.is_read_only() || !check::is_value(document, &leaf.path, leaf.kind) => {
            Some("只能查看")
        }
        _ if fields::is_of_review(&leaf.path) => Some("是复核和批注"),
        Kind::LongText => None,
        _ if by_program => Some("由程序写入"),
        Kind::Text => None,
        kind if kind.is_chosen() => Some("是选项"),
        _ => Some("是数字或日期"),
    }
}

/// A line of a text.
#[derive(Debug, Clone, Copy)]
struct TextLine {
    /// Which one it is, from 1, where there are several.
    number: Option<usize>,
    /// The byte that it begins at.
    start: usize,
    /// Up to where it has been read.
    read: usize,
}

impl TextLine {
    fn first_of(text: &str) -> Self {
        Self {
            number: text.trim_end().contains('\n').then_some(1),
            start: 0,
            read: 0,
        }
    }

    /// The line of a byte in it or behind it: a text may be one long line with thousands of matches.
    fn of_later(self, text: &str, at: usize) -> Self {
        let between = text.get(self.read..at).unwrap_or_default();
        let start = between.rfind('\n').map(|end| self.read + end + 1);
        Self {
            number: self.number.map(|it| it + between.matches('\n').count()),
            start: start.unwrap_or(self.start),
            read: at,
        }
    }
}

fn matched(
    document: &Document,
    leaf: &Leaf<'_>,
    text: &str,
    (line, span): (TextLine, Range<usize>),
    fixed: Option<&'static str>,
) -> Match {
    let after = text.get(span.end..).unwrap_or_default();
    let name = spoken(document, leaf);
    let place = match line.number {
        Some(number) => format!("{name} 第{number}行"),
        None => name,
    };
    let line = text.get(line.start..span.start).unwrap_or_default();
    let shown = line.char_indices().rev().take(AROUND.0).last();
    let (skipped, cut) = line
        .split_at_checked(shown.map_or(0, |(at, _)| at))
        .unwrap_or_default();
    // Half a number would be another one.
    let cut = match skipped.ends_with(|c: char| c.is_ascii_digit()) {
        true => cut.trim_start_matches(|c: char| c.is_ascii_digit()),
        false => cut,
    };
    let rest = after.chars().take_while(|&c| c != '\n');
    Match {
        path: leaf.path.clone(),
        place,
        before: match skipped {
            "" => cut.to_owned(),
            _ => format!("..{cut}"),
        },
        found: text.get(span.clone()).unwrap_or_default().to_owned(),
        after: rest.take(AROUND.1).collect(),
        fixed,
        span,
    }
}

/// What becomes of fields: which piece of a text is to be which.
type Changes = BTreeMap<FieldPath, Vec<Change>>;

/// A piece of a text, and what is to stand there.
type Change = (Range<usize>, String);

/// Of how many names at once what names them is looked for, in the whole report for each.
const FOLLOWED: usize = 200;

/// The text with these pieces changed, which lie apart and in order.
fn changed(text: &str, changes: &[Change]) -> String {
    let mut text = text.to_owned();
    for (span, with) in changes.iter().rev() {
        if text.get(span.clone()).is_some() {
            text.replace_range(span.clone(), with);
        }
    }
    text
}

impl Find {
    pub(super) fn editor(&mut self) -> &mut Editor {
        match self.line {
            Line::Sought => &mut self.sought,
            Line::Replacement => &mut self.replacement,
        }
    }

    /// Why one may not type in a line; `None` where one may.
    pub(super) fn refuses(&self, line: Line) -> Option<&'static str> {
        self.barred.filter(|_| line == Line::Replacement)
    }

    /// How many matches can be replaced.
    fn replaceable(&self) -> usize {
        self.matches.iter().filter(|it| it.fixed.is_none()).count()
    }

    /// Whether replacing all leaves nothing in their place.
    fn deletes_all(&self) -> bool {
        self.replacement.is_empty() && self.replaceable() > 0
    }

    /// What is said of the match with the cursor, and of all.
    pub(super) fn words(&self) -> (String, Tone) {
        let count = self.matches.len();
        let words = match self.matches.get(self.selected) {
            None if self.sought.is_empty() => {
                "键入要找的字，全部标题、名称、正文、说明和填列的数都找，算出的数不找。".to_owned()
            }
            None => not_found(&self.sought.text()),
            Some(at) => match (count - self.replaceable(), at.fixed) {
                (_, Some(why)) => format!("{}：{why}，不替换。", at.place),
                (0, None) => at.place.clone(),
                (kept, None) => format!("{}；{count} 处中有 {kept} 处不替换。", at.place),
            },
        };
        (words, Tone::Plain)
    }

    pub(super) fn hints(&self) -> Vec<Hint> {
        let mut hints = Vec::new();
        let here = self.matches.get(self.selected);
        if self.matches.len() > 1 {
            hints.push(Hint::up_down("选择"));
        }
        match (self.line, here.map(|it| it.fixed)) {
            (Line::Sought, Some(_)) if !self.replaces => {
                hints.push(Hint::plain(Key::Enter, "前往"));
            }
            (Line::Replacement, Some(None)) => hints.push(Hint::plain(Key::Enter, "替换这一处")),
            _ => {}
        }
        hints.extend(match self.line {
            Line::Sought if self.replaces => Some(Hint::plain(Key::Enter, "到替换为")),
            Line::Sought if self.refuses(Line::Replacement).is_some() => None,
            Line::Sought => Some(Hint::plain(Key::Tab, "到替换为")),
            Line::Replacement => Some(Hint::plain(Key::Tab, "到查找")),
        });
        if self.replaces && self.replaceable() > 0 {
            hints.push(Hint::plain(Key::F(9), "全部替换"));
        }
        if self.inside_live {
            hints.push(Hint::plain(Key::F(6), "不含动态数字"));
        } else if self.matches.iter().any(|it| it.fixed == Some(IN_LIVE)) {
            hints.push(Hint::plain(Key::F(6), "含动态数字"));
        }
        if self.matches.len() > PAGE && self.selected + 1 < self.matches.len() {
            hints.push(Hint::page());
        }
        hints.push(Hint::back());
        hints
    }
}

impl App {
    /// Opens the window, with what was looked for last.
    pub(super) fn open_find(&mut self, replaces: bool) {
        let mut sought = Editor::line(&self.sought.text);
        sought.select_all();
        let mut replacement = Editor::line(&self.sought.replacement);
        replacement.select_all();
        let matches = matches(
            &self.document,
            &self.sought.text,
            &self.sought.replacement,
            false,
        );
        let find = Find {
            selected: self.sought.next(&matches, true),
            // Who has just been led to what is to be replaced goes on with what replaces it. What stands
            // nowhere is replaced by nothing: another word is looked for first.
            line: if replaces && self.is_at_match() && !matches.is_empty() {
                Line::Replacement
            } else {
                Line::Sought
            },
            sought,
            replacement,
            matches,
            replaces,
            barred: self.unavailable(Action::Replace),
            renamed: None,
            inside_live: false,
            deletes: false,
            replaced: 0,
        };
        self.mode = Mode::Popup(Popup::Find(Box::new(find)));
    }

    /// Asks about the texts that still call something by the name it had.
    pub(super) fn ask_about_old_name(&mut self, path: &FieldPath, old: &str, new: &str) {
        let is_of_amounts = matches!(path.first_key(), Some("项目" | "支出"));
        let is_other = old != new && old.chars().count() > 1 && !new.is_empty();
        if !is_other || !is_of_amounts || path.last_key() != Some("名称") {
            return;
        }
        let mut found = matches(&self.document, old, new, false);
        self.keep_other_names(old, &mut found);
        let count = found.iter().filter(|it| it.fixed.is_none()).count();
        if count == 0 {
            return;
        }
        self.sought = Sought {
            text: old.to_owned(),
            replacement: new.to_owned(),
            last: None,
        };
        self.open_find(true);
        if let Mode::Popup(Popup::Find(find)) = &mut self.mode {
            find.line = Line::Replacement;
            find.renamed = Some(old.to_owned());
            let first = found.iter().position(|it| it.fixed.is_none());
            find.selected = first.unwrap_or(0);
            find.matches = found;
        }
        let words = format!(
            "名称改成了“{}”，正文里还有 {count} 处写着“{}”：F9 全部替换，回车只换选中的一处，Esc 不换。",
            brief(new),
            brief(old)
        );
        self.say(words, Tone::Warning);
    }

    /// Of what only the texts still call by the name it had, everything else stays: a longer name that holds
    /// the old one is another's.
    fn keep_other_names(&self, old: &str, found: &mut [Match]) {
        let nodes = self.figures.budget.nodes().iter();
        let names = nodes.map(|node| node.item.name(&self.report).trim());
        let names: Vec<&str> = names.filter(|it| it.contains(old) && *it != old).collect();
        for it in found {
            let fixed = match fields::kind_at(&it.path) {
                Some(Kind::LongText) => {
                    let text = self.text_at(&it.path, Kind::Text);
                    let mut names = names.iter();
                    let is_in_another = names.any(|name| reads(&text, &it.span, old, name));
                    is_in_another.then_some("在另一个名称里")
                }
                _ => Some("不是正文，这里不改"),
            };
            it.fixed = it.fixed.or(fixed);
        }
    }

    /// Looks again for what stands in the window.
    fn look(&mut self) {
        let Mode::Popup(Popup::Find(find)) = &self.mode else {
            return;
        };
        let (text, with) = (find.sought.text(), find.replacement.text());
        let mut found = matches(&self.document, &text, &with, find.inside_live);
        if find.renamed.as_ref() == Some(&text) {
            self.keep_other_names(&text, &mut found);
        }
        if let Mode::Popup(Popup::Find(find)) = &mut self.mode {
            find.matches = found;
            find.selected = find.selected.min(find.matches.len().saturating_sub(1));
            self.sought.replacement = find.replacement.text();
            if self.sought.text != text {
                find.selected = 0;
                self.sought.text = text;
                self.sought.last = None;
            }
        }
    }

    /// Types into the line of the window that has the caret.
    pub(super) fn type_in_find(&mut self, command: EditorCommand) {
        if let Mode::Popup(Popup::Find(find)) = &mut self.mode {
            find.replaced = 0;
            find.editor().input(command);
            self.look();
        }
    }

    pub(super) fn press_in_find(&mut self, press: Press) -> Vec<Effect> {
        self.notice = None;
        let Mode::Popup(Popup::Find(find)) = &mut self.mode else {
            return Vec::new();
        };
        let last = find.matches.len().saturating_sub(1);
        let deletes = std::mem::take(&mut find.deletes);
        match press.key {
            _ if find.replaced > 0 && action_for(press) == Some(Action::Undo) => {
                find.replaced -= 1;
                let effects = self.act(Action::Undo);
                self.look();
                return effects;
            }
            Key::Up | Key::Down => {
                let back = press.key == Key::Up;
                find.selected = around(find.selected, find.matches.len(), back);
            }
            Key::PageUp => find.selected = find.selected.saturating_sub(PAGE),
            Key::PageDown => find.selected = (find.selected + PAGE).min(last),
            Key::Enter if find.line == Line::Sought && find.replaces => {
                find.line = Line::Replacement;
            }
            Key::Tab => {
                let other = match find.line {
                    Line::Sought => Line::Replacement,
                    Line::Replacement => Line::Sought,
                };
                match find.refuses(other) {
                    Some(why) => self.say(why, Tone::Warning),
                    None => (find.line, find.replaces) = (other, true),
                }
            }
            _ if action_for(press) == Some(Action::Find) => {
                (find.line, find.replaces) = (Line::Sought, false);
            }
            _ if action_for(press) == Some(Action::Replace) => {
                match find.refuses(Line::Replacement) {
                    Some(why) => self.say(why, Tone::Warning),
                    None => (find.line, find.replaces) = (Line::Replacement, true),
                }
            }
            Key::F(6) => {
                find.inside_live = !find.inside_live;
                self.look();
            }
            // What was to replace another word the last time replaces nothing unasked.
            Key::F(9) if find.replaces && find.deletes_all() && !deletes => {
                find.deletes = true;
                find.line = Line::Replacement;
                let (count, sought) = (find.replaceable(), find.sought.text());
                let words = format!(
                    "“替换为”是空的：再按一次 F9，{count} 处“{}”就都删去；要换成别的，请先键入。",
                    brief(&sought)
                );
                self.say(words, Tone::Warning);
            }
            Key::F(9) if find.replaces => return self.replace_all(),
            Key::F(9) => return self.has_no_use(press),
            Key::Enter if find.line == Line::Sought => {
                let at = find.selected;
                if let Some(it) = find.matches.get(at).cloned() {
                    let count = find.matches.len();
                    self.mode = Mode::Browse;
                    self.go_to_match(at, it, count);
                }
            }
            Key::Enter => return self.replace_one(),
            _ => match editor_command(press) {
                Some(command) => self.type_in_find(command),
                None => return self.has_no_use(press),
            },
        }
        Vec::new()
    }

    /// Whether one stands at the match gone to last, so that the next one is what comes to mind.
    pub(super) fn is_at_match(&self) -> bool {
        let last = self.sought.last.as_ref();
        let here = self.path_of_cell();
        last.is_some_and(|(_, it)| here.is_some_and(|here| it.path.starts_with(&here)))
    }

    /// Goes to the next or the last match of what was looked for.
    pub(super) fn find_again(&mut self, forward: bool) {
        let matches = matches(&self.document, &self.sought.text, "", false);
        let at = self.sought.next(&matches, forward);
        match matches.get(at).cloned() {
            Some(it) => self.go_to_match(at, it, matches.len()),
            None => self.say(not_found(&self.sought.text), Tone::Muted),
        }
    }

    /// Goes to a match and marks it; nothing is opened that the next key could change.
    fn go_to_match(&mut self, at: usize, it: Match, count: usize) {
        self.go_home(&it.path);
        self.passage = Some((it.path.clone(), it.span.clone()));
        self.say(
            format!(
                "第 {}/{count} 处，{}：{}【{}】{}",
                at + 1,
                it.place,
                it.before,
                it.found,
                text::cut(&it.after, AROUND.1)
            ),
            Tone::Good,
        );
        self.sought.last = Some((at, it));
    }

    /// Replaces the match with the cursor; the next one then has it.
    fn replace_one(&mut self) -> Vec<Effect> {
        let Mode::Popup(Popup::Find(find)) = &self.mode else {
            return Vec::new();
        };
        let Some(it) = find
            .matches
            .get(find.selected)
            .filter(|it| it.fixed.is_none())
        else {
            let (words, _) = find.words();
            self.say(format!("没有替换：{words}"), Tone::Warning);
            return Vec::new();
        };
        let with = find.replacement.text();
        let (changes, following) = self.replacing(std::slice::from_ref(it), &with);
        let transaction = Transaction {
            name: match with.as_str() {
                "" => format!("删去「{}」", brief(&it.found)),
                _ => format!("替换「{}」为「{}」", brief(&it.found), brief(&with)),
            },
            place: it.path.clone(),
            edits: self.edits_of_changes(&changes),
        };
        let effects = self.transact(self.still_carried(transaction));
        if !effects.is_empty() {
            let follow = follow(following);
            let done = match with.as_str() {
                "" => "删去",
                _ => "替换",
            };
            let words = format!("已{done} 1 处{follow}，Ctrl+Z 可以撤销。");
            self.say(words, Tone::Good);
            if let Mode::Popup(Popup::Find(find)) = &mut self.mode {
                find.replaced += 1;
            }
        }
        self.look();
        effects
    }

    /// What becomes of the report when these are replaced: what refers to a name follows it, as where
    /// the name is typed over. With it the number of pieces that follow and are no match.
    fn replacing(&self, chosen: &[Match], with: &str) -> (Changes, Following) {
        let mut changes = Changes::new();
        let mut following = 0;
        for it in chosen {
            let of_field = changes.entry(it.path.clone()).or_default();
            of_field.push((it.span.clone(), with.to_owned()));
        }
        let is_name = |path: &&FieldPath| path.last_key().is_some_and(|it| NAMES.contains(&it));
        let names: Vec<FieldPath> = changes.keys().filter(is_name).cloned().collect();
        if names.len() > FOLLOWED {
            return (changes, Following::TooMany);
        }
        for path in names {
            let name = self.text_at(&path, Kind::Text);
            let new = changed(&name, changes.get(&path).map_or(&[], Vec::as_slice));
            let (name, new) = (name.trim(), new.trim());
            let (references, others) = self.references_to(&path);
            if new.is_empty() || others.iter().any(|it| it == new) {
                continue;
            }
            for reference in references {
                let text = self.text_at(&reference.path, Kind::Text);
                let renamed = reference.changes(&text, name, new);
                let of_field = changes.entry(reference.path).or_default();
                let meets = |(one, _): &Change, (other, _): &Change| {
                    one.start < other.end && other.start < one.end
                };
                let is_match = |it: &&Change| of_field.iter().any(|other| meets(it, other));
                following += renamed.len() - renamed.iter().filter(is_match).count();
                of_field.retain(|it| !renamed.iter().any(|other| meets(it, other)));
                of_field.extend(renamed);
                of_field.sort_by_key(|(span, _)| span.start);
            }
        }
        (changes, Following::Of(following))
    }

    fn edits_of_changes(&self, changes: &Changes) -> Vec<Edit> {
        let edits = changes.iter().map(|(path, changes)| {
            let text = changed(&self.text_at(path, Kind::Text), changes);
            Edit::Set {
                path: path.clone(),
                value: if text.trim().is_empty() {
                    Value::Null
                } else {
                    Value::Text(text)
                },
            }
        });
        edits.collect()
    }

    /// Replaces every match that can be, as one step.
    fn replace_all(&mut self) -> Vec<Effect> {
        let Mode::Popup(Popup::Find(find)) = &self.mode else {
            return Vec::new();
        };
        let with = find.replacement.text();
        let sought = find.sought.text();
        let (chosen, kept): (Vec<Match>, Vec<Match>) = find
            .matches
            .iter()
            .cloned()
            .partition(|it| it.fixed.is_none());
        let Some(first) = chosen.first() else {
            return Vec::new();
        };
        let count = chosen.len();
        let (changes, following) = self.replacing(&chosen, &with);
        // What follows a name is not told as left alone.
        let covers = |it: &Match| {
            let of_field = changes.get(&it.path).into_iter().flatten();
            let mut spans = of_field.map(|(span, _)| span);
            spans.any(|span| span.start <= it.span.start && it.span.end <= span.end)
        };
        let kept = kept.iter().filter(|it| !covers(it)).count();
        let transaction = Transaction {
            name: match with.as_str() {
                "" => format!("{count} 处「{}」删去", brief(&sought)),
                _ => format!("{count} 处「{}」替换为「{}」", brief(&sought), brief(&with)),
            },
            place: first.path.clone(),
            edits: self.edits_of_changes(&changes),
        };
        let effects = self.transact(self.still_carried(transaction));
        if !effects.is_empty() {
            let skipped = match kept {
                0 => String::new(),
                n => format!("，{n} 处不能替换，没有动"),
            };
            let follow = follow(following);
            self.mode = Mode::Browse;
            let done = match with.as_str() {
                "" => "删去",
                _ => "替换",
            };
            self.say(
                format!("已{done} {count} 处{follow}{skipped}，Ctrl+Z 可以撤销。"),
                Tone::Good,
            );
        }
        effects
    }
}

/// A number that stands nowhere may be one that is worked out.
fn not_found(sought: &str) -> String {
    let computed = match Number::read(sought).value() {
        Some(_) => format!(
            "只找填列的内容，算出的数请按 {} 找它的名称。",
            Action::Palette.key_label()
        ),
        None => String::new(),
    };
    format!("没有找到“{}”。{computed}", text::cut(sought, 30))
}

/// What becomes of places that are no match and refer to a name.
#[derive(Clone, Copy)]
enum Following {
    /// So many follow.
    Of(usize),
    /// There are too many names for it.
    TooMany,
}

fn follow(following: Following) -> String {
    match following {
        Following::Of(0) => String::new(),
        Following::Of(n) => format!("，用到原来名称的 {n} 处也跟着改了"),
        Following::TooMany => {
            format!("，名称多于 {FOLLOWED} 个，提到它们的地方没有跟着改，请另外核对")
        }
    }
}

fn brief(text: &str) -> String {
    text::cut(text, 16).into_owned()
}
