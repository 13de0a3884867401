//! Which moment is lit: the newest one, or the one that somebody asked *why?* about. The same moment lights up in both
//! panes, in the list of changes and on the timeline.

use drill::{Millis, Pane, Rule, Thing};
use leptos::prelude::*;

use crate::{live::Stage, wire::Entry};

/// Which moment is lit, and what changed in it.
#[derive(Clone, Copy)]
pub struct Spotlight {
    /// The entry that was asked about: its key, and its room time.
    pub asked: RwSignal<Option<(u64, Millis)>>,
    lit: Memo<Lit>,
}

/// A moment, and a bit for everything on either mock pane that changed in it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Lit {
    at: Option<Millis>,
    agent: u32,
    customer: u32,
}

/// Puts the spotlight into context, for all panes of a page.
pub fn provide_spotlight() {
    let stage = expect_context::<Stage>();
    let asked = RwSignal::new(None::<(u64, Millis)>);
    let lit = Memo::new(move |_| {
        let asked = asked.get();
        stage.story.with(|story| match asked {
            Some((_, at)) => lit(story, at),
            None => story.last().map(|entry| lit(story, at(entry))).unwrap_or_default(),
        })
    });
    provide_context(Spotlight { asked, lit });
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

    /// Whether something that the rules say changed at this moment, and it is lit.
    pub fn is_lit_at(self, at: Millis) -> bool {
        self.lit.with(|lit| lit.at == Some(at))
    }
}

/// What the rules changed at this moment; ordinary working is no news.
fn lit(story: &[Entry], moment: Millis) -> Lit {
    let mut lit = Lit::default();
    for entry in story.iter().rev().skip_while(|entry| at(entry) > moment).take_while(|entry| at(entry) == moment) {
        let Entry::Seen(effect) = entry else { continue };
        if effect.why.rule() == Rule::Ok {
            continue;
        }
        lit.at = Some(moment);
        match effect.pane {
            Pane::Agent => lit.agent |= bit(effect.thing),
            Pane::Customer => lit.customer |= bit(effect.thing),
            Pane::Database | Pane::Ledger => (),
        }
    }
    lit
}

const fn at(entry: &Entry) -> Millis {
    match entry {
        Entry::Did { at, .. } => *at,
        Entry::Seen(effect) => effect.at,
    }
}

const fn bit(thing: Thing) -> u32 {
    1 << thing as u32
}
