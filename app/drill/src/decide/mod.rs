//! Deciding a command: the facts it makes, or why it is refused (FP4). Nothing here changes the state.

mod steps;

use crate::{
    ActivityId, Backend, Backends, Command, Fact, FullOf, Kind, Millis, PausedBy, Refusal, ShownAs, State,
    limits::{CHATS_MAX, MESSAGES_MAX, ROOM_TIME_MAX, TEXT_CHARS_MAX, TITLE_CHARS_MAX},
    next_change,
    state::{Chat, Desktop},
    storyboard::next_step,
    views::{moved_to, shown_as},
};

/// What `command` makes happen at `now`.
///
/// # Errors
///
/// The command is refused where the screen does not offer it, judged by what the screen last showed before any other
/// rule (FP4), and where its text or the room is past a limit. A refused command leaves no trace.
pub fn decide(state: &State, now: Millis, command: &Command) -> Result<Vec<Fact>, Refusal> {
    let state = &*moved_to(state, now);
    if state.ended {
        return Err(Refusal::SessionEnded);
    }
    let fact = match command {
        Command::ChangeSetting(setting, to) => {
            if state.begun {
                return Err(Refusal::SettingTooLate);
            }
            if !setting.bounds().contains(to) {
                return Err(Refusal::SettingOutOfBounds(*setting, *to));
            }
            Fact::SettingChanged(*setting, *to)
        }
        Command::StopBackends(backends) => Fact::BackendsStopped(switch(state, backends, false)?),
        Command::StopAll => Fact::BackendsStopped(switch_all(state.off().others(), false)?),
        Command::StartBackends(backends) => Fact::BackendsStarted(switch(state, backends, true)?),
        Command::StartAll => Fact::BackendsStarted(switch_all(state.off(), true)?),
        Command::ResumeClock if now >= ROOM_TIME_MAX => return Err(Refusal::TimeIsUp),
        Command::ResumeClock => clock(state, true, Fact::ClockResumed)?,
        Command::PauseClock => clock(state, false, Fact::ClockPaused(PausedBy::Operator))?,
        Command::ChangeSpeed(speed) => Fact::SpeedChanged(*speed),
        Command::Skip(by) => skip(now, now + *by)?,
        Command::SkipToNextChange => skip(now, next_change(state, now).ok_or(Refusal::NothingDue)?)?,
        Command::PlayStep => return steps::play(state, now),
        Command::SwitchAuto(auto) if state.auto == *auto => return Err(Refusal::AutoAlready(*auto)),
        Command::SwitchAuto(true) if next_step(state).is_none() => return Err(Refusal::NoStepLeft),
        Command::SwitchAuto(auto) => Fact::AutoSwitched(*auto),
        Command::ShowOnProjector(projector) if state.projector == *projector => {
            return Err(Refusal::ProjectorAlready);
        }
        Command::ShowOnProjector(projector) => Fact::ProjectorSwitched(*projector),
        Command::ShareTruth(with) if state.truth_for == *with => return Err(Refusal::TruthAlready),
        Command::ShareTruth(with) => Fact::TruthShared(*with),
        // It becomes a part of an address that other browsers follow.
        Command::ContinueIn(code) if !code.chars().all(|c| c.is_ascii_alphanumeric() || c == '-') => {
            return Err(Refusal::UnprintableText);
        }
        Command::ContinueIn(code) => Fact::ContinuedIn(text(code, TITLE_CHARS_MAX)?),
        Command::TakeHint => steps::take_hint(state)?,
        Command::Answer(answer) => steps::answer(state, text(answer, TEXT_CHARS_MAX)?)?,
        Command::Judge(verdict) => steps::judge(state, *verdict)?,
        Command::AddNote(note) => Fact::NoteAdded(text(note, TEXT_CHARS_MAX)?),
        Command::AddPublicNote(note) => Fact::PublicNoteAdded(text(note, TEXT_CHARS_MAX)?),
        Command::SwitchAutopilot(side, on) if state.autopilot[*side as usize].is_some() == *on => {
            return Err(Refusal::AutopilotAlready(*on));
        }
        Command::SwitchAutopilot(side, on) => Fact::AutopilotSwitched(*side, *on),
        // Only the keeper of the log knows what was last, and undoes it.
        Command::Undo(_) => return Err(Refusal::NotTheLast),
        Command::EndSession if state.clock.running => {
            return Ok(vec![Fact::ClockPaused(PausedBy::Operator), Fact::SessionEnded]);
        }
        Command::EndSession => Fact::SessionEnded,
        Command::Say(line) => Fact::Said(text(line, TEXT_CHARS_MAX)?),
        Command::Ask(question) => Fact::Asked(text(question, TEXT_CHARS_MAX)?),
        Command::CustomerSay(_) | Command::CustomerDismiss | Command::CustomerStart(_) | Command::CustomerLeave => {
            customer(state, command)?
        }
        Command::AgentLogIn if state.agent.desktop.is_some() => return Err(Refusal::AgentLoggedIn),
        Command::AgentLogIn => Fact::AgentLoggedIn,
        Command::AgentLogOut => desktop(state).map(|_| Fact::AgentLoggedOut)?,
        Command::AgentSay(_)
        | Command::AgentOpenTab(_)
        | Command::AgentOpenInbox(_)
        | Command::AgentOpenActivity(_)
        | Command::AgentReply(_)
        | Command::AgentComplete(_)
        | Command::AgentDismiss => agent(state, command)?,
    };
    Ok(vec![fact])
}

