//! What a step of the storyboard came to.

use drill::{Fact, Millis};
use protocol::Entry;

use super::{Narrated, is_ordinary, narrate_moments};

/// What a step of the storyboard showed, newest first: what came due on the way to it, and what it led to until time went
/// on, and what deviations by hand have made impossible. What is ordinary is not in it.
pub fn narrate_step(history: &[Entry], step: usize, max: usize) -> Vec<Narrated> {
    let place_of = |step: usize| {
        let is_it =
            |entry: &Entry| matches!(entry, Entry::Action { fact: Fact::StepPlayed(n), .. } if *n as usize == step);
        history.iter().position(is_it)
    };
    let at_of = |place: usize| -> Millis { history[place].at() };
    let Some(begun) = place_of(step) else { return Vec::new() };
    let before = step.checked_sub(1).and_then(place_of);
    let next = place_of(step + 1).unwrap_or(history.len());
    let is_own = |place: usize| match before {
        _ if place > begun => at_of(place) == at_of(begun),
        Some(before) => place > before && at_of(place) > at_of(before),
        None => true,
    };
    narrate_moments(history, max, &|place, entry| {
        let tells = matches!(entry, Entry::Effect(_) | Entry::Action { fact: Fact::StepRefused(_), .. });
        tells && place < next && is_own(place) && !is_ordinary(entry)
    })
}

/// Whether a deviation by hand had made the step impossible when it was played, or a part of it.
pub fn is_skipped(history: &[Entry], step: usize) -> bool {
    let facts = history.iter().filter_map(|entry| match entry {
        Entry::Action { fact, .. } => Some(fact),
        Entry::Effect(_) => None,
    });
    facts
        .skip_while(|fact| !matches!(fact, Fact::StepPlayed(played) if *played as usize == step))
        .skip(1)
        .take_while(|fact| !matches!(fact, Fact::StepPlayed(_)))
        .any(|fact| matches!(fact, Fact::StepRefused(_)))
}
