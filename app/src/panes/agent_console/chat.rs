//! The chat in view: status, transcript, and the box to type into.

use drill::{ActivityId, Command, Line, Pane, Sender, Thing, words};
use leptos::prelude::*;

use crate::{
    live::Stage,
    ui::{
        Drafts, Draw, Drawn, Spotlight, TypeBox, at_end, changing, clock_time, each_in_blocks, sender, status_icon,
        text, while_so,
    },
};

/// The chat pane.
pub(super) fn chat_pane(id: ActivityId, drafts: Drafts) -> impl IntoView {
    view! {
        <div class="agent-console__chat">
            {status()}
            {transcript()}
            {foot_pane(id, drafts)}
        </div>
    }
}

/// The icon and the words beside it.
fn status() -> impl IntoView {
    let stage = expect_context::<Stage>();
    let spotlight = expect_context::<Spotlight>();
    let icon = move || stage.agent.with(|agent| agent.icon.what);
    let words =
        move || stage.agent.with(|agent| agent.status.as_ref().map_or_else(String::new, |words| words.text.clone()));
    view! {
        <p class="agent-console__chat-status" data-mark=spotlight.mark(Pane::Agent, Thing::Icon)>
            {changing(move || icon().map_or(9, |icon| icon as u64), move || icon().map(status_icon))}
            <span class="agent-console__chat-words">
                <span class="agent-console__chat-label">"Chat status: "</span>
                {text(words)}
            </span>
        </p>
    }
}

fn transcript() -> Drawn {
    let stage = expect_context::<Stage>();
    let lines = move || stage.agent.with(|agent| agent.transcript.clone());
    let gone = move || stage.agent.with(|agent| agent.history_gone);
    let said = view! {
        <div>
            {while_so(gone, || view! {
                <p class="agent-console__gone">{words::history_gone().text}</p>
            }.drawn())}
            {each_in_blocks(lines, |line| line.n as u64, draw)}
        </div>
    };
    at_end(Pane::Agent, "agent-console__transcript", "Chat transcript", said.drawn())
}

fn draw(line: Line) -> Drawn {
    let (class, who) = match line.from {
        Sender::Agent => ("agent-console__from agent-console__from--own", "You"),
        Sender::Customer => ("agent-console__from", "Customer"),
    };
    view! {
        <p class="agent-console__line">
            <span class="agent-console__line-time">{clock_time(line.at)}</span>
            <strong class=class>{who}": "</strong>
            {line.text}
        </p>
    }
    .drawn()
}

fn foot_pane(id: ActivityId, drafts: Drafts) -> impl IntoView {
    let stage = expect_context::<Stage>();
    let can_type = move || stage.agent.with(|agent| agent.can_type);
    let sender = sender();
    changing(
        move || u64::from(can_type()),
        move || {
            Some(match (can_type(), stage.may_act) {
            (true, true) => view! {
                <TypeBox
                    class="agent-console__type"
                    label="The agent's message"
                    hint="Type your message"
                    send_label="Send"
                    about=id.0
                    drafts
                    on_send=Callback::new(move |text| sender.send(Command::AgentSay(text)))
                />
            }
            .drawn(),
            (true, false) => view! {
                <div class="agent-console__type">
                    <span class="agent-console__type__input">"Type your message"</span>
                    <span class="agent-console__type__send">"Send"</span>
                </div>
            }
            .drawn(),
            (false, _) => view! {
                <p class="agent-console__no-typing">"The customer is no longer in this chat. Complete it to go on."</p>
            }
            .drawn(),
        })
        },
    )
}
