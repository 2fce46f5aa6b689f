//! A in the text: how far something is said to be from last year or from its budget, beside the tables: 比上年增长12%,
//! 较年初预算节约5万元.

use std::borrow::Cow;
use std::ops::Range;

use rust_decimal::Decimal;

use super::comparisons::{self, Comparison, Two};
use super::percentages::is_rounding;
use super::verbs::{Growth, growth_verb};
use super::{changes, told};
use crate::figures::budget::{Column, Item};
use crate::report::number::{self, WAN, in_ten_thousands, rounded, shown};
use crate::rules::passage::quantity::{Quantity, Unit};
use crate::rules::passage::{Passage, Role, bare, untailed};
use crate::rules::prose::Prose;
use crate::rules::quoted::{ByName, HALF_A_STEP, Named};
use crate::rules::times::calendar_year;
use crate::rules::{Case, Finding, Place, ROUNDING, Verdict};

/// Whether a sentence begins with another year, and the report's own does not stand in it before a byte: 2022年基本支出
/// 1660.4万元，比上年下降3%.
fn is_told_of_another_year(passage: &Passage<'_>, at: usize) -> bool {
    let sentence = passage.sentence_at(at);
    let within = |it: &&Quantity<'_>| sentence.start <= it.span.start && it.span.start < at;
    let years = passage.quantities.iter().filter(within);
    let mut years = years.filter_map(|it| Some((it.span.start, calendar_year(passage, it)?)));
    let own = |year: i16| passage.year == Some(year);
    let first = years.next();
    first.is_some_and(|(at, year)| at == sentence.start && !own(year))
        && !years.any(|(_, year)| own(year))
}

/// How far a text says that an amount is from another: 比上年增长12%, 较上年减少5万元, 较年初预算节约5万元.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::rules) struct Grown {
    /// What it says so of.
    named: Named,
    /// Against which budget; against last year where there is none.
    budget: Option<Comparison>,
    /// Below zero where it is a decline.
    by: Decimal,
    /// How far rounding may have moved it.
    slack: Decimal,
    /// What that is in.
    unit: GrownIn,
    /// What grew so, in 万元, where that is all that names it: 支出60万元，比上年增长12%.
    amount: Option<Decimal>,
    /// Whether nothing says against what it grew: 人员经费1178.92万元，增长3.2%.
    is_bare: bool,
    /// Whether it may be a budget that grew: “三公”经费预算较上年增加1.68万元，其中公务接待费减少0.59万元.
    is_of_budget: bool,
    place: Place,
    /// The bytes of its digits, where they stand in the file so.
    digits: Option<Range<usize>>,
}

/// What something is said to have grown in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum GrownIn {
    Percent,
    WanYuan,
    People,
}

impl GrownIn {
    /// What a figure may be an amount of growth in.
    fn of(quantity: &Quantity<'_>) -> Option<Self> {
        match quantity.unit {
            Unit::Percent => Some(Self::Percent),
            Unit::Money => Some(Self::WanYuan),
            Unit::Count("人" | "名") => Some(Self::People),
            _ => None,
        }
    }

    /// An amount of it, of money in 元.
    fn amount(self, value: Decimal) -> Option<Decimal> {
        match self {
            Self::WanYuan => in_ten_thousands(value),
            Self::Percent | Self::People => Some(value),
        }
    }

    /// The bytes of its digits, where they are written in it.
    fn digits(self, passage: &Passage<'_>, quantity: &Quantity<'_>) -> Option<Range<usize>> {
        let digits = passage.digits_of(quantity);
        digits.filter(|_| self != Self::WanYuan || quantity.scale == WAN)
    }

    /// How far something grew, in words: 增加5万元.
    fn change(self, by: Decimal) -> String {
        let unit = match self {
            Self::Percent => "%",
            Self::WanYuan => "万元",
            Self::People => "人",
        };
        let direction = match by.is_sign_negative() {
            true => Growth::Down,
            false => Growth::Up,
        };
        let far = number::told(rounded(by.abs()));
        format!("{}{far}{unit}", direction.verb())
    }
}

/// Against what something grew.
pub(in crate::rules) const AGAINST: [&str; 6] =
    ["比上年", "较上年", "比去年", "较去年", "与上年相比", "同比"];

