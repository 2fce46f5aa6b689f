//! D of one indicator: its name, and the levels that it stands under.

use std::collections::HashMap;

use super::Row;
use crate::report::fields::UNDER;
use crate::report::{check, number};
use crate::rules::{Case, Finding, Place, Table, Verdict};

/// Indicators of one name under one second level.
pub(super) fn twice(_: &Case<'_>, table: &Table<'_>) -> Verdict {
    let mut first: HashMap<(&str, &str), usize> = HashMap::new();
    let list = table.path.key("指标");
    let found = table
        .indicators
        .iter()
        .enumerate()
        .filter_map(|(i, indicator)| {
            let name = indicator.name.trim();
            let before = *first.entry((indicator.level2.trim(), name)).or_insert(i);
            if before == i || name.is_empty() {
                return None;
            }
            let message = format!("{}有两条“{name}”，多半是重复录入，请核对。", table.name);
            let place = |i: usize| Place::new(list.index(i).key("三级指标")).shows(name);
            Some(Finding::new(place(i), message).and(place(before)))
        });
    found.collect()
}

/// A level that is none of the words it is chosen from.
pub(super) fn strange_level(case: &Case<'_>, row: &Row<'_>, key: &'static str) -> Option<Finding> {
    let level = match key {
        "一级指标" => row.indicator.level1.trim(),
        _ => row.indicator.level2.trim(),
    };
    let path = row.path.key(key);
    let words = case.scheme.words(&path);
    if level.is_empty() || words.contains(&level) {
        return None;
    }
    let message = format!(
        "{}的{key}“{}”不在表样内，请改为{}之一。",
        row.who(),
        check::brief(level),
        words.join("、")
    );
    let finding = Finding::new(row.place(key, level), message);
    Some(match number::word_meant(&words, level) {
        Some(word) => finding.says(path, word),
        None => finding,
    })
}

/// A second level that stands under a first level that has none such.
pub(super) fn under_another(case: &Case<'_>, row: &Row<'_>) -> Option<Finding> {
    let (level1, level2) = (row.indicator.level1.trim(), row.indicator.level2.trim());
    let mut all = UNDER.iter();
    let (right, _) = all.find(|(_, seconds)| seconds.contains(&level2))?;
    let words = case.scheme.words(&row.path.key("一级指标"));
    if level1 == *right || !words.contains(&level1) || !words.contains(right) {
        return None;
    }
    let message = format!(
        "{}的{level2}归在{level1}之下，应在{right}之下，请更正。",
        row.who()
    );
    let finding = Finding::new(row.place("一级指标", level1), message);
    let finding = finding.and(row.place("二级指标", level2));
    Some(finding.says(row.path.key("一级指标"), right))
}
