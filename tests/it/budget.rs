//! What a file may cost whatever is in it: 256 MiB for one of 16 MiB, and, of the program as it is
//! built for use, two seconds; in the dashboard two seconds to the first frame and a quarter of one for a
//! key. Memory is what the system says of a child process. The whole sizes and the clock are only
//! for `cargo test --release --test it budget -- --ignored`; the ordinary suite asks whether memory keeps
//! to the size of the file.
#![cfg(target_os = "linux")]
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::fs;
use std::path::Path;
use std::process::Stdio;
use std::thread;
use std::time::{Duration, Instant};

use jixiao::document::Document;
use jixiao::report::check::Inspections;
use rustix::process::Signal;

use crate::harness::{REPORT, program, unknown_keys};
use crate::pty::Terminal;

/// The files that cost most for their size: a name, how they begin, what comes again and again
/// with # as a number, and how they end. What stands in ‘’ is repeated to a long text.
const COSTLY: [(&str, &str, &str, &str); 27] = [
    ("brackets", "", "[", ""),
    ("braces", "", "{a: ", ""),
    ("dashes", "", "-\n", ""),
    ("list", "a: [", "x,", "]"),
    ("keys", "", "键#: 1\n", ""),
    ("quoted", "", "1#: \"1234567890123\"\n", ""),
    ("same", "", "a: 1\n", ""),
    ("again", "", "a: 12345678901234567\n", ""),
    ("slips", "", "标题：报告\n", ""),
    ("broken", "", "标题: \"报告\n", ""),
    ("anchors", "a: &a [x]\nb:\n", "- *a\n", ""),
    ("one", "其他说明: {内容: \"", "支出12.5万元，", "\"}"),
    ("amounts", "项目:\n", "  - 完成情况: ‘9万元’\n", ""),
    ("percents", "项目:\n", "  - 完成情况: ‘9%’\n", ""),
    ("marks", "项目:\n", "  - 完成情况: ‘、甲’\n", ""),
    ("live", "项目:\n", "  - 完成情况: ‘{{项目支出}}’\n", ""),
    (
        "prose",
        "项目:\n",
        "  - 完成情况: ‘全年支出#万元，完成率9#.1%。’\n",
        "",
    ),
    ("projects", "项目:\n", "  - {名称: 甲#, 完成情况: 好}\n", ""),
    ("blank", "整体绩效:\n  指标:\n", "    - {}\n", ""),
    (
        "texts",
        "基本情况:\n  职能:\n",
        "    - 负责街巷#的管理工作。\n",
        "",
    ),
    ("unknown", "项目:\n", "  - 完成情况: ‘{{未知数#}}’\n", ""),
    (
        "named",
        "项目:\n",
        "  - {名称: 甲#, 完成情况: '{{项目.甲#.全年执行数}}'}\n",
        "",
    ),
    (
        "remarks",
        "项目: [{名称: 甲, 完成情况: 好}]\n批注:\n",
        "  - {位置: 项目「甲」 完成情况, 内容: 好#, 不认识: 1}\n",
        "",
    ),
    (
        "unreadable",
        "项目:\n",
        "  - {资金: {年度资金总额: {年初预算数: 一百#, 全年预算数: １２．５}}}\n",
        "",
    ),
    (
        "people",
        "项目:\n",
        "  - {名称: 甲#人员经费, 完成情况: 甲#人员列支1万元。}\n",
        "",
    ),
    ("real", "", "", ""),
    (
        "indicators",
        "项目:\n  - 指标:\n",
        "      - {三级指标: 数量, 指标值: ≥15家, 完成值: 15家}\n",
        "",
    ),
];

/// How long anything may take where nobody looks at the clock.
const PATIENCE: Duration = Duration::from_secs(600);

