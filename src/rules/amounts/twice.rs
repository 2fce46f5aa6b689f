//! A in the text: the same figure in two places of a text, of the report, or beside what its project
//! spent.

use std::ops::Range;

use rust_decimal::Decimal;

use super::growths::{self, AGAINST};
use super::{changes, counts, grades, leads, projects, shares, slips, together, told};
use crate::document::{FieldPath, Step};
use crate::figures::budget::{Column, Item};
use crate::report::Text;
use crate::report::fields::project_of;
use crate::report::number::{in_yuan, shown};
use crate::report::numeral::is_digit;
use crate::rules::passage::quantity::{Quantity, Unit};
use crate::rules::passage::{
    NEAR, Passage, Role, bare, contains_any, ends_with_any, is_blank, is_boundary, of_another_year,
    of_several_years,
};
use crate::rules::prose::{MOST_OF_A_TEXT, Prose};
use crate::rules::quoted;
use crate::rules::{Case, Check, Finding, Place, Reads, Rule, Severity, Verdict};

pub(in crate::rules) static RULES: &[Rule] = &[
    Rule {
        code: "A14",
        name: "same-figure-twice",
        title: "同一指标前后两个数",
        severity: Severity::Error,
        basis: "报告正文、附表、决算应一致",
        explain: "同一指标、同一时期、同一范围、同一单位，前后写了两个数；或正文写的与表中填的不同：预算、计划安排、绩效目标的项目个数、机构个数、指标、完成目标的百分之几、人员、三公经费、政府采购、执行率、完成预算的百分之几、预算调整率、占比、比上年和预算的增减、得分、等级，以及各项目、几个项目的执行率、得分和合计金额。自评结论、存在问题、改进措施里说的是今后要做到的、别的年份的，不核对。两处都列出来，请核实哪个对。改为动态数字后，以后只改表里的一处就行。",
        bad: "整体绩效: {完成情况: 全年拆除违章建筑104处。通过整治，全年拆除违章建筑114处。}",
        good: "整体绩效: {完成情况: 全年拆除违章建筑104处。通过整治，全年拆除违章建筑104处。}",
        checks: &[
            Check::Text(twice),
            Check::Held(quoted::beside_tables),
            Check::Prose(Reads::Figures, growths::beside_tables),
            Check::Prose(Reads::Figures, shares::beside_tables),
            Check::Prose(Reads::Figures, quoted::of_last_year),
            Check::Said(Reads::Words, counts::beside_indicators),
            Check::Prose(Reads::Everything, told::beside_the_whole),
            Check::Prose(Reads::Everything, grades::beside_the_whole),
            Check::Prose(Reads::Everything, projects::beside_the_tables),
            Check::Prose(Reads::Figures, together::beside_the_tables),
        ],
    },
    Rule {
        code: "A15",
        name: "unit-of-another-size",
        title: "金额单位前后不一",
        severity: Severity::Error,
        basis: "金额统一用万元",
        explain: "同一个数一处写万元、一处写元或亿元，量级矛盾，请统一为万元并核对。正文以元写的数与表中以万元填的数字完全相同的，多半漏写了“万”字，也提示。",
        bad: "整体绩效: {完成情况: 清扫保洁经费支出319.83万元，清扫保洁经费319.83元均按月支付。}",
        good: "整体绩效: {完成情况: 清扫保洁经费支出319.83万元，清扫保洁经费319.83万元均按月支付。}",
        checks: &[
            Check::Text(sizes),
            Check::Prose(Reads::Figures, slips::of_another_size),
        ],
    },
    Rule {
        code: "B13",
        name: "paid-out-more-than-spent",
        title: "文中发放的金额大于项目支出",
        severity: Severity::Warning,
        basis: "完成情况应与项目支出相称",
        explain: "项目的完成情况写发放、投入了多少钱，比这个项目的全年执行数还大。多半另有资金来源，请说明。问题和原因里说某个项目付了多少钱的，也不应大于它全年的预算和执行数。",
        bad: "项目: [{名称: 甲, 资金: {年度资金总额: {全年执行数: 435.2}}, 完成情况: 全年发放过渡费1100余万元。}]",
        good: "项目: [{名称: 甲, 资金: {年度资金总额: {全年执行数: 435.2}}, 完成情况: 全年发放过渡费100余万元。}]",
        checks: &[
            Check::Prose(Reads::Figures, paid),
            Check::Prose(Reads::Figures, paid_in_problems),
        ],
    },
];

