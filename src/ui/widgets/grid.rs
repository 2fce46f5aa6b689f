//! Draws a sheet and tells how far it must be scrolled. Knows cells, not what they mean.

use std::ops::Range;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;

use super::editor::{Editor, EditorStyle};
use super::{aligned, bleeding, line, write};
use crate::ui::hit::{Hits, Target};
use crate::ui::sheet::{
    Cell, Column, LONG_TEXT_LINES, Mark, Provenance, Row, RowKind, Sheet, Width,
};
use crate::ui::text::{self, Align};
use crate::ui::theme::{self, Tone};

/// Where the cursor stands in a sheet, how far a selection reaches, what is scrolled away.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Cursor {
    /// The row.
    pub row: usize,
    /// The column.
    pub column: usize,
    /// The row and column a selection began at.
    pub anchor: Option<(usize, usize)>,
    /// The first row shown.
    pub top: usize,
}

impl Cursor {
    /// This cursor on another cell, with nothing selected.
    #[must_use]
    pub const fn at(self, row: usize, column: usize) -> Self {
        Self {
            row,
            column,
            anchor: None,
            ..self
        }
    }

    /// The rows selected, from the first to the last.
    #[must_use]
    pub fn rows(&self) -> std::ops::RangeInclusive<usize> {
        let anchor = self.anchor.map_or(self.row, |(row, _)| row);
        self.row.min(anchor)..=self.row.max(anchor)
    }

    /// The columns selected, from the first to the last.
    #[must_use]
    pub fn columns(&self) -> std::ops::RangeInclusive<usize> {
        let anchor = self.anchor.map_or(self.column, |(_, column)| column);
        self.column.min(anchor)..=self.column.max(anchor)
    }

    /// Whether a cell is selected; of one cell alone, none is.
    fn selects(&self, row: usize, column: usize) -> bool {
        self.anchor.is_some() && self.rows().contains(&row) && self.columns().contains(&column)
    }
}

/// What a grid is drawn with.
#[derive(Clone, Copy)]
pub struct Grid<'a> {
    /// Which pane of the tab it is.
    pub pane: usize,
    /// What is drawn.
    pub sheet: &'a Sheet,
    /// The sheet before the last edit; cells that differ from it are marked.
    pub before: Option<&'a Sheet>,
    /// Where the cursor stands.
    pub cursor: Cursor,
    /// Whether keys go to this grid.
    pub focused: bool,
    /// The editor in the cursor's cell.
    pub editor: Option<&'a Editor>,
    /// The bytes of the cursor's text that are meant: the lines around them are shown.
    pub passage: Option<&'a Range<usize>>,
    /// The ground it stands on.
    pub ground: Style,
}

/// Columns between two cells.
const GAP: u16 = 1;
/// The least of a text that is worth showing.
const SHORTEST: u16 = 4;

/// The most that the names of rows take before numbers, which would stand too far away to be read with
/// them.
const WIDEST_NAME: u16 = 44;

/// The columns each of `columns` takes in so many: what those in sight from the start leave is
/// shared by those that fill.
fn widths(columns: &[Column], width: u16) -> Vec<u16> {
    let least = |column: &Column| column.least().min(width);
    let mut spare = width + GAP;
    let in_sight = columns.iter().take_while(|column| {
        let room = spare.checked_sub(least(column) + GAP);
        room.map(|left| spare = left).is_some()
    });
    let in_sight = in_sight.count();
    // A text that is next can be begun in what is left.
    let begun = columns
        .get(in_sight)
        .is_some_and(|column| column.align == Align::Left && spare > SHORTEST);
    let fills = columns.iter().take(in_sight);
    let fills = fills.filter(|column| matches!(column.width, Width::Fill(_)));
    let share = match u16::try_from(fills.count()) {
        Ok(fills @ 1..) if !begun => spare / fills,
        _ => 0,
    };
    let names_numbers = |i: usize| {
        let next = columns.get(i + 1);
        i == 0 && next.is_some_and(|next| next.align == Align::Right)
    };
    let shared = |(i, column): (usize, &Column)| match column.width {
        Width::Fill(_) if i < in_sight && names_numbers(i) => {
            (least(column) + share).min(WIDEST_NAME.max(least(column)))
        }
        Width::Fill(_) if i < in_sight => least(column) + share,
        Width::Fill(_) | Width::Fixed(_) => least(column),
    };
    columns.iter().enumerate().map(shared).collect()
}

