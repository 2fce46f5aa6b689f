//! What is on the screen, and how it is laid out and drawn.
//!
//! [`Screen`] is made from the app after every input; drawing is a function of both.

use std::collections::HashSet;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use rust_decimal::Decimal;

use super::action::Action;
use super::app::{App, Editing, Line, Mode, Popup};
use super::hit::{Hits, Target};
use super::sheet::{self, Cell, Provenance, Row, Sheet};
use super::tabs::{Chart, Lead, Tab, basics, budget, indicators, issues, rate_or_why};
use super::text;
use super::theme::{self, Tone};
use super::widgets::bars::{Bar, Bars};
use super::widgets::grid::{self, Cursor, Grid};
use super::widgets::{self, find, line, menu, pages, palette, popup, status};
use crate::document::FieldPath;
use crate::figures;
use crate::figures::budget::{Column as Amount, Item};
use crate::figures::figure::Figure;
use crate::figures::score::{Mark, Subject};
use crate::report::fields::{self, Kind};
use crate::report::number::{LACKING, Number, PARTIAL, UNFILLED, rounded, shown, signed};
use crate::rules::Severity;

/// The least window in which everything can be done.
pub const LEAST: (u16, u16) = (60, 20);

/// The content of a pane.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Pane {
    /// Cells.
    Sheet(Sheet),
    /// Bars.
    Bars(Chart),
}

/// A piece of the summary.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Segment {
    /// What it is.
    pub label: &'static str,
    /// What it is, where there is little room.
    pub short: &'static str,
    /// What it says.
    pub value: String,
    /// What it means.
    pub tone: Tone,
    /// What a click on it is on.
    pub target: Option<Target>,
}

/// How much is filled in, as the summary calls it where there is little room.
pub const FILLED: &str = "已填";

/// Which contents a screen shows; two screens of the same key can be compared cell by cell.
pub type ScreenKey = (
    Option<Tab>,
    Option<Item>,
    Subject,
    budget::Comparison,
    indicators::Grouping,
);

/// How often what is shown had moved when it was made, in a window of what size, and whether a list stood open
/// for its next entry.
type AsOf = (u64, (u16, u16), bool);

/// What is on the screen.
#[derive(Debug, Clone, Default)]
pub struct Screen {
    /// Which contents these are.
    pub key: ScreenKey,
    /// The line under the report's name.
    pub summary: Vec<Segment>,
    /// The panes of the tab shown.
    pub panes: Vec<Pane>,
    /// What the table shown comes to by its scores, so that what an edit moves it by can be told.
    score: Option<Decimal>,
    /// What the signs in the panes say.
    pub legend: Vec<String>,
    areas: Vec<Rect>,
    as_of: AsOf,
}

/// The lines of the screen that are always there.
struct Frame {
    title: Rect,
    summary: Rect,
    tabs: Rect,
    body: Rect,
    hint: Rect,
    keys: Rect,
}

/// The least and the most lines of the hint in a window of this height: a sentence with its
/// figures takes two in a narrow one, a contradiction with both places and what can be done more;
/// the last is for the next step.
const fn hint_lines(height: u16) -> (u16, u16) {
    if height >= 22 { (3, 7) } else { (2, 3) }
}

/// How many lines the keys take in a window of this width: no fewer are printed in a narrow one.
#[must_use]
pub const fn key_lines(width: u16) -> u16 {
    if width < 80 { 2 } else { 1 }
}

/// The lines of the screen, with a hint of so many lines at most.
fn frame(size: (u16, u16), hint: u16) -> Frame {
    let (width, height) = size;
    let line = |y: u16, height: u16| Rect::new(0, y, width, height);
    let (least, most) = hint_lines(height);
    let hint = hint.clamp(least, most);
    let keys = key_lines(width);
    let bottom = height.saturating_sub(hint + keys);
    Frame {
        title: line(0, 1),
        summary: line(1, 1),
        tabs: line(2, 1),
        body: line(3, bottom.saturating_sub(3)),
        hint: line(bottom, hint),
        keys: line(bottom + hint, keys),
    }
}

/// Whether a list and what is chosen in it stand side by side.
pub(super) const fn is_wide(size: (u16, u16)) -> bool {
    size.0 >= 100
}

