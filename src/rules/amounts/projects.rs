//! A in the text: what is said of all projects, of how many of them or of one of them, beside their
//! execution rates and scores.

use rust_decimal::Decimal;

use super::deductions::{self, Denied};
use crate::document::FieldPath;
use crate::figures::budget::Item;
use crate::figures::score::Subject;
use crate::report::fields;
use crate::report::number::{rounded, shown};
use crate::rules::passage::quantity::Unit;
use crate::rules::passage::{
    OWN_NAMES, Passage, Role, bare, contains_any, ends_with_any, without_ends, words,
};
use crate::rules::prose::Prose;
use crate::rules::{Case, Finding, Place, Verdict};

/// What of a project is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Measure {
    /// 全年执行数 ÷ 全年预算数, in %.
    Rate,
    /// 自评总分, in 分.
    Score,
    /// The same, and full where it lost no more than what was not spent cost it.
    ScoreOfItems,
}

/// How it stands to the number of the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Bound {
    Is,
    Least,
    Above,
    Below,
}

/// Of which projects.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Scope {
    All,
    /// Of so many of them.
    Some(Decimal),
    /// Of their mean.
    Mean,
    /// Of the one that is called so; of the one whose text it is where it is called nothing.
    One(String),
}

/// What a text says of projects.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::rules) struct Claim {
    measure: Measure,
    bound: Bound,
    scope: Scope,
    /// How many projects there are, where it says so.
    of: Option<Decimal>,
    value: Decimal,
    slack: Decimal,
    /// The project whose text it is.
    project: Option<usize>,
    /// The words from what is measured to the end of the number.
    words: String,
    place: Place,
}

/// What stands between what is measured and the projects that it is of.
const BETWEEN: [&str; 9] = [
    "预算", "资金", "支出", "绩效", "综合", "自评", "评价", "的", "总体",
];

/// What says that it is so of each of them.
const EACH: [&str; 4] = ["均", "都", "全部", "全"];

/// What speaks of others than the projects of the report, or not of all of them.
const OTHERS: [&str; 10] = [
    "除",
    "其余",
    "其他项目",
    "子项目",
    "二级",
    "三级",
    "明细",
    "上年",
    "去年",
    "加权",
];

/// What a passage says of projects.
pub(in crate::rules) fn claims(passage: &Passage<'_>) -> Vec<Claim> {
    let full = full_marks(passage);
    let is_read = !matches!(passage.role, Role::Goal | Role::Name);
    if !is_read || !passage.holds_any(words!["执行率", "得分", "评得"]) {
        return full;
    }
    let claims = (0..passage.quantities.len()).filter_map(|i| claim(passage, i));
    let claims: Vec<(usize, Claim)> = claims.collect();
    let is_of_some = |claim: &Claim| matches!(claim.scope, Scope::Some(_));
    let is_clear = |(sentence, claim): &&(usize, Claim)| {
        let mut others = claims.iter();
        let beside = |(of, it): &(usize, Claim)| of == sentence && is_of_some(it) && it != claim;
        // 5个达到100%，3个在95%以上: those of 100% may be among the three or not.
        !is_of_some(claim) || claim.value == Decimal::ONE_HUNDRED || !others.any(beside)
    };
    let clear = claims.iter().filter(is_clear);
    clear.map(|(_, claim)| claim.clone()).chain(full).collect()
}

/// That nothing was deducted from the scores of projects: 各项目均得满分, 社会管理项目没有扣分项, or 没有扣分项 in the text of
/// one.
fn full_marks(passage: &Passage<'_>) -> Vec<Claim> {
    let said: Vec<_> = match passage.project {
        Some(_) => {
            let own = |(denied, span)| (denied, span, Scope::One(String::new()), None);
            deductions::denied(passage).map(own).into_iter().collect()
        }
        None => {
            let places = deductions::places(passage).into_iter();
            let of_projects = places.filter_map(|(denied, span)| {
                let (scope, of) = scope_before(passage, span.start)?;
                Some((denied, span, scope, of))
            });
            of_projects.collect()
        }
    };
    let claims = said.into_iter().map(|(denied, span, scope, of)| Claim {
        measure: match denied {
            Denied::FullMarks => Measure::Score,
            Denied::NoItem => Measure::ScoreOfItems,
        },
        bound: Bound::Is,
        scope,
        of,
        value: Decimal::ONE_HUNDRED,
        slack: Decimal::ZERO,
        project: passage.project,
        words: passage.between(span.start, span.end).to_owned(),
        place: passage.place_at(span),
    });
    claims.collect()
}

