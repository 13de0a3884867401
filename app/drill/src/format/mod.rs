//! The script format: one plain text that ships a drill, feeds a test, is what authors write, and is how a room is
//! exported as a bug report.
//!
//! ```text
//! title Application, back quickly
//! setting few_minutes 3:00
//!
//! 0:00   stop application
//!        say "Watch the customer's side first."
//!        ask "Who still believes that the chat is alive?"
//! 0:05   expect customer notice ended
//! ```
//!
//! One command a line; `#` starts a comment; a leading time sets the room time, a line without one happens at the time
//! of the line before, and time never goes back. A line may hold a time alone. Title, summary and settings come before
//! the first command, in any order and each once. A text in quotes may hold a line break, since a note of a room may. A
//! `say` that begins with `Look: ` is what to look at, and one that begins with `Look agent icon: ` says where that is
//! ([`Place`]). Below an `ask` may stand its `answer`, answers that are `wrong`, and every `hint` for it.
//!
//! [`parse`] reads a script, [`table`] prints effects, [`print()`] writes a room's log as a script, and [`Script::steps`] makes
//! a talk track of it. The `runner` carries a script out.

mod command;
mod describe;
mod error;
mod expect;
mod header;
mod line;
mod place;
mod print;
mod reader;
mod steps;
mod table;

use crate::{Command, Millis, Setting};

pub use describe::describe;
pub use error::{Problem, ScriptError};
pub use expect::{Expect, Expected};
pub use place::Place;
pub use print::{command_line, print};
pub use steps::{Look, Step};
pub use table::table;

pub(crate) use print::quoted;

use crate::limits::SCRIPT_BYTES_MAX;
use reader::Reader;

/// A script that was read. Nothing in it has been carried out yet.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Script {
    /// Its title; empty if it has none.
    pub title: String,
    /// The drill in one paragraph; empty if it has none.
    pub summary: String,
    /// The durations it changes, in the order of its lines.
    pub settings: Vec<(Setting, Millis)>,
    /// What happens and what is expected, in order.
    pub lines: Vec<Line>,
    /// The room time of the last line, one that only sets the time included.
    pub until: Millis,
}

/// One line that does something or expects something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// Where it stands in the text, from 1.
    pub number: usize,
    /// Its room time.
    pub at: Millis,
    /// What it says.
    pub what: What,
}

/// What a line says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum What {
    /// Somebody does something.
    Command(Command),
    /// Something is to be seen at this moment.
    Expect(Expect),
    /// What helps somebody who learns alone with the `ask` above.
    Coach(Coach),
}

/// What helps with a question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Coach {
    /// `answer`: the right one, or a good one where there is none to choose from.
    Answer(String),
    /// `wrong`: one to choose that is wrong.
    Wrong(String),
    /// `hint`: what to look at or to think of.
    Hint(String),
}

/// Reads a script.
///
/// # Errors
///
/// The first thing in the text that is not the format's, with its line and column and the nearest known word.
pub fn parse(text: &str) -> Result<Script, ScriptError> {
    if text.len() > SCRIPT_BYTES_MAX {
        return Err(ScriptError { line: 1, column: 1, problem: Problem::TooLarge(text.len()) });
    }
    let mut reader = Reader::new(text);
    let mut script = header::parse(&mut reader)?;
    line::parse(&mut reader, &mut script)?;
    Ok(script)
}
