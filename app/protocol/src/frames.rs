//! The frames of a link.

use drill::{Command, InboxEntry, LedgerEntry, Line, Millis, Refusal, Shown};
use serde::{Deserialize, Serialize, de::DeserializeOwned};

use crate::{Class, ClassCommand, Entry, People, RoomChange, RoomView, You};

/// The version of these frames. A page from another version is asked to load itself again.
pub const PROTOCOL: u32 = 9;

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

/// A frame from a browser.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ToServer {
    /// Always the first frame.
    Hello {
        /// [`PROTOCOL`] as the page was built with.
        protocol: u32,
        /// The number of the last event behind the view that the page has.
        since: u64,
    },
    /// A command, answered by [`ToBrowser::Answer`] with the same id.
    Command {
        /// Chosen by the browser, counting up.
        id: u32,
        /// What is asked for.
        command: Command,
    },
    /// Something about the class, answered in the same way.
    Class {
        /// Chosen by the browser, counting up together with those of commands.
        id: u32,
        /// What is asked for.
        command: ClassCommand,
    },
    /// Shows this moment of the past from here on, or the present again; answered by [`ToBrowser::View`].
    LookBack(Option<Millis>),
    /// Asks for items of a list before those that the page has, answered by [`ToBrowser::Earlier`].
    Earlier {
        /// Which list.
        list: List,
        /// The place in the whole list of the first item that the page has.
        before: usize,
    },
    /// Still here. Answered by [`ToBrowser::Beat`].
    Beat,
}

/// A frame from the server.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ToBrowser {
    /// Everything that the page shows: to begin with, after a lag, and of the past.
    View(Box<RoomView>),
    /// What differs from the view that the page has.
    Patch(Patch),
    /// The answer to [`ToServer::Earlier`].
    Earlier(Earlier),
    /// The answer to a command: accepted, or refused with the reason.
    Answer {
        /// The command's id.
        id: u32,
        /// Accepted, or why not.
        result: Result<(), CommandError>,
    },
    /// How many are here.
    People(People),
    /// To operators: who is in the class, and who gets in.
    Class(Class),
    /// To somebody in the class: what they are there.
    You(You),
    /// The answer to [`ToServer::Beat`]: the room time now.
    Beat(Millis),
    /// The page is of another version and has to load itself again.
    Reload,
    /// The server is about to close this link.
    Closing(Closing),
}

/// What makes a newer view of the one that the page has.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Patch {
    /// The number of the last event behind the older view.
    pub from: u64,
    /// The number of the last event behind the newer one.
    pub to: u64,
    /// What differs.
    pub changes: Vec<RoomChange>,
}

/// A list of which a page has only the end.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum List {
    /// What was done and seen.
    History,
    /// The lines of the chat in the agent's view.
    AgentLines,
    /// The lines on the customer's page.
    CustomerLines,
    /// Every message.
    Ledger,
    /// The e-mails in the agent's inbox.
    Emails,
}

/// Some items of a list, without a hole before those that the page has.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Earlier {
    /// The place in the whole list of the first of them.
    pub first: usize,
    /// The items, oldest first.
    pub items: EarlierItems,
}

/// The items of one of the lists.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EarlierItems {
    /// Of [`List::History`].
    History(Vec<Entry>),
    /// Of [`List::AgentLines`].
    AgentLines(Vec<Line>),
    /// Of [`List::CustomerLines`].
    CustomerLines(Vec<Line>),
    /// Of [`List::Ledger`].
    Ledger(Vec<LedgerEntry>),
    /// Of [`List::Emails`].
    Emails(Vec<Shown<InboxEntry>>),
}

/// Why a command was not carried out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CommandError {
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
    #[serde(skip)]
    NotConnected,
    /// Said by the page itself: the connection broke before the answer. What somebody had typed; nothing after a click.
    #[serde(skip)]
    Unanswered(Vec<String>),
    /// Said by the page itself: why the server refused it, and what somebody had typed for it.
    #[serde(skip)]
    WithWords(Box<Self>, String),
}

impl CommandError {
    /// What is known of what was asked for.
    pub const fn heading(&self) -> &'static str {
        if matches!(self, Self::Unanswered(_)) { "Outcome unknown: " } else { "Could not do that: " }
    }

    /// Whether it has the only copy of what somebody typed.
    pub const fn keeps_words(&self) -> bool {
        matches!(self, Self::WithWords(..)) || matches!(self, Self::Unanswered(typed) if !typed.is_empty())
    }
}

impl std::fmt::Display for CommandError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Refused(refusal) => refusal.fmt(f),
            Self::NotYours => f.write_str("your seat has no such control"),
            Self::Muted => f.write_str("your trainer has muted your seat for now"),
            Self::SeatTaken => f.write_str("this seat is not free"),
            Self::NobodyThere => f.write_str("this person has left the class meanwhile"),
            Self::NotSaved => f.write_str(
                "it could not be saved, so it did not happen; please try again, and tell the person who runs this server if it stays so",
            ),
            Self::RoomIsFull => f.write_str("this room's record is full; please open a new room"),
            Self::TooFast => f.write_str("too many commands at once; please wait a moment"),
            Self::NotConnected => f.write_str("there is no connection to the server, so nothing was sent"),
            Self::Unanswered(typed) if typed.is_empty() => {
                f.write_str("the connection broke before the answer; please look whether it happened")
            }
            Self::Unanswered(typed) => {
                f.write_str("the connection broke before the answer; please look whether this arrived:")?;
                typed.iter().try_for_each(|typed| write!(f, " “{typed}”"))
            }
            Self::WithWords(why, typed) => write!(f, "{why}: “{typed}”"),
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
