//! The rules as two printed tables, generated from the engine that runs: every state of the backends through its whole
//! life, and every way back from "all off".
//!
//! The room has the default settings. The backends stop at 1:00, when the customer has had a moment to read the fourth
//! line and no e-mail has come yet.

#![expect(clippy::needless_pass_by_value, reason = "a table stands where it is checked")]
#![expect(clippy::needless_raw_string_hashes, reason = "tables that update themselves are written with them")]
#![expect(clippy::too_many_lines, reason = "a long table is still one table")]

use std::fmt::{Display, Write};

use drill::{
    AgentView, Backend, Command, CustomerView, DesktopMark, Effect, Event, Fact, Icon, Inbox, Millis, Notice, Pane,
    PopUp, Reply, State, TabName, Thing, Who, agent, apply, customer, database, decide, effects, ledger, misled,
};
use expect_test::{Expect, expect};

use Backend::{Application, Messaging, Services};

const STOP: Millis = Millis::from_mins(1);
/// One second after the stop: nothing that is counted has come due.
const FRESH: Millis = Millis(61_000);
/// One second after a few minutes of it.
const LATE: Millis = Millis(241_000);
const RETURN: Millis = Millis::from_mins(5);

/// A room, and the log that made it.
#[derive(Clone)]
struct Room {
    state: State,
    log: Vec<Event>,
}

impl Room {
    fn open() -> Self {
        let mut room = Self { state: State::new(), log: Vec::new() };
        room.log(Millis::ZERO, Fact::RoomOpened { title: String::new(), summary: String::new(), storyboard: None });
        room
    }

    fn log(&mut self, at: Millis, fact: Fact) {
        let event = Event::new(self.log.len() as u64 + 1, at, 0, fact);
        apply(&mut self.state, &event);
        self.log.push(event);
    }

    /// Carries `command` out, if it is not refused.
    fn ask(&mut self, at: Millis, command: &Command) -> bool {
        match decide(&self.state, at, command) {
            Ok(facts) => {
                for fact in facts {
                    self.log(at, fact);
                }
                true
            }
            Err(_) => false,
        }
    }

    /// The room in which `backends` stopped at 1:00.
    fn without(backends: &[Backend]) -> Self {
        let mut room = Self::open();
        room.log(STOP, Fact::TimeMarked);
        if !backends.is_empty() {
            assert!(room.ask(STOP, &Command::StopBackends(backends.to_vec())));
        }
        room
    }

    fn log_in_again(&mut self, at: Millis) {
        assert!(self.ask(at, &Command::AgentLogOut) && self.ask(at, &Command::AgentLogIn));
    }

    /// Logs out, where the agent is in, and tries to log in.
    fn log_in_or_try(&mut self, at: Millis) {
        self.ask(at, &Command::AgentLogOut);
        assert!(self.ask(at, &Command::AgentLogIn));
    }
}

fn names(backends: &[Backend]) -> String {
    match backends {
        [] => "nothing".to_owned(),
        some => some.iter().map(|backend| backend.word()).collect::<Vec<_>>().join(" + "),
    }
}

