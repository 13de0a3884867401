//! A box to type a message into, and its button. What was typed outlives the box, until it is sent.

use leptos::{ev::KeyboardEvent, html::Textarea, prelude::*};

use super::{flag, sender, text};
use crate::live::Stage;

/// What was typed and not sent, by what it is about.
pub type Drafts = StoredValue<Vec<(u32, String)>>;

/// Keeps what was typed about this; nothing, once it was sent.
fn keep(drafts: Drafts, about: u32, text: String) {
    drafts.update_value(|drafts| {
        drafts.retain(|(other, _)| *other != about);
        drafts.push((about, text));
    });
}

fn kept(drafts: Drafts, about: u32) -> String {
    drafts.with_value(|drafts| {
        drafts.iter().find(|(other, _)| *other == about).map_or_else(String::new, |(_, text)| text.clone())
    })
}

/// The box and its button; Enter sends, Shift+Enter breaks the line.
#[component]
pub fn TypeBox(
    /// The class of the form; its parts are `__input` and `__send`.
    class: &'static str,
    /// What the box is for, to screen readers.
    label: &'static str,
    /// What stands in the empty box.
    hint: &'static str,
    /// What the button says.
    send_label: &'static str,
    /// How many lines it shows.
    #[prop(default = 2)]
    rows: u32,
    /// Whether Enter sends.
    #[prop(default = true)]
    enter_sends: bool,
    /// Whether the button is greyed out.
    #[prop(into, default = Signal::stored(false))]
    greyed: Signal<bool>,
    /// What is being written about.
    about: u32,
    /// What was typed before.
    drafts: Drafts,
    /// Sends; whether that was possible.
    on_send: Callback<String, bool>,
) -> impl IntoView {
    let input = NodeRef::<Textarea>::new();
    let sender = sender();
    let you = expect_context::<Stage>().you;
    let is_muted = move || you.with(|you| you.muted);
    let saved = kept(drafts, about);
    let send = move || {
        let Some(input) = input.get_untracked() else { return };
        let text = input.value();
        // What would be refused stays in the box.
        if !greyed.get_untracked()
            && !text.trim().is_empty()
            && sender.would_say(&text, untrack(is_muted))
            && on_send.run(text)
        {
            input.set_value("");
            keep(drafts, about, String::new());
        }
    };
    let on_key = move |event: KeyboardEvent| {
        if enter_sends && event.key() == "Enter" && !event.shift_key() && !event.is_composing() {
            event.prevent_default();
            send();
        }
    };
    view! {
        <form
            class=class
            on:submit=move |event| {
                event.prevent_default();
                send();
            }
        >
            <textarea
                class=[class, "__input"].concat()
                aria-label=label
                placeholder=text(move || if is_muted() { "An operator has muted your seat for now" } else { hint }.to_owned())
                readonly=flag(is_muted)
                rows=rows
                maxlength=drill::limits::TEXT_CHARS_MAX
                autocomplete="off"
                node_ref=input
                prop:value=saved
                on:keydown=on_key
                on:input=move |event| {
                    keep(drafts, about, event_target_value(&event));
                }
            ></textarea>
            <button type="submit" class=[class, "__send"].concat() disabled=flag(move || greyed.get() || is_muted())>{send_label}</button>
        </form>
    }
}
