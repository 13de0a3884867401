//! The places on screen that a talk track can point to, and the words for them.

use serde::{Deserialize, Serialize};

use crate::{Pane, Thing};

/// A place on screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Place {
    /// One thing on a mock window, in the database or in the ledger.
    Seen(Pane, Thing),
    /// The whole of a mock window.
    Window(Pane),
    /// The three backends.
    Backends,
    /// The room's clock.
    Clock,
    /// The list of what just changed.
    Changes,
    /// The timeline.
    Timeline,
    /// Who is misled.
    Misled,
    /// The talk track, or the coach of somebody who learns alone.
    Talk,
    /// What lets others watch.
    Share,
}

const WORDS: [(&str, Place); 25] = [
    ("agent login", Place::Seen(Pane::Agent, Thing::Login)),
    ("agent desktop", Place::Seen(Pane::Agent, Thing::Desktop)),
    ("agent icon", Place::Seen(Pane::Agent, Thing::Icon)),
    ("agent title-flashing", Place::Seen(Pane::Agent, Thing::TitleFlashing)),
    ("agent popup", Place::Seen(Pane::Agent, Thing::Popup)),
    ("agent tab", Place::Seen(Pane::Agent, Thing::Tab)),
    ("agent open", Place::Seen(Pane::Agent, Thing::Open)),
    ("agent reply", Place::Seen(Pane::Agent, Thing::Reply)),
    ("agent inbox", Place::Seen(Pane::Agent, Thing::Inbox)),
    ("agent line", Place::Seen(Pane::Agent, Thing::Line)),
    ("agent", Place::Window(Pane::Agent)),
    ("customer page", Place::Seen(Pane::Customer, Thing::Page)),
    ("customer notice", Place::Seen(Pane::Customer, Thing::Notice)),
    ("customer can-type", Place::Seen(Pane::Customer, Thing::CanType)),
    ("customer line", Place::Seen(Pane::Customer, Thing::Line)),
    ("customer", Place::Window(Pane::Customer)),
    ("database row", Place::Seen(Pane::Database, Thing::Row)),
    ("ledger message", Place::Seen(Pane::Ledger, Thing::Message)),
    ("backends", Place::Backends),
    ("clock", Place::Clock),
    ("changes", Place::Changes),
    ("timeline", Place::Timeline),
    ("misled", Place::Misled),
    ("talk", Place::Talk),
    ("share", Place::Share),
];

impl Place {
    /// The place of these words, such as `agent icon`; those of `expect` where it is one thing on one pane.
    pub fn of_words(words: &str) -> Option<Self> {
        WORDS.iter().find(|(known, _)| *known == words).map(|(_, place)| *place)
    }
}
