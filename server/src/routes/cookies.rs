//! What browsers keep for us. No script can read it, no other site's page sends it, and over TLS it never leaves in the
//! clear.

use axum::http::HeaderMap;
use axum_extra::extract::{
    CookieJar,
    cookie::{Cookie, SameSite},
};
use time::Duration;

use super::entry::Page;
use crate::{AppState, code::RoomCode, secret::Secret};

/// The cookie that opens a page of a room; its path says which.
const KEY: &str = "key";

/// A cookie of this name and value that a browser keeps for some seconds and sends with requests below `path`.
pub fn kept(state: &AppState, name: &'static str, value: String, path: String, max_age_secs: u64) -> Cookie<'static> {
    Cookie::build((name, value))
        .path(path)
        .max_age(Duration::seconds(max_age_secs.try_into().unwrap_or(i64::MAX)))
        .http_only(true)
        .same_site(SameSite::Lax)
        .secure(state.settings.is_secure())
        .build()
}

/// The key that the browser sends for the path that it asks for.
pub fn key(headers: &HeaderMap) -> Option<Secret> {
    Secret::parse(CookieJar::from_headers(headers).get(KEY)?.value())
}

/// For an answer: the cookie that opens this page of a room.
pub fn with_key(state: &AppState, page: Page, code: RoomCode, secret: &Secret) -> CookieJar {
    let max_age_secs = state.settings.keep_for.as_secs();
    CookieJar::new().add(kept(state, KEY, secret.text(), page.path(code), max_age_secs))
}
