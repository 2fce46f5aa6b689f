//! Where words say that a field stands, what stands there, and in what words it is told: for those
//! who ask for thousands of fields.

use std::collections::{BTreeMap, HashMap};

use foldhash::fast::RandomState;

use super::fields::{
    BY_PROGRAM, FIELDS, Kind, NAMES, by_place, describe, described, entries_in_words, in_words,
    is_by_program, name_of,
};
use super::stamp::stamp;
use crate::document::{Document, Edit, FieldPath, Step, Value};

/// The places of one document. The names of a list's entries are gathered when it is first asked
/// about, and each answer is kept.
#[derive(Debug)]
pub struct Places<'d> {
    document: &'d Document,
    lists: HashMap<FieldPath, Entries, RandomState>,
    called: HashMap<String, Option<FieldPath>, RandomState>,
    stamps: HashMap<FieldPath, String, RandomState>,
}

/// The entries of a list in words, and which words are whose.
#[derive(Debug, Default)]
struct Entries {
    words: Vec<String>,
    places: HashMap<String, usize, RandomState>,
}

impl<'d> Places<'d> {
    /// Those of a document.
    #[must_use]
    pub fn of(document: &'d Document) -> Self {
        Self {
            document,
            lists: HashMap::default(),
            called: HashMap::default(),
            stamps: HashMap::default(),
        }
    }

    /// The field that [`super::fields::describe`] calls by these words, of two the first; `None`
    /// where there is none any more.
    pub fn called(&mut self, words: &str) -> Option<FieldPath> {
        if let Some(known) = self.called.get(words) {
            return known.clone();
        }
        let path = self.below(&FieldPath::root(), Kind::Record(FIELDS), words);
        self.called.insert(words.to_owned(), path.clone());
        path
    }

    /// Where a field stands, as [`super::fields::describe`] says it.
    pub fn describe(&mut self, path: &FieldPath) -> String {
        described(path, |list, index| {
            self.entries(list).words.get(index).cloned()
        })
    }

    /// What stands there, as [`stamp`] says it.
    pub fn stamp(&mut self, path: &FieldPath) -> &str {
        let stamps = self.stamps.entry(path.clone());
        stamps.or_insert_with(|| stamp(self.document, path))
    }

    fn below(&mut self, path: &FieldPath, kind: Kind, words: &str) -> Option<FieldPath> {
        match kind {
            Kind::Record(fields) => fields.iter().find_map(|field| {
                let rest = words.strip_prefix(field.key)?;
                self.on(path.key(field.key), field.kind, rest)
            }),
            Kind::List(item, _) => ends_of_name(words).find_map(|end| {
                let (name, rest) = words.split_at_checked(end)?;
                let place = self.entry(path, name)?;
                self.on(path.index(place), *item, rest)
            }),
            _ => None,
        }
    }

    fn on(&mut self, path: FieldPath, kind: Kind, rest: &str) -> Option<FieldPath> {
        if rest.is_empty() {
            return Some(path);
        }
        match (kind, rest.strip_prefix(' ')) {
            (Kind::List(..), None) | (Kind::Record(_), Some(_)) => {
                self.below(&path, kind, rest.trim_start_matches(' '))
            }
            _ => None,
        }
    }

    /// The place in a list of the entry that is called so.
    fn entry(&mut self, list: &FieldPath, name: &str) -> Option<usize> {
        let named = &self.entries(list).places;
        // Of two of one name the first was called otherwise since.
        let alone = || {
            let alone = name.strip_suffix("第2个")?;
            named.get(alone)
        };
        named.get(name).or_else(alone).copied()
    }

    fn entries(&mut self, list: &FieldPath) -> &Entries {
        self.lists.entry(list.clone()).or_insert_with(|| {
            let mut entries = Entries::default();
            let node = self.document.node(list);
            for (i, (words, _)) in node.into_iter().flat_map(entries_in_words).enumerate() {
                entries.places.entry(words.clone()).or_insert(i);
                entries.words.push(words);
            }
            entries
        })
    }
}

/// The edits by which what was said about the report goes on to be said of the same entries, where these
/// edits give entries another place in their list. What was said of one without a name that is taken out
/// goes with it, but for a comment, which stays with the list.
#[must_use]
pub fn kept_in_place(document: &Document, edits: &[Edit]) -> Vec<Edit> {
    let remarks: Vec<FieldPath> = remarks(document).collect();
    if remarks.is_empty() {
        return Vec::new();
    }
    let mut lists: BTreeMap<FieldPath, Vec<&Edit>> = BTreeMap::new();
    for edit in edits {
        if let Some(list) = list_of(edit).filter(|it| !is_by_program(it)) {
            lists.entry(list).or_default().push(edit);
        }
    }
    let mut kept = Vec::new();
    let mut gone = Vec::new();
    for (list, edits) in lists {
        let called = called_after(document, &list, &edits);
        if called.is_empty() {
            continue;
        }
        let before = describe(document, &list);
        for remark in &remarks {
            let place = remark.key(PLACE);
            let words = document.node(&place).and_then(|it| it.text());
            let Some(words) = words.and_then(|it| it.trim().strip_prefix(&*before)) else {
                continue;
            };
            let moved = ends_of_name(words).find_map(|end| {
                let (entry, rest) = words.split_at_checked(end)?;
                let is_there = rest.is_empty() || rest.starts_with(' ');
                Some((called.get(entry).filter(|_| is_there)?, rest))
            });
            let is_comment = remark.first_key() == Some("批注");
            let words = match moved {
                Some((Some(entry), rest)) => format!("{before}{entry}{rest}"),
                Some((None, _)) if is_comment => before.clone(),
                Some((None, _)) => {
                    gone.push(remark.clone());
                    continue;
                }
                None => continue,
            };
            kept.push(Edit::Set {
                path: place,
                value: Value::Text(words),
            });
        }
    }
    // From the last on, so that those before keep their places.
    gone.sort();
    gone.dedup();
    let gone = gone.into_iter().rev().map(|path| Edit::Remove { path });
    kept.extend(gone);
    kept
}

