//! A in the text: breakdowns, counts of what is listed, percentages, directions, the same figure
//! twice. A rule pairs figures by what they count, whose they are and when, never by nearness
//! alone; where that cannot be told it is silent.

use std::ops::Range;

use rust_decimal::Decimal;

use super::prose::quantity::{Quantity, Unit};
use super::prose::{NEAR, Passage, Role, Word, is_boundary, word, words};
use super::quoted;
use super::{Case, Check, Finding, Place, Rule, Severity, Verdict};
use crate::document::{Edit, FieldPath};
use crate::figures::budget::{Column, Item};
use crate::report::number::shown;

pub(super) static RULES: &[Rule] = &[
    Rule {
        code: "A5",
        name: "parts-are-not-the-total",
        title: "分项合计与总数不符",
        severity: Severity::Error,
        basis: "报告文字的数字应能相加核对",
        explain: "“总数…其中…”把总数完整地分成几项，各项之和应等于总数。写了“等”“重点”的、互相交叉的（女性、党员）、约数不核对；只列出一部分的，只核对是否大于总数。",
        bad: "整体绩效: {完成情况: 1-12月市场主体净增432家（其中企业净增276家、个体净增256家）。}",
        good: "整体绩效: {完成情况: 1-12月市场主体净增532家（其中企业净增276家、个体净增256家）。}",
        checks: &[Check::Text(parts)],
    },
    Rule {
        code: "A6",
        name: "part-above-the-total",
        title: "其中项大于总数",
        severity: Severity::Error,
        basis: "报告文字的数字应能相加核对",
        explain: "“其中”的一项比总数还大，不是数字写错，就是口径不同。",
        bad: "整体绩效: {完成情况: 全年查处违停1240起，其中占用人行道1420起。}",
        good: "整体绩效: {完成情况: 全年查处违停1420起，其中占用人行道1240起。}",
        checks: &[Check::Text(part_above)],
    },
    Rule {
        code: "A8",
        name: "listed-count-differs",
        title: "列举个数与所说的不符",
        severity: Severity::Warning,
        basis: "报告文字应前后一致",
        explain: "文中说共几个，后面列举的个数应相同；机构按类别填写的列示数，应与名单相同。写了“等”的不核对。",
        bad: "基本情况: {机构: [{类别: 党政机构, 列示数: 3, 名单: [{名称: 办公室}, {名称: 财政所}]}]}",
        good: "基本情况: {机构: [{类别: 党政机构, 列示数: 2, 名单: [{名称: 办公室}, {名称: 财政所}]}]}",
        checks: &[Check::Report(groups), Check::Text(listed)],
    },
    Rule {
        code: "A10",
        name: "percentage-differs",
        title: "百分比与旁边的两个数不符",
        severity: Severity::Error,
        basis: "报告文字的比率应能由所写的数算出",
        explain: "完成率、占比、增长率旁边写明了两个数，由它们算出的百分比与所写的不同（已留四舍五入的余地）。",
        bad: "整体绩效: {完成情况: 计划培训150人次，实际培训138人次，完成率为95%。}",
        good: "整体绩效: {完成情况: 计划培训150人次，实际培训138人次，完成率为92%。}",
        checks: &[Check::Text(percentages)],
    },
    Rule {
        code: "A11",
        name: "rate-implies-no-whole-target",
        title: "按进度率反推不出整数目标",
        severity: Severity::Warning,
        basis: "家数、个数的目标是整数",
        explain: "完成数除以进度率得到年初目标。目标应是整数；反推不出整数，说明完成数或进度率写错了。",
        bad: "整体绩效: {完成情况: 全年净增市场主体518家，完成年度目标的63.76%。}",
        good: "整体绩效: {完成情况: 全年净增市场主体522家，完成年度目标的60%。}",
        checks: &[Check::Text(implied)],
    },
    Rule {
        code: "A12",
        name: "direction-contradicts",
        title: "增减的说法与数字矛盾",
        severity: Severity::Error,
        basis: "报告文字应与数字一致",
        explain: "说增长而数字是负的，或者两年的数字是减少却说增加。",
        bad: "整体绩效: {完成情况: 可防性案件由上年的64起上升至51起。}",
        good: "整体绩效: {完成情况: 可防性案件由上年的64起下降至51起。}",
        checks: &[Check::Text(directions)],
    },
    Rule {
        code: "A13",
        name: "rate-of-nothing",
        title: "年初预算为0却说完成百分之几",
        severity: Severity::Error,
        basis: "比率的分母不能为0",
        explain: "年初预算是0或没有安排，不应表述为完成年初预算的百分之几，请改用全年预算口径。",
        bad: "整体绩效: {完成情况: 专项资金年初预算为0万元，支出20万元，完成年初预算的100%。}",
        good: "整体绩效: {完成情况: 专项资金年初预算为20万元，支出20万元，完成年初预算的100%。}",
        checks: &[Check::Text(of_nothing)],
    },
    Rule {
        code: "A14",
        name: "same-figure-twice",
        title: "同一指标前后两个数",
        severity: Severity::Error,
        basis: "报告正文、附表、决算应一致",
        explain: "同一指标、同一时期、同一范围、同一单位，前后写了两个数；或正文写的与表中填的不同。两处都列出来，请核实哪个对。改为动态数字后，以后只改表里的一处就行。",
        bad: "整体绩效: {完成情况: 全年拆除违章建筑104处。通过整治，全年拆除违章建筑114处。}",
        good: "整体绩效: {完成情况: 全年拆除违章建筑104处。通过整治，全年拆除违章建筑104处。}",
        checks: &[Check::Text(twice), Check::Prose(quoted::beside_tables)],
    },
    Rule {
        code: "A15",
        name: "unit-of-another-size",
        title: "金额单位前后不一",
        severity: Severity::Error,
        basis: "金额统一用万元",
        explain: "同一个数一处写万元、一处写元或亿元，量级矛盾，请统一为万元并核对。",
        bad: "整体绩效: {完成情况: 清扫保洁经费支出319.83万元，清扫保洁经费319.83元均按月支付。}",
        good: "整体绩效: {完成情况: 清扫保洁经费支出319.83万元，清扫保洁经费319.83万元均按月支付。}",
        checks: &[Check::Text(sizes)],
    },
    Rule {
        code: "B13",
        name: "paid-out-more-than-spent",
        title: "文中发放的金额大于项目支出",
        severity: Severity::Warning,
        basis: "完成情况应与项目支出相称",
        explain: "项目的完成情况写发放、投入了多少钱，比这个项目的全年执行数还大。多半另有资金来源，请说明。",
        bad: "项目: [{名称: 甲, 资金: {年度资金总额: {全年执行数: 435.2}}, 完成情况: 全年发放过渡费1100余万元。}]",
        good: "项目: [{名称: 甲, 资金: {年度资金总额: {全年执行数: 435.2}}, 完成情况: 全年发放过渡费100余万元。}]",
        checks: &[Check::Text(paid)],
    },
];

/// A quantity as a place of a passage.
pub(super) fn place(passage: &Passage<'_>, quantity: &Quantity<'_>) -> Place {
    span(passage, quantity.span.clone())
}

