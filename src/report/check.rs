//! Holds the document against the table of fields: what the format does not know, what has the
//! wrong shape or cannot be read, and how much of what the forms require is filled in.
//!
//! It says what is wrong and where; it never changes anything and knows nothing of sums.

use std::cmp::Ordering;
use std::fmt;

use super::date;
use super::fields::{self, FIELDS, Field, Kind, PROJECTS, Unit, field_at};
use super::number::{self, Number, NumberError};
use rust_decimal::Decimal;

use crate::document::{Document, FieldPath, Node, Shape, Step, Value, is_private, is_tricky};

/// In what way something does not fit the format.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Misfit {
    /// A key the format does not know.
    Unknown,
    /// A list, a mapping or a value where something else belongs.
    Shape,
    /// Text that is no value of its field.
    Unreadable,
    /// An amount or a count below zero.
    Negative,
    /// An alias, which the program does not follow.
    Alias,
    /// A character nobody can see, or that looks different elsewhere.
    Hidden,
}

/// Something that does not fit the format, at one place of the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mistake {
    /// In what way.
    pub misfit: Misfit,
    /// Where.
    pub path: FieldPath,
    /// One sentence that says what to do.
    pub message: String,
    /// What was probably meant, in few words and as the value to be set.
    pub fix: Option<(String, Value)>,
}

impl Mistake {
    const fn new(misfit: Misfit, path: FieldPath, message: String) -> Self {
        Self {
            misfit,
            path,
            message,
            fix: None,
        }
    }
}

/// The longest text, in bytes, that the rules read: more than half of a whole report. They hold
/// each of its figures against those around it.
pub const LONGEST_CHECKED: usize = 30_000;

/// How many mistakes are told of one chapter or project, and of all projects together: that there
/// are more is told in the place of the next one.
const MOST: usize = 100;
const MOST_OF_PROJECTS: usize = 2_000;

/// How many of the required fields hold something.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Filled {
    /// Required fields that hold something.
    pub done: usize,
    /// Required fields.
    pub total: usize,
}

impl Filled {
    /// One required value, there or not.
    #[must_use]
    pub fn one(is_there: bool) -> Self {
        Self {
            done: usize::from(is_there),
            total: 1,
        }
    }
}

impl std::ops::AddAssign for Filled {
    fn add_assign(&mut self, other: Self) {
        self.done += other.done;
        self.total += other.total;
    }
}

impl std::iter::Sum for Filled {
    fn sum<I: Iterator<Item = Self>>(all: I) -> Self {
        all.fold(Self::default(), |mut sum, filled| {
            sum += filled;
            sum
        })
    }
}

impl fmt::Display for Filled {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.done, self.total)
    }
}

/// What was found in one part of the file.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Inspection {
    /// How much is filled in.
    pub filled: Filled,
    /// What the format does not allow.
    pub mistakes: Vec<Mistake>,
}

impl Inspection {
    fn add(&mut self, inner: Self) {
        self.filled += inner.filled;
        self.mistakes.extend(inner.mistakes);
    }
}

/// The inspection of one project.
#[derive(Debug, Clone, Default)]
struct Project {
    whole: Inspection,
    /// How much of each of its fields is filled in.
    fields: Vec<Filled>,
}

/// The inspection of the whole file, kept by chapter, and by project within 项目, so that an edit
/// costs what the part it touches costs.
#[derive(Debug, Clone, Default)]
pub struct Inspections {
    chapters: Vec<(&'static Field, Inspection)>,
    projects: Vec<Project>,
    /// From which project on nothing is told, as enough is.
    untold: Option<usize>,
    unknown: Vec<Mistake>,
}

/// Says instead of the mistake behind the last one that is told that there are more.
fn cut_short(mistakes: &mut Vec<Mistake>) {
    mistakes.truncate(MOST + 1);
    if let Some(next) = mistakes.get_mut(MOST) {
        let message =
            format!("这一部分已列出 {MOST} 处不合格式，从这一处起没有列出，请先改好前面的。");
        *next = Mistake::new(next.misfit, next.path.clone(), message);
    }
}

impl Inspections {
    /// Inspects the whole document.
    #[must_use]
    pub fn read(document: &Document) -> Self {
        let root = document.root();
        let mut chapters: Vec<_> = FIELDS
            .iter()
            .map(|field| (field, Inspection::default()))
            .collect();
        for (field, inspection) in &mut chapters {
            if field.key != PROJECTS {
                *inspection = chapter(root, field);
            }
        }
        let mut unknown = Vec::new();
        match root.shape() {
            Shape::Mapping => {
                let place: Place<'_> = &FieldPath::root;
                unknown_keys(root, FIELDS, FIELDS, place, MOST + 1, &mut unknown);
            }
            Shape::Null => {}
            _ => unknown.push(wrong_shape(root, &FieldPath::root(), Kind::Record(FIELDS))),
        }
        cut_short(&mut unknown);
        let (projects, untold) = projects(document, &mut chapters);
        Self {
            projects,
            untold,
            chapters,
            unknown,
        }
    }

