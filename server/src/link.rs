//! A link: one browser's WebSocket. It catches up from the log, hears what the room tells, and hands commands on. It is
//! never dropped for being slow, never left with a hole, and costs a bounded amount even when it never reads.

mod end;

pub use end::refuse;

use std::{sync::Arc, time::Duration};

use app::wire::{Denial, Events, PROTOCOL, Sealed, ToBrowser, ToServer, Wish};
use axum::{
    body::Bytes,
    extract::ws::{Message, WebSocket},
};
use drill::Millis;
use tokio::{
    sync::{
        broadcast::{self, error::RecvError},
        mpsc, watch,
    },
    time::{Instant, MissedTickBehavior, interval, sleep, timeout},
};

use crate::{
    class::{Pass, Standing},
    company::{Company, News},
    fanout::{Seen, Told, encode, frames, seen},
    limits::{
        COMMANDS_AT_ONCE, COMMANDS_PER_SECOND, COMMANDS_UNDER_WAY_MAX, HELLO_WITHIN, LOOK_BACK_PAUSE, PING_EVERY,
        SEND_WITHIN, SILENCE_MAX,
    },
    monitor::FIGURES,
    pace::Pace,
    past,
    role::{Diet, Role},
    room::{Answer, Gone, Room},
};
use end::{End, broken, read};

/// Serves a link until either side ends it.
pub async fn run(socket: WebSocket, room: Arc<Room>, pass: Pass, stopping: watch::Receiver<bool>) {
    let now = Instant::now();
    let mut link = Link {
        socket,
        room,
        pass,
        sent: 0,
        heard: now,
        past: None,
        led_to: None,
        leads_to: None,
        under_way: 0,
        pace: Pace::new(COMMANDS_AT_ONCE, Duration::from_secs(1) / COMMANDS_PER_SECOND, now),
    };
    let end = match link.serve(stopping).await {
        Ok(never) => match never {},
        Err(end) => end,
    };
    tracing::debug!(room.code = %link.room.code, event.seq = link.sent, role = ?pass.role, ?end, "link ended");
    link.let_go().await;
    end::goodbye(link.socket, end).await;
}

/// The next answer for a link that gets any.
async fn next_answer(answers: &mut Option<mpsc::Receiver<Answer>>) -> Option<Answer> {
    match answers {
        Some(answers) => answers.recv().await,
        None => std::future::pending().await,
    }
}

struct Link {
    socket: WebSocket,
    room: Arc<Room>,
    /// What the browser proved for the path of its page, which stays so for the link's whole life.
    pass: Pass,
    /// The number of the last event that the browser has.
    sent: u64,
    /// When anything last came from the browser.
    heard: Instant,
    /// The room's record while it shows the past; it gets no view of the present until it returns.
    past: Option<past::InUse>,
    /// Where an operator has led the class, as far as this link has followed.
    led_to: Option<Millis>,
    /// Where this link itself has led it.
    leads_to: Option<Millis>,
    /// Commands without an answer yet.
    under_way: usize,
    pace: Pace,
}

enum Never {}

/// What a link waits for.
enum Next {
    Came(Option<Result<Message, axum::Error>>),
    Told(Result<Told, RecvError>),
    Seen,
    Company(News),
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
        let _counted = room.presence.join(self.pass).map_err(|_| End::Crowded)?;
        let mut company = Company::new(&room);
        self.look_at(&mut company).await?;
        // Listening begins before catching up, so nothing falls between the two.
        let mut feed = match self.pass.role.diet() {
            Diet::Events => Feed::Operator(room.fanout.operators()),
            Diet::View(audience) => Feed::Watcher(room.fanout.views(audience)),
        };
        self.begin(since).await?;
        self.tell_company(&mut company).await?;
        self.follow_the_lead().await?;

