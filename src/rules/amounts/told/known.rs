//! What the tables have of what a text may tell.

use rust_decimal::Decimal;

use super::names::{About, BASIC, OFFICE, called, stem};
use crate::document::FieldPath;
use crate::figures::budget::{Column, Fund, Item};
use crate::figures::rates::{self, Amount, Rate};
use crate::figures::score::Subject;
use crate::figures::whole;
use crate::report::number::{Number, in_yuan};
use crate::report::{Posts, Report, fields};
use crate::rules::Case;
use crate::rules::passage::contains_any;

/// A figure of the tables with its cell: money in 元, rates in %.
type Known = (FieldPath, Decimal);

impl About {
    /// What the tables have for it, all that they have: they may disagree, which another rule tells.
    pub(super) fn known(self, case: &Case<'_>) -> Vec<Known> {
        let report: &Report = case.report;
        let people = &report.profile.staff;
        let card = &case.figures.whole;
        let found = match self {
            Self::Quota => vec![
                staff("编制数", people.quota.value()),
                fed("编制数", report.base.fed.quota.value()),
            ],
            Self::Employed => vec![
                staff("在职在编人员", people.employed.value()),
                fed("实际在职人数", report.base.fed.employed.value()),
            ],
            Self::Retired => vec![staff("退休人员", people.retired.value())],
            Self::Present => vec![
                staff("年末实有人数", people.stated.value()),
                staff("年末实有人数", case.figures.staff.total),
            ],
            Self::Outside => vec![staff("编外人员", people.outside.value())],
            Self::AllRetired => {
                let before_1949 = people.honourably_retired.value().unwrap_or_default();
                let all = people
                    .retired
                    .value()
                    .and_then(|it| it.checked_add(before_1949));
                vec![staff("退休人员", all)]
            }
            Self::RetiredWithHonours => {
                vec![staff("离休人员", people.honourably_retired.value())]
            }
            Self::Vacant => {
                let quota = people.quota.value();
                let filled = [
                    people.employed.value(),
                    people.stated.value(),
                    report.base.fed.employed.value(),
                ];
                let vacant = filled.map(|filled| quota?.checked_sub(filled?));
                let vacant = vacant.map(|it| it.filter(|it| !it.is_sign_negative()));
                vacant.map(|it| staff("编制数", it)).to_vec()
            }
            // 在职58人，其中行政编制21人
            Self::Posts(kind) => vec![
                posts(kind, report, "编制数", |it| it.quota),
                posts(kind, report, "在编人数", |it| it.filled),
            ],
            Self::Filled(kind) => vec![posts(kind, report, "在编人数", |it| it.filled)],
            Self::Base(rate) => base(rate, case),
            Self::Purchases => {
                let value = report.base.procurement.spent.value();
                vec![money(&["基础数据", "政府采购金额", "本年决算数"], value)]
            }
            Self::PlannedPurchases => {
                let value = report.base.procurement.budget.value();
                vec![money(&["基础数据", "政府采购金额", "本年预算数"], value)]
            }
            Self::Thrift => vec![expense("合计", rates::thrift(report).whole().spent)],
            Self::PlannedThrift => {
                let value = rates::thrift(report).whole().budget;
                vec![money(
                    &["基础数据", "三公经费", "合计", "本年预算数"],
                    value,
                )]
            }
            Self::Cars => vec![expense(
                "公务用车购置和维护",
                rates::cars(report).whole().spent,
            )],
            Self::Expense(key) => {
                let entered = rates::expense(report, key);
                vec![expense(key, entered.and_then(|it| it.spent.value()))]
            }
            Self::Office(key) => {
                let costs = &report.base.office;
                let value = match key {
                    OFFICE => costs.office.spent,
                    _ => costs.meetings.spent,
                };
                vec![money(
                    &["基础数据", "公用经费", key, "本年决算数"],
                    value.value(),
                )]
            }
            Self::Rate => {
                let budget = &case.figures.budget;
                // With other funds the rate of the general budget is often meant.
                let of = |item| budget.rate(budget.node(item)?).ok().and_then(percent);
                let mut rates = vec![
                    stated("执行率", report.whole.stated.rate.value()),
                    stated("执行率", card.rate.as_ref().ok().copied().and_then(percent)),
                    stated("执行率", of(Item::Total)),
                ];
                // While none of those is known, that of all may be any.
                if rates.iter().any(Option::is_some) {
                    rates.push(stated("执行率", of(Item::General)));
                }
                rates
            }
            Self::RateOf(item) => rates_of(item, case),
            Self::Of(item, column) => {
                let node = case.figures.budget.node(item);
                let amount = node.and_then(|node| node.value(column));
                let path = item.path().key(column.key());
                vec![amount.and_then(in_yuan).map(|value| (path, value))]
            }
            Self::Planned(key) => {
                let plan = &report.whole.plan;
                let value = match key {
                    BASIC => plan.basic.value(),
                    _ => plan.project.value(),
                };
                vec![money(&["整体绩效", "目标设置", key], value)]
            }
            Self::Projects => {
                let path = fields::projects();
                let count = Decimal::from(report.projects.len());
                vec![Some((path, count)).filter(|_| !report.projects.is_empty())]
            }
            Self::Left(fund) => left(fund, case),
            Self::Had(fund, key) => {
                let [opening, income, _] = fund.of(report).balances();
                let value = match key {
                    "本年收入" => income,
                    _ => opening,
                };
                vec![money(&["支出", fund.key(), key], value.value())]
            }
            Self::PeopleBefore(key) => {
                let value = match key {
                    "上年实有人数" => people.prior,
                    _ => people.prior_outside,
                };
                vec![staff(key, value.value())]
            }
            Self::Bodies(listed) => bodies(listed, report),
            Self::Spent => whole(Column::Spent, case),
            // A fund that spent this year and has no amount of the year before is not known to have had none.
            Self::SpentBefore => {
                let total = case.figures.budget.node(Item::Total);
                let is_known = total.is_some_and(|it| it.is_whole(Column::Prior));
                let known = is_known.then(|| whole(Column::Prior, case));
                known.unwrap_or_default()
            }
            Self::Approved => whole(Column::Approved, case),
            Self::Adjusted => whole(Column::Adjusted, case),
            Self::Added => added(case, |by, _| Some(by)),
            Self::AddedRate => added(case, |by, approved| percent(by.checked_div(approved)?)),
            // Where it is an indicator as well, what it earned may be that one's.
            Self::ExecutionScore => {
                let mut indicators = report.whole.indicators.iter();
                let is_one = indicators.any(|it| it.name.contains("执行率"));
                let stated_score = report.whole.stated.execution.value();
                let scores = [stated_score, card.execution].into_iter();
                let scores = scores.map(|score| stated("执行率得分", score.filter(|_| !is_one)));
                scores.collect()
            }
            Self::Level(level) => {
                let groups = card.earned(&report.whole.indicators, |it| &it.level1);
                let mut groups = groups.into_iter();
                let group = groups.find(|it| it.name.trim_end_matches("指标") == level);
                let list = FieldPath::of(&["整体绩效", "指标"]);
                vec![group.and_then(|it| Some((list.index(it.first).key("得分"), it.score?)))]
            }
            Self::Score => scores(case),
            // 没有扣分项 may leave out what was not spent.
            Self::Deductions => {
                let outcome = card.outcome(&report.whole.stated, case.scheme);
                let points = case.scheme.execution(Subject::Whole).points;
                let lost = outcome.execution.and_then(|it| points.checked_sub(it));
                let is_of_rate = |(_, total): &Known| {
                    total.checked_add(lost.unwrap_or_default()) >= Some(Decimal::ONE_HUNDRED)
                };
                let mut scores = scores(case);
                scores.retain(|it| it.as_ref().is_some_and(|it| !is_of_rate(it)));
                scores
            }
        };
        found.into_iter().flatten().collect()
    }
}

