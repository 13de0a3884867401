//! Budget A8: Lighthouse, from npm, on the home page and on a room's page, as on a phone.
//!
//! Lighthouse is no part of the product and not of CI: where node or npm is missing, A8 is simply not measured.

use super::{Built, Figures, budgets::BUDGETS, folder, samples::Samples, served::Served};
use crate::{chromium, failure::Failure, program, workspace};
use serde_json::Value;
use std::{
    collections::BTreeMap,
    fs,
    os::unix::fs::PermissionsExt as _,
    path::{Path, PathBuf},
    process::Command,
    time::Duration,
};

/// The version that is measured with: scores of different versions do not compare.
const VERSION: &str = "13.5.0";
const RUNS: usize = 5;
const INSTALL_LIMIT: Duration = Duration::from_mins(5);
/// One run takes a quarter of a minute.
const RUN_LIMIT: Duration = Duration::from_mins(3);

const CATEGORIES: [&str; 3] = ["performance", "accessibility", "best-practices"];
/// What a performance score is made of.
const METRICS: [&str; 5] = [
    "first-contentful-paint",
    "largest-contentful-paint",
    "total-blocking-time",
    "cumulative-layout-shift",
    "speed-index",
];

/// The same flags as the browser tests; Lighthouse adds its own.
const WRAPPER_FLAGS: &str = "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run \
     --disable-background-networking --disable-component-update --disable-sync --disable-dev-shm-usage";

/// One run on one page: category or `shift`, and its number.
type Scores = BTreeMap<String, f64>;

/// Scores of 100 for performance, accessibility and best practices, and the layout shift.
pub fn measure(_: &Built) -> Result<Figures, Failure> {
    let lighthouse = installed()?;
    let wrapper = wrapper(&chromium::find()?.chrome)?;
    let served = Served::start_empty("lighthouse")?;
    let room = format!("/room/{}", served.open_room("all-three")?);
    let mut figures = Figures::new();
    for (page, path) in [("home", "/"), ("room", room.as_str())] {
        let mut runs = Vec::new();
        for _ in 0..RUNS {
            runs.push(audit(&lighthouse, &wrapper, &(served.url() + path))?);
        }
        let scores = runs.iter().map(scores).collect::<Result<Vec<_>, _>>()?;
        for budget in &BUDGETS {
            let Some(name) = budget.key.strip_prefix("A8 ").and_then(|key| key.strip_prefix(page)?.strip_prefix(' '))
            else {
                continue;
            };
            let numbers = scores.iter().filter_map(|scores| scores.get(name).copied()).collect();
            let note = runs.last().map(|run| note(run, name)).unwrap_or_default();
            figures.insert(budget.key, Samples::of(numbers)?.noting(note));
        }
    }
    served.stop();
    Ok(figures)
}

/// The command-line program, fetched into `target` when it is not there.
fn installed() -> Result<Command, Failure> {
    let (Some(node), Some(npm)) = (program::find(&["node", "nodejs"]), program::find(&["npm"])) else {
        return Err(Failure::explained("Lighthouse needs node and npm, and they are not on this machine"));
    };
    let folder = workspace::root().join("target/lighthouse");
    let package = folder.join("node_modules/lighthouse");
    if version(&package).as_deref() != Some(VERSION) {
        let mut install = Command::new(npm);
        install.args(["install", "--no-audit", "--no-fund", "--loglevel", "error", "--prefix"]).arg(&folder);
        program::run_within(install.arg(format!("lighthouse@{VERSION}")), INSTALL_LIMIT)?;
    }
    let mut lighthouse = Command::new(node);
    lighthouse.arg(package.join("cli/index.js"));
    Ok(lighthouse)
}

fn version(package: &Path) -> Option<String> {
    let text = fs::read_to_string(package.join("package.json")).ok()?;
    let json: Value = serde_json::from_str(&text).ok()?;
    json["version"].as_str().map(str::to_owned)
}

/// A program that starts Chromium with flags which Lighthouse does not give.
fn wrapper(chrome: &Path) -> Result<PathBuf, Failure> {
    let path = folder()?.join("chromium");
    let script = format!("#!/bin/sh\nexec \"{}\" {WRAPPER_FLAGS} \"$@\"\n", chrome.display());
    fs::write(&path, script).map_err(Failure::files("write", &path))?;
    fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).map_err(Failure::files("allow to run", &path))?;
    Ok(path)
}

