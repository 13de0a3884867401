//! The question of the next step: answers to choose from or a box to type into, and hints on request.

use drill::Command;
use leptos::{
    html::{Form, Textarea},
    prelude::*,
    wasm_bindgen::JsCast,
    web_sys::{HtmlFormElement, HtmlInputElement},
};

use super::{Course, find};
use crate::{
    ui::{Draw, Drawn, button, button_unless, clock_time, each, flag, text},
    wire::Step,
};

/// The name that the answers to choose from share.
const CHOICE: &str = "coach-answer";

/// The question, before its step is played.
pub(super) fn question(course: Course, place: usize, step: Step) -> impl IntoView {
    let Step { at, deeds, ask, right, wrong, hints, .. } = step;
    let form = NodeRef::<Form>::new();
    let free = NodeRef::<Textarea>::new();
    let is_free = wrong.is_empty();
    let answer = move || {
        let typed = || free.get_untracked().map(|free| free.value());
        let chosen = if is_free { typed() } else { form.get_untracked().and_then(|form| chosen(&form)) };
        if let Some(answer) =
            chosen.filter(|answer| !answer.trim().is_empty() && course.sender.would_say(answer, false))
        {
            course.play(Some(answer));
        }
    };
    let field = if is_free { free_field(free) } else { choices(course, place, right, wrong) };
    view! {
        <p class="coach__next">
            <span class="coach__time">{clock_time(at)}</span>
            {deeds.join(" · ")}
        </p>
        <form
            class="coach__form"
            node_ref=form
            on:submit=move |event| {
                event.prevent_default();
                answer();
            }
        >
            <fieldset class="coach__choices">
                <legend class="coach__ask">{ask.join(" ")}</legend>
                {field}
            </fieldset>
            {hint_list(course, place, hints)}
            <p class="coach__buttons">
                <button type="submit" class="button button--main coach__main">"Answer, and play the step"</button>
                {button("button", "Just show me", move || course.play(None))}
            </p>
        </form>
    }
}

/// What is ticked in the form.
fn chosen(form: &HtmlFormElement) -> Option<String> {
    let ticked = form.query_selector("input:checked").ok().flatten()?;
    Some(ticked.unchecked_into::<HtmlInputElement>().value())
}

/// The answers, the right one at a place that the words decide, so that it has none of its own.
fn choices(course: Course, place: usize, right: Option<String>, wrong: Vec<String>) -> Drawn {
    let mut all = wrong;
    let letters: usize = all.iter().map(String::len).sum();
    if let Some(right) = right {
        all.insert(letters % (all.len() + 1), right);
    }
    let before = course.lesson(place).answer;
    all.into_iter()
        .map(|choice| {
            let was_chosen = before.as_ref() == Some(&choice);
            view! {
                <label class="coach__choice">
                    <input type="radio" name=CHOICE value=choice.clone() required checked=was_chosen/>
                    <span>{choice}</span>
                </label>
            }
            .drawn()
        })
        .collect_view()
        .drawn()
}

fn free_field(free: NodeRef<Textarea>) -> Drawn {
    view! {
        <textarea
            class="coach__free"
            aria-label="Your answer"
            placeholder="In your own words"
            rows="3"
            maxlength=drill::limits::TEXT_CHARS_MAX
            required
            node_ref=free
        ></textarea>
    }
    .drawn()
}

/// The hints that were taken, and the button for the next one. They are in the log, so a reload keeps them.
fn hint_list(course: Course, place: usize, hints: Vec<String>) -> impl IntoView {
    let lessons = course.lessons;
    let taken = move || lessons.with(|lessons| find(lessons, place).map_or(0, |lesson| lesson.hints));
    let all = hints.len();
    let shown = move || hints.iter().take(taken()).cloned().enumerate().collect();
    let label = move || ["Hint (", &(all - taken().min(all)).to_string(), " left)"].concat();
    (all > 0).then(|| {
        view! {
            <div class="coach__hints">
                <ul class="coach__hint-list">
                    {each(shown, |(n, _)| *n as u64, |(_, hint)| view! { <li class="coach__hint">{hint}</li> }.drawn())}
                </ul>
                {button_unless(flag(move || taken() >= all), "button coach__hint-button", text(label), move || {
                    course.sender.send(Command::TakeHint);
                })}
            </div>
        }
        .drawn()
    })
}
