//! Where a text has a total and its parts: behind 其中, in brackets, before 合计, in the sentence behind it.

use std::ops::Range;

use rust_decimal::Decimal;

use super::kinds::{are_sexes, is_alike, is_complete, label};
use super::{is_within, room};
use crate::figures;
use crate::report::numeral::{self, is_digit};
use crate::rules::amounts::verbs::growth;
use crate::rules::passage::quantity::{Quantity, Unit};
use crate::rules::passage::{
    FUNDS, NEAR, Passage, SEMICOLONS, Word, bare, clause_before, contains_any, ends_with_any,
    is_boundary, kinds_led_to, nesting_of_brackets, words,
};

/// A total and its parts, that are named behind it or before it.
pub(super) struct Breakdown {
    pub(super) total: usize,
    pub(super) parts: Vec<usize>,
    /// Whether the words say that there are no further parts.
    pub(super) complete: bool,
    /// Whether they are added up behind them, and none can be told twice.
    pub(super) apart: bool,
    /// Whether they stand in brackets alone, and may be all there is.
    pub(super) is_enclosed: bool,
    /// Whether no word leads to them there, so that they may be something else.
    pub(super) is_bare: bool,
    /// Where it ends.
    pub(super) end: usize,
}

pub(super) fn breakdowns(passage: &Passage<'_>) -> Vec<Breakdown> {
    let quantities = passage.quantities.iter().enumerate();
    let totals = quantities.filter(|(i, total)| {
        let phrase = passage.phrase(*i);
        total.is_exact()
            && !matches!(total.unit, Unit::None | Unit::Date | Unit::Points)
            // Of what is below zero a part may be more.
            && total.value >= Decimal::ZERO
            // 收运垃圾26.8万吨，日均734吨，其中: an average is no total.
            && !phrase.contains('均')
            && !phrase.starts_with('最')
            && !is_difference(passage, *i)
    });
    let found = totals.flat_map(|(i, total)| {
        let led = led_to(passage, i, total);
        in_brackets(passage, i, total).into_iter().chain(led)
    });
    found.collect()
}

/// The parts that words lead to, in the sentence of their total or as the next, 在职58人。其中行政30人、事业28人.
fn led_to(passage: &Passage<'_>, total: usize, whole: &Quantity<'_>) -> Option<Breakdown> {
    let of_total = end_of_total(passage, total);
    let paid = paid_for_all(passage, total, of_total);
    let told = paid.unwrap_or(of_total);
    // 支出9.8万元，预算11万元，控制率89%，其中: of what was spent.
    let next = passage.quantities.get(total + 1);
    let has_rate = next.is_some_and(|it| it.unit == Unit::Percent && it.span.end <= told);
    if has_rate && contains_any(passage.phrase(total), &["预算", "计划"]) {
        return None;
    }
    let own = passage.sentence_at(whole.span.start);
    let (start, end, opening) = match opening(passage.between(told, own.end)) {
        Some(opening) => (told, own.end, opening),
        None => {
            let next = goes_on(passage, total, told..own.end)?;
            let opening = opening(passage.between(next.start, next.end))?;
            (next.start, next.end, opening)
        }
    };
    let from = start + opening.at;
    let limit = match opening.bracket {
        true => {
            let inside = passage.between(from, end);
            from + inside.find(['）', ')']).unwrap_or(inside.len())
        }
        false => end,
    };
    if is_beside_it(passage, own.start..whole.span.end, from) {
        return None;
    }
    let (mut parts, end, stopped) = match of_each(passage, total, from..limit) {
        Some(Columns::Own(parts)) => (parts, limit, false),
        Some(Columns::Unknown) => return None,
        None => parts_of(passage, total, from, limit),
    };
    // 在校学生1126人，其中男生582人，女生544人，寄宿生986人
    if parts
        .get(..2)
        .is_some_and(|first| are_sexes(passage, first))
    {
        parts.truncate(2);
    }
    let rest = passage.between(end, limit).trim_start();
    // In a sentence of their own they may be a few of all, and behind how much it grew parts of that.
    let grew = passage.quantities.get(total + 1);
    let grew = grew.is_some_and(|it| it.span.end <= told && it.is_like(whole));
    let complete = (opening.complete || is_complete(passage, &parts))
        && start == told
        && !grew
        && !stopped
        && !rest.starts_with('等');
    let is_meant = !parts.is_empty() && !are_of_marks(passage, whole, &parts);
    is_meant.then_some(Breakdown {
        total,
        parts,
        complete,
        apart: false,
        is_enclosed: opening.bracket
            && rest.is_empty()
            && !passage.between(start, from).contains("其中"),
        is_bare: paid.is_some(),
        end,
    })
}

