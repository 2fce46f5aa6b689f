//! The budget as one tree: total → fund → 基本/项目 → kind → line or project → source.
//!
//! Built from the amounts entered. A node that has parts may carry amounts of its own: what the
//! report or the final accounts *state*. Both are kept, neither wins.

use std::collections::HashMap;

use foldhash::fast::RandomState;
use rust_decimal::Decimal;

use super::execution::{NoRate, ratio};
use super::sum;
use crate::document::{FieldPath, Step};
use crate::report::check::Filled;
use crate::report::fields::{self, FUND_SOURCES, Kind, kind_at};
use crate::report::number::Number;
use crate::report::{Amounts, FundLine, OtherFund, Project, Report};

/// A column of amounts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Column {
    /// 年初预算数
    Approved,
    /// 全年预算数
    Adjusted,
    /// 全年执行数
    Spent,
    /// 上年执行数
    Prior,
}

impl Column {
    /// All of them, in the order of the forms.
    pub const ALL: [Self; 4] = [Self::Approved, Self::Adjusted, Self::Spent, Self::Prior];

    /// Those of the self-evaluation tables (P9, P10).
    pub const OF_FORMS: [Self; 3] = [Self::Approved, Self::Adjusted, Self::Spent];

    /// The key in the file, which is the heading.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Approved => "年初预算数",
            Self::Adjusted => "全年预算数",
            Self::Spent => "全年执行数",
            Self::Prior => "上年执行数",
        }
    }
}

/// One of something for each column.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct PerColumn<T> {
    approved: T,
    adjusted: T,
    spent: T,
    prior: T,
}

impl<T: Copy> PerColumn<T> {
    /// Column by column.
    pub(super) fn each(of: impl Fn(Column) -> T) -> Self {
        Self {
            approved: of(Column::Approved),
            adjusted: of(Column::Adjusted),
            spent: of(Column::Spent),
            prior: of(Column::Prior),
        }
    }

    /// That of one column.
    #[must_use]
    pub const fn get(&self, column: Column) -> T {
        match column {
            Column::Approved => self.approved,
            Column::Adjusted => self.adjusted,
            Column::Spent => self.spent,
            Column::Prior => self.prior,
        }
    }
}

/// Four amounts in 万元, any of which may be unknown.
pub type Quantities = PerColumn<Option<Decimal>>;

/// What is entered of a node.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Entered(PerColumn<Number>);

impl Entered {
    /// The amount in one column, where it was read.
    #[must_use]
    pub const fn get(&self, column: Column) -> Option<Decimal> {
        self.0.get(column).value()
    }

    fn is_blank(&self, column: Column) -> bool {
        self.0.get(column) == Number::Blank
    }

    fn is_empty(&self) -> bool {
        Column::ALL.iter().all(|&column| self.is_blank(column))
    }

    /// Whether the same columns are blank and the same were read.
    fn is_filled_as(&self, other: &Self) -> bool {
        let filled = |of: &Self, column| (of.is_blank(column), of.get(column).is_some());
        let mut columns = Column::ALL.into_iter();
        columns.all(|column| filled(self, column) == filled(other, column))
    }

    /// Whether nothing but zeros is entered, if anything.
    fn is_nothing(&self) -> bool {
        let mut numbers = Column::OF_FORMS
            .into_iter()
            .map(|column| self.0.get(column));
        numbers.all(|it| it == Number::Blank || it.value().is_some_and(|value| value.is_zero()))
    }

    /// Whether an amount is entered and cannot be counted with: it was not read, or is below 0.
    fn is_doubtful(&self) -> bool {
        Column::ALL.iter().any(|&column| match self.0.get(column) {
            Number::Blank => false,
            Number::Known(value) => value < Decimal::ZERO,
            Number::Unreadable => true,
        })
    }
}

impl From<&Amounts> for Entered {
    fn from(amounts: &Amounts) -> Self {
        Self(PerColumn::each(|column| match column {
            Column::Approved => amounts.approved,
            Column::Adjusted => amounts.adjusted,
            Column::Spent => amounts.spent,
            Column::Prior => amounts.prior,
        }))
    }
}

/// What a figure lacks of the amounts it is made of (还缺): one of them, and how many there are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Lacks {
    /// Whose amount is blank.
    pub item: Item,
    /// Which amount.
    pub column: Column,
    /// How many are blank in all.
    pub count: usize,
}

impl Lacks {
    /// 「社会管理」全年预算数等3项; what `own` itself lacks needs no name.
    #[must_use]
    pub fn words(&self, report: &Report, own: Option<Item>) -> String {
        let column = self.column.key();
        let name = match own {
            Some(own) if own == self.item => String::new(),
            _ => format!("「{}」", self.item.name(report)),
        };
        match self.count {
            0 | 1 => format!("{name}{column}"),
            n => format!("{name}{column}等{n}项"),
        }
    }

    /// Both together, the first by name.
    pub(super) fn and(first: Option<Self>, second: Option<Self>) -> Option<Self> {
        let all: usize = [first, second].iter().flatten().map(|it| it.count).sum();
        first.or(second).map(|it| Self { count: all, ..it })
    }
}

/// One of the funds beside the general public budget.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Fund {
    /// 政府性基金预算
    Government,
    /// 国有资本经营预算
    StateCapital,
    /// 社会保险基金预算
    Insurance,
}

impl Fund {
    /// All of them, in the order of the report's chapters.
    pub const ALL: [Self; 3] = [Self::Government, Self::StateCapital, Self::Insurance];

    /// The key of its chapter, which is its name.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Government => "政府性基金预算",
            Self::StateCapital => "国有资本经营预算",
            Self::Insurance => "社会保险基金预算",
        }
    }

    /// What it is called in a sentence, in whatever words its budget is told.
    #[must_use]
    pub const fn short(self) -> &'static str {
        match self {
            Self::Government => "政府性基金",
            Self::StateCapital => "国有资本经营",
            Self::Insurance => "社会保险基金",
        }
    }

    /// Whether the report states that there is nothing of it (空表说明): in its chapter, or in the list
    /// of attachments.
    #[must_use]
    pub fn is_none(self, report: &Report) -> bool {
        let mut attachments = report.other.attachments.iter();
        says_none(&self.of(report).note)
            || attachments.any(|it| it.name.contains(self.key()) && says_none(&it.note))
    }

    /// Where its chapter stands.
    #[must_use]
    pub fn path(self) -> FieldPath {
        FieldPath::of(&[SPENDING, self.key()])
    }

    /// Its chapter of a report.
    #[must_use]
    pub const fn of(self, report: &Report) -> &OtherFund {
        match self {
            Self::Government => &report.spending.government,
            Self::StateCapital => &report.spending.state_capital,
            Self::Insurance => &report.spending.insurance,
        }
    }
}

