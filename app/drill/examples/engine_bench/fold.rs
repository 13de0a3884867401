//! What budget A3 measures.

use drill::{Event, State};

/// Folds a log and derives everything that any pane shows at its end. Gives how much there was to show, so that no
/// compiler leaves the work out.
pub fn fold_and_derive(log: &[Event]) -> usize {
    let mut state = State::new();
    for event in log {
        drill::apply(&mut state, event);
    }
    let now = state.at;
    let (agent, customer) = (drill::agent(&state, now), drill::customer(&state, now));
    let (database, ledger) = (drill::database(&state, now), drill::ledger(&state));
    let (misled, next_change) = (drill::misled(&state, now), drill::next_change(&state, now));
    let (backends, clock) = (drill::backends(&state), drill::clock(&state));
    std::hint::black_box((backends, clock, next_change));
    agent.emails.len()
        + agent.transcript.len()
        + customer.transcript.len()
        + database.len()
        + ledger.len()
        + misled.len()
}
