//! The file being edited: its text, what the text means, and every change to it.
//!
//! The text is the document. What was read is kept byte for byte; a change replaces a piece of it,
//! and is taken only if what is read back afterwards means what was asked for. Undo, redo and live
//! typing go the same way. This room reads and writes no files, knows nothing of what a report is,
//! and never writes the text anew from what it means.

mod apart;
mod edit;
mod encoding;
mod gap;
mod hidden;
mod history;
mod hunk;
mod merge;
pub mod path;
mod slip;
mod source;
mod syntax;
mod write;

use std::ops::Range;
use std::sync::OnceLock;

pub use edit::{Edit, EditError, Transaction, Value};
pub use encoding::Encoding;
pub use hidden::{is_hidden, is_private, is_tricky};
pub use history::{Change, Patch, State, UndoStep};
pub use merge::{Conflict, Difference, Merge, Naming, Side, differences, follow, merge};
pub use path::{FieldPath, Step};

use apart::Apart;
use edit::{Goal, Plan, Planner};
use gap::Gap;
use history::{History, Piece};
pub use source::{Lines, difference};
use source::{Source, line_column, slice};
use syntax::{Body, Splice, Spot, Style, Tree, Window};
use write::Hand;

/// Something in the file that could not be understood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// The line, counted from 1.
    pub line: usize,
    /// The column, counted from 1 in characters.
    pub column: usize,
    /// One sentence for the person who has to mend it.
    pub message: String,
    /// The value of which nothing could be read for it.
    pub unread: Option<FieldPath>,
    /// The list of which an entry could not be read for it; which one, nobody can tell.
    pub(crate) within: Option<FieldPath>,
    /// What would mend it, by bytes of the text: a sign an input method typed gives way to
    /// YAML's own. Empty where only a person knows what was meant.
    fix: Vec<(Range<usize>, String)>,
}

impl Problem {
    /// Something at a place, as nobody but a person can mend it.
    #[must_use]
    pub const fn new(line: usize, column: usize, message: String) -> Self {
        Self {
            line,
            column,
            message,
            unread: None,
            within: None,
            fix: Vec::new(),
        }
    }
}

/// What a value is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// Left blank.
    Null,
    /// Text or a number.
    Scalar,
    /// Values under keys.
    Mapping,
    /// A list.
    Sequence,
}

/// One value of the document.
#[derive(Debug, Clone, Copy)]
pub struct Node<'a>(Spot<'a>);

impl<'a> Node<'a> {
    /// What the value is made of. An alias, which stands for another value, counts as blank.
    #[must_use]
    pub const fn shape(self) -> Shape {
        match self.0.entry.body {
            Body::Null | Body::Alias => Shape::Null,
            Body::Scalar(_) => Shape::Scalar,
            Body::Mapping { .. } => Shape::Mapping,
            Body::Sequence { .. } => Shape::Sequence,
        }
    }

    /// Whether an alias (`*name`) stands here.
    #[must_use]
    pub const fn is_alias(self) -> bool {
        matches!(self.0.entry.body, Body::Alias)
    }

