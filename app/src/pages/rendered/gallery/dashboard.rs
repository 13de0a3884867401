//! What those who lead have round the two windows, at several moments of a drill.

use drill::{Fact, Sender};
use leptos::prelude::*;
use protocol::{Admission, Class as ClassOf, People, Person, Seat};

use super::{
    Exhibit, Part,
    scene::{Scene, played, steps_played, with_facts},
};
use crate::{
    components::{KeyboardShortcuts, Share, use_shortcuts},
    panes::{
        backends::BackendSwitches,
        changes::Changes,
        class::Class,
        clock::ClockControls,
        database::Database,
        ledger::Ledger,
        notes::Notes,
        talk_track::{StepCount, TalkTrack},
        timeline::Timeline,
        truth::TruthStrip,
    },
    room::Room,
};

/// The parts of the dashboard, each with the place that it is laid out in.
const PARTS: [(&str, &str, Part); 7] = [
    ("clock and switches", "", || view! { <StepCount/><ClockControls/><BackendSwitches/> }.into_any()),
    ("who is misled", "", || view! { <TruthStrip/> }.into_any()),
    ("what just changed", "gallery__cards", || view! { <Changes/> }.into_any()),
    ("talk track and notes", "gallery__cards", || view! { <TalkTrack/><Notes/> }.into_any()),
    ("timeline", "", || view! { <Timeline/> }.into_any()),
    ("database", "", || view! { <Database/> }.into_any()),
    ("ledger", "", || view! { <Ledger/> }.into_any()),
];

/// A drill by hand, with lost and unsent messages, and both kinds of notes.
const BY_HAND: &str = "0:05 stop messaging
0:10 agent says \"One that is lost\"
customer says \"Another\"
0:20 note \"They did not notice the triangle.\"
public-note \"Who knows that the line was lost?\"
0:30 start messaging
0:40 agent says \"One that arrives\"
0:50 stop application
1:00 agent says \"One that is not sent\"
";

pub(super) fn exhibits() -> Vec<Exhibit> {
    let storyboard = |moment: &str, slug: &str, steps: usize| {
        let log = steps_played(slug, steps, |_| Vec::new());
        moments(moment, || Scene::of_log(&log).with_steps_of(slug))
    };
    let by_hand = with_facts(played(BY_HAND), [Fact::ClockResumed, Fact::AutopilotSwitched(Sender::Customer, true)]);
    let mut exhibits = storyboard("Before the first step", "all-three", 0);
    exhibits.extend(storyboard("In the middle", "all-three", 6));
    exhibits.extend(storyboard("At the end", "all-three", usize::MAX));
    exhibits.extend(moments("By hand", || Scene::of_log(&by_hand)));
    exhibits.extend(chips());
    exhibits
}

/// All parts at one moment.
fn moments(moment: &str, scene: impl Fn() -> Scene) -> Vec<Exhibit> {
    let exhibit = |(part, place, draw): (&str, &'static str, _)| {
        Exhibit::new(format!("{moment}: {part}"), scene(), draw).within(place)
    };
    PARTS.map(exhibit).into()
}

/// What hangs below the buttons at the top.
fn chips() -> [Exhibit; 4] {
    let class = || view! { <Class/> }.into_any();
    let healthy = || Scene::of_script("");
    [
        Exhibit::new("The way in", healthy(), || view! { <Share/> }.into_any()),
        Exhibit::new("The class, empty", healthy(), class),
        Exhibit::new("The class, with everybody", healthy().after(everybody_comes), class),
        Exhibit::new("Keyboard shortcuts", healthy().after(|_| use_shortcuts().sheet.set(true)), || {
            view! { <KeyboardShortcuts/> }.into_any()
        }),
    ]
}

/// One person in each seat, one of them muted and one away.
fn everybody_comes(room: Room) {
    let seats = [Seat::Waiting, Seat::Observer, Seat::Agent, Seat::Customer, Seat::CoTrainer];
    let people = (1..).zip(seats).map(|(number, seat)| Person {
        number,
        name: if number == 2 { String::new() } else { format!("Person {number}") },
        seat,
        muted: seat == Seat::Customer,
        here: seat != Seat::Agent,
        since_wall_ms: 0,
    });
    let admission = Admission { locked: false, waiting_room: true, offers_agent: true, offers_customer: false };
    room.class.set(ClassOf { admission, people: people.collect() });
    room.people.set(People { operators: 2, watchers: 1, seats: 3, members: 4 });
}