/// Where an amount ends that was paid for all of what is counted before it, in a clause between that and its parts: 救助1126人次，发放
/// 救助金208.66万元，人均1853.11元，其中急难型救助428人次.
fn paid_for_all(passage: &Passage<'_>, total: usize, told: usize) -> Option<usize> {
    let whole = passage.quantities.get(total)?;
    let limit = passage.sentence_at(whole.span.start).end;
    let behind = passage.quantities.iter().enumerate().skip(total + 1);
    let mut end = told;
    for (at, paid) in behind.skip_while(|(_, it)| it.span.start < told) {
        let clause = passage.between(end, paid.span.start);
        let is_paid = paid.unit == Unit::Money
            && clause.strip_prefix(['，', ',']) == Some(passage.phrase(at));
        if !is_paid || paid.span.end > limit {
            break;
        }
        end = paid.span.end;
    }
    let is_meant = end > told
        && matches!(whole.unit, Unit::Count(_))
        && opening(passage.between(end, limit)).is_some()
        && is_first_of_its_kind(passage, total);
    is_meant.then_some(end)
}

/// Whether no quantity of its kind stands before one in its sentence.
pub(in crate::rules::amounts) fn is_first_of_its_kind(passage: &Passage<'_>, index: usize) -> bool {
    let Some(own) = passage.quantities.get(index) else {
        return false;
    };
    let from = passage.sentence_at(own.span.start).start;
    let before = passage.quantities.iter().take(index).rev();
    let mut before = before.take_while(|it| it.span.start >= from);
    !before.any(|it| it.is_like(own))
}

/// Whether what words lead to is no part but all with what was left out before: 支出（不含专户）90万元；含专户100万元.
fn is_beside_it(passage: &Passage<'_>, told: Range<usize>, from: usize) -> bool {
    fn name(words: &str) -> &str {
        let ends = |c: char| is_boundary(c) || is_digit(c);
        words.split(ends).next().unwrap_or_default()
    }
    let head = passage.between(told.start, from);
    let without = head.rsplit_once("不含").map(|(_, it)| it);
    let with = name(passage.between(from, passage.sentence_at(told.start).end));
    without.map(name).is_some_and(|without| {
        !with.is_empty() && (without.starts_with(with) || with.starts_with(without))
    })
}

/// The parts of a total where each of what it is of is told with several numbers of its kind.
enum Columns {
    /// Those that are told of what it is of.
    Own(Vec<usize>),
    /// Nobody can tell which are.
    Unknown,
}

/// What a total is of each of some things with several numbers, where they do not all come to it: 抽检312批次，合格310批次，其中食堂
/// 抽检186批次、合格185批次，企业抽检126批次、合格125批次. `None` where each has one.
fn of_each(passage: &Passage<'_>, total: usize, range: Range<usize>) -> Option<Columns> {
    let whole = passage.quantities.get(total)?;
    let numbers = passage.quantities.iter().enumerate().skip(total + 1);
    let numbers = numbers.skip_while(|(_, it)| it.span.start < range.start);
    let numbers = numbers.take_while(|(_, it)| it.span.end <= range.end);
    let numbers = numbers.filter(|(_, it)| it.unit != Unit::Percent);
    let all: Vec<usize> = numbers
        .map(|(at, it)| it.is_like(whole).then_some(at))
        .collect::<Option<_>>()?;
    let is_repeated = |width: usize| {
        let mut things = all.chunks(width);
        let first = things.next().and_then(|it| it.split_first());
        let names =
            |more: &[usize]| -> Vec<&str> { more.iter().map(|at| passage.phrase(*at)).collect() };
        let more = first.map(|(_, more)| names(more)).unwrap_or_default();
        let mut others = things.map(|it| it.split_first().map(|(_, more)| names(more)));
        let is_thing = |at: &usize| more.contains(&passage.phrase(*at));
        all.len() >= 2 * width
            && all.len().is_multiple_of(width)
            && more.iter().all(|it| !it.is_empty())
            && !all.iter().step_by(width).any(is_thing)
            && others.all(|it| it.is_some_and(|it| it == more))
    };
    let width = (2..=all.len() / 2).find(|width| is_repeated(*width))?;
    // 新建、改建30个，其中甲村新建10个、改建5个，乙村新建8个、改建7个: all of them.
    if come_to(passage, &all, whole) {
        return None;
    }
    let called = [passage.phrase(total), passage.tail(total)].concat();
    // 已支付 is what is 已付 of each.
    let is_called = |name: &str| {
        let mut rest = called.chars();
        name.chars().all(|c| rest.any(|it| it == c))
    };
    let column = (1..width).find(|at| {
        let name = all.get(*at).map(|it| passage.phrase(*it));
        name.is_some_and(is_called)
    });
    let column = column.or_else(|| is_first_of_its_kind(passage, total).then_some(0));
    Some(column.map_or(Columns::Unknown, |column| {
        Columns::Own(all.iter().copied().skip(column).step_by(width).collect())
    }))
}

