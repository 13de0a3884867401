//! The frame round a mock window, with its caption: part of the dashboard, not of the mock.

use drill::{Pane, script::Place};
use leptos::prelude::*;

use super::use_spotlight;

/// A mock window with its caption.
#[component]
pub fn MockFrame(
    /// The id of the heading.
    id: &'static str,
    /// The class that places it on the page.
    class: &'static str,
    /// Whose screen it is.
    title: &'static str,
    /// What is shown beside the title.
    #[prop(optional)]
    aside: Option<AnyView>,
    /// Which window it is.
    pane: Pane,
    /// The mock window.
    children: Children,
) -> impl IntoView {
    let spotlight = use_spotlight();
    view! {
        <section
            class=format!("mock-frame {class}")
            aria-labelledby=id
            data-mark=spotlight.mark_place(Place::Window(pane))
        >
            <header class="mock-frame__caption">
                <h2 class="mock-frame__title" id=id>{title}</h2>
                {aside}
            </header>
            {children()}
        </section>
    }
}
