//! Changes by meaning: set, insert, remove, move. Each becomes one replacement of a piece of text,
//! and a goal: what the file must mean afterwards. This room plans; it changes nothing.

use std::ops::Range;

use super::path::{FieldPath, Step};
use super::source::{
    Filler, break_before, byte, column, filler, line_end, line_start, next_line, slice, starts_line,
};
use super::syntax::{Body, Spot, Style, content_indent, explicit_indent};
use super::write::{Hand, Manner, Words, flow, flow_entry};

/// What one action of a person changes; undone as a whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Transaction {
    /// What a person would call it, shown beside 撤销 and 重做.
    pub name: String,
    /// Where the cursor goes when this is undone or redone.
    pub place: FieldPath,
    /// The changes, each applied to the outcome of those before it.
    pub edits: Vec<Edit>,
}

/// One change of the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Edit {
    /// Gives a value; the keys on the way are created where they are missing.
    Set {
        /// Which value.
        path: FieldPath,
        /// What it becomes.
        value: Value,
    },
    /// Puts other words in the place of some of a text.
    Rewrite {
        /// Which text.
        path: FieldPath,
        /// The bytes of it that give way.
        range: Range<usize>,
        /// What stands there instead.
        with: String,
    },
    /// Puts a new entry into a list, which is created where it is missing.
    Insert {
        /// Which list.
        list: FieldPath,
        /// The place the new entry gets.
        index: usize,
        /// The entry.
        value: Value,
    },
    /// Takes an entry out of a list, or a key with its value out of a mapping.
    Remove {
        /// Which one.
        path: FieldPath,
    },
    /// Gives an entry of a list another place.
    Move {
        /// Which list.
        list: FieldPath,
        /// The place it has.
        from: usize,
        /// The place it gets.
        to: usize,
    },
}

impl Edit {
    /// The value it is about: of a move, where the entry comes to stand.
    #[must_use]
    pub fn path(&self) -> FieldPath {
        match self {
            Self::Set { path, .. } | Self::Rewrite { path, .. } | Self::Remove { path } => {
                path.clone()
            }
            Self::Insert { list, index, .. } => list.index(*index),
            Self::Move { list, to, .. } => list.index(*to),
        }
    }

    /// The same of a document in which `base` stands for the first `steps` steps of its path.
    pub(super) fn rebased(&self, steps: usize, base: &FieldPath) -> Self {
        let mut edit = self.clone();
        let (Self::Set { path, .. }
        | Self::Rewrite { path, .. }
        | Self::Remove { path }
        | Self::Insert { list: path, .. }
        | Self::Move { list: path, .. }) = &mut edit;
        *path = path.rebased(steps, base);
        edit
    }
}

/// A value to be written.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Value {
    /// Left blank.
    Null,
    /// Plain digits, written exactly as given.
    Number(String),
    /// Text, which comes back as exactly this text.
    Text(String),
    /// A list.
    List(Vec<Value>),
    /// A mapping, in this order.
    Map(Vec<(String, Value)>),
}

/// Why a change was refused. The document is as it was before.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum EditError {
    /// The syntax of the file was not fully understood.
    #[error("文件中有看不懂的写法，现在只能查看，请先按提示的行列改正文件再修改。")]
    ReadOnly,
    /// The value, or one around it, is an alias.
    #[error("“{0}”引用了文件中别处的内容，不能在这里修改，请修改它所引用的那一处。")]
    Alias(FieldPath),
    /// There is no such value.
    #[error("文件中没有“{0}”，可能已被删除，请重新选择要修改的内容。")]
    Missing(FieldPath),
    /// The value is not made of entries.
    #[error("“{0}”现在不是可以增减条目的内容，请先清空它再添加。")]
    NoEntries(FieldPath),
    /// The outcome would not have meant what was asked for.
    #[error("“{0}”没有改成：写入后读回的内容与要写的不一致，文件未作改动，请换一种写法再试。")]
    Unfaithful(FieldPath),
}

/// A piece of text to be replaced, and what must come of it.
#[derive(Debug, Clone)]
pub(super) struct Plan {
    pub(super) range: Range<usize>,
    pub(super) new: String,
    pub(super) goal: Goal,
    /// The smallest value that encloses everything that changes.
    pub(super) scope: FieldPath,
}

