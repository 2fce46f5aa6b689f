//! An Excel workbook: a sheet for each attachment, as the forms have it; totals, rates and scores
//! are formulas whose kept results are ours. What was entered is never a formula.

use std::ops::{Range, RangeInclusive};

use rust_decimal::Decimal;
use rust_xlsxwriter::{
    DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Formula, Workbook, Worksheet,
    XlsxError,
};

use super::layout::{self, Sheets, TOGETHER, half, halves};
use super::tree::{Align, Block, Book, Cell, Measure, Quantity, Section, Slot, Table, Text};

/// The most characters of a sheet's name.
const LONGEST_NAME: usize = 31;
/// A4, by Excel's number.
const A4: u8 = 9;

pub(super) fn write(book: &Book) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    let usual = Format::new().set_font_name(USUAL.0).set_font_size(USUAL.1);
    workbook.set_default_format(&usual, USUAL.2, USUAL.3)?;
    // Nothing about who wrote it and when; the same report gives the same bytes.
    let date = ExcelDateTime::from_ymd(2000, 1, 1)?;
    workbook.set_properties(&DocProperties::new().set_creation_datetime(&date));
    let mut names: Vec<String> = Vec::new();
    for section in &book.sections {
        let Some(Block::Label(label)) = section.blocks.first() else {
            continue;
        };
        // What pages share does not name one of them.
        let alike = |it: &&Section| it.blocks.first() == section.blocks.first();
        let is_shared = book.sections.iter().filter(alike).count() > 1;
        let own = section.name.as_ref().filter(|_| is_shared);
        let name = sheet_name(own.map_or(label, |name| name), &names);
        let sheet = workbook.add_worksheet();
        sheet.set_name(&name)?;
        names.push(name);
        write_section(section, sheet)?;
    }
    workbook.save_to_buffer()
}

/// A name that Excel takes and no other sheet has.
fn sheet_name(label: &str, taken: &[String]) -> String {
    let plain: String = label
        .chars()
        .filter(|c| !matches!(c, '[' | ']' | ':' | '*' | '?' | '/' | '\\' | '\''))
        .take(LONGEST_NAME - 4)
        .collect();
    let mut name = plain.clone();
    let mut number = 2;
    while taken.contains(&name) {
        name = format!("{plain} {number}");
        number += 1;
    }
    name
}

fn write_section(section: &Section, sheet: &mut Worksheet) -> Result<(), XlsxError> {
    let (room, page) = if section.landscape { LYING } else { UPRIGHT };
    let table = section.blocks.iter().find_map(|block| match block {
        Block::Table(table) => Some(table),
        _ => None,
    });
    let widths: Vec<u32> = match table {
        Some(table) => layout::columns(table, room),
        // What stands at the right of a line has a column of its own.
        None => vec![room / 4; 4],
    };
    for (c, width) in (0..).zip(&widths) {
        sheet.set_column_width_pixels(c, *width)?;
    }
    sheet.set_paper_size(A4);
    if section.landscape {
        sheet.set_landscape();
    }
    sheet.set_print_fit_to_pages(1, 0);
    sheet.set_print_center_horizontally(true);
    sheet.set_footer("&C— &P —");
    let last = u16::try_from(widths.len().saturating_sub(1)).unwrap_or_default();
    let mut sheet = Sheet {
        sheet,
        widths,
        pages: Sheets::of(page),
        breaks: Vec::new(),
        row: 0,
    };
    for (i, block) in section.blocks.iter().enumerate() {
        match block {
            Block::Table(table) => {
                let behind = section.blocks.iter().skip(i + 1).map(|it| match it {
                    Block::Note(text) => height(text, room),
                    _ => 0,
                });
                sheet.table(table, behind.sum())?;
            }
            Block::Chart(_) | Block::Blank => {}
            Block::Title(text) => {
                let look = letters().set_bold().set_font_size(16);
                let look = look.set_align(FormatAlign::Center);
                let height = (height(text, room) + 8).min(HIGHEST);
                sheet.line(&[(text, look, 0..=last)], height)?;
            }
            Block::Sides(left, right) => {
                // As many columns at the right as it takes.
                let width = |from: u16| sheet.widths.iter().skip(from.into()).sum();
                let enough = |from: &u16| halves_in(width(*from)) >= halves(right);
                let from = (1..=last).rev().find(enough).unwrap_or(last);
                let at_right = letters().set_align(FormatAlign::Right);
                let line = [
                    (left, letters(), 0..=from.saturating_sub(1)),
                    (right, at_right, from..=last),
                ];
                sheet.line(&line, height(left, room))?;
            }
            Block::Label(text)
            | Block::Note(text)
            | Block::Heading(_, text)
            | Block::Paragraph(text)
            | Block::Hanging(_, text)
            | Block::Centred(text)
            | Block::Signed(text) => {
                let look = letters().set_text_wrap();
                sheet.line(&[(text, look, 0..=last)], height(text, room))?;
            }
        }
    }
    // What reaches over the end of a page begins anew below it, wherever else a font that is not there
    // would have had the page end.
    sheet.sheet.set_page_breaks(&told(&sheet.breaks))?;
    let end = sheet.row.saturating_sub(1);
    sheet.sheet.set_print_area(0, 0, end, last)?;
    Ok(())
}

