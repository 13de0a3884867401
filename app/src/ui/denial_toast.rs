//! Why the last command was not carried out, until it is closed or another command is sent.

use leptos::prelude::*;

use crate::{
    live::Stage,
    ui::{Draw, press, text, while_so},
    wire::Denial,
};

/// The toast. The region is always there, so that screen readers hear what comes into it.
#[component]
pub fn DenialToast() -> impl IntoView {
    let denial = expect_context::<Stage>().denial;
    let is_denied = move || denial.with(Option::is_some);
    let heading = move || denial.with(|why| why.as_ref().map_or("", Denial::heading)).to_owned();
    let why = move || denial.with(|why| why.as_ref().map_or_else(String::new, ToString::to_string));
    view! {
        <div class="toast-place" role="status">
            {while_so(is_denied, move || view! {
                <div class="toast">
                    <p class="toast__words"><strong>{text(heading)}</strong>{text(why)}"."</p>
                    <button type="button" class="toast__close" aria-label="Close this message" on:click=press(move || denial.set(None))>
                        "×"
                    </button>
                </div>
            }.drawn())}
        </div>
    }
}
