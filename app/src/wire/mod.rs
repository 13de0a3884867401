//! What travels between server and browser: the frames of a link, and what a page embeds to begin with.
//!
//! Two feeds over the same frames: operators get events and fold them; everybody else gets a view that the server
//! derived, so that nothing a seat may not know is ever sent to it. Frames are binary, in the form of `postcard`.

mod class;
mod past;
mod view;

pub use class::{Class, Door, Latch, People, Person, Seat, Wish, You};
pub use past::{Past, Record};
pub use view::{Audience, Entry, Tale, WATCHED_CHANGES_MAX, WatchView};

use std::marker::PhantomData;

use drill::{
    Command, Event, Millis, Refusal,
    script::{Look, Place},
};
use serde::{Deserialize, Serialize, de::DeserializeOwned};

/// The version of these frames. A page from another version is asked to load itself again.
pub const PROTOCOL: u32 = 7;

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
    /// Shows this moment of the past from here on, answered by [`ToBrowser::Past`]; `None` for the present again, answered by
    /// [`ToBrowser::View`].
    LookBack(Option<Millis>),
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
    /// To whoever looks back: what they could see then. No view of the present comes until they return to it.
    Past(Sealed<Past>),
}

/// Events, and the room time at which they were sent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Events {
    /// The events, by number.
    pub events: Vec<Event>,
    /// Room time when they were sent: the displayed clock goes on from here.
    pub now: Millis,
    /// The first event of the last command, as long as it can be taken back.
    pub last: Option<u64>,
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
    /// Said by the page itself: the connection broke before the answer. What somebody had typed; nothing after a click.
    Unanswered(Vec<String>),
}

impl Denial {
    /// What is known of what was asked for.
    pub const fn heading(&self) -> &'static str {
        if matches!(self, Self::Unanswered(_)) { "Not known: " } else { "Not done: " }
    }

    /// Whether it has the only copy of what somebody typed.
    pub const fn keeps_words(&self) -> bool {
        matches!(self, Self::Unanswered(typed) if !typed.is_empty())
    }
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
            Self::Unanswered(typed) if typed.is_empty() => {
                f.write_str("the connection broke before the answer; please look whether it happened")
            }
            Self::Unanswered(typed) => {
                f.write_str("the connection broke before the answer; please look whether this arrived:")?;
                typed.iter().try_for_each(|typed| f.write_str(&[" “", typed, "”"].concat()))
            }
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
    /// The room, or this seat, has all the pages that it may have open.
    Crowded,
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
    /// An operator's or a co-trainer's who looks back: the present view to begin with.
    Review(Sealed<WatchView>, You),
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
    /// How many times it switches backends.
    pub switches: usize,
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
        let drill::script::Step { at, commands, say, ask, look, right, wrong, hints } = step;
        let switches = commands.iter().filter(|command| command.switches_backends()).count();
        Self { at, deeds, switches, say, ask, look, right, wrong, hints }
    }
}
