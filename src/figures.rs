//! Everything derived from the report: totals, shares, rates, scores, differences.
//!
//! Pure functions of the report and the scoring scheme; nothing here is ever stored in the file.
//! "Not enough data" is a result of its own ([`None`]), never a zero.

pub mod base;
pub mod budget;
pub mod execution;
pub mod people;
pub mod score;

use rust_decimal::Decimal;

use crate::document::{FieldPath, Step};
use crate::report::check::{Diagnostic, Severity};
use crate::report::number::shown;
use crate::report::{Number, Report};
use base::BaseRow;
use budget::{Budget, Column, Item};
use people::StaffFigures;
use score::{Scheme, ScoreCard};

/// The derived numbers of one report (汇总).
#[derive(Debug, Clone, PartialEq)]
pub struct Figures {
    /// The budget as one tree.
    pub budget: Budget,
    /// Staff at the end of the year.
    pub staff: StaffFigures,
    /// The rows of the base data table (P8).
    pub base: Vec<BaseRow>,
    /// One card per project, in the file's order.
    pub projects: Vec<ScoreCard>,
    /// The department as a whole (P9).
    pub whole: ScoreCard,
    /// Places in the list of problems that no remedy answers.
    pub unanswered: Vec<usize>,
    /// Sums and differences that cannot both stand.
    pub diagnostics: Vec<Diagnostic>,
}

impl Figures {
    /// Derives everything.
    #[must_use]
    pub fn compute(report: &Report, scheme: &Scheme) -> Self {
        let budget = Budget::build(report);
        let projects = (0..report.projects.len())
            .map(|i| project_card(report, &budget, scheme, i))
            .collect();
        Self::with(report, scheme, budget, projects)
    }

    /// Derives again what a change inside `scope` can have moved; the cards of projects that
    /// did not change are kept.
    pub fn refresh(&mut self, report: &Report, scheme: &Scheme, scope: &FieldPath) {
        let changed = match scope.steps() {
            [Step::Key(key), Step::Index(index), ..] if &**key == "项目" => Some(*index),
            _ => None,
        };
        let budget = Budget::build(report);
        let mut projects = std::mem::take(&mut self.projects);
        match changed {
            Some(index) if projects.len() == report.projects.len() => {
                if let Some(card) = projects.get_mut(index) {
                    *card = project_card(report, &budget, scheme, index);
                }
            }
            _ => {
                projects = (0..report.projects.len())
                    .map(|i| project_card(report, &budget, scheme, i))
                    .collect();
            }
        }
        *self = Self::with(report, scheme, budget, projects);
    }

    fn with(report: &Report, scheme: &Scheme, budget: Budget, projects: Vec<ScoreCard>) -> Self {
        let staff = StaffFigures::of(&report.profile.staff);
        let unanswered = unanswered(report);
        let mut diagnostics = Vec::new();
        budget_differences(report, &budget, &mut diagnostics);
        counts(report, &staff, &mut diagnostics);
        links(report, &unanswered, &mut diagnostics);
        Self {
            base: base::rows(report, &budget),
            whole: ScoreCard::of(
                scheme,
                budget
                    .node(Item::Total)
                    .and_then(budget::Node::execution_rate),
                &report.whole.indicators,
            ),
            budget,
            staff,
            projects,
            unanswered,
            diagnostics,
        }
    }
}

fn project_card(report: &Report, budget: &Budget, scheme: &Scheme, index: usize) -> ScoreCard {
    let indicators = report
        .projects
        .get(index)
        .map_or(&[] as &[_], |project| &project.indicators);
    let rate = budget
        .node(Item::Project(index))
        .and_then(budget::Node::execution_rate);
    ScoreCard::of(scheme, rate, indicators)
}

fn unanswered(report: &Report) -> Vec<usize> {
    (0..report.issues.len())
        .filter(|&i| {
            report.issues.get(i).is_some_and(|issue| {
                !report
                    .remedies
                    .iter()
                    .any(|remedy| !issue.number.is_empty() && *remedy.answers == *issue.number)
            })
        })
        .collect()
}

