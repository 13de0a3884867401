//! The class as it travels: who is here, in which seat, who gets in, and what can be asked for about it.

use drill::{Millis, Sender};
use serde::{Deserialize, Serialize};

/// How many links a room has, and how many people of the class have them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct People {
    /// Pages with controls, co-trainers' included.
    pub operators: u32,
    /// Projectors.
    pub watchers: u32,
    /// Everybody else in the class.
    pub seats: u32,
    /// People of the class whose page is open, co-trainers included; somebody with two tabs is one.
    pub members: u32,
}

impl People {
    /// All links.
    pub const fn all(self) -> u32 {
        self.operators + self.watchers + self.seats
    }
}

/// What somebody is in the class.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Seat {
    /// Not admitted yet.
    Waiting,
    /// Sees both screens, and touches nothing.
    #[default]
    Observer,
    /// Does the agent's work, and sees the agent's screen.
    Agent,
    /// Does the customer's part, and sees the customer's screen.
    Customer,
    /// Runs the drill like an operator, but for the class, the links and the end.
    CoTrainer,
}

impl Seat {
    /// The seat that does this side's work.
    pub const fn of(side: Sender) -> Self {
        match side {
            Sender::Agent => Self::Agent,
            Sender::Customer => Self::Customer,
        }
    }
}

/// Who gets into the class, and may take a seat there.
#[expect(clippy::struct_excessive_bools, reason = "four switches that have nothing to do with each other")]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Admission {
    /// Nobody new gets in.
    pub locked: bool,
    /// New people wait until an operator lets them in.
    pub waiting_room: bool,
    /// Anybody who is in may take the agent's seat while it is free.
    pub offers_agent: bool,
    /// The same for the customer's.
    pub offers_customer: bool,
}

/// One switch of the admission.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum AdmissionSwitch {
    /// [`Admission::locked`].
    Locked,
    /// [`Admission::waiting_room`].
    WaitingRoom,
    /// [`Admission::offers_agent`].
    OffersAgent,
    /// [`Admission::offers_customer`].
    OffersCustomer,
}

impl Admission {
    /// Whether this switch is on.
    pub const fn is_on(self, switch: AdmissionSwitch) -> bool {
        match switch {
            AdmissionSwitch::Locked => self.locked,
            AdmissionSwitch::WaitingRoom => self.waiting_room,
            AdmissionSwitch::OffersAgent => self.offers_agent,
            AdmissionSwitch::OffersCustomer => self.offers_customer,
        }
    }

    /// Turns one switch.
    pub const fn set(&mut self, switch: AdmissionSwitch, on: bool) {
        *match switch {
            AdmissionSwitch::Locked => &mut self.locked,
            AdmissionSwitch::WaitingRoom => &mut self.waiting_room,
            AdmissionSwitch::OffersAgent => &mut self.offers_agent,
            AdmissionSwitch::OffersCustomer => &mut self.offers_customer,
        } = on;
    }
}

/// Somebody in the class, as operators see them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Person {
    /// Their number in this class, from 1.
    pub number: u32,
    /// As they call themselves; empty if they do not.
    pub name: String,
    /// What they are.
    pub seat: Seat,
    /// Whether their commands are denied.
    pub muted: bool,
    /// Whether their page is open.
    pub here: bool,
    /// Since when they are here, or away, in milliseconds since 1970.
    pub since_wall_ms: u64,
}

/// The class, as operators see it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Class {
    /// Who gets in.
    pub admission: Admission,
    /// Who is in, by number.
    pub people: Vec<Person>,
}

/// What somebody in the class is told of themselves.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct You {
    /// The name they gave.
    pub name: String,
    /// What they are.
    pub seat: Seat,
    /// Whether their commands are denied.
    pub muted: bool,
    /// Seats that they may take.
    pub free: Vec<Seat>,
}

/// What can be asked for about the class.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ClassCommand {
    /// An operator's: gives somebody a seat, and lets them in if they wait. Who had the agent's or the customer's observes
    /// from then on.
    Assign {
        /// Whom.
        number: u32,
        /// What.
        seat: Seat,
    },
    /// An operator's: denies somebody's commands, or takes that back.
    Mute {
        /// Whom.
        number: u32,
        /// Whether.
        muted: bool,
    },
    /// An operator's: removes somebody, and forgets their name.
    Remove {
        /// Whom.
        number: u32,
    },
    /// An operator's: lets in everybody who waits.
    AdmitAll,
    /// An operator's: sets one switch of the admission, and leaves the others to other operators.
    SetAdmission(AdmissionSwitch, bool),
    /// An operator's: leads everybody to this moment of the past, or lets them go.
    Lead(Option<Millis>),
    /// For oneself: takes a seat that is free, or gives up the one that one has by observing.
    Take(Seat),
}
