//! The design's invariants, read off the source, and the tables held against what is made of them.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use jixiao::document::Document;
use jixiao::report::Report;
use jixiao::report::check::Inspections;
use jixiao::report::fields::{FIELDS, Field, Kind, Unit};
use jixiao::report::schema::json_schema;
use jixiao::rules::handbook;
use jixiao::ui::action::{BINDINGS, Group, MOVES};
use unicode_width::UnicodeWidthStr as _;

use crate::harness::{BLANK, Desk, REPORT};

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// Every file below a folder, with its path from the root.
fn files(folder: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let mut folders = vec![root().join(folder)];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if let Ok(text) = fs::read_to_string(&path) {
                found.push((name(&path), text));
            }
        }
    }
    found.sort();
    found
}

fn name(path: &Path) -> String {
    let path = path.strip_prefix(root()).unwrap();
    path.to_string_lossy().replace('\\', "/")
}

/// The sources without comments and without the tests at a file's end.
fn sources() -> Vec<(String, String)> {
    files("src")
        .into_iter()
        .filter(|(name, _)| Path::new(name).extension().is_some_and(|ext| ext == "rs"))
        .map(|(name, text)| {
            let code = text.split(TESTS).next().unwrap_or_default();
            let code: Vec<_> = code.lines().map(uncommented).collect();
            (name, code.join("\n"))
        })
        .collect()
}

/// What tests begin with.
const TESTS: &str = "#[cfg(test)]";

/// A line without the comment at its end, which no address begins.
fn uncommented(line: &str) -> &str {
    let mut places = line.match_indices("//").map(|(at, _)| at);
    let comment = places.find(|&at| !line.get(..at).unwrap().ends_with(':'));
    line.get(..comment.unwrap_or(line.len())).unwrap()
}

#[test]
fn tests_stand_at_the_end_of_a_file() {
    for (name, text) in files("src") {
        if let Some((_, tests)) = text.split_once(TESTS) {
            let body = tests.strip_prefix("\nmod tests {\n");
            let is_last = body.is_some_and(|it| it.find("\n}\n").unwrap() + 3 == it.len());
            assert!(is_last, "{name} goes on behind its tests");
        }
    }
    assert_eq!(uncommented("a(\"http://b\"); // c"), "a(\"http://b\"); ");
}

/// The room a file belongs to.
fn room(name: &str) -> &str {
    let rest = name.trim_start_matches("src/");
    rest.split(['/', '.']).next().unwrap_or(rest)
}

/// Only files that pass may name any of these words.
#[track_caller]
fn only(allowed: impl Fn(&str) -> bool, words: &[&str]) {
    let guilty: Vec<String> = sources()
        .into_iter()
        .filter(|(name, _)| !allowed(name))
        .flat_map(|(name, code)| {
            let found = words.iter().filter(move |word| contains(&code, word));
            found
                .map(|word| format!("{name} names {word}"))
                .collect::<Vec<_>>()
        })
        .collect();
    assert!(guilty.is_empty(), "{guilty:#?}");
}

/// Whether a word stands in the code as a word.
fn contains(code: &str, word: &str) -> bool {
    let part = |c: char| c.is_alphanumeric() || c == '_';
    code.match_indices(word).any(|(at, _)| {
        !code.get(..at).unwrap().ends_with(part)
            && !code.get(at + word.len()..).unwrap().starts_with(part)
    })
}

// Who may know whom.

#[test]
fn rooms_point_one_way() {
    let may = |from: &str, to: &str| match from {
        "document" => to == "document",
        "report" => ["document", "report"].contains(&to),
        "figures" => ["document", "report", "figures"].contains(&to),
        "rules" => ["document", "report", "figures", "rules"].contains(&to),
        "export" => !["ui", "cli", "store", "schemes"].contains(&to),
        "store" => ["document", "store", "windows"].contains(&to),
        "schemes" => ["figures", "schemes", "store"].contains(&to),
        "ui" => to != "cli",
        "threads" => false,
        _ => true,
    };
    for (name, code) in sources() {
        for (at, _) in code.match_indices("crate::") {
            let rest = code.get(at + "crate::".len()..).unwrap();
            let end = rest.find(|c: char| !c.is_alphanumeric() && c != '_');
            let to = rest.get(..end.unwrap_or(rest.len())).unwrap();
            if !to.is_empty() {
                let is_free = to == "threads" || may(room(&name), to);
                assert!(is_free, "{name} points to {to}");
            }
        }
        assert!(
            !code.contains("use crate::{"),
            "{name} hides where it points"
        );
        // So many `super::` lead out of the room.
        let depth = name.matches('/').count();
        let out = "super::".repeat(depth);
        assert!(!code.contains(&out), "{name} points out of its room");
    }
}

