//! 预算构成: the budget tree as a grid, and a chart of the selected node's parts.

use std::collections::HashSet;
use std::ops::Range;

use rust_decimal::Decimal;

use super::{Chart, Lead, rate, rate_or_blank};
use crate::document::FieldPath;
use crate::figures::budget::{Budget, Column as Amount, Fund, Item, Lacks, Node};
use crate::figures::execution::{NoRate, ratio};
use crate::figures::figure::Figure;
use crate::report::fields::{self, BALANCES};
use crate::report::number::{
    LACKING, PARTIAL, UNFILLED, percent, rounded, shown, shown_width, signed,
};
use crate::rules::Case;
use crate::ui::sheet::{Cell, Column, LONG_TEXT_LINES, Provenance, Row, Sheet, Width, entry_of};
use crate::ui::text;
use crate::ui::theme::Tone;
use crate::ui::widgets::bars::Bar;
use crate::ui::widgets::grid;

/// What the chart compares with what was spent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Comparison {
    /// Each part's share of what was spent.
    #[default]
    Shares,
    /// What was spent against what was approved, or planned where nothing was.
    Planned,
    /// The year before against this year.
    Years,
}

impl Comparison {
    /// Its name.
    #[must_use]
    pub const fn title(self) -> &'static str {
        match self {
            Self::Shares => "占比",
            Self::Planned => "执行与年初",
            Self::Years => "本年与上年",
        }
    }

    /// The one after it.
    #[must_use]
    pub const fn next(self) -> Self {
        match self {
            Self::Shares => Self::Planned,
            Self::Planned => Self::Years,
            Self::Years => Self::Shares,
        }
    }
}

/// A column of the grid.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum GridColumn {
    /// What a node is called.
    Name,
    /// One of its amounts.
    Amount(Amount),
    /// What was spent of what was to be.
    Rate,
    /// Its share of what it is a part of.
    Share,
    /// What was spent against the year before.
    Change,
}

/// The columns of the grid, from the left.
pub const COLUMNS: [GridColumn; 8] = [
    GridColumn::Name,
    GridColumn::Amount(Amount::Approved),
    GridColumn::Amount(Amount::Adjusted),
    GridColumn::Amount(Amount::Spent),
    GridColumn::Rate,
    GridColumn::Share,
    GridColumn::Amount(Amount::Prior),
    GridColumn::Change,
];

impl GridColumn {
    /// Whether several of what stands in it add up to something; names stand for what was spent.
    #[must_use]
    pub const fn adds_up(self) -> bool {
        matches!(self, Self::Name | Self::Amount(_))
    }

    /// The amount it is about.
    #[must_use]
    pub const fn amount(self) -> Amount {
        match self {
            Self::Amount(amount) => amount,
            Self::Name | Self::Rate | Self::Share | Self::Change => Amount::Spent,
        }
    }
}

/// What the change against the year before is called.
const CHANGE: &str = "增减";
/// What the name of a node takes beside its words.
const LABEL: u16 = 26;
/// What a node's name takes at least; the amounts scroll before it gives way.
const NAME: u16 = 20;
/// Below this, every level is set in by one column instead of two.
const ROOMY: usize = 30;

/// Words for what a total and its parts are apart: 差87.31.
#[must_use]
pub fn difference(node: &Node, column: Amount) -> Option<String> {
    node.difference(column)
        .map(|difference| format!("差{}", shown(difference.abs())))
}

