//! The coach of whoever learns alone: asks before each step, plays it, compares the answer with what happened, and sums up
//! at the end. A drill without questions, such as the tour, is told step by step.

mod outcome;
mod question;
mod summary;

use drill::{Command, Verdict, script::Place, state::Lesson};
use leptos::prelude::*;

use crate::{
    live::{Held, Stage},
    ui::{CommandSender, Draw, Drawn, Spotlight, button, changing, sender, text, whenever},
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
    at: Held<At>,
    sender: CommandSender,
}

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
        match self.step(self.played()) {
            None => self.at.set(At::Summary),
            Some(step) if step.ask.is_empty() => {
                self.sender.send(Command::PlayStep);
            }
            Some(_) => self.at.set(At::Question),
        }
    }
}

fn find(lessons: &[Lesson], step: usize) -> Option<&Lesson> {
    lessons.iter().find(|lesson| lesson.step == step)
}

/// How an answer compares with what happened: a chosen one by itself, a free one as the learner judges.
fn verdict(step: &Step, lesson: &Lesson) -> Option<Verdict> {
    let answer = lesson.answer.as_ref()?;
    if step.wrong.is_empty() {
        return lesson.judged;
    }
    Some(if step.right.as_ref() == Some(answer) { Verdict::Right } else { Verdict::Misled })
}

/// The coach.
#[component]
pub fn Coach() -> impl IntoView {
    let stage = expect_context::<Stage>();
    let spotlight = expect_context::<Spotlight>();
    let played = stage.steps_played;
    let at = Held::new(if played.get_untracked() == 0 { At::Intro } else { At::Outcome });
    let Stage { steps, steps_played, lessons, story, .. } = stage;
    let course = Course { steps, steps_played, lessons, story, at, sender: sender() };
    // A step that was played, here or on another page of the same room, is what there is to talk about.
    let mut last = played.get_untracked();
    whenever(move || {
        let now = played.get();
        if std::mem::replace(&mut last, now) != now {
            at.set(At::Outcome);
        }
    });
    let all = move || stage.steps.with_untracked(Vec::len);
    let count = move || {
        let place = match at.get() {
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
            <div class="coach__page" aria-live="polite">
                {changing(move || (played.get() as u64) << 2 | at.get() as u64, move || page(course))}
            </div>
        </section>
    }
}

fn page(course: Course) -> Option<Drawn> {
    let played = course.played();
    Some(match course.at.get_untracked() {
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
