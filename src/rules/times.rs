//! E in the text: years, parts of the year, plans for days gone by, and dates that are none.

use std::ops::Range;

use jiff::civil::Date;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive as _;

use super::passage::quantity::{Quantity, Unit};
use super::passage::{
    OWN_NAMES, Passage, Role, clause_before, clause_behind, contains_any, ends_with_any, is_blank,
    word, words,
};
use super::prose::{MOST_OF_A_TEXT, Prose};
use super::wording::{behind_number, wrong};
use super::{Case, Check, Finding, Reads, Rule, Severity, Table, Verdict, quoted};
use crate::document::{FieldPath, Step};
use crate::figures::budget::{Column, Item};
use crate::report::check::brief;
use crate::report::date;
use crate::report::number::{in_ten_thousands, in_yuan};
use crate::report::numeral::is_digit;

pub(super) static RULES: &[Rule] = &[
    Rule {
        code: "E2",
        name: "another-year",
        title: "出现其他年度",
        severity: Severity::Warning,
        basis: "自评报告为一个年度的报告",
        explain: "正文把别的年度当作本年度来说，写的是截至上年年底，把本年度的金额写在别的年份下，或整段只说上年、金额就是上年执行数，多半是沿用了旧稿。与上年比较、累计数、文号、规划的年份和下一步打算不算。",
        bad: "年度: 2022\n整体绩效: {完成情况: 2021年度各项绩效目标均已完成。}",
        good: "年度: 2022\n整体绩效: {完成情况: 2022年度各项绩效目标均已完成。}",
        checks: &[
            Check::Text(another_year),
            Check::Prose(Reads::Figures, planned_in_another_year),
            Check::Prose(Reads::Figures, quoted::of_another_year),
            Check::Prose(Reads::Figures, left_of_last_year),
        ],
    },
    Rule {
        code: "E3",
        name: "part-of-the-year",
        title: "使用了不满一年的数据",
        severity: Severity::Warning,
        basis: "自评报告应反映全年情况",
        explain: "“1-9月”“上半年”“截至目前”“今年以来”不是全年数，应更新为全年数。上、下半年都写了的不算。",
        bad: "整体绩效: {完成情况: 1-9月完成固定资产投资47亿元。}",
        good: "整体绩效: {完成情况: 1-12月完成固定资产投资47亿元。}",
        checks: &[
            Check::Text(part_of_the_year),
            Check::Table(Reads::Indicators, part_in_names),
        ],
    },
    Rule {
        code: "E4",
        name: "plan-for-a-day-gone-by",
        title: "已到期的事还写成计划",
        severity: Severity::Warning,
        basis: "自评报告应填写实际完成情况",
        explain: "写着预计、计划在某月完成，而这个月在报告日期之前，应写实际完成情况。改进措施写在本年度再做的，多半是沿用了上年的话。",
        bad: "年度: 2022\n整体绩效: {完成情况: 清淤工程预计2022年12月底前完成。}",
        good: "年度: 2022\n整体绩效: {完成情况: 清淤工程2022年12月已完成。}",
        checks: &[Check::Text(gone_by)],
    },
    Rule {
        code: "E16",
        name: "no-such-date",
        title: "没有这一天",
        severity: Severity::Warning,
        basis: "报告中的日期应当存在",
        explain: "文中写了日历上没有的月份或日子，如13月、2月30日，多半是多打或打错了一个数字，请改正。",
        bad: "整体绩效: {完成情况: 2023年2月30日完成验收。}",
        good: "整体绩效: {完成情况: 2023年2月28日完成验收。}",
        checks: &[Check::Text(no_such_date)],
    },
];

/// A year that is written out: 2022年.
pub(super) fn calendar_year(passage: &Passage<'_>, quantity: &Quantity<'_>) -> Option<i16> {
    let written = passage.words_of(quantity);
    let plausible =
        quantity.digits.chars().count() == 4 && written.ends_with('年') && !quantity.range;
    plausible.then(|| quantity.value.to_i16())?
}

fn another_year(passage: &Passage<'_>) -> Vec<Finding> {
    let told = years_told(passage).filter_map(|(quantity, told)| {
        let taken = told.taken_for_own()?;
        (taken != TakenAs::Plan).then(|| told.finding(quantity, taken))
    });
    told.collect()
}

