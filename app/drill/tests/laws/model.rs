//! The rules a second time, written another way than the engine: this model keeps what every screen shows and changes it
//! as things happen, where the engine keeps causes and derives the screens. It knows no wording, no provenance and no
//! cause. Where the two disagree, one of them has misread the page.
//!
//! The reading of `behaviour.md` behind it came before a look at the engine, the code after it: a misreading that both
//! share is possible, and only the page can settle it.

use std::collections::{BTreeMap, BTreeSet};

use drill::{
    AgentView, Backend, Command, CustomerView, DesktopMark, Fate, Icon, Login, Millis, Misled, Notice, Page, PopUp,
    Reply, Rule, Sender, Setting, Settings, ShownAs, State, TabLoad, TabName,
    limits::{ROOM_TIME_MAX, TEXT_CHARS_MAX, TITLE_CHARS_MAX},
};

/// A message: by whom, into which chat, its fate, whether its sender knows, and the rule of what was not delivered.
type Message = (Sender, u32, Fate, bool, Option<Rule>);

/// What can be seen at one moment: the agent's screen, the customer's, the database, the ledger, and who is misled.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Screens {
    login: Login,
    desktop: Option<DesktopMark>,
    icon: Option<Icon>,
    flashing: bool,
    popup: Option<PopUp>,
    tab: Option<(TabName, TabLoad)>,
    open: Option<u32>,
    reply: Option<Reply>,
    inbox: BTreeMap<u32, ShownAs>,
    agent_lines: Vec<usize>,
    page: Page,
    notice: Option<Notice>,
    can_type: bool,
    customer_lines: Vec<usize>,
    rows: BTreeMap<u32, (u16, u16)>,
    ledger: Vec<Message>,
    misled: Vec<(drill::Who, drill::About, Rule)>,
}

/// What the engine shows.
pub fn engine(state: &State, now: Millis) -> Screens {
    let AgentView { login, desktop, icon, title_flashing, popup, tab, open, reply, emails, chats, transcript, .. } =
        drill::agent(state, now);
    let CustomerView { page, notice, can_type, transcript: customer_lines, .. } = drill::customer(state, now);
    Screens {
        login: login.what,
        desktop: desktop.what,
        icon: icon.what,
        flashing: title_flashing.what,
        popup: popup.what,
        tab: tab.what.map(|tab| (tab.name, tab.load)),
        open: open.what.map(|id| id.0),
        reply: reply.what,
        inbox: emails.iter().chain(&chats).map(|entry| (entry.what.activity.0, entry.what.shown_as)).collect(),
        agent_lines: transcript.iter().map(|line| line.n).collect(),
        page: page.what,
        notice: notice.what,
        can_type: can_type.what,
        customer_lines: customer_lines.iter().map(|line| line.n).collect(),
        rows: drill::database(state, now)
            .iter()
            .map(|row| (row.what.activity_id.0, (row.what.activity_status, row.what.activity_sub_status)))
            .collect(),
        ledger: drill::ledger(state)
            .iter()
            .map(|entry| {
                // The fate table names no rule for a delivery.
                let rule = (entry.fate != Fate::Delivered).then_some(entry.why.rule());
                (entry.from, entry.chat.0, entry.fate, entry.sender_knows, rule)
            })
            .collect(),
        misled: drill::misled(state, now).iter().map(|Misled { who, about, rule, .. }| (*who, *about, *rule)).collect(),
    }
}

/// How a chat's session ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum End {
    Lost,
    Left,
    Completed,
}

#[derive(Clone, Debug)]
#[expect(clippy::struct_excessive_bools, reason = "a model of memories, each of them a yes or a no")]
struct Chat {
    started: Millis,
    /// `None` while it is live.
    end: Option<End>,
    lost_at: Millis,
    assigned: bool,
    /// Nobody was at the other end any more when it was assigned (AP16).
    assigned_lost: bool,
    completed: bool,
    /// The agent has logged in since it was lost, or was given it as a ghost.
    seen_as_ghost: bool,
    /// The agent does not know yet that the customer left.
    left_unseen: bool,
    /// The customer does not know yet that the agent completed it.
    completed_unseen: bool,
    agent_lines: Vec<usize>,
    customer_lines: Vec<usize>,
}

