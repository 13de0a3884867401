//! Differences between two values, small enough to travel: a field that has changed, or of a list "keep these, then those".

use drill::Tail;
use serde::{Deserialize, Serialize};

/// A value whose difference from an older one can travel.
pub trait Diff: Sized {
    /// What differs.
    type Change: Clone + std::fmt::Debug + PartialEq + Serialize + for<'de> Deserialize<'de>;

    /// What makes `new` of this; nothing if they are equal.
    fn diff(&self, new: &Self) -> Option<Self::Change>;

    /// Makes the newer value of the older one. A change that was made for another value is refused: `false`, and then the
    /// value may be anything.
    #[must_use]
    fn apply(&mut self, change: Self::Change) -> bool;
}

/// Values that travel whole.
macro_rules! travels_whole {
    ($($type:ty),* $(,)?) => {
        $(impl Diff for $type {
            type Change = Self;

            fn diff(&self, new: &Self) -> Option<Self> {
                (self != new).then(|| new.clone())
            }

            fn apply(&mut self, change: Self) -> bool {
                *self = change;
                true
            }
        })*
    };
}

pub(crate) use travels_whole;

travels_whole! { bool, u64, usize, String }

/// What differs in the end of a list: of the old items some are kept, at both ends of what changed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TailChange<T> {
    /// [`Tail::before`] of the new one.
    pub before: usize,
    /// How many of the first old items go.
    pub skip: usize,
    /// How many after them stay.
    pub keep: usize,
    /// What comes then.
    pub then: Vec<T>,
    /// How many of the last old items stay behind it.
    pub rest: usize,
}

impl<T> Diff for Tail<T>
where
    T: Clone + std::fmt::Debug + PartialEq + Serialize + for<'de> Deserialize<'de>,
{
    type Change = TailChange<T>;

    fn diff(&self, new: &Self) -> Option<TailChange<T>> {
        if self == new {
            return None;
        }
        // What slid out at the beginning, if nothing but that and what is new at the end has changed.
        let skip = new.before.saturating_sub(self.before).min(self.items.len());
        let old = &self.items[skip..];
        let keep = old.iter().zip(&new.items).take_while(|(old, new)| old == new).count();
        let (old, then) = (&old[keep..], &new.items[keep..]);
        let rest = old.iter().rev().zip(then.iter().rev()).take_while(|(old, new)| old == new).count();
        Some(TailChange { before: new.before, skip, keep, then: then[..then.len() - rest].to_vec(), rest })
    }

    fn apply(&mut self, change: TailChange<T>) -> bool {
        let TailChange { before, skip, keep, then, rest } = change;
        let length = self.items.len();
        if skip.checked_add(keep).and_then(|kept| kept.checked_add(rest)).is_none_or(|kept| kept > length) {
            return false;
        }
        self.before = before;
        self.items.splice(skip + keep..length - rest, then);
        self.items.drain(..skip);
        true
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn tail() -> impl Strategy<Value = Tail<u8>> {
        (0..6_usize, prop::collection::vec(0..4_u8, 0..8)).prop_map(|(before, items)| Tail { before, items })
    }

    proptest! {
        #[test]
        fn what_differs_makes_the_new_list_of_the_old_one((old, new) in (tail(), tail())) {
            let mut made = old.clone();
            let change = old.diff(&new);
            prop_assert_eq!(change.is_none(), old == new);
            prop_assert!(change.is_none_or(|change| made.apply(change)));
            prop_assert_eq!(made, new);
        }
    }

    /// How many items travel from one list to another.
    fn check(old: (usize, &[u8]), new: (usize, &[u8]), then: &[u8]) {
        let tail = |(before, items): (usize, &[u8])| Tail { before, items: items.to_vec() };
        let change = tail(old).diff(&tail(new)).expect("they differ");
        assert_eq!(change.then, then, "{old:?} {new:?}");
    }

    #[test]
    fn a_list_sends_what_is_new_alone() {
        check((0, &[1, 2]), (0, &[1, 2, 3]), &[3]);
        check((0, &[1, 2, 3]), (1, &[2, 3, 4]), &[4]);
        check((0, &[1, 2, 3, 4]), (0, &[1, 3, 4]), &[]);
        check((0, &[1, 2, 3, 4]), (0, &[1, 9, 3, 4]), &[9]);
        check((5, &[1, 2, 3]), (3, &[8, 9, 1]), &[8, 9, 1]);
        check((0, &[]), (0, &[1]), &[1]);
    }

    #[test]
    fn a_change_for_another_list_is_refused() {
        let mut short = Tail { before: 0, items: vec![1] };
        assert!(!short.apply(TailChange { before: 0, skip: 1, keep: 1, then: vec![2], rest: 0 }));
        assert!(!short.apply(TailChange { before: 0, skip: usize::MAX, keep: 1, then: vec![2], rest: 0 }));
    }
}
