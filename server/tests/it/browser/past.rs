//! Truth and time in Chromium: somebody looks back while the room goes on, an operator leads them, asks the database, and
//! prints the report.

use base64::{Engine as _, engine::general_purpose::STANDARD};
use serde_json::json;

use super::{Chromium, Class, choose, chromium::Key, turn};
use crate::harness::InProcess;

/// The agent looks back alone while the drill goes on, and nothing can be touched in the past; the operator leads everybody
/// to a moment and lets them go.
#[tokio::test]
async fn the_agent_looks_back_alone_and_is_led_and_let_go() {
    let server = InProcess::start().await;
    let _turn = turn().await;
    let (operator, agent) = tokio::join!(Chromium::start(1440, 1100), Chromium::start(1280, 900));
    operator.go(&format!("http://{}/", server.addr)).await;
    let address = choose(&operator, "Messaging off").await;
    let code = address.rsplit('/').next().unwrap().to_owned();
    agent.go(&format!("http://{}/{code}", server.addr)).await;
    agent.page().part("textbox", "Your name, if you like").type_text("Ada").await;
    agent.page().part("button", "Join").click().await;
    agent.page().says(&["LIVE", "Ada: observer"]).await;
    operator.page().part("DisclosureTriangleGrouped", "Class: …").click().await;
    operator.page().part("combobox", "Seat of Ada").choose("Agent").await;
    operator.page().part("button", "Assign this seat to Ada").click().await;
    agent.page().says(&["Ada: the agent", "LIVE"]).await;
    operator.page().part("DisclosureTriangleGrouped", "Class: …").click().await;

    operator.page().part("switch", "Messaging").click().await;
    let desk = agent.page().part("region", "Agent's screen");
    desk.says(&["Messages are not being exchanged"]).await;
    agent.page().part("button", "Replay").click().await;
    let bar = agent.page().part("region", "Replay");
    bar.says(&["REPLAY"]).await;
    // The room goes on, and this page stays where it is.
    operator.page().part("switch", "Messaging").click().await;
    operator.page().part("region", "Agent's screen").says(&["Connected"]).await;
    agent.page().says(&["Messages are not being exchanged"]).await;
    let untouchable = "document.querySelector('main').inert";
    assert_eq!(agent.evaluate(untouchable).await, json!(true), "nobody types into the past");
    // A reload is the present again; so is *Back to live*.
    bar.part("button", "Back to live").click().await;
    desk.says(&["Connected"]).await;
    agent.page().says_not(&["REPLAY"]).await;

    // The operator's own page of the past, by a link to a moment.
    operator.page().part("switch", "Messaging").click().await;
    operator.page().part("button", "+1 min").click().await;
    desk.says(&["Messages are not being exchanged"]).await;
    operator.go(&format!("http://{}/room/{code}/replay#0:00", server.addr)).await;
    let bar = operator.page().part("region", "Replay");
    bar.says(&["REPLAY", "0:00 of 1:00"]).await;
    bar.part("button", "Bring class here").click().await;
    agent.page().says(&["REPLAY", "Your trainer moved you here", "0:00 of 1:00"]).await;
    bar.part("button", "Next change").wait().await;
    operator.press(Key::ARROW_RIGHT).await;
    bar.part("button", "Release class").click().await;
    agent.page().says(&["LIVE"]).await;
    bar.says(&["REPLAY", "Bring class here"]).await;
    // A link to another moment of the room that the page shows already.
    operator.go(&format!("http://{}/room/{code}/replay#0:30", server.addr)).await;
    bar.says(&["0:30 of 1:00"]).await;
    agent.page().says_not(&["REPLAY"]).await;
    // The page of the past has no present of its own: without a moment it begins at now.
    operator.go(&format!("http://{}/", server.addr)).await;
    operator.go(&format!("http://{}/room/{code}/replay", server.addr)).await;
    operator.page().part("region", "Replay").says(&["REPLAY", "1:00 of 1:00"]).await;
    for browser in [operator, agent] {
        assert_eq!(browser.complaints().await, Vec::<String>::new());
        browser.close_content().await;
    }
}

