//! What is said about the report (说明, 公开处理, 复核, 批注): an entry of its list, written with its text
//! or without one, put right or taken back.

use crate::document::{Edit, FieldPath, Step, Value};
use crate::ui::theme::Tone;

/// An entry of 说明, 公开处理 or 批注 whose text is being written.
#[derive(Debug, Clone)]
pub(super) struct Entry {
    /// The list.
    pub(super) list: FieldPath,
    /// The entry that it takes the place of; `None` for a new one.
    pub(super) replaces: Option<usize>,
    /// What it says besides the text.
    pub(super) fields: Vec<(&'static str, Value)>,
    /// The key of the text.
    pub(super) key: &'static str,
    /// Whether there is an entry without the text.
    pub(super) stands_alone: bool,
    /// What writing it is called as a step.
    pub(super) name: String,
    /// What is asked for.
    pub(super) title: String,
    /// What it is said to, where that is not what the field at `place` is.
    pub(super) about: Option<(String, Tone)>,
    /// Where the cursor goes when it is undone.
    pub(super) place: FieldPath,
}

impl Entry {
    /// What writes it with this text. Without one there is no entry, unless it stands alone.
    pub(super) fn edits(&self, typed: &str) -> Vec<Edit> {
        let typed = typed.trim();
        let path = self.replaces.map(|index| self.list.index(index));
        match path {
            Some(path) if typed.is_empty() && !self.stands_alone => vec![Edit::Remove { path }],
            Some(path) => {
                let text = Edit::Set {
                    path: path.key(self.key),
                    value: or_null(typed),
                };
                self.fields_set(&path).chain([text]).collect()
            }
            None if typed.is_empty() => Vec::new(),
            None => vec![self.put_in(typed)],
        }
    }

    /// What sets all that it says besides the text.
    pub(super) fn fields_set(&self, path: &FieldPath) -> impl Iterator<Item = Edit> {
        self.fields.iter().map(move |(key, value)| Edit::Set {
            path: path.key(key),
            value: value.clone(),
        })
    }

    /// What puts it into its list as a new one, with this text or none.
    pub(super) fn put_in(&self, text: &str) -> Edit {
        let fields = self.fields.iter().cloned();
        let fields = fields.chain([(self.key, or_null(text))]);
        Edit::Insert {
            list: self.list.clone(),
            index: 0,
            value: Value::Map(fields.map(|(key, value)| (key.to_owned(), value)).collect()),
        }
    }
}

/// The place of an entry in its list.
pub(super) fn index_of(entry: &FieldPath) -> Option<usize> {
    match entry.last() {
        Some(Step::Index(index)) => Some(*index),
        _ => None,
    }
}

/// A text as it is written, a blank one as none.
pub(super) fn or_null(text: &str) -> Value {
    if text.is_empty() {
        Value::Null
    } else {
        Value::Text(text.to_owned())
    }
}
