//! Which cell of the sheet each cell of a pasted table goes to.

use std::collections::HashMap;

use super::aim::{Block, Target};
use super::heading::Heading;
use crate::document::Edit;
use crate::report::fields::NAMES;
use crate::ui::app::App;
use crate::ui::sheet::Sheet;

/// The row and column of the sheet that each cell of a row goes to.
pub(super) type CellPlaces = Vec<Option<(usize, usize)>>;

/// Where the cells of all rows go; those of rows that go nowhere nowhere.
pub(super) fn placed(
    app: &App,
    sheet: &Sheet,
    blocks: &[Block],
    inserts: &[Edit],
    left: usize,
) -> Vec<Vec<CellPlaces>> {
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
    let of_block = |block: &Block| {
        let rows = block.targets.iter().zip(&block.table.rows);
        let places = rows.map(|(target, cells)| of_row(block, target, cells));
        places.collect()
    };
    blocks.iter().map(of_block).collect()
}

/// What the sheet calls the column of a cell.
pub(super) fn title(sheet: &Sheet, (row, column): (usize, usize)) -> Option<&'static str> {
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
