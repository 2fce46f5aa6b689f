//! What stands in a place of the report, in so few words that it can be kept beside a remark
//! about it, to see later whether it has changed.

use sha2::{Digest as _, Sha256};

use crate::document::{Document, FieldPath, Node};

/// What stands in a field or a section, in few words: a short value itself; of a long text or a
/// section how many characters, and a check sum.
#[must_use]
pub fn stamp(document: &Document, path: &FieldPath) -> String {
    let node = document.node(path);
    if let Some(text) = node.and_then(Node::text) {
        return of_text(text);
    }
    let mut all = String::new();
    if let Some(node) = node {
        gather(node, &mut all);
    }
    summed(all)
}

/// The same of a text that may not stand anywhere yet.
#[must_use]
pub fn of_text(text: &str) -> String {
    const SHORT: usize = 40;
    if text.chars().count() <= SHORT && !text.contains('\n') {
        return text.trim().to_owned();
    }
    summed(format!("{}\n", text.trim()))
}

fn summed(all: String) -> String {
    if all.is_empty() {
        return all;
    }
    let sum = Sha256::digest(all.as_bytes());
    let head: String = sum
        .iter()
        .take(4)
        .map(|byte| format!("{byte:02x}"))
        .collect();
    format!(
        "{}字 {head}",
        all.chars().filter(|c| !c.is_whitespace()).count()
    )
}

/// Whether a stamp is a check sum rather than the value itself.
#[must_use]
pub fn is_sum(stamp: &str) -> bool {
    let sum = stamp.split_once("字 ");
    sum.is_some_and(|(count, sum)| {
        count.parse::<usize>().is_ok()
            && sum.len() == 8
            && sum.chars().all(|c| c.is_ascii_hexdigit())
    })
}

/// All texts below a value, a line each; what it says, not how it is written.
fn gather(node: Node<'_>, all: &mut String) {
    if let Some(text) = node.text() {
        all.push_str(text.trim());
        all.push('\n');
    }
    for item in node.items() {
        gather(item, all);
    }
    for (_, value) in node.entries() {
        gather(value, all);
    }
}
