//! The address of one value in the file: `项目[2].资金.年度资金总额.全年执行数`.

use std::borrow::Borrow;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::str::FromStr;

use smol_str::SmolStr;

/// One step of a [`FieldPath`].
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Step {
    /// The value under this key of a mapping.
    Key(SmolStr),
    /// The entry at this place of a list, counted from 0.
    Index(usize),
}

/// Tables are looked up by paths some thousand times a key, and all keys of the forms are short.
impl Hash for Step {
    fn hash<H: Hasher>(&self, state: &mut H) {
        match self {
            Self::Key(key) => {
                let bytes = key.as_bytes();
                match (bytes.first_chunk(), bytes.last_chunk()) {
                    // All of it, in two pieces.
                    (Some(first), Some(last)) if bytes.len() <= 16 => {
                        state.write_u64(u64::from_ne_bytes(*first));
                        state.write_u64(u64::from_ne_bytes(*last));
                    }
                    _ => state.write(bytes),
                }
            }
            Self::Index(index) => state.write_usize(*index),
        }
    }
}

/// Where a value stands, from the root of the document. The empty path is the document itself.
///
/// Written as the keys joined by dots and the places in brackets, counted from 0 as in code;
/// what a person reads is made by `report::fields::describe`, which counts from 1.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct FieldPath(Vec<Step>);

impl FieldPath {
    /// The document itself.
    #[must_use]
    pub fn root() -> Self {
        Self::default()
    }

    /// The value that these keys lead to from the document.
    #[must_use]
    pub fn of(keys: &[&str]) -> Self {
        Self(keys.iter().map(|&key| Step::Key(key.into())).collect())
    }

    /// The value under `key` of this mapping.
    #[must_use]
    pub fn key(&self, key: &str) -> Self {
        self.below(&[key])
    }

    /// The entry at `index` of this list.
    #[must_use]
    pub fn index(&self, index: usize) -> Self {
        self.extended(std::iter::once(Step::Index(index)))
    }

    /// The value that these keys lead to from here.
    #[must_use]
    pub fn below(&self, keys: &[&str]) -> Self {
        self.extended(keys.iter().map(|&key| Step::Key(key.into())))
    }

    fn extended(&self, more: impl ExactSizeIterator<Item = Step>) -> Self {
        let mut steps = Vec::with_capacity(self.0.len() + more.len());
        steps.extend_from_slice(&self.0);
        steps.extend(more);
        Self(steps)
    }

    /// The steps from the root.
    #[must_use]
    pub fn steps(&self) -> &[Step] {
        &self.0
    }

    /// The mapping or list that holds this value; `None` for the root.
    #[must_use]
    pub fn parent(&self) -> Option<Self> {
        let (_, steps) = self.0.split_last()?;
        Some(Self(steps.to_vec()))
    }

    /// This value and all that hold it, from the inside to the root.
    pub fn around(&self) -> impl Iterator<Item = Self> + use<> {
        std::iter::successors(Some(self.clone()), Self::parent)
    }

    /// The ways to the entries of lists that this value lies in or is, from the outside.
    pub fn entries(&self) -> impl Iterator<Item = &[Step]> {
        let steps = self.0.iter().enumerate();
        let places = steps.filter(|(_, step)| matches!(step, Step::Index(_)));
        places.filter_map(|(at, _)| self.0.get(..=at))
    }

    /// The last step; `None` for the root.
    #[must_use]
    pub fn last(&self) -> Option<&Step> {
        self.0.last()
    }

    /// The key of the whole text that it lies under: the chapter of a report.
    #[must_use]
    pub fn first_key(&self) -> Option<&str> {
        match self.0.first()? {
            Step::Key(key) => Some(key),
            Step::Index(_) => None,
        }
    }

    /// The last key on the way, the name a person would call the value by.
    #[must_use]
    pub fn last_key(&self) -> Option<&str> {
        self.0.iter().rev().find_map(|step| match step {
            Step::Key(key) => Some(&**key),
            Step::Index(_) => None,
        })
    }

    /// The smallest value that holds both.
    #[must_use]
    pub fn common(&self, other: &Self) -> Self {
        let both = self.0.iter().zip(&other.0);
        let shared = both.take_while(|(a, b)| a == b);
        Self(shared.map(|(step, _)| step.clone()).collect())
    }

    /// The value that the first `steps` steps lead to.
    #[must_use]
    pub(super) fn prefix(&self, steps: usize) -> Self {
        Self(self.0.iter().take(steps).cloned().collect())
    }

    /// The value that the steps behind the first `steps` lead to from `base`.
    #[must_use]
    pub(super) fn rebased(&self, steps: usize, base: &Self) -> Self {
        base.extended(self.0.iter().skip(steps).cloned())
    }

    /// Whether this value lies inside `other` or is it.
    #[must_use]
    pub fn starts_with(&self, other: &Self) -> bool {
        self.0.starts_with(&other.0)
    }
}

impl From<&[Step]> for FieldPath {
    fn from(steps: &[Step]) -> Self {
        Self(steps.to_vec())
    }
}

/// A table of paths can be asked for a way, without a path being made of it.
impl Borrow<[Step]> for FieldPath {
    fn borrow(&self) -> &[Step] {
        &self.0
    }
}

impl<const N: usize> From<[Step; N]> for FieldPath {
    fn from(steps: [Step; N]) -> Self {
        Self(steps.into())
    }
}

impl fmt::Display for FieldPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (i, step) in self.0.iter().enumerate() {
            match step {
                Step::Key(key) if i == 0 => f.write_str(key)?,
                Step::Key(key) => write!(f, ".{key}")?,
                Step::Index(index) => write!(f, "[{index}]")?,
            }
        }
        Ok(())
    }
}

/// The text was no path, such as `项目[` or `a..b`.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("“{0}”不是字段路径，应写成“项目[0].资金.年度资金总额.全年执行数”的样子。")]
pub struct PathError(String);

impl FromStr for FieldPath {
    type Err = PathError;

    fn from_str(text: &str) -> Result<Self, PathError> {
        let error = || PathError(text.to_owned());
        let mut path = Self::root();
        if text.is_empty() {
            return Ok(path);
        }
        for part in text.split('.') {
            let (key, mut rest) = part.find('[').map_or((part, ""), |at| part.split_at(at));
            if !key.is_empty() {
                path.0.push(Step::Key(key.into()));
            } else if rest.is_empty() {
                return Err(error());
            }
            while !rest.is_empty() {
                let (number, after) = rest
                    .strip_prefix('[')
                    .and_then(|inner| inner.split_once(']'))
                    .ok_or_else(error)?;
                path.0
                    .push(Step::Index(number.parse().map_err(|_| error())?));
                rest = after;
            }
        }
        Ok(path)
    }
}
