//! The real connection as a plain state machine: it is told what happens, and says what to do. It knows no browser, and
//! time only as a number.

use drill::Command;
use protocol::{ClassCommand, Closing, CommandError, PROTOCOL, ToBrowser, ToServer};

/// How often the page says that it is still here, in milliseconds: a third of the server's patience.
const BEAT_MS: f64 = 10_000.0;
/// After how long without any frame the connection counts as lost, in milliseconds: two beats and some.
const SILENCE_MAX_MS: f64 = 25_000.0;
/// After how long the answer to the first beat after a sleep is overdue, in milliseconds.
const WAKE_MAX_MS: f64 = 4_000.0;
/// After how long the answer to a command is overdue, in milliseconds: the server gives up on its database long before.
const ANSWER_MAX_MS: f64 = 8_000.0;
/// The longest wait between two tries, in seconds: nobody waits longer for a server that is back.
const RETRY_SECS_MAX: u32 = 10;

/// The state of the real connection: never to be mistaken for a simulated outage.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ConnectionStatus {
    /// The page has loaded, and the link is not up for the first time yet.
    Connecting,
    /// All is well.
    Live,
    /// It was lost, and is tried again in so many seconds; 0 while it is being tried.
    Lost {
        /// Whole seconds to the next try.
        retry_in_secs: u32,
        /// Why, as far as the server said it.
        why: Loss,
    },
    /// It will not come back by itself: only a reload helps, if anything.
    Ended(Ended),
}

/// Why a connection that comes back by itself is lost.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Loss {
    /// It broke.
    Broken,
    /// The server said that it stops.
    ServerStops,
    /// Too many pages are open, of the room or of this seat. Some of them may be gone already without the server's knowing.
    Crowded,
}

/// Why a connection does not come back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ended {
    /// The page is of another version than the server, or has seen what is not in its record.
    OtherVersion,
    /// The room was deleted, or the right to be there was taken back.
    NoRoom,
    /// The page that comes now is another: of another seat, or for somebody who was removed.
    OtherSeat,
}

/// What a page asks the server for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Request {
    /// Something in the drill.
    Command(Command),
    /// Something about the class.
    Class(ClassCommand),
    /// Anything that no [`ToBrowser::Answer`] answers.
    Plain(ToServer),
}

/// What the connection asks the page to do.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Action {
    /// Open a new socket, in place of the old one.
    Open,
    /// Close the socket.
    Close,
    /// Send this frame.
    Send(ToServer),
    /// Say why something was not done.
    Fail(CommandError),
    /// The link is up: take back that there was none.
    Recovered,
    /// Load the page again.
    Reload,
}

/// Something that was sent, and will be answered.
#[derive(Clone, Debug, PartialEq)]
struct Asked {
    id: u32,
    at_ms: f64,
    /// What somebody had typed for it; empty if nothing.
    typed: String,
}

/// The connection of a page.
#[derive(Clone, Debug)]
pub(super) struct Connection {
    status: ConnectionStatus,
    /// Whether there is a socket, open or being opened.
    has_socket: bool,
    /// What waits for the link to be up for the first time.
    waiting: Vec<Request>,
    /// What was sent and not answered yet, oldest first.
    unanswered: Vec<Asked>,
    last_id: u32,
    /// Tries since the link was last up.
    tries: u32,
    /// When the next try is due; `None` while one is under way.
    retry_at_ms: Option<f64>,
    /// Why the connection is lost, or will be.
    why: Loss,
    /// When the last message came.
    last_message_ms: f64,
    /// When the page last said that it is here.
    beat_ms: f64,
}

impl Connection {
    /// A connection that has not been opened yet.
    pub fn new(status: ConnectionStatus) -> Self {
        Self {
            status,
            has_socket: false,
            waiting: Vec::new(),
            unanswered: Vec::new(),
            last_id: 0,
            tries: 0,
            retry_at_ms: None,
            why: Loss::Broken,
            last_message_ms: 0.0,
            beat_ms: 0.0,
        }
    }

    /// Its state.
    pub const fn status(&self) -> ConnectionStatus {
        self.status
    }

