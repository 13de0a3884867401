//! The truth: whose screen is wrong at this moment, about what, and by which rule; and each question with what the four
//! witnesses say. For operators, and for those with whom they share it.

mod belief_table;

use drill::{About, Command, Rule, TruthFor, Who, script::Place};
use leptos::{html, prelude::*};
use protocol::RoomViewStoreFields as _;

use crate::{
    components::{Choices, For, RuleChip, Show, use_spotlight},
    room::use_room,
};
pub use belief_table::BeliefTable;

/// Who is misled.
#[component]
pub fn TruthStrip() -> impl IntoView {
    let room = use_room();
    let spotlight = use_spotlight();
    let nobody = move || room.view.misled().with(Vec::is_empty);
    let details = NodeRef::<html::Details>::new();
    let is_open = RwSignal::new(false);
    let look = move || is_open.set(details.get().is_some_and(|details| details.open()));
    // Somebody may have opened it before the client arrived.
    Effect::new(look);
    view! {
        <section class="truth" aria-labelledby="truth-title" data-mark=spotlight.mark_place(Place::Misled)>
            <h2 class="truth__title" id="truth-title">"Misled now"</h2>
            <Misled who=Who::Agent name="Agent believes"/>
            <Misled who=Who::Customer name="Customer believes"/>
            <Show when=nobody>
                <p class="truth__nobody">"Nobody: both screens tell the truth."</p>
            </Show>
            <details class="truth__more" node_ref=details on:toggle=move |_| untrack(look)>
                <summary class="truth__open">"Truth against belief"</summary>
                // Nobody has to wait for a table that nobody sees.
                <Show when=move || is_open.get()>
                    <div class="truth__panel"><Beliefs/><Sharing/></div>
                </Show>
            </details>
        </section>
    }
}

/// The same table for those with whom it is shared; nothing for all others.
#[component]
pub fn SharedTruth() -> impl IntoView {
    let room = use_room();
    view! {
        <Show when=move || room.view.beliefs().with(Option::is_some)>
            <section class="card truth__shared" aria-labelledby="shared-truth-title">
                <h2 class="card__title" id="shared-truth-title">"Truth against belief"</h2>
                <Beliefs/>
            </section>
        </Show>
    }
}

/// The table as of now.
#[component]
fn Beliefs() -> impl IntoView {
    let room = use_room();
    // Another one for other beliefs.
    let beliefs = Memo::new(move |_| room.view.beliefs().get());
    move || beliefs.get().map(|beliefs| view! { <BeliefTable beliefs/> }.into_any())
}

/// Who sees it besides the operators.
#[component]
fn Sharing() -> impl IntoView {
    const CHOICES: [(TruthFor, &str); 3] = [
        (TruthFor::Operators, "Operators only"),
        (TruthFor::Projector, "The projector too"),
        (TruthFor::Everybody, "Everybody"),
    ];
    let room = use_room();
    let share = move |with| {
        room.send(Command::ShareTruth(with));
    };
    view! { <Choices legend="Seen by" choices=CHOICES chosen=move || room.view.truth_for().get() on_choose=share/> }
}

/// What one of the two wrongly believes; nothing while that is nothing.
#[component]
fn Misled(who: Who, name: &'static str) -> impl IntoView {
    let room = use_room();
    let misled = Memo::new(move |_| -> Vec<drill::Misled> {
        room.view.misled().with(|misled| misled.iter().copied().filter(|misled| misled.who == who).collect())
    });
    let class = |rule| if rule == Rule::Ap9 { "truth__belief truth__belief--told" } else { "truth__belief" };
    view! {
        <p class="truth__who" hidden=move || misled.with(Vec::is_empty)>
            <strong>{name}</strong>
            <For each=move || misled.get() key=|misled| (misled.about.word(), misled.rule) let(misled)>
                <span class=class(misled.rule)>{words(misled.about)}" "<RuleChip rule=misled.rule/></span>
            </For>
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
