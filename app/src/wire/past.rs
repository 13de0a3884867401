//! Looking back: a moment that has passed, as far as its viewer may see it.

use drill::{Event, Millis};
use serde::{Deserialize, Serialize};

use super::{Audience, Tale, WatchView};

/// What was to be seen at a moment, and where the next changes are.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Past {
    /// The view, made for the one who looks back.
    pub view: WatchView,
    /// The last moment before it at which something changed for them.
    pub before: Option<Millis>,
    /// The first one after it.
    pub after: Option<Millis>,
    /// The last moment that can be looked at: the present of a room that goes on.
    pub end: Millis,
    /// Whether an operator has led them there.
    pub led: bool,
}

impl Past {
    /// What this audience could see at `at`, or at the end if that was earlier. What came due by itself is shown at its own
    /// instant, also where the clock was moved on over it.
    pub fn of(log: &[Event], at: Millis, end: Millis, by: Audience, led: bool) -> Self {
        let at = at.min(end);
        let told = log.partition_point(|event| event.at <= at);
        let mut tale = Tale::of(&log[..told]);
        tale.wait(at);
        let mut view = tale.watched(at, by);
        // What shows there is what was shown then, not that the drill has gone on since.
        view.moved_on = None;
        let before = tale.moments(by).filter(|moment| *moment < at).last();
        let after = log[told..].iter().find_map(|event| {
            tale.hear(event);
            tale.moments(by).find(|moment| *moment > at)
        });
        Self { view, before, after: after.filter(|after| *after <= end), end, led }
    }
}