/// The real report with its projects again and again.
fn many_times_the_real_one(bytes: usize) -> String {
    let begin = REPORT.find("\n项目:\n").unwrap() + "\n项目:\n".len();
    let end = begin + REPORT.get(begin..).unwrap().find("\n整体绩效:").unwrap() + 1;
    let (head, rest) = REPORT.split_at(begin);
    let (projects, tail) = rest.split_at(end - begin);
    let times = bytes.saturating_sub(head.len() + tail.len()) / projects.len();
    format!("{head}{}{tail}", projects.repeat(times.max(1)))
}

/// A file of about so many bytes.
fn costly(begin: &str, unit: &str, end: &str, bytes: usize) -> String {
    if unit.is_empty() {
        return many_times_the_real_one(bytes);
    }
    let mut text = begin.to_owned();
    let mut number = 0_usize;
    let mut numbered = |unit: &str| {
        number += 1;
        unit.replace('#', &number.to_string())
    };
    while text.len() + end.len() < bytes {
        match unit.split_once('‘').zip(unit.split_once('’')) {
            Some(((head, _), (inner, tail))) => {
                let inner = inner.trim_start_matches(head).trim_start_matches('‘');
                let long: String = (0..29_000 / inner.len()).map(|_| numbered(inner)).collect();
                let cut = long
                    .char_indices()
                    .nth(9_000)
                    .map_or(long.len(), |(at, _)| at);
                text += &format!("{head}\"{}\"{tail}", long.get(..cut).unwrap());
            }
            None => text += &numbered(unit),
        }
    }
    text + end
}

/// Every kind there is at one size: the costly ones, and each file of the corpus again and again.
fn kinds(bytes: usize) -> impl Iterator<Item = (String, Vec<u8>)> {
    let costly = COSTLY.into_iter().map(move |(name, begin, unit, end)| {
        let text = costly(begin, unit, end, bytes);
        (name.to_owned(), text.into_bytes())
    });
    let corpus = crate::hostile::corpus().into_iter();
    let repeated = corpus.map(move |(name, file)| {
        let times = bytes / file.len().max(1);
        (name, file.repeat(times.max(1)))
    });
    costly.chain(repeated)
}

/// The most memory in KiB that a process has had so far; the mark only rises.
fn most_memory(process: u32) -> Option<u64> {
    let told = fs::read_to_string(format!("/proc/{process}/status")).ok()?;
    let mark = told.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    mark.trim().strip_suffix(" kB")?.parse().ok()
}

/// The most memory in KiB that a command took over the file, and how long.
fn run(command: &str, path: &Path) -> (u64, Duration) {
    let began = Instant::now();
    let mut child = program(path.parent().unwrap())
        .arg(command)
        .arg(path)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut most = 0;
    let ended = loop {
        // It is gone with the process.
        most = most.max(most_memory(child.id()).unwrap_or(0));
        if let Some(ended) = child.try_wait().unwrap() {
            break ended;
        }
        if began.elapsed() > PATIENCE {
            child.kill().unwrap();
        }
        thread::yield_now();
    };
    // Neither a panic nor a signal.
    assert!(matches!(ended.code(), Some(0..=2)), "{path:?}: {ended}");
    (most, began.elapsed())
}

fn each(commands: &[&str], bytes: usize, judge: impl Fn(&str, u64, Duration)) {
    let folder = tempfile::tempdir().unwrap();
    for (name, begin, unit, end) in COSTLY {
        let path = folder.path().join("自评.yaml");
        fs::write(&path, costly(begin, unit, end, bytes)).unwrap();
        for command in commands {
            // One that ends before it is looked at has told nothing.
            let mut runs = (0..9).map(|_| run(command, &path));
            let (most, took) = runs.find(|&(most, _)| most > 0).unwrap();
            judge(&format!("{command} {name}"), most, took);
        }
    }
}

