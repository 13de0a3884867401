//! Budgets B3, B5, B6 and B7 on the real program, in a process of its own: memory per idle link, coming back after
//! `kill -9`, links that stop reading, and the stop. And how long a click takes to the last link.
//!
//! `links_bench PROGRAM DATABASE LINKS`: prints one line of JSON; times are in milliseconds, memory in kilobytes.

use std::{
    net::SocketAddr,
    path::Path,
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicU64, Ordering},
    },
    time::{Duration, Instant},
};

use drill::Command;
use futures_util::StreamExt as _;
use protocol::{Assembled, Assembler, Closing, Patch, ToBrowser};
use serde_json::{Value, json};
use server::secret::Secret;
use tokio::{
    sync::{Semaphore, watch},
    task::JoinSet,
    time::sleep,
};
use tokio_tungstenite::tungstenite::Message;

#[path = "shared/link.rs"]
mod link;
#[path = "shared/served.rs"]
#[expect(dead_code, reason = "processor time is for others")]
mod served;
use link::{Outcome, PATIENCE, Socket, connect, order};
use served::Served;

/// One link in so many stops reading.
const STALLED_ONE_IN: usize = 10;
/// How long they do, and how many events a second come meanwhile.
const STALLED_FOR: Duration = Duration::from_mins(1);
const EVENTS_PER_SECOND: u32 = 50;
/// Events of the quiet stretch that the stalled one is compared with.
const QUIET_EVENTS: u32 = 500;
/// Connections that are made at once.
const CONNECTING_MAX: usize = 200;

#[tokio::main]
async fn main() -> Outcome<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [program, database, links] = &arguments[..] else {
        return Err("usage: links_bench PROGRAM DATABASE LINKS".into());
    };
    println!("{}", measure(Path::new(program), Path::new(database), links.parse()?).await?);
    Ok(())
}

async fn measure(program: &Path, database: &Path, count: usize) -> Outcome<Value> {
    let mut served = Served::start(program, database, "127.0.0.1:0", None).await?;
    let (code, key) = served.open_room().await?;
    let room = Arc::new(Room::new(served.addr, code, key));
    let mut operator = room.connect(Page::Operator, 0).await?;
    // The allocator's first pages are not the links'.
    let before_kb = served.resident_kb()?;
    let crowd = Crowd::join(&room, count).await?;
    sleep(Duration::from_secs(2)).await;
    let per_link_kb = (served.resident_kb()? - before_kb) / f(count);

    let mut clicks = Vec::new();
    for seq in 2..12 {
        let clicked = Instant::now();
        order(&mut operator, Command::AddPublicNote("x".to_owned())).await?;
        crowd.all_have(seq).await?;
        clicks.push(ms(clicked.elapsed()));
    }
    let (quiet, stalled, stalled_kb) = crowd.stall(&room, &mut operator, &served).await?;

    let last = crowd.newest.load(Ordering::SeqCst);
    let killed = Instant::now();
    served.kill().await?;
    let restarted = Served::start(program, database, &served.addr.to_string(), None).await?;
    let start_ms = ms(killed.elapsed());
    crowd.all_are_back(last).await?;
    let resume_ms = ms(killed.elapsed());

    let mut served = restarted;
    let (stop_ms, is_clean) = served.terminate().await?;
    let told = crowd.all_were_told().await?;
    let gaps = crowd.gaps.load(Ordering::SeqCst);
    Ok(json!({
        "links": count, "per_link_kb": per_link_kb, "clicks": clicks,
        "quiet_p99": quiet, "stalled_p99": stalled, "stalled_kb": stalled_kb,
        "start_ms": start_ms, "resume_ms": resume_ms, "gaps": gaps,
        "stop_ms": stop_ms, "clean": is_clean, "told": told,
    }))
}

// Links.

#[derive(Clone, Copy, PartialEq, Eq)]
enum Page {
    Operator,
    Projector,
}

struct Room {
    addr: SocketAddr,
    code: String,
    key: String,
    /// When the event of each number was asked for, in microseconds since the start.
    asked: Vec<AtomicU64>,
    started: Instant,
    connecting: Semaphore,
}

impl Room {
    fn new(addr: SocketAddr, code: String, key: String) -> Self {
        let asked = (0..20_000).map(|_| AtomicU64::new(0)).collect();
        Self { addr, code, key, asked, started: Instant::now(), connecting: Semaphore::new(CONNECTING_MAX) }
    }

