//! Going on with a list: the row behind its last entry, where the next one is typed.

use super::App;
use crate::document::FieldPath;
use crate::report::fields;

/// A list whose next entry can be typed behind its last; the row for it is there while one stands on
/// it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Growing {
    /// The list.
    pub list: FieldPath,
    /// The column one stands in.
    pub column: usize,
}

/// The field of a new entry that is filled in first, where it has a name or a text: a number is there
/// already, and what is referred to comes after the text.
pub(super) fn first_field(entry: &FieldPath) -> FieldPath {
    let first = ["名称", "内容"].map(|key| entry.key(key));
    let first = first.into_iter();
    let mut first = first.filter(|path| fields::kind_at(path).is_some());
    first.next().unwrap_or_else(|| entry.clone())
}

impl App {
    /// The list that is being gone on with.
    #[must_use]
    pub const fn growing(&self) -> Option<&Growing> {
        self.growing.as_ref()
    }

    /// Enter behind what was typed: ready for the next entry below the last one of a list, as in a
    /// spreadsheet; else one down.
    pub(super) fn line_down_or_grow(&mut self) {
        match self.list_to_go_on_with() {
            Some(Growing { list, column }) => self.grow(list, column),
            None => self.line_down(),
        }
    }

    /// Stands where the next entry of a list is typed, in this column.
    pub(super) fn grow(&mut self, list: FieldPath, column: usize) {
        self.growing = Some(Growing { list, column });
        self.rebuild();
        self.stand_ready();
    }

    /// The list whose last entry has just been typed, or filled in from its first cell on.
    fn list_to_go_on_with(&self) -> Option<Growing> {
        let focus = self.focus();
        let cursor = self.cursor(focus);
        let sheet = self.screen.sheet(focus)?;
        let row = sheet.rows.get(cursor.row)?;
        let (list, place) = row.list.as_ref()?;
        let entry = list.index((*place)?);
        let is_last = place.map(|place| place + 1) == self.document.node(list).map(|it| it.len());
        // What stands below is of the entry itself: the members of a group, the parts of a kind.
        let below = sheet.rows.get(cursor.row + 1);
        let below = below.and_then(|row| row.list.as_ref());
        let of_item = row.item.and_then(|item| self.figures.budget.node(item));
        let has_parts = below.is_some_and(|(list, _)| list.starts_with(&entry))
            || of_item.is_some_and(|node| !node.children.is_empty());
        // A project belongs to a kind, which is to be chosen.
        let grows = !fields::is_by_program(list) && *list != fields::projects();
        let column = self.tabs_began().unwrap_or(cursor.column);
        let path = row.cells.get(column)?.path.as_ref()?;
        let first = first_field(&entry);
        let is_first = match row.cells.iter().any(|it| it.path.as_ref() == Some(&first)) {
            true => *path == first,
            false => sheet.first_walkable(cursor.row) == Some(column),
        };
        let says = || !self.text_of(path).trim().is_empty();
        (is_last && !has_parts && grows && is_first && says()).then(|| Growing {
            list: list.clone(),
            column,
        })
    }

    /// The pane and row where the next entry is to come.
    fn row_to_grow(&self) -> Option<(usize, usize)> {
        let list = &self.growing.as_ref()?.list;
        let mut panes = 0..self.screen.panes.len();
        panes.find_map(|pane| {
            let rows = self.screen.sheet(pane)?.rows.iter();
            let mut rows = rows.map(|row| row.list.as_ref());
            // The row of a whole that one went into, where its parts are put in as well, is above them.
            let at = rows.rposition(|it| it.is_some_and(|(of, at)| of == list && at.is_none()))?;
            Some((pane, at))
        })
    }

    fn stand_ready(&mut self) {
        let Some(((pane, row), growing)) = self.row_to_grow().zip(self.growing.as_ref()) else {
            return;
        };
        let cursor = self.cursor(pane).at(row, growing.column);
        self.set_cursor(pane, cursor);
    }

    /// Takes the row for the next entry away once one stands elsewhere.
    pub(super) fn stop_growing(&mut self) {
        if self.growing.is_none() {
            return;
        }
        let at = self.row_to_grow();
        let focus = self.focus();
        let mut cursor = self.cursor(focus);
        if at == Some((focus, cursor.row)) && cursor.anchor.is_none() {
            return;
        }
        self.growing = None;
        if let Some((pane, row)) = at {
            let above = |at: usize| at - usize::from(at > row);
            cursor = self.cursor(pane);
            cursor.row = above(cursor.row);
            cursor.anchor = cursor.anchor.filter(|(at, _)| *at != row);
            cursor.anchor = cursor.anchor.map(|(at, column)| (above(at), column));
            self.set_cursor(pane, cursor);
        }
        self.rebuild();
    }
}
