//! A in the text: what part of a whole something is said to be, by both their names, and how much of its budget was
//! spent on it.

use rust_decimal::Decimal;

use super::percentages::is_rounding;
use super::{changes, told};
use crate::figures::budget::{Column, Item};
use crate::report::number::{rounded, shown, told as written};
use crate::rules::passage::quantity::Unit;
use crate::rules::passage::{Passage, Role, bare, untailed, words};
use crate::rules::prose::Prose;
use crate::rules::quoted::{ByName, Named, Rated};
use crate::rules::{Case, Finding, Place, Verdict};

/// A percentage that a text tells of what it calls by a name of the tables.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::rules) struct Ratio {
    named: Named,
    of: Of,
    told: Rated,
    /// Whether the amounts may be those of a budget.
    is_of_budget: bool,
}

/// What a percentage is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Of {
    /// Its own budget: 执行率.
    Budget,
    /// The first of these that it is a part of.
    Wholes(&'static [Item]),
}

/// What a passage tells so.
pub(in crate::rules) fn ratios(passage: &Passage<'_>) -> Vec<Ratio> {
    let is_read = !matches!(passage.role, Role::Goal | Role::Name);
    if !is_read
        || !passage.holds_any(words![
            "执行率",
            "占基本",
            "占项目",
            "占总",
            "占比",
            "占一般",
            "占全年",
            "占部门",
            "占整体"
        ])
    {
        return Vec::new();
    }
    let quantities = passage.quantities.iter().enumerate();
    let found = quantities.filter_map(|(i, quantity)| {
        let is_percent = quantity.unit == Unit::Percent && quantity.is_exact();
        let (name, of) = is_percent.then(|| rate(passage, i).or_else(|| share(passage, i)))??;
        let is_meant = Named::is_name(name)
            && passage.period(i).is_none()
            && !passage.is_to_come(quantity.span.start)
            && !changes::is_change(passage, i);
        is_meant.then(|| Ratio {
            named: Named::of(name, quantity.span.start, passage),
            of,
            told: Rated::of(passage, quantity),
            is_of_budget: passage.is_of_budget(i),
        })
    });
    found.collect()
}

/// 社会管理项目预算执行率; what two numbers beside it come to is theirs.
fn rate<'a>(passage: &Passage<'a>, index: usize) -> Option<(&'a str, Of)> {
    const MONEY: [&str; 4] = ["资金预算", "支出预算", "预算", "资金"];
    let name = untailed(passage.listed(index)).strip_suffix("执行率")?;
    let name = MONEY
        .iter()
        .find_map(|it| name.strip_suffix(it))
        .unwrap_or(name);
    (!passage.is_of_its_own_numbers(index)).then_some((name, Of::Budget))
}

/// 人员经费占基本支出的, 项目支出60万元，占总支出的.
fn share<'a>(passage: &Passage<'a>, index: usize) -> Option<(&'a str, Of)> {
    const GENERAL: &[Item] = &[Item::General];
    const EITHER: &[Item] = &[Item::General, Item::Total];
    const WHOLES: [(&str, &[Item]); 11] = [
        ("", EITHER),
        ("比", EITHER),
        ("总支出", EITHER),
        ("支出总额", EITHER),
        ("支出总计", EITHER),
        ("全年支出", EITHER),
        ("整体支出", EITHER),
        ("部门整体支出", EITHER),
        ("一般公共预算支出", GENERAL),
        ("基本支出", &[Item::Basic]),
        ("项目支出", &[Item::Projects]),
    ];
    const ENDS: [&str; 3] = ["的比重", "的比例", "的"];
    let phrase = untailed(passage.listed(index));
    let (part, whole) = phrase.split_once('占')?;
    let whole = ENDS
        .iter()
        .find_map(|end| whole.strip_suffix(end))
        .unwrap_or(whole);
    let (called, wholes) = WHOLES.iter().find(|(name, _)| *name == whole)?;
    let part = match part.trim() {
        "" => {
            let before = index.checked_sub(1)?;
            let (amount, own) = passage.pair([before, index])?;
            let between = passage.gap(amount, own);
            let is_behind = amount.unit == Unit::Money
                && between.strip_prefix(['，', ',']) == Some(passage.listed(index));
            // 支出合计100万元，其中基本支出60万元，占60%: of what it is told as a part of.
            let is_of_own_whole = || {
                let total = changes::whole_of(passage, before)?.value;
                let share = amount
                    .value
                    .checked_div(total)?
                    .checked_mul(Decimal::ONE_HUNDRED)?;
                let by = own.value.checked_sub(share)?;
                Some(is_rounding(by, own.slack, Decimal::ZERO))
            };
            let is_meant = is_behind && is_of_own_whole() != Some(true);
            is_meant.then(|| untailed(passage.listed(before)))?
        }
        part => untailed(part),
    };
    // 占比 of what is a part of a part may be of either.
    let is_plain = called.chars().count() > 1 || matches!(bare(part), "基本支出" | "项目支出");
    is_plain.then_some((part, Of::Wholes(wholes)))
}