/// A piece of a passage as a place.
pub(super) fn span(passage: &Passage<'_>, span: Range<usize>) -> Place {
    let words = passage.text.get(span.clone()).unwrap_or_default();
    let mut place = Place::new(passage.path.clone()).shows(words);
    // With live figures resolved, the bytes are not those of the file.
    place.span = (!passage.is_live).then_some(span);
    place
}

/// Puts other words in the place of some.
pub(super) fn rewrite(passage: &Passage<'_>, span: Range<usize>, with: &str) -> Edit {
    Edit::Rewrite {
        path: passage.path.clone(),
        range: span,
        with: with.to_owned(),
    }
}

/// A value in the unit and scale of a quantity: 11000000 beside 1100万元 is 1100万元.
fn written(value: Decimal, like: &Quantity<'_>, passage: &Passage<'_>) -> String {
    let number = value.checked_div(like.scale).unwrap_or(value);
    let number = number.round_dp(4).normalize();
    let unit = passage
        .text
        .get(like.span.clone())
        .and_then(|words| words.split_once(like.digits))
        .map_or("", |(_, unit)| unit);
    format!("{number}{unit}")
}

pub(super) fn ends_with_any(text: &str, words: &[&str]) -> bool {
    words.iter().any(|word| text.ends_with(word))
}

pub(super) fn contains_any(text: &str, words: &[&str]) -> bool {
    words.iter().any(|word| text.contains(word))
}

// Breakdowns.

/// A total and the parts that are named behind it.
struct Breakdown {
    total: usize,
    parts: Vec<usize>,
    /// Whether the words say that there are no further parts.
    complete: bool,
    /// Where the parts end.
    end: usize,
}

/// Words that say that a part is a choice, not a share.
const CHOSEN: [&str; 14] = [
    "重点",
    "主要",
    "特别",
    "尤其",
    "仅",
    "包含",
    "新增",
    "首次",
    "打造",
    "以上",
    "以下",
    "不少于",
    "岁",
    "超",
];

/// What people are several of at once.
const ATTRIBUTES: [&str; 18] = [
    "女",
    "党员",
    "团员",
    "学历",
    "本科",
    "大专",
    "研究生",
    "硕士",
    "岁",
    "少数民族",
    "残疾",
    "职称",
    "高龄",
    "独居",
    "志愿者",
    "退役",
    "重点",
    "困难",
];

/// Words that together are all there is.
const COMPLETE: [&[&str]; 23] = [
    &["基本支出", "项目支出"],
    &["人员经费", "公用经费"],
    &["男", "女"],
    &["企业", "个体"],
    &["商务", "商业"],
    &["在职", "退休"],
    &["在职", "离退休"],
    &["行政", "事业"],
    &["城镇", "农村"],
    &["城市", "农村"],
    &["财政拨款", "其他"],
    &["已", "未"],
    &["合格", "不合格"],
    &["满意", "基本满意", "不满意"],
    &["优秀", "良好", "合格"],
    &["货物", "服务", "工程"],
    &["货物", "工程", "服务"],
    &["公务用车", "公务接待"],
    &["公务员", "事业", "工勤"],
    &["公务员", "事业人员"],
    &["办结", "在办"],
    &["线上", "线下"],
    &["一般公共预算", "政府性基金"],
];

fn breakdowns(passage: &Passage<'_>) -> Vec<Breakdown> {
    let quantities = &passage.quantities;
    let mut found = Vec::new();
    for (i, total) in quantities.iter().enumerate() {
        if !total.is_exact() || matches!(total.unit, Unit::None | Unit::Date | Unit::Points) {
            continue;
        }
        let sentence = passage.sentence_at(total.span.start);
        let behind = passage.between(total.span.end, sentence.end);
        let Some(opening) = opening(behind) else {
            continue;
        };
        let from = total.span.end + opening.at;
        let limit = if opening.bracket {
            let inside = passage.between(from, sentence.end);
            from + inside.find(['）', ')']).unwrap_or(inside.len())
        } else {
            sentence.end
        };
        let (parts, end, stopped) = parts_of(passage, i, from, limit);
        if parts.is_empty() {
            continue;
        }
        let complete = (opening.complete || is_complete(passage, &parts))
            && !stopped
            && !passage.between(end, limit).trim_start().starts_with('等');
        found.push(Breakdown {
            total: i,
            parts,
            complete,
            end,
        });
    }
    found
}

struct Opening {
    /// Where the parts begin, behind the total.
    at: usize,
    bracket: bool,
    complete: bool,
}

/// The words that open a breakdown right behind a total; `None` where something else follows.
fn opening(behind: &str) -> Option<Opening> {
    const WORDS: [(&str, bool); 12] = [
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
    ];
    let trimmed = behind.trim_start_matches(['，', ',', '；', ' ', '。', '：']);
    let (inner, bracket) = match trimmed.strip_prefix(['（', '(']) {
        Some(inner) => (inner, true),
        None => (trimmed, false),
    };
    let (words, complete) = WORDS.iter().find(|(words, _)| inner.starts_with(words))?;
    let rest = inner.strip_prefix(words)?;
    if *words == "由" && !rest.contains("组成") && !rest.contains("构成") {
        return None;
    }
    Some(Opening {
        at: behind.len() - rest.len(),
        bracket,
        complete: *complete,
    })
}

/// The quantities that are parts, from `from` to `limit`; where they end; and whether they end
/// because something could not be told.
fn parts_of(
    passage: &Passage<'_>,
    total: usize,
    from: usize,
    limit: usize,
) -> (Vec<usize>, usize, bool) {
    let quantities = &passage.quantities;
    let mut parts: Vec<usize> = Vec::new();
    let mut end = from;
    let Some(whole) = quantities.get(total) else {
        return (parts, end, true);
    };
    for (i, part) in quantities.iter().enumerate().skip(total + 1) {
        if part.span.start < from {
            continue;
        }
        if part.span.start >= limit {
            break;
        }
        let gap = passage.between(end, part.span.start);
        // What stands in brackets behind a part is about that part.
        let depth: i32 = gap.chars().map(nesting_of_brackets).sum();
        if depth > 0 {
            let close = passage.between(part.span.end, limit).find(['）', ')']);
            if let Some(close) = close {
                end = part.span.end + close;
                continue;
            }
            return (parts, end, true);
        }
        if !part.is_like(whole) {
            // Shares stand between parts: 人员经费60万元，占60%，公用经费40万元.
            if matches!(part.unit, Unit::Percent) && gap.contains('占') {
                end = part.span.end;
                continue;
            }
            let unsure = !parts.is_empty() && gap.contains('、');
            return (parts, end, unsure);
        }
        let outside = gap.rsplit(['）', ')']).next().unwrap_or(gap);
        let clauses = outside.matches(['，', '；', '。']).count();
        let nested = ["其中", "含", "共计", "合计", "总计", "累计"];
        let compared = [
            "比上年",
            "较上年",
            "同比",
            "上年",
            "去年",
            "计划",
            "预算",
            "增加",
            "减少",
        ];
        if contains_any(outside, &nested) {
            return (parts, end, true);
        }
        if clauses > 1 || contains_any(outside, &compared) {
            let unsure = parts.len() < 2;
            return (parts, end, unsure);
        }
        parts.push(i);
        end = part.span.end;
    }
    (parts, end, false)
}

