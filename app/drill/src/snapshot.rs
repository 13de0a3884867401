//! What `drillroom play` prints as JSON: snapshots of all screens, and effects. The field names are the format's own;
//! see `script.md`.

use serde::Serialize;

use crate::{Effect, Millis, Sender, State, agent, backends, customer, database, ledger, misled};

/// All screens, the database and the truth at one moment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Snapshot {
    /// Room time in milliseconds.
    pub at_ms: u64,
    /// Which backends are on.
    pub backends: Backends,
    /// The agent's console.
    pub agent: Agent,
    /// The customer's page.
    pub customer: Customer,
    /// All rows, by number.
    pub database: Vec<Row>,
    /// All messages.
    pub ledger: Vec<Message>,
    /// Who is misled.
    pub misled: Vec<Misled>,
}

/// `on` or `off` for each backend.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Backends {
    application: &'static str,
    services: &'static str,
    messaging: &'static str,
}

/// The agent's console. While the agent is logged out everything but `login` is null, false or empty.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Agent {
    login: &'static str,
    desktop: Option<&'static str>,
    icon: Option<&'static str>,
    status: Option<String>,
    title_flashing: bool,
    popup: Option<&'static str>,
    tab: Option<Tab>,
    open: Option<u32>,
    reply_enabled: bool,
    inbox: Vec<InboxEntry>,
    transcript: Vec<Line>,
}

/// The information tab.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Tab {
    name: &'static str,
    load: &'static str,
}

/// An entry of the inbox.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct InboxEntry {
    activity: u32,
    kind: crate::Kind,
    shown_as: &'static str,
}

/// A line of a transcript.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Line {
    from: Sender,
    text: String,
}

/// The customer's page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Customer {
    page: &'static str,
    notice: Option<&'static str>,
    can_type: bool,
    transcript: Vec<Line>,
}

/// A row of the database.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Row {
    activity_id: u32,
    activity_type: u16,
    activity_status: u16,
    activity_sub_status: u16,
    assigned_to: Option<u8>,
}

/// A message with its fate.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Message {
    n: usize,
    at_ms: u64,
    from: Sender,
    chat: u32,
    text: String,
    fate: &'static str,
    rule: &'static str,
    sender_knows: bool,
}

/// Somebody who is misled.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Misled {
    who: crate::Who,
    about: &'static str,
    rule: &'static str,
}

/// Everything at `now`.
pub fn snapshot(state: &State, now: Millis) -> Snapshot {
    let on_or_off = backends(state).map(|light| if light.off_since.is_none() { "on" } else { "off" });
    Snapshot {
        at_ms: now.0,
        backends: Backends { application: on_or_off[0], services: on_or_off[1], messaging: on_or_off[2] },
        agent: agent_part(&agent(state, now)),
        customer: customer_part(&customer(state, now)),
        database: database(state, now).iter().map(|row| row_part(&row.what)).collect(),
        ledger: ledger(state).into_iter().map(message_part).collect(),
        misled: misled(state, now)
            .into_iter()
            .map(|misled| Misled { who: misled.who, about: misled.about.word(), rule: misled.rule.id() })
            .collect(),
    }
}

fn agent_part(view: &crate::AgentView) -> Agent {
    let entry = |entry: &&crate::Shown<crate::InboxEntry>| InboxEntry {
        activity: entry.what.activity.0,
        kind: entry.what.kind,
        shown_as: entry.what.shown_as.word(),
    };
    Agent {
        login: view.login.what.word(),
        desktop: view.desktop.what.map(crate::DesktopMark::word),
        icon: view.icon.what.map(crate::Icon::word),
        status: view.status.as_ref().map(|words| words.text.clone()),
        title_flashing: view.title_flashing.what,
        popup: view.popup.what.map(crate::PopUp::word),
        tab: view.tab.what.map(|tab| Tab { name: tab.name.word(), load: tab.load.word() }),
        open: view.open.what.map(|id| id.0),
        reply_enabled: view.reply.what == Some(crate::Reply::Enabled),
        inbox: view.activities().iter().map(entry).collect(),
        transcript: lines(&view.transcript),
    }
}

fn customer_part(view: &crate::CustomerView) -> Customer {
    Customer {
        page: view.page.what.word(),
        notice: view.notice.what.map(crate::Notice::word),
        can_type: view.can_type.what,
        transcript: lines(&view.transcript),
    }
}

fn lines(lines: &[crate::Line]) -> Vec<Line> {
    lines.iter().map(|line| Line { from: line.from, text: line.text.clone() }).collect()
}

const fn row_part(row: &crate::Row) -> Row {
    Row {
        activity_id: row.activity_id.0,
        activity_type: row.activity_type(),
        activity_status: row.activity_status,
        activity_sub_status: row.activity_sub_status,
        assigned_to: row.assigned_to,
    }
}

fn message_part(entry: crate::LedgerEntry) -> Message {
    Message {
        n: entry.n,
        at_ms: entry.at.0,
        from: entry.from,
        chat: entry.chat.0,
        text: entry.text,
        fate: entry.fate.word(),
        rule: entry.why.rule().id(),
        sender_knows: entry.sender_knows,
    }
}

/// An effect as one line of JSON.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct EffectLine {
    at_ms: u64,
    pane: &'static str,
    thing: &'static str,
    value: String,
    words: Option<String>,
    rule: &'static str,
    provenance: &'static str,
    words_provenance: Option<&'static str>,
    cause: u64,
}

impl From<Effect> for EffectLine {
    fn from(effect: Effect) -> Self {
        Self {
            at_ms: effect.at.0,
            pane: effect.pane.word(),
            thing: effect.thing.word(),
            value: effect.value,
            words_provenance: effect.words.as_ref().map(|words| words.provenance.word()),
            words: effect.words.map(|words| words.text),
            rule: effect.why.rule().id(),
            provenance: effect.why.provenance().word(),
            cause: effect.why.cause(),
        }
    }
}
