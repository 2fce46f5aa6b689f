//! Moving: between cells, panes, tabs, problems.

use std::ops::Range;

use super::App;
use super::next::Standing;
use crate::document::FieldPath;
use crate::figures::budget::{Column, Item};
use crate::figures::figure::Figure;
use crate::figures::score::Subject;
use crate::report::fields;
use crate::report::places::Places;
use crate::ui::input::{Key, Press};
use crate::ui::screen::{self, Pane};
use crate::ui::sheet::{RowKind, Sheet};
use crate::ui::tabs::{Lead, Tab};
use crate::ui::widgets::grid::{self, Cursor};

/// A row being filled in from cell to cell with Tab: it goes on as long as one stands where the last
/// Tab led to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Tabs {
    /// The column of the first.
    column: usize,
    at: Standing,
}

impl App {
    /// Moves the cursor, if that is what the key is for.
    pub(super) fn navigate(&mut self, press: Press) -> bool {
        if press == Press::shift(Key::Enter) {
            self.step(-1, false);
            return true;
        }
        if press.alt || (press.shift && !press.moves()) {
            return false;
        }
        // A selection is left from where it began.
        if press.moves() && !press.shift {
            self.stand_where_selection_began();
        }
        match (press.key, press.ctrl) {
            (Key::Up | Key::Down, false) if press.shift => {
                self.step(if press.key == Key::Up { -1 } else { 1 }, true);
            }
            (Key::Up, false) => self.step_on(-1),
            (Key::Down, false) => self.step_on(1),
            (Key::PageUp, false) => self.step(-self.page(true), press.shift),
            (Key::PageDown, false) => self.step(self.page(false), press.shift),
            (Key::Up, true) => self.section(true),
            (Key::Down, true) => self.section(false),
            (Key::Home, true) => {
                self.turn_to_end_of_page(press, false);
                self.step(i64::MIN, press.shift);
                return self.navigate(Press {
                    ctrl: false,
                    ..press
                });
            }
            (Key::End, true) => {
                self.turn_to_end_of_page(press, true);
                self.step(i64::MAX, press.shift);
                // The last row has its cells only once it is in sight.
                self.rebuild();
                return self.navigate(Press {
                    ctrl: false,
                    ..press
                });
            }
            (Key::Left, false) if press.shift => {
                self.reach_sideways(-1);
            }
            (Key::Right, false) if press.shift => {
                self.reach_sideways(1);
            }
            (Key::Home, false) | (Key::Left, true) if press.shift => {
                while self.reach_sideways(-1) {}
            }
            (Key::End, false) | (Key::Right, true) if press.shift => {
                while self.reach_sideways(1) {}
            }
            (Key::Left, false) => {
                if !self.sideways(-1) && self.tab == Tab::Budget {
                    self.up();
                }
            }
            (Key::Right, false) => {
                self.sideways(1);
            }
            (Key::Home, false) | (Key::Left, true) => while self.sideways(-1) {},
            (Key::End, false) | (Key::Right, true) => while self.sideways(1) {},
            (Key::Tab, false) => {
                let column = self.tabs_began();
                let column = column.unwrap_or_else(|| self.cursor(self.focus()).column);
                self.tab_on(if press.shift { -1 } else { 1 });
                let at = self.standing();
                self.tabs = Some(Tabs { column, at });
            }
            (Key::Char('a'), true) => self.select_section(),
            (Key::Esc, false) => self.escape(),
            _ => return false,
        }
        // Who comes back to where F5 led has not been led on yet.
        self.empty = None;
        true
    }

    fn escape(&mut self) {
        let focus = self.focus();
        if self.cursor(focus).anchor.is_none() && self.is_drilled() {
            self.show(Tab::Budget);
            return self.escape();
        }
        if self.cursor(focus).anchor.is_some() {
            self.stand_where_selection_began();
        } else if focus != 0 {
            self.change_state(|state| state.focus = 0);
        } else if self.tab == Tab::Budget {
            self.up_to_top();
        }
    }

