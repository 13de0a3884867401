//! Random drills: what random numbers make people do, and when. Times lean towards the instants at which something
//! comes due, one millisecond before and after included; commands lean towards what the screens offer, and many are
//! refused all the same.

use std::{fmt::Write as _, time::SystemTime};

use drill::{
    ActivityId, Backend, Command, Event, Fact, Inbox, Kind, Millis, Projector, Refusal, Sender, Setting, Speed, State,
    TabName, TruthFor, Verdict, apply, decide, limits::ROOM_TIME_MAX, next_change,
};
use proptest::{
    collection::vec,
    prelude::*,
    test_runner::{RngSeed, TestCaseResult, TestRunner},
};

/// The most commands in one sequence.
pub const COMMANDS_MAX: usize = 200;

/// A random drill, as numbers: which settings, and for each command when it comes and what it is.
#[derive(Clone, Debug)]
pub struct Numbers {
    pub settings: [u8; Setting::ALL.len()],
    pub commands: Vec<(u16, u16)>,
}

/// One thing that somebody wanted, and what came of it.
#[derive(Clone, Debug)]
pub struct Step {
    pub at: Millis,
    pub command: Command,
    pub answer: Result<Vec<Fact>, Refusal>,
}

/// A drill as it is run, command by command.
#[derive(Clone, Debug)]
pub struct Drill {
    pub state: State,
    pub now: Millis,
    pub log: Vec<Event>,
    pub steps: Vec<Step>,
}

/// Runs `law` on `sequences` random drills. Each law draws other drills in every run; a failure prints the seed and the
/// shortest drill that was found to break it.
pub fn check(law: &str, sequences: u32, holds: impl Fn(&Numbers) -> TestCaseResult) {
    let config = ProptestConfig { cases: sequences, failure_persistence: None, ..ProptestConfig::default() };
    let seed = match config.rng_seed {
        RngSeed::Fixed(seed) => seed,
        RngSeed::Random => fresh_seed(),
    };
    println!("{law}: PROPTEST_RNG_SEED={seed} draws the same {sequences} drills again");
    let mut runner = TestRunner::new(ProptestConfig { rng_seed: RngSeed::Fixed(seed), ..config });
    let numbers = (any::<[u8; Setting::ALL.len()]>(), vec(any::<(u16, u16)>(), 0..=COMMANDS_MAX))
        .prop_map(|(settings, commands)| Numbers { settings, commands });
    if let Err(failure) = runner.run(&numbers, |numbers| holds(&numbers)) {
        panic!("{law} (PROPTEST_RNG_SEED={seed})\n{failure}");
    }
}

fn fresh_seed() -> u64 {
    SystemTime::now()
        .duration_since(SystemTime::UNIX_EPOCH)
        .map_or(1, |since| since.as_secs() << 20 | u64::from(since.subsec_micros()))
}

impl Numbers {
    /// Runs the drill to its end; `look` sees it after its opening and after every command, refused or not.
    pub fn run(&self, mut look: impl FnMut(&Drill) -> TestCaseResult) -> Result<Drill, TestCaseError> {
        let mut drill = Drill::open(self.settings);
        look(&drill)?;
        for (when, what) in &self.commands {
            let at = drill.moment(*when);
            let command = drill.wish(*what, at);
            drill.ask(at, command);
            look(&drill)?;
        }
        Ok(drill)
    }
}

impl Drill {
    fn open(settings: [u8; Setting::ALL.len()]) -> Self {
        let mut drill = Self { state: State::new(), now: Millis::ZERO, log: Vec::new(), steps: Vec::new() };
        drill.log_fact(Fact::RoomOpened { title: "A drill".to_owned(), summary: String::new(), storyboard: None });
        for (setting, number) in Setting::ALL.into_iter().zip(settings) {
            // Few different durations, so that several things often come due at one instant.
            let millis = [0, 1_000, 1_001, 5_000, 15_000, 30_000, 60_000, 90_000, 180_000][usize::from(number) % 9];
            let shortest = if setting == Setting::MailEvery { 15_000 } else { 1_000 };
            if millis >= shortest {
                drill.ask(Millis::ZERO, Command::ChangeSetting(setting, Millis(millis)));
            }
        }
        drill
    }

    /// Puts `command` to the engine at the room time `at`.
    pub fn ask(&mut self, at: Millis, command: Command) {
        let answer = decide(&self.state, at, &command);
        self.now = at;
        for fact in answer.iter().flatten() {
            self.log_fact(fact.clone());
        }
        self.steps.push(Step { at, command, answer });
    }

    pub fn log_fact(&mut self, fact: Fact) {
        let event = Event::new(self.log.len() as u64 + 1, self.now, 0, fact);
        self.now = event.at;
        apply(&mut self.state, &event);
        self.log.push(event);
    }

    /// When the next command comes.
    fn moment(&self, number: u16) -> Millis {
        let (kind, place) = (number % 8, usize::from(number / 24));
        let number = u64::from(number / 8);
        let around = |instant: Millis| Millis((instant.0 + number % 3).saturating_sub(1));
        let at = match kind {
            0 | 1 => self.now,
            2 => self.now + Millis(number),
            3 => self.now + Millis(number * 40),
            4 => around(self.due(1 + number / 3 % 3)),
            5 => around(self.due(1)),
            6 => self.due(1),
            _ => {
                let stopped = self.state.outages.iter().rev().nth(place % 2).map_or(self.now, |o| o.stopped.at);
                around(stopped + self.state.settings.of(Setting::ALL[place / 2 % Setting::ALL.len()]))
            }
        };
        at.max(self.now).min(ROOM_TIME_MAX)
    }

