//! The explorer: all eight states of the backends, each looked at in four moments of its life. Nothing is written down
//! here but what people do; what comes of it is asked of the rules that run.

use crate::{
    AgentView, Backends, CustomerView, LedgerEntry, Millis, Misled, Row, Shown, State, agent, apply, customer,
    database,
    format::{Script, parse},
    ledger, misled,
    runner::run,
};

/// When the two people and the outage are looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Moment {
    /// Ten seconds after the stop: each side has sent a line, and the agent has touched a tab.
    JustFailed,
    /// Three minutes after the stop.
    FewMinutes,
    /// Everything is on again.
    Returned,
    /// The agent has logged out and in again.
    LoggedIn,
}

impl Moment {
    /// All four, in the order of time.
    pub const ALL: [Self; 4] = [Self::JustFailed, Self::FewMinutes, Self::Returned, Self::LoggedIn];

    /// Its name on screen.
    pub const fn name(self) -> &'static str {
        match self {
            Self::JustFailed => "just failed",
            Self::FewMinutes => "after a few minutes",
            Self::Returned => "after the return",
            Self::LoggedIn => "after the agent's next log-in",
        }
    }

    /// Its word in forms.
    pub const fn word(self) -> &'static str {
        match self {
            Self::JustFailed => "just-failed",
            Self::FewMinutes => "few-minutes",
            Self::Returned => "returned",
            Self::LoggedIn => "logged-in",
        }
    }
}

/// All that there is to see in one state of the backends at one moment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cell {
    /// The backends that are off, or were.
    pub off: Backends,
    /// When.
    pub moment: Moment,
    /// The agent's screen.
    pub agent: AgentView,
    /// The customer's screen.
    pub customer: CustomerView,
    /// The simulated database.
    pub rows: Vec<Shown<Row>>,
    /// The messages, the four of the opening included.
    pub ledger: Vec<LedgerEntry>,
    /// Who is misled.
    pub misled: Vec<Misled>,
    /// Whether the first chat's session lives.
    pub chat_lives: bool,
}

/// The eight sets of backends, by how many are off.
pub fn states() -> Vec<Backends> {
    let mut all: Vec<Backends> = (0..8_u8).map(of_bits).collect();
    all.sort_by_key(|off| off.count());
    all
}

fn of_bits(bits: u8) -> Backends {
    let chosen = crate::Backend::ALL.into_iter().enumerate().filter(|(place, _)| bits >> place & 1 == 1);
    chosen.fold(Backends::NONE, |set, (_, backend)| set.with(backend))
}

/// What people do up to that moment, as a script.
pub fn script(off: Backends, moment: Moment) -> Script {
    let names: Vec<&str> = off.iter().map(crate::Backend::word).collect();
    let title = if off.is_empty() { "Everything on".to_owned() } else { format!("{off} off") };
    let lower = title.to_lowercase();
    let moment_name = moment.name();
    let stop = if off.is_empty() { String::new() } else { format!("0:00 stop {}", names.join(" ")) };
    let start = if off.is_empty() { "3:10" } else { "3:10 start all" };
    let mut lines = vec![
        format!("title {title}: {moment_name}"),
        format!("summary From the explorer: {lower}, {moment_name}."),
        stop,
        "0:03 customer says \"Are you still there?\"".to_owned(),
        "0:06 agent says \"Yes, one moment.\"".to_owned(),
        "0:08 agent opens tab case".to_owned(),
        "0:10".to_owned(),
    ];
    for (from, line) in [
        (Moment::FewMinutes, "3:00"),
        (Moment::Returned, start),
        (Moment::LoggedIn, "3:20 agent logs out"),
        (Moment::LoggedIn, "agent logs in"),
    ] {
        if moment >= from {
            lines.push(line.to_owned());
        }
    }
    // It is made of the format's own words; that it can be read, and is carried out, is kept by `tests/explorer.rs`.
    parse(&lines.join("\n")).unwrap_or_default()
}

/// What is to be seen then.
pub fn cell(off: Backends, moment: Moment) -> Cell {
    let script = script(off, moment);
    let mut state = State::new();
    for event in run(&script).log {
        apply(&mut state, &event);
    }
    let now: Millis = script.until;
    let first = state.chats.front();
    Cell {
        off,
        moment,
        agent: agent(&state, now),
        customer: customer(&state, now),
        rows: database(&state, now),
        ledger: ledger(&state),
        misled: misled(&state, now),
        chat_lives: first.is_some_and(crate::state::Chat::is_live),
    }
}

/// The state and the moment of these two words, such as `application+messaging` (or `none`) and `returned`.
pub fn find(off: &str, moment: &str) -> Option<(Backends, Moment)> {
    let moment = Moment::ALL.into_iter().find(|known| known.word() == moment)?;
    states().into_iter().find(|known| word(*known) == off).map(|off| (off, moment))
}

/// The word of a set of backends in forms: `application+messaging`, or `none`.
pub fn word(off: Backends) -> String {
    let words: Vec<&str> = off.iter().map(crate::Backend::word).collect();
    if words.is_empty() { "none".to_owned() } else { words.join("+") }
}
