//! What is true, and who is misled about it.

use serde::{Deserialize, Serialize};

use super::{
    agent::{agent_lines, shown_as, untrue_claim},
    customer::customer_lines,
    moved_to,
    tail::Tail,
};
use crate::{ActivityId, Backend, Fate, Message, Millis, Provenance, Rule, Sender, ShownAs, State, Why, state::Chat};

/// A message with its fate.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LedgerEntry {
    /// Its number, from 1.
    pub n: usize,
    /// When it was sent.
    pub at: Millis,
    /// By whom.
    pub from: Sender,
    /// Into which chat.
    pub chat: ActivityId,
    /// Its words.
    pub text: String,
    /// What became of it.
    pub fate: Fate,
    /// Why.
    pub why: Why,
    /// Whether its sender knows.
    pub sender_knows: bool,
}

impl From<&Message> for LedgerEntry {
    fn from(message: &Message) -> Self {
        Self {
            n: message.n,
            at: message.at,
            from: message.from,
            chat: message.chat,
            text: message.text.clone(),
            fate: message.fate,
            why: message.why,
            sender_knows: message.sender_knows,
        }
    }
}

/// Every message so far. Time alone sends none, so this needs no `now`.
pub fn ledger(state: &State) -> Vec<LedgerEntry> {
    state.ledger.iter().map(LedgerEntry::from).collect()
}

/// The last `max` messages.
pub fn ledger_tail(state: &State, max: usize) -> Tail<LedgerEntry> {
    Tail::of(state.ledger.iter().map(LedgerEntry::from), max)
}

/// At most `max` messages before place `before`.
pub fn ledger_before(state: &State, before: usize, max: usize) -> Tail<LedgerEntry> {
    Tail::of_part(&state.ledger, 0, before, max, LedgerEntry::from)
}

/// Whose screen is wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Who {
    /// The agent's.
    Agent,
    /// The customer's.
    Customer,
}

impl Who {
    /// Its word in text and CSV.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Agent => "agent",
            Self::Customer => "customer",
        }
    }
}

/// The question it is wrong about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum About {
    /// Is the chat alive?
    ChatAlive,
    /// Is the other side connected?
    Connected,
    /// Was my last message received?
    Received,
}

impl About {
    /// All three, in the order of `behaviour.md`.
    pub const ALL: [Self; 3] = [Self::ChatAlive, Self::Connected, Self::Received];

    /// The question as a person asks it.
    pub const fn question(self) -> &'static str {
        match self {
            Self::ChatAlive => "Is the chat alive?",
            Self::Connected => "Is the other side connected?",
            Self::Received => "Was my last message received?",
        }
    }

    /// Its word in scripts and JSON.
    pub const fn word(self) -> &'static str {
        match self {
            Self::ChatAlive => "chat-alive",
            Self::Connected => "connected",
            Self::Received => "received",
        }
    }
}

/// Somebody looks at a screen that is wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Misled {
    /// Who.
    pub who: Who,
    /// About what.
    pub about: About,
    /// By which rule.
    pub rule: Rule,
    /// Where that it happens comes from.
    pub provenance: Provenance,
}

/// Who is misled at `now`, the agent first.
pub fn misled(state: &State, now: Millis) -> Vec<Misled> {
    misled_now(&moved_to(state, now))
}

pub(crate) fn misled_now(state: &State) -> Vec<Misled> {
    let of = |who, whys: [Option<Why>; 3]| {
        About::ALL.into_iter().zip(whys).filter_map(move |(about, why)| {
            let why = why?;
            Some(Misled { who, about, rule: why.rule(), provenance: why.provenance() })
        })
    };
    let agent = About::ALL.map(|about| agent_misled(state, about));
    let customer = About::ALL.map(|about| customer_misled(state, about));
    of(Who::Agent, agent).chain(of(Who::Customer, customer)).collect()
}

