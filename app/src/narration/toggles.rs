//! When backends were switched, to say what an effect comes from.

use drill::{Fact, Millis};
use protocol::Entry;

/// All switchings of a history, by number.
pub(super) struct Toggles<'a>(Vec<(u64, Millis, &'a Fact)>);

impl<'a> Toggles<'a> {
    pub(super) fn of(history: &'a [Entry]) -> Self {
        let toggles = history.iter().filter_map(|entry| match entry {
            Entry::Action { seq, at, fact: fact @ (Fact::BackendsStopped(_) | Fact::BackendsStarted(_)) } => {
                Some((*seq, *at, fact))
            }
            Entry::Action { .. } | Entry::Effect(_) => None,
        });
        Self(toggles.collect())
    }

    /// The last stop until then.
    pub(super) fn stop_before(&self, at: Millis) -> Option<Millis> {
        let stops = self.0.iter().rev().filter(|(_, _, fact)| matches!(fact, Fact::BackendsStopped(_)));
        stops.map(|(_, stop, _)| *stop).find(|stop| *stop <= at)
    }

    /// What the event with this number did to which backends.
    pub(super) fn because(&self, seq: u64) -> Option<String> {
        let place = self.0.binary_search_by_key(&seq, |(seq, ..)| *seq).ok()?;
        match self.0[place].2 {
            Fact::BackendsStopped(set) => Some(format!("because {set} went off")),
            Fact::BackendsStarted(set) => Some(format!("because {set} came back")),
            _ => None,
        }
    }
}
