//! Changing the document: typing into a cell, writing a long text, entries of lists, clipboard.

use std::borrow::Cow;
use std::ops::Range;

use rust_decimal::Decimal;

use super::compare::apart;
use super::completion::Pick;
use super::entry::{Entry, or_null};
use super::growing::first_field;
use super::popup::Offered;
use super::{App, Mode};
use crate::document::{self, Document, Edit, FieldPath, Step, Transaction, Value};
use crate::figures::budget::{Column, Item, Node, PAID_OTHERWISE};
use crate::figures::live;
use crate::figures::scheme::{BuiltIn, SCHEMES};
use crate::report::fields::{self, Kind, NAMES, UNIT, Unit};
use crate::report::number::{
    Measure, NumberError, is_of_another_size, normalise, normalise_measure, plain_digits, rounded,
    shown, told, word_meant,
};
use crate::report::numeral::is_digit;
use crate::report::{check, date, places};
use crate::store::Kind as Did;
use crate::ui::action::{Action, action_for};
use crate::ui::effect::Effect;
use crate::ui::input::{Key, Press, editor_command};
use crate::ui::tabs::Tab;
use crate::ui::text;
use crate::ui::theme::Tone;
use crate::ui::widgets::editor::{Editor, EditorCommand};

/// A value being typed.
#[derive(Debug)]
pub struct Editing {
    /// The field.
    pub path: FieldPath,
    /// What it holds.
    pub kind: Kind,
    /// The text as typed so far.
    pub editor: Editor,
    /// Why the text is no value of the field; the last good value stays in force.
    pub error: Option<String>,
    /// Whether it is typed over the cell, which Left and Right leave then as in a spreadsheet; in
    /// what stands there they move the caret.
    pub is_over: bool,
    held: Held,
    /// What the text is part of, where it does not stand in a field of its own.
    entry: Option<Entry>,
    /// Where one is in the list of figures offered.
    pub(super) pick: Pick,
    /// Whether the words that one was led to are selected, and no key has been pressed since.
    shows_passage: bool,
}

/// What stands in a field before something is typed for it.
#[derive(Debug, Default)]
pub(super) struct Held {
    text: String,
    /// The entries of a list of texts that say something, each on one line, by where it stands there.
    entries: Vec<(usize, String)>,
    /// 计算符号 and 度量单位 of the indicator it is of, where it is a measure.
    sign: String,
    unit: String,
    /// What refers to the entry by what stands here.
    references: Vec<Reference>,
    /// What the other entries of its list are called.
    others: Vec<String>,
    /// The words that it is chosen from, where it is.
    words: Vec<String>,
}

impl Held {
    /// The same with the unit that the indicator is about to have.
    pub(super) fn with_unit(self, unit: Option<&str>) -> Self {
        match unit {
            Some(unit) => Self {
                unit: unit.to_owned(),
                ..self
            },
            None => self,
        }
    }
}

/// A text that names something, in the pieces between its names.
#[derive(Debug)]
pub(super) struct Reference {
    pub(super) path: FieldPath,
    pieces: Vec<String>,
}

impl Reference {
    /// A field that holds nothing but the name.
    fn whole(path: FieldPath) -> Self {
        Self {
            path,
            pieces: vec![String::new(), String::new()],
        }
    }

    /// What of its text becomes what, when `name` is called `new`.
    pub(super) fn changes(&self, text: &str, name: &str, new: &str) -> Vec<(Range<usize>, String)> {
        if self.pieces.join(name) != text {
            return vec![(0..text.len(), self.pieces.join(new))];
        }
        let mut behind = 0;
        let named = self.pieces.iter().skip(1).zip(&self.pieces);
        let named = named.map(|(_, before)| {
            let start = behind + before.len();
            behind = start + name.len();
            (start..behind, new.to_owned())
        });
        named.collect()
    }

    /// The edit that names it anew.
    fn renamed(&self, name: &str) -> Edit {
        Edit::Set {
            path: self.path.clone(),
            value: Value::Text(self.pieces.join(name)),
        }
    }
}

impl Editing {
    /// What is being written.
    #[must_use]
    pub fn title(&self, document: &Document) -> String {
        match &self.entry {
            Some(entry) => entry.title.clone(),
            None => fields::describe(document, &self.path),
        }
    }

    /// What is answered by what is being written.
    #[must_use]
    pub fn about(&self) -> Option<(String, Tone)> {
        self.entry.as_ref()?.about.clone()
    }

    fn edits(&self, typed: &str) -> Result<Vec<Edit>, String> {
        match &self.entry {
            Some(entry) => Ok(entry.edits(typed)),
            None => edits_of(&self.path, self.kind, &self.held, typed),
        }
    }

    /// Whether it is written in a window of its own, line by line.
    #[must_use]
    pub const fn is_long(&self) -> bool {
        self.kind.is_long()
    }

    /// Whether the text is part of an entry rather than a field of its own.
    pub(super) const fn is_entry(&self) -> bool {
        self.entry.is_some()
    }

    /// Whether this is another text than the field had.
    pub(super) fn differs(&self, typed: &str) -> bool {
        typed != self.held.text
    }

    fn place(&self) -> FieldPath {
        match &self.entry {
            Some(entry) => entry.place.clone(),
            None => self.path.clone(),
        }
    }
}

/// How many columns of a value are shown in the name of a step.
const NAME_WIDTH: usize = 24;

impl App {
    /// The text of a field as the user edits it.
    pub(super) fn text_at(&self, path: &FieldPath, kind: Kind) -> String {
        text_in(&self.document, path, kind)
    }

    /// What stands in a field now.
    pub(super) fn held(&self, path: &FieldPath, kind: Kind) -> Held {
        let (references, others) = self.references_to(path);
        let list = self.document.node(path);
        let list = list.filter(|_| matches!(kind, Kind::List(..)));
        let words = self.scheme.scheme().words(path);
        Held {
            text: self.text_at(path, kind),
            entries: list.into_iter().flat_map(lines_of).collect(),
            sign: self.text_beside(path, "计算符号"),
            unit: self.text_beside(path, UNIT),
            references,
            others,
            words: words.into_iter().map(str::to_owned).collect(),
        }
    }

