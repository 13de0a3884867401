//! Runs other programs: shows what is run, lets their progress through, and never waits for ever where a deadline is
//! given.

use crate::failure::Failure;
use std::{
    io::{BufRead as _, BufReader},
    path::{Path, PathBuf},
    process::{Child, Command, ExitStatus, Stdio},
    thread,
    time::{Duration, Instant},
};

/// How often a program under a deadline is asked whether it has ended.
const ASK_EVERY: Duration = Duration::from_millis(100);

/// The command line as a person would type it.
pub fn line(command: &Command) -> String {
    let program = Path::new(command.get_program()).file_name().unwrap_or(command.get_program());
    let words = std::iter::once(program).chain(command.get_args());
    words.map(|word| word.to_string_lossy()).collect::<Vec<_>>().join(" ")
}

/// Runs a program to its end; its output goes straight to the terminal. It gets no standard input: nothing may ask.
///
/// # Errors
/// When the program does not start or reports failure.
pub fn run(command: &mut Command) -> Result<(), Failure> {
    let mut child = start(command)?;
    let status = child.wait().map_err(|source| Failure::Start { command: line(command), source })?;
    succeeded(command, status)
}

/// As [`run`], but stops the program after `limit`.
///
/// # Errors
/// As [`run`], and when the limit is reached.
pub fn run_within(command: &mut Command, limit: Duration) -> Result<(), Failure> {
    let mut child = start(command)?;
    let started = Instant::now();
    loop {
        let ended = child.try_wait().map_err(|source| Failure::Start { command: line(command), source })?;
        if let Some(status) = ended {
            return succeeded(command, status);
        }
        if started.elapsed() > limit {
            stop(&mut child);
            return Err(Failure::Deadline { command: line(command), limit });
        }
        thread::sleep(ASK_EVERY);
    }
}

/// As [`run`], and `hear` gets every line of the program's standard output, which is shown as it comes.
///
/// # Errors
/// As [`run`].
pub fn run_heard(command: &mut Command, mut hear: impl FnMut(&str)) -> Result<(), Failure> {
    let mut child = start(command.stdout(Stdio::piped()))?;
    if let Some(output) = child.stdout.take() {
        for bytes in BufReader::new(output).split(b'\n').map_while(Result::ok) {
            let text = String::from_utf8_lossy(&bytes);
            println!("{text}");
            hear(&text);
        }
    }
    let status = child.wait().map_err(|source| Failure::Start { command: line(command), source })?;
    succeeded(command, status)
}

/// As [`run`], and gives what the program printed.
///
/// # Errors
/// As [`run`].
pub fn output(command: &mut Command) -> Result<String, Failure> {
    let child = start(command.stdout(Stdio::piped()))?;
    let output = child.wait_with_output().map_err(|source| Failure::Start { command: line(command), source })?;
    succeeded(command, output.status)?;
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

/// What a program prints, trimmed; `None` when it does not start, fails, or prints nothing.
pub fn answer(program: &str, arguments: &[&str]) -> Option<String> {
    let output = Command::new(program).args(arguments).stdin(Stdio::null()).output().ok()?;
    let text = String::from_utf8(output.stdout).ok()?.trim().to_owned();
    (output.status.success() && !text.is_empty()).then_some(text)
}

/// The first of these programs that is on the `PATH`.
pub fn find(names: &[&str]) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    let folders: Vec<_> = std::env::split_paths(&path).collect();
    let places = names.iter().flat_map(|name| folders.iter().map(move |folder| folder.join(name)));
    places.into_iter().find(|place| place.is_file())
}

fn start(command: &mut Command) -> Result<Child, Failure> {
    eprintln!("      $ {}", line(command));
    command.stdin(Stdio::null()).spawn().map_err(|source| Failure::Start { command: line(command), source })
}

fn succeeded(command: &Command, status: ExitStatus) -> Result<(), Failure> {
    if status.success() { Ok(()) } else { Err(Failure::Program { command: line(command), status }) }
}

/// Best effort: a program that has just ended by itself cannot be killed, and that is as good.
fn stop(child: &mut Child) {
    child.kill().ok();
    child.wait().ok();
}