/// The columns the first of `columns` takes in so many.
#[must_use]
pub fn first_width(columns: &[Column], width: u16) -> u16 {
    widths(columns, width).first().copied().unwrap_or(0)
}

/// The place and width of every column that fits, with the cursor's column among them: the first
/// column stays, those after it are passed over until the cursor's is in sight.
fn places(columns: &[Column], area: Rect, cursor: usize) -> Vec<Option<(u16, u16)>> {
    let widths = widths(columns, area.width);
    let up_to_cursor = |skip: usize| -> u16 {
        widths
            .iter()
            .enumerate()
            .filter(|&(i, _)| i == 0 || (skip..=cursor).contains(&i))
            .map(|(_, width)| width + GAP)
            .fold(0, u16::saturating_add)
    };
    let mut skip = 1;
    while skip < cursor && up_to_cursor(skip) > area.width + GAP {
        skip += 1;
    }
    let mut x = area.x;
    widths
        .iter()
        .zip(columns)
        .enumerate()
        .map(|(i, (&width, column))| {
            if (1..skip).contains(&i) {
                return None;
            }
            let room = area.right().saturating_sub(x);
            // Beside another text, so that its mark does not touch this one.
            let is_text = |column: &Column| {
                column.align == Align::Left && matches!(column.width, Width::Fill(_))
            };
            let beside = is_text(column) && columns.get(i + 1).is_some_and(is_text);
            let shown = width.min(room);
            // Half a number is a wrong number; half a text is still a text.
            let cut = shown < width && (column.align == Align::Right || shown < SHORTEST);
            let air = u16::from(beside && shown == width && shown > SHORTEST);
            let place = (shown > 0 && (i == 0 || !cut)).then_some((x, shown - air));
            x = x.saturating_add(width + GAP).min(area.right());
            place
        })
        .collect()
}

/// The same for one row: the sentence that stands where an entry is to come has all that is behind its
/// column.
fn places_in(row: &Row, columns: &[Column], area: Rect, cursor: usize) -> Vec<Option<(u16, u16)>> {
    let mut places = places(columns, area, cursor);
    if let Some(sentence) = row.sentence() {
        for (i, place) in places.iter_mut().enumerate() {
            *place = match *place {
                Some((x, _)) if i == sentence => Some((x, area.right().saturating_sub(x))),
                _ => None,
            };
        }
    }
    places
}

fn height(row: &Row, columns: &[Column], area: Rect) -> u16 {
    if row.lines <= 1 || row.kind != RowKind::Data {
        return 1;
    }
    let places = places_in(row, columns, area, 0);
    row.cells
        .iter()
        .zip(columns)
        .zip(&places)
        .filter_map(|((cell, column), place)| {
            Some(lines(cell, side(cell, column), place.as_ref()?.1, row.lines).len())
        })
        .max()
        .and_then(|lines| u16::try_from(lines).ok())
        .unwrap_or(1)
        .clamp(1, row.lines)
}

/// The lines a cell is shown in; what does not fit is said in the last. A figure stands in one: what
/// has no room for all of it shows none, as spreadsheets do.
fn lines(cell: &Cell, align: Align, width: u16, most: u16) -> Vec<String> {
    let width = usize::from(width.max(1));
    if align == Align::Right && !text::fits(&cell.text, width) && is_figure(&cell.text) {
        return vec!["#".repeat(width)];
    }
    if cell.is_name {
        return name_lines(&cell.text, width, most.max(1).into());
    }
    if most <= 1 || (text::fits(&cell.text, width) && !cell.text.contains('\n')) {
        return vec![cell.text.replace('\n', " ")];
    }
    // No more text than can be shown is wrapped, however long the field is.
    let room = usize::from(most + 1) * width;
    let end = cell
        .text
        .char_indices()
        .nth(room)
        .map_or(cell.text.len(), |(at, _)| at);
    let shown = cell.text.get(..end).unwrap_or_default();
    let words = shown.trim_start_matches(' ');
    let indent = " ".repeat((shown.len() - words.len()).min(width / 2));
    let mut lines: Vec<String> = text::wrap_whole(words, width - indent.len())
        .into_iter()
        .map(|line| format!("{indent}{line}"))
        .collect();
    let most = usize::from(most);
    if lines.len() > most || end < cell.text.len() {
        lines.truncate(most);
        if let Some(last) = lines.last_mut() {
            *last = noted(last, &cell.text, width);
        }
    }
    lines
}

