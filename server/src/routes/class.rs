//! Joining a class: by its code, by its short link, or back into the seat that one has.

use app::{document::join_document, pages::JoinForm};
use axum::{
    Form,
    extract::State,
    http::HeaderMap,
    response::{IntoResponse as _, Redirect, Response},
};
use axum_extra::extract::WithRejection;
use serde::Deserialize;

use super::{
    InPath, Posted, cookies,
    entry::{self, AuthorizedRoom, Named, Page},
    page, rooms,
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
pub async fn find(WithRejection(Form(form), _): Posted<CodeForm>) -> Result<Redirect, ApiError> {
    let code = RoomCode::parse(&form.code).map_err(|_| ApiError::NotACode)?;
    Ok(Redirect::to(&Page::Seat.path(code)))
}

/// `GET /{code}`: the short link.
pub async fn short(code: InPath) -> Result<Redirect, ApiError> {
    let code = rooms::parse(code).map_err(|_| ApiError::NoSuchPage)?;
    Ok(Redirect::to(&Page::Seat.path(code)))
}

/// `GET /seat/{code}`: the seat that the browser has there, or the form to get one.
pub async fn seat(
    State(state): State<AppState>,
    peer: Peer,
    Named { code, .. }: Named,
    authorized: Option<AuthorizedRoom>,
    headers: HeaderMap,
) -> Result<Response, ApiError> {
    if let Some(authorized) = authorized {
        return rooms::seat(&state, &headers, authorized).await;
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
    Named { page, code }: Named,
    headers: HeaderMap,
    WithRejection(Form(form), _): Posted<NameForm>,
) -> Result<Response, ApiError> {
    let name = name(&form.name).map_err(|_| ApiError::Admission(AdmissionError::BadName))?;
    let made = if form.ticket.is_empty() { fresh_secret()? } else { state.seat_secret.for_seat(code, &form.ticket) };
    // Who sends a form twice has one seat all the same, and so has a browser that is in the class already.
    let mut known = None;
    for secret in cookies::key(&headers).into_iter().chain([made]) {
        let authorized = entry::prove(&state, page, code, secret).await?;
        known = known.or(authorized.map(|authorized| authorized.secret));
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
    Ok((cookies::with_key(&state, page, code, &secret), Redirect::to(&page.path(code))).into_response())
}

fn fresh_secret() -> Result<Secret, ApiError> {
    Secret::random().map_err(|error| ApiError::Rooms(RoomsError::NoCode(error)))
}

/// Somebody who was removed is told so, and not asked to join again.
fn was_removed(room: &Room, headers: &HeaderMap) -> Result<(), ApiError> {
    let class = room.class();
    let class = class.borrow();
    let member = cookies::key(headers).and_then(|secret| class.owner_of(&secret.hash()));
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
