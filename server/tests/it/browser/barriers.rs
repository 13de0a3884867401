//! No page puts a barrier in anybody's way that axe-core can find: WCAG 2.2, levels A and AA, in light and in dark, and on a
//! phone.

use std::{net::SocketAddr, sync::LazyLock};

use drill::{Command, Projector};
use protocol::{ClassCommand, PageKind, Seat};
use serde_json::{Value, json};

use super::{Chromium, enter, turn};
use crate::harness::{InProcess, Link, get, jar, open_room};

/// The script, as `cargo xtask test` has fetched it.
static AXE: LazyLock<String> = LazyLock::new(|| {
    let path = std::env::var("AXE")
        .unwrap_or_else(|_| concat!(env!("CARGO_MANIFEST_DIR"), "/../target/axe/package/axe.min.js").to_owned());
    std::fs::read_to_string(&path)
        .unwrap_or_else(|error| panic!("{path}: {error}; `cargo xtask test` fetches axe-core"))
});

/// Everything that the standard asks for, without the rules of thumb.
const EVERYTHING: &str = "{ type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] }";
/// What another scheme of colours can change.
const COLOURS: &str = "{ type: 'rule', values: ['color-contrast', 'link-in-text-block'] }";

/// Colours pass over from one scheme to the other within a moment, and a page looks like neither in it: the moment is cut
/// short. A page that nobody looks at may draw no frame, so two of them are not waited for longer than this.
const COLOURS_SETTLE: &str = "Promise.race([
    new Promise(drawn => requestAnimationFrame(() => requestAnimationFrame(drawn))),
    new Promise(late => setTimeout(late, 500)),
]).then(() => {
    for (const passing of document.getAnimations()) {
        if (passing instanceof CSSTransition) passing.finish();
    }
})";

/// The width of a phone, and of a desk.
const PHONE: u32 = 390;
const DESK: u32 = 1440;

/// The page for what cannot be shown; no other may turn out to be it.
const PROBLEM: &str = "problem page";

/// Every storyboard at the moment at which its room is at its worst: when most on the screens is wrong at once.
const WORST: [(&str, &str); 8] = [
    ("application-quick", "0:50"), // three pop-ups on, the last one open; the customer told; the circle green
    ("application-slow", "4:10"),  // the log-in fails, and the customer reads of connection issues
    ("services", "0:40"),          // an e-mail in view, its buttons grey
    ("messaging", "3:00"),         // a triangle, connection issues, four lost lines
    ("messaging-application", "0:35"), // a tab that loads, a triangle, the customer told
    ("all-three", "3:00"),         // the title bar flashes, a red square, connection issues
    ("application-services", "1:55"), // Session in Progress on an impaired desktop, the history gone
    ("services-messaging", "3:00"), // the customer writes on in a chat that was completed
];

/// What axe-core finds in the page as it is now: rule, what it is about, and help.
async fn barriers(browser: &Chromium, only: &str) -> Vec<String> {
    if browser.evaluate("typeof axe").await == json!("undefined") {
        browser.evaluate(&[AXE.as_str(), "; undefined"].concat()).await;
    }
    let look = "axe.run(document, { runOnly: ONLY, resultTypes: ['violations'] }).then(found => found.violations.flatMap(rule => \
                rule.nodes.map(node => `${rule.id} at ${node.target.join(' ')}: ${rule.help}. ${node.failureSummary}`)))";
    let found = browser.evaluate(&look.replace("ONLY", only)).await;
    found.as_array().unwrap().iter().filter_map(Value::as_str).map(str::to_owned).collect()
}

/// The browser, and what was found so far: the whole picture is worth more than the first barrier.
struct Search {
    browser: Chromium,
    addr: SocketAddr,
    found: Vec<String>,
}

impl Search {
    async fn go(&self, path: &str) {
        self.browser.go(&format!("http://{}{path}", self.addr)).await;
    }

    async fn scheme(&self, scheme: &str) {
        let features = json!({ "features": [{ "name": "prefers-color-scheme", "value": scheme }] });
        self.browser.ask("Emulation.setEmulatedMedia", features).await;
    }

    async fn width(&self, width: u32) {
        let size = json!({ "width": width, "height": 1000, "deviceScaleFactor": 1, "mobile": false });
        self.browser.ask("Emulation.setDeviceMetricsOverride", size).await;
    }

