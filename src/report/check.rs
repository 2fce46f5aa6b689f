//! Holds the document against the table of fields: what the format does not know, what has the
//! wrong shape or cannot be read, and how much of what the forms require is filled in.
//!
//! It says what is wrong and where; it never changes anything and knows nothing of sums.

use std::fmt;

use super::date;
use super::fields::{FIELDS, Field, Kind};
use super::number::Number;
use crate::document::{Document, FieldPath, Node, Shape, Step};

/// In what way something does not fit the format.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Misfit {
    /// A key the format does not know.
    Unknown,
    /// A list, a mapping or a value where something else belongs.
    Shape,
    /// Text that is no value of its field.
    Unreadable,
    /// An alias, which the program does not follow.
    Alias,
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
}

/// How many of the required fields hold something.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Filled {
    /// Required fields that hold something.
    pub done: usize,
    /// Required fields.
    pub total: usize,
}

impl std::ops::AddAssign for Filled {
    fn add_assign(&mut self, other: Self) {
        self.done += other.done;
        self.total += other.total;
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

/// The inspection of the whole file, kept by chapter, and by project within 项目, so that an edit
/// costs what the part it touches costs.
#[derive(Debug, Clone, Default)]
pub struct Inspections {
    chapters: Vec<(&'static Field, Inspection)>,
    projects: Vec<Inspection>,
    unknown: Vec<Mistake>,
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
            Shape::Mapping => unknown_keys(root, FIELDS, &FieldPath::root, &mut unknown),
            Shape::Null => {}
            _ => unknown.push(wrong_shape(&FieldPath::root(), Kind::Record(FIELDS))),
        }
        Self {
            projects: projects(document, &mut chapters),
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
            let path = FieldPath::root().key(PROJECTS);
            if let Some(Step::Index(index)) = second
                && let Some(inspection) = self.projects.get_mut(*index)
                && let Some(node) = document.node(&path.index(*index))
                && let Some(item) = project_kind()
            {
                *inspection = inspect(Some(node), item, &|| path.index(*index));
            } else {
                self.projects = projects(document, &mut self.chapters);
            }
        } else if let Some((field, inspection)) = self
            .chapters
            .iter_mut()
            .find(|(field, _)| field.key == &**key)
        {
            *inspection = chapter(document.root(), field);
        } else {
            *self = Self::read(document);
        }
    }

    /// How much of the chapters chosen is filled in.
    #[must_use]
    pub fn filled(&self, chosen: impl Fn(&str) -> bool) -> Filled {
        let mut sum = Filled::default();
        for (field, inspection) in &self.chapters {
            if chosen(field.key) {
                sum += inspection.filled;
            }
        }
        if chosen(PROJECTS) {
            for inspection in &self.projects {
                sum += inspection.filled;
            }
        }
        sum
    }

    /// How much of one project is filled in.
    #[must_use]
    pub fn project(&self, index: usize) -> Filled {
        self.projects
            .get(index)
            .map_or_else(Filled::default, |inspection| inspection.filled)
    }

    /// Everything found, in the order of the file's chapters.
    pub fn mistakes(&self) -> impl Iterator<Item = &Mistake> {
        self.unknown
            .iter()
            .chain(self.chapters.iter().flat_map(|(field, inspection)| {
                let projects: &[Inspection] = if field.key == PROJECTS {
                    &self.projects
                } else {
                    &[]
                };
                inspection
                    .mistakes
                    .iter()
                    .chain(projects.iter().flat_map(|project| &project.mistakes))
            }))
    }
}

const PROJECTS: &str = "项目";

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
    inspect_field(root.get(field.key), field, &|| {
        FieldPath::root().key(field.key)
    })
}

