//! The list of keys, and the switch that turns them off.

use leptos::prelude::*;

use super::Show;
use protocol::PageKind;

use super::{Button, KeyHint, use_shortcuts};
use crate::room::use_room;

/// The keys of pages that lead, each with what it does. Alone there are all but the operator's, which come last.
const KEYS: [(&str, &str); 14] = [
    ("F", "Full screen"),
    ("?", "This list"),
    ("B", "Blank the projector, or show it again"),
    ("1", "Application on or off"),
    ("2", "Services on or off"),
    ("3", "Messaging on or off"),
    ("0", "Restore all"),
    ("Space", "Pause or resume"),
    (".", "Skip to the next change"),
    ("U", "Undo last action"),
    ("PgDn", "Next step of the storyboard"),
    ("PgUp", "Back to what the step before said"),
    ("S", "Show or hide talk track and notes"),
    ("N", "Write a note"),
];

/// The keys of pages that show the past.
const REPLAY_KEYS: [(&str, &str); 6] = [
    ("F", "Full screen"),
    ("?", "This list"),
    ("B", "Blank this screen, or show it again"),
    ("←", "Replay: previous change"),
    ("→", "Replay: next change"),
    ("Space", "Replay: play or pause"),
];

/// The keys that work on a page of this kind.
const fn keys(kind: PageKind) -> &'static [(&'static str, &'static str)] {
    match kind {
        PageKind::Room | PageKind::CoTrainer | PageKind::Remote => &KEYS,
        PageKind::Learn => KEYS.split_at(10).0,
        PageKind::Projector | PageKind::Loop => KEYS.split_at(3).0,
        PageKind::Replay | PageKind::Seat => &REPLAY_KEYS,
    }
}

/// The button that opens the list, and the list.
#[component]
pub fn KeyboardShortcuts() -> impl IntoView {
    let sheet = use_shortcuts().sheet;
    view! {
        <div class="key-sheet-place">
            <button
                type="button"
                class="chip key-sheet__open"
                title="Keyboard shortcuts"
                aria-expanded=move || sheet.get().to_string()
                on:click=move |_| sheet.update(|open| *open = !*open)
            >
                <span class="key-sheet__words">"Keyboard shortcuts"</span><KeyHint key="?"/>
            </button>
            <Show when=move || sheet.get()>
                <KeyList/>
            </Show>
        </div>
    }
}

#[component]
fn KeyList() -> impl IntoView {
    let shortcuts = use_shortcuts();
    let list = keys(use_room().kind).iter().map(|(key, what)| {
        view! {
            <dt><kbd class="key">{*key}</kbd></dt>
            <dd>{*what}</dd>
        }
        .into_any()
    });
    view! {
        <section class="key-sheet" aria-label="Keyboard shortcuts">
            <dl class="key-sheet__list">{list.collect_view()}</dl>
            <button
                type="button"
                role="switch"
                class="key-sheet__switch"
                aria-checked=move || shortcuts.on.get().to_string()
                on:click=move |_| shortcuts.on.update(|on| *on = !*on)
            >
                "Keyboard shortcuts on"
                <span class="switch__track"><span class="switch__knob"></span></span>
            </button>
            <Button on_press=move || shortcuts.sheet.set(false)>"Close"</Button>
        </section>
    }
}
