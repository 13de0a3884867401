//! Joins the stylesheets into three files: `tokens.css` (names for colours and spaces), `base.css`, then the panes by name; and,
//! apart from them, what only some pages need, so that the operators' room does not load it. Comments and indentation go;
//! nothing cleverer is done, for a wrong minifier breaks pages in silence.

use crate::{failure::Failure, workspace};
use std::fs;

/// The sheets that no room needs: home, explorer, guide, truth and report.
const PAGES_ONLY: [&str; 3] = ["explorer.css", "home.css", "proof.css"];

/// The sheets that the operators' room does not need, and all other pages of a room.
const FOLLOW_ONLY: [&str; 5] = ["captions.css", "coach.css", "remote.css", "replay.css", "watch.css"];

/// What every page loads, and what others load as well.
pub struct Styles {
    /// For rooms, and the ground for all.
    pub all: String,
    /// For the pages of a room that are not the operators'.
    pub follow: String,
    /// For pages without a room.
    pub pages: String,
}

/// The three stylesheets. Empty when `style/` has no stylesheet yet.
///
/// # Errors
/// When a stylesheet cannot be read.
pub fn joined() -> Result<Styles, Failure> {
    let folder = workspace::root().join("style");
    let mut sheets = Vec::new();
    if folder.is_dir() {
        for entry in fs::read_dir(&folder).map_err(Failure::files("list", &folder))? {
            let path = entry.map_err(Failure::files("list", &folder))?.path();
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            if path.extension().is_some_and(|ending| ending == "css") {
                sheets.push((name, fs::read_to_string(&path).map_err(Failure::files("read", &path))?));
            }
        }
    }
    let (pages, rooms) = sheets.into_iter().partition(|(name, _)| PAGES_ONLY.contains(&name.as_str()));
    let rooms: Vec<_> = rooms;
    let (follow, all) = rooms.into_iter().partition(|(name, _)| FOLLOW_ONLY.contains(&name.as_str()));
    Ok(Styles { all: join(all), follow: join(follow), pages: join(pages) })
}

fn join(mut sheets: Vec<(String, String)>) -> String {
    sheets.sort_by_cached_key(|(name, _)| (place(name), name.clone()));
    sheets.into_iter().map(|(_, text)| lean(&text)).collect()
}

/// Later rules win, so what others build upon comes first.
fn place(name: &str) -> u8 {
    match name {
        "tokens.css" => 0,
        "base.css" => 1,
        _ => 2,
    }
}

/// Without comments, indentation and empty lines. Our sheets, and the script of `wasm-bindgen`, have no comment inside a string
/// and no string over several lines.
pub fn lean(sheet: &str) -> String {
    let mut rest = sheet;
    let mut told = String::new();
    while let Some((before, after)) = rest.split_once("/*") {
        told += before;
        rest = after.split_once("*/").map_or("", |(_, after)| after);
    }
    told += rest;
    let lines = told.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with("//"));
    lines.flat_map(|line| [line, "\n"]).collect()
}

#[cfg(test)]
mod tests {
    use super::{join, lean};

    #[test]
    fn tokens_then_base_then_the_panes_by_name() {
        let names = ["clock.css", "base.css", "agent_console.css", "tokens.css"];
        let sheets = names.map(|name| (name.to_owned(), format!("\n.{name} {{}}\n"))).to_vec();
        let expected = ".tokens.css {}\n.base.css {}\n.agent_console.css {}\n.clock.css {}\n";
        assert_eq!(join(sheets), expected);
    }

    #[test]
    fn comments_and_indentation_go_and_nothing_else() {
        let sheet =
            "/* What it is. */\n// A line of its own.\n.a {\n  color: red; /* why */\n\n  content: \" x \";\n}\n";
        assert_eq!(lean(sheet), ".a {\ncolor: red;\ncontent: \" x \";\n}\n");
    }
}
