//! Makes the small client smaller by what nobody notices. `wasm-bindgen` ties script and module together by long names, each
//! with a hash in it that no compression helps; and a library that Leptos needs on the server exports classes that no
//! script of ours uses, which keeps their code alive.

use crate::failure::Failure;
use std::collections::HashMap;
use walrus::{Module, ModuleConfig, passes};

/// What the exports of those classes begin with, and how they are called in the script.
const UNUSED: [&str; 2] = ["intounderlying", "__wbg_intounderlying"];
const UNUSED_CLASS: &str = "IntoUnderlying";

/// The module and its script with short names, and without what is not used.
///
/// # Errors
/// When the module is none, or the script does not stand as it is expected to.
pub fn slim(wasm: &[u8], js: &str) -> Result<(Vec<u8>, String), Failure> {
    let mut config = ModuleConfig::new();
    config.generate_name_section(false).generate_producers_section(false);
    let mut module = config.parse(wasm).map_err(|error| Failure::explained(format!("{error:#}")))?;
    let mut short = HashMap::new();
    shorten(&mut module, &mut short)?;
    Ok((module.emit_wasm(), renamed(&without_unused(js)?, &short)))
}

fn shorten(module: &mut Module, short: &mut HashMap<String, String>) -> Result<(), Failure> {
    let is_unused = |name: &str| UNUSED.iter().any(|start| name.starts_with(start));
    let unused: Vec<_> =
        module.exports.iter().filter(|export| is_unused(&export.name)).map(walrus::Export::id).collect();
    for export in unused {
        module.exports.delete(export);
    }
    passes::gc::run(module);
    let imports = module.imports.iter_mut().map(|import| (&mut import.name, 'i'));
    let exports = module.exports.iter_mut().map(|export| (&mut export.name, 'e'));
    for (number, (name, letter)) in imports.chain(exports).enumerate() {
        let long = std::mem::replace(name, format!("{letter}{number}"));
        if short.insert(long, name.clone()).is_some() {
            return Err(Failure::explained(format!("The client imports and exports one name, which is {name} now")));
        }
    }
    Ok(())
}

/// The script without the classes that nobody uses.
fn without_unused(js: &str) -> Result<String, Failure> {
    let begins = ["export class ", "const "].map(|word| [word, UNUSED_CLASS].concat());
    let ends = [["if (Symbol.dispose) ", UNUSED_CLASS].concat(), "    : new FinalizationRegistry".to_owned()];
    let mut kept = String::new();
    let mut lines = js.lines();
    while let Some(line) = lines.next() {
        let Some(place) = begins.iter().position(|begin| line.starts_with(begin)) else {
            kept.extend([line, "\n"]);
            continue;
        };
        if !lines.any(|line| line.starts_with(&ends[place])) {
            return Err(Failure::explained(format!("The script of wasm-bindgen has changed: no end of `{line}`")));
        }
    }
    Ok(kept)
}

/// The script with other names for these.
fn renamed(js: &str, short: &HashMap<String, String>) -> String {
    let is_word = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '$';
    let mut told = String::with_capacity(js.len());
    let mut rest = js;
    while let Some(start) = rest.find(is_word) {
        let (before, from) = rest.split_at(start);
        let (word, after) = from.split_at(from.find(|c| !is_word(c)).unwrap_or(from.len()));
        // Only what belongs to the module: a name of the browser's own may be the same.
        let is_ours = before == "." && told.ends_with("wasm") || word.starts_with("__wb");
        told.extend([before, short.get(word).filter(|_| is_ours).map_or(word, String::as_str)]);
        rest = after;
    }
    told + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_shortened_as_whole_words() {
        let short =
            [("__wbg_then_0a", "i0"), ("memory", "e1")].map(|(long, short)| (long.to_owned(), short.to_owned()));
        let js = "__wbg_then_0a: f, __wbg_then_0ab: g, wasm.memory.buffer, memory, $__wbg_then_0a";
        let expected = "i0: f, __wbg_then_0ab: g, wasm.e1.buffer, memory, $__wbg_then_0a";
        assert_eq!(renamed(js, &short.into()), expected);
    }

    #[test]
    fn classes_that_nobody_uses_go_and_a_script_that_has_changed_is_noticed() {
        let class =
            "export class IntoUnderlyingSink {\n    free() {\n    }\n}\nif (Symbol.dispose) IntoUnderlyingSink.x;\n";
        let registry = "const IntoUnderlyingSinkFinalization = (typeof F === 'undefined')\n    ? { }\n    : new FinalizationRegistry(f);\n";
        let js = ["let a;\n", class, "let b;\n", registry, "let c;\n"].concat();
        assert_eq!(without_unused(&js).expect("it is as expected"), "let a;\nlet b;\nlet c;\n");
        assert!(without_unused("export class IntoUnderlyingSink {\n}\n").is_err());
    }
}
