//! Entries of lists taken out of the text, to be changed alone: the values of a long step are changed
//! each in its own entry, and the text is put together once, as all that stands behind a value would
//! have to move for each. What cannot be changed so is left to be changed in the whole.

use std::collections::BTreeMap;

use super::edit::Edit;
use super::history::{Change, History, Patch};
use super::source::{Source, slice};
use super::syntax::Part;
use super::{Document, FieldPath};

/// The entries that were changed alone, by where they begin in the text.
#[derive(Default)]
pub(super) struct Apart(BTreeMap<usize, Alone>);

struct Alone {
    part: Part,
    document: Document,
    /// By places in the text of the entry alone.
    patches: Vec<Patch>,
}

impl Alone {
    /// Changes the entry, of which `edit` speaks as the only one of a list; `None` if it was not.
    fn make(&mut self, edit: &Edit) -> Option<(FieldPath, Change)> {
        let mut patches = Vec::new();
        let made = self.document.make(edit, &mut patches);
        let document = &self.document;
        let is_inside = patches.iter().all(|patch| patch.at >= self.part.pad);
        if is_inside
            && let Ok(made) = made
            && document.tree.is_part(&document.source.text, &self.part)
        {
            self.patches.append(&mut patches);
            return Some(made);
        }
        self.document.revert(&patches);
        None
    }
}

impl Document {
    /// Makes a change in its entry alone, with its scope; `None` where nothing was changed.
    pub(super) fn make_apart(&self, edit: &Edit, apart: &mut Apart) -> Option<(FieldPath, Change)> {
        let path = edit.path();
        let part = self.tree.part(&self.source.text, &path)?;
        let entry = path.prefix(part.steps);
        let inner = edit.rebased(part.steps, &FieldPath::root().index(0));
        let held = apart.0.entry(part.range.start);
        let alone = held.or_insert_with(|| self.alone(part));
        let (scope, change) = alone.make(&inner)?;
        Some((scope.rebased(1, &entry), Change { path, ..change }))
    }

    fn alone(&self, part: Part) -> Alone {
        let text = " ".repeat(part.pad) + slice(&self.source.text, part.range.clone());
        let document = Self {
            tree: self.tree.alone(&text, &part),
            source: Source::of(&text),
            problems: Vec::new(),
            refused: Vec::new(),
            hand: self.hand,
            history: History::default(),
            draft: None,
            typed: None,
            changed: Vec::new(),
        };
        Alone {
            part,
            document,
            patches: Vec::new(),
        }
    }

    /// Puts the entries that were changed alone back into the text.
    pub(super) fn put_back(&mut self, apart: &mut Apart, patches: &mut Vec<Patch>) {
        if apart.0.is_empty() {
            return;
        }
        let old = std::mem::take(&mut self.source.text);
        let mut text = String::with_capacity(old.capacity());
        let mut from = 0;
        for (start, alone) in std::mem::take(&mut apart.0) {
            let Alone { part, document, .. } = alone;
            text.push_str(slice(&old, from..start));
            let by = text.len() - part.pad;
            patches.extend(alone.patches.into_iter().map(|patch| Patch {
                at: by + patch.at,
                ..patch
            }));
            let changed = document.source.text.get(part.pad..).unwrap_or_default();
            text.push_str(changed);
            from = part.range.end;
            self.tree.put_back(&part, document.tree, changed.len());
        }
        text.push_str(slice(&old, from..old.len()));
        self.source.text = text;
    }
}