/// How a value is written, as far as its first line tells: plain or not yet, in which quotes, with
/// which header. `None` for what goes on in another line without a header, and what is more than a
/// value.
pub(super) fn manner_of(written: &str) -> Option<&str> {
    let written = written.trim_start_matches(' ');
    let quote = written.get(..1).filter(|it| matches!(*it, "'" | "\""));
    match written.split_once(['\n', '\r']) {
        Some((header, _)) if header.starts_with(['|', '>']) => Some(header),
        // Properties, brackets, a comment, or the colon of its key.
        None if written.starts_with(['&', '*', '!', '[', '{', '#', ':']) => None,
        None => Some(quote.unwrap_or_default()),
        Some(_) => None,
    }
}

/// Whether a value is there and written in one line without quotes.
pub(super) fn is_plain(written: &str) -> bool {
    manner_of(written) == Some("") && !written.trim().is_empty()
}

/// Whether a key would be longer than can be read.
const fn is_overlong(key: &str) -> bool {
    key.len() > LONGEST_KEY
}

/// The same of the keys within a value.
fn has_overlong_key(value: &Value) -> bool {
    match value {
        Value::Map(entries) => entries
            .iter()
            .any(|(key, value)| is_overlong(key) || has_overlong_key(value)),
        Value::List(values) => values.iter().any(has_overlong_key),
        Value::Null | Value::Text(_) | Value::Number(_) => false,
    }
}

/// What the file must mean afterwards.
#[derive(Debug, Clone)]
pub(super) enum Goal {
    Put(FieldPath, Value),
    Insert(FieldPath, usize, Value),
    Remove(FieldPath),
    Move(FieldPath, usize, usize),
}

/// The longest key that is written, in bytes: YAML reads none of more than 1024 characters, and one
/// byte may be written with six.
const LONGEST_KEY: usize = 1024 / 6;

/// Everything needed to plan changes.
#[derive(Clone, Copy)]
pub(super) struct Planner<'a> {
    pub(super) root: Spot<'a>,
    pub(super) hand: Hand,
    /// Whether `|` may be used; not where comments below would be taken for text.
    pub(super) literal: bool,
}

/// The way to a value, as far as it exists.
#[derive(Clone, Copy)]
struct Way<'a> {
    spot: Spot<'a>,
    /// How many steps of the path exist.
    steps: usize,
    /// Whether the value stands inside brackets.
    flow: bool,
}

/// The words that stand in the place of a value now, and what is around them.
struct Slot {
    /// Behind the colon or dash.
    open: usize,
    value: Range<usize>,
    form: Form,
    /// A comment on the first line of the value that must stay there.
    inside: String,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Form {
    Blank,
    /// Words or brackets behind the colon or dash.
    Inline,
    /// `|` or `>` and lines below.
    Literal,
    /// Entries on lines of their own.
    Lines,
    /// Entries of which the first stands behind the dash.
    Compact,
}

/// The lines an entry of a block list or mapping has to itself.
struct Lines {
    /// Where the first of them begins.
    top: usize,
    /// The comments above that belong to it.
    head: String,
    /// From the dash or key to the end of its last line, without the line break.
    body: String,
    /// What to cut out so that nothing is left of them.
    range: Range<usize>,
}

impl<'a> Planner<'a> {
    fn text(&self) -> &'a str {
        self.root.text
    }

    pub(super) fn plan(&self, edit: &Edit) -> Result<Plan, EditError> {
        if let Edit::Set { path, value }
        | Edit::Insert {
            list: path, value, ..
        } = edit
            && has_overlong_key(value)
        {
            return Err(EditError::Unfaithful(path.clone()));
        }
        match edit {
            Edit::Set { path, value } => self.set(path, value),
            Edit::Rewrite { path, range, with } => self.rewrite(path, range, with),
            Edit::Insert { list, index, value } => self.insert(list, *index, value),
            Edit::Remove { path } => self.remove(path),
            Edit::Move { list, from, to } => self.rotate(list, *from, *to),
        }
    }

