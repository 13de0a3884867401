//! Keys: how a link's secret becomes a cookie, how an operator changes or gives up what they hold, and the trainers' key.
//! A secret stands behind the `#` of a link, which browsers send to nobody; the page posts it.

use app::{document::key_document, pages::KeyForm};
use axum::{
    Form,
    extract::{FromRequest as _, Path, Request, State, rejection::PathRejection},
    http::{HeaderMap, header},
    response::{IntoResponse as _, Redirect, Response},
};
use drill::{Command, Refusal};
use protocol::{CommandError, Role};
use serde::Deserialize;
use tokio::sync::Mutex;

use super::{
    InPath,
    entry::{self, Page},
    in_time, page, rooms,
};
use crate::{
    AppState,
    class::Keys,
    code::RoomCode,
    error::{AdmissionError, ApiError},
    metrics::METRICS,
    peer::Peer,
    room::Room,
    rooms::RoomsError,
    secret::{KeyHash, Secret},
    storyboards,
};

type PageAndCode = Result<Path<(String, String)>, PathRejection>;

/// The cookie of somebody who may open rooms.
const TRAINER: &str = "trainer";
/// For how long a browser keeps it, in seconds: a year.
const TRAINER_SECS: u64 = 31_536_000;

/// A key, from a link or by hand.
#[derive(Debug, Deserialize)]
pub struct KeyIn {
    /// The key.
    #[serde(default)]
    key: String,
}

