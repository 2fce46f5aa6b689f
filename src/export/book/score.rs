//! The self-evaluation tables: of the department (P9) and of each project (P10).

use std::ops::Range;

use super::{Maker, amount, cell_at, known, sum};
use crate::document::FieldPath;
use crate::export::tree::{Block, Cell, Measure, Table, Text};
use crate::export::{charts, formula, layout};
use crate::figures;
use crate::figures::budget::{Column, Item};
use crate::figures::figure::Figure;
use crate::figures::scheme::Scheme;
use crate::figures::score::{Mark, Subject, Target, measured};
use crate::figures::whole::{self, By, WholeRow};
use crate::report::fields::FUND_SOURCES;
use crate::report::{Indicator, SelfScore};

/// The columns of the money that others follow from.
const APPROVED: usize = 4;
const ADJUSTED: usize = 5;
const SPENT: usize = 6;
const EXECUTION: usize = 10;

/// Those of the indicators.
const TARGET: usize = 4;
const ACTUAL: usize = 5;
const POINTS: usize = 6;
const SCORE: usize = 7;

/// Columns that 偏差原因 reaches over.
const REASON: usize = 3;

/// A row of the money of P9 or P10.
struct FundsRow {
    by: By,
    label: String,
    amounts: [Text; 3],
    rate: Text,
}

