//! A recovery record spoilt in any way is read without a panic: what it gives back can be undone to
//! the version it began with, and the record itself is never lost.
#![no_main]

use std::fs;
use std::path::PathBuf;
use std::process;
use std::sync::LazyLock;

use jixiao::document::{Document, Edit, FieldPath, Transaction, Value};
use jixiao::store::{Digest, Draft, Entry, Journal, Kind, Step, Taken};
use libfuzzer_sys::arbitrary::{self, Arbitrary};
use libfuzzer_sys::fuzz_target;

const BASE: &[u8] = "年度: 2021 # 旧\n封面: {标题: 报告}\n".as_bytes();

#[derive(Debug, Arbitrary)]
struct Splice {
    at: u16,
    len: u16,
    with: Vec<u8>,
}

static FOLDER: LazyLock<PathBuf> =
    LazyLock::new(|| std::env::temp_dir().join(format!("jixiao-fuzz-{}", process::id())));

/// A sound record of two steps, one of them undone, and a draft.
static SOUND: LazyLock<Vec<u8>> = LazyLock::new(|| {
    let folder = FOLDER.with_extension("sound");
    let mut journal = Journal::open(Some(folder.clone()), None, BASE);
    let mut document = Document::read(BASE);
    let path = FieldPath::root().key("年度");
    for (kind, value) in [(Kind::Do, "2022"), (Kind::Do, "2023"), (Kind::Undo, "")] {
        let step = if kind == Kind::Undo {
            document.undo().unwrap()
        } else {
            let transaction = Transaction {
                name: "修改".to_owned(),
                place: path.clone(),
                edits: vec![Edit::Set {
                    path: path.clone(),
                    value: Value::Number(value.to_owned()),
                }],
            };
            document.edit(transaction).unwrap().unwrap().clone()
        };
        let step = Step {
            name: step.name,
            place: step.place,
            view: step.view,
            patches: step.patches,
            changes: Vec::new(),
        };
        let taken = Taken {
            when: "2023-04-28 17:05:00".to_owned(),
            step,
        };
        let after = Digest::of(&document.to_bytes());
        journal.record(&Entry { kind, taken, after });
        assert_eq!(journal.flush(), None);
    }
    let text = "20".to_owned();
    journal.draft(Some(Draft::Typed { place: path, view: None, text }));
    assert_eq!(journal.flush(), None);
    drop(journal);
    let record = fs::read_dir(&folder).unwrap().next().unwrap().unwrap();
    let bytes = fs::read(record.path()).unwrap();
    fs::remove_dir_all(&folder).unwrap();
    bytes
});

fuzz_target!(|splices: Vec<Splice>| {
    let mut bytes = SOUND.clone();
    for Splice { at, len, with } in splices.into_iter().take(8) {
        let at = usize::from(at) % (bytes.len() + 1);
        let end = bytes.len().min(at + usize::from(len));
        bytes.splice(at..end, with);
    }
    fs::create_dir_all(&*FOLDER).unwrap();
    let short = |bytes: &[u8]| Digest::of(bytes).to_string()[..16].to_owned();
    let name = format!("{}-{}-1-1.jsonl", short(b""), short(BASE));
    fs::write(FOLDER.join(name), &bytes).unwrap();

    let journal = Journal::open(Some(FOLDER.clone()), None, BASE);
    let found = journal.seeker().found(None, BASE);
    for record in &found.records {
        let alone = record.replay_alone().map(|(_, replay)| replay);
        for replay in record.replay(BASE).into_iter().chain(alone) {
            let mut document = replay.document().clone();
            assert!(document.problems().is_empty() || replay.is_unsaved());
            while document.undo().is_some() {}
        }
    }
    drop(found);
    for entry in fs::read_dir(&*FOLDER).unwrap() {
        let path = entry.unwrap().path();
        assert_eq!(fs::read(&path).unwrap(), bytes);
        fs::remove_file(path).unwrap();
    }
});
