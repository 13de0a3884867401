//! The storyboard: its steps with what to say, to ask and to look at, and the buttons that play them.

mod step;

use drill::{Command, script::Place};
use leptos::prelude::*;
use protocol::{RoomViewStoreFields as _, Step};

use crate::{
    components::{Button, KeyHint, Switch, clock_time, ignore_double_click, page_on, use_spotlight},
    room::use_room,
};
use step::StepItem;

/// The talk track; nothing in a room without a storyboard.
#[component]
pub fn TalkTrack() -> impl IntoView {
    let has_steps = use_room().steps.with_value(|steps| !steps.is_empty());
    has_steps.then(|| view! { <Track/> }.into_any())
}

/// Where the storyboard is, such as "step 3 of 7".
#[component]
pub fn StepCount() -> impl IntoView {
    let room = use_room();
    let all = room.steps.with_value(Vec::len);
    let words = move || match room.view.steps_played().get() {
        0 => format!("{all} steps"),
        played => format!("step {played} of {all}"),
    };
    (all > 0).then(|| view! { <span class="talk-track__count">{words}</span> }.into_any())
}

#[component]
fn Track() -> impl IntoView {
    let room = use_room();
    let spotlight = use_spotlight();
    // The number of the step in sight, from 1; 0 before the first.
    let shown = Memo::new(move |_| room.view.steps_played().get().saturating_sub(room.steps_back.get()));
    let steps = room.steps.get_value().into_iter().enumerate();
    view! {
        <section class="card talk-track" aria-labelledby="talk-track-title" data-mark=spotlight.mark_place(Place::Talk)>
            <header class="card__head">
                <h2 class="card__title" id="talk-track-title">"Talk track"</h2>
                <Auto/>
            </header>
            <ol class="talk-track__steps" tabindex="0" aria-label="Steps">
                {steps.map(|(place, step)| view! { <StepItem place step shown/> }.into_any()).collect_view()}
            </ol>
            <NextStep/>
        </section>
    }
}

/// Lets the steps play by themselves at their moments.
#[component]
fn Auto() -> impl IntoView {
    let room = use_room();
    let auto = room.view.auto();
    let toggle = move || {
        room.send(Command::SwitchAuto(!auto.get_untracked()));
    };
    view! {
        <span class="talk-track__auto" title="Let the steps play by themselves while room time runs">
            <span id="auto-label">"Auto"</span>
            <Switch labelled_by="auto-label" checked=move || auto.get() on_toggle=toggle/>
        </span>
    }
}

/// Plays the next step, and says what it will do. The button comes first: it stays under the pointer from step to step.
#[component]
fn NextStep() -> impl IntoView {
    let room = use_room();
    let is_back = move || room.steps_back.get() > 0;
    let next = Memo::new(move |_| {
        let played = room.view.steps_played().get();
        room.steps.with_value(|steps| steps.get(played).map(|step| (in_words(step), step.ask.join(" "))))
    });
    let words = move || next.get().map_or_else(|| "That was the last step.".to_owned(), |(words, _)| words);
    let ask = move || {
        let ask = next.get().map(|(_, ask)| ask).filter(|ask| !ask.is_empty());
        ask.map(|ask| {
            view! { <p class="talk-track__ask"><strong class="talk-track__label">"Ask first"</strong>{ask}</p> }
                .into_any()
        })
    };
    view! {
        <div class="talk-track__foot" on:click:capture=|event| ignore_double_click(&event)>
            <Button
                class="button button--main talk-track__next"
                disabled=move || next.with(Option::is_none) && !is_back()
                on_press=move || page_on(&room)
            >
                {move || if is_back() { "Back to the present" } else { "Next step" }}
                <KeyHint key="PgDn"/>
            </Button>
            <p class="talk-track__what">{words}</p>
            {ask}
        </div>
    }
}

/// When a step is, and what is done first in it.
fn in_words(step: &Step) -> String {
    format!("{} · {}", clock_time(step.at), step.actions.first().map_or("watch", String::as_str))
}
