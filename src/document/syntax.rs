//! What the text means: a tree of spans. Every span is relative to the entry that holds it, so
//! that a change moves only what follows it on its own way to the root; a change is read back by
//! parsing no more than the entries it touched. This room never changes the text.

mod hunks;
mod shares;

use std::borrow::Cow;
use std::ops::Range;

use granit_parser::{
    ErrorKind, Event, Options, Parser, ScalarStyle, ScanError, Span, StrInput, StructureStyle,
};

use super::slip;
use super::source::{
    MARK, break_before, break_len, byte, column, head, line_column, line_end, line_start,
    next_line, skip, slice, starts_line, tail,
};
use super::{FieldPath, Problem, Step};

/// How deep lists and mappings may lie in each other, as in the reader of the typed report.
const DEPTH: usize = 64;

/// How many values a file of any size may have, and one more for every so many bytes: ten
/// thousand projects of fifty indicators have one in 22 bytes, a list of nothing has one in two.
const NODES: usize = 250_000;
const BYTES_A_NODE: usize = 22;

/// How many keys there may be in one place: each key asked for is looked for among all of them, and
/// no form has as many as a hundred.
const KEYS: usize = 10_000;

/// How many problems are told of one file; whoever has mended those will see the rest.
pub(super) const MOST_PROBLEMS: usize = 100;

/// Behind so many chapters that cannot be read nothing is looked at any more: that is no report.
const MOST_COVERED: usize = 10_000;

/// How a scalar is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Style {
    Plain,
    Single,
    Double,
    Literal,
    Folded,
}

/// A scalar: its way of writing, and its text where the source does not show it as it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Scalar {
    pub(super) style: Style,
    decoded: Option<Box<str>>,
}

impl Scalar {
    /// The text that was written as `source`.
    pub(super) fn text<'a>(&'a self, source: &'a str) -> &'a str {
        match &self.decoded {
            Some(text) => text,
            None => shown(source, self.style),
        }
    }
}

fn shown(source: &str, style: Style) -> &str {
    match style {
        Style::Single | Style::Double => slice(source, 1..source.len().saturating_sub(1)),
        Style::Plain | Style::Literal | Style::Folded => source,
    }
}

/// What a value is made of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Body {
    /// Blank, or one of the words for it.
    Null,
    Scalar(Scalar),
    Mapping {
        flow: bool,
        entries: Vec<Entry>,
    },
    Sequence {
        flow: bool,
        entries: Vec<Entry>,
    },
    Alias,
}

/// One place of a mapping or a list: `key: value`, `- value`. Starts at the key or the dash.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Entry {
    /// From the start of the entry that holds this one.
    pub(super) at: usize,
    pub(super) len: usize,
    pub(super) key: Option<Key>,
    /// Where the value begins, anchor and tag left out, from the start of this entry.
    pub(super) value_at: usize,
    pub(super) value_len: usize,
    /// Where anchor and tag begin; `value_at` if there are none.
    pub(super) props_at: usize,
    pub(super) body: Body,
}

/// The key of an entry, from the start of the entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Key {
    pub(super) at: usize,
    pub(super) len: usize,
    /// Whether the same key stands before it in the mapping; then it means nothing.
    pub(super) again: bool,
    scalar: Scalar,
}

impl Entry {
    const fn empty() -> Self {
        Self {
            at: 0,
            len: 0,
            key: None,
            value_at: 0,
            value_len: 0,
            props_at: 0,
            body: Body::Null,
        }
    }

    pub(super) fn entries(&self) -> &[Self] {
        match &self.body {
            Body::Mapping { entries, .. } | Body::Sequence { entries, .. } => entries,
            Body::Null | Body::Scalar(_) | Body::Alias => &[],
        }
    }

    fn into_entries(self) -> Vec<Self> {
        match self.body {
            Body::Mapping { entries, .. } | Body::Sequence { entries, .. } => entries,
            Body::Null | Body::Scalar(_) | Body::Alias => Vec::new(),
        }
    }

    fn entries_mut(&mut self) -> Option<&mut Vec<Self>> {
        match &mut self.body {
            Body::Mapping { entries, .. } | Body::Sequence { entries, .. } => Some(entries),
            Body::Null | Body::Scalar(_) | Body::Alias => None,
        }
    }

    pub(super) const fn is_flow(&self) -> bool {
        matches!(
            self.body,
            Body::Mapping { flow: true, .. } | Body::Sequence { flow: true, .. }
        )
    }

    /// Whether this is a mapping or list in block style.
    pub(super) const fn is_block(&self) -> bool {
        matches!(
            self.body,
            Body::Mapping { flow: false, .. } | Body::Sequence { flow: false, .. }
        )
    }
}

/// An entry with the place it has in the text.
#[derive(Debug, Clone, Copy)]
pub(super) struct Spot<'a> {
    pub(super) text: &'a str,
    /// Where the entry begins.
    pub(super) start: usize,
    pub(super) entry: &'a Entry,
}

impl<'a> Spot<'a> {
    pub(super) const fn end(self) -> usize {
        self.start + self.entry.len
    }

    pub(super) const fn value(self) -> Range<usize> {
        let at = self.start + self.entry.value_at;
        at..at + self.entry.value_len
    }