/// The words that a part is called by.
fn label<'a>(passage: &Passage<'a>, part: usize) -> &'a str {
    passage
        .phrase(part)
        .trim_start_matches("其中")
        .trim_start_matches("包括")
        .trim_start_matches("分别为")
        .trim_start_matches('和')
        .trim_start_matches('及')
}

/// Whether the labels are known to be all there is.
fn is_complete(passage: &Passage<'_>, parts: &[usize]) -> bool {
    let labels: Vec<&str> = parts.iter().map(|&part| label(passage, part)).collect();
    if labels.len() < 2 {
        return false;
    }
    let covers = |set: &&&[&str]| {
        set.len() == labels.len()
            && set.iter().all(|word| {
                labels
                    .iter()
                    .any(|label| label.starts_with(word) || label.ends_with(word))
            })
    };
    if COMPLETE.iter().any(|set| covers(&set)) {
        return true;
    }
    // Three and more kinds of spending, each called spending, are all the spending there is.
    let money = parts.iter().all(|&part| {
        passage
            .quantities
            .get(part)
            .is_some_and(|part| part.unit == Unit::Money)
    });
    let tails = ["支出", "经费", "资金", "收入"];
    let kinds = |tail: &str| labels.iter().all(|label| label.ends_with(tail));
    money && labels.len() >= 3 && tails.iter().any(|tail| kinds(tail))
}

/// Whether parts may overlap, so that their sum says nothing.
fn may_overlap(passage: &Passage<'_>, parts: &[usize]) -> bool {
    parts.iter().any(|&part| {
        let label = label(passage, part);
        let tail = passage.tail(part);
        // 男、女 are one another's opposite, not attributes.
        let opposite = label.ends_with('女') && parts.len() == 2;
        let has = |words: &[&str]| contains_any(label, words) || contains_any(tail, words);
        (has(&ATTRIBUTES) && !opposite) || has(&CHOSEN)
    })
}

fn parts(_: &Case<'_>, passage: &Passage<'_>) -> Vec<Finding> {
    let mut found = Vec::new();
    for breakdown in breakdowns(passage) {
        let Some(total) = passage.quantities.get(breakdown.total) else {
            continue;
        };
        let parts: Vec<&Quantity<'_>> = breakdown
            .parts
            .iter()
            .filter_map(|&part| passage.quantities.get(part))
            .collect();
        let exact = parts.iter().all(|part| part.is_exact());
        if parts.len() < 2 || !exact || total.unit == Unit::Percent {
            continue;
        }
        // One part above the total is a finding of its own.
        if parts.iter().any(|part| part.value > total.value) {
            continue;
        }
        let Some(sum) = crate::figures::sum(parts.iter().map(|part| Some(part.value))) else {
            continue;
        };
        let slack = parts
            .iter()
            .try_fold(total.slack, |slack, part| slack.checked_add(part.slack));
        let Some(difference) = sum.checked_sub(total.value) else {
            continue;
        };
        // Money is written to the last digit; what was counted is exact.
        let allowed = if total.unit == Unit::Money
            && total.scale == parts.first().map_or(total.scale, |part| part.scale)
        {
            Decimal::ZERO
        } else {
            slack.unwrap_or_default()
        };
        let more = difference > allowed;
        let less = difference < -allowed;
        let wrong = (more
            && !may_overlap(passage, &breakdown.parts)
            && (breakdown.complete || parts.len() == 2 || is_alike(passage, &breakdown.parts)))
            || (less && breakdown.complete && !may_overlap(passage, &breakdown.parts));
        if !wrong {
            continue;
        }
        let whole = passage.text.get(total.span.clone()).unwrap_or_default();
        let from = breakdown.parts.first().map_or(total.span.end, |&part| {
            passage
                .quantities
                .get(part)
                .map_or(0, |first| first.span.start - passage.phrase(part).len())
        });
        let words = passage.between(from, breakdown.end);
        let words = words.strip_prefix("其中").unwrap_or(words);
        let sum = written(sum, total, passage);
        let message = format!(
            "“{whole}，其中{}”分项合计{sum}，与总数{whole}不符，请核实。",
            short(words)
        );
        let mut finding = Finding::new(place(passage, total), message);
        for part in &parts {
            finding = finding.and(place(passage, part));
        }
        found.push(finding.fix(
            format!("总数改为 {sum}"),
            vec![rewrite(passage, total.span.clone(), &sum)],
        ));
    }
    found
}

/// Whether all parts are called alike, so that they are shares of one thing.
fn is_alike(passage: &Passage<'_>, parts: &[usize]) -> bool {
    let last: Vec<Option<char>> = parts
        .iter()
        .map(|&part| label(passage, part).chars().last())
        .collect();
    let Some(first) = last.first().copied().flatten() else {
        return false;
    };
    last.iter().all(|c| *c == Some(first))
}

/// No more of a passage than a sentence can carry.
pub(super) fn short(words: &str) -> String {
    const MOST: usize = 40;
    if words.chars().count() <= MOST {
        return words.to_owned();
    }
    let head: String = words.chars().take(MOST).collect();
    format!("{head}..")
}

fn part_above(_: &Case<'_>, passage: &Passage<'_>) -> Vec<Finding> {
    let mut found = Vec::new();
    for breakdown in breakdowns(passage) {
        let Some(total) = passage.quantities.get(breakdown.total) else {
            continue;
        };
        let above = breakdown.parts.iter().find(|&&part| {
            passage.quantities.get(part).is_some_and(|part| {
                part.is_exact() && part.value > total.value && total.unit != Unit::Percent
            })
        });
        let Some((part, quantity)) = above.and_then(|&part| {
            let quantity = passage.quantities.get(part)?;
            Some((part, quantity))
        }) else {
            continue;
        };
        let message = format!(
            "其中项“{}{}”大于总数{}，列示口径有误，请核实。",
            label(passage, part),
            passage.text.get(quantity.span.clone()).unwrap_or_default(),
            passage.text.get(total.span.clone()).unwrap_or_default()
        );
        found.push(Finding::new(place(passage, quantity), message).and(place(passage, total)));
    }
    found
}

// Counts of what is listed.

fn groups(case: &Case<'_>) -> Verdict {
    let groups = case.report.profile.groups.iter().enumerate();
    let found = groups.filter_map(|(i, group)| {
        let stated = group.stated.value()?;
        let counted = Decimal::from(group.members.len());
        if stated == counted {
            return None;
        }
        let entry = FieldPath::of(&["基本情况", "机构"]).index(i);
        let message = format!(
            "{}文中称共{stated}个，实际列举{counted}个，请核实。",
            &*group.kind
        );
        let path = entry.key("列示数");
        Some(
            Finding::new(Place::new(path.clone()).shows(stated.to_string()), message)
                .and(Place::new(entry.key("名单")).shows(counted.to_string()))
                .sets(path, counted),
        )
    });
    found.collect()
}

/// Measure words behind which a list of names may follow.
const NAMED: [&str; 15] = [
    "个", "家", "名", "项", "类", "种", "条", "处", "场", "所", "支", "位", "大", "座", "栋",
];

