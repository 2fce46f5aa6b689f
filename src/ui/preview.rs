//! The report as pages of text: the tree of the finished documents laid out in columns and lines,
//! each piece with the field or figure it shows.
//!
//! A page of running text is as wide and as long as on paper, so that it breaks where the Word
//! document does; a table stands whole on one page, which has no number: it may take more in print, as many
//! as it is reckoned to take there. Nothing here draws or knows a key.

use std::ops::Range;

use crate::export::layout::{self, INDENT, hanging, rows};
use crate::export::tree::{self, Block, Book, LINE, LINES, Numbers, Section, Slot, Table, Text};
use crate::figures::figure::Origin;
use crate::ui::text::{self, Align};

/// Columns of a line of running text.
const COLUMNS: usize = 2 * LINE;
/// Columns of a title, which is set larger: 20 characters.
const TITLE: usize = 40;
/// The most columns of a page that is wider than high.
const LANDSCAPE: usize = 104;
/// Columns of paper at either side of the text.
const MARGIN: usize = 2;
/// Columns of a mark that hangs over the edge of running text.
const HANGING: usize = 2;
/// Columns of the least page; a window that is narrower shows no preview.
const LEAST: usize = 24;

/// What a piece is, which says how it looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Look {
    /// A title.
    Title,
    /// A heading.
    Heading,
    /// Running text.
    Body,
    /// A small line above or below a table.
    Note,
    /// A cell of a table, in a box.
    Cell,
    /// A cell that names others.
    Head,
    /// The end of a page, with its number.
    Rule,
}

/// Something that stands at one place: a paragraph or what of it is on the page, or a cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    /// What it is.
    pub look: Look,
    /// Where its lines stand in it.
    pub align: Align,
    /// Its first column.
    pub left: usize,
    /// Its first line, from the first of all pages.
    pub top: usize,
    /// How many columns it has.
    pub width: usize,
    /// How many lines it has.
    pub height: usize,
    /// Its text.
    pub lines: Vec<String>,
    /// The field or figure it shows.
    pub origin: Option<Origin>,
}

impl Piece {
    /// The line behind its last.
    #[must_use]
    pub const fn bottom(&self) -> usize {
        self.top + self.height
    }

    /// Whether it stands in a box.
    #[must_use]
    pub const fn is_cell(&self) -> bool {
        matches!(self.look, Look::Cell | Look::Head)
    }

    /// Whether the cursor stands on it. Cells with words of the form are passed over.
    #[must_use]
    pub const fn is_stop(&self) -> bool {
        match self.look {
            Look::Rule => false,
            Look::Cell | Look::Head => self.origin.is_some(),
            Look::Title | Look::Heading | Look::Body | Look::Note => true,
        }
    }

    /// How far it is from a column.
    const fn away(&self, column: usize) -> usize {
        if column < self.left {
            self.left - column
        } else {
            (column + 1).saturating_sub(self.left + self.width)
        }
    }
}

/// The paper of a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Paper {
    /// Its first line.
    pub top: usize,
    /// How many lines it has.
    pub height: usize,
    /// Its first column.
    pub left: usize,
    /// How many columns it has.
    pub width: usize,
}

/// Where a part of the report begins.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chapter {
    /// What it is called, with its number.
    pub title: String,
    /// Its first piece.
    pub piece: usize,
    /// The page an attachment begins on, as the contents of the Word document have it.
    pub page: Option<usize>,
}

/// A report laid out.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Pages {
    /// All pieces, from the top.
    pub pieces: Vec<Piece>,
    /// The paper of each page.
    pub papers: Vec<Paper>,
    /// The pages of running text, which bear a number; those of the cover and of tables have none.
    pub numbered: Range<usize>,
    /// The parts of the report.
    pub chapters: Vec<Chapter>,
    /// How many lines there are.
    pub height: usize,
}

impl Pages {
    /// Lays out a document for a window so many columns wide.
    #[must_use]
    pub fn lay_out(book: &Book, width: u16) -> Self {
        let mut layout = Layout {
            width: usize::from(width).max(LEAST),
            pages: Self::default(),
            numbers: Numbers::default(),
            used: 0,
        };
        let mut printed = 0;
        for (i, section) in book.sections.iter().enumerate() {
            let before = layout.pages.papers.len();
            // The report itself follows the cover.
            if i == 1 {
                layout.pages.numbered = before..usize::MAX;
            }
            layout.section(section, printed);
            if i == 1 {
                layout.pages.numbered.end = layout.pages.papers.len();
            }
            if i > 0 {
                printed += layout::pages(section).count;
            }
        }
        layout.pages
    }

