//! What is said outside the mock windows: of the real connection, of commands that failed, of the clock and of the audience.

use drill::{Fact, PausedBy, Projector};
use leptos::prelude::*;
use protocol::{CommandError, PageKind, Seat};

use super::{
    Exhibit, Part,
    scene::{Change, Scene, played, with_facts},
};
use crate::{
    components::{AudienceCover, ClockNotice, ConnectionBanner, ConnectionChip, ErrorToast},
    pages::room::{AudienceIsBlank, ContinuedIn},
    room::{ConnectionStatus, Ended, Loss},
};

const LOST: ConnectionStatus = ConnectionStatus::Lost { retry_in_secs: 7, why: Loss::Broken };
const STOPPING: ConnectionStatus = ConnectionStatus::Lost { retry_in_secs: 0, why: Loss::ServerStops };
const CROWDED: ConnectionStatus = ConnectionStatus::Lost { retry_in_secs: 30, why: Loss::Crowded };

pub(super) fn exhibits() -> Vec<Exhibit> {
    let connections: [(&str, Change); 8] = [
        ("connecting", |room| room.status.set(ConnectionStatus::Connecting)),
        ("live", |room| room.status.set(ConnectionStatus::Live)),
        ("lost", |room| room.status.set(LOST)),
        ("the server stops", |room| room.status.set(STOPPING)),
        ("too many pages", |room| room.status.set(CROWDED)),
        ("another version", |room| room.status.set(ConnectionStatus::Ended(Ended::OtherVersion))),
        ("no such room", |room| room.status.set(ConnectionStatus::Ended(Ended::NoRoom))),
        ("another seat", |room| room.status.set(ConnectionStatus::Ended(Ended::OtherSeat))),
    ];
    let errors: [(&str, Change); 4] = [
        ("not saved", |room| room.error.set(Some(CommandError::NotSaved))),
        ("the room is full", |room| room.error.set(Some(CommandError::RoomIsFull))),
        ("a click without an answer", |room| room.error.set(Some(CommandError::Unanswered(Vec::new())))),
        ("words without an answer", |room| {
            room.error.set(Some(CommandError::Unanswered(vec!["Are you still there?".to_owned()])));
        }),
    ];
    let facts = [
        ("the server was restarted", Fact::ClockPaused(PausedBy::Restart)),
        ("nobody was here", Fact::ClockPaused(PausedBy::NobodyHere)),
        ("time is up", Fact::ClockPaused(PausedBy::TimeIsUp)),
        ("the session has ended", Fact::SessionEnded),
        ("the drill goes on elsewhere", Fact::ContinuedIn("WXYZ-2345".to_owned())),
        ("the audience sees nothing", Fact::ProjectorSwitched(Projector::Blank)),
    ];
    let covers = [("blank", Projector::Blank), ("how to join", Projector::JoinCard)];
    let connections = connections.map(|(name, change)| {
        let scene = Scene::of_script("").after(change);
        notice(format!("Connection: {name}"), scene, || view! { <ConnectionBanner/><ConnectionChip/> }.into_any())
    });
    let errors = errors.map(|(name, change)| {
        let scene = Scene::of_script("").after(change);
        notice(format!("Could not do that: {name}"), scene, || view! { <ErrorToast/> }.into_any())
    });
    let facts = facts.map(|(name, fact)| {
        let scene = Scene::of_log(&with_facts(played(""), [fact]));
        notice(format!("Notice: {name}"), scene, || view! { <ClockNotice/><ContinuedIn/><AudienceIsBlank/> }.into_any())
    });
    let covers = covers.map(|(name, shown)| {
        let log = with_facts(played(""), [Fact::ProjectorSwitched(shown)]);
        let scene = Scene::seen_by(&log, PageKind::Projector, Seat::Observer);
        notice(format!("Audience cover: {name}"), scene, || view! { <AudienceCover/> }.into_any())
    });
    connections.into_iter().chain(errors).chain(facts).chain(covers).collect()
}

fn notice(name: String, scene: Scene, part: Part) -> Exhibit {
    Exhibit::new(name, scene, part).within("gallery__notice")
}