    pub(super) fn set_cursor(&mut self, pane: usize, cursor: Cursor) {
        self.change_state(|state| {
            if let Some(place) = state.cursors.get_mut(pane) {
                *place = cursor;
            }
        });
    }

    /// How many rows to stand on there are in a screenful from the cursor.
    fn page(&self, back: bool) -> i64 {
        let focus = self.focus();
        let area = self.screen.area(focus);
        let rows = match self.screen.sheet(focus) {
            Some(sheet) => grid::page(sheet, self.cursor(focus).row, back, area),
            None => usize::from(area.height),
        };
        i64::try_from(rows.max(1)).unwrap_or(1)
    }

    /// Moves over rows; `select` stretches a selection.
    pub(super) fn step(&mut self, by: i64, select: bool) {
        let focus = self.focus();
        let mut cursor = self.cursor(focus);
        if select {
            cursor.anchor = cursor.anchor.or(Some((cursor.row, cursor.column)));
        } else {
            cursor.anchor = None;
        }
        let steps = usize::try_from(by.unsigned_abs()).unwrap_or(usize::MAX);
        match self.screen.panes.get(focus) {
            Some(Pane::Sheet(sheet)) => {
                cursor.row = walk(sheet, cursor.row, by < 0, steps);
                cursor.column = nearest(sheet, cursor.row, cursor.column);
            }
            Some(Pane::Bars(chart)) => {
                let last = chart.bars.len().saturating_sub(1);
                cursor.row = if by < 0 {
                    cursor.row.saturating_sub(steps)
                } else {
                    cursor.row.saturating_add(steps).min(last)
                };
                cursor.anchor = None;
            }
            None => {}
        }
        if by == i64::MIN {
            cursor.top = 0;
        }
        self.move_cursor(focus, cursor);
    }

    /// Of two lists that are one page, to the one that it begins or ends with.
    fn turn_to_end_of_page(&mut self, press: Press, last: bool) {
        if self.tab == Tab::Issues && !press.shift {
            let pane = usize::from(last);
            self.give_keys(pane);
            let cursor = Cursor {
                anchor: None,
                ..self.cursor(pane)
            };
            self.set_cursor(pane, cursor);
        }
    }

    /// Moves over rows, and out of a list into the one that stands below or above it.
    fn step_on(&mut self, by: i64) {
        let (from, row) = (self.focus(), self.cursor(self.focus()).row);
        self.step(by, false);
        let other = usize::from(by > 0);
        let stays = self.cursor(from).row == row;
        if self.tab != Tab::Issues || from == other || !stays {
            return;
        }
        let Some(sheet) = self.screen.sheet(other) else {
            return;
        };
        let end = if by > 0 { 0 } else { sheet.rows.len() };
        let row = walk(sheet, end, by < 0, 1);
        let column = nearest(sheet, row, self.cursor(from).column);
        self.give_keys(other);
        self.set_cursor(other, self.cursor(other).at(row, column));
    }

    /// Puts the cursor of a pane somewhere; another project chosen by that is shown from its top.
    pub(super) fn move_cursor(&mut self, pane: usize, cursor: Cursor) {
        let chosen = self.chosen();
        self.set_cursor(pane, cursor);
        if self.chosen() != chosen {
            self.set_cursor(1, Cursor::default());
            self.rebuild();
            self.settle();
        }
    }

    /// Stretches the selection to a cell.
    pub(super) fn reach_to(&mut self, row: usize, column: usize) {
        let focus = self.focus();
        let from = self.cursor(focus);
        let Some(sheet) = self.screen.sheet(focus).filter(|it| it.is_walkable(row)) else {
            return;
        };
        let column = nearest(sheet, row, column);
        let anchor = from.anchor.unwrap_or((from.row, from.column));
        let cursor = Cursor {
            row,
            column,
            anchor: (anchor != (row, column)).then_some(anchor),
            ..from
        };
        self.move_cursor(focus, cursor);
    }

