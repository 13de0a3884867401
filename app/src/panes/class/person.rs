//! Somebody in the class: their seat, and what an operator can do about them.

use leptos::prelude::*;
use protocol::{ClassCommand, Person, Seat};

use super::TITLE_ID;
use crate::{browser, components::Button, room::use_room};

/// The seats that somebody can be given, with their names.
const SEATS: [(Seat, &str); 4] = [
    (Seat::Observer, "Observer"),
    (Seat::Agent, "Agent"),
    (Seat::Customer, "Customer"),
    (Seat::CoTrainer, "Co-trainer"),
];

/// One row of the list.
#[component]
pub fn PersonRow(person: Person) -> impl IntoView {
    let room = use_room();
    let number = person.number;
    let name = name_of(&person);
    let label = name.clone();
    let waits = person.seat == Seat::Waiting;
    // As they are now; as they were while their row goes.
    let now = Memo::new(move |_| {
        let now = room.class.with(|class| class.people.iter().find(|other| other.number == number).cloned());
        now.unwrap_or_else(|| person.clone())
    });
    let seat = Memo::new(move |_| now.with(|person| person.seat));
    let is_away = move || now.with(|person| !person.here);
    view! {
        <div class="class-list__person" class=("class-list__person--away", is_away) role="group" aria-label=label>
            <span class="class-list__name">{name.clone()}</span>
            <span class="class-list__since"><Presence person=now/></span>
            <div class="class-list__acts">
                <SeatChoice number name=name.clone() seat waits/>
                <MuteButton name=name.clone() person=now/>
                <Removal number name/>
            </div>
        </div>
    }
}

/// What somebody is called here, with a name or without.
fn name_of(person: &Person) -> String {
    if person.name.is_empty() { format!("Guest {}", person.number) } else { person.name.clone() }
}

fn place_of(seat: Seat) -> usize {
    SEATS.iter().position(|(offered, _)| *offered == seat).unwrap_or_default()
}

/// Their seat, and since when they are here or away.
#[component]
fn Presence(person: Memo<Person>) -> impl IntoView {
    // The browser alone knows the reader's time zone.
    let since = RwSignal::new(String::new());
    Effect::new(move || since.set(browser::time_of_day(person.with(|person| person.since_wall_ms))));
    move || {
        let Person { seat, here, muted, .. } = person.get();
        let seat =
            SEATS.iter().find(|(offered, _)| *offered == seat).map_or("Waiting to be admitted", |(_, name)| name);
        let here = if here { "here" } else { "away" };
        let muted = if muted { ", muted" } else { "" };
        format!("{seat} · {here} since {}{muted}", since.get())
    }
}

/// Gives them a seat. It is chosen first, and assigned by a button: going through the list by keyboard gives nobody's seat
/// away.
#[component]
fn SeatChoice(number: u32, name: String, seat: Memo<Seat>, waits: bool) -> impl IntoView {
    let room = use_room();
    let chosen = RwSignal::new(place_of(seat.get_untracked()));
    Effect::new(move |before: Option<Seat>| {
        let now = seat.get();
        if before.is_some_and(|before| before != now) {
            chosen.set(place_of(now));
        }
        now
    });
    // Two seats have place for one each: the list says who would lose it.
    let option_words = move |offered: Seat, label: &'static str| {
        let one_only = matches!(offered, Seat::Agent | Seat::Customer);
        let holds = |other: &&Person| one_only && other.seat == offered && other.number != number;
        let holder = room.class.with(|class| class.people.iter().find(holds).map(name_of));
        holder.map_or_else(|| label.to_owned(), |holder| format!("{label}, now {holder}"))
    };
    let option = move |(place, (offered, label)): (usize, (Seat, &'static str))| {
        let is_selected = place == chosen.get_untracked();
        view! { <option value=place.to_string() selected=is_selected>{move || option_words(offered, label)}</option> }
            .into_any()
    };
    let choose = move |event| {
        let place = event_target_value(&event).parse().ok();
        chosen.set(place.filter(|place| *place < SEATS.len()).unwrap_or_default());
    };
    let has_it = move || SEATS[chosen.get()].0 == seat.get();
    let assign = move || {
        room.ask(ClassCommand::Assign { number, seat: SEATS[chosen.get_untracked()].0 });
        if waits {
            browser::focus(TITLE_ID);
        }
    };
    let label = format!("Seat of {name}");
    let (verb, whom) = if waits { ("Admit", format!(" {name}")) } else { ("Assign", format!(" this seat to {name}")) };
    view! {
        <select class="class-list__seat" aria-label=label prop:value=move || chosen.get().to_string() on:change=choose>
            {SEATS.into_iter().enumerate().map(option).collect_view()}
        </select>
        <Button disabled=has_it on_press=assign>{verb}<span class="visually-hidden">{whom}</span></Button>
    }
}

#[component]
fn MuteButton(name: String, person: Memo<Person>) -> impl IntoView {
    let room = use_room();
    let word = move || if person.with(|person| person.muted) { "Unmute" } else { "Mute" };
    let label = Signal::derive(move || format!("{} {name}", word()));
    let mute = move || {
        let Person { number, muted, .. } = person.get_untracked();
        room.ask(ClassCommand::Mute { number, muted: !muted });
    };
    view! { <Button label on_press=mute>{word}</Button> }
}

/// For good, so it takes two clicks, and never the same place twice.
#[component]
fn Removal(number: u32, name: String) -> impl IntoView {
    let room = use_room();
    let remove = move || {
        room.ask(ClassCommand::Remove { number });
        browser::focus(TITLE_ID);
    };
    view! {
        <details class="class-list__remove">
            <summary class="button">"Remove…"</summary>
            <Button on_press=remove>{format!("Remove {name}")}</Button>
        </details>
    }
}
