//! Which rules look at a field, as far as their own examples show it.
//!
//! A rule's bad example names fields; a field of the same record elsewhere in the same chapter is
//! one of the same kind. Nothing is kept by hand beside the rules.

use std::sync::LazyLock;

use super::{Check, Examined, Findings, Rule, rules};
use crate::document::{Document, FieldPath, Step};
use crate::report::fields::{self, Kind};

/// The keys of a path.
type Keys = Vec<String>;

/// The fields that each rule's bad example names.
static NAMED: LazyLock<Vec<(&'static Rule, Vec<Keys>)>> = LazyLock::new(|| {
    let named = rules().map(|rule| {
        let document = Document::read(rule.bad.as_bytes());
        let examined = Examined::by_built_in(document);
        let findings = Findings::compute(&examined.case());
        let own = findings
            .diagnostics()
            .filter(|it| it.rule.code == rule.code);
        let places = own.flat_map(|it| it.places.iter().map(|place| keys(&place.path)));
        (rule, places.collect())
    });
    named.collect()
});

fn keys(path: &FieldPath) -> Keys {
    let steps = path.steps().iter();
    let keys = steps.filter_map(|step| match step {
        Step::Key(key) => Some(key.to_string()),
        Step::Index(_) => None,
    });
    keys.collect()
}

/// Whether two fields are of one kind: the same, or of the same record in one chapter.
fn alike(one: &[String], other: &[String]) -> bool {
    const RECORD: usize = 2;
    one == other
        || one.len() > RECORD
            && other.len() > RECORD
            && one.first() == other.first()
            && one
                .iter()
                .rev()
                .take(RECORD)
                .eq(other.iter().rev().take(RECORD))
}

/// The rules that check a field.
#[must_use]
pub fn rules_of(path: &FieldPath) -> Vec<&'static Rule> {
    let field = keys(path);
    let named = NAMED.iter();
    let of_field = named.filter(|(_, places)| places.iter().any(|place| alike(place, &field)));
    of_field.map(|&(rule, _)| rule).collect()
}

/// How many rules read every text, for a field that holds one.
#[must_use]
pub fn rules_of_texts(path: &FieldPath) -> usize {
    let reads = |check: &Check| match check {
        Check::Text(_)
        | Check::Live(_)
        | Check::Prose(..)
        | Check::Said(..)
        | Check::Held(_)
        | Check::Texts(_) => true,
        Check::Report(..) | Check::Table(..) | Check::Money(..) => false,
    };
    match fields::kind_at(path) {
        Some(Kind::LongText) => rules().filter(|rule| rule.checks.iter().any(reads)).count(),
        _ => 0,
    }
}