/// What stands in brackets right behind a total and may be all of it, 在职58人（行政30人、事业28人）, or some.
fn in_brackets(passage: &Passage<'_>, total: usize, whole: &Quantity<'_>) -> Option<Breakdown> {
    let end = passage.sentence_at(whole.span.start).end;
    let behind = passage.between(whole.span.end, end);
    let inside = behind.strip_prefix(['（', '('])?;
    let limit = end - inside.len() + inside.find(['）', ')'])?;
    let from = end - inside.len();
    let (parts, end, stopped) = parts_of(passage, total, from, limit);
    let is_all = passage.between(end, limit).trim().is_empty() && !stopped;
    let complete = is_complete(passage, &parts);
    let is_meant = opening(behind).is_none()
        && is_all
        && parts.len() > 1
        && !are_of_marks(passage, whole, &parts);
    is_meant.then_some(Breakdown {
        total,
        parts,
        complete,
        apart: false,
        is_enclosed: true,
        is_bare: !complete,
        end,
    })
}

/// Whether the parts of a score are told with what they might have been: 预算执行满分10分，得9.8分.
fn are_of_marks(passage: &Passage<'_>, whole: &Quantity<'_>, parts: &[usize]) -> bool {
    let is_of_marks = |&part: &usize| {
        let label = label(passage, part);
        label.starts_with(['得', '扣']) || contains_any(label, &["满分", "分值", "权重", "应得"])
    };
    whole.unit == Unit::Score && parts.iter().any(is_of_marks)
}

/// Where what is told of a total itself ends, so that its parts may follow: what it is of, 300件服务项目, what stands in
/// brackets behind it, 118人（含2人借用）, and what it is of another or grew by, ，占80%，比上年增加8人，增长7.27%.
pub(in crate::rules::amounts) fn end_of_total(passage: &Passage<'_>, total: usize) -> usize {
    let Some(whole) = passage.quantities.get(total) else {
        return 0;
    };
    let limit = passage.sentence_at(whole.span.start).end;
    let aside = |from: usize| {
        let behind = passage.between(from, limit);
        let inside = behind.strip_prefix(['（', '('])?;
        let is_led = opening(behind).is_some() || inside.contains(['（', '(']);
        let len = inside.find(['）', ')']).filter(|_| !is_led)?;
        let close = inside.get(len..)?.chars().next()?;
        Some(from + behind.len() - inside.len() + len + close.len_utf8())
    };
    // 3321户5229人
    let last = total + usize::from(passage.is_in_another_unit(total + 1));
    let noun = passage.tail(last).trim_end_matches('中');
    let mut end = passage.quantities.get(last).map_or(0, |it| it.span.end) + noun.len();
    end = aside(end).unwrap_or(end);
    for (i, next) in passage.quantities.iter().enumerate().skip(last + 1) {
        let may_be_told = match next.unit {
            Unit::Date | Unit::Percent | Unit::Points => true,
            _ => next.is_like(whole),
        };
        if next.span.end > limit || !may_be_told {
            break;
        }
        let gap = passage.between(end, next.span.start);
        let words = gap.trim_start_matches(['，', ',']);
        // 按可比价格计算，比上年增长5.1%
        let by = words
            .strip_prefix('按')
            .and_then(|it| it.split_once("计算，"));
        let words = by.map_or(words, |(_, behind)| behind);
        let is_base = words.starts_with(['较', '比', '与']);
        let is_told = match next.unit {
            // 较2022年的80万元
            Unit::Date => is_base,
            Unit::Percent | Unit::Points => words.len() < gap.len(),
            _ => is_base || is_difference(passage, i),
        };
        if !is_told || words.contains(is_boundary) || opening(gap).is_some() {
            break;
        }
        if next.unit != Unit::Date {
            end = aside(next.span.end).unwrap_or(next.span.end);
        }
    }
    end
}

