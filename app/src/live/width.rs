//! How wide something is on the page.

use super::Held;

/// The width of the first thing that this selector finds, in whole pixels, from when the page stands and for as long: 0 before.
#[cfg(feature = "hydrate")]
pub fn width_of(selector: &'static str) -> Held<u32> {
    use leptos::prelude::*;
    use wasm_bindgen::{JsCast as _, closure::Closure};

    let width = Held::new(0);
    request_animation_frame(move || {
        let Ok(Some(element)) = document().query_selector(selector) else { return };
        let measured = element.clone();
        // The browser calls it once at the beginning, and each time when it has placed everything anew.
        let measure = Closure::<dyn FnMut()>::new(move || width.set(measured.client_width().unsigned_abs()));
        if let Ok(observer) = web_sys::ResizeObserver::new(measure.as_ref().unchecked_ref()) {
            observer.observe(&element);
        }
        measure.forget();
    });
    width
}

/// On the server nothing has a width.
#[cfg(not(feature = "hydrate"))]
pub fn width_of(_selector: &'static str) -> Held<u32> {
    Held::new(0)
}
