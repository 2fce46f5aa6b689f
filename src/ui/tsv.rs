//! Tables as spreadsheets put them on the clipboard: a tab between cells, a line end between rows,
//! quotation marks around a cell that holds one of these or begins with one.

use super::text;

/// The rows of a pasted table, cleaned cell by cell. An empty line is a row with an empty cell. Blank
/// rows below it and blank columns behind it, of which a spreadsheet has a million, are none of it;
/// of blank cells alone nothing is left but one that is alone.
#[must_use]
pub fn read(pasted: &str) -> Vec<Vec<String>> {
    let pasted = pasted.replace("\r\n", "\n").replace('\r', "\n");
    let whole = pasted.strip_suffix('\n').unwrap_or(&pasted);
    let filled = whole.trim_end().len();
    if filled == 0 && whole.contains(['\t', '\n']) {
        return Vec::new();
    }
    let below = whole.get(filled..).and_then(|rest| rest.find('\n'));
    let whole = whole.get(..filled + below.unwrap_or(whole.len() - filled));
    let mut rows = cells(whole.unwrap_or_default());
    let filled = |row: &Vec<String>| row.iter().rposition(|cell| !cell.trim().is_empty());
    let columns = rows.iter().filter_map(filled).max().map_or(1, |at| at + 1);
    for row in &mut rows {
        row.truncate(columns);
    }
    rows
}

fn cells(table: &str) -> Vec<Vec<String>> {
    let mut rows = vec![Vec::new()];
    let mut rest = table;
    loop {
        let (cell, behind) = first_cell(rest);
        if let Some(row) = rows.last_mut() {
            row.push(text::clean(&cell));
        }
        let mut behind = behind.chars();
        match behind.next() {
            Some('\n') => rows.push(Vec::new()),
            Some(_) => {}
            None => return rows,
        }
        rest = behind.as_str();
    }
}

/// The first cell, and what follows it: a tab, a line end or nothing.
fn first_cell(text: &str) -> (String, &str) {
    if let Some((cell, rest)) = text.strip_prefix('"').and_then(quoted) {
        return (cell, rest);
    }
    let end = text.find(['\t', '\n']).unwrap_or(text.len());
    let (cell, rest) = text.split_at(end);
    (cell.to_owned(), rest)
}

/// A cell behind its opening quotation mark, if it is closed right before a tab, a line end or the
/// end.
fn quoted(text: &str) -> Option<(String, &str)> {
    let mut cell = String::new();
    let mut rest = text;
    loop {
        let (before, behind) = rest.split_once('"')?;
        cell.push_str(before);
        match behind.strip_prefix('"') {
            Some(more) => {
                cell.push('"');
                rest = more;
            }
            None if behind.is_empty() || behind.starts_with(['\t', '\n']) => {
                return Some((cell, behind));
            }
            None => return None,
        }
    }
}

/// A table as it is put on the clipboard.
#[must_use]
pub fn write(rows: &[Vec<String>]) -> String {
    let lines: Vec<String> = rows
        .iter()
        .map(|row| {
            let cells = row.iter().map(|cell| {
                if cell.contains(['\t', '\n', '"']) {
                    format!("\"{}\"", cell.replace('"', "\"\""))
                } else {
                    cell.clone()
                }
            });
            cells.collect::<Vec<_>>().join("\t")
        })
        .collect();
    lines.join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_is_read_as_spreadsheets_write_it() {
        let rows = read("甲\t1\r\n\"乙\n丙\"\t\"说\"\"好\"\"\"\r\n\r\n\"没有收");
        let expected: [&[&str]; 4] = [&["甲", "1"], &["乙\n丙", "说\"好\""], &[""], &["\"没有收"]];
        assert_eq!(rows, expected);
    }

    #[test]
    fn blank_cells_around_a_table_are_none_of_it() {
        let rows = read("甲\t1\t\t\r\n\r\n乙\t\t \t\r\n\t\t\t\r\n\r\n");
        let expected: [&[&str]; 3] = [&["甲", "1"], &[""], &["乙", ""]];
        assert_eq!(rows, expected);
        assert_eq!(read(""), [[""]]);
        assert_eq!(read("\n"), [[""]]);
        assert!(read("\t\n\t\n").is_empty());
        assert!(read(&"\t\n".repeat(1_048_576)).is_empty());
    }

    #[test]
    fn what_is_written_is_read_back() {
        let rows = vec![
            vec!["甲\n乙".to_owned(), String::new(), "\"".to_owned()],
            vec![String::new(), "丙".to_owned(), "a\"b".to_owned()],
        ];
        assert_eq!(read(&write(&rows)), rows);
    }
}