/// The rows of which Excel can be told that they begin a page: the first does anyway, and of the pages behind
/// the 1,023rd it is not told.
fn told(breaks: &[u32]) -> Vec<u32> {
    const MOST: usize = 1023;
    let breaks = breaks.iter().copied().filter(|row| *row > 0);
    let mut breaks: Vec<u32> = breaks.collect();
    breaks.sort_unstable();
    breaks.dedup();
    breaks.truncate(MOST);
    breaks
}

/// A sheet that is being filled from its top.
struct Sheet<'s> {
    sheet: &'s mut Worksheet,
    /// How wide its columns are, in pixels.
    widths: Vec<u32>,
    /// The printed pages that it makes, in points.
    pages: Sheets,
    /// The rows that begin one but for the first.
    breaks: Vec<u32>,
    /// The next row.
    row: u32,
}

impl Sheet<'_> {
    /// A line of texts, each over some columns.
    fn line(
        &mut self,
        texts: &[(&Text, Format, RangeInclusive<u16>)],
        height: u32,
    ) -> Result<(), XlsxError> {
        self.sheet.set_row_height(self.row, height)?;
        for (text, look, columns) in texts {
            let place = (self.row..=self.row, columns.clone());
            put(held_text(text), place, look, self.sheet)?;
        }
        if self.pages.put(height, 0) {
            self.breaks.push(self.row);
        }
        self.row += 1;
        Ok(())
    }

    /// A table with so much behind it; a row with a text that no row of a sheet holds, or that goes on on the next page,
    /// is several of them.
    fn table(&mut self, table: &Table, behind: u32) -> Result<(), XlsxError> {
        let mut heights = heights(table, &self.widths);
        let begins = self.begins(table, &mut heights, behind);
        let whole = begins.iter().filter(|(_, part)| *part == 0);
        let broken: Vec<usize> = whole.map(|(row, _)| *row).collect();
        let table = table.clone().broken_at(&broken);
        // The first row of the sheet of each row of the table, and the one behind the last.
        let mut firsts = vec![self.row];
        for height in &heights {
            for height in &height.parts {
                self.sheet.set_row_height(self.row, *height)?;
                self.row += 1;
            }
            firsts.push(self.row);
        }
        let first = |row: usize| firsts.get(row).copied().unwrap_or(self.row);
        // No names of columns stand alone at the foot of a page.
        let with_names = |row: usize| match &table.repeated {
            names if row == names.end => names.start,
            _ => row,
        };
        let at = |&(row, part): &(usize, u32)| first(with_names(row)) + part;
        self.breaks.extend(begins.iter().map(at));
        for (row, cells) in table.laid_out().into_iter().enumerate() {
            for (at, slot) in cells {
                let Slot::Cell(cell) = slot else { continue };
                let rows = first(row)..first(row + cell.down);
                let room = heights.get(row).map_or(HIGHEST, |it| it.room);
                let parts = shown_in(cell, at, &self.widths, room);
                write_cell(cell, &parts, (rows, at), &firsts, self.sheet)?;
            }
        }
        if let Some(last) = table.repeated.clone().next_back() {
            let below = first(last + 1);
            self.sheet
                .set_repeat_rows(first(table.repeated.start), below - 1)?;
            // Names further down would leave no room to what is below them.
            if below <= MOST_FROZEN {
                self.sheet.set_freeze_panes(below, 0)?;
            }
        }
        Ok(())
    }

    /// The rows of a table that begin a printed page, or which part of one does; no total stands on one alone, nor what
    /// is `behind` it. A long text is cut where the page ends.
    fn begins(&mut self, table: &Table, heights: &mut [Height], behind: u32) -> Vec<(usize, u32)> {
        /// As much of a long text as may stand at the foot of a page.
        const LEAST: u32 = 6 * LINE + AROUND;
        let whole = |rows: &[Height]| rows.iter().map(Height::whole).sum::<u32>();
        let head = whole(heights.get(table.repeated.clone()).unwrap_or_default());
        let mut begins = Vec::new();
        let end = heights
            .len()
            .saturating_sub(TOGETHER)
            .max(table.repeated.end);
        let laid_out = table.laid_out();
        let row = |i: usize| laid_out.get(i).map_or(&[][..], Vec::as_slice);
        for i in 0..heights.len() {
            let head = if i >= table.repeated.end { head } else { 0 };
            let last = heights.get(i..).filter(|_| i == end);
            let last = last.map(|last| whole(last) + behind);
            let next = heights.get(i + 1).and_then(|it| it.parts.first());
            let next = next.map_or(0, |next| match layout::runs_on(row(i + 1)) {
                true => LEAST.min(*next),
                false => *next,
            });
            let Some(height) = heights.get_mut(i) else {
                continue;
            };
            if self
                .pages
                .keep_row(row(i), height.whole() + next, last, head)
            {
                begins.push((i, 0));
            }
            let left = self.pages.left();
            if layout::runs_on(row(i)) && (LEAST..height.whole()).contains(&left) {
                *height = Height::of(row(i), &self.widths, left);
            }
            for (part, height) in (0..).zip(&height.parts) {
                if self.pages.put(*height, head) {
                    begins.push((i, part));
                }
            }
        }
        begins
    }
}

