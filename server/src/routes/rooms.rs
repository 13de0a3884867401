//! The pages of a room, rendered with its present state, for those who may see them.

use std::sync::Arc;

use app::{
    document::{manage_document, room_document},
    pages::Manage,
};
use axum::{
    extract::State,
    http::{HeaderMap, HeaderValue, header},
    response::{IntoResponse as _, Redirect, Response},
};
use axum_extra::extract::SignedCookieJar;
use protocol::{Audience, Class, PageData, PageKind, People, Recording, Role, Seat, You};

use super::{
    InPath, cookies,
    entry::{AuthorizedRoom, Page},
    page,
    recent::Recent,
};
use crate::{
    AppState, address,
    class::Credential,
    clock::date,
    code::RoomCode,
    error::{AdmissionError, ApiError},
    qr,
    room::{Gone, Room, RoomStatus},
    store::read_log,
    storyboards,
};

/// `GET /room/{code}`
pub async fn operator(state: State<AppState>, room: AuthorizedRoom, headers: HeaderMap) -> Result<Response, ApiError> {
    with_controls(state, room, &headers, PageKind::Room).await
}

/// `GET /room/{code}/remote`: the same for a phone.
pub async fn remote(state: State<AppState>, room: AuthorizedRoom, headers: HeaderMap) -> Result<Response, ApiError> {
    with_controls(state, room, &headers, PageKind::Remote).await
}

/// `GET /learn/{code}`
pub async fn learner(state: State<AppState>, room: AuthorizedRoom, headers: HeaderMap) -> Result<Response, ApiError> {
    with_controls(state, room, &headers, PageKind::Learn).await
}

async fn with_controls(
    State(state): State<AppState>,
    AuthorizedRoom { page: on, room, secret, .. }: AuthorizedRoom,
    headers: &HeaderMap,
    kind: PageKind,
) -> Result<Response, ApiError> {
    if let Err(error) = room.visited().await? {
        // The page works all the same; the next visit is kept, or the one after.
        tracing::warn!(room.code = %room.code, %error, "that an operator was here could not be kept");
    }
    let address = join_url(&state, headers, room.code);
    let data = page_data(&room, address, kind, Audience::Leader, You::default()).await?;
    let kept_until = kept_until(&state, &room.status().await?);
    let page = live(data, Some(kept_until)).await?;
    let jar = SignedCookieJar::from_headers(headers, state.cookie_key.clone());
    let recent = Recent::of(&jar).with(on, room.code);
    Ok((jar.add(recent.cookie(&state)), cookies::with_key(&state, on, room.code, &secret), page).into_response())
}

/// What a page of this kind embeds, with the present view of its audience.
async fn page_data(
    room: &Room,
    join_url: String,
    kind: PageKind,
    audience: Audience,
    you: You,
) -> Result<PageData, ApiError> {
    let view = room.view(audience).await?;
    let has_steps = kind.leads() || kind == PageKind::Learn;
    let steps = if has_steps { storyboards::steps(&view.storyboard) } else { Vec::new() };
    let here = room.presence.watch().borrow().clone();
    let people = if audience == Audience::Waiting { People::default() } else { here.people };
    let class = if matches!(kind, PageKind::Room | PageKind::Remote | PageKind::Learn) {
        here.class(&room.class().borrow())
    } else {
        Class::default()
    };
    Ok(PageData {
        kind,
        code: room.code.to_string(),
        join_url,
        view,
        you,
        people,
        class,
        steps,
        recording: Recording::default(),
    })
}

/// A page that comes to life.
async fn live(data: PageData, kept_until: Option<String>) -> Result<Response, ApiError> {
    page::render(move |assets, nonce| {
        let title = data.view.title.clone();
        room_document(assets, nonce, &title, data, kept_until.as_deref())
    })
    .await
}

/// `GET /room/{code}/manage`: the links that give rights away, and what ends a room.
pub async fn manage(
    State(state): State<AppState>,
    authorized: AuthorizedRoom,
    headers: HeaderMap,
) -> Result<Response, ApiError> {
    let code = authorized.room.code;
    let status = authorized.room.status().await?;
    let us = address::of_us(&state, &headers);
    let watch = authorized.secret.for_watching().text();
    let manage = Manage {
        code: code.to_string(),
        kept_until: kept_until(&state, &status),
        title: status.title,
        join_url: join_url(&state, &headers, code),
        operate_url: format!("{us}/key/room/{code}#{}", authorized.secret.text()),
        remote_url: remote_url(&state, &headers, &authorized),
        watch_url: format!("{us}/key/watch/{code}#{watch}"),
        ended: status.ended,
    };
    page::render_with_secret(move |assets, _| manage_document(assets, manage)).await
}

/// The day to which a room is kept if no operator comes again.
fn kept_until(state: &AppState, status: &RoomStatus) -> String {
    let keep_ms = u64::try_from(state.settings.keep_for.as_millis()).unwrap_or(u64::MAX);
    date(status.visited_wall_ms.saturating_add(keep_ms))
}

fn remote_url(state: &AppState, headers: &HeaderMap, authorized: &AuthorizedRoom) -> String {
    format!("{}/key/remote/{}#{}", address::of_us(state, headers), authorized.room.code, authorized.secret.text())
}

