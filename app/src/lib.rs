//! The app: everything that the server renders and the browser takes over.
//!
//! Compiled twice, with the feature `ssr` into the server and with `hydrate` into the client; never with both.

#![recursion_limit = "256"]

mod app;
pub mod browser;
pub mod components;
pub mod narration;
pub mod pages;
pub mod panes;
pub mod room;

pub use app::App;
#[cfg(feature = "ssr")]
pub use app::document;

// Server and browser must agree on it, else nothing that the server drew is found again.
const _: () = assert!(
    cfg!(erase_components),
    "build with `--cfg erase_components`: .cargo/config.toml has it, and a RUSTFLAGS in the environment replaces that"
);

/// The id of the element that holds what the page embeds, as base64.
pub const EMBEDDED_ID: &str = "embedded";
/// The id of the element that holds the page.
pub const ROOT_ID: &str = "root";

/// Called by the browser once the client has loaded: takes over the page as the server rendered it, and opens its link.
#[cfg(feature = "hydrate")]
#[wasm_bindgen::prelude::wasm_bindgen(start)]
pub fn hydrate() {
    use leptos::{prelude::*, wasm_bindgen::JsCast as _};

    // A panic says on the console what and where it was.
    std::panic::set_hook(Box::new(|panic| leptos::leptos_dom::logging::console_error(&panic.to_string())));
    let embedded = document().get_element_by_id(EMBEDDED_ID).and_then(|element| element.text_content());
    // The browser decodes base64 into a text whose every character is one byte.
    let bytes = embedded.and_then(|base64| window().atob(&base64).ok());
    let bytes: Vec<u8> =
        bytes.iter().flat_map(|bytes| bytes.chars()).filter_map(|byte| u8::try_from(byte).ok()).collect();
    let (Some(data), Some(root)) = (protocol::decode(&bytes), document().get_element_by_id(ROOT_ID)) else { return };
    hydrate_from(root.unchecked_into(), move || {
        let page = view! { <App data/> };
        room::use_room().run();
        page
    })
    .forget();
    if let Some(html) = document().document_element() {
        // Attributes that a browser refuses are only missed by those who wait for them.
        let _ = html.set_attribute("data-client", "ready");
    }
}