    pub(super) fn key(self) -> Option<&'a str> {
        let key = self.entry.key.as_ref()?;
        let at = self.start + key.at;
        Some(key.scalar.text(slice(self.text, at..at + key.len)))
    }

    /// The text of a scalar value.
    pub(super) fn scalar(self) -> Option<&'a str> {
        match &self.entry.body {
            Body::Scalar(scalar) => Some(scalar.text(slice(self.text, self.value()))),
            _ => None,
        }
    }

    /// The same scalar with its text in itself, wherever it stands.
    pub(super) fn apart(self) -> Option<Scalar> {
        match &self.entry.body {
            Body::Scalar(scalar) => Some(Scalar {
                style: scalar.style,
                decoded: Some(self.scalar()?.into()),
            }),
            _ => None,
        }
    }

    pub(super) fn children(self) -> impl DoubleEndedIterator<Item = Self> + ExactSizeIterator {
        self.entry
            .entries()
            .iter()
            .map(move |entry| self.inner(entry))
    }

    pub(super) fn child(self, index: usize) -> Option<Self> {
        Some(self.inner(self.entry.entries().get(index)?))
    }

    const fn inner(self, entry: &'a Entry) -> Self {
        Self {
            text: self.text,
            start: self.start + entry.at,
            entry,
        }
    }

    /// The place of the entry under `key`.
    pub(super) fn find(self, key: &str) -> Option<usize> {
        match &self.entry.body {
            Body::Mapping { .. } => self.children().position(|child| child.key() == Some(key)),
            _ => None,
        }
    }

    /// The places on the way to the value at a path.
    pub(super) fn places(self, path: &FieldPath) -> Option<Vec<usize>> {
        let mut spot = self;
        let steps = path.steps().iter().map(|step| {
            let place = match step {
                Step::Key(key) => spot.find(key)?,
                Step::Index(index) => *index,
            };
            spot = spot.child(place)?;
            Some(place)
        });
        steps.collect()
    }

    /// Right behind the colon, the dash, the anchor and the tag: where the value may begin.
    /// `None` if the key stands alone, as in `{键}`.
    pub(super) fn open(self) -> Option<usize> {
        if self.entry.props_at < self.entry.value_at {
            return Some(skip_props(self.text, self.start + self.entry.props_at));
        }
        if let Some(key) = &self.entry.key {
            let colon = skip(self.text, self.start + key.at + key.len);
            return (byte(self.text, colon) == b':' && colon < self.end()).then_some(colon + 1);
        }
        let dash = byte(self.text, self.start) == b'-' && self.entry.value_at > 0;
        Some(self.start + usize::from(dash))
    }
}

/// The meaning of a whole text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Tree {
    pub(super) root: Entry,
    /// Whether anchors or aliases were met.
    pub(super) aliases: bool,
    /// Whether a part of the text may mean something else than the same part alone: anchors,
    /// tags, explicit keys.
    pub(super) entangled: bool,
    /// Whether it begins with a document marker (---), or ends with one: the parts between mean what
    /// they mean alone, but none of them may begin or end so.
    marked: bool,
    /// Below how many other lists and mappings it lies.
    depth: usize,
}

impl Tree {
    /// Whether the whole is one text without quotes.
    fn is_words(&self) -> bool {
        matches!(&self.root.body, Body::Scalar(scalar) if scalar.style == Style::Plain)
    }

    pub(super) const fn spot<'a>(&'a self, text: &'a str) -> Spot<'a> {
        Spot {
            text,
            start: 0,
            entry: &self.root,
        }
    }

    /// The entry of a list that holds what stands at a path, with its lines; of lists in each other
    /// that of the outermost. `None` where it may mean something else alone.
    pub(super) fn part(&self, text: &str, path: &FieldPath) -> Option<Part> {
        let (_, above) = path.steps().split_last()?;
        let mut spot = self.spot(text);
        let mut places = Vec::new();
        for step in above {
            if self.entangled || !spot.entry.is_block() {
                return None;
            }
            match (step, &spot.entry.body) {
                (Step::Key(key), _) => places.push(spot.find(key)?),
                (Step::Index(index), Body::Sequence { .. }) => {
                    let start = spot.child(*index)?.start;
                    let range = start..reach_of(spot, index + 1)?;
                    let is_ended = break_before(text, range.end) < range.end;
                    return is_ended.then_some(Part {
                        steps: places.len() + 1,
                        list: places,
                        place: *index,
                        pad: column(text, start),
                        range,
                    });
                }
                _ => return None,
            }
            spot = spot.child(*places.last()?)?;
        }
        None
    }

    /// The entry that a part is the text of.
    fn entry_of(&self, part: &Part) -> Option<&Entry> {
        let mut places = part.list.iter().chain([&part.place]);
        places.try_fold(&self.root, |entry, &place| entry.entries().get(place))
    }

    /// An entry of a list as the only one of a list whose text is this.
    pub(super) fn alone(&self, text: &str, part: &Part) -> Self {
        let entry = self.entry_of(part);
        let entries = entry.map(|entry| Entry {
            at: part.pad,
            ..entry.clone()
        });
        Self {
            root: Entry {
                len: text.len(),
                value_at: part.pad,
                value_len: entry.map_or(0, |entry| entry.len),
                props_at: part.pad,
                body: Body::Sequence {
                    flow: false,
                    entries: entries.into_iter().collect(),
                },
                ..Entry::empty()
            },
            aliases: false,
            entangled: false,
            marked: false,
            depth: part.list.len(),
        }
    }

    /// Whether this is a list of one entry that can be put back in its place.
    pub(super) fn is_part(&self, text: &str, part: &Part) -> bool {
        let is_list = matches!(self.root.body, Body::Sequence { flow: false, .. });
        let is_there = matches!(self.root.entries(), [entry] if entry.at == part.pad);
        let is_ended = break_before(text, text.len()) < text.len();
        is_list && is_there && is_ended && !self.entangled && !self.marked
    }

    /// Puts an entry back that was changed alone and has become `len` bytes long with its lines.
    pub(super) fn put_back(&mut self, part: &Part, alone: Self, len: usize) {
        let at = self.entry_of(part).map_or(0, |entry| entry.at);
        let entries = alone.root.into_entries().into_iter();
        let window = Window {
            path: part.list.clone(),
            entries: part.place..part.place + 1,
            fresh: Fresh::Entries(entries.map(|entry| Entry { at, ..entry }).collect()),
        };
        window.settle(self, len, part.range.len());
    }

    /// Has a scalar for the one of the same style at `places`, whatever the text has there. Whether
    /// there is one.
    pub(super) fn show(&mut self, places: &[usize], scalar: Scalar) -> bool {
        let mut entry = Some(&mut self.root);
        for place in places {
            entry = entry.and_then(|it| it.entries_mut()?.get_mut(*place));
        }
        match entry.map(|it| &mut it.body) {
            Some(Body::Scalar(old)) if old.style == scalar.style => {
                *old = scalar;
                true
            }
            _ => false,
        }
    }
}

/// An entry of a list with its lines, to be changed alone.
#[derive(Debug, Clone)]
pub(super) struct Part {
    /// How many steps of a path lead to it.
    pub(super) steps: usize,
    /// The places on the way to the list, and the one in it.
    list: Vec<usize>,
    place: usize,
    /// How far the dash is indented.
    pub(super) pad: usize,
    /// From the dash to the next entry.
    pub(super) range: Range<usize>,
}

