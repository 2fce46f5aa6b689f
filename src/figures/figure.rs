//! One derived number by its name, and how it comes about: words, numbers, operands.
//!
//! Every number that the program works out and shows is a [`Figure`]. What a person asks of it
//! (F1) and what a text quotes of it (`{{..}}`) is the same: its value, and its [`Working`].

use rust_decimal::Decimal;

use super::Figures;
use super::base::{BaseColumn, BaseRow};
use super::budget::{Column, Item, Lacks, Node};
use super::execution::NoRate;
use super::people::StaffFigures;
use super::rates::{Amount, Rate};
use super::scheme::{Reverse, Scheme};
use super::score::{Mark, Outcome, ScoreCard, Sign, Subject, Target, is_in_one_unit, measured};
use super::whole::WholeRow;
use crate::document::FieldPath;
use crate::report::number::{LACKING, PARTIAL, as_told, percent, shown, signed};
use crate::report::{Indicator, Report, SelfScore, fields};

/// A number that the program works out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Figure {
    /// What is shown for a node of the budget: stated, else added up.
    Amount(Item, Column),
    /// What the parts of a node add up to.
    Added(Item, Column),
    /// 执行率 of a node.
    ExecutionRate(Item),
    /// 占比 of a node among its whole's parts.
    Share(Item),
    /// 增减 of a node against the year before.
    Change(Item),
    /// All groups of staff together.
    Staff,
    /// A rate of the department.
    Rate(Rate),
    /// A cell of the base data table (P8), by row and column.
    Base(usize, BaseColumn),
    /// An amount of the department's own table (P9), by row.
    Fund(usize, Column),
    /// 执行率 of a row of that table.
    FundRate(usize),
    /// What a self-evaluation table is handed in with: stated, else as it comes out.
    Signed(Subject, Mark),
    /// Points for the execution rate.
    ExecutionScore(Subject),
    /// What an indicator is worth by the scheme.
    Indicator(Subject, usize),
    /// 总分
    Total(Subject),
    /// 等级
    Grade(Subject),
    /// How many organisations a group lists.
    Organisations(usize),
    /// How many projects there are.
    Projects,
}

/// Where an operand comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Origin {
    /// It is entered here.
    Field(FieldPath),
    /// It is itself worked out.
    Figure(Figure),
}

impl From<FieldPath> for Origin {
    fn from(path: FieldPath) -> Self {
        Self::Field(path)
    }
}

impl From<Figure> for Origin {
    fn from(figure: Figure) -> Self {
        Self::Figure(figure)
    }
}

/// One of the numbers that a figure is made of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Operand {
    /// What it is called.
    pub name: String,
    /// As it is shown; `None` when it is not known.
    pub value: Option<String>,
    /// Where it comes from.
    pub origin: Origin,
}

/// How a figure comes about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Working {
    /// What it is called.
    pub name: String,
    /// How it is worked out, in words.
    pub formula: String,
    /// The same with its numbers, and the outcome.
    pub calculation: String,
    /// What it is made of.
    pub operands: Vec<Operand>,
}

/// What a figure is made of.
#[derive(Default)]
struct Making {
    /// In words.
    formula: String,
    /// The calculation without its outcome; empty where nothing is calculated.
    numbers: String,
    operands: Vec<Operand>,
}

impl Making {
    fn of(formula: impl Into<String>, operands: impl Into<Vec<Operand>>) -> Self {
        Self {
            formula: formula.into(),
            numbers: String::new(),
            operands: operands.into(),
        }
    }

    fn by(self, numbers: String) -> Self {
        Self { numbers, ..self }
    }

    /// One operand over, or less, another.
    fn quotient(formula: &str, sign: &str, one: Operand, other: Operand) -> Self {
        let numbers = match (&one.value, &other.value) {
            (Some(a), Some(b)) => format!("{a} {sign} {b}"),
            _ => String::new(),
        };
        Self::of(formula, [one, other]).by(numbers)
    }
}

/// A report with what follows from it, to be asked about one figure.
#[derive(Clone, Copy)]
pub struct Ledger<'a> {
    /// What is entered.
    pub report: &'a Report,
    /// What follows.
    pub figures: &'a Figures,
    /// How it is scored.
    pub scheme: &'a Scheme,
}

fn entered(name: impl Into<String>, value: Option<String>, path: FieldPath) -> Operand {
    Operand {
        name: name.into(),
        value,
        origin: Origin::Field(path),
    }
}

/// What comes out for a mark, whatever is stated of it.
#[must_use]
pub const fn mark_of(of: Subject, mark: Mark) -> Figure {
    match (mark, of) {
        (Mark::Rate, Subject::Whole) => Figure::FundRate(0),
        (Mark::Rate, Subject::Project(i)) => Figure::ExecutionRate(Item::Project(i)),
        (Mark::Execution, of) => Figure::ExecutionScore(of),
        (Mark::Total, of) => Figure::Total(of),
        (Mark::Grade, of) => Figure::Grade(of),
    }
}

/// 其他资金 of projects that a budget is told without.
fn other_money(amount: Decimal) -> Operand {
    let name = "项目中的其他资金（所属预算不含）";
    entered(name, Some(shown(amount)), Item::OtherMoney.path())
}

