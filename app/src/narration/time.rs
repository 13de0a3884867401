//! Room time as people read it: whole seconds, absolute or since the last stop.

use drill::Millis;

/// `m:ss`, without the fraction of a second.
pub fn clock_time(at: Millis) -> String {
    Millis::from_secs(at.as_secs()).to_string()
}

/// `+m:ss` since `stop`, or the room time itself while nothing was stopped yet.
pub fn since_stop(at: Millis, stop: Option<Millis>) -> String {
    match stop {
        Some(stop) => format!("+{}", clock_time(at - stop)),
        None => clock_time(at),
    }
}
