//! What a script can expect to see, and the words for it. Whether it is seen is left to `seen`.

use std::fmt;

use crate::{
    About, ActivityId, Backend, DesktopMark, Fate, Icon, Login, Notice, Page, Pane, PopUp, Reply, Rule, ShownAs,
    TabLoad, Thing, Who,
    format::{command, error::ScriptError, print::quoted, reader::Reader},
    limits::TEXT_CHARS_MAX,
};

/// An `expect` line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Expect {
    /// Whether it is `expect not`.
    pub not: bool,
    /// What is expected, or is not.
    pub what: Expected,
}

/// What is expected, in the words of the table in `script.md`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Expected {
    /// `refused`: the command above was.
    Refused,
    /// `backends application off`.
    Backend(Backend, &'static str),
    /// `agent icon triangle`: one thing with one value on the agent's or the customer's pane.
    Shown(Pane, Thing, String),
    /// `agent inbox 1347 active`; without what it is shown as, that it is there at all.
    Inbox(ActivityId, Option<&'static str>),
    /// `agent line "…"`: one of the lines in view; `None` for `none`, no line at all.
    Line(Pane, Option<String>),
    /// `database row 1347 5000/5100`, or `none`.
    Row(ActivityId, &'static str),
    /// `ledger message 5 unsent`, or `none`.
    Message(usize, &'static str),
    /// `agent misled chat-alive AP14`, with or without the rule; `None` for `none`, about nothing.
    Misled(Who, Option<(About, Option<Rule>)>),
}

impl fmt::Display for Expect {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let not = if self.not { "not " } else { "" };
        write!(f, "{not}{}", self.what)
    }
}

impl fmt::Display for Expected {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Refused => f.write_str("refused"),
            Self::Backend(backend, value) => write!(f, "backends {} {value}", backend.word()),
            Self::Shown(pane, thing, value) => write!(f, "{} {} {value}", pane.word(), thing.word()),
            Self::Inbox(id, Some(shown_as)) => write!(f, "agent inbox {id} {shown_as}"),
            Self::Inbox(id, None) => write!(f, "agent inbox {id}"),
            Self::Line(pane, Some(text)) => write!(f, "{} line {}", pane.word(), quoted(text)),
            Self::Line(pane, None) => write!(f, "{} line none", pane.word()),
            Self::Row(id, value) => write!(f, "database row {id} {value}"),
            Self::Message(n, value) => write!(f, "ledger message {n} {value}"),
            Self::Misled(who, what) => {
                let who = if *who == Who::Agent { "agent" } else { "customer" };
                match what {
                    None => write!(f, "{who} misled none"),
                    Some((about, None)) => write!(f, "{who} misled {}", about.word()),
                    Some((about, Some(rule))) => write!(f, "{who} misled {} {rule}", about.word()),
                }
            }
        }
    }
}

const PANES: [&str; 6] = ["backends", "agent", "customer", "database", "ledger", "refused"];
const AGENT_THINGS: [&str; 11] =
    ["login", "desktop", "icon", "title-flashing", "popup", "reply", "tab", "open", "inbox", "line", "misled"];
const CUSTOMER_THINGS: [&str; 5] = ["page", "notice", "can-type", "line", "misled"];

const ON_OFF: [&str; 2] = ["on", "off"];
const TRUTHS: [&str; 2] = ["true", "false"];
const LOGINS: [&str; 3] = [Login::In.word(), Login::Out.word(), Login::Unreachable.word()];
const MARKS: [&str; 5] = [
    "none",
    DesktopMark::Sound.word(),
    DesktopMark::Impaired.word(),
    DesktopMark::Dead.word(),
    DesktopMark::TimedOut.word(),
];
const ICONS: [&str; 4] = ["none", Icon::GreenCircle.word(), Icon::Triangle.word(), Icon::RedSquare.word()];
const POPUPS: [&str; 6] = [
    "none",
    PopUp::Delay.word(),
    PopUp::NoLonger.word(),
    PopUp::Crash.word(),
    PopUp::LogInAgain.word(),
    PopUp::SessionInProgress.word(),
];
const REPLIES: [&str; 3] = ["none", Reply::Enabled.word(), Reply::Greyed.word()];
const LOADS: [&str; 3] = [TabLoad::Loaded.word(), TabLoad::Loading.word(), TabLoad::Failed.word()];
const SHOWN_AS: [&str; 4] = ["none", ShownAs::Active.word(), ShownAs::Ended.word(), ShownAs::Open.word()];
const PAGES: [&str; 4] = [Page::Chat.word(), Page::Waiting.word(), Page::Ended.word(), Page::Form.word()];
const NOTICES: [&str; 6] = [
    "none",
    Notice::Ended.word(),
    Notice::StartAnother.word(),
    Notice::ConnectionIssues.word(),
    Notice::SessionLost.word(),
    Notice::Unreachable.word(),
];
const ROWS: [&str; 4] = ["4000/4100", "5000/5100", "9000/9100", "none"];
const FATES: [&str; 4] = [Fate::Delivered.word(), Fate::Lost.word(), Fate::Unsent.word(), "none"];
const QUESTIONS: [&str; 3] = [About::ChatAlive.word(), About::Connected.word(), About::Received.word()];
const BACKENDS: [&str; 3] = [Backend::Application.word(), Backend::Services.word(), Backend::Messaging.word()];

