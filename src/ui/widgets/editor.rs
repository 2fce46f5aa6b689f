//! The text editor: one line for a cell, many for a long text.
//!
//! The text, the caret, the selection and the undo history are `tui_textarea`'s. Rows, columns and
//! drawing are [`text`]'s, because `tui_textarea` wraps without 避头尾, counts characters where a person
//! sees glyphs, and paints a caret where an input method needs the real cursor. So this room asks it
//! neither for screen positions nor for a picture.
//!
//! It must not name a key (only `ui::input` does), touch the system clipboard, or put into the text
//! what [`text::clean`] would not let in.
use std::cell::Cell;
use std::ops::Range;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;
use ratatui::widgets::{Clear, Widget as _};
use tui_textarea::{CursorMove, TextArea};
use unicode_segmentation::{GraphemeCursor, UnicodeSegmentation as _};

use super::write;
use crate::ui::text;

/// What a person can do in an [`Editor`].
///
/// With `select` a movement carries the selection along, without it the selection ends; with `word`
/// it goes by words.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(missing_docs, reason = "`select` and `word` say the same everywhere")]
pub enum EditorCommand {
    /// Type one character over the selection.
    Insert(char),
    /// Put a text in place of the selection; it is cleaned first.
    Paste(String),
    /// Begin a new line; an editor of one line does nothing.
    Newline,
    /// Delete the selection or the glyph before the caret.
    Backspace,
    /// Delete the selection or the glyph behind the caret.
    Delete,
    /// Delete the selection or the word before the caret.
    DeleteWord,
    /// One glyph or word back.
    Left { select: bool, word: bool },
    /// One glyph or word on.
    Right { select: bool, word: bool },
    /// One row up.
    Up { select: bool },
    /// One row down.
    Down { select: bool },
    /// To the start of the row; from there, to the start of the line.
    Home { select: bool },
    /// To the end of the row; from there, to the end of the line.
    End { select: bool },
    /// Nearly a screen up.
    PageUp { select: bool },
    /// Nearly a screen down.
    PageDown { select: bool },
    /// To the start of the text.
    TextStart { select: bool },
    /// To the end of the text.
    TextEnd { select: bool },
    /// Select the whole text.
    SelectAll,
    /// Keep the selected text in the clipboard.
    Copy,
    /// Move the selected text to the clipboard.
    Cut,
    /// Put the clipboard in place of the selection.
    PasteClipboard,
    /// Take back the last change; letters typed in a row are one.
    Undo,
    /// Bring back what was taken back last.
    Redo,
}

/// The colours of an [`Editor`].
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct EditorStyle {
    /// The text and the area around it.
    pub text: Style,
    /// The selected text, over `text`.
    pub selection: Style,
}

/// A text being edited.
///
/// Places in it are byte offsets into [`Editor::text`], always between two glyphs.
#[derive(Debug, Clone)]
pub struct Editor {
    area: TextArea<'static>,
    one_line: bool,
    clipboard: Option<String>,
    /// The column Up and Down aim at, through rows too short for it.
    goal: Option<usize>,
    /// Between two rows of one line: the caret is at the end of the first, not the start of the next.
    at_row_end: bool,
    /// The last change was a letter typed, and the next one may join it.
    typing: bool,
    /// How many changes of `area` each change here is made of, done and undone.
    done: Vec<usize>,
    undone: Vec<usize>,
    view: Cell<View>,
}

/// The part of the text that was drawn last. Moving by rows and clicking refer to it.
#[derive(Debug, Clone, Copy)]
struct View {
    width: usize,
    height: usize,
    top: usize,
    left: usize,
}

impl Editor {
    /// An editor of one line, without the line ends of `text`.
    #[must_use]
    pub fn line(text: &str) -> Self {
        Self::new(vec![text::one_line(&line_ends(text))], true)
    }

    /// An editor of many lines, wrapped at the width it is drawn in.
    #[must_use]
    pub fn area(text: &str) -> Self {
        Self::new(
            line_ends(text).split('\n').map(str::to_owned).collect(),
            false,
        )
    }

