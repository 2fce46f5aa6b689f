//! A in the text: what part of a whole something is said to be, by both their names, and how much of its budget was
//! spent on it.

use rust_decimal::Decimal;

use super::percentages::{budget_done, is_rounding};
use super::{changes, told};
use crate::figures::budget::{Column, Item};
use crate::report::number::{in_ten_thousands, rounded, shown, told as written};
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
    /// The amount before it that it is told of, in 万元, where its name stands there.
    amount: Option<Decimal>,
    /// Whether the amounts may be those of a budget.
    is_of_budget: bool,
}

/// What a percentage is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Of {
    /// Its own budget: 执行率.
    Budget,
    /// Its own budget of one of these columns: 完成年初预算的107.15%.
    Done(&'static [Column]),
    /// The first of these that it is a part of.
    Wholes(&'static [Item]),
    /// All that its fund spent, as a line of its table.
    Fund,
}

/// What a passage tells so.
pub(in crate::rules) fn ratios(passage: &Passage<'_>) -> Vec<Ratio> {
    let is_read = !matches!(passage.role, Role::Goal | Role::Name);
    if !is_read
        || passage.fund().is_none()
            && !passage.holds_any(words![
                "执行率",
                "预算的",
                "预算数的",
                "预算完成率",
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
        let (name, of, amount) = is_percent.then(|| {
            let rate = rate(passage, i).map(|(name, of)| (name, of, None));
            rate.or_else(|| done(passage, i))
                .or_else(|| share(passage, i).map(|(name, of)| (name, of, None)))
        })??;
        let is_meant = Named::is_name(name)
            && passage.period(i).is_none()
            && !passage.is_to_come(quantity.span.start)
            && !changes::is_change(passage, i);
        is_meant.then(|| Ratio {
            named: Named::of(name, quantity.span.start, passage),
            of,
            told: Rated::of(passage, quantity),
            amount,
            is_of_budget: passage.is_of_budget(i),
        })
    });
    found.collect()
}

/// 社会管理项目预算执行率; what two numbers beside it come to is theirs.
fn rate<'a>(passage: &Passage<'a>, index: usize) -> Option<(&'a str, Of)> {
    const MONEY: [&str; 6] = ["资金预算", "支出预算", "全年预算", "预算", "资金", "全年"];
    let name = untailed(passage.listed(index)).strip_suffix("执行率")?;
    let name = MONEY
        .iter()
        .find_map(|it| name.strip_suffix(it))
        .unwrap_or(name);
    (!passage.is_of_its_own_numbers(index)).then_some((name, Of::Budget))
}

/// 项目支出完成年初预算的, 项目支出60万元，完成年初预算的, and the amount; with a budget beside it the two are worked out by
/// themselves.
fn done<'a>(passage: &Passage<'a>, index: usize) -> Option<(&'a str, Of, Option<Decimal>)> {
    const EITHER: &[Column] = &[Column::Approved, Column::Adjusted];
    const RATES: [(&str, &[Column]); 3] = [
        ("年初预算完成率", &[Column::Approved]),
        ("全年预算完成率", &[Column::Adjusted]),
        ("预算完成率", EITHER),
    ];
    let phrase = passage.listed(index);
    let rate = || {
        let words = untailed(phrase);
        RATES
            .iter()
            .find_map(|(rate, columns)| Some((words.strip_suffix(rate)?, *columns)))
    };
    let part = || {
        let at = phrase.rfind("完成").or_else(|| phrase.rfind('为'))?;
        let (name, words) = phrase.split_at_checked(at)?;
        let columns: &[Column] = match budget_done(words)? {
            [] => EITHER,
            ["年初"] => &[Column::Approved],
            _ => &[Column::Adjusted],
        };
        Some((name, columns))
    };
    let (name, columns) = rate().or_else(part)?;
    let own = passage.quantities.get(index)?.span.start;
    let from = passage.sentence_at(own).start;
    let before = passage.quantities.iter().enumerate().take(index);
    let mut amounts = before.filter(|(_, it)| it.unit == Unit::Money && it.span.start >= from);
    if amounts.any(|(i, _)| untailed(passage.phrase(i)).ends_with("预算")) {
        return None;
    }
    let of = Of::Done(columns);
    match untailed(name) {
        "" => {
            let (name, amount) = amount_before(passage, index)?;
            Some((name, of, Some(amount)))
        }
        name => Some((name, of, None)),
    }
}

