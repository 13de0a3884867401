//! Who may see a page of a room: the page's path names the role, and a cookie that the browser sends for this path alone
//! proves it. Somebody who proves nothing learns nothing, not even whether there is such a room.

use std::sync::Arc;

use axum::{
    RequestPartsExt as _,
    extract::{FromRequestParts, OptionalFromRequestParts, Path},
    http::{HeaderMap, request::Parts},
};

use super::cookies;
use crate::{
    AppState,
    class::{Class, Credential},
    code::RoomCode,
    error::{AdmissionError, ApiError},
    metrics::METRICS,
    peer::Peer,
    room::Room,
    rooms::RoomsError,
    secret::{KeyHash, Secret},
};

/// A kind of page of a room, which is also a role there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Page {
    /// The operator's, with the phone's below it.
    Room,
    /// The learner's.
    Learn,
    /// The projector's.
    Watch,
    /// That of somebody in the class.
    Seat,
}

impl Page {
    const ALL: [Self; 4] = [Self::Room, Self::Learn, Self::Watch, Self::Seat];

    /// The page of this word.
    pub fn of_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|page| page.word() == word)
    }

    /// Its word in addresses.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Room => "room",
            Self::Learn => "learn",
            Self::Watch => "watch",
            Self::Seat => "seat",
        }
    }

    /// The path of this page of a room.
    pub fn path(self, code: RoomCode) -> String {
        format!("/{}/{code}", self.word())
    }

    /// What this key proves for it.
    pub fn credential(self, class: &Class, key: KeyHash) -> Option<Credential> {
        match self {
            Self::Room | Self::Learn => class.operator_credential(key),
            Self::Watch => class.watch_credential(key),
            Self::Seat => class.seat_credential(key),
        }
    }
}

/// A page of a room as an address names it: its first part is the page's word, its second the code.
#[derive(Clone, Copy, Debug)]
pub struct Named {
    /// The page.
    pub page: Page,
    /// The room's code.
    pub code: RoomCode,
}

impl FromRequestParts<AppState> for Named {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, _: &AppState) -> Result<Self, ApiError> {
        let Path(text) = parts.extract::<Path<String>>().await.map_err(|_| ApiError::NotACode)?;
        let code = RoomCode::parse(&text).map_err(|_| ApiError::NotACode)?;
        let mut segments = parts.uri.path().splitn(4, '/').skip(1);
        let page = segments.next().and_then(Page::of_word).ok_or(ApiError::NoSuchPage)?;
        if code.to_string() == text {
            return Ok(Self { page, code });
        }
        // Browsers send a cookie for the path that we gave it, letter by letter.
        let below = segments.nth(1).map(|below| format!("/{below}")).unwrap_or_default();
        let query = parts.uri.query().map(|query| format!("?{query}")).unwrap_or_default();
        Err(ApiError::WrittenOtherwise(format!("{}{below}{query}", page.path(code))))
    }
}

/// A room that the browser may be in, as it proves by its cookie for the page that is asked for.
#[derive(Debug)]
pub struct AuthorizedRoom {
    /// The page that is asked for.
    pub page: Page,
    /// The room.
    pub room: Arc<Room>,
    /// What the browser proved.
    pub credential: Credential,
    /// What it proved it with.
    pub secret: Secret,
}

impl FromRequestParts<AppState> for AuthorizedRoom {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, ApiError> {
        let entered: Option<Self> = parts.extract_with_state(state).await?;
        entered.ok_or(ApiError::Admission(AdmissionError::NoRight))
    }
}

impl OptionalFromRequestParts<AppState> for AuthorizedRoom {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Option<Self>, ApiError> {
        let Named { page, code } = Named::from_request_parts(parts, state).await?;
        Ok(enter(state, &parts.headers, page, code).await?)
    }
}

/// The room of this code, if the browser's cookie proves a right to this page of it. A wrong key and an unknown code are
/// one answer: `None`.
///
/// # Errors
/// When the room cannot be had.
pub async fn enter(
    state: &AppState,
    headers: &HeaderMap,
    page: Page,
    code: RoomCode,
) -> Result<Option<AuthorizedRoom>, RoomsError> {
    // Without a key there is nothing to look up, and so nothing to learn.
    let Some(secret) = cookies::key(headers) else { return Ok(None) };
    prove(state, page, code, secret).await
}

/// The same for a secret that came some other way. Keys have 128 bits, so nobody finds one by trying, and a wrong one is
/// no guess: most are keys of rooms that were deleted, and of seats that were removed.
///
/// # Errors
/// When the room cannot be had.
pub async fn prove(
    state: &AppState,
    page: Page,
    code: RoomCode,
    secret: Secret,
) -> Result<Option<AuthorizedRoom>, RoomsError> {
    let key = secret.hash();
    let authorize = |room: Arc<Room>| {
        let credential = page.credential(&room.class().borrow(), key)?;
        Some(AuthorizedRoom { page, room, credential, secret })
    };
    if let Some(authorized) = state.rooms.in_memory(code).and_then(authorize) {
        return Ok(Some(authorized));
    }
    // Without a proof the same question is asked, whether there is such a room or not.
    if !state.rooms.has_key(code, key).await? {
        METRICS.wrong_guesses.inc();
        return Ok(None);
    }
    Ok(authorize(state.rooms.find(code).await?))
}

/// The room of this code for somebody with nothing but the code. What they try is limited, right or wrong, before it is
/// looked up.
///
/// # Errors
/// When they try too much, or there is no such room.
pub async fn find_by_code(state: &AppState, peer: Peer, code: RoomCode) -> Result<Arc<Room>, ApiError> {
    if !state.peers.may_guess(peer) {
        return Err(ApiError::Admission(AdmissionError::TooManyGuesses));
    }
    match state.rooms.find(code).await {
        Err(RoomsError::Unknown(code)) => {
            METRICS.wrong_guesses.inc();
            state.peers.guessed_wrong(peer, KeyHash::of_text(code.letters()));
            Err(RoomsError::Unknown(code).into())
        }
        found => Ok(found?),
    }
}