/// The node `root` and everything below it, as rows; those not in `sight` have no cells.
#[must_use]
pub fn grid(view: Case<'_>, root: Item, width: u16, sight: &Range<usize>) -> Sheet {
    let mut sheet = Sheet::default();
    let budget = &view.figures.budget;
    let (widths, change) = widths(budget);
    let columns = COLUMNS.map(|column| match column {
        GridColumn::Name => Column::words("项目（万元）", Width::Fill(NAME)),
        GridColumn::Amount(amount) => {
            let is_asked = Amount::OF_FORMS.contains(&amount);
            let title = title(amount);
            let widest = widths.iter().find(|(of, _)| *of == amount);
            let width = width_below(title, widest.map_or(0, |(_, width)| *width));
            let width = width.max(text::cells(text::width(title) + 1));
            Column::numbers(title, width).required(is_asked)
        }
        GridColumn::Rate => Column::numbers("执行率", 8),
        GridColumn::Share => Column::numbers("占比", 8),
        GridColumn::Change => Column::numbers(CHANGE, width_below(CHANGE, change)),
    });
    let columns = columns.to_vec();
    let name = usize::from(grid::first_width(&columns, width));
    sheet.columns(columns, true);
    let Some(place) = budget.place(root) else {
        return sheet;
    };
    let depth = budget.get(place).map_or(0, |node| node.depth);
    let mut stack = vec![place];
    while let Some(place) = stack.pop() {
        let Some(node) = budget.get(place) else {
            continue;
        };
        sheet.push(if sight.contains(&sheet.rows.len()) {
            let row = row(view, budget, node, node.depth - depth, name);
            match lines_of(root) {
                // The row of the whole is where its parts are put in.
                Some((list, _)) if node.item == root => Row {
                    list: Some((list, None)),
                    ..row
                },
                _ => row,
            }
        } else {
            Row::distant(node.item)
        });
        stack.extend(budget.beside(node.item).iter().rev());
        stack.extend(node.children.iter().rev());
    }
    if let (Some((list, noun)), true) = (lines_of(root), sheet.rows.len() == 2) {
        sheet.empty_list(view.document, list, noun);
    }
    codes(&mut sheet, view, root);
    lines_of_funds(&mut sheet, view, root);
    balances(&mut sheet, view, root);
    notes(&mut sheet, view, root);
    sheet
}

/// The list that the parts of a node are entered in.
fn lines_of(item: Item) -> Option<(FieldPath, &'static str)> {
    let owner = item.path().parent()?;
    match item {
        Item::Basic => Some((owner.key("分类"), "分类")),
        Item::Projects => Some((owner.key("类别"), "类别")),
        Item::BasicKind(_) | Item::Fund(_) => Some((owner.key("明细"), "明细")),
        Item::ProjectKind(_) => Some((fields::projects(), "项目")),
        _ => None,
    }
}

/// The codes of a node's lines, which the grid has no column for.
fn codes(sheet: &mut Sheet, view: Case<'_>, root: Item) {
    let lines: Vec<Item> = own_lines(view, root).collect();
    if lines.is_empty() || matches!(root, Item::Fund(_)) {
        return;
    }
    sheet.section(CODE, "");
    sheet.form(LABEL);
    push_lines(sheet, view, lines, &[CODE]);
}

/// The codes of the lines of the funds below a node, and what was spent on them for what.
fn lines_of_funds(sheet: &mut Sheet, view: Case<'_>, root: Item) {
    const KEYS: [&str; 2] = ["基本支出", "项目支出"];
    let lines = funds_below(view, root).flat_map(|fund| own_lines(view, fund));
    let lines: Vec<Item> = lines.collect();
    if lines.is_empty() {
        return;
    }
    sheet.section("基金明细的编码和本年支出", "单位：万元");
    let mut columns = vec![
        Column::words("", Width::Fill(12)),
        Column::words(CODE, Width::Fixed(10)),
    ];
    columns.extend(KEYS.map(|key| Column::numbers(key, 14)));
    sheet.columns(columns, true);
    push_lines(sheet, view, lines, &[CODE, KEYS[0], KEYS[1]]);
}

/// The field with the code of a line.
const CODE: &str = "科目编码";

/// The lines that a node has itself, and those below them.
fn own_lines(view: Case<'_>, of: Item) -> impl Iterator<Item = Item> {
    let budget = &view.figures.budget;
    let below = move |node: &Node| {
        let children = node.children.iter().rev();
        let nodes = children.filter_map(|&child| budget.get(child));
        let is_line = |node: &&Node| matches!(node.item, Item::BasicLine(..) | Item::FundLine(..));
        nodes.filter(is_line).collect::<Vec<_>>()
    };
    let mut open = budget.node(of).map(below).unwrap_or_default();
    std::iter::from_fn(move || {
        let node = open.pop()?;
        open.extend(below(node));
        Some(node.item)
    })
}

