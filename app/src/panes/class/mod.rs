//! The class, as operators see it: who is here and in which seat, how the door stands, and the seats that chat by
//! themselves.

use drill::{Command, Sender};
use leptos::prelude::*;

use crate::{
    live::{Held, Stage, time_of_day},
    ui::{Draw, Drawn, button, button_unless, each, flag, focus, person_icon, press, sender, text, whenever},
    wire::{self, Latch, Person, Seat, Wish},
};

/// The seats that somebody can be given, with their names.
const SEATS: [(Seat, &str); 4] = [
    (Seat::Observer, "Observer"),
    (Seat::Agent, "Agent"),
    (Seat::Customer, "Customer"),
    (Seat::CoTrainer, "Co-trainer"),
];

/// The heading of the panel, which has the focus after a row is gone or has moved.
const TITLE_ID: &str = "class-title";

/// Who is here, and everything an operator can do about it.
#[component]
pub fn Class() -> impl IntoView {
    let stage = expect_context::<Stage>();
    let people = stage.people;
    let here = move || {
        people.with(|people| {
            let counts = [people.operators.max(1), people.watchers, people.seats].map(|count| count.to_string());
            ["Pages open: ", &counts[0], " with controls, ", &counts[1], " projecting, ", &counts[2], " other"].concat()
        })
    };
    let waiting =
        move || stage.class.with(|class| class.people.iter().filter(|person| person.seat == Seat::Waiting).count());
    // One or the other, so that nothing beside it moves when somebody comes.
    let count = move || match waiting() {
        0 => people.with(|people| ["Class: ", &people.members.to_string(), " here"].concat()),
        1 => "Class: 1 waits".to_owned(),
        several => ["Class: ", &several.to_string(), " wait"].concat(),
    };
    let call = move || match waiting() {
        0 => String::new(),
        1 => "Somebody waits to be let into the class.".to_owned(),
        several => [&several.to_string(), " people wait to be let into the class."].concat(),
    };
    let somebody_waits = move || waiting() > 0;
    view! {
        <p class="visually-hidden" role="status">{text(call)}</p>
        <details class="share class-list" name="panel">
            <summary
                class="chip share__summary room__here"
                class=("class-list__waits", flag(somebody_waits))
            >
                {person_icon()}{text(count)}
            </summary>
            <div class="share__panel class-list__panel">
                <h2 class="card__title" id=TITLE_ID tabindex="-1">"The class"</h2>
                <p class="share__hint">{text(here)}</p>
                <fieldset class="class-list__door">
                    <legend class="share__legend">"The door"</legend>
                    {latch("Locked: nobody new gets in", Latch::Locked)}
                    {latch("Waiting room: you let people in", Latch::WaitingRoom)}
                    {latch("The agent's seat is offered", Latch::OffersAgent)}
                    {latch("The customer's seat is offered", Latch::OffersCustomer)}
                    {button_unless(flag(move || !somebody_waits()), "button", "Let everybody in", move || {
                        stage.outbox.wish(Wish::AdmitAll);
                    })}
                </fieldset>
                {autopilots()}
                {each(move || stage.class.with(in_order), key, person)}
                <p class="share__hint">{text(move || none_yet(stage.class.with(|class| class.people.is_empty())))}</p>
            </div>
        </details>
    }
}

/// What somebody is called here, with a name or without.
fn named(name: String, number: u32) -> String {
    if name.is_empty() { ["Guest ", &number.to_string()].concat() } else { name }
}

fn name_of(person: &Person) -> String {
    named(person.name.clone(), person.number)
}

fn seat_name(seat: Seat) -> &'static str {
    SEATS.iter().find(|(offered, _)| *offered == seat).map_or("Waits to be let in", |(_, name)| name)
}

fn none_yet(is_empty: bool) -> String {
    if is_empty { "Nobody has joined yet. Show the code on the projector." } else { "" }.to_owned()
}

/// Whoever waits first, for they are waiting.
fn in_order(class: &wire::Class) -> Vec<Person> {
    // Sorting them would be the only sorting in the client: two kilobytes.
    let (mut people, there): (Vec<_>, Vec<_>) =
        class.people.iter().cloned().partition(|person| person.seat == Seat::Waiting);
    people.extend(there);
    people
}

/// Rows are drawn anew when somebody is let in; not for another seat, or when somebody comes or goes, for that would take the
/// focus from an operator who works by keyboard.
fn key(person: &Person) -> u64 {
    u64::from(person.number) << 1 | u64::from(person.seat == Seat::Waiting)
}

