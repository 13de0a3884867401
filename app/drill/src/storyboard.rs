//! A room that follows a shipped storyboard: which step is next, and playing it.

use crate::{Command, Event, Fact, Millis, Refusal, State, apply, decide, scenarios, script::Step};

/// All steps of the storyboard that the room follows; none in free play.
pub fn steps(state: &State) -> Vec<Step> {
    let scenario = state.storyboard.as_deref().and_then(scenarios::find);
    scenario.map(|scenario| scenario.script().steps()).unwrap_or_default()
}

/// The next step to play, and its number from 0.
pub fn next_step(state: &State) -> Option<(u32, Step)> {
    let number = u32::try_from(state.steps_played).ok()?;
    steps(state).into_iter().nth(state.steps_played).map(|step| (number, step))
}

/// Plays the next step: room time moves forward to its moment, unless that has passed, and its commands happen. One
/// that deviations by hand have made impossible is reported and left out.
pub(crate) fn play_step(state: &State, now: Millis) -> Result<Vec<Fact>, Refusal> {
    let (number, step) = next_step(state).ok_or(Refusal::NoStepLeft)?;
    let at = step.at.max(now);
    let mut trial = state.clone();
    let mut facts = Vec::new();
    let mut happens = |trial: &mut State, fact: Fact| {
        apply(trial, &Event::new(trial.seq + 1, at, 0, fact.clone()));
        facts.push(fact);
    };
    if at > now {
        happens(&mut trial, Fact::ClockSkipped(at));
    }
    happens(&mut trial, Fact::StepPlayed(number));
    for command in &step.commands {
        for fact in one(&trial, at, command) {
            happens(&mut trial, fact);
        }
    }
    Ok(facts)
}

/// A step is made of what people do, never of further steps.
fn one(trial: &State, at: Millis, command: &Command) -> Vec<Fact> {
    decide(trial, at, command).unwrap_or_else(|refusal| vec![Fact::StepRefused(refusal)])
}
