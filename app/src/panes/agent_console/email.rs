//! The e-mail in view: what it says, and the reply with its buttons, which can be greyed out.

use drill::{ActivityId, Command, Pane, Thing};
use leptos::prelude::*;

use super::desk::email_is_greyed;
use crate::{
    live::Stage,
    ui::{Drafts, Draw, Spotlight, TypeBox, flag, sender},
};

/// The e-mail pane.
pub(super) fn email_pane(id: ActivityId, drafts: Drafts) -> impl IntoView {
    let stage = expect_context::<Stage>();
    let mail = stage.agent.with_untracked(|agent| agent.email.clone());
    view! {
        <div class="agent-console__email">
            {mail.map(|mail| view! {
                <dl class="agent-console__mail-head">
                    <div><dt>"From"</dt><dd>{mail.from}</dd></div>
                    <div><dt>"Subject"</dt><dd>{mail.subject}</dd></div>
                </dl>
                <div class="agent-console__mail-body" tabindex="0" role="region" aria-label="E-mail">
                    <p>{mail.body}</p>
                </div>
            }.drawn())}
            {reply_box(id, drafts)}
        </div>
    }
}

fn reply_box(id: ActivityId, drafts: Drafts) -> impl IntoView {
    let stage = expect_context::<Stage>();
    let spotlight = expect_context::<Spotlight>();
    let sender = sender();
    let greyed = move || stage.agent.with(email_is_greyed);
    let pictures = || {
        ["Reply all", "Forward", "Save draft"]
            .map(|label| {
                view! { <span class="agent-console__tool is-greyed" aria-hidden="true">{label}</span> }.drawn()
            })
            .collect_view()
    };
    let form = if stage.may_act {
        view! {
            <TypeBox
                class="agent-console__reply"
                label="The agent's answer"
                hint="Type your answer"
                send_label="Send and complete"
                rows=4
                enter_sends=false
                greyed=Signal::derive(greyed)
                about=id.0
                drafts
                on_send=Callback::new(move |text| sender.send(Command::AgentReply(text)))
            />
        }
        .drawn()
    } else {
        view! {
            <div class="agent-console__reply">
                <span class="agent-console__reply__input">"Type your answer"</span>
                <span class="agent-console__reply__send" class=("is-greyed", flag(greyed))>"Send and complete"</span>
            </div>
        }
        .drawn()
    };
    view! {
        <div
            class="agent-console__reply-pane"
            class=("agent-console__reply-pane--greyed", flag(greyed))
            data-mark=spotlight.mark(Pane::Agent, Thing::Reply)
        >
            <p class="agent-console__reply-head"><strong>"Reply"</strong>{pictures()}</p>
            {form}
        </div>
    }
}
