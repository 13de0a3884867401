//! `cargo xtask fuzz`: builds a libFuzzer target with coverage on the ordinary toolchain, and runs it for a while over
//! the corpus of the tests.

use crate::{failure::Failure, packages, program, workspace};
use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

/// What `cargo fuzz` would pass, but for the sanitizer of memory, which safe Rust does without: edges and comparisons
/// are counted, so that libFuzzer knows which input found something new.
const COVERAGE: &str = "--cfg fuzzing -Ccodegen-units=1 -Cpasses=sancov-module \
    -Cllvm-args=-sanitizer-coverage-level=4 -Cllvm-args=-sanitizer-coverage-inline-8bit-counters \
    -Cllvm-args=-sanitizer-coverage-pc-table -Cllvm-args=-sanitizer-coverage-trace-compares";

/// Seconds after which one input counts as a finding: the slowest of the corpus takes a fiftieth of it.
const INPUT_SECS_MAX: u32 = 10;

/// Megabytes above which an input counts as a finding.
const INPUT_MB_MAX: u32 = 2048;

/// What is fuzzed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum Target {
    /// Bytes as a script: read, carried out, printed and read again
    Script,
    /// Bytes as the frames of an operator's link: decided, applied and told
    Frame,
    /// Bytes as a room code and as a key
    Code,
}

impl Target {
    fn name(self) -> &'static str {
        match self {
            Self::Script => "script",
            Self::Frame => "frame",
            Self::Code => "code",
        }
    }

    /// Where its seeds and past findings are kept.
    fn corpus(self) -> &'static str {
        match self {
            Self::Script => "server/tests/corpus/scripts",
            Self::Frame => "server/tests/corpus/frames",
            Self::Code => "server/tests/corpus/codes",
        }
    }

    /// Folders with seeds that serve another purpose as well.
    fn more_seeds(self) -> &'static [&'static str] {
        match self {
            Self::Script => &["app/drill/src/scenarios"],
            Self::Frame | Self::Code => &[],
        }
    }
}

/// Builds the target and runs it for so many seconds.
///
/// # Errors
/// When it does not build, or something was found: the text says where it is and what to do with it.
pub fn run(target: Target, seconds: u32) -> Result<(), Failure> {
    if program::find(&["c++", "g++", "clang++"]).is_none() {
        packages::install(&["g++"], "compile libFuzzer")?;
    }
    let host = host()?;
    let built = workspace::root().join("target/fuzz");
    let name = target.name();
    let mut cargo = workspace::cargo();
    cargo.args(["build", "--release", "--manifest-path", "server/fuzz/Cargo.toml", "--bin", name, "--target", &host]);
    // With a target of its own, build scripts and macros are not instrumented.
    cargo.arg("--target-dir").arg(&built).env("RUSTFLAGS", COVERAGE).env_remove("CARGO_ENCODED_RUSTFLAGS");
    program::run(&mut cargo)?;

    let (grown, findings) = (built.join("corpus").join(name), built.join("findings"));
    for folder in [&grown, &findings] {
        fs::create_dir_all(folder).map_err(Failure::files("create", folder))?;
    }
    let mut fuzzer = Command::new(built.join(&host).join("release").join(name));
    fuzzer.current_dir(workspace::root()).arg(&grown).arg(target.corpus()).args(target.more_seeds());
    fuzzer.args([
        format!("-max_total_time={seconds}"),
        format!("-timeout={INPUT_SECS_MAX}"),
        format!("-rss_limit_mb={INPUT_MB_MAX}"),
        format!("-artifact_prefix={}/{name}-", findings.display()),
        "-print_final_stats=1".to_owned(),
        "-print_funcs=0".to_owned(),
    ]);
    fuzzer.args(dictionary(name));
    program::run(&mut fuzzer).map_err(|failure| match newest(&findings) {
        Some(finding) => Failure::explained(format!(
            "{failure}. The input is {}. Copy it to {}, where `cargo xtask test` runs it from then on, and mend what it \
             shows.",
            finding.display(),
            target.corpus()
        )),
        None => failure,
    })
}

fn dictionary(name: &str) -> Option<String> {
    let path = format!("server/fuzz/{name}.dict");
    workspace::root().join(&path).is_file().then(|| format!("-dict={path}"))
}

fn host() -> Result<String, Failure> {
    let version = program::answer("rustc", &["-vV"]).unwrap_or_default();
    host_in(&version).ok_or_else(|| Failure::explained("`rustc -vV` does not say which machine it builds for"))
}

fn host_in(version: &str) -> Option<String> {
    version.lines().find_map(|line| line.strip_prefix("host: ")).map(str::to_owned)
}

fn newest(folder: &Path) -> Option<PathBuf> {
    let files = fs::read_dir(folder).ok()?.filter_map(Result::ok);
    let dated = files.filter_map(|file| Some((file.metadata().ok()?.modified().ok()?, file.path())));
    dated.max().map(|(_, path)| path)
}

#[cfg(test)]
mod tests {
    use super::host_in;

    #[test]
    fn the_host_is_found_in_what_the_compiler_says() {
        let version = "rustc 1.95.0\nbinary: rustc\nhost: x86_64-unknown-linux-gnu\nrelease: 1.95.0\n";
        assert_eq!(host_in(version).as_deref(), Some("x86_64-unknown-linux-gnu"));
        assert_eq!(host_in("nonsense"), None);
    }
}
