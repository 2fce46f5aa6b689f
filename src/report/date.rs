//! Dates as people type them and as the file keeps them: 2023-04-28.

use jiff::civil::Date;

/// What was typed is no date.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("“{0}”不是日期，请写成 2023-04-28 或 2023年4月28日。")]
pub struct DateError(String);

/// Reads a date as the file keeps it.
#[must_use]
pub fn read(text: &str) -> Option<Date> {
    Date::strptime("%Y-%m-%d", text.trim()).ok()
}

/// A date as a report writes it: 2023年4月28日, without padding (GB/T 15835).
#[must_use]
pub fn chinese(date: Date) -> String {
    format!("{}年{}月{}日", date.year(), date.month(), date.day())
}

/// What was typed (2023年4月28日, 2023.4.28, 2023/4/28, 20230428, full-width or not), as the file
/// keeps it.
///
/// # Errors
/// When there is no such day.
pub fn normalise(typed: &str) -> Result<String, DateError> {
    let error = || DateError(typed.trim().to_owned());
    let plain: String = typed
        .chars()
        .filter_map(|c| match c {
            '０'..='９' => char::from_u32(u32::from(c) - 0xFEE0),
            '年' | '月' | '.' | '/' | '。' | '．' | '／' | '－' => Some('-'),
            '日' | '号' => None,
            c if c.is_whitespace() => None,
            c => Some(c),
        })
        .collect();
    let date = if plain.len() == 8 && plain.bytes().all(|b| b.is_ascii_digit()) {
        Date::strptime("%Y%m%d", &plain)
    } else {
        Date::strptime("%Y-%m-%d", &plain)
    };
    date.ok()
        .filter(|date| date.year() >= 1900)
        .map(|date| date.to_string())
        .ok_or_else(error)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_as_people_write_them() {
        for typed in [
            "2023年4月28日",
            "2023-04-28",
            "2023.4.28",
            "2023/4/28",
            "20230428",
            "２０２３年４月２８日",
            "2023 年 4月28 日",
        ] {
            assert_eq!(normalise(typed).as_deref(), Ok("2023-04-28"), "{typed}");
        }
        for typed in ["2023-02-30", "4月28日", "昨天", "2023", "23-4-1"] {
            assert!(normalise(typed).is_err(), "{typed}");
        }
    }
}
