//! The store in one `SQLite` file: one connection writes, a few read.

use std::{path::Path, sync::Arc};

use drill::{Event, Fact, Millis};
use sqlx::{Row as _, SqlitePool, sqlite::SqlitePoolOptions};
use tokio::{
    sync::{Mutex, mpsc, oneshot},
    task::JoinHandle,
};

use super::{
    Append, Change, OpenError, Pending, RoomId, RoomSummary, SignIn, SignInChange, Store, StoreError, StoredRoom,
    class,
    open::open,
    sign_in,
    writer::{self, Rows, Work},
};
use crate::{
    class::Class,
    clock::wall_ms,
    code::RoomCode,
    limits::{APPENDS_WAITING_MAX, EVENTS_PER_READ_MAX, READERS_MAX},
    secret::KeyHash,
};

/// A database that this process owns.
#[derive(Debug)]
pub struct SqliteStore {
    /// Work for the writer; taken away when the store is closed.
    work: Mutex<Option<mpsc::Sender<Work>>>,
    sender: mpsc::WeakSender<Work>,
    readers: SqlitePool,
    /// The writer, until the store is closed.
    writer: Mutex<Option<JoinHandle<()>>>,
}

impl SqliteStore {
    /// Opens the database at `path`, makes it when there is none, and brings it up to date.
    ///
    /// # Errors
    /// When it is in use, not ours, of a newer version, damaged, or not to be read or written.
    pub async fn open(path: &Path) -> Result<Self, OpenError> {
        let opened = open(path).await?;
        let readers = SqlitePoolOptions::new()
            .max_connections(READERS_MAX)
            .min_connections(0)
            .connect_lazy_with(opened.options.clone().read_only(true).create_if_missing(false));
        let (work, inbox) = mpsc::channel(APPENDS_WAITING_MAX);
        let writer = tokio::spawn(writer::run(opened, inbox));
        Ok(Self { sender: work.downgrade(), work: Mutex::new(Some(work)), readers, writer: Mutex::new(Some(writer)) })
    }

    async fn ask<T>(&self, work: impl FnOnce(Answer<T>) -> Work) -> Result<T, StoreError> {
        let (answer, answered) = oneshot::channel();
        let sender = self.sender.upgrade().ok_or(StoreError::Closed)?;
        sender.send(work(answer)).await.map_err(|_| StoreError::Closed)?;
        drop(sender);
        answered.await.map_err(|_| StoreError::Closed)?
    }
}

type Answer<T> = oneshot::Sender<Result<T, StoreError>>;