/// Of which projects it is that something is said of behind a clause that names no more than them: all, or the one that is
/// called so.
fn scope_before(passage: &Passage<'_>, at: usize) -> Option<(Scope, Option<Decimal>)> {
    let sentence = passage.sentence_at(at);
    let clause = passage.clause_before(at);
    let name = without_ends(without_ends(clause, &EACH, 1), &BETWEEN, 1);
    let is_of_others = contains_any(passage.between(sentence.start, sentence.end), &OTHERS);
    let (lead, of) = counted(passage, at - clause.len(), name.trim_end_matches("项目"));
    match name.ends_with("项目") && calls_all(lead, of.is_some()) {
        _ if is_of_others => None,
        true => Some((Scope::All, of)),
        false => of
            .is_none()
            .then(|| (Scope::One(bare(lead).to_owned()), None)),
    }
}

/// The words before how many projects there are, from the byte that they begin at, and how many.
fn counted<'a>(passage: &Passage<'a>, begin: usize, words: &'a str) -> (&'a str, Option<Decimal>) {
    let end = begin + words.len();
    let mut quantities = passage.quantities.iter();
    let count = quantities.find(|it| {
        let is_count = it.unit == Unit::Count("个") && it.is_exact();
        is_count && it.span.start >= begin && it.span.end == end
    });
    count.map_or((words, None), |count| {
        (passage.between(begin, count.span.start), Some(count.value))
    })
}

/// What a number says of projects, with where its sentence begins.
fn claim(passage: &Passage<'_>, index: usize) -> Option<(usize, Claim)> {
    let own = passage.quantities.get(index)?;
    let tail = passage.tail(index);
    let (measure, called, behind) = match (own.unit, tail.strip_prefix('分')) {
        (Unit::Percent, _) => (Measure::Rate, "执行率", tail),
        (Unit::Score, _) => (Measure::Score, "得分", tail),
        // 99分以上
        (Unit::None, Some(behind)) => (Measure::Score, "得分", behind),
        _ => return None,
    };
    let start = own.span.start;
    let sentence = passage.sentence_at(start);
    let clause = passage.clause_before(start);
    // 自评得96.05分
    let shorter = || {
        let head = clause.strip_suffix('得')?;
        // Behind an indicator it is what that earned.
        let is_meant = measure == Measure::Score && passage.project.is_none();
        is_meant.then_some((head, ""))
    };
    let (head, link) = clause.rsplit_once(called).or_else(shorter)?;
    let is_of_them = own.approximate || !own.range;
    let whole = passage.between(sentence.start, sentence.end);
    if !is_of_them
        || contains_any(whole, &OTHERS)
        || passage.period(index).is_some()
        || passage.is_to_come(start)
    {
        return None;
    }
    let (is_each, link) = each(link);
    let bound = bound(link, behind)?;
    let name = without_ends(head, &BETWEEN, 0);
    let begin = start - clause.len();
    let projects = name.strip_suffix("项目");
    let (scope, of) = if is_each {
        let (lead, of) = counted(passage, begin, projects?);
        (calls_all(lead, of.is_some()).then_some(Scope::All)?, of)
    } else if let Some(of_what) = name.strip_suffix("平均") {
        let projects = without_ends(of_what, &BETWEEN, 0).strip_suffix("项目")?;
        let (lead, of) = counted(passage, begin, projects);
        let is_all = lead.is_empty() || calls_all(lead, of.is_some());
        (is_all.then_some(Scope::Mean)?, of)
    } else if let (_, Some(count)) = counted(passage, begin, projects.unwrap_or(name)) {
        const LEADS: [&str; 7] = ["有", "其中有", "其中", "仅有", "只有", "中有", "项目有"];
        let lead = passage.phrase(index - 1);
        let is_some = lead.is_empty() || LEADS.contains(&lead) || lead.ends_with("项目中有");
        let is_meant = is_some && whole.contains("项目");
        (is_meant.then_some(Scope::Some(count))?, None)
    } else {
        let is_score = measure == Measure::Score && bound == Bound::Is && own.is_exact();
        let is_own = ends_with_any(head, &["自评", "自评综合", "绩效自评"]);
        let is_meant = is_score && is_own && (passage.project.is_none() || name.is_empty());
        let name = name.trim_end_matches("项目");
        (is_meant.then(|| Scope::One(name.to_owned()))?, None)
    };
    let words = passage.between(begin + head.len(), own.span.end);
    let claim = Claim {
        measure,
        bound,
        scope,
        of,
        value: own.value,
        slack: own.slack,
        project: passage.project,
        words: format!("{words}{tail}"),
        place: passage.place(own),
    };
    Some((sentence.start, claim))
}