    /// The page on which a line stands, counted from 0.
    #[must_use]
    pub fn page_of(&self, line: usize) -> usize {
        self.papers
            .partition_point(|paper| paper.top <= line)
            .saturating_sub(1)
    }

    /// The number of a page as it is printed, and the last one.
    #[must_use]
    pub fn number_of(&self, page: usize) -> Option<(usize, usize)> {
        let Range { start, end } = self.numbered;
        (start..end)
            .contains(&page)
            .then(|| (page + 1 - start, end - start))
    }

    /// The part of the report in which a piece stands.
    #[must_use]
    pub fn chapter_of(&self, piece: usize) -> Option<usize> {
        self.chapters
            .partition_point(|chapter| chapter.piece <= piece)
            .checked_sub(1)
    }

    /// The first stop.
    #[must_use]
    pub fn first(&self) -> usize {
        self.pieces.iter().position(Piece::is_stop).unwrap_or(0)
    }

    /// The last stop.
    #[must_use]
    pub fn last(&self) -> usize {
        self.pieces.iter().rposition(Piece::is_stop).unwrap_or(0)
    }

    /// The stop after a piece, or before it, in reading order.
    #[must_use]
    pub fn beside(&self, at: usize, back: bool) -> Option<usize> {
        let stops = self.pieces.iter().enumerate();
        let mut stops = stops.filter(|(_, piece)| piece.is_stop()).map(|(i, _)| i);
        if back {
            stops.rev().find(|&i| i < at)
        } else {
            stops.find(|&i| i > at)
        }
    }

    /// The stop below a piece, or above it, nearest to a column.
    #[must_use]
    pub fn next(&self, at: usize, back: bool, column: usize) -> Option<usize> {
        let from = self.pieces.get(at)?;
        let pieces = self.pieces.iter().enumerate();
        let nearest = |(_, piece): &(usize, &Piece)| piece.away(column);
        if back {
            let before = pieces.take(at).filter(|(_, it)| it.is_stop());
            let above = || before.clone().filter(|(_, it)| it.bottom() <= from.top);
            let bottom = above().map(|(_, it)| it.bottom()).max()?;
            above()
                .filter(|(_, it)| it.bottom() == bottom)
                .min_by_key(nearest)
        } else {
            let after = pieces.skip(at + 1).filter(|(_, it)| it.is_stop());
            let mut below = after.filter(|(_, it)| it.top >= from.bottom());
            let (first, top) = below.next().map(|(i, it)| ((i, it), it.top))?;
            std::iter::once(first)
                .chain(below.take_while(|(_, it)| it.top == top))
                .min_by_key(nearest)
        }
        .map(|(i, _)| i)
    }

    /// The first stop that begins at a line or below it, or the last of all.
    #[must_use]
    pub fn from_line(&self, line: usize) -> usize {
        let begin = self.pieces.partition_point(|piece| piece.top < line);
        let mut stops = self.pieces.iter().enumerate().skip(begin);
        let stop = stops.find(|(_, piece)| piece.is_stop());
        stop.map_or_else(|| self.last(), |(i, _)| i)
    }

    /// The pieces that reach into these lines, with their places.
    pub fn within(
        &self,
        lines: std::ops::Range<usize>,
    ) -> impl Iterator<Item = (usize, &Piece)> + Clone {
        let end = self.pieces.partition_point(|piece| piece.top < lines.end);
        let pieces = self.pieces.iter().enumerate().take(end);
        // A box has a line above and below it.
        pieces.filter(move |(_, piece)| piece.bottom() + 1 > lines.start)
    }
}

/// Pages in the making.
struct Layout {
    /// Columns of the window.
    width: usize,
    pages: Pages,
    numbers: Numbers,
    /// Lines taken on the page begun last.
    used: usize,
}

