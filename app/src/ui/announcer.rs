//! Says each new entry of the story once to screen readers: the only live region for what happens in the drill.

use drill::{Fact, Millis, Pane};
use leptos::prelude::*;

use super::telling::{is_ordinary, pane, sentence};
use crate::{
    live::{Held, Stage},
    ui::{Draw, changing, whenever},
    wire::Entry,
};

/// The live region. It says nothing of what was there when the page loaded.
#[component]
pub fn Announcer() -> impl IntoView {
    let stage = expect_context::<Stage>();
    let said = Held::new((0_u64, String::new()));
    let last = StoredValue::new(None::<Mark>);
    let mut rounds = 0;
    whenever(move || {
        let news = stage.story.with(|story| {
            let known = last.with_value(|last| {
                let last = (*last)?;
                story.iter().rposition(|entry| mark(entry) == last)
            });
            last.set_value(story.last().map(mark));
            let first_new = match known {
                Some(place) => place + 1,
                // The page has just loaded.
                None if rounds == 0 => story.len(),
                // What was known last was taken back: what this page is told of that, or nothing.
                None => story.iter().rposition(is_taking_back).unwrap_or(story.len()),
            };
            story[first_new..].iter().filter(|entry| is_news(entry)).map(sentence).collect::<Vec<_>>()
        });
        if !news.is_empty() {
            said.set((rounds, news.join(" ")));
        }
        rounds += 1;
    });
    view! {
        <div class="visually-hidden" role="log" aria-live="polite" aria-label="What just changed">
            {changing(move || said.with(|(round, _)| *round), move || {
                let (_, text) = said.get();
                (!text.is_empty()).then(|| view! { <p>{text}</p> }.drawn())
            })}
        </div>
    }
}

/// Tells one entry from others well enough to find it again: its room time, the number of its deed, and what it is.
type Mark = (Millis, u64, u8);

const fn mark(entry: &Entry) -> Mark {
    match entry {
        Entry::Did { seq, at, .. } => (*at, *seq, 0),
        Entry::Seen(effect) => (effect.at, effect.why.cause(), 1 + effect.thing as u8),
    }
}

const fn is_taking_back(entry: &Entry) -> bool {
    matches!(entry, Entry::Did { fact: Fact::TakenBack(..), .. })
}

fn is_news(entry: &Entry) -> bool {
    match entry {
        Entry::Did { fact, .. } => {
            matches!(fact, Fact::BackendsStopped(_) | Fact::BackendsStarted(_)) || is_taking_back(entry)
        }
        Entry::Seen(_) => !is_ordinary(entry) && matches!(pane(entry), Some(Pane::Agent | Pane::Customer)),
    }
}