/// Reads what comes after the word `expect`.
pub(super) fn parse(reader: &mut Reader<'_>) -> Result<Expect, ScriptError> {
    let not = is_next(reader, "not");
    if not {
        reader.word("not", &[])?;
    }
    let pane = reader.word("pane", &PANES)?;
    // `not` is known here as well, but never twice.
    let known = if not { PANES.to_vec() } else { PANES.iter().copied().chain(["not"]).collect() };
    let what = match pane.one_of("pane", &known)? {
        0 => {
            let backend = Backend::ALL[reader.choose("backend", &BACKENDS)?];
            Expected::Backend(backend, value(reader, "value of a backend", &ON_OFF)?)
        }
        1 => agent(reader)?,
        2 => customer(reader)?,
        3 => {
            reader.choose("thing in the database", &["row"])?;
            Expected::Row(command::activity(reader)?, value(reader, "value of a row", &ROWS)?)
        }
        4 => {
            reader.choose("thing in the ledger", &["message"])?;
            let n = reader.word("the number of a message", &[])?.number("the number of a message, such as 5")?;
            Expected::Message(n, value(reader, "fate of a message", &FATES)?)
        }
        _ => Expected::Refused,
    };
    Ok(Expect { not, what })
}

fn agent(reader: &mut Reader<'_>) -> Result<Expected, ScriptError> {
    let thing = |thing, value: &str| Expected::Shown(Pane::Agent, thing, value.to_owned());
    Ok(match AGENT_THINGS[reader.choose("thing on the agent's pane", &AGENT_THINGS)?] {
        "login" => thing(Thing::Login, value(reader, "value of agent login", &LOGINS)?),
        "desktop" => thing(Thing::Desktop, value(reader, "value of agent desktop", &MARKS)?),
        "icon" => thing(Thing::Icon, value(reader, "value of agent icon", &ICONS)?),
        "title-flashing" => thing(Thing::TitleFlashing, value(reader, "value of agent title-flashing", &TRUTHS)?),
        "popup" => thing(Thing::Popup, value(reader, "value of agent popup", &POPUPS)?),
        "reply" => thing(Thing::Reply, value(reader, "value of agent reply", &REPLIES)?),
        "tab" if none(reader)? => thing(Thing::Tab, "none"),
        "tab" => {
            let name = command::tab(reader)?;
            let load = value(reader, "value of agent tab", &LOADS)?;
            thing(Thing::Tab, &format!("{} {load}", name.word()))
        }
        "open" if none(reader)? => thing(Thing::Open, "none"),
        "open" => thing(Thing::Open, &command::activity(reader)?.to_string()),
        "inbox" => {
            let id = command::activity(reader)?;
            let shown_as =
                if reader.is_line_over() { None } else { Some(value(reader, "value of agent inbox", &SHOWN_AS)?) };
            Expected::Inbox(id, shown_as)
        }
        "line" => line(reader, Pane::Agent)?,
        _ => misled(reader, Who::Agent)?,
    })
}

fn customer(reader: &mut Reader<'_>) -> Result<Expected, ScriptError> {
    let thing = |thing, value: &str| Expected::Shown(Pane::Customer, thing, value.to_owned());
    Ok(match CUSTOMER_THINGS[reader.choose("thing on the customer's pane", &CUSTOMER_THINGS)?] {
        "page" => thing(Thing::Page, value(reader, "value of customer page", &PAGES)?),
        "notice" => thing(Thing::Notice, value(reader, "value of customer notice", &NOTICES)?),
        "can-type" => thing(Thing::CanType, value(reader, "value of customer can-type", &TRUTHS)?),
        "line" => line(reader, Pane::Customer)?,
        _ => misled(reader, Who::Customer)?,
    })
}

fn value(reader: &mut Reader<'_>, what: &'static str, known: &[&'static str]) -> Result<&'static str, ScriptError> {
    Ok(known[reader.choose(what, known)?])
}

fn line(reader: &mut Reader<'_>, pane: Pane) -> Result<Expected, ScriptError> {
    let text =
        if none(reader)? { None } else { Some(reader.text("a line in double quotes, or none", TEXT_CHARS_MAX)?) };
    Ok(Expected::Line(pane, text))
}

fn misled(reader: &mut Reader<'_>, who: Who) -> Result<Expected, ScriptError> {
    if none(reader)? {
        return Ok(Expected::Misled(who, None));
    }
    let known = [&QUESTIONS[..], &["none"]].concat();
    let about = About::ALL[reader.choose("question", &known)?];
    let rule = if reader.is_line_over() {
        None
    } else {
        let ids: Vec<&'static str> = Rule::ALL.iter().map(|rule| rule.id()).collect();
        Some(Rule::ALL[reader.choose("rule", &ids)?])
    };
    Ok(Expected::Misled(who, Some((about, rule))))
}

/// Past the word `none`, if that is next.
fn none(reader: &mut Reader<'_>) -> Result<bool, ScriptError> {
    let is_none = is_next(reader, "none");
    if is_none {
        reader.word("none", &[])?;
    }
    Ok(is_none)
}

fn is_next(reader: &mut Reader<'_>, word: &str) -> bool {
    reader.peek_word().is_some_and(|next| next.text == word)
}
