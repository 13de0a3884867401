//! A compiler for the browser from Debian's packages alone, for machines where rustup may not fetch one. Debian ships
//! `rustc`, `cargo` and the source of the standard library in one version, for its own browsers; the standard library for
//! WebAssembly is then built from that source.

use crate::{failure::Failure, packages, program};
use std::{fs, path::Path, process::Command};

const RUSTC: &str = "/usr/bin/rustc";
const CARGO: &str = "/usr/bin/cargo";
/// A link to the linker whose package has the LLVM's number in its name, so it is only known after the first step.
const LINKER: &str = "/usr/bin/rust-lld";
/// `rustc --print sysroot` is `/usr`; this is where cargo looks for the source below it.
const SOURCE: &str = "/usr/lib/rustlib/src/rust/library/std/Cargo.toml";

const PACKAGES: [&str; 4] = ["rustc-web", "cargo-web", "rust-web-llvm", "rust-web-src"];
const PURPOSE: &str = "build for the browser without rustup's help";

/// Whether everything is there already, and new enough for the workspace.
pub fn is_installed() -> bool {
    [RUSTC, CARGO, LINKER, SOURCE].iter().all(|path| Path::new(path).exists())
        && minor(env!("CARGO_PKG_RUST_VERSION")) <= minor(version().trim_start_matches("rustc "))
}

/// 96 of "1.96.0 (and more)".
fn minor(version: &str) -> Option<u32> {
    version.split('.').nth(1)?.parse().ok()
}

/// Installs everything.
///
/// # Errors
/// When that is not possible; the text says what to run by hand.
pub fn install() -> Result<(), Failure> {
    packages::install(&PACKAGES, PURPOSE)?;
    if let Some(linker) = fs::read_link(LINKER).ok().filter(|_| !Path::new(LINKER).exists()) {
        let package = linker.file_name().unwrap_or_default().to_string_lossy().into_owned();
        packages::install(&[package.as_str()], PURPOSE)?;
    }
    if is_installed() {
        return Ok(());
    }
    Err(Failure::explained(format!(
        "Debian's packages {} are installed, but {RUSTC}, {CARGO}, {LINKER} and {SOURCE} are not all there, or older than \
         Rust {}. Install rustup's wasm32-unknown-unknown target instead.",
        PACKAGES.join(", "),
        env!("CARGO_PKG_RUST_VERSION")
    )))
}

/// A cargo that can build the standard library. What cargo and rustup set for their own children would lead it to
/// rustup's compiler and libraries, and those do not fit.
pub fn cargo() -> Command {
    let mut cargo = Command::new(CARGO);
    cargo.env("RUSTC", RUSTC).env("RUSTC_BOOTSTRAP", "1");
    for variable in ["LD_LIBRARY_PATH", "RUSTUP_TOOLCHAIN", "RUSTDOC", "CARGO"] {
        cargo.env_remove(variable);
    }
    cargo.arg("-Zbuild-std=std,panic_abort");
    cargo
}

/// For the terminal: which compiler this is.
pub fn version() -> String {
    program::answer(RUSTC, &["--version"]).unwrap_or_else(|| RUSTC.to_owned())
}

#[cfg(test)]
mod tests {
    use super::minor;

    #[test]
    fn versions_compare_by_number() {
        assert!(minor("1.94") <= minor("1.96.0 (abc 2026-01-01)"));
        assert!(minor("1.94") > minor("1.85.0"));
        assert!(minor("1.94") > minor("/usr/bin/rustc"));
    }
}
