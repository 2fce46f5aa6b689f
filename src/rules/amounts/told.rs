//! A in the text: what it tells of the department as a whole, staff, 三公经费, execution rate and
//! score, beside what the tables have.
//!
//! A figure is meant only where the words before it are its name and no more, in no text of a
//! project, and where nothing in its sentence says that it is of a part or of another time.

mod columns;
mod known;
mod names;

use std::ops::Range;

use rust_decimal::Decimal;

use crate::document::{FieldPath, Step};
use crate::figures::budget::{Column, Fund, Item};
use crate::figures::rates::Rate;
use crate::report::fields::{self, Kind};
use crate::report::number::{in_ten_thousands, in_yuan, rounded, shown};
use crate::report::numeral::is_digit;
use crate::rules::amounts::deductions::{self, Denied};
use crate::rules::amounts::{bodies, changes, expenses, leads, percentages, projects};
use crate::rules::passage::quantity::{Quantity, Unit};
use crate::rules::passage::{
    OWN_NAMES, Passage, Role, SEMICOLONS, bare, behind_heads, clause_before, contains_any,
    ends_with_any, is_blank, is_boundary, of_several_years, parts_clauses, untailed,
};
use crate::rules::prose::Prose;
use crate::rules::quoted::{self, LAST_YEAR};
use crate::rules::times::calendar_year;
use crate::rules::{Case, Finding, Place, Verdict, apart, weighed, wording};
pub(super) use columns::unmarked;
pub(in crate::rules) use columns::{InColumn, columns_beside_the_table, in_columns};
pub(in crate::rules) use known::{
    expense_beside_budget, expense_in_two_years, in_own_table, own_income_in_basic,
    rate_of_base_table, staff_in_two_years,
};
use names::{
    ACTUAL, About, BASIC, EARNED, MARKED, OF_OFFICE, PROJECTS, RETIRED, SHORT, THRIFT, called, stem,
};

/// What a text tells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::rules) struct Told {
    about: About,
    /// What the text calls it.
    name: String,
    /// In 元, 人, % or 分.
    value: Decimal,
    /// How far rounding may have moved it.
    slack: Decimal,
    /// How many of these one of the digits' ones is worth, and how that is written.
    scale: Decimal,
    unit: String,
    place: Place,
    /// The bytes of its digits, where they stand in the file so.
    digits: Option<Range<usize>>,
    /// Whether the same words may tell of something else, so that only what is near is meant for the figure.
    may_be_of_others: bool,
    /// What is told beside it, of which the tables have to have one, if any: a rate is the project's behind all that it spent, and
    /// that of all adjustments behind all that was approved.
    beside: Vec<(About, Decimal)>,
}

/// What a passage tells of the whole. That there was nothing of an expense is told as 0, where no
/// amount of it is told.
pub(in crate::rules) fn told(passage: &Passage<'_>) -> Vec<Told> {
    let is_note = || passage.path.last_key() == Some("说明");
    let is_read = match passage.role {
        Role::Outcome | Role::Other | Role::Outlook => true,
        Role::Name => is_note(),
        Role::Goal => return planned(passage),
    };
    if !is_read {
        return Vec::new();
    }
    if let Some(project) = passage.project {
        return of_project(project, passage);
    }
    let quantities = passage.quantities.iter().enumerate();
    let found = quantities.filter_map(|(i, quantity)| {
        let name = name(passage, i);
        let about = about(&name, quantity, passage)?;
        let is_meant = quantity.is_exact()
            && is_of(about, quantity)
            && passage.period(i).is_none()
            && !passage.is_to_come(quantity.span.start)
            && !(passage.is_of_a_problem() && about.may_be_of_a_project(&name))
            && is_all_there_is(about, i, passage)
            && (name != RETIRED || is_beside_staff(passage, i))
            && !is_of_a_part(about, quantity, passage)
            // “三公”经费支出预算为21.8万元，其中：公务接待费11.8万元
            && !((about.is_of_thrift() || name.ends_with("整体支出")) && passage.is_of_budget(i))
            && !changes::is_change(passage, i)
            // What two numbers beside it come to is theirs.
            && !(matches!(about, About::Rate | About::RateOf(_) | About::Base(_))
                && passage.is_of_its_own_numbers(i));
        let told = is_meant.then(|| Told::of(about, name, quantity, passage));
        let told = told.flatten()?;
        let is_alone = || {
            let sentence = passage.sentence_at(quantity.span.start);
            is_told_alone(passage.between(sentence.start, sentence.end))
        };
        let may_be_of_others = told.name == ACTUAL || told.name.contains("实施") && is_alone();
        let beside = (about == About::AddedRate).then(|| approved_before(i, passage));
        let beside = beside.flatten().map(|it| (About::Approved, it));
        Some(Told {
            may_be_of_others,
            beside: beside.into_iter().collect(),
            ..told
        })
    });
    let bodies = bodies::counts(passage).into_iter();
    let bodies = bodies.filter_map(|(i, name, listed)| {
        let quantity = passage.quantities.get(i)?;
        Told::of(About::Bodies(listed), name.to_owned(), quantity, passage)
    });
    let found = found.chain(bodies).chain(left(passage)).chain(had(passage));
    let found = found.chain(people_of_last_year(passage));
    let mut found: Vec<Told> = found.chain(last_years(passage)).collect();
    let denied = if passage.is_of_a_problem() {
        Vec::new()
    } else {
        expenses::denied(passage)
    };
    for (key, span) in denied {
        let about = About::Expense(key);
        if found.iter().all(|told| told.about != about) {
            found.push(Told::without_number(
                about,
                Decimal::ZERO,
                passage.place_at(span),
            ));
        }
    }
    let full = deductions::denied(passage).map(|(denied, span)| {
        let about = match denied {
            Denied::FullMarks => About::Score,
            Denied::NoItem => About::Deductions,
        };
        Told::without_number(about, Decimal::ONE_HUNDRED, passage.place_at(span))
    });
    found.extend(full);
    found
}

