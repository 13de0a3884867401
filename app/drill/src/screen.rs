//! What can stand on a screen: the few words that state, rules and views share.

use serde::{Deserialize, Serialize};

use crate::WordsProvenance;

/// The icon beside the chat status: shape and colour together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Icon {
    /// Connected.
    GreenCircle,
    /// Messages are not exchanged.
    Triangle,
    /// "Customer not connected".
    RedSquare,
}

impl Icon {
    /// Its word in scripts and JSON.
    pub const fn word(self) -> &'static str {
        match self {
            Self::GreenCircle => "green-circle",
            Self::Triangle => "triangle",
            Self::RedSquare => "red-square",
        }
    }
}

/// A pop-up.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PopUp {
    /// The "encountered a delay" error: typing in the chat pane (AP6).
    Delay,
    /// The "no longer" error: an information tab (AP6).
    NoLonger,
    /// The "crash" error: anything else (AP6).
    Crash,
    /// Log in again (AP7).
    LogInAgain,
    /// "Session in Progress" (AP8).
    SessionInProgress,
}

impl PopUp {
    /// Its word in scripts and JSON.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Delay => "delay",
            Self::NoLonger => "no-longer",
            Self::Crash => "crash",
            Self::LogInAgain => "log-in-again",
            Self::SessionInProgress => "session-in-progress",
        }
    }
}

/// How an information tab stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum TabLoad {
    /// It is there.
    Loaded,
    /// It has got no answer yet (MA2).
    Loading,
    /// It will get none.
    Failed,
}

impl TabLoad {
    /// Its word in scripts and JSON.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Loaded => "loaded",
            Self::Loading => "loading",
            Self::Failed => "failed",
        }
    }
}

/// What an activity is shown as in the inbox.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ShownAs {
    /// A chat that goes on, says the screen.
    Active,
    /// A chat that the customer has left.
    Ended,
    /// An e-mail to answer.
    Open,
}

impl ShownAs {
    /// Its word in scripts and JSON.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Active => "active",
            Self::Ended => "ended",
            Self::Open => "open",
        }
    }
}

/// A notice on the customer's page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Notice {
    /// Messages after the failure were lost; start a new session (AP2).
    Ended,
    /// Please start another chat (AP3).
    StartAnother,
    /// Connection issues (AP4, MS6).
    ConnectionIssues,
    /// The session has been lost (AP5).
    SessionLost,
    /// The page cannot be reached (AP15).
    Unreachable,
}

impl Notice {
    /// Its word in scripts and JSON.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Ended => "ended",
            Self::StartAnother => "start-another",
            Self::ConnectionIssues => "connection-issues",
            Self::SessionLost => "session-lost",
            Self::Unreachable => "unreachable",
        }
    }
}

/// Words on a screen, and where they come from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Words {
    /// The words.
    pub text: String,
    /// Where they come from.
    pub provenance: WordsProvenance,
}

impl Words {
    /// Words that stand in the source.
    pub(crate) fn exact(text: &str) -> Self {
        Self { text: text.to_owned(), provenance: WordsProvenance::Exact }
    }

    /// Words of our own.
    pub(crate) fn ours(text: impl Into<String>) -> Self {
        Self { text: text.into(), provenance: WordsProvenance::Reconstructed }
    }
}
