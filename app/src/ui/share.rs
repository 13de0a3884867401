//! The link that lets others watch.

use crate::ui::{press, text};
use leptos::{html, prelude::*};

use crate::live::Stage;

/// The watch link: to open, and to select for copying.
#[component]
pub fn Share() -> impl IntoView {
    let stage = expect_context::<Stage>();
    let path = move || ["/watch/", &stage.code.get()].concat();
    let whole = RwSignal::new(None::<String>);
    let input = NodeRef::<html::Input>::new();
    // Only the browser knows under which address it reached the server.
    Effect::new(move || {
        let origin = window().location().origin().unwrap_or_default();
        whole.set(Some(origin + &path()));
    });
    let select = move || {
        if let Some(input) = input.get_untracked() {
            input.select();
        }
    };
    view! {
        <details class="share">
            <summary class="chip share__summary">
                "Watch "<span class="share__code">{text(move || stage.code.get())}</span>
            </summary>
            <div class="share__panel">
                <label class="share__label">
                    "Anybody with this link sees both screens, and can touch nothing."
                    <input
                        class="share__link"
                        type="text"
                        readonly
                        node_ref=input
                        prop:value=text(move || whole.get().unwrap_or_else(path))
                        value=text(path)
                        on:focus=move |_| select()
                        on:click=press(select)
                    />
                </label>
                <p class="share__actions">
                    <a class="button" href=text(path) target="_blank" rel="noopener">"Open it in a new tab"</a>
                </p>
            </div>
        </details>
    }
}
