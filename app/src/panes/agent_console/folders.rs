//! The folders on the left: both inboxes, with how much lies in each.

use drill::{AgentView, Command, Inbox, Pane, Thing, script::Place};
use leptos::prelude::*;
use protocol::RoomViewStoreFields as _;

use crate::{
    components::{MockButton, Show, use_spotlight},
    room::use_room,
};

/// Whether a chat lies in the inbox that the agent does not look at: its indicator blinks.
pub(super) fn is_calling(agent: &AgentView) -> bool {
    agent.chats.iter().any(|entry| Some(entry.what.activity) != agent.open.what)
}

/// The folders.
#[component]
pub(super) fn FolderPane(
    /// Whether somebody has stopped the flashing.
    still: RwSignal<bool>,
) -> impl IntoView {
    let mark = use_spotlight().mark_place(Place::Seen(Pane::Agent, Thing::Inbox));
    view! {
        <div class="agent-console__folders" role="group" aria-label="Folders" data-mark=mark>
            <p class="agent-console__folder-head">"▾ Inboxes"</p>
            {Inbox::ALL.map(|inbox| view! { <Folder inbox still/> }.into_any()).collect_view()}
            <p class="agent-console__folder-head agent-console__folder-head--rest" aria-hidden="true">"▸ Folders"</p>
            <p class="agent-console__folder-rest" aria-hidden="true">"My Search"</p>
        </div>
    }
}

#[component]
fn Folder(inbox: Inbox, still: RwSignal<bool>) -> impl IntoView {
    let room = use_room();
    let label = move || format!("{} ({})", inbox.name(), room.view.agent().with(|agent| agent.inbox(inbox).total()));
    let is_shown = move || room.view.agent().with(|agent| agent.inbox_shown == Some(inbox));
    let calls = move || inbox == Inbox::Chat && room.view.agent().with(is_calling);
    view! {
        <div class="agent-console__folder" class=("agent-console__folder--shown", is_shown)>
            <MockButton class="agent-console__folder-button" command=move |()| Some(Command::AgentOpenInbox(inbox))>
                {label}
                <Show when=calls>
                    <span class="agent-console__call" class=("agent-console__call--still", move || still.get())>
                        <span class="visually-hidden">", a chat is waiting here"</span>
                    </span>
                </Show>
            </MockButton>
        </div>
    }
}
