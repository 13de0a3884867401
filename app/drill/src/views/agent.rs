//! The agent's console.

use serde::{Deserialize, Serialize};

use super::{
    EmailView, InboxEntry, Line, Tail,
    inbox::{chats, email_in_view, emails},
    moved_to,
};
use crate::{
    ActivityId, Backend, Icon, Inbox, Message, Millis, PopUp, Rule, Sender, Setting, Shown, ShownAs, State, TabLoad,
    TabName, Why, Words,
    state::{Chat, Desktop},
    words,
};

/// Everything on the agent's screen. While the agent is logged out, or looks at the time-out page, what is not there is
/// `None`, false or empty.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AgentView {
    /// Whether the agent is logged in.
    pub login: Shown<Login>,
    /// The worst mark on the desktop (FP11).
    pub desktop: Shown<Option<DesktopMark>>,
    /// The icon beside the chat in view (FP20).
    pub icon: Shown<Option<Icon>>,
    /// The chat status beside the icon.
    pub status: Option<Words>,
    /// Whether the title bar of the browser flashes (AL2).
    pub title_flashing: Shown<bool>,
    /// The words it flashes with, or shows in peace.
    pub title: Words,
    /// The pop-up.
    pub popup: Shown<Option<PopUp>>,
    /// The information tab.
    pub tab: Shown<Option<TabView>>,
    /// What is in view.
    pub open: Shown<Option<ActivityId>>,
    /// The reply buttons.
    pub reply: Shown<Option<Reply>>,
    /// The inbox shown in the list.
    pub inbox_shown: Option<Inbox>,
    /// The e-mails, by number.
    pub emails: Tail<Shown<InboxEntry>>,
    /// The chats, by number.
    pub chats: Tail<Shown<InboxEntry>>,
    /// The lines of the chat in view.
    pub transcript: Tail<Line>,
    /// Whether the agent can type into the chat in view: it is not shown as ended.
    pub can_type: bool,
    /// Whether the chat in view is a ghost without its history, which this screen says is active (AP9).
    pub history_gone: bool,
    /// The e-mail in view.
    pub email: Option<EmailView>,
}

impl AgentView {
    /// What lies in an inbox, by number.
    pub const fn inbox(&self, inbox: Inbox) -> &Tail<Shown<InboxEntry>> {
        match inbox {
            Inbox::Main => &self.emails,
            Inbox::Chat => &self.chats,
        }
    }

    /// What lies in both inboxes, by number.
    pub fn activities(&self) -> Vec<&Shown<InboxEntry>> {
        let mut both: Vec<_> = self.emails.iter().chain(&self.chats).collect();
        both.sort_by_key(|entry| entry.what.activity);
        both
    }

    /// The same for somebody who does the agent's work: what the screen shows, and neither rules nor marks of the desktop that
    /// nobody sees on it.
    #[must_use]
    pub fn without_rules(self) -> Self {
        let is_drawn = |mark: &DesktopMark| *mark == DesktopMark::TimedOut;
        let desktop = self.desktop.what.map(|mark| if is_drawn(&mark) { mark } else { DesktopMark::Sound });
        let hidden = |tail: Tail<Shown<InboxEntry>>| Tail {
            before: tail.before,
            items: tail.items.into_iter().map(Shown::without_rule).collect(),
        };
        Self {
            login: self.login.without_rule(),
            desktop: Shown { what: desktop, ..self.desktop }.without_rule(),
            icon: self.icon.without_rule(),
            title_flashing: self.title_flashing.without_rule(),
            popup: self.popup.without_rule(),
            tab: self.tab.without_rule(),
            open: self.open.without_rule(),
            reply: self.reply.without_rule(),
            emails: hidden(self.emails),
            chats: hidden(self.chats),
            ..self
        }
    }
}

/// Whether the agent is logged in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Login {
    /// Logged in.
    In,
    /// Logged out.
    Out,
    /// Logged out, with a failed log-in on screen (AP10).
    Unreachable,
}

