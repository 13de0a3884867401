//! Looking back on this page alone: where one wants to be, and how fast it plays. The server shows each moment, made for this
//! viewer; one question is under way at a time, so a slider that is dragged asks for no more than what can be answered.

use drill::{Millis, Speed};
use leptos::prelude::*;
use protocol::{ClassCommand, PageKind, ReplayPosition, RoomViewStoreFields as _, Seat, ToServer};

use super::{Room, connection::Request};
use crate::browser;

/// Playing the past, as a page has it. The position itself is in the view.
#[derive(Clone, Copy)]
pub struct Playback {
    /// How fast it plays, while it does.
    pub playing: RwSignal<Option<Speed>>,
    /// How fast it shall play.
    pub speed: RwSignal<Speed>,
}

/// Where a page wants to be, beside where the view says that it is.
#[derive(Debug, Default)]
pub(super) struct Seek {
    /// The moment to ask for as soon as the answer under way has come.
    wanted: Option<Millis>,
    /// Whether an answer is under way.
    asked: bool,
    /// Where to go once the link is up.
    resume: Option<Millis>,
    /// Since when it plays, by the browser's own clock, and from where.
    played_from: Option<(f64, Millis)>,
}

impl Playback {
    /// In the present.
    pub(super) fn new() -> Self {
        Self { playing: RwSignal::new(None), speed: RwSignal::new(Speed::One) }
    }
}

impl Room {
    fn seek<T: Default>(&self, change: impl FnOnce(&mut Seek) -> T) -> T {
        self.update(|internals| change(&mut internals.seek))
    }

    fn replay_now(&self) -> Option<ReplayPosition> {
        self.view.replay().get_untracked()
    }

    /// Goes to this moment.
    pub fn look_back(&self, at: Millis) {
        let waits = self.seek(|seek| {
            let waits = std::mem::replace(&mut seek.asked, true);
            seek.wanted = waits.then_some(at);
            waits
        });
        if waits {
            return;
        }
        self.request(Request::Plain(ToServer::LookBack(Some(at))));
        // An operator who leads takes everybody along, wherever they go.
        if self.leads_class() && self.replay_now().is_some_and(|now| now.led) {
            self.lead(Some(at));
        }
    }

    /// Goes to a moment, and plays no more: somebody has chosen where to be.
    pub fn stop_at(&self, at: Millis) {
        self.playback.playing.set(None);
        self.look_back(at);
    }

    /// Whether this page may lead the class: an operator's who looks back, and no co-trainer's.
    pub fn leads_class(&self) -> bool {
        self.kind == PageKind::Replay && self.you.with_untracked(|you| you.seat != Seat::CoTrainer)
    }

    /// Takes everybody along to this moment, or lets them go.
    pub fn lead(&self, to: Option<Millis>) {
        self.ask(ClassCommand::Lead(to));
    }

    /// Returns to the present, which the server then shows; a reload does not lead back to the moment of a link.
    pub fn go_live(&self) {
        browser::set_hash("");
        self.request(Request::Plain(ToServer::LookBack(None)));
    }

    /// Plays on from here, or stops.
    pub fn play(&self, plays: bool) {
        self.seek(|seek| seek.played_from = None);
        self.playback.playing.set(plays.then(|| self.playback.speed.get_untracked()));
    }

    /// The link is lost, and with it the server's memory of where this page is.
    pub(super) fn keep_place(&self) {
        let replay = self.replay_now();
        self.seek(|seek| {
            seek.asked = false;
            seek.resume = replay.map(|replay| replay.at).or(seek.resume);
        });
    }

    /// Once the link is up, this page shows this moment.
    pub(super) fn begin_at(&self, at: Millis) {
        self.seek(|seek| seek.resume = Some(at));
    }

    /// The link is up again.
    pub(super) fn take_place(&self) {
        if let Some(at) = self.seek(|seek| seek.resume.take()) {
            self.look_back(at);
        }
    }

    /// A whole view has come, of the past or of the present.
    pub(super) fn arrive(&self, replay: Option<ReplayPosition>) {
        let wanted = self.seek(|seek| std::mem::take(seek).wanted);
        match replay {
            None => self.playback.playing.set(None),
            Some(replay) => {
                // A class that is led goes where it is led, and nowhere by itself.
                if replay.led && !self.leads_class() {
                    self.playback.playing.set(None);
                }
                if let Some(wanted) = wanted {
                    self.look_back(wanted);
                }
            }
        }
    }

    /// The present has gone on meanwhile, and with it the end of what can be looked at: asks again for the same moment.
    pub(super) fn present_is(&self, now: Millis) {
        let Some(replay) = self.replay_now() else { return };
        let is_still = self.playback.playing.with_untracked(Option::is_none) && !self.seek(|seek| seek.asked);
        if is_still && now > replay.end {
            self.look_back(replay.at);
        }
    }

    /// Moves the displayed time on while it plays, and asks for the next change when its moment has come.
    pub(super) fn tick_playback(&self, browser_ms: f64) {
        let (Some(replay), Some(speed)) = (self.replay_now(), self.playback.playing.get_untracked()) else { return };
        let (since, from) = self.seek(|seek| *seek.played_from.get_or_insert((browser_ms, replay.at)));
        let time = from + speed.room_time(browser::saturating_u64(browser_ms - since));
        match replay.after {
            Some(after) if time >= after => {
                if !self.seek(|seek| seek.asked) {
                    self.look_back(after);
                }
            }
            None if time >= replay.end => {
                self.playback.playing.set(None);
                self.now.set(replay.end);
            }
            Some(_) | None => self.now.set(time),
        }
    }
}
