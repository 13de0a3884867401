//! Links that only count: what they get is told apart by its first bytes, so that a processor of its own is enough for
//! thousands of them.

use std::{
    net::SocketAddr,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::Instant,
};

use protocol::{Assembled, Assembler, PROTOCOL, ToBrowser, ToServer, encode};
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::TcpStream,
    sync::Notify,
    task::JoinSet,
    time::timeout,
};
use tokio_tungstenite::client_async;

use crate::link::{Outcome, PATIENCE, Socket, connect};

/// Events that are counted at the most.
const EVENTS_MAX: usize = 4_000;
/// What a message begins with that is a view or a patch, and from where on it is a part of one.
const VIEW: u8 = 0;
const PATCH: u8 = 1;
const PARTS: u8 = 0xfe;

/// Where links go.
pub struct Target {
    addr: SocketAddr,
    room: Option<Room>,
}

struct Room {
    code: String,
    watch_key: String,
    operators_key: String,
}

impl Target {
    /// The room of this code.
    pub fn drillroom(addr: SocketAddr, code: &str, watch_key: &str, operators_key: &str) -> Self {
        let [code, watch_key, operators_key] = [code, watch_key, operators_key].map(str::to_owned);
        Self { addr, room: Some(Room { code, watch_key, operators_key }) }
    }

    /// Another server, which passes on what comes.
    pub const fn peer(addr: SocketAddr) -> Self {
        Self { addr, room: None }
    }

    /// A link of such a server that talks.
    pub async fn talker(&self) -> Outcome<Socket> {
        let stream = TcpStream::connect(self.addr).await?;
        stream.set_nodelay(true)?;
        Ok(client_async(format!("ws://{}/", self.addr), stream).await?.0)
    }

    /// An operator's link.
    pub async fn operator(&self) -> Outcome<Socket> {
        let room = self.room.as_ref().ok_or("no room was opened")?;
        connect(self.addr, &format!("/room/{}", room.code), &room.operators_key, 0).await
    }

    /// A link that only listens, and has asked for its first view.
    async fn open(&self) -> Outcome<TcpStream> {
        let mut stream = TcpStream::connect(self.addr).await?;
        stream.set_nodelay(true)?;
        let (path, cookie) = match &self.room {
            Some(room) => (format!("/watch/{}/link", room.code), format!("cookie: key={}\r\n", room.watch_key)),
            None => ("/".to_owned(), String::new()),
        };
        let request = format!(
            "GET {path} HTTP/1.1\r\nhost: {0}\r\norigin: http://{0}\r\n{cookie}connection: upgrade\r\nupgrade: websocket\r\n\
             sec-websocket-version: 13\r\nsec-websocket-key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n",
            self.addr
        );
        stream.write_all(request.as_bytes()).await?;
        let mut head = Vec::new();
        while !head.ends_with(b"\r\n\r\n") {
            head.push(timeout(PATIENCE, stream.read_u8()).await??);
        }
        if !head.starts_with(b"HTTP/1.1 101") {
            return Err(String::from_utf8_lossy(&head).into());
        }
        if self.room.is_some() {
            let hello = encode(&ToServer::Hello { protocol: PROTOCOL, since: 0 });
            // A mask of nothing but zeros leaves everything as it is.
            let head = [0x82, 0x80 | u8::try_from(hello.len())?, 0, 0, 0, 0];
            stream.write_all(&[&head[..], &hello].concat()).await?;
        }
        Ok(stream)
    }
}

/// All links, and what they have. They end with it.
pub struct Crowd {
    count: u64,
    state: Arc<State>,
    _links: JoinSet<()>,
}

struct State {
    /// How many links have the event of each number, or a later one.
    have: Vec<AtomicU64>,
    newest: AtomicU64,
    gaps: AtomicU64,
    changed: Notify,
}

