//! Where a page's link begins: the upgrade to a WebSocket, within every limit.

use app::wire::Closing;
use axum::{
    extract::{
        State,
        ws::{WebSocketUpgrade, rejection::WebSocketUpgradeRejection},
    },
    response::Response,
};

use super::InPath;
use crate::{
    AppState,
    code::RoomCode,
    error::ApiError,
    limits::{MESSAGE_BYTES_MAX, READ_BUFFER_BYTES, WRITE_BUFFER_BYTES_MAX},
    link,
    presence::Role,
    rooms::RoomsError,
};

type Upgrade = Result<WebSocketUpgrade, WebSocketUpgradeRejection>;

/// `GET /room/{code}/link` and `GET /learn/{code}/link`
pub async fn operator(state: State<AppState>, code: InPath, upgrade: Upgrade) -> Result<Response, ApiError> {
    open(state, code, upgrade, Role::Operator).await
}

/// `GET /watch/{code}/link`
pub async fn watcher(state: State<AppState>, code: InPath, upgrade: Upgrade) -> Result<Response, ApiError> {
    open(state, code, upgrade, Role::Watcher).await
}

async fn open(State(state): State<AppState>, code: InPath, upgrade: Upgrade, role: Role) -> Result<Response, ApiError> {
    let upgrade = upgrade.map_err(|_| ApiError::NoUpgrade)?;
    let place = state.links.try_acquire_owned().map_err(|_| ApiError::TooManyLinks)?;
    let code = code.ok().and_then(|code| RoomCode::parse(&code.0).ok());
    let room = match code {
        Some(code) => match state.rooms.find(code).await {
            Err(RoomsError::Unknown(_)) => None,
            found => Some(found?),
        },
        None => None,
    };
    if room.as_ref().is_some_and(|room| room.presence.is_full()) {
        return Err(ApiError::TooManyLinks);
    }
    let upgrade = upgrade
        .read_buffer_size(READ_BUFFER_BYTES)
        // Every frame leaves at once; what the network does not take waits in one frame, not in a growing buffer.
        .write_buffer_size(0)
        .max_write_buffer_size(WRITE_BUFFER_BYTES_MAX)
        .max_message_size(MESSAGE_BYTES_MAX)
        .max_frame_size(MESSAGE_BYTES_MAX);
    Ok(upgrade.on_upgrade(move |socket| async move {
        match room {
            Some(room) => link::run(socket, room, role, state.stopping).await,
            // A page cannot see the status of an upgrade that is refused, and would try again for ever.
            None => link::refuse(socket, Closing::NoSuchRoom).await,
        }
        drop(place);
    }))
}
