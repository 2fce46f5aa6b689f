//! A document without a format: sections of blocks, as every writer walks them. Every text knows
//! which field or figure it shows, so that a reader can be led there.

use std::fmt;
use std::ops::{Deref, Range};

use rust_decimal::Decimal;

use crate::figures::figure::Origin;
use crate::report::number::shown;
use crate::report::numeral::written;

/// Lines of a page of running text (GB/T 9704-2012).
pub const LINES: usize = 22;
/// Characters of a line of it.
pub const LINE: usize = 28;

/// A number that words are, with as many decimals as they show.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Quantity {
    /// An amount, points or a count.
    Plain(Decimal),
    /// A rate in hundredths: 75.00% is 75.00.
    Percent(Decimal),
}

/// Words, and what they show. To a writer of running text they are the words alone.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Text {
    words: String,
    quantity: Option<Quantity>,
    origin: Option<Origin>,
}

impl Text {
    /// An amount or a score as the forms show it.
    #[must_use]
    pub fn amount(value: Decimal) -> Self {
        Self {
            quantity: Some(Quantity::Plain(with_two_decimals(value))),
            ..shown(value).into()
        }
    }

    /// A count or points, without idle zeros.
    #[must_use]
    pub fn count(value: Decimal) -> Self {
        let value = value.normalize();
        Self {
            quantity: Some(Quantity::Plain(value)),
            ..value.to_string().into()
        }
    }

    /// A rate in hundredths as the forms show it.
    #[must_use]
    pub fn percent(points: Decimal) -> Self {
        Self {
            quantity: Some(Quantity::Percent(with_two_decimals(points))),
            ..format!("{}%", shown(points)).into()
        }
    }

    /// The number that the words are.
    #[must_use]
    pub const fn quantity(&self) -> Option<Quantity> {
        self.quantity
    }

    /// The amount, points or count that the words are; `None` for all others.
    #[must_use]
    pub const fn number(&self) -> Option<Decimal> {
        match self.quantity {
            Some(Quantity::Plain(value)) => Some(value),
            Some(Quantity::Percent(_)) | None => None,
        }
    }

    /// The field or the figure that the words show; `None` for words of the form itself.
    #[must_use]
    pub const fn origin(&self) -> Option<&Origin> {
        self.origin.as_ref()
    }

    /// The words.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.words
    }

    /// These words, shown for a field or a figure.
    #[must_use]
    pub fn of(self, origin: impl Into<Origin>) -> Self {
        Self {
            origin: Some(origin.into()),
            ..self
        }
    }
}

impl Deref for Text {
    type Target = str;

    fn deref(&self) -> &str {
        &self.words
    }
}

impl fmt::Display for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.words)
    }
}

impl From<String> for Text {
    fn from(words: String) -> Self {
        Self {
            words,
            ..Self::default()
        }
    }
}

impl From<&str> for Text {
    fn from(words: &str) -> Self {
        words.to_owned().into()
    }
}

/// A number with the decimals that it is shown with.
fn with_two_decimals(value: Decimal) -> Decimal {
    let mut value = value.normalize();
    value.rescale(value.scale().max(2));
    value
}

/// A whole document.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Book {
    /// What it is called.
    pub title: String,
    /// Its parts, each from a new page; the first is the cover.
    pub sections: Vec<Section>,
}

/// Pages of one orientation.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Section {
    /// Whether its pages are wider than high.
    pub landscape: bool,
    /// What an attachment is called in a list of contents.
    pub name: Option<String>,
    /// What is on them.
    pub blocks: Vec<Block>,
}

