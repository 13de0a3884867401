//! Report and beliefs of known drills. What they say of random ones is kept by the laws.

use drill::{
    About, Backend, Millis, Rule, State, Who, Witness, apply, beliefs,
    report::report,
    script::{parse, run},
};

fn log(script: &str) -> Vec<drill::Event> {
    let outcome = run(&parse(script).expect("a script"));
    assert_eq!(outcome.failures, []);
    outcome.log
}

fn after(script: &str) -> State {
    log(script).iter().fold(State::new(), |mut state, event| {
        apply(&mut state, event);
        state
    })
}

/// What a witness says, what is true, and what misleads.
fn check(script: &str, about: About, witness: Witness, expected: (Option<bool>, Option<bool>, Option<Rule>)) {
    let state = after(script);
    let belief = beliefs(&state, state.at)[about as usize];
    assert_eq!(belief.about, about);
    let testimony = belief.of(witness);
    assert_eq!(
        (testimony.says, testimony.truth, testimony.misled_by),
        expected,
        "{about:?} {witness:?} after {script}"
    );
}

const YES: Option<bool> = Some(true);
const NO: Option<bool> = Some(false);

#[test]
fn belief_of_a_healthy_system_is_the_truth() {
    for witness in [Witness::Agent, Witness::Customer] {
        check("0:01", About::ChatAlive, witness, (YES, YES, None));
        check("0:01", About::Connected, witness, (YES, YES, None));
        check("0:01", About::Received, witness, (YES, YES, None));
    }
    check("0:01", About::ChatAlive, Witness::Database, (YES, YES, None));
    check("0:01", About::Connected, Witness::Database, (None, None, None));
    check("0:01", About::ChatAlive, Witness::Lights, (None, None, None));
}

#[test]
fn ap14_ap2_ap11_while_application_is_off() {
    let stopped = "0:01 stop application";
    check(stopped, About::ChatAlive, Witness::Agent, (YES, NO, Some(Rule::Ap14)));
    check(stopped, About::Connected, Witness::Agent, (YES, NO, Some(Rule::Ap14)));
    check(stopped, About::ChatAlive, Witness::Customer, (YES, NO, Some(Rule::Ap2)));
    check(stopped, About::ChatAlive, Witness::Database, (YES, NO, Some(Rule::Ap11)));
    check(stopped, About::ChatAlive, Witness::Lights, (NO, NO, None));
}

#[test]
fn ap9_a_ghost_beside_a_living_chat_is_judged_by_itself() {
    let script = "
        0:01 stop application
        0:10 start application
        agent logs out
        agent logs in
        customer starts \"Again\"
    ";
    check(script, About::ChatAlive, Witness::Agent, (YES, NO, Some(Rule::Ap9)));
    check(script, About::ChatAlive, Witness::Customer, (YES, YES, None));
    check(script, About::ChatAlive, Witness::Database, (YES, NO, Some(Rule::Ap11)));
    check(script, About::ChatAlive, Witness::Lights, (None, None, None));
}

#[test]
fn ms5_both_believe_that_their_lines_arrived() {
    let script = "
        0:01 stop messaging
        customer says \"Hello?\"
        agent says \"Yes?\"
    ";
    check(script, About::Received, Witness::Agent, (YES, NO, Some(Rule::Ms5)));
    check(script, About::Received, Witness::Customer, (YES, NO, Some(Rule::Ms5)));
    check(script, About::Connected, Witness::Agent, (NO, NO, None));
    check(script, About::Connected, Witness::Customer, (YES, NO, Some(Rule::Ms5)));
    check(script, About::Connected, Witness::Lights, (NO, NO, None));
}

#[test]
fn the_report_of_storyboard_1_tells_outage_first_acts_and_who_was_misled_how_long() {
    let log = log("
        0:10 stop application
        0:20 agent opens tab case
        0:40 start application
        0:50 agent logs out
             agent logs in
        1:20 agent completes 1347
    ");
    let told = report(&log, Millis::from_secs(90));
    let outage = told.outages[0];
    assert_eq!(outage.backend, Backend::Application);
    assert_eq!((outage.stopped, outage.started), (Millis::from_secs(10), Some(Millis::from_secs(40))));
    assert_eq!((outage.agent_acted, outage.customer_acted), (Some(Millis::from_secs(20)), None));
    let of = |who, about, rule| {
        let mut spans = told.misled.iter().filter(|span| (span.misled.who, span.misled.about) == (who, about));
        spans.find(|span| span.misled.rule == rule).map(|span| (span.from.as_secs(), span.to.as_secs()))
    };
    assert_eq!(of(Who::Customer, About::ChatAlive, Rule::Ap2), Some((10, 15)), "until AP2 tells");
    assert_eq!(of(Who::Agent, About::ChatAlive, Rule::Ap14), Some((10, 50)), "until the log-out");
    assert_eq!(of(Who::Agent, About::ChatAlive, Rule::Ap9), Some((50, 80)), "until the ghost is completed");
    assert_eq!(told.misled_for(Who::Agent), Millis::from_secs(70));
    assert_eq!(told.totals.delivered, 4);
    // Looking back, nothing that came later is told.
    let early = report(&log, Millis::from_secs(15));
    assert_eq!(early.outages[0].started, None);
    assert!(early.seen.iter().all(|effect| effect.at <= Millis::from_secs(15)));
}
