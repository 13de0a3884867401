//! The operator's notes: written down at a room time, never sent to anybody without controls.

use drill::{Command, Fact, Millis};
use leptos::{html, prelude::*};

use crate::{
    live::Stage,
    ui::{Draw, NOTE_INPUT_ID, clock_time, each, key_cap, sender},
    wire::Entry,
};

/// The notes so far, and a line to add one.
#[component]
pub fn Notes() -> impl IntoView {
    let stage = expect_context::<Stage>();
    let sender = sender();
    let notes = move || stage.story.with(|story| story.iter().rev().filter_map(note).collect());
    let input = NodeRef::<html::Input>::new();
    let add = move || {
        let Some(input) = input.get_untracked() else { return };
        let text = input.value();
        if !text.trim().is_empty() && sender.send(Command::AddNote(text)) {
            input.set_value("");
        }
    };
    view! {
        <section class="card notes" aria-labelledby="notes-title">
            <h2 class="card__title" id="notes-title">"Notes"{key_cap("N")}</h2>
            <form
                class="notes__form"
                on:submit=move |event| {
                    event.prevent_default();
                    add();
                }
            >
                <input
                    class="notes__input"
                    id=NOTE_INPUT_ID
                    type="text"
                    aria-label="A note for yourself"
                    placeholder="A note for yourself"
                    maxlength=drill::limits::TEXT_CHARS_MAX
                    autocomplete="off"
                    node_ref=input
                />
                <button type="submit" class="button">"Add"</button>
            </form>
            <ul class="notes__list">
                {each(notes, |(seq, ..)| *seq, |(_, at, text)| {
                    view! { <li class="notes__note"><span class="notes__time">{clock_time(at)}</span>{text}</li> }.drawn()
                })}
            </ul>
        </section>
    }
}

fn note(entry: &Entry) -> Option<(u64, Millis, String)> {
    match entry {
        Entry::Did { seq, at, fact: Fact::NoteAdded(text) } => Some((*seq, *at, text.clone())),
        _ => None,
    }
}
