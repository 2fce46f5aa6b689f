//! Staff at the end of the year.

use rust_decimal::Decimal;

use super::sum;
use crate::report::{Report, Staff};

/// What follows from the staff figures, in 人.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct StaffFigures {
    /// 在职 + 转业士官 + 离休 + 退休; people off the establishment stand beside it.
    pub total: Option<Decimal>,
    /// 在职 + 转业士官, which is all that some offices count.
    serving: Option<Decimal>,
    /// Whether the group that every office has is in it.
    pub is_whole: bool,
}

impl StaffFigures {
    /// Derives them.
    #[must_use]
    pub fn of(report: &Report) -> Self {
        let staff = &report.profile.staff;
        let parts = Self::parts(staff);
        let (_, employed) = Self::employed(staff);
        Self {
            serving: sum([staff.employed.value(), staff.veterans.value()]),
            is_whole: employed.is_some(),
            total: sum(parts.map(|(_, value)| value)),
        }
    }

    /// Whether 年末实有人数 counts those in service only: whoever gets a pension of the social insurance is
    /// no staff of the office any more.
    #[must_use]
    pub fn counts_serving(&self, stated: Decimal) -> bool {
        self.serving == Some(stated)
    }

    /// The group that every office has, so that there is no total without it, with its key.
    #[must_use]
    pub fn employed(staff: &Staff) -> (&'static str, Option<Decimal>) {
        let [employed, ..] = Self::parts(staff);
        employed
    }

    /// The groups that add up to the total, with the key of each.
    #[must_use]
    pub fn parts(staff: &Staff) -> [(&'static str, Option<Decimal>); 4] {
        let [[employed, veterans], [honourably_retired, retired]] = Self::in_service_or_not(staff);
        [employed, veterans, honourably_retired, retired]
    }

    /// The groups that add up to the total: those in service, and those who are not any more.
    #[must_use]
    pub fn in_service_or_not(staff: &Staff) -> [[(&'static str, Option<Decimal>); 2]; 2] {
        [
            [
                ("在职在编人员", staff.employed.value()),
                ("转业士官", staff.veterans.value()),
            ],
            [
                ("离休人员", staff.honourably_retired.value()),
                ("退休人员", staff.retired.value()),
            ],
        ]
    }
}
