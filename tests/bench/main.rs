//! How fast the program is. `cargo bench` measures everything and ends with the targets;
//! `cargo bench -- keystroke` only what has that name; `cargo bench -- --test` runs each bench
//! once, on small reports; `cargo bench -- --targets` holds only the targets.
#![expect(
    clippy::expect_used,
    clippy::float_arithmetic,
    reason = "a bench that cannot run has nothing better to do than stop; ratios of times are no money"
)]

mod bare;
mod check;
mod export;
mod generated;
mod keystroke;
mod measure;
mod open;
mod process;
mod recompute;
mod save;
mod stage;

use std::time::Duration;

use criterion::Criterion;

/// The program's own, for what is measured in this process and for the bare dashboard.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> std::io::Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let has = |name: &str| arguments.iter().any(|argument| argument == name);
    if has(process::BARE) {
        return bare::run();
    }
    let in_haste = has("--test");
    let mut filters = arguments
        .iter()
        .filter(|argument| !argument.starts_with('-'));
    let filter = filters.next();
    let wants = |name: &str| filter.is_none_or(|filter| filter.contains(name));
    // First, while this program is small: starting another one copies it.
    if wants("process") {
        process::targets(if in_haste { 1 } else { 30 });
    }
    let reports = stage::reports(in_haste);

    if !has("--targets") {
        let mut criterion = Criterion::default()
            .warm_up_time(Duration::from_millis(300))
            .measurement_time(Duration::from_secs(1))
            .sample_size(10)
            .configure_from_args();
        open::benches(&mut criterion, &reports);
        keystroke::benches(&mut criterion, &reports);
        recompute::benches(&mut criterion, &reports);
        save::benches(&mut criterion, &reports);
        check::benches(&mut criterion);
        export::benches(&mut criterion);
        criterion.final_summary();
    }

    if wants("check") {
        check::targets(in_haste);
    }
    if wants("export") {
        export::targets(in_haste);
    }
    if wants("open") {
        open::targets(&reports);
    }
    if wants("keystroke") {
        keystroke::targets(&reports);
    }
    Ok(())
}
