//! Measures budget A7: durable commands acknowledged per second, in process, with 64 rooms at once.
//!
//! `commands_bench FOLDER` makes its databases there: it has to lie on a real disk, for a commit costs what the disk
//! takes to say that it has it. Prints one line of JSON: one entry per round, with how many commands each room had under
//! way, the acknowledged commands per second, and how long they took in milliseconds.

use std::{
    collections::VecDeque,
    error::Error,
    path::Path,
    sync::Arc,
    time::{Duration, Instant},
};

use drill::{Backend, Command, TabName};
use protocol::Role;
use serde_json::{Value, json};
use server::{
    room::Room,
    rooms::Rooms,
    store::{SqliteStore, Store},
    storyboards,
};
use tokio::{sync::mpsc, task::JoinSet};

const ROOMS: usize = 64;
/// A round is long enough for the log's file to be tidied up several times.
const ROUND: Duration = Duration::from_secs(3);
/// How many commands each room has under way, round by round: the rounds of one number belong together.
const ROUNDS: [usize; 9] = [1, 4, 16, 4, 4, 1, 4, 16, 4];

type Outcome<T> = Result<T, Box<dyn Error + Send + Sync>>;

#[tokio::main]
async fn main() -> Outcome<()> {
    let parent = std::env::args_os().nth(1).ok_or("usage: commands_bench FOLDER")?;
    let folder = tempfile::tempdir_in(Path::new(&parent))?;
    let mut rounds = Vec::new();
    for (number, under_way) in ROUNDS.into_iter().enumerate() {
        let store: Arc<dyn Store> = Arc::new(SqliteStore::open(&folder.path().join(format!("{number}.db"))).await?);
        rounds.push(round(Arc::clone(&store), under_way).await?);
        store.close().await;
    }
    println!("{}", json!({ "rooms": ROOMS, "rounds": rounds }));
    Ok(())
}

/// Each room gets commands from one sender that keeps so many under way.
async fn round(store: Arc<dyn Store>, under_way: usize) -> Outcome<Value> {
    let rooms = Rooms::new(store).await?;
    let mut senders = JoinSet::new();
    let mut opened = Vec::new();
    for _ in 0..ROOMS {
        let (code, _) = rooms.open(storyboards::opening("").ok_or("free play")?).await?;
        opened.push(rooms.find(code).await?);
    }
    let started = Instant::now();
    for room in opened {
        senders.spawn(send(room, under_way, started + ROUND));
    }
    let mut waits = Vec::new();
    while let Some(done) = senders.join_next().await {
        waits.extend(done??);
    }
    let took = started.elapsed();
    rooms.stop().await;
    waits.sort_unstable();
    let at = |part: usize| waits.get(waits.len() * part / 1000).copied().unwrap_or_default().as_secs_f64() * 1000.0;
    let count = u32::try_from(waits.len())?;
    Ok(json!({
        "under_way": under_way,
        "per_second": f64::from(count) / took.as_secs_f64(),
        "p50": at(500),
        "p99": at(990),
        "p999": at(999),
    }))
}

/// Sends until `end`, and gives how long each command took to be acknowledged.
async fn send(room: Arc<Room>, under_way: usize, end: Instant) -> Outcome<Vec<Duration>> {
    let (answer, mut answers) = mpsc::channel(under_way);
    let mut sent = VecDeque::new();
    let mut waits = Vec::new();
    let mut id = 0;
    while Instant::now() < end || !sent.is_empty() {
        while sent.len() < under_way && Instant::now() < end {
            sent.push_back(Instant::now());
            room.command(id, Role::Operator, command(id), answer.clone()).await?;
            id += 1;
        }
        if let Some((id, result)) = answers.recv().await {
            result.map_err(|error| format!("command {id}: {error}"))?;
            waits.extend(sent.pop_front().map(|sent| sent.elapsed()));
        }
    }
    Ok(waits)
}

/// None of these is ever refused, in this order.
fn command(id: u32) -> Command {
    let tab = TabName::ALL[id as usize % TabName::ALL.len()];
    match id % 4 {
        0 => Command::StopBackends(vec![Backend::Services]),
        1 => Command::AgentOpenTab(tab),
        2 => Command::StartBackends(vec![Backend::Services]),
        _ => Command::AddNote("A note of ordinary length, as a trainer writes it.".to_owned()),
    }
}
