//! What a session is beside the rules: its end, notes for everybody, and seats that chat by themselves.

#![expect(clippy::unwrap_used, reason = "tests fail loudly")]

use drill::{
    Backend, Command, Event, Fact, Fate, Millis, PausedBy, Refusal, Sender, State, apply, decide, next_change,
    next_line,
};

struct Room {
    state: State,
}

impl Room {
    fn new() -> Self {
        let mut room = Self { state: State::new() };
        let opened = Fact::RoomOpened { title: "A drill".to_owned(), summary: String::new(), storyboard: None };
        room.happens(Millis::ZERO, opened);
        room
    }

    fn happens(&mut self, at: Millis, fact: Fact) {
        let event = Event::new(self.state.seq + 1, at, 0, fact);
        apply(&mut self.state, &event);
    }

    fn does(&mut self, at: Millis, command: &Command) -> Result<Vec<Fact>, Refusal> {
        let facts = decide(&self.state, at, command)?;
        for fact in &facts {
            self.happens(at, fact.clone());
        }
        Ok(facts)
    }

    /// Says the lines that come by themselves up to this moment, in between everything that time does; gives them.
    fn chats_until(&mut self, until: Millis) -> Vec<(Millis, Sender)> {
        let mut said = Vec::new();
        loop {
            let due = next_change(&self.state, self.state.at).filter(|due| *due <= until);
            let line = next_line(&self.state).filter(|(at, _)| *at <= until);
            match (due, line) {
                (Some(due), line) if line.as_ref().is_none_or(|(at, _)| due <= *at) => {
                    self.happens(due, Fact::TimeMarked);
                }
                (_, Some((at, command))) => {
                    let by = if matches!(command, Command::AgentSay(_)) { Sender::Agent } else { Sender::Customer };
                    self.does(at, &command).expect("a line that comes by itself is never refused");
                    said.push((at, by));
                }
                _ => return said,
            }
        }
    }
}

fn secs(secs: u64) -> Millis {
    Millis::from_secs(secs)
}

#[test]
fn after_the_end_nothing_is_taken_any_more() {
    let mut room = Room::new();
    room.does(Millis::ZERO, &Command::ResumeClock).unwrap();
    let ended = room.does(secs(5), &Command::EndSession).unwrap();
    assert_eq!(ended, [Fact::ClockPaused(PausedBy::Operator), Fact::SessionEnded]);
    for command in [
        Command::EndSession,
        Command::StopAll,
        Command::ResumeClock,
        Command::AgentSay("Still there?".to_owned()),
        Command::AddNote("late".to_owned()),
        Command::PlayStep,
        Command::ChangeSetting(drill::Setting::NoticeAfter, secs(9)),
    ] {
        assert_eq!(room.does(secs(6), &command), Err(Refusal::SessionEnded), "{command:?}");
    }
    assert!(next_line(&room.state).is_none());
}

#[test]
fn after_the_first_command_was_taken_back_settings_can_be_chosen_as_before_it() {
    let choose = Command::ChangeSetting(drill::Setting::NoticeAfter, secs(9));
    let opened = Fact::RoomOpened { title: String::new(), summary: String::new(), storyboard: None };
    let stopped = Fact::BackendsStopped(vec![Backend::Services].into());
    let facts = [opened, stopped.clone(), Fact::Undone(2, Box::new(stopped))];
    let log = (1..).zip(facts).map(|(seq, fact)| Event::new(seq, Millis::ZERO, 0, fact));
    let mut room = Room { state: State::new() };
    for event in drill::without_undone(log) {
        apply(&mut room.state, &event);
    }
    assert!(room.does(Millis::ZERO, &choose).is_ok());
}

#[test]
fn a_held_clock_needs_no_further_pause_at_the_end() {
    let mut room = Room::new();
    assert_eq!(room.does(Millis::ZERO, &Command::EndSession), Ok(vec![Fact::SessionEnded]));
}