#[derive(Clone, Debug)]
struct Desktop {
    dead: bool,
    impaired: bool,
    timed_out: bool,
    popup: Option<PopUp>,
    tab: (TabName, TabLoad),
    no_answer_since: Millis,
    open: Option<u32>,
}

/// A customer's notice, MS6's kept apart from AP4's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Told {
    Ap2,
    Ap3,
    Ap4,
    Ap5,
    Ap15,
    Ms6,
}

/// The rules as a machine that moves through room time.
#[derive(Clone, Debug)]
#[expect(clippy::struct_excessive_bools, reason = "a model of memories, each of them a yes or a no")]
pub struct Model {
    settings: Settings,
    now: Millis,
    begun: bool,
    running: bool,
    projector: drill::Projector,
    truth_for: drill::TruthFor,
    autopilot: [bool; 2],
    off_since: [Option<Millis>; 3],
    /// How often Messaging was stopped.
    messaging_stops: usize,
    all_off_since: Option<Millis>,
    desktop: Option<Desktop>,
    log_in_failed: bool,
    /// The inbox of an agent's desktop.
    inbox: BTreeMap<u32, ShownAs>,
    chats: BTreeMap<u32, Chat>,
    /// Whether each e-mail with a number is completed.
    emails: BTreeMap<u32, bool>,
    mails_arrived: u64,
    mails_held: u32,
    customer_chat: Option<u32>,
    customer_knows_loss: bool,
    notice: Option<Told>,
    ap4_told: bool,
    ms6_told: BTreeSet<(usize, u32)>,
    ledger: Vec<Message>,
}

const APPLICATION: usize = 0;
const SERVICES: usize = 1;
const MESSAGING: usize = 2;

impl Model {
    /// The opening state of `behaviour.md`, with these durations.
    pub fn new(settings: Settings) -> Self {
        let first = Chat {
            assigned: true,
            agent_lines: vec![1, 2, 3, 4],
            customer_lines: vec![1, 2, 3, 4],
            ..started(Millis::ZERO)
        };
        let line = |from| (from, 1347, Fate::Delivered, true, None);
        Self {
            settings,
            now: Millis::ZERO,
            begun: false,
            running: false,
            projector: drill::Projector::Room,
            truth_for: drill::TruthFor::Operators,
            autopilot: [false; 2],
            off_since: [None; 3],
            messaging_stops: 0,
            all_off_since: None,
            desktop: Some(fresh_desktop(Some(1347))),
            log_in_failed: false,
            inbox: [(1342, ShownAs::Open), (1345, ShownAs::Open), (1347, ShownAs::Active)].into(),
            chats: [(1347, first)].into(),
            emails: [(1342, false), (1345, false)].into(),
            mails_arrived: 0,
            mails_held: 0,
            customer_chat: Some(1347),
            customer_knows_loss: false,
            notice: None,
            ap4_told: false,
            ms6_told: BTreeSet::new(),
            ledger: [Sender::Customer, Sender::Agent, Sender::Customer, Sender::Agent].map(line).into(),
        }
    }

    /// Lets room time pass up to `to`: what is due at an instant happens at that instant, in FP3's order.
    pub fn wait(&mut self, to: Millis) {
        loop {
            let due = [self.ap2_due(), self.ap4_due(), self.ms6_due(), self.ma2_due(), Some(self.mail_due())];
            let first = due.into_iter().enumerate().filter_map(|(order, at)| Some((at?, order))).min();
            match first {
                Some((at, order)) if at <= to => {
                    self.now = self.now.max(at);
                    match order {
                        0 => self.tell_loss(Told::Ap2),
                        1 => {
                            self.ap4_told = true;
                            self.tell_loss(Told::Ap4);
                        }
                        2 => {
                            self.ms6_told.extend(self.customer_chat.map(|chat| (self.messaging_stops, chat)));
                            self.notice = Some(Told::Ms6);
                        }
                        3 => self.time_out(),
                        _ => {
                            self.mails_arrived += 1;
                            self.mails_held += 1;
                            self.deliver_mail();
                        }
                    }
                }
                _ => break,
            }
        }
        self.now = to;
    }

    fn setting(&self, setting: Setting) -> Millis {
        self.settings.of(setting)
    }

    fn on(&self, backend: usize) -> bool {
        self.off_since[backend].is_none()
    }

