//! Pieces of the screen. They draw from what they are given and decide nothing.

pub mod bars;
pub mod editor;
pub mod find;
pub mod grid;
pub mod menu;
pub mod pages;
pub mod palette;
pub mod popup;
pub mod status;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;

use super::text::{self, Align};

/// Makes every cell of a place a blank of this style, whatever stood there.
pub(super) fn blank(area: Rect, style: Style, buf: &mut Buffer) {
    for row in area.y..area.bottom() {
        // A wide character under the left edge would reach into the place.
        if let Some(left) = area.x.checked_sub(1)
            && let Some(cell) = buf.cell_mut((left, row))
            && text::width(cell.symbol()) > 1
        {
            cell.set_symbol(" ");
        }
        for column in area.x..area.right() {
            if let Some(cell) = buf.cell_mut((column, row)) {
                cell.reset();
                cell.set_style(style);
            }
        }
    }
}

/// A place with a column more at each side, where the frame has one: the ground of a line reaches
/// under the marks before it and to the edge behind it.
pub(super) fn bleeding(area: Rect, buf: &Buffer) -> Rect {
    let x = area.x.saturating_sub(1);
    let width = area.right().saturating_add(1) - x;
    Rect { x, width, ..area }.intersection(buf.area)
}

/// One line of a place.
pub(super) const fn row(area: Rect, y: u16) -> Rect {
    Rect {
        y,
        height: 1,
        ..area
    }
}

/// Puts words into the first line of a place, over its whole width.
pub(super) fn line(words: &str, area: Rect, style: Style, buf: &mut Buffer) {
    aligned(words, Align::Left, area, style, buf);
}

/// [`line`] with the words on a side; returns where they begin.
pub(super) fn aligned(
    words: &str,
    align: Align,
    area: Rect,
    style: Style,
    buf: &mut Buffer,
) -> Position {
    let area = Rect {
        height: area.height.min(1),
        ..area
    };
    blank(area, style, buf);
    let words = text::cut(words, area.width.into());
    let over = area.width.saturating_sub(text::cells(text::width(&words)));
    let before = match align {
        Align::Left => 0,
        Align::Right => over.min(area.width.saturating_sub(1)),
        Align::Center => over / 2,
    };
    let begin = Position::new(area.x + before, area.y);
    if area.height > 0 {
        write(&words, begin, area.width.into(), style, buf);
    }
    begin
}

/// Writes words from a cell on in at most so many columns, each glyph in those [`text`] gives it;
/// returns the column behind them.
pub(super) fn write(
    words: &str,
    begin: Position,
    room: usize,
    style: Style,
    buf: &mut Buffer,
) -> u16 {
    let words = text::cut(words, room);
    let mut x = begin.x;
    for (glyph, columns) in text::glyphs(&words) {
        let behind = x.saturating_add(text::cells(columns));
        if behind > buf.area.right() {
            break;
        }
        for column in x..behind {
            if let Some(cell) = buf.cell_mut((column, begin.y)) {
                let symbol = if column == x { glyph } else { " " };
                cell.set_symbol(symbol).set_style(style);
            }
        }
        x = behind;
    }
    x
}
