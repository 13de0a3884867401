//! `drillroom play` and `drillroom check`: scripts without a browser. What they mean is the engine's; here they are read
//! from files, and what came of them is printed.

use std::{
    fmt::Write as _,
    fs,
    io::{self, Read as _, Write as _},
    path::Path,
};

use drill::{
    Millis,
    limits::SCRIPT_BYTES_MAX,
    script::{Failure, Script, SnapshotError, parse, run, snapshot_at, table},
    snapshot::EffectLine,
};

/// Why a script was not played, or did not hold; the text is for its author.
pub type Problem = String;

/// Plays a script and prints its effects: as a table, as JSON one a line, or the snapshot of one moment.
pub fn play(path: &Path, json: bool, at: Option<Millis>) -> Result<(), Problem> {
    let script = read(path)?;
    let refused = |error: SnapshotError| match error {
        SnapshotError::Refused(failure) => told(path, &failure),
        SnapshotError::TooLate => format!("{}: {error}", path.display()),
    };
    if let Some(at) = at {
        return print(&(encode(&snapshot_at(&script, at).map_err(refused)?)? + "\n"));
    }
    not_idle(path, &script)?;
    let effects = run(&script).effects();
    let changes_nothing = effects.is_empty();
    if json {
        let mut lines = String::new();
        for effect in effects {
            lines += &encode(&EffectLine::from(effect))?;
            lines.push('\n');
        }
        print(&lines)?;
    } else {
        print(&table(&effects))?;
    }
    // What could be played is printed; a command that was refused is still an error of the script.
    snapshot_at(&script, script.until).map(|_| ()).map_err(refused)?;
    if changes_nothing && !json {
        // Not among the effects, and with nobody to read it there is no harm.
        let _ = writeln!(io::stderr(), "{}: no screen changes in this script", path.display());
    }
    Ok(())
}

/// Runs the `expect` lines of scripts, all of them, and says which do not hold.
pub fn check(paths: &[impl AsRef<Path>]) -> Result<(), Problem> {
    let mut wrong = String::new();
    for path in paths.iter().map(AsRef::as_ref) {
        match read(path).and_then(|script| not_idle(path, &script).map(|()| script)) {
            Ok(script) => {
                let outcome = run(&script);
                let name = path.display();
                if outcome.failures.is_empty() {
                    print(&format!("{name}: {} expected, all so\n", outcome.expects))?;
                }
                for failure in &outcome.failures {
                    // Writing to a string cannot fail.
                    let _ = writeln!(wrong, "{}", told(path, failure));
                }
            }
            Err(problem) => wrong = wrong + &problem + "\n",
        }
    }
    if wrong.is_empty() { Ok(()) } else { Err(wrong.trim_end().to_owned()) }
}

/// `file:line`, what was expected and what was found.
fn told(path: &Path, failure: &Failure) -> Problem {
    format!("{}:{}: at {}: {failure}", path.display(), failure.line, failure.at)
}

fn read(path: &Path) -> Result<Script, Problem> {
    let name = path.display();
    // One byte past the limit is enough to know that it is too long.
    let bytes_max = SCRIPT_BYTES_MAX as u64 + 1;
    let mut bytes = Vec::new();
    let outcome = if path == Path::new("-") {
        io::stdin().lock().take(bytes_max).read_to_end(&mut bytes)
    } else {
        fs::File::open(path).and_then(|file| file.take(bytes_max).read_to_end(&mut bytes))
    };
    outcome.map_err(|error| match error.kind() {
        io::ErrorKind::NotFound => format!("{name}: there is no such file"),
        io::ErrorKind::IsADirectory => format!("{name}: this is a folder; name a script in it"),
        _ => format!("{name}: cannot be read: {error}"),
    })?;
    if bytes.len() > SCRIPT_BYTES_MAX {
        return Err(format!(
            "{name}: this script has more than {SCRIPT_BYTES_MAX} bytes, which is the limit; split it"
        ));
    }
    let text = str::from_utf8(&bytes).map_err(|error| {
        let (line, column) = end_of(str::from_utf8(&bytes[..error.valid_up_to()]).unwrap_or_default());
        format!("{name}:{line}:{column}: from here on this is no UTF-8 text; save it as UTF-8")
    })?;
    parse(text).map_err(|error| format!("{name}:{error}"))
}

/// A script of which nothing can come is more likely a slip than a wish.
fn not_idle(path: &Path, script: &Script) -> Result<(), Problem> {
    if script.lines.is_empty() && script.until == Millis::ZERO {
        let name = path.display();
        return Err(format!("{name}: nothing happens in this script; a first line could be `0:00 stop application`"));
    }
    Ok(())
}

/// Line and column, from 1, of what comes behind this text.
fn end_of(text: &str) -> (usize, usize) {
    let line = text.rsplit('\n').next().unwrap_or_default();
    (text.matches('\n').count() + 1, line.chars().count() + 1)
}

fn encode(value: &impl serde::Serialize) -> Result<String, Problem> {
    serde_json::to_string(value).map_err(|error| format!("cannot write JSON: {error}"))
}

/// A reader that has seen enough, such as `head`, is no error.
fn print(text: &str) -> Result<(), Problem> {
    match io::stdout().lock().write_all(text.as_bytes()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Err(format!("cannot print: {error}")),
        _ => Ok(()),
    }
}
