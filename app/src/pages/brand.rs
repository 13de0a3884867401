//! The product's name at the head of each page.

use leptos::prelude::*;

use crate::components::BrandIcon;

/// The name, on pages that lead nowhere else.
#[component]
pub(super) fn Brand() -> impl IntoView {
    view! { <p class="brand"><BrandIcon/><span class="brand__name">"Drillroom"</span></p> }
}

/// The name as a link to the start.
#[component]
pub(super) fn BrandLink() -> impl IntoView {
    view! {
        <a class="brand" href="/" aria-label="Drillroom, home"><BrandIcon/><span class="brand__name">"Drillroom"</span></a>
    }
}
