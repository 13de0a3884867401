//! The home page, and its form, which opens a room.

use app::pages::home_document;
use axum::{
    Form,
    extract::{FromRequest as _, Request, State},
    response::{Html, Redirect},
};
use serde::Deserialize;
use tokio::time::timeout;

use crate::{AppState, error::ApiError, limits::BODY_WITHIN, site::site, storyboards};

/// The form: which storyboard; free play when it is empty.
#[derive(Debug, Deserialize)]
pub struct OpenForm {
    #[serde(default)]
    storyboard: String,
}

/// `GET /`
pub async fn page() -> Html<String> {
    Html(home_document(&site().assets, storyboards::cards()))
}

/// `POST /rooms`
pub async fn open(State(state): State<AppState>, request: Request) -> Result<Redirect, ApiError> {
    let form = timeout(BODY_WITHIN, Form::<OpenForm>::from_request(request, &state)).await;
    let Form(form) = form.map_err(|_| ApiError::TooSlow)??;
    let opening = storyboards::opening(&form.storyboard).ok_or(ApiError::NoSuchStoryboard)?;
    let code = state.rooms.open(opening).await?;
    Ok(Redirect::to(&format!("/room/{code}")))
}
