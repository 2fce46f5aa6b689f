//! Tables pasted over the cells, after a look at what goes where.
//!
//! A table that names its rows goes to the rows of those names, whatever their order; what bears a
//! name that is not there becomes a new entry. No entry is renamed by it.

mod table;

use std::collections::{HashMap, HashSet, VecDeque};

use self::table::{Table, squeezed};
use super::editing::edits_of;
use super::listing::row_after;
use super::problems::brief;
use super::{App, Mode, Popup};
use crate::document::{Edit, FieldPath, Transaction, Value};
use crate::figures::budget::Column as Amount;
use crate::report::fields::{self, Kind, NAMES, Unit};
use crate::report::places::Places;
use crate::ui::effect::Effect;
use crate::ui::input::{Key, Press};
use crate::ui::screen;
use crate::ui::sheet::{Cell, Column, Row, Sheet, Width};
use crate::ui::text;
use crate::ui::theme::Tone;
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
    /// What of it is not filled in, in words behind how much is.
    kept: String,
}

/// Where a row of a pasted table goes.
#[derive(Debug)]
enum Target {
    /// To the row with this field.
    Row(FieldPath),
    /// To the row that bears its name.
    Named(FieldPath),
    /// Into a new entry.
    New,
    /// Nowhere, and why.
    Nowhere(&'static str),
}

impl App {
    /// The keys of the fields that a table pasted here may name in its heading.
    fn keys_here(&self, item: Option<Kind>) -> Vec<String> {
        let cells = self.row().into_iter().flat_map(|row| &row.cells);
        let paths = cells.filter_map(|cell| cell.path.as_ref());
        let keys = paths.filter_map(|path| path.last_key());
        let of_item = match item {
            Some(Kind::Record(fields)) => fields,
            _ => &[],
        };
        let has_amounts = of_item
            .iter()
            .any(|field| ["资金", "金额"].contains(&field.key));
        let amounts = Amount::ALL.map(Amount::key);
        let amounts = amounts.into_iter().filter(|_| has_amounts);
        let mut seen = HashSet::new();
        let keys = keys
            .chain(of_item.iter().map(|field| field.key))
            .chain(amounts);
        let keys = keys.filter(|key| seen.insert((*key).to_owned()));
        keys.map(str::to_owned).collect()
    }

    /// The list under the cursor, if entries can be pasted into it, with the place of the cursor's
    /// and what one is.
    fn list_to_grow(&self) -> Option<(FieldPath, Option<usize>, &'static Kind)> {
        let (list, place) = self.row()?.list.clone()?;
        let of_entry = self.path_of_cell().is_none_or(|it| it.starts_with(&list));
        let Some(Kind::List(item, _)) = fields::kind_at(&list) else {
            return None;
        };
        let can_grow = of_entry && !fields::is_by_program(&list);
        can_grow.then_some((list, place, item))
    }

    /// Pastes a table from the cursor on, after a look at it.
    pub(super) fn paste_table(&mut self, pasted: Vec<Vec<String>>) -> Vec<Effect> {
        let list = self.list_to_grow();
        let item = list.as_ref().map(|(.., item)| **item);
        let is_record = matches!(item, Some(Kind::Record(_)));
        let table = Table::read(pasted, &self.keys_here(item), is_record);
        if table.rows.is_empty() {
            return self.not_pasted("复制的只有表头、单位和合计，没有要填的行。");
        }
        let own = list.as_ref().map(|(list, ..)| list);
        let named = self.rows_named(&table, own);
        let by_name = named.is_some();
        let targets = match named {
            Some(targets) => targets,
            None => match self.rows_below(&table, own) {
                Ok(targets) => targets,
                Err(message) => return self.not_pasted(&message),
            },
        };
        // The new rows are there while it is worked out what goes where, and taken back.
        let inserts = list.map_or_else(Vec::new, |(list, place, item)| {
            let new = targets
                .iter()
                .filter(|it| matches!(it, Target::New))
                .count();
            let count = self.document.node(&list).map_or(0, |node| node.len());
            let inserts = (count..count + new).map(|index| Edit::Insert {
                index,
                value: self.fresh_entry(&list, *item, place, index),
                list: list.clone(),
            });
            inserts.collect()
        });
        let left = *self.cursor(self.focus()).columns().start();
        let place = self.path_of_cell();
        let drafted = |edits| Transaction {
            name: String::new(),
            place: FieldPath::root(),
            edits,
        };
        if let Err(error) = self.document.draft(drafted(inserts.clone())) {
            return self.refused(&error);
        }
        self.derive();
        self.see_all(table.rows.len());
        let mut preview = Preview::new();
        if let Some(sheet) = self.screen.sheet(self.focus()) {
            preview.fill(self, sheet, &table, &targets, &inserts, (left, by_name));
        }
        let _ = self.document.draft(drafted(Vec::new()));
        self.document.commit();
        self.derive();
        self.rebuild();
        if preview.edits.is_empty() && preview.kept > 0 {
            let message = format!(
                "从这里起没有一格填得进去（复制了 {} 行）；第一列是名称的，请从名称一列开始贴，或只复制数字。",
                table.rows.len()
            );
            return self.not_pasted(&message);
        }
        let place = place.or_else(|| inserts.first().map(Edit::path));
        let place = place.unwrap_or_else(FieldPath::root);
        let by_name = targets.iter().any(|it| matches!(it, Target::Named(_)));
        let pasting = preview.made(place, table.rows.len(), inserts, by_name);
        self.mode = Mode::Popup(Popup::Paste(Box::new(pasting)));
        Vec::new()
    }

