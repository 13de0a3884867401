//! What people can ask for. A command may be refused; see [`crate::decide`].

use serde::{Deserialize, Serialize};

use crate::{ActivityId, Backend, Inbox, Millis, Sender, Setting, TabName};

/// A request by the operator, the agent or the customer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Command {
    /// Operator: change a duration.
    ChangeSetting(Setting, Millis),
    /// Operator: switch these backends off, all at one instant.
    StopBackends(Vec<Backend>),
    /// Operator: switch off every backend that is on.
    StopAll,
    /// Operator: switch these backends on, all at one instant.
    StartBackends(Vec<Backend>),
    /// Operator: switch on every backend that is off.
    StartAll,
    /// Operator: let room time run.
    ResumeClock,
    /// Operator: hold room time.
    PauseClock,
    /// Operator: change how fast room time runs.
    ChangeSpeed(Speed),
    /// Operator: move room time forward by so much at once.
    Skip(Millis),
    /// Operator: move room time to the next moment at which a screen changes by itself.
    SkipToNextChange,
    /// Operator: play the next step of the storyboard, moving room time forward to its moment.
    PlayStep,
    /// Operator: let the steps of the storyboard play by themselves at their moments, or no longer.
    SwitchAuto(bool),
    /// Operator: choose what the projector shows.
    ShowOnProjector(Projector),
    /// Operator: go on in the room of this code, a fresh one.
    ContinueIn(String),
    /// Learner: take the next hint for the question that is asked before the next step.
    TakeHint,
    /// Learner: answer that question.
    Answer(String),
    /// Learner: say how a free answer to the question of the step just played compares with what happened.
    Judge(Verdict),
    /// Operator: write down a note.
    AddNote(String),
    /// Operator: a line of the talk track to say.
    Say(String),
    /// Operator: a question of the talk track to ask.
    Ask(String),
    /// Agent: send a chat line.
    AgentSay(String),
    /// Agent: click an information tab.
    AgentOpenTab(TabName),
    /// Agent: click an inbox.
    AgentOpenInbox(Inbox),
    /// Agent: open an activity from the inbox.
    AgentOpenActivity(ActivityId),
    /// Agent: answer the e-mail in view.
    AgentReply(String),
    /// Agent: complete an activity.
    AgentComplete(ActivityId),
    /// Agent: close the pop-up.
    AgentDismiss,
    /// Agent: log out.
    AgentLogOut,
    /// Agent: log in.
    AgentLogIn,
    /// Customer: send a chat line.
    CustomerSay(String),
    /// Customer: close the notice.
    CustomerDismiss,
    /// Customer: start another chat with this subject.
    CustomerStart(String),
    /// Customer: leave the page's chat for the form.
    CustomerLeave,
    /// Operator: write a note that everybody in the room can read.
    AddPublicNote(String),
    /// Operator: let the agent or the customer chat by themselves, or no longer.
    SwitchAutopilot(Sender, bool),
    /// Operator: choose who sees truth against belief.
    ShareTruth(TruthFor),
    /// Operator: undo the last command, whose first event has this number. Only the keeper of
    /// the log knows whether anything else has happened since; [`crate::decide`] refuses it.
    Undo(u64),
    /// Operator: end the session. The room can be read from then on, and nothing else; nothing is deleted.
    EndSession,
}

impl Command {
    /// Whether it can be undone. Room time never goes back; others have followed to a fresh room already; and the end of
    /// a session is for good.
    pub const fn can_be_undone(&self) -> bool {
        !matches!(self, Self::Skip(_) | Self::SkipToNextChange | Self::ContinueIn(_) | Self::EndSession | Self::Undo(_))
    }

    /// Whether it switches backends.
    pub const fn switches_backends(&self) -> bool {
        matches!(self, Self::StopBackends(_) | Self::StopAll | Self::StartBackends(_) | Self::StartAll)
    }

    /// What somebody has typed for it; nothing for all that is done by a click.
    pub fn typed(&self) -> Option<&str> {
        match self {
            Self::AgentSay(text)
            | Self::AgentReply(text)
            | Self::CustomerSay(text)
            | Self::AddNote(text)
            | Self::AddPublicNote(text)
            | Self::CustomerStart(text)
            | Self::Answer(text)
            | Self::Say(text)
            | Self::Ask(text) => Some(text),
            Self::ChangeSetting(..)
            | Self::StopBackends(_)
            | Self::StopAll
            | Self::StartBackends(_)
            | Self::StartAll
            | Self::ResumeClock
            | Self::PauseClock
            | Self::ChangeSpeed(_)
            | Self::Skip(_)
            | Self::SkipToNextChange
            | Self::PlayStep
            | Self::SwitchAuto(_)
            | Self::ShowOnProjector(_)
            | Self::ContinueIn(_)
            | Self::TakeHint
            | Self::Judge(_)
            | Self::AgentOpenTab(_)
            | Self::AgentOpenInbox(_)
            | Self::AgentOpenActivity(_)
            | Self::AgentComplete(_)
            | Self::AgentDismiss
            | Self::AgentLogOut
            | Self::AgentLogIn
            | Self::CustomerDismiss
            | Self::CustomerLeave
            | Self::SwitchAutopilot(..)
            | Self::ShareTruth(_)
            | Self::Undo(_)
            | Self::EndSession => None,
        }
    }
}

/// What the pages without controls show.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Projector {
    /// The room.
    #[default]
    Room,
    /// Nothing: the presenter wants to be looked at.
    Blank,
    /// How to join: the link as a picture to scan and as words.
    JoinCard,
}

/// Who sees truth against belief, besides the operators.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TruthFor {
    /// Nobody.
    #[default]
    Operators,
    /// Everybody who sees the projector.
    Projector,
    /// Everybody in the class, the agent and the customer too.
    Everybody,
}

/// How an answer compares with what happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// It happened as expected.
    Right,
    /// Some of it did.
    Partly,
    /// The learner was misled.
    Misled,
}

/// How fast room time runs beside wall-clock time.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Speed {
    /// Half as fast.
    Half,
    /// As fast as a clock.
    #[default]
    One,
    /// Twice as fast.
    Two,
    /// Four times as fast.
    Four,
    /// Eight times as fast.
    Eight,
    /// Sixteen times as fast.
    Sixteen,
}

impl Speed {
    /// All of them, slowest first.
    pub const ALL: [Self; 6] = [Self::Half, Self::One, Self::Two, Self::Four, Self::Eight, Self::Sixteen];

    /// Room time that passes in `wall_ms` of wall-clock time.
    pub const fn room_time(self, wall_ms: u64) -> Millis {
        Millis(wall_ms.saturating_mul(self.halves()) / 2)
    }

    /// The least wall-clock time in milliseconds in which `room_time` passes.
    pub const fn wall_ms(self, room_time: Millis) -> u64 {
        room_time.0.saturating_mul(2).div_ceil(self.halves())
    }

    /// Its label on screen.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Half => "½×",
            Self::One => "1×",
            Self::Two => "2×",
            Self::Four => "4×",
            Self::Eight => "8×",
            Self::Sixteen => "16×",
        }
    }

    const fn halves(self) -> u64 {
        match self {
            Self::Half => 1,
            Self::One => 2,
            Self::Two => 4,
            Self::Four => 8,
            Self::Eight => 16,
            Self::Sixteen => 32,
        }
    }
}
