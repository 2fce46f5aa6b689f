//! What was done, in order, as replaced pieces of text: enough to go back and forth. It holds no
//! tree and touches no text.

use serde::{Deserialize, Serialize};

use super::FieldPath;

/// A replaced piece of text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Patch {
    /// Where it begins, in bytes of the text at that moment.
    pub at: usize,
    /// What stood there.
    pub old: Box<str>,
    /// What stands there now.
    pub new: Box<str>,
}

/// Where a piece of text stands, what it is, and what stands there instead.
pub(super) type Piece<'a> = (usize, &'a str, &'a str);

impl Patch {
    /// What it did.
    pub(super) fn forth(&self) -> Piece<'_> {
        (self.at, &self.old, &self.new)
    }

    /// What takes it back.
    pub(super) fn back(&self) -> Piece<'_> {
        (self.at, &self.new, &self.old)
    }
}

/// What one edit of a step did to one value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// The value; of an entry of a list where it stands, or stood if it is gone.
    pub path: FieldPath,
    /// Its text before, which may be cut where it was recorded; `None` where it had none, and of an entry
    /// that is new.
    pub from: Option<String>,
    /// Its text after; `None` where it has none, and of an entry that is gone.
    pub to: Option<String>,
}

impl Change {
    /// Whether a value gave way to another.
    #[must_use]
    pub const fn is_of_value(&self) -> bool {
        self.from.is_some() && self.to.is_some()
    }
}

/// One undo step, as it is told to a person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UndoStep {
    /// What a person would call it.
    pub name: String,
    /// Where the cursor goes.
    pub place: FieldPath,
    /// What was shown when it was made, as whoever shows it calls it.
    pub view: Option<Box<str>>,
    /// The smallest value that encloses everything it changed.
    pub scope: FieldPath,
    /// What it did to the text, one after the other.
    pub patches: Vec<Patch>,
    /// What it did to the values, one for each of its edits.
    pub changes: Vec<Change>,
    /// Whether the text was not understood on one side of it, so that all of it is to be read.
    pub whole: bool,
}

impl UndoStep {
    /// What it did to values that are others by it.
    pub fn changed(&self) -> impl Iterator<Item = &Change> {
        self.changes.iter().filter(|it| it.from != it.to)
    }

    /// The same where another was brought back first, which it takes back on its way.
    fn over(self, other: &Self) -> Self {
        let back = other.inverse();
        Self {
            scope: self.scope.common(&other.scope),
            patches: back.patches.into_iter().chain(self.patches).collect(),
            whole: self.whole || other.whole,
            ..self
        }
    }

    /// The step that takes this one back.
    pub(super) fn inverse(&self) -> Self {
        let back = |patch: &Patch| Patch {
            at: patch.at,
            old: patch.new.clone(),
            new: patch.old.clone(),
        };
        Self {
            name: self.name.clone(),
            place: self.place.clone(),
            view: self.view.clone(),
            scope: self.scope.clone(),
            patches: self.patches.iter().rev().map(back).collect(),
            changes: Vec::new(),
            whole: self.whole,
        }
    }
}

/// Which state of the text something was in (版本).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct State(u64);

/// The steps done and undone.
#[derive(Debug, Clone, Default)]
pub(super) struct History {
    done: Vec<(State, UndoStep)>,
    undone: Vec<(State, UndoStep)>,
    /// Which state the file on disk is in; the first is what was read.
    saved: State,
    last: State,
}

impl History {
    pub(super) fn push(&mut self, step: UndoStep) {
        self.last.0 += 1;
        self.done.push((self.last, step));
        self.undone.clear();
    }

    /// Keeps a step that was taken back before it was one, so that it can be redone, and what could
    /// be redone without it can be in its place.
    pub(super) fn shelve(&mut self, step: UndoStep) {
        self.last.0 += 1;
        if let Some((state, next)) = self.undone.pop() {
            self.undone.push((state, next.over(&step)));
        }
        self.undone.push((self.last, step));
    }

    pub(super) fn done(&self) -> Option<&UndoStep> {
        self.done.last().map(|(_, step)| step)
    }

    /// Says of the last step what was shown when it was made.
    pub(super) fn seen_in(&mut self, view: &str) {
        if let Some((_, step)) = self.done.last_mut() {
            step.view.get_or_insert_with(|| view.into());
        }
    }

    pub(super) fn undone(&self) -> Option<&UndoStep> {
        self.undone.last().map(|(_, step)| step)
    }

    pub(super) fn step_back(&mut self) {
        self.undone.extend(self.done.pop());
    }

    pub(super) fn step_forth(&mut self) {
        self.done.extend(self.undone.pop());
    }

    pub(super) fn state(&self) -> State {
        self.done
            .last()
            .map_or_else(State::default, |(state, _)| *state)
    }

    pub(super) fn is_saved(&self) -> bool {
        self.state() == self.saved
    }

    pub(super) fn mark_saved(&mut self, state: State) {
        self.saved = state;
    }

    /// No state that there is or will be is the one on the disk.
    pub(super) const fn mark_unsaved(&mut self) {
        self.saved = State(u64::MAX);
    }
}
