//! Drillroom's server: rooms, their log, links and pages. `routes` parse and answer, `room` decides, `store` appends,
//! `fanout` tells; nothing is told that is not in the log.

pub mod address;
pub mod clock;
pub mod code;
pub mod config;
pub mod error;
pub mod fanout;
pub mod limits;
pub mod presence;
pub mod qr;
pub mod room;
pub mod rooms;
pub mod site;
pub mod store;
pub mod storyboards;

mod accept;
mod guard;
mod link;
mod pace;
mod routes;
mod serve;

pub use config::Config;
pub use routes::router;
pub use serve::{Server, StartError};

use std::sync::Arc;

use tokio::sync::{Semaphore, watch};

/// What every request can reach.
#[derive(Clone, Debug)]
pub struct AppState {
    /// All rooms.
    pub rooms: Arc<rooms::Rooms>,
    /// The address under which people reach this server, if it was set.
    pub public_url: Option<Arc<str>>,
    /// One permit per link that may still be opened.
    pub links: Arc<Semaphore>,
    /// Becomes true when the server stops.
    pub stopping: watch::Receiver<bool>,
}
