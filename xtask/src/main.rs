//! What the README's commands do: `cargo xtask run | build | test | pane | bench | fuzz | size | shots`. Everything here is std and cargo; what
//! a machine lacks is installed or named.

mod axe;
mod bench;
mod checks;
mod chromium;
mod client;
mod debian;
mod failure;
mod fuzz;
mod packages;
mod program;
mod shots;
mod site;
mod size;
mod styles;
mod toolchain;
mod workspace;

use clap::{Parser, Subcommand};
use client::Speed;
use failure::Failure;
use std::{
    error::Error,
    os::unix::process::CommandExt as _,
    path::PathBuf,
    process::{Command, ExitCode},
};
use toolchain::Toolchain;

/// Builds, starts and checks Drillroom.
#[derive(Parser)]
#[command(bin_name = "cargo xtask", disable_help_subcommand = true)]
struct Arguments {
    #[command(subcommand)]
    task: Task,
}

#[derive(Subcommand)]
enum Task {
    /// Build client, styles and server, then serve until Ctrl-C
    Run {
        /// Small client, fast server; takes minutes instead of seconds to build
        #[arg(long)]
        release: bool,
        /// Where to listen; other machines can reach anything but 127.0.0.1 and localhost
        #[arg(long, value_name = "HOST:PORT")]
        addr: Option<String>,
        /// The database file; the server's own default when left out
        #[arg(long, value_name = "PATH")]
        database: Option<PathBuf>,
        /// Passed on to `drillroom serve`
        #[arg(last = true)]
        more: Vec<String>,
    },
    /// Build everything; with --release one self-contained binary, target/release/drillroom
    Build {
        /// Small client, fast server
        #[arg(long)]
        release: bool,
    },
    /// Everything CI checks; with filters only the tests whose names contain one of them
    Test {
        /// Parts of test names, or flags of the test programs after `--`
        filters: Vec<String>,
    },
    /// The checks that matter to work on one pane, in a minute or two; with filters those tests in Chromium as well
    Pane {
        /// Parts of test names
        filters: Vec<String>,
    },
    /// Put random input to the parts that read what others write, with libFuzzer
    Fuzz {
        /// Which part
        target: fuzz::Target,
        /// For how long
        #[arg(default_value_t = 60)]
        seconds: u32,
    },
    /// Measure release builds against the budgets; with names, such as `A2 A7`, only those
    Bench {
        /// Names of budgets, such as A2, B or C1
        names: Vec<String>,
    },
    /// What a first visit loads, and which part of the client grew since this was run last
    Size,
    /// Take the README's pictures anew, in Chromium, into app/pictures/
    Shots,
}

fn main() -> ExitCode {
    let done = match Arguments::parse().task {
        Task::Run { release, addr, database, more } => run(release, addr, database, &more),
        Task::Build { release } => build(release),
        Task::Test { filters } if filters.is_empty() => checks::all(),
        Task::Test { filters } => checks::some(&filters),
        Task::Pane { filters } => checks::pane(&filters),
        Task::Fuzz { target, seconds } => fuzz::run(target, seconds),
        Task::Bench { names } => bench::run(&names),
        Task::Size => size::weigh(),
        Task::Shots => shots::take(),
    };
    let Err(failure) = done else {
        return ExitCode::SUCCESS;
    };
    eprintln!("\nxtask: {failure}");
    let mut cause = failure.source();
    while let Some(error) = cause {
        eprintln!("  because: {error}");
        cause = error.source();
    }
    ExitCode::FAILURE
}

fn run(release: bool, addr: Option<String>, database: Option<PathBuf>, more: &[String]) -> Result<(), Failure> {
    build(release)?;
    let mut server = Command::new(workspace::server_binary(release));
    server.arg("serve");
    if let Some(addr) = addr {
        server.args(["--addr", &addr]);
    }
    if let Some(database) = database {
        server.arg("--database").arg(database);
    }
    server.args(more);
    // The server takes over this process, so that Ctrl-C and signals reach it and nothing else.
    let source = server.exec();
    Err(Failure::Start { command: program::line(&server), source })
}

fn build(release: bool) -> Result<(), Failure> {
    build_site(toolchain::find()?, Speed::of(release))?;
    build_server(release)
}

/// Builds the server, with whatever site is there.
fn build_server(release: bool) -> Result<(), Failure> {
    let mut cargo = workspace::cargo();
    cargo.args(["build", "--package", "server", "--bin", "drillroom"]);
    if release {
        cargo.arg("--release");
    }
    program::run(&mut cargo)?;
    eprintln!("      built {}", workspace::server_binary(release).display());
    Ok(())
}

/// Builds what browsers load, into the folder that the server embeds.
fn build_site(toolchain: Toolchain, speed: Speed) -> Result<site::Summary, Failure> {
    let _alone = workspace::alone()?;
    let client = client::build(toolchain, speed)?;
    let summary = site::write(&client, speed)?;
    let (first, whole) = (summary.first_load / 1000, summary.uncompressed / 1000);
    match speed {
        Speed::Small => eprintln!("      site: {first} kB to load first, as brotli ({whole} kB uncompressed)"),
        Speed::Quick => eprintln!("      site: {whole} kB to load first (--release makes that small)"),
    }
    Ok(summary)
}
