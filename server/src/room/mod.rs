//! One room: what others may ask of it. Its task (see `task`) decides, appends and tells, one batch after the other.

mod draft;
mod load;
mod task;

pub use load::load;

use std::sync::Arc;

use app::wire::{Denial, WatchView};
use drill::{Command, Millis};
use tokio::sync::{mpsc, oneshot, watch};

use crate::{
    clock::RoomClock,
    code::RoomCode,
    fanout::Fanout,
    presence::Presence,
    store::{RoomId, Store},
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
    /// Its two feeds.
    pub fanout: Fanout,
    /// The clock as of the last event, so that telling the time needs no question to the task.
    clock: watch::Receiver<RoomClock>,
    inbox: mpsc::Sender<Ask>,
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
}

/// What became of a command: its id, and accepted or why not.
pub type Answer = (u32, Result<(), Denial>);

/// A question to a room's task.
#[derive(Debug)]
pub(crate) enum Ask {
    /// Carry this out, and send the answer there; who asks keeps a place free for it.
    Command { id: u32, command: Command, answer: mpsc::Sender<Answer> },
    /// Where does the room stand?
    Moment(oneshot::Sender<Moment>),
    /// What does a watcher see?
    View(oneshot::Sender<WatchView>),
    /// Hold the clock and end.
    Stop(oneshot::Sender<()>),
}

/// The room has left memory in this instant. Looking it up again brings it back.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the room has just been put away")]
pub struct Gone;

impl Room {
    /// Room time now.
    pub fn now(&self) -> Millis {
        self.clock.borrow().now()
    }

    /// Whether its task has ended.
    pub fn is_gone(&self) -> bool {
        self.inbox.is_closed()
    }

    /// Asks for a command to be carried out; the answer comes over `answer`, which must have a place free.
    ///
    /// # Errors
    /// When the room has left memory.
    pub async fn command(&self, id: u32, command: Command, answer: mpsc::Sender<Answer>) -> Result<(), Gone> {
        self.inbox.send(Ask::Command { id, command, answer }).await.map_err(|_| Gone)
    }

    /// Where the room stands.
    ///
    /// # Errors
    /// When the room has left memory.
    pub async fn moment(&self) -> Result<Moment, Gone> {
        self.ask(Ask::Moment).await
    }

    /// What a watcher sees now.
    ///
    /// # Errors
    /// When the room has left memory.
    pub async fn view(&self) -> Result<WatchView, Gone> {
        self.ask(Ask::View).await
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
