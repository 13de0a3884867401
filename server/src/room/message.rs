//! What can be asked of a room's task, and what it answers.

use drill::Command;
use protocol::{Audience, ClassCommand, CommandError, List, Role, RoomChange, RoomView};
use tokio::sync::{mpsc, oneshot};

use super::JoinError;
use crate::{
    class::{Credential, Keys},
    fanout::Messages,
    secret::KeyHash,
    store::StoreError,
};

/// What became of a command: its id, and accepted or why not.
pub type Answer = (u32, Result<(), CommandError>);

/// Where a room stands, for pages that show no view of it.
#[derive(Clone, Debug)]
pub struct RoomStatus {
    /// The number of the last event.
    pub seq: u64,
    /// The drill's title.
    pub title: String,
    /// The shipped storyboard it follows.
    pub storyboard: Option<String>,
    /// The code of the fresh room in which the drill goes on.
    pub continued_in: Option<String>,
    /// Whether the session is over.
    pub ended: bool,
    /// When an operator was here last, by the wall clock in milliseconds; known to about an hour.
    pub visited_wall_ms: u64,
}

/// What a link lacks when it begins, or after it fell behind.
#[derive(Clone, Debug)]
pub enum Present {
    /// Its browser has the view after the last event: what may differ from that without an event, such as the time.
    Same(Vec<RoomChange>),
    /// The whole view.
    View {
        /// The number of the last event behind it.
        seq: u64,
        /// The frame, ready to send.
        frame: Messages,
    },
    /// Its browser knows of events that are not in the log.
    Unknown,
}

/// A question to a room's task, or something to do.
#[derive(Debug)]
pub(super) enum RoomMessage {
    /// Carry this out, and send the answer there; who asks keeps a place free for it.
    Command { id: u32, by: Role, command: Command, answer: mpsc::Sender<Answer> },
    /// The same of something about the class.
    Class { id: u32, by: Credential, command: ClassCommand, answer: mpsc::Sender<Answer> },
    /// Where does the room stand?
    Status(oneshot::Sender<RoomStatus>),
    /// What does this audience see?
    View(Audience, oneshot::Sender<Box<RoomView>>),
    /// What does a link of this audience lack, whose browser has the view after event `since`?
    Present { audience: Audience, since: u64, answer: oneshot::Sender<Present> },
    /// What comes before place `before` in this list?
    Earlier { audience: Audience, list: List, before: usize, answer: oneshot::Sender<Messages> },
    /// Let somebody in who proves themselves with this key.
    Join { key: KeyHash, name: String, answer: oneshot::Sender<Result<u32, JoinError>> },
    /// From now on only these keys count.
    ChangeKeys(Keys, oneshot::Sender<Result<(), StoreError>>),
    /// An operator is here: keep that.
    Visited(oneshot::Sender<Result<(), StoreError>>),
    /// Delete everything, and end.
    Delete(oneshot::Sender<Result<(), StoreError>>),
    /// Hold the clock and end.
    Stop(oneshot::Sender<()>),
}
