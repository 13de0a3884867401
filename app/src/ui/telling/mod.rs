//! The story in words: who did what, what that showed on which screen, by which rule, and because of what.

mod deeds;
mod sights;

use drill::{Effect, Fact, Millis, Pane, Rule, Thing, Why, Words};

use super::mixed;
use crate::wire::Entry;

/// Whom an entry is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Who {
    /// The operator.
    Operator,
    /// The agent, or the agent's screen.
    Agent,
    /// The customer, or the customer's screen.
    Customer,
    /// The simulated database.
    Database,
    /// The ledger of messages.
    Ledger,
    /// The room itself.
    Room,
}

impl Who {
    /// Its name on screen.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Operator => "Operator",
            Self::Agent => "Agent",
            Self::Customer => "Customer",
            Self::Database => "Database",
            Self::Ledger => "Ledger",
            Self::Room => "Room",
        }
    }

    /// Its word in class names.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Operator => "operator",
            Self::Agent => "agent",
            Self::Customer => "customer",
            Self::Database => "database",
            Self::Ledger => "ledger",
            Self::Room => "room",
        }
    }
}

/// An entry of the story in words.
#[derive(Clone, Debug, PartialEq)]
pub struct Told {
    /// Tells entries apart, also while a watcher's window slides.
    pub key: u64,
    /// Room time.
    pub at: Millis,
    /// What it belongs to.
    pub moment: Moment,
    /// The room time of the last stop before it.
    pub stop: Option<Millis>,
    /// Whom it is about.
    pub who: Who,
    /// What happened, going on from the name.
    pub what: String,
    /// What else changed on the same screen in the same instant by the same rule.
    pub also: Vec<String>,
    /// The words on the screen that came with it.
    pub words: Option<Words>,
    /// The rule, for what a screen showed; a deed has none.
    pub why: Option<Why>,
    /// "because Application went off", where a backend is behind it.
    pub because: Option<String>,
    /// How far down it stands among what changed in one instant.
    rank: u8,
}

/// A deed with all that it changed at once, or what came by itself at one room time: the room time, and the number of the
/// last deed before it.
pub type Moment = (Millis, u64);

/// The moment that the entry at this place belongs to.
pub fn moment(story: &[Entry], place: usize) -> Moment {
    let at = match &story[place] {
        Entry::Did { at, .. } => *at,
        Entry::Seen(effect) => effect.at,
    };
    let deed = story[..=place].iter().rev().find_map(|entry| match entry {
        Entry::Did { seq, .. } => Some(*seq),
        Entry::Seen(_) => None,
    });
    (at, deed.unwrap_or_default())
}

/// Whether an entry is the ordinary working of a healthy system, or the closing of something: no news.
pub fn is_ordinary(entry: &Entry) -> bool {
    matches!(entry, Entry::Seen(effect) if effect.why.rule() == Rule::Ok)
}

/// Tells the newest entries that `keep` keeps, newest first, `max` of them at most.
pub fn tell(story: &[Entry], max: usize, keep: &dyn Fn(&Entry) -> bool) -> Vec<Told> {
    let toggles = Toggles::of(story);
    let mut told: Vec<Told> = Vec::new();
    for (place, _) in story.iter().enumerate().rev().filter(|(_, entry)| keep(entry)).take(max) {
        let mut one = tell_one(story, place, &toggles);
        // The very same thing seen twice at the very same time would be one entry too few.
        while told.iter().rev().take_while(|other| other.at == one.at).any(|other| other.key == one.key) {
            one.key = one.key.wrapping_add(1);
        }
        told.push(one);
    }
    told
}

/// One entry as a sentence, for whoever listens.
pub fn sentence(entry: &Entry) -> String {
    let (who, mut text, words) = match entry {
        Entry::Did { fact, .. } => {
            let (who, what) = deeds::deed(fact);
            (who, what, None)
        }
        Entry::Seen(effect) => {
            let (who, what) = sights::sight(effect);
            (who, what, effect.words.as_ref())
        }
    };
    text.insert(0, ' ');
    text.insert_str(0, who.name());
    if let Some(words) = words {
        text.push_str(": ");
        text.push_str(&words.text);
    }
    if !text.ends_with(['.', '…']) {
        text.push('.');
    }
    text
}