impl Layout {
    /// Puts a section down, behind so many printed pages.
    fn section(&mut self, section: &Section, printed: usize) {
        let is_chapter = |block: &Block| matches!(block, Block::Heading(1, _));
        if !section.blocks.iter().any(is_chapter) {
            let label = section.blocks.iter().find_map(|block| match block {
                Block::Label(label) => Some(label.as_str()),
                _ => None,
            });
            match (label, &section.name) {
                (Some(label), Some(name)) => {
                    self.chapter(format!("{label} {name}"), Some(printed + 1));
                }
                _ => self.chapter("封面".to_owned(), None),
            }
        }
        let columns = if section.landscape {
            LANDSCAPE
        } else {
            COLUMNS
        };
        let columns = columns.min(self.width - 2 * MARGIN);
        self.begin_page(columns);
        for (i, block) in section.blocks.iter().enumerate() {
            self.block(block, section.blocks.get(i + 1..).unwrap_or_default());
        }
        self.end_page();
    }

    fn chapter(&mut self, title: String, page: Option<usize>) {
        let piece = self.pages.pieces.len();
        let chapter = Chapter { title, piece, page };
        self.pages.chapters.push(chapter);
    }

    fn begin_page(&mut self, columns: usize) {
        let width = columns + 2 * MARGIN;
        self.pages.papers.push(Paper {
            top: self.pages.height,
            height: 0,
            left: (self.width - width) / 2,
            width,
        });
        self.used = 0;
    }

    fn end_page(&mut self) {
        let page = self.pages.papers.len().saturating_sub(1);
        let number = self.pages.number_of(page);
        let top = self.pages.height;
        let Some(paper) = self.pages.papers.last_mut() else {
            return;
        };
        paper.height = top - paper.top;
        let rule = Piece {
            look: Look::Rule,
            align: Align::Center,
            left: paper.left,
            top,
            width: paper.width,
            height: 1,
            lines: vec![number.map_or_else(String::new, |(it, _)| format!("- {it} -"))],
            origin: None,
        };
        self.pages.pieces.push(rule);
        self.pages.height += 1;
    }

    fn next_page(&mut self) {
        let (_, columns) = self.room();
        self.end_page();
        self.begin_page(columns);
    }

    /// The first column of the text on the page begun last, and how many there are.
    fn room(&self) -> (usize, usize) {
        let paper = self.pages.papers.last().copied().unwrap_or_default();
        (paper.left + MARGIN, paper.width.saturating_sub(2 * MARGIN))
    }

    fn blank_line(&mut self) {
        self.pages.height += 1;
        self.used += 1;
    }

    /// Puts a block on the page; what is `behind` it may have to stand there as well.
    fn block(&mut self, block: &Block, behind: &[Block]) {
        let (_, columns) = self.room();
        match block {
            Block::Title(words) => {
                if self.used > 0 {
                    self.blank_line();
                }
                let lines = text::wrap(words, TITLE.min(columns));
                self.flow(&lines, Look::Title, Align::Center, words);
                self.blank_line();
            }
            Block::Heading(level, words) => {
                let number = self.numbers.next(*level);
                let title = format!("{number}{words}");
                let lines = set_in(&title, columns);
                // Headings in a row stay with a line of what follows.
                let below = behind.iter().map_while(|block| match block {
                    Block::Heading(_, words) => Some(set_in(words, columns).len()),
                    _ => None,
                });
                if self.used + lines.len() + below.sum::<usize>() >= LINES {
                    self.next_page();
                }
                if *level == 1 {
                    self.chapter(title, None);
                }
                self.flow(&lines, Look::Heading, Align::Left, words);
            }
            Block::Paragraph(words) | Block::Hanging(_, words) => {
                let lines = match block {
                    Block::Hanging(lead, _) => {
                        let lines = hanging(words, (columns / 2).max(1), *lead);
                        lines.iter().map(|it| format!("　　{it}")).collect()
                    }
                    _ => set_in(words, columns),
                };
                // The last line stays with the signature.
                let signed = behind
                    .iter()
                    .take_while(|it| matches!(it, Block::Signed(_)));
                let end = self.used + lines.len();
                let is_cut =
                    end.is_multiple_of(LINES) || end % LINES + signed.clone().count() > LINES;
                match lines.split_last() {
                    Some((last, lines)) if is_cut && signed.count() > 0 => {
                        self.flow(lines, Look::Body, Align::Left, words);
                        self.next_page();
                        self.flow(std::slice::from_ref(last), Look::Body, Align::Left, words);
                    }
                    _ => self.flow(&lines, Look::Body, Align::Left, words),
                }
            }
            Block::Label(words) => self.set(words, Look::Heading, Align::Left),
            Block::Sides(left, right) => {
                let used = text::width(left) + text::width(right);
                let blank = columns.saturating_sub(used).max(2);
                let line = format!("{}{}{}", &**left, " ".repeat(blank), &**right);
                self.flow(&text::wrap(&line, columns), Look::Note, Align::Left, left);
            }
            Block::Note(words) => self.set(words, Look::Note, Align::Left),
            Block::Centred(words) => self.set(words, Look::Body, Align::Center),
            Block::Signed(words) => self.set(words, Look::Body, Align::Right),
            Block::Table(table) => self.table(table),
            Block::Blank if self.used < LINES => self.blank_line(),
            // The tables say the same.
            Block::Chart(_) | Block::Blank => {}
        }
    }

