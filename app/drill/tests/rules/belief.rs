//! Truth and belief: each cell of the table, from the moment it holds to the moment it ends.

use drill::{About, Provenance, Rule, Who, misled};

use crate::{played, state_after};

#[test]
fn belief_a_healthy_system_misleads_nobody() {
    played(
        r#"
        expect agent misled none
        expect customer misled none
        agent says "Hello."
        customer says "Hello."
        expect agent misled none
        expect customer misled none
        agent completes 1347
        expect agent misled none
        expect customer misled none
        customer starts "Again"
        customer leaves
        expect agent misled none
        expect customer misled none
        "#,
    );
}

#[test]
fn belief_agent_chat_alive_is_ap14_before_the_log_in_and_ap9_after_it() {
    played(
        "
        stop application
        expect agent misled chat-alive AP14
        0:10 start application
        expect agent misled chat-alive AP14
        # The inbox shows it as active, in view or not.
        agent logs out
        expect agent misled none
        agent logs in
        expect agent misled chat-alive AP9
        agent opens activity 1342
        expect agent misled chat-alive AP9
        # Dead once more, and the log-in was before that.
        0:20 stop application
        expect agent misled chat-alive AP9
        0:30 start application
        agent logs out
        agent logs in
        agent completes 1347
        expect agent misled none
        ",
    );
}

/// What comes of a pair on which the source is silent stays inferred, whatever is switched later.
#[test]
fn belief_co1_ap9_is_inferred_for_a_chat_that_application_and_services_took_together() {
    let returned = "start application services\nagent logs out\nagent logs in\n0:20 stop application\n0:21";
    for (stopped, provenance) in
        [("application", Provenance::Documented), ("application services", Provenance::Inferred)]
    {
        let start = if stopped == "application" { returned.replacen(" services", "", 1) } else { returned.to_owned() };
        let (state, _) = state_after(&format!("0:01 stop {stopped}\n0:10 {start}"));
        let all = misled(&state, state.at);
        let agent = all.iter().find(|misled| (misled.who, misled.about) == (Who::Agent, About::ChatAlive));
        assert_eq!(agent.map(|misled| (misled.rule, misled.provenance)), Some((Rule::Ap9, provenance)), "{stopped}");
    }
}

#[test]
fn belief_agent_chat_alive_is_ap9_for_a_ghost_that_ap16_assigned_without_a_log_in() {
    played(
        r#"
        0:10 stop application
        0:20 start application
        customer starts "Again"
        0:30 stop application
        0:40 start application
        agent logs out
        agent logs in
        agent completes 1347
        expect agent open 1348
        expect agent misled chat-alive AP9
        expect agent misled connected AP14
        "#,
    );
}

#[test]
fn belief_agent_chat_alive_is_ms8_if_left_unseen() {
    played(
        "
        stop messaging
        customer leaves
        expect agent misled chat-alive MS8
        agent opens activity 1342
        expect agent misled chat-alive MS8
        0:10 start messaging
        expect agent misled none
        ",
    );
}

#[test]
fn belief_agent_is_not_misled_by_a_timed_out_desktop() {
    played(
        "
        stop application messaging
        expect agent misled chat-alive AP14
        agent opens tab case
        0:30 expect agent misled none
        0:40 start all
        expect agent misled none
        ",
    );
}

#[test]
fn belief_agent_connected_is_ap14_while_the_icon_is_a_green_circle() {
    played(
        "
        stop application
        expect agent misled connected AP14
        # No icon, or a triangle: nothing untrue is said about the other side.
        0:01 stop messaging
        expect not agent misled connected
        0:02 start messaging
        expect agent misled connected AP14
        0:10 start application
        agent logs out
        agent logs in
        expect agent misled connected AP14
        agent opens activity 1342
        expect not agent misled connected
        ",
    );
}

#[test]
fn belief_agent_connected_is_ap14_where_the_customer_is_not_in_that_chat() {
    played(
        "
        # Left unseen, and Messaging back to a dead desktop.
        stop messaging
        customer leaves
        expect not agent misled connected
        0:10 stop application
        start messaging
        expect agent misled connected AP14
        expect agent misled chat-alive MS8
        ",
    );
    // Known to have left, the chat misleads nobody, green circle or not.
    played("customer leaves\n expect agent icon green-circle\n expect agent misled none");
}