/// Whether somebody has ticked that they mean it.
#[derive(Debug, Deserialize)]
pub struct Sure {
    /// Not empty if they have.
    #[serde(default)]
    sure: String,
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
    request: Request,
) -> Result<Response, ApiError> {
    let (word, page, code) = target(path)?;
    let Form(form) = in_time(Form::<KeyIn>::from_request(request, &state)).await??;
    let secret = Secret::parse(form.key.trim()).ok_or(ApiError::Admission(AdmissionError::WrongKey))?;
    let authorized = entry::prove(&state, page, code, secret).await.map_err(|error| match error {
        entry::AccessError::NoRight => ApiError::Admission(AdmissionError::WrongKey),
        failed @ entry::AccessError::Failed(_) => failed.into(),
    })?;
    let below = if word == "remote" { "/remote" } else { "" };
    let mut response = Redirect::to(&format!("{}{below}", page.path(code))).into_response();
    response.headers_mut().append(header::SET_COOKIE, entry::cookie_for(&state, page, code, &authorized.secret));
    Ok(response)
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
pub async fn change(State(state): State<AppState>, code: InPath, headers: HeaderMap) -> Result<Response, ApiError> {
    let (code, _) = rooms::parse(code)?;
    let authorized = entry::enter(&state, &headers, Page::Room, code).await?;
    let secret = Secret::random().map_err(|error| ApiError::Rooms(RoomsError::NoCode(error)))?;
    authorized.room.change_keys(Keys::of(&secret)).await??;
    tracing::info!(room.code = %code, "the keys of a room were changed");
    let mut response = Redirect::to(&Page::Room.path(code)).into_response();
    response.headers_mut().append(header::SET_COOKIE, entry::cookie_for(&state, Page::Room, code, &secret));
    Ok(response)
}

/// `POST /room/{code}/end`: ends the session. Nothing is deleted.
pub async fn end(
    State(state): State<AppState>,
    code: InPath,
    headers: HeaderMap,
    request: Request,
) -> Result<Redirect, ApiError> {
    let (code, _) = rooms::parse(code)?;
    let authorized = entry::enter(&state, &headers, Page::Room, code).await?;
    is_sure(&state, request).await?;
    let (answer, mut answered) = tokio::sync::mpsc::channel(1);
    authorized.room.command(0, Role::Operator, Command::EndSession, answer).await?;
    match answered.recv().await {
        // Ended twice is ended.
        Some((_, Ok(()) | Err(CommandError::Refused(Refusal::SessionEnded)))) => {
            Ok(Redirect::to(&Page::Room.path(code)))
        }
        Some((_, Err(_))) | None => Err(ApiError::Overdue),
    }
}

/// `POST /room/{code}/delete`: deletes the room with all that is kept of it.
pub async fn delete(
    State(state): State<AppState>,
    code: InPath,
    headers: HeaderMap,
    request: Request,
) -> Result<Redirect, ApiError> {
    let (code, _) = rooms::parse(code)?;
    entry::enter(&state, &headers, Page::Room, code).await?;
    is_sure(&state, request).await?;
    state.rooms.delete(code).await?;
    Ok(Redirect::to("/"))
}

/// Rooms are run again one at a time: a second click, or a second trainer's, leads to the room of the first.
static ONE_AGAIN: Mutex<()> = Mutex::const_new(());

/// `POST /room/{code}/again` and `POST /learn/{code}/again`: the same drill in a fresh room, with the same keys and the same
/// class, and everybody is led there.
pub async fn again(
    page: Page,
    State(state): State<AppState>,
    peer: Peer,
    code: InPath,
    headers: HeaderMap,
) -> Result<Response, ApiError> {
    let (code, _) = rooms::parse(code)?;
    let authorized = entry::enter(&state, &headers, page, code).await?;
    let _one = ONE_AGAIN.lock().await;
    let status = authorized.room.status().await?;
    let new = if let Some(code) = fresh_room(&state, status.continued_in.as_deref()).await {
        code
    } else {
        may_open_now(&state, peer)?;
        open_again(&state, code, &authorized.room, status.storyboard.as_deref()).await?
    };
    let mut response = Redirect::to(&page.path(new)).into_response();
    response.headers_mut().append(header::SET_COOKIE, entry::cookie_for(&state, page, new, &authorized.secret));
    Ok(response)
}

/// The room in which the drill goes on already, unless that is gone.
async fn fresh_room(state: &AppState, continued_in: Option<&str>) -> Option<RoomCode> {
    let code = RoomCode::parse(continued_in?).ok()?;
    state.rooms.find(code).await.ok().map(|_| code)
}

/// A fresh room for this drill and its class, to which everybody is led.
async fn open_again(
    state: &AppState,
    code: RoomCode,
    room: &Room,
    storyboard: Option<&str>,
) -> Result<RoomCode, ApiError> {
    let opening = storyboards::opening(storyboard.unwrap_or_default()).ok_or(ApiError::NoSuchStoryboard)?;
    let class = room.class().borrow().clone();
    let new = state.rooms.open_for(opening, &class).await?;
    let (answer, mut answered) = tokio::sync::mpsc::channel(1);
    if room.command(0, Role::Operator, Command::ContinueIn(new.to_string()), answer).await.is_ok()
        && let Some((_, Err(error))) = answered.recv().await
    {
        // The new room is open already: the link to it has to be passed on by hand.
        tracing::warn!(room.code = %code, %error, "nobody was led to the new room");
    }
    Ok(new)
}

async fn is_sure(state: &AppState, request: Request) -> Result<(), ApiError> {
    let Form(form) = in_time(Form::<Sure>::from_request(request, state)).await??;
    if form.sure.is_empty() { Err(ApiError::BadForm) } else { Ok(()) }
}

/// `GET /trainer`: where trainers prove themselves.
pub async fn trainer_page() -> Result<Response, ApiError> {
    let form = KeyForm { action: "/trainer".to_owned(), is_trainers: true };
    page::render(move |assets, nonce| key_document(assets, nonce, form)).await
}

/// `POST /trainer`
pub async fn trainer(State(state): State<AppState>, peer: Peer, request: Request) -> Result<Response, ApiError> {
    let Form(form) = in_time(Form::<KeyIn>::from_request(request, &state)).await??;
    let key = form.key.trim();
    if !state.peers.may_guess(peer) {
        return Err(ApiError::Admission(AdmissionError::TooManyGuesses));
    }
    if state.settings.trainer_key.is_some_and(|right| right != KeyHash::of_text(key)) {
        METRICS.wrong_guesses.inc();
        state.peers.guessed_wrong(peer, KeyHash::of_text(key));
        return Err(ApiError::Admission(AdmissionError::WrongKey));
    }
    // What the browser keeps proves the key without being it: somebody may have chosen one that is used elsewhere too.
    let proof = proof(&KeyHash::of_text(key));
    let mut response = Redirect::to("/").into_response();
    response.headers_mut().append(header::SET_COOKIE, entry::set_cookie(&state, TRAINER, &proof, "/", TRAINER_SECS));
    Ok(response)
}

/// Whether this browser may open rooms. A cookie that is wrong is a guess at the key, and when there were too many of them
/// a right one is not told from it.
pub fn is_trainer(state: &AppState, peer: Peer, headers: &HeaderMap) -> bool {
    let Some(right) = &state.settings.trainer_key else { return true };
    let Some(given) = entry::cookie(headers, TRAINER).filter(|_| state.peers.may_guess(peer)) else { return false };
    let is_right = KeyHash::of_text(given) == KeyHash::of_text(&proof(right));
    if !is_right {
        METRICS.wrong_guesses.inc();
        state.peers.guessed_wrong(peer, KeyHash::of_text(given));
    }
    is_right
}

fn proof(key: &KeyHash) -> String {
    use std::fmt::Write as _;
    key.bytes().iter().fold(String::new(), |mut text, byte| {
        // Writing to a string cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// Whether this address may open another room now.
pub fn may_open_now(state: &AppState, peer: Peer) -> Result<(), ApiError> {
    if state.peers.may_open_room(peer) { Ok(()) } else { Err(RoomsError::TooFast.into()) }
}
