//! The rates that the base data table (P8) and the process sheets ask for, each with the two
//! amounts it is made of.

use rust_decimal::Decimal;

use super::base::BaseColumn;
use super::budget::{Budget, Column, Item, Node};
use super::execution::ratio;
use super::sum;
use crate::report::number::Number;
use crate::report::{Columns, Report};

/// A rate of the department.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Rate {
    /// 在职人员控制率
    Staffing,
    /// 三公经费变动率
    ThriftChange,
    /// 三公经费控制率
    Thrift,
    /// 公用经费控制率
    Office,
    /// 预算完成率
    Completion,
    /// 预算控制率
    Adjustment,
    /// 政府采购执行率
    Procurement,
    /// 楼堂馆所面积控制率
    BuildingArea,
    /// 楼堂馆所投资概算控制率
    BuildingCost,
}

/// What there is to know of one rate.
struct Terms {
    name: &'static str,
    formula: &'static str,
    by: By,
    amounts: fn(&Report) -> [Amount; 2],
}

/// How a rate comes out of its two amounts.
enum By {
    /// The first over the second.
    Quotient,
    /// What the first is more than the second, over the second.
    Change,
}

/// One of the two amounts that a rate is made of.
#[derive(Debug, Clone, Copy)]
pub enum Amount {
    /// It is filled in.
    Entered(Entered),
    /// What all funds come to.
    Total(Column),
    /// 公用经费
    Office(Column),
    /// 三公经费, in a column of the base data table.
    Thrift(BaseColumn),
}

/// A number that is filled in.
#[derive(Debug, Clone, Copy)]
pub struct Entered {
    /// What it is called.
    pub name: &'static str,
    /// Where it stands.
    pub keys: &'static [&'static str],
    /// What stands there.
    pub number: Number,
}

const fn entered(name: &'static str, keys: &'static [&'static str], number: Number) -> Entered {
    Entered { name, keys, number }
}

impl Amount {
    /// What it is; a part of the money is none.
    fn value(self, report: &Report, budget: &Budget) -> Option<Decimal> {
        let whole = |node: Option<&Node>, column| {
            let node = node.filter(|node| node.is_whole(column))?;
            node.value(column)
        };
        match self {
            Self::Entered(field) => field.number.value(),
            Self::Total(column) => whole(budget.node(Item::Total), column),
            Self::Office(column) => whole(budget.office(), column),
            Self::Thrift(column) => column.of(thrift(report).whole().cells()),
        }
    }
}

impl Rate {
    /// All of them, in the order of the forms.
    pub const ALL: [Self; 9] = [
        Self::Staffing,
        Self::ThriftChange,
        Self::Thrift,
        Self::Office,
        Self::Completion,
        Self::Adjustment,
        Self::Procurement,
        Self::BuildingArea,
        Self::BuildingCost,
    ];

    const fn terms(self) -> Terms {
        match self {
            Self::Staffing => Terms {
                name: "在职人员控制率",
                formula: "在职人数 ÷ 编制数",
                by: By::Quotient,
                amounts: |report| [employed(report), quota(report)].map(Amount::Entered),
            },
            Self::ThriftChange => Terms {
                name: "三公经费变动率",
                formula: "（本年决算数 - 上年决算数）÷ 上年决算数",
                by: By::Change,
                amounts: |_| [BaseColumn::Spent, BaseColumn::Prior].map(Amount::Thrift),
            },
            Self::Thrift => Terms {
                name: "三公经费控制率",
                formula: "三公经费本年决算数 ÷ 本年预算数",
                by: By::Quotient,
                amounts: |_| [BaseColumn::Spent, BaseColumn::Budget].map(Amount::Thrift),
            },
            Self::Office => Terms {
                name: "公用经费控制率",
                formula: "公用经费全年执行数 ÷ 年初预算数",
                by: By::Quotient,
                amounts: |_| [Column::Spent, Column::Approved].map(Amount::Office),
            },
            Self::Completion => Terms {
                name: "预算完成率",
                formula: "全年执行数 ÷ 全年预算数",
                by: By::Quotient,
                amounts: |_| [Column::Spent, Column::Adjusted].map(Amount::Total),
            },
            Self::Adjustment => Terms {
                name: "预算控制率",
                formula: "（全年预算数 - 年初预算数）÷ 年初预算数",
                by: By::Change,
                amounts: |_| [Column::Adjusted, Column::Approved].map(Amount::Total),
            },
            Self::Procurement => Terms {
                name: "政府采购执行率",
                formula: "政府采购本年决算数 ÷ 本年预算数",
                by: By::Quotient,
                amounts: |report| {
                    let of = &report.base.procurement;
                    [
                        entered(
                            "政府采购 本年决算数",
                            &["基础数据", "政府采购金额", "本年决算数"],
                            of.spent,
                        ),
                        entered(
                            "政府采购 本年预算数",
                            &["基础数据", "政府采购金额", "本年预算数"],
                            of.budget,
                        ),
                    ]
                    .map(Amount::Entered)
                },
            },
            Self::BuildingArea => Terms {
                name: "楼堂馆所面积控制率",
                formula: "实际规模 ÷ 批复规模",
                by: By::Quotient,
                amounts: |report| built(report)[0].map(Amount::Entered),
            },
            Self::BuildingCost => Terms {
                name: "楼堂馆所投资概算控制率",
                formula: "实际投资 ÷ 预算投资",
                by: By::Quotient,
                amounts: |report| built(report)[1].map(Amount::Entered),
            },
        }
    }

    /// The rate of this name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|rate| rate.name() == name)
    }

    /// What the forms call it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        self.terms().name
    }

    /// How it comes about, in words.
    #[must_use]
    pub const fn formula(self) -> &'static str {
        self.terms().formula
    }

    /// The two amounts that it is made of.
    #[must_use]
    pub fn amounts(self, report: &Report) -> [Amount; 2] {
        (self.terms().amounts)(report)
    }

    /// What is divided, and by what.
    #[must_use]
    pub fn part_and_whole(self, report: &Report, budget: &Budget) -> [Option<Decimal>; 2] {
        let amounts = self.amounts(report);
        let amounts = amounts.map(|amount| amount.value(report, budget));
        self.terms().by.part_and_whole(amounts)
    }
}

