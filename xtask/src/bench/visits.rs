//! What a visitor and the system see of a running server: budgets A5 and A6.

use super::{Built, Figures, folder, programs::fill, samples::Samples, served::Served};
use crate::failure::Failure;
use std::{path::Path, thread, time::Instant};

/// How often the server is started for A5.
const STARTS: usize = 11;
/// Pages asked for one by one for A6, after some that do not count.
const PAGES_ALONE: usize = 300;
const PAGES_BEFORE: usize = 30;
/// Connections at once, rounds, and pages of each connection in a round, for A6 under load. A round takes long enough
/// that the system's ticks of 10 ms do not matter.
const VISITORS: usize = 8;
const ROUNDS: usize = 7;
const PAGES_OF_A_VISITOR: usize = 150;

/// A5: starting with a large database, and the memory of a server that nobody uses.
///
/// # Errors
/// When it cannot be measured; the text says why.
pub fn start(_: &Built) -> Result<Figures, Failure> {
    let database = folder()?.join("large.db");
    let filled = fill("large", &database)?;
    let (mut starts, mut memory) = (Vec::new(), Vec::new());
    for _ in 0..STARTS {
        let started = Instant::now();
        let served = Served::start(&database)?;
        served.visitor()?.get("/", "")?;
        starts.push(started.elapsed().as_secs_f64() * 1000.0);
        if memory.len() < 3 {
            memory.push(served.idle_memory()?);
        }
        served.stop();
    }
    let note = format!("{} events; the database's file was in the system's cache", filled["events"]);
    Ok(Figures::from([
        ("A5 start", Samples::of(starts)?.noting(note)),
        ("A5 memory", Samples::of(memory)?.noting("VmRSS once it stood still for 3 s, after one page")),
    ]))
}

/// A page, and the key that opens it.
struct Page {
    path: String,
    key: String,
}

/// A6: the page of a room that was just opened, and of one in which the longest storyboard was played to its end.
///
/// # Errors
/// When it cannot be measured; the text says why.
pub fn pages(_: &Built) -> Result<Figures, Failure> {
    let database = folder()?.join("pages.db");
    let rooms = fill("rooms", &database)?;
    let mut figures = Figures::new();
    for (room, alone_key, load_key) in
        [("opened", "A6 opened", "A6 opened CPU"), ("played", "A6 played", "A6 played CPU")]
    {
        let text = |name: &str| rooms[name].as_str().unwrap_or_default().to_owned();
        let page = Page { path: format!("/room/{}", text(room)), key: text(&format!("{room}_key")) };
        figures.insert(alone_key, alone(&database, &page)?);
        figures.insert(load_key, under_load(&database, &page)?);
    }
    Ok(figures)
}

/// Milliseconds to the first byte, one page after the other on one connection.
fn alone(database: &Path, page: &Page) -> Result<Samples, Failure> {
    let served = Served::start(database)?;
    let mut visitor = served.visitor()?;
    let mut waits = Vec::new();
    for count in 0..PAGES_BEFORE + PAGES_ALONE {
        let answer = visitor.get(&page.path, &page.key)?;
        if count >= PAGES_BEFORE {
            waits.push(answer.first_byte.as_secs_f64() * 1000.0);
        }
    }
    served.stop();
    Samples::of(waits)
}

/// Milliseconds of the server's processor time per page, round by round, while all visitors ask as fast as they can.
fn under_load(database: &Path, page: &Page) -> Result<Samples, Failure> {
    let served = Served::start(database)?;
    served.visitor()?.get(&page.path, &page.key)?;
    let mut rounds = Vec::new();
    let mut pages_a_second = Vec::new();
    for _ in 0..ROUNDS {
        let (before, started) = (served.processor_time()?, Instant::now());
        visit(&served, page)?;
        let used = served.processor_time()?.saturating_sub(before);
        #[expect(clippy::cast_precision_loss, reason = "some hundred pages")]
        let pages = (VISITORS * PAGES_OF_A_VISITOR) as f64;
        rounds.push(used.as_secs_f64() * 1000.0 / pages);
        pages_a_second.push(pages / started.elapsed().as_secs_f64());
    }
    served.stop();
    let rate = Samples::of(pages_a_second)?.median();
    Ok(Samples::of(rounds)?.noting(format!("{VISITORS} connections at once, {rate:.0} pages/s")))
}

fn visit(served: &Served, page: &Page) -> Result<(), Failure> {
    let visit = || {
        let mut visitor = served.visitor()?;
        (0..PAGES_OF_A_VISITOR).try_for_each(|_| visitor.get(&page.path, &page.key).map(drop))
    };
    thread::scope(|scope| {
        let visitors: Vec<_> = (0..VISITORS).map(|_| scope.spawn(visit)).collect();
        let gave_up = || Err(Failure::explained("a visitor gave up"));
        visitors.into_iter().try_for_each(|visitor| visitor.join().unwrap_or_else(|_| gave_up()))
    })
}