/// Reads the whole text. What cannot be understood is left out and told in the problems.
pub(super) fn read(text: &str) -> (Tree, Vec<Problem>) {
    if let Some(tree) = shares::read(text) {
        return (tree, Vec::new());
    }
    match parse(text, 0) {
        // A text of words only is no file of ours; with a slip mended it may become one.
        Ok((tree, problems)) if !tree.is_words() => (tree, problems),
        Ok((tree, problems)) => {
            let (mended, told) = recover(text, Fault::NoKey.problem(text, 0));
            if told.iter().any(|problem| !problem.fix.is_empty()) {
                (mended, told)
            } else {
                (tree, problems)
            }
        }
        Err(fault @ Fault::Many(..)) => (nothing(text), vec![fault.problem(text, 0)]),
        Err(fault) => recover(text, fault.problem(text, 0)),
    }
}

/// Reads `text`, which lies below `depth` other lists and mappings.
fn parse(text: &str, depth: usize) -> Result<(Tree, Vec<Problem>), Fault> {
    Builder::new(text, depth, false).document()
}

/// The meaning of a text in which nothing could be read.
pub(super) fn nothing(text: &str) -> Tree {
    Tree {
        root: Entry {
            len: text.len(),
            ..Entry::empty()
        },
        aliases: false,
        entangled: true,
        marked: false,
        depth: 0,
    }
}

/// Leaves out what cannot be understood alone, chapters or entries of them, and reads the rest, at
/// its own place.
fn recover(text: &str, whole: Problem) -> (Tree, Vec<Problem>) {
    let mut shadow = Shadow {
        text,
        bytes: text.as_bytes().to_vec(),
        problems: Vec::new(),
    };
    let mut covered = 0;
    for section in blocks(text, 0..text.len(), 0, false) {
        if covered == MOST_COVERED {
            shadow.cover(section.start..text.len());
            break;
        }
        covered += usize::from(shadow.cover_section(section));
    }
    let read = shadow.read();
    let mut problems = shadow.problems;
    if problems.is_empty() {
        problems.push(whole);
    }
    let tree = match read {
        Some((tree, more)) => {
            problems.extend(more);
            problems.sort_by_key(|problem| (problem.line, problem.column));
            tree
        }
        None => nothing(text),
    };
    problems.truncate(MOST_PROBLEMS);
    (tree, problems)
}

/// A text in which what cannot be understood is covered with blanks.
struct Shadow<'t> {
    text: &'t str,
    bytes: Vec<u8>,
    problems: Vec<Problem>,
}

/// What could not be read.
enum Unread {
    /// All that stands at a place.
    All(FieldPath),
    /// An entry of a list.
    EntryOf(FieldPath),
}

impl Shadow<'_> {
    /// Covers what is broken in a section: if the entries that are can be told, only those. Whether
    /// it is all of it.
    fn cover_section(&mut self, section: Range<usize>) -> bool {
        let part = slice(self.text, section.clone());
        let fault = match Builder::new(part, 0, true).document() {
            Ok((tree, _)) if is_section(&tree) => return false,
            Ok(_) => Fault::NoKey,
            Err(fault) => fault,
        };
        // Of one that nobody will be told of, no more is looked for than that it is broken.
        if self.problems.len() >= MOST_PROBLEMS {
            self.cover(section);
            return true;
        }
        let chapter = FieldPath::root().key(name_of(part));
        let told = self.problems.len();
        let inside = next_line(self.text, section.start)..section.end;
        let lead = skip(self.text, inside.start);
        if lead < section.end {
            let column = column(self.text, lead);
            for block in blocks(self.text, inside, column, true) {
                let entry = slice(self.text, block.clone());
                if let Err(fault) = Builder::new(entry, 0, true).document() {
                    let is_item = entry.trim_start().starts_with('-');
                    let unread = match is_item {
                        true => Unread::EntryOf(chapter.clone()),
                        false => Unread::All(chapter.key(name_of(entry))),
                    };
                    self.tell(&fault, block.clone(), unread);
                    self.cover(block);
                }
            }
        }
        let rest = self.bytes.get(section.clone()).map(<[u8]>::to_vec);
        let rest = rest.and_then(|rest| String::from_utf8(rest).ok());
        let reads = rest.is_some_and(|rest| {
            let read = Builder::new(&rest, 0, true).document();
            read.is_ok_and(|(tree, _)| is_section(&tree))
        });
        let is_all = self.problems.len() == told || !reads;
        if is_all {
            self.problems.truncate(told);
            self.tell(&fault, section.clone(), Unread::All(chapter));
            self.cover(section);
        }
        is_all
    }

    fn tell(&mut self, fault: &Fault, part: Range<usize>, unread: Unread) {
        if self.problems.len() >= MOST_PROBLEMS {
            return;
        }
        let (line, _) = line_column(self.text, part.start);
        let text = slice(self.text, part.clone());
        let mut problem = fault.problem(text, line - 1);
        if let Some(slip) = fault.slip(text) {
            let at = part.start + slip.at();
            (problem.line, problem.column) = line_column(self.text, at);
            problem.message = slip.message(problem.line, problem.column);
            let fix = slip.fix.into_iter();
            let fix =
                fix.map(|(range, new)| (part.start + range.start..part.start + range.end, new));
            problem.fix = fix.collect();
        }
        match unread {
            Unread::All(path) => problem.unread = Some(path),
            Unread::EntryOf(list) => problem.within = Some(list),
        }
        self.problems.push(problem);
    }

    fn cover(&mut self, part: Range<usize>) {
        for byte in self.bytes.get_mut(part).unwrap_or_default() {
            if !matches!(byte, b'\n' | b'\r') {
                *byte = b' ';
            }
        }
    }

    fn read(&self) -> Option<(Tree, Vec<Problem>)> {
        parse(str::from_utf8(&self.bytes).ok()?, 0).ok()
    }
}

/// The key that a section seems to begin with.
fn name_of(section: &str) -> &str {
    let name = section.split([':', '：', '\n', '\r']).next();
    name.unwrap_or_default().trim()
}

fn is_section(tree: &Tree) -> bool {
    matches!(&tree.root.body, Body::Mapping { flow: false, entries } if entries.len() == 1)
}

