//! A room as projected from its log: its state, and the history of what was done and seen. The only place that makes views.

use drill::{Event, Fact, InboxEntry, Millis, Observer, Projector, Shown, State, Tail};

use crate::{Audience, Earlier, EarlierItems, Entry, LINES_MAX, List, RoomView, history::History};

/// How many earlier items come at once: more than a screen shows, and one small frame.
pub const EARLIER_MAX: usize = 500;

/// A room's state and history so far.
#[derive(Clone, Debug, Default)]
pub struct RoomProjection {
    observer: Observer,
    history: History,
}

impl RoomProjection {
    /// The projection of a whole log; quicker of one without what was undone ([`drill::without_undone`]).
    pub fn of(events: &[Event]) -> Self {
        let mut projection = Self::default();
        for event in events {
            projection.apply(event);
        }
        projection
    }

    /// Goes on with the next event. What came due before it comes first. What it undoes has never been: the projection
    /// is made anew without it.
    pub fn apply(&mut self, event: &Event) {
        if let Fact::Undone(from, _) = event.fact
            && self.actions_from(from).next().is_some()
        {
            self.forget(from);
        }
        let effects = self.observer.observe(event);
        let due_before =
            effects.iter().take_while(|effect| effect.at < event.at || effect.why.cause() < event.seq).count();
        let mut effects = effects.into_iter().map(Entry::Effect);
        self.history.extend(effects.by_ref().take(due_before));
        // Time marks are bookkeeping, and nobody's action.
        if !matches!(event.fact, Fact::TimeMarked) {
            self.history.push(Entry::Action { seq: event.seq, at: event.at, fact: event.fact.clone() });
        }
        self.history.extend(effects);
    }

    /// The actions from number `from` on, the newest first.
    fn actions_from(&self, from: u64) -> impl Iterator<Item = &Fact> {
        let actions = self.history.entries().iter().rev().filter_map(|entry| match entry {
            Entry::Action { seq, fact, .. } => Some((*seq, fact)),
            Entry::Effect(_) => None,
        });
        actions.take_while(move |(seq, _)| *seq >= from).map(|(_, fact)| fact)
    }

    /// What the command did first that began with event `from`. A step first moves room time to its moment.
    pub fn first_action(&self, from: u64) -> Option<&Fact> {
        self.actions_from(from).filter(|fact| !matches!(fact, Fact::ClockSkipped(_))).last()
    }

    /// Forgets the actions from number `from` on, and all effects since the one before.
    fn forget(&mut self, from: u64) {
        let history = std::mem::take(self).history;
        for entry in history.entries() {
            if let Entry::Action { seq, at, fact } = entry
                && *seq < from
            {
                self.apply(&Event { seq: *seq, at: *at, wall_ms: 0, fact: fact.clone() });
            }
        }
    }

    /// The state.
    pub const fn state(&self) -> &State {
        self.observer.state()
    }

    /// The history so far, oldest first.
    pub fn history(&self) -> &[Entry] {
        self.history.entries()
    }

    /// What this audience gets to see at the room time `now`; `undoable_from` is for those who lead.
    pub fn view(&self, now: Millis, by: Audience, undoable_from: Option<u64>) -> RoomView {
        RoomView {
            undoable_from: undoable_from.filter(|_| by.leads()),
            ..self.view_of(self.state(), self.history().len(), now, by)
        }
    }

    /// What this audience gets to see of a state and of the first `entries` of the history that led to it.
    pub(crate) fn view_of(&self, state: &State, entries: usize, now: Millis, by: Audience) -> RoomView {
        let at = state.at;
        let (both, leads) = (by.sees_both(), by.leads());
        let empty = RoomView::empty();
        let mut view = RoomView {
            seq: state.seq,
            at,
            now,
            // It often says which backend fails.
            title: if both { state.title.clone() } else { "Drill".to_owned() },
            clock: drill::clock(state),
            history: self.history.tail(by, entries, LINES_MAX),
            beliefs: by.sees_truth(state.truth_for).then(|| drill::beliefs(state, at)),
            projector: if leads || by == Audience::Projector { state.projector } else { Projector::Room },
            continued_in: state.continued_in.clone().unwrap_or_default(),
            ended: state.ended,
            ..empty
        };
        if both {
            view.backends = drill::backends(state);
            view.pointed = drill::last_step(state).and_then(drill::script::Step::place);
        }
        if by.sees_agent() {
            let agent = drill::agent_tail(state, at, LINES_MAX);
            view.agent = if both { agent } else { agent.without_rules() };
        }
        if by.sees_customer() {
            let customer = drill::customer_tail(state, at, LINES_MAX);
            view.customer = if both { customer } else { customer.without_rules() };
        }
        if leads {
            view.summary.clone_from(&state.summary);
            view.storyboard = state.storyboard.clone().unwrap_or_default();
            view.misled = drill::misled(state, at);
            view.truth_for = state.truth_for;
            view.queries = drill::queries(state, at);
            view.ledger = drill::ledger_tail(state, LINES_MAX);
            view.totals = state.ledger.totals();
            view.steps_played = state.steps_played;
            view.auto = state.auto;
            view.autopilot = state.autopilot.map(|since| since.is_some());
            view.lessons.clone_from(&state.lessons);
        }
        view
    }

    /// The items of a list before place `before`, as far as this audience may have them; at most [`EARLIER_MAX`].
    pub fn earlier(&self, list: List, before: usize, by: Audience) -> Earlier {
        self.earlier_of(self.state(), list, before, by)
    }

    /// The same of a state on the way.
    pub(crate) fn earlier_of(&self, state: &State, list: List, before: usize, by: Audience) -> Earlier {
        let (first, items) = match list {
            List::History => {
                let Tail { before, items } = self.history.before(by, before, EARLIER_MAX);
                (before, EarlierItems::History(items))
            }
            List::AgentLines => {
                let Tail { before, items } =
                    if_seen(by.sees_agent(), || drill::agent_transcript_before(state, before, EARLIER_MAX));
                (before, EarlierItems::AgentLines(items))
            }
            List::CustomerLines => {
                let Tail { before, items } =
                    if_seen(by.sees_customer(), || drill::customer_transcript_before(state, before, EARLIER_MAX));
                (before, EarlierItems::CustomerLines(items))
            }
            List::Ledger => {
                let Tail { before, items } = if_seen(by.leads(), || drill::ledger_before(state, before, EARLIER_MAX));
                (before, EarlierItems::Ledger(items))
            }
            List::Emails => {
                let Tail { before, items } =
                    if_seen(by.sees_agent(), || drill::emails_before(state, before, EARLIER_MAX));
                let hidden = |email: Shown<InboxEntry>| if by.sees_both() { email } else { email.without_rule() };
                (before, EarlierItems::Emails(items.into_iter().map(hidden).collect()))
            }
        };
        Earlier { first, items }
    }
}

/// What an audience may not see has no items for it.
fn if_seen<T>(sees: bool, items: impl FnOnce() -> Tail<T>) -> Tail<T> {
    if sees { items() } else { Tail::default() }
}
