//! Keys: `1` `2` `3` toggle a backend, `0` restores all, Space pauses or resumes the clock, `.` skips to the next change, `U`
//! and Ctrl+Z undo the last action, `PageDown` and `PageUp` (a clicker's too) are the next and the previous step, `S` shows or
//! hides talk track and notes, `N` goes to the note, `B` blanks the projector, `F` fills the screen, `?` lists them; on a page
//! that shows the past the arrows and Space move and play it. Never while somebody types, nor when a control that uses the
//! key has the focus; and a key that is held acts once.

use drill::{Backend, Command, Projector};
use leptos::{
    ev::{self, KeyboardEvent},
    prelude::*,
};

use super::Show;
use protocol::RoomViewStoreFields as _;

use crate::{
    browser,
    room::{Room, use_room},
};

/// The id of the box that `N` goes to.
pub const NOTE_INPUT_ID: &str = "note-input";

/// Whether the keys are on, and what they show or hide on this page alone.
#[derive(Clone, Copy)]
pub struct Shortcuts {
    /// Whether they work, and are printed on the controls.
    pub on: RwSignal<bool>,
    /// Whether the list of them is open.
    pub sheet: RwSignal<bool>,
    /// Whether talk track and notes are shown.
    pub talk: RwSignal<bool>,
    /// On a page without controls: whether this screen alone is blank.
    pub blank: RwSignal<bool>,
}

/// Puts the keys into context and listens for them, in the browser.
pub fn provide_shortcuts() {
    let room = use_room();
    let shortcuts = Shortcuts {
        on: browser::remembered("keys", true),
        sheet: RwSignal::new(false),
        talk: RwSignal::new(true),
        blank: RwSignal::new(false),
    };
    provide_context(shortcuts);
    Effect::new(move |_| {
        let handle = window_event_listener(ev::keydown, move |event| pressed(shortcuts, &room, &event));
        on_cleanup(move || handle.remove());
    });
}

/// The keys of the page that a component is on.
pub fn use_shortcuts() -> Shortcuts {
    expect_context()
}

/// Plays the next step, or comes one step back towards the present from where somebody has paged to.
pub fn page_on(room: &Room) {
    if room.steps_back.get_untracked() > 0 {
        room.steps_back.update(|back| *back -= 1);
    } else {
        room.send(Command::PlayStep);
    }
}

/// Pages to the step before, to see what was said there. Nothing that happened is undone.
pub fn page_back(room: &Room) {
    if room.steps_back.get_untracked() + 1 < room.view.steps_played().get_untracked() {
        room.steps_back.update(|back| *back += 1);
    }
}

/// A key as printed on a control; nothing while the keys are off, and on pages without keys.
#[component]
pub fn KeyHint(
    /// What is printed.
    key: &'static str,
) -> impl IntoView {
    let shortcuts = use_context::<Shortcuts>();
    view! {
        <Show when=move || shortcuts.is_some_and(|shortcuts| shortcuts.on.get())>
            <kbd class="key" aria-hidden="true">{key}</kbd>
        </Show>
    }
}

fn pressed(shortcuts: Shortcuts, room: &Room, event: &KeyboardEvent) {
    let key = if is_undo(event) { "u".to_owned() } else { event.key() };
    if event.repeat() || !is_meant_for_page(event) {
        return;
    }
    if key == "Escape" {
        browser::close_panel();
        return shortcuts.sheet.set(false);
    }
    if !shortcuts.on.get_untracked() {
        return;
    }
    if acts_on_page(shortcuts, room, &key) {
        return event.prevent_default();
    }
    if let Some(command) = command(room, &key) {
        event.prevent_default();
        room.send(command);
    }
}

/// Neither a key of the browser's own, nor one that somebody types or that the control in focus uses.
fn is_meant_for_page(event: &KeyboardEvent) -> bool {
    let is_combined = event.ctrl_key() || event.alt_key() || event.meta_key() || event.is_composing();
    if is_undo(event) { !is_typed_into() } else { !is_combined && !is_used_by_focus(&event.key()) }
}

