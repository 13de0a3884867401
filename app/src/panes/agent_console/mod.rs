//! The agent's console: an old enterprise desktop in a browser window of its time.

mod chat;
mod desk;
mod email;
mod folders;
mod info;
mod list;
mod papers;
mod popup;
mod sign_in;
mod window;

use drill::{AgentView, DesktopMark, Login, Pane, Thing, script::Place};
use leptos::prelude::*;
use protocol::RoomViewStoreFields as _;

use crate::{
    components::{Show, ToggleButton, mark, use_spotlight},
    room::use_room,
};
use desk::Desk;
use folders::is_calling;
use sign_in::{SignIn, TimedOut, Unreachable};
use window::{AddressBar, StatusBar, TitleBar};

/// What the browser window shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Screen {
    Desk,
    SignIn,
    Unreachable,
    TimedOut,
}

impl Screen {
    const fn of(agent: &AgentView) -> Self {
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
    let room = use_room();
    let spotlight = use_spotlight();
    let screen = Memo::new(move |_| room.view.agent().with(Screen::of));
    // The marks of a desktop are not drawn by themselves: it is the whole page that is dead, impaired or timed out.
    let page_mark = move || {
        let is_timed_out = screen.get() == Screen::TimedOut;
        let is_lit = |thing| spotlight.is_lit(Pane::Agent, thing);
        let is_pointed_at = |thing| spotlight.is_pointed_at(Place::Seen(Pane::Agent, thing));
        let lit = is_lit(Thing::Login) || is_timed_out && is_lit(Thing::Desktop);
        mark(lit, is_pointed_at(Thing::Login) || is_pointed_at(Thing::Desktop))
    };
    view! {
        <div class="agent-console">
            <TitleBar still/>
            <AddressBar screen/>
            <div class="agent-console__page" data-mark=page_mark>
                {move || match screen.get() {
                    Screen::Desk => view! { <Desk still/> }.into_any(),
                    Screen::SignIn => view! { <SignIn/> }.into_any(),
                    Screen::Unreachable => view! { <Unreachable/> }.into_any(),
                    Screen::TimedOut => view! { <TimedOut/> }.into_any(),
                }}
            </div>
            <StatusBar screen/>
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
    let room = use_room();
    let flashes = move || room.view.agent().with(|agent| agent.title_flashing.what || is_calling(agent));
    view! {
        <Show when=flashes>
            <ToggleButton
                class="mock-frame__still"
                pressed=still
                on_press=move |()| still.update(|still| *still = !*still)
            >
                "Stop flashing"
            </ToggleButton>
        </Show>
    }
}
