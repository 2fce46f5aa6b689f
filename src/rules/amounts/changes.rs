//! Which amounts of a text are by how much something was raised, cut or left over, and so not what
//! all of it came to: 追加人员经费70万元、公用经费5万元, 结余99万元，其中基本支出39万元, 经费7万元均为年中追加.

use rust_decimal::Decimal;

use super::breakdowns::{end_of_total, opening, parts_of};
use crate::rules::passage::quantity::{Quantity, Unit};
use crate::rules::passage::{
    NEAR, Passage, Word, behind_heads, contains_any, is_boundary, without_ends, words,
};

/// Words for what was raised, cut or left over.
const CHANGES: &[Word] = words![
    "追加",
    "追减",
    "增加",
    "减少",
    "调增",
    "调减",
    "调剂",
    "上调",
    "下调",
    "核增",
    "核减",
    "结余",
    "结转",
    "未支出",
    "未执行",
    "未使用",
    "未支付",
    "节约",
    "节省",
    "压减",
    "压缩",
    "压降",
    "剩余",
    "净增",
    "新增",
    "多支",
    "少支",
    "超支",
    "收回",
    "交回",
    "盘活",
    "增长",
    "下降",
    "多安排",
    "少安排",
];

/// Whether words speak of such a change, as the last such word says: 追加后 and 增加到 speak of what it
/// came to, and 节约型 of no change.
fn is_of_change(words: &str) -> bool {
    let last = CHANGES
        .iter()
        .filter_map(|change| Some(words.rfind(change.text)? + change.text.len()))
        .max();
    let behind = last.and_then(|end| words.get(end..));
    behind.is_some_and(|it| !it.starts_with(['到', '至', '后', '型']))
}

/// Whether the amount at a place is a change by the words before those it is listed with, or behind
/// them. Those right before it are not asked: they make another name of its own.
pub(in crate::rules) fn is_change(passage: &Passage<'_>, index: usize) -> bool {
    is_adjustment(passage, index)
        || passage.holds_any(CHANGES)
            && (is_listed(passage, index)
                || is_part(passage, index)
                || is_told_behind(passage, index))
}

/// Whether an amount is what a budget was adjusted by to what it came to: 调整预算540万元，调整后预算4740万元.
fn is_adjustment(passage: &Passage<'_>, index: usize) -> bool {
    const ADJUSTED: [&str; 2] = ["调整后", "全年预算"];
    let is_called = ["调整预算", "预算调整", "调整"]
        .iter()
        .any(|it| passage.phrase(index).ends_with(it));
    let next = || passage.phrase(index + 1);
    is_called
        && passage.is_right_behind(index + 1)
        && ADJUSTED.iter().any(|it| next().starts_with(it))
}

/// Whether a change is told of an amount that this is listed with: 追加人员经费70万元、公用经费5万元, also
/// behind ，, where the first has its name behind the change. What has a verb of its own is no part of
/// the list.
fn is_listed(passage: &Passage<'_>, index: usize) -> bool {
    let mut only_pauses = true;
    for at in (index.saturating_sub(NEAR)..index).rev() {
        let Some((before, own)) = neighbours(passage, at) else {
            return false;
        };
        let Some(gap) = goes_on(passage, before, own) else {
            return false;
        };
        only_pauses &= !gap.contains('，');
        let phrase = passage.phrase(at);
        if is_of_change(phrase) {
            return only_pauses || !ends_in_change(phrase);
        }
    }
    false
}

/// The words between two amounts, where they lead from one of a list to the next.
fn goes_on<'a>(
    passage: &Passage<'a>,
    before: &Quantity<'_>,
    own: &Quantity<'_>,
) -> Option<&'a str> {
    const VERBS: [&str; 20] = [
        "实际", "完成", "执行", "决算", "全年", "本年", "当年", "年末", "年初", "占", "比", "较",
        "同比", "使用", "用于", "发放", "拨付", "支付", "总", "合计",
    ];
    let gap = passage.gap(before, own);
    let is_list = gap.starts_with(['、', '，', '和', '及', '与']) || gap.starts_with("以及");
    let name = gap.trim_start_matches(['、', '，']);
    let is_name = !name.contains(is_boundary) && !contains_any(name, &VERBS);
    (before.unit == Unit::Money && is_list && is_name).then_some(gap)
}

/// Two quantities that follow each other.
fn neighbours<'p, 'a>(
    passage: &'p Passage<'a>,
    at: usize,
) -> Option<(&'p Quantity<'a>, &'p Quantity<'a>)> {
    passage.pair([at, at + 1])
}

/// Whether the change stands right before its amount, with no name of what was changed behind it:
/// 比上年增加70万元, 追加预算540万元.
fn ends_in_change(phrase: &str) -> bool {
    let words = without_ends(phrase.trim(), &NAMELESS, 2);
    CHANGES.iter().any(|change| words.ends_with(change.text))
}

