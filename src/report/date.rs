//! Dates as people type them and as the file keeps them: 2023-04-28, or 2023-04 where only the month
//! is certain.

use jiff::civil::Date;

use rust_decimal::prelude::ToPrimitive as _;

use super::number::Number;
use super::numeral::digit;

/// What was typed is no date.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum DateError {
    /// It cannot be read as one.
    #[error("“{0}”不是日期，请写成 2023-04-28 或 2023年4月28日，只定到月的写 2023-04。")]
    Unreadable(String),
    /// It is written as one, of a month that has no such day.
    #[error("“{typed}”不是日期，{year}年{month}月只有{last}天，请核对。")]
    Absent {
        /// What was typed.
        typed: String,
        /// The year.
        year: i16,
        /// The month.
        month: i8,
        /// How many days it has.
        last: i8,
    },
}

/// Reads a date as the file keeps it: 2023-04-28, never 23-4-28.
#[must_use]
pub fn read(text: &str) -> Option<Date> {
    let (text, whole) = (text.trim(), "2023-04-28".len());
    let date = Date::strptime("%Y-%m-%d", text).ok();
    date.filter(|date| text.len() == whole && date.year() >= FIRST_YEAR)
}

/// A year as a report is of one: a whole number of four digits.
#[must_use]
pub fn year(number: Number) -> Option<i16> {
    let year = number.value().filter(|year| year.fract().is_zero())?;
    year.to_i16().filter(|year| (1000..=9999).contains(year))
}

/// What is dated before it is a slip.
const FIRST_YEAR: i16 = 1900;

/// What the file keeps as a document writes it: 2023年4月28日, or 2023年4月. `None` where it is
/// neither a day nor a month.
#[must_use]
pub fn written(text: &str) -> Option<String> {
    let month = || {
        let first = first_of(text)?;
        Some(format!("{}年{}月", first.year(), first.month()))
    };
    read(text).map(chinese).or_else(month)
}

/// The last day of what the file keeps: a day itself, of a month its end.
#[must_use]
pub fn last_day(text: &str) -> Option<Date> {
    read(text).or_else(|| Some(first_of(text)?.last_of_month()))
}

/// The first day of a month as the file keeps it: 2023-04.
fn first_of(month: &str) -> Option<Date> {
    read(&format!("{}-01", month.trim()))
}

/// A date as a report writes it: 2023年4月28日, without padding (GB/T 15835).
#[must_use]
pub fn chinese(date: Date) -> String {
    format!("{}年{}月{}日", date.year(), date.month(), date.day())
}

/// What was typed (2023年4月28日, 二〇二三年四月二十八日, 2023.4.28, 2023/4/28, 20230428, 2023年4月,
/// full-width or not), as the file keeps it. By when something is done is told as people do
/// (2023年4月底前, 2023年底): the month by whose end it is.
///
/// # Errors
/// When there is no such day or month.
pub fn normalise(typed: &str) -> Result<String, DateError> {
    let error = || DateError::Unreadable(typed.trim().to_owned());
    let by = typed.trim();
    let is_last = |(at, _): &(usize, char)| {
        let words = by.get(*at..).unwrap_or_default();
        by_when(words) == Some(words.len())
    };
    let words = by.char_indices().find(is_last);
    let (told, words) = words
        .and_then(|(at, _)| by.split_at_checked(at))
        .unwrap_or((by, ""));
    let is_end = is_end(words);
    let december = if is_end && told.ends_with('年') {
        "12"
    } else {
        ""
    };
    let signs: String =
        told.replace("年年", "年")
            .chars()
            .chain(december.chars())
            .filter_map(|c| match c {
                '年' | '月' | '.' | '/' | '。' | '．' | '／' | '－' | '—' | '–' | '、' | '，'
                | ',' => Some('-'),
                '日' | '号' => None,
                c if c.is_whitespace() => None,
                c => Some(c),
            })
            .collect();
    let parts = signs.split('-').map(arabic);
    let plain = parts.collect::<Vec<_>>().join("-");
    let plain = plain.trim_end_matches('-');
    let is_month = plain.split('-').count() == 2;
    // By the end of a day says nothing, and before a month is not in it.
    let is_odd = match is_month {
        true => !is_end && !words.is_empty(),
        false => is_end,
    };
    if is_odd {
        return Err(error());
    }
    let date = if is_month {
        Date::strptime("%Y-%m-%d", format!("{plain}-01"))
    } else if plain.len() == 8 && plain.bytes().all(|b| b.is_ascii_digit()) {
        Date::strptime("%Y%m%d", plain)
    } else {
        Date::strptime("%Y-%m-%d", plain)
    };
    date.ok()
        .filter(|date| date.year() >= FIRST_YEAR)
        .map(|date| match is_month {
            true => date.strftime("%Y-%m").to_string(),
            false => date.to_string(),
        })
        .ok_or_else(|| absent(typed, plain).unwrap_or_else(error))
}

