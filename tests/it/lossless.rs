//! The promise of the document: what was not changed stays byte for byte, what was changed means
//! exactly what was asked for, and everything can be undone.
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a test that goes wrong should stop there"
)]

use std::collections::BTreeSet;
use std::ops::Range;
use std::path::Path;

use jixiao::document::{
    Document, Edit, EditError, FieldPath, Node, Shape, Step, Transaction, Value,
};
use proptest::prelude::*;
use serde::de::{self, Deserializer, IgnoredAny, Visitor};

use crate::harness::{to_the_end, yaml_files};

const NASTY: &[&str] = &[
    "自评",
    "自评: #1",
    "- a",
    "no",
    "1e5",
    "---",
    "...",
    "0430105",
    "1234",
    "12.50",
    "2023-04-28",
    "~",
    "null",
    "NULL",
    "true",
    "a: b",
    "#x",
    "x #y",
    " lead",
    "trail ",
    "",
    "\u{FEFF}x",
    "a\u{85}b",
    "a\u{2028}b",
    "${}",
    "{{项目支出合计}}",
    "'",
    "\"",
    "it's",
    "\\n",
    "[a]",
    "{a: b",
    "a, b",
    "&a",
    "*a",
    "!t",
    "|",
    "> x",
    "%x",
    "@x",
    "`x`",
    "? a",
    "<<",
    "=",
    ":",
    "键:",
    "a\tb",
    "\t",
    "一\n二",
    "一\n二\n",
    "一\n\n  二\n",
    " 一\n二",
    "一\n\n",
    "\n",
    "一\n# 二",
    "一\n---\n二",
    "a\rb",
    "\u{7}",
    "😀：，、（）",
    "1:30",
    "0x1F",
    ".5",
    "一 \n二\t\n三",
    "一\n  \n二",
    "一\n  ",
];

fn corpus() -> Vec<(String, Vec<u8>)> {
    yaml_files(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus"))
}

/// Every file of the corpus as it is and with other line breaks, no last one, and a mark in front.
fn variants() -> Vec<(String, Vec<u8>)> {
    let mut all = Vec::new();
    for (name, bytes) in corpus() {
        let text = String::from_utf8(bytes.clone()).unwrap();
        if !text.contains('\r') {
            all.push((
                format!("{name} CRLF"),
                text.replace('\n', "\r\n").into_bytes(),
            ));
        }
        let cut = text.trim_end_matches(['\n', '\r']);
        all.push((format!("{name} no EOL"), cut.as_bytes().to_vec()));
        for marks in ["\u{FEFF}", "\u{FEFF}\u{FEFF}"] {
            let bare = text.trim_start_matches('\u{FEFF}');
            let name = format!("{name} {} BOM", marks.chars().count());
            all.push((name, [marks, bare].concat().into_bytes()));
        }
        if !text.starts_with(['\u{FEFF}', '%']) && !text.contains("---") {
            all.push((
                format!("{name} marked"),
                ["---\n", &*text].concat().into_bytes(),
            ));
        }
        all.push((name, bytes));
    }
    all
}

/// A value that stands in a document: under what key, where it lies, and what it is.
#[derive(Debug, PartialEq)]
struct Standing<'a> {
    key: &'a str,
    shape: Shape,
    span: Range<usize>,
    text: Option<&'a str>,
    /// Line and column of the key, where the document is small.
    at: Option<(usize, usize)>,
}

/// A value and all that is in it, in the order of the text.
fn outline<'a>(key: &'a str, node: Node<'a>, small: bool, out: &mut Vec<Standing<'a>>) {
    out.push(Standing {
        key,
        shape: node.shape(),
        span: node.span(),
        text: node.text(),
        at: small.then(|| node.key_line_column()),
    });
    for (key, child) in node.entries() {
        outline(key, child, small, out);
    }
    for child in node.items() {
        outline("", child, small, out);
    }
}

/// A value with all that is in it.
pub(crate) fn meaning(node: Node<'_>) -> Value {
    match node.shape() {
        Shape::Null => Value::Null,
        Shape::Scalar => Value::Text(node.text().unwrap().to_owned()),
        Shape::Mapping => Value::Map(
            node.entries()
                .map(|(key, node)| (key.to_owned(), meaning(node)))
                .collect(),
        ),
        Shape::Sequence => Value::List(node.items().map(meaning).collect()),
    }
}

/// The tree kept up to date piece by piece is the tree of the text. Of a draft the tree has what is
/// typed before the places in the text do.
fn assert_current(document: &Document, context: &str) {
    let fresh = Document::read(&document.to_bytes());
    let mut settled = document.clone();
    if document.drafted().is_some() {
        assert_eq!(meaning(document.root()), meaning(fresh.root()), "{context}");
        settled.commit();
        assert_eq!(settled.text(), document.text(), "{context}");
    }
    let document = &settled;
    assert!(
        fresh.problems().is_empty(),
        "{context}: {:?}\n{}",
        fresh.problems(),
        document.text()
    );
    let (mut kept, mut read) = (Vec::new(), Vec::new());
    let small = document.text().len() < 20_000;
    outline("", document.root(), small, &mut kept);
    outline("", fresh.root(), small, &mut read);
    assert_eq!(kept, read, "{context}\n{}", document.text());
}

/// Every value below `node`, with its path.
fn paths(node: Node<'_>, path: &FieldPath, out: &mut Vec<FieldPath>) {
    for (key, child) in node.entries() {
        let path = path.key(key);
        out.push(path.clone());
        paths(child, &path, out);
    }
    for (index, child) in node.items().enumerate() {
        let path = path.index(index);
        out.push(path.clone());
        paths(child, &path, out);
    }
}

pub(crate) fn all_paths(document: &Document) -> Vec<FieldPath> {
    let mut all = Vec::new();
    paths(document.root(), &FieldPath::root(), &mut all);
    all
}

