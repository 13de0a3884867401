//! Why the last command was not carried out, until it is closed or another command is sent.

use leptos::prelude::*;

use crate::{
    live::Stage,
    ui::{Draw, changing},
};

/// The toast. The region is always there, so that screen readers hear what comes into it.
#[component]
pub fn DenialToast() -> impl IntoView {
    let denial = expect_context::<Stage>().denial;
    view! {
        <div class="toast-place" role="status">
            {changing(move || denial.get().map(|why| view! {
                <div class="toast">
                    <p class="toast__words"><strong>"Not done: "</strong>{why.to_string()}"."</p>
                    <button type="button" class="toast__close" aria-label="Close this message" on:click=move |_| denial.set(None)>
                        "×"
                    </button>
                </div>
            }.drawn()))}
        </div>
    }
}