/// What is left of a fund, in its own note or where a sentence names no other: 政府性基金结余225万元.
fn left<'p>(passage: &'p Passage<'_>) -> impl Iterator<Item = Told> + 'p {
    const NAMES: [&str; 10] = [
        "结余",
        "年末结余",
        "结余资金",
        "年末结余资金",
        "结转结余",
        "结余结转",
        "年末结转",
        "年末结转结余",
        "结转和结余",
        "年末结转和结余",
    ];
    const OF_ANOTHER: [&str; 8] = [
        "其中",
        "项目",
        "年初",
        "上年",
        "收回",
        "盘活",
        "一般公共预算",
        "支出结余",
    ];
    let quantities = passage.quantities.iter().enumerate();
    quantities.filter_map(|(i, quantity)| {
        let is_meant = quantity.unit == Unit::Money && quantity.is_exact();
        let name = is_meant.then(|| bare(passage.phrase(i)))?;
        let own = Fund::ALL.into_iter().find_map(|fund| {
            let short = fund.short();
            let behind = name.strip_prefix(short)?;
            let behind = behind.strip_prefix("预算").unwrap_or(behind);
            Some((fund, behind))
        });
        let (called, what) = own.map_or((None, name), |(fund, what)| (Some(fund), what));
        // 年末 is no part of a name but here.
        let name = match untailed(passage.phrase(i)) {
            closing @ "年末结转" => closing,
            _ => name,
        };
        if !(NAMES.contains(&what) || NAMES.contains(&name)) || passage.period(i).is_some() {
            return None;
        }
        let sentence = passage.sentence_at(quantity.span.start);
        let head = passage.between(sentence.start, quantity.span.start);
        let mut named = Fund::ALL.into_iter().filter(|it| head.contains(it.short()));
        let only = named.next().filter(|_| named.next().is_none());
        let fund = called.or(only).or_else(|| passage.fund())?;
        // 年初结转386万元，本年收入12100万元，年末结转919.65万元
        let before = head.replace(CARRIED_OVER, "");
        let is_of_part =
            called.is_none() && (contains_any(&before, &OF_ANOTHER) || before.contains('：'));
        let told =
            (!is_of_part).then(|| Told::of(About::Left(fund), name.to_owned(), quantity, passage));
        told.flatten()
    })
}

/// What a fund had at the beginning of the year is called, with or without 和结余.
const CARRIED_OVER: &str = "年初结转";

/// What a fund had and got, told once in its own note: 年初结转386万元，本年收入12100万元.
fn had<'p>(passage: &'p Passage<'_>) -> impl Iterator<Item = Told> + 'p {
    let quantities = passage.quantities.iter().enumerate();
    let quantities = passage.fund().into_iter().flat_map(move |fund| {
        let all = quantities.clone();
        all.map(move |(i, quantity)| (fund, i, quantity))
    });
    quantities.filter_map(|(fund, i, quantity)| {
        let name = untailed(passage.phrase(i));
        let key = match name {
            "本年收入" => "本年收入",
            _ => {
                let behind = name.strip_prefix(CARRIED_OVER)?;
                matches!(behind, "" | "结余" | "和结余").then_some("年初结转和结余")?
            }
        };
        let from = passage.sentence_at(quantity.span.start).start;
        let head = passage.between(from, quantity.span.start);
        let is_meant = quantity.unit == Unit::Money
            && quantity.is_exact()
            && !contains_any(head, &["其中", "："])
            && passage.text.matches(name).count() == 1;
        let about = About::Had(fund, key);
        let told = is_meant.then(|| Told::of(about, name.to_owned(), quantity, passage));
        told.flatten()
    })
}

/// How many there were the year before, beside how many there are: 实有人数141人，较上年139人净增2人, 编外人员由21人减少到18人.
fn people_of_last_year<'p>(passage: &'p Passage<'_>) -> impl Iterator<Item = Told> + 'p {
    const LAST_YEAR: [&str; 8] = [
        "比上年的",
        "较上年的",
        "比上年",
        "较上年",
        "比上年末的",
        "较上年末的",
        "比上年末",
        "较上年末",
    ];
    let quantities = passage.quantities.iter().enumerate();
    quantities.filter_map(|(i, quantity)| {
        if !matches!(quantity.unit, Unit::Count("人" | "名")) || !quantity.is_exact() {
            return None;
        }
        let phrase = passage.phrase(i);
        let from = passage.sentence_at(quantity.span.start).start;
        let now = match passage.became(i + 1).filter(|(_, first)| *first == i) {
            Some((of, _)) => {
                let head = passage.between(from, quantity.span.start);
                let is_of_a_year = passage.period(i).is_none() && !of_several_years(head);
                is_of_a_year.then(|| of.to_owned())?
            }
            None => {
                let mut before = i.checked_sub(1)?;
                // 实有人数141人，含离退休人员55人，较上年139人
                if passage.phrase(before).starts_with('含') {
                    before = before.checked_sub(1)?;
                }
                let is_meant = LAST_YEAR.contains(&phrase)
                    && passage.is_right_behind(i)
                    && passage.quantities.get(before)?.span.start >= from;
                is_meant.then(|| name(passage, before))?
            }
        };
        let mut names = behind_heads(&now).filter_map(|at| now.get(at..));
        let about = names.find_map(called)?;
        let key = match about {
            About::Present => "上年实有人数",
            About::Outside => "上年编外人员",
            _ => return None,
        };
        let is_meant =
            !is_of_a_part(about, quantity, passage) && !passage.is_to_come(quantity.span.start);
        let about = About::PeopleBefore(key);
        let told = is_meant.then(|| Told::of(about, key.to_owned(), quantity, passage));
        told.flatten()
    })
}

/// What was spent in all the year before: 上年部门整体支出5000万元, 2022年总支出5000万元.
fn last_years<'p>(passage: &'p Passage<'_>) -> impl Iterator<Item = Told> + 'p {
    let quantities = passage.quantities.iter().enumerate();
    quantities.filter_map(|(i, quantity)| {
        let is_meant = quantity.unit == Unit::Money && quantity.is_exact();
        let phrase = is_meant.then(|| passage.phrase(i))?;
        let words = phrase.trim_start_matches(['较', '比', '与']);
        let name = match LAST_YEAR.iter().find_map(|it| words.strip_prefix(it)) {
            Some(name) => name,
            None => {
                let date = passage.quantities.get(i.checked_sub(1)?)?;
                let between = passage.gap(date, quantity);
                let is_of_it = calendar_year(passage, date) == passage.year?.checked_sub(1)
                    && between.trim_start_matches('度') == phrase;
                is_of_it.then_some(phrase)?
            }
        };
        let name = untailed(name);
        let mut names = behind_heads(name).filter_map(|at| name.get(at..));
        let is_all = names.any(|name| called(name) == Some(About::Spent))
            && !passage.is_to_come(quantity.span.start)
            && !is_of_a_part(About::Spent, quantity, passage)
            && !changes::is_change(passage, i);
        let name = format!("上年{name}");
        let told = is_all.then(|| Told::of(About::SpentBefore, name, quantity, passage));
        told.flatten()
    })
}

/// What a project's own text tells of it: its execution rate, and what it was given and spent where a figure beside that is
/// the project's: 支出312万元，执行率78%.
fn of_project(project: usize, passage: &Passage<'_>) -> Vec<Told> {
    let item = Item::Project(project);
    let quantities = 0..passage.quantities.len();
    let rates = quantities.filter_map(|i| rate_of(item, i, passage));
    rates.chain(amounts_of(item, passage)).collect()
}

/// What may be told of a project, where its own text has a figure that nothing says is of a part or of another time.
fn told_of(about: About, name: &str, index: usize, passage: &Passage<'_>) -> Option<Told> {
    let quantity = passage.quantities.get(index)?;
    let is_meant = quantity.is_exact()
        && passage.period(index).is_none()
        && !passage.is_to_come(quantity.span.start)
        && !changes::is_change(passage, index);
    let told = is_meant.then(|| Told::of(about, name.to_owned(), quantity, passage));
    told.flatten()
}

