//! Budgets B1, B2 and B4: how fast a line that was made durable reaches a crowd of links on loopback, and what becomes of a
//! burst. The same is asked of other servers, with the same links, for comparison.
//!
//! - `crowd_bench drillroom PROGRAM DATABASE LINKS BURST_LINKS`
//! - `crowd_bench peer LINKS COMMAND...`: a server that prints its port, writes what it is sent to a file, and passes something
//!   on to all its links.
//!
//! The server has the first processor to itself; this program should be started on another one. Prints one line of JSON;
//! times are in milliseconds from a line to its last link, rates in events that a link got, of all links, per second.

use std::{net::SocketAddr, path::Path, process::Stdio, sync::Arc, time::Instant};

use drill::Command;
use futures_util::SinkExt as _;
use serde_json::{Value, json};
use server::secret::Secret;
use tokio::{
    io::{AsyncBufReadExt as _, BufReader},
    process::{Child, Command as Program},
    task::JoinSet,
    time::timeout,
};
use tokio_tungstenite::tungstenite::Message;

#[path = "crowd_bench/crowd.rs"]
mod crowd;
#[path = "shared/link.rs"]
#[expect(dead_code, reason = "here an answer is never waited for")]
mod link;
#[path = "shared/served.rs"]
#[expect(dead_code, reason = "memory, time and kills are for others")]
mod served;
use crowd::{Crowd, Target};
use link::{Outcome, PATIENCE, Socket, connect, send};
use served::Served;

/// The processor of the server, as `taskset` takes it.
const SERVERS_PROCESSOR: &str = "0";
/// Lines that are measured, after some that do not count.
const LINES: usize = 30;
const LINES_BEFORE: usize = 5;
/// A burst: so many links give so many commands each, all at once.
const TALKERS: usize = 25;
const COMMANDS_OF_A_TALKER: usize = 40;
const BURSTS: usize = 5;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Outcome<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let measured = match &words[..] {
        ["drillroom", program, database, links, burst_links] => {
            drillroom(Path::new(program), Path::new(database), links.parse()?, burst_links.parse()?).await?
        }
        ["peer", links, command @ ..] if !command.is_empty() => peer(links.parse()?, command).await?,
        _ => {
            return Err(
                "usage: crowd_bench drillroom PROGRAM DATABASE LINKS BURST_LINKS | peer LINKS COMMAND...".into()
            );
        }
    };
    println!("{measured}");
    Ok(())
}

async fn drillroom(program: &Path, database: &Path, links: usize, burst_links: usize) -> Outcome<Value> {
    let mut served = Served::start(program, database, "127.0.0.1:0", Some(SERVERS_PROCESSOR)).await?;
    let waits = lines(&served, links).await?;
    let (bursts, gaps) = bursts(&served, burst_links).await?;
    served.terminate().await?;
    Ok(json!({
        "links": links, "waits": waits, "burst_links": burst_links, "events": TALKERS * COMMANDS_OF_A_TALKER,
        "bursts": bursts, "gaps": gaps,
    }))
}

async fn lines(served: &Served, links: usize) -> Outcome<Vec<f64>> {
    let (target, mut talker) = room(served).await?;
    let crowd = Crowd::join(&target, links).await?;
    let mut waits = Vec::new();
    for line in 0..LINES_BEFORE + LINES {
        let next = crowd.newest() + 1;
        let started = Instant::now();
        send(&mut talker, Command::AgentSay(words(line))).await?;
        crowd.all_have(next).await?;
        waits.push(ms(started));
        // It came with the line, or before.
        link::answer(&mut talker).await?;
    }
    Ok(waits.split_off(LINES_BEFORE))
}

/// A fresh room: where its projector's links go, and an operator's link.
async fn room(served: &Served) -> Outcome<(Arc<Target>, Socket)> {
    let (code, key) = served.open_room().await?;
    let talker = connect(served.addr, &format!("/room/{code}"), &key, 0).await?;
    let watch = Secret::parse(&key).ok_or("no key")?.for_watching().text();
    Ok((Arc::new(Target::drillroom(served.addr, &code, &watch, &key)), talker))
}

/// Event-deliveries per second of each burst, and how often a link missed something.
async fn bursts(served: &Served, links: usize) -> Outcome<(Vec<f64>, u64)> {
    let (mut rates, mut gaps) = (Vec::new(), 0);
    for _ in 0..BURSTS {
        let (target, first) = room(served).await?;
        let mut talkers = vec![first];
        for _ in 1..TALKERS {
            talkers.push(target.operator().await?);
        }
        let crowd = Crowd::join(&target, links).await?;
        let last = crowd.newest() + (TALKERS * COMMANDS_OF_A_TALKER) as u64;
        let started = Instant::now();
        let mut talking: JoinSet<_> = talkers.into_iter().map(talk).collect();
        crowd.all_have(last).await?;
        #[expect(clippy::cast_precision_loss, reason = "a million")]
        let deliveries = (links * TALKERS * COMMANDS_OF_A_TALKER) as f64;
        rates.push(deliveries / started.elapsed().as_secs_f64());
        while let Some(done) = talking.join_next().await {
            done??;
        }
        gaps += crowd.gaps();
    }
    Ok((rates, gaps))
}

/// Gives all commands at once. Their answers have to be read, or nothing more is taken from this link.
async fn talk(mut talker: Socket) -> Outcome<()> {
    for line in 0..COMMANDS_OF_A_TALKER {
        send(&mut talker, Command::AgentSay(words(line))).await?;
    }
    for _ in 0..COMMANDS_OF_A_TALKER {
        link::answer(&mut talker).await?;
    }
    Ok(())
}

async fn peer(links: usize, command: &[&str]) -> Outcome<Value> {
    let mut child = Program::new("taskset")
        .args(["--cpu-list", SERVERS_PROCESSOR])
        .args(command)
        .stdout(Stdio::piped())
        .kill_on_drop(true)
        .spawn()?;
    let target = Arc::new(Target::peer(listens_at(&mut child).await?));
    let crowd = Crowd::join(&target, links).await?;
    let mut talker = target.talker().await?;
    let mut waits = Vec::new();
    for line in 0..LINES_BEFORE + LINES {
        let next = crowd.newest() + 1;
        let started = Instant::now();
        talker.send(Message::binary(words(line).into_bytes())).await?;
        crowd.all_have(next).await?;
        waits.push(ms(started));
    }
    child.kill().await?;
    Ok(json!({ "links": links, "waits": waits.split_off(LINES_BEFORE) }))
}

async fn listens_at(child: &mut Child) -> Outcome<SocketAddr> {
    let mut lines = BufReader::new(child.stdout.take().ok_or("no output")?).lines();
    let port = timeout(PATIENCE, lines.next_line()).await??.ok_or("it did not start")?;
    Ok(([127, 0, 0, 1], port.trim().parse()?).into())
}

/// Forty letters.
fn words(line: usize) -> String {
    format!("Line {line:>5} of a conversation about a parcel").chars().take(40).collect()
}

fn ms(since: Instant) -> f64 {
    since.elapsed().as_secs_f64() * 1000.0
}
