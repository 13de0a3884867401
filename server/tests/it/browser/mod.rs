//! The product as people use it: real Chromium windows against the real program, and only what a person perceives is
//! looked at.

mod alone;
mod arrival;
mod asleep;
mod barriers;
mod chromium;
mod class;
mod disorder;
mod elsewhere;
mod kill;
mod lists;
mod part;
mod past;
mod present;
mod seen;
mod storyboards;
mod together;

use std::{
    net::SocketAddr,
    time::{Duration, Instant},
};

use tokio::sync::{Semaphore, SemaphorePermit};

use crate::harness::jar;

use chromium::Chromium;
use part::Part;

/// Two browsers and a server keep a core busy, and wait for each other half the time: two classes at a time.
static TURNS: Semaphore = Semaphore::const_new(2);

/// Waits for one of the places.
async fn turn() -> SemaphorePermit<'static> {
    TURNS.acquire().await.unwrap()
}

/// Clicks a storyboard's card until the browser has gone to the room, and gives its address: a click in the very first
/// moment of a page goes nowhere in a headless Chromium, as a person's would be repeated.
async fn choose(operator: &Chromium, storyboard: &str) -> String {
    let home = operator.address().await;
    let deadline = Instant::now() + chromium::PATIENCE;
    loop {
        operator.page().part("button", storyboard).click().await;
        let again = Instant::now() + Duration::from_secs(5);
        while Instant::now() < again {
            let address = operator.address().await;
            if address != home {
                return address;
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        assert!(Instant::now() < deadline, "the card “{storyboard}” leads nowhere");
    }
}

/// Opens a room's page with the key that was kept for it.
async fn enter(browser: &Chromium, addr: SocketAddr, page: &str, code: &str) {
    let key = jar::key(addr, &format!("/{page}/{code}")).unwrap();
    browser.go_with_key(&format!("http://{addr}"), page, code, &key).await;
}

/// An operator and a watcher in two browsers, looking at the same room.
struct Class {
    operator: Chromium,
    watcher: Chromium,
    _turn: SemaphorePermit<'static>,
}

impl Class {
    /// The operator chooses a storyboard on the home page; the watcher follows the watch link.
    async fn open(addr: SocketAddr, storyboard: &str) -> Self {
        let class = Self::start().await;
        class.choose(addr, storyboard).await;
        class
    }

    /// Two browsers that look at nothing yet.
    async fn start() -> Self {
        let turn = turn().await;
        let (operator, watcher) = tokio::join!(Chromium::start(1440, 1100), Chromium::start(1440, 900));
        Self { operator, watcher, _turn: turn }
    }

    /// The operator chooses a storyboard on the home page; the watcher follows the watch link.
    async fn choose(&self, addr: SocketAddr, storyboard: &str) {
        self.operator.go(&format!("http://{addr}/")).await;
        choose(&self.operator, storyboard).await;
        self.operator.page().part("region", "Room clock").wait().await;
        self.watcher.project(&self.operator).await;
        self.are_live().await;
    }

    /// Waits until both are connected.
    async fn are_live(&self) {
        for page in self.pages() {
            page.says(&["LIVE"]).await;
            page.says_not(&["Connecting", "Offline"]).await;
        }
    }

    /// Both load the page again.
    async fn reload(&self) {
        tokio::join!(self.operator.reload(), self.watcher.reload());
        self.are_live().await;
    }

    /// Both see these on the agent's screen and on the customer's, and none of those; and so they do after a reload.
    async fn shows_and_still_does(&self, agent: [&[&str]; 2], customer: [&[&str]; 2]) {
        for again in [true, false] {
            self.agent_shows(agent[0], agent[1]).await;
            self.customer_shows(customer[0], customer[1]).await;
            if again {
                self.reload().await;
            }
        }
    }

    fn pages(&self) -> [Part<'_>; 2] {
        [self.operator.page(), self.watcher.page()]
    }

    /// The agent's screen, as both see it.
    fn agent(&self) -> [Part<'_>; 2] {
        self.pages().map(|page| page.part("region", "Agent's screen"))
    }

    /// The customer's screen, as both see it.
    fn customer(&self) -> [Part<'_>; 2] {
        self.pages().map(|page| page.part("region", "Customer's screen"))
    }

    /// Both see all of this on a screen, and none of that.
    async fn both_see(screens: [Part<'_>; 2], pieces: &[&str], not: &[&str]) {
        for screen in screens {
            screen.says(pieces).await;
            screen.says_not(not).await;
        }
    }

    async fn agent_shows(&self, pieces: &[&str], not: &[&str]) {
        Self::both_see(self.agent(), pieces, not).await;
    }

    async fn customer_shows(&self, pieces: &[&str], not: &[&str]) {
        Self::both_see(self.customer(), pieces, not).await;
    }

    /// The operator presses a button of the room.
    async fn press(&self, button: &str) {
        self.operator.page().part("button", button).click().await;
    }

    /// The operator switches a backend, and both see its light follow.
    async fn switch(&self, backend: &str, on: bool) {
        let switch = self.operator.page().part("switch", backend);
        switch.is("checked", if on { "false" } else { "true" }).await;
        switch.click().await;
        switch.is("checked", if on { "true" } else { "false" }).await;
    }

    /// A button on the agent's screen.
    async fn agent_clicks(&self, button: &str) {
        self.agent()[0].part("button", button).click().await;
    }

    /// A button on the customer's screen.
    async fn customer_clicks(&self, button: &str) {
        self.customer()[0].part("button", button).click().await;
    }

    async fn agent_says(&self, text: &str) {
        self.agent()[0].part("textbox", "The agent's message").type_text(text).await;
        self.agent_clicks("Send").await;
    }

    async fn customer_says(&self, text: &str) {
        self.customer()[0].part("textbox", "The customer's message").type_text(text).await;
        self.customer_clicks("Send").await;
    }

    /// Saves what both see.
    async fn picture(&self, name: &str) {
        self.operator.picture(&format!("{name}-operator")).await;
        self.watcher.picture(&format!("{name}-watcher")).await;
    }

    /// Nothing went wrong in either browser; closes both.
    async fn close(self) {
        for browser in [self.operator, self.watcher] {
            browser.close_content().await;
        }
    }
}
