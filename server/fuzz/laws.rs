//! The laws that hold whatever comes in. The fuzz targets put random input to them, the tests every file of the corpus.
//! A law that is broken panics.

use drill::{
    Event, Fact, Fate, Millis, Pane, State, Tail, agent, apply, customer, database, decide, ledger,
    limits::{CHATS_MAX, MAIL_EVERY_MIN, MESSAGES_MAX, ROOM_TIME_MAX, SCRIPT_BYTES_MAX},
    misled, next_change, scenarios,
    script::{
        Expected, Run, Script, ScriptError, SnapshotError, What, command_line, parse, print, run, snapshot_at, table,
    },
    snapshot::snapshot,
};
use protocol::{Audience, Diff as _, Entry, RoomProjection, RoomView, ToBrowser, ToServer, decode, encode};
use serde::Serialize;

/// Bytes as a script: it is read or its first mistake is told; what is read is carried out, printed, and read again.
pub fn script(input: &[u8]) {
    let Ok(text) = str::from_utf8(input) else { return };
    match parse(text) {
        Err(error) => mistake_is_in_the_text(text, &error),
        Ok(script) => {
            lines_read_back_as_they_were(&script);
            let run = run(&script);
            log_can_be_followed(&run.log);
            outcome_is_told(&script, &run);
            export_comes_to_the_same(&run.log);
        }
    }
}

/// Bytes as the frames of an operator's link. The first byte chooses a drill; each frame stands behind its length, in two
/// bytes, the lower one first.
pub fn frames(input: &[u8]) {
    let Some((drill, mut rest)) = input.split_first() else { return };
    let mut room = Room::open(*drill);
    while let [low, high, frames @ ..] = rest {
        let len = usize::from(u16::from_le_bytes([*low, *high])).min(frames.len());
        let (frame, more) = frames.split_at(len);
        room.receive(frame);
        rest = more;
    }
    room.is_told_the_same_from_its_log();
    export_comes_to_the_same(&room.log);
}

/// Frames as [`frames`] takes them.
pub fn link_of(drill: u8, frames: &[ToServer]) -> Vec<u8> {
    let mut link = vec![drill];
    for frame in frames {
        let bytes = encode(frame);
        let len = u16::try_from(bytes.len()).expect("a frame is shorter than this");
        link.extend(len.to_le_bytes());
        link.extend(bytes);
    }
    link
}

// Scripts.

fn mistake_is_in_the_text(text: &str, error: &ScriptError) {
    let message = error.to_string();
    assert!(!message.contains(['\n', '\r']) && message.len() < 2_000, "{message}");
    if text.len() > SCRIPT_BYTES_MAX {
        return;
    }
    let line =
        text.trim_start_matches('\u{feff}').split('\n').nth(error.line.checked_sub(1).expect("lines begin at 1"));
    let chars = line.expect("the line is in the text").chars().count();
    assert!((1..=chars + 1).contains(&error.column), "{message} in a line of {chars}");
}

fn lines_read_back_as_they_were(script: &Script) {
    for line in &script.lines {
        let text = match &line.what {
            What::Command(command) => command_line(command).expect("it was read from a line"),
            // These need a command or a question before them.
            What::Expect(expect) if expect.what == Expected::Refused => continue,
            What::Coach(_) => continue,
            What::Expect(expect) => format!("expect {expect}"),
        };
        let read = parse(&text).unwrap_or_else(|error| panic!("{error} in {text}"));
        assert_eq!(read.lines.iter().map(|line| &line.what).collect::<Vec<_>>(), [&line.what], "{text}");
    }
    for step in script.steps() {
        assert!(!step.describe().is_empty());
    }
}

