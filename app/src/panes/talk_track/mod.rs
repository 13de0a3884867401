//! The storyboard: its steps with what to say, to ask and to look at, and the buttons that play them.

use drill::{Command, script::Place};
use leptos::{html::Ol, prelude::*, wasm_bindgen::JsCast, web_sys::HtmlElement};

use crate::{
    live::Stage,
    ui::{
        Draw, Spotlight, button_unless, changing, clock_time, flag, is_left_out, key_cap, look_button, once, page_on,
        press, sender, text, whenever,
    },
    wire::Step,
};

/// The talk track; nothing in a room without a storyboard.
#[component]
pub fn TalkTrack() -> impl IntoView {
    let stage = expect_context::<Stage>();
    let has_steps = stage.steps.with_untracked(|steps| !steps.is_empty());
    has_steps.then(|| track().drawn())
}

/// Where the storyboard stands, such as "step 3 of 7".
#[component]
pub fn StepCount() -> impl IntoView {
    let stage = expect_context::<Stage>();
    let all = move || stage.steps.with_untracked(Vec::len);
    let words = move || match stage.steps_played.get() {
        0 => [all().to_string().as_str(), " steps"].concat(),
        played => ["step ", &played.to_string(), " of ", &all().to_string()].concat(),
    };
    (all() > 0).then(|| view! { <span class="talk-track__count">{text(words)}</span> }.drawn())
}

fn track() -> impl IntoView {
    let stage = expect_context::<Stage>();
    let spotlight = expect_context::<Spotlight>();
    let shown = Signal::derive(move || stage.steps_played.get().saturating_sub(stage.paged_back.get()));
    let list = NodeRef::<Ol>::new();
    let steps = stage
        .steps
        .with_untracked(|steps| steps.iter().enumerate().map(|(place, one)| step(place, one, shown)).collect_view());
    // The list follows the storyboard; the page stays where it is.
    whenever(move || {
        shown.track();
        request_animation_frame(move || {
            let Some(list) = list.get_untracked() else { return };
            let current = list.query_selector("[aria-current]").ok().flatten();
            if let Some(current) = current {
                // The list is what the steps are placed by.
                list.set_scroll_top(current.unchecked_into::<HtmlElement>().offset_top());
            }
        });
    });
    view! {
        <section class="card talk-track" aria-labelledby="talk-track-title" data-mark=spotlight.mark_place(Place::Talk)>
            <header class="card__head">
                <h2 class="card__title" id="talk-track-title">"Talk track"</h2>
                {auto()}
            </header>
            <ol class="talk-track__steps" tabindex="0" aria-label="Steps" node_ref=list>{steps}</ol>
            {next_step()}
        </section>
    }
}

/// Lets the steps play by themselves at their moments.
fn auto() -> impl IntoView {
    let stage = expect_context::<Stage>();
    let sender = sender();
    view! {
        <span class="talk-track__auto">
            <span id="auto-label">"Auto"</span>
            <button
                type="button"
                role="switch"
                class="switch"
                aria-labelledby="auto-label"
                aria-checked=text(move || stage.auto.get().to_string())
                title="Let the steps play by themselves while room time runs"
                on:click=press(move || {
                    sender.send(Command::SwitchAuto(!stage.auto.get_untracked()));
                })
            >
                <span class="switch__track"><span class="switch__knob"></span></span>
            </button>
        </span>
    }
}

/// Plays the next step, and says what it will do. The button comes first: it stays under the hand from step to step.
fn next_step() -> impl IntoView {
    let stage = expect_context::<Stage>();
    let sender = sender();
    let played = stage.steps_played;
    let next = move |draw: fn(&Step) -> String| stage.steps.with_untracked(|steps| steps.get(played.get()).map(draw));
    let ask = move || next(|step| step.ask.join(" ")).filter(|ask| !ask.is_empty());
    let words = move || next(in_words).unwrap_or_else(|| "That was the last step.".to_owned());
    view! {
        <div class="talk-track__foot" on:click:capture=|event| once(&event)>
            {button_unless(
                flag(move || next(in_words).is_none() && stage.paged_back.get() == 0),
                "button button--main talk-track__next",
                view! {
                    {text(move || if stage.paged_back.get() > 0 { "Back to the present" } else { "Next step" }.to_owned())}
                    {key_cap("PgDn")}
                },
                move || page_on(&stage, sender),
            )}
            <p class="talk-track__what">{text(words)}</p>
            {changing(move || played.get() as u64, move || ask().map(|ask| view! {
                <p class="talk-track__ask"><strong class="talk-track__label">"Ask first"</strong>{ask}</p>
            }.drawn()))}
        </div>
    }
}

/// When a step is, and what is done first in it.
fn in_words(step: &Step) -> String {
    [clock_time(step.at).as_str(), " · ", step.deeds.first().map_or("watch", String::as_str)].concat()
}

fn step(place: usize, step: &Step, shown: Signal<usize>) -> impl IntoView + use<> {
    let stage = expect_context::<Stage>();
    let is_now = move || shown.get() == place + 1;
    let is_past = move || !is_now() && stage.steps_played.get() > place;
    let sign = move || {
        let played = stage.steps_played.get();
        match place + 1 {
            number if number > played => "",
            _ if stage.story.with_untracked(|story| is_left_out(story, place)) => "left out",
            // Somebody who has paged back sees a step again that is over.
            number if number == played && is_now() => "now",
            _ => "done",
        }
    };
    let lines = |class: &'static str, label: &'static str, lines: &[String]| {
        let line = |line: &String| view! { <p class=class><strong class="talk-track__label">{label}</strong>{line.clone()}</p> };
        lines.iter().map(line).collect_view()
    };
    view! {
        <li
            class="talk-track__step"
            class=("talk-track__step--past", flag(is_past))
            class=("talk-track__step--now", flag(is_now))
            aria-current=move || is_now().then_some("step")
        >
            <p class="talk-track__when">
                <span class="talk-track__time">{clock_time(step.at)}</span>
                <span class="talk-track__sign">{text(move || sign().to_owned())}</span>
            </p>
            {lines("talk-track__do", "Do", &step.deeds)}
            {lines("talk-track__ask", "Ask", &step.ask)}
            {lines("talk-track__say", "Say", &step.say)}
            {step.look.iter().map(|look| view! {
                <p class="talk-track__look">
                    <strong class="talk-track__label">{look_button()}</strong>{look.text.clone()}
                </p>
            }.drawn()).collect_view()}
        </li>
    }
}
