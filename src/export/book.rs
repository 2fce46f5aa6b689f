//! The report as a tree of pages: cover, chapters one to ten, and the attachments (P8, P9, one P10
//! per project, three fund tables).

mod attachments;
mod base;
mod chapters;
mod fund;
mod review;
mod score;

use rust_decimal::Decimal;

pub(super) use self::review::review;
use super::telling;
use super::tree::{Block, Book, Cell, Measure, Section, Text};
use crate::document::FieldPath;
use crate::figures;
use crate::figures::budget::{Column, Item};
use crate::figures::figure::{Figure, Ledger, Origin};
use crate::figures::live;
use crate::report::date;
use crate::report::number::{Number, Telling, percent_points};
use crate::rules::{Case, Findings};

/// What stands where nothing is told: that there is none of it is for the report to say.
const BLANK: &str = "（未填）";

/// Builds the document of a report; with findings, what was found stands at its end.
pub(super) fn book(case: &Case<'_>, findings: Option<&Findings>) -> Book {
    let maker = Maker::of(case);
    let mut sections = vec![maker.cover(), maker.body()];
    sections.extend(maker.attachments());
    if let Some(findings) = findings {
        sections.extend(maker.reviewed(findings));
    }
    Book {
        title: maker.text(&case.report.cover.title),
        sections,
    }
}

/// What makes the pages of a report; each kind of them has its own room.
struct Maker<'a> {
    case: &'a Case<'a>,
    ledger: Ledger<'a>,
    /// How its sentences tell an amount.
    told: Telling,
}

/// A text, or that it is lacking.
fn or_blank(text: &str) -> &str {
    match text.trim() {
        "" => BLANK,
        text => text,
    }
}

/// 2023年4月28日, as documents write it; what is no date stays as it is.
fn long_date(text: &str) -> String {
    date::written(text).unwrap_or_else(|| text.to_owned())
}

/// An amount in 万元 as it is shown, for its field; blank where it is not known.
fn amount(value: Number, path: FieldPath) -> Text {
    value.value().map(Text::amount).unwrap_or_default().of(path)
}

impl<'a> Maker<'a> {
    fn of(case: &'a Case<'a>) -> Self {
        Self {
            case,
            ledger: case.ledger(),
            told: telling::of(case.document.text()),
        }
    }

    /// A text with its live figures in numbers.
    fn text(&self, text: &str) -> String {
        live::resolve(text.trim(), self.case.names, self.ledger, self.told).into_owned()
    }

    /// A field's text.
    fn field(&self, text: &str, path: FieldPath) -> Text {
        Text::from(self.text(text)).of(path)
    }

    /// 2022年, where it is known.
    fn year(&self) -> String {
        let year = self.case.report.year();
        year.map_or_else(String::new, |year| format!("{year}年"))
    }

    /// A figure as the forms show it.
    fn value(&self, figure: Figure) -> Text {
        let rate = || self.ledger.rate(figure).and_then(percent_points);
        match (self.ledger.number(figure), rate()) {
            (Some(number), _) => Text::amount(number),
            (None, Some(rate)) => Text::percent(rate),
            (None, None) => self.ledger.value(figure).unwrap_or_default().into(),
        }
        .of(figure)
    }

    /// A cell with a figure, which says so where it is only a part or tried out; as a number it
    /// stays one.
    fn noted(&self, cell: Cell) -> Cell {
        let Some(Origin::Figure(figure)) = cell.text.origin() else {
            return cell;
        };
        let (figure, behind) = (*figure, self.ledger.note(*figure));
        match cell.text.number() {
            Some(value) if !behind.is_empty() => Cell {
                text: Text::from(format!("{}{behind}", &*cell.text)).of(figure),
                measure: Some(Measure {
                    before: String::new(),
                    value,
                    behind,
                }),
                ..cell
            },
            _ => cell,
        }
    }

    /// What is stated where something else is worked out: whoever signs the form signs that, and the
    /// checks tell of the difference.
    fn signed(&self, stated: Number, of: fn(Decimal) -> Text, computed: &str) -> Option<Text> {
        let stated = of(stated.value()?);
        (&*stated != computed).then_some(stated)
    }

    /// What was spent on something, where it is known.
    fn spent(&self, item: Item) -> Option<Decimal> {
        self.case.figures.budget.node(item)?.value(Column::Spent)
    }
}

/// A place of a table as formulas have it.
fn cell_at(row: usize, column: usize) -> String {
    format!("[{row},{column}]")
}

/// A cell that follows from others, once it is known.
fn known(cell: Cell, formula: String) -> Cell {
    if cell.text.is_empty() {
        cell
    } else {
        cell.follows(formula)
    }
}

/// A number that is the sum of others of its table, where it is; one that is stated and differs
/// stays what it is.
fn sum(text: Text, parts: impl Iterator<Item = (String, Option<Decimal>)>) -> Cell {
    let (places, values): (Vec<_>, Vec<_>) = parts.unzip();
    let is_sum = text.number().is_some() && text.number() == figures::sum(values);
    let cell = Cell::number(text);
    if is_sum {
        cell.follows(format!("SUM({})", places.join(",")))
    } else {
        cell
    }
}

/// An attachment from a new page: its number, its title, what is on it.
fn page(landscape: bool, label: &str, title: &str, content: Vec<Block>) -> Section {
    let mut blocks = vec![
        Block::Label(label.into()),
        Block::Title(Text::from(title).of(FieldPath::of(&["年度"]))),
    ];
    blocks.extend(content);
    Section {
        landscape,
        name: Some(title.to_owned()),
        blocks,
    }
}