/// A row for each of these lines: its name and these fields of it.
fn push_lines(
    sheet: &mut Sheet,
    view: Case<'_>,
    lines: impl IntoIterator<Item = Item>,
    keys: &[&str],
) {
    for item in lines {
        if let Some(owner) = item.path().parent() {
            let fields = keys.iter().map(|key| owner.key(key));
            let fields = fields.map(|path| Cell::field(view.document, path));
            let name = Cell::label(item.name(view.report));
            sheet.push(Row::data(std::iter::once(name).chain(fields).collect()));
        }
    }
}

/// The other funds at or below a node.
fn funds_below(view: Case<'_>, root: Item) -> impl Iterator<Item = Item> {
    let funds = Fund::ALL.map(Item::Fund).into_iter();
    funds.filter(move |&item| crumbs(&view.figures.budget, item).contains(&root))
}

/// What the other funds below a node had at the beginning, got, and have at the end, and so each line of them.
fn balances(sheet: &mut Sheet, view: Case<'_>, root: Item) {
    let funds: Vec<Item> = funds_below(view, root).collect();
    if funds.is_empty() {
        return;
    }
    sheet.section("结转和结余", "单位：万元");
    // The name of a fund has room beside all three.
    let mut columns = vec![Column::words("", Width::Fill(16))];
    columns.extend(BALANCES.map(|key| Column::numbers(key, width_below(key, 10))));
    sheet.columns(columns, true);
    for fund in funds {
        let lines = own_lines(view, fund);
        push_lines(sheet, view, std::iter::once(fund).chain(lines), &BALANCES);
    }
}

/// What the report says in words of the funds below a node.
fn notes(sheet: &mut Sheet, view: Case<'_>, root: Item) {
    let items: Vec<Item> = [Item::Basic]
        .into_iter()
        .chain(Fund::ALL.map(Item::Fund))
        .filter(|&item| crumbs(&view.figures.budget, item).contains(&root))
        .collect();
    if items.is_empty() {
        return;
    }
    sheet.section("文字说明", "");
    sheet.form(LABEL);
    for item in items {
        if let Some(owner) = item.path().parent() {
            let cells = vec![
                Cell::label(item.name(view.report)),
                Cell::field(view.document, owner.key("说明")),
            ];
            sheet.push(Row::data(cells).wrapped(LONG_TEXT_LINES));
        }
    }
}

/// What stands before a plan, which is no budget; brackets would be a loss to an accountant.
const PLANNED: &str = Provenance::Planned.mark();

/// What a column of amounts is called in the grid.
const fn title(column: Amount) -> &'static str {
    match column {
        Amount::Approved => "年初预算",
        Amount::Adjusted => "全年预算",
        Amount::Spent => "全年执行",
        Amount::Prior => "上年",
    }
}

/// How wide the widest of each amount is with its marks or its label, and what the year before is
/// changed by. All in one walk: there may be ten thousand nodes.
fn widths(budget: &Budget) -> ([(Amount, usize); Amount::ALL.len()], usize) {
    let label = text::width(PLANNED);
    let mut amounts = Amount::ALL.map(|column| (column, 0));
    let mut changes = 0;
    for node in budget.nodes() {
        for (column, widest) in &mut amounts {
            let marks = 1 + usize::from(node.difference(*column).is_some());
            let value = node.value(*column).map(|value| shown_width(value) + marks);
            let plan = planned(node, *column).map(|plan| shown_width(plan) + label);
            *widest = (*widest).max(value.max(plan).unwrap_or_default());
        }
        let change = node.change().map(|change| shown_width(change) + 2);
        changes = changes.max(change.unwrap_or_default());
    }
    (amounts, changes)
}

/// Wide enough for a title, with room to type below it, and for what is so wide.
fn width_below(title: &str, widest: usize) -> u16 {
    const LEAST: usize = 6;
    let title = text::width(title).max(LEAST);
    text::cells(widest.max(title))
}

