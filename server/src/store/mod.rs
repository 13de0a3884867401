//! The log's home. A store appends and reads; it decides nothing. `tests/it/store.rs` is the contract of all stores.

mod class;
mod fault;
mod file_identity;
mod lock;
mod open;
mod sign_in;
mod sqlite;
mod writer;

pub use fault::DatabaseFault;
pub use open::OpenError;
pub use sign_in::{SignIn, SignInChange};
pub use sqlite::SqliteStore;

use std::{fmt, path::PathBuf, pin::Pin, sync::Arc};

use drill::{Event, Millis};
use protocol::Admission;

use crate::{
    class::{Class, Keys, Member},
    code::RoomCode,
    secret::KeyHash,
};

/// What a store will answer.
pub type Pending<'a, T> = Pin<Box<dyn Future<Output = Result<T, StoreError>> + Send + 'a>>;

/// Keeps rooms and their logs.
pub trait Store: fmt::Debug + Send + Sync + 'static {
    /// Keeps a new room with its class and its first events, all or nothing.
    ///
    /// # Errors
    /// [`StoreError::CodeTaken`], or when it cannot be written.
    fn open_room(&self, code: RoomCode, class: &Class, events: &[Event]) -> Pending<'_, RoomId>;

    /// The room of this code.
    ///
    /// # Errors
    /// When it cannot be read.
    fn find_room(&self, code: RoomCode) -> Pending<'_, Option<StoredRoom>>;

    /// Whether there is a room of this code in which somebody's key has this hash. One question, whether the key or
    /// the room is not there, so that the time says next to nothing: but the keys of a room's class are gone through.
    ///
    /// # Errors
    /// When it cannot be read.
    fn has_key(&self, code: RoomCode, key: KeyHash) -> Pending<'_, bool>;

    /// What there is to say of the room of this code, without reading its log.
    ///
    /// # Errors
    /// When it cannot be read.
    fn summary(&self, code: RoomCode) -> Pending<'_, Option<RoomSummary>>;

    /// Keeps what changed about a room beside its log, all or nothing.
    ///
    /// # Errors
    /// When it cannot be written: then nothing of it is kept.
    fn change(&self, change: &Change) -> Pending<'_, ()>;

    /// Deletes a room with its log and its class.
    ///
    /// # Errors
    /// When it cannot be written.
    fn delete_room(&self, room: RoomId) -> Pending<'_, ()>;

    /// The rooms in which no operator has been since this moment, in milliseconds since 1970; at most a thousand.
    ///
    /// # Errors
    /// When it cannot be read.
    fn unvisited(&self, since_wall_ms: u64) -> Pending<'_, Vec<(RoomCode, RoomId)>>;

    /// How many rooms there are.
    ///
    /// # Errors
    /// When it cannot be read.
    fn count_rooms(&self) -> Pending<'_, u64>;

    /// Every trainer's sign-in, the last used first.
    ///
    /// # Errors
    /// When it cannot be read.
    fn sign_ins(&self) -> Pending<'_, Vec<SignIn>>;

    /// Keeps what changed about sign-ins.
    ///
    /// # Errors
    /// When it cannot be written: then nothing of it is kept.
    fn change_sign_ins(&self, change: SignInChange) -> Pending<'_, ()>;

    /// What [`SignInChange::NewKey`] kept of the trainer key.
    ///
    /// # Errors
    /// When it cannot be read.
    fn trainer_key(&self) -> Pending<'_, Option<String>>;

    /// What cookies are signed with: 64 random bytes, made with the store.
    ///
    /// # Errors
    /// When it cannot be read.
    fn cookie_key(&self) -> Pending<'_, Vec<u8>>;

    /// Appends to a room's log, all or nothing. When it answers, a crash of the program or the machine loses none of it.
    ///
    /// # Errors
    /// [`StoreError::NumberTaken`] when the log has an event of one of these numbers, or when it cannot be written:
    /// then nothing of it is in the log.
    fn append(&self, append: &Append) -> Pending<'_, ()>;

    /// The events after number `after`, in order; as many as one read gives, none at the end of the log.
    ///
    /// # Errors
    /// When they cannot be read.
    fn events(&self, room: RoomId, after: u64) -> Pending<'_, Vec<Event>>;

    /// Finishes what was asked for, and lets go of the files.
    fn close(&self) -> Pin<Box<dyn Future<Output = ()> + Send + '_>>;
}

/// A room within a store.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct RoomId(pub i64);

impl fmt::Display for RoomId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// A room as kept, its log apart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredRoom {
    /// Where its log is.
    pub id: RoomId,
    /// Up to this room time a browser may have shown its running clock.
    pub shown_until: Millis,
    /// When an operator was last there, in milliseconds since 1970.
    pub visited_wall_ms: u64,
    /// Who may do what in it.
    pub class: Class,
}

