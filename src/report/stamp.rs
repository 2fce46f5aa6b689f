//! What stands in a place of the report, in so few words that it can be kept beside a remark
//! about it, to see later whether it has changed.

use std::fmt::Write as _;

use sha2::{Digest as _, Sha256};

use crate::document::{Document, FieldPath, Node};
use crate::report::fields::{self, Kind};
use crate::report::number::Number;

/// What stands in a field or a section, in few words: a short value itself; of a long text or a
/// section how many characters, and a check sum.
#[must_use]
pub fn stamp(document: &Document, path: &FieldPath) -> String {
    let node = document.node(path);
    if let Some(text) = node.and_then(Node::text) {
        return of_text(text);
    }
    let (mut all, mut count) = (String::new(), 0);
    if let Some(node) = node {
        gather(node, &mut String::new(), &mut all, &mut count);
    }
    summed(&all, count)
}

/// What a text that may not stand anywhere yet comes to, as [`stamp`] says it of one that does.
#[must_use]
pub fn of_text(text: &str) -> String {
    const SHORT: usize = 40;
    if text.chars().count() <= SHORT && !text.contains('\n') {
        return text.trim().to_owned();
    }
    let all = format!("{}\n", text.trim());
    summed(&all, letters(&all))
}

/// How many characters a text has and its check sum, however short it is.
#[must_use]
pub fn sum_of(text: &str) -> String {
    summed(text, letters(text))
}

/// How many characters there are to read.
fn letters(text: &str) -> usize {
    text.chars().filter(|c| !c.is_whitespace()).count()
}

fn summed(all: &str, count: usize) -> String {
    if all.is_empty() {
        return String::new();
    }
    let sum = Sha256::digest(all.as_bytes());
    let head: String = sum
        .iter()
        .take(4)
        .map(|byte| format!("{byte:02x}"))
        .collect();
    format!("{count}字 {head}")
}

/// Whether two stamps of a place say the same: a number does however it is written (435.2, 435.20).
#[must_use]
pub fn says_the_same(path: &FieldPath, was: &str, now: &str) -> bool {
    let number = |stamp| Number::read(stamp).value();
    was == now
        || fields::kind_at(path).is_some_and(Kind::is_numeric)
            && number(was).is_some_and(|was| number(now) == Some(was))
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

/// All texts below a value and where each stands, a line each; what it says, not how it is written.
fn gather(node: Node<'_>, place: &mut String, all: &mut String, count: &mut usize) {
    let text = node.text().map(str::trim).unwrap_or_default();
    if !text.is_empty() {
        let _ = writeln!(all, "{place}{text}");
        *count += letters(text);
    }
    let items = node.items().enumerate();
    let items = items.map(|(i, item)| (format!("{i}:"), item));
    let entries = node
        .entries()
        .map(|(key, value)| (format!("{key}:"), value));
    let end = place.len();
    for (step, inner) in items.chain(entries) {
        place.push_str(&step);
        gather(inner, place, all, count);
        place.truncate(end);
    }
}
