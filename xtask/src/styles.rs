//! Joins the stylesheets into one file: `tokens.css` (names for colours and spaces), `base.css`, then the panes by name.
//! They are not minified: brotli does most of that, and a wrong minifier breaks pages in silence.

use crate::{failure::Failure, workspace};
use std::fs;

/// One stylesheet for the whole app. Empty when `style/` has no stylesheet yet.
///
/// # Errors
/// When a stylesheet cannot be read.
pub fn joined() -> Result<String, Failure> {
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
    Ok(join(sheets))
}

fn join(mut sheets: Vec<(String, String)>) -> String {
    sheets.sort_by_cached_key(|(name, _)| (place(name), name.clone()));
    sheets.into_iter().map(|(_, text)| text.trim().to_owned() + "\n").collect()
}

/// Later rules win, so what others build upon comes first.
fn place(name: &str) -> u8 {
    match name {
        "tokens.css" => 0,
        "base.css" => 1,
        _ => 2,
    }
}

#[cfg(test)]
mod tests {
    use super::join;

    #[test]
    fn tokens_then_base_then_the_panes_by_name() {
        let names = ["clock.css", "base.css", "agent_console.css", "tokens.css"];
        let sheets = names.map(|name| (name.to_owned(), format!("\n/* {name} */\n"))).to_vec();
        let expected = "/* tokens.css */\n/* base.css */\n/* agent_console.css */\n/* clock.css */\n";
        assert_eq!(join(sheets), expected);
    }
}
