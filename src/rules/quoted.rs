//! A: the tables' figures in the text, as digits held against them or live (`{{..}}`).

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use foldhash::fast::RandomState;
use rust_decimal::Decimal;

use super::amounts::percentages::is_rounding;
use super::amounts::{changes, together, told};
use super::passage::quantity::{Quantity, Unit};
use super::passage::{
    Passage, Role, Word, bare, behind_heads, ends_with_any, parts_clauses, untailed, words,
};
use super::prose::{MOST_OF_A_TEXT, Prose};
use super::times::calendar_year;
use super::wording::behind_number;
use super::{Case, Check, Finding, Fix, Place, Reads, Rule, Severity, Verdict, weighed};
use crate::document::{Edit, FieldPath, Node, Value};
use crate::figures::budget::{Budget, Column, Entered, Fund, Item, Node as Amounts};
use crate::figures::live::{self, CLOSE, OPEN};
use crate::report::Report;
use crate::report::number::{self, WAN, in_ten_thousands, rounded, shown};

const BASIS: &str = "报告正文、附表、决算应一致，同一个数只填一处";

pub(super) static RULES: &[Rule] = &[
    Rule {
        code: "A16",
        name: "unknown-live-figure",
        title: "动态数字的名字不存在",
        severity: Severity::Error,
        basis: BASIS,
        explain: "正文中{{ }}里的名字，应是预算、人员、基础数据或得分中的一个数。名字写错、没有写完，或所指的项目改了名，正文里就没有数。请从列出的相近名字中选，或在正文中输入{{重新挑选。",
        bad: "支出: {一般公共预算: {基本支出: {金额: {全年执行数: 60}}}}\n整体绩效: {完成情况: '基本支出{{基本支出.全年执行}}万元。'}",
        good: "支出: {一般公共预算: {基本支出: {金额: {全年执行数: 60}}}}\n整体绩效: {完成情况: '基本支出{{基本支出.全年执行数}}万元。'}",
        checks: &[Check::Live(unknown)],
    },
    Rule {
        code: "A17",
        name: "live-figure-lacks-data",
        title: "动态数字还没有数",
        severity: Severity::Warning,
        basis: BASIS,
        explain: "正文引用的数还算不出来，导出时会写成资料不足。请补填它所需的数，或换一个已有的数。",
        bad: "整体绩效: {完成情况: '基本支出{{基本支出.全年执行数}}万元。'}",
        good: "支出: {一般公共预算: {基本支出: {金额: {全年执行数: 60}}}}\n整体绩效: {完成情况: '基本支出{{基本支出.全年执行数}}万元。'}",
        checks: &[Check::Prose(Reads::Figures, lacking)],
    },
    Rule {
        code: "A18",
        name: "amount-rounded-in-text",
        title: "正文金额舍成整数",
        severity: Severity::Hint,
        basis: BASIS,
        explain: "别处的金额都照表写到小数，只有这一处舍成了整万元，读的人会以为与表不符。请写全，或改成动态数字。多数金额都写整数的不提示。",
        bad: "支出: {一般公共预算: {基本支出: {金额: {全年执行数: 1660.4}, 分类: [{名称: 人员经费, 金额: {全年执行数: 1486.15}}, {名称: 公用经费, 金额: {全年执行数: 174.25}}]}}}\n整体绩效: {完成情况: 基本支出1660万元，其中人员经费1486.15万元，公用经费174.25万元。}",
        good: "支出: {一般公共预算: {基本支出: {金额: {全年执行数: 1660.4}, 分类: [{名称: 人员经费, 金额: {全年执行数: 1486.15}}, {名称: 公用经费, 金额: {全年执行数: 174.25}}]}}}\n整体绩效: {完成情况: 基本支出1660.40万元，其中人员经费1486.15万元，公用经费174.25万元。}",
        checks: &[Check::Held(whole_ten_thousands)],
    },
    Rule {
        code: "A20",
        name: "opening-is-written-already",
        title: "说明的首句会重复",
        severity: Severity::Hint,
        basis: BASIS,
        explain: "导出时，基本支出和各项基金的说明前面，已经自动写了一句支出多少万元。说明里再写一遍，报告里就有两句一样的话，请删去，从后面的话写起。",
        bad: "年度: 2022\n支出: {政府性基金预算: {金额: {全年执行数: 22.6}, 说明: 2022年政府性基金预算支出22.6万元，资金来源为上级转移支付。}}",
        good: "年度: 2022\n支出: {政府性基金预算: {金额: {全年执行数: 22.6}, 说明: 资金来源为上级转移支付。}}",
        checks: &[Check::Prose(Reads::Figures, openings)],
    },
];

/// What a note begins with, if the papers may have it in front of the note.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Opening {
    item: Item,
    /// What it says was spent, in 元.
    spent: Decimal,
    /// What it says of all the parts, in 元, where it goes on with them.
    parts: Option<Vec<Decimal>>,
    /// What is said if the figures are these.
    finding: Finding,
}

/// The opening of the note on 基本支出 or a fund.
pub(super) fn opening(passage: &Passage<'_>) -> Option<Opening> {
    if passage.path.last_key() != Some("说明") {
        return None;
    }
    let funds = Fund::ALL.map(Item::Fund).into_iter();
    let mut items = std::iter::once(Item::Basic).chain(funds);
    let item = items.find(|item| {
        let amounts = item.path();
        amounts.parent().map(|it| it.key("说明")).as_ref() == Some(passage.path)
    })?;
    let name = match item {
        Item::Fund(fund) => fund.short(),
        _ => "基本支出",
    };
    let mut quantities = passage.quantities.iter().enumerate();
    let (at, amount) = quantities.find(|(_, it)| it.unit != Unit::Date)?;
    let called = untailed(bare(passage.phrase(at)));
    let is_named = match called.strip_prefix(name) {
        Some(behind) => matches!(behind, "" | "预算" | "支出" | "预算支出"),
        None => false,
    };
    let phrase_at = amount.span.start - passage.phrase(at).len();
    let before = passage.between(0, phrase_at);
    let is_first = !before.contains(['。', '；', '\n']) && before.chars().count() <= 12;
    let is_of_the_year = passage.period(at).is_none();
    if !is_named || !is_first || !is_of_the_year || amount.unit != Unit::Money {
        return None;
    }
    let (end, parts) = opening_end(passage, amount)?;
    let words = passage.between(0, end).trim_end_matches(['，', '。', '\n']);
    let message = format!("“{words}”导出时前面已经自动写了，这里再写就是两句，请删去。");
    let finding = Finding::new(passage.place_at(0..end), message);
    let range = (!passage.is_live).then_some(0..end);
    Some(Opening {
        item,
        spent: amount.value,
        parts,
        finding: finding.rewrites(range, "", "删去这一句"),
    })
}