fn one(edit: Edit) -> Transaction {
    let place = FieldPath::root();
    let name = "修改".to_owned();
    Transaction {
        name,
        place,
        edits: vec![edit],
    }
}

fn set(path: &str, value: Value) -> Transaction {
    one(Edit::Set {
        path: path.parse().unwrap(),
        value,
    })
}

fn text(text: &str) -> Value {
    Value::Text(text.to_owned())
}

/// Sets a value in what a document means.
fn put(value: &mut Value, steps: &[Step], new: Value) {
    let Some((step, rest)) = steps.split_first() else {
        *value = new;
        return;
    };
    let inner = match (step, value) {
        (Step::Key(key), Value::Map(entries)) => entries
            .iter_mut()
            .find(|(name, _)| **name == **key)
            .map(|(_, v)| v),
        (Step::Index(index), Value::List(items)) => items.get_mut(*index),
        _ => None,
    };
    put(inner.unwrap(), rest, new);
}

/// Reads with serde what `Value` says should be there, as text.
struct Expect<'a>(&'a Value);

impl<'de> de::DeserializeSeed<'de> for Expect<'_> {
    type Value = ();
    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<(), D::Error> {
        match self.0 {
            Value::Null => from.deserialize_option(self),
            Value::Text(_) | Value::Number(_) => from.deserialize_str(self),
            Value::List(_) => from.deserialize_seq(self),
            Value::Map(_) => from.deserialize_map(self),
        }
    }
}

impl<'de> Visitor<'de> for Expect<'_> {
    type Value = ();
    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:?}", self.0)
    }
    fn visit_none<E: de::Error>(self) -> Result<(), E> {
        Ok(())
    }
    fn visit_unit<E: de::Error>(self) -> Result<(), E> {
        Ok(())
    }
    fn visit_str<E: de::Error>(self, read: &str) -> Result<(), E> {
        match self.0 {
            Value::Text(text) | Value::Number(text) if text == read => Ok(()),
            _ => Err(E::custom(format!("{read:?} 不是 {:?}", self.0))),
        }
    }
    fn visit_seq<A: de::SeqAccess<'de>>(self, mut seq: A) -> Result<(), A::Error> {
        let Value::List(items) = self.0 else {
            return Err(de::Error::custom("list"));
        };
        for item in items {
            seq.next_element_seed(Expect(item))?
                .ok_or_else(|| de::Error::custom("too short"))?;
        }
        match seq.next_element::<IgnoredAny>()? {
            None => Ok(()),
            Some(_) => Err(de::Error::custom("too long")),
        }
    }
    fn visit_map<A: de::MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        let Value::Map(entries) = self.0 else {
            return Err(de::Error::custom("map"));
        };
        for (key, value) in entries {
            let read: Option<String> = map.next_key()?;
            if read.as_ref() != Some(key) {
                return Err(de::Error::custom(format!("{read:?} 不是 {key:?}")));
            }
            map.next_value_seed(Expect(value))?;
        }
        match map.next_key::<String>()? {
            None => Ok(()),
            Some(_) => Err(de::Error::custom("too many keys")),
        }
    }
}

fn assert_serde(yaml: &str, value: &Value, context: &str) {
    use de::DeserializeSeed;
    let read = serde_yaml::with_deserializer_from_str(yaml, |from| Expect(value).deserialize(from));
    assert!(
        read.is_ok(),
        "{context}: {:?}\n{yaml:?}\n{value:?}",
        read.err()
    );
}

/// Lines that are in one text and not, at the same distance from an end, in the other.
fn changed_lines(before: &str, after: &str) -> (usize, usize) {
    let (before, after): (Vec<_>, Vec<_>) =
        (before.split('\n').collect(), after.split('\n').collect());
    let top = before
        .iter()
        .zip(&after)
        .take_while(|(a, b)| a == b)
        .count();
    let most = before.len().min(after.len()) - top;
    let bottom = before
        .iter()
        .rev()
        .zip(after.iter().rev())
        .take(most)
        .take_while(|(a, b)| a == b)
        .count();
    (before.len() - top - bottom, after.len() - top - bottom)
}

#[test]
fn opening_a_file_keeps_every_byte() {
    for (name, bytes) in variants() {
        let document = Document::read(&bytes);
        assert_eq!(document.to_bytes(), bytes, "{name}");
        assert!(
            document.problems().is_empty(),
            "{name}: {:?}",
            document.problems()
        );
        assert!(!document.is_modified());
    }
}

#[test]
fn another_reader_reads_the_same() {
    for (name, bytes) in variants() {
        let document = Document::read(&bytes);
        if document.has_aliases() || name.starts_with("odd") {
            continue;
        }
        assert_serde(
            document.text(),
            &meaning(document.root()),
            &name.to_string(),
        );
    }
}

#[test]
fn what_is_typed_under_a_missing_key_leaves_no_trace_of_what_was_typed_before() {
    let mut typed = 0;
    for (name, bytes) in variants() {
        let original = Document::read(&bytes);
        for below in all_paths(&original) {
            let node = original.node(&below).unwrap();
            if !matches!(node.shape(), Shape::Mapping | Shape::Null) || typed > 600 {
                continue;
            }
            let mut document = original.clone();
            for (turn, value) in ["1", "12", "1", "", "1.5", "空 # 白", "12"]
                .iter()
                .enumerate()
            {
                let path = below.below(&["另一", "再一"]);
                let edit = || {
                    one(Edit::Set {
                        path: path.clone(),
                        value: Value::Number((*value).to_owned()),
                    })
                };
                let mut at_once = original.clone();
                let outcome = at_once.edit(edit()).map(|_| ());
                let context = format!("{name} {path} {turn}");
                assert_eq!(document.draft(edit()), outcome, "{context}");
                if outcome.is_ok() {
                    assert_eq!(document.text(), at_once.text(), "{context}");
                    assert_current(&document, &context);
                    typed += 1;
                }
            }
            document.discard();
            assert_eq!(document.to_bytes(), bytes, "{name} {below}");
        }
    }
    assert!(typed > 500, "{typed}");
}

