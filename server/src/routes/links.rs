//! Where a page's link begins: the upgrade to a WebSocket, within every limit.

use axum::{
    extract::{
        Path, State,
        ws::{WebSocketUpgrade, rejection::WebSocketUpgradeRejection},
    },
    response::Response,
};

use crate::{
    AppState,
    code::RoomCode,
    error::ApiError,
    limits::{MESSAGE_BYTES_MAX, READ_BUFFER_BYTES, WRITE_BUFFER_BYTES_MAX},
    link,
    presence::Role,
};

type Upgrade = Result<WebSocketUpgrade, WebSocketUpgradeRejection>;

/// `GET /room/{code}/link` and `GET /learn/{code}/link`
pub async fn operator(state: State<AppState>, code: Path<String>, upgrade: Upgrade) -> Result<Response, ApiError> {
    open(state, code, upgrade, Role::Operator).await
}

/// `GET /watch/{code}/link`
pub async fn watcher(state: State<AppState>, code: Path<String>, upgrade: Upgrade) -> Result<Response, ApiError> {
    open(state, code, upgrade, Role::Watcher).await
}

async fn open(
    State(state): State<AppState>,
    Path(code): Path<String>,
    upgrade: Upgrade,
    role: Role,
) -> Result<Response, ApiError> {
    let upgrade = upgrade.map_err(|_| ApiError::NoUpgrade)?;
    let code = RoomCode::parse(&code).map_err(|_| ApiError::NotACode)?;
    let place = state.links.try_acquire_owned().map_err(|_| ApiError::TooManyLinks)?;
    let room = state.rooms.find(code).await?;
    if room.presence.is_full() {
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
        link::run(socket, room, role, state.stopping).await;
        drop(place);
    }))
}
