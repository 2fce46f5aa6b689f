//! Nothing bad gets in: what is no report, is broken, or means to do harm opens or is refused with
//! a sentence; it is never written otherwise than asked, and nothing of it reaches a terminal that
//! the terminal would obey.
//!
//! `tests/corpus/hostile/expected.tsv` says for every file what is expected of it.
#![expect(
    clippy::unwrap_used,
    clippy::string_slice,
    reason = "a test that goes wrong should stop there"
)]

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use jixiao::document::{
    Document, Edit, FieldPath, Node, Shape, Transaction, Value, is_private, is_tricky,
};
use jixiao::export::{Copy, Format, write};
use jixiao::figures::scheme::Scheme;
use jixiao::report;
use jixiao::report::check::Inspections;
use jixiao::rules::Findings;
use jixiao::ui::app::App;
use jixiao::ui::input::{Input, Press};
use jixiao::ui::{screen, text};
use proptest::prelude::*;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::harness::{BLANK, Desk, PROGRAM, REPORT, SMALL, examined, presses, program, yaml_files};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus/hostile")
}

/// The files of the corpus, and those that would be too large for it.
pub(crate) fn corpus() -> Vec<(String, Vec<u8>)> {
    let mut files = yaml_files(&folder());
    let nested = |depth: usize| -> String {
        let level = |at| format!("{}a:\n", "  ".repeat(at));
        (0..depth).map(level).collect()
    };
    let large = [
        ("large-brackets", "[".repeat(20_000)),
        ("large-braces", "{a: ".repeat(20_000)),
        ("large-dashes", "- ".repeat(20_000)),
        ("large-maps", nested(300)),
        ("large-list", format!("a: [{}]\n", "x,".repeat(290_000))),
        ("large-twice", "a: 1\n".repeat(5_000)),
        (
            "large-unknown",
            (0..5_000).map(|i| format!("键{i}: 1\n")).collect(),
        ),
        ("large-slips", "标题：报告\n".repeat(600)),
        ("large-broken", "标题: \"报告\n".repeat(2_000)),
        (
            "large-projects",
            format!("项目:\n{}", "  - 甲\n".repeat(3_000)),
        ),
        (
            "large-scalar",
            format!("其他说明: {{内容: \"{}\"}}\n", "长".repeat(50_000)),
        ),
        (
            "large-entries",
            format!("项目:\n- 指标:\n{}", "  - {}\n".repeat(50_000)),
        ),
        ("large-number", format!("年度: {}\n", "9".repeat(50_000))),
        (
            "large-comment",
            format!("# {}\n年度: 2022\n", "注".repeat(50_000)),
        ),
    ];
    files.extend(large.map(|(name, text)| (name.to_owned(), text.into_bytes())));
    files.sort();
    files
}

/// What becomes of a file, as the table says it.
fn verdict(bytes: &[u8]) -> String {
    let document = report::open(bytes);
    let inspections = Inspections::read(&document);
    let state = match (document.is_read_only(), document.converted()) {
        (true, _) => "只能查看".to_owned(),
        (false, Some(encoding)) => format!("转换自{}", encoding.name()),
        (false, None) => "可以修改".to_owned(),
    };
    let mendable = match document.slips() {
        0 => String::new(),
        n => format!("可改好{n}处"),
    };
    let said = match (document.problems().first(), inspections.mistakes().next()) {
        (Some(problem), _) => format!("{}:{} {}", problem.line, problem.column, problem.message),
        (None, Some(mistake)) => {
            let offer = mistake.fix.as_ref().map_or("", |(title, _)| title);
            format!("{:?} {} {offer}", mistake.misfit, mistake.message)
        }
        (None, None) => String::new(),
    };
    format!("{state}\t{mendable}\t{}", text::safe(&said).trim_end())
}

