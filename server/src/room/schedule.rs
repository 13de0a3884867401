//! What a room does by itself. Time that comes due is logged before anybody sees it.

use std::{ops::ControlFlow, time::Duration};

use drill::{Command, Fact, Millis, PausedBy, State};
use tokio::time::Instant;

use super::{batch::Batch, task::Task};
use crate::{
    clock::RoomClock,
    limits::{
        APPEND_AGAIN_AFTER, EVENTS_PER_ROOM_MAX, IDLE_ROOM_STAYS, NOBODY_HERE_AFTER, ROOM_TIME_MAX, SHOWN_AHEAD,
        SHOWN_AHEAD_RENEWED,
    },
    store::{Append, StoreError},
};

/// When a room has something to do by itself.
pub(super) struct Schedule {
    /// The next moment at which a screen changes by itself, while the clock runs.
    due: Option<Millis>,
    /// The moment of the storyboard's next step, while the clock runs and steps play by themselves.
    next_step: Option<Millis>,
    /// The moment of the next line of a side that chats by itself, while the clock runs.
    next_line: Option<Millis>,
    /// Up to which room time browsers may show the running clock, as the store knows it.
    pub shown_until: Millis,
    /// Since when there is no link.
    pub nobody_since: Option<Instant>,
    /// Nothing is appended on the room's own account before this instant, after it failed.
    not_before: Instant,
}

/// What a room does by itself, next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ScheduledTask {
    /// Something is due at this room time.
    Mark(Millis),
    /// The storyboard's next step plays by itself at this room time.
    PlayStep(Millis),
    /// A side that chats by itself says its next line at this room time.
    SayLine(Millis),
    /// Hold the clock at this room time.
    Hold(Millis, PausedBy),
    /// Nobody has been here for long: hold the clock wherever it is.
    HoldForNobody,
    /// Browsers may soon have shown all that the store knows of.
    ShowMore,
    /// Leave memory.
    PutAway,
}

impl Schedule {
    /// Nothing is planned yet, and nobody is here.
    pub const fn new(at: Millis, now: Instant) -> Self {
        Self { due: None, next_step: None, next_line: None, shown_until: at, nobody_since: Some(now), not_before: now }
    }

    /// Looks what comes next from this state on, while the clock runs.
    pub fn plan(&mut self, state: &State, runs: bool) {
        self.due = runs.then(|| drill::next_change(state, state.at)).flatten();
        let step = (runs && state.auto).then(|| drill::next_step(state)).flatten();
        self.next_step = step.map(|(_, step)| step.at.max(state.at));
        self.next_line = runs.then(|| drill::next_line(state)).flatten().map(|(at, _)| at);
    }
}

impl Task {
    pub(super) fn next_task(&self) -> Option<(Instant, ScheduledTask)> {
        let Schedule { due, next_step, next_line, shown_until, nobody_since, not_before } = self.schedule;
        if !self.clock.is_running() {
            return nobody_since.map(|since| (since + IDLE_ROOM_STAYS, ScheduledTask::PutAway));
        }
        let due = due.map(|at| (at, ScheduledTask::Mark(at)));
        let step = next_step.map(|at| (at, ScheduledTask::PlayStep(at)));
        let line = next_line.map(|at| (at, ScheduledTask::SayLine(at)));
        let first =
            [due, step, line].into_iter().flatten().filter(|(at, _)| *at <= ROOM_TIME_MAX).min_by_key(|(at, _)| *at);
        let is_full = self.projection.state().seq >= EVENTS_PER_ROOM_MAX;
        let (at, task) = match first {
            Some((at, _)) if is_full => (at, ScheduledTask::Hold(at, PausedBy::TimeIsUp)),
            Some(first) => first,
            None => (ROOM_TIME_MAX, ScheduledTask::Hold(ROOM_TIME_MAX, PausedBy::TimeIsUp)),
        };
        let renewal = self.clock.instant_of(shown_until).checked_sub(SHOWN_AHEAD_RENEWED);
        let renewal = renewal.filter(|_| shown_until < ROOM_TIME_MAX).map(|at| (at, ScheduledTask::ShowMore));
        let nobody = nobody_since.map(|since| (since + NOBODY_HERE_AFTER, ScheduledTask::HoldForNobody));
        let first =
            [Some((self.clock.instant_of(at), task)), nobody, renewal].into_iter().flatten().min_by_key(|(at, _)| *at);
        first.map(|(at, task)| (at.max(not_before), task))
    }

    pub(super) async fn carry_out(&mut self, task: ScheduledTask) -> ControlFlow<()> {
        let done = match task {
            ScheduledTask::Mark(at) => {
                let mut batch = Batch::new(self.projection.state(), self.bytes);
                batch.add(at, Fact::TimeMarked);
                self.save(batch, Instant::now()).await
            }
            // Only a record that is full can refuse it: there is a next step.
            ScheduledTask::PlayStep(at) => self.command_or_hold(at, Some(Command::PlayStep)).await,
            // Only a record that is full can refuse it: the screen lets the side type.
            ScheduledTask::SayLine(at) => {
                let line = drill::next_line(self.projection.state()).map(|(_, line)| line);
                self.command_or_hold(at, line).await
            }
            ScheduledTask::Hold(at, by) => self.hold(at, by).await,
            ScheduledTask::HoldForNobody if self.presence.is_nobody() => {
                self.hold(self.clock.now(), PausedBy::NobodyHere).await
            }
            ScheduledTask::ShowMore => self.show_more().await,
            ScheduledTask::PutAway if self.presence.is_nobody() => return ControlFlow::Break(()),
            // Somebody came in this instant.
            ScheduledTask::HoldForNobody | ScheduledTask::PutAway => Ok(()),
        };
        if done.is_err() {
            self.schedule.not_before = Instant::now() + APPEND_AGAIN_AFTER;
        }
        ControlFlow::Continue(())
    }

    /// Carries out a command of the room's own; where that is not possible any more, time stops.
    async fn command_or_hold(&mut self, at: Millis, command: Option<Command>) -> Result<(), StoreError> {
        let mut batch = Batch::new(self.projection.state(), self.bytes);
        match command.map(|command| batch.decide(at, &command)) {
            Some(Ok(())) => self.save(batch, Instant::now()).await,
            _ => self.hold(at, PausedBy::TimeIsUp).await,
        }
    }

    pub(super) async fn hold(&mut self, at: Millis, by: PausedBy) -> Result<(), StoreError> {
        let mut batch = Batch::new(self.projection.state(), self.bytes);
        batch.add(at, Fact::ClockPaused(by));
        self.save(batch, Instant::now()).await
    }

    async fn show_more(&mut self) -> Result<(), StoreError> {
        let until = shown_ahead(&self.clock, Instant::now());
        let append = Append { room: self.id, events: Vec::new(), shown_until: Some(until) };
        let saved = self.store.append(&append).await;
        match &saved {
            Ok(()) => self.schedule.shown_until = until,
            Err(error) => self.report(error),
        }
        saved
    }
}

/// Up to which room time a clock may be shown from this instant on.
pub(super) fn shown_ahead(clock: &RoomClock, instant: Instant) -> Millis {
    const AHEAD: Duration = SHOWN_AHEAD;
    (clock.at(instant) + clock.in_room_time(AHEAD)).min(ROOM_TIME_MAX)
}
