//! The built files, and the two addresses that browsers and robots ask for unasked.

use axum::{
    extract::Path,
    http::{HeaderMap, HeaderValue, header},
    response::{IntoResponse as _, Redirect, Response},
};

use crate::{error::ApiError, site::site};

/// `GET /assets/{name}`
pub async fn file(Path(name): Path<String>, headers: HeaderMap) -> Result<Response, ApiError> {
    site().answer(&name, &headers).ok_or(ApiError::NoSuchPage)
}

/// `GET /favicon.ico`
pub async fn icon() -> Redirect {
    Redirect::temporary(&site().assets.icon)
}

/// `GET /robots.txt`: rooms are for people who were invited.
pub async fn robots() -> Response {
    let text = "User-agent: *\nDisallow: /room/\nDisallow: /watch/\n";
    ([(header::CONTENT_TYPE, HeaderValue::from_static("text/plain; charset=utf-8"))], text).into_response()
}
