//! After any edits the tree kept up to date is the tree of the text, and undoing all of them gives
//! back the original bytes.
#![no_main]

use jixiao::document::{Document, Edit, FieldPath, Node, Shape, Transaction, Value};
use libfuzzer_sys::arbitrary::{self, Arbitrary};
use libfuzzer_sys::fuzz_target;

#[derive(Debug, Arbitrary)]
enum Word {
    Null,
    Number(i32),
    Text(String),
    List(Vec<String>),
    Map(Vec<(String, String)>),
}

#[derive(Debug, Arbitrary)]
struct Move {
    kind: u8,
    place: u8,
    other: u8,
    key: String,
    word: Word,
}

#[derive(Debug, Arbitrary)]
struct Work {
    moves: Vec<Move>,
    text: String,
}

fn value(word: Word) -> Value {
    match word {
        Word::Null => Value::Null,
        Word::Number(number) => Value::Number(number.to_string()),
        Word::Text(text) => Value::Text(text),
        Word::List(texts) => Value::List(texts.into_iter().map(Value::Text).collect()),
        Word::Map(pairs) => {
            let mut entries: Vec<(String, Value)> = Vec::new();
            for (key, text) in pairs {
                if entries.iter().all(|(known, _)| *known != key) {
                    entries.push((key, Value::Text(text)));
                }
            }
            Value::Map(entries)
        }
    }
}

fn walk(node: Node<'_>, path: &FieldPath, all: &mut Vec<(FieldPath, String)>) {
    let said = format!("{:?} {:?} {:?}", node.shape(), node.span(), node.text());
    all.push((path.clone(), said));
    for (key, child) in node.entries() {
        walk(child, &path.key(key), all);
    }
    for (index, child) in node.items().enumerate() {
        walk(child, &path.index(index), all);
    }
}

fn outline(document: &Document) -> Vec<(FieldPath, String)> {
    let mut all = Vec::new();
    walk(document.root(), &FieldPath::root(), &mut all);
    all
}

fuzz_target!(|work: Work| {
    let mut document = Document::read(work.text.as_bytes());
    let original = document.to_bytes();
    if document.converted().is_some() {
        return;
    }
    for Move {
        kind,
        place,
        other,
        key,
        word,
    } in work.moves.into_iter().take(8)
    {
        let all = outline(&document);
        let path = all[usize::from(place) % all.len()].0.clone();
        let Some(node) = document.node(&path) else {
            continue;
        };
        let (len, is_list) = (node.len(), node.shape() == Shape::Sequence);
        let index = usize::from(other) % (len + 1);
        let value = value(word);
        let edit = match kind % 7 {
            0 | 1 => Edit::Set { path, value },
            2 => Edit::Set {
                path: path.key(&key),
                value,
            },
            3 => Edit::Insert {
                list: path,
                index,
                value,
            },
            4 => Edit::Remove { path },
            5 if is_list && len > 0 => Edit::Move {
                list: path,
                from: usize::from(kind) % len,
                to: usize::from(other) % len,
            },
            _ => {
                document.undo();
                continue;
            }
        };
        let before = document.text().to_owned();
        let transaction = Transaction {
            name: "改".to_owned(),
            place: FieldPath::root(),
            edits: vec![edit],
        };
        let done = match kind / 128 {
            0 => document.edit(transaction).map(|_| ()),
            _ => document.draft(transaction),
        };
        if done.is_err() {
            assert_eq!(document.text(), before);
            continue;
        }
        let fresh = Document::read(&document.to_bytes());
        assert!(fresh.problems().is_empty(), "{:?}", fresh.problems());
        // A draft is in the text in its places only when it is a step.
        let mut settled = document.clone();
        settled.commit();
        assert_eq!(settled.text(), document.text());
        assert_eq!(outline(&fresh), outline(&settled));
    }
    while document.undo().is_some() {}
    assert_eq!(document.to_bytes(), original);
});