/// The numbers of a sum: 1 + 2 + 3, or how many there are when there are many.
fn added(values: impl IntoIterator<Item = Option<Decimal>>) -> String {
    const MOST: usize = 12;
    let known: Vec<String> = values.into_iter().flatten().map(shown).collect();
    match known.len() {
        0 => LACKING.to_owned(),
        n if n > MOST => format!("{n} 项之和"),
        _ => known.join(" + ").replace("+ -", "- "),
    }
}

pub(crate) fn plain(value: Decimal) -> String {
    value.normalize().to_string()
}

impl<'a> Ledger<'a> {
    /// What a figure is called.
    #[must_use]
    pub fn name(&self, figure: Figure) -> String {
        let item = |item: Item| item.name(self.report);
        match figure {
            Figure::Amount(of, column) => format!("{} {}", item(of), column.key()),
            Figure::Added(of, column) => format!("{} {}的分项合计", item(of), column.key()),
            Figure::ExecutionRate(of) => format!("{} 执行率", item(of)),
            Figure::Share(of) => format!("{} 占比", item(of)),
            Figure::Change(of) => format!("{} 比上年增减", item(of)),
            Figure::Staff => "各类人员合计".to_owned(),
            Figure::Rate(rate) => rate.name().to_owned(),
            Figure::Base(row, column) => {
                let label = self.figures.base.get(row).map(BaseRow::label);
                let label = label.unwrap_or_default();
                format!("{label} {}", column.key())
            }
            Figure::Fund(row, column) => format!("{} {}", self.fund_key(row), column.key()),
            Figure::FundRate(row) => format!("{} 执行率", self.fund_key(row)),
            Figure::Signed(of, mark) => self.name(mark_of(of, mark)),
            Figure::ExecutionScore(of) => format!("{} 预算执行得分", self.subject(of)),
            Figure::Indicator(of, i) => {
                let name = self
                    .indicator(of, i)
                    .map_or("", |indicator| &indicator.name);
                format!("{name} 试算得分")
            }
            Figure::Total(of) => format!("{} 总分", self.subject(of)),
            Figure::Grade(of) => format!("{} 等级", self.subject(of)),
            Figure::Organisations(i) => {
                let group = self.report.profile.groups.get(i);
                format!("{} 个数", group.map_or("机构", |group| &group.kind))
            }
            Figure::Projects => "项目个数".to_owned(),
        }
    }

    /// A figure as it is shown; `None` when too little is known (缺数).
    #[must_use]
    pub fn value(&self, figure: Figure) -> Option<String> {
        match figure {
            Figure::ExecutionRate(_)
            | Figure::Share(_)
            | Figure::Rate(_)
            | Figure::FundRate(_)
            | Figure::Signed(_, Mark::Rate) => self.rate(figure).map(percent),
            Figure::Signed(of, Mark::Grade) => {
                let grade = self.outcome(of)?.grade.map(str::to_owned);
                grade.or_else(|| self.value(Figure::Grade(of)))
            }
            Figure::Change(item) => self.node(item)?.change().map(signed),
            Figure::Staff => self.figures.staff.total.map(plain),
            Figure::Grade(of) => {
                let card = self.card(of)?;
                let doubt = card.doubt.as_ref();
                let doubt = doubt.map(|doubt| format!("资料有误（{doubt}）"));
                card.grade.clone().or(doubt)
            }
            Figure::Organisations(i) => {
                let group = self.report.profile.groups.get(i)?;
                Some(group.named().count().to_string())
            }
            Figure::Projects => Some(self.report.projects.len().to_string()),
            Figure::Amount(..)
            | Figure::Added(..)
            | Figure::Base(..)
            | Figure::Fund(..)
            | Figure::Signed(..)
            | Figure::ExecutionScore(_)
            | Figure::Indicator(..)
            | Figure::Total(_) => self.number(figure).map(shown),
        }
    }

    /// The amount or the score that a figure is; rates, changes, counts and grades are none.
    #[must_use]
    pub fn number(&self, figure: Figure) -> Option<Decimal> {
        match figure {
            Figure::Amount(item, column) => self.node(item)?.value(column),
            Figure::Added(item, column) => self.node(item)?.total.get(column),
            Figure::Base(row, column) => column.of(self.figures.base.get(row)?.cells),
            Figure::Fund(row, column) => self.fund(row)?.value(column),
            Figure::Signed(of, Mark::Execution) => self.outcome(of)?.execution,
            Figure::Signed(of, Mark::Total) => self.outcome(of)?.total,
            Figure::ExecutionScore(of) => self.card(of)?.execution,
            Figure::Indicator(of, i) => *self.card(of)?.computed.get(i)?,
            Figure::Total(of) => self.card(of)?.total,
            _ => None,
        }
    }

    /// The rate that a figure is, as a ratio.
    #[must_use]
    pub fn rate(&self, figure: Figure) -> Option<Decimal> {
        match figure {
            Figure::ExecutionRate(item) => self.node(item)?.execution_rate(),
            Figure::Share(item) => self.figures.budget.share(self.node(item)?),
            Figure::Rate(rate) => self.figures.rates.get(rate),
            Figure::FundRate(row) => self.fund(row)?.execution_rate().ok(),
            Figure::Signed(of, Mark::Rate) => self.outcome(of)?.rate.ok(),
            _ => None,
        }
    }

