//! Commands in plain words, for a talk track and for people who learn alone.

use crate::{Backend, Backends, Command, Projector, Sender, TruthFor, format::print::quoted};

/// What happens, as one sentence without its full stop: "Application is switched off".
pub fn describe(command: &Command) -> String {
    match command {
        Command::ChangeSetting(setting, to) => format!("{} is set to {to}", setting.word().replace('_', " ")),
        Command::StopBackends(backends) => switched(backends, "off"),
        Command::StopAll => "Every backend that is still on is switched off".to_owned(),
        Command::StartBackends(backends) => switched(backends, "on"),
        Command::StartAll => "Every backend that is off is switched on".to_owned(),
        Command::ResumeClock => "The clock runs".to_owned(),
        Command::PauseClock => "The clock is held".to_owned(),
        Command::ChangeSpeed(speed) => format!("The clock runs at {}", speed.label()),
        Command::Skip(by) => format!("Time moves on by {by}"),
        Command::SkipToNextChange => "Time moves on to the next change".to_owned(),
        Command::PlayStep => "The next step of the storyboard is played".to_owned(),
        Command::SwitchAuto(true) => "The storyboard plays by itself".to_owned(),
        Command::SwitchAuto(false) => "The storyboard plays step by step".to_owned(),
        Command::ShowOnProjector(Projector::Room) => "The projector shows the room".to_owned(),
        Command::ShowOnProjector(Projector::Blank) => "The projector is blank".to_owned(),
        Command::ShowOnProjector(Projector::JoinCard) => "The projector shows how to join".to_owned(),
        Command::ContinueIn(code) => format!("The drill goes on in room {code}"),
        Command::TakeHint => "The learner takes a hint".to_owned(),
        Command::Answer(text) => format!("The learner answers: {}", quoted(text)),
        Command::Judge(_) => "The learner compares the answer with what happened".to_owned(),
        Command::AddNote(text) => format!("The operator notes: {}", quoted(text)),
        Command::AddPublicNote(text) => format!("The operator notes for everybody: {}", quoted(text)),
        Command::ShareTruth(TruthFor::Operators) => "Only operators see the truth".to_owned(),
        Command::ShareTruth(TruthFor::Projector) => "The projector shows the truth".to_owned(),
        Command::ShareTruth(TruthFor::Everybody) => "Everybody sees the truth".to_owned(),
        Command::SwitchAutopilot(Sender::Agent, true) => "The agent chats by autopilot".to_owned(),
        Command::SwitchAutopilot(Sender::Customer, true) => "The customer chats by autopilot".to_owned(),
        Command::SwitchAutopilot(Sender::Agent, false) => "The agent's autopilot ends".to_owned(),
        Command::SwitchAutopilot(Sender::Customer, false) => "The customer's autopilot ends".to_owned(),
        Command::Undo(_) => "The last action is undone".to_owned(),
        Command::EndSession => "The session is ended".to_owned(),
        Command::Say(text) => format!("The trainer says: {}", quoted(text)),
        Command::Ask(text) => format!("The trainer asks: {}", quoted(text)),
        Command::AgentSay(text) => format!("The agent writes: {}", quoted(text)),
        Command::AgentOpenTab(tab) => format!("The agent opens the tab {}", tab.name()),
        Command::AgentOpenInbox(inbox) => format!("The agent opens the {}", inbox.name()),
        Command::AgentOpenActivity(id) => format!("The agent opens activity {id}"),
        Command::AgentReply(text) => format!("The agent answers the e-mail in view: {}", quoted(text)),
        Command::AgentComplete(id) => format!("The agent completes activity {id}"),
        Command::AgentDismiss => "The agent closes the pop-up".to_owned(),
        Command::AgentLogOut => "The agent logs out".to_owned(),
        Command::AgentLogIn => "The agent logs in".to_owned(),
        Command::CustomerSay(text) => format!("The customer writes: {}", quoted(text)),
        Command::CustomerDismiss => "The customer closes the notice".to_owned(),
        Command::CustomerStart(subject) => format!("The customer starts a chat about {}", quoted(subject)),
        Command::CustomerLeave => "The customer leaves the chat".to_owned(),
    }
}

fn switched(backends: &[Backend], to: &str) -> String {
    let set = Backends::of(backends);
    let verb = if set.count() == 1 { "is" } else { "are" };
    let names = if set == Backends::ALL { "All three backends".to_owned() } else { set.to_string() };
    format!("{names} {verb} switched {to}")
}