impl Login {
    /// Its word in scripts and JSON.
    pub const fn word(self) -> &'static str {
        match self {
            Self::In => "in",
            Self::Out => "out",
            Self::Unreachable => "unreachable",
        }
    }
}

/// The worst mark on a desktop.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum DesktopMark {
    /// No mark.
    Sound,
    /// Services was off since the log-in (SV4, SV5, SV7).
    Impaired,
    /// Application was off since the log-in (AP6, AP7).
    Dead,
    /// It has timed out (MA2).
    TimedOut,
}

impl DesktopMark {
    /// Its word in scripts and JSON.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Sound => "sound",
            Self::Impaired => "impaired",
            Self::Dead => "dead",
            Self::TimedOut => "timed-out",
        }
    }
}

/// The information tab.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TabView {
    /// Which one.
    pub name: TabName,
    /// Its state.
    pub load: TabLoad,
}

/// The reply buttons of the console.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Reply {
    /// They work.
    Enabled,
    /// They are greyed out (SV4, FP14).
    Greyed,
}

impl Reply {
    /// Its word in scripts and JSON.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Enabled => "enabled",
            Self::Greyed => "greyed",
        }
    }
}

/// The agent's screen at `now`, with whole lists.
pub fn agent(state: &State, now: Millis) -> AgentView {
    agent_tail(state, now, usize::MAX)
}

/// The agent's screen at `now`, with at most the last `lines_max` items of inbox and transcript: what it costs does not
/// grow with the room.
pub fn agent_tail(state: &State, now: Millis, lines_max: usize) -> AgentView {
    agent_now(&moved_to(state, now), now, lines_max)
}

/// At most `max` lines of the transcript in the agent's view before place `before`.
pub fn agent_transcript_before(state: &State, before: usize, max: usize) -> Tail<Line> {
    let Some(chat) = state.chat_in_view() else { return Tail::default() };
    let line = |index: &usize| super::customer::line(&state.ledger[*index]);
    Tail::of_part(&chat.lines[Sender::Agent as usize], chat.lines_gone, before, max, line)
}

fn agent_now(state: &State, now: Millis, lines_max: usize) -> AgentView {
    let mut view = agent_frame(state, now);
    if let Some(desktop) = state.agent.desktop.as_ref().filter(|desktop| desktop.timed_out.is_none()) {
        view.emails = emails(state, usize::MAX, lines_max);
        view.chats = chats(state, desktop, lines_max);
        view.transcript = state.chat_in_view().map(|chat| transcript(state, chat, lines_max)).unwrap_or_default();
        view.email = email_in_view(state);
    }
    view
}

/// The agent's screen without what grows with the room: inbox, transcript and e-mail.
pub(crate) fn agent_frame(state: &State, now: Millis) -> AgentView {
    let title_flashing = title_flashing(state, now);
    let title = if title_flashing.what { words::no_connection() } else { words::title(state.agent.desktop.is_some()) };
    let Some(desktop) = &state.agent.desktop else { return logged_out(state, title, title_flashing) };
    let login = Shown::new(Login::In, Why::ok(desktop.login.seq));
    if let Some(why) = desktop.timed_out {
        return timed_out(login, title, title_flashing, desktop, why);
    }
    let chat = state.chat_in_view();
    let icon = icon(state, now, chat, desktop);
    let says_active = chat.is_some_and(|chat| untrue_claim(state, chat, desktop).is_some());
    AgentView {
        login,
        desktop: mark(state, desktop),
        icon,
        status: chat.zip(icon.what).map(|(chat, icon)| words::status(icon, shown_as(chat).what, says_active)),
        title_flashing,
        title,
        popup: desktop.popup,
        tab: Shown::new(Some(TabView { name: desktop.tab.name, load: desktop.tab.load }), desktop.tab.why),
        open: Shown::new(desktop.open.what.map(|(id, _)| id), desktop.open.why),
        reply: reply(state, desktop),
        inbox_shown: Some(desktop.inbox),
        emails: Tail::default(),
        chats: Tail::default(),
        transcript: Tail::default(),
        can_type: chat.is_some_and(|chat| shown_as(chat).what == ShownAs::Active),
        history_gone: says_active,
        email: None,
    }
}

