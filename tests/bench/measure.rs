//! Times, and targets held against them.

use std::time::{Duration, Instant};

/// Times of one thing, sorted.
pub(crate) struct Times(Vec<Duration>);

impl Times {
    /// Takes the times in any order.
    pub(crate) fn of(mut times: Vec<Duration>) -> Self {
        times.sort_unstable();
        Self(times)
    }

    /// The time that `percent` of all stay within.
    pub(crate) fn within(&self, percent: usize) -> Duration {
        let last = self.0.len().saturating_sub(1);
        self.0
            .get(last * percent / 100)
            .copied()
            .unwrap_or_default()
    }

    /// The time in the middle.
    pub(crate) fn median(&self) -> Duration {
        self.within(50)
    }
}

/// How long something takes.
pub(crate) fn time<T>(what: impl FnOnce() -> T) -> Duration {
    let start = Instant::now();
    let outcome = what();
    let took = start.elapsed();
    drop(outcome);
    took
}

/// How many times `part` goes into `whole`.
fn ratio(whole: Duration, part: Duration) -> f64 {
    whole.as_secs_f64() / part.as_secs_f64()
}

/// Says what was reached, against what was aimed at.
pub(crate) fn tell(what: &str, reached: &str, aim: &str, is_reached: bool) {
    let verdict = if is_reached { "reached" } else { "NOT reached" };
    println!("target  {what}: {reached} ({aim}) {verdict}");
}

/// The same, of a ratio.
pub(crate) fn tell_ratio(what: &str, whole: &Times, part: &Times, most: f64) {
    let (whole, part) = (whole.median(), part.median());
    let reached = ratio(whole, part);
    tell(
        what,
        &format!("{whole:.2?} / {part:.2?} = {reached:.2}"),
        &format!("at most {most}"),
        reached <= most,
    );
}

/// What ten times the file costs.
pub(crate) fn tell_growth(what: &str, large: Duration, small: Duration) {
    let growth = ratio(large, small);
    tell(
        &format!("{what}: growth over a tenth of it"),
        &format!("{large:.2?} / {small:.2?} = {growth:.1}"),
        "at most 10, and a tenth for noise",
        growth <= 11.0,
    );
}
