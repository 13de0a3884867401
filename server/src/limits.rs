//! Every limit of the server, each with the reason for its number. At a limit we refuse and say so; nothing grows unasked.

use std::time::Duration;

use drill::Millis;

// Rooms.

/// Rooms in one database: years of classes, and the table of them still opens in an instant.
pub const ROOMS_MAX: u64 = 100_000;

/// Rooms opened per minute, by everybody together: a whole class opening one each, and a script soon bored.
pub const ROOMS_OPENED_PER_MINUTE_MAX: usize = 120;

/// The same by one address: a class behind one, each learning alone.
pub const ROOMS_OPENED_PER_MINUTE_AND_ADDRESS: u32 = 60;

/// Rooms that one address may open at once after a quiet time.
pub const ROOMS_AT_ONCE_PER_ADDRESS: u32 = 60;

/// Sign-ins of trainers that are kept: every browser of a large team. Beyond it the one that was not used for longest ends.
pub const SIGN_INS_MAX: u32 = 200;

/// After how long without use a sign-in ends, in milliseconds: a trainer who comes once a month types the key once.
pub const SIGN_IN_UNUSED_MAX_MS: u64 = 40 * 24 * 3_600_000;

/// How often it is kept that a sign-in was used, in milliseconds: days count, so an hour is often enough.
pub const SIGN_IN_USE_KEPT_EVERY_MS: u64 = 3_600_000;

/// Tries to find a code that is free. With 2^40 codes a second try is rare already.
pub const CODE_TRIES_MAX: u32 = 4;

/// Events in one room: twice the longest room that the budgets speak of.
pub const EVENTS_PER_ROOM_MAX: u64 = 20_000;

/// Bytes of facts in one room: what bounds every view of it, and with it the largest frame.
pub const ROOM_BYTES_MAX: usize = 2 * 1024 * 1024;

/// Commands and questions that wait for one room. Senders wait beyond it, which stops their links from reading.
pub const ROOM_INBOX_MAX: usize = 1024;

/// Commands that one room decides together: enough for every link of a class, and one append stays small.
pub const COMMANDS_PER_APPEND_MAX: usize = 64;

/// How long a room stays in memory without links and with its clock held: a reload finds it there.
pub const IDLE_ROOM_STAYS: Duration = Duration::from_mins(2);

/// After how long without links a running room holds its clock (product: "pauses itself after 60 s").
pub const NOBODY_HERE_AFTER: Duration = Duration::from_mins(1);

/// How far ahead, in wall-clock time, a running clock may be shown before the log knows: the most that a restart moves
/// the time on.
pub const SHOWN_AHEAD: Duration = Duration::from_millis(2500);

/// How long before that runs out it is renewed: far longer than a commit takes.
pub const SHOWN_AHEAD_RENEWED: Duration = Duration::from_millis(1500);

/// How long a room waits after a failed append of its own before it tries again.
pub const APPEND_AGAIN_AFTER: Duration = Duration::from_secs(1);

// The class.

/// Seats in one class, those who were removed included: a large lecture. The operators' list stays one frame.
pub const SEATS_PER_ROOM_MAX: usize = 1_000;

/// Removals that a room may lag behind before it asks the store who was removed: more than one trainer removes at once.
pub const REMOVALS_WAITING_MAX: usize = 256;

/// Letters of a name: the longest that people go by, and one line on a phone.
pub const NAME_CHARS_MAX: usize = 40;

/// How often it is kept that an operator is in a room, in milliseconds: days count, so an hour is often enough.
pub const VISIT_EVERY_MS: u64 = 3_600_000;

/// How often a link is told who is here, at the most: a class that comes in at once would otherwise cost the square of its
/// size.
pub const PEOPLE_EVERY: Duration = Duration::from_millis(400);

// Guessing.
//
// A room code is one of 2^40. With as many as ROOMS_MAX = 100,000 < 2^17 rooms, a guess finds any room at all with a chance
// below 2^-23. All addresses together may guess wrong GUESSES_PER_MINUTE = 60 times a minute, so an attacker who spends all of it
// needs 2^23 / 60 minutes, about 97 days, for even odds at one room out of a hundred thousand; with the hundred rooms of
// a busy server it takes 270 years. One address gets a sixth of that.

/// Wrong guesses of a minute from all addresses together.
pub const GUESSES_PER_MINUTE: u32 = 60;