/// The least width in which the budget's whole grid and its chart stand side by side.
const BUDGET_BESIDE: u16 = 116;

/// What the budget's grid has beside its chart at most: wider, its figures would stand far from
/// their names.
const BUDGET_GRID: u16 = 120;

/// The least width for a project's table beside the list.
const TABLE_BESIDE: u16 = 64;

/// What the list of projects takes beside a project, with and without the keys.
const PROJECT_LIST: (u16, u16) = (52, 22);

/// Lines of the chart of scores under the list of projects; columns beside it.
const SCORES: u16 = 16;
const SCORES_BESIDE: u16 = 24;

/// Where the panes stand; one that is not shown has no height.
fn areas(app: &App, body: Rect) -> Vec<Rect> {
    let inner = Rect {
        x: body.x + 1,
        width: body.width.saturating_sub(2),
        ..body
    };
    let wide = is_wide(app.size());
    let beside = |left: u16| {
        let first = Rect {
            width: left.min(inner.width),
            ..inner
        };
        let x = first.right() + 2;
        let second = Rect {
            x,
            width: inner.right().saturating_sub(x),
            ..inner
        };
        vec![first, second]
    };
    let above = |rows: u16| {
        let first = Rect {
            height: rows.min(inner.height),
            ..inner
        };
        let second = Rect {
            y: first.bottom(),
            height: inner.height - first.height,
            ..inner
        };
        vec![first, second]
    };
    // A breadcrumb stands above the budget's panes.
    let below_line = |area: Rect| Rect {
        y: area.y + 1,
        height: area.height.saturating_sub(1),
        ..area
    };
    match app.tab() {
        Tab::Basics => vec![inner],
        Tab::Budget if app.size().0 >= BUDGET_BESIDE => {
            beside((inner.width - (inner.width / 4 + 3)).min(BUDGET_GRID))
                .into_iter()
                .map(below_line)
                .collect()
        }
        Tab::Budget => above(inner.height * 3 / 4)
            .into_iter()
            .map(below_line)
            .collect(),
        // The one with the keys gets the room.
        Tab::Indicators => {
            let hidden = Rect { height: 0, ..inner };
            let list = match app.focus() {
                1 if wide => PROJECT_LIST.1,
                _ => PROJECT_LIST.0,
            };
            let (left, right) = match beside(list).as_slice() {
                [left, right] => (*left, *right),
                _ => return Vec::new(),
            };
            match app.focus() {
                _ if wide && inner.height >= SCORES * 2 => {
                    let upper = left.height - SCORES;
                    let lower = Rect {
                        y: left.y + upper,
                        height: SCORES,
                        ..left
                    };
                    let left = Rect {
                        height: upper,
                        ..left
                    };
                    vec![left, right, below_line(lower)]
                }
                1 if wide => vec![left, right, hidden],
                0 if right.width >= TABLE_BESIDE => vec![left, right, hidden],
                1 => vec![hidden, inner, hidden],
                _ if right.width >= SCORES_BESIDE => vec![left, hidden, below_line(right)],
                2 => vec![hidden, hidden, below_line(inner)],
                _ => vec![inner, hidden, hidden],
            }
        }
        Tab::Issues => above(inner.height / 2),
    }
}

impl Screen {
    /// Makes the contents of the tab shown.
    #[must_use]
    pub fn build(app: &App) -> Self {
        let areas = areas_of(app);
        let panes = panes(app, &areas);
        Self::of(app, areas, panes)
    }

    /// Whether a long text is being written and nothing else that is shown has moved.
    #[must_use]
    pub fn stays(&self, app: &App) -> bool {
        app.mode().long_text().is_some() && self.as_of == as_of(app) && self.is_of(app)
    }

    /// Whether it was made of what the app shows now.
    #[must_use]
    pub fn is_of(&self, app: &App) -> bool {
        self.key == key(app)
    }

    /// What stays behind a long text that is being written, marked anew.
    #[must_use]
    pub fn again(self, app: &App) -> Self {
        Self::of(app, areas_of(app), self.panes)
    }

