//! Puts frames on the terminal: each as one piece of output, and of each only what changed.
//!
//! A run of Chinese text is one move and the text; the cursor comes last, so that an input method
//! finds it where the text goes in. What is drawn is none of its business.

use std::io::{self, Write};
use std::mem;

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
pub(super) struct Canvas<W: Write> {
    out: W,
    /// What is on the terminal.
    shown: Buffer,
    /// The frame before, whose room the next one takes.
    spare: Buffer,
}

impl<W: Write> Canvas<W> {
    /// A terminal of which nothing is known.
    pub(super) fn new(out: W) -> Self {
        Self {
            out,
            shown: Buffer::default(),
            spare: Buffer::default(),
        }
    }

    /// Takes what is on the terminal for unknown: the next frame is written whole.
    pub(super) fn forget(&mut self) {
        self.shown = Buffer::default();
    }

    /// Shows what `paint` draws into a frame of this size; it returns where the cursor must stand.
    ///
    /// # Errors
    /// When the terminal cannot be written to.
    pub(super) fn draw(
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
        if self.shown.area == area {
            put(out, self.shown.diff_iter(&next))?;
        } else {
            queue!(out, Clear(ClearType::All))?;
            put(out, glyphs(&next))?;
        }
        match caret {
            Some(Position { x, y }) => queue!(out, Show, MoveTo(x, y))?,
            None => queue!(out, Hide)?,
        }
        queue!(out, EndSynchronizedUpdate)?;
        self.spare = mem::replace(&mut self.shown, next);
        self.out.flush()
    }
}

/// Every glyph of a frame with its place; the second half of a wide one is none.
fn glyphs(frame: &Buffer) -> impl Iterator<Item = (u16, u16, &Cell)> {
    let Rect { width, height, .. } = frame.area;
    (0..height).flat_map(move |y| {
        let mut x = 0;
        std::iter::from_fn(move || {
            let at = x;
            let cell = frame.cell((at, y)).filter(|_| at < width)?;
            x += columns(cell);
            Some((at, y, cell))
        })
    })
}

fn columns(cell: &Cell) -> u16 {
    text::cells(text::width(cell.symbol())).max(1)
}

fn put<'a>(
    out: &mut impl Write,
    cells: impl Iterator<Item = (u16, u16, &'a Cell)>,
) -> io::Result<()> {
    let mut next = None;
    let mut style = (Color::Reset, Color::Reset, Modifier::empty());
    for (x, y, cell) in cells {
        if next != Some((x, y)) {
            queue!(out, MoveTo(x, y))?;
        }
        let wanted = (cell.fg, cell.bg, cell.modifier);
        if style != wanted {
            if style.2 != wanted.2 {
                emphasise(out, wanted.2)?;
            }
            let colours = Colors::new(pigment(cell.fg), pigment(cell.bg));
            queue!(out, SetColors(colours))?;
            style = wanted;
        }
        out.write_all(cell.symbol().as_bytes())?;
        next = Some((x + columns(cell), y));
    }
    queue!(out, SetAttribute(Attribute::Reset))
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
