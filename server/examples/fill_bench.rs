//! Makes databases to measure the whole program on, through the store itself. Prints one line of JSON.
//!
//! - `fill_bench large DATABASE`: 1,000 rooms of 1,000 events each, for budget A5. One that is there already is kept if
//!   this version can read it.
//! - `fill_bench long DATABASE`: one room of 10,000 events for budget C1, and its code and key.
//! - `fill_bench effects DATABASE`: the same of a room with 2,000 effects, for budget C2.
//! - `fill_bench rooms DATABASE`: two rooms for budget A6, and their codes: `opened`, and `played`, in which the longest
//!   storyboard was played to its end.

use std::{error::Error, path::Path, sync::Arc};

use drill::{Command, scenarios};
use protocol::{CommandError, Role};
use serde_json::{Value, json};
use server::{
    class::{Class, Keys},
    code::RoomCode,
    rooms::Rooms,
    secret::Secret,
    store::{SqliteStore, Store},
    storyboards,
};
use tokio::sync::mpsc;

#[path = "../../app/drill/examples/engine_bench/log.rs"]
mod log;

const ROOMS: u64 = 1_000;
const EVENTS_PER_ROOM: usize = 1_000;
const EVENTS_OF_A_LONG_ROOM: usize = 10_000;

/// They bring the 2,000 effects that the budget speaks of, and some more.
const EVENTS_WITH_2000_EFFECTS: usize = 900;

type Outcome<T> = Result<T, Box<dyn Error + Send + Sync>>;

#[tokio::main]
async fn main() -> Outcome<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let made = match words[..] {
        ["large", database] => large(Path::new(database)).await?,
        ["long", database] => long(Path::new(database), EVENTS_OF_A_LONG_ROOM).await?,
        ["effects", database] => long(Path::new(database), EVENTS_WITH_2000_EFFECTS).await?,
        ["rooms", database] => rooms(Path::new(database)).await?,
        _ => return Err("usage: fill_bench large|long|effects|rooms DATABASE".into()),
    };
    println!("{made}");
    Ok(())
}

async fn large(database: &Path) -> Outcome<Value> {
    let last = database.with_extension("last-room");
    let kept = is_whole(database, &last).await;
    if !kept {
        remove(database)?;
        let store = SqliteStore::open(database).await?;
        let events = log::long_log(EVENTS_PER_ROOM);
        let class = Class::new(Keys::of(&Secret::random()?));
        let mut code = RoomCode::random()?;
        for _ in 0..ROOMS {
            code = RoomCode::random()?;
            store.open_room(code, &class, &events).await?;
        }
        store.close().await;
        std::fs::write(last, code.letters())?;
    }
    Ok(json!({ "events": ROOMS * EVENTS_PER_ROOM as u64, "kept": kept }))
}

async fn long(database: &Path, events: usize) -> Outcome<Value> {
    remove(database)?;
    let store = SqliteStore::open(database).await?;
    let (code, key) = (RoomCode::random()?, Secret::random()?);
    store.open_room(code, &Class::new(Keys::of(&key)), &log::long_log(events)).await?;
    store.close().await;
    Ok(json!({ "code": code.to_string(), "key": key.text() }))
}

/// Whether an earlier run has filled it to the end, and its last room can still be read.
async fn is_whole(database: &Path, last: &Path) -> bool {
    let Ok(code) = std::fs::read_to_string(last) else { return false };
    let (Ok(code), Ok(store)) = (RoomCode::parse(&code), SqliteStore::open(database).await) else { return false };
    let room = store.find_room(code).await.ok().flatten();
    let events = match room {
        Some(room) => store.events(room.id, 0).await.unwrap_or_default().len(),
        None => 0,
    };
    let rooms = store.count_rooms().await.unwrap_or_default();
    store.close().await;
    rooms == ROOMS && events == EVENTS_PER_ROOM
}

async fn rooms(database: &Path) -> Outcome<Value> {
    remove(database)?;
    let store: Arc<dyn Store> = Arc::new(SqliteStore::open(database).await?);
    let rooms = Rooms::new(Arc::clone(&store)).await?;
    let longest =
        scenarios::all().iter().max_by_key(|scenario| scenario.script().steps().len()).ok_or("no storyboard")?;
    let opening = || storyboards::opening(longest.slug).ok_or("no such storyboard");
    let (opened, opened_key) = rooms.open(opening()?).await?;
    let (played, played_key) = rooms.open(opening()?).await?;
    let room = rooms.find(played).await?;
    let (answer, mut answers) = mpsc::channel(1);
    let mut steps = 0;
    loop {
        room.command(steps, Role::Operator, Command::PlayStep, answer.clone()).await?;
        match answers.recv().await.ok_or("the room does not answer")?.1 {
            Ok(()) => steps += 1,
            Err(CommandError::Refused(_)) if steps > 0 => break,
            Err(error) => return Err(error.to_string().into()),
        }
    }
    rooms.stop().await;
    store.close().await;
    Ok(json!({
        "opened": opened.to_string(), "opened_key": opened_key.text(),
        "played": played.to_string(), "played_key": played_key.text(),
        "steps": steps,
    }))
}

/// Removes a database and everything that lies beside it.
fn remove(database: &Path) -> std::io::Result<()> {
    for suffix in ["", "-wal", "-shm", ".lock"] {
        let mut name = database.as_os_str().to_owned();
        name.push(suffix);
        match std::fs::remove_file(&name) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => return Err(error),
            _ => (),
        }
    }
    Ok(())
}
