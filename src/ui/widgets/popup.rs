//! Windows over the screen.

use std::borrow::Cow;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;

use super::editor::{Editor, EditorStyle};
use super::grid::{Cursor, Grid};
use super::{blank, line, row};
use crate::ui::app::{App, Asked, Completion, Editing, Line, Popup, is_numbered};
use crate::ui::hit::{Hits, Target};
use crate::ui::sheet::Sheet;
use crate::ui::text;
use crate::ui::theme::{self, Tone};

pub(super) const EDITOR: EditorStyle = EditorStyle {
    text: theme::EDIT,
    selection: theme::EDIT_SELECTED,
};

/// A whole page of the ground of a line being edited would be a lamp on the desk.
const WRITING: EditorStyle = EditorStyle {
    text: theme::BASE,
    selection: theme::EDIT_SELECTED,
};

/// How many lines to choose from are always seen.
const LEAST_LINES: usize = 4;

/// How many rows one of them may take; what is longer is cut.
const MOST_ROWS: usize = 3;

/// The columns of its number.
const NUMBERED: usize = 3;

/// A place in the middle of `area`, with a line more for the heading.
pub(super) fn centred(width: u16, height: u16, area: Rect) -> Rect {
    let width = width.min(area.width.saturating_sub(4));
    let height = (height + 1).min(area.height);
    let x = area.x + (area.width - width) / 2;
    let y = area.y + (area.height - height) / 2;
    Rect::new(x, y, width, height)
}

/// What a window has for its content.
const fn inside(window: Rect) -> Rect {
    Rect {
        x: window.x + 1,
        y: window.y + 1,
        width: window.width.saturating_sub(2),
        height: window.height.saturating_sub(1),
    }
}

/// Where text stands in the content of a window.
const fn set_in(inner: Rect) -> Rect {
    Rect {
        x: inner.x + 1,
        width: inner.width.saturating_sub(2),
        ..inner
    }
}

/// What is narrower beside a window shows no more than the ends of what lies behind.
const STRIP: u16 = 8;

/// Columns at the sides of a text in a window.
const SIDES: u16 = 4;

/// Clears a place for a window, draws its heading, and returns what is left for the content.
pub(super) fn place(title: &str, window: Rect, buf: &mut Buffer, hits: &mut Hits) -> Rect {
    hits.add(window, Target::Window);
    let behind = buf.area.intersection(Rect {
        x: 0,
        width: u16::MAX,
        ..window
    });
    let right = window.right();
    for (x, width) in [(0, window.x), (right, behind.width.saturating_sub(right))] {
        if width < STRIP {
            blank(Rect { x, width, ..behind }, theme::BEHIND, buf);
        }
    }
    blank(window, theme::POPUP, buf);
    line(&format!(" {title}"), window, theme::POPUP_TITLE, buf);
    inside(window)
}

/// Draws lines of text from the top of a place, set in from its sides, and returns the row below
/// them.
fn paragraph(lines: &[&str], area: Rect, buf: &mut Buffer) -> u16 {
    for (words, y) in lines.iter().zip(area.y..area.bottom()) {
        line(words, set_in(Rect { y, ..area }), theme::POPUP, buf);
    }
    area.y + text::cells(lines.len()).min(area.height)
}

/// The lines of a text in a window so wide.
fn paragraphs(text: &str, width: u16) -> Vec<&str> {
    let width = usize::from(width.saturating_sub(SIDES).max(2));
    let paragraphs = text.split('\n');
    paragraphs
        .flat_map(|it| text::wrap_whole(it, width))
        .collect()
}

/// The lines of a text to read, and the window for them.
fn reading(text: &str, area: Rect) -> (Vec<&str>, Rect) {
    let width = 72.min(area.width.saturating_sub(6));
    let lines = paragraphs(text, width);
    let window = centred(width, text::cells(lines.len() + 2), area);
    (lines, window)
}

/// How many lines of a text to read do not fit a body of this size.
#[must_use]
pub fn read_overflow(text: &str, body: Rect) -> usize {
    let (lines, window) = reading(text, body);
    lines.len().saturating_sub(inside(window).height.into())
}

