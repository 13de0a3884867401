//! The bar of whoever looks back: where they are, how to go on, and the way to the present. What is past can never be taken
//! for the present: the bar says REPLAY in large letters, and the page has a frame.

use drill::{Millis, Speed};
use leptos::prelude::*;

use super::{Draw, Drawn, button_unless, clock_time, flag, keys::focus, press, text, whenever, while_so};
use crate::live::{Face, Replay, Stage};

/// The bar, while somebody looks back.
#[component]
pub fn ReplayBar() -> impl IntoView {
    let stage = expect_context::<Stage>();
    let mut was_on = None;
    // Whoever began it by keyboard goes on in the bar, and whoever ended it at the button that begins it.
    whenever(move || {
        let is_on = stage.past.is_on();
        if was_on.replace(is_on).is_some_and(|was_on| was_on != is_on) {
            request_animation_frame(move || focus_if_lost(if is_on { SLIDER_ID } else { CHIP_ID }));
        }
    });
    while_so(move || stage.past.is_on(), move || bar(&stage))
}

/// From place to place of the slider, in milliseconds of room time.
const STEP_MS: u64 = 1000;

/// The slider, and the button that begins it.
const SLIDER_ID: &str = "replay-moment";
const CHIP_ID: &str = "look-back";

fn focus_if_lost(id: &str) {
    if document().active_element().is_none_or(|focused| focused.tag_name() == "BODY") {
        focus(id);
    }
}

/// What begins it, on the pages of people who may.
pub fn look_back_chip(stage: &Stage) -> impl IntoView + use<> {
    let stage = *stage;
    let is_present = move || !stage.past.is_on();
    while_so(is_present, move || {
        view! {
            <button
                type="button"
                id=CHIP_ID
                class="chip"
                title="Shows what was to be seen before, on this page alone"
                on:click=press(move || stage.look_back(stage.now.get_untracked()))
            >
                "Look back"
            </button>
        }
        .drawn()
    })
}

fn bar(stage: &Stage) -> Drawn {
    let stage = *stage;
    let replay = stage.past.replay;
    let now = stage.now;
    let place = move |read: fn(Replay) -> Option<Millis>| replay.with(|replay| replay.and_then(read));
    let step = move |label: &'static str, read: fn(Replay) -> Option<Millis>| {
        button_unless(flag(move || place(read).is_none()), "button replay__step", label, move || {
            if let Some(at) = replay.with_untracked(|replay| replay.and_then(read)) {
                stage.stop_at(at);
            }
        })
    };
    let plays = move || stage.past.playing.with(Option::is_some);
    let end = move || place(|replay| Some(replay.end)).unwrap_or_default();
    let is_led = move || !stage.leads_class() && place(|replay| replay.led.then_some(replay.at)).is_some();
    view! {
        <section class="replay" aria-label="Looking back">
            <p class="replay__badge">"REPLAY"</p>
            <p class="replay__time" role="timer" aria-live="off">{text(move || clock_time(now.get()))}" of "{text(move || clock_time(end()))}</p>
            {step("◀ Change before", |replay| replay.before)}
            <button type="button" class="button replay__step" aria-pressed=text(move || plays().to_string()) on:click=press(move || stage.play(!plays()))>
                {text(move || if plays() { "Hold" } else { "Play" }.to_owned())}
            </button>
            {step("Change after ▶", |replay| replay.after)}
            {slider(&stage)}
            {speeds(&stage)}
            {way_back(&stage)}
            {while_so(is_led, || view! { <p class="replay__led">"An operator has led you here."</p> }.drawn())}
        </section>
    }
    .drawn()
}

/// The whole of the time, to move along in seconds; the last one may go beyond the end, which is then meant.
fn slider(stage: &Stage) -> Drawn {
    let stage = *stage;
    let (replay, now) = (stage.past.replay, stage.now);
    let end = move || replay.with(|replay| replay.map_or(0, |replay| replay.end.0));
    view! {
        <input
            type="range"
            id=SLIDER_ID
            class="replay__slider"
            aria-label="Moment"
            aria-valuetext=text(move || clock_time(now.get()))
            min="0"
            max=text(move || end().next_multiple_of(STEP_MS).to_string())
            step=STEP_MS
            prop:value=text(move || now.get().0.to_string())
            on:input=move |event| {
                if let Ok(at) = event_target_value(&event).parse() {
                    stage.stop_at(Millis(at));
                }
            }
        />
    }
    .drawn()
}

fn speeds(stage: &Stage) -> Drawn {
    let stage = *stage;
    let chosen = stage.past.speed;
    view! {
        <label class="replay__speed">
            <span class="replay__label">"Speed"</span>
            <select on:change=move |event| {
                let label = event_target_value(&event);
                if let Some(speed) = Speed::ALL.into_iter().find(|speed| speed.label() == label) {
                    chosen.set(speed);
                    if stage.past.playing.with_untracked(Option::is_some) {
                        stage.play(true);
                    }
                }
            }>
                {Speed::ALL.map(|speed| view! {
                    <option value=speed.label() selected=flag(move || chosen.get() == speed)>{speed.label()}</option>
                }).collect_view()}
            </select>
        </label>
    }
    .drawn()
}

/// The links and buttons at its end: a link to the moment, the truth of it for operators, and the present.
fn way_back(stage: &Stage) -> Drawn {
    let stage = *stage;
    let code = stage.code.get_untracked();
    let at = move || stage.past.replay.with(|replay| replay.map_or(Millis::ZERO, |replay| replay.at));
    if stage.face == Face::Review {
        // A co-trainer has no other pages of the past, and does not lead the class.
        let is_seat = !stage.leads_class();
        let room = [if is_seat { "/seat/" } else { "/room/" }, &code].concat();
        let truth = [&room, "/truth?at="].concat();
        let led = move || stage.past.replay.with(|replay| replay.is_some_and(|replay| replay.led));
        view! {
            {(!is_seat).then(|| view! {
                <a class="button" href=text(move || truth.clone() + &at().to_string())>"Truth then"</a>
            }.drawn())}
            <a class="button" href=text(move || ["#", &at().to_string()].concat()) title="Its address leads to this moment">"Link to it"</a>
            {(!is_seat).then(|| view! {
                <button type="button" class="button" aria-pressed=text(move || led().to_string()) on:click=press(move || {
                    stage.lead((!led()).then(at));
                })>
                    {text(move || if led() { "Let everybody go" } else { "Bring everybody here" }.to_owned())}
                </button>
            }.drawn())}
            <a class="button replay__live" href=room>"LIVE"</a>
        }
        .drawn()
    } else {
        // The class's own link, with the moment: it opens what its reader may see of it.
        let link = ["/", &code, "#"].concat();
        view! {
            {(stage.face == Face::Seat).then(|| view! {
                <a class="button" href=text(move || link.clone() + &at().to_string()) title="Its address leads to this moment">"Link to it"</a>
            }.drawn())}
            <button type="button" class="button replay__live" on:click=press(move || stage.go_live())>"LIVE"</button>
        }
        .drawn()
    }
}
