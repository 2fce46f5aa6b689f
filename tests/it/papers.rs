//! The amounts of the finished papers: each in the tables of the Word report and of the workbook is
//! the one that was worked out, in its row and its column, and none is missing.
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

use std::io::Cursor;

use calamine::Reader as _;
use jixiao::export::Format;
use jixiao::figures::base::BaseColumn;
use jixiao::figures::budget::{Column, Fund, Item};
use jixiao::report::fields::FUND_SOURCES;
use jixiao::report::number::{PARTIAL, Telling, shown, told};
use jixiao::report::{Number, OtherFund};
use jixiao::rules::Case;
use rust_decimal::Decimal;

use crate::export::{OPEN, document, export, name, words};
use crate::harness::{REPORT, SMALL, examined, full, read};
use crate::office::scored;

/// A table of amounts as it is to be: its columns, and the rows below them.
struct Form {
    columns: Vec<String>,
    rows: Vec<(String, Vec<Option<Decimal>>)>,
}

impl Form {
    fn new(columns: &[&str]) -> Self {
        Self {
            columns: columns.iter().copied().map(str::to_owned).collect(),
            rows: Vec::new(),
        }
    }

    fn row(mut self, label: &str, amounts: impl IntoIterator<Item = Option<Decimal>>) -> Self {
        let amounts = amounts.into_iter().collect();
        self.rows.push((label.to_owned(), amounts));
        self
    }
}

/// Every table of amounts of a report, in the order of the papers.
fn forms(case: &Case<'_>) -> Vec<Form> {
    let (report, figures) = (case.report, case.figures);
    let year = report.year.value().unwrap();
    let years = [year - Decimal::ONE, year, year];
    let columns: Vec<String> = years
        .iter()
        .zip(["决算数", "预算数", "决算数"])
        .map(|(year, of)| format!("{year}年{of}"))
        .collect();
    let columns: Vec<&str> = columns.iter().map(String::as_str).collect();
    let base = figures.base.iter().fold(Form::new(&columns), |form, row| {
        let in_tree = |item| figures.budget.node(item).unwrap();
        let cells = match row.item {
            Some(item) => BaseColumn::ALL.map(|column| in_tree(item).value(column.of_tree())),
            None => row.cells,
        };
        form.row(&row.label(), cells)
    });
    let built = &report.base.buildings;
    let [area, cost] = [
        [built.approved_area, built.actual_area],
        [built.approved_cost, built.actual_cost],
    ];
    let built = Form::new(&["批复、预算", "实际"])
        .row("规模（㎡）", area.map(Number::value))
        .row("投资（万元）", cost.map(Number::value));
    let of_forms = || Form::new(&Column::OF_FORMS.map(Column::key));
    let whole = figures.funds.iter().fold(of_forms(), |form, row| {
        form.row(row.key, Column::OF_FORMS.map(|it| row.value(it)))
    });
    let mut forms = vec![base, built, whole];
    for (i, project) in report.projects.iter().enumerate() {
        let node = figures.budget.node(Item::Project(i)).unwrap();
        let total = Column::OF_FORMS.map(|it| node.value(it));
        let funds = &project.funds;
        let sources = [&funds.appropriation, &funds.carried_over, &funds.other];
        let form = of_forms().row("年度资金总额", total);
        forms.push(
            FUND_SOURCES
                .into_iter()
                .zip(sources)
                .fold(form, |form, (label, of)| {
                    form.row(
                        label,
                        [of.approved, of.adjusted, of.spent].map(Number::value),
                    )
                }),
        );
    }
    let spending = &report.spending;
    for (fund, of) in [
        (Fund::Government, &spending.government),
        (Fund::StateCapital, &spending.state_capital),
        (Fund::Insurance, &spending.insurance),
    ] {
        let node = figures.budget.node(Item::Fund(fund));
        let spent = node.and_then(|it| it.value(Column::Spent));
        // Where nothing was spent a sentence says so.
        if spent.is_some() || !of.lines.is_empty() {
            forms.push(fund_table(of, spent));
        }
    }
    forms
}

fn fund_table(of: &OtherFund, spent: Option<Decimal>) -> Form {
    let lines = || of.lines.iter();
    let sum = |amounts: Vec<Number>| {
        let known = amounts.into_iter().filter_map(Number::value);
        known.reduce(|sum, it| sum + it)
    };
    let total = [
        of.opening.value(),
        of.income.value(),
        spent,
        sum(lines().map(|it| it.basic).collect()),
        sum(lines().map(|it| it.project).collect()),
        of.closing.value(),
    ];
    let columns = [
        "年初结转和结余",
        "本年收入",
        "小计",
        "基本支出",
        "项目支出",
        "年末结转和结余",
    ];
    let form = Form::new(&columns).row("合计", total);
    let is_one = of.lines.len() == 1;
    lines().fold(form, |form, line| {
        let [spent, basic, project] =
            [line.amounts.spent, line.basic, line.project].map(Number::value);
        // What is carried over and what came in is told of the fund as well: of a single subject it is the same.
        let either =
            |own: Number, all: Number| own.value().or_else(|| all.value().filter(|_| is_one));
        let opening = either(line.opening, of.opening);
        let income = either(line.income, of.income);
        let closing = either(line.closing, of.closing);
        let row = [opening, income, spent, basic, project, closing];
        form.row(&line.name, row)
    })
}