/// Whether words say of something that it goes on: 长期坚持, 持续推进, 常态化.
#[must_use]
pub fn is_lasting(words: &str) -> bool {
    const LASTING: [&str; 4] = ["长期", "持续", "常态", "长效"];
    let words = words.trim();
    LASTING.iter().any(|it| words.contains(it)) && !words.contains(|c: char| digit(c).is_some())
}

/// How many bytes at the head of these words tell by when: 底前, 末之前, 以前, 底.
#[must_use]
pub fn by_when(words: &str) -> Option<usize> {
    let behind = words.strip_prefix(END).unwrap_or(words);
    let before = ["之前", "以前", "前"].iter();
    let rest = before.copied().find_map(|it| behind.strip_prefix(it));
    let rest = rest.unwrap_or(behind);
    (rest.len() < words.len()).then(|| words.len() - rest.len())
}

/// Whether what [`by_when`] reads tells of the end of a month or a year.
#[must_use]
pub fn is_end(words: &str) -> bool {
    words.starts_with(END)
}

/// The end of a month or a year.
const END: [char; 2] = ['底', '末'];

/// That a month has no such day, where all of it is numbers: 2025-4-31.
fn absent(typed: &str, plain: &str) -> Option<DateError> {
    let (month, day) = plain.rsplit_once('-')?;
    day.parse::<u8>()
        .ok()
        .filter(|day| (29..=31).contains(day))?;
    let first = Date::strptime("%Y-%m-%d", format!("{month}-01")).ok()?;
    (first.year() >= FIRST_YEAR).then(|| DateError::Absent {
        typed: typed.trim().to_owned(),
        year: first.year(),
        month: first.month(),
        last: first.days_in_month(),
    })
}

/// A year, month or day in Chinese numerals with digits: 二〇二四, 十二, 三十一; anything else stays.
fn arabic(numerals: &str) -> String {
    let (tens, ones) = match numerals.split_once('十') {
        Some(("", "")) => ("一", "〇"),
        Some(("", ones)) => ("一", ones),
        Some((tens, "")) => (tens, "〇"),
        Some(parts) => parts,
        None => ("", numerals),
    };
    let digits = tens.chars().chain(ones.chars());
    let digits: Option<String> = digits.map(|c| Some(digit(c)?.0)).collect();
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
        let absent = |typed: &str| normalise(typed).unwrap_err().to_string();
        for typed in ["2025年4月31日", "2025.4.31", "二〇二五年四月三十一日"] {
            let words = format!("“{typed}”不是日期，2025年4月只有30天，请核对。");
            assert_eq!(absent(typed), words);
        }
        assert!(absent("2023-2-29").contains("2023年2月只有28天"));
        for typed in ["十", "二〇二四年十十月一日", "二〇二四年三月三十二日"]
        {
            assert!(normalise(typed).is_err(), "{typed}");
        }
        for typed in ["2024年6月", "2024-06", "2024-6", "2024.6", "２０２４年６月"] {
            assert_eq!(normalise(typed).as_deref(), Ok("2024-06"), "{typed}");
        }
        for (typed, date) in [
            ("2024年6月底前", "2024-06"),
            ("２０２４年６月末", "2024-06"),
            ("二〇二四年六月底之前", "2024-06"),
            ("2024年底前", "2024-12"),
            ("2024年年底", "2024-12"),
            ("2024年6月30日前", "2024-06-30"),
        ] {
            assert_eq!(normalise(typed).as_deref(), Ok(date), "{typed}");
        }
        for typed in [
            "2024年6月30日底",
            "2024年6月前",
            "6月底前",
            "年底前",
            "前",
            "底",
        ] {
            assert!(normalise(typed).is_err(), "{typed}");
        }
        for words in ["长期坚持", "持续推进", "常态化"] {
            assert!(is_lasting(words), "{words}");
        }
        for words in ["2024-12", "长期坚持至2025年", "昨天", ""] {
            assert!(!is_lasting(words), "{words}");
        }
        assert_eq!(written("2024-06").as_deref(), Some("2024年6月"));
        assert_eq!(written("2023-04-28").as_deref(), Some("2023年4月28日"));
        for kept in [
            "2024-13",
            "23-04-28",
            "2023-4-28",
            "23-6",
            "2023-6",
            "1023-04-28",
        ] {
            assert_eq!(written(kept), None, "{kept}");
        }
        for typed in [
            "2023-02-30",
            "4月28日",
            "昨天",
            "2023",
            "23-4-1",
            "2024年13月",
            "6月",
        ] {
            assert!(normalise(typed).is_err(), "{typed}");
        }
    }
}
