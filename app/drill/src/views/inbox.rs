//! The agent's inboxes, and the e-mail in view.

use serde::{Deserialize, Serialize};

use super::{
    Tail,
    agent::{shown_as, untrue_claim},
};
use crate::{
    ActivityId, Kind, Millis, Rule, Shown, ShownAs, State, Why, cast,
    state::{Chat, Desktop, Email},
};

/// A line of the inbox.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct InboxEntry {
    /// Its number.
    pub activity: ActivityId,
    /// What it is.
    pub kind: Kind,
    /// What it is shown as.
    pub shown_as: ShownAs,
    /// Its subject.
    pub subject: String,
    /// The room time it came in.
    pub since: Millis,
}

/// The e-mail in view.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EmailView {
    /// Its number.
    pub activity: ActivityId,
    /// Who wrote it.
    pub from: String,
    /// Its subject.
    pub subject: String,
    /// What it says.
    pub body: String,
    /// The room time it came in.
    pub since: Millis,
}

/// What lies in the inbox, by number: the number, what it is shown as, and why.
pub(crate) fn inbox_faces<'a>(
    state: &'a State,
    desktop: &'a Desktop,
) -> impl Iterator<Item = Shown<(ActivityId, ShownAs)>> + 'a {
    let email = |email: &Email| Shown::new((email.id, ShownAs::Open), email.why);
    let before = state.emails_before_chats().filter(|email| email.completed.is_none()).map(email);
    let after = state.emails_after_chats().filter(|email| email.completed.is_none()).map(email);
    before.chain(chat_faces(state, desktop)).chain(after)
}

/// The same of the chats alone.
pub(crate) fn chat_faces<'a>(
    state: &'a State,
    desktop: &'a Desktop,
) -> impl Iterator<Item = Shown<(ActivityId, ShownAs)>> + 'a {
    chats_in_inbox(state).map(|chat| Shown::new((chat.id, shown_as(chat).what), inbox_why(state, chat, desktop)))
}

/// At most `max` e-mails before place `before`; only these are made.
pub(super) fn emails(state: &State, before: usize, max: usize) -> Tail<Shown<InboxEntry>> {
    let open = || state.emails.iter().filter(|email| email.completed.is_none());
    let count = open().count();
    let end = before.min(count);
    let mut items: Vec<_> = open().rev().skip(count - end).take(max).map(email).collect();
    items.reverse();
    Tail { before: end - items.len(), items }
}

/// At most `max` e-mails in the agent's inbox before place `before`.
pub fn emails_before(state: &State, before: usize, max: usize) -> Tail<Shown<InboxEntry>> {
    let on_screen = state.agent.desktop.as_ref().is_some_and(|desktop| desktop.timed_out.is_none());
    if on_screen { emails(state, before, max) } else { Tail::default() }
}

/// The last `max` chats.
pub(super) fn chats(state: &State, desktop: &Desktop, max: usize) -> Tail<Shown<InboxEntry>> {
    let chats: Vec<_> = chats_in_inbox(state).collect();
    Tail::of(chats.into_iter().map(|of| chat(state, desktop, of)), max)
}

fn email(email: &Email) -> Shown<InboxEntry> {
    let entry = InboxEntry {
        activity: email.id,
        kind: Kind::Email,
        shown_as: ShownAs::Open,
        subject: cast::email_subject(email.id).to_owned(),
        since: email.delivered,
    };
    Shown::new(entry, email.why)
}

fn chat(state: &State, desktop: &Desktop, chat: &Chat) -> Shown<InboxEntry> {
    let entry = InboxEntry {
        activity: chat.id,
        kind: Kind::Chat,
        shown_as: shown_as(chat).what,
        subject: chat.subject.clone(),
        since: chat.assigned.map_or(chat.started.at, |stamp| stamp.at),
    };
    Shown::new(entry, inbox_why(state, chat, desktop))
}

fn chats_in_inbox(state: &State) -> impl DoubleEndedIterator<Item = &Chat> {
    state.chats.iter().filter(|chat| chat.is_open())
}

fn inbox_why(state: &State, chat: &Chat, desktop: &Desktop) -> Why {
    if let Some(why) = chat.left_learnt {
        return why;
    }
    match untrue_claim(state, chat, desktop) {
        Some(why) => why,
        None if chat.id == ActivityId::FIRST_CHAT => Why::ok(desktop.login.seq),
        None => Why::plain(Rule::Ap13, chat.assigned.map_or(0, |stamp| stamp.seq)),
    }
}

/// The e-mail in the agent's view.
pub(super) fn email_in_view(state: &State) -> Option<EmailView> {
    let (id, kind) = state.in_view()?;
    let email: &Email = state.emails.iter().find(|email| kind == Kind::Email && email.id == id)?;
    Some(EmailView {
        activity: id,
        from: cast::email_from(email.id).to_owned(),
        subject: cast::email_subject(email.id).to_owned(),
        body: cast::email_body(email.id).to_owned(),
        since: email.delivered,
    })
}
