//! Messaging: MS1 to MS8.

use expect_test::expect;

use crate::check;

#[test]
fn ms1_messages_are_not_exchanged_and_ms3_they_are_lost_for_good() {
    check(
        r#"
        0:10 stop messaging
        agent says "Can you hear me?"
        customer says "Hello?"
        expect not customer line "Can you hear me?"
        expect not agent line "Hello?"
        0:20 start messaging
        expect not customer line "Can you hear me?"
        expect not agent line "Hello?"
        agent says "And now?"
        expect customer line "And now?"
        expect ledger message 5 lost
        expect ledger message 6 lost
        expect ledger message 7 delivered
        "#,
        expect![[r#"
            0:10     agent    MS2  documented icon triangle
            0:10     agent    MS5  inferred   line Can you hear me?
            0:10     ledger   MS3  documented message 5 lost
            0:10     customer MS5  inferred   line Hello?
            0:10     ledger   MS3  documented message 6 lost
            0:20     agent    MS4  documented icon green-circle
            0:20     agent    OK   ordinary   line And now?
            0:20     customer OK   ordinary   line And now?
            0:20     ledger   OK   ordinary   message 7 delivered
        "#]],
    );
}

#[test]
fn ms2_a_triangle_stands_next_to_the_chat_status() {
    check(
        "
        0:10 stop messaging
        expect agent icon triangle
        expect agent misled none
        ",
        expect![[r#"
            0:10     agent    MS2  documented icon triangle
        "#]],
    );
}

#[test]
fn ms3_a_message_lost_stays_lost_over_log_in_and_return() {
    check(
        r#"
        0:10 stop messaging
        customer says "Hello?"
        agent logs out
        agent logs in
        expect not agent line "Hello?"
        0:20 start messaging
        agent logs out
        agent logs in
        expect not agent line "Hello?"
        expect agent line "One moment please."
        expect ledger message 5 lost
        "#,
        expect![[r#"
            0:10     agent    MS2  documented icon triangle
            0:10     customer MS5  inferred   line Hello?
            0:10     ledger   MS3  documented message 5 lost
            0:10     agent    OK   ordinary   login out, desktop none, icon none, tab none, open none, reply none, inbox 1342 none, inbox 1345 none, inbox 1347 none, login in, desktop sound
            0:10     agent    MS2  documented icon triangle
            0:10     agent    OK   ordinary   tab customer loaded, open 1347, reply enabled, inbox 1342 open, inbox 1345 open, inbox 1347 active
            0:20     agent    MS4  documented icon green-circle
            0:20     agent    OK   ordinary   login out, desktop none, icon none, tab none, open none, reply none, inbox 1342 none, inbox 1345 none, inbox 1347 none, login in, desktop sound
            0:20     agent    MS4  documented icon green-circle
            0:20     agent    OK   ordinary   tab customer loaded, open 1347, reply enabled, inbox 1342 open, inbox 1345 open, inbox 1347 active
        "#]],
    );
}

#[test]
fn ms4_the_same_session_is_re_established() {
    check(
        r#"
        0:10 stop messaging
        0:20 start messaging
        expect agent icon green-circle
        expect agent open 1347
        expect agent inbox 1347 active
        expect agent popup none
        expect customer page chat
        customer says "Back again."
        expect agent line "Back again."
        expect agent line "Hello, my order has not arrived."
        "#,
        expect![[r#"
            0:10     agent    MS2  documented icon triangle
            0:20     agent    MS4  documented icon green-circle
            0:20     agent    OK   ordinary   line Back again.
            0:20     customer OK   ordinary   line Back again.
            0:20     ledger   OK   ordinary   message 5 delivered
        "#]],
    );
}

#[test]
fn ms5_the_senders_pane_shows_the_line_as_sent_and_nobody_is_told() {
    check(
        r#"
        0:10 stop messaging
        agent says "Can you hear me?"
        customer says "Hello?"
        expect agent line "Can you hear me?"
        expect customer line "Hello?"
        expect agent popup none
        expect customer notice none
        expect agent misled received MS5
        expect customer misled received MS5
        expect customer misled connected MS5
        0:20 start messaging
        expect agent line "Can you hear me?"
        expect customer line "Hello?"
        expect customer notice none
        expect agent misled received MS5
        expect customer misled received MS5
        "#,
        expect![[r#"
            0:10     agent    MS2  documented icon triangle
            0:10     agent    MS5  inferred   line Can you hear me?
            0:10     ledger   MS3  documented message 5 lost
            0:10     customer MS5  inferred   line Hello?
            0:10     ledger   MS3  documented message 6 lost
            0:20     agent    MS4  documented icon green-circle
        "#]],
    );
}

#[test]
fn ms6_off_for_a_few_minutes_the_customer_is_told_and_ms4_takes_that_away() {
    check(
        "
        0:10 stop messaging
        3:09.999 expect customer notice none
        3:10 expect customer notice connection-issues
        expect customer can-type true
        expect agent popup none
        4:00 start messaging
        expect customer notice none
        ",
        expect![[r#"
            0:10     agent    MS2  documented icon triangle
            1:30     agent    OK   ordinary   inbox 9001 open
            1:30     database OK   ordinary   row 9001 5000/5100
            3:00     agent    OK   ordinary   inbox 9002 open
            3:00     database OK   ordinary   row 9002 5000/5100
            3:10     customer MS6  inferred   notice connection-issues
            4:00     agent    MS4  documented icon green-circle
            4:00     customer MS4  documented notice none
        "#]],
    );
}

#[test]
fn ms7_the_rest_of_the_console_works() {
    check(
        r#"
        0:10 stop messaging
        agent opens tab case
        expect agent tab case loaded
        agent opens inbox main
        agent opens activity 1342
        agent replies "We will look into it."
        expect database row 1342 9000/9100
        agent completes 1345
        expect database row 1345 9000/9100
        expect agent popup none
        expect agent reply enabled
        expect agent desktop sound
        1:30 expect agent inbox 9001 open
        "#,
        expect![[r#"
            0:10     agent    MS2  documented icon triangle
            0:10     agent    OK   ordinary   tab case loaded, icon none, open 1342, open none, inbox 1342 none
            0:10     database OK   ordinary   row 1342 9000/9100
            0:10     agent    OK   ordinary   inbox 1345 none
            0:10     database OK   ordinary   row 1345 9000/9100
            1:30     agent    OK   ordinary   inbox 9001 open
            1:30     database OK   ordinary   row 9001 5000/5100
        "#]],
    );
}

#[test]
fn ms8_the_customer_learns_of_the_completion_when_messaging_is_back() {
    check(
        r#"
        0:10 stop messaging
        agent completes 1347
        expect database row 1347 9000/9100
        expect customer page chat
        expect customer can-type true
        expect customer misled chat-alive MS8
        customer says "Hello?"
        expect ledger message 5 lost
        expect customer misled received MS8
        0:20 start messaging
        expect customer page ended
        expect customer can-type false
        expect customer misled none
        "#,
        expect![[r#"
            0:10     agent    MS2  documented icon triangle
            0:10     agent    OK   ordinary   icon none, open none, inbox 1347 none
            0:10     database OK   ordinary   row 1347 9000/9100
            0:10     customer MS8  inferred   line Hello?
            0:10     ledger   MS8  inferred   message 5 lost
            0:20     customer MS8  inferred   page ended, can-type false
        "#]],
    );
}

#[test]
fn ms8_the_agent_learns_that_the_customer_left_when_messaging_is_back() {
    check(
        r#"
        0:10 stop messaging
        customer leaves
        expect agent inbox 1347 active
        expect agent misled chat-alive MS8
        agent says "Are you there?"
        expect ledger message 5 lost
        expect agent misled received MS8
        0:20 start messaging
        expect agent inbox 1347 ended
        expect agent open 1347
        expect agent misled none
        agent says "Are you there?"
        expect refused
        "#,
        expect![[r#"
            0:10     agent    MS2  documented icon triangle
            0:10     customer OK   ordinary   page form, can-type false
            0:10     agent    MS8  inferred   line Are you there?
            0:10     ledger   MS8  inferred   message 5 lost
            0:20     agent    MS4  documented icon green-circle
            0:20     agent    MS8  inferred   inbox 1347 ended
        "#]],
    );
}

#[test]
fn ms8_with_messaging_on_both_sides_learn_at_once() {
    check(
        "
        0:10 customer leaves
        expect customer page form
        expect agent inbox 1347 ended
        expect database row 1347 5000/5100
        0:20 agent completes 1347
        expect database row 1347 9000/9100
        ",
        expect![[r#"
            0:10     agent    OK   ordinary   inbox 1347 ended
            0:10     customer OK   ordinary   page form, can-type false
            0:20     agent    OK   ordinary   icon none, open none, inbox 1347 none
            0:20     database OK   ordinary   row 1347 9000/9100
        "#]],
    );
    check(
        "
        0:10 agent completes 1347
        expect customer page ended
        ",
        expect![[r#"
            0:10     agent    OK   ordinary   icon none, open none, inbox 1347 none
            0:10     customer OK   ordinary   page ended, can-type false
            0:10     database OK   ordinary   row 1347 9000/9100
        "#]],
    );
}