/// Where the note goes on behind its opening, if that can be taken out as it is: before a clause that
/// stands alone, and with the parts, if the papers name them as well. A sentence that tells more of it
/// has to name it.
fn opening_end(
    passage: &Passage<'_>,
    amount: &Quantity<'_>,
) -> Option<(usize, Option<Vec<Decimal>>)> {
    const GOES_ON: [&str; 6] = [
        "资金来源",
        "主要用于",
        "用于",
        "主要是",
        "主要为",
        "资金主要",
    ];
    let sentence_end = passage.sentence_at(amount.span.start).end;
    let rest = passage.between(amount.span.end, sentence_end);
    let behind = |end: usize| {
        let text = passage.between(end, passage.text.len());
        passage.text.len() - text.trim_start_matches(['。', '，', '\n', ' ']).len()
    };
    if rest.trim().is_empty() {
        return Some((behind(sentence_end), None));
    }
    let clause = rest.strip_prefix(['，', ','])?;
    if GOES_ON.iter().any(|it| clause.starts_with(it)) {
        return Some((behind(amount.span.end), None));
    }
    let quantities = passage.quantities.iter();
    let parts =
        quantities.filter(|it| it.span.start >= amount.span.end && it.span.end <= sentence_end);
    let is_all = clause.starts_with("其中") && parts.clone().next_back()?.span.end == sentence_end;
    is_all.then(|| {
        let parts = parts.map(|it| it.value).collect();
        (behind(sentence_end), Some(parts))
    })
}

/// Notes that begin with the sentence that the papers have in front of them.
fn openings(case: &Case<'_>, prose: &Prose) -> Verdict {
    let budget = &case.figures.budget;
    let in_yuan = |node: &Amounts| number::in_yuan(node.value(Column::Spent)?);
    let found = prose.openings().filter(|opening| {
        let node = budget.node(opening.item);
        let is_all = |told: &Vec<Decimal>| {
            let parts = node
                .map(|node| node.children.as_slice())
                .unwrap_or_default();
            let parts = parts.iter().filter_map(|&part| in_yuan(budget.get(part)?));
            parts.eq(told.iter().copied())
        };
        node.and_then(in_yuan) == Some(opening.spent) && opening.parts.as_ref().is_none_or(is_all)
    });
    found.map(|opening| opening.finding.clone()).collect()
}

fn unknown(case: &Case<'_>, passage: &Passage<'_>) -> Vec<Finding> {
    let raw = case.document.node(passage.path).and_then(Node::text);
    let raw = raw.unwrap_or_default();
    let mut nearest: HashMap<&str, Vec<String>> = HashMap::new();
    // What is known has been put in its place before the text is read.
    let found = live::quoted(passage.text)
        .take(MOST_OF_A_TEXT)
        .map(|quote| {
            let near = nearest.entry(quote.name);
            let near = near.or_insert_with(|| case.names.nearest(quote.name, 3));
            let hint = match near.as_slice() {
                [] => "请在正文中输入{{从列出的名字中选。".to_owned(),
                near => format!("相近的有：{}。", near.join("、")),
            };
            let message = format!("没有叫“{}”的数，{hint}", quote.name);
            let mut place = Place::new(passage.path.clone()).shows(quote.name);
            place.span = (!passage.is_live).then(|| quote.span.clone());
            let mut finding = Finding::new(place, message);
            for name in near {
                let right = format!("{OPEN}{name}{CLOSE}");
                let edits = renamed(raw, quote.name, &right, passage.path);
                finding = finding.fix(format!("改为 {right}"), edits);
            }
            finding
        });
    let mut found: Vec<Finding> = found.collect();
    if let Some(span) = live::unclosed(passage.text) {
        let rest = passage.text.get(span.start..).unwrap_or_default();
        let shown: String = rest.chars().take(10).collect();
        let message = format!("“{shown}”是没有写完的动态数字，请删去“{OPEN}”，或按 F9 重新挑选。");
        let mut place = Place::new(passage.path.clone()).shows(shown);
        place.span = (!passage.is_live).then(|| span.clone());
        let finding = Finding::new(place, message);
        found.push(finding.rewrites(live::unclosed(raw), "", format!("删去 {OPEN}")));
    }
    found
}

/// The edits that write every live figure of one name in a text anew, the last first.
fn renamed(text: &str, name: &str, with: &str, path: &FieldPath) -> Vec<Edit> {
    let quotes = live::quoted(text).filter(|quote| quote.name == name);
    let quotes = quotes.take(MOST_OF_A_TEXT);
    let edits = quotes.map(|quote| Edit::Rewrite {
        path: path.clone(),
        range: quote.span,
        with: with.to_owned(),
    });
    let mut edits: Vec<_> = edits.collect();
    edits.reverse();
    edits
}

fn lacking(case: &Case<'_>, prose: &Prose) -> Verdict {
    let ledger = case.ledger();
    let mut found = Vec::new();
    for facts in prose.with_quotes() {
        for name in &facts.quotes {
            let figure = case.names.find(name);
            let Some(figure) = figure.filter(|&figure| ledger.value(figure).is_none()) else {
                continue;
            };
            let why = ledger.working(figure).calculation;
            let message = format!("正文引用的“{name}”{why}，请补填。");
            let place = Place::new(facts.path.clone()).shows(name);
            found.push(Finding::new(place, message));
        }
    }
    found.into()
}

/// What a text calls a figure that may be of the tables'.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Named {
    /// The words it is called by.
    pub(super) name: String,
    /// Where the names of the tables' amounts stand that those words may end in, the longest first.
    called: Vec<Range<usize>>,
    /// The project whose text it stands in.
    pub(super) project: Option<usize>,
    /// The fund in whose note it stands.
    fund: Option<Fund>,
    /// Whether its sentence speaks of another body before it: 桂花社区2023年人员经费60万元.
    pub(super) is_of_a_body: bool,
}

impl Named {
    /// Whether words can be a name.
    pub(super) fn is_name(words: &str) -> bool {
        words.chars().count() >= 4
    }

    /// What these words call.
    pub(super) fn of(words: &str, at: usize, passage: &Passage<'_>) -> Self {
        Self {
            is_of_a_body: passage.speaks_of_another(at),
            called: called(words),
            name: words.to_owned(),
            project: passage.project,
            fund: passage.fund(),
        }
    }