/// Says at the right of a window's heading that there is more.
pub(super) fn more(words: &str, inner: Rect, buf: &mut Buffer) {
    let words = format!("{words} ");
    let width = text::cells(text::width(&words)).min(inner.width);
    let right = Rect {
        x: inner.right() - width,
        y: inner.y.saturating_sub(1),
        width,
        height: 1,
    };
    line(&words, right, theme::POPUP_TITLE, buf);
}

/// Draws a window and returns where the terminal's cursor must stand.
pub fn window(window: &Popup, area: Rect, buf: &mut Buffer, hits: &mut Hits) -> Option<Position> {
    match window {
        Popup::Read {
            title, text, top, ..
        } => {
            read(title, text, *top, area, buf, hits);
            None
        }
        Popup::Choose {
            title,
            text,
            lines,
            selected,
        } => {
            let laid = Choosing::laid_out(text, lines, area);
            place(title, laid.window, buf, hits);
            choose(&laid, lines, *selected, buf, hits)
        }
        Popup::Problems(list) => sheet(&list.title, &list.sheet, list.cursor, area, buf, hits),
        Popup::Changes(list) => sheet(&list.title, &list.sheet, list.cursor, area, buf, hits),
        Popup::Places(list) => sheet(&list.title, &list.sheet, list.cursor, area, buf, hits),
        Popup::Paste(pasting) => {
            let (sheet_of, cursor) = (&pasting.sheet, pasting.cursor);
            sheet(&pasting.title, sheet_of, cursor, area, buf, hits)
        }
        Popup::Conflicts(list) => {
            let title = "两边都改了：左右键选用哪边，选完按 F2 合并";
            sheet(title, &list.sheet, list.cursor, area, buf, hits)
        }
        Popup::Name {
            editor,
            error,
            asked,
            ..
        } => {
            let error = error.as_deref().unwrap_or_default();
            name(*asked, editor, error, area, buf, hits)
        }
        // Drawn by rooms of their own.
        Popup::Menu(_) | Popup::Palette(_) | Popup::Find(_) => None,
    }
}

/// Draws a text to read from its line `top` on.
fn read(title: &str, text: &str, top: usize, area: Rect, buf: &mut Buffer, hits: &mut Hits) {
    let (lines, place_of) = reading(text, area);
    let inner = place(title, place_of, buf, hits);
    let shown = lines.get(top..).unwrap_or_default();
    // Air above the text where there is as much below.
    let air = u16::from(lines.len() + 2 <= usize::from(inner.height));
    let place = Rect {
        y: inner.y + air,
        height: inner.height - air,
        ..inner
    };
    paragraph(shown, place, buf);
    let below = shown.len() > usize::from(inner.height);
    if top > 0 || below {
        more("上下键翻看", inner, buf);
    }
}

/// Draws lines to choose from, below their text.
fn choose(
    laid: &Choosing<'_>,
    lines: &[Line],
    selected: usize,
    buf: &mut Buffer,
    hits: &mut Hits,
) -> Option<Position> {
    let inner = laid.inner;
    let top = paragraph(laid.words(), inner, buf) + laid.between;
    let (room, entries) = (laid.room(), &laid.entries);
    if laid.overflows() {
        let words = format!("{}/{} 上下键翻看", selected + 1, lines.len());
        more(&words, inner, buf);
    }
    // As many as fit before the one with the cursor.
    let mut left = room;
    let before = entries.iter().take(selected + 1).rev();
    let first = before.take_while(|rows| {
        let fits = rows.len() <= left;
        left = left.saturating_sub(rows.len());
        fits
    });
    let first = (selected + 1).saturating_sub(first.count().max(1));
    let mut caret = None;
    let shown = entries.iter().enumerate().skip(first);
    let rows = shown.flat_map(|(i, rows)| {
        let rows = rows.iter().enumerate();
        rows.map(move |(k, row)| (i, k, row))
    });
    for ((i, k, (words, note)), y) in rows.take(room).zip(top..) {
        let style = if i == selected {
            theme::CURSOR
        } else {
            theme::POPUP
        };
        let row = row(inner, y);
        let number = match (i, k) {
            (0..=8, 0) if is_numbered(lines) => format!(" {} ", i + 1),
            _ => " ".repeat(NUMBERED),
        };
        draw_row(&format!("{number}{words}"), note, style, row, buf);
        hits.add(row, Target::Line(i));
        if (i, k) == (selected, 0) {
            caret = Some(Position::new(inner.x, y));
        }
    }
    caret
}