/// The key under which a remark tells in words what it is about.
pub const PLACE: &str = "位置";

/// The entries in which something was said of the report.
pub fn remarks(document: &Document) -> impl Iterator<Item = FieldPath> {
    let lists = BY_PROGRAM.map(|key| FieldPath::root().key(key)).into_iter();
    lists.flat_map(|list| {
        let count = document.count(&list);
        (0..count).map(move |i| list.index(i))
    })
}

/// The list in which an edit gives entries another place.
fn list_of(edit: &Edit) -> Option<FieldPath> {
    match edit {
        Edit::Insert { list, .. } | Edit::Move { list, .. } => Some(list.clone()),
        Edit::Remove { path } => {
            let is_entry = matches!(path.last(), Some(Step::Index(_)));
            path.parent().filter(|_| is_entry)
        }
        Edit::Set { .. } | Edit::Rewrite { .. } => None,
    }
}

/// What the entries of a list are called after these edits of it that are called otherwise then, by what they
/// were called; `None` for one without a name that is there no more.
fn called_after(
    document: &Document,
    list: &FieldPath,
    edits: &[&Edit],
) -> HashMap<String, Option<String>, RandomState> {
    let Some(node) = document.node(list) else {
        return HashMap::default();
    };
    let before: Vec<(String, Option<&str>)> = entries_in_words(node)
        .map(|(words, entry)| (words, name_of(entry)))
        .collect();
    // Where each stood before, and its name.
    let names = before.iter().map(|(_, name)| *name);
    let mut entries: Vec<(Option<usize>, Option<&str>)> =
        names.enumerate().map(|(i, name)| (Some(i), name)).collect();
    for edit in edits {
        match edit {
            Edit::Insert { index, value, .. } if *index <= entries.len() => {
                entries.insert(*index, (None, name_in(value)));
            }
            Edit::Move { from, to, .. } if (*from).max(*to) < entries.len() => {
                let entry = entries.remove(*from);
                entries.insert(*to, entry);
            }
            Edit::Remove { path } => match path.last() {
                Some(Step::Index(index)) if *index < entries.len() => {
                    entries.remove(*index);
                }
                _ => {}
            },
            _ => {}
        }
    }
    let words = in_words(entries.iter().map(|(_, name)| *name));
    let mut after: Vec<Option<String>> = vec![None; before.len()];
    for ((origin, _), words) in entries.iter().zip(words) {
        if let Some(place) = origin.and_then(|it| after.get_mut(it)) {
            *place = Some(words);
        }
    }
    let changed = before.into_iter().zip(after).enumerate();
    changed
        .filter(|(i, ((words, _), after))| match after {
            Some(after) => after != words,
            None => *words == by_place(*i),
        })
        .map(|(_, ((words, _), after))| (words, after))
        .collect()
}

/// What a new entry is called.
fn name_in(value: &Value) -> Option<&str> {
    let Value::Map(fields) = value else {
        return None;
    };
    let name = NAMES.iter().find_map(|name| {
        let (_, value) = fields.iter().find(|(key, _)| key == name)?;
        match value {
            Value::Text(text) | Value::Number(text) => Some(&**text),
            _ => None,
        }
    });
    name.filter(|it| !it.is_empty())
}

/// Where the name of an entry may end that words begin with: 「甲」, 「甲」第2个, 第3项.
fn ends_of_name(words: &str) -> impl Iterator<Item = usize> {
    // A name that has more of these in it is told by its place in no sentence.
    const MOST: usize = 8;
    let ends = words.match_indices(['」', '个', '项']).take(MOST);
    ends.map(|(at, sign)| at + sign.len())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::fields::describe;

    #[test]
    fn what_is_described_is_found_by_its_words() {
        let document = Document::read(
            "项目: [{名称: 甲」乙, 指标: [{三级指标: 数}, {分值: 1}, {三级指标: 数}]}, {分值: 2}, \
             {名称: 甲」乙}]\n"
                .as_bytes(),
        );
        let mut places = Places::of(&document);
        for path in [
            "项目[0]",
            "项目[0].指标[0].分值",
            "项目[0].指标[1]",
            "项目[0].指标[2].分值",
            "项目[2].预期目标",
            "项目[1].名称",
            "封面.标题",
        ] {
            let path: FieldPath = path.parse().unwrap();
            let words = describe(&document, &path);
            assert_eq!(places.describe(&path), words);
            assert_eq!(places.called(&words), Some(path), "{words}");
        }
        assert_eq!(places.called("项目「丙」"), None);
        assert_eq!(places.called("没有"), None);
    }
}
