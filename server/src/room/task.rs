//! The task of a room: commands that wait are decided on a copy, appended together, and published only after the commit.

use std::{ops::ControlFlow, sync::Arc};

use drill::{Command, Event, Fact, Millis, PausedBy};
use protocol::{Audience, CommandError, List, People, Role, RoomProjection, Seat, ToBrowser};
use tokio::{
    sync::{broadcast, mpsc, watch},
    time::{Instant, sleep_until},
};

use super::{
    Answer, Room, RoomMessage, RoomStatus,
    batch::{self, Batch},
    class,
    schedule::{Schedule, shown_ahead},
    views::{Source, Views},
};
use crate::{
    causes::with_causes,
    class::Class,
    clock::RoomClock,
    code::RoomCode,
    fanout::{Fanout, Messages, encode},
    limits::{COMMANDS_PER_APPEND_MAX, SHOWN_AHEAD_RENEWED},
    metrics::METRICS,
    presence::Presence,
    secret::KeyHash,
    store::{Append, RoomId, Store, StoreError},
};

pub(super) struct Task {
    pub(super) code: RoomCode,
    pub(super) id: RoomId,
    pub(super) store: Arc<dyn Store>,
    pub(super) presence: Presence,
    fanout: Fanout,
    pub(super) projection: RoomProjection,
    /// About how many bytes the facts have so far.
    pub(super) bytes: usize,
    pub(super) clock: RoomClock,
    /// The first event of the last command, while it can be undone.
    undoable_from: Option<u64>,
    views: Views,
    /// What links read without asking.
    pub(super) publishers: Publishers,
    /// The newest time of a visit that the store knows, in milliseconds since 1970.
    pub(super) visited_wall_ms: u64,
    /// What the room does by itself.
    pub(super) schedule: Schedule,
}

/// What links read at any time without asking the task.
pub(super) struct Publishers {
    /// The clock, for the time.
    pub clock: watch::Sender<RoomClock>,
    /// Who may do what.
    pub class: watch::Sender<Class>,
    /// The keys of those who are removed, for every other room that knows them.
    pub removals: broadcast::Sender<KeyHash>,
}

type Waiting = (u32, Role, Command, mpsc::Sender<Answer>);

impl Task {
    pub fn new(
        room: &Room,
        projection: RoomProjection,
        bytes: usize,
        clock: RoomClock,
        publishers: Publishers,
        visited_wall_ms: u64,
    ) -> Self {
        Self {
            code: room.code,
            id: room.id,
            store: Arc::clone(&room.store),
            presence: room.presence.clone(),
            fanout: room.fanout.clone(),
            schedule: Schedule::new(projection.state().at, Instant::now()),
            projection,
            bytes,
            clock,
            undoable_from: None,
            views: Views::default(),
            publishers,
            visited_wall_ms,
        }
    }

    /// Works until the room leaves memory.
    pub async fn run(mut self, mut inbox: mpsc::Receiver<RoomMessage>, mut removed: broadcast::Receiver<KeyHash>) {
        let mut people = self.presence.watch();
        let mut messages = Vec::new();
        loop {
            let scheduled = self.next_task();
            let wake = async {
                match scheduled {
                    Some((at, task)) => {
                        sleep_until(at).await;
                        task
                    }
                    None => std::future::pending().await,
                }
            };
            let flow = tokio::select! {
                count = inbox.recv_many(&mut messages, COMMANDS_PER_APPEND_MAX) => {
                    if count == 0 { ControlFlow::Break(()) } else { self.answer(&mut messages).await }
                }
                Ok(()) = people.changed() => {
                    self.count(people.borrow_and_update().people);
                    ControlFlow::Continue(())
                }
                // This room's own sender keeps the channel open.
                told = removed.recv() => {
                    self.remove_here(told.ok()).await;
                    ControlFlow::Continue(())
                }
                task = wake => self.carry_out(task).await,
            };
            if flow.is_break() {
                tracing::debug!(room.code = %self.code, event.seq = self.projection.state().seq, "room put away");
                return;
            }
        }
    }

    fn count(&mut self, people: People) {
        let nobody_since = &mut self.schedule.nobody_since;
        *nobody_since = (people.all() == 0).then(|| nobody_since.unwrap_or_else(Instant::now));
    }