#[test]
fn every_file_of_the_corpus_is_what_the_table_says() {
    let mut table = String::from("文件\t打开后\t改正\t所说的第一句\n");
    let files = corpus();
    assert!(files.len() >= 150, "{}", files.len());
    for (name, bytes) in &files {
        let _ = writeln!(table, "{name}\t{}", verdict(bytes));
    }
    let path = folder().join("expected.tsv");
    if std::env::var_os("JIXIAO_BLESS").is_some() {
        fs::write(&path, &table).unwrap();
    }
    let expected = fs::read_to_string(&path).unwrap_or_default();
    let differs = |(is, was): &(&str, &str)| is != was;
    let pairs = table.lines().zip(expected.lines());
    let wrong: Vec<_> = pairs.filter(differs).collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
    assert_eq!(table.lines().count(), expected.lines().count());
}

/// More mistakes than are told: what is told moves only where their number does.
#[test]
fn what_is_told_of_many_mistakes_is_the_same_however_it_came_about() {
    let keys: String = (0..40).map(|i| format!("  生{i}: x\n")).collect();
    let text = format!("项目:\n{}", format!("- 名称: 甲\n{keys}").repeat(60));
    let mut document = Document::read(text.as_bytes());
    let mut kept = Inspections::read(&document);
    let of = |project: usize, key: &str| FieldPath::of(&["项目"]).index(project).key(key);
    let set = |path, text: &str| Edit::Set {
        path,
        value: Value::Text(text.into()),
    };
    // Enough is told with the project in the middle.
    for project in [0, 49, 50, 51, 59] {
        let edits = [
            set(of(project, "生3"), "y"),
            set(of(project, "又一个"), "y"),
            set(of(project, "名称"), "乙"),
            Edit::Remove {
                path: of(project, "又一个"),
            },
            Edit::Remove {
                path: of(project, "生0"),
            },
        ];
        for edit in edits {
            let transaction = Transaction {
                name: "改".into(),
                place: FieldPath::root(),
                edits: vec![edit],
            };
            document.edit(transaction).unwrap();
            let scope = document.take_scope().unwrap();
            kept.refresh(&document, &scope);
            let fresh = Inspections::read(&document);
            assert!(fresh.mistakes().eq(kept.mistakes()), "{project}");
            assert!(fresh.mistakes().count() > 1900);
        }
    }
}

#[test]
fn opening_changes_nothing_and_every_problem_is_a_sentence() {
    for (name, bytes) in corpus() {
        let document = report::open(&bytes);
        if document.converted().is_none() {
            assert!(document.to_bytes() == bytes, "{name}");
        }
        assert!(!document.is_modified(), "{name}");
        assert!(document.problems().len() <= 101, "{name}");
        for problem in document.problems() {
            let lines = document.text().lines().count().max(1) + 1;
            let message = &problem.message;
            assert!((1..=lines).contains(&problem.line), "{name}: {problem:?}");
            assert!(problem.column > 0, "{name}: {problem:?}");
            assert!(message.contains("第 "), "{name}: {message}");
            assert!(message.ends_with('。'), "{name}: {message}");
            assert!(message.chars().count() < 200, "{name}: {message}");
        }
    }
}

/// The places of values that stand on a line of their own.
fn leaves(node: Node<'_>, path: &FieldPath, out: &mut Vec<FieldPath>) {
    if out.len() > 40 {
        return;
    }
    for (key, child) in node.entries() {
        leaf(child, path.key(key), out);
    }
    for (index, child) in node.items().enumerate() {
        leaf(child, path.index(index), out);
    }
}

fn leaf(node: Node<'_>, path: FieldPath, out: &mut Vec<FieldPath>) {
    let one_line = !node.written().contains(['\n', '\r']);
    match node.shape() {
        Shape::Scalar if one_line && !node.is_alias() => out.push(path),
        _ => leaves(node, &path, out),
    }
}

fn set(path: &FieldPath, value: Value) -> Transaction {
    Transaction {
        name: "修改".to_owned(),
        place: path.clone(),
        edits: vec![Edit::Set {
            path: path.clone(),
            value,
        }],
    }
}