/// The other years that a passage tells of.
fn years_told<'p, 'a>(
    passage: &'p Passage<'a>,
) -> impl Iterator<Item = (&'p Quantity<'a>, YearTold<'p, 'a>)> {
    let quantities = passage.year.into_iter().flat_map(|year| {
        let quantities = passage.quantities.iter();
        quantities.map(move |quantity| (year, quantity))
    });
    quantities.filter_map(|(year, quantity)| {
        let other = calendar_year(passage, quantity).filter(|other| *other != year)?;
        // A title has its own year: 《关于开展2024年绩效自评的通知》.
        let before = passage.between(
            passage.sentence_at(quantity.span.start).start,
            quantity.span.start,
        );
        if before.rfind('《') > before.rfind('》') {
            return None;
        }
        Some((quantity, YearTold::of(passage, quantity, other, year)))
    })
}

/// Another year that the goals begin a sentence with, which is wrong if what it tells is what they
/// plan for this one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct PlannedIn {
    /// The amounts of its sentence, in 元.
    amounts: Vec<Decimal>,
    finding: Finding,
}

/// The other years of the goals.
pub(super) fn planned_in(passage: &Passage<'_>) -> Vec<PlannedIn> {
    if *passage.path != FieldPath::of(&["整体绩效", "目标设置", "说明"]) {
        return Vec::new();
    }
    let planned = years_told(passage).filter_map(|(quantity, told)| {
        let taken = told.taken_for_own().filter(|it| *it == TakenAs::Plan)?;
        let amounts = passage.quantities.iter();
        let amounts =
            amounts.filter(|it| it.unit == Unit::Money && told.sentence.contains(&it.span.start));
        Some(PlannedIn {
            amounts: amounts.map(|it| it.value).collect(),
            finding: told.finding(quantity, taken),
        })
    });
    planned.take(MOST_OF_A_TEXT).collect()
}

fn planned_in_another_year(case: &Case<'_>, prose: &Prose) -> Verdict {
    let plan = &case.report.whole.plan;
    let planned = [&plan.basic, &plan.project].map(|it| in_yuan(it.value()?));
    let is_planned = |amount: &Decimal| !amount.is_zero() && planned.contains(&Some(*amount));
    let found = prose
        .planned_in()
        .filter(|it| it.amounts.iter().any(is_planned));
    found.map(|it| it.finding.clone()).collect()
}

/// A text that begins with last year and speaks of no other: it may be by right, as long as its amounts are
/// not those that were told last year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct OfLastYear {
    /// Its amounts that are not round, in 万元.
    amounts: Vec<Decimal>,
    finding: Finding,
}

/// What a passage tells of last year alone.
pub(super) fn of_last_year(passage: &Passage<'_>) -> Option<OfLastYear> {
    const BESIDE: [&str; 16] = [
        "上年", "去年", "本年", "今年", "当年", "同比", "同期", "比", "较", "增", "减", "升", "降",
        "结转", "累计", "历年",
    ];
    let of_notes = || passage.path.last_key() == Some("说明");
    let is_read = matches!(passage.role, Role::Outcome | Role::Other) || of_notes();
    if !is_read || passage.project.is_some() || contains_any(passage.text, &BESIDE) {
        return None;
    }
    let (quantity, told) = years_told(passage).next()?;
    let quantities = passage.quantities.iter();
    let mut years = quantities
        .clone()
        .filter_map(|it| calendar_year(passage, it));
    let is_alone = told.other == told.year - 1 && years.all(|it| it == told.other);
    if !is_alone || !behind_number(told.lead.trim()).is_empty() {
        return None;
    }
    let money = quantities.filter(|it| it.unit == Unit::Money && it.is_exact());
    let amounts = money.filter_map(|it| in_ten_thousands(it.value));
    let amounts: Vec<Decimal> = amounts.filter(|it| !it.fract().is_zero()).collect();
    let (year, other) = (told.year, told.other);
    let message = format!(
        "本报告为{year}年度，这段只说{other}年，金额与上年执行数相同，请核实是否沿用旧稿。"
    );
    let finding = Finding::new(passage.place(quantity), message);
    (!amounts.is_empty()).then_some(OfLastYear { amounts, finding })
}

/// The texts of last year alone whose amounts are what was spent then, most of them: what was told last year. One
/// or two may be told to be compared with.
fn left_of_last_year(case: &Case<'_>, prose: &Prose) -> Verdict {
    const LEAST: usize = 3;
    let texts = || prose.of_last_year();
    if texts().next().is_none() {
        return Vec::new().into();
    }
    let nodes = case.figures.budget.nodes().iter();
    let wholes = nodes.filter(|it| !matches!(it.item, Item::Project(_) | Item::Source(..)));
    let (mut then, mut now) = (Vec::new(), Vec::new());
    for node in wholes {
        then.extend(node.value(Column::Prior));
        now.extend(Column::OF_FORMS.into_iter().filter_map(|it| node.value(it)));
    }
    let is_of_then = |amount: &&Decimal| then.contains(amount) && !now.contains(amount);
    let found = texts().filter(|it| {
        let of_then = it.amounts.iter().filter(is_of_then).count();
        of_then >= LEAST && of_then * 2 > it.amounts.len()
    });
    found.map(|it| it.finding.clone()).collect()
}

