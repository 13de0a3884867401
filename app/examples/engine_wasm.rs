//! The engine alone, built as the client is built, for budget A3 in a browser: `cargo xtask bench` binds it, hands it the
//! log that `engine_bench` writes, and `browser_bench` times [`fold`] in Chromium.

use std::cell::RefCell;

use drill::Event;
use wasm_bindgen::prelude::wasm_bindgen;

#[path = "../drill/examples/engine_bench/fold.rs"]
mod fold;

thread_local! {
    static LOG: RefCell<Vec<Event>> = const { RefCell::new(Vec::new()) };
}

/// Takes a log as JSON and says how many events it has; 0 when it cannot be read.
#[wasm_bindgen]
pub fn take(json: &str) -> usize {
    let log: Vec<Event> = serde_json::from_str(json).unwrap_or_default();
    LOG.replace(log);
    LOG.with_borrow(Vec::len)
}

/// Folds the log and derives everything that any pane shows; gives how much there was to show.
#[wasm_bindgen]
pub fn fold() -> usize {
    LOG.with_borrow(|log| fold::fold_and_derive(log))
}
