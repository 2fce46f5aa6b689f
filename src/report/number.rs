//! Numbers as people type them and as the file keeps them.
//!
//! A number is parsed from a closed alphabet and kept exact; what an input method makes of the
//! keys (１２．５, 12。5, ￥1,234.50) is turned into plain digits before it reaches the file.

use std::borrow::Cow;
use std::fmt;

use rust_decimal::Decimal;
use serde::de::{Deserialize, Deserializer, Error, Visitor};

use super::fields::Unit;
use super::numeral::{self, half_width};
use super::unit;
use crate::document::is_hidden;

/// A number in the file. Blank is not zero.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Number {
    /// Nothing is entered.
    #[default]
    Blank,
    /// An exact decimal.
    Known(Decimal),
    /// Something is entered that is no number; the check of the fields says where.
    Unreadable,
}

impl Number {
    /// The value, where there is one.
    #[must_use]
    pub const fn value(self) -> Option<Decimal> {
        match self {
            Self::Known(value) => Some(value),
            Self::Blank | Self::Unreadable => None,
        }
    }

    /// Reads the text of a scalar in the file: digits, one point, one sign. A whole number has no
    /// decimals, however it is written: 7.0 is 7.
    #[must_use]
    pub fn read(text: &str) -> Self {
        let text = text.trim();
        if text.is_empty() {
            return Self::Blank;
        }
        match plain(text) {
            Some(value) if value.fract().is_zero() => Self::Known(value.trunc()),
            Some(value) => Self::Known(value),
            None => Self::Unreadable,
        }
    }
}

impl<'de> Deserialize<'de> for Number {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Scalar;
        impl<'de> Visitor<'de> for Scalar {
            type Value = Number;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("数字")
            }
            fn visit_none<E: Error>(self) -> Result<Number, E> {
                Ok(Number::Blank)
            }
            fn visit_unit<E: Error>(self) -> Result<Number, E> {
                Ok(Number::Blank)
            }
            fn visit_some<D: Deserializer<'de>>(self, inner: D) -> Result<Number, D::Error> {
                inner.deserialize_str(self)
            }
            fn visit_str<E: Error>(self, text: &str) -> Result<Number, E> {
                Ok(Number::read(text))
            }
        }
        deserializer.deserialize_option(Scalar)
    }
}

/// Why what was typed is no number for the field.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NumberError {
    /// Letters, two points, a lone sign and the like.
    #[error("“{0}”不是数字，请只填数字和小数点，例如 {1}。")]
    NotANumber(String, &'static str),
    /// A word or a sign that says that there is none.
    #[error("“{0}”不是数字，没有发生的请填 0，还不知道的留空。")]
    Nothing(String),
    /// The same where only whole numbers make sense.
    #[error("“{0}”不是整数，请只填数字，单位不用写，例如 {1}。")]
    NotAWholeNumber(String, &'static str),
    /// A fraction where only whole numbers make sense.
    #[error("“{0}”应为整数，请去掉小数部分。")]
    NotWhole(String),
    /// Less than nothing of what is counted.
    #[error("“{0}”小于零，这里不能是负数，请核对是否多写了负号。")]
    Negative(String),
    /// Less than nothing of what hardly ever is, which is taken all the same.
    #[error("“{0}”小于零，请核对是否多写了负号。")]
    BelowZero(String),
    /// What begins as a sum of a spreadsheet and is none.
    #[error("“{0}”算不出来，算式只认加减，例如 =40+3。")]
    NotASum(String),
    /// A sum that is none without the sign in front.
    #[error("“{0}”是算式，请在前面加“=”，写成“={0}”。")]
    Unsaid(String),
    /// A comma that parts no thousands: 12,5 may be 12.5 as well as 125.
    #[error("“{0}”里的逗号后面不是三位数字，小数点请用“.”，例如 {1}。")]
    NoThousands(String, &'static str),
    /// More digits than can be held exactly, and what may be the reason.
    #[error("“{0}”位数太多，请核对{1}。")]
    TooLong(String, &'static str),
}

impl NumberError {
    /// What is odd about a number of a unit that can be read, if anything is.
    #[must_use]
    pub fn of_value(written: &str, value: Decimal, unit: Unit) -> Option<Self> {
        let written = written.to_owned();
        let is_negative = value < Decimal::ZERO;
        if unit.is_whole() && !value.fract().is_zero() {
            Some(Self::NotWhole(written))
        } else if is_negative && unit.is_never_negative() {
            Some(Self::Negative(written))
        } else if is_negative && unit == Unit::WanYuan {
            Some(Self::BelowZero(written))
        } else {
            None
        }
    }
}

/// What to look at where a number is too long.
const fn suspect(unit: Unit) -> &'static str {
    match unit {
        Unit::WanYuan => "单位是否为万元",
        _ => "是否多打了数字",
    }
}

/// The units that amounts are typed in, the longer before what it ends in.
const AMOUNTS: [&str; 10] = [
    "千万元",
    "百万元",
    "十万元",
    "万元",
    "亿元",
    "亿",
    "万",
    "千元",
    "百元",
    "元",
];

/// A value with its point so many places further to the right.
fn shifted(value: Decimal, places: i32) -> Option<Decimal> {
    let power = Decimal::from(10_u64.checked_pow(places.unsigned_abs())?);
    let value = match places {
        0 => return Some(value),
        1.. => value.checked_mul(power),
        _ => value.checked_div(power),
    };
    value.map(|value| value.normalize())
}

/// By how many powers of ten a unit of amounts is more than 万元.
fn above_wan(unit: &str) -> i32 {
    places(unit::power_of(unit).0, unit::power_of("万").0)
}

/// How many places the point moves from one power of ten to another.
fn places(from: u32, to: u32) -> i32 {
    from.cast_signed() - to.cast_signed()
}

/// The unit of amounts that words are, as a heading gives it: 元, 千元, 亿元.
#[must_use]
pub fn amount_unit(words: &str) -> Option<&'static str> {
    let mut units = AMOUNTS.into_iter();
    units.find(|unit| unit.ends_with('元') && *unit == words)
}

/// The unit that amounts are in which were taken for amounts in `unit`, and so came out more by a power
/// of ten.
#[must_use]
pub fn unit_less(unit: &str, power: i32) -> Option<&'static str> {
    let scale = above_wan(amount_unit(unit)?);
    let mut units = AMOUNTS.into_iter().filter(|name| name.ends_with('元'));
    units.find(|name| above_wan(name) + power == scale)
}