/// The sentence behind that of a total, where it goes on with its parts: 在职58人。其中行政30人、事业28人. Of two numbers of
/// one kind nobody can tell which is meant. `rest` is what the sentence of the total has behind what it tells of that.
fn goes_on(passage: &Passage<'_>, total: usize, rest: Range<usize>) -> Option<Range<usize>> {
    let whole = passage.quantities.get(total)?;
    if passage.between(rest.start, rest.end).contains(is_boundary) {
        return None;
    }
    let own = passage.sentence_at(whole.span.start);
    let next = passage.parts_behind(&own)?;
    is_first_of_its_kind(passage, total).then_some(next)
}

/// Whether an amount is how far one is from another: 比上年增加30万元, 比预算多44.42万元. 其中 behind it
/// is of what was compared, and of what goes up and down a part may be more than is left of all.
fn is_difference(passage: &Passage<'_>, index: usize) -> bool {
    const MORE: [&str; 11] = [
        "多", "少", "增收", "减收", "增支", "减支", "超收", "增产", "净增", "超出", "高出",
    ];
    let phrase = passage.phrase(index);
    let between = |(before, own): (&Quantity<'_>, &Quantity<'_>)| {
        let words = passage.gap(before, own);
        before.is_like(own) && words == phrase
    };
    let pair = index.checked_sub(1).and_then(|before| {
        let quantities = &passage.quantities;
        Some((quantities.get(before)?, quantities.get(index)?))
    });
    // 比上年1344.92万元增加30万元 has what it is compared with right before it.
    let is_compared = phrase.contains(['比', '较']) || pair.is_some_and(between);
    is_compared && (growth(phrase).is_some() || ends_with_any(phrase, &MORE))
}

/// Totals behind what they are said to be the sum of: 甲1万元，乙2万元，合计3万元.
pub(super) fn sums(passage: &Passage<'_>) -> Vec<Breakdown> {
    const SUM: &[Word] = words!["合计", "共计", "总计", "，共", "，累计"];
    if !passage.holds_any(SUM) {
        return Vec::new();
    }
    let places = 2..passage.quantities.len();
    let found = places.filter_map(|i| {
        let total = passage.quantities.get(i).filter(|it| it.is_exact())?;
        let before = passage.quantities.get(i - 1)?;
        let counted = number_of_parts(passage.gap(before, total));
        let counted = counted.or_else(|| is_of_all_years(passage, i).then_some(Some(2)))?;
        let parts = listed_before(passage, i, counted)?;
        // What was listed in sentences before may belong to it as well.
        let all = passage.quantities.get(i.saturating_sub(NEAR)..i)?.iter();
        let mut all = all.rev().filter(|it| it.is_like(total));
        let mut sum = Decimal::ZERO;
        let is_some_sum = all.any(|it| {
            sum = sum.saturating_add(it.value);
            sum == total.value || it.value == total.value
        });
        (!is_some_sum).then_some(Breakdown {
            total: i,
            parts,
            complete: true,
            // Nobody adds up money twice, and people are of several kinds.
            apart: total.unit == Unit::Money,
            is_enclosed: false,
            is_bare: false,
            end: total.span.end,
        })
    });
    found.collect()
}

/// The whole year behind its quarters or halves: 一季度整治12次、二季度15次、三季度18次、四季度14次，全年59次.
pub(super) fn parts_of_the_year(passage: &Passage<'_>) -> Vec<Breakdown> {
    const YEARS: [&[&str]; 2] = [
        &["一季度", "二季度", "三季度", "四季度"],
        &["上半年", "下半年"],
    ];
    /// What is told of the end of a time, and is not added up.
    const AT_THE_END: [&str; 7] = ["末", "底", "累计", "率", "度为", "存", "均"];
    /// What may be counted in each part of the year anew, but for what is new there.
    const ONCE: [&str; 7] = ["人", "名", "户", "家", "个", "人员", "处"];
    if !passage.holds_any(words!["四季度", "下半年"]) {
        return Vec::new();
    }
    let year = |parts: &[&str], from: usize| {
        let total_at = from + parts.len();
        let all = passage.quantities.get(from..=total_at)?;
        let (total, told) = all.split_last()?;
        let is_counted = matches!(total.unit, Unit::Count(_) | Unit::Money);
        let are_parts = told.iter().zip(parts).enumerate().all(|(i, (it, part))| {
            let phrase = passage.phrase(from + i);
            it.is_like(total)
                && it.is_exact()
                && phrase.contains(part)
                && !contains_any(phrase, &AT_THE_END)
        });
        let phrase = passage.phrase(total_at);
        let start = told.first()?.span.start;
        let is_year = phrase.starts_with("全年") && !contains_any(phrase, &AT_THE_END);
        let is_one = !passage
            .between(start, total.span.start)
            .contains(['。', '\n', '（', '(']);
        let sum = figures::sum(told.iter().map(|it| Some(it.value)))?;
        let is_new = contains_any(passage.phrase(from), &["新增", "净增"]);
        let may_be_less =
            matches!(total.unit, Unit::Count(unit) if ONCE.contains(&unit)) && !is_new;
        let is_sum =
            total.value >= sum || !may_be_less && told.iter().all(|it| it.value < total.value);
        let is_meant = is_counted && are_parts && is_year && is_one && total.is_exact() && is_sum;
        is_meant.then(|| Breakdown {
            total: total_at,
            parts: (from..total_at).collect(),
            complete: true,
            apart: true,
            is_enclosed: false,
            is_bare: false,
            end: total.span.end,
        })
    };
    let places = 0..passage.quantities.len();
    let found = places.flat_map(|from| YEARS.iter().filter_map(move |parts| year(parts, from)));
    found.collect()
}