fn row(view: Case<'_>, budget: &Budget, node: &Node, indent: usize, width: usize) -> Row {
    let name = node.item.name(view.report);
    let indent = " ".repeat(if width < ROOMY { indent } else { indent * 2 });
    let mark = difference(node, Amount::Spent);
    let mut whole = match &mark {
        Some(mark) if text::width(name) + indent.len() + text::width(mark) < width => {
            format!("{indent}{name} {mark}")
        }
        Some(mark) => format!("{indent}{name}\n{mark}"),
        None => format!("{indent}{name}"),
    };
    let tone = match (&mark, node.children.is_empty()) {
        (Some(_), _) => Tone::Error,
        (None, true) => Tone::Plain,
        (None, false) => Tone::Heading,
    };
    let figure = |of, text: Option<String>| Cell::figure(of, text.unwrap_or_default());
    let path = node.item.path();
    let cells = COLUMNS.map(|column| match column {
        GridColumn::Name => Cell {
            text: std::mem::take(&mut whole),
            tone,
            walkable: true,
            path: node.item.name_path(),
            ..Cell::default()
        },
        GridColumn::Amount(column) => amount_at(node, &path, column),
        GridColumn::Rate => figure(
            Figure::ExecutionRate(node.item),
            Some(rate_or_blank(budget.rate(node))),
        ),
        // All of it is no part of anything.
        GridColumn::Share if node.parent.is_none() => Cell {
            walkable: true,
            ..Cell::default()
        },
        GridColumn::Share => figure(Figure::Share(node.item), budget.share(node).map(rate))
            .partly(budget.is_share_partial(node)),
        GridColumn::Change => figure(Figure::Change(node.item), node.change().map(signed))
            .partly(node.blank(Amount::Spent) > 0),
    });
    let row = Row::data(cells.into()).wrapped(3).of(node.item);
    match node.item {
        Item::Project(i) => row.entry(fields::projects(), i),
        item => match entry_of(&path) {
            Some((list, place)) if item.is_entered() && !matches!(item, Item::Source(..)) => {
                row.entry(list, place)
            }
            _ => row,
        },
    }
}

/// The plan of the performance goals, where it stands for a budget that was not approved for all.
fn planned(node: &Node, column: Amount) -> Option<Decimal> {
    node.plan
        .filter(|_| column == Amount::Approved && !node.is_whole(column))
}

/// An amount of a node: what is stated or adds up, with ! where the two differ; with a label of
/// its own, what only the performance goals plan.
#[must_use]
pub fn amount(node: &Node, column: Amount) -> Cell {
    amount_at(node, &node.item.path(), column)
}

/// The same of a node whose amounts are entered at `path`.
fn amount_at(node: &Node, path: &FieldPath, column: Amount) -> Cell {
    let value = node.value(column);
    let path = node.item.is_entered().then(|| path.key(column.key()));
    let differs = node.difference(column).is_some();
    let stated = node.entered.get(column).is_some();
    let planned = planned(node, column);
    let text = match (planned, value) {
        (Some(plan), _) => format!("{PLANNED}{}", shown(plan)),
        (None, Some(value)) if differs => format!("!{}", shown(value)),
        (None, Some(value)) => shown(value),
        (None, None) => String::new(),
    };
    let tone = if differs {
        Tone::Error
    } else if stated {
        Tone::Plain
    } else if planned.is_some() {
        Tone::Muted
    } else {
        Tone::Computed
    };
    let has_parts = !node.children.is_empty();
    let provenance = if planned.is_some() {
        Some(Provenance::Planned)
    } else if stated {
        has_parts.then_some(Provenance::Stated)
    } else {
        value.map(|_| match node.blank(column) {
            0 => Provenance::Computed,
            _ => Provenance::Partial,
        })
    };
    Cell {
        text,
        path,
        tone,
        walkable: true,
        provenance,
        figure: has_parts.then_some(Figure::Amount(node.item, column)),
        ..Cell::default()
    }
}

