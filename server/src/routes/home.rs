//! The pages without a room, and the form that opens one.

#[cfg(debug_assertions)]
use app::pages::gallery_document;
use app::pages::{RecentRoom, explorer_document, guide_document, home_document};
use axum::{
    Form,
    extract::{FromRequest as _, Request, State},
    http::HeaderMap,
    response::{Redirect, Response},
};
use drill::{Command, explorer};
use serde::Deserialize;
use tokio::time::timeout;

use super::{
    page,
    recent::{Page, Recent},
};
use crate::{AppState, clock::wall_ms, code::RoomCode, error::ApiError, limits::BODY_WITHIN, storyboards};

/// The form. Which drill: a cell of the explorer, else a storyboard, else free play.
#[derive(Debug, Deserialize)]
pub struct OpenForm {
    /// A storyboard's slug; free play when it is empty.
    #[serde(default)]
    storyboard: String,
    /// A cell of the explorer, such as `application+messaging@returned`.
    #[serde(default)]
    cell: String,
    /// The page to open it on: `learn`, else the operator's.
    #[serde(default, rename = "as")]
    page: String,
    /// The room that goes on in this one, if one does.
    #[serde(default)]
    from: String,
}

/// `GET /`
pub async fn page(State(state): State<AppState>, headers: HeaderMap) -> Result<Response, ApiError> {
    let kept = Recent::of(&headers);
    let codes: Vec<RoomCode> = kept.rooms().iter().map(|(_, code)| *code).collect();
    let now = wall_ms();
    let found = state.rooms.glance(&codes).await?.into_iter().filter_map(|(code, glance)| {
        let (page, _) = kept.rooms().iter().find(|(_, kept)| *kept == code)?;
        Some(RecentRoom {
            address: format!("/{}/{code}", page.word()),
            code: code.to_string(),
            title: glance.title,
            at: glance.at,
            age_secs: now.saturating_sub(glance.opened_wall_ms) / 1000,
            learns: *page == Page::Learn,
        })
    });
    let recent: Vec<RecentRoom> = found.collect();
    page::render(move |assets, _| home_document(assets, storyboards::cards(), recent)).await
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
pub async fn open(State(state): State<AppState>, request: Request) -> Result<Redirect, ApiError> {
    let form = timeout(BODY_WITHIN, Form::<OpenForm>::from_request(request, &state)).await;
    let Form(form) = form.map_err(|_| ApiError::TooSlow)??;
    let opening = if form.cell.is_empty() {
        storyboards::opening(&form.storyboard)
    } else {
        let cell = form.cell.split_once('@').and_then(|(off, moment)| explorer::find(off, moment));
        cell.map(|(off, moment)| storyboards::opening_at(off, moment))
    };
    let code = state.rooms.open(opening.ok_or(ApiError::NoSuchStoryboard)?).await?;
    if let Ok(from) = RoomCode::parse(&form.from) {
        move_on(&state, from, code).await;
    }
    let page = Page::of_word(&form.page).unwrap_or(Page::Room);
    Ok(Redirect::to(&format!("/{}/{code}", page.word())))
}

/// Whoever watches the old room is led to the new one. The new one is open already: if the old one cannot be told, the
/// link to it has to be passed on by hand.
async fn move_on(state: &AppState, from: RoomCode, to: RoomCode) {
    let Ok(room) = state.rooms.find(from).await else { return };
    let (answer, mut answered) = tokio::sync::mpsc::channel(1);
    if room.command(0, Command::MoveOn(to.to_string()), answer).await.is_ok()
        && let Some((_, Err(denial))) = answered.recv().await
    {
        tracing::warn!(room.code = %from, %denial, "watchers were not led to the new room");
    }
}