/// Draws what a name is asked for, the name as typed so far, and why it cannot be taken.
fn name(
    asked: Asked,
    editor: &Editor,
    error: &str,
    area: Rect,
    buf: &mut Buffer,
    hits: &mut Hits,
) -> Option<Position> {
    let width = 70.min(area.width.saturating_sub(4));
    let why = paragraphs(error, width);
    let height = 6 + text::cells(why.len()).saturating_sub(1);
    let window = centred(width, height, area);
    let inner = set_in(place(asked.question(), window, buf, hits));
    let inner = Rect {
        y: inner.y + 1,
        height: inner.height.saturating_sub(1),
        ..inner
    };
    line(asked.advice(), inner, theme::POPUP, buf);
    let lowest = inner.bottom().saturating_sub(1);
    let row = |below: u16| row(inner, (inner.y + below).min(lowest));
    let field = row(2);
    let style = theme::POPUP.patch(Tone::Error.style());
    for (words, below) in why.into_iter().zip(3..) {
        line(words, row(below), style, buf);
    }
    hits.add(field, Target::Editor);
    editor.draw(field, buf, EDITOR)
}

/// Where a text and the lines to choose from below it stand in their window.
#[derive(Debug)]
pub struct Choosing<'a> {
    words: Vec<&'a str>,
    /// The rows of each line.
    entries: Vec<Vec<(Cow<'a, str>, &'a str)>>,
    window: Rect,
    /// What is left in it below the air at its top.
    inner: Rect,
    /// Air between the text and the lines.
    between: u16,
}

impl<'a> Choosing<'a> {
    /// Lays them out in the middle of a body.
    #[must_use]
    pub fn laid_out(text: &'a str, lines: &'a [Line], area: Rect) -> Self {
        let widest = lines
            .iter()
            .map(|line| text::width(&line.text) + text::width(&line.note) + 10)
            .chain([text::width(text) + usize::from(SIDES) + 2, 40])
            .max()
            .unwrap_or(40);
        let width = text::cells(widest).min(area.width.saturating_sub(4));
        let words = if text.is_empty() {
            Vec::new()
        } else {
            paragraphs(text, width)
        };
        let entries: Vec<Vec<_>> = lines
            .iter()
            .map(|line| rows_of(line, usize::from(width).saturating_sub(NUMBERED + 2)))
            .collect();
        // Air below the lines, between them and the text, above it: as there is room.
        let taken = words.len() + entries.iter().map(Vec::len).sum::<usize>() + 1;
        let room = usize::from(area.height).saturating_sub(taken);
        let between = u16::from(room > 1 && !words.is_empty());
        let above = u16::from(room > 2);
        let window = centred(
            width,
            text::cells(taken).saturating_add(between + above),
            area,
        );
        let inside = inside(window);
        let inner = Rect {
            y: inside.y + above.min(inside.height),
            height: inside.height.saturating_sub(above),
            ..inside
        };
        Self {
            words,
            entries,
            window,
            inner,
            between,
        }
    }

    /// How many rows the lines take.
    fn rows(&self) -> usize {
        self.entries.iter().map(Vec::len).sum()
    }

    /// As much of the text as leaves the lines, which the window is for, some room.
    fn words(&self) -> &[&'a str] {
        let most = usize::from(self.inner.height).saturating_sub(self.rows().min(LEAST_LINES));
        self.words.get(..most).unwrap_or(&self.words)
    }

    /// How many rows there are for the lines.
    fn room(&self) -> usize {
        let above = self.words().len() + usize::from(self.between);
        usize::from(self.inner.height).saturating_sub(above).max(1)
    }

    /// Whether there are more of them than that.
    #[must_use]
    pub fn overflows(&self) -> bool {
        self.rows() > self.room()
    }
}

/// Draws a window full of rows.
fn sheet(
    title: &str,
    sheet: &Sheet,
    cursor: Cursor,
    area: Rect,
    buf: &mut Buffer,
    hits: &mut Hits,
) -> Option<Position> {
    let inner = place(title, area, buf, hits);
    Grid {
        pane: 0,
        sheet,
        before: None,
        cursor,
        focused: true,
        editor: None,
        passage: None,
        // Nothing else is to be seen beside it.
        ground: theme::PANEL,
    }
    .draw(inner, buf, hits)
}