fn outcome_is_told(script: &Script, run: &Run) {
    assert!(run.failures.is_sorted_by_key(|failure| failure.line));
    for failure in &run.failures {
        assert!(script.lines.iter().any(|line| (line.number, line.at) == (failure.line, failure.at)), "{failure}");
    }
    let effects = run.effects();
    assert!(effects.is_sorted_by_key(|effect| effect.at) && effects.iter().all(|effect| effect.at <= run.until));
    assert_eq!(table(&effects).lines().count(), effects.len());
    match snapshot_at(script, run.until) {
        Ok(shown) => assert_eq!(json(&shown), json(&snapshot(&fold(&run.log), run.until))),
        Err(SnapshotError::Refused(refused)) => assert!(run.failures.contains(&refused)),
        Err(SnapshotError::TooLate) => panic!("{} is past the end of time", run.until),
    }
}

// Logs.

fn log_can_be_followed(log: &[Event]) {
    let mut state = State::new();
    for event in log {
        assert!(event.follows(state.seq, state.at), "{event:?}");
        apply(&mut state, event);
        let kept = serde_json::to_string(&event.fact).expect("a fact has a form to be kept in");
        assert_eq!(serde_json::from_str::<Fact>(&kept).expect("it was kept"), event.fact);
    }
    is_within_limits(&state);
}

fn is_within_limits(state: &State) {
    let mails_max = ROOM_TIME_MAX.0 / MAIL_EVERY_MIN.0 + 2;
    assert!(state.at <= ROOM_TIME_MAX && state.emails.len() as u64 <= mails_max);
    assert!(state.chats.len() <= CHATS_MAX && state.ledger.len() <= MESSAGES_MAX);
}

/// A log that is exported as a script and played comes to the same screens, and to the same script.
fn export_comes_to_the_same(log: &[Event]) {
    let exported = print(log);
    let read = parse(&exported).unwrap_or_else(|error| panic!("{error} in\n{exported}"));
    let played = run(&read);
    assert!(played.failures.is_empty(), "{:?} in\n{exported}", played.failures);
    // The time at the end of an export is nobody's command, so it is in no log.
    let end = exported.strip_prefix(&print(&played.log)).unwrap_or_else(|| panic!("printed otherwise:\n{exported}"));
    assert!(end.is_empty() || end == format!("{}\n", read.until), "{end}");
    let at = log.last().map_or(Millis::ZERO, |event| event.at);
    assert_eq!(json(&snapshot(&fold(&played.log), at)), json(&snapshot(&fold(log), at)), "{exported}");
}

fn fold(log: &[Event]) -> State {
    let mut state = State::new();
    for event in log {
        apply(&mut state, event);
    }
    state
}

fn json(value: &impl Serialize) -> String {
    serde_json::to_string(value).expect("it has a JSON form")
}

// Links.

struct Room {
    state: State,
    projection: RoomProjection,
    log: Vec<Event>,
    fates: Vec<Fate>,
    /// What pages show that were patched from the beginning, by audience.
    patched: [RoomView; Audience::ALL.len()],
}

impl Room {
    /// The drill of this number, or free play.
    fn open(drill: u8) -> Self {
        let scenario = scenarios::all().get(usize::from(drill).wrapping_sub(1));
        let opened = Fact::RoomOpened {
            title: scenario.map_or("Free play".to_owned(), |scenario| scenario.title.clone()),
            summary: scenario.map_or(String::new(), |scenario| scenario.summary.clone()),
            storyboard: scenario.map(|scenario| scenario.slug.to_owned()),
        };
        let settings = scenario.map(|scenario| scenario.script().settings.clone()).unwrap_or_default();
        let mut room = Self {
            state: State::new(),
            projection: RoomProjection::default(),
            log: Vec::new(),
            fates: Vec::new(),
            patched: Audience::ALL.map(|_| RoomView::empty()),
        };
        room.happen(opened);
        for (setting, to) in settings {
            room.happen(Fact::SettingChanged(setting, to));
        }
        room
    }

    fn receive(&mut self, frame: &[u8]) {
        let Some(frame) = decode::<ToServer>(frame) else { return };
        assert_eq!(decode::<ToServer>(&encode(&frame)).as_ref(), Some(&frame));
        let ToServer::Command { command, .. } = frame else { return };
        let facts = match decide(&self.state, self.state.at, &command) {
            Ok(facts) => facts,
            Err(refusal) => {
                let told = refusal.to_string();
                assert!(!told.is_empty() && told.len() < 500, "{told}");
                return;
            }
        };
        assert!(!facts.is_empty(), "{command:?} was carried out and nothing happened");
        for fact in facts {
            self.happen(fact);
        }
        self.screens_keep_the_laws();
        self.patches_make_the_present();
    }

