//! F: personal data that must be decided on before the report is published.

mod names;

use std::ops::{Range, RangeInclusive};

use jiff::civil::Date;

use super::passage::digits::{Digit, Gap, SHORTEST, length};
use super::passage::quantity::{Quantity, counts};
use super::passage::{Passage, Word, contains_any, ends_with_any, word, words};
use super::{Check, Diagnostic, Disclosure, Finding, Place, Rule, Severity, rule};
use crate::document::FieldPath;
use crate::report::numeral::{digit, half_width, is_digit};
pub(crate) use names::{NAME, each_name, hidden_names};
pub(super) use names::{is_hidden_name, may_name};

const BASIS: &str = "《中华人民共和国个人信息保护法》；《政府信息公开条例》第十五条";

pub(super) static RULES: &[Rule] = &[
    Rule {
        code: "F1",
        name: "mobile-number",
        title: "手机号码、住宅电话",
        severity: Severity::Warning,
        basis: BASIS,
        explain: "报告要公开，手机号码应遮盖、删除，或改为办公电话；全角数字、中文数字、用空格、横线、点、“转”隔开的和遮盖不足四位的也认得出。写明是家庭、住宅电话的座机一样处理。",
        bad: "整体绩效: {完成情况: 联系电话13900001234。}",
        good: "整体绩效: {完成情况: 联系电话0731-88001234。}",
        checks: &[Check::Text(mobiles)],
    },
    Rule {
        code: "F2",
        name: "identity-or-card-number",
        title: "身份证号、银行卡号",
        severity: Severity::Error,
        basis: BASIS,
        explain: "18位数字中有出生日期的按身份证号，16至19位数字前有卡号、账号等字样的按银行卡号；校验位相符的是错误，不符的可能是别的号码，降为警告；校验位不符、用逗号隔开或遮盖不足四位的也要看一看，公开前应遮盖或删除。",
        bad: "整体绩效: {完成情况: 身份证号码430100198001010019。}",
        good: "整体绩效: {完成情况: 身份证号码430100********0019。}",
        checks: &[Check::Text(numbers)],
    },
    Rule {
        code: "F3",
        name: "names-of-persons",
        title: "点名列出的个人",
        severity: Severity::Warning,
        basis: BASIS,
        explain: "信访、化解、走访、慰问、帮扶、救助、处分、患病住院等事项中不应列出当事人（患病的经办人也一样）的姓名，请改为某某或只写人数；手机号码旁边的、“某女士”“李某”后面括号里的姓名一样处理。姓名旁边写了病情、残疾的，病情也要决定怎样公开。获得表彰的可以点名。一个姓名只要决定一次：公开处理定为遮盖或删除的，单个的和名单里的，在别处出现时一并遮盖。",
        bad: "整体绩效: {完成情况: 化解赵立群、钱小蓉、孙伯仁等6户重点积案。}",
        good: "整体绩效: {完成情况: 化解赵某某、钱某某、孙某某等6户重点积案。}",
        checks: &[Check::Text(names::found)],
    },
    Rule {
        code: "F10",
        name: "e-mail",
        title: "电子邮箱、QQ号、微信号、护照号码",
        severity: Severity::Warning,
        basis: BASIS,
        explain: "个人电子邮箱、QQ号、微信号、护照号码公开前应删除，或改为单位的公务邮箱、公众号并说明保留。",
        bad: "整体绩效: {完成情况: 意见请发至zhangsan@example.com。}",
        good: "整体绩效: {完成情况: 意见请寄街道办事处。}",
        checks: &[Check::Text(mails), Check::Text(accounts)],
    },
    Rule {
        code: "F11",
        name: "home-address",
        title: "家庭住址",
        severity: Severity::Warning,
        basis: BASIS,
        explain: "具体到户的住址能认出人，公开前应只写到小区或社区。",
        bad: "整体绩效: {完成情况: 上门探访家住望月小区3栋2单元501室的老人。}",
        good: "整体绩效: {完成情况: 上门探访家住望月小区的老人。}",
        checks: &[Check::Text(addresses)],
    },
    Rule {
        code: "F13",
        name: "licence-plate",
        title: "车牌号码",
        severity: Severity::Warning,
        basis: BASIS,
        explain: "个人车辆的号牌能查到车主，公开前应遮盖或删除。公务用车和执法、环卫、消防等车辆的号牌不在其中。",
        bad: "整体绩效: {完成情况: 拖移占道停放车辆湘A12345。}",
        good: "整体绩效: {完成情况: 拖移占道停放车辆1台。}",
        checks: &[Check::Text(plates)],
    },
];

