//! The browser window round the desktop: title bar, address bar, status bar.

use drill::{Pane, TabLoad, Thing, cast};
use leptos::prelude::*;

use super::Face;
use crate::{
    live::Stage,
    ui::{Draw, Spotlight, changing, flag},
};

/// The title bar of the browser: it is the one that flashes.
pub(super) fn title_bar(still: RwSignal<bool>) -> impl IntoView {
    let stage = expect_context::<Stage>();
    let spotlight = expect_context::<Spotlight>();
    let title = Memo::new(move |_| stage.agent.with(|agent| agent.title.text.clone()));
    let flashing = Memo::new(move |_| stage.agent.with(|agent| agent.title_flashing.what));
    view! {
        <div
            class="agent-console__title"
            class=("agent-console__title--flashing", flag(move || flashing.get()))
            class=("agent-console__title--still", flag(move || still.get()))
            class=("why-lit", flag(move || spotlight.is_lit(Pane::Agent, Thing::TitleFlashing)))
        >
            <svg class="agent-console__page-icon" viewBox="0 0 16 16" width="14" height="14" aria-hidden="true">
                <path d="M3 1.5h6.5L13 5v9.500H3z"/>
                <path d="M9.5 1.500V5H13"/>
            </svg>
            <span class="agent-console__title-words">{title}</span>
            <span class="agent-console__window-buttons" aria-hidden="true">"— ▢ ✕"</span>
        </div>
    }
}

/// The address bar.
pub(super) fn address_bar(face: Memo<Face>) -> impl IntoView {
    let address = move || match face.get() {
        Face::Desk | Face::TimedOut => "http://agentdesktop/web/view/platform/agent",
        Face::SignIn | Face::Unreachable => "http://agentdesktop/web/view/platform/login",
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
pub(super) fn status_bar(face: Memo<Face>) -> impl IntoView {
    let stage = expect_context::<Stage>();
    let loading =
        Memo::new(move |_| stage.agent.with(|agent| agent.tab.what.is_some_and(|tab| tab.load == TabLoad::Loading)));
    let status = move || match face.get() {
        Face::Desk if loading.get() => "Loading…",
        Face::Desk => "Ready",
        Face::SignIn => "Done",
        Face::Unreachable | Face::TimedOut => "Error on page",
    };
    let signed_in = move || matches!(face.get(), Face::Desk | Face::TimedOut);
    view! {
        <div class="agent-console__status-bar">
            {changing(move || signed_in().then(|| view! {
                <span>"User: "{cast::AGENT_USER_NAME}" ("{cast::AGENT_SCREEN_NAME}")"</span>
                <span>"Language: English"</span>
            }.drawn()))}
            <span class="agent-console__system-status">{status}</span>
        </div>
    }
}