/// The parts of a text that begin with something in a column; a dash may begin one if `items`.
fn blocks(text: &str, within: Range<usize>, indent: usize, items: bool) -> Vec<Range<usize>> {
    let mut starts = Vec::new();
    let mut at = within.start;
    while at < within.end {
        let end = line_end(text, at);
        let lead = (at..end).take_while(|at| byte(text, *at) == b' ').count();
        if lead == indent {
            let content = slice(text, at + lead..end);
            let is_begun = !content.is_empty() && !content.starts_with(['\t', '#']);
            let is_item = content == "-" || content.starts_with("- ");
            let is_document = indent == 0
                && (matches!(content.trim_end(), "---" | "...") || content.starts_with('%'));
            if is_begun && (items || !is_item) && !is_document {
                starts.push(at);
            }
        }
        at = end + break_len(text, end);
    }
    let ends = starts.iter().skip(1).copied().chain([within.end]);
    starts
        .iter()
        .copied()
        .zip(ends)
        .map(|(a, b)| a..b)
        .collect()
}

/// Why a text could not be read.
enum Fault {
    Scan(Box<ScanError>),
    Deep(usize, usize),
    Many(usize, usize),
    /// A byte-order mark below the first line, on this line. The parser passes over it where
    /// nothing but comments stands above, and the key behind it would stand in no column.
    Mark(usize),
    NoKey,
}

impl From<ScanError> for Fault {
    fn from(error: ScanError) -> Self {
        Self::Scan(Box::new(error))
    }
}

impl Fault {
    /// Line and column in `text` of what has to be mended.
    fn place_in(&self, text: &str) -> (usize, usize) {
        let (line, column) = self.place();
        let is_tab = matches!(self, Self::Scan(error) if is_of_a_tab(error.kind()));
        // The parser tells of the value that a line with a tab would go on with.
        let behind = text.lines().enumerate().skip(line - 1).filter(|_| is_tab);
        let lead = |line: &str| line.find('\t').filter(|&at| skip(line, 0) >= at);
        let mut tabs = behind.filter_map(|(i, line)| Some((i + 1, lead(line)? + 2)));
        let tab = tabs.next().filter(|&(at, _)| at > line);
        tab.unwrap_or((line, column))
    }

    /// Line and column in the text that could not be read.
    fn place(&self) -> (usize, usize) {
        match self {
            Self::Scan(error) => (error.marker().line(), error.marker().col() + 1),
            Self::Deep(line, column) | Self::Many(line, column) => (*line, *column),
            Self::Mark(line) => (*line, 1),
            Self::NoKey => (1, 1),
        }
    }

    /// What to tell of it in `text`, before which `above` lines stand.
    fn problem(&self, text: &str, above: usize) -> Problem {
        let (line, column) = self.place_in(text);
        let message = match self {
            Self::Scan(error) => explain(error.kind()),
            Self::Deep(..) => DEEP,
            Self::Mark(_) => explain(&ErrorKind::BomInsideDocument),
            Self::Many(..) => {
                "内容的条数太多，不像是绩效自评报告，这里以下没有读，请检查是否选错了文件"
            }
            Self::NoKey => "这一段没有写成“名称: 内容”，请检查冒号是否漏写",
        };
        let line = line + above;
        Problem::new(
            line,
            column,
            format!("{message}（第 {line} 行第 {column} 列）。"),
        )
    }

    /// What an input method may have typed otherwise than it was meant: the first change by which
    /// the text is understood, or understood further.
    fn slip(&self, text: &str) -> Option<slip::Slip> {
        let (line, _) = self.place();
        let at = match line {
            1 => 0,
            _ => text
                .split_inclusive('\n')
                .take(line - 1)
                .map(str::len)
                .sum(),
        };
        slip::candidates(text, at).into_iter().find(|slip| {
            let mended = slip.mended(text);
            match Builder::new(&mended, 0, true).document() {
                Ok((tree, _)) => !matches!(self, Self::NoKey) || is_section(&tree),
                Err(next) => !matches!(self, Self::NoKey) && next.place().0 > line,
            }
        })
    }
}

const DEEP: &str = "列表或分组套得太深，最多 64 层，请检查是否多打了括号或缩进";

const fn is_of_a_tab(kind: &ErrorKind) -> bool {
    use ErrorKind as E;
    matches!(
        kind,
        E::TabInIndentation
            | E::TabNotAllowed
            | E::TabInBlockIndentation
            | E::TabAtBlockScalarStart
            | E::TabInPlainScalar
    )
}

/// What went wrong and what to do, in the words of the person who typed it.
const fn explain(kind: &ErrorKind) -> &'static str {
    use ErrorKind as E;
    match kind {
        kind if is_of_a_tab(kind) => "行首或分隔处用了制表符（Tab），请改成空格",
        E::InvalidIndentation
        | E::ExpectedBlockMappingKey
        | E::ExpectedBlockSequenceEntry
        | E::InvalidBlockScalarIndent
        | E::InvalidQuotedScalarIndent
        | E::InvalidFlowScalarIndent => "缩进与上下行对不齐，请让同一级的内容从同一列开始",
        E::UnclosedQuotedScalar | E::DocumentIndicatorInQuotedScalar => {
            "引号没有成对，请在内容末尾补上同样的引号"
        }
        E::InvalidTrailingSingleQuotedScalar | E::InvalidTrailingDoubleQuotedScalar => {
            "引号后面还有多余的内容，请删去，或把整段内容放进引号里"
        }
        E::UnknownQuotedScalarEscape
        | E::InvalidQuotedScalarHexEscape
        | E::InvalidUnicodeEscape => {
            "双引号里的反斜杠“\\”写法不对，请把反斜杠写成“\\\\”或改用单引号"
        }
        E::UnclosedFlowCollection { .. }
        | E::UnexpectedEofFlowSequence
        | E::UnexpectedEofFlowMapping
        | E::UnexpectedEofImplicitFlowMapping => "括号没有成对，请补上缺少的“]”或“}”",
        E::MisplacedFlowCollectionEnd | E::MismatchedFlowCollectionEnd { .. } => {
            "括号对不上，请检查“[ ]”和“{ }”是否成对"
        }
        E::ExpectedFlowMappingSeparator | E::ExpectedFlowSequenceSeparator => {
            "括号里的各项之间少了英文逗号，请用“, ”隔开，有特殊符号的内容请加引号"
        }
        E::SimpleKeyExpected | E::InvalidSimpleKey => {
            "这一行缺少英文冒号，请写成“名称: 内容”的样子"
        }
        E::MappingValueNotAllowed
        | E::MappingKeyNotAllowed
        | E::InvalidColonPlacement
        | E::InvalidMappingValueWhitespace
        | E::FlowMappingValueAdjacentCollection => {
            "冒号的位置不对，一行只能有一个“名称: 内容”，内容里有冒号时请加引号"
        }
        E::UnknownAnchor => {
            "引用了文件中没有的名字（“*”后面的部分），请检查是否写错，或给内容加引号"
        }
        E::BlockSequenceEntryNotAllowed
        | E::InvalidBlockEntryWhitespace
        | E::BlockEntryInFlowCollection
        | E::PlainScalarStartsWithDashFlowIndicator => {
            "短横“-”的位置不对，列表各项请另起一行，短横后空一格"
        }
        E::InvalidBlockScalarHeader | E::ZeroBlockScalarIndent => {
            "“|”或“>”后面有多余的内容，请把正文写到下一行并缩进"
        }
        E::CommentInterceptedScalar | E::CommentNotSeparated => {
            "注释“#”的位置不对，请在“#”前空一格，或给内容加引号"
        }
        E::UnexpectedCharacter { .. } => "内容以特殊符号开头，请给这段内容加上引号",
        E::BomInsideDocument => "文中夹有看不见的字节序标记，请删去这一处再重新输入",
        E::MissingAnchorOrAliasName | E::ExpectedTagBang | E::UndeclaredTagHandle => {
            "内容以“&”“*”或“!”开头，请给这段内容加上引号"
        }
        E::RecursionLimitExceeded => DEEP,
        E::DirectiveDisallowed | E::InvalidDirectiveName | E::MissingDirectiveName => {
            "行首的“%”有特殊含义，请给这段内容加上引号"
        }
        E::InvalidDocumentEnd
        | E::ExpectedDocumentStart
        | E::MissingDocumentEndBeforeDirective
        | E::MultipleDocumentsUnsupported => "这里不能再开始新的内容，请检查上文的缩进和冒号",
        _ => "这里的写法看不懂，请检查这一行和上一行的缩进、冒号和引号",
    }
}

