//! What happened. The log of a room is a list of events; everything else is derived from it.

use serde::{Deserialize, Serialize};

use crate::{
    ActivityId, Backends, Inbox, Millis, Projector, Refusal, Sender, Setting, Speed, TabName, TruthFor, Verdict,
    limits::{ROOM_TIME_MAX, SETTING_MAX, SETTING_MIN},
};

/// A fact with its place in the log and its times.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Event {
    /// Its number in the room's log, from 1, without a hole.
    pub seq: u64,
    /// Room time; never earlier than the event before.
    pub at: Millis,
    /// Wall-clock time in milliseconds since 1970, for the record only: no rule reads it.
    pub wall_ms: u64,
    /// What happened.
    pub fact: Fact,
}

impl Event {
    /// The event numbered `seq` that `fact` makes at the room time `now`; a skip happens at the moment it leads to.
    pub fn new(seq: u64, now: Millis, wall_ms: u64, fact: Fact) -> Self {
        let at = if let Fact::ClockSkipped(to) = fact { to.max(now) } else { now };
        Self { seq, at, wall_ms, fact }
    }

    /// Whether it can come next in a log after the event `seq` at `at`: numbers have no hole, time never goes back or past
    /// its end, and a duration is one. Whatever else is logged is law; this tells a log from a damaged one.
    pub fn follows(&self, seq: u64, at: Millis) -> bool {
        let is_duration = match &self.fact {
            Fact::SettingChanged(_, to) => (SETTING_MIN..=SETTING_MAX).contains(to),
            _ => true,
        };
        self.seq == seq + 1 && (at..=ROOM_TIME_MAX).contains(&self.at) && is_duration
    }
}

/// What happened, as a cause: what came of it on any screen is derived by the rules.
///
/// A fact of the agent or the customer says what that person did. Whether the console answered with a pop-up error, or
/// a line was lost, follows from the state at that instant.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Fact {
    /// The room opened. Always event 1.
    RoomOpened {
        /// The title of its drill.
        title: String,
        /// The drill in one paragraph.
        summary: String,
        /// The shipped storyboard it follows, if it does (see [`crate::scenarios`]).
        storyboard: Option<String>,
    },
    /// A duration was changed.
    SettingChanged(Setting, Millis),
    /// These backends were switched off, all at one instant.
    BackendsStopped(Backends),
    /// These backends were switched on, all at one instant.
    BackendsStarted(Backends),
    /// Room time began to run.
    ClockResumed,
    /// Room time was held.
    ClockPaused(PausedBy),
    /// Room time runs at another speed from here on.
    SpeedChanged(Speed),
    /// Room time was moved forward to this moment.
    ClockSkipped(Millis),
    /// The room's time reached the time of this event; logged before any screen shows what is due by then.
    TimeMarked,
    /// A step of the storyboard began, counted from 0; what it does stands in the facts after it.
    StepPlayed(u32),
    /// A command of the step was not possible any more, after deviations by hand, and was left out.
    StepRefused(Refusal),
    /// The steps of the storyboard play by themselves from here on, or no longer.
    AutoSwitched(bool),
    /// The pages without controls show something else from here on.
    ProjectorSwitched(Projector),
    /// The drill goes on in the fresh room of this code.
    #[serde(rename = "moved_on")] // as logs have it
    ContinuedIn(String),
    /// The learner took one more hint for the question of this step, counted from 0.
    HintTaken(u32),
    /// The learner answered the question of this step, before it was played.
    Answered(u32, String),
    /// The learner compared the answer to the question of this step with what happened.
    Judged(u32, Verdict),
    /// A note was written down.
    NoteAdded(String),
    /// A line of the talk track was said.
    Said(String),
    /// A question of the talk track was asked.
    Asked(String),
    /// The agent sent a chat line in the chat in view.
    AgentSaid(String),
    /// The agent clicked an information tab.
    AgentOpenedTab(TabName),
    /// The agent clicked an inbox.
    AgentOpenedInbox(Inbox),
    /// The agent opened an activity.
    AgentOpenedActivity(ActivityId),
    /// The agent answered the e-mail in view.
    AgentReplied(String),
    /// The agent completed an activity.
    AgentCompleted(ActivityId),
    /// The agent closed the pop-up.
    AgentDismissed,
    /// The agent logged out.
    AgentLoggedOut,
    /// The agent tried to log in: it fails while Application is off (AP10).
    AgentLoggedIn,
    /// The customer sent a chat line.
    CustomerSaid(String),
    /// The customer closed the notice.
    CustomerDismissed,
    /// The customer tried to start a chat: nothing is created while Application is off (AP15).
    CustomerStarted(String),
    /// The customer left for the form.
    CustomerLeft,
    /// A note for everybody was written.
    PublicNoteAdded(String),
    /// The agent or the customer began to chat by themselves, or stopped.
    AutopilotSwitched(Sender, bool),
    /// The session was ended.
    SessionEnded,
    /// Others see truth against belief from here on, or no longer.
    TruthShared(TruthFor),
    /// The events from this number on up to this one were undone: who folds the log leaves them out
    /// ([`without_undone`]).
    /// What they had done is kept for those who read about it.
    #[serde(rename = "taken_back")] // as logs have it
    Undone(u64, Box<Fact>),
}

impl Fact {
    /// Which of the two people did this, if one of them did.
    pub const fn actor(&self) -> Option<Sender> {
        match self {
            Self::AgentSaid(_)
            | Self::AgentOpenedTab(_)
            | Self::AgentOpenedInbox(_)
            | Self::AgentOpenedActivity(_)
            | Self::AgentReplied(_)
            | Self::AgentCompleted(_)
            | Self::AgentDismissed
            | Self::AgentLoggedOut
            | Self::AgentLoggedIn => Some(Sender::Agent),
            Self::CustomerSaid(_) | Self::CustomerDismissed | Self::CustomerStarted(_) | Self::CustomerLeft => {
                Some(Sender::Customer)
            }
            Self::RoomOpened { .. }
            | Self::SettingChanged(..)
            | Self::BackendsStopped(_)
            | Self::BackendsStarted(_)
            | Self::ClockResumed
            | Self::ClockPaused(_)
            | Self::SpeedChanged(_)
            | Self::ClockSkipped(_)
            | Self::TimeMarked
            | Self::StepPlayed(_)
            | Self::StepRefused(_)
            | Self::AutoSwitched(_)
            | Self::ProjectorSwitched(_)
            | Self::TruthShared(_)
            | Self::ContinuedIn(_)
            | Self::HintTaken(_)
            | Self::Answered(..)
            | Self::Judged(..)
            | Self::NoteAdded(_)
            | Self::PublicNoteAdded(_)
            | Self::Said(_)
            | Self::Asked(_)
            | Self::AutopilotSwitched(..)
            | Self::SessionEnded
            | Self::Undone(..) => None,
        }
    }
}

/// A log without what was undone: to fold it is to have a room in which that was never done, while time passed alike.
pub fn without_undone(log: impl IntoIterator<Item = Event>) -> Vec<Event> {
    let mut kept: Vec<Event> = Vec::new();
    for event in log {
        if let Fact::Undone(from, _) = event.fact {
            kept.truncate(kept.partition_point(|event| event.seq < from));
        }
        kept.push(event);
    }
    kept
}

/// Who or what held the clock.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PausedBy {
    /// The operator did.
    Operator,
    /// The room did: nobody was watching any more.
    NobodyHere,
    /// The program was restarted: time stands where it was last shown.
    Restart,
    /// Room time reached its end.
    TimeIsUp,
}