    /// The only project that it is called so for short: without what stands in brackets behind its name, and two characters before it,
    /// 老旧小区改造项目 for 城镇老旧小区改造（一期）.
    pub(super) fn short_for(&self, case: &Case<'_>) -> Option<(&str, Item)> {
        const MOST: usize = 2;
        let words = bare(&self.name).trim_end_matches("项目");
        let is_it = |name: &str| {
            let whole = name.split(['（', '(']).next().unwrap_or(name);
            let before = whole.trim().trim_end_matches("项目").strip_suffix(words);
            before.is_some_and(|it| it.chars().count() <= MOST)
        };
        let projects = case.report.projects.iter().enumerate();
        let mut called = projects.filter(|(_, it)| Self::is_name(words) && is_it(&it.name));
        let (only, _) = called.next().filter(|_| called.next().is_none())?;
        Some((words, Item::Project(only)))
    }

    /// What all projects came to, where a project's own text may mean those by 项目支出 as well.
    fn of_all_projects(&self, budget: &Budget, column: Column) -> Option<Decimal> {
        let may_mean = self.project.is_some() && self.name == "项目支出";
        budget
            .node(Item::Projects)
            .filter(|_| may_mean)?
            .value(column)
    }

    /// The names of the tables' amounts that it may be of, each with what stands behind it.
    fn called(&self) -> impl Iterator<Item = (&str, &str)> {
        let called = self.called.iter();
        called.filter_map(|it| Some((self.name.get(it.clone())?, self.name.get(it.end..)?)))
    }
}

/// A figure of the text that may be one of the tables', to be held against them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Mention {
    /// What it is called.
    pub(super) named: Named,
    /// Its value, in 万元.
    pub(super) value: Decimal,
    /// How far rounding may have moved it, in 万元.
    pub(super) slack: Decimal,
    /// Where it stands.
    pub(super) place: Place,
    /// The bytes of its digits, where they are written in 万元 and stand in the file so.
    pub(super) digits: Option<Range<usize>>,
    /// The year that its sentence says it is of, where that is another than the report's.
    year: Option<Place>,
    /// Which of the amounts it is, where it is called after its column: 社会管理项目年初预算400万元.
    pub(super) column: Option<Column>,
    /// Where the list begins that it stands in: 甲、乙分别为1万元、2万元.
    list: Option<usize>,
    /// The execution rate that is told right behind it: 支出1898.4万元，执行率98.88%.
    rate: Option<Rated>,
    /// Whether it is of a budget by its sentence: 全年预算100万元，其中基本支出60万元.
    is_of_budget: bool,
    /// What it is told as a part of, in 万元.
    whole: Option<Decimal>,
}

impl Mention {
    /// Whether it is this, but for rounding.
    fn is(&self, value: Decimal) -> bool {
        let difference = self.value.checked_sub(value);
        difference.is_some_and(|by| by.abs() <= room(self.slack, value))
    }

    /// Whether it can be an amount of the tables: where that is more than all it is a part of, it is one of
    /// the same name elsewhere, 专项资金120万元，其中人员经费20万元.
    fn may_be(&self, known: &Known) -> bool {
        let is_within = |whole: Decimal| self.value > whole || known.value <= whole;
        self.whole.is_none_or(is_within)
    }
}

/// Half of the last digit that an amount in 万元 has in a table.
pub(super) const HALF_A_STEP: Decimal = Decimal::from_parts(5, 0, 0, false, 3);

/// How far an amount in 万元 that a text tells may be from one of the tables by rounding: of its own digits, and of
/// the table's, which has two behind the point as a rule: 17417468.21元 is 1741.75万元.
pub(super) fn room(slack: Decimal, entered: Decimal) -> Decimal {
    match entered.normalize().scale() {
        0..=2 => slack.max(HALF_A_STEP),
        _ => slack,
    }
}

/// A rate of what is told before it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Rated {
    /// In %.
    pub(super) value: Decimal,
    pub(super) slack: Decimal,
    pub(super) place: Place,
    /// The bytes of its digits, where they stand in the file so.
    pub(super) digits: Option<Range<usize>>,
}

/// The execution rate that stands right behind an amount.
fn rate_behind(passage: &Passage<'_>, index: usize) -> Option<Rated> {
    rate_called(passage, index, |phrase| {
        matches!(bare(phrase), "执行率" | "预算执行率")
    })
}

/// The rate that stands right behind a figure, if it is called so.
pub(super) fn rate_called(
    passage: &Passage<'_>,
    index: usize,
    is_called: impl Fn(&str) -> bool,
) -> Option<Rated> {
    let rate = passage.quantities.get(index + 1)?;
    let is_it = rate.unit == Unit::Percent
        && rate.is_exact()
        && is_called(passage.phrase(index + 1))
        && passage.is_right_behind(index + 1);
    is_it.then(|| Rated::of(passage, rate))
}

/// The amounts of a passage that are not planned, with their names.
pub(super) fn mentions(passage: &Passage<'_>) -> Vec<Mention> {
    if matches!(passage.role, Role::Goal | Role::Name) {
        return Vec::new();
    }
    let indices = 0..passage.quantities.len();
    let mut found: Vec<Mention> = indices.filter_map(|i| mention(passage, i)).collect();
    found.extend(in_lists(passage));
    found
}

/// An amount of a passage that may be one of the tables'.
pub(super) fn mention(passage: &Passage<'_>, index: usize) -> Option<Mention> {
    let quantity = passage.quantities.get(index)?;
    // What costs least is asked first.
    let is_money = quantity.unit == Unit::Money && quantity.is_exact();
    let name = is_money.then(|| untailed(passage.listed(index)))?;
    if name.is_empty()
        && let Some(name) = heading(passage, quantity)
    {
        // Nobody says whether it was planned or spent.
        return Some(Mention {
            is_of_budget: true,
            ..called_so(passage, index, name, index, None)?
        });
    }
    match in_column(passage, index, name) {
        Some((name, column)) => called_so(passage, index, name, index, Some(column)),
        None => called_so(passage, index, name, index, None),
    }
}

/// What a heading calls that has an amount in brackets: 1.社会管理（452.3万元）：.
fn heading<'a>(passage: &Passage<'a>, amount: &Quantity<'_>) -> Option<&'a str> {
    let sentence = passage.sentence_at(amount.span.start);
    let head = passage.between(sentence.start, amount.span.start);
    let behind = passage.between(amount.span.end, sentence.end);
    let name = head.strip_suffix(['（', '('])?;
    let ends = ["）：", "):", ")：", "）:"];
    let is_heading = ends.iter().any(|end| behind.starts_with(end));
    is_heading.then(|| behind_number(name.trim()))
}

