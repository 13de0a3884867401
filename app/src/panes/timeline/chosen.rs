//! What the chosen event says, in words.

use leptos::prelude::*;

use super::{choice::Choice, entry_row::EntryRow, marks::Mark};
use crate::{
    browser,
    components::{Button, MomentLink, Show},
    narration::{Narrated, narrate},
    room::use_room,
};

/// How many things that happened at a mark are told until somebody asks for the rest: more than are in sight there.
const TOLD_FIRST: usize = 4;

/// The box, which takes the focus of a button that goes.
const BOX_ID: &str = "chosen-event";

/// A mark, and what happened there.
#[derive(Clone, PartialEq)]
struct Explained {
    mark: Mark,
    entries: Vec<Narrated>,
    has_more: bool,
}

/// What the chosen mark says; how to choose one, until somebody has, and of one that was undone. The box has its height
/// whatever it says: nothing below it moves from mark to mark.
#[component]
pub(super) fn ChosenEvent(choice: Choice) -> impl IntoView {
    let room = use_room();
    // The mark of which somebody wants to read all.
    let opened = RwSignal::new(None::<Mark>);
    let explained = Memo::new(move |_| {
        let mark = choice.mark.get()?;
        let max = if opened.get() == Some(mark) { usize::MAX } else { TOLD_FIRST };
        let mut entries =
            room.history.with(|history| narrate(history, max.saturating_add(1), &|entry| mark.has(entry)));
        let has_more = entries.len() > max;
        entries.truncate(max);
        (!entries.is_empty()).then_some(Explained { mark, entries, has_more })
    });
    let mark = Memo::new(move |_| explained.with(|explained| explained.as_ref().map(|explained| explained.mark)));
    let has_more =
        Memo::new(move |_| explained.with(|explained| explained.as_ref().is_some_and(|explained| explained.has_more)));
    let rows = move || {
        let entries = explained.get().map_or_else(Vec::new, |explained| explained.entries);
        entries.into_iter().map(|entry| view! { <EntryRow entry/> }.into_any()).collect_view()
    };
    view! {
        <div class="timeline__chosen" id=BOX_ID role="status" tabindex="0" aria-label="The chosen event">
            {move || match mark.get() {
                Some(mark) => view! {
                    <Heading mark has_more opened/>
                    <table class="event-log__table"><tbody>{rows}</tbody></table>
                }.into_any(),
                None => view! {
                    <p class="timeline__hint">
                        "Choose an event, by pointer or arrow keys, to read what happened there, and why."
                    </p>
                }.into_any(),
            }}
        </div>
    }
}

/// Which mark it is, and what leads on from there.
#[component]
fn Heading(mark: Mark, has_more: Memo<bool>, opened: RwSignal<Option<Mark>>) -> impl IntoView {
    let looks_back = use_room().replay_path().is_some();
    let open = move || {
        opened.set(Some(mark));
        browser::focus(BOX_ID);
    };
    view! {
        <p class="timeline__which">
            <strong>{mark.heading()}</strong>
            {looks_back.then(|| view! { <MomentLink at=mark.at words="Replay this moment"/> }.into_any())}
            <Show when=move || has_more.get()>
                <Button on_press=open>"Show the rest"</Button>
            </Show>
        </p>
    }
}
