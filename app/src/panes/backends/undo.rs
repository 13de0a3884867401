//! Undoing the last action.

use drill::{Command, Fact};
use leptos::prelude::*;
use protocol::{Entry, RoomViewStoreFields as _};

use crate::{
    components::{Button, KeyHint},
    narration::sentence,
    room::use_room,
};

/// The button, which says what it undoes: its name does, and its tooltip.
#[component]
pub fn Undo() -> impl IntoView {
    let room = use_room();
    let undoable_from = room.view.undoable_from();
    // What goes on from "Undo".
    let what = Memo::new(move |_| {
        let action = undoable_from.get().and_then(|from| room.history.with(|history| first_action(history, from)));
        action.map_or_else(|| " last action".to_owned(), |action| format!(" last action ({action})"))
    });
    let undo = move || {
        if let Some(from) = undoable_from.get_untracked() {
            room.send(Command::Undo(from));
        }
    };
    view! {
        <span class="backends__undo" title=move || format!("Undo{}", what.get())>
            <Button disabled=move || undoable_from.get().is_none() on_press=undo>
                "Undo"<span class="visually-hidden">{move || what.get()}</span><KeyHint key="U"/>
            </Button>
        </span>
    }
}

/// The first thing that the command did which began with the event `from`. A step first moves room time to its moment.
fn first_action(history: &[Entry], from: u64) -> Option<String> {
    let is_older = |entry: &&Entry| matches!(entry, Entry::Action { seq, .. } if *seq < from);
    let is_action =
        |entry: &&Entry| matches!(entry, Entry::Action { fact, .. } if !matches!(fact, Fact::ClockSkipped(_)));
    history
        .iter()
        .rev()
        .take_while(|entry| !is_older(entry))
        .filter(is_action)
        .last()
        .map(|action| sentence(action).trim_end_matches('.').to_owned())
}

#[cfg(test)]
mod tests {
    use drill::{Backend, Backends, Millis};

    use super::*;

    /// What is undone, of a command that began with event `from`.
    fn check(from: u64, undone: Option<&str>) {
        let switched = Fact::BackendsStopped(Backends::of(&[Backend::Messaging]));
        let facts = [Fact::ClockResumed, Fact::ClockSkipped(Millis::from_secs(30)), switched, Fact::StepPlayed(1)];
        let history: Vec<Entry> =
            (1..).zip(facts).map(|(seq, fact)| Entry::Action { seq, at: Millis::ZERO, fact }).collect();
        let first = first_action(&history, from);
        assert_eq!(first.as_deref(), undone, "{from}");
    }

    #[test]
    fn the_first_thing_that_the_last_command_did_is_named() {
        check(1, Some("Operator let room time run"));
        check(2, Some("Operator switched Messaging off"));
        check(4, Some("Operator went on to step 2"));
        check(5, None);
    }
}