    fn new(lines: Vec<String>, one_line: bool) -> Self {
        let mut area = TextArea::new(lines);
        area.set_max_histories(usize::MAX);
        Self {
            area,
            one_line,
            clipboard: None,
            goal: None,
            at_row_end: false,
            typing: false,
            done: Vec::new(),
            undone: Vec::new(),
            view: Cell::new(View {
                width: usize::MAX,
                height: 1,
                top: 0,
                left: 0,
            }),
        }
    }

    /// The text, its lines joined by `\n`.
    #[must_use]
    pub fn text(&self) -> String {
        self.area.lines().join("\n")
    }

    /// Whether there is no text.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.area.is_empty()
    }

    /// Whether any text is selected.
    #[must_use]
    pub fn has_selection(&self) -> bool {
        self.selection().is_some()
    }

    /// Whether something can be taken back.
    #[must_use]
    pub const fn can_undo(&self) -> bool {
        !self.done.is_empty()
    }

    /// Where the caret is: the line and the glyphs before it there, both counted from 0.
    #[must_use]
    pub fn caret(&self) -> (usize, usize) {
        let text = self.text();
        let before = text.get(..self.place()).unwrap_or_default();
        let line = before.rsplit('\n').next().unwrap_or_default();
        (before.matches('\n').count(), line.graphemes(true).count())
    }

    /// What stands before the caret in its line.
    #[must_use]
    pub fn before_caret(&self) -> String {
        let mut text = self.text();
        text.truncate(self.place());
        text.split_off(text.rfind('\n').map_or(0, |at| at + 1))
    }

    /// What was copied, cut or set last, for the system clipboard.
    #[must_use]
    pub fn clipboard(&self) -> Option<String> {
        self.clipboard.clone()
    }

    /// Sets what [`EditorCommand::PasteClipboard`] puts in.
    pub fn set_clipboard(&mut self, text: impl Into<String>) {
        self.clipboard = Some(text.into());
    }

    /// Selects the whole text, the caret at its end.
    pub fn select_all(&mut self) {
        self.go(0, false);
        self.go(usize::MAX, true);
    }

    /// Selects a part of the text, the caret at its end.
    pub fn select(&mut self, part: Range<usize>) {
        self.go(part.start, false);
        self.go(part.end, true);
    }

    /// Ends the selection, if there is one, the caret behind it.
    pub fn leave_selection(&mut self) {
        if let Some(selection) = self.selection() {
            self.go(selection.end, false);
        }
    }

    /// Moves the caret to the end of the text.
    pub fn move_to_end(&mut self) {
        self.go(usize::MAX, false);
    }

    /// Does `command`; `true` when the text is another one afterwards.
    pub fn input(&mut self, command: EditorCommand) -> bool {
        use EditorCommand as C;
        let text = self.text();
        let typing = std::mem::take(&mut self.typing);
        match command {
            C::Insert(c) => {
                let joins = typing && c.is_alphanumeric() && !self.has_selection();
                self.put(c.encode_utf8(&mut [0; 4]), joins);
                self.typing = c.is_alphanumeric();
            }
            C::Paste(pasted) => self.put(&pasted, false),
            C::PasteClipboard => {
                let pasted = self.clipboard.clone().unwrap_or_default();
                self.put(&pasted, false);
            }
            C::Newline if self.one_line => {}
            C::Newline => self.put("\n", false),
            C::Backspace => self.delete(|text, at| before(text, at, false)..at),
            C::Delete => self.delete(|text, at| at..behind(text, at, false)),
            C::DeleteWord => self.delete(|text, at| before(text, at, true)..at),
            C::Copy => self.copy(&text),
            C::Cut => {
                self.copy(&text);
                self.delete(|_, at| at..at);
            }
            C::SelectAll => self.select_all(),
            C::Undo => {
                if let Some(steps) = self.done.pop() {
                    for _ in 0..steps {
                        self.area.undo();
                    }
                    self.undone.push(steps);
                    self.settle();
                }
            }
            C::Redo => {
                if let Some(steps) = self.undone.pop() {
                    for _ in 0..steps {
                        self.area.redo();
                    }
                    self.done.push(steps);
                    self.settle();
                }
            }
            C::Left { select, word } => {
                let to = match self.selection() {
                    Some(selection) if !select && !word => selection.start,
                    _ => before(&text, self.place(), word),
                };
                self.go(to, select);
            }
            C::Right { select, word } => {
                let to = match self.selection() {
                    Some(selection) if !select && !word => selection.end,
                    _ => behind(&text, self.place(), word),
                };
                self.go(to, select);
            }
            C::Up { select } => self.go_rows(&text, -1, select),
            C::Down { select } => self.go_rows(&text, 1, select),
            C::PageUp { select } => self.go_rows(&text, -self.page(), select),
            C::PageDown { select } => self.go_rows(&text, self.page(), select),
            C::Home { select } => self.go_home(&text, select),
            C::End { select } => self.go_end(&text, select),
            C::TextStart { select } => self.go(0, select),
            C::TextEnd { select } => self.go(usize::MAX, select),
        }
        self.text() != text
    }

    /// Moves the caret to the glyph edge nearest to a click or drag at `column` and `row` of the
    /// screen, in `area` as drawn last. Above or below it, the text scrolls along.
    pub fn mouse(&mut self, area: Rect, column: u16, row: u16, select: bool) {
        let text = self.text();
        let view = self.view.get();
        let rows = self.rows(&text, usize::from(area.width));
        let index = (view.top + usize::from(row)).saturating_sub(usize::from(area.y));
        let column = (view.left + usize::from(column)).saturating_sub(usize::from(area.x));
        self.go_to_row(&text, &rows, index, column, Edge::Nearest, select);
    }

    /// Scrolls by a turn of the wheel; the caret goes along where it would get out of sight.
    pub fn wheel(&mut self, back: bool) {
        const TURN: usize = 3;
        let text = self.text();
        let view = self.view.get();
        let rows = self.rows(&text, view.width);
        let top = if back {
            view.top.saturating_sub(TURN)
        } else {
            let lowest = rows.len().saturating_sub(view.height);
            (view.top + TURN).min(lowest.max(view.top))
        };
        self.view.set(View { top, ..view });
        let (row, column) = self.caret_cell(&text, &rows, view.width);
        let to = row.clamp(top, top + view.height.saturating_sub(1));
        if to != row {
            let goal = self.goal.unwrap_or(column);
            self.go_to_row(&text, &rows, to, goal, Edge::Before, false);
            self.goal = Some(goal);
        }
    }

    /// Tells the editor the size it will be drawn in, so that moving by rows is right even before
    /// its first frame.
    pub fn fit(&self, area: Rect) {
        self.view.set(View {
            width: usize::from(area.width),
            height: usize::from(area.height),
            ..self.view.get()
        });
    }

    /// Draws the text into `area` so that the caret is in sight, and returns the cell in which the
    /// terminal's own cursor must be: where the next glyph will stand, or, after End on a full row with
    /// more rows behind it, that row's last cell. `None` if there is no cell.
    pub fn draw(&self, area: Rect, buf: &mut Buffer, style: EditorStyle) -> Option<Position> {
        let area = area.intersection(buf.area);
        if area.is_empty() {
            return None;
        }
        Clear.render(area, buf);
        buf.set_style(area, style.text);

        let text = self.text();
        let (width, height) = (usize::from(area.width), usize::from(area.height));
        let rows = self.rows(&text, width);
        let (row, column) = self.caret_cell(&text, &rows, width);
        let last = self.view.get();
        let view = View {
            width,
            height,
            top: scroll(last.top, row, height, rows.len()),
            left: match (self.one_line, rows.get(row)) {
                (true, Some(row)) => scroll(last.left, column, width, columns(&text, row) + 1),
                _ => 0,
            },
        };
        self.view.set(view);

        let selection = self.selection().unwrap_or_default();
        for (y, row) in (area.y..area.bottom()).zip(rows.iter().skip(view.top)) {
            let line = Rect::new(area.x, y, area.width, 1);
            draw_row(&text, row, view.left, line, buf, &selection, style);
        }
        Some(Position::new(
            area.x + text::cells(column - view.left),
            area.y + text::cells(row - view.top),
        ))
    }

    /// The caret's place in the text.
    fn place(&self) -> usize {
        let cursor = self.area.cursor();
        self.offset((cursor.0, cursor.1))
    }

    /// The offset of a line and the characters before a place in it, which is how `area` counts.
    fn offset(&self, (line, chars): (usize, usize)) -> usize {
        let lines = self.area.lines();
        let before: usize = lines.iter().take(line).map(|line| line.len() + 1).sum();
        let line = lines.get(line).map_or("", String::as_str);
        let within = line.char_indices().nth(chars);
        before + within.map_or(line.len(), |(at, _)| at)
    }

    /// The selected text; `None` if that is nothing.
    fn selection(&self) -> Option<Range<usize>> {
        let (start, end) = self.area.selection_range()?;
        let range = self.offset(start)..self.offset(end);
        (!range.is_empty()).then_some(range)
    }

    /// Puts the caret at `to`, or the end of the text before that.
    fn go(&mut self, to: usize, select: bool) {
        if !select {
            self.area.cancel_selection();
        } else if !self.area.is_selecting() {
            self.area.start_selection();
        }
        self.rest();
        let (mut line, mut chars) = (0, 0);
        let mut start = 0;
        for (number, words) in self.area.lines().iter().enumerate() {
            let within = to.saturating_sub(start).min(words.len());
            (line, chars) = (number, words.get(..within).unwrap_or(words).chars().count());
            start += words.len() + 1;
            if to < start {
                break;
            }
        }
        self.jump(line, chars);
    }

    /// Puts the caret behind so many characters of a line. `tui_textarea` can be told to jump no
    /// further than `u16` counts; from there, from the end of the line or from where the caret is
    /// it goes step by step.
    fn jump(&mut self, line: usize, chars: usize) {
        let reach = usize::from(u16::MAX);
        let is_near = |here: usize| here.abs_diff(chars) <= chars.saturating_sub(reach);
        let here = self.area.cursor();
        if here.0 != line || !is_near(here.1) {
            let column = if line > reach { 0 } else { text::cells(chars) };
            self.area
                .move_cursor(CursorMove::Jump(text::cells(line), column));
            for _ in reach..line {
                self.area.move_cursor(CursorMove::Down);
            }
        }
        let words = self.area.lines().get(line);
        let from_end = words.map_or(0, |words| words.chars().count()) - chars;
        if from_end < self.area.cursor().1.abs_diff(chars) {
            self.area.move_cursor(CursorMove::End);
        }
        let here = self.area.cursor().1;
        for _ in here..chars {
            self.area.move_cursor(CursorMove::Forward);
        }
        for _ in chars..here {
            self.area.move_cursor(CursorMove::Back);
        }
    }

    /// Puts `text`, cleaned, in place of the selection. What is not text changes nothing.
    fn put(&mut self, text: &str, joins: bool) {
        let mut text = text::clean(text);
        if self.one_line {
            text = text::one_line(&text);
        }
        let caret = self.place();
        if !text.is_empty() {
            self.replace(self.selection().unwrap_or(caret..caret), &text, joins);
        }
    }

    /// Replaces `range` by `with`: one undo step, or part of the last one if it `joins`.
    fn replace(&mut self, range: Range<usize>, with: &str, joins: bool) {
        if self.text().get(range.clone()) == Some(with) {
            return self.go(range.end, false);
        }
        let gone = self
            .text()
            .get(range.clone())
            .map_or(0, |gone| gone.chars().count());
        let steps = usize::from(gone > 0) + usize::from(!with.is_empty());
        // Whoever types is there already; a jump has the whole text measured.
        let caret = Some(self.place()).filter(|_| !self.area.is_selecting());
        if gone == 1 && caret == Some(range.end) {
            self.area.delete_char();
        } else {
            if caret != Some(range.start) {
                self.go(range.start, false);
            }
            self.area.delete_str(gone);
        }
        self.area.insert_str(with);
        match self.done.last_mut().filter(|_| joins) {
            Some(last) => *last += steps,
            None => self.done.push(steps),
        }
        self.undone.clear();
        self.settle();
    }

    /// Deletes the selection, or else what `range` gives for the text and the caret.
    fn delete(&mut self, range: impl FnOnce(&str, usize) -> Range<usize>) {
        let caret = self.place();
        let range = self
            .selection()
            .unwrap_or_else(|| range(&self.text(), caret));
        self.replace(range, "", false);
    }

    fn copy(&mut self, text: &str) {
        if let Some(selected) = self.selection().and_then(|range| text.get(range)) {
            self.clipboard = Some(selected.to_owned());
        }
    }

    /// After a change: the caret may have come to stand inside a glyph that the change put together.
    fn settle(&mut self) {
        let cursor = self.area.cursor();
        let start = self.offset((cursor.0, 0));
        let line = self.area.lines().get(cursor.0);
        let line = line.map_or("", String::as_str);
        let caret = self.place() - start;
        let mut glyph = GraphemeCursor::new(caret, line.len(), true);
        let edge = match glyph.is_boundary(line, 0) {
            Ok(true) => caret,
            _ => glyph
                .next_boundary(line, 0)
                .ok()
                .flatten()
                .unwrap_or(line.len()),
        };
        if edge == caret && !self.area.is_selecting() {
            self.rest();
        } else {
            self.go(start + edge, false);
        }
    }

    /// What was meant for the caret where it stood no longer holds.
    const fn rest(&mut self) {
        self.goal = None;
        self.at_row_end = false;
        self.typing = false;
    }

    /// The text as rows of `width` columns; the rows of one line touch, those of two do not. Where the
    /// caret is at the end of a line that fills its last row, the next glyph's row is there already.
    fn rows(&self, text: &str, width: usize) -> Vec<Range<usize>> {
        if self.one_line {
            return std::iter::once(0..text.len()).collect();
        }
        let caret = self.place();
        let mut rows = Vec::new();
        let mut start = 0;
        for line in text.split('\n') {
            let end = start + line.len();
            let wrapped = text::rows(line, width).into_iter();
            rows.extend(wrapped.map(|row| start + row.start..start + row.end));
            if caret == end && rows.last().is_some_and(|row| columns(text, row) >= width) {
                rows.push(end..end);
            }
            start = end + 1;
        }
        rows
    }

    /// The caret's row and column, the column one in which it can stand.
    fn caret_cell(&self, text: &str, rows: &[Range<usize>], width: usize) -> (usize, usize) {
        let caret = self.place();
        let mut index = rows
            .partition_point(|row| row.start <= caret)
            .saturating_sub(1);
        if self.at_row_end
            && let Some(before) = index.checked_sub(1)
            && rows.get(before).is_some_and(|row| row.end == caret)
        {
            index = before;
        }
        let start = rows.get(index).map_or(0, |row| row.start);
        let column = columns(text, &(start..caret));
        if self.one_line {
            (index, column)
        } else {
            (index, column.min(width.saturating_sub(1)))
        }
    }

    fn page(&self) -> isize {
        isize::try_from(self.view.get().height.saturating_sub(1).max(1)).unwrap_or(1)
    }

    fn go_rows(&mut self, text: &str, by: isize, select: bool) {
        if self.one_line {
            return;
        }
        let width = self.view.get().width;
        let rows = self.rows(text, width);
        let (row, column) = self.caret_cell(text, &rows, width);
        let goal = self.goal.unwrap_or(column);
        let to = row
            .saturating_add_signed(by)
            .min(rows.len().saturating_sub(1));
        if to != row {
            self.go_to_row(text, &rows, to, goal, Edge::Before, select);
            self.goal = Some(goal);
        } else if !select {
            self.area.cancel_selection();
        }
    }

    fn go_home(&mut self, text: &str, select: bool) {
        let width = self.view.get().width;
        let rows = self.rows(text, width);
        let (row, _) = self.caret_cell(text, &rows, width);
        let start = rows.get(row).map_or(0, |row| row.start);
        let caret = self.place();
        let line = text.get(..caret).and_then(|before| before.rfind('\n'));
        let to = if start == caret {
            line.map_or(0, |at| at + 1)
        } else {
            start
        };
        self.go(to, select);
    }

    fn go_end(&mut self, text: &str, select: bool) {
        let width = self.view.get().width;
        let rows = self.rows(text, width);
        let (row, _) = self.caret_cell(text, &rows, width);
        let end = rows.get(row).map_or(text.len(), |row| row.end);
        let caret = self.place();
        if end != caret {
            return self.go_to_row(text, &rows, row, usize::MAX, Edge::Before, select);
        }
        let rest = text.get(caret..).unwrap_or_default();
        self.go(caret + rest.find('\n').unwrap_or(rest.len()), select);
    }

    /// Puts the caret into a row, or the last one before that, at the `edge` for a column.
    fn go_to_row(
        &mut self,
        text: &str,
        rows: &[Range<usize>],
        index: usize,
        column: usize,
        edge: Edge,
        select: bool,
    ) {
        let index = index.min(rows.len().saturating_sub(1));
        let Some(row) = rows.get(index) else { return };
        let to = row.start + edge_at(text.get(row.clone()).unwrap_or_default(), column, edge);
        self.go(to, select);
        let next = rows.get(index + 1);
        self.at_row_end = to > row.start && next.is_some_and(|next| next.start == to);
    }
}