/// Tells as [`tell`] does, and makes one entry of all that one rule did to one screen in one instant: the most telling of
/// them leads.
pub fn tell_moments(story: &[Entry], max: usize, keep: &dyn Fn(usize, &Entry) -> bool) -> Vec<Told> {
    let toggles = Toggles::of(story);
    let mut told: Vec<Told> = Vec::new();
    for (place, _) in story.iter().enumerate().rev().filter(|(place, entry)| keep(*place, entry)) {
        let one = tell_one(story, place, &toggles);
        let first = told.iter().rposition(|other| other.moment != one.moment).map_or(0, |place| place + 1);
        match (first..told.len()).find(|same| told[*same].goes_with(&one)) {
            Some(same) => told[same].take_in(one),
            None if told.len() == max => break,
            // Within a moment the order is that of the story: the deed leads, then come the panes, database and ledger.
            None => told.insert(first, one),
        }
    }
    told
}

/// What a step of the storyboard showed, newest first: what came due on the way to it, and what it led to until time went
/// on, and what deviations by hand have made impossible. What is ordinary is left out.
pub fn tell_step(story: &[Entry], step: usize, max: usize) -> Vec<Told> {
    let place_of = |step: usize| {
        let is_it =
            |entry: &Entry| matches!(entry, Entry::Did { fact: Fact::StepPlayed(n), .. } if *n as usize == step);
        story.iter().position(is_it)
    };
    let at_of = |place: usize| moment(story, place).0;
    let Some(begun) = place_of(step) else { return Vec::new() };
    let before = step.checked_sub(1).and_then(place_of);
    let next = place_of(step + 1).unwrap_or(story.len());
    let is_own = |place: usize| match before {
        _ if place > begun => at_of(place) == at_of(begun),
        Some(before) => place > before && at_of(place) > at_of(before),
        None => true,
    };
    tell_moments(story, max, &|place, entry| {
        let tells = matches!(entry, Entry::Seen(_) | Entry::Did { fact: Fact::StepRefused(_), .. });
        tells && place < next && is_own(place) && !is_ordinary(entry)
    })
}

/// Whether a deviation by hand had made the step impossible when it was played, or a part of it.
pub fn is_left_out(story: &[Entry], place: usize) -> bool {
    let deeds = story.iter().filter_map(|entry| match entry {
        Entry::Did { fact, .. } => Some(fact),
        Entry::Seen(_) => None,
    });
    deeds
        .skip_while(|fact| !matches!(fact, Fact::StepPlayed(step) if *step as usize == place))
        .skip(1)
        .take_while(|fact| !matches!(fact, Fact::StepPlayed(_)))
        .any(|fact| matches!(fact, Fact::StepRefused(_)))
}

/// Whether an entry is what the agent's or the customer's own screen shows of a line that they have just sent: the deed
/// has told it.
pub fn is_own_line(story: &[Entry]) -> impl Fn(&Entry) -> bool + use<> {
    let said: Vec<(u64, Pane)> = story.iter().filter_map(said).collect();
    move |entry| match entry {
        Entry::Seen(effect) if effect.thing == Thing::Line => {
            let place = said.binary_search_by_key(&effect.why.cause(), |(seq, _)| *seq);
            place.is_ok_and(|place| said[place].1 == effect.pane)
        }
        _ => false,
    }
}

const fn said(entry: &Entry) -> Option<(u64, Pane)> {
    match entry {
        Entry::Did { seq, fact: Fact::AgentSaid(_), .. } => Some((*seq, Pane::Agent)),
        Entry::Did { seq, fact: Fact::CustomerSaid(_), .. } => Some((*seq, Pane::Customer)),
        _ => None,
    }
}

