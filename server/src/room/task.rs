//! The task of a room: commands that wait are decided on a copy, appended together, and told only after the commit. Time
//! that comes due is logged before anybody sees it.

use std::{sync::Arc, time::Duration};

use app::wire::{Denial, People, Seat, Tale};
use drill::{Command, Event, Fact, Millis, PausedBy};
use tokio::{
    sync::{mpsc, watch},
    time::{Instant, sleep_until},
};

use super::{
    Answer, Ask, Moment, Present, Room, class,
    draft::{self, Draft},
};
use crate::{
    class::Class,
    clock::RoomClock,
    code::RoomCode,
    error::with_causes,
    fanout::Fanout,
    limits::{
        APPEND_AGAIN_AFTER, COMMANDS_PER_APPEND_MAX, EVENTS_PER_ROOM_MAX, IDLE_ROOM_STAYS, NOBODY_HERE_AFTER,
        ROOM_TIME_MAX, SHOWN_AHEAD, SHOWN_AHEAD_RENEWED,
    },
    monitor::FIGURES,
    presence::Presence,
    role::Role,
    store::{Append, RoomId, Store, StoreError},
};

pub(super) struct Task {
    code: RoomCode,
    pub(super) id: RoomId,
    pub(super) store: Arc<dyn Store>,
    presence: Presence,
    fanout: Fanout,
    pub(super) tale: Tale,
    /// About how many bytes the facts have so far.
    pub(super) bytes: usize,
    pub(super) clock: RoomClock,
    /// The first event of the last command, while it can be taken back.
    last: Option<u64>,
    /// What links read without asking.
    pub(super) tellers: Tellers,
    /// The newest number of a visit that the store knows, in milliseconds since 1970.
    pub(super) visited_wall_ms: u64,
    /// The next moment at which a screen changes by itself, while the clock runs.
    due: Option<Millis>,
    /// The moment of the storyboard's next step, while the clock runs and steps play by themselves.
    next_step: Option<Millis>,
    /// The moment of the next line of a side that chats by itself, while the clock runs.
    next_line: Option<Millis>,
    /// Up to which room time browsers may show the running clock, as the store knows it.
    shown_until: Millis,
    /// Since when there is no link.
    nobody_since: Option<Instant>,
    /// Nothing is appended on the room's own account before this instant, after it failed.
    not_before: Instant,
}

/// What the task tells links, for them to read at any time.
pub(super) struct Tellers {
    /// The clock, so that they can tell the time, and what can be taken back.
    pub present: watch::Sender<Present>,
    /// Who may do what.
    pub class: watch::Sender<Class>,
}

/// What the room does by itself, next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Chore {
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

/// Whether the task goes on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Then {
    GoOn,
    End,
}

type Waiting = (u32, Role, Command, mpsc::Sender<Answer>);

impl Task {
    pub fn new(
        room: &Room,
        tale: Tale,
        bytes: usize,
        clock: RoomClock,
        tellers: Tellers,
        visited_wall_ms: u64,
    ) -> Self {
        let now = Instant::now();
        Self {
            code: room.code,
            id: room.id,
            store: Arc::clone(&room.store),
            presence: room.presence.clone(),
            fanout: room.fanout.clone(),
            shown_until: tale.state().at,
            tale,
            bytes,
            clock,
            last: None,
            tellers,
            visited_wall_ms,
            due: None,
            next_step: None,
            next_line: None,
            nobody_since: Some(now),
            not_before: now,
        }
    }

    /// Works until the room leaves memory.
    pub async fn run(mut self, mut inbox: mpsc::Receiver<Ask>) {
        let mut people = self.presence.watch();
        let mut asks = Vec::new();
        loop {
            let chore = self.next_chore();
            let wake = async {
                match chore {
                    Some((at, chore)) => {
                        sleep_until(at).await;
                        chore
                    }
                    None => std::future::pending().await,
                }
            };
            let then = tokio::select! {
                count = inbox.recv_many(&mut asks, COMMANDS_PER_APPEND_MAX) => {
                    if count == 0 { Then::End } else { self.answer(&mut asks).await }
                }
                Ok(()) = people.changed() => {
                    self.count(people.borrow_and_update().people);
                    Then::GoOn
                }
                chore = wake => self.carry_out(chore).await,
            };
            if then == Then::End {
                tracing::debug!(room.code = %self.code, event.seq = self.tale.state().seq, "room put away");
                return;
            }
        }
    }