fn listed(_: &Case<'_>, passage: &Passage<'_>) -> Vec<Finding> {
    let mut found = Vec::new();
    let text = passage.text;
    for (start, sentence) in passage.each_sentence() {
        for (colon, opener) in openers(passage, sentence) {
            let head = sentence.get(..colon).unwrap_or_default();
            // The clause before the list says how many there are, and of what.
            let clause_at = head
                .rfind(['，', '；', ',', '。'])
                .map_or(0, |at| at + '，'.len_utf8());
            let clause = head.get(clause_at..).unwrap_or_default();
            let Some((count, count_at, count_len)) = count_of(clause) else {
                continue;
            };
            let list_at = colon + opener.len();
            let list = sentence.get(list_at..).unwrap_or_default();
            let list = list.split('；').next().unwrap_or(list);
            let Some(sizes) = list_sizes(list) else {
                continue;
            };
            if sizes.contains(&count) {
                continue;
            }
            let listed = sizes.first().copied().unwrap_or_default();
            let at = start + clause_at + count_at;
            let counted = span(passage, at..at + count_len);
            let list = start + list_at..start + list_at + list.len();
            let message = format!("文中称“{}”，实际列举{listed}个，请核实。", short(clause));
            let stated = text.get(at..at + count_len).unwrap_or_default();
            let mut finding = Finding::new(counted, message).and(span(passage, list));
            if stated.bytes().all(|byte| byte.is_ascii_digit()) {
                let with = listed.to_string();
                finding = finding.fix(
                    format!("改为 {with}"),
                    vec![rewrite(passage, at..at + count_len, &with)],
                );
            }
            found.push(finding);
        }
    }
    found
}

/// Where lists may begin in a sentence, with the words that open them.
fn openers<'a>(passage: &Passage<'_>, sentence: &'a str) -> Vec<(usize, &'a str)> {
    let mut found = Vec::new();
    for opener in words!["，即", "，分别是", "，分别为", "，包括"] {
        if passage.may_hold(opener) {
            let places = sentence.match_indices(opener.text);
            found.extend(places.map(|(at, _)| (at, opener.text)));
        }
    }
    found.extend(sentence.match_indices(['：', ':']));
    found.sort_unstable();
    found
}

/// The last count with a measure word in a clause: 设置5个党政机构 is 5.
fn count_of(clause: &str) -> Option<(usize, usize, usize)> {
    const CHINESE: [(char, usize); 11] = [
        ('一', 1),
        ('二', 2),
        ('两', 2),
        ('三', 3),
        ('四', 4),
        ('五', 5),
        ('六', 6),
        ('七', 7),
        ('八', 8),
        ('九', 9),
        ('十', 10),
    ];
    let mut found = None;
    for (at, c) in clause.char_indices() {
        let before = clause.get(..at).unwrap_or_default();
        if before.ends_with(|c: char| c.is_ascii_digit() || c == '第' || c == '.' || c == '“') {
            continue;
        }
        let (value, len) = if c.is_ascii_digit() {
            let digits = clause.get(at..)?;
            let len = digits
                .find(|c: char| !c.is_ascii_digit())
                .unwrap_or(digits.len());
            (digits.get(..len)?.parse().ok()?, len)
        } else if let Some((_, value)) = CHINESE.iter().find(|(numeral, _)| *numeral == c) {
            (*value, c.len_utf8())
        } else {
            continue;
        };
        let behind = clause.get(at + len..).unwrap_or_default();
        let measure = NAMED.iter().find(|measure| behind.starts_with(**measure));
        // 个 and then what there are so many of.
        let named = measure.is_some_and(|measure| {
            let noun = behind.get(measure.len()..).unwrap_or_default();
            noun.chars().count() >= 2 || noun.is_empty()
        });
        if named && value >= 2 {
            found = Some((value, at, len));
        }
    }
    // The count must belong to what the clause ends with.
    let (_, at, len) = found?;
    let behind = clause.get(at + len..)?;
    (behind.chars().count() <= 14).then_some(found?)
}

/// How many names a list may be said to have: as written, and with 和 or 及 parting the last two.
/// `None` where it is no list of names, or one that is not complete.
fn list_sizes(list: &str) -> Option<Vec<usize>> {
    const LONGEST: usize = 28;
    let mut depth = 0_i32;
    let mut names = vec![String::new()];
    let mut ended = false;
    let has_pause = {
        let mut depth = 0_i32;
        list.chars().any(|c| {
            depth += nesting(c);
            depth == 0 && c == '、'
        })
    };
    for c in list.chars() {
        depth += nesting(c);
        let parts = if has_pause { c == '、' } else { c == '，' };
        if depth == 0 && parts {
            names.push(String::new());
        } else if depth == 0 && c == '，' {
            // Behind the list the sentence goes on.
            ended = true;
            break;
        } else if let Some(name) = names.last_mut() {
            name.push(c);
        }
    }
    let names: Vec<String> = names
        .into_iter()
        .map(|name| name.trim().to_owned())
        .filter(|name| !name.is_empty())
        .collect();
    let last = names.last()?;
    let first_is_list = list.contains('，') && has_pause && !ended;
    let too_long = |name: &String| name.chars().count() > LONGEST;
    if names.len() < 2
        || names.iter().any(too_long)
        || first_is_list
        || last.ends_with('等')
        || contains_any(last, &["等", "其他", "以及其", "之一"])
        || names
            .iter()
            .any(|name| name.starts_with("负责") || name.contains("负责"))
    {
        return None;
    }
    // 、 and ， both at work: which of them parts the names cannot be told.
    if has_pause && list.split('，').count() > 1 {
        let groups = list
            .split('，')
            .filter(|group| group.contains('、'))
            .count();
        if groups > 1 {
            return None;
        }
    }
    let mut sizes = vec![names.len()];
    let joined = |name: &String| {
        name.match_indices('和').count()
            + name.match_indices('及').count()
            + name.match_indices('与').count()
    };
    let joins = names.iter().map(joined).sum::<usize>();
    sizes.extend((1..=joins).map(|more| names.len() + more));
    Some(sizes)
}

const fn nesting(c: char) -> i32 {
    match c {
        '（' | '(' | '《' | '“' | '【' => 1,
        '）' | ')' | '》' | '”' | '】' => -1,
        _ => 0,
    }
}

// Percentages.

/// Rates that are of two numbers beside them, by what the part is called.
const RATES: [(&str, &[&str]); 22] = [
    ("执行率", &["执行", "支出", "实际"]),
    ("执行进度", &["执行", "支出"]),
    ("支出进度", &["支出"]),
    ("支付率", &["支付", "拨付"]),
    ("完成率", &["完成", "实际", "实施"]),
    ("完成比例", &["完成", "实际"]),
    ("进度率", &["完成", "净增", "新增", "实现"]),
    ("办结率", &["办结"]),
    ("回复率", &["回复"]),
    ("整改率", &["整改"]),
    ("参保率", &["参保"]),
    ("回收率", &["回收"]),
    ("到位率", &["到位"]),
    ("覆盖率", &["覆盖"]),
    ("签约率", &["签约"]),
    ("接种率", &["接种"]),
    ("入住率", &["入住"]),
    ("使用率", &["使用"]),
    ("参与率", &["参与", "参加"]),
    ("合格率", &["合格"]),
    ("化解率", &["化解"]),
    ("销号率", &["销号"]),
];