/// The name of a field in so many lines, without its middle where that is too long.
fn name_lines(name: &str, width: usize, most: usize) -> Vec<String> {
    let lines = |room: usize| -> Vec<String> {
        let short = text::squeeze(name, room);
        text::wrap_whole(&short, width)
            .into_iter()
            .map(str::to_owned)
            .collect()
    };
    // Lines do not break everywhere, so that not every column of them is used.
    let rooms = (width..=width * most).rev();
    let fitting = rooms.map(lines).find(|lines| lines.len() <= most);
    fitting.unwrap_or_else(|| vec![text::squeeze(name, width).into_owned()])
}

/// The last line of a text that goes on, with how long that is where most of the line is left to the text.
fn noted(last: &str, text: &str, width: usize) -> String {
    let whole = format!("..（共{}字）", text::characters(text));
    let note = match text::width(&whole) * 2 <= width {
        true => whole.as_str(),
        false => "..",
    };
    let keep = width.saturating_sub(text::width(note));
    format!("{}{note}", text::cut(last, keep).trim_end_matches('.'))
}

/// The lines of a text around a passage, each with the bytes of it that belong to the passage.
fn around(
    text: &str,
    passage: &Range<usize>,
    width: u16,
    most: u16,
) -> Vec<(String, Range<usize>)> {
    /// No more of a text than this is wrapped before the passage.
    const BEFORE: usize = 4096;
    let (width, most) = (usize::from(width.max(1)), usize::from(most.max(1)));
    let boundary = |at: usize| {
        (0..=at.min(text.len()))
            .rev()
            .find(|&at| text.is_char_boundary(at))
    };
    // What may stand in the first lines is looked for there: a text is read from its beginning.
    let is_near = passage.start <= most * width * 2;
    let paragraph = text.get(..passage.start).and_then(|it| it.rfind('\n'));
    let from = paragraph.map_or(0, |at| at + 1);
    let from = if is_near { 0 } else { from };
    let from = boundary(from.max(passage.start.saturating_sub(BEFORE))).unwrap_or(0);
    // A column of a line is at most four bytes.
    let to = boundary(passage.end.saturating_add((most + 1) * width * 4)).unwrap_or(text.len());
    let part = text.get(from..to).unwrap_or_default();
    let mut end = 0;
    let lines: Vec<(&str, usize)> = text::wrap(part, width)
        .into_iter()
        .map(|line| {
            let behind = part.get(end..).and_then(|rest| rest.find(line));
            let begin = end + behind.unwrap_or(0);
            end = begin + line.len();
            (line, from + begin)
        })
        .collect();
    let before = |place: usize| lines.partition_point(|(line, at)| at + line.len() < place);
    let last = lines.len().saturating_sub(most);
    let first = match before(passage.end) {
        // The last line shown may end in how long the text is.
        end if is_near && end + 1 < most => 0,
        _ => before(passage.start + 1).saturating_sub(1).min(last),
    };
    let goes_on = first + most < lines.len() || to < text.len();
    let shown = lines.iter().skip(first).take(most).enumerate();
    shown
        .map(|(i, &(line, begin))| {
            let within = |at: usize| at.clamp(begin, begin + line.len()) - begin;
            let mark = within(passage.start)..within(passage.end);
            let line = if i == 0 && first > 0 && mark.is_empty() {
                format!("..{}", behind(line, 2))
            } else if i + 1 == most && goes_on {
                noted(line, text, width)
            } else {
                line.to_owned()
            };
            (line, mark)
        })
        .collect()
}

/// What stands behind the first columns of a line.
fn behind(line: &str, columns: usize) -> &str {
    let mut passed = 0;
    let before = text::glyphs(line).take_while(|(_, width)| {
        let is_before = passed < columns;
        passed += width;
        is_before
    });
    let before: usize = before.map(|(glyph, _)| glyph.len()).sum();
    line.get(before..).unwrap_or_default()
}

/// How many columns of a number stand from its point on, the point as well; a text has none.
fn tail(text: &str) -> usize {
    let figure = unmarked(text);
    let point = figure.find('.').or_else(|| figure.find('%'));
    let behind = point
        .filter(|_| is_figure(figure))
        .and_then(|at| figure.get(at..));
    text::width(behind.unwrap_or_default())
}

/// A number without the mark that says it was planned.
fn unmarked(text: &str) -> &str {
    text.trim_start_matches(Provenance::Planned.mark())
}

