//! What is measured by examples of the crates: each prints one line of JSON.

use super::{
    Built, Figures, folder,
    samples::Samples,
    served::{self, Served},
};
use crate::{chromium, failure::Failure, program, workspace};
use serde_json::Value;
use std::{collections::BTreeSet, fs, path::Path, process::Command};

/// Builds examples, each given as its package and its name.
///
/// # Errors
/// When one does not compile.
pub fn build<'a>(examples: impl Iterator<Item = &'a (&'a str, &'a str)>) -> Result<(), Failure> {
    let examples: BTreeSet<_> = examples.collect();
    let packages: BTreeSet<_> = examples.iter().map(|(package, _)| package).collect();
    // Package by package, so that the engine does not wait for the server's dependencies when it is measured alone.
    for package in packages {
        let mut cargo = workspace::cargo();
        cargo.args(["build", "--release", "--package", package]);
        for (_, example) in examples.iter().filter(|(of, _)| of == package) {
            cargo.args(["--example", example]);
        }
        program::run(&mut cargo)?;
    }
    Ok(())
}

/// An example that was built.
pub fn example(name: &str) -> Command {
    Command::new(workspace::server_binary(true).with_file_name("examples").join(name))
}

/// Runs a program and reads the last line that it prints.
///
/// # Errors
/// When it fails, or prints something else.
pub fn told(command: &mut Command) -> Result<Value, Failure> {
    let output = program::output(command)?;
    let last = output.lines().last().unwrap_or_default();
    serde_json::from_str(last)
        .map_err(|error| Failure::explained(format!("{} printed no JSON ({error}): {last}", program::line(command))))
}

/// Runs `fill_bench`: makes a database of this kind.
///
/// # Errors
/// When it cannot be made.
pub fn fill(kind: &str, database: &Path) -> Result<Value, Failure> {
    told(example("fill_bench").arg(kind).arg(database))
}

/// The browser's measuring program.
fn browser() -> Result<Command, Failure> {
    let chromium = chromium::find()?;
    let mut command = example("browser_bench");
    command.env("CHROME", chromium.chrome).env("CHROMEDRIVER", chromium.driver);
    Ok(command)
}

/// A2, on a server of its own.
///
/// # Errors
/// When it cannot be measured; the text says why.
pub fn clicks(_: &Built) -> Result<Figures, Failure> {
    let served = Served::start_empty("clicks")?;
    let (code, key) = served.open_room("messaging")?;
    let measured = told(browser()?.arg("clicks").arg(served.url()).args([code, key]))?;
    served.stop();
    let note = "the click that switches Messaging on, which repaints both panes at once";
    Ok(Figures::from([
        ("A2 own", Samples::of_json(&measured["own"])?.noting(note)),
        ("A2 other", Samples::of_json(&measured["other"])?),
    ]))
}

/// C1, on a server with one long room.
///
/// # Errors
/// When it cannot be measured; the text says why.
pub fn seeks(_: &Built) -> Result<Figures, Failure> {
    let database = folder()?.join("long.db");
    let room = fill("long", &database)?;
    let served = Served::start(&database)?;
    let text = |name: &str| room[name].as_str().unwrap_or_default().to_owned();
    let measured = told(browser()?.arg("seeks").arg(served.url()).args([text("code"), text("key")]))?;
    served.stop();
    Ok(Figures::from([("C1", Samples::of_json(&measured["seeks"])?.noting("to the end of the frame"))]))
}

/// C2, on a server with one room of 2,000 effects.
///
/// # Errors
/// When it cannot be measured; the text says why.
pub fn frames(_: &Built) -> Result<Figures, Failure> {
    let database = folder()?.join("effects.db");
    let room = fill("effects", &database)?;
    let served = Served::start(&database)?;
    let text = |name: &str| room[name].as_str().unwrap_or_default().to_owned();
    let measured = told(browser()?.arg("frames").arg(served.url()).args([text("code"), text("key")]))?;
    served.stop();
    let note = format!("the worst while {}; {}", measured["worst"], measured["effects"]);
    Ok(Figures::from([("C2", Samples::of_json(&measured["frames"])?.noting(note))]))
}

/// C3, on a server of its own.
///
/// # Errors
/// When it cannot be measured; the text says why.
pub fn busy(_: &Built) -> Result<Figures, Failure> {
    let served = Served::start_empty("busy")?;
    let (code, key) = served.open_room("messaging")?;
    let measured = told(browser()?.arg("busy").arg(served.url()).args([code, key]))?;
    served.stop();
    let note = format!(
        "{} lines a second arrive; {} stand on the screen at the end",
        measured["per_second"], measured["lines"]
    );
    Ok(Figures::from([("C3", Samples::of_json(&measured["clicks"])?.noting(note))]))
}

