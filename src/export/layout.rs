//! Where lines and pages of running text end, by the measure of official documents (GB/T 9704-2012):
//! 22 lines of 28 characters a page. Enough to say on which page a heading stands before a word
//! processor has laid the pages out; it draws nothing.

use super::tree::{Block, LINE, LINES, Section, hangs, opens};

/// What a first line is set in by, in characters.
pub const INDENT: usize = 2;

/// How many halves of a character a text takes in one line: Latin letters and digits take one,
/// all else two.
pub(super) fn halves(text: &str) -> usize {
    text.chars().map(half).sum()
}

pub(super) fn half(c: char) -> usize {
    if c.is_ascii() { 1 } else { 2 }
}

/// How many lines a paragraph takes.
pub(super) fn lines(text: &str, line: usize, indent: usize) -> usize {
    rows(text, line, indent).len()
}

/// The lines of a paragraph that holds so many characters a line, the first set in by some. Numbers and
/// Latin words are not broken and stand off a quarter of a character from Chinese text; no line begins with
/// a closing mark (one may hang over the edge) or ends with an opening one.
#[must_use]
pub fn rows(text: &str, line: usize, indent: usize) -> Vec<&str> {
    let mut rows = Vec::new();
    for (i, part) in text.split('\n').enumerate() {
        let indent = if i == 0 { indent * 4 } else { 0 };
        let mut begin = 0;
        for end in breaks(part, line * 4, indent) {
            rows.extend(part.get(begin..end));
            begin = end;
        }
        rows.extend(part.get(begin..));
    }
    rows
}

/// Where a line of text is broken, in bytes; `line` and `indent` are in quarters of a character.
fn breaks(text: &str, line: usize, indent: usize) -> Vec<usize> {
    let width = |c: char| half(c) * 2;
    let mut breaks = Vec::new();
    let mut used = indent;
    let mut before = None;
    let mut rest = text.char_indices().peekable();
    while let Some((begin, first)) = rest.next() {
        // What stays together: a Latin word, or a character with its marks.
        let mut piece = width(first);
        let mut last = first;
        let mut end = begin + first.len_utf8();
        let mut hanging = 0;
        while let Some(&(at, next)) = rest.peek() {
            let word = is_latin(last) && (is_latin(next) || ".%,-".contains(next))
                || ".,".contains(last) && next.is_ascii_digit();
            if !(word || opens(last) || hangs(next)) {
                break;
            }
            piece += std::mem::take(&mut hanging);
            if hangs(next) && !word {
                hanging = width(next);
            } else {
                piece += width(next);
            }
            last = next;
            end = at + next.len_utf8();
            rest.next();
        }
        let apart = before.is_some_and(|before| {
            is_latin(before) && is_chinese(first) || is_chinese(before) && is_latin(first)
        });
        let gap = usize::from(apart);
        if used > 0 && used + gap + piece > line {
            breaks.push(begin);
            used = 0;
        } else {
            used += gap;
        }
        if piece > line {
            // A word longer than a line is broken after all.
            let word = text.get(begin..end).unwrap_or_default();
            for (at, c) in word.char_indices() {
                if used > 0 && used + width(c) > line {
                    breaks.push(begin + at);
                    used = 0;
                }
                used += width(c);
            }
        } else {
            used = (used + piece + hanging).min(line);
        }
        before = Some(last);
    }
    breaks
}

fn is_latin(c: char) -> bool {
    c.is_ascii_alphanumeric()
}

fn is_chinese(c: char) -> bool {
    ('\u{3400}'..='\u{9fff}').contains(&c)
}

/// The page each heading of a section stands on, the first being 1. A heading does not stand
/// alone at the foot of a page.
pub(super) fn pages(section: &Section) -> Vec<usize> {
    let mut found = Vec::new();
    let mut at = 0;
    let mut blocks = section.blocks.iter().peekable();
    while let Some(block) = blocks.next() {
        let Block::Heading(_, text) = block else {
            at += height(block);
            continue;
        };
        // Headings in a row and a line of what follows stay on one page.
        let mut group = vec![lines(text, LINE, INDENT)];
        while let Some(Block::Heading(_, text)) = blocks.peek() {
            group.push(lines(text, LINE, INDENT));
            blocks.next();
        }
        let all: usize = group.iter().sum();
        if at % LINES + all + 1 > LINES {
            at = (at / LINES + 1) * LINES;
        }
        for lines in group {
            found.push(at / LINES + 1);
            at += lines;
        }
    }
    found
}

fn height(block: &Block) -> usize {
    match block {
        Block::Paragraph(text) => lines(text, LINE, INDENT),
        Block::Title(text)
        | Block::Heading(_, text)
        | Block::Label(text)
        | Block::Note(text)
        | Block::Centred(text)
        | Block::Signed(text) => lines(text, LINE, 0),
        Block::Table(table) => table.rows.len(),
        Block::Chart(_) => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_end_where_a_word_processor_ends_them() {
        let of = |text: &str| lines(text, 5, 0);
        assert_eq!(of(""), 1);
        assert_eq!(of("一二三四五"), 1);
        assert_eq!(of("一二三四五六"), 2);
        assert_eq!(of("一二三四五。"), 1, "a mark hangs over the edge");
        assert_eq!(of("一二三四（五六"), 2, "no line ends with an opening mark");
        assert_eq!(of("一二三四1234"), 2, "a number is not broken");
        assert_eq!(of("一\n二"), 2);
        assert_eq!(lines("一二三四", 5, 2), 2);
        assert_eq!(
            rows("一二三四1234，五六七", 5, 2),
            ["一二三", "四1234，", "五六七"]
        );
        assert_eq!(rows("一二三四0.23", 5, 0), ["一二三四", "0.23"]);
        assert_eq!(rows("一二三1,234", 5, 0), ["一二三", "1,234"]);
        assert_eq!(rows("123456789012", 5, 0), ["1234567890", "12"]);
    }

    #[test]
    fn a_heading_goes_to_the_next_page_with_what_follows_it() {
        let mut blocks = vec![Block::Paragraph("一".into()); 20];
        blocks.push(Block::Heading(1, "甲".into()));
        blocks.push(Block::Heading(2, "乙".into()));
        blocks.push(Block::Paragraph("一".into()));
        let section = Section {
            blocks,
            ..Section::default()
        };
        assert_eq!(pages(&section), [2, 2]);
    }
}
