//! Finds the browser and the driver that the browser tests use. The tests themselves start and stop both.

use crate::{failure::Failure, packages, program};
use std::{env, path::PathBuf};

/// A browser and its driver, passed to the tests as `CHROME` and `CHROMEDRIVER`.
pub struct Chromium {
    /// The browser.
    pub chrome: PathBuf,
    /// The program of the same package that lets tests drive it, of the same version.
    pub driver: PathBuf,
}

/// Takes what `CHROME` and `CHROMEDRIVER` name, else what is on the `PATH`, else installs Debian's packages.
///
/// # Errors
/// When there is none and none can be installed; the text says what to run by hand.
pub fn find() -> Result<Chromium, Failure> {
    if let Some(chromium) = installed() {
        return Ok(chromium);
    }
    packages::install(&["chromium", "chromium-driver"], "run the browser tests")?;
    installed().ok_or_else(|| {
        Failure::explained(
            "The packages chromium and chromium-driver brought no such programs. Set CHROME and CHROMEDRIVER.",
        )
    })
}

fn installed() -> Option<Chromium> {
    let chrome = named("CHROME").or_else(|| program::find(&["chromium", "chromium-browser", "google-chrome"]))?;
    let driver = named("CHROMEDRIVER").or_else(|| program::find(&["chromedriver"]))?;
    Some(Chromium { chrome, driver })
}

fn named(variable: &str) -> Option<PathBuf> {
    env::var_os(variable).map(PathBuf::from).filter(|path| path.is_file())
}
