//! The pages of a room, rendered with its present state, for whoever may see them.

use std::sync::Arc;

use app::{
    pages::{Manage, manage_document, room_document},
    wire::{Audience, Embedded, Events, Feed, Sealed, WatchView, You},
};
use axum::{
    extract::State,
    http::{HeaderMap, HeaderValue, header},
    response::{IntoResponse as _, Redirect, Response},
};

use super::{
    InPath,
    entry::{self, Entered, Outside, Page},
    page,
    recent::Recent,
};
use crate::{
    AppState, address,
    class::Pass,
    clock::date,
    code::RoomCode,
    error::ApiError,
    past, qr,
    role::Diet,
    room::{Gone, Moment, Room},
    storyboards,
};

/// `GET /room/{code}`
pub async fn operator(state: State<AppState>, code: InPath, headers: HeaderMap) -> Result<Response, ApiError> {
    with_controls(state, code, &headers, Page::Room, "", Feed::Operator).await
}

/// `GET /room/{code}/remote`: the same for a phone.
pub async fn remote(state: State<AppState>, code: InPath, headers: HeaderMap) -> Result<Response, ApiError> {
    with_controls(state, code, &headers, Page::Room, "/remote", Feed::Remote).await
}

/// `GET /learn/{code}`
pub async fn learner(state: State<AppState>, code: InPath, headers: HeaderMap) -> Result<Response, ApiError> {
    with_controls(state, code, &headers, Page::Learn, "", Feed::Learner).await
}