/// The parts of a node (of the whole it belongs to, when it has none), the largest first.
#[must_use]
pub fn chart(view: Case<'_>, item: Item, comparison: Comparison) -> Chart {
    let budget = &view.figures.budget;
    let Some(node) = budget.node(item) else {
        return Chart::default();
    };
    let mut whole = match node.parent.and_then(|parent| budget.get(parent)) {
        Some(parent) if node.children.is_empty() => parent,
        _ => node,
    };
    // One bar of 100% tells nothing: what it consists of does.
    while let [only] = whole.children.as_slice()
        && let Some(only) = budget.get(*only)
        && !only.children.is_empty()
    {
        whole = only;
    }
    let mut nodes: Vec<&Node> = whole
        .children
        .iter()
        .filter_map(|&child| budget.get(child))
        .collect();
    let size = |node: &Node| {
        let beside = match comparison {
            Comparison::Shares => None,
            Comparison::Planned => node.planned(),
            Comparison::Years => node.value(Amount::Prior),
        };
        node.value(Amount::Spent).or(beside).unwrap_or(Decimal::MIN)
    };
    nodes.sort_by_key(|node| std::cmp::Reverse(size(node)));
    // What the shares are of, where it is not the amount that stands at the whole, or only a part.
    let parts = whole.parts.get(Amount::Spent);
    let base = match (comparison, parts) {
        (Comparison::Shares, Some(parts)) if budget.parts_lack(whole, Amount::Spent).is_some() => {
            format!(" 共{}{}", Provenance::Partial.mark(), shown(parts))
        }
        (Comparison::Shares, Some(parts)) if whole.value(Amount::Spent) != Some(parts) => {
            format!(" 共{}", shown(parts))
        }
        _ => String::new(),
    };
    // What the only part of a row consists of, the row does.
    let of = match node.children.is_empty() {
        true => whole.item,
        false => node.item,
    };
    Chart {
        of: of.name(view.report).to_owned(),
        title: format!("{}{base}", comparison.title()),
        whole: Some(of),
        bars: nodes
            .iter()
            .map(|node| bar(view, budget, node, comparison))
            .collect(),
        leads: nodes.iter().map(|node| Lead::Into(node.item)).collect(),
    }
}

fn bar(view: Case<'_>, budget: &Budget, node: &Node, comparison: Comparison) -> Bar {
    let spent = node.value(Amount::Spent);
    let is_whole = node.is_whole(Amount::Spent);
    // What is made of a part only says so here as in the table.
    let partly = |is_partial: bool, text: String| match is_partial {
        true => format!("{}{text}", Provenance::Partial.mark()),
        false => text,
    };
    let known = |column: Amount| {
        let is_partial = node.value(column).is_some() && node.blank(column) > 0;
        partly(is_partial, entered(node.value(column)))
    };
    let (value, against, figures) = match comparison {
        Comparison::Shares => {
            let share = budget.share(node);
            let parent = node.parent.and_then(|parent| budget.get(parent));
            let lack = parent.and_then(|it| budget.parts_lack(it, Amount::Spent));
            let is_partial = share.is_some() && lack.is_some();
            let percent = share.map(percent).unwrap_or_default();
            let figures = vec![
                ("全年执行", known(Amount::Spent)),
                ("占比", partly(is_partial, percent)),
            ];
            (share, share.map(|_| Decimal::ONE), figures)
        }
        Comparison::Planned => {
            let planned = node.planned();
            let is_approved = node.is_whole(Amount::Approved);
            let is_goal = node.plan.is_some() && !is_approved;
            // As any rate, this one waits for both of its sides.
            let is_known = is_whole && (is_goal || is_approved);
            let share = ratio(spent, planned).map(percent).filter(|_| is_known);
            let plan = match is_goal {
                true => format!("{}{}", Provenance::Planned.mark(), entered(planned)),
                false => known(Amount::Approved),
            };
            let figures = vec![
                ("执行", known(Amount::Spent)),
                ("年初", plan),
                ("完成", share.unwrap_or_default()),
            ];
            (spent, planned, figures)
        }
        Comparison::Years => {
            let prior = node.value(Amount::Prior);
            let figures = vec![
                ("本年", known(Amount::Spent)),
                ("上年", known(Amount::Prior)),
                ("增减", node.change().map(signed).unwrap_or_default()),
            ];
            (spent, prior, figures)
        }
    };
    let name = node.item.name(view.report);
    let mark = difference(node, Amount::Spent);
    Bar {
        name: match &mark {
            Some(mark) => format!("{name} {mark}"),
            None => name.to_owned(),
        },
        value,
        against,
        figures,
        marked: mark.is_some(),
        changed: false,
    }
}

/// The way from the total down to a node.
#[must_use]
pub fn crumbs(budget: &Budget, item: Item) -> Vec<Item> {
    let mut way = Vec::new();
    let mut next = budget.node(item);
    while let Some(node) = next {
        way.push(node.item);
        next = node.parent.and_then(|parent| budget.get(parent));
    }
    way.reverse();
    way
}