    fn happen(&mut self, fact: Fact) {
        let event = Event::new(self.state.seq + 1, self.state.at, 0, fact);
        assert!(event.follows(self.state.seq, self.state.at), "{event:?}");
        apply(&mut self.state, &event);
        self.projection.apply(&event);
        assert_eq!(self.state.seq, event.seq);
        self.log.push(event);
        let known = self.fates.len();
        let fates: Vec<Fate> = self.state.ledger.iter().map(|message| message.fate).collect();
        assert_eq!(self.fates, fates[..known], "the fate of a message changed");
        self.fates = fates;
    }

    fn screens_keep_the_laws(&self) {
        let (state, now) = (&self.state, self.state.at);
        is_within_limits(state);
        let (agent, customer, ledger) = (agent(state, now), customer(state, now), ledger(state));
        for line in agent.transcript.iter().chain(&customer.transcript) {
            let message = &ledger[line.n - 1];
            assert_eq!((&line.text, line.from), (&message.text, message.from), "a line that the ledger does not have");
        }
        let rows = database(state, now);
        assert!(rows.windows(2).all(|pair| pair[0].what.activity_id < pair[1].what.activity_id));
        assert!(misled(state, now).len() <= 6);
        assert!(next_change(state, now).is_none_or(|next| next > now));
    }

    fn patches_make_the_present(&mut self) {
        for (audience, patched) in Audience::ALL.into_iter().zip(&mut self.patched) {
            let present = self.projection.view(self.state.at, audience, None);
            let changes = patched.diff(&present);
            assert!(changes.is_none_or(|changes| patched.apply(changes)), "{audience:?}");
            assert_eq!(*patched, present, "{audience:?}");
        }
    }

    fn is_told_the_same_from_its_log(&self) {
        let projection = RoomProjection::of(&self.log);
        assert_eq!(projection.state(), &self.state);
        assert_eq!(projection.history(), self.projection.history());
        for audience in Audience::ALL {
            sees_only_what_it_may(&projection, audience);
        }
        log_can_be_followed(&self.log);
    }
}

fn sees_only_what_it_may(projection: &RoomProjection, audience: Audience) {
    let view = projection.view(projection.state().at, audience, Some(1));
    let frame = ToBrowser::View(Box::new(view.clone()));
    assert_eq!(decode::<ToBrowser>(&encode(&frame)), Some(frame));
    let (both, leads) = (audience.sees_both(), audience.leads());
    assert_eq!(view.beliefs.is_some(), audience.sees_truth(projection.state().truth_for), "{audience:?}");
    let empty = RoomView::empty();
    let nothing = Tail::default();
    assert!(audience.sees_agent() || view.agent == empty.agent, "{audience:?}");
    assert!(audience.sees_customer() || view.customer == empty.customer, "{audience:?}");
    assert!(both || view.backends == empty.backends && view.pointed.is_none(), "{audience:?}");
    assert!(leads || view.ledger == nothing && view.queries == empty.queries && view.misled.is_empty(), "{audience:?}");
    assert!(leads || view.undoable_from.is_none() && view.lessons.is_empty() && view.storyboard.is_empty());
    for entry in view.history.iter().filter(|_| !leads) {
        match entry {
            Entry::Effect(effect) => assert!(both && matches!(effect.pane, Pane::Agent | Pane::Customer), "{effect:?}"),
            Entry::Action { fact, .. } => {
                assert!(both || matches!(fact, Fact::PublicNoteAdded(_)), "{audience:?} saw {fact:?}");
                assert!(
                    !matches!(fact, Fact::NoteAdded(_) | Fact::Said(_) | Fact::Asked(_)),
                    "{audience:?} saw {fact:?}"
                );
            }
        }
    }
}
