//! Deciding what follows a storyboard: playing a step, and the questions that it asks.

use crate::{
    Command, Event, Fact, Millis, Refusal, State, Verdict, apply, decide, format::Step, storyboard::next_step,
};

/// Plays the next step: room time moves forward to its moment, unless that has passed, and its commands happen. One
/// that deviations by hand have made impossible is reported and left out.
pub(super) fn play(state: &State, now: Millis) -> Result<Vec<Fact>, Refusal> {
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

/// The next hint for the question that is asked before the next step.
pub(super) fn take_hint(state: &State) -> Result<Fact, Refusal> {
    let (number, step) = asked(state)?;
    let taken = state.lesson(state.steps_played).map_or(0, |lesson| lesson.hints);
    if taken < step.hints.len() { Ok(Fact::HintTaken(number)) } else { Err(Refusal::NoHintLeft) }
}

/// An answer to that question; a later one takes its place.
pub(super) fn answer(state: &State, text: String) -> Result<Fact, Refusal> {
    asked(state).map(|(number, _)| Fact::Answered(number, text))
}

/// What the learner says of the answer to the question of the step just played.
pub(super) fn judge(state: &State, verdict: Verdict) -> Result<Fact, Refusal> {
    let last = state.steps_played.checked_sub(1);
    let is_answered = |step: &usize| state.lesson(*step).is_some_and(|lesson| lesson.answer.is_some());
    let last = last.filter(is_answered).and_then(|step| u32::try_from(step).ok());
    last.map(|step| Fact::Judged(step, verdict)).ok_or(Refusal::NothingToJudge)
}

/// The next step, if it asks something.
fn asked(state: &State) -> Result<(u32, &'static Step), Refusal> {
    let (number, step) = next_step(state).ok_or(Refusal::NoStepLeft)?;
    if step.ask.is_empty() { Err(Refusal::NothingAsked) } else { Ok((number, step)) }
}
