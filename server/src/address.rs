//! Under which address people reach this server: what was set, else what the asking browser used.

use axum::http::{HeaderMap, HeaderValue, header};

use crate::AppState;

/// Scheme and host, such as `https://drill.example.com`, without a slash at the end.
pub fn of_us(state: &AppState, headers: &HeaderMap) -> String {
    let asked = || {
        let host = headers.get(header::HOST).map(HeaderValue::as_bytes).and_then(|host| std::str::from_utf8(host).ok());
        format!("http://{}", host.unwrap_or("localhost"))
    };
    state.settings.public_url.clone().unwrap_or_else(asked)
}