fn options(lenient: bool) -> Options {
    granit_parser::options! {
        emit_anchor_events: true,
        emit_unresolved_aliases: lenient,
        flow_nesting_limit: DEPTH,
        block_nesting_limit: DEPTH,
    }
}

/// Past anchors and tags, and the space around them.
fn skip_props(text: &str, mut at: usize) -> usize {
    loop {
        let next = skip(text, at);
        if !matches!(byte(text, next), b'&' | b'!') {
            return at;
        }
        let name = slice(text, next..text.len());
        let ends = |c: char| matches!(c, ' ' | '\t' | '\n' | '\r' | ',' | '[' | ']' | '{' | '}');
        let len = match name.strip_prefix("!<").and_then(|uri| uri.find('>')) {
            Some(uri) => uri + "!<>".len(),
            None => name.find(ends).unwrap_or(name.len()),
        };
        at = next + len;
    }
}

/// Follows the events of the parser with a cursor of its own, which finds the dashes, colons and
/// headers the events do not tell of.
struct Builder<'t> {
    text: &'t str,
    parser: Parser<'t, StrInput<'t>>,
    cursor: usize,
    depth: usize,
    /// How many more values there may be.
    left: usize,
    /// The entries of the collections that are not read to their end yet, one after the other, so
    /// that each collection gets exactly the room it needs.
    open: Vec<Entry>,
    aliases: bool,
    entangled: bool,
    marked: bool,
    problems: Vec<Problem>,
}

/// A value by its places in the text.
struct Piece {
    props: usize,
    range: Range<usize>,
    body: Body,
}

impl<'t> Builder<'t> {
    fn new(text: &'t str, depth: usize, lenient: bool) -> Self {
        Self {
            text,
            parser: Parser::new_from_str_with_options(text, options(lenient)),
            cursor: 0,
            depth,
            left: NODES + text.len() / BYTES_A_NODE,
            open: Vec::new(),
            aliases: false,
            entangled: false,
            marked: false,
            problems: Vec::new(),
        }
    }

    fn next(&mut self) -> Result<(Event<'t>, Span), Fault> {
        match self.parser.next() {
            Some(next) => Ok(next?),
            None => Ok((Event::StreamEnd, Span::default())),
        }
    }

    fn document(mut self) -> Result<(Tree, Vec<Problem>), Fault> {
        let mut root = Entry::empty();
        let mut seen = false;
        loop {
            let (event, span) = self.next()?;
            match event {
                Event::StreamStart => {}
                Event::DocumentStart(..) if seen => {
                    let (line, column) = (span.start.line(), span.start.col() + 1);
                    let message = format!(
                        "文件里有不止一份文档，第 {line} 行的“---”之后不会被读取，请分成两个文件保存。"
                    );
                    self.problems.push(Problem::new(line, column, message));
                    break;
                }
                Event::DocumentStart(explicit, _) => {
                    let above = slice(self.text, 0..places(span).start);
                    let mut marks = above.match_indices(MARK).map(|(at, _)| at);
                    if let Some(at) = marks.find(|&at| column(above, at) == 0) {
                        return Err(Fault::Mark(line_column(above, at).0));
                    }
                    seen = true;
                    self.marked = explicit;
                    self.cursor = places(span).end;
                    let (event, span) = self.next()?;
                    let piece = self.piece(event, span, 0)?;
                    root = Entry {
                        props_at: piece.props,
                        value_at: piece.range.start,
                        value_len: piece.range.len(),
                        body: piece.body,
                        ..Entry::empty()
                    };
                }
                // Behind an end that is written (...) there would be another document.
                Event::DocumentEnd => self.marked |= !places(span).is_empty(),
                _ => break,
            }
        }
        root.len = self.text.len();
        let tree = Tree {
            root,
            aliases: self.aliases,
            entangled: self.entangled,
            marked: self.marked,
            depth: self.depth,
        };
        Ok((tree, self.problems))
    }

    /// Reads the value whose first event is at hand; its children are placed from `base` on.
    fn piece(&mut self, event: Event<'t>, span: Span, base: usize) -> Result<Piece, Fault> {
        let from = self.cursor;
        let range = places(span);
        if event.anchor_id().is_some() {
            self.next()?;
            self.aliases = true;
        }
        let has_props = event.anchor_id().is_some() || event.tag().is_some();
        let mut props = None;
        if has_props {
            self.entangled = true;
            props = Some(skip(self.text, from));
            self.cursor = skip_props(self.text, from);
        }
        let (range, body) = match event {
            Event::Scalar(text, style, _, tag) => self.scalar(text, style, tag.is_some(), range),
            Event::SequenceStart(style, ..) => self.collection(style, false, span, base)?,
            Event::MappingStart(style, ..) => self.collection(style, true, span, base)?,
            _ => {
                self.aliases = true;
                self.entangled = true;
                (range, Body::Alias)
            }
        };
        self.cursor = range.end;
        Ok(Piece {
            props: props.unwrap_or(range.start),
            range,
            body,
        })
    }