    /// Looks at the page that is shown, in light and in dark.
    async fn look(&mut self, screen: &str) {
        for (scheme, only) in [("light", EVERYTHING), ("dark", COLOURS)] {
            self.scheme(scheme).await;
            self.browser.evaluate(COLOURS_SETTLE).await;
            let found = barriers(&self.browser, only).await;
            self.found.extend(found.iter().map(|barrier| format!("{screen}, {scheme}: {barrier}")));
        }
        self.scheme("light").await;
    }

    /// The same at a phone's width, where nothing may stick out to the right either.
    async fn look_on_a_phone(&mut self, screen: &str) {
        self.width(PHONE).await;
        self.look(&format!("{screen}, {PHONE} px")).await;
        let sticks_out = self.browser.evaluate("document.documentElement.scrollWidth > innerWidth").await;
        if sticks_out == json!(true) {
            self.found.push(format!("{screen}, {PHONE} px: the page is wider than the screen"));
        }
        self.width(DESK).await;
    }

    /// Goes to an address and looks once the page has come to life.
    async fn look_at(&mut self, path: &str, screen: &str) {
        match path.trim_start_matches('/').split_once('/') {
            Some((page, code)) if !path.ends_with("/manage") && jar::key(self.addr, path).is_some() => {
                enter(&self.browser, self.addr, page, code).await;
                self.browser.page().says(&["LIVE"]).await;
            }
            _ => self.go(path).await,
        }
        let is_problem = self.browser.page().part("link", "Back to the start").is_there().await;
        assert_eq!(is_problem, screen == PROBLEM, "{path} is not the {screen}");
        self.look(screen).await;
    }
}

/// A room with so many steps of its storyboard played.
async fn room(addr: SocketAddr, slug: &str, steps: usize) -> (String, Link) {
    let code = open_room(addr, slug).await;
    let mut link = Link::operator(addr, &code).await;
    for _ in 0..steps {
        link.command(Command::PlayStep).await.unwrap();
    }
    (code, link)
}

/// How many steps are played at this time.
fn steps_until(slug: &str, time: &str) -> usize {
    let steps = drill::scenarios::find(slug).unwrap().script().steps();
    steps.iter().rposition(|step| step.at.to_string() == time).unwrap() + 1
}

async fn pages_without_a_room(search: &mut Search) {
    let pages = [("/", "home"), ("/explorer", "explorer"), ("/guide", "guide"), ("/nowhere", PROBLEM)];
    for (path, screen) in pages {
        search.look_at(path, screen).await;
    }
    search.go("/").await;
    search.look_on_a_phone("home").await;
    if cfg!(debug_assertions) {
        search.look_at("/gallery", "gallery").await;
    }
    search.go("/kiosk/all-three").await;
    search.browser.page().part("region", "What happens").says(&["A healthy desk"]).await;
    search.look("kiosk").await;
}

async fn rooms_at_their_worst_and_at_their_end(search: &mut Search) {
    let (free, _link) = room(search.addr, "", 0).await;
    search.look_at(&format!("/room/{free}"), "free play").await;
    for (slug, time) in WORST {
        let worst = steps_until(slug, time);
        let (code, mut link) = room(search.addr, slug, worst).await;
        search.look_at(&format!("/room/{code}"), &format!("{slug} at {time}")).await;
        if slug == "all-three" {
            search.look_on_a_phone(&format!("{slug} at {time}")).await;
            search.look_at(&format!("/watch/{code}"), "watch page").await;
            link.command(Command::ShowOnProjector(Projector::JoinCard)).await.unwrap();
            search.browser.page().says(&["Scan this, or type"]).await;
            search.look("join card").await;
            search.look_on_a_phone("join card").await;
        }
        let all = drill::scenarios::find(slug).unwrap().script().steps().len();
        for _ in worst..all {
            link.command(Command::PlayStep).await.unwrap();
        }
        search.look_at(&format!("/room/{code}"), &format!("{slug} at its end")).await;
    }
}

