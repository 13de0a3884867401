//! A link: one browser's WebSocket. It gets the view of its audience and then patches, and hands commands on. It is never
//! dropped for being slow, never left with a hole, and costs a bounded amount even when it never reads.

mod end;
mod incoming;
mod past;

pub use end::refuse;

use std::{sync::Arc, time::Duration};

use axum::extract::ws::{Message, WebSocket};
use drill::Millis;
use protocol::{PROTOCOL, Patch, ToBrowser, ToServer};
use tokio::{
    sync::{broadcast::error::RecvError, mpsc, watch},
    time::{Instant, MissedTickBehavior, interval, timeout},
};

use crate::{
    class::{Credential, CredentialStatus},
    fanout::{Messages, PatchFrame, encode},
    limits::{
        COMMANDS_AT_ONCE, COMMANDS_PER_SECOND, COMMANDS_UNDER_WAY_MAX, HELLO_WITHIN, PING_EVERY, SEND_WITHIN,
        SILENCE_MAX,
    },
    metrics::METRICS,
    rate_limiter::RateLimiter,
    room::{Answer, Present, Room},
    roster::{RosterChange, RosterWatcher},
};
use end::{End, broken, read};
use past::Past;

/// Serves a link until either side ends it.
pub async fn run(socket: WebSocket, room: Arc<Room>, credential: Credential, stopping: watch::Receiver<bool>) {
    let now = Instant::now();
    let mut link = Link {
        socket,
        room,
        credential,
        sent: 0,
        heard: now,
        past: None,
        led_to: None,
        leads_to: None,
        under_way: 0,
        rate_limiter: RateLimiter::new(COMMANDS_AT_ONCE, Duration::from_secs(1) / COMMANDS_PER_SECOND, now),
    };
    let end = match link.serve(stopping).await {
        Ok(never) => match never {},
        Err(end) => end,
    };
    tracing::debug!(room.code = %link.room.code, event.seq = link.sent, role = ?credential.role, ?end, "link ended");
    link.release_class().await;
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
    credential: Credential,
    /// The number of the last event behind the present view that the browser has.
    sent: u64,
    /// When anything last came from the browser.
    heard: Instant,
    /// What it shows while that is the past; it gets nothing of the present until it returns.
    past: Option<Past>,
    /// Where an operator has led the class, as far as this link has followed.
    led_to: Option<Millis>,
    /// Where this link itself has led it.
    leads_to: Option<Millis>,
    /// Commands without an answer yet.
    under_way: usize,
    rate_limiter: RateLimiter,
}

enum Never {}

/// What a link waits for.
enum Next {
    Came(Option<Result<Message, axum::Error>>),
    Published(Result<PatchFrame, RecvError>),
    Roster(RosterChange),
    Answered(Answer),
    PingDue,
    ServerStops,
}