/// What makes an amount that of the year before, where it begins its name.
pub(super) const LAST_YEAR: [&str; 3] = ["上年度", "上年", "去年"];

/// What an amount is of that is called after its column, in its own words or in those of the amount before it:
/// 社会管理项目年初预算400万元，全年预算460万元，支出452.3万元.
fn in_column<'a>(passage: &Passage<'a>, index: usize, name: &'a str) -> Option<(&'a str, Column)> {
    const COLUMNS: [(&str, Column); 9] = [
        ("年初", Column::Approved),
        ("年初预算", Column::Approved),
        ("年初预算安排", Column::Approved),
        ("年初部门预算", Column::Approved),
        ("全年预算", Column::Adjusted),
        ("调整后", Column::Adjusted),
        ("调整后预算", Column::Adjusted),
        ("调整预算", Column::Adjusted),
        ("全年预算调整", Column::Adjusted),
    ];
    const SPENT: [&str; 5] = ["支出", "实际支出", "执行", "全年执行", "支出决算"];
    const ADDED: [&str; 4] = ["追加", "年中追加", "调增", "年中调增"];
    let own = COLUMNS.iter().find_map(|(end, column)| {
        let of = name.strip_suffix(end)?;
        Some((of.strip_suffix('的').unwrap_or(of), *column))
    });
    if let Some((of, column)) = own.filter(|(of, _)| !of.is_empty()) {
        return Some((of, column));
    }
    let last_year = LAST_YEAR.iter().find_map(|it| name.strip_prefix(it));
    // A project may be called 上年结转老旧小区改造.
    if let Some(of) = last_year.filter(|_| own.is_none() && passage.period(index).is_some()) {
        return Some((of.strip_prefix('的').unwrap_or(of), Column::Prior));
    }
    let column = own.map(|(_, column)| column);
    let column = column.or_else(|| SPENT.contains(&name).then_some(Column::Spent))?;
    // 支出20万元用于清表 tells a part.
    let quantity = passage.quantities.get(index)?;
    if !passage.clause_behind(quantity.span.end).trim().is_empty() {
        return None;
    }
    let mut at = index;
    loop {
        let before = at.checked_sub(1)?;
        let last = passage.quantities.get(before)?;
        if last.unit != Unit::Money || !passage.is_right_behind(at) {
            return None;
        }
        let name = untailed(passage.listed(before));
        if !ADDED.contains(&name) && !SPENT.contains(&name) {
            let own = COLUMNS.iter().find_map(|(end, _)| name.strip_suffix(end));
            match own {
                Some("") => {}
                of => return Some((of?, column)),
            }
        }
        at = before;
    }
}

/// An amount by a name that stands before the amount at `at`, and what is called after its column.
fn called_so(
    passage: &Passage<'_>,
    index: usize,
    name: &str,
    at: usize,
    column: Option<Column>,
) -> Option<Mention> {
    /// What a project calls itself in its own text; 该项目 may be a part of it.
    const ITSELF: &str = "本项目";
    let quantity = passage.quantities.get(index)?;
    let name = match column {
        Some(_) if passage.project.is_some() && name == ITSELF => PART_OR_ALL[0],
        _ => name,
    };
    let period = || match passage.period(at) {
        None => Some(None),
        // Nothing stands before that word but what parts clauses.
        Some("上年" | "去年") if column == Some(Column::Prior) => {
            let start = quantity.span.start - passage.listed(at).len();
            let head = passage.between(passage.sentence_at(start).start, start);
            let is_alone = head.is_empty() || head.ends_with(parts_clauses);
            is_alone.then_some(None)
        }
        Some(period) => another_year(passage, at, period).map(Some),
    };
    let year = Named::is_name(name).then(period)??;
    let is_other = column.is_none() && passage.is_plan(at)
        || passage.is_to_come(quantity.span.start)
        || passage.is_of_so_many(at)
        || changes::is_change(passage, index)
        || column.is_some() && year.is_some();
    // 本项目支出20万元用于清表 tells a part.
    let is_a_part =
        PART_OR_ALL.contains(&name) && !passage.clause_behind(quantity.span.end).trim().is_empty();
    if is_other || is_a_part {
        return None;
    }
    let digits = passage.digits_of(quantity);
    Some(Mention {
        named: Named::of(name, quantity.span.start, passage),
        value: in_ten_thousands(quantity.value)?,
        slack: in_ten_thousands(quantity.slack)?,
        place: passage.place(quantity),
        digits: digits.filter(|_| quantity.scale == WAN),
        year,
        column,
        list: None,
        // What it comes to with the budget before it is worked out by those two.
        rate: rate_behind(passage, index).filter(|_| column != Some(Column::Spent)),
        is_of_budget: column.is_none() && (name.ends_with("预算") || passage.is_of_budget(at)),
        whole: changes::whole_of(passage, index).and_then(|it| in_ten_thousands(it.value)),
    })
}

/// Where the year stands that a period is, if it is a year and nothing else.
fn another_year(passage: &Passage<'_>, index: usize, period: &str) -> Option<Place> {
    let mut dates = passage.quantities.get(..index)?.iter().rev();
    let date = dates.find(|it| it.unit == Unit::Date && passage.words_of(it) == period)?;
    let year = calendar_year(passage, date)?;
    // What was done in the year to come is told of any text.
    if passage.role == Role::Outcome && passage.year.is_some_and(|own| own < year) {
        return None;
    }
    // 2022年启动改造，基本支出1374.92万元 is of no year but the report's.
    let amount = passage.quantities.get(index)?;
    let between = passage.gap(date, amount);
    let between = between.strip_prefix('度').unwrap_or(between);
    if between.trim_start_matches(['，', ' ']) != passage.listed(index).trim_start() {
        return None;
    }
    let digits = date.span.start..date.span.start + date.digits.len();
    Some(passage.place_at(digits))
}

