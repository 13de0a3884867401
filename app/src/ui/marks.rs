//! Provenance marks: a word in a frame, so that they work in greyscale too.

use drill::{Provenance, Rule, WordsProvenance};
use leptos::prelude::*;

/// The mark of an occurrence.
pub fn provenance_mark(provenance: Provenance) -> impl IntoView {
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
pub fn words_mark(provenance: WordsProvenance) -> impl IntoView {
    match provenance {
        WordsProvenance::Exact => {
            view! { <span class="mark mark--documented" title="These words stand in the source.">"words exact"</span> }
        }
        WordsProvenance::Reconstructed => {
            view! {
                <span class="mark mark--reconstructed" title="These words are ours: the source's own are lost, or it has none.">
                    "words reconstructed"
                </span>
            }
        }
    }
}

/// A rule's id, with what it says on hover.
pub fn rule_chip(rule: Rule) -> impl IntoView {
    view! { <span class="rule" title=rule.plain()>{rule.id()}</span> }
}
