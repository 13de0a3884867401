//! The event log: everything that was done and seen, newest first.

use leptos::prelude::*;

use super::entry_row::EntryRow;
use crate::{
    components::{Button, For, Show},
    narration::narrate,
    room::{KnownHistory, use_room},
};

/// How many entries are listed until somebody asks for the rest.
const LISTED_FIRST: usize = 100;

/// The log, once somebody has opened it.
#[component]
pub(super) fn EventLog() -> impl IntoView {
    let room = use_room();
    let is_open = RwSignal::new(false);
    let shows_all = RwSignal::new(false);
    let total = move || room.history.with(KnownHistory::total);
    let entries = Memo::new(move |_| {
        // Nobody has to wait for a list that nobody sees.
        if !is_open.get() {
            return Vec::new();
        }
        let max = if shows_all.get() { usize::MAX } else { LISTED_FIRST };
        room.history.with(|history| narrate(history, max, &|_| true))
    });
    let has_more = move || !shows_all.get() && total() > LISTED_FIRST;
    view! {
        <div class="event-log">
            <button
                type="button"
                class="event-log__open"
                aria-expanded=move || is_open.get().to_string()
                on:click=move |_| is_open.update(|open| *open = !*open)
            >
                {move || format!("Event log ({})", total())}
            </button>
            <div class="event-log__place" hidden=move || !is_open.get()>
                <table class="event-log__table">
                    <thead>
                        <tr>
                            <th scope="col">"Time"</th>
                            <th scope="col">"Who"</th>
                            <th scope="col">"What"</th>
                            <th scope="col">"Rule"</th>
                        </tr>
                    </thead>
                    <tbody>
                        <For each=move || entries.get() key=|entry| (entry.key, entry.because.is_some()) let(entry)><EntryRow entry with_time=true/></For>
                    </tbody>
                </table>
                <Show when=has_more>
                    <Button on_press=move || shows_all.set(true)>"Show the rest"</Button>
                </Show>
            </div>
        </div>
    }
}
