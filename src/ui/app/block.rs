//! Cells as a block, as a spreadsheet has them: copied, cut, cleared, filled down, pasted.

use super::pasting::names::unnumbered_lines;
use super::pasting::way_to_fund;
use super::popup::{Choice, line};
use super::preview::FOR_READING;
use super::{App, Mode, Popup};
use crate::document::{Edit, FieldPath, Transaction, Value};
use crate::report::fields::{self, Kind};
use crate::ui::action::Action;
use crate::ui::effect::Effect;
use crate::ui::input::{Key, Press};
use crate::ui::theme::Tone;
use crate::ui::tsv;
use crate::ui::widgets::editor::EditorCommand;

impl App {
    /// The fields selected, column by column, each from the top.
    fn selected_fields(&self) -> Vec<Vec<FieldPath>> {
        let cursor = self.cursor(self.focus());
        let Some(sheet) = self.screen.sheet(self.focus()) else {
            return Vec::new();
        };
        cursor
            .columns()
            .map(|column| {
                let rows = cursor.rows();
                rows.filter_map(|row| sheet.cell(row, column)?.path.clone())
                    .collect()
            })
            .collect()
    }

    /// How many cells are selected that can be stood on.
    fn cells_selected(&self) -> usize {
        let cursor = self.cursor(self.focus());
        let Some(sheet) = self.screen.sheet(self.focus()) else {
            return 0;
        };
        let of_row = |row| {
            let cells = cursor.columns().filter_map(move |it| sheet.cell(row, it));
            cells.filter(|cell| cell.walkable).count()
        };
        cursor.rows().map(of_row).sum()
    }

    /// Whether one of the cells selected is a field.
    pub(super) fn selects_a_field(&self) -> bool {
        self.selected_fields().iter().any(|it| !it.is_empty())
    }

    pub(super) fn text_of(&self, path: &FieldPath) -> String {
        self.text_at(path, fields::kind_at(path).unwrap_or(Kind::Text))
    }

    pub(super) fn clear(&mut self) -> Vec<Effect> {
        let selected = self.selected_fields();
        let edits: Vec<Edit> = selected
            .iter()
            .flatten()
            .filter(|path| !self.text_of(path).is_empty())
            .map(|path| Edit::Set {
                value: match fields::kind_at(path) {
                    Some(Kind::List(..)) => Value::List(Vec::new()),
                    _ => Value::Null,
                },
                path: path.clone(),
            })
            .collect();
        let Some(Edit::Set { path, .. }) = edits.first() else {
            return Vec::new();
        };
        let place = path.clone();
        let old = self.text_of(&place);
        let count = edits.len();
        let names = edits.iter().map(Edit::path);
        let names = names.filter(|path| path.last_key() == Some("名称")).count();
        let name = match count {
            1 => format!("清空「{}」", place.last_key().unwrap_or_default()),
            n => format!("清空 {n} 格"),
        };
        let effects = self.transact(Transaction {
            name: name.clone(),
            place: place.clone(),
            edits,
        });
        if effects.is_empty() {
            return effects;
        }
        // Rows without their names may stand elsewhere, where nothing else was selected.
        self.rebuild();
        if self.selected_fields() != selected {
            self.go_to(&place);
        }
        if count == 1 {
            self.say_cleared(&place, &old);
        } else {
            let names = match names {
                0 => String::new(),
                n => format!("，其中名称 {n} 处"),
            };
            self.say(format!("已{name}{names}，Ctrl+Z 可以撤销。"), Tone::Muted);
        }
        effects
    }

