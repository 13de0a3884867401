//! A look at all screens at once, and what has changed since the last one.

use imbl::Vector;

use super::{Effect, Pane, Thing};
use crate::{
    ActivityId, AgentView, CustomerView, DesktopMark, Icon, Login, Message, Millis, Notice, PopUp, Reply, Shown,
    ShownAs, State, TabView, Why, Words,
    state::Email,
    views::{
        agent_frame, agent_lines, chat_faces, chat_status, customer_frame, customer_lines, email_status, inbox_faces,
        untrue_claim,
    },
    words,
};

/// What was last seen on all screens.
///
/// Whole lists are compared only after an event, and those of e-mails only where one was completed or the screen is another.
/// What comes due by itself can add e-mails and take the desktop away, and nothing else happens to a list: so a day of e-mails
/// costs as much as its e-mails, not their square.
#[derive(Clone, Debug)]
pub(super) struct Look {
    /// The last event that was seen.
    seq: u64,
    agent: AgentView,
    customer: CustomerView,
    /// The inbox on screen, by number; empty while none is.
    inbox: Vec<(ActivityId, ShownAs)>,
    chat_rows: Vec<(u16, u16)>,
    email_rows: Vec<(u16, u16)>,
    /// The e-mails as they were: where they still are the very same, none needs to be looked at.
    emails: Vector<Email>,
    messages: usize,
    /// The ghost that was emptied last, and by which event.
    emptied: Option<(ActivityId, u64)>,
}

impl Look {
    pub fn at(state: &State) -> Self {
        let mut look = Self {
            seq: state.seq,
            agent: agent_frame(state, state.at),
            customer: customer_frame(state),
            inbox: Vec::new(),
            chat_rows: Vec::new(),
            email_rows: Vec::new(),
            emails: Vector::new(),
            messages: state.ledger.len(),
            emptied: None,
        };
        // The lists of the first look are found the way all others are; nobody is told.
        let mut found = Found { at: state.at, changes: &mut Vec::new() };
        look.compare_inbox(state, look.agent.login.why, &mut found);
        look.compare_rows(state, &mut found);
        look
    }

    /// Looks again, and adds what changed since.
    pub fn compare(&mut self, state: &State, changes: &mut Vec<Effect>) {
        let mut found = Found { at: state.at, changes };
        let agent = agent_frame(state, state.at);
        compare_agent(&self.agent, &agent, &mut found);
        let by_itself = self.seq == state.seq;
        if by_itself && self.agent.desktop.what == agent.desktop.what {
            self.add_emails_to_inbox(state, &mut found);
        } else {
            self.compare_inbox(state, agent.login.why, &mut found);
        }
        self.compare_agent_lines(state, &mut found);
        self.agent = agent;
        let customer = customer_frame(state);
        compare_customer(&self.customer, &customer, &mut found);
        self.compare_customer_lines(state, &mut found);
        self.customer = customer;
        if by_itself {
            self.add_email_rows(state, &mut found);
        } else {
            self.compare_rows(state, &mut found);
        }
        self.seq = state.seq;
        self.emails.clone_from(&state.emails);
        for message in state.ledger.focus().narrow(self.messages..) {
            let value = format!("{} {}", message.n, message.fate.word());
            found.add(Pane::Ledger, Thing::Message, value, Some(Words::ours(&message.text)), message.why);
        }
        self.messages = state.ledger.len();
    }

    /// E-mail arrives on a desktop that is on screen only, and has the highest numbers of all.
    fn add_emails_to_inbox(&mut self, state: &State, found: &mut Found<'_>) {
        for email in state.emails.focus().narrow(self.email_rows.len()..) {
            self.inbox.push((email.id, ShownAs::Open));
            found.add(Pane::Agent, Thing::Inbox, inbox_value(email.id, ShownAs::Open), None, email.why);
        }
    }

