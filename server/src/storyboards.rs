//! The shipped drills as rooms and pages need them: cards for the home page, what a room opens with, its steps, and the drill
//! as a recording.

use app::pages::Storyboard;
use drill::{Event, Fact, Millis, explorer, recovery, scenarios, script};
use protocol::{Audience, Diff as _, Frame, Recording, RoomProjection, RoomView, Step};

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
pub fn steps(slug: &str) -> Vec<Step> {
    let steps = scenarios::find(slug).map(scenarios::Scenario::steps).unwrap_or_default();
    steps.iter().cloned().map(Step::from).collect()
}

/// How long the healthy desk is shown before the first step, and the end before the next round, in milliseconds.
const PAUSE_MS: u64 = 8_000;
/// The shortest time for a step, in milliseconds: a change has to be seen even where little is said.
const STEP_MS_MIN: u64 = 7_000;
/// How long a word of the talk track takes to read, in milliseconds: a slow reader's pace, with a look at the screens.
const WORD_MS: u64 = 380;

/// A storyboard that is played step by step, for a page that plays it by itself: the view before the first step, and what each
/// step changes. `None` if nobody wrote such a storyboard.
pub fn recording(slug: &str) -> Option<(RoomView, Recording)> {
    let log = drill::played_through(slug)?;
    let starts: Vec<usize> =
        (0..log.len()).filter(|place| is_step(&log[*place])).map(|place| begin(&log, place)).collect();
    let opening = starts.first().copied().unwrap_or(log.len());
    let mut projection = RoomProjection::of(&log[..opening]);
    let first = looked_at(&projection);
    let mut last = first.clone();
    let mut stays_ms = PAUSE_MS;
    let mut frames = Vec::new();
    let ends = starts.iter().skip(1).copied().chain([log.len()]);
    for ((start, end), step) in starts.iter().copied().zip(ends).zip(steps(slug)) {
        for event in &log[start..end] {
            projection.apply(event);
        }
        let view = looked_at(&projection);
        frames.push(Frame { after_ms: stays_ms, changes: last.diff(&view).unwrap_or_default() });
        (last, stays_ms) = (view, reading_ms(&step));
    }
    Some((first, Recording { frames, pause_ms: stays_ms + PAUSE_MS }))
}

fn is_step(event: &Event) -> bool {
    matches!(event.fact, Fact::StepPlayed(_))
}

/// Time moves on to a step just before the step begins, and belongs to it.
fn begin(log: &[Event], place: usize) -> usize {
    let moves = place.checked_sub(1).is_some_and(|before| matches!(log[before].fact, Fact::ClockSkipped(_)));
    place - usize::from(moves)
}

/// It is a drill to look at: truth against belief is shown by those who lead one.
fn looked_at(projection: &RoomProjection) -> RoomView {
    RoomView { beliefs: None, ..projection.view(projection.state().at, Audience::Leader, None) }
}

fn reading_ms(step: &Step) -> u64 {
    let said = step.say.iter().chain(step.look.iter().map(|look| &look.text));
    let words: usize = said.map(|text| text.split_whitespace().count()).sum();
    (words as u64 * WORD_MS).max(STEP_MS_MIN)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_recording_ends_where_the_drill_does() {
        for scenario in scenarios::all() {
            let (mut view, recording) = recording(scenario.slug).expect("it ships");
            assert_eq!((view.steps_played, view.clock.running), (0, false), "{}", scenario.slug);
            assert_eq!(recording.frames.len(), scenario.steps().len(), "{}", scenario.slug);
            for (number, frame) in (1..).zip(recording.frames) {
                assert!(view.apply(frame.changes), "{} {number}", scenario.slug);
                assert_eq!(view.steps_played, number);
                assert!(frame.after_ms >= STEP_MS_MIN);
            }
            let log = drill::played_through(scenario.slug).expect("it ships");
            assert_eq!(view, looked_at(&RoomProjection::of(&log)), "{}", scenario.slug);
        }
        assert!(recording("no-such-drill").is_none());
    }
}
