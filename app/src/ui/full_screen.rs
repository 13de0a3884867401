//! Full screen, for a projector: the browser's own, by key `F` or a button.

use leptos::prelude::*;

/// Fills the screen with the page, or lets it go. A browser that does not want to leaves all as it is.
pub fn toggle_full_screen() {
    let document = document();
    if document.fullscreen_element().is_some() {
        document.exit_fullscreen();
    } else if let Some(page) = document.document_element() {
        let _ = page.request_fullscreen();
    }
}