    fn compare_inbox(&mut self, state: &State, login: Why, found: &mut Found<'_>) {
        let desktop = state.agent.desktop.as_ref();
        let on_screen = desktop.filter(|desktop| desktop.timed_out.is_none());
        let (place, now): (_, Vec<_>) = match on_screen {
            // The chats stand between the e-mails that a room opens with and all others.
            Some(desktop) if self.showed_inbox() && self.emails.ptr_eq(&state.emails) => {
                let first = self.inbox.partition_point(|(id, _)| *id < ActivityId::FIRST_CHAT);
                let last = self.inbox.partition_point(|(id, _)| *id < ActivityId::FIRST_LATER_EMAIL);
                (first..last, chat_faces(state, desktop).collect())
            }
            Some(desktop) => (0..self.inbox.len(), inbox_faces(state, desktop).collect()),
            None => (0..self.inbox.len(), Vec::new()),
        };
        let before = &self.inbox[place.clone()];
        let gone_why = |id| gone_why(state, id).or(desktop.and_then(|desktop| desktop.timed_out)).unwrap_or(login);
        compare_faces(before, &now, gone_why, found);
        self.inbox.splice(place, now.into_iter().map(|entry| entry.what));
    }

    /// Whether the last look found an inbox on the agent's screen.
    fn showed_inbox(&self) -> bool {
        self.agent.login.what == Login::In && self.agent.desktop.what != Some(DesktopMark::TimedOut)
    }

    fn compare_agent_lines(&mut self, state: &State, found: &mut Found<'_>) {
        let Some(chat) = state.chat_in_view() else { return };
        // A ghost is emptied by a log-in or by its assignment, and not again whenever it is looked at.
        let desktop = state.agent.desktop.as_ref();
        if let Some(why) = desktop.and_then(|desktop| untrue_claim(state, chat, desktop))
            && self.emptied.replace((chat.id, why.cause())) != Some((chat.id, why.cause()))
        {
            found.add(Pane::Agent, Thing::Line, "none", Some(words::history_gone()), why);
        }
        add_lines(Pane::Agent, self.messages, agent_lines(state, chat), found);
    }

    fn compare_customer_lines(&self, state: &State, found: &mut Found<'_>) {
        if let Some(chat) = state.customer_chat() {
            add_lines(Pane::Customer, self.messages, customer_lines(state, chat), found);
        }
    }

    fn add_email_rows(&mut self, state: &State, found: &mut Found<'_>) {
        for email in state.emails.focus().narrow(self.email_rows.len()..) {
            let row = email_status(email);
            found.add_row(email.id, row);
            self.email_rows.push(row.what);
        }
    }

    fn compare_rows(&mut self, state: &State, found: &mut Found<'_>) {
        if !self.emails.ptr_eq(&state.emails) {
            let emails = state.emails.iter().map(|email| (email.id, email_status(email)));
            compare_row_list(&mut self.email_rows, emails, found);
        }
        let chats = state.chats.iter().map(|chat| (chat.id, chat_status(state, chat)));
        compare_row_list(&mut self.chat_rows, chats, found);
    }
}

/// What has left an inbox, and then what came or is shown as something else; both lists by number.
fn compare_faces(
    before: &[(ActivityId, ShownAs)],
    now: &[Shown<(ActivityId, ShownAs)>],
    gone_why: impl Fn(ActivityId) -> Why,
    found: &mut Found<'_>,
) {
    let mut now_faces = now.iter().map(|entry| entry.what).peekable();
    for (id, _) in before {
        while now_faces.next_if(|(other, _)| other < id).is_some() {}
        if now_faces.peek().is_none_or(|(other, _)| other != id) {
            found.add(Pane::Agent, Thing::Inbox, format!("{id} none"), None, gone_why(*id));
        }
    }
    let mut seen = before.iter().copied().peekable();
    for entry in now {
        let (id, shown_as) = entry.what;
        while seen.next_if(|(other, _)| *other < id).is_some() {}
        if seen.peek() != Some(&entry.what) {
            found.add(Pane::Agent, Thing::Inbox, inbox_value(id, shown_as), None, entry.why);
        }
    }
}

fn inbox_value(id: ActivityId, shown_as: ShownAs) -> String {
    format!("{id} {}", shown_as.word())
}

/// Why an activity is in the inbox no more: it was completed.
fn gone_why(state: &State, id: ActivityId) -> Option<Why> {
    let email = || state.emails.iter().find(|email| email.id == id).and_then(|email| email.completed);
    state.chat(id).and_then(|chat| chat.completed).or_else(email).map(|(_, why)| why)
}

/// Lines sent since the last look, at the end of a transcript.
fn add_lines<'a>(
    pane: Pane,
    messages_seen: usize,
    lines: impl DoubleEndedIterator<Item = &'a Message>,
    found: &mut Found<'_>,
) {
    let mut new: Vec<&Message> = lines.rev().take_while(|message| message.n > messages_seen).collect();
    new.reverse();
    for message in new {
        found.add(pane, Thing::Line, &message.text, None, message.shown_because());
    }
}

