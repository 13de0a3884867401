//! What is to be seen of a thing at the moment of an `expect` line, in the words of the format.

use crate::{
    ActivityId, AgentView, Backend, CustomerView, Icon, Message, Millis, Misled, Notice, Pane, PopUp, Reply, Sender,
    State, TabView, Thing, backends,
    format::{Expected, quoted},
    views::{
        DesktopMark, agent_frame, agent_lines, chat_status, customer_frame, customer_lines, email_status, inbox_faces,
        misled,
    },
};

/// Whether the screens are as `expected`, and what they are. `state` has been moved to `now`, where `refused` says
/// whether the last command was.
pub(super) fn look(state: &State, now: Millis, refused: bool, expected: &Expected) -> (bool, String) {
    match expected {
        Expected::Refused => (refused, if refused { "refused" } else { "carried out" }.to_owned()),
        Expected::Backend(backend, value) => same(backend_word(state, *backend).to_owned(), value),
        Expected::Shown(Pane::Agent, thing, value) => same(agent_word(&agent_frame(state, now), *thing), value),
        Expected::Shown(_, thing, value) => same(customer_word(&customer_frame(state), *thing), value),
        Expected::Inbox(id, shown_as) => {
            let found = inbox_word(state, *id);
            let as_expected = shown_as.map_or(found != "none", |shown_as| found == shown_as);
            (as_expected, format!("{id} {found}"))
        }
        Expected::Line(pane, text) => look_for_line(&lines(state, *pane), text.as_deref()),
        Expected::Row(id, value) => {
            let found = row_word(state, *id);
            (found == *value, format!("{id} {found}"))
        }
        Expected::Message(n, value) => {
            let message = n.checked_sub(1).and_then(|index| state.ledger.get(index));
            let found = message.map_or("none", |message| message.fate.word());
            (found == *value, format!("{n} {found}"))
        }
        Expected::Misled(who, what) => {
            let found: Vec<Misled> = misled(state, now).into_iter().filter(|misled| misled.who == *who).collect();
            let as_expected = match what {
                None => found.is_empty(),
                Some((about, rule)) => {
                    found.iter().any(|misled| misled.about == *about && rule.is_none_or(|rule| misled.rule == rule))
                }
            };
            (as_expected, misled_words(&found))
        }
    }
}

fn same(found: String, expected: &str) -> (bool, String) {
    (found == expected, found)
}

fn backend_word(state: &State, backend: Backend) -> &'static str {
    let is_off = backends(state).iter().any(|light| light.backend == backend && light.off_since.is_some());
    if is_off { "off" } else { "on" }
}

fn agent_word(view: &AgentView, thing: Thing) -> String {
    let none = "none".to_owned();
    match thing {
        Thing::Login => view.login.what.word().to_owned(),
        Thing::Desktop => word(view.desktop.what.map(DesktopMark::word)),
        Thing::Icon => word(view.icon.what.map(Icon::word)),
        Thing::TitleFlashing => view.title_flashing.what.to_string(),
        Thing::Popup => word(view.popup.what.map(PopUp::word)),
        Thing::Reply => word(view.reply.what.map(Reply::word)),
        Thing::Tab => {
            let words = |tab: TabView| format!("{} {}", tab.name.word(), tab.load.word());
            view.tab.what.map_or(none, words)
        }
        Thing::Open => view.open.what.map_or(none, |id| id.to_string()),
        // The lists, and what is on other panes.
        Thing::Inbox | Thing::Line | Thing::Page | Thing::Notice | Thing::CanType | Thing::Row | Thing::Message => none,
    }
}

fn customer_word(view: &CustomerView, thing: Thing) -> String {
    match thing {
        Thing::Page => view.page.what.word().to_owned(),
        Thing::CanType => view.can_type.what.to_string(),
        _ => word(view.notice.what.map(Notice::word)),
    }
}

fn word(word: Option<&'static str>) -> String {
    word.unwrap_or("none").to_owned()
}

fn inbox_word(state: &State, id: ActivityId) -> &'static str {
    let desktop = state.agent.desktop.as_ref().filter(|desktop| desktop.timed_out.is_none());
    let found = desktop.and_then(|desktop| inbox_faces(state, desktop).find(|face| face.what.0 == id));
    found.map_or("none", |face| face.what.1.word())
}

fn row_word(state: &State, id: ActivityId) -> String {
    let email = || state.emails.iter().find(|email| email.id == id).map(|email| email_status(email).what);
    let status = email().or_else(|| state.chat(id).map(|chat| chat_status(state, chat).what));
    status.map_or("none".to_owned(), |(status, sub_status)| format!("{status}/{sub_status}"))
}

/// The lines on a pane, the first one first.
fn lines(state: &State, pane: Pane) -> Vec<&Message> {
    if pane == Pane::Agent {
        state.chat_in_view().map(|chat| agent_lines(state, chat).collect()).unwrap_or_default()
    } else {
        state.customer_chat().map(|chat| customer_lines(state, chat).collect()).unwrap_or_default()
    }
}

/// A line that is missing is answered with the last one there is.
fn look_for_line(lines: &[&Message], text: Option<&str>) -> (bool, String) {
    match (text, lines.last()) {
        (None, last) => (last.is_none(), last.map_or("none".to_owned(), |last| last_words(last))),
        (Some(text), last) => match lines.iter().find(|line| line.text == text) {
            Some(line) => (true, quoted(&line.text)),
            None => (false, last.map_or("none".to_owned(), |last| last_words(last))),
        },
    }
}

fn last_words(last: &Message) -> String {
    let from = match last.from {
        Sender::Agent => "agent",
        Sender::Customer => "customer",
    };
    format!("{} as the last line, by the {from}", quoted(&last.text))
}

fn misled_words(found: &[Misled]) -> String {
    let words: Vec<String> = found.iter().map(|misled| format!("{} {}", misled.about.word(), misled.rule)).collect();
    if words.is_empty() { "none".to_owned() } else { words.join(", ") }
}