    /// Lines of their own.
    fn set(&mut self, words: &Text, look: Look, align: Align) {
        let (_, columns) = self.room();
        self.flow(&text::wrap(words, columns), look, align, words);
    }

    /// Puts lines on the page, and on the next where they do not fit.
    fn flow(&mut self, lines: &[impl AsRef<str>], look: Look, align: Align, of: &Text) {
        let (left, width) = self.room();
        let mut rest = lines;
        while !rest.is_empty() {
            if self.used >= LINES {
                self.next_page();
            }
            let (now, later) = rest.split_at(rest.len().min(LINES - self.used));
            self.pages.pieces.push(Piece {
                look,
                align,
                left,
                top: self.pages.height,
                // A mark may hang over the edge.
                width: if look == Look::Body && align == Align::Left {
                    width + HANGING
                } else {
                    width
                },
                height: now.len(),
                lines: now.iter().map(|line| line.as_ref().to_owned()).collect(),
                origin: of.origin().cloned(),
            });
            self.used += now.len();
            self.pages.height += now.len();
            rest = later;
        }
    }

    /// Puts a table on the page; it is not cut.
    fn table(&mut self, table: &Table) {
        let (left, columns) = self.room();
        let lines = table.widths.len() + 1;
        let widths = fitted(table, columns.saturating_sub(lines));
        // The first column within each column's box.
        let lefts: Vec<usize> = widths
            .iter()
            .scan(left + 1, |next, width| {
                let this = *next;
                *next += width + 1;
                Some(this)
            })
            .collect();
        let mut cells = Vec::new();
        let mut heights = vec![1; table.rows.len()];
        for (row, laid) in table.laid_out().into_iter().enumerate() {
            for (column, slot) in laid {
                let Slot::Cell(cell) = slot else { continue };
                let inside = widths.iter().skip(column).take(cell.across).sum::<usize>();
                let width = inside + cell.across - 1;
                let lines = text::wrap(&cell.text, width.max(2));
                let down = cell.down.min(table.rows.len() - row);
                if down == 1
                    && let Some(height) = heights.get_mut(row)
                {
                    *height = lines.len().max(*height);
                }
                cells.push((row, down, column, width, lines, cell));
            }
        }
        let reach = |heights: &[usize], row: usize, down: usize| {
            let inside = heights.iter().skip(row).take(down).sum::<usize>();
            inside + down - 1
        };
        // What reaches over rows and is higher than they are makes the last of them higher.
        for (row, down, _, _, lines, _) in &cells {
            let lacking = lines.len().saturating_sub(reach(&heights, *row, *down));
            if let Some(last) = heights.get_mut(row + down - 1) {
                *last += lacking;
            }
        }
        let top = self.pages.height + 1;
        for (row, down, column, width, lines, cell) in cells {
            self.pages.pieces.push(Piece {
                look: if cell.head { Look::Head } else { Look::Cell },
                align: match cell.align {
                    tree::Align::Left => Align::Left,
                    tree::Align::Centre => Align::Center,
                    tree::Align::Right => Align::Right,
                },
                left: lefts.get(column).copied().unwrap_or(left),
                top: top + heights.iter().take(row).sum::<usize>() + row,
                width,
                height: reach(&heights, row, down),
                lines: lines.into_iter().map(str::to_owned).collect(),
                origin: cell.text.origin().cloned(),
            });
        }
        self.pages.height = top + heights.iter().sum::<usize>() + heights.len();
        self.used = 0;
    }
}

