//! What may name what: no circles between the modules of a crate, and in the app the arrows of its map. Told from what
//! the sources name, by their `use` lines and by paths within them.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
};

/// The top-level modules of a crate, and by module which others it names, with the file that does.
struct Modules {
    names: BTreeSet<String>,
    links: BTreeMap<String, BTreeMap<String, String>>,
}

impl Modules {
    fn read(root: &Path) -> Self {
        let lib = code(&root.join("lib.rs"));
        let names: BTreeSet<String> = lib.lines().filter_map(declared).map(str::to_owned).collect();
        // What the root passes on belongs to the module that it comes from.
        let (mut passed_on, mut whole) = (BTreeMap::new(), None);
        for path in uses(&lib) {
            if let [module, .., name] = &path[..]
                && names.contains(module)
            {
                match name.as_str() {
                    "*" => whole = Some(module.clone()),
                    name => drop(passed_on.insert(name.to_owned(), module.clone())),
                }
            }
        }
        let mut links: BTreeMap<String, BTreeMap<String, String>> = BTreeMap::new();
        for file in files(root) {
            let inside: Vec<String> = file.strip_prefix(root).unwrap().with_extension("").iter().map(text).collect();
            let inside: Vec<String> = inside.into_iter().filter(|part| part != "mod").collect();
            let Some(module) = inside.first().filter(|module| names.contains(*module)) else { continue };
            for path in uses(&code(&file)) {
                let Some(first) = absolute(&path, &inside) else { continue };
                let to = if names.contains(&first) { Some(&first) } else { passed_on.get(&first).or(whole.as_ref()) };
                if let Some(to) = to.filter(|to| *to != module) {
                    links.entry(module.clone()).or_default().insert(to.clone(), file.display().to_string());
                }
            }
        }
        Self { names, links }
    }

    /// A way from a module back to itself.
    fn circle(&self) -> Option<Vec<String>> {
        self.names.iter().find_map(|start| {
            let mut ways = vec![vec![start.clone()]];
            let mut seen = BTreeSet::new();
            while let Some(way) = ways.pop() {
                for next in self.links.get(way.last()?).into_iter().flat_map(BTreeMap::keys) {
                    let longer: Vec<String> = way.iter().chain([next]).cloned().collect();
                    if next == start {
                        return Some(longer);
                    }
                    if seen.insert(next.clone()) {
                        ways.push(longer);
                    }
                }
            }
            None
        })
    }
}

fn text(part: &std::ffi::OsStr) -> String {
    part.to_str().unwrap().to_owned()
}

/// A file without its comments, texts and tests.
fn code(file: &Path) -> String {
    let source = fs::read_to_string(file).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
    let source = source.split("#[cfg(test)]\nmod tests {").next().unwrap();
    let line = |line: &str| line.split("//").next().unwrap_or_default().to_owned() + "\n";
    let without_comments: String = source.lines().map(line).collect();
    // Every second piece stands between quotes; what an escaped quote leaves over names no module.
    without_comments.split('"').step_by(2).collect::<Vec<_>>().join("\"\"")
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut all = Vec::new();
    for entry in fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
        if entry.is_dir() {
            all.extend(files(&entry));
        } else if entry.extension().is_some_and(|extension| extension == "rs") {
            all.push(entry);
        }
    }
    all
}

fn declared(line: &str) -> Option<&str> {
    let line = line.trim();
    let rest = line.strip_prefix("pub(crate) ").or(line.strip_prefix("pub ")).unwrap_or(line);
    rest.strip_prefix("mod ")?.strip_suffix(';')
}

/// Every path that a file names from the root of its crate, or from the module above: of its `use` lines, and in between.
fn uses(code: &str) -> Vec<Vec<String>> {
    let mut paths = Vec::new();
    let mut rest = code;
    while let Some(place) = rest.find("use ") {
        let is_word = rest[..place].ends_with(|c: char| c.is_whitespace() || c == ')') || place == 0;
        let (line, after) = rest[place + 4..].split_once(';').unwrap_or_default();
        if is_word {
            expand(&without_new_names(line), &[], &mut paths);
        }
        rest = if is_word { after } else { &rest[place + 4..] };
    }
    for start in ["crate::", "super::"] {
        for (place, _) in code.match_indices(start) {
            let path = code[place..].split(|c: char| !is_of_name(c) && c != ':').next().unwrap();
            paths.push(path.split("::").filter(|part| !part.is_empty()).map(str::to_owned).collect());
        }
    }
    paths
}

/// A `use` tree without spaces, and without the names that something is given here.
fn without_new_names(tree: &str) -> String {
    let mut words = tree.split_whitespace();
    let mut whole = String::new();
    while let Some(word) = words.next() {
        match word {
            "as" => whole.extend(words.next().into_iter().flat_map(|new| new.chars().filter(|c| !is_of_name(*c)))),
            word => whole.push_str(word),
        }
    }
    whole
}

const fn is_of_name(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '_'
}

/// The paths of a `use` tree without spaces, such as `crate::{a::B,c}`.
fn expand(tree: &str, before: &[String], paths: &mut Vec<Vec<String>>) {
    match tree.split_once('{') {
        Some((prefix, list)) if !prefix.contains(',') => {
            let before: Vec<String> = before.iter().cloned().chain(parts(prefix)).collect();
            for part in split(list.strip_suffix('}').unwrap_or(list)) {
                expand(part, &before, paths);
            }
        }
        _ => paths.push(before.iter().cloned().chain(parts(tree)).collect()),
    }
}