fn logged_out(state: &State, title: Words, title_flashing: Shown<bool>) -> AgentView {
    let why = Why::ok(state.agent.since);
    AgentView {
        login: match state.agent.refused {
            Some(refused) => Shown::new(Login::Unreachable, refused),
            None => Shown::new(Login::Out, why),
        },
        desktop: Shown::new(None, why),
        icon: Shown::new(None, why),
        status: None,
        title_flashing,
        title,
        popup: Shown::new(None, why),
        tab: Shown::new(None, why),
        open: Shown::new(None, why),
        reply: Shown::new(None, why),
        inbox_shown: None,
        emails: Tail::default(),
        chats: Tail::default(),
        transcript: Tail::default(),
        can_type: false,
        history_gone: false,
        email: None,
    }
}

/// FP11: a timed-out desktop is covered by its time-out page.
fn timed_out(login: Shown<Login>, title: Words, title_flashing: Shown<bool>, desktop: &Desktop, why: Why) -> AgentView {
    AgentView {
        login,
        desktop: Shown::new(Some(DesktopMark::TimedOut), why),
        icon: Shown::new(None, why),
        status: None,
        title_flashing,
        title,
        popup: Shown::new(None, why),
        tab: Shown::new(Some(TabView { name: desktop.tab.name, load: TabLoad::Failed }), why),
        open: Shown::new(None, why),
        reply: Shown::new(None, why),
        inbox_shown: None,
        emails: Tail::default(),
        chats: Tail::default(),
        transcript: Tail::default(),
        can_type: false,
        history_gone: false,
        email: None,
    }
}

/// FP11: of several marks the worst is told. Dead: AP6 while Application is off, AP7 after it is back.
fn mark(state: &State, desktop: &Desktop) -> Shown<Option<DesktopMark>> {
    if let Some(index) = desktop.dead {
        let outage = &state.outages[index];
        let rule = if state.is_on(Backend::Application) { Rule::Ap7 } else { Rule::Ap6 };
        return Shown::new(Some(DesktopMark::Dead), Why::of(rule, outage.stopped.seq, outage));
    }
    match desktop.impaired {
        Some(_) => Shown::new(Some(DesktopMark::Impaired), reply(state, desktop).why),
        None => Shown::new(Some(DesktopMark::Sound), desktop.sound_why),
    }
}

/// SV4, SV5, SV7, FP14: grey exactly while the impaired mark is set. SV6: not grey after the log-in that cleared it.
fn reply(state: &State, desktop: &Desktop) -> Shown<Option<Reply>> {
    let Some((index, rule)) = desktop.impaired else {
        return Shown::new(Some(Reply::Enabled), desktop.sound_why);
    };
    let outage = &state.outages[index];
    let cause = if rule == Rule::Sv7 { desktop.login.seq } else { outage.stopped.seq };
    let why = Why::of(rule, cause, outage);
    // That SV4 stays after the return is our reading.
    Shown::new(Some(Reply::Greyed), if state.is_on(Backend::Services) { why.by(Rule::Sv5) } else { why })
}

/// AL2: the title bar flashes from `flash_after` on, on a desktop that is logged in (FP19). AL6 ends it.
fn title_flashing(state: &State, now: Millis) -> Shown<bool> {
    if state.agent.desktop.is_none() {
        return Shown::new(false, Why::ok(state.agent.since));
    }
    match state.all_off {
        Some(third) if now >= third.at + state.settings.of(Setting::FlashAfter) => {
            Shown::new(true, Why::plain(Rule::Al2, third.seq).after_start(third.seq))
        }
        _ => Shown::new(false, not_all_off(state)),
    }
}

