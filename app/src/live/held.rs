//! A value that views follow: whoever reads it is drawn again when it has changed. Leptos has signals and memos for that,
//! whose code is there once for every type of value; here it is there once for all, a fifth of the client less.

use leptos::prelude::*;

/// A value, and what tells its readers that it has changed.
pub struct Held<T: 'static> {
    value: StoredValue<T>,
    changes: RwSignal<u32>,
}

impl<T> Clone for Held<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Held<T> {}

impl<T: Send + Sync + 'static> Held<T> {
    /// A value that lives as long as the view that makes it.
    pub fn new(value: T) -> Self {
        Self { value: StoredValue::new(value), changes: RwSignal::new(0) }
    }

    /// Reads it, and follows it.
    pub fn with<R>(&self, read: impl FnOnce(&T) -> R) -> R {
        self.track();
        self.value.with_value(read)
    }

    /// Reads it as it is now.
    pub fn with_untracked<R>(&self, read: impl FnOnce(&T) -> R) -> R {
        self.value.with_value(read)
    }

    /// Follows it without reading it.
    pub fn track(&self) {
        self.changes.track();
    }

    /// Changes it in place and tells its readers.
    pub fn update(&self, change: impl FnOnce(&mut T)) {
        self.value.update_value(change);
        self.changes.update(|changes| *changes = changes.wrapping_add(1));
    }
}

impl<T: Clone + Send + Sync + 'static> Held<T> {
    /// A copy of it, followed.
    pub fn get(&self) -> T {
        self.with(T::clone)
    }

    /// A copy of it as it is now.
    pub fn get_untracked(&self) -> T {
        self.with_untracked(T::clone)
    }
}

impl<T: PartialEq + Send + Sync + 'static> Held<T> {
    /// Puts another value in its place. Its readers hear of it only if it is another.
    pub fn set(&self, value: T) {
        if self.value.with_value(|old| *old != value) {
            self.update(|old| *old = value);
        }
    }
}