/// The execution rate that a project's own text tells of it: behind all that it spent, or behind no amount at all.
fn rate_of(item: Item, index: usize, passage: &Passage<'_>) -> Option<Told> {
    const NAMES: [&str; 8] = [
        "预算执行率",
        "项目执行率",
        "项目预算执行率",
        "项目资金执行率",
        "本项目执行率",
        "本项目预算执行率",
        "本项目资金执行率",
        "本项目资金预算执行率",
    ];
    let quantity = passage.quantities.get(index)?;
    let name = bare(passage.phrase(index));
    let is_short = name == "执行率";
    if quantity.unit != Unit::Percent || !is_short && !NAMES.contains(&name) {
        return None;
    }
    let sentence = passage.sentence_at(quantity.span.start);
    let head = passage.between(sentence.start, quantity.span.start);
    let amounts = |from: usize| {
        let before = passage.quantities.iter().take(index);
        before.filter(move |it| it.unit == Unit::Money && it.span.start >= from)
    };
    let beside = index
        .checked_sub(1)
        .and_then(|it| passage.quantities.get(it));
    let beside = beside.filter(|it| it.unit == Unit::Money && passage.is_right_behind(index));
    let is_its_own = match (beside, amounts(sentence.start).count()) {
        (Some(_), 1) | (None, 0) => true,
        (Some(_), _) => !passage.is_of_its_own_numbers(index),
        // 安排资金8984.25万元，其中…；预算执行率91.25%
        (None, _) => {
            let clause = head.strip_suffix(passage.phrase(index));
            clause.is_some_and(|it| it.ends_with(SEMICOLONS))
                && !passage.is_of_its_own_numbers(index)
                && passage.text.matches("执行率").count() == 1
        }
    };
    let is_note = passage.path.last_key() == Some("执行说明");
    let is_meant = is_its_own
        && (beside.is_some() || !is_short || is_note)
        && (beside.is_some() || !passage.speaks_of_another(quantity.span.start))
        // What two amounts come to is worked out by them.
        && !percentages::is_of_two(passage, index);
    let told = is_meant.then(|| told_of(About::RateOf(item), name, index, passage));
    Some(Told {
        beside: beside
            .map(|it| (About::Of(item, Column::Spent), it.value))
            .into_iter()
            .collect(),
        ..told.flatten()?
    })
}

/// What a project was given and spent by its own text, each where the figure beside it is the project's: 年初预算260万元，年中追加52万元，
/// 支出298.6万元，执行率95.71%.
fn amounts_of(item: Item, passage: &Passage<'_>) -> Vec<Told> {
    const GIVEN: [&str; 3] = ["年初预算", "年初预算安排", "项目年初预算"];
    /// What may stand between the two.
    const BETWEEN: [&str; 6] = [
        "追加",
        "年中追加",
        "调增",
        "年中调增",
        "上年结转",
        "全年预算",
    ];
    const SPENT: [&str; 6] = ["支出", "实际支出", "执行", "支付", "合计", "共计"];
    let [given, spent] = [Column::Approved, Column::Spent].map(|column| About::Of(item, column));
    let amount = |at: usize, names: &[&str]| {
        let it = passage.quantities.get(at);
        let it = it.filter(|it| it.unit == Unit::Money && !it.value.is_zero());
        it.filter(|_| names.contains(&bare(passage.phrase(at))))
    };
    let mut found = Vec::new();
    for at in 0..passage.quantities.len() {
        let is_of_a_name = || quoted::mention(passage, at).is_some_and(|it| it.column.is_some());
        let Some(own) = amount(at, &SPENT).filter(|_| !is_of_a_name()) else {
            continue;
        };
        let mut first = at;
        while passage.is_right_behind(first)
            && let Some(before) = first.checked_sub(1)
            && (amount(before, &BETWEEN).is_some() || amount(before, &GIVEN).is_some())
        {
            first = before;
        }
        let budget = amount(first, &GIVEN).filter(|it| {
            let sentence = passage.sentence_at(it.span.start);
            passage.between(sentence.start, it.span.start) == passage.phrase(first)
        });
        let rate = quoted::rate_called(passage, at, |it| {
            matches!(bare(it), "执行率" | "预算执行率")
        });
        // A round rate may be that of a part as well.
        let rate = rate.filter(|it| {
            it.slack == quoted::HALF_A_STEP
                && it.value != Decimal::ONE_HUNDRED
                && !percentages::is_of_two(passage, at + 1)
        });
        let beside = [
            budget.map(|it| (given, it.value)),
            rate.map(|it| (About::RateOf(item), it.value)),
        ];
        let beside: Vec<_> = beside.into_iter().flatten().collect();
        // 支出507.6万元，较预算节约12.4万元: what a text begins with, and no other amount in it is.
        let is_all = own.span.start == "支出".len()
            && passage.clause_behind(own.span.end).is_empty()
            && (at + 1..passage.quantities.len()).all(|it| amount(it, &SPENT).is_none());
        if budget.is_some() {
            let told = told_of(given, "本项目年初预算", first, passage);
            let beside = vec![(spent, own.value)];
            found.extend(told.map(|told| Told { beside, ..told }));
        }
        if is_all || !beside.is_empty() {
            let told = told_of(spent, "本项目支出", at, passage);
            found.extend(told.map(|told| Told { beside, ..told }));
        }
    }
    found
}

/// What the goals set aside, where the text on them tells it: 基本支出计划安排资金1680万元.
fn planned(passage: &Passage<'_>) -> Vec<Told> {
    const PLANS: [&str; 2] = ["计划", "安排"];
    /// What a whole that is set aside is a part of, or was done with it.
    const OF_A_PART: [&str; 7] = [
        "实际",
        "执行",
        "完成",
        "公共预算",
        "基金",
        "国有资本",
        "拨款",
    ];
    if *passage.path != FieldPath::of(&["整体绩效", "目标设置", "说明"]) {
        return Vec::new();
    }
    // 共安排资金4200万元，其中基本支出1680万元、项目支出2520万元
    let is_led = |i: usize, amount: &Quantity<'_>| {
        let head = passage.between(passage.led_from(amount.span.start), amount.span.start);
        matches!(bare(passage.phrase(i)), "基本支出" | "项目支出")
            && contains_any(head, &PLANS)
            && !contains_any(head, &OF_A_PART)
    };
    let quantities = passage.quantities.iter().enumerate();
    let found = quantities.filter_map(|(i, quantity)| {
        let is_meant = quantity.unit == Unit::Money
            && quantity.is_exact()
            && passage.period(i).is_none()
            && (contains_any(passage.phrase(i), &PLANS) || is_led(i, quantity));
        let key = is_meant.then(|| planned_for(passage, i)).flatten()?;
        Told::of(About::Planned(key), key.to_owned(), quantity, passage)
    });
    found.collect()
}

