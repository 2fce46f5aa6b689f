//! Checking a report beside parsing it, and many of them by the command.

use std::fs;
use std::process::{Command, Stdio};

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
}