/// Any blank between two digits.
const BLANK: char = ' ';

/// Whether what stands for a number says that there is none: 无, —, ／.
#[must_use]
pub fn says_nothing(typed: &str) -> bool {
    const STROKES: [char; 7] = ['-', '－', '–', '—', '─', '/', '／'];
    let typed = typed.trim();
    typed == "无" || (!typed.is_empty() && typed.chars().all(|c| STROKES.contains(&c)))
}

/// What was typed into a number field, as the plain decimal text that goes into the file.
///
/// Full-width digits and points, 。 typed for a point, currency signs, commas and blanks between
/// thousands, other blanks and a unit behind the number are understood; for amounts in 万元 元, 千元, 百万元 and 亿元
/// are converted. Digits after the point stay as typed, but for a whole number's zeros. =40+3 is added
/// up. Nothing typed is a blank field: `None`.
///
/// # Errors
/// When the text is no number, or no whole number where `unit` asks for one.
pub fn normalise(typed: &str, unit: Unit) -> Result<Option<String>, NumberError> {
    let shown = || typed.trim().to_owned();
    if let Some(terms) = typed.trim().strip_prefix(['=', '＝']) {
        let sum = sum(terms, unit).ok_or_else(|| NumberError::NotASum(shown()))?;
        return normalise(&sum.to_string(), unit);
    }
    let not_a_number = || {
        if says_nothing(typed) {
            NumberError::Nothing(shown())
        } else if typed.contains(['+', '＋']) && sum(typed, unit).is_some() {
            NumberError::Unsaid(shown())
        } else if unit.is_whole() {
            NumberError::NotAWholeNumber(shown(), unit.example())
        } else {
            NumberError::NotANumber(shown(), unit.example())
        }
    };
    // A blank between two digits parts thousands or could be anything; elsewhere it is a slip of the
    // thumb.
    let digit = |c: char| c.is_ascii_digit() || ('０'..='９').contains(&c);
    let mut seen = String::new();
    for piece in typed.split_whitespace() {
        if seen.ends_with(digit) && piece.starts_with(digit) {
            seen.push(BLANK);
        }
        seen.push_str(piece);
    }
    let text: String = seen
        .chars()
        .filter_map(|c| match c {
            '０'..='９' | '．' | '，' | '－' | '＋' | '％' => Some(half_width(c)),
            '。' => Some('.'),
            '−' | '—' | '–' => Some('-'),
            '￥' | '¥' => None,
            // 二〇二五
            c if unit == Unit::Year => Some(numeral::digit(c).map_or(c, |(digit, _)| digit)),
            c => Some(c),
        })
        .collect();
    if text.is_empty() {
        return Ok(None);
    }
    let (digits, scale) = if unit == Unit::WanYuan {
        AMOUNTS
            .into_iter()
            .find_map(|unit| Some((text.strip_suffix(unit)?, above_wan(unit))))
            .unwrap_or((&text, 0))
    } else {
        let words = unit.words().iter();
        let bare = words.into_iter().find_map(|it| text.strip_suffix(it));
        (bare.unwrap_or(&text), 0)
    };
    let Some(digits) = ungrouped(digits) else {
        let is_number = |c: char| c.is_ascii_digit() || matches!(c, ',' | '.' | '-' | '+');
        return Err(match digits.chars().all(is_number) {
            true => NumberError::NoThousands(shown(), unit.example()),
            false => not_a_number(),
        });
    };
    let digits = &*digits;
    let value = plain(digits).ok_or_else(|| {
        let numeric = digits.bytes().all(|b| b.is_ascii_digit() || b == b'.');
        if numeric && is_too_long(digits) {
            NumberError::TooLong(shown(), suspect(unit))
        } else {
            not_a_number()
        }
    })?;
    let value =
        shifted(value, scale).ok_or_else(|| NumberError::TooLong(shown(), suspect(unit)))?;
    match NumberError::of_value(&shown(), value, unit) {
        None | Some(NumberError::BelowZero(_)) => {}
        Some(error) => return Err(error),
    }
    let value = if unit.is_whole() && unit != Unit::None {
        value.trunc()
    } else {
        value
    };
    let digits = value.to_string();
    if is_too_long(digits.trim_start_matches('-')) {
        return Err(NumberError::TooLong(shown(), suspect(unit)));
    }
    Ok(Some(digits))
}