    /// The text of a scalar; `None` for what is blank or made of entries.
    #[must_use]
    pub fn text(self) -> Option<&'a str> {
        self.0.scalar()
    }

    /// How many entries it has.
    #[must_use]
    pub fn len(self) -> usize {
        self.0.entry.entries().len()
    }

    /// Whether it has no entries, as no scalar has, whatever is written there.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self.len() == 0
    }

    /// The values of a list.
    pub fn items(self) -> impl Iterator<Item = Node<'a>> {
        let is_list = self.shape() == Shape::Sequence;
        self.0.children().filter(move |_| is_list).map(Node)
    }

    /// Keys and values of a mapping; of a key that stands twice, the first.
    pub fn entries(self) -> impl Iterator<Item = (&'a str, Node<'a>)> {
        self.0.children().filter_map(|child| {
            let again = child.entry.key.as_ref()?.again;
            (!again).then_some((child.key()?, Node(child)))
        })
    }

    /// The value under a key.
    #[must_use]
    pub fn get(self, key: &str) -> Option<Node<'a>> {
        self.0.child(self.0.find(key)?).map(Node)
    }

    /// [`Self::get`] for keys asked for one after the other: `next` is where to look first, and
    /// becomes the place behind what was found. In the order of the file it costs one look.
    pub fn get_next(self, next: &mut usize, key: &str) -> Option<Node<'a>> {
        let is_it = |child: &Spot<'a>| {
            let again = child.entry.key.as_ref().is_none_or(|key| key.again);
            !again && child.key() == Some(key)
        };
        if let Some(child) = self.0.child(*next).filter(is_it) {
            *next += 1;
            return Some(Node(child));
        }
        let place = self.0.find(key)?;
        *next = place + 1;
        self.0.child(place).map(Node)
    }

    /// The entry of a list, counted from 0.
    #[must_use]
    pub fn item(self, index: usize) -> Option<Node<'a>> {
        let child = self.0.child(index)?;
        (self.shape() == Shape::Sequence).then_some(Node(child))
    }

    /// The value as it is written in the file; while a draft is open, where [`Self::span`] says, as it
    /// stood when that began.
    #[must_use]
    pub fn written(self) -> &'a str {
        slice(self.0.text, self.span())
    }

    /// Line and column of the value in the file, counted from 1 in characters.
    #[must_use]
    pub fn line_column(self) -> (usize, usize) {
        line_column(self.0.text, self.span().start)
    }

    /// Line and column of the key, or of the dash of a list entry.
    #[must_use]
    pub fn key_line_column(self) -> (usize, usize) {
        line_column(self.0.text, self.0.start)
    }

    /// Where the key begins in the text, or the dash of a list entry, as [`Self::span`] counts.
    #[must_use]
    pub const fn key_start(self) -> usize {
        self.0.start
    }

    /// The bytes of [`Document::text`] the value is written in; while a draft is open, those of the
    /// text that the draft began with.
    #[must_use]
    pub const fn span(self) -> Range<usize> {
        self.0.value()
    }
}

/// From how many edits on a step is made in each entry of a list alone.
const FEW_EDITS: usize = 8;

/// The file being edited.
#[derive(Debug, Clone)]
pub struct Document {
    source: Source,
    tree: Tree,
    problems: Vec<Problem>,
    /// Why it may not be changed whatever its syntax.
    refused: Vec<Problem>,
    hand: Hand,
    history: History,
    draft: Option<UndoStep>,
    typed: Option<Typed>,
    changed: Vec<FieldPath>,
}

/// What was typed over the value of a draft since it began: the value in the tree has it, the text not
/// yet, as all that stands behind it would have to move at every key.
#[derive(Debug, Clone)]
struct Typed {
    /// What gives way to it.
    range: Range<usize>,
    new: String,
    /// The text with it, where somebody asks for it.
    joined: OnceLock<String>,
}

impl Document {
    /// Reads a file. What is wrong with it is told by [`Self::problems`].
    #[must_use]
    pub fn read(bytes: &[u8]) -> Self {
        let (source, broken) = Source::read(bytes);
        let (tree, mut problems) = syntax::read(&source.text);
        if source.is_illegible() {
            // What cannot be read as characters says nothing about its syntax.
            problems.clear();
        }
        let refused = Vec::from_iter(broken);
        problems.extend_from_slice(&refused);
        let hand = Hand::of(tree.spot(&source.text));
        Self {
            source,
            tree,
            problems,
            refused,
            hand,
            history: History::default(),
            draft: None,
            typed: None,
            changed: Vec::new(),
        }
    }

    /// What could not be understood, in the order of the file, behind what it is refused for.
    #[must_use]
    pub fn problems(&self) -> &[Problem] {
        &self.problems
    }

    /// Keeps the file from being changed, for a reason that does not lie in its syntax.
    pub fn refuse(&mut self, problem: Problem) {
        self.problems.insert(0, problem.clone());
        self.refused.insert(0, problem);
    }

    /// Takes the file for one of which nothing is read, for a reason that does not lie in its syntax.
    pub fn leave_unread(&mut self, problem: Problem) {
        self.tree = syntax::nothing(&self.source.text);
        self.problems = vec![problem.clone()];
        self.refused = vec![problem];
    }

