//! A link: one browser's WebSocket. It catches up from the log, hears what the room tells, and hands commands on. It is
//! never dropped for being slow, never left with a hole, and costs a bounded amount even when it never reads.

use std::sync::Arc;

use app::wire::{Closing, Denial, Events, PROTOCOL, ToBrowser, ToServer};
use axum::{
    body::Bytes,
    extract::ws::{CloseFrame, Message, WebSocket, close_code},
};
use drill::Command;
use tokio::{
    sync::{
        broadcast::{self, error::RecvError},
        mpsc, watch,
    },
    time::{Instant, MissedTickBehavior, interval, timeout},
};

use crate::{
    fanout::{Seen, Told, encode, frames, seen},
    limits::{
        COMMANDS_AT_ONCE, COMMANDS_PER_SECOND, COMMANDS_UNDER_WAY_MAX, FRAME_BYTES_MAX, GOODBYE_WITHIN, HELLO_WITHIN,
        PING_EVERY, SEND_WITHIN, SILENCE_MAX,
    },
    pace::Pace,
    presence::Role,
    room::{Answer, Room},
};

/// Serves a link until either side ends it.
pub async fn run(socket: WebSocket, room: Arc<Room>, role: Role, stopping: watch::Receiver<bool>) {
    let now = Instant::now();
    let mut link = Link {
        socket,
        room,
        role,
        sent: 0,
        heard: now,
        under_way: 0,
        pace: Pace::new(COMMANDS_AT_ONCE, COMMANDS_PER_SECOND, now),
    };
    let end = match link.serve(stopping).await {
        Ok(never) => match never {},
        Err(end) => end,
    };
    tracing::debug!(room.code = %link.room.code, event.seq = link.sent, ?role, ?end, "link ended");
    link.goodbye(end).await;
}

/// Says that there is no link to be had, and why.
pub async fn refuse(socket: WebSocket, why: Closing) {
    farewell(socket, Some(ToBrowser::Closing(why)), close_code::POLICY, "there is no such room").await;
}

struct Link {
    socket: WebSocket,
    room: Arc<Room>,
    role: Role,
    /// The number of the last event that the browser has.
    sent: u64,
    /// When anything last came from the browser.
    heard: Instant,
    /// Commands without an answer yet.
    under_way: usize,
    pace: Pace,
}

/// Why a link ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum End {
    /// The browser went away, or does not take what it is sent.
    Lost,
    /// Nothing came from it for too long.
    Silent,
    /// It sent something that is no frame.
    BadFrame,
    /// Its page is of another version, or knows of events that are not in the log.
    OtherVersion,
    /// The room has all the links it can hold.
    Crowded,
    /// The room, or its log, cannot be reached; a new link may.
    NoRoom,
    /// The server stops.
    ServerStops,
}

enum Never {}

/// What a link waits for.
enum Next {
    Came(Option<Result<Message, axum::Error>>),
    Told(Result<Told, RecvError>),
    Seen,
    People,
    Answered(Answer),
    PingDue,
    ServerStops,
    RoomEnded,
}

/// What its room tells it.
enum Feed {
    Operator(broadcast::Receiver<Told>),
    Watcher(watch::Receiver<Seen>),
}

impl Feed {
    async fn next(&mut self) -> Next {
        match self {
            Self::Operator(told) => Next::Told(told.recv().await),
            Self::Watcher(seen) => seen.changed().await.map_or(Next::RoomEnded, |()| Next::Seen),
        }
    }
}

