//! Where lines and pages of running text end, by the measure of official documents (GB/T 9704-2012):
//! 22 lines of 28 characters a page. Enough to say on which page a heading stands before a word
//! processor has laid the pages out; it draws nothing.

use super::tree::{Block, LINE, LINES, Section, Slot, Table, hangs, opens};

/// The text of a page, upright and lying: how wide and how high it is, as all lengths here in twentieths
/// of a point.
pub(super) const UPRIGHT: (u32, u32) = (8844, 12755);
pub(super) const LYING: (u32, u32) = (12927, 8844);

pub(super) const fn room(landscape: bool) -> (u32, u32) {
    if landscape { LYING } else { UPRIGHT }
}

/// From one line of running text to the next: 22 of them in 225 mm.
pub(super) const PITCH: u32 = 578;
/// A line of an attachment's title, and the blank above and below it.
pub(super) const TITLE: (u32, u32) = (560, 120);
/// A line of a cell, and how close lines may stand where a table is on one page then: letters of 9 points have three
/// more.
pub(super) const CELL: u32 = 280;
const CLOSER: [u32; 2] = [260, 240];
/// The blank above and below a note.
pub(super) const NOTE: u32 = 60;
/// What ends a section or parts two tables: too low to be seen.
pub(super) const HAIR: u32 = 20;
/// How many rows at the end of a table stand on one page: a total, and what it is of.
pub(super) const TOGETHER: usize = 3;
/// From how many characters on a cell may be cut by the end of a page.
const LONG: usize = 200;

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
    rows_within(text, line * 4, indent)
}

/// The lines of a paragraph set in whole, none of which goes below the so many characters it begins with.
#[must_use]
pub fn hanging(text: &str, line: usize, lead: usize) -> Vec<String> {
    let at = text
        .char_indices()
        .nth(lead)
        .map_or(text.len(), |(at, _)| at);
    let (mut before, rest) = (
        text.get(..at).unwrap_or_default().to_owned(),
        text.get(at..),
    );
    let room = line.saturating_sub(INDENT + lead).max(1);
    let rows = rows(rest.unwrap_or_default(), room, 0).into_iter();
    rows.map(|row| {
        let blank = "　".repeat(lead);
        format!("{}{row}", std::mem::replace(&mut before, blank))
    })
    .collect()
}

