//! `cargo xtask bench`: measures release builds against the budgets and prints every figure of one run together with what
//! it ran on. Budgets are no tests: a person reads the figures, and a budget that is not met fails nothing.
//!
//! What needs the product's own code is measured by examples of the crates, each printing one line of JSON; what can be
//! seen from outside a running server is measured here.

mod budgets;
mod crowd;
mod lighthouse;
mod machine;
mod programs;
mod report;
mod samples;
pub mod served;
mod visits;

use crate::{build_server, build_site, client::Speed, failure::Failure, toolchain, workspace};
use samples::Samples;
use std::{collections::BTreeMap, fs, path::PathBuf};

/// What was measured, by the key of its budget.
type Figures = BTreeMap<&'static str, Samples>;

/// What one measurement needs, and how it is done.
struct Measurement {
    /// The budgets it is for.
    id: &'static str,
    /// What is measured on a running server needs the binary, and with it the client.
    on_server: bool,
    /// The examples that it runs, with their packages.
    examples: &'static [(&'static str, &'static str)],
    measure: fn(&Built) -> Result<Figures, Failure>,
}

/// What was built before anything is measured.
#[derive(Default)]
pub struct Built {
    /// Bytes that a first visit loads; 0 when the client was not needed.
    first_load: usize,
}

const MEASUREMENTS: [Measurement; 14] = [
    Measurement { id: "A1", on_server: false, examples: &[], measure: first_load },
    Measurement { id: "A2", on_server: true, examples: &[("server", "browser_bench")], measure: programs::clicks },
    Measurement { id: "A3", on_server: false, examples: &[("drill", "engine_bench")], measure: programs::engine },
    Measurement { id: "A4", on_server: false, examples: &[("drill", "engine_bench")], measure: programs::effects },
    Measurement { id: "A5", on_server: true, examples: &[("server", "fill_bench")], measure: visits::start },
    Measurement { id: "A6", on_server: true, examples: &[("server", "fill_bench")], measure: visits::pages },
    Measurement { id: "A7", on_server: false, examples: &[("server", "commands_bench")], measure: programs::commands },
    Measurement { id: "A8", on_server: true, examples: &[], measure: lighthouse::measure },
    Measurement {
        id: "C1",
        on_server: true,
        examples: &[("server", "fill_bench"), ("server", "browser_bench")],
        measure: programs::seeks,
    },
    Measurement {
        id: "C2",
        on_server: true,
        examples: &[("server", "fill_bench"), ("server", "browser_bench")],
        measure: programs::frames,
    },
    Measurement { id: "C3", on_server: true, examples: &[("server", "browser_bench")], measure: programs::busy },
    Measurement { id: "W", on_server: true, examples: &[("server", "feeds_bench")], measure: crowd::feeds },
    Measurement { id: "B1", on_server: true, examples: &[("server", "crowd_bench")], measure: crowd::crowd },
    Measurement { id: "B5", on_server: true, examples: &[("server", "links_bench")], measure: programs::links },
];

/// Measures the budgets of these names, or all of them, and prints the figures.
///
/// # Errors
/// When a name is unknown or something does not build. What cannot be measured is said among the figures, and is an
/// error at the end, but for what needs programs that a machine may well lack.
pub fn run(names: &[String]) -> Result<(), Failure> {
    let chosen = choose(names)?;
    // Before the compiler adds its own.
    let start = machine::Load::now();
    let built = build(&chosen)?;
    let mut report = report::Report::new(machine::described(), start);
    for measurement in chosen {
        eprintln!("\n{}: measuring", measurement.id);
        let before = machine::busy();
        let outcome = (measurement.measure)(&built);
        let busy = before.max(machine::busy());
        report.add(measurement.id, busy, outcome);
    }
    report.print(&machine::Load::now())
}

/// In the order of the budgets, whatever the order of the names.
fn choose(names: &[String]) -> Result<Vec<Measurement>, Failure> {
    let is_known = |name: &String| MEASUREMENTS.iter().any(|known| known.id.eq_ignore_ascii_case(name));
    if let Some(name) = names.iter().find(|name| !is_known(name)) {
        let all = MEASUREMENTS.map(|known| known.id).join(" ");
        return Err(Failure::explained(format!("There is no budget {name}. There are: {all}.")));
    }
    let is_wanted =
        |known: &Measurement| names.is_empty() || names.iter().any(|name| known.id.eq_ignore_ascii_case(name));
    Ok(MEASUREMENTS.into_iter().filter(is_wanted).collect())
}

/// Builds everything first: a compiler at work would be measured too. The server is built by itself, so that it is
/// exactly the one that `cargo xtask build --release` makes, and no example's dependencies change how it is compiled.
fn build(chosen: &[Measurement]) -> Result<Built, Failure> {
    let toolchain = toolchain::find()?;
    let is_chosen = |id| chosen.iter().any(|measurement| measurement.id == id);
    let on_server = chosen.iter().any(|measurement| measurement.on_server);
    let mut built = Built::default();
    if on_server || is_chosen("A1") {
        built.first_load = build_site(toolchain, Speed::Small)?.first_load;
    }
    if on_server {
        build_server(true)?;
    }
    programs::build(chosen.iter().flat_map(|measurement| measurement.examples))?;
    Ok(built)
}

/// A1: the site's own summary.
fn first_load(built: &Built) -> Result<Figures, Failure> {
    #[expect(clippy::cast_precision_loss, reason = "a client of 2^53 bytes would not fit anywhere")]
    let kilobytes = built.first_load as f64 / 1000.0;
    Ok(Figures::from([("A1", Samples::of(vec![kilobytes])?)]))
}

/// A folder for what measuring needs; it stays, so that large databases are made once.
fn folder() -> Result<PathBuf, Failure> {
    let folder = workspace::root().join("target/bench");
    fs::create_dir_all(&folder).map_err(Failure::files("create", &folder))?;
    Ok(folder)
}

#[cfg(test)]
mod tests {
    use super::{MEASUREMENTS, budgets::BUDGETS, choose};

    #[test]
    fn names_choose_in_the_order_of_the_budgets_and_unknown_ones_are_refused() {
        let ids = |names: &[&str]| -> Vec<&str> {
            let names: Vec<String> = names.iter().map(ToString::to_string).collect();
            choose(&names).expect("known names").iter().map(|chosen| chosen.id).collect()
        };
        assert_eq!(ids(&["a7", "A2"]), ["A2", "A7"]);
        assert_eq!(ids(&[]).len(), MEASUREMENTS.len());
        assert!(choose(&["A9".to_owned()]).is_err());
    }

    #[test]
    fn every_budget_is_measured_and_every_measurement_has_a_budget() {
        for budget in &BUDGETS {
            assert!(MEASUREMENTS.iter().any(|known| known.id == budget.id), "{}", budget.key);
        }
        for known in &MEASUREMENTS {
            assert!(BUDGETS.iter().any(|budget| budget.id == known.id), "{}", known.id);
        }
    }
}