fn staff(key: &str, value: Option<Decimal>) -> Option<Known> {
    Some((FieldPath::of(&["基本情况", "人员", key]), value?))
}

/// What the only entry of a kind of posts has by this key.
fn posts(kind: &str, report: &Report, key: &str, of: fn(&Posts) -> Number) -> Option<Known> {
    let posts = report.profile.staff.posts.iter().enumerate();
    let mut posts = posts.filter(|(_, it)| it.kind.trim().trim_end_matches("编制") == kind);
    let (i, it) = posts.next().filter(|_| posts.next().is_none())?;
    let list = FieldPath::of(&["基本情况", "人员", "分类编制"]);
    Some((list.index(i).key(key), of(it).value()?))
}

fn fed(key: &str, value: Option<Decimal>) -> Option<Known> {
    Some((FieldPath::of(&["基础数据", "财政供养人员", key]), value?))
}

fn stated(key: &str, value: Option<Decimal>) -> Option<Known> {
    Some((FieldPath::of(&["整体绩效", "自评", key]), value?))
}

/// An amount that is entered in 万元.
fn money(keys: &[&str], value: Option<Decimal>) -> Option<Known> {
    Some((FieldPath::of(keys), in_yuan(value?)?))
}

/// The score of the whole, as it is stated and as it is worked out.
fn scores(case: &Case<'_>) -> Vec<Option<Known>> {
    let total = case.report.whole.stated.total.value();
    vec![
        stated("总分", total),
        stated("总分", case.figures.whole.total),
    ]
}