    /// The `count`th instant from now at which something comes due.
    fn due(&self, count: u64) -> Millis {
        (0..count).fold(self.now, |at, _| next_change(&self.state, at).unwrap_or(at))
    }

    /// What somebody wants.
    fn wish(&self, number: u16, at: Millis) -> Command {
        let (kind, number) = (number % 40, number / 40);
        let text = || match number % 16 {
            0 => format!("{} \"she said\" \\ # no,\n\t\u{201c}he\u{201d}", self.steps.len()),
            _ => self.steps.len().to_string(),
        };
        match kind {
            0 | 1 => Command::StopBackends(backends(number, self.state.off().others().into())),
            2 | 3 => Command::StartBackends(backends(number, self.state.off().into())),
            4 => Command::StopAll,
            5 => Command::StartAll,
            6 => operator(number),
            7..=10 => Command::AgentSay(text()),
            11..=13 => Command::AgentOpenTab(TabName::ALL[usize::from(number) % TabName::ALL.len()]),
            14 => Command::AgentOpenInbox(Inbox::ALL[usize::from(number) % Inbox::ALL.len()]),
            15..=17 => Command::AgentOpenActivity(self.activity(number, at)),
            18 => Command::AgentReply(text()),
            19..=21 => Command::AgentComplete(self.activity(number, at)),
            22 => Command::AgentDismiss,
            23 | 24 => Command::AgentLogOut,
            25..=28 => Command::AgentLogIn,
            29..=32 => Command::CustomerSay(text()),
            33 => Command::CustomerDismiss,
            34..=37 => Command::CustomerStart(text()),
            _ => Command::CustomerLeave,
        }
    }

    /// Mostly one that lies in the inbox.
    fn activity(&self, number: u16, at: Millis) -> ActivityId {
        let agent = drill::agent(&self.state, at);
        let inbox = agent.activities();
        let others = [1_342, 1_345, 1_347, 1_348, 1_349, 9_001, 9_002, 0, u32::MAX];
        let place = usize::from(number / 8);
        match inbox.len() {
            0 => ActivityId(others[place % others.len()]),
            _ if number.is_multiple_of(8) => ActivityId(others[place % others.len()]),
            len => {
                let chat = inbox.iter().find(|entry| entry.what.kind == Kind::Chat).filter(|_| number % 8 < 5);
                chat.unwrap_or(&inbox[place % len]).what.activity
            }
        }
    }

    /// The drill as a person would tell it.
    pub fn told(&self) -> String {
        let mut text = String::new();
        for Step { at, command, answer } in &self.steps {
            let refused = answer.as_ref().err().map(|refusal| format!("   refused: {refusal}")).unwrap_or_default();
            let _ = writeln!(text, "{at} {command:?}{refused}");
        }
        text
    }
}

/// What an operator wants besides switching backends, and texts that no screen can show.
fn operator(number: u16) -> Command {
    let (kind, number) = (number % 16, number / 16);
    match kind {
        0 => Command::ResumeClock,
        1 => Command::PauseClock,
        2 => Command::ChangeSpeed(Speed::ALL[usize::from(number) % Speed::ALL.len()]),
        3 => Command::Skip(Millis(u64::from(number) * 2_000)),
        4 => Command::SkipToNextChange,
        5 => Command::AddNote("a note".to_owned()),
        6 => Command::Say("a line".to_owned()),
        7 => Command::Ask("a question".to_owned()),
        8 => Command::ChangeSetting(Setting::NoticeAfter, Millis(u64::from(number) * 500)),
        9 => Command::AgentSay(["", " \n", "a\u{7}"][usize::from(number) % 3].to_owned()),
        10 => Command::CustomerSay("x".repeat(1_990 + usize::from(number))),
        11 if number.is_multiple_of(2) => Command::ShareTruth(
            [TruthFor::Operators, TruthFor::Projector, TruthFor::Everybody][usize::from(number) % 3],
        ),
        11 => {
            Command::ShowOnProjector([Projector::Room, Projector::Blank, Projector::JoinCard][usize::from(number) % 3])
        }
        12 => [Command::TakeHint, Command::Answer("an answer".to_owned()), Command::Judge(Verdict::Partly)]
            [usize::from(number) % 3]
            .clone(),
        13 => Command::AddPublicNote("a note for everybody".to_owned()),
        14 => Command::SwitchAutopilot(
            [Sender::Agent, Sender::Customer][usize::from(number) % 2],
            number.is_multiple_of(4),
        ),
        _ => Command::StartBackends(backends(number, Backend::ALL.into())),
    }
}

/// Some of those that can be switched; now and then one that cannot, or one twice.
fn backends(number: u16, switchable: Vec<Backend>) -> Vec<Backend> {
    let from = if number.is_multiple_of(16) || switchable.is_empty() { Backend::ALL.to_vec() } else { switchable };
    let mut some: Vec<Backend> = from
        .iter()
        .enumerate()
        .filter(|(place, _)| ((number / 16) >> place) & 1 == 1)
        .map(|(_, backend)| *backend)
        .collect();
    if number % 16 == 1 {
        some.extend(from.first());
    }
    if some.is_empty() { vec![from[usize::from(number) / 128 % from.len()]] } else { some }
}