/// One piece of a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Block {
    /// The title, in the middle.
    Title(Text),
    /// A heading; its number follows from those before it (GB/T 9704: 一、 （一） 1． （1）).
    Heading(u8, Text),
    /// Running text, set in by two characters.
    Paragraph(Text),
    /// A line of its own at the left: 附件2.
    Label(Text),
    /// A paragraph that begins with so many characters of an entry's lead, below which no line of it goes:
    /// 附件：…
    Hanging(usize, Text),
    /// A small line above or below a table.
    Note(Text),
    /// A line with what stands at its left and what at its right: 填报单位 and 单位：万元.
    Sides(Text, Text),
    /// A line in the middle.
    Centred(Text),
    /// A line at the right: signature and date.
    Signed(Text),
    /// A line with nothing in it.
    Blank,
    /// A table.
    Table(Table),
    /// A chart, for writers that can draw; the tables say the same.
    Chart(Chart),
}

impl Block {
    /// Whether it stands on one page with the block behind it: no signature stands on a page alone, nor the
    /// line of who filled a form in below the notes to it.
    #[must_use]
    pub const fn stays_with(&self, next: Option<&Self>) -> bool {
        match next {
            Some(Self::Signed(_)) => matches!(
                self,
                Self::Paragraph(_) | Self::Hanging(..) | Self::Signed(_)
            ),
            Some(Self::Note(_)) => matches!(self, Self::Note(_)),
            _ => false,
        }
    }
}

/// Bars beside each other.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Chart {
    /// What it shows, with its unit.
    pub title: String,
    /// What the values of each bar are: the first is, the others are what it is held against.
    pub series: Vec<String>,
    /// The bars, from the top.
    pub bars: Vec<Bar>,
}

/// One row of a chart.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Bar {
    /// Of what.
    pub name: String,
    /// One value a series; `None` where it is not known.
    pub values: Vec<Option<Decimal>>,
    /// What stands behind the value.
    pub note: String,
}

/// Where the text of a cell stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Align {
    /// At the left.
    #[default]
    Left,
    /// In the middle.
    Centre,
    /// At the right.
    Right,
}

/// A cell, which may reach over others.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cell {
    /// What stands in it.
    pub text: Text,
    /// How many columns it takes: one or more.
    pub across: usize,
    /// How many rows it takes: one or more.
    pub down: usize,
    /// Where its text stands.
    pub align: Align,
    /// Whether it names others.
    pub head: bool,
    /// How it follows from other cells of its table, as a spreadsheet has it: `[3,5]/[3,4]`, rows
    /// and columns counted from 0.
    pub formula: Option<String>,
    /// The number in its text, where that has words around it.
    pub measure: Option<Measure>,
}

/// A number with what stands around it: ≥15家.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Measure {
    /// What stands before it.
    pub before: String,
    /// The number.
    pub value: Decimal,
    /// What stands behind it.
    pub behind: String,
}

impl Cell {
    /// A cell of words.
    #[must_use]
    pub fn words(text: impl Into<Text>) -> Self {
        Self {
            text: text.into(),
            across: 1,
            down: 1,
            align: Align::Left,
            head: false,
            formula: None,
            measure: None,
        }
    }

    /// A number.
    #[must_use]
    pub fn number(text: impl Into<Text>) -> Self {
        Self {
            align: Align::Right,
            ..Self::words(text)
        }
    }

    /// The name of a row or column.
    #[must_use]
    pub fn head(text: impl Into<Text>) -> Self {
        Self {
            align: Align::Centre,
            head: true,
            ..Self::words(text)
        }
    }

    /// A number with what stands around it.
    #[must_use]
    pub fn measured(measure: Measure) -> Self {
        let Measure {
            before,
            value,
            behind,
        } = &measure;
        Self {
            measure: Some(measure.clone()),
            ..Self::words(format!("{before}{value}{behind}"))
        }
    }

    /// This cell with its words in the middle.
    #[must_use]
    pub const fn centred(mut self) -> Self {
        self.align = Align::Centre;
        self
    }

    /// This cell, shown for a field or a figure.
    #[must_use]
    pub fn of(mut self, origin: impl Into<Origin>) -> Self {
        self.text = self.text.of(origin);
        self
    }