/// Wrong guesses that all addresses together may make at once after a quiet time: three classes that mistype.
pub const GUESSES_AT_ONCE: u32 = 120;

/// Wrong guesses of a minute from one address, which a whole class may share.
pub const GUESSES_PER_MINUTE_AND_ADDRESS: u32 = 10;

/// Wrong guesses that one address may make at once after a quiet time: a class in which everybody mistypes once.
pub const GUESSES_AT_ONCE_PER_ADDRESS: u32 = 40;

/// Wrong guesses that are remembered, so that the same one is counted once: what all addresses together may make in a few
/// minutes.
pub const WRONG_GUESSES_REMEMBERED: usize = 512;

/// Seats that one address may take at once: four classes of thirty behind one network.
pub const JOINS_AT_ONCE_PER_ADDRESS: u32 = 120;

/// The same in the long run. One who wants to fill a class alone needs most of an hour, and its operator locks it meanwhile.
pub const JOINS_PER_MINUTE_AND_ADDRESS: u32 = 20;

/// Addresses that are remembered for what they did lately. Beyond it the one that has been quiet longest is forgotten, which
/// the limits for all addresses together make up for.
pub const ADDRESSES_MAX: usize = 10_000;

// Retention.

/// How long before its deletion an operator is told of it, in milliseconds: a week, for those who teach once a week.
pub const DELETION_TOLD_BEFORE_MS: u64 = 7 * 86_400_000;

/// How often overdue rooms are looked for.
pub const RETENTION_EVERY: Duration = Duration::from_hours(1);

/// How long a room stays after it was found overdue, whatever the wall clock says.
pub const OVERDUE_ROOMS_STAY: Duration = Duration::from_hours(24);

// The store.

/// Appends that wait for the writer: more than every room can have under way at once in practice.
pub const APPENDS_WAITING_MAX: usize = 4096;

/// Appends in one commit: at 64 busy rooms all of them share one.
pub const APPENDS_PER_COMMIT_MAX: usize = 512;

/// Events that one read of the log returns: a page of it is read in a few milliseconds and costs little memory.
pub const EVENTS_PER_READ_MAX: u32 = 1000;

/// Connections that read. Readers do not wait for the writer, and there are few cores.
pub const READERS_MAX: u32 = 2;

/// How long the database waits for a lock. We own the file; only a backup or a curious person can hold one.
pub const LOCK_PATIENCE: Duration = Duration::from_secs(2);

// Links.

/// Links in all: half the open files of a usual process.
pub const LINKS_MAX: usize = 10_000;

/// Links from one address: the largest room's behind one, and somebody who opens links only to hold them takes no more than
/// this.
pub const LINKS_PER_ADDRESS_MAX: u32 = 6_000;

/// Links in one room: the largest class that the budgets speak of.
pub const LINKS_PER_ROOM_MAX: u32 = 6_000;

/// Links of one seat: a laptop, a phone, and the tabs forgotten on both. Nobody in a class can fill its room alone.
pub const LINKS_PER_SEAT_MAX: u32 = 12;

/// Bytes of one frame from a browser: a text of 2,000 characters fits in any script, with room to spare.
pub const FRAME_BYTES_MAX: usize = 16 * 1024;

/// Bytes at which the socket itself gives up on a message. Larger than [`FRAME_BYTES_MAX`], so that the sender of a frame
/// that is merely too large is told so.
pub const MESSAGE_BYTES_MAX: usize = 4 * FRAME_BYTES_MAX;

/// Bytes that each link sets aside for reading: most frames are a few dozen. axum's own 128 KiB would be most of the
/// server's memory.
pub const READ_BUFFER_BYTES: usize = 512;

/// Bytes that wait in the socket's own buffer at the very most: the largest view, whose 200 lines may each have 2,000
/// characters, and stand in transcripts, history and ledger.
pub const WRITE_BUFFER_BYTES_MAX: usize = 16 * 1024 * 1024;

/// Bytes of one message of a view. Every link gets views, and its socket keeps a buffer for the largest message that it ever sent.
pub const VIEW_PART_BYTES: usize = 1024;

/// The same of all other frames: only a burst of many lines at once needs more than one message, and then few.
pub const PART_BYTES: usize = 4 * 1024;

/// Patches that a link may lag behind before it gets the whole view instead: together about as many bytes as that has.
pub const PATCHES_BEHIND_MAX: usize = 128;

