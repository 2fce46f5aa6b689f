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
        let document = Document::read(&report.bytes);
        group.bench_function(report.id("bytes"), |b| b.iter(|| document.to_bytes()));
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("report.yaml");
        std::fs::write(&path, &report.bytes).expect("a file");
        let (file, bytes) = File::open(&path).expect("the file");
        let state = folder.path().join("state");
        let mut session = Session::open(file, &bytes, Some(state), SIZE);
        let press = |session: &mut Session, press| session.update(Input::Press(press));
        // The first text of the cover is typed anew each time.
        let mut letters = ('a'..='z').cycle();
        group.bench_function(report.id("to the disk"), |b| {
            b.iter_custom(|rounds| {
                let mut took = Duration::ZERO;
                for letter in letters.by_ref().take(usize::try_from(rounds).unwrap_or(1)) {
                    press(&mut session, Press::plain(Key::Home));
                    press(&mut session, Press::plain(Key::Char(letter)));
                    press(&mut session, Press::plain(Key::Up));
                    took += time(|| press(&mut session, Press::ctrl(Key::Char('s'))));
                    assert!(!session.app().document().is_modified(), "saved");
                }
                took
            });
        });
        session.finish();
    }
    group.finish();
}
