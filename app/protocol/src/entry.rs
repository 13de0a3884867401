//! An entry of a room's history.

use drill::{Effect, Fact, Millis};
use serde::{Deserialize, Serialize};

/// An entry of a room's history.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Entry {
    /// Somebody did something.
    Action {
        /// The event's number; an effect's cause and toggle refer to it.
        seq: u64,
        /// Room time.
        at: Millis,
        /// What.
        fact: Fact,
    },
    /// A screen changed.
    Effect(Effect),
}

impl Entry {
    /// Its room time.
    pub const fn at(&self) -> Millis {
        match self {
            Self::Action { at, .. } => *at,
            Self::Effect(effect) => effect.at,
        }
    }
}
