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
pub mod limits;
mod opening;
pub mod recovery;
mod refusal;
pub mod report;
mod rules;
pub mod scenarios;
pub mod script;
mod settings;
pub mod snapshot;
pub mod state;
mod storyboard;
pub mod text;
mod time;
mod views;
mod why;
pub mod words;

pub use activity::{ActivityId, Inbox, Kind, TabName};
pub use apply::apply;
pub use autopilot::next_line;
pub use backend::{Backend, Backends};
pub use command::{Command, Projector, Speed, TruthFor, Verdict};
pub use decide::decide;
pub use due::advance;
pub use effects::{Effect, Observer, Pane, Thing, effects};
pub use event::{Event, Fact, PausedBy, standing};
pub use refusal::{FullOf, Refusal};
pub use rules::{Provenance, Rule, WordsProvenance};
pub use settings::{Setting, Settings};
pub use state::{Fate, Sender, State};
pub use storyboard::{last_step, next_step, played_through, steps};
pub use time::{Millis, TimeError};
pub use views::*;
pub use why::{Shown, Why};

pub(crate) use due::next_due;
