//! The addresses: each module parses what is asked and answers it, and decides nothing.

mod assets;
mod class;
mod cookies;
mod entry;
mod evidence;
mod home;
mod keys;
mod links;
mod page;
mod recent;
mod rooms;
mod trainers;

use std::sync::Arc;

use axum::{
    Form, Router,
    extract::{DefaultBodyLimit, Path, rejection::PathRejection},
    http::{Extensions, HeaderMap, StatusCode, Version},
    middleware,
    routing::{MethodRouter, get, post},
};
use axum_extra::extract::WithRejection;
use tower_http::{
    CompressionLevel,
    compression::CompressionLayer,
    timeout::{RequestBodyDeadlineLayer, TimeoutLayer},
    trace::TraceLayer,
};

use crate::{
    AppState,
    error::ApiError,
    guard,
    limits::{BODY_BYTES_MAX, BODY_WITHIN, REQUEST_WITHIN},
};

use entry::Page;
use evidence::ReportAs;

/// The last part of an address, which may be no text at all.
type InPath = Result<Path<String>, PathRejection>;

/// A form of one of our pages.
type Posted<T> = WithRejection<Form<T>, ApiError>;

/// Everything that Drillroom serves.
pub fn router(state: AppState) -> Router {
    let router = Router::new();
    #[cfg(debug_assertions)]
    let router = router.route("/gallery", get(home::gallery));
    router
        .route("/", get(home::page))
        .route("/explorer", get(home::explorer))
        .route("/guide", get(home::guide))
        .route("/trainer", get(trainers::page).post(trainers::sign_in_with_key))
        .route("/trainer/end", post(trainers::end))
        .route("/rooms", post(home::open))
        .route("/join", post(class::find))
        .route("/key/{page}/{code}", get(keys::exchange_page).post(keys::exchange))
        .route("/qr/{code}", get(rooms::scan))
        .route("/room/{code}", get(rooms::operator))
        .route("/room/{code}/link", link(Page::Room, false))
        .route("/room/{code}/remote", get(rooms::remote))
        .route("/room/{code}/remote/link", link(Page::Room, false))
        .route("/room/{code}/remote/qr", get(rooms::scan_remote))
        .route("/room/{code}/projector", get(rooms::projector))
        .route("/room/{code}/manage", get(rooms::manage))
        .route("/room/{code}/replay", get(rooms::review))
        .route("/room/{code}/replay/link", link(Page::Room, true))
        .route("/room/{code}/truth", get(evidence::truth).post(evidence::ask))
        .route("/room/{code}/report", told(ReportAs::Page))
        .route("/room/{code}/report.csv", told(ReportAs::Csv))
        .route("/room/{code}/report.md", told(ReportAs::Markdown))
        .route("/room/{code}/end", post(keys::end))
        .route("/room/{code}/again", post(keys::again))
        .route("/room/{code}/next", get(rooms::next))
        .route("/room/{code}/keys", post(keys::change))
        .route("/room/{code}/delete", post(keys::delete))
        .route("/learn/{code}", get(rooms::learner))
        .route("/learn/{code}/link", link(Page::Learn, false))
        .route("/learn/{code}/again", post(keys::again))
        .route("/learn/{code}/next", get(rooms::next))
        .route("/watch/{code}", get(rooms::watcher))
        .route("/watch/{code}/link", link(Page::Watch, false))
        .route("/watch/{code}/next", get(rooms::next))
        .route("/seat/{code}", get(class::seat).post(class::join))
        .route("/seat/{code}/link", link(Page::Seat, false))
        .route("/seat/{code}/replay", get(rooms::review))
        .route("/seat/{code}/replay/link", link(Page::Seat, true))
        .route("/seat/{code}/next", get(rooms::next))
        .route("/kiosk/{storyboard}", get(rooms::kiosk))
        .route("/assets/{*name}", get(assets::file))
        .route("/favicon.ico", get(assets::icon))
        .route("/robots.txt", get(assets::robots))
        // Last and least: what looks like a code.
        .route("/{code}", get(class::short))
        .fallback(|| async { ApiError::NoSuchPage })
        .method_not_allowed_fallback(|| async { ApiError::WrongMethod })
        .layer(DefaultBodyLimit::max(BODY_BYTES_MAX))
        .layer(RequestBodyDeadlineLayer::new(BODY_WITHIN))
        .layer(CompressionLayer::new().quality(CompressionLevel::Fastest).compress_when(may_compress))
        .layer(TimeoutLayer::with_status_code(StatusCode::SERVICE_UNAVAILABLE, REQUEST_WITHIN))
        .layer(middleware::from_fn(guard::pages))
        .layer(middleware::from_fn(guard::same_origin))
        .layer(middleware::from_fn_with_state(Arc::clone(&state.settings), guard::headers))
        // What went wrong is logged where it ends, in `error`, and once.
        .layer(TraceLayer::new_for_http().on_failure(()))
        .with_state(state)
}

/// The built files are compressed already, and what holds a secret stays as it is.
fn may_compress(_: StatusCode, _: Version, _: &HeaderMap, answer: &Extensions) -> bool {
    answer.get::<page::MayCompress>().is_some()
}

fn link(page: Page, reviews: bool) -> MethodRouter<AppState> {
    get(move |state, peer, code, headers, upgrade| links::open(page, reviews, state, peer, code, headers, upgrade))
}

fn told(form: ReportAs) -> MethodRouter<AppState> {
    get(move |room, moment| evidence::told(form, room, moment))
}
