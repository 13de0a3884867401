//! Looking back on this page alone: where one is, and where one wants to be. The server shows each moment, made for this
//! viewer; one question is under way at a time, so a slider that is dragged asks for no more than what can be answered.

use drill::{Millis, Speed};
use leptos::prelude::*;

use super::{Face, Folded, Held, Order, Stage, whole};
use crate::wire::{Past, Seat, Wish};

/// Where somebody is who looks back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Replay {
    /// The moment that is shown.
    pub at: Millis,
    /// The change before it.
    pub before: Option<Millis>,
    /// The change after it.
    pub after: Option<Millis>,
    /// The last moment there is.
    pub end: Millis,
    /// Whether an operator has led them here.
    pub led: bool,
}

/// Looking back, as a page has it.
#[derive(Clone, Copy)]
pub struct LookingBack {
    /// Where one is; `None` in the present.
    pub replay: Held<Option<Replay>>,
    /// How fast it plays, while it does.
    pub playing: Held<Option<Speed>>,
    /// How fast it shall play.
    pub speed: Held<Speed>,
    /// The moment to ask for as soon as the answer under way has come.
    wanted: StoredValue<Option<Millis>>,
    /// Whether an answer is under way.
    asked: StoredValue<bool>,
    /// Where to go once a lost link is up again.
    resume: StoredValue<Option<Millis>>,
    /// Since when it plays, by the browser's own clock, and from where.
    played_from: StoredValue<Option<(f64, Millis)>>,
}

impl LookingBack {
    /// In the present.
    pub(super) fn new() -> Self {
        Self {
            replay: Held::new(None),
            playing: Held::new(None),
            speed: Held::new(Speed::One),
            wanted: StoredValue::new(None),
            asked: StoredValue::new(false),
            resume: StoredValue::new(None),
            played_from: StoredValue::new(None),
        }
    }

    /// Whether the page shows the past; followed.
    pub fn is_on(&self) -> bool {
        self.replay.with(Option::is_some)
    }

    /// Whether it does at this moment.
    pub fn is_on_now(&self) -> bool {
        self.replay.with_untracked(Option::is_some)
    }
}

impl Stage {
    /// Goes to this moment.
    pub fn look_back(&self, at: Millis) {
        if self.past.asked.get_value() {
            return self.past.wanted.set_value(Some(at));
        }
        self.past.asked.set_value(true);
        self.outbox.order(Order::LookBack(Some(at)));
        // Whoever leads takes everybody along, wherever they go.
        if self.leads_class() && self.past.replay.with_untracked(|replay| replay.is_some_and(|now| now.led)) {
            self.lead(Some(at));
        }
    }

    /// Goes to a moment, and plays no more: somebody has chosen where to be.
    pub fn stop_at(&self, at: Millis) {
        self.past.playing.set(None);
        self.look_back(at);
    }

    /// Whether this page may lead the class: an operator's who looks back, and no co-trainer's.
    pub fn leads_class(&self) -> bool {
        self.face == Face::Review && self.you.with_untracked(|you| you.seat != Seat::CoTrainer)
    }

    /// Takes everybody along to this moment, or lets them go.
    pub fn lead(&self, to: Option<Millis>) {
        self.outbox.wish(Wish::Lead(to));
    }

    /// Returns to the present, which the server then shows; a reload does not lead back to the moment of a link.
    pub fn go_live(&self) {
        #[cfg(feature = "hydrate")]
        super::link::forget_moment();
        self.outbox.order(Order::LookBack(None));
    }

    /// The server shows the present.
    pub(super) fn show_present(&self) {
        self.past.playing.set(None);
        self.past.wanted.set_value(None);
        self.past.asked.set_value(false);
        self.past.replay.set(None);
    }

    /// Plays on from here, or stops.
    pub fn play(&self, plays: bool) {
        self.past.played_from.set_value(None);
        self.past.playing.set(plays.then(|| self.past.speed.get_untracked()));
    }