    /// Tries to open the link, at the beginning or again at once.
    pub fn retry(&mut self, now_ms: f64) -> Vec<Action> {
        if matches!(self.status, ConnectionStatus::Ended(_)) {
            return Vec::new();
        }
        self.tries += 1;
        self.has_socket = true;
        self.last_message_ms = now_ms;
        self.beat_ms = now_ms;
        self.retry_at_ms = None;
        if let ConnectionStatus::Lost { why, .. } = self.status {
            self.status = ConnectionStatus::Lost { retry_in_secs: 0, why };
        }
        vec![Action::Open]
    }

    /// The socket is open: the page says what it has.
    pub fn opened(&mut self, since: u64, now_ms: f64) -> Vec<Action> {
        self.last_message_ms = now_ms;
        vec![Action::Send(ToServer::Hello { protocol: PROTOCOL, since })]
    }

    /// A frame came; what it shows is shown elsewhere.
    pub fn on_message(&mut self, frame: &ToBrowser, now_ms: f64) -> Vec<Action> {
        self.last_message_ms = now_ms;
        match frame {
            ToBrowser::View(_) | ToBrowser::Patch(_) => self.caught_up(now_ms),
            ToBrowser::Answer { id, result } => {
                let asked = self.unanswered.iter().position(|asked| asked.id == *id);
                let asked = asked.map(|place| self.unanswered.remove(place));
                // It is in no box any more.
                let typed = asked.map(|asked| asked.typed).filter(|typed| !typed.is_empty());
                let fail = |error| match typed {
                    Some(typed) => Action::Fail(CommandError::WithWords(Box::new(error), typed)),
                    None => Action::Fail(error),
                };
                result.clone().err().map(fail).into_iter().collect()
            }
            ToBrowser::Reload => self.end(Ended::OtherVersion),
            ToBrowser::Closing(Closing::NoSuchRoom) => self.end(Ended::NoRoom),
            // The page that comes then says what is so from now on.
            ToBrowser::Closing(Closing::SeatChanged | Closing::Removed) => self.seat_changed(),
            ToBrowser::Closing(Closing::ServerStops) => {
                self.why = Loss::ServerStops;
                Vec::new()
            }
            ToBrowser::Closing(Closing::Crowded) => {
                self.why = Loss::Crowded;
                Vec::new()
            }
            ToBrowser::Closing(Closing::BadFrame)
            | ToBrowser::Earlier(_)
            | ToBrowser::People(_)
            | ToBrowser::Class(_)
            | ToBrowser::You(_)
            | ToBrowser::Beat(_) => Vec::new(),
        }
    }

    /// What came is no frame of this version.
    pub fn not_understood(&mut self) -> Vec<Action> {
        self.end(Ended::OtherVersion)
    }

    /// The page's seat is another one now, and so is its page.
    pub fn seat_changed(&mut self) -> Vec<Action> {
        let mut actions = self.end(Ended::OtherSeat);
        actions.push(Action::Reload);
        actions
    }

    /// What came does not fit what the page has: it asks for the whole again, over a new link.
    pub fn out_of_step(&mut self, now_ms: f64) -> Vec<Action> {
        let mut actions = self.closed(0.0, now_ms);
        actions.extend(self.retry(now_ms));
        actions
    }

    /// The socket is closed, or could not be opened. `chance`, from 0 to 1, keeps a whole class from coming back in the same
    /// instant.
    pub fn closed(&mut self, chance: f64, now_ms: f64) -> Vec<Action> {
        if matches!(self.status, ConnectionStatus::Ended(_)) {
            return Vec::new();
        }
        self.has_socket = false;
        let secs = 1_u32.checked_shl(self.tries.saturating_sub(1)).unwrap_or(RETRY_SECS_MAX).min(RETRY_SECS_MAX);
        self.retry_at_ms = Some(now_ms + f64::from(secs) * 1000.0 * (0.75 + chance / 2.0));
        self.status = ConnectionStatus::Lost { retry_in_secs: secs, why: self.why };
        self.close()
    }

    /// Closes the socket. What was asked over it may have happened, and what was typed for it must not be lost.
    fn close(&mut self) -> Vec<Action> {
        let mut actions = vec![Action::Close];
        let asked = std::mem::take(&mut self.unanswered);
        if !asked.is_empty() {
            let typed = asked.into_iter().map(|asked| asked.typed).filter(|typed| !typed.is_empty()).collect();
            actions.push(Action::Fail(CommandError::Unanswered(typed)));
        }
        actions
    }