/// AL6 where all three were off once, ordinary working otherwise.
fn not_all_off(state: &State) -> Why {
    let last_start = state
        .past_outages
        .iter()
        .flatten()
        .map(|index| &state.outages[*index])
        .max_by_key(|outage| outage.started.map(|stamp| stamp.seq));
    match last_start.and_then(|outage| outage.started.filter(|_| outage.all_three)) {
        Some(start) => Why::plain(Rule::Al6, start.seq).after_start(start.seq),
        None => Why::ok(1),
    }
}

/// FP20: beside a chat in view only. AP14: it follows Messaging, not the truth, but for AL3.
fn icon(state: &State, now: Millis, chat: Option<&Chat>, desktop: &Desktop) -> Shown<Option<Icon>> {
    let Some(chat) = chat else { return Shown::new(None, desktop.open.why) };
    if let Some(third) = state.all_off {
        return if now >= third.at + state.settings.of(Setting::SquareAfter) {
            Shown::new(Some(Icon::RedSquare), Why::plain(Rule::Al3, third.seq).after_start(third.seq))
        } else {
            Shown::new(Some(Icon::Triangle), Why::plain(Rule::Al1, third.seq).after_start(third.seq))
        };
    }
    if let Some(index) = state.outage(Backend::Messaging) {
        let outage = &state.outages[index];
        let why = match not_all_off(state) {
            back if back.rule() == Rule::Al6 && outage.all_three => back,
            _ => Why::of(Rule::Ms2, outage.stopped.seq, outage),
        };
        return Shown::new(Some(Icon::Triangle), why);
    }
    Shown::new(Some(Icon::GreenCircle), connected(state, chat, desktop))
}

/// AP14 beside a chat whose session is lost, MS4 beside one that outlived an outage of Messaging.
fn connected(state: &State, chat: &Chat, desktop: &Desktop) -> Why {
    let back = state.past_outage(Backend::Messaging).filter(|(_, start)| start.seq > chat.started.seq);
    if let Some((_, index)) = chat.lost {
        let outage = &state.outages[index];
        let cause = back.map_or(outage.stopped.seq, |(_, start)| start.seq).max(desktop.open.why.cause());
        return Why::of(Rule::Ap14, cause, outage);
    }
    match back {
        Some((outage, start)) => Why::of(Rule::Ms4, start.seq, outage).after_start(start.seq),
        None => Why::ok(desktop.open.why.cause()),
    }
}

/// What the screen shows a chat as, and why: ended once the agent has learnt that the customer left (MS8, FP18).
pub(crate) fn shown_as(chat: &Chat) -> Shown<ShownAs> {
    match chat.left_learnt {
        Some(why) => Shown::new(ShownAs::Ended, why),
        None => Shown::new(ShownAs::Active, Why::ok(chat.assigned.map_or(chat.started.seq, |stamp| stamp.seq))),
    }
}

/// Why the console claims that a lost session is active, if it does: AP9 where the log-in found the ghost, AP16 where it
/// was assigned on this desktop.
pub(crate) fn untrue_claim(state: &State, chat: &Chat, desktop: &Desktop) -> Option<Why> {
    let (lost, index) = chat.lost.filter(|_| chat.is_ghost())?;
    let (outage, login) = (&state.outages[index], desktop.login.seq);
    match chat.assigned {
        Some(assigned) if chat.was_assigned_lost() && assigned.seq >= login => {
            Some(Why::of(Rule::Ap16, assigned.seq, outage))
        }
        _ => (login > lost.seq).then(|| Why::of(Rule::Ap9, login, outage)),
    }
}

/// FP16: the agent's own lines, lost or not, and the customer's delivered ones; of a ghost only what came after AP9.
pub(crate) fn transcript(state: &State, chat: &Chat, max: usize) -> Tail<Line> {
    Tail::of(agent_lines(state, chat).map(super::customer::line), max)
}

pub(crate) fn agent_lines<'a>(
    state: &'a State,
    chat: &'a Chat,
) -> impl DoubleEndedIterator<Item = &'a Message> + ExactSizeIterator {
    chat.lines[Sender::Agent as usize].iter().skip(chat.lines_gone).map(|index| &state.ledger[*index])
}
