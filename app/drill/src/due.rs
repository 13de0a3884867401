//! What time does by itself: the rules with a delay, each at its instant and in the order of FP3.

use crate::{
    ActivityId, Backend, Backends, Millis, Notice, Rule, Setting, Shown, State, TabLoad, Why, opening,
    state::{Chat, Desktop},
};

/// What can come due, in the order in which it happens at one instant (FP3). The last two change no memory, only what
/// the agent's screen shows from then on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Due {
    /// AP2: the customer is told of the loss.
    LossTold,
    /// AP4: the customer is told of connection issues.
    OutageTold,
    /// MS6: the customer is told of connection issues.
    SilenceTold,
    /// MA2: the agent's desktop times out.
    TimedOut,
    /// An e-mail is delivered (FP22).
    Mail,
    /// AL2: the title bar begins to flash.
    Flash,
    /// AL3: the red square comes.
    Square,
}

const ALL: [Due; 7] =
    [Due::LossTold, Due::OutageTold, Due::SilenceTold, Due::TimedOut, Due::Mail, Due::Flash, Due::Square];

/// Moves the state forward to `to`: everything due by then happens, each thing at its own instant.
///
/// One step or a thousand come to the same. The views do this by themselves; a caller that keeps a state of the past does it here.
pub fn advance(state: &mut State, to: Millis) {
    advance_watched(state, to, |_| ());
}

/// The same; `watch` sees the state after each thing that came due.
pub(crate) fn advance_watched(state: &mut State, to: Millis, mut watch: impl FnMut(&State)) {
    while let Some((at, due)) = next_due(state).filter(|(at, _)| *at <= to) {
        state.at = at;
        happen(state, due);
        watch(state);
    }
    state.at = state.at.max(to);
}

/// The next thing to come due, and when: at [`State::at`] or later.
pub(crate) fn next_due(state: &State) -> Option<(Millis, Due)> {
    ALL.into_iter().filter_map(|due| Some((due_at(state, due)?.max(state.at), due))).min()
}

fn due_at(state: &State, due: Due) -> Option<Millis> {
    match due {
        Due::LossTold => {
            let (lost, _) = lost_chat(state).filter(|_| state.customer.told.is_none())?.lost?;
            Some(lost.at + state.settings.of(Setting::NoticeAfter))
        }
        Due::OutageTold => {
            let outage =
                state.outage(Backend::Application).filter(|open| state.customer.told_of_outage != Some(*open))?;
            lost_chat(state)?;
            Some(state.outages[outage].stopped.at + state.settings.of(Setting::FewMinutes))
        }
        Due::SilenceTold => {
            let chat = state.customer_chat().filter(|chat| chat.lost.is_none() && chat.completed_learnt.is_none())?;
            let outage = state.outage(Backend::Messaging)?;
            let untold = state.customer.told_of_silence != Some((outage, chat.id));
            let few_minutes = state.settings.of(Setting::FewMinutes);
            untold.then(|| (state.outages[outage].stopped.at + few_minutes).max(chat.started.at))
        }
        Due::TimedOut => {
            let desktop = state.agent.desktop.as_ref().filter(|desktop| desktop.timed_out.is_none())?;
            let loading = desktop.tab.load == TabLoad::Loading;
            loading.then(|| desktop.tab.since.at + state.settings.of(Setting::TabTimeout))
        }
        Due::Mail => takes_mail(state).then(|| {
            let taken = (state.emails.len() - ActivityId::FIRST_EMAILS.len()) as u64;
            Millis((taken + 1) * state.settings.of(Setting::MailEvery).0)
        }),
        Due::Flash => all_off_for(state, Setting::FlashAfter),
        // The icon stands beside a chat in view only (FP20).
        Due::Square => state.chat_in_view().and_then(|_| all_off_for(state, Setting::SquareAfter)),
    }
}

