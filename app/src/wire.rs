//! What travels between server and browser: the frames of a link, and what a page embeds to begin with.
//!
//! Two feeds over the same frames: operators get events and fold them; everybody else gets a view that the server
//! derived, so that nothing a seat may not know is ever sent to it. Frames are binary, in the form of `postcard`.

use std::marker::PhantomData;

use drill::{
    AgentView, BackendsView, ClockView, Command, CustomerView, Effect, Event, Fact, Millis, Observer, Pane, Projector,
    Refusal, State,
    script::{Look, Place},
};
use serde::{Deserialize, Serialize, de::DeserializeOwned};

/// The version of these frames. A page from another version is asked to load itself again.
pub const PROTOCOL: u32 = 3;

/// A frame, or what a page embeds, as bytes.
pub fn encode<T: Serialize>(frame: &T) -> Vec<u8> {
    // All of it is plain structs, strings and numbers, which always have a binary form.
    postcard::to_allocvec(frame).unwrap_or_default()
}

/// What these bytes are; `None` if they are not exactly one of it.
pub fn decode<T: DeserializeOwned>(bytes: &[u8]) -> Option<T> {
    let (frame, rest) = postcard::take_from_bytes(bytes).ok()?;
    rest.is_empty().then_some(frame)
}

/// Something in its encoded form, which only those open whom it concerns: a client whose pages never do has no code for it.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sealed<T> {
    bytes: Vec<u8>,
    #[serde(skip)]
    of: PhantomData<T>,
}

impl<T: Serialize> Sealed<T> {
    /// Seals it.
    pub fn new(content: &T) -> Self {
        Self { bytes: encode(content), of: PhantomData }
    }
}

impl<T: DeserializeOwned> Sealed<T> {
    /// What is in it; `None` if that is nothing of its kind.
    pub fn open(&self) -> Option<T> {
        decode(&self.bytes)
    }
}

impl<T: DeserializeOwned + std::fmt::Debug> std::fmt::Debug for Sealed<T> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.open().fmt(f)
    }
}

/// How many entries of the story a watcher's view carries.
pub const WATCHED_CHANGES_MAX: usize = 40;

/// A frame from a browser.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ToServer {
    /// Always the first frame: the page's protocol, and the last event number it has.
    Hello {
        /// [`PROTOCOL`] as the page was built with.
        protocol: u32,
        /// The number of the last event that the page has.
        since: u64,
    },
    /// A command, answered by [`ToBrowser::Answer`] with the same id.
    Command {
        /// Chosen by the browser, counting up.
        id: u32,
        /// What is asked for.
        command: Command,
    },
    /// Still here. Answered by [`ToBrowser::Beat`].
    Beat,
    /// A wish about the class, answered by [`ToBrowser::Answer`] with the same id.
    Class {
        /// Chosen by the browser, counting up together with those of commands.
        id: u32,
        /// What is asked for.
        wish: Wish,
    },
}

/// A frame from the server.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ToBrowser {
    /// To operators: the next events of the log, without a hole.
    Events(Events),
    /// To everybody else: everything on their screen.
    View(Sealed<WatchView>),
    /// The answer to a command: accepted, or refused with the reason.
    Answer {
        /// The command's id.
        id: u32,
        /// Accepted, or why not.
        result: Result<(), Denial>,
    },
    /// How many are here.
    People(People),
    /// To operators: who is in the class, and how its door stands.
    Class(Sealed<Class>),
    /// To somebody in the class: what they are there.
    You(You),
    /// The answer to [`ToServer::Beat`]: the room time now.
    Beat(Millis),
    /// The page is of another version and has to load itself again.
    Reload,
    /// The server is about to close this link.
    Closing(Closing),
}

/// Events, and the room time at which they were sent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Events {
    /// The events, by number.
    pub events: Vec<Event>,
    /// Room time when they were sent: the displayed clock goes on from here.
    pub now: Millis,
}

/// Why a command was not carried out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Denial {
    /// The engine refused it.
    Refused(Refusal),
    /// This seat has no such control.
    NotYours,
    /// An operator has muted this seat.
    Muted,
    /// The seat is not offered, or somebody has taken it.
    SeatTaken,
    /// There is nobody of this number in the class.
    NobodyThere,
    /// It could not be written to the log, and so did not happen.
    NotSaved,
    /// The room has reached the number of events it can hold.
    RoomIsFull,
    /// Commands come too fast on this link.
    TooFast,
    /// Said by the page itself: there is no connection to send it over.
    NotConnected,
    /// Said by the page itself: the connection broke before the answer.
    Unanswered,
}