/// Whether a note says no more than that there is none of it: 无, 无此项支出, 本单位2022年度没有政府性基金
/// 预算财政拨款支出, 本年度未发生此项支出，本表为空. One that denies something else (本年度无年初预算安排) does not.
#[must_use]
pub fn says_none(note: &str) -> bool {
    const LONGEST: usize = 150;
    const WHO_AND_WHEN: &[&str] = &[
        "年度",
        "年",
        "我",
        "本",
        "单位",
        "部门",
        "街道",
        "办事处",
        "局",
        "乡",
        "镇",
        "中心",
        "该",
        "均",
    ];
    const OTHERWISE: &[&str] = &["上年", "去年", "往年", "除"];
    const NONE: &[&str] = &["无", "没有", "未发生", "未安排", "不涉及"];
    const WHAT: &[&str] = &[
        "此项", "该项", "这项", "相关", "有关", "使用", "安排", "财政", "拨款", "收入", "的", "、",
        "和", "资金", "业务",
    ];
    const SPENDING: &[&str] = &["支出", "收支", "预算"];
    const FUNDS: &[&str] = &[
        Fund::Government.short(),
        Fund::StateCapital.short(),
        Fund::Insurance.short(),
    ];
    if note.len() > LONGEST {
        return false;
    }
    let is_dropped = |c: char| c.is_ascii_digit() || c.is_whitespace() || c == '：';
    let note = note.replace(is_dropped, "");
    let mut clauses = note.split(['，', ',', '；', '。']);
    let first = clauses.next().unwrap_or_default();
    let none = NONE
        .iter()
        .filter_map(|none| Some((first.find(none)?, *none)));
    let Some((lead, what)) = none.min().and_then(|(at, none)| {
        let (lead, rest) = first.split_at_checked(at)?;
        Some((lead, rest.strip_prefix(none)?))
    }) else {
        return false;
    };
    // Whoever it is may be called by name: 月湖街道本年度无此项支出.
    let mut ends = [WHO_AND_WHEN, FUNDS, SPENDING].into_iter().flatten();
    let is_other = OTHERWISE.iter().any(|word| lead.contains(word));
    if is_other || !lead.is_empty() && !ends.any(|end| lead.ends_with(end)) {
        return false;
    }
    let is_told = what.is_empty()
        || [FUNDS, SPENDING, &["此项", "该项", "这项"]]
            .into_iter()
            .flatten()
            .any(|word| what.contains(word));
    is_told
        && behind(what, &[WHAT, FUNDS, SPENDING]).is_empty()
        && clauses
            .all(|rest| rest.is_empty() || ["空", "无数据"].iter().any(|it| rest.contains(it)))
}

/// A text without the words it begins with, as long as they are some of these.
fn behind<'t>(text: &'t str, words: &[&[&str]]) -> &'t str {
    let mut rest = text;
    while let Some(next) = words
        .iter()
        .copied()
        .flatten()
        .find_map(|word| rest.strip_prefix(word))
    {
        rest = next;
    }
    rest
}

/// What 支出类别 of a project says that is paid from none of the general public budget's money, beside
/// the names of the kinds that the report lists itself.
pub const PAID_OTHERWISE: [&str; 4] = [
    Fund::Government.key(),
    Fund::StateCapital.key(),
    Fund::Insurance.key(),
    OTHER_MONEY,
];

/// The codes of the subjects that one is a part of, the nearest first: 21208 and 212 of 2120803.
pub fn wholes_of(code: &str) -> impl Iterator<Item = &str> {
    /// 类 and 款 of a function; of an economic subject 类 alone is above another.
    const LENGTHS: [usize; 2] = [5, 3];
    let is_code = code.bytes().all(|byte| byte.is_ascii_digit());
    let lengths = LENGTHS
        .into_iter()
        .filter(move |&it| is_code && it < code.len());
    lengths.filter_map(|length| code.get(..length))
}

const SPENDING: &str = "支出";

/// What is paid from no budget.
const OTHER_MONEY: &str = "其他资金";

/// What a node of the tree stands for; numbers are places in the report's lists.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Item {
    /// All funds.
    Total,
    /// 一般公共预算
    General,
    /// 基本支出
    Basic,
    /// 人员经费, 公用经费
    BasicKind(usize),
    /// A line of a kind of basic spending.
    BasicLine(usize, usize),
    /// 项目支出
    Projects,
    /// A kind of project spending.
    ProjectKind(usize),
    /// Projects whose kind is blank or not listed.
    Unsorted,
    /// A first-level project.
    Project(usize),
    /// A source of a project's money, by its place in [`FUND_SOURCES`].
    Source(usize, usize),
    /// Another fund.
    Fund(Fund),
    /// A line of another fund.
    FundLine(Fund, usize),
    /// Projects paid from 其他资金, where there are some.
    OtherMoney,
}

impl Item {
    /// What it is called.
    #[must_use]
    pub fn name(self, report: &Report) -> &str {
        let spending = &report.spending.general;
        let name = match self {
            Self::Total => "支出总计",
            Self::General => "一般公共预算",
            Self::Basic => "基本支出",
            Self::Projects => "项目支出",
            Self::Unsorted => "未归类项目",
            Self::Fund(fund) => fund.key(),
            Self::OtherMoney => OTHER_MONEY,
            Self::BasicKind(i) => spending.basic.kinds.get(i).map_or("", |kind| &kind.name),
            Self::BasicLine(i, j) => spending
                .basic
                .kinds
                .get(i)
                .and_then(|kind| kind.lines.get(j))
                .map_or("", |line| &line.name),
            Self::ProjectKind(i) => spending.project.kinds.get(i).map_or("", |kind| &kind.name),
            Self::Project(i) => report.projects.get(i).map_or("", |project| &project.name),
            Self::Source(_, k) => FUND_SOURCES.get(k).copied().unwrap_or(""),
            Self::FundLine(fund, j) => fund.of(report).lines.get(j).map_or("", |line| &line.name),
        };
        if name.is_empty() {
            "（未命名）"
        } else {
            name
        }
    }