    fn of(app: &App, areas: Vec<Rect>, mut panes: Vec<Pane>) -> Self {
        for pane in &mut panes {
            if let Pane::Sheet(sheet) = pane {
                sheet.mark(app.findings(), |row| stands_for(app.tab(), row));
            }
        }
        let shown = panes
            .iter()
            .zip(&areas)
            .filter(|(_, area)| !area.is_empty());
        let mut signs = Vec::new();
        for (pane, _) in shown {
            if let Pane::Sheet(sheet) = pane {
                for sign in sheet.signs() {
                    if !signs.contains(&sign) {
                        signs.push(sign);
                    }
                }
            }
        }
        let score = app.view().ledger().card(app.chosen());
        Self {
            legend: sheet::legend(|sign| signs.contains(&sign)),
            key: key(app),
            as_of: as_of(app),
            summary: summary(app),
            score: score.and_then(|card| card.total),
            panes,
            areas,
        }
    }

    /// The sheet of a pane.
    #[must_use]
    pub fn sheet(&self, pane: usize) -> Option<&Sheet> {
        match self.panes.get(pane)? {
            Pane::Sheet(sheet) => Some(sheet),
            Pane::Bars(_) => None,
        }
    }

    /// Where a pane stands.
    #[must_use]
    pub fn area(&self, pane: usize) -> Rect {
        self.areas.get(pane).copied().unwrap_or_default()
    }
}

fn areas_of(app: &App) -> Vec<Rect> {
    areas(app, frame(app.size(), status::hint_height(app)).body)
}

const fn as_of(app: &App) -> AsOf {
    (app.moves(), app.size(), app.growing().is_some())
}

/// The key of what the app shows.
fn key(app: &App) -> ScreenKey {
    (
        Some(app.tab()),
        Some(app.root()),
        app.chosen(),
        app.comparison(),
        app.grouping(),
    )
}

/// What the panes of the tab shown hold, not marked yet.
fn panes(app: &App, areas: &[Rect]) -> Vec<Pane> {
    let view = app.view();
    let width = |pane: usize| areas.get(pane).map_or(0, |area: &Rect| area.width);
    let chosen = app.chosen();
    let mut panes = match app.tab() {
        Tab::Basics => vec![Pane::Sheet(basics::sheet(view))],
        Tab::Budget => {
            let grid = budget::grid(view, app.root(), width(0), &app.sight());
            let row = app.cursor(0).row;
            let selected = grid.rows.get(row).and_then(|row| row.item);
            let item = selected.unwrap_or_else(|| app.root());
            // While the bars have the keys they keep still.
            let item = if app.focus() == 1 {
                app.charted()
            } else {
                item
            };
            vec![
                Pane::Sheet(grid),
                Pane::Bars(budget::chart(view, item, app.comparison())),
            ]
        }
        Tab::Indicators => vec![
            Pane::Sheet(indicators::list(view, &app.sight())),
            Pane::Sheet(indicators::detail(view, chosen)),
            Pane::Bars(indicators::chart(view, chosen, app.grouping())),
        ],
        Tab::Issues => vec![
            Pane::Sheet(issues::issues(view)),
            Pane::Sheet(issues::remedies(view)),
        ],
    };
    if let Some(growing) = app.growing() {
        for pane in &mut panes {
            if let Pane::Sheet(sheet) = pane {
                sheet.grow(&growing.list, growing.column);
            }
        }
    }
    if !app.names().is_empty() {
        for pane in &mut panes {
            if let Pane::Sheet(sheet) = pane {
                sheet.resolve(app.names(), app.ledger());
            }
        }
    }
    panes
}

/// What a row is about besides its own cells: a project, or the department as a whole.
pub(super) fn stands_for(tab: Tab, row: &Row) -> Option<FieldPath> {
    match (tab, row.item) {
        (_, Some(Item::Project(i))) => Some(fields::project(i)),
        (Tab::Indicators, Some(Item::Total)) => Some(FieldPath::root().key("整体绩效")),
        _ => None,
    }
}

