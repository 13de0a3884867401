//! The one writer of a database. Whatever waits is committed together: a commit costs an fsync however much is in it,
//! and on a busy machine that is milliseconds.

use drill::{Event, Millis};
use sqlx::{ConnectOptions as _, Connection as _, Sqlite, SqliteConnection, Transaction, sqlite::SqliteConnectOptions};
use tokio::sync::{mpsc, oneshot};

use super::{
    Change, RoomId, SignInChange, StoreError, class, fault::primary_code, file_identity::FileIdentity, open::Opened,
    sign_in,
};
use crate::{code::RoomCode, limits::APPENDS_PER_COMMIT_MAX};

/// Something to write, and whom to tell.
pub(super) enum Work {
    /// A new room with its first events.
    Open {
        code: RoomCode,
        opened_wall_ms: u64,
        rows: Rows,
        change: Change,
        answer: oneshot::Sender<Result<RoomId, StoreError>>,
    },
    /// More events, or more time that may have been shown.
    Append { room: RoomId, rows: Rows, shown_until: Option<Millis>, answer: oneshot::Sender<Result<(), StoreError>> },
    /// Something about a room beside its log.
    Change { change: Change, answer: oneshot::Sender<Result<(), StoreError>> },
    /// Something about trainers' sign-ins.
    SignIn { change: SignInChange, answer: oneshot::Sender<Result<(), StoreError>> },
    /// No such room any more.
    Delete { room: RoomId, answer: oneshot::Sender<Result<(), StoreError>> },
}

/// Events as they are kept: number, room time, wall-clock time, and the fact as JSON.
pub(super) struct Rows(Vec<(u64, u64, u64, String)>);

impl Rows {
    /// Puts events into the form in which they are kept.
    pub fn encode(events: &[Event]) -> Result<Self, serde_json::Error> {
        let row = |event: &Event| Ok((event.seq, event.at.0, event.wall_ms, serde_json::to_string(&event.fact)?));
        events.iter().map(row).collect::<Result<_, _>>().map(Self)
    }
}

/// Writes until nobody can ask any more. The lock is let go of only after the last write.
pub(super) async fn run(opened: Opened, mut inbox: mpsc::Receiver<Work>) {
    let Opened { lock, writer, options, files } = opened;
    let mut writer = Writer { connection: Some(writer), options, files };
    let mut batch = Vec::new();
    while inbox.recv_many(&mut batch, APPENDS_PER_COMMIT_MAX).await > 0 {
        let forgets = batch.iter().any(Work::forgets);
        writer.write(std::mem::take(&mut batch)).await;
        if forgets {
            writer.tidy_up().await;
        }
    }
    writer.tidy_up().await;
    if let Some(connection) = writer.connection {
        let _ = connection.close().await;
    }
    drop(lock);
}

struct Writer {
    /// Taken away when it fails in a way that it may not recover from; made anew by the next batch.
    connection: Option<SqliteConnection>,
    options: SqliteConnectOptions,
    files: FileIdentity,
}

impl Writer {
    /// Commits a batch and answers all of it. When some of it breaks a rule of the tables, each is tried by itself, so
    /// that only the culprit is refused.
    async fn write(&mut self, batch: Vec<Work>) {
        match self.commit(&batch).await {
            Ok(rooms) => batch.into_iter().zip(rooms).for_each(|(work, room)| work.done(room)),
            Err(error) if is_broken_rule(&error) && batch.len() > 1 => {
                for work in batch {
                    match self.commit(std::slice::from_ref(&work)).await {
                        Ok(rooms) => work.done(rooms.first().copied().unwrap_or_default()),
                        Err(error) => work.failed(&error),
                    }
                }
            }
            Err(error) => {
                for work in batch {
                    work.failed(&error);
                }
            }
        }
    }

    /// Commits a batch, all or nothing, and says which rooms were made by which work of it.
    async fn commit(&mut self, batch: &[Work]) -> Result<Vec<Option<RoomId>>, StoreError> {
        let mut connection = self.connection().await?;
        let outcome = match connection.begin_with("BEGIN IMMEDIATE").await {
            Ok(transaction) => commit_in(transaction, batch).await,
            Err(error) => Err(error),
        };
        let outcome = outcome.map_err(StoreError::write);
        // A broken rule is taken back by the rollback. After anything else `SQLite` may have rolled back by itself, which
        // this connection would not know, and it would begin nothing any more.
        if outcome.as_ref().err().is_none_or(is_broken_rule) {
            self.connection = Some(connection);
        }
        outcome
    }

    /// Brings everything into the database and empties the log beside it: what was overwritten there does not stay in
    /// either. Everything that was answered is safe without it, so a failure loses nothing, and the next one does it all.
    async fn tidy_up(&mut self) {
        if let Some(connection) = &mut self.connection {
            let _ = sqlx::query("PRAGMA wal_checkpoint(TRUNCATE)").execute(connection).await;
        }
    }

