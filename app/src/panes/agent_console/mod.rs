//! The agent's console: an old enterprise desktop in a browser window of its time.

mod chat;
mod desk;
mod email;
mod folders;
mod info;
mod papers;
mod popup;
mod sign_in;
mod window;

use drill::{AgentView, DesktopMark, Login, Pane, Thing, script::Place};
use leptos::prelude::*;

use crate::{
    live::Stage,
    ui::{Draw, Spotlight, changing, mark, press, text, while_so},
};
use desk::desk_face;
use sign_in::{sign_in, timed_out, unreachable};
use window::{address_bar, status_bar, title_bar};

/// What the browser window shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Face {
    Desk,
    SignIn,
    Unreachable,
    TimedOut,
}

impl Face {
    fn of(agent: &AgentView) -> Self {
        match (agent.login.what, agent.desktop.what) {
            (Login::In, Some(DesktopMark::TimedOut)) => Self::TimedOut,
            (Login::In, _) => Self::Desk,
            (Login::Out, _) => Self::SignIn,
            (Login::Unreachable, _) => Self::Unreachable,
        }
    }
}

/// The browser window.
#[component]
pub fn AgentConsole(
    /// Whether somebody has stopped the flashing.
    still: RwSignal<bool>,
) -> impl IntoView {
    let stage = expect_context::<Stage>();
    let spotlight = expect_context::<Spotlight>();
    let face = move || stage.agent.with(Face::of);
    // The marks of a desktop are not drawn by themselves: it is the whole page that is dead, impaired or timed out.
    let mark = move || {
        let timed_out = face() == Face::TimedOut;
        let is = |thing| spotlight.is_pointed_at(Place::Seen(Pane::Agent, thing));
        let lit =
            spotlight.is_lit(Pane::Agent, Thing::Login) || timed_out && spotlight.is_lit(Pane::Agent, Thing::Desktop);
        mark(lit, is(Thing::Login) || is(Thing::Desktop))
    };
    view! {
        <div class="agent-console">
            {title_bar(still)}
            {address_bar(face)}
            <div class="agent-console__page" data-mark=text(mark)>
                {changing(move || face() as u64, move || Some(match face() {
                    Face::Desk => desk_face(still).drawn(),
                    Face::SignIn => sign_in().drawn(),
                    Face::Unreachable => unreachable().drawn(),
                    Face::TimedOut => timed_out().drawn(),
                }))}
            </div>
            {status_bar(face)}
            <span class="training-mark training-mark--agent" aria-hidden="true">"TRAINING"</span>
        </div>
    }
}

/// The switch that stops what flashes in the console, while something does; part of the dashboard, for the caption.
#[component]
pub fn StopFlashing(
    /// Whether somebody has stopped it.
    still: RwSignal<bool>,
) -> impl IntoView {
    let stage = expect_context::<Stage>();
    let flashes = move || stage.agent.with(|agent| agent.title_flashing.what || folders::calls(agent));
    while_so(flashes, move || {
        view! {
            <button
                type="button"
                class="mock-frame__still"
                aria-pressed=text(move || still.get().to_string())
                on:click=press(move || still.update(|still| *still = !*still))
            >
                "Stop flashing"
            </button>
        }
        .drawn()
    })
}
