//! Installs Debian packages when this machine is a Debian and we may, and says what to type when we may not.

use crate::{failure::Failure, program};
use std::{process::Command, time::Duration};

/// Package lists come within seconds; mirrors that do not answer are given up on.
const LISTS_LIMIT: Duration = Duration::from_mins(3);
/// Chromium is 100 MB, the compiler 60 MB.
const INSTALL_LIMIT: Duration = Duration::from_mins(15);
/// So that apt gives up on a silent mirror before we do, asks nothing, and waits for another apt that is running.
const PATIENCE: [&str; 7] =
    ["-q", "-o", "Acquire::http::Timeout=30", "-o", "Acquire::Retries=2", "-o", "DPkg::Lock::Timeout=60"];

/// Installs the packages; `purpose` ends the sentence "… is needed to".
///
/// # Errors
/// When this is no Debian, we are not root, or apt fails. The text holds the command to run by hand.
pub fn install(packages: &[&str], purpose: &str) -> Result<(), Failure> {
    let by_hand = format!("apt-get update && apt-get install --no-install-recommends {}", packages.join(" "));
    if program::find(&["apt-get"]).is_none() {
        return Err(Failure::explained(format!(
            "Something is missing that is needed to {purpose}, and this machine has no apt-get to install it with. On \
             Debian it would be: {by_hand}"
        )));
    }
    if program::answer("id", &["-u"]).as_deref() != Some("0") {
        return Err(Failure::explained(format!("To {purpose}, run this as root, then try again: {by_hand}")));
    }
    eprintln!("      installing {}, to {purpose}", packages.join(", "));
    // A list that cannot be refreshed may still be good enough; if it is not, the installation says so.
    if let Err(failure) = program::run_within(apt().arg("update"), LISTS_LIMIT) {
        eprintln!("      going on with the package lists that are here: {failure}");
    }
    program::run_within(apt().args(["install", "--yes", "--no-install-recommends"]).args(packages), INSTALL_LIMIT)
}

fn apt() -> Command {
    let mut apt = Command::new("apt-get");
    apt.env("DEBIAN_FRONTEND", "noninteractive").args(PATIENCE);
    apt
}