/// Whether words behind what is measured say that it is so of each, and the words behind that.
fn each(link: &str) -> (bool, &str) {
    let mut rest = link;
    while let Some(behind) = EACH.iter().find_map(|it| rest.strip_prefix(it)) {
        rest = behind;
    }
    (rest.len() < link.len(), rest)
}

/// How a number stands to what leads to it and what comes behind it.
fn bound(link: &str, tail: &str) -> Option<Bound> {
    match (link, tail) {
        ("" | "为" | "是" | "达到" | "达" | "在", "以上" | "及以上") => {
            Some(Bound::Least)
        }
        ("" | "为" | "是" | "在", "以下") => Some(Bound::Below),
        ("不低于" | "达到" | "达", "") => Some(Bound::Least),
        ("高于" | "超过" | "大于", "") => Some(Bound::Above),
        ("低于" | "不足" | "未达到" | "未达" | "小于", "") => Some(Bound::Below),
        ("" | "为" | "是", "") => Some(Bound::Is),
        _ => None,
    }
}

/// Whether words before 项目 mean all of them: 所有, 2023年各, 全部9个.
pub(super) fn calls_all(lead: &str, is_counted: bool) -> bool {
    const ALL: [&str; 6] = ["所有", "全部", "各个", "各", "全体", "每个"];
    let of_all = ALL.iter().find_map(|all| lead.strip_suffix(all));
    let whose = match (of_all, is_counted) {
        (Some(rest), _) => rest,
        (None, true) => lead.trim_end_matches('共'),
        (None, false) => return false,
    };
    may_be_whose(whose)
}

/// Whether words before what all of a report is told as say no more than when and by whom: 2023年,
/// 我街道, 黄桥镇.
pub(super) fn may_be_whose(words: &str) -> bool {
    const WHOSE: [&str; 7] = ["年", "年度", "单位", "部门", "街道", "镇", "乡"];
    words.is_empty() || ends_with_any(words, &WHOSE) || ends_with_any(words, &OWN_NAMES)
}

impl Claim {
    /// Whether a figure is as it says.
    fn holds(&self, figure: Decimal) -> bool {
        let figure = rounded(figure);
        match self.bound {
            Bound::Is => figure.saturating_sub(self.value).abs() <= self.slack,
            Bound::Least => figure >= self.value,
            Bound::Above => figure > self.value,
            Bound::Below => figure < self.value,
        }
    }

    /// What a project has of it.
    fn figure(&self, case: &Case<'_>, project: usize) -> Option<Decimal> {
        match self.measure {
            Measure::Rate => {
                let budget = &case.figures.budget;
                let rate = budget.rate(budget.node(Item::Project(project))?).ok()?;
                rate.checked_mul(Decimal::ONE_HUNDRED)
            }
            Measure::Score => case.ledger().outcome(Subject::Project(project))?.total,
            Measure::ScoreOfItems => {
                let outcome = case.ledger().outcome(Subject::Project(project))?;
                let points = case.scheme.execution(Subject::Project(project)).points;
                let lost = points.checked_sub(outcome.execution.unwrap_or_default())?;
                let total = outcome.total?;
                let is_of_rate = total.checked_add(lost)? >= Decimal::ONE_HUNDRED;
                Some(if is_of_rate {
                    Decimal::ONE_HUNDRED
                } else {
                    total
                })
            }
        }
    }

