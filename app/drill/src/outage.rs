//! When a backend was off.

use crate::{Backend, Backends, Millis};

/// A moment in the log: a room time, and the number of the event that made it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stamp {
    /// Room time.
    pub at: Millis,
    /// The event's number.
    pub seq: u64,
}

/// One outage of one backend.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Outage {
    /// Which backend.
    pub backend: Backend,
    /// When it was switched off.
    pub stopped: Stamp,
    /// When it was switched on again.
    pub started: Option<Stamp>,
    /// This backend, and every other that was off at some moment of it.
    pub together: Backends,
    /// Whether all three were off at one moment of it.
    pub all_three: bool,
}

/// A place in [`State::outages`].
pub type OutageIndex = usize;
