//! The app: everything that the server renders and the browser brings to life.
//!
//! Compiled twice, with the feature `ssr` into the server and with `hydrate` into the client; never with both.

// The views of whole pages are deeply nested types.
#![recursion_limit = "256"]

pub mod live;
pub mod pages;
pub mod panes;
pub mod ui;
pub mod wire;

/// Called by the browser once the client has loaded: brings the page to life, exactly as the server rendered it, in a task
/// apart from that of the loading.
#[cfg(feature = "hydrate")]
#[wasm_bindgen::prelude::wasm_bindgen(start)]
pub fn hydrate() {
    // A panic says on the console where it was; the browser adds how it got there.
    std::panic::set_hook(Box::new(|panic| leptos::leptos_dom::logging::console_error(&panic.to_string())));
    leptos::prelude::set_timeout(live::link::start, std::time::Duration::ZERO);
}
