//! Looking back: a moment that has passed, as far as its viewer may see it.

use drill::{Event, Fact, Millis, State};

use crate::{Audience, Earlier, List, ReplayPosition, RoomProjection, RoomView};

/// After how many events a state is kept: folding so many takes about a millisecond, and a state can be large.
const CHECKPOINT_EVERY: usize = 1_000;

/// A log that can be looked at anywhere without being folded from its beginning. What was undone is not in it.
#[derive(Clone, Debug, Default)]
pub struct ReplayIndex {
    log: Vec<Event>,
    projection: RoomProjection,
    /// States on the way, each after a multiple of [`CHECKPOINT_EVERY`] events.
    checkpoints: Vec<State>,
}

impl ReplayIndex {
    /// The number of its last event; 0 before the first.
    pub const fn seq(&self) -> u64 {
        self.projection.state().seq
    }

    /// Goes on with the next events of the log.
    pub fn extend(&mut self, events: Vec<Event>) {
        for event in events {
            if let Fact::Undone(from, _) = event.fact {
                self.log.truncate(self.log.partition_point(|event| event.seq < from));
                self.checkpoints.truncate(self.log.len() / CHECKPOINT_EVERY);
            }
            self.projection.apply(&event);
            self.log.push(event);
            if self.log.len().is_multiple_of(CHECKPOINT_EVERY) {
                self.checkpoints.push(self.projection.state().clone());
            }
        }
    }

    /// What this audience could see at `at`, or at the end if that was earlier. What came due by itself is shown at its own
    /// instant, also where the clock was moved on over it.
    pub fn view(&self, at: Millis, end: Millis, by: Audience, led: bool) -> RoomView {
        let at = at.min(end);
        let history = self.projection.history();
        let (told, to_come) = history.split_at(history.partition_point(|entry| entry.at() <= at));
        let changes = |entry: &&crate::Entry| by.sees_change(entry);
        let before = told.iter().rev().filter(changes).map(crate::Entry::at).find(|moment| *moment < at);
        let after = to_come.iter().find(changes).map(crate::Entry::at).filter(|after| *after <= end);
        RoomView {
            // What shows there is what was shown then, not that the drill has gone on since.
            continued_in: String::new(),
            replay: Some(ReplayPosition { at, before, after, end, led }),
            ..self.projection.view_of(&self.state_at(at), told.len(), at, by)
        }
    }

    /// The items of a list before place `before` as they were at `at`, as far as this audience may have them.
    pub fn earlier(&self, at: Millis, list: List, before: usize, by: Audience) -> Earlier {
        self.projection.earlier_of(&self.state_at(at), list, before, by)
    }

    /// The state at `at`, everything due by then included.
    pub fn state_at(&self, at: Millis) -> State {
        let told = self.log.partition_point(|event| event.at <= at);
        let place = told / CHECKPOINT_EVERY;
        let mut state = place.checked_sub(1).map_or_else(State::new, |last| self.checkpoints[last].clone());
        for event in &self.log[place * CHECKPOINT_EVERY..told] {
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
        let more = (2..2 * CHECKPOINT_EVERY as u64 + 300).map(|n| Event::new(n, Millis(n * 900), 0, facts(n)));
        std::iter::once(first).chain(more).collect()
    }

    #[test]
    fn what_was_undone_is_in_no_index_and_in_no_projection() {
        let log = log();
        for from in [5, 700, 1_000, 1_001, 2_200] {
            let told = &log[..from + 30];
            let (seq, at) = (told.len() as u64 + 1, told[told.len() - 1].at);
            let back = Event::new(seq, at, 0, Fact::Undone(from as u64, Box::new(Fact::TimeMarked)));
            let (mut done, mut never) = (ReplayIndex::default(), ReplayIndex::default());
            done.extend(told.to_vec());
            done.extend(vec![back.clone()]);
            never.extend([&told[..from - 1], &[back]].concat());
            assert_eq!(done.projection.state(), never.projection.state());
            assert_eq!(done.projection.history(), never.projection.history());
            for at in (0..at.0).step_by(31_300).chain([at.0]).map(Millis) {
                assert_eq!(done.state_at(at), never.state_at(at), "{from} {at}");
            }
            let raw = [told, &done.log[done.log.len() - 1..]].concat();
            assert_eq!(RoomProjection::of(&raw).state(), never.projection.state(), "read from the store");
        }
    }

    #[test]
    fn an_index_shows_at_every_moment_what_was_shown_then_however_it_was_read() {
        let log = log();
        let end = log.last().map_or(Millis::ZERO, |event| event.at);
        let (mut at_once, mut in_parts) = (ReplayIndex::default(), ReplayIndex::default());
        at_once.extend(log.clone());
        for part in log.chunks(333) {
            in_parts.extend(part.to_vec());
        }
        for at in (0..end.0).step_by(61_700).chain([end.0]).map(Millis) {
            // A mark at that moment makes the projection have what came due by then, and adds nothing itself.
            let told = log.partition_point(|event| event.at <= at);
            let mark = Event::new(told as u64 + 1, at, 0, Fact::TimeMarked);
            let projection = RoomProjection::of(&[&log[..told], &[mark]].concat());
            for by in Audience::ALL {
                let past = at_once.view(at, end, by, false);
                assert_eq!(past, in_parts.view(at, end, by, false));
                let live = RoomView { seq: told as u64, replay: past.replay, ..projection.view(at, by, None) };
                assert_eq!(past, live, "{at} {by:?}");
                let lists = [List::AgentLines, List::CustomerLines, List::Ledger, List::Emails];
                for (list, before) in lists.map(|list| (list, 40)).into_iter().chain([(List::History, told / 2)]) {
                    let earlier = at_once.earlier(at, list, before, by);
                    assert_eq!(earlier, projection.earlier(list, before, by), "{at} {by:?} {list:?}");
                }
                let replay = past.replay.expect("it is in the past");
                assert!(replay.before.is_none_or(|before| before < at) && replay.after.is_none_or(|after| after > at));
            }
        }
    }
}