/// A bank card's.
const LONGEST: usize = 19;

/// Where numbers stand in a text: all of a run, groups of it of these sizes, or one group.
fn spelled(
    passage: &Passage<'_>,
    runs: &[Vec<Digit>],
    shapes: &[&[usize]],
    is: impl Fn(&str, &[Digit]) -> bool,
) -> Vec<Vec<Digit>> {
    let is = |digits: &[Digit]| stands_alone(passage.text, digits) && is(&values(digits), digits);
    let mut found = Vec::new();
    for run in runs {
        let dotted = run.iter().any(|digit| digit.gap == Gap::Dot);
        if !dotted && is(run) {
            found.push(run.clone());
            continue;
        }
        let together = |a: &Digit, b: &Digit| b.gap == Gap::None && a.in_words == b.in_words;
        let groups: Vec<&[Digit]> = run.chunk_by(together).collect();
        let mut rest = groups.as_slice();
        while let [first, behind @ ..] = rest {
            let of_shape = shapes.iter().find_map(|shape| {
                let (parts, behind) = rest.split_at_checked(shape.len())?;
                let fits = parts
                    .iter()
                    .map(|part| part.len())
                    .eq(shape.iter().copied());
                let number = fits.then(|| parts.concat()).filter(|number| is(number))?;
                Some((number, behind))
            });
            let one = || Some((one_in(first, &is)?.to_vec(), behind));
            match of_shape.or_else(one) {
                Some((number, behind)) => {
                    found.push(number);
                    rest = behind;
                }
                None => rest = behind,
            }
        }
    }
    found
}

/// The number that a group is. One written out may have a numeral of the sentence beside it: 一事.
fn one_in<'d>(group: &'d [Digit], is: &impl Fn(&[Digit]) -> bool) -> Option<&'d [Digit]> {
    if is(group) {
        return Some(group);
    }
    let in_words = group.first().is_some_and(|digit| digit.in_words);
    let lengths = (SHORTEST..=LONGEST).rev().filter(|_| in_words);
    let mut parts = lengths.flat_map(|length| group.windows(length));
    parts.find(|part| is(part))
}

/// Whether digits are no part of a longer code or of a decimal. A word before them is a label:
/// Tel13900001234.
fn stands_alone(text: &str, digits: &[Digit]) -> bool {
    let place = place(digits);
    let head = text.get(..place.start).unwrap_or_default();
    let tail = text.get(place.end..).unwrap_or_default();
    let is_letter = |c: char| c.is_ascii_alphabetic();
    let is_digit = |c: char| c.is_ascii_digit();
    let before = head.trim_end_matches(is_letter);
    let behind = tail.trim_start_matches(is_letter);
    let of_code = before.len() < head.len() && before.ends_with(is_digit)
        || behind.len() < tail.len() && behind.starts_with(is_digit);
    let whole = head.strip_suffix('.');
    let decimals = tail.strip_prefix('.');
    let of_decimal = whole.is_some_and(|whole| whole.ends_with(is_digit))
        || decimals.is_some_and(|decimals| decimals.starts_with(is_digit));
    !of_code && !of_decimal
}

