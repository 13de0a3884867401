//! Whole pages. The server turns one into a document; the browser brings room and watch pages to life.

#[cfg(feature = "ssr")]
mod document;
mod evidence;
mod explorer;
#[cfg(debug_assertions)]
mod gallery;
mod guide;
mod home;
mod join;
mod manage;
mod problem;
mod room;
mod screens;
mod seat;
mod watch;

#[cfg(all(feature = "ssr", debug_assertions))]
pub use document::gallery_document;
#[cfg(feature = "ssr")]
pub use document::{
    Assets, ClientFiles, explorer_document, guide_document, home_document, join_document, key_document,
    manage_document, problem_document, report_document, room_document, truth_document,
};
pub use evidence::{
    Found, ReportPage, ReportSheet, TableOf, Truth, TruthPage, Window, csv_line, report_csv, report_markdown,
};
pub use explorer::ExplorerPage;
#[cfg(debug_assertions)]
pub use gallery::GalleryPage;
pub use guide::GuidePage;
pub use home::{HomePage, RecentRoom, Storyboard};
pub use join::{JoinForm, JoinPage, KeyForm, KeyPage};
pub use manage::{Manage, ManagePage};
pub use problem::{Problem, ProblemPage};
pub use watch::WatchPage;

use leptos::prelude::*;

use crate::{
    live::{FOLLOWS, Face, LEADS, Stage},
    ui::{Draw, Drawn, island, provide_spotlight},
    wire::{Embedded, Seat},
};

/// The id of the element that holds what the page embeds, as base64.
pub const EMBEDDED_ID: &str = "embedded";
/// The id of the element that holds the page.
pub const ROOT_ID: &str = "root";

/// The page of a room: with controls for an operator, without for everybody else. `connect` is given the stage that
/// the browser's link writes.
pub(crate) fn stage_page(embedded: Embedded, connect: impl FnOnce(Stage)) -> Drawn {
    let stage = crate::live::stage(embedded);
    provide_context(stage);
    connect(stage);
    let sees_both = stage.face != Face::Seat || stage.you.with_untracked(|you| you.seat == Seat::Observer);
    // Each client has the pages that it is for; the server has them all.
    if LEADS && stage.face.leads() {
        room::leading()
    } else if FOLLOWS && stage.face == Face::Learn {
        room::learning()
    } else if FOLLOWS && sees_both {
        island("page", || view! { <WatchPage/> }.drawn())
    } else if FOLLOWS {
        island("page", move || {
            provide_spotlight();
            watch::follow_the_drill(&stage);
            seat::one_screen(&stage)
        })
    } else {
        ().drawn()
    }
}
