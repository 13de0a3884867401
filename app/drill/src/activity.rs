//! Activities: the chats and e-mails an agent works on, and their numbers (FP23).

use std::fmt;

use serde::{Deserialize, Serialize};

/// The number of an activity, as the simulated database knows it: chats 1347, 1348, …; e-mails 1342, 1345, 9001, 9002, …
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ActivityId(pub u32);

impl ActivityId {
    /// The chat that is live when a room opens: the number in the source's second query.
    pub const FIRST_CHAT: Self = Self(1347);
    /// The two e-mails that lie in the inbox when a room opens.
    pub const FIRST_EMAILS: [Self; 2] = [Self(1342), Self(1345)];
    /// The first e-mail that arrives later.
    pub const FIRST_LATER_EMAIL: Self = Self(9001);
}

impl fmt::Display for ActivityId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// What kind of work an activity is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// A customer's chat, activity type 2000.
    Chat,
    /// An inbound e-mail, activity type 1.
    Email,
}

/// The information tabs of the agent's console.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TabName {
    /// Who the customer is; the tab a log-in opens (FP15).
    Customer,
    /// The case the activity belongs to.
    Case,
    /// The activity itself.
    Activity,
    /// What happened to it, and who did it.
    History,
    /// Internal notes.
    Notes,
}

impl TabName {
    /// All of them, in the order on screen.
    pub const ALL: [Self; 5] = [Self::Customer, Self::Case, Self::Activity, Self::History, Self::Notes];

    /// Its word in scripts.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Customer => "customer",
            Self::Case => "case",
            Self::Activity => "activity",
            Self::History => "history",
            Self::Notes => "notes",
        }
    }

    /// Its label on screen.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Customer => "Customer",
            Self::Case => "Case",
            Self::Activity => "Activity",
            Self::History => "History",
            Self::Notes => "Notes",
        }
    }
}

/// The two inboxes of the agent's console.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Inbox {
    /// E-mails.
    Main,
    /// Chats.
    Chat,
}

impl Inbox {
    /// Both, in the order on screen.
    pub const ALL: [Self; 2] = [Self::Main, Self::Chat];

    /// Its word in scripts.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Main => "main",
            Self::Chat => "chat",
        }
    }

    /// Its label on screen.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Main => "Main Inbox",
            Self::Chat => "Chat Inbox",
        }
    }
}