    fn way(&self, path: &FieldPath) -> Result<Way<'a>, EditError> {
        let mut way = Way {
            spot: self.root,
            steps: 0,
            flow: false,
        };
        for step in path.steps() {
            let spot = way.spot;
            if spot.entry.body == Body::Alias {
                return Err(EditError::Alias(path.clone()));
            }
            let child = match (step, &spot.entry.body) {
                (Step::Key(key), Body::Mapping { .. }) => spot.find(key),
                (Step::Index(index), Body::Sequence { .. }) => Some(*index),
                _ => None,
            };
            let Some(child) = child.and_then(|child| spot.child(child)) else {
                return Ok(way);
            };
            way.flow |= spot.entry.is_flow();
            way.spot = child;
            way.steps += 1;
        }
        if way.spot.entry.body == Body::Alias {
            return Err(EditError::Alias(path.clone()));
        }
        Ok(way)
    }

    fn existing(&self, path: &FieldPath) -> Result<Way<'a>, EditError> {
        let way = self.way(path)?;
        if way.steps == path.steps().len() {
            Ok(way)
        } else {
            Err(EditError::Missing(path.clone()))
        }
    }

    fn set(&self, path: &FieldPath, value: &Value) -> Result<Plan, EditError> {
        let way = self.way(path)?;
        let goal = Goal::Put(path.clone(), value.clone());
        let Some((next, rest)) = path.steps().get(way.steps..).and_then(<[_]>::split_first) else {
            let (range, new) = self.replace(way, value);
            return Ok(Plan {
                range,
                new,
                goal,
                scope: path.clone(),
            });
        };
        let scope = path.prefix(way.steps);
        let built = build(rest, value).ok_or_else(|| EditError::Missing(path.clone()))?;
        let mut new = path.steps().iter().skip(way.steps);
        if new.any(|step| matches!(step, Step::Key(key) if is_overlong(key))) {
            return Err(EditError::Unfaithful(path.clone()));
        }
        let spot = way.spot;
        let is_blank = spot.entry.entries().is_empty()
            && (spot.scalar().is_none() || spot.scalar() == Some(""));
        let (range, new) = match (next, &spot.entry.body) {
            (Step::Key(key), Body::Mapping { flow, entries }) if !entries.is_empty() => {
                if *flow {
                    self.extend_flow(spot, &flow_entry(key, &built))
                } else {
                    let column = self.column(spot);
                    let entry = self.hand.entry(key, &built, column, self.literal);
                    let last = spot.children().next_back().unwrap_or(spot);
                    self.append(last, &entry)
                }
            }
            (Step::Key(key), _) if is_blank => {
                self.replace(way, &Value::Map(vec![(key.to_string(), built)]))
            }
            (Step::Index(0), _) if is_blank => self.replace(way, &Value::List(vec![built])),
            (Step::Index(_), Body::Sequence { .. } | Body::Null) => {
                return Err(EditError::Missing(path.clone()));
            }
            _ => return Err(EditError::NoEntries(scope)),
        };
        Ok(Plan {
            range,
            new,
            goal,
            scope,
        })
    }

    fn rewrite(
        &self,
        path: &FieldPath,
        range: &Range<usize>,
        with: &str,
    ) -> Result<Plan, EditError> {
        let missing = || EditError::Missing(path.clone());
        let text = self.existing(path)?.spot.scalar().ok_or_else(missing)?;
        let (head, tail) = (text.get(..range.start), text.get(range.end..));
        let whole = [head.ok_or_else(missing)?, with, tail.ok_or_else(missing)?].concat();
        self.set(path, &Value::Text(whole))
    }

    fn insert(&self, list: &FieldPath, index: usize, value: &Value) -> Result<Plan, EditError> {
        let way = self.way(list)?;
        let spot = way.spot;
        let count = spot.entry.entries().len();
        let complete = way.steps == list.steps().len();
        if !complete || count == 0 {
            if index > 0 {
                return Err(EditError::Missing(list.index(index)));
            }
            let blank = spot.scalar().is_none_or(str::is_empty);
            if complete && (!blank || matches!(spot.entry.body, Body::Mapping { .. })) {
                return Err(EditError::NoEntries(list.clone()));
            }
            return self.set(list, &Value::List(vec![value.clone()]));
        }
        if index > count {
            return Err(EditError::Missing(list.index(index)));
        }
        let Body::Sequence { flow: in_flow, .. } = spot.entry.body else {
            return Err(EditError::NoEntries(list.clone()));
        };
        let sibling = spot.child(index.saturating_sub(1));
        let (range, new) = if in_flow {
            let item = flow(value);
            match spot.child(index) {
                Some(next) => (next.start..next.start, format!("{item}, ")),
                None => self.extend_flow(spot, &item),
            }
        } else {
            let column = self.column(spot);
            let body = "-".to_owned() + &self.like(sibling, value, column);
            self.put_item(spot, index, true, "", &body)
        };
        Ok(Plan {
            range,
            new,
            goal: Goal::Insert(list.clone(), index, value.clone()),
            scope: list.clone(),
        })
    }

    /// A new entry in the manner of the one beside it, as it stands behind the dash.
    fn like(&self, sibling: Option<Spot<'a>>, value: &Value, column: usize) -> String {
        let entries = matches!(value, Value::Map(_) | Value::List(_));
        let mut gap = 2;
        let mut style = None;
        if let Some(sibling) = sibling {
            let at = sibling.value();
            if entries && sibling.entry.is_flow() && !sibling.entry.entries().is_empty() {
                return format!(" {}", flow(value));
            }
            let width = at.start - sibling.start;
            let space = slice(self.text(), sibling.start + 1..at.start);
            if !space.is_empty() && space.bytes().all(|byte| byte == b' ') {
                gap = width;
            }
            if let Body::Scalar(scalar) = &sibling.entry.body {
                style = Some(scalar.style)
                    .filter(|style| matches!(style, Style::Single | Style::Double));
            }
        }
        self.hand
            .after_dash(value, column, gap, self.literal, style)
    }

    /// Puts the lines of an entry into a block list that has entries.
    fn put_item(
        &self,
        list: Spot<'a>,
        index: usize,
        below: bool,
        head: &str,
        body: &str,
    ) -> (Range<usize>, String) {
        let text = self.text();
        let column = self.column(list);
        let (indent, eol) = (" ".repeat(column), self.hand.eol);
        let above = index.checked_sub(1).and_then(|above| list.child(above));
        if let Some(above) = above.filter(|_| below) {
            return self.append(above, &format!("{head}{indent}{body}"));
        }
        match list.child(index) {
            Some(next) if starts_line(text, next.start) => {
                let at = self.lines(next).top;
                (at..at, format!("{head}{indent}{body}{eol}"))
            }
            Some(next) if head.is_empty() => {
                (next.start..next.start, format!("{body}{eol}{indent}"))
            }
            Some(next) => {
                let blanks = slice(text, 0..next.start);
                let at = blanks.trim_end_matches(' ').len();
                let new = format!("{eol}{head}{indent}{body}{eol}{indent}");
                (at..next.start, new)
            }
            None => {
                let last = list.children().next_back().unwrap_or(list);
                self.append(last, &format!("{head}{indent}{body}"))
            }
        }
    }

    fn remove(&self, path: &FieldPath) -> Result<Plan, EditError> {
        let way = self.existing(path)?;
        let Some(parent) = path.parent() else {
            return self.set(path, &Value::Null);
        };
        let around = self.existing(&parent)?;
        let list = around.spot;
        let index = list
            .children()
            .position(|child| child.start == way.spot.start)
            .unwrap_or_default();
        let (range, new) = if list.entry.entries().len() == 1 {
            let empty = match list.entry.body {
                Body::Mapping { .. } => Value::Map(Vec::new()),
                _ => Value::List(Vec::new()),
            };
            let (mut range, new) = self.replace(around, &empty);
            if list.entry.is_block() {
                let lines = self.lines(way.spot);
                range.end = range.end.max(way.spot.start + lines.body.len());
            }
            (range, new)
        } else if list.entry.is_flow() {
            (self.cut_flow(list, index), String::new())
        } else {
            (self.cut_lines(list, index), String::new())
        };
        Ok(Plan {
            range,
            new,
            goal: Goal::Remove(path.clone()),
            scope: parent,
        })
    }

    fn cut_flow(&self, list: Spot<'a>, index: usize) -> Range<usize> {
        let text = self.text();
        let Some(spot) = list.child(index) else {
            return 0..0;
        };
        let before = index.checked_sub(1).and_then(|index| list.child(index));
        let after = list.child(index + 1);
        let alone = starts_line(text, spot.start)
            && before.is_none_or(|before| before.end() < line_start(text, spot.start))
            && after.is_none_or(|after| after.start > line_end(text, spot.end()))
            && list.value().end > line_end(text, spot.end());
        match (before, after) {
            _ if alone => line_start(text, spot.start)..next_line(text, spot.end()),
            (_, Some(after)) => spot.start..after.start,
            (Some(before), None) => before.end()..spot.end(),
            (None, None) => spot.start..spot.end(),
        }
    }

    fn cut_lines(&self, list: Spot<'a>, index: usize) -> Range<usize> {
        let text = self.text();
        let Some(spot) = list.child(index) else {
            return 0..0;
        };
        let lines = self.lines(spot);
        if starts_line(text, spot.start) {
            return lines.range;
        }
        // The next entry moves up to where this one stood, unless comments lie between.
        let Some(next) = list.child(index + 1) else {
            return lines.range;
        };
        let between = slice(text, lines.range.end..next.start);
        if between.trim().is_empty() {
            spot.start..next.start
        } else {
            let blanks = slice(text, 0..spot.start).trim_end_matches(' ').len();
            blanks..break_before(text, lines.range.end)
        }
    }

    /// Moves an entry inside brackets: the entries change places, what stands between them stays.
    fn rotate(&self, list: &FieldPath, from: usize, to: usize) -> Result<Plan, EditError> {
        let spot = self.existing(list)?.spot;
        let count = spot.entry.entries().len();
        if from.max(to) >= count {
            return Err(EditError::Missing(list.index(from.max(to))));
        }
        let text = self.text();
        let mut order: Vec<Spot<'a>> = spot.children().collect();
        let moved = order.remove(from);
        order.insert(to, moved);
        let (first, last) = (from.min(to), from.max(to));
        let mut new = String::new();
        let mut range = 0..0;
        for (index, (old, fresh)) in spot.children().zip(order).enumerate() {
            if (first..=last).contains(&index) {
                if index == first {
                    range = old.start..old.start;
                }
                new.push_str(slice(text, range.end..old.start));
                new.push_str(slice(text, fresh.start..fresh.end()));
                range.end = old.end();
            }
        }
        Ok(Plan {
            range,
            new,
            goal: Goal::Move(list.clone(), from, to),
            scope: list.clone(),
        })
    }

    /// The two halves of moving an entry that has lines of its own: out, and in again. `None` if
    /// the entries stand inside brackets.
    pub(super) fn take(
        &self,
        list: &FieldPath,
        from: usize,
        to: usize,
    ) -> Result<Option<(Plan, Taken)>, EditError> {
        let spot = self.existing(list)?.spot;
        let count = spot.entry.entries().len();
        if !matches!(spot.entry.body, Body::Sequence { .. }) {
            return Err(EditError::NoEntries(list.clone()));
        }
        let Some(item) = spot.child(from).filter(|_| to < count) else {
            return Err(EditError::Missing(list.index(from.max(to))));
        };
        if !spot.entry.is_block() {
            return Ok(None);
        }
        let Lines { head, body, .. } = self.lines(item);
        let value = value(item);
        let plan = self.remove(&list.index(from))?;
        Ok(Some((
            plan,
            Taken {
                head,
                body,
                value,
                down: to > from,
            },
        )))
    }

    pub(super) fn put_back(
        &self,
        list: &FieldPath,
        to: usize,
        taken: Taken,
    ) -> Result<Plan, EditError> {
        let spot = self.existing(list)?.spot;
        let (range, new) = self.put_item(spot, to, taken.down, &taken.head, &taken.body);
        Ok(Plan {
            range,
            new,
            goal: Goal::Insert(list.clone(), to, taken.value),
            scope: list.clone(),
        })
    }

    fn column(&self, list: Spot<'a>) -> usize {
        list.child(0)
            .map_or(0, |first| column(self.text(), first.start))
    }

    /// The lines of an entry in block style, with the comments that belong to it: those directly
    /// above at its column, and those directly below that are indented deeper.
    fn lines(&self, spot: Spot<'a>) -> Lines {
        let text = self.text();
        let indent = column(text, spot.start);
        let own_line = starts_line(text, spot.start);
        let top = line_start(text, spot.start);
        let mut start = top;
        while own_line && start > 0 {
            let above = line_start(text, break_before(text, start));
            if filler(text, above) != Some(Filler::Comment(indent)) {
                break;
            }
            start = above;
        }
        // Text that keeps its last line breaks ends behind them.
        let mut end = spot.end();
        let mut next = end;
        if column(text, end) > 0 {
            (end, next) = (line_end(text, end), next_line(text, end));
        } else {
            end = break_before(text, end);
        }
        while next < text.len()
            && matches!(filler(text, next), Some(Filler::Comment(place)) if place > indent)
        {
            end = line_end(text, next);
            next = next_line(text, next);
        }
        let head = slice(text, start..top).to_owned();
        let body = slice(text, spot.start..end).to_owned();
        // At the end of a file without a last line break, the one before goes instead.
        let range = match (own_line, next > end) {
            (true, true) => start..next,
            (true, false) => break_before(text, start)..end,
            (false, _) => spot.start..next,
        };
        Lines {
            top: start,
            head,
            body,
            range,
        }
    }

    /// Puts `lines` behind the entry `above` of a block list or mapping.
    fn append(&self, above: Spot<'a>, lines: &str) -> (Range<usize>, String) {
        let text = self.text();
        let eol = self.hand.eol;
        let at = self.lines(above).range.end;
        if column(text, at) == 0 {
            (at..at, format!("{lines}{eol}"))
        } else {
            (at..at, format!("{eol}{lines}"))
        }
    }

    /// Puts an entry behind the last one inside brackets.
    fn extend_flow(&self, list: Spot<'a>, entry: &str) -> (Range<usize>, String) {
        let text = self.text();
        let Some(last) = list.children().next_back() else {
            let at = list.value().start + 1;
            return (at..at, entry.to_owned());
        };
        let at = last.end();
        let own_line = starts_line(text, last.start) && list.entry.entries().len() > 1;
        let between = if own_line {
            let indent = " ".repeat(column(text, last.start));
            format!(",{}{indent}", self.hand.eol)
        } else {
            ", ".to_owned()
        };
        // `{键:, …}` would be read, but not everywhere.
        let blank = if byte(text, at.saturating_sub(1)) == b':' {
            " "
        } else {
            ""
        };
        (at..at, format!("{blank}{between}{entry}"))
    }

    fn slot(&self, way: Way<'a>) -> Slot {
        let text = self.text();
        let spot = way.spot;
        let mut value = spot.value();
        // Text that keeps its last line breaks gives way without them.
        while value.end > value.start && column(text, value.end) == 0 {
            value.end = break_before(text, value.end);
        }
        let open = spot.open().unwrap_or(value.start);
        let comment = |from: usize| {
            let rest = slice(text, from..line_end(text, from));
            let is_comment = rest.trim_start().starts_with('#');
            if is_comment {
                rest.to_owned()
            } else {
                String::new()
            }
        };
        let (form, inside) = match &spot.entry.body {
            Body::Null if value.is_empty() => (Form::Blank, String::new()),
            Body::Scalar(scalar) if matches!(scalar.style, Style::Literal | Style::Folded) => {
                let header = slice(text, value.start..line_end(text, value.start));
                let marks = header.len()
                    - header
                        .trim_start_matches([
                            '|', '>', '+', '-', '1', '2', '3', '4', '5', '6', '7', '8', '9',
                        ])
                        .len();
                (Form::Literal, comment(value.start + marks))
            }
            _ if !spot.entry.is_block() => (Form::Inline, String::new()),
            _ if slice(text, open..value.start).contains(['\n', '\r']) => {
                (Form::Lines, comment(open))
            }
            _ => (Form::Compact, String::new()),
        };
        Slot {
            open,
            value,
            form,
            inside,
        }
    }

    /// Puts another value in the place of one that is there.
    fn replace(&self, way: Way<'a>, value: &Value) -> (Range<usize>, String) {
        let text = self.text();
        let spot = way.spot;
        let slot = self.slot(way);
        let is_root = way.steps == 0;
        let in_list = spot.entry.key.is_none() && !is_root;
        let column = if way.flow || is_root {
            0
        } else {
            column(text, spot.start)
        };
        let entries = match value {
            Value::Map(entries) => !entries.is_empty(),
            Value::List(items) => !items.is_empty(),
            _ => false,
        };
        let keeps_flow = spot.entry.is_flow() && !spot.entry.entries().is_empty();
        if entries && !way.flow && !keeps_flow {
            return self.replace_by_lines(way, value, slot);
        }
        let Slot {
            open,
            value: old,
            form,
            inside,
        } = slot;
        if *value == Value::Null {
            return match form {
                Form::Blank => (old.clone(), String::new()),
                Form::Inline if way.flow && in_list => (old, "null".to_owned()),
                Form::Inline if way.flow || is_root => (old, String::new()),
                _ if is_root => (old, String::new()),
                _ => (open..old.end, inside),
            };
        }
        let style = match &spot.entry.body {
            Body::Scalar(scalar) => Some(scalar.style),
            _ => None,
        };
        let indent = self.text_indent(spot, column, in_list, is_root);
        let manner = Manner {
            flow: way.flow,
            like: style,
            literal: self.literal,
        };
        let words = if matches!(value, Value::Map(_) | Value::List(_)) {
            Words::Line(flow(value))
        } else {
            self.hand.words(value, indent, manner)
        };
        match words {
            Words::Line(line) => match form {
                Form::Blank => self.fill(way, old.start, &line),
                Form::Inline | Form::Compact => (old, line),
                Form::Literal => (old, line + &inside),
                Form::Lines if is_root => (old, line),
                Form::Lines => (open..old.end, format!(" {line}{inside}")),
            },
            Words::Literal(header, body) => {
                let eol = self.hand.eol;
                match form {
                    Form::Blank | Form::Inline => {
                        let end = line_end(text, old.end);
                        let comment = slice(text, old.end..end);
                        let space = if form == Form::Blank && old.start > 0 {
                            " "
                        } else {
                            ""
                        };
                        let new = format!("{space}{header}{comment}{eol}{body}");
                        (old.start..end, new)
                    }
                    Form::Literal => (old, format!("{header}{inside}{eol}{body}")),
                    Form::Compact => (old, format!("{header}{eol}{body}")),
                    Form::Lines if is_root => (old, format!("{header}{eol}{body}")),
                    Form::Lines => (open..old.end, format!(" {header}{inside}{eol}{body}")),
                }
            }
        }
    }

    fn replace_by_lines(&self, way: Way<'a>, value: &Value, slot: Slot) -> (Range<usize>, String) {
        let text = self.text();
        let spot = way.spot;
        let eol = self.hand.eol;
        let old = slot.value.clone();
        if way.steps == 0 {
            let lines = self.hand.lines(value, 0, self.literal);
            if old.is_empty() {
                let fresh = text.is_empty() || column(text, text.len()) == 0;
                let lead = if fresh { "" } else { eol };
                return (text.len()..text.len(), format!("{lead}{lines}{eol}"));
            }
            return (old, lines);
        }
        let column = column(text, spot.start);
        if spot.entry.key.is_none() {
            // The lines align with the first, which stands where the old value stood.
            let gap = match slot.form {
                Form::Blank | Form::Lines => 2,
                _ => old.start - spot.start,
            };
            let lines = self.hand.after_dash(value, column, gap, self.literal, None);
            return match slot.form {
                Form::Blank => (old, lines),
                Form::Lines => (
                    slot.open..old.end,
                    slot.inside.clone() + eol + &self.hand.lines(value, column + 2, self.literal),
                ),
                _ => (old, lines.trim_start().to_owned()),
            };
        }
        let lines = self.hand.after_key(value, column, self.literal);
        match slot.form {
            Form::Blank | Form::Inline => {
                let end = line_end(text, old.end);
                let comment = slice(text, old.end..end);
                (slot.open..end, format!("{comment}{lines}"))
            }
            Form::Literal | Form::Lines | Form::Compact => {
                (slot.open..old.end, slot.inside.clone() + &lines)
            }
        }
    }

    /// Puts words where there were none.
    fn fill(&self, way: Way<'a>, at: usize, line: &str) -> (Range<usize>, String) {
        let text = self.text();
        if way.steps == 0 {
            let fresh = text.is_empty() || column(text, text.len()) == 0;
            let lead = if fresh { "" } else { self.hand.eol };
            return (
                text.len()..text.len(),
                format!("{lead}{line}{}", self.hand.eol),
            );
        }
        if way.spot.open().is_none() {
            return (at..at, format!(": {line}"));
        }
        if way.flow {
            let rest = slice(text, at..line_end(text, at));
            let spaces = rest.len() - rest.trim_start_matches(' ').len();
            return (at..at + spaces, format!(" {line}"));
        }
        (at..at, format!(" {line}"))
    }

    /// The column at which the lines of a text below this entry begin.
    fn text_indent(&self, spot: Spot<'a>, column: usize, in_list: bool, is_root: bool) -> usize {
        let text = self.text();
        let value = spot.value();
        if let Body::Scalar(scalar) = &spot.entry.body
            && matches!(scalar.style, Style::Literal | Style::Folded)
            && !explicit_indent(text, value.start)
        {
            let indent = content_indent(text, value.start, value.end);
            if indent > column || (is_root && indent > 0) {
                return indent;
            }
        }
        column + if in_list { 2 } else { self.hand.step.max(1) }
    }
}

