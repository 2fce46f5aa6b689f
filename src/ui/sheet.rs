//! What can be seen and walked on: sheets of rows of cells.
//!
//! A tab makes sheets from the report and its figures; the grid draws them; the app moves over
//! them. A sheet holds no state and decides nothing.

use std::borrow::Cow;

use super::text::Align;
use super::theme::Tone;
use crate::document::{Document, FieldPath, Node, Step};
use crate::figures::budget::Item;
use crate::figures::execution::UNBUDGETED;
use crate::figures::figure::{Figure, Ledger};
use crate::figures::live::{self, Names};
use crate::report::fields::{self, Kind};
use crate::report::number::{LACKING, Number, PARTIAL, shown, told};
use crate::rules::{Commented, Findings, Severity};

/// How wide a column is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Width {
    /// This many columns of the screen.
    Fixed(u16),
    /// What the others leave, but at least this many.
    Fill(u16),
}

/// A column of one kind of rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Column {
    /// Its name, blank for none.
    pub title: &'static str,
    /// Its width.
    pub width: Width,
    /// Where its cells stand.
    pub align: Align,
    /// Whether numbers among its words stand at the right, their points below each other.
    pub has_figures: bool,
    /// Whether what it holds has to be filled in.
    pub is_required: bool,
}

impl Column {
    /// A column of words.
    #[must_use]
    pub const fn words(title: &'static str, width: Width) -> Self {
        Self {
            title,
            width,
            align: Align::Left,
            has_figures: false,
            is_required: false,
        }
    }

    /// A column of values, some of them words and some numbers.
    #[must_use]
    pub const fn values(title: &'static str, width: Width) -> Self {
        Self {
            has_figures: true,
            ..Self::words(title, width)
        }
    }

    /// This column over cells that have to be filled in, or that may stay blank.
    #[must_use]
    pub const fn required(self, is_required: bool) -> Self {
        Self {
            is_required,
            ..self
        }
    }

    /// What it takes at least.
    #[must_use]
    pub const fn least(&self) -> u16 {
        match self.width {
            Width::Fixed(width) | Width::Fill(width) => width,
        }
    }

    /// A column of numbers.
    #[must_use]
    pub const fn numbers(title: &'static str, width: u16) -> Self {
        Self {
            title,
            width: Width::Fixed(width),
            align: Align::Right,
            has_figures: false,
            is_required: false,
        }
    }
}

/// What stands before the name of what has to be filled in (必填).
pub const REQUIRED: &str = "*";

/// What stands where the file could not be read.
const UNREAD: &str = "（没有读懂）";

/// What has been found or said about a cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mark {
    /// A diagnostic names it.
    Problem(Severity),
    /// A reviewer has commented on it, and nobody has replied.
    Commented,
    /// Something in it is not certain yet.
    Pending,
    /// A reviewer has ticked it.
    Ticked,
    /// A reviewer had ticked it, and it has changed since.
    Unticked,
}

impl Mark {
    /// The sign in front of the cell.
    #[must_use]
    pub const fn sign(self) -> &'static str {
        match self {
            Self::Problem(Severity::Error) => "!",
            Self::Problem(Severity::Warning) => "?",
            Self::Problem(Severity::Hint) => "'",
            Self::Commented => "#",
            Self::Pending => Provenance::Pending.mark(),
            Self::Ticked => "v",
            Self::Unticked => "~",
        }
    }
}

/// The signs before what stands in a cell, with what each says, the most urgent first.
pub const LEGEND: [(&str, &str); 13] = [
    (Mark::Problem(Severity::Error).sign(), "错误"),
    (Mark::Problem(Severity::Warning).sign(), "警告"),
    (Mark::Problem(Severity::Hint).sign(), "提示"),
    (Provenance::Computed.mark(), "算出的"),
    (Provenance::Partial.mark(), PARTIAL),
    (Provenance::Stated.mark(), "填列的"),
    (Provenance::Planned.mark(), "目标计划"),
    (REQUIRED, "必填"),
    (Provenance::Carried.mark(), "沿用上年"),
    (Mark::Pending.sign(), "待定"),
    (Mark::Commented.sign(), "批注"),
    (Mark::Ticked.sign(), "已复核"),
    (Mark::Unticked.sign(), "复核后有改动"),
];

