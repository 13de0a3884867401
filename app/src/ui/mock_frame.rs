//! The frame round a mock window, with its caption: part of the dashboard, not of the mock.

use drill::{Pane, script::Place};

use crate::ui::{Drawn, Spotlight};
use leptos::prelude::*;

/// A mock window with its caption.
#[component]
pub fn MockFrame<W: IntoView + 'static>(
    /// The id of the heading.
    id: &'static str,
    /// The class that places it on the page.
    class: &'static str,
    /// Whose screen it is.
    title: &'static str,
    /// A few words beside the title.
    aside: Option<Drawn>,
    /// The mock window.
    window: W,
    /// Which window it is.
    pane: Pane,
) -> impl IntoView {
    let spotlight = expect_context::<Spotlight>();
    view! {
        <section class=["mock-frame ", class].concat() aria-labelledby=id data-mark=spotlight.mark_place(Place::Window(pane))>
            <header class="mock-frame__caption">
                <h2 class="mock-frame__title" id=id>{title}</h2>
                {aside}
            </header>
            {window}
        </section>
    }
}
