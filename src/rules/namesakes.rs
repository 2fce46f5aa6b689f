//! D: one indicator in several self-evaluation tables, the department's (P9) and those of projects (P10).
//!
//! That two tables call an indicator the same is not yet that they count the same: what all projects came to
//! is more than each, and a rate of one is no rate of another. They do where the one value is the same and so
//! particular that it is no chance, and where the whole would be less than a part of it.

use std::hash::{BuildHasher as _, Hasher as _};

use foldhash::fast::FixedState;
use rust_decimal::Decimal;

use super::amounts::counts::{Counted, counted_in, counted_words};
use super::amounts::slips::{is_slip_of, significant};
use super::passage::{LEAST_NAME, bare, contains_any, ends_with_any, others};
use super::prose::Said;
use super::{Case, Check, Finding, Place, Reads, Rule, Severity, Verdict};
use crate::document::{Edit, FieldPath, Value};
use crate::figures::budget::Item;
use crate::figures::score::{Subject, measured};
use crate::figures::sum_of_known;
use crate::report::Indicator;
use crate::report::numeral::half_width;

pub(super) static RULES: &[Rule] = &[Rule {
    code: "D24",
    name: "one-indicator-two-values",
    title: "同一指标在两张表里数不同",
    severity: Severity::Warning,
    basis: "部门整体支出自评表与各项目支出自评表应一致",
    explain: "部门整体和项目（或两个项目）的自评表里有同名、同单位的三级指标：指标值一样而完成值不同，完成值只是两位数字颠倒了，或者部门整体的数比其中一个项目的还小，就有一处不对。部门整体的数大于各项目的，以及满意度、合格率、到位率一类各有各的比率，不提示。整体的正文写了项目指标的全名、数却比它小的，也提示。确是两件事的，请在名称里写明区别，或填写说明。",
    bad: "项目: [{名称: 甲, 指标: [{三级指标: 城镇新增就业, 指标值: 850, 度量单位: 人, 完成值: 885}]}]\n整体绩效: {指标: [{三级指标: 城镇新增就业, 指标值: 850, 度量单位: 人, 完成值: 903}]}",
    good: "项目: [{名称: 甲, 指标: [{三级指标: 城镇新增就业, 指标值: 850, 度量单位: 人, 完成值: 885}]}]\n整体绩效: {指标: [{三级指标: 城镇新增就业, 指标值: 850, 度量单位: 人, 完成值: 885}]}",
    checks: &[
        Check::Report(Reads::Indicators, in_tables),
        Check::Said(Reads::Indicators, in_text),
    ],
}];

/// In how many rows names are compared at every key; no report that was handed in has half as many.
const MOST_ROWS: usize = 4_096;

/// How many characters a name has that hardly anything else is called by.
const LONG: usize = 6;

/// One indicator of a table.
#[derive(Debug, Clone, Copy)]
struct Row<'a> {
    /// What its name comes to, as [`letters`] has it.
    sum: u64,
    subject: Subject,
    /// The which it is of its table.
    at: usize,
    indicator: &'a Indicator,
}

/// The characters of a name without blanks and marks, in their narrow form.
fn letters(name: &str) -> impl Iterator<Item = char> {
    name.chars().map(half_width).filter(|c| c.is_alphanumeric())
}

/// A unit, 名 as 人.
fn alike(unit: &str) -> &str {
    match unit {
        "名" => "人",
        "％" => "%",
        unit => unit,
    }
}

fn unit_of(indicator: &Indicator) -> &str {
    alike(counted_in(indicator))
}

/// Whether of what is counted so the whole has at least as much as each of its parts: no mean, no rank, no time, no
/// change, no money, which other rules hold against the tables.
fn adds_up(name: &str, unit: &str) -> bool {
    const UNITS: [&str; 20] = [
        "",
        "%",
        "‰",
        "天",
        "日",
        "个工作日",
        "工作日",
        "周",
        "月",
        "个月",
        "季度",
        "年",
        "小时",
        "分钟",
        "分",
        "级",
        "位",
        "倍",
        "百分点",
        "个百分点",
    ];
    const NAMES: [&str; 26] = [
        "均", "单价", "标准", "成本", "价格", "排名", "名次", "第几", "位次", "增长", "增幅",
        "提高", "提升", "下降", "降低", "减少", "节约", "剩余", "周期", "时间", "时长", "时限",
        "期限", "频次", "每", "比",
    ];
    !UNITS.contains(&unit)
        && !unit.contains(['元', '/', '每', '度'])
        && !contains_any(name, &NAMES)
        && !ends_with_any(name, &["率", "度", "指数"])
}

