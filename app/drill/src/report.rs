//! What a drill came to, from its log: what was switched, what each side saw, what became of the messages, who was misled
//! for how long, and how long it took until somebody did something.

use std::collections::BTreeMap;

use crate::{
    About, Backend, Effect, Event, LedgerEntry, Millis, Misled, Pane, Rule, Sender, State, Who, apply::apply_watched,
    due::advance_watched, effects, ledger, state::Note, views::misled_now,
};

pub use crate::messages::Totals;

/// A time during which somebody was misled about something by one rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span {
    /// Who, about what, by which rule.
    pub misled: Misled,
    /// From when.
    pub from: Millis,
    /// Until when: the end of the report if it still was so.
    pub to: Millis,
}

impl Span {
    /// How long it was.
    pub fn length(&self) -> Millis {
        self.to - self.from
    }
}

/// One outage, and what people did about it first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Outage {
    /// Which backend.
    pub backend: Backend,
    /// When it was switched off.
    pub stopped: Millis,
    /// When it was switched on again, if it was.
    pub started: Option<Millis>,
    /// When the agent first did anything after the stop.
    pub agent_acted: Option<Millis>,
    /// When the customer did.
    pub customer_acted: Option<Millis>,
}

impl Totals {
    /// Those of a ledger as it is shown.
    pub fn of(ledger: &[LedgerEntry]) -> Self {
        let mut totals = Self::default();
        for entry in ledger {
            totals.add(entry.fate, entry.sender_knows);
        }
        totals
    }
}

/// The evidence of a room up to one moment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    /// The drill's title.
    pub title: String,
    /// When it was opened, in milliseconds since 1970; 0 for a log that no clock has seen.
    pub opened_wall_ms: u64,
    /// The room time up to which it tells.
    pub until: Millis,
    /// Every outage, by the order of the stops.
    pub outages: Vec<Outage>,
    /// What the two people saw, in order.
    pub seen: Vec<Effect>,
    /// Every message.
    pub ledger: Vec<LedgerEntry>,
    /// How many messages came to what.
    pub totals: Totals,
    /// Who was misled and for how long, by the moment it began.
    pub misled: Vec<Span>,
    /// Notes, public ones included, in order; the flag says which are.
    pub notes: Vec<(Note, bool)>,
}

impl Report {
    /// How long this person was misled about anything at all, by any rule.
    pub fn misled_for(&self, who: Who) -> Millis {
        time_covered(self.misled.iter().filter(|span| span.misled.who == who))
    }
}

/// The report of a log up to and including the room time `until`.
pub fn report(log: &[Event], until: Millis) -> Report {
    let told: &[Event] = &log[..log.partition_point(|event| event.at <= until)];
    let mut spans = Spans::default();
    let mut state = State::new();
    for event in told {
        apply_watched(&mut state, event, |state| spans.look(state));
    }
    advance_watched(&mut state, until, |state| spans.look(state));
    let ledger = ledger(&state);
    let seen = effects(told, until).into_iter().filter(|effect| matches!(effect.pane, Pane::Agent | Pane::Customer));
    let private = state.notes.iter().map(|note| (note.clone(), false));
    let public = state.public_notes.iter().map(|note| (note.clone(), true));
    let mut notes: Vec<_> = private.chain(public).collect();
    notes.sort_by_key(|(note, _)| note.stamp.seq);
    Report {
        title: state.title.clone(),
        opened_wall_ms: told.first().map_or(0, |event| event.wall_ms),
        until,
        outages: outages(&state, told),
        seen: seen.collect(),
        totals: Totals::of(&ledger),
        ledger,
        misled: spans.end(until),
        notes,
    }
}

/// How long at least one of these spans held.
pub fn time_covered<'a>(spans: impl Iterator<Item = &'a Span>) -> Millis {
    let mut by_start: Vec<_> = spans.map(|span| (span.from, span.to)).collect();
    by_start.sort_unstable();
    let (mut sum, mut covered_to) = (Millis::ZERO, Millis::ZERO);
    for (from, to) in by_start {
        let from = from.max(covered_to);
        if to > from {
            sum = sum + (to - from);
            covered_to = to;
        }
    }
    sum
}

/// Who is misled, watched while a log is folded.
#[derive(Default)]
struct Spans {
    /// Since when, and by what as it stands last.
    open: BTreeMap<(Who, About, Rule), (Millis, Misled)>,
    over: Vec<Span>,
}

impl Spans {
    fn look(&mut self, state: &State) {
        let now: BTreeMap<_, _> =
            misled_now(state).into_iter().map(|misled| ((misled.who, misled.about, misled.rule), misled)).collect();
        let over = &mut self.over;
        self.open.retain(|key, (from, misled)| {
            if let Some(still) = now.get(key) {
                *misled = *still;
                return true;
            }
            // What held at no time misled nobody: several things may happen at one instant.
            over.extend((state.at > *from).then_some(Span { misled: *misled, from: *from, to: state.at }));
            false
        });
        for (key, misled) in now {
            self.open.entry(key).or_insert((state.at, misled));
        }
    }

    fn end(mut self, until: Millis) -> Vec<Span> {
        self.over.extend(self.open.into_values().map(|(from, misled)| Span { misled, from, to: until }));
        self.over.sort_by_key(|span| (span.from, span.misled));
        self.over
    }
}

fn outages(state: &State, log: &[Event]) -> Vec<Outage> {
    let first_after = |seq: u64, whose: Sender| {
        let acts = log.iter().filter(|event| event.seq > seq);
        acts.into_iter().find(|event| event.fact.actor() == Some(whose)).map(|event| event.at)
    };
    let of = |outage: &crate::outage::Outage| Outage {
        backend: outage.backend,
        stopped: outage.stopped.at,
        started: outage.started.map(|stamp| stamp.at),
        agent_acted: first_after(outage.stopped.seq, Sender::Agent),
        customer_acted: first_after(outage.stopped.seq, Sender::Customer),
    };
    state.outages.iter().map(of).collect()
}