/// What the amount is called that a percentage stands right behind, and the amount in 万元.
fn amount_before<'a>(passage: &Passage<'a>, index: usize) -> Option<(&'a str, Decimal)> {
    let before = index.checked_sub(1)?;
    let (amount, own) = passage.pair([before, index])?;
    let between = passage.gap(amount, own);
    let is_behind = amount.unit == Unit::Money
        && between.strip_prefix(['，', ',']) == Some(passage.listed(index));
    let name = is_behind.then(|| untailed(passage.listed(before)))?;
    Some((name, in_ten_thousands(amount.value)?))
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
    let parted = |index: usize| {
        let (part, whole) = untailed(passage.listed(index)).split_once('占')?;
        let mut ends = ENDS.iter();
        let named = ends.find_map(|end| whole.strip_suffix(end));
        Some((part.trim(), named.unwrap_or(whole)))
    };
    let (part, whole) = parted(index)?;
    // 人员经费占基本支出的88.36%，公用经费占11.64%
    let goes_on = whole.is_empty()
        && matches!(bare(part), "人员经费" | "公用经费" | "日常公用经费")
        && passage.is_right_behind(index);
    let before = index.checked_sub(1).filter(|_| goes_on).and_then(parted);
    let whole = before.map_or(whole, |(_, whole)| whole);
    let (called, wholes) = WHOLES.iter().find(|(name, _)| *name == whole)?;
    let part = match part {
        "" => {
            let (name, _) = amount_before(passage, index)?;
            let before = index.checked_sub(1)?;
            let (amount, own) = passage.pair([before, index])?;
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
            (is_of_own_whole() != Some(true)).then_some(name)?
        }
        part => untailed(part),
    };
    // 占比 of what is a part of a part may be of either.
    if called.is_empty() && passage.fund().is_some() {
        return Some((part, Of::Fund));
    }
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
        let short = || (ratio.of == Of::Budget).then(|| ratio.named.short_for(case))?;
        let (name, item) = by_name.item(&ratio.named).or_else(short)?;
        match ratio.of {
            Of::Budget => ratio.told.beside_budget(case, item, name),
            Of::Done(columns) => ratio.beside_columns(case, name, item, columns),
            Of::Wholes(wholes) => ratio.beside_wholes(case, name, item, wholes),
            Of::Fund => {
                let Item::FundLine(fund, _) = item else {
                    return None;
                };
                // 款 may be a part of 类 as well.
                let budget = &case.figures.budget;
                let above = std::iter::successors(budget.node(item), |it| budget.get(it.parent?));
                let above = above.skip(1).map(|it| it.item);
                let above = above.take_while(|it| matches!(it, Item::FundLine(..)));
                let wholes: Vec<Item> = std::iter::once(Item::Fund(fund)).chain(above).collect();
                ratio.beside_wholes(case, name, item, &wholes)
            }
        }
    });
    found.collect()
}

/// What part of a whole something is, in %.
fn percent_of(part: Option<Decimal>, whole: Option<Decimal>) -> Option<Decimal> {
    part?.checked_div(whole?)?.checked_mul(Decimal::ONE_HUNDRED)
}

/// Whether own income may have paid of it as well, of which no table has how much.
fn may_be_of_own_income(case: &Case<'_>, item: Item) -> bool {
    let is_kind = matches!(item, Item::BasicKind(_));
    is_kind && told::own_income_in_basic(case, Column::Spent).is_some()
}

/// What the tables have of an item in a column: 项目支出 is also what the projects of all funds come to.
fn amounts(case: &Case<'_>, item: Item, column: Column) -> [Option<Decimal>; 2] {
    let node = case.figures.budget.node(item);
    [
        node.and_then(|node| node.value(column)),
        told::in_own_table(item, case, column),
    ]
}

impl Ratio {
    /// Whether rounding may have made it of a part and its whole.
    fn is_of(&self, part: Option<Decimal>, whole: Option<Decimal>) -> bool {
        let by = percent_of(part, whole).and_then(|it| self.told.value.checked_sub(it));
        by.is_some_and(|by| is_rounding(by, self.told.slack, Decimal::ZERO))
    }

