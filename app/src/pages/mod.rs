//! Whole pages. Those of a room are rendered by the server and hydrated by the browser; all others are only rendered by the
//! server, work without the client, and are no part of it.

mod brand;
mod learn;
mod loop_page;
mod remote;
#[cfg(feature = "ssr")]
mod rendered;
mod room;
mod screens;
mod seat;
mod watch;

#[cfg(feature = "ssr")]
pub use rendered::*;

pub(crate) use learn::LearnPage;
pub(crate) use loop_page::LoopPage;
pub(crate) use remote::RemotePage;
pub(crate) use room::RoomPage;
pub(crate) use seat::SeatPage;
pub(crate) use watch::WatchPage;
