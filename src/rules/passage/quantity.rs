//! Numbers with their units, as Chinese reports write them: 4542.4万元, 1100余万元, -1.2%, 103.3万人次.

use std::ops::Range;

use rust_decimal::Decimal;

use crate::report::numeral::{half_width, is_digit};
use crate::report::unit;
use crate::rules::passage::{clause_before, is_boundary};

/// What a number counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::rules) enum Unit<'a> {
    /// Money; the value is in 元.
    Money,
    /// %
    Percent,
    /// 个百分点
    Points,
    /// 年, 月, 日, 时, and numbers that order: 第3.
    Date,
    /// 分 of a score, behind which nothing goes on: not 分钟, 分局.
    Score,
    /// Things, by their measure word; areas are all 平方米.
    Count(&'a str),
    /// Nothing that could be told.
    None,
}

/// A number with its unit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::rules) struct Quantity<'a> {
    /// From the sign to the end of the unit.
    pub(in crate::rules) span: Range<usize>,
    /// The digits, without sign and unit.
    pub(in crate::rules) digits: &'a str,
    /// The value in the plain unit: 4.17万条 is 41700.
    pub(in crate::rules) value: Decimal,
    /// Half of the last digit's worth: how far rounding may have moved the value. 0 for whole
    /// numbers without 万 and the like, which count things.
    pub(in crate::rules) slack: Decimal,
    /// What it counts.
    pub(in crate::rules) unit: Unit<'a>,
    /// How many 元, 万元 or things one of the digits' ones is worth: 10000 for 万.
    pub(in crate::rules) scale: Decimal,
    /// Whether the text says that it is not exact: 约, 近, 超, 余, 以上.
    pub(in crate::rules) approximate: bool,
    /// Whether it is an end of a range: 1-9月, 3-5%.
    pub(in crate::rules) range: bool,
}

impl Quantity<'_> {
    /// Whether it can be held against another: an exact number of something.
    pub(in crate::rules) fn is_exact(&self) -> bool {
        !self.approximate && !self.range
    }

    /// How many digits stand behind its point.
    pub(in crate::rules) fn decimals(&self) -> usize {
        let decimals = self.digits.split_once(['.', '．']);
        decimals.map_or(0, |(_, decimals)| decimals.chars().count())
    }

    /// Whether the two count the same kind of thing.
    pub(in crate::rules) fn is_like(&self, other: &Self) -> bool {
        self.unit == other.unit && !matches!(self.unit, Unit::None | Unit::Date)
    }
}

/// Words right before a number that make it inexact.
const ABOUT: [&str; 15] = [
    "约",
    "近",
    "超",
    "超过",
    "逾",
    "突破",
    "将近",
    "接近",
    "不足",
    "大约",
    "至少",
    "不少于",
    "不低于",
    "最多",
    "过",
];

/// Words that end as those do and say nothing of the kind.
const NOT_ABOUT: [&str; 6] = ["节约", "签约", "预约", "履约", "通过", "经过"];

/// Words right behind a unit that make it inexact.
const OR_SO: [&str; 8] = [
    "以上",
    "以下",
    "及以上",
    "及以下",
    "左右",
    "余",
    "多",
    "以内",
];

/// Reads all numbers of a text.
pub(in crate::rules) fn read(text: &str) -> Vec<Quantity<'_>> {
    let mut found: Vec<Quantity<'_>> = Vec::new();
    let mut at = 0;
    while let Some(start) = next_digit(text, at) {
        let (end, quantity) = quantity(text, start, at);
        at = end.max(start + 1);
        while !text.is_char_boundary(at) {
            at += 1;
        }
        let Some(mut quantity) = quantity else {
            continue;
        };
        // 1-9月, 3%～5%: both ends are of a range.
        if let Some(before) = found.last_mut() {
            let gap = text
                .get(before.span.end..quantity.span.start)
                .unwrap_or_default();
            let signed = quantity.span.start < start;
            let bound = matches!(gap, "-" | "－" | "—" | "–" | "～" | "~" | "至" | "——");
            if bound || signed && gap.is_empty() {
                before.range = true;
                quantity.range = true;
                if before.unit == Unit::None {
                    before.unit = quantity.unit;
                }
            }
        }
        found.push(quantity);
    }
    found
}