impl Maker<'_> {
    /// P9 of the department, P10 of a project.
    pub(super) fn score_sheet(&self, subject: Subject) -> Vec<Block> {
        // What each part of the form is stands before it. 偏差原因 reaches over three, which 分值, 执行率 and 得分
        // of the money have one each of.
        let mut table = Table::new(&[11, 13, 17, 22, 16, 16, 9, 10, 9, 10, 10]);
        let at = subject.path();
        let unit = &self.case.report.cover.unit;
        let named = |label: &str, name: Text| {
            vec![Cell::head(label).across(2), Cell::words(name).across(9)]
        };
        let (goal, outcome, indicators) = match subject {
            Subject::Whole => {
                let whole = &self.case.report.whole;
                let unit = self.field(unit, FieldPath::of(&["封面", "单位名称"]));
                table.rows.push(named("预算单位名称", unit));
                (&whole.goal, &whole.outcome, &whole.indicators)
            }
            Subject::Project(i) => {
                let Some(project) = self.case.report.projects.get(i) else {
                    return Vec::new();
                };
                let name = self.field(&project.name, at.key("名称"));
                table.rows.push(named("项目（支出）名称", name));
                let own = |text: &str, key: &str| {
                    let text = if text.trim().is_empty() { unit } else { text };
                    Cell::words(self.field(text, at.key(key)))
                };
                table.rows.push(vec![
                    Cell::head("主管部门").across(2),
                    own(&project.department, "主管部门").across(3),
                    Cell::head("实施单位"),
                    own(&project.operator, "实施单位").across(5),
                ]);
                (&project.goal, &project.outcome, &project.indicators)
            }
        };
        let funds = table.rows.len();
        self.funds(subject, &mut table);
        let goal = self.field(goal, at.key("预期目标"));
        let outcome = self.field(outcome, at.key("完成情况"));
        goals(goal, outcome, &mut table);
        self.indicators(subject, indicators, funds, &mut table);
        let mut blocks = vec![self.unit_line(), Block::Table(table)];
        blocks.extend(self.notes(subject));
        blocks.push(self.footer(true));
        blocks.extend(charts::scores(self.case, subject, indicators));
        blocks
    }

    /// Where the money comes from that another form tells of, and whether scores are only tried out.
    fn notes(&self, subject: Subject) -> impl Iterator<Item = Block> {
        let figures = self.case.figures;
        let origin = match subject {
            Subject::Whole => {
                whole::note(&figures.funds, self.case.report, &figures.budget, self.told)
            }
            Subject::Project(i) => figures.budget.paid_otherwise(i).map(|item| {
                let name = item.name(self.case.report);
                format!("注：本项目资金来源为{name}。")
            }),
        };
        let tried = match self.ledger.tried(subject) {
            0 => None,
            tried => Some(format!(
                "注：{tried}项指标没有填得分，得分栏是按完成值试算的，总分和等级含试算，未经评定。"
            )),
        };
        let notes = [origin, tried].into_iter().flatten();
        notes.map(|note| Block::Note(note.into()))
    }

    fn funds(&self, subject: Subject, table: &mut Table) {
        let (head, rows) = match subject {
            Subject::Whole => ("年度预算\n申请\n（万元）", self.whole_rows()),
            Subject::Project(i) => ("项目资金\n（万元）", self.project_rows(i)),
        };
        let head = Cell::head(head).down(rows.len() + 1);
        let mut names = vec![head, Cell::head("").across(APPROVED - 1)];
        let columns = [
            "年初预算数",
            "全年预算数",
            "全年执行数",
            "分值",
            "执行率",
            "得分",
        ];
        names.extend(columns.map(Cell::head));
        table.rows.push(spread(names));
        let first = table.rows.len();
        for (i, row) in rows.iter().enumerate() {
            let at = first + i;
            let mut cells = vec![Cell::words(&*row.label).across(APPROVED - 1)];
            if row.by == By::Whole {
                let amounts = (0..Column::OF_FORMS.len()).map(|c| self.divided(&rows, first, c));
                cells.extend(amounts);
                cells.extend(self.earned(subject, row, at));
            } else {
                let amounts = row.amounts.iter().cloned();
                cells.extend(amounts.map(|amount| match &*amount {
                    "—" => Cell::words(amount).centred(),
                    _ => self.noted(Cell::number(amount)),
                }));
                let none = || Cell::words("—").centred();
                cells.extend([none(), rate_at(row.rate.clone(), at), none()]);
            }
            table.rows.push(spread(cells));
        }
    }

    /// The money of the department, by its divisions.
    fn whole_rows(&self) -> Vec<FundsRow> {
        let mut last = By::Whole;
        let all = &self.case.figures.funds;
        // What the others of its division leave nothing for was none, and nobody need fill that in.
        let is_none = |row: &WholeRow, column: Column| {
            let others = all.iter().filter(|it| it.by == row.by);
            let others = figures::sum(others.map(|it| it.value(column)));
            let whole = all.first().filter(|it| it.lacks(column).is_none());
            let whole = whole.and_then(|it| it.value(column));
            row.value(column).is_none() && whole.is_some() && whole == others
        };
        let rows = all.iter().enumerate();
        let rows = rows.map(|(i, row)| {
            let lead = match row.by {
                By::Origin if last != By::Origin => "按收入性质分：",
                By::Use if last != By::Use => "按支出性质分：",
                _ => "",
            };
            last = row.by;
            FundsRow {
                by: row.by,
                label: format!("{lead}{}", row.key),
                amounts: Column::OF_FORMS.map(|column| match is_none(row, column) {
                    true => Text::from("—").of(Figure::Fund(i, column)),
                    false => self.value(Figure::Fund(i, column)),
                }),
                rate: self.value(Figure::FundRate(i)),
            }
        });
        rows.collect()
    }

    /// The money of a project, by where it comes from.
    fn project_rows(&self, i: usize) -> Vec<FundsRow> {
        let row = |by, label: String, item: Item| FundsRow {
            by,
            label,
            amounts: Column::OF_FORMS.map(|column| self.value(Figure::Amount(item, column))),
            rate: self.value(Figure::ExecutionRate(item)),
        };
        let whole = row(By::Whole, "年度资金总额".to_owned(), Item::Project(i));
        let sources = FUND_SOURCES.into_iter().enumerate().map(|(k, source)| {
            let lead = if k == 0 { "其中：" } else { "　　　" };
            row(By::Origin, format!("{lead}{source}"), Item::Source(i, k))
        });
        std::iter::once(whole).chain(sources).collect()
    }

    /// An amount of the whole, by whichever division of it adds up.
    fn divided(&self, rows: &[FundsRow], first: usize, column: usize) -> Cell {
        let amount = |row: &FundsRow| row.amounts.get(column).cloned().unwrap_or_default();
        let whole = rows.first().map(amount).unwrap_or_default();
        let divisions = [By::Origin, By::Use].map(|by| {
            let parts = rows.iter().enumerate().filter(|(_, row)| row.by == by);
            let parts = parts.map(|(k, row)| {
                let place = cell_at(first + k, APPROVED + column);
                (place, amount(row).number())
            });
            sum(whole.clone(), parts)
        });
        let live = divisions.into_iter().find(|cell| cell.formula.is_some());
        self.noted(live.unwrap_or_else(|| Cell::number(whole)))
    }

    /// 分值, 执行率 and 得分 of the whole: what is stated of them, else what is worked out.
    fn earned(&self, subject: Subject, row: &FundsRow, at: usize) -> [Cell; 3] {
        let scheme = self.case.scheme;
        let points = scheme.execution(subject).points;
        let (own, stated) = (subject.path().key("自评"), self.self_score(subject));
        let rate = match self.signed(stated.rate, Text::percent, &row.rate) {
            Some(signed) => Cell::number(signed.of(own.key("执行率"))),
            None => rate_at(row.rate.clone(), at),
        };
        let score = self.value(Figure::ExecutionScore(subject));
        let score = match self.signed(stated.execution, Text::amount, &score) {
            Some(signed) => Cell::number(signed.of(own.key("执行率得分"))),
            None if points.is_zero() => Cell::number(score),
            None => {
                let [adjusted, spent] = [ADJUSTED, SPENT].map(|column| cell_at(at, column));
                let formula = formula::execution(scheme, subject, &adjusted, &spent);
                known(Cell::number(score), formula)
            }
        };
        [Cell::number(Text::amount(points)), rate, score]
    }

    /// `funds` is the row that names the columns of the money.
    fn indicators(
        &self,
        subject: Subject,
        indicators: &[Indicator],
        funds: usize,
        table: &mut Table,
    ) {
        let names = [
            "一级指标",
            "二级指标",
            "三级指标",
            "年度指标值",
            "实际完成值",
            "分值",
            "得分",
            "偏差原因分析及改进措施",
        ];
        let mut names = names.map(Cell::head);
        let [.., reason] = &mut names;
        reason.across = REASON;
        // The names stand above again on every page, what they are of beside the rows of each.
        let label = Cell::head("绩效指标");
        let (corner, label) = match indicators.len() {
            0 => (label, None),
            count => (Cell::head(""), Some(label.down(count))),
        };
        table.rows.push([corner].into_iter().chain(names).collect());
        let list = subject.path().key("指标");
        let indicators = in_order(indicators, &list, self.case.scheme);
        // The kind that indicators beside each other are of, in one cell before them.
        let kind = |alike: &[(usize, &Indicator)], words: fn(&Indicator) -> &str, key: &str| {
            let &(i, first) = alike.first()?;
            let cell = Cell::words(words(first)).of(list.index(i).key(key));
            Some(cell.down(alike.len()))
        };
        let first = table.rows.len();
        let mut cells: Vec<Cell> = label.into_iter().collect();
        for level in indicators.chunk_by(|(_, a), (_, b)| a.level1 == b.level1) {
            cells.extend(kind(level, |it| &it.level1, "一级指标"));
            for sub in level.chunk_by(|(_, a), (_, b)| a.level2 == b.level2) {
                cells.extend(kind(sub, |it| &it.level2, "二级指标"));
                for &(i, indicator) in sub {
                    let (at, row) = (list.index(i), table.rows.len());
                    cells.extend(self.indicator_cells(subject, (i, indicator), &at, row));
                    table.rows.push(std::mem::take(&mut cells));
                }
            }
        }
        let own = first..table.rows.len();
        table.rows.push(self.total_row(subject, own, funds));
        table.repeated = first - 1..first;
    }

    /// An indicator from its name on, in a row of the table.
    fn indicator_cells(
        &self,
        subject: Subject,
        (i, indicator): (usize, &Indicator),
        at: &FieldPath,
        row: usize,
    ) -> [Cell; 6] {
        let words = |words: &str, key: &str| Cell::words(self.text(words)).of(at.key(key));
        let sign = match &*indicator.sign {
            "定性" | "" => "",
            sign => sign,
        };
        let unit = &*indicator.unit;
        let score = match indicator.score.value() {
            Some(_) => Cell::number(amount(indicator.score, at.key("得分"))),
            None => {
                let score = Cell::number(self.value(Figure::Indicator(subject, i)));
                let places = [TARGET, ACTUAL, POINTS];
                let places = places.map(|column| cell_at(row, column));
                match formula::indicator(self.case.scheme, indicator, places) {
                    Some(formula) => known(score, formula),
                    None => score,
                }
            }
        };
        let single = matches!(Target::read(&indicator.target), Some(Target::At(_)));
        [
            words(&indicator.name, "三级指标"),
            with_unit(sign, &indicator.target, unit, single).of(at.key("指标值")),
            with_unit("", &indicator.actual, unit, true).of(at.key("完成值")),
            Cell::number(amount(indicator.points, at.key("分值"))),
            self.noted(score),
            words(&indicator.reason, "偏差原因").across(REASON),
        ]
    }

    /// 总分 below its indicators, beside the row that names the columns of the money.
    fn total_row(&self, subject: Subject, indicators: Range<usize>, funds: usize) -> Vec<Cell> {
        let scheme = self.case.scheme;
        let card = self.ledger.card(subject);
        let (first, last) = (indicators.start, indicators.end - 1);
        let column = |column: usize| format!("[{first},{column}]:[{last},{column}]");
        let all = card.and_then(|card| card.full);
        let mut points = Cell::number(all.map(Text::amount).unwrap_or_default());
        if !indicators.is_empty() {
            points = points.of(subject.path().key("指标").index(0).key("分值"));
        }
        let execution = scheme.execution(subject).points.normalize();
        let points = known(points, format!("SUM({})+{execution}", column(POINTS)));
        let (own, stated) = (subject.path().key("自评"), self.self_score(subject));
        let total = self.value(Figure::Total(subject));
        let total = match self.signed(stated.total, Text::amount, &total) {
            Some(signed) => Cell::number(signed.of(own.key("总分"))),
            None => {
                let places = [ADJUSTED, SPENT, EXECUTION];
                let places = places.map(|column| cell_at(funds + 1, column));
                let formula = formula::total(scheme, &column(SCORE), places);
                let total = Cell::number(total);
                // Beside another score of the rate its column comes to another total.
                let earned = self.value(Figure::ExecutionScore(subject));
                let is_sum = self
                    .signed(stated.execution, Text::amount, &earned)
                    .is_none();
                self.noted(if is_sum { known(total, formula) } else { total })
            }
        };
        // A total that cannot be right has no grade; what is wrong with it is not for the paper to say.
        let due = self.ledger.outcome(subject).and_then(|it| it.due);
        let due = Text::from(due.unwrap_or_default());
        let grade = match stated.grade.trim() {
            signed if !signed.is_empty() && signed != &*due => {
                Cell::words(signed).of(own.key("等级"))
            }
            _ => {
                let grade = Cell::words(due.of(Figure::Signed(subject, Mark::Grade)));
                match formula::grade(scheme, &cell_at(last + 1, SCORE)) {
                    Some(formula) => known(grade, formula),
                    None => grade,
                }
            }
        };
        vec![
            Cell::head("总分").across(POINTS),
            points,
            total,
            grade.centred().across(REASON),
        ]
    }

    /// What a self-evaluation table states of its outcome.
    fn self_score(&self, subject: Subject) -> &SelfScore {
        let whole = &self.case.report.whole.stated;
        self.ledger.stated(subject).unwrap_or(whole)
    }
}