fn person(person: Person) -> Drawn {
    let stage = expect_context::<Stage>();
    let Person { number, name, seat, muted, .. } = person;
    let waits = seat == Seat::Waiting;
    let present = move || {
        let of = |person: &Person| (person.here, person.since_wall_ms, person.seat, person.muted);
        let now = stage.class.with(|class| class.people.iter().find(|other| other.number == number).map(of));
        now.unwrap_or((false, 0, seat, muted))
    };
    let is_muted = move || present().3;
    let since = move || {
        let (here, since_wall_ms, seat, muted) = present();
        let muted = if muted { ", muted" } else { "" };
        let here = if here { " · here since " } else { " · away since " };
        [seat_name(seat), here, &time_of_day(since_wall_ms), muted].concat()
    };
    let name = named(name, number);
    // A seat is chosen first, and given by a button: whoever goes through the list by keyboard gives nobody's seat away.
    let place_of = |seat| SEATS.iter().position(|(offered, _)| *offered == seat).unwrap_or_default();
    let mut given = place_of(seat);
    let chosen = Held::new(given);
    whenever(move || {
        let now = place_of(present().2);
        if now != given {
            given = now;
            chosen.set(now);
        }
    });
    // Two seats have place for one each: the list says who would lose it.
    let holder = move |offered: Seat| {
        let one_only = matches!(offered, Seat::Agent | Seat::Customer);
        let holds = |other: &&Person| one_only && other.seat == offered && other.number != number;
        let name = stage.class.with(|class| class.people.iter().find(holds).map(name_of));
        name.map_or_else(String::new, |name| [", now ", &name].concat())
    };
    let seats = SEATS.into_iter().enumerate().map(|(place, (offered, label))| {
        view! { <option value=place.to_string() selected=offered == seat>{label}{text(move || holder(offered))}</option> }
    });
    let choose = move |event| {
        chosen.set(event_target_value(&event).parse().ok().filter(|place| *place < SEATS.len()).unwrap_or_default());
    };
    let has_it = move || SEATS[chosen.get()].0 == present().2;
    let give = move || {
        stage.outbox.wish(Wish::Assign { number, seat: SEATS[chosen.get_untracked()].0 });
        if waits {
            focus(TITLE_ID);
        }
    };
    let (give_word, give_whom) = if waits { ("Let in", [" ", &name]) } else { ("Give", [" this seat to ", &name]) };
    let give_label = view! { {give_word}<span class="visually-hidden">{give_whom.concat()}</span> };
    let seat_label = ["Seat of ", &name].concat();
    let mute = move || if is_muted() { "Unmute" } else { "Mute" }.to_owned();
    let muted_name = name.clone();
    let mute_label = move || [&mute(), " ", &muted_name].concat();
    let remove_label = ["Remove ", &name].concat();
    let label = name.clone();
    view! {
        <div class="class-list__person" class=("class-list__person--away", flag(move || !present().0)) role="group" aria-label=label>
            <span class="class-list__name">{name}</span>
            <span class="class-list__since">{text(since)}</span>
            <span class="class-list__acts">
                <select
                    class="class-list__seat"
                    aria-label=seat_label
                    prop:value=text(move || chosen.get().to_string())
                    on:change=choose
                >
                    {seats.collect_view()}
                </select>
                {button_unless(flag(has_it), "button", give_label, give)}
                <button
                    type="button"
                    class="button"
                    aria-label=text(mute_label)
                    on:click=press(move || stage.outbox.wish(Wish::Mute { number, muted: !untrack(is_muted) }))
                >
                    {text(mute)}
                </button>
                // For good, so it takes two clicks, and never the same place twice.
                <details class="class-list__remove">
                    <summary class="button">"Remove…"</summary>
                    {button("button", remove_label, move || {
                        stage.outbox.wish(Wish::Remove { number });
                        focus(TITLE_ID);
                    })}
                </details>
            </span>
        </div>
    }
    .drawn()
}

fn latch(label: &'static str, latch: Latch) -> Drawn {
    let stage = expect_context::<Stage>();
    let is_on = move || stage.class.with(|class| class.door.is_on(latch));
    let turn = move || stage.outbox.wish(Wish::Turn(latch, !untrack(is_on)));
    switch(label, Box::new(is_on), Box::new(turn))
}

/// Who chats by themselves while nobody has the seat.
fn autopilots() -> Drawn {
    let pilot = |side: Sender, label: &'static str| {
        let stage = expect_context::<Stage>();
        let sender = sender();
        let is_on = move || stage.autopilot.get()[side as usize];
        let turn = move || {
            sender.send(Command::SwitchAutopilot(side, !untrack(is_on)));
        };
        switch(label, Box::new(is_on), Box::new(turn))
    };
    view! {
        <fieldset class="class-list__door">
            <legend class="share__legend">"Autopilot: chats on while time runs"</legend>
            {pilot(Sender::Agent, "The agent")}
            {pilot(Sender::Customer, "The customer")}
        </fieldset>
    }
    .drawn()
}

fn switch(label: &'static str, is_on: Box<dyn Fn() -> bool + Send>, turn: Box<dyn Fn()>) -> Drawn {
    view! {
        <p class="class-list__switch">
            <span aria-hidden="true">{label}</span>
            <button
                type="button"
                role="switch"
                class="switch"
                aria-label=label
                aria-checked=text(move || is_on().to_string())
                on:click=press(turn)
            >
                <span class="switch__track"><span class="switch__knob"></span></span>
            </button>
        </p>
    }
    .drawn()
}
