//! The room that an exhibit shows, as a page of it has it.

use drill::{
    Command, Event, Fact, Millis, State,
    script::{parse, run},
};
use leptos::{prelude::*, tachys::reactive_graph::OwnedView};
use protocol::{
    Audience, Class, PageData, PageKind, People, Recording, ReplayIndex, RoomProjection, RoomView, Seat, Step, You,
};

use super::Part;
use crate::{
    components::{provide_shortcuts, provide_spotlight},
    panes::timeline::LanesWidth,
    room::{Room, provide_room},
};

/// As wide as the lanes of a timeline are in the gallery, in pixels: there nothing is measured.
const LANES_PX: u32 = 900;

/// What comes from elsewhere than the view: the connection, the class, or the reader's own hands.
pub(super) type Change = fn(Room);

/// What a page embeds, and what its browser would have made of it since.
pub(super) struct Scene {
    data: PageData,
    change: Change,
}

impl Scene {
    /// What those who lead see after this script.
    pub fn of_script(script: &str) -> Self {
        Self::of_log(&played(script))
    }

    /// What those who lead see after this log.
    pub fn of_log(log: &[Event]) -> Self {
        Self::seen_by(log, PageKind::Room, Seat::Observer)
    }

    /// The same with this storyboard's steps.
    pub fn with_steps_of(mut self, slug: &str) -> Self {
        let steps = drill::scenarios::find(slug).map(|scenario| scenario.steps().to_vec()).unwrap_or_default();
        self.data.steps = steps.into_iter().map(Step::from).collect();
        self
    }

    /// What a page of this kind shows after this log; on the page of a seat it is for this one.
    pub fn seen_by(log: &[Event], kind: PageKind, seat: Seat) -> Self {
        let now = log.last().map_or(Millis::ZERO, |event| event.at);
        let last = log.iter().rev().find(|event| !matches!(event.fact, Fact::TimeMarked)).map(|event| event.seq);
        let undoable_from = last.filter(|seq| *seq > 1);
        let view = RoomProjection::of(log).view(now, audience(kind, seat), undoable_from);
        Self::of_view(kind, seat, view)
    }

    /// What somebody who observes sees looking back at this moment.
    pub fn past(log: &[Event], at: Millis, led: bool) -> Self {
        let end = log.last().map_or(Millis::ZERO, |event| event.at);
        let mut index = ReplayIndex::default();
        index.extend(log.to_vec());
        Self::of_view(PageKind::Seat, Seat::Observer, index.view(at, end, Audience::Observer, led))
    }

    fn of_view(kind: PageKind, seat: Seat, view: RoomView) -> Self {
        let data = PageData {
            kind,
            code: "ABCD-EFGH".to_owned(),
            join_url: "https://drill.example.com/ABCD-EFGH".to_owned(),
            view,
            you: You { name: "Ada".to_owned(), seat, ..You::default() },
            people: People::default(),
            class: Class::default(),
            steps: Vec::new(),
            recording: Recording::default(),
        };
        Self { data, change: |_| () }
    }

    /// After a change.
    pub fn after(self, change: Change) -> Self {
        Self { change, ..self }
    }

    /// Draws something in this room, and in no other.
    pub fn draw(self, part: Part) -> AnyView {
        let owner = Owner::current().map_or_else(Owner::new, |owner| owner.child());
        let view = owner.with(|| {
            let room = provide_room(self.data);
            provide_spotlight();
            provide_shortcuts();
            provide_context(LanesWidth(LANES_PX));
            (self.change)(room);
            part()
        });
        OwnedView::new_with_owner(view, owner).into_any()
    }
}

const fn audience(kind: PageKind, seat: Seat) -> Audience {
    match kind {
        PageKind::Room
        | PageKind::Learn
        | PageKind::Remote
        | PageKind::CoTrainer
        | PageKind::Replay
        | PageKind::Loop => Audience::Leader,
        PageKind::Projector => Audience::Projector,
        PageKind::Seat => match seat {
            Seat::Waiting => Audience::Waiting,
            Seat::Agent => Audience::Agent,
            Seat::Customer => Audience::Customer,
            Seat::Observer | Seat::CoTrainer => Audience::Observer,
        },
    }
}

/// The log of this script, with everything that came due up to its last moment.
pub(super) fn played(script: &str) -> Vec<Event> {
    let script = parse(&format!("title An exhibit\n{script}")).unwrap_or_default();
    let mut log = run(&script).log;
    log.push(Event::new(log.len() as u64 + 1, script.until, 0, Fact::TimeMarked));
    log
}

/// This log, and these facts after it at its last moment.
pub(super) fn with_facts(mut log: Vec<Event>, facts: impl IntoIterator<Item = Fact>) -> Vec<Event> {
    let at = log.last().map_or(Millis::ZERO, |event| event.at);
    for fact in facts {
        log.push(Event::new(log.len() as u64 + 1, at, 0, fact));
    }
    log
}

/// The log of a storyboard of which so many steps were played, each after these commands.
pub(super) fn steps_played(
    slug: &str,
    steps: usize,
    before: impl Fn(&drill::script::Step) -> Vec<Command>,
) -> Vec<Event> {
    let Some(scenario) = drill::scenarios::find(slug) else { return Vec::new() };
    let mut log = with_facts(Vec::new(), scenario.opening());
    let mut state = State::new();
    for event in &log {
        drill::apply(&mut state, event);
    }
    let commands = scenario.steps().iter().take(steps).flat_map(|step| {
        let mut commands = before(step);
        commands.push(Command::PlayStep);
        commands
    });
    for command in commands {
        for fact in drill::decide(&state, state.at, &command).unwrap_or_default() {
            let event = Event::new(state.seq + 1, state.at, 0, fact);
            drill::apply(&mut state, &event);
            log.push(event);
        }
    }
    log
}