/// Digits as 0 to 9 or X, with a * for each that is hidden between them.
fn values(digits: &[Digit]) -> String {
    let mut values = String::new();
    for (i, digit) in digits.iter().enumerate() {
        let stars = if i == 0 { 0 } else { digit.gap.stars() };
        values.extend(std::iter::repeat_n('*', stars));
        values.push(digit.value);
    }
    values
}

/// Where digits stand in their text.
fn place(digits: &[Digit]) -> Range<usize> {
    match digits {
        [first, .., last] => first.span.start..last.span.end,
        [one] => one.span.clone(),
        [] => 0..0,
    }
}

/// Hides the middle of a number, and all of a short one.
fn masked(passage: &Passage<'_>, digits: &[Digit], head: usize, tail: usize) -> String {
    let place = place(digits);
    let count = length(digits);
    let last = count.saturating_sub(tail);
    let middle = if head < last { head..last } else { 0..count };
    let mut at = 0;
    let mut hidden = Vec::new();
    for (i, digit) in digits.iter().enumerate() {
        at += if i == 0 { 0 } else { digit.gap.stars() };
        if middle.contains(&at) {
            hidden.push(digit.span.start);
        }
        at += 1;
    }
    let written = passage.between(place.start, place.end);
    let masked = written.char_indices().map(|(at, c)| {
        if hidden.contains(&(place.start + at)) {
            '*'
        } else {
            c
        }
    });
    masked.collect()
}

fn personal(
    passage: &Passage<'_>,
    place: Range<usize>,
    kind: &'static str,
    masked: Option<String>,
) -> Finding {
    let content = passage.between(place.start, place.end).to_owned();
    let message = format!("含{kind}“{content}”，公开前请决定遮盖、删除或保留。");
    let mut finding = Finding::new(passage.place_at(place.clone()), message);
    if let Some(masked) = &masked {
        let edit = passage.rewrite(place, masked);
        finding = finding.fix(format!("现在就改成 {masked}"), vec![edit]);
    }
    finding.disclosure = Some(Disclosure {
        content,
        kind,
        masked: masked.unwrap_or_default(),
    });
    finding
}

/// What in some words tells who somebody is, as the rules of this room find it in the report. Where in
/// the file that stands is not known: the words may be put together from several fields.
pub(crate) fn private(path: &FieldPath, words: &str) -> Vec<Diagnostic> {
    let passage = Passage::read(path, words, None, None);
    let checks = RULES
        .iter()
        .flat_map(|rule| rule.checks.iter().map(move |check| (rule, check)));
    let found = checks.flat_map(|(rule, check)| {
        let found = match check {
            Check::Text(check) => check(&passage),
            _ => Vec::new(),
        };
        found.into_iter().map(move |finding| {
            let place = Place::new(path.clone());
            Diagnostic::new(
                rule,
                Finding {
                    fixes: Vec::new(),
                    places: vec![place],
                    ..finding
                },
            )
        })
    });
    found.collect()
}

/// That a name stands at a field.
pub(crate) fn name_at(path: &FieldPath, name: &str) -> Option<Diagnostic> {
    let passage = Passage::read(path, name, None, None);
    let finding = names::named(&passage, 0..name.len());
    rule("F3").map(|rule| Diagnostic::new(rule, finding))
}