impl Link {
    async fn serve(&mut self, mut stopping: watch::Receiver<bool>) -> Result<Never, End> {
        let since = tokio::select! {
            hello = timeout(HELLO_WITHIN, self.hello()) => hello.map_err(|_| End::Silent)??,
            _ = stopping.wait_for(|stops| *stops) => return Err(End::ServerStops),
        };
        let room = Arc::clone(&self.room);
        let _seat = room.presence.join(self.role).map_err(|_| End::Crowded)?;
        let mut people = room.presence.watch();
        // Listening begins before catching up, so nothing falls between the two.
        let mut feed = match self.role {
            Role::Operator => Feed::Operator(room.fanout.operators()),
            Role::Watcher => Feed::Watcher(room.fanout.watchers()),
        };
        self.begin(since).await?;
        let here = *people.borrow_and_update();
        self.send_frame(&ToBrowser::People(here)).await?;

        let (answer, mut answers) = mpsc::channel(COMMANDS_UNDER_WAY_MAX);
        let mut ping = interval(PING_EVERY);
        ping.set_missed_tick_behavior(MissedTickBehavior::Delay);
        ping.reset();
        loop {
            let next = tokio::select! {
                biased;
                next = feed.next() => next,
                Some(answer) = answers.recv() => Next::Answered(answer),
                // After what was told: the rooms have held their clocks by then, and say nothing more.
                _ = stopping.wait_for(|stops| *stops) => Next::ServerStops,
                _ = ping.tick() => Next::PingDue,
                Ok(()) = people.changed() => Next::People,
                came = self.socket.recv(), if self.under_way < COMMANDS_UNDER_WAY_MAX => Next::Came(came),
            };
            match next {
                Next::Came(message) => self.came(message, &answer).await?,
                Next::Told(Ok(told)) => self.tell(told).await?,
                // The next one shows the gap, and is preceded by what the log has in it.
                Next::Told(Err(RecvError::Lagged(_))) => {
                    tracing::debug!(room.code = %room.code, event.seq = self.sent, "link fell behind");
                }
                Next::Told(Err(RecvError::Closed)) | Next::RoomEnded => return Err(End::NoRoom),
                Next::Seen => self.show(&mut feed).await?,
                Next::People => {
                    let here = *people.borrow_and_update();
                    self.send_frame(&ToBrowser::People(here)).await?;
                }
                Next::Answered((id, result)) => {
                    self.under_way -= 1;
                    self.send_frame(&ToBrowser::Answer { id, result }).await?;
                }
                Next::PingDue if self.heard.elapsed() > SILENCE_MAX => return Err(End::Silent),
                Next::PingDue => self.send(Message::Ping(Vec::new().into())).await?,
                Next::ServerStops => return Err(End::ServerStops),
            }
        }
    }

    // The beginning.

    async fn hello(&mut self) -> Result<u64, End> {
        loop {
            match self.socket.recv().await {
                Some(Ok(Message::Binary(frame))) => {
                    return match read(&frame)? {
                        ToServer::Hello { protocol: PROTOCOL, since } => Ok(since),
                        ToServer::Hello { .. } => Err(End::OtherVersion),
                        ToServer::Command { .. } | ToServer::Beat => Err(End::BadFrame),
                    };
                }
                Some(Ok(Message::Ping(_) | Message::Pong(_))) => (),
                Some(Ok(Message::Text(_))) => return Err(End::BadFrame),
                Some(Ok(Message::Close(_))) | None => return Err(End::Lost),
                Some(Err(error)) => return Err(broken(&error)),
            }
        }
    }

    /// Sends what the browser lacks: the events after `since`, or the present view.
    async fn begin(&mut self, since: u64) -> Result<(), End> {
        match self.role {
            Role::Operator => {
                let moment = self.room.moment().await.map_err(|_| End::NoRoom)?;
                if since > moment.seq {
                    return Err(End::OtherVersion);
                }
                self.sent = since;
                self.replay(moment.seq).await?;
                let now = self.room.now();
                // Also with nothing to catch up with: it says that the link is up, and what time it is.
                self.send_frame(&ToBrowser::Events(Events { events: Vec::new(), now })).await
            }
            Role::Watcher => {
                let view = seen(self.room.view().await.map_err(|_| End::NoRoom)?);
                self.sent = view.seq;
                self.send_bytes(view.frame).await
            }
        }
    }

    // What the room tells.

    async fn tell(&mut self, told: Told) -> Result<(), End> {
        if told.first > self.sent + 1 {
            self.replay(told.first - 1).await?;
        }
        if told.last <= self.sent {
            return Ok(());
        }
        self.sent = told.last;
        self.send_bytes(told.frame).await
    }

    async fn show(&mut self, feed: &mut Feed) -> Result<(), End> {
        let Feed::Watcher(seen) = feed else { return Ok(()) };
        let seen = seen.borrow_and_update().clone();
        if seen.seq <= self.sent {
            return Ok(());
        }
        self.sent = seen.seq;
        self.send_bytes(seen.frame).await
    }

    /// Sends the events of the log after the last one sent, at least up to number `until`.
    async fn replay(&mut self, until: u64) -> Result<(), End> {
        while self.sent < until {
            let events = self.room.store.events(self.room.id, self.sent).await.map_err(|error| {
                tracing::error!(room.code = %self.room.code, event.seq = self.sent, %error, "link could not catch up");
                End::NoRoom
            })?;
            if events.is_empty() {
                return Err(End::NoRoom);
            }
            for told in frames(&events, self.room.now()) {
                self.sent = told.last;
                self.send_bytes(told.frame).await?;
            }
        }
        Ok(())
    }

