//! A in the text: what it tells of the department as a whole, staff, 三公经费, execution rate and
//! score, beside what the tables have.
//!
//! A figure is meant only where the words before it are its name and no more, in no text of a
//! project, and where nothing in its sentence says that it is of a part or of another time.

use std::ops::Range;

use rust_decimal::Decimal;

use crate::document::{FieldPath, Step};
use crate::figures::budget::{Column, Fund, Item};
use crate::figures::rates::{self, Rate};
use crate::report::Report;
use crate::report::fields::{self, Kind};
use crate::report::number::{WAN, rounded, shown};
use crate::rules::amounts::{bodies, changes, expenses};
use crate::rules::passage::quantity::{Quantity, Unit};
use crate::rules::passage::{
    Passage, Role, bare, behind_heads, contains_any, speaks_of_another, untailed, without_ends,
};
use crate::rules::prose::Prose;
use crate::rules::{Case, Finding, Place, Verdict, apart, weighed};

/// What is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum About {
    /// 编制数, in 人.
    Quota,
    /// 在职在编人员, in 人.
    Employed,
    /// 退休人员, in 人.
    Retired,
    /// 年末实有人数, in 人.
    Present,
    /// 编外人员, in 人.
    Outside,
    /// 在职人员控制率, in %.
    Control,
    /// 政府采购金额 of the year, in 元.
    Purchases,
    /// 三公经费 of the year, in 元, and of what it is made.
    Thrift,
    Cars,
    /// One of the four, by its key in the base data table.
    Expense(&'static str),
    /// 全年执行数 ÷ 全年预算数 of everything, in %.
    Rate,
    /// The same of a part of it.
    RateOf(Item),
    /// 占比: what a part of 一般公共预算支出 is of one of these, in %.
    ShareOf(Item, &'static [Item]),
    /// What a kind of 基本支出 is of it, by its name, in %.
    ShareOfBasic(&'static str),
    /// 自评总分, in 分.
    Score,
    /// 全年执行数 of everything, in 元.
    Spent,
    /// 年初预算数 and 全年预算数 of everything, in 元.
    Approved,
    Adjusted,
    /// 绩效目标设置的项目, in 个.
    Projects,
    /// What is left of a fund at the end of the year, in 元.
    Left(Fund),
    /// The bodies of the list whose kind says one of these, in 个.
    Bodies(&'static [&'static str]),
    /// What the goals set aside for 基本支出 or 项目支出, by its key among them, in 元.
    Planned(&'static str),
}

impl About {
    /// The key of one of the four expenses.
    const fn key(self) -> Option<&'static str> {
        match self {
            Self::Expense(key) => Some(key),
            _ => None,
        }
    }

    const fn is_expense(self) -> bool {
        self.key().is_some()
    }

    /// Whether what goes by this name may be of a project that was named before.
    fn may_be_of_a_project(self, name: &str) -> bool {
        match self {
            Self::Rate | Self::Score => !name.contains("整体") && !name.starts_with('总'),
            Self::Approved | Self::Adjusted => true,
            _ => false,
        }
    }
}

/// What each is called, without what may stand behind the name of an expense.
const NAMES: [(About, &[&str]); 24] = [
    (About::Quota, &["编制数", "核定编制数", "核定编制", "编制"]),
    (
        About::Employed,
        &[
            "在职在编人员",
            "在职在编",
            "在编在职人员",
            "在职人员",
            "在编人员",
            "在编教职工",
            "在职在编教职工",
            "在编",
        ],
    ),
    (About::Retired, &["退休人员"]),
    (About::Present, &["实有人数", "年末实有人数", "实有人员"]),
    (
        About::Outside,
        &["编外人员", "编外聘用人员", "编外用工", "编外其他人员"],
    ),
    (About::Control, &["在职人员控制率", "在编人员控制率"]),
    (
        About::Purchases,
        &["政府采购金额", "政府采购支出", "政府采购"],
    ),
    (About::Thrift, &["三公"]),
    (
        About::Cars,
        &[
            "公务用车购置及运行维护",
            "公务用车购置和运行维护",
            "公务用车购置及维护",
            "公务用车购置和维护",
        ],
    ),
    (
        About::Expense("公务用车购置"),
        &["公务用车购置", "公车购置"],
    ),
    (
        About::Expense("公务用车运行维护"),
        &["公务用车运行维护", "公务用车运行", "公车运行维护"],
    ),
    (About::Expense("出国经费"), &["因公出国", "出国"]),
    (About::Expense("公务接待"), &["公务接待"]),
    (
        About::Rate,
        &[
            "预算执行率",
            "整体执行率",
            "总执行率",
            "整体支出执行率",
            "整体预算执行率",
            "整体支出预算执行率",
            "部门整体支出执行率",
            "部门整体支出预算执行率",
        ],
    ),
    (
        About::RateOf(Item::General),
        &[
            "一般公共预算执行率",
            "一般公共预算支出执行率",
            "一般公共预算支出预算执行率",
        ],
    ),
    (
        About::RateOf(Item::Basic),
        &["基本支出执行率", "基本支出预算执行率"],
    ),
    (
        About::RateOf(Item::Projects),
        &["项目支出执行率", "项目支出预算执行率"],
    ),
    (
        About::RateOf(Item::Fund(Fund::Government)),
        &[
            "政府性基金执行率",
            "政府性基金预算执行率",
            "政府性基金支出执行率",
            "政府性基金预算支出执行率",
        ],
    ),
    (
        About::RateOf(Item::Fund(Fund::StateCapital)),
        &["国有资本经营预算执行率", "国有资本经营预算支出执行率"],
    ),
    (
        About::Score,
        &[
            "自评得分",
            "自评总分",
            "自评综合得分",
            "综合得分",
            "整体支出自评得分",
            "部门整体支出自评得分",
            "整体支出绩效自评得分",
            "部门整体支出绩效自评得分",
        ],
    ),
    (
        About::Spent,
        &[
            "支出总计",
            "支出合计",
            "支出共计",
            "总支出",
            "支出总额",
            ACTUAL,
        ],
    ),
    (
        About::Approved,
        &["年初预算", "年初预算数", "年初部门预算", "年初预算安排"],
    ),
    (
        About::Adjusted,
        &["全年预算", "全年预算数", "调整后预算", "调整后预算数"],
    ),
    (
        About::Projects,
        &[
            "绩效目标设置",
            "绩效目标共设置",
            "项目绩效目标共设置",
            "绩效目标项目支出共设置",
            "项目支出绩效目标共设置",
            "项目支出涉及",
            "项目支出共涉及",
            "绩效目标设置项目",
            "绩效目标共设置项目",
            "申报绩效目标项目",
            "申报绩效目标的项目",
            "项目支出涉及项目",
            "项目支出共涉及项目",
            "项目支出安排项目",
            "项目支出共安排项目",
            "实施项目",
            "共实施项目",
            "安排项目",
            "共安排项目",
            "预算安排项目",
            "年初预算安排项目",
            "开展绩效自评的项目",
            "开展绩效自评项目",
            "项目支出共有项目",
        ],
    ),
];

/// What all there is may be called, and as well what was spent on what stands before it.
const ACTUAL: &str = "全年实际支出";

/// What a figure is about that is called exactly so.
fn called(name: &str) -> Option<About> {
    let mut all = NAMES.iter();
    let named = all.find(|(_, names)| names.contains(&name));
    named.map(|(about, _)| *about).or_else(|| share(name))
}

/// 基本支出占比, 项目支出占总支出, 人员经费占基本支出: what part of what whole it is the share of.
fn share(name: &str) -> Option<About> {
    const GENERAL: &[Item] = &[Item::General];
    const EITHER: &[Item] = &[Item::General, Item::Total];
    const WHOLES: [(&str, &[Item]); 9] = [
        ("", EITHER),
        ("比", EITHER),
        ("总支出", EITHER),
        ("支出总额", EITHER),
        ("支出总计", EITHER),
        ("全年支出", EITHER),
        ("整体支出", EITHER),
        ("部门整体支出", EITHER),
        ("一般公共预算支出", GENERAL),
    ];
    const KINDS: [&str; 2] = ["人员经费", "公用经费"];
    let (part, whole) = name.split_once('占')?;
    if whole == "基本支出" {
        let part = part.strip_suffix("支出").unwrap_or(part);
        let kind = KINDS.into_iter().find(|kind| *kind == part);
        return kind.map(About::ShareOfBasic);
    }
    let item = match part {
        "基本支出" => Item::Basic,
        "项目支出" => Item::Projects,
        _ => return None,
    };
    let (_, wholes) = WHOLES.iter().find(|(name, _)| *name == whole)?;
    Some(About::ShareOf(item, wholes))
}

/// What each of the four may be called where its sentence speaks of cars or of 三公经费.
const SHORT: [(About, &str); 4] = [
    (About::Expense("公务用车购置"), "购置"),
    (About::Expense("公务用车运行维护"), "运行维护"),
    (About::Expense("公务用车运行维护"), "运行"),
    (About::Expense("公务接待"), "接待"),
];

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
    /// The amount before it that it is the rate of, in 元: it is the project's if that is all it spent.
    beside: Option<Decimal>,
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
        return rates_of(project, passage);
    }
    let quantities = passage.quantities.iter().enumerate();
    let found = quantities.filter_map(|(i, quantity)| {
        let name = name(passage, i);
        let about = about(&name, quantity, passage)?;
        let is_meant = quantity.is_exact()
            && is_of(about, quantity, passage)
            && passage.period(i).is_none()
            && !passage.is_to_come(quantity.span.start)
            && !(passage.is_of_a_problem() && about.may_be_of_a_project(&name))
            && is_all_there_is(about, i, passage)
            && !is_of_a_part(about, quantity, passage)
            && !(matches!(about, About::ShareOf(..)) && passage.is_of_budget(i))
            && !changes::is_change(passage, i);
        let told = is_meant.then(|| Told::of(about, name, quantity, passage));
        told.flatten()
    });
    let bodies = bodies::counts(passage).into_iter();
    let bodies = bodies.filter_map(|(i, name, listed)| {
        let quantity = passage.quantities.get(i)?;
        Told::of(About::Bodies(listed), name.to_owned(), quantity, passage)
    });
    let mut found: Vec<Told> = found.chain(bodies).chain(left(passage)).collect();
    let denied = if passage.is_of_a_problem() {
        Vec::new()
    } else {
        expenses::denied(passage)
    };
    for (key, span) in denied {
        let about = About::Expense(key);
        if found.iter().all(|told| told.about != about) {
            found.push(Told {
                about,
                name: String::new(),
                value: Decimal::ZERO,
                slack: Decimal::ZERO,
                scale: Decimal::ONE,
                unit: String::new(),
                place: passage.place_at(span),
                digits: None,
                beside: None,
            });
        }
    }
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
            let short = fund_name(fund);
            let behind = name.strip_prefix(short)?;
            let behind = behind.strip_prefix("预算").unwrap_or(behind);
            Some((fund, behind))
        });
        let (called, what) = own.map_or((None, name), |(fund, what)| (Some(fund), what));
        if !NAMES.contains(&what) || passage.period(i).is_some() {
            return None;
        }
        let sentence = passage.sentence_at(quantity.span.start);
        let head = passage.between(sentence.start, quantity.span.start);
        let mut named = Fund::ALL
            .into_iter()
            .filter(|it| head.contains(fund_name(*it)));
        let only = named.next().filter(|_| named.next().is_none());
        let of_note = Fund::ALL.into_iter().find(|fund| {
            let is_chapter =
                |step: &Step| matches!(step, Step::Key(key) if key.contains(fund_name(*fund)));
            passage.path.steps().iter().any(is_chapter)
        });
        let fund = called.or(only).or(of_note)?;
        let is_of_part = called.is_none() && contains_any(head, &OF_ANOTHER);
        let told =
            (!is_of_part).then(|| Told::of(About::Left(fund), name.to_owned(), quantity, passage));
        told.flatten()
    })
}