    fn count(&mut self, people: People) {
        let nobody = people.all() == 0;
        self.nobody_since = nobody.then(|| self.nobody_since.unwrap_or_else(Instant::now));
    }

    // What others ask.

    async fn answer(&mut self, asks: &mut Vec<Ask>) -> Then {
        let mut commands = Vec::new();
        let mut wishes = Vec::new();
        let mut questions = Vec::new();
        for ask in asks.drain(..) {
            match ask {
                Ask::Command { id, by, command, answer } => commands.push((id, by, command, answer)),
                Ask::Wish { id, pass, wish, answer } => wishes.push(class::Ask::Wish { id, pass, wish, answer }),
                Ask::Join { key, name, answer } => wishes.push(class::Ask::Join { key, name, answer }),
                question => questions.push(question),
            }
        }
        if !commands.is_empty() {
            self.decide(commands).await;
        }
        if !wishes.is_empty() {
            self.change_class(wishes).await;
        }
        let mut then = Then::GoOn;
        for question in questions {
            // Who asked may have gone away; then nobody needs the answer.
            match question {
                Ask::Moment(answer) => {
                    let state = self.tale.state();
                    let (title, storyboard) = (state.title.clone(), state.storyboard.clone());
                    let moved_on = state.moved_on.clone();
                    let (seq, ended, visited_wall_ms) = (state.seq, state.ended, self.visited_wall_ms);
                    let _ = answer.send(Moment { seq, title, storyboard, moved_on, ended, visited_wall_ms });
                }
                Ask::View(audience, answer) => {
                    let _ = answer.send(self.tale.watched(self.clock.now(), audience));
                }
                Ask::ChangeKeys(keys, answer) => {
                    let _ = answer.send(self.change_keys(keys).await);
                }
                Ask::Visited(answer) => {
                    let _ = answer.send(self.visited().await);
                }
                Ask::Delete(answer) => {
                    let deleted = self.store.delete_room(self.id).await;
                    if deleted.is_ok() {
                        // No key proves anything from here on, which ends every link.
                        self.tellers.class.send_replace(Class::void());
                        then = Then::End;
                    }
                    let _ = answer.send(deleted);
                }
                Ask::Stop(answer) => {
                    if self.clock.is_running() {
                        // A restart would hold it too, only a little later in room time.
                        let _ = self.hold(self.clock.now(), PausedBy::Restart).await;
                    }
                    let _ = answer.send(());
                    then = Then::End;
                }
                Ask::Command { .. } | Ask::Wish { .. } | Ask::Join { .. } => (),
            }
        }
        then
    }

    /// Decides all that waits on one copy and appends it at once. If that fails, none of it has happened.
    async fn decide(&mut self, commands: Vec<Waiting>) {
        let instant = Instant::now();
        let now = self.clock.at(instant);
        let mut draft = Draft::new(self.tale.state(), self.bytes);
        let mut answers: Vec<_> = commands
            .into_iter()
            .map(|(id, by, command, answer)| {
                let result = self.decide_one(&mut draft, now, by, &command);
                if let Err(denial) = &result {
                    FIGURES.denied.inc();
                    tracing::debug!(room.code = %self.code, %denial, "command denied");
                }
                (id, result, answer)
            })
            .collect();
        if !draft.events.is_empty() && self.save(draft, instant).await.is_err() {
            for (_, result, _) in &mut answers {
                *result = result.clone().and(Err(Denial::NotSaved));
            }
        }
        for (id, result, answer) in answers {
            // A link keeps a place free for each answer; it fails only when the link is gone.
            let _ = answer.try_send((id, result));
        }
    }