impl By {
    /// What is divided of two amounts, and by what.
    fn part_and_whole(self, [one, whole]: [Option<Decimal>; 2]) -> [Option<Decimal>; 2] {
        match self {
            Self::Quotient => [one, whole],
            Self::Change => {
                let both = one.zip(whole);
                [both.and_then(|(one, whole)| one.checked_sub(whole)), whole]
            }
        }
    }
}

/// What a rate comes to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Proportion {
    /// An amount is blank.
    #[default]
    Unknown,
    /// So much, as a ratio.
    Of(Decimal),
    /// Both amounts are blank or 0: it did not happen.
    Nothing,
    /// Something over nothing: built without approval.
    OverNothing,
}

/// What the rates come to, as ratios.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Rates([Proportion; Rate::ALL.len()]);

impl Rates {
    /// Derives them.
    #[must_use]
    pub fn of(report: &Report, budget: &Budget) -> Self {
        Self(Rate::ALL.map(|rate| {
            let amounts = rate.amounts(report);
            let amounts = amounts.map(|amount| amount.value(report, budget));
            let [part, whole] = rate.terms().by.part_and_whole(amounts);
            let is_nothing = |it: &Option<Decimal>| it.is_none_or(|it| it.is_zero());
            match (ratio(part, whole), amounts) {
                (Some(ratio), _) => Proportion::Of(ratio),
                (None, amounts) if amounts.iter().all(is_nothing) => Proportion::Nothing,
                (None, [Some(_), Some(_)]) => Proportion::OverNothing,
                _ => Proportion::Unknown,
            }
        }))
    }

    /// One of them, or why there is none.
    #[must_use]
    pub fn proportion(&self, rate: Rate) -> Proportion {
        self.0.get(rate as usize).copied().unwrap_or_default()
    }

    /// One of them; `None` where an amount is not known, or there is nothing to divide by.
    #[must_use]
    pub fn get(&self, rate: Rate) -> Option<Decimal> {
        match self.proportion(rate) {
            Proportion::Of(ratio) => Some(ratio),
            _ => None,
        }
    }
}

/// 编制数: what the base data table states, else what the report says of the staff.
#[must_use]
pub fn quota(report: &Report) -> Entered {
    let (table, text) = (report.base.fed.quota, report.profile.staff.quota);
    match table.value() {
        Some(_) => entered("编制数", &["基础数据", "财政供养人员", "编制数"], table),
        None => entered("编制数", &["基本情况", "人员", "编制数"], text),
    }
}

/// 在职人数, in the same way.
#[must_use]
pub fn employed(report: &Report) -> Entered {
    let (table, text) = (report.base.fed.employed, report.profile.staff.employed);
    match table.value() {
        Some(_) => entered(
            "实际在职人数",
            &["基础数据", "财政供养人员", "实际在职人数"],
            table,
        ),
        None => entered("在职在编人员", &["基本情况", "人员", "在职在编人员"], text),
    }
}

/// 规模 and 投资 of what was built, each as it is and as it was approved.
#[must_use]
pub const fn built(report: &Report) -> [[Entered; 2]; 2] {
    macro_rules! of {
        ($key:literal, $field:ident) => {
            entered(
                $key,
                &["基础数据", "楼堂馆所", $key],
                report.base.buildings.$field,
            )
        };
    }
    [
        [of!("实际规模", actual_area), of!("批复规模", approved_area)],
        [of!("实际投资", actual_cost), of!("预算投资", approved_cost)],
    ]
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

    /// These amounts without those that are only a part.
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
    Row::from(&report.base.thrift.cars).or(car_parts(report))
}

/// What the expenses on cars add up to.
#[must_use]
pub fn car_parts(report: &Report) -> Row {
    let thrift = &report.base.thrift;
    Row::sum(&[(&thrift.car_purchase).into(), (&thrift.car_running).into()])
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
    Row::from(&report.base.thrift.total).or(thrift_parts(report))
}

/// What its three parts add up to.
#[must_use]
pub fn thrift_parts(report: &Report) -> Row {
    let thrift = &report.base.thrift;
    Row::sum(&[
        cars(report),
        (&thrift.abroad).into(),
        (&thrift.reception).into(),
    ])
}

/// The three costs that stand under 公用经费, each with its key.
#[must_use]
pub const fn office_costs(report: &Report) -> [(&'static str, &Columns); 3] {
    let costs = &report.base.office;
    [
        ("办公经费", &costs.office),
        ("水费、电费、差旅费", &costs.utilities),
        ("会议费、培训费", &costs.meetings),
    ]
}
