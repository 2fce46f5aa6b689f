//! The department's money in its self-evaluation table (P9): the whole, by origin and by use.
//!
//! A row shows what the table states, else what the budget tree holds.

use rust_decimal::Decimal;

use super::budget::{Budget, Column, Entered, Fund, Item, Lacks, Node, PerColumn, Quantities};
use super::execution::{NoRate, ratio};
use super::sum;
use crate::document::FieldPath;
use crate::report::number::told;
use crate::report::{Amounts, Report};

/// What a row divides the money by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum By {
    /// 年度资金总额
    Whole,
    /// 按收入性质分
    Origin,
    /// 按支出性质分
    Use,
}

/// A row of the table, in 万元.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WholeRow {
    /// Its key under 整体绩效.资金, which is its label.
    pub key: &'static str,
    /// What it divides by.
    pub by: By,
    /// The nodes of the budget it takes together.
    pub items: Vec<Item>,
    /// As the table states it.
    pub stated: Entered,
    /// What the budget shows for it.
    pub budget: Quantities,
    /// What adds up for it in the budget.
    pub added: Quantities,
    /// What of that the budget lacks.
    lacks: PerColumn<Option<Lacks>>,
}

impl WholeRow {
    /// What is shown: as stated, else as the budget has it.
    #[must_use]
    pub fn value(&self, column: Column) -> Option<Decimal> {
        self.stated.get(column).or(self.budget.get(column))
    }

    /// What is shown minus what adds up in the budget, where both are known and differ.
    #[must_use]
    pub fn difference(&self, column: Column) -> Option<Decimal> {
        let difference = self.value(column)?.checked_sub(self.added.get(column)?)?;
        (!difference.is_zero()).then_some(difference)
    }

    /// What is shown lacks; `None` where it is the whole.
    #[must_use]
    pub fn lacks(&self, column: Column) -> Option<Lacks> {
        self.lacks
            .get(column)
            .filter(|_| self.stated.get(column).is_none())
    }

    /// 全年执行数 ÷ 全年预算数, as a ratio.
    ///
    /// # Errors
    ///
    /// Why there is none: an amount is blank, or nothing was budgeted.
    pub fn execution_rate(&self) -> Result<Decimal, NoRate> {
        let [adjusted, spent] = [Column::Adjusted, Column::Spent];
        let lacks = Lacks::and(self.lacks(adjusted), self.lacks(spent));
        let rate = ratio(self.value(spent), self.value(adjusted));
        rate.filter(|_| lacks.is_none())
            .ok_or_else(|| NoRate::of(lacks, self.value(adjusted)))
    }

    /// 其他资金 of projects that the general public budget is told without stands in the row of its own.
    fn move_other_money(&mut self, general: Option<&Node>) {
        let moved = PerColumn::each(|column| {
            let node = general?;
            let difference = node.value(column)?.checked_sub(node.total.get(column)?)?;
            let is_moved = !difference.is_zero() && node.is_without_other_money(difference, column);
            is_moved.then(|| -difference)
        });
        let and = |of: Quantities, by: &dyn Fn(Column) -> Option<Decimal>| {
            PerColumn::each(|column| match by(column) {
                Some(by) => of.get(column).unwrap_or_default().checked_add(by),
                None => of.get(column),
            })
        };
        let more = |column| moved.get(column);
        match self.key {
            "一般公共预算" => self.added = and(self.added, &|it| more(it).map(|by| -by)),
            "其他资金" => {
                self.budget = and(self.budget, &more);
                self.added = and(self.added, &more);
            }
            "年度资金总额" | "项目支出" => self.budget = and(self.budget, &more),
            _ => {}
        }
    }

    /// What its 全年执行数 is put together from, where its name does not say so; `None` for one
    /// that the table states.
    fn put_together(&self, report: &Report, budget: &Budget) -> Option<String> {
        let amount = self.value(Column::Spent)?;
        if self.stated.get(Column::Spent).is_some() {
            return None;
        }
        let spent = |&item: &Item| {
            let spent = budget.node(item)?.value(Column::Spent)?;
            (!spent.is_zero()).then_some((item, spent))
        };
        let parts: Vec<(Item, Decimal)> = self.items.iter().filter_map(spent).collect();
        let said: Vec<String> = parts
            .iter()
            .map(|&(item, spent)| {
                let name = match item {
                    Item::Projects => "一般公共预算项目",
                    fund => fund.name(report),
                };
                format!("{name}支出{}万元", told(spent))
            })
            .collect();
        match (self.key, parts.as_slice()) {
            ("其他资金", [(Item::OtherMoney, _)]) => None,
            ("其他资金", [_]) => Some(format!("{}为{}", self.key, said.concat())),
            ("其他资金" | "项目支出", [_, _, ..]) => Some(format!(
                "{}{}万元为{}之和",
                self.key,
                told(amount),
                said.join("、")
            )),
            _ => None,
        }
    }

    /// Where it is entered.
    #[must_use]
    pub fn path(&self) -> FieldPath {
        FieldPath::root().key("整体绩效").key("资金").key(self.key)
    }
}

/// What stands below the table: how rows that other tables have otherwise (项目支出 without the
/// other funds) are put together; blank where nothing is.
#[must_use]
pub fn note(rows: &[WholeRow], report: &Report, budget: &Budget) -> Option<String> {
    let said = rows.iter();
    let said: Vec<String> = said
        .filter_map(|row| row.put_together(report, budget))
        .collect();
    (!said.is_empty()).then(|| format!("注：{}。", said.join("；")))
}

/// The rows, in the order of the form.
#[must_use]
pub fn rows(report: &Report, budget: &Budget) -> Vec<WholeRow> {
    let funds = &report.whole.funds;
    let [government, state_capital, insurance] = Fund::ALL.map(Item::Fund);
    let row = |key, by, stated: &Amounts, items: &[Item]| {
        let nodes: Vec<&Node> = items.iter().filter_map(|&item| budget.node(item)).collect();
        let add =
            |amount: &dyn Fn(&Node) -> Option<Decimal>| sum(nodes.iter().map(|node| amount(node)));
        WholeRow {
            key,
            by,
            items: items.to_vec(),
            stated: stated.into(),
            budget: PerColumn::each(|column| add(&|node| node.value(column))),
            added: PerColumn::each(|column| add(&|node| node.total.get(column))),
            lacks: PerColumn::each(|column| {
                let each = nodes.iter().map(|node| budget.lacks(node, column));
                each.fold(None, Lacks::and)
            }),
        }
    };
    let mut rows = vec![
        row("年度资金总额", By::Whole, &funds.total, &[Item::Total]),
        row("一般公共预算", By::Origin, &funds.general, &[Item::General]),
        row(
            "政府性基金拨款",
            By::Origin,
            &funds.government,
            &[government],
        ),
        row(
            "纳入专户管理的非税收入拨款",
            By::Origin,
            &funds.special,
            &[],
        ),
        row(
            "其他资金",
            By::Origin,
            &funds.other,
            &[state_capital, insurance, Item::OtherMoney],
        ),
        row("基本支出", By::Use, &funds.basic, &[Item::Basic]),
        row(
            "项目支出",
            By::Use,
            &funds.project,
            &[
                Item::Projects,
                government,
                state_capital,
                insurance,
                Item::OtherMoney,
            ],
        ),
    ];
    rows.iter_mut()
        .for_each(|row| row.move_other_money(budget.node(Item::General)));
    rows
}
