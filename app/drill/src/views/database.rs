//! The simulated database: the rows that the rules say, by the names of the source's two queries.

use serde::{Deserialize, Serialize};

use super::moved_to;
use crate::{
    ActivityId, Backend, Kind, Millis, Rule, Shown, State, Why, cast,
    state::{Chat, Email},
};

/// A row of `egpl_casemgmt_activity`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Row {
    /// The activity's number.
    pub activity_id: ActivityId,
    /// Chat (type 2000) or e-mail (type 1).
    pub kind: Kind,
    /// 4000 ready to route, 5000 open with an agent, 9000 completed.
    pub activity_status: u16,
    /// 4100, 5100, 9100 in the same way.
    pub activity_sub_status: u16,
    /// The agent's `user_id`, if it is assigned.
    pub assigned_to: Option<u8>,
    /// The customer's address.
    pub contact_point_data: String,
    /// Its subject.
    pub subject: String,
    /// The room time it was created.
    pub when_created: Millis,
}

impl Row {
    /// `activity_type`: 2000 for a chat, 1 for an e-mail (FP23).
    pub const fn activity_type(&self) -> u16 {
        match self.kind {
            Kind::Chat => 2000,
            Kind::Email => 1,
        }
    }
}

/// All rows at `now`, by number, each with the rule behind its status.
pub fn database(state: &State, now: Millis) -> Vec<Shown<Row>> {
    rows_now(&moved_to(state, now))
}

fn rows_now(state: &State) -> Vec<Shown<Row>> {
    let chats = chat_rows(state);
    state.emails_before_chats().map(email_row).chain(chats).chain(state.emails_after_chats().map(email_row)).collect()
}

/// The rows of the chats alone.
pub(super) fn chat_rows(state: &State) -> impl Iterator<Item = Shown<Row>> {
    state.chats.iter().map(|chat| chat_row(state, chat))
}

/// The subject of an activity, chat or e-mail, if there is such a one.
pub fn activity_subject(state: &State, id: ActivityId) -> Option<&str> {
    let email = || state.emails.iter().find(|email| email.id == id).map(|email| cast::email_subject(email.id));
    state.chat(id).map(|chat| chat.subject.as_str()).or_else(email)
}

fn email_row(email: &Email) -> Shown<Row> {
    let Shown { what: status, why } = email_status(email);
    let row = Row {
        activity_id: email.id,
        kind: Kind::Email,
        activity_status: status.0,
        activity_sub_status: status.1,
        assigned_to: Some(cast::AGENT_USER_ID),
        contact_point_data: cast::email_from(email.id).to_owned(),
        subject: cast::email_subject(email.id).to_owned(),
        when_created: email.delivered,
    };
    Shown::new(row, why)
}

fn chat_row(state: &State, chat: &Chat) -> Shown<Row> {
    let Shown { what: status, why } = chat_status(state, chat);
    let row = Row {
        activity_id: chat.id,
        kind: Kind::Chat,
        activity_status: status.0,
        activity_sub_status: status.1,
        assigned_to: chat.assigned.map(|_| cast::AGENT_USER_ID),
        contact_point_data: cast::CUSTOMER_EMAIL.to_owned(),
        subject: chat.subject.clone(),
        when_created: chat.started.at,
    };
    Shown::new(row, why)
}

/// Status and sub-status of an e-mail's row.
pub(crate) const fn email_status(email: &Email) -> Shown<(u16, u16)> {
    match email.completed {
        Some((_, why)) => Shown::new((9000, 9100), why),
        None => Shown::new((5000, 5100), email.why),
    }
}

/// FP23: 9000/9100 exactly when completed, else 5000/5100 when assigned, else 4000/4100. AP11: a ghost stays in progress.
pub(crate) fn chat_status(state: &State, chat: &Chat) -> Shown<(u16, u16)> {
    match (chat.completed, chat.assigned) {
        (Some((_, why)), _) => Shown::new((9000, 9100), why),
        (None, Some(assigned)) => Shown::new((5000, 5100), in_progress(state, chat, assigned.seq)),
        (None, None) => Shown::new((4000, 4100), waiting(state, chat)),
    }
}

fn in_progress(state: &State, chat: &Chat, assigned: u64) -> Why {
    if let Some((_, index)) = chat.lost {
        let rule = if chat.was_assigned_lost() { Rule::Ap16 } else { Rule::Ap11 };
        return Why::of(rule, assigned, &state.outages[index]);
    }
    if let Some(index) = state.outage(Backend::Services) {
        return Why::of(Rule::Sv2, assigned, &state.outages[index]);
    }
    if chat.id == ActivityId::FIRST_CHAT { Why::ok(assigned) } else { Why::plain(Rule::Ap13, assigned) }
}

fn waiting(state: &State, chat: &Chat) -> Why {
    match chat.lost {
        Some((_, index)) => Why::of(Rule::Ap16, chat.started.seq, &state.outages[index]),
        None => Why::plain(Rule::Ap13, chat.started.seq),
    }
}
