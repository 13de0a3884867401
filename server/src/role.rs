//! What a link or a page may do in its room. Every command and every wish is decided on here, by name.

use app::wire::{Audience, Seat, Wish};
use drill::Command;

/// A role, proven by a cookie that the browser sends for the page's path alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// Holds the room's key: everything.
    Operator,
    /// Shows the room to everybody, and touches nothing.
    Projector,
    /// Holds the room's key, or is a co-trainer, and looks back.
    Reviewer,
    /// Has a seat in the class.
    Seat(Seat),
}

/// What a role is fed with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Diet {
    /// The log itself.
    Events,
    /// A view made for an audience.
    View(Audience),
}

impl Role {
    /// What it is fed with.
    pub const fn diet(self) -> Diet {
        match self {
            Self::Operator | Self::Seat(Seat::CoTrainer) => Diet::Events,
            Self::Projector => Diet::View(Audience::Projector),
            Self::Reviewer => Diet::View(Audience::Reviewer),
            Self::Seat(Seat::Waiting) => Diet::View(Audience::Waiting),
            Self::Seat(Seat::Observer) => Diet::View(Audience::Observer),
            Self::Seat(Seat::Agent) => Diet::View(Audience::Agent),
            Self::Seat(Seat::Customer) => Diet::View(Audience::Customer),
        }
    }

    /// Whether there is anything at all that it may ask for.
    pub const fn acts(self) -> bool {
        !matches!(self, Self::Projector | Self::Seat(Seat::Waiting))
    }

    /// Whether it may send this command.
    pub const fn may(self, command: &Command) -> bool {
        match (self, kind(command)) {
            (Self::Operator, _)
            | (Self::Seat(Seat::CoTrainer), Kind::Agent | Kind::Customer | Kind::Drill)
            | (Self::Seat(Seat::Agent), Kind::Agent)
            | (Self::Seat(Seat::Customer), Kind::Customer) => true,
            (Self::Projector | Self::Reviewer | Self::Seat(_), _) => false,
        }
    }

    /// What it is on its page of the past, if it has such a page; all others look back on their own.
    pub const fn in_review(self) -> Option<Self> {
        if self.takes_back() { Some(Self::Reviewer) } else { None }
    }

    /// Whether it takes its own commands back.
    pub const fn takes_back(self) -> bool {
        matches!(self, Self::Operator | Self::Seat(Seat::CoTrainer))
    }

    /// Whether it may look back. Operators and co-trainers do that on a page of its own: theirs folds the log.
    pub const fn may_look_back(self) -> bool {
        match self {
            Self::Projector | Self::Reviewer | Self::Seat(Seat::Observer | Seat::Agent | Seat::Customer) => true,
            Self::Operator | Self::Seat(Seat::CoTrainer | Seat::Waiting) => false,
        }
    }

    /// Whether it may ask for this about the class.
    pub const fn may_wish(self, wish: &Wish) -> bool {
        match wish {
            Wish::Assign { .. } | Wish::Mute { .. } | Wish::Remove { .. } | Wish::AdmitAll | Wish::Turn(..) => {
                matches!(self, Self::Operator)
            }
            Wish::Lead(_) => matches!(self, Self::Operator | Self::Reviewer),
            // Nobody makes themselves a co-trainer, or lets themselves in.
            Wish::Take(Seat::Agent | Seat::Customer | Seat::Observer) => {
                matches!(self, Self::Seat(Seat::Observer | Seat::Agent | Seat::Customer))
            }
            Wish::Take(Seat::CoTrainer | Seat::Waiting) => false,
        }
    }
}

/// Whose command it is.
enum Kind {
    /// The agent's hands.
    Agent,
    /// The customer's hands.
    Customer,
    /// Whoever runs the drill.
    Drill,
    /// The operator alone.
    Room,
}

const fn kind(command: &Command) -> Kind {
    match command {
        Command::AgentSay(_)
        | Command::AgentOpenTab(_)
        | Command::AgentOpenInbox(_)
        | Command::AgentOpenActivity(_)
        | Command::AgentReply(_)
        | Command::AgentComplete(_)
        | Command::AgentDismiss
        | Command::AgentLogOut
        | Command::AgentLogIn => Kind::Agent,
        Command::CustomerSay(_) | Command::CustomerDismiss | Command::CustomerStart(_) | Command::CustomerLeave => {
            Kind::Customer
        }
        Command::ChangeSetting(..)
        | Command::StopBackends(_)
        | Command::StopAll
        | Command::StartBackends(_)
        | Command::StartAll
        | Command::ResumeClock
        | Command::PauseClock
        | Command::ChangeSpeed(_)
        | Command::Skip(_)
        | Command::SkipToNextChange
        | Command::PlayStep
        | Command::SwitchAuto(_)
        | Command::ShowOnProjector(_)
        | Command::ShareTruth(_)
        | Command::TakeHint
        | Command::Answer(_)
        | Command::Judge(_)
        | Command::AddNote(_)
        | Command::AddPublicNote(_)
        | Command::SwitchAutopilot(..)
        | Command::TakeBack(_)
        | Command::Say(_)
        | Command::Ask(_) => Kind::Drill,
        Command::MoveOn(_) | Command::EndSession => Kind::Room,
    }
}
