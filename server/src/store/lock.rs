//! One process owns a database. The operating system drops the lock when the process ends, however it ends.

use std::{
    fs::{File, OpenOptions, TryLockError},
    io,
    path::{Path, PathBuf},
};

use super::file_identity::beside;

/// Held for as long as the store lives.
#[derive(Debug)]
pub(super) struct Lock {
    _file: File,
}

/// Why there is no lock.
pub(super) enum NoLock {
    /// Another process has it.
    Taken,
    /// The lock's file cannot be made.
    Files(PathBuf, io::Error),
}

/// Takes the lock of the database at `path`, in a file beside it that stays.
pub(super) fn take(path: &Path) -> Result<Lock, NoLock> {
    let lock = beside(path, ".lock");
    let file = OpenOptions::new().create(true).truncate(false).write(true).open(&lock);
    let file = file.map_err(|error| NoLock::Files(lock.clone(), error))?;
    match file.try_lock() {
        Ok(()) => Ok(Lock { _file: file }),
        Err(TryLockError::WouldBlock) => Err(NoLock::Taken),
        Err(TryLockError::Error(error)) => Err(NoLock::Files(lock, error)),
    }
}