    /// Copies what is selected: one cell as its text, more as a table.
    pub(super) fn copy(&mut self) -> Vec<Effect> {
        let cursor = self.cursor(self.focus());
        let Some(sheet) = self.screen.sheet(self.focus()) else {
            return Vec::new();
        };
        let text = |row: usize, column: usize| {
            let cell = sheet.cell(row, column).filter(|cell| cell.walkable)?;
            Some(match &cell.path {
                Some(path) => self.text_of(path),
                None => cell.text.trim().to_owned(),
            })
        };
        let mut count = 0;
        let mut rows: Vec<Vec<String>> = Vec::new();
        for row in cursor.rows() {
            let cells: Vec<Option<String>> =
                cursor.columns().map(|column| text(row, column)).collect();
            let known = cells.iter().flatten().count();
            if known > 0 {
                rows.push(cells.into_iter().map(Option::unwrap_or_default).collect());
            }
            count += known;
        }
        let alone = match rows.as_slice() {
            [row] if count == 1 => Some(row.concat()),
            _ => None,
        };
        let text = alone.clone().unwrap_or_else(|| tsv::write(&rows));
        self.say(format!("已复制 {count} 格。"), Tone::Muted);
        let effects = self.keep(text);
        self.copied = alone;
        effects
    }

    /// Keeps what was copied, and hands it on to other programs.
    pub(super) fn keep(&mut self, copied: String) -> Vec<Effect> {
        self.clipboard = Some(copied.clone());
        self.copied = None;
        vec![Effect::Copy(copied)]
    }

    /// Copies the whole of a list as a table, to be put into a document or a message.
    pub(super) fn copy_rows(&mut self, rows: &[Vec<String>]) -> Vec<Effect> {
        self.say("整个清单已复制，可以粘贴到 WPS 里。", Tone::Muted);
        self.keep(tsv::write(rows))
    }

    /// Fills what is selected with its first row; a row alone with the one above it.
    pub(super) fn fill_down(&mut self) -> Vec<Effect> {
        let cursor = self.cursor(self.focus());
        let mut columns = self.selected_fields();
        if cursor.rows().count() == 1
            && let Some(sheet) = self.screen.sheet(self.focus())
        {
            for (column, fields) in cursor.columns().zip(&mut columns) {
                let mut above = (0..cursor.row).rev();
                let source = above.find_map(|row| sheet.cell(row, column)?.path.clone());
                fields.splice(0..0, source);
            }
        }
        // In a form what stands above is something else.
        let is_like = |columns: &[FieldPath]| match columns.split_first() {
            Some((source, targets)) => targets.iter().all(|it| it.last_key() == source.last_key()),
            None => true,
        };
        if !columns.iter().all(|fields| is_like(fields)) {
            self.say("这里上下几格不是同一项内容，没有填充。", Tone::Warning);
            return Vec::new();
        }
        self.fill_from("向下填充", &columns, "上面")
    }

    /// Fills what is selected with its first column; a column alone with the one to its left.
    pub(super) fn fill_right(&mut self) -> Vec<Effect> {
        let cursor = self.cursor(self.focus());
        let Some(sheet) = self.screen.sheet(self.focus()) else {
            return Vec::new();
        };
        let alone = cursor.columns().count() == 1;
        let rows = cursor.rows().map(|row| {
            let field = |column: usize| sheet.cell(row, column)?.path.clone();
            let mut left = (0..*cursor.columns().start()).rev();
            let source = alone.then(|| left.find_map(field)).flatten();
            let fields = cursor.columns().filter_map(field);
            source.into_iter().chain(fields).collect()
        });
        let rows: Vec<Vec<FieldPath>> = rows.collect();
        self.fill_from("向右填充", &rows, "左边")
    }

    /// Fills each line of fields with its first, as one step; `from` is where that is. What is blank,
    /// or has only what the program works out, takes nothing away.
    fn fill_from(&mut self, name: &str, lines: &[Vec<FieldPath>], from: &str) -> Vec<Effect> {
        let mut edits = Vec::new();
        let mut kept = 0;
        for fields in lines {
            let Some((source, targets)) = fields.split_first() else {
                continue;
            };
            let source = self.text_of(source);
            if source.trim().is_empty() {
                kept += targets.len();
                continue;
            }
            for path in targets {
                match self.edits_at(path, &source) {
                    Ok(more) => edits.extend(more),
                    Err(message) => {
                        self.say(format!("没有填充，{message}"), Tone::Error);
                        return Vec::new();
                    }
                }
            }
        }
        let first = edits.first().map(Edit::path);
        let Some(place) = first.map(|first| self.path_of_cell().unwrap_or(first)) else {
            let why = match kept {
                0 => format!("{from}没有不同的内容可以填到这里。"),
                _ => format!("{from}一格是空的，或由程序算出，没有填充。"),
            };
            self.say(why, Tone::Warning);
            return Vec::new();
        };
        let name = format!("{name} {} 格", edits.len());
        let kept = match kept {
            0 => String::new(),
            n => format!("，{n} 格的{from}是空的或由程序算出，不填"),
        };
        self.pasted(Transaction { name, place, edits }, &kept)
    }

