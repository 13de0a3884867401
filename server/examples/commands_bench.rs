//! Measures budgets A7 and A5: durable commands acknowledged per second with 64 rooms at once, and the start with a
//! large database. Run it with `cargo run --release --package server --example commands_bench`.

use std::{
    error::Error,
    sync::Arc,
    time::{Duration, Instant},
};

use drill::{Backend, Command, Event, Fact, Millis};
use server::{
    Config, Server,
    code::RoomCode,
    rooms::Rooms,
    store::{SqliteStore, Store},
    storyboards,
};
use tokio::{sync::mpsc, task::JoinSet};

const ROOMS: usize = 64;
const SECONDS: u64 = 5;
const EVENTS: u64 = 1_000_000;
const EVENTS_PER_ROOM: u64 = 1_000;

type Outcome<T> = Result<T, Box<dyn Error + Send + Sync>>;

#[tokio::main]
async fn main() -> Outcome<()> {
    let folder = tempfile::tempdir()?;
    let load = std::fs::read_to_string("/proc/loadavg").unwrap_or_default();
    let cores = std::thread::available_parallelism().map_or(0, usize::from);
    println!("{cores} cores, load {}", load.trim());
    for under_way in [1, 4, 16] {
        let store: Arc<dyn Store> = Arc::new(SqliteStore::open(&folder.path().join(format!("{under_way}.db"))).await?);
        commands(Arc::clone(&store), under_way).await?;
        store.close().await;
    }
    start(&folder.path().join("large.db")).await
}

/// Each room gets commands from one sender that keeps so many under way.
async fn commands(store: Arc<dyn Store>, under_way: usize) -> Outcome<()> {
    let rooms = Rooms::new(store).await?;
    let mut senders = JoinSet::new();
    let end = Instant::now() + Duration::from_secs(SECONDS);
    for _ in 0..ROOMS {
        let code = rooms.open(storyboards::opening("").ok_or("free play")?).await?;
        let room = rooms.find(code).await?;
        senders.spawn(async move {
            let (answer, mut answers) = mpsc::channel(under_way);
            let mut sent = std::collections::VecDeque::new();
            let mut waits = Vec::new();
            let mut id = 0;
            while Instant::now() < end || !sent.is_empty() {
                while sent.len() < under_way && Instant::now() < end {
                    let tab = drill::TabName::ALL[id as usize % drill::TabName::ALL.len()];
                    let command = match id % 4 {
                        0 => Command::StopBackends(vec![Backend::Services]),
                        1 => Command::AgentOpenTab(tab),
                        2 => Command::StartBackends(vec![Backend::Services]),
                        _ => Command::AddNote("A note of ordinary length, as a trainer writes it.".to_owned()),
                    };
                    sent.push_back(Instant::now());
                    room.command(id, command, answer.clone()).await?;
                    id += 1;
                }
                if let Some((id, result)) = answers.recv().await {
                    result.map_err(|denial| format!("command {id}: {denial}"))?;
                    waits.extend(sent.pop_front().map(|sent| sent.elapsed()));
                }
            }
            Outcome::Ok(waits)
        });
    }
    let mut waits = Vec::new();
    while let Some(done) = senders.join_next().await {
        waits.extend(done??);
    }
    waits.sort_unstable();
    let at = |part: usize| waits.get(waits.len() * part / 1000).copied().unwrap_or_default();
    println!(
        "A7: {ROOMS} rooms, {under_way:2} under way each: {:6} acknowledged/s, p50 {:?}, p99 {:?}, p99.9 {:?}",
        waits.len() as u64 / SECONDS,
        at(500),
        at(990),
        at(999),
    );
    rooms.stop().await;
    Ok(())
}

/// Fills a database, then starts the server on it.
async fn start(database: &std::path::Path) -> Outcome<()> {
    let store = SqliteStore::open(database).await?;
    let filling = Instant::now();
    let event = |seq| Event::new(seq, Millis(seq), 0, Fact::NoteAdded(format!("note {seq}")));
    let events: Vec<Event> = (1..=EVENTS_PER_ROOM).map(event).collect();
    for _ in 0..EVENTS / EVENTS_PER_ROOM {
        store.open_room(RoomCode::random()?, &events).await?;
    }
    store.close().await;
    drop(store);
    println!("filled with {EVENTS} events in {:?}", filling.elapsed());
    let config = Config { addr: "127.0.0.1:0".to_owned(), database: database.to_owned(), log: String::new() };
    let starting = Instant::now();
    let server = Server::start(&config).await?;
    println!("A5: start with {EVENTS} events: {:?}", starting.elapsed());
    server.stop().await;
    Ok(())
}
