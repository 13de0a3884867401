//! The timeline: outages and effects on lanes with what one of them says, and below them a plain list of everything that was
//! done and seen.

mod lanes;
pub mod marks;
mod pointer;
mod scale;

use drill::script::Place;
use leptos::prelude::*;

use crate::{
    live::{Held, Stage},
    ui::{
        Draw, Drawn, Spotlight, Told, button, button_unless, changing, clock_time, each, flag, focus, mixed,
        moment_link, press, provenance_mark, rule_chip, tell, text, while_so,
    },
};
use lanes::{Choice, Lanes};
use marks::Mark;

/// How many entries of the list stand on the page until somebody asks for all.
const LISTED_FIRST: usize = 100;

/// How many things that happened at a mark stand below the lanes until somebody asks for the rest: more than are in sight
/// there.
const TOLD_FIRST: usize = 4;

/// The box with what the chosen mark says, which takes the focus of a button that goes.
const CHOSEN_ID: &str = "chosen-mark";

/// The lanes and the list.
#[component]
pub fn Timeline() -> impl IntoView {
    let spotlight = expect_context::<Spotlight>();
    let choice = Choice::new(&expect_context::<Stage>());
    view! {
        <section class="card timeline" aria-labelledby="timeline-title" data-mark=spotlight.mark_place(Place::Timeline)>
            <header class="card__head">
                <h2 class="card__title" id="timeline-title">"Timeline"</h2>
                {controls(choice)}
            </header>
            <Lanes choice/>
            {chosen(choice)}
            {record()}
        </section>
    }
}

/// From mark to mark, and closer to them.
fn controls(choice: Choice) -> impl IntoView {
    view! {
        <span class="timeline__controls">
            {button("button", "◀ Mark before", move || choice.go(false))}
            {button("button", "Mark after ▶", move || choice.go(true))}
            {button_unless(flag(move || choice.is_closest()), "button", "Closer", move || choice.come_closer())}
            {button_unless(flag(move || choice.is_whole()), "button", "Whole", move || choice.show_whole())}
        </span>
    }
}

/// What the chosen mark says; how to choose one, until somebody has, and of one that was taken back. It has its height
/// whatever it says: nothing below it moves from mark to mark.
fn chosen(choice: Choice) -> impl IntoView {
    let stage = expect_context::<Stage>();
    let (story, looks_back) = (stage.story, stage.past_path().is_some());
    // The mark of which somebody wants to read all.
    let opened = Held::new(None::<Mark>);
    let is_opened = move || opened.get() == choice.mark.get();
    let key = move || {
        let key = |mark: Mark| mixed(mark.key(), story.with(Vec::len) as u64) ^ u64::from(is_opened());
        choice.mark.get().map_or(0, key)
    };
    view! {
        <div class="timeline__chosen" id=CHOSEN_ID role="status" tabindex="0" aria-label="The chosen mark">
            {changing(key, move || {
                let mark = choice.mark.get();
                let max = if is_opened() { usize::MAX } else { TOLD_FIRST };
                let tell = |mark: Mark| story.with(|story| tell(story, max.saturating_add(1), &|entry| mark.has(entry)));
                let told = mark.map(tell).unwrap_or_default();
                let has_more = told.len() > max;
                let rows: Vec<Drawn> = told.into_iter().take(max).map(|told| row(told, None).drawn()).collect();
                Some(match mark.filter(|_| !rows.is_empty()) {
                    Some(mark) => view! {
                        <p class="timeline__which">
                            <strong>{mark.heading()}</strong>
                            {looks_back.then(|| moment_link(mark.at, "Look back at this moment"))}
                            {has_more.then(|| button("button", "Show the rest", move || {
                                opened.set(Some(mark));
                                focus(CHOSEN_ID);
                            }))}
                        </p>
                        <table class="record__table"><tbody>{rows}</tbody></table>
                    }.drawn(),
                    None => view! { <p class="timeline__hint">"Choose a mark, by pointer or arrow keys, to read what happened there, and why."</p> }.drawn(),
                })
            })}
        </div>
    }
}

fn record() -> impl IntoView {
    let stage = expect_context::<Stage>();
    let is_open = Held::new(false);
    let shows_all = Held::new(false);
    let length = move || stage.story.with(Vec::len);
    // Nobody has to wait for a list that nobody sees.
    let told = move || {
        let max = match (is_open.get(), shows_all.get()) {
            (false, _) => 0,
            (true, false) => LISTED_FIRST,
            (true, true) => usize::MAX,
        };
        stage.story.with(|story| tell(story, max, &|_| true))
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
                        {each(told, |told| told.key, |told| {
                            let time = moment_link(told.at, &clock_time(told.at));
                            row(told, Some(time)).drawn()
                        })}
                    </tbody>
                </table>
                {while_so(has_more, move || button("button", "Show the rest", move || shows_all.set(true)))}
            </div>
        </div>
    }
}

fn row(told: Told, time: Option<Drawn>) -> impl IntoView {
    let spotlight = expect_context::<Spotlight>();
    let Told { moment, who, what, words, why, because, .. } = told;
    let is_effect = why.is_some();
    view! {
        <tr
            class="record__row"
            class=("record__row--deed", flag(move || !is_effect))
            class=("record__row--lit", flag(move || is_effect && spotlight.is_lit_in(moment)))
        >
            {time.map(|time| view! { <td class="record__time">{time}</td> }.drawn())}
            <td class="record__who">{who.name()}</td>
            <td>{what}{words.map(|words| [": “", &words.text, "”"].concat())}</td>
            <td class="record__why">
                {why.map(|why| view! { {rule_chip(why.rule())}" "{provenance_mark(why.provenance())}" "{because} }.drawn())}
            </td>
        </tr>
    }
}
