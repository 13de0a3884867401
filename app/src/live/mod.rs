//! What the panes read and where their commands go; kept up to date by the link in the browser.

#[cfg(feature = "hydrate")]
mod kiosk;
#[cfg(feature = "hydrate")]
pub mod link;

use std::collections::BTreeMap;

use drill::{
    AgentView, BackendsView, ClockView, Command, CustomerView, LedgerEntry, Millis, Projector, Row, Shown,
    script::Place, state::Lesson,
};
use leptos::prelude::*;

use crate::wire::{Denial, Embedded, Entry, Events, Feed, People, Step, Tale, ToBrowser, WatchView};

/// Everything a page's components read, through context. Each is a signal of its own, so that a change of one pane
/// repaints that pane alone.
#[derive(Clone, Copy)]
pub struct Stage {
    /// The room's code as shown, `ABCD-EFGH`.
    pub code: Signal<String>,
    /// The drill's title.
    pub title: Signal<String>,
    /// The drill in one paragraph; empty on pages without controls.
    pub summary: Signal<String>,
    /// The slug of the storyboard that the room follows; empty in free play, and on pages without controls.
    pub storyboard: Signal<String>,
    /// The backend lights.
    pub backends: Signal<BackendsView>,
    /// The clock as the log has it.
    pub clock: Signal<ClockView>,
    /// Room time for display: it ticks in the browser while the clock runs.
    pub now: Signal<Millis>,
    /// The agent's console.
    pub agent: Signal<AgentView>,
    /// The customer's page.
    pub customer: Signal<CustomerView>,
    /// What was done and seen so far, oldest first.
    pub story: Signal<Vec<Entry>>,
    /// Who is misled; empty on pages without controls.
    pub misled: Signal<Vec<drill::Misled>>,
    /// The storyboard's steps; empty on pages without controls.
    pub steps: Signal<Vec<Step>>,
    /// How many of them were played.
    pub steps_played: Signal<usize>,
    /// Whether they play by themselves at their moments.
    pub auto: Signal<bool>,
    /// How many of the last steps somebody has paged back to see again; 0 at the present one.
    pub paged_back: RwSignal<usize>,
    /// The place on screen that the step in sight talks about.
    pub pointed: Signal<Option<Place>>,
    /// What the learner made of each question, by its step.
    pub lessons: Signal<BTreeMap<usize, Lesson>>,
    /// The simulated database; empty on pages without controls.
    pub rows: Signal<Vec<Shown<Row>>>,
    /// Every message; empty on pages without controls.
    pub ledger: Signal<Vec<LedgerEntry>>,
    /// What the pages without controls show.
    pub projector: Signal<Projector>,
    /// The code of the fresh room in which the drill goes on.
    pub moved_on: Signal<Option<String>>,
    /// The whole address under which others can watch.
    pub watch_url: Signal<String>,
    /// Who is here.
    pub people: Signal<People>,
    /// How the real connection stands.
    pub connection: Signal<Connection>,
    /// Why the last command was not carried out, until it is closed.
    pub denial: RwSignal<Option<Denial>>,
    /// What this page is.
    pub face: Face,
    /// Whether this page has controls.
    pub may_act: bool,
    /// Sends a command; does nothing on pages without controls and before the link is up.
    pub act: Callback<Command>,
    /// Tries the lost connection again at once.
    pub retry: Callback<()>,
}

/// What a page is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Face {
    /// The operator's room.
    Room,
    /// A room for somebody who learns alone.
    Learn,
    /// The page without controls.
    Watch,
    /// An unattended loop, with no room behind it.
    Kiosk,
}

/// How the real connection stands: never to be mistaken for a simulated outage.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Connection {
    /// The page has loaded, and the link is not up for the first time yet.
    Opening,
    /// All is well.
    Live,
    /// It was lost, and is tried again in so many seconds; 0 while it is being tried.
    Lost {
        /// Whole seconds to the next try.
        retry_in_secs: u32,
        /// Whether the server said that it stops.
        server_stops: bool,
    },
    /// The page is of another version than the server, or the room is gone: only a reload helps.
    Ended,
}

/// The feed of a page, folded.
pub(crate) enum Folded {
    /// An operator's.
    Operator(Box<Tale>),
    /// Anybody else's.
    Watch(Box<WatchView>),
}

/// The signals that a link writes.
#[derive(Clone, Copy)]
pub(crate) struct Writers {
    pub folded: RwSignal<Folded>,
    pub now: RwSignal<Millis>,
    pub people: RwSignal<People>,
    pub connection: RwSignal<Connection>,
    pub denial: RwSignal<Option<Denial>>,
    pub outbox: StoredValue<Vec<Command>>,
    pub paged_back: RwSignal<usize>,
}