/// As what of this year another one is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum TakenAs {
    /// What the report is of: 2021年度绩效自评.
    Report,
    /// The year of its goals.
    Goals,
    /// The year in which something was done.
    Done,
    /// The end of the year: 截至2021年底.
    End,
    /// The year that a sentence begins with.
    Opening,
    /// The year of what was planned, if that is what the goals plan.
    Plan,
}

impl TakenAs {
    const ALL: [Self; 6] = [
        Self::Report,
        Self::Goals,
        Self::Done,
        Self::End,
        Self::Opening,
        Self::Plan,
    ];
}

/// Another year than that of the report, with the words around it.
struct YearTold<'p, 'a> {
    passage: &'p Passage<'a>,
    other: i16,
    year: i16,
    sentence: Range<usize>,
    /// Its sentence, and that before it and behind it.
    whole: &'a str,
    lead: &'a str,
    rest: &'a str,
    /// Its clause before it and behind it.
    before: &'a str,
    behind: &'a str,
}

impl<'p, 'a> YearTold<'p, 'a> {
    fn of(passage: &'p Passage<'a>, quantity: &Quantity<'_>, other: i16, year: i16) -> Self {
        let (start, end) = (quantity.span.start, quantity.span.end);
        let sentence = passage.sentence_at(start);
        Self {
            passage,
            other,
            year,
            whole: passage.between(sentence.start, sentence.end),
            lead: passage.between(sentence.start, start),
            rest: passage.between(end, sentence.end),
            before: passage.clause_before(start),
            behind: passage.clause_behind(end),
            sentence,
        }
    }

    /// As what it is told as if it were this year; `None` where it is told by right.
    fn taken_for_own(&self) -> Option<TakenAs> {
        let is = |way: TakenAs| match way {
            TakenAs::Report => self.is_of_report(),
            TakenAs::Goals => self.is_of_goals(),
            TakenAs::Done => self.is_done(),
            TakenAs::End => self.is_end(),
            TakenAs::Opening => self.is_opening(),
            TakenAs::Plan => self.is_plan(),
        };
        TakenAs::ALL.into_iter().find(|way| is(*way))
    }

    /// That it is taken for this year.
    fn finding(&self, quantity: &Quantity<'_>, taken: TakenAs) -> Finding {
        let severity = match taken {
            TakenAs::Opening => Severity::Hint,
            _ => Severity::Warning,
        };
        let mut range = quantity.span.clone();
        range.end -= '年'.len_utf8();
        let (year, other) = (self.year, self.other);
        let message = format!("本报告为{year}年度，此处写成{other}年，请核实是否沿用旧稿。");
        wrong(self.passage, range, &year.to_string(), message).weighing(severity)
    }

    /// Whether its sentence names this year as well: who names both tells them apart.
    fn is_beside_own(&self, words: &str) -> bool {
        words.contains(&format!("{}年", self.year))
    }

    fn is_of_report(&self) -> bool {
        const REPORTED: [&str; 9] = [
            "绩效目标",
            "绩效自评",
            "整体支出",
            "部门整体",
            "部门预算",
            "预算执行",
            "各项绩效",
            "自评",
            "决算",
        ];
        const COMPARED: [&str; 16] = [
            "与", "较", "比", "相比", "上年", "同期", "增", "减", "结转", "基数", "根据", "依据",
            "按照", "参照", "获", "评为",
        ];
        /// What is done in a year about the year before.
        const AFTER: [&str; 8] = [
            "编制", "公开", "审计", "批复", "通报", "反馈", "先进", "优秀",
        ];
        /// Who tells of that year in this one: 根据区财政局反馈，2022年度.
        const TOLD_BY: [&str; 6] = ["反馈", "通报", "审计", "抽查", "复核", "复评"];
        let is_reported = self.behind.strip_prefix('度').is_some_and(|behind| {
            let behind = behind_own_name(behind);
            REPORTED.iter().any(|word| behind.starts_with(word))
        });
        self.other < self.year
            && is_reported
            && !contains_any(self.before, &COMPARED)
            && !contains_any(self.behind, &AFTER)
            && !contains_any(self.lead, &TOLD_BY)
            // 财政局对我局2022年度整体支出评价得分92分
            && !before_own_name(self.before).ends_with('对')
            && !self.is_beside_own(self.whole)
    }

