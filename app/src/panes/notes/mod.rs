//! The operator's notes: written down at a room time, for operators alone or for the whole class.

use drill::{Command, Fact, Millis};
use leptos::{html, prelude::*};
use protocol::Entry;

use crate::{
    components::{Button, For, KeyHint, NOTE_INPUT_ID, clock_time},
    room::{Draft, use_room},
};

/// A note, as the list shows it.
#[derive(Clone, PartialEq)]
struct Note {
    seq: u64,
    at: Millis,
    text: String,
}

impl Note {
    fn of(entry: &Entry) -> Option<Self> {
        let Entry::Action { seq, at, fact } = entry else { return None };
        let text = match fact {
            Fact::NoteAdded(text) => text.clone(),
            Fact::PublicNoteAdded(text) => format!("Shared with class: {text}"),
            _ => return None,
        };
        Some(Self { seq: *seq, at: *at, text })
    }
}

/// The notes so far, newest first, and a line to add one.
#[component]
pub fn Notes() -> impl IntoView {
    let room = use_room();
    let notes =
        Memo::new(move |_| room.history.with(|history| history.iter().rev().filter_map(Note::of).collect::<Vec<_>>()));
    view! {
        <section class="card notes" aria-labelledby="notes-title">
            <h2 class="card__title" id="notes-title">"Notes"<KeyHint key="N"/></h2>
            <NoteForm/>
            <ul class="notes__list">
                <For each=move || notes.get() key=|note| note.seq let(note)><Line note/></For>
            </ul>
        </section>
    }
}

#[component]
fn Line(note: Note) -> impl IntoView {
    view! { <li class="notes__note"><span class="notes__time">{clock_time(note.at)}</span><span dir="auto">{note.text}</span></li> }
}

/// The box is left to the browser: what somebody types before the client has arrived stays, and a half-typed note survives a
/// reload.
#[component]
fn NoteForm() -> impl IntoView {
    let room = use_room();
    let input = NodeRef::<html::Input>::new();
    let draft = Draft::new(&room, "note");
    Effect::new(move |_| {
        let Some(input) = input.get() else { return };
        if let Some(text) = draft.resume(&input.value(), "") {
            input.set_value(&text);
        }
    });
    let add = move |command: fn(String) -> Command| {
        let Some(input) = input.get_untracked() else { return };
        let text = input.value();
        if !text.trim().is_empty() && room.send(command(text)) {
            input.set_value("");
            draft.forget();
        }
    };
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        add(Command::AddNote);
    };
    view! {
        // Without a client there is nobody to send it to: this method sends nothing.
        <form class="notes__form" method="dialog" on:submit=submit>
            <input
                class="notes__input"
                id=NOTE_INPUT_ID
                type="text"
                aria-label="A note"
                placeholder="A note"
                maxlength=drill::limits::TEXT_CHARS_MAX
                autocomplete="off"
                node_ref=input
                on:input=move |event| draft.keep(&event_target_value(&event))
            />
            <button type="submit" class="button" title="Only operators see it">"Add"</button>
            <Button title="Everybody in the class sees it" on_press=move || add(Command::AddPublicNote)>
                "Share with class"
            </Button>
        </form>
    }
}