fn summary(app: &App) -> Vec<Segment> {
    let view = app.view();
    let segment = |label, short, value: String, tone| Segment {
        label,
        short,
        value,
        tone,
        target: None,
    };
    let mut segments = Vec::new();
    // Of the same row as the rate beside it, which own income may have paid of as well.
    let whole = view.figures.funds.first();
    if let (Some(node), Some(whole)) = (view.figures.budget.node(Item::Total), whole) {
        let (spent, is_stated) = (whole.value(Amount::Spent), whole.is_stated(Amount::Spent));
        let value = spent.map_or_else(|| UNFILLED.to_owned(), shown);
        let is_stale = |it: &Editing| it.error.is_some() && matches!(it.kind, Kind::Number(_));
        let stale = app.mode().editing().is_some_and(is_stale);
        let value = match (spent, whole.lacks(Amount::Spent)) {
            (Some(_), Some(_)) => format!("{value} {PARTIAL}"),
            _ => value,
        };
        let apart = budget::difference(node, Amount::Spent).filter(|_| !is_stated);
        let (mut words, mut tone) = match apart {
            Some(mark) => (format!("{value} {mark}"), Tone::Error),
            None => (value, Tone::Plain),
        };
        if stale {
            words.push_str("（暂）");
            tone = Tone::Warning;
        }
        segments.push(segment("支出总计（万元）", "支出总计", words, tone));
    }
    let stated = &view.report.whole.stated;
    let outcome = view.figures.whole.outcome(stated, view.scheme);
    let rate = rate_or_why(outcome.rate);
    segments.push(segment("总执行率", "总执行率", rate, Tone::Plain));
    let score = match (outcome.total, outcome.grade) {
        (Some(total), Some(grade)) => format!("{} {grade}", shown(total)),
        (Some(total), None) => shown(total),
        _ => LACKING.to_owned(),
    };
    segments.push(segment("得分和等级", "得分", score, Tone::Plain));
    let filled = view.required().filled(|_| true);
    segments.push(segment("必填已填", FILLED, filled.to_string(), Tone::Plain));
    for (severity, short) in [(Severity::Error, "错"), (Severity::Warning, "警")] {
        let count = app.count(severity);
        let (words, tone) = match count {
            _ if !app.is_settled() => ("-".to_owned(), Tone::Muted),
            0 => ("0".to_owned(), Tone::Good),
            _ => (count.to_string(), severity.into()),
        };
        segments.push(Segment {
            target: Some(Target::Problems),
            ..segment(severity.label(), short, words, tone)
        });
    }
    segments
}

/// What to do with the look at a paste, under which no cell is to be seen.
const ABOUT_PASTING: &str =
    "还没有改动：回车填入“粘贴后”一列，其余的保持原样；Esc 放弃，什么也不改。";

/// What there is to say about the cell under the cursor, or about the rows selected: first what
/// was found there.
pub(super) fn context(app: &App) -> (String, Tone) {
    if let Some(said) = app.about_piece() {
        return said;
    }
    if let Mode::Popup(Popup::Paste(_)) = app.mode() {
        return (ABOUT_PASTING.to_owned(), Tone::Plain);
    }
    if let Some(editing) = app.mode().long_text()
        && let Some(said) = editing.about()
    {
        return said;
    }
    let words = about(app);
    // What was selected is to be read, whatever was found in one of its cells.
    if app.cursor(app.focus()).anchor.is_some() {
        return (words, Tone::Plain);
    }
    let words = match app.remark_here() {
        Some(remark) => format!("{remark}\n{words}"),
        None => words,
    };
    match app.problem_here().filter(|problem| problem.is_open()) {
        Some(problem) => {
            let found = problem.words();
            (format!("{found}\n{words}"), problem.severity.into())
        }
        None => (words, Tone::Plain),
    }
}

