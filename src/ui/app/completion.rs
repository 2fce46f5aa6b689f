//! Live figures (动态数字): while a text is being written, behind `{{` a list of the figures whose names
//! hold what is typed; and in the place of those that were typed.

use std::borrow::Cow;

use super::listing::around;
use super::popup::{Choice, line};
use super::{App, Mode, Popup};
use crate::document::Transaction;
use crate::figures::figure::Figure;
use crate::figures::live::{self, CLOSE, Names, OPEN};
use crate::report::fields;
use crate::report::number::LACKING;
use crate::report::places::Places;
use crate::ui::effect::Effect;
use crate::ui::input::{Key, Press};
use crate::ui::search::Query;
use crate::ui::theme::Tone;
use crate::ui::widgets::editor::{Editor, EditorCommand};

/// How many figures are offered at once.
const MOST: usize = 8;
/// What the names of a project's figures begin with.
const OF_PROJECT: &str = "项目.";
/// What an input method makes of the opening braces.
const WIDE_OPEN: &str = "｛｛";

/// The figures offered.
#[derive(Debug, Clone)]
pub struct Completion {
    /// Names, each with its value now.
    pub figures: Vec<(String, String)>,
    /// The one that Enter takes.
    pub selected: usize,
    /// How many characters before the caret it takes the place of.
    replaces: usize,
}

/// What is typed behind braces that are still open before the caret, and how many characters it
/// takes with them.
fn sought(editor: &Editor) -> Option<(String, usize)> {
    let before = editor.before_caret();
    let (at, open) = [OPEN, WIDE_OPEN]
        .into_iter()
        .filter_map(|open| Some((before.rfind(open)?, open)))
        .max()?;
    let typed = before.get(at + open.len()..)?;
    let is_open = !typed.contains(['}', '｝', '。', '，']);
    is_open.then(|| {
        let count = typed.chars().count() + open.chars().count();
        (typed.trim().to_owned(), count)
    })
}

/// Selects so many characters before the caret: what happens to them is one change.
fn select_before(editor: &mut Editor, count: usize) {
    for _ in 0..count {
        editor.input(EditorCommand::Left {
            select: true,
            word: false,
        });
    }
}

