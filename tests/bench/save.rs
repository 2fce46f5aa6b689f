//! From Ctrl+S to a file that survives a power cut, and making its bytes alone.

use std::time::Duration;

use criterion::Criterion;
use jixiao::document::Document;
use jixiao::store::File;
use jixiao::ui::input::{Input, Key, Press};
use jixiao::ui::session::Session;

use crate::measure::time;
use crate::stage::{Report, SIZE};

/// Saving.
pub(crate) fn benches(criterion: &mut Criterion, reports: &[Report]) {
    let mut group = criterion.benchmark_group("save");
    for report in reports {
        group.bench_function(report.id("bytes"), |b| {
            let document = Document::read(report.bytes());
            b.iter(|| document.to_bytes());
        });
        group.bench_function(report.id("to the disk"), |b| {
            let folder = tempfile::tempdir().expect("a folder");
            let path = folder.path().join("report.yaml");
            std::fs::write(&path, report.bytes()).expect("a file");
            let (file, bytes) = File::open(&path).expect("the file");
            let state = folder.path().join("state");
            let mut session = Session::open(file, &bytes, Some(state), SIZE);
            b.iter_custom(|rounds| (0..rounds).map(|round| save(&mut session, round)).sum());
            session.close(true);
            session.jobs().into_iter().for_each(|job| drop(job.run()));
        });
    }
    group.finish();
}

/// Types one letter over the first text of the cover, and times saving it.
fn save(session: &mut Session, round: u64) -> Duration {
    let press = |session: &mut Session, press| {
        session.update(Input::Press(press));
        for job in session.jobs() {
            session.done(job.run());
        }
    };
    let letter = if round.is_multiple_of(2) { 'a' } else { 'b' };
    press(session, Press::plain(Key::Char(letter)));
    press(session, Press::plain(Key::Up));
    let took = time(|| press(session, Press::ctrl(Key::Char('s'))));
    assert!(!session.app().document().is_modified(), "saved");
    took
}