/// The amounts of lists whose names stand in a list as well: 甲、乙项目支出分别为1万元、2万元.
fn in_lists(passage: &Passage<'_>) -> Vec<Mention> {
    const EACH: &[Word] = words!["分别为", "分别是"];
    /// What all of them are called after, said of the last alone.
    const SHARED: [&str; 7] = [
        "项目实际支出",
        "项目支出",
        "项目经费",
        "实际支出",
        "支出",
        "经费",
        "项目",
    ];
    if !passage.holds_any(EACH) {
        return Vec::new();
    }
    let mut found = Vec::new();
    for (i, first) in passage.quantities.iter().enumerate() {
        let words = passage.listed(i);
        let names = EACH.iter().find_map(|each| words.strip_suffix(each.text));
        let Some((names, shared)) = names.and_then(|names| {
            let shared = SHARED.iter().find(|it| names.ends_with(*it))?;
            Some((names, *shared))
        }) else {
            continue;
        };
        let names: Vec<&str> = names.split(['、', '和', '及', '与']).collect();
        let amounts = passage.quantities.get(i..i + names.len());
        let amounts = amounts.unwrap_or_default();
        let is_list = amounts.len() > 1
            && amounts
                .iter()
                .all(|it| it.unit == Unit::Money && it.is_exact())
            && amounts
                .iter()
                .zip(amounts.iter().skip(1))
                .all(|(one, next)| {
                    let between = passage.gap(one, next);
                    matches!(between, "、" | "和" | "及" | "，" | "与")
                });
        if !is_list {
            continue;
        }
        let listed = names.iter().enumerate().map(|(k, name)| {
            let name = match name.ends_with(shared) {
                true => (*name).to_owned(),
                false => format!("{name}{shared}"),
            };
            let mention = called_so(passage, i + k, &name, i, None)?;
            Some(Mention {
                list: Some(first.span.start),
                ..mention
            })
        });
        // Of one that is no amount of the year none is.
        let listed: Option<Vec<Mention>> = listed.collect();
        found.extend(listed.unwrap_or_default());
    }
    found
}

/// Where the names stand that these words may end in: 社会管理项目支出 before 项目支出.
fn called(words: &str) -> Vec<Range<usize>> {
    // Nothing but the name: 街道一般公共预算 may stand before it, 部分 may not. 经 may, and may as
    // well begin the name of 经济发展; 、 parts two names, and may stand in one.
    let parts = words.match_indices('、').map(|(at, part)| at + part.len());
    let begins = std::iter::once(0).chain(parts);
    let begins = begins.flat_map(|at| {
        let words = words.get(at..).unwrap_or_default();
        behind_heads(words).map(move |from| at + from)
    });
    let begins: Vec<usize> = begins.collect();
    let starts = words.char_indices().map(|(at, _)| at);
    let alone = starts.filter(|at| {
        let rest = words.get(..*at).unwrap_or_default();
        begins.contains(at)
            || ends_with_any(rest, &["一般公共预算", "街道", "全年", "年度", "完成"])
    });
    let called = alone.flat_map(|from| {
        let ends = OF_PROJECT.iter();
        ends.filter_map(move |end| {
            let name = from..from + words.get(from..)?.strip_suffix(end)?.len();
            (!name.is_empty()).then_some(name)
        })
    });
    called.collect()
}

/// An amount of the tables.
#[derive(Debug, Clone, Copy)]
struct Known {
    item: Item,
    column: Column,
    value: Decimal,
    /// How many stand before it.
    order: usize,
}

/// What may stand behind the name of an amount.
type Behind = &'static [&'static str];
const NOTHING: Behind = &[""];
const SPENDING: Behind = &["", "支出", "实际支出"];
/// The same where the name alone says nothing of spending.
const SPENT: Behind = &["支出", "实际支出"];
/// All there are.
const OF_PROJECT: Behind = &[
    "",
    "支出",
    "实际支出",
    "项目",
    "项目支出",
    "项目实际支出",
    "项目经费",
    "经费",
    "全年执行",
    "全年支出",
    "项目全年执行",
    "项目全年支出",
];

/// The amounts of the tables by the names they go by.
///
/// Several may go by one, which another rule tells.
pub(super) struct ByName<'a>(
    HashMap<&'a str, Vec<(Behind, Known)>, RandomState>,
    &'a Budget,
);

/// The same where nothing comes behind the amount.
const PART_OR_ALL: [&str; 4] = ["本项目支出", "该项目支出", "项目共支出", "本项目共支出"];

/// What a project's own text calls all that was spent on it.
const OF_THE_PROJECT: [&str; 12] = [
    PART_OR_ALL[0],
    PART_OR_ALL[1],
    PART_OR_ALL[2],
    PART_OR_ALL[3],
    "项目支出",
    "项目实际支出",
    "项目总支出",
    "项目全年支出",
    "本项目实际支出",
    "本项目总支出",
    "本项目全年支出",
    "本项目全年实际支出",
];

