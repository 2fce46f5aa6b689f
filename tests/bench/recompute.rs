//! Everything derived, from nothing and after a change in one project.

use criterion::Criterion;
use jixiao::document::{Document, FieldPath};
use jixiao::figures::Figures;
use jixiao::figures::scheme::standard;
use jixiao::report::Report as Typed;

use crate::stage::Report;

/// Deriving.
pub(crate) fn benches(criterion: &mut Criterion, reports: &[Report]) {
    let scope = FieldPath::root().key("项目").index(3).key("资金");
    let mut group = criterion.benchmark_group("recompute");
    for report in reports {
        let read = || {
            let document = Document::read(report.bytes());
            let typed = Typed::read(&document);
            let figures = Figures::compute(&typed, standard());
            (document, typed, figures)
        };
        group.bench_function(report.id("all figures"), |b| {
            let (_, typed, _) = read();
            b.iter(|| Figures::compute(&typed, standard()));
        });
        group.bench_function(report.id("figures after a change"), |b| {
            let (_, typed, mut figures) = read();
            b.iter(|| figures.refresh(&typed, standard(), &scope));
        });
        group.bench_function(report.id("values after a change"), |b| {
            let (document, mut typed, _) = read();
            b.iter(|| typed.refresh(&document, &scope));
        });
    }
    group.finish();
}
