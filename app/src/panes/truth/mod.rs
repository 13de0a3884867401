//! The truth: whose screen is wrong at this moment, about what, and by which rule; and each question with what the four
//! witnesses say. For operators, and for those with whom they share it.

use drill::{About, Belief, Command, Misled, Rule, Testimony, TruthFor, Who, Witness, script::Place};
use leptos::prelude::*;

use crate::{
    live::{Held, Stage},
    ui::{Draw, Drawn, Spotlight, changing, choices, each, flag, provenance_mark, rule_chip, while_so},
};

/// Who is misled.
#[component]
pub fn TruthStrip() -> impl IntoView {
    let misled = expect_context::<Stage>().misled;
    let spotlight = expect_context::<Spotlight>();
    let is_open = Held::new(false);
    let nobody = move || misled.with(Vec::is_empty);
    view! {
        <section class="truth" aria-labelledby="truth-title" data-mark=spotlight.mark_place(Place::Misled)>
            <h2 class="truth__title" id="truth-title">"Misled now"</h2>
            {believes(misled, Who::Agent, "Agent believes")}
            {believes(misled, Who::Customer, "Customer believes")}
            {while_so(nobody, || view! {
                <p class="truth__nobody">"Nobody: both screens tell the truth."</p>
            }.drawn())}
            <details class="truth__more" on:toggle=move |_| is_open.update(|open| *open = !*open)>
                <summary class="truth__open">"Truth against belief"</summary>
                // Nobody has to wait for a table that nobody sees.
                {while_so(move || is_open.get(), || view! { <div class="truth__panel">{table()}{sharing()}</div> }.drawn())}
            </details>
        </section>
    }
}

/// The same table for those with whom it is shared; nothing for all others.
#[component]
pub fn SharedTruth() -> impl IntoView {
    let beliefs = expect_context::<Stage>().beliefs;
    while_so(
        move || beliefs.with(Option::is_some),
        || {
            view! {
                <section class="card truth__shared" aria-labelledby="shared-truth-title">
                    <h2 class="card__title" id="shared-truth-title">"Truth against belief"</h2>
                    {table()}
                </section>
            }
            .drawn()
        },
    )
}

/// The table as of now.
fn table() -> impl IntoView {
    let beliefs = expect_context::<Stage>().beliefs;
    changing(
        move || beliefs.with(|beliefs| beliefs.as_ref().map_or(0, key)),
        move || beliefs.get_untracked().map(belief_table),
    )
}

/// Another one for other beliefs: what twelve testimonies hold, mixed as a checksum is.
fn key(beliefs: &[Belief; 3]) -> u64 {
    let answer = |answer: Option<bool>| answer.map_or(0, |yes| 1 + u64::from(yes));
    let testimonies = beliefs.iter().flat_map(|belief| belief.testimonies);
    testimonies.fold(1, |key, testimony| {
        let rule = testimony.misled_by.map_or(0, |rule| rule as u64 + 1);
        let provenance = testimony.provenance.map_or(0, |provenance| provenance as u64);
        let one = answer(testimony.says) * 3 + answer(testimony.truth) + rule * 9 + provenance * 9_000;
        (key ^ one).wrapping_mul(0x0100_0000_01b3)
    })
}

/// Who sees it besides the operators.
fn sharing() -> Drawn {
    const CHOICES: [(TruthFor, &str); 3] = [
        (TruthFor::Operators, "Operators only"),
        (TruthFor::Projector, "The projector too"),
        (TruthFor::Everybody, "Everybody"),
    ];
    choices("Seen by".into_view().drawn(), CHOICES, expect_context::<Stage>().truth_for, Command::ShareTruth)
}

/// What one of the two wrongly believes; nothing while that is nothing.
fn believes(misled: Held<Vec<Misled>>, who: Who, name: &'static str) -> impl IntoView {
    let beliefs =
        move || misled.with(|misled| misled.iter().copied().filter(|misled| misled.who == who).collect::<Vec<_>>());
    view! {
        <p class="truth__who" hidden=flag(move || beliefs().is_empty())>
            <strong>{name}</strong>
            {each(beliefs, |belief| (belief.about as u64) << 16 | belief.rule as u64, |belief| {
                let class = if belief.rule == Rule::Ap9 { "truth__belief truth__belief--told" } else { "truth__belief" };
                view! { <span class=class>{words(belief.about)}" "{rule_chip(belief.rule)}</span> }.drawn()
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

/// Each question with what the four witnesses say.
pub fn belief_table(beliefs: [Belief; 3]) -> Drawn {
    view! {
        <div class="belief__scroll" tabindex="0" role="region" aria-label="Truth against belief">
            <table class="belief__table">
                <thead>
                    <tr>
                        <th scope="col">"Question"</th>
                        {Witness::ALL.map(|witness| view! { <th scope="col">{witness.name()}</th> }).collect_view()}
                    </tr>
                </thead>
                <tbody>
                    {beliefs.map(|belief| view! {
                        <tr>
                            <th scope="row">{belief.about.question()}</th>
                            {belief.testimonies.map(testimony).into_iter().collect_view()}
                        </tr>
                    }.drawn()).into_iter().collect_view()}
                </tbody>
            </table>
        </div>
    }
    .drawn()
}

fn testimony(testimony: Testimony) -> Drawn {
    let Testimony { says, truth, misled_by, provenance } = testimony;
    let word = |answer: bool| if answer { "yes" } else { "no" };
    let Some(says) = says else {
        return view! { <td class="belief__silent">"says nothing"</td> }.drawn();
    };
    let truth = truth.map(|truth| ["the truth: ", word(truth)].concat());
    // The source's sharpest case: the agent is told something untrue.
    let is_told = misled_by == Some(Rule::Ap9);
    let rule = misled_by.map(|rule| {
        view! {
            <p class="belief__misled">{if is_told { "✖ Told something untrue. Misled by " } else { "⚠ Misled by " }}{rule_chip(rule)}" "{provenance.map(provenance_mark)}</p>
            <p class="belief__plain">{rule.plain()}</p>
        }
        .drawn()
    });
    let class = match misled_by {
        Some(_) if is_told => "belief__cell belief__cell--told",
        Some(_) => "belief__cell belief__cell--untrue",
        None => "belief__cell",
    };
    view! { <td class=class><p>"Says "<strong>{word(says)}</strong>{truth.map(|truth| ["; ", &truth].concat())}</p>{rule}</td> }
        .drawn()
}
