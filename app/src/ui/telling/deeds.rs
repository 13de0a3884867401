//! What people did, in words.

use drill::{Fact, PausedBy, Projector, Sender, Setting, TruthFor, Verdict};

use super::Who;
use crate::ui::clock_time;

/// Who did it, and what, going on from the name.
pub(super) fn deed(fact: &Fact) -> (Who, String) {
    match fact {
        Fact::RoomOpened { .. } => (Who::Room, "opened".to_owned()),
        Fact::SettingChanged(setting, to) => {
            (Who::Operator, ["set ", setting_name(*setting), " to ", &clock_time(*to)].concat())
        }
        Fact::BackendsStopped(set) => (Who::Operator, ["switched ", &set.to_string(), " off"].concat()),
        Fact::BackendsStarted(set) => (Who::Operator, ["switched ", &set.to_string(), " on"].concat()),
        Fact::ClockResumed => (Who::Operator, "let room time run".to_owned()),
        Fact::ClockPaused(by) => paused(*by),
        Fact::SpeedChanged(speed) => (Who::Operator, ["changed the speed to ", speed.label()].concat()),
        Fact::ClockSkipped(to) => (Who::Operator, ["skipped to ", &clock_time(*to)].concat()),
        Fact::TimeMarked => (Who::Room, "went on".to_owned()),
        Fact::StepPlayed(number) => (Who::Operator, ["went on to step ", &(number + 1).to_string()].concat()),
        Fact::StepRefused(why) => (Who::Room, ["left out what the step asks for: ", &why.to_string()].concat()),
        Fact::AutoSwitched(true) => (Who::Operator, "let the storyboard play by itself".to_owned()),
        Fact::AutoSwitched(false) => (Who::Operator, "plays the storyboard step by step".to_owned()),
        Fact::ProjectorSwitched(Projector::Room) => (Who::Operator, "showed the room on the projector".to_owned()),
        Fact::ProjectorSwitched(Projector::Blank) => (Who::Operator, "blanked the projector".to_owned()),
        Fact::ProjectorSwitched(Projector::JoinCard) => (Who::Operator, "showed how to join".to_owned()),
        Fact::TruthShared(TruthFor::Operators) => (Who::Operator, "showed the truth to nobody else".to_owned()),
        Fact::TruthShared(TruthFor::Projector) => (Who::Operator, "showed the truth on the projector".to_owned()),
        Fact::TruthShared(TruthFor::Everybody) => (Who::Operator, "showed the truth to everybody".to_owned()),
        Fact::MovedOn(code) => (Who::Operator, ["went on in the new room ", code].concat()),
        Fact::HintTaken(_) => (Who::Operator, "took a hint".to_owned()),
        Fact::Answered(_, text) => (Who::Operator, quoted("answered ", text)),
        Fact::Judged(_, Verdict::Right) => (Who::Operator, "had expected that".to_owned()),
        Fact::Judged(_, Verdict::Partly) => (Who::Operator, "had expected some of that".to_owned()),
        Fact::Judged(_, Verdict::Misled) => (Who::Operator, "had expected something else".to_owned()),
        Fact::NoteAdded(text) => (Who::Operator, quoted("noted ", text)),
        Fact::PublicNoteAdded(text) => (Who::Operator, quoted("noted for everybody ", text)),
        Fact::AutopilotSwitched(side, on) => {
            let side = if *side == Sender::Agent { "agent's" } else { "customer's" };
            let turned = if *on { " on" } else { " off" };
            (Who::Operator, ["turned the ", side, " autopilot", turned].concat())
        }
        Fact::TakenBack(_, what) => (Who::Operator, taken_back(deed(what))),
        Fact::SessionEnded => (Who::Operator, "ended the session".to_owned()),
        Fact::Said(text) => (Who::Operator, quoted("said ", text)),
        Fact::Asked(text) => (Who::Operator, quoted("asked ", text)),
        Fact::AgentSaid(_)
        | Fact::AgentOpenedTab(_)
        | Fact::AgentOpenedInbox(_)
        | Fact::AgentOpenedActivity(_)
        | Fact::AgentReplied(_)
        | Fact::AgentCompleted(_)
        | Fact::AgentDismissed
        | Fact::AgentLoggedOut
        | Fact::AgentLoggedIn => (Who::Agent, agent(fact)),
        Fact::CustomerSaid(text) => (Who::Customer, quoted("wrote ", text)),
        Fact::CustomerDismissed => (Who::Customer, "closed the notice".to_owned()),
        Fact::CustomerStarted(subject) => (Who::Customer, quoted("asked for a chat about ", subject)),
        Fact::CustomerLeft => (Who::Customer, "left the chat".to_owned()),
    }
}

fn taken_back((who, what): (Who, String)) -> String {
    let name = if who == Who::Operator { "" } else { who.name() };
    ["took back: ", name, if name.is_empty() { "" } else { " " }, &what].concat()
}

fn agent(fact: &Fact) -> String {
    match fact {
        Fact::AgentSaid(text) => quoted("wrote ", text),
        Fact::AgentOpenedTab(tab) => ["clicked the tab ", tab.name()].concat(),
        Fact::AgentOpenedInbox(inbox) => ["clicked the ", inbox.name()].concat(),
        Fact::AgentOpenedActivity(id) => ["clicked activity ", &id.to_string()].concat(),
        Fact::AgentReplied(text) => quoted("answered the e-mail with ", text),
        Fact::AgentCompleted(id) => ["clicked Complete for ", &id.to_string()].concat(),
        Fact::AgentDismissed => "closed the pop-up".to_owned(),
        Fact::AgentLoggedOut => "logged out".to_owned(),
        _ => "pressed Log in".to_owned(),
    }
}

fn paused(by: PausedBy) -> (Who, String) {
    match by {
        PausedBy::Operator => (Who::Operator, "paused".to_owned()),
        PausedBy::NobodyHere => (Who::Room, "paused: nobody was here".to_owned()),
        PausedBy::Restart => (Who::Room, "paused: the server was restarted".to_owned()),
        PausedBy::TimeIsUp => (Who::Room, "paused: its time is up".to_owned()),
    }
}

const fn setting_name(setting: Setting) -> &'static str {
    match setting {
        Setting::FewMinutes => "“a few minutes”",
        Setting::NoticeAfter => "the customer's first notice",
        Setting::TabTimeout => "the tab's time-out",
        Setting::FlashAfter => "the flashing title bar",
        Setting::SquareAfter => "the red square",
        Setting::MailEvery => "the time between e-mails",
    }
}

fn quoted(before: &str, text: &str) -> String {
    [before, "“", text, "”"].concat()
}
