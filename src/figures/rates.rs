//! The rates that the base data table (P8) and the process sheets ask for, each with the two
//! amounts it is made of.

use rust_decimal::Decimal;

use super::budget::{Budget, Column, Item, Node};
use super::sum;
use crate::report::{Columns, Report};

/// One rate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rate {
    /// What the forms call it.
    pub name: &'static str,
    /// How it comes about, in words.
    pub formula: &'static str,
    /// What is divided.
    pub part: Option<Decimal>,
    /// By what.
    pub whole: Option<Decimal>,
    /// The rate, as a ratio.
    pub value: Option<Decimal>,
}

/// All of them, in the order of the forms.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Rates(Vec<Rate>);

impl Rates {
    /// Derives them.
    #[must_use]
    pub fn of(report: &Report, budget: &Budget) -> Self {
        let base = &report.base;
        let thrift = thrift(report).whole();
        // A rate over a part of the money is none.
        let amount = |node: Option<&Node>, column: Column| {
            let node = node.filter(|node| node.is_whole(column))?;
            node.value(column)
        };
        let total = |column: Column| amount(budget.node(Item::Total), column);
        let (approved, adjusted) = (total(Column::Approved), total(Column::Adjusted));
        let difference = |a: Option<Decimal>, b: Option<Decimal>| a?.checked_sub(b?);
        let (quota, employed) = staff(report);
        let office = |column: Column| amount(budget.office(), column);
        let buildings = &base.buildings;
        let rate = |name, formula, part: Option<Decimal>, whole: Option<Decimal>| Rate {
            name,
            formula,
            part,
            whole,
            value: part
                .zip(whole)
                .and_then(|(part, whole)| part.checked_div(whole)),
        };
        Self(vec![
            rate("在职人员控制率", "在职人数 ÷ 编制数", employed, quota),
            rate(
                "三公经费变动率",
                "（本年决算数 - 上年决算数）÷ 上年决算数",
                difference(thrift.spent, thrift.prior),
                thrift.prior,
            ),
            rate(
                "三公经费控制率",
                "三公经费本年决算数 ÷ 本年预算数",
                thrift.spent,
                thrift.budget,
            ),
            rate(
                "公用经费控制率",
                "公用经费全年执行数 ÷ 年初预算数",
                office(Column::Spent),
                office(Column::Approved),
            ),
            rate(
                "预算完成率",
                "全年执行数 ÷ 全年预算数",
                total(Column::Spent),
                adjusted,
            ),
            rate(
                "预算控制率",
                "（全年预算数 - 年初预算数）÷ 年初预算数",
                difference(adjusted, approved),
                approved,
            ),
            rate(
                "政府采购执行率",
                "政府采购本年决算数 ÷ 本年预算数",
                base.procurement.spent.value(),
                base.procurement.budget.value(),
            ),
            rate(
                "楼堂馆所面积控制率",
                "实际规模 ÷ 批复规模",
                buildings.actual_area.value(),
                buildings.approved_area.value(),
            ),
            rate(
                "楼堂馆所投资概算控制率",
                "实际投资 ÷ 预算投资",
                buildings.actual_cost.value(),
                buildings.approved_cost.value(),
            ),
        ])
    }

    /// The rate of this name.
    #[must_use]
    pub fn by_name(&self, name: &str) -> Option<&Rate> {
        self.0.iter().find(|rate| rate.name == name)
    }

    /// All of them.
    #[must_use]
    pub fn all(&self) -> &[Rate] {
        &self.0
    }
}

/// 编制数 and 在职人数: what the base data table states, else what the report says of the staff.
#[must_use]
pub fn staff(report: &Report) -> (Option<Decimal>, Option<Decimal>) {
    let (fed, staff) = (&report.base.fed, &report.profile.staff);
    (
        fed.quota.value().or(staff.quota.value()),
        fed.employed.value().or(staff.employed.value()),
    )
}

/// A row of the base data table, in 万元.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Row {
    /// In which columns something it is made of is blank.
    pub lacks: [bool; 3],
    /// 上年决算数
    pub prior: Option<Decimal>,
    /// 本年预算数
    pub budget: Option<Decimal>,
    /// 本年决算数
    pub spent: Option<Decimal>,
}

impl From<&Columns> for Row {
    fn from(columns: &Columns) -> Self {
        let row = Self {
            prior: columns.prior.value(),
            budget: columns.budget.value(),
            spent: columns.spent.value(),
            lacks: [false; 3],
        };
        Self {
            lacks: row.cells().map(|cell| cell.is_none()),
            ..row
        }
    }
}

impl Row {
    /// The three, in the order of the table.
    #[must_use]
    pub const fn cells(self) -> [Option<Decimal>; 3] {
        [self.prior, self.budget, self.spent]
    }

    /// The sum of rows, column by column.
    #[must_use]
    pub fn sum(rows: &[Self]) -> Self {
        let column = |pick: fn(&Self) -> Option<Decimal>| sum(rows.iter().map(pick));
        Self {
            prior: column(|row| row.prior),
            budget: column(|row| row.budget),
            spent: column(|row| row.spent),
            lacks: rows
                .iter()
                .fold([false; 3], |all, row| either(all, row.lacks)),
        }
    }

    /// What is stated in each column, else what adds up.
    #[must_use]
    pub fn or(self, other: Self) -> Self {
        let [a, b, c] = self.cells().map(|cell| cell.is_none());
        let [x, y, z] = other.lacks;
        Self {
            prior: self.prior.or(other.prior),
            budget: self.budget.or(other.budget),
            spent: self.spent.or(other.spent),
            lacks: [a && x, b && y, c && z],
        }
    }

    /// The same without what is only a part.
    #[must_use]
    pub fn whole(self) -> Self {
        let [prior, budget, spent] = self.lacks;
        Self {
            prior: self.prior.filter(|_| !prior),
            budget: self.budget.filter(|_| !budget),
            spent: self.spent.filter(|_| !spent),
            ..self
        }
    }
}

fn either([a, b, c]: [bool; 3], [x, y, z]: [bool; 3]) -> [bool; 3] {
    [a || x, b || y, c || z]
}

/// 公务用车购置和维护: stated where the table states it, else added up.
#[must_use]
pub fn cars(report: &Report) -> Row {
    let thrift = &report.base.thrift;
    let parts = [(&thrift.car_purchase).into(), (&thrift.car_running).into()];
    Row::from(&thrift.cars).or(Row::sum(&parts))
}

/// The four expenses that 三公经费 is entered in, each with its key.
#[must_use]
pub const fn expenses(report: &Report) -> [(&'static str, &Columns); 4] {
    let thrift = &report.base.thrift;
    [
        ("公务用车购置", &thrift.car_purchase),
        ("公务用车运行维护", &thrift.car_running),
        ("出国经费", &thrift.abroad),
        ("公务接待", &thrift.reception),
    ]
}

/// One of [`expenses`] by its key.
#[must_use]
pub fn expense<'r>(report: &'r Report, key: &str) -> Option<&'r Columns> {
    let mut all = expenses(report).into_iter();
    all.find_map(|(name, columns)| (name == key).then_some(columns))
}

/// 三公经费: stated where the table states it, else added up.
#[must_use]
pub fn thrift(report: &Report) -> Row {
    let thrift = &report.base.thrift;
    let parts = [
        cars(report),
        (&thrift.abroad).into(),
        (&thrift.reception).into(),
    ];
    Row::from(&thrift.total).or(Row::sum(&parts))
}