/// What an amount set aside is for: the words before it name it, or nothing but the words that it is
/// set aside, behind the name in the same sentence and before any other amount.
fn planned_for<'a>(passage: &Passage<'a>, index: usize) -> Option<&'static str> {
    const FOR: [(&str, &str); 3] = [
        ("基本支出", BASIC),
        ("项目支出", PROJECTS),
        ("项目资金", PROJECTS),
    ];
    const ASIDE: [&str; 9] = [
        "绩效目标",
        "年初",
        "预算",
        "计划",
        "安排",
        "设置",
        "资金",
        "支出",
        "金额",
    ];
    let behind_aside = |words| {
        let shorter = |words: &&'a str| ASIDE.iter().find_map(|it| words.strip_prefix(it));
        std::iter::successors(Some(words), shorter).last()
    };
    let phrase = behind_aside(bare(passage.phrase(index)))?;
    let named = FOR.iter().find_map(|(name, key)| {
        let rest = behind_aside(phrase.strip_prefix(name)?)?;
        rest.is_empty().then_some(*key)
    });
    if named.is_some() || !phrase.is_empty() {
        return named;
    }
    let start = passage.quantities.get(index)?.span.start;
    let before = passage.quantities.get(..index)?;
    let mut amounts = before.iter().filter(|it| it.unit == Unit::Money);
    let from = passage.sentence_at(start).start;
    let from = amounts.next_back().map_or(from, |it| it.span.end.max(from));
    let head = passage.between(from, start);
    let mut named = FOR.iter().filter(|(name, _)| head.contains(name));
    let (_, key) = named.next().filter(|_| named.next().is_none())?;
    Some(key)
}

/// What a figure of this name is about.
fn about(name: &str, quantity: &Quantity<'_>, passage: &Passage<'_>) -> Option<About> {
    let stem = stem(name);
    if let Some(about) = called(stem).or_else(|| called(name)) {
        return Some(about);
    }
    // Elsewhere they may be those of a project.
    if passage.path.last_key() == Some("厉行节约保障措施")
        && let Some((_, about)) = OF_OFFICE.iter().find(|(own, _)| *own == name)
    {
        return Some(*about);
    }
    let (about, _) = SHORT.iter().find(|(_, name)| *name == stem)?;
    let sentence = passage.sentence_at(quantity.span.start);
    let head = passage.between(sentence.start, quantity.span.start);
    contains_any(head, &["公务用车", "公车", "三公"]).then_some(*about)
}

/// What the figure is called that stands right before the words of another: 项目支出 of 项目支出60万元，涉及9个.
fn amount_before<'p>(passage: &Passage<'p>, index: usize) -> Option<&'p str> {
    let before = index.checked_sub(1)?;
    let (amount, own) = passage.pair([before, index])?;
    let between = passage.gap(amount, own);
    let is_right_before = between.strip_prefix('，') == Some(passage.phrase(index));
    is_right_before.then(|| passage.phrase(before))
}

/// The words before a figure; what ends in a mark right before them belongs to the name.
fn name(passage: &Passage<'_>, index: usize) -> String {
    /// What leads to a list of names.
    const LEADS: [&str; 4] = ["分别为", "分别是", "包括", "包含"];
    let whole = passage.phrase(index);
    // 项目支出60万元，预算执行率为98%
    if let "预算执行率" | "执行率" = bare(whole)
        && let Some(before) = index.checked_sub(1)
        && let Some((amount, own)) = passage.pair([before, index])
        && amount.unit == Unit::Money
        && passage.gap(amount, own) == format!("，{whole}")
    {
        let name = format!("{}预算执行率", bare(passage.phrase(before)));
        if let Some(About::RateOf(_)) = called(&name) {
            return name;
        }
    }
    // 预算执行率97.41%，得9.74分
    if whole == "得"
        && let Some(before) = index.checked_sub(1)
        && let Some(rate) = passage.quantities.get(before)
        && rate.unit == Unit::Percent
        && let "预算执行率" | "执行率" = bare(passage.phrase(before))
    {
        return EARNED.to_owned();
    }
    // 会议费、培训费，两项合计6.4万元
    if matches!(whole, "两项合计" | "两项")
        && let Some(own) = passage.quantities.get(index)
        && let head = passage.between(passage.sentence_at(own.span.start).start, own.span.start)
        && let Some(before) = head.strip_suffix(whole)
        && let Some((of, _)) = OF_OFFICE
            .iter()
            .find(|(name, _)| before.trim_end_matches('，').ends_with(name))
    {
        return (*of).to_owned();
    }
    // 政府采购情况。2023年采购预算130万元
    if untailed(whole) == "采购预算"
        && let Some(own) = passage.quantities.get(index)
        && let before = passage.between(0, own.span.start - whole.len())
        && let from = passage.sentence_at(own.span.start).start
        && before
            .get(from..)
            .is_some_and(|it| it.trim_end_matches(['年', '度']).chars().all(is_digit))
        && before
            .rsplit('\n')
            .next()
            .is_some_and(|it| it.contains("政府采购"))
    {
        return "政府采购预算".to_owned();
    }
    // 自评等级为优，得分98分
    if matches!(whole, "得分" | "总分" | "综合得分")
        && let Some(own) = passage.quantities.get(index)
        && let head = passage.between(passage.sentence_at(own.span.start).start, own.span.start)
        && let Some(before) = head
            .strip_suffix(whole)
            .and_then(|it| it.strip_suffix(['，', ',']))
        && let clause = clause_before(before)
        && contains_any(clause, &["等级", "等次"])
        && contains_any(clause, &["自评", "整体"])
    {
        return "自评得分".to_owned();
    }
    // 编外人员由78人减少到74人
    if let Some((of, _)) = passage.became(index) {
        let mut names = behind_heads(of).filter_map(|at| of.get(at..));
        let name = names.find(|name| called(name).is_some());
        // 年初预算由400万元调整为460万元: it is no longer that of the beginning.
        let name = match name.map(|name| (name, called(name))) {
            Some((_, Some(About::Approved))) => Some("全年预算"),
            of => of.map(|(name, _)| name),
        };
        return name.unwrap_or_else(|| bare(of)).to_owned();
    }
    // 全年预算100万元，实际支出98万元
    if bare(whole) == "支出"
        && whole.ends_with("实际支出")
        && let Some(before) = amount_before(passage, index)
        && called(bare(before)).or_else(|| called(before)) == Some(About::Adjusted)
    {
        return ACTUAL.to_owned();
    }
    // “三公”经费支出预算为5.5万元，支出决算为4.3万元; 公务接待费支出预算为2万元，支出决算为1.5万元; 政府采购预算130万元，实际采购115万元
    if matches!(bare(whole), "支出决算" | "决算" | "支出" | "采购")
        && amount_before(passage, index).is_some_and(|it| !it.starts_with("其中"))
    {
        let before = name(passage, index - 1);
        let expense = before.strip_suffix("预算");
        match (called(&before), expense.and_then(|it| called(stem(it)))) {
            (Some(About::PlannedThrift), _) => return THRIFT.to_owned(),
            (Some(About::PlannedPurchases), _) => return "政府采购金额".to_owned(),
            (None, Some(about)) if about.is_of_thrift() => {
                return expense.unwrap_or_default().to_owned();
            }
            _ => {}
        }
    }
    // 行政编制22名，实有21名
    if matches!(
        whole,
        "实有" | "实有人员" | "实有人数" | "在编" | "实际在编"
    ) && let Some(before) = amount_before(passage, index)
        && let posts = bare(before).trim_end_matches("编制")
        && let name = format!("{posts}编制实有")
        && called(&name).is_some()
    {
        return name;
    }
    // 项目支出60万元，涉及9个项目
    if matches!(whole, "涉及" | "共涉及")
        && let Some(before) = amount_before(passage, index)
    {
        return format!("{}{whole}", bare(before));
    }
    let mut led = LEADS.iter().filter_map(|lead| whole.split_once(lead));
    let phrase = led.next().map_or(whole, |(_, behind)| behind);
    // 总计 is as a rule no part of a name.
    let mut names =
        behind_heads(phrase).filter_map(|at| Some(phrase.get(at..)?.trim_end_matches('为')));
    let name = names
        .find(|name| called(name).is_some())
        .unwrap_or_else(|| bare(phrase));
    let begin = passage
        .quantities
        .get(index)
        .map_or(0, |it| it.span.start - phrase.len().min(it.span.start));
    match head_in_marks(passage, begin) {
        Some(head) => format!("{head}{}", untailed(phrase)),
        None => name.to_owned(),
    }
}

