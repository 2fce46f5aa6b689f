//! Scores by a scheme: the execution rate's points, an indicator's points, total and grade.
//!
//! The points, bands and steps are the scheme's; the rules of comparison are those of the forms
//! (财预〔2020〕10号): proportional for numbers, bands for words, steps for rates.

use rust_decimal::{Decimal, RoundingStrategy};

use super::budget::Item;
use super::execution::NoRate;
use super::rates::{Proportion, Rate, Rates};
use super::scheme::{Band, Levels, Process, Reverse, Rounding, Scheme, Side};
use super::sum;
use crate::document::{FieldPath, Step};
use crate::report::number::{Number, as_told, sign_meant};
use crate::report::{Indicator, Report, SelfScore, fields};

/// How many decimals of a quotient are true.
const EXACT: u32 = 20;

/// Whether what stands behind an answer leaves it what it is, as the forms' long answers do:
/// 部分达成预期指标并具有一定效果. 达成率80% and 达成一半 are other answers.
fn says_no_more(behind: &str) -> bool {
    let behind = ["预期", "年度"]
        .iter()
        .fold(behind, |rest, word| rest.strip_prefix(word).unwrap_or(rest));
    let behind = ["指标", "目标", "效果"]
        .iter()
        .find_map(|word| behind.strip_prefix(word))
        .unwrap_or(behind);
    let is_end =
        behind.is_empty() || behind.starts_with(['并', '且', '，', ',', '。', '；', '（', '(']);
    is_end && !behind.contains(|c: char| c.is_numeric())
}

/// What an indicator aims at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Target {
    /// One number.
    At(Decimal),
    /// Anything from the first to the second: 5-10.
    Between(Decimal, Decimal),
}

/// The number in a target or actual value: 97.35, 97.35%.
#[must_use]
pub fn measured(text: &str) -> Option<Decimal> {
    Number::read(text.trim().trim_end_matches(['%', '％'])).value()
}

impl Target {
    /// Reads a target: a number, or a range such as 5-10, 5～10, 5%～10%.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        if let Some(value) = measured(text) {
            return Some(Self::At(value));
        }
        // What parts the two may stand before the first as its sign.
        let text = text.trim();
        let unsigned = text.trim_start_matches(['-', '－', '−']);
        let (low, high) = unsigned.split_once(['-', '－', '–', '—', '~', '～', '至'])?;
        let low = text.get(..text.len() - unsigned.len() + low.len())?;
        let (low, high) = (measured(low)?, measured(high)?);
        (low < high).then_some(Self::Between(low, high))
    }
}

/// How an actual value is compared with its target (计算符号).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sign {
    /// ≥ and ＞, and where no sign is given.
    AtLeast,
    /// ＝
    Equal,
    /// ≤ and ＜
    AtMost,
}

impl Sign {
    /// Reads the sign of an indicator, as the form writes it or as people type it; `None` for 定性 and
    /// for what is no sign.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        match sign_meant(text.trim()) {
            "≤" | "＜" => Some(Self::AtMost),
            "＝" => Some(Self::Equal),
            "≥" | "＞" | "" => Some(Self::AtLeast),
            _ => None,
        }
    }
}

/// Whether both values of an indicator say how much of the same there is, or of neither it is known: 100% is
/// no number of 项, beside a target of 12 of them.
#[must_use]
pub fn is_in_one_unit(indicator: &Indicator) -> bool {
    let is_percentage = |text: &str| text.trim().ends_with(['%', '％']);
    let unit = indicator.unit.trim();
    let counts = !unit.is_empty() && !unit.contains(['%', '％', '‰', '率', '比', '百']);
    !counts || is_percentage(&indicator.target) == is_percentage(&indicator.actual)
}

/// What is compared of an indicator: how, with what, and what was done; `None` where one of them is
/// missing or no number, or the two are counted in different units.
#[must_use]
pub fn compared(indicator: &Indicator) -> Option<(Sign, Target, Decimal)> {
    let sign = Sign::read(&indicator.sign)?;
    let target = Target::read(&indicator.target)?;
    let actual = measured(&indicator.actual)?;
    is_in_one_unit(indicator).then_some((sign, target, actual))
}

