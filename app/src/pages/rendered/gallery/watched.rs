//! What the pages without controls have round the two windows: a projector, the seats, the loop, and the past.

use drill::{Fact, Millis, TruthFor};
use leptos::prelude::*;
use protocol::{PageKind, Seat};

use super::{
    Exhibit,
    scene::{Change, Scene, played, steps_played, with_facts},
};
use crate::{
    components::{ReplayBar, ReplayChip},
    pages::seat::{SeatBar, WaitingRoom},
    panes::{backends::BackendLights, captions::Captions, clock::ClockFace, truth::SharedTruth},
};

/// Two outages, one of which is over.
const OUTAGES: &str = "0:05 stop application
0:15 customer says \"Hello?\"
1:00 start application
1:10 stop messaging
1:30
";

pub(super) fn exhibits() -> Vec<Exhibit> {
    let log = played(OUTAGES);
    let shared = with_facts(log.clone(), [Fact::TruthShared(TruthFor::Everybody)]);
    let noted = with_facts(log.clone(), [Fact::PublicNoteAdded("Who knows that the line was lost?".to_owned())]);
    let projector = |log| Scene::seen_by(log, PageKind::Projector, Seat::Observer);
    let at = Millis::from_secs(15);
    let lights = || view! { <ClockFace/><BackendLights/> }.into_any();
    let replay = || view! { <ReplayChip/><ReplayBar/> }.into_any();
    let mut exhibits = vec![
        Exhibit::new("A projector's clock and lights", projector(&log), lights),
        Exhibit::new("Shared truth", projector(&shared), || view! { <SharedTruth/> }.into_any()),
        Exhibit::new("Looking back", Scene::past(&log, at, false), replay),
        Exhibit::new("Led to a moment", Scene::past(&log, at, true), replay),
        Exhibit::new("In the present", Scene::seen_by(&log, PageKind::Seat, Seat::Observer), replay),
        Exhibit::new("Captions before the first step", looping(0), || view! { <Captions/> }.into_any()),
        Exhibit::new("Captions", looping(3), || view! { <Captions/> }.into_any()),
        Exhibit::new("The waiting room", projector(&log), || view! { <WaitingRoom/> }.into_any()),
    ];
    let seats: [(&str, Seat, Change); 5] = [
        ("waiting", Seat::Waiting, |_| ()),
        ("an observer who may take both seats", Seat::Observer, |room| {
            room.you.update(|you| you.free = vec![Seat::Agent, Seat::Customer]);
        }),
        ("the agent", Seat::Agent, |_| ()),
        ("the customer, muted", Seat::Customer, |room| room.you.update(|you| you.muted = true)),
        ("somebody without a name", Seat::Observer, |room| room.you.update(|you| you.name.clear())),
    ];
    exhibits.extend(seats.map(|(name, seat, change)| {
        let scene = Scene::seen_by(&noted, PageKind::Seat, seat).after(change);
        Exhibit::new(format!("A seat: {name}"), scene, || view! { <SeatBar/> }.into_any())
    }));
    exhibits
}

/// A loop after so many steps.
fn looping(steps: usize) -> Scene {
    let slug = "messaging";
    let log = steps_played(slug, steps, |_| Vec::new());
    Scene::seen_by(&log, PageKind::Loop, Seat::Observer).with_steps_of(slug)
}
