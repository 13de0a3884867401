//! Fetches axe-core, which the browser tests look for barriers with, through npm's own client. One version, whose archive
//! has to have one checksum: whatever else comes is not used.

use crate::{failure::Failure, packages, program, workspace};
use sha2::{Digest as _, Sha256};
use std::{
    fmt::Write as _,
    fs,
    path::{Path, PathBuf},
    process::Command,
    time::Duration,
};

const PACKAGE: &str = "axe-core@4.10.3";
/// What `npm pack` calls the archive.
const ARCHIVE: &str = "axe-core-4.10.3.tgz";
const SHA256: &str = "0f2b4d7dcdf7d1219df8d1959ad68e565f51d14c3f0d88bb71cd59abeb956292";
/// The one file of the archive that is used.
const SCRIPT: &str = "package/axe.min.js";
/// Half a megabyte.
const FETCH_LIMIT: Duration = Duration::from_mins(3);

/// The script, passed to the tests as `AXE`. What was fetched once is kept below `target`.
///
/// # Errors
/// When npm is not there and cannot be installed, when it cannot fetch the package, or when what came is another file.
pub fn find() -> Result<PathBuf, Failure> {
    let folder = workspace::root().join("target/axe");
    let archive = folder.join(ARCHIVE);
    fs::create_dir_all(&folder).map_err(Failure::files("create", &folder))?;
    if !archive.is_file() || checksum(&archive)? != SHA256 {
        fetch(&folder)?;
        let found = checksum(&archive)?;
        if found != SHA256 {
            return Err(Failure::explained(format!(
                "npm brought an {ARCHIVE} with the checksum {found}, and it has to be {SHA256}. It is not used; it lies in {}.",
                folder.display()
            )));
        }
    }
    program::run(Command::new("tar").args(["-xzf", ARCHIVE, SCRIPT]).current_dir(&folder))?;
    Ok(folder.join(SCRIPT))
}

fn fetch(folder: &Path) -> Result<(), Failure> {
    if program::find(&["npm"]).is_none() {
        packages::install(&["npm"], "fetch axe-core for the browser tests")?;
    }
    let mut npm = Command::new("npm");
    npm.args(["pack", "--silent", "--no-update-notifier", PACKAGE]).current_dir(folder);
    program::run_within(&mut npm, FETCH_LIMIT)
}

fn checksum(file: &Path) -> Result<String, Failure> {
    let bytes = fs::read(file).map_err(Failure::files("read", file))?;
    Ok(Sha256::digest(&bytes).iter().fold(String::new(), |mut digits, byte| {
        // Writing to a string cannot fail.
        let _ = write!(digits, "{byte:02x}");
        digits
    }))
}
