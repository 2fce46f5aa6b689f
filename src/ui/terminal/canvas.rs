//! Puts frames on the terminal: each as one piece of output, and of each only what changed.
//!
//! A run of Chinese text is one move and the text; the cursor comes last, so that an input method
//! finds it where the text goes in. Behind a glyph that terminals do not agree on the cursor is
//! moved to where the next one belongs, so that nothing is ever shifted: too narrow a glyph leaves
//! a gap, too wide a one is cut off. What is drawn is none of its business.

use std::io::{self, Write};
use std::mem;
use std::ops::Range;

use crossterm::cursor::{Hide, MoveTo, Show};
use crossterm::queue;
use crossterm::style::{Attribute, Color as Paint, Colors, SetAttribute, SetColors};
use crossterm::terminal::{BeginSynchronizedUpdate, Clear, ClearType, EndSynchronizedUpdate};
use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::{Position, Rect};
use ratatui::style::{Color, Modifier};

use crate::ui::text;

/// The terminal behind a writer, which must hold what it is given until it is flushed.
#[derive(Debug)]
pub struct Canvas<W: Write> {
    out: W,
    /// What is on the terminal.
    shown: Buffer,
    /// The frame before, whose room the next one takes.
    spare: Buffer,
}

impl<W: Write> Canvas<W> {
    /// A terminal of which nothing is known.
    pub fn new(out: W) -> Self {
        Self {
            out,
            shown: Buffer::default(),
            spare: Buffer::default(),
        }
    }

    /// The terminal.
    pub const fn terminal(&self) -> &W {
        &self.out
    }

    /// The terminal, for what is to go out with the next frame.
    pub const fn terminal_mut(&mut self) -> &mut W {
        &mut self.out
    }

    /// Takes what is on the terminal for unknown: the next frame is written whole.
    pub fn forget(&mut self) {
        self.shown = Buffer::default();
    }

    /// Shows what `paint` draws into a frame of this size; it returns where the cursor must stand.
    ///
    /// # Errors
    /// When the terminal cannot be written to.
    pub fn draw(
        &mut self,
        (columns, rows): (u16, u16),
        paint: impl FnOnce(Rect, &mut Buffer) -> Option<Position>,
    ) -> io::Result<()> {
        let area = Rect::new(0, 0, columns, rows);
        let mut next = mem::take(&mut self.spare);
        if next.area == area {
            next.reset();
        } else {
            next = Buffer::empty(area);
        }
        let caret = paint(area, &mut next);
        let out = &mut self.out;
        queue!(out, BeginSynchronizedUpdate)?;
        let width = usize::from(columns).max(1);
        let before = if self.shown.area == area {
            self.shown.content.as_slice()
        } else {
            queue!(out, Clear(ClearType::All))?;
            &[]
        };
        let mut before = before.chunks(width);
        let mut pen = Pen::default();
        for (y, row) in (0..).zip(next.content.chunks(width)) {
            let part = match before.next() {
                Some(before) => changed(before, row),
                None => 0..row.len(),
            };
            pen.write(out, y, row, part)?;
        }
        queue!(out, SetAttribute(Attribute::Reset))?;
        match caret {
            Some(Position { x, y }) => queue!(out, Show, MoveTo(x, y))?,
            None => queue!(out, Hide)?,
        }
        queue!(out, EndSynchronizedUpdate)?;
        self.spare = mem::replace(&mut self.shown, next);
        self.out.flush()
    }
}

/// The columns of a row that have to be written: from the first glyph that changed to the last. Of
/// a row with a glyph that terminals do not agree on it is all, since that may reach over others.
fn changed(before: &[Cell], now: &[Cell]) -> Range<usize> {
    let differs = |(before, now): (&Cell, &Cell)| before != now;
    let Some(first) = before.iter().zip(now).position(differs) else {
        return 0..0;
    };
    let is_settled = |cell: &Cell| text::is_settled(cell.symbol());
    if !before.iter().chain(now).all(is_settled) {
        return 0..now.len();
    }
    let last = before.iter().zip(now).rposition(differs).unwrap_or(first);
    // A glyph is written whole, and one that was there is replaced whole.
    let begin = glyph_at(now, first).start;
    begin..glyph_at(before, last).end.max(glyph_at(now, last).end)
}

/// The columns of the glyph that reaches over one of them.
fn glyph_at(row: &[Cell], column: usize) -> Range<usize> {
    let mut glyphs = glyphs(row).map(|(x, cell)| x..x + columns(cell));
    glyphs
        .find(|columns| columns.contains(&column))
        .unwrap_or(column..column + 1)
}

/// Every glyph of a row with its column; the second half of a wide one is none.
fn glyphs(row: &[Cell]) -> impl Iterator<Item = (usize, &Cell)> {
    let mut next = 0;
    row.iter().enumerate().filter(move |(x, cell)| {
        let begins = *x == next;
        if begins {
            next += columns(cell);
        }
        begins
    })
}

fn columns(cell: &Cell) -> usize {
    text::width(cell.symbol()).max(1)
}

/// What the terminal writes with at the moment.
#[derive(Default)]
struct Pen {
    /// Where the cursor stands for certain.
    at: Option<(u16, u16)>,
    style: (Color, Color, Modifier),
}