impl Scheme {
    /// Full marks × 执行率, at most full marks where the scheme says so.
    #[must_use]
    pub fn execution_score(&self, of: Subject, rate: Decimal) -> Option<Decimal> {
        let execution = self.execution(of);
        let score = self.round(execution.points.checked_mul(rate)?);
        Some(if execution.capped {
            score.min(execution.points)
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

    /// What the total may not exceed at a rate, as it is told; `None` where nothing limits it.
    #[must_use]
    pub fn ceiling(&self, rate: Decimal) -> Option<Decimal> {
        let rate = as_told(rate);
        self.ceilings
            .iter()
            .filter(|ceiling| rate < ceiling.below)
            .map(|ceiling| ceiling.most)
            .min()
    }

    /// The band that an indicator's answer in words is in; `None` where numbers are compared, or the
    /// actual value is none of the scheme's answers.
    #[must_use]
    pub fn answer(&self, indicator: &Indicator) -> Option<&Band> {
        let is_compared =
            Sign::read(&indicator.sign).is_some() && Target::read(&indicator.target).is_some();
        let answer = indicator.actual.trim();
        let bands = self.bands.iter().filter(|band| {
            let behind = answer.strip_prefix(&*band.answer);
            behind.is_some_and(|behind| !is_compared && says_no_more(behind))
        });
        bands.max_by_key(|band| band.answer.len())
    }

    /// A score with the decimals the scheme gives it. What was divided on the way was cut at 28
    /// digits: 3 分 × 5 ÷ 24 is 0.625 again first, which half up is 0.63.
    #[must_use]
    pub fn round(&self, score: Decimal) -> Decimal {
        let strategy = match self.quantitative.rounding {
            Rounding::HalfUp => RoundingStrategy::MidpointAwayFromZero,
            Rounding::Down => RoundingStrategy::ToZero,
        };
        score
            .round_dp(EXACT)
            .round_dp_with_strategy(self.quantitative.decimals, strategy)
    }

    /// What an indicator's actual value is worth; `None` where target, actual value or points
    /// are missing, or the two cannot be compared.
    #[must_use]
    pub fn indicator_score(&self, indicator: &Indicator) -> Option<Decimal> {
        let points = indicator.points.value()?;
        let share = match self.answer(indicator) {
            Some(band) => band.default,
            None => {
                let (sign, target, actual) = compared(indicator)?;
                self.quantitative_share(sign, target, actual)?
            }
        };
        let penalty = if self.is_far_over(indicator) {
            self.over.penalty
        } else {
            Decimal::ZERO
        };
        let score = points.checked_mul(share)?.checked_sub(penalty)?;
        Some(self.round(score.max(Decimal::ZERO)))
    }

    /// What a number is worth beside its target, as a share of the points.
    ///
    /// ≥ ＞: 完成值 ÷ 指标值; ＝ likewise, and of 0 all or nothing; ≤ ＜: by the scheme's 反向; a
    /// negative value counts as 0; within a range all, outside by its nearer end.
    #[must_use]
    pub fn quantitative_share(
        &self,
        sign: Sign,
        target: Target,
        actual: Decimal,
    ) -> Option<Decimal> {
        let at_least = |target: Decimal, actual: Decimal| {
            if actual >= target {
                Some(Decimal::ONE)
            } else if target <= Decimal::ZERO {
                Some(Decimal::ZERO)
            } else {
                actual.max(Decimal::ZERO).checked_div(target)
            }
        };
        let at_most = |target: Decimal, actual: Decimal| {
            if actual <= target {
                return Some(Decimal::ONE);
            }
            if target <= Decimal::ZERO {
                return Some(Decimal::ZERO);
            }
            match self.quantitative.reverse {
                Reverse::Quotient => target.checked_div(actual),
                Reverse::Difference => {
                    let beyond = actual.checked_sub(target)?.checked_div(target)?;
                    Some(Decimal::ONE.checked_sub(beyond)?.max(Decimal::ZERO))
                }
            }
        };
        match (sign, target) {
            (_, Target::Between(low, high)) => {
                if actual > high {
                    at_most(high, actual)
                } else {
                    at_least(low, actual)
                }
            }
            (Sign::Equal, Target::At(target)) if target.is_zero() => at_most(target, actual),
            (Sign::AtLeast | Sign::Equal, Target::At(target)) => at_least(target, actual),
            (Sign::AtMost, Target::At(target)) => at_most(target, actual),
        }
    }

    /// 完成值 ÷ 指标值 of an indicator that is better the more is done; `None` where there is no
    /// such ratio.
    #[must_use]
    pub fn fulfilment(&self, indicator: &Indicator) -> Option<Decimal> {
        match compared(indicator)? {
            (Sign::AtLeast | Sign::Equal, Target::At(target), actual) if target > Decimal::ZERO => {
                actual.checked_div(target)
            }
            _ => None,
        }
    }

    /// Whether so much more was done than planned that it must be explained.
    #[must_use]
    pub fn is_far_over(&self, indicator: &Indicator) -> bool {
        self.over.explained > Decimal::ONE
            && self
                .fulfilment(indicator)
                .is_some_and(|factor| factor >= self.over.explained)
    }
}

impl Process {
    /// What a rate is worth to an indicator of so many points; `rate` is a ratio. `None` where it is
    /// not known.
    #[must_use]
    pub fn score(&self, rate: Proportion, points: Decimal, scheme: &Scheme) -> Option<Decimal> {
        // The marks a sheet takes off are of its own points.
        let of_norm = self.earned(rate)?.max(Decimal::ZERO);
        let score = of_norm.checked_mul(points)?.checked_div(self.points)?;
        Some(scheme.round(score))
    }

    /// What a rate earns of the points the sheet gives.
    fn earned(&self, rate: Proportion) -> Option<Decimal> {
        let rate = match rate {
            Proportion::Of(rate) => rate,
            // What is built on no approval is beyond any.
            Proportion::OverNothing => return self.full_without.then_some(Decimal::ZERO),
            Proportion::Nothing => return self.full_without.then_some(self.points),
            Proportion::Unknown => return None,
        };
        let rate = rate.checked_mul(Decimal::ONE_HUNDRED)?;
        if !self.steps.is_empty() {
            let step = self.steps.iter().find(|step| rate <= step.up_to);
            return self
                .points
                .checked_mul(step.map_or(Decimal::ZERO, |it| it.share));
        }
        let beyond = match self.side? {
            Side::Above => rate.checked_sub(self.base?)?,
            Side::Below => self.base?.checked_sub(rate)?,
        };
        if beyond <= Decimal::ZERO {
            return Some(self.points);
        }
        let lost = beyond.checked_div(self.each?)?.checked_mul(self.loses?)?;
        self.points.checked_sub(lost)
    }
}

/// What is evaluated (评价对象): the department by one table (P9), each project by its own (P10).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Subject {
    /// 部门整体
    #[default]
    Whole,
    /// A project, by its place.
    Project(usize),
}

impl Subject {
    /// Its money in the budget.
    #[must_use]
    pub const fn item(self) -> Item {
        match self {
            Self::Whole => Item::Total,
            Self::Project(i) => Item::Project(i),
        }
    }

    /// Where its table stands.
    #[must_use]
    pub fn path(self) -> FieldPath {
        match self {
            Self::Whole => FieldPath::of(&["整体绩效"]),
            Self::Project(i) => fields::project(i),
        }
    }

    /// Whose indicator a field belongs to, and its place among them.
    #[must_use]
    pub fn of_indicator(path: &FieldPath) -> Option<(Self, usize)> {
        match path.steps() {
            [Step::Key(chapter), Step::Key(list), Step::Index(i), ..] => {
                (&**chapter == "整体绩效" && &**list == "指标").then_some((Self::Whole, *i))
            }
            [
                Step::Key(chapter),
                Step::Index(project),
                Step::Key(list),
                Step::Index(i),
                ..,
            ] => (&**chapter == fields::PROJECTS && &**list == "指标")
                .then_some((Self::Project(*project), *i)),
            _ => None,
        }
    }
}

/// One of what a self-evaluation table is signed for (自评).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Mark {
    /// 执行率
    Rate,
    /// 执行率得分
    Execution,
    /// 总分
    Total,
    /// 等级
    Grade,
}

impl Mark {
    /// The key under 自评.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Rate => "执行率",
            Self::Execution => "执行率得分",
            Self::Total => "总分",
            Self::Grade => "等级",
        }
    }
}