    /// Pasted text: into the text being edited, else over the cells from the cursor on.
    pub(super) fn paste_input(&mut self, pasted: &str) -> Vec<Effect> {
        match self.mode {
            Mode::Edit(_) => self.edit_command(EditorCommand::Paste(pasted.to_owned())),
            Mode::Popup(_) => {
                self.popup_paste(pasted);
                Vec::new()
            }
            Mode::Browse if self.preview().is_some() => {
                self.say(FOR_READING, Tone::Warning);
                Vec::new()
            }
            Mode::Browse => self.paste_cells(pasted),
        }
    }

    fn paste_cells(&mut self, pasted: &str) -> Vec<Effect> {
        // What stood in one cell is one, whatever quotation marks and lines it has.
        let own = self.copied.clone().filter(|copied| copied == pasted);
        let table = own.map_or_else(|| tsv::read(pasted), |cell| vec![vec![cell]]);
        if let [row] = table.as_slice()
            && let [typed] = row.as_slice()
        {
            if self.cursor(self.focus()).anchor.is_some() && self.selects_a_field() {
                return self.paste_over_selected(typed);
            }
        } else {
            self.stand_on_first_selected();
        }
        if self.is_before_first() && self.unavailable(Action::Paste).is_none() {
            return self.paste_table(table);
        }
        // A table that belongs here goes in as one from what it cannot go into as well.
        let path = self.path_of_cell();
        let is_text = |path: &FieldPath| fields::kind_at(path) == Some(Kind::LongText);
        let can_write = self.barred(Action::Paste).is_none() && !self.document.is_read_only();
        let is_elsewhere = !path.as_ref().is_some_and(is_text) && self.fund_here().is_none();
        if can_write
            && is_elsewhere
            && let Some(way) = way_to_fund(&table)
        {
            return self.not_pasted(&way);
        }
        if can_write && path.as_ref().is_none_or(is_text) && self.is_table_here(&table) {
            return self.paste_table(table);
        }
        if can_write
            && path.is_none()
            && let Some(way) = self.way_elsewhere(&table)
        {
            return self.not_pasted(&way);
        }
        if can_write && self.names_several_bodies(&table) {
            return self.paste_table(table);
        }
        // Where nothing can be typed a table still goes by its headings and names, or says why it does not.
        // A chart has no rows to go by.
        let has_columns = table.iter().any(|cells| cells.len() > 1) && self.row().is_some();
        if can_write && has_columns && self.unavailable(Action::Edit).is_some() {
            return self.paste_table(table);
        }
        let Some((path, kind)) = self.field() else {
            return Vec::new();
        };
        if kind.is_long() {
            let (typed, kept) = match kind {
                Kind::List(..) => {
                    let (lines, is_unnumbered) = unnumbered_lines(table.clone());
                    let lines: Vec<String> = lines.iter().map(|cells| cells.join("\t")).collect();
                    let kept = if is_unnumbered {
                        "，前面的序号不填"
                    } else {
                        ""
                    };
                    (lines.join("\n"), kept)
                }
                _ => (crate::ui::text::clean(pasted), ""),
            };
            return match self.edits_at(&path, &typed) {
                Ok(edits) if kind == Kind::LongText && is_columned(&table) => {
                    self.paste_as_text(&table, path, &typed, edits)
                }
                Ok(edits) if takes_away(&self.text_at(&path, kind), &typed) => {
                    self.ask_where_pasted(path, &typed, edits)
                }
                Ok(edits) => self.paste(path, edits, kept),
                Err(message) => self.not_pasted(&message),
            };
        }
        if let [row] = table.as_slice()
            && let [typed] = row.as_slice()
        {
            return match self.edits_at(&path, typed) {
                Ok(edits) => self.paste(path, edits, ""),
                Err(message) => self.not_pasted(&message),
            };
        }
        self.paste_table(table)
    }