    /// What names the entry that a field names, so that it follows when that is renamed; and what
    /// the entries beside it are called. One name for two entries is nobody's to follow.
    pub(super) fn references_to(&self, path: &FieldPath) -> (Vec<Reference>, Vec<String>) {
        let none = || (Vec::new(), Vec::new());
        let (Some(key), Some(entry)) = (path.last_key(), path.parent()) else {
            return none();
        };
        let Some(beside) = entry.parent().filter(|_| NAMES.contains(&key)) else {
            return none();
        };
        let keys = path.steps().iter().filter_map(|step| match step {
            Step::Key(key) => Some(&**key),
            Step::Index(_) => None,
        });
        let keys: Vec<&str> = keys.collect();
        // The list and the key that hold the name, and what live figures have before it.
        let (named, quoted) = match keys.as_slice() {
            [.., "项目支出", "类别", "名称"] => (Some(("项目", "支出类别")), Some("")),
            [.., "基本支出", "分类", "名称"] => (None, Some("")),
            ["问题", "编号"] => (Some(("改进措施", "针对问题")), None),
            ["项目", "名称"] => (Some(("问题", "涉及项目")), Some("项目.")),
            _ => (None, None),
        };
        let quoted = quoted.filter(|_| !self.names.is_empty());
        let remarks = self.remarks_in_words();
        if named.is_none() && quoted.is_none() && remarks.is_empty() {
            return none();
        }
        let said = |path: &FieldPath| self.text_at(path, Kind::Text).trim().to_owned();
        let count = |list: &FieldPath| self.document.node(list).map_or(0, |node| node.len());
        let name = said(path);
        if name.is_empty() {
            return none();
        }
        let entries = (0..count(&beside)).map(|i| beside.index(i));
        let others: Vec<String> = entries
            .filter(|it| *it != entry)
            .map(|it| said(&it.key(key)))
            .collect();
        if others.contains(&name) {
            return none();
        }
        let mut found = Vec::new();
        if let Some((list, key)) = named {
            let list = FieldPath::root().key(list);
            let named = (0..count(&list)).flat_map(|i| {
                let named = list.index(i).key(key);
                // One name, or a list of them.
                let names: Vec<_> = (0..count(&named)).map(|k| named.index(k)).collect();
                if names.is_empty() { vec![named] } else { names }
            });
            let named = named.filter(|it| said(it) == name);
            found.extend(named.map(Reference::whole));
        }
        let words = fields::describe(&self.document, &entry);
        if let Some(before) = words.strip_suffix(&*format!("{name}」")) {
            let remarks = remarks.into_iter();
            found.extend(remarks.filter_map(|path| {
                let place = self.text_at(&path, Kind::Text);
                let behind = place.trim().strip_prefix(&*words)?;
                let is_there = behind.is_empty() || behind.starts_with([' ', '「', '第']);
                let pieces = vec![before.to_owned(), format!("」{behind}")];
                is_there.then_some(Reference { path, pieces })
            }));
        }
        if let Some(before) = quoted {
            found.extend(self.quotes_of(&format!("{before}{name}"), &name));
        }
        (found, others)
    }

    /// The fields in which what was said about the report tells in words what it is about.
    fn remarks_in_words(&self) -> Vec<FieldPath> {
        let remarks = places::remarks(&self.document);
        remarks.map(|it| it.key(places::PLACE)).collect()
    }

    /// The texts that quote figures of what is called so, in which it stands as `name`.
    fn quotes_of(&self, called: &str, name: &str) -> Vec<Reference> {
        let quotes = self.live_texts().iter().filter_map(|path| {
            let text = self.document.node(path)?.text()?;
            let mut pieces = Vec::new();
            let mut from = 0;
            for quoted in live::quoted(text) {
                let is_of = quoted.name.strip_prefix(called);
                let is_figure = |behind: &str| {
                    behind.is_empty() || behind == live::ADDED || behind.starts_with('.')
                };
                if !is_of.is_some_and(is_figure) {
                    continue;
                }
                let start = quoted.span.start;
                let end = start + text.get(quoted.span)?.find(called)? + called.len();
                pieces.push(text.get(from..end - name.len())?.to_owned());
                from = end;
            }
            pieces.push(text.get(from..)?.to_owned());
            let path = path.clone();
            (pieces.len() > 1).then_some(Reference { path, pieces })
        });
        quotes.collect()
    }

    /// The texts that quote figures. Few of all do, and all are looked through but once for a step that
    /// gives many things other names.
    fn live_texts(&self) -> &[FieldPath] {
        self.live_texts.get_or_init(|| {
            let leaves = fields::leaves(&self.document).into_iter();
            let live = leaves.filter(|leaf| {
                let text = leaf.node.and_then(document::Node::text);
                text.is_some_and(live::is_live)
            });
            live.map(|leaf| leaf.path).collect()
        })
    }

    /// What stands in another field of the indicator that a field is of.
    fn text_beside(&self, path: &FieldPath, key: &str) -> String {
        let beside = path.parent().map(|indicator| indicator.key(key));
        let text = beside.map(|beside| self.text_at(&beside, Kind::Text));
        text.unwrap_or_default().trim().to_owned()
    }

    /// The field under the cursor, if it can be edited; says why otherwise.
    pub(super) fn field(&mut self) -> Option<(FieldPath, Kind)> {
        if let Some(reason) = self.unavailable(Action::Edit) {
            self.say(reason, Tone::Warning);
            return None;
        }
        let path = self.path_of_cell()?;
        let kind = fields::kind_at(&path)?;
        if !check::is_value(&self.document, &path, kind) {
            self.say(
                "这里的内容不是本格式的样子，只能查看，请在文本编辑器中改正。",
                Tone::Error,
            );
            return None;
        }
        Some((path, kind))
    }

    /// Whether editing the cell opens a window rather than the cell itself.
    pub(super) fn opens_window(&self) -> bool {
        self.path_of_cell().is_some_and(|path| {
            let kind = fields::kind_at(&path);
            kind.is_some_and(|kind| kind.is_long() || kind.is_chosen())
                || !self.words_offered(&path).is_empty()
        })
    }

    /// The words offered for a field that may hold others as well.
    pub(super) fn words_offered(&self, path: &FieldPath) -> Vec<Offered> {
        let word = |word: &str| Offered {
            word: word.to_owned(),
            means: None,
        };
        match path.last_key() {
            Some("支出类别") => {
                let kinds = self.report.spending.general.project.kinds.iter();
                let kinds = kinds.map(|kind| kind.name.trim());
                let kinds = kinds.filter(|name| !name.is_empty()).chain(PAID_OTHERWISE);
                kinds.map(word).collect()
            }
            Some("评分方案") => {
                let offered = |it: &BuiltIn| Offered {
                    word: it.code.to_owned(),
                    means: Some(it.scheme().name.clone()),
                };
                SCHEMES.iter().map(offered).collect()
            }
            _ => Vec::new(),
        }
    }

    pub(super) fn begin_edit(&mut self) {
        let Some((path, kind)) = self.field() else {
            return;
        };
        if kind.is_chosen() {
            let words = self.scheme.scheme().words(&path);
            let now = self.text_at(&path, kind);
            let popup = super::Popup::choice(path, &words, &now);
            self.picked = None;
            self.mode = Mode::Popup(popup);
            return;
        }
        if self.offers_names(&path) {
            self.offer_names(&path, None);
            return;
        }
        let words = self.words_offered(&path);
        if !words.is_empty() {
            let now = self.text_at(&path, kind);
            self.mode = Mode::Popup(super::Popup::offer(&path, words, &now));
            return;
        }
        let passage = self.passage_led_to();
        self.open_as_is(path, kind);
        // What it is about is what comes to mind to be changed.
        let editing = self.mode.editing_mut().filter(|it| it.is_long());
        if let (Some(editing), Some(passage)) = (editing, passage) {
            editing.editor.select(passage.clone());
            editing.shows_passage = true;
            let text = editing.editor.text();
            let words = text.get(passage).unwrap_or_default();
            let words = text::cut(words, NAME_WIDTH).into_owned();
            self.say(
                format!("已选中“{words}”，键入就替换它，用方向键移开就不替换。"),
                Tone::Plain,
            );
        }
    }