/// The most of [`tail`] in each column of numbers, by layouts: the points of numbers stand below
/// each other. All rows have a say, or the numbers would move as one scrolls; to look at them costs
/// little beside making them, which every input does.
fn tails(sheet: &Sheet) -> Vec<Vec<usize>> {
    let mut tails: Vec<Vec<usize>> = sheet.layouts.iter().map(|it| vec![0; it.len()]).collect();
    let data = sheet.rows.iter().filter(|row| row.kind == RowKind::Data);
    for row in data {
        let columns = columns_of(sheet, row).iter();
        let Some(tails) = tails.get_mut(row.layout) else {
            continue;
        };
        let cells = columns.zip(&row.cells).zip(tails);
        for ((column, cell), most) in cells {
            if side(cell, column) == Align::Right {
                let widest = cell.text.lines().map(tail).max();
                *most = widest.unwrap_or(0).max(*most);
            }
        }
    }
    tails
}

/// Whether a text is one number, with a sign, a mark or a percent sign at most.
fn is_figure(text: &str) -> bool {
    let is_part = |c: char| c.is_ascii_digit() || "!+-.,%＞>".contains(c);
    !text.is_empty() && text.chars().all(is_part)
}

/// On which side of its column a cell stands: of words and numbers each on its own.
fn side(cell: &Cell, column: &Column) -> Align {
    let mut lines = cell.text.lines();
    match column.has_figures && lines.all(|line| is_figure(unmarked(line))) {
        true => Align::Right,
        false => column.align,
    }
}

fn height_of(sheet: &Sheet, row: usize, area: Rect) -> u16 {
    sheet
        .rows
        .get(row)
        .map_or(1, |row| height(row, columns_of(sheet, row), area))
}

fn columns_of<'a>(sheet: &'a Sheet, row: &Row) -> &'a [Column] {
    sheet
        .layouts
        .get(row.layout)
        .map_or(&[], |columns| columns.as_slice())
}

/// The line at the top that the names of the columns take when they would be scrolled away.
fn head_height(sheet: &Sheet, top: usize) -> u16 {
    u16::from(sheet.head_above(top).is_some())
}

/// Whether all rows are in sight at once.
#[must_use]
pub fn fits(sheet: &Sheet, area: Rect) -> bool {
    let mut used = 0_u16;
    (0..sheet.rows.len()).all(|row| {
        used = used.saturating_add(height_of(sheet, row, area));
        used <= area.height
    })
}

/// Whether the cell with the cursor says more than its table shows of it; of a long text in a form that is
/// said in its place.
#[must_use]
pub fn cuts(sheet: &Sheet, cursor: Cursor, area: Rect) -> bool {
    let row = sheet.rows.get(cursor.row);
    let Some(row) = row.filter(|row| row.lines < LONG_TEXT_LINES) else {
        return false;
    };
    let columns = columns_of(sheet, row);
    let places = places(columns, area, cursor.column);
    let column = row.cells.get(cursor.column).zip(columns.get(cursor.column));
    let place = places.get(cursor.column).copied().flatten();
    column
        .zip(place)
        .is_some_and(|((cell, column), (_, width))| {
            let shown = lines(cell, side(cell, column), width, row.lines).concat();
            let is_blank = |c: &char| c.is_whitespace();
            let said = cell.text.chars().filter(|c| !is_blank(c));
            !said.eq(shown.chars().filter(|c| !is_blank(c)))
        })
}

/// How many rows to stand on lie within a screenful of a row, less one that stays in sight.
#[must_use]
pub fn page(sheet: &Sheet, from: usize, back: bool, area: Rect) -> usize {
    let rows: Box<dyn Iterator<Item = usize>> = if back {
        Box::new((0..from).rev())
    } else {
        Box::new(from + 1..sheet.rows.len())
    };
    let mut used = height_of(sheet, from, area) + head_height(sheet, from);
    rows.take_while(|&row| {
        used = used.saturating_add(height_of(sheet, row, area));
        used <= area.height
    })
    .filter(|&row| sheet.is_walkable(row))
    .count()
}

/// The first row to show so that the cursor's row is wholly seen, with as little movement as
/// possible; a section's name stays with its first row.
#[must_use]
pub fn scroll(sheet: &Sheet, cursor: Cursor, area: Rect) -> usize {
    let row_height = |row: usize| height_of(sheet, row, area);
    let mut first = cursor.row;
    while first > 0
        && sheet
            .rows
            .get(first - 1)
            .is_some_and(|row| matches!(row.kind, RowKind::Section | RowKind::Head))
    {
        first -= 1;
    }
    if first <= cursor.top {
        return first;
    }
    // From the cursor upwards, as many rows as the area holds.
    let mut used = row_height(cursor.row);
    let mut top = cursor.row;
    while top > cursor.top {
        let above = row_height(top - 1);
        if used + above + head_height(sheet, top - 1) > area.height {
            break;
        }
        used += above;
        top -= 1;
    }
    top
}

