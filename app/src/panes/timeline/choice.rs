//! What somebody has chosen on the timeline: a mark, and how much of the time the lanes show.

use drill::Millis;
use leptos::{ev::KeyboardEvent, prelude::*};

use super::{
    marks::{Mark, between, marks},
    scale::Scale,
};
use crate::room::{KnownHistory, Room};

/// The chosen mark, and the zoom.
#[derive(Clone, Copy)]
pub(super) struct Choice {
    /// The mark that somebody has chosen, also when it is not there any more.
    pub mark: RwSignal<Option<Mark>>,
    /// The same, as long as it is there: it may have been undone, or lie ahead of the moment that is looked back at.
    pub present: Memo<Option<Mark>>,
    /// The place of the scale among all of them; nothing while the whole is shown, however long that becomes.
    zoom: RwSignal<Option<usize>>,
    now: RwSignal<Millis>,
    history: RwSignal<KnownHistory>,
}

impl Choice {
    /// No mark, and the whole.
    pub fn new(room: &Room) -> Self {
        let Room { now, history, .. } = *room;
        let mark = RwSignal::new(None::<Mark>);
        let present = Memo::new(move |_| {
            let is_there =
                |mark: &Mark| history.with(|history| marks(between(history, mark.at, mark.at)).contains(mark));
            mark.get().filter(is_there)
        });
        Self { mark, present, zoom: RwSignal::new(None), now, history }
    }

    /// What of the time is shown.
    pub fn scale(self) -> Scale {
        match self.zoom.get().filter(|place| *place < self.whole()) {
            Some(place) => Scale::round(place, self.mark.get().map_or_else(|| self.now.get(), |mark| mark.at)),
            None => Scale::at(self.whole()),
        }
    }

    /// The place of the scale that shows the whole by now.
    fn whole(self) -> usize {
        Scale::place_of(self.now.get())
    }

    /// Goes to the mark after the chosen one, or to the one before; from none to the first, or to the last.
    pub fn go(self, on: bool) {
        let all = self.history.with_untracked(|history| marks(history));
        let place = self.mark.get_untracked().and_then(|mark| all.iter().position(|other| *other == mark));
        let next = match place {
            Some(place) if on => place.checked_add(1),
            Some(place) => place.checked_sub(1),
            None if on => Some(0),
            None => all.len().checked_sub(1),
        };
        if let Some(mark) = next.and_then(|next| all.get(next)) {
            self.mark.set(Some(*mark));
        }
    }

    /// Comes closer to the chosen mark, or to now.
    pub fn zoom_in(self) {
        let whole = untrack(|| self.whole());
        let place = self.zoom.get_untracked().map_or(whole, |place| place.min(whole));
        self.zoom.set(Some(place.saturating_sub(1)));
    }

    fn zoom_out(self) {
        let whole = untrack(|| self.whole());
        self.zoom.update(|zoom| *zoom = zoom.map(|place| place + 1).filter(|place| *place < whole));
    }

    /// Shows the whole again.
    pub fn fit(self) {
        self.zoom.set(None);
    }

    /// Whether it cannot come closer.
    pub fn is_closest(self) -> bool {
        self.zoom.get() == Some(0)
    }

    /// Whether it shows the whole.
    pub fn fits(self) -> bool {
        self.zoom.get().is_none_or(|place| place >= self.whole())
    }

    /// What the keys do while the picture has the focus.
    pub fn on_key(self, event: &KeyboardEvent) {
        if event.ctrl_key() || event.alt_key() || event.meta_key() {
            return;
        }
        match event.key().as_str() {
            "ArrowLeft" | "ArrowDown" => self.go(false),
            "ArrowRight" | "ArrowUp" => self.go(true),
            end @ ("Home" | "End") => {
                self.mark.set(None);
                self.go(end == "Home");
            }
            "+" => self.zoom_in(),
            "-" => self.zoom_out(),
            _ => return,
        }
        event.prevent_default();
        event.stop_propagation();
    }

    /// The chosen mark in words.
    pub fn words(self) -> String {
        self.present.get().map_or_else(|| "No event is chosen".to_owned(), Mark::heading)
    }
}
