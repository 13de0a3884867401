//! Two operators in one room: both switch, both see the same, and the second one is told so.

use std::time::Instant;

use serde_json::json;

use super::{
    Chromium,
    chromium::{PATIENCE, pause},
    enter,
    part::Part,
    turn,
};
use crate::harness::{InProcess, open_room};

/// Lets the test hold back what the server tells a page, as a slow network does: what the page sends still goes out.
const SLOW_NETWORK: &str = r"
    window.held = null;
    window.WebSocket = class extends WebSocket {
        set onmessage(hear) {
            super.onmessage = hear && (message => window.held ? window.held.push(() => hear.call(this, message)) : hear.call(this, message));
        }
    };
";
const HOLD: &str = "window.held = []";
const FORGET: &str = "window.held = null";
const LET_GO: &str = "const late = window.held; window.held = null; for (const hear of late) hear()";

/// What a page lists as changed, newest first.
async fn changed(page: &Part<'_>) -> String {
    page.part("list", "What just changed").text().await
}

/// Waits until both list the same, and something.
async fn both_list_the_same(pages: &[Part<'_>; 2], newest: &str) {
    let deadline = Instant::now() + PATIENCE / 4;
    loop {
        let lists = [changed(&pages[0]).await, changed(&pages[1]).await];
        if lists[0] == lists[1] && lists[0].contains(newest) {
            return;
        }
        assert!(Instant::now() < deadline, "two lists, and {newest} in both:\n{}\n\n{}", lists[0], lists[1]);
        pause().await;
    }
}

/// A connection that says nothing any more is found out by the first command, and what was typed is not lost.
#[tokio::test]
async fn a_line_that_gets_no_answer_is_shown_as_not_known_and_the_connection_as_lost() {
    let server = InProcess::start().await;
    let _turn = turn().await;
    let code = open_room(server.addr, "").await;
    let browser = Chromium::start(1440, 1100).await;
    browser.ask("Page.addScriptToEvaluateOnNewDocument", json!({ "source": SLOW_NETWORK })).await;
    enter(&browser, server.addr, "room", &code).await;
    let page = browser.page();
    page.says(&["LIVE"]).await;
    browser.evaluate(HOLD).await;
    page.part("textbox", "The customer's message").type_text("Is anybody there?").await;
    page.part("region", "Customer's screen").part("button", "Send").click().await;
    page.says(&["The connection to the Drillroom server is lost", "Outcome unknown: ", "“Is anybody there?”"]).await;
    browser.evaluate(FORGET).await;
    page.part("button", "Try now").click().await;
    page.part("region", "Customer's screen").says(&["Is anybody there?"]).await;
    page.says_not(&["is lost"]).await;
    browser.close_content().await;
}

#[tokio::test]
async fn two_operators_see_the_same_in_the_same_order_and_a_conflict_has_one_answer() {
    let server = InProcess::start().await;
    let _turn = turn().await;
    let code = open_room(server.addr, "").await;
    let (anna, ben) = tokio::join!(Chromium::start(1440, 1100), Chromium::start(1440, 1100));
    ben.ask("Page.addScriptToEvaluateOnNewDocument", json!({ "source": SLOW_NETWORK })).await;
    tokio::join!(enter(&anna, server.addr, "room", &code), enter(&ben, server.addr, "room", &code));
    let pages = [anna.page(), ben.page()];
    for page in &pages {
        page.says(&["LIVE"]).await;
        page.says_not(&["Connecting"]).await;
    }

    // In turn: each sees what the other did.
    for (turn, backend) in ["Application", "Messaging", "Services"].into_iter().enumerate() {
        pages[turn % 2].part("switch", backend).click().await;
        for page in &pages {
            page.part("switch", backend).is("checked", "false").await;
        }
    }
    both_list_the_same(&pages, "Services").await;
    pages[1].part("button", "Restore all").click().await;
    for page in &pages {
        page.part("switch", "Messaging").is("checked", "true").await;
        page.part("region", "Agent's screen").says(&["Connected"]).await;
    }
    both_list_the_same(&pages, "Services").await;

    // At once: Ben does not know yet that Anna was faster, and is told. Anna hears nothing of it.
    ben.evaluate(HOLD).await;
    pages[0].part("switch", "Services").click().await;
    pages[0].part("switch", "Services").is("checked", "false").await;
    pages[1].part("switch", "Services").is("checked", "true").await;
    pages[1].part("switch", "Services").click().await;
    ben.evaluate(LET_GO).await;
    pages[1].says(&["Could not do that: Services is already off."]).await;
    pages[1].part("switch", "Services").is("checked", "false").await;
    both_list_the_same(&pages, "Services").await;
    pages[0].says_not(&["Could not do that"]).await;
    for browser in [anna, ben] {
        browser.close_content().await;
    }
}