/// Joining, waiting, and the two seats that work; the operator's list of the class, the links, the phone.
async fn the_class(search: &mut Search) {
    let (code, mut operator) = room(search.addr, "messaging", 0).await;
    search.go(&format!("/seat/{code}")).await;
    search.look("join").await;
    search.look_on_a_phone("join").await;
    search.go("/trainer").await;
    search.look("trainer key").await;
    search.go(&format!("/key/room/{code}")).await;
    search.look("key").await;
    search.go(&format!("/{code}")).await;
    let page = search.browser.page();
    page.part("textbox", "Your name, if you like").type_text("Ada").await;
    page.part("button", "Join").click().await;
    page.says(&["LIVE", "Ada: observer"]).await;
    search.look("seat: observer").await;
    for (seat, words) in [
        (Seat::Waiting, "You are in the waiting room"),
        (Seat::Customer, "Ada: the customer"),
        (Seat::Agent, "Ada: the agent"),
        (Seat::CoTrainer, "Ada: co-trainer"),
    ] {
        operator.ask(ClassCommand::Assign { number: 1, seat }).await.unwrap();
        let page = search.browser.page();
        page.says(&["LIVE", words]).await;
        search.look(&format!("seat: {seat:?}")).await;
        search.look_on_a_phone(&format!("seat: {seat:?}")).await;
    }
    search.look_at(&format!("/room/{code}"), "room with a class").await;
    let page = search.browser.page();
    page.part("DisclosureTriangleGrouped", "Class: …").click().await;
    page.says(&["The class", "Ada"]).await;
    search.look("class").await;
    search.look_on_a_phone("class").await;
    search.go(&format!("/room/{code}/manage")).await;
    search.look("room settings").await;
    search.look_on_a_phone("room settings").await;
    for (below, words) in [("truth", "Truth against belief"), ("report", "Who was misled")] {
        search.go(&format!("/room/{code}/{below}")).await;
        search.browser.page().says(&[words]).await;
        search.look(below).await;
        search.look_on_a_phone(below).await;
    }
    search.go(&format!("/room/{code}/remote")).await;
    search.browser.page().says(&["LIVE"]).await;
    search.look("remote").await;
    search.look_on_a_phone("remote").await;
}

async fn learning_alone(search: &mut Search) {
    let slug = "application-quick";
    let (code, mut link) = room(search.addr, slug, 0).await;
    let path = format!("/learn/{code}");
    search.look_at(&path, "learn: intro").await;
    let page = search.browser.page();
    page.part("button", "Begin").click().await;
    page.part("button", "Hint (2 left)").click().await;
    page.says(&["Hint (1 left)"]).await;
    search.look("learn: question").await;
    search.look_on_a_phone("learn: question").await;
    let embedded = get(search.addr, &path).await.embedded();
    assert_eq!(embedded.kind, PageKind::Learn);
    let last = embedded.steps.len() - 1;
    for step in &embedded.steps[..last] {
        let answer = step.wrong.first().unwrap_or(&step.ask[0]).clone();
        link.command(Command::Answer(answer)).await.unwrap();
        link.command(Command::PlayStep).await.unwrap();
    }
    let page = search.browser.page();
    page.says(&["Not quite", "What happened, and why"]).await;
    search.look("learn: outcome").await;
    link.command(Command::Answer("As I do always".to_owned())).await.unwrap();
    link.command(Command::PlayStep).await.unwrap();
    let page = search.browser.page();
    page.says(&["How does your answer compare?"]).await;
    search.look("learn: outcome of a free answer").await;
    let page = search.browser.page();
    page.part("button", "To the summary").click().await;
    page.says(&["What you expected, and what happened"]).await;
    search.look("learn: summary").await;
    search.look_on_a_phone("learn: summary").await;
}

#[tokio::test]
async fn no_page_has_a_barrier_that_axe_finds() {
    let server = InProcess::start().await;
    let _turn = turn().await;
    let browser = Chromium::start(DESK, 1000).await;
    let mut search = Search { browser, addr: server.addr, found: Vec::new() };
    pages_without_a_room(&mut search).await;
    learning_alone(&mut search).await;
    the_class(&mut search).await;
    rooms_at_their_worst_and_at_their_end(&mut search).await;
    let Search { browser, found, .. } = search;
    assert!(found.is_empty(), "{} barriers:\n{}", found.len(), found.join("\n"));
    browser.close_content().await;
}
