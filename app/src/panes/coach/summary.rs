//! The end of a drill that was learnt alone: what was expected, what happened, and where the learner was misled.

use drill::{Millis, Rule, Verdict, Why};
use leptos::prelude::*;
use protocol::{RoomViewStoreFields as _, Step};

use super::{
    course::Course,
    outcome::{VerdictMark, right_label},
};
use crate::{
    components::{RuleChip, clock_time},
    narration::narrate_step,
    room::use_room,
};

/// A question, what the learner expected, and what happened.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Review {
    at: Millis,
    ask: String,
    answer: Option<String>,
    /// What the script's own answer is called, and the answer, where it is another one than the learner's.
    right: Option<(&'static str, String)>,
    verdict: Option<Verdict>,
    /// The rules behind what happened, unless the learner was right.
    rules: Vec<Rule>,
    hints: usize,
}

impl Review {
    fn of(course: Course, place: usize, step: &Step) -> Self {
        let lesson = course.lesson(place);
        let verdict = course.verdict(place, step);
        let right = course.right_answer(place, step, lesson.answer.as_ref());
        Self {
            at: step.at,
            ask: step.ask.join(" "),
            right: right.map(|right| (right_label(step), right)),
            answer: lesson.answer,
            verdict,
            rules: if verdict == Some(Verdict::Right) { Vec::new() } else { rules(course, place) },
            hints: lesson.hints,
        }
    }
}

/// The rules behind what that step showed, each once.
fn rules(course: Course, place: usize) -> Vec<Rule> {
    let narrated = course.history.with(|history| narrate_step(history, place, usize::MAX));
    let mut rules: Vec<Rule> = Vec::new();
    for rule in narrated.iter().rev().filter_map(|narrated| narrated.why.map(Why::rule)) {
        if !rules.contains(&rule) {
            rules.push(rule);
        }
    }
    rules
}

/// The summary.
#[component]
pub(super) fn Summary(
    /// What it goes on with.
    course: Course,
) -> impl IntoView {
    let slug = use_room().view.storyboard().get_untracked();
    view! {
        {if course.asks() {
            view! { <Reviews course/> }.into_any()
        } else {
            view! {
                <p class="coach__summary">
                    "That was the tour. Choose a storyboard next: learn it alone, with a question before each step, or run it for others with the talk track beside it."
                </p>
            }
            .into_any()
        }}
        <form method="post" action="/rooms" class="coach__buttons">
            <input type="hidden" name="as" value="learn"/>
            <button class="button" name="storyboard" value=slug>"Start over"</button>
            <a class="button button--main" href="/">"Choose another drill"</a>
        </form>
    }
}

#[component]
fn Reviews(course: Course) -> impl IntoView {
    let questions = StoredValue::new(course.questions());
    // Earlier entries of the history can still be on their way.
    let reviews = Memo::new(move |_| {
        let review = |(place, step): &(usize, Step)| Review::of(course, *place, step);
        questions.with_value(|questions| questions.iter().map(review).collect::<Vec<_>>())
    });
    let totals = move || {
        let totals = reviews.with(|reviews| totals(reviews));
        let total = |(count, what): (usize, &'static str)| {
            (count > 0).then(|| view! { <li><strong>{count}</strong>" "{what}</li> }.into_any())
        };
        totals.map(total).collect_view()
    };
    view! {
        <h3 class="coach__head">"What you expected, and what happened"</h3>
        <ul class="coach__totals">{totals}</ul>
        <ol class="coach__lessons">
            {move || reviews.get().into_iter().map(|review| view! { <Lesson review/> }.into_any()).collect_view()}
        </ol>
    }
}

/// How many answers compare how, and how many hints were used.
fn totals(reviews: &[Review]) -> [(usize, &'static str); 6] {
    let count = |wanted: Option<Verdict>| reviews.iter().filter(|review| review.verdict == wanted).count();
    let unanswered = reviews.iter().filter(|review| review.answer.is_none()).count();
    let hints = reviews.iter().map(|review| review.hints).sum();
    [
        (count(Some(Verdict::Right)), "correct"),
        (count(Some(Verdict::Partly)), "partly correct"),
        (count(Some(Verdict::Misled)), "not quite"),
        (count(None) - unanswered, "not compared"),
        (unanswered, "not answered"),
        (hints, if hints == 1 { "hint used" } else { "hints used" }),
    ]
}

#[component]
fn Lesson(review: Review) -> impl IntoView {
    let Review { at, ask, answer, right, verdict, rules, .. } = review;
    let answer = answer.unwrap_or_else(|| "nothing: you skipped this question".to_owned());
    view! {
        <li class="coach__lesson">
            <p class="coach__ask"><span class="coach__time">{clock_time(at)}</span>{ask}</p>
            <p class="coach__mine"><strong>"You expected "</strong><span dir="auto">{answer}</span></p>
            {right.map(|(label, right)| view! { <p class="coach__right"><strong>{label}" "</strong>{right}</p> }.into_any())}
            {verdict.map(|verdict| view! { <VerdictMark verdict/> }.into_any())}
            {(!rules.is_empty()).then(|| view! {
                <p class="coach__why">
                    "By "{rules.into_iter().map(|rule| view! { <RuleChip rule/>" " }.into_any()).collect_view()}
                </p>
            }.into_any())}
        </li>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn review(answer: Option<&str>, verdict: Option<Verdict>, hints: usize) -> Review {
        let answer = answer.map(str::to_owned);
        Review { at: Millis::ZERO, ask: String::new(), answer, right: None, verdict, rules: Vec::new(), hints }
    }

    #[test]
    fn every_question_counts_once_and_every_hint() {
        let reviews = [
            review(Some("a"), Some(Verdict::Right), 1),
            review(Some("b"), Some(Verdict::Misled), 0),
            review(Some("c"), None, 0),
            review(None, None, 0),
        ];
        let expected = [
            (1, "correct"),
            (0, "partly correct"),
            (1, "not quite"),
            (1, "not compared"),
            (1, "not answered"),
            (1, "hint used"),
        ];
        assert_eq!(totals(&reviews), expected);
        assert_eq!(totals(&[review(None, None, 2)])[5], (2, "hints used"));
    }
}