    fn is_of_goals(&self) -> bool {
        const GOALS: [&str; 3] = ["本年度绩效目标为", "年度绩效目标为", "本年度目标"];
        contains_any(self.lead, &GOALS) && self.lead.ends_with(['：', '为'])
    }

    fn is_done(&self) -> bool {
        const AHEAD: [&str; 22] = [
            "安排",
            "提前下达",
            "年初预算",
            "支出预算",
            "部门预算",
            "将",
            "计划",
            "预计",
            "下一步",
            "力争",
            "拟",
            "目标",
            "打算",
            "继续",
            // What of this year is paid or done in the next.
            "余款",
            "剩余",
            "尾款",
            "质保金",
            "保证金",
            "结余资金",
            "上缴",
            "顺延",
        ];
        const DATED: [&str; 12] = [
            "底",
            "前",
            "初",
            "上半年",
            "下半年",
            "度",
            "春",
            "元旦",
            "预算",
            // 自2024年起, 从2024年开始: it is not over.
            "起",
            "开始",
            "项目库",
        ];
        /// What leads to the year after by right.
        const INTO: [&str; 4] = ["结转", "跨", "至", "列入"];
        // 2024年学生资助预算1986万元，较2023年增加42.72万元
        let is_budget = self.behind.contains("预算") && self.is_beside_own(self.whole);
        let is_dated = is_budget
            || self.behind.starts_with(is_digit)
            || self.before.ends_with('待')
            || DATED.iter().any(|word| self.behind.starts_with(word))
            || contains_any(self.before, &INTO);
        self.other == self.year + 1
            && self.passage.role == Role::Outcome
            && !is_dated
            && !contains_any(self.whole, &AHEAD)
    }

    fn is_end(&self) -> bool {
        const UNTIL: [&str; 3] = ["截至", "截止", "截止到"];
        const ENDS: [&str; 4] = ["12月31日", "12月底", "底", "末"];
        const SINCE: [&str; 4] = ["累计", "上年", "历年", "结转"];
        let before = self.before.trim_end_matches(is_blank);
        self.other == self.year - 1
            && matches!(self.passage.role, Role::Outcome | Role::Other)
            && ends_with_any(before, &UNTIL)
            && ENDS.iter().any(|end| self.behind.starts_with(end))
            && !self.is_beside_own(self.whole)
            && !contains_any(self.whole, &SINCE)
    }

    /// Whether its sentence begins with it, and so tells of that year: 2021年，我街道统筹优化机构设置.
    fn is_opening(&self) -> bool {
        /// What a report tells of the year before by right: what it is compared with or grew out of.
        const TOLD_OF_IT: [&str; 22] = [
            "与",
            "较",
            "比",
            "上年",
            "同期",
            "结转",
            "获",
            "评为",
            "授予",
            "印发",
            "出台",
            "下发",
            "批复",
            "成立",
            "组建",
            "启动",
            "立项",
            "开工",
            "挂牌",
            "更名",
            "机构改革",
            "起",
        ];
        let passage = self.passage;
        let mut quantities = passage.quantities.iter();
        let has_money = || {
            let mut quantities = passage.quantities.iter();
            quantities.any(|it| it.unit == Unit::Money && self.sentence.contains(&it.span.start))
        };
        self.other == self.year - 1
            && self.lead.trim().is_empty()
            && opens(passage, self.rest, self.year)
            && !contains_any(&self.whole.replace("比年初预算", ""), &TOLD_OF_IT)
            // Its amounts are held against the tables; how the budget was changed is told of one year.
            && (passage.path.last_key() == Some("预算调整说明") || !has_money())
            && quantities.all(|it| calendar_year(passage, it).is_none_or(|it| it == self.other))
    }

    fn is_plan(&self) -> bool {
        self.other < self.year
            && self.lead.trim().is_empty()
            && *self.passage.path == FieldPath::of(&["整体绩效", "目标设置", "说明"])
    }
}

/// What comes before what the one that reports may call itself.
fn before_own_name(words: &str) -> &str {
    let mut own = OWN_NAMES.iter();
    own.find_map(|own| words.strip_suffix(own)).unwrap_or(words)
}

/// What comes behind what the one that reports may call itself.
fn behind_own_name(words: &str) -> &str {
    let mut own = OWN_NAMES.iter().chain(&["学校"]);
    own.find_map(|own| words.strip_prefix(own)).unwrap_or(words)
}

