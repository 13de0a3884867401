//! The three backends: switches for an operator, lights for everybody else.

mod several;
mod undo;

use drill::{Backend, Command, script::Place};
use leptos::prelude::*;

use crate::{
    live::Stage,
    ui::{
        Draw, Spotlight, button_unless, changing, check_icon, clock_time, flag, key_cap, power_icon, press, sender,
        text,
    },
};
use several::Several;
use undo::Undo;

/// The keys of the three, in the order of [`Backend::ALL`].
const KEYS: [&str; 3] = ["1", "2", "3"];

/// Three switches, and what switches several at once.
#[component]
pub fn BackendSwitches() -> impl IntoView {
    let stage = expect_context::<Stage>();
    let sender = sender();
    let spotlight = expect_context::<Spotlight>();
    let off = move || stage.backends.with(|lights| lights.iter().filter(|light| light.off_since.is_some()).count());
    view! {
        <section class="backends" aria-label="Backends" data-mark=spotlight.mark_place(Place::Backends)>
            {(0..KEYS.len()).map(light).collect_view()}
            <div class="backends__all">
                {button_unless(flag(move || off() == 0), "button", view! { "Restore all"{key_cap("0")} }, move || {
                    sender.send(Command::StartAll);
                })}
                <Undo/>
                {button_unless(flag(move || off() == KEYS.len()), "button", "Stop all", move || {
                    sender.send(Command::StopAll);
                })}
                <Several/>
            </div>
        </section>
    }
}

/// Three lights.
#[component]
pub fn BackendLights() -> impl IntoView {
    view! {
        <section class="backends backends--lights" aria-label="Backends">
            {(0..KEYS.len()).map(light).collect_view()}
        </section>
    }
}

/// The backend at this place in [`Backend::ALL`]: its name and state, and on pages with controls its switch.
fn light(place: usize) -> impl IntoView {
    let stage = expect_context::<Stage>();
    let backend = Backend::ALL[place];
    let off_since = move || stage.backends.with(|lights| lights[place].off_since);
    let is_off = move || off_since().is_some();
    let words = move || match off_since() {
        Some(since) => ["Off by operator · ", &clock_time(stage.now.get() - since)].concat(),
        None => "On".to_owned(),
    };
    let name_id = ["backend-", backend.word()].concat();
    let switch = stage.may_act.then(|| switch(place, name_id.clone(), is_off).drawn());
    view! {
        <div class="backends__light" class=("backends__light--off", flag(is_off))>
            <span class="backends__sign">
                {changing(move || u64::from(is_off()), move || Some(if is_off() { power_icon() } else { check_icon() }))}
            </span>
            <p class="backends__words">
                <strong class="backends__name" id=name_id>{backend.name()}</strong>
                <span class="backends__state">{text(words)}</span>
            </p>
            {switch}
        </div>
    }
}

fn switch(
    place: usize,
    labelled_by: String,
    is_off: impl Fn() -> bool + Copy + Send + Sync + 'static,
) -> impl IntoView {
    let sender = sender();
    let flip = move || {
        let backend = vec![Backend::ALL[place]];
        sender.send(if untrack(is_off) { Command::StartBackends(backend) } else { Command::StopBackends(backend) });
    };
    view! {
        <button
            type="button"
            role="switch"
            class="switch backends__switch"
            aria-labelledby=labelled_by
            aria-checked=text(move || (!is_off()).to_string())
            on:click=press(flip)
        >
            <span class="switch__track"><span class="switch__knob"></span></span>
        </button>
        {key_cap(KEYS[place])}
    }
}
