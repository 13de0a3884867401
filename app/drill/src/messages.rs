//! What was written: every message with its fate, counted as it comes.

use std::ops::Deref;

use imbl::Vector;
use serde::{Deserialize, Serialize};

use crate::{ActivityId, Millis, Rule, Why};

/// Who sent a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Sender {
    /// The agent.
    Agent,
    /// The customer.
    Customer,
}

impl Sender {
    /// Its word in text and CSV.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Agent => "agent",
            Self::Customer => "customer",
        }
    }
}

/// What became of a message; it never changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Fate {
    /// The other side has it.
    Delivered,
    /// It looked sent and never arrived.
    Lost,
    /// It never left: its sender saw an error.
    Unsent,
}

impl Fate {
    /// Its word in scripts and JSON.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Delivered => "delivered",
            Self::Lost => "lost",
            Self::Unsent => "unsent",
        }
    }
}

/// A message in the ledger.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
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

impl Message {
    /// Why its sender's own screen shows it: a line that was lost looks sent there (MS5).
    pub(crate) fn shown_because(&self) -> Why {
        if self.why.rule() == Rule::Ms3 { self.why.by(Rule::Ms5) } else { self.why }
    }

    /// FP16, FP9: whether it stands on the screen of this side: its own lines, lost or not, and what was delivered of the
    /// other's. The agent's console keeps a line out that it could not send.
    pub(crate) fn is_seen_by(&self, side: Sender) -> bool {
        match side {
            _ if self.from != side => self.fate == Fate::Delivered,
            Sender::Agent => self.fate != Fate::Unsent,
            Sender::Customer => true,
        }
    }
}

/// How many messages came to what.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Totals {
    /// Arrived.
    pub delivered: usize,
    /// Looked sent, and never arrived.
    pub lost: usize,
    /// Of these: whose sender does not know.
    pub lost_unknown: usize,
    /// Never left.
    pub unsent: usize,
}

impl Totals {
    /// Counts one more message.
    pub(crate) const fn add(&mut self, fate: Fate, sender_knows: bool) {
        match fate {
            Fate::Delivered => self.delivered += 1,
            Fate::Lost => {
                self.lost += 1;
                self.lost_unknown += !sender_knows as usize;
            }
            Fate::Unsent => self.unsent += 1,
        }
    }
}

/// Every message of a room; message `n` is at `n - 1`. Reads like the list of them. Their fate never changes, so they are
/// counted as they come and not whenever somebody asks.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ledger {
    messages: Vector<Message>,
    totals: Totals,
    /// By side, as [`Sender`] numbers them: how many it wrote.
    written: [usize; 2],
}

impl Ledger {
    pub(crate) fn push(&mut self, message: Message) {
        self.totals.add(message.fate, message.sender_knows);
        self.written[message.from as usize] += 1;
        self.messages.push_back(message);
    }

    /// How many came to what.
    pub const fn totals(&self) -> Totals {
        self.totals
    }

    /// How many this side wrote.
    pub(crate) const fn written_by(&self, side: Sender) -> usize {
        self.written[side as usize]
    }
}

impl Deref for Ledger {
    type Target = Vector<Message>;

    fn deref(&self) -> &Vector<Message> {
        &self.messages
    }
}

impl FromIterator<Message> for Ledger {
    fn from_iter<I: IntoIterator<Item = Message>>(messages: I) -> Self {
        let mut ledger = Self::default();
        messages.into_iter().for_each(|message| ledger.push(message));
        ledger
    }
}