/// What the cell of a node in a column says, in words; `None` where it is a name to be typed over,
/// which says so itself.
#[must_use]
pub fn context(view: Case<'_>, item: Item, column: GridColumn) -> Option<String> {
    let told = Told {
        view,
        item,
        node: view.figures.budget.node(item)?,
    };
    match column {
        GridColumn::Name if item.name_path().is_some() => None,
        GridColumn::Name | GridColumn::Amount(_) => Some(told.amount(column.amount())),
        GridColumn::Rate => Some(told.rate()),
        GridColumn::Share => Some(told.share()),
        GridColumn::Change => told.change(),
    }
}

/// A node, to be told of in words.
#[derive(Clone, Copy)]
struct Told<'a> {
    view: Case<'a>,
    item: Item,
    node: &'a Node,
}

impl<'a> Told<'a> {
    fn budget(self) -> &'a Budget {
        &self.view.figures.budget
    }

    fn name(self) -> &'a str {
        self.item.name(self.view.report)
    }

    /// That something is missing in what was added up, and what.
    fn partial(self, lacks: Option<Lacks>) -> String {
        let words = lacks.map(|it| it.words(self.view.report, Some(self.item)));
        words.map_or_else(String::new, |words| format!("，{PARTIAL}：还缺{words}"))
    }

    fn rate(self) -> String {
        let name = self.name();
        let rate = match self.budget().rate(self.node) {
            Ok(rate) => percent(rate),
            Err(NoRate::Nothing) => return format!("{name} 没有金额，没有执行率。"),
            Err(why) => format!(
                "{}（{}）",
                why.short(),
                why.words(self.view.report, Some(self.item))
            ),
        };
        let [spent, adjusted] =
            [Amount::Spent, Amount::Adjusted].map(|it| entered(self.node.value(it)));
        format!("{name} 执行率 {rate}：全年执行数 {spent} / 全年预算数 {adjusted}")
    }

    fn share(self) -> String {
        let name = self.name();
        let parent = self.node.parent.and_then(|it| self.budget().get(it));
        let Some(parent) = parent else {
            return format!("{name}是全部支出，不算占比。");
        };
        let share = self.budget().share(self.node);
        format!(
            "{name} 占比 {}：全年执行数 {} / 同级各项合计 {}{}",
            share.map_or_else(|| LACKING.to_owned(), percent),
            entered(self.node.value(Amount::Spent)),
            entered(parent.parts.get(Amount::Spent)),
            self.partial(self.budget().parts_lack(parent, Amount::Spent))
        )
    }

    fn change(self) -> Option<String> {
        let (name, node) = (self.name(), self.node);
        let lacking = |column: Amount| {
            let parts = self.budget().lacks(node, column);
            let parts = parts.map(|it| it.words(self.view.report, Some(self.item)));
            let is_blank = node.value(column).is_none();
            parts.or_else(|| is_blank.then(|| column.key().to_owned()))
        };
        let Some(change) = node.change() else {
            let year = lacking(Amount::Spent);
            let prior = || lacking(Amount::Prior).map(|it| format!("{it}，上年没有的填 0"));
            let lacks = year.or_else(prior)?;
            return Some(format!("{name} 增减算不出：还缺{lacks}。"));
        };
        let [spent, prior] = [Amount::Spent, Amount::Prior].map(|it| entered(node.value(it)));
        Some(format!(
            "{name} 增减 {}：全年执行数 {spent} - 上年执行数 {prior}",
            signed(change)
        ))
    }

    /// What a stated amount and its parts are apart.
    fn amount(self, column: Amount) -> String {
        let node = self.node;
        let (stated, total) = (node.entered.get(column), node.total.get(column));
        let parts = match (stated, total, node.difference(column)) {
            (Some(stated), Some(total), Some(difference)) => format!(
                "列示 {}，分项合计 {}，相差 {}",
                shown(stated),
                shown(total),
                shown(difference.abs())
            ),
            (Some(stated), _, None) if node.children.is_empty() => shown(stated),
            (Some(stated), ..) if node.parts.get(column).is_none() => {
                format!("列示 {}，分项未填", shown(stated))
            }
            (Some(stated), Some(total), None) if total < stated => {
                let lacks = self.partial(self.budget().leaves_lack(node, column));
                format!("列示 {}，分项已填 {}{lacks}", shown(stated), shown(total))
            }
            (Some(stated), ..) if node.left_out(column).is_some() => {
                format!("列示 {}", shown(stated))
            }
            (Some(stated), ..) => format!("列示 {}，与分项合计一致", shown(stated)),
            (None, Some(total), Some(difference)) => format!(
                "分项合计 {}，各项列示合计 {}，相差 {}",
                shown(total),
                node.parts.get(column).map_or_else(String::new, shown),
                shown(difference.abs())
            ),
            (None, Some(total), _) => {
                let lacks = self.partial(self.budget().lacks(node, column));
                format!("分项合计 {}{lacks}", shown(total))
            }
            _ => UNFILLED.to_owned(),
        };
        // The chapter of a budget and 一般公共预算 in P9 are told without it, a project and P8 with it.
        let other = match (node.left_out(column), node.taken_in(column)) {
            (Some(other), _) => format!("，不含项目中的其他资金 {}", shown(other)),
            (None, Some(other)) if !matches!(self.item, Item::Project(_) | Item::Source(..)) => {
                format!("，含项目中的其他资金 {}", shown(other))
            }
            (None, _) => String::new(),
        };
        let plan = match node.plan {
            Some(plan) => format!("；绩效目标计划安排 {}", shown(plan)),
            None => String::new(),
        };
        format!(
            "{}：{}（万元）{parts}{other}{plan}",
            self.name(),
            column.key()
        )
    }
}

