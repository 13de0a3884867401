//! Under which address people reach this server: what was set, else what the asking browser used.

use axum::http::{HeaderMap, HeaderValue, header};

use crate::AppState;

/// Scheme and host, such as `https://drill.example.com`, without a slash at the end.
pub fn of_us(state: &AppState, headers: &HeaderMap) -> String {
    let asked = || {
        let host = headers.get(header::HOST).map(HeaderValue::as_bytes).and_then(|host| std::str::from_utf8(host).ok());
        format!("http://{}", host.unwrap_or("localhost"))
    };
    state.public_url.as_deref().map_or_else(asked, str::to_owned)
}

/// Whether browsers reach us over TLS, as far as we were told.
pub fn is_secure(state: &AppState, headers: &HeaderMap) -> bool {
    of_us(state, headers).starts_with("https:")
}
