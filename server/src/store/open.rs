//! Opening a database: whose file it is, which version wrote it, and every way in which that can fail, with what to do.

use std::{
    fs::OpenOptions,
    io::{self, Read as _},
    path::{Path, PathBuf},
};

use sqlx::{
    ConnectOptions as _, Connection as _, SqliteConnection,
    migrate::{MigrateError, Migrator},
    sqlite::{SqliteConnectOptions, SqliteJournalMode, SqliteSynchronous},
};

use super::{
    fault::{DatabaseFault, primary_code},
    file_identity::FileIdentity,
    lock::{self, Lock, NoLock},
};
use crate::limits::LOCK_PATIENCE;

static MIGRATIONS: Migrator = sqlx::migrate!();

/// What the first migration writes into the file's head.
const APPLICATION_ID: i64 = 1_148_349_548;
/// As long as the signatures want it.
const COOKIE_KEY_BYTES: usize = 64;
const SQLITE_HEAD: &[u8; 16] = b"SQLite format 3\0";
/// Versions before this one can lose commits in WAL mode with more than one connection.
const SQLITE_MIN: (u32, u32, u32) = (3, 51, 3);

/// Why a database could not be opened. Each says what to do.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// Another process owns it.
    #[error(
        "The database {} is in use by another drillroom. Stop that one first, or choose another file with --database.",
        .0.display()
    )]
    InUse(PathBuf),
    /// Another program holds a lock inside it.
    #[error(
        "The database {} is locked by another program. Close that program, or choose another file with --database.",
        .0.display()
    )]
    Locked(PathBuf),
    /// The files cannot be made, read or written.
    #[error(
        "Cannot use {}: {source}. Check that the folder exists and may be written to, or choose another file with --database.",
        .path.display()
    )]
    Files {
        /// Which file.
        path: PathBuf,
        /// What the operating system says.
        source: io::Error,
    },
    /// The file may not be written to.
    #[error(
        "The database {} may not be written to. Allow that, or choose another file with --database.",
        .0.display()
    )]
    ReadOnly(PathBuf),
    /// There is no space for it.
    #[error(
        "There is no space left for the database {} ({source}). Make room on its disk, or choose another file with --database.",
        .path.display()
    )]
    NoSpace {
        /// Which file.
        path: PathBuf,
        /// What `SQLite` says.
        source: sqlx::Error,
    },
    /// It is no database.
    #[error("{} is not a database. Choose another file with --database; this one was left as it is.", .0.display())]
    NotADatabase(PathBuf),
    /// It is a database of another program.
    #[error(
        "{} is a database of another program. Choose another file with --database; this one was left as it is.",
        .0.display()
    )]
    NotOurs(PathBuf),
    /// Another version wrote it.
    #[error(
        "{} was written by another version of drillroom. Use that version or a newer one, or choose another file with --database; this one was left as it is.",
        .0.display()
    )]
    OtherVersion(PathBuf),
    /// It is damaged.
    #[error(
        "The database {} is damaged ({source}). Restore it from a copy, or choose another file with --database.",
        .path.display()
    )]
    Damaged {
        /// Which file.
        path: PathBuf,
        /// What `SQLite` says.
        source: sqlx::Error,
    },
    /// `SQLite` refuses for another reason.
    #[error(
        "Cannot open the database {}: {source}. Check that file, folder and disk may be written to, or choose another file with --database.",
        .path.display()
    )]
    Refused {
        /// Which file.
        path: PathBuf,
        /// What `SQLite` says.
        source: sqlx::Error,
    },
    /// This program was built with an `SQLite` that can lose commits.
    #[error("This drillroom was built with SQLite {0}, which can lose what it wrote. Build it with 3.51.3 or newer.")]
    OldSqlite(String),
}

/// A database that is ours, of this version, and locked.
pub(super) struct Opened {
    pub lock: Lock,
    pub writer: SqliteConnection,
    pub options: SqliteConnectOptions,
    pub files: FileIdentity,
}