impl<'a> ByName<'a> {
    /// Those that can be named so: of thousands of projects, the few whose names end as something in a
    /// text does.
    pub(super) fn of<'m>(case: &Case<'a>, named: impl Iterator<Item = &'m Named>) -> Self {
        let ends: HashSet<char, RandomState> = named
            .flat_map(Named::called)
            .filter_map(|(name, _)| name.chars().next_back())
            .collect();
        let mut by_name = Self(HashMap::default(), &case.figures.budget);
        if ends.is_empty() {
            return by_name;
        }
        for (order, node) in case.figures.budget.nodes().iter().enumerate() {
            let item = node.item;
            let name = item.name(case.report);
            let (name, behind) = match item {
                Item::General => ("一般公共预算", SPENDING),
                Item::Basic | Item::Projects => (name, NOTHING),
                Item::BasicKind(_) | Item::ProjectKind(_) | Item::Fund(_) => (name, SPENDING),
                Item::FundLine(..) => (name, NOTHING),
                Item::Project(_) => (name.strip_suffix("项目").unwrap_or(name), OF_PROJECT),
                _ => continue,
            };
            let short = match item {
                Item::Fund(fund) => Some((fund.short(), SPENT)),
                _ => None,
            };
            for (name, behind) in std::iter::once((name, behind)).chain(short) {
                let end = name.chars().next_back();
                if end.is_some_and(|end| ends.contains(&end))
                    && let Some(value) = node.value(Column::Spent)
                {
                    let known = Known {
                        item,
                        column: Column::Spent,
                        value,
                        order,
                    };
                    let all = by_name.0.entry(name).or_default();
                    all.push((behind, known));
                }
            }
        }
        by_name
    }

    /// The item that is named so, and the words that name it.
    pub(super) fn item<'m>(&self, named: &'m Named) -> Option<(&'m str, Item)> {
        let (name, known) = self.meant(named, None)?;
        Some((name, known.item))
    }

    /// The amount that a text tells, and the words that name it.
    fn told<'m>(&self, mention: &'m Mention) -> Option<(&'m str, Known)> {
        let (name, known) = self.meant(&mention.named, Some(mention.value))?;
        let known = match mention.column {
            Some(column) => {
                let value = self.1.node(known.item)?.value(column)?;
                Known {
                    column,
                    value,
                    ..known
                }
            }
            None if mention.is_of_budget => nearest(self.1, known, mention.value),
            None => known,
        };
        Some((name, known))
    }

    /// The amount that is named so, and the words that name it. Of several of one name that of its own
    /// project is meant, then one that agrees with the `value` that is told.
    fn meant<'m>(&self, named: &'m Named, value: Option<Decimal>) -> Option<(&'m str, Known)> {
        let own = named.project.map(Item::Project);
        if let Some(own) = own.filter(|_| OF_THE_PROJECT.contains(&&*named.name))
            && let Some(value) = self.1.node(own).and_then(|it| it.value(Column::Spent))
        {
            let known = Known {
                item: own,
                column: Column::Spent,
                value,
                order: 0,
            };
            return Some((&named.name, known));
        }
        let is_meant = |known: &Known| match known.item {
            // 城乡社区支出 is a subject of the general budget as well.
            Item::FundLine(fund, _) => named.fund == Some(fund),
            Item::Project(_) | Item::ProjectKind(_) => true,
            _ => !named.is_of_a_body,
        };
        let known = named.called().flat_map(|(name, words)| {
            let known = self.0.get(name).into_iter().flatten();
            let known =
                known.filter(move |(behind, known)| behind.contains(&words) && is_meant(known));
            known.map(move |(_, known)| (name.len() + words.len(), *known))
        });
        // Of those the longest that is called so.
        let (len, known) = known.max_by_key(|(len, known)| {
            let is_own = Some(known.item) == own;
            (*len, is_own, Some(known.value) == value, known.order)
        })?;
        let name = named.name.get(named.name.len() - len..)?;
        Some((name, known))
    }
}

/// What the text and the tables say of one amount.
pub(super) struct Held<'p> {
    mention: &'p Mention,
    /// What the text calls it.
    name: &'p str,
    known: Known,
}

impl Held<'_> {
    /// How far the text is from the table, in 万元.
    fn difference(&self) -> Decimal {
        let difference = self.mention.value.checked_sub(self.known.value);
        difference.unwrap_or(Decimal::MAX)
    }

    /// Both places with a sentence, and the way to have the table's figure stand in the text.
    fn finding(&self, case: &Case<'_>, message: String) -> Finding {
        let Known {
            item,
            column,
            value,
            ..
        } = self.known;
        let path = item.path().key(column.key());
        let finding = Finding::new(self.mention.place.clone(), message)
            .and(Place::new(path).shows(shown(value)));
        let right = number::told(value);
        let (with, title) = match live_name(item, column, case.report) {
            Some(figure) => (
                format!("{OPEN}{figure}{CLOSE}"),
                format!("改为 {right}，以后跟着表变（动态数字）"),
            ),
            None => (right.clone(), format!("正文改为 {right}")),
        };
        finding.rewrites(self.mention.digits.clone(), &with, title)
    }

    /// What is wrong with the execution rate behind it, where it is all that was spent.
    fn rate(&self, case: &Case<'_>) -> Option<Finding> {
        let told = self.mention.rate.as_ref()?;
        let Known { item, value, .. } = self.known;
        let is_all = matches!(self.known.column, Column::Spent | Column::Adjusted);
        if !is_all || self.mention.is_of_budget || value != self.mention.value {
            return None;
        }
        told.beside_budget(case, item, self.name)
    }

    fn told(&self) -> &str {
        self.mention.place.value.as_deref().unwrap_or_default()
    }
}

impl Rated {
    pub(super) fn of(passage: &Passage<'_>, rate: &Quantity<'_>) -> Self {
        Self {
            value: rate.value,
            slack: rate.slack,
            place: passage.place(rate),
            digits: passage.digits_of(rate),
        }
    }

    /// What is wrong with it as the execution rate of an item that has no rate among those of the whole.
    pub(super) fn beside_budget(&self, case: &Case<'_>, item: Item, name: &str) -> Option<Finding> {
        let is_part = matches!(
            item,
            Item::Project(_) | Item::ProjectKind(_) | Item::BasicKind(_)
        );
        let budget = &case.figures.budget;
        let rate = budget.rate(budget.node(item).filter(|_| is_part)?).ok()?;
        let rate = rate.checked_mul(Decimal::ONE_HUNDRED)?;
        let difference = self.value.checked_sub(rate)?;
        if is_rounding(difference, self.slack, Decimal::ZERO) {
            return None;
        }
        let right = number::told(rounded(rate));
        let written = self.place.value.as_deref().unwrap_or_default();
        let message =
            format!("“{name}”的执行率正文为{written}，表中为{right}%，前后不一致，请核实。");
        let path = item.path().key(Column::Spent.key());
        let finding = Finding::new(self.place.clone(), message)
            .and(Place::new(path).shows(format!("{right}%")));
        Some(finding.rewrites(self.digits.clone(), &right, format!("正文改为 {right}")))
    }
}

/// The amounts of the texts that the tables have as well.
pub(super) fn held<'p>(case: &Case<'_>, prose: &'p Prose) -> Vec<Held<'p>> {
    let by_name = ByName::of(case, prose.mentions().map(|it| &it.named));
    let of_the_year = prose.mentions().filter(|it| it.year.is_none());
    let of_the_year: Vec<&Mention> = of_the_year.collect();
    // Of a list all are known or none: 追加的甲、乙经费 are not those of 乙.
    let lists = of_the_year
        .chunk_by(|a, b| a.list.is_some() && a.list == b.list && a.place.path == b.place.path);
    let held = lists.filter_map(|list| {
        let held = list.iter().map(|mention| {
            let (name, known) = by_name.told(mention)?;
            mention.may_be(&known).then_some(Held {
                mention,
                name,
                known,
            })
        });
        held.collect::<Option<Vec<_>>>()
    });
    held.flatten().collect()
}

/// What the tables have of an item that is nearest to an amount of a budget: that of the beginning of
/// the year, or of all of it, or what was spent.
fn nearest(budget: &Budget, known: Known, told: Decimal) -> Known {
    let node = budget.node(known.item);
    let columns = Column::OF_FORMS.into_iter();
    let all = columns.filter_map(|column| {
        let value = node?.value(column)?;
        Some(Known {
            column,
            value,
            ..known
        })
    });
    let far = |it: &Known| told.saturating_sub(it.value).abs();
    all.min_by_key(far).unwrap_or(known)
}

