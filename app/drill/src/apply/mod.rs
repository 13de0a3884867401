//! Folding an event into the state. What is logged is law: nothing here can refuse.

mod customer;
mod messages;

use crate::{
    ActivityId, Backend, Backends, Event, Fact, Kind, Millis, Notice, PopUp, Rule, Sender, Setting, Shown, State,
    TabLoad, TabName, Why,
    due::{advance_watched, lost_chat},
    opening,
    outage::{Outage, Stamp},
    state::{Chat, Desktop, Lesson, Note, Tab},
};
use customer::{customer_leaves, customer_starts};
use messages::{agent_says, customer_says};

/// Folds `event`: first everything due by its time happens, then the event itself. What an event takes back has to be left
/// out before: see [`crate::without_undone`].
pub fn apply(state: &mut State, event: &Event) {
    apply_watched(state, event, |_| ());
}

/// The same; `watch` sees the state after each thing that came due and after the event.
pub(crate) fn apply_watched(state: &mut State, event: &Event, mut watch: impl FnMut(&State)) {
    advance_watched(state, event.at, &mut watch);
    state.seq = event.seq;
    let stamp = Stamp { at: state.at, seq: event.seq };
    happen(state, stamp, &event.fact);
    route(state, stamp);
    watch(state);
    // A chat started late in an outage is told of it at once (FP8), and held e-mail comes with the log-in (SV8).
    advance_watched(state, event.at, &mut watch);
}

fn happen(state: &mut State, stamp: Stamp, fact: &Fact) {
    // What was taken back has not happened; time that has passed has.
    let begins = !matches!(fact, Fact::RoomOpened { .. } | Fact::SettingChanged(..) | Fact::Undone(..));
    state.begun |= begins || stamp.at > Millis::ZERO;
    match fact {
        Fact::RoomOpened { title, summary, storyboard } => {
            state.title.clone_from(title);
            state.summary.clone_from(summary);
            state.storyboard.clone_from(storyboard);
        }
        Fact::SettingChanged(setting, to) => state.settings.set(*setting, *to),
        Fact::BackendsStopped(backends) => stop(state, stamp, *backends),
        Fact::BackendsStarted(backends) => start(state, stamp, *backends),
        Fact::ClockResumed => {
            state.clock.running = true;
            state.clock.paused_by = None;
        }
        Fact::ClockPaused(by) => {
            state.clock.running = false;
            state.clock.paused_by = Some(*by);
        }
        Fact::SpeedChanged(speed) => state.clock.speed = *speed,
        Fact::StepPlayed(step) => state.steps_played = (*step as usize).saturating_add(1),
        Fact::AutoSwitched(auto) => state.auto = *auto,
        Fact::ProjectorSwitched(projector) => state.projector = *projector,
        Fact::TruthShared(with) => state.truth_for = *with,
        Fact::ContinuedIn(code) => state.continued_in = Some(code.clone()),
        Fact::HintTaken(step) => lesson(state, *step).hints += 1,
        Fact::Answered(step, text) => lesson(state, *step).answer = Some(text.clone()),
        Fact::Judged(step, verdict) => lesson(state, *step).judged = Some(*verdict),
        Fact::AutopilotSwitched(side, on) => state.autopilot[*side as usize] = on.then_some(stamp.at),
        Fact::SessionEnded => {
            state.ended = true;
            state.auto = false;
        }
        Fact::PublicNoteAdded(text) => state.public_notes.push_back(Note { stamp, text: text.clone() }),
        Fact::NoteAdded(text) => state.notes.push_back(Note { stamp, text: text.clone() }),
        Fact::ClockSkipped(_)
        | Fact::StepRefused(_)
        | Fact::TimeMarked
        | Fact::Undone(..)
        | Fact::Said(_)
        | Fact::Asked(_) => (),
        Fact::AgentSaid(text) => agent_says(state, stamp, text),
        Fact::AgentOpenedTab(name) => {
            touch(state, stamp, PopUp::NoLonger, |state, stamp| open_tab(state, stamp, *name));
        }
        Fact::AgentOpenedInbox(inbox) => touch(state, stamp, PopUp::Crash, |state, _| {
            if let Some(desktop) = &mut state.agent.desktop {
                desktop.inbox = *inbox;
            }
        }),
        Fact::AgentOpenedActivity(id) => {
            touch(state, stamp, PopUp::Crash, |state, stamp| view(state, stamp, Some((*id, kind_of(*id)))));
        }
        Fact::AgentReplied(_) => touch(state, stamp, PopUp::Crash, |state, stamp| {
            if let Some((id, _)) = state.in_view() {
                complete(state, stamp, id);
            }
        }),
        Fact::AgentCompleted(id) => touch(state, stamp, PopUp::Crash, |state, stamp| complete(state, stamp, *id)),
        Fact::AgentDismissed => close_popup(state, stamp),
        Fact::AgentLoggedOut => log_out(state, stamp),
        Fact::AgentLoggedIn => log_in(state, stamp),
        Fact::CustomerSaid(text) => customer_says(state, stamp, text),
        Fact::CustomerDismissed => state.customer.notice = Shown::new(None, Why::ok(stamp.seq)),
        Fact::CustomerStarted(subject) => customer_starts(state, stamp, subject),
        Fact::CustomerLeft => customer_leaves(state, stamp),
    }
}

