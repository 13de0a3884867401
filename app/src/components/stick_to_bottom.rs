//! What is read from its end, such as a transcript.

use drill::{Pane, Thing};
use leptos::prelude::*;

use super::use_spotlight;

/// A place that stays at the end of what it shows until somebody scrolls up. It carries the mark of its screen's lines, round
/// the part that scrolls.
#[component]
pub fn StickToBottom(
    /// Whose lines they are.
    pane: Pane,
    /// The class of the part that scrolls.
    class: &'static str,
    /// Its name to screen readers.
    label: &'static str,
    /// What is shown: one element.
    children: Children,
) -> impl IntoView {
    let mark = use_spotlight().mark(pane, Thing::Line);
    view! {
        <div class="at-end" data-mark=mark>
            <div class=format!("at-end__scroll {class}") tabindex="0" role="region" aria-label=label>
                {children()}
            </div>
        </div>
    }
}
