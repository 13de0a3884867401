//! Learning alone: what the coach may ask, and what is kept of the answers.

use drill::{
    Command, Event, Fact, Millis, Pane, Refusal, State, Thing, Verdict, apply, decide, last_step, next_step,
    played_through,
    scenarios::{all, find, tour},
    script::{Look, Place, parse},
};

/// A room that follows a storyboard.
struct Room {
    state: State,
    seq: u64,
}

impl Room {
    fn open(slug: &str) -> Self {
        let mut room = Self { state: State::new(), seq: 0 };
        for fact in find(slug).expect("it ships").opening() {
            room.happen(fact);
        }
        room
    }

    fn happen(&mut self, fact: Fact) {
        self.seq += 1;
        let event = Event::new(self.seq, self.state.at, 0, fact);
        apply(&mut self.state, &event);
    }

    fn ask(&mut self, command: &Command) -> Result<(), Refusal> {
        let facts = decide(&self.state, self.state.at, command)?;
        for fact in facts {
            self.happen(fact);
        }
        Ok(())
    }
}

#[test]
fn a_question_is_answered_before_its_step_and_judged_after_it() {
    let mut room = Room::open("application-quick");
    let answer = |text: &str| Command::Answer(text.to_owned());
    assert_eq!(room.ask(&Command::Judge(Verdict::Right)), Err(Refusal::NothingToJudge));
    assert_eq!(room.ask(&answer(" ")), Err(Refusal::EmptyText));
    room.ask(&answer("the icon")).expect("something is asked");
    room.ask(&answer("nothing")).expect("an answer may be changed");
    assert_eq!(room.state.lessons[0].answer.as_deref(), Some("nothing"));
    room.ask(&Command::PlayStep).expect("there is a step");
    assert_eq!(last_step(&room.state).expect("it was played").at, Millis::ZERO);
    room.ask(&Command::Judge(Verdict::Partly)).expect("there is an answer");
    assert_eq!(room.state.lessons[0].judged, Some(Verdict::Partly));
    room.ask(&Command::PlayStep).expect("nobody has to answer");
    assert_eq!(room.ask(&Command::Judge(Verdict::Right)), Err(Refusal::NothingToJudge));
}

#[test]
fn nobody_is_led_anywhere_but_to_a_room() {
    let mut room = Room::open("messaging");
    for code in ["../room/ABCD-EFGH", "ABCD-EFGH/link", "ABCD EFGH", "", "%2e%2e", "\u{202e}ABCD"] {
        assert!(room.ask(&Command::ContinueIn(code.to_owned())).is_err(), "{code}");
    }
    assert_eq!(room.state.continued_in, None);
    assert_eq!(room.ask(&Command::ContinueIn("ABCD-EFGH".to_owned())), Ok(()));
}

#[test]
fn there_are_as_many_hints_as_the_step_has() {
    let mut room = Room::open("messaging");
    let (_, step) = next_step(&room.state).expect("there is a step");
    assert!(!step.hints.is_empty());
    for _ in &step.hints {
        room.ask(&Command::TakeHint).expect("there is one more");
    }
    assert_eq!(room.ask(&Command::TakeHint), Err(Refusal::NoHintLeft));
    assert_eq!(room.state.lessons[0].hints, step.hints.len());
}

#[test]
fn the_tour_asks_nothing_and_can_be_played_to_its_end() {
    let tour = tour().expect("it ships");
    let steps = tour.script().steps();
    assert!((8..=12).contains(&steps.len()));
    assert!(steps.iter().all(|step| step.ask.is_empty() && !step.say.is_empty() && step.place().is_some()));
    assert!(all().iter().all(|scenario| scenario.slug != tour.slug), "it is none of the eight");
    let mut room = Room::open(tour.slug);
    assert_eq!(room.ask(&Command::Answer("what?".to_owned())), Err(Refusal::NothingAsked));
    while room.ask(&Command::PlayStep).is_ok() {}
    assert_eq!(room.state.steps_played, steps.len());
    assert_eq!(room.ask(&Command::TakeHint), Err(Refusal::NoStepLeft));
    assert_eq!(drill::script::run(tour.script()).failures, []);
}

#[test]
fn every_question_has_its_answers_and_a_hint() {
    for scenario in all() {
        for step in scenario.script().steps() {
            let place = format!("{} {}: {:?}", scenario.slug, step.at, step.ask);
            assert_eq!(step.ask.len(), 1, "{place}");
            assert!(step.right.is_some() && !step.hints.is_empty(), "{place}");
            let mut all: Vec<&String> = step.right.iter().chain(&step.wrong).collect();
            assert!(all.iter().all(|text| text.chars().count() <= 120), "{place}");
            let count = all.len();
            all.sort();
            all.dedup();
            assert!(count == all.len() && count != 2, "{place}");
            assert!(step.place().is_some(), "{place}");
            assert!(!step.say.iter().any(|say| say.starts_with("Look")), "{place}: a place that is none");
        }
    }
}

#[test]
fn what_to_look_at_says_where_it_is() {
    let script = parse(
        "0:00 stop all\nsay \"Look agent icon: a triangle.\"\nsay \"Look: over there.\"\nsay \"Look nowhere: a line.\"\n",
    );
    let step = &script.expect("it can be read").steps()[0];
    let look = |place, text: &str| Look { place, text: text.to_owned() };
    assert_eq!(
        step.look,
        [look(Some(Place::Seen(Pane::Agent, Thing::Icon)), "a triangle."), look(None, "over there.")]
    );
    assert_eq!(step.say, ["Look nowhere: a line."]);
}

#[test]
fn a_storyboard_played_through_is_a_log_of_all_its_steps() {
    for scenario in all() {
        let log = played_through(scenario.slug).expect("it ships");
        let steps = log.iter().filter(|event| matches!(event.fact, Fact::StepPlayed(_))).count();
        assert_eq!(steps, scenario.script().steps().len(), "{}", scenario.slug);
        let refused = log.iter().find(|event| matches!(event.fact, Fact::StepRefused(_)));
        assert_eq!(refused, None, "{}", scenario.slug);
        assert!(log.windows(2).all(|pair| pair[0].seq + 1 == pair[1].seq && pair[0].at <= pair[1].at));
    }
    assert_eq!(played_through("no-such-drill"), None);
}

#[test]
fn answers_and_hints_stand_below_a_question() {
    for (text, line) in [
        ("answer \"a\"\n", 1),
        ("0:00 stop all\nhint \"a\"\n", 2),
        ("0:00 stop all\nask \"a?\"\n0:01 wrong \"a\"\n", 3),
        ("0:00 ask \"a?\"\nstop all\nanswer \"a\"\n", 3),
    ] {
        let error = parse(text).expect_err(text);
        assert_eq!((error.line, error.problem.to_string().contains("below an `ask`")), (line, true), "{text}");
    }
    assert!(parse("0:00 ask \"a?\"\nanswer \"b\"\nwrong \"c\"\nhint \"d\"\nexpect agent icon green-circle\n").is_ok());
}
