//! What was done, in order, as replaced pieces of text: enough to go back and forth. It holds no
//! tree and touches no text.

use super::FieldPath;

/// One undo step, as it is told to a person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UndoStep {
    /// What a person would call it.
    pub name: String,
    /// Where the cursor goes.
    pub place: FieldPath,
    /// The smallest value that encloses everything it changed.
    pub scope: FieldPath,
    /// What it did to the text, one after the other: start and end in bytes, and what stands
    /// there now.
    pub splices: Vec<(usize, usize, String)>,
}

/// A replaced piece of text: at `at`, `old` gave way to `new`.
#[derive(Debug, Clone)]
pub(super) struct Patch {
    pub(super) at: usize,
    pub(super) old: Box<str>,
    pub(super) new: Box<str>,
}

/// A step with what it did.
#[derive(Debug, Clone)]
pub(super) struct Record {
    pub(super) step: UndoStep,
    pub(super) patches: Vec<Patch>,
    /// Whether the text was not understood on one side of it, so that all of it is to be read.
    pub(super) whole: bool,
}

impl Record {
    /// The step as it was done, with what it did to the text.
    pub(super) fn forth(mut self) -> Self {
        self.step.splices = self
            .patches
            .iter()
            .map(|patch| (patch.at, patch.at + patch.old.len(), patch.new.to_string()))
            .collect();
        self
    }

    /// The step with what taking it back does to the text.
    pub(super) fn back(self) -> UndoStep {
        let splices = self
            .patches
            .iter()
            .rev()
            .map(|patch| (patch.at, patch.at + patch.new.len(), patch.old.to_string()))
            .collect();
        UndoStep {
            splices,
            ..self.step
        }
    }
}

/// The steps done and undone.
#[derive(Debug, Clone, Default)]
pub(super) struct History {
    done: Vec<(u64, Record)>,
    undone: Vec<(u64, Record)>,
    /// Which state the file on disk is in; 0 is what was read.
    saved: u64,
    last: u64,
}

impl History {
    pub(super) fn push(&mut self, record: Record) {
        self.last += 1;
        self.done.push((self.last, record));
        self.undone.clear();
    }

    /// Keeps a step that was taken back before it was one, so that it can be redone.
    pub(super) fn shelve(&mut self, record: Record) {
        self.last += 1;
        self.undone.clear();
        self.undone.push((self.last, record));
    }

    pub(super) fn done(&self) -> Option<&Record> {
        self.done.last().map(|(_, record)| record)
    }

    pub(super) fn undone(&self) -> Option<&Record> {
        self.undone.last().map(|(_, record)| record)
    }

    pub(super) fn step_back(&mut self) {
        self.undone.extend(self.done.pop());
    }

    pub(super) fn step_forth(&mut self) {
        self.done.extend(self.undone.pop());
    }

    fn state(&self) -> u64 {
        self.done.last().map_or(0, |(state, _)| *state)
    }

    pub(super) fn is_saved(&self) -> bool {
        self.state() == self.saved
    }

    pub(super) fn mark_saved(&mut self) {
        self.saved = self.state();
    }

    /// No state that there is or will be is the one on the disk.
    pub(super) const fn mark_unsaved(&mut self) {
        self.saved = u64::MAX;
    }
}
