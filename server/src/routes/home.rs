//! The pages without a room, and the form that opens one.

#[cfg(debug_assertions)]
use app::document::gallery_document;
use app::{
    document::{explorer_document, guide_document, home_document},
    pages::RecentRoom,
};
use axum::{
    Form,
    extract::{FromRequest as _, Request, State},
    http::{HeaderMap, header},
    response::{IntoResponse as _, Redirect, Response},
};
use serde::Deserialize;

use super::{
    entry::{self, Page},
    in_time, keys, page,
    recent::Recent,
};
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
pub async fn page(State(state): State<AppState>, peer: Peer, headers: HeaderMap) -> Result<Response, ApiError> {
    let kept = Recent::of(&headers);
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
    let may_open = keys::is_trainer(&state, peer, &headers);
    page::render(move |assets, _| home_document(assets, storyboards::cards(), recent, may_open)).await
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
    request: Request,
) -> Result<Response, ApiError> {
    let Form(form) = in_time(Form::<OpenForm>::from_request(request, &state)).await??;
    if !keys::is_trainer(&state, peer, &headers) {
        return Err(ApiError::Admission(AdmissionError::TrainersOnly));
    }
    keys::may_open_now(&state, peer)?;
    let opening =
        if form.cell.is_empty() { storyboards::opening(&form.storyboard) } else { storyboards::opening_at(&form.cell) };
    let (code, key) = state.rooms.open(opening.ok_or(ApiError::NoSuchStoryboard)?).await?;
    let page = Page::of_word(&form.page).filter(|page| *page == Page::Learn).unwrap_or(Page::Room);
    let mut response = Redirect::to(&page.path(code)).into_response();
    response.headers_mut().append(header::SET_COOKIE, entry::cookie_for(&state, page, code, &key));
    Ok(response)
}