/// What a passage says so: behind an amount, 支出60万元，比上年增长12%, or of a name alone.
pub(in crate::rules) fn growths(passage: &Passage<'_>) -> Vec<Grown> {
    if matches!(passage.role, Role::Goal | Role::Name) {
        return Vec::new();
    }
    let mut found: Vec<(usize, Grown)> = Vec::new();
    for i in 0..passage.quantities.len() {
        let own = grown(passage, i).or_else(|| goes_on(passage, i, found.last()?));
        found.extend(own.map(|it| (i, it)));
    }
    found.into_iter().map(|(_, it)| it).collect()
}

/// That the same is told in another unit: 比上年减少0.1万元，下降2.27%.
fn goes_on(passage: &Passage<'_>, index: usize, (at, before): &(usize, Grown)) -> Option<Grown> {
    let quantity = passage.quantities.get(index)?;
    let unit = GrownIn::of(quantity).filter(|it| *it != before.unit)?;
    let phrase = passage.phrase(index);
    let (direction, _) = growth_verb(phrase).filter(|(_, verb)| *verb == phrase)?;
    // With the amount beside it the two are worked out by themselves.
    let is_meant = before.amount.is_none()
        && at + 1 == index
        && passage.is_right_behind(index)
        && quantity.is_exact()
        && before.unit != GrownIn::People;
    is_meant.then(|| {
        Some(Grown {
            by: direction.signed(unit.amount(quantity.value)?),
            slack: unit.amount(quantity.slack)?,
            unit,
            place: passage.place(quantity),
            digits: unit.digits(passage, quantity),
            ..before.clone()
        })
    })?
}

/// What a figure says of growth.
fn grown(passage: &Passage<'_>, i: usize) -> Option<Grown> {
    let quantity = passage.quantities.get(i)?;
    let unit = GrownIn::of(quantity)?;
    let (phrase, mut begin) = of_last_year(passage, i).unwrap_or_else(|| {
        (
            passage.listed(i).into(),
            quantity.span.start - passage.listed(i).len(),
        )
    });
    let phrase = &*phrase;
    let lead = compared_first(phrase);
    let at = AGAINST.iter().filter_map(|it| phrase.find(it)).min();
    let at = at.filter(|_| lead == 0);
    let at = at.or_else(|| behind_comparison(passage, i));
    let at = at.or_else(|| changed(passage, i));
    let is_bare = at.is_none() && is_bare(passage, i);
    let (at, budget) = match at.or_else(|| is_bare.then_some(0)) {
        Some(at) => (at, None),
        None => Comparison::told(phrase).map(|(at, budget)| (at, Some(budget)))?,
    };
    let (name, words) = phrase.split_at_checked(at)?;
    let name = name.get(lead..)?;
    let direction = match budget {
        Some(budget) => budget.direction().filter(|_| unit != GrownIn::People)?,
        // A budget beside that of the year before: 比上年预算数增加.
        None => Growth::by(words).filter(|_| !words.contains("预算"))?,
    };
    let (name, amount) = match name.trim() {
        // 发放救助金208.66万元，资金较上年增加37.24万元
        "" | "资金" | "支出" => {
            let amount = passage.quantities.get(i.checked_sub(1)?)?;
            begin = amount.span.start.checked_sub(passage.listed(i - 1).len())?;
            let between = passage.gap(amount, quantity);
            let is_of_its_kind = match unit {
                GrownIn::People => amount.is_like(quantity),
                _ => amount.unit == Unit::Money,
            };
            let is_behind =
                is_of_its_kind && between.trim_start_matches(['，', ',', '（', '(']) == phrase;
            let name = is_behind.then(|| untailed(passage.listed(i - 1)))?;
            let amount = in_ten_thousands(amount.value);
            (name, amount.filter(|_| unit != GrownIn::People))
        }
        name => (untailed(name), None),
    };
    let head = told::head_in_marks(passage, begin).unwrap_or_default();
    let name = &*format!("{head}{name}");
    let is_meant = (Named::is_name(name) || amount.is_some())
        && quantity.is_exact()
        && words.chars().count() <= 12
        && !passage.is_to_come(quantity.span.start)
        && !is_told_of_another_year(passage, begin);
    // 项目支出全年预算2990万元，较年初预算增加470万元
    let is_of_others =
        || name.contains("预算") || comparisons::is_of_others(passage, name, quantity.span.start);
    if !is_meant || budget.is_some() && is_of_others() {
        return None;
    }
    Some(Grown {
        named: Named::of(name, quantity.span.start, passage),
        budget,
        by: direction.signed(unit.amount(quantity.value)?),
        slack: unit.amount(quantity.slack)?,
        unit,
        amount,
        is_bare,
        is_of_budget: passage.is_of_budget(i),
        place: passage.place(quantity),
        digits: unit.digits(passage, quantity),
    })
}

