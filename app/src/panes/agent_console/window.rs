//! The browser window round the desktop: title bar, address bar, status bar.

use drill::{Pane, TabLoad, Thing, cast};
use leptos::prelude::*;

use super::Face;
use crate::{
    live::Stage,
    ui::{Draw, Spotlight, flag, text, while_so},
};

/// The title bar of the browser: it is the one that flashes.
pub(super) fn title_bar(still: RwSignal<bool>) -> impl IntoView {
    let stage = expect_context::<Stage>();
    let spotlight = expect_context::<Spotlight>();
    let title = move || stage.agent.with(|agent| agent.title.text.clone());
    let flashing = move || stage.agent.with(|agent| agent.title_flashing.what);
    view! {
        <div
            class="agent-console__title"
            class=("agent-console__title--flashing", flag(flashing))
            class=("agent-console__title--still", flag(move || still.get()))
            data-mark=spotlight.mark(Pane::Agent, Thing::TitleFlashing)
        >
            <svg class="agent-console__page-icon" viewBox="0 0 16 16" width="14" height="14" aria-hidden="true">
                <path d="M3 1.5h6.5L13 5v9.500H3z"/>
                <path d="M9.5 1.500V5H13"/>
            </svg>
            <span class="agent-console__title-words">{text(title)}</span>
            <span class="agent-console__window-buttons" aria-hidden="true">"— ▢ ✕"</span>
        </div>
    }
}

/// The address bar.
pub(super) fn address_bar(face: impl Fn() -> Face + Copy + Send + Sync + 'static) -> impl IntoView {
    let address = move || match face() {
        Face::Desk | Face::TimedOut => "http://agentdesktop/web/view/platform/agent",
        Face::SignIn | Face::Unreachable => "http://agentdesktop/web/view/platform/login",
    };
    view! {
        <div class="agent-console__address" aria-hidden="true">
            <span class="agent-console__arrows">"◄ ►"</span>
            "Address"
            <span class="agent-console__url">{text(move || address().to_owned())}</span>
        </div>
    }
}

/// The status bar.
pub(super) fn status_bar(face: impl Fn() -> Face + Copy + Send + Sync + 'static) -> impl IntoView {
    let stage = expect_context::<Stage>();
    let loading = move || stage.agent.with(|agent| agent.tab.what.is_some_and(|tab| tab.load == TabLoad::Loading));
    let status = move || match face() {
        Face::Desk if loading() => "Loading…",
        Face::Desk => "Ready",
        Face::SignIn => "Done",
        Face::Unreachable | Face::TimedOut => "Error on page",
    };
    let signed_in = move || matches!(face(), Face::Desk | Face::TimedOut);
    view! {
        <div class="agent-console__status-bar">
            {while_so(signed_in, || view! {
                <span>"User: "{cast::AGENT_USER_NAME}" ("{cast::AGENT_SCREEN_NAME}")"</span>
                <span>"Language: English"</span>
            }.drawn())}
            <span class="agent-console__system-status">{text(move || status().to_owned())}</span>
        </div>
    }
}