fn or_none<T>(what: Option<T>, word: impl Fn(T) -> &'static str) -> &'static str {
    what.map_or("none", word)
}

/// What is seen at `at`, and what each touch would come to.
fn look(room: &Room, at: Millis) -> String {
    let view = agent(&room.state, at);
    let page = customer(&room.state, at);
    let mut text = String::new();
    let mut row = |name: &str, value: &dyn Display| {
        let _ = writeln!(text, "    {name:<10}{value}");
    };
    row("agent", &agent_words(&view));
    row("touches", &touches(room, at, &view));
    row("customer", &customer_words(&page));
    row("does", &customer_does(room, at));
    row("database", &rows(room, at));
    let misled = misled(&room.state, at);
    let who = |who| if who == Who::Agent { "agent" } else { "customer" };
    let misled: Vec<_> = misled.iter().map(|m| format!("{} {} {}", who(m.who), m.about.word(), m.rule)).collect();
    row("misled", &if misled.is_empty() { "nobody".to_owned() } else { misled.join(", ") });
    text
}

fn agent_words(view: &AgentView) -> String {
    let inbox: Vec<_> = view
        .activities()
        .iter()
        .map(|entry| format!("{} {}", entry.what.activity, entry.what.shown_as.word()))
        .collect();
    let flashing = if view.title_flashing.what { ", title flashing" } else { "" };
    let popup = view.popup.what.map_or(String::new(), |popup| format!(", {}", popup.word()));
    format!(
        "{}{popup}, {} beside {}{flashing}, {} lines, reply {}; inbox {}",
        or_none(view.desktop.what, DesktopMark::word),
        or_none(view.icon.what, Icon::word),
        view.open.what.map_or("nothing".to_owned(), |id| id.to_string()),
        view.transcript.len(),
        or_none(view.reply.what, Reply::word),
        if inbox.is_empty() { "none".to_owned() } else { inbox.join(", ") },
    )
}

/// What the agent's next touch comes to, one tried after the other, each in a room of its own.
fn touches(room: &Room, at: Millis, view: &AgentView) -> String {
    let touches = [
        ("say", Command::AgentSay("Hello?".to_owned())),
        ("tab", Command::AgentOpenTab(TabName::Case)),
        ("inbox", Command::AgentOpenInbox(Inbox::Main)),
        ("e-mail", Command::AgentComplete(drill::ActivityId::FIRST_EMAILS[0])),
        ("complete", Command::AgentComplete(drill::ActivityId::FIRST_CHAT)),
    ];
    let tried = touches.map(|(name, command)| {
        let mut room = room.clone();
        if !room.ask(at, &command) {
            return format!("{name}: refused");
        }
        let after = agent(&room.state, at);
        let popup = after.popup.what.filter(|popup| *popup != PopUp::SessionInProgress);
        let load = after.tab.what.filter(|tab| Some(*tab) != view.tab.what).map(|tab| tab.load.word());
        let fate = ledger(&room.state).pop().filter(|_| name == "say").map(|message| message.fate.word());
        let done = [fate, load, popup.map(PopUp::word)].into_iter().flatten().collect::<Vec<_>>();
        format!("{name}: {}", if done.is_empty() { "done".to_owned() } else { done.join(" and ") })
    });
    tried.join(", ")
}

fn customer_words(page: &CustomerView) -> String {
    let typing = if page.can_type.what { "types" } else { "cannot type" };
    format!("{} page, {typing}, notice {}", page.page.what.word(), or_none(page.notice.what, Notice::word))
}

fn customer_does(room: &Room, at: Millis) -> String {
    let wishes =
        [("say", Command::CustomerSay("Hello?".to_owned())), ("start", Command::CustomerStart("Again".to_owned()))];
    let tried = wishes.map(|(name, command)| {
        let mut room = room.clone();
        if !room.ask(at, &command) {
            return format!("{name}: refused");
        }
        let page = customer(&room.state, at);
        let notice = or_none(page.notice.what, Notice::word);
        match ledger(&room.state).pop().filter(|_| name == "say") {
            Some(message) => format!("{name}: {}, notice {notice}", message.fate.word()),
            None => format!("{name}: {} page, notice {notice}", page.page.what.word()),
        }
    });
    tried.join(", ")
}

fn rows(room: &Room, at: Millis) -> String {
    let rows = database(&room.state, at).into_iter().map(|row| row.what).filter(|row| row.activity_id.0 > 1345);
    rows.map(|row| format!("{} {}/{}", row.activity_id, row.activity_status, row.activity_sub_status))
        .collect::<Vec<_>>()
        .join(", ")
}

/// One backend state, from fresh to logged in again.
fn check_state(off: &[Backend], expected: Expect) {
    let mut table = format!("off: {}\n", names(off));
    let mut room = Room::without(off);
    let _ = write!(table, "  fresh\n{}  after few_minutes\n{}", look(&room, FRESH), look(&room, LATE));
    if !off.is_empty() {
        assert!(room.ask(RETURN, &Command::StartAll));
    }
    let _ = write!(table, "  after the return\n{}", look(&room, RETURN));
    room.log_in_again(RETURN);
    let _ = write!(table, "  after logging in again\n{}", look(&room, RETURN));
    expected.assert_eq(&table);
}

#[test]
fn state_1_everything_on() {
    check_state(
        &[],
        expect![[r#"
        off: nothing
          fresh
            agent     sound, green-circle beside 1347, 4 lines, reply enabled; inbox 1342 open, 1345 open, 1347 active
            touches   say: delivered, tab: loaded, inbox: done, e-mail: done, complete: done
            customer  chat page, types, notice none
            does      say: delivered, notice none, start: refused
            database  1347 5000/5100
            misled    nobody
          after few_minutes
            agent     sound, green-circle beside 1347, 4 lines, reply enabled; inbox 1342 open, 1345 open, 1347 active, 9001 open, 9002 open
            touches   say: delivered, tab: loaded, inbox: done, e-mail: done, complete: done
            customer  chat page, types, notice none
            does      say: delivered, notice none, start: refused
            database  1347 5000/5100, 9001 5000/5100, 9002 5000/5100
            misled    nobody
          after the return
            agent     sound, green-circle beside 1347, 4 lines, reply enabled; inbox 1342 open, 1345 open, 1347 active, 9001 open, 9002 open, 9003 open
            touches   say: delivered, tab: loaded, inbox: done, e-mail: done, complete: done
            customer  chat page, types, notice none
            does      say: delivered, notice none, start: refused
            database  1347 5000/5100, 9001 5000/5100, 9002 5000/5100, 9003 5000/5100
            misled    nobody
          after logging in again
            agent     sound, green-circle beside 1347, 4 lines, reply enabled; inbox 1342 open, 1345 open, 1347 active, 9001 open, 9002 open, 9003 open
            touches   say: delivered, tab: loaded, inbox: done, e-mail: done, complete: done
            customer  chat page, types, notice none
            does      say: delivered, notice none, start: refused
            database  1347 5000/5100, 9001 5000/5100, 9002 5000/5100, 9003 5000/5100
            misled    nobody
    "#]],
    );
}

#[test]
fn state_2_application_off() {
    check_state(
        &[Application],
        expect![[r#"
            off: application
              fresh
                agent     dead, green-circle beside 1347, 4 lines, reply enabled; inbox 1342 open, 1345 open, 1347 active
                touches   say: unsent and delay, tab: no-longer, inbox: crash, e-mail: crash, complete: crash
                customer  chat page, types, notice none
                does      say: lost, notice ended, start: refused
                database  1347 5000/5100
                misled    agent chat-alive AP14, agent connected AP14, customer chat-alive AP2, customer connected AP2
              after few_minutes
                agent     dead, green-circle beside 1347, 4 lines, reply enabled; inbox 1342 open, 1345 open, 1347 active
                touches   say: unsent and delay, tab: no-longer, inbox: crash, e-mail: crash, complete: crash
                customer  chat page, cannot type, notice connection-issues
                does      say: refused, start: chat page, notice unreachable
                database  1347 5000/5100
                misled    agent chat-alive AP14, agent connected AP14
              after the return
                agent     dead, green-circle beside 1347, 4 lines, reply enabled; inbox 1342 open, 1345 open, 1347 active
                touches   say: unsent and log-in-again, tab: log-in-again, inbox: log-in-again, e-mail: log-in-again, complete: log-in-again
                customer  chat page, cannot type, notice session-lost
                does      say: refused, start: waiting page, notice none
                database  1347 5000/5100
                misled    agent chat-alive AP14, agent connected AP14
              after logging in again
                agent     sound, session-in-progress, green-circle beside 1347, 0 lines, reply enabled; inbox 1342 open, 1345 open, 1347 active, 9001 open, 9002 open, 9003 open
                touches   say: lost, tab: loaded, inbox: done, e-mail: done, complete: done
                customer  chat page, cannot type, notice session-lost
                does      say: refused, start: waiting page, notice none
                database  1347 5000/5100, 9001 5000/5100, 9002 5000/5100, 9003 5000/5100
                misled    agent chat-alive AP9, agent connected AP14
        "#]],
    );
}

#[test]
fn state_3_services_off() {
    check_state(
        &[Services],
        expect![[r#"
        off: services
          fresh
            agent     impaired, green-circle beside 1347, 4 lines, reply greyed; inbox 1342 open, 1345 open, 1347 active
            touches   say: delivered, tab: loaded, inbox: done, e-mail: refused, complete: done
            customer  chat page, types, notice none
            does      say: delivered, notice none, start: refused
            database  1347 5000/5100
            misled    nobody
          after few_minutes
            agent     impaired, green-circle beside 1347, 4 lines, reply greyed; inbox 1342 open, 1345 open, 1347 active
            touches   say: delivered, tab: loaded, inbox: done, e-mail: refused, complete: done
            customer  chat page, types, notice none
            does      say: delivered, notice none, start: refused
            database  1347 5000/5100
            misled    nobody
          after the return
            agent     impaired, green-circle beside 1347, 4 lines, reply greyed; inbox 1342 open, 1345 open, 1347 active
            touches   say: delivered, tab: loaded, inbox: done, e-mail: refused, complete: done
            customer  chat page, types, notice none
            does      say: delivered, notice none, start: refused
            database  1347 5000/5100
            misled    nobody
          after logging in again
            agent     sound, green-circle beside 1347, 4 lines, reply enabled; inbox 1342 open, 1345 open, 1347 active, 9001 open, 9002 open, 9003 open
            touches   say: delivered, tab: loaded, inbox: done, e-mail: done, complete: done
            customer  chat page, types, notice none
            does      say: delivered, notice none, start: refused
            database  1347 5000/5100, 9001 5000/5100, 9002 5000/5100, 9003 5000/5100
            misled    nobody
    "#]],
    );
}

#[test]
fn state_4_messaging_off() {
    check_state(
        &[Messaging],
        expect![[r#"
            off: messaging
              fresh
                agent     sound, triangle beside 1347, 4 lines, reply enabled; inbox 1342 open, 1345 open, 1347 active
                touches   say: lost, tab: loaded, inbox: done, e-mail: done, complete: done
                customer  chat page, types, notice none
                does      say: lost, notice none, start: refused
                database  1347 5000/5100
                misled    customer connected MS5
              after few_minutes
                agent     sound, triangle beside 1347, 4 lines, reply enabled; inbox 1342 open, 1345 open, 1347 active, 9001 open, 9002 open
                touches   say: lost, tab: loaded, inbox: done, e-mail: done, complete: done
                customer  chat page, types, notice connection-issues
                does      say: lost, notice connection-issues, start: refused
                database  1347 5000/5100, 9001 5000/5100, 9002 5000/5100
                misled    nobody
              after the return
                agent     sound, green-circle beside 1347, 4 lines, reply enabled; inbox 1342 open, 1345 open, 1347 active, 9001 open, 9002 open, 9003 open
                touches   say: delivered, tab: loaded, inbox: done, e-mail: done, complete: done
                customer  chat page, types, notice none
                does      say: delivered, notice none, start: refused
                database  1347 5000/5100, 9001 5000/5100, 9002 5000/5100, 9003 5000/5100
                misled    nobody
              after logging in again
                agent     sound, green-circle beside 1347, 4 lines, reply enabled; inbox 1342 open, 1345 open, 1347 active, 9001 open, 9002 open, 9003 open
                touches   say: delivered, tab: loaded, inbox: done, e-mail: done, complete: done
                customer  chat page, types, notice none
                does      say: delivered, notice none, start: refused
                database  1347 5000/5100, 9001 5000/5100, 9002 5000/5100, 9003 5000/5100
                misled    nobody
        "#]],
    );
}

#[test]
fn state_5_messaging_and_application_off() {
    check_state(
        &[Application, Messaging],
        expect![[r#"
            off: application + messaging
              fresh
                agent     dead, triangle beside 1347, 4 lines, reply enabled; inbox 1342 open, 1345 open, 1347 active
                touches   say: unsent and delay, tab: loading, inbox: crash, e-mail: crash, complete: crash
                customer  chat page, types, notice none
                does      say: lost, notice ended, start: refused
                database  1347 5000/5100
                misled    agent chat-alive AP14, customer chat-alive AP2, customer connected AP2
              after few_minutes
                agent     dead, triangle beside 1347, 4 lines, reply enabled; inbox 1342 open, 1345 open, 1347 active
                touches   say: unsent and delay, tab: loading, inbox: crash, e-mail: crash, complete: crash
                customer  chat page, cannot type, notice connection-issues
                does      say: refused, start: chat page, notice unreachable
                database  1347 5000/5100
                misled    agent chat-alive AP14
              after the return
                agent     dead, green-circle beside 1347, 4 lines, reply enabled; inbox 1342 open, 1345 open, 1347 active
                touches   say: unsent and log-in-again, tab: log-in-again, inbox: log-in-again, e-mail: log-in-again, complete: log-in-again
                customer  chat page, cannot type, notice session-lost
                does      say: refused, start: waiting page, notice none
                database  1347 5000/5100
                misled    agent chat-alive AP14, agent connected AP14
              after logging in again
                agent     sound, session-in-progress, green-circle beside 1347, 0 lines, reply enabled; inbox 1342 open, 1345 open, 1347 active, 9001 open, 9002 open, 9003 open
                touches   say: lost, tab: loaded, inbox: done, e-mail: done, complete: done
                customer  chat page, cannot type, notice session-lost
                does      say: refused, start: waiting page, notice none
                database  1347 5000/5100, 9001 5000/5100, 9002 5000/5100, 9003 5000/5100
                misled    agent chat-alive AP9, agent connected AP14
        "#]],
    );
}

#[test]
fn state_6_application_and_services_off() {
    check_state(
        &[Application, Services],
        expect![[r#"
            off: application + services
              fresh
                agent     dead, green-circle beside 1347, 4 lines, reply greyed; inbox 1342 open, 1345 open, 1347 active
                touches   say: unsent and delay, tab: no-longer, inbox: crash, e-mail: refused, complete: crash
                customer  chat page, types, notice none
                does      say: lost, notice ended, start: refused
                database  1347 5000/5100
                misled    agent chat-alive AP14, agent connected AP14, customer chat-alive AP2, customer connected AP2
              after few_minutes
                agent     dead, green-circle beside 1347, 4 lines, reply greyed; inbox 1342 open, 1345 open, 1347 active
                touches   say: unsent and delay, tab: no-longer, inbox: crash, e-mail: refused, complete: crash
                customer  chat page, cannot type, notice connection-issues
                does      say: refused, start: chat page, notice unreachable
                database  1347 5000/5100
                misled    agent chat-alive AP14, agent connected AP14
              after the return
                agent     dead, green-circle beside 1347, 4 lines, reply greyed; inbox 1342 open, 1345 open, 1347 active
                touches   say: unsent and log-in-again, tab: log-in-again, inbox: log-in-again, e-mail: refused, complete: log-in-again
                customer  chat page, cannot type, notice session-lost
                does      say: refused, start: waiting page, notice none
                database  1347 5000/5100
                misled    agent chat-alive AP14, agent connected AP14
              after logging in again
                agent     sound, session-in-progress, green-circle beside 1347, 0 lines, reply enabled; inbox 1342 open, 1345 open, 1347 active, 9001 open, 9002 open, 9003 open
                touches   say: lost, tab: loaded, inbox: done, e-mail: done, complete: done
                customer  chat page, cannot type, notice session-lost
                does      say: refused, start: waiting page, notice none
                database  1347 5000/5100, 9001 5000/5100, 9002 5000/5100, 9003 5000/5100
                misled    agent chat-alive AP9, agent connected AP14
        "#]],
    );
}

#[test]
fn state_7_services_and_messaging_off() {
    check_state(
        &[Services, Messaging],
        expect![[r#"
            off: services + messaging
              fresh
                agent     impaired, triangle beside 1347, 4 lines, reply greyed; inbox 1342 open, 1345 open, 1347 active
                touches   say: lost, tab: loaded, inbox: done, e-mail: refused, complete: done
                customer  chat page, types, notice none
                does      say: lost, notice none, start: refused
                database  1347 5000/5100
                misled    customer connected MS5
              after few_minutes
                agent     impaired, triangle beside 1347, 4 lines, reply greyed; inbox 1342 open, 1345 open, 1347 active
                touches   say: lost, tab: loaded, inbox: done, e-mail: refused, complete: done
                customer  chat page, types, notice connection-issues
                does      say: lost, notice connection-issues, start: refused
                database  1347 5000/5100
                misled    nobody
              after the return
                agent     impaired, green-circle beside 1347, 4 lines, reply greyed; inbox 1342 open, 1345 open, 1347 active
                touches   say: delivered, tab: loaded, inbox: done, e-mail: refused, complete: done
                customer  chat page, types, notice none
                does      say: delivered, notice none, start: refused
                database  1347 5000/5100
                misled    nobody
              after logging in again
                agent     sound, green-circle beside 1347, 4 lines, reply enabled; inbox 1342 open, 1345 open, 1347 active, 9001 open, 9002 open, 9003 open
                touches   say: delivered, tab: loaded, inbox: done, e-mail: done, complete: done
                customer  chat page, types, notice none
                does      say: delivered, notice none, start: refused
                database  1347 5000/5100, 9001 5000/5100, 9002 5000/5100, 9003 5000/5100
                misled    nobody
        "#]],
    );
}

#[test]
fn state_8_all_three_off() {
    check_state(
        &[Application, Services, Messaging],
        expect![[r#"
            off: application + services + messaging
              fresh
                agent     dead, triangle beside 1347, 4 lines, reply greyed; inbox 1342 open, 1345 open, 1347 active
                touches   say: unsent and delay, tab: loading, inbox: crash, e-mail: refused, complete: crash
                customer  chat page, types, notice none
                does      say: lost, notice ended, start: refused
                database  1347 5000/5100
                misled    agent chat-alive AP14, customer chat-alive AP2, customer connected AP2
              after few_minutes
                agent     dead, red-square beside 1347, title flashing, 4 lines, reply greyed; inbox 1342 open, 1345 open, 1347 active
                touches   say: unsent and delay, tab: loading, inbox: crash, e-mail: refused, complete: crash
                customer  chat page, cannot type, notice connection-issues
                does      say: refused, start: chat page, notice unreachable
                database  1347 5000/5100
                misled    agent chat-alive AP14
              after the return
                agent     dead, green-circle beside 1347, 4 lines, reply greyed; inbox 1342 open, 1345 open, 1347 active
                touches   say: unsent and log-in-again, tab: log-in-again, inbox: log-in-again, e-mail: refused, complete: log-in-again
                customer  chat page, cannot type, notice session-lost
                does      say: refused, start: waiting page, notice none
                database  1347 5000/5100
                misled    agent chat-alive AP14, agent connected AP14
              after logging in again
                agent     sound, session-in-progress, green-circle beside 1347, 0 lines, reply enabled; inbox 1342 open, 1345 open, 1347 active, 9001 open, 9002 open, 9003 open
                touches   say: lost, tab: loaded, inbox: done, e-mail: done, complete: done
                customer  chat page, cannot type, notice session-lost
                does      say: refused, start: waiting page, notice none
                database  1347 5000/5100, 9001 5000/5100, 9002 5000/5100, 9003 5000/5100
                misled    agent chat-alive AP9, agent connected AP14
        "#]],
    );
}

/// Backends that return at the same instant.
type Group = &'static [Backend];

const ONE_AT_A_TIME: [[Group; 3]; 6] = [
    [&[Application], &[Services], &[Messaging]],
    [&[Application], &[Messaging], &[Services]],
    [&[Services], &[Application], &[Messaging]],
    [&[Services], &[Messaging], &[Application]],
    [&[Messaging], &[Application], &[Services]],
    [&[Messaging], &[Services], &[Application]],
];

const A_PAIR_AT_ONCE: [[Group; 2]; 6] = [
    [&[Application, Services], &[Messaging]],
    [&[Application, Messaging], &[Services]],
    [&[Services, Messaging], &[Application]],
    [&[Application], &[Services, Messaging]],
    [&[Services], &[Application, Messaging]],
    [&[Messaging], &[Application, Services]],
];

const ALL_AT_ONCE: [Group; 1] = [&Backend::ALL];

/// All three stop at 1:00; the groups of `order` return one after the other from 2:30 on, a minute apart, and after each
/// of them the agent logs out and in, as somebody would who hopes that this was it.
fn restore(order: &[Group]) -> String {
    let mut room = Room::without(&Backend::ALL);
    let mut told = format!("{}\n", order.iter().map(|group| names(group)).collect::<Vec<_>>().join(", then "));
    let mut at = Millis(150_000);
    for (place, group) in order.iter().enumerate() {
        assert!(room.ask(at, &Command::StartBackends(group.to_vec())));
        room.log_in_or_try(at + Millis::from_secs(10));
        let until = at + Millis::from_secs(59);
        let seen = effects(&room.log, until);
        for Effect { at, pane, thing, value, why, .. } in seen.iter().filter(|effect| effect.at >= at && tells(effect))
        {
            let _ = writeln!(
                told,
                "    {:<6} {:<9} {:<15} {value:<20} {:<5} {}",
                at.to_string(),
                pane.word(),
                thing.word(),
                why.rule().id(),
                why.provenance().word()
            );
        }
        let view = agent(&room.state, until);
        let last = if place + 1 == order.len() { "at last" } else { "for now" };
        let _ = writeln!(told, "  {last} the agent: {}", agent_words(&view));
        at = at + Millis::from_mins(1);
    }
    let _ = writeln!(told, "          the customer: {}", customer_words(&customer(&room.state, at)));
    told
}

/// What an order of restoring is about: neither what every log-out takes away and every log-in brings, nor the rows.
fn tells(effect: &Effect) -> bool {
    let ordinary = effect.why.rule() == drill::Rule::Ok;
    let mail = effect.thing == Thing::Inbox && effect.value.starts_with('9');
    !ordinary && !mail && effect.pane != Pane::Database
}

#[test]
fn restoring_one_at_a_time() {
    let table: Vec<String> = ONE_AT_A_TIME.iter().map(|order| restore(order)).collect();
    expect![[r#"
        application, then services, then messaging
            2:30   agent     icon            triangle             AL6   inferred
            2:30   agent     title-flashing  false                AL6   inferred
            2:30   customer  notice          start-another        AL5   documented
            2:40   agent     desktop         impaired             SV7   inferred
            2:40   agent     icon            triangle             AL6   inferred
            2:40   agent     popup           session-in-progress  AP8   documented
            2:40   agent     reply           greyed               SV7   inferred
            2:40   agent     inbox           1347 active          AP9   documented
            2:40   agent     line            none                 AP9   documented
          for now the agent: impaired, session-in-progress, triangle beside 1347, 0 lines, reply greyed; inbox 1342 open, 1345 open, 1347 active
            3:40   agent     desktop         sound                SV6   documented
            3:40   agent     icon            triangle             AL6   inferred
            3:40   agent     popup           session-in-progress  AP8   documented
            3:40   agent     reply           enabled              SV6   documented
            3:40   agent     inbox           1347 active          AP9   documented
            3:40   agent     line            none                 AP9   documented
          for now the agent: sound, session-in-progress, triangle beside 1347, 0 lines, reply enabled; inbox 1342 open, 1345 open, 1347 active, 9001 open, 9002 open
            4:30   agent     icon            green-circle         AP14  inferred
            4:40   agent     icon            green-circle         AP14  inferred
            4:40   agent     popup           session-in-progress  AP8   documented
            4:40   agent     inbox           1347 active          AP9   documented
            4:40   agent     line            none                 AP9   documented
          at last the agent: sound, session-in-progress, green-circle beside 1347, 0 lines, reply enabled; inbox 1342 open, 1345 open, 1347 active, 9001 open, 9002 open, 9003 open
                  the customer: chat page, cannot type, notice start-another
        application, then messaging, then services
            2:30   agent     icon            triangle             AL6   inferred
            2:30   agent     title-flashing  false                AL6   inferred
            2:30   customer  notice          start-another        AL5   documented
            2:40   agent     desktop         impaired             SV7   inferred
            2:40   agent     icon            triangle             AL6   inferred
            2:40   agent     popup           session-in-progress  AP8   documented
            2:40   agent     reply           greyed               SV7   inferred
            2:40   agent     inbox           1347 active          AP9   documented
            2:40   agent     line            none                 AP9   documented
          for now the agent: impaired, session-in-progress, triangle beside 1347, 0 lines, reply greyed; inbox 1342 open, 1345 open, 1347 active
            3:30   agent     icon            green-circle         AP14  inferred
            3:40   agent     desktop         impaired             SV7   inferred
            3:40   agent     icon            green-circle         AP14  inferred
            3:40   agent     popup           session-in-progress  AP8   documented
            3:40   agent     reply           greyed               SV7   inferred
            3:40   agent     inbox           1347 active          AP9   documented
            3:40   agent     line            none                 AP9   documented
          for now the agent: impaired, session-in-progress, green-circle beside 1347, 0 lines, reply greyed; inbox 1342 open, 1345 open, 1347 active
            4:40   agent     desktop         sound                SV6   documented
            4:40   agent     icon            green-circle         AP14  inferred
            4:40   agent     popup           session-in-progress  AP8   documented
            4:40   agent     reply           enabled              SV6   documented
            4:40   agent     inbox           1347 active          AP9   documented
            4:40   agent     line            none                 AP9   documented
          at last the agent: sound, session-in-progress, green-circle beside 1347, 0 lines, reply enabled; inbox 1342 open, 1345 open, 1347 active, 9001 open, 9002 open, 9003 open
                  the customer: chat page, cannot type, notice start-another
        services, then application, then messaging
            2:30   agent     icon            triangle             AL6   inferred
            2:30   agent     title-flashing  false                AL6   inferred
            2:40   agent     login           unreachable          AP10  inferred
          for now the agent: none, none beside nothing, 0 lines, reply none; inbox none
            3:30   customer  notice          start-another        AL5   documented
            3:40   agent     desktop         sound                SV6   documented
            3:40   agent     icon            triangle             AL6   inferred
            3:40   agent     popup           session-in-progress  AP8   documented
            3:40   agent     reply           enabled              SV6   documented
            3:40   agent     inbox           1347 active          AP9   documented
            3:40   agent     line            none                 AP9   documented
          for now the agent: sound, session-in-progress, triangle beside 1347, 0 lines, reply enabled; inbox 1342 open, 1345 open, 1347 active, 9001 open, 9002 open
            4:30   agent     icon            green-circle         AP14  inferred
            4:40   agent     icon            green-circle         AP14  inferred
            4:40   agent     popup           session-in-progress  AP8   documented
            4:40   agent     inbox           1347 active          AP9   documented
            4:40   agent     line            none                 AP9   documented
          at last the agent: sound, session-in-progress, green-circle beside 1347, 0 lines, reply enabled; inbox 1342 open, 1345 open, 1347 active, 9001 open, 9002 open, 9003 open
                  the customer: chat page, cannot type, notice start-another
        services, then messaging, then application
            2:30   agent     icon            triangle             AL6   inferred
            2:30   agent     title-flashing  false                AL6   inferred
            2:40   agent     login           unreachable          AP10  inferred
          for now the agent: none, none beside nothing, 0 lines, reply none; inbox none
            4:00   customer  notice          connection-issues    AP4   documented
          for now the agent: none, none beside nothing, 0 lines, reply none; inbox none
            4:30   customer  notice          session-lost         AL5   documented
            4:40   agent     desktop         sound                SV6   documented
            4:40   agent     icon            green-circle         AP14  inferred
            4:40   agent     popup           session-in-progress  AP8   documented
            4:40   agent     reply           enabled              SV6   documented
            4:40   agent     inbox           1347 active          AP9   documented
            4:40   agent     line            none                 AP9   documented
          at last the agent: sound, session-in-progress, green-circle beside 1347, 0 lines, reply enabled; inbox 1342 open, 1345 open, 1347 active, 9001 open, 9002 open, 9003 open
                  the customer: chat page, cannot type, notice session-lost
        messaging, then application, then services
            2:30   agent     icon            green-circle         AP14  inferred
            2:30   agent     title-flashing  false                AL6   inferred
            2:40   agent     login           unreachable          AP10  inferred
          for now the agent: none, none beside nothing, 0 lines, reply none; inbox none
            3:30   customer  notice          start-another        AL5   documented
            3:40   agent     desktop         impaired             SV7   inferred
            3:40   agent     icon            green-circle         AP14  inferred
            3:40   agent     popup           session-in-progress  AP8   documented
            3:40   agent     reply           greyed               SV7   inferred
            3:40   agent     inbox           1347 active          AP9   documented
            3:40   agent     line            none                 AP9   documented
          for now the agent: impaired, session-in-progress, green-circle beside 1347, 0 lines, reply greyed; inbox 1342 open, 1345 open, 1347 active
            4:40   agent     desktop         sound                SV6   documented
            4:40   agent     icon            green-circle         AP14  inferred
            4:40   agent     popup           session-in-progress  AP8   documented
            4:40   agent     reply           enabled              SV6   documented
            4:40   agent     inbox           1347 active          AP9   documented
            4:40   agent     line            none                 AP9   documented
          at last the agent: sound, session-in-progress, green-circle beside 1347, 0 lines, reply enabled; inbox 1342 open, 1345 open, 1347 active, 9001 open, 9002 open, 9003 open
                  the customer: chat page, cannot type, notice start-another
        messaging, then services, then application
            2:30   agent     icon            green-circle         AP14  inferred
            2:30   agent     title-flashing  false                AL6   inferred
            2:40   agent     login           unreachable          AP10  inferred
          for now the agent: none, none beside nothing, 0 lines, reply none; inbox none
            4:00   customer  notice          connection-issues    AP4   documented
          for now the agent: none, none beside nothing, 0 lines, reply none; inbox none
            4:30   customer  notice          session-lost         AL5   documented
            4:40   agent     desktop         sound                SV6   documented
            4:40   agent     icon            green-circle         AP14  inferred
            4:40   agent     popup           session-in-progress  AP8   documented
            4:40   agent     reply           enabled              SV6   documented
            4:40   agent     inbox           1347 active          AP9   documented
            4:40   agent     line            none                 AP9   documented
          at last the agent: sound, session-in-progress, green-circle beside 1347, 0 lines, reply enabled; inbox 1342 open, 1345 open, 1347 active, 9001 open, 9002 open, 9003 open
                  the customer: chat page, cannot type, notice session-lost
    "#]].assert_eq(&table.concat());
}

#[test]
fn restoring_a_pair_at_once() {
    let table: Vec<String> = A_PAIR_AT_ONCE.iter().map(|order| restore(order)).collect();
    expect![[r#"
        application + services, then messaging
            2:30   agent     icon            triangle             AL6   inferred
            2:30   agent     title-flashing  false                AL6   inferred
            2:30   customer  notice          start-another        AL5   documented
            2:40   agent     desktop         sound                SV6   documented
            2:40   agent     icon            triangle             AL6   inferred
            2:40   agent     popup           session-in-progress  AP8   documented
            2:40   agent     reply           enabled              SV6   documented
            2:40   agent     inbox           1347 active          AP9   documented
            2:40   agent     line            none                 AP9   documented
          for now the agent: sound, session-in-progress, triangle beside 1347, 0 lines, reply enabled; inbox 1342 open, 1345 open, 1347 active, 9001 open, 9002 open
            3:30   agent     icon            green-circle         AP14  inferred
            3:40   agent     icon            green-circle         AP14  inferred
            3:40   agent     popup           session-in-progress  AP8   documented
            3:40   agent     inbox           1347 active          AP9   documented
            3:40   agent     line            none                 AP9   documented
          at last the agent: sound, session-in-progress, green-circle beside 1347, 0 lines, reply enabled; inbox 1342 open, 1345 open, 1347 active, 9001 open, 9002 open
                  the customer: chat page, cannot type, notice start-another
        application + messaging, then services
            2:30   agent     icon            green-circle         AP14  inferred
            2:30   agent     title-flashing  false                AL6   inferred
            2:30   customer  notice          start-another        AL5   documented
            2:40   agent     desktop         impaired             SV7   inferred
            2:40   agent     icon            green-circle         AP14  inferred
            2:40   agent     popup           session-in-progress  AP8   documented
            2:40   agent     reply           greyed               SV7   inferred
            2:40   agent     inbox           1347 active          AP9   documented
            2:40   agent     line            none                 AP9   documented
          for now the agent: impaired, session-in-progress, green-circle beside 1347, 0 lines, reply greyed; inbox 1342 open, 1345 open, 1347 active
            3:40   agent     desktop         sound                SV6   documented
            3:40   agent     icon            green-circle         AP14  inferred
            3:40   agent     popup           session-in-progress  AP8   documented
            3:40   agent     reply           enabled              SV6   documented
            3:40   agent     inbox           1347 active          AP9   documented
            3:40   agent     line            none                 AP9   documented
          at last the agent: sound, session-in-progress, green-circle beside 1347, 0 lines, reply enabled; inbox 1342 open, 1345 open, 1347 active, 9001 open, 9002 open
                  the customer: chat page, cannot type, notice start-another
        services + messaging, then application
            2:30   agent     icon            green-circle         AP14  inferred
            2:30   agent     title-flashing  false                AL6   inferred
            2:40   agent     login           unreachable          AP10  inferred
          for now the agent: none, none beside nothing, 0 lines, reply none; inbox none
            3:30   customer  notice          start-another        AL5   documented
            3:40   agent     desktop         sound                SV6   documented
            3:40   agent     icon            green-circle         AP14  inferred
            3:40   agent     popup           session-in-progress  AP8   documented
            3:40   agent     reply           enabled              SV6   documented
            3:40   agent     inbox           1347 active          AP9   documented
            3:40   agent     line            none                 AP9   documented
          at last the agent: sound, session-in-progress, green-circle beside 1347, 0 lines, reply enabled; inbox 1342 open, 1345 open, 1347 active, 9001 open, 9002 open
                  the customer: chat page, cannot type, notice start-another
        application, then services + messaging
            2:30   agent     icon            triangle             AL6   inferred
            2:30   agent     title-flashing  false                AL6   inferred
            2:30   customer  notice          start-another        AL5   documented
            2:40   agent     desktop         impaired             SV7   inferred
            2:40   agent     icon            triangle             AL6   inferred
            2:40   agent     popup           session-in-progress  AP8   documented
            2:40   agent     reply           greyed               SV7   inferred
            2:40   agent     inbox           1347 active          AP9   documented
            2:40   agent     line            none                 AP9   documented
          for now the agent: impaired, session-in-progress, triangle beside 1347, 0 lines, reply greyed; inbox 1342 open, 1345 open, 1347 active
            3:30   agent     icon            green-circle         AP14  inferred
            3:40   agent     desktop         sound                SV6   documented
            3:40   agent     icon            green-circle         AP14  inferred
            3:40   agent     popup           session-in-progress  AP8   documented
            3:40   agent     reply           enabled              SV6   documented
            3:40   agent     inbox           1347 active          AP9   documented
            3:40   agent     line            none                 AP9   documented
          at last the agent: sound, session-in-progress, green-circle beside 1347, 0 lines, reply enabled; inbox 1342 open, 1345 open, 1347 active, 9001 open, 9002 open
                  the customer: chat page, cannot type, notice start-another
        services, then application + messaging
            2:30   agent     icon            triangle             AL6   inferred
            2:30   agent     title-flashing  false                AL6   inferred
            2:40   agent     login           unreachable          AP10  inferred
          for now the agent: none, none beside nothing, 0 lines, reply none; inbox none
            3:30   customer  notice          start-another        AL5   documented
            3:40   agent     desktop         sound                SV6   documented
            3:40   agent     icon            green-circle         AP14  inferred
            3:40   agent     popup           session-in-progress  AP8   documented
            3:40   agent     reply           enabled              SV6   documented
            3:40   agent     inbox           1347 active          AP9   documented
            3:40   agent     line            none                 AP9   documented
          at last the agent: sound, session-in-progress, green-circle beside 1347, 0 lines, reply enabled; inbox 1342 open, 1345 open, 1347 active, 9001 open, 9002 open
                  the customer: chat page, cannot type, notice start-another
        messaging, then application + services
            2:30   agent     icon            green-circle         AP14  inferred
            2:30   agent     title-flashing  false                AL6   inferred
            2:40   agent     login           unreachable          AP10  inferred
          for now the agent: none, none beside nothing, 0 lines, reply none; inbox none
            3:30   customer  notice          start-another        AL5   documented
            3:40   agent     desktop         sound                SV6   documented
            3:40   agent     icon            green-circle         AP14  inferred
            3:40   agent     popup           session-in-progress  AP8   documented
            3:40   agent     reply           enabled              SV6   documented
            3:40   agent     inbox           1347 active          AP9   documented
            3:40   agent     line            none                 AP9   documented
          at last the agent: sound, session-in-progress, green-circle beside 1347, 0 lines, reply enabled; inbox 1342 open, 1345 open, 1347 active, 9001 open, 9002 open
                  the customer: chat page, cannot type, notice start-another
    "#]].assert_eq(&table.concat());
}

#[test]
fn restoring_all_at_once() {
    expect![[r#"
        application + services + messaging
            2:30   agent     icon            green-circle         AP14  inferred
            2:30   agent     title-flashing  false                AL6   inferred
            2:30   customer  notice          start-another        AL5   documented
            2:40   agent     desktop         sound                SV6   documented
            2:40   agent     icon            green-circle         AP14  inferred
            2:40   agent     popup           session-in-progress  AP8   documented
            2:40   agent     reply           enabled              SV6   documented
            2:40   agent     inbox           1347 active          AP9   documented
            2:40   agent     line            none                 AP9   documented
          at last the agent: sound, session-in-progress, green-circle beside 1347, 0 lines, reply enabled; inbox 1342 open, 1345 open, 1347 active, 9001 open, 9002 open
                  the customer: chat page, cannot type, notice start-another
    "#]].assert_eq(&restore(&ALL_AT_ONCE));
}

/// CO3 as a whole: whatever the order, once all three are back and the agent has logged in after that, the agent's
/// screen is the same, and the customer's notice goes by the length of Application's outage alone.
#[test]
fn co3_every_order_ends_at_the_same_desk() {
    let mut orders: Vec<Vec<Group>> = vec![ALL_AT_ONCE.to_vec()];
    orders.extend(ONE_AT_A_TIME.iter().map(|order| order.to_vec()));
    orders.extend(A_PAIR_AT_ONCE.iter().map(|order| order.to_vec()));
    let mut desks = Vec::new();
    for order in &orders {
        let mut room = Room::without(&Backend::ALL);
        let mut at = Millis(150_000);
        let mut notice = None;
        for group in order {
            assert!(room.ask(at, &Command::StartBackends(group.to_vec())));
            if group.contains(&Application) {
                let long = at - STOP >= Millis::from_mins(3);
                notice = Some(if long { Notice::SessionLost } else { Notice::StartAnother });
            }
            at = at + Millis::from_mins(1);
        }
        room.log_in_again(RETURN);
        assert_eq!(customer(&room.state, RETURN).notice.what, notice, "{order:?}");
        desks.push(look(&room, RETURN).replace(or_none(notice, Notice::word), "by its length"));
    }
    assert_eq!(desks.len(), 13);
    assert!(desks.iter().all(|desk| *desk == desks[0]), "{desks:#?}");
}