/// The words before a figure that have last year by its number, with 上年 in its place, and where they begin:
/// 三公经费比2022年减少.
fn of_last_year<'a>(passage: &Passage<'a>, index: usize) -> Option<(Cow<'a, str>, usize)> {
    let before = index.checked_sub(1)?;
    let (date, own) = passage.pair([before, index])?;
    let words = passage.listed(before);
    let verb = passage.listed(index);
    let is_it = words.ends_with(['比', '较', '与'])
        && !verb.starts_with('初')
        && calendar_year(passage, date) == passage.year?.checked_sub(1)
        && passage.gap(date, own).trim_start_matches('度') == verb;
    let begin = date.span.start.checked_sub(words.len())?;
    is_it.then(|| (format!("{words}上年{verb}").into(), begin))
}

/// Where the name ends in the words before a figure whose sentence begins with what it is compared with: 与上年相比，公用经费增加.
fn behind_comparison(passage: &Passage<'_>, index: usize) -> Option<usize> {
    const LEADS: [&str; 4] = ["与上年相比，", "与去年相比，", "较上年，", "比上年，"];
    let start = passage.quantities.get(index)?.span.start;
    let head = passage.between(passage.sentence_at(start).start, start);
    let phrase = passage.listed(index);
    // Also without a comma: 与上年相比三公经费减少.
    let is_led = LEADS.iter().any(|lead| head.starts_with(lead)) || compared_first(phrase) > 0;
    let (_, verb) = growth_verb(phrase).filter(|_| is_led)?;
    phrase.strip_suffix(verb).map(str::len).filter(|at| *at > 0)
}

/// Where the name ends of what there are more or fewer of in the reason why the staff changed, where its sentence tells of no
/// others behind: 编外人员减少2人，系合同到期未续签.
fn changed(passage: &Passage<'_>, index: usize) -> Option<usize> {
    let quantity = passage.quantities.get(index)?;
    let is_reason = passage.path.last_key() == Some("人员变化原因");
    let phrase = passage.phrase(index);
    let (_, verb) = growth_verb(phrase).filter(|_| is_reason)?;
    let end = passage.sentence_at(quantity.span.start).end;
    let next = passage.quantities.get(index + 1);
    let is_alone = next.is_none_or(|it| it.span.start >= end);
    let at = phrase.strip_suffix(verb).filter(|_| is_alone)?.len();
    (at > 0).then_some(at)
}

/// Whether a figure says no more than that the amount of the year right before it grew so far: 人员经费1178.92万元，增长3.2%.
fn is_bare(passage: &Passage<'_>, index: usize) -> bool {
    let phrase = passage.phrase(index);
    let Some(before) = index.checked_sub(1) else {
        return false;
    };
    let is_growth = growth_verb(phrase).is_some_and(|(_, verb)| verb == phrase);
    is_growth
        && passage.is_right_behind(index)
        && passage
            .pair([before, index])
            .is_some_and(|(amount, own)| amount.unit == Unit::Money && own.unit == Unit::Percent)
        && passage.period(before).is_none()
        && !passage.is_of_budget(before)
        && Growth::by(passage.phrase(before)).is_none()
        && !changes::is_change(passage, before)
}

/// How much of a phrase says no more than with what its name is compared: 与上年相比 of 与上年相比三公经费减少.
fn compared_first(phrase: &str) -> usize {
    let leads = ["与上年相比", "与去年相比"];
    let lead = leads.iter().find(|it| phrase.starts_with(**it));
    let named = lead.filter(|lead| {
        let behind = phrase.get(lead.len()..).unwrap_or_default();
        growth_verb(behind).is_some_and(|(_, verb)| !behind.starts_with(verb))
    });
    named.map_or(0, |lead| lead.len())
}