impl Link {
    async fn serve(&mut self, mut stopping: watch::Receiver<bool>) -> Result<Never, End> {
        let since = tokio::select! {
            hello = timeout(HELLO_WITHIN, self.hello()) => hello.map_err(|_| End::Silent)??,
            _ = stopping.wait_for(|stops| *stops) => return Err(End::ServerStops),
        };
        let room = Arc::clone(&self.room);
        let role = self.credential.role;
        let _guard = room.presence.join(self.credential).map_err(|_| End::Crowded)?;
        let mut roster = RosterWatcher::new(&room);
        self.check_credential(&mut roster).await?;
        // Listening begins before the view is asked for, so nothing falls between the two.
        let mut patches = room.fanout.subscribe(role.audience());
        self.begin(since).await?;
        self.send_roster(&mut roster).await?;
        self.follow_the_lead().await?;

        // Most of a class only looks, and a channel is a fifth of what a link costs.
        let (answer, mut answers) = role.acts().then(|| mpsc::channel(COMMANDS_UNDER_WAY_MAX)).unzip();
        let mut ping = interval(PING_EVERY);
        ping.set_missed_tick_behavior(MissedTickBehavior::Delay);
        ping.reset();
        loop {
            let next = tokio::select! {
                biased;
                patch = patches.recv() => Next::Published(patch),
                Some(answer) = next_answer(&mut answers) => Next::Answered(answer),
                // After what was published: the rooms have held their clocks by then, and publish nothing more.
                _ = stopping.wait_for(|stops| *stops) => Next::ServerStops,
                _ = ping.tick() => Next::PingDue,
                change = roster.changed() => Next::Roster(change),
                came = self.socket.recv(), if self.under_way < COMMANDS_UNDER_WAY_MAX => Next::Came(came),
            };
            match next {
                Next::Came(message) => self.came(message, answer.as_ref()).await?,
                Next::Published(Ok(patch)) => self.go_on(patch).await?,
                Next::Published(Err(RecvError::Lagged(_))) => self.catch_up().await?,
                Next::Published(Err(RecvError::Closed)) => return Err(End::NoRoom),
                Next::Roster(RosterChange::Class) => {
                    self.check_credential(&mut roster).await?;
                    self.follow_the_lead().await?;
                }
                Next::Roster(RosterChange::People) => self.send_roster(&mut roster).await?,
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
                        ToServer::Command { .. }
                        | ToServer::Class { .. }
                        | ToServer::LookBack(_)
                        | ToServer::Earlier { .. }
                        | ToServer::Beat => Err(End::BadFrame),
                    };
                }
                Some(Ok(Message::Ping(_) | Message::Pong(_))) => (),
                Some(Ok(Message::Text(_))) => return Err(End::BadFrame),
                Some(Ok(Message::Close(_))) | None => return Err(End::Lost),
                Some(Err(error)) => return Err(broken(&error)),
            }
        }
    }

    /// Sends what the browser lacks that has the view after event `since`.
    async fn begin(&mut self, since: u64) -> Result<(), End> {
        let audience = self.credential.role.audience();
        match self.room.present(audience, since).await.map_err(|_| End::NoRoom)? {
            Present::Unknown => Err(End::OtherVersion),
            Present::Same(changes) => {
                self.sent = since;
                // It says that the link is up.
                self.send_frame(&ToBrowser::Patch(Patch { from: since, to: since, changes })).await
            }
            Present::View { seq, frame } => {
                self.sent = seq;
                self.send_messages(&frame).await
            }
        }
    }

    // What is published.

    /// Sends a patch to a browser that has what it goes on from; any other gets the whole view.
    async fn go_on(&mut self, patch: PatchFrame) -> Result<(), End> {
        if self.past.is_some() || patch.to <= self.sent {
            return Ok(());
        }
        if patch.from != self.sent {
            return self.catch_up().await;
        }
        self.sent = patch.to;
        self.send_messages(&patch.frame).await
    }

    /// Sends the whole view, after a lag.
    async fn catch_up(&mut self) -> Result<(), End> {
        if self.past.is_some() {
            return Ok(());
        }
        METRICS.views_after_lag.inc();
        tracing::debug!(room.code = %self.room.code, event.seq = self.sent, "link fell behind");
        self.begin(0).await
    }

    // Who is here.

    /// Whether the credential still holds, and what its holder is told of themselves.
    async fn check_credential(&mut self, roster: &mut RosterWatcher) -> Result<(), End> {
        match roster.check(&self.credential).map_err(End::Left)? {
            Some(you) => self.send_frame(&ToBrowser::You(you)).await,
            None => Ok(()),
        }
    }

    /// Tells everybody how many are here, and operators who.
    async fn send_roster(&mut self, roster: &mut RosterWatcher) -> Result<(), End> {
        let (people, class) = roster.tell(self.credential.role);
        if let Some(people) = people {
            self.send_frame(&ToBrowser::People(people)).await?;
        }
        match class {
            Some(class) => self.send_frame(&ToBrowser::Class(class)).await,
            None => Ok(()),
        }
    }

    // Sending.

    async fn send_frame(&mut self, frame: &ToBrowser) -> Result<(), End> {
        let messages = encode(frame);
        // An answer is for the one who asked, whatever they are by now.
        if matches!(frame, ToBrowser::Answer { .. }) {
            for message in messages.iter() {
                self.send(Message::Binary(message.clone())).await?;
            }
            return Ok(());
        }
        self.send_messages(&messages).await
    }

    /// Sends to the holder of a credential that still holds: somebody who was removed gets nothing more, however slowly they
    /// read what came before.
    async fn send_messages(&mut self, messages: &Messages) -> Result<(), End> {
        for message in messages.iter() {
            let status = self.room.class().borrow().status(&self.credential);
            if status != CredentialStatus::Valid {
                return Err(End::Left(status));
            }
            self.send(Message::Binary(message.clone())).await?;
        }
        Ok(())
    }

    async fn send(&mut self, message: Message) -> Result<(), End> {
        match timeout(SEND_WITHIN, self.socket.send(message)).await {
            Ok(Ok(())) => Ok(()),
            Ok(Err(_)) | Err(_) => Err(End::Lost),
        }
    }
}

const _: () = assert!(SILENCE_MAX.as_secs() > 3 * PING_EVERY.as_secs(), "three pings may go unanswered");
