//! What every request can reach.

use std::sync::Arc;

use axum::extract::FromRef;
use tokio::sync::{Semaphore, watch};

use crate::{peer::Peers, rooms::Rooms, secret::Secret, settings::Settings};

/// What every request can reach.
#[derive(Clone, Debug)]
pub struct AppState {
    /// All rooms.
    pub rooms: Arc<Rooms>,
    /// What was set.
    pub settings: Arc<Settings>,
    /// What the seats' keys are made with until the server stops.
    pub seat_secret: Secret,
    /// What addresses did lately, as far as it is limited.
    pub peers: Arc<Peers>,
    /// One permit per link that may still be opened.
    pub links: Arc<Semaphore>,
    /// One permit per SQL query that may run beside the others.
    pub queries: Arc<Semaphore>,
    /// Becomes true when the server stops.
    pub stopping: watch::Receiver<bool>,
}

impl FromRef<AppState> for Arc<Settings> {
    fn from_ref(state: &AppState) -> Self {
        Self::clone(&state.settings)
    }
}
