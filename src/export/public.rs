//! What becomes of personal data in the copy for publication (公开处理).

use super::legible;
use crate::report::Disclosed;
use crate::rules::{Case, Findings, hidden_names};

/// Words that only name what follows them; they go with it.
const LABELS: [&str; 20] = [
    "公民身份号码",
    "居民身份证号码",
    "身份证号码",
    "身份证号",
    "身份证",
    "银行卡号",
    "银行账号",
    "卡号",
    "账号",
    "手机号码",
    "手机号",
    "手机",
    "联系电话",
    "电话号码",
    "电话",
    "联系方式",
    "电子邮箱",
    "邮箱",
    "家庭住址",
    "住址",
];

/// What a label of any other name ends with.
const COLONS: [char; 2] = ['：', ':'];

/// What stands between the parts of a sentence.
const PAUSES: [char; 4] = ['，', '、', '；', '。'];

/// The personal data that nobody has decided on yet, each with its place.
pub(super) fn undecided(case: &Case<'_>, findings: &Findings) -> Vec<String> {
    super::undecided(findings)
        .filter_map(|it| Some((it.path(), it.disclosure.as_ref()?)))
        .map(|(path, it)| {
            let place = crate::report::fields::describe(case.document, &path);
            format!("{place}的{}“{}”", it.kind, it.content)
        })
        .collect()
}

/// A [`legible`] text with personal data as it was decided.
pub(super) fn masked(decisions: &[Disclosed], text: &str) -> String {
    let mut text = text.to_owned();
    for decision in decisions {
        let content = &legible(decision.content.trim().to_owned());
        if content.is_empty() || !text.contains(content) {
            continue;
        }
        match decision.decision.trim() {
            "遮盖" => text = text.replace(content, decision.masked.trim()),
            "删除" => text = without(&text, content),
            _ => {}
        }
    }
    for (name, hidden) in decisions.iter().flat_map(each_name) {
        if text.contains(&name) {
            text = text.replace(&name, &hidden);
        }
    }
    text
}

/// Each name of a list that is not to be read, for where it stands by itself, and what stands there
/// instead: a sentence without its person would not be one.
fn each_name(decision: &Disclosed) -> Vec<(String, String)> {
    let list = decision.content.trim();
    let is_list = decision.kind.trim() == "姓名" && list.contains('、');
    if !is_list || !matches!(decision.decision.trim(), "遮盖" | "删除") {
        return Vec::new();
    }
    let mut names: Vec<&str> = list.split('、').map(str::trim).collect();
    names.retain(|name| name.chars().count() > 1);
    // 张三丰 before 张三.
    names.sort_by_key(|name| std::cmp::Reverse(name.len()));
    let names = names.into_iter();
    names
        .map(|name| (name.to_owned(), hidden_names(name)))
        .collect()
}

/// A text without some words, and without what only led to them.
fn without(text: &str, content: &str) -> String {
    let mut parts = text.split(content);
    let mut out = parts.next().unwrap_or_default().to_owned();
    for behind in parts {
        out.truncate(unlabelled(&out).len());
        join(&mut out, behind);
    }
    out
}

/// The text before something that goes, without the label of it.
fn unlabelled(before: &str) -> &str {
    let bare = before.trim_end();
    if let Some(named) = bare.strip_suffix(COLONS) {
        let starts = |c: char| c.is_whitespace() || PAUSES.contains(&c) || "（(".contains(c);
        let from = named
            .char_indices()
            .rfind(|(_, c)| starts(*c))
            .map_or(0, |(at, c)| at + c.len_utf8());
        return before.get(..from).unwrap_or(before);
    }
    let bare = bare.trim_end_matches(['为', '是']);
    let label = LABELS.iter().find_map(|label| bare.strip_suffix(label));
    label.unwrap_or(before)
}

/// Puts together what stood before and behind something that is gone: no empty brackets, no two
/// pauses in a row, no 等 of nobody.
fn join(out: &mut String, behind: &str) {
    let counted = |rest: &&str| rest.starts_with(|c: char| c.is_ascii_digit());
    let mut behind = behind.strip_prefix('等').filter(counted).unwrap_or(behind);
    for (open, close) in [('（', '）'), ('(', ')')] {
        if let Some(rest) = behind.strip_prefix(close)
            && out.ends_with(open)
        {
            out.pop();
            behind = rest;
        }
    }
    if behind.is_empty() || behind.starts_with(PAUSES) || behind.starts_with(['）', '\n']) {
        let bare = out.trim_end_matches(['，', '、', '；']).len();
        out.truncate(bare);
    }
    if out.is_empty() || out.ends_with(PAUSES) || out.ends_with(['\n', '（']) {
        behind = behind.trim_start_matches(PAUSES);
    }
    if out.ends_with(char::is_whitespace) {
        behind = behind.trim_start();
    }
    out.push_str(behind);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_deleted_takes_its_label_along() {
        for (text, content, left) in [
            ("手机号码：13900001234", "13900001234", ""),
            (
                "填报日期：2023年　　联系电话：13900001234　　单位负责人：",
                "13900001234",
                "填报日期：2023年　　单位负责人：",
            ),
            (
                "有事可来，联系电话13900001234。",
                "13900001234",
                "有事可来。",
            ),
            (
                "张三（电话：13900001234）负责。",
                "13900001234",
                "张三负责。",
            ),
            (
                "其身份证号码为430100198001010019，已核。",
                "430100198001010019",
                "其，已核。",
            ),
            ("赵某、银行卡号6222，已付。", "6222", "赵某，已付。"),
            (
                "家住望月小区3栋2单元501室的老人。",
                "3栋2单元501室",
                "家住望月小区的老人。",
            ),
            (
                "化解赵立群、钱小蓉等6户积案。",
                "赵立群、钱小蓉",
                "化解6户积案。",
            ),
            (
                "邮箱：a@example.com，电话82550135。",
                "a@example.com",
                "电话82550135。",
            ),
            (
                "甲。\n电话：13900001234。\n乙。",
                "13900001234",
                "甲。\n乙。",
            ),
        ] {
            assert_eq!(without(text, content), left, "{text}");
        }
    }
}
