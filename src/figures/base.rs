//! The base data table (基础数据表, P8): three columns, entered and computed rows.

use std::borrow::Cow;
use std::fmt;

use rust_decimal::Decimal;

use super::budget::{Budget, Column, Item};
use super::rates::{Row, car_parts, cars, office_costs, thrift, thrift_parts};
use crate::document::FieldPath;
use crate::report::{Columns, Report};

/// A column of the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum BaseColumn {
    /// 上年决算数
    Prior,
    /// 本年预算数
    Budget,
    /// 本年决算数
    Spent,
}

impl BaseColumn {
    /// All of them, in the order of the form.
    pub const ALL: [Self; 3] = [Self::Prior, Self::Budget, Self::Spent];

    /// Its key in the file, and its name in the form.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Prior => "上年决算数",
            Self::Budget => "本年预算数",
            Self::Spent => "本年决算数",
        }
    }

    /// The column of the budget tree that stands in it.
    #[must_use]
    pub const fn of_tree(self) -> Column {
        match self {
            Self::Prior => Column::Prior,
            Self::Budget => Column::Approved,
            Self::Spent => Column::Spent,
        }
    }

    /// Its own of what a row has in all of them.
    #[must_use]
    pub const fn of<T: Copy>(self, [prior, budget, spent]: [T; 3]) -> T {
        match self {
            Self::Prior => prior,
            Self::Budget => budget,
            Self::Spent => spent,
        }
    }
}

/// A row of the table: three amounts in 万元.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BaseRow {
    /// What the form has before its name.
    pub lead: Lead,
    /// What it is called.
    pub name: Cow<'static, str>,
    /// How far it is set in.
    pub level: u16,
    /// Where it is entered; a row that is added up can be stated there.
    pub path: Option<FieldPath>,
    /// The node of the budget it shows, for a row that is no more than that.
    pub item: Option<Item>,
    /// 上年决算数, 本年预算数, 本年决算数: as stated, else as added up.
    pub cells: [Option<Decimal>; 3],
    /// The places of the rows that it adds up.
    pub parts: Vec<usize>,
    /// What those of the base data come to.
    pub added: [Option<Decimal>; 3],
    /// In which columns a part of that is blank.
    pub lacks: [bool; 3],
}

/// What the form has before the name of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lead {
    /// Nothing.
    None,
    /// Its number: 1、
    Number(usize),
    /// 其中：
    OfWhich,
}

impl fmt::Display for Lead {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::None => Ok(()),
            Self::Number(number) => write!(f, "{number}、"),
            Self::OfWhich => f.write_str("其中："),
        }
    }
}

impl BaseRow {
    /// What stands in the form.
    #[must_use]
    pub fn label(&self) -> String {
        format!("{}{}", self.lead, self.name)
    }

    /// Whether what a column shows is entered there: nothing adds up for it, or what is stated
    /// differs from that.
    #[must_use]
    pub fn is_entered(&self, column: BaseColumn) -> bool {
        let added = column.of(self.added);
        self.path.is_some() && (added.is_none() || column.of(self.cells) != added)
    }

    fn after(self, lead: Lead) -> Self {
        Self { lead, ..self }
    }

    fn of(self, parts: Vec<usize>) -> Self {
        Self { parts, ..self }
    }
}

/// All rows, in the order of the form.
///
/// 项目支出 and 公用经费 are what the budget tree holds: 上年执行数, 年初预算数 and 全年执行数.
#[must_use]
pub fn rows(report: &Report, budget: &Budget) -> Vec<BaseRow> {
    let base = &report.base;
    let mut rows = vec![
        summed("三公经费", 0, "合计", thrift(report), thrift_parts(report)).of(vec![1, 4, 5]),
        summed(
            "公务用车购置和维护经费",
            1,
            "公务用车购置和维护",
            cars(report),
            car_parts(report),
        )
        .after(Lead::Number(1))
        .of(vec![2, 3]),
        entered(
            "公车购置",
            2,
            &["三公经费", "公务用车购置"],
            &base.thrift.car_purchase,
        )
        .after(Lead::OfWhich),
        entered(
            "公车运行维护",
            3,
            &["三公经费", "公务用车运行维护"],
            &base.thrift.car_running,
        ),
        entered(
            "出国经费",
            1,
            &["三公经费", "出国经费"],
            &base.thrift.abroad,
        )
        .after(Lead::Number(2)),
        entered(
            "公务接待",
            1,
            &["三公经费", "公务接待"],
            &base.thrift.reception,
        )
        .after(Lead::Number(3)),
    ];
    let projects = rows.len();
    let (mut kinds, mut below) = (Vec::new(), Vec::new());
    for (i, kind) in report.spending.general.project.kinds.iter().enumerate() {
        let item = Item::ProjectKind(i);
        // 一个专项一行.
        let node = budget.node(item).filter(|_| kind.name.contains("专项"));
        let each = node.into_iter().flat_map(|node| budget.children(node));
        let each = each.map(|it| of_tree(it.item.name(report).to_owned(), 2, budget, it.item));
        let each: Vec<BaseRow> = each.collect();
        let place = projects + 1 + below.len();
        let parts = (place + 1..=place + each.len()).collect();
        let row = of_tree(kind.name.to_string(), 1, budget, item);
        kinds.push(place);
        below.push(row.after(Lead::Number(i + 1)).of(parts));
        below.extend(each);
    }
    rows.push(of_tree("项目支出", 0, budget, Item::Projects).of(kinds));
    rows.extend(below);
    rows.push(match budget.office() {
        Some(node) => of_tree("公用经费", 0, budget, node.item),
        None => row("公用经费", 0, [None; 3]),
    });
    let costs = office_costs(report).into_iter().enumerate();
    rows.extend(costs.map(|(i, (key, columns))| match i {
        0 => entered(key, 1, &["公用经费", key], columns).after(Lead::OfWhich),
        _ => entered(key, 2, &["公用经费", key], columns),
    }));
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

fn of_tree(name: impl Into<Cow<'static, str>>, level: u16, budget: &Budget, item: Item) -> BaseRow {
    let cells = budget.node(item).map_or([None; 3], |node| {
        BaseColumn::ALL.map(|column| node.value(column.of_tree()))
    });
    BaseRow {
        item: Some(item),
        ..row(name, level, cells)
    }
}

fn row(name: impl Into<Cow<'static, str>>, level: u16, cells: [Option<Decimal>; 3]) -> BaseRow {
    BaseRow {
        lead: Lead::None,
        name: name.into(),
        level,
        path: None,
        item: None,
        cells,
        parts: Vec::new(),
        added: [None; 3],
        lacks: [false; 3],
    }
}

fn entered(name: &'static str, level: u16, keys: &[&str], columns: &Columns) -> BaseRow {
    BaseRow {
        path: Some(FieldPath::of(&["基础数据"]).below(keys)),
        ..row(name, level, Row::from(columns).cells())
    }
}

fn summed(name: &'static str, level: u16, key: &str, shown: Row, sum: Row) -> BaseRow {
    BaseRow {
        path: Some(FieldPath::of(&["基础数据", "三公经费", key])),
        added: sum.cells(),
        lacks: sum.lacks,
        ..row(name, level, shown.cells())
    }
}
