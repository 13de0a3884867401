//! The command `drillroom`.

mod cli;
mod scripts;

use std::{
    backtrace::Backtrace,
    io::{self, IsTerminal as _, Write as _},
    panic,
    process::ExitCode,
};

use clap::Parser as _;
use server::{
    Config, Server,
    class::Keys,
    code::RoomCode,
    limits::LOG_LINES_WAITING_MAX,
    secret::Secret,
    site::site,
    store::{Change, SqliteStore, Store as _},
};
use tokio::signal::unix::{SignalKind, signal};
use tracing_appender::non_blocking::{NonBlockingBuilder, WorkerGuard};
use tracing_subscriber::EnvFilter;

use cli::{Arguments, Task};

fn main() -> ExitCode {
    let done = match Arguments::parse().task() {
        Task::Serve(config) => serve(&config).map_err(|problem| format!("drillroom: {problem}")),
        Task::Key { code, config } => new_key(code, &config).map_err(|problem| format!("drillroom: {problem}")),
        // A script's problems begin with its file and line, as editors like to read them.
        Task::Play { script, json, at } => scripts::play(&script, json, at),
        Task::Check { scripts } => scripts::check(&scripts),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(problem) => {
            // With nobody to read it, the exit code still tells.
            let _ = writeln!(io::stderr(), "{problem}");
            ExitCode::FAILURE
        }
    }
}

fn serve(config: &Config) -> Result<(), String> {
    let filter = EnvFilter::try_new(&config.log)
        .map_err(|error| format!("{} is no filter for the log ({error}). Try --log info.", config.log))?;
    let _log_writer = start_log(filter, config.log_json);
    let runtime = tokio::runtime::Runtime::new().map_err(|error| format!("Cannot start its threads: {error}."))?;
    let outcome = runtime.block_on(run(config));
    // Whatever still runs belongs to connections that were told to end and did not.
    runtime.shutdown_background();
    outcome
}

/// Starts the log. A thread of its own writes it: whatever becomes of standard error, no answer waits for it or fails because of
/// it, and lines that it does not take are dropped. What is still to be written is written when the guard is dropped.
fn start_log(filter: EnvFilter, json: bool) -> WorkerGuard {
    let colours = io::stderr().is_terminal();
    let (lines, guard) = NonBlockingBuilder::default().buffered_lines_limit(LOG_LINES_WAITING_MAX).finish(io::stderr());
    let log = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(lines)
        .log_internal_errors(false)
        .with_ansi(colours);
    if json {
        log.json().init();
    } else {
        log.init();
    }
    // Rust itself would write to standard error, and wait for it.
    panic::set_hook(Box::new(|panic| {
        let backtrace = Backtrace::capture();
        tracing::error!(%panic, %backtrace, "a task of the server has panicked");
    }));
    guard
}

/// Anybody who can write the database may make new keys for its rooms: the old ones are not valid any more.
fn new_key(code: RoomCode, config: &Config) -> Result<(), String> {
    let runtime = tokio::runtime::Runtime::new().map_err(|error| format!("Cannot start its threads: {error}."))?;
    let key = runtime.block_on(async {
        let store = SqliteStore::open(&config.database).await.map_err(|error| error.to_string())?;
        let room = store.find_room(code).await.map_err(|error| error.to_string())?;
        let room = room.ok_or_else(|| format!("There is no room {code} in {}.", config.database.display()))?;
        let key = Secret::random().map_err(|error| format!("Cannot make a key: {error}."))?;
        let change = Change { room: room.id, keys: Some(Keys::of(&key)), ..Change::default() };
        store.change(&change).await.map_err(|error| error.to_string())?;
        store.close().await;
        Ok::<_, String>(key)
    })?;
    let home = config.public_url.clone().unwrap_or_else(|| format!("http://{}", config.addr));
    // With nobody to read it there is no harm: another one can be made.
    let _ = writeln!(io::stdout(), "{home}/key/room/{code}#{}", key.text());
    Ok(())
}

async fn run(config: &Config) -> Result<(), String> {
    // Before anything else, so that a stop during the start is not missed.
    let told = |error| format!("Cannot listen for signals: {error}.");
    let mut interrupt = signal(SignalKind::interrupt()).map_err(told)?;
    let mut terminate = signal(SignalKind::terminate()).map_err(told)?;
    let server = Server::start(config).await.map_err(|error| error.to_string())?;
    greet(&server);
    tokio::select! {
        _ = interrupt.recv() => (),
        _ = terminate.recv() => (),
    }
    tracing::info!("stopping");
    server.stop().await;
    Ok(())
}

/// Nobody may be reading; then nothing is lost.
fn greet(server: &Server) {
    let addr = server.addr();
    let mut out = io::stdout().lock();
    let _ = writeln!(out, "Drillroom is open at http://{addr}/  (Ctrl-C stops it)");
    if let Some(key) = server.made_key() {
        let _ = writeln!(out, "Others can reach it, so opening rooms takes the trainer key, for this run: {key}");
    }
    if !site().has_client {
        let _ = writeln!(
            out,
            "Warning: this program was built without the client, so pages do not come to life. \
             Build it with: cargo xtask build"
        );
    }
    let _ = out.flush();
}