/// Whether a sentence that begins with last year tells of what only this year's report tells: what comes
/// behind the year leads on, or is the whole of it, its end, or what the reporting body did.
fn opens(passage: &Passage<'_>, behind: &str, year: i16) -> bool {
    const WHEN: [&str; 4] = ["全年", "年末", "末", "年底"];
    const AIMED: [&str; 6] = ["完成", "实现", "开展", "确保", "保障", "计划"];
    let is_told = matches!(passage.role, Role::Outcome | Role::Other);
    if ["，", "度，"].iter().any(|it| behind.starts_with(it)) {
        return is_told;
    }
    // Who names both years tells them apart.
    if passage.text.contains(&format!("{year}年")) || passage.text.contains("上年") {
        return false;
    }
    let behind = behind.strip_prefix('度').unwrap_or(behind);
    let begins = |words: &[&str]| words.iter().any(|it| behind.starts_with(it));
    let names_bodies = passage.path.last_key() == Some("机构情况")
        && contains_any(behind, &["设置", "下设", "内设"])
        && !contains_any(behind, &["增设", "新设", "撤销", "合并", "调整", "划"]);
    if names_bodies {
        return true;
    }
    match (passage.role, passage.path.steps()) {
        (Role::Outcome | Role::Other, _) => {
            begins(&WHEN) || behind_own_name(behind).len() < behind.len()
        }
        (Role::Goal, _) => passage.path.last_key() == Some("预期目标") && begins(&AIMED),
        (_, [Step::Key(chapter), ..]) => &**chapter == "问题" && behind.starts_with("预算"),
        _ => false,
    }
}

fn part_of_the_year(passage: &Passage<'_>) -> Vec<Finding> {
    if !matches!(passage.role, Role::Outcome | Role::Other) || is_indicator(passage.path) {
        return Vec::new();
    }
    let mut places = parts_of_the_year(passage);
    // What was so 截至目前 is of another day, whether it is a figure or not. Beside 序时进度 it is told how far the year was.
    places.retain(|place| {
        let words = passage.between(place.start, place.end);
        let sentence = passage.sentence_at(place.start);
        let is_of_progress = passage.between(place.end, sentence.end).contains("序时");
        (words.ends_with(['前', '来']) || has_figures(passage, place)) && !is_of_progress
    });
    let Some(words) = in_quotes(passage, &places) else {
        return Vec::new();
    };
    let message = format!("年度报告使用了{words}的数据，应更新为全年数。");
    let mut places = places.into_iter().map(|place| passage.place_at(place));
    let first = places.next().map(|first| Finding::new(first, message));
    let finding = first.map(|mut finding| {
        finding.places.extend(places);
        finding
    });
    finding.into_iter().collect()
}

/// However short its name is, an indicator is of the whole year. Those of one table are one finding.
fn part_in_names(_: &Case<'_>, table: &Table<'_>) -> Verdict {
    const CUES: [&str; 6] = ["月", "年", "近期", "季度", "截至", "截止"];
    let list = table.path.key("指标");
    let mut found: Option<Finding> = None;
    let (mut words, mut count) = (Vec::new(), 0);
    for (i, indicator) in table.indicators.iter().enumerate() {
        if !contains_any(&indicator.name, &CUES) {
            continue;
        }
        let path = list.index(i).key("三级指标");
        let passage = Passage::read(&path, &indicator.name, None, None);
        let places = parts_of_the_year(&passage);
        let Some(said) = in_quotes(&passage, &places) else {
            continue;
        };
        count += 1;
        if !words.contains(&said) {
            words.push(said);
        }
        let places = places.into_iter().map(|place| passage.place_at(place));
        for place in places {
            match &mut found {
                Some(finding) => finding.places.push(place),
                None => found = Some(Finding::new(place, "")),
            }
        }
    }
    let Some(mut finding) = found else {
        return Vec::new().into();
    };
    finding.message = format!(
        "{}有{count}条指标的名称是{}的数据，应更新为全年数。",
        table.name,
        words.concat()
    );
    finding.into()
}

fn is_indicator(path: &FieldPath) -> bool {
    path.last_key() == Some("三级指标")
}

/// The words at these places, each once: “1-9月”“上半年”.
fn in_quotes(passage: &Passage<'_>, places: &[Range<usize>]) -> Option<String> {
    let mut words: Vec<String> = Vec::new();
    for place in places {
        let word = format!("“{}”", passage.between(place.start, place.end));
        if !words.contains(&word) {
            words.push(word);
        }
    }
    (!words.is_empty()).then(|| words.concat())
}

