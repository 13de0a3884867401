//! Until the client is there, and if it never comes: what is typed stays, and a page that cannot start says so in words.

mod taken_over;

use std::time::Instant;

use drill::{ActivityId, Command};
use serde_json::json;

use super::{
    Chromium, Part,
    chromium::{Key, PATIENCE, pause},
    enter, turn,
};
use crate::harness::{InProcess, Link, open_room};

/// Holds the client back: its module is asked for, and does not come.
async fn hold_back(browser: &Chromium) {
    let module = json!({ "patterns": [{ "urlPattern": "*/client-*.wasm" }] });
    browser.ask("Fetch.enable", module).await;
}

/// Lets the client arrive, and waits until it runs.
async fn let_arrive(browser: &Chromium) {
    assert!(!is_ready(browser).await, "it was not held back");
    browser.ask("Fetch.disable", json!({})).await;
    until(browser, "the client runs", "document.documentElement.dataset.client === 'ready'").await;
}

async fn is_ready(browser: &Chromium) -> bool {
    browser.evaluate("document.documentElement.dataset.client === 'ready'").await == json!(true)
}

/// Waits until this holds in the page.
async fn until(browser: &Chromium, what: &str, holds: &str) {
    let deadline = Instant::now() + PATIENCE;
    while browser.evaluate(holds).await != json!(true) {
        assert!(Instant::now() < deadline, "waited in vain until {what}");
        pause().await;
    }
}

/// Waits until this is what somebody sees in a field.
async fn holds(field: &Part<'_>, words: &str) {
    let deadline = Instant::now() + PATIENCE / 4;
    loop {
        let value = field.call("function () { return this.value }").await;
        if value == Some(json!(words)) {
            return;
        }
        assert!(Instant::now() < deadline, "{field} holds {value:?} and not “{words}”");
        pause().await;
    }
}

/// Gives orders to a room from elsewhere.
async fn order(link: &mut Link, commands: impl IntoIterator<Item = Command>) {
    for command in commands {
        assert_eq!(link.command(command).await, Ok(()));
    }
}

/// The boxes of the operators' room, with what is typed into each.
struct Boxes<'a> {
    agent: Part<'a>,
    customer: Part<'a>,
    notes: Part<'a>,
}

impl<'a> Boxes<'a> {
    const WORDS: [&'static str; 3] = ["Good morning from the desk", "Is anybody there yet?", "They waited for"];

    fn of(browser: &'a Chromium) -> Self {
        let region = |name| browser.page().part("region", name);
        Self { agent: region("Agent's screen"), customer: region("Customer's screen"), notes: region("Notes…") }
    }

    fn fields(&self) -> [Part<'a>; 3] {
        [
            self.agent.part("textbox", "The agent's message"),
            self.customer.part("textbox", "The customer's message"),
            self.notes.part("textbox", "A note"),
        ]
    }

    async fn fill(&self) {
        for (field, words) in self.fields().iter().zip(Self::WORDS) {
            field.type_text(words).await;
        }
    }

    async fn hold(&self, words: [&str; 3]) {
        for (field, words) in self.fields().iter().zip(words) {
            holds(field, words).await;
        }
    }

    async fn send_all(&self) {
        self.agent.part("button", "Send").click().await;
        self.customer.part("button", "Send").click().await;
        self.notes.part("button", "Add").click().await;
        self.hold([""; 3]).await;
    }
}

/// Somebody is quicker than the client: they type everywhere, and press what would send it.
#[tokio::test]
async fn what_is_typed_before_the_client_is_there_stays_and_can_be_sent() {
    let server = InProcess::start().await;
    let _turn = turn().await;
    let code = open_room(server.addr, "").await;
    let browser = Chromium::start(1440, 1100).await;
    hold_back(&browser).await;
    enter(&browser, server.addr, "room", &code).await;
    let (address, boxes) = (browser.address().await, Boxes::of(&browser));
    boxes.fill().await;
    browser.run("window.stayed = true").await;
    browser.press(Key::ENTER).await;
    boxes.agent.part("button", "Send").click().await;
    boxes.customer.part("button", "Send").click().await;
    let [_, _, note] = boxes.fields();
    note.click().await;
    browser.press(Key::END).await;
    boxes.hold(Boxes::WORDS).await;

    let_arrive(&browser).await;
    browser.page().says(&["LIVE"]).await;
    assert_eq!(browser.evaluate("window.stayed").await, json!(true), "the page was left");
    assert_eq!(browser.address().await, address);
    boxes.hold(Boxes::WORDS).await;
    // The caret is where it was.
    browser.ask("Input.insertText", json!({ "text": " a minute" })).await;
    holds(&note, "They waited for a minute").await;
    boxes.send_all().await;
    for screen in [&boxes.agent, &boxes.customer] {
        screen.says(&Boxes::WORDS[..2]).await;
    }
    boxes.notes.says(&["They waited for a minute"]).await;

    // The form that starts a chat has a field of its own, and words in it from the start.
    let mut operator = Link::operator(server.addr, &code).await;
    order(&mut operator, [Command::CustomerLeave, Command::AgentComplete(ActivityId::FIRST_CHAT)]).await;
    hold_back(&browser).await;
    browser.reload().await;
    let subject = boxes.customer.part("combobox", "How can we help?");
    subject.call("function () { this.value = ''; }").await;
    subject.type_text("A parcel too many").await;
    browser.press(Key::ENTER).await;
    let_arrive(&browser).await;
    browser.page().says(&["LIVE"]).await;
    holds(&subject, "A parcel too many").await;
    boxes.customer.part("button", "Start the chat").click().await;
    boxes.agent.says(&["A parcel too many"]).await;
    browser.close_content().await;
}

#[tokio::test]
async fn what_is_half_typed_survives_a_reload_until_it_is_sent() {
    let server = InProcess::start().await;
    let _turn = turn().await;
    let code = open_room(server.addr, "").await;
    let browser = Chromium::start(1440, 1100).await;
    enter(&browser, server.addr, "room", &code).await;
    browser.page().says(&["LIVE"]).await;
    let boxes = Boxes::of(&browser);
    boxes.fill().await;
    for words in [Boxes::WORDS, [""; 3]] {
        browser.reload().await;
        browser.page().says(&["LIVE"]).await;
        boxes.hold(words).await;
        if words != [""; 3] {
            boxes.send_all().await;
        }
    }

    // The last question of this drill has no answers to choose from.
    let code = open_room(server.addr, "application-quick").await;
    let mut operator = Link::operator(server.addr, &code).await;
    order(&mut operator, std::iter::repeat_n(Command::PlayStep, 12)).await;
    enter(&browser, server.addr, "learn", &code).await;
    let coach = browser.page().part("region", "Your coach");
    let answer = coach.part("textbox", "Your answer");
    coach.part("button", "Continue").click().await;
    answer.type_text("Log out, and").await;
    browser.reload().await;
    browser.page().says(&["LIVE"]).await;
    holds(&answer, "Log out, and").await;
    answer.click().await;
    browser.press(Key::END).await;
    browser.ask("Input.insertText", json!({ "text": " in again" })).await;
    coach.part("button", "Submit answer").click().await;
    coach.says(&["You expected Log out, and in again"]).await;
    // Nobody is asked again, so nobody would see what is left.
    let kept = browser.run("return Object.keys(sessionStorage).filter(name => name.startsWith('draft'))").await;
    assert_eq!(kept, json!([]), "what was sent is forgotten");
    browser.close_content().await;
}

const CANNOT_START: &[&str] = &["This page could not start", "Load it again", "Nothing of the room is lost"];
const NO_SCRIPT: &[&str] = &["This page needs JavaScript", "Allow scripts for this site"];

/// Ends what the stylesheet waits for: a page that is neither ready nor known to have failed says so after a while.
const A_WHILE_LATER: &str = "for (const waiting of document.getAnimations()) {
    if (waiting.animationName === 'client-missing') waiting.finish();
}";