impl std::fmt::Display for Denial {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Refused(refusal) => refusal.fmt(f),
            Self::NotYours => f.write_str("your seat has no such control"),
            Self::Muted => f.write_str("an operator has muted your seat for now"),
            Self::SeatTaken => f.write_str("this seat is not free"),
            Self::NobodyThere => f.write_str("this person has left the class meanwhile"),
            Self::NotSaved => f.write_str(
                "it could not be saved, so it did not happen; please try again, and tell whoever runs this server if it stays so",
            ),
            Self::RoomIsFull => f.write_str("this room's record is full; please open a new room"),
            Self::TooFast => f.write_str("too many commands at once; please wait a moment"),
            Self::NotConnected => f.write_str("there is no connection to the server, so nothing was sent"),
            Self::Unanswered => f.write_str("the connection broke before the answer; please look whether it happened"),
        }
    }
}

/// Why the server closes a link.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Closing {
    /// The server is stopping; it may be back soon.
    ServerStops,
    /// The link sent something that is no frame.
    BadFrame,
    /// There is no such room for this browser: nobody opened it, it was deleted, or the right to be there was taken back.
    /// Trying again will not help.
    NoSuchRoom,
    /// Somebody gave this browser another seat: its page has to be loaded again.
    SeatChanged,
    /// An operator has removed this seat from the class.
    Removed,
}

/// How many links a room has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct People {
    /// Pages with controls, co-trainers' included.
    pub operators: u32,
    /// Projectors.
    pub watchers: u32,
    /// Everybody else in the class.
    pub seats: u32,
}

impl People {
    /// All of them.
    pub const fn all(self) -> u32 {
        self.operators + self.watchers + self.seats
    }
}

/// What somebody is in the class.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Seat {
    /// Not admitted yet.
    Waiting,
    /// Sees both screens, and touches nothing.
    #[default]
    Observer,
    /// Does the agent's work, and sees the agent's screen.
    Agent,
    /// Does the customer's part, and sees the customer's screen.
    Customer,
    /// Runs the drill like an operator, but for the class, the links and the end.
    CoTrainer,
}

/// How the class's door stands.
#[expect(clippy::struct_excessive_bools, reason = "four switches that have nothing to do with each other")]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Door {
    /// Nobody new gets in.
    pub locked: bool,
    /// Whoever is new waits until an operator lets them in.
    pub waiting_room: bool,
    /// Whoever is in may take the agent's seat while it is free.
    pub offers_agent: bool,
    /// The same for the customer's.
    pub offers_customer: bool,
}

/// Somebody in the class, as operators see them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Person {
    /// Their number in this class, from 1.
    pub number: u32,
    /// As they call themselves; empty if they do not.
    pub name: String,
    /// What they are.
    pub seat: Seat,
    /// Whether their commands are denied.
    pub muted: bool,
    /// Whether their page is open.
    pub here: bool,
    /// Since when they are here, or away, in milliseconds since 1970.
    pub since_wall_ms: u64,
}

/// The class, as operators see it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Class {
    /// How its door stands.
    pub door: Door,
    /// Who is in, by number.
    pub people: Vec<Person>,
}

/// What somebody in the class is told of themselves.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct You {
    /// The name they gave.
    pub name: String,
    /// What they are.
    pub seat: Seat,
    /// Whether their commands are denied.
    pub muted: bool,
    /// Seats that they may take.
    pub free: Vec<Seat>,
}

/// A wish about the class.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Wish {
    /// An operator's: gives somebody a seat; whoever waits is let in by it. Who had the agent's or the customer's observes
    /// from then on.
    Assign {
        /// Whom.
        number: u32,
        /// What.
        seat: Seat,
    },
    /// An operator's: denies somebody's commands, or takes that back.
    Mute {
        /// Whom.
        number: u32,
        /// Whether.
        muted: bool,
    },
    /// An operator's: removes somebody, and forgets their name.
    Remove {
        /// Whom.
        number: u32,
    },
    /// An operator's: lets in everybody who waits.
    AdmitAll,
    /// An operator's: the door as it shall stand.
    SetDoor(Door),
    /// For oneself: takes a seat that is free, or gives up the one that one has by observing.
    Take(Seat),
}

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
}