    /// Asks whether a text pasted over a long one is to follow it or to take its place.
    fn ask_where_pasted(&mut self, path: FieldPath, typed: &str, over: Vec<Edit>) -> Vec<Effect> {
        let old = self.text_of(&path);
        let joined = format!("{}\n{typed}", old.trim_end());
        let behind = match self.edits_at(&path, &joined) {
            Ok(edits) => edits,
            Err(message) => return self.not_pasted(&message),
        };
        let count = |text: &str| text.trim().chars().count();
        let (old, new) = (count(&old), count(typed));
        let pastes = |words: String, name: String, edits: Vec<Edit>| {
            let place = path.clone();
            let transaction = Transaction { name, place, edits };
            line(&words, Choice::Paste(transaction))
        };
        let key = path.last_key().unwrap_or_default();
        let pasted = format!("粘贴 {new} 字");
        let follows = format!("{pasted}，接在「{key}」原来的 {old} 字后面");
        let replaces = format!("{pasted}，换掉「{key}」原来的 {old} 字");
        let lines = vec![
            pastes("接在原文后面".to_owned(), follows, behind),
            pastes(format!("换掉原来的 {old} 字"), replaces, over),
            line("不粘贴", Choice::Back),
        ];
        self.notice = None;
        self.mode = Mode::Popup(Popup::question(
            key.to_owned(),
            format!("这里原来有 {old} 字，要粘贴的是 {new} 字，怎么放？"),
            lines,
        ));
        Vec::new()
    }

    /// Fills all that is selected with one value, as one step; what is worked out is left out.
    fn paste_over_selected(&mut self, typed: &str) -> Vec<Effect> {
        // Clearing can be done where pasting can, and asks for nothing that was copied here.
        if let Some(reason) = self.unavailable(Action::Clear) {
            self.say(reason, Tone::Warning);
            return Vec::new();
        }
        let fields: Vec<FieldPath> = self.selected_fields().into_iter().flatten().collect();
        let mut edits = Vec::new();
        for path in &fields {
            match self.edits_at(path, typed) {
                Ok(more) => edits.extend(more),
                Err(message) => return self.not_pasted(&message),
            }
        }
        let Some(place) = edits.first().map(Edit::path) else {
            return Vec::new();
        };
        let kept = match self.cells_selected() - fields.len() {
            0 => String::new(),
            n => format!("，{n} 格由程序算出，不填"),
        };
        self.paste(place, edits, &kept)
    }

    /// Numbers that came at once, each with its Enter: as if they had been typed one after the
    /// other, and as one step where all of them can stand there.
    pub(super) fn take_numbers(&mut self, text: &str) -> Vec<Effect> {
        let text = text.replace("\r\n", "\n").replace('\r', "\n");
        match &self.mode {
            Mode::Edit(editing) if !editing.is_long() => {
                let (first, rest) = text.split_once('\n').unwrap_or((&text, ""));
                let mut effects = self.type_on(first);
                if first.len() < text.len() {
                    effects.extend(self.edit_press(Press::plain(Key::Enter)));
                    // What cannot stand in the cell is not followed by more in the same one.
                    if matches!(self.mode, Mode::Browse) {
                        effects.extend(self.fill_with(rest));
                    }
                }
                effects
            }
            Mode::Browse if self.preview().is_none() => self.fill_with(&text),
            _ => self.paste_input(&text),
        }
    }

