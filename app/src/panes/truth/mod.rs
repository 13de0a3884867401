//! The truth strip: whose screen is wrong at this moment, about what, and by which rule. For operators only.

use drill::{About, Misled, Who, script::Place};
use leptos::prelude::*;

use crate::{
    live::Stage,
    ui::{Draw, Spotlight, each, flag, rule_chip, while_so},
};

/// Who is misled.
#[component]
pub fn TruthStrip() -> impl IntoView {
    let misled = expect_context::<Stage>().misled;
    let spotlight = expect_context::<Spotlight>();
    let nobody = move || misled.with(Vec::is_empty);
    view! {
        <section class="truth" aria-labelledby="truth-title" data-mark=spotlight.mark_place(Place::Misled)>
            <h2 class="truth__title" id="truth-title">"Misled now"</h2>
            {believes(misled, Who::Agent, "Agent believes")}
            {believes(misled, Who::Customer, "Customer believes")}
            {while_so(nobody, || view! {
                <p class="truth__nobody">"Nobody: both screens tell the truth."</p>
            }.drawn())}
        </section>
    }
}

/// What one of the two wrongly believes; nothing while that is nothing.
fn believes(misled: Signal<Vec<Misled>>, who: Who, name: &'static str) -> impl IntoView {
    let beliefs =
        move || misled.with(|misled| misled.iter().copied().filter(|misled| misled.who == who).collect::<Vec<_>>());
    view! {
        <p class="truth__who" hidden=flag(move || beliefs().is_empty())>
            <strong>{name}</strong>
            {each(beliefs, |belief| (belief.about as u64) << 16 | belief.rule as u64, |belief| {
                view! { <span class="truth__belief">{words(belief.about)}" "{rule_chip(belief.rule)}</span> }.drawn()
            })}
        </p>
    }
}

const fn words(about: About) -> &'static str {
    match about {
        About::ChatAlive => "the chat is alive",
        About::Connected => "the other side is connected",
        About::Received => "the last line arrived",
    }
}