#[test]
fn an_edit_touches_only_its_line() {
    let mut edited = 0;
    for (name, bytes) in corpus() {
        if bytes.len() > 50_000 {
            continue;
        }
        let original = report::open(&bytes);
        let mut paths = Vec::new();
        leaves(original.root(), &FieldPath::root(), &mut paths);
        for path in paths {
            let mut document = original.clone();
            let span = document.node(&path).unwrap().span();
            let outcome = document.edit(set(&path, Value::Text("改过".to_owned())));
            if original.is_read_only() {
                assert!(outcome.is_err(), "{name} {path}");
            }
            if outcome.is_err() {
                assert_eq!(document.text(), original.text(), "{name} {path}");
                continue;
            }
            edited += 1;
            let start = original.text()[..span.start]
                .rfind('\n')
                .map_or(0, |at| at + 1);
            let end = original.text()[span.end..].find('\n');
            let end = end.map_or(original.text().len(), |at| span.end + at);
            let (above, below) = (&original.text()[..start], &original.text()[end..]);
            assert!(document.text().starts_with(above), "{name} {path}");
            assert!(document.text().ends_with(below), "{name} {path}");
            document.undo();
            assert_eq!(document.text(), original.text(), "{name} {path}");
        }
    }
    assert!(edited > 300, "{edited}");
}

#[test]
fn what_an_input_method_typed_is_mended_by_one_step() {
    let mut mended = 0;
    for (name, bytes) in corpus() {
        let mut document = report::open(&bytes);
        let before = document.text().to_owned();
        let slips = document.slips();
        let problems = document.problems().len();
        let step = report::mend(&mut document);
        assert_eq!(step.is_some(), slips > 0, "{name}");
        if step.is_none() {
            assert_eq!(document.text(), before, "{name}");
            continue;
        }
        mended += 1;
        let after = document.text().to_owned();
        assert_ne!(after, before, "{name}");
        assert_eq!(document.slips(), 0, "{name}: {:?}", document.problems());
        assert!(document.problems().len() <= problems, "{name}");
        let fresh = Document::read(after.as_bytes());
        assert_eq!(
            fresh.problems().len(),
            Document::read(&document.to_bytes()).problems().len(),
            "{name}"
        );
        document.undo();
        assert_eq!(document.text(), before, "{name}");
        assert!(document.problems().len() >= problems, "{name}");
        document.redo();
        assert_eq!(document.text(), after, "{name}");
    }
    assert!(mended >= 10, "{mended}");
}

/// Whether a terminal may be given this.
fn is_safe(text: &str) -> bool {
    let mut chars = text.chars().peekable();
    let mut first = true;
    while let Some(c) = chars.next() {
        // A joiner between two pictures is part of one.
        let joins = c == '\u{200D}' && !first && chars.peek().is_some();
        if (is_tricky(c) || is_private(c)) && !joins {
            return false;
        }
        first = false;
    }
    true
}

#[track_caller]
fn look(app: &App, context: &str) {
    let (columns, rows) = app.size();
    let area = Rect::new(0, 0, columns, rows);
    let mut frame = Buffer::empty(area);
    screen::draw(app, area, &mut frame);
    for cell in frame.content() {
        assert!(is_safe(cell.symbol()), "{context}: {:?}", cell.symbol());
        assert!(cell.symbol().len() < 80, "{context}: {:?}", cell.symbol());
    }
}

fn press(app: &mut App, keys: &str) {
    for press in presses(keys) {
        app.update(Input::Press(press));
    }
}

fn opened(bytes: &[u8], name: &str, size: (u16, u16)) -> App {
    App::new(bytes, Some(name.to_owned()), PathBuf::from(name), size)
}

