//! The app: what the server renders and the browser brings to life.

use leptos::prelude::*;

/// Says hello; replaced by the room.
#[component]
pub fn Hello() -> impl IntoView {
    let (count, set_count) = signal(0);
    view! { <button on:click=move |_| set_count.update(|n| *n += 1)>{count}</button> }
}

/// Called by the browser once the client has loaded.
#[cfg(feature = "hydrate")]
#[wasm_bindgen::prelude::wasm_bindgen(start)]
pub fn hydrate() {
    console_error_panic_hook::set_once();
    leptos::mount::hydrate_body(Hello);
}
