//! The question of the next step: answers to choose from or a box to type into, and hints on request.

use drill::{Command, limits::TEXT_CHARS_MAX};
use leptos::{
    html::{Form, Textarea},
    prelude::*,
    web_sys::FormData,
};
use protocol::Step;

use super::course::Course;
use crate::{
    components::{Button, For, clock_time},
    room::{Draft, use_room},
};

/// The name that an answer has in its form, chosen or typed.
const ANSWER: &str = "coach-answer";

/// The question, before its step is played.
#[component]
pub(super) fn Question(
    /// What it goes on with.
    course: Course,
    /// The place of the step.
    place: usize,
    /// The step.
    step: Step,
) -> impl IntoView {
    let room = use_room();
    let Step { at, actions, ask, right, wrong, hints, .. } = step;
    let form = NodeRef::<Form>::new();
    let draft = Draft::new(&room, &format!("answer-{place}"));
    let submit = move || {
        // What was chosen or typed before the client arrived is read like everything else.
        let data = form.get_untracked().and_then(|form| FormData::new_with_form(&form).ok());
        let answer = data.and_then(|data| data.get(ANSWER).as_string()).unwrap_or_default();
        if !answer.trim().is_empty() && room.may_say(&answer, false) && course.play(Some(answer)) {
            draft.forget();
        }
    };
    view! {
        <p class="coach__next">
            <span class="coach__time">{clock_time(at)}</span>
            {actions.join(" · ")}
        </p>
        // Before the client is there, sending must not leave the page.
        <form
            class="coach__form"
            method="dialog"
            node_ref=form
            on:submit=move |event| {
                event.prevent_default();
                submit();
            }
        >
            <fieldset class="coach__choices">
                <legend class="coach__ask">{ask.join(" ")}</legend>
                {if wrong.is_empty() {
                    view! { <FreeAnswer draft/> }.into_any()
                } else {
                    view! { <AnswerChoices before=untrack(|| course.lesson(place)).answer right wrong/> }.into_any()
                }}
            </fieldset>
            {(!hints.is_empty()).then(|| view! { <Hints course place hints/> }.into_any())}
            <p class="coach__buttons">
                <button type="submit" class="button button--main coach__main">"Submit answer"</button>
                <Button
                    class="button"
                    on_press=move |()| {
                        course.play(None);
                    }
                >
                    "Skip question"
                </Button>
            </p>
        </form>
    }
}

/// The answers, the right one at a place that the words decide, so that it has none of its own.
#[component]
fn AnswerChoices(before: Option<String>, right: Option<String>, wrong: Vec<String>) -> impl IntoView {
    let mut all = wrong;
    let letters: usize = all.iter().map(String::len).sum();
    if let Some(right) = right {
        all.insert(letters % (all.len() + 1), right);
    }
    let choice = move |choice: String| {
        let was_chosen = before.as_ref() == Some(&choice);
        view! {
            <label class="coach__choice">
                <input type="radio" name=ANSWER value=choice.clone() required checked=was_chosen/>
                <span>{choice}</span>
            </label>
        }
        .into_any()
    };
    all.into_iter().map(choice).collect_view()
}

/// The box to type an answer into. What was typed outlives a reload.
#[component]
fn FreeAnswer(draft: Draft) -> impl IntoView {
    let input = NodeRef::<Textarea>::new();
    Effect::new(move |_| {
        let Some(input) = input.get() else { return };
        if let Some(text) = draft.resume(&input.value(), "") {
            input.set_value(&text);
        }
    });
    view! {
        <textarea
            class="coach__free"
            name=ANSWER
            aria-label="Your answer"
            placeholder="In your own words"
            rows="3"
            maxlength=TEXT_CHARS_MAX
            autocomplete="off"
            required
            node_ref=input
            on:input=move |event| draft.keep(&event_target_value(&event))
        ></textarea>
    }
}

/// The hints that were taken, and the button for the next one. They are in the log, so a reload keeps them.
#[component]
fn Hints(course: Course, place: usize, hints: Vec<String>) -> impl IntoView {
    let room = use_room();
    let all = hints.len();
    let taken = move || course.lesson(place).hints;
    let shown = move || hints.iter().take(taken()).cloned().enumerate().collect::<Vec<_>>();
    let label = move || format!("Hint ({} left)", all.saturating_sub(taken()));
    view! {
        <div class="coach__hints">
            <ul class="coach__hint-list">
                <For each=shown key=|(place, _)| *place let((_, hint))>
                    <li class="coach__hint">{hint}</li>
                </For>
            </ul>
            <Button
                class="button coach__hint-button"
                disabled=Signal::derive(move || taken() >= all)
                on_press=move |()| {
                    room.send(Command::TakeHint);
                }
            >
                {label}
            </Button>
        </div>
    }
}
