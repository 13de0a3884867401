//! The rooms that a browser had open with controls, newest first: kept in a cookie of its own, and nowhere else.

use axum::http::{HeaderMap, HeaderValue, header};

use crate::{code::RoomCode, limits::RECENT_ROOMS_MAX};

const NAME: &str = "recent";
/// For how long a browser keeps it, in seconds: a year.
const MAX_AGE_SECS: u32 = 31_536_000;

/// The rooms of one browser, each with the page on which it was open.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Recent(Vec<(Page, RoomCode)>);

/// The page on which a room was open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Page {
    /// The operator's.
    Room,
    /// The learner's.
    Learn,
}

impl Page {
    const ALL: [Self; 2] = [Self::Room, Self::Learn];

    /// The page of this word.
    pub fn of_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|page| page.word() == word)
    }

    /// Its word in addresses.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Room => "room",
            Self::Learn => "learn",
        }
    }
}

impl Recent {
    /// What the browser sends. Whatever is no room of ours is left out.
    pub fn of(headers: &HeaderMap) -> Self {
        let cookies = headers.get_all(header::COOKIE).iter().filter_map(|value| value.to_str().ok());
        let ours = cookies.flat_map(|line| line.split(';')).find_map(|cookie| {
            let (name, value) = cookie.trim().split_once('=')?;
            (name == NAME).then_some(value)
        });
        let room = |text: &str| {
            let (page, code) = text.split_once('.')?;
            Some((Page::of_word(page)?, RoomCode::parse(code).ok()?))
        };
        Self(ours.unwrap_or_default().split('_').filter_map(room).take(RECENT_ROOMS_MAX).collect())
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

    /// The cookie that keeps it. No script can read it, and no other site's page sends it.
    pub fn cookie(&self, secure: bool) -> HeaderValue {
        let rooms: Vec<String> =
            self.0.iter().map(|(page, code)| format!("{}.{}", page.word(), code.letters())).collect();
        let secure = if secure { "; Secure" } else { "" };
        let cookie =
            format!("{NAME}={}; Path=/; Max-Age={MAX_AGE_SECS}; HttpOnly; SameSite=Lax{secure}", rooms.join("_"));
        // Words and codes are ASCII letters and digits.
        HeaderValue::from_str(&cookie).unwrap_or(HeaderValue::from_static(""))
    }
}

#[cfg(test)]
mod tests {
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
        let cookie = recent.cookie(false);
        let pair = cookie.to_str().expect("text").split(';').next().expect("a pair").to_owned();
        assert_eq!(pair, "recent=room.AAAAAAAA_room.CCCCCCCC_learn.BBBBBBBB");
        assert_eq!(Recent::of(&asks(&format!("other=1; {pair}; more=2"))), recent);
    }

    #[test]
    fn what_is_no_room_of_ours_is_left_out() {
        for cookie in ["", "recent=", "recent=room.<script>", "recent=room.AAAAAAA", "recent=boss.AAAAAAAA", "a=b"] {
            assert_eq!(Recent::of(&asks(cookie)), Recent::default(), "{cookie}");
        }
        let many = vec!["room.AAAAAAAA"; 100].join("_");
        assert_eq!(Recent::of(&asks(&format!("recent={many}"))).rooms().len(), RECENT_ROOMS_MAX);
    }

    #[test]
    fn no_script_and_no_other_site_gets_it() {
        let cookie = Recent::default().with(Page::Room, code("AAAAAAAA")).cookie(true);
        for part in ["HttpOnly", "SameSite=Lax", "Secure", "Path=/"] {
            assert!(cookie.to_str().expect("text").contains(part), "{part}");
        }
    }
}
