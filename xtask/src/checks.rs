//! `cargo xtask test`: everything CI runs, one step after the other, stopping at the first that fails.

use crate::{
    axe, build_site,
    chromium::{self, Chromium},
    client::Speed,
    failure::Failure,
    program,
    toolchain::{self, Toolchain},
    workspace,
};
use std::{
    path::Path,
    time::{Duration, Instant},
};

/// What a first visit to a room may load, as brotli, in bytes: budget A1.
pub const FIRST_LOAD_BYTES_MAX: usize = 300_000;

const STEPS: usize = 8;

/// Counts and times the steps.
struct Steps {
    started: Instant,
    done: Vec<(&'static str, Duration)>,
}

/// Runs every check.
///
/// # Errors
/// With the first step that fails.
pub fn all() -> Result<(), Failure> {
    let mut steps = Steps { started: Instant::now(), done: Vec::new() };
    steps.step("format", || program::run(workspace::cargo().args(["fmt", "--all", "--check"])))?;
    steps.step("clippy, server side", clippy_server_side)?;
    let toolchain = steps.step("clippy, browser side", || {
        let toolchain = toolchain::find()?;
        clippy_browser_side(toolchain)?;
        Ok(toolchain)
    })?;
    let first_load = steps.step("client", || sized_client(toolchain))?;
    let chromium = steps.step("chromium", chromium::find)?;
    let axe = steps.step("axe-core", axe::find)?;
    let counts = steps.step("tests", || tests(&chromium, &axe, &[]))?;
    steps.step("documentation", documentation)?;
    let (passed, ignored) = (counts.passed, counts.ignored);
    println!(
        "\nxtask: all {STEPS} steps passed in {}: {passed} tests passed, {ignored} ignored, {} kB to load first ({})",
        seconds(steps.started.elapsed()),
        first_load / 1000,
        steps.listed()
    );
    Ok(())
}

/// For work on one thing: a quickly built client, then only the tests whose names contain one of the filters.
///
/// # Errors
/// When the client does not build or a test fails.
pub fn some(filters: &[String]) -> Result<(), Failure> {
    build_site(toolchain::find()?, Speed::Quick)?;
    tests(&chromium::find()?, &axe::find()?, filters)?;
    Ok(())
}

/// For work on one pane, in a minute or two: both sides of the app are looked at, its own tests and the gallery's snapshots
/// run, and then the tests whose names contain one of the filters, in Chromium with a quickly built client.
///
/// # Errors
/// With the first that fails.
pub fn pane(filters: &[String]) -> Result<(), Failure> {
    let started = Instant::now();
    let toolchain = toolchain::find()?;
    program::run(workspace::cargo().args(["fmt", "--package", "app", "--check"]))?;
    let ssr = ["clippy", "--package", "app", "--features", "ssr", "--all-targets", "--", "-D", "warnings"];
    program::run(workspace::cargo().args(ssr))?;
    clippy_browser_side(toolchain)?;
    program::run(workspace::cargo().args(["test", "--package", "app", "--features", "ssr"]))?;
    if !filters.is_empty() {
        some(filters)?;
    }
    println!("\nxtask: the pane's checks passed in {}", seconds(started.elapsed()));
    Ok(())
}

impl Steps {
    fn step<T>(&mut self, name: &'static str, work: impl FnOnce() -> Result<T, Failure>) -> Result<T, Failure> {
        let number = self.done.len() + 1;
        println!("\n[{number}/{STEPS}] {name}");
        let started = Instant::now();
        let outcome = work();
        let elapsed = started.elapsed();
        if outcome.is_ok() {
            println!("[{number}/{STEPS}] {name}: passed in {}", seconds(elapsed));
            self.done.push((name, elapsed));
        } else {
            println!("[{number}/{STEPS}] {name}: FAILED after {}; the steps after it did not run", seconds(elapsed));
        }
        outcome
    }

