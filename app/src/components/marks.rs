//! Provenance marks: a word in a frame, so that they work in greyscale too.

use drill::{Provenance, Rule, WordsProvenance};
use leptos::prelude::*;

/// The mark of an occurrence.
#[component]
pub fn ProvenanceMark(
    /// Where it comes from.
    provenance: Provenance,
) -> impl IntoView {
    let (class, hint) = match provenance {
        Provenance::Documented => ("mark mark--documented", "The source says that this happens."),
        Provenance::Reconstructed => {
            ("mark mark--reconstructed", "The source names this, but shows it only in a lost picture.")
        }
        Provenance::Inferred => ("mark mark--inferred", "The source is silent: this is our decision."),
        Provenance::Ordinary => ("mark mark--ordinary", "A healthy system working as it should."),
    };
    view! { <span class=class title=hint>{provenance.word()}</span> }
}

/// The mark of the words on screen.
#[component]
pub fn WordsMark(
    /// Where they come from.
    provenance: WordsProvenance,
) -> impl IntoView {
    let (class, hint, words) = match provenance {
        WordsProvenance::Exact => ("mark mark--documented", "These words stand in the source.", "words exact"),
        WordsProvenance::Reconstructed => (
            "mark mark--reconstructed",
            "These words are ours: the source's own are lost, or it has none.",
            "words reconstructed",
        ),
    };
    view! { <span class=class title=hint>{words}</span> }
}

/// A rule's id, with what it says on hover.
#[component]
pub fn RuleChip(
    /// The rule.
    rule: Rule,
) -> impl IntoView {
    view! { <span class="rule" title=rule.plain()>{rule.id()}</span> }
}
