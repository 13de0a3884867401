//! One room: what others may ask of it. Its task (see `task`) decides, appends and tells, one batch after the other.

mod class;
mod draft;
mod load;
mod task;

pub use load::load;

use std::sync::Arc;

use app::wire::{Audience, Denial, WatchView, Wish};
use drill::{Command, Millis};
use tokio::sync::{mpsc, oneshot, watch};

use crate::{
    class::{Class, Keys, NoEntry, Pass},
    clock::RoomClock,
    code::RoomCode,
    fanout::Fanout,
    past,
    presence::Presence,
    role::Role,
    secret::KeyHash,
    store::{RoomId, Store, StoreError},
};

/// A room in memory. Everything in it may be used from any task.
#[derive(Debug)]
pub struct Room {
    /// Its code.
    pub code: RoomCode,
    /// Where its log is.
    pub id: RoomId,
    /// The log, for those who fell behind.
    pub store: Arc<dyn Store>,
    /// Who is here.
    pub presence: Presence,
    /// Its feeds.
    pub fanout: Fanout,
    /// Its record, for those who look back.
    pub past: past::Shelf,
    /// Who may do what in it, as kept.
    class: watch::Receiver<Class>,
    /// Where it stands as of the last event, so that telling the time needs no question to the task.
    present: watch::Receiver<Present>,
    inbox: mpsc::Sender<Ask>,
}

/// Where a room stands, for everybody to read at any time.
#[derive(Clone, Copy, Debug)]
struct Present {
    clock: RoomClock,
    /// The first event of the last command, while it can be taken back.
    last: Option<u64>,
}

/// What the room is at, for a page.
#[derive(Clone, Debug)]
pub struct Moment {
    /// The number of the last event.
    pub seq: u64,
    /// The drill's title.
    pub title: String,
    /// The shipped storyboard it follows.
    pub storyboard: Option<String>,
    /// The code of the fresh room in which the drill goes on.
    pub moved_on: Option<String>,
    /// Whether the session is over.
    pub ended: bool,
    /// When an operator was here last, by the wall clock in milliseconds; known to about an hour.
    pub visited_wall_ms: u64,
}

/// What became of a command: its id, and accepted or why not.
pub type Answer = (u32, Result<(), Denial>);

/// A question to a room's task.
#[derive(Debug)]
pub(crate) enum Ask {
    /// Carry this out, and send the answer there; who asks keeps a place free for it.
    Command { id: u32, by: Role, command: Command, answer: mpsc::Sender<Answer> },
    /// Where does the room stand?
    Moment(oneshot::Sender<Moment>),
    /// What does this audience see?
    View(Audience, oneshot::Sender<WatchView>),
    /// Carry out this wish about the class; the answer goes as for a command.
    Wish { id: u32, pass: Pass, wish: Wish, answer: mpsc::Sender<Answer> },
    /// Let somebody in who proves themselves with this key.
    Join { key: KeyHash, name: String, answer: oneshot::Sender<Result<u32, NotIn>> },
    /// From now on only these keys count.
    ChangeKeys(Keys, oneshot::Sender<Result<(), StoreError>>),
    /// An operator is here: keep that.
    Visited(oneshot::Sender<Result<(), StoreError>>),
    /// Delete everything, and end.
    Delete(oneshot::Sender<Result<(), StoreError>>),
    /// Hold the clock and end.
    Stop(oneshot::Sender<()>),
}

/// Why somebody could not join.
#[derive(Debug, thiserror::Error)]
pub enum NotIn {
    /// The class takes nobody.
    #[error(transparent)]
    NoEntry(#[from] NoEntry),
    /// It could not be kept.
    #[error("could not keep who joined")]
    Store(#[from] StoreError),
    /// The room has left memory.
    #[error(transparent)]
    Gone(Gone),
}

/// The room has left memory in this instant. Looking it up again brings it back.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the room has just been put away")]
pub struct Gone;

impl Room {
    /// Room time now.
    pub fn now(&self) -> Millis {
        self.present.borrow().clock.now()
    }

    /// The first event of an operator's or a co-trainer's last command, as long as nothing else has happened since.
    pub fn last(&self) -> Option<u64> {
        self.present.borrow().last
    }

    /// Whether its task has ended.
    pub fn is_gone(&self) -> bool {
        self.inbox.is_closed()
    }

    /// Asks for a command of this role to be carried out; the answer comes over `answer`, which must have a place free.
    ///
    /// # Errors
    /// When the room has left memory.
    pub async fn command(&self, id: u32, by: Role, command: Command, answer: mpsc::Sender<Answer>) -> Result<(), Gone> {
        self.inbox.send(Ask::Command { id, by, command, answer }).await.map_err(|_| Gone)
    }

    /// Where the room stands.
    ///
    /// # Errors
    /// When the room has left memory.
    pub async fn moment(&self) -> Result<Moment, Gone> {
        self.ask(Ask::Moment).await
    }

    /// What an audience sees now.
    ///
    /// # Errors
    /// When the room has left memory.
    pub async fn view(&self, audience: Audience) -> Result<WatchView, Gone> {
        self.ask(|answer| Ask::View(audience, answer)).await
    }

    /// Who may do what in it, and every change of that.
    pub fn class(&self) -> watch::Receiver<Class> {
        self.class.clone()
    }

    /// Asks for a wish about the class to be carried out; the answer comes as for a command.
    ///
    /// # Errors
    /// When the room has left memory.
    pub async fn wish(&self, id: u32, pass: Pass, wish: Wish, answer: mpsc::Sender<Answer>) -> Result<(), Gone> {
        self.inbox.send(Ask::Wish { id, pass, wish, answer }).await.map_err(|_| Gone)
    }

    /// Lets somebody in who proves themselves with this key from then on, and gives their number.
    ///
    /// # Errors
    /// When the class takes nobody, it cannot be kept, or the room has left memory.
    pub async fn join(&self, key: KeyHash, name: String) -> Result<u32, NotIn> {
        self.ask(|answer| Ask::Join { key, name, answer }).await.map_err(NotIn::Gone)?
    }

    /// From now on only these keys open the operators' and the projector's pages.
    ///
    /// # Errors
    /// When it cannot be kept, or the room has left memory.
    pub async fn change_keys(&self, keys: Keys) -> Result<Result<(), StoreError>, Gone> {
        self.ask(|answer| Ask::ChangeKeys(keys, answer)).await
    }

    /// Keeps that an operator is here.
    ///
    /// # Errors
    /// When it cannot be kept, or the room has left memory.
    pub async fn visited(&self) -> Result<Result<(), StoreError>, Gone> {
        self.ask(Ask::Visited).await
    }

    /// Deletes the room with all that is kept of it, and ends it.
    ///
    /// # Errors
    /// When it cannot be deleted, or the room has left memory.
    pub async fn delete(&self) -> Result<Result<(), StoreError>, Gone> {
        self.ask(Ask::Delete).await
    }

    /// Holds the clock and puts the room away, for a server that stops.
    pub async fn stop(&self) {
        // One that is gone has stopped.
        let _ = self.ask(Ask::Stop).await;
    }

    async fn ask<T>(&self, ask: impl FnOnce(oneshot::Sender<T>) -> Ask) -> Result<T, Gone> {
        let (answer, answered) = oneshot::channel();
        self.inbox.send(ask(answer)).await.map_err(|_| Gone)?;
        answered.await.map_err(|_| Gone)
    }
}
