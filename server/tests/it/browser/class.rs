//! A whole class in Chromium: an operator, a projector, the agent, the customer, one who comes late, one who loads the page
//! again, one who is removed. The seats play storyboards 1, 4 and 6 themselves; the operator only switches backends.

use std::net::SocketAddr;

use super::{Chromium, Part, choose, turn};
use crate::harness::InProcess;

/// Everybody in the room, each with a browser of their own.
struct Lesson {
    operator: Chromium,
    projector: Chromium,
    agent: Chromium,
    customer: Chromium,
    addr: SocketAddr,
    code: String,
}

impl Lesson {
    async fn begin(addr: SocketAddr, storyboard: &str) -> Self {
        // The two who act have phones: whatever they press has to be there to be pressed.
        let (operator, projector, agent, customer) = tokio::join!(
            Chromium::start(1440, 1100),
            Chromium::start(1440, 900),
            Chromium::start(390, 844),
            Chromium::start(420, 850),
        );
        operator.go(&format!("http://{addr}/")).await;
        let address = choose(&operator, storyboard).await;
        let code = address.rsplit('/').next().unwrap().to_owned();
        projector.project(&operator).await;
        let lesson = Self { operator, projector, agent, customer, addr, code };
        lesson.joins(&lesson.agent, "Ada").await;
        lesson.joins(&lesson.customer, "Bob").await;
        lesson.class_panel().await;
        lesson.seat("Ada", "Agent").await;
        lesson.agent.page().says(&["Ada: the agent"]).await;
        lesson.seat("Bob", "Customer").await;
        lesson.customer.page().says(&["Bob: the customer"]).await;
        lesson.class_panel().await;
        for browser in [&lesson.projector, &lesson.agent, &lesson.customer] {
            browser.page().says(&["LIVE"]).await;
        }
        lesson
    }

    /// Somebody joins as everybody does: by the short link and the form.
    async fn joins(&self, browser: &Chromium, name: &str) {
        browser.go(&format!("http://{}/{}", self.addr, self.code.to_lowercase())).await;
        browser.page().part("textbox", "Your name, if you like").type_text(name).await;
        browser.page().part("button", "Join").click().await;
        browser.page().says(&["LIVE", name]).await;
    }

    /// Opens or closes the list of the class.
    async fn class_panel(&self) {
        self.operator.page().part("DisclosureTriangleGrouped", "Class: …").click().await;
    }

    /// The operator gives a seat to somebody, in the open list.
    async fn seat(&self, name: &str, seat: &str) {
        let chooser = self.operator.page().part("combobox", &format!("Seat of {name}"));
        chooser.choose(seat).await;
        self.press("button", &format!("Assign this seat to {name}")).await;
    }

    /// The operator presses a control.
    async fn press(&self, role: &str, name: &str) {
        self.operator.page().part(role, name).click().await;
    }

    fn desk(&self) -> Part<'_> {
        self.agent.page().part("region", "Agent's screen")
    }

    fn shop(&self) -> Part<'_> {
        self.customer.page().part("region", "Customer's screen")
    }

    async fn agent_says(&self, text: &str) {
        self.desk().part("textbox", "The agent's message").type_text(text).await;
        self.desk().part("button", "Send").click().await;
    }

    async fn customer_says(&self, text: &str) {
        self.shop().part("textbox", "The customer's message").type_text(text).await;
        self.shop().part("button", "Send").click().await;
    }

    async fn end(self) {
        for browser in [self.operator, self.projector, self.agent, self.customer] {
            browser.close_content().await;
        }
    }
}