/// An amount, or that there is none.
fn entered(amount: Option<Decimal>) -> String {
    amount.map_or_else(|| UNFILLED.to_owned(), shown)
}

/// Whether a node lies below another of those selected, and so is counted with it.
#[must_use]
pub fn is_within(budget: &Budget, items: &HashSet<Item>, item: Item) -> bool {
    let way = crumbs(budget, item);
    way.iter()
        .any(|whole| *whole != item && items.contains(whole))
}

/// 选中3项 合计388.30 平均129.43 占支出总计8.33% 占同级合计13.08% 与上级相差2581.01, for the rows
/// selected in one column; the second share is of what their 占比 is of.
#[must_use]
pub fn selection(view: Case<'_>, items: &[Item], column: Amount) -> Option<String> {
    let budget = &view.figures.budget;
    // A part selected with its whole counts once.
    let all: HashSet<Item> = items.iter().copied().collect();
    let nodes: Vec<&Node> = items
        .iter()
        .filter(|&&item| !is_within(budget, &all, item))
        .filter_map(|&item| budget.node(item))
        .collect();
    let values = nodes.iter().map(|node| node.value(column));
    let count = values.clone().flatten().count();
    let total = crate::figures::sum(values)?;
    let within = match items.len() - nodes.len() {
        0 => " ".to_owned(),
        n => format!("，其中{n}项含在上级里，"),
    };
    let mut words = format!("选中{}项{within}合计{}", items.len(), shown(total));
    if nodes.iter().any(|node| node.blank(column) > 0) {
        words.push_str(&format!("（{PARTIAL}）"));
    }
    if count > 1
        && let Some(average) = total.checked_div(Decimal::from(count))
    {
        words.push_str(&format!(" 平均{}", shown(rounded(average))));
    }
    let parent = nodes.first()?.parent;
    let parent = parent.filter(|_| nodes.iter().all(|node| node.parent == parent));
    let parent = parent.and_then(|parent| budget.get(parent));
    let whole = budget.node(Item::Total).and_then(|node| node.value(column));
    let siblings = parent.and_then(|parent| parent.parts.get(column));
    for (base, whole) in [("支出总计", whole), ("同级合计", siblings)] {
        if let Some(share) = ratio(Some(total), whole) {
            words.push_str(&format!(" 占{base}{}", percent(share)));
        }
    }
    if let Some(parent) = parent
        && let Some(value) = parent.value(column)
        && let Some(difference) = value.checked_sub(total)
    {
        words.push_str(&format!(
            " 与上级{}相差{}",
            parent.item.name(view.report),
            shown(difference)
        ));
    }
    Some(words)
}
