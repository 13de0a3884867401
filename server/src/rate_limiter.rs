//! How fast something may come: so much at once, and so much in the long run.

use std::time::Duration;

use tokio::time::Instant;

/// An allowance that fills up again with time.
#[derive(Debug)]
pub struct RateLimiter {
    at_once: u32,
    one_every: Duration,
    /// When the allowance would be full again, if nothing more came.
    full_at: Instant,
}

impl RateLimiter {
    /// A full allowance.
    pub fn new(at_once: u32, one_every: Duration, now: Instant) -> Self {
        Self { at_once, one_every, full_at: now }
    }

    /// Whether there is one to take.
    pub fn has(&self, now: Instant) -> bool {
        self.full_at.max(now) + self.one_every - now <= self.one_every * self.at_once
    }

    /// Whether nothing is missing from it: it need not be remembered.
    pub fn is_full(&self, now: Instant) -> bool {
        self.full_at <= now
    }

    /// When nothing will be missing from it.
    pub const fn full_at(&self) -> Instant {
        self.full_at
    }

    /// Takes one, if there is one.
    pub fn take(&mut self, now: Instant) -> bool {
        let allowed = self.has(now);
        if allowed {
            self.full_at = self.full_at.max(now) + self.one_every;
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
        let mut rate_limiter = RateLimiter::new(5, Duration::from_millis(100), start);
        assert_eq!((0..9).filter(|_| rate_limiter.take(start)).count(), 5);
        assert!(!rate_limiter.take(start + Duration::from_millis(99)));
        assert!(rate_limiter.take(start + Duration::from_millis(100)));
        assert!(!rate_limiter.take(start + Duration::from_millis(100)));
        assert_eq!((0..9).filter(|_| rate_limiter.take(start + Duration::from_mins(1))).count(), 5);
    }
}