/// What is to be kept about a room beside its log; what is empty stays as it was.
#[derive(Clone, Debug, Default)]
pub struct Change {
    /// Of which room.
    pub room: RoomId,
    /// Its keys.
    pub keys: Option<Keys>,
    /// Who gets in.
    pub admission: Option<Admission>,
    /// Members, new ones and changed ones, by number. One without a seat was removed, which holds in every room that knows
    /// their key: those that their class went on to.
    pub members: Vec<(u32, Member)>,
    /// When an operator was here, in milliseconds since 1970.
    pub visited_wall_ms: Option<u64>,
}

/// What there is to say of a room without reading its log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RoomSummary {
    /// Its drill's title.
    pub title: String,
    /// When it was opened, in milliseconds since 1970.
    pub opened_wall_ms: u64,
    /// The room time of its last event.
    pub at: Millis,
    /// When an operator was last there, in milliseconds since 1970.
    pub visited_wall_ms: u64,
    /// Whether its session is over.
    pub ended: bool,
}

/// What is to be kept together.
#[derive(Clone, Debug)]
pub struct Append {
    /// Into which log.
    pub room: RoomId,
    /// The next events; none when only the shown time moves on.
    pub events: Vec<Event>,
    /// Up to which room time browsers may show the running clock from now on; as before when `None`.
    pub shown_until: Option<Millis>,
}

/// Why a store did not do what was asked.
#[derive(Clone, Debug, thiserror::Error)]
pub enum StoreError {
    /// Another room has this code.
    #[error("another room has the code {0}")]
    CodeTaken(RoomCode),
    /// The log has an event of this number already.
    #[error("the log of room {0} already has an event of the same number")]
    NumberTaken(RoomId),
    /// The database refused to write.
    #[error("could not write to the database; {fault}")]
    Write {
        /// What to do about it.
        fault: DatabaseFault,
        /// What `SQLite` says.
        #[source]
        source: Arc<sqlx::Error>,
    },
    /// The database could not be read.
    #[error("could not read from the database; {fault}")]
    Read {
        /// What to do about it.
        fault: DatabaseFault,
        /// What `SQLite` says.
        #[source]
        source: Arc<sqlx::Error>,
    },
    /// A file of the database is not where it was. What was written now would be gone with the next start.
    #[error(
        "{} was moved or deleted while in use, so nothing is written; put it back as it was, and the rooms go on, or \
         stop this program and restore the database from a copy", .0.display()
    )]
    Moved(PathBuf),
    /// `SQLite`'s own log is not where it was. What it held was brought into the database.
    #[error(
        "{} was moved or deleted while in use, so nothing is written; what was written is in the database: stop this \
         program and start it again", .0.display()
    )]
    LogMoved(PathBuf),
    /// An event is there that cannot come after those before it.
    #[error("could not go on with event {seq} of room {room}, which does not follow from those before it")]
    Disorder {
        /// Whose log.
        room: RoomId,
        /// The event's number.
        seq: u64,
    },
    /// An event is there that this version cannot read.
    #[error("could not understand event {seq} of room {room}")]
    UnknownFact {
        /// Whose log.
        room: RoomId,
        /// The event's number.
        seq: u64,
        /// What is wrong with it.
        #[source]
        source: Arc<serde_json::Error>,
    },
    /// What is kept about a room's class cannot be read.
    #[error("could not understand the class of room {0}")]
    UnknownClass(RoomId),
    /// An event could not be put into words.
    #[error("could not encode an event of room {room}")]
    Encode {
        /// Whose log.
        room: RoomId,
        /// What is wrong with it.
        #[source]
        source: Arc<serde_json::Error>,
    },
    /// The store was closed.
    #[error("the database is closed")]
    Closed,
}

impl StoreError {
    /// Whether the record itself is damaged, or of a newer version: trying again will not help, restoring it will.
    pub const fn is_damage(&self) -> bool {
        match self {
            Self::Write { fault, .. } | Self::Read { fault, .. } => matches!(fault, DatabaseFault::Damaged),
            Self::UnknownFact { .. } | Self::UnknownClass(_) | Self::Disorder { .. } => true,
            Self::CodeTaken(_)
            | Self::NumberTaken(_)
            | Self::Moved(_)
            | Self::LogMoved(_)
            | Self::Encode { .. }
            | Self::Closed => false,
        }
    }

    fn write(source: sqlx::Error) -> Self {
        Self::Write { fault: DatabaseFault::of(&source), source: Arc::new(source) }
    }

    fn read(source: sqlx::Error) -> Self {
        Self::Read { fault: DatabaseFault::of(&source), source: Arc::new(source) }
    }
}

/// The events after number `after` up to number `until`; `None` if they are not there any more.
///
/// # Errors
/// When the store cannot be read.
pub async fn read_log(
    store: &dyn Store,
    room: RoomId,
    after: u64,
    until: u64,
) -> Result<Option<Vec<Event>>, StoreError> {
    let mut log = Vec::new();
    let mut last = after;
    while last < until {
        let more = store.events(room, last).await?;
        let Some(event) = more.last() else { return Ok(None) };
        last = event.seq;
        log.extend(more);
    }
    log.retain(|event| event.seq <= until);
    Ok(Some(log))
}