/// Whether a rate is of one thing alone, by its name: no survey, and none that every project has of its own work.
fn is_particular(name: &str) -> bool {
    const OF_ANY: [&str; 16] = [
        "满意", "合格", "到位", "及时", "完成", "达标", "准确", "正确", "知晓", "优良", "执行",
        "支付", "使用", "合规", "验收", "控制",
    ];
    name.ends_with('率') && letters(name).count() > LONG && !contains_any(name, &OF_ANY)
}

impl<'a> Row<'a> {
    fn new(subject: Subject, at: usize, indicator: &'a Indicator) -> Self {
        let mut hasher = FixedState::default().build_hasher();
        letters(&indicator.name).for_each(|c| hasher.write_u32(c.into()));
        Self {
            sum: hasher.finish(),
            subject,
            at,
            indicator,
        }
    }

    fn is_of_whole(&self) -> bool {
        self.subject == Subject::Whole
    }

    /// Where it comes in the order of the report.
    const fn order(&self) -> (Option<usize>, usize) {
        match self.subject {
            Subject::Whole => (None, self.at),
            Subject::Project(project) => (Some(project), self.at),
        }
    }

    fn name(&self) -> &'a str {
        self.indicator.name.trim()
    }

    fn text(&self, cell: Cell) -> &'a str {
        match cell {
            Cell::Target => &self.indicator.target,
            Cell::Actual => &self.indicator.actual,
        }
    }

    fn value(&self, cell: Cell) -> Option<Decimal> {
        measured(self.text(cell))
    }

    fn path(&self, cell: Cell) -> FieldPath {
        let list = self.subject.path().key("指标");
        list.index(self.at).key(cell.key())
    }

    fn place(&self, cell: Cell) -> Place {
        Place::new(self.path(cell)).shows(self.text(cell).trim())
    }

    /// What its table is called: 部门整体, 项目“社会管理”.
    fn of(&self, case: &Case<'_>) -> String {
        match self.subject {
            Subject::Whole => "部门整体".to_owned(),
            Subject::Project(project) => {
                format!("项目“{}”", Item::Project(project).name(case.report))
            }
        }
    }

    /// A value with its unit.
    fn told(&self, value: Decimal) -> String {
        format!("{}{}", value.normalize(), counted_in(self.indicator))
    }
}

/// A value of an indicator.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Cell {
    Target,
    Actual,
}

impl Cell {
    const fn key(self) -> &'static str {
        match self {
            Self::Target => "指标值",
            Self::Actual => "完成值",
        }
    }

    const fn other(self) -> Self {
        match self {
            Self::Target => Self::Actual,
            Self::Actual => Self::Target,
        }
    }
}

/// The indicators of the department's table and of the projects', the department's first.
fn rows<'a>(case: &Case<'a>) -> Option<Vec<Row<'a>>> {
    let report = case.report;
    let projects = report.projects.iter().enumerate();
    let projects = projects.map(|(i, it)| (Subject::Project(i), &it.indicators));
    let tables = std::iter::once((Subject::Whole, &report.whole.indicators)).chain(projects);
    let count: usize = tables.clone().map(|(_, rows)| rows.len()).sum();
    if count > MOST_ROWS {
        return None;
    }
    let rows = tables.flat_map(|(subject, rows)| {
        let rows = rows.iter().enumerate();
        rows.map(move |(at, indicator)| Row::new(subject, at, indicator))
    });
    Some(rows.collect())
}