    /// Ends a selection on the cell where it began, which is where one types, as in a spreadsheet.
    pub(super) fn stand_where_selection_began(&mut self) {
        let focus = self.focus();
        let cursor = self.cursor(focus);
        if let Some((row, column)) = cursor.anchor {
            self.move_cursor(focus, cursor.at(row, column));
            // It may have been out of sight, and then has no cells yet.
            self.rebuild();
        }
    }

    /// Moves to the section before or after; behind the last of a pane, to the first of the next.
    fn section(&mut self, back: bool) {
        let focus = self.focus();
        let row = self.cursor(focus).row;
        let panes = self.screen.panes.iter().enumerate();
        let sections = panes.filter_map(|(pane, it)| match it {
            Pane::Sheet(sheet) => Some((pane, sheet)),
            Pane::Bars(_) => None,
        });
        let sections = sections.flat_map(|(pane, sheet)| {
            let rows = sheet.rows.iter().enumerate();
            let rows = rows.filter(|(_, row)| row.kind == RowKind::Section);
            rows.map(move |(row, _)| (pane, walk(sheet, row, false, 1)))
        });
        let mut sections: Vec<(usize, usize)> = sections.collect();
        let is_behind = |at: &(usize, usize)| *at > (focus, row);
        let found = if back {
            sections.retain(|at| *at < (focus, row));
            sections.last().copied()
        } else {
            sections.into_iter().find(is_behind)
        };
        let Some((pane, row)) = found else { return };
        let sheet = self.screen.sheet(pane);
        let column = sheet.and_then(|sheet| sheet.first_walkable(row));
        // The section is read from its top.
        let cursor = Cursor {
            row,
            column: column.unwrap_or(0),
            top: row,
            ..Cursor::default()
        };
        self.give_keys(pane);
        self.set_cursor(pane, cursor);
    }

    /// The column of the next cell of the row on this side.
    pub(super) fn beside_column(&self, by: i64) -> Option<usize> {
        let cursor = self.cursor(self.focus());
        let row = self.row()?;
        let mut cells = row
            .cells
            .iter()
            .enumerate()
            .filter(|(_, cell)| cell.walkable);
        let next = if by < 0 {
            cells.rev().find(|&(c, _)| c < cursor.column)
        } else {
            cells.find(|&(c, _)| c > cursor.column)
        };
        next.map(|(column, _)| column)
    }

    /// Moves within the row; `false` where there is no further cell.
    pub(super) fn sideways(&mut self, by: i64) -> bool {
        let focus = self.focus();
        let mut cursor = self.cursor(focus);
        let Some(column) = self.beside_column(by) else {
            return false;
        };
        cursor.column = column;
        cursor.anchor = None;
        self.set_cursor(focus, cursor);
        true
    }

    /// Moves within the row and stretches the selection.
    fn reach_sideways(&mut self, by: i64) -> bool {
        let focus = self.focus();
        let from = self.cursor(focus);
        let moved = self.sideways(by);
        let cursor = Cursor {
            anchor: from.anchor.or(Some((from.row, from.column))),
            ..self.cursor(focus)
        };
        self.set_cursor(focus, cursor);
        moved
    }

    /// Tab: the next cell on this side, in the next row after the last.
    fn tab_on(&mut self, by: i64) {
        if !self.sideways(by) {
            let row = self.cursor(self.focus()).row;
            self.step(by, false);
            if self.cursor(self.focus()).row != row {
                while self.sideways(-by) {}
            }
        }
    }

    /// The column in which the Tabs began that led to where one stands.
    pub(super) fn tabs_began(&self) -> Option<usize> {
        let tabs = self.tabs.filter(|it| it.at == self.standing());
        tabs.map(|it| it.column)
    }

    /// Whether one stands on what the program works out, where nothing can be typed.
    fn is_on_computed(&self) -> bool {
        let cell = self.cell();
        cell.is_some_and(|cell| cell.path.is_none() && cell.figure.is_some())
    }