#[test]
fn belief_agent_received_is_ms5_ap12_or_ms8() {
    played(
        r#"
        stop messaging
        agent says "Hello?"
        expect agent misled received MS5
        # Out of view it is not believed, back in view it is; the next line that arrives ends it.
        agent opens activity 1342
        expect not agent misled received
        agent opens activity 1347
        expect agent misled received MS5
        0:10 start messaging
        expect agent misled received MS5
        agent says "And now?"
        expect agent misled none
        "#,
    );
    played(
        r#"
        stop application
        start application
        agent logs out
        agent logs in
        expect not agent misled received
        agent says "Hello?"
        expect agent misled received AP12
        agent completes 1347
        expect agent misled none
        "#,
    );
    played(
        r#"
        stop messaging
        customer leaves
        agent says "Hello?"
        expect agent misled received MS8
        start messaging
        expect agent misled none
        "#,
    );
}

#[test]
fn belief_agent_knows_of_an_unsent_line_and_still_does_not_know_of_the_lost_one_before_it() {
    played(
        r#"
        stop messaging
        agent says "Lost."
        start messaging
        stop application
        agent says "Unsent."
        expect agent misled received MS5
        "#,
    );
    played(
        r#"
        stop application
        agent says "Unsent."
        expect not agent misled received
        "#,
    );
}

#[test]
fn belief_customer_chat_alive_and_connected_are_ap2_before_it_is_told() {
    played(
        "
        stop application
        expect customer misled chat-alive AP2
        expect customer misled connected AP2
        0:05 expect customer misled none
        ",
    );
    played(
        r#"
        stop application
        customer says "Hello?"
        expect customer misled none
        "#,
    );
    // An outage that ends before AP2 was due tells by AP3.
    played("stop application\n 0:03 start application\n expect customer misled none");
}

#[test]
fn belief_customer_chat_alive_is_ms8_if_completed_unseen() {
    played(
        "
        stop messaging
        agent completes 1347
        expect customer misled chat-alive MS8
        expect customer misled connected MS5
        0:10 start messaging
        expect customer misled none
        ",
    );
}

#[test]
fn belief_customer_connected_is_ms5_until_a_notice_is_shown_and_ap2_goes_before_it() {
    played(
        "
        stop messaging
        expect customer misled connected MS5
        3:00 expect customer misled none
        customer dismisses
        expect customer misled connected MS5
        # Both apply, and then AP2 is named.
        3:10 stop application
        expect customer misled connected AP2
        expect customer misled chat-alive AP2
        ",
    );
}

#[test]
fn belief_customer_connected_is_not_misled_by_a_notice_that_is_shown_over_a_lost_chat() {
    played(
        "
        stop messaging
        3:00 expect customer notice connection-issues
        stop application
        expect not customer misled connected
        expect customer misled chat-alive AP2
        ",
    );
}

#[test]
fn belief_customer_received_is_ms5_or_ms8() {
    played(
        r#"
        stop messaging
        customer says "Hello?"
        expect customer misled received MS5
        0:10 start messaging
        expect customer misled received MS5
        customer says "And now?"
        expect customer misled none
        "#,
    );
    played(
        r#"
        stop messaging
        agent completes 1347
        customer says "Hello?"
        expect customer misled received MS8
        0:10 start messaging
        expect customer page ended
        expect customer misled none
        "#,
    );
    // What AP2 took is known to be lost.
    played("stop application\n customer says \"Hello?\"\n expect customer misled none");
}

#[test]
fn belief_customer_at_the_form_believes_nothing() {
    played(
        r#"
        stop messaging
        customer says "Hello?"
        expect customer misled received MS5
        customer leaves
        expect customer misled none
        "#,
    );
}

#[test]
fn belief_a_ghosts_row_misleads_whoever_asks_it() {
    let (state, _) = state_after("stop application\n start application");
    let rows = drill::database(&state, state.at);
    let row = rows.iter().find(|row| row.what.activity_id.0 == 1347).expect("its row");
    assert_eq!((row.what.activity_status, row.why.rule()), (5000, Rule::Ap11));
    // The customer knows, the agent's dead screen does not.
    assert!(misled(&state, state.at).iter().all(|misled| misled.who == Who::Agent));
}