/// Whether a part of the year is told among others, as how far something had come by each: 一季度支出占21.5%，上半年
/// 占48.3%.
fn is_one_of_several(passage: &Passage<'_>, at: usize, word: &str) -> bool {
    const OTHERS: [&str; 5] = ["一季度", "三季度", "四季度", "年底", "年末"];
    let sentence = passage.sentence_at(at);
    let around = [
        passage.between(sentence.start, at),
        passage.between(at + word.len(), sentence.end),
    ];
    ["上半年", "前三季度"].contains(&word) && around.iter().any(|it| contains_any(it, &OTHERS))
}

/// Where a text speaks of a part of the year.
fn parts_of_the_year(passage: &Passage<'_>) -> Vec<Range<usize>> {
    let of_indicator = is_indicator(passage.path);
    let mut places: Vec<Range<usize>> = Vec::new();
    if of_indicator {
        let parts = words!["半年度", "近期"].iter();
        places.extend(parts.flat_map(|part| {
            let at = passage.places(*part);
            let ends = |at: usize| !passage.between(0, at).ends_with(['上', '下', '每']);
            at.filter(move |&at| ends(at))
                .map(move |at| at..at + part.text.len())
        }));
    }
    let whole = passage.places(const { word("下半年") }).next().is_some();
    for part in words![
        "上半年",
        "前三季度",
        "截至目前",
        "截止目前",
        "今年以来",
        "今年来",
    ] {
        let word = part.text;
        for at in passage.places(*part) {
            let behind = passage.clause_behind(at + word.len());
            // 上半年…下半年… is the whole year, and 于上半年 says when something happened.
            let is_whole = word == "上半年" && whole;
            let is_when = passage.between(0, at).ends_with('于');
            let is_apart = is_when || is_one_of_several(passage, at, word);
            if !is_whole && !is_apart && !behind.starts_with("和下") {
                places.push(at..at + word.len());
            }
        }
    }
    let quantities = &passage.quantities;
    for (i, month) in quantities.iter().enumerate() {
        let is_month = month.unit == Unit::Date && passage.words_of(month).ends_with('月');
        if !is_month || month.value == Decimal::from(12) {
            continue;
        }
        let first = i.checked_sub(1).and_then(|i| quantities.get(i));
        let from_january = first.filter(|first| {
            !passage.words_of(first).ends_with(['日', '号'])
                && month.range
                && first.range
                && first.value == Decimal::ONE
                && month.value != Decimal::ONE
        });
        let head = passage.clause_before(month.span.start);
        if let Some(first) = from_january {
            places.push(first.span.start..month.span.end);
        } else if let Some(at) = head.rfind("截至").or_else(|| head.rfind("截止"))
            && head.len() - at <= "截至2022年".len()
        {
            // The end of another year is its end all the same.
            let start = month.span.start - (head.len() - at);
            let mut end = month.span.end;
            if passage
                .text
                .get(end..)
                .is_some_and(|rest| rest.starts_with('底'))
            {
                end += '底'.len_utf8();
            }
            places.push(start..end);
        }
    }
    places.retain(|place| !is_beside_the_whole(passage, place));
    places.sort_by_key(|place| place.start);
    places
}

/// Whether figures may be told of a part of the year: numbers behind it, and not only in what came of what was done
/// then, 1-6月完成前期工作，7月开工建设; 1月至3月开展集中整治，立案12件.
fn has_figures(passage: &Passage<'_>, part: &Range<usize>) -> bool {
    const DONE: [&str; 13] = [
        "为", "开展", "组织", "完成", "启动", "实施", "进行", "集中", "重点", "推进", "全面",
        "举行", "已",
    ];
    let sentence = passage.sentence_at(part.start);
    let numbers = passage.quantities.iter();
    let mut numbers = numbers
        .filter(|it| it.unit != Unit::Date && sentence.contains(&it.span.start))
        .map(|it| it.span.start);
    let behind = passage.clause_behind(part.end);
    let clause = behind.trim_matches(['份', '底', '末', ')', '）', ' ']);
    match numbers.clone().find(|at| *at >= part.end) {
        Some(first) => {
            first < part.end + behind.len() || !DONE.iter().any(|it| clause.starts_with(it))
        }
        // 完成投资47亿元（1-9月）
        None => clause.is_empty() && numbers.next().is_some(),
    }
}

