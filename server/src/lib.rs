//! Drillroom's server: rooms, their log, links and pages. `routes` parse and answer, `room` decides, `store` appends,
//! `fanout` tells; nothing is told that is not in the log.

pub mod address;
pub mod class;
pub mod clock;
pub mod code;
pub mod config;
pub mod error;
pub mod fanout;
pub mod limits;
pub mod past;
pub mod peer;
pub mod presence;
pub mod qr;
pub mod role;
pub mod room;
pub mod rooms;
pub mod secret;
pub mod settings;
pub mod site;
pub mod sql;
pub mod store;
pub mod storyboards;

mod accept;
mod company;
mod guard;
mod link;
mod monitor;
mod pace;
mod retention;
mod routes;
mod serve;

pub use config::Config;
pub use routes::router;
pub use serve::{Server, StartError};
pub use settings::Settings;

use std::sync::Arc;

use tokio::sync::{Semaphore, watch};

/// What every request can reach.
#[derive(Clone, Debug)]
pub struct AppState {
    /// All rooms.
    pub rooms: Arc<rooms::Rooms>,
    /// What was set.
    pub settings: Arc<Settings>,
    /// What the seats' keys are made with until the server stops.
    pub seat_secret: secret::Secret,
    /// What addresses did lately, as far as it is limited.
    pub peers: Arc<peer::Peers>,
    /// One permit per link that may still be opened.
    pub links: Arc<Semaphore>,
    /// One permit per SQL query that may run beside the others.
    pub queries: Arc<Semaphore>,
    /// Becomes true when the server stops.
    pub stopping: watch::Receiver<bool>,
}