    /// What the file on the disk is written in, as long as it is not the UTF-8 it was turned into.
    #[must_use]
    pub const fn converted(&self) -> Option<Encoding> {
        self.source.converted
    }

    /// Whether the bytes are no text, so that [`Self::text`] is only what can be shown of them.
    #[must_use]
    pub const fn is_illegible(&self) -> bool {
        self.source.is_illegible()
    }

    /// How many places [`Self::mend`] would mend; none of a file that would be refused all the same.
    #[must_use]
    pub fn slips(&self) -> usize {
        if !self.refused.is_empty() {
            return 0;
        }
        self.problems.iter().map(|problem| problem.fix.len()).sum()
    }

    /// Puts YAML's own signs in the place of those an input method typed, wherever more of the
    /// file is understood by it; one undo step. `None` if there is nothing to be mended so.
    pub fn mend(&mut self) -> Option<UndoStep> {
        // Every round reads the whole again; what is left of a very large file takes another key.
        const MOST_BYTES: usize = 64 << 20;
        if !self.refused.is_empty() {
            return None;
        }
        let rounds = (MOST_BYTES / self.source.text.len().max(1)).clamp(2, 100);
        self.commit();
        let mut patches = Vec::new();
        for _ in 0..rounds {
            let problems = std::mem::take(&mut self.problems);
            let mut fixes: Vec<_> = problems.into_iter().flat_map(|it| it.fix).collect();
            fixes.sort_by_key(|(range, _)| range.start);
            let before = patches.len();
            let mut free = self.source.text.len();
            for (range, new) in fixes.into_iter().rev() {
                if range.end > free {
                    continue;
                }
                free = range.start;
                patches.push(Patch {
                    at: range.start,
                    old: slice(&self.source.text, range.clone()).into(),
                    new: new.as_str().into(),
                });
                self.source.text.replace_range(range, &new);
            }
            self.reread();
            if patches.len() == before {
                break;
            }
        }
        if patches.is_empty() {
            return None;
        }
        let step = UndoStep {
            name: format!("改正 {} 处输入法打出的标点", patches.len()),
            place: FieldPath::root(),
            view: None,
            scope: FieldPath::root(),
            patches,
            changes: Vec::new(),
            whole: true,
        };
        self.touch(&FieldPath::root());
        self.history.push(step);
        self.can_undo().cloned()
    }

    /// Reads the whole text anew.
    fn reread(&mut self) {
        let (tree, problems) = syntax::read(&self.source.text);
        self.tree = tree;
        self.hand = Hand::of(self.tree.spot(&self.source.text));
        self.problems = self.refused.iter().cloned().chain(problems).collect();
    }

    /// Whether every change is refused, because the file was not fully understood.
    #[must_use]
    pub fn is_read_only(&self) -> bool {
        !self.problems.is_empty()
    }

    /// Whether what stands at `path` could not be read, so that nothing is known of it.
    #[must_use]
    pub fn is_unread(&self, path: &FieldPath) -> bool {
        let mut unread = self.problems.iter().filter_map(|it| it.unread.as_ref());
        unread.any(|unread| path.starts_with(unread))
    }

    /// Whether the text has parts that could not be read.
    #[must_use]
    pub fn is_broken(&self) -> bool {
        let mut problems = self.problems.iter();
        problems.any(|it| it.unread.is_some() || it.within.is_some())
    }

    /// Whether any of what stands at `path` could not be read, or is not there in a file of which not all
    /// was read: what is missing of it may be in that.
    #[must_use]
    pub fn is_partly_unread(&self, path: &FieldPath) -> bool {
        let lies_there = |it: &Problem| {
            let is_at = |it: &FieldPath| it.starts_with(path) || path.starts_with(it);
            it.unread.as_ref().is_some_and(is_at)
                || it.within.as_ref().is_some_and(|it| it.starts_with(path))
        };
        self.is_broken() && (self.node(path).is_none() || self.problems.iter().any(lies_there))
    }

    /// Whether what takes all of it is done by two threads.
    #[must_use]
    pub(crate) fn is_long(&self) -> bool {
        is_long(self.text())
    }

