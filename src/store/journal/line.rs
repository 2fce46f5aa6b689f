//! The format of the record: a header, then lines `[number, {what: ..}]`. Written and read by the
//! same types, so that the two cannot disagree.

use std::path::Path;
use std::process;

use serde::{Deserialize, Serialize};

use crate::document::{Change, FieldPath, Patch, UndoStep};
use crate::store::disk::Digest;
use crate::store::temporary::boot;

/// The version of this format. Records of any other are left alone.
pub(super) const VERSION: u64 = 2;

/// Whether a step was taken, taken back, or taken again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// The person did it.
    Do,
    /// The person took it back.
    Undo,
    /// The person took it again.
    Redo,
}

/// One value that a step changed, as it is told to a person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Changed {
    /// What the field was called then.
    pub field: String,
    /// Where it was.
    #[serde(with = "place")]
    pub path: FieldPath,
    /// What stood there, cut; blank for nothing.
    pub from: String,
    /// What stands there now, cut; blank for nothing.
    pub to: String,
}

/// A step, with all that is needed to take it again or back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Step {
    /// What it is called in the undo list.
    pub name: String,
    /// Where the cursor goes.
    #[serde(with = "place")]
    pub place: FieldPath,
    /// What was shown when it was made, as it was called then; records of before do not say.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub view: Option<Box<str>>,
    /// What it did to the text, one after the other.
    pub patches: Vec<Patch>,
    /// What it did to the fields.
    pub changes: Vec<Changed>,
}

impl Step {
    /// The step as the document takes it: with the values it changed, cut as they are told. What else it
    /// touched is not recorded: it may be anything.
    #[must_use]
    pub fn to_undo(&self) -> UndoStep {
        let told = |text: &String| (!text.is_empty()).then(|| text.clone());
        let changes = self.changes.iter().map(|it| Change {
            path: it.path.clone(),
            from: told(&it.from),
            to: told(&it.to),
        });
        // Of entries that came or went nothing is told.
        let others = Change {
            path: FieldPath::root(),
            from: None,
            to: None,
        };
        UndoStep {
            name: self.name.clone(),
            place: self.place.clone(),
            view: self.view.clone(),
            scope: FieldPath::root(),
            patches: self.patches.clone(),
            changes: changes.chain([others]).collect(),
            whole: false,
        }
    }
}

/// A step that was taken.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Taken {
    /// When, by the clock on the wall: to be read by a person, never to be reckoned with.
    pub when: String,
    /// The step.
    pub step: Step,
}

impl Taken {
    /// How much text it holds, in bytes.
    fn size(&self) -> usize {
        let patches = self.step.patches.iter();
        let text: usize = patches.map(|it| it.old.len() + it.new.len()).sum();
        let changes = self.step.changes.iter();
        let words: usize = changes.map(|it| it.from.len() + it.to.len()).sum();
        text + words + self.step.name.len()
    }
}

/// The steps in force and those taken back, as a document has them.
#[derive(Debug, Clone, Default)]
pub(super) struct Steps {
    /// Those that lead to the text as it is, the oldest first.
    pub(super) done: Vec<Taken>,
    /// Those that can be taken again, the next one last.
    pub(super) undone: Vec<Taken>,
}

impl Steps {
    /// Takes note of a step that was taken, taken back, or taken again.
    pub(super) fn take(&mut self, kind: Kind, taken: &Taken) {
        match kind {
            Kind::Do => self.undone.clear(),
            Kind::Undo => return self.undone.extend(self.done.pop()),
            // What was given up half typed was never a step: what could be taken again before it leads
            // on from elsewhere now.
            Kind::Redo => {
                let next = self.undone.pop();
                if next.is_none_or(|next| next.step.patches != taken.step.patches) {
                    self.undone.clear();
                }
            }
        }
        self.done.push(taken.clone());
    }