/// Notes what the list of changes says in the first frame in which the page does not say any more that it looks back.
const NOTE_THE_PRESENT: &str = "
    const look = () => {
        if (document.body.innerText.includes('REPLAY')) return requestAnimationFrame(look);
        window.present = document.querySelector('.changes').innerText;
    };
    look();
";

/// A link to a moment leads there, also somebody who has to join first.
#[tokio::test]
async fn a_link_to_a_moment_leads_through_joining() {
    let server = InProcess::start().await;
    let class = Class::open(server.addr, "Messaging off").await;
    class.switch("Messaging", false).await;
    class.press("+1 min").await;
    class.switch("Services", false).await;
    let address = class.operator.address().await;
    let code = address.rsplit('/').next().unwrap();
    let guest = Chromium::start(1280, 900).await;
    guest.go(&format!("http://{}/{code}#0:20", server.addr)).await;
    guest.page().part("button", "Join").click().await;
    guest.page().says(&["REPLAY", "0:20 of 1:00"]).await;
    guest.page().part("region", "What just changed").says_not(&["Services off"]).await;
    guest.run(NOTE_THE_PRESENT).await;
    guest.page().part("button", "Back to live").click().await;
    guest.page().says_not(&["REPLAY"]).await;
    let present = guest.run("return present").await;
    assert!(present.as_str().unwrap().contains("switched Services off"), "the present came with {present}");
    guest.reload().await;
    guest.page().says(&["LIVE"]).await;
    guest.page().says_not(&["REPLAY"]).await;
    assert_eq!(guest.complaints().await, Vec::<String>::new());
    guest.close_content().await;
    class.close().await;
}

/// Where the chosen mark on the timeline is, once it is in sight.
const CHOSEN_MARK: &str = "(() => {
    const mark = document.querySelector('.lanes__mark--chosen');
    mark.scrollIntoView({ block: 'center', behavior: 'instant' });
    const box = mark.getBoundingClientRect();
    return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
})()";

/// What the browser shows beside the pointer on the timeline: a title, if it is one of the picture's own kind.
const BESIDE: &str = "(() => {
    const title = document.querySelector('.lanes__picture > title');
    return title instanceof SVGTitleElement ? title.textContent : null;
})()";