    /// Inspects again what lies around `scope`.
    pub fn refresh(&mut self, document: &Document, scope: &FieldPath) {
        let mut steps = scope.steps().iter();
        let (Some(Step::Key(key)), second) = (steps.next(), steps.next()) else {
            *self = Self::read(document);
            return;
        };
        if &**key == PROJECTS {
            let path = fields::projects();
            if let Some(Step::Index(index)) = second
                && let Some(inspected) = self.projects.get_mut(*index)
                && let Some(node) = document.node(&path.index(*index))
                && let Some(item) = project_kind()
            {
                let place = || path.index(*index);
                if let Some(Step::Key(key)) = steps.next()
                    && inspected.retype(node, item, key, &place)
                {
                    return;
                }
                // Behind where enough was told nothing is; before it what is told there stays as long as
                // there is as much of it.
                let order = self.untold.map(|untold| index.cmp(&untold));
                let is_told = order != Some(Ordering::Greater);
                let before = inspected.whole.mistakes.len();
                *inspected = project(node, item, &place, if is_told { MOST + 1 } else { 0 });
                let stays = inspected.whole.mistakes.len() == before;
                let told = self.projects.iter().map(|it| it.whole.mistakes.len());
                let is_all = match order {
                    None => told.sum::<usize>() <= MOST_OF_PROJECTS,
                    Some(Ordering::Less) => stays,
                    Some(Ordering::Equal) => false,
                    Some(Ordering::Greater) => true,
                };
                if is_all {
                    return;
                }
            }
            (self.projects, self.untold) = projects(document, &mut self.chapters);
        } else if let Some((field, inspection)) = self
            .chapters
            .iter_mut()
            .find(|(field, _)| field.key == &**key)
        {
            // With nothing wrong before and nothing now, what need not be filled in moves nothing.
            if !inspection.mistakes.is_empty() || !is_right_alone(document, scope) {
                *inspection = chapter(document.root(), field);
            }
        } else {
            *self = Self::read(document);
        }
    }

    /// Inspects again what lies around several parts, those of a chapter one behind the other.
    pub fn refresh_each(&mut self, document: &Document, scopes: &[FieldPath]) {
        for chapter in scopes.chunk_by(|a, b| a.first_key() == b.first_key()) {
            let is_projects = chapter.iter().all(|it| it.first_key() == Some(PROJECTS));
            let mut each = chapter.iter();
            // Where not all is told of the projects, each of them may have all of them looked through.
            while is_projects
                && self.untold.is_none()
                && let Some(scope) = each.next()
            {
                self.refresh(document, scope);
            }
            let rest = each.cloned().reduce(|all, scope| all.common(&scope));
            if let Some(scope) = rest {
                self.refresh(document, &scope);
            }
        }
    }

    /// How much of the chapters chosen is filled in, but for amounts of the budget.
    #[must_use]
    pub(crate) fn filled(&self, chosen: impl Fn(&str) -> bool) -> Filled {
        let mut sum = Filled::default();
        for (field, inspection) in &self.chapters {
            if chosen(field.key) {
                sum += inspection.filled;
            }
        }
        if chosen(PROJECTS) {
            for project in &self.projects {
                sum += project.whole.filled;
            }
        }
        sum
    }

    /// How much of one project is filled in, but for its amounts.
    #[must_use]
    pub(crate) fn project(&self, index: usize) -> Filled {
        self.projects
            .get(index)
            .map_or_else(Filled::default, |project| project.whole.filled)
    }

    /// What was found inside a part; of a project, without a look at the others.
    pub fn inside(&self, part: &FieldPath) -> impl Iterator<Item = &Mistake> {
        let project = fields::project_of(part);
        let own = project.and_then(|index| self.projects.get(index));
        let own = own.into_iter().flat_map(|project| &project.whole.mistakes);
        let all = project.is_none().then(|| self.mistakes());
        let found = own.chain(all.into_iter().flatten());
        found.filter(move |mistake| mistake.path.starts_with(part))
    }