async fn with_controls(
    State(state): State<AppState>,
    code: InPath,
    headers: &HeaderMap,
    on: Page,
    below: &str,
    feed: fn(Events) -> Feed,
) -> Result<Response, ApiError> {
    let (code, canonical) = parse(code)?;
    if !canonical {
        return Ok(Redirect::permanent(&format!("{}{below}", on.path(code))).into_response());
    }
    let entered = entry::enter(&state, headers, on, code).await?;
    if let Err(error) = entered.room.visited().await? {
        // The page works all the same; the next visit is kept, or the one after.
        tracing::warn!(room.code = %code, %error, "that an operator was here could not be kept");
    }
    let (embedded, title) = with_events(&state, headers, code, &entered.room, feed).await?;
    let kept_until = kept_until(&state, &entered.room.moment().await?);
    let page = move |assets: &_, nonce: &_| room_document(assets, nonce, &title, embedded, Some(&kept_until));
    let mut response = page::render(page).await?;
    let recent = Recent::of(headers).with(on, code);
    let cookies = [recent.cookie(&state), entry::cookie_for(&state, on, code, &entered.secret)];
    for cookie in cookies {
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
    Ok(response)
}

/// What a page embeds that is fed with events, and its title.
async fn with_events(
    state: &AppState,
    headers: &HeaderMap,
    code: RoomCode,
    room: &Arc<Room>,
    feed: impl FnOnce(Events) -> Feed,
) -> Result<(Embedded, String), ApiError> {
    let moment = room.moment().await?;
    let events = drill::standing(whole_log(room, moment.seq).await?);
    let embedded = Embedded {
        code: code.to_string(),
        join_url: join_url(state, headers, code),
        // The log may have gone on meanwhile, but never past the time on the clock.
        feed: feed(Events { events, now: room.now(), last: room.last() }),
        steps: storyboards::steps(moment.storyboard.as_deref()),
    };
    Ok((embedded, moment.title))
}

/// What a page embeds that is fed with views for this audience, and its title.
async fn with_view(
    state: &AppState,
    headers: &HeaderMap,
    code: RoomCode,
    room: &Room,
    audience: Audience,
    feed: impl FnOnce(Sealed<WatchView>) -> Feed,
) -> Result<(Embedded, String), ApiError> {
    let view = room.view(audience).await?;
    let embedded = Embedded {
        code: code.to_string(),
        join_url: join_url(state, headers, code),
        feed: feed(Sealed::new(&view)),
        steps: Vec::new(),
    };
    Ok((embedded, view.title))
}

/// `GET /room/{code}/manage`: the links that give rights away, and what ends a room.
pub async fn manage(State(state): State<AppState>, code: InPath, headers: HeaderMap) -> Result<Response, ApiError> {
    let (code, _) = parse(code)?;
    let entered = entry::enter(&state, &headers, Page::Room, code).await?;
    let moment = entered.room.moment().await?;
    let us = address::of_us(&state, &headers);
    let watch = entered.secret.for_watching().text();
    let manage = Manage {
        code: code.to_string(),
        kept_until: kept_until(&state, &moment),
        title: moment.title,
        join_url: join_url(&state, &headers, code),
        operate_url: format!("{us}/key/room/{code}#{}", entered.secret.text()),
        remote_url: remote_url(&state, &headers, code, &entered),
        watch_url: format!("{us}/key/watch/{code}#{watch}"),
        ended: moment.ended,
    };
    page::render(move |assets, _| manage_document(assets, manage)).await
}

/// The day to which a room is kept if no operator comes again.
fn kept_until(state: &AppState, moment: &Moment) -> String {
    let keep_ms = u64::try_from(state.settings.keep_for.as_millis()).unwrap_or(u64::MAX);
    date(moment.visited_wall_ms.saturating_add(keep_ms))
}

fn remote_url(state: &AppState, headers: &HeaderMap, code: RoomCode, entered: &Entered) -> String {
    format!("{}/key/remote/{code}#{}", address::of_us(state, headers), entered.secret.text())
}

/// `GET /room/{code}/projector`: to the projector's page in the same browser, without a secret in any address.
pub async fn projector(State(state): State<AppState>, code: InPath, headers: HeaderMap) -> Result<Response, ApiError> {
    let (code, _) = parse(code)?;
    let entered = entry::enter(&state, &headers, Page::Room, code).await?;
    let mut response = Redirect::to(&Page::Watch.path(code)).into_response();
    let cookie = entry::cookie_for(&state, Page::Watch, code, &entered.secret.for_watching());
    response.headers_mut().append(header::SET_COOKIE, cookie);
    Ok(response)
}

/// `GET /watch/{code}`
pub async fn watcher(State(state): State<AppState>, code: InPath, headers: HeaderMap) -> Result<Response, ApiError> {
    let (code, canonical) = parse(code)?;
    if !canonical {
        return Ok(Redirect::permanent(&Page::Watch.path(code)).into_response());
    }
    let entered = entry::enter(&state, &headers, Page::Watch, code).await?;
    let (embedded, title) = with_view(&state, &headers, code, &entered.room, Audience::Projector, Feed::Watch).await?;
    let mut response = page::render(move |assets, nonce| room_document(assets, nonce, &title, embedded, None)).await?;
    let cookie = entry::cookie_for(&state, Page::Watch, code, &entered.secret);
    response.headers_mut().append(header::SET_COOKIE, cookie);
    Ok(response)
}

/// `GET /room/{code}/replay` and `GET /seat/{code}/replay`: the room for an operator, or a co-trainer, who looks back.
pub async fn review(
    page: Page,
    State(state): State<AppState>,
    code: InPath,
    headers: HeaderMap,
) -> Result<Response, ApiError> {
    let (code, _) = parse(code)?;
    let Entered { room, pass, .. } = entry::enter(&state, &headers, page, code).await?;
    if pass.role.in_review().is_none() {
        return Err(Outside::NoRight.into());
    }
    let you = you(&room, &pass);
    let feed = |view| Feed::Review(view, you);
    let (embedded, title) = with_view(&state, &headers, code, &room, Audience::Reviewer, feed).await?;
    page::render(move |assets, nonce| room_document(assets, nonce, &title, embedded, None)).await
}

/// What the holder of this pass is in the class.
fn you(room: &Room, pass: &Pass) -> You {
    pass.number.map(|number| room.class().borrow().you(number)).unwrap_or_default()
}

/// The page of somebody in the class who has proved that they are.
pub async fn seat(
    state: &AppState,
    headers: &HeaderMap,
    code: RoomCode,
    entered: Entered,
) -> Result<Response, ApiError> {
    let Entered { room, pass, secret } = entered;
    let you = you(&room, &pass);
    let (embedded, title) = match pass.role.diet() {
        Diet::Events => with_events(state, headers, code, &room, |events| Feed::CoTrainer(events, you)).await?,
        Diet::View(audience) => with_view(state, headers, code, &room, audience, |view| Feed::Seat(view, you)).await?,
    };
    let kept_until = kept_until(state, &room.moment().await?);
    let page = move |assets: &_, nonce: &_| room_document(assets, nonce, &title, embedded, Some(&kept_until));
    let mut response = page::render(page).await?;
    let cookie = entry::cookie_for(state, Page::Seat, code, &secret);
    response.headers_mut().append(header::SET_COOKIE, cookie);
    Ok(response)
}

/// `GET /room/{code}/next` and the same of the other pages: to the fresh room in which the drill goes on, with the same
/// right as in this one.
pub async fn next(
    page: Page,
    State(state): State<AppState>,
    code: InPath,
    headers: HeaderMap,
) -> Result<Response, ApiError> {
    let (code, _) = parse(code)?;
    let entered = entry::enter(&state, &headers, page, code).await?;
    let moved_on = entered.room.moment().await?.moved_on.ok_or(ApiError::NoSuchPage)?;
    let new = RoomCode::parse(&moved_on).map_err(|_| ApiError::NotACode)?;
    let mut response = Redirect::to(&page.path(new)).into_response();
    response.headers_mut().append(header::SET_COOKIE, entry::cookie_for(&state, page, new, &entered.secret));
    Ok(response)
}

/// `GET /qr/{code}`: the link to join the class as a picture to scan. It tells no more than the code.
pub async fn scan(State(state): State<AppState>, code: InPath, headers: HeaderMap) -> Result<Response, ApiError> {
    let (code, _) = parse(code)?;
    picture(&join_url(&state, &headers, code))
}

/// `GET /room/{code}/remote/qr`: the phone's link, for whoever holds the operators' key.
pub async fn scan_remote(
    State(state): State<AppState>,
    code: InPath,
    headers: HeaderMap,
) -> Result<Response, ApiError> {
    let (code, _) = parse(code)?;
    let entered = entry::enter(&state, &headers, Page::Room, code).await?;
    picture(&remote_url(&state, &headers, code, &entered))
}

fn picture(link: &str) -> Result<Response, ApiError> {
    let picture = qr::svg(link).ok_or(ApiError::Render)?;
    Ok(([(header::CONTENT_TYPE, HeaderValue::from_static("image/svg+xml"))], picture).into_response())
}

/// `GET /kiosk/{storyboard}`: a drill that plays by itself, again and again, with no room behind it.
pub async fn kiosk(slug: InPath) -> Result<Response, ApiError> {
    let slug = slug.map_err(|_| ApiError::NoSuchStoryboard)?.0;
    let log = drill::played_through(&slug).ok_or(ApiError::NoSuchStoryboard)?;
    let title = drill::scenarios::find(&slug).map_or_else(String::new, |scenario| scenario.title.clone());
    let embedded = Embedded {
        code: String::new(),
        join_url: String::new(),
        feed: Feed::Kiosk(log),
        steps: storyboards::steps(Some(&slug)),
    };
    page::render(move |assets, nonce| room_document(assets, nonce, &title, embedded, None)).await
}

/// The address that people type to join: as short as it can be.
fn join_url(state: &AppState, headers: &HeaderMap, code: RoomCode) -> String {
    format!("{}/{code}", address::of_us(state, headers))
}

/// The code, and whether it was written as we show it.
pub fn parse(text: InPath) -> Result<(RoomCode, bool), ApiError> {
    let text = text.map_err(|_| ApiError::NotACode)?.0;
    let code = RoomCode::parse(&text).map_err(|_| ApiError::NotACode)?;
    Ok((code, code.to_string() == text))
}

/// The events up to number `until`.
pub async fn whole_log(room: &Arc<Room>, until: u64) -> Result<Vec<drill::Event>, ApiError> {
    Ok(past::log(room, 0, until).await?.ok_or(Gone)?)
}
