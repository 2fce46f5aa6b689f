//! Which cell of the sheet each cell of a pasted table goes to.

use std::collections::HashMap;

use super::aim::{Block, Target};
use super::heading::Heading;
use crate::document::{Edit, FieldPath};
use crate::figures::budget::Item;
use crate::report::fields::NAMES;
use crate::ui::app::App;
use crate::ui::sheet::{Row, Sheet};
use crate::ui::text;

/// The row and column of the sheet that each cell of a row goes to.
type CellPlaces = Vec<Option<(usize, usize)>>;

/// A block of a table with where its cells go.
pub(super) struct Placed<'p> {
    pub(super) app: &'p App,
    pub(super) sheet: &'p Sheet,
    pub(super) block: &'p Block,
    /// By row; none of a row that goes nowhere.
    pub(super) places: Vec<CellPlaces>,
}

impl<'p> Placed<'p> {
    /// Where a cell goes.
    pub(super) fn place(&self, row: usize, at: usize) -> Option<(usize, usize)> {
        self.places.get(row)?.get(at).copied().flatten()
    }

    /// The field it goes to.
    pub(super) fn field(&self, row: usize, at: usize) -> Option<&'p FieldPath> {
        let (row, column) = self.place(row, at)?;
        self.sheet.cell(row, column)?.path.as_ref()
    }

    /// The rows of the sheet that the rows go to, by their first cell that goes there.
    pub(super) fn rows(&self) -> impl Iterator<Item = Option<&'p Row>> {
        let sheet = self.sheet;
        self.places.iter().map(|places| {
            let (row, _) = places.iter().find_map(|place| *place)?;
            sheet.rows.get(row)
        })
    }

    /// The rows that go over entries which are there, in a table some of which comes anew.
    pub(super) fn written_over(&self) -> impl Iterator<Item = usize> + use<'p> {
        let targets = &self.block.targets;
        let grows = targets.iter().any(|it| matches!(it, Target::New));
        let is_over = move |row: &usize| matches!(targets.get(*row), Some(Target::Row(_)));
        (0..targets.len()).filter(move |row| grows && is_over(row))
    }

    /// What of the budget the rows go to.
    pub(super) fn items(&self) -> Vec<Option<Item>> {
        self.rows().map(|row| row?.item).collect()
    }

    /// What a column is called, by its heading, else by that of what it goes to.
    pub(super) fn called(&self, at: usize, place: Option<(usize, usize)>) -> String {
        let words = self.block.table.words(at);
        let words = words.or_else(|| title(self.sheet, place?));
        words.map_or_else(|| by_place(at), |words| text::cut(words, 20).into())
    }
}

/// A column without a name.
pub(super) fn by_place(column: usize) -> String {
    format!("第 {} 列", column + 1)
}

/// Where the cells of all rows go.
pub(super) fn placed<'p>(
    app: &'p App,
    sheet: &'p Sheet,
    blocks: &'p [Block],
    inserts: &[Edit],
    left: usize,
) -> Vec<Placed<'p>> {
    let mut new = inserts.iter().filter_map(|edit| match edit {
        Edit::Insert { list, index, .. } => Some((list, Some(*index))),
        _ => None,
    });
    let mut fields = HashMap::new();
    let mut entries = HashMap::new();
    for (at, row) in sheet.rows.iter().enumerate() {
        for (column, cell) in row.cells.iter().enumerate() {
            if let Some(path) = &cell.path {
                fields.entry(path).or_insert((at, column));
            }
        }
        if let Some((list, place)) = &row.list {
            entries.entry((list, *place)).or_insert(at);
        }
    }
    let mut of_row = |block: &Block, target: &Target, cells: &[String]| {
        let row = match target {
            Target::Row(path) | Target::Named(path) => fields.get(path).map(|(row, _)| *row),
            Target::New => new.next().and_then(|entry| entries.get(&entry)).copied(),
            Target::Headed => {
                let mut places = vec![None; cells.len()];
                for (at, path) in app.fields_headed(&block.table) {
                    if let Some(place) = places.get_mut(at) {
                        *place = fields.get(&path).copied();
                    }
                }
                return places;
            }
            Target::Of(record) => {
                let heads = block.table.head.iter().flatten();
                let place = |heading: &Heading| {
                    let mut keys = heading.keys.iter();
                    keys.find_map(|key| fields.get(&record.key(key)).copied())
                };
                return heads.map(place).collect();
            }
            Target::Nowhere(_) => return Vec::new(),
        };
        let Some(row) = row else {
            return vec![None; cells.len()];
        };
        let mut places = places(sheet, row, block, target, (left, cells));
        // What a row has no cell for may have one below, as the code of a line of a fund.
        let entry = sheet.rows.get(row).and_then(|row| match &row.list {
            Some((list, Some(place))) => Some(list.index(*place)),
            _ => None,
        });
        let heads = block.table.head.iter().flatten();
        for (place, heading) in places.iter_mut().zip(heads) {
            let keys = heading.keys.iter().filter(|_| place.is_none());
            let mut keys = keys.filter(|key| !NAMES.contains(&key.as_str()));
            let elsewhere = entry
                .as_ref()
                .and_then(|entry| keys.find_map(|key| fields.get(&entry.key(key)).copied()));
            *place = place.or(elsewhere);
        }
        places
    };
    let of_block = |block: &'p Block| {
        let Block { targets, table, .. } = block;
        let rows = targets.iter().zip(&table.rows);
        let places = rows.map(|(target, cells)| of_row(block, target, cells));
        Placed {
            app,
            sheet,
            block,
            places: places.collect(),
        }
    };
    blocks.iter().map(of_block).collect()
}