/// What stands in marks right before a byte and belongs to the name there: 三公 of “三公”经费.
pub(in crate::rules) fn head_in_marks(passage: &Passage<'_>, at: usize) -> Option<&'static str> {
    let before = passage.text.get(..at)?;
    let mut marked = MARKED.iter().filter(|(marks, _)| before.ends_with(marks));
    marked.next().map(|(_, head)| *head)
}

/// Whether a figure counts what such a thing is counted in.
fn is_of(about: About, quantity: &Quantity<'_>) -> bool {
    match about {
        _ if about.is_of_people() => {
            matches!(quantity.unit, Unit::Count("人" | "名" | "个"))
        }
        About::Projects => quantity.unit == Unit::Count("个"),
        About::Rate | About::RateOf(_) | About::Base(_) | About::AddedRate => {
            quantity.unit == Unit::Percent
        }
        About::Score | About::ExecutionScore | About::Level(_) => quantity.unit == Unit::Score,
        _ => quantity.unit == Unit::Money,
    }
}

/// Whether what stands behind a count leaves it the count of all: 在职人员45人参加了培训 are some, and
/// 本年退休人员3人 those who left in the year.
fn is_all_there_is(about: About, index: usize, passage: &Passage<'_>) -> bool {
    const IN_THE_YEAR: [&str; 4] = ["全年", "本年", "当年", "年内"];
    let tail = passage.tail(index);
    match about {
        _ if about.is_of_people() => {
            let phrase = passage.phrase(index);
            let is_of_the_year = IN_THE_YEAR.iter().any(|it| phrase.starts_with(it));
            // 在职人员93人（含转业士官2人） are more than those who are called so.
            let behind = passage.quantities.get(index);
            let behind = behind.and_then(|own| passage.text.get(own.span.end..));
            let has_others = behind.is_some_and(|it| {
                let within = it.strip_prefix(['（', '(']);
                within.is_some_and(|it| it.starts_with('含') || it.starts_with("不含"))
            });
            // Nobody is put on the establishment anew each year: 全年在编人员 are all there are.
            tail.is_empty() && !has_others && (!is_of_the_year || phrase.contains("在编"))
        }
        About::Projects => {
            // 年初预算安排项目8个，年中新增1个
            let behind = passage.quantities.get(index);
            let behind = behind.map_or("", |own| passage.clause_behind(own.span.end));
            let next = || passage.phrase(index + 1);
            let is_first = || {
                passage.phrase(index).starts_with("年初")
                    && behind.is_empty()
                    && passage.is_right_behind(index + 1)
                    && contains_any(next(), &["新增", "增加", "追加", "调增", "调整"])
            };
            let is_named = passage.phrase(index).ends_with("项目") && tail.is_empty();
            (is_named || tail.starts_with("项目") || tail.starts_with("一级项目")) && !is_first()
        }
        About::AddedRate => is_of_all_adjustments(index, passage),
        // 年初预算1200万元用于改扩建
        About::Approved | About::Adjusted => !tail.starts_with("用于"),
        _ => true,
    }
}

/// Whether a rate of adjustments is what the two budgets of its sentence come to: with a policy behind them many are left out,
/// 预算调整率6%（不含政策性增资）.
fn is_of_all_adjustments(index: usize, passage: &Passage<'_>) -> bool {
    const LEFT_OUT: [&str; 4] = ["不含", "扣除", "剔除", "不包括"];
    let Some(rate) = passage.quantities.get(index) else {
        return false;
    };
    let sentence = passage.sentence_at(rate.span.start);
    let head = passage.between(sentence.start, rate.span.start);
    approved_before(index, passage).is_some()
        && contains_any(head, &["全年预算", "调整后预算", "追加", "调增"])
        && !contains_any(passage.between(sentence.start, sentence.end), &LEFT_OUT)
}

/// The budget of the beginning of the year that a sentence tells first, in 元.
fn approved_before(index: usize, passage: &Passage<'_>) -> Option<Decimal> {
    let from = passage
        .sentence_at(passage.quantities.get(index)?.span.start)
        .start;
    let before = passage.quantities.iter().enumerate().take(index);
    let mut before =
        before.filter(|(_, it)| it.span.start >= from && it.unit == Unit::Money && it.is_exact());
    let (_, amount) = before.find(|(at, _)| passage.phrase(*at).contains("年初预算"))?;
    Some(amount.value)
}

/// Whether the count right before one is that of the staff: 在职58人、退休20人, 离休1人、退休54人.
fn is_beside_staff(passage: &Passage<'_>, index: usize) -> bool {
    let before = index.checked_sub(1).filter(|&before| {
        let both = passage.pair([before, index]);
        both.is_some_and(|(it, own)| {
            let gap = passage.gap(it, own);
            gap.strip_prefix(['、', '，', ',']) == Some(passage.phrase(index))
        })
    });
    let named = before.map(|it| name(passage, it));
    named.is_some_and(|it| {
        matches!(
            called(&it),
            Some(About::Employed | About::RetiredWithHonours)
        )
    })
}

/// Whether its sentence speaks of another body, or of what was planned.
fn is_of_a_part(about: About, quantity: &Quantity<'_>, passage: &Passage<'_>) -> bool {
    /// Words that may be of another body, and of much else.
    const WITHIN: [&str; 6] = ["站", "所", "科", "村", "项目", "专项"];
    const PARTS: [&str; 14] = [
        "费",
        "方面",
        "基本支出",
        "人员",
        "公用",
        "三公",
        "接待",
        "公车",
        "用车",
        "工程",
        "采购",
        "基金",
        "国有资本",
        "科目",
    ];
    const OF_BUDGET: [&str; 4] = ["绩效", "项目支出", "年初预算", "部门预算"];
    const OF_WORKS: [&str; 10] = [
        "投资",
        "工程",
        "建设",
        "改造",
        "招商",
        "签约",
        "争取",
        "衔接资金",
        "开工",
        "竣工",
    ];
    const PLANNED: [&str; 6] = ["预算数", "年初预算", "预算为", "目标", "计划", "控制在"];
    let sentence = passage.sentence_at(quantity.span.start);
    let head = passage.between(sentence.start, quantity.span.start);
    let is_of_another = || passage.speaks_of_another(quantity.span.start);
    let is_elsewhere = |head: &str| contains_any(head, &WITHIN) || is_of_another();
    // 行政编制30人，在编28人: of one kind.
    let of_a_kind = || contains_any(head, &["行政", "事业", "工勤", "参公", "聘"]);
    match about {
        About::Employed | About::Vacant => {
            is_elsewhere(head)
                || of_a_kind()
                || contains_any(head, &["幼儿", "学生"])
                || is_of_other_people(quantity, passage)
        }
        _ if about.is_of_people() => {
            // 为9个乡镇配备工作人员，行政编制18名
            let are_of_places = || {
                let mut before = passage.quantities.iter();
                before.any(|it| {
                    let is_before =
                        sentence.start <= it.span.start && it.span.start < quantity.span.start;
                    is_before && !matches!(it.unit, Unit::Date | Unit::Count("人" | "名"))
                })
            };
            is_elsewhere(head)
                || is_of_other_people(quantity, passage)
                || matches!(about, About::Posts(_) | About::Filled(_)) && are_of_places()
        }
        About::Base(Rate::Staffing) => is_elsewhere(head),
        About::Base(_) => is_of_another(),
        About::Rate => is_elsewhere(&head.replace("项目支出", "")) || is_of_one_item(head, passage),
        About::RateOf(_) => is_elsewhere(&head.replace("项目支出", "")),
        // 会议费3万元、培训费5万元，支出合计8万元: of what stands before it.
        About::Spent => {
            is_elsewhere(&head.replace("项目支出", ""))
                || head.contains("费")
                || is_of_one_item(head, passage)
                || is_with_more(quantity, passage)
        }
        About::Projects => {
            // 全年实施项目36个，完成投资2.3亿元 are works, and no items of the budget.
            let clause = passage.clause_before(quantity.span.start);
            let whole = passage.between(sentence.start, sentence.end);
            let is_of_budget = contains_any(whole, &OF_BUDGET);
            let is_works = contains_any(clause, &["实施", "安排"])
                && (!(is_of_budget || is_told_alone(whole)) || contains_any(whole, &OF_WORKS));
            // 举办运动会，共设置10个项目
            let set = head.trim_end_matches("项目").trim_end_matches("设置");
            let is_set = set.len() < head.trim_end_matches("项目").len();
            let is_elsewhere_set =
                is_set && !is_of_budget && !projects::may_be_whose(set.trim_end_matches('共'));
            is_works || is_elsewhere_set || is_elsewhere(&head.replace("项目", ""))
        }
        About::Score | About::ExecutionScore | About::Level(_) => {
            contains_any(head, &["项目", "专项"]) || passage.bodies.have_their_own(head)
        }
        About::PlannedPurchases | About::PlannedThrift => is_elsewhere(head),
        About::Approved | About::Adjusted | About::Added | About::AddedRate => {
            // What one budget of all was adjusted by is known as well.
            let items = match about {
                About::Added | About::AddedRate => head.replace("一般公共预算", ""),
                _ => head.to_owned(),
            };
            is_elsewhere(head)
                || contains_any(head, &PARTS)
                || is_of_one_item(&items, passage)
                || is_of_a_subject(head, sentence.start, passage)
                || is_in_brackets_of_another(head)
                || is_of_what_is_named(&sentence, passage)
        }
        // 全区三公经费 is what all bodies spend, and of 全口径 own income paid as well.
        _ => {
            is_of_another()
                || head.contains("全口径")
                || contains_any(passage.clause_before(quantity.span.start), &PLANNED)
        }
    }
}

/// Whether a sentence tells no more than how many there were, by whom and that they were done: 2023年我街道共实施项目4个，均已完成.
fn is_told_alone(sentence: &str) -> bool {
    const DONE: [&str; 7] = [
        "均已完成",
        "已全部完成",
        "全部完成",
        "均完成",
        "都已完成",
        "均按计划完成",
        "均已按计划完成",
    ];
    let clauses = sentence.split(parts_clauses).map(str::trim);
    let (counts, others): (Vec<&str>, Vec<&str>) = clauses.partition(|it| it.contains('个'));
    let says_no_more = |it: &&str| projects::may_be_whose(it) || DONE.contains(it);
    counts.len() == 1 && others.iter().all(says_no_more)
}

/// Whether what leads to a count of people speaks of others than the staff: 参保人员4520人，其中退休人员1260人,
/// 医保参保：在职人员3260人.
fn is_of_other_people(quantity: &Quantity<'_>, passage: &Passage<'_>) -> bool {
    /// What the staff and the one that reports are called, and what is said of when and how they are counted.
    const STAFF: [&str; 62] = [
        "核定",
        "编制",
        "在职",
        "在编",
        "在岗",
        "在册",
        "实有",
        "现有",
        "离休",
        "退休",
        "离退休",
        "编外",
        "聘用",
        "聘",
        "临时",
        "工勤",
        "行政",
        "事业",
        "参公",
        "公务员",
        "机关",
        "干部",
        "职工",
        "教职工",
        "教师",
        "遗属",
        "人员",
        "人数",
        "编",
        "空编",
        "空缺",
        "含",
        "合计",
        "内",
        "外",
        "单位",
        "部门",
        "街道",
        "机构",
        "财政",
        "供养",
        "拨款",
        "基本",
        "情况",
        "构成",
        "如下",
        "年末",
        "年底",
        "年度",
        "全年",
        "截至",
        "目前",
        "共有",
        "总数",
        "其中",
        "分别",
        "转业",
        "士官",
        "合同制",
        "其他",
        "数",
        "末",
    ];
    let is_of_staff = |words: &str| {
        let mut rest = wording::behind_number(words.trim());
        loop {
            let heads = OWN_NAMES.iter().chain(&STAFF);
            let mut shorter = heads.filter_map(|it| rest.strip_prefix(it));
            match shorter.next().or_else(|| {
                rest.strip_prefix(|c: char| {
                    is_boundary(c) || is_blank(c) || "全共有的和及由从为".contains(c)
                })
            }) {
                Some(shorter) => rest = shorter,
                None => return rest.is_empty(),
            }
        }
    };
    let start = quantity.span.start;
    let from = passage.led_from(start);
    let before = passage.quantities.iter().enumerate();
    let before = before.take_while(|(_, it)| it.span.start < start);
    let mut counted = before
        .filter(|(_, it)| it.span.start >= from && matches!(it.unit, Unit::Count("人" | "名")));
    // 共41名社区干部: what does not stand before the number is behind it.
    let is_counted_of_others = |(i, _): (usize, &Quantity<'_>)| {
        let called = match passage.phrase(i) {
            "" | "共" | "共有" | "现有" | "有" => passage.tail(i),
            phrase => phrase,
        };
        !is_of_staff(called)
    };
    let lead = passage.between(from, start).rsplit_once('：');
    counted.any(is_counted_of_others)
        || lead.is_some_and(|(lead, _)| {
            let lead = lead.rsplit(is_boundary).next().unwrap_or_default();
            !lead.ends_with(is_digit) && !is_of_staff(lead)
        })
}

/// Whether all that is told as spent has more in it than was spent of the budget: what goes over into the next year,
/// 支出总计434.72万元，其中：本年支出合计434.16万元，年末结转和结余0.56万元, or other money.
fn is_with_more(quantity: &Quantity<'_>, passage: &Passage<'_>) -> bool {
    const LEFT: [&str; 4] = ["年末结转", "结余分配", "结转和结余", "结转结余"];
    const BEFORE: [&str; 3] = ["收入总计", "总收入", "收入合计"];
    const BEHIND: [&str; 5] = [
        "本年支出",
        "财政拨款支出",
        "其他支出",
        "经营支出",
        "自有资金",
    ];
    let sentence = passage.sentence_at(quantity.span.start);
    let end = passage
        .parts_behind(&sentence)
        .map_or(sentence.end, |it| it.end);
    let head = passage.between(sentence.start, quantity.span.start);
    let behind = passage.between(quantity.span.end, end);
    [head, behind].iter().any(|it| contains_any(it, &LEFT))
        || contains_any(head, &BEFORE)
        || contains_any(behind, &BEHIND)
}

/// What the parts of the budget are called that are no projects.
const ITEMS: [&str; 6] = [
    "一般公共预算",
    "基本支出",
    "项目支出",
    "政府性基金",
    "国有资本",
    "社会保险基金",
];

/// Whether words name a part of the budget that is no project.
pub(super) fn names_an_item(words: &str) -> bool {
    contains_any(words, &ITEMS)
}

/// Whether a figure that is not called the whole's is one of a part of it, which the sentence names
/// alone, or whose own note it stands in, but for that on how all of it was adjusted: 基本支出全年预算1721万元，实际支出1710.45万元，预算执行率99.39%.
fn is_of_one_item(head: &str, passage: &Passage<'_>) -> bool {
    const WHOLES: [&str; 5] = ["整体", "部门", "总", "合计", "共计"];
    let mut named = ITEMS.iter().filter_map(|item| head.split_once(item));
    match (named.next(), named.next()) {
        (Some((_, behind)), None) => !contains_any(behind, &WHOLES),
        (None, _) => {
            let of_item = |step: &Step| matches!(step, Step::Key(key) if contains_any(key, &ITEMS));
            passage.path.last_key() != Some("预算调整说明")
                && passage.path.steps().iter().any(of_item)
                && !contains_any(head, &WHOLES)
        }
        (Some(_), Some(_)) => false,
    }
}

/// Whether a sentence or the one before it names a subject of the accounts: 行政运行（项）。年初预算为51.98万元,
/// 2、教育支出。年初预算120万元.
fn is_of_a_subject(head: &str, start: usize, passage: &Passage<'_>) -> bool {
    const MARKS: [&str; 6] = ["类）", "款）", "项）", "类)", "款)", "项)"];
    let before = start.checked_sub(1).map(|it| passage.sentence_at(it));
    let before = before.map_or("", |it| passage.between(it.start, it.end));
    let heading = leads::numbered_heading(passage, start);
    [head, before].iter().any(|it| contains_any(it, &MARKS))
        || heading.is_some_and(|it| !may_call_the_whole(it))
}

/// Whether the first amount of a sentence is of what its words name, so that those behind it are as well:
/// 公共服务年初预算820万元，全年预算900万元, 社会管理：年初预算400万元，全年预算460万元.
fn is_of_what_is_named(sentence: &Range<usize>, passage: &Passage<'_>) -> bool {
    const BUDGETS: [&str; 6] = [
        "年初预算",
        "年初预算安排",
        "全年预算",
        "调整后预算",
        "预算安排",
        "预算",
    ];
    let amounts = passage.quantities.iter().enumerate();
    let mut amounts =
        amounts.filter(|(_, it)| it.unit == Unit::Money && it.span.start >= sentence.start);
    let Some((first, amount)) = amounts.next() else {
        return false;
    };
    let name = untailed(passage.phrase(first));
    let names_another = |of: &str| !of.is_empty() && !may_call_the_whole(bare(of));
    let mut named = BUDGETS.iter().filter_map(|it| name.strip_suffix(it));
    let head = passage.between(sentence.start, amount.span.start);
    let lead = head.rsplit_once('：').map_or("", |(lead, _)| lead);
    named.next().is_some_and(names_another)
        || names_another(lead.rsplit(is_boundary).next().unwrap_or_default())
}

/// Whether what follows these words stands in brackets behind another name: 公共服务（年初预算820万元）.
fn is_in_brackets_of_another(head: &str) -> bool {
    let open = head.rsplit_once(['（', '(']);
    let open = open.filter(|(_, within)| !within.contains(['）', ')']));
    let name = open.and_then(|(before, _)| before.rsplit(is_boundary).next());
    name.is_some_and(|name| !may_call_the_whole(name.trim()))
}

/// Whether words that an amount is told under may call the whole or say nothing of whose it is.
fn may_call_the_whole(words: &str) -> bool {
    const WHOLES: [&str; 12] = [
        "整体", "部门", "单位", "总", "预算", "收支", "收入", "资金", "执行", "情况", "概况",
        "全年",
    ];
    const BODIES: [&str; 8] = ["街道", "镇", "乡", "局", "委", "办", "院", "校"];
    let is_spending = ["支出", "财政支出", "财政拨款支出", "本年支出"].contains(&words);
    words.is_empty()
        || words.ends_with(is_digit)
        || words.ends_with("年")
        || contains_any(words, &WHOLES)
        || is_spending
        || ends_with_any(words, &BODIES)
}

/// What the texts tell that none of the tables has, with the first of what they have, and whether
/// that is all they have.
fn differing<'p>(
    case: &Case<'_>,
    prose: &'p Prose,
) -> impl Iterator<Item = (&'p Told, FieldPath, Decimal, bool)> {
    let told = prose.told().filter(|it| it.is_beside_what_is_known(case));
    told.filter_map(|told| {
        let known = told.about.known(case);
        let differs = |value: Decimal| {
            let by = told.value.checked_sub(value);
            by.is_some_and(|by| by.abs() > told.room(value).unwrap_or(told.slack))
        };
        // Of several the one that was most likely meant: 7180.40元 for 7180.40万元.
        let far = |(_, value): &&(FieldPath, Decimal)| {
            let by = told.value.checked_sub(*value);
            by.unwrap_or(Decimal::MAX).abs()
        };
        // 总执行率 is of all, which is the first.
        let is_of_all =
            told.about == About::Rate && contains_any(&told.name, &["总", "整", "部门", "全局"]);
        let meant = match is_of_all {
            true => known.first(),
            false => known.iter().min_by_key(far),
        };
        let of_another_size = |(_, value): &&(FieldPath, Decimal)| {
            told.is_money() && in_ten_thousands(*value) == Some(told.value)
        };
        let meant = known.iter().find(of_another_size).or(meant);
        let (path, value) = meant.cloned()?;
        // 开展宣传，全年实际支出12万元 is no slip in all that was spent, nor 全年实施项目36个 in the projects of the report.
        let half = value.checked_div(Decimal::TWO)?;
        if told.may_be_of_others && told.value.checked_sub(value)?.abs() > half {
            return None;
        }
        let is_nowhere = known.iter().all(|(_, value)| differs(*value));
        let agree = known.iter().all(|(_, it)| rounded(*it) == rounded(value));
        is_nowhere.then_some((told, path, value, agree))
    })
}