    fn listed(&self) -> String {
        let each = self.done.iter().map(|(name, elapsed)| format!("{name} {}", seconds(*elapsed)));
        each.collect::<Vec<_>>().join(" · ")
    }
}

fn seconds(elapsed: Duration) -> String {
    format!("{:.1} s", elapsed.as_secs_f64())
}

fn clippy_server_side() -> Result<(), Failure> {
    program::run(
        workspace::cargo()
            .args(["clippy", "--package", "drill", "--package", "server", "--package", "xtask", "--package", "app"])
            .args(["--features", "app/ssr", "--all-targets", "--", "-D", "warnings"]),
    )
}

/// Debian's compiler has no clippy, so then our own checks the browser's side as if this machine were a browser.
fn clippy_browser_side(toolchain: Toolchain) -> Result<(), Failure> {
    let mut cargo = match toolchain {
        Toolchain::Own => toolchain.cargo("clippy"),
        Toolchain::Debian => {
            let mut cargo = workspace::cargo();
            cargo.arg("clippy");
            cargo
        }
    };
    cargo.args(["--package", "app", "--lib", "--examples", "--no-default-features"]);
    cargo.args(["--features", "hydrate", "--", "-D", "warnings"]);
    program::run(&mut cargo)
}

fn sized_client(toolchain: Toolchain) -> Result<usize, Failure> {
    let first_load = build_site(toolchain, Speed::Small)?.first_load;
    let (size, limit) = (first_load / 1000, FIRST_LOAD_BYTES_MAX / 1000);
    if first_load <= FIRST_LOAD_BYTES_MAX {
        println!("      client: {size} kB of the {limit} kB that a first visit may load");
        return Ok(first_load);
    }
    Err(Failure::explained(format!(
        "A first visit would load {first_load} bytes as brotli and may load {FIRST_LOAD_BYTES_MAX}. `cargo xtask \
         size` says what grew: usually a new dependency of `app`."
    )))
}

/// Every binary runs even after one has failed: the whole picture is worth more than the minute.
fn tests(chromium: &Chromium, axe: &Path, filters: &[String]) -> Result<Counts, Failure> {
    let mut cargo = workspace::cargo();
    cargo.args(["test", "--workspace", "--no-fail-fast"]);
    if !filters.is_empty() {
        cargo.arg("--").args(filters);
    }
    cargo.env("CHROME", &chromium.chrome).env("CHROMEDRIVER", &chromium.driver).env("AXE", axe);
    let mut counts = Counts::default();
    program::run_heard(&mut cargo, |line| counts.add(line))?;
    Ok(counts)
}

fn documentation() -> Result<(), Failure> {
    let mut cargo = workspace::cargo();
    cargo.args(["doc", "--workspace", "--no-deps", "--quiet"]).env("RUSTDOCFLAGS", "-D warnings");
    program::run(&mut cargo)
}

/// The sum of cargo's `test result:` lines.
#[derive(Debug, Default, PartialEq, Eq)]
struct Counts {
    passed: u32,
    ignored: u32,
}

impl Counts {
    fn add(&mut self, line: &str) {
        let Some((_, parts)) = line.strip_prefix("test result: ").and_then(|result| result.split_once(". ")) else {
            return;
        };
        for part in parts.split("; ") {
            match part.split_once(' ') {
                Some((number, "passed")) => self.passed += number.parse::<u32>().unwrap_or(0),
                Some((number, "ignored")) => self.ignored += number.parse::<u32>().unwrap_or(0),
                _ => (),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Counts;

    #[test]
    fn results_add_up_and_other_lines_do_not_count() {
        let mut counts = Counts::default();
        counts.add("test result: ok. 6 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.01s");
        counts.add("test rooms::passed ... ok");
        counts.add("test result: ok. 10 passed; 0 failed; 0 ignored; 0 measured; 3 filtered out; finished in 2.00s");
        assert_eq!(counts, Counts { passed: 16, ignored: 1 });
    }
}