#[test]
fn any_value_can_become_any_text() {
    let mut count = 0;
    for (name, bytes) in variants() {
        let original = Document::read(&bytes);
        let before = meaning(original.root());
        for (place, path) in all_paths(&original).into_iter().enumerate() {
            let node = original.node(&path).unwrap();
            if !matches!(node.shape(), Shape::Scalar | Shape::Null) {
                continue;
            }
            let mut document = original.clone();
            for (turn, new) in NASTY.iter().enumerate() {
                // Every value of a small file meets many of the texts; one of a long file, which takes
                // as long to read as all the small ones, meets one, and that in a variant of it but now
                // and then.
                let share = match (bytes.len() < 8_192, name.ends_with("yaml")) {
                    (true, true) => 3,
                    (true, false) => 13,
                    (false, true) => NASTY.len(),
                    (false, false) => 5 * NASTY.len(),
                };
                if (place + turn) % share != 0 {
                    continue;
                }
                let context = format!("{name} {path} {new:?}");
                let outcome = document.draft(one(Edit::Set {
                    path: path.clone(),
                    value: text(new),
                }));
                match outcome {
                    Err(EditError::Alias(_)) => continue,
                    other => other.unwrap_or_else(|error| panic!("{context}: {error}")),
                }
                count += 1;
                // What was drafted before leaves no trace.
                let mut at_once = original.clone();
                at_once
                    .edit(one(Edit::Set {
                        path: path.clone(),
                        value: text(new),
                    }))
                    .unwrap();
                assert_eq!(document.text(), at_once.text(), "{context}");
                let mut expected = before.clone();
                put(&mut expected, path.steps(), text(new));
                let read = meaning(document.root());
                if !name.starts_with("odd") {
                    assert_eq!(read, expected, "{context}\n{}", document.text());
                }
                assert_current(&document, &context);
                if !original.has_aliases() && turn % 4 == 0 && !name.starts_with("odd") {
                    assert_serde(document.text(), &expected, &context);
                }
                let old = &original.text()[node.span()];
                let one_line = !old.contains(['\n', '\r']) && !new.contains('\n');
                if one_line && !name.starts_with("cr.") {
                    let changed = changed_lines(original.text(), document.text());
                    assert!(
                        changed == (1, 1) || changed == (0, 0),
                        "{context}: {changed:?}\n{}",
                        document.text()
                    );
                }
                let ends = |text: &str| text.ends_with(['\n', '\r']);
                assert_eq!(ends(original.text()), ends(document.text()), "{context}");
                // Nothing outside the lines of the value has changed.
                let span = node.span();
                let head = &original.text()[..span.start];
                let head = head.trim_end_matches([' ', '\n', '\r']);
                assert!(
                    document.text().starts_with(head),
                    "{context}\n{}",
                    document.text()
                );
                let tail = &original.text()[span.end..];
                let tail = &tail[tail.find(['\n', '\r']).unwrap_or(tail.len())..];
                assert!(
                    document.text().ends_with(tail),
                    "{context}\n{}",
                    document.text()
                );
            }
            document.discard();
            assert_eq!(document.to_bytes(), bytes, "{name} {path}");
        }
    }
    assert!(count > 2_000, "{count}");
}

fn check(before: &str, transaction: Transaction, after: &str) {
    let mut document = Document::read(before.as_bytes());
    assert!(document.problems().is_empty(), "{:?}", document.problems());
    let shown = format!("{transaction:?}");
    document
        .edit(transaction)
        .unwrap_or_else(|error| panic!("{error}\n{shown}\n{before}"));
    assert_eq!(document.text(), after, "{shown}");
    assert_current(&document, &shown);
    document.undo();
    assert_eq!(document.text(), before, "{shown}");
    assert_current(&document, &shown);
    document.redo();
    assert_eq!(document.text(), after, "{shown}");
}

fn number(digits: &str) -> Value {
    Value::Number(digits.to_owned())
}

#[test]
fn values_keep_the_way_they_are_written() {
    check("a: 1 # c\n", set("a", number("435.20")), "a: 435.20 # c\n");
    check("a: 1\n", set("a", text("1234")), "a: \"1234\"\n");
    check("a: 'x'\n", set("a", text("it's")), "a: 'it''s'\n");
    check("a: \"x\"\n", set("a", text("乙")), "a: \"乙\"\n");
    check(
        "a:   # c\nb: 1\n",
        set("a", text("乙")),
        "a: 乙   # c\nb: 1\n",
    );
    check("a: x # c\nb: 1\n", set("a", Value::Null), "a: # c\nb: 1\n");
    check(
        "a: x # c\nb: 1\n",
        set("a", text("一\n二")),
        "a: |- # c\n  一\n  二\nb: 1\n",
    );
    check(
        "a: | # c\n    一\n    二\n\nb: 1\n",
        set("a", text("三\n四\n")),
        "a: | # c\n    三\n    四\n\nb: 1\n",
    );
    check(
        "a: >-\n  一\n  二\n",
        set("a", text("一\n二")),
        "a: |-\n  一\n  二\n",
    );
    check("a: |\n  一\n  二\n", set("a", number("5")), "a: 5\n");
    check(
        "a: {x: 1, y: 2}\n",
        set("a.x", text("一\n二")),
        "a: {x: \"一\\n二\", y: 2}\n",
    );
    check(
        "a: {x: , y: 2}\n",
        set("a.x", number("1")),
        "a: {x: 1, y: 2}\n",
    );
    check(
        "a: {x: 1, y: 2}\n",
        set("a.x", Value::Null),
        "a: {x: , y: 2}\n",
    );
    check(
        "a: &n !!str 1 # c\n",
        set("a", text("一")),
        "a: &n !!str 一 # c\n",
    );
    check(
        "a:\n  b: 1\n  c: 2\nd: 3\n",
        set("a", Value::Null),
        "a:\nd: 3\n",
    );
    check(
        "a:\n  # 注\n\nb: 1\n",
        set("a", text("一\n二")),
        "a: \"一\\n二\"\n  # 注\n\nb: 1\n",
    );
}

