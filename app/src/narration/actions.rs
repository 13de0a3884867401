//! What people did, in words.

use drill::{Fact, PausedBy, Projector, Sender, Setting, TruthFor, Verdict};

use super::{Who, clock_time};

/// Who did it, and what, going on from the name.
pub(super) fn words(fact: &Fact) -> (Who, String) {
    match fact {
        Fact::RoomOpened { .. } => (Who::Room, "opened".to_owned()),
        Fact::SettingChanged(setting, to) => {
            (Who::Operator, format!("set {} to {}", setting_name(*setting), clock_time(*to)))
        }
        Fact::BackendsStopped(set) => (Who::Operator, format!("switched {set} off")),
        Fact::BackendsStarted(set) => (Who::Operator, format!("switched {set} on")),
        Fact::ClockResumed => (Who::Operator, "let room time run".to_owned()),
        Fact::ClockPaused(by) => paused(*by),
        Fact::SpeedChanged(speed) => (Who::Operator, format!("changed the speed to {}", speed.label())),
        Fact::ClockSkipped(to) => (Who::Operator, format!("skipped to {}", clock_time(*to))),
        Fact::TimeMarked => (Who::Room, "went on".to_owned()),
        Fact::StepPlayed(number) => (Who::Operator, format!("went on to step {}", number + 1)),
        Fact::StepRefused(why) => (Who::Room, format!("skipped this step: {why}")),
        Fact::AutoSwitched(true) => (Who::Operator, "let the storyboard play by itself".to_owned()),
        Fact::AutoSwitched(false) => (Who::Operator, "plays the storyboard step by step".to_owned()),
        Fact::ProjectorSwitched(Projector::Room) => (Who::Operator, "showed the room on the projector".to_owned()),
        Fact::ProjectorSwitched(Projector::Blank) => (Who::Operator, "blanked the projector".to_owned()),
        Fact::ProjectorSwitched(Projector::JoinCard) => (Who::Operator, "showed how to join".to_owned()),
        Fact::TruthShared(TruthFor::Operators) => (Who::Operator, "showed the truth to nobody else".to_owned()),
        Fact::TruthShared(TruthFor::Projector) => (Who::Operator, "showed the truth on the projector".to_owned()),
        Fact::TruthShared(TruthFor::Everybody) => (Who::Operator, "showed the truth to everybody".to_owned()),
        Fact::ContinuedIn(code) => (Who::Operator, format!("went on in the new room {code}")),
        Fact::HintTaken(_) => (Who::Operator, "took a hint".to_owned()),
        Fact::Answered(_, text) => (Who::Operator, quoted("answered ", text)),
        Fact::Judged(_, Verdict::Right) => (Who::Operator, "had expected that".to_owned()),
        Fact::Judged(_, Verdict::Partly) => (Who::Operator, "had expected some of that".to_owned()),
        Fact::Judged(_, Verdict::Misled) => (Who::Operator, "had expected something else".to_owned()),
        Fact::NoteAdded(text) => (Who::Operator, quoted("noted ", text)),
        Fact::PublicNoteAdded(text) => (Who::Operator, quoted("shared a note ", text)),
        Fact::AutopilotSwitched(side, on) => {
            let side = if *side == Sender::Agent { "agent's" } else { "customer's" };
            let turned = if *on { "on" } else { "off" };
            (Who::Operator, format!("turned the {side} autopilot {turned}"))
        }
        Fact::Undone(_, what) => (Who::Operator, undone(words(what))),
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

fn undone((who, what): (Who, String)) -> String {
    match who {
        Who::Operator => format!("undid: {what}"),
        _ => format!("undid: {} {what}", who.name()),
    }
}

fn agent(fact: &Fact) -> String {
    match fact {
        Fact::AgentSaid(text) => quoted("wrote ", text),
        Fact::AgentOpenedTab(tab) => format!("clicked the tab {}", tab.name()),
        Fact::AgentOpenedInbox(inbox) => format!("clicked the {}", inbox.name()),
        Fact::AgentOpenedActivity(id) => format!("clicked activity {id}"),
        Fact::AgentReplied(text) => quoted("answered the e-mail with ", text),
        Fact::AgentCompleted(id) => format!("clicked Complete for {id}"),
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
    format!("{before}“{text}”")
}