    /// Opens a field with what it holds, the caret behind it.
    pub(super) fn open_as_is(&mut self, path: FieldPath, kind: Kind) {
        let text = self.text_at(&path, kind);
        let entry = self.reply_at(&path);
        self.open(path, kind, &text, text.clone(), entry);
    }

    /// Writes the text of an entry of what is said about the report.
    pub(super) fn write_entry(&mut self, entry: Entry) {
        let index = entry.replaces.unwrap_or(0);
        let path = entry.list.index(index).key(entry.key);
        if let Some(reason) = self.forbids([&path]) {
            self.say(reason, Tone::Warning);
            return;
        }
        let text = match entry.replaces {
            Some(_) => self.text_at(&path, Kind::LongText),
            None => String::new(),
        };
        self.open(path, Kind::LongText, &text, text.clone(), Some(entry));
    }

    /// A character typed over a cell replaces it; over a long text it opens the text at its end.
    pub(super) fn begin_typing(&mut self, c: char) -> Vec<Effect> {
        self.stand_where_selection_began();
        let is_blank = c.is_whitespace();
        if self.is_before_first() && !is_blank && self.unavailable(Action::Insert).is_none() {
            let mut effects = self.insert_entry();
            if !self.is_before_first() {
                effects.extend(self.begin_typing(c));
            }
            return effects;
        }
        let Some((path, kind)) = self.field() else {
            // Where a place is named Enter leads there, as is said.
            let leads = self.place_named().is_some();
            if let Some(notice) = &mut self.notice {
                notice.refuses_typing = !leads;
            }
            return Vec::new();
        };
        match kind {
            _ if kind.is_chosen() => {
                self.begin_edit();
                return self.popup_press(Press::plain(Key::Char(c)));
            }
            _ if self.offers_names(&path) => {
                self.offer_names(&path, None);
                return self.popup_press(Press::plain(Key::Char(c)));
            }
            // Input methods are told with it which word is meant, and some let it through.
            _ if is_blank => {
                let clear = Action::Clear.key_label();
                self.say(
                    format!("空格不算内容，这一格没有动，要清空请按 {clear}。"),
                    Tone::Muted,
                );
                return Vec::new();
            }
            _ if kind.is_long() => self.open_as_is(path, kind),
            _ => {
                let original = self.text_at(&path, kind);
                self.open(path, kind, "", original, None);
                self.type_over(true);
            }
        }
        self.edit_press(Press::plain(Key::Char(c)))
    }

    /// Backspace on a cell: what it holds is gone and what is typed takes its place, as in a
    /// spreadsheet. A long text and a word to choose are opened as they are.
    pub(super) fn rub_out(&mut self) -> Vec<Effect> {
        self.stand_where_selection_began();
        if self.opens_window() {
            self.begin_edit();
        } else {
            self.open_with("");
        }
        Vec::new()
    }

    /// Opens the cell under the cursor with this text in it.
    pub(super) fn open_with(&mut self, typed: &str) {
        if let Some((path, kind)) = self.field() {
            let original = self.text_at(&path, kind);
            self.open(path, kind, typed, original, None);
            self.type_over(true);
            self.apply_draft();
        }
    }

    /// The edits that set a field to what was typed for it; the sentence says why that is no value of
    /// it.
    pub(super) fn edits_at(&self, path: &FieldPath, typed: &str) -> Result<Vec<Edit>, String> {
        match fields::kind_at(path) {
            Some(kind) => edits_of(path, kind, &self.held(path, kind), typed),
            None => Ok(Vec::new()),
        }
    }

    /// Sets a field to what was typed for it, as one step.
    pub(super) fn set_to(&mut self, path: &FieldPath, typed: &str) -> Vec<Effect> {
        match self.edits_at(path, typed) {
            Ok(edits) => self.transact(Transaction {
                name: format!("修改「{}」", path.last_key().unwrap_or_default()),
                place: path.clone(),
                edits,
            }),
            Err(message) => {
                self.say(message, Tone::Error);
                Vec::new()
            }
        }
    }

    fn open(
        &mut self,
        path: FieldPath,
        kind: Kind,
        text: &str,
        original: String,
        entry: Option<Entry>,
    ) {
        self.mark_changes();
        let mut editor = if kind.is_long() {
            Editor::area(text)
        } else {
            Editor::line(text)
        };
        editor.set_clipboard(self.clipboard.as_deref().unwrap_or_default());
        editor.move_to_end();
        let held = Held {
            text: original,
            ..self.held(&path, kind)
        };
        let editing = Editing {
            path,
            kind,
            editor,
            error: None,
            is_over: false,
            held,
            entry,
            pick: Pick::default(),
            shows_passage: false,
        };
        self.mode = Mode::Edit(editing);
    }

    pub(super) fn edit_press(&mut self, press: Press) -> Vec<Effect> {
        self.notice = None;
        let long = self.mode.long_text().is_some();
        if let Some(effects) = self.complete(press) {
            return effects;
        }
        let editing = self.mode.editing_mut();
        let shows_passage = editing.is_some_and(|it| std::mem::take(&mut it.shows_passage));
        match (press.key, press.ctrl) {
            // Whoever opened it with Enter may press it once more; the words are not gone by it.
            (Key::Enter, _) if shows_passage => self.edit_command(EditorCommand::Right {
                select: false,
                word: false,
            }),
            (Key::F(9), false) if long && !press.shift => self.begin_quote(),
            (Key::Esc, _) => self.give_up(),
            (Key::Enter, false) if !long && press.shift => {
                self.finish_then(|app| app.step(-1, false))
            }
            (Key::Enter, false) if !long => self.finish_then(Self::line_down_or_grow),
            (Key::Up | Key::Down, false) if !long && !press.shift => {
                self.finish_then(|app| app.navigate(press))
            }
            (Key::Left, false) if !press.shift && self.leaves_sideways(-1) => {
                self.finish_then(|app| app.sideways(-1))
            }
            (Key::Right, false) if !press.shift && self.leaves_sideways(1) => {
                self.finish_then(|app| app.sideways(1))
            }
            (Key::Tab, false) => self.finish_then(|app| app.navigate(press)),
            (Key::F(2), false) if long && !press.shift => self.finish(),
            (Key::F(2), false) if !press.shift => {
                self.type_over(false);
                Vec::new()
            }
            _ => match (editor_command(press), action_for(press)) {
                (Some(command), _) => self.edit_command(command),
                (None, Some(action)) => self.finish_and(action),
                (None, None) => Vec::new(),
            },
        }
    }

    /// Whether what is typed takes the place of what stands in the cell, and there is a cell to go
    /// to on this side.
    fn leaves_sideways(&self, by: i64) -> bool {
        let is_over = self.mode.editing().is_some_and(|it| it.is_over);
        is_over && self.beside_column(by).is_some()
    }