/// What a self-evaluation table is handed in with: what it states, else what comes out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outcome<'a> {
    /// 执行率, as a ratio, or why there is none.
    pub rate: Result<Decimal, NoRate>,
    /// 执行率得分
    pub execution: Option<Decimal>,
    /// 总分
    pub total: Option<Decimal>,
    /// The grade of that total; `None` where what the total is made of cannot be right.
    pub due: Option<&'a str>,
    /// 等级
    pub grade: Option<&'a str>,
}

/// How one report, department or project, scores.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ScoreCard {
    /// 全年执行数 ÷ 全年预算数, as a ratio, or why there is none.
    pub rate: Result<Decimal, NoRate>,
    /// Points earned by it.
    pub execution: Option<Decimal>,
    /// What each indicator is worth by the scheme, in order.
    pub computed: Vec<Option<Decimal>>,
    /// Sum of the indicators' points.
    pub points: Option<Decimal>,
    /// The points of the indicators and those for the execution rate (分值合计), 100 where all is right.
    pub full: Option<Decimal>,
    /// The points and scores by first level.
    pub levels: Levels,
    /// Whether an indicator is of another level, or of none.
    pub has_others: bool,
    /// How many indicators have points and a score, entered or computed.
    pub scored: usize,
    /// How many have no points (分值).
    pub bare: usize,
    /// How many of these have the computed one, as none is entered (试算).
    pub tried: usize,
    /// Sum of the indicators' scores, entered where entered, else computed.
    pub indicators: Option<Decimal>,
    /// Execution and indicators together, once nothing is missing.
    pub sum: Option<Decimal>,
    /// The sum, as far as the execution rate allows.
    pub total: Option<Decimal>,
    /// What the total may not exceed at this rate.
    pub ceiling: Option<Decimal>,
    /// The grade of the total.
    pub grade: Option<String>,
    /// Why a total that is known has no grade: what it is made of cannot be right.
    pub doubt: Option<String>,
}