impl Audience {
    /// Each of them.
    pub const ALL: [Self; 5] = [Self::Projector, Self::Observer, Self::Agent, Self::Customer, Self::Waiting];

    /// Whether they see everything that is public.
    const fn sees_both(self) -> bool {
        matches!(self, Self::Projector | Self::Observer)
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

/// A room as told from the log: its state, and the story of what was done and seen.
#[derive(Clone, Debug, Default)]
pub struct Tale {
    observer: Observer,
    story: Vec<Entry>,
}

impl Tale {
    /// The tale of a whole log.
    pub fn of(events: &[Event]) -> Self {
        let mut tale = Self::default();
        for event in events {
            tale.hear(event);
        }
        tale
    }

    /// Goes on with the next event. What came due before it is told before it.
    pub fn hear(&mut self, event: &Event) {
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
        let state = self.state();
        let at = state.at;
        let allowed = self.story.iter().rev().filter(|entry| may_be_watched(entry, by)).take(WATCHED_CHANGES_MAX);
        let mut story: Vec<Entry> = allowed.cloned().collect();
        story.reverse();
        let both = by.sees_both();
        WatchView {
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
const fn may_be_watched(entry: &Entry, by: Audience) -> bool {
    match entry {
        Entry::Did { fact: Fact::PublicNoteAdded(_), .. } => !matches!(by, Audience::Waiting),
        Entry::Did { fact, .. } => by.sees_both() && fact_may_be_watched(fact),
        Entry::Seen(effect) => by.sees_both() && matches!(effect.pane, Pane::Agent | Pane::Customer),
    }
}

/// What anybody in the room could see somebody do. A new fact must be decided on here.
const fn fact_may_be_watched(fact: &Fact) -> bool {
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
        Fact::NoteAdded(_)
        | Fact::Said(_)
        | Fact::Asked(_)
        | Fact::SettingChanged(..)
        | Fact::ProjectorSwitched(_)
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

/// What a room's page embeds, so that the browser's first render is exactly the server's.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Embedded {
    /// The room's code, as shown: `ABCD-EFGH`; empty where there is no room behind the page.
    pub code: String,
    /// The whole address under which others can join the class.
    pub join_url: String,
    /// The feed so far.
    pub feed: Feed,
    /// The steps of the storyboard that the room follows; never sent to those who only watch.
    pub steps: Vec<Step>,
}

/// What a page is, and where its feed begins.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Feed {
    /// An operator's: the whole log.
    Operator(Events),
    /// The same for somebody who learns alone.
    Learner(Events),
    /// The same for an operator's phone.
    Remote(Events),
    /// The same for a co-trainer.
    CoTrainer(Events, You),
    /// A projector's: the present view.
    Watch(Sealed<WatchView>),
    /// Anybody else's in the class.
    Seat(Sealed<WatchView>, You),
    /// An unattended loop: the whole log of a drill that the page plays by itself, again and again.
    Kiosk(Vec<Event>),
}

/// A step of a storyboard: when, what happens, the talk track, and what helps to learn alone.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Step {
    /// Room time.
    pub at: Millis,
    /// What is done, in plain words.
    pub deeds: Vec<String>,
    /// What to say.
    pub say: Vec<String>,
    /// What to ask the class.
    pub ask: Vec<String>,
    /// What to look at.
    pub look: Vec<Look>,
    /// The right answer, or a good one where there are none to choose from.
    pub right: Option<String>,
    /// Wrong answers to choose from.
    pub wrong: Vec<String>,
    /// Hints, the vaguest first.
    pub hints: Vec<String>,
}

impl Step {
    /// The place on screen that it talks about.
    pub fn place(&self) -> Option<Place> {
        self.look.iter().find_map(|look| look.place)
    }
}

impl From<drill::script::Step> for Step {
    fn from(step: drill::script::Step) -> Self {
        let deeds = step.describe();
        let drill::script::Step { at, say, ask, look, right, wrong, hints, .. } = step;
        Self { at, deeds, say, ask, look, right, wrong, hints }
    }
}
