//! What came of a step: the answer beside what happened, and why it did.

use drill::{Command, Verdict};
use leptos::prelude::*;
use protocol::Step;

use super::course::Course;
use crate::{
    components::{Button, For, LookButton, ProvenanceMark, RuleChip, Show, WordsMark, clock_time},
    narration::{Narrated, narrate_step},
    room::use_room,
};

/// How many things a step shows at most; the list of changes and the timeline have them all.
const SHOWN_MAX: usize = 6;

/// What came of the step at this place.
#[component]
pub(super) fn Outcome(
    /// What it goes on with.
    course: Course,
    /// The place of the step.
    place: usize,
    /// The step.
    step: Step,
) -> impl IntoView {
    let happened = Memo::new(move |_| {
        let mut happened = course.history.with(|history| narrate_step(history, place, SHOWN_MAX));
        happened.reverse();
        happened
    });
    let is_last = course.step(place + 1).is_none();
    let comparison = (!step.ask.is_empty()).then(|| view! { <Comparison course place step=step.clone()/> }.into_any());
    let Step { at, actions, say, look, .. } = step;
    view! {
        <p class="coach__next"><span class="coach__time">{clock_time(at)}</span>{actions.join(" · ")}</p>
        {comparison}
        {say.into_iter().map(|line| view! { <p class="coach__say">{line}</p> }.into_any()).collect_view()}
        {look.into_iter().map(|look| view! {
            <p class="coach__look"><strong><LookButton/></strong>{look.text}</p>
        }.into_any()).collect_view()}
        <Show when=move || happened.with(|happened| !happened.is_empty())>
            <h3 class="coach__head">"What happened, and why"</h3>
            <ul class="coach__told">
                <For each=move || happened.get() key=|narrated| narrated.key let(narrated)>
                    <Happened narrated/>
                </For>
            </ul>
        </Show>
        <Button class="button button--main coach__main" on_press=move |()| course.go_on()>
            {if is_last { "To the summary" } else { "Continue" }}
        </Button>
    }
}

#[component]
fn Happened(narrated: Narrated) -> impl IntoView {
    let Narrated { who, what, words, why, because, .. } = narrated;
    view! {
        <li class="coach__thing">
            <p><strong>{who.name()}</strong>" "{what}</p>
            {words.map(|words| view! {
                <p class="coach__words"><q>{words.text}</q>" "<WordsMark provenance=words.provenance/></p>
            }.into_any())}
            {why.map(|why| view! {
                <p class="coach__why">
                    <RuleChip rule=why.rule()/>" "<ProvenanceMark provenance=why.provenance()/>" "{because}
                </p>
                <p class="coach__rule">{why.rule().plain()}</p>
            }.into_any())}
        </li>
    }
}

/// How the learner's answer compares with what happened.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Compared {
    answer: String,
    verdict: Option<Verdict>,
    right: Option<String>,
    is_off_script: bool,
}

/// The learner's answer beside the right one. A free answer is judged by the learner.
#[component]
fn Comparison(course: Course, place: usize, step: Step) -> impl IntoView {
    let label = right_label(&step);
    let compared = Memo::new(move |_| {
        let answer = course.lesson(place).answer?;
        Some(Compared {
            verdict: course.verdict(place, &step),
            right: course.right_answer(place, &step, Some(&answer)),
            is_off_script: course.is_off_script(place),
            answer,
        })
    });
    move || compared.get().map(|compared| view! { <ComparisonBox compared label/> }.into_any())
}

#[component]
fn ComparisonBox(compared: Compared, label: &'static str) -> impl IntoView {
    let Compared { answer, verdict, right, is_off_script } = compared;
    view! {
        <div class="coach__compared">
            {verdict.map(|verdict| view! { <VerdictMark verdict/> }.into_any())}
            <p class="coach__mine"><strong>"You expected "</strong><span dir="auto">{answer}</span></p>
            {right.map(|right| view! { <p class="coach__right"><strong>{label}" "</strong>{right}</p> }.into_any())}
            {is_off_script.then(|| view! {
                <p class="coach__mine">
                    "After what you have done by hand this step may be another one than the script has, so your answer is not compared."
                </p>
            }.into_any())}
            {(verdict.is_none() && !is_off_script).then(|| view! { <Judge/> }.into_any())}
        </div>
    }
}

/// What the script's own answer is called: one of several, or one that a learner's is judged by.
pub(super) const fn right_label(step: &Step) -> &'static str {
    if step.wrong.is_empty() { "A good answer" } else { "Correct answer" }
}

/// A verdict as a word and a sign.
#[component]
pub(super) fn VerdictMark(
    /// The verdict.
    verdict: Verdict,
) -> impl IntoView {
    let (class, words) = match verdict {
        Verdict::Right => ("coach__verdict coach__verdict--right", "✓ Correct"),
        Verdict::Partly => ("coach__verdict coach__verdict--partly", "◐ Partly correct"),
        Verdict::Misled => ("coach__verdict coach__verdict--misled", "✕ Not quite"),
    };
    view! { <p class=class>{words}</p> }
}

#[component]
fn Judge() -> impl IntoView {
    const VERDICTS: [(Verdict, &str); 3] =
        [(Verdict::Right, "Correct"), (Verdict::Partly, "Partly"), (Verdict::Misled, "Not quite")];
    let room = use_room();
    let button = |(verdict, label): (Verdict, &'static str)| {
        view! {
            <Button
                class="button"
                on_press=move |()| {
                    room.send(Command::Judge(verdict));
                }
            >
                {label}
            </Button>
        }
        .into_any()
    };
    view! {
        <div class="coach__judge" role="group" aria-label="How does your answer compare?">
            <p class="coach__judge-words">"How does your answer compare?"</p>
            {VERDICTS.map(button).collect_view()}
        </div>
    }
}
