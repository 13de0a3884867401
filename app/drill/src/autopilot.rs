//! Seats that nobody has taken can chat by themselves, so that a lone presenter has traffic to lose. The persona's next
//! line follows from the state; the caller, who keeps the clock, says it when its moment comes.

use crate::{
    ActivityId, Command, Fate, Message, Millis, Sender, ShownAs, State, limits::MESSAGES_MAX, views::shown_as,
};

/// How long the customer waits between two lines (inferred: somebody who types on a phone).
const CUSTOMER_EVERY: Millis = Millis::from_secs(20);
/// How long the agent takes for an answer (inferred: somebody with three chats).
const AGENT_ANSWERS_AFTER: Millis = Millis::from_secs(8);
/// How long the agent leaves a customer without a word who says nothing.
const AGENT_EVERY: Millis = Millis::from_secs(25);

const CUSTOMER_LINES: [&str; 10] = [
    "It should have come on Tuesday.",
    "The tracking page has not changed for two days.",
    "Can you see where the parcel is?",
    "I will be at home this afternoon, if that helps.",
    "The confirmation said three working days.",
    "Could it have gone to my old address?",
    "There was nobody at the door as far as I know.",
    "A neighbour can take it as well.",
    "Is there anything you need from me?",
    "I would rather wait than have the money back.",
];

const AGENT_LINES: [&str; 10] = [
    "I am looking at the shipment now.",
    "The carrier has it on its list for this area.",
    "May I ask you to check the address in your account?",
    "I have left a note for the depot.",
    "It usually moves on within a working day.",
    "I can ask for a second delivery attempt.",
    "Would the afternoon suit you better?",
    "I will keep the case open until it arrives.",
    "You will get an e-mail as soon as the carrier answers.",
    "Is there anything else I can do meanwhile?",
];

/// The next line of a side that chats by itself, and its moment: `AgentSay` or `CustomerSay`. None while nobody does, and
/// while the side's screen does not let it type, or has shown the agent an error since the log-in.
pub fn next_line(state: &State) -> Option<(Millis, Command)> {
    if state.ended || state.ledger.len() >= MESSAGES_MAX {
        return None;
    }
    let customer = customer_line(state).map(|at| (at, Command::CustomerSay(line(state, Sender::Customer))));
    let agent = agent_line(state).map(|at| (at, Command::AgentSay(line(state, Sender::Agent))));
    let first = [customer, agent].into_iter().flatten().min_by_key(|(at, _)| *at);
    first.map(|(at, command)| (at.max(state.at), command))
}

fn customer_line(state: &State) -> Option<Millis> {
    let since = state.autopilot[Sender::Customer as usize]?;
    let chat = state.customer_chat().filter(|_| state.customer_can_type())?;
    let spoke = last_of(state, chat.id, Sender::Customer).map_or(since, |message| message.at);
    Some(spoke.max(since).max(chat.started.at) + CUSTOMER_EVERY)
}

fn agent_line(state: &State) -> Option<Millis> {
    let since = state.autopilot[Sender::Agent as usize]?;
    let desktop = state.agent.desktop.as_ref().filter(|desktop| desktop.popup.what.is_none())?;
    let chat = state.chat_in_view().filter(|chat| shown_as(chat).what == ShownAs::Active)?;
    // After a log-in the waits count from there.
    let since = since.max(desktop.login.at);
    let spoke = last_of(state, chat.id, Sender::Agent);
    let met_an_error = spoke.is_some_and(|spoke| spoke.fate == Fate::Unsent && spoke.at >= desktop.login.at);
    let heard = last_of(state, chat.id, Sender::Customer).filter(|heard| heard.fate == Fate::Delivered);
    let is_asked = heard.filter(|heard| heard.at >= since && spoke.is_none_or(|spoke| spoke.n < heard.n));
    let next = match is_asked {
        Some(heard) => heard.at + AGENT_ANSWERS_AFTER,
        None => spoke.map_or(since, |spoke| spoke.at.max(since)) + AGENT_EVERY,
    };
    (!met_an_error).then_some(next)
}

fn last_of(state: &State, chat: ActivityId, side: Sender) -> Option<&Message> {
    state.ledger.iter().rev().find(|message| message.from == side && message.chat == chat)
}

/// Each line in turn, told from the ledger alone.
fn line(state: &State, side: Sender) -> String {
    let lines = match side {
        Sender::Agent => AGENT_LINES,
        Sender::Customer => CUSTOMER_LINES,
    };
    lines[state.ledger.written_by(side) % lines.len()].to_owned()
}
