//! Looking back: the log of a room while somebody looks at its past, and what an audience could see at a moment of it.

use std::sync::{Arc, Mutex as StdMutex, PoisonError, Weak};

use drill::Millis;
use protocol::{Audience, List, ReplayIndex, ToBrowser};
use tokio::sync::Mutex;

use crate::{
    fanout::{Messages, encode},
    store::{RoomId, Store, StoreError, read_log},
};

/// The log of a room, kept for as long as some link looks back.
#[derive(Debug, Default)]
pub struct ReplayCache(StdMutex<Weak<Mutex<Replay>>>);

/// A log in use.
pub type ReplayInUse = Arc<Mutex<Replay>>;

/// A log, and by audience the moment that was shown last, ready to send: a class that is led to one costs no more than one
/// of them.
#[derive(Debug, Default)]
pub struct Replay {
    index: ReplayIndex,
    last: [Option<Shown>; Audience::ALL.len()],
}

/// What was shown last, and what the end of the room was then.
#[derive(Debug)]
struct Shown {
    asked: Asked,
    end: Millis,
    frame: Messages,
}

/// For how much room time the end that was told before is told again.
const SAME_END: Millis = Millis::from_secs(1);

/// What was asked for, and of how long a log.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Asked {
    seq: u64,
    at: Millis,
    led: bool,
}

/// A room's log as it is now.
#[derive(Clone, Copy, Debug)]
pub struct Log<'a> {
    /// Where it is kept.
    pub store: &'a dyn Store,
    /// Whose it is.
    pub room: RoomId,
    /// The number of its last event.
    pub seq: u64,
    /// The room's present.
    pub end: Millis,
}

impl ReplayCache {
    /// The log that others use already, or one that has to be read first.
    pub fn take(&self) -> ReplayInUse {
        // A panic while it was held has changed nothing halfway: each use is one step.
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        known.upgrade().unwrap_or_else(|| {
            let new = ReplayInUse::default();
            *known = Arc::downgrade(&new);
            new
        })
    }
}

/// What this audience could see at `at`, ready to send; `None` if the log is not there any more. A long log that is read for
/// the first time takes milliseconds to fold: not on the threads that serve links.
///
/// # Errors
/// When the store cannot be read.
pub async fn view(
    log: Log<'_>,
    in_use: &ReplayInUse,
    at: Millis,
    by: Audience,
    led: bool,
) -> Result<Option<Messages>, StoreError> {
    let mut replay = Arc::clone(in_use).lock_owned().await;
    let Log { store, room, seq, end } = log;
    let asked = Asked { seq, at, led };
    // A class that is led comes at once; who comes later is told of a later end.
    if let Some(last) = &replay.last[by as usize]
        && last.asked == asked
        && (last.end == end || at < last.end && end < last.end + SAME_END)
    {
        return Ok(Some(last.frame.clone()));
    }
    let Some(events) = read_log(store, room, replay.index.seq(), seq).await? else { return Ok(None) };
    let frame = tokio::task::spawn_blocking(move || {
        replay.index.extend(events);
        let frame = encode(&ToBrowser::View(Box::new(replay.index.view(at, end, by, led))));
        replay.last[by as usize] = Some(Shown { asked, end, frame: frame.clone() });
        frame
    });
    Ok(frame.await.ok())
}

/// The items of a list before place `before`, as they were at `at`, ready to send; `None` if they could not be read from the
/// log. A [`view`] of that moment has been asked for before.
pub async fn earlier(in_use: &ReplayInUse, at: Millis, list: List, before: usize, by: Audience) -> Option<Messages> {
    let replay = Arc::clone(in_use).lock_owned().await;
    let items = move || encode(&ToBrowser::Earlier(replay.index.earlier(at, list, before, by)));
    tokio::task::spawn_blocking(items).await.ok()
}
