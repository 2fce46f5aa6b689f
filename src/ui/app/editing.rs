//! Typing into a cell and writing a long text: opened, drafted at every key, finished or given up; and
//! the one way in which the report is changed from here, [`App::transact`].

use rust_decimal::Decimal;

use super::entry::{Entry, or_null};
use super::growing::first_field;
use super::popup::Offered;
use super::typed::{
    Held, NAME_WIDTH, doubt, edits_of, from_to, is_normalised, is_questionable_number, lines_of,
    shown_or_blank, shown_value, text_in, two_in_one,
};
use super::{App, Bearing, Mode};
use crate::document::{Document, Edit, FieldPath, Transaction};
use crate::figures::budget::{Column, PAID_OTHERWISE};
use crate::figures::scheme::{BuiltIn, SCHEMES};
use crate::report::fields::{self, Kind, UNIT};
use crate::report::number::{is_of_another_size, shown};
use crate::report::{check, places};
use crate::store::Kind as Did;
use crate::ui::action::{Action, action_for};
use crate::ui::effect::Effect;
use crate::ui::input::{Key, Press, editor_command};
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
    /// The entry that begins with this field, put in as it is typed.
    begins: Option<Begun>,
    /// Which of the figures offered has the cursor.
    pub(super) offered: usize,
    /// Whether the words that one was led to are selected, and no key has been pressed since.
    shows_passage: bool,
}