/// The points of indicators by first level, and whether one is of another level.
fn by_level(indicators: &[Indicator]) -> (Levels, bool) {
    let (mut levels, mut has_others) = (Levels::default(), false);
    for indicator in indicators {
        match levels.of(indicator.level1.trim()) {
            Some(level) => *level = sum([*level, indicator.points.value()]),
            None => has_others = true,
        }
    }
    (levels, has_others)
}

/// What a group of indicators earned of its points (得分、分值).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Earned<'a> {
    /// What the group is called.
    pub name: &'a str,
    /// What it earned; `None` while an indicator with points has no score, or none has points.
    pub score: Option<Decimal>,
    /// What it could have earned; `None` while no indicator has points.
    pub points: Option<Decimal>,
    /// The first of its indicators.
    pub first: usize,
    /// How many they are.
    pub count: usize,
}

impl ScoreCard {
    /// What each group of these indicators earned, in the order in which the groups begin.
    #[must_use]
    pub fn earned<'a>(
        &self,
        indicators: &'a [Indicator],
        group: impl Fn(&'a Indicator) -> &'a str,
    ) -> Vec<Earned<'a>> {
        let mut groups: Vec<(Earned<'a>, Vec<Option<Decimal>>)> = Vec::new();
        for (first, (indicator, computed)) in indicators.iter().zip(&self.computed).enumerate() {
            let name = group(indicator).trim();
            let at = groups.iter().position(|(group, _)| group.name == name);
            let at = at.unwrap_or_else(|| {
                let (score, points) = (None, None);
                let group = Earned {
                    name,
                    score,
                    points,
                    first,
                    count: 0,
                };
                groups.push((group, Vec::new()));
                groups.len() - 1
            });
            let Some((group, scores)) = groups.get_mut(at) else {
                continue;
            };
            group.count += 1;
            if let Some(points) = indicator.points.value() {
                group.points = sum([group.points, Some(points)]);
                scores.push(indicator.score.value().or(*computed));
            }
        }
        let all = |scores: Vec<Option<Decimal>>| {
            let known = scores.iter().all(Option::is_some);
            known.then(|| sum(scores)).flatten()
        };
        let groups = groups.into_iter();
        groups
            .map(|(group, scores)| Earned {
                score: all(scores),
                ..group
            })
            .collect()
    }