/// The first row to show so that a row gone to from afar has others around it; as it is where the row is
/// in sight.
#[must_use]
pub fn centred(sheet: &Sheet, cursor: Cursor, area: Rect) -> usize {
    if scroll(sheet, cursor, area) == cursor.top {
        return cursor.top;
    }
    let mut top = cursor.row;
    let mut used = 0;
    while top > 0 && used + height_of(sheet, top - 1, area) <= area.height / 2 {
        top -= 1;
        used += height_of(sheet, top, area);
    }
    top
}

/// The first row to show so that the last is just seen: with more scrolled away, lines stay empty.
#[must_use]
pub fn lowest(sheet: &Sheet, area: Rect) -> usize {
    let last = (0..sheet.rows.len()).rfind(|&row| sheet.is_walkable(row));
    let at = |row: usize| Cursor {
        row,
        ..Cursor::default()
    };
    last.map_or(0, |last| scroll(sheet, at(last), area))
}

/// Where the cursor stands once the sheet is scrolled by a turn of the wheel.
#[must_use]
pub fn turn(sheet: &Sheet, cursor: Cursor, back: bool, area: Rect) -> Cursor {
    const TURN: usize = 3;
    turn_by(sheet, cursor, back, TURN, area)
}

/// Where a cursor comes to by a page of what is only read.
#[must_use]
pub fn turn_page(sheet: &Sheet, cursor: Cursor, back: bool, area: Rect) -> Cursor {
    let rows = page(sheet, cursor.top, back, area).max(1);
    turn_by(sheet, cursor, back, rows, area)
}

fn turn_by(sheet: &Sheet, cursor: Cursor, back: bool, by: usize, area: Rect) -> Cursor {
    let top = if back {
        cursor.top.saturating_sub(by)
    } else {
        (cursor.top + by).min(lowest(sheet, area).max(cursor.top))
    };
    turn_to(sheet, cursor, top, area)
}

/// Where the cursor stands once the sheet is scrolled to where its edge is pointed at: at the upper end of
/// the edge to the first row, at the lower end to the last.
#[must_use]
pub fn pull(sheet: &Sheet, cursor: Cursor, at: Position, edge: Rect, area: Rect) -> Cursor {
    let down = usize::from(
        at.y.saturating_sub(edge.y)
            .min(edge.height.saturating_sub(1)),
    );
    let whole = usize::from(edge.height.saturating_sub(1).max(1));
    turn_to(sheet, cursor, lowest(sheet, area) * down / whole, area)
}

/// The cursor goes along only where it would get out of sight.
fn turn_to(sheet: &Sheet, cursor: Cursor, top: usize, area: Rect) -> Cursor {
    let at = |row: usize, top: usize| Cursor { row, top, ..cursor };
    let in_sight =
        |&row: &usize| sheet.is_walkable(row) && scroll(sheet, at(row, top), area) == top;
    let nearest = if top < cursor.top {
        (0..=cursor.row).rev().find(in_sight)
    } else {
        (cursor.row..sheet.rows.len()).find(in_sight)
    };
    match nearest {
        Some(row) if row == cursor.row => at(row, top),
        Some(row) => Cursor {
            anchor: None,
            ..at(row, top)
        },
        None => cursor,
    }
}