    /// Builds the rows that are out of sight too, and so many more.
    fn see_all(&mut self, more: usize) {
        let now = self.screen.sheet(self.focus());
        self.reach = now.map_or(0, |sheet| sheet.rows.len()) + more;
        self.rebuild();
        self.reach = 0;
    }

    /// Where the rows of a table go that calls them by their names; `None` where it does not.
    fn rows_named(&mut self, table: &Table, list: Option<&FieldPath>) -> Option<Vec<Target>> {
        let column = match &table.head {
            Some(_) => table.names()?,
            None => 0,
        };
        self.see_all(0);
        let sheet = self.screen.sheet(self.focus())?;
        let mut names: Vec<(String, &FieldPath)> = Vec::new();
        for row in 0..sheet.rows.len() {
            let path = sheet.cell(row, 0).and_then(|cell| cell.path.as_ref());
            let is_name = |path: &&FieldPath| path.last_key().is_some_and(|it| NAMES.contains(&it));
            names.extend(
                path.filter(is_name)
                    .map(|path| (squeezed(&self.text_of(path)), path)),
            );
        }
        // Of two of one name, the one in the list that one stands in.
        let is_own = |path: &FieldPath| list.is_some_and(|list| path.starts_with(list));
        names.sort_by_key(|(_, path)| !is_own(path));
        let mut places: HashMap<&str, VecDeque<&FieldPath>> = HashMap::new();
        for (name, path) in &names {
            places.entry(name).or_default().push_back(path);
        }
        let name_of = |cells: &Vec<String>| {
            let name = squeezed(cells.get(column).map_or("", String::as_str));
            name.trim_start_matches("其中：")
                .trim_start_matches("其中:")
                .to_owned()
        };
        if table.head.is_none() {
            let has_names = table.rows.iter().any(|cells| {
                let name = name_of(cells);
                cells.len() > 1 && !name.is_empty() && places.contains_key(&*name)
            });
            let here = self.path_of_cell();
            let is_at_names = here.as_ref().is_some_and(|path| {
                is_own(path)
                    && names.iter().any(|(_, name)| *name == path)
                    && path.last_key() != Some("编号")
            });
            let are_words = table.rows.iter().all(|cells| {
                let name = name_of(cells);
                cells.len() > 1 && name.parse::<rust_decimal::Decimal>().is_err()
            });
            let is_named = has_names || is_at_names && are_words;
            if !is_named {
                return None;
            }
        }
        let mut seen = HashSet::new();
        let targets = table.rows.iter().map(|cells| {
            let name = name_of(cells);
            if name.is_empty() {
                return Target::Nowhere("没有名称");
            }
            let is_again = !seen.insert(name.clone());
            if let Some(path) = places.get_mut(&*name).and_then(VecDeque::pop_front) {
                return Target::Named(path.clone());
            }
            if fields::names_a_sum(&name) {
                return Target::Nowhere("是合计");
            }
            if list.is_none() {
                return Target::Nowhere("这里没有这个名称");
            }
            if is_again {
                return Target::Nowhere("同名重复");
            }
            // One that is there without a name takes the first.
            let free = places.get_mut("").and_then(VecDeque::pop_front);
            match free.filter(|path| is_own(path)) {
                Some(path) => Target::Row(path.clone()),
                None => Target::New,
            }
        });
        Some(targets.collect())
    }

