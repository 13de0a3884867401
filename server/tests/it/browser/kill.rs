//! The server is killed in the middle of storyboard 6, several times, at moments that nobody chose: whatever a browser
//! had shown is still shown afterwards, and both come back by themselves.

use std::time::Duration;

use super::{Class, part::Part};
use crate::harness::{Folder, Process};

const KILLS: u32 = 5;

/// The beginning of the list of what changed, newest first, that must still stand there later: enough for the last few.
const NEWEST_CHARS: usize = 300;

/// What a page says was done and seen, newest first, without times that run on, and the time on its clock in seconds.
async fn shown(page: &Part<'_>) -> (String, u64) {
    let list = page.part("list", "What just changed").text().await;
    let words = list.split_whitespace().filter(|word| !word.starts_with(['+', '−']) && !word.contains(':'));
    let clock = page.part("timer", "Room time").text().await;
    (words.collect::<Vec<_>>().join(" "), seconds(&clock))
}

fn seconds(time: &str) -> u64 {
    let digits = time.lines().next().unwrap_or_default().trim();
    digits.split(':').fold(0, |sum, part| sum * 60 + part.parse::<u64>().unwrap_or_default())
}

#[tokio::test]
async fn kill_9_in_storyboard_6_unshows_nothing_and_both_browsers_resume() {
    let folder = Folder::new();
    let mut server = Process::start(&folder.database());
    let addr = server.addr;
    let class = Class::open(addr, "All three off").await;
    class.press("Start").await;
    class.press("Stop all").await;
    class.agent_shows(&["Messages are not being exchanged"], &[]).await;

    for kill in 0..KILLS {
        // A moment that depends on nothing in the program: the low bits of the wall clock.
        let nanos = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap().subsec_nanos();
        tokio::time::sleep(Duration::from_millis(u64::from(nanos % 4_000))).await;
        let before = [shown(&class.pages()[0]).await, shown(&class.pages()[1]).await];
        server.kill();
        for page in class.pages() {
            page.says(&["The connection to the Drillroom server is lost.", "no part of the drill"]).await;
        }
        if kill == 0 {
            class.picture("kill-9-banner").await;
        }
        server = Process::start_at(&folder.database(), addr);
        for (page, (story, time)) in class.pages().into_iter().zip(before) {
            page.says(&["The server was restarted."]).await;
            page.says_not(&["The connection to the Drillroom server is lost."]).await;
            let (story_now, time_now) = shown(&page).await;
            let newest: String = story.chars().take(NEWEST_CHARS).collect();
            assert!(story_now.contains(&newest), "un-shown after kill {kill}: {newest}\nnow: {story_now}");
            assert!(time_now >= time, "time went back after kill {kill}, from {time} s to {time_now} s");
        }
        class.operator.page().part("button", "Resume").click().await;
        class.operator.page().says_not(&["The server was restarted."]).await;
    }
    class.press("Restore all").await;
    class.agent_shows(&["Connected"], &[]).await;
    class.picture("kill-9-end").await;
    class.close().await;
}