impl Told {
    /// How far rounding may leave it from an amount of the tables, in 元.
    fn room(&self, known: Decimal) -> Option<Decimal> {
        let slack = in_ten_thousands(self.slack).filter(|_| self.is_money())?;
        in_yuan(quoted::room(slack, in_ten_thousands(known)?))
    }

    fn is_money(&self) -> bool {
        self.unit.ends_with('元')
    }

    /// Whether the tables have what is told beside it, if anything is.
    fn is_beside_what_is_known(&self, case: &Case<'_>) -> bool {
        let is_known = |(about, value): &(About, Decimal)| {
            let known = about.known(case);
            known.iter().any(|(_, known)| rounded(*known) == *value)
        };
        self.beside.is_empty() || self.beside.iter().any(is_known)
    }

    /// A figure of a text that is about this, as it stands there.
    fn of(
        about: About,
        name: String,
        quantity: &Quantity<'_>,
        passage: &Passage<'_>,
    ) -> Option<Self> {
        let (_, unit) = passage.words_of(quantity).split_once(quantity.digits)?;
        Some(Self {
            about,
            name,
            value: quantity.value,
            slack: quantity.slack,
            scale: quantity.scale,
            unit: unit.to_owned(),
            place: passage.place(quantity),
            digits: passage.digits_of(quantity),
            may_be_of_others: false,
            beside: Vec::new(),
        })
    }