/// The lines of running text in so many columns, the first set in.
fn set_in(words: &str, columns: usize) -> Vec<String> {
    let rows = rows(words, (columns / 2).max(1), INDENT);
    let rows = rows.into_iter().enumerate();
    let indent = |i| if i == 0 { "　　" } else { "" };
    rows.map(|(i, row)| format!("{}{}", indent(i), row.trim_end_matches(' ')))
        .collect()
}

/// How wide the columns of a table are in so many: as they are beside each other on paper, but a
/// number is not broken while there is room.
fn fitted(table: &Table, columns: usize) -> Vec<usize> {
    /// What words need.
    const WORDS: usize = 4;
    let mut least = vec![WORDS; table.widths.len()];
    for (column, slot) in table.laid_out().into_iter().flatten() {
        if let (Slot::Cell(cell), Some(least)) = (slot, least.get_mut(column))
            && cell.across == 1
            && cell.align == tree::Align::Right
        {
            *least = text::width(&cell.text).max(*least);
        }
    }
    let needed: usize = least.iter().sum();
    if needed >= columns {
        return least.iter().map(|least| least * columns / needed).collect();
    }
    // Those that need more than their share get what they need; the others share the rest.
    let mut widths: Vec<Option<usize>> = vec![None; least.len()];
    loop {
        let taken: usize = widths.iter().flatten().sum();
        let free = columns.saturating_sub(taken);
        let sharing = || {
            widths
                .iter()
                .zip(&table.widths)
                .filter(|(it, _)| it.is_none())
        };
        let shares: usize = sharing().map(|(_, share)| usize::from(*share)).sum();
        let part = |share: u16| free * usize::from(share) / shares.max(1);
        let needy = widths
            .iter()
            .zip(&table.widths)
            .zip(&least)
            .position(|((it, share), least)| it.is_none() && part(*share) < *least);
        if let Some(needy) = needy {
            if let (Some(width), Some(least)) = (widths.get_mut(needy), least.get(needy)) {
                *width = Some(*least);
            }
            continue;
        }
        let mut widths: Vec<usize> = widths
            .iter()
            .zip(&table.widths)
            .map(|(width, share)| width.unwrap_or_else(|| part(*share)))
            .collect();
        let over = columns.saturating_sub(widths.iter().sum());
        if let Some(last) = widths.last_mut() {
            *last += over;
        }
        return widths;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::tree::Cell;

    fn page(blocks: Vec<Block>, width: u16) -> Pages {
        let section = Section {
            blocks,
            ..Section::default()
        };
        let book = Book {
            title: String::new(),
            sections: vec![section],
        };
        Pages::lay_out(&book, width)
    }

    #[test]
    fn a_paragraph_goes_on_on_the_next_page_after_22_lines_of_28_characters() {
        let words = "字".repeat(28 * 23 - 2);
        let pages = page(vec![Block::Paragraph((&*words).into())], 80);
        assert_eq!(pages.papers.len(), 2);
        let heights: Vec<usize> = pages.pieces.iter().map(|it| it.height).collect();
        assert_eq!(heights, [22, 1, 1, 1]);
        assert!(pages.pieces.iter().all(|it| it.left + it.width <= 80));
    }

    #[test]
    fn boxes_share_their_lines_and_cells_reach_over_rows_and_columns() {
        let mut table = Table::new(&[1, 1, 1]);
        table.rows = vec![
            vec![Cell::head("甲").down(2), Cell::words("乙丙").across(2)],
            vec![Cell::number("1234.50"), Cell::words("丁".repeat(30))],
        ];
        let pages = page(vec![Block::Table(table)], 40);
        let cells: Vec<&Piece> = pages.pieces.iter().filter(|it| it.is_cell()).collect();
        let [tall, wide, number, words] = cells[..] else {
            panic!("{cells:?}");
        };
        assert_eq!(tall.bottom(), words.bottom());
        assert_eq!(wide.left, number.left);
        assert_eq!(wide.left + wide.width, words.left + words.width);
        assert_eq!(number.left + number.width + 1, words.left);
        assert_eq!(number.lines, ["1234.50"]);
        assert_eq!(wide.bottom() + 1, number.top);
        assert_eq!(words.height, words.lines.len());
    }
}
