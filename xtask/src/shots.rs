//! `cargo xtask shots`: takes the README's pictures, with a debug build and an empty database. What is driven where is an
//! example of the server, since the browser tests' driver lives there.

use crate::{bench::served::Served, build, chromium, failure::Failure, program, workspace};
use std::process::Command;

const EXAMPLE: &str = "pictures";

/// Builds what is needed and takes every picture anew.
///
/// # Errors
/// When something does not build, or the browser does not find what it is to show.
pub fn take() -> Result<(), Failure> {
    build(false)?;
    program::run(workspace::cargo().args(["build", "--package", "server", "--example", EXAMPLE]))?;
    let chromium = chromium::find()?;
    let served = Served::start_debug(EXAMPLE)?;
    let folder = workspace::root().join("app/pictures");
    let mut pictures = Command::new(workspace::server_binary(false).with_file_name("examples").join(EXAMPLE));
    pictures.arg(served.url()).arg(&folder);
    program::run(pictures.env("CHROME", chromium.chrome).env("CHROMEDRIVER", chromium.driver))?;
    served.stop();
    eprintln!("      took the pictures in {}", folder.display());
    Ok(())
}