/// One run; the default form factor is a phone on a slow network with a slow processor.
fn audit(lighthouse: &Command, wrapper: &Path, url: &str) -> Result<Value, Failure> {
    let path = folder()?.join("lighthouse.json");
    let mut command = Command::new(lighthouse.get_program());
    command.args(lighthouse.get_args()).arg(url).args(["--quiet", "--no-enable-error-reporting", "--output", "json"]);
    command.arg("--output-path").arg(&path).arg(format!("--only-categories={}", CATEGORIES.join(",")));
    program::run_within(command.env("CHROME_PATH", wrapper), RUN_LIMIT)?;
    let text = fs::read_to_string(&path).map_err(Failure::files("read", &path))?;
    serde_json::from_str(&text).map_err(Failure::explained)
}

fn scores(run: &Value) -> Result<Scores, Failure> {
    let mut scores = Scores::new();
    for category in CATEGORIES {
        let score = run["categories"][category]["score"].as_f64();
        let missing = || Failure::explained(format!("Lighthouse gave no score: {}", run["runtimeError"]));
        scores.insert(category.to_owned(), (score.ok_or_else(missing)? * 100.0).round());
    }
    let shift = run["audits"]["cumulative-layout-shift"]["numericValue"].as_f64();
    scores.extend(shift.map(|shift| ("shift".to_owned(), shift)));
    Ok(scores)
}

/// What to know about a score: what performance is made of, and which audits of the others fail.
fn note(run: &Value, name: &str) -> String {
    let audits = &run["audits"];
    if name == "performance" {
        let metric =
            |id: &&str| Some(format!("{} {}", audits[*id]["title"].as_str()?, audits[*id]["displayValue"].as_str()?));
        return METRICS.iter().filter_map(metric).collect::<Vec<_>>().join(", ");
    }
    let references = run["categories"][name]["auditRefs"].as_array().into_iter().flatten();
    let failed = references.filter(|reference| reference["weight"].as_f64() > Some(0.0)).filter_map(|reference| {
        let id = reference["id"].as_str()?;
        let audit = &audits[id];
        (audit["score"].as_f64()? < 1.0).then(|| format!("{id} fails ({})", places(audit)))
    });
    failed.collect::<Vec<_>>().join("; ")
}

/// Where an audit fails: the elements it names, or its title when it names none.
fn places(audit: &Value) -> String {
    let items = audit["details"]["items"].as_array().into_iter().flatten();
    let selectors: Vec<&str> = items.filter_map(|item| item["node"]["selector"].as_str()).collect();
    if selectors.is_empty() { audit["title"].as_str().unwrap_or_default().to_owned() } else { selectors.join(", ") }
}

#[cfg(test)]
mod tests {
    use super::{note, scores};
    use serde_json::json;

    #[test]
    fn scores_count_to_100_and_failing_audits_are_named() {
        let run = json!({
            "categories": {
                "performance": { "score": 0.97 },
                "accessibility": { "score": 0.94, "auditRefs": [
                    { "id": "color-contrast", "weight": 7 },
                    { "id": "image-alt", "weight": 10 },
                    { "id": "by-hand", "weight": 0 },
                ] },
                "best-practices": { "score": 1 },
            },
            "audits": {
                "color-contrast": { "score": 0, "details": { "items": [{ "node": { "selector": "p.faint" } }] } },
                "image-alt": { "score": 1 },
                "by-hand": { "score": 0 },
                "cumulative-layout-shift": { "numericValue": 0.01, "title": "Shift", "displayValue": "0.01" },
            },
        });
        let found = scores(&run).expect("scores");
        let found: Vec<_> = found.iter().map(|(name, score)| format!("{name} {score}")).collect();
        assert_eq!(found, ["accessibility 94", "best-practices 100", "performance 97", "shift 0.01"]);
        assert_eq!(note(&run, "accessibility"), "color-contrast fails (p.faint)");
        assert_eq!(note(&run, "performance"), "Shift 0.01");
        assert_eq!(note(&run, "best-practices"), "");
    }
}