    /// Finishes the edit and moves on, unless what was typed is no value or has a question first.
    fn finish_then<R>(&mut self, moves: impl FnOnce(&mut Self) -> R) -> Vec<Effect> {
        let effects = self.finish();
        if matches!(self.mode, Mode::Browse) {
            moves(self);
        }
        effects
    }

    fn type_over(&mut self, is_over: bool) {
        if let Some(editing) = self.mode.editing_mut() {
            editing.is_over = is_over;
        }
    }

    /// Finishes the edit, then does an action; with text that is no value neither is done. What
    /// else would change the report does not come along unseen: it is asked for once the edit is
    /// finished.
    fn finish_and(&mut self, action: Action) -> Vec<Effect> {
        let Some(editing) = self.mode.editing_mut() else {
            return Vec::new();
        };
        let (key, name) = (action.key_label(), action.entry().map_or("", |it| it.name));
        if editing.error.is_some() {
            editing.editor.select_all();
            self.say(
                format!("没有做“{name}”，请先改正这一格，或按 Esc 放弃这次输入。"),
                Tone::Error,
            );
            return Vec::new();
        }
        if action.changes() && action != Action::Save {
            let end = if editing.is_long() {
                Key::F(2)
            } else {
                Key::Enter
            };
            let end = Press::plain(end).label();
            self.say(
                format!("正在输入，请先按 {end} 完成，再按 {key} {name}。"),
                Tone::Warning,
            );
            return Vec::new();
        }
        let mut effects = self.finish();
        // What was taken may have a question first.
        if action == Action::Save || matches!(self.mode, Mode::Browse) {
            effects.extend(self.act(action));
        }
        effects
    }

    pub(super) fn edit_command(&mut self, command: EditorCommand) -> Vec<Effect> {
        let Some(editing) = self.mode.editing_mut() else {
            return Vec::new();
        };
        // A line of its own has no line ends by which it would be seen.
        let pasted = match &command {
            EditorCommand::Paste(pasted) => Some(pasted.clone()),
            EditorCommand::PasteClipboard => editing.editor.clipboard(),
            _ => None,
        };
        if let Some(words) = pasted.and_then(|pasted| two_in_one(editing.kind, &pasted)) {
            return self.not_pasted(&words);
        }
        let copies = matches!(command, EditorCommand::Copy | EditorCommand::Cut);
        let takes_back = command == EditorCommand::Undo;
        let changed = editing.editor.input(command);
        // Before what was typed over a cell there was its value, not a blank.
        if takes_back && !editing.editor.can_undo() && editing.differs(&editing.editor.text()) {
            return self.give_up();
        }
        // Who goes back into what was typed goes on in it.
        editing.is_over &= changed || copies;
        let mut effects = Vec::new();
        if copies && let Some(text) = editing.editor.clipboard() {
            effects = self.keep(text);
        }
        self.pick_anew();
        if changed {
            self.apply_draft();
        }
        effects
    }

    /// Puts the text typed so far into force, unless it is no value of the field: then the last
    /// good one stays.
    pub(super) fn apply_draft(&mut self) {
        let Some(editing) = self.mode.editing_mut() else {
            return;
        };
        let typed = editing.editor.text();
        editing.error = match editing.edits(&typed) {
            Ok(edits) => {
                let transaction = Transaction {
                    name: step_name(editing, &typed),
                    place: editing.place(),
                    edits,
                };
                self.document
                    .draft(transaction)
                    .err()
                    .map(|error| error.to_string())
            }
            Err(message) => {
                // What was typed on the way here was never meant: the value before stands.
                let nothing = Transaction {
                    name: String::new(),
                    place: editing.path.clone(),
                    edits: Vec::new(),
                };
                let _ = self.document.draft(nothing);
                Some(message)
            }
        };
        self.derive();
    }

    /// Esc: the document is as it was; what was typed can be had back with redo.
    fn give_up(&mut self) -> Vec<Effect> {
        self.mode = Mode::Browse;
        self.before = None;
        if self.document.discard() {
            self.derive();
            self.say("已放弃这次输入，Ctrl+Y 可以找回。", Tone::Muted);
        }
        Vec::new()
    }

    /// Enter, Tab, F2: what was typed becomes one step; text that is no value stays in the cell,
    /// selected, so that what is typed next takes its place.
    pub(super) fn finish(&mut self) -> Vec<Effect> {
        let Some(editing) = self.mode.editing_mut() else {
            return Vec::new();
        };
        if let Some(error) = &editing.error {
            let words = format!("{error}请改正，直接键入就重新输入，按 Esc 放弃。");
            editing.editor.select_all();
            editing.is_over = false;
            self.say(words, Tone::Error);
            return Vec::new();
        }
        let typed = editing.editor.text();
        let is_questionable = is_questionable_number(&editing.path, &typed);
        let referring = editing.held.references.len();
        let (kind, path) = (editing.kind, editing.path.clone());
        let old = editing.held.text.clone();
        // What else is written about a field is shown on it.
        let is_told = |it: &&Entry| it.about.is_some() || ["答复", "意见"].contains(&it.key);
        let answer = editing.entry.as_ref().filter(is_told);
        let answer = answer.map(|entry| entry.name.clone());
        let normalised = shown_value(&path, kind, &editing.held, &typed);
        let of_other_kind = in_another_unit(kind, &editing.held, &typed);
        let visibly = !kind.is_long() && normalised != typed;
        self.mode = Mode::Browse;
        self.notice = None;
        let mut words = String::new();
        if visibly && !typed.trim().is_empty() {
            words = format!("“{}”已记为 {normalised}。", text::cut(&typed, 30));
        }
        let doubt = doubtful(kind, &normalised);
        let doubt = doubt.or_else(|| self.of_another_size(&path, &normalised));
        let doubt = doubt.or_else(|| no_telephone(&path, &normalised));
        let doubt = doubt.or_else(|| no_code(&path, &normalised));
        let doubt = doubt.or(of_other_kind);
        words.push_str(doubt.as_deref().unwrap_or_default());
        if !words.is_empty() {
            let tone = match doubt {
                Some(_) => Tone::Warning,
                None => Tone::Muted,
            };
            self.say(words, tone);
        }
        let step = self.document.commit().cloned();
        self.derive();
        if step.is_some() && normalised.is_empty() && answer.is_none() && !old.trim().is_empty() {
            self.say_cleared(&path, &old);
        }
        if is_questionable {
            self.say(
                format!(
                    "编号成了“{}”，要填的是数字请按 Ctrl+Z 撤回，再用方向键移到数字一列。",
                    text::cut(&typed, 30)
                ),
                Tone::Warning,
            );
        }
        let follow = step.as_ref().is_some_and(|step| step.changes.len() > 1);
        if self.notice.is_none() && follow && referring > 0 {
            self.say(format!("{referring} 处提到它的跟着改了。"), Tone::Muted);
        }
        if let Some(answer) = answer.filter(|_| step.is_some()) {
            let done = match typed.trim() {
                "" => format!("已撤回：{answer}。"),
                _ => format!("已{answer}。"),
            };
            self.say(done, Tone::Good);
        }
        if step.is_some() {
            self.ask_about_old_name(&path, old.trim(), &normalised);
        }
        step.iter().map(|step| self.record(Did::Do, step)).collect()
    }

