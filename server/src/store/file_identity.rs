//! Whether a database's files are still where they were. What is written into a file that was moved away or deleted goes
//! with it, and nobody would notice before the next start.

use std::{
    ffi::OsString,
    fs,
    os::unix::fs::MetadataExt as _,
    path::{Path, PathBuf},
};

/// The files of a database that is open, each with what tells it from any other file.
#[derive(Debug)]
pub(super) struct FileIdentity {
    database: (PathBuf, Option<FileId>),
    /// `SQLite`'s own log beside it, which holds the newest commits.
    log: (PathBuf, Option<FileId>),
}

/// The device and the number of a file on it.
type FileId = (u64, u64);

impl FileIdentity {
    /// Where the files of the database at `path` are now.
    pub fn of(path: &Path) -> Self {
        let log = beside(path, "-wal");
        Self { database: (path.to_path_buf(), id(path)), log: (log.clone(), id(&log)) }
    }

    /// The database's own file, if it is not where it was.
    pub fn lost_database(&self) -> Option<&Path> {
        lost(&self.database)
    }

    /// `SQLite`'s own log, if it is not where it was.
    pub fn lost_log(&self) -> Option<&Path> {
        lost(&self.log)
    }

    /// A new connection may have made the log anew.
    pub fn look_at_log(&mut self) {
        self.log.1 = id(&self.log.0);
    }
}

/// The file at `path` with `ending` behind its name.
pub(super) fn beside(path: &Path, ending: &str) -> PathBuf {
    let mut name = OsString::from(path);
    name.push(ending);
    name.into()
}

fn lost((path, was): &(PathBuf, Option<FileId>)) -> Option<&Path> {
    (was.is_none() || id(path) != *was).then_some(path.as_path())
}

fn id(path: &Path) -> Option<FileId> {
    fs::metadata(path).ok().map(|file| (file.dev(), file.ino()))
}
