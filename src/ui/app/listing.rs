//! A list over the whole screen, with what each of its rows stands for.

use std::ops::Range;

use ratatui::layout::Rect;

use super::navigation;
use crate::ui::action::{Action, Hint};
use crate::ui::input::{Key, Press};
use crate::ui::screen;
use crate::ui::sheet::{Cell, Column, Row, Sheet};
use crate::ui::widgets::grid::{self, Cursor};

/// How many lines a row takes at most: shown whole, and beside the one that is.
const OPEN: u16 = 6;
const FOLDED: u16 = 2;
/// With so many lines each row is shown whole.
const ROOMY: u16 = 24;

/// A list as it was when it was opened.
#[derive(Debug)]
pub struct Listing<T> {
    /// The heading.
    pub title: String,
    /// What it shows.
    pub sheet: Sheet,
    /// Where the cursor stands in it.
    pub cursor: Cursor,
    /// What each of its rows is about.
    pub(super) rows: Vec<Option<T>>,
}

impl<T> Listing<T> {
    /// An empty one with these columns.
    pub(super) fn new(title: &str, columns: Vec<Column>) -> Self {
        let mut sheet = Sheet::default();
        sheet.columns(columns, true);
        let mut list = Self {
            title: title.to_owned(),
            sheet,
            cursor: Cursor::default(),
            rows: Vec::new(),
        };
        list.fill_up();
        list
    }

    fn fill_up(&mut self) {
        self.rows.resize_with(self.sheet.rows.len(), || None);
    }

    pub(super) fn section(&mut self, name: &str) {
        self.sheet.section(name, "");
        self.fill_up();
    }

    pub(super) fn push(&mut self, cells: Vec<Cell>, about: Option<T>) {
        self.sheet.push(Row::data(cells).wrapped(OPEN));
        self.rows.push(about);
    }

    pub(super) fn chosen(&self) -> Option<&T> {
        self.rows.get(self.cursor.row)?.as_ref()
    }

    /// Which of how many the row under the cursor is, in words.
    pub(super) fn place(&self) -> Option<String> {
        self.chosen()?;
        let before = self.rows.iter().take(self.cursor.row).flatten().count();
        let all = self.rows.iter().flatten().count();
        Some(format!("第 {} 处，共 {all} 处：", before + 1))
    }

    /// The same with what it says.
    pub(super) fn words(&self) -> Option<String> {
        let place = self.place()?;
        let cells = &self.sheet.rows.get(self.cursor.row)?.cells;
        let words = cells.iter().map(|cell| cell.text.trim());
        let words: Vec<&str> = words.filter(|words| !words.is_empty()).collect();
        Some(format!("{place}{}", words.join("  ")))
    }

    /// The keys that work in it: what is done with the row under the cursor, how it is walked through,
    /// and out of it.
    pub(super) fn hints(&self, keys: Vec<Hint>, size: (u16, u16)) -> Vec<Hint> {
        let ways = keys.into_iter().chain(self.ways(size));
        let copied = ways.chain(Action::Copy.hint());
        copied.chain([Hint::back()]).collect()
    }

    /// The keys that walk through it from where the cursor stands.
    fn ways(&self, size: (u16, u16)) -> impl Iterator<Item = Hint> {
        let any = |mut rows: Range<usize>| rows.any(|row| self.sheet.is_walkable(row));
        let on = any(self.cursor.row + 1..self.sheet.rows.len());
        let back = any(0..self.cursor.row);
        let walks = (on || back).then(|| Hint::up_down("选择"));
        // What is wholly in sight has no pages.
        let is_long = on && !grid::fits(&self.sheet, screen::list_area(size));
        let on = is_long.then(|| [Hint::page(), Hint::end()]);
        walks.into_iter().chain(on.into_iter().flatten())
    }

    /// All that its rows lead to.
    pub(super) fn all(&self) -> impl Iterator<Item = &T> {
        self.rows.iter().flatten()
    }

    /// Puts the cursor on the row that is about what is looked for, else on the first.
    pub(super) fn begin(&mut self, is_it: impl Fn(&T) -> bool, area: Rect) {
        let mut rows = self.rows.iter();
        let at = rows.position(|row| row.as_ref().is_some_and(&is_it));
        let first = || (0..self.sheet.rows.len()).find(|&row| self.sheet.is_walkable(row));
        self.cursor.row = at.or_else(first).unwrap_or(0);
        self.scroll(area);
    }

    /// Puts the cursor on a row, or on the one before where that can be stood on no more.
    pub(super) fn stand_near(&mut self, row: usize, area: Rect) {
        let mut rows = (0..=row.min(self.sheet.rows.len())).rev();
        if let Some(row) = rows.find(|&row| self.sheet.is_walkable(row)) {
            self.cursor.row = row;
            self.scroll(area);
        }
    }

    /// Keeps the cursor in sight. Where there is too little room for all only its row is shown whole.
    pub(super) fn scroll(&mut self, area: Rect) {
        let mut folded = OPEN;
        if area.height < ROOMY {
            self.open_rows(OPEN);
            if !grid::fits(&self.sheet, area) {
                folded = FOLDED;
            }
        }
        self.open_rows(folded);
        self.cursor.top = grid::scroll(&self.sheet, self.cursor, area);
    }

    /// Shows so many lines of each row, and all of the one with the cursor.
    fn open_rows(&mut self, folded: u16) {
        for (at, row) in self.sheet.rows.iter_mut().enumerate() {
            row.lines = if at == self.cursor.row { OPEN } else { folded };
        }
    }

    /// Moves the cursor, if that is what the key is for.
    pub(super) fn walk(&mut self, press: Press, area: Rect) -> bool {
        let Some(row) = row_after(press, &self.sheet, self.cursor.row, area) else {
            return false;
        };
        self.cursor.row = row;
        if press.key == Key::Home {
            self.cursor.top = 0;
        }
        self.scroll(area);
        true
    }
}

/// The row a key goes to from another; `None` if it goes nowhere.
pub(super) fn row_after(press: Press, sheet: &Sheet, row: usize, area: Rect) -> Option<usize> {
    let page = |back| grid::page(sheet, row, back, area).max(1);
    let (back, steps) = match press.key {
        Key::Up => (true, 1),
        Key::Down | Key::Tab => (false, 1),
        Key::PageUp => (true, page(true)),
        Key::PageDown => (false, page(false)),
        Key::Home => (true, usize::MAX),
        Key::End => (false, usize::MAX),
        _ => return None,
    };
    Some(navigation::walk(sheet, row, back, steps))
}

/// The line before or behind another of so many, round and round.
pub(super) const fn around(at: usize, count: usize, back: bool) -> usize {
    match at.checked_sub(1) {
        Some(before) if back => before,
        None if back => count.saturating_sub(1),
        _ if at + 1 < count => at + 1,
        _ => 0,
    }
}