    /// Says that a field holds nothing any more, and what it did.
    pub(super) fn say_cleared(&mut self, path: &FieldPath, old: &str) {
        let field = path.last_key().unwrap_or_default();
        let (was, _) = from_to(old, "");
        let undo = Action::Undo.key_label();
        self.say(
            format!("已清空「{field}」，原来是 {was}，{undo} 可以撤销。"),
            Tone::Warning,
        );
    }

    /// What is odd about an amount beside the others of its row: it may be 元.
    fn of_another_size(&self, path: &FieldPath, amount: &str) -> Option<String> {
        let own = path.last_key()?;
        let columns = [
            Column::Adjusted,
            Column::Spent,
            Column::Approved,
            Column::Prior,
        ];
        let keys = columns.map(Column::key);
        let amount: Decimal = keys.contains(&own).then(|| amount.parse().ok())??;
        let mut others = keys
            .into_iter()
            .filter(|key| *key != own)
            .filter_map(|key| {
                let other: Decimal = self.text_beside(path, key).parse().ok()?;
                Some((key, other))
            });
        let (key, other) = others.find(|(_, other)| is_of_another_size(amount, *other))?;
        let doubt = if amount > other {
            "把元填成了万元（按元填的，数后面写“元”）"
        } else {
            "本来就是万元（按万元填的，数后面不写“元”）"
        };
        Some(format!(
            "{own}{amount}万元与{key}{}万元差千倍以上，请核对是不是{doubt}。",
            shown(other)
        ))
    }

    /// Carries out a transaction as one step; what was said of an entry goes with it.
    pub(super) fn transact(&mut self, mut transaction: Transaction) -> Vec<Effect> {
        let places = transaction.edits.iter().map(Edit::path);
        // What is said of an entry follows its name, whoever said it.
        let follows = |path: &FieldPath| {
            path.last_key() == Some(places::PLACE)
                && *path != transaction.place
                && fields::is_by_program(path)
        };
        let places: Vec<FieldPath> = places.filter(|path| !follows(path)).collect();
        if let Some(reason) = self.forbids(&places) {
            self.say(reason, Tone::Warning);
            return Vec::new();
        }
        let along = places::kept_in_place(&self.document, &transaction.edits);
        transaction.edits.extend(along);
        self.mark_changes();
        let step = match self.document.edit(transaction) {
            Ok(step) => step.cloned(),
            Err(error) => return self.refused(&error),
        };
        self.derive();
        step.iter().map(|step| self.record(Did::Do, step)).collect()
    }

    /// Sets one field from a window.
    pub(super) fn set_choice(&mut self, path: FieldPath, word: &str) -> Vec<Effect> {
        let kind = Kind::Text;
        let name = format!(
            "修改「{}」 {} → {}",
            path.last_key().unwrap_or_default(),
            shown_or_blank(&self.text_at(&path, kind)),
            shown_or_blank(word)
        );
        let value = or_null(word);
        self.transact(Transaction {
            name,
            place: path.clone(),
            edits: vec![Edit::Set { path, value }],
        })
    }

    /// Whether a field holds names of projects, of which there are some.
    pub(super) fn offers_names(&self, path: &FieldPath) -> bool {
        path.last_key() == Some("涉及项目") && !self.report.projects.is_empty()
    }

    /// Offers the projects that a list of them can name, with the cursor at the one just `decided` on.
    fn offer_names(&mut self, path: &FieldPath, decided: Option<&str>) {
        let all: Vec<String> = self
            .report
            .projects
            .iter()
            .map(|it| it.name.to_string())
            .collect();
        let held = self.names_held(path);
        let first = held.first().map(String::as_str);
        let at = decided.or(first);
        let at = at.and_then(|at| all.iter().position(|it| it == at));
        let at = at.unwrap_or(0);
        self.mode = Mode::Popup(super::Popup::names(
            path,
            &all,
            &held,
            at,
            decided.is_some(),
        ));
    }

    fn names_held(&self, path: &FieldPath) -> Vec<String> {
        let list = self.document.node(path).into_iter();
        list.flat_map(lines_of).map(|(_, name)| name).collect()
    }

    /// Puts a name into a list of names, unless it is in it, and is done with choosing.
    pub(super) fn choose_name(&mut self, path: &FieldPath, name: &str) -> Vec<Effect> {
        self.notice = None;
        let is_held = self.names_held(path).iter().any(|it| it == name);
        let effects = if is_held {
            Vec::new()
        } else {
            self.toggle(path, name)
        };
        self.mode = Mode::Browse;
        effects
    }

    /// Puts a name into a list of names or takes it out, and goes on choosing.
    pub(super) fn toggle(&mut self, path: &FieldPath, name: &str) -> Vec<Effect> {
        let list = self.document.node(path);
        let held = list.into_iter().flat_map(lines_of);
        let held: Vec<usize> = held.filter(|(_, it)| it == name).map(|(i, _)| i).collect();
        let (verb, edits) = if held.is_empty() {
            let insert = Edit::Insert {
                list: path.clone(),
                index: list.map_or(0, |list| list.len()),
                value: Value::Text(name.to_owned()),
            };
            ("选上", vec![insert])
        } else {
            let remove = |i| Edit::Remove {
                path: path.index(i),
            };
            ("取消", held.into_iter().rev().map(remove).collect())
        };
        let key = path.last_key().unwrap_or_default();
        let effects = self.transact(Transaction {
            name: format!("{key}{verb}「{name}」"),
            place: path.clone(),
            edits,
        });
        if self.notice.is_none() {
            self.offer_names(path, Some(name));
        }
        effects
    }

    // Entries of lists.

    pub(super) fn insert_entry(&mut self) -> Vec<Effect> {
        let Some((list, place)) = self.list_here() else {
            return Vec::new();
        };
        let Some(Kind::List(item, noun)) = fields::kind_at(&list) else {
            return Vec::new();
        };
        let count = self.document.node(&list).map_or(0, |node| node.len());
        // Numbered ones stand in the order of their numbers.
        let is_numbered = matches!(*item, Kind::Record(fields)
            if fields.iter().any(|field| field.key == "编号"));
        let beside = place.filter(|_| !is_numbered);
        let index = beside.map_or(count, |place| place + 1);
        let value = self.fresh_entry(&list, *item, place, count);
        let entry = list.index(index);
        let effects = self.transact(Transaction {
            name: format!("新增{noun}"),
            place: entry.clone(),
            edits: vec![Edit::Insert { list, index, value }],
        });
        if !effects.is_empty() {
            self.rebuild();
            self.go_to(&first_field(&entry));
            self.say(
                format!(
                    "已新增一{}{noun}，直接输入即可，Ctrl+Z 可以撤销。",
                    fields::measure_of(noun)
                ),
                Tone::Muted,
            );
        }
        effects
    }