fn mobiles(passage: &Passage<'_>) -> Vec<Finding> {
    const SHAPES: [&[usize]; 8] = [
        &[3, 4, 4],
        &[3, 8],
        &[7, 4],
        &[4, 4, 3],
        &[4, 3, 4],
        &[2, 3, 4, 4],
        &[2, 3, 8],
        &[2, 11],
    ];
    const LINES: [&[usize]; 6] = [
        &[4, 8, 4],
        &[4, 7, 4],
        &[3, 8, 4],
        &[4, 8],
        &[4, 7],
        &[3, 8],
    ];
    let is_mobile = |values: &str, digits: &[Digit]| {
        let parted = |by: fn(Gap) -> bool| {
            let parts = digits.iter().enumerate().skip(1);
            let parts = parts.filter(|(_, digit)| by(digit.gap)).map(|(i, _)| i);
            parts.collect::<Vec<_>>()
        };
        let dots = parted(|gap| gap == Gap::Dot);
        let stars = parted(|gap| gap.stars() > 0);
        let grouped = |parts: &[usize]| parts.is_empty() || parts == [3, 7];
        let Some(bare) = bare_mobile(values) else {
            return false;
        };
        // Signs between all eleven part them; else they stand for some.
        let written = grouped(&stars) && !is_size(passage, &place(digits));
        grouped(&dots) && (bare.len() == MOBILE || written) && !is_counted(passage, &place(digits))
    };
    let mut found: Vec<Finding> = spelled(passage, &passage.numbers, &SHAPES, is_mobile)
        .into_iter()
        .map(|digits| {
            let own = bare_mobile(&values(&digits)).map_or(0, digits_in);
            let digits = digits.get(digits.len() - own..).unwrap_or_default();
            let masked = masked(passage, digits, 3, 4);
            personal(passage, place(digits), "手机号码", Some(masked))
        })
        .collect();
    let at_home = spelled(passage, &passage.numbers, &LINES, |values, digits| {
        is_of_a_home(passage, values, digits)
    });
    found.extend(at_home.iter().map(|digits| {
        let masked = masked(passage, digits, 4, 0);
        personal(passage, place(digits), "住宅电话", Some(masked))
    }));
    if found.is_empty() && passage.path.last_key() == Some("手机号码") {
        found.extend(given_as_mobile(passage));
    }
    found
}

/// How many digits a mobile number has.
const MOBILE: usize = 11;

/// A mobile number without what is dialled before it: all of it, or with less hidden than makes it
/// nobody's.
fn bare_mobile(values: &str) -> Option<&str> {
    let prefixes = ["", "0", "86", "086", "0086"];
    let mut bare = prefixes
        .iter()
        .filter_map(|prefix| values.strip_prefix(prefix));
    bare.find(|bare| {
        let shown = digits_in(bare);
        (shown == MOBILE || bare.len() == MOBILE && shown > MOST_SHOWN)
            && bare.starts_with('1')
            && bare.as_bytes().get(1).is_some_and(|&second| second >= b'3')
            && !bare.contains('X')
    })
}

/// How many of a mobile number's digits may be left to read: 139****5678.
const MOST_SHOWN: usize = 7;

/// How many digits can be read.
fn digits_in(values: &str) -> usize {
    values.len() - values.matches('*').count()
}

/// Whether a number is a telephone at somebody's home. One of an office is no secret.
fn is_of_a_home(passage: &Passage<'_>, values: &str, digits: &[Digit]) -> bool {
    const HOMES: [&str; 9] = [
        "家庭电话",
        "家庭联系电话",
        "住宅电话",
        "宅电",
        "家中电话",
        "家里电话",
        "个人电话",
        "本人电话",
        "私人电话",
    ];
    /// An area, a line and an extension.
    const LONGEST: usize = 4 + 8 + 5;
    values.starts_with('0')
        && (SHORTEST..=LONGEST).contains(&values.len())
        && bare_mobile(values).is_none()
        && is_announced(passage, &place(digits), &HOMES)
}

/// Whether a number with signs in it measures a thing: 150×1200×2400毫米.
fn is_size(passage: &Passage<'_>, place: &Range<usize>) -> bool {
    const UNITS: [&str; 7] = ["毫米", "厘米", "米", "mm", "cm", "m", "㎜"];
    let behind = passage.text.get(place.end..).unwrap_or_default();
    UNITS.iter().any(|unit| behind.starts_with(unit))
        || is_announced(passage, place, &["尺寸", "规格", "型号", "长宽"])
}

/// Whether a number counts something, with no word before it that announces a telephone.
fn is_counted(passage: &Passage<'_>, place: &Range<usize>) -> bool {
    let behind = passage.text.get(place.end..).unwrap_or_default();
    behind.starts_with(['元', '万', '亿', '%', '％', '个', '人'])
        && !is_announced(
            passage,
            place,
            &["电话", "手机", "联系", "号码", "微信", "拨打", "致电"],
        )
}