    /// FP5: the customer's chat, if it was lost.
    fn lost_chat(&self) -> Option<&Chat> {
        self.customer_chat.map(|id| &self.chats[&id]).filter(|chat| chat.end == Some(End::Lost))
    }

    fn ap2_due(&self) -> Option<Millis> {
        let lost = self.lost_chat().filter(|_| !self.customer_knows_loss)?;
        Some(lost.lost_at + self.setting(Setting::NoticeAfter))
    }

    fn ap4_due(&self) -> Option<Millis> {
        let off = self.off_since[APPLICATION].filter(|_| !self.ap4_told && self.lost_chat().is_some())?;
        Some(off + self.setting(Setting::FewMinutes))
    }

    fn ms6_due(&self) -> Option<Millis> {
        let off = self.off_since[MESSAGING]?;
        let id = self.customer_chat?;
        let chat = &self.chats[&id];
        let concerned = chat.end != Some(End::Lost)
            && (!chat.completed || chat.completed_unseen)
            && !self.ms6_told.contains(&(self.messaging_stops, id));
        concerned.then(|| chat.started.max(off + self.setting(Setting::FewMinutes)))
    }

    fn ma2_due(&self) -> Option<Millis> {
        let desktop = self.desktop.as_ref().filter(|desktop| desktop.tab.1 == TabLoad::Loading)?;
        Some(desktop.no_answer_since + self.setting(Setting::TabTimeout))
    }

    fn mail_due(&self) -> Millis {
        Millis(self.setting(Setting::MailEvery).0 * (self.mails_arrived + 1))
    }

    fn tell_loss(&mut self, notice: Told) {
        self.customer_knows_loss = true;
        self.notice = Some(notice);
    }

    fn time_out(&mut self) {
        let Some(desktop) = &mut self.desktop else { return };
        *desktop =
            Desktop { timed_out: true, popup: None, tab: (desktop.tab.0, TabLoad::Failed), open: None, ..*desktop };
        self.inbox.clear();
    }

    fn sound_desktop(&self) -> bool {
        self.desktop.as_ref().is_some_and(|desktop| !desktop.dead && !desktop.impaired && !desktop.timed_out)
    }

    fn deliver_mail(&mut self) {
        if self.sound_desktop() && self.on(SERVICES) {
            for _ in 0..std::mem::take(&mut self.mails_held) {
                let number = u32::try_from(self.emails.len()).expect("few e-mails") - 2 + 9001;
                self.emails.insert(number, false);
                self.inbox.insert(number, ShownAs::Open);
            }
        }
    }

    /// AP13, AP16, FP21.
    fn route(&mut self) {
        let free = self.sound_desktop()
            && self.on(APPLICATION)
            && self.on(SERVICES)
            && !self.chats.values().any(|chat| chat.assigned && !chat.completed);
        let Some((id, chat)) = self.chats.iter_mut().find(|(_, chat)| free && !chat.assigned && !chat.completed) else {
            return;
        };
        chat.assigned = true;
        if chat.end == Some(End::Lost) {
            chat.assigned_lost = true;
            chat.seen_as_ghost = true;
            chat.agent_lines.clear();
        }
        self.inbox.insert(*id, ShownAs::Active);
        if let Some(desktop) = &mut self.desktop {
            desktop.open = Some(*id);
        }
    }

    /// Carries `command` out at the present moment; whether the screens offered it and its text can be shown.
    pub fn obey(&mut self, command: &Command) -> bool {
        if !self.offers(command) {
            return false;
        }
        self.begun |= !matches!(command, Command::ChangeSetting(..));
        self.carry_out(command);
        self.route();
        self.deliver_mail();
        // MS6 comes at once into a chat that was started late.
        self.wait(self.now);
        true
    }

