//! Trainers: how they prove the trainer key, and the browsers on which they have.

use app::{
    document::{key_document, sign_ins_document},
    pages::{KeyForm, SignInRow},
};
use axum::{
    Form,
    extract::State,
    http::{HeaderMap, HeaderValue, header},
    response::{IntoResponse as _, Redirect, Response},
};
use axum_extra::extract::{CookieJar, WithRejection};
use serde::Deserialize;

use super::{Posted, cookies, keys::KeyIn, page};
use crate::{
    AppState,
    clock::wall_ms,
    error::{AdmissionError, ApiError},
    limits::SIGN_IN_UNUSED_MAX_MS,
    metrics::METRICS,
    peer::Peer,
    rooms::RoomsError,
    secret::{KeyHash, Secret},
    sign_ins::browser_of,
    store::SignIn,
};

/// The cookie of a trainer's sign-in.
const TRAINER: &str = "trainer";

/// Which sign-in is to end.
#[derive(Debug, Deserialize)]
pub struct EndForm {
    /// Its number in the list.
    id: i64,
}

/// `GET /trainer`: where trainers prove themselves; for those who have, the browsers on which that is so.
pub async fn page(State(state): State<AppState>, headers: HeaderMap) -> Result<Response, ApiError> {
    let Some(own) = sign_in(&state, &headers).await? else {
        let form = KeyForm { action: "/trainer".to_owned(), is_trainers: true };
        return page::render(move |assets, nonce| key_document(assets, nonce, form)).await;
    };
    let now = wall_ms();
    let row = |sign_in: SignIn| SignInRow {
        id: sign_in.id,
        browser: sign_in.browser,
        begun_secs_ago: now.saturating_sub(sign_in.begun_wall_ms) / 1000,
        used_secs_ago: now.saturating_sub(sign_in.used_wall_ms) / 1000,
        is_own: sign_in.id == own.id,
    };
    let rows = state.sign_ins.all().await?.into_iter().map(row).collect();
    page::render(move |assets, _| sign_ins_document(assets, rows)).await
}

/// `POST /trainer`: signs this browser in, if the key is right.
pub async fn sign_in_with_key(
    State(state): State<AppState>,
    peer: Peer,
    headers: HeaderMap,
    WithRejection(Form(form), _): Posted<KeyIn>,
) -> Result<Response, ApiError> {
    let Some(right) = state.settings.trainer_key else { return Ok(Redirect::to("/").into_response()) };
    if !state.peers.may_guess(peer) {
        return Err(AdmissionError::TooManyGuesses.into());
    }
    let given = KeyHash::of_text(form.key.trim());
    if given != right {
        METRICS.wrong_guesses.inc();
        state.peers.guessed_wrong(peer, given);
        return Err(AdmissionError::WrongKey.into());
    }
    let secret = Secret::random().map_err(|error| ApiError::Rooms(RoomsError::NoCode(error)))?;
    let user_agent = headers.get(header::USER_AGENT).map(HeaderValue::to_str);
    state.sign_ins.begin(secret, browser_of(user_agent.and_then(Result::ok).unwrap_or_default())).await?;
    Ok((with_sign_in(&state, secret.text()), Redirect::to("/")).into_response())
}

/// `POST /trainer/end`: ends a sign-in, this browser's or another one's.
pub async fn end(
    State(state): State<AppState>,
    headers: HeaderMap,
    WithRejection(Form(EndForm { id }), _): Posted<EndForm>,
) -> Result<Response, ApiError> {
    let own = sign_in(&state, &headers).await?.ok_or(AdmissionError::TrainersOnly)?;
    state.sign_ins.end(id).await?;
    if own.id == id {
        return Ok((with_sign_in(&state, String::new()), Redirect::to("/")).into_response());
    }
    Ok(Redirect::to("/trainer").into_response())
}

fn with_sign_in(state: &AppState, value: String) -> CookieJar {
    CookieJar::new().add(cookies::kept(state, TRAINER, value, "/".to_owned(), SIGN_IN_UNUSED_MAX_MS / 1000))
}

/// The sign-in of this browser. Its secret has 128 random bits, so a wrong one is no guess.
pub async fn sign_in(state: &AppState, headers: &HeaderMap) -> Result<Option<SignIn>, ApiError> {
    let jar = CookieJar::from_headers(headers);
    match jar.get(TRAINER).and_then(|cookie| Secret::parse(cookie.value())) {
        Some(secret) if state.settings.trainer_key.is_some() => Ok(state.sign_ins.of(&secret).await?),
        _ => Ok(None),
    }
}

/// Whether this address may open another room now.
pub fn may_open_now(state: &AppState, peer: Peer) -> Result<(), ApiError> {
    if state.peers.may_open_room(peer) { Ok(()) } else { Err(RoomsError::TooFast.into()) }
}
