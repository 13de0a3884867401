//! The state of a room: the fold of its events. Causes and memories only; what a screen shows is derived by the views.

use imbl::Vector;
use serde::{Deserialize, Serialize};

use crate::{
    ActivityId, Backend, Backends, Inbox, Kind, Ledger, Millis, Notice, PausedBy, PopUp, Projector, Rule, Settings,
    Shown, Speed, TabLoad, TabName, TruthFor, Verdict, Why,
    outage::{Outage, OutageIndex, Stamp},
};

/// Everything the rules look at, as of the room time [`State::at`]. What grows with the room is in lists that a copy shares:
/// to decide on a copy costs as much in a long room as in a young one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct State {
    /// The number of the last event folded; 0 before the first.
    pub seq: u64,
    /// The room time up to which everything due has happened.
    pub at: Millis,
    /// The drill's title.
    pub title: String,
    /// The drill's summary, one paragraph.
    pub summary: String,
    /// The shipped storyboard the room follows, if it does.
    pub storyboard: Option<String>,
    /// How many of its steps were played.
    pub steps_played: usize,
    /// Whether its steps play by themselves at their moments.
    pub auto: bool,
    /// The durations in force.
    pub settings: Settings,
    /// Whether a command other than a setting was carried out.
    pub begun: bool,
    /// The room's clock.
    pub clock: Clock,
    /// Every outage so far, by the order of its stop; the open ones have no start.
    pub outages: Vector<Outage>,
    /// The open outage of each backend that is off, in the order of [`Backend::ALL`].
    pub open_outages: [Option<OutageIndex>; 3],
    /// The same of the last outage that is over.
    pub past_outages: [Option<OutageIndex>; 3],
    /// Since when all three backends are off (AL2, AL3).
    pub all_off: Option<Stamp>,
    /// Every chat, the first one first.
    pub chats: Vector<Chat>,
    /// Every e-mail that has a number, in the order of arrival.
    pub emails: Vector<Email>,
    /// Every message.
    pub ledger: Ledger,
    /// The agent.
    pub agent: Agent,
    /// The customer.
    pub customer: Customer,
    /// The operator's notes.
    pub notes: Vector<Note>,
    /// Notes that everybody in the room can read.
    pub public_notes: Vector<Note>,
    /// By side, as [`crate::Sender`] numbers them: since when it chats by itself.
    pub autopilot: [Option<Millis>; 2],
    /// Whether an operator has ended the session.
    pub ended: bool,
    /// Who sees truth against belief.
    pub truth_for: TruthFor,
    /// What the pages without controls show.
    pub projector: Projector,
    /// The code of the fresh room in which the drill goes on.
    pub continued_in: Option<String>,
    /// What the learner made of each question that got a hint or an answer, in that order.
    pub lessons: Vec<Lesson>,
}

/// The clock of a room. How much room time has passed since [`State::at`] is known only to who runs it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Clock {
    /// Whether room time runs.
    pub running: bool,
    /// How fast.
    pub speed: Speed,
    /// Who held it, while it is held by anybody but the opening of the room.
    pub paused_by: Option<PausedBy>,
}

/// A chat: its session and its row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chat {
    /// Its number.
    pub id: ActivityId,
    /// What the customer wants.
    pub subject: String,
    /// When the customer started it.
    pub started: Stamp,
    /// When it was assigned to the agent.
    pub assigned: Option<Stamp>,
    /// The loss of the session, with the outage that took it (AP1).
    pub lost: Option<(Stamp, OutageIndex)>,
    /// When the customer left it while it lived.
    pub left: Option<Stamp>,
    /// Why the agent knows that the customer left (MS8).
    pub left_learnt: Option<Why>,
    /// When it was completed, and why its row says so.
    pub completed: Option<(Stamp, Why)>,
    /// Why the customer knows that the agent completed it (MS8).
    pub completed_learnt: Option<Why>,
    /// How many of its lines the agent's screen has lost (AP9), by position in the agent's list of [`Chat::lines`].
    pub lines_gone: usize,
    /// By side, as [`crate::Sender`] numbers them: what of its messages that side's screen has, as places in the ledger.
    pub lines: [Vector<usize>; 2],
}

impl Chat {
    /// Live (FP1): from the start until it is completed, left or lost.
    pub const fn is_live(&self) -> bool {
        self.completed.is_none() && self.left.is_none() && self.lost.is_none()
    }

    /// Open with the agent (FP2): assigned and not completed.
    pub const fn is_open(&self) -> bool {
        self.assigned.is_some() && self.completed.is_none()
    }

    /// A ghost (AP11): lost, and no agent has completed it yet.
    pub const fn is_ghost(&self) -> bool {
        self.lost.is_some() && self.completed.is_none()
    }

    /// Waits for an agent: neither assigned nor completed; one lost while it waited goes on waiting (AP16).
    pub const fn is_waiting(&self) -> bool {
        self.assigned.is_none() && self.completed.is_none()
    }

    /// Whether it was assigned only after its session was lost (AP16).
    pub fn was_assigned_lost(&self) -> bool {
        matches!((self.assigned, self.lost), (Some(assigned), Some((lost, _))) if assigned.seq > lost.seq)
    }
}

/// An e-mail that was delivered to the agent's inbox.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Email {
    /// Its number.
    pub id: ActivityId,
    /// When it got its number.
    pub delivered: Millis,
    /// Why it is there.
    pub why: Why,
    /// When it was completed or answered, and why its row says so.
    pub completed: Option<(Stamp, Why)>,
}