    fn offers(&self, command: &Command) -> bool {
        let switchable = |backends: &[Backend], on: bool| {
            let different: BTreeSet<&Backend> = backends.iter().collect();
            !backends.is_empty()
                && different.len() == backends.len()
                && backends.iter().all(|backend| self.on(*backend as usize) != on)
        };
        let desktop = self.desktop.as_ref().filter(|desktop| !desktop.timed_out);
        let shown_as = |id: u32| desktop.and_then(|_| self.inbox.get(&id));
        let opened = desktop.and_then(|desktop| desktop.open);
        let grey = desktop.is_some_and(|desktop| desktop.impaired);
        match command {
            Command::ChangeSetting(_, to) => !self.begun && to.0 >= 1_000,
            Command::StopBackends(backends) => switchable(backends, false),
            Command::StartBackends(backends) => switchable(backends, true),
            Command::StopAll => self.off_since.contains(&None),
            Command::StartAll => self.off_since != [None; 3],
            Command::ResumeClock => !self.running && self.now < ROOM_TIME_MAX,
            Command::PauseClock => self.running,
            Command::ChangeSpeed(_) | Command::SkipToNextChange | Command::EndSession => true,
            Command::Skip(by) => by.0 > 0 && self.now + *by <= ROOM_TIME_MAX,
            // No storyboard, no steps; and only the keeper of the log undoes.
            Command::PlayStep
            | Command::SwitchAuto(_)
            | Command::TakeHint
            | Command::Answer(_)
            | Command::Judge(_)
            | Command::Undo(_) => false,
            Command::ShowOnProjector(projector) => self.projector != *projector,
            Command::ShareTruth(with) => self.truth_for != *with,
            Command::ContinueIn(code) => {
                printable(code, TITLE_CHARS_MAX) && code.bytes().all(|c| c.is_ascii_alphanumeric() || c == b'-')
            }
            Command::SwitchAutopilot(side, on) => self.autopilot[*side as usize] != *on,
            Command::AddNote(text) | Command::AddPublicNote(text) | Command::Say(text) | Command::Ask(text) => {
                printable(text, TEXT_CHARS_MAX)
            }
            Command::AgentSay(text) => {
                opened.and_then(shown_as) == Some(&ShownAs::Active) && printable(text, TEXT_CHARS_MAX)
            }
            Command::AgentOpenTab(_) | Command::AgentOpenInbox(_) => desktop.is_some(),
            Command::AgentOpenActivity(id) => shown_as(id.0).is_some(),
            Command::AgentReply(text) => {
                opened.and_then(shown_as) == Some(&ShownAs::Open) && !grey && printable(text, TEXT_CHARS_MAX)
            }
            Command::AgentComplete(id) => shown_as(id.0).is_some_and(|shown_as| *shown_as != ShownAs::Open || !grey),
            Command::AgentDismiss => desktop.is_some_and(|desktop| desktop.popup.is_some()),
            Command::AgentLogOut => self.desktop.is_some(),
            Command::AgentLogIn => self.desktop.is_none(),
            Command::CustomerSay(text) => self.can_type() && printable(text, TEXT_CHARS_MAX),
            Command::CustomerDismiss => self.notice.is_some(),
            Command::CustomerStart(subject) => !self.can_type() && printable(subject, TITLE_CHARS_MAX),
            Command::CustomerLeave => self.customer_chat.is_some(),
        }
    }