/// What there is to say about the cell with the cursor.
#[must_use]
pub fn about(app: &App) -> String {
    let cursor = app.cursor(app.focus());
    if let Some(Pane::Bars(chart)) = app.screen().panes.get(app.focus()) {
        let bar = chart.bars.get(cursor.row);
        return bar.map_or_else(String::new, Bar::in_words);
    }
    let Some(cell) = app.cell() else {
        return String::new();
    };
    if app.tab() == Tab::Budget
        && app.focus() == 0
        && let Some(words) = budget_context(app)
    {
        return words;
    }
    if cursor.anchor.is_some() {
        let sheet = app.screen().sheet(app.focus());
        return sheet.map_or_else(String::new, |sheet| selected(app, sheet, cursor));
    }
    let lacks = cell.figure.and_then(|figure| app.ledger().lacks(figure));
    let lacks = lacks.map_or_else(String::new, |lacks| format!("：还缺{lacks}"));
    let from = cell.provenance.map_or_else(String::new, |it| {
        format!(
            "（{}{lacks}）",
            format!("{} {}", it.mark(), it.name()).trim()
        )
    });
    // Behind a window Enter leads nowhere.
    let is_walking = matches!(app.mode(), Mode::Browse);
    match (&cell.path, cell.figure) {
        (Some(path), _) => {
            let worth = worth(app, path).unwrap_or_default();
            let place = fields::describe(app.view().document, path);
            let help = fields::field_at(path).map_or("", |field| field.help);
            format!("{}{worth}{place}{from}：{help}", whole(app, cell))
        }
        (None, Some(figure)) => {
            let name = app.ledger().name(figure);
            let key = Action::Help.key_label();
            format!("{name}{from}，{key} 看怎样算。")
        }
        (None, None) if app.place_named().is_some() && is_walking => {
            "按回车前往这一处。".to_owned()
        }
        (None, None) if app.can_drill() && is_walking => {
            // Whatever cell of its row.
            let sheet = app.screen().sheet(app.focus());
            let name = sheet.and_then(|sheet| sheet.cell(cursor.row, 0));
            let name = name.map_or("", |name| name.text.trim());
            format!("按回车进入「{name}」。")
        }
        (None, None) => app.list_begun_here().map_or_else(String::new, |list| {
            let place = fields::describe(app.view().document, list);
            let help = fields::field_at(list).map_or("", |field| field.help);
            let key = Action::Insert.key_label();
            format!("{place}：{help}{key} 新增一条。")
        }),
    }
}

/// What a cell of a table says that its column has no room for: half a value is another one.
fn whole(app: &App, cell: &Cell) -> String {
    /// More of a text is read where it is written.
    const MOST: usize = 160;
    let (pane, cursor) = (app.focus(), app.cursor(app.focus()));
    let area = app.screen().area(pane);
    match app
        .screen()
        .sheet(pane)
        .is_some_and(|sheet| grid::cuts(sheet, cursor, area))
    {
        true => format!("“{}”。", text::cut(cell.text.trim(), MOST)),
        false => String::new(),
    }
}