/// The letters by which programs count how wide a column is, and how high a row and how wide a column is that
/// nobody has sized, in pixels. Every program has them, or others as wide: by what stands in for Calibri columns are a
/// third wider, and the page is made smaller for them and ends before it is full.
const USUAL: (&str, u16, u32, u32) = ("Arial", 11, 19, 72);
/// How wide the text of a printed page is, in pixels of which 96 are an inch, and how high, in points: upright and
/// lying, which is made a tenth smaller to be as wide as its paper, so that letters are as Word has them in tables.
/// LibreOffice has columns a fiftieth wider than Excel, which rounds their letters to whole pixels and makes it less small.
const UPRIGHT: (u32, u32) = (646, 734);
const LYING: (u32, u32) = (1075, 528);
/// The most rows that stay where they are while the others move.
const MOST_FROZEN: u32 = 8;
/// The size of the letters of a workbook and how high a line of them is, in points.
const SIZE: u16 = 10;
const LINE: u32 = 15;
/// Excel has no rows higher than this.
const HIGHEST: u32 = 409;
/// What of a row's height is above and below its text.
const AROUND: u32 = 3;

/// The look of all letters.
fn letters() -> Format {
    Format::new().set_font_name("宋体").set_font_size(SIZE)
}

/// How many halves of a character a line takes in a cell so many pixels wide.
fn halves_in(width: u32) -> usize {
    /// What stands free at the sides of a cell.
    const SIDES: u32 = 18;
    // A half is 5 points wide, three of them 20 pixels.
    let halves = width.saturating_sub(SIDES) * 3 / 20;
    usize::try_from(halves).unwrap_or(usize::MAX).max(4)
}

/// How high a text stands, in points. Merged cells do not grow by themselves.
fn height(text: &str, width: u32) -> u32 {
    let room = halves_in(width);
    let lines = text.lines().map(|line| halves(line).div_ceil(room).max(1));
    let lines = u32::try_from(lines.sum::<usize>().max(1)).unwrap_or(HIGHEST);
    (lines.min(HIGHEST) * LINE + AROUND).min(HIGHEST)
}