    /// This cell, whose value follows from other cells by a formula of Excel.
    #[must_use]
    pub fn follows(mut self, formula: impl Into<String>) -> Self {
        self.formula = Some(formula.into());
        self
    }

    /// This cell over so many columns.
    #[must_use]
    pub const fn across(mut self, columns: usize) -> Self {
        self.across = columns;
        self
    }

    /// This cell over so many rows.
    #[must_use]
    pub const fn down(mut self, rows: usize) -> Self {
        self.down = rows;
        self
    }
}

/// Rows of cells; a place that a cell reaches over has none of its own.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Table {
    /// How wide the columns are beside each other.
    pub widths: Vec<u16>,
    /// The rows that stand above again on every page after theirs.
    pub repeated: Range<usize>,
    /// The rows.
    pub rows: Vec<Vec<Cell>>,
}

impl Table {
    /// A table with these columns.
    #[must_use]
    pub fn new(widths: &[u16]) -> Self {
        Self {
            widths: widths.to_vec(),
            ..Self::default()
        }
    }

    /// This table where these rows begin a page: a cell that reaches over the end of one begins anew on the
    /// next, so that its words stand there too.
    #[must_use]
    pub fn broken_at(mut self, pages: &[usize]) -> Self {
        for &page in pages {
            let mut next = Vec::new();
            let mut again = Vec::new();
            for (r, row) in self.laid_out().into_iter().enumerate().take(page + 1) {
                let cells = row.into_iter().filter_map(|(at, slot)| match slot {
                    Slot::Cell(cell) => Some((at, cell)),
                    Slot::Covered(_) => None,
                });
                for (i, (at, cell)) in cells.enumerate() {
                    let end = r + cell.down;
                    if r == page {
                        next.push((at, cell.clone()));
                    } else if end > page {
                        next.push((at, cell.clone().down(end - page)));
                        again.push((r, i));
                    }
                }
            }
            for (r, i) in again {
                if let Some(cell) = self.rows.get_mut(r).and_then(|row| row.get_mut(i)) {
                    cell.down = page - r;
                }
            }
            next.sort_by_key(|(at, _)| *at);
            if let Some(row) = self.rows.get_mut(page) {
                *row = next.into_iter().map(|(_, cell)| cell).collect();
            }
        }
        self
    }

    /// What is at each place of a row, with the column it begins in.
    #[must_use]
    pub fn laid_out(&self) -> Vec<Vec<(usize, Slot<'_>)>> {
        let columns = self.widths.len();
        // How many rows down each column is still taken, and how wide by what.
        let mut taken: Vec<(usize, usize)> = vec![(0, 0); columns];
        let mut rows = Vec::new();
        for row in &self.rows {
            let mut cells = row.iter();
            let mut laid = Vec::new();
            let mut at = 0;
            while at < columns {
                let (left, wide) = taken.get(at).copied().unwrap_or_default();
                if left > 0 {
                    laid.push((at, Slot::Covered(wide)));
                    for place in taken.iter_mut().skip(at).take(wide) {
                        place.0 -= 1;
                    }
                    at += wide;
                    continue;
                }
                let Some(cell) = cells.next() else { break };
                let wide = cell.across.min(columns - at);
                for place in taken.iter_mut().skip(at).take(wide) {
                    *place = (cell.down - 1, wide);
                }
                laid.push((at, Slot::Cell(cell)));
                at += wide;
            }
            rows.push(laid);
        }
        rows
    }
}

/// What is at a place of a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Slot<'t> {
    /// A cell begins.
    Cell(&'t Cell),
    /// A cell above reaches over so many columns.
    Covered(usize),
}

