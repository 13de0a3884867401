//! A page's room: what it shows, the state of the real connection, and where commands go. Panes read the fields of one store,
//! and send commands through one method; only this module knows that there is a link.

mod clock;
mod connection;
mod drafts;
mod known;
mod playback;
mod receive;
mod recording;
mod socket;

pub use connection::{ConnectionStatus, Ended, Loss};
pub use drafts::Draft;
pub use known::{Known, KnownHistory, Lists, ListsStoreFields};
pub use playback::Playback;

use drill::{Command, Millis, script::Place};
use leptos::prelude::*;
use protocol::{
    Class, ClassCommand, CommandError, List, PageData, PageKind, People, Recording, RoomView, RoomViewStoreFields as _,
    Seat, Step, ToServer, You,
};
use reactive_stores::Store;

use connection::{Action, Connection, Request};
use playback::Seek;

/// Everything that the components of a page read, through context.
#[derive(Clone, Copy)]
pub struct Room {
    /// What this page is.
    pub kind: PageKind,
    /// Whether it has controls that act on the drill.
    pub may_act: bool,
    /// The room's code as shown, `ABCD-EFGH`; empty where there is no room behind the page.
    pub code: StoredValue<String>,
    /// The storyboard's steps; empty on pages that neither lead nor teach.
    pub steps: StoredValue<Vec<Step>>,
    /// What the server shows this page: each field is followed by itself.
    pub view: Store<RoomView>,
    /// What was done and seen, as far back as this page has it.
    pub history: RwSignal<KnownHistory>,
    /// The other lists of which the view brings the end: each is followed by itself.
    pub lists: Store<Lists>,
    /// Room time for display: it ticks in the browser while the clock runs.
    pub now: RwSignal<Millis>,
    /// How many are here.
    pub people: RwSignal<People>,
    /// Who is in the class; empty but for operators.
    pub class: RwSignal<Class>,
    /// What this browser is in the class; nothing special on other pages.
    pub you: RwSignal<You>,
    /// The state of the real connection.
    pub status: RwSignal<ConnectionStatus>,
    /// Why the last command was not carried out, until it is closed.
    pub error: RwSignal<Option<CommandError>>,
    /// How many of the last steps somebody has paged back to see again; 0 at the present one.
    pub steps_back: RwSignal<usize>,
    /// Playing the past.
    pub playback: Playback,
    internals: StoredValue<Internals>,
}

/// What no component reads by itself.
#[derive(Debug)]
struct Internals {
    join_url: String,
    connection: Connection,
    /// Room time as last told, and when that was by the browser's own clock, in milliseconds.
    server_time: (Millis, f64),
    /// Before which place of the history entries were asked for last.
    asked_before: Option<usize>,
    seek: Seek,
    recording: Recording,
}

/// Makes the room of a page and puts it into context. What it shows first is the same on server and browser.
pub fn provide_room(data: PageData) -> Room {
    let PageData { kind, code, join_url, view, you, people, class, steps, recording } = data;
    let may_act = kind.has_controls() || kind == PageKind::Seat && matches!(you.seat, Seat::Agent | Seat::Customer);
    // With no room behind it there is no connection that could be lost.
    let status = if kind == PageKind::Loop { ConnectionStatus::Live } else { ConnectionStatus::Connecting };
    let now = view.now;
    let room = Room {
        kind,
        may_act,
        code: StoredValue::new(code),
        steps: StoredValue::new(steps),
        history: RwSignal::new(Known::of(&view.history)),
        lists: Store::new(Lists::of(&view)),
        view: Store::new(view),
        now: RwSignal::new(now),
        people: RwSignal::new(people),
        class: RwSignal::new(class),
        you: RwSignal::new(you),
        status: RwSignal::new(status),
        error: RwSignal::new(None),
        steps_back: RwSignal::new(0),
        playback: Playback::new(),
        internals: StoredValue::new(Internals {
            join_url,
            connection: Connection::new(status),
            server_time: (now, 0.0),
            asked_before: None,
            seek: Seek::default(),
            recording,
        }),
    };
    provide_context(room);
    room
}

/// The room of the page that a component is on.
pub fn use_room() -> Room {
    expect_context()
}