    /// Where its amounts stand in the file. The total, the unsorted projects and those of other money
    /// have none of their own; theirs is the root of what they add up.
    #[must_use]
    pub fn path(self) -> FieldPath {
        const GENERAL: &str = "一般公共预算";
        const AMOUNTS: &str = "金额";
        let key = |key: &str| Step::Key(key.into());
        let general = |of| [key(SPENDING), key(GENERAL), key(of), key(AMOUNTS)].into();
        let kind = |of, list, i| {
            let [spending, general] = [SPENDING, GENERAL].map(key);
            [
                spending,
                general,
                key(of),
                key(list),
                Step::Index(i),
                key(AMOUNTS),
            ]
            .into()
        };
        match self {
            Self::Total => [key(SPENDING)].into(),
            Self::General => [SPENDING, GENERAL, AMOUNTS].map(key).into(),
            Self::Basic => general("基本支出"),
            Self::BasicKind(i) => kind("基本支出", "分类", i),
            Self::BasicLine(i, j) => {
                let lines = FieldPath::of(&[SPENDING, GENERAL, "基本支出", "分类"]).index(i);
                lines.key("明细").index(j).key(AMOUNTS)
            }
            Self::Projects => general("项目支出"),
            Self::ProjectKind(i) => kind("项目支出", "类别", i),
            Self::Unsorted | Self::OtherMoney => [key("项目")].into(),
            Self::Project(i) => project_row(i, "年度资金总额"),
            Self::Source(i, k) => project_row(i, FUND_SOURCES.get(k).copied().unwrap_or("")),
            Self::Fund(fund) => [SPENDING, fund.key(), AMOUNTS].map(key).into(),
            Self::FundLine(fund, j) => {
                let lines = FieldPath::of(&[SPENDING, fund.key(), "明细"]);
                lines.index(j).key(AMOUNTS)
            }
        }
    }

    /// The list or the part of the file that holds what adds up to it.
    #[must_use]
    pub fn parts_path(self) -> FieldPath {
        let owner = || self.path().parent().unwrap_or_default();
        match self {
            Self::ProjectKind(_) => fields::projects(),
            Self::Basic => owner().key("分类"),
            Self::Projects => owner().key("类别"),
            Self::BasicKind(_) | Self::Fund(_) => owner().key("明细"),
            Self::BasicLine(..) | Self::FundLine(..) => owner().parent().unwrap_or_default(),
            Self::General | Self::Project(_) => owner(),
            _ => self.path(),
        }
    }

    /// Where its name is entered; the forms fix the names of the others.
    #[must_use]
    pub fn name_path(self) -> Option<FieldPath> {
        let owner = match self {
            Self::Project(i) => fields::project(i),
            Self::BasicKind(_)
            | Self::BasicLine(..)
            | Self::ProjectKind(_)
            | Self::FundLine(..) => self.path().parent()?,
            _ => return None,
        };
        Some(owner.key("名称"))
    }

    /// Whether the node has amounts of its own that can be entered.
    #[must_use]
    pub const fn is_entered(self) -> bool {
        !matches!(self, Self::Total | Self::Unsorted | Self::OtherMoney)
    }
}

fn project_row(index: usize, row: &str) -> FieldPath {
    let key = |key: &str| Step::Key(key.into());
    [key("项目"), Step::Index(index), key("资金"), key(row)].into()
}

/// One node of the tree.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Node {
    /// What it stands for.
    pub item: Item,
    /// The node it is a part of.
    pub parent: Option<usize>,
    /// How far from the root.
    pub depth: usize,
    /// Its parts, in the file's order.
    pub children: Vec<usize>,
    /// Its own amounts: entered for a leaf, stated beside the parts otherwise.
    pub entered: Entered,
    /// What adds up: what is shown for its parts where another amount is stated, so that the two can be
    /// seen to differ by what is said, else from the leaves; where no leaf below has an amount, what is
    /// entered.
    pub total: Quantities,
    /// The sum of what is shown for its parts, stated or added up.
    pub parts: Quantities,
    /// What of it projects were paid from 其他资金, which a budget may be told without.
    /// Hardly any node has some.
    other_money: Option<Box<PerColumn<Decimal>>>,
    /// 计划安排资金 of the performance goals, in 万元.
    pub plan: Option<Decimal>,
    /// Whether every amount in it, where one is entered, can be counted with.
    pub is_certain: bool,
    /// Whether what is shown of 全年执行数 for its parts can be counted with.
    pub has_certain_parts: bool,
    /// Which of its own amounts the forms cannot be handed in without.
    pub asks: PerColumn<bool>,
    /// How many amounts they ask for in all of it, and how many of those are there.
    pub filled: Filled,
    /// How many that are not there what is shown for its parts is made of.
    blank_parts: PerColumn<u32>,
    /// How many are not there in all of it, stated above or not.
    blank_leaves: PerColumn<u32>,
    /// Whether it is a part of its whole: a source of money that is not used and a kind of which
    /// there is no project are none.
    is_there: bool,
    /// Whether 全年执行数 is known for all of it that was spent on the year before.
    pub is_comparable: bool,
    /// Whether 上年执行数 is known for all of it that was spent on.
    pub is_prior_known: bool,
    /// The same, where what is blank may have been spent on as well.
    is_prior_filled: bool,
}

impl Node {
    /// What is shown for the node: what is stated, else the sum of what is shown for its parts, so
    /// that what stands under one another adds up.
    #[must_use]
    pub fn value(&self, column: Column) -> Option<Decimal> {
        self.entered.get(column).or(self.parts.get(column))
    }

    /// What is shown minus what adds up, where both are known for certain and differ; what blank leaves
    /// may make up for is no difference yet.
    #[must_use]
    pub fn difference(&self, column: Column) -> Option<Decimal> {
        let difference = self.value(column)?.checked_sub(self.total.get(column)?)?;
        let is_open = difference > Decimal::ZERO && self.blank_leaves.get(column) > 0;
        let is_known = self.is_certain && !self.children.is_empty() && !is_open;
        let is_apart = !difference.is_zero() && !self.is_without_other_money(difference, column);
        (is_known && is_apart).then_some(difference)
    }