    /// Scores a set of indicators beside an execution rate; `rates` are those of the department that
    /// a scheme with a process sheet asks for. Where nothing was budgeted the rate earns nothing.
    #[must_use]
    pub fn of(
        scheme: &Scheme,
        of: Subject,
        rate: Result<Decimal, NoRate>,
        indicators: &[Indicator],
        rates: Option<&Rates>,
    ) -> Self {
        let computed: Vec<_> = indicators
            .iter()
            .map(|indicator| {
                let name = indicator.name.trim();
                let process = scheme.process.iter().find(|process| process.name == name);
                match (process, rates) {
                    (Some(process), Some(rates)) => {
                        let rate = Rate::named(name).map(|rate| rates.proportion(rate));
                        process.score(rate.unwrap_or_default(), indicator.points.value()?, scheme)
                    }
                    _ => scheme.indicator_score(indicator),
                }
            })
            .collect();
        let scores: Vec<_> = indicators
            .iter()
            .zip(&computed)
            .map(|(indicator, &computed)| {
                indicator.points.value()?;
                indicator.score.value().or(computed)
            })
            .collect();
        let earns = match rate {
            Err(NoRate::Unbudgeted) => Some(Decimal::ZERO),
            rate => rate.ok(),
        };
        let points_of_rate = scheme.execution(of).points;
        let execution = if points_of_rate.is_zero() {
            Some(Decimal::ZERO)
        } else {
            earns.and_then(|rate| scheme.execution_score(of, rate))
        };
        let scored = scores.iter().flatten().count();
        let of_full = || indicators.iter().map(|indicator| indicator.points.value());
        let bare = of_full().filter(Option::is_none).count();
        let is_tried = |(indicator, score): &(&Indicator, &Option<Decimal>)| {
            score.is_some() && indicator.score.value().is_none()
        };
        let tried = indicators.iter().zip(&scores).filter(is_tried).count();
        let sum_of_scores = sum(scores);
        let complete = scored == indicators.len() && scored > 0;
        let ceiling = earns.and_then(|rate| scheme.ceiling(rate));
        let added = execution
            .filter(|_| complete)
            .and_then(|execution| execution.checked_add(sum_of_scores?));
        let total = added.map(|total| ceiling.map_or(total, |ceiling| total.min(ceiling)));
        let points = sum(of_full());
        let (levels, has_others) = by_level(indicators);
        let full = points.and_then(|points| points.checked_add(points_of_rate));
        let doubt = match (total, full) {
            (Some(_), Some(full)) if full != Decimal::ONE_HUNDRED => {
                Some(format!("分值合计{}，不是100", full.normalize()))
            }
            (Some(total), _) if total > Decimal::ONE_HUNDRED => {
                Some(format!("总分{}，超过100", total.normalize()))
            }
            _ => None,
        };
        Self {
            rate,
            execution,
            points,
            full,
            levels,
            has_others,
            scored,
            bare,
            tried,
            indicators: sum_of_scores,
            ceiling,
            grade: total
                .filter(|_| doubt.is_none())
                .and_then(|total| scheme.grade(total))
                .map(str::to_owned),
            doubt,
            sum: added,
            total,
            computed,
        }
    }