/// How many parts the words before a total say that it is the sum of, if they say nothing else; `Some(None)`
/// where they give no number: ，合计; 、两项支出共计.
fn number_of_parts(words: &str) -> Option<Option<usize>> {
    const NOUNS: [&str; 6] = ["", "支出", "费用", "经费", "资金", "投入"];
    let words = words.trim_start_matches(['，', ',', '、', '；', ' ']);
    let words = words.strip_suffix('为').unwrap_or(words);
    let words = words.strip_prefix("以上").unwrap_or(words);
    let (count, rest) = match numeral::count(words) {
        Some((count, len)) => {
            let rest = words.get(len..)?.strip_prefix(['项', '者'])?;
            (Some(count), rest)
        }
        None => (None, words),
    };
    let mut sums = ["合计", "共计", "总计"].iter();
    let noun = match rest {
        // 共发放 may be of something else.
        "共" => "",
        _ => sums.find_map(|sum| rest.strip_suffix(sum))?,
    };
    NOUNS.contains(&noun).then_some(count)
}

/// Whether a total is of this year and all before it, which are told right before: 以前年度已支付1023万元，本年支付747万元，累计支付1770万元.
fn is_of_all_years(passage: &Passage<'_>, total: usize) -> bool {
    let begins = |back: usize, word: &str| {
        let at = total.checked_sub(back);
        at.is_some_and(|at| passage.phrase(at).starts_with(word))
    };
    begins(0, "累计")
        && begins(1, "本年")
        && begins(2, "以前年度")
        && passage.is_right_behind(total)
        && passage.is_right_behind(total - 1)
}

/// The parts in front of a total: so many as are said, else all in its sentence. `None` where anything
/// else stands between them, or they may be no parts.
fn listed_before(passage: &Passage<'_>, index: usize, count: Option<usize>) -> Option<Vec<usize>> {
    /// What makes an amount no part of a sum: each one's, a plan's, how much it grew.
    const NO_PART: [&str; 24] = [
        "人均", "户均", "每", "均", "单价", "标准", "累计", "合计", "共", "总", "减", "扣", "增",
        "比", "较", "占", "其中", "含", "结余", "预算", "计划", "目标", "节约", "剩余",
    ];
    let total = passage.quantities.get(index)?;
    let from = passage.sentence_at(total.span.start).start;
    let mut parts: Vec<usize> = Vec::new();
    let mut end = None;
    for (i, part) in passage.quantities.iter().enumerate().take(index).rev() {
        if part.span.start < from || count == Some(parts.len()) {
            break;
        }
        // 2021年280万元、2022年300万元
        if part.unit == Unit::Date {
            continue;
        }
        let phrase = passage.phrase(i);
        let is_part = part.is_like(total)
            && part.is_exact()
            && part.scale == total.scale
            && !contains_any(phrase, &NO_PART);
        let behind = end.map_or("", |end| passage.between(part.span.end, end));
        // 二等奖9个
        let is_open = behind.replace("等奖", "").contains('等');
        if !is_part || is_open || behind.contains(['；', '（', '(', '：']) {
            return None;
        }
        end = Some(part.span.start);
        parts.push(i);
    }
    let is_of_a_year = |part: usize| {
        let before = part.checked_sub(1);
        let before = before.and_then(|before| passage.quantities.get(before));
        before.is_some_and(|it| it.unit == Unit::Date)
    };
    let named = |&part: &usize| !passage.phrase(part).is_empty() || is_of_a_year(part);
    let is_list = parts.len() >= 2
        && count.is_none_or(|count| count == parts.len())
        && parts.iter().all(named);
    parts.reverse();
    is_list.then_some(parts)
}

