//! Bars to walk on: each row is a name, a bar, an amount and a share.
//!
//! A bar is cells with a background colour, never a block character: those are two columns wide
//! in Chinese fonts.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::{Color, Style};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use crate::ui::text::{self, Align};
use crate::ui::theme;

/// One bar.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bar {
    /// Its name.
    pub name: String,
    /// What its length says; blank is a bar that cannot be drawn.
    pub value: Option<Decimal>,
    /// A second value, drawn beneath: what was planned, or the year before.
    pub beside: Option<Decimal>,
    /// What stands behind it: amount, share.
    pub label: String,
    /// Whether the value contradicts its parts.
    pub marked: bool,
    /// Whether the last edit moved it.
    pub changed: bool,
}

/// What bars are drawn with.
#[derive(Clone, Copy)]
pub struct Bars<'a> {
    /// The bars, from the top.
    pub bars: &'a [Bar],
    /// The bar with the cursor.
    pub cursor: Option<usize>,
    /// Whether keys go to the bars.
    pub focused: bool,
    /// Whether each bar has a second one beneath.
    pub paired: bool,
}

impl Bars<'_> {
    /// Draws the bars and returns where the terminal's cursor must stand.
    pub fn draw(self, area: Rect, buf: &mut Buffer) -> Option<Position> {
        let each = if self.paired { 2 } else { 1 };
        let shown = usize::from(area.height / each).max(1);
        let cursor = self.cursor.unwrap_or(0);
        let first = (cursor + 1).saturating_sub(shown);
        let largest = self
            .bars
            .iter()
            .flat_map(|bar| [bar.value, if self.paired { bar.beside } else { None }])
            .flatten()
            .map(|value| value.abs())
            .max();
        let widest = |pick: fn(&Bar) -> usize| self.bars.iter().map(pick).max().unwrap_or(0);
        let label = widest(|bar| text::width(&bar.label)).min(usize::from(area.width / 2));
        let name = widest(|bar| text::width(&bar.name))
            .min(usize::from(area.width / 3))
            .max(8);
        let room = usize::from(area.width).saturating_sub(name + label + 3);
        let mut caret = None;
        for (i, bar) in self.bars.iter().enumerate().skip(first).take(shown) {
            let Ok(offset) = u16::try_from(i - first) else {
                break;
            };
            let line = Rect {
                y: area.y + offset * each,
                height: each.min(area.bottom().saturating_sub(area.y + offset * each)),
                ..area
            };
            if line.height == 0 {
                break;
            }
            let here = self.cursor == Some(i);
            let ground = match (here, self.focused) {
                (true, true) => theme::CURSOR,
                (true, false) => theme::ROW,
                _ => theme::PANEL,
            };
            buf.set_style(line, ground);
            let mut style = ground;
            if bar.marked {
                style = ground.patch(crate::ui::theme::Tone::Error.style());
            }
            let name_text = text::fit(&text::safe(&bar.name), name, Align::Left);
            buf.set_string(line.x + 1, line.y, name_text, style);
            let x = line.x.saturating_add(columns(name) + 2);
            let color = theme::BARS
                .get(i % theme::BARS.len())
                .copied()
                .unwrap_or(Color::Reset);
            stripe(
                x,
                line.y,
                length(bar.value, largest, room),
                color,
                buf,
                area,
            );
            if self.paired && line.height > 1 {
                let beside = length(bar.beside, largest, room);
                stripe(x, line.y + 1, beside, theme::BAR_BESIDE, buf, area);
            }
            let label_text = text::fit(&text::safe(&bar.label), label, Align::Right);
            let style = if bar.changed {
                style.patch(theme::CHANGED)
            } else {
                style
            };
            buf.set_string(
                area.right().saturating_sub(columns(label)),
                line.y,
                label_text,
                style,
            );
            if here && self.focused {
                caret = Some(Position::new(line.x + 1, line.y));
            }
        }
        caret
    }
}

/// A count of columns as the buffer counts them.
fn columns(n: usize) -> u16 {
    u16::try_from(n).unwrap_or(u16::MAX)
}

/// How many of `room` columns a value takes; what is not nothing takes at least one.
fn length(value: Option<Decimal>, largest: Option<Decimal>, room: usize) -> u16 {
    let (Some(value), Some(largest)) = (value, largest) else {
        return 0;
    };
    let columns = value
        .abs()
        .checked_mul(Decimal::from(room))
        .and_then(|value| value.checked_div(largest))
        .and_then(|value| value.round().to_u16())
        .unwrap_or(0);
    if value.is_zero() { 0 } else { columns.max(1) }
}

fn stripe(x: u16, y: u16, length: u16, color: Color, buf: &mut Buffer, area: Rect) {
    let width = length.min(area.right().saturating_sub(x));
    buf.set_style(Rect::new(x, y, width, 1), Style::new().bg(color));
}