/// A wrong switch is taken back for everybody, by the button and by the key; the timeline says what its marks mean.
#[tokio::test]
async fn a_mistake_is_taken_back_and_the_timeline_explains_its_marks() {
    let server = InProcess::start().await;
    let class = Class::open(server.addr, "Messaging off").await;
    let page = class.operator.page();
    page.part("button", "Undo last action").is("disabled", "true").await;
    class.switch("Messaging", false).await;
    class.agent_shows(&["Messages are not being exchanged"], &[]).await;
    page.part("button", "Undo last action (…").click().await;
    class.agent_shows(&["Connected"], &["Messages are not being exchanged"]).await;
    page.part("button", "Undo last action").is("disabled", "true").await;
    page.part("region", "What just changed").says(&["undid: switched Messaging off"]).await;
    class.switch("Application", false).await;
    class.watcher.page().says(&["Off by operator"]).await;
    class.operator.press(Key::U).await;
    class.watcher.page().says_not(&["Off by operator"]).await;

    // What was taken back is not explained any more.
    let timeline = page.part("region", "Timeline");
    timeline.says(&["Choose an event"]).await;
    class.switch("Messaging", false).await;
    timeline.part("button", "Next event").click().await;
    timeline.says(&["0:00 · Messaging", "switched Messaging off"]).await;
    class.operator.press(Key::U).await;
    timeline.says(&["Choose an event"]).await;

    // It is the same mark if the same is done at the same moment again, and still the chosen one.
    class.switch("Messaging", false).await;
    timeline.says(&["0:00 · Messaging", "switched Messaging off"]).await;
    class.press("+1 min").await;
    timeline.part("button", "Next event").click().await;
    timeline.says(&["0:00 · Agent", "MS2"]).await;
    timeline.part("button", "Zoom in").click().await;
    timeline.part("button", "Fit").click().await;
    // With keys: the picture is a slider from mark to mark.
    let picture = timeline.part("slider", "Outages, effects…");
    picture.call("function() { this.focus(); }").await;
    class.operator.press(Key::HOME).await;
    timeline.says(&["0:00 · Messaging", "switched Messaging off"]).await;
    // With the mouse: the words stand beside the pointer, and a click chooses what it is on.
    let mark = class.operator.evaluate(CHOSEN_MARK).await;
    class.operator.press(Key::ARROW_RIGHT).await;
    timeline.says(&["0:00 · Agent", "MS2"]).await;
    for kind in ["mouseMoved", "mousePressed", "mouseReleased"] {
        let count = u8::from(kind != "mouseMoved");
        let event = json!({ "type": kind, "x": mark["x"], "y": mark["y"], "button": "left", "clickCount": count });
        class.operator.ask("Input.dispatchMouseEvent", event).await;
    }
    timeline.says(&["0:00 · Messaging", "switched Messaging off"]).await;
    let beside = class.operator.evaluate(BESIDE).await;
    assert_eq!(beside, "0:00 Operator switched Messaging off.");
    // The focus is on the picture now, which leaves the trainer's keys to the trainer.
    class.operator.press(Key::PAGE_DOWN).await;
    page.says(&["step 1 of"]).await;
    assert_eq!(class.operator.complaints().await, Vec::<String>::new());
    class.close().await;
}

/// AP9 hits the eye, live and on the projector; the source's query shows the ghost, and the report goes to paper.
#[tokio::test]
async fn ap9_is_seen_shared_asked_and_printed() {
    let server = InProcess::start().await;
    let class = Class::open(server.addr, "Application, back quickly").await;
    let address = class.operator.address().await;
    class.switch("Application", false).await;
    class.press("+1 min").await;
    class.switch("Application", true).await;
    class.press("Log out").await;
    class.press("Log in").await;
    class.agent_shows(&["Session in Progress"], &[]).await;
    class.operator.page().part("DisclosureTriangle", "Truth against belief").click().await;
    class.operator.page().says(&["Is the chat alive?", "Misled by AP9", "Misled by AP11"]).await;
    class.watcher.page().says_not(&["Is the chat alive?"]).await;
    class.press("The projector too").await;
    class.watcher.page().says(&["Is the chat alive?", "Misled by AP9"]).await;
    class.press("Operators only").await;
    class.watcher.page().says_not(&["Is the chat alive?"]).await;

    let operator = &class.operator;
    operator.go(&format!("{address}/truth")).await;
    operator.page().part("button", "Chats in progress").click().await;
    operator.page().says(&["1 row.", "1347", "agent1"]).await;
    operator.page().part("link", "Previous change …").wait().await;
    operator.go(&format!("{address}/truth?at=0:00")).await;
    operator.page().says(&["looking back"]).await;
    operator.go(&format!("{address}/report")).await;
    operator.page().says(&["The agent was misled for", "off for 1:00", "AP9"]).await;
    for (paper, width, height) in [("A4", 8.27, 11.69), ("Letter", 8.5, 11.0)] {
        let printed = operator.ask("Page.printToPDF", json!({ "paperWidth": width, "paperHeight": height })).await;
        let pdf = STANDARD.decode(printed["data"].as_str().unwrap()).unwrap();
        assert!(pdf.starts_with(b"%PDF") && pdf.len() > 10_000, "{paper}: {} bytes", pdf.len());
    }
    assert_eq!(operator.complaints().await, Vec::<String>::new());
    class.close().await;
}
