//! The shipped drills as rooms and pages need them: cards for the home page, what a room opens with, its steps.

use app::{pages::Storyboard, wire::Step};
use drill::{Event, Fact, Millis, explorer, recovery, scenarios, script};

/// What a room's log begins with: at least its opening. Wall-clock times are still 0.
pub type Opening = Vec<Event>;

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
    let facts = if slug.is_empty() {
        vec![Fact::RoomOpened {
            title: "Free play".to_owned(),
            summary: "Switch backends off and on as you like, and see what happens.".to_owned(),
            storyboard: None,
        }]
    } else {
        scenarios::find(slug)?.opening()
    };
    Some((1..).zip(facts).map(|(seq, fact)| Event::new(seq, Millis::ZERO, 0, fact)).collect())
}

/// The opening at a cell of the explorer, such as `application+messaging@returned`, or after an order of return, such as
/// `order@messaging.application+services`: what people did up to then has happened.
pub fn opening_at(cell: &str) -> Option<Opening> {
    let script = match cell.split_once('@')? {
        ("order", order) => recovery::script(&recovery::find(order)?),
        (off, moment) => {
            let (off, moment) = explorer::find(off, moment)?;
            explorer::script(off, moment)
        }
    };
    let mut log = script::run(&script).log;
    log.push(Event::new(log.len() as u64 + 1, script.until, 0, Fact::TimeMarked));
    Some(log)
}

/// The steps of a storyboard; none for free play.
pub fn steps(slug: Option<&str>) -> Vec<Step> {
    let steps = slug.and_then(scenarios::find).map(|scenario| scenario.script().steps()).unwrap_or_default();
    steps.into_iter().map(Step::from).collect()
}