#[test]
fn a_key_that_no_reader_would_take_is_not_written() {
    for (length, is_written) in [(100, true), (200, false)] {
        let key = "\u{17}".repeat(length);
        let path = FieldPath::of(&["年度"]).key(&key);
        let map = Value::Map(vec![(key, Value::Null)]);
        let within = Edit::Set {
            path: FieldPath::of(&["年度"]),
            value: map.clone(),
        };
        let new = Edit::Set { path, value: map };
        for edit in [new, within] {
            let mut document = Document::read("年度:\n标题: 甲\n".as_bytes());
            let done = document.edit(one(edit));
            assert_eq!(done.is_ok(), is_written, "{length}");
            let fresh = Document::read(&document.to_bytes());
            assert!(fresh.problems().is_empty(), "{:?}", fresh.problems());
        }
    }
}

#[test]
fn missing_keys_are_created() {
    check("a: 1\n", set("b", text("x")), "a: 1\nb: x\n");
    check("a: 1", set("b.c", text("x")), "a: 1\nb:\n  c: x");
    check("", set("b.c", number("1")), "b:\n  c: 1\n");
    check("# 注\n", set("b", number("1")), "# 注\nb: 1\n");
    check(
        "支出:\n",
        set("支出.金额.全年执行数", number("1.50")),
        "支出:\n  金额:\n    全年执行数: 1.50\n",
    );
    check(
        "支出: # 注\nb: 1\n",
        set("支出.金额", number("1")),
        "支出: # 注\n  金额: 1\nb: 1\n",
    );
    check(
        "支出: {} # 注\n",
        set("支出.金额", number("1")),
        "支出: # 注\n  金额: 1\n",
    );
    check(
        "支出: {a: 1} # 注\n",
        set("支出.金额", number("1")),
        "支出: {a: 1, 金额: 1} # 注\n",
    );
    check(
        "支出: {a: {}}\n",
        set("支出.a.金额", number("1")),
        "支出: {a: {金额: 1}}\n",
    );
    check("{a: 1}\n", set("b.c", number("1")), "{a: 1, b: {c: 1}}\n");
    check(
        "a:\n    b: 1 # 注\n    # 尾注\n\nc: 2\n",
        set("a.x.z", number("1")),
        "a:\n    b: 1 # 注\n    x:\n        z: 1\n    # 尾注\n\nc: 2\n",
    );
    check(
        "a: 1\n",
        set("年初、年末（一）", number("2")),
        "a: 1\n年初、年末（一）: 2\n",
    );
    check("a: 1\n", set("x: y", number("2")), "a: 1\n\"x: y\": 2\n");
    check(
        "a:\r\n  b: 1\r\n",
        set("a.c.d", number("2")),
        "a:\r\n  b: 1\r\n  c:\r\n    d: 2\r\n",
    );
    check(
        "l:\n- a\n- b\nm:\n",
        set("m[0].x", number("2")),
        "l:\n- a\n- b\nm:\n- x: 2\n",
    );
}

/// A program that does not know the mark puts a second one before it.
#[test]
fn a_file_with_two_marks_in_front_is_edited_like_any_other() {
    let mut document = Document::read("\u{feff}\u{feff}年度: 20".as_bytes());
    document.edit(set("标题", text("甲"))).unwrap();
    assert_current(&document, "two marks");
    let saved = "\u{feff}\u{feff}年度: 20\n标题: 甲";
    assert_eq!(String::from_utf8(document.to_bytes()).unwrap(), saved);
    assert!(Document::read(saved.as_bytes()).problems().is_empty());
}

fn insert(list: &str, index: usize, value: Value) -> Transaction {
    one(Edit::Insert {
        list: list.parse().unwrap(),
        index,
        value,
    })
}

fn remove(path: &str) -> Transaction {
    one(Edit::Remove {
        path: path.parse().unwrap(),
    })
}

fn shift(list: &str, from: usize, to: usize) -> Transaction {
    one(Edit::Move {
        list: list.parse().unwrap(),
        from,
        to,
    })
}

#[test]
fn entries_are_inserted_like_their_siblings() {
    let record = |name: &str| {
        Value::Map(vec![
            ("名称".into(), text(name)),
            ("数".into(), number("1")),
        ])
    };
    check(
        "l:\n  - a\n  # 注 b\n  - b\n",
        insert("l", 1, text("x")),
        "l:\n  - a\n  - x\n  # 注 b\n  - b\n",
    );
    check(
        "l:\n  - a # 注\n",
        insert("l", 1, text("x")),
        "l:\n  - a # 注\n  - x\n",
    );
    check("l:\n  - a", insert("l", 1, text("x")), "l:\n  - a\n  - x");
    check("l: [a, b]\n", insert("l", 1, text("x")), "l: [a, x, b]\n");
    check("l: [a, b]\n", insert("l", 2, text("x")), "l: [a, b, x]\n");
    check(
        "l: [] # 注\n",
        insert("l", 0, text("x")),
        "l: # 注\n  - x\n",
    );
    check(
        "l:\nm: 1\n",
        insert("l", 0, record("甲")),
        "l:\n  - 名称: 甲\n    数: 1\nm: 1\n",
    );
    check(
        "m: 1\n",
        insert("l", 0, record("甲")),
        "m: 1\nl:\n  - 名称: 甲\n    数: 1\n",
    );
    check(
        "l:\n- {名称: 甲, 数: 1}\n",
        insert("l", 1, record("乙")),
        "l:\n- {名称: 甲, 数: 1}\n- {名称: 乙, 数: 1}\n",
    );
    check(
        "l:\n- 名称: 甲\n  数: 1\n\nm: 1\n",
        insert("l", 1, record("乙")),
        "l:\n- 名称: 甲\n  数: 1\n- 名称: 乙\n  数: 1\n\nm: 1\n",
    );
    check(
        "l:\n- \"甲\"\n",
        insert("l", 1, text("乙")),
        "l:\n- \"甲\"\n- \"乙\"\n",
    );
    check(
        "- - a\n  - b\n",
        insert("[0]", 0, text("x")),
        "- - x\n  - a\n  - b\n",
    );
    check(
        "l:\n-   a: 1\n    b: 2\n",
        insert("l", 0, record("甲")),
        "l:\n-   名称: 甲\n    数: 1\n-   a: 1\n    b: 2\n",
    );
    check(
        "l:\n- |+\n  a\n\n",
        insert("l", 1, text("x")),
        "l:\n- |+\n  a\n\n- x\n",
    );
}

