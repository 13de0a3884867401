//! Room time: what it is, whether it runs, and for an operator what holds, speeds up and skips it.

use drill::{Command, Millis, Speed, script::Place};
use leptos::prelude::*;

use crate::{
    live::{Face, Stage},
    ui::{
        Spotlight, button, changing, clock_time, flag, key_cap, pause_icon, play_icon, press, sender, skip_icon, text,
    },
};

/// The clock with all its controls.
#[component]
pub fn ClockControls() -> impl IntoView {
    let stage = expect_context::<Stage>();
    let sender = sender();
    let spotlight = expect_context::<Spotlight>();
    let running = move || stage.clock.with(|clock| clock.running);
    let has_begun = move || stage.now.get() > Millis::ZERO;
    let run_words = move || match (running(), has_begun()) {
        (true, _) => "Pause",
        (false, true) => "Resume",
        (false, false) => "Start",
    };
    let skip = move |label, by: u64| {
        button("clock__skip", label, move || {
            sender.send(Command::Skip(Millis::from_mins(by)));
        })
    };
    view! {
        <section class="clock" class=("clock--running", flag(running)) aria-label="Room clock" data-mark=spotlight.mark_place(Place::Clock)>
            <button
                type="button"
                class="clock__run"
                on:click=press(move || {
                    sender.send(if untrack(running) { Command::PauseClock } else { Command::ResumeClock });
                })
            >
                {changing(move || u64::from(running()), move || Some(if running() { pause_icon() } else { play_icon() }))}
                <span class="clock__run-words">{text(move || run_words().to_owned())}</span>
                {key_cap("Space")}
            </button>
            {time_face()}
            {speed_choice()}
            {skip("+1 min", 1)}
            {skip("+3 min", 3)}
            <button
                type="button"
                class="clock__skip"
                title="Skip to the next moment at which a screen changes by itself"
                on:click=press(move || {
                    sender.send(Command::SkipToNextChange);
                })
            >
                {skip_icon()}
                <span>"Next change"</span>
                {key_cap(".")}
            </button>
        </section>
    }
}

/// The clock alone.
#[component]
pub fn ClockFace() -> impl IntoView {
    let stage = expect_context::<Stage>();
    let pace = move || {
        stage.clock.with(|clock| match (clock.running, clock.speed) {
            // A loop goes on by itself, with no clock that would run.
            (false, _) if stage.face == Face::Kiosk => "loop",
            // Its bar says how fast the past is played.
            _ if stage.past.is_on() => "looking back",
            (false, _) => "paused",
            (true, Speed::One) => "running",
            (true, speed) => speed.label(),
        })
    };
    view! {
        <section class="clock clock--face" aria-label="Room clock">
            {time_face()}
            <span class="clock__state">{text(move || pace().to_owned())}</span>
        </section>
    }
}

fn time_face() -> impl IntoView {
    let stage = expect_context::<Stage>();
    view! {
        <span class="clock__time" role="timer" aria-label="Room time">
            {text(move || clock_time(stage.now.get()))}
        </span>
    }
}

fn speed_choice() -> impl IntoView {
    let stage = expect_context::<Stage>();
    let sender = sender();
    let speed = move || stage.clock.with(|clock| clock.speed);
    let place = move || Speed::ALL.iter().position(|other| *other == speed()).unwrap_or_default();
    let choose = move |event| {
        let chosen = event_target_value(&event).parse().ok().and_then(|place: usize| Speed::ALL.get(place).copied());
        if let Some(speed) = chosen {
            sender.send(Command::ChangeSpeed(speed));
        }
    };
    view! {
        <select class="clock__speed" aria-label="Speed" prop:value=text(move || place().to_string()) on:change=choose>
            {Speed::ALL.into_iter().enumerate().map(|(at, one)| view! {
                <option value=at.to_string() selected=flag(move || speed() == one)>{one.label()}</option>
            }).collect_view()}
        </select>
    }
}