fn budget_differences(report: &Report, budget: &Budget, found: &mut Vec<Diagnostic>) {
    for node in budget.nodes() {
        for column in Column::ALL {
            let (Some(stated), Some(parts)) = (node.entered.get(column), node.parts.get(column))
            else {
                continue;
            };
            if node.children.is_empty() || stated == parts {
                continue;
            }
            let Some(difference) = stated.checked_sub(parts) else {
                continue;
            };
            found.push(Diagnostic {
                severity: Severity::Error,
                path: node.item.path().key(column.key()),
                message: format!(
                    "{}{}列示{}万元，所列{}个分项合计{}万元，相差{}万元，两者不能同时成立，请核实。",
                    node.item.name(report),
                    column.key(),
                    shown(stated),
                    node.children.len(),
                    shown(parts),
                    shown(difference.abs()),
                ),
            });
        }
    }
}

fn counts(report: &Report, staff: &StaffFigures, found: &mut Vec<Diagnostic>) {
    if let (Some(stated), Some(total)) = (report.profile.staff.stated.value(), staff.total)
        && stated != total
    {
        found.push(Diagnostic {
            severity: Severity::Error,
            path: at("基本情况").key("人员").key("年末实有人数"),
            message: format!(
                "年末实有人数{stated}人与各类人员之和{total}人不一致，请明确编外人员是否计入。"
            ),
        });
    }
    for (i, group) in report.profile.groups.iter().enumerate() {
        if let Some(stated) = differs(group.stated, group.members.len()) {
            found.push(Diagnostic {
                severity: Severity::Warning,
                path: at("基本情况").key("机构").index(i).key("列示数"),
                message: format!(
                    "{}文中称共{stated}个，实际列举{}个，请核实。",
                    &*group.kind,
                    group.members.len()
                ),
            });
        }
    }
    if let Some(stated) = differs(report.whole.plan.projects, report.projects.len()) {
        found.push(Diagnostic {
            severity: Severity::Error,
            path: at("整体绩效").key("目标设置").key("项目个数"),
            message: format!(
                "绩效目标设置{stated}个项目，报告列示{}个项目，项目数不一致，请核实。",
                report.projects.len()
            ),
        });
    }
}

fn links(report: &Report, unanswered: &[usize], found: &mut Vec<Diagnostic>) {
    for (i, project) in report.projects.iter().enumerate() {
        let kinds = &report.spending.general.project.kinds;
        if !project.kind.is_empty() && !kinds.iter().any(|kind| *kind.name == *project.kind) {
            found.push(Diagnostic {
                severity: Severity::Warning,
                path: at("项目").index(i).key("支出类别"),
                message: format!(
                    "项目“{}”的支出类别“{}”不在项目支出的类别中，请改为已有类别或增加该类别。",
                    &*project.name, &*project.kind
                ),
            });
        }
    }
    for (i, issue) in report.issues.iter().enumerate() {
        if unanswered.contains(&i) {
            found.push(Diagnostic {
                severity: Severity::Warning,
                path: at("问题").index(i).key("编号"),
                message: format!("问题{}还没有对应的改进措施，请补充。", &*issue.number),
            });
        }
        for (j, name) in issue.projects.iter().enumerate() {
            if !name.is_empty()
                && !report
                    .projects
                    .iter()
                    .any(|project| *project.name == **name)
            {
                found.push(Diagnostic {
                    severity: Severity::Warning,
                    path: at("问题").index(i).key("涉及项目").index(j),
                    message: format!("问题涉及的项目“{}”不在项目之列，请核对名称。", &**name),
                });
            }
        }
    }
    for (i, remedy) in report.remedies.iter().enumerate() {
        let answers = &*remedy.answers;
        if !answers.is_empty() && !report.issues.iter().any(|issue| *issue.number == *answers) {
            found.push(Diagnostic {
                severity: Severity::Warning,
                path: at("改进措施").index(i).key("针对问题"),
                message: format!("改进措施针对的问题“{answers}”不存在，请核对编号。"),
            });
        }
    }
}

fn at(key: &str) -> FieldPath {
    FieldPath::root().key(key)
}

fn differs(stated: Number, counted: usize) -> Option<Decimal> {
    stated
        .value()
        .filter(|&stated| stated != Decimal::from(counted))
}

/// The sum of the values that are known; `None` when none is, or when it is too large to hold.
pub fn sum(values: impl IntoIterator<Item = Option<Decimal>>) -> Option<Decimal> {
    values
        .into_iter()
        .flatten()
        .try_fold(None, |sum: Option<Decimal>, value| {
            sum.unwrap_or_default().checked_add(value).map(Some)
        })
        .flatten()
}
