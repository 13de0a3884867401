//! Services: SV1 to SV9.

use drill::Rule;
use expect_test::expect;

use crate::{check, state_after};

#[test]
fn sv1_chat_goes_on_in_both_directions() {
    check(
        r#"
        0:10 stop services
        agent says "One more thing."
        expect customer line "One more thing."
        customer says "Yes?"
        expect agent line "Yes?"
        expect ledger message 5 delivered
        expect ledger message 6 delivered
        expect agent icon green-circle
        expect agent misled none
        expect customer misled none
        "#,
        expect![[r#"
            0:10     agent    SV4  documented desktop impaired, reply greyed
            0:10     agent    SV1  documented line One more thing.
            0:10     customer SV1  documented line One more thing.
            0:10     ledger   SV1  documented message 5 delivered
            0:10     agent    SV1  documented line Yes?
            0:10     customer SV1  documented line Yes?
            0:10     ledger   SV1  documented message 6 delivered
        "#]],
    );
}

#[test]
fn sv2_the_database_shows_the_chat_in_progress() {
    let (state, _) = state_after("0:10 stop services\n expect database row 1347 5000/5100");
    let rows = drill::database(&state, state.at);
    let row = rows.iter().find(|row| row.what.activity_id.0 == 1347).expect("its row");
    assert_eq!(row.why.rule(), Rule::Sv2);
}

#[test]
fn sv3_the_agent_completes_the_chat_and_the_database_shows_it() {
    check(
        "
        0:10 stop services
        0:20 agent completes 1347
        expect database row 1347 9000/9100
        expect not agent inbox 1347
        expect agent open none
        expect agent icon none
        expect customer page ended
        expect customer can-type false
        ",
        expect![[r#"
            0:10     agent    SV4  documented desktop impaired, reply greyed
            0:20     agent    OK   ordinary   icon none, open none
            0:20     agent    SV3  documented inbox 1347 none
            0:20     customer SV3  documented page ended, can-type false
            0:20     database SV3  documented row 1347 9000/9100
        "#]],
    );
}

#[test]
fn sv4_the_reply_buttons_are_grey_and_nothing_new_comes() {
    check(
        r#"
        agent opens activity 1342
        expect agent reply enabled
        0:10 stop services
        expect agent reply greyed
        expect agent desktop impaired
        agent replies "We will look into it."
        expect refused
        agent completes 1342
        expect refused
        # Neither e-mail nor chat.
        1:30 expect not agent inbox 9001
        agent completes 1347
        customer starts "Again"
        expect database row 1348 4000/4100
        "#,
        expect![[r#"
            0:00     agent    OK   ordinary   icon none, open 1342
            0:10     agent    SV4  documented desktop impaired, reply greyed
            1:30     agent    SV3  documented inbox 1347 none
            1:30     customer SV3  documented page ended, can-type false
            1:30     database SV3  documented row 1347 9000/9100
            1:30     customer OK   ordinary   page waiting, can-type true
            1:30     database AP13 inferred   row 1348 4000/4100
        "#]],
    );
}

#[test]
fn sv5_the_buttons_stay_grey_after_services_returns_until_the_agent_logs_out() {
    check(
        "
        0:10 stop services
        0:20 start services
        expect agent reply greyed
        expect agent desktop impaired
        1:30 expect not agent inbox 9001
        ",
        expect![[r#"
            0:10     agent    SV4  documented desktop impaired, reply greyed
        "#]],
    );
    let (state, _) = state_after("0:10 stop services\n 0:20 start services");
    assert_eq!(drill::agent(&state, state.at).reply.why.rule(), Rule::Sv5);
}

#[test]
fn sv6_logged_in_again_the_completion_stands_and_everything_works() {
    check(
        r#"
        0:10 stop services
        agent completes 1347
        0:20 start services
        0:30 agent logs out
        agent logs in
        expect database row 1347 9000/9100
        expect not agent inbox 1347
        expect agent reply enabled
        expect agent desktop sound
        agent opens activity 1342
        agent replies "We will look into it."
        expect database row 1342 9000/9100
        1:30 expect agent inbox 9001 open
        customer starts "Again"
        expect agent open 1348
        "#,
        expect![[r#"
            0:10     agent    SV4  documented desktop impaired, reply greyed
            0:10     agent    OK   ordinary   icon none, open none
            0:10     agent    SV3  documented inbox 1347 none
            0:10     customer SV3  documented page ended, can-type false
            0:10     database SV3  documented row 1347 9000/9100
            0:30     agent    OK   ordinary   login out, desktop none, tab none, reply none, inbox 1342 none, inbox 1345 none, login in
            0:30     agent    SV6  documented desktop sound
            0:30     agent    OK   ordinary   tab customer loaded
            0:30     agent    SV6  documented reply enabled
            0:30     agent    OK   ordinary   inbox 1342 open, inbox 1345 open, open 1342, open none, inbox 1342 none
            0:30     database OK   ordinary   row 1342 9000/9100
            1:30     agent    OK   ordinary   inbox 9001 open
            1:30     database OK   ordinary   row 9001 5000/5100
            1:30     agent    OK   ordinary   icon green-circle, open 1348
            1:30     agent    AP13 inferred   inbox 1348 active
            1:30     customer AP13 inferred   page chat
            1:30     customer OK   ordinary   can-type true
            1:30     database AP13 inferred   row 1348 5000/5100
        "#]],
    );
}

#[test]
fn sv7_logged_in_again_with_services_still_off_the_desktop_is_impaired_at_once() {
    check(
        "
        0:10 stop services
        0:20 agent logs out
        0:30 agent logs in
        expect agent login in
        expect agent desktop impaired
        expect agent reply greyed
        0:40 start services
        expect agent reply greyed
        ",
        expect![[r#"
            0:10     agent    SV4  documented desktop impaired, reply greyed
            0:20     agent    OK   ordinary   login out, desktop none, icon none, tab none, open none, reply none, inbox 1342 none, inbox 1345 none, inbox 1347 none
            0:30     agent    OK   ordinary   login in
            0:30     agent    SV7  inferred   desktop impaired
            0:30     agent    OK   ordinary   icon green-circle, tab customer loaded, open 1347
            0:30     agent    SV7  inferred   reply greyed
            0:30     agent    OK   ordinary   inbox 1342 open, inbox 1345 open, inbox 1347 active
        "#]],
    );
}

#[test]
fn sv8_e_mail_is_held_and_comes_when_services_is_on_and_the_desktop_is_sound() {
    check(
        "
        1:00 stop services
        1:30 expect database row 9001 none
        3:00 start services
        expect not agent inbox 9001
        3:10 agent logs out
        3:20 agent logs in
        expect agent inbox 9001 open
        expect agent inbox 9002 open
        expect database row 9002 5000/5100
        4:30 expect agent inbox 9003 open
        ",
        expect![[r#"
            1:00     agent    SV4  documented desktop impaired, reply greyed
            3:10     agent    OK   ordinary   login out, desktop none, icon none, tab none, open none, reply none, inbox 1342 none, inbox 1345 none, inbox 1347 none
            3:20     agent    OK   ordinary   login in
            3:20     agent    SV6  documented desktop sound
            3:20     agent    OK   ordinary   icon green-circle, tab customer loaded, open 1347
            3:20     agent    SV6  documented reply enabled
            3:20     agent    OK   ordinary   inbox 1342 open, inbox 1345 open, inbox 1347 active
            3:20     agent    SV8  inferred   inbox 9001 open
            3:20     database SV8  inferred   row 9001 5000/5100
            3:20     agent    SV8  inferred   inbox 9002 open
            3:20     database SV8  inferred   row 9002 5000/5100
            4:30     agent    OK   ordinary   inbox 9003 open
            4:30     database OK   ordinary   row 9003 5000/5100
        "#]],
    );
}

#[test]
fn sv8_a_dead_desktop_and_an_agent_who_is_out_get_no_e_mail() {
    check(
        "
        setting few_minutes 9:00
        1:00 stop application
        1:10 start application
        1:30 expect not agent inbox 9001
        2:00 agent logs out
        3:00 expect database row 9001 none
        3:10 agent logs in
        expect agent inbox 9001 open
        expect agent inbox 9002 open
        ",
        expect![[r#"
            1:00     agent    AP6  documented desktop dead
            1:05     customer AP2  documented notice ended, can-type false
            1:10     customer AP3  documented notice start-another
            2:00     agent    OK   ordinary   login out, desktop none, icon none, tab none, open none, reply none, inbox 1342 none, inbox 1345 none, inbox 1347 none
            3:10     agent    OK   ordinary   login in, desktop sound
            3:10     agent    AP14 inferred   icon green-circle
            3:10     agent    AP8  documented popup session-in-progress
            3:10     agent    OK   ordinary   tab customer loaded, open 1347, reply enabled, inbox 1342 open, inbox 1345 open
            3:10     agent    AP9  documented inbox 1347 active, line none
            3:10     agent    SV8  inferred   inbox 9001 open
            3:10     database SV8  inferred   row 9001 5000/5100
            3:10     agent    SV8  inferred   inbox 9002 open
            3:10     database SV8  inferred   row 9002 5000/5100
        "#]],
    );
}

#[test]
fn sv9_logging_out_leaves_a_live_chat_alive() {
    check(
        r#"
        0:10 agent logs out
        expect customer can-type true
        expect customer misled none
        0:20 customer says "I found the number."
        expect ledger message 5 delivered
        0:30 agent logs in
        expect agent popup none
        expect agent open 1347
        expect agent line "Hello, my order has not arrived."
        expect agent line "I found the number."
        agent says "Thank you."
        expect customer line "Thank you."
        "#,
        expect![[r#"
            0:10     agent    OK   ordinary   login out, desktop none, icon none, tab none, open none, reply none, inbox 1342 none, inbox 1345 none, inbox 1347 none
            0:20     customer SV9  inferred   line I found the number.
            0:20     ledger   SV9  inferred   message 5 delivered
            0:30     agent    OK   ordinary   login in, desktop sound, icon green-circle, tab customer loaded, open 1347, reply enabled, inbox 1342 open, inbox 1345 open, inbox 1347 active, line Thank you.
            0:30     customer OK   ordinary   line Thank you.
            0:30     ledger   OK   ordinary   message 6 delivered
        "#]],
    );
}