/// Digits without the commas or blanks between their thousands; `None` where one stands elsewhere.
fn ungrouped(digits: &str) -> Option<Cow<'_, str>> {
    const MARKS: [char; 2] = [',', BLANK];
    if !digits.contains(MARKS) {
        return Some(Cow::Borrowed(digits));
    }
    let whole = digits.split_once('.').map_or(digits, |(whole, _)| whole);
    let mut groups = whole.trim_start_matches(['-', '+']).split(MARKS);
    let first = groups.next().map_or(0, str::len);
    let are_thousands = (1..=3).contains(&first) && groups.all(|group| group.len() == 3);
    let behind = digits.get(whole.len()..).unwrap_or_default();
    (are_thousands && !behind.contains(MARKS)).then(|| Cow::Owned(digits.replace(MARKS, "")))
}

/// What amounts with signs between them come to.
fn sum(terms: &str, unit: Unit) -> Option<Decimal> {
    const SIGNS: [char; 5] = ['+', '＋', '-', '－', '−'];
    let mut sum = None;
    let mut rest = terms.trim();
    while !rest.is_empty() {
        let next = rest.char_indices().skip(1);
        let next = next.into_iter().find(|(_, c)| SIGNS.contains(c));
        let (term, behind) = rest.split_at_checked(next.map_or(rest.len(), |(at, _)| at))?;
        let amount = term.trim_start_matches(SIGNS);
        // One sign a term.
        if term.chars().count() > amount.chars().count() + 1 || amount.contains(['=', '＝']) {
            return None;
        }
        let amount: Decimal = normalise(amount, unit).ok()??.parse().ok()?;
        let total = sum.unwrap_or(Decimal::ZERO);
        sum = if term.starts_with(['-', '－', '−']) {
            total.checked_sub(amount)
        } else {
            total.checked_add(amount)
        };
        sum?;
        rest = behind;
    }
    sum
}

/// A text of one line with its digits, and the signs and spaces between them, as a keyboard without
/// an input method types them: ８２５５　０１３５ is 8255 0135.
#[must_use]
pub fn plain_digits(typed: &str) -> String {
    let narrow = |c: char| match c {
        '０'..='９' | '－' | '．' => half_width(c),
        '\u{3000}' => ' ',
        c => c,
    };
    let chars: Vec<char> = typed.chars().collect();
    let is_digit = |c: Option<&char>| c.is_some_and(|&c| narrow(c).is_ascii_digit());
    let each = chars.iter().enumerate().map(|(i, &c)| {
        let between = i > 0 && is_digit(chars.get(i - 1)) && is_digit(chars.get(i + 1));
        if is_digit(Some(&c)) || between {
            narrow(c)
        } else {
            c
        }
    });
    each.collect()
}

/// A measured value: a number where it is one, else the words as typed (达成, 全部完成).
#[must_use]
pub fn normalise_measure(typed: &str) -> String {
    let typed = typed.trim();
    match normalise(typed, Unit::None) {
        Ok(Some(number)) => number,
        _ => match normalise(typed.trim_end_matches(['%', '％']), Unit::Points) {
            Ok(Some(number)) if typed.ends_with(['%', '％']) => format!("{number}%"),
            Ok(Some(number)) => number,
            _ => plain_digits(typed),
        },
    }
}

/// The signs of comparison as people type them, each with the form's own.
const SIGNS: [(&str, &str); 18] = [
    (">=", "≥"),
    (">＝", "≥"),
    ("＞＝", "≥"),
    ("＞=", "≥"),
    ("<=", "≤"),
    ("<＝", "≤"),
    ("＜＝", "≤"),
    ("＜=", "≤"),
    ("≥", "≥"),
    ("≧", "≥"),
    ("≤", "≤"),
    ("≦", "≤"),
    (">", "＞"),
    ("＞", "＞"),
    ("<", "＜"),
    ("＜", "＜"),
    ("=", "＝"),
    ("＝", "＝"),
];

/// The signs of comparison in words, as they stand in a column of their own.
const SIGNS_IN_WORDS: [(&str, &str); 19] = [
    ("大于等于", "≥"),
    ("不低于", "≥"),
    ("不少于", "≥"),
    ("不小于", "≥"),
    ("至少", "≥"),
    ("小于等于", "≤"),
    ("不高于", "≤"),
    ("不超过", "≤"),
    ("不多于", "≤"),
    ("不大于", "≤"),
    ("大于", "＞"),
    ("高于", "＞"),
    ("多于", "＞"),
    ("超过", "＞"),
    ("小于", "＜"),
    ("低于", "＜"),
    ("少于", "＜"),
    ("不足", "＜"),
    ("等于", "＝"),
];