/// The amounts of the texts that are said to be of another year and are those of this one.
pub(super) fn of_another_year(case: &Case<'_>, prose: &Prose) -> Verdict {
    let of_others = || prose.mentions().filter(|it| it.year.is_some());
    let Some(own) = case.report.year().filter(|_| of_others().next().is_some()) else {
        return Vec::new().into();
    };
    let by_name = ByName::of(case, of_others().map(|it| &it.named));
    let mut last: Option<&Place> = None;
    let found = of_others().filter_map(|mention| {
        let year = mention.year.as_ref()?;
        // A round amount may well be that of two years.
        let is_round = mention.value.fract().is_zero();
        let named = by_name.meant(&mention.named, Some(mention.value));
        let total = || total_of(case, mention).filter(|_| !is_round);
        let (name, known) = named.or_else(total)?;
        let is_own = known.value == mention.value && !is_round;
        let node = case.figures.budget.node(known.item)?;
        let is_of_both = node.value(Column::Prior) == Some(known.value);
        if !is_own || is_of_both || last == Some(year) {
            return None;
        }
        last = Some(year);
        let told = mention.place.value.as_deref().unwrap_or_default();
        let said = year.value.as_deref().unwrap_or_default();
        let message = format!("{name}{told}写成{said}年的，与表中{own}年度的相同，请核对年份。");
        let path = known.item.path().key(Column::Spent.key());
        let finding = Finding::new(year.clone(), message);
        let finding = finding.and(mention.place.clone());
        let finding = finding.and(Place::new(path).shows(shown(known.value)));
        let right = own.to_string();
        Some(finding.rewrites(year.span.clone(), &right, format!("年份改为 {right}")))
    });
    found.collect()
}

/// The amounts of the texts that are said to be of the year before, beside what the tables have of it.
pub(super) fn of_last_year(case: &Case<'_>, prose: &Prose) -> Verdict {
    let last = case.report.year().map(|year| (year - 1).to_string());
    let is_of_it = |it: &&Mention| {
        let year = it.year.as_ref().and_then(|year| year.value.as_deref());
        year.is_some() && year == last.as_deref()
    };
    let of_it = || prose.mentions().filter(is_of_it);
    if of_it().next().is_none() {
        return Vec::new().into();
    }
    let by_name = ByName::of(case, of_it().map(|it| &it.named));
    let found = of_it().filter_map(|mention| {
        let (name, known) = by_name.meant(&mention.named, Some(mention.value))?;
        let node = case.figures.budget.node(known.item)?;
        let prior = node.value(Column::Prior)?;
        let in_own_table = told::in_own_table(known.item, case, Column::Prior);
        let of_projects = mention
            .named
            .of_all_projects(&case.figures.budget, Column::Prior);
        let is_told = [Some(prior), in_own_table, of_projects]
            .into_iter()
            .flatten();
        // What is of this year is told with its year.
        let is_known = is_told.chain([known.value]).any(|it| mention.is(it));
        if is_known || mention.is_of_budget {
            return None;
        }
        let written = mention.place.value.as_deref().unwrap_or_default();
        let column = Column::Prior.key();
        let message = format!(
            "“{name}”正文上年为{written}，表中{column}为{}万元，前后不一致，请核实。",
            shown(prior)
        );
        let right = number::told(prior);
        let finding = Finding::new(mention.place.clone(), message)
            .and(Place::new(known.item.path().key(column)).shows(shown(prior)));
        Some(finding.rewrites(mention.digits.clone(), &right, format!("正文改为 {right}")))
    });
    found.collect()
}

/// The whole that an amount is to the last digit, by whatever name of spending: 学校支出3617.39万元.
fn total_of<'m>(case: &Case<'_>, mention: &'m Mention) -> Option<(&'m str, Known)> {
    const WHOLES: [Item; 4] = [Item::Total, Item::General, Item::Basic, Item::Projects];
    let name = &*mention.named.name;
    let mut wholes = WHOLES.into_iter().filter(|_| name.ends_with("支出"));
    let item = wholes.find(|&item| {
        let node = case.figures.budget.node(item);
        node.and_then(|node| node.value(Column::Spent)) == Some(mention.value)
    })?;
    let known = Known {
        item,
        column: Column::Spent,
        value: mention.value,
        order: 0,
    };
    Some((name, known))
}

/// What the tables have of each of these amounts of the year, in 元.
pub(super) fn in_tables(case: &Case<'_>, mentions: &[Option<&Mention>]) -> Vec<Option<Decimal>> {
    let of_the_year = |it: &&Mention| it.year.is_none();
    let mentions = mentions.iter().map(|it| it.filter(of_the_year));
    let by_name = ByName::of(case, mentions.clone().flatten().map(|it| &it.named));
    let known = mentions.map(|mention| {
        let mention = mention?;
        let (_, known) = by_name.told(mention)?;
        number::in_yuan(known.value)
    });
    known.collect()
}

/// The amounts of the text beside those of the tables.
pub(super) fn beside_tables(case: &Case<'_>, held: &[Held<'_>]) -> Verdict {
    let nodes = case.figures.budget.nodes();
    if nodes.iter().all(|node| node.value(Column::Spent).is_none()) {
        return Verdict::lacking("表中没有金额");
    }
    let differing = held
        .iter()
        .filter(|it| !it.mention.is(it.known.value) && !is_otherwise_known(case, it));
    let found = differing.map(|it| {
        let (name, written) = (it.name, it.told());
        let (column, value) = (it.known.column, shown(it.known.value));
        let near = nearest(&case.figures.budget, it.known, it.mention.value);
        let is_of_budget = near.column != Column::Spent && it.mention.is(near.value);
        let message = match column {
            Column::Spent if is_of_budget => format!(
                "“{name}”正文为{written}，是表中的{}，{}为{value}万元，请核实写的是哪一个。",
                near.column.key(),
                column.key()
            ),
            Column::Spent => {
                format!("“{name}”正文为{written}，表中为{value}万元，前后不一致，请核实。")
            }
            _ => format!(
                "“{name}”正文为{written}，表中{}为{value}万元，前后不一致，请核实。",
                column.key()
            ),
        };
        weighed(it.finding(case, message), it.difference())
    });
    found
        .chain(held.iter().filter_map(|it| it.rate(case)))
        .collect()
}