fn digit(c: char) -> Option<char> {
    is_digit(c).then(|| half_width(c))
}

fn next_digit(text: &str, from: usize) -> Option<usize> {
    let rest = text.get(from..)?;
    let at = rest.find(is_digit)?;
    Some(from + at)
}

fn rest(text: &str, at: usize) -> &str {
    text.get(at..).unwrap_or_default()
}

fn before(text: &str, at: usize) -> &str {
    text.get(..at).unwrap_or_default()
}

/// Where the number that begins at `start` ends, and what it is, unless it is too large to be held;
/// nothing before `from` belongs to it.
fn quantity(text: &str, start: usize, from: usize) -> (usize, Option<Quantity<'_>>) {
    let mut end = start;
    let mut plain = String::new();
    let mut decimals = 0;
    let mut point = false;
    let mut grouped = false;
    let mut chars = rest(text, start).char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let following = chars.peek().and_then(|&(_, c)| digit(c));
        match (digit(c), c) {
            (Some(d), _) => {
                plain.push(d);
                decimals += u32::from(point);
            }
            (None, '.' | '．') if !point && following.is_some() => {
                point = true;
                plain.push('.');
            }
            // 1,234.50: groups of three. 分别为120，180，200户 is several numbers.
            (None, ',' | '，')
                if !point
                    && (grouped || plain.len() <= 3)
                    && is_group(rest(text, start + at + c.len_utf8()))
                    && (c == ',' || !of_several(before(text, start))) =>
            {
                grouped = true;
            }
            _ => break,
        }
        end = start + at + c.len_utf8();
    }
    let digits = text.get(start..end).unwrap_or_default();
    let head = before(text, start);
    let stroke = head.strip_suffix(['-', '－', '−']);
    // Right behind another number it leads from one end of a range to the other.
    let stroke = stroke.filter(|head| head.len() > from || from == 0);
    let head = stroke.unwrap_or(head);
    let ends_in = |words: &[&str]| words.iter().any(|word| head.ends_with(word));
    let mut approximate = ends_in(&ABOUT) && !ends_in(&NOT_ABOUT);
    let mut scale = Some(Decimal::ONE);
    let mut scaled = false;
    // 1100余万元, 1100万余元
    let take = |words: &[&str], end: &mut usize| {
        let found = words
            .iter()
            .find(|word| rest(text, *end).starts_with(**word));
        *end += found.map_or(0, |word| word.len());
        found.is_some()
    };
    approximate |= take(&["余", "多", "几"], &mut end);
    end += gap(rest(text, end));
    let (power, len) = scale_of(rest(text, end));
    if len > 0 {
        scale = 10_u64.checked_pow(power).map(Decimal::from);
        scaled = true;
        end += len;
    }
    approximate |= take(&["余", "多"], &mut end);
    let (unit, unit_len) = unit_of(rest(text, end), scaled, head);
    end += unit_len;
    // A stroke between words is no sign, but for one before money or a rate, of which no range begins there.
    let minus = stroke.filter(|head| match unit {
        Unit::Money | Unit::Percent => !head.ends_with(|c: char| c.is_ascii_alphanumeric()),
        _ => !head.ends_with(|c: char| c.is_alphanumeric() && !is_verb_end(c)),
    });
    let begin = minus.map_or(start, str::len);
    if !matches!(unit, Unit::Date) {
        // 较计划的4.5万平方米多完成0.12万平方米
        let is_compared = || clause_before(before(text, start)).contains(['较', '比']);
        let is_or_so = |word: &&str| rest(text, end).starts_with(*word);
        let mut or_so = OR_SO.iter().filter(|word| is_or_so(word));
        approximate |= or_so.any(|word| *word != "多" || !is_compared());
    }
    let counts = decimals == 0 && !scaled && !matches!(unit, Unit::Money | Unit::Percent);
    let held = || {
        let number = Decimal::from_str_exact(&plain).ok()?;
        let scale = scale?;
        let value = number.checked_mul(scale)?;
        let slack = match counts {
            true => Decimal::ZERO,
            false => Decimal::new(5, decimals.min(20) + 1).checked_mul(scale)?,
        };
        Some(Quantity {
            span: begin..end,
            digits,
            value: if minus.is_some() { -value } else { value },
            slack,
            unit,
            scale,
            approximate,
            range: false,
        })
    };
    (end, held())
}

