//! A script as the steps of a storyboard, each with its talk track.

use serde::{Deserialize, Serialize};

use crate::{
    Command, Millis,
    format::{Coach, Place, Script, What, describe},
};

/// What a talk track says is to be looked at begins with this word, the place if it is one, and a colon.
const LOOK: &str = "Look";

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
    /// What to look at.
    pub look: Vec<Look>,
    /// The right answer to what is asked, or a good one where the question is open.
    pub right: Option<String>,
    /// Wrong answers to choose from; none where the question is open.
    pub wrong: Vec<String>,
    /// Hints for somebody who learns alone, the vaguest first.
    pub hints: Vec<String>,
}

/// What to look at: a `say` that begins with `Look: `, or with `Look agent icon: ` and other places.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Look {
    /// Where it is on screen, if it is one place.
    pub place: Option<Place>,
    /// What is to be seen there.
    pub text: String,
}

impl Step {
    /// What happens in it, in plain words; a step that only waits says so.
    pub fn describe(&self) -> Vec<String> {
        if self.commands.is_empty() {
            let waits = format!("Wait until {}", self.at);
            vec![if self.at == Millis::ZERO { "The room is open, and everything is on".to_owned() } else { waits }]
        } else {
            self.commands.iter().map(describe).collect()
        }
    }

    /// The place on screen that it talks about.
    pub fn place(&self) -> Option<Place> {
        self.look.iter().find_map(|look| look.place)
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
            let is_talk = match &line.what {
                What::Command(command) => matches!(command, Command::Say(_) | Command::Ask(_)),
                What::Coach(_) => true,
                What::Expect(_) => continue,
            };
            let goes_on = |step: &Step| step.at == line.at && (is_talk || !step.has_talk());
            if !steps.last().is_some_and(goes_on) {
                steps.push(Step { at: line.at, ..Step::default() });
            }
            let Some(step) = steps.last_mut() else { continue };
            match &line.what {
                What::Command(command) => add(step, command),
                What::Coach(Coach::Answer(text)) => step.right = Some(text.clone()),
                What::Coach(Coach::Wrong(text)) => step.wrong.push(text.clone()),
                What::Coach(Coach::Hint(text)) => step.hints.push(text.clone()),
                What::Expect(_) => (),
            }
        }
        steps
    }
}

fn add(step: &mut Step, command: &Command) {
    match command {
        Command::Say(text) => match look(text) {
            Some(look) => step.look.push(look),
            None => step.say.push(text.clone()),
        },
        Command::Ask(text) => step.ask.push(text.clone()),
        other => step.commands.push(other.clone()),
    }
}

fn look(text: &str) -> Option<Look> {
    let (words, text) = text.strip_prefix(LOOK)?.split_once(": ")?;
    let place = match words.strip_prefix(' ') {
        Some(words) => Some(Place::of_words(words)?),
        None if words.is_empty() => None,
        None => return None,
    };
    Some(Look { place, text: text.to_owned() })
}