    async fn connect(&self, page: Page, since: u64) -> Outcome<Socket> {
        let _turn = self.connecting.acquire().await?;
        let operator = Secret::parse(&self.key).ok_or("no key")?;
        let (word, key) = match page {
            Page::Operator => ("room", operator.text()),
            Page::Projector => ("watch", operator.for_watching().text()),
        };
        connect(self.addr, &format!("/{word}/{}", self.code), &key, since).await
    }

    fn now_us(&self) -> u64 {
        u64::try_from(self.started.elapsed().as_micros()).unwrap_or(u64::MAX)
    }
}

/// All links of the room but the operator's. One in ten is an operator's too, all others watch.
struct Crowd {
    count: u64,
    /// How many links have the event of each number, or a later one.
    have: Arc<Vec<AtomicU64>>,
    newest: Arc<AtomicU64>,
    /// Links that got their first frame since the last start.
    back: Arc<AtomicU64>,
    told: Arc<AtomicU64>,
    gaps: Arc<AtomicU64>,
    /// Milliseconds from the command to each link that reads, while `measures`.
    waits: Arc<std::sync::Mutex<Vec<f64>>>,
    measures: Arc<AtomicBool>,
    /// Whether the links that stop reading are to.
    stalled: watch::Sender<bool>,
    links: JoinSet<()>,
}

impl Crowd {
    async fn join(room: &Arc<Room>, count: usize) -> Outcome<Self> {
        let mut crowd = Self {
            count: count as u64,
            have: Arc::new((0..20_000).map(|_| AtomicU64::new(0)).collect()),
            newest: Arc::default(),
            back: Arc::default(),
            told: Arc::default(),
            gaps: Arc::default(),
            waits: Arc::default(),
            measures: Arc::default(),
            stalled: watch::Sender::new(false),
            links: JoinSet::new(),
        };
        for place in 0..count {
            let link = Link {
                room: Arc::clone(room),
                page: if place % STALLED_ONE_IN == 0 { Page::Operator } else { Page::Projector },
                seq: 0,
                have: Arc::clone(&crowd.have),
                newest: Arc::clone(&crowd.newest),
                back: Arc::clone(&crowd.back),
                told: Arc::clone(&crowd.told),
                gaps: Arc::clone(&crowd.gaps),
                waits: Arc::clone(&crowd.waits),
                measures: Arc::clone(&crowd.measures),
                stalled: crowd.stalled.subscribe(),
            };
            crowd.links.spawn(link.live());
        }
        crowd.all_have(1).await?;
        Ok(crowd)
    }

    async fn all_have(&self, seq: usize) -> Outcome<()> {
        self.until(&self.have[seq], self.count, "an event").await
    }

    async fn all_are_back(&self, seq: u64) -> Outcome<()> {
        self.until(&self.back, self.count, "the links to come back").await?;
        if self.newest.load(Ordering::SeqCst) < seq { Err("something was lost".into()) } else { Ok(()) }
    }

    async fn all_were_told(&self) -> Outcome<u64> {
        // A link that was not told by now is not going to be: the server has ended.
        sleep(Duration::from_secs(1)).await;
        Ok(self.told.load(Ordering::SeqCst))
    }

    async fn until(&self, counter: &AtomicU64, count: u64, what: &str) -> Outcome<()> {
        let deadline = Instant::now() + PATIENCE;
        while counter.load(Ordering::SeqCst) < count {
            if Instant::now() > deadline {
                let have = counter.load(Ordering::SeqCst);
                return Err(format!("waited too long for {what}: {have} of {count}").into());
            }
            sleep(Duration::from_millis(1)).await;
        }
        Ok(())
    }

    /// p99 of the links that read, in a quiet stretch and while the others do not, and the server's memory per link that does
    /// not.
    async fn stall(&self, room: &Room, operator: &mut Socket, served: &Served) -> Outcome<(f64, f64, f64)> {
        self.events(room, operator, QUIET_EVENTS).await?;
        let quiet = self.p99();
        let before_kb = served.resident_kb()?;
        self.stalled.send_replace(true);
        let secs = u32::try_from(STALLED_FOR.as_secs())?;
        self.events(room, operator, secs * EVENTS_PER_SECOND).await?;
        let stalled = self.p99();
        let count = usize::try_from(self.count)?.div_ceil(STALLED_ONE_IN);
        let per_link_kb = (served.resident_kb()? - before_kb) / f(count);
        self.stalled.send_replace(false);
        let last = usize::try_from(self.newest.load(Ordering::SeqCst))?;
        self.all_have(last).await?;
        self.back.store(0, Ordering::SeqCst);
        Ok((quiet, stalled, per_link_kb))
    }