/// What each of these signs says.
pub fn legend(of: impl Fn(&str) -> bool) -> Vec<String> {
    let signs = LEGEND.iter().filter(|(sign, _)| of(sign));
    let signs = signs.map(|(sign, words)| format!("{sign} {words}"));
    signs.collect()
}

/// Where what stands in a cell comes from (来源), where it was not simply entered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Provenance {
    /// The program works it out.
    Computed,
    /// It is worked out of a part: an amount that has to be filled in is blank.
    Partial,
    /// It is stated where the program works one out as well.
    Stated,
    /// It is planned, and stands for a budget that is not known.
    Planned,
    /// It is last year's text, which nobody has rewritten or confirmed.
    Carried,
    /// It is not certain yet.
    Pending,
}

impl Provenance {
    /// The mark in front of it.
    #[must_use]
    pub const fn mark(self) -> &'static str {
        match self {
            Self::Computed => "=",
            Self::Partial => "_",
            Self::Stated => "&",
            Self::Planned => "计",
            Self::Carried => "<",
            Self::Pending => "^",
        }
    }

    /// What it is called.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Computed => "算出",
            Self::Partial => PARTIAL,
            Self::Stated => "填列，另有算出的数",
            Self::Planned => "计划安排",
            Self::Carried => "沿用上年",
            Self::Pending => "待定",
        }
    }

    /// Where the value comes from, as a sentence, with what it means for whoever fills in the report.
    #[must_use]
    pub const fn sentence(self) -> &'static str {
        match self {
            Self::Computed => "由程序算出，来源一改它就跟着变。",
            Self::Partial => "由程序按已填的数算出，还有必填的数空着，填全以前不是全数。",
            Self::Stated => "填列的；程序另外也能算出，两个数不一致时以 ! 标出，不替您改。",
            Self::Planned => {
                "取自绩效目标的计划安排，年初预算没有填全时列在这里供对照，前面写“计”。"
            }
            Self::Carried => "沿用上年报告的原文，还没有改写：请改写，或按 F9 确认本年度也是如此。",
            Self::Pending => "填写的，记为待定，送审前要定下来。",
        }
    }
}

/// One cell.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Cell {
    /// What stands in it.
    pub text: String,
    /// The field it edits.
    pub path: Option<FieldPath>,
    /// What it means.
    pub tone: Tone,
    /// Whether it is the name of a field, of which the end says the most.
    pub is_name: bool,
    /// Whether the cursor can stand on it.
    pub walkable: bool,
    /// What has been found or said about it.
    pub mark: Option<Mark>,
    /// What a reviewer has said of it, which stands beside what was found: a comment or a tick.
    pub said: Option<Mark>,
    /// Where what stands in it comes from; `None` where it was entered.
    pub provenance: Option<Provenance>,
    /// The figure it shows, where the program works it out.
    pub figure: Option<Figure>,
}