/// The same behind a number, the longer before what it ends in.
const SIGNS_BEHIND: [(&str, &str); 5] = [
    ("及以上", "≥"),
    ("以上", "≥"),
    ("及以下", "≤"),
    ("以下", "≤"),
    ("以内", "≤"),
];

/// A value without the sign of comparison in front of it, where one stands there: ≥95 is 95.
#[must_use]
pub fn without_sign(text: &str) -> Option<&str> {
    let mut signs = SIGNS.iter();
    signs.find_map(|(sign, _)| Some(text.strip_prefix(sign)?.trim_start()))
}

/// The form's own sign for one that was typed: ≥ for `>=` and for 大于等于; any other text is itself.
#[must_use]
pub fn sign_meant(typed: &str) -> &str {
    let mut signs = SIGNS.iter().chain(&SIGNS_IN_WORDS);
    let sign = signs.find(|(from, _)| *from == typed);
    sign.map_or(typed, |(_, sign)| sign)
}

/// The sign that words begin to say that are still being typed: 大于 is ＞ until it goes on to 大于等于.
#[must_use]
pub fn sign_begun(typed: &str) -> Option<&'static str> {
    let words = || SIGNS.iter().chain(&SIGNS_IN_WORDS);
    let whole = words().find(|(from, _)| *from == typed);
    let begun = || {
        SIGNS_IN_WORDS
            .iter()
            .find(|(from, _)| from.starts_with(typed))
    };
    whole.or_else(begun).map(|(_, sign)| *sign)
}

/// The one of the words of a form that is meant by what was typed or pasted: `>=` is ≥, 产出 is
/// 产出指标, as is 产出指标（50分）. `None` where it may be several or is none.
#[must_use]
pub fn word_meant<'a>(words: &[&'a str], typed: &str) -> Option<&'a str> {
    let bare = typed.split(['（', '(']).next().map(str::trim);
    let typed = bare.filter(|it| !it.is_empty()).unwrap_or(typed);
    let typed = sign_meant(typed.trim());
    if let Some(word) = words.iter().find(|word| **word == typed) {
        return Some(word);
    }
    let only = |holds: &dyn Fn(&str) -> bool| {
        let mut found = words.iter().filter(|word| holds(word));
        found.next().filter(|_| found.next().is_none()).copied()
    };
    let long = typed.chars().count() >= 2;
    let begins = || only(&|word| word.starts_with(typed));
    let within = || only(&|word| word.contains(typed));
    begins().or_else(within).filter(|_| long)
}

/// What is typed as a target or an actual value, told apart: ≥1200家 is a sign, a number, a unit.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Measure {
    /// 计算符号, as the form writes it; `None` where there is none in front.
    pub sign: Option<&'static str>,
    /// The number, or the words as typed.
    pub value: String,
    /// 度量单位 behind a number; blank where there is none. % stays with its number.
    pub unit: String,
}

impl Measure {
    /// Tells a typed value apart. What is no number between a sign and a unit stays whole.
    #[must_use]
    pub fn read(typed: &str) -> Self {
        let typed = typed.trim();
        let mut before = SIGNS.iter().chain(&SIGNS_IN_WORDS);
        let before = before.find_map(|(from, to)| Some((*to, typed.strip_prefix(from)?)));
        let mut behind = SIGNS_BEHIND.iter();
        let mut behind = || behind.find_map(|(from, to)| Some((*to, typed.strip_suffix(from)?)));
        let signed = before.or_else(&mut behind);
        let (sign, rest) = signed.map_or((None, typed), |(sign, rest)| (Some(sign), rest.trim()));
        let is_of_number = |c: char| matches!(c, '0'..='9' | '０'..='９' | '.' | '．' | ',' | '，');
        let end = rest.find(|c| !is_of_number(c)).unwrap_or(rest.len());
        let (number, unit) = rest.split_at_checked(end).unwrap_or((rest, ""));
        let unit = unit.trim();
        // 12月底前 and 2022年 are times, no amounts of something; 100余人 is no one number.
        let is_time =
            unit != "个月" && unit.contains(|c| "年月日号前底内后末初半以至到".contains(c));
        let is_about = unit.contains(|c| "余多几左右".contains(c));
        let is_word = unit.chars().count() <= 4 && unit.chars().all(char::is_alphabetic);
        // 万㎡, m2
        let bare = unit.trim_start_matches(|c| unit::tens(c).is_some());
        let is_unit = (is_word || unit::spelled(bare) != bare) && !is_time && !is_about;
        match normalise(number, Unit::Points) {
            Ok(Some(value)) if is_unit => Self {
                sign,
                value,
                unit: unit.to_owned(),
            },
            _ if sign.is_some() && plain_measure(rest) => Self {
                sign,
                value: normalise_measure(rest),
                unit: String::new(),
            },
            _ => Self {
                sign: None,
                value: normalise_measure(typed),
                unit: String::new(),
            },
        }
    }

