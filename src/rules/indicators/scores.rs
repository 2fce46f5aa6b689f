//! D of one indicator: its score beside its points, its target and what was done.

use rust_decimal::Decimal;

use super::Row;
use super::values::percentage_meant;
use crate::figures::score::{Sign, compared, measured};
use crate::report::number::{self, percent, percent_points, shown};
use crate::rules::passage::says_something;
use crate::rules::{Case, Finding, Place, Severity, apart, weighed};

pub(super) fn above(_: &Case<'_>, row: &Row<'_>) -> Option<Finding> {
    let (points, score) = (row.indicator.points.value()?, row.indicator.score.value()?);
    (score > points).then(|| {
        let message = format!(
            "{}得分{}大于分值{}，请更正。",
            row.who(),
            shown(score),
            shown(points)
        );
        Finding::new(row.place("得分", shown(score)), message)
            .and(row.place("分值", shown(points)))
            .sets(row.path.key("得分"), points)
    })
}

/// A score that is not what the rate of a process indicator is worth, whatever its target.
pub(super) fn of_its_rate(_: &Case<'_>, row: &Row<'_>) -> Option<Finding> {
    let (computed, score) = (row.computed?, row.indicator.score.value()?);
    let difference = apart(score, computed).filter(|_| row.is_process)?;
    let message = format!(
        "{}按评分方案和程序算出的比率应得{}分，填列{}分，请核实。",
        row.who(),
        shown(computed),
        shown(score)
    );
    let finding = Finding::new(row.place("得分", shown(score)), message);
    Some(weighed(
        finding.sets(row.path.key("得分"), computed),
        difference,
    ))
}

pub(super) fn formula(case: &Case<'_>, row: &Row<'_>) -> Option<Finding> {
    if row.is_process {
        return None;
    }
    let indicator = row.indicator;
    Sign::read(&indicator.sign)?;
    let (computed, score) = (row.computed?, indicator.score.value()?);
    let difference = apart(score, computed)?;
    // What is wrong is what it is reckoned from.
    if percentage_meant(indicator).is_some() {
        return None;
    }
    let points = indicator.points.value()?;
    // More than the points and full marks not given have rules of their own.
    let (sign, target, actual) = compared(indicator)?;
    let share = case.scheme.quantitative_share(sign, target, actual);
    let is_done = share.is_some_and(|share| share >= Decimal::ONE);
    if score > points || (is_done && score < points) {
        return None;
    }
    let message = format!(
        "{}指标值{}、完成值{}，按比例应得{}分，填列{}分，请核实。",
        row.who(),
        &*indicator.target,
        &*indicator.actual,
        shown(computed),
        shown(score)
    );
    let finding = Finding::new(row.place("得分", shown(score)), message)
        .and(row.place("完成值", &*indicator.actual))
        .sets(row.path.key("得分"), computed);
    Some(weighed(finding, difference))
}

/// Full marks for what only came to the limit that was to be passed: ＜5 and 5.
pub(super) fn at_the_limit(_: &Case<'_>, row: &Row<'_>) -> Option<Finding> {
    let indicator = row.indicator;
    let sign = number::sign_meant(indicator.sign.trim());
    let (points, score) = (indicator.points.value()?, indicator.score.value()?);
    let target = measured(&indicator.target).filter(|_| matches!(sign, "＞" | "＜"))?;
    let actual = measured(&indicator.actual)?;
    (actual == target && score == points).then(|| {
        let message = format!(
            "{}完成值{}与指标值相同，不满足“{sign}”，得分却是满分，请核对计算符号或得分。",
            row.who(),
            &*indicator.actual
        );
        Finding::new(row.place("完成值", &*indicator.actual), message)
            .and(row.place("计算符号", sign))
            .and(row.place("得分", shown(score)))
            .weighing(Severity::Hint)
    })
}

pub(super) fn band(case: &Case<'_>, row: &Row<'_>) -> Option<Finding> {
    let indicator = row.indicator;
    let band = case.scheme.answer(indicator)?;
    let (points, score) = (indicator.points.value()?, indicator.score.value()?);
    // As the scheme rounds what it gives itself.
    let low = case.scheme.round(points.checked_mul(band.low)?);
    let high = points.checked_mul(band.high)?;
    let best = case
        .scheme
        .bands
        .iter()
        .all(|other| other.high <= band.high);
    let fits = score >= low && (score < high || (best && score <= high));
    if fits || score > points {
        return None;
    }
    let default = case.scheme.round(points.checked_mul(band.default)?);
    let message = format!(
        "{}自评为“{}”，得分应在{}～{}分之间，现为{}分，请更正。",
        row.who(),
        band.answer,
        shown(low.normalize()),
        shown(high.normalize()),
        shown(score)
    );
    Some(
        Finding::new(row.place("得分", shown(score)), message)
            .and(row.place("完成值", &*indicator.actual))
            .sets(row.path.key("得分"), default),
    )
}

/// The grade from which on a target is met: 良好 of 良好以上, Ⅲ类 of Ⅲ类及以上.
pub(super) fn least_grade(target: &str) -> Option<&str> {
    let grade = target
        .strip_suffix("以上")
        .or_else(|| target.strip_suffix("以下"))?;
    Some(grade.trim_end_matches('及')).filter(|it| is_grade(it))
}