/// A slip in a key would have the program read less than it costs.
#[test]
fn what_costs_most_is_written_in_the_keys_of_the_format() {
    let of_report = COSTLY
        .into_iter()
        .filter(|(_, begin, _, _)| begin.contains("\n"));
    let mut seen = 0;
    for (name, begin, unit, end) in of_report.filter(|(name, ..)| *name != "anchors") {
        let document = Document::read(costly(begin, unit, end, 400).as_bytes());
        let mut unknown = unknown_keys(&Inspections::read(&document));
        unknown.retain(|it| !it.ends_with("不认识"));
        assert_eq!(unknown, [""; 0], "{name}");
        seen += 1;
    }
    assert!(seen > 10);
}

#[test]
fn memory_keeps_to_the_size_of_the_file() {
    // What the program takes for itself grows with what it can do and hangs on how it was built.
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("自评.yaml");
    fs::write(&path, "年度: 2023\n").unwrap();
    let own = (0..9).map(|_| run("check", &path).0).max().unwrap();
    each(&["check"], 128 << 10, |name, most, _| {
        assert!(
            most < own + (64 << 10),
            "{name}: {most} KiB, {own} of them its own"
        );
    });
}

#[test]
#[ignore = "sixteen MiB many times over, against the clock"]
fn sixteen_mebibytes_take_no_more_than_promised() {
    each(&["check", "show"], 16 << 20, |name, most, took| {
        println!("{name}: {} MiB, {} ms", most >> 10, took.as_millis());
        assert!(most <= 256 << 10, "{name}: {most} KiB");
        assert!(
            cfg!(debug_assertions) || took < Duration::from_secs(2),
            "{name}: {took:?}"
        );
    });
}

/// What the dashboard took: the first frame, a key that comes with it, all rules, and the most memory in
/// KiB.
struct Opened {
    first: Duration,
    key: Duration,
    checked: Duration,
    most: u64,
}

fn opened(bytes: &[u8]) -> Opened {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("自评.yaml"), bytes).unwrap();
    let began = Instant::now();
    let terminal = Terminal::start(crate::pty::program(), folder);
    let terminal = terminal.answering().until("退出");
    let first = began.elapsed();
    // The next tab, while the rules run.
    let pressed = Instant::now();
    let terminal = terminal.sends("\x1bOS").until("全年执行");
    let key = pressed.elapsed();
    // The menu, which waits for the rules.
    let terminal = terminal.sends("\x1b[21~").until("换菜单");
    let checked = began.elapsed();
    let most = most_memory(terminal.process()).unwrap();
    terminal.gets(Signal::TERM).finishes();
    Opened {
        first,
        key,
        checked,
        most,
    }
}

/// What was found in a file is printed and not kept.
#[test]
#[ignore = "sixteen MiB a dozen times"]
fn a_folder_of_sixteen_mebibytes_each_takes_no_more_than_promised_of_one() {
    let folder = tempfile::tempdir().unwrap();
    let large = many_times_the_real_one(16 << 20);
    for number in 0..12 {
        fs::write(folder.path().join(format!("{number}.yaml")), &large).unwrap();
    }
    let (most, took) = run("check", folder.path());
    println!("{} MiB, {} ms", most >> 10, took.as_millis());
    assert!(most <= 256 << 10, "{most} KiB");
}

#[test]
#[ignore = "sixteen MiB in a terminal hundreds of times, against the clock"]
fn the_dashboard_opens_sixteen_mebibytes_of_any_kind_as_promised() {
    let mut wrong = Vec::new();
    for (name, bytes) in kinds(16 << 20) {
        let it = opened(&bytes);
        let said = format!(
            "{name}: first frame {} ms, a key {} ms, checked {} ms, {} MiB",
            it.first.as_millis(),
            it.key.as_millis(),
            it.checked.as_millis(),
            it.most >> 10
        );
        println!("{said}");
        let is_slow = it.first > Duration::from_secs(2)
            || it.checked > Duration::from_secs(2)
            || it.key > Duration::from_millis(250);
        if it.most > 256 << 10 || is_slow && !cfg!(debug_assertions) {
            wrong.push(said);
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}
