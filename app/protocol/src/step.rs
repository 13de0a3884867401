//! The steps of a storyboard, as pages that lead or teach have them.

use drill::{
    Millis,
    script::{Look, Place},
};
use serde::{Deserialize, Serialize};

/// A step of a storyboard: when, what happens, the talk track, and what helps to learn alone.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Step {
    /// Room time.
    pub at: Millis,
    /// What is done, in plain words.
    pub actions: Vec<String>,
    /// How many times it switches backends.
    pub switches: usize,
    /// What to say.
    pub say: Vec<String>,
    /// What to ask the class.
    pub ask: Vec<String>,
    /// What to look at.
    pub look: Vec<Look>,
    /// The right answer, or a good one where there are none to choose from.
    pub right: Option<String>,
    /// Wrong answers to choose from.
    pub wrong: Vec<String>,
    /// Hints, the vaguest first.
    pub hints: Vec<String>,
}

impl Step {
    /// The place on screen that it talks about.
    pub fn place(&self) -> Option<Place> {
        self.look.iter().find_map(|look| look.place)
    }
}

impl From<drill::script::Step> for Step {
    fn from(step: drill::script::Step) -> Self {
        let actions = step.describe();
        let drill::script::Step { at, commands, say, ask, look, right, wrong, hints } = step;
        let switches = commands.iter().filter(|command| command.switches_backends()).count();
        Self { at, actions, switches, say, ask, look, right, wrong, hints }
    }
}