/// The page shows the room, and is alive, or says that it is not.
async fn starts(browser: &Chromium) {
    browser.page().says(&["LIVE"]).await;
    browser.run(A_WHILE_LATER).await;
    browser.page().says_not(CANNOT_START).await;
    browser.page().says_not(NO_SCRIPT).await;
}

async fn cannot_start(browser: &Chromium) {
    browser.page().says(CANNOT_START).await;
    browser.page().says_not(&["LIVE", NO_SCRIPT[0]]).await;
    browser.page().part("region", "Agent's screen").says(&["Connected"]).await;
    assert!(!is_ready(browser).await);
}

#[tokio::test]
async fn a_page_whose_client_cannot_load_says_so_in_words_and_no_other_does() {
    /// The server has no such module any more.
    const NOT_FOUND: &str = "const ask = window.fetch;
        window.fetch = (what, ...how) => String(what.url ?? what).endsWith('.wasm')
            ? Promise.resolve(new Response('', { status: 404 }))
            : ask(what, ...how);";
    let server = InProcess::start().await;
    let _turn = turn().await;
    let code = open_room(server.addr, "").await;
    let browser = Chromium::start(1440, 1100).await;
    browser.ask("Network.enable", json!({})).await;
    browser.ask("Network.setCacheDisabled", json!({ "cacheDisabled": true })).await;
    enter(&browser, server.addr, "room", &code).await;
    starts(&browser).await;

    for blocked in ["*/client-*.wasm", "*/client-*.js"] {
        browser.ask("Network.setBlockedURLs", json!({ "urls": [blocked] })).await;
        browser.reload().await;
        cannot_start(&browser).await;
        browser.ask("Network.setBlockedURLs", json!({ "urls": [] })).await;
        browser.page().part("link", "Load this page again").click().await;
        starts(&browser).await;
    }
    for prepared in [NOT_FOUND, "delete window.WebAssembly"] {
        let script = browser.ask("Page.addScriptToEvaluateOnNewDocument", json!({ "source": prepared })).await;
        browser.reload().await;
        cannot_start(&browser).await;
        browser.ask("Page.removeScriptToEvaluateOnNewDocument", json!({ "identifier": script["identifier"] })).await;
        browser.reload().await;
        starts(&browser).await;
    }

    // Nobody knows whether it comes: after a while that is said, and taken back once it has come.
    hold_back(&browser).await;
    browser.reload().await;
    browser.page().says_not(CANNOT_START).await;
    browser.run(A_WHILE_LATER).await;
    cannot_start(&browser).await;
    let_arrive(&browser).await;
    starts(&browser).await;

    browser.ask("Emulation.setScriptExecutionDisabled", json!({ "value": true })).await;
    browser.reload().await;
    browser.page().says(NO_SCRIPT).await;
    browser.evaluate(A_WHILE_LATER).await;
    browser.page().says_not(&["LIVE", CANNOT_START[0]]).await;
    browser.page().part("region", "Agent's screen").says(&["Connected"]).await;
    browser.ask("Emulation.setScriptExecutionDisabled", json!({ "value": false })).await;
    browser.reload().await;
    starts(&browser).await;
    browser.close().await;
}