/// What a figure is about: the words before or behind it, without what is not its name.
fn names<'a>(passage: &Passage<'a>, index: usize) -> (&'a str, &'a str) {
    (bare(passage.phrase(index)), passage.tail(index).trim())
}

/// Whether two figures of a passage are of the same thing, by their names.
fn is_same((a, behind_a): (&str, &str), (b, behind_b): (&str, &str)) -> bool {
    const LEAST: usize = 4;
    const COMMON: [&str; 12] = [
        "开展检查",
        "组织培训",
        "召开会议",
        "发放资料",
        "组织活动",
        "开展活动",
        "举办活动",
        "组织开展",
        "开展宣传",
        "整改隐患",
        "参加人员",
        "累计发放",
    ];
    let long = |words: &str| words.chars().count() >= LEAST;
    // 年初预算为50万元，支出决算为48万元 is said of each thing in turn.
    if is_of_anything(a) || is_of_anything(b) {
        return false;
    }
    // How much something grew is of what is named before: 58人，比上年增加2人.
    if AGAINST
        .iter()
        .any(|it| a.starts_with(it) || b.starts_with(it))
    {
        return false;
    }
    if (a == b || counts::is_said_otherwise(a, b)) && long(a) && !COMMON.contains(&a) {
        return true;
    }
    // 举办专场招聘会8场 and 9场专场招聘会: what one ends with the other begins with.
    let crossed = |before: &str, behind: &str| {
        let behind = behind.trim_start_matches('的');
        let ends: Vec<usize> = behind
            .char_indices()
            .map(|(at, c)| at + c.len_utf8())
            .collect();
        ends.into_iter()
            .filter_map(|end| behind.get(..end))
            .any(|noun| long(noun) && before.ends_with(noun))
    };
    crossed(a, behind_b) || crossed(b, behind_a)
}

/// Whether words say nothing of what an amount is for, only which of its amounts it is.
fn is_of_anything(words: &str) -> bool {
    const KINDS: [&str; 19] = [
        "年初",
        "全年",
        "本年",
        "当年",
        "年中",
        "预算",
        "决算",
        "支出",
        "收入",
        "执行",
        "支付",
        "资金",
        "实际",
        "调整后",
        "调整",
        "追加",
        "安排",
        "完成",
        "数",
    ];
    let mut rest = words;
    while let Some(shorter) = KINDS.iter().find_map(|it| rest.strip_prefix(it)) {
        rest = shorter;
    }
    rest.is_empty() && !words.is_empty()
}

/// A quantity and its place among those of the passage.
type Placed<'p, 'a> = (usize, &'p Quantity<'a>);

/// The amounts and counts that may be of the same thing: each with one of those behind it.
fn pairs<'p, 'a>(
    passage: &'p Passage<'a>,
) -> impl Iterator<Item = (Placed<'p, 'a>, Placed<'p, 'a>)> {
    let comparable =
        |(_, it): &Placed<'_, '_>| it.is_exact() && matches!(it.unit, Unit::Money | Unit::Count(_));
    let quantities = passage.quantities.iter().enumerate();
    let comparable: Vec<Placed<'_, '_>> = quantities.filter(comparable).collect();
    let count = comparable.len();
    let places =
        (0..count).flat_map(move |a| (a + 1..count.min(a + 1 + NEAR)).map(move |b| (a, b)));
    places.filter_map(move |(a, b)| Some((*comparable.get(a)?, *comparable.get(b)?)))
}

