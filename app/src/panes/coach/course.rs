//! Where a learner is in the course, and how the answers compare with what happened.

use std::time::Duration;

use drill::{Command, Fact, Verdict, state::Lesson};
use leptos::prelude::*;
use protocol::{Entry, RoomView, RoomViewStoreFields as _, Step};
use reactive_stores::Store;

use crate::{
    browser,
    narration::is_skipped,
    room::{KnownHistory, Room},
};

/// What the coach is at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stage {
    /// Before the first step: what the drill is about.
    Intro,
    /// The question of the next step.
    Question,
    /// What came of the last step.
    Outcome,
    /// The end.
    Summary,
}

/// How long a step that was asked for may take to come; it may have been refused.
const STEP_WITHIN: Duration = Duration::from_secs(1);

/// Under which name the tab keeps whether the learner has gone on from the last step.
const AHEAD: &str = "ahead";

/// What the parts of the coach go on with.
#[derive(Clone, Copy)]
pub(super) struct Course {
    /// How many steps were played, and what the coach is at.
    pub position: Memo<(usize, Stage)>,
    /// What was done and seen so far.
    pub history: RwSignal<KnownHistory>,
    view: Store<RoomView>,
    steps: StoredValue<Vec<Step>>,
    send: Callback<Command, bool>,
    /// Where the learner has gone, and how many steps had been played then.
    gone_to: RwSignal<(usize, Stage)>,
    /// After how many steps the next one was asked for a moment ago.
    step_asked: StoredValue<Option<usize>>,
}

impl Course {
    /// Begins where the server says that the learner is.
    pub fn begin(room: &Room) -> Self {
        let Room { history, view, steps, .. } = *room;
        let room = *room;
        let played = view.steps_played().get_untracked();
        let gone_to = RwSignal::new((played, if played == 0 { Stage::Intro } else { Stage::Outcome }));
        // A step that was played, here or on another page of the same room, is what there is to talk about.
        let position = Memo::new(move |_| match (view.steps_played().get(), gone_to.get()) {
            (played, (then, stage)) if played == then => (played, stage),
            (0, _) => (0, Stage::Intro),
            (played, _) => (played, Stage::Outcome),
        });
        let send = Callback::new(move |command| room.send(command));
        let course = Self { position, history, view, steps, send, gone_to, step_asked: StoredValue::new(None) };
        course.remember();
        course
    }

    /// Keeps in the tab whether the learner has gone on from the last step. Loading the page again asks again, or tells
    /// again how it went, as before.
    fn remember(self) {
        Effect::new(move |was_read: Option<()>| {
            let (played, stage) = self.position.get();
            if was_read.is_none() && played > 0 && browser::stored(AHEAD).is_some() {
                let next = self.after(played).unwrap_or(Stage::Outcome);
                self.gone_to.set((played, next));
                return;
            }
            let is_ahead = matches!(stage, Stage::Question | Stage::Summary);
            browser::store(AHEAD, is_ahead.then_some("on"));
        });
    }

    /// The step at this place.
    pub fn step(self, place: usize) -> Option<Step> {
        self.steps.with_value(|steps| steps.get(place).cloned())
    }

    /// Whether any step has a question.
    pub fn asks(self) -> bool {
        self.steps.with_value(|steps| steps.iter().any(|step| !step.ask.is_empty()))
    }

    /// All steps that have a question, with their places.
    pub fn questions(self) -> Vec<(usize, Step)> {
        let steps = self.steps.get_value();
        steps.into_iter().enumerate().filter(|(_, step)| !step.ask.is_empty()).collect()
    }

    /// What the learner made of the question of that step.
    pub fn lesson(self, place: usize) -> Lesson {
        let lesson = |lessons: &Vec<Lesson>| lessons.iter().find(|lesson| lesson.step == place).cloned();
        self.view.lessons().with(lesson).unwrap_or_default()
    }

