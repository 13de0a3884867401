//! Builds the server again when the client's files got new names, or a migration was added: the files themselves are
//! tracked one by one, but nobody else tells cargo that the list of them has changed.

use std::{fs, io, path::Path};

fn main() -> io::Result<()> {
    println!("cargo::rerun-if-changed=migrations");
    let site = Path::new("../target/site");
    let manifest = site.join("manifest.json");
    println!("cargo::rerun-if-changed={}", manifest.display());
    if !manifest.exists() {
        // Without the folder the server would not compile at all, and checking it needs no client. An empty list makes
        // the server say that it was built without one.
        fs::create_dir_all(site)?;
        fs::write(manifest, "{}\n")?;
    }
    Ok(())
}
