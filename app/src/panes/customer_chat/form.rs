//! The form that starts a chat.

use drill::{Command, cast};
use leptos::{html, prelude::*};

use crate::room::{Draft, use_room};

/// The subjects that the shop suggests.
const SUGGESTIONS: [&str; 4] =
    [cast::FIRST_SUBJECT, "I want to change my order", "Something is broken or missing", "A question about a product"];

/// Name, e-mail and subject; the subject is what the chat is about.
#[component]
pub(super) fn ChatForm() -> impl IntoView {
    view! {
        <div class="customer-chat__form-page">
            <p class="customer-chat__welcome">
                <strong>"Chat with us"</strong>
                "Tell us who you are and what it is about. A colleague will be with you in a moment."
            </p>
            {if use_room().may_act {
                view! { <LiveForm/> }.into_any()
            } else {
                view! { <FormPicture/> }.into_any()
            }}
            <p class="customer-chat__small">"We use your details for this chat only."</p>
        </div>
    }
}

#[component]
fn LiveForm() -> impl IntoView {
    let room = use_room();
    let subject = NodeRef::<html::Input>::new();
    let draft = Draft::new(&room, "subject");
    Effect::new(move |_| {
        let Some(input) = subject.get() else { return };
        if let Some(text) = draft.resume(&input.value(), cast::FIRST_SUBJECT) {
            input.set_value(&text);
        }
    });
    let start = move || {
        let text = subject.get_untracked().map(|subject| subject.value()).unwrap_or_default();
        if !text.trim().is_empty() && room.send(Command::CustomerStart(text)) {
            draft.forget();
        }
    };
    view! {
        // Before the client is there, sending must not leave the page.
        <form
            class="customer-chat__form"
            method="dialog"
            on:submit=move |event| {
                event.prevent_default();
                start();
            }
        >
            <label class="customer-chat__field">
                "Name"
                <input type="text" value=cast::CUSTOMER_NAME autocomplete="off" readonly/>
            </label>
            <label class="customer-chat__field">
                "E-mail"
                <input type="text" value=cast::CUSTOMER_EMAIL autocomplete="off" readonly/>
            </label>
            <label class="customer-chat__field">
                "How can we help?"
                <input
                    type="text"
                    value=cast::FIRST_SUBJECT
                    list="customer-subjects"
                    maxlength=drill::limits::TITLE_CHARS_MAX
                    autocomplete="off"
                    required
                    node_ref=subject
                    on:input=move |event| draft.keep(&event_target_value(&event))
                />
            </label>
            <datalist id="customer-subjects">
                {SUGGESTIONS.map(|subject| view! { <option value=subject></option> }.into_any()).collect_view()}
            </datalist>
            <button type="submit" class="customer-chat__button">"Start the chat"</button>
        </form>
    }
}

/// The form on pages without controls.
#[component]
fn FormPicture() -> impl IntoView {
    let field = |label, value| {
        view! { <p class="customer-chat__field">{label}<span class="customer-chat__value">{value}</span></p> }
            .into_any()
    };
    view! {
        <div class="customer-chat__form">
            {field("Name", cast::CUSTOMER_NAME)}
            {field("E-mail", cast::CUSTOMER_EMAIL)}
            {field("How can we help?", "\u{a0}")}
            <span class="customer-chat__button">"Start the chat"</span>
        </div>
    }
}