impl Book {
    /// All words a reader can see, each with what it shows.
    pub fn words(&self) -> impl Iterator<Item = (&str, Option<&Origin>)> {
        fn of(text: &Text) -> (&str, Option<&Origin>) {
            (text, text.origin())
        }
        let names = self.sections.iter().filter_map(|it| it.name.as_deref());
        let blocks = self.sections.iter().flat_map(|section| &section.blocks);
        let shown = blocks.flat_map(|block| match block {
            Block::Title(text)
            | Block::Heading(_, text)
            | Block::Paragraph(text)
            | Block::Hanging(_, text)
            | Block::Label(text)
            | Block::Note(text)
            | Block::Centred(text)
            | Block::Signed(text) => vec![of(text)],
            Block::Sides(left, right) => vec![of(left), of(right)],
            Block::Table(table) => {
                let cells = table.rows.iter().flatten();
                cells.map(|cell| of(&cell.text)).collect()
            }
            Block::Chart(chart) => {
                let bars = chart.bars.iter();
                let bars = bars.flat_map(|bar| [&*bar.name, &*bar.note]);
                let series = chart.series.iter().map(|it| &**it);
                let words = bars.chain(series).chain([&*chart.title]);
                words.map(|words| (words, None)).collect()
            }
            Block::Blank => Vec::new(),
        });
        let own = std::iter::once(&*self.title).chain(names);
        shown.chain(own.map(|words| (words, None)))
    }

    /// This book with other texts; a line of which nothing is left is gone. The paragraphs of one field
    /// are changed as the one text they are.
    #[must_use]
    pub fn map(mut self, change: &dyn Fn(String) -> String) -> Self {
        let swap = |text: &mut String| *text = change(std::mem::take(text));
        swap(&mut self.title);
        for section in &mut self.sections {
            section.name.iter_mut().for_each(swap);
            section.blocks = joined(std::mem::take(&mut section.blocks));
            section.blocks.retain_mut(|block| match block {
                Block::Title(text)
                | Block::Heading(_, text)
                | Block::Paragraph(text)
                | Block::Hanging(_, text)
                | Block::Label(text)
                | Block::Note(text)
                | Block::Centred(text)
                | Block::Signed(text) => {
                    swap(&mut text.words);
                    !text.trim().is_empty()
                }
                Block::Sides(left, right) => {
                    swap(&mut left.words);
                    swap(&mut right.words);
                    true
                }
                Block::Chart(chart) => {
                    chart.bars.iter_mut().for_each(|bar| swap(&mut bar.name));
                    true
                }
                Block::Blank => true,
                Block::Table(table) => {
                    for cell in table.rows.iter_mut().flatten() {
                        let before = cell.text.words.clone();
                        swap(&mut cell.text.words);
                        if cell.text.words != before {
                            (cell.text.quantity, cell.formula, cell.measure) = (None, None, None);
                        }
                    }
                    true
                }
            });
            let blocks = std::mem::take(&mut section.blocks).into_iter();
            section.blocks = blocks.flat_map(parted).collect();
        }
        self
    }
}

/// The paragraphs of one field as one.
fn joined(blocks: Vec<Block>) -> Vec<Block> {
    let mut joined: Vec<Block> = Vec::with_capacity(blocks.len());
    for block in blocks {
        match (joined.last_mut(), block) {
            (Some(Block::Paragraph(last)), Block::Paragraph(next))
                if last.origin.is_some() && last.origin == next.origin =>
            {
                last.words.push('\n');
                last.words.push_str(&next.words);
            }
            (_, block) => joined.push(block),
        }
    }
    joined
}

/// Each line of a field as a paragraph again.
fn parted(block: Block) -> Vec<Block> {
    match block {
        Block::Paragraph(text) if text.origin.is_some() && text.contains('\n') => {
            let lines = text
                .words
                .lines()
                .map(str::trim)
                .filter(|it| !it.is_empty());
            let line = |words: &str| {
                Block::Paragraph(Text {
                    origin: text.origin.clone(),
                    ..words.into()
                })
            };
            lines.map(line).collect()
        }
        block => vec![block],
    }
}