    /// The link is lost, and with it the server's memory of where this page is.
    #[cfg_attr(
        not(feature = "hydrate"),
        expect(dead_code, reason = "on the server nothing ever arrives, and no time passes")
    )]
    pub(super) fn keep_place(&self) {
        if let Some(replay) = self.past.replay.get_untracked() {
            self.past.resume.set_value(Some(replay.at));
        }
    }

    /// Once the link is up, this page shows this moment.
    #[cfg_attr(
        not(feature = "hydrate"),
        expect(dead_code, reason = "on the server nothing ever arrives, and no time passes")
    )]
    pub(super) fn begin_at(&self, at: Millis) {
        self.past.resume.set_value(Some(at));
    }

    /// The link is up again.
    #[cfg_attr(
        not(feature = "hydrate"),
        expect(dead_code, reason = "on the server nothing ever arrives, and no time passes")
    )]
    pub(super) fn take_place(&self) {
        if let Some(at) = self.past.resume.try_update_value(Option::take).flatten() {
            self.look_back(at);
        }
    }

    /// Shows what has come.
    pub(super) fn show_past(&self, past: Past) {
        let Past { view, before, after, end, led } = past;
        self.past.asked.set_value(false);
        let at = view.now;
        self.folded.set_value(Folded::Watch(Box::new(view)));
        self.show_in_turn(true);
        self.now.set(at);
        self.past.played_from.set_value(None);
        self.past.replay.set(Some(Replay { at, before, after, end, led }));
        // Whoever is led goes where they are led, and nowhere by themselves.
        if led && !self.leads_class() {
            self.past.playing.set(None);
        }
        if let Some(wanted) = self.past.wanted.try_update_value(Option::take).flatten() {
            self.look_back(wanted);
        }
    }

    /// The present has gone on meanwhile, and with it the end of what can be looked at: asks again for the same moment.
    pub(super) fn present_is(&self, now: Millis) {
        let Some(replay) = self.past.replay.get_untracked() else { return };
        let is_still = self.past.playing.with_untracked(Option::is_none) && !self.past.asked.get_value();
        if is_still && now > replay.end {
            self.past.asked.set_value(true);
            self.outbox.order(Order::LookBack(Some(replay.at)));
        }
    }

    /// Moves the displayed time on while it plays, and asks for the next change when its moment has come.
    #[cfg_attr(
        not(feature = "hydrate"),
        expect(dead_code, reason = "on the server nothing ever arrives, and no time passes")
    )]
    pub(super) fn tick_replay(&self, browser_ms: f64) {
        let (Some(replay), Some(speed)) = (self.past.replay.get_untracked(), self.past.playing.get_untracked()) else {
            return;
        };
        let (since, from) = self.past.played_from.get_value().unwrap_or((browser_ms, replay.at));
        self.past.played_from.set_value(Some((since, from)));
        let time = from + speed.room_time(whole(browser_ms - since));
        match replay.after {
            Some(after) if time >= after => {
                if !self.past.asked.get_value() {
                    self.look_back(after);
                }
            }
            None if time >= replay.end => {
                self.past.playing.set(None);
                self.now.set(replay.end);
            }
            Some(_) | None => self.now.set(time),
        }
    }
}

#[cfg(test)]
mod tests {
    use drill::{Event, Fact};
    use leptos::prelude::Owner;

    use super::*;
    use crate::wire::{Audience, Embedded, Feed, Record, Sealed, ToBrowser, You};

    /// The time of the present comes every few seconds: whoever looks back keeps the time of what they see.
    #[test]
    fn a_beat_of_the_present_does_not_move_what_is_seen_of_the_past() {
        let opened = Fact::RoomOpened { title: String::new(), summary: String::new(), storyboard: None };
        let skipped = Fact::ClockSkipped(Millis::from_mins(2));
        let mut record = Record::default();
        record.hear(vec![Event::new(1, Millis::ZERO, 0, opened), Event::new(2, Millis::ZERO, 0, skipped)]);
        let past = |at: u64| record.past(Millis::from_secs(at), Millis::from_mins(2), Audience::Observer, false);
        Owner::new().with(|| {
            let feed = Feed::Seat(Sealed::new(&past(120).view), You::default());
            let stage = super::super::stage(Embedded {
                code: "ABCD-EFGH".to_owned(),
                join_url: String::new(),
                feed,
                steps: Vec::new(),
            });
            stage.receive(ToBrowser::Past(Sealed::new(&past(35))));
            stage.receive(ToBrowser::Beat(Millis::from_mins(2)));
            assert_eq!(stage.now.get_untracked(), Millis::from_secs(35));
            assert!(stage.past.is_on_now() && !stage.past.asked.get_value());
            stage.receive(ToBrowser::Beat(Millis::from_mins(3)));
            assert_eq!(stage.now.get_untracked(), Millis::from_secs(35));
            assert!(stage.past.asked.get_value(), "the room has gone on: how far is asked for");
            stage.receive(ToBrowser::View(Sealed::new(&past(120).view)));
            stage.receive(ToBrowser::Beat(Millis::from_mins(3)));
            assert_eq!(stage.now.get_untracked(), Millis::from_mins(3), "in the present it does");
        });
    }
}