#[test]
fn every_file_is_shown_without_harm() {
    for (i, (name, bytes)) in corpus().into_iter().enumerate() {
        let mut app = opened(&bytes, "自评\u{1b}[31m.yaml", (80, 24));
        look(&app, &name);
        // Of the large ones, and of two in three, one frame is enough.
        if bytes.len() > 20_000 || i % 3 > 0 {
            continue;
        }
        app.ask_rules();
        for keys in ["F4", "F4 F6", "F4", "F4 F8", "F9", "Esc Ctrl+G"] {
            press(&mut app, keys);
            look(&app, &format!("{name} {keys}"));
        }
    }
}

#[test]
fn every_fix_of_a_hostile_file_can_be_made_and_undone() {
    for (name, bytes) in corpus() {
        if bytes.len() > 20_000 {
            continue;
        }
        let examined = examined(report::open(&bytes));
        let findings = Findings::compute(&examined.case());
        for diagnostic in findings.diagnostics() {
            for place in &diagnostic.places {
                if let Some(span) = &place.span {
                    let node = examined.document().node(&place.path);
                    let words = node
                        .and_then(Node::text)
                        .and_then(|it| it.get(span.clone()));
                    assert!(words.is_some(), "{name} {diagnostic:?}");
                }
            }
            for fix in &diagnostic.fixes {
                let mut document = examined.document().clone();
                let before = document.text().to_owned();
                let transaction = Transaction {
                    name: fix.title.clone(),
                    place: diagnostic.path(),
                    edits: fix.edits.clone(),
                };
                if document.edit(transaction).is_ok() {
                    assert!(Document::read(&document.to_bytes()).problems().is_empty());
                    document.undo();
                }
                assert_eq!(document.text(), before, "{name} {}", fix.title);
            }
        }
    }
}

#[test]
fn what_is_exported_of_a_hostile_file_is_sound() {
    let copy = Copy::Internal;
    for (i, (name, bytes)) in corpus().into_iter().enumerate() {
        let examined = examined(report::open(&bytes));
        if bytes.len() > 20_000 || examined.document().is_read_only() {
            continue;
        }
        let case = examined.case();
        let findings = Findings::compute(&case);
        for format in [Format::Markdown, Format::Html, Format::Csv] {
            let text = String::from_utf8(write(&case, &findings, format, copy).unwrap()).unwrap();
            let odd = |c: char| c.is_control() && !matches!(c, '\n' | '\r' | '\t');
            assert!(!text.contains(odd), "{name} {format:?}");
        }
        for format in [Format::Docx, Format::Xlsx] {
            if i % 4 > 0 {
                continue;
            }
            let packed = write(&case, &findings, format, copy).unwrap();
            for (part, text) in crate::export::parts(packed) {
                roxmltree::Document::parse(&text)
                    .unwrap_or_else(|error| panic!("{name} {format:?} {part}: {error}"));
            }
        }
    }
}

#[test]
fn a_hostile_scheme_is_refused_with_a_sentence() {
    for (name, bytes) in corpus() {
        if let Err(error) = Scheme::read(&bytes) {
            let said = error.to_string();
            assert!(
                said.contains('行') && said.ends_with('。'),
                "{name}: {said}"
            );
        }
    }
}

/// Texts that mean to do harm, or only happen to.
const NASTY: &[&str] = &[
    "\u{1b}[2J\u{1b}[31m",
    "\u{1b}]0;标题\u{7}",
    "\u{1b}]52;c;ZXZpbA==\u{7}",
    "\u{1b}P+q544e\u{1b}\\",
    "\u{9b}31m",
    "\u{9d}0;x\u{9c}",
    "\u{7f}\u{8}\u{8}",
    "\r覆盖",
    "\u{202e}05.21",
    "\u{2066}甲\u{2069}",
    "零\u{200b}宽\u{feff}",
    "\u{200d}\u{200d}",
    "👨\u{200d}👩\u{200d}👧",
    "\u{e123}\u{f0001}",
    "\u{fffd}\u{fffe}\u{ffff}",
    "\u{2028}\u{2029}\u{85}",
    "\u{e0041}\u{e007f}",
    "葛\u{e0100}",
    "ﷺ﷽𒐫",
    "ＷＩＤＥ　全角",
    "{{项目支出合计}}",
    "=cmd|' /C calc'!A0",
    "\\u001b[31m",
    "１2٣",
];