impl Grid<'_> {
    /// Draws the sheet and returns where the terminal's cursor must stand.
    pub fn draw(self, area: Rect, buf: &mut Buffer, hits: &mut Hits) -> Option<Position> {
        buf.set_style(bleeding(area, buf), self.ground);
        let mut caret = None;
        let mut y = area.y;
        let top = self.cursor.top;
        let (mut last, mut is_cut) = (top, false);
        let head = self.sheet.head_above(top);
        let tails = tails(self.sheet);
        for index in head.into_iter().chain(top..self.sheet.rows.len()) {
            let Some(row) = self.sheet.rows.get(index).filter(|_| y < area.bottom()) else {
                break;
            };
            let columns = columns_of(self.sheet, row);
            let (whole, room) = (height(row, columns, area), area.bottom() - y);
            let place = Rect {
                y,
                height: whole.min(room),
                ..area
            };
            caret = self
                .draw_row(
                    index,
                    row,
                    (columns, tails.get(row.layout)),
                    place,
                    buf,
                    hits,
                )
                .or(caret);
            y += place.height;
            (last, is_cut) = (index, whole > room);
        }
        self.edge(top..last + 1, is_cut, area, buf, hits);
        caret
    }

    /// Says at the right edge which rows of how many are shown, the last of which may be cut, where those
    /// are not all.
    fn edge(
        &self,
        shown: Range<usize>,
        is_cut: bool,
        area: Rect,
        buf: &mut Buffer,
        hits: &mut Hits,
    ) {
        let all = self.sheet.rows.len();
        let hidden = all.saturating_sub(shown.len()) + usize::from(is_cut);
        if area.right() >= buf.area.right() || hidden == 0 {
            return;
        }
        let edge = Rect {
            x: area.right(),
            width: 1,
            ..area
        };
        hits.add(edge, Target::Edge(self.pane));
        let height = usize::from(area.height).max(1);
        let length = (height * shown.len() / all.max(1)).min(height - 1).max(1);
        let room = height - length;
        let before = (room * shown.start).div_ceil(hidden).min(room);
        let thumb = Rect {
            y: area.y + text::cells(before),
            height: text::cells(length),
            ..edge
        };
        buf.set_style(thumb.intersection(buf.area), theme::THUMB);
    }

    /// Whether a head names the column that the cursor stands in.
    fn is_over_cursor(&self, head: &Row, column: usize) -> bool {
        let here = self.sheet.rows.get(self.cursor.row);
        column == self.cursor.column && here.is_some_and(|row| row.layout == head.layout)
    }

    fn draw_row(
        &self,
        index: usize,
        row: &Row,
        (columns, tails): (&[Column], Option<&Vec<usize>>),
        area: Rect,
        buf: &mut Buffer,
        hits: &mut Hits,
    ) -> Option<Position> {
        let ground = match row.kind {
            RowKind::Section => theme::SECTION,
            RowKind::Head => theme::HEAD,
            RowKind::Data if index == self.cursor.row && self.focused => theme::ROW,
            RowKind::Data | RowKind::Space => self.ground,
        };
        buf.set_style(bleeding(area, buf), ground);
        if row.kind == RowKind::Section {
            self.draw_section(index, row, (area, ground), buf);
            return None;
        }
        let (mut caret, mut typed) = (None, None);
        let cursor = match row.kind {
            RowKind::Space => 0,
            _ => self.cursor.column,
        };
        let places = places_in(row, columns, area, cursor);
        if row.kind == RowKind::Head {
            tell_hidden(&places, area, buf);
        }
        let first = places.first().copied().flatten();
        for (c, ((cell, place), column)) in row.cells.iter().zip(places).zip(columns).enumerate() {
            let Some((x, width)) = place else { continue };
            let place = Rect { x, width, ..area };
            if row.kind == RowKind::Data {
                // The gap behind a cell is the cell's.
                let with_gap = Rect {
                    width: width + GAP,
                    ..place
                };
                let target = Target::Cell {
                    pane: self.pane,
                    row: index,
                    column: c,
                };
                hits.add(with_gap.intersection(area), target);
            }
            let here = self.is_here(index, c, row);
            let changed = self.is_changed(index, c, cell);
            let style = self.style_of((index, row), (c, cell), ground, changed);
            if here || self.is_selected(index, c, row) {
                buf.set_style(place, style);
            }
            if let Some(editor) = self.editor.filter(|_| here) {
                typed = Some((editor, place));
                continue;
            }
            let at = match self.passage.filter(|_| here) {
                Some(passage) => draw_passage(cell, passage, row.lines, place, style, buf),
                None => {
                    let most = tails.and_then(|tails| tails.get(c)).copied().unwrap_or(0);
                    let align = match row.sentence() {
                        Some(_) => Align::Left,
                        None => side(cell, column),
                    };
                    draw_cell(cell, (align, most), row.lines, place, style, buf)
                }
            };
            draw_marks(cell, at, (ground, changed), buf);
            if here && self.focused {
                caret = Some(at);
            }
        }
        let Some((editor, place)) = typed else {
            return caret;
        };
        // Over the cells beside it, where what is typed is longer than its own, but not over what the row
        // is called.
        let name = first.filter(|_| cursor > 0);
        let begin = name.map_or(area.x, |(x, width)| x + width + GAP);
        let line = longer(place, text::width(&editor.text()) + 1, begin..area.right());
        hits.add(line, Target::Editor);
        let style = EditorStyle {
            text: theme::EDIT,
            selection: theme::EDIT_SELECTED,
        };
        editor.draw(line, buf, style)
    }

    /// The name of a section, and what is said of it.
    fn draw_section(
        &self,
        index: usize,
        row: &Row,
        (area, ground): (Rect, Style),
        buf: &mut Buffer,
    ) {
        let mut x = area.x;
        let styles = [ground, theme::SECTION_NOTE];
        for (c, (cell, style)) in row.cells.iter().zip(styles).enumerate() {
            let style = match self.is_changed(index, c, cell) {
                true => style.patch(theme::CHANGED),
                false => style,
            };
            let room = area.right().saturating_sub(x).into();
            let words = match c {
                0 => &cell.text,
                _ => fitting(&cell.text, room),
            };
            x = write(words, Position::new(x, area.y), room, style, buf) + 2;
        }
    }

    fn style_of(
        &self,
        (index, row): (usize, &Row),
        (c, cell): (usize, &Cell),
        ground: Style,
        changed: bool,
    ) -> Style {
        if self.is_here(index, c, row) {
            return match self.focused {
                true => theme::CURSOR,
                false => theme::CURSOR_IDLE,
            };
        }
        if self.is_selected(index, c, row) {
            return theme::SELECTED;
        }
        let style = match row.kind {
            RowKind::Head if self.focused && self.is_over_cursor(row, c) => theme::HEAD_HERE,
            RowKind::Head => ground,
            _ => ground.patch(cell.tone.style()),
        };
        match changed {
            true => style.patch(theme::CHANGED),
            false => style,
        }
    }

    /// Whether the cursor stands in a cell.
    fn is_here(&self, index: usize, c: usize, row: &Row) -> bool {
        index == self.cursor.row && c == self.cursor.column && row.kind == RowKind::Data
    }

    fn is_selected(&self, index: usize, c: usize, row: &Row) -> bool {
        self.focused && row.kind == RowKind::Data && self.cursor.selects(index, c)
    }

    fn is_changed(&self, row: usize, column: usize, cell: &Cell) -> bool {
        self.before.is_some_and(|before| {
            before.rows.len() == self.sheet.rows.len()
                && before
                    .cell(row, column)
                    .is_some_and(|old| old.text != cell.text)
        })
    }
}