#[test]
fn unsafe_code_is_in_one_room() {
    only(|name| name == "src/windows.rs", &["unsafe", "unsafe_code"]);
}

#[test]
fn tabs_and_widgets_know_no_store() {
    for (name, code) in sources() {
        let drawn = ["src/ui/tabs", "src/ui/widgets", "src/ui/screen"];
        if drawn.iter().any(|place| name.starts_with(place)) {
            assert!(!contains(&code, "store"), "{name} knows the store");
        }
    }
}

#[test]
fn the_app_draws_nothing() {
    for (name, code) in sources() {
        if name.starts_with("src/ui/app") {
            for word in ["Buffer", "buffer", "Style", "Frame"] {
                assert!(!contains(&code, word), "{name} names {word}");
            }
        }
    }
}

#[test]
fn only_the_store_touches_the_disk() {
    only(
        |name| room(name) == "store",
        &["std::fs", "fs::File", "OpenOptions"],
    );
    // The terminal is opened once more, to be written to without waiting for it.
    only(
        |name| room(name) == "store" || name == "src/ui/terminal/events.rs",
        &["rustix::fs"],
    );
}

#[test]
fn only_the_command_line_reads_the_environment() {
    only(
        |name| room(name) == "cli" || name == "src/main.rs",
        &["std::env"],
    );
}

#[test]
fn only_the_store_the_session_and_the_terminal_read_a_clock() {
    only(
        |name| {
            room(name) == "store"
                || name.starts_with("src/ui/terminal")
                || name.starts_with("src/ui/session")
        },
        &["std::time", "SystemTime"],
    );
    // The session is told how long it has been.
    only(
        |name| room(name) == "store" || name.starts_with("src/ui/terminal"),
        &["Instant"],
    );
    // The time of day is read where steps get theirs.
    only(
        |name| name == "src/ui/session.rs",
        &["ZonedDateTime", "Timestamp", "TimeZone"],
    );
}

#[test]
fn only_input_names_key_codes() {
    only(|name| name == "src/ui/input.rs", &["KeyCode", "KeyEvent"]);
}

#[test]
fn only_text_measures_text() {
    only(
        |name| name.starts_with("src/ui/text"),
        &[
            "unicode_width",
            "UnicodeWidthStr",
            "UnicodeWidthChar",
            "CellWidth",
        ],
    );
}

#[test]
fn only_one_place_puts_text_into_a_frame() {
    // ratatui's own ways measure by a table of their own.
    only(
        |_| false,
        &["set_string", "set_stringn", "set_line", "set_span"],
    );
}

#[test]
fn money_is_never_a_float() {
    only(
        // serde's list of all it could ask for stands in `typing`, to be passed on.
        |name| {
            !["document", "report", "figures", "rules"].contains(&room(name))
                || name == "src/report/typing.rs"
        },
        &["f32", "f64"],
    );
}

#[test]
fn main_stays_short() {
    let main = fs::read_to_string(root().join("src/main.rs")).unwrap();
    assert!(main.lines().count() < 40);
}

#[test]
fn every_dependency_is_decided() {
    let decisions = fs::read_to_string(root().join("src/decisions.md")).unwrap();
    let manifest = fs::read_to_string(root().join("Cargo.toml")).unwrap();
    let tables = manifest.split("\n[").skip(1);
    let lines = tables
        .filter_map(|table| table.split_once("]\n"))
        .filter(|(name, _)| *name == "dependencies" || name.ends_with(".dependencies"))
        .flat_map(|(_, table)| table.lines());
    for line in lines.filter(|line| !line.trim().is_empty()) {
        let (name, rest) = line.split_once('=').unwrap();
        let package = rest
            .split_once("package = \"")
            .and_then(|(_, rest)| rest.split('"').next());
        let name = package.unwrap_or(name.trim());
        assert!(decisions.contains(name), "decisions.md is silent on {name}");
    }
}

