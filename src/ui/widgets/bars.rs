//! Bars to walk on: each row is a name, a bar, an amount and a share.
//!
//! A bar is cells with a background colour, never a block character: those are two columns wide
//! in Chinese fonts.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::{Color, Style};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use super::{aligned, line};
use crate::ui::text::{self, Align};
use crate::ui::theme::{self, Tone};

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

/// How the bars of a chart are laid out.
struct Measure {
    /// Lines a bar takes, with the space below it.
    each: u16,
    /// Columns of the name.
    name: usize,
    /// Columns of the label.
    label: usize,
    /// Whether a bar stands under its name, over the whole width.
    tall: bool,
    largest: Option<Decimal>,
}

impl Bars<'_> {
    fn measure(&self, area: Rect) -> Measure {
        let pair = u16::from(self.paired);
        let tall = usize::from(area.height) >= self.bars.len() * usize::from(3 + pair);
        let width = usize::from(area.width);
        let widest = |pick: fn(&Bar) -> usize| self.bars.iter().map(pick).max().unwrap_or(0);
        let label = widest(|bar| text::width(&bar.label)).min(width / 2);
        let name = widest(|bar| text::width(&bar.name));
        let room = if tall {
            width.saturating_sub(label + 3)
        } else {
            width / 3
        };
        Measure {
            each: if tall { 3 + pair } else { 1 + pair },
            name: name.min(room).max(8),
            label,
            tall,
            largest: self
                .bars
                .iter()
                .flat_map(|bar| [bar.value, bar.beside.filter(|_| self.paired)])
                .flatten()
                .map(|value| value.abs())
                .max(),
        }
    }

    /// Draws the bars and returns where the terminal's cursor must stand.
    pub fn draw(self, area: Rect, buf: &mut Buffer) -> Option<Position> {
        let measure = self.measure(area);
        let shown = usize::from(area.height / measure.each).max(1);
        let first = (self.cursor.unwrap_or(0) + 1).saturating_sub(shown);
        let mut caret = None;
        let mut y = area.y;
        for (i, bar) in self.bars.iter().enumerate().skip(first).take(shown) {
            let lines = Rect {
                y,
                height: measure.each.min(area.bottom().saturating_sub(y)),
                ..area
            };
            if lines.is_empty() {
                break;
            }
            self.draw_bar(i, bar, &measure, lines, buf);
            if self.cursor == Some(i) && self.focused {
                caret = Some(Position::new(area.x + 1, y));
            }
            y += measure.each;
        }
        caret
    }

    fn draw_bar(&self, i: usize, bar: &Bar, measure: &Measure, area: Rect, buf: &mut Buffer) {
        let ground = match (self.cursor == Some(i), self.focused) {
            (true, true) => theme::CURSOR,
            (true, false) => theme::ROW,
            _ => theme::PANEL,
        };
        let own = area.height.min(if measure.tall {
            measure.each - 1
        } else {
            measure.each
        });
        buf.set_style(
            Rect {
                height: own,
                ..area
            },
            ground,
        );
        let style = if bar.marked {
            ground.patch(Tone::Error.style())
        } else {
            ground
        };
        let name = Rect {
            x: area.x + 1,
            width: text::cells(measure.name),
            ..area
        };
        line(&bar.name, name, style, buf);
        let at = area.right().saturating_sub(text::cells(measure.label) + 1);
        let label = Rect {
            x: at,
            width: text::cells(measure.label),
            ..area
        };
        let label_style = if bar.changed {
            style.patch(theme::CHANGED)
        } else {
            style
        };
        aligned(&bar.label, Align::Right, label, label_style, buf);

        let (x, y, end) = if measure.tall {
            (area.x + 1, area.y + 1, area.right().saturating_sub(1))
        } else {
            (
                area.x.saturating_add(text::cells(measure.name) + 2),
                area.y,
                at.saturating_sub(1),
            )
        };
        let room = usize::from(end.saturating_sub(x));
        let color = theme::BARS
            .get(i % theme::BARS.len())
            .copied()
            .unwrap_or(Color::Reset);
        let mut stripe = |y: u16, value: Option<Decimal>, color: Color| {
            if y < area.bottom() {
                let width = length(value, measure.largest, room);
                buf.set_style(Rect::new(x, y, width, 1), Style::new().bg(color));
            }
        };
        stripe(y, bar.value, color);
        if self.paired {
            stripe(y + 1, bar.beside, theme::BAR_BESIDE);
        }
    }
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