/// Folds what the page embeds, and makes the stage of it. The first render is the same on server and browser: both use
/// exactly the embedded feed and its time.
pub(crate) fn stage(embedded: Embedded) -> (Stage, Writers) {
    let Embedded { code, watch_url, feed, steps } = embedded;
    let told = |feed: Events| (Folded::Operator(Box::new(Tale::of(&feed.events))), feed.now);
    let (face, (folded, now)) = match feed {
        Feed::Operator(feed) => (Face::Room, told(feed)),
        Feed::Learner(feed) => (Face::Learn, told(feed)),
        Feed::Watch(view) => {
            let now = view.now;
            (Face::Watch, (Folded::Watch(view), now))
        }
        Feed::Kiosk(log) => {
            let events = log[..kiosk_opening(&log)].to_vec();
            (Face::Kiosk, told(Events { events, now: Millis::ZERO }))
        }
    };
    let may_act = matches!(face, Face::Room | Face::Learn);
    // With no room behind it there is no connection that could be lost.
    let connection = if face == Face::Kiosk { Connection::Live } else { Connection::Opening };
    let writers = Writers {
        folded: RwSignal::new(folded),
        now: RwSignal::new(now),
        people: RwSignal::new(People::default()),
        connection: RwSignal::new(connection),
        denial: RwSignal::new(None),
        outbox: StoredValue::new(Vec::new()),
        paged_back: RwSignal::new(0),
    };
    let Writers { folded, paged_back, .. } = writers;
    let places: Vec<Option<Place>> = steps.iter().map(Step::place).collect();
    let outbox = writers.outbox;
    let stage = Stage {
        code: Signal::derive(move || code.clone()),
        title: read(folded, |tale| tale.state().title.clone(), |view| view.title.clone()),
        summary: read(folded, |tale| tale.state().summary.clone(), |_| String::new()),
        storyboard: read(folded, |tale| tale.state().storyboard.clone().unwrap_or_default(), |_| String::new()),
        backends: read(folded, |tale| drill::backends(tale.state()), |view| view.backends),
        clock: read(folded, |tale| drill::clock(tale.state()), |view| view.clock),
        now: writers.now.into(),
        agent: read(folded, |tale| drill::agent(tale.state(), tale.state().at), |view| view.agent.clone()),
        customer: read(folded, |tale| drill::customer(tale.state(), tale.state().at), |view| view.customer.clone()),
        story: read(folded, |tale| tale.story().to_vec(), |view| view.story.clone()),
        misled: read(folded, |tale| drill::misled(tale.state(), tale.state().at), |_| Vec::new()),
        steps: Signal::derive(move || steps.clone()),
        steps_played: read(folded, |tale| tale.state().steps_played, |_| 0),
        auto: read(folded, |tale| tale.state().auto, |_| false),
        paged_back,
        pointed: Memo::new(move |_| {
            let back = paged_back.get();
            folded.with(|folded| match folded {
                Folded::Operator(tale) => places.get(tale.state().steps_played.checked_sub(1 + back)?).copied()?,
                Folded::Watch(view) => view.pointed,
            })
        })
        .into(),
        lessons: read(folded, |tale| tale.state().lessons.clone(), |_| BTreeMap::new()),
        rows: read(folded, |tale| drill::database(tale.state(), tale.state().at), |_| Vec::new()),
        ledger: read(folded, |tale| drill::ledger(tale.state()), |_| Vec::new()),
        projector: read(folded, |tale| tale.state().projector, |view| view.projector),
        moved_on: read(folded, |tale| tale.state().moved_on.clone(), |view| view.moved_on.clone()),
        watch_url: Signal::derive(move || watch_url.clone()),
        people: writers.people.into(),
        connection: writers.connection.into(),
        denial: writers.denial,
        face,
        may_act,
        act: Callback::new(move |command| {
            if may_act {
                outbox.update_value(|outbox| outbox.push(command));
                #[cfg(feature = "hydrate")]
                link::flush();
            }
        }),
        retry: Callback::new(|()| {
            #[cfg(feature = "hydrate")]
            link::retry();
        }),
    };
    (stage, writers)
}

/// How many events of a loop's log stand before its first step.
fn kiosk_opening(log: &[drill::Event]) -> usize {
    log.iter().take_while(|event| !matches!(event.fact, drill::Fact::StepPlayed(_))).count()
}

fn read<T: Clone + PartialEq + Send + Sync + 'static>(
    folded: RwSignal<Folded>,
    of_tale: impl Fn(&Tale) -> T + Send + Sync + 'static,
    of_view: impl Fn(&WatchView) -> T + Send + Sync + 'static,
) -> Signal<T> {
    Memo::new(move |_| {
        folded.with(|folded| match folded {
            Folded::Operator(tale) => of_tale(tale),
            Folded::Watch(view) => of_view(view),
        })
    })
    .into()
}

/// What a frame does to the signals.
#[cfg_attr(not(feature = "hydrate"), expect(dead_code, reason = "on the server nothing ever arrives"))]
pub(crate) fn receive(writers: &Writers, frame: ToBrowser) {
    match frame {
        ToBrowser::Events(feed) => {
            writers.folded.update(|folded| {
                if let Folded::Operator(tale) = folded {
                    let known = tale.state().seq;
                    feed.events.iter().filter(|event| event.seq > known).for_each(|event| tale.hear(event));
                }
            });
            // What somebody paged back to see gives way to what happens.
            writers.paged_back.set(0);
            show_time(writers, feed.now);
        }
        ToBrowser::View(view) => {
            let now = view.now;
            writers.folded.set(Folded::Watch(view));
            show_time(writers, now);
        }
        ToBrowser::Answer { result, .. } => {
            if let Err(denial) = result {
                writers.denial.set(Some(denial));
            }
        }
        ToBrowser::People(people) => writers.people.set(people),
        ToBrowser::Beat(now) => show_time(writers, now),
        ToBrowser::Reload => writers.connection.set(Connection::Ended),
        ToBrowser::Closing(_) => (),
    }
}

/// The clock as the log has it.
fn clock_now(writers: &Writers) -> ClockView {
    writers.folded.with_untracked(|folded| match folded {
        Folded::Operator(tale) => drill::clock(tale.state()),
        Folded::Watch(view) => view.clock,
    })
}

/// The displayed time never goes back while the clock runs: the browser's own clock may be a little ahead of what is
/// told. A clock that is held stands exactly where the log has it.
fn show_time(writers: &Writers, told: Millis) {
    if told > writers.now.get_untracked() || !clock_now(writers).running {
        writers.now.set(told);
    }
}
