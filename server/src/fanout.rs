//! Telling everybody in a room: each frame is encoded once per role, however many links get it.

use app::wire::{Audience, Events, Sealed, ToBrowser, WatchView};
use axum::body::Bytes;
use drill::{Event, Millis};
use tokio::sync::{broadcast, watch};

use crate::limits::{EVENTS_FRAME_BYTES, FRAMES_BEHIND_MAX};

/// A frame of consecutive events, ready to send.
#[derive(Clone, Debug)]
pub struct Told {
    /// The number of its first event.
    pub first: u64,
    /// The number of its last event.
    pub last: u64,
    /// The frame.
    pub frame: Bytes,
}

/// The newest view, ready to send.
#[derive(Clone, Debug, Default)]
pub struct Seen {
    /// The number of the last event behind it; 0 before anything was told.
    pub seq: u64,
    /// The frame.
    pub frame: Bytes,
}

/// The two kinds of feed of a room.
#[derive(Clone, Debug)]
pub struct Fanout {
    /// Operators must get every event, in order; one that falls behind reads the log.
    operators: broadcast::Sender<Told>,
    /// By audience. They need the newest view only, so a slow one simply skips.
    views: [watch::Sender<Seen>; Audience::ALL.len()],
}

impl Default for Fanout {
    /// Nobody listens yet.
    fn default() -> Self {
        let views = Audience::ALL.map(|_| watch::Sender::new(Seen::default()));
        Self { operators: broadcast::Sender::new(FRAMES_BEHIND_MAX), views }
    }
}

impl Fanout {
    /// Every event from now on.
    pub fn operators(&self) -> broadcast::Receiver<Told> {
        self.operators.subscribe()
    }

    /// Every view for this audience from now on.
    pub fn views(&self, audience: Audience) -> watch::Receiver<Seen> {
        self.views[audience as usize].subscribe()
    }

    /// Tells the operators of events that are in the log, and everybody else of what they show. A view is made only when
    /// somebody listens, and once for all of an audience.
    pub fn tell(&self, events: &[Event], now: Millis, last: Option<u64>, view: impl Fn(Audience) -> WatchView) {
        if self.operators.receiver_count() > 0 {
            for told in frames(events, now, last) {
                // It fails when the last operator has just left.
                let _ = self.operators.send(told);
            }
        }
        for audience in Audience::ALL {
            let listeners = &self.views[audience as usize];
            if listeners.receiver_count() > 0 {
                listeners.send_replace(seen(&view(audience)));
            }
        }
    }
}

/// A view, ready to send.
pub fn seen(view: &WatchView) -> Seen {
    Seen { seq: view.seq, frame: encode(&ToBrowser::View(Sealed::new(view))) }
}

/// A frame as bytes.
pub fn encode(frame: &ToBrowser) -> Bytes {
    app::wire::encode(frame).into()
}

/// Consecutive events in frames that are small enough to wait in a socket. Each event is encoded once.
pub fn frames(events: &[Event], now: Millis, last: Option<u64>) -> Vec<Told> {
    let mut frames = Vec::new();
    let mut open: Option<Frame> = None;
    for event in events {
        let bytes = app::wire::encode(event);
        open = match open {
            Some(mut frame) if frame.bytes.len() + bytes.len() < EVENTS_FRAME_BYTES => {
                frame.last = event.seq;
                frame.count += 1;
                frame.bytes.extend(bytes);
                Some(frame)
            }
            full => {
                frames.extend(full.map(|full| full.close(now, last)));
                Some(Frame { first: event.seq, last: event.seq, count: 1, bytes })
            }
        };
    }
    frames.extend(open.map(|open| open.close(now, last)));
    frames
}

/// Events that are encoded already, on their way into one frame.
struct Frame {
    first: u64,
    last: u64,
    count: usize,
    bytes: Vec<u8>,
}

impl Frame {
    /// The bytes of [`ToBrowser::Events`] round these events: those of an empty one, opened where the list stands. The
    /// list is its length and then its items, and the rest is what comes after it.
    fn close(self, now: Millis, last: Option<u64>) -> Told {
        let empty = app::wire::encode(&ToBrowser::Events(Events { events: Vec::new(), now, last }));
        let (none, rest) = (app::wire::encode(&0_usize), app::wire::encode(&(now, last)));
        let before = &empty[..empty.len() - none.len() - rest.len()];
        let frame = [before, &app::wire::encode(&self.count), &self.bytes, &rest].concat();
        Told { first: self.first, last: self.last, frame: frame.into() }
    }
}

#[cfg(test)]
mod tests {
    use drill::Fact;

    use super::*;

    fn note(seq: u64, text: &str) -> Event {
        Event::new(seq, Millis(seq), 1, Fact::NoteAdded(text.to_owned()))
    }

    #[test]
    fn a_frame_is_what_the_wire_module_says() {
        let events =
            vec![note(1, "a \"quoted\" note\n"), note(2, "ünicode"), Event::new(3, Millis(9), 5, Fact::TimeMarked)];
        let told = frames(&events, Millis(77), Some(2));
        assert_eq!(told.len(), 1);
        assert_eq!((told[0].first, told[0].last), (1, 3));
        assert_eq!(told[0].frame, encode(&ToBrowser::Events(Events { events, now: Millis(77), last: Some(2) })));
    }

    #[test]
    fn many_events_become_several_frames_without_a_hole() {
        let events: Vec<Event> = (1..=100).map(|seq| note(seq, &"x".repeat(2_000))).collect();
        let told = frames(&events, Millis(0), None);
        assert!(told.len() > 5 && told.iter().all(|told| told.frame.len() < EVENTS_FRAME_BYTES + 100));
        assert!(told.windows(2).all(|pair| pair[0].last + 1 == pair[1].first));
        assert_eq!((told[0].first, told[told.len() - 1].last), (1, 100));
    }

    #[test]
    fn no_event_makes_no_frame() {
        assert!(frames(&[], Millis(0), None).is_empty());
    }
}