    fn carry_out(&mut self, command: &Command) {
        match command {
            Command::ChangeSetting(setting, to) => self.settings.set(*setting, *to),
            Command::StopBackends(backends) => self.stop(|backend| backends.contains(&backend)),
            Command::StopAll => self.stop(|_| true),
            Command::StartBackends(backends) => self.start(|backend| backends.contains(&backend)),
            Command::StartAll => self.start(|_| true),
            Command::ResumeClock => self.running = true,
            Command::PauseClock => self.running = false,
            Command::Skip(by) => self.wait(self.now + *by),
            Command::ShowOnProjector(projector) => self.projector = *projector,
            Command::ShareTruth(with) => self.truth_for = *with,
            Command::SwitchAutopilot(side, on) => self.autopilot[*side as usize] = *on,
            // Where to, the engine says; the law on `next_change` checks that.
            Command::SkipToNextChange
            | Command::ChangeSpeed(_)
            | Command::PlayStep
            | Command::SwitchAuto(_)
            | Command::ContinueIn(_)
            | Command::TakeHint
            | Command::Answer(_)
            | Command::Judge(_)
            | Command::AddNote(_)
            | Command::AddPublicNote(_)
            // Sequences go on to their end; what an end refuses has tests of its own.
            | Command::EndSession
            | Command::Undo(_)
            | Command::Say(_)
            | Command::Ask(_) => (),
            Command::AgentSay(_) => self.agent_says(),
            Command::AgentOpenTab(name) => self.agent_opens_tab(*name),
            Command::AgentOpenInbox(_) => {
                self.touch(PopUp::Crash);
            }
            Command::AgentOpenActivity(id) => {
                if let Some(desktop) = self.touch(PopUp::Crash) {
                    desktop.open = Some(id.0);
                }
            }
            Command::AgentReply(_) => {
                let open = self.desktop.as_ref().and_then(|desktop| desktop.open);
                if self.touch(PopUp::Crash).is_some() {
                    self.complete(open.expect("an e-mail is in view"));
                }
            }
            Command::AgentComplete(id) => {
                if self.touch(PopUp::Crash).is_some() {
                    self.complete(id.0);
                }
            }
            Command::AgentDismiss => {
                self.desktop.as_mut().expect("logged in").popup = None;
            }
            Command::AgentLogOut => {
                self.desktop = None;
                self.inbox.clear();
            }
            Command::AgentLogIn => self.log_in(),
            Command::CustomerSay(_) => self.customer_says(),
            Command::CustomerDismiss => self.notice = None,
            Command::CustomerStart(_) if !self.on(APPLICATION) => self.notice = Some(Told::Ap15),
            Command::CustomerStart(_) => {
                let id = 1347 + u32::try_from(self.chats.len()).expect("few chats");
                self.chats.insert(id, started(self.now));
                self.turn_page(Some(id));
            }
            Command::CustomerLeave => self.customer_leaves(),
        }
    }

    fn stop(&mut self, chosen: impl Fn(Backend) -> bool) {
        for backend in Backend::ALL.into_iter().filter(|backend| chosen(*backend)) {
            let off_since = &mut self.off_since[backend as usize];
            if off_since.is_some() {
                continue;
            }
            *off_since = Some(self.now);
            match backend {
                Backend::Application => {
                    self.ap4_told = false;
                    for chat in self.chats.values_mut().filter(|chat| chat.end.is_none()) {
                        chat.end = Some(End::Lost);
                        chat.lost_at = self.now;
                    }
                    self.desktop.iter_mut().for_each(|desktop| desktop.dead = true);
                }
                Backend::Services => self.desktop.iter_mut().for_each(|desktop| desktop.impaired = true),
                Backend::Messaging => self.messaging_stops += 1,
            }
        }
        if !self.off_since.contains(&None) {
            self.all_off_since = Some(self.now);
        }
    }

    fn start(&mut self, chosen: impl Fn(Backend) -> bool) {
        self.all_off_since = None;
        for backend in Backend::ALL.into_iter().filter(|backend| chosen(*backend)) {
            let Some(off_since) = self.off_since[backend as usize].take() else { continue };
            match backend {
                Backend::Application => self.application_is_back(off_since),
                Backend::Services => (),
                Backend::Messaging => self.messaging_is_back(),
            }
        }
    }

    fn application_is_back(&mut self, off_since: Millis) {
        if self.lost_chat().is_some() {
            let long = self.now.0 - off_since.0 >= self.setting(Setting::FewMinutes).0;
            self.tell_loss(if long { Told::Ap5 } else { Told::Ap3 });
        } else if self.notice == Some(Told::Ap15) {
            self.notice = None;
        }
        if let Some(desktop) = &mut self.desktop
            && desktop.tab.1 == TabLoad::Loading
        {
            desktop.tab.1 = TabLoad::Failed;
        }
    }

    fn messaging_is_back(&mut self) {
        if self.notice == Some(Told::Ms6) {
            self.notice = None;
        }
        self.agent_hears_who_left();
        if let Some(chat) = self.customer_chat.and_then(|id| self.chats.get_mut(&id)) {
            chat.completed_unseen = false;
        }
    }

    /// MS8 is learnt on a desktop that is not dead, while Messaging is on.
    fn agent_hears_who_left(&mut self) {
        if self.desktop.as_ref().is_none_or(|desktop| desktop.dead) || !self.on(MESSAGING) {
            return;
        }
        for (id, chat) in self.chats.iter_mut().filter(|(_, chat)| chat.left_unseen) {
            chat.left_unseen = false;
            if let Some(shown_as) = self.inbox.get_mut(id) {
                *shown_as = ShownAs::Ended;
            }
        }
    }

