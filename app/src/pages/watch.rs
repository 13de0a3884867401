//! The page without controls: both panes, the lights and the clock.

use leptos::prelude::*;

use crate::live::Stage;

/// The watcher's page.
#[component]
pub fn WatchPage() -> impl IntoView {
    let stage = expect_context::<Stage>();
    view! { <main><h1>{stage.title}</h1></main> }
}