#[test]
fn entries_leave_with_their_comments() {
    check(
        "l:\n  # 注 a\n  - a\n  # 注 b\n  - b # b\n\n  - c\n",
        remove("l[1]"),
        "l:\n  # 注 a\n  - a\n\n  - c\n",
    );
    check("l:\n  - a\n  - b", remove("l[1]"), "l:\n  - a");
    check("l:\n  - a # 注\n", remove("l[0]"), "l: []\n");
    check("m: {a: 1, b: 2}\n", remove("m.a"), "m: {b: 2}\n");
    check("m: {a: 1, b: 2}\n", remove("m.b"), "m: {a: 1}\n");
    check("m: {a: 1}\n", remove("m.a"), "m: {}\n");
    check("- a: 1\n  b: 2\n", remove("[0].a"), "- b: 2\n");
    check(
        "- a: 1\n  # 注\n  b: 2\n",
        remove("[0].a"),
        "-\n  # 注\n  b: 2\n",
    );
    check("- - a\n  - b\n", remove("[0][0]"), "- - b\n");
    check(
        "m:\n  a: |\n    一\n  b: 2\n",
        remove("m.a"),
        "m:\n  b: 2\n",
    );
    check(
        "l: [\n  a, # 甲\n  b # 乙\n]\n",
        remove("l[1]"),
        "l: [\n  a, # 甲\n]\n",
    );
}

#[test]
fn entries_move_with_their_comments() {
    check(
        "l:\n  # 注 a\n  - a # a\n    # 深\n  - b\n\n  - c\n",
        shift("l", 0, 1),
        "l:\n  - b\n  # 注 a\n  - a # a\n    # 深\n\n  - c\n",
    );
    check("l:\n  - a\n  - b", shift("l", 0, 1), "l:\n  - b\n  - a");
    check("l:\n  - a\n  - b", shift("l", 1, 0), "l:\n  - b\n  - a");
    check(
        "l: [a, {b: c}, d] # 注\n",
        shift("l", 0, 2),
        "l: [{b: c}, d, a] # 注\n",
    );
    check(
        "- - a\n  - b\n  - c\n",
        shift("[0]", 0, 2),
        "- - b\n  - c\n  - a\n",
    );
    check(
        "- - a\n  - b\n  - c\n",
        shift("[0]", 2, 0),
        "- - c\n  - a\n  - b\n",
    );
    check(
        "l:\n- x: 1\n  y: |\n    一\n- z: 1\n",
        shift("l", 1, 0),
        "l:\n- z: 1\n- x: 1\n  y: |\n    一\n",
    );
}

#[test]
fn aliases_are_not_edited() {
    let mut document = Document::read("a: &x {y: 1}\nb: *x\n".as_bytes());
    assert!(document.has_aliases());
    for path in ["b", "b.y"] {
        let error = document.edit(set(path, number("2"))).unwrap_err();
        assert!(matches!(error, EditError::Alias(_)), "{error}");
    }
}

#[test]
fn a_transaction_is_made_whole_or_not_at_all() {
    let mut document = Document::read("a: 1\nb: x\n".as_bytes());
    let mut transaction = set("a", number("2"));
    transaction.edits.extend(remove("缺").edits);
    assert!(document.edit(transaction.clone()).is_err());
    assert_eq!(document.text(), "a: 1\nb: x\n");
    assert!(document.can_undo().is_none() && document.take_scope().is_none());
    document.draft(set("a", number("3"))).unwrap();
    assert!(document.draft(transaction).is_err());
    assert_eq!(document.text(), "a: 3\nb: x\n");
    assert!(document.drafted().is_some());
}

#[test]
fn a_draft_is_one_step_and_can_be_brought_back() {
    let mut document = Document::read("a: 1\n".as_bytes());
    for digits in ["12", "123", "1234"] {
        document.draft(set("a", number(digits))).unwrap();
    }
    assert!(document.is_modified() && document.can_undo().is_none());
    assert_eq!(document.commit().unwrap().name, "修改");
    assert_eq!(document.undo().unwrap().scope.to_string(), "a");
    assert_eq!(document.text(), "a: 1\n");
    assert!(!document.is_modified());
    document.draft(set("a", number("9"))).unwrap();
    assert!(document.discard());
    assert_eq!(document.text(), "a: 1\n");
    document.redo().unwrap();
    assert_eq!(document.text(), "a: 9\n");
    document.mark_saved(document.state());
    assert!(!document.is_modified());
    document.undo();
    assert!(document.is_modified());
    document.draft(set("a", number("1"))).unwrap();
    assert!(document.commit().is_none());
}