/// The rows of a line to choose, each with what stands at its right: the note stands behind the
/// words where it fits, else below them.
fn rows_of(line: &Line, width: usize) -> Vec<(Cow<'_, str>, &str)> {
    let mut rows: Vec<(Cow<'_, str>, &str)> = if text::fits(&line.text, MOST_ROWS * width) {
        let words = text::wrap(&line.text, width.max(2)).into_iter();
        words.map(|words| (Cow::Borrowed(words), "")).collect()
    } else {
        vec![(Cow::Borrowed(&*line.text), "")]
    };
    let note = line.note.as_str();
    match rows.last_mut() {
        Some((words, beside)) if text::width(words) + text::width(note) < width => *beside = note,
        _ => {
            let notes = text::wrap(note, width.max(2)).into_iter();
            rows.extend(notes.map(|note| (Cow::default(), note)));
        }
    }
    rows
}

/// Words at the left of a row, a note at its right.
pub(super) fn draw_row(words: &str, note: &str, style: Style, area: Rect, buf: &mut Buffer) {
    line("", area, style, buf);
    let width = text::cells(text::width(note));
    let room = area.width.saturating_sub(width + 1);
    let words_area = Rect {
        width: room,
        ..area
    };
    line(words, words_area, style, buf);
    if width > 0 && area.width > width {
        let place = Rect {
            x: area.right() - width,
            width,
            ..area
        };
        line(note, place, style, buf);
    }
}

/// What the list of diagnostics has for its rows, in a body of this size: all of it.
#[must_use]
pub const fn list_area(body: Rect) -> Rect {
    inside(body)
}

fn text_window(area: Rect) -> Rect {
    /// As many lines a body needs for some of it to be seen around the window.
    const ROOM: u16 = 16;
    let width = area.width.saturating_sub(6).min(100);
    let around = if area.height < ROOM { 0 } else { 2 };
    centred(width, area.height.saturating_sub(around), area)
}

/// Where a long text is written, in a body of this size.
#[must_use]
pub fn text_area(body: Rect) -> Rect {
    let inner = inside(text_window(body));
    Rect {
        height: inner.height.saturating_sub(1),
        ..inner
    }
}

/// Draws a long text being written.
pub fn text(
    editing: &Editing,
    app: &App,
    area: Rect,
    buf: &mut Buffer,
    hits: &mut Hits,
) -> Option<Position> {
    let name = editing.title(app.document());
    let count = text::characters(&editing.editor.text());
    let title = format!("{name}  {count}字");
    place(&title, text_window(area), buf, hits);
    hits.add(text_area(area), Target::Editor);
    let caret = editing.editor.draw(text_area(area), buf, WRITING);
    if let (Some(at), Some(completion)) = (caret, app.completion()) {
        offer(&completion, at, text_area(area), buf, hits);
    }
    caret
}

/// Draws the figures offered at the caret: below it where there is room, else above.
fn offer(completion: &Completion, at: Position, area: Rect, buf: &mut Buffer, hits: &mut Hits) {
    let widest = completion
        .figures
        .iter()
        .map(|(name, value)| text::width(name) + text::width(value) + 8)
        .max()
        .unwrap_or(0);
    let width = text::cells(widest)
        .clamp(30, area.width.max(30))
        .min(area.width);
    let height = text::cells(completion.figures.len());
    let below = area.bottom().saturating_sub(at.y + 1);
    let y = if below >= height || below > at.y.saturating_sub(area.y) {
        at.y + 1
    } else {
        at.y.saturating_sub(height)
    };
    let window = Rect {
        x: at.x.min(area.right().saturating_sub(width)),
        y,
        width,
        height: height.min(area.bottom().saturating_sub(y)),
    };
    blank(window, theme::POPUP, buf);
    for (i, ((name, value), y)) in completion
        .figures
        .iter()
        .zip(window.y..window.bottom())
        .enumerate()
    {
        let style = if i == completion.selected {
            theme::CURSOR
        } else {
            theme::POPUP
        };
        let row = row(window, y);
        draw_row(&format!(" {name}"), value, style, row, buf);
        hits.add(row, Target::Line(i));
    }
}
