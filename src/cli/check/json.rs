//! One file as an entry of JSON, for scripts.

use serde_json::{Value, json};

use super::standing::{FIGURES, Standing};
use super::{Checked, Found, printed};
use crate::document::FieldPath;
use crate::rules::{Lacking, Severity};

/// What is told of a file; `brief` without what was found in it.
pub(super) fn entry(file: &Checked, found: &[Found], least: Severity, brief: bool) -> Value {
    let answered = ("已说明".to_owned(), file.answered.into());
    let counts = printed(least);
    let counts = counts.map(|it| (it.label().to_owned(), file.count(it).into()));
    let counts = counts.chain([answered]);
    let (comments, unanswered) = file.comments;
    let standing = file.standing.as_ref();
    let mut entry = json!({
        "文件": file.name,
        "单位名称": standing.map(|it| &it.unit),
        "年度": standing.map(|it| &it.year),
        "全年执行数": standing.map(|it| &it.spent.value),
        "执行率": standing.map(|it| &it.rate.value),
        "总分": standing.map(|it| &it.total.value),
        "等级": standing.map(|it| &it.grade.value),
        "条数": counts.collect::<serde_json::Map<String, Value>>(),
        "主要数字": standing.map(figures),
        "复核": { "已复核节数": file.reviewed.0, "应复核节数": file.reviewed.1 },
        "批注": { "条数": comments, "待答复": unanswered },
        "没有读懂": if file.read { &[] } else { file.told.as_slice() },
        "已填": file.filled.map(|it| json!({ "完成": it.done, "应填": it.total })),
    });
    if let Some(all) = entry.as_object_mut().filter(|_| !brief) {
        let found = found.iter().map(finding).collect::<Vec<Value>>();
        let lacking = file.lacking.iter().map(undecided);
        all.insert("必填没有填".to_owned(), json!(file.blank));
        all.insert("核对".to_owned(), found.into());
        all.insert(
            "没有核对".to_owned(),
            lacking.collect::<Vec<Value>>().into(),
        );
    }
    entry
}

/// The figures of a report by their names; null where one is not known.
fn figures(standing: &Standing) -> Value {
    let figures = FIGURES.iter().zip(&standing.figures);
    let figures = figures.map(|((name, _), it)| ((*name).to_owned(), json!(it.value)));
    figures.collect::<serde_json::Map<String, Value>>().into()
}

fn undecided(it: &Lacking) -> Value {
    json!({
        "规则": it.rule.code,
        "名称": it.rule.name,
        "字段": it.table.as_ref().map(FieldPath::to_string),
        "原因": it.why,
    })
}

fn finding(it: &Found) -> Value {
    let places: Vec<Value> = it
        .diagnostic
        .places
        .iter()
        .map(|place| json!({ "字段": place.path.to_string(), "值": place.value }))
        .collect();
    let reply = it.diagnostic.reply.as_ref();
    let reply = reply.map(|reply| json!({ "内容": reply.words, "仍然有效": reply.holds }));
    json!({
        "规则": it.diagnostic.rule.code,
        "名称": it.diagnostic.rule.name,
        "级别": it.diagnostic.severity.label(),
        "行": it.line,
        "列": it.column,
        "内容": it.diagnostic.message,
        "位置": places,
        "说明": reply,
    })
}
