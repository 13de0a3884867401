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
pub mod peer;
pub mod presence;
pub mod qr;
pub mod replay;
pub mod room;
pub mod rooms;
pub mod secret;
pub mod settings;
pub mod sign_ins;
pub mod site;
pub mod sql;
pub mod state;
pub mod store;
pub mod storyboards;

mod accept;
mod causes;
mod guard;
mod link;
mod metrics;
mod monitor;
mod rate_limiter;
mod retention;
mod roster;
mod routes;
mod serve;

pub use config::Config;
pub use routes::router;
pub use serve::{Server, StartError};
pub use settings::Settings;
pub use state::AppState;
