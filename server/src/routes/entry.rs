//! Who may see a page of a room: the page's path names the role, and a cookie that the browser sends for this path alone
//! proves it. Somebody who proves nothing learns nothing, not even whether there is such a room.

use std::sync::Arc;

use axum::http::{HeaderMap, HeaderValue, header};

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

/// The cookie's name. Its path says what it opens.
const COOKIE: &str = "key";

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

/// A room that the browser may be in.
#[derive(Debug)]
pub struct AuthorizedRoom {
    /// The room.
    pub room: Arc<Room>,
    /// What the browser proved.
    pub credential: Credential,
    /// What it proved it with.
    pub secret: Secret,
}

/// Why a browser is not let in.
#[derive(Debug)]
pub enum AccessError {
    /// It proves nothing here.
    NoRight,
    /// The room cannot be had.
    Failed(RoomsError),
}

impl From<AccessError> for ApiError {
    fn from(error: AccessError) -> Self {
        match error {
            AccessError::NoRight => Self::Admission(AdmissionError::NoRight),
            AccessError::Failed(error) => Self::Rooms(error),
        }
    }
}

/// The room of this code, if the browser's cookie proves a right to this page of it. A wrong key and an unknown code are
/// one answer.
pub async fn enter(
    state: &AppState,
    headers: &HeaderMap,
    page: Page,
    code: RoomCode,
) -> Result<AuthorizedRoom, AccessError> {
    // Without a key there is nothing to look up, and so nothing to learn.
    let secret = secret(headers).ok_or(AccessError::NoRight)?;
    prove(state, page, code, secret).await
}

/// The same for a secret that came some other way. Keys have 128 bits, so nobody finds one by trying, and a wrong one is
/// no guess: most are keys of rooms that were deleted, and of seats that were removed.
pub async fn prove(
    state: &AppState,
    page: Page,
    code: RoomCode,
    secret: Secret,
) -> Result<AuthorizedRoom, AccessError> {
    let key = secret.hash();
    let authorize = |room: Arc<Room>| {
        let credential = page.credential(&room.class().borrow(), key)?;
        Some(AuthorizedRoom { room, credential, secret })
    };
    if let Some(authorized) = state.rooms.in_memory(code).and_then(authorize) {
        return Ok(authorized);
    }
    // Without a proof the same question is asked, whether there is such a room or not.
    if !state.rooms.has_key(code, key).await.map_err(AccessError::Failed)? {
        METRICS.wrong_guesses.inc();
        return Err(AccessError::NoRight);
    }
    authorize(state.rooms.find(code).await.map_err(AccessError::Failed)?).ok_or(AccessError::NoRight)
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

/// The key that the browser sends for this path.
pub fn secret(headers: &HeaderMap) -> Option<Secret> {
    cookie(headers, COOKIE).and_then(Secret::parse)
}

/// The cookie that opens this page of a room. No script can read it, and no other site's page sends it.
pub fn cookie_for(state: &AppState, page: Page, code: RoomCode, secret: &Secret) -> HeaderValue {
    let path = page.path(code);
    set_cookie(state, COOKIE, &secret.text(), &path, state.settings.keep_for.as_secs())
}

/// What the browser keeps under this name.
pub fn cookie<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    let lines = headers.get_all(header::COOKIE).iter().filter_map(|value| value.to_str().ok());
    lines.flat_map(|line| line.split(';')).find_map(|cookie| {
        let (known, value) = cookie.trim().split_once('=')?;
        (known == name).then_some(value)
    })
}

/// A cookie that no script can read and no other site's page sends; over TLS it never leaves in the clear.
pub fn set_cookie(state: &AppState, name: &str, value: &str, path: &str, max_age_secs: u64) -> HeaderValue {
    let secure = if state.settings.is_secure() { "; Secure" } else { "" };
    let cookie = format!("{name}={value}; Path={path}; Max-Age={max_age_secs}; HttpOnly; SameSite=Lax{secure}");
    // Our names, values and paths are ASCII letters, digits and a few signs.
    HeaderValue::from_str(&cookie).unwrap_or(HeaderValue::from_static(""))
}
