//! How fast a link may send: so many at once, and so many a second in the long run.

use std::time::Duration;

use tokio::time::Instant;

/// An allowance that fills up again with time.
#[derive(Debug)]
pub struct Pace {
    at_once: u32,
    one_every: Duration,
    /// When the allowance would be full again, if nothing more came.
    full_at: Instant,
}

impl Pace {
    /// A full allowance.
    pub fn new(at_once: u32, per_second: u32, now: Instant) -> Self {
        Self { at_once, one_every: Duration::from_secs(1) / per_second, full_at: now }
    }

    /// Takes one, if there is one.
    pub fn take(&mut self, now: Instant) -> bool {
        let full_at = self.full_at.max(now) + self.one_every;
        let allowed = full_at - now <= self.one_every * self.at_once;
        if allowed {
            self.full_at = full_at;
        }
        allowed
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_burst_is_allowed_and_then_a_steady_pace() {
        let start = Instant::now();
        let mut pace = Pace::new(5, 10, start);
        assert_eq!((0..9).filter(|_| pace.take(start)).count(), 5);
        assert!(!pace.take(start + Duration::from_millis(99)));
        assert!(pace.take(start + Duration::from_millis(100)));
        assert!(!pace.take(start + Duration::from_millis(100)));
        assert_eq!((0..9).filter(|_| pace.take(start + Duration::from_mins(1))).count(), 5);
    }
}