    fn decide_one(&self, draft: &mut Draft, now: Millis, by: Role, command: &Command) -> Result<(), Denial> {
        match command {
            Command::TakeBack(from) if self.last == Some(*from) && draft.events.is_empty() => {
                draft.take_back(now, *from, &self.tale)
            }
            // Whoever has the seat does the work.
            Command::SwitchAutopilot(side, true) if self.tellers.class.borrow().has(Seat::of(*side)) => {
                Err(Denial::SeatTaken)
            }
            _ => {
                let first = draft.state.seq + 1;
                draft.decide(now, command)?;
                draft.last = (by.takes_back() && command.can_be_taken_back()).then_some(first);
                Ok(())
            }
        }
    }

    // What the room does by itself.

    fn next_chore(&self) -> Option<(Instant, Chore)> {
        if !self.clock.is_running() {
            return self.nobody_since.map(|since| (since + IDLE_ROOM_STAYS, Chore::PutAway));
        }
        let due = self.due.map(|due| (due, Chore::Mark(due)));
        let step = self.next_step.map(|step| (step, Chore::PlayStep(step)));
        let line = self.next_line.map(|line| (line, Chore::SayLine(line)));
        let first =
            [due, step, line].into_iter().flatten().filter(|(at, _)| *at <= ROOM_TIME_MAX).min_by_key(|(at, _)| *at);
        let full = self.tale.state().seq >= EVENTS_PER_ROOM_MAX;
        let (at, chore) = match first {
            Some((at, _)) if full => (at, Chore::Hold(at, PausedBy::TimeIsUp)),
            Some(first) => first,
            None => (ROOM_TIME_MAX, Chore::Hold(ROOM_TIME_MAX, PausedBy::TimeIsUp)),
        };
        let renewal = self.clock.instant_of(self.shown_until).checked_sub(SHOWN_AHEAD_RENEWED);
        let renewal = renewal.filter(|_| self.shown_until < ROOM_TIME_MAX).map(|at| (at, Chore::ShowMore));
        let nobody = self.nobody_since.map(|since| (since + NOBODY_HERE_AFTER, Chore::HoldForNobody));
        let first =
            [Some((self.clock.instant_of(at), chore)), nobody, renewal].into_iter().flatten().min_by_key(|(at, _)| *at);
        first.map(|(at, chore)| (at.max(self.not_before), chore))
    }

    async fn carry_out(&mut self, chore: Chore) -> Then {
        let done = match chore {
            Chore::Mark(at) => {
                let mut draft = Draft::new(self.tale.state(), self.bytes);
                draft.add(at, Fact::TimeMarked);
                self.save(draft, Instant::now()).await
            }
            Chore::PlayStep(at) => {
                let mut draft = Draft::new(self.tale.state(), self.bytes);
                match draft.decide(at, &Command::PlayStep) {
                    Ok(()) => self.save(draft, Instant::now()).await,
                    // Only a record that is full can refuse it: there is a next step.
                    Err(_) => self.hold(at, PausedBy::TimeIsUp).await,
                }
            }
            Chore::SayLine(at) => {
                let mut draft = Draft::new(self.tale.state(), self.bytes);
                let line = drill::next_line(self.tale.state());
                match line.map(|(_, line)| draft.decide(at, &line)) {
                    Some(Ok(())) => self.save(draft, Instant::now()).await,
                    // Only a record that is full can refuse it: the screen lets the side type.
                    _ => self.hold(at, PausedBy::TimeIsUp).await,
                }
            }
            Chore::Hold(at, by) => self.hold(at, by).await,
            Chore::HoldForNobody if self.presence.is_nobody() => {
                self.hold(self.clock.now(), PausedBy::NobodyHere).await
            }
            Chore::ShowMore => self.show_more().await,
            Chore::PutAway if self.presence.is_nobody() => return Then::End,
            // Somebody came in this instant.
            Chore::HoldForNobody | Chore::PutAway => Ok(()),
        };
        if done.is_err() {
            self.not_before = Instant::now() + APPEND_AGAIN_AFTER;
        }
        Then::GoOn
    }

