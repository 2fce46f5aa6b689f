//! Tables pasted over the cells, after a look at what goes where.
//!
//! A table that names its rows goes to the rows of those names, whatever their order: to entries by
//! what they are called, to rows of the form by the words printed in front of them. What bears a name
//! that is not there becomes a new entry, and over a form is left out. No entry is renamed by it.

mod aim;
mod bodies;
mod heading;
pub(super) mod names;
mod places;
mod preview;
mod sorting;
mod table;
mod wholes;

use self::aim::{Aim, OpenList, Target, UNKNOWN};
use self::heading::BUDGETS;
use self::names::plain;
use self::preview::{Preview, fitted};
use self::sorting::fund_told;
use self::table::{Amounts, Cells, has_number};
use super::entry::or_null;
use super::listing::row_after;
use super::typed::{bodies_in, bodies_in_one_line};
use super::{App, Mode, Popup};
use crate::document::{Edit, FieldPath, Transaction, Value};
use crate::figures::budget::Fund;
use crate::report::fields;
use crate::report::numeral::digit;
use crate::ui::action::Hint;
use crate::ui::effect::Effect;
use crate::ui::input::{Key, Press};
use crate::ui::screen;
use crate::ui::sheet::Sheet;
use crate::ui::tabs::Tab;
use crate::ui::text;
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
    /// What of it is not filled in, and what comes anew, in words behind how much is.
    kept: String,
    /// The table as it was copied.
    table: Vec<Cells>,
    /// How else it can be taken, each by a key.
    ways: Vec<Way>,
}

impl Pasting {
    /// One that can be taken in one way alone, and all of it.
    fn new(title: String, sheet: Sheet, transaction: Transaction) -> Self {
        Self {
            title,
            sheet: fitted(sheet),
            cursor: Cursor {
                row: 1,
                ..Cursor::default()
            },
            transaction,
            kept: String::new(),
            table: Vec::new(),
            ways: Vec::new(),
        }
    }

    /// The keys that work while one looks at it, with those by which it is taken in another way.
    pub(super) fn hints(&self, size: (u16, u16)) -> Vec<Hint> {
        let mut hints = vec![Hint::plain(Key::Enter, "粘贴")];
        if !grid::fits(&self.sheet, screen::list_area(size)) {
            hints.push(Hint::page());
        }
        let ways = self.ways.iter();
        hints.extend(ways.map(|way| Hint::plain(way.key, way.name)));
        hints.push(Hint::plain(Key::Esc, "不粘贴"));
        hints
    }
}

/// How a table is taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
struct Taking {
    /// In what unit its amounts are.
    amounts: Amounts,
    /// Whether a name that is nearly one that is there means it.
    by_near_names: bool,
    /// Which budget a column is taken to be that says 预算数 alone.
    budget: Option<&'static str>,
    /// Whether rows without names go to rows like the first of them only, as projects without their
    /// sources; `None` as it fits.
    to_alike: Option<bool>,
}

/// Another way to take it.
#[derive(Debug)]
struct Way {
    key: Key,
    name: &'static str,
    taking: Taking,
}

/// What becomes of a table in a text.
const COLUMNS_LOST: &str =
    "表格会成为一段文字，列与列之间只剩空格；要一格一格地填，请按 Esc，到有这些列的表里再贴";

impl App {
    /// Where one comes back to when what is pasted here is undone, also where no field is.
    fn place_here(&self) -> Option<FieldPath> {
        let is_of_root = self.tab == Tab::Budget
            && self.path_of_cell().is_none()
            && matches!(self.row()?.list, Some((_, None)));
        if is_of_root {
            // Of the list in which its parts are, those of others stand first.
            return Some(
                self.root()
                    .name_path()
                    .unwrap_or_else(|| self.root().path()),
            );
        }
        self.enclosing().into_iter().next()
    }

    /// Pastes a table from the cursor on, after a look at it.
    pub(super) fn paste_table(&mut self, pasted: Vec<Cells>) -> Vec<Effect> {
        let pasted = match self.stands_on_bodies() {
            true => each_body(pasted),
            false => pasted,
        };
        self.paste_as(pasted, Taking::default())
    }

    fn stands_on_bodies(&self) -> bool {
        let is_of_bodies =
            |list: &OpenList| list.path.last_key() == Some("名单") && list.path.steps().len() > 1;
        self.list_to_grow().is_some_and(|list| is_of_bodies(&list))
    }

