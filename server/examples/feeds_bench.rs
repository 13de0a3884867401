//! Budgets W1 to W4 on the real program, in a process of its own: how many bytes a chat line costs and how much processor
//! time, how many bytes a view has, and how much memory a link takes, in young rooms and in long ones.
//!
//! `feeds_bench PROGRAM FOLDER` makes its database in that folder. Prints one line of JSON; bytes are medians, times are in
//! microseconds for one line, memory in kilobytes for one link.

use std::path::Path;

use drill::{Command, Event, Fact, Millis, State};
use futures_util::StreamExt as _;
use protocol::{Assembled, Assembler, ToBrowser};
use serde_json::{Value, json};
use server::{
    class::{Class, Keys},
    code::RoomCode,
    secret::Secret,
    store::{SqliteStore, Store as _},
};
use tokio::time::{Duration, sleep, timeout};
use tokio_tungstenite::tungstenite::Message;

#[path = "shared/link.rs"]
mod link;
#[path = "../../app/drill/examples/engine_bench/log.rs"]
mod log;
#[path = "shared/served.rs"]
#[expect(dead_code, reason = "a server that is killed is for others")]
mod served;
use link::{Outcome, PATIENCE, Socket, connect, order};
use served::Served;

/// Lines of which the bytes are told: what a link may send at once.
const LINES: usize = 91;
/// Lines in one stretch of which the processor time is told, and how many stretches each room has, in turn.
const LINES_OF_A_STRETCH: u32 = 90;
const STRETCHES: usize = 9;
/// Links that the memory is shared by.
const LINKS: usize = 5_000;

#[tokio::main]
async fn main() -> Outcome<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [program, folder] = &arguments[..] else { return Err("usage: feeds_bench PROGRAM FOLDER".into()) };
    println!("{}", measure(Path::new(program), Path::new(folder)).await?);
    Ok(())
}

/// A room, and what opens it.
struct Room {
    code: RoomCode,
    key: Secret,
}

async fn measure(program: &Path, folder: &Path) -> Outcome<Value> {
    let folder = tempfile::tempdir_in(folder)?;
    let database = folder.path().join("feeds.db");
    let store = SqliteStore::open(&database).await?;
    let mut rooms = Vec::new();
    for events in [lines(10), lines(1_000), lines(50), lines(5_000), log::long_log(10_000)] {
        let (code, key) = (RoomCode::random()?, Secret::random()?);
        store.open_room(code, &Class::new(Keys::of(&key)), &events).await?;
        rooms.push(Room { code, key });
    }
    store.close().await;
    let [young, long, shorter, longer, longest] = &rooms[..] else { return Err("there are five rooms".into()) };

    let mut served = Served::start(program, &database, "127.0.0.1:0", None).await?;
    let (young_bytes, long_bytes) = (bytes(&served, young).await?, bytes(&served, long).await?);
    let view_bytes = [view_bytes(&served, longest, "room").await?, view_bytes(&served, longest, "watch").await?];
    let (shorter_us, longer_us) = processor_time(&served, shorter, longer).await?;
    served.terminate().await?;
    let mut memory = Vec::new();
    for room in [young, long] {
        let mut served = Served::start(program, &database, "127.0.0.1:0", None).await?;
        memory.push(memory_of_a_link(&served, room).await?);
        served.terminate().await?;
    }
    Ok(json!({
        "young_bytes": young_bytes, "long_bytes": long_bytes, "view_bytes": view_bytes,
        "young_kb": memory[0], "long_kb": memory[1], "links": LINKS,
        "shorter_us": shorter_us, "longer_us": longer_us,
    }))
}

/// The log of a room with so many lines, from each side in turn.
fn lines(count: usize) -> Vec<Event> {
    let mut state = State::new();
    let mut log = Vec::new();
    let opened = Fact::RoomOpened { title: "Free play".to_owned(), summary: String::new(), storyboard: None };
    let mut facts = vec![opened];
    for n in 0..=count {
        for fact in facts.drain(..) {
            let event = Event::new(state.seq + 1, state.at, 0, fact);
            drill::apply(&mut state, &event);
            log.push(event);
        }
        facts = drill::decide(&state, Millis(state.at.0), &line(n)).unwrap_or_default();
    }
    log
}