/// Words that make a number the whole of a rate.
const PLANNED: [&str; 13] = [
    "计划", "目标", "任务", "预算", "应", "需", "安排", "核定", "下达", "总", "发放", "受理", "共",
];

fn percentages(_: &Case<'_>, passage: &Passage<'_>) -> Vec<Finding> {
    let quantities = &passage.quantities;
    let mut found = Vec::new();
    for (i, percent) in quantities.iter().enumerate() {
        if percent.unit != Unit::Percent || !percent.is_exact() {
            continue;
        }
        let sentence = passage.sentence_at(percent.span.start);
        // The amounts before it, of one kind, back to the percentage before.
        let before: Vec<usize> = (i.saturating_sub(NEAR)..i)
            .rev()
            .take_while(|&j| {
                quantities
                    .get(j)
                    .is_some_and(|it| it.span.start >= sentence.start)
            })
            .collect();
        let Some(&near) = before.iter().find(|&&j| {
            quantities
                .get(j)
                .is_some_and(|it| !matches!(it.unit, Unit::Date | Unit::Percent | Unit::Points))
        }) else {
            continue;
        };
        let Some(part) = quantities.get(near) else {
            continue;
        };
        let lead = passage.between(part.span.end, percent.span.start);
        // Not of these numbers when a sentence lies between.
        if lead.chars().count() > 24 || lead.contains('；') || !part.is_exact() {
            continue;
        }
        let like: Vec<usize> = before
            .iter()
            .copied()
            .filter(|&j| {
                quantities
                    .get(j)
                    .is_some_and(|it| it.is_like(part) && it.is_exact())
            })
            .collect();
        let expected = if let Some(kind) = growth(lead) {
            grown(passage, &like, kind)
        } else if lead.contains('占') {
            share(passage, &like, lead)
        } else {
            rate(passage, &like, lead)
        };
        let Some((value, whole)) = expected else {
            continue;
        };
        let Some(whole) = quantities.get(whole) else {
            continue;
        };
        let Some(difference) = value.checked_sub(percent.value) else {
            continue;
        };
        let slack = envelope(value, part, whole, percent);
        if difference.abs() <= slack {
            continue;
        }
        let decimals = percent.digits.split_once('.').map_or(0, |(_, d)| d.len());
        let decimals = u32::try_from(decimals.max(2)).unwrap_or(2);
        let right = value
            .round_dp_with_strategy(
                decimals,
                rust_decimal::RoundingStrategy::MidpointAwayFromZero,
            )
            .normalize();
        let stated = passage.text.get(percent.span.clone()).unwrap_or_default();
        let words = |quantity: &Quantity<'_>| {
            passage
                .text
                .get(quantity.span.clone())
                .unwrap_or_default()
                .to_owned()
        };
        let message = format!(
            "由{}和{}算出的百分比应为{right}%，报告填列{stated}，请更正计算。",
            words(whole),
            words(part)
        );
        let with = format!("{right}%");
        found.push(
            Finding::new(place(passage, percent), message)
                .and(place(passage, whole))
                .and(place(passage, part))
                .fix(
                    format!("改为 {with}"),
                    vec![rewrite(passage, percent.span.clone(), &with)],
                ),
        );
    }
    found
}

/// How far rounding of all three numbers can move the percentage.
fn envelope(
    value: Decimal,
    part: &Quantity<'_>,
    whole: &Quantity<'_>,
    percent: &Quantity<'_>,
) -> Decimal {
    let relative = |quantity: &Quantity<'_>| {
        quantity
            .slack
            .checked_div(quantity.value.abs())
            .unwrap_or_default()
    };
    let inputs = relative(part)
        .checked_add(relative(whole))
        .and_then(|share| share.checked_mul(value.abs().max(Decimal::ONE_HUNDRED)))
        .unwrap_or_default();
    // Half a unit of the last digit, and as much again for those who cut instead of rounding.
    percent
        .slack
        .checked_mul(Decimal::TWO)
        .and_then(|own| own.checked_add(inputs))
        .unwrap_or_default()
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Growth {
    Up,
    Down,
}

/// The direction that words speak of; `None` where they speak of none or of both.
fn growth(words: &str) -> Option<Growth> {
    const UP: [&str; 12] = [
        "增长", "增加", "上升", "提高", "提升", "增至", "升至", "增幅", "上涨", "扩大", "增到",
        "多支",
    ];
    const DOWN: [&str; 12] = [
        "下降", "减少", "降低", "回落", "降至", "减至", "降到", "减到", "降幅", "压减", "少支",
        "缩减",
    ];
    match (contains_any(words, &UP), contains_any(words, &DOWN)) {
        (true, false) => Some(Growth::Up),
        (false, true) => Some(Growth::Down),
        _ => None,
    }
}

/// Whether words make a number that of the year before.
fn is_prior(words: &str) -> bool {
    contains_any(words, &["上年", "去年", "上一年", "同期", "上年度"])
        || ends_with_any(words, &["由", "从"])
}

/// How far a number grew against that of the year before, in %, with the place of the latter.
fn grown(passage: &Passage<'_>, like: &[usize], direction: Growth) -> Option<(Decimal, usize)> {
    let [near, far] = like else { return None };
    let is_before = |j: usize| {
        let year = passage
            .year
            .map(i32::from)
            .map(|year| format!("{}年", year - 1));
        let from = j
            .checked_sub(1)
            .and_then(|j| passage.quantities.get(j))
            .map_or(0, |it| it.span.start);
        let own = passage.quantities.get(j).map_or(0, |it| it.span.start);
        let words = passage.between(from, own);
        is_prior(passage.phrase(j)) || year.is_some_and(|year| words.contains(&year))
    };
    let (prior, now) = match (is_before(*near), is_before(*far)) {
        (true, false) => (*near, *far),
        (false, true) => (*far, *near),
        _ => return None,
    };
    let (a, b) = (
        passage.quantities.get(now)?.value,
        passage.quantities.get(prior)?.value,
    );
    let change = a.checked_sub(b)?.checked_div(b)?;
    let change = change.checked_mul(Decimal::ONE_HUNDRED)?;
    // A direction that is wrong is another rule's.
    let right = match direction {
        Growth::Up => change >= Decimal::ZERO,
        Growth::Down => change <= Decimal::ZERO,
    };
    right.then_some((change.abs(), prior))
}

/// 占: the nearest number over the one before it.
fn share(passage: &Passage<'_>, like: &[usize], lead: &str) -> Option<(Decimal, usize)> {
    // Of the whole district we know nothing.
    if contains_any(
        lead,
        &[
            "全区",
            "全市",
            "全省",
            "全国",
            "全县",
            "全街",
            "辖区",
            "总支出",
            "预算总",
        ],
    ) {
        return None;
    }
    let (&part, wholes) = like.split_first()?;
    of_any(passage, part, wholes)
}

