//! Joining a class: by its code, by its short link, or back into the seat that one has.

use app::{document::join_document, pages::JoinForm};
use axum::{
    Form,
    extract::{FromRequest as _, Request, State},
    http::{HeaderMap, header},
    response::{IntoResponse as _, Redirect, Response},
};
use serde::Deserialize;

use super::{
    InPath,
    entry::{self, AccessError, Page},
    in_time, page, rooms,
};
use crate::{
    AppState,
    class::{JoinRefusal, name},
    code::RoomCode,
    error::{AdmissionError, ApiError},
    peer::Peer,
    room::{JoinError, Room},
    rooms::RoomsError,
    secret::Secret,
};

/// What somebody fills in to find a class.
#[derive(Debug, Deserialize)]
pub struct CodeForm {
    /// The code, as they typed it.
    #[serde(default)]
    code: String,
}

/// What somebody fills in to join it.
#[derive(Debug, Deserialize)]
pub struct NameForm {
    /// How they want to be called; may be empty.
    #[serde(default)]
    name: String,
    /// What came with the form: sent twice, it makes one seat.
    #[serde(default)]
    ticket: String,
}

/// `POST /join`: to the class of this code. Nothing is looked up yet.
pub async fn find(State(state): State<AppState>, request: Request) -> Result<Redirect, ApiError> {
    let Form(form) = in_time(Form::<CodeForm>::from_request(request, &state)).await??;
    let code = RoomCode::parse(&form.code).map_err(|_| ApiError::NotACode)?;
    Ok(Redirect::to(&Page::Seat.path(code)))
}

/// `GET /{code}`: the short link.
pub async fn short(code: InPath) -> Result<Redirect, ApiError> {
    let (code, _) = rooms::parse(code).map_err(|_| ApiError::NoSuchPage)?;
    Ok(Redirect::to(&Page::Seat.path(code)))
}

/// `GET /seat/{code}`: the seat that the browser has there, or the form to get one.
pub async fn seat(
    State(state): State<AppState>,
    peer: Peer,
    code: InPath,
    headers: HeaderMap,
) -> Result<Response, ApiError> {
    let (code, canonical) = rooms::parse(code)?;
    if !canonical {
        return Ok(Redirect::permanent(&Page::Seat.path(code)).into_response());
    }
    match entry::enter(&state, &headers, Page::Seat, code).await {
        Ok(authorized) => return rooms::seat(&state, &headers, code, authorized).await,
        Err(AccessError::Failed(error)) => return Err(error.into()),
        Err(AccessError::NoRight) => (),
    }
    let room = entry::find_by_code(&state, peer, code).await?;
    was_removed(&room, &headers)?;
    takes_anybody(&room).await?;
    let form = JoinForm { code: code.to_string(), ticket: fresh_secret()?.text() };
    page::render_with_secret(move |assets, nonce| join_document(assets, nonce, form)).await
}

/// `POST /seat/{code}`: joins.
pub async fn join(
    State(state): State<AppState>,
    peer: Peer,
    code: InPath,
    headers: HeaderMap,
    request: Request,
) -> Result<Response, ApiError> {
    let (code, _) = rooms::parse(code)?;
    let Form(form) = in_time(Form::<NameForm>::from_request(request, &state)).await??;
    let name = name(&form.name).map_err(|_| ApiError::Admission(AdmissionError::BadName))?;
    let made = if form.ticket.is_empty() { fresh_secret()? } else { state.seat_secret.for_seat(code, &form.ticket) };
    // Who sends a form twice has one seat all the same, and so has a browser that is in the class already.
    let mut known = None;
    for secret in entry::secret(&headers).into_iter().chain([made]) {
        match entry::prove(&state, Page::Seat, code, secret).await {
            Ok(authorized) => known = known.or(Some(authorized.secret)),
            Err(AccessError::Failed(error)) => return Err(error.into()),
            Err(AccessError::NoRight) => (),
        }
    }
    let secret = if let Some(secret) = known {
        secret
    } else {
        let room = entry::find_by_code(&state, peer, code).await?;
        was_removed(&room, &headers)?;
        if !state.peers.may_join(peer) {
            return Err(ApiError::Admission(AdmissionError::TooManyJoins));
        }
        room.join(made.hash(), name).await?;
        made
    };
    let mut response = Redirect::to(&Page::Seat.path(code)).into_response();
    response.headers_mut().append(header::SET_COOKIE, entry::cookie_for(&state, Page::Seat, code, &secret));
    Ok(response)
}

fn fresh_secret() -> Result<Secret, ApiError> {
    Secret::random().map_err(|error| ApiError::Rooms(RoomsError::NoCode(error)))
}

/// Somebody who was removed is told so, and not asked to join again.
fn was_removed(room: &Room, headers: &HeaderMap) -> Result<(), ApiError> {
    let class = room.class();
    let class = class.borrow();
    let member = entry::secret(headers).and_then(|secret| class.owner_of(&secret.hash()));
    match member {
        Some((_, member)) if member.seat.is_none() => Err(AdmissionError::from(JoinRefusal::Removed).into()),
        _ => Ok(()),
    }
}

/// Those who cannot come in are told so before they fill in a form.
async fn takes_anybody(room: &Room) -> Result<(), ApiError> {
    if room.status().await?.ended {
        return Err(AdmissionError::from(JoinRefusal::Ended).into());
    }
    let refused = room.class().borrow().refuses();
    refused.map_or(Ok(()), |why| Err(AdmissionError::from(why).into()))
}

impl From<JoinError> for ApiError {
    fn from(error: JoinError) -> Self {
        match error {
            JoinError::Refused(why) => Self::Admission(why.into()),
            JoinError::Store(error) => Self::Store(error),
            JoinError::Gone(gone) => Self::Gone(gone),
        }
    }
}
