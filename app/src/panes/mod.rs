//! One folder per pane. A pane turns its part of the view into markup, and clicks into commands; panes never name each other.

pub mod agent_console;
pub mod backends;
pub mod captions;
pub mod changes;
pub mod class;
pub mod clock;
pub mod coach;
pub mod customer_chat;
pub mod database;
pub mod ledger;
pub mod notes;
pub mod talk_track;
pub mod timeline;
pub mod truth;
