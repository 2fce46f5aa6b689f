//! What has been decided on personal data (公开处理), read once for all who follow it: the rules, which
//! ask no more, and the copy for publication.
//!
//! A decision is about its words wherever they stand; one on names is about each of them.

use std::collections::HashMap;

use super::personal::{NAME, each_name, hidden_names, private};
use super::{Case, Disclosure};
use crate::document::{FieldPath, is_hidden};
use crate::report::Disclosed;
use crate::report::number::plain_digits;

/// What becomes of some words in the copy for publication.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Fate {
    /// 遮盖: this stands in their place.
    Masked(String),
    /// 删除
    Deleted,
    /// 保留, for this reason.
    Kept(String),
}

/// A decision on some words.
#[derive(Debug, Clone)]
pub(crate) struct Decision {
    /// Which entry of 公开处理 it is.
    pub(crate) entry: usize,
    /// The words, without what nobody can see.
    pub(crate) words: String,
    /// Whether they are one name, which may stand by itself.
    pub(crate) is_name: bool,
    /// What becomes of them.
    pub(crate) fate: Fate,
}

/// All decisions; of two on the same words the first counts.
#[derive(Debug, Clone, Default)]
pub(crate) struct Decisions {
    list: Vec<Decision>,
    on: HashMap<String, usize>,
}

impl Decisions {
    /// Reads them. What covers nothing, or gives no reason, decides nothing.
    pub(crate) fn of(case: &Case<'_>) -> Self {
        let mut decisions = Self::default();
        for (entry, decision) in case.report.disclosed.iter().enumerate() {
            let content = visible(&decision.content);
            let Some(fate) = fate(decision, &content) else {
                continue;
            };
            let mut names = Vec::new();
            if decision.kind.trim() == NAME {
                names = each_of(&content, &fate);
            }
            decisions.add(Decision {
                entry,
                words: content,
                is_name: false,
                fate,
            });
            for (words, fate) in names {
                decisions.add(Decision {
                    entry,
                    words,
                    is_name: true,
                    fate,
                });
            }
        }
        decisions
    }

    fn add(&mut self, decision: Decision) {
        let at = self.list.len();
        let known = self
            .on
            .get(&decision.words)
            .and_then(|&at| self.list.get(at));
        // A name by itself is looked for with blanks in it as well.
        let counts = known.is_none_or(|known| known.entry == decision.entry);
        if counts && !decision.words.is_empty() {
            self.on.entry(decision.words.clone()).or_insert(at);
            self.list.push(decision);
        }
    }

    /// Those that count, in the order of the file.
    pub(crate) fn iter(&self) -> impl Iterator<Item = &Decision> {
        self.list.iter()
    }

    /// What was decided on something; on a list of names, if it was on each of them.
    pub(crate) fn on(&self, found: &Disclosure) -> Option<&Decision> {
        let on = |words: &str| self.list.get(*self.on.get(words)?);
        let of_names = || {
            let names = (found.kind == NAME).then(|| each_name(&found.content));
            let each: Option<Vec<&Decision>> = names?.map(|name| on(&name)).collect();
            each?.first().copied()
        };
        on(&visible(&found.content)).or_else(of_names)
    }
}

/// Words without what nobody can see.
fn visible(words: &str) -> String {
    words.trim().replace(|c| is_hidden(c) && c != '\n', "")
}

fn fate(decision: &Disclosed, content: &str) -> Option<Fate> {
    let (masked, reason) = (decision.masked.trim(), decision.reason.trim());
    match decision.decision.trim() {
        "遮盖" if shows(masked, content, decision.kind.trim()) => None,
        "遮盖" => Some(Fate::Masked(masked.to_owned())),
        "删除" => Some(Fate::Deleted),
        "保留" if !reason.is_empty() => Some(Fate::Kept(reason.to_owned())),
        _ => None,
    }
}

/// The names of a list, for where they stand by themselves: a sentence without its person would not be
/// one, so what is deleted from a list is hidden there.
fn each_of(content: &str, fate: &Fate) -> Vec<(String, Fate)> {
    let names: Vec<String> = each_name(content).collect();
    let masks: Vec<&str> = match fate {
        Fate::Masked(masked) => masked.split('、').map(str::trim).collect(),
        Fate::Deleted | Fate::Kept(_) => Vec::new(),
    };
    let own = masks.len() == names.len();
    let each = names.into_iter().enumerate().map(|(i, name)| {
        let fate = match (fate, masks.get(i).filter(|_| own)) {
            (Fate::Kept(_), _) => fate.clone(),
            (_, Some(mask)) => Fate::Masked((*mask).to_owned()),
            (_, None) => Fate::Masked(hidden_names(&name)),
        };
        (name, fate)
    });
    each.collect()
}

/// Whether the personal data can still be read in what is to stand in its place, however it is
/// spaced, or something else of that kind can.
fn shows(masked: &str, content: &str, kind: &str) -> bool {
    let bare = |text: &str| -> String {
        let plain = plain_digits(text);
        plain.chars().filter(|c| c.is_alphanumeric()).collect()
    };
    let left = bare(masked);
    let names = (kind == NAME).then(|| each_name(content)).into_iter();
    left.contains(&bare(content))
        || names.flatten().any(|name| left.contains(&name))
        || !private(&FieldPath::root(), masked).is_empty()
}