    /// The same in the unit of its indicator, which it gives one where there is none yet: 1.25万人 is
    /// 12500 where 人 are counted, and 95% is 95 where % is. `None` where its own is a unit of another kind.
    #[must_use]
    pub fn in_unit(self, unit: &str) -> Option<Self> {
        if let (Some(number), "%" | "％") = (self.value.strip_suffix('%'), unit) {
            return Some(Self {
                value: number.to_owned(),
                unit: unit.to_owned(),
                ..self
            });
        }
        let (power, of) = unit::power_of(&self.unit);
        let (unit_power, unit_of) = unit::power_of(unit);
        // 万 alone is of whatever is counted.
        let takes_it = unit.is_empty() && !of.is_empty();
        if self.unit.is_empty() || takes_it {
            return Some(self);
        }
        if !of.is_empty() && of != unit_of {
            return None;
        }
        let value = match places(power, unit_power) {
            0 => self.value,
            places => shifted(plain(&self.value)?, places)?.to_string(),
        };
        Some(Self {
            value,
            unit: unit.to_owned(),
            ..self
        })
    }
}

/// Whether a measure is a number, with % or without.
fn plain_measure(text: &str) -> bool {
    let number = text.trim_end_matches(['%', '％']);
    matches!(normalise(number, Unit::Points), Ok(Some(_)))
}

/// How many digits a number may have before its point: a quadrillion is more than any office has,
/// and sums and products of such numbers are still exact to the last cent.
const MOST_DIGITS: usize = 15;

fn plain(text: &str) -> Option<Decimal> {
    let unsigned = text.strip_prefix(['-', '+']).unwrap_or(text);
    let closed = unsigned.bytes().all(|b| b.is_ascii_digit() || b == b'.')
        && unsigned.bytes().any(|b| b.is_ascii_digit());
    if !closed || is_too_long(unsigned) {
        return None;
    }
    let trimmed = unsigned.strip_suffix('.').unwrap_or(unsigned);
    let value = Decimal::from_str_exact(trimmed).ok()?;
    // There is no less than nothing.
    let negative = text.starts_with('-') && !value.is_zero();
    Some(if negative { -value } else { value })
}

/// Whether digits with a point have more places than can be held exactly.
fn is_too_long(digits: &str) -> bool {
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let whole = whole.trim_start_matches('0').len();
    whole > MOST_DIGITS || whole + fraction.len() > 28
}

/// What is typed around a value to quote it.
pub(super) const QUOTATION_MARKS: &str = "\"'“”‘’＂";

/// Why the text of a scalar is no number, with what it was probably meant to be.
#[must_use]
pub fn trouble(text: &str, unit: Unit) -> (String, Option<String>) {
    let shown: String = text.chars().take(30).collect();
    let shown = if shown.len() < text.len() {
        format!("{shown}..")
    } else {
        shown
    };
    let seen: String = text
        .chars()
        .filter(|c| !is_hidden(*c) && !QUOTATION_MARKS.contains(*c))
        .collect();
    let meant = normalise(&seen, unit).ok().flatten();
    let offer = match &meant {
        Some(meant) => format!("请改为 {meant}"),
        None => format!("请改为数字，例如 {}", unit.example()),
    };
    let hidden = text.chars().find(|c| is_hidden(*c));
    let code = |c: char| format!("U+{:04X}", u32::from(c));
    let odd = |c: &char| !c.is_ascii_digit() && !"+-.,".contains(*c);
    let digits = text.trim_start_matches(['-', '+']);
    let is_scientific = digits
        .split_once(['e', 'E'])
        .is_some_and(|(number, power)| {
            plain(number).is_some() && power.trim_start_matches(['-', '+']).parse::<u32>().is_ok()
        });
    let numeric = digits.bytes().all(|b| b.is_ascii_digit() || b == b'.');
    let message = if let Some(c) = hidden {
        format!("数字“{shown}”里夹有看不见的字符（{}），{offer}。", code(c))
    } else if meant.is_some() {
        format!(
            "“{shown}”不是按“{}”的样子写的数字，{offer}。",
            unit.example()
        )
    } else if numeric && is_too_long(digits) {
        NumberError::TooLong(shown, suspect(unit)).to_string()
    } else if is_scientific {
        format!("“{shown}”是科学计数法，{offer}。")
    } else {
        // One sign among the digits that only looks like one of them.
        match text.chars().filter(odd).collect::<Vec<_>>().as_slice() {
            [c] if text.contains(|c: char| c.is_ascii_digit()) => {
                format!("“{shown}”里的“{c}”（{}）不是数字，{offer}。", code(*c))
            }
            _ => format!("“{shown}”不是数字，{offer}。"),
        }
    };
    (message, meant)
}

/// How many 元 are 1 万元.
pub const WAN: Decimal = Decimal::from_parts(10_000, 0, 0, false, 0);

/// An amount of so many 元 in 万元.
#[must_use]
pub fn in_ten_thousands(yuan: Decimal) -> Option<Decimal> {
    yuan.checked_div(WAN)
}

/// An amount of so many 万元 in 元.
#[must_use]
pub fn in_yuan(ten_thousands: Decimal) -> Option<Decimal> {
    ten_thousands.checked_mul(WAN)
}

