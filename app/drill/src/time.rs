//! Room time: milliseconds since the room opened at 0:00. Wall-clock time never enters the engine.

use std::{
    fmt,
    ops::{Add, Sub},
    str::FromStr,
};

use serde::{Deserialize, Serialize};

/// The end of a room's time. A drill takes minutes; a day is far past any class, and bounds the e-mails that can arrive.
pub const ROOM_TIME_MAX: Millis = Millis::from_mins(24 * 60);

/// A moment or a duration of room time, in milliseconds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Millis(pub u64);

impl Millis {
    /// 0:00, when a room opens.
    pub const ZERO: Self = Self(0);

    /// So many whole seconds.
    pub const fn from_secs(secs: u64) -> Self {
        Self(secs * 1000)
    }

    /// So many whole minutes.
    pub const fn from_mins(mins: u64) -> Self {
        Self::from_secs(mins * 60)
    }

    /// The whole seconds in it; a started second does not count.
    pub const fn as_secs(self) -> u64 {
        self.0 / 1000
    }
}

impl Add for Millis {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self(self.0.saturating_add(other.0))
    }
}

impl Sub for Millis {
    type Output = Self;

    /// Never below 0:00.
    fn sub(self, other: Self) -> Self {
        Self(self.0.saturating_sub(other.0))
    }
}

/// Prints `m:ss`, `h:mm:ss` from an hour on, and `.mmm` only where it is not a whole second.
impl fmt::Display for Millis {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (secs, millis) = (self.as_secs(), self.0 % 1000);
        let (hours, mins, secs) = (secs / 3600, secs / 60 % 60, secs % 60);
        let clock = if hours > 0 { format!("{hours}:{mins:02}:{secs:02}") } else { format!("{mins}:{secs:02}") };
        f.pad(&if millis > 0 { format!("{clock}.{millis:03}") } else { clock })
    }
}

/// Why a text is no room time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TimeError {
    /// It does not have the form of a time.
    #[error("a time is written m:ss, h:mm:ss or m:ss.mmm")]
    Form,
    /// It lies past [`ROOM_TIME_MAX`].
    #[error("a room's time ends at {}", ROOM_TIME_MAX)]
    TooLate,
}

/// Reads `m:ss`, `h:mm:ss`, each with an optional `.mmm`.
impl FromStr for Millis {
    type Err = TimeError;

    fn from_str(text: &str) -> Result<Self, TimeError> {
        let (clock, millis) = match text.split_once('.') {
            Some((clock, millis)) => (clock, number(millis, 3, 3, 999)?),
            None => (text, 0),
        };
        let parts: Vec<&str> = clock.split(':').collect();
        let secs = match parts[..] {
            [mins, secs] => number(mins, 1, 4, 9999)? * 60 + number(secs, 2, 2, 59)?,
            [hours, mins, secs] => {
                number(hours, 1, 4, 9999)? * 3600 + number(mins, 2, 2, 59)? * 60 + number(secs, 2, 2, 59)?
            }
            _ => return Err(TimeError::Form),
        };
        let time = Self(secs * 1000 + millis);
        if time > ROOM_TIME_MAX { Err(TimeError::TooLate) } else { Ok(time) }
    }
}

fn number(digits: &str, len_min: usize, len_max: usize, value_max: u64) -> Result<u64, TimeError> {
    let well_formed = (len_min..=len_max).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit());
    let value = if well_formed { digits.parse().ok() } else { None };
    value.filter(|value| *value <= value_max).ok_or(TimeError::Form)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_read_and_printed_in_one_form() {
        for (text, millis, printed) in [
            ("0:00", 0, "0:00"),
            ("0:05", 5_000, "0:05"),
            ("90:00", 5_400_000, "1:30:00"),
            ("1:02:03", 3_723_000, "1:02:03"),
            ("0:05.250", 5_250, "0:05.250"),
        ] {
            let time: Millis = text.parse().expect(text);
            assert_eq!((time.0, time.to_string()), (millis, printed.to_owned()));
        }
    }

    #[test]
    fn what_is_no_time_is_refused() {
        for text in ["", "5", "0:5", "0:60", "1:60:00", "-0:05", "0:05.5", "a:00", "0:00:00:00", "+1:00", " 0:05"] {
            assert_eq!(text.parse::<Millis>(), Err(TimeError::Form), "{text}");
        }
        assert_eq!("24:00:01".parse::<Millis>(), Err(TimeError::TooLate));
    }
}