    fn scalar(
        &self,
        text: Cow<'t, str>,
        style: ScalarStyle,
        tagged: bool,
        range: Range<usize>,
    ) -> (Range<usize>, Body) {
        if style == ScalarStyle::Plain && range.is_empty() {
            let body = if text.is_empty() {
                let decoded = None;
                let style = Style::Plain;
                Body::Scalar(Scalar { style, decoded })
            } else {
                Body::Null
            };
            return (self.cursor..self.cursor, body);
        }
        let style = match style {
            ScalarStyle::SingleQuoted => Style::Single,
            ScalarStyle::DoubleQuoted => Style::Double,
            ScalarStyle::Literal => Style::Literal,
            ScalarStyle::Folded => Style::Folded,
            _ => Style::Plain,
        };
        let is_null = matches!(&*text, "~" | "null" | "Null" | "NULL");
        if style == Style::Plain && is_null && !tagged {
            return (range, Body::Null);
        }
        let range = match style {
            Style::Literal | Style::Folded => self.block_scalar(range.end),
            Style::Plain | Style::Single | Style::Double => range,
        };
        let same = *text == *shown(slice(self.text, range.clone()), style);
        let decoded = (!same).then(|| text.into());
        (range, Body::Scalar(Scalar { style, decoded }))
    }

    /// A block scalar from its `|` or `>` to the end of its last line.
    fn block_scalar(&self, end: usize) -> Range<usize> {
        let start = skip(self.text, self.cursor);
        let header_end = line_end(self.text, start);
        let header = slice(self.text, start..header_end);
        let mut end = end.max(header_end);
        if header.split('#').next().unwrap_or_default().contains('+') {
            // The blank lines are part of the text; the indent of what follows is not.
            if end < self.text.len() && starts_line(self.text, end) {
                end = line_start(self.text, end);
            }
            return start..end;
        }
        let indent = content_indent(self.text, start, end);
        while end > header_end {
            let line = line_start(self.text, end);
            let content = slice(self.text, line..end).trim_end_matches(['\n', '\r']);
            let blank = content.bytes().all(|byte| byte == b' ') && content.len() <= indent;
            if line <= header_end {
                return start..header_end;
            }
            if !blank {
                return start..end;
            }
            end = break_before(self.text, line);
        }
        start..end
    }

    fn collection(
        &mut self,
        style: StructureStyle,
        mapping: bool,
        span: Span,
        base: usize,
    ) -> Result<(Range<usize>, Body), Fault> {
        if self.depth >= DEPTH {
            return Err(Fault::Deep(span.start.line(), span.start.col() + 1));
        }
        self.depth += 1;
        let flow = style == StructureStyle::Flow;
        let mut range = places(span);
        if flow {
            self.cursor = range.end;
            // `[键: 值]` is a mapping without braces of its own.
            self.entangled |= range.is_empty();
        }
        let begin = self.open.len();
        loop {
            let (event, span) = self.next()?;
            if matches!(event, Event::SequenceEnd | Event::MappingEnd) {
                range.end = places(span).end;
                break;
            }
            let mut start = skip(self.text, self.cursor);
            if flow && byte(self.text, start) == b',' {
                start = skip(self.text, start + 1);
            }
            self.cursor = start;
            if mapping {
                self.pair(event, span, start, flow, base)?;
            } else {
                if !flow {
                    self.cursor += 1;
                }
                self.entry(event, span, start, None, base)?;
            }
            self.left = self
                .left
                .checked_sub(1)
                .filter(|_| !mapping || self.open.len() - begin <= KEYS)
                .ok_or_else(|| Fault::Many(span.start.line(), span.start.col() + 1))?;
        }
        let mut entries = self.open.split_off(begin);
        self.depth -= 1;
        if !flow {
            let first = entries.first().map_or(range.start, |entry| base + entry.at);
            let last = entries
                .last()
                .map_or(first, |entry| base + entry.at + entry.len);
            range = first..last;
        }
        let body = if mapping {
            self.check_keys(base, &mut entries);
            Body::Mapping { flow, entries }
        } else {
            Body::Sequence { flow, entries }
        };
        Ok((range, body))
    }

    fn pair(
        &mut self,
        event: Event<'t>,
        span: Span,
        start: usize,
        flow: bool,
        base: usize,
    ) -> Result<(), Fault> {
        let explicit = byte(self.text, start) == b'?' && is_blank(byte(self.text, start + 1));
        if explicit {
            self.entangled = true;
            self.cursor += 1;
        }
        let piece = self.piece(event, span, start)?;
        let scalar = match piece.body {
            Body::Scalar(scalar) => scalar,
            Body::Null => Scalar {
                style: Style::Plain,
                decoded: None,
            },
            _ => {
                self.entangled = true;
                Scalar {
                    style: Style::Plain,
                    decoded: Some(slice(self.text, piece.range.clone()).into()),
                }
            }
        };
        let key = Key {
            at: piece.range.start - start,
            len: piece.range.len(),
            again: false,
            scalar,
        };
        let colon = skip(self.text, self.cursor);
        // Behind an explicit key without a value a colon may begin the next key.
        let parts = flow || !explicit || is_blank(byte(self.text, colon + 1));
        if byte(self.text, colon) == b':' && parts {
            self.cursor = colon + 1;
        }
        let (event, span) = self.next()?;
        self.entry(event, span, start, Some(key), base)
    }

    /// Reads the value of an entry that begins at `start`, and adds the entry to the open ones.
    fn entry(
        &mut self,
        event: Event<'t>,
        span: Span,
        start: usize,
        key: Option<Key>,
        base: usize,
    ) -> Result<(), Fault> {
        let piece = self.piece(event, span, start)?;
        self.open.push(Entry {
            at: start - base,
            len: piece.range.end - start,
            key,
            value_at: piece.range.start - start,
            value_len: piece.range.len(),
            props_at: piece.props - start,
            body: piece.body,
        });
        Ok(())
    }

