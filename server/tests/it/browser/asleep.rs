//! A laptop is closed for ten minutes of room time while the drill goes on, and opened again.

use std::time::{Duration, Instant};

use drill::{Backend, Command, Millis, Speed};

use super::{Chromium, chromium::pause, enter};
use crate::harness::{InProcess, Link, open_room};

const AWAY: Millis = Millis::from_mins(10);

/// How long a person who opens the laptop again would look at an old picture without wondering.
const AWAKE_WITHIN: Duration = Duration::from_secs(10);

/// Asleep it needs no processor, so this test runs beside the others.
#[tokio::test]
async fn a_browser_that_slept_for_ten_minutes_shows_the_present_without_being_asked() {
    let server = InProcess::start().await;
    let code = open_room(server.addr, "").await;
    let mut operator = Link::operator(server.addr, &code).await;
    let watcher = Chromium::start(1280, 800).await;
    enter(&watcher, server.addr, "watch", &code).await;
    watcher.page().says(&["LIVE"]).await;
    watcher.page().part("region", "Agent's screen").says(&["Connected"]).await;

    watcher.fall_asleep();
    operator.command(Command::StopBackends(vec![Backend::Application])).await.unwrap();
    operator.command(Command::ChangeSpeed(Speed::Sixteen)).await.unwrap();
    operator.command(Command::ResumeClock).await.unwrap();
    tokio::time::sleep(Duration::from_millis(Speed::Sixteen.wall_ms(AWAY))).await;
    operator.command(Command::PauseClock).await.unwrap();
    operator.until("ten minutes to have passed", |link| link.now >= AWAY).await;
    let now = operator.now;

    watcher.wake_up();
    let woken = Instant::now();
    loop {
        let shown = watcher.page().try_text().await.unwrap_or_default();
        let is_present = ["connection issues", "Off by operator"].iter().all(|words| shown.contains(words));
        let is_live = shown.contains("LIVE") && !shown.contains("is lost");
        if is_present && is_live {
            break;
        }
        assert!(woken.elapsed() < AWAKE_WITHIN, "it still shows:\n{shown}");
        pause().await;
    }
    let secs = now.as_secs();
    let clock = format!("{}:{:02}", secs / 60, secs % 60);
    watcher.page().part("timer", "Room time").says(&[&clock]).await;
    watcher.close_content().await;
}
