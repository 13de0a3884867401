//! Each question with what the four witnesses say, the untrue marked with the rule that misleads.

use drill::{Belief, Rule, Testimony, Witness};
use leptos::prelude::*;

use crate::components::{ProvenanceMark, RuleChip};

/// The table.
#[component]
pub fn BeliefTable(
    /// The three questions.
    beliefs: [Belief; 3],
) -> impl IntoView {
    let row = |belief: Belief| {
        view! {
            <tr>
                <th scope="row">{belief.about.question()}</th>
                {belief.testimonies.into_iter().map(|testimony| view! { <Cell testimony/> }.into_any()).collect_view()}
            </tr>
        }
        .into_any()
    };
    view! {
        <div class="belief__scroll" tabindex="0" role="region" aria-label="Truth against belief">
            <table class="belief__table">
                <thead>
                    <tr>
                        <th scope="col">"Question"</th>
                        {Witness::ALL.map(|witness| view! { <th scope="col">{witness.name()}</th> }.into_any()).into_iter().collect_view()}
                    </tr>
                </thead>
                <tbody>{beliefs.into_iter().map(row).collect_view()}</tbody>
            </table>
        </div>
    }
}

/// What one witness says about one question.
#[component]
fn Cell(testimony: Testimony) -> impl IntoView {
    let Testimony { says, truth, misled_by, provenance } = testimony;
    let word = |answer: bool| if answer { "yes" } else { "no" };
    let Some(says) = says else {
        return view! { <td class="belief__silent">"says nothing"</td> }.into_any();
    };
    // The source's sharpest case: the agent is told something untrue.
    let is_told = misled_by == Some(Rule::Ap9);
    let class = match misled_by {
        Some(_) if is_told => "belief__cell belief__cell--told",
        Some(_) => "belief__cell belief__cell--untrue",
        None => "belief__cell",
    };
    let misled = misled_by.map(|rule| {
        let sign = if is_told { "✖ Told something untrue. Misled by " } else { "⚠ Misled by " };
        view! {
            <p class="belief__misled">
                {sign}<RuleChip rule/>" "{provenance.map(|provenance| view! { <ProvenanceMark provenance/> }.into_any())}
            </p>
            <p class="belief__plain">{rule.plain()}</p>
        }.into_any()
    });
    view! {
        <td class=class>
            <p>"Says "<strong>{word(says)}</strong>{truth.map(|truth| format!("; the truth: {}", word(truth)))}</p>
            {misled}
        </td>
    }
    .into_any()
}