impl Grown {
    /// How far an amount grew from one year to the next, in % or 万元 as this tells it.
    fn between(&self, prior: Decimal, spent: Decimal) -> Option<Decimal> {
        let change = spent.checked_sub(prior)?;
        match self.unit {
            GrownIn::Percent => change.checked_div(prior)?.checked_mul(Decimal::ONE_HUNDRED),
            GrownIn::WanYuan | GrownIn::People => Some(change),
        }
    }

    /// What was spent on it in both years, where nothing says against what all that was spent grew, and it grew so far against
    /// no budget either.
    fn grown_bare(&self, case: &Case<'_>, item: Item) -> Option<Two> {
        let node = case.figures.budget.node(item)?;
        let spent = node.value(Column::Spent)?;
        let mut budgets = Column::OF_FORMS.into_iter();
        let is_of_budget = budgets.any(|column| {
            let by = node.value(column).and_then(|it| self.between(it, spent));
            by.is_some_and(|by| self.is_by(by))
        });
        (self.amount == Some(spent) && !is_of_budget).then(|| in_two_years(case, item))?
    }

    /// Whether it is told in the direction that this is of.
    fn is_same_way(&self, by: Decimal) -> bool {
        by.is_sign_negative() == self.by.is_sign_negative()
    }

    /// Whether it is told as far as this, but for rounding.
    fn is_by(&self, by: Decimal) -> bool {
        // What is told to the 元 is not what two amounts in 万元 come to.
        let of_inputs = match self.unit {
            GrownIn::WanYuan if self.slack < HALF_A_STEP => ROUNDING,
            _ => Decimal::ZERO,
        };
        let difference = by.abs().checked_sub(self.by.abs());
        let is_as_far = difference.is_some_and(|it| is_rounding(it, self.slack, of_inputs));
        self.is_same_way(by) && is_as_far
    }
}

fn in_two_years(case: &Case<'_>, item: Item) -> Option<Two> {
    let node = case.figures.budget.node(item)?;
    node.change()?;
    let of = |column: Column| Some((item.path().key(column.key()), node.value(column)?));
    Some([of(Column::Prior)?, of(Column::Spent)?])
}

/// What all that was spent is called where a text says how it stands to something else.
pub(super) const ALL_SPENT: [&str; 7] = [
    "全年支出",
    "全年实际支出",
    "总支出",
    "支出总计",
    "支出合计",
    "整体支出",
    "部门整体支出",
];

/// The whole in both years, where a text tells how it grew: 全年支出3617.39万元，比上年下降8.76%. With other
/// funds the total of one budget may be meant; one that grew as is told is.
fn total_in_two_years(case: &Case<'_>, told: &Grown) -> Option<Two> {
    if !ALL_SPENT.contains(&&*told.named.name) {
        return None;
    }
    let general = in_two_years(case, Item::General);
    let is_it = |[(_, prior), (_, spent)]: &Two| {
        let by = told.between(*prior, *spent);
        by.is_some_and(|by| told.is_by(by))
    };
    let meant = general.clone().filter(is_it);
    // What was all spent, where all of the year before is not known, is no amount of one budget.
    let of_all = case.figures.budget.node(Item::Total);
    let of_all = of_all.and_then(|node| node.value(Column::Spent));
    let general = general.filter(|[_, (_, spent)]| {
        told.amount.is_none() || told.amount != of_all || of_all == Some(*spent)
    });
    let total = || {
        let mut two = in_two_years(case, Item::Total)?;
        for ((path, _), column) in two.iter_mut().zip([Column::Prior, Column::Spent]) {
            *path = case.total_at(column);
        }
        Some(two)
    };
    meant.or_else(total).or(general)
}

/// What was all spent by the amount that is said to have grown: of the whole, or of a text's own project.
fn spent_in_two_years(case: &Case<'_>, told: &Grown) -> Option<Two> {
    /// An amount of fewer digits may be that of anything.
    const LEAST: u128 = 1_000;
    let amount = told.amount?.normalize();
    let items = match told.named.project {
        Some(project) => vec![Item::Project(project)],
        None => vec![Item::Total, Item::General],
    };
    let is_long = amount.mantissa().unsigned_abs() >= LEAST;
    let mut items = items.into_iter().filter(|_| is_long);
    items.find_map(|item| {
        let two = in_two_years(case, item)?;
        let [_, (_, spent)] = &two;
        (*spent == amount).then_some(two)
    })
}

