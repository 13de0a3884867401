//! What comes from the server, and what the connection asks for.

use drill::Tail;
use leptos::prelude::*;
use protocol::{
    CommandError, Diff as _, Earlier, EarlierItems, List, PageKind, Patch, ReplayPosition, RoomView,
    RoomViewStoreFields as _, ToBrowser, You,
};
use reactive_stores::Patch as _;

use super::{
    ConnectionStatus, Known, ListsStoreFields as _, Room,
    connection::{Action, Connection},
    socket,
};
use crate::browser;

impl Room {
    /// Shows what a frame brings.
    pub(super) fn receive(&self, frame: ToBrowser) {
        self.connect_with(|connection, now_ms| connection.on_message(&frame, now_ms));
        match frame {
            ToBrowser::View(view) => {
                let replay = view.replay;
                self.show(*view);
                self.arrive(replay);
            }
            ToBrowser::Patch(patch) => self.apply(patch),
            ToBrowser::Earlier(earlier) => self.take_in(earlier),
            ToBrowser::People(people) => self.people.set(people),
            ToBrowser::Class(class) => self.class.set(class),
            ToBrowser::You(you) => self.be(you),
            ToBrowser::Beat(now) if self.replay_is_on() => self.present_is(now),
            ToBrowser::Beat(now) => self.tell_time(now),
            ToBrowser::Answer { .. } | ToBrowser::Reload | ToBrowser::Closing(_) => (),
        }
    }

    fn replay_is_on(&self) -> bool {
        self.view.replay().with_untracked(Option::is_some)
    }

    /// A whole view: of the present, to begin with or after a lag, or of the past.
    pub(super) fn show(&self, view: RoomView) {
        let (now, is_past) = (view.now, view.replay.is_some());
        // What somebody paged back to see gives way to what happens.
        self.steps_back.set(0);
        self.follow_lists(&view);
        self.view.patch(view);
        if is_past {
            self.now.set(now);
        } else {
            self.tell_time(now);
        }
        self.fill_history();
    }

    fn follow_lists(&self, view: &RoomView) {
        self.history.maybe_update(|history| history.go_on(&view.history));
        let moment = |replay: Option<ReplayPosition>| replay.map(|replay| replay.at);
        let moves = moment(view.replay) != moment(self.view.replay().get_untracked());
        follow(&self.lists.agent_lines(), &view.agent.transcript, moves);
        follow(&self.lists.customer_lines(), &view.customer.transcript, moves);
        follow(&self.lists.ledger(), &view.ledger, moves);
        let had_earlier = self.lists.emails().with_untracked(Known::missing)
            < self.view.agent().with_untracked(|old| old.emails.before);
        follow(&self.lists.emails(), &view.agent.emails, moves);
        // An e-mail that is completed takes the others' places away, of which the page has asked for earlier ones.
        let has_them_still = self.lists.emails().with_untracked(Known::missing) < view.agent.emails.before;
        if had_earlier && !has_them_still && !moves {
            self.request_earlier(List::Emails);
        }
    }

    /// What differs from the view that is shown.
    fn apply(&self, patch: Patch) {
        let mut view = self.view.get_untracked();
        let fits = view.seq == patch.from && view.apply(patch.changes) && view.seq == patch.to;
        if fits {
            self.show(view);
        } else {
            self.connect_with(Connection::out_of_step);
        }
    }

    /// Asks for what was done and seen before what is known, on pages that show all of it.
    fn fill_history(&self) {
        let shows_all = self.kind.has_controls();
        let before = self.history.with_untracked(Known::missing);
        let is_live = self.status.get_untracked() == ConnectionStatus::Live;
        if shows_all
            && is_live
            && before > 0
            && self.update(|internals| internals.asked_before.replace(before)) != Some(before)
        {
            self.request_earlier(List::History);
        }
    }

    fn take_in(&self, Earlier { first, items }: Earlier) {
        match items {
            EarlierItems::History(entries) => {
                let mut fits = false;
                self.history.maybe_update(|history| {
                    fits = history.take_in(first, entries);
                    fits
                });
                if fits {
                    self.update(|internals| internals.asked_before = None);
                    self.fill_history();
                }
            }
            EarlierItems::AgentLines(lines) => {
                self.lists.agent_lines().maybe_update(|known| known.take_in(first, lines));
            }
            EarlierItems::CustomerLines(lines) => {
                self.lists.customer_lines().maybe_update(|known| known.take_in(first, lines));
            }
            EarlierItems::Ledger(entries) => self.lists.ledger().maybe_update(|known| known.take_in(first, entries)),
            EarlierItems::Emails(emails) => self.lists.emails().maybe_update(|known| known.take_in(first, emails)),
        }
    }

