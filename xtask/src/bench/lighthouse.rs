//! Budget A8: Lighthouse, from npm, on the home page and on a room's page, as on a phone.
//!
//! Lighthouse is no part of the product and not of CI: where node or npm is missing, A8 is simply not measured.

use super::{
    Built, Figures,
    budgets::{BUDGETS, Limit},
    folder,
    samples::Samples,
    served::Served,
};
use crate::{chromium, failure::Failure, program, workspace};
use serde_json::{Value, json};
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
/// Lighthouse asks to be run again when the browser's trace has a gap.
const FAILED_RUNS_MAX: usize = 3;
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
///
/// # Errors
/// When it cannot be measured; the text says why.
pub fn measure(_: &Built) -> Result<Figures, Failure> {
    let lighthouse = installed()?;
    let wrapper = wrapper(&chromium::find()?.chrome)?;
    let served = Served::start_empty("lighthouse")?;
    let (code, key) = served.open_room("all-three")?;
    let room = format!("/room/{code}");
    let mut figures = Figures::new();
    for (page, path) in [("home", "/"), ("room", room.as_str())] {
        let runs = runs(|| audit(&lighthouse, &wrapper, &(served.url() + path), &key))?;
        let scores = runs.iter().map(scores).collect::<Result<Vec<_>, _>>()?;
        for budget in &BUDGETS {
            let Some(name) = budget.key.strip_prefix("A8 ").and_then(|key| key.strip_prefix(page)?.strip_prefix(' '))
            else {
                continue;
            };
            let numbers = scores.iter().filter_map(|scores| scores.get(name).copied()).collect();
            let note = note(&runs[worst(&scores, name, budget.limit)], name);
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

/// As many runs as count.
fn runs(audit: impl Fn() -> Result<Value, Failure>) -> Result<Vec<Value>, Failure> {
    let (mut runs, mut failed) = (Vec::new(), 0);
    while runs.len() < RUNS {
        match audit() {
            Ok(run) => runs.push(run),
            Err(failure) if failed < FAILED_RUNS_MAX => {
                failed += 1;
                eprintln!("      once more: {failure}");
            }
            Err(failure) => return Err(failure),
        }
    }
    Ok(runs)
}

/// One run; the default form factor is a phone on a slow network with a slow processor.
fn audit(lighthouse: &Command, wrapper: &Path, url: &str, key: &str) -> Result<Value, Failure> {
    let path = folder()?.join("lighthouse.json");
    let mut command = Command::new(lighthouse.get_program());
    command.args(lighthouse.get_args()).arg(url).args(["--quiet", "--no-enable-error-reporting", "--output", "json"]);
    command.arg(format!("--extra-headers={}", json!({ "Cookie": format!("key={key}") })));
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

/// The place of the run that did worst in this respect.
fn worst(scores: &[Scores], name: &str, limit: Limit) -> usize {
    let badness = |place: usize| {
        let score = scores[place].get(name).copied().unwrap_or_default();
        if matches!(limit, Limit::AtMost(_)) { score } else { -score }
    };
    (0..scores.len()).max_by(|one, other| badness(*one).total_cmp(&badness(*other))).unwrap_or_default()
}

/// What to know about a number, from the run that did worst: what performance is made of, what moved, and which audits
/// of the others fail.
fn note(worst: &Value, name: &str) -> String {
    let audits = &worst["audits"];
    match name {
        "performance" => {
            let metric = |id: &&str| {
                let audit = &audits[*id];
                Some([audit["title"].as_str()?, " ", audit["displayValue"].as_str()?].concat())
            };
            let metrics: Vec<String> = METRICS.iter().filter_map(metric).collect();
            format!("in the worst run {}", metrics.join(", "))
        }
        "shift" => {
            let moved = places(&audits["layout-shifts"]);
            if moved.is_empty() { moved } else { format!("in the worst run moves {moved}") }
        }
        _ => {
            let references = worst["categories"][name]["auditRefs"].as_array().into_iter().flatten();
            let counting = references.filter(|reference| reference["weight"].as_f64() > Some(0.0));
            let failed = counting.filter_map(|reference| {
                let id = reference["id"].as_str()?;
                let audit = &audits[id];
                (audit["score"].as_f64()? < 1.0).then(|| format!("{id} fails: {}", places(audit)))
            });
            failed.collect::<Vec<_>>().join("; ")
        }
    }
}

/// The elements that an audit names, with their scores where they have one.
fn places(audit: &Value) -> String {
    let items = audit["details"]["items"].as_array().into_iter().flatten();
    let place = |item: &Value| {
        let selector = item["node"]["selector"].as_str()?;
        let score = item["score"].as_f64().map(|score| format!(" ({score:.3})")).unwrap_or_default();
        Some([selector, &score].concat())
    };
    items.filter_map(place).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::{Limit, note, scores, worst};
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
                "layout-shifts": { "details": { "items": [{ "node": { "selector": "main" }, "score": 0.01 }] } },
            },
        });
        let found = scores(&run).expect("scores");
        let found: Vec<_> = found.iter().map(|(name, score)| format!("{name} {score}")).collect();
        assert_eq!(found, ["accessibility 94", "best-practices 100", "performance 97", "shift 0.01"]);
        assert_eq!(note(&run, "accessibility"), "color-contrast fails: p.faint");
        assert_eq!(note(&run, "performance"), "in the worst run Shift 0.01");
        assert_eq!(note(&run, "shift"), "in the worst run moves main (0.010)");
        assert_eq!(note(&run, "best-practices"), "");
    }

    #[test]
    fn the_worst_run_has_the_lowest_score_or_the_largest_shift() {
        let runs = [3.0, 1.0, 2.0].map(|number| [("any".to_owned(), number)].into());
        assert_eq!(worst(&runs, "any", Limit::AtLeast(95.0)), 1);
        assert_eq!(worst(&runs, "any", Limit::AtMost(0.0)), 0);
    }
}