/// What the sheet calls the column of a cell.
fn title(sheet: &Sheet, (row, column): (usize, usize)) -> Option<&'static str> {
    let layout = sheet.rows.get(row)?.layout;
    let column = sheet.layouts.get(layout)?.get(column)?;
    Some(column.title).filter(|title| !title.is_empty())
}

/// The row and column of the sheet that each cell of a pasted row goes to.
fn places(
    sheet: &Sheet,
    row: usize,
    block: &Block,
    target: &Target,
    (left, cells): (usize, &[String]),
) -> CellPlaces {
    let columns = sheet.rows.get(row).map_or(0, |row| row.cells.len());
    let path = |column: usize| sheet.cell(row, column)?.path.as_ref();
    let key = |column: usize| path(column)?.last_key();
    let with_field: Vec<usize> = (0..columns).filter(|it| path(*it).is_some()).collect();
    let is_new = matches!(target, Target::New);
    let name = || (0..columns).find(|it| key(*it).is_some_and(|key| NAMES.contains(&key)));
    let column = |at: usize| -> Option<usize> {
        if block.names == Some(at) && matches!(target, Target::Named(_)) {
            return None;
        }
        if let Some(head) = &block.table.head {
            let keys = head.get(at).map_or(&[][..], |heading| &heading.keys);
            let of_key = |of: &String| (0..columns).find(|it| key(*it) == Some(of));
            let of_title =
                |of: &String| (0..columns).find(|it| title(sheet, (row, *it)) == Some(of));
            let found = keys.iter().find_map(of_key);
            let found = found.or_else(|| keys.iter().find_map(of_title));
            return found.or_else(|| name().filter(|_| is_new && block.names == Some(at)));
        }
        match block.names {
            // The names stay; what stands behind them goes to their rows.
            Some(names) if at <= names => (at == names).then_some(0),
            Some(names) => {
                let behind = cells.iter().enumerate().skip(names + 1);
                let fits = |from: usize| {
                    let mut filled = behind.clone().filter(|(_, cell)| !cell.trim().is_empty());
                    filled.all(|(at, _)| path(from + at - names - 1).is_some())
                };
                // Where one cannot stand on the name, one stands in the first column for all of them.
                let is_printed = sheet.cell(row, 0).is_some_and(|cell| !cell.walkable);
                let from = left.max(1);
                let from = if is_printed && !fits(from) && fits(1) {
                    1
                } else {
                    from
                };
                Some(from + at - names - 1)
            }
            None => {
                let left = (left..columns).find(|column| path(*column).is_some());
                Some(left.unwrap_or(columns) + at)
            }
        }
    };
    let mut columns: Vec<Option<usize>> = (0..cells.len()).map(column).collect();
    // The heading of other rows is none for a row with one field, which the one cell is for.
    if let (Some(names), Target::Named(_)) = (block.names, target)
        && columns.iter().all(Option::is_none)
        && let [field] = with_field.as_slice()
    {
        let behind = cells.iter().enumerate().skip(names + 1);
        let mut filled = behind.filter(|(_, cell)| !cell.trim().is_empty());
        if let (Some((at, _)), None) = (filled.next(), filled.next())
            && let Some(column) = columns.get_mut(at)
        {
            *column = Some(*field);
        }
    }
    let places = columns.into_iter();
    places.map(|column| Some((row, column?))).collect()
}