/// The same where a line holds so many quarters of a character.
fn rows_within(text: &str, line: usize, indent: usize) -> Vec<&str> {
    let mut rows = Vec::new();
    for (i, part) in text.split('\n').enumerate() {
        let indent = if i == 0 { indent * 4 } else { 0 };
        let mut begin = 0;
        for end in breaks(part, line, indent) {
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
            let word = is_latin(last) && (is_latin(next) || matches!(next, '.' | '%' | ',' | '-'))
                || matches!(last, '.' | ',') && next.is_ascii_digit();
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

/// Where the pages of a section end.
#[derive(Debug, Clone, Default)]
pub struct Pages {
    /// How many they are.
    pub count: usize,
    /// The page each heading of running text stands on, the first being 1.
    pub headings: Vec<usize>,
    /// The rows that begin a page, of each table of an attachment.
    pub begins: Vec<Vec<usize>>,
    /// From one line of a cell to the next in an attachment.
    pub(super) pitch: u32,
}

/// The pages of a section, running text or an attachment.
#[must_use]
pub fn pages(section: &Section) -> Pages {
    match section.name {
        Some(_) => attachment(section),
        None => running_text(section),
    }
}

/// A heading does not stand alone at the foot of a page.
fn running_text(section: &Section) -> Pages {
    let mut headings = Vec::new();
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
            headings.push(at / LINES + 1);
            at += lines;
        }
    }
    Pages {
        count: at.div_ceil(LINES),
        headings,
        ..Pages::default()
    }
}

/// On one page by lines closer to each other where that is enough.
fn attachment(section: &Section) -> Pages {
    let (width, height) = room(section.landscape);
    let usual = attachment_at(CELL, (width, height), section);
    if usual.count == 1 {
        return usual;
    }
    // A line is left blank for whatever a word processor counts otherwise.
    let closer = CLOSER.map(|pitch| attachment_at(pitch, (width, height - CELL), section));
    let mut closer = closer.into_iter();
    closer.find(|pages| pages.count == 1).unwrap_or(usual)
}

fn attachment_at(pitch: u32, (width, room): (u32, u32), section: &Section) -> Pages {
    let mut sheets = Sheets::of(room);
    let mut begins = Vec::new();
    for (i, block) in section.blocks.iter().enumerate() {
        match block {
            Block::Table(table) => {
                let behind = below(&section.blocks, i);
                let behind = behind.iter().map(|it| block_height(it, width)).sum::<u32>();
                begins.push(sheets.put_table(table, (width, pitch), behind.clamp(HAIR, room)));
            }
            block => {
                sheets.put(block_height(block, width), 0);
            }
        }
    }
    Pages {
        count: sheets.count,
        begins,
        pitch,
        ..Pages::default()
    }
}

/// What stands on one page with the end of a table: the block below it and what stays with that.
fn below(blocks: &[Block], table: usize) -> &[Block] {
    let stays = |at: usize| {
        let block = blocks.get(at);
        block.is_some_and(|block| block.stays_with(blocks.get(at + 1)))
    };
    let kept = (table + 1..).take_while(|at| stays(*at)).count();
    blocks.get(table + 1..=table + 1 + kept).unwrap_or_default()
}

/// How high a block that is no table is.
fn block_height(block: &Block, width: u32) -> u32 {
    /// The size of the letters of running text, titles and notes.
    const SIZES: (u32, u32, u32) = (315, 360, 210);
    let lines_of = |text: &str, size: u32, indent: usize| {
        let line = usize::try_from(width / size).unwrap_or(LINE);
        u32::try_from(lines(text, line, indent)).unwrap_or(u32::MAX)
    };
    match block {
        Block::Paragraph(text) | Block::Hanging(_, text) => lines_of(text, SIZES.0, INDENT) * PITCH,
        Block::Heading(_, text)
        | Block::Label(text)
        | Block::Centred(text)
        | Block::Signed(text) => lines_of(text, SIZES.0, 0) * PITCH,
        Block::Title(text) => lines_of(text, SIZES.1, 0) * TITLE.0 + 2 * TITLE.1,
        // Its line is as high as its letters have it.
        Block::Note(text) => lines_of(text, SIZES.2, 0) * CELL + 2 * NOTE,
        Block::Sides(left, right) => {
            lines_of(&format!("{left}　{right}"), SIZES.2, 0) * CELL + 2 * NOTE
        }
        Block::Blank => PITCH,
        Block::Table(_) | Block::Chart(_) => 0,
    }
}

/// How wide the columns of a table are, over all of the text.
pub(super) fn columns(table: &Table, width: u32) -> Vec<u32> {
    let whole: u32 = table.widths.iter().copied().map(u32::from).sum();
    let widths = table.widths.iter();
    widths
        .map(|it| u32::from(*it) * width / whole.max(1))
        .collect()
}

/// Whether a row of a table may run over pages: only one with a long text.
pub(super) fn runs_on(row: &[(usize, Slot<'_>)]) -> bool {
    row.iter().any(|(_, slot)| match slot {
        Slot::Cell(cell) => cell.text.chars().count() > LONG,
        Slot::Covered(_) => false,
    })
}

/// Whether a row only names what stands below it, and so does not end a page.
pub(super) fn only_names(row: &[(usize, Slot<'_>)]) -> bool {
    let mut cells = row.iter().filter_map(|(_, slot)| match slot {
        Slot::Cell(cell) => Some(cell.head),
        Slot::Covered(_) => None,
    });
    cells.next() == Some(true) && cells.all(|is_head| is_head)
}

/// How many lines a text takes in a cell so wide.
pub(super) fn cell_lines(text: &str, width: u32) -> usize {
    /// What stands free at the sides of a cell, and the size of its letters.
    const SIDES: u32 = 216;
    const SIZE: u32 = 180;
    let line = width.saturating_sub(SIDES) * 4 / SIZE;
    let line = usize::try_from(line).unwrap_or(LINE).max(4);
    rows_within(text, line, 0).len()
}

/// Pages that are being filled, in whatever unit they are measured.
pub(super) struct Sheets {
    /// How high the text of one is.
    room: u32,
    /// How much of the last one is taken.
    used: u32,
    count: usize,
}

impl Sheets {
    /// Pages with room for so much each, of which nothing is taken.
    pub(super) const fn of(room: u32) -> Self {
        Self {
            room,
            used: 0,
            count: 1,
        }
    }

    /// Puts something down that is not cut, unless it is higher than a page; on a new page it stands below a
    /// `head` so high. Whether it begins one.
    pub(super) fn put(&mut self, height: u32, head: u32) -> bool {
        let page = self.count;
        if self.used + height > self.room && self.used > head {
            self.count += 1;
            self.used = head;
        }
        self.used += height;
        while self.used > self.room {
            self.count += 1;
            self.used -= self.room - head.min(self.room / 2);
        }
        self.count > page
    }

    /// How much room is left on the last one.
    pub(super) const fn left(&self) -> u32 {
        self.room.saturating_sub(self.used)
    }

    /// Begins a page where so much does not fit on this one and does on that, below a `head` so high. Whether it
    /// did.
    const fn keep(&mut self, height: u32, head: u32) -> bool {
        let begins = self.used + height > self.room && height + head < self.room;
        if begins {
            self.count += 1;
            self.used = head;
        }
        begins
    }

    /// Begins a page where a row of a table does not fit on this one with what it stands on one with: names with what
    /// they name, which are so high `with_next`; the first of the `last` rows with the others and what is behind them.
    /// Whether it did.
    pub(super) fn keep_row(
        &mut self,
        row: &[(usize, Slot<'_>)],
        with_next: u32,
        last: Option<u32>,
        head: u32,
    ) -> bool {
        last.is_some_and(|last| self.keep(last, head))
            || only_names(row) && self.keep(with_next, head)
    }

    /// Puts a table down that is so wide and has its lines so far apart, row by row, and tells which begin a page; no
    /// total stands on a page alone, nor what is behind it.
    fn put_table(&mut self, table: &Table, measure: (u32, u32), behind: u32) -> Vec<usize> {
        let (width, pitch) = measure;
        let mut begins = Vec::new();
        let laid_out = table.laid_out();
        let rows = row_heights(&laid_out, &columns(table, width), pitch);
        let heights = |rows: &[(u32, bool)]| rows.iter().map(|(height, _)| height).sum::<u32>();
        let repeated = rows.get(table.repeated.clone()).unwrap_or_default();
        let head = heights(repeated);
        let end = rows.len().saturating_sub(TOGETHER).max(table.repeated.end);
        for (i, ((height, runs_on), row)) in rows.iter().zip(&laid_out).enumerate() {
            let page = self.count;
            let is_below = i >= table.repeated.end && !repeated.is_empty();
            let head = if is_below { head } else { 0 };
            if i == table.repeated.start && i > 0 && !repeated.is_empty() {
                self.put(HAIR, 0);
            }
            let last = rows.get(i..).filter(|_| i == end);
            let last = last.map(|last| heights(last) + behind);
            let next = rows.get(i + 1);
            let next = next.map_or(
                0,
                |(height, runs_on)| if *runs_on { pitch } else { *height },
            );
            self.keep_row(row, height + next, last, head);
            if *runs_on {
                for _ in 0..height / pitch {
                    self.put(pitch, head);
                }
            } else {
                self.put(*height, head);
                if self.count > page {
                    begins.push(i);
                }
            }
        }
        begins
    }
}

/// How high the rows of a table are with lines so far apart, and which of them may be cut by the end of a page.
fn row_heights(
    laid_out: &[Vec<(usize, Slot<'_>)>],
    widths: &[u32],
    pitch: u32,
) -> Vec<(u32, bool)> {
    /// The line below a row.
    const BORDER: u32 = 10;
    let mut heights: Vec<(u32, bool)> = laid_out
        .iter()
        .map(|row| (pitch + BORDER, runs_on(row)))
        .collect();
    let mut tall = Vec::new();
    for (i, row) in laid_out.iter().enumerate() {
        for (at, slot) in row {
            let Slot::Cell(cell) = slot else { continue };
            let width: u32 = widths.iter().skip(*at).take(cell.across).sum();
            let count = u32::try_from(cell_lines(&cell.text, width)).unwrap_or(u32::MAX);
            let height = count.saturating_mul(pitch) + BORDER;
            tall.push((i..i + cell.down, height));
        }
    }
    // What is taller than its rows makes the last of them so much higher.
    tall.sort_by_key(|(rows, _)| rows.len());
    for (rows, height) in tall {
        let Some(rows) = heights.get_mut(rows.start..rows.end.min(laid_out.len())) else {
            continue;
        };
        let all: u32 = rows.iter().map(|(height, _)| height).sum();
        if let Some((last, _)) = rows.last_mut() {
            *last += height.saturating_sub(all);
        }
    }
    heights
}

fn height(block: &Block) -> usize {
    match block {
        Block::Paragraph(text) => lines(text, LINE, INDENT),
        // The lead is in the first of its lines, and blank before the others.
        Block::Hanging(lead, text) => hanging(text, LINE, *lead).len(),
        Block::Sides(..) | Block::Blank => 1,
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
    use super::super::tree::Cell;
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
        let mut section = Section {
            blocks,
            ..Section::default()
        };
        let told = pages(&section);
        assert_eq!((told.headings, told.count), (vec![2, 2], 2));
        // What is left blank above it is not filled by what follows.
        section
            .blocks
            .extend(vec![Block::Paragraph("一".into()); 20]);
        assert_eq!(pages(&section).count, 3);
    }

    /// An attachment with a table of these rows, and what is below it.
    fn attached(rows: Vec<Vec<Cell>>, below: &[Block]) -> Section {
        let mut table = Table::new(&[1, 1]);
        table.rows = rows;
        let mut blocks = vec![Block::Table(table)];
        blocks.extend_from_slice(below);
        Section {
            name: Some("附件1".to_owned()),
            blocks,
            ..Section::default()
        }
    }

    /// Its pages with lines as far apart as usual.
    fn a_table_of(rows: Vec<Vec<Cell>>, below: &[Block]) -> Pages {
        attachment_at(CELL, UPRIGHT, &attached(rows, below))
    }

    #[test]
    fn the_line_below_the_notes_to_a_table_stands_on_one_page_with_its_end() {
        let row = || vec![Cell::words("甲"), Cell::words("乙")];
        let note = || Block::Note("注".into());
        let on_one_page =
            |rows: usize, below: &[Block]| a_table_of(vec![row(); rows], below).count == 1;
        let fit = (1..)
            .take_while(|rows| on_one_page(*rows, &[note()]))
            .count();
        let told = a_table_of(vec![row(); fit], &[note(), note()]);
        assert_eq!((told.count, told.begins), (2, vec![vec![fit - TOGETHER]]));
    }

    #[test]
    fn a_table_a_little_higher_than_a_page_has_its_lines_closer() {
        let row = || vec![Cell::words("甲"), Cell::words("乙")];
        let told = |rows: usize| {
            let told = pages(&attached(vec![row(); rows], &[]));
            (told.count, told.pitch)
        };
        assert_eq!(told(43), (1, CELL));
        assert_eq!(told(45), (1, 260));
        assert_eq!(told(49), (1, 240));
        assert_eq!(told(60), (2, CELL));
    }

    #[test]
    fn names_stand_on_one_page_with_what_they_name() {
        let row = |is_head: bool| match is_head {
            true => vec![Cell::head("甲"), Cell::head("乙")],
            false => vec![Cell::words("甲"), Cell::words("乙")],
        };
        let begins = |names: usize| {
            let rows = (0..60).map(|i| row(i == names)).collect();
            a_table_of(rows, &[]).begins.concat().first().copied()
        };
        let first = begins(usize::MAX).unwrap();
        assert_eq!(begins(first - 1), Some(first - 1));
        assert_eq!(begins(first - 2), Some(first));
    }
}
