//! Application: AP1 to AP16.

use drill::{Pane, Rule, Setting, Thing};
use expect_test::expect;

use crate::{check, effects_from, played, print, state_after};

#[test]
fn ap1_the_session_is_lost_at_the_instant_of_the_stop() {
    check(
        r#"
        0:09.999 customer says "Just in time."
        0:10 stop application
        customer says "At the same instant, and too late."
        expect ledger message 5 delivered
        expect ledger message 6 lost
        expect not agent line "At the same instant, and too late."
        "#,
        expect![[r#"
            0:09.999 agent    OK   ordinary   line Just in time.
            0:09.999 customer OK   ordinary   line Just in time.
            0:09.999 ledger   OK   ordinary   message 5 delivered
            0:10     agent    AP6  documented desktop dead
            0:10     customer AP2  documented notice ended, can-type false, line At the same instant, and too late.
            0:10     ledger   AP2  documented message 6 lost
        "#]],
    );
}

#[test]
fn ap1_nothing_brings_the_session_back() {
    check(
        r#"
        0:10 stop application
        0:10.001 start application
        agent logs out
        agent logs in
        agent says "Are you there?"
        expect ledger message 5 lost
        expect not customer line "Are you there?"
        expect customer can-type false
        "#,
        expect![[r#"
            0:10     agent    AP6  documented desktop dead
            0:10.001 customer AP3  documented notice start-another, can-type false
            0:10.001 agent    OK   ordinary   login out, desktop none, icon none, tab none, open none, reply none, inbox 1342 none, inbox 1345 none, inbox 1347 none, login in, desktop sound
            0:10.001 agent    AP14 inferred   icon green-circle
            0:10.001 agent    AP8  documented popup session-in-progress
            0:10.001 agent    OK   ordinary   tab customer loaded, open 1347, reply enabled, inbox 1342 open, inbox 1345 open
            0:10.001 agent    AP9  documented inbox 1347 active, line none
            0:10.001 agent    FP13 inferred   popup none
            0:10.001 agent    AP12 inferred   line Are you there?
            0:10.001 ledger   AP12 inferred   message 5 lost
        "#]],
    );
}

#[test]
fn ap2_the_customer_is_told_after_five_seconds() {
    check(
        "
        0:10 stop application
        0:14.999 expect customer notice none
        expect customer can-type true
        0:15 expect customer notice ended
        expect customer can-type false
        expect customer page chat
        ",
        expect![[r#"
            0:10     agent    AP6  documented desktop dead
            0:15     customer AP2  documented notice ended, can-type false
        "#]],
    );
}

#[test]
fn ap2_the_customer_is_told_at_the_first_message() {
    check(
        r#"
        0:10 stop application
        0:12 customer says "Hello?"
        expect customer notice ended
        expect customer can-type false
        expect customer line "Hello?"
        0:20
        "#,
        expect![[r#"
            0:10     agent    AP6  documented desktop dead
            0:12     customer AP2  documented notice ended, can-type false, line Hello?
            0:12     ledger   AP2  documented message 5 lost
        "#]],
    );
}

#[test]
fn ap2_is_counted_by_its_setting() {
    check(
        "
        setting notice_after 0:20
        0:10 stop application
        0:29.999 expect customer notice none
        0:30 expect customer notice ended
        ",
        expect![[r#"
            0:10     agent    AP6  documented desktop dead
            0:30     customer AP2  documented notice ended, can-type false
        "#]],
    );
}

#[test]
fn ap2_the_words_give_the_time_of_the_failure() {
    let effects = effects_from("1:10 stop application\n 4:10", "1:15");
    let words = |at: &str| {
        let at = at.parse().expect("a time");
        let told = |effect: &&drill::Effect| effect.at == at && effect.thing == Thing::Notice;
        effects.iter().find(told).and_then(|effect| effect.words.clone()).expect("a notice with words").text
    };
    // AP4 tells that as well (FP5).
    assert!(words("1:15").contains("Messages sent after 1:10 were lost") && words("1:15").contains("start a new"));
    assert!(words("4:10").contains("Messages sent after 1:10 were lost"));
}

#[test]
fn ap3_back_within_a_few_minutes_the_customer_is_asked_to_start_another_chat_and_can() {
    check(
        r#"
        0:10 stop application
        3:09.999 expect customer notice ended
        start application
        expect customer notice start-another
        expect customer page chat
        customer starts "Again"
        expect customer notice none
        expect customer page waiting
        "#,
        expect![[r#"
            0:10     agent    AP6  documented desktop dead
            0:15     customer AP2  documented notice ended, can-type false
            3:09.999 customer AP3  documented notice start-another
            3:09.999 customer OK   ordinary   page waiting, notice none, can-type true
            3:09.999 database AP13 inferred   row 1348 4000/4100
        "#]],
    );
}

#[test]
fn ap4_off_for_a_few_minutes_the_customer_is_told_of_connection_issues() {
    check(
        "
        0:10 stop application
        3:09.999 expect customer notice ended
        3:10 expect customer notice connection-issues
        expect customer can-type false
        9:00
        ",
        expect![[r#"
            0:10     agent    AP6  documented desktop dead
            0:15     customer AP2  documented notice ended, can-type false
            3:10     customer AP4  documented notice connection-issues
        "#]],
    );
}

#[test]
fn ap4_alone_tells_what_ap2_tells_where_it_comes_first() {
    check(
        "
        setting few_minutes 0:02
        0:10 stop application
        0:12 expect customer notice connection-issues
        expect customer can-type false
        0:16 expect customer notice connection-issues
        ",
        expect![[r#"
            0:10     agent    AP6  documented desktop dead
            0:12     customer AP4  documented notice connection-issues, can-type false
        "#]],
    );
}

#[test]
fn ap5_back_after_a_few_minutes_the_customer_is_told_that_the_session_is_lost_and_can_start_another() {
    check(
        r#"
        0:10 stop application
        # What is due happens before that instant's commands (FP3).
        3:10 start application
        expect customer notice session-lost
        customer starts "Again"
        expect customer notice none
        expect customer page waiting
        "#,
        expect![[r#"
            0:10     agent    AP6  documented desktop dead
            0:15     customer AP2  documented notice ended, can-type false
            3:10     customer AP4  documented notice connection-issues
            3:10     customer AP5  inferred   notice session-lost
            3:10     customer OK   ordinary   page waiting, notice none, can-type true
            3:10     database AP13 inferred   row 1348 4000/4100
        "#]],
    );
}

#[test]
fn ap6_the_pop_up_depends_on_the_part_that_is_touched() {
    check(
        r#"
        agent opens activity 1342
        agent opens activity 1347
        0:10 stop application
        0:11 agent says "Hello?"
        expect agent popup delay
        0:12 agent opens tab history
        expect agent popup no-longer
        expect agent tab customer loaded
        0:13 agent opens inbox main
        expect agent popup crash
        0:14 agent opens activity 1342
        expect agent popup crash
        expect agent open 1347
        0:15 agent completes 1347
        expect agent popup crash
        expect agent inbox 1347 active
        expect database row 1347 5000/5100
        0:16 agent completes 1345
        expect agent popup crash
        expect database row 1345 5000/5100
        "#,
        expect![[r#"
            0:00     agent    OK   ordinary   icon none, open 1342, icon green-circle, open 1347
            0:10     agent    AP6  documented desktop dead
            0:11     agent    AP6  documented popup delay
            0:11     ledger   AP6  documented message 5 unsent
            0:12     agent    AP6  documented popup no-longer
            0:13     agent    AP6  documented popup crash
            0:14     agent    AP6  documented popup crash
            0:15     customer AP2  documented notice ended, can-type false
            0:15     agent    AP6  documented popup crash
            0:16     agent    AP6  documented popup crash
        "#]],
    );
}

#[test]
fn ap6_answering_an_e_mail_is_anything_else() {
    check(
        r#"
        agent opens activity 1342
        0:10 stop application
        agent replies "We will look into it."
        expect agent popup crash
        expect agent open 1342
        expect database row 1342 5000/5100
        "#,
        expect![[r#"
            0:00     agent    OK   ordinary   icon none, open 1342
            0:10     agent    AP6  documented desktop dead, popup crash
        "#]],
    );
}

#[test]
fn ap6_is_laid_to_the_outage_that_is_on_and_not_to_the_one_that_killed_the_desktop() {
    // The first outage is one of the pair that the source does not know (CO1), the second is Application's alone.
    let (state, log) = state_after(
        r#"
        0:10 stop application services
        0:20 start all
        0:30 stop application
        0:31 agent says "Hello?"
        "#,
    );
    let second = log.iter().rev().nth(1).expect("the second stop").seq;
    let popup = drill::agent(&state, state.at).popup;
    let unsent = drill::ledger(&state).pop().expect("a message").why;
    for why in [popup.why, unsent] {
        assert_eq!((why.rule(), why.toggle()), (Rule::Ap6, Some(second)));
        assert_eq!(why.provenance(), drill::Provenance::Documented);
    }
}

#[test]
fn ap7_back_but_not_logged_in_again_every_touch_says_to_log_in_again() {
    check(
        r#"
        0:10 stop application
        0:20 start application
        expect agent desktop dead
        expect agent popup none
        0:21 agent says "Hello?"
        expect agent popup log-in-again
        expect ledger message 5 unsent
        0:22 agent opens tab case
        expect agent popup log-in-again
        expect agent tab customer loaded
        0:23 agent opens inbox chat
        expect agent popup log-in-again
        0:24 agent opens activity 1342
        expect agent popup log-in-again
        expect agent open 1347
        0:25 agent completes 1347
        expect agent popup log-in-again
        expect database row 1347 5000/5100
        "#,
        expect![[r#"
            0:10     agent    AP6  documented desktop dead
            0:15     customer AP2  documented notice ended, can-type false
            0:20     customer AP3  documented notice start-another
            0:21     agent    AP7  inferred   popup log-in-again
            0:21     ledger   AP7  inferred   message 5 unsent
            0:22     agent    AP7  inferred   popup log-in-again
            0:23     agent    AP7  inferred   popup log-in-again
            0:24     agent    AP7  inferred   popup log-in-again
            0:25     agent    AP7  inferred   popup log-in-again
        "#]],
    );
}

#[test]
fn ap8_logging_in_while_the_lost_chat_is_not_completed_brings_session_in_progress() {
    check(
        "
        0:10 stop application
        0:20 start application
        agent logs out
        agent logs in
        expect agent popup session-in-progress
        expect agent open 1347
        # Not completed: it comes again. Completed: it does not.
        0:30 agent logs out
        agent logs in
        expect agent popup session-in-progress
        0:40 agent completes 1347
        expect agent popup none
        agent logs out
        agent logs in
        expect agent popup none
        expect agent open none
        ",
        expect![[r#"
            0:10     agent    AP6  documented desktop dead
            0:15     customer AP2  documented notice ended, can-type false
            0:20     customer AP3  documented notice start-another
            0:20     agent    OK   ordinary   login out, desktop none, icon none, tab none, open none, reply none, inbox 1342 none, inbox 1345 none, inbox 1347 none, login in, desktop sound
            0:20     agent    AP14 inferred   icon green-circle
            0:20     agent    AP8  documented popup session-in-progress
            0:20     agent    OK   ordinary   tab customer loaded, open 1347, reply enabled, inbox 1342 open, inbox 1345 open
            0:20     agent    AP9  documented inbox 1347 active, line none
            0:30     agent    OK   ordinary   login out, desktop none, icon none, popup none, tab none, open none, reply none, inbox 1342 none, inbox 1345 none, inbox 1347 none, login in, desktop sound
            0:30     agent    AP14 inferred   icon green-circle
            0:30     agent    AP8  documented popup session-in-progress
            0:30     agent    OK   ordinary   tab customer loaded, open 1347, reply enabled, inbox 1342 open, inbox 1345 open
            0:30     agent    AP9  documented inbox 1347 active, line none
            0:40     agent    OK   ordinary   icon none
            0:40     agent    FP13 inferred   popup none
            0:40     agent    OK   ordinary   open none
            0:40     agent    AP12 inferred   inbox 1347 none
            0:40     database AP12 inferred   row 1347 9000/9100
            0:40     agent    OK   ordinary   login out, desktop none, tab none, reply none, inbox 1342 none, inbox 1345 none, login in, desktop sound, tab customer loaded, reply enabled, inbox 1342 open, inbox 1345 open
        "#]],
    );
}

#[test]
fn ap9_the_console_says_that_the_session_is_active_and_its_history_is_gone() {
    check(
        r#"
        0:10 stop application
        0:20 start application
        expect agent line "One moment please."
        agent logs out
        agent logs in
        expect agent inbox 1347 active
        expect agent icon green-circle
        expect agent line none
        expect agent misled chat-alive AP9
        expect customer line "One moment please."
        "#,
        expect![[r#"
            0:10     agent    AP6  documented desktop dead
            0:15     customer AP2  documented notice ended, can-type false
            0:20     customer AP3  documented notice start-another
            0:20     agent    OK   ordinary   login out, desktop none, icon none, tab none, open none, reply none, inbox 1342 none, inbox 1345 none, inbox 1347 none, login in, desktop sound
            0:20     agent    AP14 inferred   icon green-circle
            0:20     agent    AP8  documented popup session-in-progress
            0:20     agent    OK   ordinary   tab customer loaded, open 1347, reply enabled, inbox 1342 open, inbox 1345 open
            0:20     agent    AP9  documented inbox 1347 active, line none
        "#]],
    );
    // The message is words of our own.
    let effects = effects_from("0:10 stop application\n start application\n agent logs out\n agent logs in", "0:10");
    let emptied = |effect: &&drill::Effect| effect.pane == Pane::Agent && effect.thing == Thing::Line;
    let words = effects.iter().find(emptied).and_then(|effect| effect.words.clone()).expect("words");
    assert!(words.text.contains("active"), "{words:?}");
}

#[test]
fn ap9_the_history_goes_once_and_not_whenever_the_ghost_is_looked_at() {
    check(
        r#"
        0:10 stop application
        0:20 start application
        agent logs out
        0:30 agent logs in
        0:40 agent opens activity 1342
        0:50 agent opens activity 1347
        expect agent line none
        agent says "Into the void."
        expect agent line "Into the void."
        1:00 agent opens activity 1342
        1:10 agent opens activity 1347
        expect agent line "Into the void."
        "#,
        expect![[r#"
            0:10     agent    AP6  documented desktop dead
            0:15     customer AP2  documented notice ended, can-type false
            0:20     customer AP3  documented notice start-another
            0:20     agent    OK   ordinary   login out, desktop none, icon none, tab none, open none, reply none, inbox 1342 none, inbox 1345 none, inbox 1347 none
            0:30     agent    OK   ordinary   login in, desktop sound
            0:30     agent    AP14 inferred   icon green-circle
            0:30     agent    AP8  documented popup session-in-progress
            0:30     agent    OK   ordinary   tab customer loaded, open 1347, reply enabled, inbox 1342 open, inbox 1345 open
            0:30     agent    AP9  documented inbox 1347 active, line none
            0:40     agent    OK   ordinary   icon none
            0:40     agent    FP13 inferred   popup none
            0:40     agent    OK   ordinary   open 1342
            0:50     agent    AP14 inferred   icon green-circle
            0:50     agent    OK   ordinary   open 1347
            0:50     agent    AP12 inferred   line Into the void.
            0:50     ledger   AP12 inferred   message 5 lost
            1:00     agent    OK   ordinary   icon none, open 1342
            1:10     agent    AP14 inferred   icon green-circle
            1:10     agent    OK   ordinary   open 1347
        "#]],
    );
}

#[test]
fn ap10_logging_in_while_application_is_off_fails_and_logging_out_always_works() {
    check(
        "
        0:10 stop application
        0:20 agent logs out
        expect agent login out
        0:30 agent logs in
        expect agent login unreachable
        expect agent desktop none
        agent logs in
        expect agent login unreachable
        0:40 start application
        expect agent login unreachable
        agent logs in
        expect agent login in
        ",
        expect![[r#"
            0:10     agent    AP6  documented desktop dead
            0:15     customer AP2  documented notice ended, can-type false
            0:20     agent    OK   ordinary   login out, desktop none, icon none, tab none, open none, reply none, inbox 1342 none, inbox 1345 none, inbox 1347 none
            0:30     agent    AP10 inferred   login unreachable
            0:40     customer AP3  documented notice start-another
            0:40     agent    OK   ordinary   login in, desktop sound
            0:40     agent    AP14 inferred   icon green-circle
            0:40     agent    AP8  documented popup session-in-progress
            0:40     agent    OK   ordinary   tab customer loaded, open 1347, reply enabled, inbox 1342 open, inbox 1345 open
            0:40     agent    AP9  documented inbox 1347 active, line none
        "#]],
    );
}

#[test]
fn ap11_the_row_of_the_lost_chat_stays_in_progress_until_it_is_completed() {
    let script = "
        0:10 stop application
        expect database row 1347 5000/5100
        5:00 start application
        expect database row 1347 5000/5100
        agent logs out
        agent logs in
        expect database row 1347 5000/5100
        ";
    let (state, _) = state_after(script);
    let rows = drill::database(&state, state.at);
    let ghost = rows.iter().find(|row| row.what.activity_id.0 == 1347).expect("its row");
    assert_eq!((ghost.why.rule(), ghost.what.assigned_to), (Rule::Ap11, Some(1)));
    check(
        &format!("{script} agent completes 1347\n expect database row 1347 9000/9100"),
        expect![[r#"
        0:10     agent    AP6  documented desktop dead
        0:15     customer AP2  documented notice ended, can-type false
        3:10     customer AP4  documented notice connection-issues
        5:00     customer AP5  inferred   notice session-lost
        5:00     agent    OK   ordinary   login out, desktop none, icon none, tab none, open none, reply none, inbox 1342 none, inbox 1345 none, inbox 1347 none, login in, desktop sound
        5:00     agent    AP14 inferred   icon green-circle
        5:00     agent    AP8  documented popup session-in-progress
        5:00     agent    OK   ordinary   tab customer loaded, open 1347, reply enabled, inbox 1342 open, inbox 1345 open
        5:00     agent    AP9  documented inbox 1347 active, line none
        5:00     agent    SV8  inferred   inbox 9001 open
        5:00     database SV8  inferred   row 9001 5000/5100
        5:00     agent    SV8  inferred   inbox 9002 open
        5:00     database SV8  inferred   row 9002 5000/5100
        5:00     agent    SV8  inferred   inbox 9003 open
        5:00     database SV8  inferred   row 9003 5000/5100
        5:00     agent    OK   ordinary   icon none
        5:00     agent    FP13 inferred   popup none
        5:00     agent    OK   ordinary   open none
        5:00     agent    AP12 inferred   inbox 1347 none
        5:00     database AP12 inferred   row 1347 9000/9100
    "#]],
    );
}

#[test]
fn ap12_completing_the_ghost_closes_its_row_and_what_is_sent_on_it_is_lost_unknown() {
    check(
        r#"
        0:10 stop application
        0:20 start application
        agent logs out
        agent logs in
        0:30 agent says "Still there?"
        expect ledger message 5 lost
        expect agent line "Still there?"
        expect agent popup none
        expect agent misled received AP12
        0:40 agent completes 1347
        expect database row 1347 9000/9100
        expect not agent inbox 1347
        expect customer notice start-another
        expect customer page chat
        "#,
        expect![[r#"
            0:10     agent    AP6  documented desktop dead
            0:15     customer AP2  documented notice ended, can-type false
            0:20     customer AP3  documented notice start-another
            0:20     agent    OK   ordinary   login out, desktop none, icon none, tab none, open none, reply none, inbox 1342 none, inbox 1345 none, inbox 1347 none, login in, desktop sound
            0:20     agent    AP14 inferred   icon green-circle
            0:20     agent    AP8  documented popup session-in-progress
            0:20     agent    OK   ordinary   tab customer loaded, open 1347, reply enabled, inbox 1342 open, inbox 1345 open
            0:20     agent    AP9  documented inbox 1347 active, line none
            0:30     agent    FP13 inferred   popup none
            0:30     agent    AP12 inferred   line Still there?
            0:30     ledger   AP12 inferred   message 5 lost
            0:40     agent    OK   ordinary   icon none, open none
            0:40     agent    AP12 inferred   inbox 1347 none
            0:40     database AP12 inferred   row 1347 9000/9100
        "#]],
    );
}

#[test]
fn ap13_a_new_chat_is_a_new_activity_and_goes_to_a_free_agent_at_once() {
    check(
        r#"
        0:10 agent completes 1347
        0:20 customer starts "Another question"
        expect database row 1348 5000/5100
        expect agent open 1348
        expect agent inbox 1348 active
        expect customer page chat
        0:30 agent completes 1348
        0:40 customer starts "And another"
        expect database row 1349 5000/5100
        "#,
        expect![[r#"
            0:10     agent    OK   ordinary   icon none, open none, inbox 1347 none
            0:10     customer OK   ordinary   page ended, can-type false
            0:10     database OK   ordinary   row 1347 9000/9100
            0:20     agent    OK   ordinary   icon green-circle, open 1348
            0:20     agent    AP13 inferred   inbox 1348 active
            0:20     customer AP13 inferred   page chat
            0:20     customer OK   ordinary   can-type true
            0:20     database AP13 inferred   row 1348 5000/5100
            0:30     agent    OK   ordinary   icon none, open none, inbox 1348 none
            0:30     customer OK   ordinary   page ended, can-type false
            0:30     database OK   ordinary   row 1348 9000/9100
            0:40     agent    OK   ordinary   icon green-circle, open 1349
            0:40     agent    AP13 inferred   inbox 1349 active
            0:40     customer AP13 inferred   page chat
            0:40     customer OK   ordinary   can-type true
            0:40     database AP13 inferred   row 1349 5000/5100
        "#]],
    );
}

#[test]
fn ap13_the_ghost_makes_a_ready_agent_who_gets_no_chat() {
    check(
        r#"
        0:10 stop application
        0:20 start application
        0:30 customer starts "Again"
        expect database row 1348 4000/4100
        expect customer page waiting
        0:40 agent logs out
        agent logs in
        expect agent desktop sound
        expect database row 1348 4000/4100
        expect not agent inbox 1348
        0:50 agent completes 1347
        expect database row 1348 5000/5100
        expect agent inbox 1348 active
        expect agent open 1348
        expect customer page chat
        "#,
        expect![[r#"
            0:10     agent    AP6  documented desktop dead
            0:15     customer AP2  documented notice ended, can-type false
            0:20     customer AP3  documented notice start-another
            0:30     customer OK   ordinary   page waiting, notice none, can-type true
            0:30     database AP13 inferred   row 1348 4000/4100
            0:40     agent    OK   ordinary   login out, desktop none, icon none, tab none, open none, reply none, inbox 1342 none, inbox 1345 none, inbox 1347 none, login in, desktop sound
            0:40     agent    AP14 inferred   icon green-circle
            0:40     agent    AP8  documented popup session-in-progress
            0:40     agent    OK   ordinary   tab customer loaded, open 1347, reply enabled, inbox 1342 open, inbox 1345 open
            0:40     agent    AP9  documented inbox 1347 active, line none
            0:50     agent    FP13 inferred   popup none
            0:50     agent    OK   ordinary   open 1348
            0:50     agent    AP12 inferred   inbox 1347 none
            0:50     agent    AP13 inferred   inbox 1348 active
            0:50     customer AP13 inferred   page chat
            0:50     database AP12 inferred   row 1347 9000/9100
            0:50     database AP13 inferred   row 1348 5000/5100
        "#]],
    );
}

#[test]
fn ap13_a_dead_desktop_gets_no_chat_and_neither_does_an_agent_who_is_out() {
    check(
        r#"
        0:10 agent completes 1347
        0:20 stop application
        0:30 start application
        0:40 customer starts "Again"
        expect database row 1348 4000/4100
        0:50 agent logs out
        expect database row 1348 4000/4100
        1:00 agent logs in
        expect database row 1348 5000/5100
        expect agent open 1348
        expect agent popup none
        expect customer page chat
        "#,
        expect![[r#"
            0:10     agent    OK   ordinary   icon none, open none, inbox 1347 none
            0:10     customer OK   ordinary   page ended, can-type false
            0:10     database OK   ordinary   row 1347 9000/9100
            0:20     agent    AP6  documented desktop dead
            0:40     customer OK   ordinary   page waiting, can-type true
            0:40     database AP13 inferred   row 1348 4000/4100
            0:50     agent    OK   ordinary   login out, desktop none, tab none, reply none, inbox 1342 none, inbox 1345 none
            1:00     agent    OK   ordinary   login in, desktop sound, icon green-circle, tab customer loaded, open 1348, reply enabled, inbox 1342 open, inbox 1345 open
            1:00     agent    AP13 inferred   inbox 1348 active
            1:00     customer AP13 inferred   page chat
            1:00     database AP13 inferred   row 1348 5000/5100
        "#]],
    );
}

#[test]
fn ap13_an_impaired_desktop_gets_no_chat() {
    check(
        r#"
        0:10 agent completes 1347
        0:20 stop services
        0:30 start services
        0:40 customer starts "Again"
        expect database row 1348 4000/4100
        0:50 agent logs out
        agent logs in
        expect database row 1348 5000/5100
        "#,
        expect![[r#"
            0:10     agent    OK   ordinary   icon none, open none, inbox 1347 none
            0:10     customer OK   ordinary   page ended, can-type false
            0:10     database OK   ordinary   row 1347 9000/9100
            0:20     agent    SV4  documented desktop impaired, reply greyed
            0:40     customer OK   ordinary   page waiting, can-type true
            0:40     database AP13 inferred   row 1348 4000/4100
            0:50     agent    OK   ordinary   login out, desktop none, tab none, reply none, inbox 1342 none, inbox 1345 none, login in
            0:50     agent    SV6  documented desktop sound
            0:50     agent    OK   ordinary   icon green-circle, tab customer loaded, open 1348
            0:50     agent    SV6  documented reply enabled
            0:50     agent    OK   ordinary   inbox 1342 open, inbox 1345 open
            0:50     agent    AP13 inferred   inbox 1348 active
            0:50     customer AP13 inferred   page chat
            0:50     database AP13 inferred   row 1348 5000/5100
        "#]],
    );
}

#[test]
fn ap13_a_chat_that_the_customer_left_blocks_the_agent_as_well_until_it_is_completed() {
    check(
        r#"
        0:10 customer leaves
        0:20 customer starts "Something else"
        expect database row 1348 4000/4100
        0:30 agent completes 1347
        expect database row 1348 5000/5100
        "#,
        expect![[r#"
            0:10     agent    OK   ordinary   inbox 1347 ended
            0:10     customer OK   ordinary   page form, can-type false
            0:20     customer OK   ordinary   page waiting, can-type true
            0:20     database AP13 inferred   row 1348 4000/4100
            0:30     agent    OK   ordinary   open 1348, inbox 1347 none
            0:30     agent    AP13 inferred   inbox 1348 active
            0:30     customer AP13 inferred   page chat
            0:30     database OK   ordinary   row 1347 9000/9100
            0:30     database AP13 inferred   row 1348 5000/5100
        "#]],
    );
}

#[test]
fn ap14_the_icon_follows_messaging_and_not_the_truth() {
    check(
        "
        0:10 stop application
        expect agent icon green-circle
        expect agent misled connected AP14
        0:20 stop messaging
        expect agent icon triangle
        0:30 start messaging
        expect agent icon green-circle
        0:40 start application
        expect agent icon green-circle
        ",
        expect![[r#"
            0:10     agent    AP6  documented desktop dead
            0:15     customer AP2  documented notice ended, can-type false
            0:20     agent    MS2  documented icon triangle
            0:30     agent    AP14 inferred   icon green-circle
            0:40     customer MA3  documented notice start-another
        "#]],
    );
}

#[test]
fn ap15_starting_another_chat_while_application_is_off_reaches_nothing() {
    check(
        r#"
        0:10 stop application
        0:20 customer starts "Again"
        expect customer notice unreachable
        expect customer page chat
        expect database row 1348 none
        0:30 start application
        expect customer notice start-another
        "#,
        expect![[r#"
            0:10     agent    AP6  documented desktop dead
            0:15     customer AP2  documented notice ended, can-type false
            0:20     customer AP15 inferred   notice unreachable
            0:30     customer AP3  documented notice start-another
        "#]],
    );
}

#[test]
fn ap16_a_chat_lost_while_it_waited_is_later_assigned_although_nobody_is_there() {
    check(
        r#"
        0:10 agent completes 1347
        0:20 agent logs out
        0:30 customer starts "Again"
        0:40 customer says "Anybody?"
        0:50 stop application
        expect database row 1348 4000/4100
        1:00 start application
        expect database row 1348 4000/4100
        1:10 agent logs in
        expect database row 1348 5000/5100
        expect agent open 1348
        expect agent inbox 1348 active
        expect agent line none
        # It was not the agent's when the agent logged in (FP17).
        expect agent popup none
        expect agent misled chat-alive AP9
        expect agent misled connected AP14
        expect customer page waiting
        1:20 agent logs out
        agent logs in
        expect agent popup session-in-progress
        "#,
        expect![[r#"
            0:10     agent    OK   ordinary   icon none, open none, inbox 1347 none
            0:10     customer OK   ordinary   page ended, can-type false
            0:10     database OK   ordinary   row 1347 9000/9100
            0:20     agent    OK   ordinary   login out, desktop none, tab none, reply none, inbox 1342 none, inbox 1345 none
            0:30     customer OK   ordinary   page waiting, can-type true
            0:30     database AP13 inferred   row 1348 4000/4100
            0:40     customer OK   ordinary   line Anybody?
            0:40     ledger   OK   ordinary   message 5 delivered
            0:55     customer AP2  documented notice ended, can-type false
            1:00     customer AP3  documented notice start-another
            1:10     agent    OK   ordinary   login in, desktop sound
            1:10     agent    AP14 inferred   icon green-circle
            1:10     agent    OK   ordinary   tab customer loaded, open 1348, reply enabled, inbox 1342 open, inbox 1345 open
            1:10     agent    AP16 inferred   inbox 1348 active, line none
            1:10     database AP16 inferred   row 1348 5000/5100
            1:20     agent    OK   ordinary   login out, desktop none, icon none, tab none, open none, reply none, inbox 1342 none, inbox 1345 none, inbox 1348 none, login in, desktop sound
            1:20     agent    AP14 inferred   icon green-circle
            1:20     agent    AP8  documented popup session-in-progress
            1:20     agent    OK   ordinary   tab customer loaded, open 1348, reply enabled, inbox 1342 open, inbox 1345 open
            1:20     agent    AP9  documented inbox 1348 active, line none
        "#]],
    );
}

#[test]
fn ap16_a_ghost_after_a_ghost_is_emptied_and_told_as_well() {
    check(
        r#"
        setting mail_every 9:00:00
        # 1347 is lost with the agent, 1348 while it waits.
        0:10 stop application
        0:20 start application
        0:30 customer starts "Again"
        0:40 customer says "Anybody?"
        0:50 stop application
        1:00 start application
        1:10 agent logs out
        agent logs in
        expect agent open 1347
        1:20 agent completes 1347
        expect agent open 1348
        expect agent line none
        expect agent misled chat-alive AP9
        "#,
        expect![[r#"
            0:10     agent    AP6  documented desktop dead
            0:15     customer AP2  documented notice ended, can-type false
            0:20     customer AP3  documented notice start-another
            0:30     customer OK   ordinary   page waiting, notice none, can-type true
            0:30     database AP13 inferred   row 1348 4000/4100
            0:40     customer OK   ordinary   line Anybody?
            0:40     ledger   OK   ordinary   message 5 delivered
            0:55     customer AP2  documented notice ended, can-type false
            1:00     customer AP3  documented notice start-another
            1:10     agent    OK   ordinary   login out, desktop none, icon none, tab none, open none, reply none, inbox 1342 none, inbox 1345 none, inbox 1347 none, login in, desktop sound
            1:10     agent    AP14 inferred   icon green-circle
            1:10     agent    AP8  documented popup session-in-progress
            1:10     agent    OK   ordinary   tab customer loaded, open 1347, reply enabled, inbox 1342 open, inbox 1345 open
            1:10     agent    AP9  documented inbox 1347 active, line none
            1:20     agent    FP13 inferred   popup none
            1:20     agent    OK   ordinary   open 1348
            1:20     agent    AP12 inferred   inbox 1347 none
            1:20     agent    AP16 inferred   inbox 1348 active, line none
            1:20     database AP12 inferred   row 1347 9000/9100
            1:20     database AP16 inferred   row 1348 5000/5100
        "#]],
    );
}

#[test]
fn ap4_counts_by_few_minutes_as_it_is_set() {
    let script = |wait: &str| format!("setting few_minutes 0:40\n 0:10 stop application\n {wait} start application");
    let quick = print(&played(&script("0:49.999")).effects());
    let slow = print(&played(&script("0:50")).effects());
    assert!(quick.contains("notice start-another") && !quick.contains("AP4"), "{quick}");
    assert!(slow.contains("notice session-lost") && slow.contains("AP4"), "{slow}");
    assert_eq!(drill::Settings::default().of(Setting::FewMinutes), drill::Millis::from_mins(3));
}
