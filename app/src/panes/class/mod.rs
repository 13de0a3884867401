//! The class, as operators see it: who is here and in which seat, who gets in, and which sides chat by themselves.

mod person;

use drill::{Command, Sender};
use leptos::prelude::*;
use protocol::{AdmissionSwitch, ClassCommand, Person, RoomViewStoreFields as _, Seat};

use crate::{
    components::{Button, For, PersonIcon, Show, Switch},
    room::use_room,
};
use person::PersonRow;

/// The heading of the panel, which has the focus after a row is gone or has moved.
const TITLE_ID: &str = "class-title";

/// Who is here, and everything an operator can do about it.
#[component]
pub fn Class() -> impl IntoView {
    let room = use_room();
    let waiting = Memo::new(move |_| {
        room.class.with(|class| class.people.iter().filter(|person| person.seat == Seat::Waiting).count())
    });
    // One or the other, so that nothing beside it moves when somebody comes.
    let count = move || match waiting.get() {
        0 => format!("Class: {} here", room.people.get().members),
        waiting => format!("Class: {waiting} waiting"),
    };
    let announced = move || match waiting.get() {
        0 => String::new(),
        1 => "1 person is waiting to join the class.".to_owned(),
        several => format!("{several} people are waiting to join the class."),
    };
    let online = move || {
        let people = room.people.get();
        let [trainers, projectors, learners] = [
            counted(people.operators.max(1), "trainer"),
            counted(people.watchers, "projector"),
            counted(people.seats, "learner"),
        ];
        format!("{trainers}, {projectors}, {learners} online")
    };
    view! {
        <p class="visually-hidden" role="status">{announced}</p>
        <details class="share class-list" name="panel">
            <summary class="chip share__summary room__here" class=("class-list__waits", move || waiting.get() > 0)>
                <PersonIcon/>{count}
            </summary>
            <div class="share__panel class-list__panel">
                <h2 class="card__title" id=TITLE_ID tabindex="-1">"The class"</h2>
                <p class="share__hint">{online}</p>
                <Admission somebody_waits=Signal::derive(move || waiting.get() > 0)/>
                <Autopilots/>
                // A row is drawn anew when somebody is admitted; not for another seat, or when somebody comes or goes: that
                // would take the focus from an operator who works by keyboard.
                <For each=move || by_need(room.class.get().people) key=|person| (person.number, person.seat == Seat::Waiting) let(person)>
                    <PersonRow person/>
                </For>
                <Show when=move || room.class.with(|class| class.people.is_empty())>
                    <p class="share__hint">"Nobody has joined yet. Show the code on the projector."</p>
                </Show>
            </div>
        </details>
    }
}

/// A number of people or screens, in words.
fn counted(number: u32, what: &str) -> String {
    let s = if number == 1 { "" } else { "s" };
    format!("{number} {what}{s}")
}

/// Those who wait come first.
fn by_need(mut people: Vec<Person>) -> Vec<Person> {
    people.sort_by_key(|person| person.seat != Seat::Waiting);
    people
}

/// Who gets in, and who may take a seat.
#[component]
fn Admission(somebody_waits: Signal<bool>) -> impl IntoView {
    const SWITCHES: [(AdmissionSwitch, &str); 4] = [
        (AdmissionSwitch::Locked, "Lock room"),
        (AdmissionSwitch::WaitingRoom, "Waiting room: you admit people"),
        (AdmissionSwitch::OffersAgent, "Let learners take the agent's seat"),
        (AdmissionSwitch::OffersCustomer, "Let learners take the customer's seat"),
    ];
    let room = use_room();
    let line = move |(switch, label): (AdmissionSwitch, &'static str)| {
        let is_on = Signal::derive(move || room.class.with(|class| class.admission.is_on(switch)));
        let toggle = move || room.ask(ClassCommand::SetAdmission(switch, !is_on.get_untracked()));
        view! { <SwitchLine label checked=is_on on_toggle=toggle/> }.into_any()
    };
    view! {
        <fieldset class="class-list__switches">
            <legend class="share__legend">"Admission"</legend>
            {SWITCHES.into_iter().map(line).collect_view()}
            <Button disabled=move || !somebody_waits.get() on_press=move || room.ask(ClassCommand::AdmitAll)>
                "Admit all"
            </Button>
        </fieldset>
    }
}

/// Which sides chat by themselves while nobody has their seat.
#[component]
fn Autopilots() -> impl IntoView {
    const SIDES: [(Sender, &str); 2] = [(Sender::Agent, "The agent"), (Sender::Customer, "The customer")];
    let room = use_room();
    let line = move |(side, label): (Sender, &'static str)| {
        let is_on = Signal::derive(move || room.view.autopilot().get()[side as usize]);
        let toggle = move || {
            room.send(Command::SwitchAutopilot(side, !is_on.get_untracked()));
        };
        view! { <SwitchLine label checked=is_on on_toggle=toggle/> }.into_any()
    };
    view! {
        <fieldset class="class-list__switches">
            <legend class="share__legend">"Autopilot: chats on while time runs"</legend>
            {SIDES.into_iter().map(line).collect_view()}
        </fieldset>
    }
}

/// A switch with its words before it.
#[component]
fn SwitchLine(label: &'static str, checked: Signal<bool>, #[prop(into)] on_toggle: Callback<()>) -> impl IntoView {
    view! {
        <p class="class-list__switch"><span aria-hidden="true">{label}</span><Switch label checked on_toggle/></p>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn those_who_wait_come_first_and_all_others_stay_in_their_order() {
        let seats = [Seat::Agent, Seat::Waiting, Seat::Observer, Seat::Waiting];
        let person =
            |(number, seat)| Person { number, name: String::new(), seat, muted: false, here: true, since_wall_ms: 0 };
        let sorted = by_need((1..).zip(seats).map(person).collect());
        assert_eq!(sorted.iter().map(|person| person.number).collect::<Vec<_>>(), [2, 4, 1, 3]);
    }

    #[test]
    fn numbers_of_people_are_words() {
        assert_eq!([0, 1, 2].map(|number| counted(number, "learner")), ["0 learners", "1 learner", "2 learners"]);
    }
}
