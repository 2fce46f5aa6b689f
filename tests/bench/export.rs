//! Writing the Word report and the workbook, beside one start of LibreOffice where it is installed.

use std::fs;
use std::process::{Command, Stdio};

use criterion::Criterion;
use jixiao::cli::SAMPLE;
use jixiao::document::Document;
use jixiao::export::{Copy, Format, write};
use jixiao::figures::scheme::InForce;
use jixiao::rules::{Examined, Findings};

use crate::generated;
use crate::measure::{Times, tell_growth, tell_ratio, time};

/// Both documents, from the bytes of the report.
fn documents(yaml: &[u8]) -> usize {
    let examined = Examined::of(Document::read(yaml), |name| InForce::of(name, None));
    let case = examined.case();
    // Only the copy for publication and the one for review ask for findings.
    let findings = Findings::default();
    [Format::Docx, Format::Xlsx]
        .into_iter()
        .map(|format| write(&case, &findings, format, Copy::default()).map_or(0, |it| it.len()))
        .sum()
}

/// The real report.
pub(crate) fn benches(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("export");
    group.bench_function("docx+xlsx/real", |b| b.iter(|| documents(SAMPLE)));
    group.finish();
}

/// Beside LibreOffice, and by the number of projects.
pub(crate) fn targets(in_haste: bool) {
    let small = if in_haste { 2 } else { 100 };
    let [small, large] = [small, small * 10].map(|count| generated::report(count).text);
    let of_small = (0..5)
        .map(|_| time(|| documents(small.as_bytes())))
        .collect();
    tell_growth(
        "docx and xlsx of 1,000 projects",
        time(|| documents(large.as_bytes())),
        Times::of(of_small).median(),
    );
    let folder = tempfile::tempdir().expect("a folder");
    let word = folder.path().join("word.txt");
    fs::write(&word, "字").expect("a file");
    let settings = format!("-env:UserInstallation=file://{}", folder.path().display());
    // Started, and with a document read: what a clerk waits for.
    let office = || {
        let mut command = Command::new("soffice");
        command.args([&settings, "--headless", "--convert-to", "pdf", "--outdir"]);
        command.args([folder.path(), &word]);
        command.stdout(Stdio::null()).stderr(Stdio::null()).status()
    };
    // The first start makes the settings.
    if office().is_err() {
        println!("skipped: LibreOffice is not installed, so no export is held beside its start");
        return;
    }
    let rounds = if in_haste { 1 } else { 9 };
    let pairs = (0..rounds).map(|_| (time(|| documents(SAMPLE)), time(office)));
    let (ours, theirs) = pairs.unzip();
    tell_ratio(
        "docx and xlsx of the real report, beside a start of LibreOffice",
        &Times::of(ours),
        &Times::of(theirs),
        0.02,
    );
}
