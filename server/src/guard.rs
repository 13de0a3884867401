//! In front of every request: who may ask, and what browsers may do with the answer.

use std::sync::Arc;

use axum::{
    extract::{Request, State},
    http::{HeaderMap, HeaderName, HeaderValue, Method, header},
    middleware::Next,
    response::{IntoResponse as _, Response},
};

use crate::{
    error::{self, ApiError},
    settings::Settings,
};

/// Of whatever is no page: nothing runs.
const CONTENT_POLICY: &str =
    "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'";

/// Of a page: everything comes from ourselves, nothing is inline, and only the script with this answer's nonce runs.
/// `wasm-unsafe-eval` lets the browser compile the client, and nothing else.
pub fn content_policy(nonce: &str) -> String {
    format!(
        "default-src 'none'; script-src 'nonce-{nonce}' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self'; \
         font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'"
    )
}

/// Written on every answer, unless it has said otherwise itself.
const HEADERS: [(HeaderName, HeaderValue); 7] = [
    (header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(CONTENT_POLICY)),
    (header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")),
    // Not `no-referrer`: that makes browsers send `Origin: null` with our own form, and over plain HTTP in a class's
    // network nothing else tells us that it is our own. Other sites learn nothing either way.
    (header::REFERRER_POLICY, HeaderValue::from_static("same-origin")),
    (
        HeaderName::from_static("permissions-policy"),
        HeaderValue::from_static("camera=(), geolocation=(), microphone=(), payment=(), usb=()"),
    ),
    (HeaderName::from_static("cross-origin-opener-policy"), HeaderValue::from_static("same-origin")),
    (HeaderName::from_static("cross-origin-resource-policy"), HeaderValue::from_static("same-origin")),
    (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
];

/// Once a browser has been here over TLS, it comes over nothing else for a year.
const TLS_ONLY: HeaderValue = HeaderValue::from_static("max-age=31536000");

/// Writes the headers.
pub async fn headers(State(settings): State<Arc<Settings>>, request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    for (name, value) in HEADERS {
        headers.entry(name).or_insert(value);
    }
    // Who may frame us is the same for every answer, and so is said here alone.
    let policy = headers.get(header::CONTENT_SECURITY_POLICY).map(HeaderValue::as_bytes).unwrap_or_default();
    let framed = [policy, b"; frame-ancestors ", settings.frame_ancestors.as_bytes()].concat();
    if let Ok(framed) = HeaderValue::from_bytes(&framed) {
        headers.insert(header::CONTENT_SECURITY_POLICY, framed);
    }
    if settings.is_secure() {
        headers.insert(header::STRICT_TRANSPORT_SECURITY, TLS_ONLY);
    }
    response
}

/// Answers everything that is refused with one of our pages.
pub async fn pages(request: Request, next: Next) -> Response {
    error::with_page(next.run(request).await)
}

/// Refuses whatever changes something or opens a link, unless a page of our own asks.
pub async fn same_origin(request: Request, next: Next) -> Response {
    let headers = request.headers();
    let reads = matches!(*request.method(), Method::GET | Method::HEAD | Method::OPTIONS);
    let upgrades = headers.contains_key(header::UPGRADE);
    // Browsers send `Origin` with every upgrade, so there nothing else counts.
    let allowed = if upgrades { is_same_origin(headers) } else { reads || is_from_our_page(headers) };
    if allowed { next.run(request).await } else { ApiError::OtherOrigin.into_response() }
}

fn is_from_our_page(headers: &HeaderMap) -> bool {
    match headers.get("sec-fetch-site").map(HeaderValue::as_bytes) {
        Some(site) => site == b"same-origin",
        None => is_same_origin(headers),
    }
}

/// Whether the page that asks has the host and port that it asks at.
fn is_same_origin(headers: &HeaderMap) -> bool {
    let text = |name| headers.get(name).and_then(|value| value.to_str().ok());
    let (Some(origin), Some(host)) = (text(header::ORIGIN), text(header::HOST)) else { return false };
    origin.split_once("://").is_some_and(|(scheme, from)| {
        matches!(scheme, "http" | "https") && from.eq_ignore_ascii_case(host) && !host.is_empty()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn request(headers: &[(&'static str, &str)]) -> HeaderMap {
        let header = |(name, value): &(&'static str, &str)| {
            (HeaderName::from_static(name), HeaderValue::from_str(value).expect("a header"))
        };
        headers.iter().map(header).collect()
    }

    #[test]
    fn only_pages_of_the_same_host_and_port_may_ask() {
        for (headers, allowed) in [
            (&[("host", "drill.test:3000"), ("origin", "http://drill.test:3000")][..], true),
            (&[("host", "drill.test"), ("origin", "https://drill.test")], true),
            (&[("host", "drill.test:3000"), ("origin", "http://drill.test:3001")], false),
            (&[("host", "drill.test:3000"), ("origin", "http://evil.test")], false),
            (&[("host", "drill.test:3000"), ("origin", "null")], false),
            (&[("host", "drill.test:3000")], false),
            (&[("host", "drill.test:3000"), ("origin", "file://drill.test:3000")], false),
            (&[("host", "a.test"), ("origin", "http://a.test"), ("sec-fetch-site", "cross-site")], false),
            (&[("host", "a.test"), ("origin", "null"), ("sec-fetch-site", "same-origin")], true),
            (&[("host", "a.test"), ("sec-fetch-site", "none")], false),
        ] {
            assert_eq!(is_from_our_page(&request(headers)), allowed, "{headers:?}");
        }
    }
}
