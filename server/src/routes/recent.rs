//! The rooms that a browser had open with controls, newest first: kept in a cookie of its own, and nowhere else. It is
//! signed: the list of somebody who makes one up is empty, and tells nothing of the rooms whose codes they tried.

use axum_extra::extract::{SignedCookieJar, cookie::Cookie};

use super::{cookies, entry::Page};
use crate::{AppState, code::RoomCode, limits::RECENT_ROOMS_MAX};

const NAME: &str = "recent";
/// For how long a browser keeps it, in seconds: a year.
const MAX_AGE_SECS: u64 = 31_536_000;

/// The rooms of one browser, each with the page on which it was open.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Recent(Vec<(Page, RoomCode)>);

impl Recent {
    /// What the browser sends, if we signed it. What is not a room of this server is left out.
    pub fn of(jar: &SignedCookieJar) -> Self {
        jar.get(NAME).map(|cookie| Self::parse(cookie.value())).unwrap_or_default()
    }

    fn parse(value: &str) -> Self {
        let room = |text: &str| {
            let (page, code) = text.split_once('.')?;
            let page = Page::of_word(page).filter(|page| matches!(page, Page::Room | Page::Learn))?;
            Some((page, RoomCode::parse(code).ok()?))
        };
        Self(value.split('_').filter_map(room).take(RECENT_ROOMS_MAX).collect())
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

    /// The cookie that keeps it, to be signed.
    pub fn cookie(&self, state: &AppState) -> Cookie<'static> {
        cookies::kept(state, NAME, self.value(), "/".to_owned(), MAX_AGE_SECS)
    }

    fn value(&self) -> String {
        let rooms: Vec<String> =
            self.0.iter().map(|(page, code)| format!("{}.{}", page.word(), code.letters())).collect();
        rooms.join("_")
    }
}

#[cfg(test)]
mod tests {
    use axum::http::{HeaderMap, HeaderValue, header};
    use axum_extra::extract::cookie::Key;

    use super::*;

    fn code(text: &str) -> RoomCode {
        RoomCode::parse(text).expect("a code")
    }

    #[test]
    fn what_was_kept_is_read_again_newest_first() {
        let recent = Recent::default().with(Page::Room, code("AAAAAAAA")).with(Page::Learn, code("BBBBBBBB"));
        let recent = recent.with(Page::Room, code("CCCCCCCC")).with(Page::Room, code("AAAAAAAA"));
        assert_eq!(recent.value(), "room.AAAAAAAA_room.CCCCCCCC_learn.BBBBBBBB");
        assert_eq!(Recent::parse(&recent.value()), recent);
    }

    #[test]
    fn what_is_no_room_of_ours_is_left_out() {
        for value in ["", "room.<script>", "room.AAAAAAA", "seat.AAAAAAAA", "b"] {
            assert_eq!(Recent::parse(value), Recent::default(), "{value}");
        }
        assert_eq!(Recent::parse(&vec!["room.AAAAAAAA"; 100].join("_")).rooms().len(), RECENT_ROOMS_MAX);
    }

    #[test]
    fn h1_a_list_that_we_did_not_sign_is_empty() {
        let pair = HeaderValue::from_static("recent=room.AAAAAAAA");
        let headers = HeaderMap::from_iter([(header::COOKIE, pair)]);
        assert_eq!(Recent::of(&SignedCookieJar::from_headers(&headers, Key::generate())), Recent::default());
    }
}
