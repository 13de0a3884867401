//! What can go wrong in a command, in words that say what to do next.

use std::{fmt, path::PathBuf, time::Duration};

/// Why a command stopped. `main` prints it together with its causes.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    /// The file system refused something.
    #[error("could not {doing} {}", path.display())]
    Files {
        /// An infinitive: "read", "create".
        doing: &'static str,
        /// The file or folder in question.
        path: PathBuf,
        /// What the operating system said.
        source: std::io::Error,
    },
    /// A program could not be started at all.
    #[error("could not start `{command}`: is it installed?")]
    Start {
        /// The whole command line.
        command: String,
        /// What the operating system said.
        source: std::io::Error,
    },
    /// A program ran and reported failure; its own output above says why.
    #[error("`{command}` failed ({status}); its own messages are above")]
    Program {
        /// The whole command line.
        command: String,
        /// The exit code or signal.
        status: std::process::ExitStatus,
    },
    /// A program was stopped because it took too long, usually a download that never answers.
    #[error("`{command}` was stopped: nothing came of it within {} s", limit.as_secs())]
    Deadline {
        /// The whole command line.
        command: String,
        /// How long it was given.
        limit: Duration,
    },
    /// Anything else, in whole sentences that say what to do.
    #[error("{0}")]
    Explained(String),
}

impl Failure {
    /// For `map_err` after a call of `std::fs`.
    pub fn files(doing: &'static str, path: impl Into<PathBuf>) -> impl FnOnce(std::io::Error) -> Self {
        let path = path.into();
        move |source| Self::Files { doing, path, source }
    }

    /// A failure in the caller's own words.
    pub fn explained(words: impl fmt::Display) -> Self {
        Self::Explained(words.to_string())
    }
}