/// How much is selected, and what its numbers come to: in the budget a part selected with its whole
/// counts once.
fn selected<'a>(app: &App, sheet: &'a Sheet, cursor: Cursor) -> String {
    let (rows, columns) = (cursor.rows().count(), cursor.columns().count());
    let mut words = match columns {
        1 => format!("选中 {rows} 行"),
        _ => format!("选中 {rows} 行 {columns} 列"),
    };
    let rows = cursor.rows().filter_map(|row| sheet.rows.get(row));
    let is_budget = app.tab() == Tab::Budget;
    let items: HashSet<Item> = match is_budget {
        true => rows.clone().filter_map(|row| row.item).collect(),
        false => HashSet::new(),
    };
    let budget = &app.view().figures.budget;
    let is_within = |row: &&Row| {
        let mut item = row.item.into_iter();
        is_budget && item.any(|item| budget::is_within(budget, &items, item))
    };
    let (within, rows): (Vec<&Row>, Vec<&Row>) = rows.partition(is_within);
    let cells_of = |rows: &[&'a Row]| -> Vec<&'a Cell> {
        let cells = rows.iter().flat_map(|row| {
            let cells = cursor.columns();
            cells.filter_map(|column| row.cells.get(column))
        });
        cells.filter(|cell| cell.walkable).collect()
    };
    let is_blank = |cell: &&Cell| cell.text.trim().is_empty();
    let (blank, filled): (Vec<&Cell>, Vec<&Cell>) = cells_of(&rows).into_iter().partition(is_blank);
    let numbers: Vec<Decimal> = filled.iter().filter_map(|cell| number(cell)).collect();
    match figures::sum(numbers.iter().copied().map(Some)) {
        Some(sum) => {
            let count = Decimal::from(numbers.len());
            let average = rounded(sum.checked_div(count).unwrap_or_default());
            // Amounts are told as they stand in their cells, counts as counts.
            let has_cents = numbers.iter().any(|it| it.scale() > 0);
            let [sum, average] = [sum, average].map(|it| match has_cents {
                true => shown(it),
                false => it.normalize().to_string(),
            });
            if !within.is_empty() {
                words.push_str(&format!("，其中 {} 行含在上级里", within.len()));
            }
            words.push_str(&format!("：数 {count} 个，合计 {sum}，平均 {average}"));
            let blank: HashSet<&FieldPath> =
                blank.iter().filter_map(|it| it.path.as_ref()).collect();
            let mut asked = app.view().figures.budget.unfilled();
            let is_part = |cell: &&Cell| cell.provenance == Some(Provenance::Partial);
            if filled.iter().any(is_part)
                || !blank.is_empty() && asked.any(|it| blank.contains(&it))
            {
                words.push_str(&format!("，{PARTIAL}"));
            }
        }
        None => {
            let within = cells_of(&within).into_iter().filter(|it| !is_blank(it));
            words.push_str(&format!("，{} 格有内容", filled.len() + within.count()));
        }
    }
    words
}

/// The number in a cell that holds one; rates and plans are none to be added.
fn number(cell: &Cell) -> Option<Decimal> {
    let kind = cell.path.as_ref().and_then(fields::kind_at);
    let counts = match kind {
        Some(kind) => kind.is_numeric(),
        None => cell.figure.is_some(),
    };
    let text = cell.text.trim_start_matches('!');
    Number::read(text)
        .value()
        .filter(|_| counts && !text.ends_with(['%', '％']))
}

/// What the indicator a field is of is worth, what that is below its points, and what comes out
/// with it.
fn worth(app: &App, path: &FieldPath) -> Option<String> {
    let (subject, i) = Subject::of_indicator(path)?;
    let view = app.view();
    let card = view.ledger().card(subject)?;
    let indicator = view.ledger().indicators(subject).get(i)?;
    let points = indicator.points.value();
    let worth = |label: &str, score: Decimal| {
        let lost = points.and_then(|points| points.checked_sub(score));
        let lost = lost.filter(|lost| lost.is_sign_positive() && !lost.is_zero());
        let lost = lost.map_or_else(String::new, |lost| format!("（比分值少 {}）", shown(lost)));
        format!("{label} {}{lost}", shown(score))
    };
    let entered = indicator.score.value().map(|it| worth("得分", it));
    let computed = (*card.computed.get(i)?).map(|it| worth("试算得分", it));
    let scores: Vec<String> = entered.into_iter().chain(computed).collect();
    if scores.is_empty() {
        return None;
    }
    let is_stated = view
        .ledger()
        .entered_at(Figure::Signed(subject, Mark::Total));
    let label = is_stated.map_or("总分", |_| "算出总分");
    let before = app.before().and_then(|before| before.score);
    let change = card.total.zip(before);
    let change = change.and_then(|(now, before)| now.checked_sub(before));
    let change = change.filter(|change| !change.is_zero());
    let change = change.map_or_else(String::new, |change| format!("（{}）", signed(change)));
    let total = match (card.total, &card.grade) {
        (Some(total), Some(grade)) => format!("，{label} {} {grade}{change}", shown(total)),
        (Some(total), None) => format!("，{label} {}{change}", shown(total)),
        _ => String::new(),
    };
    Some(format!("{}{total}。", scores.join("，")))
}

/// What is selected of the budget and adds up to; what the cell with the cursor says.
fn budget_context(app: &App) -> Option<String> {
    let view = app.view();
    let cursor = app.cursor(0);
    let sheet = app.screen().sheet(0)?;
    let column = *budget::COLUMNS.get(cursor.column)?;
    if cursor.anchor.is_none() {
        return budget::context(view, sheet.rows.get(cursor.row)?.item?, column);
    }
    // Shares of several are no amounts; what several amounts grew by is one.
    if cursor.columns().count() > 1 || !column.adds_up() {
        return Some(selected(app, sheet, cursor));
    }
    let rows = cursor.rows().filter_map(|row| sheet.rows.get(row)?.item);
    let items: Vec<Item> = rows.collect();
    budget::selection(view, &items, column.amount())
}

/// Where a long text is written in a window of this size.
#[must_use]
pub fn text_area(size: (u16, u16)) -> Rect {
    popup::text_area(frame(size, 0).body)
}

/// Where the pages of the report are read.
#[must_use]
pub fn pages_area(app: &App) -> Rect {
    frame(app.size(), status::hint_height(app)).body
}

/// How many lines of a text to read do not fit a window of this size.
#[must_use]
pub fn read_overflow(text: &str, size: (u16, u16)) -> usize {
    popup::read_overflow(text, frame(size, 0).body)
}

/// Whether lines to choose from, below such a text, do not fit a window of this size.
#[must_use]
pub fn choices_overflow(text: &str, lines: &[Line], size: (u16, u16)) -> bool {
    popup::Choosing::laid_out(text, lines, frame(size, 0).body).overflows()
}

/// Where the list of diagnostics stands in a window of this size.
#[must_use]
pub fn list_area(size: (u16, u16)) -> Rect {
    popup::list_area(frame(size, 0).body)
}

/// What stands at a cell of the screen, to be pointed at, and its place.
#[must_use]
pub fn target(app: &App, cell: Position) -> Option<(Rect, Target)> {
    hits(app).at(cell)
}

/// What there is to be pointed at: what drawing says.
#[must_use]
pub fn hits(app: &App) -> Hits {
    let (width, height) = app.size();
    let area = Rect::new(0, 0, width, height);
    let mut hits = Hits::default();
    paint(app, area, &mut Buffer::empty(area), &mut hits);
    hits
}

/// Draws everything and returns where the terminal's cursor must stand.
pub fn draw(app: &App, area: Rect, buf: &mut Buffer) -> Option<Position> {
    let caret = paint(app, area, buf, &mut Hits::default());
    app.colours().lay(buf);
    caret
}

fn paint(app: &App, area: Rect, buf: &mut Buffer, hits: &mut Hits) -> Option<Position> {
    buf.set_style(area, theme::BASE);
    if area.width < LEAST.0 || area.height < LEAST.1 {
        too_small(area, buf);
        return None;
    }
    let frame = frame((area.width, area.height), status::hint_height(app));
    let left_out = status::summary(app, frame.summary, buf, hits);
    status::title(app, frame.title, &left_out, buf, hits);
    let (mut caret, tabs) = match app.preview() {
        Some(preview) => {
            pages::heading(preview, frame.tabs, buf);
            let caret = pages::draw(app, preview, frame.body, buf, hits);
            (caret, Vec::new())
        }
        None => {
            let tabs = status::tabs(app, frame.tabs, buf);
            (body(app, frame.body, buf, hits), tabs)
        }
    };
    status::hint(app, frame.hint, buf, hits);
    status::keys(app, frame.keys, buf, hits);
    if matches!(app.mode(), Mode::Popup(_)) || app.mode().long_text().is_some() {
        let behind = Rect {
            height: frame.keys.y,
            ..area
        };
        hits.add(behind, Target::Behind);
        // The menu hangs over the lines above as well.
        let top = match app.mode() {
            Mode::Popup(Popup::Menu(_)) => frame.summary.y,
            _ => frame.body.y,
        };
        let behind = Rect {
            y: top,
            height: frame.body.bottom() - top,
            ..area
        };
        step_back(behind, buf);
    }
    // Over which a list or a text does not hang.
    for (place, tab) in tabs {
        hits.add(place, Target::Tab(tab));
    }
    match app.mode() {
        Mode::Popup(Popup::Menu(open)) => {
            let above = Rect {
                height: frame.hint.y,
                ..area
            };
            caret = menu::draw(app, *open, above, buf, hits);
        }
        Mode::Popup(Popup::Find(open)) => caret = find::draw(open, frame.body, buf, hits),
        Mode::Popup(Popup::Palette(open)) => caret = palette::draw(open, frame.body, buf, hits),
        Mode::Popup(window) => caret = popup::window(window, frame.body, buf, hits),
        Mode::Edit(editing) if editing.is_long() => {
            caret = popup::text(editing, app, frame.body, buf, hits);
        }
        Mode::Browse | Mode::Edit(_) => {}
    }
    caret
}

/// What lies behind a window: words alone, without the bars and their ends.
fn step_back(area: Rect, buf: &mut Buffer) {
    buf.set_style(area, theme::BEHIND);
    for at in area.positions() {
        if let Some(cell) = buf.cell_mut(at)
            && ("▉"..="▏").contains(&cell.symbol())
        {
            cell.set_symbol(" ");
        }
    }
}

fn too_small(area: Rect, buf: &mut Buffer) {
    let words = format!(
        "窗口太小，请放大到至少{}列{}行（现在{}列{}行），放大以前按的键不起作用。",
        LEAST.0, LEAST.1, area.width, area.height
    );
    for (line, y) in text::wrap(&words, usize::from(area.width.max(1)))
        .into_iter()
        .zip(area.y..area.bottom())
    {
        let begin = Position::new(area.x, y);
        widgets::write(line, begin, area.width.into(), theme::BASE, buf);
    }
}

fn body(app: &App, area: Rect, buf: &mut Buffer, hits: &mut Hits) -> Option<Position> {
    let screen = app.screen();
    if app.tab() == Tab::Budget {
        breadcrumb(app, area, buf, hits);
    }
    let mut caret = None;
    let passage = app.passage_here();
    for (i, pane) in screen.panes.iter().enumerate() {
        let place = screen.area(i).intersection(area);
        if place.is_empty() {
            continue;
        }
        hits.add(place, Target::Pane(i));
        let focused = app.focus() == i;
        let ground = if i == 0 { theme::BASE } else { theme::PANEL };
        let at = match pane {
            Pane::Sheet(sheet) => Grid {
                pane: i,
                sheet,
                before: app.before().and_then(|before| before.sheet(i)),
                cursor: app.cursor(i),
                focused,
                editor: match app.mode() {
                    Mode::Edit(editing) if focused && !editing.is_long() => Some(&editing.editor),
                    _ => None,
                },
                passage: passage.as_ref().filter(|_| focused),
                ground,
            }
            .draw(place, buf, hits),
            Pane::Bars(chart) => bars(app, i, chart, place, buf, hits),
        };
        if focused {
            caret = at.or(caret);
        }
    }
    caret
}

fn bars(
    app: &App,
    pane: usize,
    chart: &Chart,
    area: Rect,
    buf: &mut Buffer,
    hits: &mut Hits,
) -> Option<Position> {
    let heading = Rect {
        y: area.y.saturating_sub(1),
        height: 1,
        ..area
    };
    let old = app
        .before()
        .and_then(|before| match before.panes.get(pane) {
            Some(Pane::Bars(chart)) => Some(chart),
            _ => None,
        });
    let drawn: Vec<_> = chart
        .bars
        .iter()
        .zip(&chart.leads)
        .map(|(bar, lead)| {
            let mut bar = bar.clone();
            bar.changed = old.is_some_and(|old| {
                let place = old.leads.iter().position(|old| old == lead);
                place
                    .and_then(|place| old.bars.get(place))
                    .is_some_and(|old| old.figures != bar.figures)
            });
            bar
        })
        .collect();
    let focused = app.focus() == pane;
    let cursor = if focused {
        Some(app.cursor(pane).row)
    } else {
        let item = app.selected_item().map(Lead::Into);
        item.and_then(|item| chart.leads.iter().position(|lead| *lead == item))
    };
    buf.set_style(widgets::bleeding(area, buf), theme::PANEL);
    let bars = Bars {
        pane,
        of: &chart.of,
        title: &chart.title,
        bars: &drawn,
        cursor,
        focused,
    };
    bars.heading(area, heading, buf);
    if drawn.is_empty() {
        let nothing = theme::PANEL.patch(Tone::Muted.style());
        line("没有可比的数据", area, nothing, buf);
        return None;
    }
    bars.draw(area, buf, hits)
}

fn breadcrumb(app: &App, area: Rect, buf: &mut Buffer, hits: &mut Hits) {
    let view = app.view();
    let crumbs = budget::crumbs(&view.figures.budget, app.root());
    let mut words = " ".to_owned();
    for (i, item) in crumbs.iter().enumerate() {
        if i > 0 {
            words.push_str(" > ");
        }
        let name = item.name(view.report);
        let before = text::cells(text::width(&words));
        let place = Rect {
            x: area.x.saturating_add(before),
            width: text::cells(text::width(name)),
            height: 1,
            ..area
        };
        hits.add(place.intersection(area), Target::Crumb(*item));
        words.push_str(name);
    }
    // Half of what is said would be no help.
    let way_out = "  （Esc 回到支出总计）";
    let room = usize::from(area.width).checked_sub(text::width(&words) + text::width(way_out));
    if crumbs.len() > 1 && room.is_some() {
        words.push_str(way_out);
    }
    line(&words, area, theme::SECTION, buf);
}
