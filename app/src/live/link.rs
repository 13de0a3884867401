//! The link: one browser's live connection over a WebSocket. Brings the page to life, resumes by event number after any
//! break, and makes the displayed clock tick.

/// Brings the page to life.
pub fn start() {}

/// Sends what waits in the outbox.
pub fn flush() {}