    // What the browser sends.

    async fn came(
        &mut self,
        message: Option<Result<Message, axum::Error>>,
        answer: &mpsc::Sender<Answer>,
    ) -> Result<(), End> {
        self.heard = Instant::now();
        match message {
            Some(Ok(Message::Binary(frame))) => match read(&frame)? {
                ToServer::Command { id, command } => self.command(id, command, answer).await,
                ToServer::Beat => {
                    let now = self.room.now();
                    self.send_frame(&ToBrowser::Beat(now)).await
                }
                ToServer::Hello { .. } => Err(End::BadFrame),
            },
            // The socket answers pings by itself.
            Some(Ok(Message::Ping(_) | Message::Pong(_))) => Ok(()),
            Some(Ok(Message::Text(_))) => Err(End::BadFrame),
            Some(Ok(Message::Close(_))) | None => Err(End::Lost),
            Some(Err(error)) => Err(broken(&error)),
        }
    }

    async fn command(&mut self, id: u32, command: Command, answer: &mpsc::Sender<Answer>) -> Result<(), End> {
        let denial = match self.role {
            Role::Watcher => Some(Denial::NotYours),
            Role::Operator if !self.pace.take(self.heard) => Some(Denial::TooFast),
            Role::Operator => None,
        };
        if let Some(denial) = denial {
            tracing::debug!(room.code = %self.room.code, %denial, "command denied");
            return self.send_frame(&ToBrowser::Answer { id, result: Err(denial) }).await;
        }
        self.under_way += 1;
        self.room.command(id, command, answer.clone()).await.map_err(|_| End::NoRoom)
    }

    // Sending.

    async fn send_frame(&mut self, frame: &ToBrowser) -> Result<(), End> {
        self.send_bytes(encode(frame)).await
    }

    async fn send_bytes(&mut self, frame: Bytes) -> Result<(), End> {
        self.send(Message::Binary(frame)).await
    }

    async fn send(&mut self, message: Message) -> Result<(), End> {
        match timeout(SEND_WITHIN, self.socket.send(message)).await {
            Ok(Ok(())) => Ok(()),
            Ok(Err(_)) | Err(_) => Err(End::Lost),
        }
    }

    /// Says why.
    async fn goodbye(self, end: End) {
        let (frame, code, reason) = match end {
            End::Lost => return,
            End::Silent => (None, close_code::POLICY, "nothing was heard for too long"),
            End::BadFrame => (Some(ToBrowser::Closing(Closing::BadFrame)), close_code::POLICY, "this is no frame"),
            End::OtherVersion => (Some(ToBrowser::Reload), close_code::NORMAL, "please load the page again"),
            End::Crowded => (None, close_code::AGAIN, "the room is full"),
            End::NoRoom => (None, close_code::AGAIN, "please try again"),
            End::ServerStops => (Some(ToBrowser::Closing(Closing::ServerStops)), close_code::AWAY, "the server stops"),
        };
        farewell(self.socket, frame, code, reason).await;
    }
}

/// Closes, and listens a moment longer, so that the browser gets to read what it is told.
async fn farewell(mut socket: WebSocket, frame: Option<ToBrowser>, code: u16, reason: &'static str) {
    let farewell = async {
        if let Some(frame) = frame {
            socket.send(Message::Binary(encode(&frame))).await?;
        }
        socket.send(Message::Close(Some(CloseFrame { code, reason: reason.into() }))).await?;
        while let Some(Ok(_)) = socket.recv().await {}
        Ok::<_, axum::Error>(())
    };
    // Whoever does not listen by now has closed already.
    let _ = timeout(GOODBYE_WITHIN, farewell).await;
}

/// A frame that is too large is one that we did not read; so is one that is no frame.
fn read(frame: &[u8]) -> Result<ToServer, End> {
    if frame.len() > FRAME_BYTES_MAX {
        return Err(End::BadFrame);
    }
    app::wire::decode(frame).ok_or(End::BadFrame)
}

/// A broken connection is nobody's fault; a message past the socket's own limits is a bad frame.
fn broken(error: &axum::Error) -> End {
    let said = error.to_string();
    if said.contains("too long") || said.contains("UTF-8") { End::BadFrame } else { End::Lost }
}

const _: () = assert!(SILENCE_MAX.as_secs() > 3 * PING_EVERY.as_secs(), "three pings may go unanswered");
