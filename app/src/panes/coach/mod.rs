//! The coach of whoever learns alone: asks before each step, plays it, compares the answer with what happened, and sums up
//! at the end. A drill without questions, such as the tour, is told step by step.

mod outcome;
mod question;
mod summary;

use std::time::Duration;

use drill::{Command, Fact, Verdict, script::Place, state::Lesson};
use leptos::prelude::*;

use crate::{
    live::{Held, Stage, remembered},
    ui::{CommandSender, Draw, Drawn, Spotlight, button, changing, is_left_out, once, sender, text, whenever},
    wire::{Entry, Step},
};

/// What the coach is at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum At {
    /// Before the first step: what the drill is about.
    Intro,
    /// The question of the next step.
    Question,
    /// What came of the last step.
    Outcome,
    /// The end.
    Summary,
}

/// What the parts of the coach go on with.
#[derive(Clone, Copy)]
struct Course {
    steps: Held<Vec<Step>>,
    steps_played: Held<usize>,
    lessons: Held<Vec<Lesson>>,
    story: Held<Vec<Entry>>,
    /// With it, whether a step was asked for a moment ago.
    at: Held<(At, bool)>,
    sender: CommandSender,
}

/// How long a step that was asked for may take to come; it may have been refused.
const STEP_WITHIN: Duration = Duration::from_secs(1);

impl Course {
    /// How many steps were played.
    fn played(self) -> usize {
        self.steps_played.get_untracked()
    }

    /// The step at this place.
    fn step(self, place: usize) -> Option<Step> {
        self.steps.with_untracked(|steps| steps.get(place).cloned())
    }

    /// What the learner made of the question of that step.
    fn lesson(self, place: usize) -> Lesson {
        self.lessons.with_untracked(|lessons| find(lessons, place).cloned().unwrap_or_default())
    }

    /// On to the question of the next step, to the next step itself where nothing is asked, or to the end.
    fn go_on(self) {
        match next(self.step(self.played()).as_ref()) {
            Some(at) => self.at.set((at, false)),
            None => self.play(None),
        }
    }

    /// Answers and plays the next step, or just plays it. Until it has come nothing more is asked for: that would answer, and
    /// play, the step after it.
    fn play(self, answer: Option<String>) {
        if self.at.with_untracked(|(_, is_asked)| *is_asked) {
            return;
        }
        if answer.is_none_or(|answer| self.sender.send(Command::Answer(answer))) {
            self.at.update(|(_, is_asked)| *is_asked = true);
            set_timeout(move || self.at.update(|(_, is_asked)| *is_asked = false), STEP_WITHIN);
            self.sender.send(Command::PlayStep);
        }
    }

    /// Whether that step was another one than the script has, after what the learner has done by hand: a part of it was
    /// impossible, or backends were switched before it that the script does not switch.
    fn is_off_script(self, place: usize) -> bool {
        let scripted: usize =
            self.steps.with_untracked(|steps| steps.iter().take(place).map(|step| step.switches).sum());
        self.story.with_untracked(|story| is_left_out(story, place) || switches_before(story, place) != scripted)
    }

    /// How the answer to that step compares with what happened: a chosen one by itself, a free one as the learner judges.
    fn verdict(self, place: usize, step: &Step) -> Option<Verdict> {
        let lesson = self.lesson(place);
        let answer = lesson.answer.as_ref().filter(|_| !self.is_off_script(place))?;
        if step.wrong.is_empty() {
            return lesson.judged;
        }
        Some(if step.right.as_ref() == Some(answer) { Verdict::Right } else { Verdict::Misled })
    }
}

/// Where a learner goes before this step, if there is one: nowhere if it asks nothing.
const fn next(step: Option<&Step>) -> Option<At> {
    match step {
        None => Some(At::Summary),
        Some(step) if step.ask.is_empty() => None,
        Some(_) => Some(At::Question),
    }
}

