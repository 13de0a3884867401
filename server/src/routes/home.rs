//! The pages without a room, and the form that opens one.

#[cfg(debug_assertions)]
use app::document::gallery_document;
use app::{
    document::{explorer_document, guide_document, home_document},
    pages::{RecentRoom, Visitor},
};
use axum::{
    Form,
    extract::State,
    http::HeaderMap,
    response::{IntoResponse as _, Redirect, Response},
};
use axum_extra::extract::{SignedCookieJar, WithRejection};
use serde::Deserialize;

use super::{Posted, cookies, entry::Page, page, recent::Recent, trainers};
use crate::{
    AppState,
    clock::wall_ms,
    code::RoomCode,
    error::{AdmissionError, ApiError},
    limits::{DELETION_TOLD_BEFORE_MS, RECENT_ROOMS_MAX},
    peer::Peer,
    storyboards,
};

/// The form. Which drill: a cell of the explorer, else a storyboard, else free play.
#[derive(Debug, Deserialize)]
pub struct OpenForm {
    /// A storyboard's slug; free play when it is empty.
    #[serde(default)]
    storyboard: String,
    /// A cell of the explorer, in the words of [`storyboards::opening_at`].
    #[serde(default)]
    cell: String,
    /// The page to open it on: `learn`, else the operator's.
    #[serde(default, rename = "as")]
    page: String,
}

/// `GET /`
pub async fn page(
    State(state): State<AppState>,
    jar: SignedCookieJar,
    headers: HeaderMap,
) -> Result<Response, ApiError> {
    let kept = Recent::of(&jar);
    let codes: Vec<RoomCode> = kept.rooms().iter().map(|(_, code)| *code).collect();
    let now = wall_ms();
    let found = state.rooms.summary(&codes).await?.into_iter().filter_map(|(code, summary)| {
        let (page, _) = kept.rooms().iter().find(|(_, kept)| *kept == code)?;
        Some(RecentRoom {
            address: page.path(code),
            code: code.to_string(),
            title: summary.title,
            at: summary.at,
            age_secs: now.saturating_sub(summary.opened_wall_ms) / 1000,
            learns: *page == Page::Learn,
            ended: summary.ended,
            deleted_in_days: deleted_in_days(&state, summary.visited_wall_ms, now),
        })
    });
    let recent: Vec<RecentRoom> = found.take(RECENT_ROOMS_MAX).collect();
    let visitor = visitor(&state, &headers).await?;
    page::render(move |assets, _| home_document(assets, storyboards::cards(), recent, visitor)).await
}

/// What this browser may do at the start.
async fn visitor(state: &AppState, headers: &HeaderMap) -> Result<Visitor, ApiError> {
    if state.settings.trainer_key.is_none() {
        return Ok(Visitor::Anyone);
    }
    let sign_in = trainers::sign_in(state, headers).await?;
    Ok(if sign_in.is_some() { Visitor::SignedIn } else { Visitor::SignedOut })
}

/// In how many days a room is deleted, once that is near.
fn deleted_in_days(state: &AppState, visited_wall_ms: u64, now_wall_ms: u64) -> Option<u64> {
    let keep_ms = u64::try_from(state.settings.keep_for.as_millis()).unwrap_or(u64::MAX);
    let left_ms = visited_wall_ms.saturating_add(keep_ms).saturating_sub(now_wall_ms);
    (left_ms < DELETION_TOLD_BEFORE_MS).then_some(left_ms / 86_400_000)
}

/// `GET /explorer`
pub async fn explorer() -> Result<Response, ApiError> {
    page::render(|assets, _| explorer_document(assets)).await
}

/// `GET /guide`
pub async fn guide() -> Result<Response, ApiError> {
    page::render(|assets, _| guide_document(assets)).await
}

/// `GET /gallery`, in debug builds.
#[cfg(debug_assertions)]
pub async fn gallery() -> Result<Response, ApiError> {
    page::render(|assets, _| gallery_document(assets)).await
}

/// `POST /rooms`
pub async fn open(
    State(state): State<AppState>,
    peer: Peer,
    headers: HeaderMap,
    WithRejection(Form(form), _): Posted<OpenForm>,
) -> Result<Response, ApiError> {
    if visitor(&state, &headers).await? == Visitor::SignedOut {
        return Err(AdmissionError::TrainersOnly.into());
    }
    trainers::may_open_now(&state, peer)?;
    let opening =
        if form.cell.is_empty() { storyboards::opening(&form.storyboard) } else { storyboards::opening_at(&form.cell) };
    let (code, key) = state.rooms.open(opening.ok_or(ApiError::NoSuchStoryboard)?).await?;
    let page = Page::of_word(&form.page).filter(|page| *page == Page::Learn).unwrap_or(Page::Room);
    Ok((cookies::with_key(&state, page, code, &key), Redirect::to(&page.path(code))).into_response())
}
