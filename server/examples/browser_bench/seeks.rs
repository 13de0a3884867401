//! Budget C1: from moving the replay's slider to the past painted, in a room of 10,000 events.
//!
//! A page takes the time when the slider moves. What was asked for is there when the bar says the moment, which it does with
//! the frame of the server; it counts as painted when the page has handed over its next frame.

use serde_json::{Value, json};

use crate::{chromium::Chromium, clicks::PAINTED};

const SEEKS: u64 = 60;
const SEEKS_BEFORE: u64 = 10;

/// Moves the slider and resolves with the milliseconds until the past is painted.
const SEEK: &str = "
    const slider = document.querySelector('.replay__slider');
    const badge = document.querySelector('.replay__time');
    const wanted = Math.floor(slider.max * AT / 1000 / slider.step) * slider.step;
    const clock = ms => { const s = Math.floor(ms / 1000), h = Math.floor(s / 3600), m = Math.floor(s / 60) % 60;
        const two = n => String(n).padStart(2, '0');
        return h ? `${h}:${two(m)}:${two(s % 60)}` : `${m}:${two(s % 60)}`; };
    return new Promise(resolve => {
        const moved = performance.now();
        const look = () => {
            if (!badge.textContent.startsWith(clock(wanted) + ' of')) return;
            watch.disconnect();
            painted(() => resolve(performance.now() - moved));
        };
        const watch = new MutationObserver(look);
        watch.observe(badge, { characterData: true, childList: true, subtree: true });
        slider.value = wanted;
        slider.dispatchEvent(new Event('input', { bubbles: true }));
    });
";

/// Milliseconds of each seek, all over the room's time.
pub async fn measure(url: &str, code: &str, key: &str) -> Result<Value, String> {
    let browser = Chromium::start(1440, 900).await;
    browser.go_with_key(url, "room", code, key).await;
    browser.go(&format!("{url}/room/{code}/replay#0:01")).await;
    browser.page().says(&["REPLAY"]).await;
    // Keeping the accessibility tree would cost every frame 10 ms.
    for method in ["Accessibility.enable", "Accessibility.disable"] {
        browser.ask(method, json!({})).await;
    }
    browser.run(PAINTED).await;
    let mut seeks = Vec::new();
    for seek in 0..SEEKS_BEFORE + SEEKS {
        // Thousandths of the whole: steps of this size come everywhere, and never to the same place again.
        let at = (seek * 377 + 11) % 1000;
        let took = browser.run(&SEEK.replace("AT", &at.to_string())).await.as_f64().ok_or("nothing was painted")?;
        if seek >= SEEKS_BEFORE {
            seeks.push(took);
        }
    }
    let complaints = browser.complaints().await;
    if !complaints.is_empty() {
        return Err(format!("something went wrong in the page: {complaints:?}"));
    }
    browser.close().await;
    Ok(json!({ "seeks": seeks }))
}