#[test]
fn no_file_names_the_machine_it_was_written_on() {
    let mut all = files("src");
    for folder in ["tests", "data"] {
        all.extend(files(folder));
    }
    for name in ["Cargo.toml", "README.md", "README.zh-CN.md", ".ci/run"] {
        let text = fs::read_to_string(root().join(name)).unwrap_or_default();
        all.push((name.to_owned(), text));
    }
    for (name, text) in all {
        for place in ["tmp/h", "work/"] {
            assert!(
                !text.contains(&format!("/{place}")),
                "{name} names /{place}"
            );
        }
    }
}

// The tables.

/// Every key there is, as a page to print: 按键表.
fn key_card() -> String {
    let mut card = "# 按键表\n\n<!-- 由程序的按键表生成，请不要手改。 -->\n\n\
        直接键入就替换光标所在的格，回车确定下移，Tab 确定右移，Esc 放弃。\
        正文里回车换行，F2 完成。屏幕最下一行总是写着现在能用的键。\n"
        .to_owned();
    let mut section = |title: &str, rows: Vec<[String; 3]>| {
        card.push_str(&format!(
            "\n## {title}\n\n| 操作 | 键 | 做什么 |\n|---|---|---|\n"
        ));
        for [name, keys, help] in rows {
            card.push_str(&format!("| {name} | {keys} | {help} |\n"));
        }
    };
    for group in Group::ALL {
        let rows = group.entries().map(|entry| {
            let bound = BINDINGS.iter().filter(|(_, to)| *to == entry.action);
            let keys: Vec<String> = bound.map(|(press, _)| press.label()).collect();
            [
                entry.name.to_owned(),
                keys.join("、"),
                entry.help.to_owned(),
            ]
        });
        section(group.title(), rows.collect());
    }
    let moves = MOVES.iter();
    let moves = moves.map(|(press, words)| [String::new(), press.label(), (*words).to_owned()]);
    section("移动和选择", moves.collect());
    card
}

#[test]
fn what_is_generated_is_what_is_on_disk() {
    for (name, text) in [
        ("data/report.schema.json", json_schema()),
        ("data/rules.md", handbook::markdown()),
        ("data/keys.md", key_card()),
    ] {
        let path = root().join(name);
        if std::env::var_os("JIXIAO_BLESS").is_some() {
            fs::write(&path, &text).unwrap();
        }
        let kept = fs::read_to_string(&path).unwrap();
        assert!(
            kept == text,
            "{name}: run the tests once with JIXIAO_BLESS=1"
        );
    }
}

#[test]
fn the_data_holds_no_field_that_the_format_does_not_know() {
    for text in [REPORT, BLANK] {
        let document = Document::read(text.as_bytes());
        assert!(document.problems().is_empty());
        let inspections = Inspections::read(&document);
        let found: Vec<_> = inspections.mistakes().collect();
        assert!(found.is_empty(), "{found:?}");
    }
}

#[test]
fn the_empty_form_has_every_field_of_the_format_in_its_order() {
    let document = Document::read(BLANK.as_bytes());
    let keys: Vec<&str> = document.root().entries().map(|(key, _)| key).collect();
    let fields: Vec<&str> = FIELDS.iter().map(|field| field.key).collect();
    assert_eq!(keys, fields);
}

/// The fields without parts, each as the YAML that sets it alone.
fn settings(fields: &[Field], indent: usize, above: &str, found: &mut Vec<(String, String)>) {
    for field in fields {
        let pad = " ".repeat(indent);
        let line = format!("{above}{pad}{}:", field.key);
        setting(field.key, field.kind, indent, &line, found);
    }
}

fn setting(key: &str, kind: Kind, indent: usize, above: &str, found: &mut Vec<(String, String)>) {
    let value = match kind {
        Kind::Record(fields) => {
            return settings(fields, indent + 2, &format!("{above}\n"), found);
        }
        Kind::List(Kind::Record(fields), _) => {
            // An entry's only key stands behind its dash.
            for field in *fields {
                let pad = " ".repeat(indent + 2);
                let line = format!("{above}\n{pad}- {}:", field.key);
                setting(field.key, field.kind, indent + 4, &line, found);
            }
            return;
        }
        Kind::List(..) => "[甲]",
        Kind::Number(Unit::Year) => "2022",
        Kind::Number(_) | Kind::Measure => "7",
        Kind::Date | Kind::Deadline => "2023-04-28",
        Kind::Choice(words) | Kind::Level(words) => words.first().unwrap(),
        Kind::Text | Kind::LongText => "甲",
    };
    found.push((key.to_owned(), format!("{above} {value}\n")));
}

