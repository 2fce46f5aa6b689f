//! Tables as spreadsheets put them on the clipboard: a tab between cells, a line end between rows,
//! quotation marks around a cell that holds one of these or begins with one.

use super::text;

/// The rows of a pasted table, cleaned cell by cell. An empty line is a row with an empty cell.
#[must_use]
pub fn read(pasted: &str) -> Vec<Vec<String>> {
    let pasted = pasted.replace("\r\n", "\n").replace('\r', "\n");
    let mut rows = vec![Vec::new()];
    let mut rest = pasted.strip_suffix('\n').unwrap_or(&pasted);
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
    fn what_is_written_is_read_back() {
        let rows = vec![
            vec!["甲\n乙".to_owned(), String::new(), "\"".to_owned()],
            vec![String::new(), "丙".to_owned(), "a\"b".to_owned()],
        ];
        assert_eq!(read(&write(&rows)), rows);
    }
}
