//! What a refusal of `SQLite` means for the person who runs the program, and what to do about it.

use std::fmt;

/// The kinds of refusal that ask for different measures.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DatabaseFault {
    /// Another program holds a lock inside the database.
    Locked,
    /// The disk, or what may be used of it, is full.
    Full,
    /// The file may not be written to.
    ReadOnly,
    /// The disk does not do what it is asked for; a quota or a limit of the system can be the reason.
    Disk,
    /// The file cannot be opened: it, its folder or the system's open files.
    Closed,
    /// What is in the file is not a Drillroom database, or not any more.
    Damaged,
    /// Something else; the source says what.
    Other,
}

impl DatabaseFault {
    /// What `error` means.
    pub(super) fn of(error: &sqlx::Error) -> Self {
        match primary_code(error) {
            Some(5 | 6) => Self::Locked,
            Some(8) => Self::ReadOnly,
            Some(10) => Self::Disk,
            Some(11 | 26) => Self::Damaged,
            Some(13) => Self::Full,
            Some(14) => Self::Closed,
            _ => Self::Other,
        }
    }
}

/// What to do, as the end of a sentence.
impl fmt::Display for DatabaseFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Locked => "another program has locked it: close that program, and the rooms go on",
            Self::Full => "its disk is full: make room there, and the rooms go on",
            Self::ReadOnly => "it may not be written to: allow that, and the rooms go on",
            Self::Disk => {
                "its disk refuses: check the space, quotas and health of it; once they are mended, the rooms go on"
            }
            Self::Closed => "its file cannot be opened: check that file and folder are there and may be written to",
            Self::Damaged => "it is damaged: stop this program and restore the database from a copy",
            Self::Other => "the reason stands behind this line",
        })
    }
}

/// `SQLite`'s primary result code: the low byte of the extended one.
pub(super) fn primary_code(error: &sqlx::Error) -> Option<u32> {
    let code: u32 = error.as_database_error()?.code()?.parse().ok()?;
    Some(code & 0xff)
}
