//! Looking back: a moment that has passed, as far as its viewer may see it.

use drill::{Event, Fact, Millis, State};
use serde::{Deserialize, Serialize};

use super::{Audience, Tale, WatchView, view::changes_for};

/// After how many events a record keeps a state: folding so many takes about a millisecond, and a state can be large.
const KEPT_EVERY: usize = 1_000;

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

/// A log that can be looked at anywhere without being folded from its beginning. What was taken back is not in it.
#[derive(Clone, Debug, Default)]
pub struct Record {
    log: Vec<Event>,
    tale: Tale,
    /// States on the way, each after a multiple of [`KEPT_EVERY`] events.
    kept: Vec<State>,
}

impl Record {
    /// The number of its last event; 0 before the first.
    pub const fn seq(&self) -> u64 {
        self.tale.state().seq
    }

    /// Goes on with the next events of the log.
    pub fn hear(&mut self, events: Vec<Event>) {
        for event in events {
            if let Fact::TakenBack(from, _) = event.fact {
                self.log.truncate(self.log.partition_point(|event| event.seq < from));
                self.kept.truncate(self.log.len() / KEPT_EVERY);
            }
            self.tale.hear(&event);
            self.log.push(event);
            if self.log.len().is_multiple_of(KEPT_EVERY) {
                self.kept.push(self.tale.state().clone());
            }
        }
    }

    /// What this audience could see at `at`, or at the end if that was earlier. What came due by itself is shown at its own
    /// instant, also where the clock was moved on over it.
    pub fn past(&self, at: Millis, end: Millis, by: Audience, led: bool) -> Past {
        let at = at.min(end);
        let story = self.tale.story();
        let (told, to_come) = story.split_at(story.partition_point(|entry| entry.at() <= at));
        let mut view = WatchView::of(&self.state_at(at), told, at, by);
        // What shows there is what was shown then, not that the drill has gone on since.
        view.moved_on = None;
        let changes = |entry: &&super::Entry| changes_for(entry, by);
        let before = told.iter().rev().filter(changes).map(super::Entry::at).find(|moment| *moment < at);
        let after = to_come.iter().find(changes).map(super::Entry::at).filter(|after| *after <= end);
        Past { view, before, after, end, led }
    }

    /// The state at `at`, everything due by then included.
    pub fn state_at(&self, at: Millis) -> State {
        let told = self.log.partition_point(|event| event.at <= at);
        let place = told / KEPT_EVERY;
        let mut state = place.checked_sub(1).map_or_else(State::new, |last| self.kept[last].clone());
        for event in &self.log[place * KEPT_EVERY..told] {
            drill::apply(&mut state, event);
        }
        drill::advance(&mut state, at);
        state
    }
}

#[cfg(test)]
mod tests {
    use drill::{Backend, Backends};

    use super::*;

    /// Outages, waits and marks, longer than what is kept between two states.
    fn log() -> Vec<Event> {
        let facts = |n: u64| match n % 4 {
            0 => Fact::BackendsStopped(Backends::of(&[Backend::Messaging])),
            1 => Fact::CustomerSaid(format!("line {n}")),
            2 => Fact::BackendsStarted(Backends::of(&[Backend::Messaging])),
            _ => Fact::TimeMarked,
        };
        let opened = Fact::RoomOpened { title: String::new(), summary: String::new(), storyboard: None };
        let first = Event::new(1, Millis::ZERO, 0, opened);
        let more = (2..2 * KEPT_EVERY as u64 + 300).map(|n| Event::new(n, Millis(n * 900), 0, facts(n)));
        std::iter::once(first).chain(more).collect()
    }

    #[test]
    fn what_was_taken_back_is_in_no_record_and_in_no_tale() {
        let log = log();
        for from in [5, 700, 1_000, 1_001, 2_200] {
            let told = &log[..from + 30];
            let (seq, at) = (told.len() as u64 + 1, told[told.len() - 1].at);
            let back = Event::new(seq, at, 0, Fact::TakenBack(from as u64, Box::new(Fact::TimeMarked)));
            let (mut done, mut never) = (Record::default(), Record::default());
            done.hear(told.to_vec());
            done.hear(vec![back.clone()]);
            never.hear([&told[..from - 1], &[back]].concat());
            assert_eq!(done.tale.state(), never.tale.state());
            assert_eq!(done.tale.story(), never.tale.story());
            for at in (0..at.0).step_by(31_300).chain([at.0]).map(Millis) {
                assert_eq!(done.state_at(at), never.state_at(at), "{from} {at}");
            }
            let raw = [told, &done.log[done.log.len() - 1..]].concat();
            assert_eq!(Tale::of(&raw).state(), never.tale.state(), "read from the store");
        }
    }

    #[test]
    fn a_record_shows_at_every_moment_what_was_shown_then_however_it_was_read() {
        let log = log();
        let end = log.last().map_or(Millis::ZERO, |event| event.at);
        let (mut at_once, mut in_parts) = (Record::default(), Record::default());
        at_once.hear(log.clone());
        for part in log.chunks(333) {
            in_parts.hear(part.to_vec());
        }
        for at in (0..end.0).step_by(61_700).chain([end.0]).map(Millis) {
            // A mark at that moment makes the tale tell what came due by then, and tells nothing itself.
            let told = log.partition_point(|event| event.at <= at);
            let mark = Event::new(told as u64 + 1, at, 0, Fact::TimeMarked);
            let tale = Tale::of(&[&log[..told], &[mark]].concat());
            for by in Audience::ALL {
                let past = at_once.past(at, end, by, false);
                assert_eq!(past, in_parts.past(at, end, by, false));
                let live = WatchView { seq: told as u64, ..tale.watched(at, by) };
                assert_eq!(past.view, live, "{at} {by:?}");
                assert!(past.before.is_none_or(|before| before < at) && past.after.is_none_or(|after| after > at));
            }
        }
    }
}