/// Text and meaning of an entry on its way to another place.
#[derive(Debug)]
pub(super) struct Taken {
    head: String,
    body: String,
    value: Value,
    /// Whether it goes down, to follow the entry above its new place.
    down: bool,
}

/// `value` inside the mappings and lists that `steps` ask for.
fn build(steps: &[Step], value: &Value) -> Option<Value> {
    steps
        .iter()
        .rev()
        .try_fold(value.clone(), |inner, step| match step {
            Step::Key(key) => Some(Value::Map(vec![(key.to_string(), inner)])),
            Step::Index(0) => Some(Value::List(vec![inner])),
            Step::Index(_) => None,
        })
}

/// What an entry means, apart from how it is written.
pub(super) fn value(spot: Spot<'_>) -> Value {
    match &spot.entry.body {
        Body::Null => Value::Null,
        Body::Scalar(_) => Value::Text(spot.scalar().unwrap_or_default().to_owned()),
        Body::Alias => Value::Text(slice(spot.text, spot.value()).to_owned()),
        Body::Sequence { .. } => Value::List(spot.children().map(value).collect()),
        Body::Mapping { .. } => Value::Map(
            spot.children()
                .map(|child| (child.key().unwrap_or_default().to_owned(), value(child)))
                .collect(),
        ),
    }
}