/// Whether a mark may hang over the edge but not begin a line.
#[must_use]
pub const fn hangs(c: char) -> bool {
    matches!(
        c,
        '，' | '。' | '、' | '；' | '：' | '？' | '！' | '”' | '’' | '）' | '》' | '】' | '％'
    )
}

/// Whether a mark may not end a line.
#[must_use]
pub const fn opens(c: char) -> bool {
    matches!(c, '“' | '‘' | '（' | '《' | '【')
}

/// A title that is too long for one line, in two: before what the report is of, else in the middle.
#[must_use]
pub fn in_two(title: &str, most: usize) -> String {
    const OF: [&str; 3] = ["部门整体支出", "整体支出", "项目支出"];
    let count = title.chars().count();
    if count <= most {
        return title.to_owned();
    }
    let middle = || title.char_indices().nth(count / 2).map(|(at, _)| at);
    let named = OF.iter().find_map(|of| title.find(of)).filter(|at| *at > 0);
    match named.or_else(middle).map(|at| title.split_at(at)) {
        Some((first, second)) => format!("{first}\n{second}"),
        None => title.to_owned(),
    }
}

/// Gives headings their numbers, one after the other.
#[derive(Debug, Clone, Default)]
pub struct Numbers([usize; 4]);

impl Numbers {
    /// The number of the next heading of a level: 一、 （一） 1． （1）.
    pub fn next(&mut self, level: u8) -> String {
        let place = usize::from(level.clamp(1, 4)) - 1;
        for below in self.0.iter_mut().skip(place + 1) {
            *below = 0;
        }
        let count = self.0.get_mut(place).map_or(1, |count| {
            *count += 1;
            *count
        });
        match place {
            0 => format!("{}、", written(count)),
            1 => format!("（{}）", written(count)),
            2 => format!("{count}．"),
            _ => format!("（{count}）"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_number_themselves() {
        let mut numbers = Numbers::default();
        let levels = [1, 2, 3, 4, 4, 3, 2, 1];
        let said: Vec<String> = levels.iter().map(|level| numbers.next(*level)).collect();
        assert_eq!(
            said,
            [
                "一、",
                "（一）",
                "1．",
                "（1）",
                "（2）",
                "2．",
                "（二）",
                "二、"
            ]
        );
    }

    #[test]
    fn cells_that_reach_down_push_the_next_row_aside() {
        let mut table = Table::new(&[1, 1, 1]);
        table.rows = vec![
            vec![Cell::words("a").down(2), Cell::words("b").across(2)],
            vec![Cell::words("c"), Cell::words("d")],
        ];
        let laid = table.laid_out();
        let places = |row: usize| -> Vec<usize> { laid[row].iter().map(|(at, _)| *at).collect() };
        assert_eq!(places(0), [0, 1]);
        assert_eq!(places(1), [0, 1, 2]);
        assert!(matches!(laid[1][0].1, Slot::Covered(1)));
    }

    #[test]
    fn a_cell_that_reaches_over_a_page_begins_anew_on_the_next() {
        let mut table = Table::new(&[1, 1]);
        table
            .rows
            .push(vec![Cell::words("产出").down(4), Cell::words("1")]);
        table
            .rows
            .extend(["2", "3", "4"].map(|it| vec![Cell::words(it)]));
        let words = |table: &Table| -> Vec<String> {
            let row =
                |row: &Vec<Cell>| row.iter().map(|it| &*it.text).collect::<Vec<_>>().join(" ");
            table.rows.iter().map(row).collect()
        };
        let table = table.broken_at(&[1, 3]);
        assert_eq!(words(&table), ["产出 1", "产出 2", "3", "产出 4"]);
        let down: Vec<usize> = [0, 1, 3].map(|row: usize| table.rows[row][0].down).into();
        assert_eq!(down, [1, 2, 1]);
    }
}
