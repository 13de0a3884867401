//! The page of somebody in the class: their own screen, large, and nothing of what only operators may know.

use drill::Fact;
use leptos::prelude::*;

use crate::{
    live::Stage,
    panes::truth::SharedTruth,
    ui::{
        ClockNotice, ConnectionBanner, ConnectionChip, DenialToast, Draw, Drawn, ReplayBar, brand_icon, button,
        changing, clock_time, each, flag, look_back_chip, text,
    },
    wire::{Entry, Seat, Wish},
};

use super::screens::{agent_screen, customer_screen};

/// What stands above the screens of everybody in the class: what they are, what they could be, and the notes for all.
pub fn seat_bar() -> Drawn {
    let stage = expect_context::<Stage>();
    let you = stage.you;
    let who = move || {
        you.with(|you| {
            let name = if you.name.is_empty() { "You" } else { &you.name };
            [name, ": ", seat_name(you.seat), if you.muted { ", muted by an operator" } else { "" }].concat()
        })
    };
    let key = move || you.with(|you| you.free.iter().fold(you.seat as u64, |key, seat| key * 8 + *seat as u64 + 1));
    let notes = move || stage.story.with(|story| story.iter().rev().filter_map(note).take(3).collect::<Vec<_>>());
    view! {
        <section class="seat-bar" aria-label="Your seat">
            <p class="seat-bar__who" role="status">{text(who)}</p>
            {changing(key, move || Some(takes(&stage)))}
            <div class="seat-bar__notes" role="log" aria-label="Notes for everybody">
                {each(notes, |(seq, _)| *seq, |(_, words)| view! { <p class="seat-bar__note" dir="auto">{words}</p> }.drawn())}
            </div>
        </section>
    }
    .drawn()
}

/// Buttons for the seats that one could take, or give up.
fn takes(stage: &Stage) -> Drawn {
    let stage = *stage;
    let you = stage.you.get_untracked();
    let take =
        move |seat: Seat, label: &'static str| button("button", label, move || stage.outbox.wish(Wish::Take(seat)));
    let works = matches!(you.seat, Seat::Agent | Seat::Customer);
    view! {
        <span class="seat-bar__takes">
            {you.free.into_iter().map(|seat| take(seat, if seat == Seat::Agent { "Take the agent's seat" } else { "Take the customer's seat" })).collect_view()}
            {works.then(|| take(Seat::Observer, "Give up this seat"))}
        </span>
    }
    .drawn()
}

const fn seat_name(seat: Seat) -> &'static str {
    match seat {
        Seat::Waiting => "waiting to be let in",
        Seat::Observer => "observer",
        Seat::Agent => "the agent",
        Seat::Customer => "the customer",
        Seat::CoTrainer => "co-trainer",
    }
}

fn note(entry: &Entry) -> Option<(u64, String)> {
    match entry {
        Entry::Did { seq, at, fact: Fact::PublicNoteAdded(text) } => {
            Some((*seq, [&clock_time(*at), "  ", text].concat()))
        }
        _ => None,
    }
}

/// The page of whoever waits, or does the agent's or the customer's part: one screen and no more.
pub fn one_screen(stage: &Stage) -> Drawn {
    let screen = match stage.you.with_untracked(|you| you.seat) {
        Seat::Agent => agent_screen("seat__screen"),
        Seat::Customer => customer_screen("seat__screen seat__screen--narrow"),
        _ => view! {
            <section class="seat__wait card">
                <h2>"You are in the waiting room"</h2>
                <p>"The trainer sees that you are here. This page goes on by itself once you are let in."</p>
            </section>
        }
        .drawn(),
    };
    let title = stage.title;
    let past = stage.past;
    let is_past = move || past.is_on();
    let sees_something = stage.you.with_untracked(|you| you.seat != Seat::Waiting);
    view! {
        <div class="watch seat" class=("watch--past", flag(is_past))>
            <ConnectionBanner/>
            <header class="watch__head">
                <p class="brand">{brand_icon()}<span class="brand__name">"Drillroom"</span></p>
                <h1 class="watch__name">{text(move || title.get())}</h1>
                <ConnectionChip/>
                {sees_something.then(|| look_back_chip(stage))}
            </header>
            <ReplayBar/>
            {seat_bar()}
            <ClockNotice/>
            <SharedTruth/>
            <main class="seat__main" inert=flag(is_past)>{screen}</main>
            <DenialToast/>
        </div>
    }
    .drawn()
}