    /// How a figure comes about.
    #[must_use]
    pub fn working(&self, figure: Figure) -> Working {
        let Making {
            formula,
            numbers,
            operands,
        } = self.made_of(figure);
        let value = self.value(figure);
        let calculation = match (numbers.is_empty(), value) {
            (true, Some(value)) => value,
            (false, Some(value)) => format!("{numbers} = {value}"),
            (_, None) => self.why_not(figure, &operands),
        };
        let calculation = match self.lacks(figure) {
            Some(lacks) => format!("{calculation}（{PARTIAL}：还缺{lacks}）"),
            None => calculation,
        };
        Working {
            name: self.name(figure),
            formula,
            calculation,
            operands,
        }
    }

    /// Why a figure is not known.
    fn why_not(&self, figure: Figure, operands: &[Operand]) -> String {
        let rate = match figure {
            Figure::ExecutionRate(item) => {
                let node = self.node(item);
                node.map(|node| (self.figures.budget.rate(node), Some(item)))
            }
            Figure::FundRate(row) => self.fund(row).map(|row| (row.execution_rate(), None)),
            Figure::Signed(of, mark @ Mark::Rate) => {
                return self.why_not(mark_of(of, mark), operands);
            }
            _ => None,
        };
        if let Some((Err(why), own)) = rate
            && why != NoRate::Nothing
        {
            return format!("{}：{}", why.short(), why.words(self.report, own));
        }
        let lacking = operands.iter().filter(|operand| match operand.origin {
            _ if operand.value.is_none() => true,
            Origin::Figure(of) => self.lacks(of).is_some(),
            Origin::Field(_) => false,
        });
        let lacking: Vec<&str> = lacking.map(|operand| &*operand.name).take(4).collect();
        match lacking.is_empty() {
            true => LACKING.to_owned(),
            false => format!("{LACKING}：还缺 {}", lacking.join("、")),
        }
    }

    /// What a figure that is known was made without (还缺), where it is only a part: an amount that
    /// has to be filled in is blank.
    #[must_use]
    pub fn lacks(&self, figure: Figure) -> Option<String> {
        let budget = &self.figures.budget;
        let known = |lacks: Option<Lacks>, is_known: bool| lacks.filter(|_| is_known);
        let lacks = match figure {
            Figure::Amount(item, column) => {
                let node = self.node(item)?;
                known(budget.lacks(node, column), node.value(column).is_some())
            }
            Figure::Added(item, column) => {
                let node = self.node(item)?;
                known(
                    budget.leaves_lack(node, column),
                    node.total.get(column).is_some(),
                )
            }
            Figure::Share(item) => {
                let node = self.node(item)?;
                let whole = budget.get(node.parent?)?;
                known(
                    budget.parts_lack(whole, Column::Spent),
                    budget.share(node).is_some(),
                )
            }
            Figure::Change(item) => {
                let node = self.node(item)?;
                known(budget.lacks(node, Column::Spent), node.change().is_some())
            }
            Figure::Fund(row, column) => {
                let row = self.fund(row)?;
                known(row.lacks(column), row.value(column).is_some())
            }
            Figure::Base(row, column) => return self.base_lacks(row, column),
            Figure::Staff => {
                let (key, _) = StaffFigures::employed(&self.report.profile.staff);
                let staff = &self.figures.staff;
                let is_part = staff.total.is_some() && !staff.is_whole;
                return is_part.then(|| key.to_owned());
            }
            _ => None,
        };
        lacks.map(|it| it.words(self.report, None))
    }

    fn base_lacks(&self, row: usize, column: BaseColumn) -> Option<String> {
        let of = self.figures.base.get(row)?;
        if let Some(item) = of.item {
            return self.lacks(Figure::Amount(item, column.of_tree()));
        }
        if of.is_entered(column) || !column.of(of.lacks) {
            return None;
        }
        let blank = self.blank_parts(of, column);
        let first = &blank.first()?.name;
        let column = column.key();
        Some(match blank.len() {
            1 => format!("「{first}」{column}"),
            n => format!("「{first}」{column}等{n}项"),
        })
    }

