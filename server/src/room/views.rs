//! The views of a room's audiences. For each audience that somebody listens to, the last view is kept: what differs from it
//! travels.

use drill::Millis;
use protocol::{Audience, Diff as _, Patch, RoomChange, RoomProjection, RoomView, ToBrowser};

use super::Present;
use crate::{
    fanout::{Fanout, Messages, PatchFrame, encode},
    limits::SAME_VIEW_FOR,
};

/// The last view of each audience to which patches are published.
#[derive(Default)]
pub(super) struct Views {
    last: [Option<Box<Published>>; Audience::ALL.len()],
}

struct Published {
    /// What the next patch goes on from.
    view: RoomView,
    /// The whole view as a frame, once somebody has asked for it, and the room time that it tells.
    frame: Option<(Millis, Messages)>,
}

/// What is projected from the log, and what is not in it.
#[derive(Clone, Copy)]
pub(super) struct Source<'a> {
    pub projection: &'a RoomProjection,
    /// Room time now.
    pub now: Millis,
    /// The first event of the last command, while it can be undone.
    pub undoable_from: Option<u64>,
}

impl Source<'_> {
    pub fn view(&self, by: Audience) -> RoomView {
        self.projection.view(self.now, by, self.undoable_from)
    }
}

impl Views {
    /// Publishes what differs from the last views. An audience to which nobody listens costs nothing.
    pub fn publish(&mut self, source: Source<'_>, fanout: &Fanout) {
        for by in Audience::ALL {
            let last = &mut self.last[by as usize];
            if !fanout.has_listeners(by) {
                *last = None;
            }
            // Who has only just begun to listen has no view yet, and asks for it.
            let Some(published) = last else { continue };
            let view = source.view(by);
            let (from, to) = (published.view.seq, view.seq);
            let changes = published.view.diff(&view).unwrap_or_default();
            let frame = encode(&ToBrowser::Patch(Patch { from, to, changes }));
            fanout.publish(by, PatchFrame { from, to, frame });
            **published = Published { view, frame: None };
        }
    }

    /// What a link lacks whose browser has the view after event `since`. From here on it gets patches.
    pub fn present(&mut self, source: Source<'_>, by: Audience, since: u64) -> Present {
        let published =
            self.last[by as usize].get_or_insert_with(|| Box::new(Published { view: source.view(by), frame: None }));
        let seq = published.view.seq;
        if since > seq {
            return Present::Unknown;
        }
        if since == seq {
            // What can be undone is no part of the log: a room that was put away has forgotten it.
            let undoable = RoomChange::UndoableFrom(published.view.undoable_from);
            return Present::Same(vec![RoomChange::Now(source.now), undoable]);
        }
        Present::View { seq, frame: published.frame(source.now) }
    }
}

impl Published {
    /// The whole view with this time, encoded once for all who ask at about the same time.
    fn frame(&mut self, now: Millis) -> Messages {
        if let Some((at, frame)) = &self.frame
            && now < *at + SAME_VIEW_FOR
        {
            return frame.clone();
        }
        // The next patch has to go on from the time that all others were told.
        let view = RoomView { now, ..self.view.clone() };
        let frame = encode(&ToBrowser::View(Box::new(view)));
        self.frame = Some((now, frame.clone()));
        frame
    }
}
