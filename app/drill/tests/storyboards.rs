//! The shipped storyboards: what they expect comes true, and what they show is pinned.

#![expect(clippy::needless_pass_by_value, reason = "a table stands where it is checked")]

use drill::{
    Command, Event, Fact, Provenance, Refusal, State, apply, decide, effects,
    scenarios::{Scenario, all, find},
    script::{parse, print, run, table},
};
use expect_test::{Expect, expect};

fn scenario(slug: &str) -> &'static Scenario {
    find(slug).expect(slug)
}

/// Everything that the storyboard expects comes true, and its table is this one.
fn check(slug: &str, expected: Expect) {
    let run = run(scenario(slug).script());
    let failures: Vec<String> =
        run.failures.iter().map(|failure| format!("{slug}:{}: {failure}", failure.line)).collect();
    assert!(failures.is_empty(), "{}", failures.join("\n"));
    expected.assert_eq(&table(&run.effects()));
}

#[test]
fn storyboard_1_application_back_quickly() {
    check(
        "application-quick",
        expect![[r#"
        0:00 agent    desktop   dead                     AP6   documented
        0:05 customer notice    ended                    AP2   documented     "Messages sent after 0:00 were lost. Please start a new session." reconstructed
        0:05 customer can-type  false                    AP2   documented
        0:20 agent    popup     no-longer                AP6   documented     "This information is no longer available. Your request could not be completed." reconstructed
        0:35 agent    popup     delay                    AP6   documented     "The system has encountered a delay. Your message has not been sent." reconstructed
        0:35 ledger   message   5 unsent                 AP6   documented     "Are you still there?" reconstructed
        0:50 agent    popup     crash                    AP6   documented     "A serious error has occurred in this part of the desktop. Nothing was changed." reconstructed
        1:30 customer notice    start-another            AP3   documented     "We are back. Please start another chat and we will help you at once." reconstructed
        1:45 agent    popup     log-in-again             AP7   inferred       "Your session on this desktop has expired. Please log out and log in again." reconstructed
        2:00 agent    login     out                      OK    ordinary
        2:00 agent    desktop   none                     OK    ordinary
        2:00 agent    icon      none                     OK    ordinary
        2:00 agent    popup     none                     OK    ordinary
        2:00 agent    tab       none                     OK    ordinary
        2:00 agent    open      none                     OK    ordinary
        2:00 agent    reply     none                     OK    ordinary
        2:00 agent    inbox     1342 none                OK    ordinary
        2:00 agent    inbox     1345 none                OK    ordinary
        2:00 agent    inbox     1347 none                OK    ordinary
        2:00 agent    login     in                       OK    ordinary
        2:00 agent    desktop   sound                    OK    ordinary
        2:00 agent    icon      green-circle             AP14  inferred       "Connected: this session is still active" reconstructed
        2:00 agent    popup     session-in-progress      AP8   documented     "Session in Progress" exact
        2:00 agent    tab       customer loaded          OK    ordinary
        2:00 agent    open      1347                     OK    ordinary
        2:00 agent    reply     enabled                  OK    ordinary
        2:00 agent    inbox     1342 open                OK    ordinary
        2:00 agent    inbox     1345 open                OK    ordinary
        2:00 agent    inbox     1347 active              AP9   documented
        2:00 agent    line      none                     AP9   documented     "This session is active. There are no earlier messages." reconstructed
        2:00 agent    inbox     9001 open                SV8   inferred
        2:00 database row       9001 5000/5100           SV8   inferred
        2:20 customer page      waiting                  OK    ordinary
        2:20 customer notice    none                     OK    ordinary
        2:20 customer can-type  true                     OK    ordinary
        2:20 database row       1348 4000/4100           AP13  inferred
        2:35 agent    popup     none                     FP13  inferred
        2:35 agent    line      "Hello, are you there?"  AP12  inferred
        2:35 ledger   message   6 lost                   AP12  inferred       "Hello, are you there?" reconstructed
        2:50 agent    open      1348                     OK    ordinary
        2:50 agent    inbox     1347 none                AP12  inferred
        2:50 agent    inbox     1348 active              AP13  inferred
        2:50 customer page      chat                     AP13  inferred
        2:50 database row       1347 9000/9100           AP12  inferred
        2:50 database row       1348 5000/5100           AP13  inferred
        3:00 agent    inbox     9002 open                OK    ordinary
        3:00 database row       9002 5000/5100           OK    ordinary
        3:10 agent    line      "Hello again. I am sorry for the interruption; I have your order in front of me."  OK    ordinary
        3:10 customer line      "Hello again. I am sorry for the interruption; I have your order in front of me."  OK    ordinary
        3:10 ledger   message   7 delivered              OK    ordinary       "Hello again. I am sorry for the interruption; I have your order in front of me." reconstructed
    "#]],
    );
}

#[test]
fn storyboard_2_application_slow() {
    check(
        "application-slow",
        expect![[r#"
        0:00  agent    desktop   dead                 AP6   documented
        0:05  customer notice    ended                AP2   documented     "Messages sent after 0:00 were lost. Please start a new session." reconstructed
        0:05  customer can-type  false                AP2   documented
        1:00  customer notice    unreachable          AP15  inferred       "We could not open a chat for you just now. Please try again in a little while." reconstructed
        2:00  agent    popup     no-longer            AP6   documented     "This information is no longer available. Your request could not be completed." reconstructed
        3:00  customer notice    connection-issues    AP4   documented     "We cannot reach our chat service. Messages sent after 0:00 were lost. Please try again later." reconstructed
        4:00  agent    login     out                  OK    ordinary
        4:00  agent    desktop   none                 OK    ordinary
        4:00  agent    icon      none                 OK    ordinary
        4:00  agent    popup     none                 OK    ordinary
        4:00  agent    tab       none                 OK    ordinary
        4:00  agent    open      none                 OK    ordinary
        4:00  agent    reply     none                 OK    ordinary
        4:00  agent    inbox     1342 none            OK    ordinary
        4:00  agent    inbox     1345 none            OK    ordinary
        4:00  agent    inbox     1347 none            OK    ordinary
        4:10  agent    login     unreachable          AP10  inferred       "This page cannot be displayed. The server did not answer; your log-in was not tried." reconstructed
        10:00 customer notice    session-lost         AP5   inferred       "Our chat service is back, but your session could not be kept. Please start another chat." reconstructed
        10:15 agent    login     in                   OK    ordinary
        10:15 agent    desktop   sound                OK    ordinary
        10:15 agent    icon      green-circle         AP14  inferred       "Connected: this session is still active" reconstructed
        10:15 agent    popup     session-in-progress  AP8   documented     "Session in Progress" exact
        10:15 agent    tab       customer loaded      OK    ordinary
        10:15 agent    open      1347                 OK    ordinary
        10:15 agent    reply     enabled              OK    ordinary
        10:15 agent    inbox     1342 open            OK    ordinary
        10:15 agent    inbox     1345 open            OK    ordinary
        10:15 agent    inbox     1347 active          AP9   documented
        10:15 agent    line      none                 AP9   documented     "This session is active. There are no earlier messages." reconstructed
        10:15 agent    inbox     9001 open            SV8   inferred
        10:15 database row       9001 5000/5100       SV8   inferred
        10:15 agent    inbox     9002 open            SV8   inferred
        10:15 database row       9002 5000/5100       SV8   inferred
        10:15 agent    inbox     9003 open            SV8   inferred
        10:15 database row       9003 5000/5100       SV8   inferred
        10:15 agent    inbox     9004 open            SV8   inferred
        10:15 database row       9004 5000/5100       SV8   inferred
        10:15 agent    inbox     9005 open            SV8   inferred
        10:15 database row       9005 5000/5100       SV8   inferred
        10:15 agent    inbox     9006 open            SV8   inferred
        10:15 database row       9006 5000/5100       SV8   inferred
        10:30 agent    inbox     9007 open            OK    ordinary
        10:30 database row       9007 5000/5100       OK    ordinary
        10:30 customer page      waiting              OK    ordinary
        10:30 customer notice    none                 OK    ordinary
        10:30 customer can-type  true                 OK    ordinary
        10:30 database row       1348 4000/4100       AP13  inferred
        11:00 agent    popup     none                 FP13  inferred
        11:00 agent    open      1348                 OK    ordinary
        11:00 agent    inbox     1347 none            AP12  inferred
        11:00 agent    inbox     1348 active          AP13  inferred
        11:00 customer page      chat                 AP13  inferred
        11:00 database row       1347 9000/9100       AP12  inferred
        11:00 database row       1348 5000/5100       AP13  inferred
        11:15 agent    line      "Thank you for your patience. How can I help?"  OK    ordinary
        11:15 customer line      "Thank you for your patience. How can I help?"  OK    ordinary
        11:15 ledger   message   5 delivered          OK    ordinary       "Thank you for your patience. How can I help?" reconstructed
    "#]],
    );
}

#[test]
fn storyboard_3_services() {
    check(
        "services",
        expect![[r#"
        0:00 agent    desktop   impaired         SV4   documented
        0:00 agent    reply     greyed           SV4   documented
        0:15 agent    line      "I have found the tracking letter as well: it ends in K7."  SV1   documented
        0:15 customer line      "I have found the tracking letter as well: it ends in K7."  SV1   documented
        0:15 ledger   message   5 delivered      SV1   documented     "I have found the tracking letter as well: it ends in K7." reconstructed
        0:15 agent    line      "Perfect, that helps. I see the parcel now."  SV1   documented
        0:15 customer line      "Perfect, that helps. I see the parcel now."  SV1   documented
        0:15 ledger   message   6 delivered      SV1   documented     "Perfect, that helps. I see the parcel now." reconstructed
        0:40 agent    icon      none             OK    ordinary
        0:40 agent    open      1342             OK    ordinary
        1:00 agent    icon      green-circle     OK    ordinary       "Connected" reconstructed
        1:00 agent    open      1347             OK    ordinary
        1:45 agent    icon      none             OK    ordinary
        1:45 agent    open      none             OK    ordinary
        1:45 agent    inbox     1347 none        SV3   documented
        1:45 customer page      ended            SV3   documented
        1:45 customer can-type  false            SV3   documented
        1:45 database row       1347 9000/9100   SV3   documented
        3:05 agent    login     out              OK    ordinary
        3:05 agent    desktop   none             OK    ordinary
        3:05 agent    tab       none             OK    ordinary
        3:05 agent    reply     none             OK    ordinary
        3:05 agent    inbox     1342 none        OK    ordinary
        3:05 agent    inbox     1345 none        OK    ordinary
        3:05 agent    login     in               OK    ordinary
        3:05 agent    desktop   sound            SV6   documented
        3:05 agent    tab       customer loaded  OK    ordinary
        3:05 agent    reply     enabled          SV6   documented
        3:05 agent    inbox     1342 open        OK    ordinary
        3:05 agent    inbox     1345 open        OK    ordinary
        3:05 agent    inbox     9001 open        SV8   inferred
        3:05 database row       9001 5000/5100   SV8   inferred
        3:05 agent    inbox     9002 open        SV8   inferred
        3:05 database row       9002 5000/5100   SV8   inferred
        3:20 agent    open      1342             OK    ordinary
        3:20 agent    open      none             OK    ordinary
        3:20 agent    inbox     1342 none        OK    ordinary
        3:20 database row       1342 9000/9100   OK    ordinary
        3:40 agent    icon      green-circle     OK    ordinary       "Connected" reconstructed
        3:40 agent    open      1348             OK    ordinary
        3:40 agent    inbox     1348 active      AP13  inferred
        3:40 customer page      chat             AP13  inferred
        3:40 customer can-type  true             OK    ordinary
        3:40 database row       1348 5000/5100   AP13  inferred
    "#]],
    );
}

#[test]
fn storyboard_4_messaging() {
    check(
        "messaging",
        expect![[r#"
            0:00 agent    icon     triangle                      MS2   documented     "Messages are not being exchanged" reconstructed
            0:15 agent    line     "Your parcel left our warehouse this morning."  MS5   inferred
            0:15 ledger   message  5 lost                        MS3   documented     "Your parcel left our warehouse this morning." reconstructed
            0:30 customer line     "Can you also change the delivery address?"  MS5   inferred
            0:30 ledger   message  6 lost                        MS3   documented     "Can you also change the delivery address?" reconstructed
            1:00 agent    tab      case loaded                   OK    ordinary
            1:20 agent    line     "You should have it tomorrow before noon."  MS5   inferred
            1:20 ledger   message  7 lost                        MS3   documented     "You should have it tomorrow before noon." reconstructed
            1:20 customer line     "Hello? It is 14 Pier Road."  MS5   inferred
            1:20 ledger   message  8 lost                        MS3   documented     "Hello? It is 14 Pier Road." reconstructed
            1:30 agent    inbox    9001 open                     OK    ordinary
            1:30 database row      9001 5000/5100                OK    ordinary
            3:00 customer notice   connection-issues             MS6   inferred       "Your messages may not reach us at the moment. We are working on it." reconstructed
            3:00 agent    inbox    9002 open                     OK    ordinary
            3:00 database row      9002 5000/5100                OK    ordinary
            3:30 agent    icon     green-circle                  MS4   documented     "Connected" reconstructed
            3:30 customer notice   none                          MS4   documented
            3:45 agent    line     "Is there anything else I can do for you?"  OK    ordinary
            3:45 customer line     "Is there anything else I can do for you?"  OK    ordinary
            3:45 ledger   message  9 delivered                   OK    ordinary       "Is there anything else I can do for you?" reconstructed
            4:00 agent    line     "Yes: I asked about the address. Did you not get that?"  OK    ordinary
            4:00 customer line     "Yes: I asked about the address. Did you not get that?"  OK    ordinary
            4:00 ledger   message  10 delivered                  OK    ordinary       "Yes: I asked about the address. Did you not get that?" reconstructed
        "#]],
    );
}

#[test]
fn storyboard_5_messaging_and_application() {
    check(
        "messaging-application",
        expect![[r#"
        0:00 agent    desktop   dead                 AP6   documented
        0:00 agent    icon      triangle             MS2   documented     "Messages are not being exchanged" reconstructed
        0:05 customer notice    ended                AP2   documented     "Messages sent after 0:00 were lost. Please start a new session." reconstructed
        0:05 customer can-type  false                AP2   documented
        0:20 agent    tab       case loading         MA2   documented     "Loading…" reconstructed
        0:35 agent    tab       history loading      MA2   documented     "Loading…" reconstructed
        0:50 agent    desktop   timed-out            MA2   documented     "Your desktop has timed out waiting for an answer. Please log out and log in again." reconstructed
        0:50 agent    icon      none                 MA2   documented
        0:50 agent    tab       history failed       MA2   documented     "The information could not be loaded." reconstructed
        0:50 agent    open      none                 MA2   documented
        0:50 agent    reply     none                 MA2   documented
        0:50 agent    inbox     1342 none            MA2   documented
        0:50 agent    inbox     1345 none            MA2   documented
        0:50 agent    inbox     1347 none            MA2   documented
        1:30 customer notice    start-another        MA3   documented     "Your session has been lost. We are back: please start another chat and we will help you at once." reconstructed
        1:55 agent    login     out                  OK    ordinary
        1:55 agent    desktop   none                 OK    ordinary
        1:55 agent    tab       none                 OK    ordinary
        1:55 agent    login     in                   OK    ordinary
        1:55 agent    desktop   sound                OK    ordinary
        1:55 agent    icon      green-circle         AP14  inferred       "Connected: this session is still active" reconstructed
        1:55 agent    popup     session-in-progress  AP8   documented     "Session in Progress" exact
        1:55 agent    tab       customer loaded      OK    ordinary
        1:55 agent    open      1347                 OK    ordinary
        1:55 agent    reply     enabled              OK    ordinary
        1:55 agent    inbox     1342 open            OK    ordinary
        1:55 agent    inbox     1345 open            OK    ordinary
        1:55 agent    inbox     1347 active          AP9   documented
        1:55 agent    line      none                 AP9   documented     "This session is active. There are no earlier messages." reconstructed
        1:55 agent    inbox     9001 open            SV8   inferred
        1:55 database row       9001 5000/5100       SV8   inferred
        2:15 customer page      waiting              OK    ordinary
        2:15 customer notice    none                 OK    ordinary
        2:15 customer can-type  true                 OK    ordinary
        2:15 database row       1348 4000/4100       AP13  inferred
        2:30 agent    popup     none                 FP13  inferred
        2:30 agent    open      1348                 OK    ordinary
        2:30 agent    inbox     1347 none            AP12  inferred
        2:30 agent    inbox     1348 active          AP13  inferred
        2:30 customer page      chat                 AP13  inferred
        2:30 database row       1347 9000/9100       AP12  inferred
        2:30 database row       1348 5000/5100       AP13  inferred
        2:45 agent    line      "Welcome back. I can no longer see our earlier messages; could you tell me once more what you need?"  OK    ordinary
        2:45 customer line      "Welcome back. I can no longer see our earlier messages; could you tell me once more what you need?"  OK    ordinary
        2:45 ledger   message   5 delivered          OK    ordinary       "Welcome back. I can no longer see our earlier messages; could you tell me once more what you need?" reconstructed
    "#]],
    );
}

#[test]
fn storyboard_6_all_three() {
    check(
        "all-three",
        expect![[r#"
        0:00 agent    desktop         dead                 AP6   documented
        0:00 agent    icon            triangle             AL1   documented     "Messages are not being exchanged" reconstructed
        0:00 agent    reply           greyed               SV4   documented
        0:05 customer notice          ended                AP2   documented     "Messages sent after 0:00 were lost. Please start a new session." reconstructed
        0:05 customer can-type        false                AP2   documented
        0:15 agent    title-flashing  true                 AL2   documented     "A connection could not be established with the server" exact
        0:30 agent    popup           crash                AP6   documented     "A serious error has occurred in this part of the desktop. Nothing was changed." reconstructed
        1:00 agent    icon            red-square           AL3   documented     "Customer not connected" exact
        3:00 customer notice          connection-issues    AL4   documented     "We cannot reach our chat service. Messages sent after 0:00 were lost. Please try again later." reconstructed
        5:00 agent    icon            green-circle         AP14  inferred       "Connected" reconstructed
        5:00 agent    title-flashing  false                AL6   inferred       "Agent Desktop - Web Browser" reconstructed
        5:00 customer notice          session-lost         AL5   documented     "Our chat service is back, but your session could not be kept. Please start another chat." reconstructed
        5:15 agent    popup           log-in-again         AP7   inferred       "Your session on this desktop has expired. Please log out and log in again." reconstructed
        5:35 agent    login           out                  OK    ordinary
        5:35 agent    desktop         none                 OK    ordinary
        5:35 agent    icon            none                 OK    ordinary
        5:35 agent    popup           none                 OK    ordinary
        5:35 agent    tab             none                 OK    ordinary
        5:35 agent    open            none                 OK    ordinary
        5:35 agent    reply           none                 OK    ordinary
        5:35 agent    inbox           1342 none            OK    ordinary
        5:35 agent    inbox           1345 none            OK    ordinary
        5:35 agent    inbox           1347 none            OK    ordinary
        5:35 agent    login           in                   OK    ordinary
        5:35 agent    desktop         sound                SV6   documented
        5:35 agent    icon            green-circle         AP14  inferred       "Connected: this session is still active" reconstructed
        5:35 agent    popup           session-in-progress  AP8   documented     "Session in Progress" exact
        5:35 agent    tab             customer loaded      OK    ordinary
        5:35 agent    open            1347                 OK    ordinary
        5:35 agent    reply           enabled              SV6   documented
        5:35 agent    inbox           1342 open            OK    ordinary
        5:35 agent    inbox           1345 open            OK    ordinary
        5:35 agent    inbox           1347 active          AP9   documented
        5:35 agent    line            none                 AP9   documented     "This session is active. There are no earlier messages." reconstructed
        5:35 agent    inbox           9001 open            SV8   inferred
        5:35 database row             9001 5000/5100       SV8   inferred
        5:35 agent    inbox           9002 open            SV8   inferred
        5:35 database row             9002 5000/5100       SV8   inferred
        5:35 agent    inbox           9003 open            SV8   inferred
        5:35 database row             9003 5000/5100       SV8   inferred
        5:50 customer page            waiting              OK    ordinary
        5:50 customer notice          none                 OK    ordinary
        5:50 customer can-type        true                 OK    ordinary
        5:50 database row             1348 4000/4100       AP13  inferred
        6:00 agent    inbox           9004 open            OK    ordinary
        6:00 database row             9004 5000/5100       OK    ordinary
        6:10 agent    popup           none                 FP13  inferred
        6:10 agent    open            1348                 OK    ordinary
        6:10 agent    inbox           1347 none            AP12  inferred
        6:10 agent    inbox           1348 active          AP13  inferred
        6:10 customer page            chat                 AP13  inferred
        6:10 database row             1347 9000/9100       AP12  inferred
        6:10 database row             1348 5000/5100       AP13  inferred
        6:25 agent    line            "Hello, you are through. Thank you for trying again."  OK    ordinary
        6:25 customer line            "Hello, you are through. Thank you for trying again."  OK    ordinary
        6:25 ledger   message         5 delivered          OK    ordinary       "Hello, you are through. Thank you for trying again." reconstructed
    "#]],
    );
}

#[test]
fn storyboard_7_application_and_services() {
    check(
        "application-services",
        expect![[r#"
        0:00 agent    desktop   dead                 AP6   inferred
        0:00 agent    reply     greyed               SV4   inferred
        0:05 customer notice    ended                AP2   inferred       "Messages sent after 0:00 were lost. Please start a new session." reconstructed
        0:05 customer can-type  false                AP2   inferred
        0:20 agent    popup     delay                AP6   inferred       "The system has encountered a delay. Your message has not been sent." reconstructed
        0:20 ledger   message   5 unsent             AP6   inferred       "I am checking this for you." reconstructed
        0:40 agent    popup     crash                AP6   inferred       "A serious error has occurred in this part of the desktop. Nothing was changed." reconstructed
        1:30 customer notice    start-another        AP3   inferred       "We are back. Please start another chat and we will help you at once." reconstructed
        1:55 agent    login     out                  OK    ordinary
        1:55 agent    desktop   none                 OK    ordinary
        1:55 agent    icon      none                 OK    ordinary
        1:55 agent    popup     none                 OK    ordinary
        1:55 agent    tab       none                 OK    ordinary
        1:55 agent    open      none                 OK    ordinary
        1:55 agent    reply     none                 OK    ordinary
        1:55 agent    inbox     1342 none            OK    ordinary
        1:55 agent    inbox     1345 none            OK    ordinary
        1:55 agent    inbox     1347 none            OK    ordinary
        1:55 agent    login     in                   OK    ordinary
        1:55 agent    desktop   impaired             SV7   inferred
        1:55 agent    icon      green-circle         AP14  inferred       "Connected: this session is still active" reconstructed
        1:55 agent    popup     session-in-progress  AP8   inferred       "Session in Progress" exact
        1:55 agent    tab       customer loaded      OK    ordinary
        1:55 agent    open      1347                 OK    ordinary
        1:55 agent    reply     greyed               SV7   inferred
        1:55 agent    inbox     1342 open            OK    ordinary
        1:55 agent    inbox     1345 open            OK    ordinary
        1:55 agent    inbox     1347 active          AP9   inferred
        1:55 agent    line      none                 AP9   inferred       "This session is active. There are no earlier messages." reconstructed
        2:15 customer page      waiting              OK    ordinary
        2:15 customer notice    none                 OK    ordinary
        2:15 customer can-type  true                 OK    ordinary
        2:15 database row       1348 4000/4100       AP13  inferred
        2:30 agent    icon      none                 OK    ordinary
        2:30 agent    popup     none                 FP13  inferred
        2:30 agent    open      none                 OK    ordinary
        2:30 agent    inbox     1347 none            AP12  inferred
        2:30 database row       1347 9000/9100       AP12  inferred
        3:30 agent    login     out                  OK    ordinary
        3:30 agent    desktop   none                 OK    ordinary
        3:30 agent    tab       none                 OK    ordinary
        3:30 agent    reply     none                 OK    ordinary
        3:30 agent    inbox     1342 none            OK    ordinary
        3:30 agent    inbox     1345 none            OK    ordinary
        3:30 agent    login     in                   OK    ordinary
        3:30 agent    desktop   sound                SV6   inferred
        3:30 agent    icon      green-circle         OK    ordinary       "Connected" reconstructed
        3:30 agent    tab       customer loaded      OK    ordinary
        3:30 agent    open      1348                 OK    ordinary
        3:30 agent    reply     enabled              SV6   inferred
        3:30 agent    inbox     1342 open            OK    ordinary
        3:30 agent    inbox     1345 open            OK    ordinary
        3:30 agent    inbox     1348 active          AP13  inferred
        3:30 customer page      chat                 AP13  inferred
        3:30 database row       1348 5000/5100       AP13  inferred
        3:30 agent    inbox     9001 open            SV8   inferred
        3:30 database row       9001 5000/5100       SV8   inferred
        3:30 agent    inbox     9002 open            SV8   inferred
        3:30 database row       9002 5000/5100       SV8   inferred
        3:45 agent    line      "Thank you for waiting. I am with you now."  OK    ordinary
        3:45 customer line      "Thank you for waiting. I am with you now."  OK    ordinary
        3:45 ledger   message   6 delivered          OK    ordinary       "Thank you for waiting. I am with you now." reconstructed
    "#]],
    );
}

#[test]
fn storyboard_8_services_and_messaging() {
    check(
        "services-messaging",
        expect![[r#"
            0:00 agent    desktop   impaired                    SV4   inferred
            0:00 agent    icon      triangle                    MS2   inferred       "Messages are not being exchanged" reconstructed
            0:00 agent    reply     greyed                      SV4   inferred
            0:15 agent    line      "The parcel is on its way, you will have it tomorrow."  MS5   inferred
            0:15 ledger   message   5 lost                      MS3   inferred       "The parcel is on its way, you will have it tomorrow." reconstructed
            0:30 customer line      "Are you still looking?"    MS5   inferred
            0:30 ledger   message   6 lost                      MS3   inferred       "Are you still looking?" reconstructed
            0:45 agent    icon      none                        OK    ordinary
            0:45 agent    open      none                        OK    ordinary
            0:45 agent    inbox     1347 none                   SV3   inferred
            0:45 database row       1347 9000/9100              SV3   inferred
            1:10 customer line      "Hello? Is anybody there?"  MS8   inferred
            1:10 ledger   message   7 lost                      MS8   inferred       "Hello? Is anybody there?" reconstructed
            3:00 customer notice    connection-issues           MS6   inferred       "Your messages may not reach us at the moment. We are working on it." reconstructed
            4:00 customer page      ended                       MS8   inferred
            4:00 customer notice    none                        MS4   inferred
            4:00 customer can-type  false                       MS8   inferred
            4:55 agent    login     out                         OK    ordinary
            4:55 agent    desktop   none                        OK    ordinary
            4:55 agent    tab       none                        OK    ordinary
            4:55 agent    reply     none                        OK    ordinary
            4:55 agent    inbox     1342 none                   OK    ordinary
            4:55 agent    inbox     1345 none                   OK    ordinary
            4:55 agent    login     in                          OK    ordinary
            4:55 agent    desktop   sound                       SV6   inferred
            4:55 agent    tab       customer loaded             OK    ordinary
            4:55 agent    reply     enabled                     SV6   inferred
            4:55 agent    inbox     1342 open                   OK    ordinary
            4:55 agent    inbox     1345 open                   OK    ordinary
            4:55 agent    inbox     9001 open                   SV8   inferred
            4:55 database row       9001 5000/5100              SV8   inferred
            4:55 agent    inbox     9002 open                   SV8   inferred
            4:55 database row       9002 5000/5100              SV8   inferred
            4:55 agent    inbox     9003 open                   SV8   inferred
            4:55 database row       9003 5000/5100              SV8   inferred
            5:10 agent    icon      green-circle                OK    ordinary       "Connected" reconstructed
            5:10 agent    open      1348                        OK    ordinary
            5:10 agent    inbox     1348 active                 AP13  inferred
            5:10 customer page      chat                        AP13  inferred
            5:10 customer can-type  true                        OK    ordinary
            5:10 database row       1348 5000/5100              AP13  inferred
            5:25 agent    line      "I am sorry, I did not get your last messages. What did you ask?"  OK    ordinary
            5:25 customer line      "I am sorry, I did not get your last messages. What did you ask?"  OK    ordinary
            5:25 ledger   message   8 delivered                 OK    ordinary       "I am sorry, I did not get your last messages. What did you ask?" reconstructed
        "#]],
    );
}

#[test]
fn co1_co2_the_undocumented_pairs_are_marked_inferred_throughout() {
    for slug in ["application-services", "services-messaging"] {
        let run = run(scenario(slug).script());
        let documented: Vec<_> =
            run.effects().into_iter().filter(|effect| effect.why.provenance() == Provenance::Documented).collect();
        assert_eq!(table(&documented), "", "{slug}");
    }
}

#[test]
fn every_storyboard_ships_and_reads() {
    let slugs: Vec<&str> = all().iter().map(|scenario| scenario.slug).collect();
    let wanted = [
        "application-quick",
        "application-slow",
        "services",
        "messaging",
        "messaging-application",
        "all-three",
        "application-services",
        "services-messaging",
    ];
    assert_eq!(slugs, wanted);
    for scenario in all() {
        assert_eq!(parse(scenario.text).as_ref(), Ok(scenario.script()));
        assert!(find(scenario.slug).is_some_and(|found| found.title == scenario.title));
        assert!(scenario.sentence.ends_with('.') && scenario.summary.starts_with(&scenario.sentence));
        assert!(scenario.sentence.len() < scenario.summary.len(), "{}: one sentence is no paragraph", scenario.slug);
    }
    assert!(find("nothing-of-the-kind").is_none());
}

/// The log of a room that opened with this storyboard, every step played by hand.
fn played(scenario: &Scenario) -> Vec<Event> {
    let opened = Fact::RoomOpened {
        title: scenario.title.clone(),
        summary: scenario.summary.clone(),
        storyboard: Some(scenario.slug.to_owned()),
    };
    let mut state = State::new();
    let mut log = Vec::new();
    let mut facts = vec![opened];
    loop {
        for fact in facts {
            let event = Event::new(log.len() as u64 + 1, state.at, 0, fact);
            apply(&mut state, &event);
            log.push(event);
        }
        match decide(&state, state.at, &Command::PlayStep) {
            Ok(next) => facts = next,
            Err(refusal) => {
                assert_eq!(refusal, Refusal::NoStepLeft, "{}", scenario.slug);
                return log;
            }
        }
    }
}

#[test]
fn a_storyboard_played_step_by_step_in_a_room_shows_what_its_script_shows() {
    for scenario in all() {
        let by_script = run(scenario.script());
        let log = played(scenario);
        let refused = log.iter().find(|event| matches!(event.fact, Fact::StepRefused(_)));
        assert_eq!(refused, None, "{}", scenario.slug);
        assert_eq!(table(&effects(&log, by_script.until)), table(&by_script.effects()), "{}", scenario.slug);
        let exported = run(&parse(&print(&log)).expect("a script"));
        assert_eq!(table(&exported.effects()), table(&by_script.effects()), "{}", scenario.slug);
    }
}

#[test]
fn every_step_has_something_to_say_to_ask_and_to_look_at() {
    for scenario in all() {
        for step in scenario.script().steps() {
            let has_all = !step.say.is_empty() && !step.ask.is_empty() && !step.look.is_empty();
            assert!(has_all, "{} at {}", scenario.slug, step.at);
        }
    }
}