/// What names nothing that was changed.
const NAMELESS: [&str; 10] = [
    "预算", "资金", "经费", "指标", "支出", "金额", "总额", "额", "了", "共",
];

/// Whether words say nothing but how far something changed, so that of what they say it is named
/// before them: 比预算节约, 年末结余资金.
pub(super) fn is_nameless(phrase: &str) -> bool {
    let words = without_ends(phrase.trim(), &NAMELESS, 2);
    let is_compared = words.starts_with(['比', '较', '与']) && ends_in_change(words);
    let mut names = behind_heads(words).filter_map(|at| words.get(at..));
    is_compared || names.any(|name| CHANGES.iter().any(|change| change.text == name))
}

/// Whether the amount is one of the parts that a change is made of: 追加174万元，其中人员经费125万元. They
/// are no more together than the change is.
fn is_part(passage: &Passage<'_>, index: usize) -> bool {
    (index.saturating_sub(NEAR)..index).rev().any(|at| {
        let Some(whole) = passage.quantities.get(at) else {
            return false;
        };
        if whole.unit != Unit::Money || !is_of_change(passage.phrase(at)) {
            return false;
        }
        let parts = parts_up_to(passage, at, index).unwrap_or_default();
        let values = parts.iter().map(|part| passage.quantities.get(*part));
        let sum = crate::figures::sum(values.map(|it| it.map(|it| it.value)));
        !parts.is_empty() && sum.is_some_and(|sum| sum <= most(whole))
    })
}

/// The parts of a whole up to one of them, where it is one.
fn parts_up_to(passage: &Passage<'_>, whole: usize, index: usize) -> Option<Vec<usize>> {
    let (from, own) = passage.pair([whole, index])?;
    let end = passage.sentence_at(own.span.start).end;
    // 增加98万元，增长2%，其中基本支出50万元
    let told = end_of_total(passage, whole);
    let opened = opening(passage.between(told, end)).map(|it| (told, it.at));
    let start = opened.map_or(from.span.end, |(start, _)| start);
    let behind = passage.between(start, end);
    let mark = behind.chars().next();
    let mark = mark.filter(|it| matches!(it, '：' | '（' | '('));
    let at = opened.map(|(_, at)| at).or(mark.map(char::len_utf8))?;
    let end = match mark {
        Some('（' | '(') => start + behind.find(['）', ')'])?,
        _ => end,
    };
    let (parts, ..) = parts_of(passage, whole, start + at, end);
    let parts = parts.into_iter().take_while(|part| *part <= index);
    let parts: Vec<usize> = parts.collect();
    parts.contains(&index).then_some(parts)
}

/// The amount that one is told as a part of: 专项资金120万元，其中人员经费20万元.
pub(in crate::rules) fn whole_of<'p, 'a>(
    passage: &'p Passage<'a>,
    index: usize,
) -> Option<&'p Quantity<'a>> {
    let from = passage.led_from(passage.quantities.get(index)?.span.start);
    let before = (index.saturating_sub(NEAR)..index).rev();
    let before = before.map_while(|at| {
        let whole = passage.quantities.get(at)?;
        (whole.span.start >= from).then_some((at, whole))
    });
    let mut wholes = before.filter(|(at, whole)| {
        whole.unit == Unit::Money && parts_up_to(passage, *at, index).is_some()
    });
    wholes.next().map(|(_, whole)| whole)
}

/// As much as an amount may be.
fn most(quantity: &Quantity<'_>) -> Decimal {
    let most = quantity.value.checked_add(quantity.slack);
    most.unwrap_or(quantity.value)
}

/// Whether the words behind the list that an amount stands in say that all of it is a change: 经费7万元、
/// 补助3万元，均为年中追加.
fn is_told_behind(passage: &Passage<'_>, index: usize) -> bool {
    const SAYS: [&str; 10] = [
        "均", "都", "全部", "皆", "为", "系", "是", "属", "的", "年中",
    ];
    for at in index..index.saturating_add(NEAR) {
        let Some(own) = passage.quantities.get(at) else {
            return false;
        };
        let end = passage.sentence_at(own.span.start).end;
        let behind = passage.between(own.span.end, end);
        let words = behind.trim_start_matches(['，', '（', '(']);
        let from = end - words.len();
        let words = words.split(is_boundary).next().unwrap_or_default();
        let next = passage.quantities.get(at + 1);
        // 均为 and what another amount is called is of that amount.
        let is_alone = next.is_none_or(|next| next.span.start >= from + words.len());
        // Behind ， the change is of what comes next: 基本支出60万元，压减较多.
        let is_right_behind = || !behind.starts_with('，');
        let says = SAYS.iter().any(|it| words.starts_with(it))
            || is_right_behind() && CHANGES.iter().any(|it| words.starts_with(it.text));
        if says && is_alone {
            return is_of_change(words);
        }
        let Some(next) = next else {
            return false;
        };
        if goes_on(passage, own, next).is_none() {
            return false;
        }
    }
    false
}
