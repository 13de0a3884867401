//! What the server drew is taken over and not drawn anew, and a page that something else changes or that somebody is using
//! still tells the truth and stays in their hands.

use std::net::SocketAddr;

use drill::{Backend, Command, Millis};
use protocol::{ClassCommand, Seat};
use serde_json::json;

use super::{
    super::{Chromium, enter, turn},
    hold_back, let_arrive, order,
};
use crate::harness::{InProcess, Link, open_room};

/// Translates as browsers do: each text becomes another one within two elements, now and whenever one comes, but for what
/// is marked as not to be translated.
const TRANSLATE: &str = "
    const leave = '[translate=no], .notranslate, font, script, style, noscript, textarea';
    const translate = () => {
        const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
        const found = [];
        while (texts.nextNode()) found.push(texts.currentNode);
        for (const text of found) {
            if (!text.data.trim() || text.parentElement.closest(leave)) continue;
            const [outer, inner] = [document.createElement('font'), document.createElement('font')];
            inner.append(text.data.toUpperCase());
            outer.append(inner);
            text.replaceWith(outer);
        }
    };
    translate();
    new MutationObserver(translate).observe(document.body, { childList: true, characterData: true, subtree: true });";

/// Somebody joins as everybody does, and is given the agent's seat.
async fn takes_the_agents_seat(browser: &Chromium, addr: SocketAddr, code: &str, operator: &mut Link) {
    browser.go(&format!("http://{addr}/{code}")).await;
    browser.page().part("textbox", "Your name, if you like").type_text("Ada").await;
    browser.page().part("button", "Join").click().await;
    browser.page().says(&["LIVE", "Ada"]).await;
    operator.until("Ada", |link| !link.class.people.is_empty()).await;
    let number = operator.class.people[0].number;
    assert_eq!(operator.ask(ClassCommand::Assign { number, seat: Seat::Agent }).await, Ok(()));
    browser.page().says(&["LIVE", "Ada: the agent"]).await;
}

/// Opens a page of a room, whose client is held back.
async fn open_without_client(browser: &Chromium, addr: SocketAddr, kind: &str, code: &str, operator: &mut Link) {
    if kind == "seat" {
        takes_the_agents_seat(browser, addr, code, operator).await;
    }
    hold_back(browser).await;
    match kind {
        "seat" => browser.reload().await,
        "kiosk" => browser.go(&format!("http://{addr}/kiosk/messaging")).await,
        _ => enter(browser, addr, kind, code).await,
    }
}

#[tokio::test]
async fn a_translated_page_tells_the_truth() {
    let server = InProcess::start().await;
    let _turn = turn().await;
    let browser = Chromium::start(1440, 1100).await;
    for kind in ["room", "watch", "learn", "seat"] {
        let code = open_room(server.addr, "").await;
        let mut operator = Link::operator(server.addr, &code).await;
        open_without_client(&browser, server.addr, kind, &code, &mut operator).await;
        browser.run(TRANSLATE).await;
        let_arrive(&browser).await;
        let page = browser.page();
        page.says(&["LIVE"]).await;
        assert_eq!(browser.evaluate("document.documentElement.lang").await, json!("en"));
        assert_ne!(
            browser.evaluate("document.querySelectorAll('font').length").await,
            json!(0),
            "nothing is translated"
        );
        let marked = "[...document.querySelectorAll('#root *')].every(part => part.translate !== true)";
        assert_eq!(browser.evaluate(marked).await, json!(true), "{kind}: all that is live is marked");

        let agent = page.part("region", "Agent's screen");
        agent.says(&["Connected"]).await;
        order(&mut operator, [Command::StopAll, Command::Skip(Millis::from_mins(4))]).await;
        agent.says(&["A connection could not be established", "Customer not connected"]).await;
        agent.says_not(&["Connected"]).await;
        if kind != "seat" {
            page.part("timer", "Room time").says(&["4:00"]).await;
            let lights = page.part("region", "Backends");
            lights.says(&["Off by operator · 4:00"]).await;
            assert_eq!(lights.text().await.matches("Off by operator").count(), Backend::ALL.len(), "{kind}");
        }
    }
    browser.close_content().await;
}

#[tokio::test]
async fn the_client_takes_over_the_elements_of_the_server() {
    const MARK: &str = "window.drawn = [...document.querySelectorAll('#root *')]";
    const LOST: &str =
        "return drawn.filter(part => !part.isConnected).map(part => `${part.localName}.${part.classList[0]}`)";
    let server = InProcess::start().await;
    let _turn = turn().await;
    let browser = Chromium::start(1440, 1100).await;
    let code = open_room(server.addr, "services-messaging").await;
    let mut operator = Link::operator(server.addr, &code).await;
    order(&mut operator, std::iter::repeat_n(Command::PlayStep, 6)).await;
    for kind in ["room", "watch", "learn", "seat", "kiosk"] {
        open_without_client(&browser, server.addr, kind, &code, &mut operator).await;
        browser.run(MARK).await;
        let_arrive(&browser).await;
        if kind != "kiosk" {
            browser.page().says(&["LIVE"]).await;
        }
        let drawn = browser.run("return drawn.length").await.as_u64().unwrap();
        let lost: Vec<String> = serde_json::from_value(browser.run(LOST).await).unwrap();
        assert!(drawn > 50, "{kind}: the server drew {drawn} elements");
        assert!(lost.len() as u64 * 10 <= drawn, "{kind}: {} of {drawn} are drawn anew: {lost:?}", lost.len());
        assert_eq!(browser.complaints().await, Vec::<String>::new(), "{kind}");
    }
    browser.close_content().await;
}

#[tokio::test]
async fn an_entry_that_has_the_focus_keeps_it_when_new_ones_come_first() {
    let server = InProcess::start().await;
    let _turn = turn().await;
    let code = open_room(server.addr, "").await;
    let browser = Chromium::start(1440, 1100).await;
    enter(&browser, server.addr, "room", &code).await;
    let mut operator = Link::operator(server.addr, &code).await;
    let list = browser.page().part("list", "What just changed");
    browser.page().says(&["LIVE"]).await;
    order(&mut operator, [Command::StopBackends(vec![Backend::Services])]).await;
    list.says(&["Services off"]).await;
    let why = list.part("button", "Why?");
    why.click().await;
    why.is("expanded", "true").await;
    why.is("focused", "true").await;
    browser.run("window.asked = document.activeElement; window.before = asked.closest('ol').children.length").await;

    order(&mut operator, [Command::StopBackends(vec![Backend::Messaging])]).await;
    list.says(&["Messaging off"]).await;
    assert_eq!(
        browser.run("return asked.closest('ol').children.length > before + 1").await,
        json!(true),
        "several come"
    );
    let still = browser.run("return document.activeElement === asked && asked.ariaExpanded === 'true'").await;
    assert_eq!(still, json!(true), "the focus is where it was");
    browser.close_content().await;
}