    /// A connection to the very files that were opened.
    async fn connection(&mut self) -> Result<SqliteConnection, StoreError> {
        if let Some(lost) = self.files.lost_database() {
            return Err(StoreError::Moved(lost.to_path_buf()));
        }
        let Some(mut connection) = self.connection.take() else {
            let connection = self.options.connect().await.map_err(StoreError::write)?;
            self.files.look_at_log();
            return Ok(connection);
        };
        let Some(lost) = self.files.lost_log() else { return Ok(connection) };
        // This connection still has the log: its commits go into the database, where the next start finds them.
        let _ = sqlx::query("PRAGMA wal_checkpoint(TRUNCATE)").execute(&mut connection).await;
        self.connection = Some(connection);
        Err(StoreError::LogMoved(lost.to_path_buf()))
    }
}

async fn commit_in(
    mut transaction: Transaction<'_, Sqlite>,
    batch: &[Work],
) -> Result<Vec<Option<RoomId>>, sqlx::Error> {
    let mut rooms = Vec::with_capacity(batch.len());
    let mut events = Vec::new();
    let mut shown = Vec::new();
    for work in batch {
        let (room, rows) = match work {
            Work::Open { code, opened_wall_ms, rows, change, .. } => {
                let id = sqlx::query_scalar("INSERT INTO room (code, opened_wall_ms) VALUES (?, ?) RETURNING id")
                    .bind(code.letters())
                    .bind(opened_wall_ms.cast_signed())
                    .fetch_one(&mut *transaction)
                    .await?;
                rooms.push(Some(RoomId(id)));
                class::write(&mut transaction, id, change).await?;
                (id, rows)
            }
            Work::Append { room, rows, shown_until, .. } => {
                rooms.push(None);
                shown.extend(shown_until.map(|until| (room.0, until.0)));
                (room.0, rows)
            }
            Work::Change { change, .. } => {
                rooms.push(None);
                class::write(&mut transaction, change.room.0, change).await?;
                continue;
            }
            Work::SignIn { change, .. } => {
                rooms.push(None);
                sign_in::write(&mut transaction, change).await?;
                continue;
            }
            Work::Delete { room, .. } => {
                rooms.push(None);
                sqlx::query("DELETE FROM room WHERE id = ?").bind(room.0).execute(&mut *transaction).await?;
                continue;
            }
        };
        events.extend(rows.0.iter().map(|(seq, at, wall, fact)| (room, *seq, *at, *wall, fact.as_str())));
    }
    let json = |error: serde_json::Error| sqlx::Error::Encode(Box::new(error));
    if !events.is_empty() {
        sqlx::query(
            "INSERT INTO event (room_id, seq, at_ms, wall_ms, fact) \
             SELECT value ->> 0, value ->> 1, value ->> 2, value ->> 3, value ->> 4 FROM json_each(?)",
        )
        .bind(serde_json::to_string(&events).map_err(json)?)
        .execute(&mut *transaction)
        .await?;
    }
    if !shown.is_empty() {
        sqlx::query(
            "UPDATE room SET shown_until_ms = shown.value ->> 1 FROM json_each(?) AS shown WHERE room.id = shown.value ->> 0",
        )
        .bind(serde_json::to_string(&shown).map_err(json)?)
        .execute(&mut *transaction)
        .await?;
    }
    transaction.commit().await?;
    Ok(rooms)
}

impl Work {
    /// Whether somebody's words or name are to be found in no file afterwards.
    fn forgets(&self) -> bool {
        match self {
            Self::Delete { .. } => true,
            Self::Change { change, .. } => change.members.iter().any(|(_, member)| member.seat.is_none()),
            Self::Open { .. } | Self::Append { .. } | Self::SignIn { .. } => false,
        }
    }

    /// Who asked may have gone away meanwhile; then nobody needs the answer.
    fn done(self, made: Option<RoomId>) {
        match self {
            Self::Open { answer, .. } => {
                let _ = answer.send(made.ok_or(StoreError::Closed));
            }
            Self::Append { answer, .. }
            | Self::Change { answer, .. }
            | Self::SignIn { answer, .. }
            | Self::Delete { answer, .. } => {
                let _ = answer.send(Ok(()));
            }
        }
    }

    fn failed(self, error: &StoreError) {
        match self {
            Self::Open { code, answer, .. } => {
                let _ = answer.send(Err(if is_taken(error) { StoreError::CodeTaken(code) } else { error.clone() }));
            }
            Self::Append { room, answer, .. } => {
                let _ = answer.send(Err(if is_taken(error) { StoreError::NumberTaken(room) } else { error.clone() }));
            }
            Self::Change { answer, .. } | Self::SignIn { answer, .. } | Self::Delete { answer, .. } => {
                let _ = answer.send(Err(error.clone()));
            }
        }
    }
}

/// A code or a number that is there already.
fn is_taken(error: &StoreError) -> bool {
    let StoreError::Write { source, .. } = error else { return false };
    source.as_database_error().is_some_and(sqlx::error::DatabaseError::is_unique_violation)
}

/// A constraint or a trigger of the tables, which other work of the same batch has nothing to do with.
fn is_broken_rule(error: &StoreError) -> bool {
    const CONSTRAINT: u32 = 19;
    matches!(error, StoreError::Write { source, .. } if primary_code(source) == Some(CONSTRAINT))
}
