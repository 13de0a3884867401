//! Where things are: the repository, its build output, the versions in `Cargo.lock`.

use crate::failure::Failure;
use std::{
    fs::{self, File},
    path::{Path, PathBuf},
    process::Command,
};

/// The root of the repository, whatever folder the command was called from.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap_or(Path::new(".")).to_owned()
}

/// The folder that the server embeds. It does not follow `CARGO_TARGET_DIR`: the server's source names it.
pub fn site() -> PathBuf {
    root().join("target/site")
}

/// Build output of the browser's side. A folder of its own: it has its own lock, so that an editor's check of the
/// server does not hold up the client.
pub fn wasm_target() -> PathBuf {
    root().join("target/wasm")
}

/// Waits until no other `cargo xtask` writes the site; the lock ends with the returned file, or with the process.
///
/// # Errors
/// When the lock file cannot be created.
pub fn alone() -> Result<File, Failure> {
    let path = root().join("target/site.lock");
    let file = File::create(&path).map_err(Failure::files("create", &path))?;
    if file.try_lock().is_err() {
        eprintln!("      waiting for another `cargo xtask` to finish the client");
        file.lock().map_err(Failure::files("lock", &path))?;
    }
    Ok(file)
}

/// The server's binary after a build.
pub fn server_binary(release: bool) -> PathBuf {
    let target = std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), |set| root().join(set));
    target.join(if release { "release" } else { "debug" }).join("drillroom")
}

/// The cargo that called us, in the root of the repository.
pub fn cargo() -> Command {
    let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.current_dir(root());
    command
}

/// The version of a package in `Cargo.lock`.
///
/// # Errors
/// When the lock file cannot be read or does not name the package.
pub fn locked_version(package: &str) -> Result<String, Failure> {
    let path = root().join("Cargo.lock");
    let lock = fs::read_to_string(&path).map_err(Failure::files("read", &path))?;
    version_in(&lock, package).ok_or_else(|| {
        Failure::explained(format!("Cargo.lock does not name {package}. Run `cargo generate-lockfile`."))
    })
}

fn version_in(lock: &str, package: &str) -> Option<String> {
    let name = format!("name = \"{package}\"");
    let mut lines = lock.lines().skip_while(|line| *line != name);
    let version = lines.nth(1)?.strip_prefix("version = \"")?;
    version.strip_suffix('"').map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::{locked_version, version_in};

    /// `app/src/components/for_each.rs` works round a fault of this version's keyed lists, and `show.rs` beside it round the size of
    /// Leptos's own: with another version somebody has to look whether they are still needed, and then say so here.
    #[test]
    fn the_version_whose_lists_are_worked_round_is_the_one_that_is_used() {
        assert_eq!(locked_version("tachys").expect("the client is drawn with it"), "0.2.19");
    }

    #[test]
    fn a_version_is_found_by_the_whole_name() {
        let lock = "[[package]]\nname = \"abc-more\"\nversion = \"1.0.0\"\n\n[[package]]\nname = \"abc\"\nversion = \"2.1.0\"\n";
        assert_eq!(version_in(lock, "abc").as_deref(), Some("2.1.0"));
        assert_eq!(version_in(lock, "ab"), None);
    }
}