/// Whether a part of the year is told beside all of it, or is of the time after it: 1-6月14次，7-12月16次.
fn is_beside_the_whole(passage: &Passage<'_>, part: &Range<usize>) -> bool {
    const HOPED: [&str; 8] = ["预计", "预期", "目标", "任务", "计划", "将", "力争", "有望"];
    let sentence = passage.sentence_at(part.start);
    let rest = passage.between(part.end, sentence.end);
    let mut whole = rest.match_indices("全年");
    let is_told = whole.any(|(at, word)| {
        let (head, behind) = rest.split_at_checked(at + word.len()).unwrap_or_default();
        let hoped = [clause_before(head), clause_behind(behind)];
        behind.contains(is_digit) && !hoped.iter().any(|it| contains_any(it, &HOPED))
    });
    let mut dates = passage.quantities.iter().filter(|it| it.unit == Unit::Date);
    let ends_the_year = dates.clone().any(|it| {
        let is_december = it.value == Decimal::from(12) && passage.words_of(it).ends_with('月');
        is_december && (part.end..sentence.end).contains(&it.span.start)
    });
    let is_later = dates.any(|it| {
        let year = calendar_year(passage, it).filter(|_| part.contains(&it.span.start));
        year > passage.year && passage.year.is_some()
    });
    is_told || ends_the_year || is_later
}

fn gone_by(passage: &Passage<'_>) -> Vec<Finding> {
    const AHEAD: [&str; 9] = [
        "预计",
        "将于",
        "力争",
        "计划于",
        "拟于",
        "有望",
        "计划",
        "确保在",
        "预期",
    ];
    const DONE: [&str; 6] = ["原计划", "提前", "已于", "已经", "推迟", "延期"];
    let Some(year) = passage.year else {
        return Vec::new();
    };
    if matches!(passage.role, Role::Goal | Role::Name) {
        return Vec::new();
    }
    // A report is written when its year is over.
    let today = passage.dated.or_else(|| Date::new(year, 12, 31).ok());
    let mut of_year = year;
    let mut last_sentence = usize::MAX;
    let mut found: Vec<Finding> = Vec::new();
    for quantity in &passage.quantities {
        let sentence = passage.sentence_at(quantity.span.start);
        if sentence.start != last_sentence {
            (last_sentence, of_year) = (sentence.start, year);
        }
        if let Some(written) = calendar_year(passage, quantity) {
            of_year = written;
            found.extend(still_to_do(passage, quantity, written));
            continue;
        }
        let written = passage.words_of(quantity);
        let month = quantity.value.to_i8().filter(|_| written.ends_with('月'));
        let Some(month) = month.filter(|_| quantity.unit == Unit::Date && !quantity.range) else {
            continue;
        };
        let before = passage.clause_before(quantity.span.start);
        let behind = passage.clause_behind(quantity.span.end);
        // 预计12月完成，实际于11月完成.
        let told = passage.between(
            quantity.span.end,
            passage.sentence_at(quantity.span.end).end,
        );
        let told = told.split(['；', ';']).next().unwrap_or(told);
        let ahead = AHEAD.iter().filter_map(|word| before.rfind(word)).max();
        // 12月底将全面完成.
        let ahead = ahead.or_else(|| will_be_done(behind).then_some(before.len()));
        let day = Date::new(of_year, month, 1).ok().map(Date::last_of_month);
        let (Some(ahead), Some(day), Some(today)) = (ahead, day, today) else {
            continue;
        };
        let near = before.get(ahead..).unwrap_or_default().chars().count() <= 14;
        if !near
            || day > today
            || contains_any(before, &DONE)
            || contains_any(told, &["已", "实际", "提前"])
        {
            continue;
        }
        let from = quantity.span.start - (before.len() - ahead);
        let end = quantity.span.end + behind.len();
        let by = if passage.dated.is_some() {
            "在报告日期前"
        } else {
            "在年度内"
        };
        let message = format!(
            "“{}”{by}已到期，请填写实际完成情况。",
            brief(passage.between(from, end))
        );
        found.push(Finding::new(passage.place_at(from..end), message));
    }
    found
}

/// What a remedy is to do in the report's own year (在2025年进一步规范), which is over when it is written.
fn still_to_do(passage: &Passage<'_>, quantity: &Quantity<'_>, written: i16) -> Option<Finding> {
    const TO_DO: [&str; 9] = [
        "进一步",
        "将",
        "继续",
        "力争",
        "要",
        "努力",
        "持续",
        "逐步",
        "加强",
    ];
    let of_remedy = passage.path.first_key() == Some("改进措施");
    let behind = passage.clause_behind(quantity.span.end);
    let is_to_do = of_remedy
        && passage.year == Some(written)
        && TO_DO.iter().any(|it| behind.starts_with(it))
        && !behind.contains('已');
    let range = quantity.span.start..quantity.span.end + behind.len();
    let words = brief(passage.between(range.start, range.end));
    let message =
        format!("“{words}”说的是本报告的年度，已经过去，请核对年份，或写成已经做了的事。");
    is_to_do.then(|| Finding::new(passage.place_at(range), message))
}

