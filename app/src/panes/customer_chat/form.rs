//! The form that starts a chat.

use crate::ui::Draw;
use drill::{Command, cast};
use leptos::{html, prelude::*};

use crate::{live::Stage, ui::sender};

/// The subjects that the shop suggests.
const SUGGESTIONS: [&str; 4] =
    [cast::FIRST_SUBJECT, "I want to change my order", "Something is broken or missing", "A question about a product"];

/// Name, e-mail and subject; the subject is what the chat is about.
#[component]
pub fn ChatForm() -> impl IntoView {
    let stage = expect_context::<Stage>();
    view! {
        <div class="customer-chat__form-page">
            <p class="customer-chat__welcome">
                <strong>"Chat with us"</strong>
                "Tell us who you are and what it is about. A colleague will be with you in a moment."
            </p>
            {if stage.may_act { live_form().drawn() } else { form_picture().drawn() }}
            <p class="customer-chat__small">"We use your details for this chat only."</p>
        </div>
    }
}

fn live_form() -> impl IntoView {
    let sender = sender();
    let subject = NodeRef::<html::Input>::new();
    let start = move || {
        let text = subject.get_untracked().map(|subject| subject.value()).unwrap_or_default();
        if !text.trim().is_empty() {
            sender.send(Command::CustomerStart(text));
        }
    };
    view! {
        <form
            class="customer-chat__form"
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
                />
            </label>
            <datalist id="customer-subjects">
                {SUGGESTIONS.into_iter().map(|subject| view! { <option value=subject></option> }).collect_view()}
            </datalist>
            <button type="submit" class="customer-chat__button">"Start the chat"</button>
        </form>
    }
}

/// The form on pages without controls.
fn form_picture() -> impl IntoView {
    let field = |label: &'static str, value: &'static str| {
        view! { <p class="customer-chat__field">{label}<span class="customer-chat__value">{value}</span></p> }
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