/// Whether words are a grade and no more: 优秀, 合格, Ⅱ类, 二级.
fn is_grade(words: &str) -> bool {
    const GRADES: [&str; 10] = [
        "优秀", "良好", "较好", "一般", "中等", "合格", "优", "良", "中", "好",
    ];
    const MOST: usize = 4;
    let is_of_rank = words.ends_with(['类', '级', '等', '星', '档', '甲', '奖']);
    GRADES.contains(&words) || is_of_rank && words.chars().count() <= MOST
}

/// Whether a target lists grades of which an answer is one: 优良中低差, 优、良、中、差, 好/一般/差, 良好以上.
fn is_on_scale(target: &str, answer: &str) -> bool {
    const GRADES: &str = "优良中低差";
    const MARKS: [char; 6] = ['、', '/', '／', '，', ',', ' '];
    let is_bare = |text: &str| !text.is_empty() && text.chars().all(|it| GRADES.contains(it));
    let of_letters = is_bare(target) && answer.chars().count() == 1 && target.contains(answer);
    let mut listed = target.split(MARKS);
    let is_from_one_on = || least_grade(target).is_some() && is_grade(answer);
    of_letters || is_from_one_on() || target.contains(MARKS) && listed.any(|grade| grade == answer)
}

/// An answer in words that is none of the scheme's, nor what was aimed at.
pub(super) fn no_band(case: &Case<'_>, row: &Row<'_>) -> Option<Finding> {
    let indicator = row.indicator;
    let (target, actual) = (indicator.target.trim(), indicator.actual.trim());
    // 已完成 is what 完成 aims at.
    let is_aimed_at = actual.trim_start_matches('已') == target.trim_start_matches('已');
    let is_answer = is_aimed_at || is_on_scale(target, actual);
    let is_answer = is_answer || case.scheme.answer(indicator).is_some();
    if indicator.sign.trim() != "定性" || actual.is_empty() || is_answer {
        return None;
    }
    let answers = case.scheme.bands.iter().map(|band| &*band.answer);
    let answers: Vec<&str> = answers.collect();
    if answers.is_empty() {
        return None;
    }
    let message = format!(
        "{}是定性指标，完成值“{actual}”不是{}之一，得分没有依据，请按实际情况改写。",
        row.who(),
        answers.join("、")
    );
    let finding = Finding::new(row.place("完成值", actual), message)
        .weighing(Severity::Warning)
        .and(row.place("计算符号", "定性"));
    let path = row.path.key("完成值");
    let finding = answers.iter().fold(finding, |finding, answer| {
        finding.says(path.clone(), answer)
    });
    Some(finding)
}

pub(super) fn reason(_: &Case<'_>, row: &Row<'_>) -> Option<Finding> {
    let points = row.indicator.points.value()?;
    // What is left blank is printed as it is computed.
    let score = row.indicator.score.value().or(row.computed)?;
    let lost = points.checked_sub(score)?;
    let reason = row.indicator.reason.trim();
    if lost <= Decimal::ZERO || says_something(reason) {
        return None;
    }
    let lacking = if reason.is_empty() {
        "未填写偏差原因分析及改进措施".to_owned()
    } else {
        format!("偏差原因只写了“{reason}”")
    };
    let message = format!("{}扣{}分，{lacking}，请补充。", row.who(), shown(lost));
    Some(
        Finding::new(Place::new(row.path.key("偏差原因")), message)
            .and(row.place("得分", shown(score)))
            .and(row.place("分值", shown(points))),
    )
}

pub(super) fn not_full(case: &Case<'_>, row: &Row<'_>) -> Option<Finding> {
    let indicator = row.indicator;
    let (points, score) = (indicator.points.value()?, indicator.score.value()?);
    let (sign, target, actual) = compared(indicator)?;
    let share = case.scheme.quantitative_share(sign, target, actual)?;
    // Lost for doing far too much is lost by the scheme.
    let far = case.scheme.is_far_over(indicator) || row.is_process;
    let is_reasoned = says_something(&indicator.reason);
    if share < Decimal::ONE || score >= points || far || is_reasoned {
        return None;
    }
    let message = format!(
        "{}完成值{}已达指标值{}，得分{}低于分值{}，请在偏差原因里说明扣分依据。",
        row.who(),
        &*indicator.actual,
        &*indicator.target,
        shown(score),
        shown(points)
    );
    Some(
        Finding::new(row.place("得分", shown(score)), message)
            .and(row.place("分值", shown(points)))
            .sets(row.path.key("得分"), points),
    )
}

pub(super) fn far_over(case: &Case<'_>, row: &Row<'_>) -> Option<Finding> {
    let factor = case.scheme.fulfilment(row.indicator)?;
    let over = &case.scheme.over;
    if factor < over.noticed || row.is_process || says_something(&row.indicator.reason) {
        return None;
    }
    let far = factor >= over.explained;
    let (by, severity) = if far {
        (over.explained, Severity::Warning)
    } else {
        (over.noticed, Severity::Hint)
    };
    let message = format!(
        "{}完成值{}为指标值{}的{}，偏离{}，达到了{}%，请说明原因；年初指标偏低的应适当扣分。",
        row.who(),
        &*row.indicator.actual,
        &*row.indicator.target,
        percent(factor),
        percent(factor.checked_sub(Decimal::ONE)?),
        percent_points(by.checked_sub(Decimal::ONE)?)?.normalize()
    );
    Some(
        Finding::new(row.place("完成值", &*row.indicator.actual), message)
            .and(row.place("指标值", &*row.indicator.target))
            .weighing(severity),
    )
}
