//! Commands about the class that wait together: decided one after the other on a copy, answered once it is kept.

use drill::{Command, Refusal, Sender};
use protocol::{ClassCommand, CommandError, Seat};
use tokio::{
    sync::{mpsc, oneshot},
    time::Instant,
};

use super::{Answer, JoinError, batch::Batch, task::Task};
use crate::{
    class::{Class, Credential, JoinRefusal, Keys},
    clock::wall_ms,
    limits::VISIT_EVERY_MS,
    metrics::METRICS,
    secret::KeyHash,
    store::{Change, StoreError},
};

impl Task {
    /// Decides everything that waits on one copy, keeps what changed at once, and only then makes it the present class.
    pub(super) async fn change_class(&mut self, requests: Vec<Request>) {
        let mut class = self.publishers.class.borrow().clone();
        let admission = class.admission;
        let (answers, changed) = decide(&mut class, requests, self.projection.state().ended, wall_ms());
        let members = changed.iter().filter_map(|number| Some((*number, class.members.get(number)?.clone()))).collect();
        let admission = (class.admission != admission).then_some(class.admission);
        let change = Change { room: self.id, admission, members, ..Change::default() };
        let has_changed = change.admission.is_some() || !change.members.is_empty();
        let kept = if has_changed { self.store.change(&change).await } else { Ok(()) };
        match &kept {
            Ok(()) => {
                let before = self.publishers.class.send_replace(class);
                for (_, gone) in change.members.iter().filter(|(_, member)| member.seat.is_none()) {
                    // This room listens itself, so somebody does.
                    let _ = self.publishers.removals.send(gone.key);
                }
                self.hand_over(&before).await;
            }
            Err(error) => self.report(error),
        }
        for answer in answers {
            answer.send(&kept);
        }
    }

    /// Somebody was removed from another room that their class went on to or came from: they are removed from this one as
    /// well. `None` if it was not heard who: then the store knows.
    pub(super) async fn remove_here(&mut self, key: Option<KeyHash>) {
        let mut class = self.publishers.class.borrow().clone();
        let gone: Vec<KeyHash> = match key {
            Some(key) => vec![key],
            None => match self.store.find_room(self.code).await {
                Ok(stored) => stored.into_iter().flat_map(|room| room.class.removed().collect::<Vec<_>>()).collect(),
                Err(error) => return self.report(&error),
            },
        };
        let numbers: Vec<u32> = gone.iter().filter_map(|key| class.remove(key)).collect();
        if numbers.is_empty() {
            return;
        }
        // It is kept here once more, in case something else about them was kept in between.
        let members = numbers.iter().filter_map(|number| Some((*number, class.members.get(number)?.clone()))).collect();
        if let Err(error) = self.store.change(&Change { room: self.id, members, ..Change::default() }).await {
            self.report(&error);
        }
        self.publishers.class.send_replace(class);
    }

    /// Somebody who has just taken a seat does its work: its autopilot stops.
    async fn hand_over(&mut self, before: &Class) {
        let instant = Instant::now();
        let mut batch = Batch::new(self.projection.state(), self.bytes);
        for side in [Sender::Agent, Sender::Customer] {
            let seat = Seat::of(side);
            let is_taken = !before.has(seat) && self.publishers.class.borrow().has(seat);
            if is_taken && self.projection.state().autopilot[side as usize].is_some() {
                // Nothing refuses it but a record that is full, and then the autopilot has stopped as well.
                let _ = batch.decide(self.clock.at(instant), &Command::SwitchAutopilot(side, false));
            }
        }
        if !batch.events.is_empty() {
            // A failed append was reported; the operator can still switch it off.
            let _ = self.save(batch, instant).await;
        }
    }

    pub(super) async fn change_keys(&mut self, keys: Keys) -> Result<(), StoreError> {
        self.store.change(&Change { room: self.id, keys: Some(keys), ..Change::default() }).await?;
        self.publishers.class.send_modify(|class| class.keys = keys);
        Ok(())
    }

    /// Once in a while is enough: what counts are days.
    pub(super) async fn visited(&mut self) -> Result<(), StoreError> {
        let now = wall_ms();
        if now.abs_diff(self.visited_wall_ms) > VISIT_EVERY_MS {
            self.store.change(&Change { room: self.id, visited_wall_ms: Some(now), ..Change::default() }).await?;
            self.visited_wall_ms = now;
        }
        Ok(())
    }
}

/// What is asked of the class.
pub(super) enum Request {
    /// A command.
    Command { id: u32, by: Credential, command: ClassCommand, answer: mpsc::Sender<Answer> },
    /// To be let in.
    Join { key: KeyHash, name: String, answer: oneshot::Sender<Result<u32, JoinError>> },
}

/// What is answered once it is kept, and to whom.
pub(super) enum Decided {
    Command { id: u32, result: Result<(), CommandError>, answer: mpsc::Sender<Answer> },
    Join { result: Result<u32, JoinRefusal>, answer: oneshot::Sender<Result<u32, JoinError>> },
}

/// Decides everything that waits; gives what is to be answered, and the numbers of the members who changed.
pub(super) fn decide(class: &mut Class, requests: Vec<Request>, ended: bool, wall_ms: u64) -> (Vec<Decided>, Vec<u32>) {
    let mut changed = Vec::new();
    let mut decide = |request| match request {
        Request::Command { id, by, command, answer } => {
            // What is left then is to look back together, and to take somebody's name out.
            let is_over = ended && !matches!(command, ClassCommand::Lead(_) | ClassCommand::Remove { .. });
            let done =
                if is_over { Err(CommandError::Refused(Refusal::SessionEnded)) } else { class.carry_out(&by, command) };
            if let Err(error) = &done {
                METRICS.denied.inc();
                tracing::debug!(%error, "command about the class denied");
            }
            Decided::Command { id, result: done.map(|numbers| changed.extend(numbers)), answer }
        }
        Request::Join { key, name, answer } => {
            let joined = if ended { Err(JoinRefusal::Ended) } else { class.join(key, name, wall_ms) };
            changed.extend(joined);
            Decided::Join { result: joined, answer }
        }
    };
    let decided = requests.into_iter().map(&mut decide).collect();
    (decided, changed)
}

impl Decided {
    /// Answers; what could not be kept has not happened. Who asked may have gone away, and then nobody needs it.
    pub fn send(self, kept: &Result<(), StoreError>) {
        match self {
            Self::Command { id, result, answer } => {
                let kept = kept.as_ref().map_err(|_| CommandError::NotSaved).copied();
                let _ = answer.try_send((id, result.and(kept)));
            }
            Self::Join { result, answer } => {
                let result = result.map_err(JoinError::from);
                let _ = answer.send(result.and_then(|number| kept.clone().map(|()| number).map_err(JoinError::from)));
            }
        }
    }
}