/// A3, native.
///
/// # Errors
/// When it cannot be measured; the text says why.
pub fn engine(_: &Built) -> Result<Figures, Failure> {
    let measured = told(&mut example("engine_bench"))?;
    Ok(Figures::from([("A3", Samples::of_json(&measured["fold"])?)]))
}

/// A4, native.
///
/// # Errors
/// When it cannot be measured; the text says why.
pub fn effects(_: &Built) -> Result<Figures, Failure> {
    let measured = told(&mut example("engine_bench"))?;
    let note = format!("{} effects", measured["found"]);
    Ok(Figures::from([("A4", Samples::of_json(&measured["effects"])?.noting(note))]))
}

/// A7, in process. Its databases lie below `target`, for a folder in memory would make commits free.
///
/// # Errors
/// When it cannot be measured; the text says why.
pub fn commands(_: &Built) -> Result<Figures, Failure> {
    /// Commands that each room has under way: what a few hands in it can bring about, and both figures are of it.
    const UNDER_WAY: u64 = 4;
    let folder = folder()?;
    let fsync = fsync_ms(&folder)?;
    let measured = told(example("commands_bench").arg(&folder))?;
    let rounds: Vec<&Value> = measured["rounds"].as_array().into_iter().flatten().collect();
    let of = |under_way: u64, name: &str| {
        let numbers = rounds.iter().filter(|round| round["under_way"] == under_way).map(|round| &round[name]);
        Samples::of(numbers.filter_map(Value::as_f64).collect())
    };
    let other = |under_way: u64| -> Result<String, Failure> {
        let (per_second, p99) = (of(under_way, "per_second")?.median(), of(under_way, "p99")?.median());
        Ok(format!("with {under_way} under way {per_second:.0}/s, p99 {p99:.1} ms"))
    };
    let note = format!(
        "{UNDER_WAY} under way in each room; {}; {}; an fsync alone takes {:.2} ms here",
        other(1)?,
        other(16)?,
        fsync.median()
    );
    Ok(Figures::from([("A7", of(UNDER_WAY, "per_second")?.noting(note)), ("A7 p99", of(UNDER_WAY, "p99")?)]))
}

/// B5, B6 and B7, with as many links as the limit on open files allows.
///
/// # Errors
/// When it cannot be measured; the text says why.
pub fn links(_: &Built) -> Result<Figures, Failure> {
    /// A link takes one file of the server and one of the program that measures; each needs some besides.
    const FILES_BESIDES: u64 = 1_000;
    let files = program::answer("sh", &["-c", "ulimit -n"]).and_then(|text| text.parse().ok()).unwrap_or(1_024);
    let count = if files > 5_000 + FILES_BESIDES { 5_000 } else { 1_000_u64.min(files / 2) };
    let database = served::empty("links")?;
    let mut program = example("links_bench");
    let measured = told(program.arg(workspace::server_binary(true)).arg(database).arg(count.to_string()))?;
    let one = |name: &str| Samples::of(vec![measured[name].as_f64().unwrap_or(f64::NAN)]);
    let number = |name: &str| measured[name].as_f64().unwrap_or(f64::NAN);
    let told_all = measured["told"] == measured["links"] && measured["clean"] == true;
    let stop = if told_all { number("stop_ms") } else { f64::INFINITY };
    let p99 = format!("p99 {:.0} ms after {:.0} ms", number("stalled_p99"), number("quiet_p99"));
    Ok(Figures::from([
        (
            "B5",
            one("resume_ms")?.noting(format!("{count} links; the server was up after {:.0} ms", number("start_ms"))),
        ),
        ("B6 others", Samples::of(vec![number("stalled_p99") / number("quiet_p99")])?.noting(p99)),
        ("B6 memory", one("stalled_kb")?),
        ("B6 gaps", one("gaps")?),
        ("B7", Samples::of(vec![stop])?.noting(format!("{} told", measured["told"]))),
    ]))
}

/// Milliseconds that the disk takes to say that it has a page.
fn fsync_ms(folder: &Path) -> Result<Samples, Failure> {
    use std::{io::Write as _, time::Instant};
    let path = folder.join("fsync");
    let failed = || Failure::files("write", &path);
    let mut file = fs::File::create(&path).map_err(failed())?;
    let mut waits = Vec::new();
    for _ in 0..100 {
        file.write_all(&[0; 4096]).map_err(failed())?;
        let started = Instant::now();
        file.sync_data().map_err(failed())?;
        waits.push(started.elapsed().as_secs_f64() * 1000.0);
    }
    fs::remove_file(&path).map_err(Failure::files("remove", &path))?;
    Samples::of(waits)
}