/// 率: the part is called by the rate's own word, or the other number is what was planned.
fn rate(passage: &Passage<'_>, like: &[usize], lead: &str) -> Option<(Decimal, usize)> {
    let (_, names) = RATES.iter().find(|(rate, _)| lead.contains(rate))?;
    let (&part, wholes) = like.split_first()?;
    let own = passage.phrase(part);
    let fits = contains_any(own, names)
        || wholes.first().is_some_and(|&whole| {
            let words = passage.phrase(whole);
            contains_any(words, &PLANNED) && !contains_any(own, &PLANNED)
        });
    if !fits {
        return None;
    }
    of_any(passage, part, wholes)
}

/// The part over the one other number there is; where there are more, none of which nor of whose
/// sums the percentage is of, it cannot be told which is meant.
fn of_any(passage: &Passage<'_>, part: usize, wholes: &[usize]) -> Option<(Decimal, usize)> {
    let value = |j: usize| passage.quantities.get(j).map(|it| it.value);
    let over = |whole: Decimal| {
        value(part)?
            .checked_div(whole)?
            .checked_mul(Decimal::ONE_HUNDRED)
    };
    match wholes {
        [whole] => {
            let rate = over(value(*whole)?)?;
            let is_share = value(part)? <= value(*whole)?.checked_mul(Decimal::from(3))?;
            is_share.then_some((rate, *whole))
        }
        _ => None,
    }
}

// What a rate implies.

fn implied(_: &Case<'_>, passage: &Passage<'_>) -> Vec<Finding> {
    let quantities = &passage.quantities;
    let mut found = Vec::new();
    for (i, percent) in quantities.iter().enumerate() {
        let decimals = percent.digits.split_once('.').map_or(0, |(_, d)| d.len());
        if percent.unit != Unit::Percent || !percent.is_exact() || decimals == 0 {
            continue;
        }
        let sentence = passage.sentence_at(percent.span.start);
        let before: Vec<(usize, &Quantity<'_>)> = quantities
            .iter()
            .enumerate()
            .take(i)
            .skip(i.saturating_sub(NEAR))
            .filter(|(_, it)| it.span.start >= sentence.start)
            .filter(|(_, it)| !matches!(it.unit, Unit::Date | Unit::None))
            .collect();
        let lead_from = before.last().map_or(sentence.start, |(_, it)| it.span.end);
        let lead = passage.between(lead_from, percent.span.start);
        let of_target = [
            "进度率",
            "目标的",
            "任务的",
            "计划的",
            "完成率",
            "任务数的",
            "目标任务的",
        ];
        if !contains_any(lead, &of_target) || lead.contains('；') {
            continue;
        }
        // The count is what stands before, outside of brackets; what is inside are its parts.
        let mut counted = None;
        let mut parts = Vec::new();
        for (j, it) in before.iter().rev() {
            let behind = passage.between(it.span.end, percent.span.start);
            let depth: i32 = behind.chars().map(nesting_of_brackets).sum();
            if depth < 0 {
                parts.push(*j);
            } else {
                counted = Some(*it);
                break;
            }
        }
        let Some(count) = counted else { continue };
        let whole =
            matches!(count.unit, Unit::Count(_)) && count.slack.is_zero() && count.is_exact();
        // A target given beside it is held against it by another rule.
        let others = before
            .iter()
            .filter(|(j, it)| it.is_like(count) && !parts.contains(j))
            .count();
        let planned = contains_any(
            passage.between(sentence.start, percent.span.start),
            &["年初目标为", "目标任务为", "计划新增", "目标值"],
        );
        if !whole || others > 1 || planned || implied_target(count.value, percent).is_some() {
            continue;
        }
        // Parts named beside it, whose sum would fit.
        let sum = crate::figures::sum(parts.iter().map(|&j| {
            quantities
                .get(j)
                .filter(|it| it.is_like(count))
                .map(|it| it.value)
        }));
        let written_count = passage.text.get(count.span.clone()).unwrap_or_default();
        let stated = passage.text.get(percent.span.clone()).unwrap_or_default();
        let other = sum
            .filter(|&sum| sum != count.value)
            .and_then(|sum| Some((sum, implied_target(sum, percent)?)));
        let message = match other {
            Some((sum, target)) => format!(
                "按{stated}反推，{written_count}对应的目标数不是整数，而分项之和{sum}对应目标{target}，请核对{written_count}是否笔误。"
            ),
            None => format!(
                "按{stated}反推，{written_count}对应的目标数不是整数，请核对完成数和百分比。"
            ),
        };
        let mut finding = Finding::new(place(passage, count), message).and(place(passage, percent));
        if let Some((sum, _)) = other {
            let with = written(sum, count, passage);
            finding = finding.fix(
                format!("改为 {with}"),
                vec![rewrite(passage, count.span.clone(), &with)],
            );
        }
        found.push(finding);
    }
    found
}

const fn nesting_of_brackets(c: char) -> i32 {
    match c {
        '（' | '(' => 1,
        '）' | ')' => -1,
        _ => 0,
    }
}

/// The whole number of which `count` is the percentage, as far as its digits tell.
fn implied_target(count: Decimal, percent: &Quantity<'_>) -> Option<Decimal> {
    let hundred = count.checked_mul(Decimal::ONE_HUNDRED)?;
    let high = hundred.checked_div(percent.value.checked_sub(percent.slack)?)?;
    let low = hundred.checked_div(percent.value.checked_add(percent.slack)?)?;
    let whole = high.floor();
    (whole >= low && whole > Decimal::ZERO).then_some(whole)
}

// Directions.

fn directions(_: &Case<'_>, passage: &Passage<'_>) -> Vec<Finding> {
    let quantities = &passage.quantities;
    let tells_from = passage.text.contains(['由', '从']);
    let mut found = Vec::new();
    for (i, quantity) in quantities.iter().enumerate() {
        let sentence = passage.sentence_at(quantity.span.start);
        let head = passage.between(sentence.start, quantity.span.start);
        // 增长-12.3%
        if quantity.value < Decimal::ZERO {
            let verb = [
                ("增长", "负数"),
                ("增加", "负数"),
                ("上升", "负数"),
                ("提高", "负数"),
                ("提升", "负数"),
                ("下降", "负数"),
                ("减少", "负数"),
                ("降低", "负数"),
            ];
            let bare = head.trim_end_matches(['了', '为', '达', '约']);
            if let Some((verb, what)) = verb.iter().find(|(verb, _)| bare.ends_with(verb)) {
                let shown = passage.text.get(quantity.span.clone()).unwrap_or_default();
                let message = format!("“{verb}”后面是{what}{shown}，说法与数字矛盾，请更正。");
                let at = quantity.span.start - (head.len() - bare.len()) - verb.len();
                found.push(Finding::new(span(passage, at..quantity.span.end), message));
            }
            continue;
        }
        let Some(next) = quantities.get(i + 1) else {
            continue;
        };
        if next.span.start >= sentence.end || !next.is_like(quantity) {
            continue;
        }
        let (quantity_ok, next_ok) = (quantity.is_exact(), next.is_exact());
        if !quantity_ok || !next_ok || matches!(quantity.unit, Unit::Points) {
            continue;
        }
        let gap = passage.between(quantity.span.end, next.span.start);
        let phrase = passage.phrase(i);
        let from_to = tells_from
            && (phrase.contains(['由', '从'])
                || passage
                    .between(sentence.start, quantity.span.start)
                    .rsplit(['，', '；'])
                    .next()
                    .is_some_and(|clause| clause.contains(['由', '从'])));
        let told = if from_to && gap.chars().count() <= 12 && (gap.ends_with(['至', '到', '为']))
        {
            // 由64起上升至51起; 由200件变为236件，同比下降18%
            let behind = passage.between(next.span.end, sentence.end);
            let behind = behind.split('；').next().unwrap_or_default();
            let direction = growth(gap).or_else(|| {
                let clause = behind.trim_start_matches('，');
                let clause = clause.split(|c: char| c.is_ascii_digit()).next()?;
                let near = clause.chars().count() <= 8;
                gap.contains('变')
                    .then(|| growth(clause).filter(|_| near))?
            });
            direction.map(|direction| (direction, quantity.value, next.value))
        } else if is_compared(gap, passage.year) {
            // 1660.4万元，较2021年的1725.9万元增加65.5万元
            let behind = passage.between(next.span.end, sentence.end);
            let verb: String = behind.chars().take(4).collect();
            let direct = behind.starts_with(['增', '减', '下', '上', '提', '降']);
            growth(&verb)
                .filter(|_| direct)
                .map(|direction| (direction, next.value, quantity.value))
        } else {
            None
        };
        let Some((direction, before, after)) = told else {
            continue;
        };
        let right = match direction {
            Growth::Up => after >= before,
            Growth::Down => after <= before,
        };
        if right {
            continue;
        }
        let (said, is) = match direction {
            Growth::Up => ("增加", "减少"),
            Growth::Down => ("减少", "增加"),
        };
        let a = passage.text.get(quantity.span.clone()).unwrap_or_default();
        let b = passage.text.get(next.span.clone()).unwrap_or_default();
        let message = format!("文中说{said}，而{a}与{b}相比是{is}，说法与数字矛盾，请更正。");
        found.push(Finding::new(place(passage, quantity), message).and(place(passage, next)));
    }
    found
}

/// Whether the words between two numbers compare the first with the second, of the year before.
fn is_compared(gap: &str, year: Option<i16>) -> bool {
    let gap = gap.trim_start_matches(['，', ',']);
    let prior = year.map(|year| format!("{}年", year.saturating_sub(1)));
    let compares = gap.starts_with(['较', '比']) || gap.starts_with("与");
    compares
        && gap.chars().count() <= 14
        && (is_prior(gap) || prior.is_some_and(|prior| gap.contains(&prior)))
}

fn of_nothing(_: &Case<'_>, passage: &Passage<'_>) -> Vec<Finding> {
    const OF_NOTHING: Word = word("年初预算");
    if passage.places(OF_NOTHING).is_empty() {
        return Vec::new();
    }
    let quantities = &passage.quantities;
    let found = quantities.iter().enumerate().filter_map(|(i, percent)| {
        if percent.unit != Unit::Percent {
            return None;
        }
        let lead = passage.between(
            passage.sentence_at(percent.span.start).start,
            percent.span.start,
        );
        let clause = lead.rsplit(['，', '；']).next()?;
        if !contains_any(clause, &["年初预算的", "年初预算数的"]) {
            return None;
        }
        let zero = quantities
            .iter()
            .enumerate()
            .take(i)
            .skip(i.saturating_sub(NEAR))
            .rev()
            .find(|(j, it)| {
                it.unit == Unit::Money
                    && it.value.is_zero()
                    && passage.phrase(*j).contains("年初预算")
            })?;
        let stated = passage.text.get(percent.span.clone())?;
        let message =
            format!("年初预算为0，不应表述为完成年初预算的{stated}，请改用全年预算口径。");
        Some(Finding::new(place(passage, percent), message).and(place(passage, zero.1)))
    });
    found.collect()
}

// The same figure twice.

/// What a figure is about: the words before or behind it, without what is not its name.
fn names<'a>(passage: &Passage<'a>, index: usize) -> (&'a str, &'a str) {
    (bare(passage.phrase(index)), passage.tail(index).trim())
}

