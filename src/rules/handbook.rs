//! The handbook of the rules, written from their table.

use super::{Rule, Severity, rules};

/// The groups, by the letter of their codes.
const GROUPS: [(&str, &str); 8] = [
    ("A", "数字与汇总"),
    ("B", "预算执行"),
    ("C", "基础数据"),
    ("D", "绩效指标与评分"),
    ("E", "时间与结构"),
    ("F", "文字、个人信息与规范"),
    ("G", "格式"),
    ("H", "问题与改进"),
];

/// All rules as Markdown, by group.
#[must_use]
pub fn markdown() -> String {
    let count = rules().count();
    let mut text = format!(
        "# 核对规则手册\n\n<!-- 由规则表生成，请不要手改。 -->\n\n共{count}条。错误：不改正不能上报；警告：要改正或说明；提示：供参考。\n"
    );
    for (letter, title) in GROUPS {
        let mut group = rules()
            .filter(|rule| rule.code.starts_with(letter))
            .peekable();
        if group.peek().is_some() {
            text += &format!("\n## {letter} {title}\n");
        }
        for rule in group {
            text += &format!("\n### {}", entry(rule));
        }
    }
    text
}

/// One rule: what it is, what it rests on, how to answer it, and an example of both kinds.
#[must_use]
pub fn entry(rule: &Rule) -> String {
    let Rule {
        code,
        title,
        basis,
        explain,
        bad,
        good,
        ..
    } = rule;
    let severity: &Severity = &rule.severity;
    format!(
        "{code} {title}（{}）\n\n依据：{basis}\n\n{explain}\n\n会提示：\n\n```yaml\n{bad}\n```\n\n不提示：\n\n```yaml\n{good}\n```\n",
        severity.label()
    )
}
