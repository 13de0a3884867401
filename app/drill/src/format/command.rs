//! The commands of a script, read word by word.

use crate::{
    ActivityId, Backend, Command, Inbox, TabName,
    format::{
        error::{Problem, ScriptError},
        reader::{Reader, Word},
    },
    limits::{TEXT_CHARS_MAX, TITLE_CHARS_MAX},
};

/// The backends, and the word for all of them at once.
const BACKEND_WORDS: [&str; 4] =
    [Backend::Application.word(), Backend::Services.word(), Backend::Messaging.word(), "all"];

const TAB_WORDS: [&str; 5] = [
    TabName::Customer.word(),
    TabName::Case.word(),
    TabName::Activity.word(),
    TabName::History.word(),
    TabName::Notes.word(),
];

const INBOX_WORDS: [&str; 2] = [Inbox::Main.word(), Inbox::Chat.word()];

const AGENT_WORDS: [&str; 6] = ["says", "opens", "replies", "completes", "dismisses", "logs"];

const CUSTOMER_WORDS: [&str; 4] = ["says", "dismisses", "starts", "leaves"];

/// Reads the command that begins with `first`, one of the first words of a line.
pub(super) fn parse(reader: &mut Reader<'_>, first: Word<'_>) -> Result<Command, ScriptError> {
    Ok(match first.text {
        "stop" => backends(reader)?.map_or(Command::StopAll, Command::StopBackends),
        "start" => backends(reader)?.map_or(Command::StartAll, Command::StartBackends),
        "note" => Command::AddNote(text(reader)?),
        "public-note" => Command::AddPublicNote(text(reader)?),
        "say" => Command::Say(text(reader)?),
        "ask" => Command::Ask(text(reader)?),
        "agent" => agent(reader)?,
        _ => customer(reader)?,
    })
}

/// The name of an information tab.
pub(super) fn tab(reader: &mut Reader<'_>) -> Result<TabName, ScriptError> {
    Ok(TabName::ALL[reader.choose("tab", &TAB_WORDS)?])
}

/// The number of an activity.
pub(super) fn activity(reader: &mut Reader<'_>) -> Result<ActivityId, ScriptError> {
    let word = reader.word("the number of an activity", &[])?;
    word.number("the number of an activity, such as 1347").map(ActivityId)
}

/// The named backends; `None` for all.
fn backends(reader: &mut Reader<'_>) -> Result<Option<Vec<Backend>>, ScriptError> {
    let mut named = Vec::new();
    let mut all = false;
    while named.is_empty() && !all || !reader.is_line_over() {
        let word = reader.word("backend", &BACKEND_WORDS)?;
        let index = word.one_of("backend", &BACKEND_WORDS)?;
        let backend = Backend::ALL.get(index).copied();
        let is_twice = all || backend.map_or(!named.is_empty(), |backend| named.contains(&backend));
        if is_twice {
            return Err(word.place.error(Problem::BackendTwice(BACKEND_WORDS[index])));
        }
        all = backend.is_none();
        named.extend(backend);
    }
    Ok((!all).then_some(named))
}

fn agent(reader: &mut Reader<'_>) -> Result<Command, ScriptError> {
    let word = reader.word("action of the agent", &AGENT_WORDS)?;
    word.one_of("action of the agent", &AGENT_WORDS)?;
    Ok(match word.text {
        "says" => Command::AgentSay(text(reader)?),
        "opens" => match reader.choose("part of the console", &["tab", "inbox", "activity"])? {
            0 => Command::AgentOpenTab(tab(reader)?),
            1 => Command::AgentOpenInbox(Inbox::ALL[reader.choose("inbox", &INBOX_WORDS)?]),
            _ => Command::AgentOpenActivity(activity(reader)?),
        },
        "replies" => Command::AgentReply(text(reader)?),
        "completes" => Command::AgentComplete(activity(reader)?),
        "dismisses" => Command::AgentDismiss,
        _ => match reader.choose("direction", &["in", "out"])? {
            0 => Command::AgentLogIn,
            _ => Command::AgentLogOut,
        },
    })
}

fn customer(reader: &mut Reader<'_>) -> Result<Command, ScriptError> {
    let word = reader.word("action of the customer", &CUSTOMER_WORDS)?;
    word.one_of("action of the customer", &CUSTOMER_WORDS)?;
    Ok(match word.text {
        "says" => Command::CustomerSay(text(reader)?),
        "dismisses" => Command::CustomerDismiss,
        "starts" => Command::CustomerStart(reader.text("a subject in double quotes", TITLE_CHARS_MAX)?),
        _ => Command::CustomerLeave,
    })
}

fn text(reader: &mut Reader<'_>) -> Result<String, ScriptError> {
    reader.text("a text in double quotes", TEXT_CHARS_MAX)
}
