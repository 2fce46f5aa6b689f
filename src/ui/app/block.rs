//! Cells as a block, as a spreadsheet has them: copied, cut, cleared, filled down, and pasted
//! after a look at what goes where.

use std::collections::HashMap;

use super::editing::edits_of;
use super::listing::row_after;
use super::preview::FOR_READING;
use super::{App, Mode, Popup};
use crate::document::{Edit, FieldPath, Transaction, Value};
use crate::figures::budget::Column as Amount;
use crate::report::fields::{self, Kind, NAMES};
use crate::ui::action::Action;
use crate::ui::effect::Effect;
use crate::ui::input::{Key, Press};
use crate::ui::screen;
use crate::ui::sheet::{Cell, Column, Row, Sheet, Width};
use crate::ui::theme::Tone;
use crate::ui::tsv;
use crate::ui::widgets::editor::EditorCommand;
use crate::ui::widgets::grid::{self, Cursor};

/// A table about to be pasted, cell by cell: what stands there, and what will.
#[derive(Debug)]
pub struct Pasting {
    /// How much it is.
    pub title: String,
    /// What it shows.
    pub sheet: Sheet,
    /// How far it is looked through.
    pub cursor: Cursor,
    transaction: Transaction,
}

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

    fn text_of(&self, path: &FieldPath) -> String {
        self.text_at(path, fields::kind_at(path).unwrap_or(Kind::Text))
    }

    pub(super) fn clear(&mut self) -> Vec<Effect> {
        let edits: Vec<Edit> = self
            .selected_fields()
            .into_iter()
            .flatten()
            .filter(|path| !self.text_of(path).is_empty())
            .map(|path| Edit::Set {
                value: match fields::kind_at(&path) {
                    Some(Kind::List(..)) => Value::List(Vec::new()),
                    _ => Value::Null,
                },
                path,
            })
            .collect();
        let Some(Edit::Set { path, .. }) = edits.first() else {
            return Vec::new();
        };
        let place = path.clone();
        let name = match edits.len() {
            1 => format!("清空「{}」", place.last_key().unwrap_or_default()),
            n => format!("清空 {n} 格"),
        };
        self.transact(Transaction { name, place, edits })
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
        self.clipboard = match rows.as_slice() {
            [row] if count == 1 => row.concat(),
            _ => tsv::write(&rows),
        };
        self.say(format!("已复制 {count} 格。"), Tone::Muted);
        vec![Effect::Copy(self.clipboard.clone())]
    }

    /// Copies the whole of a list as a table, to be put into a document or a message.
    pub(super) fn copy_rows(&mut self, rows: &[Vec<String>]) -> Vec<Effect> {
        self.clipboard = tsv::write(rows);
        self.say("整个清单已复制，可以粘贴到 WPS 里。", Tone::Muted);
        vec![Effect::Copy(self.clipboard.clone())]
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
        self.fill_from("向下填充", &columns, "上面没有不同的内容可以填到这里。")
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
        self.fill_from("向右填充", &rows, "左边没有不同的内容可以填到这里。")
    }

    /// Fills each line of fields with its first, as one step.
    fn fill_from(&mut self, name: &str, lines: &[Vec<FieldPath>], nothing: &str) -> Vec<Effect> {
        let mut edits = Vec::new();
        for fields in lines {
            let Some((source, targets)) = fields.split_first() else {
                continue;
            };
            let source = self.text_of(source);
            for path in targets {
                let Some(kind) = fields::kind_at(path) else {
                    continue;
                };
                match edits_of(path, kind, &self.held(path, kind), &source) {
                    Ok(more) => edits.extend(more),
                    Err(message) => {
                        self.say(format!("没有填充，{message}"), Tone::Error);
                        return Vec::new();
                    }
                }
            }
        }
        let Some(place) = self.path_of_cell().filter(|_| !edits.is_empty()) else {
            self.say(nothing, Tone::Muted);
            return Vec::new();
        };
        let name = format!("{name} {} 格", edits.len());
        self.pasted(Transaction { name, place, edits })
    }

    /// Pasted text: into the text being edited, else over the cells from the cursor on.
    pub(super) fn paste_input(&mut self, pasted: &str) -> Vec<Effect> {
        match self.mode {
            Mode::Cell(_) | Mode::Text(_) => {
                self.edit_command(EditorCommand::Paste(pasted.to_owned()))
            }
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
        if self.is_before_first() && self.unavailable(Action::Paste).is_none() {
            let table = tsv::read(pasted);
            return self.paste_rows(&table, Vec::new());
        }
        let Some((path, kind)) = self.field() else {
            return Vec::new();
        };
        if matches!(kind, Kind::LongText | Kind::List(..)) {
            let typed = crate::ui::text::clean(pasted);
            return match edits_of(&path, kind, &self.held(&path, kind), &typed) {
                Ok(edits) => self.paste(path, edits),
                Err(message) => self.not_pasted(&message),
            };
        }
        let table = tsv::read(pasted);
        if let [row] = table.as_slice()
            && let [typed] = row.as_slice()
        {
            return match edits_of(&path, kind, &self.held(&path, kind), typed) {
                Ok(edits) => self.paste(path, edits),
                Err(message) => self.not_pasted(&message),
            };
        }
        let list = self.row().and_then(|row| row.list.clone());
        let has_heading = list.is_some_and(|(list, _)| self.is_heading(&table, &list));
        let body = table.get(usize::from(has_heading)..).unwrap_or_default();
        let named = self.rows_named(body);
        if named.is_none()
            && let Some(rows) = self.rows_to_grow(&table, has_heading)
        {
            return self.paste_rows(&table, rows);
        }
        let table = body;
        let by_name = named.is_some();
        let (rows, left) = match named {
            // The names stay; what stands behind them goes to their rows.
            Some(rows) => {
                let columns = self.cursor(self.focus()).columns();
                (rows, (*columns.start()).max(1))
            }
            None => self.rows_to_fill(table.len()),
        };
        let Some(sheet) = self.screen.sheet(self.focus()) else {
            return Vec::new();
        };
        if rows.len() < table.len() {
            let message = format!(
                "没有粘贴：复制了 {} 行，从这里往下只有 {} 格能填，请换个起点。",
                table.len(),
                rows.len()
            );
            self.say(message, Tone::Error);
            return Vec::new();
        }
        let mut preview = Preview::new();
        for (row, cells) in rows.into_iter().zip(table) {
            let cells = cells.iter().skip(usize::from(by_name));
            for (column, typed) in (left..).zip(cells) {
                preview.paste(self, sheet.cell(row, column), typed);
            }
        }
        if preview.edits.is_empty() && preview.kept > 0 {
            let message = format!(
                "从这里起没有一格填得进去（复制了 {} 行）；第一列是名称的，请从名称一列开始贴，或只复制数字。",
                table.len()
            );
            return self.not_pasted(&message);
        }
        let mut pasting = preview.made(path, table.len(), 0);
        if by_name {
            pasting.title.push_str("，按第一列的名称对行");
        }
        self.mode = Mode::Popup(Popup::Paste(Box::new(pasting)));
        Vec::new()
    }

    /// The rows that a table fills which names its columns, or begins with words and needs more rows
    /// than its list has below the cursor; `None` where it is to be pasted as it lies.
    fn rows_to_grow(&mut self, table: &[Vec<String>], has_heading: bool) -> Option<Vec<usize>> {
        let (list, _) = self.row()?.list.clone()?;
        let path = self.path_of_cell()?;
        let is_entry = path.starts_with(&list) && !fields::is_by_program(&list);
        if !is_entry {
            return None;
        }
        let (rows, _) = self.rows_to_fill(table.len());
        let sheet = self.screen.sheet(self.focus())?;
        let of_list = |row: &usize| {
            let row = sheet.rows.get(*row).and_then(|row| row.list.as_ref());
            row.is_some_and(|(own, _)| *own == list)
        };
        let is_number = matches!(fields::kind_at(&path), Some(Kind::Number(_)));
        let own: Vec<usize> = rows.iter().copied().filter(of_list).collect();
        // Amounts alone would make entries without names.
        let is_short = !is_number && own.len() < table.len();
        (is_short || has_heading).then_some(own)
    }

    /// Whether the first row of a table names its columns as the fields of a list are named.
    fn is_heading(&self, table: &[Vec<String>], list: &FieldPath) -> bool {
        let (Some(head), Some(Kind::Record(fields))) =
            (table.first(), fields::kind_at(&list.index(0)))
        else {
            return false;
        };
        let is_key = |word: &str| {
            let columns = Amount::ALL.map(Amount::key);
            let mut keys = fields.iter().map(|field| field.key).chain(columns);
            keys.any(|key| heads(word, key))
        };
        let mut words = head.iter().filter(|word| !word.trim().is_empty());
        table.len() > 1 && words.clone().next().is_some() && words.all(|word| is_key(word))
    }

    /// Pastes a table over these rows of the list under the cursor and as many new ones behind them
    /// as it needs, after a look at it.
    fn paste_rows(&mut self, table: &[Vec<String>], mut rows: Vec<usize>) -> Vec<Effect> {
        let Some((list, place)) = self.row().and_then(|row| row.list.clone()) else {
            return Vec::new();
        };
        let Some(Kind::List(item, _)) = fields::kind_at(&list) else {
            return Vec::new();
        };
        let has_heading = self.is_heading(table, &list);
        let (head, table) = table
            .split_at_checked(has_heading.into())
            .unwrap_or_default();
        rows.truncate(table.len());
        let count = self.document.node(&list).map_or(0, |node| node.len());
        let end = count + table.len() - rows.len();
        let left = *self.cursor(self.focus()).columns().start();
        // The new rows are there while it is worked out what goes where, and taken back.
        let mut edits = Vec::new();
        for index in count..end {
            edits.push(Edit::Insert {
                list: list.clone(),
                index,
                value: self.fresh_entry(&list, *item, place, index),
            });
        }
        let drafted = Transaction {
            name: String::new(),
            place: list.clone(),
            edits: edits.clone(),
        };
        if let Err(error) = self.document.draft(drafted) {
            return self.refused(&error);
        }
        self.derive();
        let now = self.screen.sheet(self.focus());
        self.reach = now.map_or(0, |sheet| sheet.rows.len()) + table.len();
        self.rebuild();
        self.reach = 0;
        let mut preview = Preview::new();
        if let Some(sheet) = self.screen.sheet(self.focus()) {
            let new = (count..end).filter_map(|index| sheet.row_of_entry(&list.index(index)));
            rows.extend(new);
            for (row, cells) in rows.into_iter().zip(table) {
                let has_field = |column: &usize| {
                    let cell = sheet.cell(row, *column);
                    cell.is_some_and(|cell| cell.path.is_some())
                };
                let columns = sheet.rows.get(row).map_or(0, |row| row.cells.len());
                let left = (left..columns).find(has_field).unwrap_or(left);
                let headed = |word: &String| {
                    let fits = |column: &usize| {
                        let path = sheet.cell(row, *column).and_then(|it| it.path.as_ref());
                        let key = path.and_then(|path| path.last_key());
                        key.is_some_and(|key| heads(word, key))
                    };
                    (0..columns).find(fits).unwrap_or(columns)
                };
                let places: Vec<usize> = match head.first() {
                    Some(words) => words.iter().map(headed).collect(),
                    None => (left..left + cells.len()).collect(),
                };
                for (column, typed) in places.into_iter().zip(cells) {
                    preview.paste(self, sheet.cell(row, column), typed);
                }
            }
        }
        let nothing = Transaction {
            name: String::new(),
            place: list.clone(),
            edits: Vec::new(),
        };
        let _ = self.document.draft(nothing);
        self.document.commit();
        self.derive();
        self.rebuild();
        let added = edits.len();
        edits.append(&mut preview.edits);
        preview.edits = edits;
        let at = self.path_of_cell().unwrap_or(list);
        let mut pasting = preview.made(at, table.len(), added);
        if added > 0 {
            pasting.title.push_str(&format!("，新增 {added} 条"));
        }
        self.mode = Mode::Popup(Popup::Paste(Box::new(pasting)));
        Vec::new()
    }

    /// The rows that a table calls by their names in its first column; `None` where it names none,
    /// or one that is not there.
    fn rows_named(&mut self, table: &[Vec<String>]) -> Option<Vec<usize>> {
        if table.iter().any(|cells| cells.len() < 2) {
            return None;
        }
        self.reach = self.screen.sheet(self.focus())?.rows.len();
        self.rebuild();
        self.reach = 0;
        let sheet = self.screen.sheet(self.focus())?;
        let names = (0..sheet.rows.len()).filter_map(|row| {
            let cell = sheet.cell(row, 0)?;
            let is_name = cell
                .path
                .as_ref()?
                .last_key()
                .is_some_and(|key| NAMES.contains(&key));
            is_name.then(|| (cell.text.trim(), row))
        });
        let mut rows: HashMap<&str, usize> = names.collect();
        // A row is filled once.
        let named = table.iter().map(|cells| rows.remove(cells.first()?.trim()));
        named.collect()
    }

    /// The rows from the cursor on that can be filled in, so many at most, and in which column: a
    /// selection is filled from its top left.
    fn rows_to_fill(&mut self, most: usize) -> (Vec<usize>, usize) {
        self.reach = most;
        self.rebuild();
        self.reach = 0;
        let cursor = self.cursor(self.focus());
        let (top, left) = (*cursor.rows().start(), *cursor.columns().start());
        let Some(sheet) = self.screen.sheet(self.focus()) else {
            return (Vec::new(), left);
        };
        let is_field = |&row: &usize| {
            let cell = sheet.cell(row, left);
            cell.is_some_and(|cell| cell.path.is_some())
        };
        let rows = (top..sheet.rows.len()).filter(is_field).take(most);
        (rows.collect(), left)
    }

    /// Numbers that came at once, each with its Enter: as if they had been typed one after the
    /// other, and as one step where all of them can stand there.
    pub(super) fn take_numbers(&mut self, text: &str) -> Vec<Effect> {
        let text = text.replace("\r\n", "\n").replace('\r', "\n");
        match self.mode {
            Mode::Cell(_) => {
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
            effects = self.pasted(transaction);
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
            if row != expected
                || value.is_empty()
                || matches!(kind, Kind::LongText | Kind::List(..))
            {
                return None;
            }
            edits.extend(edits_of(&path, kind, &self.held(&path, kind), value).ok()?);
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

    fn not_pasted(&mut self, message: &str) -> Vec<Effect> {
        self.say(format!("没有粘贴，{message}"), Tone::Error);
        Vec::new()
    }

    fn paste(&mut self, place: FieldPath, edits: Vec<Edit>) -> Vec<Effect> {
        let name = format!("粘贴 {} 格", edits.len());
        self.pasted(Transaction { name, place, edits })
    }

    fn pasted(&mut self, transaction: Transaction) -> Vec<Effect> {
        if transaction.edits.is_empty() {
            return Vec::new();
        }
        let name = transaction.name.clone();
        let effects = self.transact(transaction);
        if !effects.is_empty() {
            self.say(format!("已{name}，Ctrl+Z 可以撤销。"), Tone::Muted);
        }
        effects
    }

    /// A key while one looks at what is about to be pasted.
    pub(super) fn press_in_pasting(&mut self, press: Press) -> Vec<Effect> {
        let area = screen::list_area(self.size);
        let Mode::Popup(Popup::Paste(pasting)) = &mut self.mode else {
            return Vec::new();
        };
        if press.key == Key::Enter {
            let transaction = pasting.transaction.clone();
            self.mode = Mode::Browse;
            return self.pasted(transaction);
        }
        let cursor = &mut pasting.cursor;
        if let Some(row) = row_after(press, &pasting.sheet, cursor.row, area) {
            cursor.row = row;
            cursor.top = grid::scroll(&pasting.sheet, *cursor, area);
        }
        Vec::new()
    }
}

/// Whether a column with this heading is of the field of this name: 项目名称 of 名称, 年初预算 of
/// 年初预算数.
fn heads(word: &str, key: &str) -> bool {
    let word = word.trim().trim_start_matches('*');
    let word = word.split(['（', '(']).next().unwrap_or(word).trim();
    word.chars().count() > 1 && (key.starts_with(word) || word.ends_with(key))
}

/// A look at a paste in the making.
struct Preview {
    sheet: Sheet,
    /// What the fields of the last row are of.
    around: Option<FieldPath>,
    edits: Vec<Edit>,
    kept: usize,
}

impl Preview {
    fn new() -> Self {
        let mut sheet = Sheet::default();
        sheet.columns(
            vec![
                Column::words("填到哪里", Width::Fill(20)),
                Column::words("原来", Width::Fixed(14)),
                Column::words("粘贴后", Width::Fixed(14)),
                Column::words("", Width::Fill(10)),
            ],
            true,
        );
        Self {
            sheet,
            around: None,
            edits: Vec::new(),
            kept: 0,
        }
    }

    /// What a field is called: its own name alone where the one before was of the same.
    fn place(&mut self, app: &App, path: &FieldPath) -> String {
        let around = path.parent();
        let is_same = self.around == around;
        self.around = around;
        if is_same {
            format!("  {}", path.last_key().unwrap_or_default())
        } else {
            app.name_of(path)
        }
    }

    fn row(&mut self, place: String, old: String, new: &str, note: &str, tone: Tone) {
        let cells = vec![
            Cell::computed(place).toned(Tone::Plain),
            Cell::label(old),
            Cell::label(new.trim()).toned(tone),
            Cell::label(note).toned(tone),
        ];
        self.sheet.push(Row::data(cells).wrapped(5));
    }

    fn add(&mut self, place: String, old: String, new: &str, edits: Result<Vec<Edit>, String>) {
        match edits {
            Ok(edits) if edits.is_empty() => self.row(place, old, new, "没有变化", Tone::Muted),
            Ok(edits) => {
                // A sign and a unit go to their own cells; what refers to a name follows it.
                let around = edits.first().and_then(|edit| edit.path().parent());
                let (own, others): (Vec<&Edit>, Vec<&Edit>) = edits
                    .iter()
                    .skip(1)
                    .partition(|edit| edit.path().parent() == around);
                let own = own.into_iter().filter_map(|edit| match edit {
                    Edit::Set {
                        path,
                        value: Value::Text(text),
                    } => Some(format!("另填 {} {text}", path.last_key()?)),
                    _ => None,
                });
                let follow = (!others.is_empty()).then(|| format!("跟着改 {} 处", others.len()));
                let beside: Vec<String> = own.chain(follow).collect();
                let new = match edits.first() {
                    Some(Edit::Set {
                        value: Value::Number(text) | Value::Text(text),
                        ..
                    }) => text.clone(),
                    _ => new.to_owned(),
                };
                let note = beside.join("、");
                self.edits.extend(edits);
                self.row(place, old, &new, &note, Tone::Good);
            }
            Err(why) => {
                self.kept += 1;
                // What to do about it is for whoever types it; the value is in sight beside.
                let told = why.find('”').unwrap_or(0);
                let end = why.get(told..).and_then(|rest| rest.find('，'));
                let why = end.and_then(|end| why.get(..told + end)).unwrap_or(&why);
                self.row(place, old, new, &format!("不填：{why}"), Tone::Error);
            }
        }
    }

    fn pass_over(&mut self, typed: &str) {
        self.kept += 1;
        let place = "（由程序算出或没有这一格）".to_owned();
        self.row(place, String::new(), typed, "不填", Tone::Muted);
    }

    /// What is typed for a cell, if it is one to be filled in.
    fn paste(&mut self, app: &App, cell: Option<&Cell>, typed: &str) {
        match cell.and_then(|cell| cell.path.as_ref()) {
            Some(path) => {
                let old = app.text_of(path);
                let kind = fields::kind_at(path).unwrap_or(Kind::Text);
                let edits = edits_of(path, kind, &app.held(path, kind), typed);
                let place = self.place(app, path);
                self.add(place, old, typed, edits);
            }
            None if typed.trim().is_empty() => {}
            None => self.pass_over(typed),
        }
    }

    /// The whole of it; so many of its edits make rows.
    fn made(self, place: FieldPath, rows: usize, added: usize) -> Pasting {
        let count = self.edits.len() - added;
        let kept = match self.kept {
            0 => String::new(),
            n => format!("，{n} 格不填"),
        };
        Pasting {
            title: format!("粘贴 {rows} 行：填 {count} 格{kept}"),
            cursor: Cursor {
                row: 1,
                ..Cursor::default()
            },
            sheet: self.sheet,
            transaction: Transaction {
                name: format!("粘贴 {count} 格"),
                place,
                edits: self.edits,
            },
        }
    }
}
