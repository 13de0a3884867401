//! Rooms that no operator has visited for long are deleted. A day passes between finding one and deleting it, by this
//! machine's monotonic clock: a wall clock that jumps, or a server that was off for months, deletes nothing at once.

use std::{collections::BTreeMap, sync::Arc, time::Duration};

use tokio::{
    sync::watch,
    time::{Instant, interval},
};

use crate::{
    causes::with_causes,
    clock::wall_ms,
    code::RoomCode,
    limits::{OVERDUE_ROOMS_STAY, RETENTION_EVERY},
    rooms::Rooms,
};

/// Looks for overdue rooms until the server stops.
pub async fn run(rooms: Arc<Rooms>, keep_for: Duration, mut stopping: watch::Receiver<bool>) {
    let mut overdue = BTreeMap::new();
    let mut every = interval(RETENTION_EVERY);
    loop {
        tokio::select! {
            _ = every.tick() => (),
            _ = stopping.wait_for(|stops| *stops) => return,
        }
        let since = wall_ms().saturating_sub(u64::try_from(keep_for.as_millis()).unwrap_or(u64::MAX));
        match rooms.unvisited(since).await {
            Ok(found) => {
                let found: Vec<RoomCode> = found.into_iter().map(|(code, _)| code).collect();
                for code in due(&mut overdue, &found, Instant::now()) {
                    if let Err(error) = rooms.delete(code).await {
                        tracing::error!(room.code = %code, error = with_causes(&error), "an old room was not deleted");
                    }
                }
            }
            Err(error) => tracing::error!(error = with_causes(&error), "could not look for old rooms"),
        }
    }
}

/// Of the rooms that are overdue now, those that have been found so for a day. One that somebody visited meanwhile is
/// forgotten.
fn due(overdue: &mut BTreeMap<RoomCode, Instant>, found: &[RoomCode], now: Instant) -> Vec<RoomCode> {
    overdue.retain(|code, _| found.contains(code));
    for code in found {
        overdue.entry(*code).or_insert_with(|| {
            tracing::warn!(room.code = %code, "no operator has been here for long; the room is deleted in a day");
            now
        });
    }
    overdue.iter().filter(|(_, since)| now - **since >= OVERDUE_ROOMS_STAY).map(|(code, _)| *code).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_room_is_deleted_a_day_after_it_was_found_overdue_unless_somebody_comes() {
        let codes = [(); 2].map(|()| RoomCode::random().expect("the system has randomness"));
        let start = Instant::now();
        let mut overdue = BTreeMap::new();
        assert!(due(&mut overdue, &codes, start).is_empty());
        assert!(due(&mut overdue, &codes, start + OVERDUE_ROOMS_STAY - Duration::from_secs(1)).is_empty());
        assert!(due(&mut overdue, &codes[1..], start + OVERDUE_ROOMS_STAY - Duration::from_millis(1)).is_empty());
        assert_eq!(due(&mut overdue, &codes, start + OVERDUE_ROOMS_STAY), [codes[1]]);
    }
}