/// Whether one of these words stands shortly before a number, in its sentence.
fn is_announced(passage: &Passage<'_>, place: &Range<usize>, words: &[&str]) -> bool {
    const NEAR: usize = 16;
    let head = passage.between(passage.sentence_at(place.start).start, place.start);
    let from = head
        .char_indices()
        .rev()
        .nth(NEAR - 1)
        .map_or(0, |(at, _)| at);
    contains_any(head.get(from..).unwrap_or_default(), words)
}

/// What stands in the field for a mobile number is one, whatever it looks like, unless it is hidden
/// there already.
fn given_as_mobile(passage: &Passage<'_>) -> Option<Finding> {
    let text = passage.text;
    let digits: Vec<Digit> = text
        .char_indices()
        .filter_map(|(at, c)| {
            let (value, in_words) = digit(c)?;
            Some(Digit {
                span: at..at + c.len_utf8(),
                value,
                in_words,
                gap: Gap::None,
            })
        })
        .collect();
    let hidden = text.contains(['*', '＊', '×', 'x', 'X']) && digits.len() <= MOST_SHOWN;
    (!digits.is_empty() && !hidden).then(|| {
        let masked = masked(passage, &digits, 3, 4);
        personal(passage, place(&digits), "手机号码", Some(masked))
    })
}

fn numbers(passage: &Passage<'_>) -> Vec<Finding> {
    const IDENTITIES: [&[usize]; 5] =
        [&[6, 8, 4], &[6, 4, 4, 4], &[6, 12], &[14, 4], &[6, 8, 3, 1]];
    const CARDS: [&[usize]; 5] = [
        &[4, 4, 4, 4, 3],
        &[4, 4, 4, 4, 2],
        &[4, 4, 4, 4, 1],
        &[4, 4, 4, 4],
        &[6, 13],
    ];
    let identity = |values: &str, digits: &[Digit]| {
        let announced = || is_announced(passage, &place(digits), &["身份证", "身份号码"]);
        let hidden = values.matches('*').count();
        let bare = bare(values);
        // 采购计划编号430121202403150018 has the day it was given.
        let is_of_a_thing = || {
            let at = place(digits).start;
            let head = passage
                .clause_before(at)
                .trim_end_matches(['为', '是', '“', ' ']);
            ends_with_any(head, &["编号", "编码", "代码", "文号", "单号", "批号"])
        };
        if bare.len() == 18 && !is_identity(&bare) && is_of_a_thing() {
            return false;
        }
        hidden < LEAST_HIDDEN && has_birthday(values)
            || has_birthday(&bare)
            || bare.len() == 15 && announced()
    };
    let card = |values: &str, digits: &[Digit]| {
        let values = &bare(values);
        let undotted = digits.iter().skip(1).all(|it| it.gap != Gap::Dot);
        let announced = || {
            is_announced(
                passage,
                &place(digits),
                &["卡", "账号", "账户", "帐号", "帐户"],
            )
        };
        // Accounts that are no cards are longer.
        let is_long = || (20..=22).contains(&values.len()) && announced();
        (undotted || is_luhn(values))
            && ((16..=19).contains(&values.len()) || is_long())
            && !values.contains('X')
            && !has_birthday(values)
            && (announced() || values.starts_with("62") && is_luhn(values))
    };
    let identities = spelled(passage, &passage.numbers, &IDENTITIES, identity).into_iter();
    let identities = identities.map(|it| (it, "身份证号", 6, is_identity as fn(&str) -> bool));
    let cards = spelled(passage, &passage.numbers, &CARDS, card).into_iter();
    let cards = cards.map(|it| (it, "银行卡号", 4, is_luhn as fn(&str) -> bool));
    let found = identities
        .chain(cards)
        .map(|(digits, kind, head, is_sure)| {
            let values = bare(&values(&digits));
            let masked = masked(passage, &digits, head, 4);
            let finding = personal(passage, place(&digits), kind, Some(masked));
            // A digit may have been mistyped, or it is another number: that is to be asked.
            if is_sure(&values) {
                finding
            } else {
                finding.weighing(Severity::Warning)
            }
        });
    found.collect()
}