    /// Everything found, in the order of the file's chapters.
    pub fn mistakes(&self) -> impl Iterator<Item = &Mistake> {
        self.unknown
            .iter()
            .chain(self.chapters.iter().flat_map(|(field, inspection)| {
                let projects: &[Project] = if field.key == PROJECTS {
                    &self.projects
                } else {
                    &[]
                };
                inspection
                    .mistakes
                    .iter()
                    .chain(projects.iter().flat_map(|project| &project.whole.mistakes))
            }))
    }
}

/// Where a value stands, put together only when something has to be said of it.
type Place<'a> = &'a dyn Fn() -> FieldPath;

fn project_kind() -> Option<Kind> {
    FIELDS
        .iter()
        .find(|field| field.key == PROJECTS)
        .and_then(|field| match field.kind {
            Kind::List(item, _) => Some(*item),
            _ => None,
        })
}

fn chapter(root: Node<'_>, field: &Field) -> Inspection {
    let place = || FieldPath::root().key(field.key);
    let mut inspection = inspect_field(root.get(field.key), field, FIELDS, &place, MOST + 1);
    cut_short(&mut inspection.mistakes);
    inspection
}

/// Whether a single value is right, and neither it nor anything it stands in has to be filled in.
fn is_right_alone(document: &Document, path: &FieldPath) -> bool {
    let mut fields = path.around().filter_map(|it| field_at(&it)).peekable();
    let leaf = fields.peek().map(|it| it.kind);
    let leaf = leaf.filter(|it| !matches!(it, Kind::Record(_) | Kind::List(..)));
    leaf.is_some_and(|kind| {
        let place = || path.clone();
        let inspection = inspect(document.node(path), kind, FIELDS, &place, 1);
        inspection.mistakes.is_empty() && !fields.any(|it| it.required)
    })
}

fn project(node: Node<'_>, kind: Kind, place: Place<'_>, room: usize) -> Project {
    let mut project = Project::default();
    match kind {
        Kind::Record(fields) if node.shape() == Shape::Mapping && !node.is_alias() => {
            let note = |filled| project.fields.push(filled);
            project.whole = record(Some(node), fields, FIELDS, place, room, note);
        }
        _ => project.whole = inspect(Some(node), kind, FIELDS, place, room),
    }
    cut_short(&mut project.whole.mistakes);
    project
}

impl Project {
    /// Inspects one field again, if nothing was wrong with the project and nothing is with the
    /// field; whether that was so.
    fn retype(&mut self, node: Node<'_>, kind: Kind, key: &str, place: Place<'_>) -> bool {
        let Kind::Record(fields) = kind else {
            return false;
        };
        let mut fields = fields.iter().zip(&mut self.fields);
        let Some((field, filled)) = fields.find(|(field, _)| field.key == key) else {
            return false;
        };
        let place = || place().key(key);
        let inspection = inspect_field(node.get(key), field, FIELDS, &place, 1);
        let is_right = self.whole.mistakes.is_empty() && inspection.mistakes.is_empty();
        if is_right {
            *filled = inspection.filled;
            self.whole.filled = self.fields.iter().copied().sum();
        }
        is_right
    }
}

fn projects(
    document: &Document,
    chapters: &mut [(&'static Field, Inspection)],
) -> (Vec<Project>, Option<usize>) {
    let path = fields::projects();
    let node = document.node(&path);
    let wrong = node.is_some_and(|node| !matches!(node.shape(), Shape::Sequence | Shape::Null));
    for (field, inspection) in chapters
        .iter_mut()
        .filter(|(field, _)| field.key == PROJECTS)
    {
        let wrong = node.filter(|_| wrong).into_iter();
        inspection.mistakes = wrong
            .map(|node| wrong_shape(node, &path, field.kind))
            .collect();
    }
    let (Some(node), Some(item), false) = (node, project_kind(), wrong) else {
        return (Vec::new(), None);
    };
    let mut told = 0;
    let mut untold = None;
    let projects = node.items().enumerate().map(|(i, node)| {
        let room = if untold.is_some() { 0 } else { MOST + 1 };
        let mut project = project(node, item, &|| path.index(i), room);
        let mistakes = &mut project.whole.mistakes;
        told += mistakes.len();
        if told > MOST_OF_PROJECTS {
            *mistakes = Vec::new();
        }
        if told > MOST_OF_PROJECTS && untold.is_none() {
            untold = Some(i);
            let message =
                format!("前面各项目已列出 {MOST_OF_PROJECTS} 处不合格式，从这个项目起没有列出，请先改好前面的。");
            let mistake = Mistake::new(Misfit::Unreadable, path.index(i), message);
            mistakes.push(mistake);
        }
        project
    });
    (projects.collect(), untold)
}

/// `table` is all of the format, in which a key may be known elsewhere; `room`, how many mistakes
/// there may be.
fn inspect_field(
    node: Option<Node<'_>>,
    field: &Field,
    table: &'static [Field],
    place: Place<'_>,
    room: usize,
) -> Inspection {
    let mut inspection = inspect(node, field.kind, table, place, room);
    let is_there = node.is_some_and(|node| fills(node, field.kind));
    if field.required && !(field.printed && is_there) {
        inspection.filled += Filled::one(is_there);
        inspection.filled.total += blank_texts(node, field.kind).count();
    }
    inspection
}

/// Whether a field of this kind counts as filled in by this node: 0 is an amount and no text.
fn fills(node: Node<'_>, kind: Kind) -> bool {
    let is_nothing = || node.text().is_some_and(|it| is_no_text(kind, it.trim()));
    holds_something(node) && !is_nothing()
}

/// Whether a text is wanted and a 0 stands there.
#[must_use]
pub fn is_no_text(kind: Kind, value: &str) -> bool {
    matches!(kind, Kind::Text | Kind::LongText) && value == "0"
}

/// Whether anything is written in a node.
#[must_use]
pub fn holds_something(node: Node<'_>) -> bool {
    match node.shape() {
        Shape::Null => false,
        Shape::Scalar => node.text().is_some_and(|text| !text.trim().is_empty()),
        Shape::Mapping | Shape::Sequence => !node.is_empty(),
    }
}

/// The places of the texts that were put in a list and left blank: each is asked for as long as it stands there.
fn blank_texts(list: Option<Node<'_>>, kind: Kind) -> impl Iterator<Item = usize> {
    let list = list.filter(|_| matches!(kind, Kind::List(Kind::Text, _)));
    let entries = list.into_iter().flat_map(Node::items).enumerate();
    entries.filter_map(|(i, entry)| (!holds_something(entry)).then_some(i))
}

/// Whether an entry of a list says no more than that there is none (问题：无), as the outline of the
/// report asks where there is none; nothing else is asked of it.
fn says_none(entry: Node<'_>) -> bool {
    let content = entry.get("内容").and_then(Node::text);
    content.is_some_and(is_none)
}

/// Whether words say that there is none, and no more.
#[must_use]
pub fn is_none(words: &str) -> bool {
    matches!(words.trim().trim_end_matches('。'), "无" | "没有" | "暂无")
}

fn inspect(
    node: Option<Node<'_>>,
    kind: Kind,
    table: &'static [Field],
    place: Place<'_>,
    room: usize,
) -> Inspection {
    let mut found = Inspection::default();
    if room > 0 && node.is_some_and(Node::is_alias) {
        found.mistakes.push(Mistake::new(
            Misfit::Alias,
            place(),
            "这里引用别处的内容（*），程序不展开引用，请改为直接填写。".to_owned(),
        ));
    }
    let mut node = node.filter(|node| node.shape() != Shape::Null);
    if let Some(wrong) = node.take_if(|node| !has_shape(*node, kind))
        && room > 0
    {
        found.mistakes.push(wrong_shape(wrong, &place(), kind));
    }
    match kind {
        Kind::Record(fields) => {
            let left = room.saturating_sub(found.mistakes.len());
            found.add(record(node, fields, table, place, left, |_| ()));
        }
        Kind::List(item, _) => {
            for (i, entry) in node.into_iter().flat_map(Node::items).enumerate() {
                let left = room.saturating_sub(found.mistakes.len());
                let place = || place().index(i);
                let mut inspection = inspect(Some(entry), *item, table, &place, left);
                if says_none(entry) {
                    inspection.filled = Filled::one(true);
                }
                found.add(inspection);
            }
        }
        _ if room == 0 => {}
        leaf => {
            let text = node.and_then(|node| node.text()).unwrap_or_default();
            if let Some((message, meant)) = doubtful(text, leaf) {
                let mistake = Mistake::new(Misfit::Unreadable, place(), message);
                let fix = meant.map(|value| (format!("改为 {}", words(&value)), value));
                found.mistakes.push(Mistake { fix, ..mistake });
            } else if let Some(error) = below_zero(text, leaf)
                && !is_carried_over(&place())
            {
                let mistake = Mistake::new(Misfit::Negative, place(), error.to_string());
                found.mistakes.push(mistake);
            } else if text.len() > LONGEST_CHECKED {
                let message = format!(
                    "这段文字有{}字，长得没有逐句核对，请核对是否误贴，或分到几处填写。",
                    text.chars().count()
                );
                let mistake = Mistake::new(Misfit::Unreadable, place(), message);
                found.mistakes.push(mistake);
            } else {
                found.mistakes.extend(hidden(text, leaf, place));
            }
        }
    }
    found
}

/// `note` is told of each field how much of it is filled in.
fn record(
    node: Option<Node<'_>>,
    fields: &'static [Field],
    table: &'static [Field],
    place: Place<'_>,
    room: usize,
    mut note: impl FnMut(Filled),
) -> Inspection {
    let mut found = Inspection::default();
    let mut next = 0;
    for field in fields {
        let value = node.and_then(|node| node.get_next(&mut next, field.key));
        let left = room.saturating_sub(found.mistakes.len());
        let place = || place().key(field.key);
        let inspection = inspect_field(value, field, table, &place, left);
        note(inspection.filled);
        found.add(inspection);
    }
    if let Some(node) = node {
        unknown_keys(node, fields, table, place, room, &mut found.mistakes);
    }
    found
}

/// What is wrong with a number below zero, where there cannot be less than none.
fn below_zero(text: &str, kind: Kind) -> Option<NumberError> {
    let Kind::Number(unit) = kind else {
        return None;
    };
    let text = text.trim();
    let value = Number::read(text).value()?;
    let is_below = value < Decimal::ZERO;
    is_below.then(|| NumberError::of_value(text, value, unit))?
}

/// Whether a field holds what is carried over, which a deficit makes negative.
fn is_carried_over(path: &FieldPath) -> bool {
    path.last_key().is_some_and(|key| key.contains("结转"))
}

/// The characters of a text, each with whether it may not be shown as it is: a tab may in a long
/// text, and a joiner between two pictures is part of one.
fn tricky(text: &str, kind: Kind) -> impl Iterator<Item = (char, bool)> {
    let picture = |c: &char| matches!(c, '\u{2190}'..='\u{2BFF}' | '\u{1F000}'..='\u{1FAFF}');
    let mut chars = text.chars().peekable();
    std::iter::from_fn(move || {
        let c = chars.next()?;
        let is_right = match c {
            '\n' => true,
            '\t' => kind == Kind::LongText,
            '\u{200D}' => chars.peek().is_some_and(picture),
            c => !is_tricky(c),
        };
        Some((c, !is_right))
    })
}

/// What is said of a text with a character that nobody can see, or that only the machine it was
/// typed on shows.
fn hidden(text: &str, kind: Kind, place: Place<'_>) -> Option<Mistake> {
    // Nearly no text has one, and all are looked through when a report is opened.
    text.find(|c| c != '\n' && is_tricky(c))?;
    let (c, _) = tricky(text, kind).find(|(_, is_tricky)| *is_tricky)?;
    let code = format!("U+{:04X}", u32::from(c));
    if is_private(c) {
        let message = format!(
            "文字里有本机自造的字（{code}），换一台电脑就显示不出来，请改用标准字库里的字。"
        );
        return Some(Mistake::new(Misfit::Hidden, place(), message));
    }
    let message =
        format!("文字里夹有看不见的字符（{code}），显示时记作“?”，请删去或重新输入这一处。");
    let seen = tricky(text, kind).filter_map(|(c, is_tricky)| match c {
        // It parts two words.
        '\t' if is_tricky => Some(' '),
        c => (!is_tricky || is_private(c)).then_some(c),
    });
    let fix = Some(("删去看不见的字符".to_owned(), Value::Text(seen.collect())));
    Some(Mistake {
        fix,
        ..Mistake::new(Misfit::Hidden, place(), message)
    })
}

fn words(value: &Value) -> &str {
    match value {
        Value::Text(text) | Value::Number(text) => text,
        Value::Null | Value::List(_) | Value::Map(_) => "",
    }
}

/// Why the text of a scalar is no value of its kind; `None` where it is one or is blank.
#[must_use]
pub fn unreadable(text: &str, kind: Kind) -> Option<String> {
    doubtful(text, kind).map(|(message, _)| message)
}

/// [`unreadable`], with what was probably meant.
fn doubtful(text: &str, kind: Kind) -> Option<(String, Option<Value>)> {
    let text = text.trim();
    if text.is_empty() {
        return None;
    }
    match kind {
        Kind::Number(unit) => match Number::read(text) {
            Number::Unreadable => {
                let (message, meant) = number::trouble(text, unit);
                Some((message, meant.map(Value::Number)))
            }
            Number::Known(value) => match NumberError::of_value(text, value, unit) {
                Some(error @ NumberError::NotWhole(_)) => Some((error.to_string(), None)),
                _ if unit == Unit::Year => no_year(text, value),
                _ => None,
            },
            Number::Blank => None,
        },
        Kind::Deadline if date::is_lasting(text) => None,
        Kind::Date | Kind::Deadline if date::written(text).is_none() => {
            let meant = date::normalise(&bare(text)).ok().map(Value::Text);
            let shown = brief(text);
            Some((
                format!("“{shown}”不是日期，请写成 2023-04-28 的样子。"),
                meant,
            ))
        }
        Kind::Choice(words) if !words.contains(&text) => {
            let bare = bare(text);
            let meant = words.iter().find(|word| **word == bare);
            let shown = brief(text);
            Some((
                format!("“{shown}”不在可选范围内，请改为{}之一。", words.join("、")),
                meant.map(|word| Value::Text((*word).to_owned())),
            ))
        }
        _ => None,
    }
}

/// A year of fewer or more than four digits, with the one probably meant: 22 is 2022.
fn no_year(text: &str, year: Decimal) -> Option<(String, Option<Value>)> {
    let is_year = date::year(Number::Known(year)).is_some();
    (!is_year).then(|| {
        let is_short = year >= Decimal::ZERO && year < Decimal::ONE_HUNDRED;
        let meant = is_short.then(|| Value::Number((year + Decimal::from(2000)).to_string()));
        let message = format!("“{text}”不是四位数的年度，请写成 2022 的样子。");
        (message, meant)
    })
}

/// A text without what nobody sees and without quotation marks around it.
fn bare(text: &str) -> String {
    let seen: String = text.chars().filter(|c| !is_tricky(*c)).collect();
    let seen =
        seen.trim_matches(|c: char| c.is_whitespace() || number::QUOTATION_MARKS.contains(c));
    seen.to_owned()
}

/// As much of a text as belongs in a sentence.
pub(crate) fn brief(text: &str) -> String {
    const MOST: usize = 40;
    match text.char_indices().nth(MOST) {
        Some((end, _)) => format!("{}..", text.get(..end).unwrap_or_default()),
        None => text.to_owned(),
    }
}

/// Whether what stands at `path` has the shape of its field, so that it can be edited there.
#[must_use]
pub fn is_value(document: &Document, path: &FieldPath, kind: Kind) -> bool {
    document
        .node(path)
        .is_none_or(|node| node.shape() == Shape::Null || has_shape(node, kind))
}

fn has_shape(node: Node<'_>, kind: Kind) -> bool {
    match kind {
        Kind::Record(_) => node.shape() == Shape::Mapping,
        Kind::List(..) => node.shape() == Shape::Sequence,
        _ => node.shape() == Shape::Scalar,
    }
}

fn wrong_shape(node: Node<'_>, path: &FieldPath, kind: Kind) -> Mistake {
    let name = brief(path.last_key().unwrap_or("文件"));
    let fix = match kind {
        Kind::Record(fields) => entries_of_lines(node, fields).map(|entries| {
            let message =
                format!("“{name}”下的各行没有读成“名称: 值”，请用英文冒号“:”并在后面空一格。");
            let title = "把冒号改为英文的，后面空一格";
            (message, title, Value::Map(entries))
        }),
        Kind::List(&Kind::Text | &Kind::LongText, _) => items_of_text(node).map(|items| {
            let message = format!("“{name}”下应为以“- ”开头的列表，请逐项另起一行。");
            (message, "改成列表", Value::List(items))
        }),
        Kind::Text | Kind::LongText => text_of_items(node, kind).map(|text| {
            let message = format!("“{name}”应为一个值，现在是列表，请把各项合成一个值。");
            (message, "各项合成一个值", Value::Text(text))
        }),
        _ => None,
    };
    if let Some((message, title, value)) = fix {
        return Mistake {
            fix: Some((title.to_owned(), value)),
            ..Mistake::new(Misfit::Shape, path.clone(), message)
        };
    }
    let message = match kind {
        Kind::Record(_) => {
            format!("“{name}”下应逐行写“名称: 值”，现在不是，只能查看，请在文本编辑器中改正。")
        }
        Kind::List(..) => {
            format!("“{name}”下应为以“- ”开头的列表，现在不是，只能查看，请在文本编辑器中改正。")
        }
        _ => format!("“{name}”应为一个值，现在是列表或多项内容，只能查看，请在文本编辑器中改正。"),
    };
    Mistake::new(Misfit::Shape, path.clone(), message)
}

/// What a list of plain values in the place of one text was meant to be: 1、2.
fn text_of_items(node: Node<'_>, kind: Kind) -> Option<String> {
    let items = node.items().map(|item| item.text().map(str::trim));
    let items: Vec<&str> = items.collect::<Option<_>>()?;
    let between = if kind == Kind::LongText { "\n" } else { "、" };
    (!items.is_empty()).then(|| items.join(between))
}

/// What a text in the place of a list was meant to be: the parts of one in wide brackets, else
/// the text as the only item.
fn items_of_text(node: Node<'_>) -> Option<Vec<Value>> {
    let text = node.text()?.trim();
    let inner = text
        .strip_prefix(['［', '【'])
        .and_then(|rest| rest.strip_suffix(['］', '】']));
    let parts: Vec<&str> = match inner {
        Some(inner) => inner.split([',', '，', '、']).map(str::trim).collect(),
        None => vec![text],
    };
    let items = parts.into_iter().filter(|part| !part.is_empty());
    let items: Vec<_> = items.map(|part| Value::Text(part.to_owned())).collect();
    (!items.is_empty()).then_some(items)
}

/// What lines like `标题：报告` were meant to be, if every one names a field of its own.
fn entries_of_lines(node: Node<'_>, fields: &[Field]) -> Option<Vec<(String, Value)>> {
    let written = node.text().is_some().then(|| node.written())?;
    let mut entries: Vec<(String, Value)> = Vec::new();
    for line in written.lines() {
        let (key, value) = line.split_once(['：', ':'])?;
        let field = fields.iter().find(|field| field.key == key.trim())?;
        let value = value.trim();
        let value = match field.kind {
            Kind::Record(_) | Kind::List(..) => return None,
            _ if value.is_empty() => Value::Null,
            Kind::Number(unit) => match number::normalise(value, unit) {
                Ok(Some(number)) => Value::Number(number),
                _ => Value::Text(value.to_owned()),
            },
            _ => Value::Text(value.to_owned()),
        };
        if entries.iter().any(|(known, _)| known == field.key) {
            return None;
        }
        entries.push((field.key.to_owned(), value));
    }
    (!entries.is_empty()).then_some(entries)
}

fn unknown_keys(
    node: Node<'_>,
    fields: &[Field],
    table: &'static [Field],
    place: Place<'_>,
    room: usize,
    found: &mut Vec<Mistake>,
) {
    for (key, _) in node.entries() {
        if found.len() >= room {
            return;
        }
        if !fields.iter().any(|field| field.key == key) {
            let message = stray(key, fields, table);
            found.push(Mistake::new(Misfit::Unknown, place().key(key), message));
        }
    }
}

/// What to say of a key that is none of these fields: the one that was probably meant, or where
/// it belongs.
fn stray(key: &str, fields: &[Field], table: &'static [Field]) -> String {
    let name = brief(key);
    let meant = bare(key);
    let kept = "内容照原样保留";
    if let Some((start, _)) = key.split_once('：')
        && fields.iter().any(|field| field.key == bare(start))
    {
        return format!(
            "“{name}”里用了中文冒号或逗号，没有读成“名称: 值”，请改成英文的并在后面空一格。"
        );
    }
    let mut homes = Vec::new();
    for field in fields {
        homes_of(&meant, field, "", 1, &mut homes);
    }
    if homes.is_empty() {
        for field in table {
            if field.key == meant {
                homes.push((0, String::new()));
            }
            homes_of(&meant, field, "", 1, &mut homes);
        }
    }
    let least = homes.iter().map(|(depth, _)| *depth).min();
    homes.retain(|(depth, _)| Some(*depth) == least);
    let mut names = homes.iter().map(|(_, home)| home.as_str());
    let home = names.next().filter(|_| names.next().is_none());
    let near = fields
        .iter()
        .filter(|_| key.len() < 100)
        .map(|field| (strsim::damerau_levenshtein(&meant, field.key), field.key))
        .filter(|(apart, known)| apart * 2 <= known.chars().count())
        .min_by_key(|(apart, _)| *apart);
    match (home, near) {
        (None, Some((_, known))) | (_, Some((0, known))) => {
            format!("“{name}”不是本格式的字段，{kept}，是不是“{known}”写错了，请核对名称。")
        }
        (Some(""), _) => {
            format!("“{name}”放错了地方，{kept}，它应顶格写，不缩进，请移过去。")
        }
        (Some(home), _) => {
            format!("“{name}”放错了地方，{kept}，它应在“{home}”下面，请移过去。")
        }
        (None, None) => {
            format!("“{name}”不是本格式的字段，{kept}，请核对是否写错名称或位置。")
        }
    }
}

/// The records below a field that know a key: how deep they lie, and their names from there.
fn homes_of(key: &str, field: &Field, above: &str, depth: usize, homes: &mut Vec<(usize, String)>) {
    let name = if above.is_empty() {
        field.key.to_owned()
    } else {
        format!("{above} {}", field.key)
    };
    if let Kind::Record(inner) | Kind::List(&Kind::Record(inner), _) = field.kind {
        if inner.iter().any(|field| field.key == key) {
            homes.push((depth, name.clone()));
        }
        for field in inner {
            homes_of(key, field, &name, depth + 1, homes);
        }
    }
}

/// What does not fit a table of fields, for other files than a report.
#[must_use]
pub fn mistakes(root: Node<'_>, fields: &'static [Field]) -> Vec<Mistake> {
    let kind = Kind::Record(fields);
    inspect(Some(root), kind, fields, &FieldPath::root, MOST).mistakes
}

/// Which fields that are always required hold nothing, and which amounts that are asked for, in the
/// order of the table.
#[must_use]
pub fn lacking(
    root: Node<'_>,
    fields: &'static [Field],
    is_asked: &dyn Fn(&FieldPath) -> bool,
) -> Vec<FieldPath> {
    let mut found = Vec::new();
    let (root, place) = (Some(root), FieldPath::root());
    lacking_in(root, Kind::Record(fields), &place, is_asked, &mut found);
    found
}

fn lacking_in(
    node: Option<Node<'_>>,
    kind: Kind,
    path: &FieldPath,
    is_asked: &dyn Fn(&FieldPath) -> bool,
    found: &mut Vec<FieldPath>,
) {
    match kind {
        Kind::Record(fields) => {
            for field in fields {
                let value = node.and_then(|node| node.get(field.key));
                let path = path.key(field.key);
                let is_amount = field.kind == Kind::Number(Unit::WanYuan);
                let is_there = value.is_some_and(|value| fills(value, field.kind));
                let is_blank = field.required && !is_there;
                if is_blank || (is_amount && is_asked(&path)) {
                    found.push(path);
                    continue;
                }
                if field.required {
                    found.extend(blank_texts(value, field.kind).map(|i| path.index(i)));
                }
                lacking_in(value, field.kind, &path, is_asked, found);
            }
        }
        Kind::List(item, _) => {
            let entries = node.into_iter().flat_map(Node::items).enumerate();
            for (i, entry) in entries.filter(|(_, entry)| !says_none(*entry)) {
                lacking_in(Some(entry), *item, &path.index(i), is_asked, found);
            }
        }
        _ => {}
    }
}

/// Whether every value has the shape of its field.
#[must_use]
pub fn is_well_shaped(document: &Document) -> bool {
    well_shaped(document.root(), Kind::Record(FIELDS))
}

fn well_shaped(node: Node<'_>, kind: Kind) -> bool {
    node.shape() == Shape::Null
        || has_shape(node, kind)
            && match kind {
                Kind::Record(fields) => fields.iter().all(|field| {
                    node.get(field.key)
                        .is_none_or(|value| well_shaped(value, field.kind))
                }),
                Kind::List(item, _) => node.items().all(|entry| well_shaped(entry, *item)),
                _ => true,
            }
}