/// What an amount is called that is said to have grown, and what the tables have of it in both years.
fn amounts_in_two_years<'t>(
    case: &Case<'_>,
    by_name: &ByName<'_>,
    told: &'t Grown,
) -> Option<(&'t str, Two)> {
    if let Some((name, item)) = by_name.item(&told.named) {
        return Some((name, in_two_years(case, item)?));
    }
    let name = match &*told.named.name {
        "" => "支出",
        name => name,
    };
    let alone = told.named.project.is_none() && !told.named.is_of_a_body;
    let two = told::expense_in_two_years(bare(name), case.report);
    let two = two.filter(|_| !told.is_of_budget);
    let two = two.or_else(|| total_in_two_years(case, told));
    let two = two.filter(|_| alone);
    Some((name, two.or_else(|| spent_in_two_years(case, told))?))
}

/// What the tables have of an amount and its budget that is said to be so far from it; `None` where it is. Of several it may
/// be of, one from which it is at least the same way, and whether that is the only one.
fn beside_budget(
    case: &Case<'_>,
    by_name: &ByName<'_>,
    told: &Grown,
    budget: Comparison,
) -> Option<(Two, bool)> {
    let mut known = budget.known(&told.named, case, by_name);
    // 年中追加人员经费70万元，较年初预算增加4.67%
    known.retain(|[_, (_, own)]| told.amount.is_none_or(|it| rounded(it) == rounded(*own)));
    let far = |[(_, base), (_, own)]: &Two| told.between(*base, *own);
    if known
        .iter()
        .any(|it| far(it).is_none_or(|by| told.is_by(by)))
    {
        return None;
    }
    let is_same_way = |it: &&Two| far(it).is_some_and(|by| told.is_same_way(by));
    let mut same = known.iter().filter(is_same_way);
    let (first, more) = (same.next(), same.next());
    let two = first.or_else(|| known.first())?.clone();
    Some((two, more.is_none()))
}

/// What the text says of growth beside the amounts of the tables.
pub(in crate::rules) fn beside_tables(case: &Case<'_>, prose: &Prose) -> Verdict {
    let by_name = ByName::of(case, prose.growths().map(|it| &it.named));
    let found = prose.growths().filter_map(|told| {
        let name = bare(&told.named.name);
        let (name, (two, is_clear)) = match (told.unit, told.budget) {
            (_, Some(budget)) => (name, beside_budget(case, &by_name, told, budget)?),
            (GrownIn::People, None) => {
                let two = told::staff_in_two_years(name, case.report)?;
                (name, (two, true))
            }
            (_, None) if told.is_bare => {
                let (name, item) = by_name.item(&told.named)?;
                (name, (told.grown_bare(case, item)?, true))
            }
            (GrownIn::Percent | GrownIn::WanYuan, None) => {
                let (name, two) = amounts_in_two_years(case, &by_name, told)?;
                (name, (two, true))
            }
        };
        let [(base_at, base), (own_at, own)] = two;
        let name = match told.unit {
            GrownIn::People => own_at.last_key()?,
            GrownIn::Percent | GrownIn::WanYuan => name,
        };
        let by = told.between(base, own)?;
        if told.is_by(by) {
            return None;
        }
        let (amount, unit): (fn(Decimal) -> String, _) = match told.unit {
            GrownIn::People => (number::told, "人"),
            GrownIn::Percent | GrownIn::WanYuan => (shown, "万元"),
        };
        let (before, now) = (amount(base), amount(own));
        let (against, base_called, own_called) = match told.budget {
            Some(budget) => (
                budget.base.name(),
                base_at.last_key().unwrap_or_default(),
                own_at.last_key().unwrap_or_default(),
            ),
            None => ("上年", "上年", "本年"),
        };
        let message = format!(
            "“{name}”正文称比{against}{}，按表中{base_called}{before}{unit}、{own_called}{now}{unit}应为{}，请核实。",
            told.unit.change(told.by),
            told.unit.change(by)
        );
        let finding = Finding::new(told.place.clone(), message)
            .and(Place::new(base_at).shows(before))
            .and(Place::new(own_at).shows(now));
        let digits = told.digits.clone();
        let digits = digits.filter(|_| told.is_same_way(by) && is_clear);
        let right = number::told(rounded(by.abs()));
        Some(finding.rewrites(digits, &right, format!("正文改为 {right}")))
    });
    found.collect()
}
