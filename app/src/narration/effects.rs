//! What screens showed, in words. The values are those of `drill::Effect`.

use drill::{ActivityId, Effect, Pane, Thing};

use super::Who;

/// What it is about, and what a screen showed of it, going on from the name.
pub(super) fn words(effect: &Effect) -> (Who, String) {
    let value = effect.value.as_str();
    if let Some(told) = leaving(effect.thing, value) {
        return told;
    }
    let who = match effect.pane {
        Pane::Agent => Who::Agent,
        Pane::Customer => Who::Customer,
        Pane::Database => Who::Database,
        Pane::Ledger => Who::Ledger,
    };
    let what = match effect.thing {
        Thing::Login => one_of(value, &LOGIN),
        Thing::Desktop => one_of(value, &DESKTOP),
        Thing::Icon => one_of(value, &ICON),
        Thing::TitleFlashing => one_of(value, &TITLE),
        Thing::Popup => one_of(value, &POPUP),
        Thing::Tab => tab(value),
        Thing::Open if value == "none" => "has nothing in view".to_owned(),
        Thing::Open => format!("has {value} in view"),
        Thing::Reply => one_of(value, &REPLY),
        Thing::Inbox => inbox(value),
        Thing::Line if value == "none" => "finds the chat's history gone".to_owned(),
        Thing::Line => format!("sees the line “{value}”"),
        Thing::Page => one_of(value, &PAGE),
        Thing::Notice => one_of(value, &NOTICE),
        Thing::CanType => one_of(value, &CAN_TYPE),
        Thing::Row => row(value),
        Thing::Message => message(value),
    };
    (who, what)
}

/// What goes, or stops: it is about that itself, and not about the agent.
fn leaving(thing: Thing, value: &str) -> Option<(Who, String)> {
    match (thing, value.split_once(' ')) {
        (Thing::Desktop, None) if value == "dead" => Some((Who::Desktop, "stopped working".to_owned())),
        (Thing::Inbox, Some((id, "none"))) => {
            Some((Who::Activity(ActivityId(id.parse().ok()?)), "left the agent's inbox".to_owned()))
        }
        _ => None,
    }
}

type Sayings<const N: usize> = [(&'static str, &'static str); N];

const LOGIN: Sayings<3> =
    [("in", "is logged in"), ("out", "is logged out"), ("unreachable", "cannot log in: the page does not answer")];

const DESKTOP: Sayings<4> = [
    ("none", "has no desktop open"),
    ("sound", "has a desktop in working order"),
    ("impaired", "has an impaired desktop"),
    ("timed-out", "finds the whole desktop timed out"),
];

const ICON: Sayings<4> = [
    ("none", "sees no chat status"),
    ("green-circle", "sees a green circle"),
    ("triangle", "sees a triangle next to the chat status"),
    ("red-square", "sees a red square"),
];

const TITLE: Sayings<2> = [("true", "sees the title bar flash"), ("false", "sees the title bar at rest again")];

const POPUP: Sayings<6> = [
    ("none", "has no pop-up any more"),
    ("delay", "gets a pop-up error"),
    ("no-longer", "gets a pop-up error"),
    ("crash", "gets a pop-up error"),
    ("log-in-again", "is asked to log in again"),
    ("session-in-progress", "gets a pop-up"),
];

const REPLY: Sayings<3> = [
    ("none", "has no reply buttons"),
    ("enabled", "can use the reply buttons"),
    ("greyed", "finds the reply buttons greyed out"),
];

const PAGE: Sayings<4> = [
    ("chat", "is in a conversation"),
    ("waiting", "is waiting for an agent"),
    ("ended", "sees that the chat was completed"),
    ("form", "is at the form"),
];

const NOTICE: Sayings<6> = [
    ("none", "has no notice any more"),
    ("ended", "is told that the session has ended"),
    ("start-another", "is asked to start another chat"),
    ("connection-issues", "is told of connection issues"),
    ("session-lost", "is told that the session has been lost"),
    ("unreachable", "cannot reach the chat"),
];

const CAN_TYPE: Sayings<2> = [("true", "can type"), ("false", "can no longer type")];

fn one_of(value: &str, sayings: &[(&str, &str)]) -> String {
    sayings.iter().find(|(word, _)| *word == value).map_or(value, |(_, saying)| saying).to_owned()
}

fn tab(value: &str) -> String {
    let Some((name, load)) = value.split_once(' ') else { return "has no information tab".to_owned() };
    let name = drill::TabName::ALL.iter().find(|tab| tab.word() == name).map_or(name, |tab| tab.name());
    match load {
        "loaded" => format!("sees the tab {name}"),
        "loading" => format!("waits for the tab {name}"),
        _ => format!("finds that the tab {name} could not be loaded"),
    }
}

fn inbox(value: &str) -> String {
    let Some((id, shown_as)) = value.split_once(' ') else { return value.to_owned() };
    match shown_as {
        "open" => format!("has e-mail {id} in the inbox"),
        _ => format!("has chat {id} in the inbox, shown as {shown_as}"),
    }
}

fn row(value: &str) -> String {
    let Some((id, status)) = value.split_once(' ') else { return value.to_owned() };
    let meaning = match status {
        "4000/4100" => ", ready to route",
        "5000/5100" => ", in progress",
        "9000/9100" => ", completed",
        _ => "",
    };
    format!("shows {id} as {status}{meaning}")
}

fn message(value: &str) -> String {
    let Some((n, fate)) = value.split_once(' ') else { return value.to_owned() };
    match fate {
        "unsent" => format!("records that message {n} was not sent"),
        "lost" => format!("records that message {n} is lost"),
        _ => format!("records that message {n} is delivered"),
    }
}