impl App {
    /// The figures there are to quote; kept while any text quotes one.
    fn quotable(&self) -> Cow<'_, Names> {
        if self.names.is_empty() {
            Cow::Owned(Names::of(self.ledger()))
        } else {
            Cow::Borrowed(&self.names)
        }
    }

    /// The figures offered now.
    #[must_use]
    pub fn completion(&self) -> Option<Completion> {
        let editing = self.mode.long_text()?;
        let (sought, replaces) = sought(&editing.editor)?;
        let names = self.quotable();
        let mut found = names.search(&sought);
        if sought.is_empty() {
            // Those of the project that is written about come first.
            let own = fields::project_of(&editing.path);
            let own = own.and_then(|it| self.report.projects.get(it));
            let of_project = own.map(|it| format!("{OF_PROJECT}{}.", &*it.name));
            let is_own = |name: &str| of_project.as_deref().is_some_and(|it| name.starts_with(it));
            found.sort_by_key(|(name, _)| !is_own(name));
        }
        if found.is_empty() {
            let query = Query::new(&sought);
            let ranked = names.iter();
            let ranked = ranked.filter_map(|(name, of)| Some((query.rank(&name)?, name, of)));
            let mut ranked: Vec<_> = ranked.collect();
            ranked.sort_by_key(|(rank, name, _)| (*rank, name.len()));
            found = ranked.into_iter().map(|(_, name, of)| (name, of)).collect();
        }
        let figures: Vec<(String, String)> = found
            .into_iter()
            .take(MOST)
            .map(|(name, figure)| {
                let value = self.ledger().value(figure);
                let value = value.unwrap_or_else(|| LACKING.to_owned());
                // Beside what is stated.
                let kind = match figure {
                    Figure::Added(..) => "分项相加 ",
                    _ => "",
                };
                (name, format!("{kind}{value}"))
            })
            .collect();
        let last = figures.len().checked_sub(1)?;
        Some(Completion {
            figures,
            selected: editing.offered.min(last),
            replaces,
        })
    }

    /// A key for the list of figures, if there is one and the key is the list's.
    pub(super) fn complete(&mut self, press: Press) -> Option<Vec<Effect>> {
        let Some(completion) = self.completion() else {
            return self.complete_nothing(press);
        };
        let editing = self.mode.editing_mut()?;
        match press.key {
            Key::Up | Key::Down => {
                let (at, count) = (completion.selected, completion.figures.len());
                editing.offered = around(at, count, press.key == Key::Up);
            }
            // The braces and what was looked for would be left in the text.
            Key::Esc => self.unquote()?,
            Key::Enter | Key::Tab => {
                let (name, _) = completion.figures.get(completion.selected)?;
                let quote = format!("{OPEN}{name}{CLOSE}");
                select_before(&mut editing.editor, completion.replaces);
                return Some(self.edit_command(EditorCommand::Paste(quote)));
            }
            _ => return None,
        }
        Some(Vec::new())
    }

    /// What is typed behind open braces that no figure is called by.
    fn not_found(&self) -> Option<String> {
        // What is longer is a sentence behind braces that were left open.
        const LONGEST: usize = 20;
        let editing = self.mode.long_text()?;
        let (sought, _) = sought(&editing.editor)?;
        let is_short = sought.chars().count() <= LONGEST;
        (is_short && self.completion().is_none()).then_some(sought)
    }

    /// A key where no figure is offered: what was begun is not left in the text by Enter.
    fn complete_nothing(&mut self, press: Press) -> Option<Vec<Effect>> {
        let words = self.nothing_found()?;
        match press.key {
            Key::Enter | Key::Tab => self.say(words, Tone::Warning),
            Key::Esc => self.unquote()?,
            _ => return None,
        }
        Some(Vec::new())
    }

    fn nothing_found(&self) -> Option<String> {
        let sought = self.not_found()?;
        Some(format!(
            "没有名称带“{sought}”的数：请换个说法，几个词用空格分开，Esc 不插入。"
        ))
    }

    /// Takes out the braces before the caret, and what was typed behind them to look for a figure.
    fn unquote(&mut self) -> Option<()> {
        let editing = self.mode.editing_mut()?;
        let (typed, replaces) = sought(&editing.editor)?;
        select_before(&mut editing.editor, replaces);
        editing.editor.input(EditorCommand::Backspace);
        self.pick_anew();
        self.apply_draft();
        if !typed.is_empty() {
            self.say(
                format!("没有插入动态数字，键入的“{typed}”也去掉了，Ctrl+Z 可以找回。"),
                Tone::Muted,
            );
        }
        Some(())
    }

    /// Begins a live figure where the caret is.
    pub(super) fn begin_quote(&mut self) -> Vec<Effect> {
        // What is selected stays: the list begins behind it.
        if let Some(editing) = self.mode.editing_mut() {
            editing.editor.leave_selection();
        }
        self.edit_command(EditorCommand::Paste(OPEN.to_owned()))
    }

    /// After a change of the text the list begins at its top.
    pub(super) const fn pick_anew(&mut self) {
        if let Some(editing) = self.mode.editing_mut() {
            editing.offered = 0;
        }
    }

    /// The live figures of the line being written, with their values: 项目支出合计 = 2969.31.
    #[must_use]
    pub fn quoted_here(&self) -> Option<String> {
        if let Some(words) = self.nothing_found() {
            return Some(words);
        }
        let editing = self.mode.long_text()?;
        let (row, _) = editing.editor.caret();
        let text = editing.editor.text();
        let line = text.split('\n').nth(row)?;
        if !live::is_live(line) {
            return None;
        }
        let names = self.quotable();
        let values: Vec<String> = live::quoted(line)
            .map(|quote| match names.find(quote.name) {
                Some(figure) => {
                    let value = self.ledger().value(figure);
                    let value = value.unwrap_or_else(|| LACKING.to_owned());
                    format!("{} = {value}", quote.name)
                }
                None => format!("没有叫“{}”的数", quote.name),
            })
            .collect();
        Some(format!("动态数字：{}", values.join("；")))
    }

    /// Offers to make the figures of the texts that agree with the tables live.
    pub(super) fn quote(&mut self) {
        let (agreeing, edits) = self.findings.agreeing(&self.view());
        let Some(first) = agreeing.first() else {
            self.say(
                "正文里没有与表中一致、可以改为动态数字的金额；写正文时按 F9 可插入。",
                Tone::Muted,
            );
            return;
        };
        let name = format!("{} 处改为动态数字", agreeing.len());
        let words = format!("全部 {name}");
        let place = first.path.clone();
        let transaction = Transaction { name, place, edits };
        let mut lines = vec![line(&words, Choice::Transact(transaction))];
        let mut places = Places::of(&self.document);
        lines.extend(agreeing.iter().map(|it| {
            let words = format!("{}：{}", places.describe(&it.path), it.name);
            line(&words, Choice::GoTo(it.path.clone())).noted(&it.written)
        }));
        lines.push(line("返回", Choice::Back));
        self.mode = Mode::Popup(Popup::question(
            "动态数字",
            "正文里这些金额与表中一致。改为动态数字后，表里一改，正文跟着变。",
            lines,
        ));
    }
}