/// How many times backends were switched before that step.
fn switches_before(story: &[Entry], place: usize) -> usize {
    let is_begun =
        |entry: &&Entry| matches!(entry, Entry::Did { fact: Fact::StepPlayed(step), .. } if *step as usize == place);
    let is_switch =
        |entry: &&Entry| matches!(entry, Entry::Did { fact: Fact::BackendsStopped(_) | Fact::BackendsStarted(_), .. });
    story.iter().take_while(|entry| !is_begun(entry)).filter(is_switch).count()
}

fn find(lessons: &[Lesson], step: usize) -> Option<&Lesson> {
    lessons.iter().find(|lesson| lesson.step == step)
}

/// The coach.
#[component]
pub fn Coach() -> impl IntoView {
    let stage = expect_context::<Stage>();
    let spotlight = expect_context::<Spotlight>();
    let played = stage.steps_played;
    // Whoever loads the page again is asked again, or told again how it went, if they were.
    let is_ahead = remembered("ahead", false);
    let begin = stage.steps.with_untracked(|steps| match played.get_untracked() {
        0 => At::Intro,
        played if is_ahead.get_untracked() => next(steps.get(played)).unwrap_or(At::Outcome),
        _ => At::Outcome,
    });
    let at = Held::new((begin, false));
    whenever(move || is_ahead.set(matches!(at.get().0, At::Question | At::Summary)));
    let Stage { steps, steps_played, lessons, story, .. } = stage;
    let course = Course { steps, steps_played, lessons, story, at, sender: sender() };
    // A step that was played, here or on another page of the same room, is what there is to talk about.
    let mut last = played.get_untracked();
    whenever(move || {
        let now = played.get();
        if std::mem::replace(&mut last, now) != now {
            at.update(|at| *at = (At::Outcome, false));
        }
    });
    let all = move || stage.steps.with_untracked(Vec::len);
    let count = move || {
        let place = match at.get().0 {
            At::Intro => return [&all().to_string(), " steps"].concat(),
            At::Question => played.get() + 1,
            At::Outcome => played.get(),
            At::Summary => return "the end".to_owned(),
        };
        ["step ", &place.to_string(), " of ", &all().to_string()].concat()
    };
    view! {
        <section class="card coach" aria-labelledby="coach-title" data-mark=spotlight.mark_place(Place::Talk)>
            <header class="card__head">
                <h2 class="card__title" id="coach-title">"Your coach"</h2>
                <span class="coach__count">{text(count)}</span>
            </header>
            <progress class="coach__progress" aria-label="Steps played" max=all() value=move || played.get()></progress>
            <div class="coach__page" aria-live="polite" on:click:capture=|event| once(&event)>
                {changing(move || (played.get() as u64) << 2 | at.get().0 as u64, move || page(course))}
            </div>
        </section>
    }
}

fn page(course: Course) -> Option<Drawn> {
    let played = course.played();
    Some(match course.at.get_untracked().0 {
        At::Intro => intro(course).drawn(),
        At::Question => question::question(course, played, course.step(played)?).drawn(),
        At::Outcome => {
            let last = played.checked_sub(1)?;
            outcome::outcome(course, last, course.step(last)?).drawn()
        }
        At::Summary => summary::summary(course).drawn(),
    })
}

fn intro(course: Course) -> impl IntoView {
    let asks = course.steps.with_untracked(|steps| steps.iter().any(|step| !step.ask.is_empty()));
    let how = if asks {
        "Before each step you say what you expect. Then the step is played, and you see what happened, and why. Nobody sees \
         your answers but you."
    } else {
        "Each step shows you one thing. Take your time, and click whatever you like: nothing real can break."
    };
    view! {
        <p class="coach__summary">{expect_context::<Stage>().summary.get_untracked()}</p>
        <p class="coach__how">{how}</p>
        {button("button button--main coach__main", "Begin", move || course.go_on())}
    }
}
