//! Keys: `1` `2` `3` toggle a backend, `0` restores all, Space holds or runs the clock, `.` skips to the next change,
//! `U` and Ctrl+Z take the last command back, `PageDown` and `PageUp` (a clicker's too) are the next and the previous step, `S` shows or hides talk track and notes, `N`
//! goes to the note, `B` blanks the projector, `F` fills the screen, `?` lists them; whoever looks back has the arrows and
//! Space for that. Never while somebody types, nor when a control that uses the key has the focus.

use drill::{Backend, Command, Projector};
use leptos::{
    ev::{self, KeyboardEvent},
    prelude::*,
    wasm_bindgen::JsCast,
    web_sys::HtmlElement,
};

use super::{CommandSender, full_screen::toggle_full_screen, sender, whenever};
use crate::{
    live::{FOLLOWS, Face, Held, Stage, remembered},
    ui::{Draw, button, press, text, while_so},
};

/// The id of the box that `N` goes to.
pub const NOTE_INPUT_ID: &str = "note-input";

/// Whether the keys are on, and whether their sheet is open.
#[derive(Clone, Copy)]
pub struct Keys {
    /// Whether they work, and are printed on the controls.
    pub on: Held<bool>,
    /// Whether the sheet is open.
    pub sheet: Held<bool>,
    /// Whether talk track and notes are shown.
    pub talk: Held<bool>,
    /// On a page without controls: whether this screen alone is blank.
    pub blank: Held<bool>,
}

/// Puts the keys into context and listens for them, in the browser.
pub fn provide_keys() {
    let stage = expect_context::<Stage>();
    let sender = sender();
    let off = || Held::new(false);
    let keys = Keys { on: remembered("keys", true), sheet: off(), talk: Held::new(true), blank: off() };
    provide_context(keys);
    whenever(move || {
        let handle = window_event_listener(ev::keydown, move |event| pressed(keys, &stage, sender, &event));
        on_cleanup(move || handle.remove());
    });
}

/// Plays the next step, or comes one step back towards the present from where somebody has paged to.
pub fn page_on(stage: &Stage, sender: CommandSender) {
    if stage.paged_back.get_untracked() > 0 {
        stage.paged_back.update(|back| *back -= 1);
    } else {
        sender.send(Command::PlayStep);
    }
}

/// Pages to the step before, to see what was said there. Nothing that happened is undone.
pub fn page_back(stage: &Stage) {
    if stage.paged_back.get_untracked() + 1 < stage.steps_played.get_untracked() {
        stage.paged_back.update(|back| *back += 1);
    }
}

/// Neither a key of the browser's own, nor one that somebody types or that the control in focus uses.
fn is_meant_for_us(event: &KeyboardEvent) -> bool {
    let is_combined = event.ctrl_key() || event.alt_key() || event.meta_key() || event.is_composing();
    if is_undo(event) { !is_typed_into() } else { !is_combined && !is_used_by_focus(&event.key()) }
}

/// Closes the panel that hangs open below a button, and leaves the focus on that button.
fn close_panel() {
    if let Ok(Some(panel)) = document().query_selector("details[name=panel][open] > summary") {
        let summary: HtmlElement = panel.unchecked_into();
        summary.click();
        // It is a button, and can take the focus.
        let _ = summary.focus();
    }
}

/// Ctrl+Z, which takes back what was done last wherever people come from.
fn is_undo(event: &KeyboardEvent) -> bool {
    (event.ctrl_key() || event.meta_key()) && !event.shift_key() && event.key().eq_ignore_ascii_case("z")
}

/// A key as printed on a control; nothing while the keys are off.
pub fn key_cap(key: &'static str) -> impl IntoView {
    let keys = use_context::<Keys>();
    let is_on = move || keys.is_some_and(|keys| keys.on.get());
    while_so(is_on, move || view! { <kbd class="key" aria-hidden="true">{key}</kbd> }.drawn())
}

fn pressed(keys: Keys, stage: &Stage, sender: CommandSender, event: &KeyboardEvent) {
    let key = if is_undo(event) { "u".to_owned() } else { event.key() };
    if !is_meant_for_us(event) {
        return;
    }
    if key == "Escape" {
        close_panel();
        return keys.sheet.set(false);
    }
    if !keys.on.get_untracked() || (event.repeat() && key != ".") {
        return;
    }
    if on_page(keys, stage, sender, &key) {
        return event.prevent_default();
    }
    if !stage.face.has_controls() {
        return;
    }
    let command = match key.as_str() {
        "1" => toggle(stage, 0),
        "2" => toggle(stage, 1),
        "3" => toggle(stage, 2),
        "0" => Command::StartAll,
        " " => {
            let running = stage.clock.with_untracked(|clock| clock.running);
            if running { Command::PauseClock } else { Command::ResumeClock }
        }
        "." => Command::SkipToNextChange,
        // With nothing to take back it is refused, and the refusal says why.
        "u" | "U" => Command::TakeBack(stage.last_now().unwrap_or(0)),
        "b" | "B" => Command::ShowOnProjector(match stage.projector.get_untracked() {
            Projector::Blank => Projector::Room,
            Projector::Room | Projector::JoinCard => Projector::Blank,
        }),
        _ => return,
    };
    event.prevent_default();
    sender.send(command);
}

