//! Lists that grow: what stays in one is not taken out of the page, the order is that of a page drawn afresh, and a long
//! inbox or ledger shows its newest.

use std::time::Instant;

use drill::{
    ActivityId, Backend, Command, Inbox, Millis, Setting, TabName,
    limits::{MAIL_EVERY_MIN, ROOM_TIME_MAX},
};
use protocol::CommandError;
use serde_json::json;

use super::{
    Chromium,
    chromium::{PATIENCE, pause},
    enter, turn,
};
use crate::harness::{InProcess, Link, open_room};

/// Counts the items of a list that are taken out of the page from now on, and marks those that stand in it.
const WATCH: &str = "function () {
    window.taken = 0;
    for (const item of this.children) item.stood = true;
    new MutationObserver(all => all.forEach(one => { taken += one.removedNodes.length; })).observe(this, { childList: true });
}";
const STOOD: &str = "function () { return [...this.children].map(item => item.stood === true); }";

/// A room in free play, with its code, in an operator's browser.
async fn operator(server: &InProcess) -> (String, Chromium) {
    let code = open_room(server.addr, "").await;
    let browser = Chromium::start(1440, 1100).await;
    enter(&browser, server.addr, "room", &code).await;
    browser.page().says(&["LIVE"]).await;
    (code, browser)
}

#[tokio::test]
async fn what_stays_in_a_list_is_not_taken_out_of_the_page() {
    let server = InProcess::start().await;
    let _turn = turn().await;
    let (_, anna) = operator(&server).await;
    let room = anna.page();
    let list = room.part("list", "What just changed");
    room.part("switch", "Services").click().await;
    list.says(&["Services off"]).await;

    // At once: what the operator did, and more than one effect of it.
    list.call(WATCH).await.unwrap();
    room.part("switch", "Messaging").click().await;
    list.says(&["Messaging off"]).await;
    let stood = list.call(STOOD).await.unwrap();
    let stood: Vec<bool> = serde_json::from_value(stood).unwrap();
    let new = stood.iter().take_while(|stood| !**stood).count();
    assert!(new > 1, "several new ones come first: {stood:?}");
    assert!(stood.len() > new && stood[new..].iter().all(|stood| *stood), "the others stay as they are: {stood:?}");
    assert_eq!(anna.run("return taken").await, json!(0), "nothing is taken out");

    room.part("button", "Restore all").click().await;
    list.says(&["Messaging on"]).await;
    let grown = list.text().await;
    anna.reload().await;
    room.says(&["LIVE"]).await;
    list.says(&["Messaging on"]).await;
    assert_eq!(list.text().await, grown, "in the order of a list that is drawn afresh");
    anna.close_content().await;
}

#[tokio::test]
async fn a_long_inbox_shows_its_newest_and_the_older_ones_on_request() {
    let server = InProcess::start().await;
    let _turn = turn().await;
    let (_, anna) = operator(&server).await;
    let room = anna.page();
    let (agent, clock) = (room.part("region", "Agent's screen"), room.part("timer", "Room time"));
    agent.part("button", "Main Inbox (2)").click().await;
    let older = agent.part("button", "Show 3 earlier");
    let deadline = Instant::now() + 2 * PATIENCE;
    while !older.is_there().await {
        assert!(Instant::now() < deadline, "the inbox never grows long: {}", agent.text().await);
        let before = clock.text().await;
        room.part("button", "Next change").click().await;
        while clock.text().await == before {
            assert!(Instant::now() < deadline, "room time stands still at {before}");
            pause().await;
        }
    }
    agent.says(&["Main Inbox (23)"]).await;
    agent.says_not(&["1342"]).await;
    older.click().await;
    agent.says(&["1342"]).await;
    agent.says_not(&["Show "]).await;
    anna.close_content().await;
}

