//! Builds the browser's side: Rust to WebAssembly, and the JavaScript that loads it. Which compiler does it is
//! `toolchain`'s business, where the files end up `site`'s.

use crate::{failure::Failure, program, toolchain::Toolchain, workspace};
use sha2::{Digest, Sha256};
use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};
use wasm_bindgen_cli_support::Bindgen;

/// The two ways to build the client.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Speed {
    /// Built in a few seconds, large: for work on the app.
    Quick,
    /// Built in a minute or more, small: what people load.
    Small,
}

impl Speed {
    /// `--release` asks for the small one.
    pub fn of(release: bool) -> Self {
        if release { Self::Small } else { Self::Quick }
    }

    /// The profile in the workspace's `Cargo.toml`.
    fn profile(self) -> &'static str {
        match self {
            Self::Quick => "client-dev",
            Self::Small => "client",
        }
    }
}

/// What the browser loads, before it gets its hashed names.
#[derive(Clone)]
pub struct Client {
    /// The WebAssembly module.
    pub wasm: Vec<u8>,
    /// The module that loads it. It does not start by itself; see [`start_line`].
    pub js: String,
}

/// The line that starts the client. It stands at the end of the script itself because the content policy forbids
/// inline scripts, and names the module because that name is only known after the build. Should the module not load, the
/// page is told (`public/start.js` listens), and says so in words.
pub fn start_line(wasm_name: &str) -> String {
    format!(
        "\n__wbg_init({{ module_or_path: new URL(\"{wasm_name}\", import.meta.url) }})\
         .catch((error) => {{ console.error(error); window.dispatchEvent(new Event(\"client-failed\")); }});\n"
    )
}

/// Builds the client, or takes the last one when nothing has changed.
///
/// # Errors
/// When a tool fails, or the versions of `wasm-bindgen` have come apart.
pub fn build(toolchain: Toolchain, speed: Speed) -> Result<Client, Failure> {
    same_bindgen()?;
    let mut cargo = toolchain.cargo("rustc");
    cargo.args(["--package", "app", "--lib", "--crate-type", "cdylib", "--no-default-features"]);
    cargo.args(["--features", "hydrate", "--profile", speed.profile()]);
    program::run(&mut cargo)?;
    let compiled = compiled(speed);
    let glue = workspace::wasm_target().join("glue").join(speed.profile());
    bind_if_changed(&compiled, &glue, speed)?;
    let (wasm, js) = (glue.join("app_bg.wasm"), glue.join("app.js"));
    Ok(Client {
        wasm: fs::read(&wasm).map_err(Failure::files("read", &wasm))?,
        js: fs::read_to_string(&js).map_err(Failure::files("read", &js))?,
    })
}

/// The compiler's own output, with the names of all functions.
pub fn compiled(speed: Speed) -> PathBuf {
    workspace::wasm_target().join("wasm32-unknown-unknown").join(speed.profile()).join("app.wasm")
}

/// The script is only understood by the module when both come from one version of `wasm-bindgen`.
fn same_bindgen() -> Result<(), Failure> {
    let (library, tool) =
        (workspace::locked_version("wasm-bindgen")?, workspace::locked_version("wasm-bindgen-cli-support")?);
    if library == tool {
        return Ok(());
    }
    Err(Failure::explained(format!(
        "Cargo.lock has wasm-bindgen {library} but wasm-bindgen-cli-support {tool}. Both must be the same: set both to \
         one version in [workspace.dependencies] of Cargo.toml."
    )))
}

/// Writing the script takes seconds, so the hash of what it was written from is kept beside it.
fn bind_if_changed(compiled: &Path, glue: &Path, speed: Speed) -> Result<(), Failure> {
    let input = fs::read(compiled).map_err(Failure::files("read", compiled))?;
    let optimiser = program::find(&["wasm-opt"]).filter(|_| speed == Speed::Small);
    let made_from = format!("{:x?} {optimiser:?}", Sha256::digest(&input).as_slice());
    let note = glue.join("made-from");
    if fs::read_to_string(&note).is_ok_and(|last| last == made_from) {
        return Ok(());
    }
    if glue.exists() {
        fs::remove_dir_all(glue).map_err(Failure::files("remove", glue))?;
    }
    eprintln!("      wasm-bindgen: writing the script for {} kB of WebAssembly", input.len() / 1000);
    bind(input, glue)?;
    if let Some(optimiser) = optimiser {
        optimise(optimiser, &glue.join("app_bg.wasm"))?;
    }
    fs::write(&note, made_from).map_err(Failure::files("write", &note))
}

fn bind(input: Vec<u8>, glue: &Path) -> Result<(), Failure> {
    let mut bindgen = Bindgen::new();
    bindgen
        .input_bytes("app", input)
        .omit_default_module_path(true)
        .remove_name_section(true)
        .remove_producers_section(true);
    bindgen
        .web(true)
        .and_then(|bindgen| bindgen.generate(glue))
        .map_err(|error| Failure::explained(format!("wasm-bindgen could not write the client's script: {error:#}")))?;
    if glue.join("snippets").exists() {
        return Err(Failure::explained(
            "A dependency of `app` brings JavaScript of its own (target/wasm/glue/*/snippets), which is neither hashed nor \
             served. Use a dependency without it.",
        ));
    }
    Ok(())
}

/// A fifth off the raw size but hardly anything off the compressed one, so it is used where it happens to be.
fn optimise(optimiser: PathBuf, wasm: &Path) -> Result<(), Failure> {
    program::run(Command::new(optimiser).args(["-Oz", "--all-features", "-o"]).arg(wasm).arg(wasm))
}