    /// Whether one cell has the names of several bodies, where each is an entry.
    pub(super) fn names_several_bodies(&self, table: &[Cells]) -> bool {
        let is_name = self
            .path_of_cell()
            .is_some_and(|path| path.last_key() == Some("名称"));
        table.len() == 1
            && is_name
            && self.stands_on_bodies()
            && each_body(table.to_vec()).len() > 1
    }

    /// The same, taken in a way.
    fn paste_as(&mut self, pasted: Vec<Cells>, taking: Taking) -> Vec<Effect> {
        if pasted.is_empty() {
            return self.not_pasted("复制的格子都是空的；要清空，请选中后按 Del。");
        }
        if is_whole_form(&pasted) {
            return self.not_pasted(
                "这是整张自评表，请分段复制：资金各行、指标各行（连表头）分别复制，各到自己的地方贴。",
            );
        }
        let aims = if let Some(message) = self.of_another(&pasted) {
            Err(message)
        } else if let Some(sorted) = self.sorted(&pasted) {
            self.aim_at_each(sorted, taking)
        } else if let Some(bodies) = self.bodies(&pasted) {
            self.aim_at_bodies(bodies, taking)
        } else {
            self.aim(&pasted, taking, None).map(|aim| vec![aim])
        };
        match aims {
            Ok(aims) => self.look_at(&aims, pasted, taking),
            Err(message) => self.not_pasted(&message),
        }
    }

    /// Opens the look at what goes where, in which it is taken.
    fn look_at(&mut self, aims: &[Aim], pasted: Vec<Cells>, taking: Taking) -> Vec<Effect> {
        let count = aims.iter().map(Aim::rows).sum();
        // The new rows are there while it is worked out what goes where, and taken back.
        let new: Vec<Vec<Edit>> = aims.iter().map(|aim| self.inserts(aim)).collect();
        let inserts: Vec<Edit> = new.iter().flatten().cloned().collect();
        let left = *self.cursor(self.focus()).columns().start();
        let place = self.place_here();
        let drafted = |edits| Transaction {
            name: String::new(),
            place: FieldPath::root(),
            edits,
        };
        if let Err(error) = self.document.draft(drafted(inserts.clone())) {
            return self.refused(&error);
        }
        self.derive();
        self.see_all(count);
        let mut preview = Preview::new();
        for (aim, inserts) in aims.iter().zip(&new) {
            if aim.is_turned {
                preview.warn("横着的表", "第一行是名称，行和列已经对调");
            }
            if let Some((of, words)) = &aim.told {
                preview.warn(of, words);
            }
            let rows = self.rows_over(aim.over);
            if let Some(sheet) = rows.as_ref().or_else(|| self.screen.sheet(self.focus())) {
                preview.fill(self, sheet, (&aim.blocks, &aim.names), inserts, left);
            }
        }
        let _ = self.document.draft(drafted(Vec::new()));
        self.document.commit();
        self.derive();
        self.rebuild();
        let is_in_vain = preview.edits.is_empty() && preview.kept + preview.passed_over > 0;
        if is_in_vain && !preview.is_same && !preview.is_near {
            return self.not_pasted(&nothing_to_fill(aims, count));
        }
        if aims.iter().all(Aim::is_headless)
            && (preview.misfits >= count || self.tab == Tab::Issues && !self.is_numbered(aims))
        {
            let message = "复制的各列没有表头，和这里的列对不上；请连表头一起复制。";
            return self.not_pasted(message);
        }
        let mut edits = inserts.iter().chain(&preview.edits);
        let place = place.or_else(|| edits.next().map(Edit::path));
        let place = place.unwrap_or_else(FieldPath::root);
        let mut targets = aims.iter().flat_map(Aim::targets);
        let by_name = targets.any(|it| matches!(it, Target::Named(_)));
        let ways = ways(&preview, aims, taking);
        // Kinds of bodies stand beside these, and are no rows of their own.
        let kinds = FieldPath::of(&["基本情况", "机构"]);
        let is_kinds = |aim: &Aim| aim.list.as_ref().is_some_and(|it| it.path == kinds);
        let rows = match aims {
            [first, bodies @ ..] if is_kinds(first) && !bodies.is_empty() => {
                bodies.iter().map(Aim::rows).sum()
            }
            _ => count,
        };
        let (title, kept) = preview.title(rows, inserts.len(), by_name, taking.amounts);
        let transaction = Transaction {
            name: preview.name(),
            place,
            edits: inserts.into_iter().chain(preview.edits).collect(),
        };
        self.show_pasting(Pasting {
            kept,
            table: pasted,
            ways,
            ..Pasting::new(title, preview.sheet, transaction)
        });
        Vec::new()
    }