impl Told {
    fn goes_with(&self, other: &Self) -> bool {
        match (self.why, other.why) {
            (Some(one), Some(two)) => self.who == other.who && one == two,
            _ => false,
        }
    }

    /// Takes an older one in; the one of lower rank leads.
    fn take_in(&mut self, mut other: Self) {
        if other.rank < self.rank {
            std::mem::swap(&mut self.what, &mut other.what);
            std::mem::swap(&mut self.words, &mut other.words);
            self.rank = other.rank;
        }
        self.also.insert(0, other.what);
    }
}

fn tell_one(story: &[Entry], place: usize, toggles: &Toggles) -> Told {
    let moment = moment(story, place);
    match &story[place] {
        Entry::Did { seq, at, fact } => {
            let (who, what) = deeds::deed(fact);
            let stop = toggles.stop_before(*at);
            Told {
                key: *seq,
                at: *at,
                moment,
                stop,
                who,
                what,
                also: Vec::new(),
                words: None,
                why: None,
                because: None,
                rank: 0,
            }
        }
        Entry::Seen(effect) => {
            let (who, what) = sights::sight(effect);
            Told {
                key: key(effect),
                at: effect.at,
                moment,
                stop: toggles.stop_before(effect.at),
                who,
                what,
                also: Vec::new(),
                words: effect.words.clone().filter(|_| effect.pane != Pane::Ledger),
                why: Some(effect.why),
                rank: rank(effect.thing),
                because: effect.why.toggle().and_then(|seq| toggles.because(seq)),
            }
        }
    }
}

/// What people notice first on a screen comes first.
const fn rank(thing: Thing) -> u8 {
    match thing {
        Thing::Login => 0,
        Thing::Popup | Thing::Notice => 1,
        Thing::TitleFlashing => 2,
        Thing::Icon => 3,
        Thing::Reply => 4,
        Thing::Desktop => 5,
        Thing::Page => 6,
        Thing::Tab => 7,
        Thing::Line => 8,
        Thing::CanType => 9,
        Thing::Open => 10,
        Thing::Inbox => 11,
        Thing::Row | Thing::Message => 12,
    }
}

/// Never the key of a deed, which is its number.
fn key(effect: &Effect) -> u64 {
    let Effect { at, pane, thing, ref value, why, .. } = *effect;
    let parts = [at.0, pane as u64, thing as u64, why.rule() as u64, why.cause()];
    let key = parts.into_iter().chain(value.bytes().map(u64::from)).fold(1, mixed);
    key | 1 << 63
}

/// Which pane an entry is about, if it is one of the two mock windows.
pub fn pane(entry: &Entry) -> Option<Pane> {
    match entry {
        Entry::Seen(effect) => Some(effect.pane),
        Entry::Did { .. } => None,
    }
}

/// All switchings of a story, by number.
struct Toggles<'a>(Vec<(u64, Millis, &'a Fact)>);

impl<'a> Toggles<'a> {
    fn of(story: &'a [Entry]) -> Self {
        Self(
            story
                .iter()
                .filter_map(|entry| match entry {
                    Entry::Did { seq, at, fact: fact @ (Fact::BackendsStopped(_) | Fact::BackendsStarted(_)) } => {
                        Some((*seq, *at, fact))
                    }
                    _ => None,
                })
                .collect(),
        )
    }

    fn stop_before(&self, at: Millis) -> Option<Millis> {
        let stops = self.0.iter().rev().filter(|(_, _, fact)| matches!(fact, Fact::BackendsStopped(_)));
        stops.map(|(_, stop, _)| *stop).find(|stop| *stop <= at)
    }

    fn because(&self, seq: u64) -> Option<String> {
        let place = self.0.binary_search_by_key(&seq, |(seq, ..)| *seq).ok()?;
        match self.0[place].2 {
            Fact::BackendsStopped(set) => Some(["because ", &set.to_string(), " went off"].concat()),
            Fact::BackendsStarted(set) => Some(["because ", &set.to_string(), " came back"].concat()),
            _ => None,
        }
    }
}
