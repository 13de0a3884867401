//! Budget C2: whether the timeline of a long room moves smoothly with the processor slowed down four times.

use serde_json::{Value, json};

use crate::chromium::Chromium;

/// How many times slower than this machine.
const SLOWDOWN: u32 = 4;

/// Keeps the time between every two frames.
const FRAMES: &str = "
    window.frames_apart = [];
    let last = performance.now();
    const frame = now => { frames_apart.push(now - last); last = now; requestAnimationFrame(frame); };
    requestAnimationFrame(frame);
";

/// Presses a button of the timeline and resolves with the longest time between two frames until all is quiet again. Frames
/// come every 16.7 ms, and the browser's clock for them is a tenth of a millisecond off now and then: three are 50 ms.
const PRESS: &str = "
    const button = [...document.querySelectorAll('.timeline button')].find(button => button.textContent.includes(NAME));
    frames_apart.length = 0;
    button.click();
    return new Promise(resolve => setTimeout(() => resolve(Math.round(Math.max(...frames_apart))), 600));
";

/// Scrolls the page past the timeline and back, a step in every frame, and resolves with the same.
const SCROLL: &str = "
    frames_apart.length = 0;
    const top = document.querySelector('.timeline').getBoundingClientRect().top + scrollY;
    return new Promise(resolve => {
        let step = 0;
        const move = () => {
            scrollTo(0, top - innerHeight + (step < 30 ? step : 60 - step) * innerHeight / 15);
            if (step++ < 60) requestAnimationFrame(move); else resolve(Math.round(Math.max(...frames_apart)));
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
    let effects = browser.run("return document.querySelector('.event-log__open').textContent").await;
    let moves = [("Zoom in", 5), ("Previous event", 5), ("Fit", 1), ("Next event", 5), ("Zoom in", 2), ("Fit", 1)];
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

/// Keeping the accessibility tree would cost every frame 10 ms; it is let go of.
pub async fn slow_down(browser: &Chromium) {
    for method in ["Accessibility.enable", "Accessibility.disable"] {
        browser.ask(method, json!({})).await;
    }
    browser.ask("Emulation.setCPUThrottlingRate", json!({ "rate": SLOWDOWN })).await;
}