    /// A figure as it is told.
    fn told(&self, figure: Decimal) -> String {
        match self.measure {
            Measure::Rate => format!("{}%", rounded(figure).normalize()),
            Measure::Score | Measure::ScoreOfItems => format!("{}分", shown(rounded(figure))),
        }
    }

    /// Where a project has it.
    fn path(&self, project: usize) -> FieldPath {
        match self.measure {
            Measure::Rate => Item::Project(project).path().key("全年执行数"),
            Measure::Score | Measure::ScoreOfItems => fields::project(project).key("名称"),
        }
    }

    fn beside(&self, case: &Case<'_>) -> Option<Finding> {
        let count = Decimal::from(case.report.projects.len());
        if count.is_zero() || self.of.is_some_and(|of| of != count) {
            return None;
        }
        let figures = || (0..case.report.projects.len()).map(|it| self.figure(case, it));
        let name = |project: usize| Item::Project(project).name(case.report);
        match &self.scope {
            Scope::All => {
                let known = figures().enumerate();
                let known = known.filter_map(|(i, figure)| Some((i, figure?)));
                let others: Vec<_> = known.filter(|(_, it)| !self.holds(*it)).collect();
                let (first, figure) = *others.first()?;
                let more = match others.len() {
                    1 => String::new(),
                    count => format!("等{count}个项目不是这样"),
                };
                let message = format!(
                    "正文称各项目{}，表中“{}”为{}{more}，前后不一致，请核实。",
                    self.words,
                    name(first),
                    self.told(figure),
                );
                let place = Place::new(self.path(first)).shows(self.told(figure));
                Some(Finding::new(self.place.clone(), message).and(place))
            }
            Scope::Some(said) => {
                let known: Vec<Decimal> = figures().collect::<Option<_>>()?;
                let held = known.iter().filter(|it| self.holds(**it)).count();
                let message = format!(
                    "正文称有{said}个项目{}，表中是{held}个，前后不一致，请核实。",
                    self.words
                );
                let place = Place::new(fields::projects()).shows(count.to_string());
                let finding = Finding::new(self.place.clone(), message).and(place);
                (*said != Decimal::from(held)).then_some(finding)
            }
            Scope::Mean => {
                let known: Vec<Decimal> = figures().collect::<Option<_>>()?;
                let mean = known.iter().sum::<Decimal>().checked_div(count)?;
                let message = format!(
                    "正文称各项目平均{}，按表中各项目算是{}，前后不一致，请核实。",
                    self.words,
                    self.told(mean)
                );
                let place = Place::new(fields::projects()).shows(self.told(mean));
                let finding = Finding::new(self.place.clone(), message).and(place);
                (!self.holds(mean)).then_some(finding)
            }
            Scope::One(called) => {
                let mut projects = case.report.projects.iter();
                let is_it = |name: &str| name.trim().trim_end_matches("项目") == called;
                let project = match self.project {
                    Some(project) => project,
                    None => projects.position(|it| is_it(&it.name))?,
                };
                let figure = self.figure(case, project)?;
                let message = format!(
                    "正文称“{}”{}，表中为{}，前后不一致，请核实。",
                    name(project),
                    self.words,
                    self.told(figure)
                );
                let place = Place::new(self.path(project)).shows(self.told(figure));
                let finding = Finding::new(self.place.clone(), message).and(place);
                (!self.holds(figure)).then_some(finding)
            }
        }
    }
}

/// Whether so much is said of projects, most of it held against each, that no key could wait for it.
pub(super) fn are_too_many(case: &Case<'_>, said: usize) -> bool {
    /// In projects looked at.
    const MOST: usize = 1 << 16;
    said.saturating_mul(case.report.projects.len()) > MOST
}

/// What the texts say of projects that their tables do not have.
pub(in crate::rules) fn beside_the_tables(case: &Case<'_>, prose: &Prose) -> Verdict {
    if are_too_many(case, prose.claims().count()) {
        return Verdict::lacking("正文里讲各项目执行率、得分的话太多");
    }
    prose.claims().filter_map(|it| it.beside(case)).collect()
}