/// Why the agent is misled about this, if so.
pub(crate) fn agent_misled(state: &State, about: About) -> Option<Why> {
    match about {
        About::ChatAlive => agent_chat_alive(state),
        About::Connected => agent_connected(state),
        About::Received => agent_received(state),
    }
}

/// The same for the customer.
pub(crate) fn customer_misled(state: &State, about: About) -> Option<Why> {
    match about {
        About::ChatAlive => customer_chat_alive(state),
        About::Connected => customer_connected(state),
        About::Received => customer_received(state),
    }
}

/// What misleads about a chat: `lost` if an outage took it, with that outage behind it, or else `live`.
pub(crate) fn of_chat(state: &State, chat: &Chat, lost: Rule, live: Rule) -> Why {
    match chat.lost {
        Some((stamp, index)) => Why::of(lost, stamp.seq, &state.outages[index]),
        None => Why::plain(live, chat.started.seq),
    }
}

/// A chat shown as active is not live: AP14 before the log-in, AP9 after it, MS8 if it was left unseen.
fn agent_chat_alive(state: &State) -> Option<Why> {
    let desktop = state.agent.desktop.as_ref().filter(|desktop| desktop.timed_out.is_none())?;
    let shown_active = |chat: &&Chat| chat.is_open() && shown_as(chat).what == ShownAs::Active;
    let chat = state.chats.iter().rev().filter(shown_active).find(|chat| !chat.is_live())?;
    let lost = if untrue_claim(state, chat, desktop).is_some() { Rule::Ap9 } else { Rule::Ap14 };
    Some(of_chat(state, chat, lost, Rule::Ms8))
}

/// The icon is a green circle, and the customer is not in that chat or cannot be reached: AP14.
fn agent_connected(state: &State) -> Option<Why> {
    let chat = agent_active_chat(state)?;
    let misleads = state.is_on(Backend::Messaging) && !chat.is_live();
    misleads.then(|| of_chat(state, chat, Rule::Ap14, Rule::Ap14))
}

/// The last of the agent's own lines in view was lost, and the agent does not know.
fn agent_received(state: &State) -> Option<Why> {
    let last = agent_lines(state, agent_active_chat(state)?).rfind(|message| message.from == Sender::Agent);
    unknown_loss(last?)
}

/// The chat in view, unless it is shown as ended: that misleads nobody.
pub(crate) fn agent_active_chat(state: &State) -> Option<&Chat> {
    state.chat_in_view().filter(|chat| shown_as(chat).what == ShownAs::Active)
}

/// The customer can type into a chat that is not live: AP2 before it is told, MS8 if it was completed unseen.
fn customer_chat_alive(state: &State) -> Option<Why> {
    let chat = state.customer_chat().filter(|chat| state.customer_can_type() && !chat.is_live())?;
    Some(of_chat(state, chat, Rule::Ap2, Rule::Ms8))
}

/// The customer can type, no notice is shown, and Messaging is off or the chat is lost; AP2 goes before MS5.
fn customer_connected(state: &State) -> Option<Why> {
    let chat = state.customer_chat().filter(|_| state.customer_can_type() && state.customer.notice.what.is_none())?;
    let misleads = chat.lost.is_some() || !state.is_on(Backend::Messaging);
    misleads.then(|| of_chat(state, chat, Rule::Ap2, Rule::Ms5))
}

/// The last of the customer's own lines was lost, and the customer does not know.
fn customer_received(state: &State) -> Option<Why> {
    let chat = state.customer_chat().filter(|chat| chat.completed_learnt.is_none())?;
    unknown_loss(customer_lines(state, chat).rfind(|message| message.from == Sender::Customer)?)
}

/// MS5 for what Messaging lost, else the rule of the loss itself.
fn unknown_loss(message: &Message) -> Option<Why> {
    let unknown = message.fate == Fate::Lost && !message.sender_knows;
    unknown.then(|| message.shown_because())
}
