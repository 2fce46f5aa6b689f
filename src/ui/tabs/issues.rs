//! 问题整改: problems with their causes, remedies with the problem each answers.

use std::collections::{HashMap, HashSet};

use foldhash::fast::RandomState;

use super::basics::list_cell;
use crate::document::FieldPath;
use crate::rules::Case;
use crate::ui::sheet::{Cell, Column, Row, Sheet, Width};
use crate::ui::theme::Tone;

const LINES: u16 = 6;

/// The problems.
#[must_use]
pub fn issues(view: Case<'_>) -> Sheet {
    let mut sheet = Sheet::default();
    let list = FieldPath::root().key("问题");
    let unanswered = view.figures.unanswered.len();
    let note = match (view.report.issues.len(), unanswered) {
        (0, _) => String::new(),
        (count, 0) => format!("{count} 个，都有改进措施"),
        (count, n) => format!("{count} 个，{n} 个还没有改进措施"),
    };
    sheet.section("七、存在的主要问题及原因分析", &note);
    sheet.columns(
        vec![
            Column::words("编号", Width::Fixed(4)),
            Column::words("存在的问题", Width::Fill(12)),
            Column::words("原因分析", Width::Fill(12)),
            Column::words("涉及项目", Width::Fixed(12)),
            Column::words("措施", Width::Fixed(6)),
        ],
        true,
    );
    let mut answers: HashMap<&str, usize, RandomState> = HashMap::default();
    for remedy in &view.report.remedies {
        let numbers: HashSet<&str, RandomState> = remedy.answered().collect();
        for number in numbers {
            *answers.entry(number).or_default() += 1;
        }
    }
    for (i, issue) in view.report.issues.iter().enumerate() {
        let entry = list.index(i);
        let answer = match view.figures.unanswered.binary_search(&i) {
            Ok(_) => Cell::computed("缺措施").toned(Tone::Warning),
            Err(_) => {
                let count = answers.get(issue.number.words()).copied().unwrap_or(0);
                Cell::computed(format!("{count} 条"))
            }
        };
        let cells = vec![
            Cell::field(view.document, entry.key("编号")),
            Cell::field(view.document, entry.key("内容")),
            Cell::field(view.document, entry.key("原因")),
            list_cell(view, entry.key("涉及项目")),
            answer,
        ];
        sheet.push(Row::data(cells).wrapped(LINES).entry(list.clone(), i));
    }
    if view.report.issues.is_empty() {
        sheet.empty_list(view.document, list, "问题");
    }
    sheet
}

/// The remedies.
#[must_use]
pub fn remedies(view: Case<'_>) -> Sheet {
    let mut sheet = Sheet::default();
    let list = FieldPath::root().key("改进措施");
    let note = format!("{} 条", view.report.remedies.len());
    sheet.section("八、下一步改进措施", &note);
    sheet.columns(
        vec![
            Column::words("针对", Width::Fixed(4)),
            Column::words("改进措施", Width::Fill(16)),
            Column::words("所针对的问题", Width::Fill(12)),
            Column::words("责任人", Width::Fixed(8)),
            Column::words("完成时限", Width::Fixed(10)),
            Column::words("状态", Width::Fixed(6)),
        ],
        true,
    );
    let mut problems: HashMap<&str, &str, RandomState> = HashMap::default();
    for issue in &view.report.issues {
        problems
            .entry(issue.number.words())
            .or_insert(&issue.content);
    }
    for (i, remedy) in view.report.remedies.iter().enumerate() {
        let entry = list.index(i);
        let issues: Option<Vec<&str>> = remedy
            .answered()
            .map(|number| problems.get(number).copied())
            .collect();
        let about = match issues {
            Some(issues) if !issues.is_empty() => Cell::label(issues.join("；")),
            _ if remedy.answers.is_empty() => Cell::label("未注明"),
            _ => Cell::label("没有此问题").toned(Tone::Warning),
        };
        let cells = vec![
            Cell::field(view.document, entry.key("针对问题")),
            Cell::field(view.document, entry.key("内容")),
            about,
            Cell::field(view.document, entry.key("责任人")),
            Cell::field(view.document, entry.key("完成时限")),
            Cell::field(view.document, entry.key("状态")),
        ];
        sheet.push(Row::data(cells).wrapped(LINES).entry(list.clone(), i));
    }
    if view.report.remedies.is_empty() {
        sheet.empty_list(view.document, list, "措施");
    }
    sheet
}