impl Store for SqliteStore {
    fn open_room(&self, code: RoomCode, class: &Class, events: &[Event]) -> Pending<'_, RoomId> {
        let rows = Rows::encode(events);
        let now = wall_ms();
        let change = Change {
            room: RoomId::default(),
            keys: Some(class.keys),
            admission: Some(class.admission),
            members: class.members.iter().map(|(number, member)| (*number, member.clone())).collect(),
            visited_wall_ms: Some(now),
        };
        Box::pin(async move {
            let rows =
                rows.map_err(|source| StoreError::Encode { room: RoomId::default(), source: Arc::new(source) })?;
            self.ask(|answer| Work::Open { code, opened_wall_ms: now, rows, change, answer }).await
        })
    }

    fn find_room(&self, code: RoomCode) -> Pending<'_, Option<StoredRoom>> {
        Box::pin(async move {
            let row = sqlx::query(
                "SELECT id, shown_until_ms, operator_hash, watch_hash, door, visited_wall_ms FROM room WHERE code = ?",
            )
            .bind(code.letters())
            .fetch_optional(&self.readers)
            .await
            .map_err(StoreError::read)?;
            let Some(row) = row else { return Ok(None) };
            let id = RoomId(row.try_get(0).map_err(StoreError::read)?);
            let shown_until = Millis(row.try_get::<i64, _>(1).map_err(StoreError::read)?.cast_unsigned());
            let visited_wall_ms = row.try_get::<i64, _>(5).map_err(StoreError::read)?.cast_unsigned();
            let members = sqlx::query(
                "SELECT number, key_hash, name, seat, muted, joined_wall_ms FROM member WHERE room_id = ? ORDER BY number",
            )
            .bind(id.0)
            .fetch_all(&self.readers)
            .await
            .map_err(StoreError::read)?;
            Ok(Some(StoredRoom { id, shown_until, visited_wall_ms, class: class::read(id, &row, &members)? }))
        })
    }

    fn has_key(&self, code: RoomCode, key: KeyHash) -> Pending<'_, bool> {
        Box::pin(async move {
            sqlx::query_scalar(
                "SELECT EXISTS (SELECT 1 FROM room WHERE code = ?1 AND (operator_hash = ?2 OR watch_hash = ?2)) \
                 OR EXISTS (SELECT 1 FROM member WHERE room_id = (SELECT id FROM room WHERE code = ?1) AND key_hash = ?2)",
            )
            .bind(code.letters())
            .bind(key.bytes().to_vec())
            .fetch_one(&self.readers)
            .await
            .map_err(StoreError::read)
        })
    }

    fn change(&self, change: &Change) -> Pending<'_, ()> {
        let change = change.clone();
        Box::pin(self.ask(|answer| Work::Change { change, answer }))
    }

    fn delete_room(&self, room: RoomId) -> Pending<'_, ()> {
        Box::pin(self.ask(move |answer| Work::Delete { room, answer }))
    }

    fn unvisited(&self, since_wall_ms: u64) -> Pending<'_, Vec<(RoomCode, RoomId)>> {
        Box::pin(async move {
            let rows =
                sqlx::query("SELECT code, id FROM room WHERE visited_wall_ms < ? ORDER BY visited_wall_ms LIMIT 1000")
                    .bind(since_wall_ms.cast_signed())
                    .fetch_all(&self.readers)
                    .await
                    .map_err(StoreError::read)?;
            let read = |row: &sqlx::sqlite::SqliteRow| Ok((row.try_get::<String, _>(0)?, RoomId(row.try_get(1)?)));
            let rows: Vec<_> = rows.iter().map(read).collect::<Result<_, _>>().map_err(StoreError::read)?;
            // The tables take only codes of eight letters; one that is none has no page either.
            Ok(rows.into_iter().filter_map(|(code, id)| Some((RoomCode::parse(&code).ok()?, id))).collect())
        })
    }

    fn summary(&self, code: RoomCode) -> Pending<'_, Option<RoomSummary>> {
        Box::pin(async move {
            let row = sqlx::query(
                "SELECT id, opened_wall_ms, \
                 (SELECT at_ms FROM event WHERE room_id = room.id ORDER BY seq DESC LIMIT 1), \
                 (SELECT fact FROM event WHERE room_id = room.id AND seq = 1), visited_wall_ms, \
                 (SELECT fact FROM event WHERE room_id = room.id ORDER BY seq DESC LIMIT 1) FROM room WHERE code = ?",
            )
            .bind(code.letters())
            .fetch_optional(&self.readers)
            .await
            .map_err(StoreError::read)?;
            row.map(|row| {
                let number =
                    |index: usize| row.try_get::<i64, _>(index).map(i64::cast_unsigned).map_err(StoreError::read);
                let id = RoomId(row.try_get(0).map_err(StoreError::read)?);
                let title = match fact(id, 1, &row, 3)? {
                    Fact::RoomOpened { title, .. } => title,
                    _ => String::new(),
                };
                let (opened_wall_ms, at, visited_wall_ms) = (number(1)?, Millis(number(2)?), number(4)?);
                // Nothing happens in a room after its end.
                let ended = fact(id, u64::MAX, &row, 5)? == Fact::SessionEnded;
                Ok(RoomSummary { title, opened_wall_ms, at, visited_wall_ms, ended })
            })
            .transpose()
        })
    }

    fn count_rooms(&self) -> Pending<'_, u64> {
        Box::pin(async move {
            let count: i64 = sqlx::query_scalar("SELECT count(*) FROM room")
                .fetch_one(&self.readers)
                .await
                .map_err(StoreError::read)?;
            Ok(count.cast_unsigned())
        })
    }

    fn sign_ins(&self) -> Pending<'_, Vec<SignIn>> {
        Box::pin(sign_in::all(&self.readers))
    }

    fn change_sign_ins(&self, change: SignInChange) -> Pending<'_, ()> {
        Box::pin(self.ask(|answer| Work::SignIn { change, answer }))
    }

    fn trainer_key(&self) -> Pending<'_, Option<String>> {
        Box::pin(sign_in::trainer_key(&self.readers))
    }

    fn cookie_key(&self) -> Pending<'_, Vec<u8>> {
        Box::pin(async move {
            sqlx::query_scalar("SELECT value FROM setting WHERE name = 'cookie_key'")
                .fetch_one(&self.readers)
                .await
                .map_err(StoreError::read)
        })
    }

    fn append(&self, append: &Append) -> Pending<'_, ()> {
        let (room, shown_until) = (append.room, append.shown_until);
        let rows = Rows::encode(&append.events);
        Box::pin(async move {
            let rows = rows.map_err(|source| StoreError::Encode { room, source: Arc::new(source) })?;
            self.ask(|answer| Work::Append { room, rows, shown_until, answer }).await
        })
    }

    fn events(&self, room: RoomId, after: u64) -> Pending<'_, Vec<Event>> {
        Box::pin(async move {
            let rows = sqlx::query(
                "SELECT seq, at_ms, wall_ms, fact FROM event WHERE room_id = ? AND seq > ? ORDER BY seq LIMIT ?",
            )
            .bind(room.0)
            .bind(after.cast_signed())
            .bind(EVENTS_PER_READ_MAX)
            .fetch_all(&self.readers)
            .await
            .map_err(StoreError::read)?;
            rows.iter().map(|row| event(room, row)).collect()
        })
    }

    fn close(&self) -> std::pin::Pin<Box<dyn Future<Output = ()> + Send + '_>> {
        Box::pin(async move {
            // The writer's connection goes last: only one that may write takes the journal's files away.
            self.readers.close().await;
            drop(self.work.lock().await.take());
            if let Some(writer) = self.writer.lock().await.take()
                && let Err(error) = writer.await
            {
                tracing::error!(%error, "the database's writer ended badly");
            }
        })
    }
}

fn event(room: RoomId, row: &sqlx::sqlite::SqliteRow) -> Result<Event, StoreError> {
    let number = |index: usize| row.try_get::<i64, _>(index).map(i64::cast_unsigned).map_err(StoreError::read);
    let seq = number(0)?;
    Ok(Event { seq, at: Millis(number(1)?), wall_ms: number(2)?, fact: fact(room, seq, row, 3)? })
}

/// The fact of event `seq`, from the column at this index.
fn fact(room: RoomId, seq: u64, row: &sqlx::sqlite::SqliteRow, index: usize) -> Result<Fact, StoreError> {
    let json: &str = row.try_get(index).map_err(StoreError::read)?;
    serde_json::from_str(json).map_err(|source| StoreError::UnknownFact { room, seq, source: Arc::new(source) })
}