    /// Time has passed: counts the retry down, says that the page is here, and notices silence.
    pub fn tick(&mut self, chance: f64, now_ms: f64) -> Vec<Action> {
        match (self.status, self.retry_at_ms) {
            (ConnectionStatus::Ended(_), _) => Vec::new(),
            (ConnectionStatus::Lost { .. }, Some(at_ms)) if now_ms >= at_ms => self.retry(now_ms),
            (ConnectionStatus::Lost { why, .. }, Some(at_ms)) => {
                self.status = ConnectionStatus::Lost { retry_in_secs: seconds(at_ms - now_ms), why };
                Vec::new()
            }
            _ if !self.has_socket => Vec::new(),
            _ if self.is_silent(now_ms) => self.closed(chance, now_ms),
            (ConnectionStatus::Live, _) if now_ms - self.beat_ms >= BEAT_MS => {
                self.beat_ms = now_ms;
                vec![Action::Send(ToServer::Beat)]
            }
            _ => Vec::new(),
        }
    }

    /// After a sleep, or back on a network: a dead link is found out within seconds, and a lost one tried at once.
    pub fn wake(&mut self, now_ms: f64) -> Vec<Action> {
        match self.status {
            ConnectionStatus::Live => {
                self.beat_ms = now_ms;
                self.last_message_ms = self.last_message_ms.max(now_ms - SILENCE_MAX_MS + WAKE_MAX_MS);
                vec![Action::Send(ToServer::Beat)]
            }
            ConnectionStatus::Lost { .. } if self.retry_at_ms.is_some() => self.retry(now_ms),
            ConnectionStatus::Lost { .. } | ConnectionStatus::Connecting | ConnectionStatus::Ended(_) => Vec::new(),
        }
    }

    /// Asks the server for something: at once, or as soon as the link is up for the first time.
    pub fn request(&mut self, request: Request, now_ms: f64) -> Vec<Action> {
        match self.status {
            ConnectionStatus::Connecting => {
                self.waiting.push(request);
                Vec::new()
            }
            ConnectionStatus::Live => vec![self.send(request, now_ms)],
            ConnectionStatus::Lost { .. } | ConnectionStatus::Ended(_) => match request {
                Request::Command(_) | Request::Class(_) => vec![Action::Fail(CommandError::NotConnected)],
                Request::Plain(_) => Vec::new(),
            },
        }
    }

    fn send(&mut self, request: Request, now_ms: f64) -> Action {
        let mut ask = |typed: &str| {
            self.last_id += 1;
            self.unanswered.push(Asked { id: self.last_id, at_ms: now_ms, typed: typed.to_owned() });
            self.last_id
        };
        Action::Send(match request {
            Request::Command(command) => ToServer::Command { id: ask(command.typed().unwrap_or_default()), command },
            Request::Class(command) => ToServer::Class { id: ask(""), command },
            Request::Plain(frame) => frame,
        })
    }

    fn caught_up(&mut self, now_ms: f64) -> Vec<Action> {
        if matches!(self.status, ConnectionStatus::Live | ConnectionStatus::Ended(_)) {
            return Vec::new();
        }
        self.status = ConnectionStatus::Live;
        self.tries = 0;
        self.why = Loss::Broken;
        let waiting = std::mem::take(&mut self.waiting);
        let sent = waiting.into_iter().map(|request| self.send(request, now_ms));
        std::iter::once(Action::Recovered).chain(sent.collect::<Vec<_>>()).collect()
    }

    fn end(&mut self, why: Ended) -> Vec<Action> {
        self.status = ConnectionStatus::Ended(why);
        self.close()
    }

    fn is_silent(&self, now_ms: f64) -> bool {
        let is_overdue = self.unanswered.first().is_some_and(|asked| now_ms - asked.at_ms > ANSWER_MAX_MS);
        is_overdue || now_ms - self.last_message_ms > SILENCE_MAX_MS
    }
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a wait of a few seconds")]
fn seconds(ms: f64) -> u32 {
    (ms.max(0.0) / 1000.0).ceil() as u32
}

#[cfg(test)]
mod tests {
    use drill::Millis;
    use protocol::{Patch, RoomView};

    use super::*;

    /// What happens to a connection.
    enum Input {
        Opened,
        Frame(ToBrowser),
        Closed,
        Tick,
        Wake,
        Retry,
        Say(&'static str),
        LookBack,
    }

    use Input::{Closed, Frame, LookBack, Opened, Retry, Say, Tick, Wake};