    /// Enter in a cell: the one below that can be filled in; behind Tabs the one below the first of them, as who fills in
    /// row after row is used to.
    pub(super) fn line_down(&mut self) {
        let began = self.tabs_began();
        let focus = self.focus();
        let row = self.cursor(focus).row;
        // Who reads down a column that is worked out fills in nothing.
        let fills_in = !self.is_on_computed();
        self.step(1, false);
        while fills_in && self.is_on_computed() {
            let at = self.cursor(focus).row;
            self.step(1, false);
            if self.cursor(focus).row == at {
                break;
            }
        }
        let cursor = self.cursor(focus);
        if let Some((column, sheet)) = began.zip(self.screen.sheet(focus))
            && cursor.row != row
        {
            let column = nearest(sheet, cursor.row, column);
            self.set_cursor(focus, Cursor { column, ..cursor });
        }
    }

    /// Puts cursors that stand on nothing onto the first cell.
    pub(super) fn settle(&mut self) {
        for pane in 0..self.screen.panes.len() {
            let mut cursor = self.cursor(pane);
            let Some(sheet) = self.screen.sheet(pane) else {
                continue;
            };
            let stands = |cursor: &Cursor| {
                sheet.rows.get(cursor.row).is_some_and(|row| row.distant)
                    || sheet
                        .cell(cursor.row, cursor.column)
                        .is_some_and(|cell| cell.walkable)
            };
            if !stands(&cursor) {
                if !sheet.is_walkable(cursor.row) {
                    let last = sheet.rows.len().saturating_sub(1);
                    let from = cursor.row.min(last);
                    let below = (from..=last).find(|&row| sheet.is_walkable(row));
                    let above = (0..from).rev().find(|&row| sheet.is_walkable(row));
                    cursor.row = below.or(above).unwrap_or(0);
                }
                cursor.column = nearest(sheet, cursor.row, cursor.column);
                cursor.anchor = None;
                self.set_cursor(pane, cursor);
            }
        }
    }

    /// Scrolls every pane so that its cursor is seen.
    pub(super) fn keep_in_sight(&mut self) {
        self.settle();
        for pane in 0..self.screen.panes.len() {
            let mut cursor = self.cursor(pane);
            let area = self.screen.area(pane);
            match self.screen.panes.get(pane) {
                Some(Pane::Sheet(sheet)) if area.height > 0 => {
                    cursor.top = grid::scroll(sheet, cursor, area);
                }
                Some(Pane::Bars(chart)) => {
                    cursor.row = cursor.row.min(chart.bars.len().saturating_sub(1));
                }
                _ => continue,
            }
            self.set_cursor(pane, cursor);
        }
    }

    /// Shows as many rows as the window has room for, which may have become larger since.
    pub(super) fn use_room(&mut self) {
        self.rebuild();
        for pane in 0..self.screen.panes.len() {
            let cursor = self.cursor(pane);
            if let Some(sheet) = self.screen.sheet(pane) {
                let lowest = grid::lowest(sheet, self.screen.area(pane));
                let top = cursor.top.min(lowest);
                self.set_cursor(pane, Cursor { top, ..cursor });
            }
        }
    }

    /// Turns to a tab.
    pub fn show(&mut self, tab: Tab) {
        self.tab = tab;
        self.leave_drilled();
        self.use_room();
    }

    pub(super) fn next_pane(&mut self) {
        // As they are read: the list, its chart, the one chosen, where it is in sight as well.
        let order: &[usize] = match self.tab {
            Tab::Indicators if screen::is_wide(self.size) => &[0, 2, 1],
            Tab::Indicators => &[0, 2],
            _ => &[0, 1],
        };
        let at = order.iter().position(|&it| it == self.focus());
        let next = at.and_then(|at| order.get(at + 1)).copied().unwrap_or(0);
        self.give_keys(next);
        if let Some(Pane::Bars(chart)) = self.screen.panes.get(self.focus()) {
            let item = self.selected_item().map(Lead::Into);
            let row = item.and_then(|item| chart.leads.iter().position(|lead| *lead == item));
            let cursor = Cursor {
                row: row.unwrap_or(0),
                ..Cursor::default()
            };
            self.set_cursor(self.focus(), cursor);
        }
    }

