//! The pages of a room, rendered with its present state.

use std::sync::Arc;

use app::{
    pages::room_document,
    wire::{Embedded, Events, Feed},
};
use axum::{
    extract::State,
    response::{Html, IntoResponse as _, Redirect, Response},
};

use super::InPath;
use crate::{
    AppState,
    code::RoomCode,
    error::ApiError,
    room::{Gone, Room},
    site::site,
    storyboards,
};

/// `GET /room/{code}`
pub async fn operator(State(state): State<AppState>, code: InPath) -> Result<Response, ApiError> {
    let (code, canonical) = parse(code)?;
    if !canonical {
        return Ok(Redirect::permanent(&format!("/room/{code}")).into_response());
    }
    let room = state.rooms.find(code).await?;
    let moment = room.moment().await?;
    let events = whole_log(&room, moment.seq).await?;
    let steps = storyboards::steps(moment.storyboard.as_deref());
    // The log may have gone on meanwhile, but never past the time on the clock.
    let feed = Feed::Operator(Events { events, now: room.now() });
    render(moment.title, Embedded { code: code.to_string(), feed, steps }).await
}

/// `GET /watch/{code}`
pub async fn watcher(State(state): State<AppState>, code: InPath) -> Result<Response, ApiError> {
    let (code, canonical) = parse(code)?;
    if !canonical {
        return Ok(Redirect::permanent(&format!("/watch/{code}")).into_response());
    }
    let view = state.rooms.find(code).await?.view().await?;
    let (title, feed) = (view.title.clone(), Feed::Watch(Box::new(view)));
    render(title, Embedded { code: code.to_string(), feed, steps: Vec::new() }).await
}

/// The code, and whether it was written as we show it.
fn parse(text: InPath) -> Result<(RoomCode, bool), ApiError> {
    let text = text.map_err(|_| ApiError::NotACode)?.0;
    let code = RoomCode::parse(&text).map_err(|_| ApiError::NotACode)?;
    Ok((code, code.to_string() == text))
}

/// The events up to number `until`.
async fn whole_log(room: &Arc<Room>, until: u64) -> Result<Vec<drill::Event>, ApiError> {
    let mut log = room.store.events(room.id, 0).await?;
    while let Some(last) = log.last().map(|event| event.seq).filter(|last| *last < until) {
        let more = room.store.events(room.id, last).await?;
        if more.is_empty() {
            return Err(Gone.into());
        }
        log.extend(more);
    }
    log.retain(|event| event.seq <= until);
    Ok(log)
}

/// Rendering folds the log and takes milliseconds for a long one: not on the threads that serve links.
async fn render(title: String, embedded: Embedded) -> Result<Response, ApiError> {
    let page = move || Html(room_document(&site().assets, &title, embedded));
    Ok(tokio::task::spawn_blocking(page).await.map_err(|_| ApiError::Render)?.into_response())
}