/// The rows of all tables of a Word document, each cell in the column it begins in.
fn rows_of_word(yaml: &str) -> Vec<Vec<String>> {
    let xml = document(yaml, OPEN);
    let tree = roxmltree::Document::parse(&xml).unwrap();
    let rows = tree.descendants().filter(|it| it.has_tag_name(name("tr")));
    rows.map(|row| {
        let mut cells = Vec::new();
        for cell in row.children().filter(|it| it.has_tag_name(name("tc"))) {
            let texts = cell.descendants().filter(|it| it.has_tag_name(name("t")));
            cells.push(texts.filter_map(|it| it.text()).collect());
            let span = cell
                .descendants()
                .find(|it| it.has_tag_name(name("gridSpan")));
            let span = span.and_then(|it| it.attributes().next()?.value().parse().ok());
            cells.resize(cells.len() + span.unwrap_or(1) - 1, String::new());
        }
        cells
    })
    .collect()
}

/// The rows of all sheets of a workbook, with each number as it is kept.
fn rows_of_workbook(yaml: &str) -> Vec<Vec<String>> {
    let book = export(yaml, Format::Xlsx, OPEN).unwrap();
    let mut book = calamine::Xlsx::new(Cursor::new(book)).unwrap();
    let sheets = book.worksheets().into_iter();
    let cells = |row: &[calamine::Data]| row.iter().map(ToString::to_string).collect();
    sheets
        .flat_map(|(_, sheet)| sheet.rows().map(cells).collect::<Vec<_>>())
        .collect()
}

/// Holds the rows of the papers against the forms.
#[track_caller]
fn hold(rows: &[Vec<String>], forms: &[Form]) -> usize {
    let (mut at, mut held) = (0, 0);
    for form in forms {
        let place = |row: usize, column: &String| rows.get(row)?.iter().position(|it| it == column);
        // The heads stand in one row or in two, one below the other.
        let heads = |row: usize| -> Option<Vec<usize>> {
            let columns = form.columns.iter();
            columns
                .map(|it| place(row, it).or_else(|| place(row.checked_sub(1)?, it)))
                .collect()
        };
        let head = (at..rows.len()).find(|&row| heads(row).is_some());
        let head = head.unwrap_or_else(|| panic!("no {:?} below row {at}", form.columns));
        let places = heads(head).unwrap();
        at = head;
        for (label, amounts) in &form.rows {
            // A row that the form has fixed and nobody filled in holds nothing.
            let is_named = |row: &[String]| row.iter().any(|it| it.ends_with(label.as_str()));
            let is_blank = |row: &[String]| row.iter().skip(1).all(String::is_empty);
            at += 1;
            while !is_named(&rows[at]) && is_blank(&rows[at]) {
                at += 1;
            }
            let row = &rows[at];
            assert!(is_named(row), "{label}: {row:?}");
            for (place, amount) in places.iter().zip(amounts) {
                let stands = row[*place].replace(&format!("（{PARTIAL}）"), "");
                let stands = stands.replace('—', "");
                let stands = (!stands.is_empty()).then(|| stands.parse().unwrap());
                assert_eq!(stands, *amount, "{label}: {row:?}");
                held += usize::from(amount.is_some());
            }
        }
    }
    held
}

#[test]
fn every_amount_of_the_tables_is_the_one_that_was_worked_out() {
    let scored = scored();
    let full = full(&|_| false);
    for (yaml, least) in [(REPORT, 22), (SMALL, 6), (&*scored, 50), (&*full, 100)] {
        let examined = examined(read(yaml));
        let forms = forms(&examined.case());
        let in_word = hold(&rows_of_word(yaml), &forms);
        let in_workbook = hold(&rows_of_workbook(yaml), &forms);
        assert_eq!(in_word, in_workbook);
        assert!(in_word >= least, "{in_word}");
    }
}

/// What the sentences tell was spent, of what the report calls so.
#[test]
fn every_amount_of_the_sentences_is_the_one_that_was_worked_out() {
    let scored = scored();
    let full = full(&|_| false);
    let all: [(&str, Telling); 4] = [
        (REPORT, told),
        (SMALL, shown),
        (&scored, shown),
        (&full, shown),
    ];
    for (yaml, telling) in all {
        let said = words(&document(yaml, OPEN));
        let examined = examined(read(yaml));
        let case = examined.case();
        for node in case.figures.budget.nodes() {
            let is_untold = matches!(
                node.item,
                Item::Total
                    | Item::Unsorted
                    | Item::BasicLine(..)
                    | Item::Source(..)
                    | Item::FundLine(..)
            );
            let (name, spent) = (node.item.name(case.report), node.value(Column::Spent));
            if let Some(spent) = spent.map(telling).filter(|_| !is_untold) {
                let ways = ["", "支出", "（"].map(|between| format!("{name}{between}{spent}万元"));
                let all = format!("{spent}万元，全部为{name}。");
                let ways = ways.into_iter().chain([all]).collect::<Vec<_>>();
                assert!(ways.iter().any(|it| said.contains(it)), "{ways:?}\n{said}");
            }
        }
    }
}
