//! What a request is answered when it cannot be served: the only place that knows status codes. Each answer is a page
//! that says what happened and what to do.

use std::{error::Error, iter};

use app::{document::problem_document, pages::Problem};
use axum::{
    extract::rejection::FormRejection,
    http::{StatusCode, header},
    response::{Html, IntoResponse, Redirect, Response},
};
use tower_http::timeout::TimeoutError;

use crate::{causes::with_causes, class::JoinRefusal, room::Gone, rooms::RoomsError, site::site, store::StoreError};

/// Why a request was not served.
#[derive(Debug, thiserror::Error)]
pub enum ApiError {
    /// No page has this address.
    #[error("no page has this address")]
    NoSuchPage,
    /// The address names no room.
    #[error("this is no room code")]
    NotACode,
    /// The room has this address, with its code in the form in which we write it.
    #[error("the address is {0}")]
    WrittenOtherwise(String),
    /// The address names no moment of a room.
    #[error("this is no room time")]
    NotAMoment,
    /// No storyboard has this name.
    #[error("no storyboard has this name")]
    NoSuchStoryboard,
    /// The request is not of a kind that this address takes.
    #[error("this address takes no such request")]
    WrongMethod,
    /// The request is none that this program understands.
    #[error("the request could not be understood")]
    BadRequest,
    /// The form is not one that our pages send.
    #[error("the form could not be read")]
    BadForm,
    /// The request carries more than any of our forms.
    #[error("the request is too large")]
    TooLarge,
    /// The request did not come to its end in time.
    #[error("the request did not arrive in time")]
    TooSlow,
    /// The answer was not ready in time.
    #[error("the answer was not ready in time")]
    Overdue,
    /// The request comes from a page of another site.
    #[error("the request comes from another site")]
    OtherOrigin,
    /// Somebody is not let in.
    #[error(transparent)]
    Admission(#[from] AdmissionError),
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

/// Why somebody is not let in.
#[derive(Debug, thiserror::Error)]
pub enum AdmissionError {
    /// The browser has no right to this page.
    #[error("the browser has no right to this page")]
    NoRight,
    /// The key is not the right one.
    #[error("the key is not the right one")]
    WrongKey,
    /// Too many wrong codes or keys came from this address, or from all.
    #[error("too many wrong codes or keys were tried")]
    TooManyGuesses,
    /// Too many seats were taken from this address at once.
    #[error("too many seats were taken from this address")]
    TooManyJoins,
    /// Only trainers open rooms here.
    #[error("only trainers open rooms here")]
    TrainersOnly,
    /// The name cannot be shown.
    #[error("the name cannot be shown")]
    BadName,
    /// The class takes nobody.
    #[error(transparent)]
    JoinRefusal(#[from] JoinRefusal),
}

impl AdmissionError {
    /// Status, what happened, and what to do.
    const fn told(&self) -> (StatusCode, &'static str, &'static str) {
        match self {
            Self::NoRight => (
                StatusCode::FORBIDDEN,
                "This page needs its own link",
                "Open the link that you were given for it. To take part in a class, enter its code at the start.",
            ),
            Self::WrongKey => (
                StatusCode::FORBIDDEN,
                "This link is not valid",
                "Open the whole link that you were given, to its very end. An operator may have changed it since: ask for the new one.",
            ),
            Self::TooManyGuesses => (
                StatusCode::TOO_MANY_REQUESTS,
                "Too many wrong codes were tried",
                "Wait a few minutes, then try again with the code that your trainer shows.",
            ),
            Self::TooManyJoins => (
                StatusCode::TOO_MANY_REQUESTS,
                "Too many people join from this network at once",
                "Wait a minute, then try again.",
            ),
            Self::TrainersOnly => (
                StatusCode::FORBIDDEN,
                "Only trainers open rooms here",
                "Enter the trainer key at the start. The person who runs this server knows it.",
            ),
            Self::JoinRefusal(JoinRefusal::Full) => (
                StatusCode::SERVICE_UNAVAILABLE,
                "The room is full",
                "All seats of this class are taken. Ask the trainer to show it on the projector.",
            ),
            Self::JoinRefusal(JoinRefusal::Locked) => (
                StatusCode::FORBIDDEN,
                "The room is locked",
                "The trainer lets nobody new in at the moment. Ask to be let in, then load this page again.",
            ),
            Self::JoinRefusal(JoinRefusal::Ended) => (
                StatusCode::GONE,
                "The session has ended",
                "It cannot be joined any more. Ask the trainer for the code of the next one.",
            ),
            Self::JoinRefusal(JoinRefusal::Removed) => (
                StatusCode::FORBIDDEN,
                "You were removed from this class",
                "If that was a mistake, speak to the trainer.",
            ),
            Self::BadName => (
                StatusCode::BAD_REQUEST,
                "This name cannot be used",
                "Go back, and choose one of at most 40 letters in one line, with no marks that turn the text round, or leave it empty.",
            ),
        }
    }
}

impl ApiError {
    /// Status, what happened, and what to do.
    const fn told(&self) -> (StatusCode, &'static str, &'static str) {
        match self {
            Self::NoSuchPage => {
                (StatusCode::NOT_FOUND, "There is no such page", "Check the address, or begin at the start.")
            }
            Self::NotACode | Self::WrittenOtherwise(_) | Self::Rooms(RoomsError::Unknown(_)) => (
                StatusCode::NOT_FOUND,
                "Room not found",
                "Check the code: it has eight letters or digits, as in ABCD-EFGH. Or open a new room at the start.",
            ),
            Self::NotAMoment => {
                (StatusCode::BAD_REQUEST, "This is no room time", "Write it as minutes and seconds, such as 1:30.")
            }
            Self::NoSuchStoryboard => {
                (StatusCode::NOT_FOUND, "There is no such drill", "Choose one of the drills at the start.")
            }
            Self::WrongMethod => {
                (StatusCode::METHOD_NOT_ALLOWED, "This address takes no such request", "Begin at the start.")
            }
            Self::BadRequest => {
                (StatusCode::BAD_REQUEST, "This request could not be understood", "Begin at the start.")
            }
            Self::BadForm => {
                (StatusCode::BAD_REQUEST, "The form could not be read", "Go back to the start and try again.")
            }
            Self::TooLarge => {
                (StatusCode::PAYLOAD_TOO_LARGE, "This request is too large", "Go back to the start and try again.")
            }
            Self::TooSlow => (
                StatusCode::REQUEST_TIMEOUT,
                "This request took too long to arrive",
                "Check the connection, then go back to the start and try again.",
            ),
            Self::Overdue => (
                StatusCode::SERVICE_UNAVAILABLE,
                "This took too long",
                "Try again in a moment; if it stays so, the person who runs this server finds the reason in its log.",
            ),
            Self::OtherOrigin => (
                StatusCode::FORBIDDEN,
                "This request comes from another site",
                "Open Drillroom itself, and try again from there.",
            ),
            Self::Admission(why) => why.told(),
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
                "The person who runs this server can start it with a new database.",
            ),
            Self::Gone(_) => (StatusCode::SERVICE_UNAVAILABLE, "The room is reloading", "Load this page again."),
            Self::Rooms(RoomsError::Store(error)) | Self::Store(error) if error.is_damage() => (
                StatusCode::INTERNAL_SERVER_ERROR,
                "The record of this room cannot be read",
                "It is damaged, or was written by a newer version. Other rooms are not affected: open a new one at the start. The person who runs this server finds the details in its log, and can restore the database from a copy.",
            ),
            Self::Rooms(RoomsError::Store(_) | RoomsError::NoCode(_)) | Self::Store(_) => (
                StatusCode::SERVICE_UNAVAILABLE,
                "The record of the rooms cannot be reached",
                "Nothing is lost. Try again in a moment; if it stays so, the person who runs this server finds the reason in its log.",
            ),
            Self::Render => (
                StatusCode::INTERNAL_SERVER_ERROR,
                "This page could not be shown",
                "Try again; if it stays so, the person who runs this server finds the reason in its log.",
            ),
        }
    }
}

/// Marks an answer that is one of our pages.
#[derive(Clone, Copy)]
struct Told;

impl IntoResponse for ApiError {
    fn into_response(self) -> Response {
        if let Self::WrittenOtherwise(address) = self {
            return Redirect::permanent(&address).into_response();
        }
        let (status, title, advice) = self.told();
        if status.is_server_error() {
            tracing::error!(error = with_causes(&self), status = status.as_u16(), "request not served");
        } else {
            tracing::debug!(error = %self, status = status.as_u16(), "request refused");
        }
        let on = match self {
            // The same page, without what was wrong in its address.
            Self::NotAMoment => ("?", "Show it as it is now"),
            _ => ("/", "Back to the start"),
        };
        let problem = Problem { title: title.to_owned(), advice: advice.to_owned(), on };
        let mut response = (status, Html(problem_document(&site().assets, problem))).into_response();
        response.extensions_mut().insert(Told);
        response
    }
}

impl From<FormRejection> for ApiError {
    fn from(rejection: FormRejection) -> Self {
        let mut causes = iter::successors(rejection.source(), |&cause| cause.source());
        if rejection.status() == StatusCode::PAYLOAD_TOO_LARGE {
            Self::TooLarge
        } else if causes.any(<dyn Error>::is::<TimeoutError>) {
            Self::TooSlow
        } else {
            Self::BadForm
        }
    }
}

/// What the framework refused by itself gets one of our pages as well.
pub fn with_page(response: Response) -> Response {
    let status = response.status();
    if !(status.is_client_error() || status.is_server_error()) || response.extensions().get::<Told>().is_some() {
        return response;
    }
    let error = match status {
        StatusCode::NOT_FOUND => ApiError::NoSuchPage,
        StatusCode::METHOD_NOT_ALLOWED => ApiError::WrongMethod,
        StatusCode::PAYLOAD_TOO_LARGE => ApiError::TooLarge,
        StatusCode::SERVICE_UNAVAILABLE => ApiError::Overdue,
        _ if status.is_client_error() => ApiError::BadRequest,
        _ => ApiError::Render,
    };
    let allowed = response.headers().get(header::ALLOW).cloned();
    let mut page = error.into_response();
    page.headers_mut().extend(allowed.map(|allowed| (header::ALLOW, allowed)));
    page
}
