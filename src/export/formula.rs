//! How scores, totals and grades follow from the cells of their table, as a spreadsheet has it:
//! the scheme's rules ([`crate::figures::score`]) written as formulas. Places are `[row,column]`
//! of the table, counted from 0.

use rust_decimal::Decimal;

use crate::figures::scheme::{Reverse, Rounding, Scheme};
use crate::figures::score::{Sign, Subject, Target, compared};
use crate::report::Indicator;

/// A formula that shows nothing while one of its places holds no number.
pub(super) fn known(places: &[&str], formula: &str) -> String {
    let count = places.len();
    let places = places.join(",");
    format!("IF(COUNT({places})<{count},\"\",{formula})")
}

/// A score rounded as the scheme rounds it.
fn rounded(scheme: &Scheme, formula: &str) -> String {
    let decimals = scheme.quantitative.decimals;
    match scheme.quantitative.rounding {
        Rounding::HalfUp => format!("ROUND({formula},{decimals})"),
        // What is a hair below by a spreadsheet's binary numbers is not to be cut.
        Rounding::Down => format!("ROUNDDOWN(ROUND({formula},9),{decimals})"),
    }
}

/// 全年执行数 ÷ 全年预算数 of a row, as it is scored: 0 where nothing was budgeted.
fn ratio(adjusted: &str, spent: &str) -> String {
    format!("IF({adjusted}=0,0,{spent}/{adjusted})")
}

/// 执行率 of a row, with the four decimals of 97.35%; where nothing was budgeted there is none.
pub(super) fn rate(adjusted: &str, spent: &str) -> String {
    let rate = format!("IF({adjusted}=0,\"\",ROUND({spent}/{adjusted},4))");
    known(&[adjusted, spent], &rate)
}

/// Points for the execution rate of a row.
pub(super) fn execution(scheme: &Scheme, of: Subject, adjusted: &str, spent: &str) -> String {
    let execution = scheme.execution(of);
    let points = execution.points.normalize();
    let product = format!("{points}*{}", ratio(adjusted, spent));
    let product = if execution.capped {
        format!("MIN({points},{product})")
    } else {
        product
    };
    known(&[adjusted, spent], &rounded(scheme, &product))
}

/// What an indicator is worth by the places of its target, its actual value and its points; `None`
/// where that is an answer in words or a rate worked out elsewhere, which no cell of its row holds.
pub(super) fn indicator(
    scheme: &Scheme,
    indicator: &Indicator,
    [target, actual, points]: [String; 3],
) -> Option<String> {
    let name = indicator.name.trim();
    let is_process = scheme.process.iter().any(|process| process.name == name);
    if is_process {
        return None;
    }
    let (sign, aim, _) = compared(indicator)?;
    let least = |target: &str| {
        format!("IF({actual}>={target},1,IF({target}<=0,0,MAX({actual},0)/{target}))")
    };
    let most = |target: &str| {
        let beyond = match scheme.quantitative.reverse {
            Reverse::Quotient => format!("{target}/{actual}"),
            Reverse::Difference => format!("MAX(1-({actual}-{target})/{target},0)"),
        };
        format!("IF({actual}<={target},1,IF({target}<=0,0,{beyond}))")
    };
    let (share, is_single) = match (sign, aim) {
        (_, Target::Between(low, high)) => {
            let [low, high] = [low, high].map(|it| it.normalize().to_string());
            let share = format!("IF({actual}>{high},{},{})", most(&high), least(&low));
            (share, false)
        }
        (Sign::Equal, Target::At(_)) => {
            let share = format!("IF({target}=0,{},{})", most(&target), least(&target));
            (share, true)
        }
        (Sign::AtLeast, Target::At(_)) => (least(&target), true),
        (Sign::AtMost, Target::At(_)) => (most(&target), true),
    };
    let mut score = format!("{points}*{share}");
    let over = &scheme.over;
    let is_penal = over.explained > Decimal::ONE && !over.penalty.is_zero();
    if is_penal && is_single && sign != Sign::AtMost {
        let factor = over.explained.normalize();
        let penalty = over.penalty.normalize();
        let far = format!("AND({target}>0,{actual}>={factor}*{target})");
        score = format!("MAX({score}-IF({far},{penalty},0),0)");
    }
    let score = rounded(scheme, &score);
    let places: &[&str] = if is_single {
        &[&points, &target, &actual]
    } else {
        &[&points, &actual]
    };
    Some(known(places, &score))
}

/// Scores and execution points together, at most what the scheme lets the rate earn: by the places
/// of 全年预算数, of 全年执行数 and of these points.
pub(super) fn total(
    scheme: &Scheme,
    scores: &str,
    [adjusted, spent, execution]: [String; 3],
) -> String {
    let sum = format!("SUM({scores},{execution})");
    if scheme.ceilings.is_empty() {
        return sum;
    }
    let ratio = ratio(&adjusted, &spent);
    let limits = scheme.ceilings.iter().map(|ceiling| {
        let (below, most) = (ceiling.below.normalize(), ceiling.most.normalize());
        let holds = format!("AND(COUNT({adjusted},{spent})=2,{ratio}<{below})");
        format!("IF({holds},{most},{sum})")
    });
    let limits: Vec<String> = limits.collect();
    format!("MIN({sum},{})", limits.join(","))
}

/// The grade of a total.
pub(super) fn grade(scheme: &Scheme, total: &str) -> Option<String> {
    let mut formula = "\"\"".to_owned();
    for grade in scheme.grades.iter().rev() {
        // A name is text in quotes, and brackets mean places.
        if grade.name.contains(['"', '[', ']']) {
            return None;
        }
        let low = grade.low.normalize();
        formula = format!("IF({total}>={low},\"{}\",{formula})", grade.name);
    }
    Some(known(&[total], &formula))
}
