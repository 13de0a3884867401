//! What an unattended loop says to the step that is shown: the talk track as captions.

use leptos::prelude::*;

use crate::{
    live::Stage,
    ui::{Draw, changing},
    wire::Step,
};

/// The captions.
#[component]
pub fn Captions() -> impl IntoView {
    let stage = expect_context::<Stage>();
    let played = stage.steps_played;
    view! {
        <div class="captions" role="region" aria-label="What happens">
            {changing(move || played.get() as u64, move || {
                let played = played.get();
                let all = stage.steps.with(Vec::len);
                Some(stage.steps.with(|steps| match played.checked_sub(1).and_then(|last| steps.get(last)) {
                    Some(step) => caption(step, played, all).drawn(),
                    None => view! {
                        <p class="captions__say">"A healthy desk: everything is on. The drill begins in a moment."</p>
                    }.drawn(),
                }))
            })}
        </div>
    }
}

fn caption(step: &Step, played: usize, all: usize) -> impl IntoView + use<> {
    let count = ["Step ", &played.to_string(), " of ", &all.to_string()].concat();
    view! {
        <p class="captions__deed"><span class="captions__count">{count}</span>{step.deeds.join(" · ")}</p>
        <p class="captions__say">{step.say.join(" ")}</p>
    }
}