    /// What is wrong with it as how much of a budget of one of these columns was spent; of another amount that is called so
    /// another rule tells.
    fn beside_columns(
        &self,
        case: &Case<'_>,
        name: &str,
        item: Item,
        columns: &[Column],
    ) -> Option<Finding> {
        // 人员经费 in the text of a project may be a part of that.
        let own = self.named.project.map(Item::Project);
        let is_meant = self.amount.is_some()
            || own.is_none_or(|own| own == item) && !may_be_of_own_income(case, item);
        let node = case.figures.budget.node(item).filter(|_| is_meant)?;
        let of = |column: Column| node.value(column).filter(|_| node.is_whole(column));
        let spent = of(Column::Spent).filter(|it| self.amount.is_none_or(|told| told == *it))?;
        let known = columns.iter().filter_map(|it| Some((*it, of(*it)?)));
        let known: Vec<(Column, Decimal)> = known.collect();
        let is_told = |column: Column| {
            let mut both = amounts(case, item, Column::Spent)
                .into_iter()
                .zip(amounts(case, item, column));
            both.any(|(spent, budget)| self.is_of(spent, budget))
        };
        if known.len() < columns.len() || columns.iter().any(|it| is_told(*it)) {
            return None;
        }
        let far = |(_, budget): &&(Column, Decimal)| {
            let done = percent_of(Some(spent), Some(*budget));
            done.map(|it| it.saturating_sub(self.told.value).abs())
        };
        let (column, budget) = *known
            .iter()
            .filter(|it| far(it).is_some())
            .min_by_key(far)?;
        let right = written(rounded(percent_of(Some(spent), Some(budget))?));
        let stated = self.told.place.value.as_deref().unwrap_or_default();
        let key = column.key();
        let of = match columns {
            [_] => key.trim_end_matches('数'),
            _ => "预算",
        };
        let message = format!(
            "“{name}”正文写完成{of}的{stated}，按表中{key}{}万元、{}{}万元应为{right}%，请核实。",
            shown(budget),
            Column::Spent.key(),
            shown(spent)
        );
        let at = |column: Column| item.path().key(column.key());
        let finding = Finding::new(self.told.place.clone(), message)
            .and(Place::new(at(column)).shows(shown(budget)))
            .and(Place::new(at(Column::Spent)).shows(shown(spent)));
        let digits = self.told.digits.clone().filter(|_| known.len() == 1);
        Some(finding.rewrites(digits, &right, format!("正文改为 {right}")))
    }

    /// What is wrong with a share by the amounts of the year, as what was planned may be told so as well.
    fn beside_wholes(
        &self,
        case: &Case<'_>,
        name: &str,
        item: Item,
        wholes: &[Item],
    ) -> Option<Finding> {
        if may_be_of_own_income(case, item) {
            return None;
        }
        let is_of = |column: Column| {
            let mut wholes = wholes.iter().flat_map(|it| amounts(case, *it, column));
            wholes.any(|whole| {
                let mut parts = amounts(case, item, column).into_iter();
                parts.any(|part| self.is_of(part, whole))
            })
        };
        if Column::OF_FORMS.into_iter().any(is_of) {
            return None;
        }
        let spent = |item| {
            let node = case.figures.budget.node(item);
            node.and_then(|node| node.value(Column::Spent))
        };
        let part = spent(item)?;
        let mut shares = wholes
            .iter()
            .filter_map(|it| percent_of(Some(part), spent(*it)));
        let right = shares.next()?;
        let agree = shares.all(|it| rounded(it) == rounded(right));
        let right = written(rounded(right));
        let stated = self.told.place.value.as_deref().unwrap_or_default();
        let whole = wholes.first()?.name(case.report);
        let message =
            format!("“{name}”占{whole}正文为{stated}，表中为{right}%，前后不一致，请核实。");
        let path = item.path().key(Column::Spent.key());
        let finding = Finding::new(self.told.place.clone(), message);
        let finding = finding.and(Place::new(path).shows(shown(part)));
        let digits = self
            .told
            .digits
            .clone()
            .filter(|_| agree && !self.is_of_budget);
        Some(finding.rewrites(digits, &right, format!("正文改为 {right}")))
    }
}
