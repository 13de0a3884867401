//! Says each new entry of the history once to screen readers: the only live region for what happens in the drill.

use drill::{Fact, Pane};
use leptos::prelude::*;

use super::For;
use protocol::{Entry, RoomViewStoreFields as _};

use crate::{
    narration::{is_ordinary, key, pane, sentence},
    room::use_room,
};

/// The live region. It says nothing of what was there when the page loaded, nor of what is to be seen because the page goes
/// to the past or comes back from it.
#[component]
pub fn Announcer() -> impl IntoView {
    let room = use_room();
    // What is said, and the how-manieth time something is: the same words again are said again.
    let said = RwSignal::new(None::<(u64, String)>);
    Effect::new(move |before: Option<Heard>| {
        let is_past = room.view.replay().with(Option::is_some);
        let (last, news) = room.history.with(|history| {
            let news = before.filter(|heard| heard.is_past == is_past).map(|heard| news(history, heard.last));
            (history.last().map(key), news.unwrap_or_default())
        });
        if !news.is_empty() {
            said.update(|said| *said = Some((said.as_ref().map_or(1, |(count, _)| count + 1), news.join(" "))));
        }
        Heard { last, is_past }
    });
    view! {
        <div class="visually-hidden" role="log" aria-live="polite" aria-label="What just changed">
            <For each=move || said.get() key=|(count, _)| *count let((_, words))>
                <p>{words}</p>
            </For>
        </div>
    }
}

/// How far the history was heard.
struct Heard {
    /// The key of its last entry; `None` while there was none.
    last: Option<u64>,
    /// Whether it was that of a page which shows the past.
    is_past: bool,
}

/// What came after the last entry that was heard, as sentences.
fn news(history: &[Entry], last: Option<u64>) -> Vec<String> {
    let first_new = match last {
        None => 0,
        Some(last) => match history.iter().rposition(|entry| key(entry) == last) {
            Some(place) => place + 1,
            // It was undone: what this page learns of that, or nothing.
            None => history.iter().rposition(is_undoing).unwrap_or(history.len()),
        },
    };
    history[first_new..].iter().filter(|entry| is_news(entry)).map(sentence).collect()
}

const fn is_undoing(entry: &Entry) -> bool {
    matches!(entry, Entry::Action { fact: Fact::Undone(..), .. })
}

fn is_news(entry: &Entry) -> bool {
    match entry {
        Entry::Action { fact, .. } => {
            matches!(fact, Fact::BackendsStopped(_) | Fact::BackendsStarted(_)) || is_undoing(entry)
        }
        Entry::Effect(_) => !is_ordinary(entry) && matches!(pane(entry), Some(Pane::Agent | Pane::Customer)),
    }
}

#[cfg(test)]
mod tests {
    use drill::{Backend, Backends, Millis};

    use super::*;

    fn stopped(seq: u64) -> Entry {
        let fact = Fact::BackendsStopped(Backends::of(&[Backend::Messaging]));
        Entry::Action { seq, at: Millis(seq), fact }
    }

    fn undone(seq: u64, from: u64) -> Entry {
        let what = Box::new(Fact::BackendsStopped(Backends::of(&[Backend::Messaging])));
        Entry::Action { seq, at: Millis(seq), fact: Fact::Undone(from, what) }
    }

    /// What is said of a history whose entry with this number was heard last.
    fn check(history: &[Entry], last: Option<u64>, expected: &[&str]) {
        assert_eq!(news(history, last), expected, "{last:?} {history:?}");
    }

    #[test]
    fn each_new_entry_is_said_once() {
        let history = [stopped(1), stopped(2), stopped(3)];
        check(&history, Some(1), &["Operator switched Messaging off."; 2]);
        check(&history, Some(3), &[]);
        check(&history, None, &["Operator switched Messaging off."; 3]);
        // The window has gone on farther than what was heard: nobody wants to hear of all of it.
        check(&history, Some(99), &[]);
        check(&[stopped(1), undone(4, 2)], Some(3), &["Operator undid: switched Messaging off."]);
    }
}