/// For how much room time a whole view that was encoded is sent again as it is: a class that comes back at once costs one of
/// them, and no clock is further behind than this.
pub const SAME_VIEW_FOR: Millis = Millis(100);

/// Commands of one link that wait for their answer; more are not read from its socket.
pub const COMMANDS_UNDER_WAY_MAX: usize = 32;

/// Commands per second and link, in the long run: far above what hands can do.
pub const COMMANDS_PER_SECOND: u32 = 50;

/// Commands that a link may send at once after a quiet moment.
pub const COMMANDS_AT_ONCE: u32 = 100;

/// How long a link waits that looks back, or asks for earlier items, faster than it may: a moment of the past costs a fold of the
/// log.
pub const RATE_LIMIT_PAUSE: Duration = Duration::from_millis(25);

/// How long a link may take for its first frame.
pub const HELLO_WITHIN: Duration = Duration::from_secs(10);

/// How often the server pings: below the minute after which proxies cut a silent connection.
pub const PING_EVERY: Duration = Duration::from_secs(20);

/// After how long without any sign of life a link is closed: three pings unanswered.
pub const SILENCE_MAX: Duration = Duration::from_secs(70);

/// How long one frame may take to leave: as long as silence is endured.
pub const SEND_WITHIN: Duration = SILENCE_MAX;

/// How long a link that was told goodbye may take to hear it.
pub const GOODBYE_WITHIN: Duration = Duration::from_millis(500);

// HTTP.

/// Bytes of a request's body: every form has a few short fields.
pub const BODY_BYTES_MAX: usize = 4 * 1024;

/// How long a body may take to arrive: one packet, even over a bad network.
pub const BODY_WITHIN: Duration = Duration::from_secs(8);

/// How long a request may take. Sockets are not requests.
pub const REQUEST_WITHIN: Duration = Duration::from_secs(15);

/// Bytes of a request's first line and headers: several times what browsers send, cookies of other programs on the same
/// host included.
pub const HEAD_BYTES_MAX: usize = 32 * 1024;

/// Headers of one request: twice as many as the most talkative proxies make of it.
pub const HEADERS_MAX: usize = 64;

/// How long a request's first line and headers may take to arrive, the wait for a next request included.
pub const HEAD_WITHIN: Duration = Duration::from_secs(10);

/// How long a connection serves requests before it is asked to close: none of our downloads takes longer, and nobody keeps
/// a place for good by reading slowly.
pub const CONNECTION_LASTS: Duration = Duration::from_mins(3);

/// Connections that are not links yet. More wait before they are accepted, and each gives its place back in time.
pub const CONNECTIONS_MAX: u32 = 2_000;

/// How long no connection is accepted after the system refused to give one: it has no open files left.
pub const ACCEPT_AGAIN_AFTER: Duration = Duration::from_secs(1);

/// Rooms that a browser is reminded of: a row or two on the home page.
pub const RECENT_ROOMS_MAX: usize = 6;

// The SQL box.

/// Bytes of one query: three times the longer one of the source, and room in a form beside it.
pub const SQL_BYTES_MAX: usize = 1_500;

/// Rows of an answer: more than anybody reads on a page.
pub const SQL_ROWS_MAX: usize = 200;

/// Bytes of one cell: a subject is the longest thing in the tables.
pub const SQL_CELL_BYTES_MAX: usize = 2_000;

/// How long one query may run: the tables are small, and only joins without a condition take longer.
pub const SQL_WITHIN: Duration = Duration::from_millis(250);

/// After how many steps of the engine the time is looked at: some microseconds.
pub const SQL_OPS_BETWEEN_LOOKS: i32 = 1_000;

/// Queries that run at once, of all rooms: each has a database and a thread of its own.
pub const SQL_AT_ONCE: usize = 4;

// The log.

/// Lines of the log that wait to be written, some hundred bytes each; what comes beyond them is dropped.
pub const LOG_LINES_WAITING_MAX: usize = 8_192;

// Stopping.

/// How long rooms may take to hold their clocks when the server stops.
pub const ROOMS_STOP_WITHIN: Duration = Duration::from_millis(600);

/// How long links and requests may take to end after that. Both together stay below two seconds.
pub const LINKS_STOP_WITHIN: Duration = Duration::from_millis(900);

/// The end of a room's time, from the engine.
pub const ROOM_TIME_MAX: Millis = drill::limits::ROOM_TIME_MAX;