    fn view() -> Input {
        Frame(ToBrowser::View(Box::new(RoomView::empty())))
    }

    fn answer(id: u32) -> Input {
        Frame(ToBrowser::Answer { id, result: Ok(()) })
    }

    /// What a connection asks for at each of these moments, in seconds, and its state at the end.
    fn check(story: &[(u32, Input)], asked: &[&str], status: ConnectionStatus) {
        let mut connection = Connection::new(ConnectionStatus::Connecting);
        let mut told: Vec<String> = connection.retry(0.0).iter().map(words).collect();
        for (secs, input) in story {
            let now_ms = f64::from(*secs) * 1000.0;
            let actions = match input {
                Opened => connection.opened(7, now_ms),
                Frame(frame) => connection.on_message(frame, now_ms),
                Closed => connection.closed(0.5, now_ms),
                Tick => connection.tick(0.5, now_ms),
                Wake => connection.wake(now_ms),
                Retry => connection.retry(now_ms),
                Say(text) => connection.request(Request::Command(Command::AgentSay((*text).to_owned())), now_ms),
                LookBack => connection.request(Request::Plain(ToServer::LookBack(Some(Millis::ZERO))), now_ms),
            };
            told.extend(actions.iter().map(|action| format!("{secs} {}", words(action))));
        }
        assert_eq!(told, std::iter::once("open").chain(asked.iter().copied()).collect::<Vec<_>>());
        assert_eq!(connection.status(), status);
    }

    fn words(action: &Action) -> String {
        match action {
            Action::Open => "open".to_owned(),
            Action::Close => "close".to_owned(),
            Action::Send(ToServer::Hello { since, .. }) => format!("hello {since}"),
            Action::Send(ToServer::Command { id, .. }) => format!("command {id}"),
            Action::Send(frame) => format!("{frame:?}").to_lowercase(),
            Action::Fail(error) => format!("fail: {error}"),
            Action::Recovered => "recovered".to_owned(),
            Action::Reload => "reload".to_owned(),
        }
    }

    const LIVE: ConnectionStatus = ConnectionStatus::Live;

    const fn lost(retry_in_secs: u32, why: Loss) -> ConnectionStatus {
        ConnectionStatus::Lost { retry_in_secs, why }
    }

    #[test]
    fn a_link_is_live_once_the_page_has_caught_up() {
        check(&[(0, Opened)], &["0 hello 7"], ConnectionStatus::Connecting);
        check(&[(0, Opened), (1, view())], &["0 hello 7", "1 recovered"], LIVE);
        let nothing_new = ToBrowser::Patch(Patch { from: 7, to: 7, changes: Vec::new() });
        check(&[(0, Opened), (1, Frame(nothing_new))], &["0 hello 7", "1 recovered"], LIVE);
    }

    #[test]
    fn what_is_asked_for_before_the_link_is_up_is_sent_then() {
        let story = [(0, Say("early")), (0, LookBack), (1, Opened), (2, view())];
        check(&story, &["1 hello 7", "2 recovered", "2 command 1", "2 lookback(some(millis(0)))"], LIVE);
    }

    #[test]
    fn a_lost_link_is_tried_again_later_and_later_and_comes_back() {
        let story = [(0, Opened), (1, view()), (2, Closed), (2, Tick), (3, Tick), (4, Opened), (5, view())];
        check(&story, &["0 hello 7", "1 recovered", "2 close", "3 open", "4 hello 7", "5 recovered"], LIVE);
        check(&[(0, Closed)], &["0 close"], lost(1, Loss::Broken));
        let twice = [(0, Closed), (1, Tick), (1, Closed)];
        check(&twice, &["0 close", "1 open", "1 close"], lost(2, Loss::Broken));
        let often =
            (0..9).flat_map(|try_number| [(100 * try_number, Tick), (100 * try_number, Closed)]).collect::<Vec<_>>();
        let mut connection = Connection::new(ConnectionStatus::Connecting);
        connection.retry(0.0);
        for (secs, input) in often {
            let now_ms = f64::from(secs) * 1000.0;
            if matches!(input, Tick) {
                connection.tick(0.5, now_ms)
            } else {
                connection.closed(0.5, now_ms)
            };
        }
        assert_eq!(connection.status(), lost(10, Loss::Broken));
    }

