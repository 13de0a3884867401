//! Budget A3 in WebAssembly: the engine, compiled as the client is, folds a long log in Chromium.
//!
//! A page folds its room's log once, when it loads, with code that the browser has only just compiled. So each of the
//! figures under `cold` comes from a module that the browser has never seen (a different note is added to each); those
//! under `warm` are what the same module takes afterwards, when the browser has optimised it.

use serde_json::{Value, json};

use crate::chromium::Chromium;

const MODULES: usize = 15;
const WARM_RUNS: usize = 15;

/// Milliseconds of each run, `cold` and `warm`, and the number of events folded.
pub async fn measure(glue: &str, module: &str, log: &str) -> Result<Value, String> {
    let text = |path: &str| std::fs::read_to_string(path).map_err(|error| format!("{path}: {error}"));
    let bytes = std::fs::read(module).map_err(|error| format!("{module}: {error}"))?;
    let glue = text(glue)?;
    let log = text(log)?;
    let browser = Chromium::start(800, 600).await;
    browser.go("about:blank").await;
    let set_up = format!(
        "window.glue = {};
        window.log = {};
        window.wasm = Uint8Array.from({bytes:?});
        window.modules = 0;",
        json!(glue),
        json!(log),
    );
    browser.run(&set_up).await;
    let (mut cold, mut warm) = (Vec::new(), Vec::new());
    let mut events = Value::Null;
    for _ in 0..MODULES {
        let times = browser.run(&format!("{FRESH} return [engine.take(log), timed(1), timed({WARM_RUNS})];")).await;
        events = times[0].clone();
        cold.extend(times[1].as_array().into_iter().flatten().cloned());
        warm.extend(times[2].as_array().into_iter().flatten().cloned());
    }
    browser.close().await;
    if cold.len() != MODULES || events == 0 {
        return Err("the engine did not run in the browser".to_owned());
    }
    Ok(json!({ "cold": cold, "warm": warm, "events": events }))
}

/// A module with a section of its own that nobody reads, so that the browser has no compiled code for it yet.
const FRESH: &str = "
    modules += 1;
    const name = [4, 110, 111, 116, 101];
    const note = [...name, modules & 127, Math.floor(Math.random() * 128), Math.floor(Math.random() * 128)];
    const bytes = new Uint8Array(wasm.length + 2 + note.length);
    bytes.set(wasm);
    bytes.set([0, note.length, ...note], wasm.length);
    const engine = new Function(glue + '; return wasm_bindgen;')();
    engine.initSync({ module: new WebAssembly.Module(bytes) });
    const timed = runs => Array.from({ length: runs }, () => {
        const started = performance.now();
        engine.fold();
        return performance.now() - started;
    });
";
