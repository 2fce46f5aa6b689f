//! An Excel workbook: a sheet for each attachment, as the forms have it; totals, rates and scores
//! are formulas whose kept results are ours. What was entered is never a formula.

use std::ops::Range;

use rust_decimal::Decimal;
use rust_xlsxwriter::{
    DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Formula, Workbook, Worksheet,
    XlsxError,
};

use super::layout::{half, halves};
use super::tree::{Align, Block, Book, Cell, Measure, Quantity, Section, Slot, Table};

/// The most characters of a sheet's name.
const LONGEST_NAME: usize = 31;
/// A4, by Excel's number.
const A4: u8 = 9;

pub(super) fn write(book: &Book) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
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
    let room = if section.landscape { 130 } else { 88 };
    let table = section.blocks.iter().find_map(|block| match block {
        Block::Table(table) => Some(table),
        _ => None,
    });
    let widths: Vec<u16> = match table {
        Some(table) => {
            let whole: u16 = table.widths.iter().sum();
            let share = |width: &u16| *width * room / whole.max(1);
            table.widths.iter().map(share).collect()
        }
        None => vec![room],
    };
    for (c, width) in (0..).zip(&widths) {
        sheet.set_column_width(c, *width)?;
    }
    sheet.set_paper_size(A4);
    if section.landscape {
        sheet.set_landscape();
    }
    sheet.set_print_fit_to_pages(1, 0);
    sheet.set_footer("&C— &P —");
    let last = u16::try_from(widths.len().saturating_sub(1)).unwrap_or_default();
    let mut row = 0;
    for block in &section.blocks {
        match block {
            Block::Table(table) => row = write_table(table, &widths, row, sheet)?,
            Block::Chart(_) => {}
            Block::Title(text) => {
                let look = Format::new().set_bold().set_font_size(16);
                let look = look.set_align(FormatAlign::Center);
                line(text, look, row, last, room, sheet)?;
                row += 1;
            }
            Block::Label(text)
            | Block::Note(text)
            | Block::Heading(_, text)
            | Block::Paragraph(text)
            | Block::Centred(text)
            | Block::Signed(text) => {
                line(text, Format::new().set_text_wrap(), row, last, room, sheet)?;
                row += 1;
            }
        }
    }
    sheet.set_print_area(0, 0, row.saturating_sub(1), last)?;
    Ok(())
}

/// A line over all columns.
fn line(
    text: &str,
    look: Format,
    row: u32,
    last: u16,
    room: u16,
    sheet: &mut Worksheet,
) -> Result<(), XlsxError> {
    let text = held_text(text);
    sheet.set_row_height(row, USUAL.height(text, room))?;
    if last == 0 {
        sheet.write_string_with_format(row, 0, text, &look)?;
    } else {
        sheet.merge_range(row, 0, row, last, text, &look)?;
    }
    Ok(())
}

/// How large letters are and how high a line of them is, in points.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Letters {
    size: u16,
    line: usize,
}

/// The letters of a workbook.
const USUAL: Letters = Letters { size: 11, line: 16 };
/// 小五, for a text that a row could not hold otherwise.
const SMALL: Letters = Letters { size: 9, line: 13 };

impl Letters {
    /// Excel has no rows higher than this.
    const HIGHEST: usize = 409;
    /// What of a row's height is above and below its text.
    const AROUND: usize = 5;

    /// Those of a text in a column so many usual characters wide.
    fn of(text: &str, width: u16) -> Self {
        if USUAL.held(text, width) == text.len() {
            USUAL
        } else {
            SMALL
        }
    }

    /// How many halves of a character a line takes.
    fn room(self, width: u16) -> usize {
        (usize::from(width.max(6)) - 3) * usize::from(USUAL.size) / usize::from(self.size)
    }

    /// How many lines a row holds.
    const fn lines(self) -> usize {
        (Self::HIGHEST - Self::AROUND) / self.line
    }

