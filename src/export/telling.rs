//! How the sentences that the program writes tell an amount: as the report's own do, so that a paper has one style.

use crate::report::number::{Telling, shown, told};

/// How a report, as its file has it, tells amounts in 万元: with two decimals as its tables have them, unless its own
/// sentences leave out the zeros at the end (435.2万元) more often than they write them (435.20万元).
pub(super) fn of(text: &str) -> Telling {
    let (mut with, mut without) = (0_usize, 0_usize);
    for (end, _) in text.match_indices("万元") {
        let amount = text.get(..end).unwrap_or_default().trim_end();
        let digits = amount.trim_end_matches(|c: char| c.is_ascii_digit());
        let is_broken = digits.ends_with(['.', '．']);
        match amount.get(digits.len()..).unwrap_or_default().as_bytes() {
            [_] if is_broken => without += 1,
            [_, b'0'] if is_broken => with += 1,
            _ => {}
        }
    }
    if without > with { told } else { shown }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_told_as_the_report_tells_them() {
        for (text, right) in [
            ("", "435.20"),
            ("支出1660.45万元，奖励20万元。", "435.20"),
            ("支出435.2万元，近1.5 万元，其中10.20万元。", "435.2"),
            ("支出435.20万元，约1.5万元。", "435.20"),
        ] {
            let amount = rust_decimal::Decimal::new(4352, 1);
            assert_eq!(of(text)(amount), right, "{text}");
        }
    }
}