/// Whether something is to be done by the day before these words. 6月将闲置用房改造为书屋 says what
/// was done with it.
fn will_be_done(behind: &str) -> bool {
    const WHEN: [&str; 5] = ["份", "初", "上旬", "中旬", "下旬"];
    const HOW: [&str; 9] = [
        "全面", "全部", "如期", "按期", "基本", "正式", "陆续", "整体", "顺利",
    ];
    const DONE: [&str; 12] = [
        "完成", "完工", "建成", "竣工", "投入", "启用", "交付", "通车", "开放", "验收", "实现",
        "达到",
    ];
    let behind = WHEN
        .iter()
        .find_map(|when| behind.strip_prefix(when))
        .unwrap_or(behind);
    let by = date::by_when(behind).unwrap_or_default();
    let Some(mut rest) = behind.get(by..).and_then(|it| it.strip_prefix('将')) else {
        return false;
    };
    while let Some(shorter) = HOW.iter().find_map(|how| rest.strip_prefix(how)) {
        rest = shorter;
    }
    DONE.iter().any(|done| rest.starts_with(done))
}

/// A day of any month, 每月35日, or that of the month before which another leads to it, 5月1日至35日, with the words that say so.
fn of_no_month(passage: &Passage<'_>, index: usize) -> Option<Range<usize>> {
    const MONTHS: [&str; 4] = ["每月", "当月", "次月", "下月"];
    let day = passage.quantities.get(index)?;
    let head = passage.clause_before(day.span.start);
    if let Some(month) = MONTHS.iter().find(|it| head.ends_with(**it)) {
        return Some(day.span.start - month.len()..day.span.end);
    }
    let [month, first] = passage.quantities.get(index.checked_sub(2)?..index)? else {
        return None;
    };
    let ends_in = |it: &Quantity<'_>, sign: char| {
        it.unit == Unit::Date && passage.words_of(it).ends_with(sign)
    };
    let is_led = first.range
        && day.range
        && ends_in(month, '月')
        && ends_in(first, '日')
        && month.span.end == first.span.start;
    is_led.then_some(month.span.start..day.span.end)
}

fn no_such_date(passage: &Passage<'_>) -> Vec<Finding> {
    let quantities = &passage.quantities;
    let number = |it: &Quantity<'_>, sign: &str| {
        let is_it = it.unit == Unit::Date && passage.words_of(it).ends_with(sign);
        let whole = is_it && it.decimals() == 0;
        whole.then(|| it.value.to_i16()).flatten()
    };
    let joined = |at: usize, sign: &str| {
        let (before, it) = (quantities.get(at)?, quantities.get(at + 1)?);
        let is_joined = before.span.end == it.span.start && !before.range;
        number(before, sign).filter(|_| is_joined)
    };
    let found = quantities.iter().enumerate().filter_map(|(i, it)| {
        let behind = passage.text.get(it.span.end..).unwrap_or_default();
        let before = i.checked_sub(1);
        if let Some(month) = number(it, "月") {
            let from = before.filter(|&at| joined(at, "年").is_some());
            let from = from.and_then(|at| quantities.get(at)).unwrap_or(it);
            let is_none = !(1..=12).contains(&month);
            return is_none.then_some(from.span.start..it.span.end);
        }
        let day =
            number(it, "日").or_else(|| number(it, "号").filter(|_| !behind.starts_with('楼')))?;
        let Some(month) = before.and_then(|at| joined(at, "月")) else {
            let span = of_no_month(passage, i)?;
            return (day > 31).then_some(span);
        };
        let year = i
            .checked_sub(2)
            .and_then(|at| Some((at, joined(at, "年")?)));
        // Any year may have a 29th of February.
        let of = year.map_or(2024, |(_, year)| year);
        let first = Date::new(of, month.try_into().ok()?, 1).ok()?;
        let is_none = day < 1 || day > first.days_in_month().into();
        let from = year.map_or(i.checked_sub(1)?, |(at, _)| at);
        let from = quantities.get(from)?.span.start;
        is_none.then_some(from..it.span.end)
    });
    let found = found.take(MOST_OF_A_TEXT).map(|span| {
        let words = passage.between(span.start, span.end);
        let message = format!("“{words}”日历上没有，请改正。");
        Finding::new(passage.place_at(span), message)
    });
    found.collect()
}