impl Cell {
    /// A label: nothing to stand on.
    #[must_use]
    pub fn label(text: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            tone: Tone::Muted,
            ..Self::default()
        }
    }

    /// Something worked out, to stand on but not to edit.
    #[must_use]
    pub fn computed(text: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            tone: Tone::Computed,
            walkable: true,
            ..Self::default()
        }
    }

    /// The value of a field as it stands in the file.
    #[must_use]
    pub fn field(document: &Document, path: FieldPath) -> Self {
        let kind = fields::kind_at(&path);
        Self::at(document, document.node(&path), path, kind)
    }

    /// The cell of a field whose value and kind are at hand: tables have many of them.
    #[must_use]
    pub fn at(
        document: &Document,
        node: Option<Node<'_>>,
        path: FieldPath,
        kind: Option<Kind>,
    ) -> Self {
        if document.is_unread(&path) {
            return Self {
                path: Some(path),
                walkable: true,
                ..Self::label(UNREAD).toned(Tone::Error)
            };
        }
        let raw = node.and_then(|node| node.text()).unwrap_or_default();
        let (text, tone) = match kind {
            Some(Kind::Number(unit)) => match Number::read(raw) {
                Number::Known(value) if unit == fields::Unit::WanYuan => {
                    (shown(value), Tone::Plain)
                }
                Number::Unreadable => (raw.to_owned(), Tone::Error),
                _ => (raw.to_owned(), Tone::Plain),
            },
            _ => (raw.to_owned(), Tone::Plain),
        };
        Self {
            text,
            path: Some(path),
            tone,
            walkable: true,
            ..Self::default()
        }
    }

    /// A figure that is worked out; a text that says that it cannot be has no provenance.
    #[must_use]
    pub fn figure(figure: Figure, text: impl Into<String>) -> Self {
        let cell = Self::computed(text);
        let is_known = !matches!(&*cell.text, "" | LACKING | UNBUDGETED);
        Self {
            figure: Some(figure),
            provenance: is_known.then_some(Provenance::Computed),
            ..cell
        }
    }

    /// This cell with its number marked as worked out of a part, where it is.
    #[must_use]
    pub fn partly(mut self, is_partial: bool) -> Self {
        if is_partial && self.provenance == Some(Provenance::Computed) {
            self.provenance = Some(Provenance::Partial);
        }
        self
    }

    /// This cell with where its value comes from.
    #[must_use]
    pub fn sourced(mut self, provenance: Provenance) -> Self {
        self.provenance = Some(provenance);
        self
    }

    /// This cell as the name of a field.
    #[must_use]
    pub const fn as_name(mut self) -> Self {
        self.is_name = true;
        self
    }

    /// This cell in another tone.
    #[must_use]
    pub fn toned(mut self, tone: Tone) -> Self {
        self.tone = tone;
        self
    }
}

/// What a row is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RowKind {
    /// The name of a section over the whole width.
    Section,
    /// The names of the columns.
    Head,
    /// Cells to walk on.
    Data,
    /// Empty space.
    Space,
}

/// One row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// What it is.
    pub kind: RowKind,
    /// Which of the sheet's column sets it follows.
    pub layout: usize,
    /// Its cells, one a column.
    pub cells: Vec<Cell>,
    /// The list whose entries can be put in here, and the place of this row's entry in it.
    pub list: Option<(FieldPath, Option<usize>)>,
    /// How many lines a cell may wrap to.
    pub lines: u16,
    /// The node of the budget it stands for.
    pub item: Option<Item>,
    /// Whether it is too far from the cursor to be seen, and so has no cells.
    pub distant: bool,
}

/// Rows over one or more sets of columns.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Sheet {
    /// The sets of columns.
    pub layouts: Vec<Vec<Column>>,
    /// The row with the names of each set of columns, where it has one.
    heads: Vec<Option<usize>>,
    /// The rows, from the top.
    pub rows: Vec<Row>,
}

/// How many lines of a long text a form shows; the rest is read in the editor.
pub const LONG_TEXT_LINES: u16 = 6;

impl Row {
    fn new(kind: RowKind, cells: Vec<Cell>) -> Self {
        Self {
            kind,
            layout: 0,
            cells,
            list: None,
            lines: 1,
            item: None,
            distant: false,
        }
    }

    /// A row of a long list that is out of sight: it can be walked to, then it gets its cells.
    #[must_use]
    pub fn distant(item: Item) -> Self {
        Self {
            item: Some(item),
            distant: true,
            ..Self::data(Vec::new())
        }
    }

    /// A row of cells.
    #[must_use]
    pub fn data(cells: Vec<Cell>) -> Self {
        Self::new(RowKind::Data, cells)
    }

