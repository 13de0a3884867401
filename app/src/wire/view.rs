//! What a room tells: to operators by its log, which is told here as a tale; to everybody else by a view made for their eyes.

use drill::{
    AgentView, BackendsView, Belief, ClockView, CustomerView, Effect, Event, Fact, Millis, Observer, Pane, Projector,
    State, TruthFor, script::Place,
};
use serde::{Deserialize, Serialize};

/// How many entries of the story a watcher's view carries.
pub const WATCHED_CHANGES_MAX: usize = 40;

/// For whom a view is made. What is not for them is not in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Audience {
    /// Everybody in front of a projector: both screens, the lights, what people did.
    Projector,
    /// Somebody who observes on their own screen: the same, whatever the projector shows.
    Observer,
    /// Whoever does the agent's work: the agent's screen alone.
    Agent,
    /// Whoever does the customer's part: the customer's screen alone.
    Customer,
    /// Whoever waits to be let in: the title.
    Waiting,
    /// An operator who looks back: everything, on the pages' own panes.
    Reviewer,
}

impl Audience {
    /// Each of them.
    pub const ALL: [Self; 6] =
        [Self::Projector, Self::Observer, Self::Agent, Self::Customer, Self::Waiting, Self::Reviewer];

    /// Whether truth against belief is for them.
    const fn sees_truth(self, shared_with: TruthFor) -> bool {
        match self {
            Self::Reviewer => true,
            Self::Projector => !matches!(shared_with, TruthFor::Operators),
            Self::Observer | Self::Agent | Self::Customer => matches!(shared_with, TruthFor::Everybody),
            Self::Waiting => false,
        }
    }

    /// Whether they see everything that is public.
    const fn sees_both(self) -> bool {
        matches!(self, Self::Projector | Self::Observer | Self::Reviewer)
    }
}

/// All that a page shows which is not fed with events.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WatchView {
    /// The number of the last event behind it.
    pub seq: u64,
    /// The last moment that the log has: what the panes show is as of here.
    pub at: Millis,
    /// Room time when it was sent.
    pub now: Millis,
    /// The drill's title, for those who may know it.
    pub title: String,
    /// The lights, for those who may know them.
    pub backends: Option<BackendsView>,
    /// The clock.
    pub clock: ClockView,
    /// The agent's console, for those who may see it.
    pub agent: Option<AgentView>,
    /// The customer's page, for those who may see it.
    pub customer: Option<CustomerView>,
    /// The last entries of the story that they may see, oldest first.
    pub story: Vec<Entry>,
    /// Truth against belief, for those with whom it is shared.
    pub beliefs: Option<[Belief; 3]>,
    /// What is shown at all.
    pub projector: Projector,
    /// The place on screen that the storyboard's step talks about.
    pub pointed: Option<Place>,
    /// The code of the fresh room in which the drill goes on.
    pub moved_on: Option<String>,
    /// Whether the session was ended.
    pub ended: bool,
}

/// An entry of the story: something that somebody did, or something that a screen showed because of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Entry {
    /// Somebody did something.
    Did {
        /// The event's number; an effect's cause and toggle refer to it.
        seq: u64,
        /// Room time.
        at: Millis,
        /// What.
        fact: Fact,
    },
    /// A screen changed.
    Seen(Effect),
}

impl Entry {
    /// Its room time.
    pub const fn at(&self) -> Millis {
        match self {
            Self::Did { at, .. } => *at,
            Self::Seen(effect) => effect.at,
        }
    }
}

/// A room as told from the log: its state, and the story of what was done and seen.
#[derive(Clone, Debug, Default)]
pub struct Tale {
    observer: Observer,
    story: Vec<Entry>,
}

impl Tale {
    /// The tale of a whole log; quicker of one that stands ([`drill::standing`]).
    pub fn of(events: &[Event]) -> Self {
        let mut tale = Self::default();
        for event in events {
            tale.hear(event);
        }
        tale
    }

    /// Goes on with the next event. What came due before it is told before it. What it takes back has never been: the tale is
    /// told anew without it.
    pub fn hear(&mut self, event: &Event) {
        if let Fact::TakenBack(from, _) = event.fact
            && self.deeds_from(from).next().is_some()
        {
            self.forget(from);
        }
        let seen = self.observer.observe(event);
        let due_before =
            seen.iter().take_while(|effect| effect.at < event.at || effect.why.cause() < event.seq).count();
        let mut seen = seen.into_iter().map(Entry::Seen);
        self.story.extend(seen.by_ref().take(due_before));
        if tells(&event.fact) {
            self.story.push(Entry::Did { seq: event.seq, at: event.at, fact: event.fact.clone() });
        }
        self.story.extend(seen);
    }

    /// The deeds from number `from` on, the newest first.
    fn deeds_from(&self, from: u64) -> impl Iterator<Item = &Fact> {
        let deeds = self.story.iter().rev().filter_map(|entry| match entry {
            Entry::Did { seq, fact, .. } => Some((*seq, fact)),
            Entry::Seen(_) => None,
        });
        deeds.take_while(move |(seq, _)| *seq >= from).map(|(_, fact)| fact)
    }

    /// What the command did first that began with event `from`. A step first moves room time to its moment.
    pub fn first_deed(&self, from: u64) -> Option<&Fact> {
        self.deeds_from(from).filter(|fact| !matches!(fact, Fact::ClockSkipped(_))).last()
    }

