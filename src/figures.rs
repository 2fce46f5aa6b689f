//! Everything derived from the report: totals, shares, rates, scores, differences.
//!
//! Pure functions of the report and the scoring scheme; nothing here is ever stored in the file.
//! "Not enough data" is a result of its own ([`None`]), never a zero.

pub mod base;
pub mod budget;
pub mod execution;
pub mod figure;
pub mod live;
pub mod people;
pub mod rates;
pub mod required;
pub mod scheme;
pub mod score;
pub mod whole;

use std::collections::HashSet;

use foldhash::fast::RandomState;
use rust_decimal::Decimal;

use crate::document::FieldPath;
use crate::report::check::is_none;
use crate::report::fields::{Kind, PROJECTS, kind_at, project_of};
use crate::report::{Remedy, Report};
use base::BaseRow;
use budget::{Budget, Item};
use execution::NoRate;
use people::StaffFigures;
use rates::Rates;
use scheme::Scheme;
use score::{ScoreCard, Subject};
use whole::WholeRow;

/// The derived numbers of one report (汇总).
#[derive(Debug, Clone, PartialEq)]
pub struct Figures {
    /// The budget as one tree.
    pub budget: Budget,
    /// Staff at the end of the year.
    pub staff: StaffFigures,
    /// The rows of the base data table (P8).
    pub base: Vec<BaseRow>,
    /// The rates of the department.
    pub rates: Rates,
    /// One card per project, in the file's order.
    pub projects: Vec<ScoreCard>,
    /// The department as a whole (P9).
    pub whole: ScoreCard,
    /// Its money by origin and by use.
    pub funds: Vec<WholeRow>,
    /// Places in the list of problems that no remedy answers, in order.
    pub unanswered: Vec<usize>,
}

impl Figures {
    /// Derives everything.
    #[must_use]
    pub fn compute(report: &Report, scheme: &Scheme) -> Self {
        let budget = Budget::build(report);
        let projects = project_cards(report, &budget, scheme);
        Self::with(report, scheme, budget, projects)
    }

    /// Derives again what a change inside `scope` can have moved; the cards of projects that
    /// did not change are kept. Whether the budget was built anew.
    pub fn refresh(&mut self, report: &Report, scheme: &Scheme, scope: &FieldPath) -> bool {
        let mut budget = std::mem::take(&mut self.budget);
        let is_new = budget.refresh(report, scope);
        // No other figure comes out of a long text but that a problem of 无 asks for no remedy.
        if !is_new && matches!(kind_at(scope), Some(Kind::LongText)) {
            self.budget = budget;
            self.unanswered = unanswered(report);
            return false;
        }
        let mut projects = std::mem::take(&mut self.projects);
        match (scope.first_key(), project_of(scope)) {
            (_, Some(index)) if projects.len() == report.projects.len() => {
                if let Some(card) = projects.get_mut(index) {
                    *card = project_card(report, &budget, scheme, index);
                }
            }
            // A card hangs on its own project and on the scheme.
            (Some(key), _) if key != PROJECTS => {}
            _ => {
                projects = project_cards(report, &budget, scheme);
            }
        }
        *self = Self::with(report, scheme, budget, projects);
        is_new
    }

    fn with(report: &Report, scheme: &Scheme, budget: Budget, projects: Vec<ScoreCard>) -> Self {
        let rates = Rates::of(report, &budget);
        let funds = whole::rows(report, &budget);
        let whole = funds.first().map(WholeRow::execution_rate);
        let rate = whole.unwrap_or(Err(NoRate::Nothing));
        Self {
            base: base::rows(report, &budget),
            whole: ScoreCard::of(
                scheme,
                Subject::Whole,
                rate,
                &report.whole.indicators,
                Some(&rates),
            ),
            funds,
            staff: StaffFigures::of(report),
            unanswered: unanswered(report),
            budget,
            rates,
            projects,
        }
    }
}

fn project_cards(report: &Report, budget: &Budget, scheme: &Scheme) -> Vec<ScoreCard> {
    let all = 0..report.projects.len();
    all.map(|i| project_card(report, budget, scheme, i))
        .collect()
}

fn project_card(report: &Report, budget: &Budget, scheme: &Scheme, index: usize) -> ScoreCard {
    let indicators = report
        .projects
        .get(index)
        .map_or(&[] as &[_], |project| &project.indicators);
    let node = budget.node(Item::Project(index));
    let rate = node.map_or(Err(NoRate::Nothing), |node| budget.rate(node));
    ScoreCard::of(scheme, Subject::Project(index), rate, indicators, None)
}

fn unanswered(report: &Report) -> Vec<usize> {
    let answers = report.remedies.iter().flat_map(Remedy::answered);
    let answered: HashSet<&str, RandomState> = answers.collect();
    let issues = report.issues.iter().enumerate();
    let unanswered = |number: &str| number.is_empty() || !answered.contains(number);
    let found = issues.filter(|(_, it)| unanswered(it.number.words()) && !is_none(&it.content));
    found.map(|(i, _)| i).collect()
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

/// The sum of values that are all known; `None` when one is not, or when it is too large to hold.
pub(crate) fn sum_of_known(values: impl IntoIterator<Item = Option<Decimal>>) -> Option<Decimal> {
    let mut values = values.into_iter();
    values.try_fold(Decimal::ZERO, |sum, value| sum.checked_add(value?))
}
