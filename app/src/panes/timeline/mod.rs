//! The timeline: outages and effects on lanes, and below them a plain list of everything that was done and seen.

mod lanes;
mod scale;

use drill::script::Place;
use leptos::prelude::*;

use crate::{
    live::Stage,
    ui::{Draw, Spotlight, Told, clock_time, each, flag, press, provenance_mark, rule_chip, tell, text, while_so},
};
use lanes::Lanes;

/// How many entries of the list stand on the page until somebody asks for all.
const LISTED_FIRST: usize = 100;

/// The lanes and the list.
#[component]
pub fn Timeline() -> impl IntoView {
    let spotlight = expect_context::<Spotlight>();
    view! {
        <section class="card timeline" aria-labelledby="timeline-title" data-mark=spotlight.mark_place(Place::Timeline)>
            <h2 class="card__title" id="timeline-title">"Timeline"</h2>
            <Lanes/>
            {record()}
        </section>
    }
}

fn record() -> impl IntoView {
    let stage = expect_context::<Stage>();
    let is_open = RwSignal::new(false);
    let shows_all = RwSignal::new(false);
    let length = move || stage.story.with(Vec::len);
    // Nobody has to wait for a list that nobody sees.
    let told = move || {
        let max = match (is_open.get(), shows_all.get()) {
            (false, _) => 0,
            (true, false) => LISTED_FIRST,
            (true, true) => usize::MAX,
        };
        stage.story.with(|story| tell(story, max, |_| true))
    };
    let has_more = move || is_open.get() && !shows_all.get() && length() > LISTED_FIRST;
    view! {
        <div class="record">
            <button
                type="button"
                class="record__open"
                aria-expanded=text(move || is_open.get().to_string())
                on:click=press(move || is_open.update(|open| *open = !*open))
            >
                "Everything that was done and seen ("{text(move || length().to_string())}")"
            </button>
            <div class="record__place" hidden=flag(move || !is_open.get())>
                <table class="record__table">
                    <thead>
                        <tr>
                            <th scope="col">"Time"</th>
                            <th scope="col">"Who"</th>
                            <th scope="col">"What"</th>
                            <th scope="col">"Rule"</th>
                        </tr>
                    </thead>
                    <tbody>
                        {each(told, |told| told.key, |told| row(told).drawn())}
                    </tbody>
                </table>
                {while_so(has_more, move || view! {
                    <button type="button" class="button" on:click=press(move || shows_all.set(true))>"Show the rest"</button>
                }.drawn())}
            </div>
        </div>
    }
}

fn row(told: Told) -> impl IntoView {
    let spotlight = expect_context::<Spotlight>();
    let Told { at, moment, who, what, words, why, because, .. } = told;
    let is_effect = why.is_some();
    view! {
        <tr
            class="record__row"
            class=("record__row--deed", flag(move || !is_effect))
            class=("record__row--lit", flag(move || is_effect && spotlight.is_lit_in(moment)))
        >
            <td class="record__time">{clock_time(at)}</td>
            <td class="record__who">{who.name()}</td>
            <td>{what}{words.map(|words| [": “", &words.text, "”"].concat())}</td>
            <td class="record__why">
                {why.map(|why| view! { {rule_chip(why.rule())}" "{provenance_mark(why.provenance())}" "{because} }.drawn())}
            </td>
        </tr>
    }
}