    /// FP13, then AP6, AP7 or MA2; a desktop that is not dead comes back for the touch's own effect.
    fn touch(&mut self, error: PopUp) -> Option<&mut Desktop> {
        let application_is_on = self.on(APPLICATION);
        let desktop = self.desktop.as_mut().expect("logged in");
        desktop.popup = match (desktop.dead, application_is_on) {
            (false, _) => None,
            (true, false) => Some(error),
            (true, true) => Some(PopUp::LogInAgain),
        };
        (!desktop.dead).then_some(desktop)
    }

    fn agent_opens_tab(&mut self, name: TabName) {
        if !self.on(APPLICATION) && !self.on(MESSAGING) {
            let now = self.now;
            let desktop = self.desktop.as_mut().expect("logged in");
            desktop.popup = None;
            if desktop.tab.1 != TabLoad::Loading {
                desktop.no_answer_since = now;
            }
            desktop.tab = (name, TabLoad::Loading);
        } else if let Some(desktop) = self.touch(PopUp::NoLonger) {
            desktop.tab = (name, TabLoad::Loaded);
        }
    }

    fn complete(&mut self, id: u32) {
        self.inbox.remove(&id);
        let desktop = self.desktop.as_mut().expect("logged in");
        if desktop.open == Some(id) {
            desktop.open = None;
        }
        let messaging_is_on = self.on(MESSAGING);
        if let Some(chat) = self.chats.get_mut(&id) {
            chat.completed = true;
            if chat.end.is_none() {
                chat.end = Some(End::Completed);
                chat.completed_unseen = !messaging_is_on;
            }
        } else {
            self.emails.insert(id, true);
        }
    }

    fn log_in(&mut self) {
        self.log_in_failed = !self.on(APPLICATION);
        if self.log_in_failed {
            return;
        }
        let mut open_chats = self.chats.iter_mut().filter(|(_, chat)| chat.assigned && !chat.completed);
        let oldest = open_chats.next();
        assert!(open_chats.next().is_none(), "no second chat is open with the agent");
        let mut popup = None;
        let mut open = None;
        if let Some((id, chat)) = oldest {
            open = Some(*id);
            self.inbox.insert(
                *id,
                if chat.end == Some(End::Left) && !chat.left_unseen { ShownAs::Ended } else { ShownAs::Active },
            );
            if chat.end == Some(End::Lost) {
                popup = Some(PopUp::SessionInProgress);
                chat.seen_as_ghost = true;
                chat.agent_lines.clear();
            }
        }
        self.inbox.extend(self.emails.iter().filter(|(_, completed)| !**completed).map(|(id, _)| (*id, ShownAs::Open)));
        self.desktop = Some(Desktop { popup, impaired: !self.on(SERVICES), ..fresh_desktop(open) });
        self.agent_hears_who_left();
    }

    fn agent_says(&mut self) {
        let desktop = self.desktop.as_ref().expect("logged in");
        let id = desktop.open.expect("a chat is in view");
        let chat = &self.chats[&id];
        let live = chat.end.is_none();
        let (fate, knows, rule) = if live && self.on(MESSAGING) {
            (Fate::Delivered, true, None)
        } else if live {
            (Fate::Lost, false, Some(Rule::Ms3))
        } else if !self.on(APPLICATION) {
            (Fate::Unsent, true, Some(Rule::Ap6))
        } else if desktop.dead {
            (Fate::Unsent, true, Some(Rule::Ap7))
        } else if chat.end == Some(End::Lost) {
            (Fate::Lost, false, Some(Rule::Ap12))
        } else {
            (Fate::Lost, false, Some(Rule::Ms8))
        };
        self.ledger.push((Sender::Agent, id, fate, knows, rule));
        let n = self.ledger.len();
        let chat = self.chats.get_mut(&id).expect("the chat in view");
        if fate != Fate::Unsent {
            chat.agent_lines.push(n);
        }
        if fate == Fate::Delivered {
            chat.customer_lines.push(n);
        }
        self.touch(PopUp::Delay);
    }

