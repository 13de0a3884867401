//! `cargo xtask size`: what a first visit loads, and which parts of the client the code belongs to, beside what it was when
//! this command was run last. The client for use is stripped of names; its compiler's output has them.

use crate::{build_site, client, client::Speed, failure::Failure, toolchain, workspace};
use std::{collections::BTreeMap, fs, path::PathBuf};
use wasmparser::{KnownCustom, Name, Parser, Payload};

/// How many parts are listed: the rest is small.
const LISTED: usize = 40;

/// Bytes of code by part: an own module such as `app::panes::timeline`, or a crate.
type Parts = BTreeMap<String, u64>;

/// Builds the small client and says what it weighs.
///
/// # Errors
/// When it does not build, or the file system refuses.
pub fn weigh() -> Result<(), Failure> {
    let summary = build_site(toolchain::find()?, Speed::Small)?;
    let compiled = client::compiled(Speed::Small);
    let module = fs::read(&compiled).map_err(Failure::files("read", &compiled))?;
    let parts = parts(&module).map_err(Failure::explained)?;
    let before = read_last();
    println!("\n{:>9}  {:>9}  part (bytes of code before compression)", "now", "change");
    for (part, now, change) in compared(&parts, &before).into_iter().take(LISTED) {
        println!("{now:>9}  {:>9}  {part}", change.map_or_else(|| "new".to_owned(), |change| format!("{change:+}")));
    }
    let (first, limit) = (summary.first_load, crate::checks::FIRST_LOAD_BYTES_MAX);
    println!("\nA first visit loads {first} bytes as brotli, of {limit}: {} are left.", limit.saturating_sub(first));
    let path = last_path();
    let text = serde_json::to_string_pretty(&parts).map_err(Failure::explained)?;
    fs::write(&path, text).map_err(Failure::files("write", &path))
}

/// Where the last weighing is kept.
fn last_path() -> PathBuf {
    workspace::wasm_target().join("size.json")
}

fn read_last() -> Parts {
    let last = fs::read_to_string(last_path()).unwrap_or_default();
    serde_json::from_str(&last).unwrap_or_default()
}

/// The parts with what they weigh now and by how much that differs from before; those that changed most come first.
fn compared(now: &Parts, before: &Parts) -> Vec<(String, u64, Option<i64>)> {
    let gone = before.keys().filter(|part| !now.contains_key(*part)).map(|part| (part, &0));
    let mut all: Vec<_> = now
        .iter()
        .chain(gone)
        .map(|(part, bytes)| {
            let change = before.get(part).map(|before| bytes.cast_signed() - before.cast_signed());
            (part.clone(), *bytes, change)
        })
        .collect();
    // A part that is new has changed by all that it weighs, unless nothing is known of before.
    let changed = |bytes: u64, change: Option<i64>| match change {
        Some(change) => change.unsigned_abs(),
        None if before.is_empty() => 0,
        None => bytes,
    };
    all.sort_by_key(|(_, bytes, change)| std::cmp::Reverse((changed(*bytes, *change), *bytes)));
    all
}

fn parts(module: &[u8]) -> Result<Parts, wasmparser::BinaryReaderError> {
    let mut imported = 0;
    let mut bodies = Vec::new();
    let mut names = BTreeMap::new();
    for payload in Parser::new(0).parse_all(module) {
        match payload? {
            Payload::ImportSection(imports) => {
                for import in imports.into_imports() {
                    imported += u32::from(matches!(import?.ty, wasmparser::TypeRef::Func(_)));
                }
            }
            Payload::CodeSectionEntry(body) => bodies.push(body.range().len() as u64),
            Payload::CustomSection(custom) => {
                if let KnownCustom::Name(sections) = custom.as_known() {
                    for section in sections {
                        if let Name::Function(functions) = section? {
                            for naming in functions {
                                let naming = naming?;
                                names.insert(naming.index, naming.name.to_owned());
                            }
                        }
                    }
                }
            }
            _ => (),
        }
    }
    let mut parts = Parts::new();
    for (index, bytes) in (imported..).zip(bodies) {
        let name = names.get(&index).map_or("", String::as_str);
        *parts.entry(part_of(name)).or_default() += bytes;
    }
    Ok(parts)
}

/// The part that a function belongs to: of the app down to the pane, of everything else the crate.
fn part_of(mangled: &str) -> String {
    let name = format!("{:#}", rustc_demangle::demangle(mangled));
    let path = name.trim_start_matches(['<', '&', '(', '*']).trim_start_matches("mut ").trim_start_matches("dyn ");
    let words: Vec<&str> =
        path.split("::").map(|word| word.split([' ', '<', '>', '[', '{']).next().unwrap_or("")).collect();
    let depth = match words.as_slice() {
        ["app", "panes" | "pages" | "components", ..] => 3,
        ["app", ..] => 2,
        _ => 1,
    };
    let part = words.iter().take(depth).copied().collect::<Vec<_>>().join("::");
    if part.is_empty() { "(no name)".to_owned() } else { part }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_function_belongs_to_its_pane_or_its_crate() {
        for (name, part) in [
            ("app::panes::timeline::lanes::picture", "app::panes::timeline"),
            ("<app::room::Room as core::clone::Clone>::clone", "app::room"),
            ("alloc::vec::Vec<T>::push", "alloc"),
            ("<tachys::view::any_view::AnyView as tachys::view::Render>::build", "tachys"),
            ("", "(no name)"),
        ] {
            assert_eq!(part_of(name), part);
        }
    }

    #[test]
    fn what_grew_comes_first() {
        let parts = |parts: &[(&str, u64)]| parts.iter().map(|(part, bytes)| ((*part).to_owned(), *bytes)).collect();
        let told = compared(&parts(&[("a", 10), ("b", 50), ("c", 5)]), &parts(&[("a", 4), ("b", 50), ("d", 2)]));
        let told: Vec<_> = told.iter().map(|(part, bytes, change)| (part.as_str(), *bytes, *change)).collect();
        assert_eq!(told, [("a", 10, Some(6)), ("c", 5, None), ("d", 0, Some(-2)), ("b", 50, Some(0))]);
    }
}