    /// Gives a pane the keys. Bars that get them keep showing what they show.
    pub(super) fn give_keys(&mut self, pane: usize) {
        if self.focus() == pane {
            return;
        }
        if let Some(Pane::Bars(chart)) = self.screen.panes.get(pane) {
            self.keep_charted(chart.whole);
        }
        self.change_state(|state| state.focus = pane);
    }

    /// The rows of the first pane that can be seen after the next move, or are selected: only
    /// these need cells, however long the list is.
    #[must_use]
    pub fn sight(&self) -> Range<usize> {
        let cursor = self.cursor(0);
        let reach = usize::from(self.size.1) + self.reach;
        cursor.rows().start().saturating_sub(reach)..cursor.rows().end() + reach
    }

    /// What is chosen in the list of projects.
    #[must_use]
    pub fn chosen(&self) -> Subject {
        let row = self
            .panes
            .get(2)
            .and_then(|state| state.cursors.first())
            .map_or(1, |cursor| cursor.row);
        // Row 0 names the columns, row 1 is the department.
        match row.checked_sub(2) {
            Some(project) if project < self.report.projects.len() => Subject::Project(project),
            _ => Subject::Whole,
        }
    }

    /// The node of the budget under the grid's cursor.
    #[must_use]
    pub fn selected_item(&self) -> Option<Item> {
        if self.tab != Tab::Budget {
            return None;
        }
        self.screen.sheet(0)?.rows.get(self.cursor(0).row)?.item
    }

    /// Puts the budget's cursor on a node. The grid has the nodes in the tree's order, under the
    /// names of the columns.
    pub(super) fn begin_at(&mut self, item: Item) {
        let place = self.figures.budget.place(item).unwrap_or(0);
        if let Some(cursor) = self
            .panes
            .get_mut(1)
            .and_then(|state| state.cursors.get_mut(0))
        {
            cursor.row = place + 1;
        }
    }

    /// Whether a chart is in sight.
    pub(super) fn shows_chart(&self) -> bool {
        let mut panes = self.screen.panes.iter().enumerate();
        panes.any(|(i, pane)| matches!(pane, Pane::Bars(_)) && self.screen.area(i).height > 0)
    }

    /// Whether the keys are with bars.
    pub(super) fn is_at_bars(&self) -> bool {
        matches!(self.screen.panes.get(self.focus()), Some(Pane::Bars(_)))
    }

    /// The list that entries are put into here, and the place of the one under the cursor. The
    /// department stands above its projects, and so is where the first is put in.
    pub(super) fn list_here(&self) -> Option<(FieldPath, Option<usize>)> {
        let row = self.row()?;
        let is_above_projects = self.tab == Tab::Indicators && row.item == Some(Item::Total);
        let projects = || is_above_projects.then(|| (fields::projects(), None));
        row.list.clone().or_else(projects)
    }

    /// Whether the cursor stands where the first entry of a list that has none is to come.
    pub(super) fn is_before_first(&self) -> bool {
        self.list_begun_here().is_some()
    }

    /// The list whose next entry comes where the cursor stands.
    pub(in crate::ui) fn list_begun_here(&self) -> Option<&FieldPath> {
        let list = match self.row()?.list.as_ref()? {
            (list, None) if !fields::is_by_program(list) => list,
            _ => return None,
        };
        let has_field = self.cell().is_some_and(|cell| cell.path.is_some());
        (!has_field).then_some(list)
    }

    /// The place that the cell names and only the program writes down.
    #[must_use]
    pub fn place_named(&self) -> Option<FieldPath> {
        let cell = self.cell().filter(|cell| cell.path.is_none())?;
        let (list, _) = self.row()?.list.as_ref()?;
        let mut places = fields::is_by_program(list).then(|| Places::of(&self.document))?;
        places.called(cell.text.trim())
    }

