//! A page as an answer: its document, and a content policy that lets exactly this answer's script run.

use std::fmt::Write as _;

use app::document::Assets;
use axum::{
    http::{HeaderValue, header},
    response::{Html, IntoResponse, Response},
};

use crate::{error::ApiError, guard, site::site};

/// Marks an answer that may be compressed on its way. An answer without this mark is not: how long one is when compressed
/// tells something of a secret in it to somebody who can add to it and see its length (BREACH).
#[derive(Clone, Copy)]
pub struct MayCompress;

/// Renders a page with `document`, which is told where the built files are and the nonce of its scripts. Rendering takes a
/// millisecond: not on the threads that serve links.
///
/// # Errors
/// When it cannot be rendered, or the operating system has no randomness.
pub async fn render(document: impl FnOnce(&Assets, &str) -> String + Send + 'static) -> Result<Response, ApiError> {
    let mut page = render_with_secret(document).await?;
    page.extensions_mut().insert(MayCompress);
    Ok(page)
}

/// The same of a page that holds a key or a ticket.
///
/// # Errors
/// When it cannot be rendered, or the operating system has no randomness.
pub async fn render_with_secret(
    document: impl FnOnce(&Assets, &str) -> String + Send + 'static,
) -> Result<Response, ApiError> {
    let nonce = nonce().map_err(|_| ApiError::Render)?;
    let policy = HeaderValue::from_str(&guard::content_policy(&nonce)).map_err(|_| ApiError::Render)?;
    let page = tokio::task::spawn_blocking(move || document(&site().assets, &nonce));
    let page = page.await.map_err(|_| ApiError::Render)?;
    Ok(([(header::CONTENT_SECURITY_POLICY, policy)], Html(page)).into_response())
}

/// 128 bits that nobody can guess, as hexadecimal digits.
fn nonce() -> Result<String, getrandom::Error> {
    let mut bytes = [0_u8; 16];
    getrandom::fill(&mut bytes)?;
    Ok(bytes.iter().fold(String::new(), |mut text, byte| {
        // Writing to a string cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    }))
}
