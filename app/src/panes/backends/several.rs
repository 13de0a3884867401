//! Switching several backends at one instant.

use drill::{Backend, Command};
use leptos::{html, prelude::*};
use protocol::RoomViewStoreFields as _;

use crate::{components::Button, room::use_room};

/// A small panel: tick some backends, then switch them together.
#[component]
pub fn Several() -> impl IntoView {
    let room = use_room();
    let ticked = RwSignal::new([false; 3]);
    let panel = NodeRef::<html::Details>::new();
    // Those that are ticked, and on or off as asked.
    let chosen = move |on: bool| -> Vec<Backend> {
        let ticked = ticked.get();
        room.view.backends().with(|lights| {
            let lights = lights.iter().zip(ticked).filter(|(light, ticked)| *ticked && light.off_since.is_none() == on);
            lights.map(|(light, _)| light.backend).collect()
        })
    };
    let send = move |command| {
        room.send(command);
        ticked.set([false; 3]);
        if let Some(panel) = panel.get_untracked() {
            panel.set_open(false);
        }
    };
    let switch_off = move || send(Command::StopBackends(untrack(|| chosen(true))));
    let switch_on = move || send(Command::StartBackends(untrack(|| chosen(false))));
    let tick = move |(place, backend): (usize, Backend)| {
        view! {
            <label class="backends__tick">
                <input
                    type="checkbox"
                    prop:checked=move || ticked.get()[place]
                    on:change=move |event| ticked.update(|ticked| ticked[place] = event_target_checked(&event))
                />
                {backend.name()}
            </label>
        }
        .into_any()
    };
    view! {
        <details class="backends__several" name="panel" node_ref=panel>
            <summary class="button">"Switch several…"</summary>
            <div class="backends__panel">
                <fieldset class="backends__ticks">
                    <legend>"At the same instant"</legend>
                    {Backend::ALL.into_iter().enumerate().map(tick).collect_view()}
                </fieldset>
                <div class="backends__actions">
                    <Button disabled=move || chosen(true).is_empty() on_press=switch_off>"Switch off"</Button>
                    <Button disabled=move || chosen(false).is_empty() on_press=switch_on>"Switch on"</Button>
                </div>
            </div>
        </details>
    }
}
