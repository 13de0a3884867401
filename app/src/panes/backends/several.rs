//! Switching several backends at one instant.

use drill::{Backend, Command};
use leptos::{html, prelude::*};

use crate::{
    live::{Held, Stage},
    ui::{button_unless, flag, sender},
};

/// A small panel: tick some backends, then switch them together.
#[component]
pub fn Several() -> impl IntoView {
    let stage = expect_context::<Stage>();
    let sender = sender();
    let ticked = Held::new([false; 3]);
    let panel = NodeRef::<html::Details>::new();
    // Those that are ticked and stand as asked.
    let chosen = move |on: bool| -> Vec<Backend> {
        let ticked = ticked.get();
        stage.backends.with(|lights| {
            let stands = lights.iter().zip(ticked).filter(|(light, ticked)| *ticked && light.off_since.is_none() == on);
            stands.map(|(light, _)| light.backend).collect()
        })
    };
    let send = move |command| {
        sender.send(command);
        ticked.set([false; 3]);
        if let Some(panel) = panel.get_untracked() {
            panel.set_open(false);
        }
    };
    view! {
        <details class="backends__several" name="panel" node_ref=panel>
            <summary class="button">"Several…"</summary>
            <div class="backends__panel">
                <fieldset class="backends__ticks">
                    <legend>"At the same instant"</legend>
                    {Backend::ALL.into_iter().enumerate().map(|(place, backend)| view! {
                        <label class="backends__tick">
                            <input
                                type="checkbox"
                                prop:checked=flag(move || ticked.get()[place])
                                on:change=move |event| ticked.update(|ticked| ticked[place] = event_target_checked(&event))
                            />
                            {backend.name()}
                        </label>
                    }).collect_view()}
                </fieldset>
                <div class="backends__actions">
                    {button_unless(flag(move || chosen(true).is_empty()), "button", "Switch off", move || {
                        send(Command::StopBackends(chosen(true)));
                    })}
                    {button_unless(flag(move || chosen(false).is_empty()), "button", "Switch on", move || {
                        send(Command::StartBackends(chosen(false)));
                    })}
                </div>
            </div>
        </details>
    }
}
