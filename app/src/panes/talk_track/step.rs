//! One step of the talk track.

use drill::script::Look;
use leptos::{html, prelude::*};
use protocol::{RoomViewStoreFields as _, Step};

use crate::{
    browser,
    components::{LookButton, clock_time},
    narration::is_skipped,
    room::use_room,
};

/// The step at this place of the storyboard; `shown` is the number of the one in sight.
#[component]
pub fn StepItem(place: usize, step: Step, shown: Memo<usize>) -> impl IntoView {
    let room = use_room();
    let number = place + 1;
    let item = NodeRef::<html::Li>::new();
    let is_now = move || shown.get() == number;
    let is_past = move || !is_now() && room.view.steps_played().get() > place;
    // The beginning of a long history comes after the page.
    let is_skipped = Memo::new(move |_| room.history.with(|history| is_skipped(history, place)));
    let sign = move || {
        let played = room.view.steps_played().get();
        if number > played {
            ""
        } else if is_skipped.get() {
            "skipped"
        } else if number == played && is_now() {
            // Somebody who has paged back sees a step again that is over.
            "now"
        } else {
            "done"
        }
    };
    // The list follows the storyboard; the page stays where it is.
    Effect::new(move || {
        if is_now() {
            request_animation_frame(move || {
                if let Some(item) = item.get_untracked() {
                    browser::show_start_in_list(&item);
                }
            });
        }
    });
    view! {
        <li
            class="talk-track__step"
            class=("talk-track__step--past", is_past)
            class=("talk-track__step--now", is_now)
            aria-current=move || is_now().then_some("step")
            node_ref=item
        >
            <p class="talk-track__when">
                <span class="talk-track__time">{clock_time(step.at)}</span>
                <span class="talk-track__sign">{sign}</span>
            </p>
            <Lines class="talk-track__do" label="Do" lines=step.actions/>
            <Lines class="talk-track__ask" label="Ask" lines=step.ask/>
            <Lines class="talk-track__say" label="Say" lines=step.say/>
            {step.look.into_iter().map(look).collect_view()}
        </li>
    }
}

/// What is done, asked or said, a paragraph each.
#[component]
fn Lines(class: &'static str, label: &'static str, lines: Vec<String>) -> impl IntoView {
    let line =
        move |line| view! { <p class=class><strong class="talk-track__label">{label}</strong>{line}</p> }.into_any();
    lines.into_iter().map(line).collect_view()
}

fn look(look: Look) -> impl IntoView {
    view! { <p class="talk-track__look"><strong class="talk-track__label"><LookButton/></strong>{look.text}</p> }
}
