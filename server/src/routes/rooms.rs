//! The pages of a room, rendered with its present state.

use std::sync::Arc;

use app::{
    pages::room_document,
    wire::{Embedded, Events, Feed},
};
use axum::{
    extract::State,
    http::{HeaderMap, HeaderValue, header},
    response::{IntoResponse as _, Redirect, Response},
};

use super::{
    InPath, page,
    recent::{Page, Recent},
};
use crate::{
    AppState, address,
    code::RoomCode,
    error::ApiError,
    qr,
    room::{Gone, Room},
    storyboards,
};

/// `GET /room/{code}`
pub async fn operator(state: State<AppState>, code: InPath, headers: HeaderMap) -> Result<Response, ApiError> {
    with_controls(state, code, &headers, Page::Room, Feed::Operator).await
}

/// `GET /learn/{code}`
pub async fn learner(state: State<AppState>, code: InPath, headers: HeaderMap) -> Result<Response, ApiError> {
    with_controls(state, code, &headers, Page::Learn, Feed::Learner).await
}

async fn with_controls(
    State(state): State<AppState>,
    code: InPath,
    headers: &HeaderMap,
    on: Page,
    feed: fn(Events) -> Feed,
) -> Result<Response, ApiError> {
    let (code, canonical) = parse(code)?;
    if !canonical {
        return Ok(Redirect::permanent(&format!("/{}/{code}", on.word())).into_response());
    }
    let room = state.rooms.find(code).await?;
    let moment = room.moment().await?;
    let events = whole_log(&room, moment.seq).await?;
    let embedded = Embedded {
        code: code.to_string(),
        watch_url: watch_url(&state, headers, code),
        // The log may have gone on meanwhile, but never past the time on the clock.
        feed: feed(Events { events, now: room.now() }),
        steps: storyboards::steps(moment.storyboard.as_deref()),
    };
    let mut response = page::render(move |assets, nonce| room_document(assets, nonce, &moment.title, embedded)).await?;
    let recent = Recent::of(headers).with(on, code);
    response.headers_mut().insert(header::SET_COOKIE, recent.cookie(address::is_secure(&state, headers)));
    Ok(response)
}

/// `GET /watch/{code}`
pub async fn watcher(State(state): State<AppState>, code: InPath, headers: HeaderMap) -> Result<Response, ApiError> {
    let (code, canonical) = parse(code)?;
    if !canonical {
        return Ok(Redirect::permanent(&format!("/watch/{code}")).into_response());
    }
    let view = state.rooms.find(code).await?.view().await?;
    let title = view.title.clone();
    let embedded = Embedded {
        code: code.to_string(),
        watch_url: watch_url(&state, &headers, code),
        feed: Feed::Watch(Box::new(view)),
        steps: Vec::new(),
    };
    page::render(move |assets, nonce| room_document(assets, nonce, &title, embedded)).await
}

/// `GET /watch/{code}/qr.svg`: the watch link as a picture to scan.
pub async fn scan(State(state): State<AppState>, code: InPath, headers: HeaderMap) -> Result<Response, ApiError> {
    let (code, _) = parse(code)?;
    let picture = qr::svg(&watch_url(&state, &headers, code)).ok_or(ApiError::Render)?;
    Ok(([(header::CONTENT_TYPE, HeaderValue::from_static("image/svg+xml"))], picture).into_response())
}

/// `GET /kiosk/{storyboard}`: a drill that plays by itself, again and again, with no room behind it.
pub async fn kiosk(slug: InPath) -> Result<Response, ApiError> {
    let slug = slug.map_err(|_| ApiError::NoSuchStoryboard)?.0;
    let log = drill::played_through(&slug).ok_or(ApiError::NoSuchStoryboard)?;
    let title = drill::scenarios::find(&slug).map_or_else(String::new, |scenario| scenario.title.clone());
    let embedded = Embedded {
        code: String::new(),
        watch_url: String::new(),
        feed: Feed::Kiosk(log),
        steps: storyboards::steps(Some(&slug)),
    };
    page::render(move |assets, nonce| room_document(assets, nonce, &title, embedded)).await
}

fn watch_url(state: &AppState, headers: &HeaderMap, code: RoomCode) -> String {
    format!("{}/watch/{code}", address::of_us(state, headers))
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
