//! One folder per pane. A pane turns its view into markup and nothing more; panes never name each other.

pub mod agent_console;
pub mod backends;
pub mod changes;
pub mod clock;
pub mod customer_chat;
pub mod notes;
pub mod talk_track;
pub mod timeline;
pub mod truth;
