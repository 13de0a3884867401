//! Room time: what it is, whether it runs, and for an operator what pauses, speeds up and skips it.

use drill::{Command, Millis, Speed, script::Place};
use leptos::prelude::*;
use protocol::{PageKind, RoomViewStoreFields as _};

use crate::{
    components::{Button, KeyHint, PauseIcon, PlayIcon, Show, SkipIcon, clock_time, use_spotlight},
    room::use_room,
};

/// The clock with all its controls.
#[component]
pub fn ClockControls() -> impl IntoView {
    let room = use_room();
    let spotlight = use_spotlight();
    let is_running = move || room.view.clock().with(|clock| clock.running);
    let has_begun = move || room.now.get() > Millis::ZERO;
    let run_word = move || match (is_running(), has_begun()) {
        (true, _) => "Pause",
        (false, true) => "Resume",
        (false, false) => "Start",
    };
    let run = move || {
        room.send(if untrack(is_running) { Command::PauseClock } else { Command::ResumeClock });
    };
    let skip = move |minutes: u64| {
        room.send(Command::Skip(Millis::from_mins(minutes)));
    };
    let skip_to_next_change = move || {
        room.send(Command::SkipToNextChange);
    };
    view! {
        <section
            class="clock"
            class=("clock--running", is_running)
            aria-label="Room clock"
            data-mark=spotlight.mark_place(Place::Clock)
        >
            <Button class="clock__run" on_press=run>
                <Show when=move || is_running() fallback=|| view! { <PlayIcon/> }.into_any()><PauseIcon/></Show>
                <span class="clock__run-words">{run_word}</span>
                <KeyHint key="Space"/>
            </Button>
            <TimeFace/>
            <SpeedChoice/>
            <Button class="clock__skip" on_press=move || skip(1)>"+1 min"</Button>
            <Button class="clock__skip" on_press=move || skip(3)>"+3 min"</Button>
            <Button
                class="clock__skip"
                title="Skip to the next moment at which a screen changes by itself"
                on_press=skip_to_next_change
            >
                <SkipIcon/>
                <span>"Next change"</span>
                <KeyHint key="."/>
            </Button>
        </section>
    }
}

/// The clock alone.
#[component]
pub fn ClockFace() -> impl IntoView {
    let room = use_room();
    let state = move || {
        let clock = room.view.clock().get();
        match (clock.running, clock.speed) {
            // A loop goes on by itself, with no clock that would run.
            (false, _) if room.kind == PageKind::Loop => "kiosk",
            // Its bar says how fast the past is played.
            _ if room.is_past() => "replay",
            (false, _) => "paused",
            (true, Speed::One) => "running",
            (true, speed) => speed.label(),
        }
    };
    view! {
        <section class="clock clock--face" aria-label="Room clock">
            <TimeFace/>
            <span class="clock__state">{state}</span>
        </section>
    }
}

#[component]
fn TimeFace() -> impl IntoView {
    let room = use_room();
    view! {
        <span class="clock__time" role="timer" aria-label="Room time">{move || clock_time(room.now.get())}</span>
    }
}

#[component]
fn SpeedChoice() -> impl IntoView {
    let room = use_room();
    let speed = Memo::new(move |_| room.view.clock().with(|clock| clock.speed));
    let choose = move |event| {
        let label = event_target_value(&event);
        if let Some(speed) = Speed::ALL.into_iter().find(|speed| speed.label() == label) {
            room.send(Command::ChangeSpeed(speed));
        }
    };
    let option = move |one: Speed| {
        view! { <option value=one.label() selected=move || speed.get() == one>{one.label()}</option> }.into_any()
    };
    view! {
        <select class="clock__speed" aria-label="Speed" prop:value=move || speed.get().label() on:change=choose>
            {Speed::ALL.into_iter().map(option).collect_view()}
        </select>
    }
}