    /// One field as a row of a form: its label and its value.
    #[must_use]
    pub fn field(document: &Document, path: FieldPath) -> Self {
        let field = fields::field_at(&path);
        let label = field.map_or_else(String::new, |field| {
            let mark = if field.required { REQUIRED } else { " " };
            let unit = match field.kind {
                Kind::Number(unit) if !unit.label().is_empty() => format!("（{}）", unit.label()),
                _ => String::new(),
            };
            format!("{mark}{}{unit}", field.key)
        });
        let lines = match field.map(|field| field.kind) {
            Some(Kind::LongText) => LONG_TEXT_LINES,
            _ => 2,
        };
        Self::data(vec![Cell::label(label), Cell::field(document, path)]).wrapped(lines)
    }

    /// This row as an entry of a list.
    #[must_use]
    pub fn entry(mut self, list: FieldPath, place: usize) -> Self {
        self.list = Some((list, Some(place)));
        self
    }

    /// This row with cells that may wrap to so many lines.
    #[must_use]
    pub const fn wrapped(mut self, lines: u16) -> Self {
        self.lines = lines;
        self
    }

    /// This row as that of a node of the budget.
    #[must_use]
    pub const fn of(mut self, item: Item) -> Self {
        self.item = Some(item);
        self
    }

    /// The column of the only cell of a row where an entry is to come, which says so.
    #[must_use]
    pub fn sentence(&self) -> Option<usize> {
        let is_to_come = matches!(self.list, Some((_, None))) && self.item.is_none();
        let cells = self.cells.iter().enumerate();
        let mut said = cells.filter(|(_, cell)| !cell.text.is_empty());
        let (column, cell) = said.next().filter(|_| is_to_come)?;
        (cell.path.is_none() && said.next().is_none()).then_some(column)
    }
}

impl Sheet {
    /// Begins rows with these columns; with `titled`, their names stand above.
    pub fn columns(&mut self, columns: Vec<Column>, titled: bool) {
        let titles = columns
            .iter()
            .map(|column| match column.is_required {
                true => Cell::label(format!("{REQUIRED}{}", column.title)),
                false => Cell::label(column.title),
            })
            .collect();
        self.layouts.push(columns);
        self.heads.push(titled.then_some(self.rows.len()));
        if titled {
            self.push(Row::new(RowKind::Head, titles));
        }
    }

    /// The row with the names of a row's columns, where it lies above `top` and so out of sight
    /// when that is the first row shown.
    #[must_use]
    pub fn head_above(&self, top: usize) -> Option<usize> {
        let row = self.rows.get(top).filter(|row| row.kind == RowKind::Data)?;
        let head = *self.heads.get(row.layout)?;
        head.filter(|&head| head < top)
    }

    /// What all rows say, but for the blank ones.
    #[must_use]
    pub fn texts(&self) -> Vec<Vec<String>> {
        let rows = self.rows.iter().filter(|row| !row.cells.is_empty());
        let texts = rows.map(|row| {
            let cells = row.cells.iter();
            cells.map(|cell| cell.text.trim().to_owned()).collect()
        });
        texts.collect()
    }

    /// A section's name, with a note behind it.
    pub fn section(&mut self, name: &str, note: &str) {
        if !self.rows.is_empty() {
            self.push(Row::new(RowKind::Space, Vec::new()));
        }
        self.push(Row::new(
            RowKind::Section,
            vec![Cell::label(name).toned(Tone::Heading), Cell::label(note)],
        ));
    }

    /// Adds a row under the columns begun last.
    pub fn push(&mut self, row: Row) {
        self.rows.push(Row {
            layout: self.layouts.len().saturating_sub(1),
            ..row
        });
    }

    /// The usual columns of a form: label and value.
    pub fn form(&mut self, label: u16) {
        self.columns(
            vec![
                Column::words("", Width::Fixed(label)),
                Column::words("", Width::Fill(12)),
            ],
            false,
        );
    }

    /// A row that stands where a list has no entry yet.
    pub fn empty_list(&mut self, document: &Document, list: FieldPath, noun: &str) {
        let cell = if document.is_unread(&list) {
            Cell::label(UNREAD).toned(Tone::Error)
        } else {
            Cell::label(format!("（还没有{noun}，按 Ins 新增）"))
        };
        let cell = Cell {
            walkable: true,
            ..cell
        };
        let columns = self.layouts.last().map_or(0, Vec::len);
        let blank = std::iter::repeat_n(Cell::default(), columns.saturating_sub(1));
        let cells = std::iter::once(cell).chain(blank).collect();
        let mut row = Row::data(cells).wrapped(2);
        row.list = Some((list, None));
        self.push(row);
    }