#[test]
fn every_field_of_the_table_reaches_the_report() {
    let mut all = Vec::new();
    settings(FIELDS, 0, "", &mut all);
    assert!(all.len() > 100);
    for (key, yaml) in all {
        // The version is checked when reading; the program computes nothing from it.
        if key == "格式版本" {
            continue;
        }
        let document = Document::read(yaml.as_bytes());
        assert!(document.problems().is_empty(), "{yaml}");
        let found: Vec<_> = Inspections::read(&document).mistakes().cloned().collect();
        assert!(found.is_empty(), "{yaml}{found:?}");
        let (_, value) = yaml.trim_end().rsplit_once(' ').unwrap();
        let blank = yaml.trim_end().strip_suffix(value).unwrap();
        let blank = Report::read(&Document::read(blank.as_bytes()));
        assert_ne!(Report::read(&document), blank, "nothing reads\n{yaml}");
    }
}

#[test]
fn every_amount_of_money_is_in_wan_yuan() {
    fn walk(fields: &[Field]) {
        for field in fields {
            match field.kind {
                Kind::Record(inner) | Kind::List(&Kind::Record(inner), _) => walk(inner),
                Kind::Number(unit) if field.key.ends_with("执行数") => {
                    assert_eq!(unit, Unit::WanYuan, "{}", field.key);
                }
                _ => {}
            }
            assert!(field.help.ends_with('。'), "{}: {}", field.key, field.help);
        }
    }
    walk(FIELDS);
}

// What is on the screen.

#[test]
fn no_glyph_of_the_program_is_of_uncertain_width() {
    let mut uncertain = BTreeMap::new();
    let mut desk = Desk::open(BLANK);
    let mut look = |desk: Desk| {
        for cell in desk.frame().content() {
            let symbol = cell.symbol();
            // Quotation marks stand in running sentences, which nothing stands beside.
            if symbol.width() != symbol.width_cjk() && !["“", "”"].contains(&symbol) {
                let screen = desk.screen();
                let line = screen.lines().find(|line| line.contains(symbol));
                uncertain.insert(symbol.to_owned(), line.unwrap().to_owned());
            }
        }
        desk
    };
    for (columns, rows) in [(120, 40), (80, 24), (60, 20)] {
        desk = desk.resize(columns, rows);
        for title in ["基本信息", "预算构成", "绩效指标", "问题整改"] {
            desk = look(desk.tab(title));
            for key in [
                "Ctrl+Home",
                "PgDn",
                "PgDn",
                "Ctrl+T",
                "F5",
                "Ins",
                "F1",
                "Esc",
                "F10",
                "Esc",
                "Ctrl+U",
                "F6",
                "Esc",
                "Esc",
            ] {
                desk = look(desk.press(key));
            }
        }
        desk = look(desk.go("封面.标题").types("甲").keys("Enter Ctrl+Q"));
        desk = look(desk.keys("Esc F12"));
        desk = look(desk.keys("Esc Ctrl+Z*9"));
    }
    assert!(
        uncertain.is_empty(),
        "as wide as the font likes: {uncertain:#?}"
    );
}

#[test]
fn every_action_has_a_key_and_words() {
    use jixiao::ui::action::{ACTIONS, Action, BINDINGS};
    for entry in ACTIONS {
        assert!(
            BINDINGS.iter().any(|(_, action)| *action == entry.action),
            "{} has no key",
            entry.name
        );
    }
    for (i, (press, action)) in BINDINGS.iter().enumerate() {
        assert!(ACTIONS.iter().any(|entry| entry.action == *action));
        let mut behind = BINDINGS.iter().skip(i + 1);
        let twice = behind.any(|(other, _)| other == press);
        // Where nobody else has the report open there is nothing to be taken over.
        let is_other = *action == Action::TakeOver;
        assert_eq!(twice, is_other, "{} does two things", press.label());
    }
}