impl Room {
    /// Sends a command; does nothing on pages without controls. It takes an old error off the screen. Whether it could be
    /// sent at all: what somebody typed is kept if not.
    pub fn send(&self, command: Command) -> bool {
        self.dismiss_error();
        if self.may_act {
            self.request(Request::Command(command));
        }
        !self.is_offline()
    }

    /// Sends something about the class.
    pub fn ask(&self, command: ClassCommand) {
        self.request(Request::Class(command));
    }

    /// Whether this text can be said by somebody who is muted or not; shows why not.
    pub fn may_say(&self, text: &str, is_muted: bool) -> bool {
        let refused = || drill::text::check(text, drill::limits::TEXT_CHARS_MAX).err().map(CommandError::Refused);
        let error = if is_muted { Some(CommandError::Muted) } else { refused() };
        let may = error.is_none();
        if may {
            self.dismiss_error();
        } else {
            self.error.set(error);
        }
        may
    }

    /// Takes an old error off the screen; but not what somebody has typed and nobody knows of.
    fn dismiss_error(&self) {
        if self.error.with_untracked(|error| error.as_ref().is_some_and(|error| !error.keeps_words())) {
            self.error.set(None);
        }
    }

    fn is_offline(&self) -> bool {
        matches!(self.status.get_untracked(), ConnectionStatus::Lost { .. } | ConnectionStatus::Ended(_))
    }

    fn request(&self, request: Request) {
        self.connect_with(|connection, now_ms| connection.request(request, now_ms));
    }

    /// How many items of a list came before those that this page has.
    pub fn missing(&self, list: List) -> usize {
        match list {
            List::History => self.history.with(Known::missing),
            List::AgentLines => self.lists.agent_lines().with(Known::missing),
            List::CustomerLines => self.lists.customer_lines().with(Known::missing),
            List::Ledger => self.lists.ledger().with(Known::missing),
            List::Emails => self.lists.emails().with(Known::missing),
        }
    }

    /// Asks for them; a great many come in parts, the last ones first.
    pub fn request_earlier(&self, list: List) {
        let before = untrack(|| self.missing(list));
        self.request(Request::Plain(ToServer::Earlier { list, before }));
    }

    /// Tries the lost connection again at once.
    pub fn retry(&self) {
        self.connect_with(Connection::retry);
    }

    /// The whole address under which others can join the class.
    pub fn join_url(&self) -> String {
        self.internals.with_value(|internals| internals.join_url.clone())
    }

    /// The place on screen that the step in sight talks about.
    pub fn pointed(&self) -> Option<Place> {
        let in_sight = self.view.steps_played().get().checked_sub(1 + self.steps_back.get());
        let place = in_sight.and_then(|place| self.steps.with_value(|steps| steps.get(place).and_then(Step::place)));
        place.or_else(|| self.view.pointed().get().filter(|_| self.steps.with_value(Vec::is_empty)))
    }

    /// Whether the page shows the past.
    pub fn is_past(&self) -> bool {
        self.view.replay().with(Option::is_some)
    }

    /// Where this page goes on when the drill is run again in a fresh room.
    pub fn next_path(&self) -> String {
        let page = match self.kind {
            PageKind::Room | PageKind::Remote | PageKind::Replay | PageKind::Loop => "room",
            PageKind::Learn => "learn",
            PageKind::Projector => "watch",
            PageKind::CoTrainer | PageKind::Seat => "seat",
        };
        format!("/{page}/{}/next", self.code.get_value())
    }

    /// Where people who lead look back; nobody else has such a page.
    pub fn replay_path(&self) -> Option<String> {
        let page = match self.kind {
            PageKind::Room => "room",
            PageKind::CoTrainer => "seat",
            PageKind::Remote
            | PageKind::Replay
            | PageKind::Loop
            | PageKind::Learn
            | PageKind::Projector
            | PageKind::Seat => return None,
        };
        Some(format!("/{page}/{}/replay", self.code.get_value()))
    }

    /// Lets the connection do something, and does what it then asks for.
    fn connect_with(&self, work: impl FnOnce(&mut Connection, f64) -> Vec<Action>) {
        let now_ms = crate::browser::now_ms();
        let actions = self.update(|internals| work(&mut internals.connection, now_ms));
        self.perform(actions);
    }

    fn update<T>(&self, change: impl FnOnce(&mut Internals) -> T) -> T
    where
        T: Default,
    {
        // They live as long as the page.
        self.internals.try_update_value(change).unwrap_or_default()
    }
}
