//! A room's log as a script: what a bug report is made of.

use std::fmt::Write;

use crate::{Command, Event, Fact, Millis, Setting, Settings, without_undone};

/// Writes a log as a script that comes to the same screens at the same times.
///
/// What was taken back and what only moved the clock vanishes; if it did so after the last command, the script ends with its time alone.
pub fn print(log: &[Event]) -> String {
    let mut script = String::new();
    let mut settings = Settings::default();
    let log = without_undone(log.iter().cloned());
    for event in &log {
        match &event.fact {
            Fact::RoomOpened { title, summary, .. } => {
                header(&mut script, "title", title);
                header(&mut script, "summary", summary);
            }
            Fact::SettingChanged(setting, to) => settings.set(*setting, *to),
            _ => (),
        }
    }
    for setting in Setting::ALL.into_iter().filter(|setting| settings.of(*setting) != Settings::default().of(*setting))
    {
        let _ = writeln!(script, "setting {} {}", setting.word(), settings.of(setting));
    }
    let mut last = None;
    for (at, line) in log.iter().filter_map(|event| Some((event.at, command_line(&command(&event.fact)?)?))) {
        if last.is_none() && !script.is_empty() {
            script.push('\n');
        }
        let time = if last == Some(at) { String::new() } else { at.to_string() };
        let _ = writeln!(script, "{time:<7} {line}");
        last = Some(at);
    }
    match log.last() {
        Some(end) if end.at > last.unwrap_or(Millis::ZERO) => script + &format!("{}\n", end.at),
        _ => script,
    }
}

/// A command as the line of a script that asks for it; `None` for one that only moves the clock or changes a setting.
pub fn command_line(command: &Command) -> Option<String> {
    Some(match command {
        Command::StopBackends(backends) => format!("stop {}", backend_words(backends)),
        Command::StopAll => "stop all".to_owned(),
        Command::StartBackends(backends) => format!("start {}", backend_words(backends)),
        Command::StartAll => "start all".to_owned(),
        Command::AddNote(text) => format!("note {}", quoted(text)),
        Command::AddPublicNote(text) => format!("public-note {}", quoted(text)),
        Command::Say(text) => format!("say {}", quoted(text)),
        Command::Ask(text) => format!("ask {}", quoted(text)),
        Command::AgentSay(text) => format!("agent says {}", quoted(text)),
        Command::AgentOpenTab(tab) => format!("agent opens tab {}", tab.word()),
        Command::AgentOpenInbox(inbox) => format!("agent opens inbox {}", inbox.word()),
        Command::AgentOpenActivity(id) => format!("agent opens activity {id}"),
        Command::AgentReply(text) => format!("agent replies {}", quoted(text)),
        Command::AgentComplete(id) => format!("agent completes {id}"),
        Command::AgentDismiss => "agent dismisses".to_owned(),
        Command::AgentLogOut => "agent logs out".to_owned(),
        Command::AgentLogIn => "agent logs in".to_owned(),
        Command::CustomerSay(text) => format!("customer says {}", quoted(text)),
        Command::CustomerDismiss => "customer dismisses".to_owned(),
        Command::CustomerStart(subject) => format!("customer starts {}", quoted(subject)),
        Command::CustomerLeave => "customer leaves".to_owned(),
        Command::ChangeSetting(..)
        | Command::ResumeClock
        | Command::PauseClock
        | Command::ChangeSpeed(_)
        | Command::Skip(_)
        | Command::SkipToNextChange
        | Command::PlayStep
        | Command::SwitchAuto(_)
        | Command::ShowOnProjector(_)
        | Command::ShareTruth(_)
        | Command::ContinueIn(_)
        | Command::TakeHint
        | Command::Answer(_)
        | Command::Judge(_)
        | Command::SwitchAutopilot(..)
        | Command::Undo(_)
        | Command::EndSession => return None,
    })
}

/// The command that makes this fact; `None` for what only moved the clock, and for what a header says.
fn command(fact: &Fact) -> Option<Command> {
    Some(match fact {
        Fact::BackendsStopped(backends) => Command::StopBackends(backends.iter().collect()),
        Fact::BackendsStarted(backends) => Command::StartBackends(backends.iter().collect()),
        Fact::NoteAdded(text) => Command::AddNote(text.clone()),
        Fact::PublicNoteAdded(text) => Command::AddPublicNote(text.clone()),
        Fact::Said(text) => Command::Say(text.clone()),
        Fact::Asked(text) => Command::Ask(text.clone()),
        Fact::AgentSaid(text) => Command::AgentSay(text.clone()),
        Fact::AgentOpenedTab(tab) => Command::AgentOpenTab(*tab),
        Fact::AgentOpenedInbox(inbox) => Command::AgentOpenInbox(*inbox),
        Fact::AgentOpenedActivity(id) => Command::AgentOpenActivity(*id),
        Fact::AgentReplied(text) => Command::AgentReply(text.clone()),
        Fact::AgentCompleted(id) => Command::AgentComplete(*id),
        Fact::AgentDismissed => Command::AgentDismiss,
        Fact::AgentLoggedOut => Command::AgentLogOut,
        Fact::AgentLoggedIn => Command::AgentLogIn,
        Fact::CustomerSaid(text) => Command::CustomerSay(text.clone()),
        Fact::CustomerDismissed => Command::CustomerDismiss,
        Fact::CustomerStarted(subject) => Command::CustomerStart(subject.clone()),
        Fact::CustomerLeft => Command::CustomerLeave,
        Fact::RoomOpened { .. }
        | Fact::SettingChanged(..)
        | Fact::ClockResumed
        | Fact::ClockPaused(_)
        | Fact::SpeedChanged(_)
        | Fact::ClockSkipped(_)
        | Fact::StepPlayed(_)
        | Fact::StepRefused(_)
        | Fact::AutoSwitched(_)
        | Fact::ProjectorSwitched(_)
        | Fact::TruthShared(_)
        | Fact::ContinuedIn(_)
        | Fact::HintTaken(_)
        | Fact::Answered(..)
        | Fact::Judged(..)
        | Fact::AutopilotSwitched(..)
        | Fact::SessionEnded
        | Fact::Undone(..)
        | Fact::TimeMarked => return None,
    })
}

/// A text in double quotes, as a script writes it.
pub(crate) fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}

/// A title or a summary: plain where it reads back the same, else in quotes.
fn header(script: &mut String, word: &str, text: &str) {
    if text.trim().is_empty() {
        return;
    }
    let is_plain = text.trim() == text && !text.contains(['"', '#', '\n']);
    let text = if is_plain { text.to_owned() } else { quoted(text) };
    let _ = writeln!(script, "{word} {text}");
}

fn backend_words(backends: &[crate::Backend]) -> String {
    let words: Vec<&str> = backends.iter().map(|backend| backend.word()).collect();
    words.join(" ")
}
