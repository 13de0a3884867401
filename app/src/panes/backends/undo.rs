//! Taking the last command back.

use drill::{Command, Fact};
use leptos::prelude::*;

use crate::{
    live::Stage,
    ui::{button_unless, flag, key_cap, sender, sentence, text},
    wire::Entry,
};

/// The button, which says what it takes back: its name does, and its tooltip.
#[component]
pub fn Undo() -> impl IntoView {
    let stage = expect_context::<Stage>();
    let sender = sender();
    let words = move || stage.last.get().map_or_else(String::new, |from| deed(&stage, from));
    let named = move || {
        let words = words();
        if words.is_empty() { words } else { [" (", &words, ")"].concat() }
    };
    let label = view! { "Undo"<span class="visually-hidden">{text(named)}</span>{key_cap("U")} };
    let undo = button_unless(flag(move || stage.last.get().is_none()), "button", label, move || {
        if let Some(from) = stage.last_now() {
            sender.send(Command::TakeBack(from));
        }
    });
    view! { <span class="backends__undo" title=text(words)>{undo}</span> }
}

/// What a command did first that began with the event `from`, as in [`crate::wire::Tale::first_deed`].
fn deed(stage: &Stage, from: u64) -> String {
    let is_it = |entry: &&Entry| matches!(entry, Entry::Did { seq, fact, .. } if *seq >= from && !matches!(fact, Fact::ClockSkipped(_)));
    stage.story.with(|story| story.iter().find(is_it).map(sentence).unwrap_or_default())
}
