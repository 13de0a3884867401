//! What just changed, and why: newest first, with the rule, both provenance marks and the cause.

mod filter;

use drill::{Millis, script::Place};
use leptos::{html, prelude::*};

use crate::{
    browser,
    components::{For, ProvenanceMark, RuleChip, Show, ToggleButton, WordsMark, clock_time, since_stop, use_spotlight},
    narration::{Moment, Narrated, is_own_line, narrate_moments},
    room::use_room,
};
use filter::Filter;

/// How many entries the list holds; the timeline has all of them.
const CHANGES_MAX: usize = 12;

/// The list.
#[component]
pub fn Changes() -> impl IntoView {
    let room = use_room();
    let spotlight = use_spotlight();
    let filter = RwSignal::new(Filter::Effects);
    let shows_room_time = RwSignal::new(false);
    let entries = Memo::new(move |_| {
        let filter = filter.get();
        room.history.with(|history| {
            let is_own_line = is_own_line(history);
            narrate_moments(history, CHANGES_MAX, &|_, entry| filter.keeps(entry) && !is_own_line(entry))
        })
    });
    let is_empty = move || entries.with(Vec::is_empty);
    let nothing =
        if room.may_act { "Nothing yet. Switch a backend off and watch both screens." } else { "Nothing yet." };
    view! {
        <section class="card changes" aria-labelledby="changes-title" data-mark=spotlight.mark_place(Place::Changes)>
            <header class="card__head">
                <h2 class="card__title" id="changes-title">"What just changed"</h2>
                {room.may_act.then(|| view! { <Controls filter shows_room_time/> }.into_any())}
            </header>
            <ol class="changes__list" tabindex="0" aria-labelledby="changes-title">
                <For each=move || entries.get() key=|entry| (entry.key, entry.stop, entry.because.is_some()) let(entry)><Change entry shows_room_time/></For>
            </ol>
            <Show when=move || is_empty()>
                <p class="changes__none">{nothing}</p>
            </Show>
            {room.may_act.then(|| view! { <p class="changes__foot">"Latest only; the timeline has all"</p> }.into_any())}
        </section>
    }
}

/// Which entries the list shows, and how it writes their times.
#[component]
fn Controls(filter: RwSignal<Filter>, shows_room_time: RwSignal<bool>) -> impl IntoView {
    let choose = move |event| {
        let chosen = event_target_value(&event);
        filter.set(Filter::ALL.into_iter().find(|filter| filter.name() == chosen).unwrap_or(Filter::Effects));
    };
    view! {
        <span class="changes__controls">
            <select class="changes__filter" aria-label="Show" prop:value=move || filter.get().name() on:change=choose>
                {Filter::ALL.map(|filter| view! { <option value=filter.name()>{filter.name()}</option> }.into_any()).into_iter().collect_view()}
            </select>
            <ToggleButton
                class="changes__times"
                pressed=shows_room_time
                title="Show room times instead of times since the stop"
                on_press=move || shows_room_time.update(|shows| *shows = !*shows)
            >
                "0:00"
            </ToggleButton>
        </span>
    }
}

#[component]
fn Change(entry: Narrated, shows_room_time: RwSignal<bool>) -> impl IntoView {
    let spotlight = use_spotlight();
    let Narrated { key, at, moment, stop, who, what, also, words, why, because, .. } = entry;
    let is_effect = why.is_some();
    let row = NodeRef::<html::Li>::new();
    let time = move || if shows_room_time.get() { clock_time(at) } else { since_stop(at, stop) };
    let also = (!also.is_empty())
        .then(|| view! { <p class="changes__also">{format!("also {}", also.join("; "))}</p> }.into_any());
    let words = words.map(|words| {
        view! { <p class="changes__words"><q>{words.text}</q>" "<WordsMark provenance=words.provenance/></p> }
            .into_any()
    });
    let why = why.map(|why| {
        let may_ask = use_room().may_act;
        view! {
            <p class="changes__why">
                <RuleChip rule=why.rule()/>
                <ProvenanceMark provenance=why.provenance()/>
                {because.map(|because| view! { <span>{because}</span> }.into_any())}
                {may_ask.then(|| view! { <AskWhy key moment row/> }.into_any())}
            </p>
            {may_ask.then(|| view! { <Answer key at plain=why.rule().plain()/> }.into_any())}
        }
        .into_any()
    });
    view! {
        <li
            class=format!("changes__change changes__change--{}", who.word())
            class=("changes__change--action", !is_effect)
            class=("changes__change--lit", move || is_effect && spotlight.is_lit_in(moment))
            node_ref=row
        >
            <span class="changes__time" title=format!("Room time {}", clock_time(at))>{time}</span>
            <div class="changes__body">
                <p class="changes__what"><strong>{who.name()}</strong>" "{what}</p>
                {also}
                {words}
                {why}
            </div>
        </li>
    }
}

/// *Why?* opens the rule in plain words, and lights up the same moment everywhere.
#[component]
fn AskWhy(key: u64, moment: Moment, row: NodeRef<html::Li>) -> impl IntoView {
    let asked = use_spotlight().asked;
    let is_open = move || asked.with(|asked| asked.is_some_and(|(asked, _)| asked == key));
    let ask = move |_| {
        asked.set(if untrack(is_open) { None } else { Some((key, moment)) });
        // Once the answer is below the entry.
        request_animation_frame(move || {
            if let Some(row) = row.get_untracked() {
                browser::show_end_in_list(&row);
            }
        });
    };
    view! {
        <button type="button" class="changes__ask" aria-expanded=move || is_open().to_string() on:click=ask>"Why?"</button>
    }
}

/// The rule in plain words, once somebody asked.
#[component]
fn Answer(key: u64, at: Millis, plain: &'static str) -> impl IntoView {
    let asked = use_spotlight().asked;
    let is_open = move || asked.with(|asked| asked.is_some_and(|(asked, _)| asked == key));
    view! {
        <Show when=is_open>
            <p class="changes__rule">{plain}" "<span class="changes__at">{format!("Room time {}.", clock_time(at))}</span></p>
        </Show>
    }
}
