//! What was typed and not sent yet: it is kept in the tab, over reloads, until it is sent.

use leptos::prelude::*;

use super::Room;
use crate::browser;

/// The drafts of a page, each under a key of its own such as `agent-1347`.
#[derive(Clone, Copy, Debug)]
pub struct Drafts;

impl Drafts {
    /// What was typed here and not sent; nothing in a browser that keeps nothing. Only in the browser, after hydration.
    pub fn read(room: &Room, key: &str) -> Option<String> {
        browser::stored(&Self::name(room, key)).filter(|text| !text.is_empty())
    }

    /// Keeps what was typed.
    pub fn keep(room: &Room, key: &str, text: &str) {
        browser::store(&Self::name(room, key), Some(text).filter(|text| !text.is_empty()));
    }

    /// Forgets what was sent.
    pub fn forget(room: &Room, key: &str) {
        browser::store(&Self::name(room, key), None);
    }

    /// Another room's drafts are not this one's.
    fn name(room: &Room, key: &str) -> String {
        room.code.with_value(|code| format!("draft {code} {key}"))
    }
}