/// Indicators with their places in the file, in the order that the form has their kinds in.
fn in_order<'a>(
    indicators: &'a [Indicator],
    list: &FieldPath,
    scheme: &Scheme,
) -> Vec<(usize, &'a Indicator)> {
    let words = |key: &str| scheme.words(&list.index(0).key(key));
    let (first, second) = (words("一级指标"), words("二级指标"));
    let place = |words: &[&str], name: &str| {
        let place = words.iter().position(|it| *it == name);
        place.unwrap_or(words.len())
    };
    let mut ordered: Vec<(usize, &Indicator)> = indicators.iter().enumerate().collect();
    ordered.sort_by_key(|(_, it)| (place(&first, &it.level1), place(&second, &it.level2)));
    ordered
}

/// A row of the money with 全年执行数 over the two columns that 分值 and 得分 of indicators have.
fn spread(mut row: Vec<Cell>) -> Vec<Cell> {
    if let [.., spent, _, _, _] = row.as_mut_slice() {
        spent.across = 2;
    }
    row
}

/// The goal and what came of it, beside each other.
fn goals(goal: Text, outcome: Text, table: &mut Table) {
    let own = share(table, &goal, &outcome);
    let left = table.widths.len() - 1 - own;
    table.rows.push(vec![
        Cell::head("年度总体\n目标").down(2),
        Cell::head("预期目标").across(own),
        Cell::head("实际完成情况").across(left),
    ]);
    table.rows.push(vec![
        Cell::words(goal).across(own),
        Cell::words(outcome).across(left),
    ]);
}