fn parts(path: &str) -> impl Iterator<Item = String> + '_ {
    path.split("::").filter(|part| !part.is_empty()).map(str::to_owned)
}

/// The parts of a list, at its own commas alone.
fn split(list: &str) -> Vec<&str> {
    let (mut all, mut depth, mut start) = (Vec::new(), 0, 0);
    for (place, c) in list.char_indices() {
        match c {
            '{' => depth += 1,
            '}' => depth -= 1,
            ',' if depth == 0 => {
                all.push(&list[start..place]);
                start = place + 1;
            }
            _ => (),
        }
    }
    all.push(&list[start..]);
    all.into_iter().filter(|part| !part.is_empty()).collect()
}

/// The first name of a path as seen from the root of the crate; none for what belongs to another crate.
fn absolute(path: &[String], inside: &[String]) -> Option<String> {
    let ups = path.iter().take_while(|part| *part == "super").count();
    match path.first()?.as_str() {
        "crate" => path.get(1).cloned(),
        "super" => inside[..inside.len().saturating_sub(ups)].iter().chain(&path[ups..]).next().cloned(),
        _ => None,
    }
}

fn folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(name)
}

#[test]
fn no_modules_name_each_other_in_a_circle() {
    for name in ["server/src", "app/src", "app/drill/src", "app/protocol/src"] {
        let modules = Modules::read(&folder(name));
        assert!(modules.names.len() > 3 && modules.links.len() > 1, "{name} was not read");
        if let Some(circle) = modules.circle() {
            let files: Vec<_> = circle.windows(2).map(|pair| &modules.links[&pair[0]][&pair[1]]).collect();
            panic!("{name}: {} ({files:?})", circle.join(" → "));
        }
    }
}

/// In the app: `{room, components} ← panes ← pages ← app`.
#[test]
fn the_app_keeps_the_arrows_of_its_map() {
    let modules = Modules::read(&folder("app/src"));
    let layers = ["browser narration", "room components", "panes", "pages", "app"];
    let layer = |module: &str| layers.iter().position(|layer| layer.split(' ').any(|name| name == module));
    for (module, links) in &modules.links {
        for (other, file) in links {
            let (Some(upper), Some(lower)) = (layer(module), layer(other)) else { continue };
            assert!(lower <= upper, "{file}: {module} names {other}, which stands above it");
        }
    }
}

#[test]
fn panes_never_name_each_other() {
    let panes = folder("app/src/panes");
    for file in files(&panes) {
        let inside: Vec<String> = file.strip_prefix(&panes).unwrap().with_extension("").iter().map(text).collect();
        let pane = &inside[0];
        if pane == "mod" {
            continue;
        }
        let within: Vec<String> = ["panes".to_owned()].into_iter().chain(inside.iter().cloned()).collect();
        let within: Vec<String> = within.into_iter().filter(|part| part != "mod").collect();
        for path in uses(&code(&file)) {
            let ups = path.iter().take_while(|part| *part == "super").count();
            let whole: Vec<String> = match path.first().map(String::as_str) {
                Some("crate") => path[1..].to_vec(),
                Some("super") => {
                    within[..within.len().saturating_sub(ups)].iter().chain(&path[ups..]).cloned().collect()
                }
                _ => continue,
            };
            let [panes, other, ..] = &whole[..] else { continue };
            assert!(panes != "panes" || other == pane, "{} names {other}", file.display());
        }
    }
}

/// The engine's verbs and what derives from a state: only pages that the server alone renders may use them.
const ENGINE: [&str; 16] = [
    "State",
    "Observer",
    "advance",
    "agent",
    "agent_tail",
    "apply",
    "beliefs",
    "customer",
    "customer_tail",
    "database",
    "decide",
    "effects",
    "ledger",
    "ledger_tail",
    "misled",
    "next_change",
];

#[test]
fn the_client_names_nothing_that_folds_or_derives() {
    let app = folder("app/src");
    let rendered_only = ["pages/rendered", "app/document.rs"].map(|part| app.join(part));
    for file in files(&app) {
        if rendered_only.iter().any(|part| file.starts_with(part)) {
            continue;
        }
        let code = code(&file);
        let imported = uses(&code).into_iter().filter(|path| path.first().is_some_and(|first| first == "drill"));
        let imported: Vec<String> = imported.filter_map(|path| path.get(1).cloned()).collect();
        for name in ENGINE {
            let is_called = [format!("drill::{name}("), format!("drill::{name}::")];
            let is_named =
                imported.iter().any(|imported| imported == name) || is_called.iter().any(|call| code.contains(call));
            assert!(!is_named, "{} names drill::{name}", file.display());
        }
    }
}

#[test]
fn paths_are_read_as_the_compiler_reads_them() {
    let source =
        "use crate::{a::B, c, d::{E, f::G as H}};\npub use super::i::*;\nuse other::J;\nfn k() { crate::l::m(); }\n";
    let inside = ["x".to_owned(), "y".to_owned()];
    let firsts: BTreeSet<String> = uses(source).iter().filter_map(|path| absolute(path, &inside)).collect();
    assert!(firsts.iter().eq(["a", "c", "d", "l", "x"]), "{firsts:?}");
    assert!(uses(source).contains(&["crate", "d", "f", "G"].map(str::to_owned).to_vec()));
}