/// Opens the database at `path`, or makes it.
pub(super) async fn open(path: &Path) -> Result<Opened, OpenError> {
    // Absolute in any case: `:memory:` and `file:` mean something else to `SQLite`.
    let whole = std::fs::canonicalize(path).or_else(|_| std::path::absolute(path));
    let path = &whole.map_err(|source| OpenError::Files { path: path.to_path_buf(), source })?;
    check_head(path)?;
    let lock = lock::take(path).map_err(|no_lock| match no_lock {
        NoLock::Taken => OpenError::InUse(path.clone()),
        NoLock::Files(path, source) => OpenError::Files { path, source },
    })?;
    let told = |source| explained(path, source);
    let options = SqliteConnectOptions::new()
        .filename(path)
        .create_if_missing(true)
        .foreign_keys(true)
        // What is deleted is overwritten: a room's notes and names do not linger in the file.
        .pragma("secure_delete", "ON")
        .busy_timeout(LOCK_PATIENCE)
        .disable_statement_logging();
    // The first look changes nothing, in case the file is somebody else's.
    let mut first = options.connect().await.map_err(told)?;
    check_version(path, &mut first).await?;
    check_owner(path, &mut first).await?;
    first.close().await.map_err(told)?;
    let options = options.journal_mode(SqliteJournalMode::Wal).synchronous(SqliteSynchronous::Full);
    let mut writer = options.connect().await.map_err(told)?;
    MIGRATIONS.run(&mut writer).await.map_err(|error| match error {
        MigrateError::Execute(source) | MigrateError::ExecuteMigration(source, _) => explained(path, source),
        MigrateError::VersionMissing(_) | MigrateError::VersionMismatch(_) => OpenError::OtherVersion(path.clone()),
        other => OpenError::Refused { path: path.clone(), source: sqlx::Error::Migrate(Box::new(other)) },
    })?;
    make_cookie_key(&mut writer).await.map_err(told)?;
    // A file, folder or disk that takes no writing would be found out by the first command otherwise.
    writer.begin_with("BEGIN IMMEDIATE").await.map_err(told)?.rollback().await.map_err(told)?;
    let files = FileIdentity::of(path);
    // From here on the file is there. If it is gone one day, no empty one may take its place.
    Ok(Opened { lock, writer, options: options.create_if_missing(false), files })
}

/// What cookies are signed with is made once, and stays: browsers keep what was signed over restarts.
async fn make_cookie_key(writer: &mut SqliteConnection) -> Result<(), sqlx::Error> {
    let mut key = vec![0; COOKIE_KEY_BYTES];
    getrandom::fill(&mut key).map_err(|error| sqlx::Error::Io(error.into()))?;
    sqlx::query("INSERT INTO setting (name, value) VALUES ('cookie_key', ?) ON CONFLICT DO NOTHING")
        .bind(key)
        .execute(writer)
        .await
        .map(drop)
}

/// A file that has another head is not touched at all, nor is one that may not be written to: `SQLite` would open it all
/// the same, and refuse every command. No file, or an empty one, becomes a database.
fn check_head(path: &Path) -> Result<(), OpenError> {
    let files = |source| OpenError::Files { path: path.to_path_buf(), source };
    let mut head = Vec::new();
    match OpenOptions::new().read(true).write(true).open(path) {
        // Reading from a pipe would wait for ever.
        Ok(file) if !file.metadata().map_err(files)?.is_file() => {
            return Err(OpenError::NotADatabase(path.to_path_buf()));
        }
        Ok(file) => file.take(SQLITE_HEAD.len() as u64).read_to_end(&mut head).map_err(files)?,
        Err(error) => {
            return match error.kind() {
                io::ErrorKind::NotFound => Ok(()),
                io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => {
                    Err(OpenError::ReadOnly(path.to_path_buf()))
                }
                _ => Err(files(error)),
            };
        }
    };
    if head.is_empty() || head == SQLITE_HEAD { Ok(()) } else { Err(OpenError::NotADatabase(path.to_path_buf())) }
}

async fn check_version(path: &Path, connection: &mut SqliteConnection) -> Result<(), OpenError> {
    let version = sqlx::query_scalar("SELECT sqlite_version()").fetch_one(connection).await;
    let version: String = version.map_err(|source| explained(path, source))?;
    let mut numbers = version.split('.').map(|number| number.parse().unwrap_or(0));
    let mut next = || numbers.next().unwrap_or(0);
    if (next(), next(), next()) < SQLITE_MIN { Err(OpenError::OldSqlite(version)) } else { Ok(()) }
}

/// Ours are marked; one without any mark or table is new, or was left off in the middle of being made.
async fn check_owner(path: &Path, connection: &mut SqliteConnection) -> Result<(), OpenError> {
    let told = |source| explained(path, source);
    let id: i64 = sqlx::query_scalar("PRAGMA application_id").fetch_one(&mut *connection).await.map_err(told)?;
    let foreign: i64 = sqlx::query_scalar(
        "SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE '\\_sqlx%' ESCAPE '\\'",
    )
    .fetch_one(connection)
    .await
    .map_err(told)?;
    match id {
        APPLICATION_ID => Ok(()),
        0 if foreign == 0 => Ok(()),
        _ => Err(OpenError::NotOurs(path.to_path_buf())),
    }
}

fn explained(path: &Path, source: sqlx::Error) -> OpenError {
    const NOT_A_DATABASE: u32 = 26;
    let path = path.to_path_buf();
    match DatabaseFault::of(&source) {
        DatabaseFault::Locked => OpenError::Locked(path),
        DatabaseFault::ReadOnly => OpenError::ReadOnly(path),
        DatabaseFault::Full => OpenError::NoSpace { path, source },
        DatabaseFault::Damaged if primary_code(&source) == Some(NOT_A_DATABASE) => OpenError::NotADatabase(path),
        DatabaseFault::Damaged => OpenError::Damaged { path, source },
        DatabaseFault::Disk | DatabaseFault::Closed | DatabaseFault::Other => OpenError::Refused { path, source },
    }
}
