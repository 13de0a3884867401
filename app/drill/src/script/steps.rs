//! A script as the steps of a storyboard, each with its talk track.

use crate::{
    Command, Millis,
    script::{Script, What, describe},
};

/// What a talk track says is to be looked at begins with this: the format has `say` and `ask` only.
const LOOK: &str = "Look: ";

/// One step of a storyboard: what happens at one moment, and the talk track to it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Step {
    /// Its room time.
    pub at: Millis,
    /// What operator, agent and customer do; nothing in a step that only waits for its time.
    pub commands: Vec<Command>,
    /// What to say, without what to look at.
    pub say: Vec<String>,
    /// What to ask the class, before the commands of this step are played.
    pub ask: Vec<String>,
    /// What to look at: each `say` that begins with "Look: ", without that word.
    pub look: Vec<String>,
}

impl Step {
    /// What happens in it, in plain words; a step that only waits says so.
    pub fn describe(&self) -> Vec<String> {
        if self.commands.is_empty() {
            let waits = format!("Nobody does anything until {}", self.at);
            vec![if self.at == Millis::ZERO { "The room is open, and everything is on".to_owned() } else { waits }]
        } else {
            self.commands.iter().map(describe).collect()
        }
    }

    fn has_talk(&self) -> bool {
        !(self.say.is_empty() && self.ask.is_empty() && self.look.is_empty())
    }
}

impl Script {
    /// The steps of this script.
    ///
    /// A step begins with a command by operator, agent or customer; more of them at the same time are in the same
    /// step, until a `say` or an `ask` has been made: these belong to the step they follow. One that has a later time
    /// than the commands above it begins a step of its own, without commands: it waits for what time does by itself.
    pub fn steps(&self) -> Vec<Step> {
        let mut steps: Vec<Step> = Vec::new();
        for line in &self.lines {
            let What::Command(command) = &line.what else { continue };
            let is_talk = matches!(command, Command::Say(_) | Command::Ask(_));
            let goes_on = |step: &Step| step.at == line.at && (is_talk || !step.has_talk());
            if !steps.last().is_some_and(goes_on) {
                steps.push(Step { at: line.at, ..Step::default() });
            }
            if let Some(step) = steps.last_mut() {
                add(step, command);
            }
        }
        steps
    }
}

fn add(step: &mut Step, command: &Command) {
    match command {
        Command::Say(text) => match text.strip_prefix(LOOK) {
            Some(look) => step.look.push(look.to_owned()),
            None => step.say.push(text.clone()),
        },
        Command::Ask(text) => step.ask.push(text.clone()),
        other => step.commands.push(other.clone()),
    }
}