    /// Puts a row behind the last entry of a list where the next one is to come, to be stood on in one
    /// column.
    pub fn grow(&mut self, list: &FieldPath, column: usize) {
        let is_entry = |row: &Row| {
            row.list
                .as_ref()
                .is_some_and(|it| it.0 == *list && it.1.is_some())
        };
        let Some(last) = self.rows.iter().rposition(is_entry) else {
            return;
        };
        let Some(layout) = self.rows.get(last).map(|row| row.layout) else {
            return;
        };
        let columns = self.layouts.get(layout).map_or(0, Vec::len);
        let mut cells = vec![Cell::default(); columns];
        if let Some(cell) = cells.get_mut(column) {
            *cell = Cell {
                walkable: true,
                ..Cell::label("（接着键入下一条，不加了按回车）")
            };
        }
        let row = Row {
            layout,
            list: Some((list.clone(), None)),
            ..Row::data(cells).wrapped(2)
        };
        self.rows.insert(last + 1, row);
        for head in self.heads.iter_mut().flatten().filter(|it| **it > last) {
            *head += 1;
        }
    }

    /// Puts the numbers of live figures in their places.
    pub fn resolve(&mut self, names: &Names, ledger: Ledger<'_>) {
        for cell in self.rows.iter_mut().flat_map(|row| &mut row.cells) {
            if let Cow::Owned(text) = live::resolve(&cell.text, names, ledger, told) {
                cell.text = text;
            }
        }
    }

    /// Marks what has been found about the cells. A row that stands for more than its cells
    /// (`stands_for`) carries the gravest of all of it in front.
    pub fn mark(&mut self, findings: &Findings, stands_for: impl Fn(&Row) -> Option<FieldPath>) {
        let found = |path: &FieldPath| findings.mark(path).map(Mark::Problem);
        let commented = |path: &FieldPath| {
            let mut comments = findings.comments_on(path);
            comments.any(Commented::is_open).then_some(Mark::Commented)
        };
        let ticked = |path: &FieldPath| {
            let tick = findings.tick(path)?;
            Some(if tick.is_changed_at(path) {
                Mark::Unticked
            } else {
                Mark::Ticked
            })
        };
        for row in &mut self.rows {
            let entry = row.list.as_ref();
            let entry = entry.and_then(|(list, place)| Some(list.index((*place)?)));
            // Most entries of a long list have nothing to be said of.
            let is_found = entry.is_none_or(|entry| findings.is_marked_within(&entry));
            for cell in &mut row.cells {
                // They may be marked from before.
                (cell.mark, cell.said) = (None, None);
                let Some(path) = &cell.path else { continue };
                if findings.pending_on(path).is_some() {
                    cell.provenance = Some(Provenance::Pending);
                } else if findings.is_carried(path) {
                    cell.provenance = Some(Provenance::Carried);
                }
                cell.said = commented(path).or_else(|| ticked(path));
                let found = is_found.then(|| found(path)).flatten();
                cell.mark = found.or(cell.said);
            }
            if row.item.is_none() {
                continue;
            }
            let pending = |cell: &Cell| {
                let pending = cell.provenance == Some(Provenance::Pending);
                pending.then_some(Mark::Pending)
            };
            let within = row.cells.iter();
            let within = within.flat_map(|cell| {
                let marks = [cell.mark, cell.said, pending(cell)];
                marks.into_iter().flatten()
            });
            let stands_for = stands_for(row);
            let own = stands_for
                .iter()
                .flat_map(|path| [found(path), commented(path), ticked(path)]);
            let within: Vec<Mark> = within.chain(own.flatten()).collect();
            let said = [Mark::Commented, Mark::Unticked, Mark::Ticked].into_iter();
            let mut said = said.filter(|it| within.contains(it));
            let said = said.next();
            let gravest = within.into_iter().min_by_key(|mark| match mark {
                Mark::Problem(severity) => (0, Some(*severity)),
                Mark::Commented => (1, None),
                Mark::Unticked => (2, None),
                Mark::Pending => (3, None),
                Mark::Ticked => (4, None),
            });
            if let Some(first) = row.cells.first_mut() {
                first.mark = gravest;
                first.said = said;
            }
        }
    }

