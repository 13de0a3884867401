//! The end of a drill that was learnt alone: what was expected, what happened, and where the learner was misled.

use drill::{Rule, Verdict};
use leptos::prelude::*;

use super::{Course, outcome::verdict_mark};
use crate::{
    live::Stage,
    ui::{Draw, Drawn, clock_time, rule_chip, tell_step},
    wire::Step,
};

/// The summary.
pub(super) fn summary(course: Course) -> impl IntoView {
    let steps = course.steps.get_untracked();
    let asked: Vec<(usize, Step)> = steps.into_iter().enumerate().filter(|(_, step)| !step.ask.is_empty()).collect();
    let verdicts: Vec<Option<Verdict>> = asked.iter().map(|(place, step)| course.verdict(*place, step)).collect();
    let hints: usize = asked.iter().map(|(place, _)| course.lesson(*place).hints).sum();
    let unanswered = asked.iter().filter(|(place, _)| course.lesson(*place).answer.is_none()).count();
    let count = |wanted: Option<Verdict>| verdicts.iter().filter(|verdict| **verdict == wanted).count();
    let totals = [
        (count(Some(Verdict::Right)), "as you expected"),
        (count(Some(Verdict::Partly)), "partly"),
        (count(Some(Verdict::Misled)), "where you were misled"),
        (count(None) - unanswered, "not compared"),
        (unanswered, "not answered"),
        (hints, "hints taken"),
    ];
    let has_asked = !asked.is_empty();
    let slug = expect_context::<Stage>().storyboard.get_untracked();
    view! {
        {if has_asked { table(course, asked, totals).drawn() } else { the_end().drawn() }}
        <form method="post" action="/rooms" class="coach__buttons">
            <input type="hidden" name="as" value="learn"/>
            <button class="button" name="storyboard" value=slug>"Once more from the beginning"</button>
            <a class="button button--main" href="/">"Choose another drill"</a>
        </form>
    }
}

fn the_end() -> impl IntoView {
    view! {
        <p class="coach__summary">
            "That was the tour. Choose a storyboard next: learn it alone, with a question before each step, or run it for \
             others with the talk track beside it."
        </p>
    }
}

fn table(course: Course, asked: Vec<(usize, Step)>, totals: [(usize, &'static str); 6]) -> impl IntoView {
    let total = |(count, what): (usize, &'static str)| {
        (count > 0).then(|| view! { <li><strong>{count.to_string()}</strong>" "{what}</li> }.drawn())
    };
    view! {
        <h3 class="coach__head">"What you expected, and what happened"</h3>
        <ul class="coach__totals">{totals.map(total).into_iter().collect_view()}</ul>
        <ol class="coach__lessons">
            {asked.into_iter().map(|(place, step)| lesson(course, place, step)).collect_view()}
        </ol>
    }
}

fn lesson(course: Course, place: usize, step: Step) -> Drawn {
    let lesson = course.lesson(place);
    let found = course.verdict(place, &step);
    let rules = if found == Some(Verdict::Right) { Vec::new() } else { rules(course, place) };
    let answer = lesson.answer.unwrap_or_else(|| "nothing: you had it shown".to_owned());
    let right = step.right.filter(|right| *right != answer && !course.is_off_script(place));
    view! {
        <li class="coach__lesson">
            <p class="coach__ask"><span class="coach__time">{clock_time(step.at)}</span>{step.ask.join(" ")}</p>
            <p class="coach__mine"><strong>"You expected "</strong>{answer}</p>
            {right.map(|right| view! { <p class="coach__right"><strong>"It was "</strong>{right}</p> }.drawn())}
            {found.map(|found| verdict_mark(found).drawn())}
            {(!rules.is_empty()).then(|| view! {
                <p class="coach__why">"By "{rules.into_iter().map(|rule| view! { {rule_chip(rule)}" " }.drawn()).collect_view()}</p>
            }.drawn())}
        </li>
    }
    .drawn()
}

/// The rules behind what that step showed, each once.
fn rules(course: Course, place: usize) -> Vec<Rule> {
    let told = course.story.with_untracked(|story| tell_step(story, place, usize::MAX));
    let mut rules: Vec<Rule> = Vec::new();
    for rule in told.iter().rev().filter_map(|told| told.why.map(drill::Why::rule)) {
        if !rules.contains(&rule) {
            rules.push(rule);
        }
    }
    rules
}
