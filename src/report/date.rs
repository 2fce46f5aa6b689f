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

/// What was typed (2023年4月28日, 二〇二三年四月二十八日, 2023.4.28, 2023/4/28, 20230428, full-width
/// or not), as the file keeps it.
///
/// # Errors
/// When there is no such day.
pub fn normalise(typed: &str) -> Result<String, DateError> {
    let error = || DateError(typed.trim().to_owned());
    let signs: String = typed
        .chars()
        .filter_map(|c| match c {
            '０'..='９' => char::from_u32(u32::from(c) - 0xFEE0),
            '年' | '月' | '.' | '/' | '。' | '．' | '／' | '－' | '—' | '–' | '、' => {
                Some('-')
            }
            '日' | '号' => None,
            c if c.is_whitespace() => None,
            c => Some(c),
        })
        .collect();
    let parts = signs.split('-').map(arabic);
    let plain = parts.collect::<Vec<_>>().join("-");
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

/// A year, month or day in Chinese numerals with digits: 二〇二四, 十二, 三十一; anything else stays.
fn arabic(numerals: &str) -> String {
    let digit = |c: char| match c {
        '○' | '〇' | '零' => Some('0'),
        '一' => Some('1'),
        '二' => Some('2'),
        '三' => Some('3'),
        '四' => Some('4'),
        '五' => Some('5'),
        '六' => Some('6'),
        '七' => Some('7'),
        '八' => Some('8'),
        '九' => Some('9'),
        _ => None,
    };
    let (tens, ones) = match numerals.split_once('十') {
        Some(("", "")) => ("一", "〇"),
        Some(("", ones)) => ("一", ones),
        Some((tens, "")) => (tens, "〇"),
        Some(parts) => parts,
        None => ("", numerals),
    };
    let digits = tens.chars().chain(ones.chars()).map(digit);
    let digits: Option<String> = digits.collect();
    digits.unwrap_or_else(|| numerals.to_owned())
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
            "２０２３－４－２８",
            "2023。4。28",
            "二〇二三年四月二十八日",
            "二○二三年四月二十八日",
            "二零二三年4月二十八号",
        ] {
            assert_eq!(normalise(typed).as_deref(), Ok("2023-04-28"), "{typed}");
        }
        for (typed, date) in [
            ("二〇二四年十月十日", "2024-10-10"),
            ("二〇二四年十二月三十一日", "2024-12-31"),
            ("二〇二四年三月十五日", "2024-03-15"),
            ("二〇二四年一月二十日", "2024-01-20"),
        ] {
            assert_eq!(normalise(typed).as_deref(), Ok(date), "{typed}");
        }
        for typed in ["十", "二〇二四年十十月一日", "二〇二四年三月三十二日"]
        {
            assert!(normalise(typed).is_err(), "{typed}");
        }
        for typed in ["2023-02-30", "4月28日", "昨天", "2023", "23-4-1"] {
            assert!(normalise(typed).is_err(), "{typed}");
        }
    }
}