/// What a fund is called in a sentence, in whatever words its budget is told.
const fn fund_name(fund: Fund) -> &'static str {
    match fund {
        Fund::Government => "政府性基金",
        Fund::StateCapital => "国有资本经营",
        Fund::Insurance => "社会保险基金",
    }
}

/// The execution rate that a project's own text tells of it.
fn rates_of(project: usize, passage: &Passage<'_>) -> Vec<Told> {
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
    let quantities = passage.quantities.iter().enumerate();
    let found = quantities.filter_map(|(i, quantity)| {
        let name = bare(passage.phrase(i));
        let sentence = passage.sentence_at(quantity.span.start);
        let head = passage.between(sentence.start, quantity.span.start);
        // What two amounts come to is worked out by them.
        let before = passage.quantities.iter().take(i);
        let mut amounts =
            before.filter(|it| it.unit == Unit::Money && sentence.contains(&it.span.start));
        let (amount, another) = (amounts.next(), amounts.next());
        // 支出312万元，执行率78%
        let beside = amount.filter(|it| {
            let between = passage.between(it.span.end, quantity.span.start);
            let words = between.trim_start_matches(['，', ',']);
            words.len() < between.len() && words == passage.phrase(i)
        });
        let is_named = match amount {
            None => NAMES.contains(&name),
            Some(_) => beside.is_some() && matches!(name, "执行率" | "预算执行率"),
        };
        let is_meant = quantity.unit == Unit::Percent
            && quantity.is_exact()
            && is_named
            && another.is_none()
            && passage.period(i).is_none()
            && !passage.is_to_come(quantity.span.start)
            && (beside.is_some() || !speaks_of_another(head))
            && !changes::is_change(passage, i);
        let about = About::RateOf(Item::Project(project));
        let told = is_meant.then(|| Told::of(about, name.to_owned(), quantity, passage));
        let beside = beside.map(|it| it.value);
        Some(Told {
            beside,
            ..told.flatten()?
        })
    });
    found.collect()
}