/// An entry of a list that comes of what is typed.
#[derive(Debug)]
struct Begun {
    /// What puts it in.
    insert: Edit,
    /// What it is called.
    noun: &'static str,
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
            None => Ok(self
                .inserts()
                .into_iter()
                .chain(edits_of(&self.path, self.kind, &self.held, typed)?)
                .collect()),
        }
    }

    /// What is there whatever is typed.
    fn inserts(&self) -> Vec<Edit> {
        self.begins.iter().map(|it| it.insert.clone()).collect()
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
        let words = self.scheme.scheme().words(path).into_iter();
        Held {
            text: self.text_at(path, kind),
            entries: list.into_iter().flat_map(lines_of).collect(),
            sign: self.text_beside(path, "计算符号"),
            unit: self.text_beside(path, UNIT),
            references,
            others,
            words: words
                .map(str::to_owned)
                .chain(self.names_offered(path))
                .collect(),
        }
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

    /// Opens a field that is wrong, where it is shown here, else where it belongs: what is typed takes the
    /// place of a short value, which nobody goes on writing behind.
    pub(super) fn edit_at(&mut self, path: &FieldPath) {
        if !self.stand_on(path) || self.path_of_cell().as_ref() != Some(path) {
            self.go_home(path);
        }
        self.begin_edit();
        if let Some(editing) = self.mode.editing_mut().filter(|it| !it.is_long()) {
            editing.editor.select_all();
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
            return self.begin_entry(c);
        }
        let Some((path, kind)) = self.field() else {
            // Where a place is named Enter leads there, as is said.
            let leads = self.place_named().is_some();
            if let Some(notice) = self.notice.as_mut().filter(|_| !leads) {
                notice.bearing = Bearing::Typing;
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

    /// A character typed where the next entry of a list comes: the entry and what is typed in it are one
    /// step. What has to be chosen comes behind it.
    fn begin_entry(&mut self, c: char) -> Vec<Effect> {
        let Some((noun, insert)) = self.new_entry() else {
            return Vec::new();
        };
        let entry = insert.path();
        self.mark_changes();
        let drafted = self.document.draft(Transaction {
            name: String::new(),
            place: entry.clone(),
            edits: vec![insert.clone()],
        });
        if let Err(error) = drafted {
            return self.refused(&error);
        }
        self.derive();
        self.rebuild();
        self.go_to(&first_field(&entry));
        match self.field() {
            Some((path, kind)) if !kind.is_chosen() && self.words_offered(&path).is_empty() => {
                self.open(path, kind, "", String::new(), None);
                if let Some(editing) = self.mode.editing_mut() {
                    editing.is_over = !kind.is_long();
                    editing.begins = Some(Begun { insert, noun });
                }
                self.edit_press(Press::plain(Key::Char(c)))
            }
            _ => {
                self.document.discard();
                self.derive();
                let mut effects = self.insert_entry();
                if !self.is_before_first() {
                    effects.extend(self.begin_typing(c));
                }
                effects
            }
        }
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
            begins: None,
            offered: 0,
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
        if let Some(error) = &editing.error {
            let words = format!("{error}没有做“{name}”，请改正，或按 Esc 放弃这次输入。");
            editing.editor.select_all();
            self.say(words, Tone::Error);
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
                    edits: editing.inserts(),
                };
                let _ = self.document.draft(nothing);
                Some(message)
            }
        };
        self.derive();
    }

    /// Esc: the document is as it was; what was typed can be had back with redo.
    fn give_up(&mut self) -> Vec<Effect> {
        let editing = self.mode.editing_mut();
        let begun = editing.and_then(|editing| editing.begins.take());
        self.mode = Mode::Browse;
        self.before = None;
        if self.document.discard() {
            self.derive();
            self.say("已放弃这次输入，Ctrl+Y 可以找回。", Tone::Muted);
        }
        // Behind the last entry the row for the next one went with what was typed in it.
        if let Some(Edit::Insert {
            list, index: 1.., ..
        }) = begun.map(|it| it.insert)
        {
            self.grow(list, self.cursor(self.focus()).column);
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
        // An entry with nothing in it is none.
        if editing.begins.is_some() && editing.editor.text().trim().is_empty() {
            return self.give_up();
        }
        let Mode::Edit(editing) = std::mem::take(&mut self.mode) else {
            return Vec::new();
        };
        let (path, kind, held) = (&editing.path, editing.kind, &editing.held);
        let typed = editing.editor.text();
        let normalised = shown_value(path, kind, held, &typed);
        self.notice = None;
        let mut words = String::new();
        if !kind.is_long() && normalised != typed && !typed.trim().is_empty() {
            words = format!("“{}”已记为 {normalised}。", text::cut(&typed, 30));
        }
        let doubt = doubt(path, kind, held, &typed);
        let doubt = doubt.or_else(|| self.of_another_size(path, &normalised));
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
        // What else is written about a field is shown on it.
        let is_told = |it: &&Entry| it.about.is_some() || ["答复", "意见"].contains(&it.key);
        let answer = editing.entry.as_ref().filter(is_told);
        let old = held.text.trim();
        if step.is_some() && normalised.is_empty() && answer.is_none() && !old.is_empty() {
            self.say_cleared(path, &held.text);
        }
        if is_questionable_number(path, &typed) {
            self.say(
                format!(
                    "编号成了“{}”，要填的是数字请按 Ctrl+Z 撤回，再用方向键移到数字一列。",
                    text::cut(&typed, 30)
                ),
                Tone::Warning,
            );
        }
        let referring = held.references.len();
        let follow = step.as_ref().is_some_and(|step| step.changes.len() > 1);
        if self.notice.is_none() && follow && referring > 0 {
            let old = text::cut(old, NAME_WIDTH);
            self.say(
                format!("用到原来的“{old}”的 {referring} 处也跟着改了。"),
                Tone::Muted,
            );
        }
        if let Some(Entry { name, .. }) = answer.filter(|_| step.is_some()) {
            let done = match typed.trim() {
                "" => format!("已撤回：{name}。"),
                _ => format!("已{name}。"),
            };
            self.say(done, Tone::Good);
        }
        if step.is_some() {
            self.ask_about_old_name(path, old, &normalised);
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
}

/// What writing this into a field is called as a step; a value that was typed otherwise with what
/// was typed.
fn step_name(editing: &Editing, typed: &str) -> String {
    if let Some(entry) = &editing.entry {
        return entry.name.clone();
    }
    if let Some(Begun { noun, .. }) = &editing.begins {
        return format!("新增{noun}「{}」", text::cut(typed.trim(), NAME_WIDTH));
    }
    let new = shown_value(&editing.path, editing.kind, &editing.held, typed);
    let (from, to) = from_to(&editing.held.text, &new);
    let field = editing.path.last_key().unwrap_or_default();
    let raw = if is_normalised(editing.kind) && typed.trim() != new {
        format!("（输入的是“{}”）", text::cut(typed.trim(), NAME_WIDTH))
    } else {
        String::new()
    };
    format!("修改「{field}」 {from} → {to}{raw}")
}
