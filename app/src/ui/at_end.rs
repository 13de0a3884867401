//! What is read from its end, such as a transcript.

use drill::{Pane, Thing};
use leptos::prelude::*;

use crate::ui::{Draw as _, Drawn, Spotlight};

/// A place that stands at the end of what it shows until somebody scrolls up. It is marked as the lines of this screen are,
/// round the part that scrolls.
pub fn at_end(pane: Pane, class: &'static str, label: &'static str, shown: Drawn) -> Drawn {
    let mark = expect_context::<Spotlight>().mark(pane, Thing::Line);
    view! {
        <div class="at-end" data-mark=mark>
            <div class=["at-end__scroll ", class].concat() tabindex="0" role="region" aria-label=label>{shown}</div>
        </div>
    }
    .drawn()
}