/// How many columns a goal has of those it shares with what came of it: as usual, or as many as leave room
/// to the longer of the two where that would make a high row.
fn share(table: &Table, goal: &str, outcome: &str) -> usize {
    const USUAL: usize = 4;
    /// Lines of a row that is not high.
    const FEW: usize = 6;
    let (width, _) = layout::room(true);
    let widths = layout::columns(table, width);
    let lines = |own: usize| {
        let width = |columns: Range<usize>| widths.get(columns).unwrap_or_default().iter().sum();
        let left = layout::cell_lines(goal, width(1..own + 1));
        left.max(layout::cell_lines(outcome, width(own + 1..widths.len())))
    };
    if lines(USUAL) <= FEW {
        return USUAL;
    }
    let shares = [USUAL, 3, 2, 1, 5, 7];
    shares
        .into_iter()
        .min_by_key(|own| lines(*own))
        .unwrap_or(USUAL)
}

/// 执行率 in a row of the money.
fn rate_at(rate: Text, row: usize) -> Cell {
    let [adjusted, spent] = [ADJUSTED, SPENT].map(|column| cell_at(row, column));
    known(Cell::number(rate), formula::rate(&adjusted, &spent))
}

/// A target or actual value with its unit; a number that can be compared stays one.
fn with_unit(sign: &str, value: &str, unit: &str, single: bool) -> Cell {
    let value = value.trim();
    if value.is_empty() {
        return Cell::words(sign).centred();
    }
    let is_percent = |text: &str| text.ends_with(['%', '％']);
    let is_told = value.ends_with(unit) || is_percent(value) && is_percent(unit);
    let unit = if is_told { "" } else { unit };
    match measured(value).filter(|_| single) {
        Some(number) => Cell::measured(Measure {
            before: sign.to_owned(),
            value: number,
            behind: if is_percent(value) {
                format!("%{unit}")
            } else {
                unit.to_owned()
            },
        }),
        None => Cell::words(format!("{sign}{value}{unit}")),
    }
    .centred()
}