fn twice(passage: &Passage<'_>) -> Vec<Finding> {
    if passage.role == Role::Name {
        return Vec::new();
    }
    let names: Vec<(&str, &str)> = (0..passage.quantities.len())
        .map(|i| names(passage, i))
        .collect();
    let named = |i: usize| names.get(i).copied().unwrap_or_default();
    let mut found: Vec<Finding> = Vec::new();
    for ((i, one), (j, other)) in pairs(passage) {
        // 较2022年度决算数增加12.36万元 is of what is named before it.
        let is_compared = |it: &Quantity<'_>| {
            let clause = passage.clause_before(it.span.start);
            clause
                .trim_start_matches(is_blank)
                .starts_with(['较', '比', '与'])
        };
        let is_sum_of_years = |i: usize| {
            let phrase = passage.phrase(i);
            phrase.contains("累计") && !contains_any(phrase, &["全年", "本年", "当年", "年内"])
        };
        // What costs least is asked first.
        if one.value == other.value
            || !one.is_like(other)
            || in_one_breath(passage, one, other)
            || is_of_another_size(one, other)
            || !is_same(named(i), named(j))
            || is_sum_of_years(i) != is_sum_of_years(j)
            || is_compared(one)
            || is_compared(other)
            || is_part(passage, (i, one), j) && named(i).0 != named(j).0
            || passage.is_plan(i) != passage.is_plan(j)
            || one.unit == Unit::Money && passage.is_of_budget(i) != passage.is_of_budget(j)
            || passage.period(i) != passage.period(j)
            || changes::is_change(passage, i) != changes::is_change(passage, j)
            || has_funds(passage, one) != has_funds(passage, other)
            || changes::is_nameless(passage.phrase(i))
            || passage.is_of_so_many(i)
            || passage.is_of_so_many(j)
            || named(i).0 == named(j).0 && go_on_apart(named(i), named(j))
            || !leads::are_alike(passage, i, j)
        {
            continue;
        }
        let (a, b) = (passage.words_of(one), passage.words_of(other));
        let name = named(i).0;
        let message = format!("“{name}”前面为{a}，后面为{b}，前后不一致，请核实。");
        let fix = |span: &Range<usize>, with: &str| vec![passage.rewrite(span.clone(), with)];
        found.push(
            Finding::new(passage.place(one), message)
                .and(passage.place(other))
                .fix(format!("都改为 {a}"), fix(&other.span, a))
                .fix(format!("都改为 {b}"), fix(&one.span, b)),
        );
    }
    found
}

/// Whether a fund is told as a part of an amount right behind it: 项目支出60万元（含政府性基金支出10万元） is more than 项目支出
/// of 一般公共预算.
fn has_funds(passage: &Passage<'_>, amount: &Quantity<'_>) -> bool {
    let end = passage.sentence_at(amount.span.start).end;
    let behind = passage.between(amount.span.end, end);
    let is_led = ["（含", "(含", "，含", "，其中", "（其中", "，包括"]
        .iter()
        .any(|it| behind.starts_with(it));
    amount.unit == Unit::Money && is_led && contains_any(behind, &["政府性基金", "国有资本"])
}

/// Whether a figure behind another is said to be a part of it: 7个二级机构，其中二级机构3个存在问题.
fn is_part(passage: &Passage<'_>, (_, whole): Placed<'_, '_>, part: usize) -> bool {
    let sentence = passage.sentence_at(whole.span.start);
    let part_at = passage.quantities.get(part).map(|it| it.span.start);
    passage.phrase(part).starts_with("其中") && part_at.is_some_and(|it| sentence.contains(&it))
}

/// Whether each of two figures goes on behind itself, to something else: 资金12.6万元改造活动室，资金36.5万元改造养老中心.
fn go_on_apart((_, one): (&str, &str), (_, other): (&str, &str)) -> bool {
    !one.is_empty() && !other.is_empty() && one != other
}

/// Whether nothing parts two figures: 由80元提高到120元. What stands between them is of both.
fn in_one_breath(passage: &Passage<'_>, one: &Quantity<'_>, other: &Quantity<'_>) -> bool {
    let between = passage.gap(one, other);
    !between.contains(is_boundary)
}

/// Whether two amounts have the same digits but units of another size.
fn is_of_another_size(one: &Quantity<'_>, other: &Quantity<'_>) -> bool {
    let significant = one.digits.chars().filter(|&c| is_digit(c)).count() >= 3;
    let same = one.value.checked_mul(other.scale) == other.value.checked_mul(one.scale);
    significant && same && one.scale != other.scale
}