    fn show_pasting(&mut self, pasting: Pasting) {
        // What was said before is not about it.
        self.notice = None;
        self.mode = Mode::Popup(Popup::Paste(Box::new(pasting)));
    }

    /// Whether tables begin where the lists of problems and remedies do, in the column of their numbers,
    /// and with numbers. Where there is no entry yet nobody sees in which column one stands.
    fn is_numbered(&self, aims: &[Aim]) -> bool {
        let is_empty = matches!(self.row().map(|row| &row.list), Some(Some((_, None))));
        let begins = *self.cursor(self.focus()).columns().start() == 0;
        let mut rows = aims.iter().flat_map(|aim| &aim.blocks);
        let is_word = |c: char| c.is_alphabetic() && digit(c).is_none();
        let has_number = |cells: &Cells| !cells.iter().take(1).any(|cell| cell.contains(is_word));
        match begins {
            true => rows.all(|block| block.table.rows.iter().all(has_number)),
            false => !is_empty,
        }
    }

    /// The entries that come anew, behind those that are there.
    fn inserts(&self, aim: &Aim) -> Vec<Edit> {
        let Some(list) = &aim.list else {
            return Vec::new();
        };
        let new = aim.targets().filter(|it| matches!(it, Target::New)).count();
        let count = self.document.count(&list.path);
        let mut kinds = aim.kinds.iter();
        let inserts = (count..count + new).map(|index| {
            let mut value = self.fresh_entry(&list.path, *list.item, list.beside, index);
            if let (Some(kind), Value::Map(entries)) = (kinds.next(), &mut value) {
                let mut entries = entries.iter_mut();
                if let Some((_, value)) = entries.find(|(key, _)| key == "支出类别") {
                    *value = or_null(kind);
                }
            }
            Edit::Insert {
                index,
                value,
                list: list.path.clone(),
            }
        });
        inserts.collect()
    }

    /// Shows a table that would go into one text, in which its columns are no more.
    pub(super) fn paste_as_text(
        &mut self,
        table: &[Cells],
        path: FieldPath,
        typed: &str,
        edits: Vec<Edit>,
    ) -> Vec<Effect> {
        let columns = table.iter().map(Vec::len).max().unwrap_or_default();
        let mut preview = Preview::new();
        preview.warn("这里是一格文字", COLUMNS_LOST);
        let place = fields::describe(&self.document, &path);
        preview.add(place, self.text_of(&path), typed, None, Ok(edits));
        let transaction = Transaction {
            name: "粘贴 1 格".to_owned(),
            place: path,
            edits: preview.edits,
        };
        let rows = table.len();
        let title = format!("粘贴 {rows} 行 {columns} 列的表：作为文字填入 1 格");
        self.show_pasting(Pasting::new(title, preview.sheet, transaction));
        Vec::new()
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
        if let Some(way) = pasting.ways.iter().find(|way| way.key == press.key) {
            let taking = way.taking;
            let table = std::mem::take(&mut pasting.table);
            self.mode = Mode::Browse;
            return self.paste_as(table, taking);
        }
        let cursor = &mut pasting.cursor;
        if let Key::PageUp | Key::PageDown = press.key {
            let back = press.key == Key::PageUp;
            *cursor = grid::turn_page(&pasting.sheet, *cursor, back, area);
        } else if let Some(row) = row_after(press, &pasting.sheet, cursor.row, area) {
            cursor.row = row;
            cursor.top = grid::scroll(&pasting.sheet, *cursor, area);
        } else {
            return self.has_no_use(press);
        }
        Vec::new()
    }
}

/// Whether a table is all of a self-evaluation form (P9, P10), whose money and indicators go to places
/// of their own.
fn is_whole_form(pasted: &[Cells]) -> bool {
    let has = |is_it: fn(&str) -> bool| pasted.iter().flatten().any(|cell| is_it(&plain(cell)));
    has(|cell| cell == "一级指标") && has(|cell| cell == "年度资金总额")
}

/// Lines with the names of bodies, one a line where several stand in one: 党政办公室、财政所.
fn each_body(lines: Vec<Cells>) -> Vec<Cells> {
    let each = |cells: Cells| {
        let names: Vec<Cells> = match cells.as_slice() {
            [text] => {
                let line = bodies_in_one_line(text);
                let names = bodies_in(&line).into_iter().flatten();
                names.map(|name| vec![name.to_owned()]).collect()
            }
            _ => Vec::new(),
        };
        match names.is_empty() {
            true => vec![cells],
            false => names,
        }
    };
    lines.into_iter().flat_map(each).collect()
}

