//! What a request is answered when it cannot be served: the only place that knows status codes. Each answer is a page
//! that says what happened and what to do.

use std::error::Error as _;

use app::pages::{Problem, problem_document};
use axum::{
    http::StatusCode,
    response::{Html, IntoResponse, Response},
};

use crate::{room::Gone, rooms::RoomsError, site::site, store::StoreError};

/// Why a request was not served.
#[derive(Debug, thiserror::Error)]
pub enum ApiError {
    /// No page has this address.
    #[error("no page has this address")]
    NoSuchPage,
    /// The address names no room.
    #[error("this is no room code")]
    NotACode,
    /// No storyboard has this name.
    #[error("no storyboard has this name")]
    NoSuchStoryboard,
    /// The request is not of a kind that this address takes.
    #[error("this address takes no such request")]
    WrongMethod,
    /// The form is not one of ours.
    #[error("the form could not be read")]
    BadForm,
    /// The request comes from a page of another site.
    #[error("the request comes from another site")]
    OtherOrigin,
    /// The request wants something else than a WebSocket where only one is served.
    #[error("only a WebSocket is served here")]
    NoUpgrade,
    /// The room, or the whole server, has all the links that it can hold.
    #[error("no more links can be held")]
    TooManyLinks,
    /// The rooms failed.
    #[error(transparent)]
    Rooms(#[from] RoomsError),
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The room left memory in this instant.
    #[error(transparent)]
    Gone(#[from] Gone),
    /// The page could not be rendered.
    #[error("the page could not be rendered")]
    Render,
}

impl ApiError {
    /// Status, what happened, and what to do.
    const fn told(&self) -> (StatusCode, &'static str, &'static str) {
        match self {
            Self::NoSuchPage => {
                (StatusCode::NOT_FOUND, "There is no such page", "Check the address, or begin at the start.")
            }
            Self::NotACode | Self::Rooms(RoomsError::Unknown(_)) => (
                StatusCode::NOT_FOUND,
                "There is no such room",
                "Check the code: it has eight letters or digits, as in ABCD-EFGH. Or open a new room at the start.",
            ),
            Self::NoSuchStoryboard => {
                (StatusCode::NOT_FOUND, "There is no such drill", "Choose one of the drills at the start.")
            }
            Self::WrongMethod => {
                (StatusCode::METHOD_NOT_ALLOWED, "This address takes no such request", "Begin at the start.")
            }
            Self::BadForm => {
                (StatusCode::BAD_REQUEST, "The form could not be read", "Go back to the start and try again.")
            }
            Self::OtherOrigin => (
                StatusCode::FORBIDDEN,
                "This request comes from another site",
                "Open Drillroom itself, and try again from there.",
            ),
            Self::NoUpgrade => {
                (StatusCode::UPGRADE_REQUIRED, "Only live connections are served here", "Open the room's own page.")
            }
            Self::TooManyLinks => (
                StatusCode::SERVICE_UNAVAILABLE,
                "The room is full",
                "Close another page of it, or wait until somebody leaves.",
            ),
            Self::Rooms(RoomsError::TooFast) => {
                (StatusCode::TOO_MANY_REQUESTS, "Too many rooms are being opened", "Wait a minute, then try again.")
            }
            Self::Rooms(RoomsError::TooMany) => (
                StatusCode::INSUFFICIENT_STORAGE,
                "No more rooms can be opened",
                "Whoever runs this server can start it with a new database.",
            ),
            Self::Gone(_) => {
                (StatusCode::SERVICE_UNAVAILABLE, "The room was just being put away", "Load this page again.")
            }
            Self::Rooms(RoomsError::Store(_) | RoomsError::NoCode(_)) | Self::Store(_) => (
                StatusCode::SERVICE_UNAVAILABLE,
                "The record of the rooms cannot be reached",
                "Nothing is lost. Try again in a moment; if it stays so, whoever runs this server finds the reason in its log.",
            ),
            Self::Render => (
                StatusCode::INTERNAL_SERVER_ERROR,
                "This page could not be shown",
                "Try again; if it stays so, whoever runs this server finds the reason in its log.",
            ),
        }
    }
}

impl IntoResponse for ApiError {
    fn into_response(self) -> Response {
        let (status, title, advice) = self.told();
        if status.is_server_error() {
            let source = self.source().map(ToString::to_string);
            tracing::error!(error = %self, source, status = status.as_u16(), "request not served");
        } else {
            tracing::debug!(error = %self, status = status.as_u16(), "request refused");
        }
        let problem = Problem { title: title.to_owned(), advice: advice.to_owned() };
        (status, Html(problem_document(&site().assets, problem))).into_response()
    }
}