fn nasty() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        8 => prop::sample::select(NASTY).prop_map(str::to_owned),
        2 => (1_usize..400).prop_map(|n| format!("報{}", "\u{301}".repeat(n))),
        1 => Just("长".repeat(5_000)),
        2 => "\\PC{0,8}",
        2 => prop::collection::vec(any::<char>(), 0..6).prop_map(|cs| cs.into_iter().collect()),
    ];
    prop::collection::vec(piece, 1..4).prop_map(|pieces| pieces.concat())
}

fn every_text(node: Node<'_>, path: &FieldPath, out: &mut Vec<FieldPath>) {
    for (key, child) in node.entries() {
        each(child, path.key(key), out);
    }
    for (index, child) in node.items().enumerate() {
        each(child, path.index(index), out);
    }
}

fn each(node: Node<'_>, path: FieldPath, out: &mut Vec<FieldPath>) {
    match node.shape() {
        Shape::Scalar | Shape::Null => out.push(path),
        _ => every_text(node, &path, out),
    }
}

proptest! {
    #![proptest_config(crate::harness::cases(6))]

    /// Every text of a report is something nasty, and every tab, window and editor is looked at.
    #[test]
    fn no_text_reaches_the_terminal_as_it_is(texts in prop::collection::vec(nasty(), 6), wide: bool) {
        let blank = Document::read(BLANK.as_bytes());
        let mut document = Document::read(SMALL.as_bytes());
        prop_assert!(blank.problems().is_empty());
        let mut paths = Vec::new();
        every_text(document.root(), &FieldPath::root(), &mut paths);
        for (i, path) in paths.iter().enumerate() {
            let value = Value::Text(texts[i % texts.len()].clone());
            document.edit(set(path, value)).unwrap();
        }
        let size = if wide { (120, 40) } else { (60, 20) };
        let mut app = opened(&document.to_bytes(), &texts[0], size);
        app.ask_rules();
        for keys in [
            "F4", "Down Down", "F2", "Esc", "F4 F6 Down", "Enter", "F1", "Esc F6 F6", "F4",
            "F6 Down Down", "F1", "Esc F2", "Esc F4", "F6 F1", "Esc F8", "F8 F9", "F1", "Esc Esc",
            "Ctrl+G", "Down F9", "Esc F10", "Esc Ctrl+K", "Esc F12", "Esc Ctrl+C Ctrl+E", "Esc F3",
            "Del Ctrl+Z", "Ctrl+Q",
        ] {
            press(&mut app, keys);
            look(&app, keys);
        }
    }

    /// What is typed and pasted is as harmless.
    #[test]
    fn nothing_typed_reaches_the_terminal_as_it_is(text in nasty()) {
        let mut app = opened(SMALL.as_bytes(), "自评.yaml", (80, 24));
        app.ask_rules();
        for keys in ["F2", "Esc F4 F4 F6 Down Enter", "Esc F4 F2", "Esc Esc F12"] {
            press(&mut app, keys);
            app.update(Input::Paste(text.clone()));
            look(&app, keys);
            for c in text.chars().take(12) {
                app.update(Input::Press(Press::plain(jixiao::ui::input::Key::Char(c))));
            }
            look(&app, keys);
        }
    }

    /// Cutting, padding and wrapping give nothing to be obeyed, and no more columns than asked.
    #[test]
    fn text_is_safe_however_it_is_cut(text in nasty(), n in 0_usize..40) {
        let shown = text::safe(&text).into_owned();
        prop_assert!(is_safe(&shown), "{shown:?}");
        prop_assert!(is_safe(&text::cut(&text, n)));
        prop_assert!(text::width(&text::cut(&text, n)) <= n);
        prop_assert_eq!(text::width(&text::fit(&text, n, text::Align::Right)), n);
        for row in text::wrap(&text, n.max(2)) {
            prop_assert!(is_safe(&text::safe(row)));
        }
    }
}

