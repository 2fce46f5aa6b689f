//! Rates: one amount over another.

use rust_decimal::Decimal;

use super::budget::{Item, Lacks};
use crate::report::Report;
use crate::report::number::LACKING;

/// Why there is no execution rate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum NoRate {
    /// Amounts are blank.
    Lacks(Lacks),
    /// 全年预算数 is 0: nothing can be divided by it.
    Unbudgeted,
    /// There is nothing to be rated.
    #[default]
    Nothing,
}

/// What stands for a rate over nothing (全年预算数 is 0).
pub const UNBUDGETED: &str = "无预算";

impl NoRate {
    pub(super) fn of(lacks: Option<Lacks>, adjusted: Option<Decimal>) -> Self {
        match (lacks, adjusted) {
            (Some(lacks), _) => Self::Lacks(lacks),
            (None, Some(adjusted)) if adjusted.is_zero() => Self::Unbudgeted,
            (None, _) => Self::Nothing,
        }
    }

    /// What stands in the place of the rate.
    #[must_use]
    pub const fn short(self) -> &'static str {
        match self {
            Self::Lacks(_) => LACKING,
            Self::Unbudgeted => UNBUDGETED,
            Self::Nothing => "",
        }
    }

    /// Why there is no rate, in words; what `own` itself lacks needs no name.
    #[must_use]
    pub fn words(self, report: &Report, own: Option<Item>) -> String {
        match self {
            Self::Lacks(lacks) => format!("还缺{}", lacks.words(report, own)),
            Self::Unbudgeted => "全年预算数为0，算不出执行率".to_owned(),
            Self::Nothing => "没有金额".to_owned(),
        }
    }
}

/// `part` ÷ `whole` as a ratio: 执行率, shares, 控制率. `None` when either is not known or the whole
/// is 0.
#[must_use]
pub fn ratio(part: Option<Decimal>, whole: Option<Decimal>) -> Option<Decimal> {
    part?.checked_div(whole?)
}