/// FP5: the lost chat of a customer who has neither left nor started another.
pub(crate) fn lost_chat(state: &State) -> Option<&Chat> {
    state.customer_chat().filter(|chat| chat.lost.is_some())
}

/// SV8: e-mail is delivered while Services is on and the desktop is sound.
fn takes_mail(state: &State) -> bool {
    let sound = |desktop: &Desktop| desktop.dead.is_none() && desktop.impaired.is_none() && desktop.timed_out.is_none();
    state.is_on(Backend::Services) && state.agent.desktop.as_ref().is_some_and(sound)
}

/// FP19: from the moment the third backend went off, on a desktop that is logged in.
fn all_off_for(state: &State, setting: Setting) -> Option<Millis> {
    state.agent.desktop.as_ref()?;
    let at = state.all_off?.at + state.settings.of(setting);
    (at > state.at).then_some(at)
}

fn happen(state: &mut State, due: Due) {
    match due {
        Due::LossTold => tell_of_loss(state, None),
        Due::OutageTold => tell_of_outage(state),
        Due::SilenceTold => tell_of_silence(state),
        Due::TimedOut => time_out(state),
        Due::Mail => deliver_mail(state),
        Due::Flash | Due::Square => (),
    }
}

/// AP2: at its time, or brought on by the customer's message of the event `by`.
pub(crate) fn tell_of_loss(state: &mut State, by: Option<u64>) {
    let Some((lost, outage)) = lost_chat(state).and_then(|chat| chat.lost) else { return };
    let why = Why::of(Rule::Ap2, by.unwrap_or(lost.seq), &state.outages[outage]);
    state.customer.told = Some(why);
    state.customer.notice = Shown::new(Some(Notice::Ended), why);
}

/// AP4; AL4 while all three are off. It also tells what AP2 tells (FP5).
fn tell_of_outage(state: &mut State) {
    let Some(index) = state.outage(Backend::Application) else { return };
    let outage = &state.outages[index];
    let rule = if state.off() == Backends::ALL { Rule::Al4 } else { Rule::Ap4 };
    let why = Why::of(rule, outage.stopped.seq, outage);
    state.customer.told_of_outage = Some(index);
    state.customer.told.get_or_insert(why);
    state.customer.notice = Shown::new(Some(Notice::ConnectionIssues), why);
}

/// MS6: once per outage and chat (FP8).
fn tell_of_silence(state: &mut State) {
    let Some((index, chat)) = state.outage(Backend::Messaging).zip(state.customer_chat()) else { return };
    let outage = &state.outages[index];
    let why = Why::of(Rule::Ms6, outage.stopped.seq.max(chat.started.seq), outage);
    state.customer.told_of_silence = Some((index, chat.id));
    state.customer.notice = Shown::new(Some(Notice::ConnectionIssues), why);
}

/// MA2: the whole desktop has timed out.
fn time_out(state: &mut State) {
    // A tab waits only while Application is off.
    let off = state.outage(Backend::Application);
    let Some((desktop, index)) = state.agent.desktop.as_mut().zip(off) else { return };
    desktop.timed_out = Some(Why::of(Rule::Ma2, desktop.tab.since.seq, &state.outages[index]));
    desktop.tab.load = TabLoad::Failed;
}

/// FP22, SV8: the next e-mail gets its number and its row; one that was held came later than it was sent.
fn deliver_mail(state: &mut State) {
    let taken = state.emails.len() - ActivityId::FIRST_EMAILS.len();
    let sent = Millis((taken as u64 + 1) * state.settings.of(Setting::MailEvery).0);
    let login = state.agent.desktop.as_ref().map_or(1, |desktop| desktop.login.seq);
    let why = if sent < state.at { Why::plain(Rule::Sv8, login) } else { Why::ok(1) };
    let id = ActivityId(ActivityId::FIRST_LATER_EMAIL.0 + u32::try_from(taken).unwrap_or(u32::MAX));
    state.emails.push_back(opening::email(id, state.at, why));
}
