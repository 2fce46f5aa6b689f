//! E: by when remedies are to be done.

use std::ops::Range;

use rust_decimal::prelude::ToPrimitive as _;

use super::passage::Passage;
use super::passage::quantity::Unit;
use super::times::calendar_year;
use super::{Case, Check, Finding, Place, Reads, Rule, Severity, Verdict};
use crate::document::FieldPath;
use crate::report::date;

pub(super) static RULES: &[Rule] = &[
    Rule {
        code: "E12",
        name: "remedy-overdue",
        title: "改进措施到期没有完成",
        severity: Severity::Warning,
        basis: "自评报告提纲：下一步改进措施应写明完成时限",
        explain: "改进措施的完成时限在报告日期之前，状态却不是“已完成”。已经做完的请把状态改为已完成，没有做完的请改写时限。",
        bad: "封面: {报告日期: 2024-03-28}\n改进措施: [{内容: 建立项目库。, 完成时限: 2023-12, 状态: 进行中}]",
        good: "封面: {报告日期: 2024-03-28}\n改进措施: [{内容: 建立项目库。, 完成时限: 2023-12, 状态: 已完成}]",
        checks: &[Check::Report(Reads::Apart, overdue)],
    },
    Rule {
        code: "E13",
        name: "remedy-of-two-deadlines",
        title: "改进措施的时限前后不一",
        severity: Severity::Warning,
        basis: "自评报告前后应一致",
        explain: "改进措施的文字里写着某月底前完成，与完成时限一栏填的不是一个月。文字里写了几个时限的，只要有一个相同，或都在它以前，就不提示。",
        bad: "年度: 2023\n改进措施: [{内容: 2024年6月底前完成项目库建设。, 完成时限: 2024-09}]",
        good: "年度: 2023\n改进措施: [{内容: 2024年6月底前完成项目库建设。, 完成时限: 2024-06-30}]",
        checks: &[Check::Report(Reads::Apart, deadlines)],
    },
];

fn overdue(case: &Case<'_>) -> Verdict {
    let remedies = case.report.remedies.iter().enumerate();
    let Some(dated) = date::read(&case.report.cover.date) else {
        let mut dues = case
            .report
            .remedies
            .iter()
            .map(|it| date::last_day(&it.due));
        return match dues.any(|due| due.is_some()) {
            true => Verdict::lacking("缺报告日期"),
            false => Vec::new().into(),
        };
    };
    let found = remedies.filter_map(|(i, remedy)| {
        let state = remedy.state.trim();
        let due = date::last_day(&remedy.due).filter(|due| *due < dated)?;
        if state == "已完成" {
            return None;
        }
        let state = match state {
            "" => "没有填".to_owned(),
            state => format!("是“{state}”"),
        };
        let message = format!(
            "第{}条改进措施的完成时限{}在报告日期{}之前，状态{state}，请改写时限，已经做完的把状态改为已完成。",
            i + 1,
            date::written(&remedy.due).unwrap_or_else(|| date::chinese(due)),
            date::chinese(dated)
        );
        let entry = FieldPath::root().key("改进措施").index(i);
        let finding = Finding::new(Place::new(entry.key("完成时限")).shows(remedy.due.trim()), message);
        Some(finding.and(Place::new(entry.key("状态")).shows(remedy.state.trim())))
    });
    found.collect()
}

fn deadlines(case: &Case<'_>) -> Verdict {
    let remedies = case.report.remedies.iter().enumerate();
    let found = remedies.filter_map(|(i, remedy)| {
        let due = date::last_day(&remedy.due)?;
        let entry = FieldPath::root().key("改进措施").index(i);
        let path = entry.key("内容");
        let passage = Passage::read(&path, &remedy.content, None, None);
        let told = told(&passage);
        let is_due = |(year, month, _): &(Option<i16>, i8, _)| {
            *month == due.month() && year.is_none_or(|year| year == due.year())
        };
        // What is done on the way to it is earlier: 6月底达50%，9月底达75%.
        let is_on_the_way = |(year, month, span): &(Option<i16>, i8, Range<usize>)| {
            let of = (year.unwrap_or(due.year()), *month);
            let behind = passage.text.get(span.end..).unwrap_or_default();
            let clause = behind.split(['，', '。', '；', '、']).next();
            let is_step = clause.is_some_and(|it| it.contains(['%', '％']));
            of < (due.year(), due.month()) && (told.len() > 1 || is_step)
        };
        let (year, month, span) = told.iter().find(|it| !is_on_the_way(it))?;
        if told.iter().any(is_due) {
            return None;
        }
        let message = format!(
            "第{}条改进措施写着“{}”，完成时限填的是{}，前后不一致，请核对。",
            i + 1,
            passage.between(span.start, span.end),
            date::written(&remedy.due).unwrap_or_else(|| date::chinese(due))
        );
        let at = entry.key("完成时限");
        let finding = Finding::new(passage.place_at(span.clone()), message);
        let finding = finding.and(Place::new(at.clone()).shows(remedy.due.trim()));
        Some(match year {
            Some(year) => finding.says(at, &format!("{year:04}-{month:02}")),
            None => finding,
        })
    });
    found.collect()
}

/// The months by whose end a text says that something will be done, with the year where that stands
/// before it, and where: 2024年6月底前, 年底前.
fn told(passage: &Passage<'_>) -> Vec<(Option<i16>, i8, Range<usize>)> {
    let quantities = passage.quantities.iter().enumerate();
    let found = quantities.filter_map(|(i, quantity)| {
        if quantity.unit != Unit::Date || quantity.range {
            return None;
        }
        let behind = |at: usize| passage.text.get(at..).unwrap_or_default();
        let adjoins = |i: usize, at: usize| {
            let other = passage.quantities.get(i)?;
            (behind(other.span.end).trim_start().len() == behind(at).len()).then_some(other)
        };
        if let Some(year) = calendar_year(passage, quantity) {
            // 2024年底前, 2024年年底前
            let end = quantity.span.end;
            let by = behind(end).strip_prefix('年').unwrap_or(behind(end));
            let len = date::by_when(by).filter(|_| date::is_end(by))?;
            let end = end + behind(end).len() - by.len() + len;
            return Some((Some(year), 12, quantity.span.start..end));
        }
        let written = passage.words_of(quantity);
        let month = quantity.value.to_i8().filter(|_| written.ends_with('月'))?;
        let day = passage.quantities.get(i + 1).filter(|day| {
            day.span.start == quantity.span.end && passage.words_of(day).ends_with(['日', '号'])
        });
        let end = day.map_or(quantity.span.end, |day| day.span.end);
        let by = date::by_when(behind(end))?;
        let year = i
            .checked_sub(1)
            .and_then(|i| adjoins(i, quantity.span.start));
        let year = year.and_then(|it| Some((calendar_year(passage, it)?, it.span.start)));
        let start = year.map_or(quantity.span.start, |(_, at)| at);
        Some((year.map(|(year, _)| year), month, start..end + by))
    });
    found.collect()
}
