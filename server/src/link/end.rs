//! The end of a link: why it ends, and what the browser is told of it.

use axum::extract::ws::{CloseFrame, Message, WebSocket, close_code};
use protocol::{Closing, ToBrowser, ToServer};
use tokio::time::timeout;

use crate::{
    class::CredentialStatus,
    fanout::encode,
    limits::{FRAME_BYTES_MAX, GOODBYE_WITHIN},
};

/// Why a link ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum End {
    /// The browser went away, or does not take what it is sent.
    Lost,
    /// Nothing came from it for too long.
    Silent,
    /// It sent something that is no frame.
    BadFrame,
    /// Its page is of another version, or knows of events that are not in the log.
    OtherVersion,
    /// The room, or the seat, has all the links it can hold.
    Crowded,
    /// The room, or its log, cannot be reached; a new link may.
    NoRoom,
    /// The browser has another seat now, or none, or its key was changed.
    Left(CredentialStatus),
    /// The server stops.
    ServerStops,
}

/// Says that there is no link to be had, and why.
pub async fn refuse(socket: WebSocket, why: Closing) {
    farewell(socket, Some(ToBrowser::Closing(why)), close_code::POLICY, "there is no such room").await;
}

/// Says why.
pub(super) async fn goodbye(socket: WebSocket, end: End) {
    let (frame, code, reason) = match end {
        End::Lost => return,
        End::Silent => (None, close_code::POLICY, "nothing was heard for too long"),
        End::BadFrame => (Some(ToBrowser::Closing(Closing::BadFrame)), close_code::POLICY, "this is no frame"),
        End::OtherVersion => (Some(ToBrowser::Reload), close_code::NORMAL, "please load the page again"),
        End::Left(status) => {
            let why = match status {
                CredentialStatus::Removed => Closing::Removed,
                CredentialStatus::Moved | CredentialStatus::Valid => Closing::SeatChanged,
                CredentialStatus::Revoked => Closing::NoSuchRoom,
            };
            (Some(ToBrowser::Closing(why)), close_code::POLICY, "the seat has changed")
        }
        End::Crowded => (Some(ToBrowser::Closing(Closing::Crowded)), close_code::AGAIN, "too many pages are open"),
        End::NoRoom => (None, close_code::AGAIN, "please try again"),
        End::ServerStops => (Some(ToBrowser::Closing(Closing::ServerStops)), close_code::AWAY, "the server stops"),
    };
    farewell(socket, frame, code, reason).await;
}

/// Closes, and listens a moment longer, so that the browser gets to read what it is told.
async fn farewell(mut socket: WebSocket, frame: Option<ToBrowser>, code: u16, reason: &'static str) {
    let farewell = async {
        if let Some(frame) = frame {
            for message in encode(&frame).iter() {
                socket.send(Message::Binary(message.clone())).await?;
            }
        }
        socket.send(Message::Close(Some(CloseFrame { code, reason: reason.into() }))).await?;
        while let Some(Ok(_)) = socket.recv().await {}
        Ok::<_, axum::Error>(())
    };
    // A browser that does not listen by now has closed already.
    let _ = timeout(GOODBYE_WITHIN, farewell).await;
}

/// A frame that is too large is one that we did not read; so is one that is no frame.
pub(super) fn read(frame: &[u8]) -> Result<ToServer, End> {
    if frame.len() > FRAME_BYTES_MAX {
        return Err(End::BadFrame);
    }
    protocol::decode(frame).ok_or(End::BadFrame)
}

/// A broken connection is nobody's fault; a message past the socket's own limits is a bad frame.
pub(super) fn broken(error: &axum::Error) -> End {
    let said = error.to_string();
    if said.contains("too long") || said.contains("UTF-8") { End::BadFrame } else { End::Lost }
}