    /// Marks and tells of keys that stand in a mapping more than once.
    fn check_keys(&mut self, base: usize, entries: &mut [Entry]) {
        let spots = entries.iter().map(|entry| Spot {
            text: self.text,
            start: base + entry.at,
            entry,
        });
        let mut keys: Vec<(&str, usize)> = spots
            .enumerate()
            .filter_map(|(place, spot)| Some((spot.key()?, place)))
            .collect();
        keys.sort_unstable();
        let pairs = keys.windows(2).filter_map(|pair| match pair {
            [(first, _), (second, place)] if first == second => Some(*place),
            _ => None,
        });
        let again: Vec<usize> = pairs.collect();
        for place in again {
            let Some(entry) = entries.get_mut(place) else {
                continue;
            };
            if let Some(key) = &mut entry.key {
                key.again = true;
            }
            if self.problems.len() >= MOST_PROBLEMS {
                continue;
            }
            let start = base + entry.at;
            let (line, column) = line_column(self.text, start);
            let text = self.text;
            let name = Spot { text, start, entry }.key().unwrap_or_default();
            let name: String = name.chars().take(40).collect();
            let message = format!(
                "“{name}”在同一处写了两次（第 {line} 行第 {column} 列），请删去多余的一个。"
            );
            self.problems.push(Problem::new(line, column, message));
        }
    }
}

/// Whether a byte is a blank, a line break or the end.
const fn is_blank(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\n' | b'\r' | 0)
}

fn places(span: Span) -> Range<usize> {
    span.byte_range().unwrap_or_default()
}

/// The indent of the text of the block scalar that begins at `start`.
pub(super) fn content_indent(text: &str, start: usize, end: usize) -> usize {
    let mut line = next_line(text, start);
    let mut indent = 0;
    while line < end {
        let content = slice(text, line..line_end(text, line));
        let width = content.len() - content.trim_start_matches(' ').len();
        if width < content.len() {
            // An explicit indent in the header is told by the least indented line.
            indent = if indent == 0 {
                width
            } else {
                indent.min(width)
            };
            if !explicit_indent(text, start) {
                break;
            }
        }
        line = next_line(text, line);
    }
    indent
}

/// Whether the header of the block scalar at `start` says how far its text is indented.
pub(super) fn explicit_indent(text: &str, start: usize) -> bool {
    slice(text, start + 1..start + 3)
        .bytes()
        .any(|byte| byte.is_ascii_digit())
}

/// A run of sibling entries, read again without the rest of the text.
pub(super) struct Window {
    /// The places on the way from the root to the mapping or list.
    pub(super) path: Vec<usize>,
    /// Which entries it covers.
    pub(super) entries: Range<usize>,
    /// What stands in their place after the change, by the text after the change.
    fresh: Fresh,
}

enum Fresh {
    Entries(Vec<Entry>),
    Tree(Tree),
}

/// A change of the text: `range` gives way to `new`.
#[derive(Debug, Clone)]
pub(super) struct Splice<'a> {
    pub(super) range: Range<usize>,
    pub(super) new: &'a str,
}

/// What the change makes of the tree: the smallest run of entries that can be read alone,
/// or the whole, with the text that was read. `None` if the changed text is not understood.
pub(super) fn reread(tree: &Tree, text: &str, splice: &Splice<'_>) -> Option<(Window, String)> {
    let levels = if tree.entangled {
        Vec::new()
    } else {
        levels(tree, text, splice)
    };
    for level in levels.iter().rev() {
        // A change that leaves nothing of its entries can be read with those beside them.
        let wider = || level.widened()?.reread(text, splice, tree.depth);
        if let Some(window) = level.reread(text, splice, tree.depth).or_else(wider) {
            return Some(window);
        }
    }
    let mut whole = String::with_capacity(text.len() + splice.new.len());
    whole.push_str(slice(text, 0..splice.range.start));
    whole.push_str(splice.new);
    whole.push_str(slice(text, splice.range.end..text.len()));
    let (fresh, problems) = match parse(&whole, tree.depth).ok()? {
        (tree, _) if tree.is_words() => read(&whole),
        parsed => parsed,
    };
    problems.is_empty().then(|| {
        let window = Window {
            path: Vec::new(),
            entries: 0..tree.root.entries().len(),
            fresh: Fresh::Tree(fresh),
        };
        (window, whole)
    })
}

struct Level<'a> {
    spot: Spot<'a>,
    path: Vec<usize>,
    entries: Range<usize>,
    text: Range<usize>,
    column: usize,
}

/// The runs of entries that hold the change, from the root inwards.
fn levels<'a>(tree: &'a Tree, text: &'a str, splice: &Splice<'_>) -> Vec<Level<'a>> {
    let mut levels = Vec::new();
    let mut spot = tree.spot(text);
    let mut path = Vec::new();
    while spot.entry.is_block() {
        let Some(level) = Level::new(spot, &path, splice) else {
            break;
        };
        let inner = (level.entries.len() == 1)
            .then(|| spot.child(level.entries.start))
            .flatten();
        path.push(level.entries.start);
        levels.push(level);
        match inner {
            Some(child) => spot = child,
            None => break,
        }
    }
    levels
}

/// Where the text of the entries before the one at `last` ends.
fn reach_of(spot: Spot<'_>, last: usize) -> Option<usize> {
    match spot.child(last) {
        Some(next) => Some(line_start(spot.text, next.start)),
        None => Some(tail(spot.text, spot.children().next_back()?.end())),
    }
}

impl<'a> Level<'a> {
    fn new(spot: Spot<'a>, path: &[usize], splice: &Splice<'_>) -> Option<Self> {
        let text = spot.text;
        let Range { start: a, end: b } = splice.range;
        let entries = spot.entry.entries();
        let start_of = |entry: &Entry| spot.start + entry.at;
        let top = start_of(entries.first()?);
        let column = column(text, top);
        let mut first = entries.partition_point(|entry| start_of(entry) <= a);
        let begin;
        if first == 0 {
            if !starts_line(text, top) {
                return None;
            }
            begin = head(text, line_start(text, top));
            if a < begin {
                return None;
            }
        } else {
            first -= 1;
            let next = splice.new.bytes().next().unwrap_or(byte(text, b));
            let opens = !matches!(next, b' ' | b'\t' | b'\n' | b'\r' | 0);
            if first > 0 && start_of(entries.get(first)?) == a && !opens {
                first -= 1;
            }
            begin = start_of(entries.get(first)?);
        }
        // The lines of an entry reach to the line on which the next one begins.
        let reach = entries.partition_point(|entry| start_of(entry).saturating_sub(column) < b);
        let last = reach.max(first + 1);
        let end = reach_of(spot, last)?;
        (b <= end).then(|| Self {
            spot,
            path: path.to_vec(),
            entries: first..last,
            text: begin..end,
            column,
        })
    }