pub(in crate::rules::amounts) struct Opening {
    /// Where the parts begin, behind the total.
    pub(in crate::rules::amounts) at: usize,
    bracket: bool,
    complete: bool,
}

/// The words that open a breakdown right behind a total; `None` where something else follows.
pub(in crate::rules::amounts) fn opening(behind: &str) -> Option<Opening> {
    const WORDS: [(&str, bool); 13] = [
        ("其中：", false),
        ("其中，", false),
        ("其中", false),
        ("分别为", true),
        ("分别是", true),
        ("包括：", true),
        ("包括", true),
        ("包含", false),
        ("按渠道分，", true),
        ("结果为", true),
        ("由", true),
        ("含", false),
        ("中，", false),
    ];
    let trimmed = behind.trim_start_matches(['，', ',', '；', ' ', '。', '：']);
    let (inner, bracket) = match trimmed.strip_prefix(['（', '(']) {
        Some(inner) => (inner, true),
        None => (trimmed, false),
    };
    let mut all = WORDS.iter().copied();
    let (words, complete) = all
        .find(|(words, _)| inner.starts_with(words))
        .or_else(|| kinds_led_to(inner).map(|lead| (lead, true)))?;
    let rest = inner.strip_prefix(words)?;
    // 含税价126万元; 卡介苗接种3246剂次；含麻疹成分疫苗接种6618剂次
    let led = behind.strip_suffix(trimmed).unwrap_or_default();
    if words == "含" && (rest.starts_with('税') || led.contains(SEMICOLONS)) {
        return None;
    }
    if words == "由" && !rest.contains("组成") && !rest.contains("构成") {
        return None;
    }
    Some(Opening {
        at: behind.len() - rest.len(),
        bracket,
        complete,
    })
}

/// The quantities that are parts, from `from` to `limit`; where they end; and whether they end
/// because something could not be told.
pub(in crate::rules::amounts) fn parts_of(
    passage: &Passage<'_>,
    total: usize,
    from: usize,
    limit: usize,
) -> (Vec<usize>, usize, bool) {
    let Some(whole) = passage.quantities.get(total) else {
        return (Vec::new(), from, true);
    };
    // The last two characters of what it is called.
    let called = bare(passage.phrase(total));
    let last = called.char_indices().rev().nth(1);
    let mut list = List {
        passage,
        whole,
        called: last.map_or("\n", |(at, _)| called.get(at..).unwrap_or_default()),
        from,
        limit,
        parts: Vec::new(),
        end: from,
    };
    for (i, part) in passage.quantities.iter().enumerate().skip(total + 1) {
        // What stands in the brackets behind a part is passed over with them.
        if part.span.start < list.end {
            continue;
        }
        if part.span.start >= limit {
            break;
        }
        match list.next(i, part) {
            Next::Part => {
                list.parts.push(i);
                list.end = part.span.end;
            }
            Next::Passed(end) => list.end = end,
            Next::End { unsure } => return (list.parts, list.end, unsure),
            Next::NoList => return (Vec::new(), list.end, true),
        }
    }
    (list.parts, list.end, false)
}

/// The parts of a total, as far as they are read.
struct List<'p, 'a> {
    passage: &'p Passage<'a>,
    whole: &'p Quantity<'a>,
    /// What the whole is called last.
    called: &'p str,
    /// Where they begin, and where they end at the latest.
    from: usize,
    limit: usize,
    parts: Vec<usize>,
    /// Where those that are read end.
    end: usize,
}

/// What a quantity behind the parts that are read is.
enum Next {
    Part,
    /// None, but what more is told of one; it goes on there.
    Passed(usize),
    /// No part any more, or nobody can tell.
    End {
        unsure: bool,
    },
    /// What makes none of them a part.
    NoList,
}

impl List<'_, '_> {
    fn next(&self, index: usize, own: &Quantity<'_>) -> Next {
        let gap = self.passage.between(self.end, own.span.start);
        // What stands in brackets behind a part is about that part.
        let depth: i32 = gap.chars().map(nesting_of_brackets).sum();
        if depth > 0 {
            let behind = self.passage.between(own.span.end, self.limit);
            let close = behind.find(['）', ')']);
            return close.map_or(Next::End { unsure: true }, |close| {
                Next::Passed(own.span.end + close)
            });
        }
        match own.is_like(self.whole) {
            true => self.like(index, own, gap),
            false => self.unlike(index, own, gap),
        }
    }

