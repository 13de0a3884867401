//! The operator's notes: written down at a room time, for operators alone or for everybody.

use drill::{Command, Fact, Millis};
use leptos::{html, prelude::*};

use crate::{
    live::Stage,
    ui::{Draw, NOTE_INPUT_ID, clock_time, each, key_cap, press, sender},
    wire::Entry,
};

/// The notes so far, and a line to add one.
#[component]
pub fn Notes() -> impl IntoView {
    let stage = expect_context::<Stage>();
    let sender = sender();
    let notes = move || stage.story.with(|story| story.iter().rev().filter_map(note).collect());
    let input = NodeRef::<html::Input>::new();
    let add = move |command: fn(String) -> Command| {
        let Some(input) = input.get_untracked() else { return };
        let text = input.value();
        if !text.trim().is_empty() && sender.send(command(text)) {
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
                    add(Command::AddNote);
                }
            >
                <input
                    class="notes__input"
                    id=NOTE_INPUT_ID
                    type="text"
                    aria-label="A note"
                    placeholder="A note"
                    maxlength=drill::limits::TEXT_CHARS_MAX
                    autocomplete="off"
                    node_ref=input
                />
                <button type="submit" class="button" title="Only operators see it">"Add"</button>
                <button
                    type="button"
                    class="button"
                    title="Everybody in the room sees it"
                    on:click=press(move || add(Command::AddPublicNote))
                >
                    "For all"
                </button>
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
        Entry::Did { seq, at, fact: Fact::PublicNoteAdded(text) } => Some((*seq, *at, ["For all: ", text].concat())),
        _ => None,
    }
}
