//! Which moment is lit: the newest one, or the one that somebody asked *why?* about. The same moment lights up in both
//! panes, in the list of changes and on the timeline.

use drill::{Pane, Rule, Thing, script::Place};
use leptos::prelude::*;

use super::{
    drawn::{Draw, Drawn, press, text},
    telling::{Moment, moment},
    whenever,
};
use crate::{
    live::{Held, Stage},
    wire::Entry,
};

/// What is left free below a place that was brought into sight, in pixels.
const BELOW_PX: f64 = 16.0;

/// Which moment is lit, and what changed in it.
#[derive(Clone, Copy)]
pub struct Spotlight {
    /// The entry that was asked about: its key, and its moment.
    pub asked: Held<Option<(u64, Moment)>>,
    lit: Memo<Lit>,
    stage: Stage,
}

/// A moment, and a bit for everything on either mock pane that changed in it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Lit {
    moment: Option<Moment>,
    agent: u32,
    customer: u32,
}

/// Puts the spotlight into context, for all panes of a page.
pub fn provide_spotlight() {
    let stage = expect_context::<Stage>();
    let asked = Held::new(None::<(u64, Moment)>);
    let lit = Memo::new(move |_| {
        let asked = asked.get();
        stage.story.with(|story| match asked {
            Some((_, asked)) => lit(story, asked),
            None if story.is_empty() => Lit::default(),
            None => lit(story, moment(story, story.len() - 1)),
        })
    });
    provide_context(Spotlight { asked, lit, stage });
    whenever(move || {
        if stage.pointed().is_some() {
            request_animation_frame(|| show_pointed(false));
        }
    });
}

/// Brings the place that the step in sight talks about into sight: at the top of the page, with both screens, if it is seen
/// from there. Farther down, and no farther than it takes, only for whoever wants to look: what a step does is on the
/// screens.
fn show_pointed(goes_down: bool) {
    let Ok(Some(place)) = document().query_selector("[data-mark~=pointed]") else { return };
    let (there, page, window) = (place.get_bounding_client_rect(), document().document_element(), window());
    let height = page.map_or(f64::MAX, |page| f64::from(page.client_height()));
    let scrolled = window.scroll_y().unwrap_or_default();
    let lowest = scrolled + there.bottom() + BELOW_PX - height;
    if goes_down || lowest <= 0.0 {
        window.scroll_to_with_x_and_y(0.0, lowest.clamp(0.0, (scrolled + there.top()).max(0.0)));
    }
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

    /// Whether the storyboard's step talks about this place.
    pub fn is_pointed_at(self, place: Place) -> bool {
        self.stage.pointed() == Some(place)
    }

    /// The mark of one thing on a pane, for its attribute `data-mark`.
    pub fn mark(self, pane: Pane, thing: Thing) -> Box<dyn Fn() -> String + Send> {
        text(move || mark(self.is_lit(pane, thing), self.is_pointed_at(Place::Seen(pane, thing))))
    }

    /// The mark of a place that nothing changes in, likewise.
    pub fn mark_place(self, place: Place) -> Box<dyn Fn() -> String + Send> {
        text(move || mark(false, self.is_pointed_at(place)))
    }

    /// Whether something that the rules say changed in this moment, and it is lit.
    pub fn is_lit_in(self, moment: Moment) -> bool {
        self.lit.with(|lit| lit.moment == Some(moment))
    }

    /// The room time of the lit moment.
    pub fn lit_at(self) -> Option<drill::Millis> {
        self.lit.with(|lit| lit.moment.map(|(at, _)| at))
    }
}

/// The words of `data-mark`: `lit` for what changed, `pointed` for what is talked about.
pub fn mark(lit: bool, pointed: bool) -> String {
    match (lit, pointed) {
        (true, true) => "lit pointed",
        (true, false) => "lit",
        (false, true) => "pointed",
        (false, false) => "",
    }
    .to_owned()
}

/// What the rules changed in this moment; ordinary working is no news.
fn lit(story: &[Entry], lit_moment: Moment) -> Lit {
    let mut lit = Lit::default();
    for (place, entry) in story.iter().enumerate().rev() {
        let Entry::Seen(effect) = entry else { continue };
        if effect.at < lit_moment.0 {
            break;
        }
        if effect.why.rule() == Rule::Ok || moment(story, place) != lit_moment {
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
pub fn look_button() -> Drawn {
    view! { <button type="button" class="look" title="Bring it into sight" on:click=press(|| show_pointed(true))>"Look"</button> }
        .drawn()
}
