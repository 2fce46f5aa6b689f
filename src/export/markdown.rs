//! Markdown: headings, paragraphs, tables without merged cells.

use super::tree::{Block, Book, Numbers, Slot, Table};

pub(super) fn write(book: &Book) -> String {
    let mut out = String::new();
    let mut numbers = Numbers::default();
    for (i, section) in book.sections.iter().enumerate() {
        if i > 0 {
            out.push_str("---\n\n");
        }
        for block in &section.blocks {
            match block {
                Block::Title(text) => {
                    out += &format!("# {}\n\n", escaped(&text.replace('\n', "")));
                }
                Block::Heading(level, text) => {
                    let marks = "#".repeat(usize::from(*level) + 1);
                    let number = numbers.next(*level);
                    out += &format!("{marks} {number}{}\n\n", escaped(text));
                }
                Block::Paragraph(text)
                | Block::Hanging(_, text)
                | Block::Note(text)
                | Block::Centred(text)
                | Block::Signed(text) => {
                    out += &format!("{}\n\n", escaped(text));
                }
                Block::Sides(left, right) => {
                    out += &format!("{}　　{}\n\n", escaped(left), escaped(right));
                }
                Block::Label(text) => out += &format!("**{}**\n\n", escaped(text)),
                Block::Table(table) => write_table(table, &mut out),
                Block::Chart(_) | Block::Blank => {}
            }
        }
    }
    out
}

fn write_table(table: &Table, out: &mut String) {
    let columns = table.widths.len();
    for (i, row) in table.laid_out().into_iter().enumerate() {
        let mut cells = vec![String::new(); columns];
        for (at, slot) in row {
            if let (Slot::Cell(cell), Some(place)) = (slot, cells.get_mut(at)) {
                *place = escaped(&cell.text).replace('\n', "<br>");
            }
        }
        *out += &format!("| {} |\n", cells.join(" | "));
        if i == 0 {
            *out += &format!("|{}\n", " --- |".repeat(columns));
        }
    }
    out.push('\n');
}

/// Text that Markdown leaves as it is.
fn escaped(text: &str) -> String {
    let lines: Vec<String> = text.trim().lines().map(escaped_line).collect();
    lines.join("\n")
}

fn escaped_line(line: &str) -> String {
    let mut out = String::with_capacity(line.len());
    // What begins a list: - and +, a number with . or ) and a space; = underlines a heading.
    let behind = line.trim_start_matches(|c: char| c.is_ascii_digit());
    let mark = line.len() - behind.len();
    let is_begun = match behind.strip_prefix(['.', ')']) {
        Some(rest) => mark > 0 && (rest.is_empty() || rest.starts_with(' ')),
        None => mark == 0 && behind.starts_with(['-', '+', '=']),
    };
    for (i, c) in line.char_indices() {
        if "\\`*_[]<>|#~&".contains(c) || is_begun && i == mark {
            out.push('\\');
        }
        out.push(c);
    }
    out
}
