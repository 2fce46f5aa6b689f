//! E: what is done with the results, and when: disclosure before there is a report, and a budget that is
//! settled already.

use jiff::civil::Date;

use super::days::days;
use super::passage::{Passage, contains_any};
use super::times::calendar_year;
use super::{Check, Finding, Rule, Severity};
use crate::report::date;

pub(super) static RULES: &[Rule] = &[
    Rule {
        code: "E18",
        name: "disclosed-before-it-was-written",
        title: "公开日期早于报告",
        severity: Severity::Warning,
        basis: "自评结果在自评完成后公开",
        explain: "自评报告在年度结束后才写，公开情况里自评结果的公开日期不应在年度结束之前，也不应早于封面的报告日期，多半是年份沿用了旧稿；随部门决算公开的，是本年度的决算。绩效目标、预算、决算的公开日期不核对。",
        bad: "年度: 2025\n结果应用与公开: {公开情况: 自评报告于2025年3月31日前在区政府门户网站公开。}",
        good: "年度: 2025\n结果应用与公开: {公开情况: 自评报告于2026年3月31日前在区政府门户网站公开。}",
        checks: &[Check::Text(too_early), Check::Text(with_earlier_accounts)],
    },
    Rule {
        code: "E19",
        name: "results-for-a-settled-budget",
        title: "结果应用于已过的预算年度",
        severity: Severity::Warning,
        basis: "自评结果作为以后年度预算安排的依据",
        explain: "自评结果只能用于以后年度的预算，写作为本年度或更早年度预算编制的依据，多半是沿用了旧稿。",
        bad: "年度: 2025\n结果应用与公开: {结果应用: 自评结果作为2024年度预算编制的依据。}",
        good: "年度: 2025\n结果应用与公开: {结果应用: 自评结果作为2026年度预算编制的依据。}",
        checks: &[Check::Text(settled)],
    },
];

fn too_early(passage: &Passage<'_>) -> Vec<Finding> {
    /// What is disclosed at other times.
    const OTHERS: [&str; 7] = ["目标", "预算", "决算", "上年", "每年", "往年", "起"];
    let Some(year) = passage
        .year
        .filter(|_| passage.path.last_key() == Some("公开情况"))
    else {
        return Vec::new();
    };
    let found = days(passage).filter_map(|told| {
        let (day, digits, end) = (told.last, told.digits, told.end);
        let sentence = passage.sentence_at(digits.start);
        let before = passage.clause_before(digits.start);
        let behind = passage.clause_behind(end);
        let clause = [before, behind].concat();
        let whole = passage.between(sentence.start, sentence.end);
        let is_of_report = contains_any(whole, &["公开", "公示", "公布"])
            && !contains_any(&clause, &OTHERS)
            && (day.year() - year).abs() <= 1;
        if !is_of_report {
            return None;
        }
        let told = passage.between(digits.start, end);
        let last = Date::new(year, 12, 31).ok()?;
        let message = match passage.dated {
            _ if day <= last => {
                format!(
                    "公开日期“{told}”时{year}年度还没有结束，不会有这一年的自评报告，请核对年份。"
                )
            }
            Some(dated) if day < dated => {
                let dated = date::chinese(dated);
                format!("公开日期“{told}”早于报告日期{dated}，请核对哪个日期不对。")
            }
            _ => return None,
        };
        let finding = Finding::new(passage.place_at(digits.start..end), message);
        // A year later it would be in time.
        let next = Date::new(year + 1, day.month(), day.day()).ok()?;
        let in_time = day <= last && passage.dated.is_none_or(|dated| next >= dated);
        let digits = (in_time && !passage.is_live).then_some(digits);
        let right = (year + 1).to_string();
        Some(finding.rewrites(digits, &right, format!("年份改为 {right}")))
    });
    found.collect()
}

/// The final accounts of a year before, with which the results are said to be made public: those were before there
/// was a report.
fn with_earlier_accounts(passage: &Passage<'_>) -> Vec<Finding> {
    const ACCOUNTS: [&str; 3] = ["部门决算", "单位决算", "决算"];
    /// Whose year it may be, or which years beside this one are told of.
    const OF_OTHERS: [&str; 4] = ["年", "目标", "预算", "以前"];
    let Some(year) = passage
        .year
        .filter(|_| passage.path.last_key() == Some("公开情况"))
    else {
        return Vec::new();
    };
    let found = passage.quantities.iter().filter_map(|quantity| {
        let other = calendar_year(passage, quantity).filter(|other| *other < year)?;
        let (start, end) = (quantity.span.start, quantity.span.end);
        let head = passage.between(passage.sentence_at(start).start, start);
        let rest = passage.clause_behind(end);
        let rest = rest.strip_prefix('度').unwrap_or(rest);
        let rest = ACCOUNTS.iter().find_map(|it| rest.strip_prefix(it))?;
        let is_with = head.ends_with(['随', '同', '与'])
            && rest.contains("公开")
            && !contains_any(head, &OF_OTHERS)
            && !rest.contains('年');
        let message = format!(
            "本报告为{year}年度，自评结果不会随{other}年度的决算公开，请核实是否沿用旧稿。"
        );
        let finding = Finding::new(passage.place(quantity), message);
        let digits = (!passage.is_live).then(|| start..start + quantity.digits.len());
        let right = year.to_string();
        let title = format!("年份改为 {right}");
        is_with.then(|| finding.rewrites(digits, &right, title))
    });
    found.collect()
}

fn settled(passage: &Passage<'_>) -> Vec<Finding> {
    const BUDGET: [&str; 6] = [
        "预算编制",
        "部门预算编制",
        "预算安排",
        "部门预算安排",
        "预算申报",
        "部门预算",
    ];
    /// How a budget was made or carried out is told of any year.
    const TOLD_OF_IT: [&str; 6] = ["情况", "执行", "的项目", "资金", "的项", "数"];
    let Some(year) = passage
        .year
        .filter(|_| passage.path.last_key() == Some("结果应用"))
    else {
        return Vec::new();
    };
    let found = passage.quantities.iter().filter_map(|quantity| {
        let other = calendar_year(passage, quantity).filter(|other| *other <= year)?;
        let behind = passage.clause_behind(quantity.span.end);
        let behind = behind.strip_prefix('度').unwrap_or(behind);
        let rest = BUDGET.iter().find_map(|it| behind.strip_prefix(it))?;
        let is_used = contains_any(behind, &["依据", "参考", "挂钩"])
            && !TOLD_OF_IT.iter().any(|it| rest.starts_with(it))
            && !passage.clause_before(quantity.span.start).contains(['较', '比']);
        let message = format!(
            "本报告为{year}年度，自评结果只能用于以后年度的预算，此处写成{other}年，请核实是否沿用旧稿。"
        );
        is_used.then(|| Finding::new(passage.place(quantity), message))
    });
    found.collect()
}
