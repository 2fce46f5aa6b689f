//! Scores by a scheme: the execution rate's points, an indicator's points, total and grade.
//!
//! The points and bands are data (`data/schemes/`); the rules of comparison are those of the
//! forms (财预〔2020〕10号): proportional for numbers, bands for words.

use std::sync::LazyLock;

use rust_decimal::Decimal;
use serde::Deserialize;

use super::sum;
use crate::report::Indicator;
use crate::report::number::{Number, rounded};

/// A scoring scheme.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Scheme {
    /// What it is called.
    #[serde(rename = "名称")]
    pub name: String,
    /// The document it follows (文号).
    #[serde(rename = "依据")]
    pub basis: String,
    /// Points for the execution rate.
    #[serde(rename = "执行率分值")]
    pub execution_points: Decimal,
    /// Whether the execution score stops at its points.
    #[serde(rename = "执行率得分封顶")]
    pub capped: bool,
    /// Points for all indicators together.
    #[serde(rename = "指标分值")]
    pub indicator_points: Decimal,
    /// Bands for answers in words.
    #[serde(rename = "定性")]
    pub bands: Vec<Band>,
    /// Grades, the best first.
    #[serde(rename = "等级")]
    pub grades: Vec<Grade>,
}

/// What an answer in words is worth, as shares of the indicator's points.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Band {
    /// The answer: 达成, 部分达成, 未达成.
    #[serde(rename = "答案")]
    pub answer: String,
    /// At least this share.
    #[serde(rename = "下限")]
    pub low: Decimal,
    /// At most (for the best band) or below this share.
    #[serde(rename = "上限")]
    pub high: Decimal,
    /// The share taken while no score is entered.
    #[serde(rename = "默认")]
    pub default: Decimal,
}

/// A grade from this total on.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Grade {
    /// 优, 良, 中, 差.
    #[serde(rename = "名称")]
    pub name: String,
    /// The least total.
    #[serde(rename = "下限")]
    pub low: Decimal,
}

/// The scheme a report is scored by unless it names another.
pub static STANDARD: LazyLock<Scheme> = LazyLock::new(|| {
    serde_yaml::from_str(include_str!("../../data/schemes/hunan-2022.yaml")).unwrap_or_default()
});

impl Scheme {
    /// 10 × 执行率, at most the points where the scheme caps it; rounded to two decimals.
    #[must_use]
    pub fn execution_score(&self, rate: Decimal) -> Option<Decimal> {
        let score = rounded(self.execution_points.checked_mul(rate)?);
        Some(if self.capped {
            score.min(self.execution_points)
        } else {
            score
        })
    }

    /// The grade of a total.
    #[must_use]
    pub fn grade(&self, total: Decimal) -> Option<&str> {
        self.grades
            .iter()
            .find(|grade| total >= grade.low)
            .map(|grade| grade.name.as_str())
    }

    /// What an indicator's actual value is worth; `None` where target, actual value or points
    /// are missing, or the two cannot be compared.
    #[must_use]
    pub fn indicator_score(&self, indicator: &Indicator) -> Option<Decimal> {
        let points = indicator.points.value()?;
        let actual = indicator.actual.trim();
        if let Some(band) = self.bands.iter().find(|band| band.answer == actual) {
            return points.checked_mul(band.default).map(rounded);
        }
        let target = measured(&indicator.target)?;
        let actual = measured(actual)?.max(Decimal::ZERO);
        let proportional = |part: Decimal, whole: Decimal| {
            points.checked_mul(part)?.checked_div(whole).map(rounded)
        };
        match indicator.sign.trim() {
            "≤" | "＜" | "<" | "<=" | "＜=" => {
                if actual <= target {
                    return Some(points);
                }
                let double = target.checked_add(target)?;
                if actual >= double {
                    Some(Decimal::ZERO)
                } else {
                    proportional(double.checked_sub(actual)?, target)
                }
            }
            "＝" | "=" if target.is_zero() => Some(if actual.is_zero() {
                points
            } else {
                Decimal::ZERO
            }),
            _ if actual >= target => Some(points),
            _ => proportional(actual, target),
        }
    }
}

/// The number in a target or actual value: 97.35, 97.35%.
fn measured(text: &str) -> Option<Decimal> {
    Number::read(text.trim().trim_end_matches(['%', '％'])).value()
}

/// How one report, department or project, scores.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ScoreCard {
    /// 全年执行数 ÷ 全年预算数, as a ratio.
    pub rate: Option<Decimal>,
    /// Points earned by it.
    pub execution: Option<Decimal>,
    /// What each indicator is worth by the formula, in order.
    pub computed: Vec<Option<Decimal>>,
    /// Sum of the indicators' points.
    pub points: Option<Decimal>,
    /// How many indicators have points and a score, entered or computed.
    pub scored: usize,
    /// Sum of the indicators' scores, entered where entered, else computed.
    pub indicators: Option<Decimal>,
    /// Execution and indicators together, once nothing is missing.
    pub total: Option<Decimal>,
    /// The grade of the total.
    pub grade: Option<String>,
}

impl ScoreCard {
    /// Scores a set of indicators beside an execution rate.
    #[must_use]
    pub fn of(scheme: &Scheme, rate: Option<Decimal>, indicators: &[Indicator]) -> Self {
        let computed: Vec<_> = indicators
            .iter()
            .map(|indicator| scheme.indicator_score(indicator))
            .collect();
        let scores: Vec<_> = indicators
            .iter()
            .zip(&computed)
            .map(|(indicator, &computed)| {
                indicator.points.value()?;
                indicator.score.value().or(computed)
            })
            .collect();
        let execution = rate.and_then(|rate| scheme.execution_score(rate));
        let scored = scores.iter().flatten().count();
        let sum_of_scores = sum(scores);
        let complete = scored == indicators.len() && scored > 0;
        let total = execution
            .filter(|_| complete)
            .and_then(|execution| execution.checked_add(sum_of_scores?));
        Self {
            rate,
            execution,
            points: sum(indicators.iter().map(|indicator| indicator.points.value())),
            scored,
            indicators: sum_of_scores,
            grade: total
                .and_then(|total| scheme.grade(total))
                .map(str::to_owned),
            total,
            computed,
        }
    }

    /// What keeps the total from being known, in a few words; `None` when it is known.
    #[must_use]
    pub fn missing(&self) -> Option<String> {
        if self.total.is_some() {
            return None;
        }
        let unscored = self.computed.len() - self.scored.min(self.computed.len());
        Some(match (self.rate, unscored) {
            (None, 0) if self.computed.is_empty() => "缺全年预算数和指标".to_owned(),
            (None, 0) => "缺全年预算数".to_owned(),
            (None, n) => format!("缺全年预算数和{n}项得分"),
            (Some(_), 0) => "缺指标".to_owned(),
            (Some(_), n) => format!("缺{n}项得分"),
        })
    }
}