    async fn events(&self, room: &Room, operator: &mut Socket, count: u32) -> Outcome<()> {
        self.measures.store(true, Ordering::SeqCst);
        let mut every = tokio::time::interval(Duration::from_secs(1) / EVENTS_PER_SECOND);
        for _ in 0..count {
            every.tick().await;
            let next = usize::try_from(self.newest.load(Ordering::SeqCst))? + 1;
            room.asked[next].store(room.now_us(), Ordering::SeqCst);
            order(operator, Command::AddPublicNote("x".to_owned())).await?;
            let seen = Instant::now() + PATIENCE;
            while usize::try_from(self.newest.load(Ordering::SeqCst))? < next && Instant::now() < seen {
                sleep(Duration::from_micros(200)).await;
            }
        }
        self.measures.store(false, Ordering::SeqCst);
        Ok(())
    }

    fn p99(&self) -> f64 {
        let mut waits = std::mem::take(&mut *self.waits.lock().unwrap_or_else(std::sync::PoisonError::into_inner));
        waits.sort_unstable_by(f64::total_cmp);
        waits.get(waits.len() * 99 / 100).copied().unwrap_or(f64::NAN)
    }
}

struct Link {
    room: Arc<Room>,
    page: Page,
    seq: u64,
    have: Arc<Vec<AtomicU64>>,
    newest: Arc<AtomicU64>,
    back: Arc<AtomicU64>,
    told: Arc<AtomicU64>,
    gaps: Arc<AtomicU64>,
    waits: Arc<std::sync::Mutex<Vec<f64>>>,
    measures: Arc<AtomicBool>,
    stalled: watch::Receiver<bool>,
}

impl Link {
    /// Connects, and again whenever the connection is lost, as a browser does.
    async fn live(mut self) {
        loop {
            if let Ok(socket) = self.room.connect(self.page, self.seq).await {
                self.read(socket).await;
            }
            sleep(Duration::from_millis(50)).await;
        }
    }

    async fn read(&mut self, mut socket: Socket) {
        let (mut is_first, mut assembler) = (true, Assembler::default());
        loop {
            if self.page == Page::Operator && *self.stalled.borrow() {
                // It fails only when the measuring ends.
                let _ = self.stalled.wait_for(|stalled| !stalled).await;
            }
            let Some(Ok(message)) = socket.next().await else { return };
            let Message::Binary(bytes) = message else { continue };
            match assembler.receive(&bytes) {
                Assembled::Frame(ToBrowser::View(view)) => self.has(view.seq),
                Assembled::Frame(ToBrowser::Patch(Patch { from, to, .. })) => {
                    if from > self.seq {
                        self.gaps.fetch_add(1, Ordering::SeqCst);
                    }
                    self.has(to);
                }
                Assembled::Frame(ToBrowser::Closing(Closing::ServerStops)) => {
                    self.told.fetch_add(1, Ordering::SeqCst);
                }
                _ => continue,
            }
            if std::mem::take(&mut is_first) {
                self.back.fetch_add(1, Ordering::SeqCst);
            }
        }
    }

    fn has(&mut self, seq: u64) {
        for number in self.seq + 1..=seq {
            let place = usize::try_from(number).unwrap_or(usize::MAX);
            if let Some(have) = self.have.get(place) {
                have.fetch_add(1, Ordering::SeqCst);
            }
        }
        self.seq = self.seq.max(seq);
        self.newest.fetch_max(seq, Ordering::SeqCst);
        if self.page == Page::Projector && self.measures.load(Ordering::Relaxed) {
            let asked = usize::try_from(seq).ok().and_then(|place| self.room.asked.get(place));
            let asked = asked.map_or(0, |asked| asked.load(Ordering::SeqCst));
            if asked > 0 {
                let waited = self.room.now_us().saturating_sub(asked);
                let waits = &mut *self.waits.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
                waits.push(f64::from(u32::try_from(waited).unwrap_or(u32::MAX)) / 1000.0);
            }
        }
    }
}

fn ms(duration: Duration) -> f64 {
    duration.as_secs_f64() * 1000.0
}

#[expect(clippy::cast_precision_loss, reason = "some thousand links")]
fn f(count: usize) -> f64 {
    count as f64
}