/// What stands where a figure cannot be derived because something it needs is not filled in.
pub const LACKING: &str = "缺数";
/// What stands for a figure that has to be entered and is not.
pub const UNFILLED: &str = "未填";
/// What stands beside a figure that is derived from a part of what it needs.
pub const PARTIAL: &str = "未填全";

/// An amount in 万元 or points as the forms show it: two decimals, no separators.
/// More decimals than two are kept when the number has them, so that nothing entered is hidden.
#[must_use]
pub fn shown(value: Decimal) -> String {
    let exact = without_idle_zeros(value);
    if exact.scale() > 2 {
        exact.to_string()
    } else {
        format!("{exact:.2}")
    }
}

/// The same number without zeros behind its second decimal. To take them off is to divide, so that of
/// two decimals, as nearly all amounts have them, none are looked for.
fn without_idle_zeros(value: Decimal) -> Decimal {
    match value.scale() {
        0..=2 => value,
        _ => value.normalize(),
    }
}

/// How sentences tell an amount in 万元: with two decimals as tables have it ([`shown`]), or without the zeros at its
/// end ([`told`]).
pub type Telling = fn(Decimal) -> String;

/// An amount in 万元 as a sentence tells it: without the zeros at its end that a column of a table has, 435.2
/// and 229.
#[must_use]
pub fn told(value: Decimal) -> String {
    value.normalize().to_string()
}

/// Whether one of two amounts in 万元 is a thousand times the other or more, as when 元 were filled
/// in; of small ones it says nothing.
#[must_use]
pub fn is_of_another_size(one: Decimal, other: Decimal) -> bool {
    let (less, more) = (one.abs().min(other.abs()), one.abs().max(other.abs()));
    let thousandfold = less.checked_mul(Decimal::ONE_THOUSAND);
    less > Decimal::ZERO
        && more >= Decimal::ONE_HUNDRED
        && thousandfold.is_some_and(|thousandfold| more >= thousandfold)
}

/// The power of ten of its first digit: 2 of 435.2, -1 of 0.5. Of 0 it says nothing.
#[must_use]
pub fn power(value: Decimal) -> i64 {
    let first = value.mantissa().unsigned_abs().checked_ilog10();
    i64::from(first.unwrap_or_default()) - i64::from(value.scale())
}

/// How many columns [`shown`] takes, found without writing the number down.
#[must_use]
pub fn shown_width(value: Decimal) -> usize {
    let exact = without_idle_zeros(value);
    let scale = usize::try_from(exact.scale()).unwrap_or_default();
    let digits = exact.mantissa().unsigned_abs().checked_ilog10();
    let digits = digits.and_then(|last| usize::try_from(last + 1).ok());
    let whole = digits.unwrap_or(1).saturating_sub(scale).max(1);
    usize::from(exact.is_sign_negative()) + whole + 1 + scale.max(2)
}

/// A derived number rounded half up to two decimals, the way the forms round.
#[must_use]
pub fn rounded(value: Decimal) -> Decimal {
    value.round_dp_with_strategy(2, rust_decimal::RoundingStrategy::MidpointAwayFromZero)
}

/// A ratio as a percentage with two decimals: 0.9735 is 97.35%.
#[must_use]
pub fn percent(ratio: Decimal) -> String {
    percent_points(ratio).map_or_else(|| "过大".to_owned(), |value| format!("{value:.2}%"))
}

/// A ratio as it is told, in hundredths with two decimals: what is compared with a limit is what is read.
#[must_use]
pub fn as_told(ratio: Decimal) -> Decimal {
    ratio.round_dp_with_strategy(4, rust_decimal::RoundingStrategy::MidpointAwayFromZero)
}

/// A ratio in hundredths with two decimals, as a form has a rate: 0.9735 is 97.35.
#[must_use]
pub fn percent_points(ratio: Decimal) -> Option<Decimal> {
    ratio.checked_mul(Decimal::ONE_HUNDRED).map(rounded)
}

