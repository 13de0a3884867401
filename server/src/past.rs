//! Looking back: the record of a room while somebody looks at its past, and what an audience could see at a moment of it.

use std::sync::{Arc, Mutex as StdMutex, PoisonError, Weak};

use app::wire::{Audience, Record, Sealed, ToBrowser};
use axum::body::Bytes;
use drill::{Event, Millis};
use tokio::sync::Mutex;

use crate::{fanout::encode, room::Room, store::StoreError};

/// The record of a room, for as long as some link looks back.
#[derive(Debug, Default)]
pub struct Shelf(StdMutex<Weak<Mutex<Shown>>>);

/// A record in use.
pub type InUse = Arc<Mutex<Shown>>;

/// A record, and by audience the moment that was shown last, ready to send: a class that is led to one costs no more than one
/// of them.
#[derive(Debug, Default)]
pub struct Shown {
    record: Record,
    last: [Option<Last>; Audience::ALL.len()],
}

/// What was shown last, and what the end of the room was then.
#[derive(Debug)]
struct Last {
    asked: Asked,
    end: Millis,
    frame: Bytes,
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

impl Shelf {
    /// The record that others use already, or one that has to be read first.
    pub fn take(&self) -> InUse {
        // A panic while it was held has changed nothing halfway: each use is one step.
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        known.upgrade().unwrap_or_else(|| {
            let new = InUse::default();
            *known = Arc::downgrade(&new);
            new
        })
    }
}

/// The events up to number `until`; `None` if they are not there any more.
///
/// # Errors
/// When the store cannot be read.
pub async fn log(room: &Room, since: u64, until: u64) -> Result<Option<Vec<Event>>, StoreError> {
    let mut log = Vec::new();
    let mut last = since;
    while last < until {
        let more = room.store.events(room.id, last).await?;
        let Some(event) = more.last() else { return Ok(None) };
        last = event.seq;
        log.extend(more);
    }
    log.retain(|event| event.seq <= until);
    Ok(Some(log))
}

/// What this audience could see at `at`, ready to send; `None` if the room is not there any more. A long log that is read for
/// the first time takes milliseconds to fold: not on the threads that serve links.
///
/// # Errors
/// When the store cannot be read.
pub async fn seen(
    room: &Room,
    in_use: &InUse,
    at: Millis,
    by: Audience,
    led: bool,
) -> Result<Option<Bytes>, StoreError> {
    let mut shown = Arc::clone(in_use).lock_owned().await;
    let Ok(moment) = room.moment().await else { return Ok(None) };
    let asked = Asked { seq: moment.seq, at, led };
    let end = room.now();
    // A class that is led comes at once; whoever comes later is told of a later end.
    if let Some(last) = &shown.last[by as usize]
        && last.asked == asked
        && (last.end == end || at < last.end && end < last.end + SAME_END)
    {
        return Ok(Some(last.frame.clone()));
    }
    let Some(events) = log(room, shown.record.seq(), moment.seq).await? else { return Ok(None) };
    let frame = tokio::task::spawn_blocking(move || {
        shown.record.hear(events);
        let frame = encode(&ToBrowser::Past(Sealed::new(&shown.record.past(at, end, by, led))));
        shown.last[by as usize] = Some(Last { asked, end, frame: frame.clone() });
        frame
    });
    Ok(frame.await.ok())
}