    /// The same with the entry before and the one behind.
    fn widened(&self) -> Option<Self> {
        let Range { start, end } = self.entries;
        let count = self.spot.entry.entries().len();
        if end - start >= count {
            return None;
        }
        let begin = match start.checked_sub(1) {
            Some(before) => self.spot.child(before)?.start,
            None => self.text.start,
        };
        let entries = start.saturating_sub(1)..count.min(end + 1);
        let text = begin..reach_of(self.spot, entries.end)?;
        Some(Self {
            spot: self.spot,
            path: self.path.clone(),
            entries,
            text,
            column: self.column,
        })
    }

    fn reread(&self, text: &str, splice: &Splice<'_>, depth: usize) -> Option<(Window, String)> {
        let pad = self.pad();
        let mut part = " ".repeat(pad);
        part.push_str(slice(text, self.text.start..splice.range.start));
        part.push_str(splice.new);
        part.push_str(slice(text, splice.range.end..self.text.end));
        let ended = break_before(&part, part.len()) < part.len();
        if !ended && self.text.end < text.len() {
            return None;
        }
        let tree = self.read(&part, depth)?;
        if matches!(tree.root.body, Body::Mapping { .. }) {
            let others = |child: usize| !self.entries.contains(&child);
            let clash = tree.spot(&part).children().any(|new| {
                self.spot
                    .find(new.key().unwrap_or_default())
                    .is_some_and(others)
            });
            if clash {
                return None;
            }
        }
        let window = Window {
            path: self.path.clone(),
            entries: self.entries.clone(),
            fresh: Fresh::Entries(self.placed(tree, pad)?),
        };
        Some((window, part))
    }

    /// How far its first line is indented, which is not all in its text.
    fn pad(&self) -> usize {
        let start = self.text.start;
        start - line_start(self.spot.text, start)
    }

    /// The meaning of its text as it is now, indented as a whole, if entries stand there as before and mean
    /// in the whole what they mean alone.
    fn read(&self, part: &str, depth: usize) -> Option<Tree> {
        let (tree, problems) = parse(part, depth + self.path.len()).ok()?;
        let same_kind = matches!(
            (&tree.root.body, &self.spot.entry.body),
            (
                Body::Mapping { flow: false, .. },
                Body::Mapping { flow: false, .. }
            ) | (
                Body::Sequence { flow: false, .. },
                Body::Sequence { flow: false, .. }
            )
        );
        if tree.entangled || tree.marked || !problems.is_empty() || !same_kind {
            return None;
        }
        let first = tree.spot(part).child(0)?;
        (column(part, first.start) == self.column).then_some(tree)
    }

    /// The entries that were read, by places from the start of what holds them.
    fn placed(&self, tree: Tree, pad: usize) -> Option<Vec<Entry>> {
        let mut entries = tree.root.into_entries();
        for entry in &mut entries {
            entry.at = (self.text.start + entry.at).checked_sub(pad + self.spot.start)?;
        }
        Some(entries)
    }
}

impl Window {
    /// The new entries, each with the place it has in `part`, the text they were read from.
    pub(super) fn fresh<'a>(&'a self, part: &'a str) -> Option<Vec<Spot<'a>>> {
        match &self.fresh {
            Fresh::Tree(fresh) => Some(vec![fresh.spot(part)]),
            Fresh::Entries(entries) => {
                let first = entries.first()?;
                let lead = skip(part, 0);
                let place = |entry: &'a Entry| Spot {
                    text: part,
                    start: lead + entry.at - first.at,
                    entry,
                };
                Some(entries.iter().map(place).collect())
            }
        }
    }

    /// The value at these places from the root, if it was read.
    pub(super) fn spot<'a>(&'a self, part: &'a str, places: &[usize]) -> Option<Spot<'a>> {
        let fresh = self.fresh(part)?;
        let (first, rest) = if self.is_whole() {
            (fresh.first()?, places)
        } else {
            let (place, rest) = places.get(self.path.len()..)?.split_first()?;
            (fresh.get(place.checked_sub(self.entries.start)?)?, rest)
        };
        rest.iter()
            .try_fold(*first, |spot, place| spot.child(*place))
    }

    /// Whether the whole text was read again.
    pub(super) const fn is_whole(&self) -> bool {
        matches!(self.fresh, Fresh::Tree(_))
    }

    /// Puts the new entries in their place; what follows moves by `grown` minus `shrunk` bytes.
    pub(super) fn settle(self, tree: &mut Tree, grown: usize, shrunk: usize) {
        match self.fresh {
            Fresh::Tree(fresh) => *tree = fresh,
            Fresh::Entries(entries) => {
                tree.root.len = tree.root.len + grown - shrunk;
                let len = tree.root.len;
                settle(
                    &mut tree.root,
                    &self.path,
                    self.entries,
                    entries,
                    (grown, shrunk),
                );
                tree.root.len = len;
            }
        }
    }
}

fn settle(
    entry: &mut Entry,
    path: &[usize],
    place: Range<usize>,
    fresh: Vec<Entry>,
    change: (usize, usize),
) {
    let Some(entries) = entry.entries_mut() else {
        return;
    };
    let after = match path.split_first() {
        Some((&step, rest)) => {
            if let Some(child) = entries.get_mut(step) {
                settle(child, rest, place, fresh, change);
            }
            step + 1
        }
        None => {
            let after = place.start + fresh.len();
            entries.splice(place, fresh);
            after
        }
    };
    for entry in entries.iter_mut().skip(after) {
        entry.at = entry.at + change.0 - change.1;
    }
    bounds(entry);
}

/// Has a block reach from the first of its entries to the last.
fn bounds(entry: &mut Entry) {
    let (Some(first), Some(last)) = (entry.entries().first(), entry.entries().last()) else {
        return;
    };
    let (start, end) = (first.at, last.at + last.len);
    entry.value_at = start;
    entry.value_len = end - start;
    entry.props_at = start;
    entry.len = end;
}