    /// A new entry of a list that has so many, beside the one at `place`.
    pub(super) fn fresh_entry(
        &self,
        list: &FieldPath,
        item: Kind,
        place: Option<usize>,
        count: usize,
    ) -> Value {
        let mut value = fields::blank(item);
        if let Value::Map(entries) = &mut value {
            for (key, value) in entries.iter_mut() {
                match key.as_str() {
                    // A number that no other entry has, so that remedies can refer to it.
                    "编号" => *value = Value::Text(self.free_number(list, count)),
                    // A project put in beside another is of its kind.
                    "支出类别" => {
                        let beside = place.and_then(|place| self.report.projects.get(place));
                        let kind = match (beside, self.root) {
                            (Some(project), _) => project.kind.to_string(),
                            (None, root) if self.tab == Tab::Budget => {
                                let here = self.row().and_then(|row| row.item);
                                let mut kinds = here.into_iter().chain([root]);
                                let kind = kinds.find(|it| matches!(it, Item::ProjectKind(_)));
                                kind.map_or_else(String::new, |kind| {
                                    kind.name(&self.report).to_owned()
                                })
                            }
                            _ => String::new(),
                        };
                        if !kind.is_empty() {
                            *value = Value::Text(kind);
                        }
                    }
                    _ => {}
                }
            }
        } else {
            value = Value::Null;
        }
        value
    }

    fn free_number(&self, list: &FieldPath, count: usize) -> String {
        let taken = |number: &str| {
            self.document.node(list).is_some_and(|node| {
                node.items()
                    .any(|item| item.get("编号").and_then(|n| n.text()) == Some(number))
            })
        };
        (count + 1..)
            .map(|number| number.to_string())
            .find(|number| !taken(number))
            .unwrap_or_default()
    }

    /// Takes out the entry with the cursor, or all that are selected.
    pub(super) fn remove_entry(&mut self) -> Vec<Effect> {
        let Some((list, Some(place))) = self.row().and_then(|row| row.list.clone()) else {
            return Vec::new();
        };
        let selected = self.entries_selected(&list);
        let first = selected.first().copied().unwrap_or(place);
        let name = match (selected.len(), fields::kind_at(&list)) {
            (count @ 2.., Some(Kind::List(_, noun))) => format!("删除 {count} 条{noun}"),
            _ => format!(
                "删除 {}",
                fields::describe(&self.document, &list.index(place))
            ),
        };
        let last_year = selected
            .iter()
            .filter_map(|&place| self.left_in_last_year(&list, place));
        let last_year: Vec<String> = last_year.collect();
        let entries = selected
            .iter()
            .filter_map(|&place| self.document.node(&list.index(place)));
        let filled: usize = entries.map(filled_in).sum();
        let entries: Vec<FieldPath> = selected.iter().map(|&it| list.index(it)).collect();
        let reviewed = self.reviewed_in(&entries);
        // From the last on, so that those before keep their places.
        let removed = selected.iter().rev().map(|&place| Edit::Remove {
            path: list.index(place),
        });
        let edits = removed.collect();
        self.stand_on_first_selected();
        let effects = self.transact(Transaction {
            name: name.clone(),
            place: list.index(first),
            edits,
        });
        if !effects.is_empty() {
            let last_year = match last_year.as_slice() {
                [] => String::new(),
                amounts => format!(
                    "上年执行数 {} 万元还在上年的合计里：合计不用改，提示相差的填写说明。",
                    amounts.join("、")
                ),
            };
            // A key away from Delete, with nothing asked before it: what went along is not overlooked.
            let (along, tone) = match filled {
                0 | 1 => (String::new(), Tone::Muted),
                _ => (format!("和其中填好的 {filled} 处"), Tone::Warning),
            };
            self.say(
                format!("已{name}{along}，Ctrl+Z 可以撤销。{reviewed}{last_year}"),
                if reviewed.is_empty() {
                    tone
                } else {
                    Tone::Warning
                },
            );
        }
        effects
    }

    /// What was spent last year on an entry, in 万元, if a total that was entered holds it.
    fn left_in_last_year(&self, list: &FieldPath, place: usize) -> Option<String> {
        let is_project = *list == FieldPath::root().key("项目");
        let item = Some(Item::Project(place)).filter(|_| is_project)?;
        let budget = &self.figures.budget;
        let node = budget.node(item)?;
        let amount = node.value(Column::Prior).filter(|it| !it.is_zero())?;
        let above = |node: &&Node| node.parent.and_then(|place| budget.get(place));
        let mut above = std::iter::successors(Some(node), above).skip(1);
        let is_stated = above.any(|it| it.entered.get(Column::Prior).is_some());
        is_stated.then(|| told(amount))
    }

    /// The entries of a list in the rows selected, by their places.
    fn entries_selected(&self, list: &FieldPath) -> Vec<usize> {
        let focus = self.focus();
        let rows = self.screen.sheet(focus).map(|sheet| &sheet.rows);
        let mut places: Vec<usize> = self
            .cursor(focus)
            .rows()
            .filter_map(|row| rows?.get(row)?.list.as_ref())
            .filter_map(|(of, place)| place.filter(|_| of == list))
            .collect();
        places.sort_unstable();
        places.dedup();
        places
    }

    pub(super) fn stand_on_first_selected(&mut self) {
        let focus = self.focus();
        let mut cursor = self.cursor(focus);
        if cursor.anchor.is_some() {
            (cursor.row, cursor.column) = (*cursor.rows().start(), *cursor.columns().start());
            cursor.anchor = None;
            self.set_cursor(focus, cursor);
        }
    }

    pub(super) fn move_entry(&mut self, by: isize) -> Vec<Effect> {
        let Some((list, Some(from))) = self.row().and_then(|row| row.list.clone()) else {
            return Vec::new();
        };
        let count = self.document.node(&list).map_or(0, |node| node.len());
        // In the budget projects stand among those of their kind.
        let kind = |place: usize| self.report.projects.get(place).map(|it| it.kind.trim());
        let is_grouped = self.tab == Tab::Budget && list == FieldPath::root().key("项目");
        let is_beside = |to: &usize| !is_grouped || kind(*to) == kind(from);
        let further = |at: &usize| at.checked_add_signed(by);
        let places = std::iter::successors(further(&from), further);
        let mut places = places.take_while(|&to| to < count);
        let Some(to) = places.find(is_beside) else {
            self.say("已到头，不能再移。", Tone::Muted);
            return Vec::new();
        };
        let direction = if by < 0 { "上移" } else { "下移" };
        let name = format!(
            "{direction} {}",
            fields::describe(&self.document, &list.index(from))
        );
        let moved = list.index(to);
        let effects = self.transact(Transaction {
            name,
            place: moved.clone(),
            edits: vec![Edit::Move { list, from, to }],
        });
        if !effects.is_empty() {
            self.rebuild();
            self.follow(&moved);
        }
        effects
    }

    /// Keeps the cursor on an entry that moved, in the column where it was.
    fn follow(&mut self, entry: &FieldPath) {
        let focus = self.focus();
        let mut cursor = self.cursor(focus);
        let row = self
            .screen
            .sheet(focus)
            .and_then(|sheet| sheet.row_of_entry(entry));
        if let Some(row) = row {
            cursor.row = row;
            cursor.anchor = None;
            self.set_cursor(focus, cursor);
        }
    }
}

