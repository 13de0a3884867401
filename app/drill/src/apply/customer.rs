//! What comes of a customer who starts a chat or leaves.

use crate::{ActivityId, Backend, Notice, Rule, Shown, State, Why, opening, outage::Stamp};

/// AP15 while Application is off. Else a new activity, ready to route (AP13); every notice goes (FP9).
pub(super) fn customer_starts(state: &mut State, stamp: Stamp, subject: &str) {
    if let Some(index) = state.outage(Backend::Application) {
        let why = Why::of(Rule::Ap15, stamp.seq, &state.outages[index]);
        state.customer.notice = Shown::new(Some(Notice::Unreachable), why);
        return;
    }
    let next = u32::try_from(state.chats.len()).unwrap_or(u32::MAX);
    let id = ActivityId(ActivityId::FIRST_CHAT.0.saturating_add(next));
    state.chats.push_back(opening::chat(id, subject.to_owned(), stamp));
    turn_page(state, stamp, Some(id));
}

/// The customer leaves. A live chat ends with that; one that waited is completed by the system (FP10), and the agent
/// learns of any other if Messaging and the desktop let it through (MS8, FP18). A lost chat stays what it is.
pub(super) fn customer_leaves(state: &mut State, stamp: Stamp) {
    let hears =
        state.is_on(Backend::Messaging) && state.agent.desktop.as_ref().is_some_and(|desktop| desktop.dead.is_none());
    if let Some(chat) = state.customer.chat.and_then(|id| state.chat_mut(id))
        && chat.is_live()
    {
        chat.left = Some(stamp);
        if chat.assigned.is_none() {
            chat.completed = Some((stamp, Why::plain(Rule::Fp10, stamp.seq)));
        } else if hears {
            chat.left_learnt = Some(Why::ok(stamp.seq));
        }
    }
    turn_page(state, stamp, None);
}

fn turn_page(state: &mut State, stamp: Stamp, chat: Option<ActivityId>) {
    state.customer.chat = chat;
    state.customer.since = stamp.seq;
    state.customer.notice = Shown::new(None, Why::ok(stamp.seq));
    state.customer.told = None;
}
