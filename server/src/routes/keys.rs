//! Keys: how a link's secret becomes a cookie, and how an operator changes or gives up what they hold.
//! A secret stands behind the `#` of a link, which browsers send to nobody; the page posts it.

use app::{document::key_document, pages::KeyForm};
use axum::{
    Form,
    extract::{Path, State, rejection::PathRejection},
    response::{IntoResponse as _, Redirect, Response},
};
use axum_extra::extract::WithRejection;
use drill::{Command, Refusal};
use protocol::{CommandError, Role};
use serde::Deserialize;

use super::{
    Posted, cookies,
    entry::{self, AuthorizedRoom, Page},
    page, trainers,
};
use crate::{
    AppState,
    class::Keys,
    code::RoomCode,
    error::{AdmissionError, ApiError},
    peer::Peer,
    room::Room,
    rooms::RoomsError,
    secret::Secret,
    storyboards,
};

type PageAndCode = Result<Path<(String, String)>, PathRejection>;

/// A key, from a link or by hand.
#[derive(Debug, Deserialize)]
pub struct KeyIn {
    /// The key.
    #[serde(default)]
    pub key: String,
}

/// Whether somebody has ticked that they mean it.
#[derive(Debug, Deserialize)]
pub struct Sure {
    /// Not empty if they have.
    #[serde(default)]
    sure: String,
}

impl Sure {
    fn check(&self) -> Result<(), ApiError> {
        if self.sure.is_empty() { Err(ApiError::BadForm) } else { Ok(()) }
    }
}

/// `GET /key/{page}/{code}`: takes the secret out of the link and posts it.
pub async fn exchange_page(path: PageAndCode) -> Result<Response, ApiError> {
    let (word, _, code) = target(path)?;
    let form = KeyForm { action: format!("/key/{word}/{code}"), is_trainers: false };
    page::render(move |assets, nonce| key_document(assets, nonce, form)).await
}

/// `POST /key/{page}/{code}`: a cookie for the secret, if it is right.
pub async fn exchange(
    State(state): State<AppState>,
    path: PageAndCode,
    WithRejection(Form(form), _): Posted<KeyIn>,
) -> Result<Response, ApiError> {
    let (word, page, code) = target(path)?;
    let secret = Secret::parse(form.key.trim()).ok_or(AdmissionError::WrongKey)?;
    entry::prove(&state, page, code, secret).await?.ok_or(AdmissionError::WrongKey)?;
    let below = if word == "remote" { "/remote" } else { "" };
    let to = format!("{}{below}", page.path(code));
    Ok((cookies::with_key(&state, page, code, &secret), Redirect::to(&to)).into_response())
}

/// The pages that a link can open. A seat is no such: nobody gets another's.
fn target(path: PageAndCode) -> Result<(String, Page, RoomCode), ApiError> {
    let Path((word, code)) = path.map_err(|_| ApiError::NoSuchPage)?;
    let page = match word.as_str() {
        "remote" => Page::Room,
        word => Page::of_word(word).filter(|page| *page != Page::Seat).ok_or(ApiError::NoSuchPage)?,
    };
    let code = RoomCode::parse(&code).map_err(|_| ApiError::NotACode)?;
    Ok((word, page, code))
}

/// `POST /room/{code}/keys`: a new key. The old one, and the projector's, open nothing from then on.
pub async fn change(State(state): State<AppState>, authorized: AuthorizedRoom) -> Result<Response, ApiError> {
    let AuthorizedRoom { page, room, .. } = authorized;
    let secret = Secret::random().map_err(|error| ApiError::Rooms(RoomsError::NoCode(error)))?;
    room.change_keys(Keys::of(&secret)).await??;
    tracing::info!(room.code = %room.code, "the keys of a room were changed");
    let key = cookies::with_key(&state, page, room.code, &secret);
    Ok((key, Redirect::to(&page.path(room.code))).into_response())
}

/// `POST /room/{code}/end`: ends the session. Nothing is deleted.
pub async fn end(
    AuthorizedRoom { page, room, .. }: AuthorizedRoom,
    WithRejection(Form(form), _): Posted<Sure>,
) -> Result<Redirect, ApiError> {
    form.check()?;
    let (answer, mut answered) = tokio::sync::mpsc::channel(1);
    room.command(0, Role::Operator, Command::EndSession, answer).await?;
    match answered.recv().await {
        // Ended twice is ended.
        Some((_, Ok(()) | Err(CommandError::Refused(Refusal::SessionEnded)))) => {
            Ok(Redirect::to(&page.path(room.code)))
        }
        Some((_, Err(_))) | None => Err(ApiError::Overdue),
    }
}

/// `POST /room/{code}/delete`: deletes the room with all that is kept of it.
pub async fn delete(
    State(state): State<AppState>,
    AuthorizedRoom { room, .. }: AuthorizedRoom,
    WithRejection(Form(form), _): Posted<Sure>,
) -> Result<Redirect, ApiError> {
    form.check()?;
    state.rooms.delete(room.code).await?;
    Ok(Redirect::to("/"))
}

/// `POST /room/{code}/again` and `POST /learn/{code}/again`: the same drill in a fresh room, with the same keys and the same
/// class, and everybody is led there.
pub async fn again(
    State(state): State<AppState>,
    peer: Peer,
    AuthorizedRoom { page, room, secret, .. }: AuthorizedRoom,
) -> Result<Response, ApiError> {
    // One at a time: a second click, or a second trainer's, leads to the room of the first.
    let _one = room.running_again.lock().await;
    let status = room.status().await?;
    let new = if let Some(code) = fresh_room(&state, status.continued_in.as_deref()).await {
        code
    } else {
        trainers::may_open_now(&state, peer)?;
        open_again(&state, &room, status.storyboard.as_deref()).await?
    };
    Ok((cookies::with_key(&state, page, new, &secret), Redirect::to(&page.path(new))).into_response())
}

/// The room in which the drill goes on already, unless that is gone.
async fn fresh_room(state: &AppState, continued_in: Option<&str>) -> Option<RoomCode> {
    let code = RoomCode::parse(continued_in?).ok()?;
    state.rooms.find(code).await.ok().map(|_| code)
}

/// A fresh room for this drill and its class, to which everybody is led.
async fn open_again(state: &AppState, room: &Room, storyboard: Option<&str>) -> Result<RoomCode, ApiError> {
    let opening = storyboards::opening(storyboard.unwrap_or_default()).ok_or(ApiError::NoSuchStoryboard)?;
    let class = room.class().borrow().clone();
    let new = state.rooms.open_for(opening, &class).await?;
    let (answer, mut answered) = tokio::sync::mpsc::channel(1);
    if room.command(0, Role::Operator, Command::ContinueIn(new.to_string()), answer).await.is_ok()
        && let Some((_, Err(error))) = answered.recv().await
    {
        // The new room is open already: the link to it has to be passed on by hand.
        tracing::warn!(room.code = %room.code, %error, "nobody was led to the new room");
    }
    Ok(new)
}