fn lesson(state: &mut State, step: u32) -> &mut Lesson {
    let step = step as usize;
    let place = state.lessons.iter().position(|lesson| lesson.step == step).unwrap_or_else(|| {
        state.lessons.push(Lesson { step, ..Lesson::default() });
        state.lessons.len() - 1
    });
    &mut state.lessons[place]
}

fn kind_of(id: ActivityId) -> Kind {
    let chats = ActivityId::FIRST_CHAT..ActivityId::FIRST_LATER_EMAIL;
    if chats.contains(&id) { Kind::Chat } else { Kind::Email }
}

// Backends.

fn stop(state: &mut State, stamp: Stamp, backends: Backends) {
    for backend in backends.iter() {
        state.open_outages[backend as usize] = Some(state.outages.len());
        state.outages.push_back(Outage {
            backend,
            stopped: stamp,
            started: None,
            together: Backends::NONE,
            all_three: false,
        });
    }
    let off = state.off();
    for index in state.open_outages.into_iter().flatten() {
        let outage = &mut state.outages[index];
        outage.together = off.iter().fold(outage.together, Backends::with);
        outage.all_three |= off == Backends::ALL;
    }
    if off == Backends::ALL {
        state.all_off = Some(stamp);
    }
    if backends.has(Backend::Application) {
        lose_sessions(state, stamp);
    }
    mark_desktop(state, Rule::Sv4);
}

/// AP1: whatever lives in Application is lost at that instant (FP1: waiting for an agent is live too).
fn lose_sessions(state: &mut State, stamp: Stamp) {
    let Some(index) = state.outage(Backend::Application) else { return };
    for chat in state.chats.iter_mut().filter(|chat| chat.is_live()) {
        chat.lost = Some((stamp, index));
    }
}

/// The second memory: an outage since the log-in marks the desktop, until the agent logs out and in again.
fn mark_desktop(state: &mut State, services_rule: Rule) {
    let application = state.outage(Backend::Application);
    let services = state.outage(Backend::Services);
    let Some(desktop) = &mut state.agent.desktop else { return };
    desktop.dead = desktop.dead.or(application);
    desktop.impaired = desktop.impaired.or(services.map(|index| (index, services_rule)));
}

fn start(state: &mut State, stamp: Stamp, backends: Backends) {
    for backend in backends.iter() {
        let Some(index) = state.open_outages[backend as usize].take() else { continue };
        state.outages[index].started = Some(stamp);
        state.past_outages[backend as usize] = Some(index);
    }
    state.all_off = None;
    if backends.has(Backend::Application) {
        application_is_back(state, stamp);
    }
    if backends.has(Backend::Messaging) {
        messaging_is_back(state, stamp);
    }
}

