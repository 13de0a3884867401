//! Finds, or makes, a compiler for the browser: the standard library for WebAssembly is not part of a fresh Rust.

use crate::{debian, failure::Failure, program, workspace};
use std::{env, path::Path, process::Command, time::Duration};

/// The target's name everywhere.
pub const WASM: &str = "wasm32-unknown-unknown";

/// Set to `debian`, this variable skips rustup; set to `rustup`, it skips Debian. For trying out either.
const CHOICE: &str = "DRILLROOM_WASM";

/// Fetching the standard library takes seconds; a network that drops packets would take for ever.
const RUSTUP_LIMIT: Duration = Duration::from_mins(2);

/// A compiler that can build for the browser.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Toolchain {
    /// The one that called us: its standard library for the browser is installed.
    Own,
    /// Debian's, which builds the standard library itself. Server and client may come from different compilers.
    Debian,
}

impl Toolchain {
    /// A cargo command for the browser, in its own folder under `target`: it has its own lock, so that an editor's check
    /// of the server does not hold up the client.
    pub fn cargo(self, subcommand: &str) -> Command {
        let mut cargo = match self {
            Self::Own => workspace::cargo(),
            Self::Debian => debian::cargo(),
        };
        cargo.current_dir(workspace::root()).args([subcommand, "--target", WASM, "--target-dir"]);
        cargo.arg(workspace::wasm_target());
        cargo
    }
}

/// Finds a toolchain, installing what is missing: what is there already, then rustup, then Debian.
///
/// # Errors
/// When there is none and none can be installed; the text says what to run by hand.
pub fn find() -> Result<Toolchain, Failure> {
    let choice = env::var(CHOICE).unwrap_or_default();
    let (rustup, debian) = (choice != "debian", choice != "rustup");
    if rustup && own_has_target() {
        return Ok(Toolchain::Own);
    }
    if debian && debian::is_installed() {
        return Ok(with_debian());
    }
    let refused = if rustup { add_target().err() } else { None };
    if rustup && refused.is_none() {
        return Ok(Toolchain::Own);
    }
    if let Some(refused) = refused {
        eprintln!("      {refused}");
        if !debian {
            return Err(Failure::explained(format!("{CHOICE}={choice} leaves no other way to build for the browser.")));
        }
        eprintln!("      trying Debian's packages instead");
    }
    debian::install().map_err(|failure| {
        Failure::explained(format!(
            "There is no compiler for the browser. With a network, `rustup target add {WASM}` is all it takes. Without \
             rustup: {failure}"
        ))
    })?;
    Ok(with_debian())
}

fn with_debian() -> Toolchain {
    eprintln!("      building for the browser with Debian's {}", debian::version());
    Toolchain::Debian
}

fn add_target() -> Result<(), Failure> {
    eprintln!("      this Rust cannot build for the browser yet; adding the target takes a few seconds");
    program::run_within(Command::new("rustup").args(["target", "add", WASM]), RUSTUP_LIMIT)?;
    if own_has_target() {
        return Ok(());
    }
    // Rustup may look after another Rust than the one that called us.
    Err(Failure::explained(format!("rustup added {WASM}, but not to the Rust that runs this command")))
}

fn own_has_target() -> bool {
    program::answer("rustc", &["--print", "sysroot"])
        .is_some_and(|sysroot| Path::new(&sysroot).join("lib/rustlib").join(WASM).join("lib").is_dir())
}