    fn customer_says(&mut self) {
        let id = self.customer_chat.expect("the customer has a chat");
        let end = self.chats[&id].end;
        let (fate, knows, rule) = match end {
            None if self.on(MESSAGING) => (Fate::Delivered, true, None),
            None => (Fate::Lost, false, Some(Rule::Ms3)),
            Some(End::Lost) => (Fate::Lost, true, Some(Rule::Ap2)),
            Some(End::Left | End::Completed) => (Fate::Lost, false, Some(Rule::Ms8)),
        };
        self.ledger.push((Sender::Customer, id, fate, knows, rule));
        let n = self.ledger.len();
        let chat = self.chats.get_mut(&id).expect("the customer's chat");
        chat.customer_lines.push(n);
        if fate == Fate::Delivered {
            chat.agent_lines.push(n);
        }
        if end == Some(End::Lost) {
            self.tell_loss(Told::Ap2);
        }
    }

    fn customer_leaves(&mut self) {
        let id = self.customer_chat.expect("the customer has a chat");
        let chat = self.chats.get_mut(&id).expect("the customer's chat");
        if chat.end.is_none() {
            chat.end = Some(End::Left);
            chat.completed = !chat.assigned;
            chat.left_unseen = chat.assigned;
            self.agent_hears_who_left();
        }
        self.turn_page(None);
    }

    fn turn_page(&mut self, chat: Option<u32>) {
        self.customer_chat = chat;
        self.customer_knows_loss = false;
        self.notice = None;
    }

    fn can_type(&self) -> bool {
        self.page() != Page::Ended && self.customer_chat.is_some() && !self.customer_knows_loss
    }

    fn page(&self) -> Page {
        match self.customer_chat.map(|id| &self.chats[&id]) {
            None => Page::Form,
            Some(chat) if chat.end == Some(End::Completed) && !chat.completed_unseen => Page::Ended,
            Some(chat) if chat.assigned && !chat.assigned_lost => Page::Chat,
            Some(_) => Page::Waiting,
        }
    }

    /// The icon beside a chat in view.
    fn icon(&self) -> Icon {
        match self.all_off_since {
            Some(third) if self.now >= third + self.setting(Setting::SquareAfter) => Icon::RedSquare,
            _ if self.on(MESSAGING) => Icon::GreenCircle,
            _ => Icon::Triangle,
        }
    }

    /// What can be seen now.
    pub fn screens(&self) -> Screens {
        let desktop = self.desktop.as_ref();
        let in_view = desktop.and_then(|desktop| desktop.open);
        let chat_in_view = in_view.and_then(|id| self.chats.get(&id));
        let flashes = self.all_off_since.is_some_and(|third| self.now >= third + self.setting(Setting::FlashAfter));
        let usable = desktop.filter(|desktop| !desktop.timed_out);
        Screens {
            login: match desktop {
                Some(_) => Login::In,
                None if self.log_in_failed => Login::Unreachable,
                None => Login::Out,
            },
            desktop: desktop.map(|desktop| match desktop {
                Desktop { timed_out: true, .. } => DesktopMark::TimedOut,
                Desktop { dead: true, .. } => DesktopMark::Dead,
                Desktop { impaired: true, .. } => DesktopMark::Impaired,
                _ => DesktopMark::Sound,
            }),
            icon: chat_in_view.map(|_| self.icon()),
            flashing: desktop.is_some() && flashes,
            popup: desktop.and_then(|desktop| desktop.popup),
            tab: desktop.map(|desktop| desktop.tab),
            open: in_view,
            reply: usable.map(|desktop| if desktop.impaired { Reply::Greyed } else { Reply::Enabled }),
            inbox: self.inbox.clone(),
            agent_lines: chat_in_view.map(|chat| chat.agent_lines.clone()).unwrap_or_default(),
            page: self.page(),
            notice: self.notice.map(|notice| match notice {
                Told::Ap2 => Notice::Ended,
                Told::Ap3 => Notice::StartAnother,
                Told::Ap4 | Told::Ms6 => Notice::ConnectionIssues,
                Told::Ap5 => Notice::SessionLost,
                Told::Ap15 => Notice::Unreachable,
            }),
            can_type: self.can_type(),
            customer_lines: self.customer_chat.map(|id| self.chats[&id].customer_lines.clone()).unwrap_or_default(),
            rows: self.rows(),
            ledger: self.ledger.clone(),
            misled: self.misled(),
        }
    }