#[test]
fn a_draft_taken_back_leaves_what_can_be_redone() {
    let mut document = Document::read("a: 1\nb: 2\n".as_bytes());
    for value in ["10", "100"] {
        document.edit(set("a", number(value))).unwrap();
    }
    let (text, state) = (document.text().to_owned(), document.state());
    assert!(document.undo().is_some() && document.undo().is_some());
    for path in ["b", "a"] {
        document.draft(set(path, number("7"))).unwrap();
        assert!(document.discard());
    }
    assert_eq!(document.text(), "a: 1\nb: 2\n");
    for expected in [
        "a: 7\nb: 2\n",
        "a: 1\nb: 7\n",
        "a: 10\nb: 2\n",
        "a: 100\nb: 2\n",
    ] {
        document.redo().unwrap();
        assert_eq!(document.text(), expected);
        assert_current(&document, expected);
    }
    assert!(document.redo().is_none());
    assert!(document.text() == text && document.state() == state);
    to_the_end(|| document.undo().is_some());
    assert_eq!(document.text(), "a: 1\nb: 2\n");
}

#[test]
fn the_scope_encloses_what_changed() {
    let mut document = Document::read("a:\n  b: 1\n  l: [x]\nc: 2\n".as_bytes());
    let mut scope = |transaction| {
        document.edit(transaction).unwrap();
        document.take_scope().unwrap().to_string()
    };
    assert_eq!(scope(set("a.b", number("2"))), "a.b");
    assert_eq!(scope(set("a.x.y", number("2"))), "a");
    assert_eq!(scope(insert("a.l", 0, text("y"))), "a.l");
    assert_eq!(scope(remove("a.l[0]")), "a.l");
    let mut both = set("a.b", number("3"));
    both.edits.extend(set("a.x.y", number("3")).edits);
    assert_eq!(scope(both), "a");
    assert_eq!(document.take_scope(), None);
}

fn problems(text: &[u8]) -> Vec<(usize, usize, String)> {
    let document = Document::read(text);
    assert!(document.is_read_only());
    assert_eq!(document.to_bytes(), text);
    document
        .problems()
        .iter()
        .map(|p| (p.line, p.column, p.message.clone()))
        .collect()
}

#[test]
fn a_broken_file_opens_with_what_can_be_read() {
    let text = "年度: 2022\n封面:\n  标题: \"报告\n  单位: x\n职能:\n  - 甲\n";
    let found = problems(text.as_bytes());
    assert_eq!(found.len(), 1, "{found:?}");
    let mut document = Document::read(text.as_bytes());
    assert_eq!(
        document.node(&"年度".parse().unwrap()).unwrap().text(),
        Some("2022")
    );
    let item = document.node(&"职能[0]".parse().unwrap()).unwrap();
    assert_eq!((item.text(), item.line_column()), (Some("甲"), (6, 5)));
    assert_eq!(
        document.edit(set("年度", number("2023"))),
        Err(EditError::ReadOnly)
    );
}