    /// Where a learner goes after so many steps: nowhere if the next one asks nothing.
    fn after(self, played: usize) -> Option<Stage> {
        match self.step(played) {
            None => Some(Stage::Summary),
            Some(step) if step.ask.is_empty() => None,
            Some(_) => Some(Stage::Question),
        }
    }

    /// On to the question of the next step, to the next step itself where nothing is asked, or to the end.
    pub fn go_on(self) {
        let (played, _) = self.position.get_untracked();
        match self.after(played) {
            Some(stage) => self.gone_to.set((played, stage)),
            None => {
                self.play(None);
            }
        }
    }

    /// Answers and plays the next step, or just plays it; whether the answer could be sent. Until it has come nothing
    /// more is asked for: that would answer, and play, the step after it.
    pub fn play(self, answer: Option<String>) -> bool {
        let (played, _) = self.position.get_untracked();
        let is_answered = self.step_asked.get_value() != Some(played)
            && answer.is_none_or(|answer| self.send.run(Command::Answer(answer)));
        if is_answered {
            self.step_asked.set_value(Some(played));
            set_timeout(
                move || self.step_asked.update_value(|asked| *asked = asked.filter(|asked| *asked != played)),
                STEP_WITHIN,
            );
            self.send.run(Command::PlayStep);
        }
        is_answered
    }

    /// Whether that step was another one than the script has, after what the learner has done by hand: a part of it
    /// was impossible, or backends were switched before it that the script does not switch. While the history is not
    /// known from its beginning, nothing is said of that.
    pub fn is_off_script(self, place: usize) -> bool {
        let scripted: usize = self.steps.with_value(|steps| steps.iter().take(place).map(|step| step.switches).sum());
        self.history.with(|history| {
            history.missing() == 0 && (is_skipped(history, place) || switches_before(history, place) != scripted)
        })
    }

    /// How the answer to that step compares with what happened: a chosen one by itself, a free one as the learner
    /// judges.
    pub fn verdict(self, place: usize, step: &Step) -> Option<Verdict> {
        let lesson = self.lesson(place);
        let answer = lesson.answer.as_ref().filter(|_| !self.is_off_script(place))?;
        if step.wrong.is_empty() {
            return lesson.judged;
        }
        Some(if step.right.as_ref() == Some(answer) { Verdict::Right } else { Verdict::Misled })
    }

    /// The answer of the script to that step, where it is another one than the learner's and comparable with it.
    pub fn right_answer(self, place: usize, step: &Step, answer: Option<&String>) -> Option<String> {
        step.right.clone().filter(|right| Some(right) != answer && !self.is_off_script(place))
    }
}

/// How many times backends were switched before that step.
fn switches_before(history: &[Entry], place: usize) -> usize {
    let is_begun =
        |entry: &&Entry| matches!(entry, Entry::Action { fact: Fact::StepPlayed(step), .. } if *step as usize == place);
    let is_switch = |entry: &&Entry| {
        matches!(entry, Entry::Action { fact: Fact::BackendsStopped(_) | Fact::BackendsStarted(_), .. })
    };
    history.iter().take_while(|entry| !is_begun(entry)).filter(is_switch).count()
}

#[cfg(test)]
mod tests {
    use drill::{Backend, Backends, Millis};

    use super::*;

    #[test]
    fn only_switches_before_the_step_count() {
        let set = || Backends::of(&[Backend::Messaging]);
        let facts = [
            Fact::StepPlayed(0),
            Fact::BackendsStopped(set()),
            Fact::ClockResumed,
            Fact::BackendsStarted(set()),
            Fact::StepPlayed(1),
            Fact::BackendsStopped(set()),
        ];
        let history: Vec<Entry> =
            facts.map(|fact| Entry::Action { seq: 1, at: Millis::ZERO, fact }).into_iter().collect();
        let count = [0, 1, 2].map(|place| switches_before(&history, place));
        assert_eq!(count, [0, 2, 3]);
    }
}
