//! Budgets C2 and C3, with the processor slowed down four times: whether the timeline of a long room moves smoothly, and
//! whether clicks are answered at once while the room is busy.

use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::{
    chromium::{Chromium, PATIENCE},
    clicks::mouse,
};

/// How many times slower than this machine.
const SLOWDOWN: u32 = 4;

/// Keeps the time between every two frames.
const FRAMES: &str = "
    window.frames_apart = [];
    let last = performance.now();
    const frame = now => { frames_apart.push(now - last); last = now; requestAnimationFrame(frame); };
    requestAnimationFrame(frame);
";

/// Presses a button of the timeline and resolves with the longest time between two frames until all is quiet again.
const PRESS: &str = "
    const button = [...document.querySelectorAll('.timeline button')].find(button => button.textContent.includes(NAME));
    frames_apart.length = 0;
    button.click();
    return new Promise(resolve => setTimeout(() => resolve(Math.max(...frames_apart)), 600));
";

/// Scrolls the page past the timeline and back, a step in every frame, and resolves with the same.
const SCROLL: &str = "
    frames_apart.length = 0;
    const top = document.querySelector('.timeline').getBoundingClientRect().top + scrollY;
    return new Promise(resolve => {
        let step = 0;
        const move = () => {
            scrollTo(0, top - innerHeight + (step < 30 ? step : 60 - step) * innerHeight / 15);
            if (step++ < 60) requestAnimationFrame(move); else resolve(Math.max(...frames_apart));
        };
        requestAnimationFrame(move);
    });
";

/// The longest time between two frames, in milliseconds, of each move that somebody makes on the timeline.
pub async fn measure(url: &str, code: &str, key: &str) -> Result<Value, String> {
    let browser = Chromium::start(1440, 1100).await;
    browser.go_with_key(url, "room", code, key).await;
    browser.page().says(&["LIVE"]).await;
    slow_down(&browser).await;
    browser.run(FRAMES).await;
    let effects = browser.run("return document.querySelector('.record__open').textContent").await;
    let moves = [("Closer", 5), ("Mark before", 5), ("Whole", 1), ("Mark after", 5), ("Closer", 2), ("Whole", 1)];
    let mut frames = Vec::new();
    // Once to warm up: the browser compiles what is used often only after a while.
    for round in 0..3 {
        for (name, times) in moves {
            for _ in 0..times {
                let frame = browser.run(&PRESS.replace("NAME", &json!(name).to_string())).await;
                let frame = frame.as_f64().ok_or("a press showed no frame")?;
                frames.extend((round > 0).then_some((name, frame)));
            }
        }
        let frame = browser.run(SCROLL).await;
        let frame = frame.as_f64().ok_or("scrolling showed no frame")?;
        frames.extend((round > 0).then_some(("scrolling", frame)));
    }
    browser.close().await;
    let worst = frames.iter().max_by(|one, other| one.1.total_cmp(&other.1)).ok_or("nothing was measured")?;
    let times: Vec<f64> = frames.iter().map(|(_, frame)| *frame).collect();
    Ok(json!({ "frames": times, "worst": worst.0, "effects": effects }))
}

/// Lines that stand in the conversation before anything is measured.
const LINES: u64 = 200;
/// How many there are.
const COUNT: &str = "return document.querySelectorAll('.agent-console__line').length";
/// Lines that come in a second, before and meanwhile.
const LINES_PER_SECOND: u32 = 20;
/// Clicks that are measured, on two tabs in turn.
const CLICKS: usize = 120;

/// Says lines in the customer's place, so many a second, from now on.
const TALK: &str = "
    const box = document.querySelector('[aria-label=\"The customer\\'s message\"]');
    let said = 0;
    window.talking = setInterval(() => {
        box.value = `Line ${++said} of a busy conversation`;
        box.form.requestSubmit();
    }, 1000 / PER_SECOND);
";

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
pub async fn busy(url: &str, code: &str, key: &str) -> Result<Value, String> {
    let (talker, clicker) = (Chromium::start(1440, 1100).await, Chromium::start(1440, 1100).await);
    for browser in [&talker, &clicker] {
        browser.go_with_key(url, "room", code, key).await;
        browser.page().says(&["LIVE"]).await;
    }
    talker.run(&TALK.replace("PER_SECOND", &LINES_PER_SECOND.to_string())).await;
    let deadline = Instant::now() + PATIENCE;
    while clicker.run(COUNT).await.as_u64() < Some(LINES) {
        if Instant::now() > deadline {
            return Err(format!("no {LINES} lines came"));
        }
        tokio::time::sleep(Duration::from_millis(200)).await;
    }
    let mut places = Vec::new();
    for tab in ["Case", "Customer"] {
        places.push(clicker.run(&TAB.replace("NAME", &json!(tab).to_string())).await);
    }
    slow_down(&clicker).await;
    clicker.run(WATCH_CLICKS).await;
    for click in 0..CLICKS {
        mouse(&clicker, &places[click % places.len()], &["mousePressed", "mouseReleased"]).await;
        tokio::time::sleep(Duration::from_millis(130)).await;
    }
    tokio::time::sleep(Duration::from_secs(1)).await;
    let lines = clicker.run(COUNT).await;
    let seen = clicker.run("return on_tabs").await.as_u64().unwrap_or_default();
    if seen != CLICKS as u64 {
        return Err(format!("of {CLICKS} clicks {seen} came to the tabs"));
    }
    // A click that is answered within 16 ms is not told of: it took no more.
    let mut took: Vec<f64> =
        clicker.run("return clicks").await.as_array().into_iter().flatten().filter_map(Value::as_f64).collect();
    took.resize(took.len().max(CLICKS), 16.0);
    for browser in [talker, clicker] {
        browser.close().await;
    }
    Ok(json!({ "clicks": took, "lines": lines, "per_second": LINES_PER_SECOND }))
}

/// Keeping the accessibility tree would cost every frame 10 ms; it is let go of.
async fn slow_down(browser: &Chromium) {
    for method in ["Accessibility.enable", "Accessibility.disable"] {
        browser.ask(method, json!({})).await;
    }
    browser.ask("Emulation.setCPUThrottlingRate", json!({ "rate": SLOWDOWN })).await;
}