    /// 其他资金 of its projects, where what is shown of it is told without.
    #[must_use]
    pub fn left_out(&self, column: Column) -> Option<Decimal> {
        let difference = self.value(column)?.checked_sub(self.total.get(column)?)?;
        let is_left_out = !difference.is_zero() && self.is_without_other_money(difference, column);
        is_left_out.then(|| -difference)
    }

    /// 其他资金 of its projects, where what is shown of it is told with that.
    #[must_use]
    pub fn taken_in(&self, column: Column) -> Option<Decimal> {
        let other = self.other_money.as_ref()?.get(column);
        let is_with = self.value(column)? == self.total.get(column)? && !other.is_zero();
        is_with.then_some(other)
    }

    /// Whether an amount of it that is so much more than what adds up is told without 其他资金 of its
    /// projects, as the final accounts of its budget have it. What the funds beside 政府性基金 spent is told as
    /// 其他资金 with all of it.
    #[must_use]
    pub fn is_without_other_money(&self, difference: Decimal, column: Column) -> bool {
        let is_of_budget = matches!(
            self.item,
            Item::General | Item::Projects | Item::ProjectKind(_) | Item::Fund(Fund::Government)
        );
        let other = self.other_money.as_ref().map(|it| it.get(column));
        is_of_budget && other.is_some_and(|other| difference == -other)
    }

    /// Whether its own amount is asked for and not filled in.
    fn is_unfilled(&self, column: Column) -> bool {
        let is_there = self.value(column).is_some() || !self.entered.is_blank(column);
        self.asks.get(column) && !is_there
    }

    /// The same, or it has no amount because none was read, or because nobody said what it was spent
    /// the year before, though something is spent on it now.
    fn is_blank(&self, column: Column) -> bool {
        let is_unread = self.children.is_empty() && !self.entered.is_blank(column);
        let is_spent_on = || {
            let spent = self.value(Column::Spent);
            spent.is_some_and(|it| !it.is_zero()) && !self.is_prior_known
        };
        let is_unknown = is_unread || (column == Column::Prior && is_spent_on());
        self.is_unfilled(column) || (is_unknown && self.value(column).is_none())
    }

    /// How many amounts that are not filled in, or not read, what is shown is made of.
    #[must_use]
    pub fn blank(&self, column: Column) -> u32 {
        match self.entered.get(column) {
            Some(_) => 0,
            None if self.is_blank(column) => 1,
            None => self.blank_parts.get(column),
        }
    }

    /// Whether something is shown, and it is the whole of it.
    #[must_use]
    pub fn is_whole(&self, column: Column) -> bool {
        self.value(column).is_some() && self.blank(column) == 0
    }

    /// 全年执行数 ÷ 全年预算数, as a ratio; `None` while one of the amounts asked for is blank, since
    /// spending over a part of the budget is no rate, and a blank is not zero.
    #[must_use]
    pub fn execution_rate(&self) -> Option<Decimal> {
        let [spent, adjusted] = [Column::Spent, Column::Adjusted]
            .map(|column| self.value(column).filter(|_| self.is_whole(column)));
        ratio(spent, adjusted)
    }

    /// What was planned: 年初预算数 once it is there for every part, until then the plan of the
    /// performance goals.
    #[must_use]
    pub fn planned(&self) -> Option<Decimal> {
        let approved = self.value(Column::Approved);
        if self.is_whole(Column::Approved) {
            approved
        } else {
            self.plan.or(approved)
        }
    }

    /// Whether every part has 全年执行数 and 上年执行数, or neither.
    #[must_use]
    pub const fn is_known_in_both_years(&self) -> bool {
        self.is_comparable && self.is_prior_known
    }

    /// 全年执行数 minus 上年执行数; `None` while a part has only one of the two, since what is not
    /// filled in yet is neither a saving nor a growth.
    #[must_use]
    pub fn change(&self) -> Option<Decimal> {
        let spent = self.value(Column::Spent)?;
        let prior = self.value(Column::Prior)?;
        let is_known = self.is_known_in_both_years();
        is_known.then(|| spent.checked_sub(prior)).flatten()
    }
}

/// The funds of which a report says that there is nothing.
fn nothing(report: &Report) -> Vec<Fund> {
    let funds = Fund::ALL.into_iter();
    funds.filter(|fund| fund.is_none(report)).collect()
}

/// A project's money by source; `None` where none of it is told apart.
fn sources(project: &Project) -> Option<[Entered; FUND_SOURCES.len()]> {
    let funds = &project.funds;
    let sources = [&funds.appropriation, &funds.carried_over, &funds.other].map(Entered::from);
    (!sources.iter().all(Entered::is_empty)).then_some(sources)
}

/// The budget tree. Node 0 is the total.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Budget {
    nodes: Vec<Node>,
    /// Where each project stands among the nodes.
    projects: Vec<usize>,
    /// Where everything else does.
    others: HashMap<Item, usize, RandomState>,
    /// 公用经费, which the base data table (P8) shows.
    office: Option<Item>,
    /// The projects paid from a fund that has lines, by the place of the fund: the same money divided
    /// otherwise.
    beside: HashMap<usize, Vec<usize>, RandomState>,
    /// The funds of which the report says that there is nothing.
    none: Vec<Fund>,
}

