//! The backend lights and the clock.

use serde::{Deserialize, Serialize};

use crate::{Backend, Backends, Millis, PausedBy, Speed, State};

/// The three lights, in the order of [`Backend::ALL`].
pub type BackendsView = [BackendView; 3];

/// The light of one backend.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BackendView {
    /// Which one.
    pub backend: Backend,
    /// Since which room time it is off; `None` while it is on.
    pub off_since: Option<Millis>,
}

/// The lights.
pub fn backends(state: &State) -> BackendsView {
    Backend::ALL.map(|backend| BackendView {
        backend,
        off_since: state.outage(backend).map(|index| state.outages[index].stopped.at),
    })
}

/// The clock as the log has it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClockView {
    /// Whether room time runs.
    pub running: bool,
    /// How fast.
    pub speed: Speed,
    /// Who held it.
    pub paused_by: Option<PausedBy>,
}

/// The clock.
pub const fn clock(state: &State) -> ClockView {
    ClockView { running: state.clock.running, speed: state.clock.speed, paused_by: state.clock.paused_by }
}

impl From<BackendsView> for Backends {
    fn from(lights: BackendsView) -> Self {
        lights.iter().filter(|light| light.off_since.is_none()).fold(Self::NONE, |on, light| on.with(light.backend))
    }
}
