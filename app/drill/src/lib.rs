//! The drill engine: pure arithmetic over the rules of `behaviour.md`.
//!
//! No clock, no chance, no I/O. Three verbs: [`decide`] says what a command makes happen, or refuses it; [`apply`]
//! folds what happened into the [`State`]; the views derive what each pane shows at a room time. Causes are stored,
//! effects are derived, and each effect carries the rule it follows from.

mod activity;
mod apply;
mod autopilot;
mod backend;
pub mod cast;
mod command;
mod decide;
mod due;
mod effects;
mod event;
pub mod explorer;
mod format;
pub mod limits;
mod messages;
mod opening;
mod outage;
pub mod recovery;
mod refusal;
pub mod report;
mod rules;
mod runner;
pub mod scenarios;
mod screen;
mod settings;
pub mod snapshot;
pub mod state;
mod storyboard;
pub mod text;
mod time;
mod views;
mod why;
pub mod words;

/// Scripts: their format, and carrying one out.
pub mod script {
    pub use crate::{
        format::{
            Coach, Expect, Expected, Line, Look, Place, Problem, Script, ScriptError, Step, What, command_line,
            describe, parse, print, table,
        },
        runner::{Failure, Run, SnapshotError, run, snapshot_at},
    };
}

pub use activity::{ActivityId, Inbox, Kind, TabName};
pub use apply::apply;
pub use autopilot::next_line;
pub use backend::{Backend, Backends};
pub use command::{Command, Projector, Speed, TruthFor, Verdict};
pub use decide::decide;
pub use due::advance;
pub use effects::{Effect, Observer, Pane, Thing, effects};
pub use event::{Event, Fact, PausedBy, without_undone};
pub use messages::{Fate, Ledger, Message, Sender};
pub use refusal::{FullOf, Refusal};
pub use rules::{Provenance, Rule, WordsProvenance};
pub use runner::played_through;
pub use screen::{Icon, Notice, PopUp, ShownAs, TabLoad, Words};
pub use settings::{Setting, Settings};
pub use state::State;
pub use storyboard::{last_step, next_step, steps};
pub use time::{Millis, TimeError};
pub use views::*;
pub use why::{Shown, Why};