/// How many bytes of a text a row so high holds, at least one character.
fn held_in_row(text: &str, width: u32, high: u32) -> usize {
    let room = halves_in(width);
    let (mut count, mut used) = (1, 0);
    for (at, c) in text.char_indices() {
        used += half(c);
        if c == '\n' || used > room {
            count += 1;
            used = if c == '\n' { 0 } else { half(c) };
        }
        if count > (high - AROUND) / LINE && at > 0 {
            return at;
        }
    }
    text.len()
}

/// A text in parts that a row holds of which the first has so much room, each of whole sentences if they are not longer
/// than that.
fn parts(text: &str, width: u32, room_of_first: u32) -> Vec<&str> {
    let mut parts = Vec::new();
    let mut rest = text;
    loop {
        let high = if parts.is_empty() {
            room_of_first
        } else {
            HIGHEST
        };
        let (part, behind) = rest
            .split_at_checked(held_in_row(rest, width, high))
            .unwrap_or((rest, ""));
        if behind.is_empty() {
            parts.push(rest);
            return parts;
        }
        let marks: [&[char]; 2] = [&['\n', '。', '；'], &['，', '、']];
        let end = marks.iter().find_map(|marks| {
            let (at, mark) = part.rmatch_indices(*marks).next()?;
            Some(at + mark.len())
        });
        let (part, behind) = rest
            .split_at_checked(end.unwrap_or(part.len()))
            .unwrap_or((rest, ""));
        parts.push(part.trim_end());
        rest = behind;
    }
}

/// How wide a cell is, in pixels.
fn room(cell: &Cell, at: usize, widths: &[u32]) -> u32 {
    widths.iter().skip(at).take(cell.across).sum()
}

/// What a cell shows in each of the rows it takes in the sheet: a text is in one row; what no row can hold
/// goes on below, between the same borders, and so does what the first of them has no room for.
fn shown_in<'c>(cell: &'c Cell, at: usize, widths: &[u32], room_of_first: u32) -> Vec<&'c str> {
    let text = cell.text.trim_end();
    let is_text = cell.down == 1 && !cell.head && cell.formula.is_none() && number(cell).is_none();
    if is_text {
        parts(text, room(cell, at, widths), room_of_first)
    } else {
        vec![held_text(text)]
    }
}

/// As much of a text as a cell can hold.
fn held_text(text: &str) -> &str {
    const MOST: usize = 32_767;
    let end = text.char_indices().nth(MOST).map(|(at, _)| at);
    end.and_then(|end| text.get(..end)).unwrap_or(text)
}

/// How high the rows of the sheet are that a row of a table takes.
struct Height {
    /// What of a text the first of them has room for.
    room: u32,
    parts: Vec<u32>,
}

