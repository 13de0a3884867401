//! Effects: every change that a person could perceive, found by looking at the screens before and after.

mod look;

use serde::{Deserialize, Serialize};

use crate::{Event, Millis, State, Why, Words, apply::apply_watched, due::advance_watched};
use look::Look;

/// Which pane an effect is seen on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Pane {
    /// The agent's console.
    Agent,
    /// The customer's page.
    Customer,
    /// The simulated database.
    Database,
    /// The message ledger.
    Ledger,
}

impl Pane {
    /// Its word in scripts and JSON.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Agent => "agent",
            Self::Customer => "customer",
            Self::Database => "database",
            Self::Ledger => "ledger",
        }
    }
}

/// What on the pane changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Thing {
    /// Whether the agent is logged in.
    Login,
    /// The worst mark on the desktop.
    Desktop,
    /// The chat status icon.
    Icon,
    /// Whether the title bar flashes.
    TitleFlashing,
    /// The pop-up.
    Popup,
    /// The information tab.
    Tab,
    /// The activity in view.
    Open,
    /// The reply buttons.
    Reply,
    /// An entry of the inbox.
    Inbox,
    /// A line of a transcript; `none` when it is emptied.
    Line,
    /// The customer's page.
    Page,
    /// The customer's notice.
    Notice,
    /// Whether the customer can type.
    CanType,
    /// A row of the database.
    Row,
    /// A message in the ledger.
    Message,
}

impl Thing {
    /// Its word in scripts and JSON.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Login => "login",
            Self::Desktop => "desktop",
            Self::Icon => "icon",
            Self::TitleFlashing => "title-flashing",
            Self::Popup => "popup",
            Self::Tab => "tab",
            Self::Open => "open",
            Self::Reply => "reply",
            Self::Inbox => "inbox",
            Self::Line => "line",
            Self::Page => "page",
            Self::Notice => "notice",
            Self::CanType => "can-type",
            Self::Row => "row",
            Self::Message => "message",
        }
    }
}

/// One change that a person could perceive.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Effect {
    /// Room time.
    pub at: Millis,
    /// Where it is seen.
    pub pane: Pane,
    /// What changed.
    pub thing: Thing,
    /// To what, in the words of a script's `expect`.
    pub value: String,
    /// The words on screen that came with it, if any.
    pub words: Option<Words>,
    /// Its rule, provenance and cause.
    pub why: Why,
}

/// All effects of a log up to and including the room time `until`, time-driven ones included.
///
/// The opening of the room is what the first look sees; it is no effect.
pub fn effects(log: &[Event], until: Millis) -> Vec<Effect> {
    let mut observer = Observer::new();
    let mut all = Vec::new();
    for event in log.iter().take_while(|event| event.at <= until) {
        all.extend(observer.observe(event));
    }
    all.extend(observer.wait(until));
    all
}

/// Somebody who watches all screens at once while a log is folded, and remembers the last look.
#[derive(Clone, Debug)]
pub struct Observer {
    state: State,
    seen: Look,
}

impl Observer {
    /// Before the first event.
    pub fn new() -> Self {
        let state = State::new();
        Self { seen: Look::at(&state), state }
    }

    /// The state as folded so far.
    pub const fn state(&self) -> &State {
        &self.state
    }

    /// Folds an event, and says what changed on the way to it and with it.
    pub fn observe(&mut self, event: &Event) -> Vec<Effect> {
        let (state, seen) = (&mut self.state, &mut self.seen);
        let mut changes = Vec::new();
        apply_watched(state, event, |state| seen.compare(state, &mut changes));
        changes
    }

    /// Lets time pass, and says what changed by itself.
    pub fn wait(&mut self, until: Millis) -> Vec<Effect> {
        let (state, seen) = (&mut self.state, &mut self.seen);
        let mut changes = Vec::new();
        advance_watched(state, until, |state| seen.compare(state, &mut changes));
        changes
    }
}

impl Default for Observer {
    fn default() -> Self {
        Self::new()
    }
}