/// How else a table can be taken than it is.
fn ways(preview: &Preview, aims: &[Aim], taking: Taking) -> Vec<Way> {
    let mut ways = Vec::new();
    if let Some(amounts) = preview.other(taking.amounts) {
        let name = match amounts {
            Amounts::AsTold => "单位改回",
            Amounts::In("元") => "改按元计",
            Amounts::In("万元") => "改按万元计",
            Amounts::In(_) => "改单位",
        };
        let taking = Taking { amounts, ..taking };
        let key = Key::F(9);
        ways.push(Way { key, name, taking });
    }
    let blocks = aims.iter().flat_map(|aim| &aim.blocks);
    let mut columns = blocks.map(|block| &block.table);
    if columns.any(|table| (0..table.width()).any(|at| table.is_undecided(at))) {
        let [approved, adjusted] = BUDGETS;
        let (budget, name) = match taking.budget {
            None => (Some(approved), "预算数作年初预算"),
            Some(it) if it == approved => (Some(adjusted), "预算数作全年预算"),
            Some(_) => (None, "预算数不填"),
        };
        let taking = Taking { budget, ..taking };
        let key = Key::F(6);
        ways.push(Way { key, name, taking });
    }
    if preview.is_near || taking.by_near_names {
        let name = match taking.by_near_names {
            true => "相近的名称不认",
            false => "认下相近的名称",
        };
        let taking = Taking {
            by_near_names: !taking.by_near_names,
            ..taking
        };
        let key = Key::F(8);
        ways.push(Way { key, name, taking });
    }
    if let Some(to_alike) = aims.iter().find_map(|aim| aim.to_alike) {
        let name = match to_alike {
            true => "逐行往下填",
            false => "只填同一级的行",
        };
        let taking = Taking {
            to_alike: Some(!to_alike),
            ..taking
        };
        let key = Key::F(7);
        ways.push(Way { key, name, taking });
    }
    ways
}

/// Where the table of a fund is to be pasted, where it does not belong; `None` where it is none.
pub(super) fn way_to_fund(pasted: &[Cells]) -> Option<String> {
    let name = fund_told(pasted).map_or("这一种预算", Fund::key);
    is_of_fund(pasted)
        .then(|| format!("这是基金附表，请先到预算构成里进入{name}（在它的名称上按回车）再贴。"))
}

/// Whether a table is headed as that of a fund, whose lines stand one level down.
fn is_of_fund(pasted: &[Cells]) -> bool {
    /// Rows in which a heading is looked for.
    const ABOVE: usize = 4;
    let heads = || pasted.iter().take(ABOVE).flatten();
    let has = |words: &str| heads().any(|cell| cell.contains(words));
    has("科目编码") && (has("年初结转") || has("年末结转"))
}

/// What to do where not a single cell of so many rows can be filled in.
fn nothing_to_fill(aims: &[Aim], count: usize) -> String {
    let is_form = aims.iter().all(|aim| aim.list.is_none());
    let blocks = || {
        let aims = aims.iter();
        aims.flat_map(|aim| aim.blocks.iter().map(|block| (block, &aim.names)))
    };
    let nowhere = blocks().flat_map(|(block, names)| {
        let rows = block.targets.iter().zip(&block.table.rows);
        let rows = rows.filter(|(target, _)| matches!(target, Target::Nowhere(UNKNOWN)));
        // A heading that nobody understands is none of them.
        let rows = rows.filter(|(_, cells)| has_number(cells));
        rows.map(move |(_, cells)| (block.name(cells), names))
    });
    let words = nowhere.take(3).map(|(name, names)| {
        let near = names.nearest(&name);
        let near = near.map_or_else(String::new, |near| format!("（可能是「{near}」）"));
        format!("「{}」{near}", text::cut(&name, 20))
    });
    let names: String = words.collect();
    let mut heads = blocks().filter_map(|(block, _)| block.table.head.as_ref());
    if let Some(head) = heads
        .next()
        .filter(|head| head.iter().all(|it| it.keys.is_empty()))
    {
        let words = head
            .iter()
            .filter(|it| !it.words.is_empty())
            .skip(1)
            .take(3);
        let words = words.map(|it| format!("「{}」", text::cut(&it.words, 20)));
        let words: String = words.collect();
        return format!(
            "这里没有{words}这样的列（复制了 {count} 行）；请到有这些列的地方贴，或只复制数字。"
        );
    }
    if is_form && !names.is_empty() {
        return format!(
            "这里没有叫{names}的行（复制了 {count} 行）；请核对行的名称，或只复制数字。"
        );
    }
    format!(
        "从这里起没有一格填得进去（复制了 {count} 行）；第一列是名称的，请从名称一列开始贴，或只复制数字。"
    )
}
