//! What just changed, and why: newest first, with the rule, both provenance marks and the cause.

use drill::{Fact, Millis, Pane, Provenance, script::Place};
use leptos::{prelude::*, wasm_bindgen::JsCast as _, web_sys::HtmlElement};

use crate::{
    live::{Held, Stage},
    ui::{
        Draw, Moment, Spotlight, Told, clock_time, each, flag, is_ordinary, is_own_line, press, provenance_mark,
        rule_chip, since_stop, tell_moments, text, while_so, words_mark,
    },
    wire::Entry,
};

/// How many entries the list holds; all of them stand on the timeline.
const CHANGES_MAX: usize = 12;

/// Which entries the list shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Filter {
    /// What people did, and what the rules made of it.
    News,
    /// Only what the source says.
    Documented,
    /// The ordinary working too.
    All,
}

const FILTERS: [(Filter, &str); 3] =
    [(Filter::News, "Effects"), (Filter::Documented, "Documented"), (Filter::All, "Everything")];

/// The list.
#[component]
pub fn Changes() -> impl IntoView {
    let stage = expect_context::<Stage>();
    let spotlight = expect_context::<Spotlight>();
    let filter = Held::new(Filter::News);
    let absolute = Held::new(false);
    let told = move || {
        let filter = filter.get();
        stage.story.with(|story| {
            let is_own_line = is_own_line(story);
            tell_moments(story, CHANGES_MAX, &|_, entry| is_kept(filter, entry) && !is_own_line(entry))
        })
    };
    let is_empty = move || {
        let filter = filter.get();
        !stage.story.with(|story| story.iter().any(|entry| is_kept(filter, entry)))
    };
    view! {
        <section class="card changes" aria-labelledby="changes-title" data-mark=spotlight.mark_place(Place::Changes)>
            <header class="card__head">
                <h2 class="card__title" id="changes-title">"What just changed"</h2>
                {stage.may_act.then(|| controls(filter, absolute).drawn())}
            </header>
            <ol class="changes__list" tabindex="0" aria-labelledby="changes-title">
                {each(told, |told| told.key, move |told| change_row(told, absolute).drawn())}
            </ol>
            {while_so(is_empty, move || view! {
                <p class="changes__none">
                    {if stage.may_act { "Nothing yet. Switch a backend off and watch both screens." } else { "Nothing yet." }}
                </p>
            }.drawn())}
            {stage.may_act.then(|| view! { <p class="changes__foot">"The newest. All of it stands on the timeline."</p> }.drawn())}
        </section>
    }
}

fn is_kept(filter: Filter, entry: &Entry) -> bool {
    let documented = |entry: &Entry| match entry {
        Entry::Seen(effect) => effect.why.provenance() == Provenance::Documented,
        Entry::Did { .. } => false,
    };
    match filter {
        Filter::News => !is_ordinary(entry) && !is_bookkeeping(entry),
        Filter::Documented => documented(entry),
        Filter::All => true,
    }
}

/// The clock's doings, and the ledger's copy of what the panes show: they stand on the timeline.
fn is_bookkeeping(entry: &Entry) -> bool {
    match entry {
        Entry::Did { fact, .. } => matches!(
            fact,
            Fact::RoomOpened { .. }
                | Fact::ClockResumed
                | Fact::ClockPaused(_)
                | Fact::SpeedChanged(_)
                | Fact::ClockSkipped(_)
                | Fact::NoteAdded(_)
                | Fact::StepPlayed(_)
                | Fact::AutoSwitched(_)
                | Fact::ProjectorSwitched(_)
                | Fact::TruthShared(_)
                | Fact::MovedOn(_)
                | Fact::HintTaken(_)
                | Fact::Answered(..)
                | Fact::Judged(..)
        ),
        Entry::Seen(effect) => effect.pane == Pane::Agent && effect.value == "none" && effect.words.is_none(),
    }
}

