//! The base data table (基础数据表, P8): three columns, entered and computed rows.

use rust_decimal::Decimal;

use super::budget::{Budget, Column, Item};
use super::rates::{Row, car_parts, cars, office_costs, thrift, thrift_parts};
use crate::document::FieldPath;
use crate::report::{Columns, Report};

/// A row of the table: three amounts in 万元.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BaseRow {
    /// What the form calls it, with its number or 其中.
    pub label: String,
    /// How far it is set in.
    pub level: u16,
    /// Where it is entered; a row that is added up can be stated there.
    pub path: Option<FieldPath>,
    /// The node of the budget it shows, for a row that is no more than that.
    pub item: Option<Item>,
    /// 上年决算数, 本年预算数, 本年决算数: as stated, else as added up.
    pub cells: [Option<Decimal>; 3],
    /// What adds up, for a row that has parts.
    pub parts: [Option<Decimal>; 3],
    /// In which columns a part of that is blank.
    pub lacks: [bool; 3],
}

impl BaseRow {
    /// Whether what a column shows is entered there: nothing adds up for it, or what is stated
    /// differs from that.
    #[must_use]
    pub fn is_entered(&self, column: usize) -> bool {
        let added = self.parts.get(column).copied().flatten();
        self.path.is_some()
            && (added.is_none() || self.cells.get(column).copied().flatten() != added)
    }
}

/// The keys of the three columns.
pub const COLUMNS: [&str; 3] = ["上年决算数", "本年预算数", "本年决算数"];

/// All rows, in the order of the form.
///
/// 项目支出 and 公用经费 are what the budget tree holds: 上年执行数, 年初预算数 and 全年执行数.
#[must_use]
pub fn rows(report: &Report, budget: &Budget) -> Vec<BaseRow> {
    let base = &report.base;
    let mut rows = vec![
        summed(
            "三公经费",
            0,
            &["三公经费", "合计"],
            thrift(report),
            thrift_parts(report),
        ),
        summed(
            "1、公务用车购置和维护经费",
            1,
            &["三公经费", "公务用车购置和维护"],
            cars(report),
            car_parts(report),
        ),
        entered(
            "其中：公车购置",
            2,
            &["三公经费", "公务用车购置"],
            &base.thrift.car_purchase,
        ),
        entered(
            "公车运行维护",
            3,
            &["三公经费", "公务用车运行维护"],
            &base.thrift.car_running,
        ),
        entered(
            "2、出国经费",
            1,
            &["三公经费", "出国经费"],
            &base.thrift.abroad,
        ),
        entered(
            "3、公务接待",
            1,
            &["三公经费", "公务接待"],
            &base.thrift.reception,
        ),
        of_tree("项目支出", 0, budget, Item::Projects),
    ];
    for (i, kind) in report.spending.general.project.kinds.iter().enumerate() {
        let label = format!("{}、{}", i + 1, &*kind.name);
        let item = Item::ProjectKind(i);
        rows.push(of_tree(&label, 1, budget, item));
        // 一个专项一行.
        if kind.name.contains("专项")
            && let Some(node) = budget.node(item)
        {
            let each = budget.children(node).map(|it| it.item);
            rows.extend(each.map(|item| of_tree(item.name(report), 2, budget, item)));
        }
    }
    rows.push(match budget.office() {
        Some(node) => of_tree("公用经费", 0, budget, node.item),
        None => row("公用经费", 0, [None; 3]),
    });
    let [first, others @ ..] = office_costs(report);
    let cost =
        |label: &str, level, (key, columns)| entered(label, level, &["公用经费", key], columns);
    rows.push(cost(&format!("其中：{}", first.0), 1, first));
    rows.extend(others.map(|of| cost(of.0, 2, of)));
    rows.extend([
        entered("政府采购金额", 0, &["政府采购金额"], &base.procurement),
        entered(
            "部门基本支出预算调整",
            0,
            &["部门基本支出预算调整"],
            &base.adjustment,
        ),
    ]);
    rows
}

/// The columns of the budget tree that stand in the three columns of the table.
pub const OF_TREE: [Column; 3] = [Column::Prior, Column::Approved, Column::Spent];

fn of_tree(label: &str, level: u16, budget: &Budget, item: Item) -> BaseRow {
    let cells = budget
        .node(item)
        .map_or([None; 3], |node| OF_TREE.map(|column| node.value(column)));
    BaseRow {
        item: Some(item),
        ..row(label, level, cells)
    }
}

fn row(label: &str, level: u16, cells: [Option<Decimal>; 3]) -> BaseRow {
    BaseRow {
        label: label.to_owned(),
        level,
        path: None,
        item: None,
        cells,
        parts: [None; 3],
        lacks: [false; 3],
    }
}

fn entered(label: &str, level: u16, keys: &[&str], columns: &Columns) -> BaseRow {
    BaseRow {
        path: Some(at(keys)),
        ..row(label, level, Row::from(columns).cells())
    }
}

fn summed(label: &str, level: u16, keys: &[&str], shown: Row, sum: Row) -> BaseRow {
    BaseRow {
        path: Some(at(keys)),
        parts: sum.cells(),
        lacks: sum.lacks,
        ..row(label, level, shown.cells())
    }
}

fn at(keys: &[&str]) -> FieldPath {
    keys.iter()
        .fold(FieldPath::root().key("基础数据"), |path, key| {
            path.key(key)
        })
}
