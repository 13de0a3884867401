//! The feed of a room: what a line costs (budgets W1 to W4), and how fast it reaches a crowd (B1, B2, B4), beside other
//! servers in the same run. These come from npm; where node or npm is missing, B1 and B2 are not measured.

use super::{
    Built, Figures, folder,
    programs::{example, told},
    samples::Samples,
    served,
};
use crate::{failure::Failure, program, workspace};
use serde_json::Value;
use std::{fs, path::PathBuf, process::Command, time::Duration};

/// Links that get a line, and those that get a burst.
const LINKS: u64 = 5_000;
const BURST_LINKS: u64 = 1_000;
/// How often each server has its turn.
const TURNS: usize = 3;
/// The processor of the program that measures; the server's is the first one.
const CLIENTS_PROCESSOR: &str = "1";
/// Bytes that other servers pass on: as many as a line costs a watcher of Drillroom.
const PASSED_ON_BYTES: &str = "275";
/// The versions that are measured beside: figures of different ones do not compare.
const PEERS: [(&str, &str); 2] = [("ws", "8.23.0"), ("bun", "1.4.5")];
const INSTALL_LIMIT: Duration = Duration::from_mins(5);

/// W1 to W4.
///
/// # Errors
/// When it cannot be measured; the text says why.
pub fn feeds(_: &Built) -> Result<Figures, Failure> {
    let measured = told(example("feeds_bench").arg(workspace::server_binary(true)).arg(folder()?))?;
    let all = |name: &str| Samples::of_json(&measured[name]);
    let one = |name: &str| Samples::of(vec![measured[name].as_f64().unwrap_or(f64::NAN)]);
    let (shorter, longer) = (all("shorter_us")?, all("longer_us")?);
    let of_lines = |name: &str| format!("{} to operators and to watchers", measured[name]);
    Ok(Figures::from([
        ("W1 young", all("young_bytes")?.noting(of_lines("young_bytes"))),
        ("W1 long", all("long_bytes")?.noting(of_lines("long_bytes"))),
        ("W2", Samples::of(vec![all("view_bytes")?.at(100) / 1024.0])?),
        ("W3 young", one("young_kb")?.noting(format!("{} links", measured["links"]))),
        ("W3 long", one("long_kb")?),
        (
            "W4",
            Samples::of(vec![longer.median() / shorter.median()])?.noting(format!(
                "{:.0} µs after {:.0} µs",
                longer.median(),
                shorter.median()
            )),
        ),
    ]))
}

/// B1, B2 and B4.
///
/// # Errors
/// When it cannot be measured; the text says why.
pub fn crowd(_: &Built) -> Result<Figures, Failure> {
    let (Some(node), Some(npm)) = (program::find(&["node", "nodejs"]), program::find(&["npm"])) else {
        return Err(Failure::explained("the servers beside it need node and npm, and they are not on this machine"));
    };
    let modules = installed(&npm)?;
    let log = folder()?.join("peer.log");
    let (mut ours, mut of_ws, mut of_bun, mut bursts, mut gaps) = (vec![], vec![], vec![], vec![], 0.0);
    for turn in 0..TURNS {
        eprintln!("      turn {} of {TURNS}", turn + 1);
        let database = served::empty("crowd")?;
        let mut command = measuring();
        command.arg("drillroom").arg(workspace::server_binary(true)).arg(database);
        let measured = told(command.args([LINKS.to_string(), BURST_LINKS.to_string()]))?;
        ours.push(Samples::of_json(&measured["waits"])?.median());
        bursts.extend(measured["bursts"].as_array().into_iter().flatten().filter_map(Value::as_f64));
        gaps += measured["gaps"].as_f64().unwrap_or(f64::NAN);
        let bun = modules.join("node_modules/.bin/bun");
        for (runtime, script, waits) in [(&node, "ws.mjs", &mut of_ws), (&bun, "bun.mjs", &mut of_bun)] {
            let mut command = measuring();
            command.args(["peer", &LINKS.to_string()]).arg(runtime).arg(modules.join(script)).arg(&log);
            waits.push(Samples::of_json(&told(command.arg(PASSED_ON_BYTES))?["waits"])?.median());
        }
    }
    fs::remove_file(&log).map_err(Failure::files("remove", &log))?;
    let [ours, of_ws, of_bun] = [ours, of_ws, of_bun].map(|waits| Samples::of(waits).map(|waits| waits.median()));
    let (ours, of_ws, of_bun) = (ours?, of_ws?, of_bun?);
    #[expect(clippy::cast_precision_loss, reason = "some thousand links")]
    let a_second = |wait: f64| LINKS as f64 / wait;
    let rates = format!(
        "{:.0} k deliveries/s; ws {:.0} k, Bun {:.0} k, in turn",
        a_second(ours),
        a_second(of_ws),
        a_second(of_bun)
    );
    let waits = format!("the last of {LINKS} has it after {ours:.0} ms; ws {of_ws:.0}, Bun {of_bun:.0}");
    Ok(Figures::from([
        ("B1", Samples::of(vec![of_ws / ours])?.noting(rates)),
        ("B2", Samples::of(vec![ours / of_bun])?.noting(waits)),
        ("B4", Samples::of(bursts.iter().map(|rate| rate / 1e6).collect())?.noting(format!("{BURST_LINKS} links"))),
        ("B4 gaps", Samples::of(vec![gaps])?),
    ]))
}

/// The program that measures, on a processor of its own.
fn measuring() -> Command {
    let mut command = Command::new("taskset");
    command.args(["--cpu-list", CLIENTS_PROCESSOR]).arg(example("crowd_bench").get_program());
    command
}

/// The other servers, fetched into `target` when they are not there, with the scripts that they run.
fn installed(npm: &std::path::Path) -> Result<PathBuf, Failure> {
    let modules = workspace::root().join("target/peers");
    let is_there = |(name, version): &(&str, &str)| {
        let package = fs::read_to_string(modules.join("node_modules").join(name).join("package.json"));
        package.is_ok_and(|text| text.contains(&format!("\"version\": \"{version}\"")))
    };
    fs::create_dir_all(&modules).map_err(Failure::files("create", &modules))?;
    if !PEERS.iter().all(is_there) {
        let mut install = Command::new(npm);
        install.args(["install", "--no-audit", "--no-fund", "--loglevel", "error", "--prefix"]).arg(&modules);
        install.args(PEERS.map(|(name, version)| format!("{name}@{version}")));
        program::run_within(&mut install, INSTALL_LIMIT)?;
    }
    for script in ["ws.mjs", "bun.mjs"] {
        let from = workspace::root().join("xtask/peers").join(script);
        fs::copy(&from, modules.join(script)).map_err(Failure::files("copy", &from))?;
    }
    Ok(modules)
}
