//! Why the last command was not carried out, until it is closed or another command is sent.

use leptos::prelude::*;

use super::Show;

use super::Button;
use crate::room::use_room;

/// The toast. The region is always there, so that screen readers hear what comes into it.
#[component]
pub fn ErrorToast() -> impl IntoView {
    let error = use_room().error;
    let words = move || error.with(|error| error.as_ref().map(|error| (error.heading(), format!("{error}."))));
    view! {
        <div class="toast-place" role="status">
            <Show when=move || error.with(Option::is_some)>
                <div class="toast">
                    <p class="toast__words">
                        <strong>{move || words().map(|(heading, _)| heading)}</strong>
                        {move || words().map(|(_, why)| why)}
                    </p>
                    <Button class="toast__close" label="Close this message" on_press=move || error.set(None)>"×"</Button>
                </div>
            </Show>
        </div>
    }
}
