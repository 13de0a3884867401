//! What comes of a line that somebody writes: the fate table of `behaviour.md`.

use super::touch;
use crate::{
    ActivityId, Backend, Fate, Message, PopUp, Rule, Sender, State, Why,
    due::{self, lost_chat},
    outage::Stamp,
};

pub(super) fn agent_says(state: &mut State, stamp: Stamp, text: &str) {
    let Some(chat) = state.chat_in_view().map(|chat| chat.id) else { return };
    let (fate, why, knows) = agent_fate(state, stamp, chat);
    record(state, stamp, Sender::Agent, chat, text, (fate, why, knows));
    touch(state, stamp, PopUp::Delay, |_, _| ());
}

pub(super) fn customer_says(state: &mut State, stamp: Stamp, text: &str) {
    let Some(chat) = state.customer.chat else { return };
    let fate = customer_fate(state, stamp, chat);
    record(state, stamp, Sender::Customer, chat, text, fate);
    if lost_chat(state).is_some() {
        due::tell_of_loss(state, Some(stamp.seq));
    }
}

fn record(state: &mut State, stamp: Stamp, from: Sender, chat: ActivityId, text: &str, fate: (Fate, Why, bool)) {
    let (fate, why, sender_knows) = fate;
    let index = state.ledger.len();
    let message = Message { n: index + 1, at: stamp.at, from, chat, text: text.to_owned(), fate, why, sender_knows };
    if let Some(chat) = state.chat_mut(chat) {
        for side in [Sender::Agent, Sender::Customer].into_iter().filter(|side| message.is_seen_by(*side)) {
            chat.lines[side as usize].push_back(index);
        }
    }
    state.ledger.push(message);
}

/// The fate table for the agent's lines, top down: what became of it, why, and whether the agent knows.
fn agent_fate(state: &State, stamp: Stamp, chat: ActivityId) -> (Fate, Why, bool) {
    if let Some(live) = live_fate(state, stamp, chat) {
        return live;
    }
    let seq = stamp.seq;
    if let Some(death) = state.agent.desktop.as_ref().and_then(|desktop| desktop.dead) {
        let (rule, index) = state.outage(Backend::Application).map_or((Rule::Ap7, death), |off| (Rule::Ap6, off));
        return (Fate::Unsent, Why::of(rule, seq, &state.outages[index]), true);
    }
    match state.chat(chat).and_then(|chat| chat.lost) {
        Some((_, index)) => (Fate::Lost, Why::of(Rule::Ap12, seq, &state.outages[index]), false),
        None => (Fate::Lost, Why::plain(Rule::Ms8, seq), false),
    }
}

/// The fate table for the customer's lines.
fn customer_fate(state: &State, stamp: Stamp, chat: ActivityId) -> (Fate, Why, bool) {
    if let Some(live) = live_fate(state, stamp, chat) {
        return live;
    }
    match state.chat(chat).and_then(|chat| chat.lost) {
        Some((_, index)) => (Fate::Lost, Why::of(Rule::Ap2, stamp.seq, &state.outages[index]), true),
        None => (Fate::Lost, Why::plain(Rule::Ms8, stamp.seq), false),
    }
}

/// The first two rows of the fate table: a live chat, Messaging on or off. SV1 and SV9 name what is remarkable about a
/// delivery.
fn live_fate(state: &State, stamp: Stamp, chat: ActivityId) -> Option<(Fate, Why, bool)> {
    let chat = state.chat(chat).filter(|chat| chat.is_live())?;
    if let Some(index) = state.outage(Backend::Messaging) {
        return Some((Fate::Lost, Why::of(Rule::Ms3, stamp.seq, &state.outages[index]), false));
    }
    let why = match state.outage(Backend::Services) {
        Some(index) => Why::of(Rule::Sv1, stamp.seq, &state.outages[index]),
        None if state.agent.desktop.is_none() && chat.assigned.is_some() => Why::plain(Rule::Sv9, stamp.seq),
        None => Why::ok(stamp.seq),
    };
    Some((Fate::Delivered, why, true))
}