        // Most of a class only looks, and a channel is a fifth of what a link costs.
        let (answer, mut answers) = self.pass.role.acts().then(|| mpsc::channel(COMMANDS_UNDER_WAY_MAX)).unzip();
        let mut ping = interval(PING_EVERY);
        ping.set_missed_tick_behavior(MissedTickBehavior::Delay);
        ping.reset();
        loop {
            let next = tokio::select! {
                biased;
                next = feed.next() => next,
                Some(answer) = next_answer(&mut answers) => Next::Answered(answer),
                // After what was told: the rooms have held their clocks by then, and say nothing more.
                _ = stopping.wait_for(|stops| *stops) => Next::ServerStops,
                _ = ping.tick() => Next::PingDue,
                news = company.news() => Next::Company(news),
                came = self.socket.recv(), if self.under_way < COMMANDS_UNDER_WAY_MAX => Next::Came(came),
            };
            match next {
                Next::Came(message) => self.came(message, answer.as_ref()).await?,
                Next::Told(Ok(told)) => self.tell(told).await?,
                // The next one shows the gap, and is preceded by what the log has in it.
                Next::Told(Err(RecvError::Lagged(_))) => {
                    tracing::debug!(room.code = %room.code, event.seq = self.sent, "link fell behind");
                }
                Next::Told(Err(RecvError::Closed)) | Next::RoomEnded => return Err(End::NoRoom),
                Next::Seen => self.show(&mut feed).await?,
                Next::Company(News::Class) => {
                    self.look_at(&mut company).await?;
                    self.follow_the_lead().await?;
                }
                Next::Company(News::People) => self.tell_company(&mut company).await?,
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
                        ToServer::Command { .. } | ToServer::Class { .. } | ToServer::LookBack(_) | ToServer::Beat => {
                            Err(End::BadFrame)
                        }
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
        match self.pass.role.diet() {
            Diet::Events => {
                let moment = self.room.moment().await.map_err(|_| End::NoRoom)?;
                if since > moment.seq {
                    return Err(End::OtherVersion);
                }
                self.sent = since;
                self.replay(moment.seq).await?;
                let (now, last) = (self.room.now(), self.room.last());
                // Also with nothing to catch up with: it says that the link is up, and what time it is.
                self.send_frame(&ToBrowser::Events(Events { events: Vec::new(), now, last })).await
            }
            Diet::View(audience) => {
                let view = seen(&self.room.view(audience).await.map_err(|_| End::NoRoom)?);
                self.sent = view.seq;
                self.send_bytes(view.frame).await
            }
        }
    }

    // Who is here.

    /// Whether the pass still holds, and what its holder is told of themselves.
    async fn look_at(&mut self, company: &mut Company) -> Result<(), End> {
        match company.look(&self.pass).map_err(End::Left)? {
            Some(you) => self.send_frame(&ToBrowser::You(you)).await,
            None => Ok(()),
        }
    }

    /// Tells everybody how many are here, and operators who.
    async fn tell_company(&mut self, company: &mut Company) -> Result<(), End> {
        let (people, class) = company.tell(self.pass.role);
        if let Some(people) = people {
            self.send_frame(&ToBrowser::People(people)).await?;
        }
        match class {
            Some(class) => self.send_frame(&ToBrowser::Class(Sealed::new(&class))).await,
            None => Ok(()),
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
        if seen.seq <= self.sent || self.past.is_some() {
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
            for told in frames(&events, self.room.now(), self.room.last()) {
                self.sent = told.last;
                self.send_bytes(told.frame).await?;
            }
        }
        Ok(())
    }

    // Looking back.

    /// Goes where an operator leads the class, if that is new.
    async fn follow_the_lead(&mut self) -> Result<(), End> {
        let led_to = self.room.class().borrow().led_to;
        if led_to == self.led_to {
            return Ok(());
        }
        let before = std::mem::replace(&mut self.led_to, led_to);
        // Whoever led stays where they are when they let the others go.
        let to = if self.leads() { led_to.or(before) } else { led_to };
        self.look_back(to, led_to.is_some()).await
    }

    /// Whether it may lead the class: an operator who looks back, and no co-trainer.
    fn leads(&self) -> bool {
        self.pass.role == Role::Reviewer && self.pass.number.is_none()
    }

    /// Whoever led the class and leaves lets it go: nobody stays in the past for want of a leader. Where somebody else has
    /// led it since, it stays.
    async fn let_go(&mut self) {
        if self.leads_to.is_some() && self.room.class().borrow().led_to == self.leads_to {
            // Nobody waits for the answer, and a room that is gone leads nobody.
            let _ = self.room.wish(0, self.pass, Wish::Lead(None), mpsc::channel(1).0).await;
        }
    }

    /// Shows a moment of the past, or the present again.
    async fn look_back(&mut self, at: Option<Millis>, led: bool) -> Result<(), End> {
        let Diet::View(audience) = self.pass.role.diet() else { return Ok(()) };
        if !self.pass.role.may_look_back() {
            return Ok(());
        }
        let Some(at) = at else {
            self.past = None;
            return self.begin(0).await;
        };
        // Whoever leads is told so wherever they go.
        let led = led || (self.leads() && self.led_to.is_some());
        let in_use = self.past.get_or_insert_with(|| self.room.past.take());
        let frame = past::seen(&self.room, in_use, at, audience, led).await.map_err(|error| {
            tracing::error!(room.code = %self.room.code, %error, "link could not look back");
            End::NoRoom
        })?;
        self.send_bytes(frame.ok_or(End::NoRoom)?).await
    }

    // What the browser sends.

    async fn came(
        &mut self,
        message: Option<Result<Message, axum::Error>>,
        answer: Option<&mpsc::Sender<Answer>>,
    ) -> Result<(), End> {
        self.heard = Instant::now();
        match message {
            Some(Ok(Message::Binary(frame))) => match read(&frame)? {
                ToServer::Command { id, command } => {
                    let may = self.pass.role.may(&command);
                    if self.allows(id, may).await?
                        && let Some(answer) = answer
                    {
                        self.under_way += 1;
                        self.room
                            .command(id, self.pass.role, command, answer.clone())
                            .await
                            .map_err(|Gone| End::NoRoom)?;
                    }
                    Ok(())
                }
                ToServer::Class { id, wish } => {
                    let may = self.pass.role.may_wish(&wish);
                    if self.allows(id, may).await?
                        && let Some(answer) = answer
                    {
                        self.under_way += 1;
                        if let Wish::Lead(at) = wish {
                            self.leads_to = at;
                        }
                        self.room.wish(id, self.pass, wish, answer.clone()).await.map_err(|Gone| End::NoRoom)?;
                    }
                    Ok(())
                }
                ToServer::LookBack(at) => {
                    // Nobody types as fast as a slider moves: it waits, and nothing is refused.
                    while !self.pace.take(Instant::now()) {
                        sleep(LOOK_BACK_PAUSE).await;
                    }
                    self.look_back(at, false).await
                }
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

    /// Whether something that the role may do is let through now; answers if it is not.
    async fn allows(&mut self, id: u32, may: bool) -> Result<bool, End> {
        let (holds, is_muted) = {
            let class = self.room.class();
            let class = class.borrow();
            (class.standing(&self.pass) == Standing::Same, class.is_muted(&self.pass))
        };
        let denial = if !may || !holds {
            Denial::NotYours
        } else if is_muted {
            Denial::Muted
        } else if !self.pace.take(self.heard) {
            Denial::TooFast
        } else {
            return Ok(true);
        };
        FIGURES.denied.inc();
        tracing::debug!(room.code = %self.room.code, %denial, "denied");
        self.send_frame(&ToBrowser::Answer { id, result: Err(denial) }).await?;
        Ok(false)
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
}

const _: () = assert!(SILENCE_MAX.as_secs() > 3 * PING_EVERY.as_secs(), "three pings may go unanswered");