    /// What a bar or the name of a row stands for: the figure, and the field it may be entered in.
    pub(super) fn named_here(&self) -> (Option<Figure>, Option<FieldPath>) {
        let focus = self.focus();
        let cursor = self.cursor(focus);
        let item = match self.screen.panes.get(focus) {
            Some(Pane::Bars(chart)) => match chart.leads.get(cursor.row) {
                Some(Lead::Into(item)) => *item,
                Some(Lead::To(path)) if path.last_key() == Some("执行率得分") => {
                    return (Some(Figure::ExecutionScore(self.chosen())), None);
                }
                Some(Lead::To(_)) => return (Some(Figure::Total(self.chosen())), None),
                None => return (None, None),
            },
            _ => match self.row().and_then(|row| row.item) {
                Some(item) if cursor.column == 0 => item,
                _ => return (None, None),
            },
        };
        if self.tab == Tab::Indicators {
            return (Some(Figure::Total(self.chosen())), None);
        }
        let (of, column) = (self.figures.budget.node(item), Column::Spent);
        let path = item.is_entered().then(|| item.path().key(column.key()));
        // What is neither entered nor has parts is a field to be filled in.
        let is_made = of.is_some_and(|of| !of.children.is_empty() || of.value(column).is_some());
        (is_made.then_some(Figure::Amount(item, column)), path)
    }

    /// Enter: into the part, into the project, into the text, to the place named; else one down.
    pub(super) fn enter(&mut self) {
        if let Some(path) = self.place_named() {
            self.go_to(&path);
        } else if self.can_drill() {
            match self.tab {
                Tab::Indicators if self.focus() == 0 => {
                    self.change_state(|state| state.focus = 1);
                }
                _ => self.drill(),
            }
        } else if self.opens_window() && self.unavailable(crate::ui::action::Action::Edit).is_none()
        {
            self.begin_edit();
        } else if self.tabs_began().is_some() {
            // The last cells of a row may stay blank.
            self.line_down_or_grow();
        } else {
            self.line_down();
        }
    }

    /// Whether Enter leads from here to somewhere else than the next row.
    pub(super) fn leads_on(&self) -> bool {
        self.place_named().is_some() || self.can_drill() || self.opens_window()
    }

    /// Selects all cells of the section one stands in.
    fn select_section(&mut self) {
        let focus = self.focus();
        let cursor = self.cursor(focus);
        let Some(sheet) = self.screen.sheet(focus) else {
            return;
        };
        let is_data = |row: &usize| {
            let row = sheet.rows.get(*row);
            row.is_some_and(|row| row.kind == RowKind::Data)
        };
        let first = (0..=cursor.row).rev().take_while(is_data).last();
        let rows = first.unwrap_or(cursor.row)..sheet.rows.len();
        let rows: Vec<usize> = rows
            .take_while(is_data)
            .filter(|&row| sheet.is_walkable(row))
            .collect();
        let right = |&row: &usize| {
            let cells = &sheet.rows.get(row)?.cells;
            cells.iter().rposition(|cell| cell.walkable)
        };
        if let (&[first, ..], Some(&last)) = (rows.as_slice(), rows.last()) {
            let block = Cursor {
                row: last,
                column: rows.iter().filter_map(right).max().unwrap_or(0),
                anchor: sheet.first_walkable(first).map(|column| (first, column)),
                top: cursor.top,
            };
            self.set_cursor(focus, block);
        }
    }

    /// Goes to where a field is shown: on the tab shown if it is there, else where it belongs.
    pub(super) fn go_to(&mut self, path: &FieldPath) {
        if !self.stand_on(path) {
            self.go_home(path);
        }
    }

    /// Goes to where a step was made: the money of a project stands on two tabs.
    pub(super) fn go_back(&mut self, view: Option<&str>, path: &FieldPath) {
        if let Some(tab) = view.and_then(Tab::titled) {
            self.go_on(tab, path);
            // An entry stands in its list before its fields do in a table of their own.
            if self.stand_on(path) || self.path_of_cell().is_some_and(|it| it.starts_with(path)) {
                return;
            }
        }
        self.go_home(path);
    }