fn expense(key: &str, spent: Option<Decimal>) -> Option<Known> {
    money(&["基础数据", "三公经费", key, "本年决算数"], spent)
}

/// What the rate of the base data table that is called so comes to, in %.
pub(in crate::rules) fn rate_of_base_table(
    name: &str,
    case: &Case<'_>,
) -> Option<Vec<(FieldPath, Decimal)>> {
    let rate = called(name).filter(|it| matches!(it, About::Base(_)))?;
    Some(rate.known(case))
}

/// What a rate of the base data table comes to, beside the first of its amounts; 公用经费 may be told by the budget of
/// all the year as well.
fn base(rate: Rate, case: &Case<'_>) -> Vec<Option<Known>> {
    let path = match rate.amounts(case.report) {
        [Amount::Entered(part), _] => FieldPath::of(part.keys),
        [Amount::Thrift(_), _] => FieldPath::of(&["基础数据", "三公经费", "合计", "本年决算数"]),
        [Amount::Office(column), _] => {
            let office = case.figures.budget.office();
            office.map_or_else(FieldPath::root, |node| node.item.path().key(column.key()))
        }
        [Amount::Total(column), _] => case.total_at(column),
    };
    let adjusted = || {
        let office = case
            .figures
            .budget
            .office()
            .filter(|_| rate == Rate::Office)?;
        let of = |column| office.value(column).filter(|_| office.is_whole(column));
        of(Column::Spent)?.checked_div(of(Column::Adjusted)?)
    };
    let rates = [case.figures.rates.get(rate), adjusted()].into_iter();
    let rates = rates.map(|rate| Some((path.clone(), percent(rate?)?)));
    rates.collect()
}

/// What the whole has in a column: with other funds the total of one budget is often meant; left blank they
/// are none. What own income paid stands in the department's own table alone.
fn whole(column: Column, case: &Case<'_>) -> Vec<Option<Known>> {
    let budget = &case.figures.budget;
    let of = |item| budget.node(item).and_then(|node| node.value(column));
    let general = budget.node(Item::General);
    let general = general.filter(|node| node.is_whole(column));
    let [of_general, of_all] =
        [Item::General, Item::Total].map(|item| general.and_then(|_| of(item)));
    let own = case.figures.funds.first();
    let own = own.filter(|row| row.lacks(column).is_none());
    let own = own.and_then(|row| row.value(column));
    let path = Item::General.path().key(column.key());
    let total = case.total_at(column);
    let found = [(path, of_general), (total.clone(), of_all), (total, own)].into_iter();
    let found = found.map(|(path, value)| Some((path, value.and_then(in_yuan)?)));
    found.collect()
}

/// What `of` makes of how far all of the year's budget is from that of the beginning of the year, and of that.
fn added(case: &Case<'_>, of: impl Fn(Decimal, Decimal) -> Option<Decimal>) -> Vec<Option<Known>> {
    let known = whole(Column::Adjusted, case).into_iter();
    let known = known.zip(whole(Column::Approved, case));
    let known = known.map(|(adjusted, approved)| {
        let ((path, adjusted), (_, approved)) = (adjusted?, approved?);
        Some((path, of(adjusted.checked_sub(approved)?, approved)?))
    });
    known.collect()
}

/// The execution rates of a part of the whole.
fn rates_of(item: Item, case: &Case<'_>) -> Vec<Option<Known>> {
    let budget = &case.figures.budget;
    let rate = budget.node(item).and_then(|node| budget.rate(node).ok());
    let of = |column| in_own_table(item, case, column);
    let of_all = of(Column::Spent).zip(of(Column::Adjusted));
    let of_all = of_all.and_then(|(spent, budget)| spent.checked_div(budget));
    let path = item.path().key(Column::Spent.key());
    let rates = [rate, of_all].into_iter();
    let rates = rates.map(|rate| Some((path.clone(), percent(rate?)?)));
    rates.collect()
}

/// What is left of a fund at the end of the year.
fn left(fund: Fund, case: &Case<'_>) -> Vec<Option<Known>> {
    let chapter = fund.of(case.report);
    let node = case.figures.budget.node(Item::Fund(fund));
    let of = |column| node.and_then(|node| node.value(column));
    let (spent, path) = (of(Column::Spent), Item::Fund(fund).path());
    let carried = (chapter.opening.value()).zip(chapter.income.value());
    let had = carried.and_then(|(one, other)| one.checked_add(other));
    let left = |of: Option<Decimal>| of?.checked_sub(spent?);
    let at = |key: &str| path.parent().map(|it| it.key(key));
    let of_budget = path.key(Column::Adjusted.key());
    let all = [
        (Some(of_budget), left(of(Column::Adjusted))),
        (at("年末结转和结余"), chapter.closing.value()),
        (at("本年收入"), left(had)),
    ];
    let all = all.into_iter();
    all.map(|(path, value)| Some((path?, in_yuan(value?)?)))
        .collect()
}

