//! What was done and seen, as far back as the page has it: the end comes with each view, and earlier entries on request.

use std::ops::Deref;

use drill::Tail;
use protocol::Entry;

/// The last entries that are known, without a hole. Reads like the slice of them.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct KnownHistory {
    /// How many entries came before them.
    before: usize,
    entries: Vec<Entry>,
}

impl KnownHistory {
    /// What a view brings.
    pub fn of(tail: &Tail<Entry>) -> Self {
        Self { before: tail.before, entries: tail.items.clone() }
    }

    /// How many entries there are in all, those among them that are not known here.
    pub const fn total(&self) -> usize {
        self.before + self.entries.len()
    }

    /// How many entries came before those that are known.
    pub const fn missing(&self) -> usize {
        self.before
    }

    /// Goes on to what a newer view brings. What was known before it stays known, as long as that leaves no hole.
    pub(super) fn go_on(&mut self, tail: &Tail<Entry>) {
        if self.before <= tail.before && tail.before <= self.total() {
            self.entries.truncate(tail.before - self.before);
            self.entries.extend_from_slice(&tail.items);
        } else {
            *self = Self::of(tail);
        }
    }

    /// Takes in earlier entries, of which the first is at this place of the whole, if they end where the known ones begin.
    pub(super) fn take_in(&mut self, first: usize, mut earlier: Vec<Entry>) {
        if first + earlier.len() == self.before {
            earlier.append(&mut self.entries);
            *self = Self { before: first, entries: earlier };
        }
    }
}

impl Deref for KnownHistory {
    type Target = [Entry];

    fn deref(&self) -> &[Entry] {
        &self.entries
    }
}

#[cfg(test)]
mod tests {
    use drill::{Fact, Millis};

    use super::*;

    fn entries(numbers: std::ops::Range<u64>) -> Vec<Entry> {
        numbers.map(|seq| Entry::Action { seq, at: Millis(seq), fact: Fact::ClockResumed }).collect()
    }

    fn tail(numbers: std::ops::Range<u64>) -> Tail<Entry> {
        Tail { before: usize::try_from(numbers.start).expect("it is small"), items: entries(numbers) }
    }

    /// What is known after views with these ends.
    fn check(ends: &[std::ops::Range<u64>], known: std::ops::Range<u64>) {
        let mut history = KnownHistory::default();
        for end in ends {
            history.go_on(&tail(end.clone()));
        }
        assert_eq!(history, KnownHistory::of(&tail(known)), "{ends:?}");
    }

    #[test]
    fn what_was_known_stays_known_without_a_hole() {
        check(&[0..3, 1..5], 0..5);
        check(&[0..3, 3..9], 0..9);
        // A view that was missed leaves a hole, which is not filled by guessing.
        check(&[0..3, 4..9], 4..9);
        // What was undone is not there any more.
        check(&[0..9, 5..7], 0..7);
        check(&[4..9, 2..6], 2..6);
    }

    #[test]
    fn earlier_entries_are_taken_in_where_they_fit() {
        let mut history = KnownHistory::of(&tail(5..9));
        history.take_in(1, entries(1..3));
        assert_eq!(history.missing(), 5);
        history.take_in(2, entries(2..5));
        assert_eq!(history, KnownHistory::of(&tail(2..9)));
    }
}
