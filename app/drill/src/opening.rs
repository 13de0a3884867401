//! The opening state: one agent, logged in, one live chat with four delivered lines, two e-mails, everything on.

use imbl::{Vector, vector};

use crate::{
    ActivityId, Fate, Inbox, Kind, Ledger, Message, Millis, Projector, Sender, Settings, Shown, Speed, TabLoad,
    TabName, TruthFor, Why, cast,
    outage::Stamp,
    state::{Agent, Chat, Clock, Customer, Desktop, Email, State, Tab},
};

impl State {
    /// A room before its first event: what it opens with, led to by event 1.
    pub fn new() -> Self {
        opening()
    }
}

impl Default for State {
    fn default() -> Self {
        Self::new()
    }
}

fn opening() -> State {
    let stamp = Stamp { at: Millis::ZERO, seq: 1 };
    let mut first = chat(ActivityId::FIRST_CHAT, cast::FIRST_SUBJECT.to_owned(), stamp);
    first.assigned = Some(stamp);
    first.lines = [Sender::Agent, Sender::Customer].map(|_| (0..cast::FIRST_LINES.len()).collect());
    State {
        seq: 0,
        at: Millis::ZERO,
        title: String::new(),
        summary: String::new(),
        storyboard: None,
        steps_played: 0,
        auto: false,
        settings: Settings::default(),
        begun: false,
        clock: Clock { running: false, speed: Speed::One, paused_by: None },
        outages: Vector::new(),
        open_outages: [None; 3],
        past_outages: [None; 3],
        all_off: None,
        chats: vector![first],
        emails: ActivityId::FIRST_EMAILS.iter().map(|id| email(*id, Millis::ZERO, Why::ok(1))).collect(),
        ledger: ledger(),
        agent: Agent {
            desktop: Some(desktop(stamp, Some((ActivityId::FIRST_CHAT, Kind::Chat)))),
            since: 1,
            refused: None,
            was_impaired: None,
        },
        customer: Customer {
            chat: Some(ActivityId::FIRST_CHAT),
            since: 1,
            notice: Shown::new(None, Why::ok(1)),
            told: None,
            told_of_outage: None,
            told_of_silence: None,
        },
        notes: Vector::new(),
        public_notes: Vector::new(),
        autopilot: [None; 2],
        ended: false,
        truth_for: TruthFor::Operators,
        projector: Projector::Room,
        continued_in: None,
        lessons: Vec::new(),
    }
}

/// A chat that has just been started.
pub(crate) fn chat(id: ActivityId, subject: String, started: Stamp) -> Chat {
    Chat {
        id,
        subject,
        started,
        assigned: None,
        lost: None,
        left: None,
        left_learnt: None,
        completed: None,
        completed_learnt: None,
        lines_gone: 0,
        lines: <[Vector<usize>; 2]>::default(),
    }
}

/// An e-mail that has just been delivered.
pub(crate) const fn email(id: ActivityId, delivered: Millis, why: Why) -> Email {
    Email { id, delivered, why, completed: None }
}

/// The desktop of a log-in on a healthy system, with the tab *Customer* (FP15).
pub(crate) const fn desktop(login: Stamp, open: Option<(ActivityId, Kind)>) -> Desktop {
    let why = Why::ok(login.seq);
    Desktop {
        login,
        dead: None,
        impaired: None,
        timed_out: None,
        sound_why: why,
        popup: Shown::new(None, why),
        tab: Tab { name: TabName::Customer, load: TabLoad::Loaded, since: login, why },
        inbox: Inbox::Chat,
        open: Shown::new(open, why),
    }
}

fn ledger() -> Ledger {
    let message = |(index, (from, text)): (usize, &(_, &str))| Message {
        n: index + 1,
        at: Millis::ZERO,
        from: *from,
        chat: ActivityId::FIRST_CHAT,
        text: (*text).to_owned(),
        fate: Fate::Delivered,
        why: Why::ok(1),
        sender_knows: true,
    };
    cast::FIRST_LINES.iter().enumerate().map(message).collect()
}