/// A change with its sign: +12.30, -4.00, 0.00.
#[must_use]
pub fn signed(value: Decimal) -> String {
    if value.is_sign_positive() && !value.is_zero() {
        format!("+{}", shown(value))
    } else {
        shown(value)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn amount(typed: &str) -> Option<String> {
        normalise(typed, Unit::WanYuan).unwrap()
    }

    #[test]
    fn what_an_input_method_produces_becomes_plain_digits() {
        assert_eq!(amount("１２．５").as_deref(), Some("12.5"));
        assert_eq!(amount("12。5").as_deref(), Some("12.5"));
        assert_eq!(amount("￥1,234.50").as_deref(), Some("1234.50"));
        assert_eq!(amount("1，234.50").as_deref(), Some("1234.50"));
        assert_eq!(amount("1234.5万元").as_deref(), Some("1234.5"));
        assert_eq!(amount("12345元").as_deref(), Some("1.2345"));
        assert_eq!(amount("1.5亿元").as_deref(), Some("15000"));
        assert_eq!(amount("4352千元").as_deref(), Some("435.2"));
        assert_eq!(amount("4.352百万元").as_deref(), Some("435.2"));
        assert_eq!(amount("－3.20").as_deref(), Some("-3.20"));
        assert_eq!(amount(" 435.20 ").as_deref(), Some("435.20"));
        assert_eq!(amount("435.").as_deref(), Some("435"));
        assert_eq!(amount("-0.00").as_deref(), Some("0.00"));
        assert_eq!(amount("  "), None);
        assert_eq!(
            normalise("４３人", Unit::Person).unwrap().as_deref(),
            Some("43")
        );
    }

    #[test]
    fn blanks_part_thousands() {
        for (typed, plain) in [
            ("12 345.6", "12345.6"),
            ("12\u{2009}345.6", "12345.6"),
            ("12\u{A0}345.6", "12345.6"),
            ("12\u{202F}345.6", "12345.6"),
            ("１　２３４　５６７", "1234567"),
            ("-1 234 万元", "-1234"),
            ("￥ 1 234.50", "1234.50"),
            ("=1 234 + 6", "1240"),
        ] {
            assert_eq!(amount(typed).as_deref(), Some(plain), "{typed}");
        }
        assert_eq!(
            normalise("1 234 人", Unit::Person).unwrap().as_deref(),
            Some("1234")
        );
    }

    proptest! {
        /// What is a thousand times another begins three places before it at least, however it is written.
        #[test]
        fn a_thousand_times_as_much_begins_three_places_before(
            less in 1_i64..1_000_000_000,
            scale in 0_u32..6,
            more in 1_i64..1_000_000_000,
        ) {
            let (less, more) = (Decimal::new(less, scale), Decimal::new(more, 2));
            if is_of_another_size(less, more) {
                prop_assert!((power(more) - power(less)).abs() >= 3, "{less} {more}");
            }
        }

        /// A number grouped by any one blank is the number; with a digit more or less in a group it
        /// is refused.
        #[test]
        fn a_blank_is_taken_between_groups_of_three_only(
            first in 1_u32..1000,
            groups in prop::collection::vec(0_u32..1000, 1..4),
            blank in prop::sample::select(vec![' ', '\u{A0}', '\u{2009}', '\u{202F}', '\u{3000}']),
            cents in 0_u32..100,
        ) {
            let groups: Vec<String> = groups.iter().map(|group| format!("{group:03}")).collect();
            let tail = format!("{blank}{}", groups.join(&blank.to_string()));
            let typed = format!("{first}{tail}.{cents:02}");
            let plain = format!("{first}{}.{cents:02}", groups.concat());
            prop_assert_eq!(amount(&typed), Some(plain));
            let more = [
                format!("{first}{tail}0.{cents:02}"),
                format!("1000{tail}"),
                format!("{first}.{cents:02}{tail}"),
                format!("{first}{tail}{blank}12"),
            ];
            for typed in more {
                let refused = normalise(&typed, Unit::WanYuan);
                prop_assert!(matches!(refused, Err(NumberError::NotANumber(..))), "{}", typed);
            }
        }
    }

    #[test]
    fn what_is_no_number_is_said() {
        for typed in [
            "abc",
            "3 4",
            "3  4",
            "1.2.3",
            "1e5",
            "1_000",
            "十二",
            "12万3",
            "1 2345",
            "12 34",
            "1234 567",
            "1.234 567",
        ] {
            assert!(
                matches!(
                    normalise(typed, Unit::WanYuan),
                    Err(NumberError::NotANumber(..))
                ),
                "{typed}"
            );
        }
        for typed in ["-", "——", "／", "无"] {
            let none = normalise(typed, Unit::WanYuan);
            assert!(matches!(none, Err(NumberError::Nothing(_))), "{typed}");
        }
        assert!(matches!(
            normalise("4.5", Unit::Person),
            Err(NumberError::NotWhole(_))
        ));
        for typed in [
            "9".repeat(40),
            "9".repeat(20),
            "999999999999999亿元".to_owned(),
        ] {
            let outcome = normalise(&typed, Unit::WanYuan);
            assert!(matches!(outcome, Err(NumberError::TooLong(..))), "{typed}");
        }
    }

    #[test]
    fn what_only_looks_like_a_number_is_named() {
        for (text, word, meant) in [
            ("12O", "“O”（U+004F）", None),
            ("1\u{200B}2", "U+200B", Some("12")),
            ("１２．５", "改为 12.5", Some("12.5")),
            ("“12.50”", "改为 12.50", Some("12.50")),
            ("1e400", "科学计数法", None),
            ("12345678901234567890", "位数太多", None),
            ("一百", "不是数字", None),
        ] {
            let (message, fix) = trouble(text, Unit::WanYuan);
            assert!(message.contains(word), "{message}");
            assert_eq!(fix.as_deref(), meant, "{message}");
        }
    }

    #[test]
    fn digits_in_a_text_become_plain() {
        assert_eq!(plain_digits("８２５５　０１３５"), "8255 0135");
        assert_eq!(plain_digits("０７９１－８２５５"), "0791-8255");
        assert_eq!(plain_digits("甲　乙－丙２室"), "甲　乙－丙2室");
    }

    #[test]
    fn measures_are_numbers_or_words() {
        assert_eq!(normalise_measure("９７．３５"), "97.35");
        assert_eq!(normalise_measure("１００％"), "100%");
        assert_eq!(normalise_measure(" 达成 "), "达成");
        assert_eq!(normalise_measure("21%%\t"), "21%");
    }

    #[test]
    fn a_measure_is_told_apart() {
        let read = |typed: &str| {
            let Measure { sign, value, unit } = Measure::read(typed);
            (sign.unwrap_or(""), value, unit)
        };
        let parts = |sign, value: &str, unit: &str| (sign, value.to_owned(), unit.to_owned());
        assert_eq!(read("≥1200家"), parts("≥", "1200", "家"));
        for at_least in [">=", ">＝", "＞=", "＞＝", "≧"] {
            let typed = format!("{at_least}９５％");
            assert_eq!(read(&typed), parts("≥", "95%", ""));
        }
        assert_eq!(read("<＝3"), parts("≤", "3", ""));
        assert_eq!(read("1,200 人次"), parts("", "1200", "人次"));
        assert_eq!(read("1.5万元"), parts("", "1.5", "万元"));
        assert_eq!(read("≥1200㎡"), parts("≥", "1200", "㎡"));
        assert_eq!(read("1.2万m2"), parts("", "1.2", "万m2"));
        assert_eq!(read("12"), parts("", "12", ""));
        assert_eq!(read("5-10"), parts("", "5-10", ""));
        assert_eq!(read("达成"), parts("", "达成", ""));
        assert_eq!(read("≥达成"), parts("", "≥达成", ""));
        for time in ["3月底前完成整改", "12月底前", "2022年", "6月"] {
            assert_eq!(read(time), parts("", time, ""));
        }
        assert_eq!(read("6个月"), parts("", "6", "个月"));
        assert_eq!(read("１００余人"), parts("", "100余人", ""));
        assert_eq!(read("9０％以上"), parts("≥", "90%", ""));
        assert_eq!(read("90%及以上"), parts("≥", "90%", ""));
        assert_eq!(read("不低于95%"), parts("≥", "95%", ""));
        assert_eq!(read("大于等于 95%"), parts("≥", "95%", ""));
        assert_eq!(read("不超过3次"), parts("≤", "3", "次"));
        assert_eq!(read("3个月以内"), parts("≤", "3", "个月"));
        assert_eq!(read("少于5件"), parts("＜", "5", "件"));
        for words in ["科级以上", "3月以内", "不低于上年", "12月底以前"] {
            assert_eq!(read(words), parts("", words, ""));
        }
    }

    #[test]
    fn a_measure_is_told_in_the_unit_of_its_indicator() {
        let told = |typed: &str, unit: &str| {
            let Measure { value, unit, .. } = Measure::read(typed).in_unit(unit)?;
            Some(value + &unit)
        };
        for (typed, unit, right) in [
            ("1.25万人", "人", "12500人"),
            ("１．２５万人", "人", "12500人"),
            ("12500人", "万人", "1.25万人"),
            ("1.20万人", "万人", "1.20万人"),
            ("120名", "人", "120人"),
            ("1.25万", "人", "12500人"),
            ("1.25万", "", "12500"),
            ("3.6公里", "米", "3600米"),
            ("800米", "公里", "0.8公里"),
            ("8千米", "公里", "8公里"),
            ("1.2万亩", "亩", "12000亩"),
            ("2公顷", "平方米", "20000平方米"),
            ("3吨", "公斤", "3000公斤"),
            ("86万元", "元", "860000元"),
            ("1.5亿元", "万元", "15000万元"),
            ("3千户", "户", "3000户"),
            ("12家", "", "12家"),
            ("95%", "人", "95%"),
            ("≥９5.00％", "%", "95.00%"),
            ("95%", "", "95%"),
            ("全部完成", "人", "全部完成"),
        ] {
            assert_eq!(told(typed, unit).as_deref(), Some(right), "{typed} {unit}");
        }
        for (typed, unit) in [
            ("3次", "人"),
            ("1.2万人次", "人"),
            ("3人", "%"),
            ("2亩", "平方米"),
        ] {
            assert_eq!(told(typed, unit), None, "{typed} {unit}");
        }
    }

    #[test]
    fn shown_and_rounded() {
        assert_eq!(shown("4542.4".parse().unwrap()), "4542.40");
        assert_eq!(shown("1.2345".parse().unwrap()), "1.2345");
        for typed in [
            "0", "4542.4", "1.2345", "-3", "-0.5", "100", "99.999", "0.01",
        ] {
            let value = typed.parse().unwrap();
            assert_eq!(shown_width(value), shown(value).len(), "{typed}");
        }
        assert_eq!(rounded("0.125".parse().unwrap()).to_string(), "0.13");
        assert_eq!(percent("0.9735".parse().unwrap()), "97.35%");
        assert_eq!(signed("3".parse().unwrap()), "+3.00");
        assert_eq!(signed("-3".parse().unwrap()), "-3.00");
    }
}