    /// What words at a place say without one.
    const fn without_number(about: About, value: Decimal, place: Place) -> Self {
        Self {
            about,
            name: String::new(),
            value,
            slack: Decimal::ZERO,
            scale: Decimal::ONE,
            unit: String::new(),
            place,
            digits: None,
            may_be_of_others: false,
            beside: Vec::new(),
        }
    }

    /// Offers to put another figure, as its text writes it, in the place of its digits.
    fn rewritten(&self, finding: Finding, digits: &str) -> Finding {
        finding.rewrites(self.digits.clone(), digits, format!("正文改为 {digits}"))
    }

    /// What the text says, without what stands before the name.
    fn words(&self) -> String {
        let written = self.place.value.as_deref().unwrap_or_default();
        format!("{}{written}", self.name)
    }
}

/// Whether it is told there how many projects there are, so that the number is held against them by its name.
pub(super) fn counts_projects_at(prose: &Prose, place: &Place) -> bool {
    let start = |it: &Place| it.span.as_ref().map(|span| span.start);
    let mut told = prose.told().filter(|it| it.about == About::Projects);
    told.any(|it| it.place.path == place.path && start(&it.place) == start(place))
}

/// What the texts tell beside what the tables have, but for the four expenses.
pub(in crate::rules) fn beside_the_whole(case: &Case<'_>, prose: &Prose) -> Verdict {
    let others = differing(case, prose).filter(|(told, ..)| !told.about.is_expense());
    let found = others.filter_map(|(told, path, value, agree)| {
        let right = value.checked_div(told.scale)?;
        let right = match told.about {
            About::Rate | About::RateOf(_) | About::Base(_) | About::AddedRate => rounded(right),
            _ => right,
        };
        let (name, written) = (&told.name, told.place.value.as_deref().unwrap_or_default());
        let digits = right.normalize().to_string();
        let unit = &told.unit;
        let written = written.trim_end_matches(&**unit);
        let message = match name.is_empty() {
            true => format!(
                "正文称“{written}”，表中{}为{digits}，前后不一致，请核实。",
                path.last_key()?
            ),
            false => {
                format!("“{name}”正文为{written}{unit}，表中为{digits}{unit}，前后不一致，请核实。")
            }
        };
        // As the cell has it: an amount is in 万元 there, whatever the text says.
        let cell = match fields::kind_at(&path) {
            Some(Kind::Number(fields::Unit::WanYuan))
                if !matches!(
                    told.about,
                    About::RateOf(_) | About::Base(_) | About::AddedRate
                ) =>
            {
                in_ten_thousands(value).map_or_else(String::new, shown)
            }
            _ => digits.clone(),
        };
        let finding = Finding::new(told.place.clone(), message).and(Place::new(path).shows(cell));
        // Of two nobody can tell which is meant.
        let finding = match agree {
            true => told.rewritten(finding, &digits),
            false => finding,
        };
        let apart = in_ten_thousands(told.value.checked_sub(value)?)?;
        Some(match told.is_money() {
            true => weighed(finding, apart),
            false => finding,
        })
    });
    found.collect()
}

/// What the texts tell of the four expenses beside the base data table.
pub(in crate::rules) fn expenses_beside_the_table(case: &Case<'_>, prose: &Prose) -> Verdict {
    if !prose.told().any(|told| told.about.is_expense()) {
        return Verdict::lacking("正文没有写三公经费各项的金额");
    }
    let four = differing(case, prose).filter(|(told, ..)| told.about.is_expense());
    let found = four.filter_map(|(told, row, value, _)| {
        let (said, entered) = (in_ten_thousands(told.value)?, in_ten_thousands(value)?);
        let difference = apart(said, entered)?;
        let message = format!(
            "正文称“{}”，基础数据表{}填列{}万元，前后不一致，请更正。",
            told.words(),
            told.about.key()?,
            shown(entered)
        );
        let finding = Finding::new(told.place.clone(), message)
            .and(Place::new(row.clone()).shows(shown(entered)));
        let right = value.checked_div(told.scale)?.normalize().to_string();
        let finding = told.rewritten(finding, &right).sets(row, said);
        Some(weighed(finding, difference))
    });
    found.collect()
}
