//! Charts as inline SVG: bars beside names, dark for what is, outlined for what it is held
//! against, so that they read the same printed without colour.

use rust_decimal::Decimal;

use super::html::escaped;
use super::layout::halves;
use super::tree::{Bar, Chart};
use crate::report::number::shown;

/// Pixels: the whole, the names, the longest bar, one bar, the space between rows.
const WIDTH: u32 = 720;
const NAMES: u32 = 196;
const LONGEST: u32 = 380;
const BAR: u32 = 13;
const GAP: u32 = 9;
/// The longest name, in halves of a character.
const LONGEST_NAME: usize = 28;

pub(super) fn draw(chart: &Chart, out: &mut String) {
    let values = chart.bars.iter().flat_map(|bar| &bar.values).flatten();
    let largest = values.copied().max().unwrap_or_default();
    if largest <= Decimal::ZERO {
        return;
    }
    let per_row = BAR * u32::try_from(chart.series.len()).unwrap_or(1) + GAP;
    let head = if chart.series.len() > 1 { 26 } else { 4 };
    let rows = u32::try_from(chart.bars.len()).unwrap_or_default();
    let height = head + rows * per_row + 4;
    let title = escaped(&chart.title);
    *out += &format!(
        "<figure><figcaption>{title}</figcaption>\n<svg viewBox=\"0 0 {WIDTH} {height}\" role=\"img\" aria-label=\"{title}\">\n"
    );
    if chart.series.len() > 1 {
        let mut x = NAMES;
        for (i, name) in chart.series.iter().enumerate() {
            let class = class(i);
            let text = x + 22;
            *out += &format!(
                "<rect class=\"{class}\" x=\"{x}\" y=\"3\" width=\"16\" height=\"11\"/><text x=\"{text}\" y=\"13\">{}</text>\n",
                escaped(name)
            );
            x += 44 + 7 * u32::try_from(halves(name)).unwrap_or_default();
        }
    }
    let mut y = head;
    for bar in &chart.bars {
        row(bar, y, per_row - GAP, largest, out);
        y += per_row;
    }
    let bottom = height - 4;
    *out += &format!(
        "<line x1=\"{NAMES}\" y1=\"{head}\" x2=\"{NAMES}\" y2=\"{bottom}\"/>\n</svg></figure>\n"
    );
}

const fn class(series: usize) -> &'static str {
    if series == 0 { "is" } else { "against" }
}

fn row(bar: &Bar, top: u32, height: u32, largest: Decimal, out: &mut String) {
    let (right, middle) = (NAMES - 8, top + height / 2 + 5);
    *out += &format!(
        "<text class=\"name\" x=\"{right}\" y=\"{middle}\">{}</text>",
        escaped(&short(&bar.name))
    );
    let mut y = top;
    for (i, value) in bar.values.iter().enumerate() {
        if let Some(value) = value {
            let length = value
                .max(&Decimal::ZERO)
                .checked_mul(LONGEST.into())
                .and_then(|length| length.checked_div(largest))
                .unwrap_or_default()
                .round_dp(1)
                .normalize();
            let text = Decimal::from(NAMES + 6) + length;
            let (class, high, line) = (class(i), BAR - 2, y + BAR - 2);
            let note = match bar.note.as_str() {
                "" => String::new(),
                note => format!("　{}", escaped(note)),
            };
            *out += &format!(
                "<rect class=\"{class}\" x=\"{NAMES}\" y=\"{y}\" width=\"{length}\" height=\"{high}\"/><text class=\"value\" x=\"{text}\" y=\"{line}\">{}{note}</text>",
                shown(*value)
            );
        }
        y += BAR;
    }
    out.push('\n');
}

/// A name that fits beside its bar.
fn short(name: &str) -> String {
    if halves(name) <= LONGEST_NAME {
        return name.to_owned();
    }
    let mut short = String::new();
    for c in name.chars() {
        short.push(c);
        if halves(&short) + 2 > LONGEST_NAME - 1 {
            break;
        }
    }
    short.push('…');
    short
}
