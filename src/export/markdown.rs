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
                | Block::Note(text)
                | Block::Centred(text)
                | Block::Signed(text) => {
                    out += &format!("{}\n\n", escaped(text));
                }
                Block::Label(text) => out += &format!("**{}**\n\n", escaped(text)),
                Block::Table(table) => write_table(table, &mut out),
                Block::Chart(_) => {}
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
    let mut out = String::with_capacity(text.len());
    for (i, c) in text.trim().char_indices() {
        let special = matches!(
            c,
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '|' | '#'
        ) || (i == 0 && matches!(c, '-' | '+' | '='));
        if special {
            out.push('\\');
        }
        out.push(c);
    }
    out
}
