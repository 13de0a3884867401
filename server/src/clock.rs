//! A room's running clock: room time as a function of this machine's monotonic clock. And the wall clock, for the record.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use drill::{ClockView, Millis};
use tokio::time::Instant;

use crate::limits::ROOM_TIME_MAX;

/// Room time from a moment at which both clocks were known. It never goes back, and never past the end of room time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RoomClock {
    /// Room time at `since`, and for as long as the clock is held.
    at: Millis,
    /// The moment on this machine's clock.
    since: Instant,
    /// Whether and how fast it runs.
    runs: ClockView,
}

impl RoomClock {
    /// A clock that stands at `at` in the instant `since`, and goes on from there as `runs` says.
    pub const fn new(at: Millis, since: Instant, runs: ClockView) -> Self {
        Self { at, since, runs }
    }

    /// Whether it runs.
    pub const fn is_running(&self) -> bool {
        self.runs.running
    }

    /// Room time at this instant.
    pub fn at(&self, instant: Instant) -> Millis {
        if !self.runs.running {
            return self.at;
        }
        let elapsed = instant.saturating_duration_since(self.since).as_millis();
        let passed = self.runs.speed.room_time(u64::try_from(elapsed).unwrap_or(u64::MAX));
        (self.at + passed).min(ROOM_TIME_MAX)
    }

    /// Room time now.
    pub fn now(&self) -> Millis {
        self.at(Instant::now())
    }

    /// The first instant at which a running clock shows `at`; at once for a time that lies behind.
    pub fn instant_of(&self, at: Millis) -> Instant {
        self.since + Duration::from_millis(self.runs.speed.wall_ms(at - self.at))
    }

    /// Room time that passes in `wall` at its present speed.
    pub fn in_room_time(&self, wall: Duration) -> Millis {
        self.runs.speed.room_time(u64::try_from(wall.as_millis()).unwrap_or(u64::MAX))
    }
}

/// Milliseconds since 1970, for the record: no rule reads it.
pub fn wall_ms() -> u64 {
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    u64::try_from(now.as_millis()).unwrap_or(u64::MAX)
}

/// The day of a moment, such as 2026-12-24, in UTC.
pub fn date(wall_ms: u64) -> String {
    let secs = i64::try_from(wall_ms / 1000).unwrap_or(i64::MAX);
    time::OffsetDateTime::from_unix_timestamp(secs).map_or_else(|_| "for ever".to_owned(), |at| at.date().to_string())
}

#[cfg(test)]
mod tests {
    use drill::Speed;

    use super::*;

    #[test]
    fn days_are_those_of_the_calendar() {
        for (days, expected) in [(0, "1970-01-01"), (11_016, "2000-02-29"), (20_783, "2026-11-26")] {
            assert_eq!(date(days * 86_400_000 + 1), expected);
        }
        assert_eq!(date(u64::MAX), "for ever");
    }

    fn clock(at: u64, running: bool, speed: Speed) -> (RoomClock, Instant) {
        let since = Instant::now();
        (RoomClock::new(Millis(at), since, ClockView { running, speed, paused_by: None }), since)
    }

    #[test]
    fn a_held_clock_stands() {
        let (clock, since) = clock(5_000, false, Speed::Sixteen);
        assert_eq!(clock.at(since + Duration::from_hours(1)), Millis(5_000));
    }

    #[test]
    fn a_running_clock_runs_at_its_speed_and_stops_at_the_end_of_time() {
        for (speed, passed) in [(Speed::Half, 500), (Speed::One, 1_000), (Speed::Sixteen, 16_000)] {
            let (clock, since) = clock(5_000, true, speed);
            assert_eq!(clock.at(since + Duration::from_secs(1)), Millis(5_000 + passed));
            assert_eq!(clock.at(since + Duration::from_hours(1_000)), ROOM_TIME_MAX);
        }
    }

    #[test]
    fn the_instant_of_a_room_time_is_the_first_that_shows_it() {
        for speed in Speed::ALL {
            let (clock, _) = clock(1_000, true, speed);
            for at in [1_000, 1_001, 1_337, 9_999] {
                let instant = clock.instant_of(Millis(at));
                assert!(clock.at(instant) >= Millis(at), "{speed:?} {at}");
                assert!(at == 1_000 || clock.at(instant - Duration::from_millis(1)) < Millis(at), "{speed:?} {at}");
            }
        }
    }
}