/// Which power of ten the words behind a number make of it, and how many bytes they are: 4 of 万, 3 of 千 where
/// a unit is behind it.
fn scale_of(behind: &str) -> (u32, usize) {
    let (mut power, mut len) = (0_u32, 0);
    let mut large = (0, 0);
    loop {
        let words = behind.get(len..).unwrap_or_default();
        let next = words.chars().next();
        let scale = next.and_then(|c| Some((c, unit::tens(c)?)));
        // Behind most numbers stands no such word at all.
        if scale.is_none() && len == 0 {
            return large;
        }
        let begins_unit = words.starts_with("百分点") || unit::measure(words).is_some();
        let Some((c, tens)) = scale.filter(|_| !begins_unit) else {
            let is_of_unit = begins_unit || words.starts_with(['元', '余', '多']);
            return match is_of_unit {
                true => (power, len),
                false => large,
            };
        };
        power = power.saturating_add(tens);
        len += c.len_utf8();
        if matches!(c, '万' | '亿') {
            large = (power, len);
        }
    }
}

/// The blanks between a number and a unit that hardly anything else begins with: 16.95 万元.
fn gap(behind: &str) -> usize {
    const UNITS: [&str; 9] = [
        "万元",
        "亿元",
        "千元",
        "百万元",
        "元",
        "%",
        "％",
        "年",
        "万人次",
    ];
    let unit = behind.trim_start_matches([' ', '\u{A0}', '\u{2009}', '\u{202F}']);
    match UNITS.iter().any(|it| unit.starts_with(it)) {
        true => behind.len() - unit.len(),
        false => 0,
    }
}

/// A sign may follow these: 为-1.2%, 增长-3%.
fn is_verb_end(c: char) -> bool {
    matches!(
        c,
        '为' | '是'
            | '长'
            | '加'
            | '降'
            | '少'
            | '速'
            | '率'
            | '升'
            | '高'
            | '低'
            | '幅'
            | '达'
            | '了'
            | '至'
            | '到'
    )
}

fn is_group(after: &str) -> bool {
    let mut chars = after.chars();
    let three = chars.by_ref().take(3).filter(|&c| is_digit(c)).count() == 3;
    three && !chars.next().is_some_and(is_digit)
}

/// Whether the clause that ends here announces several numbers, the first of which may stand there.
fn of_several(head: &str) -> bool {
    let head = head.trim_end_matches(|c| is_digit(c) || matches!(c, '，' | '.'));
    let clause = head.rsplit(['，', '。', '；']).next();
    clause.is_some_and(|clause| ["分别", "依次"].iter().any(|it| clause.contains(it)))
}

/// Whether a number before these words says how many there are of something, or is a date.
pub(in crate::rules) fn counts(behind: &str) -> bool {
    let scaled = behind.starts_with(['余', '多', '几', '十', '百', '千', '万', '亿', '平', '立']);
    scaled
        || behind.starts_with(|c: char| c.is_ascii_alphabetic())
        || unit_of(behind, false, "").0 != Unit::None
}

/// Whether words are a unit and nothing else: 人次, 万元.
pub(in crate::rules) fn is_unit(words: &str) -> bool {
    let of = words.trim_start_matches(['十', '百', '千', '万', '亿']);
    !of.is_empty()
        && matches!(unit_of(of, true, ""), (unit, len) if unit != Unit::None && len == of.len())
}

/// What a number went on to do that has nothing but 万 behind it.
const MOVES: [char; 6] = ['增', '升', '提', '降', '减', '扩'];

