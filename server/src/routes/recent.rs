//! The rooms that a browser had open with controls, newest first: kept in a cookie of its own, and nowhere else.

use axum::http::{HeaderMap, HeaderValue};

use super::entry::{self, Page};
use crate::{AppState, code::RoomCode, limits::RECENT_ROOMS_MAX};

const NAME: &str = "recent";
/// For how long a browser keeps it, in seconds: a year.
const MAX_AGE_SECS: u64 = 31_536_000;

/// The rooms of one browser, each with the page on which it was open.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Recent(Vec<(Page, RoomCode)>);

impl Recent {
    /// What the browser sends. What is not a room of this server is left out.
    pub fn of(headers: &HeaderMap) -> Self {
        let room = |text: &str| {
            let (page, code) = text.split_once('.')?;
            let page = Page::of_word(page).filter(|page| matches!(page, Page::Room | Page::Learn))?;
            Some((page, RoomCode::parse(code).ok()?))
        };
        Self(
            entry::cookie(headers, NAME)
                .unwrap_or_default()
                .split('_')
                .filter_map(room)
                .take(RECENT_ROOMS_MAX)
                .collect(),
        )
    }

    /// The same with this room as the newest.
    #[must_use]
    pub fn with(mut self, page: Page, code: RoomCode) -> Self {
        self.0.retain(|(_, known)| *known != code);
        self.0.insert(0, (page, code));
        self.0.truncate(RECENT_ROOMS_MAX);
        self
    }

    /// Each room with its page, newest first.
    pub fn rooms(&self) -> &[(Page, RoomCode)] {
        &self.0
    }

    /// The cookie that keeps it.
    pub fn cookie(&self, state: &AppState) -> HeaderValue {
        entry::set_cookie(state, NAME, &self.value(), "/", MAX_AGE_SECS)
    }

    fn value(&self) -> String {
        let rooms: Vec<String> =
            self.0.iter().map(|(page, code)| format!("{}.{}", page.word(), code.letters())).collect();
        rooms.join("_")
    }
}

#[cfg(test)]
mod tests {
    use axum::http::header;

    use super::*;

    fn asks(cookie: &str) -> HeaderMap {
        HeaderMap::from_iter([(header::COOKIE, HeaderValue::from_str(cookie).expect("a header"))])
    }

    fn code(text: &str) -> RoomCode {
        RoomCode::parse(text).expect("a code")
    }

    #[test]
    fn what_was_kept_is_read_again_newest_first() {
        let recent = Recent::default().with(Page::Room, code("AAAAAAAA")).with(Page::Learn, code("BBBBBBBB"));
        let recent = recent.with(Page::Room, code("CCCCCCCC")).with(Page::Room, code("AAAAAAAA"));
        let pair = format!("{NAME}={}", recent.value());
        assert_eq!(pair, "recent=room.AAAAAAAA_room.CCCCCCCC_learn.BBBBBBBB");
        assert_eq!(Recent::of(&asks(&format!("other=1; {pair}; more=2"))), recent);
    }

    #[test]
    fn what_is_no_room_of_ours_is_left_out() {
        for cookie in ["", "recent=", "recent=room.<script>", "recent=room.AAAAAAA", "recent=seat.AAAAAAAA", "a=b"] {
            assert_eq!(Recent::of(&asks(cookie)), Recent::default(), "{cookie}");
        }
        let many = vec!["room.AAAAAAAA"; 100].join("_");
        assert_eq!(Recent::of(&asks(&format!("recent={many}"))).rooms().len(), RECENT_ROOMS_MAX);
    }
}