/// How many digits of an identity number are to be hidden.
const LEAST_HIDDEN: usize = 4;

/// Only what can be read of a number.
fn bare(values: &str) -> String {
    values.replace('*', "")
}

/// Whether 18 characters have a day of birth where a citizen's number has it.
fn has_birthday(values: &str) -> bool {
    let born = values
        .get(6..14)
        .and_then(|day| Date::strptime("%Y%m%d", day).ok());
    let years = 1900..=2099;
    values.len() == 18 && born.is_some_and(|born| years.contains(&born.year()))
}

/// Whether 18 characters are a citizen's number by their check character (GB 11643).
fn is_identity(digits: &str) -> bool {
    const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    const CHECKS: &str = "10X98765432";
    let sum: u32 = digits
        .chars()
        .filter_map(|c| c.to_digit(10))
        .zip(WEIGHTS)
        .map(|(digit, weight)| digit * weight)
        .sum();
    let check = usize::try_from(sum % 11)
        .ok()
        .and_then(|at| CHECKS.chars().nth(at));
    digits.len() == 18 && check == digits.chars().last()
}

/// The check digit of bank cards (ISO/IEC 7812).
fn is_luhn(digits: &str) -> bool {
    let sum: u32 = digits
        .chars()
        .rev()
        .filter_map(|c| c.to_digit(10))
        .enumerate()
        .map(|(i, digit)| match (i % 2, digit * 2) {
            (0, _) => digit,
            (_, doubled) if doubled > 9 => doubled - 9,
            (_, doubled) => doubled,
        })
        .sum();
    sum.is_multiple_of(10)
}

fn mails(passage: &Passage<'_>) -> Vec<Finding> {
    let part = |c: char| {
        let c = half_width(c);
        c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-' | '+')
    };
    let signs = ['@', '＠'].into_iter();
    let signs = signs.flat_map(|sign| passage.text.match_indices(sign));
    let found = signs.filter_map(|(at, sign)| {
        let head = passage.text.get(..at)?;
        let tail = passage.text.get(at + sign.len()..)?;
        let name = head.len() - head.trim_end_matches(part).len();
        let host = tail.find(|c| !part(c)).unwrap_or(tail.len());
        let host = tail.get(..host)?.trim_end_matches(['.', '．']);
        let is_mail = name > 0 && host.contains(['.', '．']);
        let end = at + sign.len() + host.len();
        // 单位邮箱 with an address of the government is to be disclosed.
        let is_of_unit = host.ends_with(".gov.cn")
            && contains_any(passage.clause_before(at), &["单位", "公务", "公共"]);
        (is_mail && !is_of_unit).then(|| personal(passage, at - name..end, "电子邮箱", None))
    });
    found.collect()
}

/// What is written behind QQ or 微信 and is somebody's: a number of five digits and more, or a name of
/// six letters and more. What a unit itself has there, a group or a 公众号, is named before it.
fn accounts(passage: &Passage<'_>) -> Vec<Finding> {
    // The word before it, what it is, whether it is a number, how long it is.
    const OF: [(Word, &str, bool, RangeInclusive<usize>); 5] = [
        (word("QQ"), "QQ号", true, 5..=12),
        (word("qq"), "QQ号", true, 5..=12),
        (word("ＱＱ"), "QQ号", true, 5..=12),
        (word("微信"), "微信号", false, 6..=20),
        (word("护照"), "护照号码", false, 9..=9),
    ];
    let found = OF.iter().flat_map(|(label, kind, of_digits, lengths)| {
        let places = passage.places(*label);
        places.filter_map(move |at| {
            let rest = passage.text.get(at + label.text.len()..)?;
            let rest = rest.strip_prefix('号').unwrap_or(rest);
            let rest = rest.trim_start_matches([':', '：', ' ', '码', '是', '为']);
            let is_part = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-');
            let end = rest.find(|c| !is_part(half_width(c))).unwrap_or(rest.len());
            let name: String = rest.get(..end)?.chars().map(half_width).collect();
            let is_number = name.chars().all(|c| c.is_ascii_digit());
            let fits = lengths.contains(&name.len()) && is_number == *of_digits;
            let from = passage.text.len() - rest.len();
            fits.then(|| personal(passage, from..from + end, kind, None))
        })
    });
    found.collect()
}