// The operator.

/// All that are named must change.
fn switch(state: &State, backends: &[Backend], on: bool) -> Result<Backends, Refusal> {
    if let Some(already) = backends.iter().find(|backend| state.is_on(**backend) == on) {
        return Err(Refusal::AlreadySo(*already, on));
    }
    let set = Backends::of(backends);
    if set.is_empty() || set.count() as usize != backends.len() { Err(Refusal::NoBackend) } else { Ok(set) }
}

fn switch_all(to_switch: Backends, on: bool) -> Result<Backends, Refusal> {
    if to_switch.is_empty() { Err(Refusal::AllAlreadySo(on)) } else { Ok(to_switch) }
}

fn clock(state: &State, running: bool, fact: Fact) -> Result<Fact, Refusal> {
    if state.clock.running == running { Err(Refusal::ClockAlready(running)) } else { Ok(fact) }
}

fn skip(now: Millis, to: Millis) -> Result<Fact, Refusal> {
    if to == now {
        Err(Refusal::EmptySkip)
    } else if to > ROOM_TIME_MAX {
        Err(Refusal::TimeIsUp)
    } else {
        Ok(Fact::ClockSkipped(to))
    }
}

/// Some text, within `chars_max` characters, that a screen can show.
pub(crate) fn text(text: &str, chars_max: usize) -> Result<String, Refusal> {
    crate::text::check(text, chars_max).map(|()| text.to_owned())
}

fn message(state: &State, line: &str) -> Result<String, Refusal> {
    if state.ledger.len() >= MESSAGES_MAX {
        return Err(Refusal::RoomIsFull(FullOf::Messages, MESSAGES_MAX));
    }
    text(line, TEXT_CHARS_MAX)
}

// The agent.

fn desktop(state: &State) -> Result<&Desktop, Refusal> {
    state.agent.desktop.as_ref().ok_or(Refusal::AgentLoggedOut)
}

fn agent(state: &State, command: &Command) -> Result<Fact, Refusal> {
    let desktop = desktop(state)?;
    if desktop.timed_out.is_some() {
        return Err(Refusal::DesktopTimedOut);
    }
    Ok(match command {
        Command::AgentSay(line) => {
            let chat = state.chat_in_view().ok_or(Refusal::NoChatInView)?;
            if shown_as(chat).what == ShownAs::Ended {
                return Err(Refusal::ChatShownEnded(chat.id));
            }
            Fact::AgentSaid(message(state, line)?)
        }
        Command::AgentOpenTab(name) => Fact::AgentOpenedTab(*name),
        Command::AgentOpenInbox(inbox) => Fact::AgentOpenedInbox(*inbox),
        Command::AgentOpenActivity(id) => in_inbox(state, *id).map(|_| Fact::AgentOpenedActivity(*id))?,
        Command::AgentReply(answer) => {
            let email = state.in_view().filter(|(_, kind)| *kind == Kind::Email).ok_or(Refusal::NoEmailInView)?;
            not_greyed(desktop, email)?;
            Fact::AgentReplied(text(answer, TEXT_CHARS_MAX)?)
        }
        Command::AgentComplete(id) => {
            not_greyed(desktop, (*id, in_inbox(state, *id)?))?;
            Fact::AgentCompleted(*id)
        }
        _ if desktop.popup.what.is_none() => return Err(Refusal::NothingToDismiss),
        _ => Fact::AgentDismissed,
    })
}

/// SV4, FP14: the buttons of an e-mail are grey while the desktop is impaired, a dead one too.
fn not_greyed(desktop: &Desktop, (id, kind): (ActivityId, Kind)) -> Result<(), Refusal> {
    if kind == Kind::Email && desktop.impaired.is_some() { Err(Refusal::ButtonsGreyed(id)) } else { Ok(()) }
}

fn in_inbox(state: &State, id: ActivityId) -> Result<Kind, Refusal> {
    if state.chat(id).is_some_and(Chat::is_open) {
        Ok(Kind::Chat)
    } else if state.emails.iter().any(|email| email.id == id && email.completed.is_none()) {
        Ok(Kind::Email)
    } else {
        Err(Refusal::NotInInbox(id))
    }
}

// The customer.

fn customer(state: &State, command: &Command) -> Result<Fact, Refusal> {
    match command {
        Command::CustomerSay(_) if !state.customer_can_type() => Err(Refusal::CustomerCannotType),
        Command::CustomerSay(line) => message(state, line).map(Fact::CustomerSaid),
        Command::CustomerStart(_) if state.customer_can_type() => Err(Refusal::CustomerCanType),
        Command::CustomerStart(_) if state.chats.len() >= CHATS_MAX => {
            Err(Refusal::RoomIsFull(FullOf::Chats, CHATS_MAX))
        }
        Command::CustomerStart(subject) => text(subject, TITLE_CHARS_MAX).map(Fact::CustomerStarted),
        Command::CustomerLeave if state.customer.chat.is_none() => Err(Refusal::CustomerAtForm),
        Command::CustomerLeave => Ok(Fact::CustomerLeft),
        _ if state.customer.notice.what.is_none() => Err(Refusal::NothingToDismiss),
        _ => Ok(Fact::CustomerDismissed),
    }
}
