//! Carrying a script out: its log, and where it is not as the script says.

mod seen;

use crate::{
    Command, Effect, Event, Fact, Millis, Refusal, State, advance, apply, decide, effects,
    format::{Expect, Expected, Line, Script, What, command_line},
    limits::ROOM_TIME_MAX,
    scenarios,
    snapshot::{Snapshot, snapshot},
};

/// What came of a script.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Run {
    /// The log, from the opening of the room: settings first, then every command that was carried out. Its wall-clock
    /// times are 0.
    pub log: Vec<Event>,
    /// The room time of the script's last line.
    pub until: Millis,
    /// How many `expect` lines were looked at.
    pub expects: usize,
    /// Where the screens were not as the script says, in the order of its lines; empty if all is well.
    pub failures: Vec<Failure>,
}

impl Run {
    /// Every change that a person could perceive until the time of the last line.
    pub fn effects(&self) -> Vec<Effect> {
        effects(&self.log, self.until)
    }
}

/// A line of a script that did not come true.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("expected {expected}, found {found}")]
pub struct Failure {
    /// The line, from 1.
    pub line: usize,
    /// Its room time.
    pub at: Millis,
    /// What the line expects, in its own words.
    pub expected: String,
    /// What was there instead, in the same words.
    pub found: String,
}

/// Why there is no snapshot.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SnapshotError {
    /// A command up to that moment was refused, and the script does not expect it.
    #[error("line {line}: {0}", line = .0.line)]
    Refused(Failure),
    /// The moment lies past the end of a room's time.
    #[error("a room's time ends at {ROOM_TIME_MAX}")]
    TooLate,
}

/// Carries out all of `script`.
pub fn run(script: &Script) -> Run {
    let mut runner = Runner::open(script);
    for line in &script.lines {
        runner.line(line);
    }
    runner.end_command();
    runner.failures.sort_by_key(|failure| failure.line);
    Run { log: runner.log, until: script.until, expects: runner.expects, failures: runner.failures }
}

/// All screens at `at`, after every command of `script` at or before it.
///
/// # Errors
///
/// [`SnapshotError`]: the script is refused on the way, or `at` lies past the end of a room's time.
pub fn snapshot_at(script: &Script, at: Millis) -> Result<Snapshot, SnapshotError> {
    if at > ROOM_TIME_MAX {
        return Err(SnapshotError::TooLate);
    }
    let mut runner = Runner::open(script);
    for line in script.lines.iter().take_while(|line| line.at <= at) {
        let asks_for_refusal = matches!(&line.what, What::Expect(Expect { what: Expected::Refused, .. }));
        if asks_for_refusal || matches!(line.what, What::Command(_)) {
            runner.line(line);
        }
    }
    runner.end_command();
    match runner.refusals.into_iter().next() {
        Some(refused) => Err(SnapshotError::Refused(refused)),
        None => Ok(snapshot(&runner.state, at)),
    }
}

/// The whole log of a storyboard that is played step by step, each step at its moment and nothing in between; `None` if
/// nobody wrote such a storyboard.
pub fn played_through(slug: &str) -> Option<Vec<Event>> {
    let scenario = scenarios::find(slug)?;
    let mut state = State::new();
    let mut log = Vec::new();
    let mut happens = |state: &mut State, now: Millis, fact: Fact| {
        let event = Event::new(state.seq + 1, now, 0, fact);
        apply(state, &event);
        log.push(event);
    };
    for fact in scenario.opening() {
        happens(&mut state, Millis::ZERO, fact);
    }
    while let Ok(facts) = decide(&state, state.at, &Command::PlayStep) {
        for fact in facts {
            let now = state.at;
            happens(&mut state, now, fact);
        }
    }
    Some(log)
}

struct Runner {
    state: State,
    log: Vec<Event>,
    expects: usize,
    failures: Vec<Failure>,
    /// Those of the failures that are refusals.
    refusals: Vec<Failure>,
    last: Option<LastCommand>,
}

/// The last command, until the next one comes.
struct LastCommand {
    refused: Option<Failure>,
    refusal_expected: bool,
}

impl Runner {
    /// A room in which nothing has happened but the script's settings.
    fn open(script: &Script) -> Self {
        let mut runner = Self {
            state: State::new(),
            log: Vec::new(),
            expects: 0,
            failures: Vec::new(),
            refusals: Vec::new(),
            last: None,
        };
        runner.add(
            Millis::ZERO,
            Fact::RoomOpened { title: script.title.clone(), summary: script.summary.clone(), storyboard: None },
        );
        for (setting, to) in &script.settings {
            runner.add(Millis::ZERO, Fact::SettingChanged(*setting, *to));
        }
        runner
    }

    fn line(&mut self, line: &Line) {
        advance(&mut self.state, line.at);
        match &line.what {
            What::Command(command) => self.command(line, command),
            What::Expect(expect) => self.expect(line, expect),
            What::Coach(_) => (),
        }
    }

    fn command(&mut self, line: &Line, command: &Command) {
        self.end_command();
        let refused = match decide(&self.state, line.at, command) {
            Ok(facts) => {
                for fact in facts {
                    self.add(line.at, fact);
                }
                None
            }
            Err(refusal) => Some(refused(line, command, &refusal)),
        };
        self.last = Some(LastCommand { refused, refusal_expected: false });
    }

    fn expect(&mut self, line: &Line, expect: &Expect) {
        self.expects += 1;
        let mut is_refused = false;
        if let Some(last) = &mut self.last {
            last.refusal_expected |= expect.what == Expected::Refused && !expect.not;
            is_refused = last.refused.is_some();
        }
        let (is_so, found) = seen::look(&self.state, line.at, is_refused, &expect.what);
        if is_so == expect.not {
            self.failures.push(Failure { line: line.number, at: line.at, expected: expect.to_string(), found });
        }
    }

    /// Before the next command and at the end: a refusal that nobody expected is an error of the script.
    fn end_command(&mut self) {
        if let Some(LastCommand { refused: Some(refused), refusal_expected: false }) = self.last.take() {
            self.refusals.push(refused.clone());
            self.failures.push(refused);
        }
    }

    fn add(&mut self, at: Millis, fact: Fact) {
        let event = Event::new(self.log.len() as u64 + 1, at, 0, fact);
        apply(&mut self.state, &event);
        self.log.push(event);
    }
}

fn refused(line: &Line, command: &Command, refusal: &Refusal) -> Failure {
    let command = command_line(command).unwrap_or_default();
    Failure {
        line: line.number,
        at: line.at,
        expected: format!("`{command}` to be carried out"),
        found: format!("a refusal: {refusal}"),
    }
}