impl Value {
    /// The same as it is read back: a number is text to the file.
    fn as_read(&self) -> Self {
        match self {
            Self::Null => Self::Null,
            Self::Number(text) | Self::Text(text) => Self::Text(text.clone()),
            Self::List(items) => Self::List(items.iter().map(Self::as_read).collect()),
            Self::Map(entries) => Self::Map(
                entries
                    .iter()
                    .map(|(key, value)| (key.clone(), value.as_read()))
                    .collect(),
            ),
        }
    }
}

impl Goal {
    /// Brings the goal about in `value`, of which `depth` steps and the first `skipped` entries
    /// are left out. False if it cannot be.
    pub(super) fn reach(&self, value: &mut Value, depth: usize, skipped: usize) -> bool {
        let (Self::Put(path, ..)
        | Self::Remove(path)
        | Self::Insert(path, ..)
        | Self::Move(path, ..)) = self;
        let steps = path.steps().get(depth..).unwrap_or_default();
        match self {
            Self::Put(_, to) => {
                let Some(place) = dig(value, steps, skipped, true) else {
                    return false;
                };
                *place = to.as_read();
                true
            }
            Self::Remove(_) => {
                let Some((last, steps_above)) = steps.split_last() else {
                    *value = Value::Null;
                    return true;
                };
                let skip = if steps_above.is_empty() { skipped } else { 0 };
                match (dig(value, steps_above, skipped, false), last) {
                    (Some(Value::List(items)), Step::Index(index)) => {
                        let index = index.wrapping_sub(skip);
                        index < items.len() && {
                            items.remove(index);
                            true
                        }
                    }
                    (Some(Value::Map(entries)), Step::Key(key)) => {
                        let count = entries.len();
                        entries.retain(|(name, _)| **name != **key);
                        entries.len() + 1 == count
                    }
                    _ => false,
                }
            }
            Self::Insert(_, index, item) => {
                let skip = if steps.is_empty() { skipped } else { 0 };
                let index = index.wrapping_sub(skip);
                match dig(value, steps, skipped, true) {
                    Some(Value::List(items)) if index <= items.len() => {
                        items.insert(index, item.as_read());
                        true
                    }
                    Some(place @ Value::Null) if index == 0 => {
                        *place = Value::List(vec![item.as_read()]);
                        true
                    }
                    _ => false,
                }
            }
            Self::Move(_, from, to) => {
                let skip = if steps.is_empty() { skipped } else { 0 };
                let (from, to) = (from.wrapping_sub(skip), to.wrapping_sub(skip));
                match dig(value, steps, skipped, false) {
                    Some(Value::List(items)) if from.max(to) < items.len() => {
                        let item = items.remove(from);
                        items.insert(to, item);
                        true
                    }
                    _ => false,
                }
            }
        }
    }
}

