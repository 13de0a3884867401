//! The desktop of an agent who is logged in: tool bar, folders, list, what is in view, information, and the pop-up.

use drill::{ActivityId, AgentView, Command, Pane, Reply, Thing};
use leptos::prelude::*;
use protocol::RoomViewStoreFields as _;

use super::{
    chat::ChatPane, email::EmailPane, folders::FolderPane, info::InfoPane, list::ActivityList, popup::PopUpPlace,
};
use crate::{
    components::{MockButton, use_spotlight},
    room::use_room,
};

/// What is in view.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum InView {
    Nothing,
    Chat(ActivityId),
    Email(ActivityId),
}

impl InView {
    const fn of(agent: &AgentView) -> Self {
        match (agent.open.what, &agent.email) {
            (None, _) => Self::Nothing,
            (Some(id), Some(_)) => Self::Email(id),
            (Some(id), None) => Self::Chat(id),
        }
    }
}

/// The desktop.
#[component]
pub(super) fn Desk(
    /// Whether somebody has stopped the flashing.
    still: RwSignal<bool>,
) -> impl IntoView {
    let room = use_room();
    let spotlight = use_spotlight();
    let in_view = Memo::new(move |_| room.view.agent().with(InView::of));
    view! {
        <ToolBar in_view/>
        <div class="agent-console__desk">
            <FolderPane still/>
            <ActivityList/>
            <div class="agent-console__view" data-mark=spotlight.mark(Pane::Agent, Thing::Open)>
                {move || match in_view.get() {
                    InView::Nothing => view! {
                        <p class="agent-console__empty">"No activity is open. Choose one from the list."</p>
                    }
                    .into_any(),
                    InView::Chat(activity) => view! { <ChatPane activity/> }.into_any(),
                    InView::Email(activity) => view! { <EmailPane activity/> }.into_any(),
                }}
            </div>
            <InfoPane/>
            <PopUpPlace/>
        </div>
    }
}

#[component]
fn ToolBar(in_view: Memo<InView>) -> impl IntoView {
    let room = use_room();
    let is_greyed = Signal::derive(move || match in_view.get() {
        InView::Nothing => true,
        InView::Chat(_) => false,
        InView::Email(_) => room.view.agent().with(email_is_greyed),
    });
    let complete = move |()| room.view.agent().with_untracked(|agent| agent.open.what).map(Command::AgentComplete);
    view! {
        <div class="agent-console__tools" role="group" aria-label="Tool bar">
            <ToolPicture label="Pull next chat"/>
            <MockButton class="agent-console__tool" disabled=is_greyed command=complete>
                "Complete"
            </MockButton>
            <ToolPicture label="Transfer"/>
            <ToolPicture label="Leave"/>
            <span class="agent-console__tool-gap" aria-hidden="true"></span>
            <ToolPicture label="Search"/>
            <ToolPicture label="Messages"/>
            <span class="agent-console__tool-space"></span>
            <MockButton class="agent-console__tool" command=|()| Some(Command::AgentLogOut)>
                "Log out"
            </MockButton>
        </div>
    }
}

/// Whether the buttons of an e-mail are grey (SV4).
pub(super) fn email_is_greyed(agent: &AgentView) -> bool {
    agent.reply.what != Some(Reply::Enabled)
}

/// A tool that the drill has no use for.
#[component]
fn ToolPicture(label: &'static str) -> impl IntoView {
    view! {
        <span class="agent-console__tool is-greyed" title="Not part of this drill" aria-hidden="true">
            {label}
        </span>
    }
}
