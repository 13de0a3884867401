//! Room time: what it is, whether it runs, and for an operator what holds, speeds up and skips it.

use drill::{Command, Millis, Speed};
use leptos::prelude::*;

use crate::{
    live::Stage,
    ui::{Draw, changing, clock_time, flag, key_cap, pause_icon, play_icon, sender, skip_icon, text},
};

/// The clock with all its controls.
#[component]
pub fn ClockControls() -> impl IntoView {
    let stage = expect_context::<Stage>();
    let sender = sender();
    let running = Memo::new(move |_| stage.clock.with(|clock| clock.running));
    let has_begun = move || stage.now.get() > Millis::ZERO;
    let run_words = move || match (running.get(), has_begun()) {
        (true, _) => "Pause",
        (false, true) => "Resume",
        (false, false) => "Start",
    };
    let skip = move |by: u64| {
        move |_| {
            sender.send(Command::Skip(Millis::from_mins(by)));
        }
    };
    view! {
        <section class="clock" class=("clock--running", flag(move || running.get())) aria-label="Room clock">
            <button
                type="button"
                class="clock__run"
                on:click=move |_| {
                    sender.send(if running.get_untracked() { Command::PauseClock } else { Command::ResumeClock });
                }
            >
                {changing(move || Some(if running.get() { pause_icon().drawn() } else { play_icon().drawn() }))}
                <span class="clock__run-words">{run_words}</span>
                {key_cap("Space")}
            </button>
            {time_face()}
            {speed_choice()}
            <button type="button" class="clock__skip" on:click=skip(1)>"+1 min"</button>
            <button type="button" class="clock__skip" on:click=skip(3)>"+3 min"</button>
            <button
                type="button"
                class="clock__skip"
                title="Skip to the next moment at which a screen changes by itself"
                on:click=move |_| {
                    sender.send(Command::SkipToNextChange);
                }
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
            (false, _) => "paused",
            (true, Speed::One) => "running",
            (true, speed) => speed.label(),
        })
    };
    view! {
        <section class="clock clock--face" aria-label="Room clock">
            {time_face()}
            <span class="clock__state">{pace}</span>
        </section>
    }
}

fn time_face() -> impl IntoView {
    let stage = expect_context::<Stage>();
    let secs = Memo::new(move |_| stage.now.get().as_secs());
    view! {
        <span class="clock__time" role="timer" aria-label="Room time">
            {text(move || clock_time(Millis::from_secs(secs.get())))}
        </span>
    }
}

fn speed_choice() -> impl IntoView {
    let stage = expect_context::<Stage>();
    let sender = sender();
    let speed = Memo::new(move |_| stage.clock.with(|clock| clock.speed));
    let place = move || Speed::ALL.iter().position(|other| *other == speed.get()).unwrap_or_default();
    let choose = move |event| {
        let chosen = event_target_value(&event).parse().ok().and_then(|place: usize| Speed::ALL.get(place).copied());
        if let Some(speed) = chosen {
            sender.send(Command::ChangeSpeed(speed));
        }
    };
    view! {
        <select class="clock__speed" aria-label="Speed" prop:value=move || place().to_string() on:change=choose>
            {Speed::ALL.into_iter().enumerate().map(|(at, one)| view! {
                <option value=at.to_string() selected=move || speed.get() == one>{one.label()}</option>
            }).collect_view()}
        </select>
    }
}
