//! The truth strip: whose screen is wrong at this moment, about what, and by which rule. For operators only.

use drill::{About, Misled, Who};
use leptos::prelude::*;

use crate::{
    live::Stage,
    ui::{Draw, changing, each, rule_chip},
};

/// Who is misled.
#[component]
pub fn TruthStrip() -> impl IntoView {
    let stage = expect_context::<Stage>();
    let misled = Memo::new(move |_| stage.misled.get());
    let nobody = move || misled.with(Vec::is_empty);
    view! {
        <section class="truth" aria-labelledby="truth-title">
            <h2 class="truth__title" id="truth-title">"Misled now"</h2>
            {believes(misled, Who::Agent, "Agent believes")}
            {believes(misled, Who::Customer, "Customer believes")}
            {changing(move || nobody().then(|| view! {
                <p class="truth__nobody">"Nobody: both screens tell the truth."</p>
            }.drawn()))}
        </section>
    }
}

/// What one of the two wrongly believes; nothing while that is nothing.
fn believes(misled: Memo<Vec<Misled>>, who: Who, name: &'static str) -> impl IntoView {
    let beliefs = Memo::new(move |_| {
        misled.with(|misled| misled.iter().copied().filter(|misled| misled.who == who).collect::<Vec<_>>())
    });
    view! {
        <p class="truth__who" hidden=move || beliefs.with(Vec::is_empty)>
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
