//! The fine print: FP1 to FP23.

use drill::Kind;
use expect_test::expect;

use crate::{check, played, refusals, state_after};

#[test]
fn fp1_waiting_for_an_agent_is_live_too() {
    check(
        r#"
        0:10 agent completes 1347
        agent logs out
        0:20 customer starts "Again"
        expect customer misled none
        customer says "Anybody?"
        expect ledger message 5 delivered
        0:30 stop application
        customer says "Anybody there?"
        expect ledger message 6 lost
        expect customer notice ended
        "#,
        expect![[r#"
            0:10     agent    OK   ordinary   icon none, open none, inbox 1347 none
            0:10     customer OK   ordinary   page ended, can-type false
            0:10     database OK   ordinary   row 1347 9000/9100
            0:10     agent    OK   ordinary   login out, desktop none, tab none, reply none, inbox 1342 none, inbox 1345 none
            0:20     customer OK   ordinary   page waiting, can-type true
            0:20     database AP13 inferred   row 1348 4000/4100
            0:20     customer OK   ordinary   line Anybody?
            0:20     ledger   OK   ordinary   message 5 delivered
            0:30     customer AP2  documented notice ended, can-type false, line Anybody there?
            0:30     ledger   AP2  documented message 6 lost
        "#]],
    );
}

#[test]
fn fp2_a_chat_that_ended_stays_open_with_the_agent_and_opening_an_e_mail_hides_the_chat() {
    check(
        r#"
        0:10 customer leaves
        expect agent inbox 1347 ended
        expect agent icon green-circle
        expect agent line "One moment please."
        0:20 agent opens activity 1342
        expect agent icon none
        expect agent line none
        expect agent open 1342
        agent says "Hello?"
        expect refused
        0:30 agent opens activity 1347
        expect agent icon green-circle
        expect agent line "One moment please."
        "#,
        expect![[r#"
            0:10     agent    OK   ordinary   inbox 1347 ended
            0:10     customer OK   ordinary   page form, can-type false
            0:20     agent    OK   ordinary   icon none, open 1342
            0:30     agent    OK   ordinary   icon green-circle, open 1347
        "#]],
    );
}

#[test]
fn fp3_after_means_from_exactly_then_on_and_before_that_instants_commands() {
    // AP2 before the customer's message: typing is over.
    check(
        r#"
        0:10 stop application
        0:15 customer says "Hello?"
        expect refused
        "#,
        expect![[r#"
            0:10     agent    AP6  documented desktop dead
            0:15     customer AP2  documented notice ended, can-type false
        "#]],
    );
    // MA2 before Application's return: the desktop has timed out.
    check(
        "
        0:10 stop application messaging
        agent opens tab case
        0:40 start application
        expect agent desktop timed-out
        ",
        expect![[r#"
            0:10     agent    AP6  documented desktop dead
            0:10     agent    MS2  documented icon triangle
            0:10     agent    MA2  documented tab case loading
            0:15     customer AP2  documented notice ended, can-type false
            0:40     agent    MA2  documented desktop timed-out, icon none, tab case failed, open none, reply none, inbox 1342 none, inbox 1345 none, inbox 1347 none
            0:40     customer MA3  documented notice start-another
        "#]],
    );
    // The mail before the stop of Services.
    check(
        "
        1:30 stop services
        expect agent inbox 9001 open
        ",
        expect![[r#"
            1:30     agent    OK   ordinary   inbox 9001 open
            1:30     database OK   ordinary   row 9001 5000/5100
            1:30     agent    SV4  documented desktop impaired, reply greyed
        "#]],
    );
}

#[test]
fn fp3_the_order_at_one_instant_is_ap2_ap4_ms6_ma2_mail() {
    // All of it at 0:30: AP2 first, so AP4's notice is the one that stays.
    check(
        "
        setting few_minutes 0:20
        setting notice_after 0:20
        setting tab_timeout 0:20
        0:10 stop application messaging
        agent opens tab case
        0:30 expect customer notice connection-issues
        expect agent desktop timed-out
        ",
        expect![[r#"
            0:10     agent    AP6  documented desktop dead
            0:10     agent    MS2  documented icon triangle
            0:10     agent    MA2  documented tab case loading
            0:30     customer AP2  documented notice ended, can-type false
            0:30     customer AP4  documented notice connection-issues
            0:30     agent    MA2  documented desktop timed-out, icon none, tab case failed, open none, reply none, inbox 1342 none, inbox 1345 none, inbox 1347 none
        "#]],
    );
    // MS6 and a mail at 0:30.
    check(
        "
        setting few_minutes 0:20
        setting mail_every 0:30
        0:10 stop messaging
        0:30 expect customer notice connection-issues
        expect agent inbox 9001 open
        ",
        expect![[r#"
            0:10     agent    MS2  documented icon triangle
            0:30     customer MS6  inferred   notice connection-issues
            0:30     agent    OK   ordinary   inbox 9001 open
            0:30     database OK   ordinary   row 9001 5000/5100
        "#]],
    );
}

/// One wish of every kind.
const WISHES: [&str; 19] = [
    "stop messaging",
    "start messaging",
    "agent says \"Hello?\"",
    "agent opens tab case",
    "agent opens inbox main",
    "agent opens activity 1342",
    "agent opens activity 1347",
    "agent opens activity 1348",
    "agent replies \"We will.\"",
    "agent completes 1342",
    "agent completes 1347",
    "agent completes 9001",
    "agent dismisses",
    "agent logs out",
    "agent logs in",
    "customer says \"Hello?\"",
    "customer dismisses",
    "customer starts \"Again\"",
    "customer leaves",
];

#[test]
fn fp4_what_the_screen_does_not_offer_is_refused() {
    expect![[r#"
        stop messaging                   carried out
        start messaging                  Messaging is already on
        agent says "Hello?"              carried out
        agent opens tab case             carried out
        agent opens inbox main           carried out
        agent opens activity 1342        carried out
        agent opens activity 1347        carried out
        agent opens activity 1348        activity 1348 is not in the agent's inbox
        agent replies "We will."         no e-mail is in the agent's view
        agent completes 1342             carried out
        agent completes 1347             carried out
        agent completes 9001             activity 9001 is not in the agent's inbox
        agent dismisses                  there is nothing to dismiss
        agent logs out                   carried out
        agent logs in                    the agent is already logged in
        customer says "Hello?"           carried out
        customer dismisses               there is nothing to dismiss
        customer starts "Again"          the customer can still type into the present chat
        customer leaves                  carried out
    "#]]
    .assert_eq(&refusals("0:10", &WISHES));
}

#[test]
fn fp4_nobody_types_into_no_chat_or_into_one_that_is_shown_as_ended() {
    let wishes = ["agent says \"Hello?\"", "agent replies \"We will.\"", "customer says \"Hello?\""];
    // Nothing in view.
    expect![[r#"
        agent says "Hello?"              no chat is in the agent's view
        agent replies "We will."         no e-mail is in the agent's view
        customer says "Hello?"           the customer cannot type now
    "#]]
    .assert_eq(&refusals("agent completes 1347", &wishes));
    // An e-mail in view.
    expect![[r#"
        agent says "Hello?"              no chat is in the agent's view
        agent replies "We will."         carried out
        customer says "Hello?"           carried out
    "#]]
    .assert_eq(&refusals("agent opens activity 1342", &wishes));
    // A chat in view that is shown as ended.
    expect![[r#"
        agent says "Hello?"              chat 1347 is shown as ended
        agent replies "We will."         no e-mail is in the agent's view
        customer says "Hello?"           the customer cannot type now
    "#]]
    .assert_eq(&refusals("customer leaves", &wishes));
}

#[test]
fn fp4_grey_buttons_are_refused_before_any_other_rule_on_a_dead_desktop_too() {
    let wishes = [
        "agent replies \"We will.\"",
        "agent completes 1342",
        "agent completes 1345",
        "agent completes 1347",
        "agent opens activity 1345",
    ];
    let tables = [
        "agent opens activity 1342\n stop services",
        "agent opens activity 1342\n stop services\n start services",
        "agent opens activity 1342\n stop services\n stop application",
        "agent opens activity 1342\n stop application\n 0:10 stop services\n start all",
    ]
    .map(|script| refusals(script, &wishes));
    expect![[r#"
        agent replies "We will."         the buttons of e-mail 1342 are greyed out
        agent completes 1342             the buttons of e-mail 1342 are greyed out
        agent completes 1345             the buttons of e-mail 1345 are greyed out
        agent completes 1347             carried out
        agent opens activity 1345        carried out
    "#]]
    .assert_eq(&tables[0]);
    assert!(tables.iter().all(|table| *table == tables[0]), "{tables:?}");
    // Dead and not impaired: the buttons are there, and the pop-up answers.
    expect![[r#"
        agent replies "We will."         carried out
        agent completes 1342             carried out
        agent completes 1345             carried out
        agent completes 1347             carried out
        agent opens activity 1345        carried out
    "#]]
    .assert_eq(&refusals("agent opens activity 1342\n stop application", &wishes));
}

#[test]
fn fp4_a_timed_out_desktop_offers_only_logging_out() {
    expect![[r#"
        stop messaging                   Messaging is already off
        start messaging                  carried out
        agent says "Hello?"              the agent's desktop has timed out; only logging out is left
        agent opens tab case             the agent's desktop has timed out; only logging out is left
        agent opens inbox main           the agent's desktop has timed out; only logging out is left
        agent opens activity 1342        the agent's desktop has timed out; only logging out is left
        agent opens activity 1347        the agent's desktop has timed out; only logging out is left
        agent opens activity 1348        the agent's desktop has timed out; only logging out is left
        agent replies "We will."         the agent's desktop has timed out; only logging out is left
        agent completes 1342             the agent's desktop has timed out; only logging out is left
        agent completes 1347             the agent's desktop has timed out; only logging out is left
        agent completes 9001             the agent's desktop has timed out; only logging out is left
        agent dismisses                  the agent's desktop has timed out; only logging out is left
        agent logs out                   carried out
        agent logs in                    the agent is already logged in
        customer says "Hello?"           the customer cannot type now
        customer dismisses               carried out
        customer starts "Again"          carried out
        customer leaves                  carried out
    "#]]
    .assert_eq(&refusals("stop application messaging\n agent opens tab case\n 0:30", &WISHES));
}

#[test]
fn fp4_an_agent_who_is_out_can_only_log_in() {
    expect![[r#"
        stop messaging                   carried out
        start messaging                  Messaging is already on
        agent says "Hello?"              the agent is not logged in
        agent opens tab case             the agent is not logged in
        agent opens inbox main           the agent is not logged in
        agent opens activity 1342        the agent is not logged in
        agent opens activity 1347        the agent is not logged in
        agent opens activity 1348        the agent is not logged in
        agent replies "We will."         the agent is not logged in
        agent completes 1342             the agent is not logged in
        agent completes 1347             the agent is not logged in
        agent completes 9001             the agent is not logged in
        agent dismisses                  the agent is not logged in
        agent logs out                   the agent is not logged in
        agent logs in                    carried out
        customer says "Hello?"           carried out
        customer dismisses               there is nothing to dismiss
        customer starts "Again"          the customer can still type into the present chat
        customer leaves                  carried out
    "#]]
    .assert_eq(&refusals("agent logs out", &WISHES));
}

#[test]
fn fp4_a_customer_who_was_told_of_the_loss_can_start_leave_and_dismiss() {
    expect![[r#"
        customer says "Hello?"           the customer cannot type now
        customer dismisses               carried out
        customer starts "Again"          carried out
        customer leaves                  carried out
    "#]]
    .assert_eq(&refusals("stop application\n 0:05", &WISHES[15..]));
    expect![[r#"
        customer says "Hello?"           the customer cannot type now
        customer dismisses               there is nothing to dismiss
        customer starts "Again"          carried out
        customer leaves                  the customer is at the form
    "#]]
    .assert_eq(&refusals("stop application\n customer leaves", &WISHES[15..]));
}

#[test]
fn fp4_a_refused_command_is_in_no_log() {
    let run = played("stop application\n stop application\n expect refused\n agent dismisses\n expect refused");
    assert_eq!(run.log.len(), 2, "the opening and the one stop: {:?}", run.log);
}

#[test]
fn fp5_a_customer_who_left_or_started_another_hears_nothing_more() {
    check(
        "
        0:10 stop application
        0:12 customer leaves
        0:20 expect customer notice none
        4:00 expect customer notice none
        start application
        expect customer notice none
        ",
        expect![[r#"
            0:10     agent    AP6  documented desktop dead
            0:12     customer OK   ordinary   page form, can-type false
        "#]],
    );
    check(
        r#"
        0:10 stop application
        0:20 start application
        customer starts "Again"
        expect customer notice none
        # The new chat is lost too, and told of by its own outage.
        0:30 stop application
        0:34.999 expect customer notice none
        0:35 expect customer notice ended
        "#,
        expect![[r#"
            0:10     agent    AP6  documented desktop dead
            0:15     customer AP2  documented notice ended, can-type false
            0:20     customer AP3  documented notice start-another
            0:20     customer OK   ordinary   page waiting, notice none, can-type true
            0:20     database AP13 inferred   row 1348 4000/4100
            0:35     customer AP2  documented notice ended, can-type false
        "#]],
    );
}

#[test]
fn fp5_a_further_outage_does_not_repeat_ap2_but_has_ap4_and_ap3_or_ap5_by_its_own_length() {
    check(
        "
        0:10 stop application
        0:20 start application
        expect customer notice start-another
        0:30 stop application
        0:40 expect customer notice start-another
        3:29.999 expect customer notice start-another
        3:30 expect customer notice connection-issues
        4:00 start application
        expect customer notice session-lost
        4:10 stop application
        4:20 start application
        expect customer notice start-another
        ",
        expect![[r#"
            0:10     agent    AP6  documented desktop dead
            0:15     customer AP2  documented notice ended, can-type false
            0:20     customer AP3  documented notice start-another
            3:30     customer AP4  documented notice connection-issues
            4:00     customer AP5  inferred   notice session-lost
            4:20     customer AP3  documented notice start-another
        "#]],
    );
}

#[test]
fn fp5_an_outage_shorter_than_notice_after_goes_straight_to_ap3() {
    check(
        r#"
        0:10 stop application
        0:14.999 start application
        expect customer notice start-another
        customer says "Hello?"
        expect refused
        0:30 expect customer notice start-another
        # Not even where the next outage covers the moment at which AP2 was to come.
        0:40 agent logs out
        "#,
        expect![[r#"
            0:10     agent    AP6  documented desktop dead
            0:14.999 customer AP3  documented notice start-another, can-type false
            0:40     agent    OK   ordinary   login out, desktop none, icon none, tab none, open none, reply none, inbox 1342 none, inbox 1345 none, inbox 1347 none
        "#]],
    );
    check(
        "
        0:10 stop application
        0:12 start application
        0:13 stop application
        0:30 expect customer notice start-another
        ",
        expect![[r#"
            0:10     agent    AP6  documented desktop dead
            0:12     customer AP3  documented notice start-another, can-type false
        "#]],
    );
}

#[test]
fn fp5_a_customer_at_the_form_or_of_a_completed_chat_meets_only_ap15() {
    check(
        r#"
        0:10 agent completes 1347
        0:20 stop application
        0:30 expect customer notice none
        4:00 expect customer notice none
        4:10 customer starts "Again"
        expect customer notice unreachable
        5:00 start application
        expect customer notice none
        expect customer page ended
        "#,
        expect![[r#"
            0:10     agent    OK   ordinary   icon none, open none, inbox 1347 none
            0:10     customer OK   ordinary   page ended, can-type false
            0:10     database OK   ordinary   row 1347 9000/9100
            0:20     agent    AP6  documented desktop dead
            4:10     customer AP15 inferred   notice unreachable
            5:00     customer AP15 inferred   notice none
        "#]],
    );
    check(
        r#"
        0:10 customer leaves
        0:20 stop application
        4:00 customer starts "Again"
        expect customer notice unreachable
        expect customer page form
        5:00 start application
        expect customer notice none
        "#,
        expect![[r#"
            0:10     agent    OK   ordinary   inbox 1347 ended
            0:10     customer OK   ordinary   page form, can-type false
            0:20     agent    AP6  documented desktop dead
            4:00     customer AP15 inferred   notice unreachable
            5:00     customer AP15 inferred   notice none
        "#]],
    );
}

#[test]
fn fp6_under_ms6_the_customer_still_types_and_a_dismissed_notice_stays_away_until_the_next_is_due() {
    check(
        r#"
        0:10 stop messaging
        3:10 expect customer notice connection-issues
        customer says "Hello?"
        expect ledger message 5 lost
        customer dismisses
        expect customer notice none
        9:00 expect customer notice none
        "#,
        expect![[r#"
            0:10     agent    MS2  documented icon triangle
            1:30     agent    OK   ordinary   inbox 9001 open
            1:30     database OK   ordinary   row 9001 5000/5100
            3:00     agent    OK   ordinary   inbox 9002 open
            3:00     database OK   ordinary   row 9002 5000/5100
            3:10     customer MS6  inferred   notice connection-issues
            3:10     customer MS5  inferred   line Hello?
            3:10     ledger   MS3  documented message 5 lost
            3:10     customer OK   ordinary   notice none
            4:30     agent    OK   ordinary   inbox 9003 open
            4:30     database OK   ordinary   row 9003 5000/5100
            6:00     agent    OK   ordinary   inbox 9004 open
            6:00     database OK   ordinary   row 9004 5000/5100
            7:30     agent    OK   ordinary   inbox 9005 open
            7:30     database OK   ordinary   row 9005 5000/5100
            9:00     agent    OK   ordinary   inbox 9006 open
            9:00     database OK   ordinary   row 9006 5000/5100
        "#]],
    );
    check(
        "
        0:10 stop application
        0:15 customer dismisses
        expect customer can-type false
        2:00 expect customer notice none
        3:10 expect customer notice connection-issues
        3:20 customer dismisses
        4:00 expect customer notice none
        5:00 start application
        expect customer notice session-lost
        ",
        expect![[r#"
            0:10     agent    AP6  documented desktop dead
            0:15     customer AP2  documented notice ended, can-type false
            0:15     customer OK   ordinary   notice none
            3:10     customer AP4  documented notice connection-issues
            3:20     customer OK   ordinary   notice none
            5:00     customer AP5  inferred   notice session-lost
        "#]],
    );
}

#[test]
fn fp7_ap15s_notice_takes_the_place_of_any_other_until_application_is_back_or_ap4_comes_due() {
    check(
        r#"
        0:10 stop application
        0:20 customer starts "Again"
        expect customer notice unreachable
        3:09.999 expect customer notice unreachable
        3:10 expect customer notice connection-issues
        3:20 customer starts "Again"
        expect customer notice unreachable
        5:00 expect customer notice unreachable
        5:10 start application
        expect customer notice session-lost
        "#,
        expect![[r#"
            0:10     agent    AP6  documented desktop dead
            0:15     customer AP2  documented notice ended, can-type false
            0:20     customer AP15 inferred   notice unreachable
            3:10     customer AP4  documented notice connection-issues
            3:20     customer AP15 inferred   notice unreachable
            5:10     customer AP5  inferred   notice session-lost
        "#]],
    );
}

#[test]
fn fp8_ms6_counts_from_messagings_stop_and_comes_at_once_for_a_chat_started_later() {
    check(
        r#"
        0:10 stop messaging
        agent completes 1347
        1:00 customer leaves
        1:10 customer starts "Again"
        expect customer page chat
        expect customer notice none
        # Once per outage and chat, counted from the stop.
        3:10 expect customer notice connection-issues
        3:20 customer leaves
        expect customer notice none
        agent completes 1348
        3:30 customer starts "And again"
        expect customer notice connection-issues
        3:40 customer dismisses
        9:00 expect customer notice none
        9:10 start messaging
        9:20 stop messaging
        12:20 expect customer notice connection-issues
        "#,
        expect![[r#"
            0:10     agent    MS2  documented icon triangle
            0:10     agent    OK   ordinary   icon none, open none, inbox 1347 none
            0:10     database OK   ordinary   row 1347 9000/9100
            1:00     customer OK   ordinary   page form, can-type false
            1:10     agent    MS2  documented icon triangle
            1:10     agent    OK   ordinary   open 1348
            1:10     agent    AP13 inferred   inbox 1348 active
            1:10     customer AP13 inferred   page chat
            1:10     customer OK   ordinary   can-type true
            1:10     database AP13 inferred   row 1348 5000/5100
            1:30     agent    OK   ordinary   inbox 9001 open
            1:30     database OK   ordinary   row 9001 5000/5100
            3:00     agent    OK   ordinary   inbox 9002 open
            3:00     database OK   ordinary   row 9002 5000/5100
            3:10     customer MS6  inferred   notice connection-issues
            3:20     customer OK   ordinary   page form, notice none, can-type false
            3:20     agent    OK   ordinary   icon none, open none, inbox 1348 none
            3:20     database OK   ordinary   row 1348 9000/9100
            3:30     agent    MS2  documented icon triangle
            3:30     agent    OK   ordinary   open 1349
            3:30     agent    AP13 inferred   inbox 1349 active
            3:30     customer AP13 inferred   page chat
            3:30     customer OK   ordinary   can-type true
            3:30     database AP13 inferred   row 1349 5000/5100
            3:30     customer MS6  inferred   notice connection-issues
            3:40     customer OK   ordinary   notice none
            4:30     agent    OK   ordinary   inbox 9003 open
            4:30     database OK   ordinary   row 9003 5000/5100
            6:00     agent    OK   ordinary   inbox 9004 open
            6:00     database OK   ordinary   row 9004 5000/5100
            7:30     agent    OK   ordinary   inbox 9005 open
            7:30     database OK   ordinary   row 9005 5000/5100
            9:00     agent    OK   ordinary   inbox 9006 open
            9:00     database OK   ordinary   row 9006 5000/5100
            9:10     agent    MS4  documented icon green-circle
            9:20     agent    MS2  documented icon triangle
            10:30    agent    OK   ordinary   inbox 9007 open
            10:30    database OK   ordinary   row 9007 5000/5100
            12:00    agent    OK   ordinary   inbox 9008 open
            12:00    database OK   ordinary   row 9008 5000/5100
            12:20    customer MS6  inferred   notice connection-issues
        "#]],
    );
}

#[test]
fn fp8_ms6_concerns_the_waiting_page_and_a_chat_completed_unseen() {
    check(
        r#"
        0:10 agent completes 1347
        agent logs out
        0:20 stop messaging
        0:30 customer starts "Again"
        expect customer page waiting
        3:20 expect customer notice connection-issues
        expect customer page waiting
        "#,
        expect![[r#"
            0:10     agent    OK   ordinary   icon none, open none, inbox 1347 none
            0:10     customer OK   ordinary   page ended, can-type false
            0:10     database OK   ordinary   row 1347 9000/9100
            0:10     agent    OK   ordinary   login out, desktop none, tab none, reply none, inbox 1342 none, inbox 1345 none
            0:30     customer OK   ordinary   page waiting, can-type true
            0:30     database AP13 inferred   row 1348 4000/4100
            3:20     customer MS6  inferred   notice connection-issues
        "#]],
    );
    check(
        "
        0:10 stop messaging
        0:20 agent completes 1347
        3:10 expect customer notice connection-issues
        expect customer can-type true
        ",
        expect![[r#"
            0:10     agent    MS2  documented icon triangle
            0:20     agent    OK   ordinary   icon none, open none, inbox 1347 none
            0:20     database OK   ordinary   row 1347 9000/9100
            1:30     agent    OK   ordinary   inbox 9001 open
            1:30     database OK   ordinary   row 9001 5000/5100
            3:00     agent    OK   ordinary   inbox 9002 open
            3:00     database OK   ordinary   row 9002 5000/5100
            3:10     customer MS6  inferred   notice connection-issues
        "#]],
    );
}

#[test]
fn fp8_ms6s_notice_goes_when_messaging_returns_the_chat_lost_or_not() {
    check(
        "
        0:10 stop messaging
        3:10 expect customer notice connection-issues
        3:20 stop application
        3:22 start messaging
        expect customer notice none
        3:25 expect customer notice ended
        ",
        expect![[r#"
            0:10     agent    MS2  documented icon triangle
            1:30     agent    OK   ordinary   inbox 9001 open
            1:30     database OK   ordinary   row 9001 5000/5100
            3:00     agent    OK   ordinary   inbox 9002 open
            3:00     database OK   ordinary   row 9002 5000/5100
            3:10     customer MS6  inferred   notice connection-issues
            3:20     agent    AP6  documented desktop dead
            3:22     agent    AP14 inferred   icon green-circle
            3:22     customer MS4  documented notice none
            3:25     customer AP2  documented notice ended, can-type false
        "#]],
    );
    // Another notice has taken its place, AP4's among them, though it looks alike.
    check(
        "
        0:10 stop messaging
        3:10 expect customer notice connection-issues
        3:20 stop application
        3:25 expect customer notice ended
        6:20 expect customer notice connection-issues
        6:30 start messaging
        expect customer notice connection-issues
        ",
        expect![[r#"
            0:10     agent    MS2  documented icon triangle
            1:30     agent    OK   ordinary   inbox 9001 open
            1:30     database OK   ordinary   row 9001 5000/5100
            3:00     agent    OK   ordinary   inbox 9002 open
            3:00     database OK   ordinary   row 9002 5000/5100
            3:10     customer MS6  inferred   notice connection-issues
            3:20     agent    AP6  documented desktop dead
            3:25     customer AP2  documented notice ended, can-type false
            6:20     customer AP4  documented notice connection-issues
            6:30     agent    AP14 inferred   icon green-circle
        "#]],
    );
}

#[test]
fn fp8_ms6_does_not_concern_a_lost_chat() {
    check(
        "
        0:10 stop messaging
        3:00 stop application
        3:05 expect customer notice ended
        3:10 expect customer notice ended
        ",
        expect![[r#"
            0:10     agent    MS2  documented icon triangle
            1:30     agent    OK   ordinary   inbox 9001 open
            1:30     database OK   ordinary   row 9001 5000/5100
            3:00     agent    OK   ordinary   inbox 9002 open
            3:00     database OK   ordinary   row 9002 5000/5100
            3:00     agent    AP6  documented desktop dead
            3:05     customer AP2  documented notice ended, can-type false
        "#]],
    );
}

#[test]
fn fp9_the_customers_transcript_and_notices_stay_until_another_chat_or_leaving() {
    check(
        r#"
        0:10 stop messaging
        customer says "Lost."
        agent says "Lost too."
        0:20 stop application
        0:25 expect customer line "Lost."
        expect not customer line "Lost too."
        expect customer line "One moment please."
        0:30 start all
        expect customer line "One moment please."
        customer starts "Again"
        expect customer line none
        expect customer notice none
        "#,
        expect![[r#"
            0:10     agent    MS2  documented icon triangle
            0:10     customer MS5  inferred   line Lost.
            0:10     ledger   MS3  documented message 5 lost
            0:10     agent    MS5  inferred   line Lost too.
            0:10     ledger   MS3  documented message 6 lost
            0:20     agent    AP6  documented desktop dead
            0:25     customer AP2  documented notice ended, can-type false
            0:30     agent    AP14 inferred   icon green-circle
            0:30     customer MA3  documented notice start-another
            0:30     customer OK   ordinary   page waiting, notice none, can-type true
            0:30     database AP13 inferred   row 1348 4000/4100
        "#]],
    );
    check(
        "
        0:10 stop application
        0:15 customer leaves
        expect customer page form
        expect customer line none
        expect customer notice none
        ",
        expect![[r#"
            0:10     agent    AP6  documented desktop dead
            0:15     customer AP2  documented notice ended, can-type false
            0:15     customer OK   ordinary   page form, notice none
        "#]],
    );
}

#[test]
fn fp9_completing_a_ghost_changes_nothing_on_the_customers_screen() {
    check(
        r#"
        0:10 stop application
        0:20 start application
        customer dismisses
        agent logs out
        agent logs in
        agent completes 1347
        expect customer page chat
        expect customer line "One moment please."
        0:30 stop messaging
        0:40 start messaging
        expect customer page chat
        "#,
        expect![[r#"
            0:10     agent    AP6  documented desktop dead
            0:15     customer AP2  documented notice ended, can-type false
            0:20     customer AP3  documented notice start-another
            0:20     customer OK   ordinary   notice none
            0:20     agent    OK   ordinary   login out, desktop none, icon none, tab none, open none, reply none, inbox 1342 none, inbox 1345 none, inbox 1347 none, login in, desktop sound
            0:20     agent    AP14 inferred   icon green-circle
            0:20     agent    AP8  documented popup session-in-progress
            0:20     agent    OK   ordinary   tab customer loaded, open 1347, reply enabled, inbox 1342 open, inbox 1345 open
            0:20     agent    AP9  documented inbox 1347 active, line none
            0:20     agent    OK   ordinary   icon none
            0:20     agent    FP13 inferred   popup none
            0:20     agent    OK   ordinary   open none
            0:20     agent    AP12 inferred   inbox 1347 none
            0:20     database AP12 inferred   row 1347 9000/9100
        "#]],
    );
}

#[test]
fn fp10_lost_while_waiting_the_page_stays_with_the_notices_and_an_assignment_changes_nothing() {
    check(
        r#"
        0:10 agent completes 1347
        agent logs out
        0:20 customer starts "Again"
        0:30 stop application
        0:35 expect customer notice ended
        expect customer page waiting
        0:40 start application
        expect customer notice start-another
        expect customer page waiting
        0:50 agent logs in
        expect database row 1348 5000/5100
        expect customer page waiting
        expect customer notice start-another
        1:00 agent completes 1348
        expect customer page waiting
        "#,
        expect![[r#"
            0:10     agent    OK   ordinary   icon none, open none, inbox 1347 none
            0:10     customer OK   ordinary   page ended, can-type false
            0:10     database OK   ordinary   row 1347 9000/9100
            0:10     agent    OK   ordinary   login out, desktop none, tab none, reply none, inbox 1342 none, inbox 1345 none
            0:20     customer OK   ordinary   page waiting, can-type true
            0:20     database AP13 inferred   row 1348 4000/4100
            0:35     customer AP2  documented notice ended, can-type false
            0:40     customer AP3  documented notice start-another
            0:50     agent    OK   ordinary   login in, desktop sound
            0:50     agent    AP14 inferred   icon green-circle
            0:50     agent    OK   ordinary   tab customer loaded, open 1348, reply enabled, inbox 1342 open, inbox 1345 open
            0:50     agent    AP16 inferred   inbox 1348 active, line none
            0:50     database AP16 inferred   row 1348 5000/5100
            1:00     agent    OK   ordinary   icon none, open none
            1:00     agent    AP12 inferred   inbox 1348 none
            1:00     database AP12 inferred   row 1348 9000/9100
        "#]],
    );
}

#[test]
fn fp10_a_chat_left_while_it_waited_is_completed_by_the_system_unless_it_was_lost() {
    check(
        r#"
        0:10 agent completes 1347
        agent logs out
        0:20 customer starts "Again"
        customer leaves
        expect database row 1348 9000/9100
        0:30 agent logs in
        expect not agent inbox 1348
        "#,
        expect![[r#"
            0:10     agent    OK   ordinary   icon none, open none, inbox 1347 none
            0:10     customer OK   ordinary   page ended, can-type false
            0:10     database OK   ordinary   row 1347 9000/9100
            0:10     agent    OK   ordinary   login out, desktop none, tab none, reply none, inbox 1342 none, inbox 1345 none
            0:20     customer OK   ordinary   page waiting, can-type true
            0:20     database AP13 inferred   row 1348 4000/4100
            0:20     customer OK   ordinary   page form, can-type false
            0:20     database FP10 inferred   row 1348 9000/9100
            0:30     agent    OK   ordinary   login in, desktop sound, tab customer loaded, reply enabled, inbox 1342 open, inbox 1345 open
        "#]],
    );
    check(
        r#"
        0:10 agent completes 1347
        agent logs out
        0:20 customer starts "Again"
        0:30 stop application
        customer leaves
        expect database row 1348 4000/4100
        0:40 start application
        agent logs in
        expect agent inbox 1348 active
        "#,
        expect![[r#"
            0:10     agent    OK   ordinary   icon none, open none, inbox 1347 none
            0:10     customer OK   ordinary   page ended, can-type false
            0:10     database OK   ordinary   row 1347 9000/9100
            0:10     agent    OK   ordinary   login out, desktop none, tab none, reply none, inbox 1342 none, inbox 1345 none
            0:20     customer OK   ordinary   page waiting, can-type true
            0:20     database AP13 inferred   row 1348 4000/4100
            0:30     customer OK   ordinary   page form, can-type false
            0:40     agent    OK   ordinary   login in, desktop sound
            0:40     agent    AP14 inferred   icon green-circle
            0:40     agent    OK   ordinary   tab customer loaded, open 1348, reply enabled, inbox 1342 open, inbox 1345 open
            0:40     agent    AP16 inferred   inbox 1348 active, line none
            0:40     database AP16 inferred   row 1348 5000/5100
        "#]],
    );
}

#[test]
fn fp11_of_several_marks_the_worst_is_told() {
    check(
        "
        0:10 stop services
        expect agent desktop impaired
        0:20 stop application
        expect agent desktop dead
        0:30 stop messaging
        agent opens tab case
        1:00 expect agent desktop timed-out
        1:10 start all
        expect agent desktop timed-out
        agent logs out
        agent logs in
        expect agent desktop sound
        ",
        expect![[r#"
            0:10     agent    SV4  documented desktop impaired, reply greyed
            0:20     agent    AP6  inferred   desktop dead
            0:25     customer AP2  inferred   notice ended, can-type false
            0:30     agent    AL1  documented icon triangle
            0:30     agent    MA2  documented tab case loading
            0:45     agent    AL2  documented title-flashing true
            1:00     agent    MA2  documented desktop timed-out, icon none, tab case failed, open none, reply none, inbox 1342 none, inbox 1345 none, inbox 1347 none
            1:10     agent    AL6  inferred   title-flashing false
            1:10     customer AL5  documented notice start-another
            1:10     agent    OK   ordinary   login out, desktop none, tab none, login in
            1:10     agent    SV6  documented desktop sound
            1:10     agent    AP14 inferred   icon green-circle
            1:10     agent    AP8  documented popup session-in-progress
            1:10     agent    OK   ordinary   tab customer loaded, open 1347
            1:10     agent    SV6  documented reply enabled
            1:10     agent    OK   ordinary   inbox 1342 open, inbox 1345 open
            1:10     agent    AP9  documented inbox 1347 active, line none
        "#]],
    );
}

#[test]
fn fp11_a_dead_desktops_inbox_and_transcript_are_what_they_last_were_its_icon_and_title_go_on() {
    check(
        r#"
        0:10 stop application
        0:12 customer says "Hello?"
        expect not agent line "Hello?"
        0:20 start application
        customer starts "Again"
        customer says "Hello again?"
        expect not agent inbox 1348
        expect agent line "One moment please."
        expect not agent line "Hello again?"
        0:30 stop all
        expect agent icon triangle
        0:45 expect agent title-flashing true
        1:30 expect agent icon red-square
        expect not agent inbox 9001
        expect agent line "One moment please."
        2:00 start all
        expect agent icon green-circle
        agent opens inbox main
        expect agent popup log-in-again
        "#,
        expect![[r#"
            0:10     agent    AP6  documented desktop dead
            0:12     customer AP2  documented notice ended, can-type false, line Hello?
            0:12     ledger   AP2  documented message 5 lost
            0:20     customer AP3  documented notice start-another
            0:20     customer OK   ordinary   page waiting, notice none, can-type true
            0:20     database AP13 inferred   row 1348 4000/4100
            0:20     customer OK   ordinary   line Hello again?
            0:20     ledger   OK   ordinary   message 6 delivered
            0:30     agent    AL1  documented icon triangle
            0:30     agent    SV4  documented reply greyed
            0:35     customer AP2  documented notice ended, can-type false
            0:45     agent    AL2  documented title-flashing true
            1:30     agent    AL3  documented icon red-square
            2:00     agent    AP14 inferred   icon green-circle
            2:00     agent    AL6  inferred   title-flashing false
            2:00     customer AL5  documented notice start-another
            2:00     agent    AP7  inferred   popup log-in-again
        "#]],
    );
}

#[test]
fn fp11_a_timed_out_desktop_shows_nothing_but_the_title_and_offers_only_logging_out() {
    check(
        "
        0:10 stop application messaging
        agent opens inbox main
        agent opens tab notes
        agent opens inbox main
        expect agent popup crash
        0:40 expect agent desktop timed-out
        expect agent icon none
        expect agent line none
        expect not agent inbox 1347
        expect agent reply none
        expect agent popup none
        expect agent open none
        expect agent tab notes failed
        expect agent title-flashing false
        0:50 stop services
        1:05 expect agent title-flashing true
        1:50 expect agent icon none
        2:00 start all
        expect agent title-flashing false
        expect agent icon none
        agent opens tab case
        expect refused
        agent logs in
        expect refused
        agent logs out
        ",
        expect![[r#"
            0:10     agent    AP6  documented desktop dead
            0:10     agent    MS2  documented icon triangle
            0:10     agent    AP6  documented popup crash
            0:10     agent    FP13 inferred   popup none
            0:10     agent    MA2  documented tab notes loading
            0:10     agent    AP6  documented popup crash
            0:15     customer AP2  documented notice ended, can-type false
            0:40     agent    MA2  documented desktop timed-out, icon none, popup none, tab notes failed, open none, reply none, inbox 1342 none, inbox 1345 none, inbox 1347 none
            1:05     agent    AL2  documented title-flashing true
            2:00     agent    AL6  inferred   title-flashing false
            2:00     customer AL5  documented notice start-another
            2:00     agent    OK   ordinary   login out, desktop none, tab none
        "#]],
    );
}

#[test]
fn fp12_it_counts_from_the_first_tab_that_got_no_answer() {
    check(
        "
        0:10 stop application messaging
        0:20 agent opens tab case
        0:40 agent opens tab history
        expect agent tab history loading
        0:49.999 expect agent desktop dead
        0:50 expect agent desktop timed-out
        expect agent tab history failed
        ",
        expect![[r#"
            0:10     agent    AP6  documented desktop dead
            0:10     agent    MS2  documented icon triangle
            0:15     customer AP2  documented notice ended, can-type false
            0:20     agent    MA2  documented tab case loading
            0:40     agent    MA2  documented tab history loading
            0:50     agent    MA2  documented desktop timed-out, icon none, tab history failed, open none, reply none, inbox 1342 none, inbox 1345 none, inbox 1347 none
        "#]],
    );
}

#[test]
fn fp12_application_back_in_time_the_tab_has_failed_and_the_next_touch_gives_ap7() {
    check(
        "
        0:10 stop application messaging
        0:20 agent opens tab case
        0:49.999 start application
        expect agent tab case failed
        expect agent desktop dead
        1:00 expect agent desktop dead
        agent opens tab history
        expect agent popup log-in-again
        expect agent tab case failed
        # Both off once more: a tab that gets no answer counts anew.
        1:10 stop application
        agent opens tab notes
        expect agent tab notes loading
        1:39.999 expect agent desktop dead
        1:40 expect agent desktop timed-out
        ",
        expect![[r#"
            0:10     agent    AP6  documented desktop dead
            0:10     agent    MS2  documented icon triangle
            0:15     customer AP2  documented notice ended, can-type false
            0:20     agent    MA2  documented tab case loading
            0:49.999 agent    MA2  documented tab case failed
            0:49.999 customer MA3  documented notice start-another
            1:00     agent    AP7  inferred   popup log-in-again
            1:10     agent    FP13 inferred   popup none
            1:10     agent    MA2  documented tab notes loading
            1:40     agent    MA2  documented desktop timed-out, icon none, tab notes failed, open none, reply none, inbox 1342 none, inbox 1345 none, inbox 1347 none
        "#]],
    );
}

#[test]
fn fp12_only_messaging_back_the_desktop_still_times_out() {
    check(
        "
        0:10 stop application messaging
        0:20 agent opens tab case
        0:30 start messaging
        expect agent tab case loading
        agent opens tab history
        expect agent popup no-longer
        expect agent tab case loading
        0:40 stop messaging
        agent opens tab notes
        expect agent popup none
        expect agent tab notes loading
        0:50 expect agent desktop timed-out
        ",
        expect![[r#"
            0:10     agent    AP6  documented desktop dead
            0:10     agent    MS2  documented icon triangle
            0:15     customer AP2  documented notice ended, can-type false
            0:20     agent    MA2  documented tab case loading
            0:30     agent    AP14 inferred   icon green-circle
            0:30     agent    AP6  documented popup no-longer
            0:40     agent    MS2  documented icon triangle
            0:40     agent    FP13 inferred   popup none
            0:40     agent    MA2  documented tab notes loading
            0:50     agent    MA2  documented desktop timed-out, icon none, tab notes failed, open none, reply none, inbox 1342 none, inbox 1345 none, inbox 1347 none
        "#]],
    );
}

#[test]
fn fp13_a_touch_closes_the_pop_up_and_dismissing_only_closes_it() {
    check(
        r#"
        0:10 stop application
        0:20 agent opens inbox main
        expect agent popup crash
        0:30 agent opens inbox main
        expect agent popup crash
        0:40 agent says "Hello?"
        expect agent popup delay
        0:50 agent dismisses
        expect agent popup none
        agent dismisses
        expect refused
        1:00 start application
        agent logs out
        agent logs in
        expect agent popup session-in-progress
        agent opens tab case
        expect agent popup none
        expect agent tab case loaded
        "#,
        expect![[r#"
            0:10     agent    AP6  documented desktop dead
            0:15     customer AP2  documented notice ended, can-type false
            0:20     agent    AP6  documented popup crash
            0:30     agent    AP6  documented popup crash
            0:40     agent    AP6  documented popup delay
            0:40     ledger   AP6  documented message 5 unsent
            0:50     agent    FP13 inferred   popup none
            1:00     customer AP3  documented notice start-another
            1:00     agent    OK   ordinary   login out, desktop none, icon none, tab none, open none, reply none, inbox 1342 none, inbox 1345 none, inbox 1347 none, login in, desktop sound
            1:00     agent    AP14 inferred   icon green-circle
            1:00     agent    AP8  documented popup session-in-progress
            1:00     agent    OK   ordinary   tab customer loaded, open 1347, reply enabled, inbox 1342 open, inbox 1345 open
            1:00     agent    AP9  documented inbox 1347 active, line none
            1:00     agent    FP13 inferred   popup none
            1:00     agent    OK   ordinary   tab case loaded
        "#]],
    );
}

#[test]
fn fp14_grey_buttons_stop_e_mail_work_and_nothing_else() {
    check(
        r#"
        0:10 stop services
        agent opens tab case
        expect agent tab case loaded
        agent opens inbox main
        agent opens activity 1342
        expect agent open 1342
        expect agent reply greyed
        agent completes 1342
        expect refused
        agent replies "We will."
        expect refused
        agent opens activity 1347
        agent says "Hello?"
        expect ledger message 5 delivered
        agent completes 1347
        expect database row 1347 9000/9100
        expect agent popup none
        "#,
        expect![[r#"
            0:10     agent    SV4  documented desktop impaired, reply greyed
            0:10     agent    OK   ordinary   tab case loaded, icon none, open 1342, icon green-circle, open 1347
            0:10     agent    SV1  documented line Hello?
            0:10     customer SV1  documented line Hello?
            0:10     ledger   SV1  documented message 5 delivered
            0:10     agent    OK   ordinary   icon none, open none
            0:10     agent    SV3  documented inbox 1347 none
            0:10     customer SV3  documented page ended, can-type false
            0:10     database SV3  documented row 1347 9000/9100
        "#]],
    );
}

#[test]
fn fp15_what_is_opened_by_itself_and_what_leaves_nothing_in_view() {
    check(
        r#"
        0:10 agent opens activity 1342
        agent opens tab case
        agent opens inbox main
        expect agent open 1342
        # Not in view, and yet completed; what is in view stays.
        agent completes 1345
        expect agent open 1342
        agent replies "We will."
        expect agent open none
        expect not agent inbox 1342
        0:20 agent logs out
        agent logs in
        expect agent open 1347
        expect agent tab customer loaded
        agent completes 1347
        expect agent open none
        0:30 customer starts "Again"
        expect agent open 1348
        "#,
        expect![[r#"
            0:10     agent    OK   ordinary   icon none, open 1342, tab case loaded, inbox 1345 none
            0:10     database OK   ordinary   row 1345 9000/9100
            0:10     agent    OK   ordinary   open none, inbox 1342 none
            0:10     database OK   ordinary   row 1342 9000/9100
            0:20     agent    OK   ordinary   login out, desktop none, tab none, reply none, inbox 1347 none, login in, desktop sound, icon green-circle, tab customer loaded, open 1347, reply enabled, inbox 1347 active, icon none, open none, inbox 1347 none
            0:20     customer OK   ordinary   page ended, can-type false
            0:20     database OK   ordinary   row 1347 9000/9100
            0:30     agent    OK   ordinary   icon green-circle, open 1348
            0:30     agent    AP13 inferred   inbox 1348 active
            0:30     customer AP13 inferred   page chat
            0:30     customer OK   ordinary   can-type true
            0:30     database AP13 inferred   row 1348 5000/5100
        "#]],
    );
    // An assigned chat is opened at once, whatever is in view.
    check(
        r#"
        0:10 agent completes 1347
        agent opens activity 1342
        0:20 customer starts "Again"
        expect agent open 1348
        "#,
        expect![[r#"
            0:10     agent    OK   ordinary   icon none, open none, inbox 1347 none
            0:10     customer OK   ordinary   page ended, can-type false
            0:10     database OK   ordinary   row 1347 9000/9100
            0:10     agent    OK   ordinary   open 1342
            0:20     agent    OK   ordinary   icon green-circle, open 1348
            0:20     agent    AP13 inferred   inbox 1348 active
            0:20     customer AP13 inferred   page chat
            0:20     customer OK   ordinary   can-type true
            0:20     database AP13 inferred   row 1348 5000/5100
        "#]],
    );
}

#[test]
fn fp16_whose_lines_a_transcript_in_the_agents_view_holds() {
    check(
        r#"
        0:10 stop messaging
        agent says "Lost, and mine."
        customer says "Lost, and the customer's."
        expect agent line "Lost, and mine."
        expect not agent line "Lost, and the customer's."
        0:20 start messaging
        stop application
        agent says "Unsent."
        expect not agent line "Unsent."
        expect agent line "Lost, and mine."
        0:30 start application
        agent logs out
        agent logs in
        # A ghost's is emptied at each log-in, and then shows the agent's own lines only.
        expect agent line none
        agent says "One."
        expect agent line "One."
        0:40 agent logs out
        agent logs in
        expect agent line none
        agent says "Two."
        expect agent line "Two."
        expect not agent line "One."
        "#,
        expect![[r#"
            0:10     agent    MS2  documented icon triangle
            0:10     agent    MS5  inferred   line Lost, and mine.
            0:10     ledger   MS3  documented message 5 lost
            0:10     customer MS5  inferred   line Lost, and the customer's.
            0:10     ledger   MS3  documented message 6 lost
            0:20     agent    MS4  documented icon green-circle
            0:20     agent    AP6  documented desktop dead, popup delay
            0:20     ledger   AP6  documented message 7 unsent
            0:25     customer AP2  documented notice ended, can-type false
            0:30     customer AP3  documented notice start-another
            0:30     agent    OK   ordinary   login out, desktop none, icon none, popup none, tab none, open none, reply none, inbox 1342 none, inbox 1345 none, inbox 1347 none, login in, desktop sound
            0:30     agent    AP14 inferred   icon green-circle
            0:30     agent    AP8  documented popup session-in-progress
            0:30     agent    OK   ordinary   tab customer loaded, open 1347, reply enabled, inbox 1342 open, inbox 1345 open
            0:30     agent    AP9  documented inbox 1347 active, line none
            0:30     agent    FP13 inferred   popup none
            0:30     agent    AP12 inferred   line One.
            0:30     ledger   AP12 inferred   message 8 lost
            0:40     agent    OK   ordinary   login out, desktop none, icon none, tab none, open none, reply none, inbox 1342 none, inbox 1345 none, inbox 1347 none, login in, desktop sound
            0:40     agent    AP14 inferred   icon green-circle
            0:40     agent    AP8  documented popup session-in-progress
            0:40     agent    OK   ordinary   tab customer loaded, open 1347, reply enabled, inbox 1342 open, inbox 1345 open
            0:40     agent    AP9  documented inbox 1347 active, line none
            0:40     agent    FP13 inferred   popup none
            0:40     agent    AP12 inferred   line Two.
            0:40     ledger   AP12 inferred   message 9 lost
        "#]],
    );
}

#[test]
fn fp17_a_ghost_assigned_in_the_instant_of_a_log_in_brings_no_ap8() {
    check(
        r#"
        0:10 agent completes 1347
        agent logs out
        0:20 customer starts "Again"
        0:30 stop application
        agent logs in
        expect agent login unreachable
        0:40 start application
        expect agent login unreachable
        0:50 agent logs in
        expect agent login in
        expect agent open 1348
        expect agent popup none
        "#,
        expect![[r#"
            0:10     agent    OK   ordinary   icon none, open none, inbox 1347 none
            0:10     customer OK   ordinary   page ended, can-type false
            0:10     database OK   ordinary   row 1347 9000/9100
            0:10     agent    OK   ordinary   login out, desktop none, tab none, reply none, inbox 1342 none, inbox 1345 none
            0:20     customer OK   ordinary   page waiting, can-type true
            0:20     database AP13 inferred   row 1348 4000/4100
            0:30     agent    AP10 inferred   login unreachable
            0:35     customer AP2  documented notice ended, can-type false
            0:40     customer AP3  documented notice start-another
            0:50     agent    OK   ordinary   login in, desktop sound
            0:50     agent    AP14 inferred   icon green-circle
            0:50     agent    OK   ordinary   tab customer loaded, open 1348, reply enabled, inbox 1342 open, inbox 1345 open
            0:50     agent    AP16 inferred   inbox 1348 active, line none
            0:50     database AP16 inferred   row 1348 5000/5100
        "#]],
    );
}

#[test]
fn fp18_a_left_chat_stays_in_the_inbox_until_it_is_completed() {
    check(
        r#"
        0:10 customer leaves
        expect agent inbox 1347 ended
        0:20 agent logs out
        agent logs in
        expect agent inbox 1347 ended
        expect agent open 1347
        expect agent popup none
        0:30 agent completes 1347
        expect not agent inbox 1347
        "#,
        expect![[r#"
            0:10     agent    OK   ordinary   inbox 1347 ended
            0:10     customer OK   ordinary   page form, can-type false
            0:20     agent    OK   ordinary   login out, desktop none, icon none, tab none, open none, reply none, inbox 1342 none, inbox 1345 none, inbox 1347 none, login in, desktop sound, icon green-circle, tab customer loaded, open 1347, reply enabled, inbox 1342 open, inbox 1345 open, inbox 1347 ended
            0:30     agent    OK   ordinary   icon none, open none, inbox 1347 none
            0:30     database OK   ordinary   row 1347 9000/9100
        "#]],
    );
}

#[test]
fn fp18_ms8_is_learnt_whatever_else_is_off_but_not_by_a_dead_desktop_nor_by_an_agent_who_is_out() {
    // The customer's page: Application is off, and yet.
    check(
        "
        0:10 stop messaging
        agent completes 1347
        0:20 stop application services
        0:30 start messaging
        expect customer page ended
        ",
        expect![[r#"
            0:10     agent    MS2  documented icon triangle
            0:10     agent    OK   ordinary   icon none, open none, inbox 1347 none
            0:10     database OK   ordinary   row 1347 9000/9100
            0:20     agent    AP6  documented desktop dead
            0:20     agent    SV4  documented reply greyed
            0:30     customer MS8  inferred   page ended, can-type false
        "#]],
    );
    // An impaired desktop learns; a dead one does not, not even after Application is back, until the next log-in.
    check(
        "
        0:10 stop messaging services
        customer leaves
        0:20 start messaging
        expect agent inbox 1347 ended
        ",
        expect![[r#"
            0:10     agent    SV4  inferred   desktop impaired
            0:10     agent    MS2  inferred   icon triangle
            0:10     agent    SV4  inferred   reply greyed
            0:10     customer OK   ordinary   page form, can-type false
            0:20     agent    MS4  inferred   icon green-circle
            0:20     agent    MS8  inferred   inbox 1347 ended
        "#]],
    );
    check(
        "
        0:10 stop messaging
        customer leaves
        0:20 stop application
        0:30 start messaging
        expect agent inbox 1347 active
        0:40 start application
        expect agent inbox 1347 active
        expect agent misled chat-alive MS8
        expect agent misled connected AP14
        0:50 agent logs out
        agent logs in
        expect agent inbox 1347 ended
        expect agent popup none
        expect agent misled none
        ",
        expect![[r#"
            0:10     agent    MS2  documented icon triangle
            0:10     customer OK   ordinary   page form, can-type false
            0:20     agent    AP6  documented desktop dead
            0:30     agent    MS4  documented icon green-circle
            0:50     agent    OK   ordinary   login out, desktop none, icon none, tab none, open none, reply none, inbox 1342 none, inbox 1345 none, inbox 1347 none, login in, desktop sound
            0:50     agent    MS4  documented icon green-circle
            0:50     agent    OK   ordinary   tab customer loaded, open 1347, reply enabled, inbox 1342 open, inbox 1345 open
            0:50     agent    MS8  inferred   inbox 1347 ended
        "#]],
    );
    // Logged out: learnt at a log-in with Messaging on, or else at its return.
    check(
        "
        0:10 agent logs out
        customer leaves
        0:20 stop messaging
        agent logs in
        expect agent inbox 1347 active
        0:30 start messaging
        expect agent inbox 1347 ended
        ",
        expect![[r#"
            0:10     agent    OK   ordinary   login out, desktop none, icon none, tab none, open none, reply none, inbox 1342 none, inbox 1345 none, inbox 1347 none
            0:10     customer OK   ordinary   page form, can-type false
            0:20     agent    OK   ordinary   login in, desktop sound
            0:20     agent    MS2  documented icon triangle
            0:20     agent    OK   ordinary   tab customer loaded, open 1347, reply enabled, inbox 1342 open, inbox 1345 open, inbox 1347 active
            0:30     agent    MS4  documented icon green-circle
            0:30     agent    MS8  inferred   inbox 1347 ended
        "#]],
    );
}

#[test]
fn fp19_al2_and_al3_count_from_the_third_and_need_a_desktop_that_is_logged_in() {
    check(
        "
        0:10 stop application
        0:40 stop messaging
        1:00 stop services
        1:14.999 expect agent title-flashing false
        1:15 expect agent title-flashing true
        1:59.999 expect agent icon triangle
        2:00 expect agent icon red-square
        ",
        expect![[r#"
            0:10     agent    AP6  documented desktop dead
            0:15     customer AP2  documented notice ended, can-type false
            0:40     agent    MS2  documented icon triangle
            1:00     agent    SV4  documented reply greyed
            1:15     agent    AL2  documented title-flashing true
            2:00     agent    AL3  documented icon red-square
        "#]],
    );
    check(
        "
        0:10 stop all
        0:20 agent logs out
        0:25 expect agent title-flashing false
        2:00 expect agent title-flashing false
        ",
        expect![[r#"
            0:10     agent    AP6  documented desktop dead
            0:10     agent    AL1  documented icon triangle
            0:10     agent    SV4  documented reply greyed
            0:15     customer AP2  documented notice ended, can-type false
            0:20     agent    OK   ordinary   login out, desktop none, icon none, tab none, open none, reply none, inbox 1342 none, inbox 1345 none, inbox 1347 none
        "#]],
    );
}

#[test]
fn fp20_the_icon_stands_beside_a_chat_in_view_only() {
    check(
        "
        agent opens activity 1342
        0:10 stop all
        expect agent icon none
        2:00 expect agent icon none
        expect agent title-flashing true
        ",
        expect![[r#"
            0:00     agent    OK   ordinary   icon none, open 1342
            0:10     agent    AP6  documented desktop dead
            0:10     agent    SV4  documented reply greyed
            0:15     customer AP2  documented notice ended, can-type false
            0:25     agent    AL2  documented title-flashing true
        "#]],
    );
    check(
        "
        0:10 stop application
        0:20 start application
        agent logs out
        agent logs in
        expect agent icon green-circle
        agent completes 1347
        expect agent icon none
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
            0:20     agent    OK   ordinary   icon none
            0:20     agent    FP13 inferred   popup none
            0:20     agent    OK   ordinary   open none
            0:20     agent    AP12 inferred   inbox 1347 none
            0:20     database AP12 inferred   row 1347 9000/9100
        "#]],
    );
}

#[test]
fn fp21_chats_are_assigned_first_come_first_served_and_need_application_and_services() {
    check(
        r#"
        setting mail_every 9:00:00
        0:10 stop application
        0:20 start application
        # 1348 waits and is lost, 1349 waits and lives: the ghost comes first.
        customer starts "Again"
        0:30 stop application
        0:40 start application
        customer starts "And again"
        0:50 agent logs out
        agent logs in
        agent completes 1347
        expect database row 1348 5000/5100
        expect database row 1349 4000/4100
        agent completes 1348
        expect database row 1349 5000/5100
        expect customer page chat
        "#,
        expect![[r#"
            0:10     agent    AP6  documented desktop dead
            0:15     customer AP2  documented notice ended, can-type false
            0:20     customer AP3  documented notice start-another
            0:20     customer OK   ordinary   page waiting, notice none, can-type true
            0:20     database AP13 inferred   row 1348 4000/4100
            0:35     customer AP2  documented notice ended, can-type false
            0:40     customer AP3  documented notice start-another
            0:40     customer OK   ordinary   notice none, can-type true
            0:40     database AP13 inferred   row 1349 4000/4100
            0:50     agent    OK   ordinary   login out, desktop none, icon none, tab none, open none, reply none, inbox 1342 none, inbox 1345 none, inbox 1347 none, login in, desktop sound
            0:50     agent    AP14 inferred   icon green-circle
            0:50     agent    AP8  documented popup session-in-progress
            0:50     agent    OK   ordinary   tab customer loaded, open 1347, reply enabled, inbox 1342 open, inbox 1345 open
            0:50     agent    AP9  documented inbox 1347 active, line none
            0:50     agent    FP13 inferred   popup none
            0:50     agent    OK   ordinary   open 1348
            0:50     agent    AP12 inferred   inbox 1347 none
            0:50     agent    AP16 inferred   inbox 1348 active, line none
            0:50     database AP12 inferred   row 1347 9000/9100
            0:50     database AP16 inferred   row 1348 5000/5100
            0:50     agent    OK   ordinary   open 1349
            0:50     agent    AP12 inferred   inbox 1348 none
            0:50     agent    AP13 inferred   inbox 1349 active
            0:50     customer AP13 inferred   page chat
            0:50     database AP12 inferred   row 1348 9000/9100
            0:50     database AP13 inferred   row 1349 5000/5100
        "#]],
    );
    check(
        r#"
        0:10 stop services
        agent logs out
        customer leaves
        customer starts "Again"
        0:20 start services
        expect database row 1348 4000/4100
        agent logs in
        expect agent open 1347
        expect database row 1348 4000/4100
        0:30 agent completes 1347
        expect database row 1348 5000/5100
        "#,
        expect![[r#"
            0:10     agent    SV4  documented desktop impaired, reply greyed
            0:10     agent    OK   ordinary   login out, desktop none, icon none, tab none, open none, reply none, inbox 1342 none, inbox 1345 none, inbox 1347 none
            0:10     customer OK   ordinary   page form, can-type false, page waiting, can-type true
            0:10     database AP13 inferred   row 1348 4000/4100
            0:20     agent    OK   ordinary   login in
            0:20     agent    SV6  documented desktop sound
            0:20     agent    OK   ordinary   icon green-circle, tab customer loaded, open 1347
            0:20     agent    SV6  documented reply enabled
            0:20     agent    OK   ordinary   inbox 1342 open, inbox 1345 open
            0:20     agent    MS8  inferred   inbox 1347 ended
            0:30     agent    OK   ordinary   open 1348, inbox 1347 none
            0:30     agent    AP13 inferred   inbox 1348 active
            0:30     customer AP13 inferred   page chat
            0:30     database OK   ordinary   row 1347 9000/9100
            0:30     database AP13 inferred   row 1348 5000/5100
        "#]],
    );
}

#[test]
fn fp21_a_chat_can_be_started_while_messaging_is_off() {
    check(
        r#"
        0:10 agent completes 1347
        0:20 stop messaging
        0:30 customer starts "Again"
        expect customer page chat
        expect agent open 1348
        expect agent icon triangle
        customer says "Hello?"
        expect ledger message 5 lost
        "#,
        expect![[r#"
            0:10     agent    OK   ordinary   icon none, open none, inbox 1347 none
            0:10     customer OK   ordinary   page ended, can-type false
            0:10     database OK   ordinary   row 1347 9000/9100
            0:30     agent    MS2  documented icon triangle
            0:30     agent    OK   ordinary   open 1348
            0:30     agent    AP13 inferred   inbox 1348 active
            0:30     customer AP13 inferred   page chat
            0:30     customer OK   ordinary   can-type true
            0:30     database AP13 inferred   row 1348 5000/5100
            0:30     customer MS5  inferred   line Hello?
            0:30     ledger   MS3  documented message 5 lost
        "#]],
    );
}

#[test]
fn fp22_one_e_mail_arrives_every_mail_every_whatever_happens() {
    check(
        "
        setting mail_every 0:30
        0:29.999 expect not agent inbox 9001
        0:30 expect agent inbox 9001 open
        # Held from 0:40 on: 1:00, 1:30 and 2:00 come late, and 2:30 when it always would.
        0:40 stop all
        2:10 start all
        expect database row 9002 none
        2:20 agent logs out
        agent logs in
        expect agent inbox 9004 open
        expect database row 9005 none
        2:30 expect agent inbox 9005 open
        ",
        expect![[r#"
            0:30     agent    OK   ordinary   inbox 9001 open
            0:30     database OK   ordinary   row 9001 5000/5100
            0:40     agent    AP6  documented desktop dead
            0:40     agent    AL1  documented icon triangle
            0:40     agent    SV4  documented reply greyed
            0:45     customer AP2  documented notice ended, can-type false
            0:55     agent    AL2  documented title-flashing true
            1:40     agent    AL3  documented icon red-square
            2:10     agent    AP14 inferred   icon green-circle
            2:10     agent    AL6  inferred   title-flashing false
            2:10     customer AL5  documented notice start-another
            2:20     agent    OK   ordinary   login out, desktop none, icon none, tab none, open none, reply none, inbox 1342 none, inbox 1345 none, inbox 1347 none, inbox 9001 none, login in
            2:20     agent    SV6  documented desktop sound
            2:20     agent    AP14 inferred   icon green-circle
            2:20     agent    AP8  documented popup session-in-progress
            2:20     agent    OK   ordinary   tab customer loaded, open 1347
            2:20     agent    SV6  documented reply enabled
            2:20     agent    OK   ordinary   inbox 1342 open, inbox 1345 open
            2:20     agent    AP9  documented inbox 1347 active
            2:20     agent    OK   ordinary   inbox 9001 open
            2:20     agent    AP9  documented line none
            2:20     agent    SV8  inferred   inbox 9002 open
            2:20     database SV8  inferred   row 9002 5000/5100
            2:20     agent    SV8  inferred   inbox 9003 open
            2:20     database SV8  inferred   row 9003 5000/5100
            2:20     agent    SV8  inferred   inbox 9004 open
            2:20     database SV8  inferred   row 9004 5000/5100
            2:30     agent    OK   ordinary   inbox 9005 open
            2:30     database OK   ordinary   row 9005 5000/5100
        "#]],
    );
}

#[test]
fn fp23_numbers_types_and_rows() {
    let (state, _) = state_after(
        r#"
        0:10 agent completes 1342
        agent completes 1347
        customer starts "Again"
        0:20 agent logs out
        stop application
        0:30 start application
        customer starts "And again"
        1:30
        2:00 agent logs in
        "#,
    );
    let rows: Vec<_> = drill::database(&state, state.at)
        .into_iter()
        .map(|row| {
            let row = row.what;
            assert_eq!(row.activity_type(), if row.kind == Kind::Chat { 2000 } else { 1 });
            format!(
                "{} {:?} {}/{} {:?} at {}\n",
                row.activity_id,
                row.kind,
                row.activity_status,
                row.activity_sub_status,
                row.assigned_to,
                row.when_created
            )
        })
        .collect();
    expect![[r#"
        1342 Email 9000/9100 Some(1) at 0:00
        1345 Email 5000/5100 Some(1) at 0:00
        1347 Chat 9000/9100 Some(1) at 0:00
        1348 Chat 5000/5100 Some(1) at 0:10
        1349 Chat 4000/4100 None at 0:30
        9001 Email 5000/5100 Some(1) at 2:00
    "#]]
    .assert_eq(&rows.concat());
}