    /// Where the rows of a table go that names none: from the cursor on, one below the other.
    fn rows_below(
        &mut self,
        table: &Table,
        list: Option<&FieldPath>,
    ) -> Result<Vec<Target>, String> {
        let most = table.rows.len();
        let kind = self.path_of_cell().and_then(|path| fields::kind_at(&path));
        let (rows, left) = self.rows_to_fill(most);
        let sheet = self.screen.sheet(self.focus());
        let fields = rows.iter().filter_map(|row| {
            let path = sheet?.cell(*row, left)?.path.clone()?;
            let row = sheet?.rows.get(*row)?;
            let is_own = row.list.as_ref().map(|(own, _)| own) == list;
            Some((path, is_own))
        });
        let fields: Vec<(FieldPath, bool)> = fields.collect();
        let own = fields.iter().filter(|(_, is_own)| *is_own).count();
        // Amounts alone would make entries without names.
        let grows = list.is_some() && !matches!(kind, Some(Kind::Number(_))) && own < most;
        if !grows && fields.len() < most {
            return Err(format!(
                "复制了 {most} 行，从这里往下只有 {} 格能填，请换个起点。",
                fields.len()
            ));
        }
        let fields = fields.into_iter().filter(|(_, is_own)| *is_own || !grows);
        let targets = fields.map(|(path, _)| Target::Row(path));
        let new = std::iter::repeat_with(|| Target::New);
        Ok(targets.chain(new).take(most).collect())
    }

    /// The rows from the cursor on that can be filled in, so many at most, and in which column: a
    /// selection is filled from its top left.
    pub(super) fn rows_to_fill(&mut self, most: usize) -> (Vec<usize>, usize) {
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

    /// A key while one looks at what is about to be pasted.
    pub(super) fn press_in_pasting(&mut self, press: Press) -> Vec<Effect> {
        let area = screen::list_area(self.size);
        let Mode::Popup(Popup::Paste(pasting)) = &mut self.mode else {
            return Vec::new();
        };
        if press.key == Key::Enter {
            let (transaction, kept) = (pasting.transaction.clone(), pasting.kept.clone());
            self.mode = Mode::Browse;
            return self.pasted(transaction, &kept);
        }
        let cursor = &mut pasting.cursor;
        if let Some(row) = row_after(press, &pasting.sheet, cursor.row, area) {
            cursor.row = row;
            cursor.top = grid::scroll(&pasting.sheet, *cursor, area);
        }
        Vec::new()
    }
}

/// A look at a paste in the making.
struct Preview {
    sheet: Sheet,
    /// What the fields of the last row are of.
    around: Option<FieldPath>,
    edits: Vec<Edit>,
    kept: usize,
    passed_over: usize,
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
            passed_over: 0,
        }
    }

