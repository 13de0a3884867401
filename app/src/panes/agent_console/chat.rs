//! The chat in view: status, transcript, and the box to type into.

use drill::{ActivityId, Command, Line, Pane, Sender, Thing, words};
use leptos::{html::Div, prelude::*};

use crate::{
    live::Stage,
    ui::{Drafts, Draw, Drawn, Spotlight, TypeBox, changing, clock_time, each, flag, follow_end, sender, status_icon},
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
    let icon = Memo::new(move |_| stage.agent.with(|agent| agent.icon.what));
    let words = Memo::new(move |_| stage.agent.with(|agent| agent.status.as_ref().map(|words| words.text.clone())));
    view! {
        <p class="agent-console__chat-status" class=("why-lit", flag(move || spotlight.is_lit(Pane::Agent, Thing::Icon)))>
            {changing(move || icon.get().map(status_icon))}
            <span class="agent-console__chat-words">
                <span class="agent-console__chat-label">"Chat status: "</span>
                {words}
            </span>
        </p>
    }
}

fn transcript() -> impl IntoView {
    let stage = expect_context::<Stage>();
    let spotlight = expect_context::<Spotlight>();
    let lines = Memo::new(move |_| stage.agent.with(|agent| agent.transcript.clone()));
    let gone = Memo::new(move |_| stage.agent.with(|agent| agent.history_gone));
    let list = NodeRef::<Div>::new();
    let scrolled = follow_end(list, move || lines.with(Vec::len));
    view! {
        <div
            class="agent-console__transcript"
            class=("why-lit", flag(move || spotlight.is_lit(Pane::Agent, Thing::Line)))
            tabindex="0"
            role="region"
            aria-label="Chat transcript"
            node_ref=list
            on:scroll=move |_| scrolled()
        >
            {changing(move || gone.get().then(|| view! {
                <p class="agent-console__gone">{words::history_gone().text}</p>
            }.drawn()))}
            {each(lines, |line| line.n as u64, draw)}
        </div>
    }
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
    let can_type = Memo::new(move |_| stage.agent.with(|agent| agent.can_type));
    let sender = sender();
    changing(move || {
        Some(match (can_type.get(), stage.may_act) {
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
    })
}