/// As many of the remarks behind a section's name as have room, and of the last what is not in brackets.
fn fitting(remarks: &str, room: usize) -> &str {
    let ends = remarks.match_indices(['（', ' ']).map(|(at, _)| at);
    let ends = ends.filter(|&at| {
        let rest = remarks.get(at..).unwrap_or_default();
        rest.starts_with("  ") || rest.starts_with('（')
    });
    let pieces = ends.rev().filter_map(|at| remarks.get(..at));
    let mut pieces = std::iter::once(remarks).chain(pieces);
    pieces.find(|it| text::fits(it, room)).unwrap_or(remarks)
}

/// The first line of a place, with room for so many columns: to the right, then to the left.
fn longer(place: Rect, columns: usize, within: Range<u16>) -> Rect {
    let lacking = text::cells(columns).saturating_sub(place.width);
    let right = lacking.min(within.end.saturating_sub(place.right()));
    let left = (lacking - right).min(place.x.saturating_sub(within.start));
    Rect {
        x: place.x - left,
        width: place.width + left + right,
        height: 1,
        ..place
    }
}

/// Says at the names of the columns that there are more of them to a side.
fn tell_hidden(places: &[Option<(u16, u16)>], area: Rect, buf: &mut Buffer) {
    let shown = |place: &Option<(u16, u16)>| place.map(|(x, _)| x);
    let first = places.iter().skip(1).find_map(shown);
    let left = places.get(1).is_some_and(Option::is_none);
    let right = places.last().is_some_and(Option::is_none);
    let ends = [
        first
            .filter(|_| left)
            .and_then(|x| x.checked_sub(1))
            .zip(Some("<")),
        Some(area.right()).filter(|_| right).zip(Some(">")),
    ];
    for (x, sign) in ends.into_iter().flatten() {
        let at = Position::new(x.min(buf.area.right().saturating_sub(1)), area.y);
        write(sign, at, 1, theme::HEAD, buf);
    }
}

