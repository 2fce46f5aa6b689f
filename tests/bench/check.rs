//! Checking a report beside parsing it, and many of them by the command.

use std::fs;
use std::process::{Command, Stdio};
use std::time::Duration;

use criterion::Criterion;
use jixiao::cli::SAMPLE;
use jixiao::document::Document;
use jixiao::figures::scheme::InForce;
use jixiao::report::Report;
use jixiao::rules::{Examined, Findings};

use crate::measure::{Times, tell_growth, tell_ratio, time};

/// The text and the values: what any program has to do that reads the file.
fn parse() -> (Document, Report) {
    let document = Document::read(SAMPLE);
    let report = Report::read(&document);
    (document, report)
}

/// All findings, from the bytes.
fn check() -> usize {
    let document = Document::read(SAMPLE);
    let examined = Examined::of(document, |name| InForce::of(name, None));
    Findings::compute(&examined.case()).diagnostics().count()
}

/// The real report.
pub(crate) fn benches(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("check");
    group.bench_function("parse/real", |b| b.iter(parse));
    group.bench_function("check/real", |b| b.iter(check));
    group.finish();
}

/// A report that has something so many times.
type Alike = fn(usize) -> String;

/// Reports of one thing again and again, whose findings and blanks are told.
const ALIKE: [(&str, Alike); 3] = [
    ("bare projects", |count| {
        let projects = (0..count).map(|i| format!("- {{名称: 项目{i}号}}\n"));
        format!("项目:\n{}", projects.collect::<String>())
    }),
    ("projects that are called a sum", |count| {
        let spent = "资金: {年度资金总额: {全年执行数: 1}}";
        let projects = (0..count).map(|i| match i % 2 {
            0 => format!("- {{名称: 项目{i}号, {spent}}}\n"),
            _ => format!("- {{名称: 合计, {spent}}}\n"),
        });
        format!("项目:\n{}", projects.collect::<String>())
    }),
    ("problems of projects that are none", |count| {
        let projects = (0..count).map(|i| format!("- {{名称: 第{i}号道路维修改造}}\n"));
        let names: Vec<String> = (0..count).map(|i| format!("第{i}号桥梁维修改造")).collect();
        format!(
            "项目:\n{}问题:\n- {{编号: '1', 内容: 慢。, 涉及项目: [{}]}}\n",
            projects.collect::<String>(),
            names.join(", ")
        )
    }),
];

/// How long the findings and the blanks of a report take.
fn judged(text: &str) -> Duration {
    let examined = Examined::of(Document::read(text.as_bytes()), |name| {
        InForce::of(name, None)
    });
    time(|| {
        let findings = Findings::compute(&examined.case()).diagnostics().count();
        (findings, examined.case().required().told())
    })
}

/// In turns, so that a busy machine slows both.
pub(crate) fn targets(in_haste: bool) {
    let rounds = if in_haste { 5 } else { 200 };
    let pairs = (0..rounds).map(|_| (time(check), time(parse)));
    let (checks, parses) = pairs.unzip();
    tell_ratio(
        "checking the real report, beside parsing it",
        &Times::of(checks),
        &Times::of(parses),
        2.0,
    );
    let folder = tempfile::tempdir().expect("a folder");
    let most = if in_haste { 20 } else { 3000 };
    let names: Vec<_> = (0..most)
        .map(|i| folder.path().join(format!("{i}.yaml")))
        .collect();
    for name in &names {
        fs::write(name, SAMPLE).expect("a file");
    }
    let run = |count: usize| {
        time(|| {
            let mut command = Command::new(env!("CARGO_BIN_EXE_jixiao"));
            command.arg("check").args(names.iter().take(count));
            command.stdout(Stdio::null()).status().expect("the program")
        })
    };
    let small = Times::of((0..3).map(|_| run(most / 10)).collect()).median();
    tell_growth("checking 3,000 reports", run(most), small);
    let most = if in_haste { 200 } else { 4000 };
    for (name, text) in ALIKE {
        let [small, large] = [most / 10, most].map(|count| {
            let text = text(count);
            Times::of((0..5).map(|_| judged(&text)).collect()).median()
        });
        tell_growth(&format!("checking {most} {name}"), large, small);
    }
}
