//! Links to a moment of the drill.

use drill::Millis;
use leptos::prelude::*;

use crate::room::use_room;

/// Words that are a link to a moment for those who can look back, and mere words for everybody else.
#[component]
pub fn MomentLink(
    /// The moment.
    at: Millis,
    /// The words.
    #[prop(into)]
    words: String,
) -> impl IntoView {
    match use_room().replay_path() {
        Some(path) => view! { <a href=format!("{path}#{at}") target="_blank" rel="noopener">{words}</a> }.into_any(),
        None => words.into_any(),
    }
}