/// The agent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Agent {
    /// The desktop, while the agent is logged in.
    pub desktop: Option<Desktop>,
    /// Since which event the agent is logged in or out.
    pub since: u64,
    /// While logged out: the failed log-in that is on screen (AP10, FP17).
    pub refused: Option<Why>,
    /// The Services outage that impaired the desktop last logged out of, if one did (SV6).
    pub was_impaired: Option<OutageIndex>,
}

/// The agent's desktop, bound to one log-in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Desktop {
    /// The log-in it is bound to.
    pub login: Stamp,
    /// The first Application outage since that log-in.
    pub dead: Option<OutageIndex>,
    /// The first Services outage since that log-in, and the rule by which it marks (SV4, SV7).
    pub impaired: Option<(OutageIndex, Rule)>,
    /// Why it has timed out (MA2).
    pub timed_out: Option<Why>,
    /// Why its reply buttons are not grey (SV6).
    pub sound_why: Why,
    /// The pop-up.
    pub popup: Shown<Option<PopUp>>,
    /// The information tab.
    pub tab: Tab,
    /// The inbox shown in the list.
    pub inbox: Inbox,
    /// The activity in view (FP2).
    pub open: Shown<Option<(ActivityId, Kind)>>,
}

/// The information tab of a desktop.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tab {
    /// Which one.
    pub name: TabName,
    /// Its state.
    pub load: TabLoad,
    /// Since when it is loading: the first tab that got no answer (FP12).
    pub since: Stamp,
    /// Why it stands so.
    pub why: Why,
}

/// The customer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Customer {
    /// The chat the page is about; `None` at the form.
    pub chat: Option<ActivityId>,
    /// Since which event the page is about that.
    pub since: u64,
    /// The notice on the page.
    pub notice: Shown<Option<Notice>>,
    /// Why the customer knows that the chat is lost (AP2 to AP5).
    pub told: Option<Why>,
    /// The last Application outage of which AP4 was told.
    pub told_of_outage: Option<OutageIndex>,
    /// The last Messaging outage of which MS6 was told, and about which chat.
    pub told_of_silence: Option<(OutageIndex, ActivityId)>,
}

/// A note.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// When it was written, and as which event.
    pub stamp: Stamp,
    /// Its words.
    pub text: String,
}

/// What a learner made of the question of one step.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lesson {
    /// The step, counted from 0.
    pub step: usize,
    /// How many hints were taken.
    pub hints: usize,
    /// The answer, given before the step was played.
    pub answer: Option<String>,
    /// How it compares with what happened, where the learner has to say so: after a free answer.
    pub judged: Option<Verdict>,
}

impl State {
    /// The open outage of `backend`, if it is off.
    pub const fn outage(&self, backend: Backend) -> Option<OutageIndex> {
        self.open_outages[backend as usize]
    }

    /// Whether `backend` is on.
    pub const fn is_on(&self, backend: Backend) -> bool {
        self.outage(backend).is_none()
    }

    /// The backends that are off.
    pub fn off(&self) -> Backends {
        Backend::ALL.into_iter().filter(|backend| !self.is_on(*backend)).fold(Backends::NONE, Backends::with)
    }

    /// The last outage of `backend` that is over, with the moment of its end.
    pub fn past_outage(&self, backend: Backend) -> Option<(&Outage, Stamp)> {
        let outage = &self.outages[self.past_outages[backend as usize]?];
        Some((outage, outage.started?))
    }

    /// The chat with this number.
    pub fn chat(&self, id: ActivityId) -> Option<&Chat> {
        self.chats.get(chat_index(id)?)
    }

    pub(crate) fn chat_mut(&mut self, id: ActivityId) -> Option<&mut Chat> {
        self.chats.get_mut(chat_index(id)?)
    }

    /// What the learner made of the question of this step.
    pub fn lesson(&self, step: usize) -> Option<&Lesson> {
        self.lessons.iter().find(|lesson| lesson.step == step)
    }

    /// The e-mails whose numbers stand before those of all chats (FP23), by number: those that a room opens with.
    pub(crate) fn emails_before_chats(&self) -> impl DoubleEndedIterator<Item = &Email> {
        self.emails.iter().take(ActivityId::FIRST_EMAILS.len())
    }

    /// Those whose numbers stand after them.
    pub(crate) fn emails_after_chats(&self) -> impl DoubleEndedIterator<Item = &Email> {
        self.emails.iter().skip(ActivityId::FIRST_EMAILS.len())
    }

    /// The chat that the customer's page is about.
    pub fn customer_chat(&self) -> Option<&Chat> {
        self.chat(self.customer.chat?)
    }

    /// The chat in the agent's view, on a desktop that has not timed out.
    pub fn chat_in_view(&self) -> Option<&Chat> {
        let (id, kind) = self.in_view()?;
        if kind == Kind::Chat { self.chat(id) } else { None }
    }

    /// What is in the agent's view, on a desktop that has not timed out (FP11).
    pub fn in_view(&self) -> Option<(ActivityId, Kind)> {
        self.agent.desktop.as_ref().filter(|desktop| desktop.timed_out.is_none())?.open.what
    }

    /// Whether the customer can type into a chat (FP6): one that is not known to be lost or ended.
    pub fn customer_can_type(&self) -> bool {
        self.customer_chat().is_some_and(|chat| chat.completed_learnt.is_none() && self.customer.told.is_none())
    }
}

fn chat_index(id: ActivityId) -> Option<usize> {
    id.0.checked_sub(ActivityId::FIRST_CHAT.0).map(|index| index as usize)
}