impl Budget {
    /// Builds the tree of a report.
    #[must_use]
    pub fn build(report: &Report) -> Self {
        let general = &report.spending.general;
        let mut kinds = general.basic.kinds.iter();
        let office = kinds.position(|kind| kind.name.words() == "公用经费");
        let mut budget = Self {
            nodes: Vec::with_capacity(report.projects.len() + 32),
            office: office.map(Item::BasicKind),
            none: nothing(report),
            ..Self::default()
        };
        let root = budget.push(None, Item::Total, Entered::default());
        let fund = budget.push(Some(root), Item::General, (&general.amounts).into());

        let basic = budget.push(Some(fund), Item::Basic, (&general.basic.amounts).into());
        budget.plan(basic, report.whole.plan.basic.value());
        for (i, kind) in general.basic.kinds.iter().enumerate() {
            let node = budget.push(Some(basic), Item::BasicKind(i), (&kind.amounts).into());
            let lines = kind.lines.iter().map(|line| (&*line.code, &line.amounts));
            budget.lines(node, lines, |j| Item::BasicLine(i, j));
        }

        let spending = budget.push(
            Some(fund),
            Item::Projects,
            (&general.project.amounts).into(),
        );
        budget.plan(spending, report.whole.plan.project.value());
        budget.projects = vec![0; report.projects.len()];
        let kinds = &general.project.kinds;
        let mut named: HashMap<&str, usize, RandomState> = HashMap::default();
        for (k, kind) in kinds.iter().enumerate() {
            named.entry(kind.name.words()).or_insert(k);
        }
        let mut sorted: Vec<Vec<usize>> = vec![Vec::new(); kinds.len() + 1];
        let mut paid_otherwise: HashMap<&str, Vec<usize>, RandomState> = HashMap::default();
        for (i, project) in report.projects.iter().enumerate() {
            let name = project.kind.words();
            let kind = named.get(name).copied();
            if kind.is_none() && PAID_OTHERWISE.contains(&name) {
                paid_otherwise.entry(name).or_default().push(i);
            } else if let Some(places) = sorted.get_mut(kind.unwrap_or(kinds.len())) {
                places.push(i);
            }
        }
        for (k, places) in sorted.into_iter().enumerate() {
            let (item, amounts) = match kinds.get(k) {
                Some(kind) => (Item::ProjectKind(k), (&kind.amounts).into()),
                None if places.is_empty() => continue,
                None => (Item::Unsorted, Entered::default()),
            };
            let node = budget.push(Some(spending), item, amounts);
            for i in places {
                budget.project(node, i, report);
            }
        }

        for fund in Fund::ALL {
            let source = fund.of(report);
            let node = budget.push(Some(root), Item::Fund(fund), (&source.amounts).into());
            let lines = source.lines.iter().map(|line| (&*line.code, &line.amounts));
            budget.lines(node, lines, |j| Item::FundLine(fund, j));
            let lines = budget.nodes.get(node).map_or(0, |of| of.children.len());
            // Until a line has an amount the projects are all that is told of it.
            let is_told = |line: &FundLine| !Entered::from(&line.amounts).is_empty();
            let is_told = source.lines.iter().any(is_told);
            for i in paid_otherwise.remove(fund.key()).unwrap_or_default() {
                budget.project(node, i, report);
            }
            if let (Some(of), true) = (budget.nodes.get_mut(node), is_told) {
                let projects = of.children.split_off(lines);
                budget.beside.insert(node, projects);
            }
        }
        if let Some(places) = paid_otherwise.remove(OTHER_MONEY) {
            let node = budget.push(Some(root), Item::OtherMoney, Entered::default());
            for i in places {
                budget.project(node, i, report);
            }
        }
        // Parts come after what they are parts of, so one pass from the end adds up everything.
        for place in (0..budget.nodes.len()).rev() {
            budget.add_up(place);
        }
        budget
    }

    /// Derives again what a change inside `scope` can have moved; whether the tree was built anew.
    pub fn refresh(&mut self, report: &Report, scope: &FieldPath) -> bool {
        let is_note = || matches!(kind_at(scope), Some(Kind::LongText));
        let stays = match scope.steps() {
            [Step::Key(chapter), Step::Index(i), Step::Key(field), ..]
                if &**chapter == fields::PROJECTS
                    && self.projects.len() == report.projects.len() =>
            {
                match &**field {
                    "资金" => {
                        is_note() || report.projects.get(*i).is_some_and(|it| self.fund(*i, it))
                    }
                    "支出类别" => false,
                    _ => true,
                }
            }
            [Step::Key(chapter), rest @ ..] => match (&**chapter, rest) {
                // Their words tell whether there is a fund at all.
                ("支出", _) if is_note() => self.none == nothing(report),
                ("其他说明", _) => self.none == nothing(report),
                ("整体绩效", [Step::Key(part), ..]) => &**part != "目标设置" || is_note(),
                ("支出", _) => self.restate(report, scope),
                ("项目" | "整体绩效", _) => false,
                _ => true,
            },
            [] | [Step::Index(_), ..] => false,
        };
        if !stays {
            *self = Self::build(report);
        }
        !stays
    }

    /// Puts the amounts of one project in the place of its last ones; whether its sources are
    /// still shown or still left out, as the shape of the tree wants.
    fn fund(&mut self, index: usize, project: &Project) -> bool {
        let Some(&place) = self.projects.get(index) else {
            return false;
        };
        let Some(node) = self.nodes.get_mut(place) else {
            return false;
        };
        let sources = sources(project);
        if node.children.is_empty() != sources.is_none() {
            return false;
        }
        node.entered = (&project.funds.total).into();
        let children = node.children.clone();
        for (&child, amounts) in children.iter().zip(sources.into_iter().flatten()) {
            if let Some(node) = self.nodes.get_mut(child) {
                node.entered = amounts;
            }
        }
        children.into_iter().for_each(|it| self.add_up(it));
        self.add_up_to_the_root(place);
        true
    }

    /// Puts what is stated of a whole of the general public budget in the place of what was; whether
    /// what was blank still is, as what its parts are asked for hangs on that.
    fn restate(&mut self, report: &Report, scope: &FieldPath) -> bool {
        let general = &report.spending.general;
        let (basic, project) = (&general.basic, &general.project);
        let wholes = [
            (Item::General, &general.amounts),
            (Item::Basic, &basic.amounts),
            (Item::Projects, &project.amounts),
        ];
        let kinds = basic.kinds.iter().enumerate();
        let of_basic = kinds.map(|(i, kind)| (Item::BasicKind(i), &kind.amounts));
        let kinds = project.kinds.iter().enumerate();
        let of_project = kinds.map(|(i, kind)| (Item::ProjectKind(i), &kind.amounts));
        let mut stated = wholes.into_iter().chain(of_basic).chain(of_project);
        let stated = stated.find(|(item, _)| scope.starts_with(&item.path()));
        let Some((place, entered)) = stated.and_then(|(item, amounts)| {
            let place = *self.others.get(&item)?;
            Some((place, Entered::from(amounts)))
        }) else {
            return false;
        };
        let Some(node) = self.nodes.get_mut(place) else {
            return false;
        };
        if !entered.is_filled_as(&node.entered) {
            return false;
        }
        node.entered = entered;
        self.add_up_to_the_root(place);
        true
    }