/// A text of words that would be taken for a slip when it is read again is not written.
#[test]
fn a_whole_text_that_reads_as_a_slip_is_refused() {
    let mut document = Document::read(b"");
    let transaction = set(&FieldPath::root(), Value::Text("标题：报告".to_owned()));
    assert!(document.edit(transaction).is_err());
    assert_eq!(document.text(), "");
}

// One key, and what is said.

#[test]
fn wide_colons_are_mended_by_one_key() {
    Desk::open("年度: 2022\n封面:\n  标题：报告\n  单位名称: 某街道\n")
        .shows("只能查看")
        .shows("第 3 行第 5 列用了中文冒号“：”")
        .shows("按 F9 一次改好这 1 处标点")
        .press("F9")
        .says("已改正 1 处输入法打出的标点，按 Ctrl+Z 可以撤销")
        .yaml_line("标题: 报告")
        .shows("未保存")
        .press("Ctrl+S")
        .says("已保存")
        .press("Ctrl+Z")
        .shows("只能查看")
        .yaml_line("标题：报告")
        .press("Ctrl+Y")
        .yaml_line("标题: 报告");
}

#[test]
fn slips_of_several_kinds_are_mended_together() {
    Desk::open("年度: 2022\n封面：\n  标题：报告\n  单位名称: \"某街道”\n  填报人: 甲\n")
        .shows("第 2 行第 3 列用了中文冒号“：”")
        .press("F9")
        .says("已改正 3 处输入法打出的标点")
        .changed(&[
            ("封面：", "封面:"),
            ("标题：报告", "标题: 报告"),
            ("单位名称: \"某街道”", "单位名称: \"某街道\""),
        ]);
}

#[test]
fn a_record_of_wide_colons_is_mended_like_any_diagnostic() {
    Desk::open("年度: 2022\n封面:\n  标题：报告\n  单位名称：某街道\n")
        .until_rule("G2")
        .says("请用英文冒号")
        .press("F9")
        .shows("把冒号改为英文的")
        .press("Enter")
        .yaml_line("标题: 报告")
        .yaml_line("单位名称: 某街道");
}

#[test]
fn gbk_is_opened_as_utf8_and_the_original_kept() {
    let gbk = fs::read(folder().join("encoding-gbk.yaml")).unwrap();
    let desk = Desk::open_bytes(&gbk)
        .says("文件原是 GBK 编码，已转成 UTF-8 打开")
        .lacks("未保存")
        .press("Ctrl+S")
        .says("文件已从 GBK 编码转成 UTF-8。")
        .shows("已保存");
    assert!(desk.saved().contains("某街道办事处"));
    let copies = fs::read_dir(desk.folder().join("备份")).unwrap();
    let copies: Vec<_> = copies
        .map(|entry| fs::read(entry.unwrap().path()).unwrap())
        .collect();
    assert_eq!(copies, [gbk]);
}

#[test]
fn a_file_in_gbk_that_is_only_looked_at_is_left_as_it_is() {
    let gbk = fs::read(folder().join("encoding-gbk.yaml")).unwrap();
    let desk = Desk::open_bytes(&gbk).keys("F4 Down Ctrl+Q");
    assert!(desk.has_quit());
    assert_eq!(fs::read(desk.path()).unwrap(), gbk);
    let edited = Desk::open_bytes(&gbk).go("封面.填报人").types("王五");
    let edited = edited.press("Enter").shows("未保存").press("Ctrl+Z");
    assert!(edited.lacks("未保存").press("Ctrl+Q").has_quit());
}

