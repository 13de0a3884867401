//! What every request can reach.

use std::sync::Arc;

use axum::extract::FromRef;
use axum_extra::extract::cookie::Key;
use tokio::sync::{Semaphore, watch};

use crate::{peer::Peers, rooms::Rooms, secret::Secret, settings::Settings, sign_ins::SignIns};

/// What every request can reach.
#[derive(Clone, Debug)]
pub struct AppState {
    /// All rooms.
    pub rooms: Arc<Rooms>,
    /// What was set.
    pub settings: Arc<Settings>,
    /// The browsers on which trainers are signed in.
    pub sign_ins: SignIns,
    /// What the seats' keys are made with until the server stops.
    pub seat_secret: Secret,
    /// What cookies are signed with.
    pub cookie_key: Key,
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

impl FromRef<AppState> for Key {
    fn from_ref(state: &AppState) -> Self {
        state.cookie_key.clone()
    }
}