    /// How high a text stands, in points. Merged cells do not grow by themselves.
    fn height(self, text: &str, width: u16) -> u32 {
        let room = self.room(width);
        let lines = text.lines().map(|line| halves(line).div_ceil(room).max(1));
        let lines = lines.sum::<usize>().max(1);
        let height = lines.saturating_mul(self.line) + Self::AROUND;
        u32::try_from(height.min(Self::HIGHEST)).unwrap_or_default()
    }

    /// How many bytes of a text a row holds, at least one character.
    fn held(self, text: &str, width: u16) -> usize {
        let room = self.room(width);
        let (mut count, mut used) = (1, 0);
        for (at, c) in text.char_indices() {
            used += half(c);
            if c == '\n' || used > room {
                count += 1;
                used = if c == '\n' { 0 } else { half(c) };
            }
            if count > self.lines() && at > 0 {
                return at;
            }
        }
        text.len()
    }
}

/// A text in parts that a row holds, each of whole sentences if they are not longer than that.
fn parts(text: &str, letters: Letters, width: u16) -> Vec<&str> {
    let mut parts = Vec::new();
    let mut rest = text;
    loop {
        let (part, behind) = rest
            .split_at_checked(letters.held(rest, width))
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

/// How wide a cell is, in characters.
fn room(cell: &Cell, at: usize, widths: &[u16]) -> u16 {
    widths.iter().skip(at).take(cell.across.max(1)).sum()
}

/// What a cell shows in each of the rows it takes in the sheet: a text is in one row, in smaller letters
/// if it must be; what no row can hold goes on below, between the same borders.
struct Shown<'c> {
    letters: Letters,
    parts: Vec<&'c str>,
}

fn shown_in<'c>(cell: &'c Cell, at: usize, widths: &[u16]) -> Shown<'c> {
    let text = cell.text.trim_end();
    let is_text = cell.down <= 1 && !cell.head && cell.formula.is_none() && number(cell).is_none();
    let width = room(cell, at, widths);
    if is_text {
        let letters = Letters::of(text, width);
        let parts = parts(text, letters, width);
        Shown { letters, parts }
    } else {
        Shown {
            letters: USUAL,
            parts: vec![held_text(text)],
        }
    }
}

/// As much of a text as a cell can hold.
fn held_text(text: &str) -> &str {
    const MOST: usize = 32_767;
    let end = text.char_indices().nth(MOST).map(|(at, _)| at);
    end.and_then(|end| text.get(..end)).unwrap_or(text)
}

