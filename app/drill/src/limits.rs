//! Every limit of the engine, each with the reason for its number.

use crate::Millis;

pub use crate::time::ROOM_TIME_MAX;

/// The shortest duration of a setting: less than a second cannot be told from at once.
pub const SETTING_MIN: Millis = Millis::from_secs(1);

/// The shortest time between two e-mails: an inbox that fills faster teaches nobody anything, and with
/// [`ROOM_TIME_MAX`] this bounds the e-mails of a room to 8,640, which every screen can still list.
pub const MAIL_EVERY_MIN: Millis = Millis::from_secs(10);

/// The longest duration of a setting: one that can come true within a room.
pub const SETTING_MAX: Millis = ROOM_TIME_MAX;

/// Characters in a chat line, an e-mail's answer or a note: a long paragraph, and a frame that stays small.
pub const TEXT_CHARS_MAX: usize = 2_000;

/// Characters in a subject or a title: one line on a screen.
pub const TITLE_CHARS_MAX: usize = 120;

/// Chats in one room. Chat numbers grow from 1347 and e-mail numbers from 9001 (FP23); this keeps them apart.
pub const CHATS_MAX: usize = 2_000;

/// Messages in one room: every view that lists them stays fast to derive.
pub const MESSAGES_MAX: usize = 20_000;

/// Bytes of a script: hundreds of times the longest drill that ships.
pub const SCRIPT_BYTES_MAX: usize = 1_000_000;
