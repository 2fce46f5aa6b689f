//! From the bytes of a file to the first frame.

use std::path::PathBuf;

use criterion::Criterion;
use jixiao::document::Document;
use jixiao::figures::Figures;
use jixiao::figures::budget::{Column, Item};
use jixiao::figures::scheme::standard;
use jixiao::report::Report as Typed;
use jixiao::report::check::Inspections;
use jixiao::ui::app::App;
use jixiao::ui::screen;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use rust_decimal::Decimal;

use crate::generated;
use crate::measure::{Times, tell_growth, time};
use crate::stage::{Report, SIZE};

fn first_frame(report: &Report) -> (App, Buffer) {
    let app = App::new(report.bytes(), None, PathBuf::new(), SIZE);
    let area = Rect::new(0, 0, SIZE.0, SIZE.1);
    let mut buffer = Buffer::empty(area);
    screen::draw(&app, area, &mut buffer);
    (app, buffer)
}

/// Opening, and its stages.
pub(crate) fn benches(criterion: &mut Criterion, reports: &[Report]) {
    let mut group = criterion.benchmark_group("open");
    for report in reports {
        group.bench_function(report.id("first frame"), |b| b.iter(|| first_frame(report)));
        group.bench_function(report.id("text"), |b| {
            b.iter(|| Document::read(report.bytes()));
        });
        group.bench_function(report.id("values"), |b| {
            let document = Document::read(report.bytes());
            b.iter(|| Typed::read(&document));
        });
        group.bench_function(report.id("inspection"), |b| {
            let document = Document::read(report.bytes());
            b.iter(|| Inspections::read(&document));
        });
    }
    group.finish();
}

/// What is measured is right, and grows no faster than the file.
pub(crate) fn targets(reports: &[Report]) {
    let known = generated::report(100);
    let document = Document::read(known.text.as_bytes());
    let figures = Figures::compute(&Typed::read(&document), standard());
    let projects = figures.budget.node(Item::Projects);
    assert_eq!(
        projects.and_then(|node| node.total.get(Column::Spent)),
        Some(Decimal::new(known.spent, 2)),
        "the sum of the generated report"
    );
    if let [.., small, large] = reports
        && reports.len() > 2
    {
        let times = |report: &Report| {
            Times::of((0..3).map(|_| time(|| first_frame(report))).collect()).median()
        };
        tell_growth("opening", times(large), times(small));
    }
}
