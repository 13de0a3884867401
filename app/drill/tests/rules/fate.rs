//! The fate of a message: every situation in which somebody can type, row by row of the table.

use std::fmt::Write;

use drill::{Command, Event, Fate, Sender, State, apply, decide, ledger, script::parse};
use expect_test::expect;

use crate::state_after;

/// Every way to get into another situation, told by what went before.
const SITUATIONS: [(&str, &str); 22] = [
    ("live, in view", "0:10"),
    ("live, an e-mail in view", "agent opens activity 1342\n 0:10"),
    ("live, the agent is out", "agent logs out\n 0:10"),
    ("live, Services off", "stop services\n 0:10"),
    ("live, on an impaired desktop", "stop services\n start services\n 0:10"),
    ("waits, the agent is out", "agent completes 1347\n agent logs out\n customer starts \"Again\"\n 0:10"),
    ("waits, the agent is impaired", "stop services\n agent completes 1347\n customer starts \"Again\"\n 0:10"),
    ("lost, nobody told", "stop application\n 0:01"),
    ("lost and told", "stop application\n 0:05"),
    ("lost and told, Application is back", "stop application\n 0:10 start application"),
    ("lost and told, back after 0:03", "stop application\n 0:03 start application"),
    ("lost, on an impaired desktop", "stop application services\n 0:01"),
    (
        "lost while it waited, nobody told",
        "agent completes 1347\n agent logs out\n customer starts \"Again\"\n stop application\n 0:01",
    ),
    ("a ghost", "stop application\n start application\n agent logs out\n agent logs in\n 0:10"),
    (
        "a ghost, on an impaired desktop",
        "stop application\n start application\n agent logs out\n agent logs in\n stop services\n 0:10",
    ),
    (
        "a ghost, on a desktop dead again",
        "stop application\n start application\n agent logs out\n agent logs in\n stop application\n 0:10",
    ),
    (
        "a ghost of AP16",
        "agent completes 1347\n agent logs out\n customer starts \"Again\"\n stop application\n start application\n agent logs in\n 0:10",
    ),
    ("completed", "agent completes 1347\n 0:10"),
    ("completed unseen", "stop messaging\n agent completes 1347\n 0:10"),
    ("left", "customer leaves\n 0:10"),
    ("left unseen", "stop messaging\n customer leaves\n 0:10"),
    ("left unseen, lost to nobody by AP1", "stop messaging\n customer leaves\n stop application\n 0:10"),
];

/// What becomes of a line that `from` sends now.
fn sent(state: &State, log: &[Event], command: &Command, from: Sender) -> String {
    let Ok(facts) = decide(state, state.at, command) else { return "cannot type".to_owned() };
    let mut state = state.clone();
    for fact in facts {
        let event = Event::new(log.len() as u64 + 1, state.at, 0, fact);
        apply(&mut state, &event);
    }
    let message = ledger(&state).pop().expect("the message");
    assert_eq!(message.from, from);
    let knows = if message.sender_knows { "knows" } else { "does not know" };
    // An unknown fate is one that no screen of the sender's tells.
    let misled = drill::misled(&state, state.at).iter().any(|misled| misled.about == drill::About::Received);
    assert_eq!(misled, message.fate == Fate::Lost && !message.sender_knows);
    format!("{} {} {knows}", message.fate.word(), message.why.rule())
}

