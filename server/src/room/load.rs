//! Bringing a room into memory: its log is folded, and a clock that ran when the program ended is held.

use std::sync::Arc;

use drill::{Event, Fact, Millis, PausedBy};
use protocol::RoomProjection;
use tokio::{
    sync::{Mutex, broadcast, mpsc, watch},
    time::Instant,
};

use super::{
    Room, RoomMessage,
    batch::{self, Batch},
    task::{Publishers, Task},
};
use crate::{
    clock::RoomClock,
    code::RoomCode,
    fanout::Fanout,
    limits::{ROOM_INBOX_MAX, ROOM_TIME_MAX},
    presence::Presence,
    replay::ReplayCache,
    secret::KeyHash,
    store::{Append, Store, StoreError, StoredRoom},
};

/// A room, and the work of its task, which ends when the room leaves memory.
pub type Loaded = (Arc<Room>, std::pin::Pin<Box<dyn Future<Output = ()> + Send>>);

/// Reads a room's log and makes its task. It tells `removals` of those who are removed from it, and is told of others by
/// `removed`, to which it has listened since before `stored` was read.
///
/// # Errors
/// When the log cannot be read, or the pause after a restart cannot be written: a room whose record is in doubt is not
/// shown.
pub async fn load(
    store: Arc<dyn Store>,
    code: RoomCode,
    stored: StoredRoom,
    removals: broadcast::Sender<KeyHash>,
    removed: broadcast::Receiver<KeyHash>,
) -> Result<Loaded, StoreError> {
    let mut log: Vec<Event> = Vec::new();
    loop {
        let (seq, at) = log.last().map_or((0, Millis::ZERO), |last| (last.seq, last.at));
        let page = store.events(stored.id, seq).await?;
        if page.is_empty() {
            break;
        }
        if let Some(seq) = batch::first_stray(&page, seq, at) {
            return Err(StoreError::Disorder { room: stored.id, seq });
        }
        log.extend(page);
    }
    let bytes = batch::bytes_of(&log);
    let mut projection = RoomProjection::of(&drill::without_undone(log));
    hold_clock(&*store, &stored, &mut projection).await?;
    let clock = RoomClock::new(projection.state().at, Instant::now(), drill::clock(projection.state()));
    let (clock_changes, clock_now) = watch::channel(clock);
    let (class_changes, class) = watch::channel(stored.class);
    let (inbox, messages) = mpsc::channel::<RoomMessage>(ROOM_INBOX_MAX);
    let room = Arc::new(Room {
        code,
        id: stored.id,
        store,
        presence: Presence::default(),
        fanout: Fanout::default(),
        running_again: Mutex::default(),
        replays: ReplayCache::default(),
        class,
        clock: clock_now,
        inbox,
    });
    tracing::debug!(room.code = %code, event.seq = projection.state().seq, "room loaded");
    let publishers = Publishers { clock: clock_changes, class: class_changes, removals };
    let task = Task::new(&room, projection, bytes, clock, publishers, stored.visited_wall_ms);
    Ok((room, Box::pin(task.run(messages, removed))))
}

/// A clock that runs in the log of a room that is not in memory was cut off by a restart. It is held where a browser may
/// have shown it last, so that nothing that was seen is un-seen.
async fn hold_clock(store: &dyn Store, stored: &StoredRoom, projection: &mut RoomProjection) -> Result<(), StoreError> {
    let state = projection.state();
    if !drill::clock(state).running {
        return Ok(());
    }
    let at: Millis = stored.shown_until.clamp(state.at, ROOM_TIME_MAX.max(state.at));
    let mut batch = Batch::new(state, 0);
    batch.add(at, Fact::ClockPaused(PausedBy::Restart));
    let append = Append { room: stored.id, events: batch.events, shown_until: None };
    store.append(&append).await?;
    for event in &append.events {
        projection.apply(event);
    }
    Ok(())
}
