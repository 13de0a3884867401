//! Deciding on a copy: events that are not in the log yet, and the state as it would be after them.

use drill::{Command, Event, Fact, Millis, State};
use protocol::{CommandError, RoomProjection};

use crate::{
    clock::wall_ms,
    limits::{EVENTS_PER_ROOM_MAX, ROOM_BYTES_MAX},
};

/// Events to append together, and the state after them. The copy shares what is long with the room's own state.
pub(super) struct Batch {
    pub state: State,
    pub events: Vec<Event>,
    /// The first event of its last command, if that can be undone.
    pub undoable_from: Option<u64>,
    /// Bytes that the room's facts had before.
    bytes: usize,
}

impl Batch {
    pub fn new(state: &State, bytes: usize) -> Self {
        Self { state: state.clone(), events: Vec::new(), undoable_from: None, bytes }
    }

    /// Decides a command as if everything before it in the batch had happened.
    pub fn decide(&mut self, now: Millis, command: &Command) -> Result<(), CommandError> {
        let now = now.max(self.state.at);
        let facts = drill::decide(&self.state, now, command).map_err(CommandError::Refused)?;
        // A room that is full can still be ended, and run again.
        if !matches!(command, Command::EndSession | Command::ContinueIn(_)) {
            self.has_place(facts.len())?;
        }
        for fact in facts {
            self.add(now, fact);
        }
        Ok(())
    }

    /// Undoes the command that began with event `from`, after which nothing has happened in this projection of the log.
    pub fn undo(&mut self, now: Millis, from: u64, projection: &RoomProjection) -> Result<(), CommandError> {
        self.has_place(1)?;
        let action = projection.first_action(from).cloned().unwrap_or(Fact::TimeMarked);
        self.add(now, Fact::Undone(from, Box::new(action)));
        let mut undone = projection.clone();
        for event in &self.events {
            undone.apply(event);
        }
        self.state = undone.state().clone();
        Ok(())
    }

    const fn has_place(&self, more: usize) -> Result<(), CommandError> {
        let is_full = self.state.seq + more as u64 > EVENTS_PER_ROOM_MAX || self.bytes > ROOM_BYTES_MAX;
        if is_full { Err(CommandError::RoomIsFull) } else { Ok(()) }
    }

    /// A fact of the room itself.
    pub fn add(&mut self, now: Millis, fact: Fact) {
        let event = Event::new(self.state.seq + 1, now.max(self.state.at), wall_ms(), fact);
        drill::apply(&mut self.state, &event);
        self.bytes += bytes_of(std::slice::from_ref(&event));
        self.events.push(event);
    }
}

/// The number of the first event that cannot come next, if one cannot, in a log that goes on after event `seq` at `at`.
pub(super) fn first_stray(events: &[Event], mut seq: u64, mut at: Millis) -> Option<u64> {
    for event in events {
        if !event.follows(seq, at) {
            return Some(event.seq);
        }
        (seq, at) = (event.seq, event.at);
    }
    None
}

/// About how much a fact adds to the room: what people wrote; everything else is small.
pub(super) fn bytes_of(events: &[Event]) -> usize {
    events.iter().map(|event| text_of(&event.fact).len() + 64).sum()
}

fn text_of(fact: &Fact) -> &str {
    match fact {
        Fact::RoomOpened { summary: text, .. }
        | Fact::NoteAdded(text)
        | Fact::PublicNoteAdded(text)
        | Fact::ContinuedIn(text)
        | Fact::Answered(_, text)
        | Fact::Said(text)
        | Fact::Asked(text)
        | Fact::AgentSaid(text)
        | Fact::AgentReplied(text)
        | Fact::CustomerSaid(text)
        | Fact::CustomerStarted(text) => text,
        Fact::Undone(_, what) => text_of(what),
        Fact::SettingChanged(..)
        | Fact::BackendsStopped(_)
        | Fact::BackendsStarted(_)
        | Fact::ClockResumed
        | Fact::ClockPaused(_)
        | Fact::SpeedChanged(_)
        | Fact::ClockSkipped(_)
        | Fact::StepPlayed(_)
        | Fact::StepRefused(_)
        | Fact::AutoSwitched(_)
        | Fact::ProjectorSwitched(_)
        | Fact::TruthShared(_)
        | Fact::HintTaken(_)
        | Fact::Judged(..)
        | Fact::AutopilotSwitched(..)
        | Fact::SessionEnded
        | Fact::TimeMarked
        | Fact::AgentOpenedTab(_)
        | Fact::AgentOpenedInbox(_)
        | Fact::AgentOpenedActivity(_)
        | Fact::AgentCompleted(_)
        | Fact::AgentDismissed
        | Fact::AgentLoggedOut
        | Fact::AgentLoggedIn
        | Fact::CustomerDismissed
        | Fact::CustomerLeft => "",
    }
}
