//! Bringing a room into memory: its log is folded, and a clock that ran when the program ended is held.

use std::sync::Arc;

use app::wire::Tale;
use drill::{Event, Fact, Millis, PausedBy};
use tokio::{
    sync::{mpsc, watch},
    time::Instant,
};

use super::{
    Ask, Present, Room, draft,
    task::{Task, Tellers},
};
use crate::{
    clock::RoomClock,
    code::RoomCode,
    fanout::Fanout,
    limits::{ROOM_INBOX_MAX, ROOM_TIME_MAX},
    past,
    presence::Presence,
    store::{Append, Store, StoreError, StoredRoom},
};

/// A room, and the work of its task, which ends when the room leaves memory.
pub type Loaded = (Arc<Room>, std::pin::Pin<Box<dyn Future<Output = ()> + Send>>);

/// Reads a room's log and makes its task.
///
/// # Errors
/// When the log cannot be read, or the pause after a restart cannot be written: a room whose record is in doubt is not
/// shown.
pub async fn load(store: Arc<dyn Store>, code: RoomCode, stored: StoredRoom) -> Result<Loaded, StoreError> {
    let mut log: Vec<Event> = Vec::new();
    loop {
        let (seq, at) = log.last().map_or((0, Millis::ZERO), |last| (last.seq, last.at));
        let page = store.events(stored.id, seq).await?;
        if page.is_empty() {
            break;
        }
        if let Some(seq) = draft::first_stray(&page, seq, at) {
            return Err(StoreError::Disorder { room: stored.id, seq });
        }
        log.extend(page);
    }
    let bytes = draft::bytes_of(&log);
    let mut tale = Tale::of(&drill::standing(log));
    hold_clock(&*store, &stored, &mut tale).await?;
    let clock = RoomClock::new(tale.state().at, Instant::now(), drill::clock(tale.state()));
    let (present_told, present) = watch::channel(Present { clock, last: None });
    let (class_told, class) = watch::channel(stored.class);
    let (inbox, asks) = mpsc::channel::<Ask>(ROOM_INBOX_MAX);
    let room = Arc::new(Room {
        code,
        id: stored.id,
        store,
        presence: Presence::default(),
        fanout: Fanout::default(),
        past: past::Shelf::default(),
        class,
        present,
        inbox,
    });
    tracing::debug!(room.code = %code, event.seq = tale.state().seq, "room loaded");
    let tellers = Tellers { present: present_told, class: class_told };
    let task = Task::new(&room, tale, bytes, clock, tellers, stored.visited_wall_ms);
    Ok((room, Box::pin(task.run(asks))))
}

/// A clock that runs in the log of a room that is not in memory was cut off by a restart. It is held where a browser may
/// have shown it last, so that nothing that was seen is un-seen.
async fn hold_clock(store: &dyn Store, stored: &StoredRoom, tale: &mut Tale) -> Result<(), StoreError> {
    if !drill::clock(tale.state()).running {
        return Ok(());
    }
    let at: Millis = stored.shown_until.clamp(tale.state().at, ROOM_TIME_MAX.max(tale.state().at));
    let mut draft = draft::Draft::new(tale.state(), 0);
    draft.add(at, Fact::ClockPaused(PausedBy::Restart));
    let append = Append { room: stored.id, events: draft.events, shown_until: None };
    store.append(&append).await?;
    for event in &append.events {
        tale.hear(event);
    }
    Ok(())
}