impl Pen {
    /// Writes a part of a row.
    fn write(
        &mut self,
        out: &mut impl Write,
        y: u16,
        row: &[Cell],
        part: Range<usize>,
    ) -> io::Result<()> {
        for (column, cell) in glyphs(row).filter(|(column, _)| part.contains(column)) {
            let x = text::cells(column);
            if self.at != Some((x, y)) {
                queue!(out, MoveTo(x, y))?;
            }
            self.take_up((cell.fg, cell.bg, cell.modifier), out)?;
            let (glyph, columns) = (cell.symbol(), columns(cell));
            if text::is_settled(glyph) {
                out.write_all(glyph.as_bytes())?;
                self.at = Some((x + text::cells(columns), y));
            } else {
                // It may be narrower than its place.
                write!(out, "{:columns$}", "")?;
                queue!(out, MoveTo(x, y))?;
                out.write_all(glyph.as_bytes())?;
                self.at = None;
            }
        }
        Ok(())
    }

    /// Tells the terminal what is another in the style: most of a frame differs in one colour.
    fn take_up(
        &mut self,
        wanted: (Color, Color, Modifier),
        out: &mut impl Write,
    ) -> io::Result<()> {
        if self.style == wanted {
            return Ok(());
        }
        if self.style.2 != wanted.2 {
            emphasise(out, wanted.2)?;
            (self.style.0, self.style.1) = (Color::Reset, Color::Reset);
        }
        let colours = Colors {
            foreground: (self.style.0 != wanted.0).then(|| pigment(wanted.0)),
            background: (self.style.1 != wanted.1).then(|| pigment(wanted.1)),
        };
        self.style = wanted;
        queue!(out, SetColors(colours))
    }
}

/// Sets emphasis anew; what was set before, colours too, is gone.
fn emphasise(out: &mut impl Write, modifier: Modifier) -> io::Result<()> {
    const ATTRIBUTES: [(Modifier, Attribute); 4] = [
        (Modifier::BOLD, Attribute::Bold),
        (Modifier::DIM, Attribute::Dim),
        (Modifier::UNDERLINED, Attribute::Underlined),
        (Modifier::REVERSED, Attribute::Reverse),
    ];
    queue!(out, SetAttribute(Attribute::Reset))?;
    for (set, attribute) in ATTRIBUTES {
        if modifier.contains(set) {
            queue!(out, SetAttribute(attribute))?;
        }
    }
    Ok(())
}

const fn pigment(color: Color) -> Paint {
    match color {
        Color::Reset => Paint::Reset,
        Color::Black => Paint::Black,
        Color::Red => Paint::DarkRed,
        Color::Green => Paint::DarkGreen,
        Color::Yellow => Paint::DarkYellow,
        Color::Blue => Paint::DarkBlue,
        Color::Magenta => Paint::DarkMagenta,
        Color::Cyan => Paint::DarkCyan,
        Color::Gray => Paint::Grey,
        Color::DarkGray => Paint::DarkGrey,
        Color::LightRed => Paint::Red,
        Color::LightGreen => Paint::Green,
        Color::LightYellow => Paint::Yellow,
        Color::LightBlue => Paint::Blue,
        Color::LightMagenta => Paint::Magenta,
        Color::LightCyan => Paint::Cyan,
        Color::White => Paint::White,
        Color::Indexed(n) => Paint::AnsiValue(n),
        Color::Rgb(r, g, b) => Paint::Rgb { r, g, b },
    }
}

#[cfg(test)]
mod tests {
    use std::num::NonZero;

    use ratatui::style::Style;

    use super::*;

    const SIZE: (u16, u16) = (20, 3);

    /// What a terminal shows after these frames, and how much was written for the last.
    fn shown(frames: &[&[(u16, u16, &str)]]) -> (Vec<String>, usize) {
        let mut canvas = Canvas::new(Vec::new());
        let (columns, rows) = (NonZero::new(SIZE.0), NonZero::new(SIZE.1));
        let mut terminal = vt100::Parser::new(rows.unwrap(), columns.unwrap(), 0);
        let mut written = 0;
        for frame in frames {
            let painted = canvas.draw(SIZE, |_, buf| {
                for (x, y, words) in *frame {
                    buf.set_string(*x, *y, words, Style::new());
                }
                Some(Position::new(1, 2))
            });
            painted.unwrap();
            written = canvas.out.len();
            terminal.process(&mem::take(&mut canvas.out));
            assert_eq!(terminal.screen().cursor_position(), (2, 1));
        }
        let rows = terminal.screen().rows(0, SIZE.0);
        (rows.map(|row| row.trim_end().to_owned()).collect(), written)
    }

    #[test]
    fn frames_follow_one_another() {
        let first: &[_] = &[(0, 0, "预算绩效自评"), (3, 1, "2882.00 差87.31")];
        let second: &[_] = &[(1, 0, "绩效"), (3, 1, "2969.31")];
        let (rows, all) = shown(&[first]);
        assert_eq!(rows, ["预算绩效自评", "   2882.00 差87.31", ""]);
        let (rows, some) = shown(&[first, second]);
        assert_eq!(rows, [" 绩效", "   2969.31", ""]);
        let (rows, none) = shown(&[first, second, second]);
        assert_eq!(rows, [" 绩效", "   2969.31", ""]);
        assert!(none < some && some < all, "{none} {some} {all}");
    }

    #[test]
    fn chinese_text_is_written_in_one_piece() {
        let mut canvas = Canvas::new(Vec::new());
        let painted = canvas.draw(SIZE, |_, buf| {
            buf.set_string(0, 0, "预算绩效自评", Style::new());
            None
        });
        painted.unwrap();
        let written = String::from_utf8(canvas.out).unwrap();
        assert!(written.contains("预算绩效自评"), "{written:?}");
    }
}