/// Indicators of one name and unit in several tables.
fn in_tables(case: &Case<'_>) -> Verdict {
    let Some(mut rows) = rows(case) else {
        return Verdict::lacking("指标太多，没有逐条比对同名的");
    };
    // Those of one name stay in the order of the report.
    rows.sort_by_key(|row| row.sum);
    let namesakes = rows.chunk_by(|a, b| a.sum == b.sum);
    let namesakes = namesakes.filter(|it| it.len() > 1 && is_one(it));
    let mut namesakes: Vec<&[Row<'_>]> = namesakes.collect();
    namesakes.sort_by_key(|it| it.first().map(Row::order));
    let found = namesakes
        .into_iter()
        .filter_map(|rows| of_one_name(case, rows));
    found.collect()
}

/// Whether rows are of one name and unit, each of another table.
fn is_one(rows: &[Row<'_>]) -> bool {
    let pairs = rows.iter().zip(rows.iter().skip(1));
    let is_same = |(a, b): (&Row<'_>, &Row<'_>)| {
        a.subject != b.subject
            && unit_of(a.indicator) == unit_of(b.indicator)
            && letters(&a.indicator.name).eq(letters(&b.indicator.name))
    };
    let first = rows.first();
    first.is_some_and(|it| letters(&it.indicator.name).count() >= LEAST_NAME)
        && pairs.into_iter().all(is_same)
}

/// What of the indicators of one name cannot be right.
fn of_one_name(case: &Case<'_>, rows: &[Row<'_>]) -> Option<Finding> {
    let first = rows.first()?;
    let (name, unit) = (first.name(), unit_of(first.indicator));
    match rows {
        [whole, project] if whole.is_of_whole() && unit == "%" => rates(case, whole, project),
        _ if !adds_up(name, unit) => None,
        [whole, project] if whole.is_of_whole() => {
            let enough = |value: Decimal| {
                significant(value) > 1 || letters(name).count() >= LONG && value >= Decimal::TEN
            };
            differing(case, whole, project, enough).or_else(|| less(case, whole, &[*project]))
        }
        [whole, projects @ ..] if whole.is_of_whole() => {
            sums(whole, projects).or_else(|| less(case, whole, projects))
        }
        projects => {
            /// In more tables it is what many have.
            const MOST: usize = 4;
            let is_day_by_day = |value: Decimal| [365, 366].map(Decimal::from).contains(&value);
            let enough = |value: Decimal| significant(value) > 2 && !is_day_by_day(value);
            let pairs = projects.iter().zip(projects.iter().skip(1));
            let mut pairs = pairs.filter(|_| projects.len() <= MOST);
            pairs.find_map(|(a, b)| differing(case, a, b, enough))
        }
    }
}

/// That two rows have the one value in common, if it is particular `enough`, and not the other; or what was done but
/// for two neighbouring digits.
fn differing(
    case: &Case<'_>,
    one: &Row<'_>,
    other: &Row<'_>,
    enough: impl Fn(Decimal) -> bool,
) -> Option<Finding> {
    let values = |cell: Cell| Some((one.value(cell)?, other.value(cell)?));
    let is_same = |cell: Cell| values(cell).is_some_and(|(a, b)| a == b && enough(a));
    let differ = |cell: Cell| values(cell).filter(|(a, b)| a != b);
    let is_slip = |(a, b): (Decimal, Decimal)| is_slip_of(a, b);
    let cell = [Cell::Actual, Cell::Target].into_iter().find(|cell| {
        let of_actual = *cell == Cell::Actual && differ(*cell).is_some_and(is_slip);
        differ(*cell).is_some() && (is_same(cell.other()) || of_actual)
    })?;
    let (a, b) = values(cell)?;
    let common = match values(cell.other()) {
        Some((both, it)) if both == it => {
            format!("{}都是{}，", cell.other().key(), one.told(both))
        }
        _ => "只是相邻两位数字的次序不同，".to_owned(),
    };
    let (key, whose, others) = (cell.key(), one.of(case), other.of(case));
    let message = format!(
        "“{}”{common}{key}{whose}为{}，{others}为{}，如果是同一件事，请核实哪个对，改成一致。",
        one.name(),
        one.told(a),
        other.told(b)
    );
    let finding = Finding::new(one.place(cell), message).and(other.place(cell));
    let sets = |finding: Finding, row: &Row<'_>, value: Decimal| {
        let value = value.normalize().to_string();
        let title = format!("{}{key}改为 {value}", row.of(case));
        let edit = Edit::Set {
            path: row.path(cell),
            value: Value::Text(value),
        };
        finding.fix(title, vec![edit])
    };
    let finding = sets(sets(finding, one, b), other, a);
    Some(match cell {
        Cell::Actual => finding,
        // What was aimed at is approved for each table.
        Cell::Target => finding.weighing(Severity::Hint),
    })
}