#[tokio::test]
async fn a_day_of_e_mails_hides_no_chat_and_no_paper() {
    let server = InProcess::start().await;
    let _turn = turn().await;
    let (code, anna) = operator(&server).await;
    let mut operator = Link::operator(server.addr, &code).await;
    let agent = anna.page().part("region", "Agent's screen");
    for command in [
        Command::ChangeSetting(Setting::MailEvery, MAIL_EVERY_MIN),
        Command::Skip(ROOM_TIME_MAX),
        Command::AgentOpenInbox(Inbox::Chat),
    ] {
        assert_eq!(operator.command(command).await, Ok(()));
    }
    agent.says(&["Main Inbox (8642)", "Chat Inbox (1)"]).await;
    let activities = agent.part("region", "Activities");
    activities.says(&["1347", "Active"]).await;
    activities.says_not(&["earlier"]).await;
    agent.part("button", "Main Inbox (8642)").click().await;
    agent.part("button", "Show 180 earlier").click().await;
    agent.part("button", "Show 500 earlier").click().await;
    activities.says(&["16941"]).await;
    // The first one is not among those that this page has.
    for command in [Command::AgentOpenActivity(ActivityId(1_342)), Command::AgentOpenTab(TabName::Activity)] {
        assert_eq!(operator.command(command).await, Ok(()));
    }
    agent.part("region", "Information").says(&["1342", "E-mail (1)", "Open"]).await;
    // Completing it takes it out of the list, and leaves the others that were asked for.
    assert_eq!(operator.command(Command::AgentComplete(ActivityId(1_342))).await, Ok(()));
    agent.says(&["Main Inbox (8641)"]).await;
    activities.says(&["16941"]).await;
    anna.close_content().await;
}

/// Everything that stands there, also what the browser has not placed yet, as a screen reader and a search find it.
const WORDS: &str = "function () { return this.textContent }";
const WHOLE: &str = "function () { return this.scrollHeight }";

#[tokio::test]
async fn a_long_conversation_is_there_as_a_whole_and_the_ledger_shows_its_newest_until_asked_for_all() {
    let server = InProcess::start().await;
    let _turn = turn().await;
    let (code, anna) = operator(&server).await;
    let mut operator = Link::operator(server.addr, &code).await;
    let room = anna.page();
    let conversation = room.part("region", "Customer's screen").part("region", "Conversation");
    let ledger = room.part("region", "Message ledger");
    for line in 0..40 {
        assert_eq!(operator.command(Command::CustomerSay(format!("Line {line} of many"))).await, Ok(()));
    }
    conversation.says(&["Line 39 of many"]).await;
    let lines = conversation.call(WORDS).await.unwrap().as_str().unwrap().to_owned();
    let places: Vec<usize> = (0..40).filter_map(|line| lines.find(&format!("Line {line} of many"))).collect();
    assert!(places.len() == 40 && places.is_sorted(), "all of them, in their order: {lines}");
    let agent = room.part("region", "Agent's screen");
    agent.says(&["Line 39 of many"]).await;
    assert!(agent.call(WORDS).await.unwrap().as_str().unwrap().contains("Line 0 of many"));
    // Both screens stay in their places, with what is below the lines in reach of the mouse.
    agent.part("textbox", "The agent's message").type_text("One from here").await;
    agent.part("button", "Send").click().await;
    conversation.says(&["One from here"]).await;
    for scroller in [&conversation, &agent.part("region", "Chat transcript")] {
        let (seen, whole) =
            (scroller.call("function () { return this.clientHeight }").await, scroller.call(WHOLE).await);
        let (seen, whole) = (seen.unwrap().as_f64().unwrap(), whole.unwrap().as_f64().unwrap());
        assert!(seen < 500.0 && whole > 2.0 * seen, "{seen} of {whole} pixels are seen");
    }

    ledger.says(&["45 delivered", "Line 39 of many", "Line 29 of many"]).await;
    ledger.says_not(&["Line 28 of many"]).await;
    ledger.part("button", "Show the rest").click().await;
    ledger.says(&["Line 0 of many", "Line 39 of many"]).await;
    ledger.says_not(&["Show the rest"]).await;
    assert_eq!(anna.complaints().await, Vec::<String>::new());
    anna.close_content().await;
}

/// Scrolls to the top of what is read from its end, and says where in it what is the first line at first stands.
const TOP: &str = "function () { this.scrollTop = -this.scrollHeight; }";
const FIRST_SEEN: &str = "function () {
    const first = [...this.querySelectorAll('p')].find(line => line.textContent.includes('Line 30 of many'));
    return Math.round(first.getBoundingClientRect().top - this.getBoundingClientRect().top);
}";

