//! Which moment is lit: the newest one, or the one that somebody asked *why?* about. The same moment lights up in both mock
//! windows, in the list of changes and on the timeline. And which place on screen is talked about.

use drill::{Millis, Pane, Rule, Thing, script::Place};
use leptos::prelude::*;
use protocol::Entry;

use crate::{
    browser,
    narration::{Moment, moment},
    room::use_room,
};

/// What has the mark of the place that is talked about.
const POINTED: &str = "[data-mark~=pointed]";

/// Which moment is lit and what changed in it, and which place is talked about.
#[derive(Clone, Copy)]
pub struct Spotlight {
    /// The entry that was asked about: its key, and its moment.
    pub asked: RwSignal<Option<(u64, Moment)>>,
    lit: Memo<Lit>,
    pointed: Memo<Option<Place>>,
}

/// A moment, and a bit for everything on either mock window that changed in it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Lit {
    moment: Option<Moment>,
    agent: u32,
    customer: u32,
}

/// Puts the spotlight into context, for all panes of a page.
pub fn provide_spotlight() {
    let room = use_room();
    let asked = RwSignal::new(None::<(u64, Moment)>);
    let lit = Memo::new(move |_| {
        let asked = asked.get();
        room.history.with(|history| match (asked, history.len().checked_sub(1)) {
            (Some((_, asked)), _) => lit(history, asked),
            (None, Some(last)) => lit(history, moment(history, last)),
            (None, None) => Lit::default(),
        })
    });
    provide_context(Spotlight { asked, lit, pointed: Memo::new(move |_| room.pointed()) });
    Effect::new(move |_| {
        if room.pointed().is_some() {
            request_animation_frame(|| browser::bring_into_sight(POINTED, false));
        }
    });
}

/// The spotlight of the page that a component is on.
pub fn use_spotlight() -> Spotlight {
    expect_context()
}

impl Spotlight {
    /// Whether this changed in the lit moment.
    pub fn is_lit(self, pane: Pane, thing: Thing) -> bool {
        let lit = self.lit.get();
        let things = match pane {
            Pane::Agent => lit.agent,
            Pane::Customer => lit.customer,
            Pane::Database | Pane::Ledger => 0,
        };
        things & bit(thing) != 0
    }

    /// Whether this place is talked about.
    pub fn is_pointed_at(self, place: Place) -> bool {
        self.pointed.get() == Some(place)
    }

    /// The mark of one thing on a pane, for its attribute `data-mark`.
    pub fn mark(self, pane: Pane, thing: Thing) -> Signal<&'static str> {
        Signal::derive(move || mark(self.is_lit(pane, thing), self.is_pointed_at(Place::Seen(pane, thing))))
    }

    /// The same for a place that nothing changes in.
    pub fn mark_place(self, place: Place) -> Signal<&'static str> {
        Signal::derive(move || mark(false, self.is_pointed_at(place)))
    }

    /// Whether something that the rules say changed in this moment, and it is lit.
    pub fn is_lit_in(self, moment: Moment) -> bool {
        self.lit.with(|lit| lit.moment == Some(moment))
    }

    /// The room time of the lit moment.
    pub fn lit_at(self) -> Option<Millis> {
        self.lit.with(|lit| lit.moment.map(|(at, _)| at))
    }
}

/// The words of `data-mark`: `lit` for what changed, `pointed` for what is talked about.
pub const fn mark(lit: bool, pointed: bool) -> &'static str {
    match (lit, pointed) {
        (true, true) => "lit pointed",
        (true, false) => "lit",
        (false, true) => "pointed",
        (false, false) => "",
    }
}

/// What the rules changed in this moment; ordinary working is no news.
fn lit(history: &[Entry], lit_moment: Moment) -> Lit {
    let mut lit = Lit::default();
    for (place, entry) in history.iter().enumerate().rev() {
        let Entry::Effect(effect) = entry else { continue };
        if effect.at < lit_moment.0 {
            break;
        }
        if effect.why.rule() == Rule::Ok || moment(history, place) != lit_moment {
            continue;
        }
        lit.moment = Some(lit_moment);
        match effect.pane {
            Pane::Agent => lit.agent |= bit(effect.thing),
            Pane::Customer => lit.customer |= bit(effect.thing),
            Pane::Database | Pane::Ledger => (),
        }
    }
    lit
}

const fn bit(thing: Thing) -> u32 {
    1 << thing as u32
}

/// *Look*: brings the place that is talked about into sight, where it lies below the fold. The focus stays where it is.
#[component]
pub fn LookButton() -> impl IntoView {
    view! {
        <button
            type="button"
            class="look"
            title="Bring it into sight"
            on:click=move |_| browser::bring_into_sight(POINTED, true)
        >
            "Look"
        </button>
    }
}