/// How many bodies the list has whose kind says one of these.
fn bodies(listed: &[&str], report: &Report) -> Vec<Option<Known>> {
    let groups = report.profile.groups.iter().enumerate();
    let mut groups = groups.filter(|(_, it)| contains_any(&it.kind, listed));
    let group = groups.next().filter(|_| groups.next().is_none());
    let counts = group.map(|(i, group)| {
        let entry = FieldPath::of(&["基本情况", "机构"]).index(i);
        let listed = Decimal::from(group.named().count());
        let listed = Some((entry.key("名单"), listed)).filter(|_| !listed.is_zero());
        [
            listed,
            group.stated.value().map(|it| (entry.key("列示数"), it)),
        ]
    });
    counts.into_iter().flatten().collect()
}

/// The row of the base data table that an expense stands in, with its key.
pub(super) fn row_of(about: About, report: &Report) -> Option<(&'static str, rates::Row)> {
    let (key, row) = match about {
        About::Thrift => ("合计", rates::thrift(report)),
        About::Cars => ("公务用车购置和维护", rates::cars(report)),
        about => (about.key()?, rates::expense(report, about.key()?)?.into()),
    };
    Some((key, row.whole()))
}

/// What the base data table has of an expense of this name, in 万元: the year before and this year, with
/// their places.
pub(in crate::rules) fn expense_in_two_years(
    name: &str,
    report: &Report,
) -> Option<[(FieldPath, Decimal); 2]> {
    expense_beside(name, report, |row| ("上年决算数", row.prior))
}

/// What the base data table has of an expense of this name, in 万元: this year's budget and what was spent, with their
/// places.
pub(in crate::rules) fn expense_beside_budget(
    name: &str,
    report: &Report,
) -> Option<[(FieldPath, Decimal); 2]> {
    expense_beside(name, report, |row| ("本年预算数", row.budget))
}

/// What was spent of an expense beside one of its columns.
fn expense_beside(
    name: &str,
    report: &Report,
    base: fn(&rates::Row) -> (&'static str, Option<Decimal>),
) -> Option<[(FieldPath, Decimal); 2]> {
    let (key, row) = row_of(called(stem(name))?, report)?;
    let path = FieldPath::of(&["基础数据", "三公经费", key]);
    let (column, value) = base(&row);
    Some([
        (path.key(column), value?),
        (path.key("本年决算数"), row.spent?),
    ])
}

/// How many people the report says there were of what is called so, the year before and this year, with their places.
pub(in crate::rules) fn staff_in_two_years(
    name: &str,
    report: &Report,
) -> Option<[(FieldPath, Decimal); 2]> {
    let people = &report.profile.staff;
    let two = match called(name)? {
        About::Present => [
            staff("上年实有人数", people.prior.value()),
            staff("年末实有人数", people.stated.value()),
        ],
        About::Outside => [
            staff("上年编外人员", people.prior_outside.value()),
            staff("编外人员", people.outside.value()),
        ],
        _ => return None,
    };
    let [prior, now] = two;
    Some([prior?, now?])
}

/// What the department's own table (P9) has by the name of an item: 项目支出 of all funds, 基本支出 that own income paid as well,
/// and what the budgets are told with but for 其他资金 of projects.
pub(in crate::rules) fn in_own_table(
    item: Item,
    case: &Case<'_>,
    column: Column,
) -> Option<Decimal> {
    let figures = case.figures;
    let key = match item {
        Item::Total => "年度资金总额",
        Item::General => "一般公共预算",
        Item::Basic => "基本支出",
        Item::Projects => "项目支出",
        _ => return whole::of_own_budget(&figures.funds, &figures.budget, item, column),
    };
    let row = figures.funds.iter().find(|row| row.key == key)?;
    row.value(column)
}

/// What own income paid of basic spending, where the department's own table has more of it than the budget; how much
/// of that went to which kind is in no table.
pub(in crate::rules) fn own_income_in_basic(case: &Case<'_>, column: Column) -> Option<Decimal> {
    let budget = case.figures.budget.node(Item::Basic)?.value(column)?;
    let all = in_own_table(Item::Basic, case, column)?;
    all.checked_sub(budget).filter(|own| *own > Decimal::ZERO)
}

fn percent(rate: Decimal) -> Option<Decimal> {
    rate.checked_mul(Decimal::ONE_HUNDRED)
}
