//! From a key typed into an open field to the finished frame, beside drawing that frame alone.

use criterion::Criterion;
use jixiao::ui::input::{Key, Press};
use jixiao::ui::tabs::Tab;

use crate::measure::{Times, ratio, tell, tell_ratio, time};
use crate::stage::{Report, Stage};

const TABS: [(Tab, &str); 2] = [(Tab::Budget, "budget"), (Tab::Indicators, "indicators")];

/// A stage with a number half typed.
fn typing(report: &Report, tab: Tab) -> Stage {
    let mut stage = Stage::at_problem(report, tab);
    stage.type_in('1');
    stage.draw();
    assert!(stage.session.app().document().has_draft(), "typing");
    stage
}

/// A stage with a long text open.
fn writing(report: &Report) -> Stage {
    let mut stage = Stage::in_long_text(report);
    stage.type_in('1');
    stage.draw();
    assert!(stage.session.app().document().has_draft(), "writing");
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
        for (tab, name) in TABS {
            let mut stage = typing(report, tab);
            group.bench_function(report.id(&format!("{name}, two keys")), |b| {
                b.iter(|| two_keys(&mut stage));
            });
            group.bench_function(report.id(&format!("{name}, two frames")), |b| {
                b.iter(|| two_frames(&mut stage));
            });
        }
        let mut stage = writing(report);
        group.bench_function(report.id("long text, two keys"), |b| {
            b.iter(|| two_keys(&mut stage));
        });
        group.bench_function(report.id("long text, two frames"), |b| {
            b.iter(|| two_frames(&mut stage));
        });
    }
    group.finish();
}

/// `keys` and `frames` in turn, so that noise hits both.
fn beside(stage: &mut Stage, rounds: usize) -> (Times, Times) {
    let rounds = (0..rounds).map(|round| {
        let press = if round % 2 == 0 {
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
    let (keys, frames) = rounds.unzip();
    (Times::of(keys), Times::of(frames))
}

/// Holds the times against what was promised.
pub(crate) fn targets(reports: &[Report]) {
    for report in reports {
        let stages = [
            ("budget", typing(report, Tab::Budget)),
            ("indicators", typing(report, Tab::Indicators)),
            ("long text", writing(report)),
        ];
        for (name, mut stage) in stages {
            let what = format!("{}, {name}: a key", report.name);
            let (keys, frames) = beside(&mut stage, 500);
            if report.name == "real" {
                tell_ratio(
                    &format!("{what} beside its frame alone"),
                    &keys,
                    &frames,
                    2.0,
                );
            } else {
                let (middle, most) = (keys.median(), keys.within(99));
                tell(
                    &what,
                    &format!(
                        "{middle:.2?}, 99 of 100 within {most:.2?}, {:.1} frames",
                        ratio(middle, frames.median())
                    ),
                    "16 ms at 1,000 projects",
                    most.as_millis() < 16,
                );
            }
        }
    }
}
