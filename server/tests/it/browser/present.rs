//! Before others: blank screen, join card, full screen, a fresh room that takes the watchers along, a clicker's keys, and
//! the loop that plays by itself.

use std::time::Instant;

use serde_json::json;

use super::{
    Chromium, Class,
    chromium::{Key, PATIENCE, pause},
    turn,
};
use crate::harness::InProcess;

/// The loop waits for people to read; nobody reads here.
const FAST: &str = "const later = setTimeout; window.setTimeout = (act, ms, ...more) => later(act, ms / 8, ...more)";

/// Waits until a browser has gone to an address that is not this one.
async fn has_left(browser: &Chromium, old: &str) -> String {
    let deadline = Instant::now() + PATIENCE;
    loop {
        let address = browser.address().await;
        if address != old {
            return address;
        }
        assert!(Instant::now() < deadline, "still at {old}");
        pause().await;
    }
}

/// Whether the page fills the screen.
async fn fills_the_screen(browser: &Chromium, wanted: bool) {
    let deadline = Instant::now() + PATIENCE / 4;
    while browser.evaluate("document.fullscreenElement !== null").await != json!(wanted) {
        assert!(Instant::now() < deadline, "full screen is not {wanted}");
        pause().await;
    }
}

async fn blank_and_back(class: &Class) {
    let watcher = class.watcher.page();
    class.operator.press(Key::B).await;
    watcher.says(&["The presenter has blanked this screen."]).await;
    class.watcher.reload().await;
    watcher.says(&["The presenter has blanked this screen."]).await;
    class.operator.press(Key::B).await;
    watcher.says_not(&["The presenter has blanked this screen."]).await;
    class.agent_shows(&["Connected"], &[]).await;
}

async fn the_join_card_says_where_to_go(class: &Class) {
    let address = class.watcher.address().await.replace("/watch/", "/");
    let code = address.rsplit('/').next().unwrap().to_owned();
    class.operator.page().part("DisclosureTriangleGrouped", &format!("Join {code}")).click().await;
    class.press("How to join").await;
    let card = class.watcher.page().part("region", "Join on your own screen");
    card.says(&["Scan this, or type", &address, &format!("Code {code}")]).await;
    let picture = card.part("image", &format!("QR code that leads to {address}"));
    let deadline = Instant::now() + PATIENCE / 4;
    while picture.call("function () { return this.complete && this.naturalWidth > 0 }").await != Some(json!(true)) {
        assert!(Instant::now() < deadline, "the picture does not load");
        pause().await;
    }
    class.watcher.picture("join-card").await;
    class.press("The room").await;
    class.watcher.page().says_not(&["Scan this, or type"]).await;
}

/// Every page offers the whole screen, with its key.
async fn the_whole_screen_is_offered(class: &Class) {
    for browser in [&class.operator, &class.watcher] {
        browser.page().part("button", "Full screen").says(&["F"]).await;
        browser.press(Key::F).await;
        fills_the_screen(browser, true).await;
        browser.press(Key::F).await;
        fills_the_screen(browser, false).await;
    }
}

async fn a_clicker_leads_through_the_storyboard(class: &Class) {
    let operator = class.operator.page();
    for played in 1..=3 {
        class.operator.press(Key::PAGE_DOWN).await;
        operator.says(&[&format!("step {played} of 10")]).await;
    }
    class.agent_shows(&["Messages are not being exchanged", "Your parcel left our warehouse"], &[]).await;
    // Back to what was said before; nothing that happened is undone.
    class.operator.press(Key::PAGE_UP).await;
    operator.part("button", "Back to the present").wait().await;
    operator.says(&["step 3 of 10"]).await;
    class.agent_shows(&["Messages are not being exchanged", "Your parcel left our warehouse"], &[]).await;
    class.operator.press(Key::PAGE_DOWN).await;
    operator.part("button", "Next step").wait().await;
    operator.says(&["step 3 of 10"]).await;
    class.operator.press(Key::PAGE_DOWN).await;
    operator.says(&["step 4 of 10"]).await;
}

/// *Run again*: a fresh room, to which everybody is led.
async fn run_again_takes_the_watcher_along(class: &Class) {
    let (room, watch) = (class.operator.address().await, class.watcher.address().await);
    class.press("Run again").await;
    let fresh = has_left(&class.operator, &room).await;
    let led = has_left(&class.watcher, &watch).await;
    assert_eq!(led, fresh.replace("/room/", "/watch/"));
    class.are_live().await;
    class.agent_shows(&["Connected"], &["Your parcel left our warehouse"]).await;
    class.operator.page().says(&["10 steps"]).await;
    // The old room is as it was, and says where the drill goes on.
    let code = fresh.rsplit('/').next().unwrap().to_owned();
    class.operator.go(&room).await;
    class.operator.page().says(&["step 4 of 10", "goes on in a fresh room", &code]).await;
}

#[tokio::test]
async fn a_presenter_blanks_invites_clicks_on_and_runs_again() {
    let server = InProcess::start().await;
    let class = Class::open(server.addr, "Messaging off").await;
    blank_and_back(&class).await;
    the_whole_screen_is_offered(&class).await;
    a_clicker_leads_through_the_storyboard(&class).await;
    the_join_card_says_where_to_go(&class).await;
    run_again_takes_the_watcher_along(&class).await;
    class.close().await;
}

#[tokio::test]
async fn the_loop_plays_by_itself_with_the_server_gone() {
    let server = InProcess::start().await;
    let _turn = turn().await;
    let browser = Chromium::start(1440, 900).await;
    browser.ask("Page.addScriptToEvaluateOnNewDocument", json!({ "source": FAST })).await;
    browser.go(&format!("http://{}/kiosk/messaging", server.addr)).await;
    let page = browser.page();
    let captions = page.part("region", "What happens");
    captions.says(&["A healthy desk"]).await;
    browser
        .evaluate("new Promise(done => document.readyState === 'complete' ? done() : addEventListener('load', done))")
        .await;
    server.stop().await;
    captions.says(&["Step 2 of 10"]).await;
    page.part("region", "Agent's screen").says(&["Messages are not being exchanged"]).await;
    captions.says(&["Step 3 of 10"]).await;
    page.part("region", "Agent's screen").says(&["Your parcel left our warehouse"]).await;
    page.says_not(&["The connection to the Drillroom server is lost."]).await;
    assert_eq!(browser.complaints().await, Vec::<String>::new());
    browser.close().await;
}
