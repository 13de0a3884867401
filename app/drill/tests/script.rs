//! The script format: what it reads, what it refuses and where, what an `expect` looks at, and what is printed.

#![expect(clippy::needless_pass_by_value, reason = "a table stands where it is checked")]
#![expect(clippy::needless_raw_string_hashes, reason = "tables that update themselves are written with them")]
#![expect(clippy::too_many_lines, reason = "a long table is still one table")]

use std::{
    fmt::Write,
    hash::{BuildHasher, RandomState},
};

use drill::{
    Backend, Command, Event, Fact, Inbox, Millis, PausedBy, Setting, Speed, State, TabName, apply, decide, effects,
    script::{Run, Script, What, command_line, describe, parse, print, run, snapshot_at, table},
    snapshot::{EffectLine, snapshot},
};
use expect_test::{Expect, expect};
use proptest::{prelude::*, test_runner::RngSeed};

/// The script that the format's own page shows.
const EXAMPLE: &str = r#"
title Application, back quickly
summary One paragraph for the card on the home page.
setting few_minutes 3:00

0:00   stop application
       say "Watch the customer's side first. What will they be told?"     # talk track of this step
       ask "Who still believes that the chat is alive?"                   # question to the class
0:05   expect customer notice ended
0:20   agent opens tab case
       expect agent popup no-longer
       agent says "Are you still there?"
1:30   start application
       expect customer notice start-another
"#;

/// Runs `script`, in which everything is to come true, and compares its table.
fn check(script: &str, expected: Expect) {
    let run = run(&read(script));
    assert_eq!(run.failures, [], "{script}");
    expected.assert_eq(&table(&run.effects()));
}

/// Reads what is no script, and compares what its author is told.
fn check_errors(scripts: &[&str], expected: Expect) {
    let mut told = String::new();
    for script in scripts {
        let error = parse(script).expect_err(script);
        let _ = writeln!(told, "{}\n    {error}", script.escape_debug());
    }
    expected.assert_eq(&told);
}

/// Runs `script`, and compares which lines did not come true.
fn check_failures(script: &str, expected: Expect) {
    let mut told = String::new();
    for failure in run(&read(script)).failures {
        let _ = writeln!(told, "{}: {failure}", failure.line);
    }
    expected.assert_eq(&told);
}

fn read(script: &str) -> Script {
    match parse(script) {
        Ok(read) => read,
        Err(error) => panic!("{script}: {error}"),
    }
}

fn json_lines(run: &Run) -> Vec<String> {
    let line = |effect| serde_json::to_string(&EffectLine::from(effect)).expect("JSON");
    run.effects().into_iter().map(line).collect()
}

