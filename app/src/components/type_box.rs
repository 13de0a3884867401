//! A box to type a message into, and its button. What was typed stays until it is sent: over reloads, and where somebody has
//! typed before the client was there.

use leptos::{ev::KeyboardEvent, html::Textarea, prelude::*};

use crate::room::{Draft, use_room};

/// The box and its button; Enter sends, Shift+Enter breaks the line. What is in the box is the browser's: it is read when it
/// is sent, and never written while somebody types.
#[component]
pub fn TypeBox(
    /// The class of the form; its parts are `__input` and `__send`.
    class: &'static str,
    /// What the box is for, to screen readers.
    label: &'static str,
    /// The placeholder of the empty box.
    hint: &'static str,
    /// What the button says.
    send_label: &'static str,
    /// How many lines it shows.
    #[prop(default = 2)]
    rows: u32,
    /// Whether Enter sends.
    #[prop(default = true)]
    enter_sends: bool,
    /// Whether nothing can be sent at the moment.
    #[prop(optional, into)]
    disabled: Signal<bool>,
    /// Where what was typed is kept.
    draft: Draft,
    /// Sends; whether that was possible.
    #[prop(into)]
    on_send: Callback<(String,), bool>,
) -> impl IntoView {
    let room = use_room();
    let input = NodeRef::<Textarea>::new();
    let is_muted = move || room.you.with(|you| you.muted);
    Effect::new(move |_| {
        let Some(input) = input.get() else { return };
        if let Some(text) = draft.resume(&input.value(), "") {
            input.set_value(&text);
        }
    });
    let send = move || {
        let Some(input) = input.get_untracked() else { return };
        let text = input.value();
        let may_send = !disabled.get_untracked() && !text.trim().is_empty();
        // What would be refused stays in the box.
        if may_send && room.may_say(&text, untrack(is_muted)) && on_send.run((text,)) {
            input.set_value("");
            draft.forget();
        }
    };
    let on_key = move |event: KeyboardEvent| {
        if enter_sends && event.key() == "Enter" && !event.shift_key() && !event.is_composing() {
            event.prevent_default();
            send();
        }
    };
    view! {
        // Before the client is there, sending must not leave the page.
        <form
            class=class
            method="dialog"
            on:submit=move |event| {
                event.prevent_default();
                send();
            }
        >
            <textarea
                class=format!("{class}__input")
                aria-label=label
                placeholder=move || if is_muted() { "Your trainer has muted your seat for now" } else { hint }
                readonly=is_muted
                rows=rows
                maxlength=drill::limits::TEXT_CHARS_MAX
                autocomplete="off"
                node_ref=input
                on:keydown=on_key
                on:input=move |event| draft.keep(&event_target_value(&event))
            ></textarea>
            <button type="submit" class=format!("{class}__send") disabled=move || disabled.get() || is_muted()>
                {send_label}
            </button>
        </form>
    }
}