    /// What a quantity of another kind than the whole is.
    fn unlike(&self, index: usize, own: &Quantity<'_>, gap: &str) -> Next {
        let has_parts = !self.parts.is_empty();
        // Rates stand between parts: 人员经费60万元，占60%，公用经费40万元，增长5%.
        let is_rate = matches!(own.unit, Unit::Percent | Unit::Points);
        if is_rate && (has_parts || gap.contains('占')) {
            return Next::Passed(own.span.end);
        }
        if own.unit == Unit::Date || says_which(self.passage, index, self.whole) {
            return Next::Passed(self.end);
        }
        // 城市低保1286户1742人，农村低保2035户3487人, of households as of people.
        if has_parts && self.passage.is_in_another_unit(index) {
            return Next::Passed(own.span.end);
        }
        let next = self.passage.quantities.get(index + 1);
        let is_told_first = next.is_some_and(|next| next.is_like(self.whole))
            && self.passage.is_in_another_unit(index + 1);
        if is_told_first {
            return Next::Passed(self.end);
        }
        if has_parts && has_another_item(self.passage, index, self.whole) {
            return Next::Passed(own.span.end);
        }
        // …城市18个、农村68个，枯水期、丰水期各监测1次
        let is_behind_list = self.is_list() && gap.starts_with(['，', '；']);
        Next::End {
            unsure: has_parts && gap.contains('、') && !is_behind_list,
        }
    }

    /// What one of the kind of the whole is.
    fn like(&self, index: usize, own: &Quantity<'_>, gap: &str) -> Next {
        const NESTED: [&str; 7] = ["其中", "含", "包括", "共计", "合计", "总计", "累计"];
        let (passage, whole, parts) = (self.passage, self.whole, &self.parts);
        // Beside one below zero the others may be more than the whole.
        if own.value < Decimal::ZERO {
            return Next::NoList;
        }
        let outside = gap.rsplit(['）', ')']).next().unwrap_or(gap);
        if came_of_it(passage, index, parts.last().copied()) {
            // …续建5个、新建4个；年内竣工6个
            let is_behind_list = self.is_list() && outside.starts_with(SEMICOLONS);
            return Next::End {
                unsure: !is_behind_list,
            };
        }
        // 收入总计434.72万元，其中：本年收入合计434.16万元
        let is_of_the_year = contains_any(outside, &["本年收入合计", "本年支出合计"]);
        if contains_any(outside, &NESTED) && !is_of_the_year {
            return Next::End { unsure: true };
        }
        // 总投资20亿元的光伏项目完成5.44亿元: it says which one is a part.
        if passage.tail(index).starts_with('的') {
            return Next::Passed(own.span.end);
        }
        // 山羊140只；绵羊1900只；禽存栏18800只: all of 2040 are told.
        let is_another = || {
            let with_it: Vec<usize> = parts.iter().copied().chain([index]).collect();
            own.value > whole.value || !is_alike(passage, &with_it)
        };
        let is_told = !outside.starts_with('、') && come_to(passage, parts, whole);
        if is_told && (outside.contains(SEMICOLONS) || is_another()) {
            return Next::End { unsure: false };
        }
        let told = passage.between(self.from, self.end);
        // …、公务接待费1.5万元；会议费65万元: another subject, unless the list is one of ；.
        let is_after_another = outside.contains(SEMICOLONS) && {
            let listed = parts.len() > 1 && !told.contains(SEMICOLONS);
            listed || own.value > whole.value && !passage.between(0, self.from).ends_with('：')
        };
        if is_after_another {
            return Next::End { unsure: false };
        }
        // 羊存栏2040只，其中：山羊140只；绵羊1890只；禽存栏18800只: what is called as the whole is, and not as its parts.
        let is_called_so = |part: usize| label(passage, part).ends_with(self.called);
        let is_a_whole = outside.contains(SEMICOLONS)
            && is_called_so(index)
            && !parts.iter().copied().any(is_called_so);
        // 在职58人、退休20人，编外80人: another subject as well, or one more part.
        if is_a_whole || self.is_list() && outside.starts_with('，') {
            return Next::End { unsure: true };
        }
        let clauses = outside.matches(['，', ',', '；', ';', '。']).count();
        if clauses > 1 || self.is_compared(outside) {
            return Next::End {
                unsure: parts.len() < 2,
            };
        }
        Next::Part
    }

