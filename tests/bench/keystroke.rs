//! From a key typed into an open field to the finished frame, beside drawing that frame alone.

use std::time::{Duration, Instant};

use criterion::Criterion;
use jixiao::ui::input::{Key, Press};

use crate::measure::{Times, tell, tell_growth, tell_ratio, time};
use crate::stage::{Report, Stage};

/// Longer than this nothing is measured.
const LONGEST: Duration = Duration::from_secs(5);

type Scene = fn(&Report) -> Stage;

const STAGES: [(&str, Scene); 3] = [
    ("budget", |report| typed(Stage::in_budget(report))),
    ("indicators", |report| typed(Stage::in_funds(report))),
    ("long text", |report| typed(Stage::in_long_text(report))),
];

/// A stage with a field half typed.
fn typed(mut stage: Stage) -> Stage {
    stage.type_in('1');
    stage.draw();
    assert!(stage.session.app().document().drafted().is_some(), "typing");
    stage
}

/// A digit, and the digit taken away again.
fn two_keys(stage: &mut Stage) {
    stage.type_in('2');
    stage.draw();
    stage.press(Press::plain(Key::Backspace));
    stage.draw();
}

fn two_frames(stage: &mut Stage) {
    stage.draw();
    stage.draw();
}

/// Typing a digit and taking it away, two frames in all, and two frames alone.
pub(crate) fn benches(criterion: &mut Criterion, reports: &[Report]) {
    let mut group = criterion.benchmark_group("keystroke");
    for report in reports {
        for (name, stage) in STAGES {
            // Criterion calls this for what was asked for only.
            group.bench_function(report.id(&format!("{name}, two keys")), |b| {
                let mut stage = stage(report);
                b.iter(|| two_keys(&mut stage));
            });
            group.bench_function(report.id(&format!("{name}, two frames")), |b| {
                let mut stage = stage(report);
                b.iter(|| two_frames(&mut stage));
            });
        }
    }
    group.finish();
}

/// Keys, each with the frame that follows, and that frame alone, in turn, so that noise hits both.
fn beside(stage: &mut Stage) -> (Times, Times) {
    let begin = Instant::now();
    let rounds = (0_u32..500).take_while(|round| *round < 20 || begin.elapsed() < LONGEST);
    let times = rounds.map(|round| {
        let press = if round.is_multiple_of(2) {
            Press::plain(Key::Char('2'))
        } else {
            Press::plain(Key::Backspace)
        };
        let key = time(|| {
            stage.press(press);
            stage.draw();
        });
        (key, time(|| stage.draw()))
    });
    let (keys, frames) = times.unzip();
    (Times::of(keys), Times::of(frames))
}

/// Holds the times against what was promised.
pub(crate) fn targets(reports: &[Report]) {
    for (name, stage) in STAGES {
        let mut before = None;
        for report in reports {
            let what = format!("a key in {}, {name}", report.name);
            let (keys, frames) = beside(&mut stage(report));
            let (middle, most) = (keys.median(), keys.within(99));
            match report.projects {
                None => tell_ratio(&format!("{what}, beside its frame"), &keys, &frames, 2.0),
                Some(1_000) => tell(
                    &what,
                    &format!("{middle:.2?}, 99 of 100 within {most:.2?}"),
                    "under 16 ms",
                    most.as_millis() < 16,
                ),
                Some(_) => println!("        {what}: {middle:.2?}, 99 of 100 within {most:.2?}"),
            }
            if let Some(before) = before
                && report.projects == Some(10_000)
            {
                tell_growth(&what, middle, before);
            }
            before = Some(middle);
        }
    }
}
