//! What a lane has at a moment, as a shape: shapes tell more than colours to those who print or see no colours.

use drill::{Backend, Fact, Fate, Millis, Pane, Thing};
use protocol::Entry;

use crate::narration::is_ordinary;

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
    /// The beginning or the end of an outage.
    Edge,
}

/// How many shapes there are.
pub const SHAPES: usize = Shape::Edge as usize + 1;

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

    /// As a path of SVG that goes on from the middle of the mark, ten pixels wide.
    pub const fn path(self) -> &'static str {
        match self {
            Self::Square => "m-5 -5h10v10h-10z",
            Self::Triangle => "m0 -6l6 11h-12z",
            Self::Circle => "m-5 0a5 5 0 1 0 10 0a5 5 0 1 0 -10 0z",
            Self::Cross => "m-5 -5l10 10m0 -10l-10 10",
            Self::Dash => "m-5 0h10",
            Self::Flag => "m-3 -6v12m0 -12h9l-3 3l3 3h-9",
            Self::Edge => "m0 -9v18",
        }
    }

    /// Whether it is drawn by a line alone.
    pub const fn is_stroke(self) -> bool {
        matches!(self, Self::Cross | Self::Dash | Self::Flag | Self::Edge)
    }
}

/// Everything on one lane at one moment; messages are told apart by their shape. One that has become more telling is another
/// one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Mark {
    pub lane: usize,
    pub at: Millis,
    pub shape: Shape,
}

impl Mark {
    /// When it was, and on which lane.
    pub fn heading(self) -> String {
        format!("{} · {}", self.at, LANES[self.lane])
    }

    /// Whether an entry of the history is a part of it: a message with the line that somebody sent.
    pub fn has(&self, entry: &Entry) -> bool {
        let is_line = matches!(entry, Entry::Action { fact: Fact::AgentSaid(_) | Fact::CustomerSaid(_), .. });
        entry.at() == self.at && (lanes_and_shape(entry).0 & 1 << self.lane != 0 || is_line && self.lane == MESSAGES)
    }
}

/// On which lanes an entry of the history is, a bit for each, and its shape there.
fn lanes_and_shape(entry: &Entry) -> (u32, Shape) {
    match entry {
        Entry::Action { fact: Fact::BackendsStopped(set) | Fact::BackendsStarted(set), .. } => {
            let lanes = Backend::ALL.into_iter().enumerate().filter(|(_, backend)| set.has(*backend));
            (lanes.map(|(lane, _)| 1 << lane).sum(), Shape::Edge)
        }
        Entry::Action { fact: Fact::NoteAdded(_) | Fact::PublicNoteAdded(_), .. } => (1 << NOTES, Shape::Flag),
        Entry::Effect(effect) if effect.pane == Pane::Ledger => {
            let fate = [Fate::Lost, Fate::Unsent].into_iter().find(|fate| effect.value.ends_with(fate.word()));
            (1 << MESSAGES, Shape::of_fate(fate.unwrap_or(Fate::Delivered)))
        }
        Entry::Effect(effect) => {
            let lanes = match effect.pane {
                Pane::Agent if !is_ordinary(entry) => 1 << AGENT,
                Pane::Customer if !is_ordinary(entry) => 1 << CUSTOMER,
                _ => 0,
            };
            (lanes, Shape::of(effect.thing))
        }
        Entry::Action { .. } => (0, Shape::Edge),
    }
}

/// All marks of a history, by time.
pub(super) fn marks(history: &[Entry]) -> Vec<Mark> {
    let mut all: Vec<Mark> = Vec::new();
    for entry in history {
        let at = entry.at();
        let (lanes, shape) = lanes_and_shape(entry);
        for lane in (0..LANES.len()).filter(|lane| lanes & 1 << lane != 0) {
            let is_same = |mark: &&mut Mark| mark.lane == lane && (lane != MESSAGES || mark.shape == shape);
            match all.iter_mut().rev().take_while(|mark| mark.at == at).find(is_same) {
                Some(mark) => mark.shape = mark.shape.min(shape),
                None => all.push(Mark { lane, at, shape }),
            }
        }
    }
    all
}

/// What is in the history from one moment to another, both included.
pub(super) fn between(history: &[Entry], from: Millis, to: Millis) -> &[Entry] {
    let there = &history[history.partition_point(|entry| entry.at() < from)..];
    &there[..there.partition_point(|entry| entry.at() <= to)]
}

#[cfg(test)]
mod tests {
    use drill::{Backends, Event};
    use protocol::RoomProjection;

    use super::*;

    #[test]
    fn every_lane_has_the_marks_of_what_happened_on_it() {
        let happened = [
            (0, Fact::RoomOpened { title: String::new(), summary: String::new(), storyboard: None }),
            (5, Fact::BackendsStopped(Backends::of(&[Backend::Application, Backend::Messaging]))),
            (9, Fact::CustomerSaid("Hello?".to_owned())),
            (12, Fact::NoteAdded("look".to_owned())),
            (30, Fact::BackendsStarted(Backends::of(&[Backend::Messaging]))),
        ];
        let events = happened.into_iter().zip(1..);
        let log: Vec<Event> =
            events.map(|((secs, fact), seq)| Event::new(seq, Millis::from_secs(secs), 0, fact)).collect();
        let projection = RoomProjection::of(&log);
        let marks = marks(projection.history());
        let on = |lane: usize| -> Vec<(u64, Shape)> {
            marks.iter().filter(|mark| mark.lane == lane).map(|mark| (mark.at.as_secs(), mark.shape)).collect()
        };
        assert_eq!(on(0), [(5, Shape::Edge)]);
        assert_eq!(on(1), []);
        assert_eq!(on(2), [(5, Shape::Edge), (30, Shape::Edge)]);
        assert_eq!(on(MESSAGES), [(9, Shape::Cross)]);
        assert_eq!(on(NOTES), [(12, Shape::Flag)]);
        assert!(!on(AGENT).is_empty() && !on(CUSTOMER).is_empty());
        let message = marks.iter().find(|mark| mark.lane == MESSAGES).expect("there is one");
        let entries = projection.history().iter().filter(|entry| message.has(entry));
        assert_eq!(entries.count(), 2, "the line and what became of it");
    }
}