    /// Goes to a field or an entry on the tab shown; whether it is there.
    pub(super) fn stand_on(&mut self, path: &FieldPath) -> bool {
        self.close_preview();
        self.approach(path);
        let panes = 0..self.screen.panes.len();
        let cell = panes
            .clone()
            .find_map(|pane| Some((pane, self.exact(pane, path)?)));
        let entry = || {
            panes.clone().find_map(|pane| {
                let sheet = self.screen.sheet(pane)?;
                let stands_for = |row| screen::stands_for(self.tab, row).as_ref() == Some(path);
                let row = sheet.row_of_entry(path);
                let row = row.or_else(|| sheet.rows.iter().position(stands_for))?;
                Some((pane, (row, sheet.first_walkable(row)?)))
            })
        };
        let Some((pane, (row, column))) = cell.or_else(entry) else {
            return false;
        };
        self.stand(pane, row, column);
        true
    }

    /// Gets cells for the row of a field that was out of sight.
    fn approach(&mut self, path: &FieldPath) {
        let row = self
            .screen
            .sheet(0)
            .and_then(|sheet| sheet.find_distant(path));
        if let Some(row) = row {
            let half = usize::from(self.screen.area(0).height / 2);
            let cursor = Cursor {
                row,
                top: row.saturating_sub(half),
                ..self.cursor(0)
            };
            self.set_cursor(0, cursor);
            self.rebuild();
        }
    }

    /// The very cell of a field in a pane.
    fn exact(&self, pane: usize, path: &FieldPath) -> Option<(usize, usize)> {
        let sheet = self.screen.sheet(pane)?;
        let (row, column) = sheet.find(path)?;
        let at = sheet.cell(row, column)?.path.as_ref()?;
        (at == path).then_some((row, column))
    }

    /// Goes to the tab where a field belongs.
    pub(super) fn go_home(&mut self, path: &FieldPath) {
        self.go_on(Tab::of(path), path);
    }

    /// Goes to where a field is on a tab, or as near as can be.
    fn go_on(&mut self, tab: Tab, path: &FieldPath) {
        self.close_preview();
        self.tab = tab;
        self.leave_drilled();
        if self.tab == Tab::Budget && !self.drill.is_at_top() {
            self.up_to_top();
        }
        if self.tab == Tab::Indicators {
            let cursor = Cursor {
                row: fields::project_of(path).map_or(1, |i| i + 2),
                ..Cursor::default()
            };
            self.set_cursor(0, cursor);
        }
        self.rebuild();
        self.approach(path);
        let order: &[usize] = match self.tab {
            Tab::Indicators => &[1, 0],
            _ => &[0, 1],
        };
        let cell = order
            .iter()
            .find_map(|&pane| Some((pane, self.exact(pane, path)?)));
        let near = || {
            order
                .iter()
                .find_map(|&pane| Some((pane, self.screen.sheet(pane)?.find(path)?)))
        };
        if let Some((pane, (row, column))) = cell.or_else(near) {
            self.stand(pane, row, column);
        }
        self.rebuild();
    }

    pub(super) fn stand(&mut self, pane: usize, row: usize, column: usize) {
        self.change_state(|state| state.focus = pane);
        let mut cursor = self.cursor(pane).at(row, column);
        if let Some(sheet) = self.screen.sheet(pane) {
            cursor.top = grid::centred(sheet, cursor, self.screen.area(pane));
        }
        self.set_cursor(pane, cursor);
    }
}

/// The row reached by walking over rows that can be stood on.
pub(super) fn walk(sheet: &Sheet, from: usize, back: bool, steps: usize) -> usize {
    let walkable = |row: &usize| sheet.is_walkable(*row);
    let reached = if back {
        (0..from).rev().filter(walkable).take(steps).last()
    } else {
        (from + 1..sheet.rows.len())
            .filter(walkable)
            .take(steps)
            .last()
    };
    reached.unwrap_or(from)
}

/// The cell of a row that can be stood on and is nearest to a column.
pub(super) fn nearest(sheet: &Sheet, row: usize, column: usize) -> usize {
    sheet
        .rows
        .get(row)
        .and_then(|row| {
            row.cells
                .iter()
                .enumerate()
                .filter(|(_, cell)| cell.walkable)
                .min_by_key(|&(c, _)| c.abs_diff(column))
        })
        .map_or(column, |(c, _)| c)
}
