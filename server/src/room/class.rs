//! Wishes about the class that wait together: decided one after the other on a copy, answered once it is kept.

use app::wire::{Denial, Seat, Wish};
use drill::{Command, Refusal, Sender};
use tokio::{
    sync::{mpsc, oneshot},
    time::Instant,
};

use super::{Answer, NotIn, draft::Draft, task::Task};
use crate::{
    class::{Class, Keys, NoEntry, Pass},
    clock::wall_ms,
    limits::VISIT_EVERY_MS,
    monitor::FIGURES,
    secret::KeyHash,
    store::{Change, StoreError},
};

impl Task {
    /// Decides all wishes that wait on one copy, keeps what changed at once, and only then makes it the present class.
    pub(super) async fn change_class(&mut self, asks: Vec<Ask>) {
        let mut class = self.tellers.class.borrow().clone();
        let door = class.door;
        let (answers, changed) = decide(&mut class, asks, self.tale.state().ended, wall_ms());
        let members = changed.iter().filter_map(|number| Some((*number, class.members.get(number)?.clone()))).collect();
        let door = (class.door != door).then_some(class.door);
        let change = Change { room: self.id, door, members, ..Change::default() };
        let kept =
            if change.door.is_some() || !change.members.is_empty() { self.store.change(&change).await } else { Ok(()) };
        match &kept {
            Ok(()) => {
                let before = self.tellers.class.send_replace(class);
                self.hand_over(&before).await;
            }
            Err(error) => self.report(error),
        }
        for answer in answers {
            answer.send(&kept);
        }
    }

    /// Whoever has just taken a seat does the work: its autopilot stops.
    async fn hand_over(&mut self, before: &Class) {
        let instant = Instant::now();
        let mut draft = Draft::new(self.tale.state(), self.bytes);
        for side in [Sender::Agent, Sender::Customer] {
            let seat = Seat::of(side);
            let is_taken = !before.has(seat) && self.tellers.class.borrow().has(seat);
            if is_taken && self.tale.state().autopilot[side as usize].is_some() {
                // Nothing refuses it but a record that is full, and then the autopilot has stopped as well.
                let _ = draft.decide(self.clock.at(instant), &Command::SwitchAutopilot(side, false));
            }
        }
        if !draft.events.is_empty() {
            // A failed append was reported; the operator can still switch it off.
            let _ = self.save(draft, instant).await;
        }
    }

    pub(super) async fn change_keys(&mut self, keys: Keys) -> Result<(), StoreError> {
        self.store.change(&Change { room: self.id, keys: Some(keys), ..Change::default() }).await?;
        self.tellers.class.send_modify(|class| class.keys = keys);
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
pub(super) enum Ask {
    /// Somebody's wish.
    Wish { id: u32, pass: Pass, wish: Wish, answer: mpsc::Sender<Answer> },
    /// To be let in.
    Join { key: KeyHash, name: String, answer: oneshot::Sender<Result<u32, NotIn>> },
}

/// What is answered once it is kept, and to whom.
pub(super) enum Decided {
    Wish { id: u32, result: Result<(), Denial>, answer: mpsc::Sender<Answer> },
    Join { result: Result<u32, NoEntry>, answer: oneshot::Sender<Result<u32, NotIn>> },
}

/// Decides everything that waits; gives what is to be answered, and the numbers of the members who changed.
pub(super) fn decide(class: &mut Class, asks: Vec<Ask>, ended: bool, wall_ms: u64) -> (Vec<Decided>, Vec<u32>) {
    let mut changed = Vec::new();
    let mut decide = |ask| match ask {
        Ask::Wish { id, pass, wish, answer } => {
            // What is left then is to look back together, and to take somebody's name out.
            let is_over = ended && !matches!(wish, Wish::Lead(_) | Wish::Remove { .. });
            let granted = if is_over { Err(Denial::Refused(Refusal::SessionEnded)) } else { class.grant(&pass, wish) };
            if let Err(denial) = &granted {
                FIGURES.denied.inc();
                tracing::debug!(%denial, "wish denied");
            }
            Decided::Wish { id, result: granted.map(|numbers| changed.extend(numbers)), answer }
        }
        Ask::Join { key, name, answer } => {
            let joined = if ended { Err(NoEntry::Ended) } else { class.join(key, name, wall_ms) };
            changed.extend(joined);
            Decided::Join { result: joined, answer }
        }
    };
    let decided = asks.into_iter().map(&mut decide).collect();
    (decided, changed)
}

impl Decided {
    /// Answers; what could not be kept has not happened. Who asked may have gone away, and then nobody needs it.
    pub fn send(self, kept: &Result<(), StoreError>) {
        match self {
            Self::Wish { id, result, answer } => {
                let kept = kept.as_ref().map_err(|_| Denial::NotSaved).copied();
                let _ = answer.try_send((id, result.and(kept)));
            }
            Self::Join { result, answer } => {
                let result = result.map_err(NotIn::from);
                let _ = answer.send(result.and_then(|number| kept.clone().map(|()| number).map_err(NotIn::from)));
            }
        }
    }
}