    /// What is blank of the rows that a row of the base data adds up: where one of them is added up
    /// itself, its own parts.
    fn blank_parts(&self, of: &BaseRow, column: BaseColumn) -> Vec<&'a BaseRow> {
        let mut blank = Vec::new();
        for (_, part) in self.base_parts(of) {
            let [cell, added] = [part.cells, part.added].map(|it| column.of(it));
            if !part.parts.is_empty() && cell == added {
                blank.extend(self.blank_parts(part, column));
            } else if cell.is_none() {
                blank.push(part);
            }
        }
        blank
    }

    fn base_parts(&self, of: &BaseRow) -> impl Iterator<Item = (usize, &'a BaseRow)> {
        let rows = &self.figures.base;
        of.parts.iter().filter_map(|&i| Some((i, rows.get(i)?)))
    }

    /// A figure as it is handed in: one that is only a part, or only tried out, says so.
    #[must_use]
    pub fn told(&self, figure: Figure) -> Option<String> {
        Some(format!("{}{}", self.value(figure)?, self.note(figure)))
    }

    /// What stands behind a figure that is only a part, or scored by nobody but the program.
    #[must_use]
    pub fn note(&self, figure: Figure) -> String {
        let word = match figure {
            _ if self.lacks(figure).is_some() => PARTIAL,
            Figure::Signed(of, mark) if self.signed_at(of, mark).is_none() => {
                return self.note(mark_of(of, mark));
            }
            Figure::Indicator(..) => "试算",
            Figure::Total(of) if self.tried(of) > 0 => "含试算",
            Figure::Grade(of) if self.tried(of) > 0 && self.is_graded(of) => "含试算",
            _ => return String::new(),
        };
        format!("（{word}）")
    }

    /// How many scores in the total of a subject nobody has entered.
    #[must_use]
    pub fn tried(&self, of: Subject) -> usize {
        self.card(of).map_or(0, |card| card.tried)
    }

    fn is_graded(&self, of: Subject) -> bool {
        self.card(of).is_some_and(|card| card.grade.is_some())
    }

    /// The field that a finding about what an origin shows would name.
    #[must_use]
    pub fn named_by(&self, origin: &Origin) -> Option<FieldPath> {
        match origin {
            Origin::Field(path) => Some(path.clone()),
            Origin::Figure(figure) => self.entered_at(*figure),
        }
    }

    /// Where a figure is entered itself, or stated beside what adds up.
    #[must_use]
    pub fn entered_at(&self, figure: Figure) -> Option<FieldPath> {
        let origin = match figure {
            Figure::Amount(item, column) => self.of_node(item, column).origin,
            Figure::Base(row, column) => {
                let of = self.figures.base.get(row)?;
                match (of.item, &of.path) {
                    (Some(item), _) => self.of_node(item, column.of_tree()).origin,
                    (None, Some(path)) if of.is_entered(column) => {
                        Origin::Field(path.key(column.key()))
                    }
                    (None, _) => return None,
                }
            }
            Figure::Fund(row, column) => {
                let of = self.fund(row)?;
                let stands = of.items.is_empty() || of.stated.get(column).is_some();
                return stands.then(|| of.path().key(column.key()));
            }
            Figure::Signed(of, mark) => return self.signed_at(of, mark),
            _ => return None,
        };
        match origin {
            Origin::Field(path) => Some(path),
            Origin::Figure(_) => None,
        }
    }

    /// The field of a figure that is filled in, or is to be, and has nothing to be worked out.
    #[must_use]
    pub fn filled_in_at(&self, figure: Figure) -> Option<FieldPath> {
        match self.made_of(figure).operands.as_slice() {
            [] => self.entered_at(figure),
            [only] => match &only.origin {
                Origin::Field(path) => Some(path.clone()),
                Origin::Figure(_) => None,
            },
            _ => None,
        }
    }

    /// The field that the working of a figure begins at: its own, else that of its first operand,
    /// and so on down; `None` where it is made of nothing that could be entered.
    #[must_use]
    pub fn begins_at(&self, figure: Figure) -> Option<FieldPath> {
        // Deeper than any working: a grade, of a score, of a rate, of a row, of a sum of sums.
        const DEEPEST: usize = 16;
        let mut figure = figure;
        for _ in 0..DEEPEST {
            if let Some(path) = self.entered_at(figure) {
                return Some(path);
            }
            let operands = self.made_of(figure).operands;
            figure = match operands.into_iter().next()?.origin {
                Origin::Field(path) => return Some(path),
                Origin::Figure(next) => next,
            };
        }
        None
    }

    /// Words, numbers and operands of a figure.
    fn made_of(&self, figure: Figure) -> Making {
        match figure {
            Figure::Amount(item, column) => self.amount(item, column),
            Figure::Added(item, column) => {
                let node = self.node(item);
                let is_of_parts =
                    node.is_some_and(|it| it.total.get(column) == it.parts.get(column));
                let of = if is_of_parts {
                    Figure::Amount
                } else {
                    Figure::Added
                };
                self.parts(item, of, column)
            }
            Figure::ExecutionRate(item) => self.execution_rate(item),
            Figure::Share(item) => self.share(item),
            Figure::Change(item) => {
                let [spent, prior] =
                    [Column::Spent, Column::Prior].map(|column| self.of_node(item, column));
                let made = Making::quotient("全年执行数 - 上年执行数", "-", spent, prior);
                let words = "上年有支出的分项都要有全年执行数才能算";
                let made =
                    self.of_whole(item, made, |node| node.is_comparable, words, Column::Spent);
                let words = "有全年执行数的分项都要有上年执行数才能算，上年没有的填 0";
                self.of_whole(item, made, |node| node.is_prior_known, words, Column::Prior)
            }
            Figure::Staff => self.staff(),
            Figure::Rate(rate) => self.department_rate(rate),
            Figure::Base(row, column) => self.base(row, column),
            Figure::Fund(row, column) => self.fund_amount(row, column),
            Figure::FundRate(row) => {
                let [spent, adjusted] = [Column::Spent, Column::Adjusted]
                    .map(|column| self.operand(Figure::Fund(row, column)));
                Making::quotient("全年执行数 ÷ 全年预算数", "÷", spent, adjusted)
            }
            Figure::Signed(of, mark) => self.signed(of, mark),
            Figure::ExecutionScore(of) => self.execution_score(of),
            Figure::Indicator(of, i) => self.indicator_score(of, i),
            Figure::Total(of) => self.total(of),
            Figure::Grade(of) => self.grade(Figure::Total(of)),
            Figure::Organisations(i) => {
                let list = FieldPath::of(&["基本情况", "机构"]).index(i).key("名单");
                let count = self.value(figure);
                let operand = entered("名单", count, list);
                Making::of("名单中的机构个数", [operand])
            }
            Figure::Projects => {
                let operands = (0..self.report.projects.len()).map(|i| {
                    let path = fields::project(i).key("名称");
                    entered(
                        format!("第{}个", i + 1),
                        Some(Item::Project(i).name(self.report).to_owned()),
                        path,
                    )
                });
                Making::of("所列项目的个数", operands.collect::<Vec<_>>())
            }
        }
    }

    // The pieces.

    fn node(&self, item: Item) -> Option<&'a Node> {
        self.figures.budget.node(item)
    }

    fn children(&self, item: Item) -> impl Iterator<Item = &'a Node> {
        let children = self.node(item).map_or(&[] as &[_], |node| &node.children);
        children
            .iter()
            .filter_map(|&child| self.figures.budget.get(child))
    }

    fn fund(&self, row: usize) -> Option<&'a WholeRow> {
        self.figures.funds.get(row)
    }

    fn fund_key(&self, row: usize) -> &'static str {
        self.fund(row).map_or("", |row| row.key)
    }

    /// How a subject scores.
    #[must_use]
    pub fn card(&self, of: Subject) -> Option<&'a ScoreCard> {
        match of {
            Subject::Whole => Some(&self.figures.whole),
            Subject::Project(i) => self.figures.projects.get(i),
        }
    }

    /// What it states of its score.
    #[must_use]
    pub fn stated(&self, of: Subject) -> Option<&'a SelfScore> {
        match of {
            Subject::Whole => Some(&self.report.whole.stated),
            Subject::Project(i) => self.report.projects.get(i).map(|project| &project.stated),
        }
    }

    /// What its table is handed in with.
    #[must_use]
    pub fn outcome(&self, of: Subject) -> Option<Outcome<'a>> {
        Some(self.card(of)?.outcome(self.stated(of)?, self.scheme))
    }

    /// Where one of that is stated, or what it is made of.
    fn signed_at(&self, of: Subject, mark: Mark) -> Option<FieldPath> {
        let stated = self.stated(of)?;
        let is_stated = |mark| match mark {
            Mark::Rate => stated.rate.value().is_some(),
            Mark::Execution => stated.execution.value().is_some(),
            Mark::Total => stated.total.value().is_some(),
            Mark::Grade => !stated.grade.trim().is_empty(),
        };
        let at = |mark: Mark| of.path().key("自评").key(mark.key());
        match mark {
            mark if is_stated(mark) => Some(at(mark)),
            // The grade is that of the total.
            Mark::Grade if is_stated(Mark::Total) => Some(at(Mark::Total)),
            _ => None,
        }
    }

    fn subject(&self, of: Subject) -> &'a str {
        match of {
            Subject::Whole => "部门整体",
            Subject::Project(i) => Item::Project(i).name(self.report),
        }
    }

    /// The indicators of a subject.
    #[must_use]
    pub fn indicators(&self, of: Subject) -> &'a [Indicator] {
        match of {
            Subject::Whole => &self.report.whole.indicators,
            Subject::Project(i) => {
                let project = self.report.projects.get(i);
                project.map_or(&[], |project| &project.indicators)
            }
        }
    }

    fn indicator(&self, of: Subject, i: usize) -> Option<&'a Indicator> {
        self.indicators(of).get(i)
    }

    fn operand(&self, figure: Figure) -> Operand {
        Operand {
            name: self.name(figure),
            value: self.told(figure),
            origin: Origin::Figure(figure),
        }
    }

    /// An amount of a node: where it is entered, or how it adds up.
    fn of_node(&self, item: Item, column: Column) -> Operand {
        let stands = self
            .node(item)
            .is_none_or(|node| node.children.is_empty() || node.entered.get(column).is_some());
        let operand = self.operand(Figure::Amount(item, column));
        if stands && item.is_entered() {
            Operand {
                origin: Origin::Field(item.path().key(column.key())),
                ..operand
            }
        } else {
            operand
        }
    }

    fn amount(&self, item: Item, column: Column) -> Making {
        let Some(node) = self.node(item) else {
            return Making::default();
        };
        let stated = node.entered.get(column);
        match stated {
            Some(_) if node.children.is_empty() => {
                let path = item.path().key(column.key());
                let operand = entered("填列的数", stated.map(shown), path);
                Making::of("填列的数", [operand])
            }
            Some(stated) => {
                let path = item.path().key(column.key());
                let operands = vec![
                    entered("列示的数", Some(shown(stated)), path),
                    self.operand(Figure::Added(item, column)),
                ];
                let difference = node.difference(column);
                let formula = match (difference, node.left_out(column)) {
                    (Some(by), _) => format!("按报告列示的数，与分项合计相差 {}", shown(by.abs())),
                    (None, Some(left_out)) => {
                        let left_out = shown(left_out);
                        format!("按报告列示的数，不含项目中的其他资金 {left_out}")
                    }
                    (None, None) if node.total.get(column) == Some(stated) => {
                        "按报告列示的数，与分项合计一致".to_owned()
                    }
                    (None, None) => "按报告列示的数，分项还没有填全".to_owned(),
                };
                Making::of(formula, operands)
            }
            None => self.parts(item, Figure::Amount, column),
        }
    }

    /// The sum of what is shown for the parts of a node, or of what adds up for them.
    fn parts(&self, item: Item, of: fn(Item, Column) -> Figure, column: Column) -> Making {
        let amount = |child: &Node| match of(child.item, column) {
            Figure::Added(..) => child.total.get(column),
            _ => child.value(column),
        };
        let values: Vec<Option<Decimal>> = self.children(item).map(amount).collect();
        let operands = self.children(item).map(|child| {
            let name = child.item.name(self.report);
            let value = self.told(of(child.item, column));
            if child.children.is_empty() {
                entered(name, value, child.item.path().key(column.key()))
            } else {
                Operand {
                    name: name.to_owned(),
                    value,
                    origin: Origin::Figure(of(child.item, column)),
                }
            }
        });
        let budget = &self.figures.budget;
        let left_out = match (item, of(item, column)) {
            (Item::Total, Figure::Amount(..)) => budget.left_out(column),
            // Its lines are told without what its projects are told with.
            (Item::Fund(_), Figure::Added(..)) if !budget.beside(item).is_empty() => {
                self.node(item).and_then(|node| node.left_out(column))
            }
            _ => None,
        };
        let operands = operands.chain(left_out.map(other_money));
        let values = values.iter().copied().chain([left_out]);
        Making::of("各分项之和", operands.collect::<Vec<_>>()).by(added(values))
    }

    fn execution_rate(&self, item: Item) -> Making {
        let [spent, adjusted] =
            [Column::Spent, Column::Adjusted].map(|column| self.of_node(item, column));
        let made = Making::quotient("全年执行数 ÷ 全年预算数", "÷", spent, adjusted);
        let words = "各分项的全年预算数都填上才能算";
        let is_whole = |node: &Node| node.blank(Column::Adjusted) == 0;
        let made = self.of_whole(item, made, is_whole, words, Column::Adjusted);
        let words = "各分项的全年执行数都填上才能算";
        let is_whole = |node: &Node| node.blank(Column::Spent) == 0;
        self.of_whole(item, made, is_whole, words, Column::Spent)
    }

    /// What is made of a whole, with why it cannot be made and the parts that lack an amount.
    fn of_whole(
        &self,
        item: Item,
        mut made: Making,
        is_whole: fn(&Node) -> bool,
        why: &str,
        column: Column,
    ) -> Making {
        if self.node(item).is_some_and(|node| !is_whole(node)) {
            made.formula.push_str(&format!("；{why}"));
            let lacking = self.children(item).filter(|child| !is_whole(child));
            made.operands.extend(lacking.map(|child| {
                let operand = self.of_node(child.item, column);
                Operand {
                    value: None,
                    ..operand
                }
            }));
        }
        made
    }

    fn share(&self, item: Item) -> Making {
        let parent = self
            .node(item)
            .and_then(|node| self.figures.budget.get(node.parent?));
        let own = self.of_node(item, Column::Spent);
        let Some(parent) = parent else {
            return Making::default();
        };
        let whole = parent.parts.get(Column::Spent);
        let is_shown = whole == parent.value(Column::Spent);
        let of = if is_shown {
            Figure::Amount
        } else {
            Figure::Added
        };
        let all = Operand {
            name: format!("{}同级各项合计", parent.item.name(self.report)),
            value: whole.map(shown),
            origin: Origin::Figure(of(parent.item, Column::Spent)),
        };
        Making::quotient("全年执行数 ÷ 同级各项合计", "÷", own, all)
    }

    fn staff(&self) -> Making {
        let parts = StaffFigures::parts(&self.report.profile.staff);
        let numbers: Vec<String> = parts
            .iter()
            .filter_map(|(_, value)| value.map(plain))
            .collect();
        let path = FieldPath::of(&["基本情况", "人员"]);
        let operands = parts.map(|(key, value)| entered(key, value.map(plain), path.key(key)));
        let formula = "在职在编人员 + 转业士官 + 离休人员 + 退休人员；编外人员不计入";
        Making::of(formula, operands).by(numbers.join(" + "))
    }

    fn department_rate(&self, rate: Rate) -> Making {
        let budget = &self.figures.budget;
        let operands = rate.amounts(self.report).map(|amount| match amount {
            Amount::Entered(field) => {
                let value = field.number.value().map(plain);
                entered(field.name, value, FieldPath::of(field.keys))
            }
            Amount::Total(column) => self.of_node(Item::Total, column),
            Amount::Office(column) => match budget.office() {
                Some(office) => self.of_node(office.item, column),
                None => entered(
                    format!("公用经费 {}", column.key()),
                    None,
                    FieldPath::of(&["支出", "一般公共预算", "基本支出", "分类"]),
                ),
            },
            Amount::Thrift(column) => self.operand(Figure::Base(0, column)),
        });
        let numbers = match rate.part_and_whole(self.report, budget) {
            [Some(part), Some(whole)] => format!("{} ÷ {}", shown(part), shown(whole)),
            _ => String::new(),
        };
        Making::of(rate.formula(), operands).by(numbers)
    }

    fn base(&self, row: usize, column: BaseColumn) -> Making {
        let Some(of) = self.figures.base.get(row) else {
            return Making::default();
        };
        let key = column.key();
        if let Some(item) = of.item {
            let operand = self.of_node(item, column.of_tree());
            return Making::of("取自预算构成", [operand]);
        }
        let cell = |row: &BaseRow| column.of(row.cells);
        let is_added = column.of(of.added).is_some();
        let mut operands = Vec::new();
        if let Some(path) = &of.path {
            let path = path.key(key);
            if of.is_entered(column) || !is_added {
                operands.push(entered("填列的数", cell(of).map(shown), path));
            }
        }
        if !is_added {
            return Making::of("填列的数", operands);
        }
        let values: Vec<Option<Decimal>> =
            self.base_parts(of).map(|(_, part)| cell(part)).collect();
        let is_stated = !operands.is_empty();
        operands.extend(self.base_parts(of).map(|(i, part)| match &part.path {
            Some(path) if part.added == [None; 3] => {
                entered(part.label(), cell(part).map(shown), path.key(key))
            }
            _ => self.operand(Figure::Base(i, column)),
        }));
        // What is stated is no sum.
        if is_stated {
            return Making::of("填列的数，与各项之和不一致", operands);
        }
        Making::of("各项之和；填列了的以填列为准", operands).by(added(values))
    }

    fn fund_amount(&self, row: usize, column: Column) -> Making {
        let Some(of) = self.fund(row) else {
            return Making::default();
        };
        let path = of.path().key(column.key());
        let stated = of.stated.get(column);
        let mut operands = Vec::new();
        if stated.is_some() {
            operands.push(entered("填列的数", stated.map(shown), path.clone()));
        }
        operands.extend(of.items.iter().map(|&item| self.of_node(item, column)));
        let moved = of.moved.get(column);
        operands.extend(moved.map(other_money));
        let values = of.items.iter();
        let values = values.map(|&item| self.node(item).and_then(|node| node.value(column)));
        let values = values.chain([moved]);
        match (stated, of.items.is_empty()) {
            (Some(_), _) => Making::of("自评表填列的数", operands),
            (None, true) => {
                let operand = entered("填列的数", None, path);
                Making::of("在自评表中填列", [operand])
            }
            (None, false) => Making::of("取自预算构成", operands).by(added(values)),
        }
    }

    fn signed(&self, of: Subject, mark: Mark) -> Making {
        let worked_out = mark_of(of, mark);
        let Some(path) = self.signed_at(of, mark) else {
            return self.made_of(worked_out);
        };
        if mark == Mark::Grade && path.last_key() == Some(Mark::Total.key()) {
            return self.grade(Figure::Signed(of, Mark::Total));
        }
        let stated = self.value(Figure::Signed(of, mark));
        let operands = [entered("填列的", stated, path), self.operand(worked_out)];
        Making::of("按自评结果填列的", operands)
    }

    fn execution_score(&self, of: Subject) -> Making {
        let rate = mark_of(of, Mark::Rate);
        let points = self.scheme.execution(of).points;
        let capped = if self.scheme.execution(of).capped {
            "，最多得满分"
        } else {
            ""
        };
        let formula = format!(
            "执行率分值 {} × 执行率{capped}（{}）",
            plain(points),
            self.scheme.name
        );
        let rate = self.operand(rate);
        let exact = self.card(of).and_then(|card| card.rate.ok());
        let numbers = match &rate.value {
            // A rate that is told with fewer digits than it has is a quotient.
            Some(value) if exact.is_none_or(|rate| as_told(rate) == rate) => {
                format!("{} × {value}", plain(points))
            }
            Some(_) => format!("{} × {}", plain(points), self.quotient_of(of)),
            None => String::new(),
        };
        Making::of(formula, [rate]).by(numbers)
    }

    /// 执行率 of a subject as 全年执行数 ÷ 全年预算数.
    fn quotient_of(&self, of: Subject) -> String {
        let amount = |column| match of {
            Subject::Whole => self.value(Figure::Fund(0, column)),
            Subject::Project(_) => self.value(Figure::Amount(of.item(), column)),
        };
        let amounts = [Column::Spent, Column::Adjusted].map(|it| amount(it).unwrap_or_default());
        amounts.join(" ÷ ")
    }

    fn indicator_score(&self, of: Subject, i: usize) -> Making {
        let Some(indicator) = self.indicator(of, i) else {
            return Making::default();
        };
        let entry = of.path().key("指标").index(i);
        let text = |text: &str| (!text.trim().is_empty()).then(|| text.trim().to_owned());
        let points = entered(
            "分值",
            indicator.points.value().map(plain),
            entry.key("分值"),
        );
        let name = indicator.name.trim();
        let process = self
            .scheme
            .process
            .iter()
            .any(|process| process.name == name);
        if let (true, Some(rate), Subject::Whole) = (process, Rate::named(name), of) {
            let formula = format!("按“{}”的过程指标分档", self.scheme.name);
            return Making::of(formula, [self.operand(Figure::Rate(rate)), points]);
        }
        let target = entered("指标值", text(&indicator.target), entry.key("指标值"));
        let actual = entered("完成值", text(&indicator.actual), entry.key("完成值"));
        let all = points.value.clone().unwrap_or_else(|| "分值".to_owned());
        if let Some(band) = self.scheme.answer(indicator) {
            let share = percent(band.default);
            let formula = format!("定性指标：“{}”按分值的 {share} 计", band.answer);
            return Making::of(formula, [actual, points]).by(format!("{all} × {share}"));
        }
        let (formula, numbers) = self.comparison(indicator);
        let numbers = match numbers {
            Some(numbers) => format!("{all} × {numbers}"),
            None => String::new(),
        };
        Making::of(formula, [actual, target, points]).by(numbers)
    }

    /// How a number is compared with its target, in words and in numbers.
    fn comparison(&self, indicator: &Indicator) -> (String, Option<String>) {
        let Some(sign) = Sign::read(&indicator.sign) else {
            let why = match indicator.sign.trim() {
                "定性" => "定性指标：完成值填 达成、部分达成 或 未达成",
                _ => "计算符号不是表上的一种，不能试算",
            };
            return (why.to_owned(), None);
        };
        let (Some(target), Some(actual)) =
            (Target::read(&indicator.target), measured(&indicator.actual))
        else {
            return ("指标值、完成值都是数字才能试算".to_owned(), None);
        };
        if !is_in_one_unit(indicator) {
            let why = "指标值和完成值以同一种单位计才能试算";
            return (why.to_owned(), None);
        }
        let Some(share) = self.scheme.quantitative_share(sign, target, actual) else {
            return ("这个指标值不能试算".to_owned(), None);
        };
        let reached = share == Decimal::ONE;
        let (by, numbers) = match (sign, target) {
            _ if reached => ("达到指标值，得满分", "100%".to_owned()),
            (_, Target::Between(..)) => ("在范围内得满分，超出的按较近的一端折算", percent(share)),
            (Sign::AtMost, _) => match self.scheme.quantitative.reverse {
                Reverse::Quotient => (
                    "不超过指标值得满分，超过的按 指标值 ÷ 完成值 折算",
                    format!("{} ÷ {}", indicator.target.trim(), indicator.actual.trim()),
                ),
                Reverse::Difference => (
                    "不超过指标值得满分，超过的按 1 - 超过部分 ÷ 指标值 折算",
                    percent(share),
                ),
            },
            _ => (
                "按 完成值 ÷ 指标值 折算",
                format!("{} ÷ {}", indicator.actual.trim(), indicator.target.trim()),
            ),
        };
        let penalty = if self.scheme.is_far_over(indicator) && !self.scheme.over.penalty.is_zero() {
            format!("；超额过多扣 {} 分", plain(self.scheme.over.penalty))
        } else {
            String::new()
        };
        (format!("{by}{penalty}"), Some(numbers))
    }

    fn total(&self, of: Subject) -> Making {
        let Some(card) = self.card(of) else {
            return Making::default();
        };
        let entry = of.path().key("指标");
        let mut operands = vec![self.operand(Figure::ExecutionScore(of))];
        operands.extend(
            self.indicators(of)
                .iter()
                .enumerate()
                .map(|(i, indicator)| match indicator.score.value() {
                    Some(score) => {
                        let path = entry.index(i).key("得分");
                        entered(&*indicator.name, Some(shown(score)), path)
                    }
                    None => Operand {
                        name: indicator.name.to_string(),
                        ..self.operand(Figure::Indicator(of, i))
                    },
                }),
        );
        let ceiling = match card.ceiling {
            Some(most) => format!("；执行率偏低，总分不超过 {}", plain(most)),
            None => String::new(),
        };
        let formula = format!("预算执行得分 + 各指标得分{ceiling}");
        let [execution, indicators] = [card.execution, card.indicators]
            .map(|score| score.map_or_else(|| LACKING.to_owned(), shown));
        let numbers = format!("{execution} + {indicators}");
        let numbers = match card.ceiling {
            Some(most) => format!("min({numbers}，{})", plain(most)),
            None => numbers,
        };
        Making::of(formula, operands).by(numbers)
    }

    fn grade(&self, total: Figure) -> Making {
        let bands: Vec<String> = self
            .scheme
            .grades
            .iter()
            .map(|grade| format!("{} {} 分起", grade.name, plain(grade.low)))
            .collect();
        let total = self.operand(total);
        Making::of(bands.join("，"), [total])
    }
}
