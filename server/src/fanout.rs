//! Publishing what differs in a room: a patch is encoded once per audience, however many links get it.

use std::sync::{Arc, OnceLock};

use axum::body::Bytes;
use protocol::{Audience, ToBrowser};
use tokio::sync::broadcast;

use crate::limits::{PART_BYTES, PATCHES_BEHIND_MAX, VIEW_PART_BYTES};

/// A patch, ready to send.
#[derive(Clone, Debug)]
pub struct PatchFrame {
    /// The number of the last event behind the view that it goes on from.
    pub from: u64,
    /// The number of the last event behind the view that it leads to.
    pub to: u64,
    /// The frame.
    pub frame: Messages,
}

/// A frame as the messages in which it travels, shared by all who get it.
pub type Messages = Arc<[Bytes]>;

/// The feeds of a room, one for each audience. A feed takes memory from its first listener on.
#[derive(Clone, Debug, Default)]
pub struct Fanout {
    feeds: Arc<[OnceLock<broadcast::Sender<PatchFrame>>; Audience::ALL.len()]>,
}

impl Fanout {
    /// Every patch for this audience from now on. A listener that falls too far behind is told so.
    pub fn subscribe(&self, audience: Audience) -> broadcast::Receiver<PatchFrame> {
        self.feeds[audience as usize].get_or_init(|| broadcast::Sender::new(PATCHES_BEHIND_MAX)).subscribe()
    }

    /// Whether anybody listens.
    pub fn has_listeners(&self, audience: Audience) -> bool {
        self.feeds[audience as usize].get().is_some_and(|feed| feed.receiver_count() > 0)
    }

    /// Publishes a patch to everybody who listens.
    pub fn publish(&self, audience: Audience, patch: PatchFrame) {
        if let Some(feed) = self.feeds[audience as usize].get() {
            // It fails when the last listener has just left.
            let _ = feed.send(patch);
        }
    }
}

/// A frame, ready to send.
pub fn encode(frame: &ToBrowser) -> Messages {
    let part_bytes = if matches!(frame, ToBrowser::View(_)) { VIEW_PART_BYTES } else { PART_BYTES };
    protocol::messages(protocol::encode(frame), part_bytes).into_iter().map(Bytes::from).collect()
}