/// That the department has another rate than the only project that has it, of one target.
fn rates(case: &Case<'_>, whole: &Row<'_>, project: &Row<'_>) -> Option<Finding> {
    let cell = Cell::Actual;
    let (one, other) = (whole.value(cell)?, project.value(cell)?);
    let is_same = whole.value(Cell::Target)? == project.value(Cell::Target)?;
    if one == other || !is_same || !is_particular(whole.name()) {
        return None;
    }
    let message = format!(
        "“{}”部门整体完成值为{}%，{}为{}%，指标值相同，如果是同一件事，请核实哪个对，改成一致。",
        whole.name(),
        one.normalize(),
        project.of(case),
        other.normalize()
    );
    let finding = Finding::new(whole.place(cell), message).and(project.place(cell));
    Some(finding.weighing(Severity::Hint))
}

/// That what the projects did does not come to what the department did, where what they aimed at does.
fn sums(whole: &Row<'_>, projects: &[Row<'_>]) -> Option<Finding> {
    let sum = |cell: Cell| sum_of_known(projects.iter().map(|row| row.value(cell)));
    let target = whole.value(Cell::Target)?;
    let (actual, all) = (whole.value(Cell::Actual)?, sum(Cell::Actual)?);
    if sum(Cell::Target)? != target || significant(target) < 2 || actual == all {
        return None;
    }
    let message = format!(
        "“{}”部门整体的指标值正是{}个项目之和，完成值部门整体为{}，各项目合计为{}，请核实。",
        whole.name(),
        projects.len(),
        whole.told(actual),
        whole.told(all)
    );
    let finding = Finding::new(whole.place(Cell::Actual), message);
    let places = projects.iter().map(|row| row.place(Cell::Actual));
    Some(places.fold(finding, Finding::and))
}

/// That the department did less than one of its projects.
fn less(case: &Case<'_>, whole: &Row<'_>, projects: &[Row<'_>]) -> Option<Finding> {
    let cell = Cell::Actual;
    let actual = whole.value(cell)?;
    let known = projects
        .iter()
        .filter_map(|row| Some((row.value(cell)?, row)));
    let (most, row) = known.max_by_key(|(value, _)| *value)?;
    if most <= actual {
        return None;
    }
    let message = format!(
        "“{}”部门整体完成值为{}，比{}的{}还少，请核实。",
        whole.name(),
        whole.told(actual),
        row.of(case),
        row.told(most)
    );
    let finding = Finding::new(whole.place(cell), message).and(row.place(cell));
    // By a short name two things may go.
    Some(match letters(whole.name()).count() {
        LONG.. => finding,
        _ => finding.weighing(Severity::Hint),
    })
}

/// That a text on the whole tells less than the one project that has an indicator of that name.
fn in_text(case: &Case<'_>, said: &Said) -> Vec<Finding> {
    let facts = &*said.facts;
    let outcome = FieldPath::of(&["整体绩效", "完成情况"]);
    if facts.counts.is_empty() || facts.path != outcome {
        return Vec::new();
    }
    let told = facts.counts.iter().filter(|it| {
        let is_long = letters(&it.name).count() >= LONG;
        // 城区城市低保986户，农村低保1204户
        let is_of_a_place = it.behind.as_deref().is_some_and(others::is_one);
        is_long && it.period.is_none() && !is_of_a_place && adds_up(&it.name, &it.unit)
    });
    let told: Vec<&Counted> = told.collect();
    let Some(rows) = (!told.is_empty()).then(|| rows(case)).flatten() else {
        return Vec::new();
    };
    let found = told.into_iter().filter_map(|told| {
        let is_it = |row: &&Row<'_>| {
            let names = [row.name(), counted_words(row.name(), &told.unit)].into_iter();
            unit_of(row.indicator) == alike(&told.unit)
                && names
                    .map(bare)
                    .any(|it| letters(it).eq(letters(&told.name)))
        };
        let mut rows = rows.iter().filter(is_it);
        let row = rows.next().filter(|row| !row.is_of_whole())?;
        let actual = row.value(Cell::Actual)?;
        let most = told.value.checked_add(told.slack)?;
        let is_less = most < actual && row.value(Cell::Target) != Some(told.value);
        if rows.next().is_some() || !is_less {
            return None;
        }
        let message = format!(
            "整体的正文称“{}{}”，比{}指标表的{}还少，请核实。",
            told.name,
            told.place.value.as_deref().unwrap_or_default(),
            row.of(case),
            row.told(actual)
        );
        Some(Finding::new(told.place.clone(), message).and(row.place(Cell::Actual)))
    });
    found.collect()
}
