//! The customer's page.

use serde::{Deserialize, Serialize};

use super::{Line, Tail, moved_to};
use crate::{ActivityId, Message, Millis, Notice, Rule, Sender, Shown, State, Why, Words, state::Chat, words};

/// Everything on the customer's page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CustomerView {
    /// Which page it is.
    pub page: Shown<Page>,
    /// The notice on it.
    pub notice: Shown<Option<Notice>>,
    /// The notice's heading and its words.
    pub notice_words: Option<(String, Words)>,
    /// Whether the customer can type into a chat (FP6).
    pub can_type: Shown<bool>,
    /// The lines of the chat the page is about (FP9).
    pub transcript: Tail<Line>,
    /// What that chat is about.
    pub subject: Option<String>,
    /// Its number, as the page mentions it.
    pub chat: Option<ActivityId>,
    /// When it was assigned to an agent, the customer learning it from the page.
    pub joined: Option<Millis>,
}

impl CustomerView {
    /// The same for somebody who does the customer's part: what the page shows, and no rules.
    #[must_use]
    pub fn without_rules(self) -> Self {
        Self {
            page: self.page.without_rule(),
            notice: self.notice.without_rule(),
            can_type: self.can_type.without_rule(),
            ..self
        }
    }
}

/// Which page the customer sees.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Page {
    /// A conversation with an agent, also when it is lost, until the customer does something about it.
    Chat,
    /// Waiting for an agent.
    Waiting,
    /// The chat was completed by the agent.
    Ended,
    /// The form that starts a chat.
    Form,
}

impl Page {
    /// Its word in scripts and JSON.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Chat => "chat",
            Self::Waiting => "waiting",
            Self::Ended => "ended",
            Self::Form => "form",
        }
    }
}

/// The customer's page at `now`, with its whole transcript.
pub fn customer(state: &State, now: Millis) -> CustomerView {
    customer_tail(state, now, usize::MAX)
}

/// The customer's page at `now`, with at most the last `lines_max` lines of its transcript.
pub fn customer_tail(state: &State, now: Millis, lines_max: usize) -> CustomerView {
    customer_now(&moved_to(state, now), lines_max)
}

/// At most `max` lines of the transcript on the customer's page before place `before`.
pub fn customer_transcript_before(state: &State, before: usize, max: usize) -> Tail<Line> {
    let Some(chat) = state.customer_chat() else { return Tail::default() };
    let line = |index: &usize| line(&state.ledger[*index]);
    Tail::of_part(&chat.lines[Sender::Customer as usize], 0, before, max, line)
}

fn customer_now(state: &State, lines_max: usize) -> CustomerView {
    let lines = state.customer_chat().map(|chat| Tail::of(customer_lines(state, chat).map(line), lines_max));
    CustomerView { transcript: lines.unwrap_or_default(), ..customer_frame(state) }
}

/// The customer's page without what grows with the room: the transcript.
pub(crate) fn customer_frame(state: &State) -> CustomerView {
    let chat = state.customer_chat();
    let notice = state.customer.notice;
    CustomerView {
        page: page(state, chat),
        notice,
        notice_words: notice.what.map(|what| words::notice(what, notice.why.rule(), loss_time(chat))),
        can_type: can_type(state, chat),
        transcript: Tail::default(),
        subject: chat.map(|chat| chat.subject.clone()),
        chat: chat.map(|chat| chat.id),
        joined: chat.filter(|chat| !chat.was_assigned_lost()).and_then(|chat| chat.assigned).map(|stamp| stamp.at),
    }
}

fn loss_time(chat: Option<&Chat>) -> Option<Millis> {
    chat.and_then(|chat| chat.lost).map(|(stamp, _)| stamp.at)
}

/// FP10: a chat lost while it waited stays on the waiting page, AP16's assignment or not.
fn page(state: &State, chat: Option<&Chat>) -> Shown<Page> {
    let Some(chat) = chat else { return Shown::new(Page::Form, Why::ok(state.customer.since)) };
    if let Some(why) = chat.completed_learnt {
        return Shown::new(Page::Ended, why);
    }
    match chat.assigned {
        Some(assigned) if !chat.was_assigned_lost() => {
            let why = if chat.id == ActivityId::FIRST_CHAT { Why::ok(1) } else { Why::plain(Rule::Ap13, assigned.seq) };
            Shown::new(Page::Chat, why)
        }
        _ => Shown::new(Page::Waiting, Why::ok(chat.started.seq)),
    }
}

/// FP6: not into a chat that the customer knows to be lost or ended.
fn can_type(state: &State, chat: Option<&Chat>) -> Shown<bool> {
    let why =
        state.customer.told.or(chat.and_then(|chat| chat.completed_learnt)).unwrap_or(Why::ok(state.customer.since));
    Shown::new(state.customer_can_type(), why)
}

/// FP9: the customer's own lines, lost or not, and the agent's delivered ones.
pub(crate) fn customer_lines<'a>(
    state: &'a State,
    chat: &'a Chat,
) -> impl DoubleEndedIterator<Item = &'a Message> + ExactSizeIterator {
    chat.lines[Sender::Customer as usize].iter().map(|index| &state.ledger[*index])
}

pub(super) fn line(message: &Message) -> Line {
    Line { n: message.n, at: message.at, from: message.from, text: message.text.clone() }
}
