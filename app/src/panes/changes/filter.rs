//! Which entries the list of changes shows.

use drill::{Fact, Pane, Provenance};
use protocol::Entry;

use crate::narration::is_ordinary;

/// Which entries the list shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Filter {
    /// What people did, and what the rules made of it.
    Effects,
    /// Only what the source says.
    Documented,
    /// The ordinary working too.
    Everything,
}

impl Filter {
    /// All of them, in the order of the choice.
    pub const ALL: [Self; 3] = [Self::Effects, Self::Documented, Self::Everything];

    /// Its name on screen.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Effects => "Effects",
            Self::Documented => "Documented",
            Self::Everything => "Everything",
        }
    }

    /// Whether it shows this entry.
    pub fn keeps(self, entry: &Entry) -> bool {
        match self {
            Self::Effects => !is_ordinary(entry) && !is_bookkeeping(entry),
            Self::Documented => {
                matches!(entry, Entry::Effect(effect) if effect.why.provenance() == Provenance::Documented)
            }
            Self::Everything => true,
        }
    }
}

/// What the clock and the trainer's own tools did, and the closing of a pop-up: the timeline has it.
fn is_bookkeeping(entry: &Entry) -> bool {
    match entry {
        Entry::Action { fact, .. } => matches!(
            fact,
            Fact::RoomOpened { .. }
                | Fact::ClockResumed
                | Fact::ClockPaused(_)
                | Fact::SpeedChanged(_)
                | Fact::ClockSkipped(_)
                | Fact::NoteAdded(_)
                | Fact::StepPlayed(_)
                | Fact::AutoSwitched(_)
                | Fact::ProjectorSwitched(_)
                | Fact::TruthShared(_)
                | Fact::ContinuedIn(_)
                | Fact::HintTaken(_)
                | Fact::Answered(..)
                | Fact::Judged(..)
        ),
        Entry::Effect(effect) => effect.pane == Pane::Agent && effect.value == "none" && effect.words.is_none(),
    }
}