/// A table; a row with a long text is several of the sheet.
fn write_table(
    table: &Table,
    widths: &[u16],
    top: u32,
    sheet: &mut Worksheet,
) -> Result<u32, XlsxError> {
    let laid_out = table.laid_out().into_iter().map(|row| {
        let cells = row.into_iter().filter_map(|(at, slot)| match slot {
            Slot::Cell(cell) => Some((at, cell, shown_in(cell, at, widths))),
            Slot::Covered(_) => None,
        });
        cells.collect::<Vec<_>>()
    });
    let laid_out: Vec<_> = laid_out.collect();
    // The first row of the sheet of each row of the table, and the one behind the last.
    let mut firsts = vec![top];
    let mut next = top;
    for row in &laid_out {
        let mut heights = vec![0];
        for (at, cell, Shown { letters, parts }) in row.iter().filter(|(_, cell, _)| cell.down <= 1)
        {
            heights.resize(heights.len().max(parts.len()), 0);
            for (height, part) in heights.iter_mut().zip(parts) {
                *height = letters.height(part, room(cell, *at, widths)).max(*height);
            }
        }
        for height in heights {
            sheet.set_row_height(next, height)?;
            next += 1;
        }
        firsts.push(next);
    }
    let first = |row: usize| firsts.get(row).copied().unwrap_or(next);
    for (row, cells) in laid_out.iter().enumerate() {
        for (at, cell, shown) in cells {
            let rows = first(row)..first(row + cell.down.max(1));
            write_cell(cell, shown, (rows, *at), &firsts, sheet)?;
        }
    }
    if let Some(last) = table.repeated.clone().next_back() {
        sheet.set_repeat_rows(first(table.repeated.start), first(last + 1) - 1)?;
    }
    Ok(next)
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

/// The look of a cell, of which this is a part of a text: borders are around the whole.
fn look(cell: &Cell, is_first: bool, is_last: bool) -> Format {
    let align = match cell.align {
        Align::Left => FormatAlign::Left,
        Align::Centre => FormatAlign::Center,
        Align::Right => FormatAlign::Right,
    };
    let line = |is_edge: bool| match is_edge {
        true => FormatBorder::Thin,
        false => FormatBorder::None,
    };
    // In the middle, a name that reaches over a page's end would be cut by it.
    let is_top = cell.down > 1 && !cell.head || !is_first || !is_last;
    let mut look = Format::new()
        .set_border(FormatBorder::Thin)
        .set_border_top(line(is_first))
        .set_border_bottom(line(is_last))
        .set_align(align)
        .set_align(if is_top {
            FormatAlign::Top
        } else {
            FormatAlign::VerticalCenter
        });
    if cell.head {
        look = look.set_bold();
    }
    if cell.align != Align::Centre {
        // A little room between text and border.
        look = look.set_indent(1);
    }
    look
}

/// Writes what a cell shows into its rows of the sheet; what is shown last reaches to the end of them.
fn write_cell(
    cell: &Cell,
    Shown { letters, parts }: &Shown<'_>,
    (rows, at): (Range<u32>, usize),
    firsts: &[u32],
    sheet: &mut Worksheet,
) -> Result<(), XlsxError> {
    let left = u16::try_from(at).unwrap_or(u16::MAX);
    let right = left + u16::try_from(cell.across.max(1)).unwrap_or(1) - 1;
    let last = parts.len().saturating_sub(1);
    let value = number(cell);
    for (i, (text, row)) in parts.iter().zip(rows.clone()).enumerate() {
        let mut look = look(cell, i == 0, i == last);
        look = look.set_font_size(letters.size);
        look = match &value {
            // What is too wide for its column would be ###.
            Some((_, shown)) => look.set_num_format(shown).set_shrink(),
            None => look.set_text_wrap(),
        };
        let bottom = if i == last { rows.end - 1 } else { row };
        if bottom > row || right > left {
            sheet.merge_range(row, left, bottom, right, "", &look)?;
        }
        match (&value, &cell.formula) {
            (value, Some(formula)) => {
                let ours = value
                    .as_ref()
                    .map_or_else(|| (*text).to_owned(), |(it, _)| it.normalize().to_string());
                let formula = Formula::new(addressed(formula, firsts)).set_result(ours);
                sheet.write_formula_with_format(row, left, formula, &look)?
            }
            (value, None) => match value.as_ref().and_then(|(value, _)| held(*value)) {
                Some(number) => sheet.write_number_with_format(row, left, number, &look)?,
                None => sheet.write_string_with_format(row, left, *text, &look)?,
            },
        };
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
            let letters = Letters::of(text, 60);
            let parts = parts(text, letters, 60).into_iter();
            (letters, parts.map(str::to_owned).collect::<Vec<_>>())
        };
        let whole = |letters: Letters, text: &str| letters.held(text, 60) == text.len();
        assert_eq!(cut("短"), (USUAL, vec!["短".to_owned()]));
        let sentence = "一句话说完了一件事，没有别的。";
        let (letters, parts) = cut(&sentence.repeat(60));
        assert_eq!((letters, parts.len()), (SMALL, 1));
        let (letters, parts) = cut(&sentence.repeat(90));
        assert!(letters == SMALL && parts.len() > 1);
        assert!(
            parts
                .iter()
                .all(|it| it.ends_with('。') && whole(letters, it))
        );
        assert_eq!(parts.concat(), sentence.repeat(90));
        let (letters, parts) = cut(&"很".repeat(2000));
        assert!(parts.iter().all(|it| whole(letters, it)));
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