    /// Fills the column from the cursor on; what has no Enter yet is still being typed.
    fn fill_with(&mut self, text: &str) -> Vec<Effect> {
        let (whole, typed) = text.rsplit_once('\n').unwrap_or(("", text));
        let mut effects = Vec::new();
        if !whole.is_empty() {
            let values: Vec<&str> = whole.split('\n').collect();
            let Some(transaction) = self.filling(&values) else {
                return self.paste_cells(text);
            };
            effects = self.pasted(transaction, "");
            self.rebuild();
            self.step(i64::try_from(values.len()).unwrap_or(i64::MAX), false);
        }
        effects.extend(self.type_on(typed));
        effects
    }

    /// The change that puts these values below one another from the cursor on; `None` where one of
    /// them cannot stand there, or a cell between them is none to be filled in.
    fn filling(&mut self, values: &[&str]) -> Option<Transaction> {
        let (rows, column) = self.rows_to_fill(values.len());
        let sheet = self.screen.sheet(self.focus())?;
        let cursor = self.cursor(self.focus());
        if cursor.anchor.is_some() || rows.len() < values.len() {
            return None;
        }
        let mut edits = Vec::new();
        let mut expected = cursor.row;
        for (row, value) in rows.into_iter().zip(values) {
            let path = sheet.cell(row, column)?.path.clone()?;
            let kind = fields::kind_at(&path)?;
            if row != expected || value.is_empty() || kind.is_long() {
                return None;
            }
            edits.extend(self.edits_at(&path, value).ok()?);
            expected = super::navigation::walk(sheet, row, false, 1);
        }
        Some(Transaction {
            name: format!("填写 {} 格", values.len()),
            place: self.path_of_cell()?,
            edits,
        })
    }

    /// Types characters as if one after the other.
    fn type_on(&mut self, text: &str) -> Vec<Effect> {
        let typed = text.chars().map(|c| Press::plain(Key::Char(c)));
        typed.flat_map(|press| self.press(press)).collect()
    }

    pub(super) fn not_pasted(&mut self, message: &str) -> Vec<Effect> {
        self.say(format!("没有粘贴，{message}"), Tone::Error);
        Vec::new()
    }

    /// Pastes one value; `kept` says what of it is left out.
    fn paste(&mut self, place: FieldPath, edits: Vec<Edit>, kept: &str) -> Vec<Effect> {
        let name = pasting_name(&edits);
        self.pasted(Transaction { name, place, edits }, kept)
    }

    /// Carries out a paste, and says behind how much it was what of it was `kept` back.
    pub(super) fn pasted(&mut self, transaction: Transaction, kept: &str) -> Vec<Effect> {
        if transaction.edits.is_empty() {
            return Vec::new();
        }
        let name = transaction.name.clone();
        let effects = self.transact(transaction);
        if !effects.is_empty() {
            self.say(format!("已{name}{kept}，Ctrl+Z 可以撤销。"), Tone::Muted);
        }
        effects
    }
}

/// Whether several rows have several cells each beside their numbers, which no text has that is set
/// in with tabs.
fn is_columned(table: &[Vec<String>]) -> bool {
    let (lines, _) = unnumbered_lines(table.to_vec());
    let filled = |row: &&Vec<String>| row.iter().filter(|it| !it.trim().is_empty()).count() > 1;
    lines.iter().filter(filled).count() > 1
}

/// Whether something that a long text says would be gone once this took its place.
fn takes_away(old: &str, new: &str) -> bool {
    let (old, new) = (old.trim(), new.trim());
    !old.is_empty() && !new.is_empty() && !new.contains(old)
}

/// What pasting one value is called as a step; an empty one takes away what stood there.
fn pasting_name(edits: &[Edit]) -> String {
    let empties = |edit: &Edit| match edit {
        Edit::Set { value, .. } => *value == Value::Null,
        Edit::Remove { .. } => true,
        _ => false,
    };
    let verb = if edits.iter().all(empties) {
        "清空"
    } else {
        "粘贴"
    };
    format!("{verb} {} 格", edits.len())
}