impl Height {
    /// Of a row with texts of which its first has so much room.
    fn of(row: &[(usize, Slot<'_>)], widths: &[u32], room_of_first: u32) -> Self {
        let mut parts = vec![LINE + AROUND];
        for (at, slot) in row {
            let Slot::Cell(cell) = slot else { continue };
            // A number shrinks, it is not broken.
            if cell.down > 1 || number(cell).is_some() {
                continue;
            }
            let shown = shown_in(cell, *at, widths, room_of_first);
            parts.resize(parts.len().max(shown.len()), 0);
            for (tallest, part) in parts.iter_mut().zip(shown) {
                *tallest = height(part, room(cell, *at, widths)).max(*tallest);
            }
        }
        Self {
            room: room_of_first,
            parts,
        }
    }

    fn whole(&self) -> u32 {
        self.parts.iter().sum()
    }
}

/// How high all rows of a table are that the end of no page cuts.
fn heights(table: &Table, widths: &[u32]) -> Vec<Height> {
    let rows = table.laid_out().into_iter();
    rows.map(|row| Height::of(&row, widths, HIGHEST)).collect()
}

/// The number of a cell and the format that shows it as it reads: 75.00% is 0.75 with a percent format.
fn number(cell: &Cell) -> Option<(Decimal, String)> {
    if let Some(measure) = &cell.measure {
        return Some((measure.value, around(measure)));
    }
    match cell.text.quantity()? {
        Quantity::Plain(value) => Some((value, digits(value, "General"))),
        Quantity::Percent(points) => {
            let shown = format!("{}%", digits(points, "0"));
            Some((points.checked_div(Decimal::ONE_HUNDRED)?, shown))
        }
    }
}

/// The number format with as many decimals as the value is written with; `whole` for none.
fn digits(value: Decimal, whole: &str) -> String {
    match usize::try_from(value.scale()) {
        Ok(0) | Err(_) => whole.to_owned(),
        Ok(scale) => format!("0.{}", "0".repeat(scale)),
    }
}

/// The look of a cell, of which this is a part of a text: borders are around the whole. What the end of a page may cut
/// stands at its top.
fn look(cell: &Cell, is_first: bool, is_last: bool, may_be_cut: bool) -> Format {
    let align = match cell.align {
        Align::Left => FormatAlign::Left,
        Align::Centre => FormatAlign::Center,
        Align::Right => FormatAlign::Right,
    };
    let line = |is_edge: bool| match is_edge {
        true => FormatBorder::Thin,
        false => FormatBorder::None,
    };
    let mut look = letters()
        .set_border(FormatBorder::Thin)
        .set_border_top(line(is_first))
        .set_border_bottom(line(is_last))
        .set_align(align)
        .set_align(if may_be_cut {
            FormatAlign::Top
        } else {
            FormatAlign::VerticalCenter
        });
    if cell.head {
        look = look.set_bold();
    }
    look
}

/// Writes what a cell shows into its rows of the sheet; what is shown last reaches to the end of them.
fn write_cell(
    cell: &Cell,
    parts: &[&str],
    (rows, at): (Range<u32>, usize),
    firsts: &[u32],
    sheet: &mut Worksheet,
) -> Result<(), XlsxError> {
    let left = u16::try_from(at).unwrap_or(u16::MAX);
    let right = left + u16::try_from(cell.across).unwrap_or(1) - 1;
    let last = parts.len().saturating_sub(1);
    let value = number(cell);
    let may_be_cut = cell.down == 1 && rows.len() > 1;
    for (i, (text, row)) in parts.iter().zip(rows.clone()).enumerate() {
        let mut look = look(cell, i == 0, i == last, may_be_cut);
        // A little room between text and border: of a number at the right within its format, as LibreOffice lets
        // it be set in only now and then. What is too wide for its column would be ###.
        look = match (&value, cell.align) {
            (Some((_, shown)), Align::Right) => {
                look.set_num_format(format!("{shown}_ ")).set_shrink()
            }
            (Some((_, shown)), _) => look.set_num_format(shown).set_shrink(),
            (None, Align::Centre) => look.set_text_wrap(),
            (None, Align::Left | Align::Right) => look.set_text_wrap().set_indent(1),
        };
        let bottom = if i == last { rows.end - 1 } else { row };
        let number = value.as_ref().and_then(|(value, _)| held(*value));
        let is_text = cell.formula.is_none() && number.is_none();
        let shown = if is_text { text } else { "" };
        put(shown, (row..=bottom, left..=right), &look, sheet)?;
        if let Some(formula) = &cell.formula {
            let ours = value
                .as_ref()
                .map_or_else(|| (*text).to_owned(), |(it, _)| it.normalize().to_string());
            let formula = Formula::new(addressed(formula, firsts)).set_result(ours);
            sheet.write_formula_with_format(row, left, formula, &look)?;
        } else if let Some(number) = number {
            sheet.write_number_with_format(row, left, number, &look)?;
        }
    }
    Ok(())
}

/// A text over one place of the sheet or more, given as rows and columns.
fn put(
    text: &str,
    (rows, columns): (RangeInclusive<u32>, RangeInclusive<u16>),
    look: &Format,
    sheet: &mut Worksheet,
) -> Result<(), XlsxError> {
    let (top, left) = (*rows.start(), *columns.start());
    let (bottom, right) = (*rows.end(), *columns.end());
    if (top, left) == (bottom, right) {
        sheet.write_string_with_format(top, left, text, look)?;
    } else {
        sheet.merge_range(top, left, bottom, right, text, look)?;
    }
    Ok(())
}

/// A number as a spreadsheet holds it, in binary; `None` where it would hold another, since of more
/// than 15 digits it keeps no more.
fn held(value: Decimal) -> Option<f64> {
    const KEPT: usize = 15;
    let text = value.normalize().to_string();
    let digits = text.trim_start_matches(['-', '0', '.']);
    let count = digits.bytes().filter(u8::is_ascii_digit).count();
    (count <= KEPT).then_some(text)?.parse().ok()
}

/// The number format that shows a measure as it reads: the cell holds 15 and shows ≥15家.
fn around(measure: &Measure) -> String {
    // In quotes it is text; a quotation mark would end them.
    let quoted = |text: &str| match text.replace('"', "”") {
        text if text.is_empty() => text,
        text => format!("\"{text}\""),
    };
    format!(
        "{}{}{}",
        quoted(&measure.before),
        digits(measure.value, "General"),
        quoted(&measure.behind)
    )
}

/// A formula with its places as Excel names them: `[3,5]` is F8 where the table's row 3 is the sheet's
/// row 7, both counted from 0.
fn addressed(formula: &str, firsts: &[u32]) -> String {
    let mut out = String::from("=");
    let mut rest = formula;
    while let Some((before, behind)) = rest.split_once('[') {
        out.push_str(before);
        let Some((place, after)) = behind.split_once(']') else {
            break;
        };
        let mut numbers = place
            .split(',')
            .filter_map(|number| number.parse::<usize>().ok());
        if let (Some(row), Some(column)) = (numbers.next(), numbers.next())
            && let Some(row) = firsts.get(row)
        {
            let letter = u8::try_from(column).ok().and_then(|c| b'A'.checked_add(c));
            out.push(letter.map_or('A', char::from));
            out += &(row + 1).to_string();
        }
        rest = after;
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_too_long_for_a_row_is_cut_between_sentences() {
        let cut = |text: &str| {
            let parts = parts(text, 420, HIGHEST).into_iter();
            parts.map(str::to_owned).collect::<Vec<_>>()
        };
        let whole = |text: &str| held_in_row(text, 420, HIGHEST) == text.len();
        assert_eq!(cut("短"), ["短"]);
        let sentence = "一句话说完了一件事，没有别的。";
        assert_eq!(cut(&sentence.repeat(50)).len(), 1);
        let parts = cut(&sentence.repeat(90));
        assert!(parts.len() > 1);
        assert!(parts.iter().all(|it| it.ends_with('。') && whole(it)));
        assert_eq!(parts.concat(), sentence.repeat(90));
        assert!(cut(&"很".repeat(2000)).iter().all(|it| whole(it)));
    }

    #[test]
    fn a_sheet_has_more_pages_than_excel_can_be_told_of() {
        let page = Block::Paragraph(Text::from("很".repeat(2000)));
        let section = Section {
            blocks: vec![page; 1200],
            ..Section::default()
        };
        write_section(&section, &mut Worksheet::new()).unwrap();
        assert_eq!(told(&[0, 7, 7, 9]), [7, 9]);
    }

    #[test]
    fn what_is_behind_a_table_stands_below_its_last_rows() {
        let begins = |behind: u32| {
            let mut sheet = Sheet {
                sheet: &mut Worksheet::new(),
                widths: vec![100],
                pages: Sheets::of(100),
                breaks: Vec::new(),
                row: 0,
            };
            let row = || Height {
                room: HIGHEST,
                parts: vec![20],
            };
            let mut rows = [(); 5].map(|()| row());
            sheet.begins(&Table::new(&[1]), &mut rows, behind)
        };
        assert_eq!(begins(0), []);
        assert_eq!(begins(18), [(2, 0)]);
    }

    #[test]
    fn a_long_text_goes_on_where_the_page_ends() {
        let mut table = Table::new(&[1]);
        let text = "一句话说完了一件事，没有别的。".repeat(40);
        table.rows = vec![vec![Cell::head("名称")], vec![Cell::words(text)]];
        let begins = |room: u32| {
            let mut sheet = Sheet {
                sheet: &mut Worksheet::new(),
                widths: vec![600],
                pages: Sheets::of(room),
                breaks: Vec::new(),
                row: 0,
            };
            let mut rows = heights(&table, &sheet.widths);
            sheet.begins(&table, &mut rows, 0)
        };
        assert_eq!(begins(300), []);
        assert_eq!(begins(200), [(1, 1)]);
    }

    #[test]
    fn places_are_named_as_excel_names_them() {
        let firsts = [4, 5, 8];
        assert_eq!(
            addressed("SUM([0,3]:[2,3])/[1,0]", &firsts),
            "=SUM(D5:D9)/A6"
        );
    }
}
