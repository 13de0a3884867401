//! A long log, the same every time: what an operator, an agent and a customer might do, drawn by a fixed series of
//! numbers and decided by the engine, so that every event in it is one that a room could hold.

use drill::{ActivityId, Backend, Command, Event, Fact, Inbox, Millis, State, TabName};

/// The first so many events of a room that goes on and on. A class does not get that far; a budget has to hold there too.
pub fn long_log(events: usize) -> Vec<Event> {
    let mut state = State::new();
    let mut log = Vec::with_capacity(events);
    let mut dice = Dice(1);
    let title = "A room for measuring".to_owned();
    let mut facts = vec![Fact::RoomOpened { title, summary: String::new(), storyboard: None }];
    while log.len() < events {
        for fact in facts.drain(..) {
            let event = Event::new(state.seq + 1, state.at, 0, fact);
            drill::apply(&mut state, &event);
            log.push(event);
        }
        let command = wish(&mut dice, &state);
        // What the screens do not offer is refused, and something else is tried.
        facts = drill::decide(&state, state.at, &command).unwrap_or_default();
    }
    log.truncate(events);
    log
}

/// Two of five are lines of the chat; every tenth is a switch; room time moves on by seconds.
fn wish(dice: &mut Dice, state: &State) -> Command {
    let line = format!("Line {} of a conversation, about as long as people write.", state.seq);
    match dice.up_to(64) {
        0..=13 => Command::AgentSay(line),
        14..=25 => Command::CustomerSay(line),
        26..=31 => Command::AgentOpenTab(dice.one_of(&TabName::ALL)),
        32 | 33 => Command::AgentOpenInbox(dice.one_of(&Inbox::ALL)),
        34 | 35 => Command::AgentOpenActivity(last_chat(state)),
        36 | 37 => Command::StopBackends(vec![dice.one_of(&Backend::ALL)]),
        38 => Command::StopBackends(vec![Backend::Messaging]),
        39 | 40 => Command::StartBackends(vec![dice.one_of(&Backend::ALL)]),
        41 | 42 => Command::StartAll,
        43..=48 => Command::Skip(Millis::from_secs(5)),
        49 => Command::SkipToNextChange,
        50 | 51 => Command::AddNote(line),
        52 => Command::AgentLogOut,
        53..=57 => Command::AgentLogIn,
        58..=60 => Command::CustomerStart("Where is my order?".to_owned()),
        _ => Command::AgentComplete(last_chat(state)),
    }
}

fn last_chat(state: &State) -> ActivityId {
    state.chats.iter().rev().find(|chat| chat.is_open()).map_or(ActivityId::FIRST_CHAT, |chat| chat.id)
}

/// Numbers without a pattern that matters here, the same in every run (Knuth's linear congruential generator).
struct Dice(u64);

impl Dice {
    fn up_to(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap_or_default() % sides
    }

    fn one_of<T: Copy>(&mut self, all: &[T]) -> T {
        all[self.up_to(all.len())]
    }
}
