//! Measures the engine natively. Prints one line of JSON: milliseconds per run, for budget A3 (`fold`: 10,000 events
//! folded, and everything derived that any pane shows) and for budget A4 (`effects`: of a room with 2,000 events).

mod fold;
mod log;

use std::{hint::black_box, time::Instant};

const FOLDED_EVENTS: usize = 10_000;
const EFFECTS_EVENTS: usize = 2_000;
const RUNS: usize = 50;

fn main() {
    let log = log::long_log(FOLDED_EVENTS);
    let short = &log[..EFFECTS_EVENTS];
    let until = short.last().map(|event| event.at).unwrap_or_default();
    let fold = measured(|| fold::fold_and_derive(&log));
    let effects = measured(|| drill::effects(short, until).len());
    let (shown, found) = (fold::fold_and_derive(&log), drill::effects(short, until).len());
    println!("{}", serde_json::json!({ "fold": fold, "effects": effects, "shown": shown, "found": found }));
}

/// Milliseconds of each run, after one that does not count.
fn measured(work: impl Fn() -> usize) -> Vec<f64> {
    black_box(work());
    let run = || {
        let started = Instant::now();
        black_box(work());
        started.elapsed().as_secs_f64() * 1000.0
    };
    (0..RUNS).map(|_| run()).collect()
}
