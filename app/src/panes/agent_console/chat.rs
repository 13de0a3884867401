//! The chat in view: status, transcript, and the box to type into.

use drill::{ActivityId, Command, Line, Pane, Sender, Thing, words};
use leptos::prelude::*;
use protocol::{List, RoomViewStoreFields as _};

use crate::{
    components::{EarlierButton, For, Show, StatusIcon, StickToBottom, TypeBox, clock_time, use_spotlight},
    room::{Draft, ListsStoreFields as _, use_room},
};

/// The chat pane.
#[component]
pub(super) fn ChatPane(
    /// The chat in view.
    activity: ActivityId,
) -> impl IntoView {
    view! {
        <div class="agent-console__chat">
            <ChatStatus/>
            <Transcript/>
            <ChatFoot activity/>
        </div>
    }
}

/// The icon and the words beside it.
#[component]
fn ChatStatus() -> impl IntoView {
    let room = use_room();
    let spotlight = use_spotlight();
    let icon = Memo::new(move |_| room.view.agent().with(|agent| agent.icon.what));
    let words = move || {
        room.view.agent().with(|agent| agent.status.as_ref().map(|words| words.text.clone())).unwrap_or_default()
    };
    view! {
        <p class="agent-console__chat-status" data-mark=spotlight.mark(Pane::Agent, Thing::Icon)>
            {move || icon.get().map(|icon| view! { <StatusIcon icon/> }.into_any())}
            <span class="agent-console__chat-words">
                <span class="agent-console__chat-label">"Chat status: "</span>
                {words}
            </span>
        </p>
    }
}

#[component]
fn Transcript() -> impl IntoView {
    let room = use_room();
    let lines = move || room.lists.agent_lines().with(|lines| lines.to_vec());
    let is_gone = move || room.view.agent().with(|agent| agent.history_gone);
    view! {
        <StickToBottom pane=Pane::Agent class="agent-console__transcript" label="Chat transcript">
            <div>
                <Show when=is_gone>
                    <p class="agent-console__gone">{words::history_gone().text}</p>
                </Show>
                <EarlierButton list=List::AgentLines class="agent-console__earlier" item="line"/>
                // A number that was undone can come again, for another line.
                <For each=lines key=|line| (line.n, line.at) let(line)>
                    <TranscriptLine line/>
                </For>
            </div>
        </StickToBottom>
    }
}

#[component]
fn TranscriptLine(line: Line) -> impl IntoView {
    let (class, who) = match line.from {
        Sender::Agent => ("agent-console__from agent-console__from--own", "You: "),
        Sender::Customer => ("agent-console__from", "Customer: "),
    };
    view! {
        <p class="agent-console__line">
            <span class="agent-console__line-time">{clock_time(line.at)}</span>
            <strong class=class>{who}</strong>
            <span dir="auto">{line.text}</span>
        </p>
    }
}

/// The box to type into, or why there is none.
#[component]
fn ChatFoot(activity: ActivityId) -> impl IntoView {
    let room = use_room();
    let can_type = Memo::new(move |_| room.view.agent().with(|agent| agent.can_type));
    move || match (can_type.get(), room.may_act) {
        (true, true) => view! {
            <TypeBox
                class="agent-console__type"
                label="The agent's message"
                hint="Type your message"
                send_label="Send"
                draft=Draft::new(&room, &format!("agent-{activity}"))
                on_send=move |text: String| room.send(Command::AgentSay(text))
            />
        }
        .into_any(),
        (true, false) => view! {
            <div class="agent-console__type">
                <span class="agent-console__type__input">"Type your message"</span>
                <span class="agent-console__type__send">"Send"</span>
            </div>
        }
        .into_any(),
        (false, _) => view! {
            <p class="agent-console__no-typing">"The customer is no longer in this chat. Complete it to go on."</p>
        }
        .into_any(),
    }
}
