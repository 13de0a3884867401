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

use drill::{AgentView, DesktopMark, Login, Pane, Thing};
use leptos::prelude::*;

use crate::{
    live::Stage,
    ui::{Draw, Spotlight, changing, flag, press, text, while_so},
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
    let lit = move || {
        spotlight.is_lit(Pane::Agent, Thing::Login)
            || (face() == Face::TimedOut && spotlight.is_lit(Pane::Agent, Thing::Desktop))
    };
    view! {
        <div class="agent-console">
            {title_bar(still)}
            {address_bar(face)}
            <div class="agent-console__page" class=("why-lit", flag(lit))>
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
