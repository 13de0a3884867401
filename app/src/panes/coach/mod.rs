//! The coach of somebody who learns alone: asks before each step, plays it, compares the answer with what happened, and
//! sums up at the end. A drill without questions, such as the tour, is explained step by step.

mod course;
mod outcome;
mod question;
mod summary;

use drill::script::Place;
use leptos::prelude::*;
use protocol::RoomViewStoreFields as _;

use crate::{
    components::{Button, ignore_double_click, use_spotlight},
    room::use_room,
};
use course::{Course, Stage};
use outcome::Outcome;
use question::Question;
use summary::Summary;

/// The coach.
#[component]
pub fn Coach() -> impl IntoView {
    let room = use_room();
    let spotlight = use_spotlight();
    let course = Course::begin(&room);
    let all = room.steps.with_value(Vec::len);
    let position = course.position;
    let count = move || {
        let (played, stage) = position.get();
        let step = match stage {
            Stage::Intro => return format!("{all} steps"),
            Stage::Question => played + 1,
            Stage::Outcome => played,
            Stage::Summary => return "the end".to_owned(),
        };
        format!("step {step} of {all}")
    };
    view! {
        <section class="card coach" aria-labelledby="coach-title" data-mark=spotlight.mark_place(Place::Talk)>
            <header class="card__head">
                <h2 class="card__title" id="coach-title">"Your coach"</h2>
                <span class="coach__count">{count}</span>
            </header>
            <progress
                class="coach__progress"
                aria-label="Steps played"
                max=all
                value=move || room.view.steps_played().get()
            ></progress>
            <div class="coach__page" aria-live="polite" on:click:capture=|event| ignore_double_click(&event)>
                {move || {
                    let (played, stage) = position.get();
                    page(course, played, stage)
                }}
            </div>
        </section>
    }
}

fn page(course: Course, played: usize, stage: Stage) -> Option<AnyView> {
    Some(match stage {
        Stage::Intro => view! { <Intro course/> }.into_any(),
        Stage::Question => view! { <Question course place=played step=course.step(played)?/> }.into_any(),
        Stage::Outcome => {
            let place = played.checked_sub(1)?;
            view! { <Outcome course place step=course.step(place)?/> }.into_any()
        }
        Stage::Summary => view! { <Summary course/> }.into_any(),
    })
}

#[component]
fn Intro(course: Course) -> impl IntoView {
    let how = if course.asks() {
        "Before each step you say what you expect. Then the step is played, and you see what happened, and why. \
         Nobody sees your answers but you."
    } else {
        "Each step shows you one thing. Take your time, and click whatever you like: nothing real can break."
    };
    view! {
        <p class="coach__summary">{use_room().view.summary().get_untracked()}</p>
        <p class="coach__how">{how}</p>
        <Button class="button button--main coach__main" on_press=move |()| course.go_on()>
            "Begin"
        </Button>
    }
}
