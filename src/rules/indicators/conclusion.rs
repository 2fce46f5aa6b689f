//! D: the conclusion of the report beside the problems that it has.

use crate::document::FieldPath;
use crate::rules::passage::{contains_any, ends_with_any};
use crate::rules::{Case, Finding, Place, Verdict};

/// Where a text claims something and does not say that it is not so: 全面完成, but 未能全面完成.
fn claimed(text: &str, word: &str) -> Option<usize> {
    const NOT: [&str; 9] = [
        "未", "没", "没有", "不", "不能", "未能", "没能", "无法", "难以",
    ];
    let mut places = text.match_indices(word).map(|(at, _)| at);
    places.find(|&at| {
        let before = text.get(..at).unwrap_or_default();
        !ends_with_any(before.trim_end_matches("能够"), &NOT)
    })
}

pub(super) fn claim(case: &Case<'_>) -> Verdict {
    const CLAIMS: [&str; 10] = [
        "全面、按时完成",
        "全面按时完成",
        "全部完成",
        "全面完成",
        "圆满完成",
        "均已完成",
        "均按时完成",
        "按时完成各项",
        "完成了各项",
        "高质量完成各项",
    ];
    const SHORT: [&str; 20] = [
        "受到阻碍",
        "未完成",
        "没有完成",
        "未及时",
        "无法及时",
        "滞后",
        "偏慢",
        "缓慢",
        "不够",
        "不足",
        "不高",
        "不到位",
        "未能",
        "不及时",
        "偏低",
        "未达",
        "延期",
        "推迟",
        "未使用",
        "超预算",
    ];
    let conclusion = &*case.report.disclosure.conclusion;
    if conclusion.trim().is_empty() {
        return Verdict::lacking("没有自评结论");
    }
    let Some((from, word)) = CLAIMS
        .iter()
        .filter_map(|word| Some((claimed(conclusion, word)?, *word)))
        .min()
    else {
        return Vec::new().into();
    };
    // Who names what was not done contradicts nothing.
    let (head, behind) = conclusion.split_at_checked(from).unwrap_or_default();
    let head = head.rsplit(['。', '；', '\n']).next().unwrap_or_default();
    let behind = behind.split(['。', '；', '\n']).next().unwrap_or_default();
    let excepted = head.split_once('除').map(|(_, excepted)| excepted);
    if excepted.is_some_and(|it| it.contains('外') && !it.starts_with(['此', '了', '外']))
        || contains_any(behind, &["未完成", "未全部", "未按", "未能", "没有完成"])
    {
        return Vec::new().into();
    }
    let shortfall = case
        .report
        .issues
        .iter()
        .enumerate()
        .find_map(|(i, issue)| {
            let text = &*issue.content;
            let (at, short) = SHORT
                .iter()
                .filter_map(|short| Some((text.find(short)?, *short)))
                .min()?;
            Some((i, at, short))
        });
    let Some((i, at, short)) = shortfall else {
        return Vec::new().into();
    };
    let message = format!("结论称“{word}”，但“存在问题”反映“{short}”，前后矛盾，请改写结论。");
    let mut claim = Place::new(FieldPath::root().key("结果应用与公开").key("自评结论")).shows(word);
    claim.span = Some(from..from + word.len());
    let issue = FieldPath::root().key("问题").index(i).key("内容");
    let mut issue = Place::new(issue).shows(short);
    issue.span = Some(at..at + short.len());
    Finding::new(claim, message).and(issue).into()
}