/// Storyboard 4: nobody's lines arrive, both look sent, and none of the seats is told which backend it is.
#[tokio::test]
async fn storyboard_4_is_played_by_its_seats_with_one_who_is_late_and_one_who_is_removed() {
    let server = InProcess::start().await;
    let _turn = turn().await;
    let lesson = Lesson::begin(server.addr, "Messaging off").await;
    lesson.agent_says("Good morning").await;
    lesson.shop().says(&["Good morning"]).await;
    lesson.press("switch", "Messaging").await;
    lesson.desk().says(&["Messages are not being exchanged"]).await;
    lesson.agent_says("Are you still there?").await;
    lesson.customer_says("Hello? Anybody?").await;
    lesson.desk().says(&["Are you still there?"]).await;
    lesson.shop().says(&["Hello? Anybody?"]).await;
    lesson.projector.page().says(&["Off by operator"]).await;
    lesson.desk().says_not(&["Hello? Anybody?"]).await;
    lesson.shop().says_not(&["Are you still there?"]).await;
    for seat in [&lesson.agent, &lesson.customer] {
        seat.page().says_not(&["Messaging", "Off by operator", "Talk track"]).await;
    }

    // Late, and there at once; who loads the page again has the same seat.
    let late = Chromium::start(1280, 900).await;
    lesson.joins(&late, "Eve").await;
    late.page().part("region", "Agent's screen").says(&["Messages are not being exchanged"]).await;
    lesson.agent.reload().await;
    lesson.agent.page().says(&["LIVE", "Ada: the agent"]).await;
    lesson.desk().says(&["Are you still there?"]).await;

    lesson.press("switch", "Messaging").await;
    lesson.desk().says(&["Connected"]).await;
    lesson.customer_says("There you are").await;
    lesson.desk().says(&["There you are"]).await;
    lesson.desk().says_not(&["Hello? Anybody?"]).await;

    // Choosing a seat in the list gives it to nobody, and nobody loses it; the keyboard stays where it is.
    lesson.class_panel().await;
    lesson.operator.page().part("combobox", "Seat of Eve").choose("Customer").await;
    lesson.press("button", "Mute Eve").await;
    late.page().says(&["Eve: observer, muted by your trainer"]).await;
    lesson.operator.page().part("group", "Eve").says(&["Observer", "muted"]).await;
    lesson.operator.page().part("button", "Unmute Eve").is("focused", "true").await;
    lesson.customer.page().says(&["Bob: the customer"]).await;
    let choice = lesson.operator.page().part("combobox", "Seat of Eve");
    assert!(choice.text().await.contains("Customer, now Bob"), "the list says who would lose the seat");
    let eve = lesson.operator.page().part("group", "Eve");
    eve.part("DisclosureTriangle", "Remove…").click().await;
    eve.part("button", "Remove Eve").click().await;
    late.page().says(&["You were removed from this class"]).await;
    lesson.operator.picture("class-operator").await;
    lesson.agent.picture("class-agent").await;
    lesson.customer.picture("class-customer").await;
    late.close().await;
    lesson.end().await;
}

/// Storyboard 1: the agent meets two errors, logs in again, and is told something untrue; the ghost blocks the customer's
/// next chat until the agent completes it (AP2, AP3, AP6, AP8, AP9, AP12, AP13).
#[tokio::test]
async fn storyboard_1_is_played_by_its_seats() {
    let server = InProcess::start().await;
    let _turn = turn().await;
    let lesson = Lesson::begin(server.addr, "Application, back quickly").await;
    lesson.press("switch", "Application").await;
    lesson.press("button", "Next change").await;
    lesson.shop().says(&["This chat session has ended", "Please start a new session"]).await;
    lesson.desk().says(&["Connected"]).await;
    lesson.desk().part("button", "Case").click().await;
    lesson.desk().says(&["no longer available"]).await;
    lesson.agent_says("Are you still there?").await;
    lesson.desk().says(&["encountered a delay"]).await;
    lesson.press("switch", "Application").await;
    lesson.shop().says(&["Please start another chat"]).await;
    lesson.desk().part("button", "Log out").click().await;
    lesson.desk().part("button", "Log in").click().await;
    lesson.desk().says(&["Session in Progress", "There are no earlier messages"]).await;
    lesson.shop().part("button", "Start another chat").click().await;
    lesson.shop().says(&["Please wait."]).await;
    lesson.desk().says_not(&["1348"]).await;
    lesson.desk().part("button", "Complete").click().await;
    lesson.desk().says(&["1348"]).await;
    lesson.customer_says("Here I am again.").await;
    lesson.desk().says(&["Here I am again."]).await;
    lesson.projector.page().part("region", "Agent's screen").says(&["Here I am again."]).await;
    lesson.end().await;
}

/// Storyboard 6: everything is off; the title bar warns, the square comes, the customer is told (AL1 to AL5).
#[tokio::test]
async fn storyboard_6_is_played_by_its_seats() {
    let server = InProcess::start().await;
    let _turn = turn().await;
    let lesson = Lesson::begin(server.addr, "All three off").await;
    lesson.press("button", "Stop all").await;
    lesson.desk().says(&["Messages are not being exchanged"]).await;
    lesson.customer_says("Hello?").await;
    lesson.shop().says(&["This chat session has ended"]).await;
    lesson.press("button", "+1 min").await;
    lesson.desk().says(&["Customer not connected", "A connection could not be established with the server"]).await;
    lesson.press("button", "+3 min").await;
    lesson.shop().says(&["We are having connection issues"]).await;
    lesson.press("button", "Restore all").await;
    lesson.shop().says(&["Your session has been lost"]).await;
    lesson.desk().part("button", "Log out").click().await;
    lesson.desk().part("button", "Log in").click().await;
    lesson.desk().says(&["Session in Progress"]).await;
    lesson.agent.reload().await;
    lesson.desk().says(&["Session in Progress"]).await;
    lesson.end().await;
}