fn projects(document: &Document, chapters: &mut [(&'static Field, Inspection)]) -> Vec<Inspection> {
    let path = FieldPath::root().key(PROJECTS);
    let node = document.node(&path);
    let wrong = node.is_some_and(|node| !matches!(node.shape(), Shape::Sequence | Shape::Null));
    for (field, inspection) in chapters
        .iter_mut()
        .filter(|(field, _)| field.key == PROJECTS)
    {
        inspection.mistakes = wrong
            .then(|| wrong_shape(&path, field.kind))
            .into_iter()
            .collect();
    }
    let (Some(node), Some(item), false) = (node, project_kind(), wrong) else {
        return Vec::new();
    };
    node.items()
        .enumerate()
        .map(|(i, project)| inspect(Some(project), item, &|| path.index(i)))
        .collect()
}

fn inspect_field(node: Option<Node<'_>>, field: &Field, place: Place<'_>) -> Inspection {
    let mut inspection = inspect(node, field.kind, place);
    let is_collection = matches!(field.kind, Kind::Record(_));
    if field.required && !is_collection {
        inspection.filled.total += 1;
        inspection.filled.done += usize::from(node.is_some_and(holds_something));
    }
    inspection
}

/// Whether a field with this node counts as filled in.
fn holds_something(node: Node<'_>) -> bool {
    match node.shape() {
        Shape::Null => false,
        Shape::Scalar => node.text().is_some_and(|text| !text.trim().is_empty()),
        Shape::Mapping | Shape::Sequence => !node.is_empty(),
    }
}

fn inspect(node: Option<Node<'_>>, kind: Kind, place: Place<'_>) -> Inspection {
    let mut found = Inspection::default();
    if node.is_some_and(Node::is_alias) {
        found.mistakes.push(Mistake {
            misfit: Misfit::Alias,
            path: place(),
            message: "这里引用别处的内容（*），程序不展开引用，请改为直接填写。".to_owned(),
        });
    }
    let node = node.filter(|node| node.shape() != Shape::Null);
    if let Some(node) = node
        && !has_shape(node, kind)
    {
        found.mistakes.push(wrong_shape(&place(), kind));
        return found;
    }
    match kind {
        Kind::Record(fields) => {
            let mut next = 0;
            for field in fields {
                let value = node.and_then(|node| node.get_next(&mut next, field.key));
                let inner = inspect_field(value, field, &|| place().key(field.key));
                found.filled += inner.filled;
                found.mistakes.extend(inner.mistakes);
            }
            if let Some(node) = node {
                unknown_keys(node, fields, place, &mut found.mistakes);
            }
        }
        Kind::List(item, _) => {
            for (i, entry) in node.into_iter().flat_map(Node::items).enumerate() {
                let inner = inspect(Some(entry), *item, &|| place().index(i));
                found.filled += inner.filled;
                found.mistakes.extend(inner.mistakes);
            }
        }
        leaf => {
            let text = node.and_then(|node| node.text()).unwrap_or_default();
            found
                .mistakes
                .extend(unreadable(text, leaf).map(|message| Mistake {
                    misfit: Misfit::Unreadable,
                    path: place(),
                    message,
                }));
        }
    }
    found
}

/// Why the text of a scalar is no value of its kind; `None` where it is one or is blank.
#[must_use]
pub fn unreadable(text: &str, kind: Kind) -> Option<String> {
    let text = text.trim();
    if text.is_empty() {
        return None;
    }
    match kind {
        Kind::Number(unit) => match Number::read(text) {
            Number::Unreadable => Some(format!("“{text}”不是数字，请改为数字，例如 435.20。")),
            Number::Known(value) if unit.is_whole() && !value.fract().is_zero() => {
                Some(format!("“{text}”应为整数，请去掉小数部分。"))
            }
            _ => None,
        },
        Kind::Date => date::read(text)
            .is_none()
            .then(|| format!("“{text}”不是日期，请写成 2023-04-28 的样子。")),
        Kind::Choice(words) => (!words.contains(&text))
            .then(|| format!("“{text}”不在可选范围内，请改为{}之一。", words.join("、"))),
        _ => None,
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

fn wrong_shape(path: &FieldPath, kind: Kind) -> Mistake {
    let name = path.last_key().unwrap_or("文件");
    let message = match kind {
        Kind::Record(_) => {
            format!("“{name}”下应逐行写“名称: 值”，现在不是，只能查看，请在文本编辑器中改正。")
        }
        Kind::List(..) => {
            format!("“{name}”下应为以“- ”开头的列表，现在不是，只能查看，请在文本编辑器中改正。")
        }
        _ => format!("“{name}”应为一个值，现在是列表或多项内容，只能查看，请在文本编辑器中改正。"),
    };
    Mistake {
        misfit: Misfit::Shape,
        path: path.clone(),
        message,
    }
}

fn unknown_keys(node: Node<'_>, fields: &[Field], place: Place<'_>, found: &mut Vec<Mistake>) {
    for (key, _) in node.entries() {
        if !fields.iter().any(|field| field.key == key) {
            found.push(Mistake {
                misfit: Misfit::Unknown,
                path: place().key(key),
                message: format!(
                    "“{key}”不是本格式的字段，内容照原样保留，请核对是否写错名称或位置。"
                ),
            });
        }
    }
}

/// What does not fit a table of fields, for other files than a report.
#[must_use]
pub fn mistakes(root: Node<'_>, fields: &'static [Field]) -> Vec<Mistake> {
    inspect(Some(root), Kind::Record(fields), &FieldPath::root).mistakes
}

/// Which required fields hold nothing, for other files than a report.
#[must_use]
pub fn lacking(root: Node<'_>, fields: &'static [Field]) -> Vec<FieldPath> {
    let mut found = Vec::new();
    lacking_in(
        Some(root),
        Kind::Record(fields),
        &FieldPath::root(),
        &mut found,
    );
    found
}

fn lacking_in(node: Option<Node<'_>>, kind: Kind, path: &FieldPath, found: &mut Vec<FieldPath>) {
    match kind {
        Kind::Record(fields) => {
            for field in fields {
                let value = node.and_then(|node| node.get(field.key));
                let path = path.key(field.key);
                if field.required && !value.is_some_and(holds_something) {
                    found.push(path);
                } else {
                    lacking_in(value, field.kind, &path, found);
                }
            }
        }
        Kind::List(item, _) => {
            for (i, entry) in node.into_iter().flat_map(Node::items).enumerate() {
                lacking_in(Some(entry), *item, &path.index(i), found);
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