    fn add_up_to_the_root(&mut self, place: usize) {
        let up = std::iter::successors(Some(place), |&place| self.nodes.get(place)?.parent);
        let up: Vec<usize> = up.collect();
        up.into_iter().for_each(|it| self.add_up(it));
    }

    fn push(&mut self, parent: Option<usize>, item: Item, entered: Entered) -> usize {
        let place = self.nodes.len();
        let depth = match parent.and_then(|parent| self.nodes.get_mut(parent)) {
            Some(parent) => {
                parent.children.push(place);
                parent.depth + 1
            }
            None => 0,
        };
        if !matches!(item, Item::Project(_)) {
            self.others.insert(item, place);
        }
        self.nodes.push(Node {
            item,
            parent,
            depth,
            children: Vec::new(),
            entered,
            total: Quantities::default(),
            parts: Quantities::default(),
            other_money: None,
            plan: None,
            is_certain: true,
            has_certain_parts: true,
            asks: PerColumn::default(),
            filled: Filled::default(),
            blank_parts: PerColumn::default(),
            blank_leaves: PerColumn::default(),
            is_there: true,
            is_comparable: false,
            is_prior_known: false,
            is_prior_filled: false,
        });
        place
    }

    fn plan(&mut self, place: usize, plan: Option<Decimal>) {
        if let Some(node) = self.nodes.get_mut(place) {
            node.plan = plan;
        }
    }

