//! The command line: what can be asked for, in words that need no manual.

use std::path::PathBuf;

use clap::{Parser, Subcommand};
use server::{Config, code::RoomCode};

/// A room for failure drills: switch simulated backends off and on, and watch what an agent and a customer see.
#[derive(Debug, Parser)]
#[command(name = "drillroom", version, args_conflicts_with_subcommands = true, disable_help_subcommand = true)]
pub struct Arguments {
    /// What to do; `serve` when left out.
    #[command(subcommand)]
    command: Option<Task>,
    #[command(flatten)]
    config: Config,
}

/// What can be done.
#[derive(Debug, Subcommand)]
pub enum Task {
    /// Serve rooms to browsers until Ctrl-C (the default)
    Serve(Config),
    /// Make new links for a room whose operators have lost theirs; the server must not run meanwhile
    Key {
        /// The room's code
        code: RoomCode,
        #[command(flatten)]
        config: Config,
    },
    /// Play a script without a browser, and print what can be seen
    Play {
        /// The script's file; - reads standard input
        script: PathBuf,
        /// Print JSON: one effect a line, or one object with --at
        #[arg(long)]
        json: bool,
        /// Only the moment at this room time, after every command at or before it
        #[arg(long, value_name = "M:SS", requires = "json")]
        at: Option<drill::Millis>,
    },
    /// Check the `expect` lines of scripts; exits with 1 when one does not hold
    Check {
        /// The scripts' files
        #[arg(required = true)]
        scripts: Vec<PathBuf>,
    },
}

impl Arguments {
    /// What was asked for.
    pub fn task(self) -> Task {
        self.command.unwrap_or(Task::Serve(self.config))
    }
}