/// The value at the end of `steps`; what is missing is made if `create`.
fn dig<'v>(
    value: &'v mut Value,
    steps: &[Step],
    skipped: usize,
    create: bool,
) -> Option<&'v mut Value> {
    let Some((step, rest)) = steps.split_first() else {
        return Some(value);
    };
    let blank = matches!(value, Value::Null) || *value == Value::Text(String::new());
    let inner = match step {
        Step::Key(key) => {
            if create && (blank || *value == Value::List(Vec::new())) {
                *value = Value::Map(Vec::new());
            }
            let Value::Map(entries) = value else {
                return None;
            };
            let place = entries.iter().position(|(name, _)| **name == **key);
            match place {
                Some(place) => entries.get_mut(place),
                None if create => {
                    entries.push((key.to_string(), Value::Null));
                    entries.last_mut()
                }
                None => None,
            }
            .map(|(_, value)| value)
        }
        Step::Index(index) => {
            let index = index.checked_sub(skipped)?;
            if create
                && index == 0
                && (blank
                    || matches!(value, Value::List(items) if items.is_empty())
                    || *value == Value::Map(Vec::new()))
            {
                *value = Value::List(vec![Value::Null]);
            }
            let Value::List(items) = value else {
                return None;
            };
            items.get_mut(index)
        }
    };
    dig(inner?, rest, 0, create)
}