/// The words before a figure without those that say when, by whom and that it is so.
pub(super) fn bare(phrase: &str) -> &str {
    const HEADS: [&str; 32] = [
        "全年",
        "本年度",
        "本年",
        "今年",
        "当年",
        "年度",
        "年末",
        "年底",
        "我街道",
        "全街道",
        "街道",
        "本单位",
        "单位",
        "我单位",
        "共",
        "累计",
        "总共",
        "已",
        "其中",
        "并",
        "按",
        "通过",
        "经",
        "实际",
        "目前",
        "同时",
        "以及",
        "和",
        "及",
        "的",
        "该项",
        "该",
    ];
    const TAILS: [&str; 20] = [
        "共计", "合计", "总计", "累计", "共", "为", "达到", "达", "有", "是", "完成", "了", "约",
        "近", "超", "超过", "突破", "实际", "计", "数",
    ];
    let mut words = phrase.trim();
    loop {
        let head = HEADS.iter().find_map(|head| words.strip_prefix(head));
        let tail = TAILS.iter().find_map(|tail| words.strip_suffix(tail));
        match (head, tail) {
            (Some(rest), _) | (None, Some(rest)) if !rest.is_empty() => words = rest.trim(),
            _ => return words,
        }
    }
}

/// When a figure is of: a word for a part of the year or another year in its sentence before it.
pub(super) fn period<'a>(passage: &Passage<'a>, index: usize) -> Option<&'a str> {
    const PERIODS: [Word; 16] = words![
        "上半年",
        "下半年",
        "一季度",
        "二季度",
        "三季度",
        "四季度",
        "上年",
        "去年",
        "前年",
        "截至",
        "今年以来",
        "春季",
        "夏季",
        "秋季",
        "冬季",
        "同期",
    ];
    let quantity = passage.quantities.get(index)?;
    let sentence = passage.sentence_at(quantity.span.start);
    let head = passage.between(sentence.start, quantity.span.start);
    let word = PERIODS
        .iter()
        .filter(|&&word| passage.may_hold(word))
        .filter_map(|word| Some((head.rfind(word.text)?, word.text.len())))
        .max();
    // A month or another year, as it is written: 9月, 1-9月, 2021年.
    let date = passage
        .quantities
        .iter()
        .take(index)
        .skip(index.saturating_sub(NEAR))
        .filter(|it| it.unit == Unit::Date && it.span.start >= sentence.start)
        .filter(|it| {
            let year = passage.year.map(Decimal::from);
            Some(it.value) != year
        })
        .map(|it| (it.span.start - sentence.start, it.span.len()))
        .next_back();
    let (at, len) = word.into_iter().chain(date).max()?;
    head.get(at..at + len)
}

/// Whether a figure is a plan rather than what came of it.
pub(super) fn is_plan(passage: &Passage<'_>, index: usize) -> bool {
    let words = [
        "计划", "目标", "预算", "任务", "安排", "年初", "概算", "批复", "拟", "应", "指标",
    ];
    contains_any(passage.phrase(index), &words)
}

