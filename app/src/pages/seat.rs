//! The page of somebody in the class: their own screen, large, and nothing of what only operators may know.

use drill::Fact;
use leptos::prelude::*;
use protocol::{ClassCommand, Entry, RoomViewStoreFields as _, Seat};

use crate::{
    components::{
        Button, ClockNotice, ConnectionBanner, ConnectionChip, ErrorToast, For, ReplayBar, ReplayChip, Show, clock_time,
    },
    panes::truth::SharedTruth,
    room::use_room,
};

use super::{
    brand::Brand,
    screens::{AgentScreen, CustomerScreen},
    watch::follow_the_drill,
};

/// How many of the shared notes are in sight, the newest first.
const NOTES_MAX: usize = 3;

/// The page of somebody who waits, or does the agent's or the customer's part: one screen and no more.
#[component]
pub(crate) fn SeatPage(
    /// What they are.
    seat: Seat,
) -> impl IntoView {
    let room = use_room();
    follow_the_drill(room);
    let screen = match seat {
        Seat::Agent => view! { <AgentScreen class="seat__screen"/> }.into_any(),
        Seat::Customer => view! { <CustomerScreen class="seat__screen seat__screen--narrow"/> }.into_any(),
        Seat::Waiting | Seat::Observer | Seat::CoTrainer => view! { <WaitingRoom/> }.into_any(),
    };
    let is_past = move || room.is_past();
    view! {
        <div class="watch seat" class:watch--past=is_past translate="no">
            <ConnectionBanner/>
            <header class="watch__head">
                <Brand/>
                <h1 class="watch__name">{move || room.view.title().get()}</h1>
                <ConnectionChip/>
                {(seat != Seat::Waiting).then(|| view! { <ReplayChip/> }.into_any())}
            </header>
            <ReplayBar/>
            <SeatBar/>
            <ClockNotice/>
            <SharedTruth/>
            <main class="seat__main" inert=is_past>{screen}</main>
            <ErrorToast/>
        </div>
    }
}

/// What somebody sees who waits to be let in.
#[component]
pub(super) fn WaitingRoom() -> impl IntoView {
    view! {
        <section class="seat__wait card">
            <h2>"You are in the waiting room"</h2>
            <p>"The trainer sees that you are here. This page goes on by itself once you are let in."</p>
        </section>
    }
}

/// What is above the screens of everybody in the class: what they are, what they could be, and the shared notes.
#[component]
pub(super) fn SeatBar() -> impl IntoView {
    let room = use_room();
    let who = move || {
        room.you.with(|you| {
            let name = if you.name.is_empty() { "You" } else { &you.name };
            let muted = if you.muted { ", muted by your trainer" } else { "" };
            format!("{name}: {}{muted}", seat_name(you.seat))
        })
    };
    let notes =
        move || room.history.with(|history| history.iter().rev().filter_map(note).take(NOTES_MAX).collect::<Vec<_>>());
    view! {
        <section class="seat-bar" aria-label="Your seat">
            <p class="seat-bar__who" role="status">{who}</p>
            <SeatChoice/>
            <div class="seat-bar__notes" role="log" aria-label="Shared notes">
                <For each=notes key=|(seq, _)| *seq let((_, words))>
                    <p class="seat-bar__note" dir="auto">{words}</p>
                </For>
            </div>
        </section>
    }
}

/// Buttons for the seats that somebody could take, or leave.
#[component]
fn SeatChoice() -> impl IntoView {
    let room = use_room();
    let is_free = move |seat| room.you.with(|you| you.free.contains(&seat));
    let works = move || room.you.with(|you| matches!(you.seat, Seat::Agent | Seat::Customer));
    let take = move |seat| room.ask(ClassCommand::Take(seat));
    view! {
        <span class="seat-bar__takes">
            <Show when=move || is_free(Seat::Agent)>
                <Button on_press=move || take(Seat::Agent)>"Take the agent's seat"</Button>
            </Show>
            <Show when=move || is_free(Seat::Customer)>
                <Button on_press=move || take(Seat::Customer)>"Take the customer's seat"</Button>
            </Show>
            <Show when=works>
                <Button on_press=move || take(Seat::Observer)>"Leave seat"</Button>
            </Show>
        </span>
    }
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

/// The number of a shared note, and its words.
fn note(entry: &Entry) -> Option<(u64, String)> {
    match entry {
        Entry::Action { seq, at, fact: Fact::PublicNoteAdded(text) } => {
            Some((*seq, format!("{}  {text}", clock_time(*at))))
        }
        Entry::Action { .. } | Entry::Effect(_) => None,
    }
}
