//! The whole page of a room, the same on server and browser: its room in context, and the page that its reader gets.

#[cfg(feature = "ssr")]
pub mod document;

use leptos::prelude::*;
use protocol::{PageData, PageKind, Seat};

use crate::{
    components::provide_spotlight,
    pages::{LearnPage, LoopPage, RemotePage, RoomPage, SeatPage, WatchPage},
    room::provide_room,
};

/// The page of a room. The server renders it into the element [`crate::ROOT_ID`], and the browser hydrates it there from
/// the same data.
#[component]
pub fn App(
    /// What the page embeds.
    data: PageData,
) -> impl IntoView {
    let room = provide_room(data);
    provide_spotlight();
    // Somebody who is given another seat gets another page.
    let seat = room.you.with_untracked(|you| you.seat);
    match room.kind {
        PageKind::Room | PageKind::CoTrainer => view! { <RoomPage/> }.into_any(),
        PageKind::Remote => view! { <RemotePage/> }.into_any(),
        PageKind::Learn => view! { <LearnPage/> }.into_any(),
        PageKind::Seat if seat != Seat::Observer => view! { <SeatPage seat/> }.into_any(),
        PageKind::Seat | PageKind::Projector | PageKind::Replay => view! { <WatchPage/> }.into_any(),
        PageKind::Loop => view! { <LoopPage/> }.into_any(),
    }
}