/// `GET /room/{code}/projector`: to the projector's page in the same browser, without a secret in any address.
pub async fn projector(State(state): State<AppState>, authorized: AuthorizedRoom) -> Response {
    let AuthorizedRoom { room, secret, .. } = authorized;
    let key = cookies::with_key(&state, Page::Watch, room.code, &secret.for_watching());
    (key, Redirect::to(&Page::Watch.path(room.code))).into_response()
}

/// `GET /watch/{code}`
pub async fn watcher(
    State(state): State<AppState>,
    AuthorizedRoom { page, room, secret, .. }: AuthorizedRoom,
    headers: HeaderMap,
) -> Result<Response, ApiError> {
    let address = join_url(&state, &headers, room.code);
    let data = page_data(&room, address, PageKind::Projector, Audience::Projector, You::default()).await?;
    Ok((cookies::with_key(&state, page, room.code, &secret), live(data, None).await?).into_response())
}

/// `GET /room/{code}/replay` and `GET /seat/{code}/replay`: the room for an operator, or a co-trainer, who looks back.
pub async fn review(
    State(state): State<AppState>,
    AuthorizedRoom { room, credential, .. }: AuthorizedRoom,
    headers: HeaderMap,
) -> Result<Response, ApiError> {
    let role = credential.role.in_review().ok_or(AdmissionError::NoRight)?;
    let you = you(&room, &credential);
    let data = page_data(&room, join_url(&state, &headers, room.code), PageKind::Replay, role.audience(), you).await?;
    live(data, None).await
}

/// What the holder of this credential is in the class.
fn you(room: &Room, credential: &Credential) -> You {
    credential.number.map(|number| room.class().borrow().you(number)).unwrap_or_default()
}

/// The page of somebody in the class who has proved that they are.
pub async fn seat(state: &AppState, headers: &HeaderMap, authorized: AuthorizedRoom) -> Result<Response, ApiError> {
    let AuthorizedRoom { page, room, credential, secret } = authorized;
    let you = you(&room, &credential);
    let kind = if credential.role == Role::Seat(Seat::CoTrainer) { PageKind::CoTrainer } else { PageKind::Seat };
    let data = page_data(&room, join_url(state, headers, room.code), kind, credential.role.audience(), you).await?;
    let kept_until = kept_until(state, &room.status().await?);
    Ok((cookies::with_key(state, page, room.code, &secret), live(data, Some(kept_until)).await?).into_response())
}

/// `GET /room/{code}/next` and the same of the other pages: to the fresh room in which the drill goes on, with the same
/// right as in this one.
pub async fn next(
    State(state): State<AppState>,
    AuthorizedRoom { page, room, secret, .. }: AuthorizedRoom,
) -> Result<Response, ApiError> {
    let continued_in = room.status().await?.continued_in.ok_or(ApiError::NoSuchPage)?;
    let new = RoomCode::parse(&continued_in).map_err(|_| ApiError::NotACode)?;
    Ok((cookies::with_key(&state, page, new, &secret), Redirect::to(&page.path(new))).into_response())
}

/// `GET /qr/{code}`: the link to join the class as a picture to scan. It tells no more than the code.
pub async fn scan(State(state): State<AppState>, code: InPath, headers: HeaderMap) -> Result<Response, ApiError> {
    picture(&join_url(&state, &headers, parse(code)?))
}

/// `GET /room/{code}/remote/qr`: the phone's link, for holders of the operators' key.
pub async fn scan_remote(
    State(state): State<AppState>,
    authorized: AuthorizedRoom,
    headers: HeaderMap,
) -> Result<Response, ApiError> {
    picture(&remote_url(&state, &headers, &authorized))
}

fn picture(link: &str) -> Result<Response, ApiError> {
    let picture = qr::svg(link).ok_or(ApiError::Render)?;
    Ok(([(header::CONTENT_TYPE, HeaderValue::from_static("image/svg+xml"))], picture).into_response())
}

/// `GET /kiosk/{storyboard}`: a drill that plays by itself, again and again, with no room behind it.
pub async fn kiosk(slug: InPath) -> Result<Response, ApiError> {
    let slug = slug.map_err(|_| ApiError::NoSuchStoryboard)?.0;
    // Every step is derived and compared: not on the threads that serve links.
    let recorded = tokio::task::spawn_blocking(move || {
        let (view, recording) = storyboards::recording(&slug)?;
        let steps = storyboards::steps(&slug);
        Some(PageData {
            kind: PageKind::Loop,
            code: String::new(),
            join_url: String::new(),
            view,
            you: You::default(),
            people: People::default(),
            class: Class::default(),
            steps,
            recording,
        })
    });
    let data = recorded.await.map_err(|_| ApiError::Render)?.ok_or(ApiError::NoSuchStoryboard)?;
    live(data, None).await
}

/// The address that people type to join: as short as it can be.
fn join_url(state: &AppState, headers: &HeaderMap, code: RoomCode) -> String {
    format!("{}/{code}", address::of_us(state, headers))
}

/// The code in an address.
pub fn parse(text: InPath) -> Result<RoomCode, ApiError> {
    let text = text.map_err(|_| ApiError::NotACode)?.0;
    RoomCode::parse(&text).map_err(|_| ApiError::NotACode)
}

/// The events up to number `until`.
pub async fn whole_log(room: &Arc<Room>, until: u64) -> Result<Vec<drill::Event>, ApiError> {
    Ok(read_log(&*room.store, room.id, 0, until).await?.ok_or(Gone)?)
}