fn compare_row_list(
    seen: &mut Vec<(u16, u16)>,
    rows: impl Iterator<Item = (ActivityId, Shown<(u16, u16)>)>,
    found: &mut Found<'_>,
) {
    for (index, (id, row)) in rows.enumerate() {
        if seen.get(index) == Some(&row.what) {
            continue;
        }
        found.add_row(id, row);
        match seen.get_mut(index) {
            Some(seen) => *seen = row.what,
            None => seen.push(row.what),
        }
    }
}

/// The changes found at one instant.
struct Found<'a> {
    at: Millis,
    changes: &'a mut Vec<Effect>,
}

impl Found<'_> {
    fn add(&mut self, pane: Pane, thing: Thing, value: impl Into<String>, words: Option<Words>, why: Why) {
        self.changes.push(Effect { at: self.at, pane, thing, value: value.into(), words, why });
    }

    fn add_row(&mut self, id: ActivityId, row: Shown<(u16, u16)>) {
        let (status, sub_status) = row.what;
        self.add(Pane::Database, Thing::Row, format!("{id} {status}/{sub_status}"), None, row.why);
    }

    /// Adds the new value of something if it differs from the old one.
    fn changed<T: PartialEq + Copy>(
        &mut self,
        (pane, thing): (Pane, Thing),
        (old, new): (Shown<T>, Shown<T>),
        word: impl Fn(T) -> String,
        words: Option<Words>,
    ) {
        if old.what != new.what {
            self.add(pane, thing, word(new.what), words, new.why);
        }
    }
}

fn compare_agent(old: &AgentView, new: &AgentView, found: &mut Found<'_>) {
    let at = |thing| (Pane::Agent, thing);
    let login_words = (new.login.what == Login::Unreachable).then(words::log_in_unreachable);
    found.changed(at(Thing::Login), (old.login, new.login), |login| login.word().to_owned(), login_words);
    let desktop_words = (new.desktop.what == Some(DesktopMark::TimedOut)).then(words::timed_out);
    found.changed(at(Thing::Desktop), (old.desktop, new.desktop), or_none(DesktopMark::word), desktop_words);
    found.changed(at(Thing::Icon), (old.icon, new.icon), or_none(Icon::word), new.status.clone());
    let title = (old.title_flashing, new.title_flashing);
    found.changed(at(Thing::TitleFlashing), title, |flashing| flashing.to_string(), Some(new.title.clone()));
    // A touch can bring the same pop-up again: the one before was closed by it (FP13).
    if old.popup.what != new.popup.what || (new.popup.what.is_some() && old.popup.why != new.popup.why) {
        let value = or_none(PopUp::word)(new.popup.what);
        found.add(Pane::Agent, Thing::Popup, value, new.popup.what.map(words::popup_line), new.popup.why);
    }
    let tab_words = new.tab.what.and_then(|tab| words::tab(tab.load));
    found.changed(at(Thing::Tab), (old.tab, new.tab), tab_word, tab_words);
    found.changed(at(Thing::Open), (old.open, new.open), open_word, None);
    found.changed(at(Thing::Reply), (old.reply, new.reply), or_none(Reply::word), None);
}

fn compare_customer(old: &CustomerView, new: &CustomerView, found: &mut Found<'_>) {
    let at = |thing| (Pane::Customer, thing);
    found.changed(at(Thing::Page), (old.page, new.page), |page| page.word().to_owned(), None);
    // The same notice can come again, for another outage or by another rule.
    if old.notice.what != new.notice.what || (new.notice.what.is_some() && old.notice.why != new.notice.why) {
        let words = new.notice_words.as_ref().map(|(_, words)| words.clone());
        found.add(Pane::Customer, Thing::Notice, or_none(Notice::word)(new.notice.what), words, new.notice.why);
    }
    found.changed(at(Thing::CanType), (old.can_type, new.can_type), |can_type| can_type.to_string(), None);
}

fn or_none<T>(word: impl Fn(T) -> &'static str) -> impl Fn(Option<T>) -> String {
    move |what| what.map_or("none", &word).to_owned()
}

fn tab_word(tab: Option<TabView>) -> String {
    tab.map_or("none".to_owned(), |tab| format!("{} {}", tab.name.word(), tab.load.word()))
}

fn open_word(open: Option<ActivityId>) -> String {
    open.map_or("none".to_owned(), |id| id.to_string())
}