    /// Forgets the deeds from number `from` on, and all that was seen since the one before.
    fn forget(&mut self, from: u64) {
        let told = std::mem::take(self).story;
        for entry in told {
            if let Entry::Did { seq, at, fact } = entry
                && seq < from
            {
                self.hear(&Event { seq, at, wall_ms: 0, fact });
            }
        }
    }

    /// The state.
    pub const fn state(&self) -> &State {
        self.observer.state()
    }

    /// The story so far, oldest first.
    pub fn story(&self) -> &[Entry] {
        &self.story
    }

    /// What this audience gets to see of it at the room time `now`.
    pub fn watched(&self, now: Millis, by: Audience) -> WatchView {
        WatchView::of(self.state(), &self.story, now, by)
    }
}

impl WatchView {
    /// What this audience gets to see of a state and of the story that led to it, at the room time `now`.
    pub(super) fn of(state: &State, story: &[Entry], now: Millis, by: Audience) -> Self {
        let at = state.at;
        let allowed = story.iter().rev().filter(|entry| may_be_watched(entry, by)).take(WATCHED_CHANGES_MAX);
        let mut story: Vec<Entry> = allowed.map(|entry| as_watched(entry, by)).collect();
        story.reverse();
        let both = by.sees_both();
        Self {
            seq: state.seq,
            at,
            now,
            // It often says which backend fails.
            title: if both { state.title.clone() } else { "Drill".to_owned() },
            backends: both.then(|| drill::backends(state)),
            clock: drill::clock(state),
            agent: (both || by == Audience::Agent).then(|| drill::agent(state, at)),
            customer: (both || by == Audience::Customer).then(|| drill::customer(state, at)),
            story,
            beliefs: by.sees_truth(state.truth_for).then(|| drill::beliefs(state, at)),
            projector: if by == Audience::Projector { state.projector } else { Projector::Room },
            pointed: drill::last_step(state).filter(|_| both).and_then(|step| step.place()),
            moved_on: state.moved_on.clone(),
            ended: state.ended,
        }
    }
}

/// Time marks are bookkeeping, and no deed of anybody.
const fn tells(fact: &Fact) -> bool {
    !matches!(fact, Fact::TimeMarked)
}

/// Notes and talk track belong to the operators; database and ledger are the truth, which is not shared by itself. Whoever
/// does the agent's or the customer's part has to find out from the one screen what happened.
fn may_be_watched(entry: &Entry, by: Audience) -> bool {
    match entry {
        _ if matches!(by, Audience::Reviewer) => true,
        Entry::Did { fact: Fact::PublicNoteAdded(_), .. } => !matches!(by, Audience::Waiting),
        Entry::Did { fact, .. } => by.sees_both() && fact_may_be_watched(fact),
        Entry::Seen(effect) => by.sees_both() && matches!(effect.pane, Pane::Agent | Pane::Customer),
    }
}

/// An entry as it is told to this audience: the drill in one paragraph, and which storyboard it is, are for those who lead.
fn as_watched(entry: &Entry, by: Audience) -> Entry {
    let mut entry = entry.clone();
    if let Entry::Did { fact: Fact::RoomOpened { summary, storyboard, .. }, .. } = &mut entry
        && by != Audience::Reviewer
    {
        summary.clear();
        *storyboard = None;
    }
    entry
}

/// Whether an entry is something that this audience could see happen, on the one screen that they have if it is one.
pub(super) fn changes_for(entry: &Entry, by: Audience) -> bool {
    match (entry, by) {
        (Entry::Seen(effect), Audience::Agent) => matches!(effect.pane, Pane::Agent),
        (Entry::Seen(effect), Audience::Customer) => matches!(effect.pane, Pane::Customer),
        _ => may_be_watched(entry, by),
    }
}

/// What anybody in the room could see somebody do. A new fact must be decided on here.
fn fact_may_be_watched(fact: &Fact) -> bool {
    match fact {
        Fact::RoomOpened { .. }
        | Fact::BackendsStopped(_)
        | Fact::BackendsStarted(_)
        | Fact::ClockResumed
        | Fact::ClockPaused(_)
        | Fact::SpeedChanged(_)
        | Fact::ClockSkipped(_)
        | Fact::AgentSaid(_)
        | Fact::AgentOpenedTab(_)
        | Fact::AgentOpenedInbox(_)
        | Fact::AgentOpenedActivity(_)
        | Fact::AgentReplied(_)
        | Fact::AgentCompleted(_)
        | Fact::AgentDismissed
        | Fact::AgentLoggedOut
        | Fact::AgentLoggedIn
        | Fact::CustomerSaid(_)
        | Fact::CustomerDismissed
        | Fact::CustomerStarted(_)
        | Fact::CustomerLeft
        | Fact::PublicNoteAdded(_)
        | Fact::AutopilotSwitched(..)
        | Fact::SessionEnded => true,
        // What somebody said by mistake is not said once more.
        Fact::TakenBack(_, what) => matches!(**what, Fact::BackendsStopped(_) | Fact::BackendsStarted(_)),
        Fact::NoteAdded(_)
        | Fact::Said(_)
        | Fact::Asked(_)
        | Fact::SettingChanged(..)
        | Fact::ProjectorSwitched(_)
        | Fact::TruthShared(_)
        | Fact::MovedOn(_)
        | Fact::HintTaken(_)
        | Fact::Answered(..)
        | Fact::Judged(..)
        | Fact::StepPlayed(_)
        | Fact::StepRefused(_)
        | Fact::AutoSwitched(_)
        | Fact::TimeMarked => false,
    }
}