/// Whether two amounts with the same digits are one: by their names or, where the digits would
/// hardly be the same by chance, by a word that stands beside both. What each gets is no total.
fn is_one(passage: &Passage<'_>, (i, one): Placed<'_, '_>, (j, _): Placed<'_, '_>) -> bool {
    const EACH: [&str; 6] = ["人均", "户均", "每", "均", "标准", "单价"];
    let each = |i: usize| contains_any(passage.phrase(i), &EACH);
    let beside = |i: usize| [passage.phrase(i), passage.tail(i)].concat();
    let shared = || {
        let (a, b) = (beside(i), beside(j));
        let pairs = a
            .char_indices()
            .zip(a.char_indices().skip(2).map(|(at, _)| at).chain([a.len()]));
        let mut words = pairs.filter_map(|((from, _), to)| a.get(from..to));
        words.any(|word| word.chars().count() == 2 && b.contains(word))
    };
    let same = || is_same(names(passage, i), names(passage, j));
    each(i) == each(j) && (same() || one.decimals() > 0 && shared())
}

fn sizes(passage: &Passage<'_>) -> Vec<Finding> {
    let mut found = Vec::new();
    for ((i, one), (j, other)) in pairs(passage) {
        if one.unit != Unit::Money
            || other.unit != Unit::Money
            || !is_of_another_size(one, other)
            || !is_one(passage, (i, one), (j, other))
        {
            continue;
        }
        let (a, b) = (passage.words_of(one), passage.words_of(other));
        let message =
            format!("同一金额前面写{a}、后面写{b}，单位前后不一，请统一为万元并核对量级。");
        let (large, small) = match one.scale > other.scale {
            true => (one, other),
            false => (other, one),
        };
        let keep = passage.words_of(large);
        found.push(
            Finding::new(passage.place(small), message)
                .and(passage.place(large))
                .fix(
                    format!("改为 {keep}"),
                    vec![passage.rewrite(small.span.clone(), keep)],
                ),
        );
    }
    found
}

/// Words for money that a project paid.
const PAID: [&str; 10] = [
    "发放", "支付", "投入", "拨付", "兑付", "列支", "补贴", "补助", "下拨", "用于",
];
/// What those are called who pay their own money.
const PAYERS: [&str; 14] = [
    "公司",
    "企业",
    "慈善会",
    "基金会",
    "协会",
    "商会",
    "基金",
    "银行",
    "施工单位",
    "集体",
    "集体分红",
    "财政",
    "社会",
    "居民",
];
/// Words for money that is not its own.
const FOREIGN: [&str; 26] = [
    "消费",
    "分红",
    "注册资金",
    "注册资本",
    "营收",
    "营业",
    "税",
    "固投",
    "固定资产",
    "纠纷",
    "产值",
    "销售",
    "招商",
    "引资",
    "企业投",
    "社会资本",
    "社会资金",
    "捐",
    "贷款",
    "合同",
    "上级",
    "欠薪",
    "工程款",
    "总投资",
    "投资额",
    "财政局",
];

/// Money that the 完成情况 of a project, or a problem or its cause, says was paid.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::rules) struct Outlay {
    place: Place,
    /// The words before it, and it as it is written.
    told: String,
    /// How much it is at least, in 元.
    least: Decimal,
    /// The heading over its sentence, and that up to it, which may name the project.
    head: String,
}

/// The money that a passage says was paid in the year.
pub(in crate::rules) fn outlays(passage: &Passage<'_>) -> Vec<Outlay> {
    let is_of_problem = problem_of(passage.path).is_some();
    if !is_of_problem && (passage.project.is_none() || passage.role != Role::Outcome) {
        return Vec::new();
    }
    let quantities = passage.quantities.iter().enumerate();
    let found = quantities.filter_map(|(i, quantity)| {
        if quantity.unit != Unit::Money || quantity.range {
            return None;
        }
        let phrase = passage.phrase(i);
        let sentence = passage.sentence_at(quantity.span.start);
        let head = passage.between(sentence.start, quantity.span.start);
        let heading = leads::numbered_heading(passage, quantity.span.start).unwrap_or_default();
        let is_paid = contains_any(phrase, &PAID) || is_of_problem && phrase.contains("支出");
        // 物业公司投入资金1260万元
        let mut heads = PAID.iter().filter_map(|verb| phrase.split_once(verb));
        let is_paid_by_others = heads.any(|(payer, _)| ends_with_any(payer, &PAYERS));
        let is_of_others = contains_any(passage.clause_before(quantity.span.start), &FOREIGN);
        let is_of_the_year = match is_of_problem {
            true => !of_another_year(head) && !passage.is_plan(i),
            false => passage.period(i).is_none() && !passage.is_plan(i),
        };
        if !is_paid
            || is_paid_by_others
            || is_of_others
            || !is_of_the_year
            || of_several_years(head)
        {
            return None;
        }
        Some(Outlay {
            place: passage.place(quantity),
            told: format!("{phrase}{}", passage.words_of(quantity)),
            least: quantity.value.checked_sub(quantity.slack)?,
            head: [heading, head].concat(),
        })
    });
    found.take(MOST_OF_A_TEXT).collect()
}

