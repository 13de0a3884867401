//! A table per rule of `behaviour.md`: what a script of a few lines comes to, and the values that the rule names as
//! `expect` lines in it. Every test bears the id of its rule.

#![expect(clippy::needless_pass_by_value, reason = "a table stands where it is checked")]
#![expect(clippy::needless_raw_string_hashes, reason = "tables that update themselves are written with them")]

mod ap;
mod belief;
mod combinations;
mod fate;
mod fine_print;
mod ms;
mod sv;

use std::fmt::Write;

use drill::{
    Effect, Event, Refusal, State, apply, decide, effects,
    script::{Run, What, parse, run},
};
use expect_test::Expect;

/// Runs `script`, in which everything is to come true, and compares what the class could see: each row a moment, a
/// pane, a rule with the provenance of the occurrence, and all that changed there by that rule.
fn check(script: &str, table: Expect) {
    table.assert_eq(&print(&played(script).effects()));
}

/// Runs `script`, in which everything is to come true.
fn played(script: &str) -> Run {
    let read = parse(script).unwrap_or_else(|error| panic!("{error}\n{script}"));
    let run = run(&read);
    let line = |failure: &drill::script::Failure| format!("line {} at {}: {failure}", failure.line, failure.at);
    let failures: Vec<String> = run.failures.iter().map(line).collect();
    assert!(failures.is_empty(), "{}\n{script}", failures.join("\n"));
    run
}

fn print(effects: &[Effect]) -> String {
    let mut table = String::new();
    let together = |a: &Effect, b: &Effect| {
        let key = |effect: &Effect| (effect.at, effect.pane, effect.why.rule(), effect.why.provenance());
        key(a) == key(b)
    };
    for row in effects.chunk_by(together) {
        let Effect { at, pane, why, .. } = &row[0];
        let changes: Vec<String> =
            row.iter().map(|effect| format!("{} {}", effect.thing.word(), effect.value)).collect();
        let at = at.to_string();
        let (rule, provenance) = (why.rule().id(), why.provenance().word());
        let _ = writeln!(table, "{at:<8} {:<8} {rule:<4} {provenance:<10} {}", pane.word(), changes.join(", "));
    }
    table
}

/// The state and the log that `script` leads to.
fn state_after(script: &str) -> (State, Vec<Event>) {
    let log = played(script).log;
    let mut state = State::new();
    for event in &log {
        apply(&mut state, event);
    }
    (state, log)
}

/// Why each of the `wishes` (lines of a script, all at its last moment) is refused after `script`.
fn refusals(script: &str, wishes: &[&str]) -> String {
    let (state, _) = state_after(script);
    let now = parse(script).expect("it was read").until;
    let mut table = String::new();
    for wish in wishes {
        let read = parse(wish).unwrap_or_else(|error| panic!("{error}\n{wish}"));
        let [drill::script::Line { what: What::Command(command), .. }] = &read.lines[..] else { panic!("{wish}") };
        let answer =
            decide(&state, now, command).err().map_or("carried out".to_owned(), |refusal: Refusal| refusal.to_string());
        let _ = writeln!(table, "{wish:<32} {answer}");
    }
    table
}

/// All effects of a script at or after `from`.
fn effects_from(script: &str, from: &str) -> Vec<Effect> {
    let run = played(script);
    let from = from.parse().expect("a time");
    effects(&run.log, run.until).into_iter().filter(|effect| effect.at >= from).collect()
}
