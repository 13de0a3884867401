//! The built files, and the two addresses that browsers and robots ask for unasked.

use axum::{
    http::{HeaderMap, HeaderValue, header},
    response::{IntoResponse as _, Redirect, Response},
};

use super::InPath;
use crate::{error::ApiError, site::site};

/// `GET /assets/{name}`
pub async fn file(name: InPath, headers: HeaderMap) -> Result<Response, ApiError> {
    let name = name.map_err(|_| ApiError::NoSuchPage)?.0;
    site().answer(&name, &headers).ok_or(ApiError::NoSuchPage)
}

/// `GET /favicon.ico`
pub async fn icon() -> Redirect {
    Redirect::temporary(&site().assets.icon)
}

/// `GET /robots.txt`: rooms are for people who were invited.
pub async fn robots() -> Response {
    let text =
        "User-agent: *\nDisallow: /room/\nDisallow: /learn/\nDisallow: /watch/\nDisallow: /seat/\nDisallow: /key/\n";
    ([(header::CONTENT_TYPE, HeaderValue::from_static("text/plain; charset=utf-8"))], text).into_response()
}