    fn rows(&self) -> BTreeMap<u32, (u16, u16)> {
        let status = |completed: bool, assigned: bool| match (completed, assigned) {
            (true, _) => (9000, 9100),
            (false, true) => (5000, 5100),
            (false, false) => (4000, 4100),
        };
        let emails = self.emails.iter().map(|(id, completed)| (*id, status(*completed, true)));
        emails.chain(self.chats.iter().map(|(id, chat)| (*id, status(chat.completed, chat.assigned)))).collect()
    }

    fn misled(&self) -> Vec<(drill::Who, drill::About, Rule)> {
        use drill::{About, Who};
        let mut misled = Vec::new();
        let mut add = |who, about, rule: Option<Rule>| misled.extend(rule.map(|rule| (who, about, rule)));

        let shown_active = self.inbox.iter().filter(|(_, shown_as)| **shown_as == ShownAs::Active);
        let untrue = shown_active.map(|(id, _)| &self.chats[id]).find(|chat| chat.end.is_some());
        let alive = untrue.map(|chat| match chat.end {
            Some(End::Lost) if chat.seen_as_ghost => Rule::Ap9,
            Some(End::Lost) => Rule::Ap14,
            _ => Rule::Ms8,
        });
        add(Who::Agent, About::ChatAlive, alive);
        let in_view = self.desktop.as_ref().and_then(|desktop| desktop.open);
        let active_in_view =
            in_view.filter(|id| self.inbox.get(id) == Some(&ShownAs::Active)).map(|id| &self.chats[&id]);
        let green = self.icon() == Icon::GreenCircle;
        add(
            Who::Agent,
            About::Connected,
            active_in_view.filter(|chat| green && chat.end.is_some()).map(|_| Rule::Ap14),
        );
        let last = active_in_view.and_then(|chat| self.last_of(Sender::Agent, &chat.agent_lines));
        add(Who::Agent, About::Received, last.and_then(unknown_loss));

        let chat = self.customer_chat.map(|id| &self.chats[&id]);
        let typing = chat.filter(|_| self.can_type());
        let is_lost = |chat: &Chat| chat.end == Some(End::Lost);
        let alive = typing.filter(|chat| chat.end.is_some());
        add(Who::Customer, About::ChatAlive, alive.map(|chat| if is_lost(chat) { Rule::Ap2 } else { Rule::Ms8 }));
        let quiet = typing.filter(|_| self.notice.is_none());
        let connected = match quiet {
            Some(chat) if is_lost(chat) => Some(Rule::Ap2),
            Some(_) if !self.on(MESSAGING) => Some(Rule::Ms5),
            _ => None,
        };
        add(Who::Customer, About::Connected, connected);
        let unended = chat.filter(|_| self.page() != Page::Ended);
        let last = unended.and_then(|chat| self.last_of(Sender::Customer, &chat.customer_lines));
        add(Who::Customer, About::Received, last.and_then(unknown_loss));
        misled
    }

    fn last_of(&self, sender: Sender, lines: &[usize]) -> Option<Message> {
        lines.iter().rev().map(|n| self.ledger[n - 1]).find(|message| message.0 == sender)
    }
}

/// MS5 is the name of not knowing what MS3 lost.
fn unknown_loss((_, _, fate, knows, rule): Message) -> Option<Rule> {
    let rule = rule.filter(|_| fate == Fate::Lost && !knows)?;
    Some(if rule == Rule::Ms3 { Rule::Ms5 } else { rule })
}

fn started(at: Millis) -> Chat {
    Chat {
        started: at,
        end: None,
        lost_at: Millis::ZERO,
        assigned: false,
        assigned_lost: false,
        completed: false,
        seen_as_ghost: false,
        left_unseen: false,
        completed_unseen: false,
        agent_lines: Vec::new(),
        customer_lines: Vec::new(),
    }
}

fn fresh_desktop(open: Option<u32>) -> Desktop {
    Desktop {
        dead: false,
        impaired: false,
        timed_out: false,
        popup: None,
        tab: (TabName::Customer, TabLoad::Loaded),
        no_answer_since: Millis::ZERO,
        open,
    }
}

fn printable(text: &str, chars_max: usize) -> bool {
    let blank = text.trim().is_empty();
    !blank && text.chars().count() <= chars_max && !text.chars().any(|c| c.is_control() && c != '\n' && c != '\t')
}
