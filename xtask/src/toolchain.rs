//! Finds, or makes, a compiler for the browser.

use crate::{failure::Failure, program, workspace};
use std::{path::Path, process::Command, time::Duration};

/// The target's name everywhere.
pub const WASM: &str = "wasm32-unknown-unknown";

/// Fetching the standard library takes seconds; a network that drops packets would take for ever.
const RUSTUP_LIMIT: Duration = Duration::from_mins(2);

/// A compiler that can build for the browser.
pub enum Toolchain {
    /// The cargo that called us: its standard library for the browser is installed.
    Own,
}

impl Toolchain {
    /// A cargo command for the browser, in its own folder under `target`: it has its own lock, so that building the
    /// server and the client at once is possible.
    pub fn cargo(&self, subcommand: &str) -> Command {
        let mut cargo = match self {
            Self::Own => workspace::cargo(),
        };
        cargo
            .args([subcommand, "--target", WASM, "--target-dir"])
            .arg(workspace::wasm_target());
        cargo
    }
}

/// Finds a toolchain, installing what is missing.
///
/// # Errors
/// When there is none and none can be installed; the text says what to run by hand.
pub fn find() -> Result<Toolchain, Failure> {
    if own_has_target() {
        return Ok(Toolchain::Own);
    }
    eprintln!("      this Rust cannot build for the browser yet: adding {WASM}");
    program::run_within(
        Command::new("rustup").args(["target", "add", WASM]),
        RUSTUP_LIMIT,
    )?;
    Ok(Toolchain::Own)
}

fn own_has_target() -> bool {
    program::answer("rustc", &["--print", "sysroot"]).is_some_and(|sysroot| {
        Path::new(&sysroot)
            .join("lib/rustlib")
            .join(WASM)
            .join("lib")
            .is_dir()
    })
}