/// Ctrl+Z, which undoes what was done last wherever people come from.
fn is_undo(event: &KeyboardEvent) -> bool {
    (event.ctrl_key() || event.meta_key()) && !event.shift_key() && event.key().eq_ignore_ascii_case("z")
}

/// What a key does to the drill, on pages with controls.
fn command(room: &Room, key: &str) -> Option<Command> {
    if !room.kind.has_controls() {
        return None;
    }
    Some(match key {
        "1" => toggle(room, 0),
        "2" => toggle(room, 1),
        "3" => toggle(room, 2),
        "0" => Command::StartAll,
        " " => {
            let is_running = room.view.clock().with_untracked(|clock| clock.running);
            if is_running { Command::PauseClock } else { Command::ResumeClock }
        }
        "." => Command::SkipToNextChange,
        // With nothing to undo it is refused, and the refusal says why.
        "u" | "U" => Command::Undo(room.view.undoable_from().get_untracked().unwrap_or(0)),
        "b" | "B" => Command::ShowOnProjector(match room.view.projector().get_untracked() {
            Projector::Blank => Projector::Room,
            Projector::Room | Projector::JoinCard => Projector::Blank,
        }),
        _ => return None,
    })
}

/// Switches the backend at this place to what it is not.
fn toggle(room: &Room, place: usize) -> Command {
    let is_off = room.view.backends().with_untracked(|lights| lights[place].off_since.is_some());
    let backend = vec![Backend::ALL[place]];
    if is_off { Command::StartBackends(backend) } else { Command::StopBackends(backend) }
}

/// The keys that only change what this page shows; whether it was one of them.
fn acts_on_page(shortcuts: Shortcuts, room: &Room, key: &str) -> bool {
    let has_steps = room.kind.leads() && room.steps.with_value(|steps| !steps.is_empty());
    let is_past = room.view.replay().with_untracked(Option::is_some);
    match key {
        "PageDown" if has_steps => page_on(room),
        "PageUp" if has_steps => page_back(room),
        "n" | "N" if room.kind.leads() => {
            shortcuts.talk.set(true);
            request_animation_frame(|| browser::focus(NOTE_INPUT_ID));
        }
        "s" | "S" if room.kind.leads() => shortcuts.talk.update(|shown| *shown = !*shown),
        "b" | "B" if !room.kind.has_controls() => shortcuts.blank.update(|blank| *blank = !*blank),
        "f" | "F" => browser::toggle_full_screen(),
        "?" => shortcuts.sheet.update(|open| *open = !*open),
        "ArrowLeft" | "ArrowRight" | " " if is_past => moves_replay(room, key),
        _ => return false,
    }
    true
}

/// The keys of a page that shows the past.
fn moves_replay(room: &Room, key: &str) {
    let Some(replay) = room.view.replay().get_untracked() else { return };
    let to = match key {
        "ArrowLeft" => replay.before,
        "ArrowRight" => replay.after,
        _ => return room.play(room.playback.playing.with_untracked(Option::is_none)),
    };
    if let Some(to) = to {
        room.stop_at(to);
    }
}

/// Whether the control in focus takes text, and has an undo of its own.
fn is_typed_into() -> bool {
    browser::focused().is_some_and(|focused| matches!(focused.tag_name().as_str(), "INPUT" | "TEXTAREA"))
}

/// Whether the control in focus uses this key itself: a box to type into uses all of them, a button uses Space.
fn is_used_by_focus(key: &str) -> bool {
    let Some(focused) = browser::focused() else { return false };
    match focused.tag_name().as_str() {
        "INPUT" if focused.get_attribute("type").as_deref() == Some("radio") => key == " ",
        "INPUT" | "TEXTAREA" | "SELECT" => key != "Escape",
        "BUTTON" | "SUMMARY" | "A" => key == " ",
        // The timeline takes its own keys before they come here.
        "svg" => false,
        // A scrolling list scrolls with these.
        _ => matches!(key, " " | "PageDown") && focused.has_attribute("tabindex"),
    }
}
