//! Puts frames on the terminal, each as one piece of output.
//!
//! ratatui says which cells changed; this says it to the terminal in few bytes: a run of Chinese
//! text is one move and the text, where one move a glyph would double what is written. It decides
//! nothing about what is drawn.

use std::io::{self, Write};

use crossterm::cursor::{Hide, MoveTo, Show};
use crossterm::queue;
use crossterm::style::{Attribute, Color as Paint, Colors, SetAttribute, SetColors};
use crossterm::terminal::{
    BeginSynchronizedUpdate, Clear, ClearType as Extent, EndSynchronizedUpdate,
};
use ratatui::backend::{Backend, ClearType, WindowSize};
use ratatui::buffer::Cell;
use ratatui::layout::{Position, Size};
use ratatui::style::{Color, Modifier};

use crate::ui::text;

/// The terminal behind a writer, which must hold what it is given until it is flushed.
#[derive(Debug)]
pub(super) struct Canvas<W: Write>(pub(super) W);

impl<W: Write> Backend for Canvas<W> {
    type Error = io::Error;

    fn draw<'a, I>(&mut self, cells: I) -> io::Result<()>
    where
        I: Iterator<Item = (u16, u16, &'a Cell)>,
    {
        let out = &mut self.0;
        queue!(out, BeginSynchronizedUpdate)?;
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
                let colours = Colors::new(paint(cell.fg), paint(cell.bg));
                queue!(out, SetColors(colours))?;
                style = wanted;
            }
            out.write_all(cell.symbol().as_bytes())?;
            let width = text::cells(text::width(cell.symbol()));
            next = Some((x + width, y));
        }
        queue!(out, SetAttribute(Attribute::Reset))
    }

    fn hide_cursor(&mut self) -> io::Result<()> {
        queue!(self.0, Hide)
    }

    fn show_cursor(&mut self) -> io::Result<()> {
        queue!(self.0, Show)
    }

    fn get_cursor_position(&mut self) -> io::Result<Position> {
        crossterm::cursor::position().map(Position::from)
    }

    fn set_cursor_position<P: Into<Position>>(&mut self, position: P) -> io::Result<()> {
        let Position { x, y } = position.into();
        queue!(self.0, MoveTo(x, y))
    }

    fn clear(&mut self) -> io::Result<()> {
        self.clear_region(ClearType::All)
    }

    fn clear_region(&mut self, region: ClearType) -> io::Result<()> {
        let extent = match region {
            ClearType::All => Extent::All,
            ClearType::AfterCursor => Extent::FromCursorDown,
            ClearType::BeforeCursor => Extent::FromCursorUp,
            ClearType::CurrentLine => Extent::CurrentLine,
            ClearType::UntilNewLine => Extent::UntilNewLine,
        };
        queue!(self.0, Clear(extent))
    }

    fn size(&self) -> io::Result<Size> {
        crossterm::terminal::size().map(Size::from)
    }

    fn window_size(&mut self) -> io::Result<WindowSize> {
        Ok(WindowSize {
            columns_rows: self.size()?,
            pixels: Size::default(),
        })
    }

    /// The frame is whole, its cursor in place: now it is seen, and not before.
    fn flush(&mut self) -> io::Result<()> {
        queue!(self.0, EndSynchronizedUpdate)?;
        self.0.flush()
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

const fn paint(color: Color) -> Paint {
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