/// Licence plates: the sign of a province, a letter and five or six more, the last of some a sign as
/// well. Those of an office's own cars are nobody's.
fn plates(passage: &Passage<'_>) -> Vec<Finding> {
    const PROVINCES: &str = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼";
    const OF_OFFICES: [&str; 9] = [
        "公务用车",
        "公务车",
        "公车",
        "单位用车",
        "执法车",
        "执法用车",
        "环卫",
        "洒水车",
        "消防车",
    ];
    let text = passage.text;
    // Most texts have no letter.
    let letters = text.char_indices();
    let letters = letters.filter(|(_, c)| half_width(*c).is_ascii_uppercase());
    let found = letters.filter_map(|(at, letter)| {
        let (head, rest) = text.split_at_checked(at)?;
        let province = head.chars().next_back();
        let province = province.filter(|&c| PROVINCES.contains(c))?;
        let rest = rest.strip_prefix(letter)?;
        let rest = rest.strip_prefix(['·', '•', '.', '-', ' ']).unwrap_or(rest);
        let is_part = |c: char| {
            let c = half_width(c);
            c.is_ascii_digit() || c.is_ascii_uppercase()
        };
        let length = rest.find(|c| !is_part(c)).unwrap_or(rest.len());
        let (number, behind) = rest.split_at_checked(length)?;
        let special = behind.chars().next().filter(|&c| "学警港澳挂".contains(c));
        let count = number.chars().count() + usize::from(special.is_some());
        let digits = number.chars().filter(|&c| is_digit(c)).count();
        let end = text.len() - behind.len() + special.map_or(0, char::len_utf8);
        let place = at - province.len_utf8()..end;
        let is_plate =
            (5..=6).contains(&count) && digits >= 2 && !is_announced(passage, &place, &OF_OFFICES);
        let shown: String = number.chars().skip(count.saturating_sub(2)).collect();
        let masked = format!("{province}{letter}***{shown}");
        is_plate.then(|| personal(passage, place, "车牌号码", Some(masked)))
    });
    found.collect()
}

/// What a number of an address numbers.
const OF_A_HOUSE: [&str; 9] = ["号楼", "栋", "幢", "座", "单元", "号", "楼", "附", "门"];

/// What the houses of a village are numbered within.
const OF_A_VILLAGE: [&str; 3] = ["组", "社", "队"];

/// The numbers of an address that leads to a door: 3栋2单元501室, 三栋五零一, 27号附3户; of a house in a village where
/// somebody is said to live there: 家住黄桥村3组45号.
fn addresses(passage: &Passage<'_>) -> Vec<Finding> {
    let text = passage.text;
    if !may_lead_to_a_door(passage) {
        return Vec::new();
    }
    let numbers = house_numbers(text);
    let addresses =
        numbers.chunk_by(|house, next| leads_on(passage.between(house.end, next.start)));
    let found = addresses.filter_map(|numbers| {
        let [.., house, door] = numbers else {
            return None;
        };
        if is_dialled(passage, numbers) {
            return None;
        }
        let gap = passage.between(house.end, door.start);
        let from = numbers.first()?.start;
        if OF_A_VILLAGE.contains(&gap) && !lives_at(passage, from) {
            return None;
        }
        // 101-105室 are rooms.
        let end = door_end(text, gap, door).filter(|_| gap != "-" || numbers.len() > 2)?;
        Some(personal(passage, from..end, "具体到户的住址", None))
    });
    found.collect()
}