    /// Whether 、 lists the parts that are read, and ， does not.
    fn is_list(&self) -> bool {
        let told = self.passage.between(self.from, self.end);
        self.parts.len() > 1 && told.contains('、') && !told.contains('，')
    }

    /// Whether the words before a quantity say that it is what something is compared with, or by how much.
    fn is_compared(&self, words: &str) -> bool {
        const COMPARED: [&str; 7] = ["同比", "上年", "去年", "计划", "预算", "增加", "减少"];
        // What came over is a part, 预算内 a fund, 增加值 a worth, and 预算执行 what a score is of.
        const NAMES: [&str; 4] = ["预算内", "上年结", "上年末结", "增加值"];
        // 一般公共预算财政拨款收入
        let mut without_fund = FUNDS.iter().filter_map(|fund| words.split_once(fund));
        let of_fund = without_fund.next();
        let of_fund = of_fund.filter(|(_, behind)| !contains_any(behind, &COMPARED));
        let words = of_fund.map_or(words, |(before, _)| before);
        // 30万元用于预算编制；30万元用于审计
        let own = words.rsplit(SEMICOLONS).next().unwrap_or(words);
        let is_name = self.whole.unit == Unit::Score || contains_any(own, &NAMES);
        clause_before(own).starts_with(['较', '比', '与'])
            || contains_any(own, &COMPARED) && !is_name
    }
}

/// Whether a number only says which of all a part is: 5000万元以上项目3个.
fn says_which(passage: &Passage<'_>, index: usize, whole: &Quantity<'_>) -> bool {
    let own = passage.quantities.get(index);
    let next = passage.quantities.get(index + 1);
    own.zip(next).is_some_and(|(own, next)| {
        let words = passage.gap(own, next);
        next.is_like(whole) && !words.is_empty() && !words.contains(is_boundary)
    })
}

/// Whether what more is told of a part ends with ；, behind which the next is told: 企业7家，产值6.8亿元；商户9家，产值7.4亿元.
fn has_another_item(passage: &Passage<'_>, index: usize, whole: &Quantity<'_>) -> bool {
    let own = passage.quantities.get(index);
    let behind = passage.quantities.iter().enumerate().skip(index + 1);
    let next = behind.take(NEAR).find(|(_, it)| it.is_like(whole));
    own.zip(next).is_some_and(|(own, (at, next))| {
        let words = passage.gap(own, next);
        let before = words.strip_suffix(passage.phrase(at));
        before.is_some_and(|it| it.ends_with(SEMICOLONS)) && !words.contains('。')
    })
}

/// Whether parts come to their whole.
fn come_to(passage: &Passage<'_>, parts: &[usize], whole: &Quantity<'_>) -> bool {
    let parts: Vec<&Quantity<'_>> = parts
        .iter()
        .filter_map(|&part| passage.quantities.get(part))
        .collect();
    let sum = figures::sum(parts.iter().map(|it| Some(it.value)));
    sum.is_some_and(|sum| is_within(sum, whole.value, room(whole, &parts)))
}

/// Whether a quantity came of a whole rather than being a part of it: 预算460万元，其中人员300万元，支出437万元, and
/// where a part is told `before` it, 排查隐患50处，其中一般隐患45处，已整改45处.
fn came_of_it(passage: &Passage<'_>, index: usize, before: Option<usize>) -> bool {
    const SPENT: [&str; 6] = ["支出", "执行", "支付", "拨付", "使用", "到位"];
    const DONE: [&str; 39] = [
        "整改", "办结", "处理", "办理", "处置", "化解", "解决", "调解", "成功", "回复", "答复",
        "获", "取得", "通过", "走访", "帮扶", "慰问", "验收", "立案", "结案", "处罚", "移送",
        "约谈", "复查", "销号", "采纳", "开工", "完工", "竣工", "结业", "就业", "上岗", "到岗",
        "录用", "签约", "参加", "参与", "满意", "回访",
    ];
    let words = bare(passage.phrase(index));
    let Some(before) = before.map(|before| passage.phrase(before)) else {
        return SPENT.contains(&words);
    };
    let part = passage.quantities.get(index);
    let is_counted = part.is_some_and(|it| matches!(it.unit, Unit::Count(_)));
    // 正在整改 is another part than 已整改, and 应急处置 than 日常处置.
    let is_done =
        |done: &&str| words.starts_with(done) || words.ends_with(done) && !before.ends_with(done);
    SPENT.contains(&words)
        || is_counted && !words.contains(['未', '待', '正']) && DONE.iter().any(is_done)
}