    #[test]
    fn the_wait_is_counted_down_and_can_be_cut_short() {
        let lost_once = || vec![(0, Opened), (1, view()), (2, Closed)];
        let told = ["0 hello 7", "1 recovered", "2 close"];
        let mut story = lost_once();
        story.push((2, Retry));
        check(&story, &[&told[..], &["2 open"]].concat(), lost(0, Loss::Broken));
        let mut story = lost_once();
        story.push((2, Wake));
        check(&story, &[&told[..], &["2 open"]].concat(), lost(0, Loss::Broken));
    }

    #[test]
    fn silence_and_an_answer_that_does_not_come_are_a_lost_link() {
        let silent = [(0, Opened), (1, view()), (11, Tick), (20, Tick), (27, Tick)];
        check(&silent, &["0 hello 7", "1 recovered", "11 beat", "27 close"], lost(1, Loss::Broken));
        let unanswered = [(0, Opened), (1, view()), (2, Say("Hello?")), (9, Tick), (11, Tick)];
        let words = "11 fail: the connection broke before the answer; please look whether this arrived: “Hello?”";
        check(&unanswered, &["0 hello 7", "1 recovered", "2 command 1", "11 close", words], lost(1, Loss::Broken));
        let answered = [(0, Opened), (1, view()), (2, Say("Hello?")), (3, answer(1)), (11, Tick)];
        check(&answered, &["0 hello 7", "1 recovered", "2 command 1", "11 beat"], LIVE);
    }

    #[test]
    fn a_link_that_died_in_its_sleep_is_found_out_within_seconds() {
        let story = [(0, Opened), (1, view()), (3600, Wake), (3603, Tick), (3605, Tick)];
        check(&story, &["0 hello 7", "1 recovered", "3600 beat", "3605 close"], lost(1, Loss::Broken));
        let alive =
            [(0, Opened), (1, view()), (3600, Wake), (3601, Frame(ToBrowser::Beat(Millis::ZERO))), (3605, Tick)];
        check(&alive, &["0 hello 7", "1 recovered", "3600 beat"], LIVE);
    }

    #[test]
    fn a_try_that_gets_no_answer_is_given_up() {
        check(&[(0, Opened), (24, Tick), (26, Tick)], &["0 hello 7", "26 close"], lost(1, Loss::Broken));
    }

    #[test]
    fn the_server_says_why() {
        let closing = |why| Frame(ToBrowser::Closing(why));
        let stops = [(0, Opened), (1, view()), (2, closing(Closing::ServerStops)), (2, Closed)];
        check(&stops, &["0 hello 7", "1 recovered", "2 close"], lost(1, Loss::ServerStops));
        let crowded = [(0, Opened), (1, closing(Closing::Crowded)), (1, Closed)];
        check(&crowded, &["0 hello 7", "1 close"], lost(1, Loss::Crowded));
        let gone = [(0, Opened), (1, closing(Closing::NoSuchRoom)), (1, Closed), (9, Tick), (9, Retry), (9, Wake)];
        check(&gone, &["0 hello 7", "1 close"], ConnectionStatus::Ended(Ended::NoRoom));
        let moved = [(0, Opened), (1, closing(Closing::SeatChanged)), (1, Closed)];
        check(&moved, &["0 hello 7", "1 close", "1 reload"], ConnectionStatus::Ended(Ended::OtherSeat));
        let other = [(0, Opened), (1, Frame(ToBrowser::Reload)), (1, Closed)];
        check(&other, &["0 hello 7", "1 close"], ConnectionStatus::Ended(Ended::OtherVersion));
    }

    #[test]
    fn what_is_done_without_a_link_is_said_not_to_be_done() {
        let story = [(0, Opened), (1, view()), (2, Closed), (2, Say("Hello?")), (2, LookBack)];
        let words = "2 fail: there is no connection to the server, so nothing was sent";
        check(&story, &["0 hello 7", "1 recovered", "2 close", words], lost(1, Loss::Broken));
    }

    #[test]
    fn what_the_server_refuses_is_said() {
        let refused = Frame(ToBrowser::Answer { id: 1, result: Err(CommandError::TooFast) });
        let story = [(0, Opened), (1, view()), (2, Say("Hello?")), (2, refused), (11, Tick)];
        let words = "2 fail: too many commands at once; please wait a moment: “Hello?”";
        check(&story, &["0 hello 7", "1 recovered", "2 command 1", words, "11 beat"], LIVE);
    }
}
