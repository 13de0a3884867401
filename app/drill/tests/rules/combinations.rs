//! Combinations: MA1 to MA3, AL1 to AL6, CO1 to CO3.

use drill::{Provenance, Rule};
use expect_test::expect;

use crate::{check, effects_from, played};

#[test]
fn ma1_the_rules_of_both_hold() {
    check(
        r#"
        0:10 stop messaging application
        expect agent icon triangle
        expect agent desktop dead
        0:12 customer says "Hello?"
        expect customer notice ended
        expect ledger message 5 lost
        agent says "Hello?"
        expect agent popup delay
        expect ledger message 6 unsent
        agent opens inbox chat
        expect agent popup crash
        3:10 expect customer notice connection-issues
        "#,
        expect![[r#"
            0:10     agent    AP6  documented desktop dead
            0:10     agent    MS2  documented icon triangle
            0:12     customer AP2  documented notice ended, can-type false, line Hello?
            0:12     ledger   AP2  documented message 5 lost
            0:12     agent    AP6  documented popup delay
            0:12     ledger   AP6  documented message 6 unsent
            0:12     agent    AP6  documented popup crash
            3:10     customer AP4  documented notice connection-issues
        "#]],
    );
}

#[test]
fn ma2_a_tab_does_not_load_and_the_whole_desktop_times_out() {
    check(
        "
        0:10 stop messaging application
        0:20 agent opens tab case
        expect agent tab case loading
        expect agent popup none
        0:49.999 expect agent desktop dead
        0:50 expect agent desktop timed-out
        expect agent tab case failed
        ",
        expect![[r#"
            0:10     agent    AP6  documented desktop dead
            0:10     agent    MS2  documented icon triangle
            0:15     customer AP2  documented notice ended, can-type false
            0:20     agent    MA2  documented tab case loading
            0:50     agent    MA2  documented desktop timed-out, icon none, tab case failed, open none, reply none, inbox 1342 none, inbox 1345 none, inbox 1347 none
        "#]],
    );
}

#[test]
fn ma2_takes_the_place_of_ap6_for_tabs_alone() {
    check(
        r#"
        0:10 stop messaging application
        agent opens inbox main
        expect agent popup crash
        agent opens tab history
        expect agent popup none
        expect agent tab history loading
        agent says "Hello?"
        expect agent popup delay
        expect agent tab history loading
        0:40 expect agent desktop timed-out
        "#,
        expect![[r#"
            0:10     agent    AP6  documented desktop dead
            0:10     agent    MS2  documented icon triangle
            0:10     agent    AP6  documented popup crash
            0:10     agent    FP13 inferred   popup none
            0:10     agent    MA2  documented tab history loading
            0:10     agent    AP6  documented popup delay
            0:10     ledger   AP6  documented message 5 unsent
            0:15     customer AP2  documented notice ended, can-type false
            0:40     agent    MA2  documented desktop timed-out, icon none, popup none, tab history failed, open none, reply none, inbox 1342 none, inbox 1345 none, inbox 1347 none
        "#]],
    );
}

#[test]
fn ma2_holds_while_all_three_are_off() {
    check(
        "
        0:10 stop all
        agent opens tab notes
        expect agent tab notes loading
        0:40 expect agent desktop timed-out
        ",
        expect![[r#"
            0:10     agent    AP6  documented desktop dead
            0:10     agent    AL1  documented icon triangle
            0:10     agent    SV4  documented reply greyed
            0:10     agent    MA2  documented tab notes loading
            0:15     customer AP2  documented notice ended, can-type false
            0:25     agent    AL2  documented title-flashing true
            0:40     agent    MA2  documented desktop timed-out, icon none, tab notes failed, open none, reply none, inbox 1342 none, inbox 1345 none, inbox 1347 none
        "#]],
    );
}

#[test]
fn ma2_is_laid_to_the_outage_that_is_on() {
    let run = played(
        "0:10 stop application services\n 0:20 start all\n 0:30 stop application messaging\n agent opens tab case\n 1:00",
    );
    let stop = run.log.iter().rev().nth(1).expect("the second stop").seq;
    let told: Vec<_> = run.effects().into_iter().filter(|effect| effect.why.rule() == Rule::Ma2).collect();
    assert!(told.len() > 2, "loading, and then all that the time-out takes away");
    for effect in told {
        assert_eq!((effect.why.toggle(), effect.why.provenance()), (Some(stop), Provenance::Documented), "{effect:?}");
    }
}

#[test]
fn ma3_both_back_quickly_the_words_say_as_well_that_the_session_is_lost() {
    check(
        "
        0:10 stop messaging application
        1:00 start all
        expect customer notice start-another
        agent logs out
        agent logs in
        expect agent popup session-in-progress
        expect agent line none
        expect agent inbox 1347 active
        ",
        expect![[r#"
            0:10     agent    AP6  documented desktop dead
            0:10     agent    MS2  documented icon triangle
            0:15     customer AP2  documented notice ended, can-type false
            1:00     agent    AP14 inferred   icon green-circle
            1:00     customer MA3  documented notice start-another
            1:00     agent    OK   ordinary   login out, desktop none, icon none, tab none, open none, reply none, inbox 1342 none, inbox 1345 none, inbox 1347 none, login in, desktop sound
            1:00     agent    AP14 inferred   icon green-circle
            1:00     agent    AP8  documented popup session-in-progress
            1:00     agent    OK   ordinary   tab customer loaded, open 1347, reply enabled, inbox 1342 open, inbox 1345 open
            1:00     agent    AP9  documented inbox 1347 active, line none
        "#]],
    );
    for stop in ["messaging application", "all"] {
        let effects = effects_from(&format!("0:10 stop {stop}\n 1:00 start all"), "1:00");
        let notice = effects.iter().find(|effect| effect.value == "start-another").expect("AP3's notice");
        assert!(notice.words.as_ref().is_some_and(|words| words.text.contains("lost")), "{notice:?}");
    }
}

#[test]
fn ma3_both_back_late() {
    check(
        "
        0:10 stop messaging application
        5:00 start all
        expect customer notice session-lost
        ",
        expect![[r#"
            0:10     agent    AP6  documented desktop dead
            0:10     agent    MS2  documented icon triangle
            0:15     customer AP2  documented notice ended, can-type false
            3:10     customer AP4  documented notice connection-issues
            5:00     agent    AP14 inferred   icon green-circle
            5:00     customer MA3  documented notice session-lost
        "#]],
    );
}

#[test]
fn ma3_goes_by_the_length_of_applications_outage_alone() {
    // Messaging was off for more than a few minutes, Application was not.
    check(
        "
        0:10 stop messaging
        3:00 stop application
        3:10 expect customer notice ended
        4:00 start all
        expect customer notice start-another
        ",
        expect![[r#"
            0:10     agent    MS2  documented icon triangle
            1:30     agent    OK   ordinary   inbox 9001 open
            1:30     database OK   ordinary   row 9001 5000/5100
            3:00     agent    OK   ordinary   inbox 9002 open
            3:00     database OK   ordinary   row 9002 5000/5100
            3:00     agent    AP6  documented desktop dead
            3:05     customer AP2  documented notice ended, can-type false
            4:00     agent    AP14 inferred   icon green-circle
            4:00     customer MA3  documented notice start-another
        "#]],
    );
}

#[test]
fn ma3_holds_whatever_else_was_off_at_another_moment_of_the_outage() {
    let notice = |first: &str, second: &str| {
        let script = format!(
            "0:10 stop application\n stop {first}\n 0:20 start {first}\n stop {second}\n 0:30 start {second}\n 0:40 start application"
        );
        let effects = effects_from(&script, "0:40");
        effects.into_iter().find(|effect| effect.value == "start-another").expect("AP3's notice")
    };
    // Messaging and Application were off together and are both back, before or after Services was off as well.
    for notice in [notice("messaging", "services"), notice("services", "messaging")] {
        assert_eq!(notice.why.rule(), Rule::Ma3);
        assert!(notice.words.as_ref().is_some_and(|words| words.text.contains("lost")), "{notice:?}");
    }
}

#[test]
fn al1_the_status_turns_to_the_triangle_and_all_other_rules_hold_too() {
    check(
        r#"
        agent opens activity 1342
        expect agent icon none
        agent opens activity 1347
        0:10 stop all
        expect agent icon triangle
        expect agent reply greyed
        expect agent desktop dead
        0:15 expect customer notice ended
        agent says "Hello?"
        expect agent popup delay
        "#,
        expect![[r#"
            0:00     agent    OK   ordinary   icon none, open 1342, icon green-circle, open 1347
            0:10     agent    AP6  documented desktop dead
            0:10     agent    AL1  documented icon triangle
            0:10     agent    SV4  documented reply greyed
            0:15     customer AP2  documented notice ended, can-type false
            0:15     agent    AP6  documented popup delay
            0:15     ledger   AP6  documented message 5 unsent
        "#]],
    );
}

#[test]
fn al2_the_title_bar_flashes_after_flash_after() {
    check(
        "
        0:10 stop all
        0:24.999 expect agent title-flashing false
        0:25 expect agent title-flashing true
        ",
        expect![[r#"
            0:10     agent    AP6  documented desktop dead
            0:10     agent    AL1  documented icon triangle
            0:10     agent    SV4  documented reply greyed
            0:15     customer AP2  documented notice ended, can-type false
            0:25     agent    AL2  documented title-flashing true
        "#]],
    );
    let effects = effects_from("0:10 stop all\n 0:25", "0:25");
    let words = effects[0].words.as_ref().expect("the words are the title");
    assert_eq!(words.text, "A connection could not be established with the server");
    assert_eq!(words.provenance, drill::WordsProvenance::Exact);
}

#[test]
fn al3_the_red_square_comes_after_square_after_with_its_words() {
    check(
        "
        0:10 stop all
        1:09.999 expect agent icon triangle
        1:10 expect agent icon red-square
        ",
        expect![[r#"
            0:10     agent    AP6  documented desktop dead
            0:10     agent    AL1  documented icon triangle
            0:10     agent    SV4  documented reply greyed
            0:15     customer AP2  documented notice ended, can-type false
            0:25     agent    AL2  documented title-flashing true
            1:10     agent    AL3  documented icon red-square
        "#]],
    );
    let effects = effects_from("0:10 stop all\n 1:10", "1:10");
    let words = effects[0].words.as_ref().expect("the chat status");
    assert_eq!((words.text.as_str(), words.provenance), ("Customer not connected", drill::WordsProvenance::Exact));
}

#[test]
fn al4_the_customer_is_told_of_connection_issues() {
    check(
        "
        0:10 stop all
        3:10 expect customer notice connection-issues
        ",
        expect![[r#"
            0:10     agent    AP6  documented desktop dead
            0:10     agent    AL1  documented icon triangle
            0:10     agent    SV4  documented reply greyed
            0:15     customer AP2  documented notice ended, can-type false
            0:25     agent    AL2  documented title-flashing true
            1:10     agent    AL3  documented icon red-square
            3:10     customer AL4  documented notice connection-issues
        "#]],
    );
}

#[test]
fn al5_all_back_is_as_ma3() {
    check(
        "
        0:10 stop all
        5:00 start all
        expect customer notice session-lost
        agent logs out
        agent logs in
        expect agent popup session-in-progress
        expect agent line none
        expect agent reply enabled
        expect database row 1347 5000/5100
        expect agent misled chat-alive AP9
        ",
        expect![[r#"
            0:10     agent    AP6  documented desktop dead
            0:10     agent    AL1  documented icon triangle
            0:10     agent    SV4  documented reply greyed
            0:15     customer AP2  documented notice ended, can-type false
            0:25     agent    AL2  documented title-flashing true
            1:10     agent    AL3  documented icon red-square
            3:10     customer AL4  documented notice connection-issues
            5:00     agent    AP14 inferred   icon green-circle
            5:00     agent    AL6  inferred   title-flashing false
            5:00     customer AL5  documented notice session-lost
            5:00     agent    OK   ordinary   login out, desktop none, icon none, tab none, open none, reply none, inbox 1342 none, inbox 1345 none, inbox 1347 none, login in
            5:00     agent    SV6  documented desktop sound
            5:00     agent    AP14 inferred   icon green-circle
            5:00     agent    AP8  documented popup session-in-progress
            5:00     agent    OK   ordinary   tab customer loaded, open 1347
            5:00     agent    SV6  documented reply enabled
            5:00     agent    OK   ordinary   inbox 1342 open, inbox 1345 open
            5:00     agent    AP9  documented inbox 1347 active, line none
            5:00     agent    SV8  inferred   inbox 9001 open
            5:00     database SV8  inferred   row 9001 5000/5100
            5:00     agent    SV8  inferred   inbox 9002 open
            5:00     database SV8  inferred   row 9002 5000/5100
            5:00     agent    SV8  inferred   inbox 9003 open
            5:00     database SV8  inferred   row 9003 5000/5100
        "#]],
    );
}

#[test]
fn al6_as_soon_as_one_is_back_the_flashing_and_the_square_end() {
    check(
        "
        0:10 stop all
        2:00 start services
        expect agent title-flashing false
        expect agent icon triangle
        # The third is off again: AL2 and AL3 count anew (FP19).
        2:10 stop services
        expect agent title-flashing false
        expect agent icon triangle
        2:25 expect agent title-flashing true
        2:30 start messaging
        expect agent title-flashing false
        expect agent icon green-circle
        ",
        expect![[r#"
            0:10     agent    AP6  documented desktop dead
            0:10     agent    AL1  documented icon triangle
            0:10     agent    SV4  documented reply greyed
            0:15     customer AP2  documented notice ended, can-type false
            0:25     agent    AL2  documented title-flashing true
            1:10     agent    AL3  documented icon red-square
            2:00     agent    AL6  inferred   icon triangle, title-flashing false
            2:25     agent    AL2  documented title-flashing true
            2:30     agent    AP14 inferred   icon green-circle
            2:30     agent    AL6  inferred   title-flashing false
        "#]],
    );
}

#[test]
fn co1_application_and_services_the_rules_of_both_together() {
    check(
        r#"
        0:10 stop application services
        expect agent desktop dead
        expect agent reply greyed
        expect agent icon green-circle
        0:15 expect customer notice ended
        agent says "Hello?"
        expect agent popup delay
        0:20 start application
        expect customer notice start-another
        agent logs out
        agent logs in
        expect agent popup session-in-progress
        expect agent desktop impaired
        expect agent reply greyed
        "#,
        expect![[r#"
            0:10     agent    AP6  inferred   desktop dead
            0:10     agent    SV4  inferred   reply greyed
            0:15     customer AP2  inferred   notice ended, can-type false
            0:15     agent    AP6  inferred   popup delay
            0:15     ledger   AP6  inferred   message 5 unsent
            0:20     customer AP3  inferred   notice start-another
            0:20     agent    OK   ordinary   login out, desktop none, icon none, popup none, tab none, open none, reply none, inbox 1342 none, inbox 1345 none, inbox 1347 none, login in
            0:20     agent    SV7  inferred   desktop impaired
            0:20     agent    AP14 inferred   icon green-circle
            0:20     agent    AP8  inferred   popup session-in-progress
            0:20     agent    OK   ordinary   tab customer loaded, open 1347
            0:20     agent    SV7  inferred   reply greyed
            0:20     agent    OK   ordinary   inbox 1342 open, inbox 1345 open
            0:20     agent    AP9  inferred   inbox 1347 active, line none
        "#]],
    );
}

#[test]
fn co1_and_co2_whatever_comes_of_these_pairs_is_inferred() {
    let mut seen = 0;
    for script in [
        r#"0:10 stop application services
           0:15 agent says "Hello?"
           agent opens tab case
           agent opens inbox main
           4:00 start all
           agent opens inbox main
           agent logs out
           agent logs in
           agent says "Hello?"
           agent completes 1347"#,
        r#"0:10 stop services messaging
           0:15 agent says "Hello?"
           customer says "Hello?"
           4:00 start all
           agent says "Hello?"
           agent logs out
           agent logs in"#,
    ] {
        for effect in effects_from(script, "0:10") {
            let expected = if effect.why.rule() == Rule::Ok { Provenance::Ordinary } else { Provenance::Inferred };
            assert_eq!(effect.why.provenance(), expected, "{effect:?}");
            seen += usize::from(effect.why.rule() != Rule::Ok);
        }
    }
    assert!(seen > 20);
}

#[test]
fn co2_services_and_messaging_the_rules_of_both_together() {
    check(
        r#"
        0:10 stop services messaging
        expect agent desktop impaired
        expect agent reply greyed
        expect agent icon triangle
        customer says "Hello?"
        expect ledger message 5 lost
        agent completes 1347
        expect database row 1347 9000/9100
        expect customer page chat
        3:10 expect customer notice connection-issues
        4:00 start all
        expect customer page ended
        expect customer notice none
        expect agent reply greyed
        agent logs out
        agent logs in
        expect agent reply enabled
        expect agent inbox 9001 open
        "#,
        expect![[r#"
            0:10     agent    SV4  inferred   desktop impaired
            0:10     agent    MS2  inferred   icon triangle
            0:10     agent    SV4  inferred   reply greyed
            0:10     customer MS5  inferred   line Hello?
            0:10     ledger   MS3  inferred   message 5 lost
            0:10     agent    OK   ordinary   icon none, open none
            0:10     agent    SV3  inferred   inbox 1347 none
            0:10     database SV3  inferred   row 1347 9000/9100
            3:10     customer MS6  inferred   notice connection-issues
            4:00     customer MS8  inferred   page ended
            4:00     customer MS4  inferred   notice none
            4:00     customer MS8  inferred   can-type false
            4:00     agent    OK   ordinary   login out, desktop none, tab none, reply none, inbox 1342 none, inbox 1345 none, login in
            4:00     agent    SV6  inferred   desktop sound
            4:00     agent    OK   ordinary   tab customer loaded
            4:00     agent    SV6  inferred   reply enabled
            4:00     agent    OK   ordinary   inbox 1342 open, inbox 1345 open
            4:00     agent    SV8  inferred   inbox 9001 open
            4:00     database SV8  inferred   row 9001 5000/5100
            4:00     agent    SV8  inferred   inbox 9002 open
            4:00     database SV8  inferred   row 9002 5000/5100
        "#]],
    );
}

#[test]
fn co3_what_is_seen_does_not_depend_on_which_came_first() {
    // The same three are off from the same moment on, one after the other or all at once: the screens are the same.
    let orders =
        ["stop all", "stop application\n stop services\n stop messaging", "stop messaging services\n stop application"];
    let screens = orders.map(|stops| {
        let script = format!("0:10 {stops}\n 0:20 agent opens tab case\n 2:00 start services\n 2:10 start messaging\n 4:00 start application");
        let read = drill::script::parse(&script).expect("a script");
        let at = |text: &str| {
            let snapshot = drill::script::snapshot_at(&read, text.parse().expect("a time")).expect("a snapshot");
            serde_json::to_string(&snapshot).expect("JSON")
        };
        ["0:10", "0:15", "0:25", "0:50", "1:10", "2:05", "2:15", "3:10", "4:00"].map(at)
    });
    assert_eq!(screens[0], screens[1]);
    assert_eq!(screens[0], screens[2]);
}