fn unit_of<'a>(behind: &'a str, scaled: bool, head: &str) -> (Unit<'a>, usize) {
    let starts = |word: &str| behind.starts_with(word);
    if starts("元") {
        return (Unit::Money, "元".len());
    }
    for (word, unit) in [
        ("%", Unit::Percent),
        ("％", Unit::Percent),
        ("个百分点", Unit::Points),
        ("百分点", Unit::Points),
    ] {
        if starts(word) {
            return (unit, word.len());
        }
    }
    if head.ends_with('第') {
        return (Unit::Date, 0);
    }
    if let Some(measure) = unit::measure(behind) {
        return (Unit::Count(unit::spelled(measure)), measure.len());
    }
    if let Some(rest) = behind.strip_prefix('分')
        && !scaled
        && rest.chars().next().is_none_or(is_boundary)
    {
        return (Unit::Score, "分".len());
    }
    // 结婚登记1286对, and not 问题3对应.
    if let Some(rest) = behind.strip_prefix('对')
        && rest.chars().next().is_none_or(is_boundary)
    {
        return (Unit::Count("对"), "对".len());
    }
    // 由15.8万增至21.6万
    let ends = behind.chars().next().is_none_or(is_boundary);
    if scaled && (behind.starts_with(MOVES) || ends && head.ends_with(['至', '到'])) {
        return (Unit::Count(""), 0);
    }
    if !scaled {
        for word in ["年", "月", "日", "号", "时", "点", "季度", "届", "楼", "层"] {
            if starts(word) {
                return (Unit::Date, word.len());
            }
        }
    }
    (Unit::None, 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn one(text: &str) -> (String, String, bool) {
        let found = read(text);
        assert_eq!(found.len(), 1, "{text}: {found:?}");
        let quantity = &found[0];
        let unit = match quantity.unit {
            Unit::Money => "元",
            Unit::Percent => "%",
            Unit::Points => "百分点",
            Unit::Score => "分",
            Unit::Date => "日期",
            Unit::Count(word) => word,
            Unit::None => "",
        };
        (
            quantity.value.normalize().to_string(),
            unit.to_owned(),
            quantity.approximate,
        )
    }

    #[test]
    fn numbers_come_with_scale_and_unit() {
        for (text, value, unit, about) in [
            ("支出4542.4万元", "45424000", "元", false),
            ("发放过渡费1100万余元", "11000000", "元", true),
            ("1100余万元", "11000000", "元", true),
            ("纠纷1.8亿元", "180000000", "元", false),
            ("采样103.3万余人次", "1033000", "人次", true),
            ("面积46.1万m2", "461000", "平方米", false),
            ("满意率为97.35%", "97.35", "%", false),
            ("增速为-1.2%", "-1.2", "%", false),
            ("上升2.6个百分点", "2.6", "百分点", false),
            ("近3000人次", "3000", "人次", true),
            ("1,234.50元", "1234.5", "元", false),
            ("支出4352千元", "4352000", "元", false),
            ("支出4.352百万元", "4352000", "元", false),
            ("近3百户", "300", "户", true),
            ("3千户", "3000", "户", false),
            ("1.2千米", "1.2", "公里", false),
            ("5千克", "5", "公斤", false),
            ("2.6百分点", "2.6", "百分点", false),
            ("500强", "500", "", false),
            ("节约19.75万元", "197500", "元", false),
            ("支出 16.95 万元", "169500", "元", false),
            ("完成 80.71 %", "80.71", "%", false),
            ("2025 年", "2025", "日期", false),
            ("附件2 项目表", "2", "", false),
            ("共４３人", "43", "人", false),
            ("2022年", "2022", "日期", false),
            ("第3批", "3", "日期", false),
            ("12345热线", "12345", "", false),
            ("自评得分97.5分。", "97.5", "分", false),
            ("办理时间5分钟", "5", "分钟", false),
            ("40家以上", "40", "家", true),
        ] {
            assert_eq!(
                one(text),
                (value.to_owned(), unit.to_owned(), about),
                "{text}"
            );
        }
    }

    #[test]
    fn ranges_are_told_from_signs() {
        let signed = read("支出-5万元，增长-3%，其中人员-6万元");
        assert!(signed.iter().all(|it| it.value < Decimal::ZERO));
        let ends = read("1-9月完成固投47亿元，按3-5%计取");
        let ranges: Vec<bool> = ends.iter().map(|end| end.range).collect();
        assert_eq!(ranges, [true, true, false, true, true]);
        assert_eq!(ends[3].unit, Unit::Percent);
        assert_eq!(read("比例为3%～5%").len(), 2);
    }

    #[test]
    fn how_far_rounding_goes_is_known() {
        let slack = |text: &str| read(text)[0].slack.normalize().to_string();
        assert_eq!(slack("4542.4万元"), "500");
        assert_eq!(slack("57人"), "0");
        assert_eq!(slack("1.2万人"), "500");
        assert_eq!(slack("97.35%"), "0.005");
    }
}
