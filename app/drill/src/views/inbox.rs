//! The agent's inboxes.

use super::{
    InboxEntry, Tail,
    agent::{shown_as, untrue_claim},
};
use crate::{
    ActivityId, Kind, Rule, Shown, ShownAs, State, Why, cast,
    state::{Chat, Desktop, Email},
};

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

/// What lies in both inboxes, by number.
pub(super) fn inbox(state: &State, desktop: &Desktop, max: usize) -> Tail<Shown<InboxEntry>> {
    part(state, desktop, usize::MAX, max)
}

/// At most `max` entries of the agent's inboxes before place `before`.
pub fn inbox_before(state: &State, before: usize, max: usize) -> Tail<Shown<InboxEntry>> {
    let on_screen = state.agent.desktop.as_ref().filter(|desktop| desktop.timed_out.is_none());
    on_screen.map(|desktop| part(state, desktop, before, max)).unwrap_or_default()
}

/// What lies in an inbox.
#[derive(Clone, Copy)]
enum Activity<'a> {
    Email(&'a Email),
    Chat(&'a Chat),
}

/// The last `max` entries before place `before`; only these are made.
fn part(state: &State, desktop: &Desktop, before: usize, max: usize) -> Tail<Shown<InboxEntry>> {
    let first_emails = || state.emails_before_chats().filter(|email| email.completed.is_none());
    let later_emails = || state.emails_after_chats().filter(|email| email.completed.is_none());
    let chats = || chats_in_inbox(state);
    let count = first_emails().count() + chats().count() + later_emails().count();
    let end = before.min(count);
    let later = later_emails().rev().map(Activity::Email);
    let newest_first = later.chain(chats().rev().map(Activity::Chat)).chain(first_emails().rev().map(Activity::Email));
    let part = newest_first.skip(count - end).take(max);
    let mut items: Vec<_> = part.map(|activity| entry(state, desktop, activity)).collect();
    items.reverse();
    Tail { before: end - items.len(), items }
}

fn entry(state: &State, desktop: &Desktop, activity: Activity<'_>) -> Shown<InboxEntry> {
    match activity {
        Activity::Email(email) => {
            let entry = InboxEntry {
                activity: email.id,
                kind: Kind::Email,
                shown_as: ShownAs::Open,
                subject: cast::email_subject(email.id).to_owned(),
                since: email.delivered,
            };
            Shown::new(entry, email.why)
        }
        Activity::Chat(chat) => {
            let entry = InboxEntry {
                activity: chat.id,
                kind: Kind::Chat,
                shown_as: shown_as(chat).what,
                subject: chat.subject.clone(),
                since: chat.assigned.map_or(chat.started.at, |stamp| stamp.at),
            };
            Shown::new(entry, inbox_why(state, chat, desktop))
        }
    }
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