    /// What a field is called: its own name alone where the one before was of the same.
    fn place(&mut self, words: &mut Places<'_>, path: &FieldPath) -> String {
        let around = path.parent();
        let is_same = self.around == around;
        self.around = around;
        if is_same {
            format!("  {}", path.last_key().unwrap_or_default())
        } else {
            brief(words.describe(path))
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
                let is_amount = matches!(
                    edits.first(),
                    Some(Edit::Set {
                        value: Value::Number(_),
                        ..
                    })
                );
                let is_converted = is_amount && new.trim().ends_with('元');
                let from = is_converted.then(|| format!("由{}换算", new.trim()));
                let beside: Vec<String> = from.into_iter().chain(own).chain(follow).collect();
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

    /// Tells what is not filled in or made anew, then what goes where.
    fn fill(
        &mut self,
        app: &App,
        sheet: &Sheet,
        table: &Table,
        targets: &[Target],
        inserts: &[Edit],
        (left, by_name): (usize, bool),
    ) {
        for (words, why) in &table.passed_over {
            self.leave_out(words, why);
        }
        for (column, words) in table.unknown() {
            let cells = table.rows.iter().filter_map(|cells| cells.get(column));
            let count = cells.filter(|cell| !cell.trim().is_empty()).count();
            if count == 0 {
                continue;
            }
            self.kept += count;
            let place = format!("「{}」一列", text::cut(words, 20));
            self.row(place, String::new(), "", "不填：不是填的列", Tone::Muted);
        }
        let names = table.names().unwrap_or(0);
        let name = |cells: &Vec<String>| cells.get(names).cloned().unwrap_or_default();
        for (target, cells) in targets.iter().zip(&table.rows) {
            match target {
                Target::Nowhere(why) => {
                    self.leave_out(&name(cells), why);
                }
                Target::New => {
                    let words = name(cells);
                    let place = format!("新增「{}」", text::cut(words.trim(), 30));
                    self.row(
                        place,
                        String::new(),
                        "",
                        "原来没有，新增一条",
                        Tone::Warning,
                    );
                }
                Target::Row(_) | Target::Named(_) => {}
            }
        }
        let mut new = inserts.iter().filter_map(|edit| match edit {
            Edit::Insert { list, index, .. } => Some((list, Some(*index))),
            _ => None,
        });
        let mut fields = HashMap::new();
        let mut entries = HashMap::new();
        for (at, row) in sheet.rows.iter().enumerate() {
            for path in row.cells.iter().filter_map(|cell| cell.path.as_ref()) {
                fields.entry(path).or_insert(at);
            }
            if let Some((list, place)) = &row.list {
                entries.entry((list, *place)).or_insert(at);
            }
        }
        let mut words = Places::of(&app.document);
        for (target, cells) in targets.iter().zip(&table.rows) {
            let row = match target {
                Target::Row(path) | Target::Named(path) => fields.get(path),
                Target::New => new.next().and_then(|entry| entries.get(&entry)),
                Target::Nowhere(_) => continue,
            };
            let Some(&row) = row else {
                continue;
            };
            let places = places(sheet, row, table, target, (left, by_name, cells.len()));
            for ((at, typed), column) in cells.iter().enumerate().zip(places) {
                if let Some(column) = column {
                    let cell = sheet.cell(row, column);
                    self.paste(app, &mut words, cell, typed, table.unit(at));
                }
            }
        }
    }

    /// Tells a row that is not filled in.
    fn leave_out(&mut self, words: &str, why: &str) {
        self.passed_over += 1;
        let place = format!("「{}」一行", text::cut(words.trim(), 30));
        self.row(
            place,
            String::new(),
            "",
            &format!("不填：{why}"),
            Tone::Error,
        );
    }

    /// What is typed for a cell, if it is one to be filled in; an amount without a unit is in this.
    fn paste(
        &mut self,
        app: &App,
        words: &mut Places<'_>,
        cell: Option<&Cell>,
        typed: &str,
        unit: Option<&str>,
    ) {
        match cell.and_then(|cell| cell.path.as_ref()) {
            Some(path) => {
                let old = app.text_of(path);
                let kind = fields::kind_at(path).unwrap_or(Kind::Text);
                let is_bare = typed.trim().ends_with(|c: char| c.is_numeric());
                let unit = unit.filter(|_| kind == Kind::Number(Unit::WanYuan) && is_bare);
                let typed =
                    &*unit.map_or_else(|| typed.into(), |unit| format!("{}{unit}", typed.trim()));
                let edits = edits_of(path, kind, &app.held(path, kind), typed);
                let place = self.place(words, path);
                self.add(place, old, typed, edits);
            }
            None if typed.trim().is_empty() => {}
            None => self.pass_over(typed),
        }
    }

    /// The whole of it, behind the edits that make its new rows.
    fn made(self, place: FieldPath, rows: usize, mut inserts: Vec<Edit>, by_name: bool) -> Pasting {
        let (count, added) = (self.edits.len(), inserts.len());
        inserts.extend(self.edits);
        let told = [(self.kept, "格不填"), (self.passed_over, "行不填")];
        let told = told.into_iter().filter(|(n, _)| *n > 0);
        let kept: String = told.map(|(n, words)| format!("，{n} {words}")).collect();
        let mut title = format!("粘贴 {rows} 行：填 {count} 格{kept}");
        if added > 0 {
            title.push_str(&format!("，新增 {added} 条"));
        }
        if by_name {
            title.push_str("，按名称对行");
        }
        Pasting {
            title,
            cursor: Cursor {
                row: 1,
                ..Cursor::default()
            },
            sheet: self.sheet,
            transaction: Transaction {
                name: format!("粘贴 {count} 格"),
                place,
                edits: inserts,
            },
            kept,
        }
    }
}

/// The column of the sheet that each cell of a pasted row goes to.
fn places(
    sheet: &Sheet,
    row: usize,
    table: &Table,
    target: &Target,
    (left, by_name, count): (usize, bool, usize),
) -> Vec<Option<usize>> {
    let columns = sheet.rows.get(row).map_or(0, |row| row.cells.len());
    let path = |column: usize| sheet.cell(row, column)?.path.as_ref();
    if let Some(head) = &table.head {
        let names = table.names();
        let place = |(at, heading): (usize, &table::Heading)| {
            let is_own_name = names == Some(at) && matches!(target, Target::Named(_));
            let key = heading.key.as_deref().filter(|_| !is_own_name)?;
            (0..columns).find(|column| path(*column).and_then(|it| it.last_key()) == Some(key))
        };
        return head.iter().enumerate().map(place).collect();
    }
    let behind = left.max(1)..left.max(1) + count;
    match target {
        // The names stay; what stands behind them goes to their rows.
        Target::Named(_) => std::iter::once(None).chain(behind.map(Some)).collect(),
        _ if by_name => std::iter::once(0).chain(behind).map(Some).collect(),
        _ => {
            let left = (left..columns).find(|column| path(*column).is_some());
            let left = left.unwrap_or(columns);
            (left..left + count).map(Some).collect()
        }
    }
}