/// What the goals set aside for each, by its key.
const BASIC: &str = "基本支出计划安排";
const PROJECTS: &str = "项目支出计划安排";

/// What the goals set aside, where the text on them tells it: 基本支出计划安排资金1680万元.
fn planned(passage: &Passage<'_>) -> Vec<Told> {
    const PLANS: [&str; 2] = ["计划", "安排"];
    if *passage.path != FieldPath::of(&["整体绩效", "目标设置", "说明"]) {
        return Vec::new();
    }
    let quantities = passage.quantities.iter().enumerate();
    let found = quantities.filter_map(|(i, quantity)| {
        let is_meant = quantity.unit == Unit::Money
            && quantity.is_exact()
            && passage.period(i).is_none()
            && contains_any(passage.phrase(i), &PLANS);
        let key = is_meant.then(|| planned_for(passage, i)).flatten()?;
        Told::of(About::Planned(key), key.to_owned(), quantity, passage)
    });
    found.collect()
}

/// What an amount set aside is for: the words before it name it, or nothing but the words that it is
/// set aside, behind the name in the same sentence and before any other amount.
fn planned_for(passage: &Passage<'_>, index: usize) -> Option<&'static str> {
    const FOR: [(&str, &str); 2] = [("基本支出", BASIC), ("项目支出", PROJECTS)];
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
    let is_aside = |words: &str| {
        let mut rest = words;
        while let Some(shorter) = ASIDE.iter().find_map(|it| rest.strip_prefix(it)) {
            rest = shorter;
        }
        rest.is_empty()
    };
    let phrase = bare(passage.phrase(index));
    let phrase = phrase.strip_prefix("绩效目标").unwrap_or(phrase);
    let named = FOR.iter().find_map(|(name, key)| {
        let rest = phrase.strip_prefix(name)?;
        is_aside(rest).then_some(*key)
    });
    if named.is_some() || !is_aside(phrase) {
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
    // 项目支出占总支出的(比重为)63.45%
    let shares = ["的比重", "的比例", "的"].iter();
    let mut shares = shares.filter_map(|end| name.strip_suffix(end));
    let name = shares.next().unwrap_or(name);
    let stem = stem(name);
    if let Some(about) = called(stem).or_else(|| called(name)) {
        return Some(about);
    }
    let (about, _) = SHORT.iter().find(|(_, name)| *name == stem)?;
    let sentence = passage.sentence_at(quantity.span.start);
    let head = passage.between(sentence.start, quantity.span.start);
    contains_any(head, &["公务用车", "公车", "三公"]).then_some(*about)
}

/// What the figure is called that stands right before the words of another: 项目支出 of 项目支出60万元，涉及9个.
fn amount_before<'p>(passage: &Passage<'p>, index: usize) -> Option<&'p str> {
    let before = index.checked_sub(1)?;
    let (amount, own) = (
        passage.quantities.get(before)?,
        passage.quantities.get(index)?,
    );
    let between = passage.between(amount.span.end, own.span.start);
    let is_right_before = between.strip_prefix('，') == Some(passage.phrase(index));
    is_right_before.then(|| passage.phrase(before))
}