/// The keys that only change what this page shows; whether it was one of them.
fn on_page(keys: Keys, stage: &Stage, sender: CommandSender, key: &str) -> bool {
    let has_steps = stage.face.leads() && stage.steps.with_untracked(|steps| !steps.is_empty());
    match key {
        "PageDown" if has_steps => page_on(stage, sender),
        "PageUp" if has_steps => page_back(stage),
        "n" | "N" if stage.face.leads() => {
            keys.talk.set(true);
            request_animation_frame(|| focus(NOTE_INPUT_ID));
        }
        "s" | "S" if stage.face.leads() => keys.talk.update(|shown| *shown = !*shown),
        "b" | "B" if !stage.face.has_controls() => keys.blank.update(|blank| *blank = !*blank),
        "f" | "F" => toggle_full_screen(),
        "?" => keys.sheet.update(|open| *open = !*open),
        "ArrowLeft" | "ArrowRight" | " " if FOLLOWS && stage.past.is_on_now() => in_replay(stage, key),
        _ => return false,
    }
    true
}

/// The keys of whoever looks back.
fn in_replay(stage: &Stage, key: &str) {
    let Some(replay) = stage.past.replay.get_untracked() else { return };
    let to = match key {
        "ArrowLeft" => replay.before,
        "ArrowRight" => replay.after,
        _ => return stage.play(stage.past.playing.with_untracked(Option::is_none)),
    };
    if let Some(to) = to {
        stage.stop_at(to);
    }
}

/// Switches the backend at this place to what it is not.
fn toggle(stage: &Stage, place: usize) -> Command {
    let off = stage.backends.with_untracked(|lights| lights[place].off_since.is_some());
    let backend = vec![Backend::ALL[place]];
    if off { Command::StartBackends(backend) } else { Command::StopBackends(backend) }
}

/// Whether the control in focus takes text, and has an undo of its own.
fn is_typed_into() -> bool {
    document().active_element().is_some_and(|focused| matches!(focused.tag_name().as_str(), "INPUT" | "TEXTAREA"))
}

/// Whether the control in focus uses this key itself: a box to type into uses all of them, a button uses Space.
fn is_used_by_focus(key: &str) -> bool {
    let Some(focused) = document().active_element() else { return false };
    match focused.tag_name().as_str() {
        "INPUT" if focused.get_attribute("type").as_deref() == Some("radio") => matches!(key, " "),
        "INPUT" | "TEXTAREA" | "SELECT" => key != "Escape",
        "BUTTON" | "SUMMARY" | "A" => key == " ",
        // The timeline takes its own keys before they come here.
        "svg" => false,
        // A scrolling list scrolls with these.
        _ => matches!(key, " " | "PageDown") && focused.has_attribute("tabindex"),
    }
}

/// Gives the focus to what has this id, if that is there.
pub fn focus(id: &str) {
    if let Some(element) = document().get_element_by_id(id) {
        // An element that cannot take the focus leaves it where it is.
        let _ = element.unchecked_into::<HtmlElement>().focus();
    }
}

/// The sheet of keys, and the switch that turns them off.
#[component]
pub fn KeySheet() -> impl IntoView {
    let keys = expect_context::<Keys>();
    view! {
        <div class="key-sheet-place">
            <button
                type="button"
                class="chip key-sheet__open"
                aria-expanded=text(move || keys.sheet.get().to_string())
                on:click=press(move || keys.sheet.update(|open| *open = !*open))
            >
                "Keys"{key_cap("?")}
            </button>
            {while_so(move || keys.sheet.get(), move || sheet(keys).drawn())}
        </div>
    }
}

fn sheet(keys: Keys) -> impl IntoView {
    const LIST: [(&str, &str); 14] = [
        ("F", "Full screen"),
        ("?", "This list"),
        ("B", "Blank the projector, or show it again"),
        ("1", "Application on or off"),
        ("2", "Services on or off"),
        ("3", "Messaging on or off"),
        ("0", "Restore all"),
        ("Space", "Pause or resume"),
        (".", "Skip to the next change"),
        ("U", "Undo: take the last command back"),
        ("PgDn", "Next step of the storyboard"),
        ("PgUp", "Back to what the step before said"),
        ("S", "Show or hide talk track and notes"),
        ("N", "Write a note"),
    ];
    const WHO_LOOKS_BACK: [(&str, &str); 6] = [
        ("F", "Full screen"),
        ("?", "This list"),
        ("B", "Blank this screen, or show it again"),
        ("←", "Looking back: the change before"),
        ("→", "Looking back: the change after"),
        ("Space", "Looking back: play or hold"),
    ];
    // Each page lists the keys that work on it: without controls the first three, alone all but the operator's.
    let listed = match expect_context::<Stage>().face {
        Face::Room | Face::CoTrainer | Face::Remote => &LIST[..],
        Face::Learn => &LIST[..10],
        Face::Watch | Face::Kiosk => &LIST[..3],
        Face::Review | Face::Seat => &WHO_LOOKS_BACK[..],
    };
    view! {
        <section class="key-sheet" aria-label="Keys">
            <dl class="key-sheet__list">
                {listed.iter().map(|(key, what)| view! {
                    <dt><kbd class="key">{*key}</kbd></dt>
                    <dd>{*what}</dd>
                }).collect_view()}
            </dl>
            <button
                type="button"
                role="switch"
                class="key-sheet__switch"
                aria-checked=text(move || keys.on.get().to_string())
                on:click=press(move || keys.on.update(|on| *on = !*on))
            >
                "Keys work"
                <span class="switch__track"><span class="switch__knob"></span></span>
            </button>
            {button("button", "Close", move || keys.sheet.set(false))}
        </section>
    }
}