/// What has been found and said about a cell and where what stands in it comes from, before its text: the
/// last next to it, if there is room for all.
fn draw_marks(cell: &Cell, text: Position, (ground, changed): (Style, bool), buf: &mut Buffer) {
    let sign = |mark: Mark| {
        let tone = match mark {
            Mark::Problem(severity) => severity.into(),
            Mark::Commented | Mark::Unticked => Tone::Warning,
            Mark::Pending => Tone::Computed,
            Mark::Ticked => Tone::Good,
        };
        (mark.sign(), tone)
    };
    // An amount that differs from its parts carries its mark itself.
    let found = cell.mark.filter(|_| !cell.text.starts_with('!'));
    let said = cell
        .said
        .filter(|it| found.is_some_and(|found| found != *it));
    // A plan has its label in its text, where there is room for two columns.
    let from = cell.provenance.filter(|it| *it != Provenance::Planned);
    let from = from.map(|it| (it.mark(), Tone::Muted));
    let signs = [found.map(sign), said.map(sign), from];
    let signs = signs.into_iter().flatten();
    // As many as there is room for, the gravest first; before a name that is set in the others stand
    // where that is blank.
    let room = |before: &u16| {
        let x = text.x.checked_sub(*before);
        *before == 1 || x.is_some_and(|x| is_blank(Position::new(x, text.y), buf))
    };
    let room = (1..=text.x).take_while(room).take(signs.clone().count());
    let begin = text.x.saturating_sub(text::cells(room.count()));
    let set_in = cell.text.len() - cell.text.trim_start_matches(' ').len();
    let end = text.x.saturating_add(text::cells(set_in));
    for ((glyph, tone), x) in signs.zip(begin..end) {
        let at = Position::new(x, text.y);
        let ground = match buf.cell(at) {
            Some(within) if x >= text.x => within.style(),
            _ => ground,
        };
        // On the ground of what has changed only its own ink is read.
        let style = match changed {
            true => ground.patch(theme::CHANGED),
            false => ground.patch(tone.style()),
        };
        write(glyph, at, 1, style, buf);
    }
}

/// Whether nothing stands at a cell of the screen, nor reaches into it.
fn is_blank(at: Position, buf: &Buffer) -> bool {
    let width = |x: u16| {
        let cell = buf.cell((x, at.y));
        cell.map_or(0, |cell| text::width(cell.symbol()))
    };
    let is_reached = at.x.checked_sub(1).is_some_and(|left| width(left) > 1);
    buf.cell(at).is_some_and(|cell| cell.symbol() == " ") && !is_reached
}

/// The same with the words marked that are meant.
fn draw_passage(
    cell: &Cell,
    passage: &Range<usize>,
    most: u16,
    area: Rect,
    style: Style,
    buf: &mut Buffer,
) -> Position {
    let lines = around(&cell.text, passage, area.width, most.min(area.height));
    for ((words, mark), y) in lines.iter().zip(area.y..area.bottom()) {
        line(words, Rect { y, ..area }, style, buf);
        let columns = |part: Option<&str>| text::cells(text::width(part.unwrap_or_default()));
        let meant = Rect {
            x: area.x + columns(words.get(..mark.start)),
            y,
            width: columns(words.get(mark.clone())),
            height: 1,
        };
        buf.set_style(meant.intersection(area), theme::PASSAGE);
    }
    area.as_position()
}

/// Draws one cell, a number with so many columns behind it as its point needs to stand below the others,
/// of which one has `most_behind` from its own on; returns where its text begins.
fn draw_cell(
    cell: &Cell,
    (align, most_behind): (Align, usize),
    most: u16,
    area: Rect,
    style: Style,
    buf: &mut Buffer,
) -> Position {
    let mut begin = None;
    // A name loses its middle to have room, not its end.
    let most = match cell.is_name {
        true => most.min(area.height),
        false => most,
    };
    let mut shown = lines(cell, align, area.width, most);
    // Of a row that reaches beyond the edge of the pane it is said that it goes on.
    if shown.len() > usize::from(area.height) {
        shown.truncate(area.height.into());
        if let Some(last) = shown.last_mut() {
            *last = noted(last, &cell.text, area.width.into());
        }
    }
    for (words, y) in shown.iter().zip(area.y..area.bottom()) {
        let spare = usize::from(area.width).saturating_sub(text::width(words));
        let behind = match align {
            Align::Right if is_figure(unmarked(words)) => {
                let behind = most_behind.saturating_sub(tail(words));
                " ".repeat(behind.min(spare))
            }
            _ => String::new(),
        };
        let words = format!("{words}{behind}");
        let at = aligned(&words, align, Rect { y, ..area }, style, buf);
        begin = begin.or(Some(at));
    }
    begin.unwrap_or_else(|| area.as_position())
}
