//! Measures in real Chromium, driven as in the browser tests; `CHROME` and `CHROMEDRIVER` name the programs.
//!
//! - `browser_bench clicks URL CODE KEY`: budget A2, on a running server and a room that was just opened in it.
//! - `browser_bench seeks URL CODE KEY`: budget C1, on a running server and a room with a long record.
//! - `browser_bench frames URL CODE KEY`: budget C2, on a running server and a room with 2,000 effects.
//! - `browser_bench busy URL CODE KEY`: budget C3, on a running server and a room that was just opened in it.
//!
//! Each prints one line of JSON; times are in milliseconds.

mod busy;
mod clicks;
mod frames;
mod seeks;

#[path = "../shared/link.rs"]
mod link;

#[path = "../../tests/it/browser/chromium.rs"]
#[expect(clippy::unwrap_used, dead_code, reason = "the tests' driver: it fails loudly, and does more than is measured")]
mod chromium;
#[path = "../../tests/it/browser/part.rs"]
#[expect(clippy::unwrap_used, dead_code, reason = "the same")]
mod part;

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let measured = match words[..] {
        ["clicks", url, code, key] => clicks::measure(url, code, key).await?,
        ["seeks", url, code, key] => seeks::measure(url, code, key).await?,
        ["frames", url, code, key] => frames::measure(url, code, key).await?,
        ["busy", url, code, key] => busy::measure(url, code, key).await?,
        _ => return Err("usage: browser_bench clicks|seeks|frames|busy URL CODE KEY".into()),
    };
    println!("{measured}");
    Ok(())
}