#[test]
fn fate_of_a_message_in_every_situation() {
    let mut table =
        format!("{:<36} {:<10} {:<28} {}\n", "the chat", "messaging", "the agent's line", "the customer's line");
    for (situation, script) in SITUATIONS {
        for messaging in ["on", "off"] {
            let is_off = script.contains("stop messaging");
            let script = match messaging {
                "off" if !is_off => format!("{script}\n stop messaging"),
                "on" if is_off => continue,
                _ => script.to_owned(),
            };
            // The room stands at the script's last moment, its last line included if that is but a time.
            let (mut state, log) = state_after(&script);
            let until = parse(&script).expect("it was read").until;
            if until > state.at {
                apply(&mut state, &Event::new(log.len() as u64 + 1, until, 0, drill::Fact::TimeMarked));
            }
            let agent = sent(&state, &log, &Command::AgentSay("Hello?".to_owned()), Sender::Agent);
            let customer = sent(&state, &log, &Command::CustomerSay("Hello?".to_owned()), Sender::Customer);
            let _ = writeln!(table, "{situation:<36} {messaging:<10} {agent:<28} {customer}");
        }
    }
    expect![[r#"
        the chat                             messaging  the agent's line             the customer's line
        live, in view                        on         delivered OK knows           delivered OK knows
        live, in view                        off        lost MS3 does not know       lost MS3 does not know
        live, an e-mail in view              on         cannot type                  delivered OK knows
        live, an e-mail in view              off        cannot type                  lost MS3 does not know
        live, the agent is out               on         cannot type                  delivered SV9 knows
        live, the agent is out               off        cannot type                  lost MS3 does not know
        live, Services off                   on         delivered SV1 knows          delivered SV1 knows
        live, Services off                   off        lost MS3 does not know       lost MS3 does not know
        live, on an impaired desktop         on         delivered OK knows           delivered OK knows
        live, on an impaired desktop         off        lost MS3 does not know       lost MS3 does not know
        waits, the agent is out              on         cannot type                  delivered OK knows
        waits, the agent is out              off        cannot type                  lost MS3 does not know
        waits, the agent is impaired         on         cannot type                  delivered SV1 knows
        waits, the agent is impaired         off        cannot type                  lost MS3 does not know
        lost, nobody told                    on         unsent AP6 knows             lost AP2 knows
        lost, nobody told                    off        unsent AP6 knows             lost AP2 knows
        lost and told                        on         unsent AP6 knows             cannot type
        lost and told                        off        unsent AP6 knows             cannot type
        lost and told, Application is back   on         unsent AP7 knows             cannot type
        lost and told, Application is back   off        unsent AP7 knows             cannot type
        lost and told, back after 0:03       on         unsent AP7 knows             cannot type
        lost and told, back after 0:03       off        unsent AP7 knows             cannot type
        lost, on an impaired desktop         on         unsent AP6 knows             lost AP2 knows
        lost, on an impaired desktop         off        unsent AP6 knows             lost AP2 knows
        lost while it waited, nobody told    on         cannot type                  lost AP2 knows
        lost while it waited, nobody told    off        cannot type                  lost AP2 knows
        a ghost                              on         lost AP12 does not know      cannot type
        a ghost                              off        lost AP12 does not know      cannot type
        a ghost, on an impaired desktop      on         lost AP12 does not know      cannot type
        a ghost, on an impaired desktop      off        lost AP12 does not know      cannot type
        a ghost, on a desktop dead again     on         unsent AP6 knows             cannot type
        a ghost, on a desktop dead again     off        unsent AP6 knows             cannot type
        a ghost of AP16                      on         lost AP12 does not know      cannot type
        a ghost of AP16                      off        lost AP12 does not know      cannot type
        completed                            on         cannot type                  cannot type
        completed                            off        cannot type                  cannot type
        completed unseen                     off        cannot type                  lost MS8 does not know
        left                                 on         cannot type                  cannot type
        left                                 off        cannot type                  cannot type
        left unseen                          off        lost MS8 does not know       cannot type
        left unseen, lost to nobody by AP1   off        unsent AP6 knows             cannot type
    "#]]
    .assert_eq(&table);
}

#[test]
fn fate_left_unseen_with_messaging_on_takes_a_dead_desktop() {
    // Left while Messaging was off, and Messaging came back to a desktop that was dead by then: AP6 and AP7 answer.
    let script = |ending: &str| {
        format!(
            "stop messaging\n customer leaves\n 0:10 stop application\n start messaging\n {ending}\n agent says \"Hello?\""
        )
    };
    for (ending, rule) in [("", "AP6"), ("start application", "AP7")] {
        let (state, _) = state_after(&script(ending));
        let message = ledger(&state).pop().expect("the message");
        assert_eq!((message.fate, message.why.rule().id(), message.sender_knows), (Fate::Unsent, rule, true));
    }
}