    /// What a record begins with for a version in which they are so.
    pub(super) fn lines(&self) -> Vec<Line> {
        let past = self.done.iter().cloned().map(Line::Past);
        past.chain(self.undone.iter().cloned().map(Line::Ahead))
            .collect()
    }

    /// What of it is worth keeping of a version that is saved: as much as has room, the steps in force
    /// first, and of both those that are next.
    pub(super) fn cut(&mut self, room: usize) {
        let mut bytes = 0;
        for steps in [&mut self.done, &mut self.undone] {
            let worth = |taken: &&Taken| {
                bytes += taken.size();
                bytes <= room
            };
            let kept = steps.iter().rev().take_while(worth).count();
            steps.drain(..steps.len() - kept);
        }
    }
}

/// What is half typed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Draft {
    /// Text typed into a field, whether or not it is a value yet.
    Typed {
        /// The field.
        #[serde(with = "place")]
        place: FieldPath,
        /// What was shown meanwhile.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        view: Option<Box<str>>,
        /// All of the text.
        text: String,
    },
    /// The step it would become, where it is more than the text of a field.
    Step(Step),
}

/// One line behind the header.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Line {
    /// A step that led to the base; the oldest first.
    Past(Taken),
    /// A step that was taken back before the base was saved and can be taken again; the next one last.
    Ahead(Taken),
    /// A step over the base.
    Step {
        kind: Kind,
        #[serde(flatten)]
        taken: Taken,
        #[serde(with = "text")]
        after: Digest,
    },
    /// What is half typed, in place of what was before; `null` when it was taken or given up.
    Draft(Option<Draft>),
    /// The person left without saving what is above.
    Leave,
}

impl Line {
    /// Whether it tells of the base, and not of what was done over it.
    pub(super) const fn is_of_base(&self) -> bool {
        matches!(self, Self::Past(_) | Self::Ahead(_))
    }
}

/// The first line: which file, and which version of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Header {
    pub(super) jixiao: u64,
    /// The path behind all links, as far as it is Unicode; the name of the record has its digest.
    pub(super) path: Option<String>,
    #[serde(with = "text")]
    pub(super) base: Digest,
    /// The version itself, if it is not too long: for when the file has changed meanwhile.
    pub(super) text: Option<String>,
    pub(super) pid: u32,
    /// Which run of the machine; records of before do not say.
    #[serde(default)]
    pub(super) boot: String,
}

impl Header {
    pub(super) fn new(path: Option<&Path>, base: Digest, text: Option<String>) -> Self {
        Self {
            jixiao: VERSION,
            path: path.map(|path| path.to_string_lossy().into_owned()),
            base,
            text,
            pid: process::id(),
            boot: boot(),
        }
    }

    pub(super) fn write(&self) -> String {
        json(self)
    }
}

/// The version that a header of any version names.
#[derive(Deserialize)]
pub(super) struct AnyHeader {
    pub(super) jixiao: u64,
}

/// A line with its number.
pub(super) fn write(number: u64, line: &Line) -> String {
    json(&(number, line))
}

/// Nothing in these types can fail to be written as JSON.
fn json(value: &impl Serialize) -> String {
    serde_json::to_string(value).unwrap_or_default() + "\n"
}

/// As its text.
mod text {
    use std::fmt::Display;
    use std::str::FromStr;

    use serde::de::Error;
    use serde::{Deserialize as _, Deserializer, Serializer};

    pub(super) fn serialize<S: Serializer>(
        value: &impl Display,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        serializer.collect_str(value)
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>, T: FromStr>(
        deserializer: D,
    ) -> Result<T, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse()
            .map_err(|_| D::Error::custom("not in its form"))
    }
}

/// A path as its text; one that cannot be read is only a place to go to, and becomes the root.
mod place {
    pub(super) use super::text::serialize;
    use serde::{Deserialize as _, Deserializer};

    use crate::document::FieldPath;

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<FieldPath, D::Error> {
        let text = String::deserialize(deserializer)?;
        Ok(text.parse().unwrap_or_default())
    }
}