fn controls(filter: Held<Filter>, absolute: Held<bool>) -> impl IntoView {
    let choose = move |event| {
        let place = event_target_value(&event).parse().unwrap_or(0_usize);
        filter.set(FILTERS.get(place).map_or(Filter::News, |(filter, _)| *filter));
    };
    view! {
        <span class="changes__controls">
        <select class="changes__filter" aria-label="Show" on:change=choose>
            {FILTERS.into_iter().enumerate().map(|(place, (_, label))| view! {
                <option value=place.to_string()>{label}</option>
            }).collect_view()}
        </select>
        <button
            type="button"
            class="changes__times"
            aria-pressed=text(move || absolute.get().to_string())
            title="Show room times instead of times since the stop"
            on:click=press(move || absolute.update(|absolute| *absolute = !*absolute))
        >
            "0:00"
        </button>
        </span>
    }
}

fn change_row(told: Told, absolute: Held<bool>) -> impl IntoView {
    let stage = expect_context::<Stage>();
    let spotlight = expect_context::<Spotlight>();
    let Told { key, at, moment, stop, who, what, also, words, why, because, .. } = told;
    let is_effect = why.is_some();
    let lit = move || is_effect && spotlight.is_lit_in(moment);
    let times = (since_stop(at, stop), clock_time(at));
    let time = move || if absolute.get() { times.1.clone() } else { times.0.clone() };
    view! {
        <li
            class=["changes__change changes__change--", who.word()].concat()
            class=("changes__change--deed", flag(move || !is_effect))
            class=("changes__change--lit", flag(lit))
        >
            <span class="changes__time" title=["Room time ", &clock_time(at)].concat()>{text(time)}</span>
            <div class="changes__body">
                <p class="changes__what"><strong>{who.name()}</strong>" "{what}</p>
                {(!also.is_empty()).then(|| view! { <p class="changes__also">"also "{also.join("; ")}</p> }.drawn())}
                {words.map(|words| view! {
                    <p class="changes__words">
                        <q>{words.text}</q>" "{words_mark(words.provenance)}
                    </p>
                }.drawn())}
                {why.map(|why| view! {
                    <p class="changes__why">
                        {rule_chip(why.rule())}
                        {provenance_mark(why.provenance())}
                        {because.map(|because| view! { <span>{because}</span> }.drawn())}
                        {stage.may_act.then(|| ask_why(key, moment).drawn())}
                    </p>
                    {stage.may_act.then(|| answer(key, at, why.rule().plain()).drawn())}
                }.drawn())}
            </div>
        </li>
    }
}

/// *Why?* opens the rule in plain words, and lights up the same moment everywhere.
fn ask_why(key: u64, moment: Moment) -> impl IntoView {
    let asked = expect_context::<Spotlight>().asked;
    let is_open = move || asked.get().is_some_and(|(asked, _)| asked == key);
    view! {
        <button
            type="button"
            class="changes__ask"
            aria-expanded=text(move || is_open().to_string())
            on:click=press(move || {
                asked.set(if untrack(is_open) { None } else { Some((key, moment)) });
                request_animation_frame(show_asked);
            })
        >
            "Why?"
        </button>
    }
}

/// Brings the entry that was asked about to the top of the list, or as far up as it takes to read the answer below it; the
/// page stays where it is.
fn show_asked() {
    let Ok(Some(row)) = document().query_selector("li:has(.changes__ask[aria-expanded=true])") else { return };
    if let (Some(list), Ok(row)) = (row.parent_element(), row.dyn_into::<HtmlElement>()) {
        // The list is what its rows are placed by.
        let (top, end) = (row.offset_top(), row.offset_top() + row.offset_height());
        list.set_scroll_top(top.max(end - list.client_height()));
    }
}

/// The rule in plain words, once somebody asked.
fn answer(key: u64, at: Millis, plain: &'static str) -> impl IntoView {
    let asked = expect_context::<Spotlight>().asked;
    let is_open = move || asked.get().is_some_and(|(asked, _)| asked == key);
    while_so(is_open, move || {
        view! {
            <p class="changes__rule">{plain}" "<span class="changes__at">"Room time "{clock_time(at)}"."</span></p>
        }
        .drawn()
    })
}
