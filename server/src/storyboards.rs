//! The shipped storyboards as rooms and pages need them: cards for the home page, the opening of a room, its steps.

use app::{pages::Storyboard, wire::Step};
use drill::{Millis, Setting, scenarios};

/// How a room opens.
#[derive(Clone, Debug)]
pub struct Opening {
    /// The title of its drill.
    pub title: String,
    /// The drill in one paragraph.
    pub summary: String,
    /// The storyboard it follows, by its slug.
    pub storyboard: Option<String>,
    /// The durations that differ from the defaults.
    pub settings: Vec<(Setting, Millis)>,
}

/// The cards of the home page, in order.
pub fn cards() -> Vec<Storyboard> {
    let card = |scenario: &scenarios::Scenario| Storyboard {
        slug: scenario.slug.to_owned(),
        title: scenario.title.clone(),
        summary: scenario.sentence.clone(),
    };
    scenarios::all().iter().map(card).collect()
}

/// The opening of a storyboard, or of free play for an empty slug; `None` if nobody wrote such a storyboard.
pub fn opening(slug: &str) -> Option<Opening> {
    if slug.is_empty() {
        return Some(Opening {
            title: "Free play".to_owned(),
            summary: "Switch backends off and on as you like, and see what happens.".to_owned(),
            storyboard: None,
            settings: Vec::new(),
        });
    }
    let scenario = scenarios::find(slug)?;
    Some(Opening {
        title: scenario.title.clone(),
        summary: scenario.summary.clone(),
        storyboard: Some(scenario.slug.to_owned()),
        settings: scenario.script().settings.clone(),
    })
}

/// The steps of a storyboard; none for free play.
pub fn steps(slug: Option<&str>) -> Vec<Step> {
    let steps = slug.and_then(scenarios::find).map(|scenario| scenario.script().steps()).unwrap_or_default();
    let step = |step: drill::script::Step| Step {
        at: step.at,
        deeds: step.describe(),
        say: step.say,
        ask: step.ask,
        look: step.look,
    };
    steps.into_iter().map(step).collect()
}