#[test]
fn a_wide_number_is_put_right_by_one_key() {
    Desk::open("支出: {一般公共预算: {金额: {全年执行数: １２．５}}}\n")
        .until_rule("G3")
        .says("请改为 12.5")
        .keys("F9 Enter")
        .yaml_line("支出: {一般公共预算: {金额: {全年执行数: 12.5}}}");
}

// The program as a command.

/// The files whose names, keys and values would do a terminal the most harm, in a folder.
fn spoilt() -> (tempfile::TempDir, Vec<PathBuf>) {
    let folder = tempfile::tempdir().unwrap();
    let mut paths = Vec::new();
    for (name, bytes) in corpus() {
        if ["control-", "hidden-", "text-", "slip-", "key-", "encoding-"]
            .iter()
            .any(|it| name.starts_with(it))
        {
            let path = folder
                .path()
                .join(format!("\u{1b}[31m{name} #\u{202e}.yaml"));
            fs::write(&path, bytes).unwrap();
            paths.push(path);
        }
    }
    (folder, paths)
}

#[track_caller]
fn harmless(output: &std::process::Output) {
    for stream in [&output.stdout, &output.stderr] {
        let text = std::str::from_utf8(stream).unwrap();
        for line in text.lines() {
            assert!(is_safe(line), "{line:?}");
            assert!(!line.contains("panicked"), "{line}");
        }
    }
}

#[test]
fn what_is_printed_is_harmless_whatever_files_hold_and_are_called() {
    let (folder, paths) = spoilt();
    let run = |arguments: &[&std::ffi::OsStr]| {
        let output = program(folder.path()).args(arguments).output().unwrap();
        harmless(&output);
        output
    };
    let word = std::ffi::OsStr::new;
    for format in ["text", "json", "sarif"] {
        let mut arguments = vec![word("check"), word("--format"), word(format)];
        arguments.extend(paths.iter().map(|path| path.as_os_str()));
        let output = run(&arguments);
        if format != "text" {
            serde_json::from_slice::<serde_json::Value>(&output.stdout).unwrap();
        }
    }
    for path in paths.iter().step_by(12) {
        run(&[word("show"), path.as_os_str()]);
        run(&[word("show"), path.as_os_str(), word("--json")]);
        run(&[word("export"), path.as_os_str(), word("--to"), word("csv")]);
    }
    let odd = word("\u{1b}]0;x\u{7}\u{9b}1m\u{202e}");
    for arguments in [
        &[odd] as &[_],
        &[odd, odd],
        &[word("check"), odd],
        &[word("show"), word("--tab"), odd],
        &[word("show"), word("--size"), odd, odd],
        &[word("check"), word("--explain"), odd],
        &[word("export"), odd, word("--to"), word("csv")],
        &[word("\u{1b}[2J")],
        &[word("--\u{1b}[2J")],
    ] {
        assert!(!run(arguments).status.success());
    }
}

/// R23: names that another program could not cope with.
#[test]
fn a_file_may_be_called_anything_the_system_allows() {
    let mut names: Vec<std::ffi::OsString> = [
        "自评 2022.yaml",
        "自评#1.yaml",
        "自评.",
        "-自评.yaml",
        "自评\n.yaml",
        "'\"$(x).yaml",
    ]
    .map(Into::into)
    .to_vec();
    names.push(format!("{}.yaml", "长".repeat(70)).into());
    #[cfg(unix)]
    {
        use std::os::unix::ffi::OsStringExt as _;
        names.push(std::ffi::OsString::from_vec(
            b"\xD7\xD4\xC6\xC0.yaml".to_vec(),
        ));
    }
    for name in names {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(&name);
        fs::write(&path, SMALL).unwrap();
        let (file, bytes) = jixiao::store::File::open(&path).unwrap();
        assert!(is_safe(&file.name()), "{name:?}");
        let mut session = jixiao::ui::session::Session::open(file, &bytes, None, (120, 40));
        let work = |session: &mut jixiao::ui::session::Session| {
            for job in session.jobs() {
                session.done(job.run());
            }
        };
        for press in presses("F2 1 Enter Ctrl+S Ctrl+E 1 1") {
            session.update(Input::Press(press));
            work(&mut session);
        }
        session.go_on();
        work(&mut session);
        let notice = session.app().notice().map(|it| it.text.clone());
        assert!(notice.is_some_and(|it| it.contains("已导出到")), "{name:?}");
        assert!(fs::read_to_string(&path).unwrap() != SMALL, "{name:?}");
        look(session.app(), "name");
    }
}

