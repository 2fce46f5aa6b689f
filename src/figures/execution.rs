//! Rates: one amount over another.

use rust_decimal::Decimal;

/// 执行率 = 全年执行数 ÷ 全年预算数 (0 when nothing was budgeted), as a ratio.
///
/// `None` when either is not known. Source: 项目支出绩效自评表 (P10), note to 执行率.
#[must_use]
pub fn execution_rate(spent: Option<Decimal>, adjusted: Option<Decimal>) -> Option<Decimal> {
    let (spent, adjusted) = (spent?, adjusted?);
    if adjusted.is_zero() {
        Some(Decimal::ZERO)
    } else {
        spent.checked_div(adjusted)
    }
}

/// Which of the two an execution rate waits for, in the words of the forms; `None` where it waits
/// for neither. `is_budgeted` tells whether the budget is known for all that was spent on.
#[must_use]
pub const fn awaited(is_spent: bool, is_budgeted: bool) -> Option<&'static str> {
    match (is_spent, is_budgeted) {
        (true, true) => None,
        (false, true) => Some("全年执行数"),
        (true, false) => Some("全年预算数"),
        (false, false) => Some("全年预算数、全年执行数"),
    }
}

/// `part` ÷ `whole` as a ratio: shares, 控制率. `None` when either is not known or the whole is 0.
#[must_use]
pub fn ratio(part: Option<Decimal>, whole: Option<Decimal>) -> Option<Decimal> {
    part?.checked_div(whole?)
}