/// The words before a figure; what ends in a mark right before them belongs to the name.
fn name(passage: &Passage<'_>, index: usize) -> String {
    /// What leads to a list of names.
    const LEADS: [&str; 4] = ["分别为", "分别是", "包括", "包含"];
    let whole = passage.phrase(index);
    // 基本支出60万元，占总支出的60%
    if whole.starts_with('占')
        && let Some(part) = index.checked_sub(1)
        && let Some(amount) = passage.quantities.get(part)
        && amount.unit == Unit::Money
    {
        let whole = whole.trim_end_matches('为');
        return format!("{}{whole}", bare(passage.phrase(part)));
    }
    // 项目支出60万元，预算执行率为98%
    if let "预算执行率" | "执行率" = bare(whole)
        && let Some(before) = index.checked_sub(1)
        && let Some((amount, own)) = passage
            .quantities
            .get(before)
            .zip(passage.quantities.get(index))
        && amount.unit == Unit::Money
        && passage.between(amount.span.end, own.span.start) == format!("，{whole}")
    {
        let name = format!("{}预算执行率", bare(passage.phrase(before)));
        if let Some(About::RateOf(_)) = called(&name) {
            return name;
        }
    }
    // 全年预算100万元，实际支出98万元
    if bare(whole) == "支出"
        && whole.ends_with("实际支出")
        && let Some(before) = amount_before(passage, index)
        && called(bare(before)).or_else(|| called(before)) == Some(About::Adjusted)
    {
        return ACTUAL.to_owned();
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
    let before = passage.text.get(..begin).unwrap_or_default();
    let marked = MARKED.iter().find(|(marks, _)| before.ends_with(marks));
    match marked {
        Some((_, head)) => format!("{head}{}", untailed(phrase)),
        None => name.to_owned(),
    }
}

/// The beginnings of names that end in a mark, and what they are without it.
const MARKED: [(&str, &str); 5] = [
    ("“三公”", "三公"),
    ("‘三公’", "三公"),
    ("\"三公\"", "三公"),
    ("出国（境）", "出国"),
    ("出国(境)", "出国"),
];

/// A name without what only says that it is an expense, which of some is all they say.
fn stem(name: &str) -> &str {
    const ENDS: [&str; 6] = ["支出", "决算", "费用", "经费", "费", "总额"];
    without_ends(name, &ENDS, 1)
}

/// Whether a figure counts what such a thing is counted in.
fn is_of(about: About, quantity: &Quantity<'_>, passage: &Passage<'_>) -> bool {
    match about {
        About::Quota | About::Employed | About::Retired | About::Present | About::Outside => {
            matches!(quantity.unit, Unit::Count("人" | "名" | "个"))
        }
        About::Projects => quantity.unit == Unit::Count("个"),
        About::Rate
        | About::RateOf(_)
        | About::ShareOf(..)
        | About::ShareOfBasic(_)
        | About::Control => quantity.unit == Unit::Percent,
        About::Score => passage
            .text
            .get(quantity.span.end..)
            .is_some_and(|behind| quantity.unit == Unit::None && behind.starts_with('分')),
        _ => quantity.unit == Unit::Money,
    }
}

/// Whether what stands behind a count leaves it the count of all: 在职人员45人参加了培训 are some, and
/// 本年退休人员3人 those who left in the year.
fn is_all_there_is(about: About, index: usize, passage: &Passage<'_>) -> bool {
    const IN_THE_YEAR: [&str; 4] = ["全年", "本年", "当年", "年内"];
    let tail = passage.tail(index);
    match about {
        About::Quota | About::Employed | About::Retired | About::Present | About::Outside => {
            let phrase = passage.phrase(index);
            let is_of_the_year = IN_THE_YEAR.iter().any(|it| phrase.starts_with(it));
            // 在职人员93人（含转业士官2人） are more than those who are called so.
            let behind = passage.quantities.get(index);
            let behind = behind.and_then(|own| passage.text.get(own.span.end..));
            let has_others =
                behind.is_some_and(|it| it.starts_with("（含") || it.starts_with("(含"));
            // Nobody is put on the establishment anew each year: 全年在编人员 are all there are.
            tail.is_empty() && !has_others && (!is_of_the_year || phrase.contains("在编"))
        }
        About::Projects => {
            let is_named = passage.phrase(index).ends_with("项目") && tail.is_empty();
            is_named || tail.starts_with("项目") || tail.starts_with("一级项目")
        }
        // 年初预算1200万元用于改扩建
        About::Approved | About::Adjusted => !tail.starts_with("用于"),
        _ => true,
    }
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
    let is_elsewhere = |head: &str| speaks_of_another(head) || contains_any(head, &WITHIN);
    // 行政编制30人，在编28人: of one kind.
    let of_a_kind = || contains_any(head, &["行政", "事业", "工勤", "参公", "聘"]);
    match about {
        About::Employed => is_elsewhere(head) || of_a_kind(),
        About::Quota | About::Retired | About::Present | About::Outside | About::Control => {
            is_elsewhere(head)
        }
        About::Rate => is_elsewhere(&head.replace("项目支出", "")) || is_of_one_item(head, passage),
        About::RateOf(_) | About::ShareOf(..) | About::ShareOfBasic(_) => {
            is_elsewhere(&head.replace("项目支出", ""))
        }
        // 会议费3万元、培训费5万元，支出合计8万元: of what stands before it.
        About::Spent => {
            is_elsewhere(&head.replace("项目支出", ""))
                || head.contains("费")
                || is_of_one_item(head, passage)
        }
        About::Projects => {
            // 全年实施项目36个，完成投资2.3亿元 are works, and no items of the budget.
            let clause = passage.clause_before(quantity.span.start);
            let whole = passage.between(sentence.start, sentence.end);
            let is_works = contains_any(clause, &["实施", "安排"])
                && (!contains_any(whole, &OF_BUDGET) || contains_any(whole, &OF_WORKS));
            is_works || is_elsewhere(&head.replace("项目", ""))
        }
        About::Score => contains_any(head, &["项目", "专项"]),
        About::Approved | About::Adjusted => {
            is_elsewhere(head) || contains_any(head, &PARTS) || is_of_one_item(head, passage)
        }
        _ => contains_any(passage.clause_before(quantity.span.start), &PLANNED),
    }
}

/// Whether a figure that is not called the whole's is one of a part of it, which the sentence names
/// alone, or whose own note it stands in: 基本支出全年预算1721万元，实际支出1710.45万元，预算执行率99.39%.
fn is_of_one_item(head: &str, passage: &Passage<'_>) -> bool {
    const ITEMS: [&str; 6] = [
        "一般公共预算",
        "基本支出",
        "项目支出",
        "政府性基金",
        "国有资本",
        "社会保险基金",
    ];
    const WHOLES: [&str; 5] = ["整体", "部门", "总", "合计", "共计"];
    let mut named = ITEMS.iter().filter_map(|item| head.split_once(item));
    match (named.next(), named.next()) {
        (Some((_, behind)), None) => !contains_any(behind, &WHOLES),
        (None, _) => {
            let of_item = |step: &Step| matches!(step, Step::Key(key) if contains_any(key, &ITEMS));
            passage.path.steps().iter().any(of_item) && !contains_any(head, &WHOLES)
        }
        (Some(_), Some(_)) => false,
    }
}

/// What the tables have for it, all that they have: they may disagree, which another rule tells.
fn known(about: About, case: &Case<'_>) -> Vec<(FieldPath, Decimal)> {
    let report: &Report = case.report;
    let staff = |key: &str, value: Option<Decimal>| {
        let path = FieldPath::of(&["基本情况", "人员", key]);
        value.map(|value| (path, value))
    };
    let fed = |key: &str, value: Option<Decimal>| {
        let path = FieldPath::of(&["基础数据", "财政供养人员", key]);
        value.map(|value| (path, value))
    };
    let spent = |key: &str, value: Option<Decimal>| {
        let path = FieldPath::of(&["基础数据", "三公经费", key, "本年决算数"]);
        let value = value.and_then(in_yuan);
        value.map(|value| (path, value))
    };
    let stated = |key: &str, value: Option<Decimal>| {
        let path = FieldPath::of(&["整体绩效", "自评", key]);
        value.map(|value| (path, value))
    };
    let entered = |key: &str| spent(key, rates::expense(report, key)?.spent.value());
    let people = &report.profile.staff;
    let card = &case.figures.whole;
    let whole = |column: Column| {
        let budget = &case.figures.budget;
        let of = |item| budget.node(item).and_then(|node| node.value(column));
        let general = budget.node(Item::General);
        let general = general.filter(|node| node.is_whole(column));
        // With other funds the total of one budget is often meant; left blank they are none.
        let items = general
            .into_iter()
            .flat_map(|_| [Item::General, Item::Total]);
        let path = Item::General.path().key(column.key());
        let found = items.map(|item| Some((path.clone(), of(item).and_then(in_yuan)?)));
        found.collect()
    };
    let found = match about {
        About::Quota => vec![
            staff("编制数", people.quota.value()),
            fed("编制数", report.base.fed.quota.value()),
        ],
        About::Employed => vec![
            staff("在职在编人员", people.employed.value()),
            fed("实际在职人数", report.base.fed.employed.value()),
        ],
        About::Retired => vec![staff("退休人员", people.retired.value())],
        About::Present => vec![
            staff("年末实有人数", people.stated.value()),
            staff("年末实有人数", case.figures.staff.total),
        ],
        About::Outside => vec![staff("编外人员", people.outside.value())],
        About::Control => {
            let rate = case.figures.rates.get(Rate::Staffing).and_then(percent);
            vec![staff("在职在编人员", rate)]
        }
        About::Purchases => {
            let path = FieldPath::of(&["基础数据", "政府采购金额", "本年决算数"]);
            let value = report.base.procurement.spent.value().and_then(in_yuan);
            vec![value.map(|value| (path, value))]
        }
        About::Thrift => vec![spent("合计", rates::thrift(report).whole().spent)],
        About::Cars => vec![spent(
            "公务用车购置和维护",
            rates::cars(report).whole().spent,
        )],
        About::Expense(key) => vec![entered(key)],
        About::Rate => {
            let budget = &case.figures.budget;
            let total = budget.node(Item::Total);
            let total = total.and_then(|node| budget.rate(node).ok());
            vec![
                stated("执行率", report.whole.stated.rate.value()),
                stated("执行率", card.rate.as_ref().ok().copied().and_then(percent)),
                stated("执行率", total.and_then(percent)),
            ]
        }
        About::RateOf(item) => {
            let budget = &case.figures.budget;
            let rate = budget.node(item).and_then(|node| budget.rate(node).ok());
            let of = |column| all_funds_of(item, case, column);
            let of_all = of(Column::Spent).zip(of(Column::Adjusted));
            let of_all = of_all.and_then(|(spent, budget)| spent.checked_div(budget));
            let path = item.path().key(Column::Spent.key());
            let rates = [rate, of_all].into_iter();
            let rates = rates.map(|rate| Some((path.clone(), percent(rate?)?)));
            rates.collect()
        }
        About::ShareOf(item, wholes) => {
            let budget = &case.figures.budget;
            let spent = |item| budget.node(item).and_then(|node| node.value(Column::Spent));
            let of_all = all_funds_of(item, case, Column::Spent);
            let of_all = of_all.filter(|_| wholes.contains(&Item::Total));
            let parts = [spent(item), of_all].into_iter();
            let path = item.path().key(Column::Spent.key());
            let shares = parts.flat_map(|part| {
                let path = &path;
                let of = move |whole: &Item| part?.checked_div(spent(*whole)?);
                let shares = wholes.iter().map(of);
                shares.map(move |share| Some((path.clone(), percent(share?)?)))
            });
            shares.collect()
        }
        About::ShareOfBasic(name) => {
            let kinds = report.spending.general.basic.kinds.iter();
            let kind = kinds.enumerate().find(|(_, kind)| kind.name.trim() == name);
            let budget = &case.figures.budget;
            let of = |item, column| budget.node(item)?.value(column);
            // What was planned may be told so as well.
            let shares = Column::ALL.map(|column| {
                let item = Item::BasicKind(kind?.0);
                let share = of(item, column)?.checked_div(of(Item::Basic, column)?)?;
                Some((item.path().key(column.key()), percent(share)?))
            });
            shares.into_iter().collect()
        }
        About::Planned(key) => {
            let plan = &report.whole.plan;
            let value = match key {
                BASIC => plan.basic.value(),
                _ => plan.project.value(),
            };
            let value = value.and_then(in_yuan);
            let path = FieldPath::of(&["整体绩效", "目标设置", key]);
            vec![value.map(|value| (path, value))]
        }
        About::Projects => {
            let path = FieldPath::root().key("项目");
            let count = Decimal::from(report.projects.len());
            vec![Some((path, count)).filter(|_| !report.projects.is_empty())]
        }
        About::Left(fund) => {
            let chapter = fund.of(report);
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
        About::Bodies(listed) => {
            let groups = report.profile.groups.iter().enumerate();
            let mut groups = groups.filter(|(_, it)| contains_any(&it.kind, listed));
            let group = groups.next().filter(|_| groups.next().is_none());
            let counts = group.map(|(i, group)| {
                let entry = FieldPath::of(&["基本情况", "机构"]).index(i);
                let listed = Decimal::from(group.members.len());
                let listed = Some((entry.key("名单"), listed)).filter(|_| !listed.is_zero());
                [
                    listed,
                    group.stated.value().map(|it| (entry.key("列示数"), it)),
                ]
            });
            counts.into_iter().flatten().collect()
        }
        About::Spent => whole(Column::Spent),
        About::Approved => whole(Column::Approved),
        About::Adjusted => whole(Column::Adjusted),
        About::Score => vec![
            stated("总分", report.whole.stated.total.value()),
            stated("总分", card.total),
        ],
    };
    found.into_iter().flatten().collect()
}

/// What the base data table has of an expense of this name, in 万元: the year before and this year, with
/// their places.
pub(in crate::rules) fn expense_in_two_years(
    name: &str,
    report: &Report,
) -> Option<[(FieldPath, Decimal); 2]> {
    let (key, row) = match called(stem(name))? {
        About::Thrift => ("合计", rates::thrift(report)),
        About::Cars => ("公务用车购置和维护", rates::cars(report)),
        about => (about.key()?, rates::expense(report, about.key()?)?.into()),
    };
    let path = FieldPath::of(&["基础数据", "三公经费", key]);
    let row = row.whole();
    Some([
        (path.key("上年决算数"), row.prior?),
        (path.key("本年决算数"), row.spent?),
    ])
}

/// What the texts tell that none of the tables has, with the first of what they have, and whether
/// that is all they have.
fn differing<'p>(
    case: &Case<'_>,
    prose: &'p Prose,
) -> impl Iterator<Item = (&'p Told, FieldPath, Decimal, bool)> {
    let told = prose.told().filter(|it| it.is_of_all_spent(case));
    told.filter_map(|told| {
        let known = known(told.about, case);
        let differs = |value: Decimal| {
            let by = told.value.checked_sub(value);
            by.is_some_and(|by| by.abs() > told.slack)
        };
        // Of several the one that was most likely meant.
        let far = |(_, value): &&(FieldPath, Decimal)| {
            let by = told.value.checked_sub(*value);
            by.unwrap_or(Decimal::MAX).abs()
        };
        let (path, value) = known.iter().min_by_key(far).cloned()?;
        // 开展宣传，全年实际支出12万元 is no slip in all that was spent.
        let half = value.checked_div(Decimal::TWO)?;
        if told.name == ACTUAL && told.value.checked_sub(value)?.abs() > half {
            return None;
        }
        let is_nowhere = known.iter().all(|(_, value)| differs(*value));
        let agree = known.iter().all(|(_, it)| rounded(*it) == rounded(value));
        is_nowhere.then_some((told, path, value, agree))
    })
}

impl Told {
    /// Whether it is a rate of all that its part has spent, where it is one of an amount before it.
    fn is_of_all_spent(&self, case: &Case<'_>) -> bool {
        let (About::RateOf(item), Some(beside)) = (self.about, self.beside) else {
            return true;
        };
        let node = case.figures.budget.node(item);
        let spent = node.and_then(|node| in_yuan(node.value(Column::Spent)?));
        spent == Some(beside)
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
            unit: match about {
                // It is no measure word: what was read ends before it.
                About::Score => "分".to_owned(),
                _ => unit.to_owned(),
            },
            place: passage.place(quantity),
            digits: passage.digits_of(quantity),
            beside: None,
        })
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

/// What the projects come to with those that other funds pay, as 项目支出 of the whole's own table has it;
/// no other item goes by one name in two tables.
pub(in crate::rules) fn all_funds_of(
    item: Item,
    case: &Case<'_>,
    column: Column,
) -> Option<Decimal> {
    let mut rows = case.figures.funds.iter();
    let row = rows.find(|row| item == Item::Projects && row.key == "项目支出")?;
    row.value(column)
}

fn percent(rate: Decimal) -> Option<Decimal> {
    rate.checked_mul(Decimal::ONE_HUNDRED)
}

pub(super) fn in_yuan(ten_thousands: Decimal) -> Option<Decimal> {
    ten_thousands.checked_mul(WAN)
}

fn in_ten_thousands(yuan: Decimal) -> Option<Decimal> {
    yuan.checked_div(WAN)
}

/// What the texts tell beside what the tables have, but for the four expenses.
pub(in crate::rules) fn beside_the_whole(case: &Case<'_>, prose: &Prose) -> Verdict {
    let others = differing(case, prose).filter(|(told, ..)| !told.about.is_expense());
    let found = others.filter_map(|(told, path, value, agree)| {
        let right = value.checked_div(told.scale)?;
        let right = match told.about {
            About::Rate
            | About::RateOf(_)
            | About::ShareOf(..)
            | About::ShareOfBasic(_)
            | About::Control => rounded(right),
            _ => right,
        };
        let (name, written) = (&told.name, told.place.value.as_deref().unwrap_or_default());
        let digits = right.normalize().to_string();
        let unit = &told.unit;
        let written = written.trim_end_matches(&**unit);
        let message =
            format!("“{name}”正文为{written}{unit}，表中为{digits}{unit}，前后不一致，请核实。");
        // As the cell has it: an amount is in 万元 there, whatever the text says.
        let cell = match fields::kind_at(&path) {
            Some(Kind::Number(fields::Unit::WanYuan))
                if !matches!(
                    told.about,
                    About::RateOf(_) | About::ShareOf(..) | About::ShareOfBasic(_)
                ) =>
            {
                in_ten_thousands(value).map_or_else(String::new, shown)
            }
            _ => digits.clone(),
        };
        let finding = Finding::new(told.place.clone(), message).and(Place::new(path).shows(cell));
        // Of two nobody can tell which is meant.
        Some(match agree {
            true => told.rewritten(finding, &digits),
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