    // What others ask.

    /// Commands that came together are decided together, and before anything else is answered.
    async fn answer(&mut self, messages: &mut Vec<RoomMessage>) -> ControlFlow<()> {
        let mut commands = Vec::new();
        let mut requests = Vec::new();
        let mut questions = Vec::new();
        for message in messages.drain(..) {
            match message {
                RoomMessage::Command { id, by, command, answer } => commands.push((id, by, command, answer)),
                RoomMessage::Class { id, by, command, answer } => {
                    requests.push(class::Request::Command { id, by, command, answer });
                }
                RoomMessage::Join { key, name, answer } => requests.push(class::Request::Join { key, name, answer }),
                question => questions.push(question),
            }
        }
        if !commands.is_empty() {
            self.decide(commands).await;
        }
        if !requests.is_empty() {
            self.change_class(requests).await;
        }
        for question in questions {
            self.answer_one(question).await?;
        }
        ControlFlow::Continue(())
    }

    /// Who asked may have gone away; then nobody needs the answer.
    async fn answer_one(&mut self, question: RoomMessage) -> ControlFlow<()> {
        match question {
            RoomMessage::Status(answer) => drop(answer.send(self.status())),
            RoomMessage::View(audience, answer) => drop(answer.send(Box::new(self.source().view(audience)))),
            RoomMessage::Present { audience, since, answer } => {
                let source = source(&self.projection, &self.clock, self.undoable_from);
                let _ = answer.send(self.views.present(source, audience, since));
            }
            RoomMessage::Earlier { audience, list, before, answer } => {
                let _ = answer.send(self.earlier(audience, list, before));
            }
            RoomMessage::ChangeKeys(keys, answer) => drop(answer.send(self.change_keys(keys).await)),
            RoomMessage::Visited(answer) => drop(answer.send(self.visited().await)),
            RoomMessage::Delete(answer) => {
                let deleted = self.store.delete_room(self.id).await;
                let flow = if deleted.is_ok() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) };
                if flow.is_break() {
                    // No key proves anything from here on, which ends every link.
                    self.publishers.class.send_replace(Class::void());
                }
                let _ = answer.send(deleted);
                return flow;
            }
            RoomMessage::Stop(answer) => {
                if self.clock.is_running() {
                    // A restart would hold it too, only a little later in room time.
                    let _ = self.hold(self.clock.now(), PausedBy::Restart).await;
                }
                let _ = answer.send(());
                return ControlFlow::Break(());
            }
            RoomMessage::Command { .. } | RoomMessage::Class { .. } | RoomMessage::Join { .. } => (),
        }
        ControlFlow::Continue(())
    }

    fn status(&self) -> RoomStatus {
        let state = self.projection.state();
        RoomStatus {
            seq: state.seq,
            title: state.title.clone(),
            storyboard: state.storyboard.clone(),
            continued_in: state.continued_in.clone(),
            ended: state.ended,
            visited_wall_ms: self.visited_wall_ms,
        }
    }

    fn source(&self) -> Source<'_> {
        source(&self.projection, &self.clock, self.undoable_from)
    }

    fn earlier(&self, audience: Audience, list: List, before: usize) -> Messages {
        encode(&ToBrowser::Earlier(self.projection.earlier(list, before, audience)))
    }

    /// Decides all that waits on one copy and appends it at once. If that fails, none of it has happened.
    async fn decide(&mut self, commands: Vec<Waiting>) {
        let instant = Instant::now();
        let now = self.clock.at(instant);
        let mut batch = Batch::new(self.projection.state(), self.bytes);
        let mut answers: Vec<_> = commands
            .into_iter()
            .map(|(id, by, command, answer)| {
                let result = self.decide_one(&mut batch, now, by, &command);
                if let Err(error) = &result {
                    METRICS.denied.inc();
                    tracing::debug!(room.code = %self.code, %error, "command denied");
                }
                (id, result, answer)
            })
            .collect();
        if !batch.events.is_empty() && self.save(batch, instant).await.is_err() {
            for (_, result, _) in &mut answers {
                *result = result.clone().and(Err(CommandError::NotSaved));
            }
        }
        for (id, result, answer) in answers {
            // A link keeps a place free for each answer; it fails only when the link is gone.
            let _ = answer.try_send((id, result));
        }
    }

    fn decide_one(&self, batch: &mut Batch, now: Millis, by: Role, command: &Command) -> Result<(), CommandError> {
        match command {
            Command::Undo(from) if self.undoable_from == Some(*from) && batch.events.is_empty() => {
                batch.undo(now, *from, &self.projection)
            }
            // Somebody has the seat and does the work.
            Command::SwitchAutopilot(side, true) if self.publishers.class.borrow().has(Seat::of(*side)) => {
                Err(CommandError::SeatTaken)
            }
            _ => {
                let first = batch.state.seq + 1;
                batch.decide(now, command)?;
                batch.undoable_from = (by.undoes() && command.can_be_undone()).then_some(first);
                Ok(())
            }
        }
    }

    // Log, then publish.

    /// Appends a batch that was made at `instant`, then makes it the room's present and publishes what differs.
    pub(super) async fn save(&mut self, batch: Batch, instant: Instant) -> Result<(), StoreError> {
        let Batch { state, events, undoable_from, .. } = batch;
        let runs = drill::clock(&state);
        let goes_on =
            runs.running && runs == drill::clock(self.projection.state()) && state.at <= self.clock.at(instant);
        let clock = if goes_on { self.clock } else { RoomClock::new(state.at, instant, runs) };
        let soon = clock.at(instant + SHOWN_AHEAD_RENEWED);
        let is_short = !goes_on || soon >= self.schedule.shown_until;
        let shown_until = (runs.running && is_short).then(|| shown_ahead(&clock, instant));
        let append = Append { room: self.id, events, shown_until };
        // The projection's lists are its own again: what is appended to them need not be copied.
        drop(state);
        if let Err(error) = self.store.append(&append).await {
            METRICS.failed_appends.inc();
            self.report(&error);
            self.catch_up().await;
            return Err(error);
        }
        METRICS.events.inc_by(append.events.len() as u64);
        if append.events.iter().any(|event| event.fact != Fact::TimeMarked) {
            self.undoable_from = undoable_from;
        }
        self.fold(&append.events);
        self.clock = clock;
        self.schedule.shown_until = shown_until.unwrap_or(self.schedule.shown_until);
        self.publish();
        Ok(())
    }

    /// What is in the log is law, also when it got there without an answer: after a failed append the log is asked.
    async fn catch_up(&mut self) {
        loop {
            let events = match self.store.events(self.id, self.projection.state().seq).await {
                Ok(events) if !events.is_empty() => events,
                Ok(_) => return,
                Err(error) => return self.report(&error),
            };
            let state = self.projection.state();
            if let Some(seq) = batch::first_stray(&events, state.seq, state.at) {
                return self.report(&StoreError::Disorder { room: self.id, seq });
            }
            self.undoable_from = None;
            self.fold(&events);
            let state = self.projection.state();
            self.clock = RoomClock::new(state.at, Instant::now(), drill::clock(state));
            self.publish();
        }
    }

    /// Folds events that are in the log.
    fn fold(&mut self, events: &[Event]) {
        for event in events {
            self.projection.apply(event);
        }
        self.bytes += batch::bytes_of(events);
    }

    /// Publishes what differs since the last time.
    fn publish(&mut self) {
        let state = self.projection.state();
        self.schedule.plan(state, self.clock.is_running());
        self.publishers.clock.send_replace(self.clock);
        self.views.publish(source(&self.projection, &self.clock, self.undoable_from), &self.fanout);
        tracing::debug!(room.code = %self.code, event.seq = state.seq, "published");
    }

    pub(super) fn report(&self, error: &StoreError) {
        let error = with_causes(error);
        tracing::error!(room.code = %self.code, event.seq = self.projection.state().seq, error, "nothing was changed");
    }
}

/// What views are made of. Not a method, so that the views can be changed meanwhile.
fn source<'a>(projection: &'a RoomProjection, clock: &RoomClock, undoable_from: Option<u64>) -> Source<'a> {
    Source { projection, now: clock.now(), undoable_from }
}
