//! Where a page's link begins: the upgrade to a WebSocket, within every limit.

use std::sync::Arc;

use axum::{
    extract::{
        State,
        ws::{WebSocketUpgrade, rejection::WebSocketUpgradeRejection},
    },
    http::HeaderMap,
    response::Response,
};
use protocol::Closing;

use super::{
    InPath,
    entry::{self, AuthorizedRoom, Page},
    rooms,
};
use crate::{
    AppState,
    class::Credential,
    error::ApiError,
    limits::{MESSAGE_BYTES_MAX, READ_BUFFER_BYTES, WRITE_BUFFER_BYTES_MAX},
    link,
    peer::Peer,
    rooms::RoomsError,
};

type Upgrade = Result<WebSocketUpgrade, WebSocketUpgradeRejection>;

/// The link of a page: it gets what the page may have, whatever other rights the browser has. One that `reviews` looks
/// back.
pub async fn open(
    page: Page,
    reviews: bool,
    State(state): State<AppState>,
    peer: Peer,
    code: InPath,
    headers: HeaderMap,
    upgrade: Upgrade,
) -> Result<Response, ApiError> {
    let upgrade = upgrade.map_err(|_| ApiError::NoUpgrade)?;
    let place = Arc::clone(&state.links).try_acquire_owned().map_err(|_| ApiError::TooManyLinks)?;
    let place_of_peer = state.peers.link(peer).ok_or(ApiError::TooManyLinks)?;
    let authorized = match rooms::parse(code) {
        Ok(code) => match entry::enter(&state, &headers, page, code).await {
            Ok(authorized) => {
                authorized.and_then(|authorized| if reviews { in_review(authorized) } else { Some(authorized) })
            }
            // Trying again will not mend a record.
            Err(RoomsError::Store(error)) if error.is_damage() => None,
            Err(error) => return Err(error.into()),
        },
        Err(_) => None,
    };
    if authorized.as_ref().is_some_and(|authorized| authorized.room.presence.is_full()) {
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
        match authorized {
            Some(AuthorizedRoom { room, credential, .. }) => link::run(socket, room, credential, state.stopping).await,
            // A page cannot see the status of an upgrade that is refused, and would try again for ever.
            None => link::refuse(socket, Closing::NoSuchRoom).await,
        }
        drop((place, place_of_peer));
    }))
}

/// The same for somebody who looks back, if they may.
fn in_review(authorized: AuthorizedRoom) -> Option<AuthorizedRoom> {
    let role = authorized.credential.role.in_review()?;
    Some(AuthorizedRoom { credential: Credential { role, ..authorized.credential }, ..authorized })
}