    /// The text, without its byte-order mark.
    #[must_use]
    pub fn text(&self) -> &str {
        let text = &self.source.text;
        let Some(Typed { range, new, joined }) = &self.typed else {
            return text;
        };
        joined.get_or_init(|| {
            let (before, behind) = (0..range.start, range.end..text.len());
            [slice(text, before), new, slice(text, behind)].concat()
        })
    }

    /// The bytes to be saved. As long as nothing was changed, exactly those that were read.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        self.source.to_bytes(self.text())
    }

    /// The whole document as one value.
    #[must_use]
    pub fn root(&self) -> Node<'_> {
        Node(self.tree.spot(&self.source.text))
    }

    /// The value at `path`, if there is one.
    #[must_use]
    pub fn node(&self, path: &FieldPath) -> Option<Node<'_>> {
        path.steps()
            .iter()
            .try_fold(self.root(), |node, step| match step {
                Step::Key(key) => node.get(key),
                Step::Index(index) => node.item(*index),
            })
    }

    /// How many entries the list at a place has; none where there is no list.
    #[must_use]
    pub fn count(&self, list: &FieldPath) -> usize {
        self.node(list).map_or(0, Node::len)
    }

    /// Whether the file has anchors or aliases; these stand for values written elsewhere.
    #[must_use]
    pub const fn has_aliases(&self) -> bool {
        self.tree.aliases
    }

    /// Makes a change that is one undo step; `None` if it changed no byte.
    ///
    /// # Errors
    /// Tells why the change was refused; then nothing at all was changed.
    pub fn edit(&mut self, transaction: Transaction) -> Result<Option<&UndoStep>, EditError> {
        self.settle();
        let step = self.apply(transaction)?;
        self.commit();
        if step.patches.is_empty() {
            return Ok(None);
        }
        self.history.push(step);
        Ok(self.can_undo())
    }

    /// Makes a change that is not an undo step yet, in place of the draft before.
    ///
    /// # Errors
    /// Tells why the change was refused; then the draft before stays.
    pub fn draft(&mut self, transaction: Transaction) -> Result<(), EditError> {
        if let Some(step) = self.retype(&transaction) {
            self.draft = Some(step);
            return Ok(());
        }
        self.settle();
        let before = self.draft.take();
        if let Some(step) = &before {
            self.revert(&step.patches);
        }
        let outcome = self.apply(transaction);
        match outcome {
            Ok(step) => {
                if let Some(before) = before.filter(|before| !before.patches.is_empty()) {
                    self.touch(&before.scope);
                }
                self.draft = Some(step);
                Ok(())
            }
            Err(error) => {
                if let Some(step) = &before {
                    self.repeat(&step.patches);
                }
                self.draft = before;
                Err(error)
            }
        }
    }

    /// Takes another value for the one drafted, in the tree alone. `None` where that may not come out
    /// as if the draft were taken back first.
    fn retype(&mut self, transaction: &Transaction) -> Option<UndoStep> {
        let draft = self.draft.as_ref()?;
        let ([edit @ Edit::Set { path, .. }], [last], [change]) =
            (&*transaction.edits, &*draft.patches, &*draft.changes)
        else {
            return None;
        };
        if change.path != *path {
            return None;
        }
        let text = &*self.source.text;
        let plan = self.planner(true).plan(edit).ok()?;
        let written = slice(text, plan.range.clone());
        // What the draft began with, as it stands in the text.
        let (more, less) = match &self.typed {
            Some(typed) => (typed.range.len(), typed.new.len()),
            None => (0, 0),
        };
        let began = last.at..last.at + last.new.len() + more - less;
        if plan.range.start < began.start || plan.range.end > began.end {
            return None;
        }
        let (head, tail) = (began.start..plan.range.start, plan.range.end..began.end);
        let new = [slice(text, head), &plan.new, slice(text, tail)].concat();
        let is_same = if draft.scope == *path {
            let manner = edit::manner_of(&last.old).filter(|_| new != *last.old);
            manner.is_some()
                && [&*last.new, &new]
                    .iter()
                    .all(|it| edit::manner_of(it) == manner)
        } else {
            // What it stands in was put in with it.
            let both = [written, &plan.new];
            last.old.is_empty() && both.iter().all(|it| edit::is_plain(it))
        };
        if !is_same {
            return None;
        }
        let (window, part) = self.understood(&plan)?;
        let places = self.tree.spot(text).places(path)?;
        let typed = window.spot(&part, &places)?;
        let scalar = typed.apart()?;
        let step = UndoStep {
            name: transaction.name.clone(),
            place: transaction.place.clone(),
            view: None,
            patches: vec![Patch {
                at: last.at,
                old: last.old.clone(),
                new: new.into(),
            }],
            changes: vec![Change {
                path: path.clone(),
                from: change.from.clone(),
                to: typed.scalar().map(str::to_owned),
            }],
            scope: draft.scope.clone(),
            whole: false,
        };
        if !self.tree.show(&places, scalar) {
            return None;
        }
        self.typed = Some(Typed {
            range: plan.range,
            new: plan.new,
            joined: OnceLock::new(),
        });
        self.touch(path);
        Some(step)
    }

    /// Puts what was typed over the draft into the text.
    fn settle(&mut self) {
        if let Some(Typed { range, new, .. }) = self.typed.take() {
            self.put(range, &new);
        }
    }

    /// Makes the draft one undo step; `None` if it changed no byte.
    pub fn commit(&mut self) -> Option<&UndoStep> {
        let step = self.draft.take()?;
        self.settle();
        if step.patches.is_empty() {
            return None;
        }
        self.history.push(step);
        self.can_undo()
    }

    /// Takes the draft back, so that [`Self::redo`] can bring it again. Whether there was one.
    pub fn discard(&mut self) -> bool {
        let Some(step) = self.draft.take() else {
            return false;
        };
        self.settle();
        if !step.patches.is_empty() {
            self.revert(&step.patches);
            self.touch(&step.scope);
            self.history.shelve(step);
        }
        true
    }

    /// The step the draft would become; `None` while there is none.
    #[must_use]
    pub const fn drafted(&self) -> Option<&UndoStep> {
        self.draft.as_ref()
    }

    /// Takes the last step back. An open draft becomes a step first.
    pub fn undo(&mut self) -> Option<UndoStep> {
        self.commit();
        let step = self.history.done()?.inverse();
        self.bring_back(&step);
        self.history.step_back();
        Some(step)
    }

    /// Does again what was undone or discarded last.
    pub fn redo(&mut self) -> Option<UndoStep> {
        self.commit();
        let step = self.history.undone()?.clone();
        self.bring_back(&step);
        self.history.step_forth();
        Some(step)
    }

    /// Takes a step that was recorded once. Whether what it replaced stood where it says;
    /// otherwise nothing was changed. What the text means afterwards is for the caller to look at.
    pub fn replay(&mut self, mut step: UndoStep) -> bool {
        self.commit();
        if !leads(self.text(), step.patches.iter().map(Patch::forth)) {
            return false;
        }
        step.whole = self.is_read_only();
        self.bring_back(&step);
        self.history.push(step);
        true
    }

    /// Puts steps that led to the text as it was read, the oldest first, before all others, so
    /// that they can be undone as well. Whether they do lead there; otherwise nothing was changed.
    pub fn remember(&mut self, past: Vec<UndoStep>) -> bool {
        let patches = past.iter().rev().flat_map(|step| step.patches.iter().rev());
        if self.can_undo().is_some() || !leads(self.text(), patches.map(Patch::back)) {
            return false;
        }
        for step in past {
            // Whether it was understood before the step is not known any more.
            self.history.push(UndoStep {
                whole: true,
                ..step
            });
        }
        self.history.mark_saved(self.history.state());
        true
    }

    /// The step [`Self::undo`] would take back.
    #[must_use]
    pub fn can_undo(&self) -> Option<&UndoStep> {
        self.history.done()
    }

    /// Says of the last step what was shown when it was made, unless that is known.
    pub fn seen_in(&mut self, view: &str) {
        self.history.seen_in(view);
    }

    /// The step [`Self::redo`] would do again.
    #[must_use]
    pub fn can_redo(&self) -> Option<&UndoStep> {
        self.history.undone()
    }

    /// Whether the text differs from what was last read or saved.
    #[must_use]
    pub fn is_modified(&self) -> bool {
        let drafted = self.draft.as_ref();
        drafted.is_some_and(|step| !step.patches.is_empty()) || !self.history.is_saved()
    }

    /// The state the text is in but for a draft, to be told apart from those before and after.
    #[must_use]
    pub fn state(&self) -> State {
        self.history.state()
    }

    /// Takes note that the text was saved as it was in this state.
    pub fn mark_saved(&mut self, state: State) {
        self.source.converted = None;
        self.history.mark_saved(state);
    }

    /// Whether a file of these bytes has this text, however it is encoded.
    #[must_use]
    pub fn is_text_of(&self, bytes: &[u8]) -> bool {
        Source::read(bytes).0.text == self.text()
    }

    /// Takes note that the text as it is was read from the file.
    pub fn mark_read(&mut self) {
        self.history.mark_saved(self.state());
    }

    /// Takes note that the text on the disk is none that ever stood here.
    pub fn mark_unsaved(&mut self) {
        self.history.mark_unsaved();
    }

    /// Takes the text of another reading of the file for this one's, as one step that is told to
    /// have made `changes`; `None` if it is the same text, and where this one was read-only, as
    /// there is nothing to go back to. The byte-order mark and the encoding are the file's and not
    /// undone.
    pub fn replace(
        &mut self,
        with: Self,
        name: String,
        place: FieldPath,
        changes: Vec<Change>,
    ) -> Option<&UndoStep> {
        if self.is_read_only() {
            *self = with;
            self.touch_all();
            return None;
        }
        self.commit();
        self.source.take_form(&with.source);
        let (old, new) = (&self.source.text, &with.source.text);
        let hunks = hunk::between(old, new).into_iter();
        let patches = hunks.map(|it| Patch {
            at: it.new.start,
            old: slice(old, it.old).into(),
            new: slice(new, it.new).into(),
        });
        let patches: Vec<_> = patches.collect();
        if patches.is_empty() {
            return None;
        }
        self.source.text = with.source.text;
        self.tree = with.tree;
        self.hand = with.hand;
        let scope = FieldPath::root();
        self.touch(&scope);
        self.history.push(UndoStep {
            name,
            place,
            view: None,
            scope,
            patches,
            changes,
            whole: false,
        });
        self.can_undo()
    }

    /// The smallest value that encloses everything changed since this was asked last.
    pub fn take_scope(&mut self) -> Option<FieldPath> {
        let scopes = self.take_scopes().into_iter();
        scopes.reduce(|all, scope| all.common(&scope))
    }

    /// Values that enclose everything changed since this or [`Self::take_scope`] was asked last, in the
    /// order of the file where they are more than one.
    pub fn take_scopes(&mut self) -> Vec<FieldPath> {
        std::mem::take(&mut self.changed)
    }

    /// Takes everything for changed.
    pub fn touch_all(&mut self) {
        self.touch(&FieldPath::root());
    }

    fn touch(&mut self, scope: &FieldPath) {
        let before = self.take_scope();
        self.changed = vec![before.map_or_else(|| scope.clone(), |it| it.common(scope))];
    }

    /// Takes what lies in these for changed, of which none holds another.
    fn touch_each(&mut self, scopes: Vec<FieldPath>) {
        if self.changed.is_empty() {
            self.changed = scopes;
        } else {
            scopes.iter().for_each(|scope| self.touch(scope));
        }
    }

    fn planner(&self, literal: bool) -> Planner<'_> {
        Planner {
            root: self.tree.spot(&self.source.text),
            hand: self.hand,
            literal,
        }
    }

    /// Makes every change of the transaction, or none.
    fn apply(&mut self, transaction: Transaction) -> Result<UndoStep, EditError> {
        if self.is_read_only() {
            return Err(EditError::ReadOnly);
        }
        let mut patches = Vec::new();
        let mut changes = Vec::new();
        let mut scope: Option<FieldPath> = None;
        let mut apart = Apart::default();
        let is_long = transaction.edits.len() > FEW_EDITS;
        for edit in &transaction.edits {
            let alone = is_long.then(|| self.make_apart(edit, &mut apart));
            let made = alone.flatten().map_or_else(
                || {
                    self.put_back(&mut apart, &mut patches);
                    self.make(edit, &mut patches)
                },
                Ok,
            );
            match made {
                Ok((changed, change)) => {
                    scope = Some(match scope {
                        Some(scope) => scope.common(&changed),
                        None => changed,
                    });
                    changes.push(change);
                }
                Err(error) => {
                    self.revert(&patches);
                    return Err(error);
                }
            }
        }
        self.put_back(&mut apart, &mut patches);
        let scope = scope.unwrap_or_default();
        if !patches.is_empty() {
            self.touch(&scope);
        }
        Ok(UndoStep {
            name: transaction.name,
            place: transaction.place,
            view: None,
            scope,
            patches,
            changes,
            whole: false,
        })
    }

    /// Makes one change; its scope, and what it did.
    fn make(
        &mut self,
        edit: &Edit,
        patches: &mut Vec<Patch>,
    ) -> Result<(FieldPath, Change), EditError> {
        let path = edit.path();
        // Of an entry that comes, goes or moves it is its own text, not that of another in its place.
        let from = match edit {
            Edit::Insert { .. } => None,
            Edit::Move { list, from, .. } => self.scalar(&list.index(*from)),
            Edit::Set { .. } | Edit::Rewrite { .. } | Edit::Remove { .. } => self.scalar(&path),
        };
        let scope = self.apply_edit(edit, patches)?;
        let to = match edit {
            Edit::Remove { .. } => None,
            _ => self.scalar(&path),
        };
        Ok((scope, Change { path, from, to }))
    }

    fn scalar(&self, path: &FieldPath) -> Option<String> {
        self.node(path)?.text().map(str::to_owned)
    }

    fn apply_edit(
        &mut self,
        edit: &Edit,
        patches: &mut Vec<Patch>,
    ) -> Result<FieldPath, EditError> {
        if let Edit::Set { path, value } = edit
            && self.node(path).is_some_and(|node| is_written(node, value))
        {
            return Ok(path.clone());
        }
        if let Edit::Move { list, from, to } = edit
            && let Some((plan, taken)) = self.planner(true).take(list, *from, *to)?
        {
            if from != to {
                patches.push(self.carry_out(plan)?);
                let plan = self.planner(true).put_back(list, *to, taken)?;
                patches.push(self.carry_out(plan)?);
            }
            return Ok(list.clone());
        }
        let plan = self.planner(true).plan(edit)?;
        let scope = plan.scope.clone();
        let patch = match self.carry_out(plan) {
            Ok(patch) => patch,
            Err(_) => {
                let plan = self.planner(false).plan(edit)?;
                self.carry_out(plan)?
            }
        };
        if patch.old != patch.new {
            patches.push(patch);
        }
        Ok(scope)
    }

    /// Replaces the text if the outcome means what it should.
    fn carry_out(&mut self, plan: Plan) -> Result<Patch, EditError> {
        let (window, _) = self
            .understood(&plan)
            .ok_or_else(|| EditError::Unfaithful(plan.scope.clone()))?;
        let old = slice(&self.source.text, plan.range.clone()).into();
        window.settle(&mut self.tree, plan.new.len(), plan.range.len());
        let at = plan.range.start;
        self.source.text.replace_range(plan.range, &plan.new);
        let new = plan.new.into();
        Ok(Patch { at, old, new })
    }

    /// What is read anew by a plan, with the text it is read from, if it means what it should.
    fn understood(&self, plan: &Plan) -> Option<(Window, String)> {
        let splice = Splice {
            range: plan.range.clone(),
            new: &plan.new,
        };
        syntax::reread(&self.tree, &self.source.text, &splice)
            .filter(|(window, part)| self.is_reached(&plan.goal, window, part))
    }

    fn is_reached(&self, goal: &Goal, window: &Window, part: &str) -> bool {
        let text = &self.source.text;
        let Some(fresh) = window.fresh(part) else {
            return false;
        };
        if window.is_whole() {
            let mut before = edit::value(self.tree.spot(text));
            return goal.reach(&mut before, 0, 0)
                && fresh
                    .first()
                    .is_some_and(|root| edit::value(*root) == before);
        }
        let around = window
            .path
            .iter()
            .try_fold(self.tree.spot(text), |spot, step| spot.child(*step));
        let Some(around) = around else {
            return false;
        };
        let gather = |spots: Vec<Spot<'_>>| {
            if matches!(around.entry.body, Body::Mapping { .. }) {
                let pair = |spot: &Spot<'_>| {
                    (
                        spot.key().unwrap_or_default().to_owned(),
                        edit::value(*spot),
                    )
                };
                Value::Map(spots.iter().map(pair).collect())
            } else {
                Value::List(spots.iter().map(|spot| edit::value(*spot)).collect())
            }
        };
        let covered = window.entries.clone();
        let old = around.children().skip(covered.start).take(covered.len());
        let mut before = gather(old.collect());
        goal.reach(&mut before, window.path.len(), covered.start) && before == gather(fresh)
    }

    /// Takes a step that was understood before, or one that asks for all to be read.
    fn bring_back(&mut self, step: &UndoStep) {
        if step.whole {
            self.replace_all(step.patches.iter().map(Patch::forth));
            self.reread();
            self.touch(&step.scope);
            return;
        }
        match self.repeat(&step.patches) {
            Some(scopes) => self.touch_each(scopes),
            None => self.touch(&step.scope),
        }
    }

    fn revert(&mut self, patches: &[Patch]) {
        self.put_all(&patches.iter().rev().map(Patch::back).collect::<Vec<_>>());
    }

    fn repeat(&mut self, patches: &[Patch]) -> Option<Vec<FieldPath>> {
        self.put_all(&patches.iter().map(Patch::forth).collect::<Vec<_>>())
    }

    /// Puts pieces back in their places, one after the other, of a text that was understood before; what it
    /// was between one and the next does not matter. Values that enclose what has changed, where there may be
    /// several.
    fn put_all(&mut self, pieces: &[Piece<'_>]) -> Option<Vec<FieldPath>> {
        match *pieces {
            [] => return None,
            [(at, old, new)] => {
                self.put(at..at + old.len(), new);
                return None;
            }
            _ => {}
        }
        let before = self.source.text.clone();
        self.replace_all(pieces.iter().copied());
        let now = &self.source.text;
        let scopes = self.tree.follow(&before, now, &hunk::made_by(pieces));
        if scopes.is_none() {
            self.tree = syntax::read(now).0;
        }
        scopes
    }

    /// Replaces pieces of the text, which is to be read anew.
    fn replace_all<'a>(&mut self, pieces: impl Iterator<Item = Piece<'a>>) {
        let mut text = Gap::of(std::mem::take(&mut self.source.text));
        for (at, old, new) in pieces {
            text.replace(at, old, new);
        }
        self.source.text = text.into_text();
    }

    /// Puts text that was understood before back in its place.
    fn put(&mut self, range: Range<usize>, new: &str) {
        let splice = Splice {
            range: range.clone(),
            new,
        };
        let window = syntax::reread(&self.tree, &self.source.text, &splice);
        let len = range.len();
        self.source.text.replace_range(range, new);
        match window {
            Some((window, _)) => window.settle(&mut self.tree, new.len(), len),
            None => self.tree = syntax::read(&self.source.text).0,
        }
    }
}

/// Whether a second thread costs less than it saves when all of a text is read.
const fn is_long(text: &str) -> bool {
    text.len() >= 16 * 1024
}

/// Whether each of these pieces stands in the text where it is said to, the ones before it
/// replaced.
fn leads<'a>(text: &str, mut pieces: impl Iterator<Item = Piece<'a>>) -> bool {
    let mut text = Gap::of(text.to_owned());
    pieces.all(|(at, old, new)| text.replace(at, old, new))
}

/// Whether the value already is what it should become, in words that say so.
fn is_written(node: Node<'_>, value: &Value) -> bool {
    match (value, &node.0.entry.body) {
        (Value::Null, Body::Null) => true,
        (Value::Text(text), Body::Scalar(_)) => node.text() == Some(text),
        (Value::Number(text), Body::Scalar(scalar)) => {
            scalar.style == Style::Plain && node.text() == Some(text)
        }
        _ => false,
    }
}
