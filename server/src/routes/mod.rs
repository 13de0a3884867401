//! The addresses: each module parses what is asked and answers it, and decides nothing.

mod assets;
mod home;
mod links;
mod page;
mod recent;
mod rooms;

use axum::{
    Router,
    extract::{DefaultBodyLimit, Path, rejection::PathRejection},
    http::StatusCode,
    middleware,
    routing::{get, post},
};
use tower_http::{timeout::TimeoutLayer, trace::TraceLayer};

use crate::{
    AppState,
    error::ApiError,
    guard,
    limits::{BODY_BYTES_MAX, REQUEST_WITHIN},
};

/// The last part of an address, which may be no text at all.
type InPath = Result<Path<String>, PathRejection>;

/// Everything that Drillroom serves.
pub fn router(state: AppState) -> Router {
    let router = Router::new();
    #[cfg(debug_assertions)]
    let router = router.route("/gallery", get(home::gallery));
    router
        .route("/", get(home::page))
        .route("/explorer", get(home::explorer))
        .route("/guide", get(home::guide))
        .route("/rooms", post(home::open))
        .route("/room/{code}", get(rooms::operator))
        .route("/room/{code}/link", get(links::operator))
        .route("/learn/{code}", get(rooms::learner))
        .route("/learn/{code}/link", get(links::operator))
        .route("/kiosk/{storyboard}", get(rooms::kiosk))
        .route("/watch/{code}", get(rooms::watcher))
        .route("/watch/{code}/qr.svg", get(rooms::scan))
        .route("/watch/{code}/link", get(links::watcher))
        .route("/assets/{*name}", get(assets::file))
        .route("/favicon.ico", get(assets::icon))
        .route("/robots.txt", get(assets::robots))
        .fallback(|| async { ApiError::NoSuchPage })
        .method_not_allowed_fallback(|| async { ApiError::WrongMethod })
        .layer(DefaultBodyLimit::max(BODY_BYTES_MAX))
        .layer(TimeoutLayer::with_status_code(StatusCode::SERVICE_UNAVAILABLE, REQUEST_WITHIN))
        .layer(middleware::from_fn(guard::pages))
        .layer(middleware::from_fn(guard::same_origin))
        .layer(middleware::from_fn(guard::headers))
        // What went wrong is logged where it ends, in `error`, and once.
        .layer(TraceLayer::new_for_http().on_failure(()))
        .with_state(state)
}
