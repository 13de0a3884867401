//! Who may see and do what. Every command, every command about the class and every kind of entry is decided on here, by name.

use drill::{Command, Fact, Pane, Thing, TruthFor};

use crate::{ClassCommand, Entry, Seat};

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

/// For whom a view is made. What is not for them is not in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Audience {
    /// Who leads the drill, or learns alone: everything but the class, which is the operators' alone.
    Leader,
    /// Everybody in front of a projector: both screens, the lights, what people did.
    Projector,
    /// Somebody who observes on their own screen: the same, whatever the projector shows.
    Observer,
    /// Who does the agent's work: the agent's screen alone.
    Agent,
    /// Who does the customer's part: the customer's screen alone.
    Customer,
    /// Who waits to be let in: a title.
    Waiting,
}

impl Role {
    /// For whom its views are made.
    pub const fn audience(self) -> Audience {
        match self {
            Self::Operator | Self::Reviewer | Self::Seat(Seat::CoTrainer) => Audience::Leader,
            Self::Projector => Audience::Projector,
            Self::Seat(Seat::Waiting) => Audience::Waiting,
            Self::Seat(Seat::Observer) => Audience::Observer,
            Self::Seat(Seat::Agent) => Audience::Agent,
            Self::Seat(Seat::Customer) => Audience::Customer,
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
        if self.undoes() { Some(Self::Reviewer) } else { None }
    }

    /// Whether it undoes its own commands.
    pub const fn undoes(self) -> bool {
        matches!(self, Self::Operator | Self::Seat(Seat::CoTrainer))
    }

    /// Whether it may look back. Operators and co-trainers do that on a page of its own.
    pub const fn may_look_back(self) -> bool {
        match self {
            Self::Projector | Self::Reviewer | Self::Seat(Seat::Observer | Seat::Agent | Seat::Customer) => true,
            Self::Operator | Self::Seat(Seat::CoTrainer | Seat::Waiting) => false,
        }
    }

    /// Whether it may ask for this about the class.
    pub const fn may_ask(self, command: &ClassCommand) -> bool {
        match command {
            ClassCommand::Assign { .. }
            | ClassCommand::Mute { .. }
            | ClassCommand::Remove { .. }
            | ClassCommand::AdmitAll
            | ClassCommand::SetAdmission(..) => matches!(self, Self::Operator),
            ClassCommand::Lead(_) => matches!(self, Self::Operator | Self::Reviewer),
            // Nobody makes themselves a co-trainer, or lets themselves in.
            ClassCommand::Take(Seat::Agent | Seat::Customer | Seat::Observer) => {
                matches!(self, Self::Seat(Seat::Observer | Seat::Agent | Seat::Customer))
            }
            ClassCommand::Take(Seat::CoTrainer | Seat::Waiting) => false,
        }
    }
}

/// Whose command it is.
enum Kind {
    /// The agent's hands.
    Agent,
    /// The customer's hands.
    Customer,
    /// Who runs the drill.
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
        | Command::Undo(_)
        | Command::Say(_)
        | Command::Ask(_) => Kind::Drill,
        Command::ContinueIn(_) | Command::EndSession => Kind::Room,
    }
}

impl Audience {
    /// Each of them, in the order of their numbers.
    pub const ALL: [Self; 6] =
        [Self::Leader, Self::Projector, Self::Observer, Self::Agent, Self::Customer, Self::Waiting];

    /// Whether they lead, or learn alone: everything.
    pub const fn leads(self) -> bool {
        matches!(self, Self::Leader)
    }

    /// Whether they see everything that is public.
    pub const fn sees_both(self) -> bool {
        matches!(self, Self::Projector | Self::Observer | Self::Leader)
    }

    /// Whether they see the agent's console.
    pub const fn sees_agent(self) -> bool {
        self.sees_both() || matches!(self, Self::Agent)
    }

    /// Whether they see the customer's page.
    pub const fn sees_customer(self) -> bool {
        self.sees_both() || matches!(self, Self::Customer)
    }

    /// Whether truth against belief is for them.
    pub const fn sees_truth(self, shared_with: TruthFor) -> bool {
        match self {
            Self::Leader => true,
            Self::Projector => !matches!(shared_with, TruthFor::Operators),
            Self::Observer | Self::Agent | Self::Customer => matches!(shared_with, TruthFor::Everybody),
            Self::Waiting => false,
        }
    }

    /// Whether they may see this entry of the history. Notes and talk track belong to those who lead; database and ledger
    /// are the truth, which is not shared by itself. Who does the agent's or the customer's part has to find out from the
    /// one screen what happened.
    pub fn may_see(self, entry: &Entry) -> bool {
        match entry {
            _ if self.leads() => true,
            Entry::Action { fact: Fact::PublicNoteAdded(_), .. } => self != Self::Waiting,
            Entry::Action { fact, .. } => self.sees_both() && is_public(fact),
            Entry::Effect(effect) => self.sees_both() && matches!(effect.pane, Pane::Agent | Pane::Customer),
        }
    }

    /// Whether an entry is something that they could see happen, on the one screen that they have if it is one.
    pub(crate) fn sees_change(self, entry: &Entry) -> bool {
        match (entry, self) {
            // The marks of a desktop are on no screen.
            (Entry::Effect(effect), Self::Agent) => effect.pane == Pane::Agent && effect.thing != Thing::Desktop,
            (Entry::Effect(effect), Self::Customer) => matches!(effect.pane, Pane::Customer),
            _ => self.may_see(entry),
        }
    }
}

/// What anybody in the room could see somebody do. A new fact must be decided on here.
fn is_public(fact: &Fact) -> bool {
    match fact {
        Fact::RoomOpened { .. }
        | Fact::BackendsStopped(_)
        | Fact::BackendsStarted(_)
        | Fact::ClockResumed
        | Fact::ClockPaused(_)
        | Fact::SpeedChanged(_)
        | Fact::ClockSkipped(_)
        | Fact::AgentSaid(_)
        | Fact::AgentOpenedTab(_)
        | Fact::AgentOpenedInbox(_)
        | Fact::AgentOpenedActivity(_)
        | Fact::AgentReplied(_)
        | Fact::AgentCompleted(_)
        | Fact::AgentDismissed
        | Fact::AgentLoggedOut
        | Fact::AgentLoggedIn
        | Fact::CustomerSaid(_)
        | Fact::CustomerDismissed
        | Fact::CustomerStarted(_)
        | Fact::CustomerLeft
        | Fact::PublicNoteAdded(_)
        | Fact::AutopilotSwitched(..)
        | Fact::SessionEnded => true,
        // What somebody said by mistake is not said once more.
        Fact::Undone(_, what) => matches!(**what, Fact::BackendsStopped(_) | Fact::BackendsStarted(_)),
        Fact::NoteAdded(_)
        | Fact::Said(_)
        | Fact::Asked(_)
        | Fact::SettingChanged(..)
        | Fact::ProjectorSwitched(_)
        | Fact::TruthShared(_)
        | Fact::ContinuedIn(_)
        | Fact::HintTaken(_)
        | Fact::Answered(..)
        | Fact::Judged(..)
        | Fact::StepPlayed(_)
        | Fact::StepRefused(_)
        | Fact::AutoSwitched(_)
        | Fact::TimeMarked => false,
    }
}
