//! Whom an entry is about.

use drill::ActivityId;

/// Whom, or what, an entry is about: what its sentence begins with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Who {
    /// The operator.
    Operator,
    /// The agent, or the agent's screen.
    Agent,
    /// The agent's desktop as a whole.
    Desktop,
    /// An activity in the agent's inbox.
    Activity(ActivityId),
    /// The customer, or the customer's screen.
    Customer,
    /// The simulated database.
    Database,
    /// The ledger of messages.
    Ledger,
    /// The room itself.
    Room,
}

impl Who {
    /// Its name on screen.
    pub fn name(self) -> String {
        match self {
            Self::Operator => "Operator".to_owned(),
            Self::Agent => "Agent".to_owned(),
            Self::Desktop => "Agent's desktop".to_owned(),
            Self::Activity(id) => id.to_string(),
            Self::Customer => "Customer".to_owned(),
            Self::Database => "Database".to_owned(),
            Self::Ledger => "Ledger".to_owned(),
            Self::Room => "Room".to_owned(),
        }
    }

    /// Its word in class names: that of the screen where it is seen.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Operator => "operator",
            Self::Agent | Self::Desktop | Self::Activity(_) => "agent",
            Self::Customer => "customer",
            Self::Database => "database",
            Self::Ledger => "ledger",
            Self::Room => "room",
        }
    }
}
