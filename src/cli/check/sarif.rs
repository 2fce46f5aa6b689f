//! All findings as SARIF 2.1.0, as code hosts and editors read them.

use serde_json::{Value, json};

use super::{Checked, Found};
use crate::rules::{Severity, rules};

const fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Hint => "note",
    }
}

/// A finding of a file.
pub(super) fn result(name: &str, it: &Found) -> Value {
    let place = |(line, column)| {
        json!({ "physicalLocation": {
            "artifactLocation": { "uri": uri(name) },
            "region": { "startLine": line, "startColumn": column },
        } })
    };
    let others: Vec<Value> = it.others.iter().copied().map(place).collect();
    let mut result = json!({
        "ruleId": it.diagnostic.rule.code,
        "level": level(it.diagnostic.severity),
        "message": { "text": it.diagnostic.message },
        "locations": [place((it.line, it.column))],
        "relatedLocations": others,
    });
    let reply = it.diagnostic.reply.as_ref().filter(|reply| reply.holds);
    if let (Some(reply), Some(result)) = (reply, result.as_object_mut()) {
        let said = json!([{ "kind": "inSource", "justification": reply.words }]);
        result.insert("suppressions".to_owned(), said);
    }
    result
}

/// All of them, with the rules and the files that were not read.
pub(super) fn whole(checked: &[Checked], results: Vec<Value>) -> Value {
    let described: Vec<Value> = rules()
        .map(|rule| {
            json!({
                "id": rule.code,
                "name": rule.name,
                "shortDescription": { "text": rule.title },
                "fullDescription": { "text": rule.explain },
                "defaultConfiguration": { "level": level(rule.severity) },
            })
        })
        .collect();
    let unread = checked.iter().filter(|file| !file.read);
    let unread: Vec<Value> = unread
        .flat_map(|file| file.told.iter().map(move |told| (file, told)))
        .map(|(file, told)| {
            json!({
                "level": "error",
                "message": { "text": told },
                "locations": [{ "physicalLocation": {
                    "artifactLocation": { "uri": uri(&file.name) },
                } }],
            })
        })
        .collect();
    json!({
        "version": "2.1.0",
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "runs": [{
            "tool": { "driver": {
                "name": "jixiao",
                "version": env!("CARGO_PKG_VERSION"),
                "rules": described,
            } },
            "invocations": [{
                "executionSuccessful": checked.iter().all(|file| file.read),
                "toolExecutionNotifications": unread,
            }],
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    })
}

/// A path as a URI reference (RFC 3986).
fn uri(path: &str) -> String {
    let mut uri = String::new();
    for byte in path.replace('\\', "/").bytes() {
        if byte.is_ascii_alphanumeric() || b"/-._~".contains(&byte) {
            uri.push(char::from(byte));
        } else {
            uri += &format!("%{byte:02X}");
        }
    }
    uri
}
