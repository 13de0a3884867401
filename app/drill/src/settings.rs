//! The durations that a room can adjust. The source says only "a few minutes"; every default is inferred.

use std::ops::RangeInclusive;

use serde::{Deserialize, Serialize};

use crate::{
    Millis,
    limits::{MAIL_EVERY_MIN, SETTING_MAX, SETTING_MIN},
};

/// Which duration.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Setting {
    /// How long "a few minutes" are (AP4, MS6).
    FewMinutes,
    /// How long after the loss the customer is told (AP2).
    NoticeAfter,
    /// How long a tab without an answer keeps the desktop alive (MA2).
    TabTimeout,
    /// How long after the third backend went off the title bar flashes (AL2).
    FlashAfter,
    /// How long after the third backend went off the red square comes (AL3).
    SquareAfter,
    /// One e-mail arrives each time so much room time has passed (SV4, SV8, FP22).
    MailEvery,
}

impl Setting {
    /// All of them, in the order of the table in `behaviour.md`.
    pub const ALL: [Self; 6] =
        [Self::FewMinutes, Self::NoticeAfter, Self::TabTimeout, Self::FlashAfter, Self::SquareAfter, Self::MailEvery];

    /// Its word in scripts.
    pub const fn word(self) -> &'static str {
        match self {
            Self::FewMinutes => "few_minutes",
            Self::NoticeAfter => "notice_after",
            Self::TabTimeout => "tab_timeout",
            Self::FlashAfter => "flash_after",
            Self::SquareAfter => "square_after",
            Self::MailEvery => "mail_every",
        }
    }

    /// The durations that it can have.
    pub const fn bounds(self) -> RangeInclusive<Millis> {
        match self {
            Self::FewMinutes | Self::NoticeAfter | Self::TabTimeout | Self::FlashAfter | Self::SquareAfter => {
                SETTING_MIN..=SETTING_MAX
            }
            Self::MailEvery => MAIL_EVERY_MIN..=SETTING_MAX,
        }
    }
}

/// The durations in force in a room, each longer than 0:00.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Settings {
    durations: [Millis; Setting::ALL.len()],
}

impl Settings {
    /// The duration of `setting`.
    pub const fn of(&self, setting: Setting) -> Millis {
        self.durations[setting as usize]
    }

    /// Changes one duration.
    pub const fn set(&mut self, setting: Setting, to: Millis) {
        self.durations[setting as usize] = to;
    }
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            durations: [
                Millis::from_mins(3),
                Millis::from_secs(5),
                Millis::from_secs(30),
                Millis::from_secs(15),
                Millis::from_secs(60),
                Millis::from_secs(90),
            ],
        }
    }
}