/// A line of forty letters.
fn line(n: usize) -> Command {
    let text: String = format!("Line {n:>5} of a conversation about a parcel").chars().take(40).collect();
    if n.is_multiple_of(2) { Command::AgentSay(text) } else { Command::CustomerSay(text) }
}

async fn open(served: &Served, room: &Room, page: &str) -> Outcome<Socket> {
    let key = if page == "watch" { room.key.for_watching() } else { room.key };
    connect(served.addr, &format!("/{page}/{}", room.code), &key.text(), 0).await
}

/// The next frame that is a view or a patch, with its length and the number of the event that it leads to.
async fn next(socket: &mut Socket) -> Outcome<(usize, u64)> {
    let (mut assembler, mut length) = (Assembler::default(), 0);
    while let Some(message) = timeout(PATIENCE, socket.next()).await? {
        let Message::Binary(bytes) = message? else { continue };
        length += bytes.len();
        match assembler.receive(&bytes) {
            Assembled::Frame(ToBrowser::View(view)) => return Ok((length, view.seq)),
            Assembled::Frame(ToBrowser::Patch(patch)) => return Ok((length, patch.to)),
            Assembled::Part => (),
            Assembled::Frame(_) | Assembled::Unreadable => length = 0,
        }
    }
    Err("the link ended".into())
}

/// The median bytes of a line to an operator and to a watcher.
async fn bytes(served: &Served, room: &Room) -> Outcome<[usize; 2]> {
    let mut talker = open(served, room, "room").await?;
    let mut listeners = [open(served, room, "room").await?, open(served, room, "watch").await?];
    for listener in &mut listeners {
        next(listener).await?;
    }
    let mut lengths = [Vec::new(), Vec::new()];
    for n in 0..LINES {
        order(&mut talker, line(n)).await?;
        for (listener, lengths) in listeners.iter_mut().zip(&mut lengths) {
            lengths.push(next(listener).await?.0);
        }
    }
    Ok(lengths.map(|mut lengths| {
        lengths.sort_unstable();
        lengths[LINES / 2]
    }))
}

async fn view_bytes(served: &Served, room: &Room, page: &str) -> Outcome<usize> {
    Ok(next(&mut open(served, room, page).await?).await?.0)
}

/// Microseconds of the server's processor time for a line that an operator and a watcher get, stretch by stretch, in the two
/// rooms.
async fn processor_time(served: &Served, shorter: &Room, longer: &Room) -> Outcome<(Vec<f64>, Vec<f64>)> {
    let (mut of_shorter, mut of_longer) = (Vec::new(), Vec::new());
    // The first stretch warms up, and does not count.
    for stretch in 0..=STRETCHES {
        for (room, times) in [(shorter, &mut of_shorter), (longer, &mut of_longer)] {
            let mut talker = open(served, room, "room").await?;
            let mut watcher = open(served, room, "watch").await?;
            let (_, seq) = next(&mut watcher).await?;
            let before = served.processor_time()?;
            for n in 0..LINES_OF_A_STRETCH {
                order(&mut talker, line(n as usize)).await?;
            }
            while next(&mut watcher).await?.1 < seq + u64::from(LINES_OF_A_STRETCH) {}
            let used = served.processor_time()?.saturating_sub(before);
            if stretch > 0 {
                times.push(used.as_secs_f64() * 1e6 / f64::from(LINES_OF_A_STRETCH));
            }
        }
    }
    Ok((of_shorter, of_longer))
}

/// Kilobytes of the server's memory for each link that watches, after some lines.
async fn memory_of_a_link(served: &Served, room: &Room) -> Outcome<f64> {
    let mut talker = open(served, room, "room").await?;
    next(&mut open(served, room, "watch").await?).await?;
    // The allocator's first pages are not the links'.
    let before_kb = served.resident_kb()?;
    let mut links = Vec::new();
    for _ in 0..LINKS {
        let mut link = open(served, room, "watch").await?;
        next(&mut link).await?;
        links.push(link);
    }
    for n in 0..10 {
        order(&mut talker, line(n)).await?;
        for link in &mut links {
            next(link).await?;
        }
    }
    sleep(Duration::from_secs(2)).await;
    #[expect(clippy::cast_precision_loss, reason = "some thousand links")]
    let count = LINKS as f64;
    Ok((served.resident_kb()? - before_kb) / count)
}
