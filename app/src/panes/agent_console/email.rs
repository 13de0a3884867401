//! The e-mail in view: what it says, and the reply with its buttons, which can be greyed out.

use drill::{ActivityId, Command, Pane, Thing};
use leptos::prelude::*;
use protocol::RoomViewStoreFields as _;

use super::desk::email_is_greyed;
use crate::{
    components::{TypeBox, use_spotlight},
    room::{Draft, use_room},
};

/// The e-mail pane.
#[component]
pub(super) fn EmailPane(
    /// The e-mail in view.
    activity: ActivityId,
) -> impl IntoView {
    let mail = use_room().view.agent().with_untracked(|agent| agent.email.clone());
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
            }.into_any())}
            <ReplyPane activity/>
        </div>
    }
}

#[component]
fn ReplyPane(activity: ActivityId) -> impl IntoView {
    let room = use_room();
    let spotlight = use_spotlight();
    let is_greyed = Signal::derive(move || room.view.agent().with(email_is_greyed));
    view! {
        <div
            class="agent-console__reply-pane"
            class=("agent-console__reply-pane--greyed", move || is_greyed.get())
            data-mark=spotlight.mark(Pane::Agent, Thing::Reply)
        >
            <p class="agent-console__reply-head">
                <strong>"Reply"</strong>
                {["Reply all", "Forward", "Save draft"].map(|label| view! {
                    <span class="agent-console__tool is-greyed" aria-hidden="true">{label}</span>
                }.into_any()).collect_view()}
            </p>
            {if room.may_act {
                view! {
                    <TypeBox
                        class="agent-console__reply"
                        label="The agent's answer"
                        hint="Type your answer"
                        send_label="Send and complete"
                        rows=4
                        enter_sends=false
                        disabled=is_greyed
                        draft=Draft::new(&room, &format!("reply-{activity}"))
                        on_send=move |text: String| room.send(Command::AgentReply(text))
                    />
                }
                .into_any()
            } else {
                view! { <ReplyPicture is_greyed/> }.into_any()
            }}
        </div>
    }
}

/// The reply on pages without controls.
#[component]
fn ReplyPicture(is_greyed: Signal<bool>) -> impl IntoView {
    view! {
        <div class="agent-console__reply">
            <span class="agent-console__reply__input">"Type your answer"</span>
            <span class="agent-console__reply__send" class=("is-greyed", move || is_greyed.get())>
                "Send and complete"
            </span>
        </div>
    }
}
