//! What a page of a room embeds, so that the browser takes over exactly what the server has drawn.

use serde::{Deserialize, Serialize};

use crate::{Class, People, RoomChange, RoomView, Step, You};

/// What a page is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PageKind {
    /// The operator's room.
    Room,
    /// A room for somebody who learns alone.
    Learn,
    /// The operator's phone.
    Remote,
    /// The operator's room for a co-trainer.
    CoTrainer,
    /// Somebody's in the class; their seat says what is on it.
    Seat,
    /// The projector's.
    Projector,
    /// An operator's or a co-trainer's who looks back.
    Replay,
    /// An unattended loop, with no room behind it.
    Loop,
}

impl PageKind {
    /// Whether it has the talk track, and leads others through the drill.
    pub const fn leads(self) -> bool {
        matches!(self, Self::Room | Self::Remote | Self::CoTrainer)
    }

    /// Whether it has the switches and the clock.
    pub const fn has_controls(self) -> bool {
        matches!(self, Self::Room | Self::Remote | Self::CoTrainer | Self::Learn)
    }
}

/// What a room's page embeds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PageData {
    /// What the page is.
    pub kind: PageKind,
    /// The room's code, as shown: `ABCD-EFGH`; empty where there is no room behind the page.
    pub code: String,
    /// The whole address under which others can join the class.
    pub join_url: String,
    /// What it shows to begin with.
    pub view: RoomView,
    /// What its reader is in the class; nothing special on pages without a seat.
    pub you: You,
    /// How many are here, without this page; nobody where the reader is not told.
    pub people: People,
    /// Who is in the class; only for operators.
    pub class: Class,
    /// The steps of the storyboard that the room follows; only for those who lead, learn alone, or watch a loop.
    pub steps: Vec<Step>,
    /// What an unattended loop plays; nothing on all other pages.
    pub recording: Recording,
}

/// A drill that a page plays by itself, again and again: from the first view on, a frame after the other.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Recording {
    /// The frames, in order.
    pub frames: Vec<Frame>,
    /// How long the last frame stays before it begins again, in milliseconds.
    pub pause_ms: u64,
}

/// One step of a recording.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Frame {
    /// How long what was before it stays, in milliseconds: as long as it takes to read.
    pub after_ms: u64,
    /// What differs then.
    pub changes: Vec<RoomChange>,
}
