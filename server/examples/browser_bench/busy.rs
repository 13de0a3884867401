//! Budget C3: whether clicks are answered at once while the room is busy, with the processor slowed down four times. Who
//! talks has no browser: a second one would take the time that the first one is measured by.

use std::time::{Duration, Instant};

use drill::Command;
use serde_json::{Value, json};
use tokio::time::{MissedTickBehavior, interval, sleep};

use crate::{
    chromium::{Chromium, PATIENCE},
    clicks::mouse,
    frames::slow_down,
    link::{Outcome, connect, order},
};

/// Lines that stand in the conversation before anything is measured: 200 stand there halfway.
const LINES: u64 = 100;
/// How many there are.
const COUNT: &str = "return document.querySelectorAll('.agent-console__line').length";
/// Lines that come in a second, before and meanwhile.
const LINES_PER_SECOND: u32 = 20;
/// Clicks that are measured, on two tabs in turn.
const CLICKS: usize = 60;
/// From click to click: faster than a hand, so that all of them come while 200 lines or so stand there.
const BETWEEN_CLICKS: Duration = Duration::from_millis(80);

/// Says lines in the customer's place, so many a second, until it is aborted.
async fn talk(url: String, code: String, key: String) -> Outcome<()> {
    let addr = url.trim_start_matches("http://").parse()?;
    let mut talker = connect(addr, &format!("/room/{code}"), &key, 0).await?;
    let mut turns = interval(Duration::from_secs(1) / LINES_PER_SECOND);
    turns.set_missed_tick_behavior(MissedTickBehavior::Skip);
    for line in 1.. {
        turns.tick().await;
        order(&mut talker, Command::CustomerSay(format!("Line {line} of a busy conversation"))).await?;
    }
    Ok(())
}

/// Keeps how long each click took from the hand to the next frame, as the browser itself counts it, and how many there
/// were on the tabs.
const WATCH_CLICKS: &str = "
    window.clicks = [];
    window.on_tabs = 0;
    addEventListener('click', event => { on_tabs += event.target.closest('.agent-console__tabs') ? 1 : 0; }, true);
    new PerformanceObserver(list => {
        for (const entry of list.getEntries()) if (entry.name === 'click') clicks.push(entry.duration);
    }).observe({ type: 'event', durationThreshold: 16 });
";

/// Where to press a tab of the agent's. The accessibility tree, which names things elsewhere, does not stand still for it
/// while lines arrive.
const TAB: &str = "
    const tab = [...document.querySelectorAll('.agent-console__tab-button')].find(tab => tab.textContent.includes(NAME));
    const box = tab.getBoundingClientRect();
    return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
";

/// Milliseconds from each click to the next frame, while lines arrive and many stand on the screen.
pub async fn measure(url: &str, code: &str, key: &str) -> Result<Value, String> {
    let clicker = Chromium::start(1440, 1100).await;
    clicker.go_with_key(url, "room", code, key).await;
    clicker.page().says(&["LIVE"]).await;
    let talker = tokio::spawn(talk(url.to_owned(), code.to_owned(), key.to_owned()));
    let deadline = Instant::now() + PATIENCE;
    while clicker.run(COUNT).await.as_u64() < Some(LINES) {
        if Instant::now() > deadline {
            return Err(format!("no {LINES} lines came"));
        }
        if talker.is_finished() {
            return Err(format!("the talker has stopped: {:?}", talker.await));
        }
        sleep(Duration::from_millis(200)).await;
    }
    let mut places = Vec::new();
    for tab in ["Case", "Customer"] {
        places.push(clicker.run(&TAB.replace("NAME", &json!(tab).to_string())).await);
    }
    slow_down(&clicker).await;
    clicker.run(WATCH_CLICKS).await;
    for click in 0..CLICKS {
        mouse(&clicker, &places[click % places.len()], &["mousePressed", "mouseReleased"]).await;
        sleep(BETWEEN_CLICKS).await;
    }
    sleep(Duration::from_secs(1)).await;
    let lines = clicker.run(COUNT).await;
    let seen = clicker.run("return on_tabs").await.as_u64().unwrap_or_default();
    if seen != CLICKS as u64 {
        return Err(format!("of {CLICKS} clicks {seen} came to the tabs"));
    }
    // A click that is answered within 16 ms is not told of: it took no more.
    let mut took: Vec<f64> =
        clicker.run("return clicks").await.as_array().into_iter().flatten().filter_map(Value::as_f64).collect();
    took.resize(took.len().max(CLICKS), 16.0);
    let complaints = clicker.complaints().await;
    if talker.is_finished() || !complaints.is_empty() {
        return Err(format!("the talker has stopped, or something went wrong in the page: {complaints:?}"));
    }
    talker.abort();
    clicker.close().await;
    Ok(json!({ "clicks": took, "lines": lines, "per_second": LINES_PER_SECOND }))
}
