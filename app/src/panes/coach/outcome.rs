//! What came of a step: the answer beside what happened, and why it did.

use drill::{Command, Verdict};
use leptos::prelude::*;

use super::{Course, find};
use crate::{
    ui::{Draw, Told, button, changing, clock_time, look_button, provenance_mark, rule_chip, tell_step, words_mark},
    wire::Step,
};

/// How many things a step shows at most; the list of changes and the timeline have them all.
const SHOWN_MAX: usize = 6;

/// What came of the step at this place.
pub(super) fn outcome(course: Course, place: usize, step: Step) -> impl IntoView {
    let story = course.story;
    let mut told = story.with_untracked(|story| tell_step(story, place, SHOWN_MAX));
    told.reverse();
    let is_last = course.step(place + 1).is_none();
    let has_ask = !step.ask.is_empty();
    let answer = has_ask.then(|| compared(course, place, step.clone()).drawn());
    let Step { at, deeds, say, look, .. } = step;
    let say_lines = say.into_iter().map(|line| view! { <p class="coach__say">{line}</p> }.drawn()).collect_view();
    let look_lines = look
        .into_iter()
        .map(|look| view! { <p class="coach__look"><strong>{look_button()}</strong>{look.text}</p> }.drawn())
        .collect_view();
    view! {
        <p class="coach__next"><span class="coach__time">{clock_time(at)}</span>{deeds.join(" · ")}</p>
        {answer}
        {say_lines}
        {look_lines}
        {(!told.is_empty()).then(|| view! {
            <h3 class="coach__head">"What happened, and why"</h3>
            <ul class="coach__told">{told.into_iter().map(|told| thing(told).drawn()).collect_view()}</ul>
        }.drawn())}
        {button("button button--main coach__main", if is_last { "To the summary" } else { "Continue" }, move || course.go_on())}
    }
}

fn thing(told: Told) -> impl IntoView {
    let Told { who, what, words, why, because, .. } = told;
    view! {
        <li class="coach__thing">
            <p><strong>{who.name()}</strong>" "{what}</p>
            {words.map(|words| view! {
                <p class="coach__words"><q>{words.text}</q>" "{words_mark(words.provenance)}</p>
            }.drawn())}
            {why.map(|why| view! {
                <p class="coach__why">
                    {rule_chip(why.rule())}" "{provenance_mark(why.provenance())}" "{because}
                </p>
                <p class="coach__rule">{why.rule().plain()}</p>
            }.drawn())}
        </li>
    }
}

/// The learner's answer beside the right one. A free answer is judged by the learner.
fn compared(course: Course, place: usize, step: Step) -> impl IntoView {
    let lessons = course.lessons;
    let key = move || {
        lessons.with(|lessons| {
            find(lessons, place).map_or(0, |lesson| {
                1 + u64::from(lesson.answer.is_some()) + lesson.judged.map_or(0, |judged| 2 + judged as u64)
            })
        })
    };
    changing(key, move || {
        let lesson = course.lesson(place);
        let answer = lesson.answer.clone()?;
        let found = course.verdict(place, &step);
        let is_off_script = course.is_off_script(place);
        let right = step.right.clone().filter(|right| *right != answer && !is_off_script);
        let good = if step.wrong.is_empty() { "A good answer" } else { "It was" };
        Some(
            view! {
                <div class="coach__compared">
                    {found.map(|found| verdict_mark(found).drawn())}
                    <p class="coach__mine"><strong>"You expected "</strong>{answer}</p>
                    {right.map(|right| view! { <p class="coach__right"><strong>{good}" "</strong>{right}</p> }.drawn())}
                    {is_off_script.then(|| view! {
                        <p class="coach__mine">
                            "After what you have done by hand this step may be another one than the script has, so your answer is not compared."
                        </p>
                    }.drawn())}
                    {(found.is_none() && !is_off_script).then(|| judge(course).drawn())}
                </div>
            }
            .drawn(),
        )
    })
}

/// A verdict as a word and a sign.
pub(super) fn verdict_mark(verdict: Verdict) -> impl IntoView {
    let (class, words) = match verdict {
        Verdict::Right => ("coach__verdict coach__verdict--right", "✓ As you expected"),
        Verdict::Partly => ("coach__verdict coach__verdict--partly", "◐ Partly as you expected"),
        Verdict::Misled => ("coach__verdict coach__verdict--misled", "✕ You were misled"),
    };
    view! { <p class=class>{words}</p> }
}

fn judge(course: Course) -> impl IntoView {
    const CHOICES: [(Verdict, &str); 3] =
        [(Verdict::Right, "As I expected"), (Verdict::Partly, "Partly"), (Verdict::Misled, "I was misled")];
    let button = move |(verdict, label): (Verdict, &'static str)| {
        button("button", label, move || {
            course.sender.send(Command::Judge(verdict));
        })
    };
    view! {
        <div class="coach__judge" role="group" aria-label="How does your answer compare?">
            <p class="coach__judge-words">"How does your answer compare?"</p>
            {CHOICES.map(button).into_iter().collect_view()}
        </div>
    }
}
