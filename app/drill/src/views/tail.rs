//! The end of a list that grows with the room.

use std::ops::Deref;

use imbl::Vector;
use serde::{Deserialize, Serialize};

/// The last items of a list, and how many came before them. Reads like the slice of its items.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tail<T> {
    /// How many items of the list are left out before the first one here.
    pub before: usize,
    /// The items, oldest first.
    pub items: Vec<T>,
}

impl<T> Tail<T> {
    /// The last `max` items of a list, found from its end.
    pub fn of(list: impl ExactSizeIterator<Item = T> + DoubleEndedIterator, max: usize) -> Self {
        let before = list.len().saturating_sub(max);
        let mut items: Vec<T> = list.rev().take(max).collect();
        items.reverse();
        Self { before, items }
    }

    /// The last `max` items before place `before` of a list, made of its own items by `change`: what it costs does not grow with
    /// the list.
    pub(crate) fn of_part<'a, A: Clone>(
        list: &'a Vector<A>,
        skip: usize,
        before: usize,
        max: usize,
        change: impl Fn(&'a A) -> T,
    ) -> Self {
        let end = before.min(list.len().saturating_sub(skip));
        let first = end.saturating_sub(max);
        let items = list.focus().narrow(skip + first..skip + end).into_iter().map(change).collect();
        Self { before: first, items }
    }

    /// How many items the whole list has.
    pub const fn total(&self) -> usize {
        self.before + self.items.len()
    }
}

impl<T> Default for Tail<T> {
    fn default() -> Self {
        Self { before: 0, items: Vec::new() }
    }
}

impl<T> Deref for Tail<T> {
    type Target = [T];

    fn deref(&self) -> &[T] {
        &self.items
    }
}

impl<T> IntoIterator for Tail<T> {
    type Item = T;
    type IntoIter = std::vec::IntoIter<T>;

    fn into_iter(self) -> Self::IntoIter {
        self.items.into_iter()
    }
}

impl<'a, T> IntoIterator for &'a Tail<T> {
    type Item = &'a T;
    type IntoIter = std::slice::Iter<'a, T>;

    fn into_iter(self) -> Self::IntoIter {
        self.items.iter()
    }
}
