//! What was typed and not sent yet: it is kept in the tab, over reloads, until it is sent.

use leptos::prelude::*;

use super::Room;
use crate::browser;

/// What is typed into one box of a page.
#[derive(Clone, Copy, Debug)]
pub struct Draft {
    /// Its name in the tab: another room's drafts are not this one's.
    name: StoredValue<String>,
}

impl Draft {
    /// The draft of this room under a key of its own such as `agent-1347`.
    pub fn new(room: &Room, key: &str) -> Self {
        Self { name: StoredValue::new(room.code.with_value(|code| format!("draft {code} {key}"))) }
    }

    /// What a box is to show instead of what it shows when the client arrives. What was typed into it by then is kept; else
    /// comes what was typed before a reload, in a browser that keeps it. `first` is what the server has put into the box.
    pub fn resume(self, typed: &str, first: &str) -> Option<String> {
        if typed == first {
            return self.name.with_value(|name| browser::stored(name)).filter(|text| !text.is_empty());
        }
        self.keep(typed);
        None
    }

    /// Keeps what was typed.
    pub fn keep(self, text: &str) {
        self.name.with_value(|name| browser::store(name, Some(text).filter(|text| !text.is_empty())));
    }

    /// Forgets what was sent.
    pub fn forget(self) {
        self.name.with_value(|name| browser::store(name, None));
    }
}