#[test]
fn a_note_for_everybody_is_no_note_of_the_operators() {
    let mut room = Room::new();
    room.does(secs(1), &Command::AddPublicNote("Watch the left screen".to_owned())).unwrap();
    assert_eq!((room.state.notes.len(), room.state.public_notes.len()), (0, 1));
    assert_eq!(room.does(secs(1), &Command::AddPublicNote(" ".to_owned())), Err(Refusal::EmptyText));
}

#[test]
fn both_sides_chat_by_themselves_and_the_agent_answers() {
    let mut room = Room::new();
    assert!(next_line(&room.state).is_none());
    for side in [Sender::Agent, Sender::Customer] {
        room.does(Millis::ZERO, &Command::SwitchAutopilot(side, true)).unwrap();
        let again = room.does(Millis::ZERO, &Command::SwitchAutopilot(side, true));
        assert_eq!(again, Err(Refusal::AutopilotAlready(true)));
    }
    let said = room.chats_until(secs(70));
    let expected = [(20, Sender::Customer), (28, Sender::Agent), (40, Sender::Customer), (48, Sender::Agent)];
    assert_eq!(said[..4], expected.map(|(at, by)| (secs(at), by)));
    let lines: Vec<&str> = room.state.ledger.iter().map(|message| message.text.as_str()).collect();
    assert!(lines.windows(2).all(|pair| pair[0] != pair[1]), "{lines:?}");
}

#[test]
fn ms3_lines_that_come_by_themselves_are_lost_like_any_other() {
    let mut room = Room::new();
    room.does(Millis::ZERO, &Command::SwitchAutopilot(Sender::Customer, true)).unwrap();
    room.does(secs(1), &Command::StopBackends(vec![Backend::Messaging])).unwrap();
    assert_eq!(room.chats_until(secs(25)).len(), 1);
    assert_eq!(room.state.ledger.last().unwrap().fate, Fate::Lost);
}

#[test]
fn a_side_is_silent_where_its_screen_lets_it_say_nothing() {
    for (what, commands) in [
        ("AP2 told the customer", vec![Command::StopBackends(vec![Backend::Application])]),
        ("the customer left", vec![Command::CustomerLeave]),
    ] {
        let mut room = Room::new();
        room.does(Millis::ZERO, &Command::SwitchAutopilot(Sender::Customer, true)).unwrap();
        for command in &commands {
            room.does(secs(1), command).unwrap();
        }
        assert_eq!(room.chats_until(secs(60)), [], "{what}");
    }
    let mut room = Room::new();
    room.does(Millis::ZERO, &Command::SwitchAutopilot(Sender::Agent, true)).unwrap();
    room.does(secs(1), &Command::AgentLogOut).unwrap();
    assert_eq!(room.chats_until(secs(60)), [], "the agent is logged out");
}

#[test]
fn ap6_an_agent_who_met_an_error_says_no_more() {
    let mut room = Room::new();
    room.does(Millis::ZERO, &Command::SwitchAutopilot(Sender::Agent, true)).unwrap();
    room.does(secs(1), &Command::StopBackends(vec![Backend::Application])).unwrap();
    assert_eq!(room.chats_until(secs(120)).len(), 1, "the first line brings the pop-up");
    room.does(secs(120), &Command::AgentDismiss).unwrap();
    assert_eq!(room.chats_until(secs(200)), [], "closed once, it is not brought back");
}

/// Logs of rooms that are kept name these two facts as they were called before.
#[test]
fn facts_of_older_logs_are_read_and_written_by_their_old_names() {
    for (json, fact) in [
        (r#"{"moved_on":"ABCD-EFGH"}"#, Fact::ContinuedIn("ABCD-EFGH".to_owned())),
        (r#"{"taken_back":[7,"time_marked"]}"#, Fact::Undone(7, Box::new(Fact::TimeMarked))),
    ] {
        assert_eq!(serde_json::from_str::<Fact>(json).expect("it is read"), fact);
        assert_eq!(serde_json::to_string(&fact).expect("it is written"), json);
    }
}