#[test]
fn the_example_of_the_format_prints_this_table() {
    check(
        EXAMPLE,
        expect![[r#"
        0:00 agent    desktop   dead           AP6   documented
        0:05 customer notice    ended          AP2   documented     "Messages sent after 0:00 were lost. Please start a new session." reconstructed
        0:05 customer can-type  false          AP2   documented
        0:20 agent    popup     no-longer      AP6   documented     "This information is no longer available. Your request could not be completed." reconstructed
        0:20 agent    popup     delay          AP6   documented     "The system has encountered a delay. Your message has not been sent." reconstructed
        0:20 ledger   message   5 unsent       AP6   documented     "Are you still there?" reconstructed
        1:30 customer notice    start-another  AP3   documented     "We are back. Please start another chat and we will help you at once." reconstructed
    "#]],
    );
}

#[test]
fn the_example_of_the_format_prints_these_lines_of_json() {
    expect![[r#"
        {"at_ms":0,"pane":"agent","thing":"desktop","value":"dead","words":null,"rule":"AP6","provenance":"documented","words_provenance":null,"cause":3}
        {"at_ms":5000,"pane":"customer","thing":"notice","value":"ended","words":"Messages sent after 0:00 were lost. Please start a new session.","rule":"AP2","provenance":"documented","words_provenance":"reconstructed","cause":3}
        {"at_ms":5000,"pane":"customer","thing":"can-type","value":"false","words":null,"rule":"AP2","provenance":"documented","words_provenance":null,"cause":3}
        {"at_ms":20000,"pane":"agent","thing":"popup","value":"no-longer","words":"This information is no longer available. Your request could not be completed.","rule":"AP6","provenance":"documented","words_provenance":"reconstructed","cause":6}
        {"at_ms":20000,"pane":"agent","thing":"popup","value":"delay","words":"The system has encountered a delay. Your message has not been sent.","rule":"AP6","provenance":"documented","words_provenance":"reconstructed","cause":7}
        {"at_ms":20000,"pane":"ledger","thing":"message","value":"5 unsent","words":"Are you still there?","rule":"AP6","provenance":"documented","words_provenance":"reconstructed","cause":7}
        {"at_ms":90000,"pane":"customer","thing":"notice","value":"start-another","words":"We are back. Please start another chat and we will help you at once.","rule":"AP3","provenance":"documented","words_provenance":"reconstructed","cause":8}"#]].assert_eq(&json_lines(&run(&read(EXAMPLE))).join("\n"));
}

#[test]
fn the_example_of_the_format_has_this_snapshot_at_1_30() {
    let snapshot = snapshot_at(&read(EXAMPLE), Millis::from_secs(90)).expect("a snapshot");
    expect![[r#"
        {
          "at_ms": 90000,
          "backends": {
            "application": "on",
            "services": "on",
            "messaging": "on"
          },
          "agent": {
            "login": "in",
            "desktop": "dead",
            "icon": "green-circle",
            "status": "Connected",
            "title_flashing": false,
            "popup": "delay",
            "tab": {
              "name": "customer",
              "load": "loaded"
            },
            "open": 1347,
            "reply_enabled": true,
            "inbox": [
              {
                "activity": 1342,
                "kind": "email",
                "shown_as": "open"
              },
              {
                "activity": 1345,
                "kind": "email",
                "shown_as": "open"
              },
              {
                "activity": 1347,
                "kind": "chat",
                "shown_as": "active"
              }
            ],
            "transcript": [
              {
                "from": "customer",
                "text": "Hello, my order has not arrived."
              },
              {
                "from": "agent",
                "text": "Let me look that up for you."
              },
              {
                "from": "customer",
                "text": "Thank you. The number is 58821."
              },
              {
                "from": "agent",
                "text": "One moment please."
              }
            ]
          },
          "customer": {
            "page": "chat",
            "notice": "start-another",
            "can_type": false,
            "transcript": [
              {
                "from": "customer",
                "text": "Hello, my order has not arrived."
              },
              {
                "from": "agent",
                "text": "Let me look that up for you."
              },
              {
                "from": "customer",
                "text": "Thank you. The number is 58821."
              },
              {
                "from": "agent",
                "text": "One moment please."
              }
            ]
          },
          "database": [
            {
              "activity_id": 1342,
              "activity_type": 1,
              "activity_status": 5000,
              "activity_sub_status": 5100,
              "assigned_to": 1
            },
            {
              "activity_id": 1345,
              "activity_type": 1,
              "activity_status": 5000,
              "activity_sub_status": 5100,
              "assigned_to": 1
            },
            {
              "activity_id": 1347,
              "activity_type": 2000,
              "activity_status": 5000,
              "activity_sub_status": 5100,
              "assigned_to": 1
            }
          ],
          "ledger": [
            {
              "n": 1,
              "at_ms": 0,
              "from": "customer",
              "chat": 1347,
              "text": "Hello, my order has not arrived.",
              "fate": "delivered",
              "rule": "OK",
              "sender_knows": true
            },
            {
              "n": 2,
              "at_ms": 0,
              "from": "agent",
              "chat": 1347,
              "text": "Let me look that up for you.",
              "fate": "delivered",
              "rule": "OK",
              "sender_knows": true
            },
            {
              "n": 3,
              "at_ms": 0,
              "from": "customer",
              "chat": 1347,
              "text": "Thank you. The number is 58821.",
              "fate": "delivered",
              "rule": "OK",
              "sender_knows": true
            },
            {
              "n": 4,
              "at_ms": 0,
              "from": "agent",
              "chat": 1347,
              "text": "One moment please.",
              "fate": "delivered",
              "rule": "OK",
              "sender_knows": true
            },
            {
              "n": 5,
              "at_ms": 20000,
              "from": "agent",
              "chat": 1347,
              "text": "Are you still there?",
              "fate": "unsent",
              "rule": "AP6",
              "sender_knows": true
            }
          ],
          "misled": [
            {
              "who": "agent",
              "about": "chat-alive",
              "rule": "AP14"
            },
            {
              "who": "agent",
              "about": "connected",
              "rule": "AP14"
            }
          ]
        }"#]]
    .assert_eq(&serde_json::to_string_pretty(&snapshot).expect("JSON"));
}

#[test]
fn a_snapshot_comes_after_every_command_at_or_before_its_time() {
    let script = read("0:05 stop application\n0:05 agent logs out\n0:06 start all\n");
    let login = |secs: u64, millis: u64| {
        let json = serde_json::to_value(snapshot_at(&script, Millis(secs * 1000 + millis)).expect("one"));
        let json = json.expect("JSON");
        format!("{} {} {}", json["agent"]["login"], json["backends"]["application"], json["agent"]["tab"]["load"])
    };
    assert_eq!(login(4, 999), r#""in" "on" "loaded""#);
    assert_eq!(login(5, 0), r#""out" "off" null"#);
    assert_eq!(login(3600, 0), r#""out" "on" null"#);
    let refused = read("expect agent icon none\n0:10 start messaging\n");
    assert!(snapshot_at(&refused, Millis::from_secs(9)).is_ok(), "an expectation is no part of a snapshot");
    let error = snapshot_at(&refused, Millis::from_secs(10)).expect_err("refused");
    expect!["line 2: expected `start messaging` to be carried out, found a refusal: Messaging is already on"]
        .assert_eq(&error.to_string());
    let error = snapshot_at(&script, Millis(u64::MAX)).expect_err("past the end");
    expect!["a room's time ends at 24:00:00"].assert_eq(&error.to_string());
    let expected = read("0:10 start messaging\n expect refused\n");
    assert!(snapshot_at(&expected, Millis::from_secs(10)).is_ok());
}

#[test]
fn ms2_ms4_the_table_is_aligned_and_ends_with_the_words() {
    check(
        "
            stop messaging
            1:00 start messaging
        ",
        expect![[r#"
            0:00 agent    icon  triangle      MS2   documented     "Messages are not being exchanged" reconstructed
            1:00 agent    icon  green-circle  MS4   documented     "Connected" reconstructed
        "#]],
    );
}

#[test]
fn a_long_line_does_not_push_the_other_columns_away() {
    check(
        r#"
            agent says "First line\"s quote
second line, quite a bit longer than any column that a table should have"
            10:00 stop messaging
        "#,
        expect![[r#"
            0:00  agent    line     "First line\"s quote⏎second line, quite a bit longer than any column that a table should have"  OK    ordinary
            0:00  customer line     "First line\"s quote⏎second line, quite a bit longer than any column that a table should have"  OK    ordinary
            0:00  ledger   message  5 delivered     OK    ordinary       "First line\"s quote⏎second line, quite a bit longer than any column that a table should have" reconstructed
            1:30  agent    inbox    9001 open       OK    ordinary
            1:30  database row      9001 5000/5100  OK    ordinary
            3:00  agent    inbox    9002 open       OK    ordinary
            3:00  database row      9002 5000/5100  OK    ordinary
            4:30  agent    inbox    9003 open       OK    ordinary
            4:30  database row      9003 5000/5100  OK    ordinary
            6:00  agent    inbox    9004 open       OK    ordinary
            6:00  database row      9004 5000/5100  OK    ordinary
            7:30  agent    inbox    9005 open       OK    ordinary
            7:30  database row      9005 5000/5100  OK    ordinary
            9:00  agent    inbox    9006 open       OK    ordinary
            9:00  database row      9006 5000/5100  OK    ordinary
            10:00 agent    icon     triangle        MS2   documented     "Messages are not being exchanged" reconstructed
        "#]],
    );
}

#[test]
fn everything_of_the_format_is_read() {
    let script = read(concat!(
        "\u{feff}# A comment before everything.\r\n",
        "format 1 # the version\r\n",
        "title   A \"quoted # word\" in a title   # and a comment\r\n",
        "summary \"A summary in quotes: # \\\" \\\\\"\n",
        "setting few_minutes 1:00:00\nsetting\tnotice_after 0:01.500\n\n",
        "stop application services#glued comment\n",
        "  0:01 stop all\n start all\n stop messaging\n start messaging\n",
        "0:02.250 note \"n # \\\"n\\\" \\\\\" # end\n say \"s\"\n ask \"a\"\n",
        "1:00:00 agent says \"x\"\n agent opens tab customer\n agent opens tab case\n agent opens tab activity\n",
        " agent opens tab history\n agent opens tab notes\n agent opens inbox main\n agent opens inbox chat\n",
        " agent opens activity 1342\n agent replies \"r\"\n agent completes 1347\n agent dismisses\n",
        " agent logs out\n agent logs in\n customer says \"c\"\n customer dismisses\n customer starts \"s\"\n",
        " customer leaves\n1:00:01\n\n90:00   # the time alone\n",
    ));
    let mut shown = format!("{}\n{}\n{:?}\n", script.title, script.summary, script.settings);
    for line in &script.lines {
        let What::Command(command) = &line.what else { continue };
        let words = command_line(command).expect("a command of the format");
        let _ = writeln!(shown, "{:>2} {} {words} | {}", line.number, line.at, describe(command));
    }
    let _ = writeln!(shown, "until {}", script.until);
    expect![[r#"
        A "quoted # word" in a title
        A summary in quotes: # " \
        [(FewMinutes, Millis(3600000)), (NoticeAfter, Millis(1500))]
         8 0:00 stop application services | Application and Services are switched off
         9 0:01 stop all | Every backend that is still on is switched off
        10 0:01 start all | Every backend that is off is switched on
        11 0:01 stop messaging | Messaging is switched off
        12 0:01 start messaging | Messaging is switched on
        13 0:02.250 note "n # \"n\" \\" | The operator notes: "n # \"n\" \\"
        14 0:02.250 say "s" | The trainer says: "s"
        15 0:02.250 ask "a" | The trainer asks: "a"
        16 1:00:00 agent says "x" | The agent writes: "x"
        17 1:00:00 agent opens tab customer | The agent opens the tab Customer
        18 1:00:00 agent opens tab case | The agent opens the tab Case
        19 1:00:00 agent opens tab activity | The agent opens the tab Activity
        20 1:00:00 agent opens tab history | The agent opens the tab History
        21 1:00:00 agent opens tab notes | The agent opens the tab Notes
        22 1:00:00 agent opens inbox main | The agent opens the Main Inbox
        23 1:00:00 agent opens inbox chat | The agent opens the Chat Inbox
        24 1:00:00 agent opens activity 1342 | The agent opens activity 1342
        25 1:00:00 agent replies "r" | The agent answers the e-mail in view: "r"
        26 1:00:00 agent completes 1347 | The agent completes activity 1347
        27 1:00:00 agent dismisses | The agent closes the pop-up
        28 1:00:00 agent logs out | The agent logs out
        29 1:00:00 agent logs in | The agent logs in
        30 1:00:00 customer says "c" | The customer writes: "c"
        31 1:00:00 customer dismisses | The customer closes the notice
        32 1:00:00 customer starts "s" | The customer starts a chat about "s"
        33 1:00:00 customer leaves | The customer leaves the chat
        until 1:30:00
    "#]]
    .assert_eq(&shown);
}

#[test]
fn an_empty_script_is_a_healthy_room() {
    for empty in ["", "\n\n", "# nothing", "\u{feff}", "format 1", "   \r\n"] {
        let run = run(&read(empty));
        assert_eq!((run.log.len(), run.failures.len(), run.until), (1, 0, Millis::ZERO), "{empty:?}");
    }
}

#[test]
fn settings_are_in_force_and_stand_in_the_log_after_the_opening() {
    let run = run(&read("title T\nsummary S.\nsetting notice_after 0:02\n0:00 stop application\n0:03\n"));
    let facts: Vec<_> = run.log.iter().map(|event| (event.seq, event.at, event.wall_ms, event.fact.clone())).collect();
    let opened = Fact::RoomOpened { title: "T".into(), summary: "S.".into(), storyboard: None };
    let stopped = Fact::BackendsStopped(vec![Backend::Application].into());
    assert_eq!(
        facts,
        [
            (1, Millis::ZERO, 0, opened),
            (2, Millis::ZERO, 0, Fact::SettingChanged(Setting::NoticeAfter, Millis::from_secs(2))),
            (3, Millis::ZERO, 0, stopped),
        ]
    );
    expect![[r#"
        0:00 agent    desktop   dead   AP6   documented
        0:02 customer notice    ended  AP2   documented     "Messages sent after 0:00 were lost. Please start a new session." reconstructed
        0:02 customer can-type  false  AP2   documented
    "#]].assert_eq(&table(&run.effects()));
}

// What is no script.

#[test]
fn unknown_words_are_told_with_their_place_and_the_nearest_word() {
    check_errors(
        &[
            "stpo application",
            "0:05   stop aplication",
            "  titel Something",
            "setting few_minuets 3:00",
            "agent sais \"x\"",
            "agent opens tabs case",
            "agent opens tab cases",
            "agent opens inbox man",
            "agent logs of",
            "customer sys \"x\"",
            "expect agnt icon triangle",
            "expect nto agent icon triangle",
            "expect not not agent icon none",
            "expect backends aplication off",
            "expect backends application of",
            "expect agent icom triangle",
            "expect agent icon Triangle",
            "expect agent login none",
            "expect agent desktop tired-out",
            "expect agent title-flashing yes",
            "expect agent popup session",
            "expect agent tab case load",
            "expect agent tab cases loaded",
            "expect agent reply grayed",
            "expect agent inbox 1347 activ",
            "expect agent misled alive",
            "expect agent desktop out",
            "expect agent misled chat-alive AP41",
            "expect customer pages chat",
            "expect customer page from",
            "expect customer notice over",
            "expect customer can-type none",
            "expect database rows 1347 5000/5100",
            "expect database row 1347 5000/5200",
            "expect ledger massage 5 lost",
            "expect ledger message 5 lots",
            "ünbekannt",
            "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
        ],
        expect![[r#"
            stpo application
                1:1: unknown word `stpo`; did you mean `stop`? (one of: stop, start, note, public-note, say, ask, answer, wrong, hint, agent, customer, expect, title, summary, setting)
            0:05   stop aplication
                1:13: unknown backend `aplication`; did you mean `application`? (one of: application, services, messaging, all)
              titel Something
                1:3: unknown word `titel`; did you mean `title`? (one of: stop, start, note, public-note, say, ask, answer, wrong, hint, agent, customer, expect, title, summary, setting)
            setting few_minuets 3:00
                1:9: unknown setting `few_minuets`; did you mean `few_minutes`? (one of: few_minutes, notice_after, tab_timeout, flash_after, square_after, mail_every)
            agent sais \"x\"
                1:7: unknown action of the agent `sais`; did you mean `says`? (one of: says, opens, replies, completes, dismisses, logs)
            agent opens tabs case
                1:13: unknown part of the console `tabs`; did you mean `tab`? (one of: tab, inbox, activity)
            agent opens tab cases
                1:17: unknown tab `cases`; did you mean `case`? (one of: customer, case, activity, history, notes)
            agent opens inbox man
                1:19: unknown inbox `man`; did you mean `main`? (one of: main, chat)
            agent logs of
                1:12: unknown direction `of`; did you mean `out`? (one of: in, out)
            customer sys \"x\"
                1:10: unknown action of the customer `sys`; did you mean `says`? (one of: says, dismisses, starts, leaves)
            expect agnt icon triangle
                1:8: unknown pane `agnt`; did you mean `agent`? (one of: backends, agent, customer, database, ledger, refused, not)
            expect nto agent icon triangle
                1:8: unknown pane `nto`; did you mean `not`? (one of: backends, agent, customer, database, ledger, refused, not)
            expect not not agent icon none
                1:12: unknown pane `not`; did you mean `agent`? (one of: backends, agent, customer, database, ledger, refused)
            expect backends aplication off
                1:17: unknown backend `aplication`; did you mean `application`? (one of: application, services, messaging)
            expect backends application of
                1:29: unknown value of a backend `of`; did you mean `off`? (one of: on, off)
            expect agent icom triangle
                1:14: unknown thing on the agent's pane `icom`; did you mean `icon`? (one of: login, desktop, icon, title-flashing, popup, reply, tab, open, inbox, line, misled)
            expect agent icon Triangle
                1:19: unknown value of agent icon `Triangle`; did you mean `triangle`? (one of: none, green-circle, triangle, red-square)
            expect agent login none
                1:20: unknown value of agent login `none`; did you mean `in`? (one of: in, out, unreachable)
            expect agent desktop tired-out
                1:22: unknown value of agent desktop `tired-out`; did you mean `timed-out`? (one of: none, sound, impaired, dead, timed-out)
            expect agent title-flashing yes
                1:29: unknown value of agent title-flashing `yes`; did you mean `false`? (one of: true, false)
            expect agent popup session
                1:20: unknown value of agent popup `session`; did you mean `session-in-progress`? (one of: none, delay, no-longer, crash, log-in-again, session-in-progress)
            expect agent tab case load
                1:23: unknown value of agent tab `load`; did you mean `loaded`? (one of: loaded, loading, failed)
            expect agent tab cases loaded
                1:18: unknown tab `cases`; did you mean `case`? (one of: customer, case, activity, history, notes)
            expect agent reply grayed
                1:20: unknown value of agent reply `grayed`; did you mean `greyed`? (one of: none, enabled, greyed)
            expect agent inbox 1347 activ
                1:25: unknown value of agent inbox `activ`; did you mean `active`? (one of: none, active, ended, open)
            expect agent misled alive
                1:21: unknown question `alive`; did you mean `chat-alive`? (one of: chat-alive, connected, received, none)
            expect agent desktop out
                1:22: unknown value of agent desktop `out`; did you mean `timed-out`? (one of: none, sound, impaired, dead, timed-out)
            expect agent misled chat-alive AP41
                1:32: unknown rule `AP41`; did you mean `AP4`? (one of: OK, AP1, AP2, AP3, AP4, AP5, AP6, AP7, AP8, AP9, AP10, AP11, AP12, AP13, AP14, AP15, AP16, SV1, SV2, SV3, SV4, SV5, SV6, SV7, SV8, SV9, MS1, MS2, MS3, MS4, MS5, MS6, MS7, MS8, MA1, MA2, MA3, AL1, AL2, AL3, AL4, AL5, AL6, CO1, CO2, CO3, FP10, FP13)
            expect customer pages chat
                1:17: unknown thing on the customer's pane `pages`; did you mean `page`? (one of: page, notice, can-type, line, misled)
            expect customer page from
                1:22: unknown value of customer page `from`; did you mean `form`? (one of: chat, waiting, ended, form)
            expect customer notice over
                1:24: unknown value of customer notice `over`; did you mean `none`? (one of: none, ended, start-another, connection-issues, session-lost, unreachable)
            expect customer can-type none
                1:26: unknown value of customer can-type `none`; did you mean `true`? (one of: true, false)
            expect database rows 1347 5000/5100
                1:17: unknown thing in the database `rows`; did you mean `row`? (one of: row)
            expect database row 1347 5000/5200
                1:26: unknown value of a row `5000/5200`; did you mean `5000/5100`? (one of: 4000/4100, 5000/5100, 9000/9100, none)
            expect ledger massage 5 lost
                1:15: unknown thing in the ledger `massage`; did you mean `message`? (one of: message)
            expect ledger message 5 lots
                1:25: unknown fate of a message `lots`; did you mean `lost`? (one of: delivered, lost, unsent, none)
            ünbekannt
                1:1: unknown word `ünbekannt`; did you mean `agent`? (one of: stop, start, note, public-note, say, ask, answer, wrong, hint, agent, customer, expect, title, summary, setting)
            aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa
                1:1: unknown word `aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa…`; did you mean `say`? (one of: stop, start, note, public-note, say, ask, answer, wrong, hint, agent, customer, expect, title, summary, setting)
        "#]],
    );
}

#[test]
fn what_is_missing_or_too_much_is_told_with_its_place() {
    check_errors(
        &[
            "stop",
            "stop # all",
            "stop all application",
            "stop application all",
            "start messaging messaging",
            "stop application \"x\"",
            "note",
            "note words",
            "note \"a\" b",
            "note \"a\" \"b\"",
            "agent",
            "agent opens",
            "agent opens tab",
            "agent opens activity",
            "agent opens activity 1347 1348",
            "agent opens activity first",
            "agent opens activity 01347",
            "agent opens activity 99999999999",
            "agent opens activity -1",
            "agent completes \"1347\"",
            "agent dismisses it",
            "agent logs",
            "customer leaves now",
            "expect",
            "expect not",
            "expect agent",
            "expect agent icon",
            "expect agent icon triangle MS2",
            "expect agent tab case",
            "expect agent inbox",
            "expect agent inbox 1347 active again",
            "expect agent line",
            "expect agent line one",
            "expect agent misled none AP14",
            "expect database row 1347",
            "expect ledger message 0 lost",
            "stop messaging\nexpect refused now",
            "expect refused",
            "say \"not a command that can be refused?\"\nexpect not refuse",
            "\"stop\"",
        ],
        expect![[r#"
            stop
                1:5: the line ends too early; expected here: backend (one of: application, services, messaging, all)
            stop # all
                1:6: the line ends too early; expected here: backend (one of: application, services, messaging, all)
            stop all application
                1:10: `application` is in this command already
            stop application all
                1:18: `all` is in this command already
            start messaging messaging
                1:17: `messaging` is in this command already
            stop application \"x\"
                1:18: expected here: backend, not a text in quotes
            note
                1:5: the line ends too early; expected here: a text in double quotes
            note words
                1:6: expected here: a text in double quotes, not `words`
            note \"a\" b
                1:10: nothing more is expected on this line, but there is `b`
            note \"a\" \"b\"
                1:10: nothing more is expected on this line, but there is a text in quotes
            agent
                1:6: the line ends too early; expected here: action of the agent (one of: says, opens, replies, completes, dismisses, logs)
            agent opens
                1:12: the line ends too early; expected here: part of the console (one of: tab, inbox, activity)
            agent opens tab
                1:16: the line ends too early; expected here: tab (one of: customer, case, activity, history, notes)
            agent opens activity
                1:21: the line ends too early; expected here: the number of an activity
            agent opens activity 1347 1348
                1:27: nothing more is expected on this line, but there is `1348`
            agent opens activity first
                1:22: `first` is not the number of an activity, such as 1347
            agent opens activity 01347
                1:22: `01347` is not the number of an activity, such as 1347
            agent opens activity 99999999999
                1:22: `99999999999` is not the number of an activity, such as 1347
            agent opens activity -1
                1:22: `-1` is not the number of an activity, such as 1347
            agent completes \"1347\"
                1:17: expected here: the number of an activity, not a text in quotes
            agent dismisses it
                1:17: nothing more is expected on this line, but there is `it`
            agent logs
                1:11: the line ends too early; expected here: direction (one of: in, out)
            customer leaves now
                1:17: nothing more is expected on this line, but there is `now`
            expect
                1:7: the line ends too early; expected here: pane (one of: backends, agent, customer, database, ledger, refused)
            expect not
                1:11: the line ends too early; expected here: pane (one of: backends, agent, customer, database, ledger, refused)
            expect agent
                1:13: the line ends too early; expected here: thing on the agent's pane (one of: login, desktop, icon, title-flashing, popup, reply, tab, open, inbox, line, misled)
            expect agent icon
                1:18: the line ends too early; expected here: value of agent icon (one of: none, green-circle, triangle, red-square)
            expect agent icon triangle MS2
                1:28: nothing more is expected on this line, but there is `MS2`
            expect agent tab case
                1:22: the line ends too early; expected here: value of agent tab (one of: loaded, loading, failed)
            expect agent inbox
                1:19: the line ends too early; expected here: the number of an activity
            expect agent inbox 1347 active again
                1:32: nothing more is expected on this line, but there is `again`
            expect agent line
                1:18: the line ends too early; expected here: a line in double quotes, or none
            expect agent line one
                1:19: expected here: a line in double quotes, or none, not `one`
            expect agent misled none AP14
                1:26: nothing more is expected on this line, but there is `AP14`
            expect database row 1347
                1:25: the line ends too early; expected here: value of a row (one of: 4000/4100, 5000/5100, 9000/9100, none)
            expect ledger message 0 lost
                1:23: `0` is not the number of a message, such as 5
            stop messaging\nexpect refused now
                2:16: nothing more is expected on this line, but there is `now`
            expect refused
                1:1: there is no command above that could have been refused
            say \"not a command that can be refused?\"\nexpect not refuse
                2:12: unknown pane `refuse`; did you mean `refused`? (one of: backends, agent, customer, database, ledger, refused)
            \"stop\"
                1:1: expected here: a command, not a text in quotes
        "#]],
    );
}

#[test]
fn texts_are_told_with_the_place_of_their_quote() {
    let long = format!("note \"{}\"", "x".repeat(2_001));
    let long_subject = format!("customer starts \"{}\"", "x".repeat(121));
    let long_title = format!("title {}", "x".repeat(121));
    check_errors(
        &[
            "note \"\"",
            "note \"  \"",
            "0:05 agent says \"hello",
            "agent says \"hello\nagent says \"goodbye\"",
            "agent says \"hello\"there\"",
            "agent says \"a\\nb\"",
            "agent says \"a\\",
            "agent says \"a\u{7}b\"",
            "agent says 'hello'",
            "title \"\"",
            "title \"open",
            "title 24\" screen",
            "title A\u{0}b",
            "expect agent line \"\"",
        ],
        expect![[r#"
            note \"\"
                1:6: there is nothing in this text
            note \"  \"
                1:6: there is nothing in this text
            0:05 agent says \"hello
                1:17: this text is opened here and never closed
            agent says \"hello\nagent says \"goodbye\"
                1:12: this text is closed on line 2, and something else stands right behind it; is a quote missing or too many?
            agent says \"hello\"there\"
                1:12: this text is closed on line 1, and something else stands right behind it; is a quote missing or too many?
            agent says \"a\\nb\"
                1:14: `\n` is no escape; a text knows `\"` and `\\`
            agent says \"a\\
                1:12: this text is opened here and never closed
            agent says \"a\u{7}b\"
                1:12: this text has characters that cannot be shown
            agent says \'hello\'
                1:12: expected here: a text in double quotes, not `'hello'`
            title \"\"
                1:7: there is nothing in this text
            title \"open
                1:7: this text is opened here and never closed
            title 24\" screen
                1:9: this text is opened here and never closed
            title A\0b
                1:7: this text has characters that cannot be shown
            expect agent line \"\"
                1:19: there is nothing in this text
        "#]],
    );
    for (script, told) in [
        (long, "1:6: this text has 2001 characters; 2000 are allowed"),
        (long_subject, "1:17: this text has 121 characters; 120 are allowed"),
        (long_title, "1:7: this text has 121 characters; 120 are allowed"),
        (" ".repeat(1_000_001), "1:1: this script has 1000001 bytes; 1000000 are allowed"),
    ] {
        assert_eq!(parse(&script).expect_err("too long").to_string(), told);
    }
}

#[test]
fn times_and_headers_are_told_with_their_place() {
    check_errors(
        &[
            "5 stop all",
            "0:5 stop all",
            "0:60 stop all",
            "0:05.5 stop all",
            "25:00:00 stop all",
            "1:00 stop all\n0:59.999 start all",
            "1:00\n0:59",
            "0:05 0:06 stop all",
            "format 2",
            "format",
            "format 1 2",
            "title A\nformat 1",
            "format 1\nformat 1",
            "stop all\nformat 1",
            "title",
            "title # nothing",
            "title A\ntitle B",
            "summary A\n summary B",
            "setting few_minutes 1:00\nsetting few_minutes 2:00",
            "setting few_minutes 0:00",
            "setting few_minutes 0:00.999",
            "setting few_minutes 24:00:01",
            "setting mail_every 0:09.999",
            "setting few_minutes 3",
            "setting few_minutes",
            "setting few_minutes 3:00 please",
            "stop all\nsetting few_minutes 3:00",
            "expect agent login in\nsummary Late",
            "0:00 title A",
            "0:00 format 1",
        ],
        expect![[r#"
            5 stop all
                1:1: a time is written m:ss, h:mm:ss or m:ss.mmm
            0:5 stop all
                1:1: a time is written m:ss, h:mm:ss or m:ss.mmm
            0:60 stop all
                1:1: a time is written m:ss, h:mm:ss or m:ss.mmm
            0:05.5 stop all
                1:1: a time is written m:ss, h:mm:ss or m:ss.mmm
            25:00:00 stop all
                1:1: a room's time ends at 24:00:00
            1:00 stop all\n0:59.999 start all
                2:1: time never goes back: the line above is at 1:00
            1:00\n0:59
                2:1: time never goes back: the line above is at 1:00
            0:05 0:06 stop all
                1:6: unknown word `0:06`; did you mean `stop`? (one of: stop, start, note, public-note, say, ask, answer, wrong, hint, agent, customer, expect, title, summary, setting)
            format 2
                1:8: this script is written in format 2, and format 1 is the one that can be read here
            format
                1:7: the line ends too early; expected here: the format's version (one of: 1)
            format 1 2
                1:10: nothing more is expected on this line, but there is `2`
            title A\nformat 1
                2:1: the format stands on the first line
            format 1\nformat 1
                2:1: the format stands on the first line
            stop all\nformat 1
                2:1: the format stands on the first line
            title
                1:6: the line ends too early; expected here: the title
            title # nothing
                1:7: the line ends too early; expected here: the title
            title A\ntitle B
                2:1: `title` stands here for the second time
            summary A\n summary B
                2:2: `summary` stands here for the second time
            setting few_minutes 1:00\nsetting few_minutes 2:00
                2:9: `few_minutes` stands here for the second time
            setting few_minutes 0:00
                1:21: the setting few_minutes lies between 0:01 and 24:00:00
            setting few_minutes 0:00.999
                1:21: the setting few_minutes lies between 0:01 and 24:00:00
            setting few_minutes 24:00:01
                1:21: a room's time ends at 24:00:00
            setting mail_every 0:09.999
                1:20: the setting mail_every lies between 0:10 and 24:00:00
            setting few_minutes 3
                1:21: a time is written m:ss, h:mm:ss or m:ss.mmm
            setting few_minutes
                1:20: the line ends too early; expected here: a duration m:ss
            setting few_minutes 3:00 please
                1:26: nothing more is expected on this line, but there is `please`
            stop all\nsetting few_minutes 3:00
                2:1: `setting` comes before the first command
            expect agent login in\nsummary Late
                2:1: `summary` comes before the first command
            0:00 title A
                1:6: `title` takes no time: it holds from the opening of the room
            0:00 format 1
                1:6: the format stands on the first line
        "#]],
    );
}

// What an `expect` looks at.

/// After this every kind of thing has a value that is worth a look.
const BUSY: &str = r#"
0:00 agent says "To the customer."
     stop messaging
     customer says "To nobody."
0:10 stop application
     agent opens inbox main
0:20
"#;

#[test]
fn each_kind_of_expect_can_come_true() {
    let script = BUSY.to_owned()
        + r#"
        expect backends application off
        expect backends services on
        expect not backends messaging on
        expect agent login in
        expect agent desktop dead
        expect agent icon triangle
        expect not agent icon none
        expect agent title-flashing false
        expect agent popup crash
        expect agent tab customer loaded
        expect not agent tab none
        expect agent open 1347
        expect not agent open none
        expect agent reply enabled
        expect agent inbox 1347 active
        expect agent inbox 1342 open
        expect agent inbox 1342
        expect agent inbox 1348 none
        expect not agent inbox 1348
        expect agent line "To the customer."
        expect not agent line "To nobody."
        expect not agent line none
        expect agent misled chat-alive
        expect agent misled chat-alive AP14
        expect not agent misled chat-alive AP9
        expect not agent misled none
        expect not agent misled received
        expect customer page chat
        expect customer notice ended
        expect customer can-type false
        expect customer line "To nobody."
        expect customer misled received MS5
        expect database row 1347 5000/5100
        expect database row 1348 none
        expect ledger message 5 delivered
        expect ledger message 6 lost
        expect ledger message 7 none
        agent logs out
        expect agent login out
        expect agent desktop none
        expect agent icon none
        expect agent popup none
        expect agent tab none
        expect agent open none
        expect agent reply none
        expect agent line none
        expect agent misled none
        agent logs in
        expect agent login unreachable
        expect not refused
        customer leaves
        expect customer page form
        expect customer notice none
        expect customer line none
        expect customer misled none
        "#;
    check_failures(&script, expect![""]);
}

#[test]
fn each_kind_of_expect_can_fail_and_says_what_was_found() {
    let script = BUSY.to_owned()
        + r#"
        expect backends application on
        expect agent login out
        expect agent desktop sound
        expect agent icon green-circle
        expect agent title-flashing true
        expect agent popup none
        expect agent tab case loading
        expect agent open none
        expect agent reply none
        expect agent inbox 1347 ended
        expect agent inbox 1348
        expect not agent inbox 1347
        expect agent line "Never \"said\"."
        expect agent line none
        expect not agent line "To the customer."
        expect agent misled none
        expect agent misled received
        expect agent misled connected AP14
        expect not agent misled chat-alive
        expect customer page form
        expect not customer notice ended
        expect customer can-type true
        expect customer line none
        expect customer misled none
        expect database row 1347 9000/9100
        expect database row 9001 5000/5100
        expect ledger message 6 unsent
        expect ledger message 7 lost
        expect not refused
        "#;
    check_failures(
        &script,
        expect![[r#"
            9: expected backends application on, found off
            10: expected agent login out, found in
            11: expected agent desktop sound, found dead
            12: expected agent icon green-circle, found triangle
            13: expected agent title-flashing true, found false
            14: expected agent popup none, found crash
            15: expected agent tab case loading, found customer loaded
            16: expected agent open none, found 1347
            17: expected agent reply none, found enabled
            18: expected agent inbox 1347 ended, found 1347 active
            19: expected agent inbox 1348, found 1348 none
            20: expected not agent inbox 1347, found 1347 active
            21: expected agent line "Never \"said\".", found "To the customer." as the last line, by the agent
            22: expected agent line none, found "To the customer." as the last line, by the agent
            23: expected not agent line "To the customer.", found "To the customer."
            24: expected agent misled none, found chat-alive AP14
            25: expected agent misled received, found chat-alive AP14
            26: expected agent misled connected AP14, found chat-alive AP14
            27: expected not agent misled chat-alive, found chat-alive AP14
            28: expected customer page form, found chat
            29: expected not customer notice ended, found ended
            30: expected customer can-type true, found false
            31: expected customer line none, found "To nobody." as the last line, by the customer
            32: expected customer misled none, found received MS5
            33: expected database row 1347 9000/9100, found 1347 5000/5100
            34: expected database row 9001 5000/5100, found 9001 none
            35: expected ledger message 6 unsent, found 6 lost
            36: expected ledger message 7 lost, found 7 none
        "#]],
    );
}

#[test]
fn refusals_are_failures_unless_they_are_expected() {
    check_failures(
        r"
            stop application
            stop application
            expect agent icon green-circle
            start messaging
            expect agent icon green-circle
            expect refused
            stop messaging
            expect refused
            start all
            expect not refused
            start all
            expect not refused
            agent opens activity 4711
            start all
        ",
        expect![[r#"
            3: expected `stop application` to be carried out, found a refusal: Application is already off
            9: expected refused, found carried out
            12: expected `start all` to be carried out, found a refusal: every backend is already on
            13: expected not refused, found refused
            14: expected `agent opens activity 4711` to be carried out, found a refusal: activity 4711 is not in the agent's inbox
            15: expected `start all` to be carried out, found a refusal: every backend is already on
        "#]],
    );
}

#[test]
fn an_expect_looks_at_its_moment_after_the_commands_before_it() {
    check_failures(
        r"
            expect agent icon green-circle
            0:00 stop application
            expect customer notice none
            0:04.999 expect customer notice none
            0:05 expect customer notice ended
            start application
            expect customer notice start-another
            customer leaves
            expect customer notice none
            0:20 expect customer page form
        ",
        expect![""],
    );
}

// The talk track.

#[test]
fn steps_begin_with_commands_or_with_a_later_talk() {
    let script = read(
        r#"
            say "Before anything."
            0:00 stop application
            say "Said."
            say "Look: there."
            ask "Asked?"
            expect agent icon green-circle
            start application
            stop messaging
            note "A note."
            ask "Twice?"
            0:05 say "Look: it comes by itself."
            0:30 agent logs out
            agent logs in
            0:40 agent dismisses
            1:00
        "#,
    );
    let mut shown = String::new();
    for step in script.steps() {
        let (at, what) = (step.at, step.describe().join("; "));
        let _ = writeln!(shown, "{at} {what}\n    say {:?} ask {:?} look {:?}", step.say, step.ask, step.look);
    }
    expect![[r#"
        0:00 The room is open, and everything is on
            say ["Before anything."] ask [] look []
        0:00 Application is switched off
            say ["Said."] ask ["Asked?"] look [Look { place: None, text: "there." }]
        0:00 Application is switched on; Messaging is switched off; The operator notes: "A note."
            say [] ask ["Twice?"] look []
        0:05 Wait until 0:05
            say [] ask [] look [Look { place: None, text: "it comes by itself." }]
        0:30 The agent logs out; The agent logs in
            say [] ask [] look []
        0:40 The agent closes the pop-up
            say [] ask [] look []
    "#]]
    .assert_eq(&shown);
}

#[test]
fn every_command_has_plain_words() {
    let commands = [
        Command::ChangeSetting(Setting::FewMinutes, Millis::from_mins(2)),
        Command::StopBackends(vec![Backend::Messaging, Backend::Application]),
        Command::StartBackends(Backend::ALL.to_vec()),
        Command::ResumeClock,
        Command::PauseClock,
        Command::ChangeSpeed(Speed::Half),
        Command::Skip(Millis::from_mins(1)),
        Command::SkipToNextChange,
    ];
    let words: Vec<String> = commands.iter().map(describe).collect();
    expect![[r#"
        few minutes is set to 2:00
        Application and Messaging are switched off
        All three backends are switched on
        The clock runs
        The clock is held
        The clock runs at ½×
        Time moves on by 1:00
        Time moves on to the next change"#]]
    .assert_eq(&words.join("\n"));
}

// Exported rooms.

#[test]
fn a_log_is_printed_as_a_script() {
    let facts = [
        (0, Fact::RoomOpened { title: "One # two".into(), summary: "Plain, it's fine.".into(), storyboard: None }),
        (0, Fact::SettingChanged(Setting::MailEvery, Millis::from_mins(2))),
        (0, Fact::SettingChanged(Setting::FewMinutes, Millis::from_mins(4))),
        (0, Fact::SettingChanged(Setting::MailEvery, Millis::from_secs(90))),
        (0, Fact::ClockResumed),
        (0, Fact::BackendsStopped(vec![Backend::Messaging, Backend::Application].into())),
        (5_000, Fact::TimeMarked),
        (5_250, Fact::AgentOpenedTab(TabName::Case)),
        (5_250, Fact::NoteAdded("A \"note\" with \\ and a\nsecond line".into())),
        (3_600_000, Fact::ClockSkipped(Millis(3_600_000))),
        (3_600_000, Fact::ClockPaused(PausedBy::Operator)),
        (3_600_001, Fact::BackendsStarted(vec![Backend::Application].into())),
        (3_700_000, Fact::ClockSkipped(Millis(3_700_000))),
    ];
    let log: Vec<Event> =
        facts.into_iter().zip(1..).map(|((at, fact), seq)| Event::new(seq, Millis(at), 0, fact)).collect();
    expect![[r#"
        title "One # two"
        summary Plain, it's fine.
        setting few_minutes 4:00

        0:00    stop application messaging
        0:05.250 agent opens tab case
                note "A \"note\" with \\ and a
        second line"
        1:00:00.001 start application
        1:01:40
    "#]]
    .assert_eq(&print(&log));
    assert_eq!(run(&read(&print(&log))).until, Millis(3_700_000));
}

/// One step of a room: wait, then try a command.
type Move = (u16, Command);

fn any_text() -> impl Strategy<Value = String> {
    prop_oneof![
        "[a-z\"\\\\# \n\t]{1,12}x",
        Just("expect refused".to_owned()),
        "[^\\p{C}]{1,8}".prop_filter("blank", |text| !text.trim().is_empty()),
    ]
}

fn any_backends() -> impl Strategy<Value = Vec<Backend>> {
    proptest::sample::subsequence(Backend::ALL.to_vec(), 1..=3)
}

fn any_command() -> impl Strategy<Value = Command> {
    let id = prop_oneof![1342..1350_u32, 9001..9004_u32].prop_map(drill::ActivityId);
    let clock = prop_oneof![
        Just(Command::ResumeClock),
        Just(Command::PauseClock),
        Just(Command::ChangeSpeed(Speed::Four)),
        (1..200_000_u64).prop_map(|by| Command::Skip(Millis(by))),
        Just(Command::SkipToNextChange),
    ];
    let setting = (0..Setting::ALL.len(), 1_000..100_000_u64);
    prop_oneof![
        4 => any_backends().prop_map(Command::StopBackends),
        4 => any_backends().prop_map(Command::StartBackends),
        1 => Just(Command::StopAll),
        2 => Just(Command::StartAll),
        3 => clock,
        1 => setting.prop_map(|(index, to)| Command::ChangeSetting(Setting::ALL[index], Millis(to))),
        1 => any_text().prop_map(Command::AddNote),
        1 => any_text().prop_map(Command::AddPublicNote),
        1 => any_text().prop_map(Command::Say),
        1 => any_text().prop_map(Command::Ask),
        4 => any_text().prop_map(Command::AgentSay),
        2 => proptest::sample::select(TabName::ALL.to_vec()).prop_map(Command::AgentOpenTab),
        1 => proptest::sample::select(Inbox::ALL.to_vec()).prop_map(Command::AgentOpenInbox),
        2 => id.clone().prop_map(Command::AgentOpenActivity),
        1 => any_text().prop_map(Command::AgentReply),
        3 => id.prop_map(Command::AgentComplete),
        1 => Just(Command::AgentDismiss),
        2 => Just(Command::AgentLogOut),
        3 => Just(Command::AgentLogIn),
        4 => any_text().prop_map(Command::CustomerSay),
        1 => Just(Command::CustomerDismiss),
        3 => any_text().prop_map(Command::CustomerStart),
        1 => Just(Command::CustomerLeave),
    ]
}

fn any_moves() -> impl Strategy<Value = Vec<Move>> {
    let wait = prop_oneof![3 => Just(0), 3 => 1..6_000_u16, 1 => 6_000..u16::MAX];
    proptest::collection::vec((wait, any_command()), 0..60)
}

/// The log of a room in which these moves were tried; a time mark is logged now and then.
fn log_of(title: String, moves: &[Move]) -> Vec<Event> {
    let mut state = State::new();
    let mut log = Vec::new();
    let mut add = |state: &mut State, now: Millis, fact: Fact| {
        let event = Event::new(log.len() as u64 + 1, now, 77, fact);
        apply(state, &event);
        log.push(event);
    };
    add(&mut state, Millis::ZERO, Fact::RoomOpened { title, summary: String::new(), storyboard: None });
    for (wait, command) in moves {
        // Settings are changed at 0:00: room time moves only once the clock has been started.
        let wait = if matches!(command, Command::ChangeSetting(..)) { 0 } else { *wait };
        let now = state.at + Millis(u64::from(wait));
        match decide(&state, now, command) {
            Ok(facts) => facts.into_iter().for_each(|fact| add(&mut state, now, fact)),
            Err(_) if wait > 0 => add(&mut state, now, Fact::TimeMarked),
            Err(_) => (),
        }
    }
    log
}

/// What is to be the same of the effects of two logs: all but the numbers of events.
fn without_numbers(log: &[Event], until: Millis) -> Vec<serde_json::Value> {
    let line = |effect| {
        let mut line = serde_json::to_value(EffectLine::from(effect)).expect("JSON");
        line.as_object_mut().expect("an object").remove("cause");
        line
    };
    effects(log, until).into_iter().map(line).collect()
}

fn mutated(script: &str, at: usize, cut: usize, with: &str) -> String {
    let bounds: Vec<usize> = script.char_indices().map(|(index, _)| index).chain([script.len()]).collect();
    let from = at % bounds.len();
    let to = (from + cut).min(bounds.len() - 1);
    format!("{}{with}{}", &script[..bounds[from]], &script[bounds[to]..])
}

/// Nothing here may panic; what reads as a script also runs, steps and prints.
fn survives(text: &str) {
    if let Ok(script) = parse(text) {
        let run = run(&script);
        let _ = (table(&run.effects()), script.steps(), snapshot_at(&script, script.until));
        let printed = print(&run.log);
        let end = run.log.last().map(|event| event.at).unwrap_or_default();
        assert_eq!(parse(&printed).map(|script| script.until), Ok(end), "{printed}");
    }
}

/// A new seed for every test of every run, printed so that a failure can be had again.
fn config() -> ProptestConfig {
    let config = ProptestConfig { cases: 512, failure_persistence: None, ..ProptestConfig::default() };
    let seed = match config.rng_seed {
        RngSeed::Fixed(seed) => seed,
        RngSeed::Random => RandomState::new().hash_one(0),
    };
    println!("PROPTEST_RNG_SEED={seed} draws the same again");
    ProptestConfig { rng_seed: RngSeed::Fixed(seed), ..config }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn no_text_whatever_makes_it_panic(text in any::<String>(), lines in "([a-z0-9:\" #\\\\\n]{0,40}\n){0,6}") {
        survives(&text);
        survives(&lines);
    }

    #[test]
    fn no_mutation_of_a_script_makes_it_panic(
        which in 0..9_usize,
        edits in proptest::collection::vec((any::<usize>(), 0..12_usize, "[a-z0-9:\"\\\\# \n]{0,6}|[^a]{0,2}"), 1..4),
    ) {
        let mut text = match drill::scenarios::all().get(which) {
            Some(scenario) => scenario.text.to_owned(),
            None => EXAMPLE.to_owned(),
        };
        for (at, cut, with) in edits {
            text = mutated(&text, at, cut, &with);
        }
        survives(&text);
    }

    #[test]
    fn a_printed_log_comes_to_the_same_screens_at_the_same_times(title in "|[a-z\"# \\\\]{0,9}", moves in any_moves()) {
        let log = log_of(title.clone(), &moves);
        let printed = print(&log);
        let script = match parse(&printed) {
            Ok(script) => script,
            Err(error) => return Err(TestCaseError::fail(format!("{error}\n{printed}"))),
        };
        let run = run(&script);
        prop_assert_eq!(&run.failures, &[], "{}", printed);
        let until = log.last().map(|event| event.at).unwrap_or_default();
        prop_assert_eq!(script.until, until, "{}", printed);
        prop_assert_eq!(&script.title, if title.trim().is_empty() { "" } else { &title }, "{}", printed);
        let mut state = State::new();
        for (index, event) in log.iter().enumerate() {
            apply(&mut state, event);
            if log.get(index + 1).is_none_or(|next| next.at > event.at) {
                let expected = snapshot(&state, event.at);
                prop_assert_eq!(snapshot_at(&script, event.at), Ok(expected), "at {} of\n{}", event.at, printed);
            }
        }
        prop_assert_eq!(without_numbers(&run.log, until), without_numbers(&log, until), "{}", printed);
    }
}
