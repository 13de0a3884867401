//! A value that views follow: whoever reads it is drawn again when it has changed. Leptos has signals and memos for that,
//! whose code is there once for every type of value; here it is there once for all, a fifth of the client less.

use std::{any::Any, marker::PhantomData};

use leptos::prelude::*;

/// A value, and what tells its readers that it has changed.
pub struct Held<T: 'static> {
    /// Its type is forgotten, for the same reason.
    value: StoredValue<Box<dyn Any + Send + Sync>>,
    changes: RwSignal<u32>,
    of: PhantomData<fn() -> T>,
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
        Self { value: StoredValue::new(Box::new(value)), changes: RwSignal::new(0), of: PhantomData }
    }

    /// Reads it, and follows it.
    pub fn with<R>(&self, read: impl FnOnce(&T) -> R) -> R {
        self.track();
        self.with_untracked(read)
    }

    /// Reads it as it is now.
    pub fn with_untracked<R>(&self, read: impl FnOnce(&T) -> R) -> R {
        self.value.with_value(|value| read(opened(&**value)))
    }

    /// Follows it without reading it.
    pub fn track(&self) {
        self.changes.track();
    }

    /// Changes it in place and tells its readers.
    pub fn update(&self, change: impl FnOnce(&mut T)) {
        self.value.update_value(|value| change(opened_mut(&mut **value)));
        self.changes.update(|changes| *changes = changes.wrapping_add(1));
    }
}

/// A switch that stays as it is while the tab is open, over reloads and other rooms.
#[cfg(feature = "hydrate")]
pub fn remembered(name: &'static str, otherwise: bool) -> Held<bool> {
    const ON: &str = "on";
    // A browser that keeps nothing has a page that forgets.
    let store = window().session_storage().ok().flatten();
    let kept = store.as_ref().and_then(|store| store.get_item(name).ok().flatten());
    let switch = Held::new(kept.map_or(otherwise, |kept| kept == ON));
    Effect::new(move || {
        let now = if switch.get() { ON } else { "" };
        if let Some(store) = &store {
            // A full or closed store leaves a page that forgets.
            let _ = store.set_item(name, now);
        }
    });
    switch
}

/// On the server it is as it is for whoever comes first.
#[cfg(not(feature = "hydrate"))]
pub fn remembered(_name: &'static str, otherwise: bool) -> Held<bool> {
    Held::new(otherwise)
}

/// A value has the type that it was made with.
const SAME_TYPE: &str = "the type of a held value";

fn opened<T: 'static>(value: &(dyn Any + Send + Sync)) -> &T {
    value.downcast_ref().expect(SAME_TYPE)
}

fn opened_mut<T: 'static>(value: &mut (dyn Any + Send + Sync)) -> &mut T {
    value.downcast_mut().expect(SAME_TYPE)
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
        if self.with_untracked(|old| *old != value) {
            self.update(|old| *old = value);
        }
    }
}