    /// The signs that stand in it.
    pub fn signs(&self) -> impl Iterator<Item = &'static str> {
        let cells = self.rows.iter().flat_map(|row| &row.cells);
        cells.flat_map(|cell| {
            let required = !cell.walkable && cell.text.starts_with(REQUIRED);
            let differs = cell.figure.is_some() && cell.text.starts_with('!');
            let error = Mark::Problem(Severity::Error);
            [
                cell.mark.or(differs.then_some(error)).map(Mark::sign),
                cell.said.map(Mark::sign),
                cell.provenance.map(Provenance::mark),
                required.then_some(REQUIRED),
            ]
            .into_iter()
            .flatten()
        })
    }

    /// The cell at a row and column.
    #[must_use]
    pub fn cell(&self, row: usize, column: usize) -> Option<&Cell> {
        self.rows.get(row)?.cells.get(column)
    }

    /// Where the cell that edits `path` stands; failing that, one inside it, failing that, the
    /// nearest around it.
    #[must_use]
    pub fn find(&self, path: &FieldPath) -> Option<(usize, usize)> {
        let cells = || {
            self.rows.iter().enumerate().flat_map(|(r, row)| {
                row.cells
                    .iter()
                    .enumerate()
                    .filter_map(move |(c, cell)| Some((r, c, cell.path.as_ref()?)))
            })
        };
        cells()
            .find(|(_, _, at)| *at == path)
            .or_else(|| cells().find(|(_, _, at)| at.starts_with(path)))
            .or_else(|| {
                cells()
                    .filter(|(_, _, at)| path.starts_with(at))
                    .max_by_key(|(_, _, at)| at.steps().len())
            })
            .map(|(r, c, _)| (r, c))
            .or_else(|| {
                let row = self.rows.iter().position(|row| {
                    row.list.as_ref().is_some_and(|(list, place)| {
                        place.is_none() && (list == path || path.starts_with(list))
                    })
                })?;
                Some((row, self.first_walkable(row)?))
            })
    }

    /// The row of a list's entry.
    #[must_use]
    pub fn row_of_entry(&self, entry: &FieldPath) -> Option<usize> {
        self.rows.iter().position(|row| {
            row.list
                .as_ref()
                .is_some_and(|(list, place)| place.is_some_and(|i| list.index(i) == *entry))
        })
    }

    /// The row out of sight that would show a field if it had cells.
    #[must_use]
    pub fn find_distant(&self, path: &FieldPath) -> Option<usize> {
        self.rows.iter().position(|row| {
            row.distant
                && row.item.is_some_and(|item| {
                    path.starts_with(&item.path()) || item.name_path().as_ref() == Some(path)
                })
        })
    }

    /// Whether the cursor can stand on a row.
    #[must_use]
    pub fn is_walkable(&self, row: usize) -> bool {
        self.rows.get(row).is_some_and(|row| {
            row.kind == RowKind::Data && (row.distant || row.cells.iter().any(|cell| cell.walkable))
        })
    }

    /// The first cell of a row that the cursor can stand on.
    #[must_use]
    pub fn first_walkable(&self, row: usize) -> Option<usize> {
        self.rows
            .get(row)?
            .cells
            .iter()
            .position(|cell| cell.walkable)
    }
}

/// The list entry a path lies in: the list and the place, innermost first.
#[must_use]
pub fn entry_of(path: &FieldPath) -> Option<(FieldPath, usize)> {
    let mut path = path.clone();
    loop {
        let parent = path.parent()?;
        if let Some(Step::Index(index)) = path.last() {
            return Some((parent, *index));
        }
        path = parent;
    }
}
