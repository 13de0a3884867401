//! A room that follows a shipped storyboard: which step was played last, and which is next.

use crate::{State, format::Step, scenarios};

/// All steps of the storyboard that the room follows; none in free play.
pub fn steps(state: &State) -> &'static [Step] {
    state.storyboard.as_deref().and_then(scenarios::find).map_or(&[], |scenario| scenario.steps())
}

/// The next step to play, and its number from 0.
pub fn next_step(state: &State) -> Option<(u32, &'static Step)> {
    let number = u32::try_from(state.steps_played).ok()?;
    steps(state).get(state.steps_played).map(|step| (number, step))
}

/// The step that was played last.
pub fn last_step(state: &State) -> Option<&'static Step> {
    steps(state).get(state.steps_played.checked_sub(1)?)
}
