//! What each pane shows, derived from the state and the room time. Nothing here changes anything.

mod agent;
mod backends;
mod belief;
mod customer;
mod database;
mod inbox;
mod queries;
mod tail;
mod truth;

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

pub use agent::{AgentView, DesktopMark, Login, Reply, TabView, agent, agent_tail, agent_transcript_before};
pub use backends::{BackendView, BackendsView, ClockView, backends, clock};
pub use belief::{Belief, Testimony, Witness, beliefs};
pub use customer::{CustomerView, Page, customer, customer_tail, customer_transcript_before};
pub use database::{Row, activity_subject, database};
pub use inbox::{EmailView, InboxEntry, emails_before};
pub use queries::{
    IN_PROGRESS_QUERY, ONE_CHAT_QUERY, QUERY_COLUMNS, QueriesView, QueryRow, in_progress, one_chat, queries,
};
pub use tail::Tail;
pub use truth::{About, LedgerEntry, Misled, Who, ledger, ledger_before, ledger_tail, misled};

pub(crate) use agent::{agent_frame, agent_lines, shown_as, untrue_claim};
pub(crate) use customer::{customer_frame, customer_lines};
pub(crate) use database::{chat_status, email_status};
pub(crate) use inbox::{chat_faces, inbox_faces};
pub(crate) use truth::misled_now;

use crate::{
    Millis, Sender, State,
    due::{advance, next_due},
};

/// A line of a transcript.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Line {
    /// The message's number in the ledger.
    pub n: usize,
    /// When it was sent.
    pub at: Millis,
    /// By whom.
    pub from: Sender,
    /// Its words.
    pub text: String,
}

/// The state as of `now`: what is due by then has happened. `now` never lies before [`State::at`].
pub(crate) fn moved_to(state: &State, now: Millis) -> Cow<'_, State> {
    if next_due(state).is_some_and(|(at, _)| at <= now) {
        let mut moved = state.clone();
        advance(&mut moved, now);
        Cow::Owned(moved)
    } else {
        Cow::Borrowed(state)
    }
}

/// The first moment after `now` at which a screen changes by itself, if nobody does anything; `None` if none ever does.
pub fn next_change(state: &State, now: Millis) -> Option<Millis> {
    next_due(&moved_to(state, now.max(state.at))).map(|(at, _)| at)
}
