//! The department's money in its self-evaluation table (P9): the whole, by origin and by use.
//!
//! A row shows what the table states, else what the budget tree holds.

use rust_decimal::Decimal;

use super::budget::{Budget, Column, Entered, Fund, Item, Lacks, Node, PerColumn, Quantities};
use super::execution::{NoRate, ratio};
use super::sum;
use crate::document::FieldPath;
use crate::report::number::Telling;
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
    /// 其他资金 of projects that stands in it and not in the budget, or the other way round, which is less
    /// than nought.
    pub moved: Quantities,
    /// What of what is shown the budget lacks.
    lacks: PerColumn<Option<Lacks>>,
    /// Whether what adds up lacks something.
    is_open: PerColumn<bool>,
}

impl WholeRow {
    /// What is shown: as stated, else as the budget has it.
    #[must_use]
    pub fn value(&self, column: Column) -> Option<Decimal> {
        self.stated.get(column).or(self.budget.get(column))
    }

    /// Whether the table states what is shown.
    #[must_use]
    pub fn is_stated(&self, column: Column) -> bool {
        self.stated.get(column).is_some()
    }

    /// What is shown minus what adds up in the budget, where both are known and differ; what is blank
    /// there may make up for what is less.
    #[must_use]
    pub fn difference(&self, column: Column) -> Option<Decimal> {
        let difference = self.value(column)?.checked_sub(self.added.get(column)?)?;
        let is_open = difference > Decimal::ZERO && self.is_open(column);
        (!difference.is_zero() && !is_open).then_some(difference)
    }

    /// Whether what adds up in the budget lacks something.
    #[must_use]
    pub const fn is_open(&self, column: Column) -> bool {
        self.is_open.get(column)
    }

