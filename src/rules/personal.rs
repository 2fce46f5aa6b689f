//! F: personal data that must be decided on before the report is published.

use std::ops::Range;

use jiff::civil::Date;

use super::passage::{Passage, Word, contains_any, words};
use super::{Case, Check, Disclosure, Finding, Rule, Severity};

const BASIS: &str = "《中华人民共和国个人信息保护法》；《政府信息公开条例》第十五条";

pub(super) static RULES: &[Rule] = &[
    Rule {
        code: "F1",
        name: "mobile-number",
        title: "手机号码",
        severity: Severity::Warning,
        basis: BASIS,
        explain: "报告要公开，手机号码应遮盖、删除，或改为办公电话。",
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
        explain: "公民身份号码按GB 11643的校验码认定，银行卡号按校验位和上下文认定，公开前应遮盖或删除。",
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
        explain: "信访、化解、救助、处分等事项中不应列出当事人姓名，请改为某某或只写人数。获得表彰的可以点名。",
        bad: "整体绩效: {完成情况: 化解赵立群、钱小蓉、孙伯仁等6户重点积案。}",
        good: "整体绩效: {完成情况: 化解赵某某、钱某某、孙某某等6户重点积案。}",
        checks: &[Check::Text(names)],
    },
    Rule {
        code: "F10",
        name: "e-mail",
        title: "电子邮箱",
        severity: Severity::Warning,
        basis: BASIS,
        explain: "个人电子邮箱公开前应删除，或改为单位的公务邮箱并说明保留。",
        bad: "整体绩效: {完成情况: 意见请发至zhangsan@example.com。}",
        good: "整体绩效: {完成情况: 意见请寄街道办事处。}",
        checks: &[Check::Text(mails)],
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
];

/// Whether as many digits stand together as the shortest number that tells who somebody is has.
fn has_long_run(text: &str) -> bool {
    const SHORTEST: usize = 11;
    let mut run = 0;
    text.bytes().any(|byte| {
        run = match byte {
            b'0'..=b'9' => run + 1,
            b'-' | b' ' => run,
            _ => 0,
        };
        run >= SHORTEST
    })
}

/// Runs of digits, with what may stand between them and a closing X, not part of a longer word.
fn runs(passage: &Passage<'_>) -> Vec<(Range<usize>, String)> {
    let text = passage.text;
    let mut found = Vec::new();
    if !passage.has_digit || !has_long_run(text) {
        return found;
    }
    let mut start = None;
    let mut digits = String::new();
    let mut end = 0;
    let mut close = |start: Option<usize>, end: usize, digits: &mut String| {
        let digits = std::mem::take(digits);
        let Some(start) = start else { return };
        let edge = |c: Option<char>| c.is_none_or(|c| !c.is_ascii_alphanumeric() && c != '.');
        let before = text.get(..start).and_then(|text| text.chars().next_back());
        let behind = text.get(end..).and_then(|text| text.chars().next());
        if edge(before) && (edge(behind) || behind == Some('.')) {
            found.push((start..end, digits));
        }
    };
    for (at, c) in text.char_indices() {
        let closing_x = matches!(c, 'X' | 'x') && digits.len() == 17;
        if c.is_ascii_digit() || closing_x {
            start.get_or_insert(at);
            digits.push(c.to_ascii_uppercase());
            end = at + 1;
        } else if !(matches!(c, '-' | ' ') && end == at && start.is_some()) {
            close(start.take(), end, &mut digits);
        }
    }
    close(start, end, &mut digits);
    found
}

/// Hides the middle of a number.
fn masked(passage: &Passage<'_>, place: &Range<usize>, head: usize, tail: usize) -> String {
    let written = passage.between(place.start, place.end);
    let count = written.chars().count();
    written
        .chars()
        .enumerate()
        .map(|(i, c)| {
            if i < head || i + tail >= count || c == '-' {
                c
            } else {
                '*'
            }
        })
        .collect()
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

fn mobiles(_: &Case<'_>, passage: &Passage<'_>) -> Vec<Finding> {
    let found = runs(passage).into_iter().filter_map(|(place, digits)| {
        let behind = passage.text.get(place.end..).unwrap_or_default();
        let counted = behind.starts_with(['元', '万', '亿', '.', '%', '个', '人']);
        let second = digits.as_bytes().get(1).copied().unwrap_or_default();
        let mobile = digits.len() == 11 && digits.starts_with('1') && second >= b'3' && !counted;
        mobile.then(|| {
            let masked = masked(passage, &place, 3, 4);
            personal(passage, place, "手机号码", Some(masked))
        })
    });
    found.collect()
}

fn numbers(_: &Case<'_>, passage: &Passage<'_>) -> Vec<Finding> {
    let found = runs(passage).into_iter().filter_map(|(place, digits)| {
        let head = passage.between(passage.sentence_at(place.start).start, place.start);
        let near: String = head.chars().rev().take(16).collect();
        let card = ["卡", "号账", "户账"]
            .iter()
            .any(|word| near.contains(word));
        if is_identity(&digits) {
            let masked = masked(passage, &place, 6, 4);
            Some(personal(passage, place, "身份证号", Some(masked)))
        } else if card && (16..=19).contains(&digits.len()) && is_luhn(&digits) {
            let masked = masked(passage, &place, 4, 4);
            Some(personal(passage, place, "银行卡号", Some(masked)))
        } else {
            None
        }
    });
    found.collect()
}

/// Whether 18 characters are a citizen's number: a day of birth and the check character (GB 11643).
fn is_identity(digits: &str) -> bool {
    const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    const CHECKS: &str = "10X98765432";
    let born = digits
        .get(6..14)
        .and_then(|day| Date::strptime("%Y%m%d", day).ok());
    if digits.len() != 18 || born.is_none_or(|born| born.year() < 1900) {
        return false;
    }
    let sum: u32 = digits
        .chars()
        .filter_map(|c| c.to_digit(10))
        .zip(WEIGHTS)
        .map(|(digit, weight)| digit * weight)
        .sum();
    let check = usize::try_from(sum % 11)
        .ok()
        .and_then(|at| CHECKS.chars().nth(at));
    check == digits.chars().last()
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

/// Surnames, without those that more often begin another word.
const SURNAMES: &str = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦许何吕张孔曹严魏陶姜谢邹苏潘葛范彭鲁韦苗俞袁柳鲍唐廉薛雷贺倪汤\
    罗毕郝傅顾孟黄穆萧尹姚邵汪祁狄戴宋庞熊舒屈祝董梁杜阮蓝贾颜郭梅林钟徐邱骆夏蔡田胡凌霍虞卢莫丁邓崔龚程邢裴陆\
    翁荀焦侯厉刘叶黎龙廖曾谭欧肖段易熊毛石江向文";

/// Whether all of a word is a name that is not hidden.
fn is_name(word: &str) -> bool {
    const NO_NAME: [&str; 24] = [
        "某", "会", "局", "所", "部", "室", "社", "区", "街", "路", "村", "站", "队", "县", "市",
        "项", "费", "院", "园", "办", "委", "中", "工", "等",
    ];
    let count = word.chars().count();
    (2..=3).contains(&count)
        && word.chars().next().is_some_and(|c| SURNAMES.contains(c))
        && word.chars().all(|c| matches!(c, '\u{4e00}'..='\u{9fff}'))
        && !contains_any(word, &NO_NAME)
}

fn names(_: &Case<'_>, passage: &Passage<'_>) -> Vec<Finding> {
    const NEAR: [Word; 12] = words![
        "信访",
        "化解",
        "救助",
        "处分",
        "问责",
        "积案",
        "低保",
        "戒毒",
        "矫正",
        "上访",
        "困难居民",
        "涉诉",
    ];
    const HONOURED: [&str; 8] = [
        "获评", "荣获", "评为", "授予", "表彰", "好人", "先进", "模范",
    ];
    let mut found = Vec::new();
    if !NEAR.into_iter().any(|near| passage.may_hold(near)) {
        return found;
    }
    for (start, sentence) in passage.each_sentence() {
        let near = NEAR.into_iter().any(|near| sentence.contains(near.text));
        if !near || contains_any(sentence, &HONOURED) {
            continue;
        }
        let mut words: Vec<(usize, &str)> = Vec::new();
        let mut at = start;
        for word in sentence.split('、') {
            words.push((at, word));
            at += word.len() + '、'.len_utf8();
        }
        let mut i = 0;
        while i + 1 < words.len() {
            let Some((from, _)) = words.get(i).and_then(|&(at, word)| name_at_end(at, word)) else {
                i += 1;
                continue;
            };
            let mut last = i + 1;
            while words.get(last).is_some_and(|(_, word)| is_name(word)) && last + 1 < words.len() {
                last += 1;
            }
            let end = words
                .get(last)
                .and_then(|&(at, word)| name_at_start(at, word));
            if let Some(end) = end {
                let list = passage.between(from, end);
                let hidden: Vec<String> = list
                    .split('、')
                    .filter_map(|name| name.chars().next())
                    .map(|surname| format!("{surname}某某"))
                    .collect();
                found.push(personal(
                    passage,
                    from..end,
                    "姓名",
                    Some(hidden.join("、")),
                ));
            }
            i = last + 1;
        }
    }
    found
}

/// A name of three characters that a word ends with.
fn name_at_end(at: usize, word: &str) -> Option<(usize, &str)> {
    let (from, _) = word.char_indices().rev().nth(2)?;
    let name = word.get(from..).filter(|name| is_name(name))?;
    Some((at + from, name))
}

/// Where a name ends that a word begins with.
fn name_at_start(at: usize, word: &str) -> Option<usize> {
    let end = word
        .char_indices()
        .nth(3)
        .map_or(word.len(), |(end, _)| end);
    let name = word.get(..end)?;
    if is_name(name) {
        return Some(at + end);
    }
    let end = word
        .char_indices()
        .nth(2)
        .map_or(word.len(), |(end, _)| end);
    let behind = word.get(end..)?;
    let told = behind.starts_with('等') || behind.starts_with('的') || behind.is_empty();
    (told && is_name(word.get(..end)?)).then_some(at + end)
}

fn mails(_: &Case<'_>, passage: &Passage<'_>) -> Vec<Finding> {
    let part = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-' | '+');
    let found = passage.text.match_indices('@').filter_map(|(at, _)| {
        let head = passage.text.get(..at)?;
        let tail = passage.text.get(at + 1..)?;
        let name = head.len() - head.trim_end_matches(part).len();
        let host = tail.find(|c| !part(c)).unwrap_or(tail.len());
        let host = tail.get(..host)?.trim_end_matches('.');
        let is_mail = name > 0 && host.contains('.');
        is_mail.then(|| personal(passage, at - name..at + 1 + host.len(), "电子邮箱", None))
    });
    found.collect()
}

fn addresses(_: &Case<'_>, passage: &Passage<'_>) -> Vec<Finding> {
    let found = passage.quantities.windows(2).filter_map(|pair| {
        let [house, flat] = pair else { return None };
        let gap = passage.between(house.span.start, flat.span.start);
        let behind = passage.text.get(flat.span.start + flat.digits.len()..)?;
        let written = passage.text.get(house.span.clone())?;
        let house_ends = ["栋", "幢", "单元", "号", "座", "楼", "附"];
        let of_house = house_ends.iter().any(|end| gap.ends_with(end)) || ends_with_house(written);
        let near = gap.chars().count() <= 12 && !gap.contains(['，', '、', '。', '；']);
        let to_door = behind.starts_with('室')
            || (gap.ends_with('附') && behind.starts_with(['户', '号']))
            || (behind.starts_with('户') && gap.contains('号'));
        if !(of_house && near && to_door) {
            return None;
        }
        let end = flat.span.start + flat.digits.len() + '室'.len_utf8();
        Some(personal(
            passage,
            house.span.start..end,
            "具体到户的住址",
            None,
        ))
    });
    found.collect()
}

fn ends_with_house(written: &str) -> bool {
    written.ends_with(['栋', '幢', '座'])
}