/// What the 完成情况 of projects says that was paid, beside what they spent.
fn paid(case: &Case<'_>, prose: &Prose) -> Verdict {
    let found = prose.outlays().filter_map(|outlay| {
        let project = project_of(&outlay.place.path)?;
        let item = Item::Project(project);
        let spent = case.figures.budget.node(item)?.value(Column::Spent)?;
        if outlay.least <= in_yuan(spent)? {
            return None;
        }
        let message = format!(
            "{}支出{}万元，文中称{}，大于该项目支出，请说明资金来源。",
            item.name(case.report),
            shown(spent),
            outlay.told
        );
        let place = Place::new(item.path().key(Column::Spent.key())).shows(shown(spent));
        Some(Finding::new(outlay.place.clone(), message).and(place))
    });
    found.collect()
}

/// The problem of which this is the text or the cause.
fn problem_of(path: &FieldPath) -> Option<usize> {
    match path.steps() {
        [Step::Key(list), Step::Index(problem), Step::Key(field)]
            if &**list == "问题" && matches!(&**field, "内容" | "原因") =>
        {
            Some(*problem)
        }
        _ => None,
    }
}

/// What the problems and their causes say that a project paid, beside all that it had in the year.
fn paid_in_problems(case: &Case<'_>, prose: &Prose) -> Verdict {
    let found = prose.outlays().filter_map(|outlay| {
        let issue = case.report.issues.get(problem_of(&outlay.place.path)?)?;
        let project = the_one_named(case, &outlay.head, &issue.projects)?;
        let item = Item::Project(project);
        let node = case.figures.budget.node(item)?;
        let amounts = Column::OF_FORMS.into_iter();
        let amounts = amounts.filter_map(|column| Some((node.value(column)?, column)));
        let (most, column) = amounts.max_by_key(|(value, _)| *value)?;
        if outlay.least <= in_yuan(most)? {
            return None;
        }
        let message = format!(
            "{}{}{}万元，问题中称{}，比这个项目全年的钱还多，请核对。",
            item.name(case.report),
            column.key(),
            shown(most),
            outlay.told
        );
        let place = Place::new(item.path().key(column.key())).shows(shown(most));
        Some(Finding::new(outlay.place.clone(), message).and(place))
    });
    found.collect()
}

/// The one project that words name; where they name neither one nor another part of the budget, or all of it, the only
/// one of a problem.
fn the_one_named(case: &Case<'_>, words: &str, concerned: &[Text]) -> Option<usize> {
    const WHOLES: [&str; 7] = [
        "部门支出",
        "整体支出",
        "总支出",
        "支出合计",
        "支出总计",
        "我局",
        "全局",
    ];
    let projects = case.report.projects.iter().enumerate();
    let named = projects.filter(|(_, project)| {
        let name = project.name.trim();
        !name.is_empty() && words.contains(name.strip_suffix("项目").unwrap_or(name))
    });
    let mut named = named.map(|(i, _)| i);
    match (named.next(), named.next()) {
        (Some(only), None) => Some(only),
        (Some(_), Some(_)) => None,
        (None, _) if told::names_an_item(words) || contains_any(words, &WHOLES) => None,
        (None, _) => match concerned {
            [only] => {
                let mut projects = case.report.projects.iter();
                projects.position(|project| project.name.trim() == only.trim())
            }
            _ => None,
        },
    }
}