/// Why an amount that was typed for the name of an entry is none.
fn no_name(path: &FieldPath, typed: &str) -> Option<String> {
    let is_amount = || matches!(normalise(typed, Unit::WanYuan), Ok(Some(_)));
    (path.last_key() == Some("名称") && is_amount()).then(|| {
        format!(
            "“{}”是数字，不是名称，要填金额请按 Esc，再用方向键移到数字一列。",
            text::cut(typed.trim(), NAME_WIDTH)
        )
    })
}

/// Why what stood in two cells or lines is not one number.
fn two_in_one(kind: Kind, typed: &str) -> Option<String> {
    if !matches!(
        kind,
        Kind::Number(_) | Kind::Measure | Kind::Date | Kind::Deadline
    ) {
        return None;
    }
    let pieces: Vec<&str> = typed.split(char::is_control).map(str::trim).collect();
    let pieces: Vec<&str> = pieces.into_iter().filter(|it| !it.is_empty()).collect();
    let mut beside = pieces.iter().zip(pieces.iter().skip(1));
    let meet = beside.any(|(a, b)| a.ends_with(is_digit) && b.starts_with(is_digit));
    meet.then(|| {
        let typed = pieces.join(" ");
        format!(
            "“{}”是两行或两格里的数，这一格只填一个，请只留要填的。",
            text::cut(&typed, NAME_WIDTH)
        )
    })
}

/// Whether an amount was typed for the number of an entry, which is digits.
fn is_questionable_number(path: &FieldPath, typed: &str) -> bool {
    let is_amount = matches!(normalise(typed, Unit::WanYuan), Ok(Some(_)));
    let digits = plain_digits(typed.trim());
    let is_plain = digits.chars().all(|c| c.is_ascii_digit() || c == '.');
    path.last_key() == Some("编号") && is_amount && !is_plain
}

/// The edits that turn a field's text, as it was before the draft, into what was typed; the
/// sentence says why that is no value. A sign and a unit typed with a measure go to their own
/// fields.
pub(super) fn edits_of(
    path: &FieldPath,
    kind: Kind,
    held: &Held,
    typed: &str,
) -> Result<Vec<Edit>, String> {
    let original = held.text.as_str();
    if let Kind::List(Kind::Text, _) = kind {
        return Ok(list_edits(path, &held.entries, typed));
    }
    if let Some(words) = two_in_one(kind, typed) {
        return Err(words);
    }
    // What is typed back as it was is no edit, and leaves the file's own spelling.
    let is_same = typed == original;
    // A cell of a document has line ends where it was too narrow.
    let typed = match kind {
        Kind::LongText => Cow::Borrowed(typed),
        _ => Cow::Owned(text::one_line(typed)),
    };
    let typed = &*typed;
    if let Some(words) = no_name(path, typed) {
        return Err(words);
    }
    if let Some(words) = no_digits(path, typed) {
        return Err(words);
    }
    let mut value = value_of(kind, held, typed)?;
    // A block that ends with a line end goes on ending with one.
    if let (Kind::LongText, Value::Text(text)) = (kind, &mut value)
        && original.ends_with('\n')
    {
        text.push('\n');
    }
    if is_same {
        return Ok(Vec::new());
    }
    let mut edits = Vec::new();
    if let Some(measure) = whole_measure(path, kind, held, typed) {
        value = value_of(kind, held, &measure.value)?;
        edits = beside_measure(path, held, &measure);
    }
    if let Value::Text(name) = &value
        && !held.others.contains(name)
    {
        edits.extend(held.references.iter().map(|it| it.renamed(name)));
    }
    edits.insert(
        0,
        Edit::Set {
            path: path.clone(),
            value,
        },
    );
    Ok(edits)
}

/// A typed measure that says the sign or the unit of its indicator too, in the unit that stands there;
/// `None` where it says neither, or names a unit of another kind.
fn whole_measure(path: &FieldPath, kind: Kind, held: &Held, typed: &str) -> Option<Measure> {
    if kind != Kind::Measure {
        return None;
    }
    let measure = Measure::read(typed);
    // What is done is one number: 100人以上 stays as it is said.
    if measure.sign.is_some() && path.last_key() != Some("指标值") {
        return None;
    }
    let says = measure.sign.is_some() || !measure.unit.is_empty();
    measure.in_unit(&held.unit).filter(|_| says)
}

/// What is odd about a measure that names a unit of another kind than its indicator's and so is no
/// number.
fn in_another_unit(kind: Kind, held: &Held, typed: &str) -> Option<String> {
    let measure = Some(Measure::read(typed)).filter(|_| kind == Kind::Measure)?;
    let own = measure.unit.clone();
    measure.in_unit(&held.unit).is_none().then(|| {
        format!(
            "度量单位是“{}”，不是“{own}”，这样算不出得分，请改成同一种单位。",
            held.unit
        )
    })
}

/// The edits that put the sign and the unit of a measure where they do not stand yet.
fn beside_measure(path: &FieldPath, held: &Held, measure: &Measure) -> Vec<Edit> {
    let Some(indicator) = path.parent() else {
        return Vec::new();
    };
    let words = [
        ("计算符号", measure.sign.unwrap_or(""), &held.sign),
        (UNIT, &measure.unit, &held.unit),
    ];
    let words = words.into_iter();
    let new = words.filter(|(_, word, stands)| !word.is_empty() && word != stands);
    new.map(|(key, word, _)| Edit::Set {
        path: indicator.key(key),
        value: Value::Text(word.to_owned()),
    })
    .collect()
}

/// The text of a field of a document as the user edits it.
pub(super) fn text_in(document: &Document, path: &FieldPath, kind: Kind) -> String {
    let Some(node) = document.node(path) else {
        return String::new();
    };
    match kind {
        Kind::List(..) => {
            let lines: Vec<String> = lines_of(node).map(|(_, line)| line).collect();
            lines.join("\n")
        }
        _ => node.text().unwrap_or_default().to_owned(),
    }
}

/// The entries of a list of texts that say something, each on one line, with their places in it.
fn lines_of(list: document::Node<'_>) -> impl Iterator<Item = (usize, String)> {
    let lines = list.items().map(|item| {
        let text = item.text().unwrap_or_default();
        text::one_line(text).trim().to_owned()
    });
    lines.enumerate().filter(|(_, line)| !line.is_empty())
}

