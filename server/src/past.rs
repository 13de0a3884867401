//! Looking back: the log of a room up to an event, and what an audience could see at a moment of it.

use app::wire::{Audience, Past, Sealed, ToBrowser};
use axum::body::Bytes;
use drill::{Event, Millis};
use tokio::sync::Mutex;

use crate::{fanout::encode, room::Room, store::StoreError};

/// The moment of a room that was shown last, by audience, ready to send: a class that is led to one costs no more than one of
/// them.
#[derive(Debug, Default)]
pub struct Shown([Mutex<Option<(Asked, Bytes)>>; Audience::ALL.len()]);

/// What was asked for, and of how long a log.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Asked {
    seq: u64,
    at: Millis,
    led: bool,
}

/// The events up to number `until`; `None` if they are not there any more.
///
/// # Errors
/// When the store cannot be read.
pub async fn log(room: &Room, until: u64) -> Result<Option<Vec<Event>>, StoreError> {
    let mut log = room.store.events(room.id, 0).await?;
    while let Some(last) = log.last().map(|event| event.seq).filter(|last| *last < until) {
        let more = room.store.events(room.id, last).await?;
        if more.is_empty() {
            return Ok(None);
        }
        log.extend(more);
    }
    log.retain(|event| event.seq <= until);
    Ok(Some(log))
}

/// What this audience could see at `at`, ready to send; `None` if the room is not there any more. Folding a long log takes
/// milliseconds: not on the threads that serve links.
///
/// # Errors
/// When the store cannot be read.
pub async fn seen(room: &Room, at: Millis, by: Audience, led: bool) -> Result<Option<Bytes>, StoreError> {
    let mut shown = room.past.0[by as usize].lock().await;
    let Ok(moment) = room.moment().await else { return Ok(None) };
    let asked = Asked { seq: moment.seq, at, led };
    if let Some((known, frame)) = shown.as_ref()
        && *known == asked
    {
        return Ok(Some(frame.clone()));
    }
    let Some(log) = log(room, moment.seq).await? else { return Ok(None) };
    let end = room.now();
    let frame =
        tokio::task::spawn_blocking(move || encode(&ToBrowser::Past(Sealed::new(&Past::of(&log, at, end, by, led)))));
    let Ok(frame) = frame.await else { return Ok(None) };
    *shown = Some((asked, frame.clone()));
    Ok(Some(frame))
}