/// AP3, AP5, MA3 and AL5 for a customer whose chat was lost; the end of AP15 for everybody; a tab that waited fails.
fn application_is_back(state: &mut State, stamp: Stamp) {
    if let Some(desktop) = &mut state.agent.desktop
        && desktop.tab.load == TabLoad::Loading
    {
        let back = Why::plain(Rule::Ma2, stamp.seq).after_start(stamp.seq);
        desktop.tab = Tab { load: TabLoad::Failed, why: back, ..desktop.tab };
    }
    let Some((outage, _)) = state.past_outage(Backend::Application) else { return };
    if lost_chat(state).is_some() {
        let long = stamp.at >= outage.stopped.at + state.settings.of(Setting::FewMinutes);
        let notice = if long { Notice::SessionLost } else { Notice::StartAnother };
        let rule = match (outage.all_three, outage.together.has(Backend::Messaging), long) {
            (true, _, _) => Rule::Al5,
            (false, true, _) => Rule::Ma3,
            (false, false, true) => Rule::Ap5,
            (false, false, false) => Rule::Ap3,
        };
        let why = Why::of(rule, stamp.seq, outage).after_start(stamp.seq);
        state.customer.told.get_or_insert(why);
        state.customer.notice = Shown::new(Some(notice), why);
    } else if state.customer.notice.what == Some(Notice::Unreachable) {
        state.customer.notice = Shown::new(None, Why::plain(Rule::Ap15, stamp.seq).after_start(stamp.seq));
    }
}

/// MS4 takes MS6's notice away (FP8), and both sides learn what the other has ended (MS8).
fn messaging_is_back(state: &mut State, stamp: Stamp) {
    let Some((outage, _)) = state.past_outage(Backend::Messaging) else { return };
    let outage = *outage;
    if state.customer.notice.what == Some(Notice::ConnectionIssues) && state.customer.notice.why.rule() == Rule::Ms6 {
        state.customer.notice = Shown::new(None, Why::of(Rule::Ms4, stamp.seq, &outage).after_start(stamp.seq));
    }
    let learnt = Why::of(Rule::Ms8, stamp.seq, &outage).after_start(stamp.seq);
    if let Some(chat) = state.customer.chat.and_then(|id| state.chat_mut(id))
        && chat.completed.is_some()
        && chat.lost.is_none()
    {
        chat.completed_learnt.get_or_insert(learnt);
    }
    if state.agent.desktop.as_ref().is_some_and(|desktop| desktop.dead.is_none()) {
        agent_learns(state, learnt);
    }
}

/// FP18: the agent learns which chats the customers have left.
fn agent_learns(state: &mut State, why: Why) {
    for chat in state.chats.iter_mut().filter(|chat| chat.left.is_some()) {
        chat.left_learnt.get_or_insert(why);
    }
}

// The agent.

/// A touch of the console: it closes the pop-up (FP13), and then does `work` on a desktop that is not dead. On a dead
/// one `error` answers while Application is off (AP6), or the call to log in again once it is back (AP7).
fn touch(state: &mut State, stamp: Stamp, error: PopUp, work: impl FnOnce(&mut State, Stamp)) {
    close_popup(state, stamp);
    let off = state.outage(Backend::Application);
    let messaging_is_on = state.is_on(Backend::Messaging);
    let Some(desktop) = &mut state.agent.desktop else { return };
    let Some(death) = desktop.dead else { return work(state, stamp) };
    // AP6 is the answer of the outage that is on, which need not be the one that killed the desktop.
    let outage = &state.outages[off.unwrap_or(death)];
    let (popup, rule) = match error {
        _ if off.is_none() => (PopUp::LogInAgain, Rule::Ap7),
        // MA2 takes the place of AP6 for tabs.
        PopUp::NoLonger if !messaging_is_on => return work(state, stamp),
        _ => (error, Rule::Ap6),
    };
    desktop.popup = Shown::new(Some(popup), Why::of(rule, stamp.seq, outage));
}

fn close_popup(state: &mut State, stamp: Stamp) {
    if let Some(desktop) = &mut state.agent.desktop
        && desktop.popup.what.is_some()
    {
        desktop.popup = Shown::new(None, Why::plain(Rule::Fp13, stamp.seq));
    }
}

/// A tab opens at once, but for MA2: then it waits, counted from the first tab that got no answer (FP12).
fn open_tab(state: &mut State, stamp: Stamp, name: TabName) {
    let off = state.outage(Backend::Application).map(|index| state.outages[index]);
    let Some(desktop) = &mut state.agent.desktop else { return };
    desktop.tab = match off {
        None => Tab { name, load: TabLoad::Loaded, since: stamp, why: Why::ok(stamp.seq) },
        Some(outage) => {
            let waiting = desktop.tab.load == TabLoad::Loading;
            let since = if waiting { desktop.tab.since } else { stamp };
            Tab { name, load: TabLoad::Loading, since, why: Why::of(Rule::Ma2, stamp.seq, &outage) }
        }
    };
}