/// Turns a list of texts into the lines typed, leaving alone the entries that stay and those that
/// say nothing.
fn list_edits(list: &FieldPath, old: &[(usize, String)], typed: &str) -> Vec<Edit> {
    let lines = typed.lines().map(str::trim).filter(|line| !line.is_empty());
    let new: Vec<&str> = lines.collect();
    let same = |pairs: &mut dyn Iterator<Item = (&(usize, String), &&str)>| {
        pairs.take_while(|((_, a), b)| a == **b).count()
    };
    let head = same(&mut old.iter().zip(&new));
    let most = old.len().min(new.len()) - head;
    let tail = same(&mut old.iter().rev().zip(new.iter().rev())).min(most);
    let changed = old.get(head..old.len() - tail).unwrap_or_default();
    let fresh = new.get(head..new.len() - tail).unwrap_or_default();
    let gone = changed.iter().skip(fresh.len()).rev();
    let mut edits: Vec<Edit> = gone
        .map(|(at, _)| Edit::Remove {
            path: list.index(*at),
        })
        .collect();
    edits.extend(changed.iter().zip(fresh).map(|((at, _), line)| Edit::Set {
        path: list.index(*at),
        value: Value::Text((*line).to_owned()),
    }));
    // What is more comes behind the last entry before it.
    let before = (head + changed.len()).checked_sub(1);
    let before = before.and_then(|last| old.get(last));
    let behind = before.map_or(0, |(at, _)| at + 1);
    let more = fresh.iter().skip(changed.len()).zip(behind..);
    edits.extend(more.map(|(line, index)| Edit::Insert {
        list: list.clone(),
        index,
        value: Value::Text((*line).to_owned()),
    }));
    edits
}

/// How many values in an entry hold something.
fn filled_in(entry: document::Node<'_>) -> usize {
    let own = entry.text().is_some_and(|text| !text.trim().is_empty());
    let items: usize = entry.items().map(filled_in).sum();
    let parts: usize = entry.entries().map(|(_, part)| filled_in(part)).sum();
    usize::from(own) + items + parts
}

/// The value that a text stands for in a field of this kind.
fn value_of(kind: Kind, held: &Held, typed: &str) -> Result<Value, String> {
    if typed.trim().is_empty() {
        return Ok(Value::Null);
    }
    match kind {
        Kind::Number(unit) => match normalise(typed, unit) {
            Ok(Some(number)) => Ok(Value::Number(number)),
            Ok(None) => Ok(Value::Null),
            Err(error) => Err(error.to_string()),
        },
        Kind::Measure => {
            let measure = normalise_measure(typed);
            Ok(
                if check::unreadable(&measure, Kind::Number(fields::Unit::Points)).is_none() {
                    Value::Number(measure)
                } else {
                    Value::Text(measure)
                },
            )
        }
        Kind::Deadline if date::is_lasting(typed) => Ok(Value::Text(typed.trim().to_owned())),
        Kind::Date | Kind::Deadline => date::normalise(typed)
            .map(Value::Text)
            .map_err(|error| error.to_string()),
        Kind::Text => Ok(Value::Text(plain_digits(typed.trim()))),
        Kind::Choice(_) | Kind::Level(_) => {
            let words: Vec<&str> = held.words.iter().map(|word| &**word).collect();
            match word_meant(&words, typed) {
                Some(word) => Ok(Value::Text(word.to_owned())),
                None => Err(format!(
                    "“{}”不在可选范围内，可以填{}。",
                    text::cut(typed.trim(), NAME_WIDTH),
                    words.join("、")
                )),
            }
        }
        _ => Ok(Value::Text(typed.trim_end_matches('\n').to_owned())),
    }
}

/// What is odd about an amount that is taken all the same.
fn doubtful(kind: Kind, amount: &str) -> Option<String> {
    let amount: Decimal = match kind {
        Kind::Number(Unit::WanYuan) => amount.parse().ok()?,
        _ => return None,
    };
    let rounded = rounded(amount);
    if amount < Decimal::ZERO {
        Some(NumberError::BelowZero(amount.to_string()).to_string())
    } else if rounded != amount {
        let rounded = shown(rounded);
        Some(format!(
            "{amount} 多于两位小数，报表写两位的话是 {rounded}，请核对。"
        ))
    } else {
        None
    }
}

/// What is odd about a telephone number that is taken all the same.
fn no_telephone(path: &FieldPath, typed: &str) -> Option<String> {
    let digits = typed.chars().filter(char::is_ascii_digit).count();
    let is_part = |c: char| c.is_ascii_digit() || " -()（）、，,；;/转".contains(c);
    let is_one = digits >= 7 && typed.chars().all(is_part);
    (path.last_key() == Some("办公电话") && !typed.is_empty() && !is_one).then(|| {
        let typed = text::cut(typed, NAME_WIDTH);
        format!("“{typed}”不像电话号码，请核对，例如 0731-82550135。")
    })
}

/// Why what was typed for the code of a line of a budget is none.
fn no_digits(path: &FieldPath, typed: &str) -> Option<String> {
    let digits = plain_digits(typed.trim());
    let is_one = digits.bytes().all(|it| it.is_ascii_digit());
    (path.last_key() == Some("科目编码") && !is_one).then(|| {
        let typed = text::cut(typed.trim(), NAME_WIDTH);
        format!("“{typed}”不是科目编码，只能填数字，类、款、项是 3、5、7 位，例如 2296002。")
    })
}

/// What is odd about the code of a line of a budget that is taken all the same.
fn no_code(path: &FieldPath, typed: &str) -> Option<String> {
    let is_one = matches!(typed.len(), 3 | 5 | 7);
    (path.last_key() == Some("科目编码") && !typed.is_empty() && !is_one).then(|| {
        let typed = text::cut(typed, NAME_WIDTH);
        format!("“{typed}”不像科目编码，类、款、项是 3、5、7 位数字，请核对，例如 2296002。")
    })
}

/// A typed value as it will stand in the file.
fn shown_value(path: &FieldPath, kind: Kind, held: &Held, typed: &str) -> String {
    if let Some(measure) = whole_measure(path, kind, held, typed) {
        let Measure { sign, value, unit } = measure;
        return format!("{}{value}{unit}", sign.unwrap_or_default());
    }
    match value_of(kind, held, typed) {
        Ok(Value::Number(text) | Value::Text(text)) => text,
        _ => String::new(),
    }
}

fn shown_or_blank(value: &str) -> String {
    match value.trim() {
        "" => "空".to_owned(),
        value => text::cut(value, NAME_WIDTH).into_owned(),
    }
}

/// What writing this into a field is called as a step; a value that was typed otherwise with what
/// was typed.
fn step_name(editing: &Editing, typed: &str) -> String {
    if let Some(entry) = &editing.entry {
        return entry.name.clone();
    }
    let new = shown_value(&editing.path, editing.kind, &editing.held, typed);
    let (from, to) = from_to(&editing.held.text, &new);
    let field = editing.path.last_key().unwrap_or_default();
    let is_normalised = matches!(
        editing.kind,
        Kind::Number(_) | Kind::Measure | Kind::Date | Kind::Deadline
    );
    let raw = if is_normalised && typed.trim() != new {
        format!("（输入的是“{}”）", text::cut(typed.trim(), NAME_WIDTH))
    } else {
        String::new()
    };
    format!("修改「{field}」 {from} → {to}{raw}")
}

/// A value before and after, each in few columns, with what is different in sight.
pub(super) fn from_to(from: &str, to: &str) -> (String, String) {
    let line = |text: &str| text.trim().replace('\n', " ");
    let (from, to) = apart(&line(from), &line(to), NAME_WIDTH / 3, NAME_WIDTH);
    let blank = |text: String| {
        if text.is_empty() {
            "空".to_owned()
        } else {
            text
        }
    };
    (blank(from), blank(to))
}