/// Whether two figures of a passage are of the same thing, by their names.
fn is_same((a, behind_a): (&str, &str), (b, behind_b): (&str, &str)) -> bool {
    const LEAST: usize = 4;
    const COMMON: [&str; 12] = [
        "开展检查",
        "组织培训",
        "召开会议",
        "发放资料",
        "组织活动",
        "开展活动",
        "举办活动",
        "组织开展",
        "开展宣传",
        "整改隐患",
        "参加人员",
        "累计发放",
    ];
    let long = |words: &str| words.chars().count() >= LEAST;
    if a == b && long(a) && !COMMON.contains(&a) {
        return true;
    }
    // 举办专场招聘会8场 and 9场专场招聘会: what one ends with the other begins with.
    let crossed = |before: &str, behind: &str| {
        let behind = behind.trim_start_matches('的');
        let ends: Vec<usize> = behind
            .char_indices()
            .map(|(at, c)| at + c.len_utf8())
            .collect();
        ends.into_iter()
            .filter_map(|end| behind.get(..end))
            .any(|noun| long(noun) && before.ends_with(noun))
    };
    crossed(a, behind_b) || crossed(b, behind_a)
}

/// The amounts and counts that may be of the same thing: each with one of those behind it.
fn pairs(passage: &Passage<'_>) -> impl Iterator<Item = (usize, usize)> {
    let comparable = |(_, it): &(usize, &Quantity<'_>)| {
        it.is_exact() && matches!(it.unit, Unit::Money | Unit::Count(_))
    };
    let quantities = passage.quantities.iter().enumerate();
    let comparable: Vec<usize> = quantities.filter(comparable).map(|(i, _)| i).collect();
    let count = comparable.len();
    let places =
        (0..count).flat_map(move |a| (a + 1..count.min(a + 1 + NEAR)).map(move |b| (a, b)));
    places.filter_map(move |(a, b)| Some((*comparable.get(a)?, *comparable.get(b)?)))
}

fn twice(_: &Case<'_>, passage: &Passage<'_>) -> Vec<Finding> {
    if passage.role == Role::Name {
        return Vec::new();
    }
    let names: Vec<(&str, &str)> = (0..passage.quantities.len())
        .map(|i| names(passage, i))
        .collect();
    let named = |i: usize| names.get(i).copied().unwrap_or_default();
    let mut found: Vec<Finding> = Vec::new();
    for (i, j) in pairs(passage) {
        let (Some(one), Some(other)) = (passage.quantities.get(i), passage.quantities.get(j))
        else {
            continue;
        };
        // What costs least is asked first.
        if one.value == other.value
            || !one.is_like(other)
            || is_of_another_size(one, other)
            || !is_same(named(i), named(j))
            || is_plan(passage, i) != is_plan(passage, j)
            || period(passage, i) != period(passage, j)
        {
            continue;
        }
        let (a, b) = (
            passage.text.get(one.span.clone()).unwrap_or_default(),
            passage.text.get(other.span.clone()).unwrap_or_default(),
        );
        let name = named(i).0;
        let message = format!("“{name}”前面为{a}，后面为{b}，前后不一致，请核实。");
        let fix = |span: &Range<usize>, with: &str| vec![rewrite(passage, span.clone(), with)];
        found.push(
            Finding::new(place(passage, one), message)
                .and(place(passage, other))
                .fix(format!("都改为 {a}"), fix(&other.span, a))
                .fix(format!("都改为 {b}"), fix(&one.span, b)),
        );
    }
    found
}

/// Whether two amounts have the same digits but units of another size.
fn is_of_another_size(one: &Quantity<'_>, other: &Quantity<'_>) -> bool {
    let significant = one.digits.bytes().filter(u8::is_ascii_digit).count() >= 3;
    significant && one.digits == other.digits && one.scale != other.scale
}

fn sizes(_: &Case<'_>, passage: &Passage<'_>) -> Vec<Finding> {
    let mut found = Vec::new();
    for (i, j) in pairs(passage) {
        let (Some(one), Some(other)) = (passage.quantities.get(i), passage.quantities.get(j))
        else {
            continue;
        };
        if one.unit != Unit::Money || other.unit != Unit::Money || !is_of_another_size(one, other) {
            continue;
        }
        let (a, b) = (
            passage.text.get(one.span.clone()).unwrap_or_default(),
            passage.text.get(other.span.clone()).unwrap_or_default(),
        );
        let message =
            format!("同一金额前面写{a}、后面写{b}，单位前后不一，请统一为万元并核对量级。");
        let (keep, change) = if one.scale > other.scale {
            (a, other)
        } else {
            (b, one)
        };
        found.push(
            Finding::new(place(passage, change), message)
                .and(place(
                    passage,
                    if one.scale > other.scale { one } else { other },
                ))
                .fix(
                    format!("改为 {keep}"),
                    vec![rewrite(passage, change.span.clone(), keep)],
                ),
        );
    }
    found
}

fn paid(case: &Case<'_>, passage: &Passage<'_>) -> Vec<Finding> {
    const PAID: [&str; 10] = [
        "发放", "支付", "投入", "拨付", "兑付", "列支", "补贴", "补助", "下拨", "用于",
    ];
    const FOREIGN: [&str; 24] = [
        "注册资金",
        "注册资本",
        "营收",
        "营业",
        "税",
        "固投",
        "固定资产",
        "纠纷",
        "产值",
        "销售",
        "招商",
        "引资",
        "企业投",
        "社会资本",
        "社会资金",
        "捐",
        "贷款",
        "合同",
        "上级",
        "欠薪",
        "工程款",
        "总投资",
        "投资额",
        "财政局",
    ];
    let (Some(project), Role::Outcome) = (passage.project, passage.role) else {
        return Vec::new();
    };
    let spent = case
        .figures
        .budget
        .node(Item::Project(project))
        .and_then(|node| node.value(Column::Spent));
    let Some(spent) = spent else {
        return Vec::new();
    };
    let Some(in_yuan) = spent.checked_mul(Decimal::from(10_000)) else {
        return Vec::new();
    };
    let found = passage
        .quantities
        .iter()
        .enumerate()
        .filter_map(|(i, quantity)| {
            let phrase = passage.phrase(i);
            let clause = {
                let sentence = passage.sentence_at(quantity.span.start);
                let head = passage.between(sentence.start, quantity.span.start);
                head.rsplit(['，', '；']).next().unwrap_or(head)
            };
            if quantity.unit != Unit::Money
                || quantity.range
                || !contains_any(phrase, &PAID)
                || contains_any(clause, &FOREIGN)
                || period(passage, i).is_some()
            {
                return None;
            }
            let above = quantity.value.checked_sub(quantity.slack)? > in_yuan;
            if !above {
                return None;
            }
            let name = Item::Project(project).name(case.report);
            let told = passage.text.get(quantity.span.clone())?;
            let message = format!(
                "{name}支出{}万元，文中称{phrase}{told}，大于该项目支出，请说明资金来源。",
                shown(spent)
            );
            let path: FieldPath = Item::Project(project).path().key(Column::Spent.key());
            Some(
                Finding::new(place(passage, quantity), message)
                    .and(Place::new(path).shows(shown(spent))),
            )
        });
    found.collect()
}

/// Whether a byte of a passage stands where a clause begins.
pub(super) fn begins_clause(text: &str, at: usize) -> bool {
    text.get(..at).is_some_and(|before| {
        before
            .trim_end_matches(' ')
            .chars()
            .last()
            .is_none_or(is_boundary)
    })
}
