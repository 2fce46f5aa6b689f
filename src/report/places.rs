//! Where words say that a field stands, what stands there, and in what words it is told: for those
//! who ask for thousands of fields.

use std::collections::HashMap;

use foldhash::fast::RandomState;

use super::fields::{FIELDS, Kind, described, entries_in_words};
use super::stamp::stamp;
use crate::document::{Document, FieldPath};

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