    /// What is shown lacks; `None` where it is the whole.
    #[must_use]
    pub fn lacks(&self, column: Column) -> Option<Lacks> {
        self.lacks.get(column).filter(|_| !self.is_stated(column))
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

    /// What its 全年执行数 is put together from, where its name does not say so; `None` for one
    /// that the table states, unless it is 其他资金 as the budget has it.
    fn put_together(&self, report: &Report, budget: &Budget, told: Telling) -> Option<String> {
        let amount = self.value(Column::Spent)?;
        // That a fund stands among 其他资金 the row does not say, whoever filled it in.
        let is_as_added = || self.added.get(Column::Spent) == Some(amount);
        if self.is_stated(Column::Spent) && !(self.key == "其他资金" && is_as_added()) {
            return None;
        }
        let spent = |&item: &Item| {
            let spent = budget.node(item)?.value(Column::Spent)?;
            (!spent.is_zero()).then_some((item, spent))
        };
        let parts: Vec<(Item, Decimal)> = self.items.iter().filter_map(spent).collect();
        let said = parts.iter().map(|&(item, spent)| {
            let name = match item {
                Item::Projects => "一般公共预算项目",
                fund => fund.name(report),
            };
            format!("{name}支出{}万元", told(spent))
        });
        let moved = self.moved.get(Column::Spent);
        let added = moved.map(|moved| format!("项目中的其他资金{}万元", told(moved)));
        let said: Vec<String> = said.chain(added).collect();
        match (self.key, said.as_slice()) {
            ("一般公共预算" | "政府性基金拨款", _) => {
                let within = moved?;
                Some(format!(
                    "{}{}万元不含项目中的其他资金{}万元",
                    self.key,
                    told(amount),
                    told(-within)
                ))
            }
            ("其他资金", [said]) => match parts.as_slice() {
                [] | [(Item::OtherMoney, _)] => None,
                _ => Some(format!("{}为{said}", self.key)),
            },
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

/// What was paid from its own budget of something the budget holds: what is shown of it, without 其他资金 of its projects where
/// the table has that in a row of its own, or where a whole of it is told without.
#[must_use]
pub fn of_own_budget(
    rows: &[WholeRow],
    budget: &Budget,
    item: Item,
    column: Column,
) -> Option<Decimal> {
    let node = budget.node(item)?;
    let value = node.value(column)?;
    let is_told_without = |whole: &Node| {
        let mut rows = rows.iter().filter(|row| row.items == [whole.item]);
        whole.left_out(column).is_some() || rows.any(|row| row.moved.get(column).is_some())
    };
    let mut wholes = std::iter::successors(Some(node), |it| budget.get(it.parent?));
    match node.taken_in(column) {
        Some(other) if wholes.any(is_told_without) => value.checked_sub(other),
        _ => Some(value),
    }
}

/// What stands below the table: how rows that other tables have otherwise (项目支出 without the
/// other funds) are put together; blank where nothing is.
#[must_use]
pub fn note(rows: &[WholeRow], report: &Report, budget: &Budget, told: Telling) -> Option<String> {
    let said = rows.iter();
    let said: Vec<String> = said
        .filter_map(|row| row.put_together(report, budget, told))
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
            moved: Quantities::default(),
            is_open: PerColumn::each(|column| {
                // A fund of which nothing is told is none, beside what is told.
                let mut told = nodes.iter().filter(|node| node.total.get(column).is_some());
                told.any(|node| budget.leaves_lack(node, column).is_some())
            }),
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
    move_other_money(&mut rows, budget);
    rows
}

/// 其他资金 of projects is money of another origin than the budget that they are paid from: it stands in the row of
/// its own whether that budget is told with it or without, unless the table states that it is in the other
/// row, and in the row of what it was used for.
fn move_other_money(rows: &mut [WholeRow], budget: &Budget) {
    const OTHER: &str = "其他资金";
    const OF_BUDGETS: [(&str, Item); 2] = [
        ("一般公共预算", Item::General),
        ("政府性基金拨款", Item::Fund(Fund::Government)),
    ];
    let and = |of: Quantities, by: Quantities, sign: Decimal| {
        PerColumn::each(|column| match by.get(column) {
            Some(by) => of.get(column).unwrap_or_default().checked_add(by * sign),
            None => of.get(column),
        })
    };
    let left_out =
        |item| PerColumn::each(|column| budget.node(item).and_then(|it| it.left_out(column)));
    let is_told_otherwise = |key: &str, column, by: Decimal| {
        let row = rows.iter().find(|row| row.key == key);
        row.is_some_and(|row| {
            let moved = row.budget.get(column).unwrap_or_default().checked_add(by);
            let stated = row.stated.get(column);
            stated.is_some_and(|stated| Some(stated) != moved)
        })
    };
    let within = OF_BUDGETS.map(|(key, item)| {
        PerColumn::each(|column| {
            let other = budget.node(item)?.taken_in(column)?;
            (!is_told_otherwise(key, column, -other)).then_some(other)
        })
    });
    let without = PerColumn::each(|column| budget.left_out(column));
    let all = within
        .iter()
        .fold(without, |all, it| and(all, *it, Decimal::ONE));
    let is_moved = PerColumn::each(|column| {
        let all = all.get(column).unwrap_or_default();
        !is_told_otherwise(OTHER, column, all)
    });
    let moved =
        |of: Quantities| PerColumn::each(|column| of.get(column).filter(|_| is_moved.get(column)));
    let within = within.map(moved);
    for row in rows {
        let mut budgets = OF_BUDGETS.iter().zip(&within);
        if let Some(((_, item), within)) = budgets.find(|((key, _), _)| *key == row.key) {
            row.added = and(row.added, left_out(*item), -Decimal::ONE);
            row.moved = PerColumn::each(|column| within.get(column).map(|other| -other));
            row.added = and(row.added, row.moved, Decimal::ONE);
        } else if row.key == OTHER {
            row.moved = within
                .iter()
                .fold(without, |all, it| and(all, *it, Decimal::ONE));
            row.added = and(row.added, row.moved, Decimal::ONE);
        } else if row.key == "项目支出" {
            let of_fund = left_out(Item::Fund(Fund::Government));
            row.moved = and(left_out(Item::Projects), of_fund, Decimal::ONE);
        }
        row.budget = and(row.budget, row.moved, Decimal::ONE);
    }
}