    /// What the table is handed in with, beside what it states.
    #[must_use]
    pub fn outcome<'a>(&'a self, stated: &'a SelfScore, scheme: &'a Scheme) -> Outcome<'a> {
        let rate = stated.rate.value();
        let rate = rate.and_then(|rate| rate.checked_div(Decimal::ONE_HUNDRED));
        let due = match stated.total.value() {
            Some(total) => scheme.grade(total),
            None => self.grade.as_deref(),
        };
        let grade = Some(stated.grade.trim()).filter(|grade| !grade.is_empty());
        Outcome {
            rate: rate.map_or(self.rate, Ok),
            execution: stated.execution.value().or(self.execution),
            total: stated.total.value().or(self.total),
            due,
            grade: grade.or(due),
        }
    }

    /// What keeps the total from being known, in a few words; `None` when it is known. What the
    /// money of `own` lacks needs no name.
    #[must_use]
    pub fn missing(&self, report: &Report, own: Item) -> Option<String> {
        if self.total.is_some() {
            return None;
        }
        let unscored = self.computed.len() - self.scored.min(self.computed.len());
        let bare = self.bare.min(unscored);
        let amounts = match self.rate {
            Err(why) if self.execution.is_none() => Some(why.words(report, Some(own))),
            _ => None,
        };
        let is_bare = self.computed.is_empty() || amounts.is_none();
        let scores = (unscored == 0 && is_bare).then(|| "没有指标".to_owned());
        let counts = [(bare, "分值"), (unscored - bare, "得分")].into_iter();
        let counts = counts.filter(|(count, _)| *count > 0);
        let counts = counts.map(|(count, what)| format!("{count}项指标没有{what}"));
        let parts: Vec<String> = amounts.into_iter().chain(scores).chain(counts).collect();
        Some(parts.join("，"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::figures::scheme::{SCHEMES, standard};

    fn decimal(text: &str) -> Decimal {
        text.parse().unwrap()
    }

    fn named(code: &str) -> &'static Scheme {
        let found = SCHEMES.iter().find(|built_in| built_in.code == code);
        found.unwrap().scheme()
    }

    fn share(scheme: &Scheme, sign: &str, target: &str, actual: &str) -> String {
        let target = Target::read(target).unwrap();
        let share = scheme.quantitative_share(Sign::read(sign).unwrap(), target, decimal(actual));
        share.unwrap().round_dp(4).normalize().to_string()
    }

    #[test]
    fn numbers_are_compared_by_their_sign() {
        for (sign, target, actual, expected) in [
            ("≥", "100", "120", "1"),
            ("≥", "100", "80", "0.8"),
            ("＞", "100", "100", "1"),
            ("", "10", "5", "0.5"),
            ("＝", "10", "12", "1"),
            ("＝", "10", "9", "0.9"),
            ("＝", "0", "0", "1"),
            ("＝", "0", "1", "0"),
            ("≤", "100", "100", "1"),
            ("≤", "100", "130", "0.7"),
            ("＜", "100", "200", "0"),
            ("≤", "0", "0", "1"),
            ("≤", "0", "3", "0"),
            ("≥", "10", "-3", "0"),
            ("≥", "-5", "-3", "1"),
            ("＝", "5-10", "7", "1"),
            ("＝", "5%～10%", "4", "0.8"),
            ("＝", "5-10", "12", "0.8"),
            ("＝", "5–10", "7", "1"),
            ("＝", "-5～10", "-5", "1"),
            ("＝", "-10--5", "-7", "1"),
        ] {
            let got = share(standard(), sign, target, actual);
            assert_eq!(got, expected, "{sign} {target} {actual}");
        }
        assert_eq!(share(named("hubei-2017"), "≤", "100", "125"), "0.8");
    }

    #[test]
    fn what_a_division_cut_off_does_not_decide_how_a_score_is_rounded() {
        let score = |code: &str, points: &str, target: &str, actual: &str| {
            let scheme = named(code);
            let target = Target::At(decimal(target));
            let share = scheme.quantitative_share(Sign::AtLeast, target, decimal(actual));
            scheme.round(decimal(points) * share.unwrap())
        };
        assert_eq!(score("hunan-2022", "3", "24", "5"), decimal("0.63"));
        assert_eq!(score("grades-80", "3", "3", "1"), decimal("1"));
        assert_eq!(score("grades-80", "9", "12", "7"), decimal("5.25"));
        assert_eq!(score("grades-80", "3", "300000", "100001"), decimal("1"));
        assert_eq!(score("grades-80", "3", "300000", "99999"), decimal("0.99"));
    }

    #[test]
    fn the_execution_rate_earns_its_points() {
        let score = |code: &str, rate: &str| {
            named(code)
                .execution_score(Subject::Whole, decimal(rate))
                .unwrap()
        };
        assert_eq!(score("hunan-2022", "0.9735"), decimal("9.74"));
        assert_eq!(score("hunan-2022", "1.2"), decimal("10"));
        assert_eq!(score("grades-80", "1.2"), decimal("12"));
        assert_eq!(score("grades-80", "0.9739"), decimal("9.73"));
        assert_eq!(score("hubei-2017", "0.5"), decimal("10"));
    }

    #[test]
    fn grades_and_ceilings_are_the_schemes() {
        assert_eq!(standard().grade(decimal("89.99")), Some("良"));
        assert_eq!(named("grades-80").grade(decimal("80")), Some("优"));
        assert_eq!(standard().ceiling(decimal("0.3")), None);
        let strict = named("ceiling-2022");
        assert_eq!(strict.ceiling(decimal("0.75")), Some(decimal("89")));
        assert_eq!(strict.ceiling(decimal("0.45")), Some(decimal("59")));
        assert_eq!(strict.ceiling(decimal("0.8")), None);
    }

    #[test]
    fn points_without_satisfaction_go_to_the_benefits() {
        let points = |scheme: &Scheme, with| {
            let levels = scheme.level_points(with);
            let levels = levels.map(|(level, points)| format!("{level}{points}"));
            levels.collect::<Vec<_>>().join(" ")
        };
        assert_eq!(
            points(standard(), true),
            "产出指标50 效益指标30 满意度指标10"
        );
        assert_eq!(points(standard(), false), "产出指标50 效益指标40");
        assert_eq!(
            points(named("cost-2022"), true),
            "成本指标20 产出指标40 效益指标20 满意度指标10"
        );
    }

    #[test]
    fn rates_are_scored_by_steps() {
        let sheet = named("hunan-2017");
        let score = |name: &str, rate: Option<&str>| {
            let process = sheet.process.iter().find(|process| process.name == name);
            let process = process.unwrap();
            let rate = rate.map_or(Proportion::Nothing, |rate| Proportion::Of(decimal(rate)));
            process.score(rate, process.points, sheet)
        };
        assert_eq!(score("在职人员控制率", Some("0.951")), Some(decimal("5")));
        assert_eq!(score("在职人员控制率", Some("1.03")), Some(decimal("3.5")));
        assert_eq!(score("在职人员控制率", Some("1.5")), Some(decimal("0")));
        assert_eq!(score("预算完成率", Some("0.9")), Some(decimal("1")));
        assert_eq!(score("预算控制率", Some("0")), Some(decimal("5")));
        assert_eq!(score("预算控制率", Some("0.15")), Some(decimal("3")));
        assert_eq!(score("预算控制率", Some("0.31")), Some(decimal("0")));
        assert_eq!(score("楼堂馆所面积控制率", None), Some(decimal("5")));
        assert_eq!(score("三公经费控制率", None), None);
    }
}