    /// Lines in the file's order, each below the one whose code begins its own: 2120803 below 21208 below
    /// 212.
    fn lines<'a>(
        &mut self,
        parent: usize,
        lines: impl Iterator<Item = (&'a str, &'a Amounts)>,
        item: impl Fn(usize) -> Item,
    ) {
        let lines: Vec<(&str, &Amounts)> = lines
            .map(|(code, amounts)| (code.trim(), amounts))
            .collect();
        let mut named: HashMap<&str, usize, RandomState> = HashMap::default();
        for (j, (code, _)) in lines.iter().enumerate() {
            named.entry(code).or_insert(j);
        }
        let above = |code: &str| wholes_of(code).find_map(|whole| named.get(whole).copied());
        let above: Vec<Option<usize>> = lines.iter().map(|(code, _)| above(code)).collect();
        let mut below: Vec<Vec<usize>> = vec![Vec::new(); lines.len()];
        for (j, above) in above.iter().enumerate().rev() {
            if let Some(of) = above.and_then(|above| below.get_mut(above)) {
                of.push(j);
            }
        }
        let first = above.iter().enumerate().rev();
        let first = first.filter_map(|(j, above)| above.is_none().then_some((parent, j)));
        let mut open: Vec<(usize, usize)> = first.collect();
        while let Some((parent, j)) = open.pop() {
            let Some((_, amounts)) = lines.get(j) else {
                continue;
            };
            let place = self.push(Some(parent), item(j), (*amounts).into());
            open.extend(below.get(j).into_iter().flatten().map(|&j| (place, j)));
        }
    }

    fn project(&mut self, parent: usize, index: usize, report: &Report) {
        let Some(project) = report.projects.get(index) else {
            return;
        };
        let amounts = (&project.funds.total).into();
        let node = self.push(Some(parent), Item::Project(index), amounts);
        if let Some(place) = self.projects.get_mut(index) {
            *place = node;
        }
        for (k, source) in sources(project).into_iter().flatten().enumerate() {
            self.push(Some(node), Item::Source(index, k), source);
        }
    }

    /// Adds up one node from its parts, which are right already.
    fn add_up(&mut self, place: usize) {
        let Some(node) = self.nodes.get(place) else {
            return;
        };
        let parts = PerColumn::each(|column| {
            let parts = self.of_children(node, |child| child.value(column));
            // What a budget is told without is spent all the same.
            let left_out = (node.item == Item::Total)
                .then(|| self.left_out(column))
                .flatten();
            left_out.map_or(parts, |left_out| sum([parts, Some(left_out)]))
        });
        let total = PerColumn::each(|column| {
            let stated = node.entered.get(column);
            let apart = parts
                .get(column)
                .filter(|parts| stated.is_some_and(|stated| stated != *parts));
            let of_leaves = || self.of_children(node, |child| child.total.get(column));
            apart.or_else(of_leaves).or(stated)
        });
        let all =
            |holds: fn(&Node) -> bool| !node.children.is_empty() && self.children(node).all(holds);
        let is_certain = !node.entered.is_doubtful()
            && (node.children.is_empty() || all(|child| child.is_certain));
        let has_certain_parts = all(|child| {
            let is_stated = child.entered.get(Column::Spent).is_some();
            let is_stated = is_stated && !child.entered.is_doubtful();
            child.is_certain || is_stated
        });
        let is_leaf = node.children.is_empty();
        let [spent, prior] = [Column::Spent, Column::Prior].map(|it| node.entered.get(it));
        // What nothing was spent on this year has no year before to ask for.
        let is_unspent = is_leaf && spent.is_none_or(|spent| spent.is_zero());
        let is_new = is_leaf && prior.is_none();
        let is_comparable = spent.is_some() || is_new || all(|child| child.is_comparable);
        let is_there = match node.item {
            Item::Source(..) => !node.entered.is_empty(),
            Item::ProjectKind(_) => !is_leaf || !node.entered.is_empty(),
            _ => true,
        };
        let asks = PerColumn::each(|column| is_there && self.asks(node, column));
        let is_left = is_unspent && (spent.is_some() || !asks.get(Column::Spent));
        let is_prior_filled = prior.is_some() || is_left || all(|child| child.is_prior_filled);
        // What was spent of a whole that is stated may have been spent on a part that is blank.
        let is_prior_known =
            is_prior_filled || is_unspent || (spent.is_none() && all(|child| child.is_prior_known));
        let count = |of: &dyn Fn(&Node) -> u32| self.children(node).map(of).sum();
        let blank_parts = PerColumn::each(|column| count(&|child| child.blank(column)));
        let blank_leaves = PerColumn::each(|column| count(&|child| child.blank_leaves.get(column)));
        let beside = self.beside.get(&place).into_iter().flatten();
        let beside = beside.filter_map(|&it| self.nodes.get(it));
        let mut filled: Filled = self.children(node).chain(beside).map(|it| it.filled).sum();
        let other_money = match node.item {
            Item::Source(_, k) if FUND_SOURCES.get(k) == Some(&OTHER_MONEY) => {
                Some(Box::new(PerColumn::each(|column| {
                    node.entered.get(column).unwrap_or_default()
                })))
            }
            _ => self.other_money_of(&node.children),
        };
        let (total, other_money) = self
            .beside_projects(place, &total)
            .unwrap_or((total, other_money));
        if let Some(node) = self.nodes.get_mut(place) {
            node.total = total;
            node.parts = parts;
            node.other_money = other_money;
            node.is_certain = is_certain;
            node.has_certain_parts = has_certain_parts;
            node.is_comparable = is_comparable;
            node.is_prior_known = is_prior_known;
            node.is_prior_filled = is_prior_filled;
            node.is_there = is_there;
            node.asks = asks;
            node.blank_parts = blank_parts;
            node.blank_leaves = PerColumn::each(|column| {
                let is_blank = node.children.is_empty() && node.is_blank(column);
                blank_leaves.get(column) + u32::from(is_blank)
            });
            for column in Column::ALL.into_iter().filter(|&it| asks.get(it)) {
                filled += Filled::one(!node.is_unfilled(column));
            }
            node.filled = filled;
        }
    }

    /// What adds up for a fund that has lines of its own, and what of it is 其他资金, where the projects beside them come to
    /// as much with that money or without it; what they come to otherwise says nothing of it.
    fn beside_projects(
        &self,
        place: usize,
        total: &Quantities,
    ) -> Option<(Quantities, Option<Box<PerColumn<Decimal>>>)> {
        let node = self.nodes.get(place)?;
        let projects = self.beside.get(&place)?;
        let other = self.other_money_of(projects)?;
        let with = |column| sum(projects.iter().map(|&it| self.nodes.get(it)?.value(column)));
        let is_told_without = |column| {
            let with = with(column)?;
            let told = node.entered.get(column).or(total.get(column))?;
            let without = with.checked_sub(other.get(column))?;
            match told {
                told if told == with => Some(false),
                told => (told == without).then_some(true),
            }
        };
        let total = PerColumn::each(|column| match is_told_without(column) {
            Some(true) => with(column),
            _ => total.get(column),
        });
        let other = PerColumn::each(|column| {
            is_told_without(column).map_or(Decimal::ZERO, |_| other.get(column))
        });
        Some((total, Some(Box::new(other))))
    }

    /// What these nodes have of 其他资金.
    fn other_money_of(&self, parts: &[usize]) -> Option<Box<PerColumn<Decimal>>> {
        let parts = parts.iter().filter_map(|&it| self.nodes.get(it));
        let mut parts = parts.filter_map(|it| it.other_money.as_deref());
        let first = *parts.next()?;
        let all = parts.fold(first, |all, one| {
            PerColumn::each(|it| all.get(it).saturating_add(one.get(it)))
        });
        Some(Box::new(all))
    }

    /// Whether the forms cannot be handed in without an amount of a node, whose parts are right
    /// already. The self-evaluation tables (P9, P10) add up three columns from what has no parts;
    /// the base data table (P8) has a column for the year before, in the rows it shows of the tree.
    fn asks(&self, node: &Node, column: Column) -> bool {
        let is_bare = !self.children(node).any(|child| child.is_there);
        let whole = |node: &Node| self.nodes.get(node.parent?);
        let is_stated = || {
            let mut wholes = std::iter::successors(whole(node), |it| whole(it));
            wholes.any(|whole| whole.entered.get(column).is_some())
        };
        let is_none = match node.item {
            Item::Fund(fund) => self.none.contains(&fund) && node.entered.is_nothing(),
            _ => false,
        };
        let is_unbudgeted = || {
            node.entered
                .get(Column::Adjusted)
                .is_some_and(|it| it.is_zero())
        };
        match (column, node.item) {
            (Column::Prior, Item::ProjectKind(_)) => true,
            (Column::Prior, Item::Projects) => is_bare,
            (Column::Prior, item) => self.office == Some(item),
            // Their table has no column for a budget: that of the fund is enough.
            (Column::Approved | Column::Adjusted, Item::FundLine(..)) => is_bare && !is_stated(),
            // Where nothing could be spent, nothing was.
            (Column::Spent, _) => is_bare && !is_none && !is_unbudgeted(),
            (Column::Approved | Column::Adjusted, _) => is_bare && !is_none,
        }
    }

    /// What is shown for a node in a column lacks; `None` where it is the whole.
    #[must_use]
    pub fn lacks(&self, node: &Node, column: Column) -> Option<Lacks> {
        self.lacking(node, column, node.blank(column), Node::blank)
    }

    /// What is lacking in what is shown for the parts of a node.
    #[must_use]
    pub fn parts_lack(&self, node: &Node, column: Column) -> Option<Lacks> {
        let count = node.blank_parts.get(column);
        let first = self.children(node).find(|it| it.blank(column) > 0)?;
        self.lacking(first, column, count, Node::blank)
    }

    /// What is lacking in what adds up from the leaves of a node.
    #[must_use]
    pub fn leaves_lack(&self, node: &Node, column: Column) -> Option<Lacks> {
        let count = |node: &Node, column| node.blank_leaves.get(column);
        self.lacking(node, column, count(node, column), count)
    }

    /// So many amounts are lacking; the first of them is where `of` leads down to.
    fn lacking(
        &self,
        node: &Node,
        column: Column,
        count: u32,
        of: fn(&Node, Column) -> u32,
    ) -> Option<Lacks> {
        let mut at = Some(node).filter(|_| count > 0)?;
        while !at.is_blank(column) {
            at = self.children(at).find(|child| of(child, column) > 0)?;
        }
        Some(Lacks {
            item: at.item,
            column,
            count: usize::try_from(count).unwrap_or(usize::MAX),
        })
    }

    /// 执行率 of a node.
    ///
    /// # Errors
    ///
    /// Why it has none: an amount is blank, or nothing was budgeted.
    pub fn rate(&self, node: &Node) -> Result<Decimal, NoRate> {
        node.execution_rate().ok_or_else(|| {
            let [adjusted, spent] =
                [Column::Adjusted, Column::Spent].map(|it| self.lacks(node, it));
            NoRate::of(Lacks::and(adjusted, spent), node.value(Column::Adjusted))
        })
    }

    /// Whether the share of a node is of a part only.
    #[must_use]
    pub fn is_share_partial(&self, node: &Node) -> bool {
        let whole = node.parent.and_then(|parent| self.nodes.get(parent));
        whole.is_some_and(|whole| whole.blank_parts.get(Column::Spent) > 0)
    }

    /// 公用经费, where the report has it.
    #[must_use]
    pub fn office(&self) -> Option<&Node> {
        self.node(self.office?)
    }

    /// 其他资金 of projects that the budgets are told without.
    #[must_use]
    pub fn left_out(&self, column: Column) -> Option<Decimal> {
        let items = [Item::General, Item::Fund(Fund::Government)];
        sum(items.map(|item| self.node(item)?.left_out(column)))
    }

    /// The projects that 项目支出, or a kind of it, is of, by their places in the report; of 项目支出 those that other funds
    /// pay as well.
    #[must_use]
    pub fn projects_of(&self, group: Item) -> Vec<usize> {
        if group == Item::Projects {
            return (0..self.projects.len()).collect();
        }
        let children = self.node(group).map(|it| it.children.as_slice());
        let children = children.unwrap_or_default().iter();
        let projects = children.filter_map(|&child| match self.get(child)?.item {
            Item::Project(i) => Some(i),
            _ => None,
        });
        projects.collect()
    }

    /// What a project is paid from, if not from the general public budget.
    #[must_use]
    pub fn paid_otherwise(&self, index: usize) -> Option<Item> {
        let node = self.node(Item::Project(index))?;
        let item = self.get(node.parent?)?.item;
        matches!(item, Item::Fund(_) | Item::OtherMoney).then_some(item)
    }

    /// How many amounts of a project are asked for, and how many of those are there.
    #[must_use]
    pub fn project_filled(&self, index: usize) -> Filled {
        let node = self.node(Item::Project(index));
        node.map_or_else(Filled::default, |node| node.filled)
    }

    /// How much is filled in of all of 支出, and of all of 项目.
    #[must_use]
    pub fn filled(&self) -> [Filled; 2] {
        let mut projects = Filled::default();
        for index in 0..self.projects.len() {
            projects += self.project_filled(index);
        }
        let all = self
            .nodes
            .first()
            .map_or_else(Filled::default, |root| root.filled);
        let spending = Filled {
            done: all.done.saturating_sub(projects.done),
            total: all.total.saturating_sub(projects.total),
        };
        [spending, projects]
    }

    /// The fields of the amounts that are asked for and not there.
    pub fn unfilled(&self) -> impl Iterator<Item = FieldPath> {
        self.nodes.iter().flat_map(|node| {
            let columns = Column::ALL.into_iter();
            let columns = columns.filter(|&column| node.is_unfilled(column));
            columns.map(|column| node.item.path().key(column.key()))
        })
    }

    /// Whether what stands at a field is one of the amounts asked for.
    #[must_use]
    pub fn requires(&self, path: &FieldPath) -> bool {
        let columns = Column::ALL.into_iter();
        let mut columns = columns.filter(|it| path.last_key() == Some(it.key()));
        let (Some(column), Some(owner)) = (columns.next(), path.parent()) else {
            return false;
        };
        let mut asked = self.nodes.iter().filter(|node| node.asks.get(column));
        asked.any(|node| node.item.path() == owner)
    }

    fn of_children(
        &self,
        node: &Node,
        amount: impl Fn(&Node) -> Option<Decimal>,
    ) -> Option<Decimal> {
        sum(self.children(node).map(amount))
    }

    pub(super) fn children<'a>(&'a self, node: &'a Node) -> impl Iterator<Item = &'a Node> {
        let children = node.children.iter();
        children.filter_map(|&child| self.nodes.get(child))
    }

    /// What only the lines of a fund tell, of one of them or of all: what one does not say itself, those below it do.
    #[must_use]
    pub fn divided(
        &self,
        item: Item,
        report: &Report,
        of: fn(&FundLine) -> Number,
    ) -> Option<Decimal> {
        let own = match item {
            Item::FundLine(fund, j) => fund.of(report).lines.get(j).map(of),
            Item::Fund(_) => None,
            _ => return None,
        };
        let below = || {
            let lines = self.children(self.node(item)?);
            sum(lines.map(|line| self.divided(line.item, report, of)))
        };
        own.and_then(Number::value).or_else(below)
    }

    /// The projects paid from a fund whose table has lines, by their places.
    #[must_use]
    pub fn beside(&self, item: Item) -> &[usize] {
        let projects = self.place(item).and_then(|place| self.beside.get(&place));
        projects.map_or(&[], Vec::as_slice)
    }

    /// All nodes, the total first, parts after their whole.
    #[must_use]
    pub fn nodes(&self) -> &[Node] {
        &self.nodes
    }

    /// The node at a place.
    #[must_use]
    pub fn get(&self, place: usize) -> Option<&Node> {
        self.nodes.get(place)
    }

    /// Where the node of an item stands.
    #[must_use]
    pub fn place(&self, item: Item) -> Option<usize> {
        match item {
            Item::Project(i) => self.projects.get(i).copied(),
            item => self.others.get(&item).copied(),
        }
    }

    /// The node of an item.
    #[must_use]
    pub fn node(&self, item: Item) -> Option<&Node> {
        self.get(self.place(item)?)
    }

    /// 占比: what is shown for the node over the sum of what is shown for its siblings and itself;
    /// `None` while one of them has an amount that cannot be counted with.
    #[must_use]
    pub fn share(&self, node: &Node) -> Option<Decimal> {
        let parent = self.nodes.get(node.parent?)?;
        if !parent.has_certain_parts {
            return None;
        }
        ratio(node.value(Column::Spent), parent.parts.get(Column::Spent))
    }
}
