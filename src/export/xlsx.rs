//! An Excel workbook: a sheet for each attachment, as the forms have it; totals, rates and scores
//! are formulas whose kept results are ours. What was entered is never a formula.

use rust_decimal::Decimal;
use rust_xlsxwriter::{
    DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Formula, Workbook, Worksheet,
    XlsxError,
};

use super::layout::halves;
use super::tree::{Align, Block, Book, Cell, Measure, Section, Slot, Table};

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
    sheet.set_row_height(row, fitted(text, room).0)?;
    if last == 0 {
        sheet.write_string_with_format(row, 0, text, &look)?;
    } else {
        sheet.merge_range(row, 0, row, last, text, &look)?;
    }
    Ok(())
}

/// Excel has no rows higher than this.
const HIGHEST: u32 = 409;
/// The size of letters, in points.
const NORMAL: u32 = 11;
/// What a text gets that would not fit into a row.
const SIZES: [u32; 5] = [NORMAL, 10, 9, 8, 7];

/// How high a text stands in a column so many characters wide, in points, and in which size it
/// fits. Merged cells do not grow by themselves.
fn fitted(text: &str, width: u16) -> (u32, u32) {
    let mut fitted = (HIGHEST, NORMAL);
    for size in SIZES {
        let height = height(text, width, size);
        fitted = (height.min(HIGHEST), size);
        if height <= HIGHEST {
            break;
        }
    }
    fitted
}

fn height(text: &str, width: u16, size: u32) -> u32 {
    let room = u32::from(width.max(6)) * NORMAL / size - 3;
    let room = usize::try_from(room).unwrap_or(1);
    let lines = text
        .lines()
        .map(|line| halves(line).div_ceil(room).max(1))
        .sum::<usize>();
    let lines = u32::try_from(lines.max(1)).unwrap_or(1);
    (lines * 16 * size).div_ceil(NORMAL) + 5
}

/// The height of a row: that of its highest cell, one that reaches over other rows left out.
fn row_height(laid: &[(usize, Slot<'_>)], widths: &[u16]) -> u32 {
    let cells = laid.iter().filter_map(|(at, slot)| match slot {
        Slot::Cell(cell) if cell.down <= 1 => Some(fitted(&cell.text, room(cell, *at, widths)).0),
        _ => None,
    });
    cells.max().unwrap_or_default()
}

/// How wide a cell is, in characters.
fn room(cell: &Cell, at: usize, widths: &[u16]) -> u16 {
    widths.iter().skip(at).take(cell.across.max(1)).sum()
}

fn write_table(
    table: &Table,
    widths: &[u16],
    top: u32,
    sheet: &mut Worksheet,
) -> Result<u32, XlsxError> {
    let mut row = top;
    for laid in table.laid_out() {
        sheet.set_row_height(row, row_height(&laid, widths))?;
        for (at, slot) in laid {
            if let Slot::Cell(cell) = slot {
                let (_, size) = fitted(&cell.text, room(cell, at, widths));
                write_cell(cell, size, (row, at), top, sheet)?;
            }
        }
        row += 1;
    }
    if let Some(last) = table.repeated.clone().next_back() {
        let [first, last] = [table.repeated.start, last].map(|it| u32::try_from(it).unwrap_or(0));
        sheet.set_repeat_rows(top + first, top + last)?;
    }
    Ok(row)
}

/// A number and the format that shows it as it reads: 75.00% is 0.75 with a percent format.
fn number(text: &str) -> Option<(Decimal, String)> {
    if let Some(percent) = text.strip_suffix('%') {
        let value: Decimal = percent.parse().ok()?;
        let shown = format!("{}%", digits(value, "0"));
        return Some((value.checked_div(Decimal::ONE_HUNDRED)?, shown));
    }
    let value: Decimal = text.parse().ok()?;
    Some((value, digits(value, "General")))
}

/// The number format with as many decimals as the value is written with; `whole` for none.
fn digits(value: Decimal, whole: &str) -> String {
    match usize::try_from(value.scale()) {
        Ok(0) | Err(_) => whole.to_owned(),
        Ok(scale) => format!("0.{}", "0".repeat(scale)),
    }
}

fn write_cell(
    cell: &Cell,
    size: u32,
    (row, at): (u32, usize),
    top: u32,
    sheet: &mut Worksheet,
) -> Result<(), XlsxError> {
    let column = u16::try_from(at).unwrap_or(u16::MAX);
    let align = match cell.align {
        Align::Left => FormatAlign::Left,
        Align::Centre => FormatAlign::Center,
        Align::Right => FormatAlign::Right,
    };
    let mut look = Format::new()
        .set_border(FormatBorder::Thin)
        .set_text_wrap()
        .set_align(align)
        // In the middle, a name that reaches over a page's end would be cut by it.
        .set_align(if cell.down > 1 && !cell.head {
            FormatAlign::Top
        } else {
            FormatAlign::VerticalCenter
        });
    if cell.head {
        look = look.set_bold();
    }
    if size < NORMAL {
        look = look.set_font_size(size);
    }
    if cell.align != Align::Centre {
        // A little room between text and border.
        look = look.set_indent(1);
    }
    let value = match &cell.measure {
        Some(measure) => Some((measure.value, around(measure))),
        None => number(cell.text.trim()).filter(|_| cell.align == Align::Right),
    };
    if let Some((_, shown)) = &value {
        look = look.set_num_format(shown);
    }
    let down = u32::try_from(cell.down.max(1)).unwrap_or(1);
    let across = u16::try_from(cell.across.max(1)).unwrap_or(1);
    if down > 1 || across > 1 {
        let (bottom, right) = (row + down - 1, column + across - 1);
        sheet.merge_range(row, column, bottom, right, "", &look)?;
    }
    let text = cell.text.trim_end();
    match (value, &cell.formula) {
        (value, Some(formula)) => {
            let ours = value.map_or_else(|| text.to_owned(), |(it, _)| it.normalize().to_string());
            let formula = Formula::new(addressed(formula, top)).set_result(ours);
            sheet.write_formula_with_format(row, column, formula, &look)?
        }
        (value, None) => match value.and_then(|(value, _)| held(value)) {
            Some(number) => sheet.write_number_with_format(row, column, number, &look)?,
            None => sheet.write_string_with_format(row, column, text, &look)?,
        },
    };
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

/// A formula with its places as Excel names them: `[3,5]` in a table from row 4 is F8.
fn addressed(formula: &str, top: u32) -> String {
    let mut out = String::from("=");
    let mut rest = formula;
    while let Some((before, behind)) = rest.split_once('[') {
        out.push_str(before);
        let Some((place, after)) = behind.split_once(']') else {
            break;
        };
        let mut numbers = place
            .split(',')
            .filter_map(|number| number.parse::<u32>().ok());
        if let (Some(row), Some(column)) = (numbers.next(), numbers.next()) {
            let letter = u8::try_from(column).ok().and_then(|c| b'A'.checked_add(c));
            out.push(letter.map_or('A', char::from));
            out += &(top + row + 1).to_string();
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
    fn a_text_too_long_for_a_row_gets_smaller_letters() {
        assert_eq!(fitted("短", 20), (21, NORMAL));
        let long = "很".repeat(1000);
        let (height, size) = fitted(&long, 60);
        assert!(height <= HIGHEST && size < NORMAL);
    }

    #[test]
    fn places_are_named_as_excel_names_them() {
        assert_eq!(addressed("SUM([0,3]:[2,3])/[1,0]", 4), "=SUM(D5:D7)/A6");
    }
}
