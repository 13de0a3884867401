//! The three backends: switches on pages with controls, lights on all others.

mod several;
mod undo;

use drill::{Backend, Command, Millis, script::Place};
use leptos::prelude::*;
use protocol::RoomViewStoreFields as _;

use crate::{
    components::{Button, CheckIcon, KeyHint, PowerIcon, Show, Switch, clock_time, use_spotlight},
    room::use_room,
};
use several::Several;
use undo::Undo;

/// The keys of the three, in the order of [`Backend::ALL`].
const KEYS: [&str; 3] = ["1", "2", "3"];

/// Three switches, and what switches several at once.
#[component]
pub fn BackendSwitches() -> impl IntoView {
    let room = use_room();
    let spotlight = use_spotlight();
    let count_off =
        move || room.view.backends().with(|lights| lights.iter().filter(|light| light.off_since.is_some()).count());
    let restore_all = move || {
        room.send(Command::StartAll);
    };
    let stop_all = move || {
        room.send(Command::StopAll);
    };
    view! {
        <section class="backends" aria-label="Backends" data-mark=spotlight.mark_place(Place::Backends)>
            <Lights/>
            <div class="backends__all">
                <Button disabled=move || count_off() == 0 on_press=restore_all>"Restore all"<KeyHint key="0"/></Button>
                <Undo/>
                <Button disabled=move || count_off() == Backend::ALL.len() on_press=stop_all>"Stop all"</Button>
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
            <Lights/>
        </section>
    }
}

#[component]
fn Lights() -> impl IntoView {
    Backend::ALL.into_iter().zip(KEYS).map(|(backend, key)| view! { <Light backend key/> }.into_any()).collect_view()
}

/// A backend's name and state, and on pages with controls its switch.
#[component]
fn Light(backend: Backend, key: &'static str) -> impl IntoView {
    let room = use_room();
    let off_since = Memo::new(move |_| {
        room.view.backends().with(|lights| lights.iter().find(|light| light.backend == backend)?.off_since)
    });
    let is_off = move || off_since.get().is_some();
    let state = move || off_since.get().map_or_else(|| "On".to_owned(), |since| off_words(room.now.get() - since));
    let name_id = format!("backend-{}", backend.word());
    let toggle = move || {
        let backend = vec![backend];
        let is_off = untrack(is_off);
        room.send(if is_off { Command::StartBackends(backend) } else { Command::StopBackends(backend) });
    };
    let switch = room.may_act.then(|| {
        let labelled_by = name_id.clone();
        view! {
            <Switch class="backends__switch" labelled_by checked=move || !is_off() on_toggle=toggle/>
            <KeyHint key/>
        }
        .into_any()
    });
    view! {
        <div class="backends__light" class=("backends__light--off", is_off)>
            <span class="backends__sign">
                <Show when=move || is_off() fallback=|| view! { <CheckIcon/> }.into_any()><PowerIcon/></Show>
            </span>
            <p class="backends__words">
                <strong class="backends__name" id=name_id>{backend.name()}</strong>
                <span class="backends__state">{state}</span>
            </p>
            {switch}
        </div>
    }
}

fn off_words(so_long: Millis) -> String {
    format!("Off by operator · {}", clock_time(so_long))
}
