//! The lists of which a view brings only the end, as far back as the page has them: earlier items come on request.

use std::ops::Deref;

use drill::{InboxEntry, LedgerEntry, Line, Shown, Tail};
use protocol::{Entry, RoomView};
use reactive_stores::Store;

/// What was done and seen, as far back as it is known.
pub type KnownHistory = Known<Entry>;

/// What the panes list, as far back as it is known.
#[derive(Clone, Debug, PartialEq, Store)]
pub struct Lists {
    /// The lines of the chat in the agent's view.
    pub agent_lines: Known<Line>,
    /// The lines on the customer's page.
    pub customer_lines: Known<Line>,
    /// Every message; none but for those who lead.
    pub ledger: Known<LedgerEntry>,
    /// The e-mails in the agent's inbox.
    pub emails: Known<Shown<InboxEntry>>,
}

impl Lists {
    /// What a view brings.
    pub(super) fn of(view: &RoomView) -> Self {
        Self {
            agent_lines: Known::of(&view.agent.transcript),
            customer_lines: Known::of(&view.customer.transcript),
            ledger: Known::of(&view.ledger),
            emails: Known::of(&view.agent.emails),
        }
    }
}

/// The last items of a list that are known, without a hole. Reads like the slice of them.
#[derive(Clone, Debug, PartialEq)]
pub struct Known<T> {
    /// How many items came before them.
    before: usize,
    items: Vec<T>,
}

impl<T> Known<T> {
    /// How many items there are in all, those among them that are not known here.
    pub const fn total(&self) -> usize {
        self.before + self.items.len()
    }

    /// How many items came before those that are known.
    pub const fn missing(&self) -> usize {
        self.before
    }

    /// What is known from this place of the whole list on.
    fn end_from(&self, place: usize) -> Option<&[T]> {
        self.items.get(place.checked_sub(self.before)?..)
    }
}

impl<T: Clone + PartialEq> Known<T> {
    /// What a view brings.
    pub fn of(tail: &Tail<T>) -> Self {
        Self { before: tail.before, items: tail.items.clone() }
    }

    /// Knows what a view brings, and nothing before it. Whether that is a change.
    pub(super) fn begin(&mut self, tail: &Tail<T>) -> bool {
        let changes = self.before != tail.before || self.items != tail.items;
        if changes {
            *self = Self::of(tail);
        }
        changes
    }

    /// Goes on to what a newer view brings. What was known before it stays known, as long as that leaves no hole and the list
    /// is the same one: the item with which the view begins is known at its place. Whether that is a change.
    pub(super) fn go_on(&mut self, tail: &Tail<T>) -> bool {
        match self.end_from(tail.before) {
            Some(end) if end == tail.items => false,
            Some([first, ..]) if tail.first() == Some(first) => {
                self.items.truncate(tail.before - self.before);
                self.items.extend_from_slice(&tail.items);
                true
            }
            _ => self.begin(tail),
        }
    }

    /// Whether something in what a newer view brings is not what was known at its place.
    pub(super) fn is_changed_by(&self, tail: &Tail<T>) -> bool {
        self.end_from(tail.before).is_some_and(|end| end.iter().zip(tail).any(|(known, item)| known != item))
    }

    /// Takes in earlier items, of which the first is at this place of the whole, if they end where the known ones begin.
    /// Whether they do.
    pub(super) fn take_in(&mut self, first: usize, mut earlier: Vec<T>) -> bool {
        let fits = !earlier.is_empty() && first + earlier.len() == self.before;
        if fits {
            earlier.append(&mut self.items);
            *self = Self { before: first, items: earlier };
        }
        fits
    }
}

impl<T> Deref for Known<T> {
    type Target = [T];

    fn deref(&self) -> &[T] {
        &self.items
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What happens to a list whose items are letters.
    enum Input {
        /// A view brings its end: the letters from this place on.
        End(usize, &'static str),
        /// Earlier ones come.
        Earlier(usize, &'static str),
    }
    use Input::{Earlier, End};

    fn tail(before: usize, letters: &str) -> Tail<char> {
        Tail { before, items: letters.chars().collect() }
    }

    /// What is known in the end: how many are missing, and which letters follow. Of each input, whether it is a change.
    fn check(inputs: &[(Input, bool)], before: usize, letters: &str) {
        let mut known = Known::of(&tail(0, ""));
        for (place, (input, changes)) in inputs.iter().enumerate() {
            let does = match input {
                End(before, letters) => known.go_on(&tail(*before, letters)),
                Earlier(first, letters) => known.take_in(*first, letters.chars().collect()),
            };
            assert_eq!(does, *changes, "input {place}, on the way to {letters}");
        }
        assert_eq!(known, Known::of(&tail(before, letters)));
    }

    #[test]
    fn what_was_known_stays_known_without_a_hole() {
        check(&[(End(0, "abc"), true)], 0, "abc");
        check(&[(End(0, "abc"), true), (End(1, "bcde"), true)], 0, "abcde");
        check(&[(End(0, "abc"), true), (End(1, "bc"), false)], 0, "abc");
        check(&[(End(0, "abc"), true), (End(0, ""), true), (End(0, ""), false)], 0, "");
        // What was undone is not there any more.
        check(&[(End(0, "abcdefgh"), true), (End(5, "fx"), true)], 0, "abcdefx");
        check(&[(End(4, "efgh"), true), (End(2, "cdef"), true)], 2, "cdef");
        // A view that was missed leaves a hole, or may leave one, which is not filled by guessing.
        check(&[(End(0, "abc"), true), (End(4, "efgh"), true)], 4, "efgh");
        check(&[(End(0, "abc"), true), (End(3, "defg"), true)], 3, "defg");
        // Another list, whose end lies where this one's does.
        check(&[(End(0, "abcdef"), true), (End(2, "uvwx"), true)], 2, "uvwx");
        check(&[(End(0, "abcdef"), true), (End(0, "uv"), true)], 0, "uv");
    }

    #[test]
    fn earlier_items_are_taken_in_where_they_fit() {
        let end = || (End(5, "fgh"), true);
        check(&[end(), (Earlier(2, "cde"), true)], 2, "cdefgh");
        check(&[end(), (Earlier(2, "cde"), true), (Earlier(0, "ab"), true)], 0, "abcdefgh");
        // They were asked for before more came at the end.
        check(&[end(), (End(6, "ghi"), true), (Earlier(2, "cde"), true)], 2, "cdefghi");
        // Those of another moment or another list do not fit.
        check(&[end(), (Earlier(1, "bc"), false)], 5, "fgh");
        check(&[end(), (Earlier(2, "cde"), true), (Earlier(2, "cde"), false)], 2, "cdefgh");
        check(&[end(), (End(0, "uvw"), true), (Earlier(0, ""), false)], 0, "uvw");
    }

    #[test]
    fn a_change_of_what_is_known_is_told_from_more_of_it() {
        let known = Known::of(&tail(2, "cdef"));
        for (before, letters, changed) in
            [(2, "cdef", false), (3, "defg", false), (2, "cde", false), (6, "g", false), (3, "dxf", true)]
        {
            assert_eq!(known.is_changed_by(&tail(before, letters)), changed, "{before} {letters}");
        }
    }
}
