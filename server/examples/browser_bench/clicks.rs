//! Budget A2: from a click on a toggle to both panes repainted, in the operator's own browser and in a watcher's.
//!
//! The click is the one that switches Messaging on after the customer was told of the outage: at that instant the rules
//! change both panes at once (MS4: the agent's triangle becomes a green circle; MS6: the customer's notice goes). Most
//! other switches change one pane at once and the other later, with room time.
//!
//! A page takes the time of the click from the click event itself, so what waits for the page's thread counts. A pane
//! counts as repainted when the page has handed over the frame with the new words: what the compositor takes from there to
//! the screen is not in it, some 8 ms more where there is no graphics card. The second browser is a process of its own;
//! both tell the time by the wall clock of this machine.

use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::chromium::{Chromium, PATIENCE};

const CLICKS: usize = 40;
/// So many come before and do not count: the browser compiles what is used often only after a while.
const CLICKS_BEFORE: usize = 5;

/// The panes, and the words that stand on each as long as the outage is seen there.
const PANES: [(&str, &str); 2] =
    [("Agent's screen", "Messages are not being exchanged"), ("Customer's screen", "connection issues")];

/// How far apart two browsers may tell the time, in milliseconds, before nothing is believed.
const CLOCKS_APART_MAX_MS: f64 = 5.0;

/// Calls back as soon as the page has handed over its next frame: a task that the frame asks for comes after the frame,
/// which is one task from its callbacks to its commit.
pub const PAINTED: &str = "
    window.painted = then => requestAnimationFrame(() => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = then;
        port2.postMessage(null);
    });
";

/// Notes the time of a click, and for each pane that is watched the time at which it no longer says its words; `done`
/// comes true with the last of them. Nobody asks meanwhile: a driver that asks again and again takes time away from the
/// page.
const WATCH: &str = "
    window.bench = {
        panes: 0,
        now: () => performance.timeOrigin + performance.now(),
        expect() {
            bench.clicked = null;
            bench.repainted = [];
            bench.done = new Promise(resolve => { bench.resolve = resolve; });
        },
        watch(pane, words) {
            const place = bench.panes++;
            const look = () => {
                if (bench.repainted[place] !== undefined || pane.textContent.includes(words)) return;
                bench.repainted[place] = NaN;
                painted(() => {
                    bench.repainted[place] = bench.now();
                    const last = Math.max(...Array.from({ length: bench.panes }, (_, at) => bench.repainted[at] ?? NaN));
                    if (!isNaN(last)) bench.resolve(last);
                });
            };
            bench.expect();
            new MutationObserver(look).observe(
                pane, { attributes: true, characterData: true, childList: true, subtree: true });
        },
    };
    addEventListener('click', event => { bench.clicked = performance.timeOrigin + event.timeStamp; }, true);
";

/// Where to press an element.
const MIDDLE: &str = "function () {
    const box = this.getBoundingClientRect();
    return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}";

/// Milliseconds of each click: `own` for the browser in which it was made, `other` for the watcher's.
pub async fn measure(url: &str, code: &str, key: &str) -> Result<Value, String> {
    let operator = Chromium::start(1440, 1100).await;
    operator.go_with_key(url, "room", code, key).await;
    let watcher = Chromium::start(1440, 900).await;
    watcher.project(&operator).await;
    for browser in [&operator, &watcher] {
        browser.page().says(&["LIVE"]).await;
        browser.run(&[PAINTED, WATCH].concat()).await;
        for (pane, words) in PANES {
            let watch = format!("function () {{ bench.watch(this, {}) }}", json!(words));
            browser.page().part("region", pane).call(&watch).await.ok_or("a pane is not there")?;
        }
    }
    let apart = clocks_apart(&operator, &watcher).await;
    if apart > CLOCKS_APART_MAX_MS {
        return Err(format!("the two browsers tell the time {apart:.1} ms apart"));
    }
    let (mut own, mut other) = (Vec::new(), Vec::new());
    for click in 0..CLICKS_BEFORE + CLICKS {
        outage(&operator, &watcher).await;
        let middle = operator.page().part("switch", "Messaging").call(MIDDLE).await.ok_or("the switch is not there")?;
        mouse(&operator, &middle, &["mouseMoved"]).await;
        for browser in [&operator, &watcher] {
            without_accessibility(browser).await;
            browser.run("bench.expect()").await;
        }
        mouse(&operator, &middle, &["mousePressed", "mouseReleased"]).await;
        for (browser, waits) in [(&operator, &mut own), (&watcher, &mut other)] {
            let repainted = browser.run("return bench.done").await.as_f64().ok_or("a pane was not repainted")?;
            let clicked = operator.run("return bench.clicked").await.as_f64().ok_or("the click was not seen")?;
            if click >= CLICKS_BEFORE {
                waits.push(repainted - clicked);
            }
        }
    }
    for browser in [operator, watcher] {
        let complaints = browser.complaints().await;
        if !complaints.is_empty() {
            return Err(format!("something went wrong in a page: {complaints:?}"));
        }
        browser.close().await;
    }
    Ok(json!({ "own": own, "other": other, "clocks_apart": apart }))
}

/// Switches Messaging off and lets room time pass until the customer has been told, in both browsers.
async fn outage(operator: &Chromium, watcher: &Chromium) {
    let room = operator.page();
    let [(agent, silent), (customer, told)] = PANES;
    room.part("switch", "Messaging").click().await;
    room.part("region", agent).says(&[silent]).await;
    // Every press leads to the next moment at which something happens; e-mails come in between.
    while !room.part("region", customer).text().await.contains(told) {
        let clock = room.part("timer", "Room time");
        let before = clock.text().await;
        room.part("button", "Next change").click().await;
        until("room time moves on", async || clock.text().await != before).await;
    }
    let screens = [(watcher.page(), agent, silent), (watcher.page(), customer, told)];
    for (page, pane, words) in screens {
        page.part("region", pane).says(&[words]).await;
    }
}

/// Finding things by role and name keeps the accessibility tree alive, which then costs the page 10 ms in every frame. It
/// is let go of before a click is measured, for most people's browsers do not have it.
async fn without_accessibility(browser: &Chromium) {
    for method in ["Accessibility.enable", "Accessibility.disable"] {
        browser.ask(method, json!({})).await;
    }
}

/// Does these things with the mouse there, one after the other.
pub async fn mouse(browser: &Chromium, place: &Value, kinds: &[&str]) {
    for kind in kinds {
        let count = u8::from(*kind != "mouseMoved");
        let event = json!({ "type": kind, "x": place["x"], "y": place["y"], "button": "left", "clickCount": count });
        browser.ask("Input.dispatchMouseEvent", event).await;
    }
}

/// How far apart two browsers tell the time. Each is asked in turn, and what the asking itself takes is an error that
/// the best of several tries keeps small.
async fn clocks_apart(one: &Chromium, other: &Chromium) -> f64 {
    const NOW: &str = "return bench.now()";
    let mut best = f64::INFINITY;
    for _ in 0..20 {
        let before = one.run(NOW).await.as_f64().unwrap_or_default();
        let between = other.run(NOW).await.as_f64().unwrap_or_default();
        let after = one.run(NOW).await.as_f64().unwrap_or_default();
        let outside = (before - between).max(between - after).max(0.0);
        best = best.min(outside);
    }
    best
}

async fn until(what: &str, mut holds: impl AsyncFnMut() -> bool) {
    let deadline = Instant::now() + PATIENCE;
    while !holds().await {
        assert!(Instant::now() < deadline, "waited in vain until {what}");
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
}