/// Which edge of the glyph at a column is meant.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Edge {
    /// The one before the column, for a caret that comes from another row.
    Before,
    /// The nearer one, for a pointer.
    Nearest,
}

/// The place in a row for a column.
fn edge_at(row: &str, column: usize, edge: Edge) -> usize {
    let mut used = 0;
    for (at, glyph) in row.grapheme_indices(true) {
        let width = text::width(glyph);
        let reach = match edge {
            Edge::Before => width,
            Edge::Nearest => width.div_ceil(2),
        };
        if column < used + reach {
            return at;
        }
        used += width;
    }
    row.len()
}

/// The text with `\n` for every line end.
fn line_ends(text: &str) -> String {
    text.replace("\r\n", "\n").replace('\r', "\n")
}

/// The place one glyph or word before `at`.
fn before(text: &str, at: usize, word: bool) -> usize {
    let glyphs = text.get(..at).unwrap_or_default().graphemes(true).rev();
    at - step(glyphs, word)
}

/// The place one glyph or word behind `at`.
fn behind(text: &str, at: usize, word: bool) -> usize {
    let glyphs = text.get(at..).unwrap_or_default().graphemes(true);
    at + step(glyphs, word)
}

/// The bytes of the first of `glyphs`, or of the spaces and the one word they start with. A line end
/// is a word.
fn step<'a>(glyphs: impl Iterator<Item = &'a str>, word: bool) -> usize {
    let (mut bytes, mut run) = (0, Kind::Space);
    for glyph in glyphs {
        let kind = kind(glyph);
        let goes_on = run == Kind::Space || kind == run;
        let line_end = run == Kind::LineEnd || kind == Kind::LineEnd;
        if bytes > 0 && (!word || !goes_on || line_end) {
            break;
        }
        bytes += glyph.len();
        run = kind;
    }
    bytes
}