/// Runs a program under strace and gives back its network calls; `None` where nothing may be traced.
pub(crate) fn network_calls(
    folder: &Path,
    program: &str,
    arguments: &[&str],
) -> Option<Vec<String>> {
    let log = folder.join("calls");
    let output = std::process::Command::new("strace")
        .args(["-f", "-qq", "-e", "trace=%network", "-o"])
        .arg(&log)
        .arg(program)
        .args(arguments)
        .current_dir(folder)
        .output()
        .ok()?;
    let calls = fs::read_to_string(&log).unwrap_or_default();
    let said = String::from_utf8_lossy(&output.stderr);
    if said.contains("ptrace") && calls.is_empty() {
        return None;
    }
    let is_call =
        |line: &&str| line.contains('(') && !line.contains("+++") && !line.contains("---");
    Some(calls.lines().filter(is_call).map(str::to_owned).collect())
}

/// Whether network calls can be looked at here: those of a program that makes one are seen.
pub(crate) fn sees_network_calls(folder: &Path) -> bool {
    let talks = ["-c", "exec 3<>/dev/udp/127.0.0.1/9"];
    let Some(calls) = network_calls(folder, "bash", &talks) else {
        eprintln!("strace is not installed or may not trace: system calls were not looked at");
        return false;
    };
    assert!(
        calls.iter().any(|call| call.contains("socket(")),
        "{calls:?}"
    );
    true
}

/// S14: neither reading, checking nor exporting opens a socket.
#[test]
fn the_program_makes_no_network_call() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("自评.yaml"), REPORT).unwrap();
    if !sees_network_calls(folder.path()) {
        return;
    }
    for arguments in [
        &["check", "自评.yaml"] as &[&str],
        &["show", "自评.yaml", "--json"],
        &["export", "自评.yaml", "--to", "docx"],
        &["export", "自评.yaml", "--to", "xlsx"],
        &["new", "新.yaml", "--from", "自评.yaml"],
        &["schemes"],
    ] {
        let calls = network_calls(folder.path(), PROGRAM, arguments).unwrap();
        assert!(calls.is_empty(), "{arguments:?}: {calls:?}");
    }
}

#[test]
fn a_file_that_is_refused_all_the_same_is_not_mended() {
    let text = "格式版本: 9\n封面：{标题: 甲}\n";
    let mut document = report::open(text.as_bytes());
    let first = &document.problems()[0].message;
    assert!(first.contains("比本程序认识的"), "{first}");
    assert_eq!(document.slips(), 0);
    assert!(report::mend(&mut document).is_none());
    assert_eq!(document.text(), text);
    // Known only once it is mended.
    let mut document = report::open("格式版本：9\n封面: {标题: 甲}\n".as_bytes());
    assert!(report::mend(&mut document).is_some());
    assert!(document.is_read_only());
}

/// Its bytes are no text, so that what is shown of it can be read and still not be written back.
#[test]
fn a_file_that_is_no_text_stays_read_only_whatever_is_read_anew() {
    let bytes = b"\xb1\xa8: 2023\n\xb8\xe6: \xff\xff\xff\n";
    let mut document = Document::read(bytes);
    let problems = document.problems().to_vec();
    assert!(document.is_illegible() && !problems.is_empty());
    assert!(document.mend().is_none());
    assert_eq!(document.problems(), problems);
    assert!(document.is_read_only());
    assert_eq!(document.to_bytes(), bytes);
}
