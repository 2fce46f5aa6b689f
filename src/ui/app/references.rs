//! What names something else (涉及项目, 针对问题, 支出类别, live figures, the places of remarks) and so
//! follows when that is renamed. Nothing is changed here: the edits go with the one that renames.

use std::ops::Range;

use super::App;
use crate::document::{self, Edit, FieldPath, Step, Value};
use crate::figures::live;
use crate::report::fields::{self, Kind, NAMES};
use crate::report::places;

/// A text that names something, in the pieces between its names.
#[derive(Debug)]
pub(super) struct Reference {
    pub(super) path: FieldPath,
    pieces: Vec<String>,
}

impl Reference {
    /// A field that holds nothing but the name.
    fn whole(path: FieldPath) -> Self {
        Self {
            path,
            pieces: vec![String::new(), String::new()],
        }
    }

    /// What of its text becomes what, when `name` is called `new`.
    pub(super) fn changes(&self, text: &str, name: &str, new: &str) -> Vec<(Range<usize>, String)> {
        if self.pieces.join(name) != text {
            return vec![(0..text.len(), self.pieces.join(new))];
        }
        let mut behind = 0;
        let named = self.pieces.iter().skip(1).zip(&self.pieces);
        let named = named.map(|(_, before)| {
            let start = behind + before.len();
            behind = start + name.len();
            (start..behind, new.to_owned())
        });
        named.collect()
    }

    /// The edit that names it anew.
    pub(super) fn renamed(&self, name: &str) -> Edit {
        Edit::Set {
            path: self.path.clone(),
            value: Value::Text(self.pieces.join(name)),
        }
    }
}

impl App {
    /// What names the entry that a field names, so that it follows when that is renamed; and what
    /// the entries beside it are called. One name for two entries is nobody's to follow.
    pub(super) fn references_to(&self, path: &FieldPath) -> (Vec<Reference>, Vec<String>) {
        let none = || (Vec::new(), Vec::new());
        let (Some(key), Some(entry)) = (path.last_key(), path.parent()) else {
            return none();
        };
        let Some(beside) = entry.parent().filter(|_| NAMES.contains(&key)) else {
            return none();
        };
        let keys = path.steps().iter().filter_map(|step| match step {
            Step::Key(key) => Some(&**key),
            Step::Index(_) => None,
        });
        let keys: Vec<&str> = keys.collect();
        // The list and the key that hold the name, and what live figures have before it.
        let (named, quoted) = match keys.as_slice() {
            [.., "项目支出", "类别", "名称"] => (Some(("项目", "支出类别")), Some("")),
            [.., "基本支出", "分类", "名称"] => (None, Some("")),
            ["问题", "编号"] => (Some(("改进措施", "针对问题")), None),
            ["项目", "名称"] => (Some(("问题", "涉及项目")), Some("项目.")),
            _ => (None, None),
        };
        let quoted = quoted.filter(|_| !self.names.is_empty());
        let remarks = self.remarks_in_words();
        if named.is_none() && quoted.is_none() && remarks.is_empty() {
            return none();
        }
        let said = |path: &FieldPath| self.text_at(path, Kind::Text).trim().to_owned();
        let name = said(path);
        if name.is_empty() {
            return none();
        }
        let entries = (0..self.document.count(&beside)).map(|i| beside.index(i));
        let others: Vec<String> = entries
            .filter(|it| *it != entry)
            .map(|it| said(&it.key(key)))
            .collect();
        if others.contains(&name) {
            return none();
        }
        let mut found = Vec::new();
        if let Some((list, key)) = named {
            let list = FieldPath::root().key(list);
            let named = (0..self.document.count(&list)).flat_map(|i| {
                let named = list.index(i).key(key);
                // One name, or a list of them.
                let names: Vec<_> = (0..self.document.count(&named))
                    .map(|k| named.index(k))
                    .collect();
                if names.is_empty() { vec![named] } else { names }
            });
            let named = named.filter(|it| said(it) == name);
            found.extend(named.map(Reference::whole));
        }
        let words = fields::describe(&self.document, &entry);
        if let Some(before) = words.strip_suffix(&*format!("{name}」")) {
            let remarks = remarks.into_iter();
            found.extend(remarks.filter_map(|path| {
                let place = self.text_at(&path, Kind::Text);
                let behind = place.trim().strip_prefix(&*words)?;
                let is_there = behind.is_empty() || behind.starts_with([' ', '「', '第']);
                let pieces = vec![before.to_owned(), format!("」{behind}")];
                is_there.then_some(Reference { path, pieces })
            }));
        }
        if let Some(before) = quoted {
            found.extend(self.quotes_of(&format!("{before}{name}"), &name));
        }
        (found, others)
    }

    /// The fields in which what was said about the report tells in words what it is about.
    fn remarks_in_words(&self) -> Vec<FieldPath> {
        let remarks = places::remarks(&self.document);
        remarks.map(|it| it.key(places::PLACE)).collect()
    }

    /// The texts that quote figures of what is called so, in which it stands as `name`.
    fn quotes_of(&self, called: &str, name: &str) -> Vec<Reference> {
        let quotes = self.live_texts().iter().filter_map(|path| {
            let text = self.document.node(path)?.text()?;
            let mut pieces = Vec::new();
            let mut from = 0;
            for quoted in live::quoted(text) {
                let is_of = quoted.name.strip_prefix(called);
                let is_figure = |behind: &str| {
                    behind.is_empty() || behind == live::ADDED || behind.starts_with('.')
                };
                if !is_of.is_some_and(is_figure) {
                    continue;
                }
                let start = quoted.span.start;
                let end = start + text.get(quoted.span)?.find(called)? + called.len();
                pieces.push(text.get(from..end - name.len())?.to_owned());
                from = end;
            }
            pieces.push(text.get(from..)?.to_owned());
            let path = path.clone();
            (pieces.len() > 1).then_some(Reference { path, pieces })
        });
        quotes.collect()
    }

    /// The texts that quote figures. Few of all do, and all are looked through but once for a step that
    /// gives many things other names.
    fn live_texts(&self) -> &[FieldPath] {
        self.live_texts.get_or_init(|| {
            let leaves = fields::leaves(&self.document).into_iter();
            let live = leaves.filter(|leaf| {
                let text = leaf.node.and_then(document::Node::text);
                text.is_some_and(live::is_live)
            });
            live.map(|leaf| leaf.path).collect()
        })
    }
}
