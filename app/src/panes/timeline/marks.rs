//! What stands on a lane at a moment, as a shape: shapes tell more than colours to those who print or see no colours.

use drill::{Fact, Fate, Millis, Pane, Thing};

use crate::{ui::is_ordinary, wire::Entry};

/// The lanes, from the top: three outages, what the two people saw, what became of the messages, and the notes.
pub const LANES: [&str; 7] = ["Application", "Services", "Messaging", "Agent", "Customer", "Messages", "Notes"];

/// The lane of what the agent saw.
pub const AGENT: usize = 3;
/// The lane of what the customer saw.
pub const CUSTOMER: usize = 4;
/// The lane of the messages.
pub const MESSAGES: usize = 5;
/// The lane of the notes.
pub const NOTES: usize = 6;

/// The most telling first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Shape {
    /// A pop-up or a notice.
    Square,
    /// The status icon or the title bar.
    Triangle,
    /// Another change of a screen, or a message that arrived.
    Circle,
    /// A message that was lost.
    Cross,
    /// A message that was not sent.
    Dash,
    /// A note.
    Flag,
}

impl Shape {
    /// The shape of what changed on a screen.
    pub const fn of(thing: Thing) -> Self {
        match thing {
            Thing::Popup | Thing::Notice => Self::Square,
            Thing::Icon | Thing::TitleFlashing => Self::Triangle,
            _ => Self::Circle,
        }
    }

    /// The shape of what became of a message.
    pub const fn of_fate(fate: Fate) -> Self {
        match fate {
            Fate::Delivered => Self::Circle,
            Fate::Lost => Self::Cross,
            Fate::Unsent => Self::Dash,
        }
    }

    /// As a path of SVG round the origin, ten pixels wide.
    pub const fn path(self) -> &'static str {
        match self {
            Self::Square => "M-5 -5h10v10h-10z",
            Self::Triangle => "M0 -6l6 11h-12z",
            Self::Circle => "M-5 0a5 5 0 1 0 10 0a5 5 0 1 0 -10 0z",
            Self::Cross => "M-5 -5l10 10m0 -10l-10 10",
            Self::Dash => "M-5 0h10",
            Self::Flag => "M-3 -6v12m0 -12h9l-3 3l3 3h-9",
        }
    }

    /// Whether it is drawn by a line alone.
    pub const fn is_stroke(self) -> bool {
        matches!(self, Self::Cross | Self::Dash | Self::Flag)
    }
}

/// Everything on one lane at one moment; messages and notes stand apart by their shape.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Mark {
    pub lane: usize,
    pub at: Millis,
    pub shape: Shape,
}

impl Mark {
    /// Tells marks apart; one that has become more telling is another.
    pub fn key(&self) -> u64 {
        (self.at.0 << 3 | self.lane as u64) << 3 | self.shape as u64
    }

    /// Whether an entry of the story is a part of it.
    pub fn has(&self, entry: &Entry) -> bool {
        entry.at() == self.at && place_of(entry).is_some_and(|(lane, _)| lane == self.lane)
    }
}

/// Where an entry of the story stands, if on any lane.
fn place_of(entry: &Entry) -> Option<(usize, Shape)> {
    match entry {
        Entry::Did { fact: Fact::NoteAdded(_) | Fact::PublicNoteAdded(_), .. } => Some((NOTES, Shape::Flag)),
        Entry::Did { .. } => None,
        Entry::Seen(effect) => match effect.pane {
            Pane::Ledger => {
                let fates = [Fate::Lost, Fate::Unsent];
                let fate = fates.into_iter().find(|fate| effect.value.ends_with(fate.word()));
                Some((MESSAGES, Shape::of_fate(fate.unwrap_or(Fate::Delivered))))
            }
            Pane::Agent if !is_ordinary(entry) => Some((AGENT, Shape::of(effect.thing))),
            Pane::Customer if !is_ordinary(entry) => Some((CUSTOMER, Shape::of(effect.thing))),
            Pane::Agent | Pane::Customer | Pane::Database => None,
        },
    }
}

/// All marks of a story, by time.
pub(super) fn marks(story: &[Entry]) -> Vec<Mark> {
    let mut all: Vec<Mark> = Vec::new();
    for entry in story {
        let Some((lane, shape)) = place_of(entry) else { continue };
        let at = entry.at();
        let is_same = |mark: &&mut Mark| mark.lane == lane && (lane != MESSAGES || mark.shape == shape);
        match all.iter_mut().rev().take_while(|mark| mark.at == at).find(is_same) {
            Some(mark) => mark.shape = mark.shape.min(shape),
            None => all.push(Mark { lane, at, shape }),
        }
    }
    all
}
