//! When each backend was off.

use drill::{Backend, Fact, Millis};
use protocol::Entry;

use super::marks::LANES;

/// One outage on its lane.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct Outage {
    pub lane: usize,
    pub start: Millis,
    /// Nothing while it lasts.
    pub end: Option<Millis>,
}

impl Outage {
    /// Whether a part of it lies between these two moments.
    pub fn is_between(&self, from: Millis, to: Millis) -> bool {
        self.start <= to && self.end.is_none_or(|end| from <= end)
    }

    /// What and how long, in words.
    pub fn words(&self) -> String {
        let end = self.end.map_or_else(String::new, |end| format!(" to {end}"));
        format!("{} off from {}{end}", LANES[self.lane], self.start)
    }
}

/// All outages of a history, oldest first.
pub(super) fn outages(history: &[Entry]) -> Vec<Outage> {
    let mut all: Vec<Outage> = Vec::new();
    for entry in history {
        let Entry::Action { at, fact, .. } = entry else { continue };
        for (lane, backend) in Backend::ALL.into_iter().enumerate() {
            match fact {
                Fact::BackendsStopped(set) if set.has(backend) => {
                    all.push(Outage { lane, start: *at, end: None });
                }
                Fact::BackendsStarted(set) if set.has(backend) => {
                    if let Some(open) = all.iter_mut().rev().find(|outage| outage.lane == lane) {
                        open.end = open.end.or(Some(*at));
                    }
                }
                _ => (),
            }
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use drill::Backends;

    use super::*;

    #[test]
    fn an_outage_lasts_from_its_stop_to_its_own_start() {
        let both = Backends::of(&[Backend::Application, Backend::Messaging]);
        let facts = [
            (10, Fact::BackendsStopped(both)),
            (20, Fact::BackendsStarted(Backends::of(&[Backend::Messaging]))),
            (30, Fact::BackendsStopped(Backends::of(&[Backend::Messaging]))),
        ];
        let history: Vec<Entry> =
            facts.into_iter().map(|(at, fact)| Entry::Action { seq: at, at: Millis::from_secs(at), fact }).collect();
        let words: Vec<String> = outages(&history).iter().map(Outage::words).collect();
        let expected = ["Application off from 0:10", "Messaging off from 0:10 to 0:20", "Messaging off from 0:30"];
        assert_eq!(words, expected);
    }
}