/// Whether words before an address say that somebody lives there.
fn lives_at(passage: &Passage<'_>, at: usize) -> bool {
    const LIVES: [&str; 6] = ["家住", "住址", "住在", "现住", "居住", "户籍"];
    let head = passage.between(passage.sentence_at(at).start, at);
    contains_any(head, &LIVES)
}

/// Whether numbers with nothing but a stroke between them are as long as a telephone's: 139-0000-1234.
fn is_dialled(passage: &Passage<'_>, numbers: &[Range<usize>]) -> bool {
    let parted = numbers
        .windows(2)
        .any(|pair| matches!(pair, [a, b] if passage.between(a.end, b.start) != "-"));
    let digits = |number: &Range<usize>| passage.between(number.start, number.end).chars().count();
    !parted && numbers.iter().map(digits).sum::<usize>() >= SHORTEST
}

/// Whether a number may be of a door: most texts have none, and are not walked through.
fn may_lead_to_a_door(passage: &Passage<'_>) -> bool {
    let is_door = |number: &Quantity<'_>| {
        let (head, rest) = passage
            .text
            .split_at_checked(number.span.start)
            .unwrap_or_default();
        // 单元 is one of a house, and 万元 none.
        head.ends_with(['栋', '幢', '楼', '附', '号'])
            || ends_with_any(head, &OF_A_VILLAGE)
            || head.ends_with("单元")
            || rest.trim_start_matches(is_digit).starts_with('室')
    };
    let written_out = words![
        "零室", "〇室", "一室", "二室", "三室", "四室", "五室", "六室", "七室", "八室", "九室",
        "十室"
    ];
    passage.holds_any(written_out) || passage.quantities.iter().any(is_door)
}

/// The numbers of a text, written out or not, and the letters that name a house: A栋.
fn house_numbers(text: &str) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    for (at, c) in text.char_indices() {
        let end = at + c.len_utf8();
        let names_house = || {
            let behind = text.get(end..).unwrap_or_default();
            half_width(c).is_ascii_uppercase() && behind.starts_with(['栋', '幢', '座'])
        };
        if digit(c).is_none() && c != '十' && !names_house() {
            continue;
        }
        match found.last_mut() {
            Some(last) if last.end == at => last.end = end,
            _ => found.push(at..end),
        }
    }
    found
}

/// Whether the words between two numbers lead from a house on to a door.
fn leads_on(gap: &str) -> bool {
    const LONGEST: usize = 11;
    let parted = gap.contains(['，', '、', '。', '；', '\n']);
    let of_house =
        gap == "-" || gap.starts_with(['栋', '幢', '座']) || ends_with_any(gap, &OF_A_HOUSE);
    let of_house = of_house || OF_A_VILLAGE.contains(&gap);
    of_house && !parted && gap.chars().count() <= LONGEST
}

/// Where a door ends whose number stands behind these words.
fn door_end(text: &str, gap: &str, door: &Range<usize>) -> Option<usize> {
    let behind = text.get(door.end..)?;
    let named = behind.starts_with('室')
        || gap.ends_with('附') && behind.starts_with(['户', '号'])
        || gap.contains('号') && behind.starts_with('户')
        || OF_A_VILLAGE.contains(&gap) && behind.starts_with('号');
    if named {
        return Some(door.end + '室'.len_utf8());
    }
    // 3栋501的老人, but 3栋120户 and 2座220千伏变电站.
    let digits = text.get(door.clone())?.chars().count();
    let is_door = matches!(gap, "栋" | "幢" | "单元" | "号楼" | "-") && (3..=4).contains(&digits);
    (is_door && !counts(behind)).then_some(door.end)
}
