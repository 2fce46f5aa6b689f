//! Bars to walk on: each is a name and one or two stripes, with what they stand for behind them.
//!
//! A stripe is cells with a background colour, never a block character: those are two columns
//! wide in Chinese fonts.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use super::{aligned, line};
use crate::ui::hit::{Hits, Target};
use crate::ui::text::{self, Align};
use crate::ui::theme::{self, Tone};

/// One length.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stripe {
    /// What its length says; blank is a stripe that cannot be drawn.
    pub value: Option<Decimal>,
    /// What stands behind it: amount, share.
    pub label: String,
}

/// One bar.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bar {
    /// Its name.
    pub name: String,
    /// What it shows.
    pub main: Stripe,
    /// What it is compared with, drawn beneath: what was planned, or the year before.
    pub beside: Option<Stripe>,
    /// Whether the value contradicts its parts.
    pub marked: bool,
    /// Whether the last edit moved it.
    pub changed: bool,
}

impl Bar {
    /// What it shows, as a sentence.
    #[must_use]
    pub fn in_words(&self) -> String {
        let words = |label: &str| label.split_whitespace().collect::<Vec<_>>().join(" ");
        let labels: Vec<String> = self.stripes().map(|it| words(&it.label)).collect();
        format!("{}：{}。", self.name, labels.join("，"))
    }

    fn stripes(&self) -> impl Iterator<Item = &Stripe> {
        std::iter::once(&self.main).chain(&self.beside)
    }
}

/// What bars are drawn with.
#[derive(Clone, Copy)]
pub struct Bars<'a> {
    /// Which pane of the tab they are.
    pub pane: usize,
    /// The bars, from the top.
    pub bars: &'a [Bar],
    /// The bar with the cursor.
    pub cursor: Option<usize>,
    /// Whether keys go to the bars.
    pub focused: bool,
}

/// How the bars of a chart are laid out.
struct Measure {
    /// Lines a bar takes, with the space below it.
    each: u16,
    /// Lines of its stripes.
    stripes: u16,
    /// Columns of the name.
    name: u16,
    /// Columns of the labels.
    label: u16,
    /// Whether the stripes stand under the name, over the whole width.
    tall: bool,
    largest: Option<Decimal>,
}

impl Bars<'_> {
    fn measure(&self, area: Rect) -> Measure {
        let stripes = |bar: &Bar| bar.stripes().count();
        let stripes = self.bars.iter().map(stripes).max().unwrap_or(1);
        let fits = |each: usize| usize::from(area.height) >= self.bars.len() * each;
        // With a blank line below each, without, or beside the names.
        let each = [stripes + 2, stripes + 1]
            .into_iter()
            .find(|&each| fits(each));
        let labels = self.bars.iter().flat_map(Bar::stripes);
        let label = labels.map(|stripe| text::width(&stripe.label)).max();
        let name = self.bars.iter().map(|bar| text::width(&bar.name)).max();
        Measure {
            each: text::cells(each.unwrap_or(stripes)),
            stripes: text::cells(stripes),
            name: text::cells(name.unwrap_or(0))
                .min(area.width * 2 / 5)
                .max(8),
            label: text::cells(label.unwrap_or(0)).min(area.width / 2),
            tall: each.is_some(),
            largest: self
                .bars
                .iter()
                .flat_map(Bar::stripes)
                .filter_map(|stripe| stripe.value)
                .map(|value| value.abs())
                .max(),
        }
    }

    /// Draws the bars and returns where the terminal's cursor must stand.
    pub fn draw(self, area: Rect, buf: &mut Buffer, hits: &mut Hits) -> Option<Position> {
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
            let pane = self.pane;
            hits.add(lines, Target::Bar { pane, bar: i });
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
        let own = measure.stripes + u16::from(measure.tall);
        let own = Rect {
            height: area.height.min(own),
            ..area
        };
        buf.set_style(own, ground);
        let style = if bar.marked {
            ground.patch(Tone::Error.style())
        } else {
            ground
        };
        let inner = Rect {
            x: area.x + 1,
            width: area.width.saturating_sub(2),
            ..own
        };
        let (name, stripes) = if measure.tall {
            let below = inner.height.saturating_sub(1);
            let stripes = Rect {
                y: inner.y + 1,
                height: below,
                ..inner
            };
            (inner, stripes)
        } else {
            let taken = (measure.name + 1).min(inner.width);
            let stripes = Rect {
                x: inner.x + taken,
                width: inner.width - taken,
                ..inner
            };
            let name = Rect {
                width: measure.name.min(inner.width),
                ..inner
            };
            (name, stripes)
        };
        line(&bar.name, name, style, buf);
        let label_style = if bar.changed {
            style.patch(theme::CHANGED)
        } else {
            style
        };
        let colors = [theme::bar(i), theme::BAR_BESIDE];
        for ((stripe, color), y) in bar.stripes().zip(colors).zip(stripes.y..stripes.bottom()) {
            let place = Rect {
                y,
                height: 1,
                ..stripes
            };
            let label = Rect {
                x: place.right().saturating_sub(measure.label),
                width: measure.label.min(place.width),
                ..place
            };
            aligned(&stripe.label, Align::Right, label, label_style, buf);
            let room = usize::from(place.width.saturating_sub(label.width + 1));
            let width = length(stripe.value, measure.largest, room);
            let length = Rect { width, ..place };
            buf.set_style(length, Style::new().bg(color));
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