#[test]
fn every_problem_says_where_and_what_to_do() {
    let mut wrong = Vec::new();
    for (text, line, column, word) in [
        ("年度: 2022\n封面:\n\t标题: x\n", 3, 2, "制表符"),
        ("封面:\n  标题: 甲\n\t单位: 乙\n", 3, 2, "制表符"),
        ("封面:\n  标题: 甲\n  \t单位: 乙\n", 3, 4, "制表符"),
        ("PK\u{3}\u{4}abc", 1, 1, "Word"),
        ("%PDF-1.7\n", 1, 1, "PDF"),
        ("年度: 2022\n标题：报告\n", 2, 3, "中文冒号"),
        ("年度: 2022\n标题\n", 2, 1, "冒号"),
        ("封面:\n  标题: a\n 单位: b\n", 3, 2, "缩进"),
        ("a: [1, 2\nb: 3\n", 1, 4, "括号"),
        ("a: 1\nb: 2\na: 3\n", 3, 1, "两次"),
        ("a: 1\n---\nb: 2\n", 2, 1, "不止一份"),
        ("a: *x\n", 1, 4, "引用"),
        ("a: \"x\" y\n", 1, 8, "引号"),
        ("a: @x\n", 1, 4, "引号"),
        ("a: b: c\n", 1, 5, "冒号"),
        ("a: {x: 1 y: 2}\n", 1, 11, "逗号"),
        ("a: 1\n\u{feff}b: 2\n", 2, 1, "看不见"),
        ("# 注\n\u{feff}a: 1\n", 2, 1, "看不见"),
        ("\u{feff}\n\u{feff}\u{feff}---\na: 1\n", 2, 1, "看不见"),
    ] {
        let found = problems(text.as_bytes());
        let (l, c, message) = &found[0];
        if (*l, *c) != (line, column) || !message.contains(word) {
            wrong.push(format!("{text:?}: {found:?}"));
        }
        assert!(
            message.ends_with('。') && !message.contains("while"),
            "{message}"
        );
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn other_encodings_and_endless_nesting_are_told() {
    let found = problems(b"a: 1\nb: \xD6\xFF\n");
    assert_eq!((found[0].0, found[0].1), (2, 4));
    assert!(found[0].2.contains("UTF-8"));
    for deep in [
        "[".repeat(200_000),
        "- ".repeat(200_000),
        "{a: ".repeat(100_000),
        "a:\n".to_owned(),
    ] {
        let document = Document::read(deep.as_bytes());
        assert_eq!(document.to_bytes(), deep.as_bytes());
        assert_eq!(document.is_read_only(), deep.len() > 10);
    }
}

/// A file of many projects, each with indicators of one line.
fn large(projects: usize) -> String {
    let mut text = String::from("年度: 2022\n项目:\n");
    for project in 0..projects {
        text += &format!(
            "  # 项目 {project}\n  - 名称: 项目{project}\n    资金: {{年初预算数: 1.00, 全年执行数: 0.50}}\n    指标:\n"
        );
        for indicator in 0..50 {
            text += &format!(
                "      - {{一级: 产出指标, 二级: 数量指标, 名称: 指标{indicator}, 指标值: ≥12, 完成值: 12, 分值: 2, 得分: 2}}\n"
            );
        }
    }
    text + "其他说明: 无\n"
}

#[test]
fn a_very_large_file_is_edited_like_any_other() {
    let original = large(1000);
    let mut document = Document::read(original.as_bytes());
    assert!(document.problems().is_empty());
    document
        .edit(set("项目[500].指标[25].得分", number("1.50")))
        .unwrap();
    document.edit(shift("项目", 999, 0)).unwrap();
    document
        .edit(insert(
            "项目",
            1000,
            Value::Map(vec![("名称".into(), text("新"))]),
        ))
        .unwrap();
    document
        .edit(insert(
            "项目",
            0,
            Value::Map(vec![("名称".into(), text("新"))]),
        ))
        .unwrap();
    document.edit(remove("项目[3]")).unwrap();
    document
        .draft(set("项目[700].新.键", text("一\n二")))
        .unwrap();
    assert_current(&document, "large");
    to_the_end(|| document.undo().is_some());
    assert_eq!(document.text(), original);
    assert_current(&document, "large");
}

#[test]
fn a_change_of_many_values_is_made_and_taken_back_at_once() {
    let original = large(60);
    let mut document = Document::read(original.as_bytes());
    let mut edits = Vec::new();
    for project in (0..60).rev() {
        for indicator in 0..5 {
            for (key, value) in [("完成值", text("完成：一\n二")), ("新", number("3"))] {
                edits.push(Edit::Set {
                    path: format!("项目[{project}].指标[{indicator}].{key}")
                        .parse()
                        .unwrap(),
                    value,
                });
            }
        }
    }
    let mut turns = Document::read(original.as_bytes());
    for edit in &edits {
        turns.edit(one(edit.clone())).unwrap();
    }
    let transaction = Transaction {
        name: "许多".into(),
        place: FieldPath::root(),
        edits,
    };
    let step = document.edit(transaction).unwrap().unwrap().clone();
    assert_eq!(step.changes.len(), 600);
    assert_eq!(step.changes[0].path.to_string(), "项目[59].指标[0].完成值");
    assert_eq!(step.scope.to_string(), "项目");
    assert_eq!(document.text(), turns.text());
    assert_current(&document, "many");
    assert!(document.undo().is_some());
    assert_eq!(document.text(), original);
    assert_current(&document, "many undone");
    let mut again = Document::read(original.as_bytes());
    assert!(again.replay(step));
    assert_eq!(again.text(), turns.text());
    assert_current(&again, "many replayed");
}

/// What a merge changes here and there is recorded by what it changed, however far apart that lies.
#[test]
fn a_text_that_differs_here_and_there_is_taken_by_what_differs() {
    let original = large(300);
    let other = original
        .replace(
            "0\n    资金: {年初预算数: 1.00",
            "0\n    资金: {年初预算数: 12.00",
        )
        .replace("年度: 2022", "年度: 2023")
        .replace("其他说明: 无", "其他说明: 有");
    let mut document = Document::read(original.as_bytes());
    let mut take = |text: &str| {
        let (name, place) = ("并入".to_owned(), FieldPath::root());
        let step = document.replace(Document::read(text.as_bytes()), name, place, Vec::new());
        step.cloned()
    };
    assert_eq!(take(&original), None);
    let step = take(&other).unwrap();
    assert_eq!(step.patches.len(), 32);
    let held = step.patches.iter().map(|it| it.old.len() + it.new.len());
    assert_eq!(held.sum::<usize>(), 30 + 2 + 6);
    assert_eq!(document.text(), other);
    document.take_scope();
    document.undo().unwrap();
    assert_eq!(document.text(), original);
    assert_current(&document, "taken back");
    // No more is derived anew.
    let scopes = document.take_scopes();
    let scopes: Vec<_> = scopes.iter().map(ToString::to_string).collect();
    assert_eq!(scopes.len(), 32);
    assert_eq!(scopes[..2], ["年度", "项目[0].资金"]);
    assert_eq!(scopes[31], "其他说明");
    document.redo().unwrap();
    assert_eq!(document.text(), other);
    assert_current(&document, "taken again");
}

/// One random action: what to do, where, and with what.
type Move = (u8, usize, usize, usize);

fn edit_of(document: &Document, (kind, place, other, word): Move) -> Option<Edit> {
    let paths = all_paths(document);
    if paths.is_empty() {
        return Some(Edit::Set {
            path: FieldPath::of(&["新"]),
            value: text("x"),
        });
    }
    let path = paths[place % paths.len()].clone();
    let node = document.node(&path).unwrap();
    let word_text = NASTY[word % NASTY.len()];
    let value = match word % 7 {
        0 => Value::Null,
        1 => Value::Map(vec![
            ("名称".into(), text(word_text)),
            ("子".into(), Value::List(vec![text("x"), text(word_text)])),
        ]),
        2 => Value::List(vec![
            text(word_text),
            Value::List(vec![text("y")]),
            Value::Map(vec![("k".into(), Value::Null)]),
        ]),
        3 => number("12.50"),
        _ => text(word_text),
    };
    let (is_list, len) = (node.shape() == Shape::Sequence, node.len());
    Some(match kind % 6 {
        0 => Edit::Set { path, value },
        1 => Edit::Set {
            path: path.key("新、键").key("下"),
            value,
        },
        2 if is_list || kind == 2 => Edit::Insert {
            list: path,
            index: other % (len + 1),
            value,
        },
        3 => Edit::Remove { path },
        4 if is_list && len > 0 => Edit::Move {
            from: place % len,
            to: other % len,
            list: path,
        },
        _ => {
            let lists: Vec<_> = paths
                .iter()
                .filter(|path| document.node(path).unwrap().shape() == Shape::Sequence)
                .collect();
            let list = lists.get(place % lists.len().max(1))?;
            let len = document.node(list).unwrap().len();
            if kind % 2 == 0 || len == 0 {
                Edit::Insert {
                    list: (*list).clone(),
                    index: other % (len + 1),
                    value,
                }
            } else {
                Edit::Move {
                    list: (*list).clone(),
                    from: word % len,
                    to: other % len,
                }
            }
        }
    })
}

fn act(document: &mut Document, made: Move) {
    let Some(edit) = edit_of(document, made) else {
        return;
    };
    let context = format!("{edit:?}\n{}", document.text());
    let before = document.text().to_owned();
    let drafts = made.0 >= 6;
    let outcome = if drafts {
        document.draft(one(edit))
    } else {
        document.edit(one(edit)).map(drop)
    };
    if outcome.is_err() {
        assert_eq!(document.text(), before, "{context}");
    }
    // Only what others refer to cannot be taken away.
    if let Err(error) = outcome {
        let may_refuse = document.has_aliases() || !matches!(error, EditError::Unfaithful(_));
        assert!(may_refuse, "{error} {context}");
    }
    assert_current(document, &context);
}

proptest! {
    #![proptest_config(crate::harness::cases(80))]
    #[test]
    fn anything_done_can_be_undone(
        file in 0_usize..1000,
        moves in prop::collection::vec((0_u8..12, 0_usize..5000, 0_usize..5000, 0_usize..5000), 1..12),
    ) {
        let files = variants();
        let (_, bytes) = &files[file % files.len()];
        let mut document = Document::read(bytes);
        for next in moves {
            act(&mut document, next);
            match next.2 % 9 {
                0 => drop(document.undo()),
                1 => drop(document.redo()),
                2 => drop(document.discard()),
                3 => drop(document.commit()),
                _ => {}
            }
            assert_current(&document, "history");
        }
        document.commit();
        let end = document.to_bytes();
        let steps = to_the_end(|| document.undo().is_some());
        assert_current(&document, "undone");
        prop_assert_eq!(&document.to_bytes(), bytes);
        for _ in 0..steps {
            document.redo();
        }
        prop_assert_eq!(document.to_bytes(), end);
    }
}

proptest! {
    #![proptest_config(crate::harness::cases(60))]
    #[test]
    fn another_text_is_taken_and_given_back(
        file in 0_usize..1000,
        moves in prop::collection::vec((0_u8..6, 0_usize..5000, 0_usize..5000, 0_usize..5000), 1..20),
    ) {
        let files = variants();
        let (_, bytes) = &files[file % files.len()];
        let mut theirs = Document::read(bytes);
        for next in moves {
            if let Some(edit) = edit_of(&theirs, next) {
                let _ = theirs.edit(one(edit));
            }
        }
        let end = theirs.to_bytes();
        let mut document = Document::read(bytes);
        let fresh = Document::read(&end);
        let step = document.replace(fresh, "并入".into(), FieldPath::root(), Vec::new()).cloned();
        prop_assert_eq!(step.is_some(), *bytes != end);
        for _ in 0..2 {
            prop_assert_eq!(&document.to_bytes(), &end);
            assert_current(&document, "taken");
            document.undo();
            prop_assert_eq!(&document.to_bytes(), bytes);
            assert_current(&document, "given back");
            document.redo();
        }
        // Of the record alone it is taken all the same.
        if let Some(step) = step {
            let mut again = Document::read(bytes);
            prop_assert!(again.replay(step));
            prop_assert_eq!(again.to_bytes(), end);
            assert_current(&again, "replayed");
        }
    }

    #[test]
    fn many_changes_at_once_are_the_same_one_after_the_other(
        file in 0_usize..1000,
        moves in prop::collection::vec((0_u8..6, 0_usize..5000, 0_usize..5000, 0_usize..5000), 9..40),
    ) {
        let files = variants();
        let (_, bytes) = &files[file % files.len()];
        let mut turns = Document::read(bytes);
        let mut edits = Vec::new();
        for next in moves {
            let Some(edit) = edit_of(&turns, next) else { continue };
            if turns.edit(one(edit.clone())).is_ok() {
                edits.push(edit);
            }
        }
        let transaction = |edits: &[Edit]| Transaction {
            name: "许多".into(),
            place: FieldPath::root(),
            edits: edits.to_vec(),
        };
        let mut document = Document::read(bytes);
        document.edit(transaction(&edits)).unwrap();
        prop_assert_eq!(document.text(), turns.text());
        assert_current(&document, "many");
        let end = document.to_bytes();
        document.undo();
        prop_assert_eq!(&document.to_bytes(), bytes);
        assert_current(&document, "many undone");
        document.redo();
        prop_assert_eq!(&document.to_bytes(), &end);
        document.undo();
        edits.push(Edit::Remove { path: FieldPath::of(&["没有"]) });
        document.edit(transaction(&edits)).unwrap_err();
        prop_assert_eq!(&document.to_bytes(), bytes);
        assert_current(&document, "many refused");
    }
}

#[test]
fn the_corpus_is_read_as_serde_reads_it() {
    let mut seen = BTreeSet::new();
    for (name, bytes) in variants() {
        let document = Document::read(&bytes);
        if document.has_aliases() || name.starts_with("odd") {
            continue;
        }
        assert_serde(document.text(), &meaning(document.root()), &name);
        seen.insert(name);
    }
    assert!(seen.len() > 20);
}

#[test]
fn an_edit_beside_an_open_draft_leaves_what_is_typed_where_it_is() {
    let before = "a: 1\nb: 甲\nc: 3\n";
    let mut document = Document::read(before.as_bytes());
    document.draft(set("b", text("乙"))).unwrap();
    document.draft(set("b", text("乙丙丁"))).unwrap();
    document.edit(set("a", number("100"))).unwrap();
    document.edit(set("c", Value::Null)).unwrap();
    assert_eq!(document.text(), "a: 100\nb: 乙丙丁\nc:\n");
    assert_current(&document, "typed");
    to_the_end(|| document.undo().is_some());
    assert_eq!(document.text(), before);
}