/// Whether an amount is another that the tables have by the same name: 项目支出 may be that of all funds,
/// 基本支出 what own income paid as well, and any amount what is left of the budget.
fn is_otherwise_known(case: &Case<'_>, Held { mention, known, .. }: &Held<'_>) -> bool {
    let columns = match mention.is_of_budget {
        true => &Column::OF_FORMS[..],
        false => &[known.column],
    };
    let mut in_own_table = columns
        .iter()
        .filter_map(|column| told::in_own_table(known.item, case, *column));
    let is_kind = matches!(known.item, Item::BasicKind(_));
    let may_be_of_own_income = |&column: &Column| {
        let node = case.figures.budget.node(known.item).filter(|_| is_kind)?;
        let more = mention.value.checked_sub(node.value(column)?)?;
        let own = told::own_income_in_basic(case, column)?;
        Some(more > Decimal::ZERO && more <= own)
    };
    let left = || {
        let node = case.figures.budget.node(known.item)?;
        let budget = node.value(Column::Adjusted)?;
        let left = budget.checked_sub(node.value(Column::Spent)?)?;
        (!left.is_zero()).then_some(left)
    };
    // What a project was given of the year alone, without what it had left.
    let of_one_source = || {
        let Item::Project(project) = known.item else {
            return false;
        };
        let funds = case.report.projects.get(project).map(|it| &it.funds);
        let sources = funds.map(|it| [&it.appropriation, &it.carried_over, &it.other]);
        let mut amounts = sources.into_iter().flatten();
        amounts.any(|it| {
            let value = Entered::from(it).get(known.column);
            value.is_some_and(|it| mention.is(it))
        })
    };
    let of_all_projects = || {
        mention
            .named
            .of_all_projects(&case.figures.budget, known.column)
    };
    // 3个项目支出合计150万元, of whatever budget: what all of their tables come to.
    let of_all_sheets = || {
        let projects = 0..case.report.projects.len();
        let is_meant = known.item == Item::Projects;
        is_meant.then(|| together::sum_of(case, projects, known.column))?
    };
    in_own_table.any(|it| mention.is(it))
        || columns
            .iter()
            .any(|it| may_be_of_own_income(it) == Some(true))
        || of_all_sheets().is_some_and(|it| mention.is(it))
        || of_all_projects().is_some_and(|it| mention.is(it))
        || left().is_some_and(|it| mention.is(it))
        || mention.column.is_some() && of_one_source()
}

/// The amounts of the text in whole 万元, where most that could be are not.
fn whole_ten_thousands(case: &Case<'_>, held: &[Held<'_>]) -> Verdict {
    /// Fewer written out are no custom.
    const LEAST: usize = 2;
    /// How far an amount in whole 万元 is from what it stands for.
    const HALF: Decimal = Decimal::from_parts(5, 0, 0, false, 1);
    let broken = held.iter().filter(|it| !it.known.value.fract().is_zero());
    let (exact, others): (Vec<_>, Vec<_>) = broken.partition(|it| it.difference().is_zero());
    let is_whole = |it: &&&Held<'_>| it.mention.slack == HALF && it.difference().abs() <= HALF;
    let rounded: Vec<_> = others.iter().filter(|it| is_whole(it)).collect();
    if exact.len() < LEAST || exact.len() < rounded.len() {
        return Vec::new().into();
    }
    let found = rounded.into_iter().map(|it| {
        let message = format!(
            "“{}”正文舍成{}，表中为{}万元，别处的金额都写到小数，请写全。",
            it.name,
            it.told(),
            shown(it.known.value)
        );
        it.finding(case, message)
    });
    found.collect()
}

/// Whether a fix leaves every live figure of a text, or names one anew.
pub(super) fn keeps_live(text: &str, fix: &Fix) -> bool {
    let count = live::quoted(text).count();
    fix.edits.iter().all(|edit| match edit {
        Edit::Set {
            value: Value::Text(new),
            ..
        } => live::quoted(new).count() >= count,
        // But for a new name it is of the bytes of the text as it is read.
        Edit::Rewrite { with, .. } => live::is_live(with),
        _ => true,
    })
}

/// The name by which a text has an amount live; a line of a fund has none.
fn live_name(item: Item, column: Column, report: &Report) -> Option<String> {
    let is_line = matches!(item, Item::FundLine(..));
    (!is_line).then(|| live::name_of(item, column, report))
}

/// Digits of one text by their bytes, each with the name of the figure they are.
type Digits = Vec<(Range<usize>, String)>;

/// Puts live figures in the place of digits of a text.
fn quote_in(case: &Case<'_>, path: &FieldPath, mut digits: Digits) -> Option<Edit> {
    let mut text = case.document.node(path)?.text()?.to_owned();
    digits.sort_by_key(|(range, _)| std::cmp::Reverse(range.start));
    for (range, name) in digits {
        text.get(range.clone())?;
        text.replace_range(range, &format!("{OPEN}{name}{CLOSE}"));
    }
    Some(Edit::Set {
        path: path.clone(),
        value: Value::Text(text),
    })
}

/// A figure typed as digits that is what the tables have.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Agreeing {
    /// The text it stands in.
    pub path: FieldPath,
    /// As it is written.
    pub written: String,
    /// The name of the figure.
    pub name: String,
}

/// All figures typed as digits that are what the tables have, and the edits that make them live.
pub(super) fn agreeing(case: &Case<'_>, prose: &Prose) -> (Vec<Agreeing>, Vec<Edit>) {
    let mut found = Vec::new();
    let mut texts: Vec<(FieldPath, Digits)> = Vec::new();
    for held in held(case, prose) {
        let mention = held.mention;
        let Some(digits) = &mention.digits else {
            continue;
        };
        // What is of a budget may be of that of the beginning of the year, or of all of it.
        if mention.is_of_budget || !held.difference().is_zero() {
            continue;
        }
        let Some(name) = live_name(held.known.item, held.known.column, case.report) else {
            continue;
        };
        found.push(Agreeing {
            path: mention.place.path.clone(),
            written: mention.place.value.clone().unwrap_or_default(),
            name: name.clone(),
        });
        // The mentions of one text come one after the other.
        match texts.last_mut() {
            Some((path, all)) if *path == mention.place.path => all.push((digits.clone(), name)),
            _ => texts.push((mention.place.path.clone(), vec![(digits.clone(), name)])),
        }
    }
    let edits = texts
        .into_iter()
        .filter_map(|(path, digits)| quote_in(case, &path, digits));
    (found, edits.collect())
}