#[tokio::test]
async fn a_very_long_conversation_shows_its_newest_lines_and_the_earlier_ones_on_request() {
    const LINES: usize = 230;
    let server = InProcess::start().await;
    let _turn = turn().await;
    let (code, anna) = operator(&server).await;
    let mut operator = Link::operator(server.addr, &code).await;
    for line in 0..LINES {
        let command = Command::CustomerSay(format!("Line {line} of many"));
        loop {
            match operator.command(command.clone()).await {
                Ok(()) => break,
                Err(error) => assert_eq!(error, CommandError::TooFast),
            }
            pause().await;
        }
    }
    let room = anna.page();
    let transcript = room.part("region", "Agent's screen").part("region", "Chat transcript");
    let conversation = room.part("region", "Customer's screen").part("region", "Conversation");
    let ledger = room.part("region", "Message ledger");
    // Four were said before them. A page that was there from the beginning has all of them; one that comes has the newest.
    for screen in [&transcript, &conversation] {
        screen.says(&[&format!("Line {} of many", LINES - 1)]).await;
        screen.says_not(&["earlier line"]).await;
    }
    anna.reload().await;
    room.says(&["LIVE"]).await;
    ledger.part("button", "Show the rest").click().await;
    let lists = [(&transcript, "lines"), (&conversation, "lines"), (&ledger, "messages")];
    for (list, items) in lists {
        let of_list = async |lines: std::ops::Range<usize>| -> Vec<usize> {
            let words = list.call(WORDS).await.unwrap().as_str().unwrap().to_owned();
            lines.filter_map(|line| words.find(&format!("Line {line} of many"))).collect()
        };
        let newest = of_list(30..LINES).await;
        assert_eq!((newest.len(), of_list(0..30).await.len()), (LINES - 30, 0), "the newest {items} and no other");
        let is_transcript = items == "lines";
        if is_transcript {
            list.call(TOP).await.unwrap();
        }
        let stood = if is_transcript { list.call(FIRST_SEEN).await.unwrap() } else { json!(0) };
        list.part("button", &format!("Show 34 earlier {items}")).click().await;
        list.says(&["Line 0 of many"]).await;
        list.says_not(&["Show 34 earlier"]).await;
        let keeps_focus = anna.run("return document.activeElement !== document.body").await;
        assert_eq!(keeps_focus, json!(true), "keys go on scrolling the {items}");
        let mut places = of_list(0..LINES).await;
        if !is_transcript {
            places.reverse();
        }
        assert!(places.len() == LINES && places.is_sorted(), "all {items} in their order: {places:?}");
        if is_transcript {
            assert_eq!(list.call(FIRST_SEEN).await.unwrap(), stood, "what is read does not move");
        }
    }
    // What came stays there when the list goes on.
    assert_eq!(operator.command(Command::AgentSay("One more".to_owned())).await, Ok(()));
    for (list, _) in lists {
        list.says(&["Line 0 of many", "One more"]).await;
    }
    assert_eq!(anna.complaints().await, Vec::<String>::new());
    anna.close_content().await;
}

/// How far the last thing said lies below the place in which it is read, in pixels.
const BELOW: &str = "function () {
    const last = this.firstElementChild.lastElementChild.getBoundingClientRect();
    return Math.round(last.bottom - this.getBoundingClientRect().bottom);
}";

#[tokio::test]
async fn the_newest_line_stays_in_sight_when_a_notice_takes_its_place() {
    let server = InProcess::start().await;
    let _turn = turn().await;
    let (code, anna) = operator(&server).await;
    let mut operator = Link::operator(server.addr, &code).await;
    let customer = anna.page().part("region", "Customer's screen");
    let said = (0..12).map(|line| Command::CustomerSay(format!("Line {line} of many")));
    let told = [Command::StopBackends(vec![Backend::Messaging]), Command::Skip(Millis::from_mins(4))];
    for command in said.chain(told) {
        assert_eq!(operator.command(command).await, Ok(()));
    }
    customer.says(&["Line 11 of many", "connection issues"]).await;
    let below = customer.part("region", "Conversation").call(BELOW).await.unwrap();
    assert!(below.as_i64().unwrap() <= 0, "the last line is {below} pixels out of sight");
    anna.close_content().await;
}