    async fn hold(&mut self, at: Millis, by: PausedBy) -> Result<(), StoreError> {
        let mut draft = Draft::new(self.tale.state(), self.bytes);
        draft.add(at, Fact::ClockPaused(by));
        self.save(draft, Instant::now()).await
    }

    async fn show_more(&mut self) -> Result<(), StoreError> {
        let until = ahead(&self.clock, Instant::now());
        let append = Append { room: self.id, events: Vec::new(), shown_until: Some(until) };
        let saved = self.store.append(&append).await;
        match &saved {
            Ok(()) => self.shown_until = until,
            Err(error) => self.report(error),
        }
        saved
    }

    // Log, then tell.

    /// Appends a draft that was made at `instant`, then makes it the room's present and tells everybody.
    pub(super) async fn save(&mut self, draft: Draft, instant: Instant) -> Result<(), StoreError> {
        let Draft { state, events, last, .. } = draft;
        let runs = drill::clock(&state);
        let goes_on = runs.running && runs == drill::clock(self.tale.state()) && state.at <= self.clock.at(instant);
        let clock = if goes_on { self.clock } else { RoomClock::new(state.at, instant, runs) };
        let soon = clock.at(instant + SHOWN_AHEAD_RENEWED);
        let shown_until = (runs.running && (!goes_on || soon >= self.shown_until)).then(|| ahead(&clock, instant));
        let append = Append { room: self.id, events, shown_until };
        if let Err(error) = self.store.append(&append).await {
            FIGURES.failed_appends.inc();
            self.report(&error);
            self.catch_up().await;
            return Err(error);
        }
        FIGURES.events.inc_by(append.events.len() as u64);
        if append.events.iter().any(|event| event.fact != Fact::TimeMarked) {
            self.last = last;
        }
        self.hear(&append.events);
        self.clock = clock;
        self.shown_until = shown_until.unwrap_or(self.shown_until);
        self.tell(&append.events);
        Ok(())
    }

    /// What is in the log is law, also when it got there without an answer: after a failed append the log is asked.
    async fn catch_up(&mut self) {
        loop {
            let events = match self.store.events(self.id, self.tale.state().seq).await {
                Ok(events) if !events.is_empty() => events,
                Ok(_) => return,
                Err(error) => return self.report(&error),
            };
            let state = self.tale.state();
            if let Some(seq) = draft::first_stray(&events, state.seq, state.at) {
                return self.report(&StoreError::Disorder { room: self.id, seq });
            }
            self.hear(&events);
            self.last = None;
            self.clock = RoomClock::new(self.tale.state().at, Instant::now(), drill::clock(self.tale.state()));
            self.tell(&events);
        }
    }

    fn hear(&mut self, events: &[Event]) {
        for event in events {
            self.tale.hear(event);
        }
    }

    /// Tells everybody of events that are in the log and in the tale.
    fn tell(&mut self, events: &[Event]) {
        self.bytes += draft::bytes_of(events);
        let state = self.tale.state();
        let runs = self.clock.is_running();
        self.due = runs.then(|| drill::next_change(state, state.at)).flatten();
        let step = (runs && state.auto).then(|| drill::next_step(state)).flatten();
        self.next_step = step.map(|(_, step)| step.at.max(state.at));
        self.next_line = runs.then(|| drill::next_line(state)).flatten().map(|(at, _)| at);
        self.tellers.present.send_replace(Present { clock: self.clock, last: self.last });
        let now = self.clock.now();
        self.fanout.tell(events, now, self.last, |audience| self.tale.watched(now, audience));
        tracing::debug!(room.code = %self.code, event.seq = state.seq, "told");
    }

    pub(super) fn report(&self, error: &StoreError) {
        let error = with_causes(error);
        tracing::error!(room.code = %self.code, event.seq = self.tale.state().seq, error, "nothing was changed");
    }
}

/// Up to which room time a clock may be shown from this instant on.
fn ahead(clock: &RoomClock, instant: Instant) -> Millis {
    const AHEAD: Duration = SHOWN_AHEAD;
    (clock.at(instant) + clock.in_room_time(AHEAD)).min(ROOM_TIME_MAX)
}
