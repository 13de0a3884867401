//! One entry of the history in a table.

use leptos::prelude::*;

use crate::{
    components::{MomentLink, ProvenanceMark, RuleChip, clock_time, use_spotlight},
    narration::Narrated,
};

/// Who did or showed what, by which rule and because of what; its time first, where the table has a column for it.
#[component]
pub(super) fn EntryRow(entry: Narrated, #[prop(optional)] with_time: bool) -> impl IntoView {
    let spotlight = use_spotlight();
    let Narrated { at, moment, who, what, words, why, because, .. } = entry;
    let is_effect = why.is_some();
    let time =
        with_time.then(|| view! { <td class="event-log__time"><MomentLink at words=clock_time(at)/></td> }.into_any());
    let what = words.map_or_else(|| what.clone(), |words| format!("{what}: “{}”", words.text));
    let why = why.map(|why| {
        view! { <RuleChip rule=why.rule()/>" "<ProvenanceMark provenance=why.provenance()/>" "{because} }.into_any()
    });
    view! {
        <tr
            class="event-log__row"
            class=("event-log__row--action", !is_effect)
            class=("event-log__row--lit", move || is_effect && spotlight.is_lit_in(moment))
        >
            {time}
            <td class="event-log__who">{who.name()}</td>
            <td>{what}</td>
            <td class="event-log__why">{why}</td>
        </tr>
    }
}
