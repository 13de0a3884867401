//! The truth strip: whose screen is wrong at this moment, about what, and by which rule. For operators only.

use drill::{About, Misled, Who};
use leptos::prelude::*;

use crate::{live::Stage, ui::rule_chip};

/// Who is misled.
#[component]
pub fn TruthStrip() -> impl IntoView {
    let stage = expect_context::<Stage>();
    let misled = Memo::new(move |_| stage.misled.get());
    let nobody = move || misled.with(Vec::is_empty);
    view! {
        <section class="truth" class=("truth--misled", move || !nobody()) aria-label="Who is misled">
            <h2 class="truth__title">"Misled now"</h2>
            <ul class="truth__list">
                <For each=move || misled.get() key=|misled| (misled.who as u8, misled.about as u8, misled.rule) let(misled)>
                    <li class="truth__item">{one(misled)}</li>
                </For>
            </ul>
            {move || nobody().then(|| view! {
                <p class="truth__nobody">"Nobody: both screens tell the truth."</p>
            })}
        </section>
    }
}

fn one(misled: Misled) -> impl IntoView {
    let who = match misled.who {
        Who::Agent => "Agent",
        Who::Customer => "Customer",
    };
    let about = match misled.about {
        About::ChatAlive => "takes a chat for alive that is not",
        About::Connected => "believes that the other side is connected",
        About::Received => "believes that the last message was received",
    };
    view! {
        <strong>{who}</strong>
        " "
        {about}
        " "
        {rule_chip(misled.rule)}
    }
}