/// What words are made of: a run of one kind is a word.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    LineEnd,
    Space,
    /// Latin letters, and figures with their point.
    Ascii,
    /// Any other letters, so that a Chinese clause is a word.
    Letter,
    Mark,
}

fn kind(glyph: &str) -> Kind {
    match glyph.chars().next() {
        Some('\n') => Kind::LineEnd,
        Some(c) if c.is_whitespace() => Kind::Space,
        Some(c) if c.is_ascii_alphanumeric() || c == '.' => Kind::Ascii,
        Some(c) if c.is_alphanumeric() => Kind::Letter,
        _ => Kind::Mark,
    }
}

fn columns(text: &str, row: &Range<usize>) -> usize {
    text.get(row.clone()).map_or(0, text::width)
}

/// The first of `all` to show in `room` so that `at` is in sight, as near to `first` as can be.
fn scroll(first: usize, at: usize, room: usize, all: usize) -> usize {
    first
        .min(all.saturating_sub(room))
        .min(at)
        .max((at + 1).saturating_sub(room))
}

/// Draws one row from column `left` on into `area`; a glyph cut by an edge stays blank.
fn draw_row(
    text: &str,
    row: &Range<usize>,
    left: usize,
    area: Rect,
    buf: &mut Buffer,
    selection: &Range<usize>,
    style: EditorStyle,
) {
    let room = usize::from(area.width);
    let mut used = 0;
    let glyphs = text.get(row.clone()).unwrap_or_default();
    let line_end = text.get(row.end..).filter(|rest| rest.starts_with('\n'));
    for (at, glyph) in glyphs
        .grapheme_indices(true)
        .chain(line_end.map(|_| (row.len(), " ")))
    {
        let width = text::width(glyph);
        let column = used;
        used += width;
        if column < left || used > left + room {
            continue;
        }
        let x = area.x + text::cells(column - left);
        write(glyph, Position::new(x, area.y), width, style.text, buf);
        let glyph = Rect::new(x, area.y, text::cells(width), 1);
        buf.set_style(glyph, style.text);
        if selection.contains(&(row.start + at)) {
            buf.set_style(glyph, style.selection);
        }
    }
}