/// What the texts tell so beside the tables.
pub(in crate::rules) fn beside_tables(case: &Case<'_>, prose: &Prose) -> Verdict {
    if prose.ratios().next().is_none() {
        return Vec::new().into();
    }
    let by_name = ByName::of(case, prose.ratios().map(|it| &it.named));
    let found = prose.ratios().filter_map(|ratio| {
        let (name, item) = by_name.item(&ratio.named)?;
        match ratio.of {
            Of::Budget => ratio.told.beside_budget(case, item, name),
            Of::Wholes(wholes) => ratio.beside_wholes(case, name, item, wholes),
        }
    });
    found.collect()
}

impl Ratio {
    /// What is wrong with a share by the amounts of every column, as what was planned may be told so as well.
    fn beside_wholes(
        &self,
        case: &Case<'_>,
        name: &str,
        item: Item,
        wholes: &[Item],
    ) -> Option<Finding> {
        let is_kind = matches!(item, Item::BasicKind(_));
        if is_kind && told::own_income_in_basic(case, Column::Spent).is_some() {
            return None;
        }
        let budget = &case.figures.budget;
        let of_node = |item, column| budget.node(item).and_then(|node| node.value(column));
        // 项目支出 is also what the projects of all funds come to.
        let amounts = |item, column| {
            [
                of_node(item, column),
                told::in_own_table(item, case, column),
            ]
        };
        let share = |part: Option<Decimal>, whole: Option<Decimal>| {
            part?.checked_div(whole?)?.checked_mul(Decimal::ONE_HUNDRED)
        };
        let is_told = |part, whole| {
            let by = share(part, whole).and_then(|it| self.told.value.checked_sub(it));
            by.is_some_and(|by| is_rounding(by, self.told.slack, Decimal::ZERO))
        };
        let is_of = |column: Column| {
            let mut wholes = wholes.iter().flat_map(|whole| amounts(*whole, column));
            wholes.any(|whole| {
                amounts(item, column)
                    .iter()
                    .any(|part| is_told(*part, whole))
            })
        };
        if Column::ALL.into_iter().any(is_of) {
            return None;
        }
        let spent = of_node(item, Column::Spent);
        let mut shares = wholes
            .iter()
            .filter_map(|it| share(spent, of_node(*it, Column::Spent)));
        let right = shares.next()?;
        let agree = shares.all(|it| rounded(it) == rounded(right));
        let right = written(rounded(right));
        let stated = self.told.place.value.as_deref().unwrap_or_default();
        let whole = wholes.first()?.name(case.report);
        let message =
            format!("“{name}”占{whole}正文为{stated}，表中为{right}%，前后不一致，请核实。");
        let path = item.path().key(Column::Spent.key());
        let finding = Finding::new(self.told.place.clone(), message);
        let finding = finding.and(Place::new(path).shows(shown(spent?)));
        let digits = self
            .told
            .digits
            .clone()
            .filter(|_| agree && !self.is_of_budget);
        Some(finding.rewrites(digits, &right, format!("正文改为 {right}")))
    }
}
