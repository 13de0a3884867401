//! The three simulated backends, and sets of them.

use std::fmt;

use serde::{Deserialize, Serialize};

/// A simulated server. Nothing real stands behind it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Backend {
    /// Holds the agent's console and the chat session.
    Application,
    /// Routes work, fetches and sends e-mail.
    Services,
    /// Carries chat lines between agent and customer.
    Messaging,
}

impl Backend {
    /// All three, in the order of the keys `1` `2` `3`.
    pub const ALL: [Self; 3] = [Self::Application, Self::Services, Self::Messaging];

    /// Its word in scripts.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Application => "application",
            Self::Services => "services",
            Self::Messaging => "messaging",
        }
    }

    /// Its name on screen.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Application => "Application",
            Self::Services => "Services",
            Self::Messaging => "Messaging",
        }
    }

    const fn bit(self) -> u8 {
        match self {
            Self::Application => 1,
            Self::Services => 2,
            Self::Messaging => 4,
        }
    }
}

impl fmt::Display for Backend {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

/// A set of backends, on the wire a list of their words.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(from = "Vec<Backend>", into = "Vec<Backend>")]
pub struct Backends(u8);

impl Backends {
    /// None of them.
    pub const NONE: Self = Self(0);
    /// All three.
    pub const ALL: Self = Self(7);

    /// Exactly the ones given.
    pub fn of(backends: &[Backend]) -> Self {
        Self(backends.iter().fold(0, |bits, backend| bits | backend.bit()))
    }

    /// Whether `backend` is among them.
    pub const fn has(self, backend: Backend) -> bool {
        self.0 & backend.bit() != 0
    }

    /// These and `backend`.
    #[must_use]
    pub const fn with(self, backend: Backend) -> Self {
        Self(self.0 | backend.bit())
    }

    /// Those that are not among these.
    #[must_use]
    pub const fn others(self) -> Self {
        Self(Self::ALL.0 & !self.0)
    }

    /// How many there are, 0 to 3.
    pub const fn count(self) -> u32 {
        self.0.count_ones()
    }

    /// Whether there is none.
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Each of them, in the order of [`Backend::ALL`].
    pub fn iter(self) -> impl Iterator<Item = Backend> {
        Backend::ALL.into_iter().filter(move |backend| self.has(*backend))
    }
}

impl From<Vec<Backend>> for Backends {
    fn from(list: Vec<Backend>) -> Self {
        Self::of(&list)
    }
}

impl From<Backends> for Vec<Backend> {
    fn from(set: Backends) -> Self {
        set.iter().collect()
    }
}

impl fmt::Display for Backends {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names: Vec<&str> = self.iter().map(Backend::name).collect();
        match names[..] {
            [] => f.write_str("no backend"),
            [only] => f.write_str(only),
            [one, two] => write!(f, "{one} and {two}"),
            _ => f.write_str("all three backends"),
        }
    }
}
