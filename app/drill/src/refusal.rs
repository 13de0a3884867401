//! Why a command was refused. A refusal is an answer for a person, and is logged nowhere (FP4).

use serde::{Deserialize, Serialize};

use crate::{ActivityId, Backend, Millis, Setting, limits};

/// The reason a command was refused.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "snake_case")]
pub enum Refusal {
    /// A backend is already as asked.
    #[error("{0} is already {state}", state = if *.1 { "on" } else { "off" })]
    AlreadySo(Backend, bool),
    /// All backends are already as asked.
    #[error("every backend is already {}", if *.0 { "on" } else { "off" })]
    AllAlreadySo(bool),
    /// A backend was named twice or none at all.
    #[error("name each backend once, and at least one")]
    NoBackend,
    /// A text is empty.
    #[error("there is nothing in this text")]
    EmptyText,
    /// A text is too long: its characters, and how many are allowed.
    #[error("this text has {0} characters; {1} are allowed")]
    LongText(usize, usize),
    /// A text has characters that are not shown, or that turn round what stands beside it.
    #[error("this text has characters that cannot be shown")]
    UnprintableText,
    /// The clock is already as asked.
    #[error("the clock is already {}", if *.0 { "running" } else { "paused" })]
    ClockAlready(bool),
    /// A skip of no time.
    #[error("skip by some time")]
    EmptySkip,
    /// The room follows no storyboard, or its last step was played.
    #[error("there is no step left to play")]
    NoStepLeft,
    /// The storyboard already plays as asked.
    #[error("the storyboard already plays {}", if *.0 { "by itself" } else { "step by step" })]
    AutoAlready(bool),
    /// The projector already shows that.
    #[error("the projector already shows that")]
    ProjectorAlready,
    /// The truth is shared with just these.
    #[error("the truth is shared like that already")]
    TruthAlready,
    /// This side already chats by itself, or not, as asked.
    #[error("the autopilot is already {}", if *.0 { "on" } else { "off" })]
    AutopilotAlready(bool),
    /// The session was ended by an operator.
    #[error("the session has been ended; its record stays, and nothing can be changed any more")]
    SessionEnded,
    /// Something else has happened since the command that was to be taken back.
    #[error("only the last action can be undone, and something else has happened since")]
    NotTheLast,
    /// There is no question before the next step.
    #[error("nothing is asked before the next step")]
    NothingAsked,
    /// Every hint for this question was taken.
    #[error("there is no further hint")]
    NoHintLeft,
    /// No answer of the learner waits to be compared.
    #[error("there is no answer to compare")]
    NothingToJudge,
    /// Nothing on any screen will change by itself.
    #[error("nothing will change by itself from here on")]
    NothingDue,
    /// Room time has an end.
    #[error("a room's time ends at {}", limits::ROOM_TIME_MAX)]
    TimeIsUp,
    /// A setting outside its bounds.
    #[error("the setting {} lies between {} and {}", .0.word(), .0.bounds().start(), .0.bounds().end())]
    SettingOutOfBounds(Setting, Millis),
    /// Settings are fixed once something happened.
    #[error("settings are chosen before the first command")]
    SettingTooLate,
    /// The agent is logged out.
    #[error("the agent is not logged in")]
    AgentLoggedOut,
    /// The agent is logged in.
    #[error("the agent is already logged in")]
    AgentLoggedIn,
    /// The desktop has timed out.
    #[error("the agent's desktop has timed out; only logging out is left")]
    DesktopTimedOut,
    /// No chat is in view.
    #[error("no chat is in the agent's view")]
    NoChatInView,
    /// The chat in view is shown as ended.
    #[error("chat {0} is shown as ended")]
    ChatShownEnded(ActivityId),
    /// No e-mail is in view.
    #[error("no e-mail is in the agent's view")]
    NoEmailInView,
    /// The reply buttons are grey.
    #[error("the buttons of e-mail {0} are greyed out")]
    ButtonsGreyed(ActivityId),
    /// The activity is not in the inbox.
    #[error("activity {0} is not in the agent's inbox")]
    NotInInbox(ActivityId),
    /// There is nothing to close.
    #[error("there is nothing to dismiss")]
    NothingToDismiss,
    /// The customer has no chat to type into.
    #[error("the customer cannot type now")]
    CustomerCannotType,
    /// The customer can still type into a chat.
    #[error("the customer can still type into the present chat")]
    CustomerCanType,
    /// The customer is at the form already.
    #[error("the customer is at the form")]
    CustomerAtForm,
    /// A limit of the room is reached: what it counts, and the number.
    #[error("this room has reached its {1} {0}")]
    RoomIsFull(FullOf, usize),
}

/// What a room is full of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FullOf {
    /// [`limits::CHATS_MAX`].
    Chats,
    /// [`limits::MESSAGES_MAX`].
    Messages,
}

impl std::fmt::Display for FullOf {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Chats => "chats",
            Self::Messages => "messages",
        })
    }
}