    /// What this browser is in the class. A seat that was given while the page was loading has another page.
    fn be(&self, you: You) {
        let is_another = you.seat != self.you.with_untracked(|you| you.seat);
        self.you.set(you);
        if is_another && self.kind != PageKind::Replay {
            self.connect_with(|connection, _| connection.seat_changed());
        }
    }

    /// Does what the connection asks for, and shows its state.
    pub(super) fn perform(&self, actions: Vec<Action>) {
        let was = self.status.get_untracked();
        let is = self.internals.with_value(|internals| internals.connection.status());
        if was != is {
            self.status.set(is);
        }
        let is_lost = |status| matches!(status, ConnectionStatus::Lost { .. });
        if is_lost(is) && !is_lost(was) {
            self.keep_place();
        }
        for action in actions {
            match action {
                Action::Open => socket::open(self),
                Action::Close => socket::close(),
                Action::Send(frame) => socket::send(&frame),
                Action::Fail(error) => self.fail(error),
                Action::Recovered => self.recover(),
                Action::Reload => browser::reload(),
            }
        }
    }

    fn fail(&self, error: CommandError) {
        // That nothing was sent is less than what may be lost.
        let is_less = error == CommandError::NotConnected;
        let keeps_words = |shown: &Option<CommandError>| shown.as_ref().is_some_and(CommandError::keeps_words);
        if !is_less || !self.error.with_untracked(keeps_words) {
            self.error.set(Some(error));
        }
    }

    fn recover(&self) {
        if self.error.with_untracked(|error| *error == Some(CommandError::NotConnected)) {
            self.error.set(None);
        }
        self.take_place();
        self.update(|internals| internals.asked_before = None);
        self.fill_history();
    }

    /// Opens the link, and keeps it and the displayed clock going as long as the page is open. Only in the browser.
    pub fn run(&self) {
        let room = *self;
        if self.kind == PageKind::Loop {
            return self.play_recording();
        }
        // The operator's page of the past has no present of its own.
        let now = (self.kind == PageKind::Replay).then(|| self.now.get_untracked());
        if let Some(at) = browser::hash().parse().ok().or(now) {
            self.begin_at(at);
        }
        let now_ms = browser::now_ms();
        self.update(|internals| internals.server_time.1 = now_ms);
        self.connect_with(Connection::retry);
        browser::every_tick(move |now_ms| room.tick(now_ms));
        browser::on_wake(move || room.connect_with(Connection::wake));
        browser::on_hash(move || {
            if let Ok(at) = browser::hash().parse() {
                room.stop_at(at);
            }
        });
    }

    fn tick(&self, now_ms: f64) {
        self.connect_with(|connection, now_ms| connection.tick(browser::chance(), now_ms));
        if self.status.get_untracked() == ConnectionStatus::Live {
            if self.replay_is_on() {
                self.tick_playback(now_ms);
            } else {
                self.tick_clock(now_ms);
            }
        }
    }

    /// The socket is open.
    pub(super) fn opened(&self) {
        let since = self.view.seq().get_untracked();
        // A page that shows the past has no view of the present to go on from.
        let since = if self.replay_is_on() { 0 } else { since };
        self.connect_with(|connection, now_ms| connection.opened(since, now_ms));
    }

    /// The socket is closed.
    pub(super) fn closed(&self) {
        self.connect_with(|connection, now_ms| connection.closed(browser::chance(), now_ms));
    }

    /// What came is no frame of this version.
    pub(super) fn not_understood(&self) {
        self.connect_with(|connection, _| connection.not_understood());
    }
}

/// Goes on with a list to what a view brings. Its earlier items are forgotten where they may not be so any more: at another
/// moment of the past, and when an item has changed that is still there, because then others may have changed with it.
fn follow<T: Clone + PartialEq>(list: &impl Update<Value = Known<T>>, tail: &Tail<T>, moves: bool) {
    list.maybe_update(|known| if moves || known.is_changed_by(tail) { known.begin(tail) } else { known.go_on(tail) });
}
