//! Truth against belief: for each question what is true, what each of the four witnesses says, and which rule misleads
//! a person who believes it.

use serde::{Deserialize, Serialize};

use super::{
    agent::{agent_frame, agent_lines, shown_as},
    customer::customer_lines,
    database::chat_status,
    moved_to,
    truth::{About, agent_active_chat, agent_misled, customer_misled, of_chat},
};
use crate::{Backend, Fate, Icon, Message, Millis, Provenance, Rule, Sender, ShownAs, State, Why, state::Chat};

/// Who says something about a question.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Witness {
    /// The agent's screen.
    Agent,
    /// The customer's screen.
    Customer,
    /// The chat's row in the simulated database.
    Database,
    /// The lights of the backends.
    Lights,
}

impl Witness {
    /// All four, in the order of `behaviour.md`.
    pub const ALL: [Self; 4] = [Self::Agent, Self::Customer, Self::Database, Self::Lights];

    /// Its name on screen.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Agent => "agent's screen",
            Self::Customer => "customer's screen",
            Self::Database => "database row",
            Self::Lights => "backend lights",
        }
    }
}

/// What a witness says about a question, beside the truth about just what it speaks of: the agent's screen may show one
/// chat, and the customer's page be about another.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Testimony {
    /// Yes or no; `None` if it says nothing about it.
    pub says: Option<bool>,
    /// What is true; `None` where it speaks of nothing.
    pub truth: Option<bool>,
    /// The rule that misleads a person who believes it, as `behaviour.md` has it.
    pub misled_by: Option<Rule>,
    /// Where that it misleads comes from; nothing is ordinary about it.
    pub provenance: Option<Provenance>,
}

/// A question with its four witnesses.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Belief {
    /// The question.
    pub about: About,
    /// What they say, in the order of [`Witness::ALL`].
    pub testimonies: [Testimony; 4],
}

impl Belief {
    /// What this witness says.
    pub const fn of(&self, witness: Witness) -> Testimony {
        self.testimonies[witness as usize]
    }
}

/// Truth and belief at `now`, one entry for each question.
pub fn beliefs(state: &State, now: Millis) -> [Belief; 3] {
    let state = &moved_to(state, now);
    About::ALL.map(|about| Belief {
        about,
        testimonies: [agent(state, about), customer(state, about), row(state, about), lights(state, about)],
    })
}

fn testimony(says: Option<bool>, truth: Option<bool>, misled: Option<Why>) -> Testimony {
    Testimony { says, truth, misled_by: misled.map(Why::rule), provenance: misled.map(Why::provenance) }
}

fn agent(state: &State, about: About) -> Testimony {
    let misled_by = agent_misled(state, about);
    let active = agent_active_chat(state);
    let (says, truth) = match about {
        About::ChatAlive => {
            // A ghost that is not in view is shown as active in the inbox all the same, and is what misleads.
            let open = |chat: &&Chat| chat.is_open() && shown_as(chat).what == ShownAs::Active;
            let on_screen = state.agent.desktop.as_ref().is_some_and(|desktop| desktop.timed_out.is_none());
            let shown = state.chats.iter().rev().filter(open).find(|chat| misled_by.is_none() == chat.is_live());
            match shown.filter(|_| on_screen) {
                Some(chat) => (Some(true), Some(chat.is_live())),
                None => (state.chat_in_view().map(|_| false), state.chat_in_view().map(Chat::is_live)),
            }
        }
        About::Connected => {
            let says = agent_frame(state, state.at).icon.what.map(|icon| icon == Icon::GreenCircle);
            (says.filter(|_| active.is_some()), active.map(|chat| chat.is_live() && state.is_on(Backend::Messaging)))
        }
        About::Received => {
            let last = active.and_then(|chat| agent_lines(state, chat).rfind(|line| line.from == Sender::Agent));
            received(last)
        }
    };
    testimony(says, truth, misled_by)
}

fn customer(state: &State, about: About) -> Testimony {
    let misled_by = customer_misled(state, about);
    let chat = state.customer_chat();
    let can_type = state.customer_can_type();
    let (says, truth) = match about {
        About::ChatAlive => (chat.map(|_| can_type), chat.map(Chat::is_live)),
        About::Connected => {
            let says = chat.map(|_| can_type && state.customer.notice.what.is_none());
            (says, chat.map(|chat| chat.is_live() && state.is_on(Backend::Messaging)))
        }
        About::Received => {
            let page = chat.filter(|chat| chat.completed_learnt.is_none());
            received(page.and_then(|chat| customer_lines(state, chat).rfind(|line| line.from == Sender::Customer)))
        }
    };
    testimony(says, truth, misled_by)
}

/// The sender's own pane shows a line as sent (MS5), unless its sender was told.
fn received(last: Option<&Message>) -> (Option<bool>, Option<bool>) {
    let arrived = |line: &Message| line.fate == Fate::Delivered;
    (last.map(|line| arrived(line) || !line.sender_knows), last.map(arrived))
}

/// Rows know chats, neither links nor lines. A row in progress says that its chat goes on; one of a ghost is wrong (AP11,
/// or AP16 for a chat lost while it waited).
fn row(state: &State, about: About) -> Testimony {
    let ghost = state.chats.iter().rev().find(|chat| chat.is_ghost());
    match (about, ghost.or(state.chats.last())) {
        (About::ChatAlive, Some(chat)) => {
            let misled_by = ghost.map(|ghost| match chat_status(state, ghost).why.rule() {
                Rule::Ap16 => of_chat(state, ghost, Rule::Ap16, Rule::Ap16),
                _ => of_chat(state, ghost, Rule::Ap11, Rule::Ap11),
            });
            // What a customer has left stays open with the agent (FP18): the row speaks of the work, not of the session.
            let says =
                if chat.left.is_some() && chat.completed.is_none() { None } else { Some(chat.completed.is_none()) };
            testimony(says, Some(chat.is_live()), misled_by)
        }
        _ => Testimony::default(),
    }
}

/// Lights tell what is on now. One that is off proves trouble; one that is on proves nothing about what was lost before.
fn lights(state: &State, about: About) -> Testimony {
    let proof = match about {
        About::ChatAlive => Backend::Application,
        About::Connected => Backend::Messaging,
        About::Received => return Testimony::default(),
    };
    let off = !state.is_on(proof);
    testimony(off.then_some(false), off.then_some(false), None)
}