impl Crowd {
    pub async fn join(target: &Arc<Target>, count: usize) -> Outcome<Self> {
        let state = Arc::new(State {
            have: (0..EVENTS_MAX).map(|_| AtomicU64::new(0)).collect(),
            newest: AtomicU64::new(0),
            gaps: AtomicU64::new(0),
            changed: Notify::new(),
        });
        let mut links = JoinSet::new();
        for _ in 0..count {
            let stream = target.open().await?;
            let mut link = Link { seq: 0, is_peer: target.room.is_none(), state: Arc::clone(&state) };
            links.spawn(async move { link.listen(stream).await });
        }
        let crowd = Self { count: count as u64, state, _links: links };
        if target.room.is_some() {
            crowd.all_have(1).await?;
        }
        Ok(crowd)
    }

    pub fn newest(&self) -> u64 {
        self.state.newest.load(Ordering::Relaxed)
    }

    pub fn gaps(&self) -> u64 {
        self.state.gaps.load(Ordering::Relaxed)
    }

    pub async fn all_have(&self, seq: u64) -> Outcome<()> {
        let have = self.state.have.get(usize::try_from(seq)?).ok_or("too many events")?;
        let deadline = Instant::now() + PATIENCE;
        while have.load(Ordering::Relaxed) < self.count {
            let left = deadline.saturating_duration_since(Instant::now());
            if timeout(left, self.state.changed.notified()).await.is_err() {
                let have = have.load(Ordering::Relaxed);
                return Err(format!("event {seq} came to {have} of {} links", self.count).into());
            }
        }
        Ok(())
    }
}

struct Link {
    seq: u64,
    is_peer: bool,
    state: Arc<State>,
}

impl Link {
    async fn listen(&mut self, mut stream: TcpStream) {
        let mut assembler = Assembler::default();
        let mut waiting: Vec<u8> = Vec::new();
        let mut buffer = [0; 2048];
        while let Ok(read @ 1..) = stream.read(&mut buffer).await {
            waiting.extend(&buffer[..read]);
            let mut done = 0;
            while let Some((start, end)) = message(&waiting[done..]) {
                self.received(&waiting[done + start..done + end], &mut assembler);
                done += end;
            }
            waiting.drain(..done);
        }
    }

    fn received(&mut self, message: &[u8], assembler: &mut Assembler) {
        if self.is_peer {
            return self.has(self.seq + 1);
        }
        match message.first() {
            Some(&PATCH) => {
                let (from, rest) = number(&message[1..]);
                self.patched(from, number(rest).0);
            }
            Some(&(VIEW | PARTS..)) => match assembler.receive(message) {
                Assembled::Frame(ToBrowser::View(view)) => self.has(view.seq),
                Assembled::Frame(ToBrowser::Patch(patch)) => self.patched(patch.from, patch.to),
                _ => (),
            },
            _ => (),
        }
    }

    fn patched(&mut self, from: u64, to: u64) {
        if from > self.seq {
            self.state.gaps.fetch_add(1, Ordering::Relaxed);
        }
        self.has(to);
    }

    fn has(&mut self, seq: u64) {
        for number in self.seq + 1..=seq {
            if let Some(have) = usize::try_from(number).ok().and_then(|place| self.state.have.get(place)) {
                have.fetch_add(1, Ordering::Relaxed);
            }
        }
        self.seq = self.seq.max(seq);
        self.state.newest.fetch_max(seq, Ordering::Relaxed);
        self.state.changed.notify_one();
    }
}

/// Where the first whole message of these bytes begins and ends; servers send theirs without a mask.
fn message(bytes: &[u8]) -> Option<(usize, usize)> {
    let (start, length) = match *bytes.get(1)? {
        126 => (4, usize::from(u16::from_be_bytes(bytes.get(2..4)?.try_into().ok()?))),
        127 => (10, usize::try_from(u64::from_be_bytes(bytes.get(2..10)?.try_into().ok()?)).ok()?),
        short => (2, usize::from(short)),
    };
    (bytes.len() >= start + length).then_some((start, start + length))
}

/// A number as frames have it, seven bits in each byte, the lowest first.
fn number(bytes: &[u8]) -> (u64, &[u8]) {
    let length = bytes.iter().take_while(|byte| **byte >= 0x80).count() + 1;
    let (number, rest) = bytes.split_at(length.min(bytes.len()));
    (number.iter().rev().fold(0, |number, byte| number << 7 | u64::from(byte & 0x7f)), rest)
}
