//! The unattended loop: the page plays a recorded drill by itself, frame by frame, at the pace of somebody who reads, and then
//! from the beginning. There is no room behind it, so nothing can break it.

use std::time::Duration;

use leptos::prelude::*;
use protocol::{Diff as _, RoomView};

use super::Room;

impl Room {
    /// Begins the first round.
    pub(super) fn play_recording(&self) {
        play_from(*self, self.view.get_untracked(), 0);
    }
}

/// Shows the frame at this place when what is before it has been read, or begins again; `first` is the first view.
fn play_from(room: Room, first: RoomView, place: usize) {
    let (after_ms, changes) = room.update(|internals| {
        let next = internals.recording.frames.get(place);
        next.map_or((internals.recording.pause_ms, None), |frame| (frame.after_ms, Some(frame.changes.clone())))
    });
    let go_on = move || {
        let place = if let Some(changes) = changes {
            let mut view = room.view.get_untracked();
            // A frame that does not fit, which a recording never has, leaves what is shown.
            if view.apply(changes) {
                room.show(view);
            }
            place + 1
        } else {
            room.show(first.clone());
            room.now.set(first.now);
            0
        };
        play_from(room, first, place);
    };
    set_timeout(go_on, Duration::from_millis(after_ms));
}
