//! One room: what others may ask of it. Its task (see `task`) decides, appends and publishes, one batch after the other.

mod batch;
mod class;
mod load;
mod message;
mod schedule;
mod task;
mod views;

pub use load::load;
pub use message::{Answer, Present, RoomStatus};

use std::sync::Arc;

use drill::{Command, Millis};
use protocol::{Audience, ClassCommand, List, Role, RoomView};
use tokio::sync::{Mutex, mpsc, oneshot, watch};

use crate::{
    class::{Class, Credential, JoinRefusal, Keys},
    clock::RoomClock,
    code::RoomCode,
    fanout::{Fanout, Messages},
    presence::Presence,
    replay::{self, ReplayCache, ReplayInUse},
    secret::KeyHash,
    store::{RoomId, Store, StoreError},
};
use message::RoomMessage;

/// A room in memory. Everything in it may be used from any task.
#[derive(Debug)]
pub struct Room {
    /// Its code.
    pub code: RoomCode,
    /// Where its log is.
    pub id: RoomId,
    /// The log, for those who look back.
    pub store: Arc<dyn Store>,
    /// Who is here.
    pub presence: Presence,
    /// Its feeds.
    pub fanout: Fanout,
    /// Held while a fresh room is made in which its drill goes on.
    pub running_again: Mutex<()>,
    /// Its past, for those who look back.
    replays: ReplayCache,
    /// Who may do what in it, as kept.
    class: watch::Receiver<Class>,
    /// Its clock as of the last event, so that telling the time needs no question to the task.
    clock: watch::Receiver<RoomClock>,
    inbox: mpsc::Sender<RoomMessage>,
}

/// Why somebody could not join.
#[derive(Debug, thiserror::Error)]
pub enum JoinError {
    /// The class takes nobody.
    #[error(transparent)]
    Refused(#[from] JoinRefusal),
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
        self.clock.borrow().now()
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
        self.inbox.send(RoomMessage::Command { id, by, command, answer }).await.map_err(|_| Gone)
    }

    /// Where the room stands.
    ///
    /// # Errors
    /// When the room has left memory.
    pub async fn status(&self) -> Result<RoomStatus, Gone> {
        self.ask(RoomMessage::Status).await
    }

    /// What an audience sees now.
    ///
    /// # Errors
    /// When the room has left memory.
    pub async fn view(&self, audience: Audience) -> Result<RoomView, Gone> {
        self.ask(|answer| RoomMessage::View(audience, answer)).await.map(|view| *view)
    }

    /// What a link of this audience lacks, whose browser has the view after event `since`. It listens already: from there on
    /// it gets patches.
    ///
    /// # Errors
    /// When the room has left memory.
    pub async fn present(&self, audience: Audience, since: u64) -> Result<Present, Gone> {
        self.ask(|answer| RoomMessage::Present { audience, since, answer }).await
    }

    /// The items of a list before place `before`, as far as this audience may have them, ready to send.
    ///
    /// # Errors
    /// When the room has left memory.
    pub async fn earlier(&self, audience: Audience, list: List, before: usize) -> Result<Messages, Gone> {
        self.ask(|answer| RoomMessage::Earlier { audience, list, before, answer }).await
    }

    /// The log for somebody who begins to look back.
    pub fn replay(&self) -> ReplayInUse {
        self.replays.take()
    }

    /// What this audience could see at `at`, ready to send; `None` if the room is not there any more.
    ///
    /// # Errors
    /// When the log cannot be read.
    pub async fn past(
        &self,
        in_use: &ReplayInUse,
        at: Millis,
        audience: Audience,
        led: bool,
    ) -> Result<Option<Messages>, StoreError> {
        let Ok(status) = self.status().await else { return Ok(None) };
        let log = replay::Log { store: &*self.store, room: self.id, seq: status.seq, end: self.now() };
        replay::view(log, in_use, at, audience, led).await
    }

    /// Who may do what in it, and every change of that.
    pub fn class(&self) -> watch::Receiver<Class> {
        self.class.clone()
    }

    /// Asks for a command about the class to be carried out; the answer comes as for any other.
    ///
    /// # Errors
    /// When the room has left memory.
    pub async fn class_command(
        &self,
        id: u32,
        by: Credential,
        command: ClassCommand,
        answer: mpsc::Sender<Answer>,
    ) -> Result<(), Gone> {
        self.inbox.send(RoomMessage::Class { id, by, command, answer }).await.map_err(|_| Gone)
    }

    /// Lets somebody in who proves themselves with this key from then on, and gives their number.
    ///
    /// # Errors
    /// When the class takes nobody, it cannot be kept, or the room has left memory.
    pub async fn join(&self, key: KeyHash, name: String) -> Result<u32, JoinError> {
        self.ask(|answer| RoomMessage::Join { key, name, answer }).await.map_err(JoinError::Gone)?
    }

    /// From now on only these keys open the operators' and the projector's pages.
    ///
    /// # Errors
    /// When it cannot be kept, or the room has left memory.
    pub async fn change_keys(&self, keys: Keys) -> Result<Result<(), StoreError>, Gone> {
        self.ask(|answer| RoomMessage::ChangeKeys(keys, answer)).await
    }

    /// Keeps that an operator is here.
    ///
    /// # Errors
    /// When it cannot be kept, or the room has left memory.
    pub async fn visited(&self) -> Result<Result<(), StoreError>, Gone> {
        self.ask(RoomMessage::Visited).await
    }

    /// Deletes the room with all that is kept of it, and ends it.
    ///
    /// # Errors
    /// When it cannot be deleted, or the room has left memory.
    pub async fn delete(&self) -> Result<Result<(), StoreError>, Gone> {
        self.ask(RoomMessage::Delete).await
    }

    /// Holds the clock and puts the room away, for a server that stops.
    pub async fn stop(&self) {
        // One that is gone has stopped.
        let _ = self.ask(RoomMessage::Stop).await;
    }

    async fn ask<T>(&self, message: impl FnOnce(oneshot::Sender<T>) -> RoomMessage) -> Result<T, Gone> {
        let (answer, answered) = oneshot::channel();
        self.inbox.send(message(answer)).await.map_err(|_| Gone)?;
        answered.await.map_err(|_| Gone)
    }
}
