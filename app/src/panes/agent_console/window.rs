//! The browser window round the desktop: title bar, address bar, status bar.

use drill::{Pane, TabLoad, Thing, cast};
use leptos::prelude::*;
use protocol::RoomViewStoreFields as _;

use super::Screen;
use crate::{
    components::{Show, use_spotlight},
    room::use_room,
};

/// The title bar of the browser: it is the one that flashes.
#[component]
pub(super) fn TitleBar(
    /// Whether somebody has stopped the flashing.
    still: RwSignal<bool>,
) -> impl IntoView {
    let room = use_room();
    let spotlight = use_spotlight();
    let title = move || room.view.agent().with(|agent| agent.title.text.clone());
    let flashing = move || room.view.agent().with(|agent| agent.title_flashing.what);
    view! {
        <div
            class="agent-console__title"
            class=("agent-console__title--flashing", flashing)
            class=("agent-console__title--still", move || still.get())
            data-mark=spotlight.mark(Pane::Agent, Thing::TitleFlashing)
        >
            <svg class="agent-console__page-icon" viewBox="0 0 16 16" width="14" height="14" aria-hidden="true">
                <path d="M3 1.5h6.5L13 5v9.500H3z"></path>
                <path d="M9.5 1.500V5H13"></path>
            </svg>
            <span class="agent-console__title-words">{title}</span>
            <span class="agent-console__window-buttons" aria-hidden="true">"— ▢ ✕"</span>
        </div>
    }
}

/// The address bar.
#[component]
pub(super) fn AddressBar(
    /// What the window shows.
    screen: Memo<Screen>,
) -> impl IntoView {
    let address = move || match screen.get() {
        Screen::Desk | Screen::TimedOut => "http://agentdesktop/web/view/platform/agent",
        Screen::SignIn | Screen::Unreachable => "http://agentdesktop/web/view/platform/login",
    };
    view! {
        <div class="agent-console__address" aria-hidden="true">
            <span class="agent-console__arrows">"◄ ►"</span>
            "Address"
            <span class="agent-console__url">{address}</span>
        </div>
    }
}

/// The status bar.
#[component]
pub(super) fn StatusBar(
    /// What the window shows.
    screen: Memo<Screen>,
) -> impl IntoView {
    let room = use_room();
    let is_loading =
        move || room.view.agent().with(|agent| agent.tab.what.is_some_and(|tab| tab.load == TabLoad::Loading));
    let status = move || match screen.get() {
        Screen::Desk if is_loading() => "Loading…",
        Screen::Desk => "Ready",
        Screen::SignIn => "Done",
        Screen::Unreachable | Screen::TimedOut => "Error on page",
    };
    let is_signed_in = move || matches!(screen.get(), Screen::Desk | Screen::TimedOut);
    view! {
        <div class="agent-console__status-bar">
            <Show when=is_signed_in>
                <span>"User: "{cast::AGENT_USER_NAME}" ("{cast::AGENT_SCREEN_NAME}")"</span>
                <span>"Language: English"</span>
            </Show>
            <span class="agent-console__system-status">{status}</span>
        </div>
    }
}