fn view(state: &mut State, stamp: Stamp, what: Option<(ActivityId, Kind)>) {
    if let Some(desktop) = &mut state.agent.desktop {
        desktop.open = Shown::new(what, Why::ok(stamp.seq));
    }
}

/// Completing or answering what is in view leaves nothing in view (FP15).
fn complete(state: &mut State, stamp: Stamp, id: ActivityId) {
    if state.in_view().is_some_and(|(open, _)| open == id) {
        view(state, stamp, None);
    }
    let why = completion_why(state, stamp, id);
    if let Some(email) = state.emails.iter_mut().find(|email| email.id == id) {
        email.completed = Some((stamp, why));
    }
    let messaging_is_on = state.is_on(Backend::Messaging);
    if let Some(chat) = state.chat_mut(id) {
        // The customer's page follows a completion it can hear of; a ghost's changes nothing there (FP9).
        if messaging_is_on && chat.is_live() {
            chat.completed_learnt = Some(why);
        }
        chat.completed = Some((stamp, why));
    }
}

/// AP12 for a ghost, SV3 for a chat while Services is off.
fn completion_why(state: &State, stamp: Stamp, id: ActivityId) -> Why {
    let Some(chat) = state.chat(id) else { return Why::ok(stamp.seq) };
    match (chat.lost, state.outage(Backend::Services)) {
        (Some((_, index)), _) => Why::of(Rule::Ap12, stamp.seq, &state.outages[index]),
        (None, Some(index)) => Why::of(Rule::Sv3, stamp.seq, &state.outages[index]),
        (None, None) => Why::ok(stamp.seq),
    }
}

fn log_out(state: &mut State, stamp: Stamp) {
    state.agent.was_impaired = state.agent.desktop.take().and_then(|desktop| Some(desktop.impaired?.0));
    state.agent.since = stamp.seq;
    state.agent.refused = None;
}

/// AP10 while Application is off. Else a new desktop (SV6, SV7), AP8 and AP9 where a ghost waits in the inbox.
fn log_in(state: &mut State, stamp: Stamp) {
    if let Some(index) = state.outage(Backend::Application) {
        state.agent.refused = Some(Why::of(Rule::Ap10, stamp.seq, &state.outages[index]));
        return;
    }
    state.agent.since = stamp.seq;
    state.agent.refused = None;
    let open = state.chats.iter().find(|chat| chat.is_open()).map(|chat| (chat.id, Kind::Chat));
    let mut desktop = opening::desktop(stamp, open);
    if let Some(index) = state.agent.was_impaired {
        desktop.sound_why = Why::of(Rule::Sv6, stamp.seq, &state.outages[index]);
    }
    if let Some(outage) = open_ghost(state) {
        desktop.popup = Shown::new(Some(PopUp::SessionInProgress), Why::of(Rule::Ap8, stamp.seq, outage));
    }
    state.agent.desktop = Some(desktop);
    mark_desktop(state, Rule::Sv7);
    for chat in state.chats.iter_mut().filter(|chat| chat.is_open() && chat.is_ghost()) {
        chat.lines_gone = chat.lines[Sender::Agent as usize].len();
    }
    if state.is_on(Backend::Messaging) {
        agent_learns(state, Why::plain(Rule::Ms8, stamp.seq));
    }
}

/// AP8: the outage that lost a chat which is open with the agent and was never completed.
fn open_ghost(state: &State) -> Option<&Outage> {
    let ghost = state.chats.iter().find(|chat| chat.is_open() && chat.is_ghost())?;
    ghost.lost.map(|(_, index)| &state.outages[index])
}

// Routing.

/// AP13, AP16, FP21: the first chat that waits goes to an agent who can take one, and is opened at once (FP15).
fn route(state: &mut State, stamp: Stamp) {
    let takes_chat =
        |desktop: &Desktop| desktop.dead.is_none() && desktop.impaired.is_none() && desktop.timed_out.is_none();
    let routing = state.is_on(Backend::Application) && state.is_on(Backend::Services);
    if !routing || !state.agent.desktop.as_ref().is_some_and(takes_chat) || state.chats.iter().any(Chat::is_open) {
        return;
    }
    let Some(chat) = state.chats.iter_mut().find(|chat| chat.is_waiting()) else { return };
    chat.assigned = Some(stamp);
    if chat.is_ghost() {
        chat.lines_gone = chat.lines[Sender::Agent as usize].len();
    }
    let id = chat.id;
    view(state, stamp, Some((id, Kind::Chat)));
}
