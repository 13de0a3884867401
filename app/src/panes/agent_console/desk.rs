//! The desktop of an agent who is logged in: tool bar, folders, list, what is in view, information, and the pop-up.

use drill::{ActivityId, AgentView, Command, Pane, Reply, Thing};
use leptos::prelude::*;

use super::{
    chat::chat_pane,
    email::email_pane,
    folders::{activity_list, folder_pane},
    info::info_pane,
    popup::pop_up_box,
};
use crate::{
    live::{Held, Stage},
    ui::{Drafts, Draw, Spotlight, changing, flag, touch, touch_unless},
};

/// What is in view.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum InView {
    Nothing,
    Chat(ActivityId),
    Email(ActivityId),
}

impl InView {
    fn key(self) -> u64 {
        match self {
            Self::Nothing => 0,
            Self::Chat(id) => u64::from(id.0) << 1,
            Self::Email(id) => u64::from(id.0) << 1 | 1,
        }
    }
}

fn in_view(agent: &AgentView) -> InView {
    match (agent.open.what, &agent.email) {
        (None, _) => InView::Nothing,
        (Some(id), Some(_)) => InView::Email(id),
        (Some(id), None) => InView::Chat(id),
    }
}

/// The desktop.
pub(super) fn desk_face(still: Held<bool>) -> impl IntoView {
    let stage = expect_context::<Stage>();
    let spotlight = expect_context::<Spotlight>();
    let drafts = Drafts::new(Vec::new());
    let in_view = move || stage.agent.with(in_view);
    view! {
        {tool_bar()}
        <div class="agent-console__desk">
            {folder_pane(still)}
            {activity_list()}
            <div class="agent-console__view" data-mark=spotlight.mark(Pane::Agent, Thing::Open)>
                {changing(move || in_view().key(), move || Some(match in_view() {
                    InView::Nothing => nothing_in_view().drawn(),
                    InView::Chat(id) => chat_pane(id, drafts).drawn(),
                    InView::Email(id) => email_pane(id, drafts).drawn(),
                }))}
            </div>
            {info_pane()}
            {pop_up_box()}
        </div>
    }
}

fn nothing_in_view() -> impl IntoView {
    view! {
        <p class="agent-console__empty">"No activity is open. Choose one from the list."</p>
    }
}

fn tool_bar() -> impl IntoView {
    let stage = expect_context::<Stage>();
    let open = move || stage.agent.with_untracked(|agent| agent.open.what);
    let greyed = move || {
        stage.agent.with(|agent| match in_view(agent) {
            InView::Nothing => true,
            InView::Chat(_) => false,
            InView::Email(_) => email_is_greyed(agent),
        })
    };
    view! {
        <div class="agent-console__tools" role="group" aria-label="Tool bar">
            {picture("Pull next chat")}
            {touch_unless(flag(greyed), "agent-console__tool", "Complete", move || open().map(Command::AgentComplete))}
            {picture("Transfer")}
            {picture("Leave")}
            <span class="agent-console__tool-gap" aria-hidden="true"></span>
            {picture("Search")}
            {picture("Messages")}
            <span class="agent-console__tool-space"></span>
            {touch("agent-console__tool", "Log out", || Some(Command::AgentLogOut))}
        </div>
    }
}

/// Whether the buttons of an e-mail are grey (SV4).
pub(super) fn email_is_greyed(agent: &AgentView) -> bool {
    agent.reply.what != Some(Reply::Enabled)
}

/// A tool that the drill has no use for.
fn picture(label: &'static str) -> impl IntoView {
    view! {
        <span class="agent-console__tool is-greyed" title="Not part of this drill" aria-hidden="true">{label}</span>
    }
}
